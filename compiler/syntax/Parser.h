// Text to AST, and AST to text. The only door to the ANTLR parser: nothing of ANTLR shows here.
#pragma once

#include "compiler/diagnostics/Diagnostics.h"
#include "compiler/syntax/AST.h"

#include <memory>
#include <string>

namespace cat {

/// Parses file `file` of `sources`. Errors go to `diagnostics`; the tree is null only when there
/// are any.
std::unique_ptr<ast::Module> parse(const SourceManager &sources, uint32_t file,
                                   Diagnostics &diagnostics);

/// The tokens of a file, one a line: `LINE:COL KIND text` (`catc emit --stage=tokens`).
std::string dumpTokens(const SourceManager &sources, uint32_t file, Diagnostics &diagnostics);

/// The tree as an indented listing without spans (`catc emit --stage=ast`).
std::string dumpTree(const ast::Module &module);

/// The module as formatted source that parses to the same tree; comments of `file` are kept (`catc
/// fmt`).
std::string format(const ast::Module &module, const SourceManager &sources, uint32_t file);

} // namespace cat
