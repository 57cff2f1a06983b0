// The derivatives of elementwise operations. One function an operation gives, for a cotangent d of
// the result, d times the partial derivative in each operand; since such a Jacobian is diagonal, it
// serves the reverse derivative as well as the forward one.
#include "dialect/transforms/Emit.h"
#include "dialect/transforms/Rules.h"
#include <numbers>

using namespace mlir;

namespace cat {
namespace {

/// Where the partial derivatives go, and what they are made of: d, the operands x and y, the result
/// r.
struct Partials {
  Emit e;
  Value d, x, y, r;
  MutableArrayRef<Value> out;

  Value number(double value) { return e.constant(value, d); }
  Value one() { return number(1); }
  /// d where `condition` holds, else zero.
  Value where(Value condition) { return e.select(condition, d, number(0)); }
  Value where(Compare predicate, Value a, Value b) { return where(e.cmp(predicate, a, b)); }
};

void partials(AddOp, Partials &p) { p.out[0] = p.out[1] = p.d; }
void partials(SubOp, Partials &p) {
  p.out[0] = p.d;
  p.out[1] = p.e.neg(p.d);
}
void partials(MulOp, Partials &p) {
  p.out[0] = p.e.mul(p.d, p.y);
  p.out[1] = p.e.mul(p.d, p.x);
}
void partials(DivOp, Partials &p) {
  p.out[0] = p.e.div(p.d, p.y);
  p.out[1] = p.e.neg(p.e.mul(p.out[0], p.r));
}
/// x = q y + r with a whole q that does not change nearby.
void partials(RemOp, Partials &p) {
  Value quotient = p.e.div(p.e.sub(p.x, p.r), p.y);
  p.out[0] = p.d;
  p.out[1] = p.e.neg(p.e.mul(p.d, p.e.op<RoundOp>(quotient)));
}
/// The logarithm counts only where it is real; x^0 has no slope anywhere, nor has its slope.
void partials(PowOp, Partials &p) {
  Value isZero = p.e.cmp(Compare::eq, p.y, p.number(0));
  Value lower = p.e.op<PowOp>(p.x, p.e.select(isZero, p.one(), p.e.sub(p.y, p.one())));
  p.out[0] = p.e.mul(p.d, p.e.mul(p.y, lower));
  Value positive = p.e.cmp(Compare::gt, p.x, p.number(0));
  Value log = p.e.op<LogOp>(p.e.select(positive, p.x, p.one()));
  p.out[1] = p.e.mul(p.d, p.e.mul(p.r, log));
}
/// A tie follows the second operand.
void partials(MaxOp, Partials &p) {
  Value first = p.e.cmp(Compare::gt, p.x, p.y);
  p.out[0] = p.where(first);
  p.out[1] = p.e.select(first, p.number(0), p.d);
}
void partials(MinOp, Partials &p) {
  Value first = p.e.cmp(Compare::lt, p.x, p.y);
  p.out[0] = p.where(first);
  p.out[1] = p.e.select(first, p.number(0), p.d);
}
void partials(NegOp, Partials &p) { p.out[0] = p.e.neg(p.d); }
void partials(AbsOp, Partials &p) { p.out[0] = p.e.mul(p.d, p.e.op<SignOp>(p.x)); }
void partials(ExpOp, Partials &p) { p.out[0] = p.e.mul(p.d, p.r); }
void partials(LogOp, Partials &p) { p.out[0] = p.e.div(p.d, p.x); }
void partials(Log1pOp, Partials &p) { p.out[0] = p.e.div(p.d, p.e.add(p.x, p.one())); }
void partials(Expm1Op, Partials &p) { p.out[0] = p.e.mul(p.d, p.e.add(p.r, p.one())); }
void partials(SqrtOp, Partials &p) { p.out[0] = p.e.div(p.d, p.e.add(p.r, p.r)); }
void partials(RsqrtOp, Partials &p) {
  Value cube = p.e.mul(p.r, p.e.mul(p.r, p.r));
  p.out[0] = p.e.mul(p.d, p.e.mul(p.number(-0.5), cube));
}
void partials(SinOp, Partials &p) { p.out[0] = p.e.mul(p.d, p.e.op<CosOp>(p.x)); }
void partials(CosOp, Partials &p) { p.out[0] = p.e.neg(p.e.mul(p.d, p.e.op<SinOp>(p.x))); }
void partials(TanOp, Partials &p) { p.out[0] = p.e.mul(p.d, p.e.add(p.e.mul(p.r, p.r), p.one())); }
void partials(TanhOp, Partials &p) { p.out[0] = p.e.mul(p.d, p.e.sub(p.one(), p.e.mul(p.r, p.r))); }
void partials(SinhOp, Partials &p) { p.out[0] = p.e.mul(p.d, p.e.op<CoshOp>(p.x)); }
void partials(CoshOp, Partials &p) { p.out[0] = p.e.mul(p.d, p.e.op<SinhOp>(p.x)); }
void partials(AtanOp, Partials &p) { p.out[0] = p.e.div(p.d, p.e.add(p.e.mul(p.x, p.x), p.one())); }
void partials(AsinOp, Partials &p) {
  p.out[0] = p.e.div(p.d, p.e.op<SqrtOp>(p.e.sub(p.one(), p.e.mul(p.x, p.x))));
}
void partials(AcosOp, Partials &p) {
  p.out[0] = p.e.neg(p.e.div(p.d, p.e.op<SqrtOp>(p.e.sub(p.one(), p.e.mul(p.x, p.x)))));
}
void partials(ErfOp, Partials &p) {
  Value bell = p.e.op<ExpOp>(p.e.neg(p.e.mul(p.x, p.x)));
  p.out[0] = p.e.mul(p.d, p.e.mul(p.number(2 * std::numbers::inv_sqrtpi), bell));
}
void partials(SelectOp op, Partials &p) {
  p.out[1] = p.where(op.getCondition());
  p.out[2] = p.e.select(op.getCondition(), p.number(0), p.d);
}
void partials(ConvertOp, Partials &p) {
  if (isFloatLike(p.x.getType()))
    p.out[0] = ConvertOp::create(p.e.b, p.e.loc, p.d, elementOf(p.x.getType()));
}
// Steps: their derivative is zero wherever they have one.
void partials(FloorOp, Partials &) {}
void partials(CeilOp, Partials &) {}
void partials(RoundOp, Partials &) {}
void partials(SignOp, Partials &) {}

template <typename OpTy>
void emitPartials(Operation *op, OpBuilder &b, Value d, MutableArrayRef<Value> out) {
  Value y = op->getNumOperands() > 1 ? op->getOperand(1) : Value();
  Partials p{{b, op->getLoc()}, d, op->getOperand(0), y, op->getResult(0), out};
  partials(cast<OpTy>(op), p);
}

template <typename OpTy>
struct ReverseRule : ReverseDerivativeOpInterface::ExternalModel<ReverseRule<OpTy>, OpTy> {
  LogicalResult reverse(Operation *op, OpBuilder &b, ArrayRef<Value> cotangents,
                        MutableArrayRef<Value> operandCotangents) const {
    emitPartials<OpTy>(op, b, cotangents[0], operandCotangents);
    return success();
  }
};

template <typename OpTy>
struct ForwardRule : ForwardDerivativeOpInterface::ExternalModel<ForwardRule<OpTy>, OpTy> {
  LogicalResult forward(Operation *op, OpBuilder &b, ArrayRef<Value> tangents,
                        SmallVectorImpl<Value> &resultTangents) const {
    Emit e{b, op->getLoc()};
    Value sum;
    for (auto [i, tangent] : llvm::enumerate(tangents)) {
      if (!tangent)
        continue;
      SmallVector<Value> out(tangents.size());
      // A tangent of another element type (a conversion) counts in the type of the result.
      if (isa<ConvertOp>(op))
        out[i] = ConvertOp::create(b, e.loc, tangent, elementOf(op->getResult(0).getType()));
      else
        emitPartials<OpTy>(op, b, tangent, out);
      if (out[i])
        sum = sum ? e.add(sum, out[i]) : out[i];
    }
    resultTangents.push_back(sum);
    return success();
  }
};

template <typename... OpTys> void attach(MLIRContext *context) {
  (OpTys::template attachInterface<ReverseRule<OpTys>, ForwardRule<OpTys>>(*context), ...);
}

} // namespace

void attachElementwiseDerivatives(MLIRContext *context) {
  attach<AddOp, SubOp, MulOp, DivOp, RemOp, PowOp, MaxOp, MinOp, NegOp, AbsOp, ExpOp, LogOp,
         Log1pOp, Expm1Op, SqrtOp, RsqrtOp, SinOp, CosOp, TanOp, TanhOp, SinhOp, CoshOp, AtanOp,
         AsinOp, AcosOp, ErfOp, FloorOp, CeilOp, RoundOp, SignOp, SelectOp, ConvertOp>(context);
}

} // namespace cat
