// What several passes need: lists of values in either convention (one product, or its components)
// and the removal of dead code.
#ifndef CAT_TRANSFORMS_UTILS_H
#define CAT_TRANSFORMS_UTILS_H

#include "dialect/ir/Cat.h"
#include "mlir/IR/Builders.h"

namespace cat {

/// Component `index` of `product`, looking through the `cat.pack` that made it.
mlir::Value getElement(mlir::OpBuilder &b, mlir::Location loc, mlir::Value product, unsigned index);

/// One value of type `type`: the only value, or the product of all.
mlir::Value packInto(mlir::OpBuilder &b, mlir::Location loc, mlir::Type type,
                     mlir::ValueRange values);

/// The values that `types` ask for, from a list in either convention.
llvm::SmallVector<mlir::Value> unpackAs(mlir::OpBuilder &b, mlir::Location loc,
                                        mlir::ValueRange values, mlir::TypeRange types);

/// True for `map`, `fold`, `rev`, ...: arrows that stay arrows because they repeat or differentiate
/// their operand.
bool isStructuralArrow(mlir::Operation *op);

/// The lambda under a structural arrow, or null.
LambdaOp lambdaOf(mlir::Operation *structural);

/// All of them: the rule of a custom reverse derivative is one too.
llvm::SmallVector<LambdaOp> lambdasOf(mlir::Operation *structural);

/// The structural arrow that `eval` applies, if its operands are lambdas; else null.
mlir::Operation *structuralCallee(EvalOp eval);

/// The beginning of an operation like `op`: name, place, attributes and properties.
mlir::OperationState stateLike(mlir::Operation *op);

/// True if `visit` holds for a value that `op`, its regions, or the lambda it applies use.
bool usesAny(mlir::Operation *op, llvm::function_ref<bool(mlir::Value)> visit);

/// How many leaves of a loop's operands are its state; the others are its inputs. Component form.
unsigned loopStates(LoopOp loop);

/// Gives every eval of a structural arrow below `root` its own copy of the arrow and the lambda, in
/// its own block: an operation with regions then holds all that it applies.
void localizeArrows(mlir::Operation *root);

/// Clones the body of `block` at the builder with `args` for its arguments; hands back what the
/// terminator gives. `mapping` may hold more replacements and receives all values of the body.
llvm::SmallVector<mlir::Value> cloneBody(mlir::OpBuilder &b, mlir::Block &block,
                                         mlir::ValueRange args, mlir::IRMapping &mapping);

/// Erases the operations in `region` whose results nobody uses and that have no effect.
void eraseDeadOps(mlir::Region &region);

} // namespace cat

#endif
