// The meaning of each elementwise op on scalars: one overload of `scalar` an op.
#pragma once

#include "dialect/conversion/Lowering.h"

#include "mlir/Dialect/Math/IR/Math.h"

namespace cat {

mlir::Value scalar(AddOp op, const Scalars &s);
mlir::Value scalar(SubOp op, const Scalars &s);
mlir::Value scalar(MulOp op, const Scalars &s);
mlir::Value scalar(DivOp op, const Scalars &s);
mlir::Value scalar(RemOp op, const Scalars &s);
mlir::Value scalar(MaxOp op, const Scalars &s);
mlir::Value scalar(MinOp op, const Scalars &s);
mlir::Value scalar(NegOp op, const Scalars &s);
mlir::Value scalar(AbsOp op, const Scalars &s);
mlir::Value scalar(SignOp op, const Scalars &s);
mlir::Value scalar(RsqrtOp op, const Scalars &s);
mlir::Value scalar(AndOp op, const Scalars &s);
mlir::Value scalar(OrOp op, const Scalars &s);
mlir::Value scalar(XorOp op, const Scalars &s);
mlir::Value scalar(NotOp op, const Scalars &s);
mlir::Value scalar(CmpOp op, const Scalars &s);
mlir::Value scalar(SelectOp op, const Scalars &s);
mlir::Value scalar(ConvertOp op, const Scalars &s);

} // namespace cat
