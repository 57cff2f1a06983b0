// Calls: arrows applied to points, constructors and conversions, and the forms that concern
// parameters.
#include "compiler/sema/Elaborator.h"

#include <algorithm>

#include "llvm/ADT/STLExtras.h"

namespace cat::sema {

using ast::ExprKind;

Term *Elaborator::call(const ast::Expr &expr, const Object *expected) {
  const ast::Expr &callee = *expr.args[0];
  const ast::Expr &base = callee.kind == ExprKind::Bracket ? *callee.args[0] : callee;
  Resolved resolved = resolve(base);
  if (resolved.kind == Resolved::Builtin && !objects.scalar(resolved.name) &&
      resolved.name != "Seq" && resolved.name != "Params")
    return builtinCall(resolved.name, expr, expected);
  if (isTry(callee)) {
    const Object *made = object(*callee.args[0]);
    Term *value = made ? argument(expr, callee) : nullptr;
    return value ? tryName(made, value, expr) : nullptr;
  }
  if (roleOf(callee) == ExprRole::Object) {
    const Object *made = object(callee);
    Term *value = made ? argument(expr, callee) : nullptr;
    return value ? construct(made, value, expr) : nullptr;
  }
  return applyArguments(expr, callee, expected);
}

/// The argument of a call: the point itself, or the product of several.
Term *Elaborator::argument(const ast::Expr &expr, const ast::Expr &callee) {
  std::vector<const ast::NamedExpr *> order;
  for (const ast::NamedExpr &argument : expr.callArgs)
    order.push_back(&argument);
  const ast::Expr &base = callee.kind == ExprKind::Bracket ? *callee.args[0] : callee;
  Resolved resolved = resolve(base);
  const ast::Decl *decl = resolved.kind == Resolved::Declared ? resolved.declaration->ast : nullptr;
  if (!order.empty() && !order[0]->name.text.empty()) {
    if (!decl || !decl->hasPoints) {
      Diagnostic &diagnostic =
          error("E0701", order[0]->name.span, "this arrow was not declared with named points");
      if (roleOf(callee) == ExprRole::Object)
        diagnostic.suggestion = "write " + std::string(sources.text(callee.span)) + "({ " +
                                order[0]->name.text + " = …, … })";
      return nullptr;
    }
    std::vector<const ast::NamedExpr *> sorted;
    std::vector<std::string> names;
    for (const ast::PointParam &param : decl->points)
      names.push_back(param.name.text);
    for (const ast::NamedExpr *argument : order)
      if (std::find(names.begin(), names.end(), argument->name.text) == names.end()) {
        const ast::Ident &name = argument->name;
        error("E0701", name.text.empty() ? argument->value->span : name.span,
              name.text.empty() ? "here a name is missing: some points have one"
                                : decl->name.text + " has no point " + name.text)
            .suggestion = didYouMean(name.text, names);
        return nullptr;
      }
    for (const ast::PointParam &param : decl->points) {
      const ast::NamedExpr *found = nullptr;
      for (const ast::NamedExpr *candidate : order)
        if (candidate->name.text == param.name.text)
          found = candidate;
      if (!found) {
        error("E0701", expr.span, "the point " + param.name.text + " is missing")
            .notes.push_back({param.span, "declared here"});
        return nullptr;
      }
      sorted.push_back(found);
    }
    if (sorted.size() != order.size()) {
      error("E0701", expr.span, "there are more points here than " + decl->name.text + " has");
      return nullptr;
    }
    order = sorted;
  }
  if (wantsBrackets(callee, order))
    return nullptr;
  std::vector<Term *> parts;
  std::vector<const Object *> elements;
  std::vector<const Object *> wanted = expectedPoints(callee, order.size());
  for (const ast::NamedExpr *argument : order) {
    parts.push_back(point(*argument->value, wanted[parts.size()]));
    elements.push_back(parts.back() ? parts.back()->object : nullptr);
  }
  if (llvm::is_contained(parts, nullptr))
    return nullptr;
  if (parts.size() == 1)
    return parts[0];
  return make(TermKind::Tuple, expr.span, objects.product(elements), parts);
}

Term *Elaborator::applyArguments(const ast::Expr &expr, const ast::Expr &callee,
                                 const Object *expected) {
  Term *value = argument(expr, callee);
  if (isUnknown(callee) || !value)
    return nullptr;
  Hint hint{value->object, expected};
  Term *term = nullptr;
  if (expr.hasParams) {
    Term *parameters = expr.params ? point(*expr.params) : nullptr;
    ArrowValue *closed = parameters ? closedArrow(callee, hint) : nullptr;
    term = closed ? bindParameters(*closed, parameters) : nullptr;
  } else {
    ExprRole role = roleOf(callee);
    if (role == ExprRole::Point && resolve(callee).kind == Resolved::Local) {
      error("E0702", callee.span,
            std::string(sources.text(callee.span)) + " is a point, and only arrows are applied");
      return nullptr;
    }
    term = arrow(callee, hint);
  }
  if (!term)
    return nullptr;
  if (!objects.fits(value->object, term->object)) {
    const Object *wanted = objects.forget(term->object), *given = objects.forget(value->object);
    std::string name(sources.text(callee.span));
    // Say which of several points does not fit.
    if (value->kind == TermKind::Tuple && wanted->kind == ObjectKind::Product &&
        wanted->fields.size() == value->children.size())
      for (size_t i = 0; i < value->children.size(); ++i)
        if (!objects.fits(value->children[i]->object, wanted->fields[i].object))
          return mismatch("E0502", value->children[i]->span,
                          "this is not what " + name + " takes here", wanted->fields[i].object,
                          value->children[i]->object);
    mismatch("E0502", expr.callArgs.empty() ? expr.span : value->span,
             "this is not what " + name + " takes", term->object, value->object);
    if (given->kind == ObjectKind::Array && objects.fits(given->element, wanted))
      lastError->suggestion = "to act on every element, write map[" + name + "](…)";
    else if (objects.names(value->object, term->object))
      lastError->suggestion = "name it: " + objects.print(term->object) + "(…)";
    return nullptr;
  }
  return eval(term, coerce(value, term->object), expr.span);
}

Term *Elaborator::construct(const Object *made, Term *value, const ast::Expr &expr) {
  const Object *target = objects.resolve(made);
  value = asCarrier(made, value);
  if (target->kind == ObjectKind::Nominal) {
    if (objects.fits(value->object, target))
      return value;
    const Object *raw = target->definition;
    if (!objects.names(value->object, raw))
      return mismatch("E0502", value->span, objects.print(made) + " names another object", raw,
                      value->object);
    Term *coerced = coerce(value, raw, true);
    if (!coerced)
      return nullptr;
    if (coerced->kind == TermKind::Number)
      return numberTerm(coerced->text, made, expr.span);
    return make(TermKind::Name, expr.span, made, {coerced});
  }
  const Object *source = objects.forget(value->object);
  if (target->isNumber()) {
    if (source->kind == ObjectKind::Variable && source->constraint != Constraint::None) {
      bool isFloat =
          source->constraint == Constraint::FloatLiteral || source->constraint == Constraint::Float;
      if (value->kind == TermKind::Number && (target->kind == ObjectKind::Float || !isFloat)) {
        objects.unify(source, target);
        return value;
      }
      objects.unify(source, isFloat ? objects.f64 : objects.i64);
      source = objects.forget(value->object);
    }
    if (source->kind == ObjectKind::Enum || source->kind == ObjectKind::Fin) {
      if (!objects.fits(source, objects.i64) &&
          !objects.fits(source, objects.fin(Dim(source->fields.size()))))
        return mismatch("E0502", value->span, "only an enum without data is a number", objects.i64,
                        source);
      if (source->kind == ObjectKind::Enum)
        value = coerce(value, objects.fin(Dim(source->fields.size())));
      value = coerce(value, objects.i64);
      source = objects.i64;
    }
    if (source->isNumber() || source->kind == ObjectKind::Bool ||
        source->kind == ObjectKind::Rigid) {
      if (objects.same(source, target))
        return coerce(value, target);
      return op("convert", expr.span, target, {coerce(value, source)});
    }
  }
  if (target->kind == ObjectKind::Fin && objects.names(value->object, target)) {
    if (objects.fits(value->object, target))
      return coerce(value, target);
    return make(TermKind::Name, expr.span, target, {value});
  }
  if (objects.fits(value->object, target))
    return coerce(value, target);
  if (target->kind == ObjectKind::Array && source->kind == ObjectKind::Array &&
      objects.dims.resolve(source->dim).isUnknown() &&
      objects.fits(source->element, target->element))
    return make(TermKind::Name, expr.span, target, {coerce(value, objects.seq(target->element))});
  return mismatch("E0502", value->span, "this cannot become " + objects.print(made), target,
                  value->object);
}

Term *Elaborator::builtinCall(const std::string &name, const ast::Expr &expr,
                              const Object *expected) {
  const ast::Expr &callee = *expr.args[0];
  const ast::Expr *staticArrow =
      callee.kind == ExprKind::Bracket && callee.args.size() == 2 ? callee.args[1].get() : nullptr;
  if (name == "Fin") {
    if (callee.kind == ExprKind::Bracket) {
      const Object *made = object(callee);
      Term *value = made ? argument(expr, callee) : nullptr;
      return value ? construct(made, value, expr) : nullptr;
    }
    Term *value = argument(expr, callee);
    if (!value)
      return nullptr;
    const Object *source = objects.forget(value->object);
    if (source->kind == ObjectKind::Fin)
      return coerce(value, source);
    const Object *fin = objects.fin(source->kind == ObjectKind::Enum ? Dim(source->fields.size())
                                                                     : objects.dims.fresh("n"));
    if (expected && objects.resolve(expected)->kind != ObjectKind::Variable)
      objects.fits(fin, expected);
    return construct(fin, value, expr);
  }
  if (name == "save")
    return saveCall(expr);
  if (name == "count")
    return countCall(expr);
  if (!staticArrow) {
    error("E0306", expr.span, name + " is used as " + name + "[f](…)");
    return nullptr;
  }
  if (name == "einsum") {
    Term *value = argument(expr, callee);
    return value ? einsum(*staticArrow, value, expr.span) : nullptr;
  }
  if (name == "grad" || name == "value_and_grad")
    return gradCall(expr, *staticArrow, name == "value_and_grad");
  if (name == "init")
    return initCall(expr, *staticArrow);
  if (name == "load")
    return loadCall(expr, *staticArrow);
  return applyArguments(expr, callee, expected);
}

Term *Elaborator::initCall(const ast::Expr &expr, const ast::Expr &arrowExpr) {
  if (expr.callArgs.size() != 1) {
    error("E0701", expr.span, "init takes a key: init[f](key(1))");
    return nullptr;
  }
  Term *key = check(*expr.callArgs[0].value, objects.key);
  ArrowValue *value = key ? parametricArrow(arrowExpr, {}) : nullptr;
  if (!value)
    return nullptr;
  const ParameterTree *tree = treeOf(*value->frame, false);
  if (!tree)
    return make(TermKind::Tuple, expr.span, objects.unit);
  int id = nextLocal++;
  int64_t leaf = 0;
  Term *made = initialise(*tree, local(id, objects.key, expr.span), leaf, expr.span);
  return made ? let(id, key, made) : nullptr;
}

/// Each leaf is sampled with the key folded with its index in the order of declaration.
Term *Elaborator::initialise(const ParameterTree &tree, Term *key, int64_t &leaf, Span span) {
  if (!tree.initialiser && tree.parts.empty()) {
    error("E0408", span, "these parameters cannot be sampled here");
    return nullptr;
  }
  if (tree.initialiser) {
    int64_t index = leaf++;
    if (!tree.initialiser->isArrow())
      return tree.initialiser;
    Term *number = numberTerm(std::to_string(index), objects.i64, span);
    Term *pair =
        make(TermKind::Tuple, span, objects.product({objects.key, objects.i64}), {key, number});
    Term *fold = primitive("cat.key_fold", span, pair->object, objects.key);
    return eval(tree.initialiser, eval(fold, pair, span), span);
  }
  std::vector<Term *> parts;
  for (auto &[name, part] : tree.parts) {
    parts.push_back(initialise(*part, key, leaf, span));
    if (!parts.back())
      return nullptr;
  }
  return make(TermKind::Tuple, span, tree.object, parts);
}

Term *Elaborator::gradCall(const ast::Expr &expr, const ast::Expr &arrowExpr, bool withValue) {
  if (!expr.hasParams || !expr.params) {
    error("E0409", expr.span, "grad wants the parameters: grad[f](p; x)");
    return nullptr;
  }
  Term *parameters = point(*expr.params);
  Term *value = parameters ? argument(expr, *expr.args[0]) : nullptr;
  ArrowValue *closed = value ? parametricArrow(arrowExpr, {value->object, nullptr}) : nullptr;
  if (!closed)
    return nullptr;
  const ParameterTree *tree = treeOf(*closed->frame, false);
  if (!tree) {
    error("E0410", arrowExpr.span, "this arrow has no parameters to differentiate by").suggestion =
        "the derivative by the argument is rev[f](x, dy)";
    return nullptr;
  }
  const Object *loss = objects.forget(closed->term->codomain);
  if (loss->kind == ObjectKind::Variable)
    objects.unify(loss, objects.f32);
  loss = objects.forget(loss);
  if (loss->kind != ObjectKind::Float && loss->kind != ObjectKind::Rigid) {
    error("E0411", arrowExpr.span, "grad takes an arrow to a float").found =
        objects.print(closed->term->codomain);
    return nullptr;
  }
  if (!objects.fits(value->object, closed->term->object))
    return mismatch("E0502", value->span, "this is not what the arrow takes", closed->term->object,
                    value->object);
  int x = nextLocal++, p = nextLocal++, q = nextLocal++;
  const Object *params = tree->object;
  Term *point = local(x, closed->term->object, value->span);
  Term *applied = bindParameters(*closed, local(q, params, expr.span));
  if (!applied)
    return nullptr;
  Term *body = coerce(eval(applied, point, expr.span), loss);
  Term *function = makeArrow(TermKind::Lambda, expr.span, params, loss, {body});
  function->local = q;
  Term *reverse =
      primitive("cat.rev", expr.span, objects.product({params, loss}), params, {function});
  Term *at = local(p, params, expr.span);
  Term *pair = make(TermKind::Tuple, expr.span, objects.product({params, loss}),
                    {at, numberTerm("1", loss, expr.span)});
  Term *result = eval(reverse, pair, expr.span);
  if (withValue)
    result = make(TermKind::Tuple, expr.span, objects.product({loss, params}),
                  {eval(function, at, expr.span), result});
  Term *coerced = coerce(parameters, params);
  return coerced ? let(x, coerce(value, closed->term->object), let(p, coerced, result)) : nullptr;
}

Term *Elaborator::tabulate(const ast::Expr &expr, const Object *expected) {
  const Object *array = expected ? objects.forget(expected) : nullptr;
  std::vector<const ast::Pattern *> indices;
  if (expr.args.size() == 2 && expr.args[1]->kind == ExprKind::Lambda) {
    const ast::Pattern &pattern = *expr.args[1]->patterns[0];
    if (pattern.kind == ast::PatternKind::Tuple)
      for (const ast::PatternPtr &part : pattern.args)
        indices.push_back(part.get());
    else
      indices.push_back(&pattern);
  }
  if (indices.empty()) {
    error("E0703", expr.span, "tabulate is used as tabulate[(i, j) => …]");
    return nullptr;
  }
  std::vector<Dim> shape;
  const Object *element = array;
  for (size_t i = 0; i < indices.size() && element && element->kind == ObjectKind::Array; ++i) {
    shape.push_back(objects.dims.resolve(element->dim));
    element = objects.resolve(element->element);
  }
  if (shape.size() != indices.size() ||
      std::any_of(shape.begin(), shape.end(), [&](const Dim &n) { return n.isUnknown(); })) {
    error("E0704", expr.span, "the shape of this tabulate is not known here").suggestion =
        "say it: (tabulate[…] : f32[m, n])";
    return nullptr;
  }
  Saved<Context> saved(context);
  context.scopes.emplace_back();
  std::vector<int> locals;
  for (const ast::Pattern *index : indices) {
    locals.push_back(nextLocal++);
    if (index->kind == ast::PatternKind::Name && index->text != "_")
      declare(index->text,
              pointBinding(local(locals.back(), objects.i64, index->span), index->span),
              index->span);
  }
  Term *body = check(*expr.args[1]->args[0], element);
  for (size_t i = indices.size(); body && i-- > 0;) {
    const Object *axis = objects.array(objects.i64, shape[i]);
    Term *function = makeArrow(TermKind::Lambda, expr.span, objects.i64, body->object, {body});
    function->local = locals[i];
    Term *iota = op("iota", expr.span, axis, {});
    body = eval(
        primitive("cat.map", expr.span, axis, objects.array(body->object, shape[i]), {function}),
        iota, expr.span);
  }
  return body;
}

namespace {
/// The dotted names of the leaves of a record of parameters.
void leafNames(const Object *object, const std::string &prefix, std::vector<std::string> &names) {
  if (object->kind != ObjectKind::Product) {
    names.push_back(prefix.empty() ? "value" : prefix);
    return;
  }
  for (size_t i = 0; i < object->fields.size(); ++i) {
    std::string part = object->fields[i].name.empty() ? std::to_string(i) : object->fields[i].name;
    leafNames(object->fields[i].object, prefix.empty() ? part : prefix + "." + part, names);
  }
}
} // namespace

Term *Elaborator::saveCall(const ast::Expr &expr) {
  if (expr.callArgs.size() != 2) {
    error("E0701", expr.span,
          "save takes the parameters and a path: save(p, \"model.safetensors\")");
    return nullptr;
  }
  if (context.frame) {
    error("E0511", expr.span, "arrows are pure: save stands only in a pipeline");
    return nullptr;
  }
  Term *value = point(*expr.callArgs[0].value);
  Term *path = value ? check(*expr.callArgs[1].value, objects.path) : nullptr;
  if (!path)
    return nullptr;
  const Object *raw = objects.zonk(objects.forgetAll(value->object), true);
  if (!objects.unify(objects.variable(Constraint::Vect), raw)) {
    error("E0412", value->span, "save writes parameters: arrays of floats, and records of them")
        .found = objects.print(value->object);
    return nullptr;
  }
  Term *save = op("save", expr.span, objects.unit, {coerce(value, raw), path});
  leafNames(raw, "", save->names);
  return save;
}

Term *Elaborator::loadCall(const ast::Expr &expr, const ast::Expr &arrowExpr) {
  Term *path = expr.callArgs.size() == 1 ? check(*expr.callArgs[0].value, objects.path) : nullptr;
  if (expr.callArgs.size() != 1)
    error("E0701", expr.span, "load takes a path: load[f](\"model.safetensors\")");
  ArrowValue *value = path ? parametricArrow(arrowExpr, {}) : nullptr;
  if (!value)
    return nullptr;
  const ParameterTree *tree = treeOf(*value->frame, false);
  Term *load = op("load", expr.span, tree ? tree->object : objects.unit, {path});
  leafNames(load->object, "", load->names);
  return load;
}

Term *Elaborator::countCall(const ast::Expr &expr) {
  Term *value = expr.callArgs.size() == 1 ? point(*expr.callArgs[0].value) : nullptr;
  if (!value) {
    if (expr.callArgs.size() != 1)
      error("E0701", expr.span, "count takes the parameters: count(p)");
    return nullptr;
  }
  Dim total;
  std::function<void(const Object *, Dim)> add = [&](const Object *object, Dim each) {
    object = objects.forget(object);
    if (object->kind == ObjectKind::Array)
      return add(object->element, each * object->dim);
    if (object->kind == ObjectKind::Product) {
      for (const Field &field : object->fields)
        add(field.object, each);
      return;
    }
    total = total + each;
  };
  add(value->object, Dim(1));
  if (!objects.dims.resolve(total).constant()) {
    error("E0504", expr.span, "this size is known only at run time");
    return nullptr;
  }
  return numberTerm(std::to_string(*objects.dims.resolve(total).constant()), objects.nat,
                    expr.span);
}

} // namespace cat::sema
