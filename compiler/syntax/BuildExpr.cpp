// Builds expressions. The grammar hands over flat chains of operands and operators; class Chain
// applies the precedences to them.
#include "compiler/syntax/Builder.h"
#include "compiler/syntax/Operators.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"

using namespace cat;
using namespace cat::ast;
using llvm::StringRef;

ExprPtr Builder::make(ExprKind kind, Span span) {
  auto expr = std::make_unique<Expr>();
  expr->kind = kind;
  expr->span = span;
  return expr;
}

/// Makes `parent` at least one higher than `child`.
void Builder::grow(Expr &parent, const ExprPtr &child) {
  if (!child)
    return;
  parent.height = std::max(parent.height, child->height + 1);
  if (parent.height <= Expr::maxHeight)
    return;
  error("E0008", child->span, "this expression is nested too deeply").suggestion =
      "give parts of it names with `let`";
  throw TooDeep();
}

void Builder::adopt(Expr &parent, ExprPtr child) {
  grow(parent, child);
  parent.args.push_back(std::move(child));
}

void Builder::grow(Expr &parent, const PatternPtr &pattern) {
  if (!pattern)
    return;
  grow(parent, pattern->expr);
  for (const PatternPtr &part : pattern->args)
    grow(parent, part);
}

ExprPtr Builder::name(P::NameContext *context) {
  ExprPtr result = make(ExprKind::Name, span(context));
  result->text = text(result->span);
  return result;
}

/// One chain of operands and operators, and the precedence climbing over it.
class Builder::Chain {
public:
  Chain(Builder &builder, P::ExprContext *context) : builder(builder) { flatten(context); }
  ExprPtr build() {
    ExprPtr result = climb(Level::Hom);
    if (at < links.size()) // only an `else` stops the climb early
      builder.error("E0013", links[at].span, "`else` without an `if`");
    return result;
  }

private:
  /// A prefix operator, an `if` with its condition, an operand or a binary operator.
  struct Link {
    enum Kind { Prefix, If, Operand, Binary } kind;
    Span span;
    std::string text;
    P::ExprContext *condition = nullptr;
    P::PostfixContext *operand = nullptr;
    P::BlockContext *block = nullptr; // an operand too: the branch of an `if` without `then`
  };

  void flatten(P::ExprContext *context);
  bool isBinary(StringRef text) const {
    return at < links.size() && links[at].kind == Link::Binary && links[at].text == text;
  }
  ExprPtr climb(Level loosest);
  ExprPtr unary();
  ExprPtr conditional();
  ExprPtr lambda(ExprPtr parameters);
  ExprPtr prefix(const Link &op, ExprPtr operand);
  ExprPtr binary(const Link &op, ExprPtr left, ExprPtr right);

  Builder &builder;
  std::vector<Link> links;
  size_t at = 0;
};

/// The grammar's chains lean to the right; this walks down one without recursion.
void Builder::Chain::flatten(P::ExprContext *context) {
  while (context) {
    for (antlr4::tree::ParseTree *child : context->children)
      if (auto *token = dynamic_cast<antlr4::tree::TerminalNode *>(child))
        if (size_t type = token->getSymbol()->getType(); type == P::MINUS || type == P::NOT)
          links.push_back({Link::Prefix, builder.span(token), type == P::MINUS ? "-" : "!"});
    P::BinaryOpContext *op = context->binaryOp();
    P::ExprContext *next = nullptr;
    if (context->IF()) {
      links.push_back({Link::If, builder.span(context->IF()), "", context->expr(0)});
      next = context->expr(1);
      if (P::BracedContext *braced = context->braced()) {
        links.push_back(
            {Link::Operand, builder.span(braced->block()), "", nullptr, nullptr, braced->block()});
        op = braced->binaryOp();
        next = braced->expr();
      }
    } else {
      links.push_back(
          {Link::Operand, builder.span(context->postfix()), "", nullptr, context->postfix()});
      next = context->expr(0);
    }
    if (op)
      links.push_back({Link::Binary, builder.span(op), builder.text(builder.span(op))});
    context = next;
  }
}

ExprPtr Builder::Chain::binary(const Link &op, ExprPtr left, ExprPtr right) {
  ExprPtr result =
      builder.make(ExprKind::Binary, {builder.file, left->span.begin, right->span.end});
  result->text = op.text;
  result->opSpan = op.span;
  builder.adopt(*result, std::move(left));
  builder.adopt(*result, std::move(right));
  return result;
}

/// An expression whose operators bind at least as tightly as `loosest`.
ExprPtr Builder::Chain::climb(Level loosest) {
  ExprPtr left = unary();
  while (at < links.size() && links[at].text != "else") {
    const Link &link = links[at];
    Operator op = binaryOperator(link.text);
    if (op.level < loosest)
      break;
    if (op.associates == Associates::Not && left->kind == ExprKind::Binary &&
        !left->isParenthesized && binaryOperator(left->text).level == op.level)
      builder
          .error("E0014", link.span,
                 "`" + left->text + "` and `" + link.text + "` cannot be chained")
          .suggestion =
          op.level == Level::Compare ? "combine two comparisons with `&&`" : "write parentheses";
    ++at;
    bool right = op.associates == Associates::Right;
    left = binary(link, std::move(left), climb(right ? op.level : Level(int(op.level) + 1)));
  }
  return left;
}

ExprPtr Builder::Chain::prefix(const Link &op, ExprPtr operand) {
  ExprPtr result = builder.make(ExprKind::Unary, {builder.file, op.span.begin, operand->span.end});
  result->text = op.text;
  result->opSpan = op.span;
  builder.adopt(*result, std::move(operand));
  return result;
}

/// An operand with its prefix operators and its power: `-x ^ -y ^ z` is `-(x ^ (-(y ^ z)))`.
ExprPtr Builder::Chain::unary() {
  const Link &link = links[at++];
  if (link.kind == Link::If)
    return conditional();
  if (link.kind == Link::Prefix) {
    size_t first = at - 1;
    while (links[at].kind == Link::Prefix) // a loop: there may be very many
      ++at;
    size_t last = at;
    ExprPtr result = unary();
    while (last-- > first)
      result = prefix(links[last], std::move(result));
    return result;
  }
  ExprPtr operand = link.operand ? builder.postfix(link.operand) : builder.block(link.block);
  if (isBinary("=>"))
    return lambda(std::move(operand));
  if (!isBinary("^"))
    return operand;
  const Link &power = links[at++];
  return binary(power, std::move(operand), unary());
}

ExprPtr Builder::Chain::conditional() {
  const Link &link = links[at - 1];
  ExprPtr result = builder.make(ExprKind::If, link.span);
  builder.adopt(*result, builder.expr(link.condition));
  builder.adopt(*result, climb(Level::Hom));
  if (isBinary("else")) {
    ++at;
    builder.adopt(*result, climb(Level::Hom));
  }
  result->span.end = result->args.back()->span.end;
  return result;
}

ExprPtr Builder::Chain::lambda(ExprPtr parameters) {
  ExprPtr result = builder.make(ExprKind::Lambda, parameters->span);
  result->opSpan = links[at++].span;
  result->patterns.push_back(builder.toPattern(std::move(parameters)));
  builder.grow(*result, result->patterns[0]);
  builder.adopt(*result, climb(Level::Hom));
  result->span.end = result->args[0]->span.end;
  return result;
}

ExprPtr Builder::expr(P::ExprContext *context) {
  // Most expressions are a single operand.
  if (!context->IF() && !context->binaryOp() && context->children.size() == 1)
    return postfix(context->postfix());
  return Chain(*this, context).build();
}

/// An expression, or an ascription.
ExprPtr Builder::item(P::ItemContext *context) {
  ExprPtr value = expr(context->expr(0));
  if (!context->COLON())
    return value;
  ExprPtr result = make(ExprKind::Ascribe, span(context));
  result->opSpan = span(context->COLON());
  adopt(*result, std::move(value));
  adopt(*result, expr(context->expr(1)));
  return result;
}

ExprPtr Builder::block(P::BlockContext *context) {
  ExprPtr result = make(ExprKind::Block, span(context));
  for (P::StmtContext *statement : context->stmt()) {
    result->stmts.push_back(stmt(statement));
    const Stmt &built = *result->stmts.back();
    for (const ExprPtr *part : {&built.object, &built.value, &built.message, &built.body})
      grow(*result, *part);
    grow(*result, built.pattern);
  }
  if (!result->stmts.empty() && result->stmts.back()->kind == StmtKind::Expr) {
    result->args.push_back(std::move(result->stmts.back()->value));
    result->stmts.pop_back();
  }
  return result;
}

ExprPtr Builder::postfix(P::PostfixContext *context) {
  ExprPtr result = primary(context->primary());
  for (P::SuffixContext *next : context->suffix())
    result = suffix(std::move(result), next);
  return result;
}

ExprPtr Builder::suffix(ExprPtr base, P::SuffixContext *context) {
  Span whole = {file, base->span.begin, span(context).end};
  if (P::NameContext *field = context->name()) {
    ExprPtr result = make(ExprKind::Field, whole);
    result->opSpan = span(field);
    result->text = text(result->opSpan);
    adopt(*result, std::move(base));
    return result;
  }
  if (antlr4::tree::TerminalNode *index = context->INDEX()) {
    ExprPtr result = make(ExprKind::Project, whole);
    result->opSpan = span(index);
    ++result->opSpan.begin;
    if (StringRef(text(result->opSpan)).getAsInteger(10, result->index))
      error("E0006", result->opSpan, "this index is too large");
    adopt(*result, std::move(base));
    return result;
  }
  bool bracket = context->LBRACK() != nullptr;
  ExprPtr result = make(bracket ? ExprKind::Bracket : ExprKind::Call, whole);
  adopt(*result, std::move(base));
  if (!bracket)
    call(*result, context);
  for (P::ExprContext *argument : context->expr())
    adopt(*result, expr(argument));
  return result;
}

/// `f(a, b)`, `f(p; a)`, `f(p;)`, `f(q: a)`.
void Builder::call(Expr &call, P::SuffixContext *context) {
  P::ArgsContext *parameters = nullptr, *arguments = nullptr;
  for (P::ArgsContext *args : context->args()) {
    bool beforeSemi = context->SEMI() && span(args).begin < span(context->SEMI()).begin;
    (beforeSemi ? parameters : arguments) = args;
  }
  call.hasParams = context->SEMI() != nullptr;
  if (call.hasParams) {
    if (!parameters || parameters->item().size() != 1 || parameters->item(0)->COLON()) {
      Span place = parameters ? span(parameters) : span(context->SEMI());
      error("E0015", place, "one object of parameters must stand before the `;`").suggestion =
          "`f(p; x)` applies `f` with the parameters `p` to `x`";
      return;
    }
    call.params = expr(parameters->item(0)->expr(0));
    grow(call, call.params);
  }
  if (arguments)
    for (P::ItemContext *argument : arguments->item())
      call.callArgs.push_back(callArgument(call, argument));
}

NamedExpr Builder::callArgument(Expr &call, P::ItemContext *context) {
  NamedExpr result;
  result.value = expr(context->expr(0));
  if (context->COLON()) {
    if (result.value->kind != ExprKind::Name || result.value->isParenthesized)
      error("E0015", span(context), "an ascription in a call needs its own parentheses")
          .suggestion = "write `(" + text(span(context)) + ")`; `name: e` passes `e` by name";
    result.name = {result.value->text, result.value->span};
    result.value = expr(context->expr(1));
  }
  grow(call, result.value);
  return result;
}

ExprPtr Builder::primary(P::PrimaryContext *context) {
  if (context->name())
    return name(context->name());
  if (context->NUMBER()) {
    ExprPtr result = make(ExprKind::Number, span(context));
    result->text = text(result->span);
    return result;
  }
  if (context->string())
    return string(context->string());
  if (context->tuple())
    return tuple(context->tuple());
  if (context->array())
    return array(context->array());
  if (context->recordObject())
    return recordObject(context->recordObject());
  if (context->recordValue())
    return recordValue(context->recordValue());
  if (context->matchExpr())
    return match(context->matchExpr());
  if (context->block()->stmt().empty()) // `{}` is the unit
    return make(ExprKind::RecordValue, span(context));
  return block(context->block());
}

ExprPtr Builder::tuple(P::TupleContext *context) {
  ExprPtr result = make(ExprKind::Tuple, span(context));
  if (!context->args())
    return result;
  for (P::ItemContext *element : context->args()->item())
    adopt(*result, item(element));
  if (result->args.size() > 1)
    return result;
  if (!context->args()->COMMA().empty())
    error("E0015", span(context->args()->COMMA(0)), "there are no tuples of one element")
        .suggestion = "leave out the comma";
  ExprPtr single = std::move(result->args[0]);
  single->span = result->span;
  single->isParenthesized = true;
  return single;
}

ExprPtr Builder::array(P::ArrayContext *context) {
  ExprPtr result = make(ExprKind::Array, span(context));
  for (P::ExprContext *element : context->expr())
    adopt(*result, expr(element));
  return result;
}

ExprPtr Builder::recordObject(P::RecordObjectContext *context) {
  ExprPtr result = make(ExprKind::RecordObject, span(context));
  for (P::ObjectFieldContext *field : context->objectField()) {
    result->fields.push_back({ident(field->name()), expr(field->expr())});
    grow(*result, result->fields.back().value);
  }
  return result;
}

ExprPtr Builder::recordValue(P::RecordValueContext *context) {
  ExprPtr result = make(ExprKind::RecordValue, span(context));
  ExprPtr first = context->expr() ? expr(context->expr()) : name(context->name());
  result->fields.push_back({ident(context->name()), std::move(first)});
  grow(*result, result->fields.back().value);
  for (P::ValueFieldContext *next : context->valueField())
    field(*result, next);
  return result;
}

/// `x = e`, or `x` for `x = x`.
void Builder::field(Expr &record, P::ValueFieldContext *context) {
  ExprPtr value = context->expr() ? expr(context->expr()) : name(context->name());
  grow(record, value);
  record.fields.push_back({ident(context->name()), std::move(value)});
}

ExprPtr Builder::match(P::MatchExprContext *context) {
  ExprPtr result = make(ExprKind::Match, span(context));
  adopt(*result, expr(context->expr()));
  for (P::ArmContext *arm : context->matchBody()->arm()) {
    result->arms.push_back({pattern(arm->pattern()), expr(arm->expr())});
    grow(*result, result->arms.back().pattern);
    grow(*result, result->arms.back().body);
  }
  return result;
}

/// The decoded text of a literal piece of a string.
std::string Builder::literalText(antlr4::tree::TerminalNode *token) {
  std::string written = text(span(token));
  if (token->getSymbol()->getType() == P::TEXT)
    return written;
  if (token->getSymbol()->getType() == P::BRACES)
    return written.substr(1);
  StringRef escape(written);
  if (escape == "\\n")
    return "\n";
  if (escape == "\\t")
    return "\t";
  if (!escape.consume_front("\\u{"))
    return written.substr(1);
  uint32_t code = 0;
  escape.drop_back().getAsInteger(16, code); // the tokenizer has checked it
  char bytes[4];
  char *end = bytes;
  llvm::ConvertCodePointToUTF8(code, end);
  return std::string(bytes, end);
}

ExprPtr Builder::string(P::StringContext *context) {
  ExprPtr result = make(ExprKind::String, span(context));
  std::vector<StringPart> &parts = result->parts;
  for (P::StringPartContext *part : context->stringPart()) {
    if (!part->expr()) {
      if (parts.empty() || parts.back().expr)
        parts.emplace_back();
      auto *token = dynamic_cast<antlr4::tree::TerminalNode *>(part->children[0]);
      parts.back().text += literalText(token);
      continue;
    }
    StringPart &hole = parts.emplace_back();
    hole.expr = expr(part->expr());
    if (part->FORMAT())
      hole.format = text(span(part->FORMAT()));
    grow(*result, hole.expr);
  }
  return result;
}

Diagnostic &Builder::error(const char *code, Span span, std::string message) {
  SyntaxError error;
  error.diagnostic.code = code;
  error.diagnostic.span = span;
  error.diagnostic.message = std::move(message);
  error.covers = span;
  list.errors.push_back(std::move(error));
  return list.errors.back().diagnostic;
}
