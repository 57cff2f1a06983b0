// cat-differentiate: removes rev, fwd, checkpoint and rules of the program's own, innermost first.
// A derivative is built aside and then takes the place of the eval.
#include "dialect/transforms/Adjoint.h"
#include "dialect/transforms/Batch.h"
#include "dialect/transforms/Forward.h"
#include "dialect/transforms/Passes.h"
#include "dialect/transforms/Scratch.h"

namespace cat {
#define GEN_PASS_DEF_CATDIFFERENTIATE
#include "dialect/transforms/Passes.h.inc"

using namespace mlir;

/// Puts what `scratch` holds in the place of `eval`, and `results` in that of its results.
static void replaceEval(EvalOp eval, Scratch &scratch, ValueRange inputs, ArrayRef<Value> results) {
  OpBuilder b(eval);
  SmallVector<Value> values =
      llvm::map_to_vector(results, [&](Value value) { return scratch.resolve(value, inputs); });
  scratch.moveTo(b, inputs);
  for (auto [result, value] : llvm::zip(eval.getResults(), values))
    result.replaceAllUsesWith(Emit{b, eval.getLoc()}.castTo(value, result.getType()));
  eval.erase();
}

static SmallVector<Value> floatsOf(ValueRange values) {
  return llvm::filter_to_vector(values, [](Value v) { return isFloatLike(v.getType()); });
}

static LogicalResult replaceReverse(EvalOp eval, LambdaOp lambda) {
  batchMaps(lambda);
  Block &body = lambda.getBody().front();
  Scratch scratch(eval->getContext(), body);
  SmallVector<Value> outputs = scratch.clone(body);
  ValueRange given = eval.getInputs().drop_front(body.getNumArguments());
  SmallVector<Value> seeds;
  for (Value output : outputs) {
    bool isFloat = isFloatLike(output.getType());
    seeds.push_back(isFloat ? given.front() : Value());
    given = given.drop_front(isFloat);
  }
  Adjoint adjoint(scratch.b);
  SmallVector<Value> roots = floatsOf(scratch.block.getArguments());
  for (Value root : roots)
    adjoint.activate(root);
  if (failed(adjoint.run(scratch.block, outputs, seeds)))
    return failure();
  SmallVector<Value> results;
  for (Value root : roots) {
    Value d = adjoint.of(root);
    results.push_back(d ? d : Emit{scratch.b, eval.getLoc()}.zeros(root));
  }
  replaceEval(eval, scratch, eval.getInputs().take_front(body.getNumArguments()), results);
  return success();
}

static LogicalResult replaceForward(EvalOp eval, LambdaOp lambda) {
  batchMaps(lambda);
  Block &body = lambda.getBody().front();
  Scratch scratch(eval->getContext(), body);
  YieldOp::create(scratch.b, eval.getLoc(), scratch.clone(body));
  Forward forward;
  SmallVector<Value> roots = floatsOf(scratch.block.getArguments());
  for (auto [root, tangent] : llvm::zip(roots, eval.getInputs().drop_front(body.getNumArguments())))
    forward.set(scratch.b, root, tangent);
  if (failed(forward.run(scratch.block)))
    return failure();
  Operation *yield = scratch.block.getTerminator();
  scratch.b.setInsertionPoint(yield);
  SmallVector<Value> results;
  for (Value output : floatsOf(yield->getOperands())) {
    Value d = forward.of(output);
    results.push_back(d ? d : Emit{scratch.b, eval.getLoc()}.zeros(output));
  }
  yield->erase();
  replaceEval(eval, scratch, eval.getInputs().take_front(body.getNumArguments()), results);
  return success();
}

/// Outside of a derivative a checkpoint is its arrow, and so is one with a rule.
static void replaceByArrow(EvalOp eval, LambdaOp lambda) {
  Scratch scratch(eval->getContext(), lambda.getBody().front());
  SmallVector<Value> outputs = scratch.clone(lambda.getBody().front());
  replaceEval(eval, scratch, eval.getInputs(), outputs);
}

/// The evals of arrows of these kinds, inner ones first.
template <typename... OpTys> static SmallVector<EvalOp> evalsOf(Operation *root) {
  SmallVector<EvalOp> evals;
  root->walk([&](EvalOp eval) {
    if (isa_and_nonnull<OpTys...>(structuralCallee(eval)))
      evals.push_back(eval);
  });
  return evals;
}

namespace {

struct CatDifferentiate : impl::CatDifferentiateBase<CatDifferentiate> {
  void runOnOperation() override {
    localizeArrows(getOperation());
    for (EvalOp eval : evalsOf<RevOp, FwdOp>(getOperation())) {
      Operation *arrow = structuralCallee(eval);
      auto replace = isa<FwdOp>(arrow) ? replaceForward : replaceReverse;
      if (failed(replace(eval, lambdaOf(arrow))))
        return signalPassFailure();
    }
    for (EvalOp eval : evalsOf<CheckpointOp, CustomReverseOp>(getOperation()))
      replaceByArrow(eval, lambdaOf(structuralCallee(eval)));
    for (Region &region : getOperation()->getRegions())
      eraseDeadOps(region);
  }
};

} // namespace
} // namespace cat
