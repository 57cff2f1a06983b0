// An array file that was read into memory and whose header was understood; each format has a
// function that makes one.
#ifndef CATRT_READERS_H
#define CATRT_READERS_H

#include "internal.h"

namespace catrt {

struct Reader {
  static constexpr int64_t maxRank = 32;

  Buffer bytes, name;
  int64_t kind = 0; // of the elements in the file
  bool bigEndian = false;
  int64_t rank = 0;
  int64_t dims[maxRank] = {};
  size_t start = 0; // of the elements in `bytes`

  [[noreturn]] void bad(const char *what);
  int64_t count() const;
  // Checks that exactly the elements that the header promises follow it. Nothing is allocated by
  // what a header says before this.
  void checkLength();
};

} // namespace catrt

#endif
