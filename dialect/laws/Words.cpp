// Names of objects, arrows, operations and constants; see Words.h.
#include "dialect/laws/Words.h"

#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace cat;

std::string cat::shortened(StringRef text, unsigned width) {
  size_t at = 0;
  for (unsigned seen = 0; at < text.size(); ++at) {
    bool continues = (text[at] & 0xC0) == 0x80; // a character of UTF-8 that has begun
    if (!continues && ++seen > width)
      break;
  }
  if (at == text.size())
    return text.str();
  do
    --at; // makes room for the mark
  while ((text[at] & 0xC0) == 0x80);
  return text.take_front(at).rtrim().str() + "…";
}

std::string cat::fieldWords(ProdType record) {
  auto names = llvm::map_range(record.getNames(), [](StringAttr name) { return name.str(); });
  return "{ " + llvm::join(names, ", ") + " }";
}

// ---- Objects -----------------------------------------------------------------------------------

static std::string spell(Type type);

/// The components, in parentheses where they would flow into what is around them.
static std::string spellProduct(ProdType product) {
  if (product.isUnit())
    return "1";
  std::string text;
  for (auto [i, element] : llvm::enumerate(product.getElements())) {
    auto inner = dyn_cast<ProdType>(element);
    bool parens = !product.isNamed() && inner && !inner.isUnit() && !inner.isNamed();
    text += i == 0 ? "" : product.isNamed() ? ", " : " * ";
    if (product.isNamed())
      text += product.getNames()[i].getValue().str() + ": ";
    text += parens ? "(" + spell(element) + ")" : spell(element);
  }
  return product.isNamed() ? "{ " + text + " }" : text;
}

/// An array of `element`: `f32[3]`, `Seq[f32]`.
static std::string wrap(std::string element, ArrayRef<int64_t> shape) {
  std::string suffix;
  for (int64_t length : llvm::reverse(shape)) {
    if (!ShapedType::isDynamic(length)) {
      suffix = std::to_string(length) + (suffix.empty() ? "" : ", " + suffix);
      continue;
    }
    element = "Seq[" + element + (suffix.empty() ? "" : "[" + suffix + "]") + "]";
    suffix.clear();
  }
  return suffix.empty() ? element : element + "[" + suffix + "]";
}

static std::string spellArray(RankedTensorType array) {
  std::string element = spell(array.getElementType());
  auto product = dyn_cast<ProdType>(array.getElementType());
  bool parens = product && !product.isUnit() && !product.isNamed();
  return wrap(parens ? "(" + element + ")" : element, array.getShape());
}

static std::string spell(Type type) {
  return llvm::TypeSwitch<Type, std::string>(type)
      .Case([](ProdType product) { return spellProduct(product); })
      .Case([](RankedTensorType array) { return spellArray(array); })
      .Case([](ObjType object) { return object.getName().getValue().str(); })
      .Case([](FinType fin) {
        return "Fin[" + (fin.getBound() < 0 ? std::string("?") : std::to_string(fin.getBound())) +
               "]";
      })
      .Case([](SumType sum) {
        return llvm::join(llvm::map_range(sum.getNames(), [](StringAttr n) { return n.str(); }),
                          " | ");
      })
      .Case([](IntegerType number) {
        return number.getWidth() == 1
                   ? std::string("bool")
                   : (number.isUnsigned() ? "u" : "i") + std::to_string(number.getWidth());
      })
      .Case([](FloatType number) { return "f" + std::to_string(number.getWidth()); })
      .Case([](IndexType) { return std::string("Nat"); })
      .Case([](TextType) { return std::string("Text"); })
      .Case([](KeyType) { return std::string("Key"); })
      .Case([](VarType variable) { return variable.getName().str(); })
      .Case([](HomType hom) { return spell(hom.getDomain()) + " -> " + spell(hom.getCodomain()); })
      .Default([](Type) { return std::string("?"); });
}

std::string cat::objectWord(Type type) {
  std::string text = spell(type);
  auto record = dyn_cast<ProdType>(elementOf(type));
  if (text == shortened(text) || !record || !record.isNamed())
    return shortened(text);
  std::string fields = shortened(fieldWords(record));
  return isArray(type) ? wrap(fields, shapeOf(type)) : fields;
}

// ---- Arrows and operations ---------------------------------------------------------------------

std::string cat::arrowWord(StringRef symbol) {
  size_t dot = symbol.take_front(symbol.find('[')).rfind('.');
  return symbol.drop_front(dot == StringRef::npos ? 0 : dot + 1).str();
}

/// The letters of an einsum, or `@` where it is the matrix product as `@` has it.
static std::string contractionWord(ContractOp op) {
  std::string sides[3];
  for (unsigned i = 0; i < 3; ++i)
    for (AffineExpr axis : op.getMap(i).getResults())
      sides[i] += char('i' + cast<AffineDimExpr>(axis).getPosition());
  auto [left, right, result] = sides;
  // The axis that is summed is the last of the left side and the first of the right one.
  if (!left.empty() && !right.empty() && left.back() == right.front() &&
      result == left.substr(0, left.size() - 1) + right.substr(1) &&
      result.find(right.front()) == std::string::npos)
    return "@";
  return "einsum \"" + left + "," + right + "->" + result + "\"";
}

static StringRef foldWord(FoldKind kind) {
  static constexpr StringLiteral words[] = {"sum", "product", "max", "min", "all", "any"};
  return words[size_t(kind)];
}

static StringRef compareWord(Compare predicate) {
  static constexpr StringLiteral words[] = {"==", "!=", "<", "<=", ">", ">="};
  return words[size_t(predicate)];
}

std::string cat::operationWord(Operation *op) {
  static const llvm::StringMap<StringRef> words = {
      {"add", "+"},           {"sub", "-"},        {"mul", "*"},
      {"div", "/"},           {"rem", "%"},        {"pow", "^"},
      {"neg", "-"},           {"and", "&&"},       {"or", "||"},
      {"xor", "!="},          {"not", "!"},        {"gather", "[i]"},
      {"dim", "len"},         {"key_seed", "key"}, {"key_fold", "fold_key"},
      {"text_concat", "text"}};
  return llvm::TypeSwitch<Operation *, std::string>(op)
      .Case([](ContractOp contract) { return contractionWord(contract); })
      .Case([](FoldAxisOp fold) { return foldWord(fold.getKind()).str(); })
      .Case([](CmpOp compare) { return compareWord(compare.getPredicate()).str(); })
      .Case([](ConvertOp convert) { return spell(elementOf(convert.getType())); })
      .Case([](InjectOp inject) { return inject.getLabel().str(); })
      .Case([](HoldsOp holds) { return objectWord(holds.getAs()) + "?"; })
      .Case([](CallCOp call) { return call.getSymbol().str(); })
      .Default([](Operation *other) {
        StringRef name = other->getName().stripDialect();
        auto word = words.find(name);
        return (word == words.end() ? name : word->second).str();
      });
}

// ---- Constants ---------------------------------------------------------------------------------

/// The fewest digits that mean this value.
static std::string floatWord(const APFloat &value) {
  if (!value.isFinite())
    return value.isNaN() ? "nan" : value.isNegative() ? "-inf" : "inf";
  SmallString<32> text;
  for (unsigned digits = 1; digits <= 17; ++digits) {
    text.clear();
    value.toString(text, digits, /*FormatMaxPadding=*/5);
    if (APFloat(value.getSemantics(), text).bitwiseIsEqual(value))
      break;
  }
  return text.str().lower();
}

std::string cat::constantWord(Attribute value) {
  if (auto number = dyn_cast<FloatAttr>(value))
    return floatWord(number.getValue());
  if (auto truth = dyn_cast<BoolAttr>(value))
    return truth.getValue() ? "true" : "false";
  if (auto number = dyn_cast<IntegerAttr>(value)) {
    SmallString<16> text;
    number.getValue().toString(text, 10, !number.getType().isUnsignedInteger());
    return text.str().str();
  }
  auto elements = dyn_cast<DenseElementsAttr>(value);
  if (!elements)
    return "…";
  if (elements.isSplat() && elements.getNumElements() > 1)
    return constantWord(elements.getSplatValue<Attribute>());
  constexpr unsigned shown = 4;
  std::string text;
  for (auto [i, element] : llvm::enumerate(elements.getValues<Attribute>())) {
    text += i == 0 ? "" : ", ";
    text += i == shown ? "…" : constantWord(element);
    if (i == shown)
      break;
  }
  return "[" + text + "]";
}
