// Text, random numbers, metrics and checks: calls of the runtime. Arrays pass the border as
// unranked buffers (MLIR's C interface).
#include "dialect/conversion/Border.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace cat;

namespace {

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

LogicalResult lower(TextEqualOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Value equal =
      callRuntime(b, op.getLoc(), "catrt_text_equal", b.getI64Type(), operands.take_front(2))[0];
  results.push_back(arith::TruncIOp::create(b, op.getLoc(), b.getI1Type(), equal));
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
  if (op.getValues().empty()) {
    callRuntime(b, loc, "catrt_fail", {}, arguments);
    return success();
  }
  arguments.push_back(operands[1]); // a text, see cat-lower-control
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

template <typename... Ops> void attach(MLIRContext &context) {
  (Ops::template attachInterface<LowerModel<
       Ops, static_cast<LogicalResult (*)(Ops, RewriterBase &, ValueRange, Values &)>(lower)>>(
       context),
   ...);
}

} // namespace

void cat::registerEffectLowerings(MLIRContext &context) {
  attach<TextConstOp, TextConcatOp, PrintOp, LogMetricsOp, CheckOp, KeySeedOp, KeyFoldOp, UniformOp,
         NormalOp, PermutationOp, TextEqualOp>(context);
}
