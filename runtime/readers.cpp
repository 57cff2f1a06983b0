// Reading array files into arrays of a wanted kind and shape: the IDX header, the checks that are
// the same for every format, and the conversion of elements.
#include "readers.h"

#include <cmath>

using namespace catrt;

void Reader::bad(const char *what) { fail(CATRT_BAD_DATA, "%s: %s", name.cString(), what); }

int64_t Reader::count() const {
  int64_t result = 1;
  for (int64_t i = 0; i < rank; ++i)
    result *= dims[i];
  return result;
}

void Reader::checkLength() {
  int64_t wanted = static_cast<int64_t>(sizeOf(kind)),
          have = static_cast<int64_t>(bytes.size - start);
  bool overflow = false, empty = false;
  for (int64_t i = 0; i < rank; ++i) {
    empty |= dims[i] == 0;
    overflow |= __builtin_mul_overflow(wanted, dims[i] ? dims[i] : 1, &wanted);
  }
  if (overflow)
    bad("its header promises more elements than there can be");
  if (empty)
    wanted = 0;
  if (wanted == have)
    return;
  Buffer message;
  message.append(have < wanted ? "truncated: " : "trailing bytes: ");
  message.append("its header promises ");
  formatShape(message, dims, rank);
  message.print(" elements of %s, %lld bytes, but %lld follow", nameOf(kind),
                static_cast<long long>(wanted), static_cast<long long>(have));
  bad(message.cString());
}

namespace {

// A value on its way from one kind to another; integers keep all their bits.
struct Number {
  enum Form { Signed, Unsigned, Floating } form;
  int64_t integer; // the bits, for Unsigned
  double floating;
};

template <typename T> Number load(const char *at, bool swap) {
  char bytes[sizeof(T)];
  for (size_t i = 0; i < sizeof(T); ++i)
    bytes[i] = at[swap ? sizeof(T) - 1 - i : i];
  T value;
  memcpy(&value, bytes, sizeof(T));
  if constexpr (T(0.5) != 0)
    return {Number::Floating, 0, static_cast<double>(value)};
  else
    return {T(-1) < T(0) ? Number::Signed : Number::Unsigned, static_cast<int64_t>(value), 0};
}

Number loadNumber(int64_t kind, const char *at, bool swap) {
  switch (kind) {
#define CATRT_CASE(NAME, KIND, TYPE)                                                               \
  case KIND:                                                                                       \
    return load<TYPE>(at, swap);
    CATRT_SCALARS(CATRT_CASE)
#undef CATRT_CASE
  default:
    return {};
  }
}

// A float that is whole and fits becomes an integer.
bool makeInteger(Number &number) {
  if (number.form != Number::Floating)
    return true;
  double value = number.floating;
  if (!(value >= -0x1p63 && value < 0x1p64) || value != std::trunc(value))
    return false;
  number.form = value < 0 ? Number::Signed : Number::Unsigned;
  number.integer = value < 0x1p63 ? static_cast<int64_t>(value)
                                  : static_cast<int64_t>(static_cast<uint64_t>(value));
  return true;
}

bool isNegative(const Number &number) {
  return number.form == Number::Signed && number.integer < 0;
}

template <typename T> bool store(Number number, int64_t bound, char *at) {
  T value;
  if constexpr (T(0.5) != 0) {
    value = number.form == Number::Floating ? static_cast<T>(number.floating)
            : isNegative(number)            ? static_cast<T>(number.integer)
                                            : static_cast<T>(static_cast<uint64_t>(number.integer));
    if (bound > 0 && !(value >= 0 && value < static_cast<T>(bound)))
      return false;
  } else {
    if (!makeInteger(number))
      return false;
    value = static_cast<T>(number.integer);
    bool fits = isNegative(number) ? T(-1) < T(0) && static_cast<int64_t>(value) == number.integer
                                   : !(value < T(0)) && static_cast<uint64_t>(value) ==
                                                            static_cast<uint64_t>(number.integer);
    if (!fits || (bound > 0 && (isNegative(number) || static_cast<uint64_t>(number.integer) >=
                                                          static_cast<uint64_t>(bound))))
      return false;
  }
  memcpy(at, &value, sizeof(T));
  return true;
}

bool storeNumber(int64_t kind, const Number &number, int64_t bound, char *at) {
  switch (kind) {
  case CATRT_BOOL:
    return store<uint8_t>(number, 2, at);
#define CATRT_CASE(NAME, KIND, TYPE)                                                               \
  case KIND:                                                                                       \
    return store<TYPE>(number, bound, at);
    CATRT_CASE(i8, CATRT_I8, int8_t)
    CATRT_CASE(i16, CATRT_I16, int16_t)
    CATRT_CASE(i32, CATRT_I32, int32_t)
    CATRT_CASE(i64, CATRT_I64, int64_t)
    CATRT_CASE(u8, CATRT_U8, uint8_t)
    CATRT_CASE(u16, CATRT_U16, uint16_t)
    CATRT_CASE(u32, CATRT_U32, uint32_t)
    CATRT_CASE(u64, CATRT_U64, uint64_t)
    CATRT_CASE(f32, CATRT_F32, float)
    CATRT_CASE(f64, CATRT_F64, double)
#undef CATRT_CASE
  default:
    return false;
  }
}

[[noreturn]] void badElement(Reader &reader, int64_t kind, int64_t bound, const View &into,
                             int64_t index, const Number &number) {
  Buffer message;
  message.append("element [");
  int64_t below = into.count();
  for (int64_t i = 0; i < into.rank; ++i) {
    below /= into.sizes[i];
    message.print(i > 0 ? ", %lld" : "%lld", static_cast<long long>(index / below));
    index %= below;
  }
  message.append("]: ");
  if (number.form == Number::Floating)
    formatScalar(message, CATRT_F64, &number.floating, "");
  else
    formatScalar(message, number.form == Number::Signed ? CATRT_I64 : CATRT_U64, &number.integer,
                 "");
  if (bound == INT64_MAX)
    message.append(" is not a Nat");
  else if (bound > 0)
    message.print(" is not in 0 ... %lld", static_cast<long long>(bound - 1));
  else
    message.print(" is not a value of %s", nameOf(kind));
  reader.bad(message.cString());
}

void convert(Reader &reader, int64_t kind, int64_t bound, const View &into) {
  const char *from = reader.bytes.data + reader.start;
  bool contiguous = into.isContiguous();
  if (contiguous && bound <= 0 && kind == reader.kind && kind != CATRT_BOOL && !reader.bigEndian) {
    memcpy(into.data, from, static_cast<size_t>(into.count()) * into.elementSize);
    return;
  }
  // Pixels: worth their own loop, since it is what most programs wait for when they start.
  if (contiguous && bound <= 0 && kind == CATRT_F32 && reader.kind == CATRT_U8) {
    float *to = reinterpret_cast<float *>(into.data);
    for (int64_t i = 0, n = into.count(); i < n; ++i)
      to[i] = static_cast<float>(static_cast<uint8_t>(from[i]));
    return;
  }
  size_t step = sizeOf(reader.kind);
  visitElements(into, [&](char *element, int64_t index) {
    Number number =
        loadNumber(reader.kind, from + static_cast<size_t>(index) * step, reader.bigEndian);
    if (!storeNumber(kind, number, bound, element))
      badElement(reader, kind, bound, into, index, number);
  });
}

// Whether a file of this shape may be read as `dims` (dims[0] < 0: any number of rows): the very
// shape for equal ranks, else as many elements a row.
bool shapeFits(const Reader &reader, const int64_t *dims, int64_t rank) {
  if (rank == 0)
    return reader.count() == 1;
  if (reader.rank == 0 || (dims[0] >= 0 && dims[0] != reader.dims[0]))
    return false;
  int64_t have = 1, wanted = 1;
  for (int64_t i = 1; i < reader.rank; ++i)
    have *= reader.dims[i];
  for (int64_t i = 1; i < rank; ++i) {
    wanted *= dims[i];
    if (rank == reader.rank && dims[i] != reader.dims[i])
      return false;
  }
  return have == wanted;
}

void checkShape(Reader &reader, const int64_t *dims, int64_t rank) {
  if (shapeFits(reader, dims, rank))
    return;
  Buffer message;
  message.append("its shape is ");
  formatShape(message, reader.dims, reader.rank);
  message.append(", wanted is ");
  if (rank > 0 && dims[0] < 0) {
    message.append(rank > 1 ? "[any, " : "[any");
    for (int64_t i = 1; i < rank; ++i)
      message.print(i > 1 ? ", %lld" : "%lld", static_cast<long long>(dims[i]));
    message.append("]");
  } else {
    formatShape(message, dims, rank);
  }
  reader.bad(message.cString());
}

void readInto(void *handle, int64_t kind, int64_t bound, const catrt_array *array) {
  Reader &reader = *static_cast<Reader *>(handle);
  View into(array, kind);
  checkShape(reader, into.sizes, into.rank);
  convert(reader, kind, bound, into);
  destroy(&reader);
}

void readFresh(void *result, void *handle, int64_t kind, int64_t bound, int64_t rank,
               const int64_t *dims) {
  Reader &reader = *static_cast<Reader *>(handle);
  checkShape(reader, dims, rank);
  int64_t bytes, count = reader.count();
  if (__builtin_mul_overflow(count, static_cast<int64_t>(sizeOf(kind)), &bytes))
    fail(CATRT_NO_MEMORY, "%s: too large", reader.name.cString());
  catrt_memref1 *descriptor = static_cast<catrt_memref1 *>(result);
  descriptor->allocated = descriptor->aligned = catrt_alloc(bytes, 64);
  descriptor->offset = 0;
  int64_t *sizes = descriptor->sizes, *strides = sizes + rank, stride = 1;
  for (int64_t i = rank - 1; i >= 0; --i) {
    sizes[i] = i == 0 ? reader.dims[0] : dims[i];
    strides[i] = stride;
    stride *= sizes[i];
  }
  catrt_array array = {rank, result};
  readInto(handle, kind, bound, &array);
}

uint32_t bigEndian32(const char *at) {
  uint32_t value;
  memcpy(&value, at, 4);
  return __builtin_bswap32(value);
}

int64_t idxKind(uint8_t code) {
  switch (code) {
  case 0x08:
    return CATRT_U8;
  case 0x09:
    return CATRT_I8;
  case 0x0B:
    return CATRT_I16;
  case 0x0C:
    return CATRT_I32;
  case 0x0D:
    return CATRT_F32;
  case 0x0E:
    return CATRT_F64;
  default:
    return -1;
  }
}

} // namespace

// IDX: two zero bytes, the code of the element type, the rank, each dimension in 32 bits, the
// elements; all big-endian.
void *catrt_read_open_idx(const catrt_text *path) {
  Reader &reader = *create<Reader>();
  readFile(path, reader.bytes, reader.name);
  const char *data = reader.bytes.data;
  size_t size = reader.bytes.size;
  reader.bigEndian = true;
  if (size < 4 || data[0] != 0 || data[1] != 0)
    reader.bad("not an IDX file");
  reader.kind = idxKind(static_cast<uint8_t>(data[2]));
  reader.rank = static_cast<uint8_t>(data[3]);
  if (reader.kind < 0 || reader.rank < 1 || reader.rank > Reader::maxRank)
    reader.bad("not an IDX file");
  reader.start = 4 + 4 * static_cast<size_t>(reader.rank);
  if (size < reader.start)
    reader.bad("truncated: it ends within its header");
  for (int64_t i = 0; i < reader.rank; ++i)
    reader.dims[i] = bigEndian32(data + 4 + 4 * i);
  reader.checkLength();
  return &reader;
}

int64_t catrt_read_count(void *handle, int64_t itemSize) {
  Reader &reader = *static_cast<Reader *>(handle);
  int64_t have = 1;
  for (int64_t i = 1; i < reader.rank; ++i)
    have *= reader.dims[i];
  if (reader.rank == 0 || have != itemSize) {
    const int64_t wanted[] = {-1, itemSize};
    checkShape(reader, wanted, itemSize == 1 ? 1 : 2);
  }
  return reader.dims[0];
}

#define CATRT_DEFINE(NAME, KIND, TYPE)                                                             \
  void _mlir_ciface_catrt_read_into_##NAME(void *reader, int64_t bound, const catrt_array *into) { \
    readInto(reader, KIND, bound, into);                                                           \
  }
CATRT_SCALARS(CATRT_DEFINE)
#undef CATRT_DEFINE

void _mlir_ciface_catrt_read_idx(void *result, const catrt_text *path, int64_t kind, int64_t bound,
                                 int64_t rank, const int64_t *dims) {
  readFresh(result, catrt_read_open_idx(path), kind, bound, rank, dims);
}

void _mlir_ciface_catrt_read_npy(void *result, const catrt_text *path, int64_t kind, int64_t bound,
                                 int64_t rank, const int64_t *dims) {
  readFresh(result, catrt_read_open_npy(path), kind, bound, rank, dims);
}
