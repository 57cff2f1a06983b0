// Laws of sums and scalings around products: a product distributes over a sum where that costs
// less, a scaling moves to the smallest array, a product with a diagonal is a scaling.
#include "dialect/laws/Chain.h"
#include "dialect/laws/Laws.h"
#include "dialect/laws/Points.h"

using namespace mlir;

namespace cat {

/// What it costs to make `value` for `user` alone, if it is a product; else nothing.
static double productTime(Value value, Operation *user) {
  auto product = value.getDefiningOp<ContractOp>();
  return product && isOnlyFor(value, user) && cannotStop(product) && sumsShared(product)
             ? Chain(product).bestTime()
             : 0;
}

/// The sum or difference of arrays of a ring that only `user` reads, if it cannot stop the program.
static Operation *sumFor(Value value, Operation *user) {
  Operation *op = value.getDefiningOp();
  return op && isa<AddOp, SubOp>(op) && isOnlyFor(value, user) && isRing(value.getType()) &&
                 cannotStop(op)
             ? op
             : nullptr;
}

/// What a sum of two arrays costs.
static double sumTime(Type type) { return timeOf(guessElements(type), {type, type, type}); }

// ---- Distributivity ----------------------------------------------------------------------------

/// What `op` costs with a summand of one of its factors, made for `sum`, in its place; what is
/// repeated along axes that the other factor lacks is multiplied once.
static double summandTime(ContractOp op, unsigned side, Value summand, Operation *sum) {
  Value factors[] = {op.getLhs(), op.getRhs()};
  factors[side] = summand;
  auto repeated = summand.getDefiningOp<BroadcastOp>() ? repeatedOf(summand) : std::nullopt;
  if (!repeated)
    return Chain(sum, factors[0], dimsOf(op.getMap(0)), factors[1], dimsOf(op.getMap(1)),
                 dimsOf(op.getMap(2)))
        .bestTime();
  double share = 1;
  for (int64_t axis : repeated->dims)
    if (!op.getMap(1 - side).getResultPosition(op.getMap(side).getResult(axis))) {
      int64_t length = shapeOf(summand.getType())[axis];
      share /= ShapedType::isDynamic(length) ? 64.0 : static_cast<double>(length);
    }
  return timeOf(share * op.cost().flops, factors[1 - side].getType());
}

// (A + B) x = A x + B x, where it costs less: B is a product, or repeated
static LogicalResult expand(ContractOp op, PatternRewriter &b) {
  if (!sumsShared(op) || !cannotStop(op))
    return failure();
  for (unsigned side = 0; side != 2; ++side) {
    Operation *sum = sumFor(op->getOperand(side), op);
    if (!sum)
      continue;
    Type type = op.getType();
    double after = sumTime(type);
    double before = timeOf(op.cost()) + sumTime(sum->getResult(0).getType()) +
                    productTime(op->getOperand(1 - side), op);
    // A difference of plain matrices may cancel most of both: it stays.
    bool isSpecial = false;
    for (Value summand : sum->getOperands()) {
      double made = productTime(summand, sum);
      isSpecial |= made != 0 || summand.getDefiningOp<BroadcastOp>();
      before += made;
      after += summandTime(op, side, summand, sum);
    }
    if (!isSpecial || after >= before)
      continue;
    SmallVector<Value> products;
    for (Value summand : sum->getOperands()) {
      Value factors[] = {op.getLhs(), op.getRhs()};
      factors[side] = summand;
      Chain chain(sum, factors[0], dimsOf(op.getMap(0)), factors[1], dimsOf(op.getMap(1)),
                  dimsOf(op.getMap(2)));
      products.push_back(chain.build(b, op.getLoc(), type));
    }
    b.replaceOp(op, rebuild(b, sum, products, type));
    return success();
  }
  return failure();
}

/// If `right` is as `left`, with the factors `l` and `r` in the same place: the dims of the other
/// factor of `right`, in the names of `left`.
static std::optional<SmallVector<unsigned>> alignDims(ContractOp left, unsigned l, ContractOp right,
                                                      unsigned r) {
  llvm::DenseMap<unsigned, unsigned> names;
  for (auto [from, to] :
       {std::pair(right.getMap(r), left.getMap(l)), std::pair(right.getMap(2), left.getMap(2))}) {
    if (from.getNumResults() != to.getNumResults())
      return std::nullopt;
    for (auto [name, known] : llvm::zip(dimsOf(from), dimsOf(to)))
      if (names.try_emplace(name, known).first->second != known)
        return std::nullopt;
  }
  SmallVector<unsigned> dims;
  for (unsigned dim : dimsOf(right.getMap(1 - r))) {
    if (!names.contains(dim))
      return std::nullopt;
    dims.push_back(names[dim]);
  }
  return dims;
}

/// A x + B x, and A x - B x, as one product of the sum.
static LogicalResult distribute(Operation *op, PatternRewriter &b) {
  auto left = op->getOperand(0).getDefiningOp<ContractOp>(),
       right = op->getOperand(1).getDefiningOp<ContractOp>();
  if (!left || !right || !isOnlyFor(left, op) || !isOnlyFor(right, op) || !cannotStop(left) ||
      !cannotStop(right) || !sumsShared(left) || !sumsShared(right) || !cannotStop(op))
    return failure();
  for (unsigned l = 0; l != 2; ++l)
    for (unsigned r = 0; r != 2; ++r) {
      Value x = left->getOperand(1 - l), y = right->getOperand(1 - r);
      if (left->getOperand(l) != right->getOperand(r) || !sameShape(x, y) ||
          x.getType() != y.getType() || alignDims(left, l, right, r) != dimsOf(left.getMap(1 - l)))
        continue;
      Type type = x.getType();
      double before = summandTime(left, 1 - l, x, left) + summandTime(right, 1 - r, y, right) +
                      sumTime(left.getType());
      double after =
          productTime(x, left) + productTime(y, right) + timeOf(left.cost()) + sumTime(type);
      if (after >= before)
        continue;
      Value factors[] = {left.getLhs(), left.getRhs()};
      factors[1 - l] = rebuild(b, op, {x, y}, type);
      b.replaceOpWithNewOp<ContractOp>(op, left.getType(), factors[0], factors[1], left.getMaps());
      return success();
    }
  return failure();
}

static LogicalResult distributeSum(AddOp op, PatternRewriter &b) { return distribute(op, b); }
static LogicalResult distributeDifference(SubOp op, PatternRewriter &b) {
  return distribute(op, b);
}

// ---- Scalings ----------------------------------------------------------------------------------

/// `x`, whose axes are the dims `from`, with the axes `to`: in their order, and repeated along
/// those that it lacks, as `like` has them.
static Value spread(PatternRewriter &b, Location loc, Value x, ArrayRef<unsigned> from,
                    ArrayRef<unsigned> to, Value like) {
  SmallVector<int64_t> order, dims;
  SmallVector<Value> sizes;
  for (auto [axis, dim] : llvm::enumerate(to)) {
    if (const auto *at = llvm::find(from, dim); at != from.end()) {
      order.push_back(at - from.begin());
      continue;
    }
    dims.push_back(axis);
    if (ShapedType::isDynamic(shapeOf(like.getType())[axis]))
      sizes.push_back(lengthOf(b, loc, like, axis));
  }
  if (!llvm::is_sorted(order))
    x = TransposeOp::create(b, loc, x, order);
  auto type = cast<RankedTensorType>(withElement(like.getType(), elementOf(x.getType())));
  return dims.empty() ? x : BroadcastOp::create(b, loc, type, x, sizes, dims).getResult();
}

namespace {

/// An array times, or over, one that is repeated along some of its axes.
struct Scaling {
  Operation *op;
  unsigned scaled; ///< the operand that is the array
  Repeated scale;

  static std::optional<Scaling> of(Operation *op) {
    if (!op || !isa<MulOp, DivOp>(op) || !isRing(op->getResult(0).getType()) || !cannotStop(op) ||
        (isa<DivOp>(op) && !isFloatLike(op->getResult(0).getType())))
      return std::nullopt;
    for (unsigned scaled = 0; scaled != (isa<MulOp>(op) ? 2 : 1); ++scaled)
      if (auto scale = repeatedOf(op->getOperand(1 - scaled)))
        return Scaling{op, scaled, *scale};
    return std::nullopt;
  }

  Value array() const { return op->getOperand(scaled); }
  /// The dims of the scale, where the array's axes are `dims`.
  SmallVector<unsigned> keptDims(ArrayRef<unsigned> dims) const {
    SmallVector<unsigned> kept;
    for (auto [axis, dim] : llvm::enumerate(dims))
      if (!llvm::is_contained(scale.dims, static_cast<int64_t>(axis)))
        kept.push_back(dim);
    return kept;
  }
  /// Another array scaled by the same.
  Value apply(PatternRewriter &b, Value x, ArrayRef<unsigned> xDims,
              ArrayRef<unsigned> dims) const {
    Value narrow = without(b, op->getLoc(), scale, scale.dims);
    Value factor = spread(b, op->getLoc(), narrow, keptDims(dims), xDims, x);
    Value operands[] = {x, factor};
    if (scaled == 1)
      std::swap(operands[0], operands[1]);
    return rebuild(b, op, operands, x.getType());
  }
};

} // namespace

/// The place among the factors and the result (2) of `product` where scaling costs least.
static unsigned cheapestPlace(ContractOp product, ArrayRef<unsigned> scaleDims, unsigned now) {
  auto sizeAt = [&](unsigned place) {
    return guessElements(place == 2 ? product.getType() : product->getOperand(place).getType());
  };
  unsigned best = now;
  for (unsigned place = 0; place != 3; ++place)
    if (sizeAt(place) < sizeAt(best) && llvm::all_of(scaleDims, [&](unsigned dim) {
          return product.getMap(place).isFunctionOfDim(dim);
        }))
      best = place;
  return best;
}

// (c · A) B = A (c · B) = c · (A B): the smallest of the three is scaled
static LogicalResult scaleFactor(ContractOp op, PatternRewriter &b) {
  if (!cannotStop(op))
    return failure();
  for (unsigned side = 0; side != 2; ++side) {
    auto scaling = isOnlyFor(op->getOperand(side), op)
                       ? Scaling::of(op->getOperand(side).getDefiningOp())
                       : std::nullopt;
    if (!scaling)
      continue;
    SmallVector<unsigned> dims[] = {dimsOf(op.getMap(0)), dimsOf(op.getMap(1)),
                                    dimsOf(op.getMap(2))};
    unsigned place = cheapestPlace(op, scaling->keptDims(dims[side]), side);
    if (place == side)
      continue;
    Value factors[] = {op.getLhs(), op.getRhs()};
    factors[side] = scaling->array();
    if (place != 2)
      factors[place] = scaling->apply(b, factors[place], dims[place], dims[side]);
    Value product =
        ContractOp::create(b, op.getLoc(), op.getType(), factors[0], factors[1], op.getMaps());
    b.replaceOp(op, place == 2 ? scaling->apply(b, product, dims[2], dims[side]) : product);
    return success();
  }
  return failure();
}

/// The same from outside.
static LogicalResult scaleProduct(Operation *op, PatternRewriter &b) {
  auto scaling = Scaling::of(op);
  auto product = scaling ? scaling->array().getDefiningOp<ContractOp>() : ContractOp();
  if (!product || !isOnlyFor(product, op) || !cannotStop(product))
    return failure();
  SmallVector<unsigned> result = dimsOf(product.getMap(2));
  unsigned place = cheapestPlace(product, scaling->keptDims(result), 2);
  if (place == 2)
    return failure();
  Value factors[] = {product.getLhs(), product.getRhs()};
  factors[place] = scaling->apply(b, factors[place], dimsOf(product.getMap(place)), result);
  b.replaceOpWithNewOp<ContractOp>(op, product.getType(), factors[0], factors[1],
                                   product.getMaps());
  return success();
}

// ---- Biases ------------------------------------------------------------------------------------

// (A x + a) + b = A x + (a + b), for a and b that are the same for all rows
static LogicalResult joinBiases(Operation *op, PatternRewriter &b) {
  if (!isa<AddOp, SubOp>(op) || !isRing(op->getResult(0).getType()) || !cannotStop(op))
    return failure();
  for (unsigned side = 0; side != (isa<AddOp>(op) ? 2 : 1); ++side) {
    Operation *inner = sumFor(op->getOperand(side), op);
    auto outerBias = repeatedOf(op->getOperand(1 - side));
    if (!inner || !outerBias)
      continue;
    unsigned at = inner->getOperand(0).getDefiningOp<ContractOp>() ? 0 : 1;
    auto innerBias = repeatedOf(inner->getOperand(1 - at));
    Value product = inner->getOperand(at);
    if (!innerBias || innerBias->dims != outerBias->dims || (isa<SubOp>(inner) && at == 1) ||
        !product.getDefiningOp<ContractOp>() || !isOnlyFor(product, inner))
      continue;
    Location loc = op->getLoc();
    Value first = without(b, loc, *innerBias, innerBias->dims),
          second = without(b, loc, *outerBias, outerBias->dims);
    bool sameSigns = isa<SubOp>(inner) == isa<SubOp>(op);
    Value both = sameSigns ? AddOp::create(b, loc, first, second).getResult()
                           : SubOp::create(b, loc, first, second).getResult();
    auto rank = static_cast<unsigned>(shapeOf(product.getType()).size());
    auto all = llvm::to_vector(llvm::seq(rank));
    SmallVector<unsigned> kept = llvm::filter_to_vector(all, [&](unsigned axis) {
      return !llvm::is_contained(innerBias->dims, static_cast<int64_t>(axis));
    });
    Value operands[] = {product, spread(b, loc, both, kept, all, product)};
    b.replaceOp(op, rebuild(b, inner, operands, product.getType()));
    return success();
  }
  return failure();
}

// ---- Diagonals ---------------------------------------------------------------------------------

/// The axis of a square along which the numbers 0, 1, … stand, repeated along the other; or none.
static std::optional<unsigned> countedAxis(Value value) {
  auto broadcast = value.getDefiningOp<BroadcastOp>();
  if (!broadcast || !broadcast.getOperand().getDefiningOp<IotaOp>() ||
      broadcast.getDims().size() != 1 || broadcast.getType().getRank() != 2)
    return std::nullopt;
  return 1 - broadcast.getDims().front();
}

/// If `value` is a square matrix with zeros outside its diagonal: one with the same diagonal that
/// is repeated along an axis at least.
static std::optional<Repeated> diagonalOf(Value value) {
  auto choice = value.getDefiningOp<SelectOp>();
  auto onDiagonal = choice ? choice.getCondition().getDefiningOp<CmpOp>() : CmpOp();
  if (!onDiagonal || onDiagonal.getPredicate() != Compare::eq || !isConstant(choice.getRhs(), 0))
    return std::nullopt;
  auto row = countedAxis(onDiagonal.getLhs()), column = countedAxis(onDiagonal.getRhs());
  return row && column && *row != *column && sameLength(value, 0, value, 1)
             ? repeatedOf(choice.getLhs())
             : std::nullopt;
}

// diag d A = d · A, and 1 A = A
static LogicalResult productOfDiagonal(ContractOp op, PatternRewriter &b) {
  if (!cannotStop(op))
    return failure();
  for (unsigned side = 0; side != 2; ++side) {
    auto diagonal = diagonalOf(op->getOperand(side));
    if (!diagonal)
      continue;
    // One axis of the diagonal is summed with an axis of the other factor, one is of the result.
    SmallVector<unsigned> square = dimsOf(op.getMap(side)), dims = dimsOf(op.getMap(1 - side)),
                          result = dimsOf(op.getMap(2));
    unsigned summed = llvm::is_contained(dims, square[0]) ? 0 : 1;
    unsigned kept = square[1 - summed];
    if (!llvm::is_contained(dims, square[summed]) || llvm::is_contained(dims, kept) ||
        !llvm::is_contained(result, kept) || llvm::is_contained(result, square[summed]))
      continue;
    llvm::replace(dims, square[summed], kept);
    Value x = op->getOperand(1 - side);
    if (dims.size() != result.size() ||
        !llvm::all_of(dims, [&](unsigned dim) { return llvm::is_contained(result, dim); }))
      continue;
    if (!isConstant(diagonal->value, 1)) {
      Value narrow = without(b, op.getLoc(), *diagonal, diagonal->dims);
      SmallVector<unsigned> from(diagonal->dims.size() == 1 ? 1 : 0, kept);
      x = MulOp::create(b, op.getLoc(), spread(b, op.getLoc(), narrow, from, dims, x), x);
    }
    auto order = llvm::map_to_vector(
        result, [&](unsigned dim) -> int64_t { return llvm::find(dims, dim) - dims.begin(); });
    if (!llvm::is_sorted(order))
      x = TransposeOp::create(b, op.getLoc(), x, order);
    if (x.getType() != op.getType())
      continue;
    b.replaceOp(op, x);
    return success();
  }
  return failure();
}

ArrayRef<Law> affineLaws() {
  constexpr FloatClass rounding = FloatClass::Rounding, finite = FloatClass::Finite;
  static constexpr StringLiteral golub = "Golub, Van Loan, Matrix Computations, 1.1",
                                 sankaran = "Sankaran et al., arXiv 2202.09888, 4.4",
                                 structure = "Sankaran et al., arXiv 2202.09888, 4.3";
  static constexpr Law laws[] = {
      law<distributeSum>("L9.6", "distribute", "A x + B x = (A + B) x", rounding, sankaran),
      law<distributeDifference>("L9.10", "distribute-difference", "A x - B x = (A - B) x", rounding,
                                sankaran),
      law<expand>("L9.11", "expand", "(A + B) x = A x + B x, where B is a product or repeated",
                  rounding, sankaran),
      law<scaleFactor>("L9.12", "scale-factor", "(c · A) B = A (c · B) = c · (A B)", rounding,
                       golub),
      {"L9.13", "scale-product", "c · (A B) = (c · A) B = A (c · B)", rounding, "", scaleProduct,
       golub},
      {"L9.14", "biases", "(A x + a) + b = A x + (a + b)", rounding, "", joinBiases, golub},
      law<productOfDiagonal>("L9.15", "diagonal-product", "diag d A = d · A", finite, structure),
  };
  return laws;
}

} // namespace cat
