// Literals, calls of the runtime, failures and shapes, for the lowerings of single ops.
#include "dialect/conversion/Lowering.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/ValueBoundsOpInterface.h"
#include "llvm/Support/xxhash.h"

using namespace mlir;
using namespace cat;

Type cat::lowerType(Type type) {
  MLIRContext *context = type.getContext();
  if (auto tensor = dyn_cast<RankedTensorType>(type)) {
    Type element = lowerType(tensor.getElementType());
    return element == tensor.getElementType() ? type : tensor.clone(element);
  }
  if (isa<TextType>(type))
    return LLVM::LLVMPointerType::get(context);
  if (isa<KeyType, FinType>(type))
    return IntegerType::get(context, 64);
  if (auto integer = dyn_cast<IntegerType>(type); integer && integer.isUnsigned())
    return IntegerType::get(context, integer.getWidth());
  return type;
}

bool cat::isUnsigned(Type type) {
  return type.isUnsignedInteger() || type.isIndex() || type.isInteger(1);
}

Value cat::constantIndex(OpBuilder &b, Location loc, int64_t value) {
  return arith::ConstantIndexOp::create(b, loc, value);
}
Value cat::constantI64(OpBuilder &b, Location loc, int64_t value) {
  return arith::ConstantIntOp::create(b, loc, value, 64);
}
Value cat::constantNumber(OpBuilder &b, Location loc, Type type, double value) {
  if (isa<FloatType>(type))
    return arith::ConstantOp::create(b, loc, b.getFloatAttr(type, value));
  return arith::ConstantOp::create(b, loc, b.getIntegerAttr(type, static_cast<int64_t>(value)));
}

static ModuleOp moduleOf(OpBuilder &b) {
  return b.getInsertionBlock()->getParentOp()->getParentOfType<ModuleOp>();
}

/// The address of a constant global with these contents; equal ones are shared.
static Value constantGlobal(OpBuilder &b, Location loc, StringRef prefix, StringRef key, Type type,
                            function_ref<void(OpBuilder &, LLVM::GlobalOp)> initialise) {
  ModuleOp module = moduleOf(b);
  std::string name = (prefix + llvm::utohexstr(llvm::xxh3_64bits(key))).str();
  if (!module.lookupSymbol(name)) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(module.getBody());
    auto global = LLVM::GlobalOp::create(b, loc, type, /*isConstant=*/true, LLVM::Linkage::Internal,
                                         name, Attribute());
    initialise(b, global);
  }
  return LLVM::AddressOfOp::create(b, loc, LLVM::LLVMPointerType::get(b.getContext()), name);
}

Value cat::cString(OpBuilder &b, Location loc, StringRef text) {
  std::string bytes = text.str() + '\0';
  Type type = LLVM::LLVMArrayType::get(b.getI8Type(), bytes.size());
  return constantGlobal(b, loc, "cat.string.", bytes, type, [&](OpBuilder &b, LLVM::GlobalOp g) {
    g.setValueAttr(b.getStringAttr(bytes));
  });
}

Value cat::textConstant(OpBuilder &b, Location loc, StringRef text) {
  Type bytes = LLVM::LLVMArrayType::get(b.getI8Type(), text.size());
  Type type = LLVM::LLVMStructType::getLiteral(b.getContext(), {b.getI64Type(), bytes});
  return constantGlobal(b, loc, "cat.text.", text, type, [&](OpBuilder &b, LLVM::GlobalOp g) {
    b.createBlock(&g.getInitializerRegion());
    Value value = LLVM::UndefOp::create(b, loc, type);
    Value length = LLVM::ConstantOp::create(b, loc, b.getI64IntegerAttr(text.size()));
    value = LLVM::InsertValueOp::create(b, loc, value, length, ArrayRef<int64_t>{0});
    if (!text.empty()) {
      Value data = LLVM::ConstantOp::create(b, loc, bytes, b.getStringAttr(text));
      value = LLVM::InsertValueOp::create(b, loc, value, data, ArrayRef<int64_t>{1});
    }
    LLVM::ReturnOp::create(b, loc, value);
  });
}

ValueRange cat::callRuntime(OpBuilder &b, Location loc, StringRef name, TypeRange results,
                            ValueRange operands, bool isInterface) {
  ModuleOp module = moduleOf(b);
  if (!module.lookupSymbol(name)) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(module.getBody());
    auto type = b.getFunctionType(operands.getTypes(), results);
    auto function = func::FuncOp::create(b, loc, name, type);
    function.setPrivate();
    if (isInterface)
      function->setAttr("llvm.emit_c_interface", b.getUnitAttr());
  }
  return func::CallOp::create(b, loc, name, results, operands).getResults();
}

static void failWith(OpBuilder &b, Location loc, Value bad,
                     function_ref<void(OpBuilder &, Value status, Value place)> call) {
  if (matchPattern(bad, m_Zero()))
    return;
  auto branch = scf::IfOp::create(b, loc, bad, /*withElseRegion=*/false);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(&branch.getThenRegion().front());
  call(b, constantI64(b, loc, 65), cString(b, loc, placeOf(loc)));
}

void cat::failIf(OpBuilder &b, Location loc, Value bad, StringRef message) {
  failWith(b, loc, bad, [&](OpBuilder &b, Value status, Value place) {
    callRuntime(b, loc, "catrt_fail", {}, {status, place, cString(b, loc, message)});
  });
}

Value cat::widened(OpBuilder &b, Location loc, Value integer) {
  Type i64 = b.getI64Type(), type = integer.getType();
  if (type.isIndex())
    return arith::IndexCastOp::create(b, loc, i64, integer);
  return type == i64 ? integer : arith::ExtSIOp::create(b, loc, i64, integer).getResult();
}

void cat::failIf(OpBuilder &b, Location loc, Value bad, StringRef message, Value number) {
  failWith(b, loc, bad, [&](OpBuilder &b, Value status, Value place) {
    Type f64 = b.getF64Type(), type = number.getType();
    Value text = cString(b, loc, message), value = number;
    if (isa<FloatType>(type)) {
      if (type != f64)
        value = arith::ExtFOp::create(b, loc, f64, value);
      callRuntime(b, loc, "catrt_fail_f64", {}, {status, place, text, value});
      return;
    }
    callRuntime(b, loc, "catrt_fail_i64", {}, {status, place, text, widened(b, loc, value)});
  });
}

void cat::checkIndex(OpBuilder &b, Location loc, Value index, Value length) {
  Value bad = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::uge, index, length);
  failIf(b, loc, bad, "index out of range", index);
}

/// The length of an axis as far as the operations before tell.
static std::optional<int64_t> knownLength(Value tensor, int64_t axis) {
  auto type = cast<RankedTensorType>(tensor.getType());
  if (!type.isDynamicDim(axis))
    return type.getDimSize(axis);
  FailureOr<int64_t> length =
      ValueBoundsConstraintSet::computeConstantBound(presburger::BoundType::EQ, {tensor, axis});
  return succeeded(length) ? std::optional<int64_t>(*length) : std::nullopt;
}

Value cat::checkSameLength(OpBuilder &b, Location loc, Value x, int64_t xAxis, Value y,
                           int64_t yAxis) {
  auto type = cast<RankedTensorType>(y.getType());
  bool isStatic =
      !cast<RankedTensorType>(x.getType()).isDynamicDim(xAxis) && !type.isDynamicDim(yAxis);
  if (isStatic || (x == y && xAxis == yAxis))
    return y;
  Value have = tensor::DimOp::create(b, loc, y, yAxis);
  Value want = tensor::DimOp::create(b, loc, x, xAxis);
  Value bad = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::ne, have, want);
  failIf(b, loc, bad, "two arrays have different lengths, the second one", have);
  auto known = knownLength(x, xAxis), other = knownLength(y, yAxis);
  if (!known || !other || *known == *other)
    return y;
  // The program stops here; what comes behind must still make sense.
  SmallVector<OpFoldResult> sizes = tensor::getMixedSizes(b, loc, y);
  sizes[yAxis] = want;
  SmallVector<Value> dynamic;
  for (auto [d, size] : llvm::enumerate(sizes))
    if (type.isDynamicDim(d))
      dynamic.push_back(getValueOrCreateConstantIndexOp(b, loc, size));
  return tensor::EmptyOp::create(b, loc, type, dynamic);
}

Value cat::checkSameShape(OpBuilder &b, Location loc, Value x, Value y) {
  for (int64_t d = 0; d < cast<RankedTensorType>(x.getType()).getRank(); ++d)
    y = checkSameLength(b, loc, x, d, y, d);
  return y;
}

SmallVector<OpFoldResult> cat::sizesOf(OpBuilder &b, Location loc, Value tensor) {
  return tensor::getMixedSizes(b, loc, tensor);
}

SmallVector<OpFoldResult> cat::sizesOf(OpBuilder &b, RankedTensorType type, ValueRange dynamic) {
  SmallVector<OpFoldResult> sizes;
  for (int64_t size : type.getShape()) {
    if (!ShapedType::isDynamic(size)) {
      sizes.push_back(b.getIndexAttr(size));
      continue;
    }
    sizes.push_back(dynamic.front());
    dynamic = dynamic.drop_front();
  }
  return sizes;
}

Window::Window(OpBuilder &b, Location loc, Value tensor)
    : offsets(shapeOf(tensor.getType()).size(), b.getIndexAttr(0)), sizes(sizesOf(b, loc, tensor)),
      strides(offsets.size(), b.getIndexAttr(1)) {}

static bool hasNoElements(Type type) { return llvm::is_contained(shapeOf(type), 0); }

Value cat::slice(OpBuilder &b, Location loc, Value array, const Window &window,
                 RankedTensorType type) {
  auto from = cast<RankedTensorType>(array.getType());
  if (hasNoElements(from)) {
    // A row has one axis less.
    ArrayRef<OpFoldResult> sizes = window.sizes;
    sizes = type ? sizes.take_back(type.getRank()) : sizes;
    return tensor::EmptyOp::create(b, loc, sizes, from.getElementType());
  }
  if (!type)
    type = tensor::ExtractSliceOp::inferResultType(from, window.sizes);
  return tensor::ExtractSliceOp::create(b, loc, type, array, window.offsets, window.sizes,
                                        window.strides);
}

Value cat::insertSlice(OpBuilder &b, Location loc, Value part, Value array, const Window &window) {
  if (hasNoElements(part.getType()) || hasNoElements(array.getType()))
    return array;
  return tensor::InsertSliceOp::create(b, loc, part, array, window.offsets, window.sizes,
                                       window.strides);
}

/// An empty tensor of `sizes`, with static lengths wherever `type` has them.
static Value emptyTensor(OpBuilder &b, Location loc, RankedTensorType type,
                         ArrayRef<OpFoldResult> sizes) {
  SmallVector<Value> dynamic;
  for (auto [k, size] : llvm::enumerate(sizes))
    if (type.isDynamicDim(k))
      dynamic.push_back(getValueOrCreateConstantIndexOp(b, loc, size));
  return tensor::EmptyOp::create(b, loc, type, dynamic);
}

Value cat::generate(OpBuilder &b, Location loc, RankedTensorType type, ArrayRef<OpFoldResult> sizes,
                    ValueRange inputs, ArrayRef<AffineMap> maps,
                    function_ref<Value(OpBuilder &, ValueRange, ValueRange)> body) {
  unsigned rank = type.getRank();
  SmallVector<AffineMap> allMaps(maps);
  allMaps.push_back(b.getMultiDimIdentityMap(rank));
  SmallVector<utils::IteratorType> iterators(rank, utils::IteratorType::parallel);
  Value empty = emptyTensor(b, loc, type, sizes);
  return genericOp(b, loc, inputs, empty, allMaps, iterators,
                   [&](OpBuilder &b, ValueRange elements) -> SmallVector<Value> {
                     SmallVector<Value> indices;
                     for (unsigned d = 0; d < rank; ++d)
                       indices.push_back(linalg::IndexOp::create(b, loc, d));
                     return {body(b, indices, elements.drop_back())};
                   })[0];
}

ValueRange cat::genericOp(OpBuilder &b, Location loc, ValueRange inputs, ValueRange inits,
                          ArrayRef<AffineMap> maps, ArrayRef<utils::IteratorType> iterators,
                          function_ref<SmallVector<Value>(OpBuilder &, ValueRange)> body) {
  auto op = linalg::GenericOp::create(b, loc, TypeRange(inits), inputs, inits, maps, iterators);
  SmallVector<Type> elements;
  for (Value v : op->getOperands())
    elements.push_back(elementOf(v.getType()));
  OpBuilder::InsertionGuard guard(b);
  Block *block =
      b.createBlock(&op.getRegion(), {}, elements, SmallVector<Location>(elements.size(), loc));
  linalg::YieldOp::create(b, loc, body(b, block->getArguments()));
  return op.getResults();
}

Value cat::filled(OpBuilder &b, Location loc, RankedTensorType type, ArrayRef<OpFoldResult> sizes,
                  Value value) {
  Value empty = emptyTensor(b, loc, type, sizes);
  return linalg::FillOp::create(b, loc, ValueRange(value), ValueRange(empty)).getResult(0);
}
