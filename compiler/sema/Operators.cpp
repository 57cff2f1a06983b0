// Operators on points: arithmetic is elementwise on equal shapes, a scalar acts on every element.
#include "compiler/sema/Elaborator.h"

#include <algorithm>

namespace cat::sema {

using ast::ExprKind;

namespace {
const std::map<std::string, std::string> arithmeticOps = {
    {"+", "add"}, {"-", "sub"}, {"*", "mul"}, {"/", "div"}, {"%", "rem"}};
const std::map<std::string, std::string> comparisonOps = {{"==", "eq"}, {"!=", "ne"}, {"<", "lt"},
                                                          {"<=", "le"}, {">", "gt"},  {">=", "ge"}};
} // namespace

Term *Elaborator::unary(const ast::Expr &expr, const Object *expected) {
  const ast::Expr &inner = *expr.args[0];
  if (expr.text == "!") {
    Term *value = check(inner, objects.boolean);
    return value ? op("not", expr.span, objects.boolean, {value}) : nullptr;
  }
  Term *value = point(inner, expected);
  if (!value)
    return nullptr;
  if (value->kind == TermKind::Number && value->text[0] != '-')
    return numberTerm("-" + value->text, value->object, expr.span);
  const Object *raw = objects.unnamed(value->object);
  if (!raw->isNumber() && raw->kind != ObjectKind::Variable && raw->kind != ObjectKind::Array &&
      raw->kind != ObjectKind::Product && raw->constraint != Constraint::Vect) {
    error("E0601", expr.span, "only numbers have a negative").found = objects.print(value->object);
    return nullptr;
  }
  return op("neg", expr.span, raw, {coerce(value, raw)});
}

Term *Elaborator::binary(const ast::Expr &expr, const Object *expected) {
  const std::string &text = expr.text;
  if (text == "|>") {
    Term *value = point(*expr.args[0]);
    Term *term = value ? arrow(*expr.args[1], {value->object, expected}) : nullptr;
    if (!term)
      return nullptr;
    if (!objects.fits(value->object, term->object))
      return mismatch("E0502", expr.args[0]->span, "this is not what the arrow starts from",
                      term->object, value->object);
    return eval(term, coerce(value, term->object), expr.span);
  }
  if (text == "&&" || text == "||") {
    Term *left = check(*expr.args[0], objects.boolean);
    Term *right = check(*expr.args[1], objects.boolean);
    if (!left || !right)
      return nullptr;
    Term *known = make(TermKind::Bool, expr.span, objects.boolean);
    known->text = text == "&&" ? "false" : "true";
    return text == "&&" ? make(TermKind::If, expr.span, objects.boolean, {left, right, known})
                        : make(TermKind::If, expr.span, objects.boolean, {left, known, right});
  }
  if (text == "^")
    return power(expr);
  if (text == "..") {
    error("E0602", expr.span, "a range stands only in for … in a..b");
    return nullptr;
  }
  if (text == "->") {
    error("E0503", expr.span, "an object stands where a point is wanted");
    return nullptr;
  }
  bool isArithmetic = arithmeticOps.count(text);
  // What is wanted of a sum is wanted of its parts, but for the name. One part may be a scalar: an
  // object still to be found out must not become that of a part.
  const Object *parts = isArithmetic && expected ? objects.forgetAll(expected) : nullptr;
  if (parts && parts->kind == ObjectKind::Variable)
    parts = nullptr;
  Term *left = point(*expr.args[0], parts);
  bool isComparison = !isArithmetic && text != "@";
  Term *right = point(*expr.args[1], isComparison && left ? left->object : parts);
  if (!left || !right)
    return nullptr;
  if (text == "@")
    return matrixProduct(expr, left, right);
  return isArithmetic ? arithmetic(expr, left, right) : comparison(expr, left, right);
}

Term *Elaborator::broadcast(Term *scalar, Term *like) {
  return op("broadcast", scalar->span, like->object, {scalar, like});
}

Term *Elaborator::arithmetic(const ast::Expr &expr, Term *left, Term *right) {
  const Object *a = objects.unnamed(left->object), *b = objects.unnamed(right->object);
  auto isComposite = [](const Object *object) {
    return object->kind == ObjectKind::Array || object->kind == ObjectKind::Product ||
           (object->kind == ObjectKind::Rigid && object->constraint == Constraint::Vect);
  };
  // The first number of an object that is not the scalar's, if there is one.
  std::function<const Object *(const Object *, const Object *)> other =
      [&](const Object *object, const Object *scalar) -> const Object * {
    object = objects.forget(object);
    if (object->kind == ObjectKind::Array)
      return other(object->element, scalar);
    if (object->kind == ObjectKind::Rigid && object->constraint == Constraint::Vect)
      return nullptr;
    if (object->kind != ObjectKind::Product)
      return objects.unify(scalar, object) ? nullptr : object;
    for (const Field &field : object->fields)
      if (const Object *found = other(field.object, scalar))
        return found;
    return nullptr;
  };
  auto isScalar = [](const Object *object) {
    return object->isNumber() || object->kind == ObjectKind::Variable;
  };
  // Of what nothing is known, the least is assumed: two sides of one object.
  if (isComposite(a) != isComposite(b) && a->kind != b->kind)
    if (const Object *unknown = isComposite(a) ? b : a;
        unknown->kind == ObjectKind::Variable && !unknown->isOpenNumber() && objects.unify(a, b))
      a = b = objects.resolve(a);
  for (auto [object, term] : {std::pair{a, left}, std::pair{b, right}})
    if (!isComposite(object) && !isScalar(object)) {
      error("E0601", term->span, "only numbers have arithmetic").found =
          objects.print(term->object);
      return nullptr;
    }
  const std::string &name = arithmeticOps.at(expr.text);
  left = coerce(left, a);
  right = coerce(right, b);
  if (isComposite(a) != isComposite(b)) {
    Term *&scalar = isComposite(a) ? right : left, *&composite = isComposite(a) ? left : right;
    if (const Object *leaf = other(composite->object, scalar->object))
      return mismatch("E0603", expr.span,
                      "the two sides of " + expr.text + " have different elements", leaf,
                      scalar->object);
    scalar = broadcast(scalar, composite);
    return op(name, expr.span, composite->object, {left, right});
  }
  if (!objects.unify(a, b)) {
    Diagnostic &diagnostic =
        error("E0603", expr.opSpan, "the two sides of " + expr.text + " are different objects");
    diagnostic.expected = objects.print(left->object) + " on both sides";
    diagnostic.found = objects.print(right->object) + " on the right";
    if (a->isNumber() && b->isNumber())
      diagnostic.suggestion = "convert one of them: " + objects.print(a) + "(…)";
    else if (isComposite(a))
      diagnostic.suggestion =
          "shapes are never broadcast; to act on every element or row, write map[…]";
    return nullptr;
  }
  return op(name, expr.span, a, {left, right});
}

Term *Elaborator::comparison(const ast::Expr &expr, Term *left, Term *right) {
  const Object *a = objects.forgetAll(left->object), *b = objects.forgetAll(right->object);
  bool scalarAgainstArray = (a->kind == ObjectKind::Array) != (b->kind == ObjectKind::Array);
  Term *&scalar = a->kind == ObjectKind::Array ? right : left;
  Term *&array = a->kind == ObjectKind::Array ? left : right;
  if (scalarAgainstArray) {
    const Object *leaf = objects.forgetAll(array->object);
    while (leaf->kind == ObjectKind::Array)
      leaf = objects.forget(leaf->element);
    if (!objects.fits(scalar->object, leaf))
      return mismatch("E0603", expr.span, "these cannot be compared", leaf, scalar->object);
    array = coerce(array, objects.forgetAll(array->object));
    scalar = broadcast(coerce(scalar, leaf), array);
  } else if (objects.fits(b, a)) {
    right = coerce(right, a);
    left = coerce(left, a);
  } else if (objects.fits(a, b)) {
    left = coerce(left, b);
    right = coerce(right, b);
  } else {
    return mismatch("E0603", expr.span, "these cannot be compared", left->object, right->object);
  }
  const Object *compared = objects.resolve(left->object);
  const Object *leaf = objects.forget(compared);
  while (leaf->kind == ObjectKind::Array)
    leaf = objects.forget(leaf->element);
  bool isEquality = expr.text == "==" || expr.text == "!=";
  bool isText = leaf->kind == ObjectKind::Text || leaf->kind == ObjectKind::Path;
  bool carries = leaf->kind == ObjectKind::Enum &&
                 std::any_of(leaf->fields.begin(), leaf->fields.end(),
                             [](const Field &field) { return !field.object->isUnit(); });
  if (leaf->kind == ObjectKind::Product || leaf->kind == ObjectKind::Key || carries ||
      (isText && (!isEquality || compared->kind == ObjectKind::Array))) {
    Diagnostic &diagnostic = error("E0601", expr.span, "these objects cannot be compared");
    diagnostic.found = objects.print(left->object);
    if (carries)
      diagnostic.suggestion = "an enum that carries values is taken apart by match";
    return nullptr;
  }
  std::function<const Object *(const Object *)> truth =
      [&](const Object *object) -> const Object * {
    object = objects.forget(object);
    return object->kind == ObjectKind::Array ? objects.array(truth(object->element), object->dim)
                                             : objects.boolean;
  };
  return op(comparisonOps.at(expr.text), expr.span, truth(compared), {left, right});
}

Term *Elaborator::power(const ast::Expr &expr) {
  Term *base = point(*expr.args[0]);
  if (!base)
    return nullptr;
  const Object *raw = objects.forgetAll(base->object);
  base = coerce(base, raw);
  const Object *leaf = raw;
  while (leaf->kind == ObjectKind::Array)
    leaf = objects.forget(leaf->element);
  if (!leaf->isNumber() && leaf->kind != ObjectKind::Variable && leaf->kind != ObjectKind::Rigid) {
    error("E0601", expr.args[0]->span, "only numbers have powers").found =
        objects.print(base->object);
    return nullptr;
  }
  const ast::Expr &exponentExpr = *expr.args[1];
  bool isNegative = exponentExpr.kind == ExprKind::Unary && exponentExpr.text == "-";
  const ast::Expr &magnitude = isNegative ? *exponentExpr.args[0] : exponentExpr;
  bool isInteger = (magnitude.kind == ExprKind::Number &&
                    magnitude.text.find_first_of(".eEf") == std::string::npos) ||
                   roleOf(magnitude) == ExprRole::Dim;
  if (isInteger) {
    auto value = dim(magnitude);
    if (!value)
      return nullptr;
    Term *result = op("powi", expr.span, raw, {base});
    result->format = (isNegative ? "-" : "") + objects.dims.print(*value);
    return result;
  }
  Term *exponent = point(exponentExpr, base->object);
  if (!exponent)
    return nullptr;
  const Object *scalar = raw;
  while (scalar->kind == ObjectKind::Array)
    scalar = objects.forget(scalar->element);
  if (scalar->kind == ObjectKind::Variable)
    objects.unify(scalar, objects.variable(Constraint::FloatLiteral));
  else if (scalar->kind != ObjectKind::Float && scalar->kind != ObjectKind::Rigid) {
    error("E0605", exponentExpr.span, "an integer is raised only to a constant integer")
        .suggestion = "convert the base to a float, or write the exponent as a number";
    return nullptr;
  }
  const Object *power = objects.forgetAll(exponent->object);
  if (raw->kind == ObjectKind::Array && power->kind != ObjectKind::Array) {
    const Object *element = raw;
    while (element->kind == ObjectKind::Array)
      element = objects.forget(element->element);
    if (!objects.unify(power, element))
      return mismatch("E0603", expr.span, "both sides of ^ have one element object", element,
                      power);
    return op("pow", expr.span, raw, {base, broadcast(coerce(exponent, power), base)});
  }
  if (!objects.unify(raw, power))
    return mismatch("E0603", expr.span,
                    "both sides of ^ are one object, or the exponent is a constant integer", raw,
                    power);
  return op("pow", expr.span, raw, {base, coerce(exponent, power)});
}

Term *Elaborator::matrixProduct(const ast::Expr &expr, Term *left, Term *right) {
  auto shape = [&](Term *&term, std::vector<Dim> &dims) {
    const Object *object = objects.forgetAll(term->object);
    term = coerce(term, object);
    while (object->kind == ObjectKind::Array) {
      dims.push_back(objects.dims.resolve(object->dim));
      object = objects.forget(object->element);
    }
    return object;
  };
  std::vector<Dim> a, b;
  const Object *x = shape(left, a), *y = shape(right, b);
  bool stuck = false;
  if (a.empty() || b.empty() || a.size() > 2 || b.size() > 2) {
    Diagnostic &diagnostic = error("E0604", expr.opSpan, "@ multiplies matrices and vectors");
    diagnostic.found = objects.print(left->object) + " @ " + objects.print(right->object);
    return nullptr;
  }
  if (!objects.unify(x, y) || !objects.dims.unify(a.back(), b.front(), stuck)) {
    Diagnostic &diagnostic = error("E0604", expr.opSpan, "the inner dims of @ differ");
    diagnostic.expected =
        objects.dims.print(a.back()) + " rows on the right of " + objects.print(left->object);
    diagnostic.found = objects.print(right->object);
    return nullptr;
  }
  const Object *result = x;
  if (b.size() == 2)
    result = objects.array(result, b[1]);
  if (a.size() == 2)
    result = objects.array(result, a[0]);
  return op("matmul", expr.span, result, {left, right});
}

} // namespace cat::sema
