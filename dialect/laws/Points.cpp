// Lengths, constants and costs of points, for the laws of arrays and of linear maps.
#include "dialect/laws/Points.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;

namespace cat {

bool isTotalElementwise(Operation *op) {
  return op && op->hasTrait<OpTrait::Elementwise>() && op->getNumResults() == 1 &&
         op->getNumOperands() != 0 && isPure(op);
}

bool isOnlyFor(Value value, Operation *user) {
  Operation *op = value.getDefiningOp();
  return op && value.hasOneUse() && op->getBlock() == user->getBlock();
}

bool isRing(Type type) { return isNumbers(type) && elementOf(type).isIntOrFloat(); }

// ---- Lengths -----------------------------------------------------------------------------------

namespace {

/// Where an axis has its length from: a number, a point that says it, or an axis of an array.
struct Length {
  int64_t known = ShapedType::kDynamic;
  Value from;
  int64_t axis = -1; ///< of `from`; none if `from` says the length itself

  bool operator==(const Length &other) const {
    return known == other.known && from == other.from && axis == other.axis;
  }
};

} // namespace

static Length lengthOf(Value x, int64_t axis);

/// The length that an index says.
static Length lengthSaid(Value size) {
  if (auto known = integerOf(size))
    return {*known, Value()};
  auto dim = size.getDefiningOp<DimOp>();
  return dim ? lengthOf(dim.getOperand(), dim.getAxis()) : Length{ShapedType::kDynamic, size};
}

static Length lengthOfBroadcast(BroadcastOp op, int64_t axis) {
  unsigned size = 0, kept = 0;
  for (int64_t i = 0; i != axis; ++i) {
    bool isNew = llvm::is_contained(op.getDims(), i);
    size += isNew && op.getType().isDynamicDim(i);
    kept += !isNew;
  }
  return llvm::is_contained(op.getDims(), axis) ? lengthSaid(op.getSizes()[size])
                                                : lengthOf(op.getOperand(), kept);
}

static Length lengthOfContraction(ContractOp op, int64_t axis) {
  AffineExpr dim = op.getMap(2).getResult(axis);
  unsigned factor = op.getMap(0).getResultPosition(dim) ? 0 : 1;
  return lengthOf(op->getOperand(factor), *op.getMap(factor).getResultPosition(dim));
}

static Length lengthOfFold(FoldAxisOp op, int64_t axis) {
  int64_t from = 0;
  for (;; ++from)
    if (!llvm::is_contained(op.getDims(), from) && axis-- == 0)
      return lengthOf(op.getOperand(), from);
}

static Length lengthOfReshape(ReshapeOp op, int64_t axis) {
  return lengthSaid(
      op.getSizes()[llvm::count_if(shapeOf(op.getType()).take_front(axis), ShapedType::isDynamic)]);
}

static Length lengthOfGather(GatherOp op, int64_t axis) {
  int64_t rank = shapeOf(op.getIndices().getType()).size();
  return axis < rank ? lengthOf(op.getIndices(), axis)
                     : lengthOf(op.getTable(), axis - rank + op.getBatchDims() + 1);
}

/// The length of an axis of `x`, traced back to where it comes from.
static Length lengthOf(Value x, int64_t axis) {
  if (int64_t known = shapeOf(x.getType())[axis]; !ShapedType::isDynamic(known))
    return {known, Value()};
  Operation *op = x.getDefiningOp();
  Length itself{ShapedType::kDynamic, x, axis};
  if (!op)
    return itself;
  if (op->hasTrait<OpTrait::Elementwise>() && op->getNumOperands() != 0)
    return lengthOf(op->getOperands().back(), axis);
  return TypeSwitch<Operation *, Length>(op)
      .Case([&](BroadcastOp op) { return lengthOfBroadcast(op, axis); })
      .Case([&](TransposeOp op) { return lengthOf(op.getOperand(), op.getPermutation()[axis]); })
      .Case([&](ContractOp op) { return lengthOfContraction(op, axis); })
      .Case([&](FoldAxisOp op) { return lengthOfFold(op, axis); })
      .Case([&](ReshapeOp op) { return lengthOfReshape(op, axis); })
      .Case([&](GatherOp op) { return lengthOfGather(op, axis); })
      .Case([&](SliceOp op) {
        return axis == static_cast<int64_t>(op.getAxis()) ? lengthSaid(op.getLength())
                                                          : lengthOf(op.getOperand(), axis);
      })
      .Case([&](IotaOp op) { return lengthSaid(op.getSizes().front()); })
      .Case<ReverseOp, SortOp, ArgSortOp>(
          [&](Operation *op) { return lengthOf(op->getOperand(0), axis); })
      .Default(itself);
}

std::optional<int64_t> knownLength(Value x, int64_t axis) {
  Length length = lengthOf(x, axis);
  return length.from ? std::nullopt : std::optional(length.known);
}

Value beforeWidening(Value value) {
  auto reshape = value.getDefiningOp<ReshapeOp>();
  Value x = reshape ? reshape.getOperand() : Value();
  if (!x || shapeOf(x.getType()).size() != shapeOf(reshape.getType()).size())
    return Value();
  for (auto [axis, length] : llvm::enumerate(shapeOf(x.getType())))
    if (ShapedType::isDynamic(length) || knownLength(reshape, axis) != length)
      return Value();
  return x;
}

bool sameLength(Value x, int64_t i, Value y, int64_t j) { return lengthOf(x, i) == lengthOf(y, j); }

bool sameShape(Value x, Value y) {
  int64_t rank = shapeOf(x.getType()).size();
  return rank == static_cast<int64_t>(shapeOf(y.getType()).size()) &&
         llvm::all_of(llvm::seq(rank), [&](int64_t i) { return sameLength(x, i, y, i); });
}

bool cannotStop(ContractOp op) {
  if (!isRing(op.getType()))
    return false;
  for (auto [axis, dim] : llvm::enumerate(op.getMap(0).getResults()))
    if (auto other = op.getMap(1).getResultPosition(dim);
        other && !sameLength(op.getLhs(), axis, op.getRhs(), *other))
      return false;
  return true;
}

bool cannotStop(Operation *op) {
  if (!isTotalElementwise(op))
    return false;
  Value last = op->getOperands().back();
  return llvm::all_of(op->getOperands().drop_back(), [&](Value x) { return sameShape(x, last); });
}

Value lengthOf(OpBuilder &b, Location loc, Value x, int64_t axis) {
  int64_t known = shapeOf(x.getType())[axis];
  return ShapedType::isDynamic(known) ? DimOp::create(b, loc, x, axis).getResult()
                                      : ConstOp::create(b, loc, b.getIndexAttr(known)).getResult();
}

// ---- Constants and costs -----------------------------------------------------------------------

std::optional<double> constantOf(Value value) {
  if (auto broadcast = value.getDefiningOp<BroadcastOp>())
    return constantOf(broadcast.getOperand());
  Attribute attr;
  if (!matchPattern(value, m_Constant(&attr)))
    return std::nullopt;
  if (auto dense = dyn_cast<DenseElementsAttr>(attr); dense && dense.isSplat())
    attr = dense.getSplatValue<Attribute>();
  if (auto number = dyn_cast<FloatAttr>(attr))
    return number.getValueAsDouble();
  if (auto number = dyn_cast<IntegerAttr>(attr); number && number.getValue().getBitWidth() <= 64)
    return number.getType().isUnsignedInteger()
               ? static_cast<double>(number.getValue().getZExtValue())
               : static_cast<double>(number.getValue().getSExtValue());
  return std::nullopt;
}

std::optional<int64_t> integerOf(Value value) {
  IntegerAttr attr;
  if (!matchPattern(value, m_Constant(&attr)))
    return std::nullopt;
  return attr.getValue().trySExtValue();
}

bool isConstant(Value value, double number) {
  auto constant = constantOf(value);
  return constant && *constant == number;
}

double timeOf(Cost cost) { return cost.flops + 4 * cost.bytes; }

double timeOf(double flops, TypeRange moved) {
  Cost cost{flops, 0};
  for (Type type : moved)
    cost.bytes += guessBytes(type);
  return timeOf(cost);
}

// ---- Terms -------------------------------------------------------------------------------------

Value rebuild(OpBuilder &b, Operation *op, ValueRange operands, Type type) {
  OperationState state(op->getLoc(), op->getName());
  state.addAttributes(llvm::to_vector(op->getDiscardableAttrs()));
  state.propertiesAttr = op->getPropertiesAsAttribute();
  state.addOperands(operands);
  state.addTypes(type);
  return b.create(state)->getResult(0);
}

std::optional<Repeated> repeatedOf(Value value) {
  DenseElementsAttr dense;
  if (matchPattern(value, m_Constant(&dense)) && dense.isSplat()) {
    auto axes = llvm::to_vector(llvm::seq<int64_t>(0, dense.getType().getRank()));
    return Repeated{value, axes, SmallVector<Value>(axes.size())};
  }
  auto broadcast = value.getDefiningOp<BroadcastOp>();
  // The sizes stand in the order of sorted dims.
  if (!broadcast || !llvm::is_sorted(broadcast.getDims()))
    return std::nullopt;
  Repeated repeated{value, llvm::to_vector(broadcast.getDims()), {}};
  auto size = broadcast.getSizes().begin();
  for (int64_t axis : repeated.dims)
    repeated.sizes.push_back(broadcast.getType().isDynamicDim(axis) ? *size++ : Value());
  return repeated;
}

Value without(OpBuilder &b, Location loc, const Repeated &x, ArrayRef<int64_t> axes) {
  SmallVector<int64_t> shape, dims;
  SmallVector<Value> sizes;
  for (auto [axis, length] : llvm::enumerate(shapeOf(x.value.getType()))) {
    int64_t position = axis;
    if (llvm::is_contained(axes, position))
      continue;
    if (const auto *at = llvm::find(x.dims, position); at != x.dims.end()) {
      dims.push_back(shape.size());
      if (Value size = x.sizes[at - x.dims.begin()])
        sizes.push_back(size);
    }
    shape.push_back(length);
  }
  Type type = arrayOf(shape, elementOf(x.value.getType()));
  if (auto broadcast = x.value.getDefiningOp<BroadcastOp>())
    return dims.empty() ? broadcast.getOperand()
                        : BroadcastOp::create(b, loc, cast<RankedTensorType>(type),
                                              broadcast.getOperand(), sizes, dims)
                              .getResult();
  DenseElementsAttr dense;
  matchPattern(x.value, m_Constant(&dense));
  TypedAttr value = shape.empty() ? dense.getSplatValue<TypedAttr>()
                                  : DenseElementsAttr::get(cast<ShapedType>(type),
                                                           dense.getSplatValue<Attribute>());
  return ConstOp::create(b, loc, value);
}

Value repeatLike(OpBuilder &b, Location loc, Value one, Value like) {
  SmallVector<Value> sizes;
  ArrayRef<int64_t> shape = shapeOf(like.getType());
  for (auto [axis, length] : llvm::enumerate(shape))
    if (ShapedType::isDynamic(length))
      sizes.push_back(lengthOf(b, loc, like, axis));
  return BroadcastOp::create(b, loc, cast<RankedTensorType>(arrayOf(shape, one.getType())), one,
                             sizes, llvm::to_vector(llvm::seq<int64_t>(0, shape.size())));
}

} // namespace cat
