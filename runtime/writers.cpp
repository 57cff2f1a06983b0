// Writing arrays and tables, each in a form that its reader gives back as the same value: IDX,
// NumPy .npy, comma separated values.
#include "internal.h"

using namespace catrt;

namespace {

// Row-major bytes of an array.
void writeElements(OutputFile &file, const View &view) {
  if (view.isContiguous())
    return file.write(view.data, static_cast<size_t>(view.count()) * view.elementSize);
  visitElements(view, [&](char *element, int64_t) { file.write(element, view.elementSize); });
}

// ---- .npy --------------------------------------------------------------------------------------

const char *npyType(int64_t kind) {
  static constexpr const char *names[] = {"|b1", "|i1", "<i2", "<i4", "<i8", "|u1",
                                          "<u2", "<u4", "<u8", "<f4", "<f8"};
  return names[kind];
}

// Version 1.0: the header ends so that the elements begin at a multiple of 64 bytes.
void writeNpy(const catrt_text *path, int64_t kind, const catrt_array *array) {
  View view(array, kind);
  Buffer header;
  header.print("{'descr': '%s', 'fortran_order': False, 'shape': (", npyType(kind));
  for (int64_t i = 0; i < view.rank; ++i)
    header.print(i > 0 ? ", %lld" : "%lld", static_cast<long long>(view.sizes[i]));
  header.append(view.rank == 1 ? ",), }" : "), }");
  constexpr size_t before = 10; // magic, version, length
  while ((before + header.size + 1) % 64 != 0)
    header.append(" ");
  header.append("\n");
  uint16_t length = static_cast<uint16_t>(header.size);
  OutputFile file(path);
  file.write("\x93NUMPY\x01\x00", 8);
  file.write(&length, sizeof(length));
  file.write(header.data, header.size);
  writeElements(file, view);
  file.close();
}

// ---- IDX ---------------------------------------------------------------------------------------

struct IdxType {
  int64_t kind;
  char code;
};

template <typename T> T valueAt(const char *at) {
  T value;
  memcpy(&value, at, sizeof(T));
  return value;
}

// An integer of any kind; those above INT64_MAX become INT64_MAX, which no IDX file holds either.
int64_t integerAt(int64_t kind, const char *at) {
  switch (kind) {
#define CATRT_CASE(NAME, KIND, TYPE)                                                               \
  case KIND:                                                                                       \
    return static_cast<int64_t>(valueAt<TYPE>(at));
    CATRT_SCALARS(CATRT_CASE)
#undef CATRT_CASE
  default:
    return 0;
  }
}

// The smallest of the types of IDX that holds every element; IDX has no integers of 64 bits.
IdxType idxType(const catrt_text *path, int64_t kind, const View &view) {
  if (kind == CATRT_F32)
    return {kind, 0x0D};
  if (kind == CATRT_F64)
    return {kind, 0x0E};
  int64_t least = 0, most = 0;
  visitElements(view, [&](char *element, int64_t) {
    int64_t value = integerAt(kind, element);
    if (kind == CATRT_U64 && value < 0)
      value = INT64_MAX;
    least = value < least ? value : least;
    most = value > most ? value : most;
  });
  static constexpr struct {
    IdxType type;
    int64_t least, most;
  } types[] = {{{CATRT_U8, 0x08}, 0, UINT8_MAX},
               {{CATRT_I8, 0x09}, INT8_MIN, INT8_MAX},
               {{CATRT_I16, 0x0B}, INT16_MIN, INT16_MAX},
               {{CATRT_I32, 0x0C}, INT32_MIN, INT32_MAX}};
  for (const auto &each : types)
    if (least >= each.least && most <= each.most)
      return each.type;
  Buffer name;
  name.append(path);
  fail(CATRT_BAD_DATA, "%s: an IDX file holds no integers beyond 32 bits; write_npy does",
       name.cString());
}

void writeIdx(const catrt_text *path, int64_t kind, const catrt_array *array) {
  View view(array, kind);
  IdxType type = idxType(path, kind, view);
  Buffer bytes;
  const char magic[] = {0, 0, type.code, static_cast<char>(view.rank)};
  bytes.append(magic, sizeof(magic));
  auto appendReversed = [&](const char *value, size_t size) {
    for (size_t i = size; i-- > 0;)
      bytes.push(value[i]);
  };
  for (int64_t i = 0; i < view.rank; ++i) {
    if (view.sizes[i] > UINT32_MAX) {
      Buffer name;
      name.append(path);
      fail(CATRT_BAD_DATA, "%s: an IDX file holds no more than 4294967295 rows", name.cString());
    }
    uint32_t size = static_cast<uint32_t>(view.sizes[i]);
    appendReversed(reinterpret_cast<const char *>(&size), sizeof(size));
  }
  visitElements(view, [&](char *element, int64_t) {
    char converted[sizeof(int64_t)];
    if (type.kind == kind)
      memcpy(converted, element, view.elementSize);
    else
      storeInteger(type.kind, integerAt(kind, element), converted);
    appendReversed(converted, sizeOf(type.kind));
  });
  OutputFile file(path);
  file.write(bytes.data, bytes.size);
  file.close();
}

// ---- comma separated values --------------------------------------------------------------------

// A column as text: where each cell ends.
struct TextColumn {
  const char *name;
  Buffer cells;
  List<size_t> ends;
};

struct TableWriter {
  const catrt_text *path;
  List<TextColumn *> columns;
  List<bool> present; // of the optional column that comes next

  ~TableWriter() {
    for (TextColumn *column : columns)
      destroy(column);
  }
};

// In quotes where it must be; an empty text of an optional column, so that it is not none.
void appendText(Buffer &out, const catrt_text *text, bool optional) {
  size_t size = static_cast<size_t>(text->length);
  bool quoted = size == 0 && optional;
  for (size_t i = 0; i < size; ++i)
    quoted |= strchr(",\"\r\n", text->data[i]) != nullptr;
  if (!quoted)
    return out.append(text);
  out.append("\"");
  for (size_t i = 0; i < size; ++i)
    out.append(text->data[i] == '"' ? "\"\"" : &text->data[i], text->data[i] == '"' ? 2 : 1);
  out.append("\"");
}

void put(void *handle, int64_t kind, const char *name, const char *cases,
         const catrt_array *array) {
  TableWriter &writer = *static_cast<TableWriter *>(handle);
  View view(array, kind);
  if (!name) {
    visitElements(
        view, [&](char *element, int64_t) { writer.present.push(valueAt<int64_t>(element) != 0); });
    return;
  }
  TextColumn &column = *create<TextColumn>();
  column.name = name;
  bool optional = writer.present.size > 0;
  visitElements(view, [&](char *element, int64_t index) {
    size_t length;
    if (optional && !writer.present[static_cast<size_t>(index)])
      ; // none is an empty cell
    else if (kind == CATRT_TEXT)
      appendText(column.cells, valueAt<const catrt_text *>(element), optional);
    else if (const char *label =
                 cases ? caseName(cases, valueAt<int64_t>(element), length) : nullptr)
      column.cells.append(label, length);
    else
      formatScalar(column.cells, kind, element, "");
    column.ends.push(column.cells.size);
  });
  writer.present.size = 0;
  writer.columns.push(&column);
}

} // namespace

#define CATRT_DEFINE(NAME, KIND, TYPE)                                                             \
  void _mlir_ciface_catrt_write_npy_##NAME(const catrt_text *path, const catrt_array *array) {     \
    writeNpy(path, KIND, array);                                                                   \
  }                                                                                                \
  void _mlir_ciface_catrt_write_idx_##NAME(const catrt_text *path, const catrt_array *array) {     \
    writeIdx(path, KIND, array);                                                                   \
  }                                                                                                \
  void _mlir_ciface_catrt_csv_put_##NAME(void *writer, const char *name, const char *cases,        \
                                         const catrt_array *array) {                               \
    put(writer, KIND, name, cases, array);                                                         \
  }
CATRT_SCALARS(CATRT_DEFINE)
#undef CATRT_DEFINE
void _mlir_ciface_catrt_csv_put_text(void *writer, const char *name, const char *cases,
                                     const catrt_array *array) {
  put(writer, CATRT_TEXT, name, cases, array);
}

void *catrt_csv_begin(const catrt_text *path) {
  TableWriter *writer = create<TableWriter>();
  writer->path = path;
  return writer;
}

void catrt_csv_end(void *handle) {
  TableWriter &writer = *static_cast<TableWriter *>(handle);
  Buffer out;
  auto separate = [&](size_t column) { out.append(column + 1 < writer.columns.size ? "," : "\n"); };
  size_t rows = writer.columns.size > 0 ? writer.columns[0]->ends.size : 0;
  for (size_t i = 0; i < writer.columns.size; ++i) {
    out.append(writer.columns[i]->name);
    separate(i);
  }
  for (size_t row = 0; row < rows; ++row)
    for (size_t i = 0; i < writer.columns.size; ++i) {
      const TextColumn &column = *writer.columns[i];
      size_t start = row > 0 ? column.ends[row - 1] : 0;
      out.append(column.cells.data + start, column.ends[row] - start);
      separate(i);
    }
  OutputFile file(writer.path);
  file.write(out.data, out.size);
  file.close();
  destroy(&writer);
}
