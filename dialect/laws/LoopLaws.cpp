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

ArrayRef<Law> loopLaws() {
  constexpr FloatClass exact = FloatClass::Exact;
  constexpr StringRef invariant = "Aho, Lam, Sethi, Ullman, Compilers, 9.5";
  static constexpr Law laws[] = {
      law<constantsLeaveMap>("L5.4", "constants-leave-map",
                             "map (x ↦ f(g(c), x)) = let d = g(c) in map (x ↦ f(d, x))", exact,
                             invariant),
      law<iterateAgain>("L8.3", "iterate-again",
                        "iterate f (m, iterate f (n, a)) = iterate f (m + n, a)", exact,
                        "Bird, de Moor, Algebra of Programming, 1997"),
      law<iterateConstant>("L8.4", "iterate-constant", "iterate (a ↦ c) (1 + n, a) = c", exact,
                           "Bird, de Moor, Algebra of Programming, 1997"),
      law<invariantsLeave>(
          "L8.5", "invariants-leave",
          "fold ((s, x) ↦ f(g(c), s, x)) = let d = g(c) in fold ((s, x) ↦ f(d, s, x))", exact,
          invariant),
  };
  return laws;
}

} // namespace cat
