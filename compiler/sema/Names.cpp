// What a name means, and which of the four kinds of expression an expression is.
#include "compiler/sema/Elaborator.h"

namespace cat::sema {

namespace {
const std::set<std::string> builtins = {"grad", "value_and_grad", "rev",      "fwd",
                                        "init", "count",          "save",     "load",
                                        "true", "false",          "tabulate", "einsum"};
const std::set<std::string> builtinObjects = {"Fin", "Seq", "Params"};
} // namespace

Resolved Elaborator::resolveName(const std::string &name) {
  Resolved result;
  result.name = name;
  for (size_t i = context.scopes.size(); i-- > 0;) {
    auto found = context.scopes[i].find(name);
    if (found != context.scopes[i].end()) {
      bool isPoison = found->second.kind == Binding::Poison;
      result.kind = isPoison ? Resolved::Poison : Resolved::Local;
      result.local = &found->second;
      return result;
    }
  }
  auto declared = [&](Declaration *declaration) {
    result.kind = declaration ? Resolved::Declared : Resolved::Poison;
    result.declaration = declaration;
    return result;
  };
  ModuleInfo &module = *context.module;
  if (auto it = module.names.find(name); it != module.names.end())
    return declared(it->second);
  if (auto it = module.imported.find(name); it != module.imported.end())
    return declared(it->second.first);
  auto alias = module.aliases.find(name);
  if (alias != module.aliases.end())
    result.module = alias->second;
  if (builtins.count(name) || builtinObjects.count(name) || objects.scalar(name)) {
    result.kind = Resolved::Builtin; // perhaps a namespace too: `init[f]`, `init.zeros`
    return result;
  }
  if (result.module) {
    result.kind = Resolved::Namespace;
    return result;
  }
  if (prelude)
    if (Declaration *declaration = prelude->exported(name))
      return declared(declaration);
  return result;
}

Resolved Elaborator::resolve(const ast::Expr &expr) {
  if (expr.kind == ast::ExprKind::Name)
    return resolveName(expr.text);
  if (expr.kind != ast::ExprKind::Field)
    return {};
  const ast::Expr &qualifier = *expr.args[0];
  Resolved base =
      resolve(qualifier.kind == ast::ExprKind::Bracket ? *qualifier.args[0] : qualifier);
  if (roleOf(base) == ExprRole::Instance) {
    TheoryInstance *instance = instanceOf(qualifier, nullptr, {});
    auto member =
        instance ? instance->members.find(expr.text) : decltype(instance->members.end())();
    if (!instance || member == instance->members.end())
      return {};
    base.kind = Resolved::Local;
    base.local = &member->second;
    base.name = expr.text;
    return base;
  }
  if (qualifier.kind == ast::ExprKind::Bracket)
    return {};
  ModuleInfo *module = base.module;
  // A prelude name may be a namespace too: `init.zeros`.
  if (base.kind == Resolved::Builtin && !module && prelude)
    if (auto it = prelude->aliases.find(base.name); it != prelude->aliases.end())
      module = it->second;
  Resolved result;
  result.name = expr.text;
  if (base.kind == Resolved::Poison || (module && module->isBroken)) {
    result.kind = Resolved::Poison;
    return result;
  }
  result.declaration = module ? module->exported(expr.text) : nullptr;
  if (result.declaration)
    result.kind = Resolved::Declared;
  return result;
}

ExprRole Elaborator::roleOf(const Resolved &resolved) {
  switch (resolved.kind) {
  case Resolved::None:
  case Resolved::Poison:
    return ExprRole::Unknown;
  case Resolved::Namespace:
    return ExprRole::Namespace;
  case Resolved::Builtin:
    if (builtinObjects.count(resolved.name) || objects.scalar(resolved.name))
      return ExprRole::Object;
    return resolved.name == "true" || resolved.name == "false" || resolved.name == "tabulate"
               ? ExprRole::Point
               : ExprRole::Arrow;
  case Resolved::Local:
    switch (resolved.local->kind) {
    case Binding::Point:
    case Binding::Text:
      return ExprRole::Point;
    case Binding::Arrow:
      return ExprRole::Arrow;
    case Binding::Dim:
      return ExprRole::Dim;
    case Binding::Object:
      return ExprRole::Object;
    case Binding::Instance:
      return ExprRole::Instance;
    case Binding::Poison:
      return ExprRole::Unknown;
    }
    break;
  case Resolved::Declared: {
    const ast::Decl &decl = *resolved.declaration->ast;
    switch (decl.kind) {
    case ast::DeclKind::Object:
      return ExprRole::Object;
    case ast::DeclKind::Enum:
      if (resolved.declaration->enumCase < 0)
        return ExprRole::Object;
      return decl.cases[resolved.declaration->enumCase].payload.empty() ? ExprRole::Point
                                                                        : ExprRole::Arrow;
    case ast::DeclKind::Dim:
      return ExprRole::Dim;
    case ast::DeclKind::Instance:
      return ExprRole::Instance;
    default:
      return decl.domain || !decl.points.empty() ? ExprRole::Arrow : ExprRole::Point;
    }
  }
  }
  return ExprRole::Unknown;
}

ExprRole Elaborator::roleOf(const ast::Expr &expr) {
  using ast::ExprKind;
  switch (expr.kind) {
  case ExprKind::Name:
    return roleOf(resolveName(expr.text));
  case ExprKind::Field: {
    if (isTry(expr))
      return ExprRole::Arrow;
    Resolved resolved = resolve(expr);
    return resolved.kind == Resolved::None ? ExprRole::Point : roleOf(resolved);
  }
  case ExprKind::Bracket:
    return roleOf(*expr.args[0]);
  case ExprKind::Call: {
    if (isDimFunction(expr))
      return ExprRole::Dim;
    const ast::Expr *callee = expr.args[0].get();
    if (callee->kind == ExprKind::Bracket)
      callee = callee->args[0].get();
    Resolved resolved = resolve(*callee);
    if (resolved.kind == Resolved::Declared && resolved.declaration->ast->domain &&
        resolved.declaration->ast->hasPoints)
      return ExprRole::Arrow;
    return expr.hasParams && expr.callArgs.empty() ? ExprRole::Arrow : ExprRole::Point;
  }
  case ExprKind::Lambda:
    return ExprRole::Arrow;
  case ExprKind::RecordObject:
    return ExprRole::Object;
  case ExprKind::Binary: {
    if (expr.text == "->")
      return ExprRole::Object;
    if (expr.text == ">>>" || expr.text == ">=>" || expr.text == "&&&" || expr.text == "***")
      return ExprRole::Arrow;
    ExprRole left = roleOf(*expr.args[0]);
    if (expr.text == "*" && left == ExprRole::Object)
      return ExprRole::Object;
    bool isDim = left == ExprRole::Dim && roleOf(*expr.args[1]) == ExprRole::Dim;
    return isDim ? ExprRole::Dim : ExprRole::Point;
  }
  case ExprKind::If:
    return roleOf(*expr.args[1]);
  case ExprKind::Match:
    return expr.arms.empty() ? ExprRole::Point : roleOf(*expr.arms[0].body);
  case ExprKind::Block: {
    for (const ast::StmtPtr &stmt : expr.stmts)
      if (stmt->kind == ast::StmtKind::Param || stmt->kind == ast::StmtKind::Layer)
        return ExprRole::Arrow;
    return expr.args.empty() ? ExprRole::Point : roleOf(*expr.args[0]);
  }
  default:
    return ExprRole::Point;
  }
}

std::vector<std::string> Elaborator::visibleNames() {
  std::vector<std::string> names;
  for (auto &scope : context.scopes)
    for (auto &[name, binding] : scope)
      names.push_back(name);
  for (auto &[name, declaration] : context.module->names)
    names.push_back(name);
  for (auto &[name, declaration] : context.module->imported)
    names.push_back(name);
  for (auto &[name, module] : context.module->aliases)
    names.push_back(name);
  if (prelude)
    for (const std::string &name : prelude->exportedNames())
      names.push_back(name);
  for (const std::string &name : objects.scalarNames())
    names.push_back(name);
  names.insert(names.end(), builtins.begin(), builtins.end());
  names.insert(names.end(), builtinObjects.begin(), builtinObjects.end());
  return names;
}

/// What a name from another language is called here.
static std::string foreignName(const std::string &name) {
  static const std::map<std::string, std::string> scalars = {
      {"int", "i64"},      {"integer", "i64"}, {"Int", "i64"},     {"float", "f32"},
      {"double", "f64"},   {"str", "Text"},    {"string", "Text"}, {"String", "Text"},
      {"boolean", "bool"}, {"Bool", "bool"},   {"usize", "Nat"},   {"uint", "u64"}};
  if (auto it = scalars.find(name); it != scalars.end())
    return "write " + it->second;
  if (name == "Float" || name == "Number" || name == "Vect")
    return name + " is what a static parameter may be, as in [T: " + name + "], and no object";
  return "";
}

Diagnostic &Elaborator::unknownName(const ast::Expr &expr) {
  bool isField = expr.kind == ast::ExprKind::Field;
  Span span = isField ? expr.opSpan : expr.span;
  Resolved base = isField ? resolve(*expr.args[0]) : Resolved();
  if (resolve(expr).kind == Resolved::Poison)
    return *(lastError = &repeated);
  if (isField && roleOf(*expr.args[0]) == ExprRole::Instance) {
    std::vector<std::string> members;
    if (TheoryInstance *instance = instanceOf(*expr.args[0], nullptr, {}))
      for (auto &[name, member] : instance->members)
        members.push_back(name);
    Diagnostic &diagnostic = error("E0101", span, "this instance has no member " + expr.text);
    diagnostic.suggestion = didYouMean(expr.text, members);
    return diagnostic;
  }
  if (!base.module) {
    Diagnostic &diagnostic = error("E0101", span, "there is no name " + expr.text + " here");
    diagnostic.suggestion = foreignName(expr.text);
    if (!diagnostic.suggestion.empty())
      return diagnostic;
    diagnostic.suggestion = program.library.count(expr.text)
                                ? "write `import std." + expr.text + "`"
                                : didYouMean(expr.text, visibleNames());
    if (diagnostic.suggestion.empty() && resolveName("it").kind == Resolved::Local)
      diagnostic.suggestion = "the value itself is called `it`";
    if (diagnostic.suggestion.empty())
      if (std::string name = libraryModuleWith(program, expr.text); !name.empty())
        diagnostic.suggestion = "write `import std." + name + " (" + expr.text + ")`";
    return diagnostic;
  }
  if (base.module->names.count(expr.text)) {
    Diagnostic &diagnostic =
        error("E0106", span, base.module->name + " does not export " + expr.text);
    diagnostic.notes.push_back(
        {base.module->names.at(expr.text)->ast->name.span, "declared here, without pub"});
    return diagnostic;
  }
  Diagnostic &diagnostic = error("E0101", span, base.module->name + " has no name " + expr.text);
  diagnostic.suggestion = didYouMean(expr.text, base.module->exportedNames());
  return diagnostic;
}

/// Whether a callee or arrow is a name without meaning; says so where that is new.
bool Elaborator::isUnknown(const ast::Expr &expr) {
  if (expr.kind == ast::ExprKind::Bracket)
    return isUnknown(*expr.args[0]);
  if (expr.kind != ast::ExprKind::Name && expr.kind != ast::ExprKind::Field)
    return false;
  Resolved resolved = resolve(expr);
  if (resolved.kind == Resolved::Poison)
    return true;
  if (resolved.kind != Resolved::None)
    return false;
  if (expr.kind == ast::ExprKind::Field) {
    Resolved base = resolve(*expr.args[0]);
    if (base.kind == Resolved::None)
      return isUnknown(*expr.args[0]);
    if (!base.module && roleOf(*expr.args[0]) != ExprRole::Instance)
      return false; // the field of a point
  }
  return unknownName(expr), true;
}

/// Parameters, layers and the parts of a pattern do not hide each other.
bool Elaborator::isFresh(const ast::Ident &name) {
  auto it = context.scopes.back().find(name.text);
  if (it == context.scopes.back().end())
    return true;
  error("E0102", name.span, name.text + " is declared twice here")
      .notes.push_back({it->second.span, "the first declaration"});
  return false;
}

bool Elaborator::bindsOnce(const ast::Pattern &pattern) {
  std::map<std::string, Span> seen;
  std::function<bool(const ast::Pattern &)> visit = [&](const ast::Pattern &part) {
    if (part.kind == ast::PatternKind::Name && part.text != "_") {
      auto [it, isNew] = seen.try_emplace(part.text, part.span);
      if (!isNew)
        error("E0102", part.span, part.text + " is declared twice here")
            .notes.push_back({it->second, "the first declaration"});
      return isNew;
    }
    return std::all_of(part.args.begin(), part.args.end(),
                       [&](const ast::PatternPtr &inner) { return visit(*inner); });
  };
  return visit(pattern);
}

void Elaborator::poison(const std::string &name, Span span) {
  Binding binding;
  binding.kind = Binding::Poison;
  declare(name, binding, span);
}

/// The names that a pattern was to bring.
void Elaborator::poison(const ast::Pattern &pattern) {
  if (pattern.kind == ast::PatternKind::Name && pattern.text != "_")
    poison(pattern.text, pattern.span);
  for (const ast::PatternPtr &part : pattern.args)
    poison(*part);
}

/// Whether the body of an arrow, or of one that it mentions, declares parameters.
bool Elaborator::mayHaveParameters(const Declaration &declaration) {
  std::set<const ast::Decl *> seen;
  std::function<bool(const ast::Expr *)> inside;
  std::function<bool(const Declaration &)> declares = [&](const Declaration &each) {
    if (!seen.insert(each.ast).second || !each.ast->value)
      return false;
    Saved<Context> saved(context, Context{each.module, {}, nullptr});
    return inside(each.ast->value.get());
  };
  inside = [&](const ast::Expr *expr) {
    if (!expr)
      return false;
    if (expr->kind == ast::ExprKind::Name || expr->kind == ast::ExprKind::Field) {
      Resolved resolved = resolve(*expr);
      if (resolved.kind == Resolved::Declared && resolved.declaration->enumCase < 0 &&
          declares(*resolved.declaration))
        return true;
    }
    bool found = inside(expr->params.get());
    for (const ast::ExprPtr &part : expr->args)
      found = found || inside(part.get());
    for (const ast::NamedExpr &part : expr->fields)
      found = found || inside(part.value.get());
    for (const ast::NamedExpr &part : expr->callArgs)
      found = found || inside(part.value.get());
    for (const ast::MatchArm &arm : expr->arms)
      found = found || inside(arm.body.get());
    for (const ast::StmtPtr &stmt : expr->stmts)
      found = found || stmt->kind == ast::StmtKind::Param || stmt->kind == ast::StmtKind::Layer ||
              inside(stmt->value.get());
    return found;
  };
  return declares(declaration);
}

} // namespace cat::sema
