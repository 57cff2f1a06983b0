// Construction of the interpreter's values.
#include "dialect/interp/Values.h"

using namespace mlir;
using namespace cat;
using namespace cat::interp;

int64_t interp::productOf(ArrayRef<int64_t> shape) {
  int64_t count = 1;
  for (int64_t length : shape)
    count *= length;
  return count;
}

Shape interp::stridesOf(ArrayRef<int64_t> shape) {
  Shape strides(shape.size(), 1);
  for (int64_t axis = static_cast<int64_t>(shape.size()) - 2; axis >= 0; --axis)
    strides[axis] = strides[axis + 1] * shape[axis + 1];
  return strides;
}

int64_t Array::size() const { return interp::productOf(shape); }

bool Array::isBoxedType(Type element) {
  return isa<TextType, HomType>(element) ||
         (isa<SumType>(element) && !cast<SumType>(element).isEnumeration());
}

Array Array::zeros(Type element, ArrayRef<int64_t> shape) {
  Array array;
  array.element = element;
  array.shape.assign(shape.begin(), shape.end());
  size_t count = array.size();
  if (array.isBoxed())
    array.boxes.resize(count);
  else if (array.isFloat())
    array.floats.resize(count);
  else
    array.ints.resize(count);
  return array;
}

Leaf interp::makeInteger(Type element, int64_t value) {
  Array array = Array::zeros(element, {});
  array.ints[0] = value;
  return Leaf(std::move(array));
}

Leaf interp::makeFloat(Type element, double value) {
  Array array = Array::zeros(element, {});
  array.floats[0] = round(element, value);
  return Leaf(std::move(array));
}

Leaf interp::makeBox(Type element, Box box) {
  Array array = Array::zeros(element, {});
  array.boxes[0] = std::move(box);
  return Leaf(std::move(array));
}

static int64_t integerOf(Type element, const APInt &value) {
  return isUnsigned(element) ? static_cast<int64_t>(value.getZExtValue()) : value.getSExtValue();
}

Leaf interp::makeConstant(TypedAttr attribute) {
  Type element = elementOf(attribute.getType());
  Array array = Array::zeros(element, shapeOf(attribute.getType()));
  if (auto number = dyn_cast<FloatAttr>(attribute)) {
    array.floats[0] = number.getValueAsDouble();
  } else if (auto number = dyn_cast<IntegerAttr>(attribute)) {
    array.ints[0] = integerOf(element, number.getValue());
  } else if (auto dense = dyn_cast<DenseElementsAttr>(attribute)) {
    if (array.isFloat())
      for (auto [i, value] : llvm::enumerate(dense.getValues<APFloat>()))
        array.floats[i] = value.convertToDouble();
    else
      for (auto [i, value] : llvm::enumerate(dense.getValues<APInt>()))
        array.ints[i] = integerOf(element, value);
  }
  return Leaf(std::move(array));
}

bool interp::isUnsigned(Type element) {
  return element.isUnsignedInteger() || element.isIndex() || element.isInteger(1);
}

int64_t interp::wrap(Type element, int64_t value) {
  if (!element.isInteger())
    return value;
  APInt bits = APInt(64, static_cast<uint64_t>(value)).trunc(element.getIntOrFloatBitWidth());
  return integerOf(element, bits);
}

double interp::round(Type element, double value) {
  return element.isF32() ? static_cast<double>(static_cast<float>(value)) : value;
}
