// Laws of folds, on points: a map that costs less than the array it makes joins what goes over its
// elements; folds over the same arrays become one; folds that need no loop lose it.
#include "dialect/laws/Laws.h"
#include "dialect/laws/Terms.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;

namespace cat {

/// `op` again, with another lambda, on other points.
static EvalOp applyStep(PatternRewriter &b, const Repetition &like, StringRef arrowName, Value step,
                        ValueRange points, TypeRange results) {
  Location loc = like.eval->getLoc();
  MLIRContext *context = b.getContext();
  auto hom = HomType::get(productOf(context, points.getTypes()), productOf(context, results));
  OperationState state(like.arrow->getLoc(), arrowName, ValueRange(step), hom);
  return EvalOp::create(b, loc, results, b.create(state)->getResult(0), points);
}

/// True when an element takes fewer operations than an array of them takes bytes, to be written and
/// read again, and its step may stand among any others. What is no single instruction runs faster
/// on whole arrays.
static bool isCheap(const Repetition &map) {
  double flops = 0, bytes = 0;
  for (Operation &op : map.body().without_terminator()) {
    bool isInstruction = isa<AddOp, SubOp, MulOp, NegOp, AbsOp, MaxOp, MinOp, AndOp, OrOp, XorOp,
                             NotOp, CmpOp, SelectOp, ConvertOp>(op) &&
                         shapeOf(op.getResult(0).getType()).empty();
    if (!(isInstruction || matchPattern(&op, m_Constant())) || !isTotal(&op))
      return false;
    if (auto costs = dyn_cast<CostOpInterface>(op))
      flops += costs.cost().flops;
  }
  for (Type type : map.body().getTerminator()->getOperandTypes())
    bytes += 2 * guessBytes(type);
  return flops <= bytes;
}

/// True for a fold or reduction by the operation of a monoid, which may lose its loop (L7.1).
static bool isMonoidStep(const Repetition &r) {
  Operation &op = r.body().front();
  return isa<FoldOp, ReduceOp>(r.arrow) && isa<AddOp, MulOp, MaxOp, MinOp, AndOp, OrOp>(op) &&
         llvm::equal(op.getResults(), r.body().getTerminator()->getOperands()) &&
         llvm::all_of(op.getOperands(), [](Value v) { return isa<BlockArgument>(v); });
}

/// The map that makes one of the arrays of `r` and could run along with it.
static std::optional<Repetition> mapInto(const Repetition &r) {
  for (Value array : r.arrays) {
    auto eval = array.getDefiningOp<EvalOp>();
    auto map = eval ? Repetition::of(eval) : std::nullopt;
    if (!map || !isa<MapOp>(map->arrow) || !isCheap(*map))
      continue;
    auto isMade = [&](Value value) { return value.getDefiningOp() == eval.getOperation(); };
    bool onlyHere = eval->getBlock() == r.eval->getBlock() && llvm::none_of(r.states, isMade) &&
                    llvm::all_of(eval->getUsers(), [&](Operation *user) { return user == r.eval; });
    // Where lengths differ, the message says which: only one array may stand for another.
    if (onlyHere && (map->length() || map->arrays.size() == 1))
      return map;
  }
  return std::nullopt;
}

/// `outer` over the arrays of `inner`, which makes some of its own.
static EvalOp fuse(PatternRewriter &b, const Repetition &outer, const Repetition &inner) {
  auto isMade = [&](Value array) { return array.getDefiningOp() == inner.eval; };
  size_t states = outer.states.size();
  std::optional<size_t> madeAt; // where the arrays of `inner` begin among the points
  SmallVector<Value> points(outer.states);
  for (Value array : outer.arrays) {
    if (!isMade(array)) {
      points.push_back(array);
    } else if (!madeAt) {
      madeAt = points.size();
      llvm::append_range(points, inner.arrays);
    }
  }
  SmallVector<Type> types(outer.states.getTypes());
  for (Value array : ArrayRef(points).drop_front(states))
    types.push_back(unstacked(array.getType()));
  auto body = [&](OpBuilder &nested, Location loc, ValueRange given) {
    size_t elements = inner.arrays.size();
    SmallVector<Value> made = copyBody(nested, inner.body(), given.slice(*madeAt, elements));
    SmallVector<Value> others(given.take_front(*madeAt)), arguments;
    llvm::append_range(others, given.drop_front(*madeAt + elements));
    ArrayRef<Value> rest(others);
    llvm::append_range(arguments, rest.take_front(states));
    rest = rest.drop_front(states);
    for (Value array : outer.arrays)
      arguments.push_back(isMade(array) ? made[cast<OpResult>(array).getResultNumber()]
                                        : rest.consume_front());
    YieldOp::create(nested, loc, copyBody(nested, outer.body(), arguments));
  };
  Value step = LambdaOp::create(b, outer.arrow->getLoc(), types,
                                outer.body().getTerminator()->getOperandTypes(), body);
  StringRef name = isa<ReduceOp>(outer.arrow) ? FoldOp::getOperationName()
                                              : outer.arrow->getName().getStringRef();
  return applyStep(b, outer, name, step, points, outer.eval->getResultTypes());
}

static LogicalResult fuseMap(EvalOp op, PatternRewriter &b, bool ontoMap) {
  auto outer = Repetition::of(op);
  if (!outer || isa<MapOp>(outer->arrow) != ontoMap || isMonoidStep(*outer))
    return failure();
  auto inner = mapInto(*outer);
  if (!inner)
    return failure();
  b.replaceOp(op, fuse(b, *outer, *inner));
  return success();
}

// fold g (s, map f x) = fold ((s, e) ↦ g(s, f e)) (s, x), and likewise scan and reduce
static LogicalResult foldOfMap(EvalOp op, PatternRewriter &b) {
  return fuseMap(op, b, /*ontoMap=*/false);
}

// map g (map f x, y) = map ((a, b) ↦ g(f a, b)) (x, y)
static LogicalResult mapOfMap(EvalOp op, PatternRewriter &b) {
  return fuseMap(op, b, /*ontoMap=*/true);
}

/// True when a fold carries only scalars, and may take turns with another one.
static bool isLight(const Repetition &r) {
  return isa<FoldOp>(r.arrow) && !isMonoidStep(r) && isTotal(r.arrow->getResult(0)) &&
         llvm::all_of(r.states, [](Value state) {
           return isNumbers(state.getType()) && !isArray(state.getType());
         });
}

/// True when all that `second` needs is there before `first`.
static bool mayRunAt(const Repetition &second, Operation *first) {
  llvm::SetVector<Value> captured;
  getUsedValuesDefinedAbove(*second.body().getParent(), captured);
  return llvm::all_of(captured, [&](Value value) { return isBefore(value, first); }) &&
         llvm::all_of(second.states, [&](Value value) { return isBefore(value, first); });
}

/// True when nothing before `second`, or in it, uses what `first` gives.
static bool mayWaitFor(EvalOp first, const Repetition &second) {
  return llvm::all_of(first->getUsers(), [&](Operation *user) {
    Operation *around = first->getBlock()->findAncestorOpInBlock(*user);
    return around && second.eval->isBeforeInBlock(around);
  });
}

/// The fold over the pair of the states of two folds, where the builder stands.
static EvalOp foldBoth(PatternRewriter &b, const Repetition &first, const Repetition &second) {
  SmallVector<Value> points(first.states);
  llvm::append_range(points, second.states);
  SmallVector<Type> results(ValueRange(points).getTypes()), types = results;
  llvm::append_range(points, first.arrays);
  for (Value array : first.arrays)
    types.push_back(unstacked(array.getType()));
  size_t left = first.states.size(), right = second.states.size();
  auto body = [&](OpBuilder &nested, Location loc, ValueRange given) {
    SmallVector<Value> one(given.take_front(left)), two(given.slice(left, right));
    llvm::append_range(one, given.drop_front(left + right));
    llvm::append_range(two, given.drop_front(left + right));
    SmallVector<Value> next = copyBody(nested, first.body(), one);
    llvm::append_range(next, copyBody(nested, second.body(), two));
    YieldOp::create(nested, loc, next);
  };
  Value step = LambdaOp::create(b, first.arrow->getLoc(), types, results, body);
  return applyStep(b, first, FoldOp::getOperationName(), step, points, results);
}

// (fold f (s, x), fold g (t, x)) = fold ((s, t), e ↦ (f(s, e), g(t, e))) ((s, t), x)
static LogicalResult bananaSplit(EvalOp op, PatternRewriter &b) {
  auto second = Repetition::of(op);
  if (!second || !isLight(*second))
    return failure();
  for (Operation *user : second->arrays.front().getUsers()) {
    auto other = dyn_cast<EvalOp>(user);
    if (!other || other == op || other->getBlock() != op->getBlock() || !other->isBeforeInBlock(op))
      continue;
    auto first = Repetition::of(other);
    if (!first || !isLight(*first) || first->arrays != second->arrays)
      continue;
    if (mayRunAt(*second, other))
      b.setInsertionPoint(other);
    else if (!mayWaitFor(other, *second))
      continue;
    EvalOp both = foldBoth(b, *first, *second);
    b.replaceOp(other, both.getResults().take_front(first->states.size()));
    b.replaceOp(op, both.getResults().drop_front(first->states.size()));
    return success();
  }
  return failure();
}

/// The step of a fold or a reduction once, on the states given and the elements at `place`, instead
/// of the loop.
static LogicalResult stepOnce(const Repetition &r, PatternRewriter &b, int64_t place) {
  SmallVector<Value> arguments(r.states);
  if (!llvm::all_of(r.arrays, [](Value array) { return isNumbers(array.getType()); }))
    return failure();
  Location loc = r.eval->getLoc();
  Value index = ConstOp::create(b, loc, b.getIndexAttr(place));
  for (Value array : r.arrays)
    arguments.push_back(GatherOp::create(b, loc, unstacked(array.getType()), array, index,
                                         /*batch_dims=*/0, /*in_bounds=*/true));
  b.replaceOp(r.eval, copyBody(b, r.body(), arguments));
  return success();
}

/// The fold or reduction that `op` is.
static std::optional<Repetition> foldOf(EvalOp op) {
  auto r = Repetition::of(op);
  return r && isa<FoldOp, ReduceOp>(r->arrow) ? r : std::nullopt;
}

// fold f (s, []) = s
static LogicalResult foldNothing(EvalOp op, PatternRewriter &b) {
  auto fold = foldOf(op);
  if (!fold || fold->length() != 0 || fold->states.getTypes() != op->getResultTypes())
    return failure();
  b.replaceOp(op, fold->states);
  return success();
}

// fold f (s, [x]) = f(s, x)
static LogicalResult foldOne(EvalOp op, PatternRewriter &b) {
  auto fold = foldOf(op);
  return fold && fold->length() == 1 ? stepOnce(*fold, b, 0) : failure();
}

// fold ((s, e) ↦ f e) (s, x) = f(the last of x)
static LogicalResult foldForgets(EvalOp op, PatternRewriter &b) {
  auto fold = foldOf(op);
  bool forgets = fold && fold->length().value_or(0) > 0 && isTotal(op.getCallee()) &&
                 llvm::all_of(fold->body().getArguments().take_front(fold->states.size()),
                              [](Value s) { return s.use_empty(); });
  return forgets ? stepOnce(*fold, b, *fold->length() - 1) : failure();
}

ArrayRef<Law> foldLaws() {
  constexpr FloatClass exact = FloatClass::Exact;
  constexpr StringRef bananas =
      "Meijer, Fokkinga, Paterson, Bananas, Lenses, Envelopes and Barbed Wire, 1991";
  static constexpr Law laws[] = {
      law<mapOfMap>("L5.3", "map-map", "map g (map f x, y) = map ((a, b) ↦ g(f(a), b)) (x, y)",
                    exact, "Wadler, Deforestation, 1990"),
      law<foldOfMap>("L7.2", "fold-map", "fold g (s, map f x) = fold ((s, e) ↦ g(s, f(e))) (s, x)",
                     exact, "Wadler, Deforestation, 1990"),
      law<bananaSplit>("L7.3", "banana-split",
                       "(fold f (s, x), fold g (t, x)) = fold (f and g) ((s, t), x)", exact,
                       "Bird, de Moor, Algebra of Programming, 1997, 3.3"),
      law<foldNothing>("L7.4", "fold-nothing", "fold f (s, []) = s", exact, bananas),
      law<foldOne>("L7.5", "fold-one", "fold f (s, [x]) = f(s, x)", exact, bananas),
      law<foldForgets>("L7.6", "fold-forgets", "fold ((s, e) ↦ f(e)) (s, x) = f(the last of x)",
                       exact, bananas),
  };
  return laws;
}

} // namespace cat
