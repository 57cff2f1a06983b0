// Laws of repetition, on points: what no round changes is done once before, counts add up, and an
// affine map is squared instead of repeated.
#include "dialect/laws/Laws.h"
#include "dialect/laws/Terms.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;

namespace cat {

/// The operations of a lambda's body that could stand before it: total ones that use nothing that
/// differs from round to round.
static llvm::SetVector<Operation *> invariants(LambdaOp lambda) {
  llvm::SetVector<Operation *> found;
  Region &body = lambda.getBody();
  for (Operation &op : body.front().without_terminator()) {
    bool varies = op.walk([&](Operation *user) {
                      return llvm::any_of(user->getOperands(),
                                          [&](Value value) {
                                            Operation *definition = value.getDefiningOp();
                                            Region *home = value.getParentRegion();
                                            return body.isAncestor(home) &&
                                                   !op.isAncestor(home->getParentOp()) &&
                                                   !found.contains(definition);
                                          })
                                 ? WalkResult::interrupt()
                                 : WalkResult::advance();
                    }).wasInterrupted();
    if (!varies && (makesArrow(&op) || isTotal(&op)))
      found.insert(&op);
  }
  return found;
}

/// True for what only repeats, names or views what is there: nothing is saved when it is done once,
/// and an array more would have to be kept.
static bool isNoWork(Operation *op) {
  return makesArrow(op) || isa<ConstOp, BroadcastOp, IotaOp, ReshapeOp, DimOp, GetOp, PackOp,
                               ForgetOp, NameOp, InjectOp, ZipOp, UnzipOp, TextConstOp>(op);
}

/// True when `lambda` is repeated by an arrow of one of the kinds.
template <typename... Arrows> static bool isRepeatedBy(LambdaOp lambda) {
  return llvm::any_of(lambda->getUsers(), [](Operation *user) { return isa<Arrows...>(user); });
}

/// What does the same in each round moves before the lambda, with what it needs.
static LogicalResult hoist(LambdaOp lambda, PatternRewriter &b) {
  Block &body = lambda.getBody().front();
  llvm::SetVector<Operation *> all = invariants(lambda), moved;
  for (Operation *op : llvm::reverse(all)) {
    bool isNeeded = llvm::any_of(op->getUsers(), [&](Operation *user) {
      return moved.contains(body.findAncestorOpInBlock(*user));
    });
    if (isNeeded || !isNoWork(op))
      moved.insert(op);
  }
  for (Operation *op : llvm::reverse(moved))
    b.moveOpBefore(op, lambda);
  return success(!moved.empty());
}

// map (x ↦ f(c, x)) = let d = what c makes alone in map (x ↦ g(d, x))
static LogicalResult constantsLeaveMap(LambdaOp op, PatternRewriter &b) {
  return isRepeatedBy<MapOp, ZipWithOp>(op) ? hoist(op, b) : failure();
}

// The same of fold, scan, loop, reduce, iterate and repeat
static LogicalResult invariantsLeave(LambdaOp op, PatternRewriter &b) {
  return isRepeatedBy<FoldOp, ScanOp, LoopOp, ReduceOp, IterateOp, RepeatOp>(op) ? hoist(op, b)
                                                                                 : failure();
}

/// `op` as an iteration, so often, of points that stand one by one; nothing if it is none.
static std::optional<uint64_t> countOf(EvalOp op) {
  APInt count;
  auto iterate = op.getCallee().getDefiningOp<IterateOp>();
  if (!iterate || op.getInputs().size() < 2 ||
      !matchPattern(op.getInputs().front(), m_ConstantInt(&count)))
    return std::nullopt;
  return count.getZExtValue();
}

// iterate f (0, a) = a; iterate f (1, a) = f(a)
static LogicalResult iterateFewTimes(EvalOp op, PatternRewriter &b) {
  auto count = countOf(op);
  if (!count || *count > 1)
    return failure();
  auto start = op.getInputs().drop_front();
  Value arrow = op.getCallee().getDefiningOp<IterateOp>().getArrow();
  auto step = arrow.getDefiningOp<LambdaOp>();
  if (*count == 0 && start.getTypes() == op->getResultTypes())
    b.replaceOp(op, start);
  else if (*count == 1 && step && step.getBody().getArgumentTypes() == start.getTypes() &&
           step.getYield()->getOperandTypes() == op->getResultTypes())
    b.replaceOp(op, copyBody(b, step.getBody().front(), start));
  else if (*count == 1 && !step)
    b.replaceOpWithNewOp<EvalOp>(op, op->getResultTypes(), arrow, start);
  else
    return failure();
  return success();
}

// iterate id (n, a) = a
static LogicalResult iterateIdentity(EvalOp op, PatternRewriter &b) {
  auto iterate = op.getCallee().getDefiningOp<IterateOp>();
  if (!iterate || op.getInputs().size() < 2)
    return failure();
  auto start = op.getInputs().drop_front();
  auto step = iterate.getArrow().getDefiningOp<LambdaOp>();
  bool isIdentity = iterate.getArrow().getDefiningOp<IdOp>() ||
                    (step && llvm::equal(step.getYield()->getOperands(), step.getArguments()));
  if (!isIdentity || start.getTypes() != op->getResultTypes())
    return failure();
  b.replaceOp(op, start);
  return success();
}

// iterate f (m, iterate f (n, a)) = iterate f (m + n, a)
static LogicalResult iterateAgain(EvalOp op, PatternRewriter &b) {
  auto states = op.getInputs().drop_front(op.getInputs().empty() ? 0 : 1);
  auto inner = states.empty() ? EvalOp() : states.front().getDefiningOp<EvalOp>();
  auto count = countOf(op), innerCount = inner ? countOf(inner) : std::nullopt;
  if (!count || !innerCount || !llvm::equal(states, inner.getResults()) ||
      inner->getBlock() != op->getBlock() ||
      !llvm::all_of(states, [](Value state) { return state.hasOneUse(); }) ||
      *count + *innerCount < *count || *count + *innerCount > INT64_MAX ||
      !isSameArrow(op.getCallee(), inner.getCallee()) ||
      !(isTotal(op.getCallee()) || isQuietBetween(inner, op)))
    return failure();
  SmallVector<Value> points(inner.getInputs());
  points[0] =
      ConstOp::create(b, op.getLoc(), b.getIndexAttr(static_cast<int64_t>(*count + *innerCount)));
  b.replaceOpWithNewOp<EvalOp>(op, op->getResultTypes(), inner.getCallee(), points);
  return success();
}

// iterate (a ↦ c) (n, a) = c, when n is not 0
static LogicalResult iterateConstant(EvalOp op, PatternRewriter &b) {
  auto count = countOf(op);
  auto step = count && *count
                  ? op.getCallee().getDefiningOp()->getOperand(0).getDefiningOp<LambdaOp>()
                  : LambdaOp();
  if (!step || step.getYield()->getOperandTypes() != op->getResultTypes() ||
      !llvm::all_of(step.getArguments(), [](Value argument) { return argument.use_empty(); }))
    return failure();
  b.replaceOp(op, copyBody(b, step.getBody().front(), op.getInputs().drop_front()));
  return success();
}

namespace {

/// The step x ↦ factor x + shift of an iteration, element by element or by a square matrix.
struct Affine {
  Value factor, shift;                                             ///< no shift: zero
  bool isMatrix = false, isTransposed = false, isNegative = false; ///< factor, shift

  static std::optional<Affine> of(LambdaOp step);
  bool setFactor(ContractOp op, Value x, function_ref<bool(Value)> isOutside);
  /// Operations of `count` steps, and of squaring instead.
  double stepwise(uint64_t count) const;
  double squared(uint64_t count) const;
  Value times(PatternRewriter &b, Location loc, Value x) const;
  Value plusShift(PatternRewriter &b, Location loc, Value x) const;
};

} // namespace

/// A matrix times x, in one of four ways to write it.
bool Affine::setFactor(ContractOp op, Value x, function_ref<bool(Value)> isOutside) {
  unsigned at = op.getLhs() == x ? 1 : 0;
  AffineMap matrix = op.getMap(at), vector = op.getMap(1 - at), result = op.getMap(2);
  if (op->getOperand(1 - at) != x || !isOutside(op->getOperand(at)) || matrix.getNumDims() != 2 ||
      matrix.getNumResults() != 2 || vector.getNumResults() != 1 || result.getNumResults() != 1 ||
      vector.getResult(0) == result.getResult(0) || op.getType() != x.getType())
    return false;
  factor = op->getOperand(at);
  isMatrix = true;
  isTransposed = matrix.getResult(0) != result.getResult(0);
  return true;
}

std::optional<Affine> Affine::of(LambdaOp step) {
  Block &body = step.getBody().front();
  if (body.getNumArguments() != 1 || step.getYield()->getNumOperands() != 1)
    return std::nullopt;
  Value x = body.getArgument(0), y = step.getYield()->getOperand(0);
  auto isOutside = [&](Value value) { return !step.getBody().isAncestor(value.getParentRegion()); };
  Affine affine;
  Operation *sum = y.getDefiningOp();
  if (isa_and_nonnull<AddOp, SubOp>(sum)) {
    unsigned at = isa<AddOp>(sum) && isOutside(sum->getOperand(0)) ? 0 : 1;
    if (!isOutside(sum->getOperand(at)))
      return std::nullopt;
    affine.shift = sum->getOperand(at);
    affine.isNegative = isa<SubOp>(sum);
    y = sum->getOperand(1 - at);
  }
  if (auto contract = y.getDefiningOp<ContractOp>())
    return affine.setFactor(contract, x, isOutside) ? std::optional(affine) : std::nullopt;
  auto product = y.getDefiningOp<MulOp>();
  unsigned at = product && product.getLhs() == x ? 1 : 0;
  if (!product || product->getOperand(1 - at) != x || !isOutside(product->getOperand(at)))
    return std::nullopt;
  affine.factor = product->getOperand(at);
  return affine;
}

double Affine::stepwise(uint64_t count) const {
  double elements = guessElements(factor.getType());
  double added = shift ? guessElements(shift.getType()) : 0;
  return static_cast<double>(count) * ((isMatrix ? 2 * elements : elements) + added);
}

double Affine::squared(uint64_t count) const {
  double elements = guessElements(factor.getType());
  double side = isMatrix ? std::sqrt(elements) : 1;
  return llvm::Log2_64_Ceil(count + 1) * elements * (isMatrix ? 2 * side + 6 : 5);
}

Value Affine::times(PatternRewriter &b, Location loc, Value x) const {
  if (!isMatrix)
    return MulOp::create(b, loc, factor, x);
  bool isVector = shapeOf(x.getType()).size() == 1;
  auto map = [&](ArrayRef<unsigned> axes) {
    return AffineMap::getMultiDimMapWithTargets(isVector ? 2 : 3, axes, b.getContext());
  };
  if (isVector)
    return ContractOp::create(b, loc, factor, x, {map({0, 1}), map({1}), map({0})});
  return ContractOp::create(b, loc, factor, x, {map({0, 2}), map({2, 1}), map({0, 1})});
}

Value Affine::plusShift(PatternRewriter &b, Location loc, Value x) const {
  return shift ? AddOp::create(b, loc, x, shift).getResult() : x;
}

/// The same real number is far from the same float if the powers of the factor grow and cancel:
/// from -1 to 1 they do not; nor may the last one vanish, which would undo an infinity.
static bool isContraction(const Affine &affine, uint64_t count) {
  constexpr double leastNormal = 1.2e-38; // of f32
  Value factor = affine.factor;
  while (auto broadcast = factor.getDefiningOp<BroadcastOp>())
    factor = broadcast.getOperand();
  FloatAttr number;
  if (!matchPattern(factor, m_Constant(&number)))
    return false;
  double size = std::abs(number.getValueAsDouble());
  return size <= 1 && std::pow(size, static_cast<double>(count)) >= leastNormal;
}

/// x ↦ a x + b, `count` times: a and b of 1, 2, 4, … steps, those that make up the count applied.
static LogicalResult square(EvalOp op, PatternRewriter &b,
                            function_ref<bool(const Affine &, uint64_t count)> may) {
  auto count = countOf(op);
  auto step = count && op->getNumResults() == 1
                  ? op.getCallee().getDefiningOp()->getOperand(0).getDefiningOp<LambdaOp>()
                  : LambdaOp();
  auto affine = step ? Affine::of(step) : std::nullopt;
  if (!affine || affine->squared(*count) >= affine->stepwise(*count) || !may(*affine, *count) ||
      ShapedType::isDynamicShape(shapeOf(affine->factor.getType())))
    return failure();
  Location loc = op.getLoc();
  if (affine->isTransposed)
    affine->factor = TransposeOp::create(b, loc, affine->factor, ArrayRef<int64_t>{1, 0});
  if (affine->isNegative)
    affine->shift = NegOp::create(b, loc, affine->shift);
  Value x = op.getInputs().back();
  for (uint64_t left = *count; left != 0; left /= 2) {
    if (left % 2)
      x = affine->plusShift(b, loc, affine->times(b, loc, x));
    if (left == 1)
      break;
    if (affine->shift)
      affine->shift = affine->plusShift(b, loc, affine->times(b, loc, affine->shift));
    affine->factor = affine->times(b, loc, affine->factor);
  }
  b.replaceOp(op, x);
  return success();
}

// iterate (x ↦ a x + b) (n, x) by squaring, of integers
static LogicalResult squareIntegers(EvalOp op, PatternRewriter &b) {
  return square(op, b, [](const Affine &affine, uint64_t) {
    Type element = elementOf(affine.factor.getType());
    return element.isInteger() && !element.isInteger(1);
  });
}

// The same of floats
static LogicalResult squareFloats(EvalOp op, PatternRewriter &b) {
  return square(op, b, [](const Affine &affine, uint64_t count) {
    return isFloatLike(affine.factor.getType()) && !affine.isMatrix && isContraction(affine, count);
  });
}

ArrayRef<Law> loopLaws() {
  constexpr FloatClass exact = FloatClass::Exact;
  constexpr StringRef squaring = "Knuth, The Art of Computer Programming, 4.6.3";
  constexpr StringRef invariant = "Aho, Lam, Sethi, Ullman, Compilers, 9.5";
  static constexpr Law laws[] = {
      law<constantsLeaveMap>("L5.4", "constants-leave-map",
                             "map (x ↦ f(g(c), x)) = let d = g(c) in map (x ↦ f(d, x))", exact,
                             invariant),
      law<iterateFewTimes>("L8.1", "iterate-few", "iterate f (0, a) = a; iterate f (1, a) = f(a)",
                           exact, "Bird, de Moor, Algebra of Programming, 1997"),
      law<iterateIdentity>("L8.2", "iterate-identity", "iterate id (n, a) = a", exact,
                           "Bird, de Moor, Algebra of Programming, 1997"),
      law<iterateAgain>("L8.3", "iterate-again",
                        "iterate f (m, iterate f (n, a)) = iterate f (m + n, a)", exact,
                        "Bird, de Moor, Algebra of Programming, 1997"),
      law<iterateConstant>("L8.4", "iterate-constant", "iterate (a ↦ c) (1 + n, a) = c", exact,
                           "Bird, de Moor, Algebra of Programming, 1997"),
      law<invariantsLeave>(
          "L8.5", "invariants-leave",
          "fold ((s, x) ↦ f(g(c), s, x)) = let d = g(c) in fold ((s, x) ↦ f(d, s, x))", exact,
          invariant),
      law<squareIntegers>("L8.6", "affine-squared",
                          "iterate (x ↦ a x + b) (2 n, x) = iterate (x ↦ a² x + a b + b) (n, x)",
                          exact, squaring),
      law<squareFloats>("L8.7", "contraction-squared",
                        "iterate (x ↦ a x + b) (2 n, x) = iterate (x ↦ a² x + a b + b) (n, x), "
                        "|a| ≤ 1",
                        FloatClass::Rounding, squaring),
  };
  return laws;
}

} // namespace cat
