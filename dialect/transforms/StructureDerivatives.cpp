// The derivatives of operations on the structure of arrays. Most are linear: the reverse derivative
// is the adjoint, the forward one the operation itself.
#include "dialect/transforms/Emit.h"
#include "dialect/transforms/Rules.h"

using namespace mlir;

namespace cat {
namespace {

using Cotangents = MutableArrayRef<Value>;

// A rule is a function `reverse(OpTy, Emit &, d, out)`: d is the cotangent of the result.

void reverse(BroadcastOp op, Emit &e, Value d, Cotangents out) {
  out[0] = e.foldAdd(d, op.getDims());
}

void reverse(TransposeOp op, Emit &e, Value d, Cotangents out) {
  SmallVector<int64_t> inverse(op.getPermutation().size());
  for (auto [i, axis] : llvm::enumerate(op.getPermutation()))
    inverse[axis] = i;
  out[0] = e.transpose(d, inverse);
}

void reverse(ReshapeOp op, Emit &e, Value d, Cotangents out) {
  Value x = op.getOperand();
  out[0] = ReshapeOp::create(e.b, e.loc, x.getType(), d, e.dynamicSizes(x));
}

void reverse(SliceOp op, Emit &e, Value d, Cotangents out) {
  Value x = op.getOperand();
  Value end = e.add(op.getStart(), op.getLength());
  Value high = e.sub(e.dim(x, op.getAxis()), end);
  out[0] = PadOp::create(e.b, e.loc, x.getType(), d, op.getStart(), high, op.getAxis());
}

Value sliceLike(Emit &e, Value d, Value start, Value like, int64_t axis) {
  return SliceOp::create(e.b, e.loc, like.getType(), d, start, e.dim(like, axis), axis);
}

void reverse(PadOp op, Emit &e, Value d, Cotangents out) {
  out[0] = sliceLike(e, d, op.getLow(), op.getOperand(), op.getAxis());
}

void reverse(ConcatOp op, Emit &e, Value d, Cotangents out) {
  Value start = e.index(0);
  for (auto [i, part] : llvm::enumerate(op->getOperands())) {
    out[i] = sliceLike(e, d, start, part, op.getAxis());
    start = e.add(start, e.dim(part, op.getAxis()));
  }
}

void reverse(ReverseOp op, Emit &e, Value d, Cotangents out) {
  out[0] = ReverseOp::create(e.b, e.loc, d.getType(), d, op.getAxis());
}

void reverse(GatherOp op, Emit &e, Value d, Cotangents out) {
  Value table = op.getTable();
  out[0] = ScatterAddOp::create(e.b, e.loc, table.getType(), op.getIndices(), d,
                                e.dynamicSizes(table), op.getBatchDims());
}

void reverse(ScatterAddOp op, Emit &e, Value d, Cotangents out) {
  out[1] = e.castTo(GatherOp::create(e.b, e.loc, op.getUpdates().getType(), d, op.getIndices(),
                                     op.getBatchDims(), /*in_bounds=*/true),
                    op.getUpdates().getType());
}

/// The cotangent of one factor: d contracted with the other one. Axes that only this factor has
/// were summed alone; along them the cotangent is repeated.
Value contractAdjoint(ContractOp op, Emit &e, Value d, unsigned factor) {
  AffineMap own = op.getMap(factor), other = op.getMap(1 - factor), result = op.getMap(2);
  Value x = op->getOperand(factor);
  SmallVector<AffineExpr> kept;
  SmallVector<int64_t> missing;
  for (auto [axis, dim] : llvm::enumerate(own.getResults())) {
    if (llvm::is_contained(other.getResults(), dim) || llvm::is_contained(result.getResults(), dim))
      kept.push_back(dim);
    else
      missing.push_back(axis);
  }
  AffineMap to = AffineMap::get(own.getNumDims(), 0, kept, op.getContext());
  SmallVector<int64_t> shape;
  for (auto [axis, length] : llvm::enumerate(shapeOf(x.getType())))
    if (!llvm::is_contained(missing, static_cast<int64_t>(axis)))
      shape.push_back(length);
  // A dim that no map mentions any more must go.
  SmallVector<AffineMap> maps = compressUnusedDims(SmallVector<AffineMap>{result, other, to});
  Value adjoint = ContractOp::create(e.b, e.loc, arrayOf(shape, elementOf(x.getType())), d,
                                     op->getOperand(1 - factor), e.b.getAffineMapArrayAttr(maps));
  return missing.empty() ? adjoint : e.broadcastLike(adjoint, missing, x);
}

void reverse(ContractOp op, Emit &e, Value d, Cotangents out) {
  out[0] = contractAdjoint(op, e, d, 0);
  out[1] = contractAdjoint(op, e, d, 1);
}

/// `x` with the folded axes behind all others, as one axis; `back` undoes it.
struct FoldedLast {
  Emit &e;
  Value x;
  SmallVector<int64_t> permutation;
  Value moved;

  FoldedLast(Emit &e, Value x, ArrayRef<int64_t> dims) : e(e), x(x) {
    for (int64_t axis = 0, rank = shapeOf(x.getType()).size(); axis != rank; ++axis)
      if (!llvm::is_contained(dims, axis))
        permutation.push_back(axis);
    unsigned kept = permutation.size();
    permutation.append(dims.begin(), dims.end());
    // One axis that is the last already.
    if (dims.size() == 1 && dims[0] == permutation.back() && llvm::is_sorted(permutation)) {
      flat = moved = x;
      return;
    }
    moved = e.transpose(x, permutation);
    SmallVector<int64_t> shape(shapeOf(moved.getType()).take_front(kept));
    SmallVector<Value> sizes;
    for (unsigned axis = 0; axis != kept; ++axis)
      if (ShapedType::isDynamic(shape[axis]))
        sizes.push_back(e.dim(moved, axis));
    Value length = e.dim(x, dims.front());
    for (int64_t axis : dims.drop_front())
      length = e.mul(length, e.dim(x, axis));
    int64_t total = 1;
    for (int64_t axis : dims) {
      int64_t part = shapeOf(x.getType())[axis];
      total = ShapedType::isDynamic(part) || ShapedType::isDynamic(total) ? ShapedType::kDynamic
                                                                          : total * part;
    }
    shape.push_back(total);
    if (ShapedType::isDynamic(total))
      sizes.push_back(length);
    flat = ReshapeOp::create(e.b, e.loc, arrayOf(shape, elementOf(x.getType())), moved, sizes);
  }
  int64_t axis() const { return shapeOf(flat.getType()).size() - 1; }
  Value back(Value d) {
    if (moved == x)
      return d;
    Value reshaped = ReshapeOp::create(e.b, e.loc, moved.getType(), d, e.dynamicSizes(moved));
    SmallVector<int64_t> inverse(permutation.size());
    for (auto [i, a] : llvm::enumerate(permutation))
      inverse[a] = i;
    return e.transpose(reshaped, inverse);
  }

  Value flat;
};

/// max and min: the cotangent goes to the first occurrence.
Value extremeAdjoint(FoldAxisOp op, Emit &e, Value d) {
  FoldedLast last(e, op.getOperand(), op.getDims());
  Value x = last.flat;
  int64_t axis = last.axis();
  Type scalar = e.b.getI64Type();
  Type positions = arrayOf(shapeOf(x.getType()).drop_back(), scalar);
  Value first = op.getKind() == FoldKind::Max
                    ? Value(ArgMaxOp::create(e.b, e.loc, positions, x, axis))
                    : Value(ArgMinOp::create(e.b, e.loc, positions, x, axis));
  SmallVector<Value> size;
  if (ShapedType::isDynamic(shapeOf(x.getType()).back()))
    size.push_back(e.dim(x, axis));
  Value iota = IotaOp::create(e.b, e.loc, arrayOf(shapeOf(x.getType()).take_back(), scalar), size);
  SmallVector<int64_t> leading = llvm::to_vector(llvm::seq<int64_t>(0, axis));
  Value numbers = leading.empty() ? iota : e.broadcastLike(iota, leading, x);
  Value isFirst = e.cmp(Compare::eq, numbers, e.broadcastLike(first, {axis}, x));
  return last.back(e.select(isFirst, e.broadcastLike(d, {axis}, x), e.zeros(x)));
}

/// For each row the product of all rows before it; `one` is that of none.
Value productsBefore(Emit &e, Value rows, Value one) {
  Type row = unstacked(rows.getType());
  auto step = LambdaOp::create(e.b, e.loc, TypeRange{row, row}, TypeRange{row, row},
                               [](OpBuilder &b, Location loc, ValueRange args) {
                                 Value next = MulOp::create(b, loc, args[1], args[0]);
                                 YieldOp::create(b, loc, ValueRange{args[1], next});
                               });
  Type types[] = {row, rows.getType()};
  auto both = ProdType::get(e.b.getContext(), types);
  Value loop = LoopOp::create(e.b, e.loc, HomType::get(both, both), step);
  return EvalOp::create(e.b, e.loc, types, loop, ValueRange{e.castTo(one, row), rows}).getResult(1);
}

/// The product of all others, without a division: zeros among the factors are no exception, nor are
/// they in derivatives of this one.
Value productAdjoint(FoldAxisOp op, Emit &e, Value d) {
  FoldedLast last(e, op.getOperand(), op.getDims());
  int64_t axis = last.axis();
  SmallVector<int64_t> toFront = {axis}, toBack;
  for (int64_t i = 0; i != axis; ++i) {
    toFront.push_back(i);
    toBack.push_back(i + 1);
  }
  toBack.push_back(0);
  Value rows = e.transpose(last.flat, toFront), one = e.constant(1, d);
  auto reversed = [&](Value x) { return ReverseOp::create(e.b, e.loc, x.getType(), x, 0); };
  Value before = productsBefore(e, rows, one);
  Value after = reversed(productsBefore(e, reversed(rows), one));
  Value others = e.mul(e.broadcastLike(d, {0}, rows), e.mul(before, after));
  return last.back(e.transpose(others, toBack));
}

void reverse(FoldAxisOp op, Emit &e, Value d, Cotangents out) {
  switch (op.getKind()) {
  case FoldKind::Add:
    out[0] = e.broadcastLike(d, op.getDims(), op.getOperand());
    break;
  case FoldKind::Mul:
    out[0] = productAdjoint(op, e, d);
    break;
  case FoldKind::Max:
  case FoldKind::Min:
    out[0] = extremeAdjoint(op, e, d);
    break;
  case FoldKind::And:
  case FoldKind::Or:
    break;
  }
}

/// The axis `axis` moved to the end, or back.
Value swapWithLast(Emit &e, Value x, int64_t axis) {
  auto permutation = llvm::to_vector(llvm::seq<int64_t>(0, shapeOf(x.getType()).size()));
  std::swap(permutation[axis], permutation.back());
  return e.transpose(x, permutation);
}

void reverse(SortOp op, Emit &e, Value d, Cotangents out) {
  Value x = swapWithLast(e, op.getOperand(), op.getAxis());
  int64_t last = shapeOf(x.getType()).size() - 1;
  Value order = ArgSortOp::create(e.b, e.loc, x, last);
  Value moved = ScatterAddOp::create(e.b, e.loc, x.getType(), order,
                                     swapWithLast(e, d, op.getAxis()), e.dynamicSizes(x), last);
  out[0] = swapWithLast(e, moved, op.getAxis());
}

template <typename OpTy>
struct ReverseRule : ReverseDerivativeOpInterface::ExternalModel<ReverseRule<OpTy>, OpTy> {
  LogicalResult reverse(Operation *op, OpBuilder &b, ArrayRef<Value> cotangents,
                        MutableArrayRef<Value> operandCotangents) const {
    Emit e{b, op->getLoc()};
    cat::reverse(cast<OpTy>(op), e, cotangents[0], operandCotangents);
    return success();
  }
};

/// The operation with the operands `replaced` (null: as they are).
Value again(Operation *op, OpBuilder &b, ArrayRef<Value> replaced) {
  Operation *copy = b.clone(*op);
  for (auto [i, value] : llvm::enumerate(replaced))
    if (value)
      copy->setOperand(i, value);
  return copy->getResult(0);
}

template <typename OpTy>
struct LinearForwardRule
    : ForwardDerivativeOpInterface::ExternalModel<LinearForwardRule<OpTy>, OpTy> {
  LogicalResult forward(Operation *op, OpBuilder &b, ArrayRef<Value> tangents,
                        SmallVectorImpl<Value> &resultTangents) const {
    Emit e{b, op->getLoc()};
    auto linear = cast<LinearOpInterface>(op);
    if (linear.isJointlyLinear()) {
      SmallVector<Value> replaced(tangents);
      for (unsigned i = 0; i != replaced.size(); ++i)
        if (!replaced[i] && linear.isLinearIn(i))
          replaced[i] = e.zeros(op->getOperand(i));
      resultTangents.push_back(again(op, b, replaced));
      return success();
    }
    Value sum;
    for (auto [i, tangent] : llvm::enumerate(tangents)) {
      if (!tangent)
        continue;
      SmallVector<Value> replaced(tangents.size());
      replaced[i] = tangent;
      Value part = again(op, b, replaced);
      sum = sum ? e.add(sum, part) : part;
    }
    resultTangents.push_back(sum);
    return success();
  }
};

/// Each result is a sum over the folded elements, each times its partial derivative: the adjoint of
/// one.
struct FoldForwardRule : ForwardDerivativeOpInterface::ExternalModel<FoldForwardRule, FoldAxisOp> {
  LogicalResult forward(Operation *op, OpBuilder &b, ArrayRef<Value> tangents,
                        SmallVectorImpl<Value> &resultTangents) const {
    Emit e{b, op->getLoc()};
    auto fold = cast<FoldAxisOp>(op);
    Value gradient;
    cat::reverse(fold, e, e.constant(1, op->getResult(0)), gradient);
    resultTangents.push_back(e.foldAdd(e.mul(gradient, tangents[0]), fold.getDims()));
    return success();
  }
};

struct SortForwardRule : ForwardDerivativeOpInterface::ExternalModel<SortForwardRule, SortOp> {
  LogicalResult forward(Operation *op, OpBuilder &b, ArrayRef<Value> tangents,
                        SmallVectorImpl<Value> &resultTangents) const {
    Emit e{b, op->getLoc()};
    int64_t axis = cast<SortOp>(op).getAxis();
    Value x = swapWithLast(e, op->getOperand(0), axis);
    int64_t last = shapeOf(x.getType()).size() - 1;
    Value order = ArgSortOp::create(b, e.loc, x, last);
    Value moved = GatherOp::create(b, e.loc, x.getType(), swapWithLast(e, tangents[0], axis), order,
                                   last, /*in_bounds=*/true);
    resultTangents.push_back(swapWithLast(e, moved, axis));
    return success();
  }
};

template <typename... OpTys> void attachLinear(MLIRContext *context) {
  (OpTys::template attachInterface<ReverseRule<OpTys>, LinearForwardRule<OpTys>>(*context), ...);
}

} // namespace

void attachStructureDerivatives(MLIRContext *context) {
  attachLinear<BroadcastOp, TransposeOp, ReshapeOp, SliceOp, PadOp, ConcatOp, ReverseOp, GatherOp,
               ScatterAddOp, ContractOp>(context);
  FoldAxisOp::attachInterface<ReverseRule<FoldAxisOp>, FoldForwardRule>(*context);
  SortOp::attachInterface<ReverseRule<SortOp>, SortForwardRule>(*context);
}

void registerCatTransformRules(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, CatDialect *) {
    attachMapRules(context);
    attachElementwiseDerivatives(context);
    attachStructureDerivatives(context);
  });
}

} // namespace cat
