// Text and metrics, through the functions that compiled programs call.
#include "dialect/interp/Machine.h"
#include "runtime/include/catrt.h"

#include <cmath>

using namespace mlir;
using namespace cat;
using namespace cat::interp;

std::string interp::takeText(const catrt_text *text) {
  return std::string(text->data, text->length);
}

const catrt_text *interp::giveText(const Leaf &text) {
  return catrt_text_make(text.text().data(), static_cast<int64_t>(text.text().size()));
}

// ---- Formatting --------------------------------------------------------------------------------

/// How points are shown: as a pipeline prints them with `spec`, or as a program writes them.
struct Style {
  std::string spec;
  bool isSource = false;
};

/// A text between quotes, as a program writes it.
static std::string quoted(StringRef text) {
  std::string result = "\"";
  for (char c : text) {
    StringRef escape = c == '"'    ? "\\\""
                       : c == '\\' ? "\\\\"
                       : c == '\n' ? "\\n"
                       : c == '\t' ? "\\t"
                       : c == '{'  ? "{{"
                       : c == '}'  ? "}}"
                                   : StringRef();
    result += escape.empty() ? std::string(1, c) : escape.str();
  }
  return result + "\"";
}

static std::string formatScalar(const Array &array, int64_t i, const Style &style) {
  Type element = array.element;
  const char *spec = style.spec.c_str();
  if (isa<TextType>(element)) {
    const auto &text = std::get<std::string>(array.boxes[i]);
    return style.isSource ? quoted(text) : text;
  }
  if (style.isSource && array.isFloat() && std::isinf(array.floats[i]))
    return array.floats[i] > 0 ? "infinity" : "-infinity";
  if (element.isF32())
    return takeText(catrt_format_f32(array.floats[i], spec));
  if (element.isF64())
    return takeText(catrt_format_f64(array.floats[i], spec));
  if (element.isInteger(1))
    return takeText(catrt_format_bool(array.ints[i], spec));
  if (element.isUnsignedInteger())
    return takeText(catrt_format_u64(static_cast<uint64_t>(array.ints[i]), spec));
  return takeText(catrt_format_i64(array.ints[i], spec));
}

/// A point that is one element of each leaf.
static std::string formatElement(ArrayRef<Leaf> leaves, Type type, Machine &machine,
                                 const Style &style) {
  if (auto object = dyn_cast<ObjType>(type))
    return formatElement(leaves, lookupObject(object, machine.module).getDefinition(), machine,
                         style);
  if (isArray(type)) {
    if (leaves.empty() || leaves.front().shape().empty())
      return "[]";
    std::string text = "[";
    for (int64_t i = 0, e = leaves.front().shape().front(); i != e; ++i)
      text += (i ? ", " : "") +
              formatElement(items(machine, leaves, i), unstacked(type), machine, style);
    return text + "]";
  }
  if (auto product = dyn_cast<ProdType>(type)) {
    bool isRecord = product.isNamed();
    std::string text = isRecord ? "{ " : "(";
    for (size_t i = 0; i != product.size(); ++i) {
      size_t count = machine.leavesOf(product.getElements()[i]).size();
      text += (i ? ", " : "") +
              (isRecord ? product.getNames()[i].str() + (style.isSource ? " = " : ": ")
                        : std::string()) +
              formatElement(leaves.take_front(count), product.getElements()[i], machine, style);
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
    std::string text = formatElement(*chosen.payload, payload, machine, style);
    return name +
           (isa<ProdType>(payload) && !cast<ProdType>(payload).isNamed() ? text : "(" + text + ")");
  }
  return formatScalar(leaves.front().array(), 0, style);
}

std::string interp::formatPoint(ArrayRef<Leaf> leaves, Type type, Operation *module,
                                const std::string &spec) {
  Machine machine(cast<ModuleOp>(module));
  return formatElement(leaves, type, machine, {spec, false});
}

std::string interp::formatSource(ArrayRef<Leaf> leaves, Type type, Operation *module) {
  Machine machine(cast<ModuleOp>(module));
  return formatElement(leaves, type, machine, {"", true});
}

static Leaves format(Machine &machine, Operation *op, Frame &frame) {
  auto format = cast<FormatOp>(op);
  std::string text = formatElement(Machine::leaves(format.getValues(), frame), format.getAs(),
                                   machine, {format.getSpec().value_or("").str(), false});
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

static Leaves textEqual(Machine &, Operation *op, Frame &frame) {
  bool equal = Machine::leaf(op->getOperand(0), frame).text() ==
               Machine::leaf(op->getOperand(1), frame).text();
  return {makeInteger(op->getResult(0).getType(), equal)};
}

static Leaves print(Machine &, Operation *op, Frame &frame) {
  catrt_print(giveText(Machine::leaf(op->getOperand(0), frame)));
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
    texts.push_back(giveText(text));
  catrt_log(static_cast<int64_t>(names.size()), pointers.data(), texts.data());
  return {};
}

static Leaves callC(Machine &machine, Operation *op, Frame &) {
  machine.calculate.fail("the interpreter calls no functions of C: " +
                             cast<CallCOp>(op).getSymbol() + " runs only compiled",
                         2);
  return {};
}

void interp::addEffectHandlers(HandlerTable &table) {
  table["cat.text_const"] = textConst;
  table["cat.text_concat"] = textConcat;
  table["cat.format"] = format;
  table["cat.print"] = print;
  table["cat.log_metrics"] = logMetrics;
  table["cat.text_equal"] = textEqual;
  table["cat.call_c"] = callC;
}
