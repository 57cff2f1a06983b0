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
    Type type = v.getType();
    if (type.isIndex())
      v = arith::IndexCastOp::create(b, loc, type = b.getI64Type(), v);
    tensor = RankedTensorType::get({}, type);
    v = tensor::FromElementsOp::create(b, loc, tensor, v);
  }
  auto type = MemRefType::get(tensor.getShape(), tensor.getElementType());
  return bufferization::ToBufferOp::create(b, loc, type, v, /*read_only=*/true);
}
