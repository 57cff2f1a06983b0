// A short notation for point-layer operations, for the rules that emit many of them.
#ifndef CAT_TRANSFORMS_EMIT_H
#define CAT_TRANSFORMS_EMIT_H

#include "dialect/ir/Cat.h"
#include "mlir/IR/Builders.h"

namespace cat {

/// Emits operations at the builder's place, all with one location.
struct Emit {
  using Value = mlir::Value;

  mlir::OpBuilder &b;
  mlir::Location loc;

  template <typename OpTy> Value op(Value x) { return OpTy::create(b, loc, x.getType(), x); }
  template <typename OpTy> Value op(Value x, Value y) {
    return OpTy::create(b, loc, x.getType(), x, y);
  }
  Value add(Value x, Value y) { return op<AddOp>(x, y); }
  Value sub(Value x, Value y) { return op<SubOp>(x, y); }
  Value mul(Value x, Value y) { return op<MulOp>(x, y); }
  Value div(Value x, Value y) { return op<DivOp>(x, y); }
  Value neg(Value x) { return op<NegOp>(x); }
  Value cmp(Compare predicate, Value x, Value y) { return CmpOp::create(b, loc, predicate, x, y); }
  Value select(Value condition, Value x, Value y) {
    return SelectOp::create(b, loc, x.getType(), condition, x, y);
  }

  /// A natural number.
  Value index(int64_t value);
  /// The number `value` in the shape and with the element of `like`.
  Value constant(double value, Value like);
  Value zeros(Value like) { return constant(0, like); }
  /// The length of an axis; a constant if it is known.
  Value dim(Value array, int64_t axis);
  /// The lengths of the axes of `array` that are unknown.
  llvm::SmallVector<Value> dynamicSizes(Value array);
  /// `x` repeated along new axes `dims` of a result shaped like `like`.
  Value broadcastLike(Value x, llvm::ArrayRef<int64_t> dims, Value like);
  /// `x` with a leading axis of `size`, along which it is repeated.
  Value stack(Value x, Value size);
  Value foldAdd(Value x, llvm::ArrayRef<int64_t> dims);
  Value transpose(Value x, llvm::ArrayRef<int64_t> permutation);
  /// `x` under a type that says more, or less, about the lengths of its axes.
  Value castTo(Value x, mlir::Type type);
};

/// The value of a constant index, or kDynamic.
int64_t lengthOf(mlir::Value size);

} // namespace cat

#endif
