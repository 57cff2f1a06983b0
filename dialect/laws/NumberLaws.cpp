// Laws of numbers: zero and one vanish, inverses cancel, what is done twice is done once. A
// constant may be a scalar, an array of one value, or a broadcast of either.
#include "dialect/laws/Laws.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;

namespace cat {

/// The number that `value` is in every element.
static std::optional<double> constantOf(Value value) {
  if (auto broadcast = value.getDefiningOp<BroadcastOp>())
    return constantOf(broadcast.getOperand());
  Attribute attr;
  if (!matchPattern(value, m_Constant(&attr)))
    return std::nullopt;
  if (auto dense = dyn_cast<DenseElementsAttr>(attr); dense && dense.isSplat())
    attr = dense.getSplatValue<Attribute>();
  if (auto number = dyn_cast<FloatAttr>(attr))
    return number.getValueAsDouble();
  if (auto number = dyn_cast<IntegerAttr>(attr); number && number.getValue().getBitWidth() <= 64)
    return number.getType().isUnsignedInteger()
               ? static_cast<double>(number.getValue().getZExtValue())
               : static_cast<double>(number.getValue().getSExtValue());
  return std::nullopt;
}

static bool isConstant(Value value, double number) {
  auto constant = constantOf(value);
  return constant && *constant == number;
}

/// `op` is its operand `keep`, if the other one is `number`.
template <typename OpTy>
static LogicalResult dropOperand(OpTy op, PatternRewriter &b, double number, bool bothSides) {
  for (unsigned i = 0; i != (bothSides ? 2 : 1); ++i)
    if (isConstant(op->getOperand(1 - i), number)) {
      b.replaceOp(op, op->getOperand(i));
      return success();
    }
  return failure();
}

// x · 1 = x
static LogicalResult timesOne(MulOp op, PatternRewriter &b) { return dropOperand(op, b, 1, true); }
// x / 1 = x
static LogicalResult overOne(DivOp op, PatternRewriter &b) { return dropOperand(op, b, 1, false); }
// x ^ 1 = x
static LogicalResult powerOne(PowOp op, PatternRewriter &b) { return dropOperand(op, b, 1, false); }
// x + 0 = x; -0 + 0 is 0
static LogicalResult plusZero(AddOp op, PatternRewriter &b) { return dropOperand(op, b, 0, true); }

// x - 0 = x; x - -0 would be x + 0
static LogicalResult minusZero(SubOp op, PatternRewriter &b) {
  auto constant = constantOf(op.getRhs());
  if (!constant || *constant != 0 || std::signbit(*constant))
    return failure();
  b.replaceOp(op, op.getLhs());
  return success();
}

// x · 0 = 0; infinities and NaN give NaN
static LogicalResult timesZero(MulOp op, PatternRewriter &b) {
  for (Value factor : op->getOperands())
    if (isConstant(factor, 0)) {
      b.replaceOp(op, factor);
      return success();
    }
  return failure();
}

// x ^ 2 = x · x
static LogicalResult powerTwo(PowOp op, PatternRewriter &b) {
  if (!isConstant(op.getRhs(), 2))
    return failure();
  b.replaceOpWithNewOp<MulOp>(op, op.getType(), op.getLhs(), op.getLhs());
  return success();
}

// - - x = x
static LogicalResult negateTwice(NegOp op, PatternRewriter &b) {
  auto inner = op.getOperand().getDefiningOp<NegOp>();
  if (!inner || elementOf(op.getType()).isIndex())
    return failure();
  b.replaceOp(op, inner.getOperand());
  return success();
}

// x + (-y) = x - y
static LogicalResult addNegative(AddOp op, PatternRewriter &b) {
  if (elementOf(op.getType()).isIndex())
    return failure();
  for (unsigned i = 0; i != 2; ++i)
    if (auto negative = op->getOperand(i).getDefiningOp<NegOp>()) {
      b.replaceOpWithNewOp<SubOp>(op, op.getType(), op->getOperand(1 - i), negative.getOperand());
      return success();
    }
  return failure();
}

// x - (-y) = x + y
static LogicalResult subtractNegative(SubOp op, PatternRewriter &b) {
  auto negative = op.getRhs().getDefiningOp<NegOp>();
  if (!negative || elementOf(op.getType()).isIndex())
    return failure();
  b.replaceOpWithNewOp<AddOp>(op, op.getType(), op.getLhs(), negative.getOperand());
  return success();
}

// if c then x else x = x
static LogicalResult selectSame(SelectOp op, PatternRewriter &b) {
  if (op.getLhs() != op.getRhs())
    return failure();
  b.replaceOp(op, op.getLhs());
  return success();
}

/// f(f(x)) = f(x).
static LogicalResult idempotent(Operation *op, PatternRewriter &b) {
  if (!isa<AbsOp, FloorOp, CeilOp, RoundOp, SignOp>(op))
    return failure();
  Operation *inner = op->getOperand(0).getDefiningOp();
  if (!inner || inner->getName() != op->getName())
    return failure();
  b.replaceOp(op, inner->getResults());
  return success();
}

/// max(max(x, c), c) = max(x, c), and min.
template <typename OpTy> static LogicalResult clampTwice(OpTy op, PatternRewriter &b) {
  auto inner = op.getLhs().template getDefiningOp<OpTy>();
  auto outerBound = constantOf(op.getRhs()),
       innerBound = inner ? constantOf(inner.getRhs()) : std::nullopt;
  bool same = inner && (inner.getRhs() == op.getRhs() || (outerBound && outerBound == innerBound));
  // 0 and -0 are equal bounds, but not the same.
  if (!same || (outerBound && innerBound && std::signbit(*outerBound) != std::signbit(*innerBound)))
    return failure();
  b.replaceOp(op, inner.getResult());
  return success();
}

// sort (sort x) = sort x
static LogicalResult sortTwice(SortOp op, PatternRewriter &b) {
  auto inner = op.getOperand().getDefiningOp<SortOp>();
  if (!inner || inner.getAxis() != op.getAxis())
    return failure();
  b.replaceOp(op, inner.getResult());
  return success();
}

ArrayRef<Law> numberLaws() {
  constexpr FloatClass exact = FloatClass::Exact, finite = FloatClass::Finite;
  static constexpr Law laws[] = {
      law<timesOne>("L14.1", "times-one", "x · 1 = x", exact, "IEEE 754-2019"),
      law<overOne>("L14.2", "over-one", "x / 1 = x", exact, "IEEE 754-2019"),
      law<powerOne>("L14.3", "power-one", "x ^ 1 = x", exact, "IEEE 754-2019"),
      law<minusZero>("L14.4", "minus-zero", "x - 0 = x", exact, "IEEE 754-2019"),
      law<plusZero>("L14.5", "plus-zero", "x + 0 = x", finite, "IEEE 754-2019"),
      law<timesZero>("L14.6", "times-zero", "x · 0 = 0", finite, "IEEE 754-2019"),
      law<powerTwo>("L14.7", "power-two", "x ^ 2 = x · x", FloatClass::Rounding, "IEEE 754-2019"),
      law<negateTwice>("L14.8", "negate-twice", "- - x = x", exact, "IEEE 754-2019"),
      law<addNegative>("L14.9", "add-negative", "x + (- y) = x - y", exact, "IEEE 754-2019"),
      law<subtractNegative>("L14.10", "subtract-negative", "x - (- y) = x + y", exact,
                            "IEEE 754-2019"),
      law<selectSame>("L14.11", "select-same", "if c then x else x = x", exact, "IEEE 754-2019"),
      {"L11.1", "idempotent", "f(f(x)) = f(x) for abs, floor, ceil, round, sign", exact, "",
       idempotent, "Bird, de Moor, Algebra of Programming, 1997"},
      law<clampTwice<MaxOp>>("L11.2", "max-twice", "max(max(x, c), c) = max(x, c)", exact,
                             "Bird, de Moor, Algebra of Programming, 1997"),
      law<clampTwice<MinOp>>("L11.3", "min-twice", "min(min(x, c), c) = min(x, c)", exact,
                             "Bird, de Moor, Algebra of Programming, 1997"),
      law<sortTwice>("L11.4", "sort-twice", "sort (sort x) = sort x", exact,
                     "Bird, de Moor, Algebra of Programming, 1997"),
  };
  return laws;
}

} // namespace cat
