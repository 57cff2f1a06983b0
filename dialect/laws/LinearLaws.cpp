// Laws of linear maps: contractions take up the transposes, broadcasts and sums around them; of two
// bracketings of a chain the cheaper one stays.
#include "dialect/laws/Laws.h"

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

// (A B)ᵀ: the contraction writes its result the other way
static LogicalResult transposeContract(TransposeOp op, PatternRewriter &b) {
  auto contract = op.getOperand().getDefiningOp<ContractOp>();
  if (!contract || !contract->hasOneUse())
    return failure();
  SmallVector<AffineExpr> axes;
  for (int64_t axis : op.getPermutation())
    axes.push_back(contract.getMap(2).getResult(axis));
  auto maps = b.getAffineMapArrayAttr({contract.getMap(0), contract.getMap(1),
                                       mapTo(contract, contract.getMap(0).getNumDims(), axes)});
  b.replaceOpWithNewOp<ContractOp>(op, op.getType(), contract.getLhs(), contract.getRhs(), maps);
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
      if (!llvm::is_contained(broadcast.getDims(), static_cast<int64_t>(axis)))
        axes.push_back(dim);
      else
        elsewhere &= llvm::is_contained(op.getMap(1 - factor).getResults(), dim);
    }
    if (elsewhere)
      return replaceFactor(op, b, factor, broadcast.getOperand(), axes);
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
  if (!product || elementOf(op.getType()).isIndex())
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

// A x + B x = (A + B) x
static LogicalResult distribute(AddOp op, PatternRewriter &b) {
  auto left = op.getLhs().getDefiningOp<ContractOp>(),
       right = op.getRhs().getDefiningOp<ContractOp>();
  if (!left || !right || left == right || !left->hasOneUse() || !right->hasOneUse() ||
      left.getMaps() != right.getMaps())
    return failure();
  for (unsigned shared = 0; shared != 2; ++shared) {
    Value x = left->getOperand(1 - shared), y = right->getOperand(1 - shared);
    if (left->getOperand(shared) != right->getOperand(shared) || x.getType() != y.getType() ||
        guessElements(x.getType()) >= left.cost().flops)
      continue;
    Value sum = AddOp::create(b, op.getLoc(), x.getType(), x, y);
    Value lhs = shared == 0 ? left->getOperand(0) : sum,
          rhs = shared == 0 ? sum : left->getOperand(1);
    b.replaceOpWithNewOp<ContractOp>(op, op.getType(), lhs, rhs, left.getMaps());
    return success();
  }
  return failure();
}

namespace {

/// (A B) C as one sum of products over common dims.
struct Chain {
  SmallVector<int64_t> lengths;               ///< of each dim; a guess if unknown
  SmallVector<SmallVector<unsigned>> factors; ///< the dims of A, B, C
  SmallVector<unsigned> result;

  /// The dims of `x` and `y` together, and those of them that the rest still needs.
  std::pair<SmallVector<unsigned>, SmallVector<unsigned>> join(unsigned x, unsigned y,
                                                               unsigned rest) const {
    SmallVector<unsigned> all = factors[x], needed;
    for (unsigned dim : factors[y])
      if (!llvm::is_contained(all, dim))
        all.push_back(dim);
    for (unsigned dim : all)
      if (llvm::is_contained(factors[rest], dim) || llvm::is_contained(result, dim))
        needed.push_back(dim);
    return {all, needed};
  }
  double size(ArrayRef<unsigned> dims) const {
    double product = 1;
    for (unsigned dim : dims)
      product *= lengths[dim];
    return product;
  }
  /// Multiplications of (x y) rest.
  double cost(unsigned x, unsigned y, unsigned rest) const {
    auto [all, needed] = join(x, y, rest);
    SmallVector<unsigned> last = needed;
    for (unsigned dim : factors[rest])
      if (!llvm::is_contained(last, dim))
        last.push_back(dim);
    return size(all) + size(last);
  }
};

} // namespace

/// A contraction of two factors that keeps the dims `to`.
static Value contractDims(PatternRewriter &b, ContractOp op, Value x, ArrayRef<unsigned> xDims,
                          Value y, ArrayRef<unsigned> yDims, ArrayRef<unsigned> to, unsigned dims) {
  auto map = [&](ArrayRef<unsigned> positions) {
    auto axes =
        llvm::map_to_vector(positions, [&](unsigned dim) { return b.getAffineDimExpr(dim); });
    return AffineMap::get(dims, 0, axes, op.getContext());
  };
  SmallVector<int64_t> shape;
  for (unsigned dim : to) {
    const auto *inX = llvm::find(xDims, dim);
    shape.push_back(inX != xDims.end()
                        ? shapeOf(x.getType())[inX - xDims.begin()]
                        : shapeOf(y.getType())[llvm::find(yDims, dim) - yDims.begin()]);
  }
  SmallVector<AffineMap> maps =
      compressUnusedDims(SmallVector<AffineMap>{map(xDims), map(yDims), map(to)});
  return ContractOp::create(b, op.getLoc(), arrayOf(shape, elementOf(x.getType())), x, y,
                            b.getAffineMapArrayAttr(maps));
}

// (A B) C = A (B C), where it costs less
static LogicalResult chainOrder(ContractOp op, PatternRewriter &b) {
  for (unsigned side = 0; side != 2; ++side) {
    auto inner = op->getOperand(side).getDefiningOp<ContractOp>();
    if (!inner || !inner->hasOneUse())
      continue;
    // The inner dims that its result keeps are dims of the outer; the others are new.
    unsigned outerDims = op.getMap(0).getNumDims();
    Chain chain;
    SmallVector<unsigned> innerDims(inner.getMap(0).getNumDims());
    unsigned next = outerDims;
    for (unsigned dim = 0; dim != innerDims.size(); ++dim) {
      auto axis = inner.getMap(2).getResultPosition(b.getAffineDimExpr(dim));
      innerDims[dim] =
          axis ? cast<AffineDimExpr>(op.getMap(side).getResult(*axis)).getPosition() : next++;
    }
    chain.lengths.assign(next, 1);
    Value values[] = {inner.getLhs(), inner.getRhs(), op->getOperand(1 - side)};
    for (unsigned i = 0; i != 3; ++i) {
      AffineMap map = i < 2 ? inner.getMap(i) : op.getMap(1 - side);
      SmallVector<unsigned> &dims = chain.factors.emplace_back();
      for (auto [axis, expr] : llvm::enumerate(map.getResults())) {
        unsigned position = cast<AffineDimExpr>(expr).getPosition();
        dims.push_back(i < 2 ? innerDims[position] : position);
        int64_t length = shapeOf(values[i].getType())[axis];
        chain.lengths[dims.back()] = ShapedType::isDynamic(length) ? 64 : length;
      }
    }
    for (AffineExpr expr : op.getMap(2).getResults())
      chain.result.push_back(cast<AffineDimExpr>(expr).getPosition());
    for (unsigned alone = 0; alone != 2; ++alone) {
      unsigned other = 1 - alone;
      if (chain.cost(other, 2, alone) >= chain.cost(0, 1, 2))
        continue;
      auto [all, needed] = chain.join(other, 2, alone);
      Value first = contractDims(b, op, values[other], chain.factors[other], values[2],
                                 chain.factors[2], needed, next);
      b.replaceOp(op, contractDims(b, op, values[alone], chain.factors[alone], first, needed,
                                   chain.result, next));
      return success();
    }
  }
  return failure();
}

ArrayRef<Law> linearLaws() {
  constexpr FloatClass exact = FloatClass::Exact, rounding = FloatClass::Rounding;
  static constexpr Law laws[] = {
      law<contractTransposed>("L9.1", "product-transposed",
                              "Aᵀ B = one product that reads A by columns", exact,
                              "Golub, Van Loan, Matrix Computations, 1.1"),
      law<transposeContract>("L9.2", "transposed-product",
                             "(A B)ᵀ = one product that writes by columns", exact,
                             "Golub, Van Loan, Matrix Computations, 1.1"),
      law<contractBroadcast>("L9.3", "product-broadcast",
                             "(broadcast A) B = one product that reads A again", exact,
                             "Golub, Van Loan, Matrix Computations, 1.1"),
      law<sumOfProducts>("L9.4", "sum-of-products", "Σ (broadcast x · broadcast y) = x y", rounding,
                         "Golub, Van Loan, Matrix Computations, 1.1"),
      law<factorLeavesSum>("L9.5", "factor-leaves-sum", "Σ (c · x) = c · Σ x", rounding,
                           "Golub, Van Loan, Matrix Computations, 1.1"),
      law<distribute>("L9.6", "distribute", "A x + B x = (A + B) x", rounding,
                      "Golub, Van Loan, Matrix Computations, 1.1"),
      law<chainOrder>("L9.7", "chain-order", "(A B) C = A (B C)", rounding,
                      "Cormen et al., Introduction to Algorithms, 15.2"),
  };
  return laws;
}

} // namespace cat
