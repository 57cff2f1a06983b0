// Laws of arrays: work moves to the smaller side of what copies or picks elements (naturality),
// folds of a monoid's operation are folds of an axis.
#include "dialect/laws/Laws.h"
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

/// The monoid whose operation is all that the step `(s, x) ↦ s · x` does.
static std::optional<FoldKind> monoidOf(LambdaOp step) {
  Block &body = step.getBody().front();
  if (body.getNumArguments() != 2 || !llvm::hasNItems(body, 2))
    return std::nullopt;
  Operation &op = body.front();
  if (!llvm::equal(op.getResults(), body.getTerminator()->getOperands()) ||
      !llvm::equal(op.getOperands(), body.getArguments()))
    return std::nullopt;
  return TypeSwitch<Operation *, std::optional<FoldKind>>(&op)
      .Case([](AddOp) { return FoldKind::Add; })
      .Case([](MulOp) { return FoldKind::Mul; })
      .Default([](Operation *) { return std::nullopt; });
}

/// True if `value` is 0 for sums and 1 for products, in each element.
static bool isUnit(Value value, FoldKind kind) {
  if (auto broadcast = value.getDefiningOp<BroadcastOp>())
    return isUnit(broadcast.getOperand(), kind);
  Attribute attr;
  if (!matchPattern(value, m_Constant(&attr)))
    return false;
  if (auto dense = dyn_cast<DenseElementsAttr>(attr); dense && dense.isSplat())
    attr = dense.getSplatValue<Attribute>();
  double unit = kind == FoldKind::Add ? 0 : 1;
  if (auto number = dyn_cast<FloatAttr>(attr))
    return number.getValueAsDouble() == unit && !number.getValue().isNegative();
  auto number = dyn_cast<IntegerAttr>(attr);
  return number && number.getValue() == static_cast<uint64_t>(unit);
}

// fold (·) (1, xs) = the product of xs
static LogicalResult foldOfMonoid(EvalOp op, PatternRewriter &b) {
  auto fold = op.getCallee().getDefiningOp<FoldOp>();
  auto reduce = op.getCallee().getDefiningOp<ReduceOp>();
  if (!fold && !reduce)
    return failure();
  auto step = (fold ? fold.getArrow() : reduce.getArrow()).getDefiningOp<LambdaOp>();
  if (!step || op.getInputs().size() != (fold ? 2 : 1) || op->getNumResults() != 1)
    return failure();
  Value unit = fold ? op.getInputs().front() : reduce.getUnit().front();
  Value elements = op.getInputs().back();
  auto kind = monoidOf(step);
  Type result = op->getResult(0).getType();
  if (!kind || !isUnit(unit, *kind) || !isNumbers(elements.getType()) ||
      elementOf(result).isIndex() || unstacked(elements.getType()) != result)
    return failure();
  b.replaceOpWithNewOp<FoldAxisOp>(op, *kind, elements, ArrayRef<int64_t>{0});
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
      law<foldOfMonoid>(
          "L7.1", "fold-monoid", "fold (·) (1, x) = x₁ · … · xₙ", exact,
          "Meijer, Fokkinga, Paterson, Bananas, Lenses, Envelopes and Barbed Wire, 1991"),
  };
  return laws;
}

} // namespace cat
