// What the files of the runtime share: failing with a formatted message, a growing byte buffer, and
// a view of an array behind MLIR's descriptor. Only language features and headers of C++ that need
// no C++ library at link time are used anywhere in the runtime.
#ifndef CATRT_INTERNAL_H
#define CATRT_INTERNAL_H

#include "catrt.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>

namespace catrt {

// Ends the program: erases the progress line, flushes stdout, prints the message and a newline.
[[noreturn, gnu::format(printf, 2, 3)]] void fail(int status, const char *format, ...);

// Erases the progress line if one is shown; called before anything else is printed.
void eraseProgress();

// malloc and realloc that end the program when there is no memory.
void *allocate(size_t size);
void *reallocate(void *memory, size_t size);

// Objects behind the handles that compiled programs hold.
template <typename T> T *create() { return new (allocate(sizeof(T))) T(); }
template <typename T> void destroy(T *object) {
  object->~T();
  catrt_free(object);
}

// Bytes, or values of a plain type, that grow at the end.
template <typename T> struct List {
  T *data = nullptr;
  size_t size = 0, capacity = 0;

  List() = default;
  List(const List &) = delete;
  List &operator=(const List &) = delete;
  ~List() { catrt_free(data); }

  T *begin() const { return data; }
  T *end() const { return data + size; }
  T &operator[](size_t i) const { return data[i]; }
  void reserve(size_t wanted) {
    if (wanted <= capacity)
      return;
    capacity = wanted > 2 * capacity ? wanted : 2 * capacity;
    data = static_cast<T *>(reallocate(data, capacity * sizeof(T)));
  }
  void append(const T *values, size_t count) {
    reserve(size + count);
    if (count != 0)
      memcpy(static_cast<void *>(data + size), values, count * sizeof(T));
    size += count;
  }
  void push(const T &value) { append(&value, 1); }
};

struct Buffer : List<char> {
  using List::append;
  void append(const char *string) { append(string, strlen(string)); }
  void append(const catrt_text *text) { append(text->data, static_cast<size_t>(text->length)); }
  [[gnu::format(printf, 2, 3)]] void print(const char *format, ...);
  // The contents with a NUL behind them, valid until the next change.
  const char *cString();
};

// A text under construction.
struct TextBuilder : Buffer {
  TextBuilder() {
    int64_t length = 0;
    append(reinterpret_cast<const char *>(&length), sizeof(length));
  }
  const catrt_text *finish();
};

// An array's shape and place in memory.
struct View {
  int64_t rank;
  const int64_t *sizes, *strides;
  char *data;
  size_t elementSize;

  View(const catrt_array *array, int64_t kind);
  int64_t count() const;
  bool isContiguous() const;
};

size_t sizeOf(int64_t kind);
const char *nameOf(int64_t kind); // as the language writes it: "f32"

// Calls visit(element, row-major index) for every element.
template <typename F>
void visitAxis(const View &view, int64_t axis, char *element, int64_t &index, F &visit) {
  if (axis == view.rank) {
    visit(element, index++);
    return;
  }
  int64_t step = view.strides[axis] * static_cast<int64_t>(view.elementSize);
  for (int64_t i = 0; i < view.sizes[axis]; ++i, element += step)
    visitAxis(view, axis + 1, element, index, visit);
}
template <typename F> void visitElements(const View &view, F visit) {
  int64_t index = 0;
  visitAxis(view, 0, view.data, index, visit);
}

// A scalar of some kind at an address, in the form of `spec`.
void formatScalar(Buffer &out, int64_t kind, const void *value, const char *spec);
void formatInteger(Buffer &out, int64_t value);
// "[3, 4]"
void formatShape(Buffer &out, const int64_t *dims, int64_t rank);

// Decimal digits for an integer kind (or Nat), within its range.
bool parseInteger(int64_t kind, const char *text, int64_t &value);
// Decimal notation, `inf` or `nan`; what is beyond the largest finite number is none.
bool parseFloat(bool single, const char *text, double &value);
// The index of a constructor among "a|b|c".
bool parseCase(const char *cases, const char *text, size_t size, int64_t &value);
// Writes an integer as an element of some kind.
void storeInteger(int64_t kind, int64_t value, void *at);

// The i-th name of "a|b|c"; its length is stored. Null if there is none.
const char *caseName(const char *names, int64_t i, size_t &length);

// The cipher behind all random numbers: encrypts a counter of four words in place.
void philox4x32(uint32_t *words, uint64_t key);

bool isUtf8(const char *data, size_t size);

// A file being written: beside its path and renamed at the end, so that it is there whole or not at
// all; gzipped when the path ends in .gz. What goes wrong ends the program with status 66.
struct OutputFile {
  explicit OutputFile(const catrt_text *path);
  OutputFile(const OutputFile &) = delete;
  void write(const void *bytes, size_t size);
  void close();

private:
  [[noreturn]] void failed(int why);

  Buffer path, temporary;
  void *file = nullptr; // a FILE or a gzFile
  bool zipped = false, direct = false;
  int error = 0;
};

// The whole file, decompressed, and the name of what was opened (`path` or `path`.gz) for messages.
void readFile(const catrt_text *path, Buffer &bytes, Buffer &name);

} // namespace catrt

#endif
