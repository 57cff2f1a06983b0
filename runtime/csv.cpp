// Tables in comma separated values (RFC 4180): a header row with the names of the columns, then a
// row a line. Read whole, then cut into cells, of which the wanted columns are converted; written
// column by column, then woven into rows.
#include "args.h"

#include <cstdlib>

using namespace catrt;

namespace {

struct Cell {
  const char *data;
  size_t size;
  bool quoted;
};

// A wanted column. Without a name: the line on which each row begins.
struct Column {
  const char *name, *cases;
  int64_t kind, bound;
  bool optional;
  size_t place = 0; // in the header
  List<char> values;
  List<int64_t> present; // of an optional column: 1 where there is a value
};

struct Table {
  Buffer bytes, name;
  List<Column *> columns;
  List<Cell> header, cells;
  char *at = nullptr, *end = nullptr;
  int64_t line = 1, rowLine = 1;
  // What is taken next.
  size_t column = 0;
  bool presentTaken = false;

  ~Table() {
    for (Column *each : columns)
      destroy(each);
  }

  [[noreturn]] void bad(int64_t where, const Buffer &what);
  [[noreturn]] void bad(int64_t where, const char *what);
  bool nextRow();
  Cell quotedCell();
  Cell plainCell();
  void locate(Column &wanted);
  [[noreturn]] void missing(const Column &wanted);
  void convert(Column &wanted, const Cell &cell);
  [[noreturn]] void badCell(const Column &wanted, const Cell &cell);
  void checkWidth();
};

void Table::bad(int64_t where, const Buffer &what) {
  fail(CATRT_BAD_DATA, "%s:%lld: %.*s", name.cString(), static_cast<long long>(where),
       static_cast<int>(what.size), what.data);
}

void Table::bad(int64_t where, const char *what) {
  Buffer message;
  message.append(what);
  bad(where, message);
}

// ---- rows and cells ----------------------------------------------------------------------------

// A cell in quotes, of which two stand for one; taken out where it stands.
Cell Table::quotedCell() {
  char *start = ++at, *to = at;
  int64_t where = line;
  for (;; ++at) {
    if (at == end)
      bad(where, "a quoted cell has no end");
    if (*at == '"') {
      ++at;
      if (at == end || *at != '"')
        break;
    }
    line += *at == '\n';
    *to++ = *at;
  }
  if (at < end && *at != ',' && *at != '\n' && !(*at == '\r' && (at + 1 == end || at[1] == '\n')))
    bad(line, "a quoted cell goes on behind its quotes");
  return {start, static_cast<size_t>(to - start), true};
}

Cell Table::plainCell() {
  char *start = at;
  while (at < end && *at != ',' && *at != '\n')
    ++at;
  size_t size = static_cast<size_t>(at - start);
  if (size > 0 && start[size - 1] == '\r' && (at == end || *at == '\n'))
    --size;
  return {start, size, false};
}

// The cells of the next row; false behind the last one. An empty line is a row only where a row is
// one cell.
bool Table::nextRow() {
  for (;;) {
    if (at == end)
      return false;
    rowLine = line;
    cells.size = 0;
    for (bool more = true; more;) {
      cells.push(at < end && *at == '"' ? quotedCell() : plainCell());
      at += at < end && *at == '\r';
      more = at < end && *at == ',';
      at += more;
    }
    line += at < end;
    at += at < end;
    bool isEmpty = cells.size == 1 && cells[0].size == 0 && !cells[0].quoted;
    if (!isEmpty || header.size == 1)
      return true;
  }
}

Cell trimmed(Cell cell) {
  while (cell.size > 0 && (*cell.data == ' ' || *cell.data == '\t'))
    ++cell.data, --cell.size;
  while (cell.size > 0 && (cell.data[cell.size - 1] == ' ' || cell.data[cell.size - 1] == '\t'))
    --cell.size;
  return cell;
}

void Table::checkWidth() {
  if (cells.size == header.size)
    return;
  Buffer message;
  message.print("%zu cell%s, but the header has %zu", cells.size, cells.size == 1 ? "" : "s",
                header.size);
  bad(rowLine, message);
}

// ---- columns -----------------------------------------------------------------------------------

void Table::locate(Column &wanted) {
  bool found = false;
  for (size_t i = 0; i < header.size; ++i) {
    Cell head = trimmed(header[i]);
    if (head.size != strlen(wanted.name) || memcmp(head.data, wanted.name, head.size) != 0)
      continue;
    if (found) {
      Buffer message;
      message.print("column %s stands twice in the header", wanted.name);
      bad(rowLine, message);
    }
    found = true;
    wanted.place = i;
  }
  if (!found)
    missing(wanted);
}

void Table::missing(const Column &wanted) {
  Buffer message, head;
  message.print("%s: there is no column %s", name.cString(), wanted.name);
  size_t before = message.size;
  suggest(message, wanted.name, strlen(wanted.name), "", [&](int64_t i) -> const char * {
    if (i >= static_cast<int64_t>(header.size))
      return nullptr;
    Cell cell = trimmed(header[static_cast<size_t>(i)]);
    head.size = 0;
    head.append(cell.data, cell.size);
    return head.cString();
  });
  if (message.size == before) {
    message.append("; its columns are");
    for (size_t i = 0; i < header.size && i < 20; ++i) {
      Cell cell = trimmed(header[i]);
      message.append(i > 0 ? ", " : " ");
      message.append(cell.data, cell.size);
    }
    message.append(header.size > 20 ? ", …" : "");
  }
  fail(CATRT_BAD_DATA, "%s", message.cString());
}

// "a number" would do, but the name of the object says which.
void describe(Buffer &out, const Column &wanted) {
  if (wanted.kind == CATRT_ENUM) {
    out.append(" is none of");
    size_t length;
    for (int64_t i = 0; const char *name = caseName(wanted.cases, i, length); ++i) {
      out.append(i > 0 ? ", " : " ");
      out.append(name, length);
    }
  } else if (wanted.bound == INT64_MAX) {
    out.append(" is not a Nat");
  } else if (wanted.bound > 0) {
    out.print(" is not a Fin[%lld]", static_cast<long long>(wanted.bound));
  } else {
    const char *name = nameOf(wanted.kind);
    out.print(" is not a%s %s", *name == 'f' || *name == 'i' ? "n" : "", name);
  }
}

void Table::badCell(const Column &wanted, const Cell &cell) {
  constexpr size_t most = 60;
  Buffer message;
  message.print("column %s: \"", wanted.name);
  message.append(cell.data, cell.size < most ? cell.size : most);
  message.append(cell.size < most ? "\"" : "…\"");
  describe(message, wanted);
  if (wanted.kind == CATRT_ENUM) {
    Buffer candidate;
    suggest(message, cell.data, cell.size, "", [&](int64_t i) -> const char * {
      size_t length;
      const char *name = caseName(wanted.cases, i, length);
      if (!name)
        return nullptr;
      candidate.size = 0;
      candidate.append(name, length);
      return candidate.cString();
    });
  }
  bad(rowLine, message);
}

// The form in which a scalar of a column is kept until it is taken.
union Scalar {
  int64_t integer;
  float single;
  double number;
  const catrt_text *text;
};

bool parseBool(const char *text, int64_t &value) {
  static constexpr const char *names[] = {"false", "true", "False", "True",
                                          "FALSE", "TRUE", "0",     "1"};
  for (value = 0; value < 8; ++value)
    if (strcmp(text, names[value]) == 0) {
      value %= 2;
      return true;
    }
  return false;
}

bool parseCell(const Column &wanted, Cell cell, Scalar &value) {
  if (wanted.kind == CATRT_TEXT) {
    value.text = catrt_text_make(cell.data, static_cast<int64_t>(cell.size));
    return true;
  }
  cell = trimmed(cell);
  if (wanted.kind == CATRT_ENUM)
    return parseCase(wanted.cases, cell.data, cell.size, value.integer);
  char text[512]; // longer than every number worth writing
  if (cell.size >= sizeof(text) || memchr(cell.data, '\0', cell.size))
    return false;
  memcpy(text, cell.data, cell.size);
  text[cell.size] = '\0';
  switch (wanted.kind) {
  case CATRT_BOOL:
    return parseBool(text, value.integer);
  case CATRT_F32: {
    double wide;
    bool good = parseFloat(true, text, wide);
    value.single = static_cast<float>(wide);
    return good;
  }
  case CATRT_F64:
    return parseFloat(false, text, value.number);
  default:
    return parseInteger(wanted.kind, text, value.integer) &&
           (wanted.bound <= 0 || (value.integer >= 0 && value.integer < wanted.bound));
  }
}

void Table::convert(Column &wanted, const Cell &cell) {
  Scalar value{};
  if (wanted.optional) {
    // In quotes it is an empty text, not none.
    bool isText = wanted.kind == CATRT_TEXT;
    bool isNone = isText ? cell.size == 0 && !cell.quoted : trimmed(cell).size == 0;
    wanted.present.push(!isNone);
    if (isNone && isText)
      value.text = catrt_text_make("", 0);
    if (!isNone && !parseCell(wanted, cell, value))
      badCell(wanted, cell);
  } else if (!parseCell(wanted, cell, value)) {
    badCell(wanted, cell);
  }
  size_t size = sizeOf(wanted.kind);
  wanted.values.reserve(wanted.values.size + size);
  char *to = wanted.values.end();
  if (wanted.kind < CATRT_F32)
    storeInteger(wanted.kind, value.integer, to);
  else
    memcpy(to, &value, size);
  wanted.values.size += size;
}

void take(void *handle, int64_t kind, const catrt_array *array) {
  Table &table = *static_cast<Table *>(handle);
  Column &from = *table.columns[table.column];
  View into(array, kind);
  bool takesPresence = from.optional && !table.presentTaken;
  const char *data =
      takesPresence ? reinterpret_cast<const char *>(from.present.data) : from.values.data;
  visitElements(into, [&](char *element, int64_t index) {
    memcpy(element, data + static_cast<size_t>(index) * into.elementSize, into.elementSize);
  });
  table.presentTaken = takesPresence;
  table.column += !takesPresence;
}

} // namespace

void *catrt_csv_open(const catrt_text *path) {
  Table &table = *create<Table>();
  readFile(path, table.bytes, table.name);
  table.at = table.bytes.data;
  table.end = table.bytes.end();
  if (table.bytes.size >= 3 && memcmp(table.at, "\xEF\xBB\xBF", 3) == 0)
    table.at += 3; // a byte order mark
  if (!isUtf8(table.bytes.data, table.bytes.size))
    fail(CATRT_BAD_DATA, "%s: not UTF-8 text", table.name.cString());
  if (!table.nextRow())
    fail(CATRT_BAD_DATA, "%s: empty: there is no header row", table.name.cString());
  table.header.append(table.cells.data, table.cells.size);
  return &table;
}

void catrt_csv_want(void *handle, const char *name, int64_t kind, int64_t bound, const char *cases,
                    int64_t optional) {
  Table &table = *static_cast<Table *>(handle);
  Column &wanted = *create<Column>();
  wanted.name = name;
  wanted.cases = cases;
  wanted.kind = kind;
  wanted.bound = bound;
  wanted.optional = optional != 0;
  table.columns.push(&wanted);
  if (name)
    table.locate(wanted);
}

int64_t catrt_csv_read(void *handle) {
  Table &table = *static_cast<Table *>(handle);
  int64_t rows = 0;
  for (; table.nextRow(); ++rows) {
    table.checkWidth();
    for (Column *wanted : table.columns)
      if (wanted->name)
        table.convert(*wanted, table.cells[wanted->place]);
      else
        wanted->values.append(reinterpret_cast<const char *>(&table.rowLine), sizeof(int64_t));
  }
  return rows;
}

#define CATRT_DEFINE(NAME, KIND, TYPE)                                                             \
  void _mlir_ciface_catrt_csv_take_##NAME(void *table, const catrt_array *into) {                  \
    take(table, KIND, into);                                                                       \
  }
CATRT_SCALARS(CATRT_DEFINE)
#undef CATRT_DEFINE
void _mlir_ciface_catrt_csv_take_text(void *table, const catrt_array *into) {
  take(table, CATRT_TEXT, into);
}

void catrt_csv_close(void *table) { destroy(static_cast<Table *>(table)); }
