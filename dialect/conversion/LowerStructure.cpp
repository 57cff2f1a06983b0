// Ops on the structure of arrays. Broadcasts, transpositions and gathers are linalg.generic ops, so
// that fusion makes them part of whoever reads them; slices and reshapes are views.
#include "dialect/conversion/Lowering.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Utils/ReshapeOpsUtils.h"

using namespace mlir;
using namespace cat;
using arith::CmpIPredicate;

namespace {

RankedTensorType resultType(Operation *op) {
  return dyn_cast<RankedTensorType>(lowerType(op->getResult(0).getType()));
}

/// The value of a length, as an index.
Value indexOf(OpBuilder &b, Location loc, OpFoldResult size) {
  return getValueOrCreateConstantIndexOp(b, loc, size);
}

/// `value` as a tensor of `type`. Lengths that only now become known are those of a slice: a cast
/// would be folded into whatever made the value, which runs before anything has checked them.
Value withLengths(OpBuilder &b, Location loc, Value value, RankedTensorType type) {
  auto from = cast<RankedTensorType>(value.getType());
  bool isNarrower = false;
  Window window(b, loc, value);
  for (int64_t d = 0; d < type.getRank(); ++d)
    if (from.isDynamicDim(d) && !type.isDynamicDim(d)) {
      window.sizes[d] = b.getIndexAttr(type.getDimSize(d));
      isNarrower = true;
    }
  if (isNarrower)
    value = slice(b, loc, value, window);
  return value.getType() == type ? value : tensor::CastOp::create(b, loc, type, value).getResult();
}

/// `value` as a tensor of `type`, whose static lengths it must have (checked).
Value castShape(OpBuilder &b, Location loc, Value value, RankedTensorType type) {
  auto from = cast<RankedTensorType>(value.getType());
  if (from == type)
    return value;
  for (int64_t d = 0; d < type.getRank(); ++d) {
    if (!from.isDynamicDim(d) || type.isDynamicDim(d))
      continue;
    Value size = tensor::DimOp::create(b, loc, value, d);
    Value wanted = constantIndex(b, loc, type.getDimSize(d));
    Value bad = arith::CmpIOp::create(b, loc, CmpIPredicate::ne, size, wanted);
    failIf(b, loc, bad, ("an array has not the length " + Twine(type.getDimSize(d))).str(), size);
  }
  return withLengths(b, loc, value, type);
}

LogicalResult lower(ConstOp op, RewriterBase &b, ValueRange, Values &results) {
  TypedAttr value = op.getValue();
  Type type = lowerType(value.getType());
  if (auto dense = dyn_cast<DenseElementsAttr>(value); dense && type != value.getType())
    value = dense.bitcast(elementOf(type));
  else if (auto integer = dyn_cast<IntegerAttr>(value))
    value = IntegerAttr::get(type, integer.getValue());
  results.push_back(arith::ConstantOp::create(b, op.getLoc(), type, value));
  return success();
}

LogicalResult lower(BroadcastOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  RankedTensorType type = resultType(op);
  ValueRange sizes = operands.drop_front();
  bool isScalar = !isa<RankedTensorType>(operands[0].getType());
  SmallVector<OpFoldResult> lengths;
  SmallVector<AffineExpr> kept;
  for (int64_t d = 0, k = 0; d < type.getRank(); ++d) {
    if (!llvm::is_contained(op.getDims(), d)) {
      kept.push_back(b.getAffineDimExpr(d));
      lengths.push_back(tensor::getMixedSize(b, loc, operands[0], k++));
    } else if (type.isDynamicDim(d)) {
      lengths.push_back(sizes.front());
      sizes = sizes.drop_front();
    } else {
      lengths.push_back(b.getIndexAttr(type.getDimSize(d)));
    }
  }
  if (isScalar) {
    results.push_back(filled(b, loc, type, lengths, operands[0]));
    return success();
  }
  AffineMap map = AffineMap::get(type.getRank(), 0, kept, b.getContext());
  results.push_back(generate(b, loc, type, lengths, operands[0], map,
                             [](OpBuilder &, ValueRange, ValueRange x) { return x[0]; }));
  return success();
}

LogicalResult lower(TransposeOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  SmallVector<OpFoldResult> lengths;
  SmallVector<unsigned> inverse(op.getPermutation().size());
  for (auto [i, p] : llvm::enumerate(op.getPermutation())) {
    lengths.push_back(tensor::getMixedSize(b, loc, operands[0], p));
    inverse[p] = i;
  }
  results.push_back(generate(b, loc, resultType(op), lengths, operands[0],
                             AffineMap::getPermutationMap(inverse, b.getContext()),
                             [](OpBuilder &, ValueRange, ValueRange x) { return x[0]; }));
  return success();
}

Value product(OpBuilder &b, Location loc, ArrayRef<OpFoldResult> sizes) {
  Value total = constantIndex(b, loc, 1);
  for (OpFoldResult size : sizes)
    total = arith::MulIOp::create(b, loc, total, indexOf(b, loc, size));
  return total;
}

LogicalResult lower(ReshapeOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  Value x = operands[0];
  auto from = dyn_cast<RankedTensorType>(x.getType());
  RankedTensorType to = resultType(op);
  if (!from && !to) {
    results.push_back(x);
    return success();
  }
  if (!from) {
    SmallVector<OpFoldResult> sizes = sizesOf(b, to, operands.drop_front());
    Value count = product(b, loc, sizes), one = constantIndex(b, loc, 1);
    failIf(b, loc, arith::CmpIOp::create(b, loc, CmpIPredicate::ne, count, one),
           "one element cannot become an array of several", count);
    auto ones = RankedTensorType::get(SmallVector<int64_t>(to.getRank(), 1), x.getType());
    Value array = tensor::FromElementsOp::create(b, loc, ones, x);
    results.push_back(ones == to ? array : tensor::CastOp::create(b, loc, to, array).getResult());
    return success();
  }
  SmallVector<OpFoldResult> fromSizes = sizesOf(b, loc, x);
  if (!to) {
    Value count = product(b, loc, fromSizes);
    if (!from.hasStaticShape())
      failIf(b, loc,
             arith::CmpIOp::create(b, loc, CmpIPredicate::ne, count, constantIndex(b, loc, 1)),
             "an array of several elements cannot become one", count);
    SmallVector<Value> zeros(from.getRank(), constantIndex(b, loc, 0));
    results.push_back(tensor::ExtractOp::create(b, loc, x, zeros));
    return success();
  }
  SmallVector<OpFoldResult> toSizes = sizesOf(b, to, operands.drop_front());
  if (!from.hasStaticShape() || !to.hasStaticShape()) {
    Value have = product(b, loc, fromSizes), want = product(b, loc, toSizes);
    failIf(b, loc, arith::CmpIOp::create(b, loc, CmpIPredicate::ne, have, want),
           "the shapes have different numbers of elements", have);
  } else if (auto groups = getReassociationIndicesForReshape(from, to)) {
    bool expands = to.getRank() > from.getRank();
    results.push_back(from == to ? x
                      : expands
                          ? tensor::ExpandShapeOp::create(b, loc, to, x, *groups).getResult()
                          : tensor::CollapseShapeOp::create(b, loc, to, x, *groups).getResult());
    return success();
  }
  // In general by way of a flat array.
  ReassociationIndices all = llvm::to_vector<2>(llvm::seq<int64_t>(0, from.getRank()));
  if (from.getRank() > 1)
    x = tensor::CollapseShapeOp::create(b, loc, x, ArrayRef<ReassociationIndices>(all));
  ReassociationIndices axes = llvm::to_vector<2>(llvm::seq<int64_t>(0, to.getRank()));
  // One flat axis cannot be of static length and made of dynamic ones, or the other way round.
  auto flat = cast<RankedTensorType>(x.getType());
  int64_t length = to.hasStaticShape() ? to.getNumElements() : ShapedType::kDynamic;
  if (length == ShapedType::kDynamic) {
    // Should the number of elements become known, and wrong, MLIR would refuse to make rows of it.
    Window window(b, loc, x);
    window.sizes[0] = product(b, loc, toSizes);
    x = slice(b, loc, x, window);
  } else if (flat.getDimSize(0) != length) {
    x = withLengths(b, loc, x, RankedTensorType::get({length}, to.getElementType()));
  }
  if (to.getRank() > 1)
    x = tensor::ExpandShapeOp::create(b, loc, to, x, ArrayRef<ReassociationIndices>(axes), toSizes);
  results.push_back(x);
  return success();
}

LogicalResult lower(SliceOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  Value x = operands[0], start = operands[1], length = operands[2];
  RankedTensorType type = resultType(op);
  int64_t axis = op.getAxis();
  Window window(b, loc, x);
  Value extent = indexOf(b, loc, window.sizes[axis]);
  // start <= extent and length <= extent - start, which cannot overflow.
  Value left = arith::SubIOp::create(b, loc, extent, start);
  Value late = arith::CmpIOp::create(b, loc, CmpIPredicate::ugt, start, extent);
  Value longer = arith::CmpIOp::create(b, loc, CmpIPredicate::ugt, length, left);
  failIf(b, loc, arith::OrIOp::create(b, loc, late, longer), "a slice reaches beyond the array");
  if (!type.isDynamicDim(axis)) {
    Value wanted = constantIndex(b, loc, type.getDimSize(axis));
    failIf(b, loc, arith::CmpIOp::create(b, loc, CmpIPredicate::ne, length, wanted),
           "a slice has another length than its type", length);
    window.sizes[axis] = b.getIndexAttr(type.getDimSize(axis));
  } else {
    window.sizes[axis] = length;
  }
  window.offsets[axis] = start;
  results.push_back(castShape(b, loc, slice(b, loc, x, window), type));
  return success();
}

LogicalResult lower(PadOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  RankedTensorType type = resultType(op);
  Window window(b, loc, operands[0]);
  SmallVector<OpFoldResult> total = window.sizes;
  Value extent = indexOf(b, loc, total[op.getAxis()]);
  Value sum = arith::AddIOp::create(b, loc, operands[1], extent);
  total[op.getAxis()] = arith::AddIOp::create(b, loc, sum, operands[2]).getResult();
  Value zero = constantNumber(b, loc, type.getElementType(), 0);
  Value zeros = filled(b, loc, type, total, zero);
  window.offsets[op.getAxis()] = operands[1];
  results.push_back(insertSlice(b, loc, operands[0], zeros, window));
  return success();
}

LogicalResult lower(ConcatOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  RankedTensorType type = resultType(op);
  int64_t axis = op.getAxis();
  SmallVector<OpFoldResult> sizes = sizesOf(b, loc, operands[0]);
  Value total = constantIndex(b, loc, 0);
  SmallVector<Value> starts;
  SmallVector<Value> parts(operands);
  for (Value &part : parts) {
    starts.push_back(total);
    for (int64_t d = 0; d < type.getRank(); ++d)
      if (d != axis)
        part = checkSameLength(b, loc, operands[0], d, part, d);
    Value size = indexOf(b, loc, tensor::getMixedSize(b, loc, part, axis));
    total = arith::AddIOp::create(b, loc, total, size);
  }
  sizes[axis] = total;
  SmallVector<Value> dynamic;
  for (int64_t d = 0; d < type.getRank(); ++d)
    if (type.isDynamicDim(d))
      dynamic.push_back(indexOf(b, loc, sizes[d]));
  Value whole = tensor::EmptyOp::create(b, loc, type, dynamic);
  for (auto [part, start] : llvm::zip(parts, starts)) {
    Window window(b, loc, part);
    window.offsets[axis] = start;
    whole = insertSlice(b, loc, part, whole, window);
  }
  results.push_back(whole);
  return success();
}

LogicalResult lower(ReverseOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  SmallVector<OpFoldResult> sizes = sizesOf(b, loc, operands[0]);
  Value last =
      arith::SubIOp::create(b, loc, indexOf(b, loc, sizes[op.getAxis()]), constantIndex(b, loc, 1));
  results.push_back(generate(b, loc, resultType(op), sizes, {}, {},
                             [&](OpBuilder &b, ValueRange indices, ValueRange) -> Value {
                               SmallVector<Value> at(indices);
                               at[op.getAxis()] =
                                   arith::SubIOp::create(b, loc, last, at[op.getAxis()]);
                               return tensor::ExtractOp::create(b, loc, operands[0], at);
                             }));
  return success();
}

LogicalResult lower(IotaOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  RankedTensorType type = resultType(op);
  Type element = type.getElementType();
  results.push_back(generate(b, loc, type, sizesOf(b, type, operands), {}, {},
                             [&](OpBuilder &b, ValueRange indices, ValueRange) -> Value {
                               if (element.isIndex())
                                 return indices[0];
                               Type integer = isa<FloatType>(element) ? b.getI64Type() : element;
                               Value i = arith::IndexCastOp::create(b, loc, integer, indices[0]);
                               if (isa<FloatType>(element))
                                 i = arith::SIToFPOp::create(b, loc, element, i);
                               return i;
                             }));
  return success();
}

LogicalResult lower(DimOp op, RewriterBase &b, ValueRange operands, Values &results) {
  results.push_back(tensor::DimOp::create(b, op.getLoc(), operands[0], op.getAxis()));
  return success();
}

LogicalResult lower(ForgetOp op, RewriterBase &b, ValueRange operands, Values &results) {
  RankedTensorType type = resultType(op);
  results.push_back(type ? castShape(b, op.getLoc(), operands[0], type) : operands[0]);
  return success();
}

LogicalResult lower(NameOp op, RewriterBase &b, ValueRange operands, Values &results) {
  RankedTensorType type = resultType(op);
  results.push_back(type ? castShape(b, op.getLoc(), operands[0], type) : operands[0]);
  return success();
}

/// An index from data, of whatever integer type, checked against the length of `table`'s axis.
Value tableIndex(OpBuilder &b, Location loc, Value index, Value length, bool inBounds) {
  if (!index.getType().isIndex())
    index = arith::IndexCastOp::create(b, loc, b.getIndexType(), index);
  if (!inBounds)
    checkIndex(b, loc, index, length);
  return index;
}

/// One row, or one element, of a table: a view.
Value gatherOne(GatherOp op, OpBuilder &b, Value table, Value index) {
  Location loc = op.getLoc();
  auto type = cast<RankedTensorType>(table.getType());
  if (type.getRank() == 1)
    return tensor::ExtractOp::create(b, loc, table, index);
  Window window(b, loc, table);
  window.offsets[0] = index;
  window.sizes[0] = b.getIndexAttr(1);
  auto row = RankedTensorType::get(type.getShape().drop_front(), type.getElementType());
  return slice(b, loc, table, window, row);
}

LogicalResult lower(GatherOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  Value table = operands[0], indices = operands[1];
  int64_t batch = op.getBatchDims();
  Value length = tensor::DimOp::create(b, loc, table, batch);
  auto indexType = dyn_cast<RankedTensorType>(indices.getType());
  if (!indexType) {
    Value index = tableIndex(b, loc, indices, length, op.getInBounds());
    results.push_back(gatherOne(op, b, table, index));
    return success();
  }
  for (int64_t d = 0; d < batch; ++d)
    indices = checkSameLength(b, loc, table, d, indices, d);
  RankedTensorType type = resultType(op);
  int64_t rank = indexType.getRank();
  SmallVector<OpFoldResult> sizes = sizesOf(b, loc, indices);
  SmallVector<OpFoldResult> tableSizes = sizesOf(b, loc, table);
  sizes.append(tableSizes.begin() + batch + 1, tableSizes.end());
  AffineMap map = AffineMap::getMultiDimIdentityMap(type.getRank(), b.getContext());
  map = map.getMajorSubMap(rank);
  results.push_back(generate(b, loc, type, sizes, indices, map,
                             [&](OpBuilder &b, ValueRange at, ValueRange x) -> Value {
                               SmallVector<Value> from(at.begin(), at.begin() + batch);
                               from.push_back(tableIndex(b, loc, x[0], length, op.getInBounds()));
                               from.append(at.begin() + rank, at.end());
                               return tensor::ExtractOp::create(b, loc, table, from);
                             }));
  return success();
}

/// Nested loops over `sizes` that carry one tensor; `at` are the indices of the loops around.
Value loopNest(OpBuilder &b, Location loc, ArrayRef<OpFoldResult> sizes, Value init,
               function_ref<Value(OpBuilder &, ValueRange, Value)> body,
               SmallVector<Value> at = {}) {
  if (sizes.empty())
    return body(b, at, init);
  auto loop = scf::ForOp::create(b, loc, constantIndex(b, loc, 0), indexOf(b, loc, sizes[0]),
                                 constantIndex(b, loc, 1), init);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(loop.getBody());
  at.push_back(loop.getInductionVar());
  Value next = loopNest(b, loc, sizes.drop_front(), loop.getRegionIterArg(0), body, at);
  scf::YieldOp::create(b, loc, next);
  return loop.getResult(0);
}

LogicalResult lower(ScatterAddOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  Value indices = operands[0], updates = operands[1];
  RankedTensorType type = resultType(op);
  int64_t batch = op.getBatchDims();
  Type element = type.getElementType();
  Value zero = constantNumber(b, loc, element, 0);
  Value zeros = filled(b, loc, type, sizesOf(b, type, operands.drop_front(2)), zero);
  Value length = tensor::DimOp::create(b, loc, zeros, batch);
  SmallVector<OpFoldResult> sizes;
  if (isa<RankedTensorType>(updates.getType()))
    sizes = sizesOf(b, loc, updates);
  auto indexType = dyn_cast<RankedTensorType>(indices.getType());
  int64_t rank = indexType ? indexType.getRank() : 0;
  for (int64_t d = 0; d < rank; ++d)
    updates = checkSameLength(b, loc, indices, d, updates, d);
  for (int64_t d = rank; d < static_cast<int64_t>(sizes.size()); ++d)
    updates = checkSameLength(b, loc, zeros, batch + 1 + d - rank, updates, d);
  auto addAt = [&](OpBuilder &b, ValueRange at, Value index, Value table) -> Value {
    SmallVector<Value> to(at.begin(), at.begin() + batch);
    to.push_back(index);
    to.append(at.begin() + rank, at.end());
    Value update = updates;
    if (isa<RankedTensorType>(updates.getType()))
      update = tensor::ExtractOp::create(b, loc, updates, at);
    Value old = tensor::ExtractOp::create(b, loc, table, to);
    Value sum = isa<FloatType>(element) ? arith::AddFOp::create(b, loc, old, update).getResult()
                                        : arith::AddIOp::create(b, loc, old, update).getResult();
    return tensor::InsertOp::create(b, loc, sum, table, to);
  };
  // The index once for each row, then the row.
  auto addRow = [&](OpBuilder &b, ValueRange at, Value table) {
    Value index = indexType ? tensor::ExtractOp::create(b, loc, indices, at).getResult() : indices;
    index = tableIndex(b, loc, index, length, false);
    return loopNest(b, loc, ArrayRef(sizes).drop_front(rank), table,
                    [&](OpBuilder &b, ValueRange rest, Value table) {
                      SmallVector<Value> whole(at);
                      whole.append(rest.begin(), rest.end());
                      return addAt(b, whole, index, table);
                    });
  };
  results.push_back(loopNest(b, loc, ArrayRef(sizes).take_front(rank), zeros, addRow));
  return success();
}

template <typename... Ops> void attach(MLIRContext &context) {
  (Ops::template attachInterface<LowerModel<
       Ops, static_cast<LogicalResult (*)(Ops, RewriterBase &, ValueRange, Values &)>(lower)>>(
       context),
   ...);
}

} // namespace

void cat::registerStructureLowerings(MLIRContext &context) {
  attach<ConstOp, BroadcastOp, TransposeOp, ReshapeOp, SliceOp, PadOp, ConcatOp, ReverseOp, IotaOp,
         DimOp, ForgetOp, NameOp, GatherOp, ScatterAddOp>(context);
}
