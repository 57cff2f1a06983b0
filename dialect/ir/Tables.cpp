// See Tables.h.
#include "dialect/ir/Tables.h"

using namespace mlir;
using namespace cat;

Type cat::spellOut(Type type, Operation *module) {
  auto all = [&](TypeRange types, SmallVectorImpl<Type> &results) {
    for (Type t : types)
      results.push_back(spellOut(t, module));
    return !llvm::is_contained(results, Type());
  };
  if (auto object = dyn_cast<ObjType>(type)) {
    ObjectOp definition = lookupObject(object, module);
    return definition ? spellOut(definition.getDefinition(), module) : Type();
  }
  SmallVector<Type> parts;
  if (auto product = dyn_cast<ProdType>(type))
    return all(product.getElements(), parts)
               ? ProdType::get(type.getContext(), parts, product.getNames())
               : Type();
  if (auto sum = dyn_cast<SumType>(type))
    return all(sum.getPayloads(), parts) ? SumType::get(type.getContext(), sum.getNames(), parts)
                                         : Type();
  if (!isArray(type))
    return type;
  // An object that is an array itself adds its axes.
  Type element = spellOut(elementOf(type), module);
  return element ? arrayOf(shapeOf(type), element) : Type();
}

int64_t cat::boundOf(Type type, Operation *module) {
  type = spellOut(type, module);
  if (!type)
    return -1;
  type = elementOf(type);
  if (type.isIndex())
    return INT64_MAX;
  if (auto fin = dyn_cast<FinType>(type))
    return ShapedType::isDynamic(fin.getBound()) ? -1 : fin.getBound();
  auto sum = dyn_cast<SumType>(type);
  return sum && sum.isEnumeration() ? static_cast<int64_t>(sum.size()) : -1;
}

/// The payload of a sum of `none` and `some`.
static Type optionalOf(Type type) {
  auto sum = dyn_cast<SumType>(type);
  if (!sum || sum.size() != 2 || sum.getNames()[0] != "none" || sum.getNames()[1] != "some")
    return {};
  auto none = dyn_cast<ProdType>(sum.getPayloads()[0]);
  Type some = sum.getPayloads()[1];
  if (auto product = dyn_cast<ProdType>(some); product && product.size() == 1)
    some = product.getElements()[0];
  return none && none.isUnit() ? some : Type();
}

static LogicalResult addColumns(const std::string &name, Type type, Operation *module,
                                SmallVectorImpl<TableColumn> &columns) {
  if (auto product = dyn_cast<ProdType>(type)) {
    if (!product.isNamed())
      return failure();
    for (auto [part, element] : llvm::zip(product.getNames(), product.getElements()))
      if (failed(addColumns(name.empty() ? part.str() : name + "." + part.str(), element, module,
                            columns)))
        return failure();
    return success();
  }
  TableColumn column{name, type};
  if (Type payload = optionalOf(type)) {
    column.isOptional = true;
    column.element = payload;
  }
  column.bound = boundOf(column.element, module);
  auto sum = dyn_cast<SumType>(column.element);
  if (sum && sum.isEnumeration())
    column.cases =
        llvm::join(llvm::map_range(sum.getNames(), [](StringAttr n) { return n.str(); }), "|");
  else if (name.empty() ||
           !(isa<TextType, FinType>(column.element) || column.element.isIntOrIndexOrFloat()))
    return failure();
  columns.push_back(column);
  return success();
}

std::optional<SmallVector<TableColumn>> cat::tableColumns(Type rows, Operation *module) {
  SmallVector<TableColumn> columns;
  Type type = spellOut(rows, module);
  if (!type || shapeOf(type).size() != 1 ||
      failed(addColumns("", elementOf(type), module, columns)) || columns.empty())
    return std::nullopt;
  return columns;
}
