// Forward-mode differentiation of a block of point-layer operations.
#ifndef CAT_TRANSFORMS_FORWARD_H
#define CAT_TRANSFORMS_FORWARD_H

#include "dialect/transforms/Emit.h"
#include "dialect/transforms/Steps.h"

namespace cat {

/// Walks a block forwards and puts the tangents of an operation's results behind it. A value
/// without an entry has the tangent zero, which is never built. Repeated steps, branches and
/// checkpoints are replaced by ones that carry values and tangents together.
class Forward {
public:
  /// Says what the tangent of `value` is; null is zero.
  void set(mlir::OpBuilder &b, mlir::Value value, mlir::Value tangent);
  /// Differentiates the operations of `block`, which has a terminator.
  mlir::LogicalResult run(mlir::Block &block);
  /// The tangent of a value, or null.
  mlir::Value of(mlir::Value value) const { return tangents.lookup(value); }

private:
  using Value = mlir::Value;
  using Values = llvm::SmallVector<Value>;
  using Flags = llvm::SmallVector<bool>;

  mlir::LogicalResult forwardOp(mlir::Operation *op);
  mlir::LogicalResult forwardIf(IfOp op);
  mlir::LogicalResult forwardEval(EvalOp op);
  mlir::LogicalResult forwardSteps(Steps &steps);
  mlir::LogicalResult forwardCheckpoint(EvalOp op);
  mlir::LogicalResult forwardCustom(EvalOp op, CustomReverseOp custom);
  mlir::LogicalResult forwardCaptures(mlir::OpBuilder &b, EvalOp op, Values &results);
  mlir::LogicalResult transposeRule(mlir::OpBuilder &b, EvalOp op, CustomReverseOp custom,
                                    Values &results);

  Flags carrying(mlir::ValueRange values, bool allFloats) const;
  void append(mlir::OpBuilder &b, mlir::ValueRange values, llvm::ArrayRef<bool> carry,
              Values &list);
  void addArguments(mlir::Block &body, mlir::ValueRange arguments, llvm::ArrayRef<bool> carry,
                    unsigned at);
  void setResults(mlir::OpBuilder &b, mlir::ValueRange before, mlir::ValueRange results,
                  llvm::ArrayRef<bool> carry);

  llvm::DenseMap<Value, Value> tangents;
};

} // namespace cat

#endif
