// The border to the runtime: how values of the program are handed to its functions.
#pragma once

#include "dialect/conversion/Lowering.h"

namespace cat {

/// The type of texts, readers and whatever else only the runtime looks into.
mlir::Type pointer(mlir::OpBuilder &b);
/// How the runtime's functions for a kind of scalar end: `f32`, `u8`, `bool`, `text`.
std::string kindName(mlir::Type type);
/// Calls a function that takes an array. The descriptor lives on the stack, and so only until the
/// call is over: it may stand in a loop.
mlir::Value
callWithArray(mlir::OpBuilder &b, mlir::Location loc, llvm::StringRef name, mlir::Type result,
              mlir::Value buffer,
              llvm::function_ref<llvm::SmallVector<mlir::Value>(mlir::Value array)> operands);
/// A fresh buffer for the runtime to fill, and the tensor that it then holds.
mlir::Value newBuffer(mlir::OpBuilder &b, mlir::Location loc, mlir::RankedTensorType type,
                      mlir::ValueRange sizes);
mlir::Value asTensor(mlir::OpBuilder &b, mlir::Location loc, mlir::Value buffer);
/// Numbers of one kind as numbers of another, of arrays element by element: `index` and i64.
mlir::Value castIndices(mlir::OpBuilder &b, mlir::Location loc, mlir::Value v, mlir::Type element);
/// A buffer with what a tensor holds now, for the runtime to read; a scalar gets one of rank 0.
mlir::Value readBuffer(mlir::OpBuilder &b, mlir::Location loc, mlir::Value v);

/// The text of a point of type `as`, given by its lowered leaves, whose types before lowering were
/// `types`. Null if points of that type cannot be printed.
mlir::Value printPoint(mlir::OpBuilder &b, mlir::Operation *op, mlir::TypeRange types,
                       mlir::ValueRange leaves, llvm::StringRef spec, mlir::Type as);

} // namespace cat
