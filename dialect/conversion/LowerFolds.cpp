// Contractions, folds of axes, positions of extremes, and sorting.
#include "dialect/conversion/Lowering.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace cat;
using arith::CmpFPredicate;
using arith::CmpIPredicate;

namespace {

/// A scalar as a tensor of rank 0, which linalg wants.
Value asTensor(OpBuilder &b, Location loc, Value v) {
  if (isa<RankedTensorType>(v.getType()))
    return v;
  return tensor::FromElementsOp::create(b, loc, RankedTensorType::get({}, v.getType()), v);
}

/// The result of an op on tensors as the type that the op in cat has: rank 0 is a scalar.
Value asResult(OpBuilder &b, Location loc, Value v, Type wanted) {
  if (isa<RankedTensorType>(wanted))
    return v.getType() == wanted ? v : tensor::CastOp::create(b, loc, wanted, v).getResult();
  return tensor::ExtractOp::create(b, loc, v, ValueRange());
}

/// Whether linalg.contract can say it: there are sums, and each dim that is summed belongs to both
/// factors.
bool isContraction(ArrayRef<AffineMap> maps) {
  if (maps[2].getNumResults() == maps[2].getNumDims())
    return false;
  for (unsigned d = 0; d < maps[0].getNumDims(); ++d) {
    auto has = [&](AffineMap map) { return map.isFunctionOfDim(d); };
    if (!has(maps[2]) && !(has(maps[0]) && has(maps[1])))
      return false;
  }
  return true;
}

LogicalResult lower(ContractOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  Value lhs = asTensor(b, loc, operands[0]), rhs = asTensor(b, loc, operands[1]);
  SmallVector<AffineMap> maps{op.getMap(0), op.getMap(1), op.getMap(2)};
  Type wanted = lowerType(op.getType()), element = elementOf(wanted);
  // An axis that both factors have must be equally long in both.
  for (unsigned d = 0; d < maps[0].getNumDims(); ++d) {
    auto k = maps[0].getResultPosition(b.getAffineDimExpr(d));
    auto l = maps[1].getResultPosition(b.getAffineDimExpr(d));
    if (k && l)
      rhs = checkSameLength(b, loc, lhs, *k, rhs, *l);
  }
  SmallVector<OpFoldResult> sizes;
  for (AffineExpr e : maps[2].getResults()) {
    for (auto [value, map] : {std::pair(lhs, maps[0]), std::pair(rhs, maps[1])})
      if (auto at = map.getResultPosition(e)) {
        sizes.push_back(tensor::getMixedSize(b, loc, value, *at));
        break;
      }
  }
  SmallVector<int64_t> shape;
  SmallVector<Value> dynamic;
  dispatchIndexOpFoldResults(sizes, dynamic, shape);
  auto type = RankedTensorType::get(shape, element);
  // Without a sum nothing may read what it starts from: fused into a loop over more elements, it
  // would go on from what another element has left.
  bool isSum = maps[2].getNumResults() != maps[2].getNumDims();
  Value zero = constantNumber(b, loc, element, 0);
  Value init = isSum ? filled(b, loc, type, sizes, zero)
                     : tensor::EmptyOp::create(b, loc, sizes, element).getResult();
  Value result;
  if (isContraction(maps) && !element.isIndex()) {
    result = linalg::ContractOp::create(b, loc, TypeRange(type), ValueRange{lhs, rhs},
                                        ValueRange(init), b.getAffineMapArrayAttr(maps))
                 ->getResult(0);
  } else {
    SmallVector<utils::IteratorType> iterators;
    for (unsigned d = 0; d < maps[0].getNumDims(); ++d)
      iterators.push_back(maps[2].isFunctionOfDim(d) ? utils::IteratorType::parallel
                                                     : utils::IteratorType::reduction);
    auto body = [&](OpBuilder &b, ValueRange x) -> SmallVector<Value> {
      Value sum, start = isSum ? x[2] : zero;
      if (isa<FloatType>(element)) {
        sum = math::FmaOp::create(b, loc, x[0], x[1], start);
      } else if (element.isIndex()) {
        Value product = checkedMul({b, loc, x, element, element});
        sum = checkedAdd({b, loc, ValueRange{start, product}, element, element});
      } else {
        sum = arith::AddIOp::create(b, loc, start, arith::MulIOp::create(b, loc, x[0], x[1]));
      }
      return {sum};
    };
    result = genericOp(b, loc, ValueRange{lhs, rhs}, init, maps, iterators, body)[0];
  }
  results.push_back(asResult(b, loc, result, wanted));
  return success();
}

/// The least (or greatest) number of a type: the identity of max (or min).
TypedAttr extreme(OpBuilder &b, Type type, bool isGreatest) {
  if (auto floating = dyn_cast<FloatType>(type))
    return b.getFloatAttr(floating, APFloat::getInf(floating.getFloatSemantics(), !isGreatest));
  unsigned width = type.isIndex() ? 64 : type.getIntOrFloatBitWidth();
  APInt value =
      isUnsigned(type)
          ? (isGreatest ? APInt::getMaxValue(width) : APInt::getMinValue(width))
          : (isGreatest ? APInt::getSignedMaxValue(width) : APInt::getSignedMinValue(width));
  if (type.isIndex() && isGreatest)
    value = APInt::getSignedMaxValue(width);
  return b.getIntegerAttr(lowerType(type), value);
}

TypedAttr identityOf(OpBuilder &b, FoldKind kind, Type type) {
  Type lowered = lowerType(type);
  switch (kind) {
  case FoldKind::Max:
    return extreme(b, type, false);
  case FoldKind::Min:
    return extreme(b, type, true);
  case FoldKind::Mul:
    return isa<FloatType>(lowered) ? TypedAttr(b.getFloatAttr(lowered, 1.0))
                                   : b.getIntegerAttr(lowered, 1);
  case FoldKind::And:
    return b.getIntegerAttr(lowered, -1);
  case FoldKind::Add:
  case FoldKind::Or:
    return b.getZeroAttr(lowered);
  }
  llvm_unreachable("all kinds are listed");
}

Value combine(FoldKind kind, const Scalars &s) {
  bool isFloat = isa<FloatType>(s.operand), isIndex = s.operand.isIndex();
  Value a = s.x[0], x = s.x[1];
  switch (kind) {
  case FoldKind::Add:
    return isFloat   ? arith::AddFOp::create(s.b, s.loc, a, x).getResult()
           : isIndex ? checkedAdd(s)
                     : arith::AddIOp::create(s.b, s.loc, a, x).getResult();
  case FoldKind::Mul:
    return isFloat   ? arith::MulFOp::create(s.b, s.loc, a, x).getResult()
           : isIndex ? checkedMul(s)
                     : arith::MulIOp::create(s.b, s.loc, a, x).getResult();
  case FoldKind::Max:
    return maximum(s);
  case FoldKind::Min:
    return minimum(s);
  case FoldKind::And:
    return arith::AndIOp::create(s.b, s.loc, a, x);
  case FoldKind::Or:
    return arith::OrIOp::create(s.b, s.loc, a, x);
  }
  llvm_unreachable("all kinds are listed");
}

/// The map, iterators and lengths of a reduction of `dims`.
struct Reduction {
  AffineMap input, output;
  SmallVector<utils::IteratorType> iterators;
  SmallVector<OpFoldResult> sizes; // of the result
  Reduction(OpBuilder &b, Location loc, Value x, ArrayRef<int64_t> dims) {
    SmallVector<AffineExpr> kept;
    SmallVector<OpFoldResult> all = sizesOf(b, loc, x);
    for (auto [d, size] : llvm::enumerate(all)) {
      bool isFolded = llvm::is_contained(dims, static_cast<int64_t>(d));
      iterators.push_back(isFolded ? utils::IteratorType::reduction
                                   : utils::IteratorType::parallel);
      if (isFolded)
        continue;
      kept.push_back(b.getAffineDimExpr(d));
      sizes.push_back(size);
    }
    input = b.getMultiDimIdentityMap(all.size());
    output = AffineMap::get(all.size(), 0, kept, b.getContext());
  }
  /// The reduction's initial tensor.
  Value init(OpBuilder &b, Location loc, TypedAttr value) {
    SmallVector<int64_t> shape;
    SmallVector<Value> dynamic;
    dispatchIndexOpFoldResults(sizes, dynamic, shape);
    auto type = RankedTensorType::get(shape, value.getType());
    return filled(b, loc, type, sizes, arith::ConstantOp::create(b, loc, value));
  }
};

LogicalResult lower(FoldAxisOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  Type element = elementOf(op.getOperand().getType());
  Reduction r(b, loc, operands[0], op.getDims());
  Value init = r.init(b, loc, identityOf(b, op.getKind(), element));
  auto body = [&](OpBuilder &b, ValueRange x) -> SmallVector<Value> {
    SmallVector<Value> both{x[1], x[0]};
    return {combine(op.getKind(), {b, loc, both, element, element})};
  };
  Value folded = genericOp(b, loc, operands[0], init, {r.input, r.output}, r.iterators, body)[0];
  results.push_back(asResult(b, loc, folded, lowerType(op.getType())));
  return success();
}

/// Whether `x` comes before `best` in the search for an extreme: it is beyond it, or the first NaN.
Value beats(const Scalars &s, bool isGreatest, Value x, Value best) {
  OpBuilder &b = s.b;
  if (!isa<FloatType>(s.operand)) {
    auto less = isUnsigned(s.operand) ? CmpIPredicate::ult : CmpIPredicate::slt;
    return isGreatest ? arith::CmpIOp::create(b, s.loc, less, best, x)
                      : arith::CmpIOp::create(b, s.loc, less, x, best);
  }
  // Unordered or beyond; a NaN that is already there stays.
  Value beyond = arith::CmpFOp::create(
      b, s.loc, isGreatest ? CmpFPredicate::UGT : CmpFPredicate::ULT, x, best);
  Value known = arith::CmpFOp::create(b, s.loc, CmpFPredicate::ORD, best, best);
  return arith::AndIOp::create(b, s.loc, beyond, known);
}

template <typename Op>
LogicalResult lowerPosition(Op op, OpBuilder &b, ValueRange operands, Values &results,
                            bool isGreatest) {
  Location loc = op.getLoc();
  Type element = elementOf(op.getOperand().getType()), i64 = b.getI64Type();
  int64_t axis = op.getAxis();
  Value length = tensor::DimOp::create(b, loc, operands[0], axis);
  failIf(b, loc, arith::CmpIOp::create(b, loc, CmpIPredicate::eq, length, constantIndex(b, loc, 0)),
         "an empty array has no extremum");
  Reduction r(b, loc, operands[0], axis);
  Value best = r.init(b, loc, extreme(b, element, !isGreatest));
  Value position = r.init(b, loc, b.getI64IntegerAttr(-1));
  auto body = [&](OpBuilder &b, ValueRange x) -> SmallVector<Value> {
    Value index = linalg::IndexOp::create(b, loc, axis);
    Value i = arith::IndexCastOp::create(b, loc, i64, index);
    Value none = arith::CmpIOp::create(b, loc, CmpIPredicate::slt, x[2], constantI64(b, loc, 0));
    Value wins = beats({b, loc, x, element, element}, isGreatest, x[0], x[1]);
    Value take = arith::OrIOp::create(b, loc, none, wins);
    return {arith::SelectOp::create(b, loc, take, x[0], x[1]),
            arith::SelectOp::create(b, loc, take, i, x[2])};
  };
  Value result = genericOp(b, loc, operands[0], {best, position}, {r.input, r.output, r.output},
                           r.iterators, body)[1];
  Type wanted = lowerType(op.getType()), to = elementOf(wanted);
  auto convert = [&](OpBuilder &b, Value i) -> Value {
    if (to == i64)
      return i;
    return to.isIndex() ? arith::IndexCastOp::create(b, loc, to, i).getResult()
                        : arith::TruncIOp::create(b, loc, to, i).getResult();
  };
  auto type = dyn_cast<RankedTensorType>(wanted);
  if (!type)
    results.push_back(convert(b, asResult(b, loc, result, i64)));
  else if (to == i64)
    results.push_back(asResult(b, loc, result, wanted));
  else
    results.push_back(generate(
        b, loc, type, r.sizes, result, b.getMultiDimIdentityMap(type.getRank()),
        [&](OpBuilder &b, ValueRange, ValueRange x) -> Value { return convert(b, x[0]); }));
  return success();
}

LogicalResult lower(ArgMaxOp op, RewriterBase &b, ValueRange operands, Values &results) {
  return lowerPosition(op, b, operands, results, true);
}
LogicalResult lower(ArgMinOp op, RewriterBase &b, ValueRange operands, Values &results) {
  return lowerPosition(op, b, operands, results, false);
}

template <typename... Ops> void attach(MLIRContext &context) {
  (Ops::template attachInterface<LowerModel<
       Ops, static_cast<LogicalResult (*)(Ops, RewriterBase &, ValueRange, Values &)>(lower)>>(
       context),
   ...);
}

} // namespace

void cat::registerFoldLowerings(MLIRContext &context) {
  attach<ContractOp, FoldAxisOp, ArgMaxOp, ArgMinOp>(context);
}
