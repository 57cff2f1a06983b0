// Reverse-mode differentiation of a block of point-layer operations.
#ifndef CAT_TRANSFORMS_ADJOINT_H
#define CAT_TRANSFORMS_ADJOINT_H

#include "dialect/transforms/Emit.h"
#include "dialect/transforms/Steps.h"
#include "llvm/ADT/SetVector.h"

namespace cat {

/// What is said of an operation on floats that brings no rule.
inline constexpr const char *unknownDerivative =
    "the derivative of this is not known; an arrow around it may state one: reverse (x, dy) => …";

/// Walks a block backwards and emits, at its builder, the cotangents of the values that were
/// activated. A value without an entry has the cotangent zero, which is never built.
class Adjoint {
public:
  explicit Adjoint(mlir::OpBuilder &b) : b(b) {}

  /// Asks for the cotangent of `root`.
  void activate(mlir::Value root) { active.insert(root); }
  /// Differentiates the operations that `block` holds now, for the cotangents `seeds` (null is
  /// zero) of `outputs`.
  mlir::LogicalResult run(mlir::Block &block, mlir::ValueRange outputs,
                          llvm::ArrayRef<mlir::Value> seeds);
  /// The cotangent of a root, or null.
  mlir::Value of(mlir::Value root) const { return cotangents.lookup(root); }

private:
  using Value = mlir::Value;

  void markActive(mlir::Operation *op);
  void accumulate(Value value, Value cotangent);
  llvm::SetVector<Value> activeCaptures(llvm::ArrayRef<mlir::Region *> regions) const;
  mlir::LogicalResult reverseOp(mlir::Operation *op);
  mlir::LogicalResult reverseIf(IfOp op, llvm::ArrayRef<Value> seeds);
  mlir::LogicalResult reverseEval(EvalOp op, llvm::ArrayRef<Value> seeds);
  mlir::LogicalResult reverseBody(EvalOp op, llvm::ArrayRef<Value> seeds, bool throughInputs);
  mlir::LogicalResult reverseCustom(EvalOp op, CustomReverseOp custom, llvm::ArrayRef<Value> seeds);
  mlir::LogicalResult reverseSteps(Steps &steps, llvm::ArrayRef<Value> seeds);

  mlir::OpBuilder &b;
  llvm::DenseSet<Value> active;
  llvm::DenseMap<Value, Value> cotangents;
};

} // namespace cat

#endif
