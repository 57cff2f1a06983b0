// What the tests of the text layer share: a text and what parsing makes of it.
#pragma once

#include "compiler/syntax/Parser.h"

#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace cat::test {

struct Parsed {
  SourceManager sources;
  Diagnostics diagnostics;
  std::unique_ptr<ast::Module> module;

  explicit Parsed(std::string text) {
    uint32_t file = sources.add("test.cat", std::move(text));
    module = parse(sources, file, diagnostics);
  }
  std::string errors() const {
    std::string result;
    llvm::raw_string_ostream os(result);
    diagnostics.render(os, sources);
    return result;
  }
  std::string tree() const { return module ? dumpTree(*module) : errors(); }
  std::string formatted() const { return module ? format(*module, sources, 0) : errors(); }
};

/// The files of test/syntax/Inputs.
inline std::vector<std::string> programs() {
  return {"comments.cat", "declarations.cat", "expressions.cat",
          "long.cat",     "newlines.cat",     "programs.cat"};
}

inline std::string readProgram(const std::string &name) {
  auto buffer = llvm::MemoryBuffer::getFile(std::string(CAT_SYNTAX_TESTS "/") + name);
  if (!buffer) {
    ADD_FAILURE() << "cannot read " << name;
    return "";
  }
  return (*buffer)->getBuffer().str();
}

} // namespace cat::test
