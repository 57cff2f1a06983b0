// Laws of linear maps: contractions take up the transposes, broadcasts and sums around them; of two
// bracketings of a chain the cheaper one stays.
#include "dialect/laws/Chain.h"
#include "dialect/laws/Laws.h"
#include "dialect/laws/Points.h"

using namespace mlir;

namespace cat {

static AffineMap mapTo(ContractOp op, unsigned dims, ArrayRef<AffineExpr> results) {
  return AffineMap::get(dims, 0, results, op.getContext());
}

/// `op` with another operand and map for `factor`.
static LogicalResult replaceFactor(ContractOp op, PatternRewriter &b, unsigned factor, Value value,
                                   ArrayRef<AffineExpr> axes) {
  SmallVector<AffineMap> maps = {op.getMap(0), op.getMap(1), op.getMap(2)};
  maps[factor] = mapTo(op, maps[0].getNumDims(), axes);
  b.modifyOpInPlace(op, [&] {
    op->setOperand(factor, value);
    op.setMapsAttr(b.getAffineMapArrayAttr(maps));
  });
  return success();
}

// Aᵀ B: the contraction reads A the other way
static LogicalResult contractTransposed(ContractOp op, PatternRewriter &b) {
  for (unsigned factor = 0; factor != 2; ++factor) {
    auto transpose = op->getOperand(factor).getDefiningOp<TransposeOp>();
    if (!transpose)
      continue;
    SmallVector<AffineExpr> axes(op.getMap(factor).getResults());
    for (auto [i, axis] : llvm::enumerate(transpose.getPermutation()))
      axes[axis] = op.getMap(factor).getResult(i);
    return replaceFactor(op, b, factor, transpose.getOperand(), axes);
  }
  return failure();
}

// (A B)ᵀ: the contraction writes its result the other way; a product of the transpose reads it so
static LogicalResult transposeContract(TransposeOp op, PatternRewriter &b) {
  auto contract = op.getOperand().getDefiningOp<ContractOp>();
  if (!contract || !isOnlyFor(contract, op) ||
      llvm::all_of(op->getUsers(), [](Operation *user) { return isa<ContractOp>(user); }))
    return failure();
  SmallVector<unsigned> dims = dimsOf(contract.getMap(2)), moved;
  for (int64_t axis : op.getPermutation())
    moved.push_back(dims[axis]);
  b.replaceOp(op, contractDims(b, op.getLoc(), contract.getLhs(), dimsOf(contract.getMap(0)),
                               contract.getRhs(), dimsOf(contract.getMap(1)), moved, op.getType()));
  return success();
}

// A repeated along an axis of B need not be repeated
static LogicalResult contractBroadcast(ContractOp op, PatternRewriter &b) {
  for (unsigned factor = 0; factor != 2; ++factor) {
    auto broadcast = op->getOperand(factor).getDefiningOp<BroadcastOp>();
    if (!broadcast)
      continue;
    SmallVector<AffineExpr> axes;
    bool elsewhere = true;
    for (auto [axis, dim] : llvm::enumerate(op.getMap(factor).getResults())) {
      auto other = op.getMap(1 - factor).getResultPosition(dim);
      if (!llvm::is_contained(broadcast.getDims(), static_cast<int64_t>(axis)))
        axes.push_back(dim);
      else
        elsewhere &= other && sameLength(broadcast, axis, op->getOperand(1 - factor), *other);
    }
    if (elsewhere)
      return replaceFactor(op, b, factor, broadcast.getOperand(), axes);
  }
  return failure();
}

// (A repeated along an axis that only A has) B = A B, repeated
static LogicalResult repeatProduct(ContractOp op, PatternRewriter &b) {
  for (unsigned i = 0; i != 2; ++i) {
    auto factor = op->getOperand(i).getDefiningOp<BroadcastOp>();
    auto repeated = factor ? repeatedOf(factor) : std::nullopt;
    if (!repeated)
      continue;
    SmallVector<unsigned> dims[] = {dimsOf(op.getMap(0)), dimsOf(op.getMap(1))}, narrow, result;
    SmallVector<int64_t> alone, added; // axes of the factor, and of the result
    SmallVector<Value> sizes;
    for (auto [axis, dim] : llvm::enumerate(dims[i])) {
      bool isAlone = llvm::is_contained(repeated->dims, static_cast<int64_t>(axis)) &&
                     op.getMap(2).isFunctionOfDim(dim) && !llvm::is_contained(dims[1 - i], dim);
      isAlone ? alone.push_back(axis) : narrow.push_back(dim);
    }
    for (auto [axis, dim] : llvm::enumerate(dimsOf(op.getMap(2)))) {
      const auto *from = llvm::find(dims[i], dim);
      if (!llvm::is_contained(alone, from - dims[i].begin())) {
        result.push_back(dim);
        continue;
      }
      added.push_back(axis);
      const auto *at = llvm::find(repeated->dims, from - dims[i].begin());
      if (Value size = repeated->sizes[at - repeated->dims.begin()])
        sizes.push_back(size);
    }
    Value factors[] = {op.getLhs(), op.getRhs()};
    if (alone.empty() || sizes.size() != static_cast<size_t>(llvm::count_if(added, [&](int64_t a) {
                           return ShapedType::isDynamic(shapeOf(op.getType())[a]);
                         })))
      continue;
    factors[i] = without(b, op.getLoc(), *repeated, alone);
    dims[i] = narrow;
    Value product = contractDims(b, op.getLoc(), factors[0], dims[0], factors[1], dims[1], result);
    b.replaceOpWithNewOp<BroadcastOp>(op, cast<RankedTensorType>(op.getType()), product, sizes,
                                      added);
    return success();
  }
  return failure();
}

/// The product under a sum, if the sum is its only use.
static MulOp productUnder(FoldAxisOp op) {
  auto product = op.getOperand().getDefiningOp<MulOp>();
  return op.getKind() == FoldKind::Add && product && product->hasOneUse() ? product : MulOp();
}

// Σ (broadcast x · broadcast y) = a contraction of x and y
static LogicalResult sumOfProducts(FoldAxisOp op, PatternRewriter &b) {
  MulOp product = productUnder(op);
  if (!product || elementOf(op.getType()).isIndex())
    return failure();
  // Without an axis that one factor lacks, and that stays, nothing is saved.
  bool saves = llvm::any_of(product->getOperands(), [&](Value factor) {
    auto broadcast = factor.getDefiningOp<BroadcastOp>();
    return broadcast && llvm::any_of(broadcast.getDims(), [&](int64_t axis) {
             return !llvm::is_contained(op.getDims(), axis);
           });
  });
  // An axis that both lack has its length from neither.
  auto x = product.getLhs().getDefiningOp<BroadcastOp>(),
       y = product.getRhs().getDefiningOp<BroadcastOp>();
  if (!saves || (x && y && llvm::any_of(x.getDims(), [&](int64_t axis) {
                   return llvm::is_contained(y.getDims(), axis);
                 })))
    return failure();
  unsigned rank = shapeOf(product.getType()).size();
  AffineMap identity = AffineMap::getMultiDimIdentityMap(rank, op.getContext());
  SmallVector<AffineExpr> kept;
  for (unsigned axis = 0; axis != rank; ++axis)
    if (!llvm::is_contained(op.getDims(), static_cast<int64_t>(axis)))
      kept.push_back(b.getAffineDimExpr(axis));
  auto maps =
      b.getAffineMapArrayAttr({identity, identity, AffineMap::get(rank, 0, kept, op.getContext())});
  b.replaceOpWithNewOp<ContractOp>(op, op.getType(), product.getLhs(), product.getRhs(), maps);
  return success();
}

// Σ (c · xᵢ) = c · Σ xᵢ
static LogicalResult factorLeavesSum(FoldAxisOp op, PatternRewriter &b) {
  MulOp product = productUnder(op);
  if (!product || !cannotStop(product))
    return failure();
  for (unsigned i = 0; i != 2; ++i) {
    auto factor = product->getOperand(i).getDefiningOp<BroadcastOp>();
    if (!factor || factor.getDims() != op.getDims())
      continue;
    Value sum =
        FoldAxisOp::create(b, op.getLoc(), FoldKind::Add, product->getOperand(1 - i), op.getDims());
    b.replaceOpWithNewOp<MulOp>(op, op.getType(), factor.getOperand(), sum);
    return success();
  }
  return failure();
}

// (A B) C = A (B C), where it costs less: of a whole chain the cheapest order
static LogicalResult chainOrder(ContractOp op, PatternRewriter &b) {
  if (!sumsShared(op) || !cannotStop(op))
    return failure();
  // The product that this one is a factor of takes care of both.
  if (auto outer = op->hasOneUse() ? dyn_cast<ContractOp>(*op->user_begin()) : ContractOp();
      outer && outer->getBlock() == op->getBlock() && sumsShared(outer) && cannotStop(outer))
    return failure();
  Chain chain(op);
  if (chain.size() < 3 || chain.bestTime() >= chain.writtenTime())
    return failure();
  b.replaceOp(op, chain.build(b, op.getLoc(), op.getType()));
  return success();
}

// Σᵢ (A B)[i] = (Σᵢ A[i]) B: what only one factor has is summed first, what both have with the rest
static LogicalResult sumOfProduct(FoldAxisOp op, PatternRewriter &b) {
  auto product = op.getOperand().getDefiningOp<ContractOp>();
  if (op.getKind() != FoldKind::Add || !product || !isOnlyFor(product, op) || !cannotStop(product))
    return failure();
  Value factors[] = {product.getLhs(), product.getRhs()};
  SmallVector<unsigned> dims[] = {dimsOf(product.getMap(0)), dimsOf(product.getMap(1))}, kept;
  for (auto [axis, dim] : llvm::enumerate(dimsOf(product.getMap(2))))
    if (!llvm::is_contained(op.getDims(), static_cast<int64_t>(axis)))
      kept.push_back(dim);
  // The axes of each factor that it can sum alone.
  SmallVector<int64_t> alone[2];
  SmallVector<unsigned> left[2];
  for (unsigned i = 0; i != 2; ++i)
    for (auto [axis, dim] : llvm::enumerate(dims[i])) {
      bool isAlone = !llvm::is_contained(kept, dim) && !llvm::is_contained(dims[1 - i], dim);
      isAlone ? alone[i].push_back(axis) : left[i].push_back(dim);
    }
  double flops = product.cost().flops, after = 0;
  for (unsigned i = 0; i != 2; ++i) {
    Type type = factors[i].getType();
    for (int64_t axis : alone[i])
      flops /= guessElements(arrayOf(shapeOf(type)[axis], elementOf(type)));
    after += alone[i].empty() ? 0 : timeOf(guessElements(type), type);
  }
  after += timeOf(flops, {factors[0].getType(), factors[1].getType(), op.getType()});
  if (after >= timeOf(product.cost()) + timeOf(op.cost()))
    return failure();
  for (unsigned i = 0; i != 2; ++i)
    if (!alone[i].empty())
      factors[i] = FoldAxisOp::create(b, op.getLoc(), FoldKind::Add, factors[i], alone[i]);
  b.replaceOp(op, contractDims(b, op.getLoc(), factors[0], left[0], factors[1], left[1], kept,
                               op.getType()));
  return success();
}

// ---- Blocks ------------------------------------------------------------------------------------

/// The axis of factor `side` along which `value` joins blocks, if the product sums it and some of
/// the blocks at its ends are zeros.
static ConcatOp zerosBeside(ContractOp op, unsigned side, Value value) {
  auto concat = value.getDefiningOp<ConcatOp>();
  if (!concat || ShapedType::isDynamic(concat.getType().getDimSize(concat.getAxis())))
    return ConcatOp();
  AffineExpr dim = op.getMap(side).getResult(concat.getAxis());
  bool isSummed =
      !op.getMap(2).getResultPosition(dim) && op.getMap(1 - side).getResultPosition(dim);
  bool hasZeros =
      isConstant(concat.getParts().front(), 0) || isConstant(concat.getParts().back(), 0);
  return isSummed && hasZeros ? concat : ConcatOp();
}

// [A; B] C = [A C; B C], where A or B has blocks of zeros
static LogicalResult productOfBlocks(ContractOp op, PatternRewriter &b) {
  for (unsigned side = 0; side != 2; ++side) {
    auto rows = op->getOperand(side).getDefiningOp<ConcatOp>();
    if (!rows || !isOnlyFor(rows, op))
      continue;
    AffineExpr dim = op.getMap(side).getResult(rows.getAxis());
    auto axis = op.getMap(2).getResultPosition(dim);
    if (!axis || op.getMap(1 - side).getResultPosition(dim) ||
        llvm::none_of(rows.getParts(), [&](Value part) { return zerosBeside(op, side, part); }))
      continue;
    SmallVector<Value> products, factors = {op.getLhs(), op.getRhs()};
    for (Value part : rows.getParts()) {
      factors[side] = part;
      products.push_back(ContractOp::create(b, op.getLoc(), factors[0], factors[1],
                                            {op.getMap(0), op.getMap(1), op.getMap(2)}));
    }
    b.replaceOpWithNewOp<ConcatOp>(op, op.getType(), products, *axis);
    return success();
  }
  return failure();
}

// [A 0] B = A B', the rows of B that meet A
static LogicalResult productWithZeros(ContractOp op, PatternRewriter &b) {
  if (!cannotStop(op))
    return failure();
  for (unsigned side = 0; side != 2; ++side) {
    ConcatOp concat = zerosBeside(op, side, op->getOperand(side));
    if (!concat)
      continue;
    int64_t axis = concat.getAxis(), start = 0, length = 0;
    SmallVector<Value> kept(concat.getParts());
    auto lengthOf = [&](Value part) { return shapeOf(part.getType())[axis]; };
    while (!kept.empty() && isConstant(kept.back(), 0))
      kept.pop_back();
    while (!kept.empty() && isConstant(kept.front(), 0)) {
      start += lengthOf(kept.front());
      kept.erase(kept.begin());
    }
    if (kept.empty() || llvm::any_of(concat.getParts(), [&](Value part) {
          return ShapedType::isDynamic(lengthOf(part));
        }))
      continue;
    for (Value part : kept)
      length += lengthOf(part);
    Value other = op->getOperand(1 - side);
    unsigned from = *op.getMap(1 - side).getResultPosition(op.getMap(side).getResult(axis));
    SmallVector<int64_t> shape(shapeOf(other.getType()));
    shape[from] = length;
    auto index = [&](int64_t value) -> Value {
      return ConstOp::create(b, op.getLoc(), b.getIndexAttr(value));
    };
    Value factors[2];
    factors[side] =
        kept.size() == 1 ? kept.front() : ConcatOp::create(b, op.getLoc(), kept, axis).getResult();
    factors[1 - side] = SliceOp::create(
        b, op.getLoc(), cast<RankedTensorType>(arrayOf(shape, elementOf(other.getType()))), other,
        index(start), index(length), from);
    b.replaceOpWithNewOp<ContractOp>(op, op.getType(), factors[0], factors[1], op.getMaps());
    return success();
  }
  return failure();
}

ArrayRef<Law> linearLaws() {
  constexpr FloatClass exact = FloatClass::Exact, rounding = FloatClass::Rounding;
  static constexpr StringLiteral golub = "Golub, Van Loan, Matrix Computations, 1.1",
                                 sankaran = "Sankaran et al., arXiv 2202.09888, 4.5";
  static constexpr Law laws[] = {
      law<contractTransposed>("L9.1", "product-transposed",
                              "Aᵀ B = one product that reads A by columns", exact, golub),
      law<transposeContract>("L9.2", "transposed-product",
                             "(A B)ᵀ = one product that writes by columns", exact, golub),
      law<contractBroadcast>("L9.3", "product-broadcast",
                             "(broadcast A) B = one product that reads A again", exact, golub),
      law<sumOfProducts>("L9.4", "sum-of-products", "Σ (broadcast x · broadcast y) = x y", rounding,
                         golub),
      law<factorLeavesSum>("L9.5", "factor-leaves-sum", "Σ (c · x) = c · Σ x", rounding, golub),
      law<chainOrder>("L9.7", "chain-order", "(A B) C = A (B C)", rounding,
                      "Cormen et al., Introduction to Algorithms, 15.2; Sankaran et al., arXiv "
                      "2202.09888, 4.2"),
      law<repeatProduct>("L9.8", "repeated-product", "(broadcast A) B = broadcast (A B)", exact,
                         golub),
      law<productOfBlocks>("L9.16", "block-rows",
                           "[A; B] C = [A C; B C], where A has zeros beside it", exact,
                           "Sankaran et al., arXiv 2202.09888, 4.4"),
      law<productWithZeros>("L9.17", "block-zeros", "[A 0] [B; C] = A B", FloatClass::Finite,
                            "Sankaran et al., arXiv 2202.09888, 4.4"),
      law<sumOfProduct>("L9.9", "sum-of-product", "Σᵢ (A B)[i] = (Σᵢ A[i]) B", rounding, sankaran),
  };
  return laws;
}

} // namespace cat
