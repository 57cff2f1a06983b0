// Functions of C. Scalars cross by value, arrays as a pointer and their sizes, results that are no
// single scalar through pointers behind the arguments; docs/extern.md is the contract.
#include "dialect/conversion/Border.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace cat;

namespace {

/// The arguments of a call, in the order of the C declaration.
class Arguments {
public:
  Arguments(OpBuilder &b, Location loc) : b(b), loc(loc) {}

  void scalar(Type original, Value v) {
    if (isa<TextType>(original))
      return text(v);
    if (v.getType().isIndex())
      v = arith::IndexCastOp::create(b, loc, b.getI64Type(), v);
    // What C leaves to the caller: to fill the register beyond a small integer.
    StringRef extension = !v.getType().isInteger() || v.getType().getIntOrFloatBitWidth() >= 32 ? ""
                          : isUnsigned(original) ? LLVM::LLVMDialect::getZExtAttrName()
                                                 : LLVM::LLVMDialect::getSExtAttrName();
    push(v, extension);
  }

  void array(Value buffer) {
    push(address(buffer));
    auto type = cast<MemRefType>(buffer.getType());
    for (int64_t axis = 0; axis < type.getRank(); ++axis) {
      Value size = memref::DimOp::create(b, loc, buffer, axis);
      push(arith::IndexCastOp::create(b, loc, b.getI64Type(), size));
    }
  }

  /// Where a scalar result of several goes.
  void place(Value buffer) { push(address(buffer)); }

  SmallVector<Value> values;
  SmallVector<Attribute> attributes;

private:
  /// Bytes and their number; a catrt_text has both.
  void text(Value v) {
    Value size = LLVM::LoadOp::create(b, loc, b.getI64Type(), v);
    push(LLVM::GEPOp::create(b, loc, pointer(b), b.getI8Type(), v, ArrayRef<LLVM::GEPArg>{8}));
    push(size);
  }

  Value address(Value buffer) {
    Value index = memref::ExtractAlignedPointerAsIndexOp::create(b, loc, buffer);
    Value integer = arith::IndexCastOp::create(b, loc, b.getI64Type(), index);
    return LLVM::IntToPtrOp::create(b, loc, pointer(b), integer);
  }

  void push(Value v, StringRef extension = "") {
    values.push_back(v);
    attributes.push_back(extension.empty()
                             ? b.getDictionaryAttr({})
                             : b.getDictionaryAttr(b.getNamedAttr(extension, b.getUnitAttr())));
  }

  OpBuilder &b;
  Location loc;
};

/// The symbol, declared once. Two arrows may see one function with different types, so that calls
/// go by its address.
Value addressOf(OpBuilder &b, Location loc, StringRef symbol, LLVM::LLVMFunctionType type) {
  auto module = b.getInsertionBlock()->getParentOp()->getParentOfType<ModuleOp>();
  if (!module.lookupSymbol(symbol)) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(module.getBody());
    LLVM::LLVMFuncOp::create(b, loc, symbol, type);
  }
  return LLVM::AddressOfOp::create(b, loc, pointer(b), symbol);
}

/// The lengths of the results that only the arguments know.
SmallVector<Value> unknownLengths(CallCOp op, OpBuilder &b, ValueRange operands) {
  SmallVector<Value> lengths;
  ArrayRef<int64_t> from = op.getLengths();
  for (size_t i = 0; i + 1 < from.size(); i += 2)
    lengths.push_back(tensor::DimOp::create(b, op.getLoc(), operands[from[i]], from[i + 1]));
  return lengths;
}

LogicalResult lower(CallCOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  Arguments arguments(b, loc);
  for (auto [input, operand] : llvm::zip(op.getInputs(), operands))
    if (isArray(input.getType()))
      arguments.array(readBuffer(b, loc,
                                 elementOf(operand.getType()).isIndex()
                                     ? castIndices(b, loc, operand, b.getI64Type())
                                     : operand));
    else
      arguments.scalar(input.getType(), operand);

  SmallVector<Type> types;
  for (Type type : op.getResultTypes()) {
    Type lowered = lowerType(type);
    types.push_back(elementOf(lowered).isIndex() ? withElement(lowered, b.getI64Type()) : lowered);
  }
  bool returns = types.size() == 1 && !isArray(types[0]);
  SmallVector<Value> lengths = unknownLengths(op, b, operands), buffers;
  ValueRange rest = lengths;
  for (Type type : types) {
    if (returns)
      break;
    auto tensor = dyn_cast<RankedTensorType>(type);
    unsigned unknown = tensor ? tensor.getNumDynamicDims() : 0;
    buffers.push_back(newBuffer(b, loc, tensor ? tensor : RankedTensorType::get({}, type),
                                rest.take_front(unknown)));
    rest = rest.drop_front(unknown);
    tensor ? arguments.array(buffers.back()) : arguments.place(buffers.back());
  }

  Type result = returns ? types[0] : LLVM::LLVMVoidType::get(b.getContext());
  auto type =
      LLVM::LLVMFunctionType::get(result, llvm::to_vector(ValueRange(arguments.values).getTypes()));
  SmallVector<Value> operandsAndCallee{addressOf(b, loc, op.getSymbol(), type)};
  llvm::append_range(operandsAndCallee, arguments.values);
  auto call = LLVM::CallOp::create(b, loc, type, operandsAndCallee);
  call.setArgAttrsAttr(b.getArrayAttr(arguments.attributes));
  if (returns) {
    results.push_back(call.getResult());
  } else {
    for (auto [buffer, type] : llvm::zip(buffers, types)) {
      Value tensor = asTensor(b, loc, buffer);
      results.push_back(isArray(type)
                            ? tensor
                            : tensor::ExtractOp::create(b, loc, tensor, ValueRange()).getResult());
    }
  }
  for (auto [value, type] : llvm::zip(results, op.getResultTypes()))
    if (elementOf(type).isIndex())
      value = castIndices(b, loc, value, b.getIndexType());
  return success();
}

} // namespace

void cat::registerExternLowerings(MLIRContext &context) {
  CallCOp::attachInterface<
      LowerModel<CallCOp, static_cast<LogicalResult (*)(CallCOp, RewriterBase &, ValueRange,
                                                        Values &)>(lower)>>(context);
}
