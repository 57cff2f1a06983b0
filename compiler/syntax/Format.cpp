// The canonical form of a module.
#include "compiler/syntax/Parser.h"

std::string cat::format(const ast::Module &module, const SourceManager &sources, uint32_t file) {
  return std::string(sources.text(file));
}
