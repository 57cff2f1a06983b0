// Scalars and arrays as text. The shortest form of a float is found by trying ever more digits
// until the text reads back as the same value, which needs nothing beyond the C library.
#include "internal.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

using namespace catrt;

namespace {

// A formatting instruction: ".4f" is {4, 'f'}; style 0 is the shortest form.
struct Spec {
  int digits = 0;
  char style = 0;

  explicit Spec(const char *text) {
    if (*text != '.')
      return;
    for (++text; *text >= '0' && *text <= '9' && digits < 100; ++text)
      digits = 10 * digits + (*text - '0');
    if (digits < 100 && (*text == 'f' || *text == 'e' || *text == '%'))
      style = *text;
  }
};

bool appendSpecial(Buffer &out, double value) {
  if (std::isfinite(value))
    return false;
  out.append(std::isnan(value) ? "nan" : value < 0 ? "-inf" : "inf");
  return true;
}

// C writes at least two digits and always a sign in an exponent; we write neither: 1.5e-7, 1e16.
void appendExponentForm(Buffer &out, const char *scientific) {
  const char *exponent = strchr(scientific, 'e');
  out.append(scientific, static_cast<size_t>(exponent - scientific));
  out.print("e%d", atoi(exponent + 1));
}

void appendShortest(Buffer &out, double value, bool single) {
  if (appendSpecial(out, value))
    return;
  char scientific[40];
  for (int digits = 0;; ++digits) {
    snprintf(scientific, sizeof(scientific), "%.*e", digits, value);
    double back =
        single ? static_cast<double>(strtof(scientific, nullptr)) : strtod(scientific, nullptr);
    if (back == value || digits == 17)
      break;
  }
  int exponent = atoi(strchr(scientific, 'e') + 1);
  if (exponent < -5 || exponent >= 16) {
    appendExponentForm(out, scientific);
    return;
  }
  // Digits without sign and point, then the point where the exponent puts it.
  char digits[24];
  int count = 0;
  for (const char *at = scientific; *at != 'e'; ++at)
    if (*at >= '0' && *at <= '9')
      digits[count++] = *at;
  if (std::signbit(value))
    out.append("-");
  if (exponent < 0)
    out.append("0.0000", static_cast<size_t>(1 - exponent));
  for (int i = 0; i < count || i <= exponent; ++i) {
    if (i == exponent + 1 && exponent >= 0)
      out.append(".");
    out.push(i < count ? digits[i] : '0');
  }
}

void appendFloat(Buffer &out, double value, bool single, Spec spec) {
  if (spec.style == 0)
    return appendShortest(out, value, single);
  if (appendSpecial(out, value))
    return;
  if (spec.style == 'f')
    return out.print("%.*f", spec.digits, value);
  if (spec.style == '%')
    return out.print("%.*f%%", spec.digits, value * 100);
  char scientific[128];
  snprintf(scientific, sizeof(scientific), "%.*e", spec.digits, value);
  appendExponentForm(out, scientific);
}

template <typename T> T loadAs(const void *address) {
  T value;
  memcpy(&value, address, sizeof(T));
  return value;
}

void appendSigned(Buffer &out, int64_t value, Spec spec) {
  if (spec.style)
    return appendFloat(out, static_cast<double>(value), false, spec);
  formatInteger(out, value);
}

void appendUnsigned(Buffer &out, uint64_t value, Spec spec) {
  if (spec.style)
    return appendFloat(out, static_cast<double>(value), false, spec);
  out.print("%llu", static_cast<unsigned long long>(value));
}

// Nested brackets around what `element` writes.
template <typename F>
void appendArray(Buffer &out, const View &view, int64_t axis, char *at, F &element) {
  if (axis == view.rank)
    return element(at);
  out.append("[");
  int64_t step = view.strides[axis] * static_cast<int64_t>(view.elementSize);
  for (int64_t i = 0; i < view.sizes[axis]; ++i, at += step) {
    if (i > 0)
      out.append(", ");
    appendArray(out, view, axis + 1, at, element);
  }
  out.append("]");
}

void appendEnum(Buffer &out, int64_t tag, const char *names) {
  size_t length;
  if (const char *name = caseName(names, tag, length))
    out.append(name, length);
  else
    formatInteger(out, tag);
}

const catrt_text *formatArray(int64_t kind, const catrt_array *array, const char *spec) {
  TextBuilder out;
  View view(array, kind);
  auto element = [&](char *at) { formatScalar(out, kind, at, spec); };
  appendArray(out, view, 0, view.data, element);
  return out.finish();
}

} // namespace

void catrt::formatInteger(Buffer &out, int64_t value) {
  out.print("%lld", static_cast<long long>(value));
}

void catrt::formatShape(Buffer &out, const int64_t *dims, int64_t rank) {
  out.append("[");
  for (int64_t i = 0; i < rank; ++i)
    out.print(i > 0 ? ", %lld" : "%lld", static_cast<long long>(dims[i]));
  out.append("]");
}

void catrt::formatScalar(Buffer &out, int64_t kind, const void *value, const char *specText) {
  Spec spec(specText);
  switch (kind) {
  case CATRT_BOOL:
    return out.append(loadAs<uint8_t>(value) ? "true" : "false");
  case CATRT_I8:
    return appendSigned(out, loadAs<int8_t>(value), spec);
  case CATRT_I16:
    return appendSigned(out, loadAs<int16_t>(value), spec);
  case CATRT_I32:
    return appendSigned(out, loadAs<int32_t>(value), spec);
  case CATRT_I64:
    return appendSigned(out, loadAs<int64_t>(value), spec);
  case CATRT_U8:
    return appendUnsigned(out, loadAs<uint8_t>(value), spec);
  case CATRT_U16:
    return appendUnsigned(out, loadAs<uint16_t>(value), spec);
  case CATRT_U32:
    return appendUnsigned(out, loadAs<uint32_t>(value), spec);
  case CATRT_U64:
    return appendUnsigned(out, loadAs<uint64_t>(value), spec);
  case CATRT_F32:
    return appendFloat(out, static_cast<double>(loadAs<float>(value)), true, spec);
  default:
    return appendFloat(out, loadAs<double>(value), false, spec);
  }
}

const char *catrt::caseName(const char *names, int64_t i, size_t &length) {
  if (i < 0)
    return nullptr;
  for (; i > 0; --i) {
    names = strchr(names, '|');
    if (!names)
      return nullptr;
    ++names;
  }
  length = strcspn(names, "|");
  return names;
}

#define CATRT_DEFINE(NAME, KIND, TYPE)                                                             \
  const catrt_text *catrt_format_##NAME(TYPE value, const char *spec) {                            \
    TextBuilder out;                                                                               \
    formatScalar(out, KIND, &value, spec);                                                         \
    return out.finish();                                                                           \
  }
CATRT_DEFINE(f32, CATRT_F32, float)
CATRT_DEFINE(f64, CATRT_F64, double)
CATRT_DEFINE(i64, CATRT_I64, int64_t)
CATRT_DEFINE(u64, CATRT_U64, uint64_t)
#undef CATRT_DEFINE

const catrt_text *catrt_format_bool(int64_t value, const char *spec) {
  TextBuilder out;
  out.append(value ? "true" : "false");
  return out.finish();
}

const catrt_text *catrt_format_enum(int64_t tag, const char *names) {
  TextBuilder out;
  appendEnum(out, tag, names);
  return out.finish();
}

#define CATRT_DEFINE(NAME, KIND, TYPE)                                                             \
  const catrt_text *_mlir_ciface_catrt_format_array_##NAME(const catrt_array *array,               \
                                                           const char *spec) {                     \
    return formatArray(KIND, array, spec);                                                         \
  }
CATRT_SCALARS(CATRT_DEFINE)
#undef CATRT_DEFINE

const catrt_text *_mlir_ciface_catrt_format_array_text(const catrt_array *array) {
  TextBuilder out;
  View view(array, CATRT_I64);
  auto element = [&](char *at) { out.append(loadAs<const catrt_text *>(at)); };
  appendArray(out, view, 0, view.data, element);
  return out.finish();
}

const catrt_text *_mlir_ciface_catrt_format_array_enum(const catrt_array *array,
                                                       const char *names) {
  TextBuilder out;
  View view(array, CATRT_I64);
  auto element = [&](char *at) { appendEnum(out, loadAs<int64_t>(at), names); };
  appendArray(out, view, 0, view.data, element);
  return out.finish();
}
