// Sorting: a merge sort of positions, one private function for each type of element, called for
// each row. It is stable, takes n log n comparisons and one scratch array, and puts NaN last.
#include "dialect/conversion/Border.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Parser/Parser.h"

using namespace mlir;
using namespace cat;

namespace {

// $T is the type of the keys, $NAME the function's name; $LESS computes %less from %a and %b.
constexpr StringRef source = R"(
func.func private @$NAME(%keys: memref<?x$T, strided<[?], offset: ?>>,
                         %order: memref<?xi64, strided<[?], offset: ?>>, %scratch: memref<?xi64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %false = arith.constant false
  %true = arith.constant true
  %n = memref.dim %order, %c0 : memref<?xi64, strided<[?], offset: ?>>
  scf.for %i = %c0 to %n step %c1 {
    %p = arith.index_cast %i : index to i64
    memref.store %p, %order[%i] : memref<?xi64, strided<[?], offset: ?>>
  }
  %end = scf.while (%width = %c1) : (index) -> index {
    %more = arith.cmpi ult, %width, %n : index
    scf.condition(%more) %width : index
  } do {
  ^bb0(%width: index):
    %double = arith.addi %width, %width : index
    scf.for %low = %c0 to %n step %double {
      %m = arith.addi %low, %width : index
      %h = arith.addi %low, %double : index
      %middle = arith.minui %m, %n : index
      %high = arith.minui %h, %n : index
      %done:2 = scf.for %k = %low to %high step %c1 iter_args(%l = %low, %r = %middle) -> (index, index) {
        %hasLeft = arith.cmpi ult, %l, %middle : index
        %hasRight = arith.cmpi ult, %r, %high : index
        %takeRight = scf.if %hasLeft -> (i1) {
          %before = scf.if %hasRight -> (i1) {
            %pa = memref.load %order[%r] : memref<?xi64, strided<[?], offset: ?>>
            %pb = memref.load %order[%l] : memref<?xi64, strided<[?], offset: ?>>
            %ia = arith.index_cast %pa : i64 to index
            %ib = arith.index_cast %pb : i64 to index
            %a = memref.load %keys[%ia] : memref<?x$T, strided<[?], offset: ?>>
            %b = memref.load %keys[%ib] : memref<?x$T, strided<[?], offset: ?>>
            $LESS
            scf.yield %less : i1
          } else {
            scf.yield %false : i1
          }
          scf.yield %before : i1
        } else {
          scf.yield %true : i1
        }
        %from = arith.select %takeRight, %r, %l : index
        %p = memref.load %order[%from] : memref<?xi64, strided<[?], offset: ?>>
        memref.store %p, %scratch[%k] : memref<?xi64>
        %l1 = arith.addi %l, %c1 : index
        %r1 = arith.addi %r, %c1 : index
        %nextLeft = arith.select %takeRight, %l, %l1 : index
        %nextRight = arith.select %takeRight, %r1, %r : index
        scf.yield %nextLeft, %nextRight : index, index
      }
    }
    scf.for %i = %c0 to %n step %c1 {
      %p = memref.load %scratch[%i] : memref<?xi64>
      memref.store %p, %order[%i] : memref<?xi64, strided<[?], offset: ?>>
    }
    scf.yield %double : index
  }
  return
}
)";

std::string replaced(std::string text, StringRef what, StringRef by) {
  for (size_t at = 0; (at = text.find(what.str(), at)) != std::string::npos; at += by.size())
    text.replace(at, what.size(), by.str());
  return text;
}

/// The sorting function for keys of `type` (before conversion), added to the module when missing.
std::string sortFunction(ModuleOp module, Type type) {
  std::string spelling, lowered;
  llvm::raw_string_ostream(spelling) << type;
  llvm::raw_string_ostream(lowered) << lowerType(type);
  std::string name = "cat.argsort." + spelling;
  if (module.lookupSymbol(name))
    return name;
  std::string less =
      isa<FloatType>(type)
          ? R"(%below = arith.cmpf olt, %a, %b : $T
            %known = arith.cmpf ord, %a, %a : $T
            %nan = arith.cmpf uno, %b, %b : $T
            %last = arith.andi %known, %nan : i1
            %less = arith.ori %below, %last : i1)"
          : ("%less = arith.cmpi " + Twine(isUnsigned(type) ? "ult" : "slt") + ", %a, %b : $T")
                .str();
  std::string text = replaced(replaced(source.str(), "$LESS", less), "$T", lowered);
  auto parsed = parseSourceString<ModuleOp>(replaced(text, "$NAME", name), module.getContext());
  Operation *function = &parsed->getBody()->front();
  function->remove();
  module.push_back(function);
  return name;
}

/// The row of `buffer` along `axis` at the other indices `at`.
Value rowOf(OpBuilder &b, Location loc, Value buffer, int64_t axis, ArrayRef<Value> at) {
  auto type = cast<MemRefType>(buffer.getType());
  SmallVector<OpFoldResult> offsets, sizes, strides(type.getRank(), b.getIndexAttr(1));
  for (int64_t d = 0, k = 0; d < type.getRank(); ++d) {
    offsets.push_back(d == axis ? OpFoldResult(b.getIndexAttr(0)) : OpFoldResult(at[k++]));
    sizes.push_back(d == axis ? memref::getMixedSize(b, loc, buffer, d)
                              : OpFoldResult(b.getIndexAttr(1)));
  }
  auto row = cast<MemRefType>(memref::SubViewOp::inferRankReducedResultType(
      {type.getDimSize(axis)}, type, offsets, sizes, strides));
  Value view = memref::SubViewOp::create(b, loc, row, buffer, offsets, sizes, strides);
  auto any = StridedLayoutAttr::get(b.getContext(), ShapedType::kDynamic, ShapedType::kDynamic);
  auto general = MemRefType::get({ShapedType::kDynamic}, type.getElementType(), any);
  return memref::CastOp::create(b, loc, general, view);
}

/// The positions along `axis` that sort `x`, whose elements had type `key` before conversion.
Value argsort(Operation *op, OpBuilder &b, Value x, int64_t axis, Type key) {
  Location loc = op->getLoc();
  std::string function = sortFunction(op->getParentOfType<ModuleOp>(), key);
  auto type = cast<RankedTensorType>(x.getType());
  Value keys = readBuffer(b, loc, x);
  SmallVector<OpFoldResult> sizes = sizesOf(b, loc, x);
  SmallVector<Value> dynamic;
  for (auto [d, size] : llvm::enumerate(sizes))
    if (type.isDynamicDim(d))
      dynamic.push_back(getValueOrCreateConstantIndexOp(b, loc, size));
  Type i64 = b.getI64Type();
  Value order = memref::AllocOp::create(b, loc, MemRefType::get(type.getShape(), i64), dynamic,
                                        b.getI64IntegerAttr(64));
  Value length = getValueOrCreateConstantIndexOp(b, loc, sizes[axis]);
  Value scratch = memref::AllocOp::create(b, loc, MemRefType::get({ShapedType::kDynamic}, i64),
                                          length, b.getI64IntegerAttr(64));
  Operation *outermost = nullptr;
  SmallVector<Value> at;
  for (auto [d, size] : llvm::enumerate(sizes)) {
    if (static_cast<int64_t>(d) == axis)
      continue;
    auto loop =
        scf::ForOp::create(b, loc, constantIndex(b, loc, 0),
                           getValueOrCreateConstantIndexOp(b, loc, size), constantIndex(b, loc, 1));
    outermost = outermost ? outermost : loop.getOperation();
    at.push_back(loop.getInductionVar());
    b.setInsertionPointToStart(loop.getBody());
  }
  SmallVector<Value> arguments{rowOf(b, loc, keys, axis, at), rowOf(b, loc, order, axis, at),
                               scratch};
  func::CallOp::create(b, loc, function, TypeRange(), arguments);
  if (outermost)
    b.setInsertionPointAfter(outermost);
  auto result = RankedTensorType::get(type.getShape(), i64);
  return bufferization::ToTensorOp::create(b, loc, result, order, /*restrict=*/true,
                                           /*writable=*/true);
}

LogicalResult lower(ArgSortOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Type key = elementOf(op.getOperand().getType());
  results.push_back(argsort(op, b, operands[0], op.getAxis(), key));
  if (results[0].getType() != lowerType(op.getType()))
    return op.emitError("positions of this type are not in this version");
  return success();
}

LogicalResult lower(SortOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  Value x = operands[0];
  auto type = cast<RankedTensorType>(x.getType());
  Value order = argsort(op, b, x, op.getAxis(), elementOf(op.getOperand().getType()));
  results.push_back(generate(
      b, loc, type, sizesOf(b, loc, x), order, b.getMultiDimIdentityMap(type.getRank()),
      [&](OpBuilder &b, ValueRange at, ValueRange position) -> Value {
        SmallVector<Value> from(at);
        from[op.getAxis()] = arith::IndexCastOp::create(b, loc, b.getIndexType(), position[0]);
        return tensor::ExtractOp::create(b, loc, x, from);
      }));
  return success();
}

} // namespace

void cat::registerSortLowerings(MLIRContext &context) {
  SortOp::attachInterface<LowerModel<
      SortOp, static_cast<LogicalResult (*)(SortOp, RewriterBase &, ValueRange, Values &)>(lower)>>(
      context);
  ArgSortOp::attachInterface<
      LowerModel<ArgSortOp, static_cast<LogicalResult (*)(ArgSortOp, RewriterBase &, ValueRange,
                                                          Values &)>(lower)>>(context);
}
