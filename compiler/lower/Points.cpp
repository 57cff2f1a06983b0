// Points in the cat dialect.
#include "compiler/lower/Lowering.h"
#include "llvm/Support/SaveAndRestore.h"

#include "llvm/ADT/APFloat.h"
#include "llvm/Support/Error.h"

using namespace mlir;
using namespace cat::sema;

namespace cat {

Value Lowering::point(const Term &term) {
  Location loc = location(term.span);
  switch (term.kind) {
  case TermKind::Local:
    return locals.at(term.local);
  case TermKind::Number:
    return number(term.text, type(term.object), loc);
  case TermKind::Bool:
    return ConstOp::create(builder, loc, builder.getBoolAttr(term.text == "true"));
  case TermKind::Text:
    return TextConstOp::create(builder, loc, term.text);
  case TermKind::Case: {
    Type object = type(term.object);
    auto definition =
        llvm::cast<SumType>(lookupObject(llvm::cast<ObjType>(object), module).getDefinition());
    Value sum = InjectOp::create(builder, loc, definition, term.object->fields[term.index].name,
                                 ValueRange{point(*term.children[0])});
    return ForgetOp::create(builder, loc, object, sum);
  }
  case TermKind::Tuple: {
    Values parts;
    auto product = llvm::cast<ProdType>(type(term.object));
    for (auto [child, element] : llvm::zip(term.children, product.getElements()))
      parts.push_back(cast(point(*child), element, loc));
    return pack(parts, product, loc);
  }
  case TermKind::Get:
    return component(point(*term.children[0]), term.index, loc);
  case TermKind::Array:
    return arrayLiteral(term);
  case TermKind::Eval:
    return eval(term);
  case TermKind::Let:
    locals[term.local] = point(*term.children[0]);
    return point(*term.children[1]);
  case TermKind::If:
    return conditional(term);
  case TermKind::Match:
    return match(term);
  case TermKind::Op:
    return operation(term);
  case TermKind::Forget:
    return cast(point(*term.children[0]), type(term.object), loc);
  case TermKind::Name:
    return named(term);
  case TermKind::ParamRef:
    return frames.at(term.frame)[term.index];
  default:
    break;
  }
  llvm_unreachable("an arrow stands where a point is wanted");
}

Value Lowering::named(const Term &term) {
  Location loc = location(term.span);
  Type to = type(term.object);
  Value value = point(*term.children[0]);
  if (isArray(to) && isArray(value.getType()) && shapeOf(value.getType())[0] != shapeOf(to)[0] &&
      shapeOf(to)[0] != ShapedType::kDynamic) {
    Value length = DimOp::create(builder, loc, value, int64_t(0));
    Value wanted = ConstOp::create(builder, loc, builder.getIndexAttr(shapeOf(to)[0]));
    Value same = CmpOp::create(builder, loc, Compare::eq, length, wanted);
    CheckOp::create(builder, loc, same,
                    "the sequence has not " + std::to_string(shapeOf(to)[0]) + " elements", length);
    return widen(value, to, loc);
  }
  value = cast(value, withLengthsOf(value.getType(), to), loc);
  if (term.trusted)
    return cast(value, to, loc);
  return NameOp::create(builder, loc, to, value);
}

Value Lowering::number(StringRef text, Type wanted, Location loc) {
  Type raw = eraseType(wanted, module);
  Value made;
  if (auto floatType = dyn_cast<FloatType>(raw)) {
    llvm::APFloat value(floatType.getFloatSemantics());
    llvm::consumeError(
        value.convertFromString(text, llvm::APFloat::rmNearestTiesToEven).takeError());
    made = ConstOp::create(builder, loc, FloatAttr::get(floatType, value));
  } else {
    unsigned bits = raw.isIndex() ? 64 : raw.getIntOrFloatBitWidth();
    llvm::APInt value(bits, text, 10);
    made = ConstOp::create(builder, loc, IntegerAttr::get(raw, value));
  }
  return cast(made, wanted, loc);
}

Value Lowering::eval(const Term &term) {
  Location loc = location(term.span);
  const Term &callee = *term.children[0];
  Type result = type(callee.codomain);
  if (callee.kind == TermKind::Primitive && callee.children.empty() && !isOpaque(callee))
    return applyPrimitive(callee, point(*term.children[1]), result, loc);
  Value argument = point(*term.children[1]);
  Value function = arrow(callee);
  argument = cast(argument, llvm::cast<HomType>(function.getType()).getDomain(), loc);
  return EvalOp::create(builder, loc, result, function, argument).getResult(0);
}

Value Lowering::conditional(const Term &term) {
  Location loc = location(term.span);
  Type result = type(term.object);
  Value condition = point(*term.children[0]);
  auto made = IfOp::create(builder, loc, result, condition);
  for (unsigned i : {0, 1}) {
    OpBuilder::InsertionGuard guard(builder);
    Region &region = made->getRegion(i);
    if (region.empty())
      region.emplaceBlock();
    builder.setInsertionPointToStart(&region.front());
    YieldOp::create(builder, loc, cast(point(*term.children[i + 1]), result, loc));
  }
  return made->getResult(0);
}

/// A point of an enum as one of the sum that defines it.
Value Lowering::sumOf(Value value, Location loc) {
  Type sum = value.getType();
  while (auto object = dyn_cast<ObjType>(sum))
    sum = lookupObject(object, module).getDefinition();
  return cast(value, sum, loc);
}

/// `cat.match` on an enum, each branch filled with its payload, a product even of no values.
Operation *Lowering::matchSum(Value scrutinee, TypeRange results, Location loc,
                              llvm::function_ref<void(unsigned, Value)> fill) {
  Value sum = sumOf(scrutinee, loc);
  auto type = llvm::cast<SumType>(sum.getType());
  auto made = MatchOp::create(builder, loc, results, sum, type.size());
  for (unsigned i = 0; i < type.size(); ++i) {
    OpBuilder::InsertionGuard guard(builder);
    Block &block = made.getBranches()[i].front();
    builder.setInsertionPointToStart(&block);
    Type payload = type.getPayloads()[i];
    Value carried = isa<ProdType>(payload) ? pack(Values(block.getArguments()), payload, loc)
                                           : Value(block.getArgument(0));
    fill(i, carried);
  }
  return made;
}

Value Lowering::match(const Term &term) {
  Location loc = location(term.span);
  Type result = type(term.object);
  return matchSum(point(*term.children[0]), result, loc,
                  [&](unsigned i, Value payload) {
                    locals[term.locals[i]] = payload;
                    YieldOp::create(builder, loc, cast(point(*term.children[i + 1]), result, loc));
                  })
      ->getResult(0);
}

Value Lowering::operation(const Term &term) {
  using Handler = Value (Lowering::*)(const Term &);
  static const std::map<std::string, Handler> handlers = {{"add", &Lowering::arithmetic},
                                                          {"sub", &Lowering::arithmetic},
                                                          {"mul", &Lowering::arithmetic},
                                                          {"div", &Lowering::arithmetic},
                                                          {"rem", &Lowering::arithmetic},
                                                          {"pow", &Lowering::arithmetic},
                                                          {"neg", &Lowering::arithmetic},
                                                          {"eq", &Lowering::comparison},
                                                          {"ne", &Lowering::comparison},
                                                          {"lt", &Lowering::comparison},
                                                          {"le", &Lowering::comparison},
                                                          {"gt", &Lowering::comparison},
                                                          {"ge", &Lowering::comparison},
                                                          {"powi", &Lowering::power},
                                                          {"matmul", &Lowering::matrixProduct},
                                                          {"index", &Lowering::indexing},
                                                          {"einsum", &Lowering::einsum},
                                                          {"holds", &Lowering::holds},
                                                          {"stack", &Lowering::stack},
                                                          {"save", &Lowering::save},
                                                          {"load", &Lowering::load}};
  if (auto it = handlers.find(term.text); it != handlers.end())
    return (this->*it->second)(term);
  Location loc = location(term.span);
  Type result = type(term.object);
  Values operands;
  for (const Term *child : term.children)
    operands.push_back(point(*child));
  if (term.text == "format")
    return FormatOp::create(builder, loc, operands,
                            term.format.empty() ? StringAttr() : builder.getStringAttr(term.format),
                            TypeAttr::get(operands[0].getType()));
  return generic("cat." + term.text, operands, result, loc);
}

Value Lowering::broadcastLike(Value scalar, Value like, Location loc) {
  auto array = dyn_cast<RankedTensorType>(like.getType());
  if (!array || isa<RankedTensorType>(scalar.getType()))
    return scalar;
  SmallVector<Value> sizes;
  SmallVector<int64_t> dims;
  for (auto [axis, length] : llvm::enumerate(array.getShape())) {
    dims.push_back(axis);
    if (length == ShapedType::kDynamic)
      sizes.push_back(DimOp::create(builder, loc, like, int64_t(axis)));
  }
  return BroadcastOp::create(builder, loc, withElement(array, scalar.getType()), scalar, sizes,
                             dims);
}

/// Elementwise on numbers, arrays and products of these; a scalar acts on every element of the
/// other side.
Value Lowering::elementwise(StringRef name, Value left, Value right, Location loc) {
  auto product = dyn_cast<ProdType>(left.getType());
  if (!product && right)
    product = dyn_cast<ProdType>(right.getType());
  if (product) {
    Values parts;
    for (size_t i = 0; i < product.size(); ++i) {
      auto part = [&](Value value) {
        return value && isa<ProdType>(value.getType()) ? component(value, i, loc) : value;
      };
      parts.push_back(elementwise(name, part(left), part(right), loc));
    }
    return pack(parts, product, loc);
  }
  auto columnsOf = [&](Value value) -> ProdType {
    return value ? dyn_cast<ProdType>(elementOf(value.getType())) : ProdType();
  };
  if (auto columns = columnsOf(left) ? columnsOf(left) : columnsOf(right)) {
    Type rows = columnsOf(left) ? left.getType() : right.getType();
    auto parts = [&](Value value) { return columnsOf(value) ? unzip(value, loc) : Values(); };
    Values lefts = parts(left), rights = parts(right), made;
    for (size_t i = 0; i < columns.size(); ++i)
      made.push_back(elementwise(name, lefts.empty() ? left : lefts[i],
                                 rights.empty() ? right : rights[i], loc));
    return columns.isUnit() ? left : ZipOp::create(builder, loc, rows, made).getResult();
  }
  if (!right)
    return generic(name, left, left.getType(), loc);
  left = broadcastLike(left, right, loc);
  right = broadcastLike(right, left, loc);
  // Two unknown lengths, or one of them, may meet; the known one is kept.
  if (left.getType() != right.getType()) {
    auto hasUnknown = [](Value value) {
      return llvm::is_contained(shapeOf(value.getType()), ShapedType::kDynamic);
    };
    hasUnknown(left) ? left = widen(left, right.getType(), loc)
                     : right = widen(right, left.getType(), loc);
  }
  return generic(name, {left, right}, left.getType(), loc);
}

Value Lowering::arithmetic(const Term &term) {
  auto operand = [&](const Term &child) {
    // A broadcast is decided leaf by leaf.
    return child.kind == TermKind::Op && child.text == "broadcast" ? point(*child.children[0])
                                                                   : point(child);
  };
  Value left = operand(*term.children[0]);
  Value right = term.children.size() > 1 ? operand(*term.children[1]) : Value();
  return elementwise("cat." + term.text, left, right, location(term.span));
}

Value Lowering::comparison(const Term &term) {
  Location loc = location(term.span);
  auto operand = [&](const Term &child) {
    Value value = child.kind == TermKind::Op && child.text == "broadcast"
                      ? point(*child.children[0])
                      : point(child);
    return cast(value, eraseType(value.getType(), module), loc);
  };
  Value left = operand(*term.children[0]), right = operand(*term.children[1]);
  if (isa<TextType>(left.getType())) {
    Value equal = TextEqualOp::create(builder, loc, left, right);
    return term.text == "eq" ? equal : generic("cat.not", equal, builder.getI1Type(), loc);
  }
  left = broadcastLike(left, right, loc);
  right = broadcastLike(right, left, loc);
  return CmpOp::create(builder, loc, *symbolizeCompare(term.text), left, right);
}

/// By squaring, so that x^n costs about 2 log n products.
Value Lowering::power(const Term &term) {
  Location loc = location(term.span);
  Value base = point(*term.children[0]);
  int64_t exponent = std::stoll(term.format);
  Value one = broadcastLike(number("1", elementOf(base.getType()), loc), base, loc);
  Value result, square = base;
  for (uint64_t rest = std::abs(exponent); rest; rest >>= 1) {
    if (rest & 1)
      result = result ? elementwise("cat.mul", result, square, loc) : square;
    if (rest > 1)
      square = elementwise("cat.mul", square, square, loc);
  }
  if (!result)
    return one;
  return exponent < 0 ? elementwise("cat.div", one, result, loc) : result;
}

Value Lowering::matrixProduct(const Term &term) {
  Location loc = location(term.span);
  Value left = point(*term.children[0]), right = point(*term.children[1]);
  unsigned rows = shapeOf(left.getType()).size() - 1, columns = shapeOf(right.getType()).size() - 1;
  unsigned dims = rows + columns + 1;
  MLIRContext *context = builder.getContext();
  AffineExpr k = getAffineDimExpr(dims - 1, context);
  SmallVector<AffineExpr> a, b, c;
  if (rows)
    a.push_back(getAffineDimExpr(0, context));
  a.push_back(k);
  b.push_back(k);
  if (columns)
    b.push_back(getAffineDimExpr(rows, context));
  for (unsigned i = 0; i + 1 < dims; ++i)
    c.push_back(getAffineDimExpr(i, context));
  SmallVector<AffineMap> maps;
  for (auto &results : {a, b, c})
    maps.push_back(AffineMap::get(dims, 0, results, context));
  return ContractOp::create(builder, loc, left, right, maps);
}

Value Lowering::einsum(const Term &term) {
  Location loc = location(term.span);
  MLIRContext *context = builder.getContext();
  ArrayRef<std::string> operands = ArrayRef(term.names).drop_back();
  const std::string &wanted = term.names.back();
  Value made = point(*term.children[0]);
  std::string indices = operands[0];
  for (size_t k = 1; k < operands.size(); ++k) {
    // What neither the result nor a later operand needs is summed over now.
    std::string kept = wanted, rest = indices + operands[k];
    if (k + 1 < operands.size()) {
      kept.clear();
      for (char index : rest) {
        bool isNeeded = wanted.find(index) != std::string::npos;
        for (const std::string &later : operands.drop_front(k + 1))
          isNeeded |= later.find(index) != std::string::npos;
        if (isNeeded && kept.find(index) == std::string::npos)
          kept += index;
      }
    }
    std::string dims = kept;
    for (char index : rest)
      if (dims.find(index) == std::string::npos)
        dims += index;
    auto map = [&](StringRef axes) {
      SmallVector<AffineExpr> results;
      for (char axis : axes)
        results.push_back(getAffineDimExpr(dims.find(axis), context));
      return AffineMap::get(dims.size(), 0, results, context);
    };
    SmallVector<AffineMap> maps = {map(indices), map(operands[k]), map(kept)};
    made = ContractOp::create(builder, loc, made, point(*term.children[k]), maps);
    indices = kept;
  }
  SmallVector<int64_t> summed, order;
  std::string left;
  for (auto [axis, index] : llvm::enumerate(indices))
    if (wanted.find(index) == std::string::npos)
      summed.push_back(axis);
    else
      left += index;
  if (!summed.empty())
    made = FoldAxisOp::create(builder, loc, FoldKind::Add, made, summed);
  for (char index : wanted)
    order.push_back(left.find(index));
  return left == wanted ? made
                        : Value(TransposeOp::create(builder, loc, type(term.object), made, order));
}

Value Lowering::holds(const Term &term) {
  Location loc = location(term.span);
  const Term &named = *term.children[0];
  Type to = type(named.object);
  Value value = point(*named.children[0]);
  value = cast(value, withLengthsOf(value.getType(), to), loc);
  return HoldsOp::create(builder, loc, builder.getI1Type(), value, to);
}

/// A record of arrays as an array of records.
Value Lowering::stack(const Term &term) {
  Location loc = location(term.span);
  std::function<Value(Value, Type)> zip = [&](Value value, Type wanted) -> Value {
    auto product = dyn_cast<ProdType>(unstacked(wanted));
    if (!product)
      return value;
    Values columns;
    for (auto [i, element] : llvm::enumerate(product.getElements()))
      columns.push_back(zip(component(value, i, loc), stacked(shapeOf(wanted)[0], element)));
    return ZipOp::create(builder, loc, wanted, columns);
  };
  return zip(point(*term.children[0]), type(term.object));
}

Value Lowering::indexing(const Term &term) {
  Location loc = location(term.span);
  Value table = point(*term.children[0]), index = point(*term.children[1]);
  auto fin = dyn_cast<FinType>(index.getType());
  bool inBounds = fin && fin.getBound() != ShapedType::kDynamic &&
                  fin.getBound() == shapeOf(table.getType())[0];
  if (fin)
    index = cast(index, builder.getI64Type(), loc);
  auto made = GatherOp::create(builder, loc, table, index, 0, inBounds);
  return made.getResult();
}

/// One array of points that are known one by one.
Value Lowering::arrayOfValues(ArrayRef<Value> values, Type result, Location loc) {
  auto array = llvm::cast<RankedTensorType>(result);
  if (auto product = dyn_cast<ProdType>(array.getElementType()); product && array.getRank() == 1) {
    Values columns;
    for (auto [i, element] : llvm::enumerate(product.getElements())) {
      Values parts;
      for (Value value : values)
        parts.push_back(component(value, i, loc));
      columns.push_back(arrayOfValues(parts, stacked(array.getDimSize(0), element), loc));
    }
    return ZipOp::create(builder, loc, result, columns);
  }
  if (values.empty()) {
    // No element: the first none of one.
    Value one =
        BroadcastOp::create(builder, loc, stacked(1, unstacked(result)),
                            zeros(unstacked(result), loc), ValueRange(), ArrayRef<int64_t>{0});
    Value none = ConstOp::create(builder, loc, builder.getIndexAttr(0));
    return SliceOp::create(builder, loc, result, one, none, none, 0);
  }
  Values rows;
  for (Value value : values)
    rows.push_back(BroadcastOp::create(builder, loc, stacked(1, value.getType()), value,
                                       ValueRange(), ArrayRef<int64_t>{0}));
  return rows.size() == 1 ? rows[0] : ConcatOp::create(builder, loc, result, rows, 0).getResult();
}

Value Lowering::arrayLiteral(const Term &term) {
  Location loc = location(term.span);
  Type result = type(term.object);
  auto array = llvm::cast<RankedTensorType>(result);
  Type raw = eraseType(array.getElementType(), module);
  bool isConstant = array.getRank() == 1 && (raw.isIntOrIndexOrFloat());
  SmallVector<Attribute> attributes;
  for (const Term *child : term.children) {
    isConstant &= child->kind == TermKind::Number;
    if (!isConstant)
      break;
    Value element = number(child->text, raw, loc);
    auto constant = element.getDefiningOp<ConstOp>();
    attributes.push_back(constant.getValue());
    constant.erase();
  }
  if (isConstant) {
    auto dense = DenseElementsAttr::get(RankedTensorType::get(array.getShape(), raw), attributes);
    return cast(ConstOp::create(builder, loc, dense), result, loc);
  }
  Values values;
  for (const Term *child : term.children)
    values.push_back(cast(point(*child), unstacked(result), loc));
  return arrayOfValues(values, result, loc);
}

/// The leaves of a product of parameters.
void Lowering::flatten(Value value, Location loc, SmallVectorImpl<Value> &leaves) {
  auto product = dyn_cast<ProdType>(value.getType());
  if (!product)
    return leaves.push_back(value);
  for (size_t i = 0; i < product.size(); ++i)
    flatten(component(value, i, loc), loc, leaves);
}

Value Lowering::save(const Term &term) {
  Location loc = location(term.span);
  Values leaves;
  flatten(point(*term.children[0]), loc, leaves);
  SmallVector<StringRef> names(term.names.begin(), term.names.end());
  SaveOp::create(builder, loc, point(*term.children[1]), leaves, builder.getStrArrayAttr(names));
  return pack({}, type(term.object), loc);
}

Value Lowering::load(const Term &term) {
  Location loc = location(term.span);
  Type result = type(term.object);
  SmallVector<StringRef> names(term.names.begin(), term.names.end());
  auto made = LoadOp::create(builder, loc, splitType(result), point(*term.children[0]),
                             builder.getStrArrayAttr(names));
  size_t next = 0;
  std::function<Value(Type)> build = [&](Type wanted) -> Value {
    auto product = dyn_cast<ProdType>(wanted);
    if (!product)
      return made->getResult(next++);
    Values parts;
    for (Type element : product.getElements())
      parts.push_back(build(element));
    return pack(parts, product, loc);
  };
  return build(result);
}

} // namespace cat
