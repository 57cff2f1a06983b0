// cat-batch: `map f` on an array becomes f's operations with one more leading axis. Points from
// outside the map have no such axis; each operation's MapOpInterface says what it does with them.
// Folds, scans, iterations and branches inside a map carry all elements at once. A body in which
// something has no batched form leaves the map as it is: a loop.
#include "dialect/transforms/Batch.h"
#include "dialect/laws/Laws.h"
#include "dialect/laws/Text.h"
#include "dialect/transforms/Emit.h"
#include "dialect/transforms/Passes.h"
#include "dialect/transforms/Utils.h"

namespace cat {
#define GEN_PASS_DEF_CATBATCH
#include "dialect/transforms/Passes.h.inc"

using namespace mlir;

namespace {

/// A value of the batched program, and whether it has the axis.
struct Lifted {
  Value value;
  bool batched;
};

/// Emits the batched form of a body at a builder.
class Batcher {
public:
  Batcher(OpBuilder &b, Value size) : b(b), size(size) {}

  void map(Value from, Value to, bool batched) { values[from] = {to, batched}; }
  /// Emits `body`; fails if an operation in it has no batched form.
  LogicalResult emit(Block &body);
  /// What the body's terminator gives, all with the axis.
  SmallVector<Value> results(Block &body, Location loc);

private:
  Lifted lookup(Value value) const {
    auto it = values.find(value);
    return it == values.end() ? Lifted{value, false} : it->second;
  }
  Value lookupBatched(Location loc, Value value) {
    Lifted lifted = lookup(value);
    return lifted.batched ? lifted.value : Emit{b, loc}.stack(lifted.value, size);
  }
  SmallVector<Value> lookupAll(Location loc, ValueRange range) {
    return llvm::map_to_vector(range, [&](Value value) { return lookupBatched(loc, value); });
  }
  bool usesBatched(Operation *op) const;
  Operation *cloneUnbatched(Operation *op);

  LogicalResult emitOp(Operation *op);
  LogicalResult emitCheck(CheckOp op);
  LogicalResult emitIf(IfOp op);
  LogicalResult emitSelect(IfOp op);
  LogicalResult emitEval(EvalOp op);
  LogicalResult emitStep(EvalOp op, ValueRange inputs, unsigned states, bool statesFirst);
  LogicalResult emitIterate(EvalOp op);
  LogicalResult emitReduce(EvalOp op, ReduceOp reduce);
  LogicalResult emitSame(EvalOp op, Operation *arrow);
  FailureOr<LambdaOp> emitLambda(LambdaOp lambda, ArrayRef<bool> batchedArguments);
  Value swapLeading(Location loc, Value value);

  OpBuilder &b;
  Value size;
  DenseMap<Value, Lifted> values;
};

} // namespace

static SmallVector<Type> typesOf(ArrayRef<Value> values) {
  return llvm::map_to_vector(values, [](Value value) { return value.getType(); });
}

/// True if `op`, or something in its regions, uses a value that has the axis.
bool Batcher::usesBatched(Operation *op) const {
  auto uses = [&](Operation *user) {
    return llvm::any_of(user->getOperands(), [&](Value v) { return lookup(v).batched; });
  };
  if (auto eval = dyn_cast<EvalOp>(op))
    if (Operation *arrow = eval.getCallee().getDefiningOp(); arrow && usesBatched(arrow))
      return true;
  if (isStructuralArrow(op))
    for (LambdaOp lambda : lambdasOf(op))
      if (usesBatched(lambda))
        return true;
  return op
      ->walk([&](Operation *user) {
        return uses(user) ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

/// An operation that is the same for all elements; with the arrow it applies.
Operation *Batcher::cloneUnbatched(Operation *op) {
  IRMapping mapping;
  auto mapAll = [&](Operation *user) {
    for (Value v : user->getOperands())
      if (values.contains(v))
        mapping.map(v, lookup(v).value);
  };
  if (auto eval = dyn_cast<EvalOp>(op))
    if (Operation *arrow = structuralCallee(eval)) {
      mapAll(arrow);
      for (LambdaOp lambda : lambdasOf(arrow)) {
        lambda.walk(mapAll);
        b.clone(*lambda, mapping);
      }
      b.clone(*arrow, mapping);
    }
  op->walk(mapAll);
  Operation *copy = b.clone(*op, mapping);
  for (auto [from, to] : llvm::zip(op->getResults(), copy->getResults()))
    map(from, to, false);
  return copy;
}

LogicalResult Batcher::emit(Block &body) {
  for (Operation &op : body.without_terminator())
    if (failed(emitOp(&op)))
      return failure();
  return success();
}

SmallVector<Value> Batcher::results(Block &body, Location loc) {
  return lookupAll(loc, body.getTerminator()->getOperands());
}

LogicalResult Batcher::emitOp(Operation *op) {
  // Arrows are emitted where they are applied.
  if (op->getNumResults() == 1 && isa<HomType>(op->getResult(0).getType()))
    return success();
  if (!usesBatched(op)) {
    // What may stop the program must not run when there are no elements.
    if (!isMemoryEffectFree(op) && ShapedType::isDynamic(lengthOf(size)))
      return failure();
    cloneUnbatched(op);
    return success();
  }
  if (auto eval = dyn_cast<EvalOp>(op))
    return emitEval(eval);
  if (auto branch = dyn_cast<IfOp>(op))
    return emitIf(branch);
  if (auto check = dyn_cast<CheckOp>(op))
    return emitCheck(check);
  auto rule = dyn_cast<MapOpInterface>(op);
  if (!rule)
    return failure();
  SmallVector<Value> operands, results;
  SmallVector<bool> batched;
  for (Value operand : op->getOperands()) {
    Lifted lifted = lookup(operand);
    operands.push_back(lifted.value);
    batched.push_back(lifted.batched);
  }
  if (failed(rule.mapOver(b, operands, batched, size, results)))
    return failure();
  for (auto [from, to] : llvm::zip(op->getResults(), results))
    map(from, to, shapeOf(to.getType()).size() > shapeOf(from.getType()).size());
  return success();
}

/// All elements are checked before the next operation.
LogicalResult Batcher::emitCheck(CheckOp op) {
  Location loc = op.getLoc();
  CheckOp::create(b, loc, lookupBatched(loc, op.getCondition()), op.getMessageAttr(),
                  lookupAll(loc, op.getValues()), op.getAsAttr(), op.getStatus());
  return success();
}

LogicalResult Batcher::emitIf(IfOp op) {
  Lifted condition = lookup(op.getCondition());
  if (condition.batched)
    return emitSelect(op);
  auto types = llvm::map_to_vector(op.getResultTypes(),
                                   [&](Type type) { return stacked(lengthOf(size), type); });
  auto branch = IfOp::create(b, op.getLoc(), types, condition.value);
  for (unsigned i = 0; i != 2; ++i) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToEnd(&branch->getRegion(i).front());
    Block &body = op->getRegion(i).front();
    if (failed(emit(body)))
      return failure();
    YieldOp::create(b, op.getLoc(), results(body, op.getLoc()));
  }
  for (auto [from, to] : llvm::zip(op.getResults(), branch.getResults()))
    map(from, to, true);
  return success();
}

/// True if the slope of `op` can be infinite or NaN where its value is not wanted: a zero cotangent
/// times that is NaN, so a choice after the fact would differentiate the branch that was not taken.
static bool mayHaveInfiniteSlope(Operation &op) {
  return isa<LogOp, Log1pOp, SqrtOp, RsqrtOp, DivOp, PowOp, AsinOp, AcosOp, TanOp, ExpOp, Expm1Op,
             SinhOp, CoshOp>(op);
}

/// True inside an arrow that is to be differentiated.
static bool isDifferentiated(Operation *op) {
  for (auto lambda = op->getParentOfType<LambdaOp>(); lambda;
       lambda = lambda->getParentOfType<LambdaOp>())
    for (Operation *user : lambda->getUsers())
      if (isa<RevOp, FwdOp>(user))
        return true;
  return false;
}

/// True if running the branch where it is not wanted costs little and cannot fail.
static bool isCheapAndTotal(Block &branch) {
  constexpr double limit = 64;
  double flops = 0, elements = 1;
  for (Type type : branch.getTerminator()->getOperandTypes())
    elements = std::max(elements, guessElements(type));
  bool differentiated = isDifferentiated(branch.getParentOp());
  for (Operation &op : branch.without_terminator()) {
    if (!isPure(&op) || (differentiated && mayHaveInfiniteSlope(op)))
      return false;
    if (auto cost = dyn_cast<CostOpInterface>(op))
      flops += cost.cost().flops;
  }
  return flops <= limit * elements;
}

/// Elements differ in the branch they take: both branches, then a choice for each element.
LogicalResult Batcher::emitSelect(IfOp op) {
  Location loc = op.getLoc();
  Block &thenBlock = op.getThenRegion().front(), &elseBlock = op.getElseRegion().front();
  if (!isCheapAndTotal(thenBlock) || !isCheapAndTotal(elseBlock) || failed(emit(thenBlock)) ||
      failed(emit(elseBlock)))
    return failure();
  Emit e{b, loc};
  Value condition = lookup(op.getCondition()).value;
  auto choices = llvm::zip(results(thenBlock, loc), results(elseBlock, loc));
  for (auto [result, choice] : llvm::zip(op.getResults(), choices)) {
    auto [x, y] = choice;
    if (!isNumbers(x.getType()))
      return failure();
    Value wide = condition;
    if (unsigned rank = shapeOf(x.getType()).size(); rank > 1)
      wide = e.broadcastLike(condition, llvm::to_vector(llvm::seq<int64_t>(1, rank)), x);
    map(result, e.select(wide, x, y), true);
  }
  return success();
}

LogicalResult Batcher::emitEval(EvalOp op) {
  Operation *arrow = structuralCallee(op);
  if (!arrow)
    return failure();
  unsigned yields = lambdaOf(arrow).getYield()->getNumOperands();
  if (isa<FoldOp, ScanOp>(arrow))
    return emitStep(op, op.getInputs(), yields, /*statesFirst=*/true);
  if (auto loop = dyn_cast<LoopOp>(arrow))
    return emitStep(op, op.getInputs(), loopStates(loop), /*statesFirst=*/false);
  if (isa<IterateOp>(arrow))
    return emitIterate(op);
  if (auto reduce = dyn_cast<ReduceOp>(arrow))
    return emitReduce(op, reduce);
  if (isa<CheckpointOp, CustomReverseOp>(arrow))
    return emitSame(op, arrow);
  return failure();
}

/// A checkpoint, or an arrow with a rule of its own, on all elements at once.
LogicalResult Batcher::emitSame(EvalOp op, Operation *arrow) {
  SmallVector<Value> operands = lookupAll(op.getLoc(), op.getInputs());
  OperationState state = stateLike(arrow);
  for (LambdaOp lambda : lambdasOf(arrow)) {
    SmallVector<bool> batched(lambda.getArguments().size(), true);
    FailureOr<LambdaOp> copy = emitLambda(lambda, batched);
    if (failed(copy))
      return failure();
    state.addOperands(copy->getResult());
  }
  auto hom = cast<HomType>(state.operands.front().getType());
  state.addTypes(hom);
  auto eval = EvalOp::create(b, op.getLoc(), components(hom.getCodomain()),
                             b.create(state)->getResult(0), operands);
  for (auto [from, to] : llvm::zip(op.getResults(), eval.getResults()))
    map(from, to, true);
  return success();
}

Value Batcher::swapLeading(Location loc, Value value) {
  auto permutation = llvm::to_vector(llvm::seq<int64_t>(0, shapeOf(value.getType()).size()));
  std::swap(permutation[0], permutation[1]);
  return Emit{b, loc}.transpose(value, permutation);
}

FailureOr<LambdaOp> Batcher::emitLambda(LambdaOp lambda, ArrayRef<bool> batchedArguments) {
  Location loc = lambda.getLoc();
  Block &body = lambda.getBody().front();
  SmallVector<Type> arguments;
  for (auto [type, batched] : llvm::zip(body.getArgumentTypes(), batchedArguments))
    arguments.push_back(batched ? stacked(lengthOf(size), type) : type);
  auto yields = llvm::map_to_vector(lambda.getYield()->getOperandTypes(),
                                    [&](Type type) { return stacked(lengthOf(size), type); });
  LogicalResult emitted = success();
  auto copy =
      LambdaOp::create(b, loc, arguments, yields, [&](OpBuilder &, Location, ValueRange args) {
        for (auto [i, arg] : llvm::enumerate(args))
          map(body.getArgument(i), arg, batchedArguments[i]);
        emitted = emit(body);
        if (succeeded(emitted))
          YieldOp::create(b, loc, results(body, loc));
      });
  if (failed(emitted))
    return failure();
  return copy;
}

/// fold, scan, loop: the states carry all elements, the steps stay steps. `statesFirst` tells in
/// which order the lambda takes states and inputs.
LogicalResult Batcher::emitStep(EvalOp op, ValueRange inputs, unsigned states, bool statesFirst) {
  Location loc = op.getLoc();
  Operation *arrow = structuralCallee(op);
  SmallVector<Value> operands = lookupAll(loc, inputs.take_front(states));
  SmallVector<bool> inputBatched;
  for (Value input : inputs.drop_front(states)) {
    Lifted lifted = lookup(input);
    operands.push_back(lifted.batched ? swapLeading(loc, lifted.value) : lifted.value);
    inputBatched.push_back(lifted.batched);
  }
  SmallVector<bool> batched = inputBatched;
  batched.insert(statesFirst ? batched.begin() : batched.end(), states, true);
  FailureOr<LambdaOp> lambda = emitLambda(lambdaOf(arrow), batched);
  if (failed(lambda))
    return failure();

  // What has an axis of steps has it before the new one.
  int64_t length = lengthOf(size);
  auto isStacked = [&](unsigned result) { return isa<ScanOp>(arrow) || result >= states; };
  SmallVector<Type> types;
  for (auto [i, type] : llvm::enumerate(op.getResultTypes()))
    types.push_back(isStacked(i) ? stacked(shapeOf(type).front(), stacked(length, unstacked(type)))
                                 : stacked(length, type));
  MLIRContext *context = b.getContext();
  auto hom = HomType::get(productOf(context, typesOf(operands)), productOf(context, types));
  OperationState state = stateLike(arrow);
  state.addOperands(lambda->getResult());
  state.addTypes(hom);
  auto eval = EvalOp::create(b, loc, types, b.create(state)->getResult(0), operands);
  for (auto [i, result] : llvm::enumerate(eval.getResults()))
    map(op.getResult(i), isStacked(i) ? swapLeading(loc, result) : result, true);
  return success();
}

/// Every element is iterated equally often, or there is no batched form.
LogicalResult Batcher::emitIterate(EvalOp op) {
  Lifted count = lookup(op.getInputs().front());
  if (count.batched)
    return failure();
  SmallVector<Value> operands = lookupAll(op.getLoc(), op.getInputs().drop_front());
  FailureOr<LambdaOp> lambda =
      emitLambda(lambdaOf(structuralCallee(op)), SmallVector<bool>(operands.size(), true));
  if (failed(lambda))
    return failure();
  SmallVector<Type> types = typesOf(operands);
  operands.insert(operands.begin(), count.value);
  Value arrow = IterateOp::create(
      b, op.getLoc(),
      HomType::get(productOf(b.getContext(), typesOf(operands)), productOf(b.getContext(), types)),
      *lambda);
  auto eval = EvalOp::create(b, op.getLoc(), types, arrow, operands);
  for (auto [from, to] : llvm::zip(op.getResults(), eval.getResults()))
    map(from, to, true);
  return success();
}

LogicalResult Batcher::emitReduce(EvalOp op, ReduceOp reduce) {
  Location loc = op.getLoc();
  SmallVector<Value> operands, units = lookupAll(loc, reduce.getUnit());
  for (Value input : op.getInputs())
    operands.push_back(swapLeading(loc, lookupBatched(loc, input)));
  FailureOr<LambdaOp> lambda =
      emitLambda(lambdaOf(reduce), SmallVector<bool>(2 * operands.size(), true));
  if (failed(lambda))
    return failure();
  SmallVector<Type> types = typesOf(units);
  auto hom =
      HomType::get(productOf(b.getContext(), typesOf(operands)), productOf(b.getContext(), types));
  auto eval =
      EvalOp::create(b, loc, types, ReduceOp::create(b, loc, hom, *lambda, units), operands);
  for (auto [from, to] : llvm::zip(op.getResults(), eval.getResults()))
    map(from, to, true);
  return success();
}

/// Emits the batched form of `eval`, a map on component form, into a block of its own, which joins
/// the program only if all of it has one.
static void batchMap(EvalOp eval, bool isTold) {
  Location loc = eval.getLoc();
  isTold &= eval->getContext()->getRemarkEngine() != nullptr;
  std::string before = isTold ? catText(eval.getResult(0)) : "";
  LambdaOp lambda = lambdaOf(structuralCallee(eval));
  Block &body = lambda.getBody().front();
  if (eval.getInputs().size() != body.getNumArguments() || eval.getInputs().empty() ||
      eval.getResults().size() != lambda.getYield()->getNumOperands())
    return;
  Block scratch;
  OpBuilder b(eval->getContext());
  b.setInsertionPointToEnd(&scratch);
  Emit e{b, loc};
  // One input may know the length where another does not.
  Value known = *llvm::max_element(eval.getInputs(), [](Value x, Value y) {
    return ShapedType::isDynamic(shapeOf(x.getType()).front()) &&
           !ShapedType::isDynamic(shapeOf(y.getType()).front());
  });
  Value size = e.dim(known, 0);
  Batcher batcher(b, size);
  for (auto [argument, input] : llvm::zip(body.getArguments(), eval.getInputs()))
    batcher.map(argument, e.castTo(input, stacked(lengthOf(size), argument.getType())), true);
  if (failed(batcher.emit(body))) {
    scratch.dropAllReferences();
    return;
  }
  SmallVector<Value> results = llvm::to_vector(batcher.results(body, loc));
  if (isTold)
    tell({&mapBatched, loc, Cost(), Cost(), before, catText(results.front())});
  for (auto [result, value] : llvm::zip(eval.getResults(), results))
    result.replaceAllUsesWith(e.castTo(value, result.getType()));
  eval->getBlock()->getOperations().splice(eval->getIterator(), scratch.getOperations());
  eval.erase();
}

void batchMaps(Operation *root, bool isTold) {
  SmallVector<EvalOp> maps;
  root->walk([&](EvalOp eval) {
    if (isa_and_nonnull<MapOp>(structuralCallee(eval)))
      maps.push_back(eval);
  });
  for (EvalOp eval : maps)
    batchMap(eval, isTold);
}

namespace {

struct CatBatch : impl::CatBatchBase<CatBatch> {
  void runOnOperation() override {
    localizeArrows(getOperation());
    batchMaps(getOperation(), /*isTold=*/true);
    for (Region &region : getOperation()->getRegions())
      eraseDeadOps(region);
  }
};

} // namespace
} // namespace cat
