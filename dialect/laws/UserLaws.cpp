// Family L13: the rewrites of the program. A `cat.law` says what both sides are, in the dialect
// itself; its left side is matched against the program, its right side is built in the place of
// what was found.
#include "dialect/laws/UserLaws.h"

using namespace mlir;

namespace cat {

std::deque<UserLaw> userLaws(ModuleOp module) {
  std::deque<UserLaw> laws;
  for (auto op : module.getOps<LawOp>()) {
    auto it = llvm::find_if(laws, [&](const UserLaw &law) { return law.name == op.getName(); });
    if (it != laws.end()) {
      it->uses.push_back(op);
      continue;
    }
    UserLaw &law = laws.emplace_back();
    law.label = "L13." + std::to_string(laws.size());
    law.name = op.getName();
    law.statement = op.getStatement();
    law.uses.push_back(op);
    FloatClass floats = op.getWithin() ? FloatClass::Rounding : FloatClass::Exact;
    law.law = {law.label, law.name, law.statement, floats, "", nullptr, "this program"};
  }
  return laws;
}

static ArrowOp sideOf(LawOp law, FlatSymbolRefAttr symbol) {
  return SymbolTable::lookupNearestSymbolFrom<ArrowOp>(law, symbol);
}

UserPattern::UserPattern(LawOp law) {
  left = sideOf(law, law.getLeftAttr());
  right = sideOf(law, law.getRightAttr());
  for (Value arrow : left.getContextPoints())
    variables.push_back(arrow);
  left.walk([&](Operation *op) {
    inAnyOrder += op->hasTrait<OpTrait::IsCommutative>() && op->getNumOperands() == 2;
  });
  root = left.getYielded();
  auto lambda = root.getDefiningOp<LambdaOp>();
  // A law of points is met where its result is. Its points are the parts of the argument.
  if (!lambda || lambda.getYield()->getNumOperands() != 1 || lambda.getArguments().size() != 1)
    return;
  isOfPoints = true;
  root = lambda.getYield()->getOperand(0);
  Value argument = lambda.getArguments().front();
  if (!llvm::all_of(argument.getUsers(), [](Operation *user) { return isa<GetOp>(user); }) ||
      argument.use_empty()) {
    variables.push_back(argument);
    return;
  }
  // Each part once, and before everything that has it.
  llvm::SmallDenseMap<int64_t, Value> parts;
  for (Operation *user : llvm::make_early_inc_range(argument.getUsers())) {
    auto [it, isNew] = parts.try_emplace(cast<GetOp>(user).getIndex(), user->getResult(0));
    if (!isNew) {
      user->getResult(0).replaceAllUsesWith(it->second);
      user->erase();
      continue;
    }
    user->moveBefore(&lambda.getBody().front().front());
    variables.push_back(it->second);
  }
}

StringRef UserPattern::rootName() const {
  Operation *op = root.getDefiningOp();
  // What is one point, or an arrow that stands for any, would be met everywhere.
  return op && !llvm::is_contained(variables, root) ? op->getName().getStringRef() : StringRef();
}

LogicalResult UserPattern::rewrite(Operation *op, PatternRewriter &b) const {
  if (op->getNumResults() != 1)
    return failure();
  if (auto compose = dyn_cast<ComposeOp>(op))
    return rewriteComposition(compose, b);
  if (auto eval = dyn_cast<EvalOp>(op); eval && succeeded(rewriteFirstArrows(eval, b)))
    return success();
  // Each way round of what has no order, for some of them.
  Type type = op->getResult(0).getType();
  for (unsigned turned = 0; turned >> std::min(inAnyOrder, 6u) == 0; ++turned) {
    Matcher matcher = matcherAt(op);
    matcher.turned = turned;
    if (!matcher.match(root, op->getResult(0)))
      continue;
    Value made =
        build(op, isOfPoints ? Type() : type, isOfPoints ? type : Type(), matcher.bindings, b);
    if (made)
      b.replaceOp(op, made);
    return success(made != Value());
  }
  return failure();
}

/// Points may stand for whatever is there at `op`; arrows only for those that cannot stop the
/// program, because the law says nothing of others.
Matcher UserPattern::matcherAt(Operation *op) const {
  Region *region = op->getParentRegion();
  return Matcher(variables, [region](Value variable, Value value) {
    return value.getParentRegion()->isAncestor(region) &&
           (!isa<HomType>(variable.getType()) || isTotal(value));
  });
}

static ValueRange rowOf(Value &arrow) {
  auto compose = arrow.getDefiningOp<ComposeOp>();
  return compose ? ValueRange(compose.getArrows()) : ValueRange(arrow);
}

static HomType homOf(ValueRange arrows) {
  return HomType::get(cast<HomType>(arrows.front().getType()).getDomain(),
                      cast<HomType>(arrows.back().getType()).getCodomain());
}

/// Some arrows in a row, which the left side composes, give way to the right side.
LogicalResult UserPattern::rewriteComposition(ComposeOp op, PatternRewriter &b) const {
  auto pattern = root.getDefiningOp<ComposeOp>();
  size_t count = pattern.getArrows().size();
  for (size_t first = 0; first + count <= op.getArrows().size(); ++first) {
    Matcher matcher = matcherAt(op);
    ValueRange row = op.getArrows().slice(first, count);
    if (!matcher.match(pattern.getArrows(), row))
      continue;
    Value made = build(op, homOf(row), Type(), matcher.bindings, b);
    if (!made)
      continue;
    SmallVector<Value> arrows(op.getArrows().take_front(first));
    arrows.push_back(made);
    llvm::append_range(arrows, op.getArrows().drop_front(first + count));
    b.replaceOp(op,
                arrows.size() == 1 ? made : ComposeOp::create(b, op.getLoc(), arrows).getResult());
    return success();
  }
  return failure();
}

/// The application of an arrow, of which more arrows follow in the program: `(f ; g)(x)` where the
/// left side is `f(x)`.
LogicalResult UserPattern::rewriteFirstArrows(EvalOp op, PatternRewriter &b) const {
  auto pattern = root.getDefiningOp<EvalOp>();
  Value wanted = pattern.getCallee(), found = op.getCallee();
  size_t count = rowOf(wanted).size();
  if (rowOf(found).size() <= count)
    return failure();
  Matcher matcher = matcherAt(op);
  ValueRange first = rowOf(found).take_front(count), rest = rowOf(found).drop_front(count);
  if (!matcher.match(rowOf(wanted), first) || !matcher.match(pattern.getInputs(), op.getInputs()))
    return failure();
  Value made = build(op, Type(), homOf(first).getCodomain(), matcher.bindings, b);
  if (!made)
    return failure();
  Value follows = rest.size() == 1 ? rest.front() : ComposeOp::create(b, op.getLoc(), rest);
  b.replaceOpWithNewOp<EvalOp>(op, op->getResultTypes(), follows, made);
  return success();
}

/// The right side at what was found, an arrow of type `hom` or a point of type `point`; nothing if
/// it is of another type or mentions what the left side does not.
Value UserPattern::build(Operation *at, Type hom, Type point, const Bindings &found,
                         PatternRewriter &b) const {
  HomType type = cast<HomType>(found.substitute(right.getHom()));
  if (hom ? hom != type : point != type.getCodomain())
    return {};
  IRMapping values;
  for (auto [of, to] : llvm::zip(left.getContextPoints(), right.getContextPoints())) {
    Value known = found.values.lookupOrNull(of);
    if (!known && !to.use_empty())
      return {};
    if (known)
      values.map(to, known);
  }
  Value result = right.getYielded(), argument;
  auto lambda = result.getDefiningOp<LambdaOp>();
  bool opens = isOfPoints && lambda && lambda.getYield()->getNumOperands() == 1 &&
               lambda.getArguments().size() == 1;
  if (isOfPoints && !(argument = pointsOf(found, b, at->getLoc())))
    return {};
  for (Operation &op : result.getParentBlock()->without_terminator())
    if (!opens || &op != lambda)
      clone(&op, values, found, b);
  if (!isOfPoints)
    return values.lookup(result);
  if (!opens)
    return EvalOp::create(b, at->getLoc(), point, values.lookup(result), argument).getResult(0);
  values.map(lambda.getArguments().front(), argument);
  for (Operation &op : lambda.getBody().front().without_terminator())
    clone(&op, values, found, b);
  return values.lookup(lambda.getYield()->getOperand(0));
}

/// The argument of the law: one point, or the product of those that were found. A point that the
/// left side does not mention is unknown; then so is the argument, unless nothing wants it.
Value UserPattern::pointsOf(const Bindings &found, PatternRewriter &b, Location loc) const {
  Value argument = left.getYielded().getDefiningOp<LambdaOp>().getArguments().front();
  if (Value whole = found.values.lookupOrNull(argument))
    return whole;
  auto product = dyn_cast<ProdType>(argument.getType());
  if (!product)
    return {};
  SmallVector<Value> parts(product.size());
  for (Operation *user : argument.getUsers())
    parts[cast<GetOp>(user).getIndex()] = found.values.lookupOrNull(user->getResult(0));
  if (llvm::is_contained(parts, Value()))
    return {};
  return PackOp::create(b, loc, found.substitute(product), parts);
}

void UserPattern::clone(Operation *op, IRMapping &values, const Bindings &found,
                        PatternRewriter &b) {
  if (auto get = dyn_cast<GetOp>(op))
    if (auto pack = values.lookupOrDefault(get.getOperand()).getDefiningOp<PackOp>())
      return values.map(get.getResult(), pack.getElements()[get.getIndex()]);
  Operation *made = b.clone(*op, values);
  made->walk([&](Operation *inner) {
    for (OpResult result : inner->getResults())
      result.setType(found.substitute(result.getType()));
    for (Region &region : inner->getRegions())
      for (BlockArgument argument : region.getArguments())
        argument.setType(found.substitute(argument.getType()));
  });
}

} // namespace cat
