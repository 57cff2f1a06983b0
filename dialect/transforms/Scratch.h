// A place to build a derivative in before it joins the program: a block of its own on arguments of
// its own, so that an argument and a captured point that are the same value stay apart.
#ifndef CAT_TRANSFORMS_SCRATCH_H
#define CAT_TRANSFORMS_SCRATCH_H

#include "dialect/transforms/Utils.h"
#include "mlir/IR/IRMapping.h"

namespace cat {

struct Scratch {
  using Value = mlir::Value;

  /// With arguments like those of `body`.
  Scratch(mlir::MLIRContext *context, mlir::Block &body) : b(context) {
    for (mlir::BlockArgument argument : body.getArguments())
      block.addArgument(argument.getType(), argument.getLoc());
    b.setInsertionPointToEnd(&block);
  }

  /// The body on the arguments; what it yields.
  llvm::SmallVector<Value> clone(mlir::Block &body) {
    mlir::IRMapping mapping;
    return cloneBody(b, body, block.getArguments(), mapping);
  }
  /// What `value` is once `inputs` stand for the arguments.
  Value resolve(Value value, mlir::ValueRange inputs) {
    auto argument = llvm::dyn_cast_if_present<mlir::BlockArgument>(value);
    return argument && argument.getOwner() == &block ? inputs[argument.getArgNumber()] : value;
  }
  /// All operations, to the builder's place, with `inputs` for the arguments.
  void moveTo(mlir::OpBuilder &to, mlir::ValueRange inputs) {
    for (auto [argument, input] : llvm::zip(block.getArguments(), inputs))
      argument.replaceAllUsesWith(input);
    to.getInsertionBlock()->getOperations().splice(to.getInsertionPoint(), block.getOperations());
  }

  mlir::Block block;
  mlir::OpBuilder b;
};

} // namespace cat

#endif
