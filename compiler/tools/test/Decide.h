// Does a law hold? Proved where both sides have one normal form, checked where the domain is small
// and finite, tested on random points, or refuted by a point at which the sides differ.
#pragma once

#include "compiler/diagnostics/Diagnostics.h"
#include "compiler/sema/Program.h"

#include <cstdint>

namespace cat {

enum class Verdict {
  Proved,
  Checked,
  Tested,
  Refuted,
  Untested ///< there is nothing to test it with
};

struct TestOptions {
  uint64_t cases = 1000; ///< of a law that is tested
  uint64_t seed = 1;
};

struct Decision {
  Verdict verdict = Verdict::Untested;
  uint64_t cases = 0;
  /// Of a refuted law `a = 0, b = 1: left 2, right 3`, in Cat; why it is untested.
  std::string detail;
};

/// Decides a law of an analysed program. The same options give the same decision.
Decision decide(const SourceManager &sources, const sema::Program &program, const sema::Law &law,
                const TestOptions &options);

} // namespace cat
