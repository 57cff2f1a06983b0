// The header of NumPy's .npy files, versions 1.0 to 3.0 (NumPy enhancement proposal 1): a Python
// dictionary with the keys descr, fortran_order and shape.
#include "readers.h"

using namespace catrt;

namespace {

struct Header {
  Reader &reader;
  const char *at, *end;

  void skipSpace() {
    while (at < end && (*at == ' ' || *at == '\n' || *at == '\t'))
      ++at;
  }
  bool take(char c) {
    skipSpace();
    if (at == end || *at != c)
      return false;
    ++at;
    return true;
  }
  bool takeWord(const char *word) {
    skipSpace();
    size_t length = strlen(word);
    if (static_cast<size_t>(end - at) < length || memcmp(at, word, length) != 0)
      return false;
    at += length;
    return true;
  }
  void expect(char c) {
    if (!take(c))
      malformed();
  }
  [[noreturn]] void malformed() { reader.bad("not a .npy file: its header is malformed"); }

  void string(char *result, size_t capacity);
  int64_t number();
  void shape();
  void descr();
  void dictionary();
};

void Header::string(char *result, size_t capacity) {
  char quote = take('"') ? '"' : '\'';
  if (quote == '\'')
    expect('\'');
  size_t length = 0;
  for (; at < end && *at != quote; ++at)
    if (length + 1 < capacity)
      result[length++] = *at;
  result[length] = '\0';
  expect(quote);
}

int64_t Header::number() {
  skipSpace();
  int64_t value = 0;
  const char *first = at;
  for (; at < end && *at >= '0' && *at <= '9'; ++at)
    if (__builtin_mul_overflow(value, 10, &value) ||
        __builtin_add_overflow(value, *at - '0', &value))
      malformed();
  if (at == first)
    malformed();
  return value;
}

void Header::shape() {
  expect('(');
  while (!take(')')) {
    if (reader.rank == Reader::maxRank)
      reader.bad("more than 32 dimensions");
    reader.dims[reader.rank++] = number();
    if (!take(',')) {
      expect(')');
      return;
    }
  }
}

void Header::descr() {
  if (take('['))
    reader.bad("structured arrays cannot be read");
  char code[16];
  string(code, sizeof(code));
  if (code[0] == '>' && code[1] && code[2] != '1')
    reader.bad("big-endian arrays cannot be read");
  static constexpr struct {
    char code[3];
    int64_t kind;
  } kinds[] = {{"b1", CATRT_BOOL}, {"i1", CATRT_I8},  {"i2", CATRT_I16}, {"i4", CATRT_I32},
               {"i8", CATRT_I64},  {"u1", CATRT_U8},  {"u2", CATRT_U16}, {"u4", CATRT_U32},
               {"u8", CATRT_U64},  {"f4", CATRT_F32}, {"f8", CATRT_F64}};
  for (const auto &known : kinds)
    if (strcmp(code + strspn(code, "<>|="), known.code) == 0) {
      reader.kind = known.kind;
      return;
    }
  Buffer message;
  message.print("elements of type '%s' cannot be read", code);
  reader.bad(message.cString());
}

void Header::dictionary() {
  bool haveDescr = false, haveOrder = false, haveShape = false, fortran = false;
  expect('{');
  while (!take('}')) {
    char key[16];
    string(key, sizeof(key));
    expect(':');
    if (!haveDescr && strcmp(key, "descr") == 0) {
      haveDescr = true;
      descr();
    } else if (!haveOrder && strcmp(key, "fortran_order") == 0) {
      haveOrder = true;
      fortran = takeWord("True");
      if (!fortran && !takeWord("False"))
        malformed();
    } else if (!haveShape && strcmp(key, "shape") == 0) {
      haveShape = true;
      shape();
    } else {
      malformed();
    }
    if (!take(',')) {
      expect('}');
      break;
    }
  }
  skipSpace();
  if (!haveDescr || !haveOrder || !haveShape || at != end)
    malformed();
  if (fortran && reader.rank > 1)
    reader.bad("arrays in Fortran order cannot be read");
}

} // namespace

void *catrt_read_open_npy(const catrt_text *path) {
  Reader &reader = *create<Reader>();
  readFile(path, reader.bytes, reader.name);
  const char *data = reader.bytes.data;
  size_t size = reader.bytes.size;
  if (size < 10 || memcmp(data, "\x93NUMPY", 6) != 0 || data[6] < 1 || data[6] > 3)
    reader.bad("not a .npy file of version 1 to 3");
  size_t width = data[6] == 1 ? 2 : 4, length = 0, start = 8 + width;
  if (size < start)
    reader.bad("truncated: it ends within its header");
  memcpy(&length, data + 8, width);
  if (length > size - start)
    reader.bad("truncated: it ends within its header");
  reader.start = start + length;
  Header{reader, data + start, data + reader.start}.dictionary();
  reader.checkLength();
  return &reader;
}
