// cat-differentiate: removes rev, fwd and checkpoint, innermost first. The derivative is built in a
// block of its own on the lambda's own arguments, so that an argument and a captured point that are
// the same value stay apart, and then takes the place of the eval.
#include "dialect/transforms/Adjoint.h"
#include "dialect/transforms/Batch.h"
#include "dialect/transforms/Passes.h"
#include "dialect/transforms/Utils.h"

namespace cat {
#define GEN_PASS_DEF_CATDIFFERENTIATE
#include "dialect/transforms/Passes.h.inc"

using namespace mlir;

/// Puts the operations of `scratch` in the place of `eval`, with `inputs` for its arguments.
static void replaceEval(EvalOp eval, Block &scratch, ValueRange inputs, ArrayRef<Value> results) {
  OpBuilder b(eval->getContext());
  b.setInsertionPointToEnd(&scratch);
  SmallVector<Value> values(results);
  for (auto [argument, input] : llvm::zip(scratch.getArguments(), inputs)) {
    for (Value &value : values)
      if (value == argument)
        value = input;
    argument.replaceAllUsesWith(input);
  }
  for (auto [result, value] : llvm::zip(eval.getResults(), values))
    result.replaceAllUsesWith(Emit{b, eval.getLoc()}.castTo(value, result.getType()));
  eval->getBlock()->getOperations().splice(eval->getIterator(), scratch.getOperations());
  eval.erase();
}

/// Arguments like those of `body` for `scratch`, and a clone of the body on them.
static SmallVector<Value> cloneInto(OpBuilder &b, Block &scratch, Block &body) {
  SmallVector<Location> locs;
  for (BlockArgument argument : body.getArguments())
    locs.push_back(argument.getLoc());
  scratch.addArguments(body.getArgumentTypes(), locs);
  b.setInsertionPointToEnd(&scratch);
  IRMapping mapping;
  return cloneBody(b, body, scratch.getArguments(), mapping);
}

static LogicalResult replaceReverse(EvalOp eval, LambdaOp lambda) {
  batchMaps(lambda);
  Block &body = lambda.getBody().front();
  Block scratch;
  OpBuilder b(eval->getContext());
  SmallVector<Value> outputs = cloneInto(b, scratch, body);
  ValueRange given = eval.getInputs().drop_front(body.getNumArguments());
  SmallVector<Value> seeds;
  for (Value output : outputs) {
    bool isFloat = isFloatLike(output.getType());
    seeds.push_back(isFloat ? given.front() : Value());
    given = given.drop_front(isFloat);
  }
  Adjoint adjoint(b);
  for (Value argument : scratch.getArguments())
    if (isFloatLike(argument.getType()))
      adjoint.activate(argument);
  if (failed(adjoint.run(scratch, outputs, seeds)))
    return failure();
  SmallVector<Value> results;
  for (Value argument : scratch.getArguments())
    if (isFloatLike(argument.getType())) {
      Value d = adjoint.of(argument);
      results.push_back(d ? d : Emit{b, eval.getLoc()}.zeros(argument));
    }
  replaceEval(eval, scratch, eval.getInputs().take_front(body.getNumArguments()), results);
  return success();
}

/// Outside of a derivative a checkpoint is its arrow.
static void replaceCheckpoint(EvalOp eval, LambdaOp lambda) {
  Block scratch;
  OpBuilder b(eval->getContext());
  SmallVector<Value> outputs = cloneInto(b, scratch, lambda.getBody().front());
  replaceEval(eval, scratch, eval.getInputs(), outputs);
}

namespace {

struct CatDifferentiate : impl::CatDifferentiateBase<CatDifferentiate> {
  void runOnOperation() override {
    localizeArrows(getOperation());
    SmallVector<EvalOp> derivatives;
    getOperation().walk([&](EvalOp eval) {
      if (isa_and_nonnull<RevOp, FwdOp>(structuralCallee(eval)))
        derivatives.push_back(eval);
    });
    for (EvalOp eval : derivatives) {
      Operation *arrow = structuralCallee(eval);
      if (isa<FwdOp>(arrow)) {
        arrow->emitOpError("is not supported yet");
        return signalPassFailure();
      }
      if (failed(replaceReverse(eval, lambdaOf(arrow))))
        return signalPassFailure();
    }
    SmallVector<EvalOp> checkpoints;
    getOperation().walk([&](EvalOp eval) {
      if (isa_and_nonnull<CheckpointOp>(structuralCallee(eval)))
        checkpoints.push_back(eval);
    });
    for (EvalOp eval : checkpoints)
      replaceCheckpoint(eval, lambdaOf(structuralCallee(eval)));
    for (Region &region : getOperation()->getRegions())
      eraseDeadOps(region);
  }
};

} // namespace
} // namespace cat
