// Text, files and metrics, through the functions that compiled programs call.
#include "dialect/interp/Machine.h"
#include "runtime/include/catrt.h"

#include <cstring>

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

static std::string take(const catrt_text *text) { return std::string(text->data, text->length); }

static const catrt_text *give(const Leaf &text) {
  return catrt_text_make(text.text().data(), static_cast<int64_t>(text.text().size()));
}

// ---- Formatting --------------------------------------------------------------------------------

static std::string formatScalar(const Array &array, int64_t i, const char *spec) {
  Type element = array.element;
  if (isa<TextType>(element))
    return std::get<std::string>(array.boxes[i]);
  if (element.isF32())
    return take(catrt_format_f32(array.floats[i], spec));
  if (element.isF64())
    return take(catrt_format_f64(array.floats[i], spec));
  if (element.isInteger(1))
    return take(catrt_format_bool(array.ints[i], spec));
  if (element.isUnsignedInteger())
    return take(catrt_format_u64(static_cast<uint64_t>(array.ints[i]), spec));
  return take(catrt_format_i64(array.ints[i], spec));
}

/// A point that is one element of each leaf.
static std::string formatElement(ArrayRef<Leaf> leaves, Type type, Machine &machine,
                                 const std::string &spec) {
  if (auto object = dyn_cast<ObjType>(type))
    return formatElement(leaves, lookupObject(object, machine.module).getDefinition(), machine,
                         spec);
  if (isArray(type)) {
    if (leaves.empty() || leaves.front().shape().empty())
      return "[]";
    std::string text = "[";
    for (int64_t i = 0, e = leaves.front().shape().front(); i != e; ++i)
      text += (i ? ", " : "") +
              formatElement(items(machine, leaves, i), unstacked(type), machine, spec);
    return text + "]";
  }
  if (auto product = dyn_cast<ProdType>(type)) {
    bool isRecord = product.isNamed();
    std::string text = isRecord ? "{ " : "(";
    for (size_t i = 0; i != product.size(); ++i) {
      size_t count = machine.leavesOf(product.getElements()[i]).size();
      text += (i ? ", " : "") + (isRecord ? product.getNames()[i].str() + ": " : std::string()) +
              formatElement(leaves.take_front(count), product.getElements()[i], machine, spec);
      leaves = leaves.drop_front(count);
    }
    return text + (isRecord ? " }" : ")");
  }
  if (auto sum = dyn_cast<SumType>(type)) {
    if (sum.isEnumeration()) {
      int64_t tag = leaves.front().integer();
      bool isKnown = tag >= 0 && tag < static_cast<int64_t>(sum.size());
      return isKnown ? sum.getNames()[tag].str() : std::to_string(tag);
    }
    const auto &chosen = std::get<Alternative>(leaves.front().array().boxes.front());
    std::string name = sum.getNames()[chosen.index].str();
    Type payload = sum.getPayloads()[chosen.index];
    if (machine.leavesOf(payload).empty())
      return name;
    std::string text = formatElement(*chosen.payload, payload, machine, spec);
    return name +
           (isa<ProdType>(payload) && !cast<ProdType>(payload).isNamed() ? text : "(" + text + ")");
  }
  return formatScalar(leaves.front().array(), 0, spec.c_str());
}

std::string interp::formatPoint(ArrayRef<Leaf> leaves, Type type, Operation *module,
                                const std::string &spec) {
  Machine machine(cast<ModuleOp>(module));
  return formatElement(leaves, type, machine, spec);
}

static Leaves format(Machine &machine, Operation *op, Frame &frame) {
  auto format = cast<FormatOp>(op);
  std::string text = formatElement(Machine::leaves(format.getValues(), frame), format.getAs(),
                                   machine, format.getSpec().value_or("").str());
  return {makeBox(format.getType(), std::move(text))};
}

static Leaves textConst(Machine &, Operation *op, Frame &) {
  return {makeBox(op->getResult(0).getType(), cast<TextConstOp>(op).getText().str())};
}

static Leaves textConcat(Machine &, Operation *op, Frame &frame) {
  std::string all;
  for (const Leaf &text : Machine::leaves(op->getOperands(), frame))
    all += text.text();
  return {makeBox(op->getResult(0).getType(), std::move(all))};
}

static Leaves print(Machine &, Operation *op, Frame &frame) {
  catrt_print(give(Machine::leaf(op->getOperand(0), frame)));
  return {};
}

static Leaves logMetrics(Machine &, Operation *op, Frame &frame) {
  auto log = cast<LogMetricsOp>(op);
  std::vector<std::string> names;
  std::vector<const char *> pointers;
  std::vector<const catrt_text *> texts;
  for (auto name : log.getNames().getAsRange<StringAttr>())
    names.push_back(name.str());
  for (const std::string &name : names)
    pointers.push_back(name.c_str());
  for (const Leaf &text : Machine::leaves(log.getTexts(), frame))
    texts.push_back(give(text));
  catrt_log(static_cast<int64_t>(names.size()), pointers.data(), texts.data());
  return {};
}

// ---- Files -------------------------------------------------------------------------------------

/// The bound that the elements of an array must keep, or -1.
static int64_t boundOf(Type element, ModuleOp module) {
  while (auto object = dyn_cast<ObjType>(element))
    element = elementOf(lookupObject(object, module).getDefinition());
  if (auto fin = dyn_cast<FinType>(element))
    return ShapedType::isDynamic(fin.getBound()) ? -1 : fin.getBound();
  auto sum = dyn_cast<SumType>(element);
  return sum && sum.isEnumeration() ? static_cast<int64_t>(sum.size()) : -1;
}

static Leaves readFile(Machine &machine, Operation *op, Frame &frame) {
  auto read = cast<ReadOp>(op);
  const catrt_text *path = give(Machine::leaf(read.getPath(), frame));
  Type type = eraseType(read.getAs(), machine.module);
  if (!type) {
    machine.calculate.fail("the object to read has no definition", 70);
    return {};
  }
  if (read.getFormat() == "text")
    return {makeBox(TextType::get(op->getContext()), take(catrt_read_text(path)))};
  if (read.getFormat() == "bytes") {
    catrt_memref1 bytes;
    _mlir_ciface_catrt_read_bytes(&bytes, path);
    Leaf leaf = MemoryArray::take(elementOf(type), {bytes.sizes[0]},
                                  static_cast<char *>(bytes.aligned) + bytes.offset);
    catrt_free(bytes.allocated);
    return {leaf};
  }
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
  reader(result.data(), path, kindOf(elementOf(type)),
         boundOf(elementOf(read.getAs()), machine.module), static_cast<int64_t>(dims.size()),
         dims.data());
  ArrayRef<int64_t> shape = ArrayRef(result).slice(3, dims.size());
  Leaf leaf = MemoryArray::take(elementOf(type), shape, reinterpret_cast<void *>(result[1]));
  catrt_free(reinterpret_cast<void *>(result[0]));
  return {leaf};
}

static Leaves save(Machine &machine, Operation *op, Frame &frame) {
  auto save = cast<SaveOp>(op);
  Leaves leaves = Machine::leaves(save.getValues(), frame);
  if (leaves.size() != save.getNames().size()) {
    machine.calculate.fail("as many names are needed as there are tensors to save", 70);
    return {};
  }
  void *saver = catrt_save_begin(give(Machine::leaf(save.getPath(), frame)));
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
  void *loader = catrt_load_open(give(Machine::leaf(load.getPath(), frame)));
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

void interp::addEffectHandlers(HandlerTable &table) {
  table["cat.text_const"] = textConst;
  table["cat.text_concat"] = textConcat;
  table["cat.format"] = format;
  table["cat.print"] = print;
  table["cat.log_metrics"] = logMetrics;
  table["cat.read"] = readFile;
  table["cat.save"] = save;
  table["cat.load"] = load;
}
