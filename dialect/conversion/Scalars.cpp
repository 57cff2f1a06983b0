// The meaning of the elementwise ops on scalars that is more than one op of arith or math: signs,
// wrapping, ties, NaN, and what must fail.
#include "dialect/conversion/Scalars.h"

using namespace mlir;
using namespace cat;
using arith::CmpFPredicate;
using arith::CmpIPredicate;

namespace {

bool isFloat(const Scalars &s) { return isa<FloatType>(s.operand); }

template <typename Op> Value make(const Scalars &s) {
  return Op::create(s.b, s.loc, s.x[0], s.x[1]);
}
template <typename Float, typename Int> Value pick(const Scalars &s) {
  return isFloat(s) ? make<Float>(s) : make<Int>(s);
}

Value compare(const Scalars &s, CmpFPredicate p, Value a, Value b) {
  return arith::CmpFOp::create(s.b, s.loc, p, a, b);
}
Value compare(const Scalars &s, CmpIPredicate p, Value a, Value b) {
  return arith::CmpIOp::create(s.b, s.loc, p, a, b);
}
Value choose(const Scalars &s, Value c, Value a, Value b) {
  return arith::SelectOp::create(s.b, s.loc, c, a, b);
}
Value number(const Scalars &s, double v) { return constantNumber(s.b, s.loc, s.x[0].getType(), v); }
/// `a < b` in the order of the operands' type.
Value less(const Scalars &s, Value a, Value b) {
  return isFloat(s)
             ? compare(s, CmpFPredicate::OLT, a, b)
             : compare(s, isUnsigned(s.operand) ? CmpIPredicate::ult : CmpIPredicate::slt, a, b);
}

/// `first ? x0 : x1`, but a NaN in the first operand wins (in the second it does already, because
/// no comparison with it holds).
Value extremum(const Scalars &s, Value first) {
  Value r = choose(s, first, s.x[0], s.x[1]);
  if (!isFloat(s))
    return r;
  return choose(s, compare(s, CmpFPredicate::UNO, s.x[0], s.x[0]), s.x[0], r);
}

/// Division or remainder of integers: by zero it fails, and the one quotient that overflows wraps.
template <typename Signed, typename Unsigned> Value divide(const Scalars &s, bool isRemainder) {
  Value zero = number(s, 0);
  failIf(s.b, s.loc, compare(s, CmpIPredicate::eq, s.x[1], zero), "division by zero");
  if (isUnsigned(s.operand))
    return make<Unsigned>(s);
  Value minusOne = compare(s, CmpIPredicate::eq, s.x[1], number(s, -1));
  Value divisor = choose(s, minusOne, number(s, 1), s.x[1]);
  Value quotient = Signed::create(s.b, s.loc, s.x[0], divisor);
  Value wrapped = isRemainder ? zero : arith::SubIOp::create(s.b, s.loc, zero, s.x[0]).getResult();
  return choose(s, minusOne, wrapped, quotient);
}

} // namespace

Value cat::checkedAdd(const Scalars &s) {
  Value sum = make<arith::AddIOp>(s);
  failIf(s.b, s.loc, compare(s, CmpIPredicate::slt, sum, number(s, 0)),
         "a natural number is too large");
  return sum;
}

Value cat::checkedMul(const Scalars &s) {
  auto product = arith::MulUIExtendedOp::create(s.b, s.loc, s.x[0], s.x[1]);
  Value high = compare(s, CmpIPredicate::ne, product.getHigh(), number(s, 0));
  Value sign = compare(s, CmpIPredicate::slt, product.getLow(), number(s, 0));
  failIf(s.b, s.loc, arith::OrIOp::create(s.b, s.loc, high, sign), "a natural number is too large");
  return product.getLow();
}

Value cat::maximum(const Scalars &s) { return extremum(s, less(s, s.x[1], s.x[0])); }
Value cat::minimum(const Scalars &s) { return extremum(s, less(s, s.x[0], s.x[1])); }

Value cat::scalar(AddOp, const Scalars &s) {
  return s.operand.isIndex() ? checkedAdd(s) : pick<arith::AddFOp, arith::AddIOp>(s);
}
Value cat::scalar(SubOp, const Scalars &s) {
  if (s.operand.isIndex())
    failIf(s.b, s.loc, less(s, s.x[0], s.x[1]), "a natural number would be negative");
  return pick<arith::SubFOp, arith::SubIOp>(s);
}
Value cat::scalar(MulOp, const Scalars &s) {
  return s.operand.isIndex() ? checkedMul(s) : pick<arith::MulFOp, arith::MulIOp>(s);
}
Value cat::scalar(DivOp, const Scalars &s) {
  return isFloat(s) ? make<arith::DivFOp>(s) : divide<arith::DivSIOp, arith::DivUIOp>(s, false);
}
Value cat::scalar(RemOp, const Scalars &s) {
  return isFloat(s) ? make<arith::RemFOp>(s) : divide<arith::RemSIOp, arith::RemUIOp>(s, true);
}
Value cat::scalar(MaxOp, const Scalars &s) { return maximum(s); }
Value cat::scalar(MinOp, const Scalars &s) { return minimum(s); }

Value cat::scalar(NegOp, const Scalars &s) {
  if (isFloat(s))
    return arith::NegFOp::create(s.b, s.loc, s.x[0]);
  Value zero = number(s, 0);
  if (s.operand.isIndex())
    failIf(s.b, s.loc, compare(s, CmpIPredicate::ne, s.x[0], zero),
           "a natural number would be negative");
  return arith::SubIOp::create(s.b, s.loc, zero, s.x[0]);
}

Value cat::scalar(AbsOp, const Scalars &s) {
  if (isFloat(s))
    return math::AbsFOp::create(s.b, s.loc, s.x[0]);
  if (isUnsigned(s.operand))
    return s.x[0];
  Value zero = number(s, 0);
  Value negated = arith::SubIOp::create(s.b, s.loc, zero, s.x[0]);
  return choose(s, less(s, s.x[0], zero), negated, s.x[0]);
}

Value cat::scalar(SignOp, const Scalars &s) {
  Value zero = number(s, 0);
  Value r = choose(s, less(s, zero, s.x[0]), number(s, 1), s.x[0]);
  return isUnsigned(s.operand) ? r : choose(s, less(s, s.x[0], zero), number(s, -1), r);
}

Value cat::scalar(RsqrtOp, const Scalars &s) {
  Value root = math::SqrtOp::create(s.b, s.loc, s.x[0]);
  return arith::DivFOp::create(s.b, s.loc, number(s, 1), root);
}

Value cat::scalar(AndOp, const Scalars &s) { return make<arith::AndIOp>(s); }
Value cat::scalar(OrOp, const Scalars &s) { return make<arith::OrIOp>(s); }
Value cat::scalar(XorOp, const Scalars &s) { return make<arith::XOrIOp>(s); }
Value cat::scalar(NotOp, const Scalars &s) {
  return arith::XOrIOp::create(s.b, s.loc, s.x[0], number(s, -1));
}

Value cat::scalar(CmpOp op, const Scalars &s) {
  static constexpr CmpFPredicate floats[] = {CmpFPredicate::OEQ, CmpFPredicate::UNE,
                                             CmpFPredicate::OLT, CmpFPredicate::OLE,
                                             CmpFPredicate::OGT, CmpFPredicate::OGE};
  static constexpr CmpIPredicate ints[] = {CmpIPredicate::eq,  CmpIPredicate::ne,
                                           CmpIPredicate::slt, CmpIPredicate::sle,
                                           CmpIPredicate::sgt, CmpIPredicate::sge};
  static constexpr CmpIPredicate naturals[] = {CmpIPredicate::eq,  CmpIPredicate::ne,
                                               CmpIPredicate::ult, CmpIPredicate::ule,
                                               CmpIPredicate::ugt, CmpIPredicate::uge};
  auto k = static_cast<unsigned>(op.getPredicate());
  if (isFloat(s))
    return compare(s, floats[k], s.x[0], s.x[1]);
  return compare(s, isUnsigned(s.operand) ? naturals[k] : ints[k], s.x[0], s.x[1]);
}

Value cat::scalar(SelectOp, const Scalars &s) { return choose(s, s.x[0], s.x[1], s.x[2]); }

/// A float cut off to an integer type (as `to` before conversion), which must hold it.
static Value truncate(const Scalars &s, Value x) {
  Type type = s.result.isIndex() ? s.b.getI64Type() : lowerType(s.result);
  bool isNatural = isUnsigned(s.result) && !s.result.isIndex();
  unsigned bits = type.getIntOrFloatBitWidth() - (isNatural ? 0 : 1);
  // Powers of two, hence exact in every float type.
  Value limit = number(s, std::ldexp(1.0, bits));
  Value least = isUnsigned(s.result) ? number(s, 0) : number(s, -std::ldexp(1.0, bits));
  Value whole = math::TruncOp::create(s.b, s.loc, x);
  // The negated comparisons are true for NaN.
  Value bad = arith::OrIOp::create(s.b, s.loc, compare(s, CmpFPredicate::ULT, whole, least),
                                   compare(s, CmpFPredicate::UGE, whole, limit));
  failIf(s.b, s.loc, bad, "the number does not fit the integer", x);
  Value r = isNatural ? arith::FPToUIOp::create(s.b, s.loc, type, x).getResult()
                      : arith::FPToSIOp::create(s.b, s.loc, type, x).getResult();
  return s.result.isIndex() ? arith::IndexCastOp::create(s.b, s.loc, s.result, r).getResult() : r;
}

static Value fromFloat(const Scalars &s) {
  if (auto to = dyn_cast<FloatType>(s.result)) {
    unsigned from = s.operand.getIntOrFloatBitWidth();
    if (from == to.getWidth())
      return s.x[0];
    return from < to.getWidth() ? arith::ExtFOp::create(s.b, s.loc, to, s.x[0]).getResult()
                                : arith::TruncFOp::create(s.b, s.loc, to, s.x[0]).getResult();
  }
  if (s.result.isInteger(1))
    return compare(s, CmpFPredicate::UNE, s.x[0], number(s, 0));
  return truncate(s, s.x[0]);
}

/// An integer as an integer of the width of `to`.
static Value resize(const Scalars &s, Value x, Type to) {
  unsigned from = x.getType().getIntOrFloatBitWidth(), width = to.getIntOrFloatBitWidth();
  if (from == width)
    return x;
  if (from > width)
    return arith::TruncIOp::create(s.b, s.loc, to, x);
  return isUnsigned(s.operand) ? arith::ExtUIOp::create(s.b, s.loc, to, x).getResult()
                               : arith::ExtSIOp::create(s.b, s.loc, to, x).getResult();
}

Value cat::scalar(ConvertOp, const Scalars &s) {
  if (s.operand == s.result)
    return s.x[0];
  if (isFloat(s))
    return fromFloat(s);
  Type i64 = s.b.getI64Type();
  if (s.result.isInteger(1))
    return compare(s, CmpIPredicate::ne, s.x[0], number(s, 0));
  Value x = s.x[0];
  if (s.operand.isIndex())
    x = arith::IndexCastOp::create(s.b, s.loc, i64, x);
  if (isa<FloatType>(s.result))
    return isUnsigned(s.operand) ? arith::UIToFPOp::create(s.b, s.loc, s.result, x).getResult()
                                 : arith::SIToFPOp::create(s.b, s.loc, s.result, x).getResult();
  if (!s.result.isIndex())
    return resize(s, x, lowerType(s.result));
  x = resize(s, x, i64);
  Value zero = constantI64(s.b, s.loc, 0);
  failIf(s.b, s.loc, compare(s, CmpIPredicate::slt, x, zero), "a natural number would be negative",
         x);
  return arith::IndexCastOp::create(s.b, s.loc, s.result, x);
}
