// Reading and writing files, through the functions that compiled programs call.
#include "dialect/interp/Machine.h"
#include "dialect/ir/Tables.h"
#include "runtime/include/catrt.h"

using namespace mlir;
using namespace cat;
using namespace cat::interp;

// ---- Scalars and arrays as the runtime has them ------------------------------------------------

static int64_t kindOf(Type element) {
  if (element.isF32())
    return CATRT_F32;
  if (element.isF64())
    return CATRT_F64;
  if (!element.isInteger())
    return CATRT_I64;
  switch (element.getIntOrFloatBitWidth()) {
  case 1:
    return CATRT_BOOL;
  case 8:
    return element.isUnsignedInteger() ? CATRT_U8 : CATRT_I8;
  case 16:
    return element.isUnsignedInteger() ? CATRT_U16 : CATRT_I16;
  case 32:
    return element.isUnsignedInteger() ? CATRT_U32 : CATRT_I32;
  default:
    return element.isUnsignedInteger() ? CATRT_U64 : CATRT_I64;
  }
}

namespace {

/// An array in memory as compiled programs have it, with MLIR's descriptor: two pointers, the
/// offset, sizes and strides.
class MemoryArray {
public:
  MemoryArray(Type element, ArrayRef<int64_t> shape) : kind(kindOf(element)), shape(shape) {
    bytes.resize(std::max<int64_t>(1, interp::productOf(shape)) * size());
    descriptor.assign(2, reinterpret_cast<int64_t>(bytes.data()));
    descriptor.push_back(0);
    llvm::append_range(descriptor, shape);
    llvm::append_range(descriptor, stridesOf(shape));
    unranked = {static_cast<int64_t>(shape.size()), descriptor.data()};
  }
  explicit MemoryArray(const Array &array) : MemoryArray(array.element, array.shape) {
    for (int64_t i = 0, e = array.size(); i != e; ++i)
      visit(bytes.data(), i, [&](auto &element) {
        using T = std::remove_reference_t<decltype(element)>;
        element = array.isFloat() ? static_cast<T>(array.floats[i]) : static_cast<T>(array.ints[i]);
      });
  }

  const catrt_array *operator&() const { return &unranked; }

  /// Elements from memory.
  static Leaf take(Type element, ArrayRef<int64_t> shape, const void *memory) {
    Array array = Array::zeros(element, shape);
    MemoryArray like(element, {});
    for (int64_t i = 0, e = array.size(); i != e; ++i)
      like.visit(memory, i, [&](const auto &value) {
        if (array.isFloat())
          array.floats[i] = static_cast<double>(value);
        else
          array.ints[i] = static_cast<int64_t>(value);
      });
    return Leaf(std::move(array));
  }
  Leaf take(Type element) const { return take(element, shape, bytes.data()); }

private:
  template <typename Bytes, typename Function>
  void visit(Bytes *memory, int64_t i, Function function) const {
    switch (kind) {
#define CAT_VISIT(NAME, KIND, TYPE)                                                                \
  case KIND:                                                                                       \
    return function(                                                                               \
        reinterpret_cast<std::conditional_t<std::is_const_v<Bytes>, const TYPE, TYPE> *>(          \
            memory)[i]);
      CATRT_SCALARS(CAT_VISIT)
#undef CAT_VISIT
    default:
      llvm_unreachable("a kind of scalar");
    }
  }
  size_t size() const {
    switch (kind) {
#define CAT_SIZE(NAME, KIND, TYPE)                                                                 \
  case KIND:                                                                                       \
    return sizeof(TYPE);
      CATRT_SCALARS(CAT_SIZE)
#undef CAT_SIZE
    default:
      llvm_unreachable("a kind of scalar");
    }
  }

  int64_t kind;
  Shape shape;
  std::vector<char> bytes;
  std::vector<int64_t> descriptor;
  catrt_array unranked;
};

} // namespace

// ---- Tables ------------------------------------------------------------------------------------

static const char *orNull(const std::string &text) { return text.empty() ? nullptr : text.c_str(); }

static void wantColumn(void *table, const TableColumn &column) {
  int64_t kind = !column.cases.empty()           ? CATRT_ENUM
                 : isa<TextType>(column.element) ? CATRT_TEXT
                 : isa<FinType>(column.element)  ? CATRT_I64
                                                 : kindOf(column.element);
  catrt_csv_want(table, orNull(column.name), kind, column.cases.empty() ? column.bound : -1,
                 orNull(column.cases), column.isOptional);
}

/// The next array of a table that was read.
static Leaf takeColumn(void *table, Type element, int64_t rows) {
  if (isa<TextType>(element)) {
    MemoryArray memory(IntegerType::get(element.getContext(), 64), {rows});
    _mlir_ciface_catrt_csv_take_text(table, &memory);
    Array texts = Array::zeros(element, {rows});
    Leaf addresses = memory.take(IntegerType::get(element.getContext(), 64));
    for (int64_t i = 0; i != rows; ++i)
      texts.boxes[i] = takeText(reinterpret_cast<const catrt_text *>(addresses.array().ints[i]));
    return Leaf(std::move(texts));
  }
  MemoryArray memory(element, {rows});
  switch (kindOf(element)) {
#define CAT_TAKE(NAME, KIND, TYPE)                                                                 \
  case KIND:                                                                                       \
    _mlir_ciface_catrt_csv_take_##NAME(table, &memory);                                            \
    break;
    CATRT_SCALARS(CAT_TAKE)
#undef CAT_TAKE
  }
  return memory.take(element);
}

/// A column of sums: before products are split, one leaf of alternatives.
static Leaf takeOptional(Machine &machine, void *table, SumType sum, int64_t rows) {
  Leaf present = takeColumn(table, IntegerType::get(sum.getContext(), 64), rows);
  Leaf values = takeColumn(table, machine.leavesOf(sum.getPayloads()[1]).front(), rows);
  Array made = Array::zeros(sum, {rows});
  for (int64_t i = 0; i != rows; ++i) {
    bool isSome = present.array().ints[i] != 0;
    Leaves payload;
    if (isSome)
      payload = items(machine, values, i);
    made.boxes[i] = Alternative{isSome, std::make_shared<const Leaves>(payload)};
  }
  return Leaf(std::move(made));
}

static Leaves readTable(Machine &machine, ReadOp read, const catrt_text *path) {
  auto columns = tableColumns(read.getAs(), machine.module);
  if (!columns) {
    machine.calculate.fail("rows of this type cannot be read from a table", 70);
    return {};
  }
  SmallVector<Type> types;
  for (Type type : read.getResultTypes())
    llvm::append_range(types, machine.leavesOf(type));
  size_t leaves = 0, split = 0;
  for (const TableColumn &column : *columns) {
    ++leaves;
    split += 1 + column.isOptional;
  }
  bool isSplit = llvm::none_of(types, [](Type type) { return isa<SumType>(elementOf(type)); });
  if (types.size() > (isSplit ? split : leaves)) // the lines
    columns->push_back({"", IntegerType::get(read.getContext(), 64)});
  void *table = catrt_csv_open(path);
  for (const TableColumn &column : *columns)
    wantColumn(table, column);
  int64_t rows = catrt_csv_read(table);
  Leaves results;
  for (Type type : types)
    if (auto sum = dyn_cast<SumType>(elementOf(type)))
      results.push_back(takeOptional(machine, table, sum, rows));
    else
      results.push_back(takeColumn(table, elementOf(type), rows));
  catrt_csv_close(table);
  return results;
}

static void putColumn(void *table, const char *name, const char *cases, const Leaf &leaf) {
  if (isa<TextType>(leaf.array().element)) {
    Array addresses =
        Array::zeros(IntegerType::get(leaf.array().element.getContext(), 64), leaf.shape());
    for (int64_t i = 0, e = leaf.size(); i != e; ++i) {
      const auto &text = std::get<std::string>(leaf.array().boxes[i]);
      addresses.ints[i] = reinterpret_cast<int64_t>(
          catrt_text_make(text.data(), static_cast<int64_t>(text.size())));
    }
    MemoryArray memory(addresses);
    return _mlir_ciface_catrt_csv_put_text(table, name, cases, &memory);
  }
  MemoryArray memory(leaf.array());
  switch (kindOf(leaf.array().element)) {
#define CAT_PUT(NAME, KIND, TYPE)                                                                  \
  case KIND:                                                                                       \
    return _mlir_ciface_catrt_csv_put_##NAME(table, name, cases, &memory);
    CATRT_SCALARS(CAT_PUT)
#undef CAT_PUT
  }
}

/// The presence and the values of a leaf of alternatives.
static std::pair<Leaf, Leaf> splitOptional(Machine &machine, const Leaf &leaf) {
  auto sum = cast<SumType>(leaf.array().element);
  Type element = machine.leavesOf(sum.getPayloads()[1]).front();
  Array present = Array::zeros(IntegerType::get(sum.getContext(), 64), leaf.shape());
  Array values = Array::zeros(element, leaf.shape());
  for (int64_t i = 0, e = leaf.size(); i != e; ++i) {
    const auto &chosen = std::get<Alternative>(leaf.array().boxes[i]);
    present.ints[i] = chosen.index;
    if (chosen.index == 0)
      continue;
    const Array &value = chosen.payload->front().array();
    if (values.isFloat())
      values.floats[i] = value.floats[0];
    else if (values.isBoxed())
      values.boxes[i] = value.boxes[0];
    else
      values.ints[i] = value.ints[0];
  }
  return {Leaf(std::move(present)), Leaf(std::move(values))};
}

static void writeTable(Machine &machine, WriteOp write, const catrt_text *path, Leaves leaves) {
  auto columns = tableColumns(write.getAs(), machine.module);
  if (!columns) {
    machine.calculate.fail("rows of this type cannot be written to a table", 70);
    return;
  }
  void *table = catrt_csv_begin(path);
  size_t at = 0;
  for (const TableColumn &column : *columns) {
    if (isa<SumType>(leaves[at].array().element)) {
      auto [present, values] = splitOptional(machine, leaves[at++]);
      putColumn(table, nullptr, nullptr, present);
      putColumn(table, column.name.c_str(), orNull(column.cases), values);
      continue;
    }
    if (column.isOptional)
      putColumn(table, nullptr, nullptr, leaves[at++]);
    putColumn(table, column.name.c_str(), orNull(column.cases), leaves[at++]);
  }
  catrt_csv_end(table);
}

// ---- Arrays ------------------------------------------------------------------------------------

static Leaves readFile(Machine &machine, Operation *op, Frame &frame) {
  auto read = cast<ReadOp>(op);
  const catrt_text *path = giveText(Machine::leaf(read.getPath(), frame));
  Type type = eraseType(read.getAs(), machine.module);
  if (!type) {
    machine.calculate.fail("the object to read has no definition", 70);
    return {};
  }
  if (read.getFormat() == "text")
    return {makeBox(TextType::get(op->getContext()), takeText(catrt_read_text(path)))};
  if (read.getFormat() == "bytes") {
    catrt_memref1 bytes;
    _mlir_ciface_catrt_read_bytes(&bytes, path);
    Leaf leaf = MemoryArray::take(elementOf(type), {bytes.sizes[0]},
                                  static_cast<char *>(bytes.aligned) + bytes.offset);
    catrt_free(bytes.allocated);
    return {leaf};
  }
  if (read.getFormat() == "csv")
    return readTable(machine, read, path);
  if (!isArray(type) || (read.getFormat() != "idx" && read.getFormat() != "npy")) {
    machine.calculate.fail("the interpreter cannot read " + read.getFormat(), 70);
    return {};
  }
  Shape dims(shapeOf(type));
  for (int64_t &length : dims)
    length = ShapedType::isDynamic(length) ? -1 : length;
  std::vector<int64_t> result(3 + 2 * dims.size());
  auto reader =
      read.getFormat() == "idx" ? _mlir_ciface_catrt_read_idx : _mlir_ciface_catrt_read_npy;
  reader(result.data(), path, kindOf(elementOf(type)), boundOf(read.getAs(), machine.module),
         static_cast<int64_t>(dims.size()), dims.data());
  ArrayRef<int64_t> shape = ArrayRef(result).slice(3, dims.size());
  Leaf leaf = MemoryArray::take(elementOf(type), shape, reinterpret_cast<void *>(result[1]));
  catrt_free(reinterpret_cast<void *>(result[0]));
  return {leaf};
}

static void writeArray(StringRef format, const catrt_text *path, const Leaf &leaf) {
  MemoryArray memory(leaf.array());
  if (format == "bytes")
    return _mlir_ciface_catrt_write_bytes(path, &memory);
  switch (kindOf(leaf.array().element)) {
#define CAT_WRITE(NAME, KIND, TYPE)                                                                \
  case KIND:                                                                                       \
    return format == "idx" ? _mlir_ciface_catrt_write_idx_##NAME(path, &memory)                    \
                           : _mlir_ciface_catrt_write_npy_##NAME(path, &memory);
    CATRT_SCALARS(CAT_WRITE)
#undef CAT_WRITE
  }
}

static Leaves writeFile(Machine &machine, Operation *op, Frame &frame) {
  auto write = cast<WriteOp>(op);
  const catrt_text *path = giveText(Machine::leaf(write.getPath(), frame));
  Leaves leaves = Machine::leaves(write.getValues(), frame);
  if (write.getFormat() == "csv")
    writeTable(machine, write, path, leaves);
  else if (write.getFormat() == "text")
    catrt_write_text(path, giveText(leaves.front()));
  else if (leaves.size() == 1 && llvm::is_contained({"idx", "npy", "bytes"}, write.getFormat()))
    writeArray(write.getFormat(), path, leaves.front());
  else
    machine.calculate.fail("the interpreter cannot write " + write.getFormat(), 70);
  return {};
}

// ---- Parameters --------------------------------------------------------------------------------

static Leaves save(Machine &machine, Operation *op, Frame &frame) {
  auto save = cast<SaveOp>(op);
  Leaves leaves = Machine::leaves(save.getValues(), frame);
  if (leaves.size() != save.getNames().size()) {
    machine.calculate.fail("as many names are needed as there are tensors to save", 70);
    return {};
  }
  void *saver = catrt_save_begin(giveText(Machine::leaf(save.getPath(), frame)));
  // The runtime looks at the names again when it writes the header.
  std::vector<std::string> names;
  for (StringAttr name : save.getNames().getAsRange<StringAttr>())
    names.push_back(name.str());
  for (auto [text, leaf] : llvm::zip(names, leaves)) {
    MemoryArray memory(leaf.array());
    switch (kindOf(leaf.array().element)) {
#define CAT_SAVE(NAME, KIND, TYPE)                                                                 \
  case KIND:                                                                                       \
    _mlir_ciface_catrt_save_tensor_##NAME(saver, text.c_str(), &memory);                           \
    break;
      CATRT_SCALARS(CAT_SAVE)
#undef CAT_SAVE
    }
  }
  catrt_save_end(saver);
  return {};
}

static Leaves load(Machine &machine, Operation *op, Frame &frame) {
  auto load = cast<LoadOp>(op);
  SmallVector<Type> types;
  for (Type type : load.getResultTypes())
    llvm::append_range(types, machine.leavesOf(type));
  if (types.size() != load.getNames().size()) {
    machine.calculate.fail("as many names are needed as there are tensors to load", 70);
    return {};
  }
  void *loader = catrt_load_open(giveText(Machine::leaf(load.getPath(), frame)));
  Leaves leaves;
  for (auto [name, type] : llvm::zip(load.getNames().getAsRange<StringAttr>(), types)) {
    MemoryArray memory(elementOf(type), shapeOf(type));
    std::string text = name.str();
    switch (kindOf(elementOf(type))) {
#define CAT_LOAD(NAME, KIND, TYPE)                                                                 \
  case KIND:                                                                                       \
    _mlir_ciface_catrt_load_tensor_##NAME(loader, text.c_str(), &memory);                          \
    break;
      CATRT_SCALARS(CAT_LOAD)
#undef CAT_LOAD
    }
    leaves.push_back(memory.take(elementOf(type)));
  }
  catrt_load_close(loader);
  return leaves;
}

void interp::addFileHandlers(HandlerTable &table) {
  table["cat.read"] = readFile;
  table["cat.write"] = writeFile;
  table["cat.save"] = save;
  table["cat.load"] = load;
}
