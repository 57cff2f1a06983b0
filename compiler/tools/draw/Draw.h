// String diagrams of arrows, as graphs for graphviz.
#pragma once

#include "dialect/ir/Cat.h"

#include <string>

namespace cat {

/// The diagram of `written` beside that of `rewritten`, which is the same arrow after the laws.
/// When the laws do nothing to it, which is when `folded`, the arrow after no law at all, looks the
/// same: one diagram that says so. Without `rewritten`, one that says nothing.
std::string drawArrow(ArrowOp written, ArrowOp folded, ArrowOp rewritten);

} // namespace cat
