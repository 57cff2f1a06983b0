// The element types of safetensors files, for the writer and the reader of them.
#ifndef CATRT_TENSORS_H
#define CATRT_TENSORS_H

#include "internal.h"

namespace catrt {

struct TensorType {
  const char *name;
  int64_t kind; // -1: a type that Cat has no scalar for
  size_t size;
};

inline constexpr TensorType tensorTypes[] = {
    {"BOOL", CATRT_BOOL, 1}, {"I8", CATRT_I8, 1},   {"I16", CATRT_I16, 2}, {"I32", CATRT_I32, 4},
    {"I64", CATRT_I64, 8},   {"U8", CATRT_U8, 1},   {"U16", CATRT_U16, 2}, {"U32", CATRT_U32, 4},
    {"U64", CATRT_U64, 8},   {"F32", CATRT_F32, 4}, {"F64", CATRT_F64, 8}, {"F16", -1, 2},
    {"BF16", -1, 2},         {"F8_E5M2", -1, 1},    {"F8_E4M3", -1, 1}};

inline const char *tensorTypeName(int64_t kind) {
  for (const TensorType &type : tensorTypes)
    if (type.kind == kind)
      return type.name;
  return "?";
}

} // namespace catrt

#endif
