// Laws of what may stop the program: what was checked is known from then on, and what every round
// of a loop would check alike is checked before it.
#include "dialect/laws/Laws.h"
#include "dialect/laws/Terms.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;

namespace cat {

/// True when `later` runs only after `op` did.
static bool isAfter(Operation *later, Operation *op) {
  Operation *around = op->getBlock()->findAncestorOpInBlock(*later);
  return around && around != op && op->isBeforeInBlock(around);
}

// check c; f(c) = check c; f(true)
static LogicalResult knownAfterCheck(CheckOp op, PatternRewriter &b) {
  Value condition = op.getCondition();
  if (!isArray(condition.getType()))
    return success(assume(b, condition, true, [&](Operation *user) { return isAfter(user, op); }));
  for (Operation *user : condition.getUsers())
    if (isa<CheckOp>(user) && isAfter(user, op)) {
      b.eraseOp(user);
      return success();
    }
  return failure();
}

// A(x); f(A(x)) = let a = A(x); f(a)
static LogicalResult nameAgain(NameOp op, PatternRewriter &b) {
  for (Operation *user : op.getValue().getUsers())
    if (auto first = dyn_cast<NameOp>(user);
        first && first.getType() == op.getType() && isAfter(op, first)) {
      b.replaceOp(op, first);
      return success();
    }
  return failure();
}

/// The application that runs the body of `lambda`, at least once, if there is just one.
static EvalOp surelyRuns(LambdaOp lambda) {
  Operation *arrow = lambda->hasOneUse() ? *lambda->getUsers().begin() : nullptr;
  if (!isa_and_nonnull<MapOp, ZipWithOp, FoldOp, ScanOp, LoopOp, ReduceOp, IterateOp>(arrow) ||
      !arrow->hasOneUse())
    return {};
  auto eval = dyn_cast<EvalOp>(*arrow->getUsers().begin());
  if (!eval || eval.getCallee() != arrow->getResult(0))
    return {};
  APInt count;
  if (isa<IterateOp>(arrow))
    return eval.getInputs().size() > 1 &&
                   matchPattern(eval.getInputs().front(), m_ConstantInt(&count)) && !count.isZero()
               ? eval
               : EvalOp();
  // Only the last of the points is surely an array of elements.
  ArrayRef<int64_t> shape =
      eval.getInputs().empty() ? ArrayRef<int64_t>() : shapeOf(eval.getInputs().back().getType());
  bool isOpen = llvm::any_of(splitType(homOf(eval.getCallee()).getDomain()), [](Type leaf) {
    return !shapeOf(leaf).empty() && ShapedType::isDynamic(shapeOf(leaf).front());
  });
  return shape.empty() || shape.front() == 0 || isOpen ? EvalOp() : eval;
}

// map (x ↦ check c; f(x)) = check c; map f, when there is an element
static LogicalResult checkLeavesLoop(CheckOp op, PatternRewriter &b) {
  auto lambda = dyn_cast<LambdaOp>(op->getParentOp());
  auto isOutside = [&](Value value) {
    return !lambda.getBody().isAncestor(value.getParentRegion());
  };
  if (!lambda || !llvm::all_of(op->getOperands(), isOutside))
    return failure();
  auto before = llvm::make_range(op->getBlock()->begin(), op->getIterator());
  EvalOp eval = surelyRuns(lambda);
  if (!eval ||
      !llvm::all_of(before, [](Operation &other) { return makesArrow(&other) || isTotal(&other); }))
    return failure();
  b.moveOpBefore(op, eval);
  return success();
}

ArrayRef<Law> checkLaws() {
  constexpr FloatClass exact = FloatClass::Exact;
  constexpr StringRef kleisli = "Moggi, Notions of Computation and Monads, 1991";
  static constexpr Law laws[] = {
      law<knownAfterCheck>("L12.1", "known-after-check", "check c; f(c) = check c; f(true)", exact,
                           "Gupta, Optimizing Array Bound Checks Using Flow Analysis, 1993"),
      law<nameAgain>("L12.2", "name-again", "(A(x), A(x)) = let a = A(x) in (a, a)", exact,
                     kleisli),
      law<checkLeavesLoop>("L12.3", "check-leaves-loop", "map (x ↦ check c; f(x)) = check c; map f",
                           exact, "Gupta, Optimizing Array Bound Checks Using Flow Analysis, 1993"),
      law<CheckOp::canonicalize>("L12.4", "check-true", "check true = nothing", exact, kleisli),
  };
  return laws;
}

} // namespace cat
