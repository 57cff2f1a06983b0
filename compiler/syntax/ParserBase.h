// What the generated parser inherits: a limit on nesting, so that no input overflows the stack.
#pragma once

#include "antlr4-runtime.h"

namespace cat {

/// Thrown out of the parser where the input nests too deeply.
struct TooDeep {};

class ParserBase : public antlr4::Parser {
public:
  using Parser::Parser;

protected:
  void enterRule(antlr4::ParserRuleContext *context, size_t state, size_t rule) override {
    Parser::enterRule(context, state, rule);
    if (++depth > maxDepth)
      throw TooDeep();
  }
  /// The generated code calls this without virtual dispatch; it must not throw.
  void exitRule() {
    --depth;
    Parser::exitRule();
  }

private:
  /// About eight rules stand between one bracket and the next.
  static constexpr unsigned maxDepth = 3000;
  unsigned depth = 0;
};

} // namespace cat
