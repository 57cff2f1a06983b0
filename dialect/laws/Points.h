// What the laws of arrays and of linear maps ask about points, and the small terms they build.
#ifndef CAT_LAWS_POINTS_H
#define CAT_LAWS_POINTS_H

#include "dialect/ir/Cat.h"
#include "mlir/IR/PatternMatch.h"

namespace cat {

/// An elementwise operation whose elements cannot stop the program.
bool isTotalElementwise(mlir::Operation *op);
/// True if axis `i` of `x` and axis `j` of `y` are equally long whenever both exist.
bool sameLength(mlir::Value x, int64_t i, mlir::Value y, int64_t j);
/// The length of an axis, if it is the same in every run.
std::optional<int64_t> knownLength(mlir::Value x, int64_t axis);
/// The array of known shape of which `value` only forgets lengths; or null.
mlir::Value beforeWidening(mlir::Value value);
/// True if the two have one shape whenever both exist.
bool sameShape(mlir::Value x, mlir::Value y);
/// True if the operation can neither overflow nor meet operands of different lengths.
bool cannotStop(ContractOp op);
/// The same of an elementwise operation.
bool cannotStop(mlir::Operation *elementwise);
/// True if `value` is read once, by `user` or in its stead, and as often as it is made: in one
/// block.
bool isOnlyFor(mlir::Value value, mlir::Operation *user);

/// The number that `value` is in every element.
std::optional<double> constantOf(mlir::Value value);
/// The whole number that `value`, a scalar, is.
std::optional<int64_t> integerOf(mlir::Value value);
bool isConstant(mlir::Value value, double number);
/// True if the elements are floats or integers that wrap: sums and products are those of a ring.
bool isRing(mlir::Type type);

/// A number to compare costs by: a core does a few operations while it moves a byte.
double timeOf(Cost cost);
/// `timeOf` of a `flops` a byte operation that reads and writes arrays of these types.
double timeOf(double flops, mlir::TypeRange moved);

/// `op` again on other operands, with another result.
mlir::Value rebuild(mlir::OpBuilder &b, mlir::Operation *op, mlir::ValueRange operands,
                    mlir::Type type);
/// The length of an axis, as an index.
mlir::Value lengthOf(mlir::OpBuilder &b, mlir::Location loc, mlir::Value x, int64_t axis);

/// An array as what is repeated along some of its axes: a broadcast, or an array of one constant.
struct Repeated {
  mlir::Value value;                    ///< the array
  llvm::SmallVector<int64_t> dims;      ///< the axes along which it is repeated, ascending
  llvm::SmallVector<mlir::Value> sizes; ///< of these; null where the type says the length
};
/// Null if it is neither.
std::optional<Repeated> repeatedOf(mlir::Value value);
/// The array without `axes`, along which it is repeated.
mlir::Value without(mlir::OpBuilder &b, mlir::Location loc, const Repeated &x,
                    llvm::ArrayRef<int64_t> axes);
/// `one`, a scalar, in every element of an array with the shape of `like`.
mlir::Value repeatLike(mlir::OpBuilder &b, mlir::Location loc, mlir::Value one, mlir::Value like);

} // namespace cat

#endif
