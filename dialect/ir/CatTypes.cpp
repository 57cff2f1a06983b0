// The types' text forms and verifiers, and the questions about types that all passes ask: erasure,
// leaves, tangents.
#include "dialect/ir/Cat.h"
#include "mlir/IR/DialectImplementation.h"
#include "mlir/IR/TypeUtilities.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace cat;

#define GET_TYPEDEF_CLASSES
#include "dialect/ir/CatTypes.cpp.inc"

void CatDialect::registerTypes() {
  addTypes<
#define GET_TYPEDEF_LIST
#include "dialect/ir/CatTypes.cpp.inc"
      >();
}

// ---- Text forms --------------------------------------------------------------------------------

/// Parses `<` ("name" `:`)? type, … `>`.
static ParseResult parseFields(AsmParser &parser, SmallVectorImpl<StringAttr> &names,
                               SmallVectorImpl<Type> &types) {
  return parser.parseCommaSeparatedList(AsmParser::Delimiter::LessGreater, [&]() -> ParseResult {
    std::string name;
    if (succeeded(parser.parseOptionalString(&name))) {
      names.push_back(StringAttr::get(parser.getContext(), name));
      if (parser.parseColon())
        return failure();
    }
    return parser.parseType(types.emplace_back());
  });
}

static void printFields(AsmPrinter &printer, ArrayRef<StringAttr> names, ArrayRef<Type> types) {
  printer << '<';
  for (unsigned i = 0, e = types.size(); i != e; ++i) {
    if (i)
      printer << ", ";
    if (!names.empty()) {
      printer.printString(names[i].getValue());
      printer << ": ";
    }
    printer << types[i];
  }
  printer << '>';
}

Type ProdType::parse(AsmParser &parser) {
  SmallVector<StringAttr> names;
  SmallVector<Type> types;
  auto at = parser.getCurrentLocation();
  if (parseFields(parser, names, types))
    return {};
  return parser.getChecked<ProdType>(at, parser.getContext(), types, names);
}

void ProdType::print(AsmPrinter &printer) const { printFields(printer, getNames(), getElements()); }

LogicalResult ProdType::verify(function_ref<InFlightDiagnostic()> emitError,
                               ArrayRef<Type> elements, ArrayRef<StringAttr> names) {
  if (!names.empty() && names.size() != elements.size())
    return emitError() << "either all components of a product have a name, or none has";
  if (llvm::SmallDenseSet<StringAttr>(names.begin(), names.end()).size() != names.size())
    return emitError() << "two components of a product have the same name";
  return success();
}

Type SumType::parse(AsmParser &parser) {
  SmallVector<StringAttr> names;
  SmallVector<Type> types;
  auto at = parser.getCurrentLocation();
  if (parseFields(parser, names, types))
    return {};
  return parser.getChecked<SumType>(at, parser.getContext(), names, types);
}

void SumType::print(AsmPrinter &printer) const { printFields(printer, getNames(), getPayloads()); }

LogicalResult SumType::verify(function_ref<InFlightDiagnostic()> emitError,
                              ArrayRef<StringAttr> names, ArrayRef<Type> payloads) {
  if (names.size() != payloads.size())
    return emitError() << "every alternative of a sum has a name";
  if (llvm::SmallDenseSet<StringAttr>(names.begin(), names.end()).size() != names.size())
    return emitError() << "two alternatives of a sum have the same name";
  return success();
}

std::optional<unsigned> SumType::indexOf(StringRef name) const {
  const auto *it = llvm::find_if(getNames(), [&](StringAttr n) { return n.getValue() == name; });
  if (it == getNames().end())
    return std::nullopt;
  return it - getNames().begin();
}

bool SumType::isEnumeration() const {
  return llvm::all_of(getPayloads(), [](Type t) {
    auto product = dyn_cast<ProdType>(t);
    return product && product.isUnit();
  });
}

Type FinType::parse(AsmParser &parser) {
  int64_t bound = ShapedType::kDynamic;
  auto at = parser.getCurrentLocation();
  if (parser.parseLess() ||
      (failed(parser.parseOptionalQuestion()) && parser.parseInteger(bound)) ||
      parser.parseGreater())
    return {};
  return parser.getChecked<FinType>(at, parser.getContext(), bound);
}

void FinType::print(AsmPrinter &printer) const {
  printer << '<';
  ShapedType::isDynamic(getBound()) ? printer << '?' : printer << getBound();
  printer << '>';
}

LogicalResult FinType::verify(function_ref<InFlightDiagnostic()> emitError, int64_t bound) {
  if (bound < 0 && !ShapedType::isDynamic(bound))
    return emitError() << "the bound of a fin is a natural number or `?`";
  return success();
}

// ---- Questions ---------------------------------------------------------------------------------

bool cat::isArray(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor && tensor.getRank() > 0 && !isa<TensorType>(tensor.getElementType());
}

Type cat::elementOf(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor ? tensor.getElementType() : type;
}

ArrayRef<int64_t> cat::shapeOf(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor ? tensor.getShape() : ArrayRef<int64_t>();
}

static bool isScalar(Type type) {
  if (auto integer = dyn_cast<IntegerType>(type))
    return (!integer.isSigned() && llvm::is_contained({8, 16, 32, 64}, integer.getWidth())) ||
           integer.isSignless(); // other widths pass through foreign ops only
  return isa<IndexType, Float32Type, Float64Type>(type);
}

bool cat::isPoint(Type type) {
  if (isa<TensorType>(type))
    return isArray(type) && isPoint(elementOf(type));
  return isScalar(type) || isa<CatDialect>(type.getDialect());
}

/// A scalar or an array whose element satisfies `test`.
static bool isLike(Type type, function_ref<bool(Type)> test) {
  return (!isa<TensorType>(type) || isArray(type)) && test(elementOf(type));
}

bool cat::isNumbers(Type type) {
  return isLike(type, [](Type t) { return isScalar(t) || isa<VarType>(t); });
}
bool cat::isFloatLike(Type type) {
  return isLike(type, [](Type t) { return isa<Float32Type, Float64Type, VarType>(t); });
}
bool cat::isIntLike(Type type) {
  return isLike(type, [](Type t) { return isa<IntegerType, VarType>(t); });
}
bool cat::isBoolLike(Type type) {
  return isLike(type, [](Type t) { return t.isInteger(1); });
}
bool cat::isIndexLike(Type type) {
  return isLike(type, [](Type t) {
    return t.isIndex() || isa<FinType>(t) || (isa<IntegerType>(t) && !t.isInteger(1));
  });
}

Type cat::withElement(Type type, Type element) { return arrayOf(shapeOf(type), element); }

Type cat::arrayOf(ArrayRef<int64_t> shape, Type element) {
  SmallVector<int64_t> dims(shape);
  dims.append(shapeOf(element).begin(), shapeOf(element).end());
  return dims.empty() ? element : RankedTensorType::get(dims, elementOf(element));
}

Type cat::stacked(int64_t length, Type type) { return arrayOf({length}, type); }

Type cat::unstacked(Type type) { return arrayOf(shapeOf(type).drop_front(), elementOf(type)); }

SmallVector<Type> cat::components(Type type) {
  if (auto product = dyn_cast<ProdType>(type))
    return SmallVector<Type>(product.getElements());
  return {type};
}

Type cat::productOf(MLIRContext *context, TypeRange types) {
  return types.size() == 1 ? types.front() : ProdType::get(context, SmallVector<Type>(types));
}

SmallVector<Type> cat::splitType(Type type) {
  SmallVector<Type> leaves;
  if (auto product = dyn_cast<ProdType>(type)) {
    for (Type element : product.getElements())
      leaves.append(splitType(element));
  } else if (isa<RankedTensorType>(type) && isa<ProdType, HomType>(elementOf(type))) {
    for (Type leaf : splitType(elementOf(type)))
      leaves.push_back(arrayOf(shapeOf(type), leaf));
  } else if (auto hom = dyn_cast<HomType>(type)) {
    MLIRContext *context = type.getContext();
    leaves.push_back(HomType::get(productOf(context, splitType(hom.getDomain())),
                                  productOf(context, splitType(hom.getCodomain()))));
  } else if (auto sum = dyn_cast<SumType>(type); sum && !sum.isEnumeration()) {
    auto payloads = llvm::map_to_vector(sum.getPayloads(), [&](Type payload) {
      return productOf(type.getContext(), splitType(payload));
    });
    leaves.push_back(SumType::get(type.getContext(), sum.getNames(), payloads));
  } else {
    leaves.push_back(type);
  }
  return leaves;
}

ObjectOp cat::lookupObject(ObjType type, Operation *module) {
  return SymbolTable::lookupNearestSymbolFrom<ObjectOp>(module, type.getName());
}

static LogicalResult eraseAll(ArrayRef<Type> types, Operation *module,
                              SmallVectorImpl<Type> &erased) {
  for (Type type : types)
    if (!erased.emplace_back(eraseType(type, module)))
      return failure();
  return success();
}

Type cat::eraseType(Type type, Operation *module) {
  MLIRContext *context = type.getContext();
  SmallVector<Type> parts;
  if (auto tensor = dyn_cast<RankedTensorType>(type)) {
    Type element = eraseType(tensor.getElementType(), module);
    return element ? arrayOf(tensor.getShape(), element) : Type();
  }
  if (auto product = dyn_cast<ProdType>(type)) {
    if (failed(eraseAll(product.getElements(), module, parts)))
      return {};
    return ProdType::get(context, parts, product.getNames());
  }
  if (auto hom = dyn_cast<HomType>(type)) {
    if (failed(eraseAll({hom.getDomain(), hom.getCodomain()}, module, parts)))
      return {};
    return HomType::get(parts[0], parts[1]);
  }
  if (auto sum = dyn_cast<SumType>(type)) {
    if (sum.isEnumeration())
      return IntegerType::get(context, 64);
    if (failed(eraseAll(sum.getPayloads(), module, parts)))
      return {};
    return SumType::get(context, sum.getNames(), parts);
  }
  if (auto object = dyn_cast<ObjType>(type)) {
    ObjectOp definition = lookupObject(object, module);
    return definition ? eraseType(definition.getDefinition(), module) : Type();
  }
  return isa<FinType>(type) ? IntegerType::get(context, 64) : type;
}

Type cat::tangentType(Type type) {
  MLIRContext *context = type.getContext();
  if (isFloatLike(type))
    return type;
  if (auto product = dyn_cast<ProdType>(type)) {
    auto parts = llvm::map_to_vector(product.getElements(), [](Type t) { return tangentType(t); });
    return ProdType::get(context, parts, product.getNames());
  }
  if (auto sum = dyn_cast<SumType>(type)) {
    auto parts = llvm::map_to_vector(sum.getPayloads(), [](Type t) { return tangentType(t); });
    Type record = ProdType::get(context, parts, sum.getNames());
    return splitType(record).empty() ? Type(ProdType::get(context, ArrayRef<Type>())) : record;
  }
  if (isa<RankedTensorType>(type) && isa<ProdType, SumType>(elementOf(type)))
    return withElement(type, tangentType(elementOf(type)));
  return ProdType::get(context, ArrayRef<Type>());
}

Type cat::tangentType(Type type, Operation *module) {
  Type erased = eraseType(type, module);
  return erased ? tangentType(erased) : Type();
}

/// True when two leaves agree, where `?` agrees with every length.
static bool sameLeaf(Type a, Type b) {
  if (a == b)
    return true;
  if (isa<RankedTensorType>(a) && isa<RankedTensorType>(b))
    return succeeded(verifyCompatibleShape(shapeOf(a), shapeOf(b))) &&
           sameLeaves(elementOf(a), elementOf(b));
  if (auto f = dyn_cast<HomType>(a), g = dyn_cast<HomType>(b); f && g)
    return sameLeaves(f.getDomain(), g.getDomain()) && sameLeaves(f.getCodomain(), g.getCodomain());
  if (auto f = dyn_cast<FinType>(a), g = dyn_cast<FinType>(b); f && g)
    return ShapedType::isDynamic(f.getBound()) || ShapedType::isDynamic(g.getBound());
  if (auto f = dyn_cast<SumType>(a), g = dyn_cast<SumType>(b); f && g)
    return f.getNames() == g.getNames() &&
           llvm::all_of(llvm::zip(f.getPayloads(), g.getPayloads()),
                        [](auto p) { return sameLeaves(std::get<0>(p), std::get<1>(p)); });
  return false;
}

bool cat::sameLeaves(Type a, Type b) { return sameLeaves(TypeRange(a), TypeRange(b)); }

bool cat::sameLeaves(TypeRange a, TypeRange b) {
  SmallVector<Type> left, right;
  for (Type type : a)
    left.append(splitType(type));
  for (Type type : b)
    right.append(splitType(type));
  return left.size() == right.size() && llvm::all_of(llvm::zip(left, right), [](auto pair) {
           return sameLeaf(std::get<0>(pair), std::get<1>(pair));
         });
}

// ---- Messages and costs ------------------------------------------------------------------------

std::string cat::refinementMessage(StringRef object, StringRef text) {
  return (object + ": " + (text.empty() ? "its condition" : text) + " does not hold").str();
}

std::string cat::finMessage(int64_t bound) {
  return "the number is not in Fin[" +
         (ShapedType::isDynamic(bound) ? std::string("?") : std::to_string(bound)) + "]";
}

double cat::guessElements(Type type) {
  constexpr double guess = 64;
  double count = 1;
  for (int64_t dim : shapeOf(type))
    count *= ShapedType::isDynamic(dim) ? guess : static_cast<double>(dim);
  return count;
}

double cat::guessBytes(Type type) {
  double bytes = 0;
  for (Type leaf : splitType(type)) {
    Type element = elementOf(leaf);
    unsigned width = element.isIntOrFloat() ? std::max(8u, element.getIntOrFloatBitWidth()) : 64;
    bytes += guessElements(leaf) * width / 8;
  }
  return bytes;
}

Cost cat::defaultCost(Operation *op) {
  Cost cost;
  for (Type type : op->getResultTypes()) {
    cost.flops += guessElements(type);
    cost.bytes += guessBytes(type);
  }
  for (Type type : op->getOperandTypes())
    cost.bytes += guessBytes(type);
  return cost;
}
