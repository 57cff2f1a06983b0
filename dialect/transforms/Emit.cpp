// The notation of Emit.h in terms of the dialect's operations.
#include "dialect/transforms/Emit.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;

namespace cat {

int64_t lengthOf(Value size) {
  APInt length;
  return matchPattern(size, m_ConstantInt(&length)) ? length.getSExtValue() : ShapedType::kDynamic;
}

Value Emit::index(int64_t value) { return ConstOp::create(b, loc, b.getIndexAttr(value)); }

Value Emit::constant(double value, Value like) {
  Type element = elementOf(like.getType());
  TypedAttr attr = isa<FloatType>(element)
                       ? TypedAttr(b.getFloatAttr(element, value))
                       : TypedAttr(b.getIntegerAttr(element, static_cast<int64_t>(value)));
  Value scalar = ConstOp::create(b, loc, attr);
  if (!isArray(like.getType()))
    return scalar;
  return broadcastLike(
      scalar, llvm::to_vector(llvm::seq<int64_t>(0, shapeOf(like.getType()).size())), like);
}

Value Emit::dim(Value array, int64_t axis) { return b.createOrFold<DimOp>(loc, array, axis); }

SmallVector<Value> Emit::dynamicSizes(Value array) {
  SmallVector<Value> sizes;
  for (auto [axis, length] : llvm::enumerate(shapeOf(array.getType())))
    if (ShapedType::isDynamic(length))
      sizes.push_back(dim(array, axis));
  return sizes;
}

Value Emit::broadcastLike(Value x, ArrayRef<int64_t> dims, Value like) {
  SmallVector<Value> sizes;
  for (int64_t axis : dims)
    if (ShapedType::isDynamic(shapeOf(like.getType())[axis]))
      sizes.push_back(dim(like, axis));
  Type type = withElement(like.getType(), elementOf(x.getType()));
  return BroadcastOp::create(b, loc, type, x, sizes, dims);
}

Value Emit::stack(Value x, Value size) {
  int64_t length = lengthOf(size);
  SmallVector<Value> sizes;
  if (ShapedType::isDynamic(length))
    sizes.push_back(size);
  return BroadcastOp::create(b, loc, stacked(length, x.getType()), x, sizes, ArrayRef<int64_t>{0});
}

Value Emit::foldAdd(Value x, ArrayRef<int64_t> dims) {
  return dims.empty() ? x : Value(FoldAxisOp::create(b, loc, FoldKind::Add, x, dims));
}

Value Emit::transpose(Value x, ArrayRef<int64_t> permutation) {
  return TransposeOp::create(b, loc, x, permutation);
}

Value Emit::castTo(Value x, Type type) {
  if (x.getType() == type)
    return x;
  SmallVector<Value> sizes;
  for (auto [axis, length] : llvm::enumerate(shapeOf(type)))
    if (ShapedType::isDynamic(length))
      sizes.push_back(dim(x, axis));
  return ReshapeOp::create(b, loc, type, x, sizes);
}

} // namespace cat
