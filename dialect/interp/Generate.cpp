// Random points by type, and the comparison of points: what property tests are made of.
#include "dialect/interp/Interp.h"

#include <cmath>

using namespace mlir;
using namespace cat;
using namespace cat::interp;

/// A float with zeros, ones and ties among all values in [-8, 8].
static double randomFloat(std::mt19937_64 &random) {
  switch (random() % 8) {
  case 0:
    return 0;
  case 1:
    return random() % 2 ? 1 : -1;
  case 2: // few values, so that some tie
    return static_cast<double>(random() % 5) - 2;
  default:
    return std::uniform_real_distribution<double>(-8, 8)(random);
  }
}

static int64_t randomInteger(Type type, std::mt19937_64 &random) {
  if (auto fin = dyn_cast<FinType>(type))
    return static_cast<int64_t>(random() % (ShapedType::isDynamic(fin.getBound())
                                                ? 4
                                                : std::max<int64_t>(1, fin.getBound())));
  if (auto sum = dyn_cast<SumType>(type))
    return static_cast<int64_t>(random() % std::max<size_t>(1, sum.size()));
  if (isa<KeyType>(type))
    return static_cast<int64_t>(random());
  if (isUnsigned(type))
    return static_cast<int64_t>(random() % (type.isInteger(1) ? 2 : 10));
  return static_cast<int64_t>(random() % 19) - 9;
}

static Leaves generateScalar(Type type, Operation *module, int64_t length,
                             std::mt19937_64 &random) {
  if (isa<FloatType>(type))
    return {makeFloat(type, randomFloat(random))};
  if (isa<TextType>(type))
    return {makeBox(type, std::string(random() % 4, static_cast<char>('a' + random() % 26)))};
  if (auto sum = dyn_cast<SumType>(type); sum && !sum.isEnumeration()) {
    auto index = static_cast<unsigned>(random() % sum.size());
    auto payload =
        std::make_shared<const Leaves>(generate(sum.getPayloads()[index], module, length, random));
    return {makeBox(splitType(eraseType(type, module)).front(),
                    Alternative{index, std::move(payload)})};
  }
  return {makeInteger(eraseType(type, module), randomInteger(type, random))};
}

/// An array from points of its elements, leaf by leaf.
static Leaves generateArray(RankedTensorType type, Operation *module, int64_t length,
                            std::mt19937_64 &random) {
  Shape shape(type.getShape());
  for (int64_t &dim : shape)
    dim = ShapedType::isDynamic(dim) ? length : dim;
  Calculator calculate(type.getContext());
  std::vector<Leaves> points;
  for (int64_t i = 0, e = interp::productOf(shape); i != e; ++i)
    points.push_back(generate(type.getElementType(), module, length, random));
  Leaves leaves;
  for (auto [k, leafType] : llvm::enumerate(splitType(eraseType(type.getElementType(), module)))) {
    Leaves column;
    Shape full(shape);
    for (const Leaves &point : points)
      column.push_back(point[k]);
    for (int64_t dim : shapeOf(leafType))
      full.push_back(ShapedType::isDynamic(dim) ? length : dim);
    leaves.push_back(calculate.join(column, elementOf(leafType), full));
  }
  return leaves;
}

Leaves interp::generate(Type type, Operation *module, int64_t length, std::mt19937_64 &random) {
  if (auto object = dyn_cast<ObjType>(type))
    return generate(lookupObject(object, module).getDefinition(), module, length, random);
  if (auto tensor = dyn_cast<RankedTensorType>(type))
    return generateArray(tensor, module, length, random);
  Leaves leaves;
  if (auto product = dyn_cast<ProdType>(type)) {
    for (Type element : product.getElements())
      llvm::append_range(leaves, generate(element, module, length, random));
    return leaves;
  }
  return generateScalar(type, module, length, random);
}

// ---- Comparison --------------------------------------------------------------------------------

static bool sameFloat(double a, double b, double tolerance) {
  if (std::isnan(a) || std::isnan(b))
    return std::isnan(a) && std::isnan(b);
  return a == b || std::fabs(a - b) <= tolerance * std::max({1.0, std::fabs(a), std::fabs(b)});
}

static bool sameBox(const Box &a, const Box &b, double tolerance, std::string &difference) {
  if (const auto *text = std::get_if<std::string>(&a)) {
    const auto *other = std::get_if<std::string>(&b);
    return other && *text == *other;
  }
  const auto *x = std::get_if<Alternative>(&a), *y = std::get_if<Alternative>(&b);
  return x && y && x->index == y->index &&
         interp::sameLeaves(*x->payload, *y->payload, tolerance, difference);
}

/// The first element in which two arrays differ, or -1.
static int64_t firstDifference(const Array &a, const Array &b, double tolerance,
                               std::string &difference) {
  for (int64_t i = 0, e = a.size(); i != e; ++i) {
    bool same = a.isFloat()   ? sameFloat(a.floats[i], b.floats[i], tolerance)
                : a.isBoxed() ? sameBox(a.boxes[i], b.boxes[i], tolerance, difference)
                              : a.ints[i] == b.ints[i];
    if (!same)
      return i;
  }
  return -1;
}

bool interp::sameLeaves(ArrayRef<Leaf> a, ArrayRef<Leaf> b, double tolerance,
                        std::string &difference) {
  llvm::raw_string_ostream os(difference);
  if (a.size() != b.size()) {
    os << a.size() << " leaves against " << b.size();
    return false;
  }
  for (auto [k, x, y] : llvm::enumerate(a, b)) {
    if (x.shape() != y.shape() || x.array().element != y.array().element) {
      os << "leaf " << k << ": another shape or element";
      return false;
    }
    int64_t i = firstDifference(x.array(), y.array(), tolerance, difference);
    if (i < 0)
      continue;
    os << "leaf " << k << ", element " << i;
    if (x.isFloat())
      os << ": " << x.array().floats[i] << " against " << y.array().floats[i];
    else if (!x.array().isBoxed())
      os << ": " << x.array().ints[i] << " against " << y.array().ints[i];
    return false;
  }
  return true;
}
