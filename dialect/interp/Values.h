// What the reference interpreter computes with. A point is the list of its leaves (its type erased
// and split: see cat::splitType), so products cost nothing and every stage of the compiler's IR
// means the same. A leaf is an array of numbers or of boxes; a scalar is an array without axes.
#pragma once

#include "dialect/ir/Cat.h"

#include <functional>
#include <memory>
#include <variant>

namespace cat::interp {

class Leaf;
using Leaves = llvm::SmallVector<Leaf, 2>;
using Shape = llvm::SmallVector<int64_t, 4>;

/// One alternative of a sum that carries something.
struct Alternative {
  unsigned index = 0;
  std::shared_ptr<const Leaves> payload;
};
/// An arrow: what it does to the leaves of a point.
using Closure = std::function<Leaves(llvm::ArrayRef<Leaf>)>;
/// An element that is no number: a text, an alternative of a sum, an arrow.
using Box = std::variant<std::string, Alternative, Closure>;

/// The elements of a leaf in row-major order, in one of three vectors. f32 values are held as
/// doubles that are floats; integers as what they are in 64 bits (u64 by its bits), truth values as
/// 0 and 1, keys and tags of enumerations as integers.
struct Array {
  mlir::Type element; ///< erased
  Shape shape;
  std::vector<double> floats;
  std::vector<int64_t> ints;
  std::vector<Box> boxes;

  bool isFloat() const { return llvm::isa<mlir::FloatType>(element); }
  bool isBoxed() const { return isBoxedType(element); }
  int64_t size() const;

  static bool isBoxedType(mlir::Type element);
  /// Zeros (empty boxes) of this element and shape.
  static Array zeros(mlir::Type element, llvm::ArrayRef<int64_t> shape);
};

/// An array, and where the tape recorded it (-1: nowhere, it depends on no variable).
class Leaf {
public:
  Leaf() = default;
  explicit Leaf(Array array, int64_t entry = -1)
      : data(std::make_shared<const Array>(std::move(array))), entry(entry) {}
  Leaf(const Leaf &other, int64_t entry) : data(other.data), entry(entry) {}

  bool isEmpty() const { return !data; }
  const Array &array() const { return *data; }
  llvm::ArrayRef<int64_t> shape() const { return data->shape; }
  int64_t size() const { return data->size(); }
  int64_t tapeEntry() const { return entry; }
  bool isTraced() const { return entry >= 0; }
  bool isFloat() const { return data->isFloat(); }

  // The value of a scalar.
  int64_t integer() const { return data->ints.front(); }
  double number() const { return data->floats.front(); }
  const std::string &text() const { return std::get<std::string>(data->boxes.front()); }
  const Closure &arrow() const { return std::get<Closure>(data->boxes.front()); }

private:
  std::shared_ptr<const Array> data;
  int64_t entry = -1;
};

Leaf makeInteger(mlir::Type element, int64_t value);
Leaf makeFloat(mlir::Type element, double value);
Leaf makeBox(mlir::Type element, Box box);
/// The constant of an attribute: a number or dense elements.
Leaf makeConstant(mlir::TypedAttr attribute);

/// Row-major strides.
Shape stridesOf(llvm::ArrayRef<int64_t> shape);
int64_t productOf(llvm::ArrayRef<int64_t> shape);
/// The value as one of the type: wrapped for integers, rounded for f32.
int64_t wrap(mlir::Type element, int64_t value);
double round(mlir::Type element, double value);
bool isUnsigned(mlir::Type element); ///< unsigned, index or i1

} // namespace cat::interp
