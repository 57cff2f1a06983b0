// The reference interpreter: what every op of the dialect means, slow and obvious. It runs a module
// at any stage, before or after arrows are inlined, objects erased and products split; derivatives
// come from a tape of its own, so they check those of the compiler.
#pragma once

#include "dialect/interp/Calculator.h"

namespace cat {

/// Runs a pipeline as its executable would, flags from `args`. An empty name means `main`, or the
/// only one. Returns the exit status; a failure of the program ends the process, as it does there.
int interpret(mlir::ModuleOp module, llvm::StringRef pipeline, llvm::ArrayRef<std::string> args);

/// Register the passes `cat-interpret`, `cat-compare` and `cat-random`.
void registerCatInterpretPass();
void registerCatComparePass();
void registerCatRandomPass();

namespace interp {

/// The leaves of a result, or why there is none.
struct Outcome {
  Leaves leaves;
  std::optional<Stop> stop;
};
/// The arrow `@name` in `context` on `point`; both are given by their leaves.
Outcome evaluate(mlir::ModuleOp module, llvm::StringRef name, llvm::ArrayRef<Leaf> context,
                 llvm::ArrayRef<Leaf> point);

/// True when both have the same shapes and elements. Floats may differ by `tolerance * max(1, |a|,
/// |b|)`; with 0 they must be equal, where NaN equals NaN and 0 equals -0. Else `difference` says
/// where.
bool sameLeaves(llvm::ArrayRef<Leaf> a, llvm::ArrayRef<Leaf> b, double tolerance,
                std::string &difference);

/// The point as a program would print it.
std::string formatPoint(llvm::ArrayRef<Leaf> leaves, mlir::Type type, mlir::Operation *module,
                        const std::string &spec = "");
/// The point as a program would write it.
std::string formatSource(llvm::ArrayRef<Leaf> leaves, mlir::Type type, mlir::Operation *module);

} // namespace interp
} // namespace cat
