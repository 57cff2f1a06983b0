// Static arguments of a mention: which bracket is which, and what each is as far as it is known.
#include "compiler/sema/Elaborator.h"

#include <algorithm>

namespace cat::sema {

using ast::ExprKind;

/// What a primitive means on other objects: `max` and `min` of an array, `map` on Option and
/// Result.
Declaration *Elaborator::overloaded(const std::string &symbol, const Object *domain) {
  bool isArray = objects.forget(domain)->kind == ObjectKind::Array;
  if (isArray && (symbol == "cat.max" || symbol == "cat.min"))
    return preludeArrow(symbol == "cat.max" ? "array_max" : "array_min");
  std::string monad = symbol == "cat.map" ? monadOf(domain) : "";
  return monad.empty() ? nullptr : preludeArrow("map_" + monad);
}

/// The static parameter number `index` in words, for an error; nothing when there is none.
std::string Elaborator::describeStatic(const Declaration &declaration, size_t index) {
  if (index >= declaration.statics.size())
    return "";
  const StaticParameter &parameter = declaration.statics[index];
  auto text = [&](const ast::Expr *expr) { return std::string(sources.text(expr->span)); };
  switch (parameter.kind) {
  case StaticKind::Dim:
    return "a dim for " + parameter.name;
  case StaticKind::Object:
    return "an object for " + parameter.name;
  case StaticKind::Text:
    return "a text for " + parameter.name;
  case StaticKind::Arrow:
    return "an arrow for " + parameter.name +
           (parameter.domain ? ": " + text(parameter.domain) + " -> " + text(parameter.codomain)
                             : "");
  case StaticKind::Point:
    return "a point of " + text(parameter.annotation) + " for " + parameter.name;
  case StaticKind::Instance:
    return "an instance of " + text(parameter.annotation) + " for " + parameter.name;
  }
  return "";
}

/// A static argument as far as it is known before the others: what is not given is a variable;
/// arrows, points and instances wait.
bool Elaborator::staticArgument(const StaticParameter &parameter, const ast::Expr *given,
                                const std::string &name, Span span, StaticArgument &argument) {
  switch (parameter.kind) {
  case StaticKind::Dim: {
    argument.kind = StaticArgument::IsDim;
    auto n = given ? dim(*given) : objects.dims.fresh(parameter.name);
    if (n)
      argument.dim = *n;
    return n.has_value();
  }
  case StaticKind::Object: {
    argument.kind = StaticArgument::IsObject;
    argument.object = objects.variable(parameter.constraint);
    const Object *made = given ? object(*given) : nullptr;
    if (made && !objects.unify(argument.object, made))
      mismatch("E0309", given->span, "this object is not what " + parameter.name + " may be",
               argument.object, made);
    else
      return made || !given;
    return false;
  }
  case StaticKind::Text: {
    argument.kind = StaticArgument::IsText;
    Resolved resolved = given ? resolve(*given) : Resolved();
    bool isLiteral = given && given->kind == ExprKind::String && given->parts.size() <= 1 &&
                     (given->parts.empty() || !given->parts[0].expr);
    if (isLiteral)
      argument.text = given->parts.empty() ? "" : given->parts[0].text;
    else if (resolved.kind == Resolved::Local && resolved.local->kind == Binding::Text)
      argument.text = resolved.local->text;
    else
      error("E0310", given ? given->span : span,
            name + " needs a text for " + parameter.name + ", known when compiling");
    return isLiteral || resolved.kind == Resolved::Local;
  }
  case StaticKind::Arrow:
    argument.kind = StaticArgument::IsArrow;
    return true;
  case StaticKind::Point:
    argument.kind = StaticArgument::IsPoint;
    return true;
  case StaticKind::Instance:
    argument.kind = StaticArgument::IsInstance;
    return true;
  }
  return false;
}

/// The static arguments of a declaration that takes only dims and objects, the first of them given.
bool Elaborator::staticsOf(Declaration &declaration, const std::vector<const ast::Expr *> &brackets,
                           Span span, std::vector<StaticArgument> &statics) {
  if (brackets.size() > declaration.statics.size()) {
    error("E0314", brackets[declaration.statics.size()]->span,
          declaration.ast->name.text + " takes " + std::to_string(declaration.statics.size()) +
              " static arguments");
    return false;
  }
  for (size_t i = 0; i < declaration.statics.size(); ++i) {
    StaticArgument argument{StaticArgument::IsObject};
    if (!staticArgument(declaration.statics[i], i < brackets.size() ? brackets[i] : nullptr,
                        declaration.ast->name.text, span, argument))
      return false;
    statics.push_back(argument);
  }
  return true;
}

/// Gives each bracket argument its static parameter: a prefix, where parameters that can be
/// inferred and are of another kind are passed over (`map[f]` for `map[A, B, f: A -> B]`).
bool Elaborator::assignBrackets(Declaration &declaration,
                                const std::vector<const ast::Expr *> &brackets,
                                std::vector<const ast::Expr *> &given, const ast::Expr &expr) {
  given.assign(declaration.statics.size(), nullptr);
  size_t next = 0;
  for (const ast::Expr *bracket : brackets) {
    ExprRole role = roleOf(*bracket);
    auto accepts = [&](StaticKind kind) {
      if (role == ExprRole::Unknown)
        return true;
      switch (kind) {
      case StaticKind::Dim:
        return role == ExprRole::Dim ||
               (role == ExprRole::Point && bracket->kind != ExprKind::String);
      case StaticKind::Object:
        return role == ExprRole::Object;
      case StaticKind::Arrow:
        return role == ExprRole::Arrow || role == ExprRole::Object || role == ExprRole::Point;
      case StaticKind::Text:
        return bracket->kind == ExprKind::String || role == ExprRole::Point;
      case StaticKind::Point:
        return role == ExprRole::Point || role == ExprRole::Dim || role == ExprRole::Arrow;
      case StaticKind::Instance:
        return role == ExprRole::Instance;
      }
      return false;
    };
    size_t slot = next;
    while (slot < given.size() && !accepts(declaration.statics[slot].kind))
      ++slot;
    if (slot == given.size()) {
      if (role == ExprRole::Unknown)
        unknownName(*bracket);
      else
        error("E0314", bracket->span,
              given.empty()
                  ? declaration.ast->name.text + " takes no static arguments"
                  : "this does not fit any static parameter of " + declaration.ast->name.text)
            .expected = describeStatic(declaration, next);
      return false;
    }
    given[slot] = bracket;
    next = slot + 1;
  }
  return true;
}

bool Elaborator::elaborateStatics(Declaration &declaration,
                                  const std::vector<const ast::Expr *> &given,
                                  std::vector<StaticArgument> &statics, Context &inside,
                                  const ast::Expr &expr) {
  for (size_t i = 0; i < statics.size(); ++i) {
    const StaticParameter &parameter = declaration.statics[i];
    bool isArrow = parameter.kind == StaticKind::Arrow,
         isPoint = parameter.kind == StaticKind::Point;
    if (!isArrow && !isPoint && parameter.kind != StaticKind::Instance)
      continue;
    const std::string &name = declaration.ast->name.text;
    if (!given[i]) {
      error("E0310", expr.span,
            name + " needs " +
                (isArrow   ? "an arrow"
                 : isPoint ? "a point"
                           : "an instance") +
                " for " + parameter.name)
          .suggestion = "write " + name + "[…]";
      return false;
    }
    bool isFine = isArrow   ? elaborateArrow(parameter, *given[i], statics[i], inside)
                  : isPoint ? elaboratePoint(parameter, *given[i], statics[i], inside)
                            : elaborateInstance(parameter, *given[i], statics[i], inside);
    if (!isFine)
      return false;
    inside.scopes[0][parameter.name] = bindStatic(statics[i]);
  }
  auto isGiven = [](const ast::Expr *bracket) { return bracket != nullptr; };
  auto first = std::find_if(given.begin(), given.end(), isGiven);
  return settleParameters(inside, first == given.end() ? expr.span : (*first)->span);
}

bool Elaborator::elaborateArrow(const StaticParameter &parameter, const ast::Expr &given,
                                StaticArgument &argument, Context &inside) {
  const Object *domain = nullptr, *codomain = nullptr;
  if (parameter.domain) {
    Saved<Context> saved(context, inside);
    domain = object(*parameter.domain);
    codomain = domain ? object(*parameter.codomain) : nullptr;
    if (!codomain)
      return false;
  }
  ArrowValue *value = closedArrow(given, {domain, codomain});
  if (!value)
    return false;
  if (domain) {
    if (!objects.fits(domain, value->term->object))
      return mismatch("E0311", given.span,
                      "this arrow starts from another object than it is used on", domain,
                      value->term->object),
             false;
    if (!objects.fits(value->term->codomain, codomain))
      return mismatch("E0311", given.span, "this arrow gives another object than is wanted",
                      codomain, value->term->codomain),
             false;
    value->term = coerceArrow(value->term, domain, codomain, false);
  }
  argument.arrow = value;
  return true;
}

/// What the signature says of the parameters of arrows that are known only now.
bool Elaborator::settleParameters(const Context &inside, Span span) {
  decltype(pendingParams) pending;
  std::swap(pending, pendingParams);
  Saved<Context> saved(context, inside);
  for (auto &[arrow, unknown] : pending) {
    if (!parametersInProgress.insert(arrow).second)
      return error("E0315", arrow->span,
                   "the parameters of this arrow are defined by themselves; Cat has no recursion"),
             false;
    const Object *found = parametersOf(*arrow);
    parametersInProgress.erase(arrow);
    if (!found)
      return false;
    if (!objects.fits(found, unknown))
      return mismatch("E0406", span, "these are not the parameters of this arrow", found, unknown),
             false;
  }
  return true;
}

bool Elaborator::elaboratePoint(const StaticParameter &parameter, const ast::Expr &given,
                                StaticArgument &argument, Context &inside) {
  {
    Saved<Context> saved(context, inside);
    argument.object = object(*parameter.annotation);
  }
  argument.point = argument.object ? check(given, argument.object) : nullptr;
  argument.local = nextLocal++;
  return argument.point;
}

bool Elaborator::elaborateInstance(const StaticParameter &parameter, const ast::Expr &given,
                                   StaticArgument &argument, Context &inside) {
  Declaration *theory = nullptr;
  std::vector<StaticArgument> arguments;
  {
    Saved<Context> saved(context, inside);
    if (!theoryOf(*parameter.annotation, theory, arguments))
      return false;
  }
  argument.instance = instanceOf(given, theory, arguments);
  return argument.instance;
}

} // namespace cat::sema
