// What a callee expects of its points, as far as it is known before they are: a hint for literals,
// `tabulate` and `zeros`, whose objects come from their context.
#include "compiler/sema/Elaborator.h"

namespace cat::sema {

using ast::ExprKind;

/// The domain of a declared arrow, with a variable for each static argument that is not given.
const Object *Elaborator::expectedDomain(Declaration &declaration,
                                         const std::vector<const ast::Expr *> &brackets,
                                         const ast::Expr &expr) {
  std::vector<const ast::Expr *> given;
  if (!prepareStatics(declaration) || !assignBrackets(declaration, brackets, given, expr))
    return nullptr;
  Context inside{declaration.module, {{}}, nullptr};
  for (size_t i = 0; i < declaration.statics.size(); ++i) {
    const StaticParameter &parameter = declaration.statics[i];
    StaticArgument argument{StaticArgument::IsArrow};
    if (!staticArgument(parameter, given[i], declaration.ast->name.text, expr.span, argument))
      return nullptr;
    inside.scopes[0][parameter.name] = bindStatic(argument);
  }
  Saved<decltype(pendingParams)> savedPending(pendingParams, {});
  Saved<Context> saved(context, inside);
  return signatureOf(*declaration.ast, expr.span).domain;
}

/// What `callee` expects of each of `count` points; null where nothing is known.
std::vector<const Object *> Elaborator::expectedPoints(const ast::Expr &callee, size_t count) {
  std::vector<const Object *> expected(count, nullptr);
  const ast::Expr &base = callee.kind == ExprKind::Bracket ? *callee.args[0] : callee;
  Resolved resolved = resolve(base);
  const Object *domain = nullptr;
  if (roleOf(callee) == ExprRole::Object && (&base != &callee || callee.text != "Fin")) {
    const Object *made = object(callee);
    domain = made && objects.resolve(made)->kind == ObjectKind::Nominal
                 ? objects.resolve(made)->definition
                 : made;
  } else if (resolved.kind == Resolved::Local && resolved.local->kind == Binding::Arrow &&
             resolved.local->arrow && &base == &callee) {
    domain = resolved.local->arrow->term->object;
  } else if (resolved.kind == Resolved::Declared && resolved.declaration->enumCase < 0 &&
             resolved.declaration->ast->kind == ast::DeclKind::Arrow) {
    std::vector<const ast::Expr *> brackets;
    for (size_t i = 1; &base != &callee && i < callee.args.size(); ++i)
      brackets.push_back(callee.args[i].get());
    domain = expectedDomain(*resolved.declaration, brackets, callee);
  }
  if (!domain)
    return expected;
  if (count == 1)
    return {domain};
  const Object *product = objects.forget(domain);
  if (product->kind == ObjectKind::Product && product->fields.size() == count)
    for (size_t i = 0; i < count; ++i)
      expected[i] = product->fields[i].object;
  return expected;
}

/// `map(f, x)`: an arrow among the points of an arrow that takes it in brackets.
bool Elaborator::wantsBrackets(const ast::Expr &callee,
                               const std::vector<const ast::NamedExpr *> &points) {
  Resolved resolved = resolve(callee);
  if (resolved.kind != Resolved::Declared || resolved.declaration->enumCase >= 0 ||
      resolved.declaration->ast->kind != ast::DeclKind::Arrow || points.empty() ||
      roleOf(*points[0]->value) != ExprRole::Arrow || !prepareStatics(*resolved.declaration))
    return false;
  const std::vector<StaticParameter> &statics = resolved.declaration->statics;
  if (std::none_of(statics.begin(), statics.end(), [](const StaticParameter &parameter) {
        return parameter.kind == StaticKind::Arrow;
      }))
    return false;
  auto text = [&](const ast::Expr &expr) { return std::string(sources.text(expr.span)); };
  std::string rest;
  for (size_t i = 1; i < points.size(); ++i)
    rest += (i > 1 ? ", " : "") + text(*points[i]->value);
  error("E0317", points[0]->value->span,
        text(callee) + " takes an arrow when compiling: in brackets, not in parentheses")
      .suggestion = "write " + text(callee) + "[" + text(*points[0]->value) + "]" +
                    (rest.empty() ? "" : "(" + rest + ")");
  return true;
}

} // namespace cat::sema
