// How each point-layer operation runs over one more leading axis (MapOpInterface). Operands without
// the axis are repeated only where the operation itself cannot take them as they are.
#include "dialect/transforms/Emit.h"
#include "dialect/transforms/Rules.h"
#include "dialect/transforms/Utils.h"

using namespace mlir;

namespace cat {
namespace {

using Values = SmallVectorImpl<Value>;

/// What a rule knows about the batched operation it emits.
struct Lift {
  Emit e;
  Operation *op;
  SmallVector<Value> operands;
  ArrayRef<bool> batched;
  Value size;

  /// Gives operand `i` the axis if it lacks it.
  void stack(unsigned i) {
    if (!batched[i])
      operands[i] = e.stack(operands[i], size);
  }
  /// True if an operand from `first` on has the axis.
  bool anyBatched(unsigned first) const {
    return llvm::is_contained(batched.drop_front(first), true);
  }

  /// The operation again, on `operands`, with one more leading axis in each result.
  Operation *rebuild() {
    OperationState state = stateLike(op);
    state.addOperands(operands);
    for (Type type : op->getResultTypes())
      state.addTypes(stacked(lengthOf(size), type));
    return e.b.create(state);
  }
};

/// The axes that name dims of the operand or of the result move up by one.
SmallVector<int64_t> moveUp(ArrayRef<int64_t> dims) {
  return llvm::map_to_vector(dims, [](int64_t dim) { return dim + 1; });
}

/// A rule is a function `FailureOr<Operation *> lift(OpTy, Lift &)`.
FailureOr<Operation *> lift(BroadcastOp op, Lift &l) {
  if (l.anyBatched(1))
    return failure();
  auto result = cast<BroadcastOp>(l.rebuild());
  result.setDims(moveUp(op.getDims()));
  return result.getOperation();
}

FailureOr<Operation *> lift(TransposeOp op, Lift &l) {
  SmallVector<int64_t> permutation = moveUp(op.getPermutation());
  permutation.insert(permutation.begin(), 0);
  auto result = cast<TransposeOp>(l.rebuild());
  result.setPermutation(permutation);
  return result.getOperation();
}

FailureOr<Operation *> lift(ReshapeOp op, Lift &l) {
  if (l.anyBatched(1))
    return failure();
  if (ShapedType::isDynamic(lengthOf(l.size)))
    l.operands.insert(l.operands.begin() + 1, l.size);
  return l.rebuild();
}

template <typename OpTy> FailureOr<Operation *> liftAxis(OpTy op, Lift &l) {
  auto result = cast<OpTy>(l.rebuild());
  result.setAxis(op.getAxis() + 1);
  return result.getOperation();
}
FailureOr<Operation *> lift(ReverseOp op, Lift &l) { return liftAxis(op, l); }
FailureOr<Operation *> lift(ArgMaxOp op, Lift &l) { return liftAxis(op, l); }
FailureOr<Operation *> lift(ArgMinOp op, Lift &l) { return liftAxis(op, l); }
FailureOr<Operation *> lift(SortOp op, Lift &l) { return liftAxis(op, l); }
FailureOr<Operation *> lift(ArgSortOp op, Lift &l) { return liftAxis(op, l); }

FailureOr<Operation *> lift(SliceOp op, Lift &l) {
  return l.anyBatched(1) ? FailureOr<Operation *>(failure()) : liftAxis(op, l);
}
FailureOr<Operation *> lift(PadOp op, Lift &l) {
  return l.anyBatched(1) ? FailureOr<Operation *>(failure()) : liftAxis(op, l);
}

FailureOr<Operation *> lift(ConcatOp op, Lift &l) {
  for (unsigned i = 0; i != l.operands.size(); ++i)
    l.stack(i);
  return liftAxis(op, l);
}

/// The length of an axis is the same for all elements: the result lacks the axis.
FailureOr<Operation *> lift(DimOp op, Lift &l) {
  return DimOp::create(l.e.b, l.e.loc, l.operands[0], op.getAxis() + 1).getOperation();
}

FailureOr<Operation *> lift(FoldAxisOp op, Lift &l) {
  auto result = cast<FoldAxisOp>(l.rebuild());
  result.setDims(moveUp(op.getDims()));
  return result.getOperation();
}

FailureOr<Operation *> lift(GatherOp op, Lift &l) {
  // One table for all: more indices. Else the new axis is one of the batch.
  if (!l.batched[0] && op.getBatchDims() == 0)
    return l.rebuild();
  l.stack(0);
  l.stack(1);
  auto result = cast<GatherOp>(l.rebuild());
  result.setBatchDims(op.getBatchDims() + 1);
  return result.getOperation();
}

FailureOr<Operation *> lift(ScatterAddOp op, Lift &l) {
  if (l.anyBatched(2))
    return failure();
  l.stack(0);
  l.stack(1);
  if (ShapedType::isDynamic(lengthOf(l.size)))
    l.operands.insert(l.operands.begin() + 2, l.size);
  auto result = cast<ScatterAddOp>(l.rebuild());
  result.setBatchDims(op.getBatchDims() + 1);
  return result.getOperation();
}

/// A new outermost dim of the iteration, in the maps of the operands that have the axis.
FailureOr<Operation *> lift(ContractOp op, Lift &l) {
  MLIRContext *context = op->getContext();
  SmallVector<AffineMap> maps;
  for (unsigned i = 0; i != 3; ++i) {
    AffineMap map = op.getMap(i).shiftDims(1);
    SmallVector<AffineExpr> results(map.getResults());
    if (i == 2 || l.batched[i])
      results.insert(results.begin(), getAffineDimExpr(0, context));
    maps.push_back(AffineMap::get(map.getNumDims(), 0, results, context));
  }
  auto result = cast<ContractOp>(l.rebuild());
  result.setMapsAttr(l.e.b.getAffineMapArrayAttr(maps));
  return result.getOperation();
}

template <typename OpTy> struct MapRule : MapOpInterface::ExternalModel<MapRule<OpTy>, OpTy> {
  LogicalResult mapOver(Operation *op, OpBuilder &b, ArrayRef<Value> operands,
                        ArrayRef<bool> batched, Value size, Values &results) const {
    Lift l{{b, op->getLoc()}, op, SmallVector<Value>(operands), batched, size};
    FailureOr<Operation *> result = lift(cast<OpTy>(op), l);
    if (succeeded(result))
      results.append((*result)->result_begin(), (*result)->result_end());
    return result;
  }
};

/// Elementwise operations need all operands in one shape.
template <typename OpTy>
struct ElementwiseMapRule : MapOpInterface::ExternalModel<ElementwiseMapRule<OpTy>, OpTy> {
  LogicalResult mapOver(Operation *op, OpBuilder &b, ArrayRef<Value> operands,
                        ArrayRef<bool> batched, Value size, Values &results) const {
    Lift l{{b, op->getLoc()}, op, SmallVector<Value>(operands), batched, size};
    for (unsigned i = 0; i != operands.size(); ++i)
      l.stack(i);
    results.push_back(l.rebuild()->getResult(0));
    return success();
  }
};

template <template <typename> typename Rule, typename... OpTys> void attach(MLIRContext *context) {
  (OpTys::template attachInterface<Rule<OpTys>>(*context), ...);
}

} // namespace

void attachMapRules(MLIRContext *context) {
  attach<ElementwiseMapRule, AddOp, SubOp, MulOp, DivOp, RemOp, PowOp, MaxOp, MinOp, NegOp, AbsOp,
         ExpOp, LogOp, Log1pOp, Expm1Op, SqrtOp, RsqrtOp, SinOp, CosOp, TanOp, TanhOp, SinhOp,
         CoshOp, AtanOp, AsinOp, AcosOp, ErfOp, FloorOp, CeilOp, RoundOp, SignOp, AndOp, OrOp,
         XorOp, NotOp, CmpOp, SelectOp, ConvertOp>(context);
  attach<MapRule, BroadcastOp, TransposeOp, ReshapeOp, SliceOp, PadOp, ConcatOp, ReverseOp, DimOp,
         GatherOp, ScatterAddOp, ContractOp, FoldAxisOp, ArgMaxOp, ArgMinOp, SortOp, ArgSortOp>(
      context);
}

} // namespace cat
