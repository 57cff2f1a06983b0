// The view of Steps.h on each structural arrow.
#include "dialect/transforms/Steps.h"
#include "dialect/transforms/Utils.h"

using namespace mlir;

namespace cat {

std::optional<Steps> Steps::of(EvalOp eval) {
  Operation *arrow = structuralCallee(eval);
  if (!arrow)
    return std::nullopt;
  Steps s;
  s.eval = eval;
  s.lambda = lambdaOf(arrow);
  ValueRange operands = eval.getInputs();
  unsigned yields = s.lambda.getYield()->getNumOperands();
  auto split = [&](unsigned states) {
    s.states = llvm::to_vector(operands.take_front(states));
    s.inputs = llvm::to_vector(operands.drop_front(states));
  };
  if (isa<MapOp>(arrow)) {
    split(0);
    s.outputs = yields;
    s.givesStates = false;
  } else if (isa<FoldOp, ScanOp>(arrow)) {
    split(yields);
    s.statesFirst = true;
    s.stacksStates = isa<ScanOp>(arrow);
    s.givesStates = !s.stacksStates;
  } else if (auto loop = dyn_cast<LoopOp>(arrow)) {
    split(loopStates(loop));
    s.outputs = yields - s.states.size();
  } else if (auto reduce = dyn_cast<ReduceOp>(arrow)) {
    s.states = llvm::to_vector(reduce.getUnit());
    s.inputs = llvm::to_vector(operands);
    s.statesFirst = true;
  } else if (isa<IterateOp>(arrow)) {
    s.count = operands.front();
    s.states = llvm::to_vector(operands.drop_front());
  } else {
    return std::nullopt;
  }
  return s;
}

SmallVector<Value> Steps::arguments(ValueRange stepInputs, ValueRange stepStates) {
  SmallVector<Value> result;
  if (count)
    return llvm::to_vector(stepStates);
  llvm::append_range(result, statesFirst ? stepStates : stepInputs);
  llvm::append_range(result, statesFirst ? stepInputs : stepStates);
  return result;
}

Value Steps::size(OpBuilder &b) {
  return count ? count : b.createOrFold<DimOp>(eval.getLoc(), inputs.front(), int64_t(0));
}

} // namespace cat
