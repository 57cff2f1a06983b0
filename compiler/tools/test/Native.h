// The two sides of a law as machine code, compared on many points at once.
#pragma once

#include "dialect/interp/Interp.h"

namespace cat {

enum class Comparison : uint8_t {
  Unknown, ///< the code stopped, or cannot be run
  Same,
  Different
};

/// A point at which a law is tested: the number of the sample, and its leaves.
struct TestCase {
  size_t sample;
  interp::Leaves leaves;
};

/// Compares `K.left` and `K.right` of `module`, for the sample K of each case. Where this cannot be
/// done in machine code (texts, sums with data, keys), and where the code stops, the outcome is
/// unknown.
std::vector<Comparison> compareNatively(mlir::ModuleOp module, double within,
                                        llvm::ArrayRef<TestCase> cases);

} // namespace cat
