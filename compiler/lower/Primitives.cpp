// The primitives of the library, and casts between types of one erasure.
#include "compiler/lower/Lowering.h"

using namespace mlir;
using namespace cat::sema;

namespace cat {

Value Lowering::generic(StringRef op, ValueRange operands, Type result, Location loc) {
  OperationState state(loc, op, operands, TypeRange(result));
  return builder.create(state)->getResult(0);
}

Value Lowering::pack(ArrayRef<Value> elements, Type result, Location loc) {
  return PackOp::create(builder, loc, result, elements);
}

Value Lowering::component(Value product, unsigned index, Location loc) {
  if (auto made = product.getDefiningOp<PackOp>())
    return made.getElements()[index];
  return GetOp::create(builder, loc, product, int64_t(index));
}

/// The columns of an array of products.
Lowering::Values Lowering::unzip(Value rows, Location loc) {
  SmallVector<Type> types;
  for (Type element : cast<ProdType>(elementOf(rows.getType())).getElements())
    types.push_back(arrayOf(shapeOf(rows.getType()), element));
  return Values(UnzipOp::create(builder, loc, types, rows)->getResults());
}

/// `type` with the known and unknown lengths of `lengths`, whose leaves are the same otherwise.
Type Lowering::withLengthsOf(Type type, Type lengths) {
  if (isa<ObjType>(type))
    return type;
  if (auto object = dyn_cast<ObjType>(lengths))
    lengths = lookupObject(object, module).getDefinition();
  auto array = dyn_cast<RankedTensorType>(type), other = dyn_cast<RankedTensorType>(lengths);
  if (array && other) {
    SmallVector<int64_t> shape(array.getShape());
    for (auto [axis, length] : llvm::enumerate(other.getShape()))
      if (axis < shape.size())
        shape[axis] = length;
    return RankedTensorType::get(shape, array.getElementType());
  }
  auto product = dyn_cast<ProdType>(type), otherProduct = dyn_cast<ProdType>(lengths);
  if (!product || !otherProduct)
    return type;
  SmallVector<Type> elements;
  for (auto [element, wanted] : llvm::zip(product.getElements(), otherProduct.getElements()))
    elements.push_back(withLengthsOf(element, wanted));
  return ProdType::get(builder.getContext(), elements, product.getNames());
}

Value Lowering::cast(Value value, Type to, Location loc) {
  if (value.getType() == to)
    return value;
  Type widened = withLengthsOf(value.getType(), to);
  if (widened != value.getType())
    value = widen(value, widened, loc);
  return value.getType() == to ? value : ForgetOp::create(builder, loc, to, value).getResult();
}

/// Arrays of known length as arrays of unknown length, and back where a check has been made.
Value Lowering::widen(Value value, Type to, Location loc) {
  if (value.getType() == to)
    return value;
  if (auto product = dyn_cast<ProdType>(to)) {
    Values parts;
    for (auto [i, element] : llvm::enumerate(product.getElements()))
      parts.push_back(widen(component(value, i, loc), element, loc));
    return pack(parts, product, loc);
  }
  auto array = llvm::cast<RankedTensorType>(to);
  if (auto product = dyn_cast<ProdType>(array.getElementType())) {
    Values parts;
    for (auto [column, element] : llvm::zip(unzip(value, loc), product.getElements()))
      parts.push_back(widen(column, arrayOf(array.getShape(), element), loc));
    return ZipOp::create(builder, loc, to, parts);
  }
  Values sizes;
  for (int64_t axis = 0; axis < array.getRank(); ++axis)
    if (array.isDynamicDim(axis))
      sizes.push_back(DimOp::create(builder, loc, value, axis));
  return ReshapeOp::create(builder, loc, to, value, sizes);
}

/// A reshape; of its lengths one may be unknown, which the number of elements tells.
Value Lowering::reshape(Value value, Type result, Location loc) {
  Type index = builder.getIndexType();
  Values sizes;
  if (llvm::is_contained(shapeOf(result), ShapedType::kDynamic)) {
    int64_t known = 1;
    for (int64_t length : shapeOf(result))
      known *= length == ShapedType::kDynamic ? 1 : length;
    // Rows without elements: none of them are enough.
    Value count = number(known ? "1" : "0", index, loc);
    for (size_t axis = 0; known && axis < shapeOf(value.getType()).size(); ++axis) {
      Value length = DimOp::create(builder, loc, value, int64_t(axis));
      count = generic("cat.mul", {count, length}, index, loc);
    }
    Value row = number(std::to_string(std::max<int64_t>(known, 1)), index, loc);
    sizes.push_back(generic("cat.div", {count, row}, index, loc));
  }
  return ReshapeOp::create(builder, loc, result, value, sizes);
}

Value Lowering::zeros(Type wanted, Location loc) {
  if (auto product = dyn_cast<ProdType>(wanted)) {
    Values parts;
    for (Type element : product.getElements())
      parts.push_back(zeros(element, loc));
    return pack(parts, product, loc);
  }
  if (auto object = dyn_cast<ObjType>(wanted))
    return cast(zeros(lookupObject(object, module).getDefinition(), loc), wanted, loc);
  if (auto sum = dyn_cast<SumType>(wanted))
    return InjectOp::create(builder, loc, sum, sum.getNames()[0],
                            ValueRange{zeros(sum.getPayloads()[0], loc)});
  if (isa<TextType>(wanted))
    return TextConstOp::create(builder, loc, "");
  if (isa<KeyType>(wanted))
    return KeySeedOp::create(builder, loc, number("0", builder.getI64Type(), loc));
  auto array = dyn_cast<RankedTensorType>(wanted);
  Type raw = eraseType(wanted, module);
  if (array && !(array.hasStaticShape() && elementOf(raw).isIntOrIndexOrFloat())) {
    Value none = ConstOp::create(builder, loc, builder.getIndexAttr(0));
    return BroadcastOp::create(builder, loc, wanted, zeros(array.getElementType(), loc),
                               Values(array.getNumDynamicDims(), none),
                               llvm::to_vector(llvm::seq<int64_t>(0, array.getRank())));
  }
  return cast(ConstOp::create(builder, loc, llvm::cast<TypedAttr>(builder.getZeroAttr(raw))),
              wanted, loc);
}

/// Random numbers for a product: the key is folded with the index of the part.
Value Lowering::drawRandom(StringRef op, Value key, Type result, Location loc) {
  if (auto product = dyn_cast<ProdType>(result)) {
    Values parts;
    for (auto [i, element] : llvm::enumerate(product.getElements())) {
      Value index = ConstOp::create(builder, loc, builder.getI64IntegerAttr(i));
      parts.push_back(drawRandom(op, KeyFoldOp::create(builder, loc, key, index), element, loc));
    }
    return pack(parts, product, loc);
  }
  return generic(op, key, result, loc);
}

/// Ops on products of float arrays: `cat.vect_X` is the elementwise `cat.X` on every leaf,
/// `cat.vect_sum` the sum of all their elements.
Value Lowering::vectPrimitive(StringRef name, Value argument, Type result, Location loc) {
  name.consume_front("cat.vect_");
  if (name != "sum") {
    bool isBinary = name == "max" || name == "min";
    return elementwise(("cat." + name).str(), isBinary ? component(argument, 0, loc) : argument,
                       isBinary ? component(argument, 1, loc) : Value(), loc);
  }
  Values leaves;
  flatten(argument, loc, leaves);
  Value total = number("0", result, loc);
  for (Value leaf : leaves) {
    if (isArray(leaf.getType()))
      leaf = FoldAxisOp::create(
          builder, loc, FoldKind::Add, leaf,
          llvm::to_vector(llvm::seq<int64_t>(0, shapeOf(leaf.getType()).size())));
    if (leaf.getType() != result)
      leaf = ConvertOp::create(builder, loc, TypeRange(result), leaf);
    total = generic("cat.add", {total, leaf}, result, loc);
  }
  return total;
}

Value Lowering::applyPrimitive(const Term &term, Value argument, Type result, Location loc) {
  StringRef name = term.text;
  if (!term.children.empty()) {
    Value function = arrowPrimitive(term);
    argument = cast(argument, llvm::cast<HomType>(function.getType()).getDomain(), loc);
    return EvalOp::create(builder, loc, result, function, argument).getResult(0);
  }
  auto part = [&](unsigned i) { return component(argument, i, loc); };
  auto fold = [&](FoldKind kind) -> Value {
    return FoldAxisOp::create(builder, loc, kind, argument, ArrayRef<int64_t>{0});
  };
  static const std::map<std::string, FoldKind> folds = {
      {"cat.sum", FoldKind::Add},       {"cat.product", FoldKind::Mul},
      {"cat.array_max", FoldKind::Max}, {"cat.array_min", FoldKind::Min},
      {"cat.all", FoldKind::And},       {"cat.any", FoldKind::Or}};
  if (auto it = folds.find(name.str()); it != folds.end())
    return fold(it->second);
  if (name == "cat.max" || name == "cat.min" || name == "cat.pow")
    return generic(name, {part(0), part(1)}, result, loc);
  if (name.starts_with("cat.vect_"))
    return vectPrimitive(name, argument, result, loc);
  if (name == "cat.len")
    return DimOp::create(builder, loc, argument, int64_t(term.index));
  if (name == "cat.zip") {
    Value left = part(0), right = part(1);
    // Two lengths of which one is unknown are compared here; the ops below rely on it.
    int64_t a = shapeOf(left.getType())[0], b = shapeOf(right.getType())[0];
    if (a == ShapedType::kDynamic || b == ShapedType::kDynamic) {
      Value m = DimOp::create(builder, loc, left, int64_t(0)),
            n = DimOp::create(builder, loc, right, int64_t(0));
      CheckOp::create(builder, loc, CmpOp::create(builder, loc, Compare::eq, m, n),
                      "the two sequences have different lengths", Value());
    }
    return ZipOp::create(builder, loc, result, ValueRange{left, right});
  }
  if (name == "cat.unzip") {
    auto product = llvm::cast<ProdType>(result);
    auto columns = UnzipOp::create(builder, loc, product.getElements(), argument);
    return pack(Values(columns->getResults()), product, loc);
  }
  static const std::set<StringRef> alongFirstAxis = {"cat.argmax", "cat.argmin", "cat.reverse",
                                                     "cat.sort", "cat.argsort"};
  if (alongFirstAxis.contains(name)) {
    OperationState state(loc, name, argument, result);
    state.addAttribute("axis", builder.getI64IntegerAttr(0));
    return builder.create(state)->getResult(0);
  }
  if (name == "cat.slice")
    return SliceOp::create(builder, loc, result, part(0), part(1), part(2), 0);
  if (name == "cat.concat")
    return ConcatOp::create(builder, loc, result, ValueRange{part(0), part(1)}, 0);
  if (name == "cat.fill")
    return BroadcastOp::create(builder, loc, result, part(0), ValueRange{part(1)},
                               ArrayRef<int64_t>{0});
  if (name == "cat.transpose") {
    SmallVector<int64_t> order = llvm::to_vector(llvm::seq<int64_t>(0, shapeOf(result).size()));
    std::swap(order[0], order[1]);
    return TransposeOp::create(builder, loc, result, argument, order);
  }
  if (name == "cat.reshape")
    return reshape(argument, result, loc);
  if (name == "cat.range") {
    auto numbers = RankedTensorType::get({ShapedType::kDynamic}, builder.getI64Type());
    Value iota = IotaOp::create(builder, loc, numbers, argument);
    return ConvertOp::create(builder, loc, TypeRange(result), iota);
  }
  if (name == "cat.indices") {
    int64_t length = shapeOf(argument.getType())[0];
    SmallVector<Value> sizes;
    if (length == ShapedType::kDynamic)
      sizes.push_back(DimOp::create(builder, loc, argument, int64_t(0)));
    auto numbers = RankedTensorType::get({length}, builder.getI64Type());
    return cast(IotaOp::create(builder, loc, numbers, sizes), result, loc);
  }
  if (name == "cat.zeros")
    return zeros(result, loc);
  if (name == "cat.key_seed")
    return KeySeedOp::create(
        builder, loc, ConvertOp::create(builder, loc, builder.getI64Type(), argument).getResult());
  if (name == "cat.key_fold")
    return KeyFoldOp::create(builder, loc, part(0), part(1));
  if (name == "cat.uniform" || name == "cat.normal")
    return drawRandom(name, argument, result, loc);
  if (name == "cat.permutation")
    return PermutationOp::create(builder, loc, result, part(0), part(1));
  if (name.consume_front("cat.read_"))
    return read(name, argument, result, loc);
  if (name.consume_front("cat.write_"))
    return write(name, part(0), part(1), result, loc);
  if (name == "cat.sample")
    return sampleArrow(term, argument, result, loc);
  if (name.consume_front("c."))
    return callC(term, argument, result, loc);
  return generic(term.text, argument, result, loc);
}

} // namespace cat
