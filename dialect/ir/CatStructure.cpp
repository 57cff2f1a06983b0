// Ops on the structure of arrays: inferred types, builders, verifiers, linearity and costs.
#include "dialect/ir/Cat.h"
#include "mlir/Dialect/Utils/IndexingUtils.h"
#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace cat;

/// True when two lengths agree, where `?` agrees with every length.
static bool agree(int64_t a, int64_t b) {
  return a == b || ShapedType::isDynamic(a) || ShapedType::isDynamic(b);
}

static bool agree(ArrayRef<int64_t> a, ArrayRef<int64_t> b) {
  return a.size() == b.size() && llvm::all_of(llvm::zip(a, b), [](auto p) {
           return agree(std::get<0>(p), std::get<1>(p));
         });
}

static LogicalResult verifyAxis(Operation *op, Type type, int64_t axis) {
  int64_t rank = shapeOf(type).size();
  if (axis >= 0 && axis < rank)
    return success();
  return op->emitOpError() << "names axis " << axis << " of " << type << ", which has " << rank
                           << " axes";
}

static LogicalResult verifyElement(Operation *op, Type from, Type to) {
  if (sameLeaves(elementOf(from), elementOf(to)))
    return success();
  return op->emitOpError() << "cannot turn elements of " << from << " into those of " << to;
}

static LogicalResult verifySizes(Operation *op, size_t sizes, size_t unknown) {
  if (sizes == unknown)
    return success();
  return op->emitOpError() << "has " << sizes << " sizes for " << unknown << " unknown lengths";
}

/// All axes agree but `axis`.
static LogicalResult verifyOtherAxes(Operation *op, Type from, Type to, int64_t axis) {
  if (failed(verifyAxis(op, from, axis)) || failed(verifyElement(op, from, to)))
    return failure();
  SmallVector<int64_t> a(shapeOf(from)), b(shapeOf(to));
  if (a.size() == b.size())
    a[axis] = b[axis] = 0;
  if (!agree(a, b))
    return op->emitOpError() << "changes axis " << axis << " only, but goes from " << from << " to "
                             << to;
  return success();
}

// ---- broadcast, transpose, reshape -------------------------------------------------------------

void BroadcastOp::build(OpBuilder &builder, OperationState &state, Value operand, int64_t leading,
                        Value size) {
  build(builder, state, cast<RankedTensorType>(stacked(leading, operand.getType())), operand,
        size ? ValueRange(size) : ValueRange(), ArrayRef<int64_t>{0});
}

LogicalResult BroadcastOp::verify() {
  ArrayRef<int64_t> result = getType().getShape();
  llvm::SmallDenseSet<int64_t> dims;
  for (int64_t dim : getDims())
    if (dim < 0 || dim >= getType().getRank() || !dims.insert(dim).second)
      return emitOpError() << "lists " << dim << " as a new axis of " << getType()
                           << ": new axes are different axes of the result";
  SmallVector<int64_t> old;
  for (auto [i, length] : llvm::enumerate(result))
    if (!dims.contains(i))
      old.push_back(length);
  if (!agree(old, shapeOf(getOperand().getType())))
    return emitOpError() << "without its new axes [" << getDims() << "], " << getType()
                         << " has not the shape of the operand " << getOperand().getType();
  size_t unknown =
      llvm::count_if(getDims(), [&](int64_t d) { return ShapedType::isDynamic(result[d]); });
  return failure(failed(verifyElement(*this, getOperand().getType(), getType())) ||
                 failed(verifySizes(*this, getSizes().size(), unknown)));
}

LogicalResult TransposeOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                            ValueRange operands, DictionaryAttr attributes,
                                            OpaqueProperties properties, RegionRange regions,
                                            SmallVectorImpl<Type> &types) {
  Adaptor adaptor(operands, attributes, properties, regions);
  Type type = adaptor.getOperand().getType();
  ArrayRef<int64_t> permutation = adaptor.getPermutation();
  if (permutation.size() != shapeOf(type).size() || !isPermutationVector(permutation))
    return emitOptionalError(loc, "cat.transpose: [", permutation, "] is no order of the axes of ",
                             type);
  auto shape = llvm::map_to_vector(permutation, [&](int64_t axis) { return shapeOf(type)[axis]; });
  types.push_back(arrayOf(shape, elementOf(type)));
  return success();
}

LogicalResult TransposeOp::verify() { return success(); }

LogicalResult ReshapeOp::verify() {
  ArrayRef<int64_t> from = shapeOf(getOperand().getType()), to = shapeOf(getType());
  bool isStatic = !ShapedType::isDynamicShape(from) && !ShapedType::isDynamicShape(to);
  if (isStatic && ShapedType::getNumElements(from) != ShapedType::getNumElements(to))
    return emitOpError() << "goes from " << getOperand().getType() << " to " << getType()
                         << ": the numbers of elements differ";
  return failure(
      failed(verifyElement(*this, getOperand().getType(), getType())) ||
      failed(verifySizes(*this, getSizes().size(), llvm::count_if(to, ShapedType::isDynamic))));
}

// ---- Parts of an axis --------------------------------------------------------------------------

LogicalResult SliceOp::verify() {
  return verifyOtherAxes(*this, getOperand().getType(), getType(), getAxis());
}
LogicalResult PadOp::verify() {
  return verifyOtherAxes(*this, getOperand().getType(), getType(), getAxis());
}

void ConcatOp::build(OpBuilder &builder, OperationState &state, ValueRange parts, int64_t axis) {
  Type first = parts.front().getType();
  SmallVector<int64_t> shape(shapeOf(first));
  shape[axis] = 0;
  for (Value part : parts) {
    int64_t length = shapeOf(part.getType())[axis];
    shape[axis] = ShapedType::isDynamic(length) || ShapedType::isDynamic(shape[axis])
                      ? ShapedType::kDynamic
                      : shape[axis] + length;
  }
  build(builder, state, cast<RankedTensorType>(arrayOf(shape, elementOf(first))), parts,
        builder.getI64IntegerAttr(axis));
}

LogicalResult ConcatOp::verify() {
  if (getParts().empty())
    return emitOpError() << "needs at least one array";
  int64_t total = 0, axis = getAxis();
  for (Value part : getParts()) {
    if (failed(verifyOtherAxes(*this, part.getType(), getType(), axis)))
      return failure();
    int64_t length = shapeOf(part.getType())[axis];
    total = ShapedType::isDynamic(length) || ShapedType::isDynamic(total) ? ShapedType::kDynamic
                                                                          : total + length;
  }
  if (!agree(total, getType().getDimSize(axis)))
    return emitOpError() << "joins parts of total length " << total << " into " << getType();
  return success();
}

LogicalResult ReverseOp::verify() { return verifyAxis(*this, getType(), getAxis()); }

LogicalResult IotaOp::verify() {
  Type element = getType().getElementType();
  if (getType().getRank() != 1 || !(element.isSignlessInteger(64) || isa<FloatType>(element)))
    return emitOpError() << "gives an array of i64 or floats with one axis, not " << getType();
  return verifySizes(*this, getSizes().size(), getType().isDynamicDim(0));
}

void DimOp::build(OpBuilder &builder, OperationState &state, Value operand, int64_t axis) {
  build(builder, state, builder.getIndexType(), operand, builder.getI64IntegerAttr(axis));
}

LogicalResult DimOp::verify() { return verifyAxis(*this, getOperand().getType(), getAxis()); }

// ---- zip, unzip --------------------------------------------------------------------------------

LogicalResult ZipOp::verify() {
  if (sameLeaves(getArrays().getTypes(), getType()))
    return success();
  return emitOpError() << "cannot make " << getType() << " of (" << getArrays().getTypes() << ")";
}

LogicalResult UnzipOp::verify() {
  if (sameLeaves(getArray().getType(), getResultTypes()))
    return success();
  return emitOpError() << "cannot make (" << getResultTypes() << ") of " << getArray().getType();
}

// ---- gather, scatter_add -----------------------------------------------------------------------

LogicalResult GatherOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                         ValueRange operands, DictionaryAttr attributes,
                                         OpaqueProperties properties, RegionRange regions,
                                         SmallVectorImpl<Type> &types) {
  Adaptor adaptor(operands, attributes, properties, regions);
  Type table = adaptor.getTable().getType(), indices = adaptor.getIndices().getType();
  size_t batch = adaptor.getBatchDims();
  if (batch >= shapeOf(table).size() || batch > shapeOf(indices).size())
    return emitOptionalError(loc, "cat.gather: ", batch, " batch axes are too many for ", table,
                             " and ", indices);
  if (!agree(shapeOf(table).take_front(batch), shapeOf(indices).take_front(batch)))
    return emitOptionalError(loc, "cat.gather: the leading ", batch, " axes of ", table, " and ",
                             indices, " differ");
  SmallVector<int64_t> shape(shapeOf(indices));
  llvm::append_range(shape, shapeOf(table).drop_front(batch + 1));
  types.push_back(arrayOf(shape, elementOf(table)));
  return success();
}

LogicalResult GatherOp::verify() { return success(); }

LogicalResult ScatterAddOp::verify() {
  ArrayRef<int64_t> indices = shapeOf(getIndices().getType()),
                    updates = shapeOf(getUpdates().getType()), result = getType().getShape();
  size_t batch = getBatchDims();
  if (batch > indices.size() || batch >= result.size())
    return emitOpError() << batch << " batch axes are too many for " << getIndices().getType()
                         << " and " << getType();
  SmallVector<int64_t> expected(indices);
  llvm::append_range(expected, result.drop_front(batch + 1));
  if (!agree(expected, updates) || !agree(result.take_front(batch), indices.take_front(batch)))
    return emitOpError() << "cannot add updates " << getUpdates().getType() << " at "
                         << getIndices().getType() << " into " << getType();
  return failure(
      failed(verifyElement(*this, getUpdates().getType(), getType())) ||
      failed(verifySizes(*this, getSizes().size(), llvm::count_if(result, ShapedType::isDynamic))));
}

// ---- contract ----------------------------------------------------------------------------------

/// The lengths of the iteration dims, from the operands; unknown ones stay `?`.
static SmallVector<int64_t> iterationShape(AffineMap lhs, Type lhsType, AffineMap rhs,
                                           Type rhsType) {
  SmallVector<int64_t> shape(lhs.getNumDims(), ShapedType::kDynamic);
  for (auto [map, type] : {std::pair(lhs, lhsType), std::pair(rhs, rhsType)})
    for (auto [axis, length] : llvm::enumerate(shapeOf(type)))
      if (int64_t &dim = shape[map.getDimPosition(axis)]; ShapedType::isDynamic(dim))
        dim = length;
  return shape;
}

void ContractOp::build(OpBuilder &builder, OperationState &state, Value lhs, Value rhs,
                       ArrayRef<AffineMap> maps) {
  auto shape = iterationShape(maps[0], lhs.getType(), maps[1], rhs.getType());
  SmallVector<int64_t> result;
  for (unsigned axis = 0; axis != maps[2].getNumResults(); ++axis)
    result.push_back(shape[maps[2].getDimPosition(axis)]);
  build(builder, state, arrayOf(result, elementOf(lhs.getType())), lhs, rhs,
        builder.getAffineMapArrayAttr(maps));
}

LogicalResult ContractOp::verify() {
  if (getMaps().size() != 3)
    return emitOpError() << "has " << getMaps().size()
                         << " maps; it needs one each for lhs, rhs and result";
  Type types[] = {getLhs().getType(), getRhs().getType(), getType()};
  static constexpr StringRef names[] = {"lhs", "rhs", "result"};
  unsigned dims = getMap(0).getNumDims();
  SmallVector<int64_t> shape(dims, ShapedType::kDynamic);
  SmallVector<bool> bound(dims, false);
  for (unsigned i = 0; i != 3; ++i) {
    AffineMap map = getMap(i);
    if (map.getNumDims() != dims || !map.isProjectedPermutation())
      return emitOpError() << "the map of " << names[i] << ", " << getMaps()[i]
                           << ", must list different dims of " << dims;
    if (map.getNumResults() != shapeOf(types[i]).size())
      return emitOpError() << "the map of " << names[i] << ", " << getMaps()[i]
                           << ", has not one dim for each axis of " << types[i];
    if (elementOf(types[i]) != elementOf(getType()))
      return emitOpError() << "mixes elements " << elementOf(types[i]) << " and "
                           << elementOf(getType());
    for (auto [axis, length] : llvm::enumerate(shapeOf(types[i]))) {
      unsigned dim = map.getDimPosition(axis);
      if (!agree(shape[dim], length))
        return emitOpError() << "dim d" << dim << " is " << shape[dim] << " long, but axis " << axis
                             << " of " << names[i] << " is " << length;
      if (i == 2 && !bound[dim])
        return emitOpError() << "dim d" << dim << " of the result occurs in no operand";
      bound[dim] = true;
      shape[dim] = ShapedType::isDynamic(shape[dim]) ? length : shape[dim];
    }
  }
  for (unsigned dim = 0; dim != dims; ++dim)
    if (!bound[dim])
      return emitOpError() << "dim d" << dim << " occurs in no map";
  return success();
}

Cost ContractOp::cost() {
  Cost cost = defaultCost(*this);
  cost.flops = 2;
  for (int64_t dim : iterationShape(getMap(0), getLhs().getType(), getMap(1), getRhs().getType()))
    cost.flops *= ShapedType::isDynamic(dim) ? 64.0 : static_cast<double>(dim);
  return cost;
}

// ---- fold_axis, argmax, sort -------------------------------------------------------------------

LogicalResult FoldAxisOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                           ValueRange operands, DictionaryAttr attributes,
                                           OpaqueProperties properties, RegionRange regions,
                                           SmallVectorImpl<Type> &types) {
  Adaptor adaptor(operands, attributes, properties, regions);
  Type type = adaptor.getOperand().getType();
  llvm::SmallDenseSet<int64_t> dims;
  for (int64_t dim : adaptor.getDims())
    if (dim < 0 || dim >= static_cast<int64_t>(shapeOf(type).size()) || !dims.insert(dim).second)
      return emitOptionalError(loc, "cat.fold_axis: [", adaptor.getDims(),
                               "] are not different axes of ", type);
  SmallVector<int64_t> shape;
  for (auto [axis, length] : llvm::enumerate(shapeOf(type)))
    if (!dims.contains(axis))
      shape.push_back(length);
  types.push_back(arrayOf(shape, elementOf(type)));
  return success();
}

LogicalResult FoldAxisOp::verify() {
  bool isLogical = getKind() == FoldKind::And || getKind() == FoldKind::Or;
  if (!isNumbers(getOperand().getType()) || (isLogical && !isIntLike(getOperand().getType())))
    return emitOpError() << "cannot fold " << getOperand().getType() << " with "
                         << stringifyFoldKind(getKind());
  return success();
}

Cost FoldAxisOp::cost() {
  Cost cost = defaultCost(*this);
  cost.flops = guessElements(getOperand().getType());
  return cost;
}

static LogicalResult verifyArg(Operation *op, Type operand, Type result, int64_t axis) {
  if (failed(verifyAxis(op, operand, axis)))
    return failure();
  SmallVector<int64_t> shape(shapeOf(operand));
  shape.erase(shape.begin() + axis);
  if (!agree(shape, shapeOf(result)))
    return op->emitOpError() << "gives a position for each line of " << operand << " along axis "
                             << axis << ", which is not the shape of " << result;
  return success();
}

LogicalResult ArgMaxOp::verify() {
  return verifyArg(*this, getOperand().getType(), getType(), getAxis());
}
LogicalResult ArgMinOp::verify() {
  return verifyArg(*this, getOperand().getType(), getType(), getAxis());
}
LogicalResult SortOp::verify() { return verifyAxis(*this, getType(), getAxis()); }
LogicalResult ArgSortOp::verify() { return verifyAxis(*this, getType(), getAxis()); }

LogicalResult ArgSortOp::inferReturnTypes(MLIRContext *context, std::optional<Location>,
                                          ValueRange operands, DictionaryAttr, OpaqueProperties,
                                          RegionRange, SmallVectorImpl<Type> &types) {
  types.push_back(withElement(operands.front().getType(), IntegerType::get(context, 64)));
  return success();
}

// ---- Linearity ---------------------------------------------------------------------------------

bool BroadcastOp::isLinearIn(unsigned operand) { return operand == 0; }
bool TransposeOp::isLinearIn(unsigned) { return true; }
bool ReshapeOp::isLinearIn(unsigned operand) { return operand == 0; }
bool SliceOp::isLinearIn(unsigned operand) { return operand == 0; }
bool PadOp::isLinearIn(unsigned operand) { return operand == 0; }
bool ConcatOp::isLinearIn(unsigned) { return true; }
bool ReverseOp::isLinearIn(unsigned) { return true; }
bool GatherOp::isLinearIn(unsigned operand) { return operand == 0; }
bool ScatterAddOp::isLinearIn(unsigned operand) { return operand == 1; }
bool ContractOp::isLinearIn(unsigned) { return true; }
bool ContractOp::isJointlyLinear() { return false; }
bool FoldAxisOp::isLinearIn(unsigned) { return getKind() == FoldKind::Add; }
