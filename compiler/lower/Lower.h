// From the typed program to the cat dialect: translation only, no decisions.
#pragma once

#include "compiler/diagnostics/Diagnostics.h"
#include "compiler/sema/Program.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace cat {

/// The module of `program`: its objects, arrows and pipelines. Every op knows its place in the
/// source.
mlir::OwningOpRef<mlir::ModuleOp> lowerProgram(mlir::MLIRContext &context,
                                               const SourceManager &sources,
                                               const sema::Program &program);

} // namespace cat
