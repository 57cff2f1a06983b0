// Reverse mode: operations answer for themselves (ReverseDerivativeOpInterface); branches, repeated
// steps and checkpoints are taken apart here. A branch or a step computes what it needs of its own
// values again; what repeated steps keep is the state before each step.
#include "dialect/transforms/Adjoint.h"
#include "dialect/transforms/Scratch.h"
#include "dialect/transforms/Utils.h"

using namespace mlir;

namespace cat {

/// Checks were made on the way forward.
static void dropChecks(Block &block) {
  block.walk([](CheckOp check) { check.erase(); });
}

static SmallVector<Value> cloneWithoutChecks(OpBuilder &b, Block &body, ValueRange args) {
  IRMapping mapping;
  SmallVector<Value> results = cloneBody(b, body, args, mapping);
  dropChecks(*b.getBlock());
  return results;
}

void Adjoint::markActive(Operation *op) {
  if (!usesAny(op, [&](Value value) { return active.contains(value); }))
    return;
  for (Value result : op->getResults())
    if (isFloatLike(result.getType()))
      active.insert(result);
}

void Adjoint::accumulate(Value value, Value cotangent) {
  if (!cotangent || !active.contains(value))
    return;
  Emit e{b, cotangent.getLoc()};
  cotangent = e.castTo(cotangent, value.getType());
  Value &sum = cotangents[value];
  sum = sum ? e.add(sum, cotangent) : cotangent;
}

LogicalResult Adjoint::run(Block &block, ValueRange outputs, ArrayRef<Value> seeds) {
  auto ops = llvm::map_to_vector(block, [](Operation &op) { return &op; });
  for (Operation *op : ops)
    markActive(op);
  for (auto [output, seed] : llvm::zip_equal(outputs, seeds))
    accumulate(output, seed);
  for (Operation *op : llvm::reverse(ops))
    if (failed(reverseOp(op)))
      return failure();
  return success();
}

LogicalResult Adjoint::reverseOp(Operation *op) {
  auto seeds = llvm::map_to_vector(op->getResults(), [&](Value v) { return of(v); });
  if (llvm::none_of(seeds, [](Value seed) { return static_cast<bool>(seed); }))
    return success();
  if (auto branch = dyn_cast<IfOp>(op))
    return reverseIf(branch, seeds);
  if (auto eval = dyn_cast<EvalOp>(op))
    return reverseEval(eval, seeds);
  auto rule = dyn_cast<ReverseDerivativeOpInterface>(op);
  if (!rule)
    return emitError(op->getLoc()) << unknownDerivative;
  SmallVector<Value> operandCotangents(op->getNumOperands());
  if (failed(rule.reverse(b, seeds, operandCotangents)))
    return emitError(op->getLoc()) << unknownDerivative;
  for (auto [operand, cotangent] : llvm::zip(op->getOperands(), operandCotangents))
    accumulate(operand, cotangent);
  return success();
}

llvm::SetVector<Value> Adjoint::activeCaptures(ArrayRef<Region *> regions) const {
  llvm::SetVector<Value> captures;
  for (Region *region : regions)
    region->walk([&](Operation *op) {
      for (Value operand : op->getOperands())
        if (active.contains(operand))
          captures.insert(operand);
    });
  return captures;
}

/// A branch again, in which each side gives the cotangents of the captured values.
LogicalResult Adjoint::reverseIf(IfOp op, ArrayRef<Value> seeds) {
  Location loc = op.getLoc();
  auto captures = activeCaptures({&op.getThenRegion(), &op.getElseRegion()});
  auto branch = IfOp::create(b, loc, TypeRange(), op.getCondition());
  SmallVector<SmallVector<Value>> sides(2);
  for (unsigned i = 0; i != 2; ++i) {
    OpBuilder nested = OpBuilder::atBlockEnd(&branch->getRegion(i).front());
    auto outputs = cloneWithoutChecks(nested, op->getRegion(i).front(), {});
    Adjoint adjoint(nested);
    for (Value capture : captures)
      adjoint.activate(capture);
    if (failed(adjoint.run(*nested.getBlock(), outputs, seeds)))
      return failure();
    for (Value capture : captures)
      sides[i].push_back(adjoint.of(capture));
  }

  // Zero on both sides is zero; on one side it must be built.
  SmallVector<Value> kept;
  for (auto [capture, x, y] : llvm::zip(captures, sides[0], sides[1]))
    if (x || y)
      kept.push_back(capture);
  for (unsigned i = 0; i != 2; ++i) {
    OpBuilder nested = OpBuilder::atBlockEnd(&branch->getRegion(i).front());
    Emit e{nested, loc};
    SmallVector<Value> results;
    for (auto [capture, mine, other] : llvm::zip(captures, sides[i], sides[1 - i]))
      if (mine || other)
        results.push_back(mine ? mine : e.zeros(capture));
    YieldOp::create(nested, loc, results);
  }
  OperationState state = stateLike(branch);
  state.addOperands(op.getCondition());
  for (Value capture : kept)
    state.addTypes(capture.getType());
  for (unsigned i = 0; i != 2; ++i)
    state.addRegion()->takeBody(branch->getRegion(i));
  Operation *result = b.create(state);
  branch->erase();
  for (auto [capture, cotangent] : llvm::zip(kept, result->getResults()))
    accumulate(capture, cotangent);
  return success();
}

LogicalResult Adjoint::reverseEval(EvalOp op, ArrayRef<Value> seeds) {
  Operation *arrow = structuralCallee(op);
  if (isa_and_nonnull<CheckpointOp>(arrow))
    return reverseBody(op, seeds, /*throughInputs=*/true);
  if (auto custom = dyn_cast_if_present<CustomReverseOp>(arrow))
    return reverseCustom(op, custom, seeds);
  if (auto steps = Steps::of(op))
    return reverseSteps(*steps, seeds);
  return emitError(op.getLoc()) << unknownDerivative;
}

/// The body again, where its values are needed, for the cotangents of what it captures and, if
/// asked for, of the inputs.
LogicalResult Adjoint::reverseBody(EvalOp op, ArrayRef<Value> seeds, bool throughInputs) {
  LambdaOp lambda = lambdaOf(structuralCallee(op));
  auto captures = activeCaptures(&lambda.getBody());
  if (captures.empty() && !throughInputs)
    return success();
  Scratch scratch(op->getContext(), lambda.getBody().front());
  SmallVector<Value> outputs = scratch.clone(lambda.getBody().front());
  dropChecks(*scratch.b.getBlock());
  Adjoint adjoint(scratch.b);
  for (Value capture : captures)
    adjoint.activate(capture);
  for (auto [argument, input] : llvm::zip(scratch.block.getArguments(), op.getInputs()))
    if (throughInputs && active.contains(input))
      adjoint.activate(argument);
  if (failed(adjoint.run(scratch.block, outputs, seeds)))
    return failure();
  SmallVector<std::pair<Value, Value>> sums;
  for (Value capture : captures)
    sums.push_back({capture, adjoint.of(capture)});
  for (auto [argument, input] : llvm::zip(scratch.block.getArguments(), op.getInputs()))
    sums.push_back({input, adjoint.of(argument)});
  for (auto &[value, cotangent] : sums)
    cotangent = scratch.resolve(cotangent, op.getInputs());
  scratch.moveTo(b, op.getInputs());
  for (auto [value, cotangent] : sums)
    accumulate(value, cotangent);
  return success();
}

/// The program's own rule gives the cotangents of the inputs.
LogicalResult Adjoint::reverseCustom(EvalOp op, CustomReverseOp custom, ArrayRef<Value> seeds) {
  if (failed(reverseBody(op, seeds, /*throughInputs=*/false)))
    return failure();
  if (llvm::none_of(op.getInputs(), [&](Value input) { return active.contains(input); }))
    return success();
  Emit e{b, op.getLoc()};
  Block &rule = custom.getRule().getDefiningOp<LambdaOp>().getBody().front();
  SmallVector<Value> arguments = llvm::to_vector(op.getInputs());
  for (auto [result, seed] : llvm::zip(op.getResults(), seeds))
    if (isFloatLike(result.getType()))
      arguments.push_back(seed ? seed : e.zeros(result));
  for (auto [argument, type] : llvm::zip(arguments, rule.getArgumentTypes()))
    argument = e.castTo(argument, type);
  IRMapping mapping;
  SmallVector<Value> given = cloneBody(b, rule, arguments, mapping);
  for (Value input : op.getInputs())
    if (isFloatLike(input.getType())) {
      accumulate(input, given.front());
      given.erase(given.begin());
    }
  return success();
}

namespace {

/// The backward step of repeated steps, while it is built. The lambda takes elements (inputs of the
/// step, the states before it, cotangents of its outputs), then cotangents of its states and of
/// captured values; it gives cotangents of the inputs, then the new cotangents of states and
/// captures.
struct BackwardStep {
  Steps &steps;
  LambdaOp lambda;
  SmallVector<BlockArgument> inputs, before, outputSeeds, stateSeeds, captureSums;
  SmallVector<Value> inputCotangents;   ///< one an input; null: zero
  SmallVector<Value> stateCotangents;   ///< one a float state
  SmallVector<Value> captureCotangents; ///< one a capture; null: unchanged

  Block &block() { return lambda.getBody().front(); }
  BlockArgument add(Type type) { return block().addArgument(type, steps.eval.getLoc()); }

  /// The cotangent of each value that the step yields.
  SmallVector<Value> seeds(OpBuilder &b, ArrayRef<Value> outputs) {
    SmallVector<Value> result;
    unsigned seed = 0, state = 0;
    for (unsigned i = 0; i != steps.outputs; ++i)
      result.push_back(outputs[i] ? Value(outputSeeds[seed++]) : Value());
    for (unsigned i = 0; i != steps.states.size(); ++i) {
      Value d = isFloatLike(steps.states[i].getType()) ? Value(stateSeeds[state++]) : Value();
      if (steps.stacksStates && outputs[i])
        d = Emit{b, steps.eval.getLoc()}.add(d, outputSeeds[seed++]);
      result.push_back(d);
    }
    return result;
  }
};

} // namespace

/// Runs the steps forward once more in the program's place of them, keeping the states numbered
/// `needed` before each step. Its results replace those of the steps.
static SmallVector<Value> keepStates(Steps &steps, ArrayRef<unsigned> needed) {
  EvalOp eval = steps.eval;
  Location loc = eval.getLoc();
  OpBuilder b(eval);
  Emit e{b, loc};
  Value size = steps.size(b);
  SmallVector<Value> inputs = steps.inputs;
  if (steps.count) {
    SmallVector<Value> sizes;
    if (ShapedType::isDynamic(lengthOf(size)))
      sizes.push_back(size);
    inputs.push_back(IotaOp::create(b, loc, stacked(lengthOf(size), b.getI64Type()), sizes));
  }
  Block &body = steps.lambda.getBody().front();
  SmallVector<Type> arguments;
  for (Value input : inputs)
    arguments.push_back(unstacked(input.getType()));
  for (Value state : steps.states)
    arguments.push_back(state.getType());
  auto lambda = LambdaOp::create(b, loc, HomType::get(b.getI64Type(), b.getI64Type()), arguments);
  SmallVector<Value> yields;
  {
    OpBuilder nested = OpBuilder::atBlockEnd(&lambda.getBody().front());
    ValueRange args = lambda.getArguments();
    ValueRange states = args.drop_front(inputs.size());
    IRMapping mapping;
    auto results =
        cloneBody(nested, body, steps.arguments(args.take_front(inputs.size()), states), mapping);
    for (unsigned i : needed)
      yields.push_back(states[i]);
    if (steps.stacksStates)
      llvm::append_range(yields, results);
    llvm::append_range(yields, results);
    YieldOp::create(nested, loc, yields);
  }
  unsigned outputs = yields.size() - steps.states.size();
  SmallVector<Type> yieldTypes = llvm::map_to_vector(yields, [](Value v) { return v.getType(); });
  SmallVector<Type> resultTypes(ArrayRef(yieldTypes).drop_front(outputs)), operandTypes;
  for (Type type : ArrayRef(yieldTypes).take_front(outputs))
    resultTypes.push_back(stacked(lengthOf(size), type));
  SmallVector<Value> operands = steps.states;
  llvm::append_range(operands, inputs);
  for (Value operand : operands)
    operandTypes.push_back(operand.getType());
  MLIRContext *context = b.getContext();
  lambda.getResult().setType(
      HomType::get(productOf(context, arguments), productOf(context, yieldTypes)));
  auto hom = HomType::get(productOf(context, operandTypes), productOf(context, resultTypes));
  auto again = EvalOp::create(b, loc, resultTypes, LoopOp::create(b, loc, hom, lambda), operands);

  SmallVector<Value> finals(again->result_begin(), again->result_begin() + steps.states.size());
  SmallVector<Value> stacks(again->result_begin() + steps.states.size(), again->result_end());
  SmallVector<Value> results;
  if (steps.givesStates)
    results = finals;
  llvm::append_range(results, ArrayRef(stacks).drop_front(needed.size()));
  for (auto [from, to] : llvm::zip(eval.getResults(), results))
    from.replaceAllUsesWith(e.castTo(to, from.getType()));
  stacks.truncate(needed.size());
  return stacks;
}

LogicalResult Adjoint::reverseSteps(Steps &steps, ArrayRef<Value> seeds) {
  Location loc = steps.eval.getLoc();
  Emit e{b, loc};
  MLIRContext *context = b.getContext();
  Region &body = steps.lambda.getBody();
  auto captures = activeCaptures(&body);
  ArrayRef<Value> finalSeeds =
      steps.givesStates ? seeds.take_front(steps.states.size()) : ArrayRef<Value>();
  ArrayRef<Value> outputSeeds = seeds.drop_front(finalSeeds.size());

  BackwardStep step{
      steps, LambdaOp::create(b, loc, HomType::get(b.getI64Type(), b.getI64Type()), TypeRange()),
      {},    {},
      {},    {},
      {},    {},
      {},    {}};
  for (Value input : steps.inputs)
    step.inputs.push_back(step.add(unstacked(input.getType())));
  for (Value state : steps.states)
    step.before.push_back(step.add(state.getType()));
  for (Value seed : outputSeeds)
    if (seed)
      step.outputSeeds.push_back(step.add(unstacked(seed.getType())));
  for (Value state : steps.states)
    if (isFloatLike(state.getType()))
      step.stateSeeds.push_back(step.add(state.getType()));
  for (Value capture : captures)
    step.captureSums.push_back(step.add(capture.getType()));

  // The step itself, then its cotangents.
  OpBuilder nested = OpBuilder::atBlockEnd(&step.block());
  Emit ne{nested, loc};
  SmallVector<Value> inputArgs(step.inputs.begin(), step.inputs.end());
  SmallVector<Value> beforeArgs(step.before.begin(), step.before.end());
  auto outputs = cloneWithoutChecks(nested, body.front(), steps.arguments(inputArgs, beforeArgs));
  Adjoint adjoint(nested);
  for (auto [argument, input] : llvm::zip(step.inputs, steps.inputs))
    if (active.contains(input))
      adjoint.activate(argument);
  for (Value state : step.before)
    if (isFloatLike(state.getType()))
      adjoint.activate(state);
  for (Value capture : captures)
    adjoint.activate(capture);
  auto stepOps = step.seeds(nested, outputSeeds);
  if (failed(adjoint.run(step.block(), outputs, stepOps)))
    return failure();
  SmallVector<Value> yields, stateYields;
  SmallVector<unsigned> givenInputs, summed;
  for (auto [i, argument] : llvm::enumerate(step.inputs))
    if (Value d = adjoint.of(argument)) {
      givenInputs.push_back(i);
      yields.push_back(d);
    }
  for (Value state : step.before)
    if (isFloatLike(state.getType())) {
      Value d = adjoint.of(state);
      stateYields.push_back(d ? d : ne.zeros(state));
    }
  for (auto [i, capture] : llvm::enumerate(captures))
    if (Value d = adjoint.of(capture)) {
      summed.push_back(i);
      stateYields.push_back(ne.add(step.captureSums[i], d));
    }
  unsigned stackedResults = yields.size();
  llvm::append_range(yields, stateYields);
  YieldOp::create(nested, loc, yields);
  eraseDeadOps(step.lambda.getBody());

  // What the step does not use it does not take.
  SmallVector<Value> elements, initial;
  SmallVector<unsigned> neededStates;
  SmallVector<BlockArgument> unused;
  for (auto [argument, input] : llvm::zip(step.inputs, steps.inputs))
    argument.use_empty() ? unused.push_back(argument) : elements.push_back(input);
  for (auto [i, argument] : llvm::enumerate(step.before))
    argument.use_empty() ? unused.push_back(argument) : neededStates.push_back(i);
  if (!neededStates.empty())
    llvm::append_range(elements, keepStates(steps, neededStates));
  for (Value seed : outputSeeds)
    if (seed)
      elements.push_back(seed);
  if (elements.empty()) {
    Value size = steps.size(b);
    SmallVector<Value> sizes;
    if (ShapedType::isDynamic(lengthOf(size)))
      sizes.push_back(size);
    elements.push_back(IotaOp::create(b, loc, stacked(lengthOf(size), b.getI64Type()), sizes));
    step.block().insertArgument(0u, b.getI64Type(), loc);
  }
  for (auto [i, argument] : llvm::enumerate(step.captureSums))
    if (!llvm::is_contained(summed, i))
      unused.push_back(argument);
  for (BlockArgument argument : unused)
    step.block().eraseArgument(argument.getArgNumber());
  for (auto [i, state] : llvm::enumerate(steps.states))
    if (isFloatLike(state.getType())) {
      Value seed = i < finalSeeds.size() ? finalSeeds[i] : Value();
      initial.push_back(seed ? e.castTo(seed, state.getType()) : e.zeros(state));
    }
  for (unsigned i : summed)
    initial.push_back(e.zeros(captures[i]));

  // From the last step to the first; without a state the order does not matter.
  bool isMap = initial.empty();
  int64_t length = ShapedType::kDynamic;
  for (Value &element : elements) {
    if (!ShapedType::isDynamic(shapeOf(element.getType()).front()))
      length = shapeOf(element.getType()).front();
    if (!isMap)
      element = ReverseOp::create(b, loc, element.getType(), element, 0);
  }
  auto typesOf = [](ValueRange values) { return SmallVector<Type>(values.getTypes()); };
  SmallVector<Value> operands = initial;
  llvm::append_range(operands, elements);
  SmallVector<Type> resultTypes = typesOf(stateYields);
  for (Value d : ArrayRef(yields).take_front(stackedResults))
    resultTypes.push_back(stacked(length, d.getType()));
  step.lambda->moveBefore(b.getBlock(), b.getInsertionPoint());
  step.lambda.getResult().setType(
      HomType::get(productOf(context, SmallVector<Type>(step.block().getArgumentTypes())),
                   productOf(context, typesOf(yields))));
  auto hom = HomType::get(productOf(context, typesOf(operands)), productOf(context, resultTypes));
  Value arrow = isMap ? Value(MapOp::create(b, loc, hom, step.lambda))
                      : Value(LoopOp::create(b, loc, hom, step.lambda));
  auto backward = EvalOp::create(b, loc, resultTypes, arrow, operands);

  ValueRange results = backward.getResults();
  for (Value state : steps.states)
    if (isFloatLike(state.getType())) {
      accumulate(state, results.front());
      results = results.drop_front();
    }
  for (unsigned i : summed) {
    accumulate(captures[i], results.front());
    results = results.drop_front();
  }
  for (auto [i, d] : llvm::zip(givenInputs, results)) {
    Value inOrder = isMap ? d : Value(ReverseOp::create(b, loc, d.getType(), d, 0));
    accumulate(steps.inputs[i], inOrder);
  }
  return success();
}

} // namespace cat
