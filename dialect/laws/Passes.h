// The laws as passes.
#ifndef CAT_LAWS_PASSES_H
#define CAT_LAWS_PASSES_H

#include "mlir/Pass/Pass.h"

namespace mlir {
class ModuleOp;
}

namespace cat {
#define GEN_PASS_DECL
#define GEN_PASS_REGISTRATION
#include "dialect/laws/Passes.h.inc"
} // namespace cat

#endif
