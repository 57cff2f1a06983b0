// Laws of what picks elements: slices and gathers move towards what made the array, so that only
// what is picked is computed.
#include "dialect/laws/Laws.h"
#include "dialect/laws/Points.h"

using namespace mlir;

namespace cat {

namespace {

/// A slice, or a gather of rows from one table.
struct Pick {
  Operation *op;
  Value array;
  int64_t axis = 0;   ///< of `array`, from which it picks
  int64_t places = 1; ///< how many axes of the result stand in its place

  static std::optional<Pick> of(Operation *op) {
    if (auto slice = dyn_cast<SliceOp>(op)) {
      int64_t axis = slice.getAxis();
      SmallVector<int64_t> shape(slice.getOperand().getType().getShape());
      shape[axis] = slice.getType().getDimSize(axis);
      return ArrayRef<int64_t>(shape) == slice.getType().getShape()
                 ? std::optional(Pick{op, slice.getOperand(), axis})
                 : std::nullopt;
    }
    auto gather = dyn_cast<GatherOp>(op);
    if (!gather || gather.getBatchDims() != 0)
      return std::nullopt;
    int64_t places = shapeOf(gather.getIndices().getType()).size();
    return Pick{op, gather.getTable(), 0, places};
  }

  Type type() const { return op->getResult(0).getType(); }
  double elements() const { return guessElements(type()); }

  /// The axis of the result that an axis of the array, other than the picked one, becomes.
  int64_t axisAfter(int64_t other) const { return other < axis ? other : other + places - 1; }

  /// True if what is picked is there.
  bool cannotStop() const {
    auto length = knownLength(array, axis);
    auto slice = dyn_cast<SliceOp>(op);
    if (!slice) {
      auto gather = cast<GatherOp>(op);
      auto index = integerOf(gather.getIndices());
      return gather.getInBounds() || (length && index && *index >= 0 && *index < *length);
    }
    auto start = integerOf(slice.getStart()), count = integerOf(slice.getLength());
    return length && start && count && *start >= 0 && *count >= 0 && *start + *count <= *length;
  }

  /// The same picked from `axis` of `x`; a gather only from its first.
  Value from(PatternRewriter &b, Value x, int64_t from) const {
    Location loc = op->getLoc();
    if (auto slice = dyn_cast<SliceOp>(op)) {
      SmallVector<int64_t> shape(shapeOf(x.getType()));
      shape[from] = shapeOf(slice.getType())[axis];
      return SliceOp::create(b, loc, cast<RankedTensorType>(arrayOf(shape, elementOf(x.getType()))),
                             x, slice.getStart(), slice.getLength(), from);
    }
    auto gather = cast<GatherOp>(op);
    assert(from == 0 && "a gather picks rows");
    return GatherOp::create(b, loc, x, gather.getIndices(), 0, gather.getInBounds());
  }

  /// The lengths of the axes that stand in the place of the picked one; null where known.
  SmallVector<Value> sizes(PatternRewriter &b) const {
    SmallVector<Value> result(places);
    for (int64_t i = 0; i != places; ++i)
      if (ShapedType::isDynamic(shapeOf(type())[axis + i])) {
        auto slice = dyn_cast<SliceOp>(op);
        result[i] = slice ? slice.getLength()
                          : lengthOf(b, op->getLoc(), cast<GatherOp>(op).getIndices(), i);
      }
    return result;
  }
};

} // namespace

/// What is picked of an array that is repeated along the picked axis: it is repeated along others.
static Value pickRepeated(PatternRewriter &b, const Pick &pick, const Repeated &x) {
  Location loc = pick.op->getLoc();
  SmallVector<int64_t> dims;
  SmallVector<Value> sizes;
  SmallVector<Value> placeSizes = pick.sizes(b);
  for (auto [axis, size] : llvm::zip(x.dims, x.sizes)) {
    bool isPicked = axis == pick.axis;
    for (int64_t i = 0; i != (isPicked ? pick.places : 1); ++i) {
      dims.push_back(isPicked ? axis + i : pick.axisAfter(axis));
      if (Value length = isPicked ? placeSizes[i] : size)
        sizes.push_back(length);
    }
  }
  Value kept = without(b, loc, x, x.dims);
  Type type = withElement(pick.type(), elementOf(x.value.getType()));
  return dims.empty() ? kept
                      : BroadcastOp::create(b, loc, cast<RankedTensorType>(type), kept, sizes, dims)
                            .getResult();
}

/// True if nobody reads all of the array: what reads it are picks, and what they pick is less.
static bool isReadInParts(const Pick &pick) {
  // A slice is never more than the whole.
  if (isa<SliceOp>(pick.op) && isOnlyFor(pick.array, pick.op))
    return true;
  double picked = 0;
  for (Operation *user : pick.array.getUsers()) {
    auto other = Pick::of(user);
    if (!other || other->array != pick.array || user->getBlock() != pick.op->getBlock())
      return false;
    picked += other->elements();
  }
  return picked < guessElements(pick.array.getType()) && pick.array.getDefiningOp() &&
         pick.array.getDefiningOp()->getBlock() == pick.op->getBlock();
}

// (f x)[i] = f(x[i]): what is repeated along the axis needs no picking
static LogicalResult pickBeforeElementwise(Operation *op, PatternRewriter &b) {
  auto pick = Pick::of(op);
  Operation *f = pick ? pick->array.getDefiningOp() : nullptr;
  if (!f || !cannotStop(f) || !isReadInParts(*pick))
    return failure();
  auto isRepeated = [&](Value x) {
    auto repeated = repeatedOf(x);
    return repeated && llvm::is_contained(repeated->dims, pick->axis);
  };
  if (llvm::all_of(f->getOperands(), isRepeated) && !pick->cannotStop())
    return failure();
  // A condition may be one for all.
  if (llvm::any_of(f->getOperandTypes(), [](Type type) { return !isArray(type); }))
    return failure();
  SmallVector<Value> parts;
  for (Value x : f->getOperands())
    parts.push_back(isRepeated(x) ? pickRepeated(b, *pick, *repeatedOf(x))
                                  : pick->from(b, x, pick->axis));
  b.replaceOp(op, rebuild(b, f, parts, pick->type()));
  return success();
}

// (broadcast x)[i] = broadcast x, and (broadcast x)[i] = broadcast (x[i])
static LogicalResult pickOfBroadcast(Operation *op, PatternRewriter &b) {
  auto pick = Pick::of(op);
  auto broadcast = pick ? pick->array.getDefiningOp<BroadcastOp>() : BroadcastOp();
  auto x = broadcast ? repeatedOf(pick->array) : std::nullopt;
  if (!x)
    return failure();
  if (llvm::is_contained(x->dims, pick->axis)) {
    if (!pick->cannotStop())
      return failure();
    b.replaceOp(op, pickRepeated(b, *pick, *x));
    return success();
  }
  int64_t axis = pick->axis - llvm::count_if(x->dims, [&](int64_t d) { return d < pick->axis; });
  if (isa<GatherOp>(op) && axis != 0)
    return failure();
  Value part = pick->from(b, broadcast.getOperand(), axis);
  SmallVector<int64_t> dims;
  for (int64_t dim : x->dims)
    dims.push_back(pick->axisAfter(dim));
  b.replaceOpWithNewOp<BroadcastOp>(op, cast<RankedTensorType>(pick->type()), part,
                                    broadcast.getSizes(), dims);
  return success();
}

// x[i], where what is picked from only forgets how long x is
static LogicalResult pickOfWidened(Operation *op, PatternRewriter &b) {
  auto pick = Pick::of(op);
  Value x = pick ? beforeWidening(pick->array) : Value();
  if (!x)
    return failure();
  SmallVector<int64_t> shape(shapeOf(x.getType())), wide(shapeOf(pick->array.getType()));
  shape[pick->axis] = wide[pick->axis];
  if (shape != wide)
    return failure();
  b.replaceOp(op, pick->from(b, x, pick->axis));
  return success();
}

// (xᵀ)[i] = (x[·, i])ᵀ
static LogicalResult pickOfTranspose(Operation *op, PatternRewriter &b) {
  auto pick = Pick::of(op);
  auto transpose = pick ? pick->array.getDefiningOp<TransposeOp>() : TransposeOp();
  if (!transpose || !isReadInParts(*pick))
    return failure();
  int64_t axis = transpose.getPermutation()[pick->axis];
  if (isa<GatherOp>(op) && axis != 0)
    return failure();
  Value part = pick->from(b, transpose.getOperand(), axis);
  // The places of a gather are the first axes before and after.
  SmallVector<int64_t> permutation = llvm::to_vector(llvm::seq<int64_t>(0, pick->places));
  if (isa<SliceOp>(op))
    permutation.assign(transpose.getPermutation().begin(), transpose.getPermutation().end());
  else
    for (int64_t from : transpose.getPermutation().drop_front())
      permutation.push_back(from + pick->places - 1);
  b.replaceOp(op, shapeOf(pick->type()).empty()
                      ? part
                      : TransposeOp::create(b, op->getLoc(), part, permutation).getResult());
  return success();
}

static Value index(PatternRewriter &b, Location loc, int64_t value) {
  return ConstOp::create(b, loc, b.getIndexAttr(value));
}

// x[s … s+m][t … t+n] = x[s+t … s+t+n], where all is there
static LogicalResult sliceTwice(SliceOp op, PatternRewriter &b) {
  auto inner = op.getOperand().getDefiningOp<SliceOp>();
  if (!inner || inner.getAxis() != op.getAxis() || !Pick::of(op)->cannotStop() ||
      !Pick::of(inner)->cannotStop())
    return failure();
  Value start = index(b, op.getLoc(), *integerOf(inner.getStart()) + *integerOf(op.getStart()));
  b.replaceOpWithNewOp<SliceOp>(op, op.getType(), inner.getOperand(), start, op.getLength(),
                                op.getAxis());
  return success();
}

// (reverse x)[s … s+n] = reverse (x[m-s-n … m-s])
static LogicalResult sliceOfReverse(SliceOp op, PatternRewriter &b) {
  auto reverse = op.getOperand().getDefiningOp<ReverseOp>();
  if (!reverse || !Pick::of(op)->cannotStop() || !isReadInParts(*Pick::of(op)))
    return failure();
  Value x = reverse.getOperand(), start = op.getStart();
  if (op.getAxis() == reverse.getAxis()) {
    int64_t length = *knownLength(x, op.getAxis());
    start = index(b, op.getLoc(), length - *integerOf(start) - *integerOf(op.getLength()));
  }
  Value part =
      SliceOp::create(b, op.getLoc(), op.getType(), x, start, op.getLength(), op.getAxis());
  b.replaceOpWithNewOp<ReverseOp>(op, op.getType(), part, reverse.getAxis());
  return success();
}

// concat(x, y)[i] = y[i - len x], where all that is picked is in y
static LogicalResult pickOfConcat(Operation *op, PatternRewriter &b) {
  auto pick = Pick::of(op);
  auto concat = pick ? pick->array.getDefiningOp<ConcatOp>() : ConcatOp();
  int64_t axis = pick ? pick->axis : 0;
  if (!concat || static_cast<int64_t>(concat.getAxis()) != axis || !pick->cannotStop())
    return failure();
  auto slice = dyn_cast<SliceOp>(op);
  auto first = integerOf(slice ? slice.getStart() : cast<GatherOp>(op).getIndices());
  if (!first)
    return failure();
  int64_t start = *first, end = start + (slice ? *integerOf(slice.getLength()) : 1);
  for (Value part : concat.getParts()) {
    int64_t length = shapeOf(part.getType())[axis];
    if (ShapedType::isDynamic(length) || (start < length && end > length))
      return failure();
    if (start >= length) {
      start -= length;
      end -= length;
      continue;
    }
    if (slice) {
      b.replaceOpWithNewOp<SliceOp>(op, slice.getType(), part, index(b, op->getLoc(), start),
                                    slice.getLength(), axis);
      return success();
    }
    auto type = cast<GatherOp>(op).getIndices().getType();
    Value at = ConstOp::create(b, op->getLoc(), b.getIntegerAttr(type, start));
    b.replaceOpWithNewOp<GatherOp>(op, part, at, 0, /*in_bounds=*/true);
    return success();
  }
  return failure();
}

// x[0 … n-1] = x
static LogicalResult gatherAll(GatherOp op, PatternRewriter &b) {
  auto iota = op.getIndices().getDefiningOp<IotaOp>();
  if (!iota || op.getBatchDims() != 0 || op.getType() != op.getTable().getType() ||
      !sameLength(iota, 0, op.getTable(), 0))
    return failure();
  b.replaceOp(op, op.getTable());
  return success();
}

// x[i][j] = x[i[j]], where i is in bounds and j picks fewer
static LogicalResult gatherTwice(GatherOp op, PatternRewriter &b) {
  auto inner = op.getTable().getDefiningOp<GatherOp>();
  auto pick = Pick::of(op), innerPick = inner ? Pick::of(inner) : std::nullopt;
  if (!pick || !innerPick || innerPick->places == 0 || !innerPick->cannotStop() ||
      !isReadInParts(*pick))
    return failure();
  Value at =
      GatherOp::create(b, op.getLoc(), inner.getIndices(), op.getIndices(), 0, op.getInBounds());
  b.replaceOpWithNewOp<GatherOp>(op, inner.getTable(), at, 0, /*in_bounds=*/true);
  return success();
}

// (fold x)[i] = fold (x[i])
static LogicalResult pickOfFold(Operation *op, PatternRewriter &b) {
  auto pick = Pick::of(op);
  auto fold = pick ? pick->array.getDefiningOp<FoldAxisOp>() : FoldAxisOp();
  if (!fold || elementOf(fold.getType()).isIndex() || !isReadInParts(*pick))
    return failure();
  int64_t axis = pick->axis; // of what is folded
  for (int64_t from = 0; from <= axis; ++from)
    axis += llvm::is_contained(fold.getDims(), from);
  if (isa<GatherOp>(op) && axis != 0)
    return failure();
  Value part = pick->from(b, fold.getOperand(), axis);
  SmallVector<int64_t> dims;
  for (int64_t dim : fold.getDims())
    dims.push_back(dim < axis ? dim : dim + pick->places - 1);
  b.replaceOpWithNewOp<FoldAxisOp>(op, fold.getKind(), part, dims);
  return success();
}

// ---- Products ----------------------------------------------------------------------------------

/// `map` with `places` new dims, which come last, in the place of `dim`.
static AffineMap splitDim(AffineMap map, AffineExpr dim, unsigned places) {
  unsigned dims = map.getNumDims();
  SmallVector<AffineExpr> results;
  for (AffineExpr expr : map.getResults()) {
    if (expr != dim) {
      results.push_back(expr);
      continue;
    }
    for (unsigned i = 0; i != places; ++i)
      results.push_back(getAffineDimExpr(dims + i, map.getContext()));
  }
  return AffineMap::get(dims + places, 0, results, map.getContext());
}

namespace {

/// What a product costs of which rows are picked, before and after it.
struct PickedProduct {
  double flops; ///< of the whole product
  double rows;  ///< the bytes of the factors that have the rows
  double rest;  ///< of the others
  double all;   ///< of the product
  double share; ///< of the rows that is picked

  double pickedAfter() const { return timeOf({flops, rows + rest + all + 2 * share * all}); }
  double pickedBefore() const {
    return timeOf({share * flops, 3 * share * rows + rest + share * all});
  }
};

} // namespace

/// Factor `i` with the axis from which `pick` is to pick in front, where `map` has to follow.
static Value rowsFirst(PatternRewriter &b, Location loc, Value factor, AffineMap &map,
                       unsigned axis) {
  auto order = llvm::to_vector(llvm::seq<int64_t>(0, map.getNumResults()));
  order.erase(order.begin() + axis);
  order.insert(order.begin(), axis);
  auto axes = llvm::map_to_vector(order, [&](int64_t from) { return map.getResult(from); });
  map = AffineMap::get(map.getNumDims(), 0, axes, map.getContext());
  return TransposeOp::create(b, loc, factor, order);
}

// (A B)[i] = A[i] B
static LogicalResult pickOfProduct(Operation *op, PatternRewriter &b) {
  auto pick = Pick::of(op);
  auto product = pick ? pick->array.getDefiningOp<ContractOp>() : ContractOp();
  if (!product || !isReadInParts(*pick) || !cannotStop(product))
    return failure();
  AffineExpr dim = product.getMap(2).getResult(pick->axis);
  PickedProduct cost{product.cost().flops, 0, 0, guessBytes(product.getType()),
                     pick->elements() / guessElements(product.getType())};
  double moved = 0; // to read a factor by columns
  for (unsigned i = 0; i != 2; ++i) {
    auto axis = product.getMap(i).getResultPosition(dim);
    Type type = product->getOperand(i).getType();
    (axis ? cost.rows : cost.rest) += guessBytes(type);
    if (axis && *axis != 0 && isa<GatherOp>(op))
      moved += timeOf(0, {type, type});
  }
  if (cost.pickedBefore() + moved >= cost.pickedAfter())
    return failure();
  Value factors[] = {product.getLhs(), product.getRhs()};
  SmallVector<AffineMap> maps = {product.getMap(0), product.getMap(1), product.getMap(2)};
  for (unsigned i = 0; i != 2; ++i) {
    auto axis = maps[i].getResultPosition(dim);
    if (!axis)
      continue;
    if (isa<GatherOp>(op) && *axis != 0) {
      factors[i] = rowsFirst(b, op->getLoc(), factors[i], maps[i], *axis);
      axis = 0;
    }
    factors[i] = pick->from(b, factors[i], *axis);
  }
  for (AffineMap &map : maps)
    map = splitDim(map, dim, pick->places);
  b.replaceOpWithNewOp<ContractOp>(op, pick->type(), factors[0], factors[1],
                                   b.getAffineMapArrayAttr(compressUnusedDims(maps)));
  return success();
}

/// The gather that picks rows, for `user` alone, from a table of known length: a guess could be far
/// too low.
static GatherOp rowsOf(Value value, Operation *user) {
  auto gather = value.getDefiningOp<GatherOp>();
  return gather && gather.getBatchDims() == 0 && isOnlyFor(value, user) &&
                 !ShapedType::isDynamic(shapeOf(gather.getTable().getType()).front())
             ? gather
             : GatherOp();
}

// T[i] W = (T W)[i], where the table has fewer rows than are read
static LogicalResult productThroughTable(ContractOp op, PatternRewriter &b) {
  if (!cannotStop(op))
    return failure();
  for (unsigned side = 0; side != 2; ++side) {
    auto gather = rowsOf(op->getOperand(side), op);
    unsigned places = gather ? shapeOf(gather.getIndices().getType()).size() : 0;
    if (places == 0)
      continue;
    // The dims of the places must be the first ones of the result, in order, and only there.
    AffineMap map = op.getMap(side), result = op.getMap(2);
    bool isRow = result.getNumResults() >= places;
    for (unsigned i = 0; isRow && i != places; ++i)
      isRow = map.getResult(i) == result.getResult(i) &&
              !op.getMap(1 - side).getResultPosition(map.getResult(i));
    if (!isRow)
      continue;
    SmallVector<AffineMap> maps = {op.getMap(0), op.getMap(1), op.getMap(2)};
    for (unsigned i : {side, 2u}) {
      SmallVector<AffineExpr> axes(maps[i].getResults());
      axes.erase(axes.begin() + 1, axes.begin() + places);
      maps[i] = AffineMap::get(map.getNumDims(), 0, axes, op.getContext());
    }
    maps = compressUnusedDims(maps);
    SmallVector<int64_t> shape(shapeOf(op.getType()).drop_front(places));
    shape.insert(shape.begin(), shapeOf(gather.getTable().getType()).front());
    Type type = arrayOf(shape, elementOf(op.getType()));
    double share = guessElements(op.getType()) / guessElements(type);
    PickedProduct cost{op.cost().flops / share, guessBytes(gather.getTable().getType()),
                       guessBytes(op->getOperand(1 - side).getType()), guessBytes(type), share};
    if (cost.pickedAfter() >= cost.pickedBefore())
      continue;
    Value factors[] = {op.getLhs(), op.getRhs()};
    factors[side] = gather.getTable();
    Value product = ContractOp::create(b, op.getLoc(), type, factors[0], factors[1],
                                       b.getAffineMapArrayAttr(maps));
    b.replaceOp(op, GatherOp::create(b, op.getLoc(), product, gather.getIndices(), 0,
                                     gather.getInBounds()));
    return success();
  }
  return failure();
}

// f(T[i]) = (f T)[i], where the table has fewer rows than are read
static LogicalResult elementwiseThroughTable(Operation *op, PatternRewriter &b) {
  if (!isTotalElementwise(op) || !cannotStop(op))
    return failure();
  GatherOp gather;
  for (Value x : op->getOperands())
    if (!gather)
      gather = rowsOf(x, op);
  int64_t places = gather ? shapeOf(gather.getIndices().getType()).size() : 0;
  Type table = gather ? gather.getTable().getType() : Type();
  if (places == 0 || guessElements(table) >= guessElements(gather.getType()))
    return failure();
  // The other operands must be the same for all rows.
  for (Value x : op->getOperands()) {
    auto repeated = repeatedOf(x);
    bool same = x.getDefiningOp() == gather ||
                (repeated && llvm::all_of(llvm::seq<int64_t>(0, places), [&](int64_t axis) {
                   return llvm::is_contained(repeated->dims, axis);
                 }));
    if (!same)
      return failure();
  }
  SmallVector<Value> operands;
  for (Value x : op->getOperands()) {
    if (x.getDefiningOp() == gather) {
      operands.push_back(gather.getTable());
      continue;
    }
    Value row = without(b, op->getLoc(), *repeatedOf(x), llvm::to_vector(llvm::seq(places)));
    operands.push_back(BroadcastOp::create(b, op->getLoc(), row, shapeOf(table).front()));
  }
  Value all = rebuild(b, op, operands, withElement(table, elementOf(op->getResult(0).getType())));
  b.replaceOpWithNewOp<GatherOp>(op, all, gather.getIndices(), 0, gather.getInBounds());
  return success();
}

// (A B)[i, i] = Σₖ A[i, k] B[k, i]
static LogicalResult diagonalOfProduct(GatherOp op, PatternRewriter &b) {
  auto product = op.getTable().getDefiningOp<ContractOp>();
  auto iota = op.getIndices().getDefiningOp<IotaOp>();
  if (!product || !iota || op.getBatchDims() != 1 || !isOnlyFor(product, op) ||
      !cannotStop(product) || !sameLength(product, 0, product, 1) ||
      !sameLength(iota, 0, product, 0))
    return failure();
  AffineExpr row = product.getMap(2).getResult(0), column = product.getMap(2).getResult(1);
  auto hasBoth = [&](AffineMap map) {
    return map.getResultPosition(row) && map.getResultPosition(column);
  };
  if (hasBoth(product.getMap(0)) || hasBoth(product.getMap(1)))
    return failure();
  SmallVector<AffineMap> maps;
  for (unsigned i = 0; i != 3; ++i) {
    SmallVector<AffineExpr> axes;
    for (AffineExpr expr : product.getMap(i).getResults().drop_front(i == 2))
      axes.push_back(expr == column ? row : expr);
    maps.push_back(AffineMap::get(product.getMap(0).getNumDims(), 0, axes, op.getContext()));
  }
  b.replaceOpWithNewOp<ContractOp>(op, op.getType(), product.getLhs(), product.getRhs(),
                                   b.getAffineMapArrayAttr(compressUnusedDims(maps)));
  return success();
}

/// A law of slices, or of gathers.
template <typename OpTy, LogicalResult (*rewrite)(Operation *, PatternRewriter &)>
static LogicalResult of(OpTy op, PatternRewriter &b) {
  return rewrite(op, b);
}

ArrayRef<Law> pickLaws() {
  constexpr FloatClass exact = FloatClass::Exact;
  static constexpr StringLiteral wadler = "Wadler, Theorems for free!, 1989",
                                 sankaran = "Sankaran et al., arXiv 2202.09888, 4.5";
  static constexpr Law laws[] = {
      law<of<SliceOp, pickBeforeElementwise>>("L6.3", "slice-before",
                                              "slice f(x, y) = f(slice x, slice y)", exact, wadler),
      law<of<GatherOp, pickBeforeElementwise>>("L6.4", "gather-before",
                                               "f(x, y)[i] = f(x[i], y[i])", exact, wadler),
      {"L6.8", "pick-broadcast", "(broadcast x)[i] = broadcast x", exact, "", pickOfBroadcast,
       wadler},
      {"L6.9", "pick-transpose", "slice xᵀ = (slice x)ᵀ", exact, "", pickOfTranspose, wadler},
      law<sliceTwice>("L6.10", "slice-twice", "x[s … s+m][t … t+n] = x[s+t … s+t+n]", exact,
                      wadler),
      law<sliceOfReverse>("L6.11", "slice-reverse", "slice (reverse x) = reverse (slice x)", exact,
                          wadler),
      {"L6.12", "pick-concat", "concat(x, y)[len x + i] = y[i]", exact, "", pickOfConcat, wadler},
      law<gatherAll>("L6.13", "gather-all", "x[0 … n-1] = x", exact, wadler),
      law<gatherTwice>("L6.14", "gather-twice", "x[i][j] = x[i[j]]", exact, wadler),
      {"L6.24", "pick-widened", "(x, of any length)[i] = x[i]", exact, "", pickOfWidened, wadler},
      {"L6.15", "pick-fold", "(fold x)[i] = fold (x[i])", exact, "", pickOfFold, wadler},
      {"L6.16", "partial-product", "(A B)[i] = A[i] B", exact, "", pickOfProduct, sankaran},
      law<diagonalOfProduct>("L6.17", "product-diagonal", "(A B)[i, i] = Σₖ A[i, k] B[k, i]", exact,
                             sankaran),
      law<productThroughTable>("L6.18", "product-through-table", "T[i] W = (T W)[i]", exact,
                               wadler),
      {"L6.19", "map-through-table", "f(T[i]) = f(T)[i]", exact, "", elementwiseThroughTable,
       wadler},
  };
  return laws;
}

} // namespace cat
