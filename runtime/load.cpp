// Reading safetensors files. Opening one checks everything that the format demands: a JSON header
// of the stated length, known element types, and tensors that fill the rest of the file without
// gaps or overlaps. Loading compares names, types and shapes; closing reports all that did not fit.
#include "json.h"
#include "tensors.h"

#include <algorithm>

using namespace catrt;

namespace {

struct Entry {
  size_t name, nameSize; // in Loader::names
  const TensorType *type;
  size_t dims; // in Loader::dims
  int64_t rank, begin, end;
  bool used;
};

struct Loader {
  Buffer bytes, path, names, problems;
  List<int64_t> dims;
  List<Entry> entries; // by name
  size_t start = 0;    // of the tensors in `bytes`

  [[noreturn]] void bad(const char *what) {
    fail(CATRT_BAD_DATA, "%s: not a valid safetensors file: %s", path.cString(), what);
  }
  void parseHeader(JsonCursor cursor);
  void parseMetadata(JsonCursor &cursor);
  void parseTensor(JsonCursor &cursor, Entry &entry);
  void parseType(JsonCursor &cursor, Entry &entry);
  void checkLayout();
  void sortByName();
  int compareName(const Entry &entry, const char *name, size_t size) const;
  Entry *find(const char *name, size_t size) const;
};

void Loader::parseHeader(JsonCursor cursor) {
  Buffer name;
  if (!cursor.take('{'))
    bad("its header is not a JSON object");
  bool first = true, metadata = false;
  while (!cursor.take('}')) {
    if ((!first && !cursor.take(',')) || !cursor.string(name) || !cursor.take(':'))
      bad("its header is malformed");
    first = false;
    if (name.size == 12 && memcmp(name.data, "__metadata__", 12) == 0) {
      if (metadata)
        bad("two __metadata__ entries");
      metadata = true;
      parseMetadata(cursor);
      continue;
    }
    Entry entry = {names.size, name.size, nullptr, dims.size, -1, -1, -1, false};
    names.append(name.data, name.size);
    parseTensor(cursor, entry);
    entries.push(entry);
  }
  if (!cursor.atEnd())
    bad("its header has something behind the JSON object");
}

void Loader::parseMetadata(JsonCursor &cursor) {
  Buffer ignored;
  if (!cursor.take('{'))
    bad("__metadata__ is not an object");
  for (bool first = true; !cursor.take('}'); first = false)
    if ((!first && !cursor.take(',')) || !cursor.string(ignored) || !cursor.take(':') ||
        !cursor.string(ignored))
      bad("__metadata__ is not an object of strings");
}

void Loader::parseType(JsonCursor &cursor, Entry &entry) {
  Buffer name;
  if (entry.type || !cursor.string(name))
    bad("a malformed dtype");
  for (const TensorType &type : tensorTypes)
    if (strcmp(type.name, name.cString()) == 0)
      entry.type = &type;
  if (!entry.type)
    bad("an unknown dtype");
}

void Loader::parseTensor(JsonCursor &cursor, Entry &entry) {
  Buffer key;
  if (!cursor.take('{'))
    bad("a tensor that is not a JSON object");
  for (bool first = true; !cursor.take('}'); first = false) {
    if ((!first && !cursor.take(',')) || !cursor.string(key) || !cursor.take(':'))
      bad("its header is malformed");
    if (strcmp(key.cString(), "dtype") == 0) {
      parseType(cursor, entry);
    } else if (strcmp(key.cString(), "shape") == 0) {
      if (entry.rank >= 0 || !cursor.take('['))
        bad("a malformed shape");
      int64_t dim;
      for (entry.rank = 0; !cursor.take(']'); ++entry.rank) {
        if ((entry.rank > 0 && !cursor.take(',')) || !cursor.natural(dim))
          bad("a malformed shape");
        dims.push(dim);
      }
    } else if (strcmp(key.cString(), "data_offsets") == 0) {
      if (entry.begin >= 0 || !cursor.take('[') || !cursor.natural(entry.begin) ||
          !cursor.take(',') || !cursor.natural(entry.end) || !cursor.take(']'))
        bad("malformed data_offsets");
    } else {
      bad("a tensor with an unknown key");
    }
  }
  if (!entry.type || entry.rank < 0 || entry.begin < 0)
    bad("a tensor without dtype, shape or data_offsets");
}

// The tensors, in the order of their offsets, must fill the data exactly.
void Loader::checkLayout() {
  std::sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) {
    return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
  });
  int64_t next = 0;
  for (const Entry &entry : entries) {
    int64_t size = static_cast<int64_t>(entry.type->size);
    bool overflow = false, empty = false;
    for (int64_t i = 0; i < entry.rank; ++i) {
      int64_t dim = dims[entry.dims + static_cast<size_t>(i)];
      empty |= dim == 0;
      overflow |= __builtin_mul_overflow(size, dim ? dim : 1, &size);
    }
    if (overflow || entry.end < entry.begin || entry.end - entry.begin != (empty ? 0 : size))
      bad("data_offsets that do not agree with the shape");
    if (entry.begin != next)
      bad("tensors that overlap or leave a gap");
    next = entry.end;
  }
  int64_t have = static_cast<int64_t>(bytes.size - start);
  if (next != have)
    bad(next > have ? "truncated" : "trailing bytes");
}

int Loader::compareName(const Entry &entry, const char *name, size_t size) const {
  int order = memcmp(names.data + entry.name, name, std::min(entry.nameSize, size));
  return order ? order : entry.nameSize < size ? -1 : entry.nameSize > size;
}

void Loader::sortByName() {
  std::sort(entries.begin(), entries.end(), [&](const Entry &a, const Entry &b) {
    return compareName(a, names.data + b.name, b.nameSize) < 0;
  });
  for (size_t i = 1; i < entries.size; ++i)
    if (compareName(entries[i - 1], names.data + entries[i].name, entries[i].nameSize) == 0)
      bad("two tensors of one name");
}

Entry *Loader::find(const char *name, size_t size) const {
  Entry *entry = std::lower_bound(
      entries.begin(), entries.end(), name,
      [&](const Entry &e, const char *wanted) { return compareName(e, wanted, size) < 0; });
  return entry != entries.end() && compareName(*entry, name, size) == 0 ? entry : nullptr;
}

void load(void *handle, const char *name, int64_t kind, const catrt_array *array) {
  Loader &loader = *static_cast<Loader *>(handle);
  View into(array, kind);
  visitElements(into, [&](char *element, int64_t) { memset(element, 0, into.elementSize); });
  Entry *entry = loader.find(name, strlen(name));
  if (!entry) {
    loader.problems.print("\n  %s %s", name, tensorTypeName(kind));
    formatShape(loader.problems, into.sizes, into.rank);
    loader.problems.append(" is missing");
    return;
  }
  entry->used = true;
  const int64_t *dims = loader.dims.data + entry->dims;
  if (entry->type->kind != kind || entry->rank != into.rank ||
      !std::equal(dims, dims + entry->rank, into.sizes)) {
    loader.problems.print("\n  %s is %s", name, entry->type->name);
    formatShape(loader.problems, dims, entry->rank);
    loader.problems.print(", wanted is %s", tensorTypeName(kind));
    formatShape(loader.problems, into.sizes, into.rank);
    return;
  }
  const char *from = loader.bytes.data + loader.start + entry->begin;
  visitElements(into, [&](char *element, int64_t index) {
    memcpy(element, from + static_cast<size_t>(index) * into.elementSize, into.elementSize);
    if (kind == CATRT_BOOL && *element & ~1)
      loader.bad("a BOOL that is neither 0 nor 1");
  });
}

} // namespace

void *catrt_load_open(const catrt_text *path) {
  Loader &loader = *create<Loader>();
  readFile(path, loader.bytes, loader.path);
  uint64_t length = 0;
  if (loader.bytes.size < sizeof(length))
    loader.bad("truncated");
  memcpy(&length, loader.bytes.data, sizeof(length));
  if (length > loader.bytes.size - sizeof(length))
    loader.bad("its header is said to be longer than the file");
  const char *header = loader.bytes.data + sizeof(length);
  loader.start = sizeof(length) + length;
  loader.names.reserve(1); // compared even when all names are empty
  loader.parseHeader({header, header + length});
  loader.checkLayout();
  loader.sortByName();
  return &loader;
}

#define CATRT_DEFINE(NAME, KIND, TYPE)                                                             \
  void _mlir_ciface_catrt_load_tensor_##NAME(void *loader, const char *name,                       \
                                             const catrt_array *into) {                            \
    load(loader, name, KIND, into);                                                                \
  }
CATRT_SCALARS(CATRT_DEFINE)
#undef CATRT_DEFINE

void catrt_load_close(void *handle) {
  Loader &loader = *static_cast<Loader *>(handle);
  for (const Entry &entry : loader.entries)
    if (!entry.used) {
      loader.problems.append("\n  ");
      loader.problems.append(loader.names.data + entry.name, entry.nameSize);
      loader.problems.append(" is not one of the wanted tensors");
    }
  if (loader.problems.size > 0)
    fail(CATRT_BAD_DATA, "%s: its tensors do not fit:%s", loader.path.cString(),
         loader.problems.cString());
  destroy(&loader);
}
