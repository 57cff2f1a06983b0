// What the lowerings of single ops share: literals and calls of the runtime, failures, shapes, and
// the registration of external models.
#pragma once

#include "dialect/ir/Cat.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Utils/StructuredOpsUtils.h"

namespace cat {

/// The values and the types of one element, or of one scalar op, being lowered.
struct Scalars {
  mlir::OpBuilder &b;
  mlir::Location loc;
  mlir::ValueRange x; // converted operands
  mlir::Type operand; // element type of the first operand before conversion: it knows the sign
  mlir::Type result;  // likewise of the result
};

// Types: unsigned integers become signless, keys i64, texts and names !llvm.ptr.
mlir::Type lowerType(mlir::Type type);
bool isUnsigned(mlir::Type type); ///< unsigned, index or i1

mlir::Value constantIndex(mlir::OpBuilder &b, mlir::Location loc, int64_t value);
mlir::Value constantI64(mlir::OpBuilder &b, mlir::Location loc, int64_t value);
/// A number of any numeric type: zero, one, and so on.
mlir::Value constantNumber(mlir::OpBuilder &b, mlir::Location loc, mlir::Type type, double value);
/// A pointer to a NUL-terminated constant.
mlir::Value cString(mlir::OpBuilder &b, mlir::Location loc, llvm::StringRef text);
/// A pointer to a constant catrt_text.
mlir::Value textConstant(mlir::OpBuilder &b, mlir::Location loc, llvm::StringRef text);
/// Calls a function of the runtime, which is declared if it is not yet. With `isInterface`, buffers
/// are passed as MLIR's C interface does.
mlir::ValueRange callRuntime(mlir::OpBuilder &b, mlir::Location loc, llvm::StringRef name,
                             mlir::TypeRange results, mlir::ValueRange operands,
                             bool isInterface = false);
/// A signed integer or index as i64.
mlir::Value widened(mlir::OpBuilder &b, mlir::Location loc, mlir::Value integer);
/// Ends the program with status 65 and the place of `loc` where `bad` is true.
void failIf(mlir::OpBuilder &b, mlir::Location loc, mlir::Value bad, llvm::StringRef message);
void failIf(mlir::OpBuilder &b, mlir::Location loc, mlir::Value bad, llvm::StringRef message,
            mlir::Value number);

/// Fails unless two axes have the same length; nothing if types say that they have. Gives what is
/// to be used for `y`: where the lengths are known to differ, something of the right length.
mlir::Value checkSameLength(mlir::OpBuilder &b, mlir::Location loc, mlir::Value x, int64_t xAxis,
                            mlir::Value y, int64_t yAxis);
/// The same for all axes of two tensors of one rank.
mlir::Value checkSameShape(mlir::OpBuilder &b, mlir::Location loc, mlir::Value x, mlir::Value y);

/// The lengths of the axes of a tensor.
llvm::SmallVector<mlir::OpFoldResult> sizesOf(mlir::OpBuilder &b, mlir::Location loc,
                                              mlir::Value tensor);
/// The lengths of `type`: its static ones, and `dynamic` for each `?` in order.
llvm::SmallVector<mlir::OpFoldResult> sizesOf(mlir::OpBuilder &b, mlir::RankedTensorType type,
                                              mlir::ValueRange dynamic);

/// Offsets, sizes and strides of the whole of an array, for a change along one axis.
struct Window {
  llvm::SmallVector<mlir::OpFoldResult> offsets, sizes, strides;
  Window(mlir::OpBuilder &b, mlir::Location loc, mlir::Value tensor);
};
/// A slice, and an array with another slice. MLIR's own operations refuse arrays without elements,
/// in which every offset is out of bounds.
mlir::Value slice(mlir::OpBuilder &b, mlir::Location loc, mlir::Value array, const Window &window,
                  mlir::RankedTensorType type = {});
mlir::Value insertSlice(mlir::OpBuilder &b, mlir::Location loc, mlir::Value part, mlir::Value array,
                        const Window &window);
/// A tensor of `sizes` whose elements `body` computes from their indices and those of `inputs`
/// (each indexed by its map). The result has `type`, whose static lengths must agree.
mlir::Value generate(mlir::OpBuilder &b, mlir::Location loc, mlir::RankedTensorType type,
                     llvm::ArrayRef<mlir::OpFoldResult> sizes, mlir::ValueRange inputs,
                     llvm::ArrayRef<mlir::AffineMap> maps,
                     llvm::function_ref<mlir::Value(mlir::OpBuilder &, mlir::ValueRange indices,
                                                    mlir::ValueRange elements)>
                         body);
/// A linalg.generic with one result for each of `inits`; `body` gives what it yields. (The builders
/// of upstream run such a body before the op is part of the module, where symbols cannot be added.)
mlir::ValueRange genericOp(
    mlir::OpBuilder &b, mlir::Location loc, mlir::ValueRange inputs, mlir::ValueRange inits,
    llvm::ArrayRef<mlir::AffineMap> maps, llvm::ArrayRef<mlir::utils::IteratorType> iterators,
    llvm::function_ref<llvm::SmallVector<mlir::Value>(mlir::OpBuilder &, mlir::ValueRange elements)>
        body);
/// A tensor filled with one value.
mlir::Value filled(mlir::OpBuilder &b, mlir::Location loc, mlir::RankedTensorType type,
                   llvm::ArrayRef<mlir::OpFoldResult> sizes, mlir::Value value);

// Scalar meanings that several ops share.
mlir::Value checkedAdd(const Scalars &s);
mlir::Value checkedMul(const Scalars &s);
mlir::Value maximum(const Scalars &s);
mlir::Value minimum(const Scalars &s);
/// `i < n` as an unsigned comparison fails otherwise, with a message that names the index.
void checkIndex(mlir::OpBuilder &b, mlir::Location loc, mlir::Value index, mlir::Value length);

/// The external model of Op whose lowering is `Function`, from (Op, b, operands) to one value, or
/// to several through an argument of its own.
template <typename Op, auto Function>
struct LowerModel : LowerOpInterface::ExternalModel<LowerModel<Op, Function>, Op> {
  mlir::LogicalResult lower(mlir::Operation *op, mlir::RewriterBase &b, mlir::ValueRange operands,
                            llvm::SmallVectorImpl<mlir::Value> &results) const {
    return Function(llvm::cast<Op>(op), b, operands, results);
  }
};
using Values = llvm::SmallVectorImpl<mlir::Value>;

// One registration a file.
void registerElementwiseLowerings(mlir::MLIRContext &context);
void registerStructureLowerings(mlir::MLIRContext &context);
void registerFoldLowerings(mlir::MLIRContext &context);
void registerEffectLowerings(mlir::MLIRContext &context);
void registerFileLowerings(mlir::MLIRContext &context);
void registerExternLowerings(mlir::MLIRContext &context);
void registerSortLowerings(mlir::MLIRContext &context);

/// Adds `main` to a module with pipelines, which are to become functions `pipeline.NAME`.
void addMain(mlir::ModuleOp module);

} // namespace cat
