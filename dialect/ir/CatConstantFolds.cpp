// Arithmetic on constants. Only what every machine computes alike is folded: no exponential, no
// sine; and nothing that would stop the program, which the program has to do itself.
#include "dialect/ir/Cat.h"
#include "mlir/Dialect/CommonFolders.h"

using namespace mlir;
using namespace cat;

using Constants = ArrayRef<Attribute>;
using MaybeInt = std::optional<APInt>;
using FloatFunction = function_ref<APFloat(APFloat, APFloat)>;
using IntFunction = function_ref<MaybeInt(APInt, APInt)>;

/// Integers that compare and divide as natural numbers.
static bool isUnsigned(Type type) {
  Type element = elementOf(type);
  return element.isUnsignedInteger() || element.isIndex() || element.isInteger(1);
}

static bool isStaticNumbers(Type type) { return !ShapedType::isDynamicShape(shapeOf(type)); }

static Attribute foldBinary(Type type, Constants operands, FloatFunction onFloats,
                            IntFunction onInts) {
  if (!isStaticNumbers(type))
    return {};
  if (isa<FloatType>(elementOf(type)))
    return onFloats ? constFoldBinaryOp<FloatAttr, APFloat, void>(operands, type, onFloats)
                    : Attribute();
  return onInts ? constFoldBinaryOpConditional<IntegerAttr, APInt, void>(operands, type, onInts)
                : Attribute();
}

static Attribute foldUnary(Type type, Constants operands, function_ref<APFloat(APFloat)> onFloats,
                           function_ref<MaybeInt(APInt)> onInts) {
  if (!operands.front() || !isStaticNumbers(type))
    return {};
  if (isa<FloatType>(elementOf(type)))
    return constFoldUnaryOp<FloatAttr, APFloat, void>(operands, type, onFloats);
  return onInts ? constFoldUnaryOpConditional<IntegerAttr, APInt, void>(operands, type, onInts)
                : Attribute();
}

// ---- Arithmetic --------------------------------------------------------------------------------

/// A natural number that left the range of a non-negative i64 stops the program.
static MaybeInt checkIndex(Type type, APInt value, bool overflow) {
  bool fails = elementOf(type).isIndex() && (overflow || value.isNegative());
  return fails ? MaybeInt() : MaybeInt(value);
}

OpFoldResult AddOp::fold(FoldAdaptor adaptor) {
  return foldBinary(
      getType(), adaptor.getOperands(), [](APFloat a, APFloat b) { return a + b; },
      [&](APInt a, APInt b) {
        bool overflow = false;
        APInt sum = a.uadd_ov(b, overflow);
        return checkIndex(getType(), sum, overflow);
      });
}

OpFoldResult SubOp::fold(FoldAdaptor adaptor) {
  return foldBinary(
      getType(), adaptor.getOperands(), [](APFloat a, APFloat b) { return a - b; },
      [&](APInt a, APInt b) { return checkIndex(getType(), a - b, a.ult(b)); });
}

OpFoldResult MulOp::fold(FoldAdaptor adaptor) {
  return foldBinary(
      getType(), adaptor.getOperands(), [](APFloat a, APFloat b) { return a * b; },
      [&](APInt a, APInt b) {
        bool overflow = false;
        APInt product = a.umul_ov(b, overflow);
        return checkIndex(getType(), product, overflow);
      });
}

OpFoldResult DivOp::fold(FoldAdaptor adaptor) {
  bool natural = isUnsigned(getType());
  return foldBinary(
      getType(), adaptor.getOperands(), [](APFloat a, APFloat b) { return a / b; },
      [&](APInt a, APInt b) { return b.isZero() ? MaybeInt()
                                     : natural  ? a.udiv(b)
                                                : a.sdiv(b); });
}

OpFoldResult RemOp::fold(FoldAdaptor adaptor) {
  bool natural = isUnsigned(getType());
  return foldBinary(
      getType(), adaptor.getOperands(),
      [](APFloat a, APFloat b) {
        a.mod(b);
        return a;
      },
      [&](APInt a, APInt b) { return b.isZero() ? MaybeInt()
                                     : natural  ? a.urem(b)
                                                : a.srem(b); });
}

static OpFoldResult foldExtremum(Type type, Constants operands, bool greater) {
  bool natural = isUnsigned(type);
  return foldBinary(
      type, operands,
      [&](APFloat a, APFloat b) {
        if (a.isNaN() || b.isNaN())
          return a.isNaN() ? a : b;
        return (greater ? a > b : a < b) ? a : b;
      },
      [&](APInt a, APInt b) -> MaybeInt {
        bool above = natural ? a.ugt(b) : a.sgt(b);
        return above == greater ? a : b;
      });
}

OpFoldResult MaxOp::fold(FoldAdaptor adaptor) {
  return foldExtremum(getType(), adaptor.getOperands(), /*greater=*/true);
}
OpFoldResult MinOp::fold(FoldAdaptor adaptor) {
  return foldExtremum(getType(), adaptor.getOperands(), /*greater=*/false);
}

OpFoldResult NegOp::fold(FoldAdaptor adaptor) {
  return foldUnary(
      getType(), adaptor.getOperands(), [](APFloat a) { return -a; },
      [&](APInt a) { return checkIndex(getType(), -a, !a.isZero()); });
}

OpFoldResult AbsOp::fold(FoldAdaptor adaptor) {
  bool natural = isUnsigned(getType());
  return foldUnary(
      getType(), adaptor.getOperands(), [](APFloat a) { return llvm::abs(a); },
      [&](APInt a) -> MaybeInt { return natural ? a : a.abs(); });
}

static OpFoldResult foldRounding(Type type, Constants operands, llvm::RoundingMode mode) {
  auto round = [&](APFloat a) {
    a.roundToIntegral(mode);
    return a;
  };
  return foldUnary(type, operands, round, nullptr);
}

OpFoldResult FloorOp::fold(FoldAdaptor adaptor) {
  return foldRounding(getType(), adaptor.getOperands(), llvm::RoundingMode::TowardNegative);
}
OpFoldResult CeilOp::fold(FoldAdaptor adaptor) {
  return foldRounding(getType(), adaptor.getOperands(), llvm::RoundingMode::TowardPositive);
}
OpFoldResult RoundOp::fold(FoldAdaptor adaptor) {
  return foldRounding(getType(), adaptor.getOperands(), llvm::RoundingMode::NearestTiesToEven);
}

// ---- Bits --------------------------------------------------------------------------------------

OpFoldResult AndOp::fold(FoldAdaptor adaptor) {
  return foldBinary(getType(), adaptor.getOperands(), nullptr,
                    [](APInt a, APInt b) { return MaybeInt(a & b); });
}
OpFoldResult OrOp::fold(FoldAdaptor adaptor) {
  return foldBinary(getType(), adaptor.getOperands(), nullptr,
                    [](APInt a, APInt b) { return MaybeInt(a | b); });
}
OpFoldResult XorOp::fold(FoldAdaptor adaptor) {
  return foldBinary(getType(), adaptor.getOperands(), nullptr,
                    [](APInt a, APInt b) { return MaybeInt(a ^ b); });
}
OpFoldResult NotOp::fold(FoldAdaptor adaptor) {
  return foldUnary(
      getType(), adaptor.getOperands(), [](APFloat a) { return a; },
      [](APInt a) { return MaybeInt(~a); });
}

// ---- Comparison, choice, conversion ------------------------------------------------------------

static bool holds(Compare compare, bool isLess, bool isEqual, bool isGreater) {
  switch (compare) {
  case Compare::eq:
    return isEqual;
  case Compare::ne:
    return !isEqual;
  case Compare::lt:
    return isLess;
  case Compare::le:
    return isLess || isEqual;
  case Compare::gt:
    return isGreater;
  case Compare::ge:
    return isGreater || isEqual;
  }
  llvm_unreachable("a comparison of six");
}

OpFoldResult CmpOp::fold(FoldAdaptor adaptor) {
  Type type = getLhs().getType();
  Compare compare = getPredicate();
  if (!isStaticNumbers(type))
    return {};
  if (isa<FloatType>(elementOf(type)))
    return constFoldBinaryOp<FloatAttr, APFloat, void, IntegerAttr>(
        adaptor.getOperands(), getType(),
        [&](APFloat a, APFloat b) { return APInt(1, holds(compare, a<b, a == b, a> b)); });
  bool natural = isUnsigned(type);
  return constFoldBinaryOp<IntegerAttr, APInt, void>(
      adaptor.getOperands(), getType(), [&](APInt a, APInt b) {
        bool isLess = natural ? a.ult(b) : a.slt(b);
        return APInt(1, holds(compare, isLess, a == b, !isLess && a != b));
      });
}

OpFoldResult SelectOp::fold(FoldAdaptor adaptor) {
  if (getLhs() == getRhs())
    return getLhs();
  if (auto condition = dyn_cast_or_null<IntegerAttr>(adaptor.getCondition()))
    return condition.getValue().isZero() ? getRhs() : getLhs();
  if (auto condition = dyn_cast_or_null<SplatElementsAttr>(adaptor.getCondition()))
    return condition.getSplatValue<bool>() ? getLhs() : getRhs();
  return {};
}

/// The float as an integer of the type, or nothing when it does not fit.
static MaybeInt toInteger(APFloat value, Type target) {
  unsigned width = target.isIndex() ? 64 : target.getIntOrFloatBitWidth();
  llvm::APSInt result(width, target.isUnsignedInteger());
  bool isExact = false;
  auto status = value.convertToInteger(result, llvm::RoundingMode::TowardZero, &isExact);
  bool fits = !(status & APFloat::opInvalidOp) && !(target.isIndex() && result.isNegative());
  return fits ? MaybeInt(result) : MaybeInt();
}

/// A scalar constant of another number type.
static Attribute convertScalar(Attribute constant, Type source, Type target) {
  if (auto value = dyn_cast_or_null<FloatAttr>(constant)) {
    if (auto to = dyn_cast<FloatType>(target)) {
      APFloat result = value.getValue();
      bool losesInfo = false;
      result.convert(to.getFloatSemantics(), llvm::RoundingMode::NearestTiesToEven, &losesInfo);
      return FloatAttr::get(target, result);
    }
    if (target.isInteger(1))
      return IntegerAttr::get(target, APInt(1, !value.getValue().isZero()));
    MaybeInt result = toInteger(value.getValue(), target);
    return result ? IntegerAttr::get(target, *result) : Attribute();
  }
  auto value = dyn_cast_or_null<IntegerAttr>(constant);
  if (!value)
    return {};
  APInt bits = value.getValue();
  bool natural = isUnsigned(source);
  if (auto to = dyn_cast<FloatType>(target)) {
    APFloat result(to.getFloatSemantics());
    result.convertFromAPInt(bits, !natural, llvm::RoundingMode::NearestTiesToEven);
    return FloatAttr::get(target, result);
  }
  if (target.isInteger(1))
    return IntegerAttr::get(target, APInt(1, !bits.isZero()));
  unsigned width = target.isIndex() ? 64 : target.getIntOrFloatBitWidth();
  APInt result = natural ? bits.zextOrTrunc(width) : bits.sextOrTrunc(width);
  bool fails = target.isIndex() && result.isNegative();
  return fails ? Attribute() : IntegerAttr::get(target, result);
}

OpFoldResult ConvertOp::fold(FoldAdaptor adaptor) {
  if (getOperand().getType() == getType())
    return getOperand();
  if (isArray(getType()))
    return {};
  return convertScalar(adaptor.getOperand(), getOperand().getType(), getType());
}
