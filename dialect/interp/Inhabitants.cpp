// Random, all, and smaller inhabitants of a type.
#include "dialect/interp/Inhabitants.h"

#include <cmath>
#include <limits>
#include <numeric>

using namespace mlir;
using namespace cat;
using namespace cat::interp;

// ---- Random ------------------------------------------------------------------------------------

double Inhabitants::drawFloat(Type type, std::mt19937_64 &random) const {
  auto least = static_cast<double>(std::numeric_limits<float>::min());
  auto most = static_cast<double>(std::numeric_limits<float>::max());
  if (type.isF64()) {
    least = std::numeric_limits<double>::min();
    most = std::numeric_limits<double>::max();
  }
  double sign = random() % 2 ? 1 : -1;
  switch (random() % 10) {
  case 0:
    return sign * 0.0;
  case 1:
    return sign;
  case 2: // few values, so that some tie
    return static_cast<double>(random() % 5) - 2;
  case 3:
    if (extremes)
      switch (random() % 4) {
      case 0:
        return sign * std::numeric_limits<double>::infinity();
      case 1:
        return sign * most;
      case 2:
        return sign * least;
      default:
        return sign * std::ldexp(1.0, static_cast<int>(random() % 64) - 20);
      }
    [[fallthrough]];
  default:
    return interp::round(type, std::uniform_real_distribution<double>(-8, 8)(random));
  }
}

int64_t Inhabitants::drawInteger(Type type, std::mt19937_64 &random) const {
  if (auto fin = dyn_cast<FinType>(type)) {
    int64_t bound = ShapedType::isDynamic(fin.getBound()) ? 4 : fin.getBound();
    return static_cast<int64_t>(random() % static_cast<uint64_t>(std::max<int64_t>(1, bound)));
  }
  if (isa<KeyType>(type))
    return static_cast<int64_t>(random());
  if (type.isInteger(1))
    return static_cast<int64_t>(random() % 2);
  // Lengths and counts stay small.
  if (type.isIndex())
    return static_cast<int64_t>(random() % 10);
  unsigned bits = type.getIntOrFloatBitWidth();
  if (random() % 8 == 0) {
    uint64_t low = bits == 64 ? 0 : ~uint64_t(0) << bits, half = uint64_t(1) << (bits - 1);
    uint64_t ends[] = {half - 1, half, ~low};
    return interp::wrap(type, static_cast<int64_t>(ends[random() % 3]));
  }
  int64_t small = static_cast<int64_t>(random() % 19) - 9;
  return isUnsigned(type) ? std::abs(small) : small;
}

std::optional<Leaves> Inhabitants::drawScalar(Type type, std::mt19937_64 &random) {
  if (isa<FloatType>(type))
    return Leaves{makeFloat(type, drawFloat(type, random))};
  if (isa<TextType>(type))
    return Leaves{makeBox(type, std::string(random() % 4, static_cast<char>('a' + random() % 26)))};
  if (auto sum = dyn_cast<SumType>(type)) {
    auto index = static_cast<unsigned>(random() % sum.size());
    if (sum.isEnumeration())
      return Leaves{makeInteger(eraseType(type, module), index)};
    std::optional<Leaves> payload = draw(sum.getPayloads()[index], random);
    if (!payload)
      return std::nullopt;
    return Leaves{makeBox(splitType(eraseType(type, module)).front(),
                          Alternative{index, std::make_shared<const Leaves>(std::move(*payload))})};
  }
  if (auto fin = dyn_cast<FinType>(type); fin && fin.getBound() == 0)
    return std::nullopt;
  return Leaves{makeInteger(eraseType(type, module), drawInteger(type, random))};
}

/// An array from points of its elements, leaf by leaf.
std::optional<Leaves> Inhabitants::drawArray(RankedTensorType type, std::mt19937_64 &random) {
  Shape shape(type.getShape());
  for (int64_t &dim : shape)
    dim = ShapedType::isDynamic(dim) ? length : dim;
  Calculator calculate(type.getContext());
  std::vector<Leaves> points;
  for (int64_t i = 0, e = interp::productOf(shape); i != e; ++i) {
    std::optional<Leaves> point = draw(type.getElementType(), random);
    if (!point)
      return std::nullopt;
    points.push_back(std::move(*point));
  }
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

/// One of several ways to make an array of numbers what refinements ask for: not negative, of sum
/// one, of length one, in order, whole.
static void repair(std::vector<double> &x, uint64_t way, std::mt19937_64 &random) {
  auto scale = [&](double by) {
    for (double &each : x)
      each = by > 0 && std::isfinite(by) ? each / by : 1.0 / static_cast<double>(x.size());
  };
  double sum = 0, squares = 0;
  for (double &each : x) {
    if (way != 2 && way != 5)
      each = std::fabs(each);
    if (way >= 1 && way <= 3 && !std::isfinite(each))
      each = 1;
    sum += each;
    squares += each * each;
  }
  switch (way) {
  case 1:
    return scale(sum);
  case 2:
    return scale(std::sqrt(squares));
  case 3:
    for (double &each : x)
      each /= 1 + each;
    return;
  case 4: // one of them is one
    if (!x.empty()) {
      std::fill(x.begin(), x.end(), 0.0);
      x[random() % x.size()] = 1;
    }
    return;
  case 5:
    std::sort(x.begin(), x.end());
    return;
  case 6:
    for (double &each : x)
      each = std::floor(each);
    return;
  default:
    return;
  }
}

static Leaf repaired(const Leaf &leaf, uint64_t way, std::mt19937_64 &random) {
  Array array = leaf.array();
  if (array.isFloat()) {
    repair(array.floats, way, random);
    for (double &each : array.floats)
      each = interp::round(array.element, each);
  } else if (!array.isBoxed()) {
    for (int64_t &each : array.ints)
      each = way == 5 || each >= 0 ? each : interp::wrap(array.element, -(each + 1));
    if (way == 5)
      std::sort(array.ints.begin(), array.ints.end());
  }
  return Leaf(std::move(array));
}

/// Tries points of the definition, as they come and repaired, until the refinement holds.
std::optional<Leaves> Inhabitants::drawObject(ObjectOp object, std::mt19937_64 &random) {
  for (unsigned attempt = 0; attempt != 60; ++attempt) {
    std::optional<Leaves> leaves = draw(object.getDefinition(), random);
    if (!leaves || !object.getPredicate())
      return leaves;
    if (attempt % 3)
      for (Leaf &leaf : *leaves)
        leaf = repaired(leaf, random() % 7, random);
    if (satisfy(object.getDefinition(), *leaves) && holds(object, *leaves))
      return leaves;
  }
  return std::nullopt;
}

std::optional<Leaves> Inhabitants::draw(Type type, std::mt19937_64 &random) {
  if (auto object = dyn_cast<ObjType>(type))
    return drawObject(lookupObject(object, module), random);
  if (auto tensor = dyn_cast<RankedTensorType>(type)) {
    // Mostly one length for all arrays of a point, so that they fit together.
    if (changesLength && random() % 8 == 0)
      length = static_cast<int64_t>(random() % 6);
    return drawArray(tensor, random);
  }
  auto product = dyn_cast<ProdType>(type);
  if (!product)
    return drawScalar(type, random);
  Leaves leaves;
  for (Type element : product.getElements()) {
    std::optional<Leaves> part = draw(element, random);
    if (!part)
      return std::nullopt;
    llvm::append_range(leaves, *part);
  }
  return leaves;
}

// ---- Refinements -------------------------------------------------------------------------------

bool Inhabitants::holds(ObjectOp object, ArrayRef<Leaf> leaves) {
  Outcome outcome = evaluate(module, *object.getPredicate(), {}, leaves);
  return !outcome.stop && outcome.leaves.front().integer();
}

bool Inhabitants::satisfy(Type type, ArrayRef<Leaf> leaves) {
  if (auto object = dyn_cast<ObjType>(type)) {
    ObjectOp definition = lookupObject(object, module);
    return satisfy(definition.getDefinition(), leaves) &&
           (!definition.getPredicate() || holds(definition, leaves));
  }
  if (auto product = dyn_cast<ProdType>(type)) {
    for (Type element : product.getElements()) {
      size_t count = splitType(eraseType(element, module)).size();
      if (!satisfy(element, leaves.take_front(count)))
        return false;
      leaves = leaves.drop_front(count);
    }
    return true;
  }
  if (isArray(type) && isa<ObjType, ProdType>(elementOf(type))) {
    Calculator calculate(type.getContext());
    for (int64_t i = 0, e = leaves.empty() ? 0 : leaves.front().shape().front(); i != e; ++i) {
      Leaves item;
      for (const Leaf &leaf : leaves)
        item.push_back(calculate.item(leaf, i));
      if (!satisfy(unstacked(type), item))
        return false;
    }
  }
  return true;
}

// ---- All ---------------------------------------------------------------------------------------

/// Every list that has one element of each of the lists, if there are at most `limit`.
static std::optional<std::vector<Leaves>> combine(ArrayRef<std::vector<Leaves>> lists,
                                                  size_t limit) {
  std::vector<Leaves> result{Leaves()};
  for (const std::vector<Leaves> &list : lists) {
    if (list.size() * result.size() > limit)
      return std::nullopt;
    std::vector<Leaves> next;
    for (const Leaves &begun : result)
      for (const Leaves &part : list) {
        next.push_back(begun);
        llvm::append_range(next.back(), part);
      }
    result = std::move(next);
  }
  return result;
}

std::optional<std::vector<Leaves>> Inhabitants::all(Type type, size_t limit) {
  if (auto object = dyn_cast<ObjType>(type)) {
    ObjectOp definition = lookupObject(object, module);
    auto points = all(definition.getDefinition(), limit);
    if (points && definition.getPredicate())
      llvm::erase_if(*points, [&](const Leaves &point) { return !holds(definition, point); });
    return points;
  }
  if (auto product = dyn_cast<ProdType>(type)) {
    std::vector<std::vector<Leaves>> parts;
    for (Type element : product.getElements()) {
      auto part = all(element, limit);
      if (!part)
        return std::nullopt;
      parts.push_back(std::move(*part));
    }
    return combine(parts, limit);
  }
  Type raw = eraseType(type, module);
  int64_t count = 0;
  if (auto fin = dyn_cast<FinType>(type))
    count = ShapedType::isDynamic(fin.getBound()) ? -1 : fin.getBound();
  else if (auto sum = dyn_cast<SumType>(type))
    count = sum.isEnumeration() ? static_cast<int64_t>(sum.size()) : -1;
  else if (auto integer = dyn_cast<IntegerType>(type); integer && integer.getWidth() <= 8)
    count = int64_t(1) << integer.getWidth();
  else
    count = -1;
  if (count < 0 || static_cast<size_t>(count) > limit)
    return std::nullopt;
  std::vector<Leaves> result;
  for (int64_t i = 0; i != count; ++i)
    result.push_back({makeInteger(raw, interp::wrap(raw, i))});
  return result;
}

// ---- Smaller -----------------------------------------------------------------------------------

/// `leaf` with the first `keep` of its leading axis.
static Leaf shortened(const Leaf &leaf, int64_t keep) {
  Calculator calculate(leaf.array().element.getContext());
  Shape shape(leaf.shape());
  shape.front() = keep;
  std::vector<int64_t> source(interp::productOf(shape));
  std::iota(source.begin(), source.end(), 0);
  return calculate.pick(leaf, shape, std::move(source));
}

/// Simpler numbers than `x`, the simplest first.
static SmallVector<double> simpler(double x) {
  SmallVector<double> all = {0, 1, -1, std::trunc(x), std::trunc(x / 2), std::round(x * 8) / 8};
  // One is simpler than what is negative or no whole number, however small that is.
  bool isPlain = x >= 0 && x == std::trunc(x);
  llvm::erase_if(all, [&](double each) {
    return !std::isfinite(each) || x == each ||
           !(each == 0 || (each == 1 && !isPlain) || std::fabs(each) < std::fabs(x));
  });
  return all;
}

static SmallVector<int64_t> simpler(int64_t x, bool isUnsigned) {
  if (isUnsigned && x < 0)
    return {0, 1, static_cast<int64_t>(static_cast<uint64_t>(x) / 2)};
  if (x == INT64_MIN)
    return {0, 1, x / 2};
  SmallVector<int64_t> all = {0, 1, x / 2, x > 0 ? x - 1 : x + 1, -x};
  llvm::erase_if(all, [&](int64_t each) {
    return std::llabs(each) > std::llabs(x) || (std::llabs(each) == std::llabs(x) && each <= x);
  });
  return all;
}

/// Simpler points than what a box holds: a shorter text, or the same alternative with a simpler
/// payload.
static SmallVector<Box> simpler(const Box &box) {
  SmallVector<Box> all;
  if (const auto *text = std::get_if<std::string>(&box)) {
    if (!text->empty())
      all = {std::string(), text->substr(0, text->size() / 2)};
    return all;
  }
  const auto *chosen = std::get_if<Alternative>(&box);
  for (size_t k = 0; chosen && k != chosen->payload->size(); ++k) {
    const Array &old = (*chosen->payload)[k].array();
    auto add = [&](auto change) {
      Array array = old;
      change(array);
      Leaves payload(*chosen->payload);
      payload[k] = Leaf(std::move(array));
      all.push_back(Alternative{chosen->index, std::make_shared<const Leaves>(std::move(payload))});
    };
    for (int64_t i = 0, e = old.size(); i != e; ++i)
      if (old.isFloat())
        for (double x : simpler(old.floats[i]))
          add([&](Array &array) { array.floats[i] = x; });
      else if (!old.isBoxed())
        for (int64_t x : simpler(old.ints[i], isUnsigned(old.element)))
          add([&](Array &array) { array.ints[i] = x; });
      else
        for (const Box &x : simpler(old.boxes[i]))
          add([&](Array &array) { array.boxes[i] = x; });
  }
  return all;
}

void Inhabitants::shrink(Type type, Leaves &leaves, llvm::function_ref<bool(const Leaves &)> fails,
                         unsigned tries) {
  auto accept = [&](Leaves candidate) {
    if (tries == 0)
      return false;
    --tries;
    if (!satisfy(type, candidate) || !fails(candidate))
      return false;
    leaves = std::move(candidate);
    return true;
  };
  SmallVector<Type> types = splitType(eraseType(type, module));
  auto isSequence = [&](size_t k) {
    ArrayRef<int64_t> shape = shapeOf(types[k]);
    return !shape.empty() && ShapedType::isDynamic(shape.front()) && leaves[k].shape().front() > 0;
  };
  // All sequences at once, because most laws want them of one length; then each alone.
  auto shorten = [&](std::optional<size_t> alone, bool byHalf) {
    Leaves candidate(leaves);
    bool isShorter = false;
    for (size_t k = 0; k != leaves.size(); ++k)
      if ((!alone || *alone == k) && isSequence(k)) {
        int64_t old = leaves[k].shape().front();
        candidate[k] = shortened(leaves[k], byHalf ? old / 2 : old - 1);
        isShorter = true;
      }
    return isShorter && accept(std::move(candidate));
  };
  auto simplify = [&](size_t k, int64_t i) {
    Array array = leaves[k].array();
    auto attempt = [&](auto &elements, auto values) {
      for (auto value : values) {
        Leaves candidate(leaves);
        elements[i] = value;
        candidate[k] = Leaf(Array(array));
        if (accept(std::move(candidate)))
          return true;
      }
      return false;
    };
    if (array.isFloat())
      return attempt(array.floats, simpler(array.floats[i]));
    if (!array.isBoxed())
      return attempt(array.ints, simpler(array.ints[i], isUnsigned(array.element)));
    return attempt(array.boxes, simpler(Box(array.boxes[i])));
  };
  for (bool isSmaller = true; isSmaller && tries;) {
    isSmaller = false;
    for (bool byHalf : {true, false}) {
      while (shorten(std::nullopt, byHalf))
        isSmaller = true;
      for (size_t k = 0; k != leaves.size(); ++k)
        while (shorten(k, byHalf))
          isSmaller = true;
    }
    for (size_t k = 0; k != leaves.size(); ++k)
      for (int64_t i = 0; i < leaves[k].size(); ++i)
        while (simplify(k, i))
          isSmaller = true;
  }
}
