// Laws of numbers: zero and one vanish, inverses cancel. A constant may be a scalar, an array of
// one value, or a broadcast of either.
#include "dialect/laws/Laws.h"
#include "dialect/laws/Points.h"

using namespace mlir;

namespace cat {

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

// max(x, x) = x, and min
template <typename OpTy> static LogicalResult extremeOfSame(OpTy op, PatternRewriter &b) {
  if (op.getLhs() != op.getRhs())
    return failure();
  b.replaceOp(op, op.getLhs());
  return success();
}

/// True if `value` is infinite, with this sign, in every element.
static bool isInfinite(Value value, bool negative) {
  auto constant = constantOf(value);
  return constant && isFloatLike(value.getType()) && std::isinf(*constant) &&
         std::signbit(*constant) == negative;
}

// max(x, -∞) = x, and min(x, ∞)
template <typename OpTy> static LogicalResult extremeOfInfinity(OpTy op, PatternRewriter &b) {
  if (!isInfinite(op.getRhs(), isa<MaxOp>(op)))
    return failure();
  b.replaceOp(op, op.getLhs());
  return success();
}

// x - x = 0; infinities and NaN give NaN
static LogicalResult subtractSelf(SubOp op, PatternRewriter &b) {
  Type type = op.getType();
  if (op.getLhs() != op.getRhs() || !elementOf(type).isIntOrIndexOrFloat())
    return failure();
  Value zero = ConstOp::create(b, op.getLoc(), cast<TypedAttr>(b.getZeroAttr(elementOf(type))));
  b.replaceOp(op, isArray(type) ? repeatLike(b, op.getLoc(), zero, op.getLhs()) : zero);
  return success();
}

/// What `value` is the negative of, or nothing.
static Value negated(Value value) {
  auto negative = value.getDefiningOp<NegOp>();
  return negative && !elementOf(value.getType()).isIndex() ? negative.getOperand() : Value();
}

// (-x) · (-y) = x · y
static LogicalResult multiplyNegatives(MulOp op, PatternRewriter &b) {
  Value x = negated(op.getLhs()), y = negated(op.getRhs());
  if (!x || !y)
    return failure();
  b.replaceOpWithNewOp<MulOp>(op, op.getType(), x, y);
  return success();
}

// |-x| = |x|
static LogicalResult absOfNegative(AbsOp op, PatternRewriter &b) {
  Value x = negated(op.getOperand());
  if (!x)
    return failure();
  b.replaceOpWithNewOp<AbsOp>(op, op.getType(), x);
  return success();
}

// not (not x) = x
static LogicalResult notTwice(NotOp op, PatternRewriter &b) {
  auto inner = op.getOperand().getDefiningOp<NotOp>();
  if (!inner)
    return failure();
  b.replaceOp(op, inner.getOperand());
  return success();
}

/// The opposite of a comparison; of floats only where a NaN does not matter.
static std::optional<Compare> opposite(Compare predicate, bool floats) {
  if (predicate == Compare::eq)
    return Compare::ne;
  if (predicate == Compare::ne)
    return Compare::eq;
  if (floats)
    return std::nullopt;
  switch (predicate) {
  case Compare::lt:
    return Compare::ge;
  case Compare::le:
    return Compare::gt;
  case Compare::gt:
    return Compare::le;
  default:
    return Compare::lt;
  }
}

// not (x = y) = x ≠ y, and of integers not (x < y) = x ≥ y
static LogicalResult notCompare(NotOp op, PatternRewriter &b) {
  auto compare = op.getOperand().getDefiningOp<CmpOp>();
  auto other = compare ? opposite(compare.getPredicate(), isFloatLike(compare.getLhs().getType()))
                       : std::nullopt;
  if (!other)
    return failure();
  b.replaceOpWithNewOp<CmpOp>(op, *other, compare.getLhs(), compare.getRhs());
  return success();
}

// x < x is false, of a NaN too; of integers all comparisons are known
static LogicalResult compareSame(CmpOp op, PatternRewriter &b) {
  Compare predicate = op.getPredicate();
  bool isFalse = predicate == Compare::lt || predicate == Compare::gt;
  Type type = op.getLhs().getType();
  if (op.getLhs() != op.getRhs() || !(isFalse || elementOf(type).isIntOrIndex()))
    return failure();
  Value truth =
      ConstOp::create(b, op.getLoc(), b.getBoolAttr(!isFalse && predicate != Compare::ne));
  b.replaceOp(op, isArray(type) ? repeatLike(b, op.getLoc(), truth, op.getLhs()) : truth);
  return success();
}

// if true then x else y = x
static LogicalResult selectKnown(SelectOp op, PatternRewriter &b) {
  auto condition = constantOf(op.getCondition());
  if (!condition)
    return failure();
  b.replaceOp(op, *condition != 0 ? op.getLhs() : op.getRhs());
  return success();
}

// if not c then x else y = if c then y else x
static LogicalResult selectNot(SelectOp op, PatternRewriter &b) {
  auto negation = op.getCondition().getDefiningOp<NotOp>();
  if (!negation)
    return failure();
  b.replaceOpWithNewOp<SelectOp>(op, op.getType(), negation.getOperand(), op.getRhs(), op.getLhs());
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
      law<compareSame>("L14.11", "compare-same", "(x < x) = false", exact, "IEEE 754-2019"),
      law<extremeOfSame<MaxOp>>("L14.12", "max-same", "max(x, x) = x", exact, "IEEE 754-2019"),
      law<extremeOfSame<MinOp>>("L14.13", "min-same", "min(x, x) = x", exact, "IEEE 754-2019"),
      law<extremeOfInfinity<MaxOp>>("L14.14", "max-infinity", "max(x, -∞) = x", exact,
                                    "IEEE 754-2019"),
      law<extremeOfInfinity<MinOp>>("L14.15", "min-infinity", "min(x, ∞) = x", exact,
                                    "IEEE 754-2019"),
      law<subtractSelf>("L14.16", "subtract-self", "x - x = 0", finite, "IEEE 754-2019"),
      law<multiplyNegatives>("L14.17", "multiply-negatives", "(- x) · (- y) = x · y", exact,
                             "IEEE 754-2019"),
      law<absOfNegative>("L14.18", "abs-negative", "|- x| = |x|", exact, "IEEE 754-2019"),
      law<notTwice>("L14.19", "not-twice", "not (not x) = x", exact, "Boole, 1854"),
      law<notCompare>("L14.20", "not-compare", "not (x = y) = (x ≠ y)", exact, "IEEE 754-2019"),
      law<selectKnown>("L14.21", "select-known", "if true then x else y = x", exact, "Boole, 1854"),
      law<selectNot>("L14.22", "select-not", "if not c then x else y = if c then y else x", exact,
                     "Boole, 1854"),
  };
  return laws;
}

} // namespace cat
