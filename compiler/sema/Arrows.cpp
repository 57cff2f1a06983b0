// Elaborating arrow expressions, and their open parameters.
#include "compiler/sema/Elaborator.h"

#include <algorithm>

namespace cat::sema {

using ast::ExprKind;

Term *Elaborator::arrow(const ast::Expr &expr, Hint hint) { return bounded(openArrow(expr, hint)); }

Term *Elaborator::bounded(Term *term) {
  constexpr size_t most = 1 << 14;
  if (!term || (term->object->parts <= most && (!term->codomain || term->codomain->parts <= most)))
    return term;
  error("E0524", term->span, "this has an object of more than " + std::to_string(most) + " parts");
  return nullptr;
}

Term *Elaborator::openArrow(const ast::Expr &expr, Hint hint) {
  switch (expr.kind) {
  case ExprKind::Name:
  case ExprKind::Field: {
    if (isTry(expr))
      return tryArrow(expr, hint);
    Resolved resolved = resolve(expr);
    if (isUnknown(expr))
      return nullptr;
    return arrowOf(resolved, expr, hint);
  }
  case ExprKind::Bracket: {
    const ast::Expr &base = *expr.args[0];
    Resolved resolved = resolve(base);
    if (isUnknown(base))
      return nullptr;
    if (roleOf(expr) == ExprRole::Object) {
      const Object *made = object(expr);
      return made ? constructorArrow(made, expr, hint) : nullptr;
    }
    if (resolved.kind == Resolved::Builtin)
      return resolved.name == "einsum" ? einsumArrow(expr, hint)
                                       : derivative(resolved.name, expr, hint);
    if (resolved.kind == Resolved::Declared) {
      std::vector<const ast::Expr *> brackets;
      for (size_t i = 1; i < expr.args.size(); ++i)
        brackets.push_back(expr.args[i].get());
      return mention(*resolved.declaration, brackets, {}, expr, hint);
    }
    break;
  }
  case ExprKind::Call: {
    const ast::Expr &callee = *expr.args[0];
    if (roleOf(expr) != ExprRole::Arrow)
      break;
    if (expr.hasParams && expr.callArgs.empty()) {
      Term *parameters = point(*expr.params);
      ArrowValue *value = parameters ? closedArrow(callee, hint) : nullptr;
      return value ? bindParameters(*value, parameters) : nullptr;
    }
    const ast::Expr &base = callee.kind == ExprKind::Bracket ? *callee.args[0] : callee;
    std::vector<const ast::Expr *> brackets;
    if (callee.kind == ExprKind::Bracket)
      for (size_t i = 1; i < callee.args.size(); ++i)
        brackets.push_back(callee.args[i].get());
    std::vector<Term *> captured;
    for (const ast::NamedExpr &argument : expr.callArgs) {
      captured.push_back(point(*argument.value));
      if (!captured.back())
        return nullptr;
    }
    return mention(*resolve(base).declaration, brackets, captured, expr, hint);
  }
  case ExprKind::Lambda:
    return lambda(expr, hint);
  case ExprKind::Block:
    return arrowBlock(expr, hint);
  case ExprKind::Binary:
    if (expr.text == ">>>")
      return compose(expr, hint);
    if (expr.text == ">=>")
      return kleisli(expr, hint);
    if (expr.text == "***" || expr.text == "&&&")
      return parallel(expr, hint);
    break;
  default:
    break;
  }
  ExprRole role = roleOf(expr.kind == ExprKind::Bracket ? *expr.args[0] : expr);
  if (expr.kind == ExprKind::Bracket && role == ExprRole::Arrow) {
    error("E0314", expr.span,
          std::string(sources.text(expr.args[0]->span)) + " takes no static arguments");
    return nullptr;
  }
  if (role == ExprRole::Object) {
    error("E0301", expr.span, "an arrow is wanted here");
    return nullptr;
  }
  // A point of A is an arrow 1 -> A.
  if (askedByPoint == &expr || (expr.kind == ExprKind::Bracket && role == ExprRole::Dim)) {
    error("E0301", expr.span,
          expr.kind == ExprKind::Bracket
              ? std::string(sources.text(expr.args[0]->span)) + " takes no brackets"
              : "this is neither a point nor an arrow");
    return nullptr;
  }
  Term *value = point(expr, hint.codomain);
  if (!value)
    return nullptr;
  Term *constant = makeArrow(TermKind::Lambda, expr.span, objects.unit, value->object, {value});
  constant->local = nextLocal++;
  return constant;
}

Term *Elaborator::arrowOf(const Resolved &resolved, const ast::Expr &expr, Hint hint) {
  switch (resolved.kind) {
  case Resolved::Declared:
    if (roleOf(resolved) == ExprRole::Object) {
      const Object *made = declaredObject(*resolved.declaration, {}, expr.span);
      return made ? constructorArrow(made, expr, hint) : nullptr;
    }
    if (roleOf(resolved) == ExprRole::Dim)
      break;
    return mention(*resolved.declaration, {}, {}, expr, hint);
  case Resolved::Local:
    if (resolved.local->kind == Binding::Arrow)
      return open(*resolved.local->arrow, expr.span);
    if (resolved.local->kind == Binding::Object)
      return constructorArrow(resolved.local->object, expr, hint);
    break;
  case Resolved::Builtin:
    if (const Object *scalar = objects.scalar(resolved.name))
      return constructorArrow(scalar, expr, hint);
    return derivative(resolved.name, expr, hint);
  default:
    break;
  }
  Diagnostic &diagnostic = error("E0301", expr.span, "an arrow is wanted here");
  if (Term *value = expr.kind == ExprKind::Name && resolved.kind == Resolved::Local &&
                            resolved.local->kind == Binding::Point
                        ? resolved.local->point
                        : nullptr)
    diagnostic.found = expr.text + ", a point of " + objects.print(value->object);
  return nullptr;
}

Term *Elaborator::constructorArrow(const Object *made, const ast::Expr &expr, Hint hint) {
  int id = nextLocal++;
  const Object *domain = hint.domain ? hint.domain : objects.forget(made);
  Term *built = construct(made, local(id, domain, expr.span), expr);
  if (!built)
    return nullptr;
  Term *term = makeArrow(TermKind::Lambda, expr.span, domain, made, {built});
  term->local = id;
  return term;
}

Term *Elaborator::compose(const ast::Expr &expr, Hint hint) {
  std::vector<const ast::Expr *> parts;
  const ast::Expr *left = &expr;
  for (; left->kind == ExprKind::Binary && left->text == ">>>"; left = left->args[0].get())
    parts.insert(parts.begin(), left->args[1].get());
  parts.insert(parts.begin(), left);
  std::vector<Term *> stages;
  const Object *between = hint.domain;
  for (size_t i = 0; i < parts.size(); ++i) {
    const Object *codomain = i + 1 == parts.size() ? hint.codomain : nullptr;
    Term *stage = arrow(*parts[i], {between, codomain});
    if (!stage)
      return nullptr;
    if (i > 0 && !objects.fits(between, stage->object)) {
      Diagnostic &diagnostic = error("E0302", parts[i]->span,
                                     "these two arrows do not meet: the codomain of the first is "
                                     "not the domain of the second");
      std::string first(sources.text(parts[i - 1]->span));
      std::string second(sources.text(parts[i]->span));
      diagnostic.expected = objects.print(stage->object) + ", the domain of " + second + " : " +
                            objects.print(stage->object) + " -> " + objects.print(stage->codomain);
      diagnostic.found = objects.print(between) + ", the codomain of " + first + " : " +
                         objects.print(stages.back()->object) + " -> " + objects.print(between);
      diagnostic.notes.push_back(
          {parts[i - 1]->span, "the codomain " + objects.print(between) + " comes from here"});
      if (objects.names(between, stage->object))
        diagnostic.suggestion = "name the value first: " + first + " >>> " +
                                objects.print(stage->object) + " >>> " + second;
      else if (objects.forget(between)->kind == ObjectKind::Array &&
               objects.fits(objects.forget(between)->element, stage->object))
        diagnostic.suggestion = "to act on every element, write map[" + second + "]";
      return nullptr;
    }
    stages.push_back(i > 0 ? coerceArrow(stage, between, stage->codomain, false) : stage);
    between = stage->codomain;
  }
  return makeArrow(TermKind::Compose, expr.span, stages.front()->object, between, stages);
}

Term *Elaborator::parallel(const ast::Expr &expr, Hint hint) {
  bool isFanOut = expr.text == "&&&";
  std::vector<const ast::Expr *> parts;
  const ast::Expr *left = &expr;
  for (; left->kind == ExprKind::Binary && left->text == expr.text &&
         (left == &expr || !left->isParenthesized);
       left = left->args[0].get())
    parts.insert(parts.begin(), left->args[1].get());
  parts.insert(parts.begin(), left);
  const Object *hinted = hint.domain ? objects.forget(hint.domain) : nullptr;
  std::vector<Term *> arrows;
  std::vector<const Object *> domains, codomains;
  for (size_t i = 0; i < parts.size(); ++i) {
    const Object *domain =
        isFanOut ? (i && !hint.domain ? arrows[0]->object : hint.domain) : nullptr;
    if (!isFanOut && hinted && hinted->kind == ObjectKind::Product &&
        hinted->fields.size() == parts.size())
      domain = hinted->fields[i].object;
    Term *part = arrow(*parts[i], {domain, nullptr});
    if (!part)
      return nullptr;
    if (isFanOut && i > 0) {
      if (!objects.fits(arrows[0]->object, part->object))
        return mismatch("E0303", parts[i]->span, "arrows joined by &&& start from one object",
                        arrows[0]->object, part->object);
      part = coerceArrow(part, arrows[0]->object, part->codomain, false);
    }
    arrows.push_back(part);
    domains.push_back(part->object);
    codomains.push_back(part->codomain);
  }
  return makeArrow(isFanOut ? TermKind::Pair : TermKind::Tensor, expr.span,
                   isFanOut ? arrows[0]->object : objects.product(domains),
                   objects.product(codomains), arrows);
}

Term *Elaborator::lambda(const ast::Expr &expr, Hint hint) {
  const Object *domain = hint.domain ? hint.domain : objects.variable();
  int id = nextLocal++;
  Saved<Context> saved(context);
  context.scopes.emplace_back();
  Term *argument = local(id, domain, expr.patterns[0]->span);
  Term *body =
      bindPattern(*expr.patterns[0], argument, [&] { return point(*expr.args[0], hint.codomain); });
  if (!body)
    return nullptr;
  // A pattern with an ascription may have said what the domain is.
  Term *term = makeArrow(TermKind::Lambda, expr.span, domain, body->object, {body});
  term->local = id;
  return term;
}

Term *Elaborator::arrowBlock(const ast::Expr &expr, Hint hint) {
  Frame *frame = context.frame;
  Saved<Context> saved(context);
  context.scopes.emplace_back();
  std::vector<std::pair<int, Term *>> lets;
  bool isFine = true;
  for (const ast::StmtPtr &stmt : expr.stmts) {
    context.frame = frame;
    if (stmt->kind == ast::StmtKind::Layer   ? layer(*stmt)
        : stmt->kind == ast::StmtKind::Param ? parameter(*stmt)
                                             : arrowLet(*stmt, lets))
      continue;
    // What follows is checked too, but silent about the names that are missing.
    isFine = false;
    if (stmt->pattern)
      poison(*stmt->pattern);
    else
      poison(stmt->name.text, stmt->name.span);
  }
  context.frame = frame;
  if (expr.args.empty()) {
    error("E0305", expr.span, "this block ends without an arrow");
    return nullptr;
  }
  Term *result = arrow(*expr.args[0], hint);
  if (!isFine)
    return nullptr;
  for (size_t i = lets.size(); result && i-- > 0;)
    result = let(lets[i].first, lets[i].second, result);
  return result;
}

bool Elaborator::isArrowLet(const ast::Stmt &stmt) {
  return roleOf(*stmt.value) == ExprRole::Arrow && stmt.pattern->kind == ast::PatternKind::Name;
}

/// What a let names; an ascription says what is wanted of it.
Term *Elaborator::letValue(const ast::Stmt &stmt) {
  if (stmt.pattern->kind != ast::PatternKind::Ascribe)
    return point(*stmt.value);
  const Object *wanted = object(*stmt.pattern->expr);
  return wanted ? point(*stmt.value, wanted) : nullptr;
}

/// A let that names an arrow.
bool Elaborator::declareArrow(const ast::Stmt &stmt) {
  ArrowValue *value = closedArrow(*stmt.value, {});
  if (!value)
    return false;
  if (!value->frame->entries.empty()) {
    error("E0401", stmt.value->span, "an arrow with parameters is bound by layer, not by let")
        .suggestion = "write layer " + stmt.pattern->text + " = …, in the body of an arrow";
    return false;
  }
  Binding binding;
  binding.kind = Binding::Arrow;
  binding.arrow = value;
  declare(stmt.pattern->text, binding, stmt.pattern->span);
  return true;
}

/// A let before the arrow that a block gives.
bool Elaborator::arrowLet(const ast::Stmt &stmt, std::vector<std::pair<int, Term *>> &lets) {
  if (stmt.kind != ast::StmtKind::Let) {
    error("E0304", stmt.span, "here stand only param, layer and let, then the arrow");
    return false;
  }
  if (isArrowLet(stmt))
    return declareArrow(stmt);
  Term *value = letValue(stmt);
  if (!value)
    return false;
  int id = nextLocal++;
  lets.push_back({id, value});
  Term *whole = local(id, value->object, stmt.pattern->span);
  return bindPattern(*stmt.pattern, whole, [&] { return value; });
}

bool Elaborator::layer(const ast::Stmt &stmt) {
  ArrowValue *value = closedArrow(*stmt.value, {});
  if (!value)
    return false;
  if (!context.frame) {
    error("E0402", stmt.span, "a layer stands only in the body of an arrow");
    return false;
  }
  if (!isFresh(stmt.name))
    return false;
  Binding binding;
  binding.kind = Binding::Arrow;
  binding.arrow = value;
  if (const ParameterTree *tree = treeOf(*value->frame, false)) {
    size_t index = addEntry(*context.frame, stmt.name.text, tree);
    Term *bound = bindParameters(*value, parameterRef(context.frame, index, stmt.name.span));
    binding.arrow = &program.arrows.emplace_back(ArrowValue{nullptr, bound, stmt.name.text});
  }
  declare(stmt.name.text, binding, stmt.name.span);
  return true;
}

bool Elaborator::parameter(const ast::Stmt &stmt) {
  const Object *declared = object(*stmt.object);
  if (!declared)
    return false;
  declared = objects.forgetAll(declared);
  if (!context.frame) {
    error("E0402", stmt.span, "a param stands only in the body of an arrow");
    return false;
  }
  const Object *leaf = declared;
  while (leaf->kind == ObjectKind::Array)
    leaf = leaf->element;
  if (leaf->kind != ObjectKind::Float) {
    error("E0403", stmt.object->span, "a parameter is an array of floats").found =
        objects.print(declared);
    return false;
  }
  ParameterTree tree{declared};
  {
    Saved<Context> closed(context);
    Saved<decltype(openMentions)> savedOpen(openMentions, {});
    context.frame = nullptr;
    if (roleOf(*stmt.value) == ExprRole::Arrow) {
      Term *sampler = arrow(*stmt.value, {objects.key, declared});
      if (sampler && (!objects.fits(objects.key, sampler->object) ||
                      !objects.fits(sampler->codomain, declared))) {
        Diagnostic &diagnostic =
            error("E0404", stmt.value->span, "this does not initialise " + stmt.name.text);
        diagnostic.expected = "Key -> " + objects.print(declared);
        diagnostic.found =
            objects.print(sampler->object) + " -> " + objects.print(sampler->codomain);
        return false;
      }
      tree.initialiser = sampler ? coerceArrow(sampler, objects.key, declared, false) : nullptr;
    } else {
      tree.initialiser = check(*stmt.value, declared);
    }
    if (!tree.initialiser || !finish(tree.initialiser) || !isFresh(stmt.name))
      return false;
  }
  size_t index = addEntry(*context.frame, stmt.name.text, &program.trees.emplace_back(tree));
  declare(stmt.name.text, pointBinding(parameterRef(context.frame, index, stmt.name.span), {}),
          stmt.name.span);
  return true;
}

ArrowValue *Elaborator::closedArrow(const ast::Expr &expr, Hint hint) {
  Frame *frame = newFrame();
  Frame *outer = context.frame;
  context.frame = frame;
  Term *term = arrow(expr, hint);
  context.frame = outer;
  if (!term)
    return nullptr;
  return &program.arrows.emplace_back(ArrowValue{frame, term, ""});
}

/// A closed arrow whose parameters are wanted: all static arguments on which they depend are known.
ArrowValue *Elaborator::parametricArrow(const ast::Expr &expr, Hint hint) {
  ArrowValue *value = closedArrow(expr, hint);
  std::set<const Term *> seen;
  std::function<const Term *(const Term *)> unknown = [&](const Term *term) -> const Term * {
    if (!seen.insert(term).second)
      return nullptr;
    if (term->kind == TermKind::Ref && !term->instance && mayHaveParameters(*term->declaration))
      return term;
    for (const Term *child : term->children)
      if (const Term *found = unknown(child))
        return found;
    return nullptr;
  };
  const Term *found = value ? unknown(value->term) : nullptr;
  if (!found)
    return value;
  std::string name = found->declaration->ast->name.text;
  error("E0312", found->span, "the static arguments of " + name + " cannot be inferred here")
      .suggestion = "write them: " + name + "[…]";
  return nullptr;
}

Term *Elaborator::open(const ArrowValue &value, Span span) {
  if (!value.frame || value.frame->entries.empty())
    return value.term;
  if (!context.frame) {
    error("E0405", span, "this arrow has parameters, and nothing here says which").suggestion =
        "give them: f(p; x)";
    return nullptr;
  }
  std::vector<Term *> children = {value.term};
  for (const Frame::Entry &entry : value.frame->entries) {
    size_t index = addEntry(*context.frame, entry.name, entry.tree);
    children.push_back(parameterRef(context.frame, index, span));
  }
  Term *bound = makeArrow(TermKind::Bind, span, value.term->object, value.term->codomain, children);
  bound->frame = value.frame;
  return bound;
}

Term *Elaborator::bindParameters(const ArrowValue &value, Term *parameters) {
  const ParameterTree *tree = treeOf(*value.frame, false);
  const Object *wanted = tree ? tree->object : objects.unit;
  if (!objects.fits(objects.forgetAll(parameters->object), wanted))
    return mismatch("E0406", parameters->span, "these are not the parameters of this arrow", wanted,
                    parameters->object);
  if (!tree)
    return value.term;
  std::vector<Term *> children = {value.term};
  size_t count = value.frame->entries.size();
  for (size_t i = 0; i < count; ++i)
    children.push_back(count == 1 ? parameters : get(parameters, i, parameters->span));
  Term *bound = makeArrow(TermKind::Bind, value.term->span, value.term->object,
                          value.term->codomain, children);
  bound->frame = value.frame;
  return bound;
}

Term *Elaborator::derivative(const std::string &name, const ast::Expr &expr, Hint hint) {
  if ((name != "rev" && name != "fwd") || expr.kind != ExprKind::Bracket || expr.args.size() != 2) {
    error("E0306", expr.span, name + " is used as " + name + "[f](…)");
    return nullptr;
  }
  const Object *hinted = hint.domain ? objects.forget(hint.domain) : nullptr;
  bool isPair = hinted && hinted->kind == ObjectKind::Product && hinted->fields.size() == 2;
  ArrowValue *value =
      closedArrow(*expr.args[1], {isPair ? hinted->fields[0].object : nullptr, nullptr});
  if (!value)
    return nullptr;
  // In a generic body a static arrow counts as closed; each mention says whether it is.
  if (std::any_of(value->frame->entries.begin(), value->frame->entries.end(),
                  [](const Frame::Entry &entry) {
                    return entry.tree->object->kind != ObjectKind::Rigid;
                  })) {
    error("E0407", expr.span, name + " takes an arrow without open parameters").suggestion =
        "close it: " + name + "[f(p;)]";
    return nullptr;
  }
  const Object *a = value->term->object, *b = value->term->codomain;
  const Object *ta = tangent(a), *tb = tangent(b);
  if (name == "rev")
    return primitive("cat.rev", expr.span, objects.product({a, tb}), ta, {value->term});
  return primitive("cat.fwd", expr.span, objects.product({a, ta}), tb, {value->term});
}

/// True of a tangent that is more than units.
static bool hasLeaves(const Object *tangent) {
  return tangent->kind != ObjectKind::Product ||
         std::any_of(tangent->fields.begin(), tangent->fields.end(),
                     [](const Field &field) { return hasLeaves(field.object); });
}

/// Names and refinements forgotten, the unit for every leaf that is no float; of an enum whose
/// payloads have floats the record of its cases.
const Object *Elaborator::tangent(const Object *object) {
  object = objects.forget(object);
  // A literal that is differentiated is a float.
  if (object->isOpenNumber())
    objects.unify(object, objects.variable(Constraint::Float));
  if (object->kind == ObjectKind::Array) {
    const Object *element = tangent(object->element);
    return element->isUnit() ? element : objects.array(element, object->dim);
  }
  if (object->kind == ObjectKind::Product || object->kind == ObjectKind::Enum) {
    std::vector<Field> fields = object->fields;
    for (Field &field : fields)
      field.object = tangent(field.object);
    bool isUnit = object->kind == ObjectKind::Enum &&
                  std::none_of(fields.begin(), fields.end(),
                               [](const Field &field) { return hasLeaves(field.object); });
    return isUnit ? objects.unit : objects.record(std::move(fields));
  }
  return object->kind == ObjectKind::Float || object->kind == ObjectKind::Rigid ||
                 object->kind == ObjectKind::Variable
             ? object
             : objects.unit;
}

Term *Elaborator::coerceArrow(Term *term, const Object *domain, const Object *codomain,
                              bool declared) {
  if (objects.same(term->object, domain) && objects.same(term->codomain, codomain))
    return term;
  int id = nextLocal++;
  Term *argument = coerce(local(id, domain, term->span), term->object);
  Term *value = argument ? coerce(eval(term, argument, term->span), codomain, declared) : nullptr;
  if (!value)
    return nullptr;
  Term *wrapped = makeArrow(TermKind::Lambda, term->span, domain, codomain, {value});
  wrapped->local = id;
  return wrapped;
}

} // namespace cat::sema
