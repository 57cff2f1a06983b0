// The text of a point: products, sums and arrays of products piece by piece here, scalars and
// arrays of them by the runtime.
#include "dialect/conversion/Border.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace cat;

namespace {

/// Prints values by the type that the program gave them, taking them leaf by leaf.
class Printer {
public:
  Printer(OpBuilder &b, Location loc, ModuleOp module, ArrayRef<Type> types, ValueRange leaves,
          StringRef spec)
      : b(b), loc(loc), module(module), leafTypes(types), leaves(leaves), spec(spec) {}

  /// A text of the next point, which has `type`; null if it cannot be printed.
  Value print(Type type) {
    if (auto object = dyn_cast<ObjType>(type)) {
      ObjectOp definition = lookupObject(object, module);
      return definition ? print(definition.getDefinition()) : Value();
    }
    if (auto product = dyn_cast<ProdType>(type))
      return printProduct(product);
    if (auto array = dyn_cast<RankedTensorType>(type))
      return printArray(array);
    if (auto sum = dyn_cast<SumType>(type); sum && !sum.isEnumeration())
      return printSum(sum);
    if (next == leaves.size())
      return Value();
    Type leaf = leafTypes[next];
    Value v = leaves[next++];
    if (auto names = caseNames(type))
      return one("catrt_format_enum", {v, cString(b, loc, *names)});
    return isa<TextType>(type) ? v : isa<KeyType, SumType>(type) ? Value() : printScalar(leaf, v);
  }

private:
  Value one(StringRef function, ValueRange operands) {
    return callRuntime(b, loc, function, pointer(b), operands)[0];
  }
  Value join(Value x, Value y) { return one("catrt_text_join", {x, y}); }
  Value join(Value x, StringRef y) { return join(x, textConstant(b, loc, y)); }

  /// The constructors of an enumeration, as the runtime wants them.
  std::optional<std::string> caseNames(Type type) {
    while (auto object = dyn_cast<ObjType>(type)) {
      ObjectOp definition = lookupObject(object, module);
      if (!definition)
        return std::nullopt;
      type = definition.getDefinition();
    }
    auto sum = dyn_cast<SumType>(type);
    if (!sum || !sum.isEnumeration())
      return std::nullopt;
    return llvm::join(llvm::map_range(sum.getNames(), [](StringAttr n) { return n.str(); }), "|");
  }

  Value printScalar(Type type, Value v) {
    Value format = cString(b, loc, spec);
    Type i64 = b.getI64Type();
    if (isa<FloatType>(type))
      return one("catrt_format_" + kindName(type), {v, format});
    if (type.isIndex())
      v = arith::IndexCastOp::create(b, loc, i64, v);
    else if (v.getType() != i64 && isUnsigned(type))
      v = arith::ExtUIOp::create(b, loc, i64, v);
    else if (v.getType() != i64)
      v = arith::ExtSIOp::create(b, loc, i64, v);
    StringRef function = type.isInteger(1)          ? "catrt_format_bool"
                         : type.isUnsignedInteger() ? "catrt_format_u64"
                                                    : "catrt_format_i64";
    return one(function, {v, format});
  }

  /// `(a, b)`, or `{ x: a, y: b }`.
  Value printProduct(ProdType type) {
    bool isNamed = type.isNamed();
    Value text = textConstant(b, loc, type.isUnit() ? "()" : isNamed ? "{ " : "(");
    for (auto [k, element] : llvm::enumerate(type.getElements())) {
      std::string before = k ? ", " : "";
      if (isNamed)
        before += type.getNames()[k].str() + ": ";
      if (!before.empty())
        text = join(text, before);
      Value part = print(element);
      if (!part)
        return Value();
      text = join(text, part);
    }
    return type.isUnit() ? text : join(text, isNamed ? " }" : ")");
  }

  /// The number of leaves of a point.
  unsigned countLeaves(Type type) {
    unsigned count = 0;
    for (Type leaf : splitType(type)) {
      ++count;
      if (auto sum = dyn_cast<SumType>(elementOf(leaf)); sum && !sum.isEnumeration())
        for (Type payload : sum.getPayloads())
          count += countLeaves(payload);
    }
    return count;
  }

  /// `some(3)`, `none`: the leaves are the tag and those of all payloads.
  Value printSum(SumType type) {
    unsigned last = type.size() - 1;
    Value tag = leaves[next++];
    Value index = arith::IndexCastOp::create(b, loc, b.getIndexType(), tag);
    SmallVector<int64_t> cases = llvm::to_vector(llvm::seq<int64_t>(0, last));
    auto branches = scf::IndexSwitchOp::create(b, loc, TypeRange(pointer(b)), index, cases, last);
    OpBuilder::InsertionGuard guard(b);
    for (auto [k, payload] : llvm::enumerate(type.getPayloads())) {
      b.createBlock(k == last ? &branches.getDefaultRegion() : &branches.getCaseRegions()[k]);
      Value text = textConstant(b, loc, type.getNames()[k]);
      auto product = dyn_cast<ProdType>(payload);
      if (!product || !product.isUnit()) {
        Value inner = print(payload);
        if (!inner)
          return Value();
        // The text of a tuple has its parentheses.
        bool isTuple = product && !product.isNamed();
        text = isTuple ? join(text, inner) : join(join(join(text, "("), inner), ")");
      }
      scf::YieldOp::create(b, loc, text);
    }
    return branches.getResult(0);
  }

  /// Element `i` of an array along its first axis.
  Value element(Value array, Value i) {
    auto type = cast<RankedTensorType>(array.getType());
    if (type.getRank() == 1)
      return tensor::ExtractOp::create(b, loc, array, i);
    Window window(b, loc, array);
    window.offsets[0] = i;
    window.sizes[0] = b.getIndexAttr(1);
    return slice(b, loc, array, window, cast<RankedTensorType>(unstacked(type)));
  }

  /// `[(1, a), (2, b)]`: an array of products or of sums, whose leaves are arrays.
  Value printRows(RankedTensorType type) {
    unsigned count = countLeaves(type);
    ValueRange arrays = leaves.slice(next, count);
    SmallVector<Type> rowTypes;
    for (Type leaf : ArrayRef(leafTypes).slice(next, count))
      rowTypes.push_back(unstacked(leaf));
    next += count;
    if (arrays.empty() && type.isDynamicDim(0)) // units without a length
      return Value();
    Value zero = constantIndex(b, loc, 0);
    Value n = arrays.empty() ? constantIndex(b, loc, type.getDimSize(0))
                             : tensor::DimOp::create(b, loc, arrays[0], 0).getResult();
    auto loop =
        scf::ForOp::create(b, loc, zero, n, constantIndex(b, loc, 1), textConstant(b, loc, "["));
    {
      OpBuilder::InsertionGuard guard(b);
      b.setInsertionPointToStart(loop.getBody());
      Value i = loop.getInductionVar();
      SmallVector<Value> row;
      for (Value array : arrays)
        row.push_back(element(array, i));
      Value text = Printer(b, loc, module, rowTypes, row, spec).print(unstacked(type));
      if (!text)
        return Value();
      Value isFirst = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq, i, zero);
      Value before = arith::SelectOp::create(b, loc, isFirst, textConstant(b, loc, ""),
                                             textConstant(b, loc, ", "));
      scf::YieldOp::create(b, loc, join(join(loop.getRegionIterArg(0), before), text));
    }
    return join(loop.getResult(0), "]");
  }

  Value printArray(RankedTensorType type) {
    auto sum = dyn_cast<SumType>(type.getElementType());
    if (isa<ProdType>(type.getElementType()) || (sum && !sum.isEnumeration()))
      return printRows(type);
    if (next == leaves.size())
      return Value();
    Type element = elementOf(leafTypes[next]);
    Value v = leaves[next++];
    if (isa<KeyType>(type.getElementType()) || !isa<RankedTensorType>(v.getType()))
      return Value();
    if (element.isIndex())
      v = castIndices(b, loc, v, b.getI64Type());
    std::optional<std::string> names = caseNames(type.getElementType());
    std::string function = "catrt_format_array_" + (names ? "enum" : kindName(element));
    return callWithArray(b, loc, function, pointer(b), readBuffer(b, loc, v), [&](Value array) {
      SmallVector<Value> operands{array};
      if (!isa<TextType>(element))
        operands.push_back(cString(b, loc, names ? *names : spec));
      return operands;
    });
  }

  OpBuilder &b;
  Location loc;
  ModuleOp module;
  SmallVector<Type> leafTypes; // before conversion
  ValueRange leaves;
  std::string spec;
  unsigned next = 0;
};

/// The types of the leaves that sums with payloads are lowered to.
void flatten(Type type, SmallVectorImpl<Type> &leaves) {
  auto sum = dyn_cast<SumType>(type);
  if (!sum) {
    leaves.push_back(type);
    return;
  }
  leaves.push_back(IntegerType::get(type.getContext(), 64));
  for (Type payload : sum.getPayloads())
    for (Type leaf : splitType(payload))
      flatten(leaf, leaves);
}

} // namespace

Value cat::printPoint(OpBuilder &b, Operation *op, TypeRange types, ValueRange leaves,
                      StringRef spec, Type as) {
  SmallVector<Type> leafTypes;
  for (Type type : types)
    flatten(type, leafTypes);
  Printer printer(b, op->getLoc(), op->getParentOfType<ModuleOp>(), leafTypes, leaves, spec);
  return printer.print(as);
}
