// Text, random numbers, files and checks: calls of the runtime. Arrays pass the border as unranked
// buffers (MLIR's C interface).
#include "dialect/conversion/Border.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace cat;

namespace {

/// A fresh buffer for the runtime to fill.
Value newBuffer(OpBuilder &b, Location loc, RankedTensorType type, ValueRange sizes) {
  auto buffer = MemRefType::get(type.getShape(), type.getElementType());
  return memref::AllocOp::create(b, loc, buffer, sizes, b.getI64IntegerAttr(64));
}

Value asTensor(OpBuilder &b, Location loc, Value buffer) {
  auto type = cast<MemRefType>(buffer.getType());
  auto tensor = RankedTensorType::get(type.getShape(), type.getElementType());
  return bufferization::ToTensorOp::create(b, loc, tensor, buffer, /*restrict=*/true,
                                           /*writable=*/true);
}

// ---- text -------------------------------------------------------------------------------------

LogicalResult lower(TextConstOp op, RewriterBase &b, ValueRange, Values &results) {
  results.push_back(textConstant(b, op.getLoc(), op.getText()));
  return success();
}

LogicalResult lower(TextConcatOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Value text = operands.empty() ? textConstant(b, op.getLoc(), "") : operands[0];
  for (Value part : operands.drop_front(operands.empty() ? 0 : 1))
    text = callRuntime(b, op.getLoc(), "catrt_text_join", pointer(b), {text, part})[0];
  results.push_back(text);
  return success();
}

LogicalResult lower(PrintOp op, RewriterBase &b, ValueRange operands, Values &) {
  callRuntime(b, op.getLoc(), "catrt_print", {}, operands);
  return success();
}

LogicalResult lower(LogMetricsOp op, RewriterBase &b, ValueRange operands, Values &) {
  Location loc = op.getLoc();
  Type ptr = pointer(b);
  auto scope = memref::AllocaScopeOp::create(b, loc, TypeRange());
  OpBuilder::InsertionGuard guard(b);
  b.createBlock(&scope.getBodyRegion());
  Value count = constantI64(b, loc, operands.size());
  Value names = LLVM::AllocaOp::create(b, loc, ptr, ptr, count);
  Value texts = LLVM::AllocaOp::create(b, loc, ptr, ptr, count);
  for (auto [k, text] : llvm::enumerate(operands)) {
    SmallVector<LLVM::GEPArg> at{static_cast<int32_t>(k)};
    Value name = cString(b, loc, cast<StringAttr>(op.getNames()[k]).getValue());
    LLVM::StoreOp::create(b, loc, name, LLVM::GEPOp::create(b, loc, ptr, ptr, names, at));
    LLVM::StoreOp::create(b, loc, text, LLVM::GEPOp::create(b, loc, ptr, ptr, texts, at));
  }
  callRuntime(b, loc, "catrt_log", {}, {count, names, texts});
  memref::AllocaScopeReturnOp::create(b, loc, ValueRange());
  return success();
}

// ---- checks -----------------------------------------------------------------------------------

LogicalResult lower(CheckOp op, RewriterBase &b, ValueRange operands, Values &) {
  Location loc = op.getLoc();
  Value truth = arith::ConstantIntOp::create(b, loc, 1, 1);
  Value bad = arith::XOrIOp::create(b, loc, operands[0], truth);
  auto branch = scf::IfOp::create(b, loc, bad, /*withElseRegion=*/false);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(&branch.getThenRegion().front());
  SmallVector<Value> arguments{constantI64(b, loc, op.getStatus()), cString(b, loc, placeOf(loc)),
                               cString(b, loc, op.getMessage())};
  if (!op.getValue()) {
    callRuntime(b, loc, "catrt_fail", {}, arguments);
    return success();
  }
  Value shown = op.getValue();
  Value text = printPoint(b, op, shown.getType(), operands.drop_front(), "", shown.getType());
  if (!text)
    return op.emitError("a value of this type cannot be shown");
  arguments.push_back(text);
  callRuntime(b, loc, "catrt_fail_text", {}, arguments);
  return success();
}

// ---- random numbers ---------------------------------------------------------------------------

LogicalResult lower(KeySeedOp op, RewriterBase &b, ValueRange operands, Values &results) {
  results.push_back(callRuntime(b, op.getLoc(), "catrt_key", b.getI64Type(), operands)[0]);
  return success();
}

LogicalResult lower(KeyFoldOp op, RewriterBase &b, ValueRange operands, Values &results) {
  results.push_back(callRuntime(b, op.getLoc(), "catrt_key_fold", b.getI64Type(), operands)[0]);
  return success();
}

template <typename Op>
LogicalResult lowerDraw(Op op, StringRef which, OpBuilder &b, ValueRange operands,
                        Values &results) {
  Location loc = op.getLoc();
  std::string kind = kindName(elementOf(op.getType()));
  auto type = dyn_cast<RankedTensorType>(op.getType());
  if (!type) {
    Value first = constantI64(b, loc, 0);
    results.push_back(callRuntime(b, loc, ("catrt_" + which + "_" + kind).str(), op.getType(),
                                  {operands[0], first})[0]);
    return success();
  }
  Value buffer = newBuffer(b, loc, type, operands.drop_front());
  callWithArray(b, loc, ("catrt_fill_" + which + "_" + kind).str(), Type(), buffer,
                [&](Value array) { return SmallVector<Value>{operands[0], array}; });
  results.push_back(asTensor(b, loc, buffer));
  return success();
}

LogicalResult lower(UniformOp op, RewriterBase &b, ValueRange operands, Values &results) {
  return lowerDraw(op, "uniform", b, operands, results);
}
LogicalResult lower(NormalOp op, RewriterBase &b, ValueRange operands, Values &results) {
  return lowerDraw(op, "normal", b, operands, results);
}

LogicalResult lower(PermutationOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  Type i64 = b.getI64Type(), ptr = pointer(b);
  auto type = cast<RankedTensorType>(lowerType(op.getType()));
  if (type.getElementType() != i64)
    return op.emitError("a permutation of this type is not in this version");
  Value length = operands[1];
  if (!type.isDynamicDim(0)) {
    Value wanted = constantIndex(b, loc, type.getDimSize(0));
    Value bad = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ne, length, wanted);
    failIf(b, loc, bad, "a permutation has another length than its type", length);
  }
  // The runtime makes a buffer of its own; a copy in one of ours can leave loops.
  Value buffer = newBuffer(b, loc, type, type.isDynamicDim(0) ? ValueRange(length) : ValueRange());
  auto scope = memref::AllocaScopeOp::create(b, loc, TypeRange());
  {
    OpBuilder::InsertionGuard guard(b);
    b.createBlock(&scope.getBodyRegion());
    Value count = arith::IndexCastOp::create(b, loc, i64, length);
    Value descriptor = LLVM::AllocaOp::create(b, loc, ptr, i64, constantI64(b, loc, 5));
    callRuntime(b, loc, "_mlir_ciface_catrt_permutation", {}, {descriptor, operands[0], count});
    Value from = LLVM::LoadOp::create(b, loc, ptr, descriptor);
    Value address = memref::ExtractAlignedPointerAsIndexOp::create(b, loc, buffer);
    Value to = LLVM::IntToPtrOp::create(
        b, loc, ptr, arith::IndexCastOp::create(b, loc, i64, address).getResult());
    Value bytes = arith::MulIOp::create(b, loc, count, constantI64(b, loc, 8));
    LLVM::MemcpyOp::create(b, loc, to, from, bytes, /*isVolatile=*/false);
    callRuntime(b, loc, "catrt_free", {}, from);
    memref::AllocaScopeReturnOp::create(b, loc, ValueRange());
  }
  results.push_back(asTensor(b, loc, buffer));
  return success();
}

// ---- files ------------------------------------------------------------------------------------

/// The bound of the elements of an array that is read: that of fin, or the number of constructors.
int64_t boundOf(Type type, ModuleOp module) {
  while (auto object = dyn_cast<ObjType>(type)) {
    ObjectOp definition = lookupObject(object, module);
    if (!definition)
      return -1;
    type = definition.getDefinition();
  }
  if (auto array = dyn_cast<RankedTensorType>(type))
    return boundOf(array.getElementType(), module);
  if (auto fin = dyn_cast<FinType>(type))
    return ShapedType::isDynamic(fin.getBound()) ? -1 : fin.getBound();
  auto sum = dyn_cast<SumType>(type);
  return sum && sum.isEnumeration() ? sum.size() : -1;
}

LogicalResult readArray(ReadOp op, OpBuilder &b, Value path, Values &results) {
  Location loc = op.getLoc();
  StringRef format = op.getFormat();
  if (op.getNumResults() != 1 || !isArray(op.getResult(0).getType()))
    return op.emitError("only one array can be read from a file of this format");
  Type original = op.getResult(0).getType();
  auto type = cast<RankedTensorType>(lowerType(original));
  int64_t row = 1;
  for (int64_t size : type.getShape().drop_front())
    row = ShapedType::isDynamic(size) ? -1 : row * size;
  if (row < 0 || type.getElementType().isIndex())
    return op.emitError("reading an array of this type is not in this version");
  Value reader = callRuntime(b, loc, ("catrt_read_open_" + format).str(), pointer(b), path)[0];
  Value rows = callRuntime(b, loc, "catrt_read_count", b.getI64Type(),
                           {reader, constantI64(b, loc, row)})[0];
  SmallVector<Value> sizes;
  if (type.isDynamicDim(0))
    sizes.push_back(arith::IndexCastOp::create(b, loc, b.getIndexType(), rows));
  Value buffer = newBuffer(b, loc, type, sizes);
  Value bound = constantI64(b, loc, boundOf(op.getAs(), op->getParentOfType<ModuleOp>()));
  callWithArray(b, loc, "catrt_read_into_" + kindName(elementOf(original)), Type(), buffer,
                [&](Value array) { return SmallVector<Value>{reader, bound, array}; });
  results.push_back(asTensor(b, loc, buffer));
  return success();
}

LogicalResult lower(ReadOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  StringRef format = op.getFormat();
  if (format == "text") {
    results.push_back(callRuntime(b, loc, "catrt_read_text", pointer(b), operands)[0]);
    return success();
  }
  if (format == "bytes") {
    auto type = MemRefType::get({ShapedType::kDynamic}, b.getI8Type());
    Value buffer = callRuntime(b, loc, "catrt_read_bytes", type, operands, true)[0];
    results.push_back(asTensor(b, loc, buffer));
    return success();
  }
  if (format == "idx" || format == "npy")
    return readArray(op, b, operands[0], results);
  return op.emitError("reading ") << format << " files is not in this version";
}

LogicalResult lower(SaveOp op, RewriterBase &b, ValueRange operands, Values &) {
  Location loc = op.getLoc();
  Value saver = callRuntime(b, loc, "catrt_save_begin", pointer(b), operands[0])[0];
  for (auto [value, name, converted] :
       llvm::zip(op.getValues(), op.getNames(), operands.drop_front())) {
    Value text = cString(b, loc, cast<StringAttr>(name).getValue());
    callWithArray(b, loc, "catrt_save_tensor_" + kindName(elementOf(value.getType())), Type(),
                  readBuffer(b, loc, converted),
                  [&](Value array) { return SmallVector<Value>{saver, text, array}; });
  }
  callRuntime(b, loc, "catrt_save_end", {}, saver);
  return success();
}

LogicalResult lower(LoadOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  Value loader = callRuntime(b, loc, "catrt_load_open", pointer(b), operands[0])[0];
  SmallVector<Value> buffers;
  for (auto [result, name] : llvm::zip(op.getResults(), op.getNames())) {
    Type type = lowerType(result.getType());
    auto tensor = dyn_cast<RankedTensorType>(type);
    if (!tensor)
      tensor = RankedTensorType::get({}, type);
    if (!tensor.hasStaticShape())
      return op.emitError("loading an array of unknown length is not in this version");
    Value text = cString(b, loc, cast<StringAttr>(name).getValue());
    buffers.push_back(newBuffer(b, loc, tensor, {}));
    callWithArray(b, loc, "catrt_load_tensor_" + kindName(elementOf(result.getType())), Type(),
                  buffers.back(),
                  [&](Value array) { return SmallVector<Value>{loader, text, array}; });
  }
  callRuntime(b, loc, "catrt_load_close", {}, loader);
  for (auto [buffer, result] : llvm::zip(buffers, op.getResults())) {
    Value tensor = asTensor(b, loc, buffer);
    results.push_back(isa<RankedTensorType>(result.getType())
                          ? tensor
                          : tensor::ExtractOp::create(b, loc, tensor, ValueRange()).getResult());
  }
  return success();
}

template <typename... Ops> void attach(MLIRContext &context) {
  (Ops::template attachInterface<LowerModel<
       Ops, static_cast<LogicalResult (*)(Ops, RewriterBase &, ValueRange, Values &)>(lower)>>(
       context),
   ...);
}

} // namespace

void cat::registerEffectLowerings(MLIRContext &context) {
  attach<TextConstOp, TextConcatOp, PrintOp, LogMetricsOp, CheckOp, KeySeedOp, KeyFoldOp, UniformOp,
         NormalOp, PermutationOp, ReadOp, SaveOp, LoadOp>(context);
}
