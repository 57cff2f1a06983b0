// What can be computed when compiling: constants are checked against the refinements of their
// objects, and arithmetic on them that would stop the program is an error here.
#include "compiler/sema/Constants.h"
#include "compiler/sema/Elaborator.h"

#include <cmath>

namespace cat::sema {

namespace {

/// The least and the largest value of a whole-number object.
std::pair<__int128, __int128> rangeOf(const Object &object) {
  if (object.kind == ObjectKind::Int && object.isSigned)
    return {-(__int128(1) << (object.bits - 1)), (__int128(1) << (object.bits - 1)) - 1};
  if (object.kind == ObjectKind::Int)
    return {0, (__int128(1) << object.bits) - 1};
  return {object.kind == ObjectKind::Nat ? 0 : -(__int128(1) << 63), (__int128(1) << 63) - 1};
}

/// `value` as an object holds it: floats are rounded, iN and uN wrap, Nat has none outside itself.
std::optional<Constant> fitted(Constant value, const Object &object) {
  if (object.kind == ObjectKind::Float)
    return Constant::of(object.bits == 32 ? double(float(value.real)) : value.real);
  auto [least, most] = rangeOf(object);
  if (value.whole >= least && value.whole <= most)
    return value;
  if (object.kind != ObjectKind::Int)
    return std::nullopt;
  __int128 size = most - least + 1, offset = (value.whole - least) % size;
  return Constant::of(least + (offset < 0 ? offset + size : offset));
}

std::optional<Constant> computed(const std::string &op, Constant a, Constant b,
                                 const Object &object) {
  if (object.kind == ObjectKind::Float) {
    double x = a.real, y = b.real;
    return op == "add"   ? fitted(Constant::of(x + y), object)
           : op == "sub" ? fitted(Constant::of(x - y), object)
           : op == "mul" ? fitted(Constant::of(x * y), object)
           : op == "div" ? fitted(Constant::of(x / y), object)
                         : std::nullopt;
  }
  if ((op == "div" || op == "rem") && b.whole == 0)
    return std::nullopt;
  return fitted(Constant::of(op == "add"   ? a.whole + b.whole
                             : op == "sub" ? a.whole - b.whole
                             : op == "mul" ? a.whole * b.whole
                             : op == "div" ? a.whole / b.whole
                                           : a.whole % b.whole),
                object);
}

std::optional<bool> compare(const std::string &op, Constant a, Constant b) {
  auto holds = [&](auto x, auto y) -> std::optional<bool> {
    return op == "eq"   ? std::optional(x == y)
           : op == "ne" ? std::optional(x != y)
           : op == "lt" ? std::optional(x < y)
           : op == "le" ? std::optional(x <= y)
           : op == "gt" ? std::optional(x > y)
           : op == "ge" ? std::optional(x >= y)
                        : std::nullopt;
  };
  return a.isWhole ? holds(a.whole, b.whole) : holds(a.real, b.real);
}

bool isArithmetic(const std::string &op) {
  return op == "add" || op == "sub" || op == "mul" || op == "div" || op == "rem";
}

std::string print(Constant value) {
  if (!value.isWhole) {
    char text[32];
    snprintf(text, sizeof text, "%.17g", value.real);
    return text;
  }
  bool isNegative = value.whole < 0;
  std::string digits;
  for (__int128 rest = isNegative ? -value.whole : value.whole; rest || digits.empty(); rest /= 10)
    digits.insert(digits.begin(), char('0' + int(rest % 10)));
  return (isNegative ? "-" : "") + digits;
}

} // namespace

/// A conversion: floats lose their fraction; nothing where the value has no place in `to`.
std::optional<Constant> Elaborator::converted(Constant value, const Object &to) {
  if (to.kind == ObjectKind::Float)
    return fitted(value.isWhole ? Constant::of(double(value.whole)) : value, to);
  if (value.isWhole)
    return fitted(value, to);
  auto [least, most] = rangeOf(to);
  double whole = std::trunc(value.real);
  if (!(whole >= double(least) && whole <= double(most)))
    return std::nullopt;
  return Constant::of(__int128(whole));
}

/// The value of a closed scalar term (true is 1), if it is simple enough to compute here.
std::optional<Constant> Elaborator::constant(const Term *term, std::map<int, Constant> &locals) {
  const Object *raw = objects.forget(term->object);
  switch (term->kind) {
  case TermKind::Number:
    if (term->trusted) // it stands for a dim of a generic body
      return std::nullopt;
    if (raw->kind == ObjectKind::Float)
      return fitted(Constant::of(strtod(term->text.c_str(), nullptr)), *raw);
    return raw->kind == ObjectKind::Variable
               ? std::nullopt
               : std::optional(Constant::of(term->text[0] == '-'
                                                ? -__int128(strtoull(&term->text[1], nullptr, 0))
                                                : strtoull(term->text.c_str(), nullptr, 0)));
  case TermKind::Bool:
    return Constant::of(__int128(term->text == "true"));
  case TermKind::Local:
    return locals.count(term->local) ? std::optional(locals[term->local]) : std::nullopt;
  case TermKind::Forget:
  case TermKind::Name:
    return constant(term->children[0], locals);
  case TermKind::If: {
    auto condition = constant(term->children[0], locals);
    return condition ? constant(term->children[condition->whole ? 1 : 2], locals) : std::nullopt;
  }
  case TermKind::Array:
  case TermKind::Tuple: {
    std::vector<Constant> parts;
    for (const Term *child : term->children) {
      auto part = constant(child, locals);
      if (!part)
        return std::nullopt;
      parts.push_back(std::move(*part));
    }
    return Constant::of(std::move(parts));
  }
  case TermKind::Get: {
    auto value = constant(term->children[0], locals);
    return value && term->index < value->parts.size() ? std::optional(value->parts[term->index])
                                                      : std::nullopt;
  }
  case TermKind::Let: {
    auto value = constant(term->children[0], locals);
    if (!value)
      return std::nullopt;
    locals[term->local] = *value;
    return constant(term->children[1], locals);
  }
  case TermKind::Eval: {
    auto value = constant(term->children[1], locals);
    return value ? applied(*term->children[0], *value, locals) : std::nullopt;
  }
  case TermKind::Op:
    return constantOp(*term, *raw, locals);
  default:
    return std::nullopt;
  }
}

/// What an arrow makes of a constant, if that is simple enough to compute here.
std::optional<Constant> Elaborator::applied(const Term &arrow, const Constant &value,
                                            std::map<int, Constant> &locals) {
  if (arrow.kind == TermKind::Lambda) {
    locals[arrow.local] = value;
    return constant(arrow.children[0], locals);
  }
  if (arrow.kind == TermKind::Ref && arrow.instance && arrow.instance->term &&
      arrow.children.empty())
    return applied(*arrow.instance->term, value, locals);
  if (arrow.kind != TermKind::Primitive)
    return std::nullopt;
  const std::string &symbol = arrow.text;
  const Object &raw = *objects.forget(arrow.codomain);
  if (symbol == "cat.abs" && !value.isCompound)
    return value.isWhole ? fitted(Constant::of(value.whole < 0 ? -value.whole : value.whole), raw)
                         : Constant::of(std::abs(value.real));
  if (!value.isCompound)
    return std::nullopt;
  if (symbol == "cat.len" && arrow.index == 0)
    return Constant::of(__int128(value.parts.size()));
  if (symbol == "cat.map") {
    std::vector<Constant> results;
    for (const Constant &part : value.parts) {
      auto result = applied(*arrow.children[0], part, locals);
      if (!result)
        return std::nullopt;
      results.push_back(std::move(*result));
    }
    return Constant::of(std::move(results));
  }
  bool isAll = symbol == "cat.all";
  if (isAll || symbol == "cat.any") {
    for (const Constant &part : value.parts)
      if (part.isCompound || (part.whole != 0) != isAll)
        return part.isCompound ? std::nullopt : std::optional(Constant::of(__int128(!isAll)));
    return Constant::of(__int128(isAll));
  }
  if (symbol != "cat.sum" && symbol != "cat.product")
    return std::nullopt;
  bool isFloat = raw.kind == ObjectKind::Float;
  __int128 start = symbol == "cat.product";
  std::optional<Constant> result = isFloat ? Constant::of(double(start)) : Constant::of(start);
  for (const Constant &part : value.parts)
    if (part.isCompound || !(result = computed(start ? "mul" : "add", *result, part, raw)))
      return std::nullopt;
  return result;
}

namespace {
/// An operation on numbers, on every element of arrays; a number acts on every element.
template <typename Operation>
std::optional<Constant> elementwise(const Constant &a, const Constant &b, Operation &&operation) {
  if (!a.isCompound && !b.isCompound)
    return operation(a, b);
  size_t size = a.isCompound ? a.parts.size() : b.parts.size();
  if (a.isCompound && b.isCompound && b.parts.size() != size)
    return std::nullopt;
  std::vector<Constant> results;
  for (size_t i = 0; i < size; ++i) {
    auto result = elementwise(a.isCompound ? a.parts[i] : a, b.isCompound ? b.parts[i] : b,
                              std::forward<Operation>(operation));
    if (!result)
      return std::nullopt;
    results.push_back(std::move(*result));
  }
  return Constant::of(std::move(results));
}
} // namespace

std::optional<Constant> Elaborator::constantOp(const Term &term, const Object &raw,
                                               std::map<int, Constant> &locals) {
  if (term.text == "broadcast")
    return constant(term.children[0], locals);
  std::vector<Constant> values;
  for (const Term *child : term.children) {
    auto value = constant(child, locals);
    if (!value)
      return std::nullopt;
    values.push_back(std::move(*value));
  }
  const Object *leaf = &raw;
  while (leaf->kind == ObjectKind::Array)
    leaf = objects.forget(leaf->element);
  using Result = std::optional<Constant>;
  if (values.size() == 2 && term.text == "index") {
    const std::vector<Constant> &parts = values[0].parts;
    __int128 at = values[1].whole;
    return values[0].isCompound && !values[1].isCompound && at >= 0 && at < __int128(parts.size())
               ? Result(parts[size_t(at)])
               : std::nullopt;
  }
  if (values.size() == 2)
    return elementwise(values[0], values[1], [&](const Constant &a, const Constant &b) -> Result {
      if (isArithmetic(term.text))
        return computed(term.text, a, b, *leaf);
      auto holds = compare(term.text, a, b);
      return holds ? Result(Constant::of(__int128(*holds))) : std::nullopt;
    });
  if (values.size() != 1)
    return std::nullopt;
  return elementwise(values[0], Constant(), [&](const Constant &a, const Constant &) -> Result {
    if (term.text == "not")
      return Constant::of(__int128(!a.whole));
    if (term.text == "neg")
      return a.isWhole ? fitted(Constant::of(-a.whole), *leaf) : Constant::of(-a.real);
    return term.text == "convert" ? converted(a, *leaf) : std::nullopt;
  });
}

/// Whether an operation on constants has a value; says so if it has none.
bool Elaborator::finishOp(const Term &term) {
  std::map<int, Constant> none;
  auto value = [&](size_t i) {
    const Term *child = term.children[i];
    while (child->kind == TermKind::Op && child->text == "broadcast")
      child = child->children[0];
    auto known = constant(child, none);
    return known && known->isCompound ? std::nullopt : known;
  };
  auto refuse = [&](const char *code, std::string message) {
    error(code, term.span, std::move(message));
    return false;
  };
  const Object *leaf = objects.forget(term.object);
  if (term.text == "index") {
    auto length = objects.dims.resolve(objects.forget(term.children[0]->object)->dim).constant();
    auto index = value(1);
    if (!index || (index->whole >= 0 && (!length || index->whole < *length)))
      return true;
    refuse("E0607", "the index " + print(*index) + " is out of range");
    lastError->expected = "an index from 0" + (length ? " to " + std::to_string(*length - 1) : "");
    lastError->found = print(*index) + " in " + objects.print(term.children[0]->object);
    return false;
  }
  while (leaf->kind == ObjectKind::Array)
    leaf = objects.forget(leaf->element);
  if (leaf->kind == ObjectKind::Float || leaf->kind == ObjectKind::Rigid || !leaf->isNumber())
    return true;
  if (term.text == "div" || term.text == "rem") {
    auto divisor = value(1);
    if (divisor && divisor->whole == 0)
      return refuse("E0606", "this divides by zero");
  }
  if (term.text == "convert") {
    auto from = value(0);
    if (from && !converted(*from, *leaf))
      return refuse("E0606", print(*from) + " is not a value of " + objects.print(leaf));
    return true;
  }
  if (leaf->kind != ObjectKind::Nat || term.children.size() != 2 || !isArithmetic(term.text))
    return true;
  auto a = value(0), b = value(1);
  if (a && b && !computed(term.text, *a, *b, *leaf))
    return refuse("E0606", "this is not a value of Nat, which runs from 0 to 2^63 - 1");
  return true;
}

/// Checks a constant against every refinement of its object.
bool Elaborator::holds(const Object *object, Constant value, Span span) {
  for (object = objects.resolve(object); object->kind == ObjectKind::Nominal;
       object = objects.resolve(object->definition)) {
    Term *test = predicate(const_cast<Declaration &>(*object->declaration), object->arguments,
                           object->definition);
    if (object->declaration->ast->where && !test)
      return false;
    if (!test)
      continue;
    std::map<int, Constant> locals = {{test->local, value}};
    auto isTrue = constant(test->children[0], locals);
    if (isTrue && isTrue->whole == 0) {
      error("E0515", span,
            std::string(sources.text(span)) + " is not a value of " + objects.print(object))
          .expected = objects.print(object->definition) + " where " +
                      std::string(sources.text(object->declaration->ast->where->span));
      return false;
    }
  }
  return true;
}

} // namespace cat::sema
