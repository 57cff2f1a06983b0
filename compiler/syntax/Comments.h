// Comments of a file, which the parser does not see but documentation and the formatter need.
#pragma once

#include "compiler/diagnostics/Diagnostics.h"

#include <vector>

namespace cat {

struct Comment {
  Span span;        // without the end of line
  bool doc = false; // `///`
};

/// All comments of a file in their order.
std::vector<Comment> comments(const SourceManager &sources, uint32_t file);

} // namespace cat
