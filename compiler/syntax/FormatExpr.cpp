// Prints expressions and patterns, with parentheses only where precedence asks for them.
#include "compiler/syntax/Formatter.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"

using namespace cat;
using namespace cat::ast;
using namespace cat::pretty;
using llvm::StringRef;

static Level levelOf(const Expr &expr) {
  switch (expr.kind) {
  case ExprKind::Ascribe:
    return Level::Ascribe;
  case ExprKind::Lambda:
  case ExprKind::If:
    return Level::Lambda;
  case ExprKind::Binary:
    return binaryOperator(expr.text).level;
  case ExprKind::Unary:
    return Level::Unary;
  default:
    return Level::Apply;
  }
}

/// Whether `expr` ends in lines between brackets, so that it may begin on the line of its `=`.
static bool hugs(const Expr &expr) {
  switch (expr.kind) {
  case ExprKind::Block:
  case ExprKind::Match:
  case ExprKind::RecordObject:
    return true;
  case ExprKind::RecordValue:
    return !expr.fields.empty();
  case ExprKind::Lambda:
    return hugs(*expr.args[0]);
  case ExprKind::Array:
    return !expr.args.empty();
  case ExprKind::Call:
    return hugs(*expr.args[0]) || (!expr.callArgs.empty() && hugs(*expr.callArgs.back().value));
  case ExprKind::Bracket:
    return hugs(*expr.args[0]) || hugs(*expr.args.back());
  case ExprKind::Field:
  case ExprKind::Project:
    return hugs(*expr.args[0]);
  default:
    return false;
  }
}

static bool isNumber(const Expr &expr) {
  return expr.kind == ExprKind::Number || (expr.kind == ExprKind::Unary && isNumber(*expr.args[0]));
}

/// Whether an `else` behind `expr` would be taken for its own.
static bool endsInOpenIf(const Expr &expr) {
  if (expr.kind == ExprKind::Lambda)
    return endsInOpenIf(*expr.args[0]);
  if (expr.kind == ExprKind::If)
    return expr.args.size() == 2 || endsInOpenIf(*expr.args[2]);
  return false;
}

/// Whether the last token is the name `log`, which before a brace would be the keyword.
static bool endsInLog(const Expr &expr) {
  if (expr.kind == ExprKind::Name)
    return expr.text == "log";
  bool open = expr.kind == ExprKind::Binary || expr.kind == ExprKind::Unary ||
              expr.kind == ExprKind::Lambda || expr.kind == ExprKind::If;
  return (expr.kind == ExprKind::Field && expr.text == "log") ||
         (open && endsInLog(*expr.args.back()));
}

/// An expression in a place that takes operators no looser than `loosest`.
Doc Formatter::expr(const Expr &expr, Level loosest) {
  // Braces take the comments before them inside: nothing may come between them and what they
  // follow.
  bool isBraced = expr.kind == ExprKind::Block || expr.kind == ExprKind::RecordValue ||
                  expr.kind == ExprKind::RecordObject;
  Doc comments = isBraced ? concat({}) : leading(expr.span.begin);
  Doc inside = bare(expr);
  if (levelOf(expr) >= loosest)
    return concat({comments, inside});
  return group({comments, text("("), indent({softLine(), inside}), softLine(), text(")")});
}

Doc Formatter::bare(const Expr &expr) {
  switch (expr.kind) {
  case ExprKind::Name:
  case ExprKind::Number:
    return text(expr.text);
  case ExprKind::String:
    return string(expr);
  case ExprKind::Tuple:
  case ExprKind::Array: {
    std::vector<Item> elements;
    bool tuple = expr.kind == ExprKind::Tuple;
    for (const ExprPtr &element : expr.args)
      elements.push_back({element->span, [this, &element, tuple] {
                            return tuple ? ascribable(*element) : this->expr(*element);
                          }});
    bool comments = next < pending.size() && pending[next].span.begin < expr.span.end;
    bool fills =
        !comments && llvm::all_of(expr.args, [](const ExprPtr &e) { return isNumber(*e); });
    return bracketed(tuple ? "(" : "[", elements, tuple ? ")" : "]", expr.span, fills);
  }
  case ExprKind::RecordValue:
    return record(expr, " = ");
  case ExprKind::RecordObject:
    return record(expr, ": ");
  case ExprKind::Block:
    return block(expr);
  case ExprKind::Lambda:
    return lambda(expr);
  case ExprKind::If:
    return conditional(expr);
  case ExprKind::Match:
    return match(expr);
  case ExprKind::Call:
  case ExprKind::Bracket:
    return call(expr);
  case ExprKind::Field:
    return concat({base(*expr.args[0]), text("." + expr.text)});
  case ExprKind::Project:
    return concat({base(*expr.args[0]), text("." + llvm::utostr(expr.index))});
  case ExprKind::Unary:
    return unary(expr);
  case ExprKind::Binary:
    return chain(expr, true);
  case ExprKind::Ascribe:
    return concat({this->expr(*expr.args[0], Level::Hom), text(" : "), this->expr(*expr.args[1])});
  }
  return concat({});
}

/// `a + b - c`: the operands of one level, broken before the operators, after a `-`.
Doc Formatter::chain(const Expr &expr, bool indented) {
  Operator op = binaryOperator(expr.text);
  std::vector<const Expr *> links; // from the outermost, which is the last operator, inwards
  const Expr *inner = &expr;
  for (;;) {
    links.push_back(inner);
    const Expr *left = inner->args[0].get();
    bool chained = op.associates == Associates::Left && left->kind == ExprKind::Binary &&
                   binaryOperator(left->text).level == op.level && !keepsParens(*inner, *left);
    if (!chained)
      break;
    inner = left;
  }
  Level tighter = Level(int(op.level) + 1);
  Level right = op.associates == Associates::Right ? op.level : tighter;
  if (op.level == Level::Power)
    right = Level::Unary; // `a ^ -b`
  bool keeps = keepsParens(*inner, *inner->args[0]);
  Docs docs;
  docs.push_back(
      this->expr(*inner->args[0], keeps || op.level == Level::Power ? Level::Apply : tighter));
  bool tight = op.level == Level::Power || op.level == Level::Range;
  for (auto link = links.rbegin(); link != links.rend(); ++link) {
    const Expr &each = **link;
    if (!tight)
      docs.push_back(trailing(each.args[0]->span.end, each.args[1]->span.begin));
    if (tight) {
      docs.push_back(text(each.text));
    } else if (each.text == "-") { // a line that begins with `-` is a statement
      docs.push_back(text(" -"));
      docs.push_back(line());
    } else {
      docs.push_back(line());
      docs.push_back(leading(each.opSpan.begin));
      docs.push_back(text(each.text + " "));
    }
    docs.push_back(this->expr(*each.args[1], right));
  }
  return indented ? group({indent(std::move(docs))}) : group(std::move(docs));
}

Doc Formatter::unary(const Expr &expr) {
  Docs docs;
  const Expr *operand = &expr;
  for (; operand->kind == ExprKind::Unary; operand = operand->args[0].get())
    docs.push_back(text(operand->text));
  docs.push_back(this->expr(*operand, Level::Unary));
  return concat(std::move(docs));
}

/// What a suffix is attached to: `1.0` would be a number.
Doc Formatter::base(const Expr &expr) {
  if (expr.kind == ExprKind::Number)
    return concat({leading(expr.span.begin), text("(" + expr.text + ")")});
  return this->expr(expr, Level::Apply);
}

/// `f(p; x)` and `f[s]`.
Doc Formatter::call(const Expr &expr) {
  Docs docs = {base(*expr.args[0])};
  Span inside = {expr.span.file, expr.args[0]->span.end, expr.span.end};
  std::vector<Item> elements;
  if (expr.kind == ExprKind::Bracket) {
    for (size_t i = 1; i < expr.args.size(); ++i)
      elements.push_back(
          {expr.args[i]->span, [this, &expr, i] { return this->expr(*expr.args[i]); }});
    docs.push_back(list("[", elements, expr.args.back().get(), "]", inside));
    return concat(std::move(docs));
  }
  std::string open = "(";
  if (expr.hasParams) {
    docs.push_back(text("("));
    docs.push_back(this->expr(*expr.params));
    inside.begin = expr.params->span.end;
    open = expr.callArgs.empty() ? ";" : "; ";
  }
  for (const NamedExpr &each : expr.callArgs) {
    Span span = each.value->span;
    if (!each.name.text.empty())
      span.begin = each.name.span.begin;
    elements.push_back({span, [this, &each] { return argument(each); }});
  }
  const Expr *last = expr.callArgs.empty() ? nullptr : expr.callArgs.back().value.get();
  docs.push_back(list(open, elements, last, ")", inside));
  return concat(std::move(docs));
}

Doc Formatter::argument(const NamedExpr &argument) {
  if (argument.name.text.empty())
    return expr(*argument.value);
  return concat({text(argument.name.text + ": "), expr(*argument.value)});
}

/// Arguments; a last one with braces keeps its brackets on the lines of the braces.
Doc Formatter::list(std::string open, const std::vector<Item> &elements, const Expr *last,
                    std::string close, Span span) {
  if (!last || !hugs(*last))
    return bracketed(std::move(open), elements, std::move(close), span);
  Docs docs = {text(std::move(open))};
  for (const Item &element : elements) {
    docs.push_back(text(docs.size() > 1 ? ", " : ""));
    docs.push_back(leading(element.span.begin));
    docs.push_back(element.print());
  }
  docs.push_back(trailing(elements.back().span.end, span.end - 1));
  docs.push_back(text(std::move(close)));
  return concat(std::move(docs));
}

/// A branch of an `if`: on its own line when the `if` breaks, braces on the line of the keyword.
Doc Formatter::branch(const Expr &expr, Level loosest) {
  Doc inside = this->expr(expr, loosest);
  return hugs(expr) ? concat({text(" "), inside}) : indent({line(), inside});
}

static bool isEmptyBlock(const Expr &expr) {
  return expr.kind == ExprKind::Block && expr.stmts.empty() && expr.args.empty();
}

Doc Formatter::conditional(const Expr &expr) {
  Docs docs;
  const Expr *branches = &expr;
  for (;;) {
    const Expr &then = *branches->args[1];
    bool hasElse = branches->args.size() > 2;
    docs.push_back(text("if "));
    docs.push_back(this->expr(*branches->args[0]));
    // An empty block stands without `then`, behind which `{}` is the unit.
    if (!isEmptyBlock(then))
      docs.push_back(text(" then"));
    docs.push_back(branch(then, hasElse && endsInOpenIf(then) ? Level::Hom : Level::Lambda));
    if (!hasElse)
      break;
    const Expr &otherwise = *branches->args[2];
    docs.push_back(trailing(then.span.end, otherwise.span.begin));
    docs.push_back(hugs(then) ? text(" ") : line());
    docs.push_back(text("else"));
    if (otherwise.kind != ExprKind::If) {
      docs.push_back(branch(otherwise, Level::Lambda));
      break;
    }
    docs.push_back(text(" "));
    docs.push_back(leading(otherwise.span.begin));
    branches = &otherwise;
  }
  return group(std::move(docs));
}

Doc Formatter::lambda(const Expr &expr) {
  const Pattern &parameter = *expr.patterns[0];
  Doc parameters = pattern(parameter);
  Doc body = this->expr(*expr.args[0]);
  bool sameLine = hugs(*expr.args[0]) || expr.args[0]->kind == ExprKind::Lambda;
  return group(
      {parameters, text(" =>"), sameLine ? concat({text(" "), body}) : indent({line(), body})});
}

Doc Formatter::match(const Expr &expr) {
  Docs docs = {text("match "), beforeBrace(*expr.args[0]), text(" ")};
  std::vector<Item> arms;
  for (const MatchArm &arm : expr.arms) {
    Span span = {expr.span.file, arm.pattern->span.begin, arm.body->span.end};
    arms.push_back({span, [this, &arm] {
                      Doc left = pattern(*arm.pattern);
                      Doc body = this->expr(*arm.body);
                      return group(
                          {left, text(" =>"),
                           hugs(*arm.body) ? concat({text(" "), body}) : indent({line(), body})});
                    }});
  }
  uint32_t open = find('{', expr.args[0]->span.end);
  docs.push_back(braced(arms, {expr.span.file, open, expr.span.end}, ";"));
  return concat(std::move(docs));
}

/// A condition or scrutinee, which a brace follows.
Doc Formatter::beforeBrace(const Expr &expr) {
  if (!endsInLog(expr))
    return this->expr(expr);
  return concat({text("("), this->expr(expr), text(")")});
}

Doc Formatter::record(const Expr &expr, const char *between) {
  std::vector<Item> fields;
  for (const NamedExpr &field : expr.fields) {
    Span span = {expr.span.file, field.name.span.begin, field.value->span.end};
    fields.push_back({span, [this, &field, between] {
                        return concat({text(field.name.text + between), this->expr(*field.value)});
                      }});
  }
  return braced(fields, expr.span, ",");
}

static std::string escaped(StringRef text) {
  std::string result;
  for (char c : text) {
    if (c == '\n')
      result += "\\n";
    else if (c == '\t')
      result += "\\t";
    else if (c == '"' || c == '\\')
      result += std::string("\\") + c;
    else if (c == '{' || c == '}')
      result += std::string(2, c);
    else if (uint8_t(c) < 0x20 || c == 0x7F)
      result += "\\u{" + llvm::utohexstr(uint8_t(c), true) + "}";
    else
      result += c;
  }
  return result;
}

/// A string stands on one line, its interpolations too.
Doc Formatter::string(const Expr &expr) {
  std::string result = "\"";
  for (const StringPart &part : expr.parts) {
    if (!part.expr) {
      result += escaped(part.text);
      continue;
    }
    std::string inside = render(group({this->expr(*part.expr)}), ~0u >> 1);
    bool isBraced = StringRef(inside).starts_with("{"); // `{{` would be a brace
    result += (isBraced ? "{ " : "{") + inside + (isBraced ? " " : "");
    result += (part.format.empty() ? "" : ":" + part.format) + "}";
  }
  return text(result + "\"");
}

/// Where an ascription may stand bare.
Doc Formatter::ascribable(const Expr &expr) { return this->expr(expr, Level::Ascribe); }

/// What follows a `=`: on the same line if it fits there or ends in braces; else on the next, if
/// that lets it stand in one line or if it is a chain.
Doc Formatter::bound(const Expr &expr, bool ascribed) {
  bool ownComments = next < pending.size() && pending[next].span.begin < expr.span.begin;
  if ((hugs(expr) || expr.kind == ExprKind::Lambda) && !ownComments)
    return concat({text(" "), this->expr(expr)});
  Doc comments = leading(expr.span.begin);
  if (expr.kind == ExprKind::Binary)
    return group({indent({line(), comments, chain(expr, false)})});
  Doc value = ascribed ? ascribable(expr) : this->expr(expr);
  if (expr.kind == ExprKind::If || ownComments)
    return group({indent({line(), comments, value})});
  return nextLineIfFlat({value});
}

/// `ascribed`: the place takes `p : A` without parentheses.
Doc Formatter::pattern(const Pattern &pattern, bool ascribed) {
  std::vector<Item> elements;
  for (size_t i = 0; i < pattern.args.size(); ++i)
    elements.push_back({pattern.args[i]->span, [this, &pattern, i] {
                          const Pattern &part = *pattern.args[i];
                          if (pattern.kind != PatternKind::Record)
                            return this->pattern(part, true);
                          const std::string &field = pattern.fieldNames[i].text;
                          if (part.kind == PatternKind::Name && part.text == field)
                            return text(field);
                          return concat({text(field + " = "), this->pattern(part, true)});
                        }});
  switch (pattern.kind) {
  case PatternKind::Name:
    return text(pattern.text);
  case PatternKind::Tuple:
    return bracketed("(", elements, ")", pattern.span);
  case PatternKind::Constructor:
    return bracketed(pattern.text + "(", elements, ")", pattern.span);
  case PatternKind::Record:
    return braced(elements, pattern.span, ",");
  case PatternKind::Literal:
    return bare(*pattern.expr);
  case PatternKind::Ascribe: {
    Doc inside = concat({this->pattern(*pattern.args[0]), text(" : "), expr(*pattern.expr)});
    return ascribed ? inside : concat({text("("), inside, text(")")});
  }
  }
  return concat({});
}
