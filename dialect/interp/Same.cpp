// The comparison of points: what property tests are made of.
#include "dialect/interp/Interp.h"

#include <cmath>

using namespace mlir;
using namespace cat;
using namespace cat::interp;

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
