// One view of everything that repeats a lambda: map, fold, scan, reduce, iterate and loop all take
// a step from inputs and states to outputs and states.
#ifndef CAT_TRANSFORMS_STEPS_H
#define CAT_TRANSFORMS_STEPS_H

#include "dialect/ir/Cat.h"
#include "mlir/IR/Builders.h"

namespace cat {

/// The eval of a structural arrow that repeats a step, in component form.
struct Steps {
  /// Null if `eval` applies something else.
  static std::optional<Steps> of(EvalOp eval);

  EvalOp eval;
  LambdaOp lambda;
  llvm::SmallVector<mlir::Value> inputs; ///< arrays, one element a step
  llvm::SmallVector<mlir::Value> states; ///< before the first step
  mlir::Value count;                     ///< of an iteration, which has no inputs; else null
  bool statesFirst = false;              ///< the order of the lambda's arguments
  bool givesStates = true;               ///< the results begin with the states after the last step
  bool stacksStates = false;             ///< the results are the states after each step
  unsigned outputs = 0; ///< what the lambda yields before its states, stacked in the results

  /// The arguments for the lambda.
  llvm::SmallVector<mlir::Value> arguments(mlir::ValueRange stepInputs,
                                           mlir::ValueRange stepStates);
  /// The number of steps.
  mlir::Value size(mlir::OpBuilder &b);
};

} // namespace cat

#endif
