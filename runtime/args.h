// The command line: what args.cpp (parsing) and help.cpp (explaining) share.
#ifndef CATRT_ARGS_H
#define CATRT_ARGS_H

#include "internal.h"

namespace catrt {

// Status 2: the message, and how to get help.
[[noreturn]] void wrongUsage(const catrt_program &program, Buffer &message);

// Prints what `--help` asks for, about one pipeline or (null) about all, and ends with status 0.
[[noreturn]] void printHelp(const catrt_program &program, const catrt_pipeline *pipeline);

// Whether a name as typed is a name as declared, where `-` may be typed for `_`.
bool sameName(const char *typed, size_t length, const char *declared);

int64_t editDistance(const char *a, size_t aSize, const char *b, size_t bSize);

// "; did you mean --steps?", with every candidate at the least distance, or nothing when none is
// near. `candidate(i)` is null behind the last one.
template <typename F>
void suggest(Buffer &out, const char *typed, size_t length, const char *prefix, F candidate) {
  int64_t best = static_cast<int64_t>(length < 6 ? 2 : 1 + length / 4);
  for (int64_t i = 0; const char *name = candidate(i); ++i) {
    int64_t distance = editDistance(typed, length, name, strlen(name));
    best = distance < best ? distance : best;
  }
  const char *separator = "; did you mean ";
  for (int64_t i = 0; const char *name = candidate(i); ++i)
    if (editDistance(typed, length, name, strlen(name)) == best) {
      out.print("%s%s%s", separator, prefix, name);
      separator = " or ";
    }
  if (*separator == ' ')
    out.append("?");
}

} // namespace catrt

#endif
