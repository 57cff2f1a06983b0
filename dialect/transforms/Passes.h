// The passes of dialect/transforms and the registration of the rules (derivatives, batched forms)
// that they ask the point-layer operations for.
#ifndef CAT_TRANSFORMS_PASSES_H
#define CAT_TRANSFORMS_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir {
class ModuleOp;
}

namespace cat {
#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "dialect/transforms/Passes.h.inc"
} // namespace cat

#endif
