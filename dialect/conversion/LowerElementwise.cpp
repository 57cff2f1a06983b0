// Elementwise ops: on scalars the op of arith or math itself, on arrays a linalg.generic of it.
#include "dialect/conversion/Scalars.h"

using namespace mlir;
using namespace cat;

namespace {

/// Lowers an elementwise op whose meaning on scalars `make` emits.
template <typename Op>
LogicalResult lowerBy(Op op, OpBuilder &b, ValueRange operands, Values &results,
                      function_ref<Value(const Scalars &)> make) {
  Location loc = op.getLoc();
  Type operand = elementOf(op->getOperand(0).getType());
  Type result = elementOf(op->getResult(0).getType());
  auto type = dyn_cast<RankedTensorType>(lowerType(op->getResult(0).getType()));
  if (!type) {
    results.push_back(make({b, loc, operands, operand, result}));
    return success();
  }
  SmallVector<Value> same = {operands[0]};
  for (Value other : operands.drop_front())
    same.push_back(checkSameShape(b, loc, operands[0], other));
  SmallVector<AffineMap> maps(operands.size(), b.getMultiDimIdentityMap(type.getRank()));
  results.push_back(generate(
      b, loc, type, sizesOf(b, loc, operands[0]), same, maps,
      [&](OpBuilder &b, ValueRange, ValueRange x) { return make({b, loc, x, operand, result}); }));
  return success();
}

template <typename Op>
LogicalResult lowerElementwise(Op op, RewriterBase &b, ValueRange operands, Values &results) {
  return lowerBy(op, b, operands, results,
                 [&](const Scalars &s) -> Value { return scalar(op, s); });
}

/// An op that is one op `Math` on floats.
template <typename Op, typename Math>
LogicalResult lowerMath(Op op, RewriterBase &b, ValueRange operands, Values &results) {
  return lowerBy(op, b, operands, results, [&](const Scalars &s) -> Value {
    return Math::create(s.b, s.loc, TypeRange(s.x[0].getType()), s.x, ArrayRef<NamedAttribute>());
  });
}

template <typename... Ops> void attachElementwise(MLIRContext &context) {
  (Ops::template attachInterface<LowerModel<Ops, lowerElementwise<Ops>>>(context), ...);
}

template <typename Op, typename Math> void attachMath(MLIRContext &context) {
  Op::template attachInterface<LowerModel<Op, lowerMath<Op, Math>>>(context);
}

} // namespace

void cat::registerElementwiseLowerings(MLIRContext &context) {
  attachElementwise<AddOp, SubOp, MulOp, DivOp, RemOp, MaxOp, MinOp, NegOp, AbsOp, SignOp, RsqrtOp,
                    AndOp, OrOp, XorOp, NotOp, CmpOp, SelectOp, ConvertOp>(context);
  attachMath<PowOp, math::PowFOp>(context);
  attachMath<ExpOp, math::ExpOp>(context);
  attachMath<LogOp, math::LogOp>(context);
  attachMath<Log1pOp, math::Log1pOp>(context);
  attachMath<Expm1Op, math::ExpM1Op>(context);
  attachMath<SqrtOp, math::SqrtOp>(context);
  attachMath<SinOp, math::SinOp>(context);
  attachMath<CosOp, math::CosOp>(context);
  attachMath<TanOp, math::TanOp>(context);
  attachMath<TanhOp, math::TanhOp>(context);
  attachMath<SinhOp, math::SinhOp>(context);
  attachMath<CoshOp, math::CoshOp>(context);
  attachMath<AtanOp, math::AtanOp>(context);
  attachMath<AsinOp, math::AsinOp>(context);
  attachMath<AcosOp, math::AcosOp>(context);
  attachMath<ErfOp, math::ErfOp>(context);
  attachMath<FloorOp, math::FloorOp>(context);
  attachMath<CeilOp, math::CeilOp>(context);
  attachMath<RoundOp, math::RoundEvenOp>(context);
}
