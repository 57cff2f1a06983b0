// The passes of code generation that are our own: what upstream lacks between linalg and LLVM.
#pragma once

#include "mlir/Pass/Pass.h"

namespace cat {

/// On tensors: transposes operands of linalg.contract whose column dimension is not contiguous.
std::unique_ptr<mlir::Pass> createPackContractionsPass();
/// On tensors, last: what loops carry is updated in place.
std::unique_ptr<mlir::Pass> createUpdateInPlacePass();
/// On buffers: linalg.contract becomes loops over register tiles.
std::unique_ptr<mlir::Pass> createLowerContractionsPass();
/// On buffers: transpositions of the last two axes become blocks in vector registers.
std::unique_ptr<mlir::Pass> createLowerTransposesPass();
/// On buffers: a linalg.generic that reduces along its last dimension keeps its sum in a register.
std::unique_ptr<mlir::Pass> createLowerReductionsPass();
/// On buffers: allocations leave loops, those of varying size by an upper bound of it.
std::unique_ptr<mlir::Pass> createHoistAllocationsPass();

/// On buffers: copies that are not contiguous become linalg.copy.
std::unique_ptr<mlir::Pass> createLowerCopiesPass();

/// On loops: the loop nests of large functions become functions of their own.
std::unique_ptr<mlir::Pass> createOutlineLoopsPass();

/// Elementary functions on scalars become calls of libm.
std::unique_ptr<mlir::Pass> createLowerLibmPass();

/// Makes all of the above known to textual pipelines, as `cat-pack-contractions` and so on.
void registerCodegenPasses();

} // namespace cat
