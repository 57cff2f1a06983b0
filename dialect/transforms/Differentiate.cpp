// cat-differentiate: removes rev, fwd and checkpoint, innermost first.
#include "dialect/transforms/Batch.h"
#include "dialect/transforms/Passes.h"
#include "dialect/transforms/Utils.h"

namespace cat {
#define GEN_PASS_DEF_CATDIFFERENTIATE
#include "dialect/transforms/Passes.h.inc"
using namespace mlir;
namespace {
struct CatDifferentiate : impl::CatDifferentiateBase<CatDifferentiate> {
  void runOnOperation() override {
    getOperation().walk([&](Operation *op) {
      if (isa<RevOp, FwdOp>(op)) {
        op->emitOpError("cannot be differentiated yet");
        signalPassFailure();
      }
    });
  }
};
} // namespace
} // namespace cat
