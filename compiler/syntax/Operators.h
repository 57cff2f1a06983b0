// The table of operators: one place for the builder, which applies it, and the printer, which needs
// it for parentheses.
#pragma once

#include "compiler/syntax/AST.h"

#include <string_view>

namespace cat {

/// How tightly forms bind, loosest first.
enum class Level {
  Ascribe,
  Lambda, // and `if`, whose last branch extends as far
  Hom,
  Or,
  And,
  Compare,
  Pipe,
  Compose,
  Parallel,
  Range,
  Add,
  Multiply,
  Contract,
  Unary,
  Power,
  Apply,
};

enum class Associates { Left, Right, Not };

struct Operator {
  Level level;
  Associates associates;
};

/// The row of a binary operator; `text` must be one.
inline Operator binaryOperator(std::string_view text) {
  struct Row {
    std::string_view text;
    Operator op;
  };
  constexpr Row table[] = {
      {"->", {Level::Hom, Associates::Right}},      {"||", {Level::Or, Associates::Left}},
      {"&&", {Level::And, Associates::Left}},       {"==", {Level::Compare, Associates::Not}},
      {"!=", {Level::Compare, Associates::Not}},    {"<", {Level::Compare, Associates::Not}},
      {"<=", {Level::Compare, Associates::Not}},    {">", {Level::Compare, Associates::Not}},
      {">=", {Level::Compare, Associates::Not}},    {"|>", {Level::Pipe, Associates::Left}},
      {">>>", {Level::Compose, Associates::Left}},  {">=>", {Level::Compose, Associates::Left}},
      {"&&&", {Level::Parallel, Associates::Left}}, {"***", {Level::Parallel, Associates::Left}},
      {"..", {Level::Range, Associates::Not}},      {"+", {Level::Add, Associates::Left}},
      {"-", {Level::Add, Associates::Left}},        {"*", {Level::Multiply, Associates::Left}},
      {"/", {Level::Multiply, Associates::Left}},   {"%", {Level::Multiply, Associates::Left}},
      {"@", {Level::Contract, Associates::Left}},   {"^", {Level::Power, Associates::Right}},
  };
  for (const Row &row : table)
    if (row.text == text)
      return row.op;
  return {Level::Apply, Associates::Not};
}

/// Whether parentheses around the operand `child` are part of the tree: products are flat, so
/// `(A * B) * C` is not `A * B * C`.
inline bool keepsParens(const ast::Expr &parent, const ast::Expr &child) {
  return parent.kind == ast::ExprKind::Binary && child.kind == ast::ExprKind::Binary &&
         child.isParenthesized && child.text == parent.text &&
         (child.text == "*" || child.text == "***" || child.text == "&&&");
}

} // namespace cat
