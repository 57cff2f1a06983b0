// Lifting maps to batched operations, for cat-batch and cat-differentiate.
#ifndef CAT_TRANSFORMS_BATCH_H
#define CAT_TRANSFORMS_BATCH_H

#include "mlir/IR/Operation.h"

namespace cat {

/// Replaces every `cat.eval` of a map below `root` whose body has a batched form, innermost first;
/// the others stay. `isTold` says whether each is a use of the law of maps.
void batchMaps(mlir::Operation *root, bool isTold = false);

} // namespace cat

#endif
