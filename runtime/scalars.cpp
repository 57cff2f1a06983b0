// Numbers, truth values and constructors from text: what flags and cells of tables are read with.
#include "internal.h"

#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <strings.h>

using namespace catrt;

bool catrt::parseInteger(int64_t kind, const char *text, int64_t &value) {
  const char *digits = text + (*text == '-' || *text == '+');
  if (*digits < '0' || *digits > '9')
    return false;
  char *end;
  errno = 0;
  int bits = static_cast<int>(8 * sizeOf(kind));
  if (kind >= CATRT_U8 && kind <= CATRT_U64) {
    uint64_t wide = strtoull(text, &end, 10);
    value = static_cast<int64_t>(wide);
    return errno == 0 && !*end && *text != '-' && wide <= UINT64_MAX >> (64 - bits);
  }
  value = strtoll(text, &end, 10);
  int64_t least = kind == CATRT_NAT ? 0 : INT64_MIN >> (64 - bits);
  return errno == 0 && !*end && value >= least && value <= INT64_MAX >> (64 - bits);
}

bool catrt::parseFloat(bool single, const char *text, double &value) {
  const char *magnitude = text + (*text == '-' || *text == '+');
  if (strcasecmp(magnitude, "inf") == 0) {
    value = *text == '-' ? -INFINITY : INFINITY;
    return true;
  }
  if (strcasecmp(magnitude, "nan") == 0) {
    value = NAN;
    return true;
  }
  if (!*text || text[strspn(text, "0123456789+-.eE")])
    return false;
  char *end;
  value = single ? static_cast<double>(strtof(text, &end)) : strtod(text, &end);
  return !*end && std::isfinite(value);
}

bool catrt::parseCase(const char *cases, const char *text, size_t size, int64_t &value) {
  size_t length;
  for (value = 0; const char *name = caseName(cases, value, length); ++value)
    if (size == length && memcmp(name, text, length) == 0)
      return true;
  return false;
}

void catrt::storeInteger(int64_t kind, int64_t value, void *at) {
  switch (kind) {
#define CATRT_CASE(NAME, KIND, TYPE)                                                               \
  case KIND: {                                                                                     \
    TYPE stored = static_cast<TYPE>(value);                                                        \
    memcpy(at, &stored, sizeof(TYPE));                                                             \
    return;                                                                                        \
  }
    CATRT_SCALARS(CATRT_CASE)
#undef CATRT_CASE
  default:
    memcpy(at, &value, sizeof(value));
  }
}
