// The border to the runtime: pointers, kinds of scalars, and arrays as unranked buffers.
#include "dialect/conversion/Border.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace cat;

Type cat::pointer(OpBuilder &b) { return LLVM::LLVMPointerType::get(b.getContext()); }

std::string cat::kindName(Type type) {
  if (isa<TextType>(type))
    return "text";
  if (type.isInteger(1))
    return "bool";
  if (type.isIndex())
    return "i64";
  if (auto floating = dyn_cast<FloatType>(type))
    return "f" + std::to_string(floating.getWidth());
  if (auto integer = dyn_cast<IntegerType>(type))
    return (integer.isUnsigned() ? "u" : "i") + std::to_string(integer.getWidth());
  return "i64"; // fin
}

static Value unranked(OpBuilder &b, Location loc, Value buffer) {
  auto type = cast<MemRefType>(buffer.getType());
  return memref::CastOp::create(b, loc, UnrankedMemRefType::get(type.getElementType(), Attribute()),
                                buffer);
}

Value cat::callWithArray(OpBuilder &b, Location loc, StringRef name, Type result, Value buffer,
                         function_ref<SmallVector<Value>(Value array)> operands) {
  auto scope = memref::AllocaScopeOp::create(b, loc, result ? TypeRange(result) : TypeRange());
  OpBuilder::InsertionGuard guard(b);
  b.createBlock(&scope.getBodyRegion());
  SmallVector<Value> arguments = operands(unranked(b, loc, buffer));
  ValueRange results =
      callRuntime(b, loc, name, result ? TypeRange(result) : TypeRange(), arguments, true);
  memref::AllocaScopeReturnOp::create(b, loc, results);
  return result ? scope.getResult(0) : Value();
}

Value cat::readBuffer(OpBuilder &b, Location loc, Value v) {
  auto tensor = dyn_cast<RankedTensorType>(v.getType());
  if (!tensor) {
    if (v.getType().isIndex())
      v = arith::IndexCastOp::create(b, loc, b.getI64Type(), v);
    Value buffer = memref::AllocOp::create(b, loc, MemRefType::get({}, v.getType()));
    memref::StoreOp::create(b, loc, v, buffer);
    return buffer;
  }
  SmallVector<Value> sizes;
  for (int64_t d = 0; d < tensor.getRank(); ++d)
    if (tensor.isDynamicDim(d))
      sizes.push_back(tensor::DimOp::create(b, loc, v, d));
  auto type = MemRefType::get(tensor.getShape(), tensor.getElementType());
  Value buffer = memref::AllocOp::create(b, loc, type, sizes, b.getI64IntegerAttr(64));
  // A bufferization.to_buffer would cost no copy, but it is pure: common subexpression elimination
  // and its fold carry the buffer past later writes to it.
  bufferization::MaterializeInDestinationOp::create(b, loc, TypeRange(), v, buffer,
                                                    /*restrict=*/true, /*writable=*/true);
  return buffer;
}

Value cat::newBuffer(OpBuilder &b, Location loc, RankedTensorType type, ValueRange sizes) {
  auto buffer = MemRefType::get(type.getShape(), type.getElementType());
  return memref::AllocOp::create(b, loc, buffer, sizes, b.getI64IntegerAttr(64));
}

Value cat::asTensor(OpBuilder &b, Location loc, Value buffer) {
  auto type = cast<MemRefType>(buffer.getType());
  auto tensor = RankedTensorType::get(type.getShape(), type.getElementType());
  return bufferization::ToTensorOp::create(b, loc, tensor, buffer, /*restrict=*/true,
                                           /*writable=*/true);
}

Value cat::castIndices(OpBuilder &b, Location loc, Value v, Type element) {
  auto tensor = dyn_cast<RankedTensorType>(v.getType());
  if (!tensor)
    return arith::IndexCastOp::create(b, loc, element, v);
  return generate(b, loc, cast<RankedTensorType>(tensor.clone(element)), sizesOf(b, loc, v), v,
                  b.getMultiDimIdentityMap(tensor.getRank()),
                  [&](OpBuilder &b, ValueRange, ValueRange x) -> Value {
                    return arith::IndexCastOp::create(b, loc, element, x[0]);
                  });
}
