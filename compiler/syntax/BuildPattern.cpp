// Builds patterns, from their own grammar and, for the parameters of a lambda, from the expression
// that stands before `=>`.
#include "compiler/syntax/Builder.h"

using namespace cat;
using namespace cat::ast;

PatternPtr Builder::makePattern(PatternKind kind, Span span) {
  auto pattern = std::make_unique<Pattern>();
  pattern->kind = kind;
  pattern->span = span;
  return pattern;
}

PatternPtr Builder::pattern(P::PatternContext *context) {
  if (context->patternRecord())
    return patternRecord(context->patternRecord());
  PatternPtr result = makePattern(PatternKind::Literal, span(context));
  if (context->string()) {
    result->expr = string(context->string());
    return result;
  }
  if (antlr4::tree::TerminalNode *number = context->NUMBER()) {
    result->expr = make(ExprKind::Number, span(number));
    result->expr->text = text(span(number));
    if (!context->MINUS())
      return result;
    ExprPtr negated = make(ExprKind::Unary, result->span);
    negated->text = "-";
    negated->opSpan = span(context->MINUS());
    adopt(*negated, std::move(result->expr));
    result->expr = std::move(negated);
    return result;
  }
  P::PatternTupleContext *tuple = context->patternTuple();
  result->kind = !context->path() ? PatternKind::Tuple
                 : tuple          ? PatternKind::Constructor
                                  : PatternKind::Name;
  if (context->path())
    for (const Ident &part : path(context->path()))
      result->text += (result->text.empty() ? "" : ".") + part.text;
  if (tuple)
    for (P::PatternItemContext *element : tuple->patternItem())
      result->args.push_back(patternItem(element));
  if (result->kind != PatternKind::Tuple || result->args.size() != 1)
    return result;
  PatternPtr single = std::move(result->args[0]);
  single->span = result->span;
  return single;
}

PatternPtr Builder::patternItem(P::PatternItemContext *context) {
  PatternPtr inner = pattern(context->pattern());
  if (!context->COLON())
    return inner;
  PatternPtr result = makePattern(PatternKind::Ascribe, span(context));
  result->args.push_back(std::move(inner));
  result->expr = expr(context->expr());
  return result;
}

PatternPtr Builder::patternRecord(P::PatternRecordContext *context) {
  PatternPtr result = makePattern(PatternKind::Record, span(context));
  for (P::PatternFieldContext *field : context->patternField()) {
    result->fieldNames.push_back(ident(field->name()));
    if (field->patternItem()) {
      result->args.push_back(patternItem(field->patternItem()));
      continue;
    }
    result->args.push_back(makePattern(PatternKind::Name, span(field)));
    result->args.back()->text = result->fieldNames.back().text;
  }
  return result;
}

/// The fields of a record value, or of `{ x }`, which the grammar reads as a block.
bool Builder::recordToPattern(Pattern &pattern, Expr &record) {
  pattern.kind = PatternKind::Record;
  if (record.kind == ExprKind::RecordValue) {
    for (NamedExpr &field : record.fields) {
      pattern.fieldNames.push_back(field.name);
      pattern.args.push_back(toPattern(std::move(field.value)));
    }
    return !record.fields.empty();
  }
  bool isShort = record.kind == ExprKind::Block && record.stmts.empty() && !record.args.empty() &&
                 record.args[0]->kind == ExprKind::Name;
  if (isShort) {
    pattern.fieldNames.push_back({record.args[0]->text, record.args[0]->span});
    pattern.args.push_back(toPattern(std::move(record.args[0])));
  }
  return isShort;
}

/// Reads the expression before `=>` as a pattern.
PatternPtr Builder::toPattern(ExprPtr expr) {
  PatternPtr result = makePattern(PatternKind::Name, expr->span);
  switch (expr->kind) {
  case ExprKind::Name:
    result->text = expr->text;
    return result;
  case ExprKind::Tuple:
    result->kind = PatternKind::Tuple;
    for (ExprPtr &element : expr->args)
      result->args.push_back(toPattern(std::move(element)));
    return result;
  case ExprKind::Ascribe:
    result->kind = PatternKind::Ascribe;
    result->args.push_back(toPattern(std::move(expr->args[0])));
    result->expr = std::move(expr->args[1]);
    return result;
  case ExprKind::Number:
  case ExprKind::String:
    result->kind = PatternKind::Literal;
    result->expr = std::move(expr);
    return result;
  case ExprKind::RecordValue:
  case ExprKind::Block:
    if (recordToPattern(*result, *expr))
      return result;
    break;
  default:
    break;
  }
  error("E0012", result->span, "this cannot stand before `=>`").suggestion =
      "the parameters of a lambda are names: `x => …`, `(x, y) => …`, `{ x, y } => …`";
  return result;
}
