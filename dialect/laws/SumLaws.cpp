// Laws of sums and truth values at the level of points: a choice whose outcome is known is the
// branch taken, a choice between known choices is one choice, and what a branch is taken for is
// known in it.
#include "dialect/laws/Laws.h"
#include "dialect/laws/Terms.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;

namespace cat {

/// `block`, with `arguments`, in the place of `op`.
static LogicalResult replaceByBlock(Operation *op, PatternRewriter &b, Block &block,
                                    ValueRange arguments) {
  Operation *end = block.getTerminator();
  if (end->getOperandTypes() != op->getResultTypes())
    return failure();
  b.inlineBlockBefore(&block, op, arguments);
  b.replaceOp(op, end->getOperands());
  b.eraseOp(end);
  return success();
}

// match (ιₖ x) { … k(y) => f(y) … } = f(x)
static LogicalResult matchOfInjection(MatchOp op, PatternRewriter &b) {
  auto inject = op.getScrutinee().getDefiningOp<InjectOp>();
  if (!inject)
    return failure();
  Block &taken = op.getBranches()[*inject.getType().indexOf(inject.getLabel())].front();
  if (taken.getTerminator()->getOperandTypes() != op->getResultTypes())
    return failure();
  SmallVector<Value> payload =
      pointsAs(b, op.getLoc(), inject.getPayload(), taken.getArgumentTypes());
  return replaceByBlock(op, b, taken, payload);
}

/// Counts, for each alternative, the places where `value`, the result of nested choices, becomes
/// it. False if somewhere that is not known.
static bool countInjections(Value value, MutableArrayRef<unsigned> counts) {
  Operation *op = value.getDefiningOp();
  if (auto inject = dyn_cast_if_present<InjectOp>(op)) {
    ++counts[*inject.getType().indexOf(inject.getLabel())];
    return true;
  }
  if (!isa_and_nonnull<IfOp, MatchOp>(op) || op->getNumResults() != 1 || !value.hasOneUse())
    return false;
  return llvm::all_of(op->getRegions(), [&](Region &branch) {
    return countInjections(branch.front().getTerminator()->getOperand(0), counts);
  });
}

/// True if a branch may stand several times.
static bool isSmall(Block &branch) {
  constexpr size_t limit = 4;
  return llvm::hasNItemsOrLess(branch.without_terminator(), limit) &&
         llvm::all_of(branch, [](Operation &op) { return op.getNumRegions() == 0; });
}

// match (if c then ι₁ x else ι₂ y) { … } = if c then (match ι₁ x { … }) else (match ι₂ y { … })
static LogicalResult caseOfCase(MatchOp op, PatternRewriter &b) {
  Operation *inner = op.getScrutinee().getDefiningOp();
  SmallVector<unsigned> counts(op.getBranches().size());
  if (!isa_and_nonnull<IfOp, MatchOp>(inner) || inner->getBlock() != op->getBlock() ||
      inner->getNumRegions() == 0 || !isa<SumType>(op.getScrutinee().getType()) ||
      !countInjections(op.getScrutinee(), counts) || !(isTotal(inner) || isQuietBetween(inner, op)))
    return failure();
  for (auto [count, branch] : llvm::zip(counts, op.getBranches()))
    if (count > 1 && !isSmall(branch.front()))
      return failure();
  OperationState state(op.getLoc(), inner->getName(), inner->getOperands(), op->getResultTypes());
  state.propertiesAttr = inner->getPropertiesAsAttribute();
  for (unsigned i = 0; i != inner->getNumRegions(); ++i)
    state.addRegion();
  Operation *choice = b.create(state);
  for (auto [from, to] : llvm::zip(inner->getRegions(), choice->getRegions())) {
    b.inlineRegionBefore(from, to, to.end());
    Operation *end = to.front().getTerminator();
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPoint(end);
    IRMapping mapping;
    mapping.map(op.getScrutinee(), end->getOperand(0));
    Operation *rest = b.clone(*op, mapping);
    b.replaceOpWithNewOp<YieldOp>(end, rest->getResults());
  }
  b.replaceOp(op, choice->getResults());
  b.eraseOp(inner);
  return success();
}

// match s { k(x) => ιₖ x … } = s
static LogicalResult matchAsItWas(MatchOp op, PatternRewriter &b) {
  auto sum = dyn_cast<SumType>(op.getScrutinee().getType());
  if (!sum || sum.size() == 0 || op.getNumResults() != 1 || op.getResult(0).getType() != sum)
    return failure();
  for (auto [i, branch] : llvm::enumerate(op.getBranches())) {
    Block &block = branch.front();
    auto inject = block.getTerminator()->getOperand(0).getDefiningOp<InjectOp>();
    bool isUnit = splitType(sum.getPayloads()[i]).empty();
    if (!inject || inject.getType() != sum || sum.indexOf(inject.getLabel()) != i ||
        !(isUnit || llvm::equal(inject.getPayload(), block.getArguments())) ||
        !llvm::all_of(block, [](Operation &inner) { return isTotal(&inner); }))
      return failure();
  }
  b.replaceOp(op, op.getScrutinee());
  return success();
}

// if c then x else x = x, result by result
static LogicalResult sameBranches(Operation *op, PatternRewriter &b) {
  if (!isa<IfOp, MatchOp>(op) || op->getNumRegions() == 0)
    return failure();
  bool changed = false;
  for (OpResult result : op->getResults()) {
    auto given = [&](Region &branch) {
      return branch.front().getTerminator()->getOperand(result.getResultNumber());
    };
    Value first = given(op->getRegion(0));
    if (result.use_empty() || first.getType() != result.getType() ||
        op->isAncestor(first.getParentRegion()->getParentOp()) ||
        !llvm::all_of(op->getRegions(), [&](Region &branch) { return given(branch) == first; }))
      continue;
    b.replaceAllUsesWith(result, first);
    changed = true;
  }
  return success(changed);
}

// if c then f(c) else g(c) = if c then f(true) else g(false)
static LogicalResult knownInBranch(IfOp op, PatternRewriter &b) {
  bool changed = false;
  for (bool truth : {true, false}) {
    Region &branch = truth ? op.getThenRegion() : op.getElseRegion();
    changed |= assume(b, op.getCondition(), truth,
                      [&](Operation *user) { return branch.isAncestor(user->getParentRegion()); });
  }
  return success(changed);
}

/// The number that one branch of a choice gives for a result, if it is known.
static std::optional<APInt> constantGiven(Region &branch, unsigned result) {
  APInt number;
  Value given = branch.front().getTerminator()->getOperand(result);
  return matchPattern(given, m_ConstantInt(&number)) ? std::optional(number) : std::nullopt;
}

// if c then true else false = c; if c then false else true = not c
static LogicalResult choiceOfTruths(IfOp op, PatternRewriter &b) {
  for (OpResult result : op->getResults()) {
    if (!result.getType().isInteger(1) || result.use_empty())
      continue;
    auto yes = constantGiven(op.getThenRegion(), result.getResultNumber()),
         no = constantGiven(op.getElseRegion(), result.getResultNumber());
    if (!yes || !no || *yes == *no)
      continue;
    Value truth = op.getCondition();
    if (yes->isZero())
      truth = NotOp::create(b, op.getLoc(), truth);
    b.replaceAllUsesWith(result, truth);
    return success();
  }
  return failure();
}

// (if c then 1 else 2) == 1 is c
static LogicalResult choiceCompared(CmpOp op, PatternRewriter &b) {
  auto choice = op.getLhs().getDefiningOp<IfOp>();
  APInt number;
  bool isEqual = op.getPredicate() == Compare::eq;
  if (!choice || !(isEqual || op.getPredicate() == Compare::ne) ||
      !matchPattern(op.getRhs(), m_ConstantInt(&number)))
    return failure();
  unsigned result = cast<OpResult>(op.getLhs()).getResultNumber();
  auto yes = constantGiven(choice.getThenRegion(), result),
       no = constantGiven(choice.getElseRegion(), result);
  if (!yes || !no)
    return failure();
  bool ifYes = (*yes == number) == isEqual, ifNo = (*no == number) == isEqual;
  Value truth = choice.getCondition();
  if (ifYes == ifNo)
    truth = ConstOp::create(b, op.getLoc(), b.getBoolAttr(ifYes));
  else if (ifNo)
    truth = NotOp::create(b, op.getLoc(), truth);
  b.replaceOp(op, truth);
  return success();
}

// if not c then f else g = if c then g else f
static LogicalResult choiceOfNot(IfOp op, PatternRewriter &b) {
  auto opposite = op.getCondition().getDefiningOp<NotOp>();
  if (!opposite)
    return failure();
  b.modifyOpInPlace(op, [&] {
    op.getConditionMutable().assign(opposite.getOperand());
    Region old;
    old.takeBody(op.getThenRegion());
    op.getThenRegion().takeBody(op.getElseRegion());
    op.getElseRegion().takeBody(old);
  });
  return success();
}

ArrayRef<Law> sumLaws() {
  constexpr FloatClass exact = FloatClass::Exact;
  constexpr StringRef coproducts = "Mac Lane, III.3: coproducts";
  static constexpr Law laws[] = {
      law<matchOfInjection>("L4.4", "match-injection", "match ιₖ x { … k(y) ⇒ f(y) … } = f(x)",
                            exact, coproducts),
      law<caseOfCase>("L4.5", "case-of-case",
                      "match (if c then ι₁ x else ι₂ y) … = if c then (match ι₁ x …) else (match "
                      "ι₂ y …)",
                      exact,
                      "Peyton Jones, Santos, A Transformation-based Optimiser for Haskell, 1998"),
      law<matchAsItWas>("L4.6", "match-identity", "match s { k(x) ⇒ ιₖ x … } = s", exact,
                        coproducts),
      {"L4.7", "same-branches", "if c then x else x = x", exact, "", sameBranches, coproducts},
      law<knownInBranch>(
          "L4.8", "known-in-branch", "if c then f(c) else g(c) = if c then f(true) else g(false)",
          exact, "Peyton Jones, Santos, A Transformation-based Optimiser for Haskell, 1998"),
      law<choiceOfTruths>("L4.9", "choice-of-truths", "(if c then true else false) = c", exact,
                          "Boole, The Laws of Thought, 1854"),
      law<choiceCompared>(
          "L4.10", "choice-compared", "((if c then 1 else 2) = 1) = c", exact,
          "Peyton Jones, Santos, A Transformation-based Optimiser for Haskell, 1998"),
      law<IfOp::canonicalize>("L4.12", "choice-known", "if true then f else g = f", exact,
                              "Boole, The Laws of Thought, 1854"),
      law<choiceOfNot>("L4.11", "choice-of-not", "if not c then f else g = if c then g else f",
                       exact, "Boole, The Laws of Thought, 1854"),
  };
  return laws;
}

} // namespace cat
