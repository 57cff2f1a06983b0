// Forward mode: operations answer for themselves (ForwardDerivativeOpInterface); branches, repeated
// steps and checkpoints take and give tangents beside values, so that nothing is computed twice.
#include "dialect/transforms/Forward.h"
#include "dialect/transforms/Adjoint.h"
#include "dialect/transforms/Scratch.h"
#include "dialect/transforms/Utils.h"

using namespace mlir;

namespace cat {

void Forward::set(OpBuilder &b, Value value, Value tangent) {
  if (tangent)
    tangents[value] = Emit{b, tangent.getLoc()}.castTo(tangent, value.getType());
}

LogicalResult Forward::run(Block &block) {
  for (Operation *op :
       llvm::map_to_vector(block.without_terminator(), [](Operation &op) { return &op; }))
    if (failed(forwardOp(op)))
      return failure();
  return success();
}

LogicalResult Forward::forwardOp(Operation *op) {
  if (llvm::none_of(op->getResultTypes(), isFloatLike) ||
      !usesAny(op, [&](Value value) { return tangents.contains(value); }))
    return success();
  if (auto branch = dyn_cast<IfOp>(op))
    return forwardIf(branch);
  if (auto eval = dyn_cast<EvalOp>(op))
    return forwardEval(eval);
  auto rule = dyn_cast<ForwardDerivativeOpInterface>(op);
  if (!rule)
    return emitError(op->getLoc()) << unknownDerivative;
  OpBuilder b(op->getContext());
  b.setInsertionPointAfter(op);
  auto operands = llvm::map_to_vector(op->getOperands(), [&](Value v) { return of(v); });
  SmallVector<Value> results;
  if (failed(rule.forward(b, operands, results)))
    return emitError(op->getLoc()) << unknownDerivative;
  for (auto [result, tangent] : llvm::zip(op->getResults(), results))
    set(b, result, tangent);
  return success();
}

/// Which of the values have tangents that are carried along: those that are not zero, or all.
Forward::Flags Forward::carrying(ValueRange values, bool allFloats) const {
  return llvm::map_to_vector(values, [&](Value value) {
    return allFloats ? isFloatLike(value.getType()) : static_cast<bool>(of(value));
  });
}

/// Appends the values, then the tangents of those that carry one.
void Forward::append(OpBuilder &b, ValueRange values, ArrayRef<bool> carry, Values &list) {
  llvm::append_range(list, values);
  for (auto [value, carries] : llvm::zip(values, carry))
    if (carries) {
      Value tangent = of(value);
      list.push_back(tangent ? tangent : Emit{b, value.getLoc()}.zeros(value));
    }
}

/// Gives the arguments of `body` that carry one a tangent, as arguments from `at` on.
void Forward::addArguments(Block &body, ValueRange arguments, ArrayRef<bool> carry, unsigned at) {
  for (auto [argument, carries] : llvm::zip(arguments, carry))
    if (carries)
      tangents[argument] = body.insertArgument(at++, argument.getType(), argument.getLoc());
}

/// `results` are those of `before` again, then the tangents of those that carry one.
void Forward::setResults(OpBuilder &b, ValueRange before, ValueRange results,
                         ArrayRef<bool> carry) {
  ValueRange given = results.drop_front(before.size());
  for (auto [from, to, carries] : llvm::zip(before, results, carry)) {
    from.replaceAllUsesWith(to);
    if (carries) {
      set(b, to, given.front());
      given = given.drop_front();
    }
  }
}

LogicalResult Forward::forwardIf(IfOp op) {
  OpBuilder b(op);
  SmallVector<Operation *> yields;
  for (Region *region : {&op.getThenRegion(), &op.getElseRegion()}) {
    if (failed(run(region->front())))
      return failure();
    yields.push_back(region->front().getTerminator());
  }
  Flags carry;
  SmallVector<Type> types(op.getResultTypes());
  for (auto [x, y, result] :
       llvm::zip(yields[0]->getOperands(), yields[1]->getOperands(), op.getResults())) {
    carry.push_back(of(x) || of(y));
    if (carry.back())
      types.push_back(result.getType());
  }
  OperationState state = stateLike(op);
  state.addOperands(op.getCondition());
  state.addTypes(types);
  for (Operation *yield : yields) {
    OpBuilder nested(yield);
    Values values;
    append(nested, yield->getOperands(), carry, values);
    for (auto [value, type] : llvm::zip(values, types))
      value = Emit{nested, op.getLoc()}.castTo(value, type);
    yield->setOperands(values);
  }
  for (unsigned i = 0; i != 2; ++i)
    state.addRegion()->takeBody(op->getRegion(i));
  setResults(b, op.getResults(), b.create(state)->getResults(), carry);
  op.erase();
  return success();
}

LogicalResult Forward::forwardEval(EvalOp op) {
  Operation *arrow = structuralCallee(op);
  if (isa_and_nonnull<CheckpointOp>(arrow))
    return forwardCheckpoint(op);
  if (auto custom = dyn_cast_if_present<CustomReverseOp>(arrow))
    return forwardCustom(op, custom);
  if (auto steps = Steps::of(op))
    return forwardSteps(*steps);
  return emitError(op.getLoc()) << unknownDerivative;
}

/// The type of an arrow between these points, in component form.
static HomType homBetween(MLIRContext *context, ValueRange from, ValueRange to) {
  return HomType::get(productOf(context, SmallVector<Type>(from.getTypes())),
                      productOf(context, SmallVector<Type>(to.getTypes())));
}

static void retype(LambdaOp lambda) {
  lambda.getResult().setType(
      homBetween(lambda.getContext(), lambda.getArguments(), lambda.getYield()->getOperands()));
}

/// The types, then those of what carries a tangent.
static void appendTypes(TypeRange types, ArrayRef<bool> carry, SmallVectorImpl<Type> &list) {
  llvm::append_range(list, types);
  for (auto [type, carries] : llvm::zip(types, carry))
    if (carries)
      list.push_back(type);
}

/// Steps on values and tangents. Every float of the state has a tangent, because one step may make
/// it differ from zero.
LogicalResult Forward::forwardSteps(Steps &steps) {
  EvalOp eval = steps.eval;
  Operation *arrow = structuralCallee(eval);
  OpBuilder b(eval);
  bool isReduce = isa<ReduceOp>(arrow);
  Flags inputCarry = carrying(steps.inputs, /*allFloats=*/isReduce);
  Flags stateCarry = carrying(steps.states, /*allFloats=*/true);
  Values inputs, states;
  append(b, steps.inputs, inputCarry, inputs);
  append(b, steps.states, stateCarry, states);

  Block &body = steps.lambda.getBody().front();
  Values arguments(body.getArguments().begin(), body.getArguments().end());
  unsigned first = steps.statesFirst ? steps.states.size() : steps.inputs.size();
  ArrayRef<Value> front = ArrayRef(arguments).take_front(first);
  ArrayRef<Value> back = ArrayRef(arguments).drop_front(first);
  addArguments(body, back, steps.statesFirst ? inputCarry : stateCarry, arguments.size());
  addArguments(body, front, steps.statesFirst ? stateCarry : inputCarry, first);
  if (failed(run(body)))
    return failure();
  Operation *yield = body.getTerminator();
  OpBuilder nested(yield);
  ValueRange outputs = yield->getOperands().take_front(steps.outputs);
  Flags outputCarry = carrying(outputs, /*allFloats=*/false);
  Values yields;
  append(nested, outputs, outputCarry, yields);
  append(nested, yield->getOperands().drop_front(steps.outputs), stateCarry, yields);
  yield->setOperands(yields);
  retype(steps.lambda);

  bool hasStates = steps.givesStates || steps.stacksStates;
  ValueRange results = eval.getResults();
  ValueRange finals = results.take_front(hasStates ? steps.states.size() : 0);
  ValueRange rows = results.drop_front(finals.size());
  SmallVector<Type> types;
  appendTypes(finals.getTypes(), stateCarry, types);
  size_t split = types.size();
  appendTypes(rows.getTypes(), outputCarry, types);
  Values operands;
  if (steps.count)
    operands.push_back(steps.count);
  if (!isReduce)
    llvm::append_range(operands, states);
  llvm::append_range(operands, inputs);
  OperationState state = stateLike(arrow);
  state.addOperands(steps.lambda.getResult());
  if (isReduce)
    state.addOperands(states);
  MLIRContext *context = b.getContext();
  state.addTypes(
      HomType::get(productOf(context, SmallVector<Type>(ValueRange(operands).getTypes())),
                   productOf(context, types)));
  // The tangents of what the step captures are there by now.
  steps.lambda->moveBefore(eval);
  auto again = EvalOp::create(b, eval.getLoc(), types, b.create(state)->getResult(0), operands);
  setResults(b, finals, again.getResults().take_front(split), stateCarry);
  setResults(b, rows, again.getResults().drop_front(split), outputCarry);
  eval.erase();
  arrow->erase();
  return success();
}

LogicalResult Forward::forwardCheckpoint(EvalOp op) {
  Operation *arrow = structuralCallee(op);
  LambdaOp lambda = lambdaOf(arrow);
  OpBuilder b(op);
  Flags inputCarry = carrying(op.getInputs(), /*allFloats=*/false);
  Values operands, yields;
  append(b, op.getInputs(), inputCarry, operands);
  Block &body = lambda.getBody().front();
  Values arguments(body.getArguments().begin(), body.getArguments().end());
  addArguments(body, arguments, inputCarry, arguments.size());
  if (failed(run(body)))
    return failure();
  Operation *yield = body.getTerminator();
  OpBuilder nested(yield);
  Flags carry = carrying(yield->getOperands(), /*allFloats=*/false);
  append(nested, yield->getOperands(), carry, yields);
  yield->setOperands(yields);
  retype(lambda);
  SmallVector<Type> types;
  appendTypes(op.getResultTypes(), carry, types);
  lambda->moveBefore(op);
  Value again = CheckpointOp::create(b, op.getLoc(), lambda);
  auto results = EvalOp::create(b, op.getLoc(), types, again, operands);
  setResults(b, op.getResults(), results.getResults(), carry);
  op.erase();
  arrow->erase();
  return success();
}

/// The rule says how results depend on the inputs, the arrow's body how they depend on what it
/// captures.
LogicalResult Forward::forwardCustom(EvalOp op, CustomReverseOp custom) {
  OpBuilder b(op->getContext());
  b.setInsertionPointAfter(op);
  Values byRule(op.getNumResults()), byCaptures(op.getNumResults());
  if (failed(transposeRule(b, op, custom, byRule)) || failed(forwardCaptures(b, op, byCaptures)))
    return failure();
  Emit e{b, op.getLoc()};
  for (auto [result, x, y] : llvm::zip(op.getResults(), byRule, byCaptures))
    set(b, result, x && y ? e.add(x, e.castTo(y, x.getType())) : x ? x : y);
  return success();
}

/// A rule is linear in the cotangent dy, and its transpose takes tangents of the inputs to tangents
/// of the results: the reverse derivative of the rule in dy, at zero.
LogicalResult Forward::transposeRule(OpBuilder &b, EvalOp op, CustomReverseOp custom,
                                     Values &results) {
  if (llvm::none_of(op.getInputs(), [&](Value input) { return of(input); }))
    return success();
  Block &rule = custom.getRule().getDefiningOp<LambdaOp>().getBody().front();
  Scratch scratch(op->getContext(), rule);
  SmallVector<Value> outputs = scratch.clone(rule);
  SmallVector<Value> seeds;
  for (Value input : op.getInputs())
    if (isFloatLike(input.getType()))
      seeds.push_back(of(input));
  Adjoint adjoint(scratch.b);
  auto roots = scratch.block.getArguments().drop_front(op.getInputs().size());
  for (Value root : roots)
    adjoint.activate(root);
  if (failed(adjoint.run(scratch.block, outputs, seeds)))
    return failure();
  Emit e{b, op.getLoc()};
  Values arguments = llvm::to_vector(op.getInputs());
  for (Value result : op.getResults())
    if (isFloatLike(result.getType()))
      arguments.push_back(e.zeros(result));
  for (auto [argument, type] : llvm::zip(arguments, rule.getArgumentTypes()))
    argument = e.castTo(argument, type);
  unsigned next = 0;
  for (auto [i, result] : llvm::enumerate(op.getResults()))
    if (isFloatLike(result.getType()))
      results[i] = scratch.resolve(adjoint.of(roots[next++]), arguments);
  scratch.moveTo(b, arguments);
  return success();
}

LogicalResult Forward::forwardCaptures(OpBuilder &b, EvalOp op, Values &results) {
  LambdaOp lambda = lambdaOf(structuralCallee(op));
  if (!usesAny(lambda, [&](Value value) { return tangents.contains(value); }))
    return success();
  Scratch scratch(op->getContext(), lambda.getBody().front());
  auto yield = YieldOp::create(scratch.b, op.getLoc(), scratch.clone(lambda.getBody().front()));
  scratch.block.walk([](CheckOp check) { check.erase(); });
  if (failed(run(scratch.block)))
    return failure();
  for (auto [output, result] : llvm::zip(yield.getValues(), results))
    result = scratch.resolve(of(output), op.getInputs());
  yield.erase();
  scratch.moveTo(b, op.getInputs());
  return success();
}

} // namespace cat
