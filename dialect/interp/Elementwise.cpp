// Elementwise arithmetic of the interpreter: one table of functions, one of derivatives.
#include "dialect/interp/Calculator.h"
#include "runtime/include/catrt.h"

#include <cmath>

using namespace mlir;
using namespace cat;
using namespace cat::interp;

// ---- Floats ------------------------------------------------------------------------------------

namespace {

struct UnaryFunction {
  StringRef name;
  float (*single)(float);
  double (*wide)(double);
};
struct BinaryFunction {
  StringRef name;
  float (*single)(float, float);
  double (*wide)(double, double);
};

template <typename T> T extremum(T a, T b, bool above) {
  if (std::isnan(a) || std::isnan(b))
    return std::isnan(a) ? a : b;
  return above ? a : b;
}
template <typename T> T maximum(T a, T b) { return extremum(a, b, a > b); }
template <typename T> T minimum(T a, T b) { return extremum(a, b, a < b); }
template <typename T> T signOf(T a) { return a > 0 ? T(1) : a < 0 ? T(-1) : a; }
template <typename T> T plus(T a, T b) { return a + b; }
template <typename T> T minus(T a, T b) { return a - b; }
template <typename T> T times(T a, T b) { return a * b; }
template <typename T> T over(T a, T b) { return a / b; }
template <typename T> T negative(T a) { return -a; }
template <typename T> T reciprocalRoot(T a) { return T(1) / std::sqrt(a); }

} // namespace

#define CAT_LIBM(NAME, FUNCTION) {NAME, ::FUNCTION##f, ::FUNCTION}
static constexpr UnaryFunction unaryFunctions[] = {
    CAT_LIBM("exp", exp),
    CAT_LIBM("log", log),
    CAT_LIBM("log1p", log1p),
    CAT_LIBM("expm1", expm1),
    CAT_LIBM("sqrt", sqrt),
    CAT_LIBM("sin", sin),
    CAT_LIBM("cos", cos),
    CAT_LIBM("tan", tan),
    CAT_LIBM("tanh", tanh),
    CAT_LIBM("sinh", sinh),
    CAT_LIBM("cosh", cosh),
    CAT_LIBM("atan", atan),
    CAT_LIBM("asin", asin),
    CAT_LIBM("acos", acos),
    CAT_LIBM("erf", erf),
    CAT_LIBM("floor", floor),
    CAT_LIBM("ceil", ceil),
    CAT_LIBM("round", rint),
    CAT_LIBM("abs", fabs),
    {"rsqrt", reciprocalRoot<float>, reciprocalRoot<double>},
    {"neg", negative<float>, negative<double>},
    {"sign", signOf<float>, signOf<double>}};
static constexpr BinaryFunction binaryFunctions[] = {{"add", plus<float>, plus<double>},
                                                     {"sub", minus<float>, minus<double>},
                                                     {"mul", times<float>, times<double>},
                                                     {"div", over<float>, over<double>},
                                                     CAT_LIBM("rem", fmod),
                                                     CAT_LIBM("pow", pow),
                                                     {"max", maximum<float>, maximum<double>},
                                                     {"min", minimum<float>, minimum<double>}};
#undef CAT_LIBM

// ---- Integers ----------------------------------------------------------------------------------

int64_t Calculator::integerBinary(StringRef name, Type element, int64_t a, int64_t b) {
  bool natural = isUnsigned(element);
  auto ua = static_cast<uint64_t>(a), ub = static_cast<uint64_t>(b);
  auto inRange = [&](__int128 value) -> int64_t {
    if (element.isIndex() && (value < 0 || value > INT64_MAX)) {
      fail(value < 0 ? "a natural number would be negative" : "a natural number is too large");
      return 0;
    }
    return wrap(element, static_cast<int64_t>(static_cast<unsigned __int128>(value)));
  };
  if (name == "add")
    return inRange(static_cast<__int128>(a) + b);
  if (name == "sub")
    return inRange(static_cast<__int128>(a) - b);
  if (name == "mul")
    return inRange(static_cast<__int128>(a) * b);
  if (name == "div" || name == "rem") {
    if (b == 0) {
      fail("division by zero");
      return 0;
    }
    if (natural)
      return static_cast<int64_t>(name == "div" ? ua / ub : ua % ub);
    if (b == -1) // the least integer divided by -1 wraps
      return name == "div" ? wrap(element, static_cast<int64_t>(0 - ua)) : 0;
    return name == "div" ? a / b : a % b;
  }
  bool above = natural ? ua > ub : a > b;
  if (name == "max")
    return above ? a : b;
  if (name == "min")
    return above ? b : a;
  if (name == "and")
    return a & b;
  if (name == "or")
    return a | b;
  assert(name == "xor" && "an integer operation");
  return a ^ b;
}

static int64_t integerUnary(Calculator &calculator, StringRef name, Type element, int64_t a) {
  bool natural = isUnsigned(element);
  if (name == "not")
    return wrap(element, ~a);
  if (name == "abs")
    return a < 0 && !natural ? wrap(element, static_cast<int64_t>(0 - static_cast<uint64_t>(a)))
                             : a;
  if (name == "sign")
    return a == 0 ? 0 : a < 0 && !natural ? -1 : 1;
  assert(name == "neg" && "an integer operation");
  if (element.isIndex() && a != 0)
    calculator.fail("a natural number would be negative");
  return wrap(element, static_cast<int64_t>(0 - static_cast<uint64_t>(a)));
}

/// Says which lengths of two shapes differ.
void Calculator::failShape(const Array &a, const Array &b) {
  for (auto [first, second] : llvm::zip(a.shape, b.shape))
    if (first != second)
      return failLength(second);
}

// ---- Application -------------------------------------------------------------------------------

Leaf Calculator::binary(StringRef name, const Leaf &a, const Leaf &b) {
  const Array &x = a.array(), &y = b.array();
  if (x.shape != y.shape) {
    failShape(x, y);
    return a;
  }
  Array result = Array::zeros(x.element, x.shape);
  if (x.isFloat()) {
    const auto *function = llvm::find_if(binaryFunctions, [&](auto &f) { return f.name == name; });
    assert(function != std::end(binaryFunctions) && "a float operation");
    for (size_t i = 0; i != x.floats.size(); ++i)
      result.floats[i] = x.element.isF32() ? function->single(x.floats[i], y.floats[i])
                                           : function->wide(x.floats[i], y.floats[i]);
  } else {
    for (size_t i = 0; i != x.ints.size(); ++i)
      result.ints[i] = integerBinary(name, x.element, x.ints[i], y.ints[i]);
  }
  std::string op = name.str();
  return record(std::move(result), {a, b},
                [=, this](const Leaf &ct) { return binaryCotangents(op, a, b, ct); });
}

Leaf Calculator::unary(StringRef name, const Leaf &a) {
  const Array &x = a.array();
  Array result = Array::zeros(x.element, x.shape);
  if (x.isFloat()) {
    const auto *function = llvm::find_if(unaryFunctions, [&](auto &f) { return f.name == name; });
    assert(function != std::end(unaryFunctions) && "a float operation");
    for (size_t i = 0; i != x.floats.size(); ++i)
      result.floats[i] =
          x.element.isF32() ? function->single(x.floats[i]) : function->wide(x.floats[i]);
  } else {
    for (size_t i = 0; i != x.ints.size(); ++i)
      result.ints[i] = integerUnary(*this, name, x.element, x.ints[i]);
  }
  std::string op = name.str();
  return record(std::move(result), {a},
                [=, this](const Leaf &ct) { return Leaves{unaryCotangent(op, a, ct)}; });
}

template <typename T> static bool holds(Compare predicate, T a, T b) {
  switch (predicate) {
  case Compare::eq:
    return a == b;
  case Compare::ne:
    return a != b;
  case Compare::lt:
    return a < b;
  case Compare::le:
    return a <= b;
  case Compare::gt:
    return a > b;
  case Compare::ge:
    return a >= b;
  }
  llvm_unreachable("a comparison of six");
}

Leaf Calculator::compare(Compare predicate, const Leaf &a, const Leaf &b) {
  const Array &x = a.array(), &y = b.array();
  Array result = Array::zeros(IntegerType::get(context, 1), x.shape);
  if (x.shape != y.shape) {
    failShape(x, y);
    return Leaf(std::move(result));
  }
  for (size_t i = 0; i != result.ints.size(); ++i) {
    if (x.isFloat())
      result.ints[i] = holds(predicate, x.floats[i], y.floats[i]);
    else if (isUnsigned(x.element))
      result.ints[i] =
          holds(predicate, static_cast<uint64_t>(x.ints[i]), static_cast<uint64_t>(y.ints[i]));
    else
      result.ints[i] = holds(predicate, x.ints[i], y.ints[i]);
  }
  return Leaf(std::move(result));
}

Leaf Calculator::select(const Leaf &condition, const Leaf &a, const Leaf &b) {
  // A choice is a rewiring: of the elements of a and b in a row, one is picked.
  Leaf both = join({a, b}, a.array().element, {a.size() + b.size()});
  std::vector<int64_t> source(a.size());
  for (int64_t i = 0; i != a.size(); ++i) {
    bool holds = condition.array().ints[condition.shape().empty() ? 0 : i] != 0;
    source[i] = holds ? i : a.size() + i;
  }
  return pick(both, a.shape(), std::move(source));
}

Leaf Calculator::filled(const Leaf &like, double value) {
  Array result = Array::zeros(like.array().element, like.shape());
  std::fill(result.floats.begin(), result.floats.end(), value);
  std::fill(result.ints.begin(), result.ints.end(), static_cast<int64_t>(value));
  return Leaf(std::move(result));
}

int64_t Calculator::convertInteger(double value, Type element) {
  if (element.isInteger(1))
    return value != 0;
  unsigned width = element.isIndex() ? 64 : element.getIntOrFloatBitWidth();
  bool natural = element.isUnsignedInteger();
  double low = natural || element.isIndex() ? 0 : -std::ldexp(1.0, width - 1);
  double high = std::ldexp(1.0, natural ? width : width - 1);
  double whole = std::trunc(value);
  if (!(whole >= low && whole < high)) {
    const catrt_text *shown = catrt_format_f64(value, "");
    fail("the number does not fit the integer: " +
         std::string(shown->data, static_cast<size_t>(shown->length)));
    return 0;
  }
  return natural ? static_cast<int64_t>(static_cast<uint64_t>(whole)) : static_cast<int64_t>(whole);
}

Leaf Calculator::convert(const Leaf &a, Type element) {
  const Array &x = a.array();
  Array result = Array::zeros(element, x.shape);
  bool natural = isUnsigned(x.element), single = element.isF32();
  for (int64_t i = 0, e = x.size(); i != e; ++i) {
    if (x.isFloat() && result.isFloat()) {
      result.floats[i] = interp::round(element, x.floats[i]);
    } else if (x.isFloat()) {
      result.ints[i] = convertInteger(x.floats[i], element);
    } else if (result.isFloat()) {
      auto bits = static_cast<uint64_t>(x.ints[i]);
      double wide = natural ? static_cast<double>(bits) : static_cast<double>(x.ints[i]);
      float once = natural ? static_cast<float>(bits) : static_cast<float>(x.ints[i]);
      result.floats[i] = single ? once : wide;
    } else {
      result.ints[i] = element.isInteger(1) ? x.ints[i] != 0 : wrap(element, x.ints[i]);
      if (element.isIndex() && x.ints[i] < 0)
        fail(natural ? "a natural number is too large" : "a natural number would be negative");
    }
  }
  Type before = x.element;
  return record(std::move(result), {a},
                [=, this](const Leaf &ct) { return Leaves{convert(ct, before)}; });
}

// ---- Derivatives -------------------------------------------------------------------------------

Leaves Calculator::binaryCotangents(StringRef name, const Leaf &a, const Leaf &b, const Leaf &ct) {
  auto zero = [&] { return filled(ct, 0); };
  if (name == "add")
    return {ct, ct};
  if (name == "sub")
    return {ct, unary("neg", ct)};
  if (name == "mul")
    return {binary("mul", ct, b), binary("mul", ct, a)};
  if (name == "div") {
    Leaf da = binary("div", ct, b);
    Leaf ratio = binary("div", a, b);
    return {da, unary("neg", binary("mul", da, ratio))};
  }
  if (name == "max" || name == "min") {
    Leaf first = compare(name == "max" ? Compare::gt : Compare::lt, a, b);
    return {select(first, ct, zero()), select(first, zero(), ct)};
  }
  if (name == "rem") { // a - b * trunc(a / b)
    Leaf ratio = binary("div", a, b);
    Leaf whole = binary("mul", unary("sign", ratio), unary("floor", unary("abs", ratio)));
    return {ct, unary("neg", binary("mul", ct, whole))};
  }
  assert(name == "pow" && "a differentiable operation");
  // d(a^b) = b a^(b-1) da + a^b log(a) db; the first term is 0 where b is, the second where there
  // is no real logarithm.
  Leaf isZero = compare(Compare::eq, b, filled(b, 0));
  Leaf less = select(isZero, filled(b, 1), binary("sub", b, filled(b, 1)));
  Leaf da = binary("mul", ct, binary("mul", b, binary("pow", a, less)));
  Leaf log = unary("log", select(compare(Compare::gt, a, filled(a, 0)), a, filled(a, 1)));
  return {da, binary("mul", ct, binary("mul", binary("pow", a, b), log))};
}

Leaf Calculator::unaryCotangent(StringRef name, const Leaf &a, const Leaf &ct) {
  auto one = [&] { return filled(a, 1); };
  auto square = [&](const Leaf &x) { return binary("mul", x, x); };
  auto times = [&](const Leaf &x) { return binary("mul", ct, x); };
  auto over = [&](const Leaf &x) { return binary("div", ct, x); };
  if (name == "neg")
    return unary("neg", ct);
  if (name == "abs")
    return times(unary("sign", a));
  if (name == "exp")
    return times(unary("exp", a));
  if (name == "expm1")
    return times(unary("exp", a));
  if (name == "log")
    return over(a);
  if (name == "log1p")
    return over(binary("add", one(), a));
  if (name == "sqrt")
    return over(binary("mul", filled(a, 2), unary("sqrt", a)));
  if (name == "rsqrt")
    return times(binary("mul", filled(a, -0.5), binary("div", unary("rsqrt", a), a)));
  if (name == "sin")
    return times(unary("cos", a));
  if (name == "cos")
    return unary("neg", times(unary("sin", a)));
  if (name == "tan")
    return over(square(unary("cos", a)));
  if (name == "tanh")
    return times(binary("sub", one(), square(unary("tanh", a))));
  if (name == "sinh")
    return times(unary("cosh", a));
  if (name == "cosh")
    return times(unary("sinh", a));
  if (name == "atan")
    return over(binary("add", one(), square(a)));
  if (name == "asin")
    return over(unary("sqrt", binary("sub", one(), square(a))));
  if (name == "acos")
    return unary("neg", over(unary("sqrt", binary("sub", one(), square(a)))));
  if (name == "erf")
    return times(
        binary("mul", filled(a, 2 / std::sqrt(M_PI)), unary("exp", unary("neg", square(a)))));
  return filled(a, 0); // floor, ceil, round, sign
}
