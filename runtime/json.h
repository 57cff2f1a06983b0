// As much JSON (RFC 8259) as the runtime needs: writing strings, telling numbers, and reading by a
// cursor that goes through a document in order.
#ifndef CATRT_JSON_H
#define CATRT_JSON_H

#include "internal.h"

namespace catrt {

// With the quotes. Bytes that are not UTF-8 are the caller's concern.
void appendJsonString(Buffer &out, const char *data, size_t size);

bool isJsonNumber(const char *data, size_t size);

// Each function skips white space, and returns false, leaving the cursor anywhere, if what follows
// is not what it reads.
struct JsonCursor {
  const char *at, *end;

  bool take(char c);
  bool string(Buffer &result);
  bool natural(int64_t &value);
  bool atEnd();

private:
  void skipSpace();
  bool escape(Buffer &result);
  bool hex4(unsigned &value);
};

} // namespace catrt

#endif
