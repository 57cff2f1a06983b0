// Matching of values; see Match.h.
#include "dialect/laws/Match.h"

using namespace mlir;

namespace cat {

Type Bindings::substitute(Type type) const {
  AttrTypeReplacer replacer;
  replacer.addReplacement([&](RankedTensorType array) -> std::optional<Type> {
    Type element = substitute(array.getElementType());
    return arrayOf(array.getShape(), element);
  });
  replacer.addReplacement([&](VarType variable) -> std::optional<Type> {
    Type known = objects.lookup(variable.getName());
    return known ? known : Type(variable);
  });
  return replacer.replace(type);
}

bool Matcher::match(Type pattern, Type type) {
  if (pattern == type)
    return true;
  if (auto variable = dyn_cast<VarType>(pattern)) {
    Type &known = bindings.objects[variable.getName()];
    if (!known)
      known = type;
    return known == type;
  }
  if (auto hom = dyn_cast<HomType>(pattern)) {
    auto other = dyn_cast<HomType>(type);
    return other && match(hom.getDomain(), other.getDomain()) &&
           match(hom.getCodomain(), other.getCodomain());
  }
  if (auto product = dyn_cast<ProdType>(pattern)) {
    auto other = dyn_cast<ProdType>(type);
    return other && product.size() == other.size() && product.getNames() == other.getNames() &&
           llvm::all_of(llvm::zip(product.getElements(), other.getElements()),
                        [&](auto both) { return match(std::get<0>(both), std::get<1>(both)); });
  }
  auto array = dyn_cast<RankedTensorType>(pattern), other = dyn_cast<RankedTensorType>(type);
  if (!array || !other || other.getRank() < array.getRank() ||
      array.getShape() != other.getShape().take_front(array.getRank()))
    return false;
  return match(array.getElementType(),
               arrayOf(other.getShape().drop_front(array.getRank()), other.getElementType()));
}

bool Matcher::bind(Value variable, Value value) {
  if (!match(variable.getType(), value.getType()) || (mayStand && !mayStand(variable, value)))
    return false;
  bindings.values.map(variable, value);
  return true;
}

bool Matcher::match(ValueRange pattern, ValueRange values) {
  return pattern.size() == values.size() &&
         llvm::all_of(llvm::zip(pattern, values),
                      [&](auto both) { return match(std::get<0>(both), std::get<1>(both)); });
}

bool Matcher::match(Value pattern, Value value) {
  if (Value known = bindings.values.lookupOrNull(pattern))
    // What is written twice need not be one value.
    return known == value ||
           (value.getDefiningOp() && known.getDefiningOp() && Matcher().match(known, value));
  if (llvm::is_contained(variables, pattern))
    return bind(pattern, value);
  auto result = dyn_cast<OpResult>(pattern);
  auto other = dyn_cast<OpResult>(value);
  if (!result || !other)
    return pattern == value;
  return result.getResultNumber() == other.getResultNumber() &&
         match(result.getOwner(), other.getOwner());
}

bool Matcher::matchOperands(Operation *pattern, Operation *op) {
  bool inAnyOrder = pattern->hasTrait<OpTrait::IsCommutative>() && pattern->getNumOperands() == 2;
  auto turnedRound = [&] {
    return match(pattern->getOperand(0), op->getOperand(1)) &&
           match(pattern->getOperand(1), op->getOperand(0));
  };
  if (inAnyOrder && turned && ((*turned >> met++) & 1))
    return turnedRound();
  Bindings before = bindings;
  if (match(pattern->getOperands(), op->getOperands()))
    return true;
  if (!inAnyOrder || turned)
    return false;
  bindings = before;
  return turnedRound();
}

bool Matcher::match(Operation *pattern, Operation *op) {
  if (pattern == op)
    return true;
  if (pattern->getName() != op->getName() || pattern->getNumResults() != op->getNumResults() ||
      pattern->getNumOperands() != op->getNumOperands() ||
      pattern->getNumRegions() != op->getNumRegions() ||
      pattern->getDiscardableAttrDictionary() != op->getDiscardableAttrDictionary() ||
      pattern->getPropertiesAsAttribute() != op->getPropertiesAsAttribute())
    return false;
  for (auto [a, b] : llvm::zip(pattern->getResultTypes(), op->getResultTypes()))
    if (!match(a, b))
      return false;
  if (!matchOperands(pattern, op))
    return false;
  return llvm::all_of(llvm::zip(pattern->getRegions(), op->getRegions()),
                      [&](auto both) { return match(std::get<0>(both), std::get<1>(both)); });
}

/// What can be seen from outside, or may stop the program, in order; what else there is, is reached
/// from it or from the results.
static SmallVector<Operation *> visibleOps(Region &region) {
  SmallVector<Operation *> visible;
  for (Operation &op : region.getOps())
    if (!isPure(&op) && !op.hasTrait<OpTrait::IsTerminator>())
      visible.push_back(&op);
  return visible;
}

bool Matcher::match(Region &pattern, Region &region) {
  if (pattern.empty() || region.empty())
    return pattern.empty() == region.empty();
  if (pattern.getNumArguments() != region.getNumArguments())
    return false;
  for (auto [a, b] : llvm::zip(pattern.getArguments(), region.getArguments())) {
    if (!match(a.getType(), b.getType()))
      return false;
    bindings.values.map(a, b);
  }
  SmallVector<Operation *> visible = visibleOps(pattern), others = visibleOps(region);
  if (visible.size() != others.size())
    return false;
  for (auto [a, b] : llvm::zip(visible, others)) {
    if (!match(a, b))
      return false;
    bindings.values.map(a->getResults(), b->getResults());
  }
  return match(pattern.front().getTerminator()->getOperands(),
               region.front().getTerminator()->getOperands());
}

bool isSameArrow(ArrowOp left, ArrowOp right) {
  Matcher matcher;
  if (left.getBody().getArgumentTypes() != right.getBody().getArgumentTypes())
    return false;
  for (auto [a, b] : llvm::zip(left.getBody().getArguments(), right.getBody().getArguments()))
    matcher.bindings.values.map(a, b);
  return matcher.match(left.getYielded(), right.getYielded());
}

} // namespace cat
