// Laws of what need not be done twice, or at all: idempotents, retractions, and monotone maps under
// the place of the greatest.
#include "dialect/laws/Laws.h"
#include "dialect/laws/Points.h"

using namespace mlir;

namespace cat {

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

/// What `value` is the greatest (or least) of with a constant bound; else nothing.
template <typename OpTy> static std::optional<double> boundOf(Value value) {
  auto op = value.getDefiningOp<OpTy>();
  return op ? constantOf(op.getRhs()) : std::nullopt;
}

/// max(min(max(x, l), h), l) = min(max(x, l), h), for l < h; Inner is what the two agree on.
template <typename Inner, typename OpTy>
static LogicalResult clampAgain(OpTy op, PatternRewriter &b) {
  auto between = op.getLhs().template getDefiningOp<Inner>();
  auto bound = constantOf(op.getRhs());
  auto first = between ? boundOf<OpTy>(between.getLhs()) : std::nullopt;
  auto other = between ? constantOf(between.getRhs()) : std::nullopt;
  bool inOrder = bound && other && (isa<MaxOp>(op) ? *bound < *other : *other < *bound);
  if (!first || !inOrder || *first != *bound || std::signbit(*first) != std::signbit(*bound))
    return failure();
  b.replaceOp(op, between.getResult());
  return success();
}

// reshape (reshape x) = reshape x
static LogicalResult reshapeTwice(ReshapeOp op, PatternRewriter &b) {
  auto inner = op.getOperand().getDefiningOp<ReshapeOp>();
  auto isStatic = [](Value x) { return !ShapedType::isDynamicShape(shapeOf(x.getType())); };
  if (!inner || !isStatic(op) || !isStatic(inner) || !isStatic(inner.getOperand()))
    return failure();
  b.replaceOpWithNewOp<ReshapeOp>(op, op.getType(), inner.getOperand(), ValueRange());
  return success();
}

/// True if no element of `value` can be below zero, or be a negative zero.
static bool isNeverNegative(Value value) {
  Operation *op = value.getDefiningOp();
  if (isa_and_nonnull<AbsOp, ExpOp>(op))
    return isFloatLike(value.getType());
  if (auto product = dyn_cast_or_null<MulOp>(op))
    return product.getLhs() == product.getRhs() && isFloatLike(value.getType());
  auto bound = boundOf<MaxOp>(value);
  return bound && *bound >= 0 && !std::signbit(*bound);
}

// |x²| = x²
static LogicalResult absOfPositive(AbsOp op, PatternRewriter &b) {
  if (!isNeverNegative(op.getOperand()))
    return failure();
  b.replaceOp(op, op.getOperand());
  return success();
}

// sort (reverse x) = sort x; 0 and -0 keep the order they had
static LogicalResult sortOfReverse(SortOp op, PatternRewriter &b) {
  auto reverse = op.getOperand().getDefiningOp<ReverseOp>();
  if (!reverse || reverse.getAxis() != op.getAxis())
    return failure();
  b.replaceOpWithNewOp<SortOp>(op, op.getType(), reverse.getOperand(), op.getAxis());
  return success();
}

// ---- Monotone maps -----------------------------------------------------------------------------

/// True if `value` is one number along `axis`.
static bool isSameAlong(Value value, int64_t axis) {
  auto repeated = repeatedOf(value);
  return repeated && llvm::is_contained(repeated->dims, axis);
}

/// True if all of `value`, which is repeated, is above zero: a constant, or a sum of exponentials.
static bool isPositive(Value value) {
  if (auto constant = constantOf(value))
    return *constant > 0;
  auto broadcast = value.getDefiningOp<BroadcastOp>();
  auto sum = broadcast ? broadcast.getOperand().getDefiningOp<FoldAxisOp>() : FoldAxisOp();
  return sum && sum.getKind() == FoldKind::Add && sum.getOperand().getDefiningOp<ExpOp>();
}

/// The array from which `value` is made by a function that keeps the order along `axis`; or null.
static Value beforeMonotone(Value value, int64_t axis) {
  Operation *op = value.getDefiningOp();
  if (!op || !isFloatLike(value.getType()) || !cannotStop(op))
    return Value();
  // What saturates, as tanh does, makes too many numbers equal.
  if (isa<ExpOp>(op))
    return op->getOperand(0);
  if (isa<AddOp, MulOp>(op))
    for (unsigned i = 0; i != 2; ++i)
      if (isSameAlong(op->getOperand(1 - i), axis) &&
          (isa<AddOp>(op) || isPositive(op->getOperand(1 - i))))
        return op->getOperand(i);
  bool moves = isa<SubOp>(op) || (isa<DivOp>(op) && isPositive(op->getOperand(1)));
  return moves && isSameAlong(op->getOperand(1), axis) ? op->getOperand(0) : Value();
}

/// argmax f(x) = argmax x, for f that keeps the order. Where f makes two numbers equal, by rounding
/// or overflow, the program as written takes the first, and not the greater.
template <typename OpTy> static LogicalResult extremeOfMonotone(OpTy op, PatternRewriter &b) {
  Value x = beforeMonotone(op.getOperand(), op.getAxis());
  if (!x)
    return failure();
  b.replaceOpWithNewOp<OpTy>(op, op.getType(), x, op.getAxis());
  return success();
}

ArrayRef<Law> idempotentLaws() {
  constexpr FloatClass exact = FloatClass::Exact, finite = FloatClass::Finite;
  static constexpr Law laws[] = {
      {"L11.1", "idempotent", "f(f(x)) = f(x) for abs, floor, ceil, round, sign", exact, "",
       idempotent, "Bird, de Moor, Algebra of Programming, 1997"},
      law<clampTwice<MaxOp>>("L11.2", "max-twice", "max(max(x, c), c) = max(x, c)", exact,
                             "Bird, de Moor, Algebra of Programming, 1997"),
      law<clampTwice<MinOp>>("L11.3", "min-twice", "min(min(x, c), c) = min(x, c)", exact,
                             "Bird, de Moor, Algebra of Programming, 1997"),
      law<sortTwice>("L11.4", "sort-twice", "sort (sort x) = sort x", exact,
                     "Bird, de Moor, Algebra of Programming, 1997"),
      law<clampAgain<MinOp, MaxOp>>("L11.5", "clamp-above",
                                    "max(min(max(x, l), h), l) = min(max(x, l), h)", exact,
                                    "Bird, de Moor, Algebra of Programming, 1997"),
      law<clampAgain<MaxOp, MinOp>>("L11.6", "clamp-below",
                                    "min(max(min(x, h), l), h) = max(min(x, h), l)", exact,
                                    "Bird, de Moor, Algebra of Programming, 1997"),
      law<reshapeTwice>("L11.7", "reshape-twice", "reshape (reshape x) = reshape x", exact,
                        "Bird, de Moor, Algebra of Programming, 1997"),
      law<absOfPositive>("L11.8", "abs-positive", "|x · x| = x · x, |exp x| = exp x", exact,
                         "IEEE 754-2019"),
      law<sortOfReverse>("L11.9", "sort-reverse", "sort (reverse x) = sort x", finite,
                         "Bird, de Moor, Algebra of Programming, 1997"),
      law<extremeOfMonotone<ArgMaxOp>>("L11.10", "argmax-monotone",
                                       "argmax (exp x) = argmax (c · x + d) = argmax x", finite,
                                       "Wadler, Theorems for free!, 1989"),
      law<extremeOfMonotone<ArgMinOp>>("L11.11", "argmin-monotone",
                                       "argmin (exp x) = argmin (c · x + d) = argmin x", finite,
                                       "Wadler, Theorems for free!, 1989"),
  };
  return laws;
}

} // namespace cat
