// The tokens of one file as the parser wants them. Internal to compiler/syntax: it shows ANTLR
// types.
#pragma once

#include "compiler/diagnostics/Diagnostics.h"
#include "compiler/syntax/Comments.h"

#include "antlr4-runtime.h"

#include <memory>
#include <vector>

namespace cat {

/// An error of the text layer. Later errors inside `covers` are its consequences, and are not
/// reported.
struct SyntaxError {
  Diagnostic diagnostic;
  Span covers;
};

/// Brackets are balanced, strings closed, statements end in SEP, contextual keywords are
/// recognised.
struct TokenList {
  std::vector<std::unique_ptr<antlr4::Token>> tokens; // ends in EOF
  std::vector<uint32_t> depth;                        // of each token: the brackets open before it
  std::vector<Comment> comments;
  std::vector<SyntaxError> errors;
  bool complete = true; // false when lexing stopped early, which is not worth parsing
};

TokenList tokenize(const SourceManager &sources, uint32_t file);

inline Span spanOf(uint32_t file, const antlr4::Token *token) {
  return {file, uint32_t(token->getStartIndex()), uint32_t(token->getStopIndex() + 1)};
}

} // namespace cat
