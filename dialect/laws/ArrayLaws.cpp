// Laws of arrays: work moves to the smaller side of what copies or picks elements (naturality),
// folds of a monoid's operation are folds of an axis.
#include "dialect/laws/Laws.h"
#include "dialect/laws/Points.h"
#include "dialect/laws/Terms.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;

namespace cat {

// f(broadcast x, broadcast y) = broadcast f(x, y), along the axes that all are repeated along
static LogicalResult elementwiseOfBroadcasts(Operation *op, PatternRewriter &b) {
  if (!isTotalElementwise(op) || isa<ConstOp>(op))
    return failure();
  std::optional<Repeated> first;
  SmallVector<Repeated> operands;
  SmallVector<int64_t> common;
  for (Value operand : op->getOperands()) {
    auto repeated = repeatedOf(operand);
    if (!repeated)
      return failure();
    operands.push_back(*repeated);
    if (!operand.getDefiningOp<BroadcastOp>())
      continue;
    if (!first)
      common = (first = repeated)->dims;
    llvm::erase_if(common, [&](int64_t dim) {
      return !llvm::is_contained(repeated->dims, dim) ||
             !sameLength(operand, dim, first->value, dim);
    });
  }
  if (common.empty())
    return failure();
  SmallVector<Value> sizes, narrow;
  for (auto [dim, size] : llvm::zip(first->dims, first->sizes))
    if (size && llvm::is_contained(common, dim))
      sizes.push_back(size);
  for (const Repeated &operand : operands)
    narrow.push_back(without(b, op->getLoc(), operand, common));
  Type type = op->getResult(0).getType();
  Type inner = withElement(narrow.front().getType(), elementOf(type));
  b.replaceOpWithNewOp<BroadcastOp>(op, type, rebuild(b, op, narrow, inner), sizes, common);
  return success();
}

// broadcast (broadcast x) = broadcast x
static LogicalResult broadcastTwice(BroadcastOp op, PatternRewriter &b) {
  auto inner = op.getOperand().getDefiningOp<BroadcastOp>();
  // The sizes stand in the order of sorted dims; a length that only one of the two knows has no
  // size.
  if (!inner || !llvm::is_sorted(op.getDims()) || !llvm::is_sorted(inner.getDims()))
    return failure();
  ArrayRef<int64_t> shape = op.getType().getShape();
  SmallVector<int64_t> kept;
  for (int64_t axis = 0, rank = shape.size(); axis != rank; ++axis)
    if (!llvm::is_contained(op.getDims(), axis))
      kept.push_back(shape[axis]);
  if (ArrayRef<int64_t>(kept) != inner.getType().getShape())
    return failure();
  auto outerSizes = op.getSizes().begin();
  auto innerSizes = inner.getSizes().begin();
  SmallVector<int64_t> dims;
  SmallVector<Value> sizes;
  int64_t innerAxis = 0;
  for (int64_t axis = 0, rank = shape.size(); axis != rank; ++axis) {
    bool isOuter = llvm::is_contained(op.getDims(), axis);
    bool isInner = !isOuter && llvm::is_contained(inner.getDims(), innerAxis);
    bool wasDynamic = isInner && inner.getType().isDynamicDim(innerAxis);
    innerAxis += !isOuter;
    if (!isOuter && !isInner)
      continue;
    dims.push_back(axis);
    if (isOuter && ShapedType::isDynamic(shape[axis]))
      sizes.push_back(*outerSizes++);
    else if (wasDynamic)
      sizes.push_back(*innerSizes++);
  }
  b.replaceOpWithNewOp<BroadcastOp>(op, op.getType(), inner.getOperand(), sizes, dims);
  return success();
}

/// The operation that only puts elements of one array elsewhere, if it is not wanted elsewhere too.
template <typename OpTy> static OpTy movedOnlyFor(Value value, Operation *user) {
  auto move = value.getDefiningOp<OpTy>();
  return move && isOnlyFor(value, user) ? move : OpTy();
}

// f(xᵀ, yᵀ) = f(x, y)ᵀ, where what is no transpose is the same everywhere
static LogicalResult elementwiseOfTransposes(Operation *op, PatternRewriter &b) {
  if (!isTotalElementwise(op))
    return failure();
  TransposeOp transpose;
  for (Value operand : op->getOperands())
    if (!transpose)
      transpose = movedOnlyFor<TransposeOp>(operand, op);
  // A product is soon written the other way by L9.2.
  if (!transpose || transpose.getOperand().getDefiningOp<ContractOp>())
    return failure();
  ArrayRef<int64_t> permutation = transpose.getPermutation();
  SmallVector<Value> operands;
  for (Value operand : op->getOperands()) {
    auto move = movedOnlyFor<TransposeOp>(operand, op);
    auto repeated = repeatedOf(operand);
    bool everywhere = repeated && repeated->dims.size() == permutation.size();
    if (!everywhere && (!move || move.getPermutation() != permutation))
      return failure();
    operands.push_back(everywhere ? Value() : move.getOperand());
  }
  for (auto [i, operand] : llvm::enumerate(op->getOperands()))
    if (!operands[i]) {
      Value one = without(b, op->getLoc(), *repeatedOf(operand), repeatedOf(operand)->dims);
      operands[i] = repeatLike(b, op->getLoc(), one, transpose.getOperand());
    }
  Type type = withElement(transpose.getOperand().getType(), elementOf(op->getResult(0).getType()));
  Value before = rebuild(b, op, operands, type);
  b.replaceOpWithNewOp<TransposeOp>(op, before, permutation);
  return success();
}

// fold (xᵀ) = fold x of other axes, taken in the same order
static LogicalResult foldOfTranspose(FoldAxisOp op, PatternRewriter &b) {
  auto transpose = op.getOperand().getDefiningOp<TransposeOp>();
  if (!transpose)
    return failure();
  SmallVector<int64_t> folded, kept;
  for (auto [axis, from] : llvm::enumerate(transpose.getPermutation()))
    (llvm::is_contained(op.getDims(), static_cast<int64_t>(axis)) ? folded : kept).push_back(from);
  if (!llvm::is_sorted(folded))
    return failure();
  Value result = FoldAxisOp::create(b, op.getLoc(), op.getKind(), transpose.getOperand(), folded);
  if (!llvm::is_sorted(kept)) {
    SmallVector<int64_t> order(kept);
    llvm::sort(order);
    auto permutation = llvm::map_to_vector(
        kept, [&](int64_t axis) -> int64_t { return llvm::find(order, axis) - order.begin(); });
    result = TransposeOp::create(b, op.getLoc(), result, permutation);
  }
  b.replaceOp(op, result);
  return success();
}

// f(pad x) = pad f(x), for f that keeps zero
static LogicalResult elementwiseOfPad(Operation *op, PatternRewriter &b) {
  bool keepsZero = isa<AbsOp, SqrtOp, SinOp, TanOp, TanhOp, SinhOp, AtanOp, AsinOp, ErfOp, Log1pOp,
                       Expm1Op, FloorOp, CeilOp, RoundOp, SignOp>(op) ||
                   (isa<MaxOp>(op) && isConstant(op->getOperand(1), 0));
  auto pad = keepsZero ? movedOnlyFor<PadOp>(op->getOperand(0), op) : PadOp();
  if (!pad)
    return failure();
  SmallVector<Value> operands = {pad.getOperand()};
  if (isa<MaxOp>(op)) {
    auto zero = repeatedOf(op->getOperand(1));
    if (!zero || zero->dims.size() != shapeOf(pad.getType()).size() ||
        std::signbit(*constantOf(zero->value)))
      return failure();
    Value one = without(b, op->getLoc(), *zero, zero->dims);
    operands.push_back(repeatLike(b, op->getLoc(), one, pad.getOperand()));
  }
  Value small = rebuild(b, op, operands, pad.getOperand().getType());
  b.replaceOpWithNewOp<PadOp>(op, pad.getType(), small, pad.getLow(), pad.getHigh(), pad.getAxis());
  return success();
}

// len(map f x) = len x
static LogicalResult lengthOfElementwise(DimOp op, PatternRewriter &b) {
  Operation *producer = op.getOperand().getDefiningOp();
  if (!producer || !producer->hasTrait<OpTrait::Elementwise>() || producer->getNumOperands() == 0)
    return failure();
  b.replaceOpWithNewOp<DimOp>(op, producer->getOperands().back(), op.getAxis());
  return success();
}

// The length of an axis that a broadcast adds is what it was told; another one is the operand's.
static LogicalResult lengthOfBroadcast(DimOp op, PatternRewriter &b) {
  auto broadcast = op.getOperand().getDefiningOp<BroadcastOp>();
  if (!broadcast)
    return failure();
  int64_t wanted = op.getAxis();
  unsigned size = 0, kept = 0;
  for (int64_t axis = 0; axis != wanted; ++axis) {
    bool isNew = llvm::is_contained(broadcast.getDims(), axis);
    size += isNew && broadcast.getType().isDynamicDim(axis);
    kept += !isNew;
  }
  if (!broadcast.getType().isDynamicDim(wanted))
    return failure();
  if (llvm::is_contained(broadcast.getDims(), wanted))
    b.replaceOp(op, broadcast.getSizes()[size]);
  else
    b.replaceOpWithNewOp<DimOp>(op, broadcast.getOperand(), static_cast<int64_t>(kept));
  return success();
}

/// The operand of a contraction, and its axis, from which an axis of the result has its length.
static LogicalResult lengthOfContraction(DimOp op, PatternRewriter &b) {
  auto contract = op.getOperand().getDefiningOp<ContractOp>();
  if (!contract)
    return failure();
  AffineExpr dim = contract.getMap(2).getResult(op.getAxis());
  for (unsigned factor = 0; factor != 2; ++factor)
    for (auto [axis, expr] : llvm::enumerate(contract.getMap(factor).getResults()))
      if (expr == dim) {
        b.replaceOpWithNewOp<DimOp>(op, contract->getOperand(factor), static_cast<int64_t>(axis));
        return success();
      }
  return failure();
}

// What only moves or picks whole lines leaves the length of the other axes.
static LogicalResult lengthOfMoved(DimOp op, PatternRewriter &b) {
  Operation *move = op.getOperand().getDefiningOp();
  int64_t axis = op.getAxis();
  if (auto transpose = dyn_cast_or_null<TransposeOp>(move))
    axis = transpose.getPermutation()[axis];
  else if (auto fold = dyn_cast_or_null<FoldAxisOp>(move))
    for (int64_t from = 0; from <= axis; ++from)
      axis += llvm::is_contained(fold.getDims(), from);
  else if (auto slice = dyn_cast_or_null<SliceOp>(move);
           slice && static_cast<uint64_t>(axis) == slice.getAxis())
    return failure();
  else if (!isa_and_nonnull<SliceOp, ReverseOp, SortOp>(move))
    return failure();
  b.replaceOpWithNewOp<DimOp>(op, move->getOperand(0), axis);
  return success();
}

// The length of an axis of a reshaped array is what it was told.
static LogicalResult lengthOfReshape(DimOp op, PatternRewriter &b) {
  auto reshape = op.getOperand().getDefiningOp<ReshapeOp>();
  ArrayRef<int64_t> shape = shapeOf(op.getOperand().getType());
  if (!reshape || !ShapedType::isDynamic(shape[op.getAxis()]))
    return failure();
  b.replaceOp(
      op,
      reshape.getSizes()[llvm::count_if(shape.take_front(op.getAxis()), ShapedType::isDynamic)]);
  return success();
}

// len (x[i, n]) = n
static LogicalResult lengthOfSlice(DimOp op, PatternRewriter &b) {
  auto slice = op.getOperand().getDefiningOp<SliceOp>();
  if (!slice || slice.getAxis() != op.getAxis())
    return failure();
  b.replaceOp(op, slice.getLength());
  return success();
}

// Σ (reverse x) = Σ x, and so for sorts and products
static LogicalResult sumReordered(FoldAxisOp op, PatternRewriter &b) {
  Operation *order = op.getOperand().getDefiningOp();
  if (!isa_and_nonnull<ReverseOp, SortOp>(order) ||
      !(op.getKind() == FoldKind::Add || op.getKind() == FoldKind::Mul))
    return failure();
  auto reverse = dyn_cast<ReverseOp>(order);
  auto axis = static_cast<int64_t>(reverse ? reverse.getAxis() : cast<SortOp>(order).getAxis());
  if (!llvm::is_contained(op.getDims(), axis))
    return failure();
  b.modifyOpInPlace(op, [&] { op.getOperandMutable().assign(order->getOperand(0)); });
  return success();
}

namespace {

/// A fold or reduction whose steps are a monoid's operation.
struct MonoidFold {
  FoldKind kind;
  Operation *operation; ///< of the step
  Value start, elements;

  static std::optional<MonoidFold> of(EvalOp op);
  bool isExtremum() const { return kind == FoldKind::Max || kind == FoldKind::Min; }
  bool startsAtUnit() const;
};

} // namespace

/// The monoid whose operation is all that the step `(s, x) ↦ s · x` does.
static std::optional<FoldKind> monoidOf(Block &step) {
  Operation &op = step.front();
  auto arguments = step.getArguments();
  bool isPlain = llvm::hasNItems(step, 2) && arguments.size() == 2 &&
                 llvm::equal(op.getResults(), step.getTerminator()->getOperands());
  bool isTurned = isPlain && op.hasTrait<OpTrait::IsCommutative>() &&
                  llvm::equal(op.getOperands(), llvm::reverse(arguments));
  if (!isPlain || !(isTurned || llvm::equal(op.getOperands(), arguments)))
    return std::nullopt;
  bool isLogical = isBoolLike(op.getResult(0).getType());
  return TypeSwitch<Operation *, std::optional<FoldKind>>(&op)
      .Case([](AddOp) { return FoldKind::Add; })
      .Case([](MulOp) { return FoldKind::Mul; })
      .Case([](MaxOp) { return FoldKind::Max; })
      .Case([](MinOp) { return FoldKind::Min; })
      .Case([&](AndOp) { return isLogical ? std::optional(FoldKind::And) : std::nullopt; })
      .Case([&](OrOp) { return isLogical ? std::optional(FoldKind::Or) : std::nullopt; })
      .Default([](Operation *) { return std::nullopt; });
}

std::optional<MonoidFold> MonoidFold::of(EvalOp op) {
  auto fold = Repetition::of(op);
  if (!fold || !isa<FoldOp, ReduceOp>(fold->arrow) || op->getNumResults() != 1 ||
      fold->arrays.size() != 1)
    return std::nullopt;
  Value elements = fold->arrays.front();
  Type result = op->getResult(0).getType();
  auto kind = monoidOf(fold->body());
  if (!kind || !isNumbers(elements.getType()) || elementOf(result).isIndex())
    return std::nullopt;
  return MonoidFold{*kind, &fold->body().front(), fold->states.front(), elements};
}

/// True if `number` is the unit of the monoid of this kind.
static bool isUnit(FoldKind kind, const APInt &number, bool isUnsigned) {
  switch (kind) {
  case FoldKind::Add:
  case FoldKind::Or:
    return number.isZero();
  case FoldKind::Mul:
    return number.isOne();
  case FoldKind::And:
    return number.isAllOnes();
  case FoldKind::Max:
    return isUnsigned ? number.isZero() : number.isMinSignedValue();
  case FoldKind::Min:
    return isUnsigned ? number.isAllOnes() : number.isMaxSignedValue();
  }
  llvm_unreachable("a monoid");
}

static bool isUnit(FoldKind kind, const APFloat &number) {
  if (kind == FoldKind::Max || kind == FoldKind::Min)
    return number.isInfinity() && number.isNegative() == (kind == FoldKind::Max);
  return kind == FoldKind::Add ? number.isPosZero()
                               : kind == FoldKind::Mul && number.isExactlyValue(1);
}

bool MonoidFold::startsAtUnit() const {
  Value value = start;
  while (auto broadcast = value.getDefiningOp<BroadcastOp>())
    value = broadcast.getOperand();
  Attribute attr;
  if (!matchPattern(value, m_Constant(&attr)))
    return false;
  if (auto dense = dyn_cast<DenseElementsAttr>(attr); dense && dense.isSplat())
    attr = dense.getSplatValue<Attribute>();
  if (auto number = dyn_cast<FloatAttr>(attr))
    return isUnit(kind, number.getValue());
  auto number = dyn_cast<IntegerAttr>(attr);
  return number && isUnit(kind, number.getValue(), number.getType().isUnsignedInteger());
}

/// Of equal elements, as 0 and -0, an extremum is the first where the fold gives the last, also to
/// a derivative: integers are alike.
static bool maySettleTies(const MonoidFold &fold) {
  return !fold.isExtremum() || !isFloatLike(fold.elements.getType());
}

// fold (·) (1, xs) = the product of xs
static LogicalResult foldOfMonoid(EvalOp op, PatternRewriter &b) {
  auto fold = MonoidFold::of(op);
  if (!fold || !fold->startsAtUnit() || !maySettleTies(*fold))
    return failure();
  b.replaceOpWithNewOp<FoldAxisOp>(op, fold->kind, fold->elements, ArrayRef<int64_t>{0});
  return success();
}

// fold max (-inf, xs) = the greatest of xs
static LogicalResult foldOfExtremum(EvalOp op, PatternRewriter &b) {
  auto fold = MonoidFold::of(op);
  if (!fold || !fold->startsAtUnit() || maySettleTies(*fold) || mayBeDifferentiated(op))
    return failure();
  b.replaceOpWithNewOp<FoldAxisOp>(op, fold->kind, fold->elements, ArrayRef<int64_t>{0});
  return success();
}

// fold (·) (s, xs) = s · the product of xs
static LogicalResult foldFrom(EvalOp op, PatternRewriter &b) {
  auto fold = MonoidFold::of(op);
  if (!fold || fold->startsAtUnit() || !maySettleTies(*fold))
    return failure();
  Value all = FoldAxisOp::create(b, op.getLoc(), fold->kind, fold->elements, ArrayRef<int64_t>{0});
  b.replaceOp(op, rebuild(b, fold->operation, {fold->start, all}, op->getResult(0).getType()));
  return success();
}

ArrayRef<Law> arrayLaws() {
  constexpr FloatClass exact = FloatClass::Exact;
  static constexpr Law laws[] = {
      {"L6.1", "broadcast-after", "f(broadcast x, broadcast y) = broadcast f(x, y)", exact, "",
       elementwiseOfBroadcasts, "Wadler, Theorems for free!, 1989"},
      law<broadcastTwice>("L6.2", "broadcast-twice", "broadcast (broadcast x) = broadcast x", exact,
                          "Wadler, Theorems for free!, 1989"),
      law<lengthOfElementwise>("L6.5", "length-map", "len (map f x) = len x", exact,
                               "Wadler, Theorems for free!, 1989"),
      law<lengthOfBroadcast>("L6.6", "length-broadcast", "len (broadcast n x) = n", exact,
                             "Wadler, Theorems for free!, 1989"),
      law<lengthOfContraction>("L6.7", "length-product", "len (A B) = len A", exact,
                               "Wadler, Theorems for free!, 1989"),
      {"L6.20", "transposes-after", "f(xᵀ, yᵀ) = f(x, y)ᵀ", exact, "", elementwiseOfTransposes,
       "Wadler, Theorems for free!, 1989"},
      law<foldOfTranspose>("L6.21", "fold-transpose", "fold (xᵀ) = fold x, of the other axes",
                           exact, "Wadler, Theorems for free!, 1989"),
      {"L6.22", "pad-after", "f(pad x) = pad f(x), where f(0) = 0", exact, "", elementwiseOfPad,
       "Wadler, Theorems for free!, 1989"},
      law<lengthOfMoved>("L6.23", "length-moved", "len xᵀ = the length of an axis of x", exact,
                         "Wadler, Theorems for free!, 1989"),
      law<lengthOfReshape>("L6.25", "length-reshape", "len (reshape n x) = n", exact,
                           "Wadler, Theorems for free!, 1989"),
      law<sumReordered>("L6.26", "sum-reordered", "Σ (reverse x) = Σ x = Σ (sort x)",
                        FloatClass::Rounding, "Wadler, Theorems for free!, 1989"),
      law<lengthOfSlice>("L6.27", "length-slice", "len (x[i, n]) = n", exact,
                         "Wadler, Theorems for free!, 1989"),
      law<foldOfMonoid>(
          "L7.1", "fold-monoid", "fold (·) (1, x) = x₁ · … · xₙ", exact,
          "Meijer, Fokkinga, Paterson, Bananas, Lenses, Envelopes and Barbed Wire, 1991"),
      law<foldFrom>("L7.7", "fold-from", "fold (·) (s, x) = s · (x₁ · … · xₙ)",
                    FloatClass::Rounding,
                    "Meijer, Fokkinga, Paterson, Bananas, Lenses, Envelopes and Barbed Wire, 1991"),
      law<foldOfExtremum>("L7.8", "fold-extremum", "fold max (-∞, x) = the greatest of x",
                          FloatClass::Finite, "Bird, de Moor, Algebra of Programming, 1997"),
  };
  return laws;
}

} // namespace cat
