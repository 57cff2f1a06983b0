// The expansion of arrows into points, for cat-inline and for passes that create evals of arrows.
#ifndef CAT_TRANSFORMS_INLINE_H
#define CAT_TRANSFORMS_INLINE_H

#include "dialect/ir/Cat.h"
#include "mlir/IR/Builders.h"

namespace cat {

/// Replaces every `cat.eval` below an operation by what its arrow does to the point. Its listener
/// sees the evals that an expansion creates, so that one worklist handles them all.
class Inliner : public mlir::OpBuilder::Listener {
public:
  explicit Inliner(const mlir::SymbolTable &symbols) : symbols(symbols) {}

  /// Expands all evals below `root`; the arrow that a `cat.arrow` yields becomes a lambda.
  mlir::LogicalResult run(mlir::Operation *root);

private:
  using Location = mlir::Location;
  using OpBuilder = mlir::OpBuilder;
  using Value = mlir::Value;

  void notifyOperationInserted(mlir::Operation *op, OpBuilder::InsertPoint) override;

  mlir::LogicalResult expand(EvalOp eval);
  llvm::FailureOr<Value> apply(OpBuilder &b, Location loc, Value arrow, Value point);
  llvm::FailureOr<Value> applyRef(OpBuilder &b, Location loc, RefOp ref, Value point);
  llvm::FailureOr<Value> applyParts(OpBuilder &b, Location loc, mlir::Operation *op, Value point);
  llvm::FailureOr<Value> applyCase(OpBuilder &b, Location loc, CaseOp op, Value point);
  Value applyZipWith(OpBuilder &b, Location loc, ZipWithOp op, Value point);
  Value applyStructural(OpBuilder &b, Location loc, mlir::Operation *op, Value point);
  Value asLambda(OpBuilder &b, Value arrow);

  const mlir::SymbolTable &symbols;
  llvm::SmallVector<EvalOp> worklist;
  std::optional<Location> mention; // of the arrow that is being copied
};

} // namespace cat

#endif
