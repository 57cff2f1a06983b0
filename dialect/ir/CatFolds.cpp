// Plain simplifications that need no law: components of packed products, renamings of renamings,
// structure ops that change nothing, branches on constants.
#include "dialect/ir/Cat.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace cat;

// ---- Arrows and products -----------------------------------------------------------------------

OpFoldResult ComposeOp::fold(FoldAdaptor) {
  return getArrows().size() == 1 && getArrows().front().getType() == getType() ? getArrows().front()
                                                                               : OpFoldResult();
}

OpFoldResult ConstOp::fold(FoldAdaptor) { return getValue(); }

/// A product packed from all its own components is the product.
OpFoldResult PackOp::fold(FoldAdaptor) {
  Value product;
  for (auto [i, element] : llvm::enumerate(getElements())) {
    auto get = element.getDefiningOp<GetOp>();
    if (!get || get.getIndex() != i || (product && get.getProduct() != product))
      return {};
    product = get.getProduct();
  }
  return product && product.getType() == getType() ? product : OpFoldResult();
}

OpFoldResult GetOp::fold(FoldAdaptor) {
  auto pack = getProduct().getDefiningOp<PackOp>();
  return pack ? pack.getElements()[getIndex()] : OpFoldResult();
}

OpFoldResult ForgetOp::fold(FoldAdaptor) {
  if (getValue().getType() == getType())
    return getValue();
  auto inner = getValue().getDefiningOp<ForgetOp>();
  if (!inner)
    return {};
  setOperand(inner.getValue());
  return getResult();
}

/// What was forgotten and is named as before needs no second check.
OpFoldResult NameOp::fold(FoldAdaptor) {
  auto forget = getValue().getDefiningOp<ForgetOp>();
  return forget && forget.getValue().getType() == getType() ? forget.getValue() : OpFoldResult();
}

// ---- Structure ---------------------------------------------------------------------------------

OpFoldResult DimOp::fold(FoldAdaptor) {
  int64_t length = getOperand().getType().getDimSize(getAxis());
  return ShapedType::isDynamic(length) ? OpFoldResult() : IntegerAttr::get(getType(), length);
}

OpFoldResult TransposeOp::fold(FoldAdaptor) {
  if (llvm::equal(getPermutation(), llvm::seq<int64_t>(0, getPermutation().size())))
    return getOperand();
  auto inner = getOperand().getDefiningOp<TransposeOp>();
  if (!inner)
    return {};
  auto both = llvm::map_to_vector(getPermutation(),
                                  [&](int64_t axis) { return inner.getPermutation()[axis]; });
  setPermutation(both);
  setOperand(inner.getOperand());
  return getResult();
}

OpFoldResult ReshapeOp::fold(FoldAdaptor) {
  bool isStatic = !ShapedType::isDynamicShape(shapeOf(getType()));
  return isStatic && getOperand().getType() == getType() ? getOperand() : OpFoldResult();
}

OpFoldResult SliceOp::fold(FoldAdaptor adaptor) {
  bool fromStart = matchPattern(adaptor.getStart(), m_Zero());
  bool whole = getOperand().getType() == getType() && !getType().isDynamicDim(getAxis());
  return fromStart && whole ? getOperand() : OpFoldResult();
}

OpFoldResult PadOp::fold(FoldAdaptor adaptor) {
  bool adds =
      !matchPattern(adaptor.getLow(), m_Zero()) || !matchPattern(adaptor.getHigh(), m_Zero());
  return !adds && getOperand().getType() == getType() ? getOperand() : OpFoldResult();
}

OpFoldResult ConcatOp::fold(FoldAdaptor) {
  return getParts().size() == 1 && getParts().front().getType() == getType() ? getParts().front()
                                                                             : OpFoldResult();
}

OpFoldResult ReverseOp::fold(FoldAdaptor) {
  auto inner = getOperand().getDefiningOp<ReverseOp>();
  return inner && inner.getAxis() == getAxis() ? inner.getOperand() : OpFoldResult();
}

OpFoldResult ZipOp::fold(FoldAdaptor) {
  auto unzip = getArrays().empty() ? UnzipOp() : getArrays().front().getDefiningOp<UnzipOp>();
  bool isInverse = unzip && llvm::equal(unzip.getResults(), getArrays());
  return isInverse && unzip.getArray().getType() == getType() ? unzip.getArray() : OpFoldResult();
}

LogicalResult UnzipOp::fold(FoldAdaptor, SmallVectorImpl<OpFoldResult> &results) {
  auto zip = getArray().getDefiningOp<ZipOp>();
  if (!zip || zip.getArrays().getTypes() != getResultTypes())
    return failure();
  llvm::append_range(results, zip.getArrays());
  return success();
}

// ---- Branches, checks, text --------------------------------------------------------------------

/// A branch on a constant is the branch taken.
LogicalResult IfOp::canonicalize(IfOp op, PatternRewriter &rewriter) {
  BoolAttr condition;
  if (!matchPattern(op.getCondition(), m_Constant(&condition)))
    return failure();
  Block &taken = (condition.getValue() ? op.getThenRegion() : op.getElseRegion()).front();
  auto yield = dyn_cast<YieldOp>(taken.getTerminator());
  if (!yield || yield.getOperandTypes() != op.getResultTypes())
    return failure();
  SmallVector<Value> results(yield.getValues());
  rewriter.eraseOp(yield);
  rewriter.inlineBlockBefore(&taken, op);
  rewriter.replaceOp(op, results);
  return success();
}

void CheckOp::build(OpBuilder &b, OperationState &state, Value condition, const Twine &message,
                    Value value, int64_t status) {
  build(b, state, condition, b.getStringAttr(message), value ? ValueRange(value) : ValueRange(),
        TypeAttr(), status);
}

Type CheckOp::getPrinted() {
  if (auto type = getAs())
    return *type;
  if (getValues().empty())
    return Type();
  Type type = getValues().front().getType();
  for (size_t axis = 0; axis < shapeOf(getCondition().getType()).size(); ++axis)
    type = unstacked(type);
  return type;
}

/// A check that holds vanishes.
LogicalResult CheckOp::canonicalize(CheckOp op, PatternRewriter &rewriter) {
  if (!matchPattern(op.getCondition(), m_One()))
    return failure();
  rewriter.eraseOp(op);
  return success();
}

/// Constant texts side by side are one constant.
LogicalResult TextConcatOp::canonicalize(TextConcatOp op, PatternRewriter &rewriter) {
  SmallVector<Value> texts;
  bool changed = false;
  for (Value text : op.getTexts()) {
    auto last = texts.empty() ? TextConstOp() : texts.back().getDefiningOp<TextConstOp>();
    auto next = text.getDefiningOp<TextConstOp>();
    if (last && next) {
      texts.back() =
          TextConstOp::create(rewriter, op.getLoc(), (last.getText() + next.getText()).str());
      changed = true;
    } else {
      texts.push_back(text);
    }
  }
  if (texts.size() == 1)
    rewriter.replaceOp(op, texts.front());
  else if (changed)
    rewriter.replaceOpWithNewOp<TextConcatOp>(op, texts);
  return success(changed || texts.size() == 1);
}
