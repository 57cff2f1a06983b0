// Questions that several families of laws ask about terms: may this run elsewhere, are these two
// the same arrow, what does this application repeat.
#ifndef CAT_LAWS_TERMS_H
#define CAT_LAWS_TERMS_H

#include "dialect/ir/Cat.h"
#include "mlir/IR/PatternMatch.h"

namespace cat {

inline HomType homOf(mlir::Value arrow) { return llvm::cast<HomType>(arrow.getType()); }

/// True for an operation that makes an arrow: it does nothing where it stands.
bool makesArrow(mlir::Operation *op);

/// True when `op` can neither stop the program nor be seen from outside: it may vanish or move.
bool isTotal(mlir::Operation *op);

/// True when everything strictly between two operations of one block is total.
bool isQuietBetween(mlir::Operation *from, mlir::Operation *to);

/// True when both are the same arrow: one value, or the same operations on the same values.
bool isSameArrow(mlir::Value a, mlir::Value b);

/// True when `value` is computed, or given, before `op`, an operation of one of the blocks around.
bool isBefore(mlir::Value value, mlir::Operation *op);

/// True when a reverse or forward derivative may be taken of what `op` does.
bool mayBeDifferentiated(mlir::Operation *op);

/// The application of an arrow that repeats a lambda, where the lambda's arguments are the
/// application's points one by one.
struct Repetition {
  /// Nothing if `eval` is something else, or holds products together.
  static std::optional<Repetition> of(EvalOp eval);

  mlir::Operation *eval;   ///< the application
  mlir::Operation *arrow;  ///< map, fold, scan or reduce
  mlir::Operation *step;   ///< the lambda
  mlir::ValueRange states; ///< before the first step; the units of a reduction
  mlir::ValueRange arrays; ///< one element a step

  mlir::Block &body() const { return step->getRegion(0).front(); }
  /// The number of steps, if it is known.
  std::optional<int64_t> length() const;
};

/// The operations of `body` again, at the builder, on `arguments`: what its terminator gives.
llvm::SmallVector<mlir::Value> copyBody(mlir::OpBuilder &b, mlir::Block &body,
                                        mlir::ValueRange arguments);

/// The points that `types` ask for, from the same ones in either form: one product, or its
/// components.
llvm::SmallVector<mlir::Value> pointsAs(mlir::OpBuilder &b, mlir::Location loc,
                                        mlir::ValueRange points, mlir::TypeRange types);

/// Puts `truth` for those uses of `condition` for which `isKnown` holds, and likewise for what
/// follows of its parts. True if there were any.
bool assume(mlir::PatternRewriter &b, mlir::Value condition, bool truth,
            llvm::function_ref<bool(mlir::Operation *user)> isKnown);

} // namespace cat

#endif
