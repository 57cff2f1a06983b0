// From the cat dialect to linalg, tensor, scf, arith, math, func and calls of the runtime.
#pragma once

#include "mlir/Pass/Pass.h"

namespace cat {

/// `cat-resolve-types`: the types by which values are printed and read are spelled out, before
/// objects are erased.
std::unique_ptr<mlir::Pass> createResolveTypesPass();

/// `cat-drop-checks`: removes every cat.check (`--checks=off`).
std::unique_ptr<mlir::Pass> createDropChecksPass();

/// `cat-lower-control`: applications of lambdas, map, fold, scan, iterate, loop, repeat and reduce
/// become loops and inlined bodies; what is left of the arrow layer is erased.
std::unique_ptr<mlir::Pass> createLowerControlPass();

/// `convert-cat-to-linalg`: every op of the point layer by its LowerOpInterface; pipelines become
/// functions, and `main` parses the command line and calls the one asked for.
std::unique_ptr<mlir::Pass> createConvertCatToLinalgPass();

/// Makes all known to textual pipelines.
void registerConversionPasses();

/// Gives every op of the point layer its LowerOpInterface.
void registerLoweringModels(mlir::DialectRegistry &registry);

} // namespace cat
