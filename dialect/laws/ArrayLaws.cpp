// Laws of arrays: work moves to the smaller side of what copies or picks elements (naturality),
// folds of a monoid's operation are folds of an axis.
#include "dialect/laws/Laws.h"
#include "dialect/laws/Terms.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;

namespace cat {

/// An elementwise operation that cannot fail: it may run on other elements than the program says.
static bool isTotalElementwise(Operation *op) {
  return op && op->hasTrait<OpTrait::Elementwise>() && op->getNumResults() == 1 && isPure(op);
}

/// `op` again on other operands, with another result.
static Value rebuild(PatternRewriter &b, Operation *op, ValueRange operands, Type type) {
  OperationState state(op->getLoc(), op->getName());
  state.addAttributes(llvm::to_vector(op->getDiscardableAttrs()));
  state.propertiesAttr = op->getPropertiesAsAttribute();
  state.addOperands(operands);
  state.addTypes(type);
  return b.create(state)->getResult(0);
}

// f(broadcast x, broadcast y) = broadcast f(x, y)
static LogicalResult elementwiseOfBroadcasts(Operation *op, PatternRewriter &b) {
  if (!isTotalElementwise(op) || op->getNumOperands() == 0)
    return failure();
  auto first = op->getOperand(0).getDefiningOp<BroadcastOp>();
  if (!first || isa<ConstOp>(op))
    return failure();
  SmallVector<Value> narrow;
  for (Value operand : op->getOperands()) {
    auto broadcast = operand.getDefiningOp<BroadcastOp>();
    if (!broadcast || broadcast.getDims() != first.getDims() ||
        broadcast.getSizes() != first.getSizes())
      return failure();
    narrow.push_back(broadcast.getOperand());
  }
  Type type = withElement(first.getOperand().getType(), elementOf(op->getResult(0).getType()));
  Value result = rebuild(b, op, narrow, type);
  b.replaceOpWithNewOp<BroadcastOp>(op, op->getResult(0).getType(), result, first.getSizes(),
                                    first.getDims());
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

/// The elementwise operation of one operand, used only here, that made `value`.
static Operation *unaryBefore(Value value) {
  Operation *op = value.getDefiningOp();
  return isTotalElementwise(op) && op->getNumOperands() == 1 && value.hasOneUse() ? op : nullptr;
}

// slice (map f x) = map f (slice x)
static LogicalResult sliceBeforeUnary(SliceOp op, PatternRewriter &b) {
  Operation *unary = unaryBefore(op.getOperand());
  if (!unary)
    return failure();
  Value x = unary->getOperand(0);
  Type type = withElement(op.getType(), elementOf(x.getType()));
  Value part =
      SliceOp::create(b, op.getLoc(), type, x, op.getStart(), op.getLength(), op.getAxis());
  b.replaceOp(op, rebuild(b, unary, part, op.getType()));
  return success();
}

// (map f x)[i] = f(x[i]), when fewer elements are picked than there are
static LogicalResult gatherBeforeUnary(GatherOp op, PatternRewriter &b) {
  Operation *unary = unaryBefore(op.getTable());
  if (!unary || guessElements(op.getType()) >= guessElements(op.getTable().getType()))
    return failure();
  Value x = unary->getOperand(0);
  Type type = withElement(op.getType(), elementOf(x.getType()));
  Value part = rebuild(b, op, {x, op.getIndices()}, type);
  b.replaceOp(op, rebuild(b, unary, part, op.getType()));
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

/// The number of elements along an axis, if it is known.
static std::optional<int64_t> lengthOf(Value array, int64_t axis) {
  ArrayRef<int64_t> shape = shapeOf(array.getType());
  if (!ShapedType::isDynamic(shape[axis]))
    return shape[axis];
  auto reshape = array.getDefiningOp<ReshapeOp>();
  APInt size;
  if (!reshape ||
      !matchPattern(
          reshape.getSizes()[llvm::count_if(shape.take_front(axis), ShapedType::isDynamic)],
          m_ConstantInt(&size)))
    return std::nullopt;
  return size.getSExtValue();
}

/// The number of elements, if it is known.
static std::optional<int64_t> countOf(Value array) {
  int64_t count = 1;
  for (int64_t axis = 0, rank = shapeOf(array.getType()).size(); axis != rank; ++axis) {
    auto length = lengthOf(array, axis);
    if (!length)
      return std::nullopt;
    count *= *length;
  }
  return count;
}

// The length of an axis that a reshape was told
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

// len (x[i, n]) = n; another axis is as it was
static LogicalResult lengthOfSlice(DimOp op, PatternRewriter &b) {
  auto slice = op.getOperand().getDefiningOp<SliceOp>();
  if (!slice)
    return failure();
  if (slice.getAxis() == op.getAxis())
    b.replaceOp(op, slice.getLength());
  else
    b.replaceOpWithNewOp<DimOp>(op, slice.getOperand(), op.getAxis());
  return success();
}

// reshape (reshape x) = reshape x, when the first cannot stop the program
static LogicalResult reshapeTwice(ReshapeOp op, PatternRewriter &b) {
  auto inner = op.getOperand().getDefiningOp<ReshapeOp>();
  auto count = inner ? countOf(inner.getOperand()) : std::nullopt;
  if (!count || count != countOf(inner))
    return failure();
  b.modifyOpInPlace(op, [&] { op.getOperandMutable().assign(inner.getOperand()); });
  return success();
}

// x[i, m][j, n] = x[i + j, n], when the parts are known to be there
static LogicalResult sliceTwice(SliceOp op, PatternRewriter &b) {
  auto inner = op.getOperand().getDefiningOp<SliceOp>();
  APInt numbers[4];
  if (!inner || inner.getAxis() != op.getAxis() ||
      !matchPattern(inner.getStart(), m_ConstantInt(&numbers[0])) ||
      !matchPattern(inner.getLength(), m_ConstantInt(&numbers[1])) ||
      !matchPattern(op.getStart(), m_ConstantInt(&numbers[2])) ||
      !matchPattern(op.getLength(), m_ConstantInt(&numbers[3])))
    return failure();
  auto length = lengthOf(inner.getOperand(), op.getAxis());
  auto fits = [](const APInt &start, const APInt &count, uint64_t length) {
    return count.ule(length) && start.ule(length - count.getZExtValue());
  };
  if (!length || !fits(numbers[0], numbers[1], *length) ||
      !fits(numbers[2], numbers[3], numbers[1].getZExtValue()))
    return failure();
  Value start =
      ConstOp::create(b, op.getLoc(), b.getIndexAttr((numbers[0] + numbers[2]).getSExtValue()));
  b.replaceOpWithNewOp<SliceOp>(op, op.getType(), inner.getOperand(), start, op.getLength(),
                                op.getAxis());
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
      law<sliceBeforeUnary>("L6.3", "slice-before", "slice (map f x) = map f (slice x)", exact,
                            "Wadler, Theorems for free!, 1989"),
      law<gatherBeforeUnary>("L6.4", "gather-before", "(map f x)[i] = f(x[i])", exact,
                             "Wadler, Theorems for free!, 1989"),
      law<lengthOfElementwise>("L6.5", "length-map", "len (map f x) = len x", exact,
                               "Wadler, Theorems for free!, 1989"),
      law<lengthOfBroadcast>("L6.6", "length-broadcast", "len (broadcast n x) = n", exact,
                             "Wadler, Theorems for free!, 1989"),
      law<lengthOfContraction>("L6.7", "length-product", "len (A B) = len A", exact,
                               "Wadler, Theorems for free!, 1989"),
      law<sumReordered>("L6.8", "sum-reordered", "Σ (reverse x) = Σ x = Σ (sort x)",
                        FloatClass::Rounding, "Wadler, Theorems for free!, 1989"),
      law<lengthOfReshape>("L6.9", "length-reshape", "len (reshape n x) = n", exact,
                           "Wadler, Theorems for free!, 1989"),
      law<lengthOfSlice>("L6.10", "length-slice", "len (x[i, n]) = n", exact,
                         "Wadler, Theorems for free!, 1989"),
      law<foldOfMonoid>(
          "L7.1", "fold-monoid", "fold (·) (1, x) = x₁ · … · xₙ", exact,
          "Meijer, Fokkinga, Paterson, Bananas, Lenses, Envelopes and Barbed Wire, 1991"),
      law<foldFrom>("L7.7", "fold-from", "fold (·) (s, x) = s · (x₁ · … · xₙ)",
                    FloatClass::Rounding,
                    "Meijer, Fokkinga, Paterson, Bananas, Lenses, Envelopes and Barbed Wire, 1991"),
      law<foldOfExtremum>("L7.8", "fold-extremum", "fold max (-∞, x) = the greatest of x",
                          FloatClass::Finite, "Bird, de Moor, Algebra of Programming, 1997"),
      law<reshapeTwice>("L11.5", "reshape-twice", "reshape (reshape x) = reshape x", exact,
                        "Iverson, A Programming Language, 1962"),
      law<sliceTwice>("L11.6", "slice-twice", "x[i, m][j, n] = x[i + j, n]", exact,
                      "Iverson, A Programming Language, 1962"),
  };
  return laws;
}

} // namespace cat
