// Arrows and points as Cat writes them, for people who want to see what a law did.
#ifndef CAT_LAWS_TEXT_H
#define CAT_LAWS_TEXT_H

#include "dialect/ir/Cat.h"

namespace cat {

/// `value` as Cat would write it, `depth` operations deep; what lies deeper is `…`. Points from
/// outside have names of one letter.
std::string catText(mlir::Value value, unsigned depth = 5);

} // namespace cat

#endif
