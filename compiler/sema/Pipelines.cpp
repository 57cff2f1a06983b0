// Elaborating pipelines: flags and statements.
#include "compiler/sema/Elaborator.h"

namespace cat::sema {

using ast::ExprKind;
using ast::StmtKind;

void Elaborator::pipeline(const ast::Decl &decl) {
  Pipeline made;
  made.name = decl.name.text;
  made.doc = decl.doc;
  made.span = decl.name.span;
  Saved<Context> saved(context);
  context.scopes.emplace_back();
  bool isFine = true;
  for (const ast::PointParam &param : decl.points)
    if (!flag(param, made)) {
      isFine = false;
      poison(param.name.text, param.name.span);
    }
  if (nested(*decl.value, made.body) && isFine)
    program.pipelines.push_back(std::move(made));
}

bool Elaborator::flag(const ast::PointParam &param, Pipeline &pipeline) {
  const Object *declared = object(*param.object);
  if (!declared)
    return false;
  const Object *raw = objects.forget(declared);
  bool isEnum = raw->kind == ObjectKind::Enum &&
                std::all_of(raw->fields.begin(), raw->fields.end(),
                            [](const Field &field) { return field.object->isUnit(); });
  if (!raw->isNumber() && raw->kind != ObjectKind::Bool && raw->kind != ObjectKind::Text &&
      raw->kind != ObjectKind::Path && raw->kind != ObjectKind::Fin && !isEnum) {
    error("E0801", param.object->span, "a flag is a number, bool, Text, Path or enum").found =
        objects.print(declared);
    return false;
  }
  if (param.name.text == "help") {
    error("E0807", param.name.span, "--help is there already, and explains the flags");
    return false;
  }
  Flag flag;
  flag.name = param.name.text;
  flag.doc = param.doc;
  flag.object = declared;
  flag.span = param.span;
  flag.local = nextLocal++;
  for (const Object *object = objects.resolve(declared); object->kind == ObjectKind::Nominal;
       object = objects.resolve(object->definition))
    if (object->declaration->ast->where)
      flag.refinement += (flag.refinement.empty() ? "" : ", ") +
                         std::string(sources.text(object->declaration->ast->where->span));
  if (param.defaultValue) {
    Term *value = check(*param.defaultValue, declared);
    if (!value || !finish(value))
      return false;
    while (value->kind == TermKind::Forget || value->kind == TermKind::Name)
      value = value->children[0];
    flag.hasDefault = true;
    if (value->kind == TermKind::Number || value->kind == TermKind::Text ||
        value->kind == TermKind::Bool)
      flag.defaultText = value->text;
    else if (value->kind == TermKind::Case)
      flag.defaultText = objects.forget(value->object)->fields[value->index].name;
    else {
      error("E0802", param.defaultValue->span, "the default of a flag is a constant");
      return false;
    }
  }
  declare(param.name.text,
          pointBinding(local(flag.local, declared, param.name.span), param.name.span),
          param.name.span);
  pipeline.flags.push_back(std::move(flag));
  return true;
}

bool Elaborator::statements(const std::vector<ast::StmtPtr> &stmts, std::vector<Statement> &out) {
  bool isFine = true;
  for (const ast::StmtPtr &stmt : stmts)
    if (!statement(*stmt, out)) {
      isFine = false;
      // What follows is checked too, but silent about the names this statement was to bring.
      if (stmt->kind == StmtKind::Let)
        poison(*stmt->pattern);
      if (stmt->kind == StmtKind::Var)
        poison(stmt->name.text, stmt->name.span);
    }
  return isFine;
}

bool Elaborator::letStatement(const ast::Pattern &pattern, Term *value,
                              std::vector<Statement> &out) {
  int id = nextLocal++;
  Statement made{StatementKind::Let, pattern.span, id, value};
  Term *rest = bindPattern(pattern, local(id, value->object, pattern.span), [&] { return value; });
  if (!rest || !finish(value))
    return false;
  out.push_back(std::move(made));
  return true;
}

bool Elaborator::statement(const ast::Stmt &stmt, std::vector<Statement> &out) {
  switch (stmt.kind) {
  case StmtKind::Let: {
    if (isArrowLet(stmt))
      return declareArrow(stmt);
    Term *value = letValue(stmt);
    return value && letStatement(*stmt.pattern, value, out);
  }
  case StmtKind::Var: {
    const Object *declared = stmt.object ? object(*stmt.object) : nullptr;
    if (stmt.object && !declared)
      return false;
    Term *value = declared ? check(*stmt.value, declared) : point(*stmt.value);
    if (!value || !finish(value))
      return false;
    int id = nextLocal++;
    Binding binding = pointBinding(local(id, value->object, stmt.name.span), stmt.name.span);
    binding.isVariable = true;
    declare(stmt.name.text, binding, stmt.name.span);
    out.push_back({StatementKind::Let, stmt.span, id, value});
    return true;
  }
  case StmtKind::Assign: {
    Resolved resolved = resolveName(stmt.name.text);
    if (resolved.kind == Resolved::Poison)
      return point(*stmt.value) && false;
    if (resolved.kind != Resolved::Local || !resolved.local->isVariable) {
      if (resolved.kind == Resolved::None) {
        ast::Expr name{ExprKind::Name, stmt.name.span};
        name.text = stmt.name.text;
        unknownName(name);
      } else {
        error("E0803", stmt.name.span, stmt.name.text + " is no var, and only a var is assigned");
      }
      return false;
    }
    Term *variable = resolved.local->point;
    Term *value = check(*stmt.value, variable->object, true);
    if (!value || !finish(value))
      return false;
    out.push_back({StatementKind::Assign, stmt.span, variable->local, value});
    return true;
  }
  case StmtKind::For:
  case StmtKind::While: {
    Statement made{StatementKind::While, stmt.span};
    Saved<Context> saved(context);
    context.scopes.emplace_back();
    bool isFine = loop(stmt, made);
    if (!isFine && stmt.pattern)
      poison(*stmt.pattern);
    if (!nested(*stmt.body, made.body) || !isFine)
      return false;
    out.push_back(std::move(made));
    return true;
  }
  case StmtKind::Expr:
    return statementExpr(*stmt.value, out);
  case StmtKind::Print: {
    Term *value = point(*stmt.value);
    if (!value)
      return false;
    if (objects.forget(value->object)->kind != ObjectKind::Text)
      value = formatted(value, "");
    if (!value || !finish(value))
      return false;
    out.push_back({StatementKind::Print, stmt.span, -1, value});
    return true;
  }
  case StmtKind::Log: {
    Statement made{StatementKind::Log, stmt.span};
    for (const ast::NamedExpr &field : stmt.value->fields) {
      Term *value = point(*field.value);
      Term *text = value ? formatted(value, "") : nullptr;
      if (!text || !finish(text))
        return false;
      made.names.push_back(field.name.text);
      made.texts.push_back(text);
    }
    out.push_back(std::move(made));
    return true;
  }
  case StmtKind::Assert: {
    Term *condition = check(*stmt.value, objects.boolean);
    if (!condition || !finish(condition))
      return false;
    Term *message = stmt.message ? check(*stmt.message, objects.text) : nullptr;
    if (stmt.message && (!message || !finish(message)))
      return false;
    out.push_back({StatementKind::Assert, stmt.span, -1, condition, message});
    return true;
  }
  case StmtKind::Param:
  case StmtKind::Layer:
    error("E0402", stmt.span, "param and layer stand only in the body of an arrow");
    return false;
  }
  return false;
}

static bool isPrintable(const ObjectTable &objects, const Object *object) {
  object = objects.forget(object);
  return object->kind != ObjectKind::Key &&
         (!object->element || isPrintable(objects, object->element)) &&
         std::all_of(object->fields.begin(), object->fields.end(),
                     [&](const Field &field) { return isPrintable(objects, field.object); });
}

/// A point as text.
Term *Elaborator::formatted(Term *value, const std::string &format) {
  const Object *shown = objects.forget(value->object);
  if (!isPrintable(objects, shown)) {
    error("E0505", value->span, "a key has no text").found = objects.print(value->object);
    return nullptr;
  }
  if (!format.empty() && !shown->isNumber() && shown->kind != ObjectKind::Variable &&
      shown->kind != ObjectKind::Array) {
    error("E0505", value->span, "the format " + format + " is for numbers").found =
        objects.print(value->object);
    return nullptr;
  }
  Term *text = op("format", value->span, objects.text, {value});
  text->format = format;
  return text;
}

bool Elaborator::loop(const ast::Stmt &stmt, Statement &out) {
  if (stmt.kind == StmtKind::While) {
    out.value = check(*stmt.value, objects.boolean);
    return out.value && finish(out.value);
  }
  const ast::Expr &range = *stmt.value;
  out.local = nextLocal++;
  const Object *element = nullptr;
  if (range.kind == ExprKind::Binary && range.text == "..") {
    out.kind = StatementKind::ForRange;
    out.value = point(*range.args[0]);
    out.other = out.value ? point(*range.args[1]) : nullptr;
    if (!out.other)
      return false;
    const Object *a = objects.unnamed(out.value->object), *b = objects.unnamed(out.other->object);
    bool isLiteral = a->kind == ObjectKind::Variable && b->kind == ObjectKind::Variable;
    for (const Object *end : {a, b})
      if (end->kind != ObjectKind::Nat && end->kind != ObjectKind::Int &&
          !(end->kind == ObjectKind::Variable && end->constraint == Constraint::Number)) {
        error("E0805", range.span, "a range runs over integers").found = objects.print(end);
        return false;
      }
    auto isNegative = [](const Term *end) {
      return end->kind == TermKind::Number && end->text[0] == '-';
    };
    const Object *literal =
        isNegative(out.value) || isNegative(out.other) ? objects.i64 : objects.nat;
    if (!objects.unify(a, b) || (isLiteral && !objects.unify(a, literal))) {
      mismatch("E0603", range.span, "both ends of a range are one integer object",
               out.value->object, out.other->object);
      return false;
    }
    element = objects.resolve(a);
    out.value = coerce(out.value, element);
    out.other = coerce(out.other, element);
    if (!finish(out.value) || !finish(out.other))
      return false;
  } else {
    out.kind = StatementKind::ForEach;
    out.value = point(range);
    if (!out.value)
      return false;
    const Object *array = objects.forget(out.value->object);
    if (array->kind != ObjectKind::Array) {
      error("E0805", range.span, "for runs over a range a..b or an array").found =
          objects.print(out.value->object);
      return false;
    }
    out.value = coerce(out.value, array);
    if (!finish(out.value))
      return false;
    element = objects.forget(out.value->object)->element;
  }
  Term *item = local(out.local, element, stmt.pattern->span);
  return bindPattern(*stmt.pattern, item, [&] { return item; }) != nullptr;
}

bool Elaborator::nested(const ast::Expr &block, std::vector<Statement> &out) {
  Saved<Context> saved(context);
  context.scopes.emplace_back();
  if (block.kind != ExprKind::Block)
    return statementExpr(block, out);
  bool isFine = statements(block.stmts, out);
  return (block.args.empty() || statementExpr(*block.args[0], out)) && isFine;
}

bool Elaborator::statementExpr(const ast::Expr &expr, std::vector<Statement> &out) {
  if (expr.kind == ExprKind::If) {
    Statement made{StatementKind::If, expr.span};
    made.value = check(*expr.args[0], objects.boolean);
    bool isFine = made.value && finish(made.value);
    isFine &= nested(*expr.args[1], made.body);
    isFine &= expr.args.size() <= 2 || nested(*expr.args[2], made.orElse);
    if (!isFine)
      return false;
    out.push_back(std::move(made));
    return true;
  }
  if (expr.kind == ExprKind::Match)
    return matchStatement(expr, out);
  if (expr.kind == ExprKind::Block)
    return nested(expr, out);
  Term *value = point(expr);
  if (!value || !finish(value))
    return false;
  if (!objects.forget(value->object)->isUnit()) {
    Diagnostic &diagnostic = error("E0806", expr.span, "this value is not used");
    diagnostic.found = objects.print(value->object);
    diagnostic.suggestion = "bind it with let, or print it";
    return false;
  }
  out.push_back({StatementKind::Eval, expr.span, -1, value});
  return true;
}

} // namespace cat::sema
