// Readers, writers and functions of C. A reader gives raw values; those that are named by objects
// with a refinement are checked here, where file, row and column are known.
#include "compiler/lower/Lowering.h"

#include "dialect/ir/Tables.h"

using namespace mlir;
using namespace cat::sema;

namespace cat {

Value Lowering::read(StringRef format, Value path, Type result, Location loc) {
  if (format == "text" || format == "bytes")
    return ReadOp::create(builder, loc, TypeRange(result), format, path, result).getResult(0);
  Type raw = spellOut(result, module);
  SmallVector<Type> types{raw};
  bool wantsLines = format == "csv" && isRefined(result);
  if (wantsLines)
    types.push_back(RankedTensorType::get({ShapedType::kDynamic}, builder.getI64Type()));
  auto made = ReadOp::create(builder, loc, types, format, path, raw);
  CheckedFile file{path, wantsLines ? made.getResult(1) : Value()};
  checkRows(file, elementOf(result), made.getResult(0), "", loc);
  // What a cell that may be empty holds is checked with all the rest, where it is named.
  if (isRefined(result, /*inSums=*/true))
    return NameOp::create(builder, loc, result, made.getResult(0));
  return cast(made.getResult(0), result, loc);
}

/// Does some object in `type` have a predicate, outside of sums or in them?
bool Lowering::isRefined(Type type, bool inSums) {
  auto refined = [&](Type part) { return isRefined(part, inSums); };
  type = elementOf(type);
  if (auto object = dyn_cast<ObjType>(type)) {
    ObjectOp definition = lookupObject(object, module);
    return (!inSums && definition.getPredicate()) || refined(definition.getDefinition());
  }
  if (auto sum = dyn_cast<SumType>(type))
    return inSums && llvm::any_of(sum.getPayloads(), [&](Type payload) {
             return isRefined(payload, false) || refined(payload);
           });
  auto product = dyn_cast<ProdType>(type);
  return product && llvm::any_of(product.getElements(), refined);
}

/// Checks what refinements say of the elements of `rows`, an array of raw values along whose first
/// axis the rows of the file lie; `type` is that of its elements as the program names them.
void Lowering::checkRows(const CheckedFile &file, Type type, Value rows, const std::string &column,
                         Location loc) {
  if (!isRefined(type))
    return;
  if (auto object = dyn_cast<ObjType>(type)) {
    ObjectOp definition = lookupObject(object, module);
    checkRows(file, definition.getDefinition(), rows, column, loc);
    if (definition.getPredicate())
      checkObject(file, definition, rows, column, loc);
    return;
  }
  if (isArray(type))
    return checkRows(file, elementOf(type), rows, column, loc);
  auto product = llvm::cast<ProdType>(type);
  Values columns = unzip(rows, loc);
  for (auto [i, element] : llvm::enumerate(product.getElements())) {
    std::string name = product.isNamed() ? product.getNames()[i].str() : std::to_string(i);
    checkRows(file, element, columns[i], column.empty() ? name : column + "." + name, loc);
  }
}

/// Stops the program at the first row with a value for which the predicate is not true.
void Lowering::checkObject(const CheckedFile &file, ObjectOp object, Value rows,
                           const std::string &column, Location loc) {
  auto predicate = module.lookupSymbol<ArrowOp>(*object.getPredicate());
  Value test =
      RefOp::create(builder, loc, predicate.getHom(), *object.getPredicate(), ValueRange());
  // What lies between the rows and the values that the object names.
  unsigned depth =
      shapeOf(rows.getType()).size() - shapeOf(spellOut(object.getDefinition(), module)).size();
  Type named = predicate.getHom().getDomain();
  for (int64_t length : llvm::reverse(shapeOf(rows.getType()).take_front(depth))) {
    test = MapOp::create(builder, loc, test, length);
    named = stacked(length, named);
  }
  Value holds = EvalOp::create(builder, loc, test, cast(rows, named, loc)).getResult(0);
  if (depth > 1)
    holds = FoldAxisOp::create(builder, loc, FoldKind::And, holds,
                               llvm::to_vector(llvm::seq<int64_t>(1, depth)));
  Value all = FoldAxisOp::create(builder, loc, FoldKind::And, holds, ArrayRef<int64_t>{0});
  Value bad = generic("cat.not", all, builder.getI1Type(), loc);
  auto branch = IfOp::create(builder, loc, TypeRange(), bad);
  OpBuilder::InsertionGuard guard(builder);
  for (Region *region : {&branch.getThenRegion(), &branch.getElseRegion()})
    if (region->empty())
      region->emplaceBlock();
  builder.setInsertionPointToEnd(&branch.getElseRegion().front());
  YieldOp::create(builder, loc);
  builder.setInsertionPointToEnd(&branch.getThenRegion().front());
  Value text = describeRow(file, holds, rows, column, loc);
  CheckOp::create(
      builder, loc, all,
      refinementMessage(object.getSymName(), object.getText().value_or("its condition")), text);
  YieldOp::create(builder, loc);
}

/// `-1, in iris.csv:17, column petal_width`: the first value for which `holds` is false.
Value Lowering::describeRow(const CheckedFile &file, Value holds, Value rows,
                            const std::string &column, Location loc) {
  Type i64 = builder.getI64Type();
  Value truths = ConvertOp::create(builder, loc, withElement(holds.getType(), i64), holds);
  OperationState state(loc, "cat.argmin", truths, i64);
  state.addAttribute("axis", builder.getI64IntegerAttr(0));
  Value first = builder.create(state)->getResult(0);
  auto at = [&](Value array) {
    return GatherOp::create(builder, loc, array, first, 0, true).getResult();
  };
  auto shown = [&](Value value) -> Value { return FormatOp::create(builder, loc, value, ""); };
  auto word = [&](const Twine &text) -> Value {
    return TextConstOp::create(builder, loc, text.str());
  };
  Values parts{shown(at(rows)), word(", in "), file.path};
  if (file.lines)
    parts.append({word(":"), shown(at(file.lines))});
  else
    parts.append({word(", element "), shown(first)});
  if (!column.empty())
    parts.push_back(word((file.lines ? ", column " : ", component ") + column));
  return TextConcatOp::create(builder, loc, builder.getType<TextType>(), parts);
}

Value Lowering::write(StringRef format, Value path, Value value, Type result, Location loc) {
  WriteOp::create(builder, loc, format, path, value, value.getType());
  return pack({}, result, loc);
}

/// What C gives, as the object that it is to be: whole numbers of 64 bits as Nat and Fin, checked.
Value Lowering::fromC(Value value, Type to, Location loc) {
  if (value.getType() == to)
    return value;
  if (auto product = dyn_cast<ProdType>(to)) {
    Values parts;
    for (auto [i, element] : llvm::enumerate(product.getElements()))
      parts.push_back(fromC(component(value, i, loc), element, loc));
    return pack(parts, product, loc);
  }
  if (auto product = dyn_cast<ProdType>(elementOf(to))) {
    Values parts;
    for (auto [column, element] : llvm::zip(unzip(value, loc), product.getElements()))
      parts.push_back(fromC(column, arrayOf(shapeOf(to), element), loc));
    return ZipOp::create(builder, loc, to, parts);
  }
  if (elementOf(to).isIndex())
    return ConvertOp::create(builder, loc, TypeRange(to), value);
  return NameOp::create(builder, loc, to, value);
}

Value Lowering::callC(const Term &term, Value argument, Type result, Location loc) {
  SmallVector<int64_t> lengths;
  for (const std::string &number : term.names)
    lengths.push_back(std::stoll(number));
  AttrTypeReplacer crossing;
  crossing.addReplacement([&](Type type) -> std::optional<Type> {
    if (type.isIndex() || isa<FinType>(type))
      return builder.getI64Type();
    return std::nullopt;
  });
  auto call = CallCOp::create(builder, loc, TypeRange(crossing.replace(result)),
                              StringRef(term.text).drop_front(2), argument, lengths);
  return fromC(call->getResult(0), result, loc);
}

} // namespace cat
