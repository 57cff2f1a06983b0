// The point layer: inferred types, builders and verifiers of application, naming, products, sums,
// random draws, elementwise ops and effects.
#include "dialect/ir/Cat.h"
#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace cat;

// ---- eval --------------------------------------------------------------------------------------

void EvalOp::build(OpBuilder &builder, OperationState &state, Value callee, ValueRange inputs) {
  build(builder, state, TypeRange(cast<HomType>(callee.getType()).getCodomain()), callee, inputs);
}

LogicalResult EvalOp::verify() {
  HomType hom = getCallee().getType();
  if (!sameLeaves(getInputs().getTypes(), hom.getDomain()))
    return emitOpError() << "applies an arrow from " << hom.getDomain() << " to ("
                         << getInputs().getTypes() << ")";
  if (!sameLeaves(getResultTypes(), hom.getCodomain()))
    return emitOpError() << "applies an arrow to " << hom.getCodomain() << " but gives ("
                         << getResultTypes() << ")";
  return success();
}

// ---- name and forget ---------------------------------------------------------------------------

/// Both sides of a renaming are made of the same things.
static LogicalResult verifyRenaming(Operation *op, Type from, Type to) {
  for (Type type : {from, to})
    if (!eraseType(type, op))
      return op->emitOpError() << "mentions an object of " << type << " that has no definition";
  Type source = eraseType(from, op), target = eraseType(to, op);
  if (!sameLeaves(source, target))
    return op->emitOpError() << "cannot go from " << from << " to " << to << ": one is made of "
                             << source << ", the other of " << target;
  return success();
}

LogicalResult NameOp::verifySymbolUses(SymbolTableCollection &) {
  return verifyRenaming(*this, getValue().getType(), getType());
}

LogicalResult HoldsOp::verifySymbolUses(SymbolTableCollection &) {
  return verifyRenaming(*this, getValue().getType(), getAs());
}

LogicalResult ForgetOp::verifySymbolUses(SymbolTableCollection &) {
  return verifyRenaming(*this, getValue().getType(), getType());
}

// ---- Products and sums -------------------------------------------------------------------------

void PackOp::build(OpBuilder &builder, OperationState &state, ValueRange elements) {
  build(builder, state, ProdType::get(builder.getContext(), SmallVector<Type>(elements.getTypes())),
        elements);
}

LogicalResult PackOp::verify() {
  if (getElements().getTypes() != TypeRange(getType().getElements()))
    return emitOpError() << "packs (" << getElements().getTypes() << ") into " << getType();
  return success();
}

void GetOp::build(OpBuilder &builder, OperationState &state, Value product, int64_t index) {
  build(builder, state, cast<ProdType>(product.getType()).getElements()[index], product,
        builder.getI64IntegerAttr(index));
}

LogicalResult GetOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                      ValueRange operands, DictionaryAttr attributes,
                                      OpaqueProperties properties, RegionRange regions,
                                      SmallVectorImpl<Type> &types) {
  Adaptor adaptor(operands, attributes, properties, regions);
  auto product = dyn_cast<ProdType>(adaptor.getProduct().getType());
  if (!product)
    return emitOptionalError(loc, "cat.get takes a component of a product, not of ",
                             adaptor.getProduct().getType());
  if (adaptor.getIndex() >= product.size())
    return emitOptionalError(loc, "cat.get asks for component ", adaptor.getIndex(),
                             " of a product of ", product.size());
  types.push_back(product.getElements()[adaptor.getIndex()]);
  return success();
}

LogicalResult InjectOp::verify() {
  auto index = getType().indexOf(getLabel());
  if (!index)
    return emitOpError() << "names the alternative \"" << getLabel() << "\", which " << getType()
                         << " lacks";
  Type payload = getType().getPayloads()[*index];
  if (!sameLeaves(getPayload().getTypes(), payload))
    return emitOpError() << "gives \"" << getLabel() << "\" the payload ("
                         << getPayload().getTypes() << ") where " << payload << " is expected";
  return success();
}

// ---- Random ------------------------------------------------------------------------------------

void KeySeedOp::build(OpBuilder &builder, OperationState &state, Value seed) {
  build(builder, state, KeyType::get(builder.getContext()), seed);
}

void KeyFoldOp::build(OpBuilder &builder, OperationState &state, Value key, Value number) {
  build(builder, state, KeyType::get(builder.getContext()), key, number);
}

static LogicalResult verifySizes(Operation *op, ValueRange sizes, Type type) {
  size_t unknown = llvm::count_if(shapeOf(type), ShapedType::isDynamic);
  if (sizes.size() == unknown)
    return success();
  return op->emitOpError() << "has " << sizes.size() << " sizes for " << unknown
                           << " unknown lengths in " << type;
}

LogicalResult UniformOp::verify() { return verifySizes(*this, getSizes(), getType()); }
LogicalResult NormalOp::verify() { return verifySizes(*this, getSizes(), getType()); }

LogicalResult PermutationOp::verify() {
  if (getType().getRank() != 1 || !getType().getElementType().isSignlessInteger(64))
    return emitOpError() << "gives an array of i64 with one axis, not " << getType();
  return success();
}

// ---- Elementwise -------------------------------------------------------------------------------

LogicalResult CmpOp::inferReturnTypes(MLIRContext *context, std::optional<Location>,
                                      ValueRange operands, DictionaryAttr, OpaqueProperties,
                                      RegionRange, SmallVectorImpl<Type> &types) {
  types.push_back(withElement(operands.front().getType(), IntegerType::get(context, 1)));
  return success();
}

LogicalResult SelectOp::verify() {
  if (shapeOf(getCondition().getType()) != shapeOf(getType()))
    return emitOpError() << "has a condition of type " << getCondition().getType()
                         << " for points of type " << getType() << ": the shapes differ";
  return success();
}

Speculation::Speculatability cat::elementwiseSpeculatability(Operation *op) {
  Type element = elementOf(op->getOperand(0).getType());
  bool mayFail = false;
  if (isa<AddOp, SubOp, MulOp>(op))
    mayFail = element.isIndex();
  else if (isa<DivOp, RemOp>(op))
    mayFail = element.isIntOrIndex();
  else if (isa<NegOp>(op))
    mayFail = element.isIndex();
  else if (auto convert = dyn_cast<ConvertOp>(op)) {
    Type target = elementOf(convert.getType());
    mayFail =
        target.isIndex() || (isa<FloatType>(element) && target.isInteger() && !target.isInteger(1));
  }
  return mayFail ? Speculation::NotSpeculatable : Speculation::Speculatable;
}

// Linearity: add-like ops in all operands together, mul in each, div in its first, select in its
// two values.
bool AddOp::isLinearIn(unsigned) { return true; }
bool SubOp::isLinearIn(unsigned) { return true; }
bool NegOp::isLinearIn(unsigned) { return true; }
bool MulOp::isLinearIn(unsigned) { return true; }
bool MulOp::isJointlyLinear() { return false; }
bool DivOp::isLinearIn(unsigned operand) { return operand == 0; }
bool SelectOp::isLinearIn(unsigned operand) { return operand != 0; }
bool ConvertOp::isLinearIn(unsigned) {
  return isFloatLike(getOperand().getType()) && isFloatLike(getType());
}

// ---- Effects -----------------------------------------------------------------------------------

void TextConstOp::build(OpBuilder &builder, OperationState &state, StringRef text) {
  build(builder, state, TextType::get(builder.getContext()), builder.getStringAttr(text));
}

void FormatOp::build(OpBuilder &builder, OperationState &state, Value value, StringRef spec) {
  build(builder, state, TextType::get(builder.getContext()), value,
        spec.empty() ? StringAttr() : builder.getStringAttr(spec), TypeAttr::get(value.getType()));
}

LogicalResult LogMetricsOp::verify() {
  if (getNames().size() != getTexts().size())
    return emitOpError() << "has " << getTexts().size() << " values for " << getNames().size()
                         << " names";
  return success();
}

LogicalResult CallCOp::verify() {
  size_t unknown = 0;
  for (Type type : getResultTypes())
    for (Type leaf : splitType(type))
      unknown += llvm::count_if(shapeOf(leaf), ShapedType::isDynamic);
  if (getLengths().size() != 2 * unknown)
    return emitOpError() << "says where " << getLengths().size() / 2 << " of " << unknown
                         << " unknown lengths of its results come from";
  return success();
}

void TextEqualOp::build(OpBuilder &builder, OperationState &state, Value left, Value right) {
  build(builder, state, builder.getI1Type(), left, right);
}
