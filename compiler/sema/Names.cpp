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
      result.kind = Resolved::Local;
      result.local = &found->second;
      return result;
    }
  }
  auto declared = [&](Declaration *declaration) {
    result.kind = Resolved::Declared;
    result.declaration = declaration;
    return result;
  };
  ModuleInfo &module = *context.module;
  if (auto it = module.names.find(name); it != module.names.end())
    return declared(it->second);
  if (auto it = module.imported.find(name); it != module.imported.end())
    return declared(it->second.first);
  if (auto it = module.aliases.find(name); it != module.aliases.end()) {
    result.kind = Resolved::Namespace;
    result.module = it->second;
    return result;
  }
  if (builtins.count(name) || builtinObjects.count(name) || objects.scalar(name)) {
    result.kind = Resolved::Builtin;
    return result;
  }
  if (prelude)
    if (auto it = prelude->names.find(name); it != prelude->names.end())
      return declared(it->second);
  if (prelude)
    if (auto it = prelude->imported.find(name); it != prelude->imported.end())
      return declared(it->second.first);
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
  if (base.kind == Resolved::Builtin && prelude)
    if (auto it = prelude->aliases.find(base.name); it != prelude->aliases.end())
      module = it->second;
  if (!module)
    return {};
  Resolved result;
  result.name = expr.text;
  if (auto it = module->names.find(expr.text); it != module->names.end()) {
    result.declaration = it->second;
  } else if (auto imported = module->imported.find(expr.text); imported != module->imported.end()) {
    result.declaration = imported->second.first;
  }
  if (result.declaration)
    result.kind = Resolved::Declared;
  return result;
}

ExprRole Elaborator::roleOf(const Resolved &resolved) {
  switch (resolved.kind) {
  case Resolved::None:
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
  case ExprKind::Binary:
    if (expr.text == "->")
      return ExprRole::Object;
    if (expr.text == ">>>" || expr.text == ">=>" || expr.text == "&&&" || expr.text == "***")
      return ExprRole::Arrow;
    if (expr.text == "*" && roleOf(*expr.args[0]) == ExprRole::Object)
      return ExprRole::Object;
    if (roleOf(*expr.args[0]) == ExprRole::Dim && roleOf(*expr.args[1]) == ExprRole::Dim)
      return ExprRole::Dim;
    return ExprRole::Point;
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
  for (ModuleInfo *module : {context.module, prelude})
    if (module) {
      for (auto &[name, declaration] : module->names)
        names.push_back(name);
      for (auto &[name, declaration] : module->imported)
        names.push_back(name);
    }
  for (auto &[name, module] : context.module->aliases)
    names.push_back(name);
  names.insert(names.end(), builtins.begin(), builtins.end());
  names.insert(names.end(), builtinObjects.begin(), builtinObjects.end());
  return names;
}

Diagnostic &Elaborator::unknownName(const ast::Expr &expr) {
  std::vector<std::string> candidates;
  std::string what = expr.text;
  if (expr.kind == ast::ExprKind::Field) {
    Resolved base = resolve(*expr.args[0]);
    if (base.module) {
      what = base.module->name + " has no name " + expr.text;
      for (auto &[name, declaration] : base.module->names)
        candidates.push_back(name);
    } else if (roleOf(*expr.args[0]) == ExprRole::Instance) {
      what = "this instance has no member " + expr.text;
      if (TheoryInstance *instance = instanceOf(*expr.args[0], nullptr, {}))
        for (auto &[name, member] : instance->members)
          candidates.push_back(name);
    }
  } else {
    what = "there is no name " + expr.text + " here";
    candidates = visibleNames();
  }
  Diagnostic &diagnostic =
      error("E0101", expr.kind == ast::ExprKind::Field ? expr.opSpan : expr.span, what);
  std::string suggestion;
  for (const std::string &name : nearest(expr.text, candidates))
    suggestion += (suggestion.empty() ? "did you mean " : " or ") + name;
  diagnostic.suggestion = suggestion.empty() ? "" : suggestion + "?";
  return diagnostic;
}

} // namespace cat::sema
