// Errors of grammar in plain words, and where parsing goes on after one. Internal to
// compiler/syntax.
#pragma once

#include "compiler/syntax/Tokens.h"

#include <string>

namespace cat {

/// Reports the first error of each statement, arm, member or declaration, and skips to its end.
class ErrorStrategy : public antlr4::DefaultErrorStrategy {
public:
  ErrorStrategy(const SourceManager &sources, uint32_t file, TokenList &list)
      : sources(sources), file(file), list(list) {}

  void reportError(antlr4::Parser *parser, const antlr4::RecognitionException &e) override;
  void recover(antlr4::Parser *parser, std::exception_ptr e) override;
  antlr4::Token *recoverInline(antlr4::Parser *parser) override;
  void sync(antlr4::Parser *parser) override;

private:
  void complain(antlr4::Parser *parser, antlr4::Token *token,
                const antlr4::misc::IntervalSet &expected);
  void skip(antlr4::Parser *parser, uint32_t depth);
  std::string found(antlr4::Token *token) const;
  std::string fromElsewhere(antlr4::Token *token, antlr4::Token *before,
                            const antlr4::misc::IntervalSet &expected) const;
  std::string help(antlr4::Token *token, const antlr4::misc::IntervalSet &expected) const;
  bool startsLine(antlr4::Token *token) const;
  /// The token `offset` places after `token`; EOF beyond the end.
  antlr4::Token *neighbour(antlr4::Token *token, int offset) const;

  const SourceManager &sources;
  uint32_t file;
  TokenList &list;
  std::vector<size_t> passed; // the parser's states at optional parts before the token `passedAt`
  size_t passedAt = 0;
};

} // namespace cat
