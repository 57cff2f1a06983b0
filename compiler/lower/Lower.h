// From the typed program to the cat dialect: translation only, no decisions.
#pragma once

#include "compiler/diagnostics/Diagnostics.h"
#include "compiler/sema/Program.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace cat {

/// The module of `program`: its objects, arrows and pipelines, and the rewrites where it may use
/// them. Every op knows its place in the source.
mlir::OwningOpRef<mlir::ModuleOp> lowerProgram(mlir::MLIRContext &context,
                                               const SourceManager &sources,
                                               const sema::Program &program);

/// The arrows of `program`, and both sides of `law` at each of its samples: the public arrows
/// `0.left`, `0.right`, `1.left`, ….
mlir::OwningOpRef<mlir::ModuleOp> lowerSamples(mlir::MLIRContext &context,
                                               const SourceManager &sources,
                                               const sema::Program &program, const sema::Law &law);

/// Both sides of `law` for all its static arguments at once, as `0.left` and `0.right`, where
/// arrows of which only the signature is known, and declared ones, are their context. Null if a
/// side says something that has no meaning before the static arguments are known.
mlir::OwningOpRef<mlir::ModuleOp> lowerGeneric(mlir::MLIRContext &context,
                                               const SourceManager &sources,
                                               const sema::Program &program, const sema::Law &law);

} // namespace cat
