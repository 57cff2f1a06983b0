// A rewrite of the program, as a pattern.
#ifndef CAT_LAWS_USERLAWS_H
#define CAT_LAWS_USERLAWS_H

#include "dialect/laws/Laws.h"
#include "dialect/laws/Match.h"

namespace cat {

class UserPattern {
public:
  explicit UserPattern(LawOp law);

  /// The operation that the left side ends with; empty if it ends with none, and is met nowhere.
  llvm::StringRef rootName() const;
  mlir::LogicalResult rewrite(mlir::Operation *op, mlir::PatternRewriter &b) const;

private:
  Matcher matcherAt(mlir::Operation *op) const;
  mlir::LogicalResult rewriteComposition(ComposeOp op, mlir::PatternRewriter &b) const;
  mlir::LogicalResult rewriteFirstArrows(EvalOp op, mlir::PatternRewriter &b) const;
  mlir::Value build(mlir::Operation *at, mlir::Type hom, mlir::Type point, const Bindings &found,
                    mlir::PatternRewriter &b) const;
  mlir::Value pointsOf(const Bindings &found, mlir::PatternRewriter &b, mlir::Location loc) const;
  static void clone(mlir::Operation *op, mlir::IRMapping &values, const Bindings &found,
                    mlir::PatternRewriter &b);

  mutable ArrowOp left, right; // handles, whose accessors are not const
  llvm::SmallVector<mlir::Value> variables;
  mlir::Value root;
  bool isOfPoints = false;
  unsigned inAnyOrder = 0; // operations of two operands whose order is nothing
};

} // namespace cat

#endif
