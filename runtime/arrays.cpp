// Kinds of scalars and arrays of them, as MLIR's descriptors give them.
#include "internal.h"

using namespace catrt;

size_t catrt::sizeOf(int64_t kind) {
  switch (kind) {
#define CATRT_CASE(NAME, KIND, TYPE)                                                               \
  case KIND:                                                                                       \
    return sizeof(TYPE);
    CATRT_SCALARS(CATRT_CASE)
#undef CATRT_CASE
  default:
    return sizeof(int64_t);
  }
}

const char *catrt::nameOf(int64_t kind) {
  switch (kind) {
#define CATRT_CASE(NAME, KIND, TYPE)                                                               \
  case KIND:                                                                                       \
    return #NAME;
    CATRT_SCALARS(CATRT_CASE)
#undef CATRT_CASE
  case CATRT_NAT:
    return "Nat";
  case CATRT_PATH:
    return "Path";
  default:
    return "Text";
  }
}

// A descriptor of rank n is two pointers, the offset, n sizes and n strides.
View::View(const catrt_array *array, int64_t kind) : rank(array->rank), elementSize(sizeOf(kind)) {
  const catrt_memref1 *descriptor = static_cast<const catrt_memref1 *>(array->descriptor);
  sizes = descriptor->sizes;
  strides = sizes + rank;
  data = static_cast<char *>(descriptor->aligned) +
         descriptor->offset * static_cast<int64_t>(elementSize);
}

int64_t View::count() const {
  int64_t result = 1;
  for (int64_t i = 0; i < rank; ++i)
    result *= sizes[i];
  return result;
}

bool View::isContiguous() const {
  int64_t expected = 1;
  for (int64_t i = rank - 1; i >= 0; --i) {
    if (sizes[i] != 1 && strides[i] != expected)
      return false;
    expected *= sizes[i];
  }
  return true;
}
