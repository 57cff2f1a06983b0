// The arrow layer: inferred types, builders, and verifiers that say which objects do not meet.
#include "dialect/ir/Cat.h"
#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace cat;

static HomType hom(Value value) { return cast<HomType>(value.getType()); }

/// Verifies that an op's arrow has the type it should, up to flattening.
static LogicalResult expectType(Operation *op, HomType expected) {
  Type found = op->getResult(0).getType();
  if (sameLeaves(found, expected))
    return success();
  return op->emitOpError() << "gives an arrow of type " << expected << ", not " << found;
}

// ---- References --------------------------------------------------------------------------------

LogicalResult RefOp::verifySymbolUses(SymbolTableCollection &symbols) {
  auto arrow = symbols.lookupNearestSymbolFrom<ArrowOp>(*this, getCalleeAttr());
  if (!arrow)
    return emitOpError() << "mentions @" << getCallee() << ", which is no cat.arrow of this module";
  SmallVector<Type> expected(arrow.getBody().getArgumentTypes());
  SmallVector<Type> found(getContext().getTypes());
  if (!sameLeaves(found, expected))
    return emitOpError() << "passes the context (" << found << ") to @" << getCallee()
                         << ", which takes (" << expected << ")";
  return expectType(*this, arrow.getHom());
}

// ---- The category ------------------------------------------------------------------------------

LogicalResult IdOp::verify() {
  HomType type = getType();
  if (!sameLeaves(type.getDomain(), type.getCodomain()))
    return emitOpError() << "goes from an object to itself, not from " << type.getDomain() << " to "
                         << type.getCodomain();
  return success();
}

LogicalResult ComposeOp::inferReturnTypes(MLIRContext *, std::optional<Location> loc,
                                          ValueRange arrows, DictionaryAttr, OpaqueProperties,
                                          RegionRange, SmallVectorImpl<Type> &types) {
  if (arrows.empty())
    return emitOptionalError(loc, "cat.compose needs at least one arrow");
  types.push_back(HomType::get(hom(arrows.front()).getDomain(), hom(arrows.back()).getCodomain()));
  return success();
}

LogicalResult ComposeOp::verify() {
  for (unsigned i = 0, e = getArrows().size(); i + 1 < e; ++i) {
    Type codomain = hom(getArrows()[i]).getCodomain(), domain = hom(getArrows()[i + 1]).getDomain();
    if (!sameLeaves(codomain, domain))
      return emitOpError() << "cannot join arrow " << i << " to arrow " << i + 1
                           << ": the codomain " << codomain << " is not the domain " << domain;
  }
  return success();
}

// ---- Products ----------------------------------------------------------------------------------

LogicalResult TensorOp::inferReturnTypes(MLIRContext *context, std::optional<Location> loc,
                                         ValueRange arrows, DictionaryAttr, OpaqueProperties,
                                         RegionRange, SmallVectorImpl<Type> &types) {
  if (arrows.empty())
    return emitOptionalError(loc, "cat.tensor needs at least one arrow");
  auto domains = llvm::map_to_vector(arrows, [](Value f) { return hom(f).getDomain(); });
  auto codomains = llvm::map_to_vector(arrows, [](Value f) { return hom(f).getCodomain(); });
  types.push_back(HomType::get(ProdType::get(context, domains), ProdType::get(context, codomains)));
  return success();
}

LogicalResult TensorOp::verify() { return success(!getArrows().empty()); }

LogicalResult PairOp::inferReturnTypes(MLIRContext *context, std::optional<Location> loc,
                                       ValueRange arrows, DictionaryAttr, OpaqueProperties,
                                       RegionRange, SmallVectorImpl<Type> &types) {
  if (arrows.empty())
    return emitOptionalError(loc, "cat.pair needs at least one arrow");
  auto codomains = llvm::map_to_vector(arrows, [](Value f) { return hom(f).getCodomain(); });
  types.push_back(HomType::get(hom(arrows.front()).getDomain(), ProdType::get(context, codomains)));
  return success();
}

LogicalResult PairOp::verify() {
  Type first = hom(getArrows().front()).getDomain();
  for (auto [i, arrow] : llvm::enumerate(getArrows()))
    if (!sameLeaves(hom(arrow).getDomain(), first))
      return emitOpError() << "needs arrows from one domain: arrow 0 starts at " << first
                           << ", arrow " << i << " at " << hom(arrow).getDomain();
  return success();
}

void ProjOp::build(OpBuilder &builder, OperationState &state, ProdType domain, int64_t index) {
  build(builder, state, HomType::get(domain, domain.getElements()[index]), index);
}

LogicalResult ProjOp::verify() {
  auto product = dyn_cast<ProdType>(getType().getDomain());
  if (!product)
    return emitOpError() << "starts at a product, not at " << getType().getDomain();
  if (getIndex() >= product.size())
    return emitOpError() << "asks for component " << getIndex() << " of a product of "
                         << product.size();
  return expectType(*this, HomType::get(product, product.getElements()[getIndex()]));
}

/// The type of a rewiring; `wires` are in range.
static HomType permuteType(ProdType domain, ArrayRef<int64_t> wires) {
  auto picked =
      llvm::map_to_vector(wires, [&](int64_t wire) { return domain.getElements()[wire]; });
  return HomType::get(domain, ProdType::get(domain.getContext(), picked));
}

void PermuteOp::build(OpBuilder &builder, OperationState &state, ProdType domain,
                      ArrayRef<int64_t> wires) {
  build(builder, state, permuteType(domain, wires), wires);
}

LogicalResult PermuteOp::verify() {
  auto product = dyn_cast<ProdType>(getType().getDomain());
  if (!product)
    return emitOpError() << "starts at a product, not at " << getType().getDomain();
  for (int64_t wire : getWires())
    if (wire < 0 || wire >= static_cast<int64_t>(product.size()))
      return emitOpError() << "asks for component " << wire << " of a product of "
                           << product.size();
  return expectType(*this, permuteType(product, getWires()));
}

LogicalResult ConstArrowOp::verify() {
  return expectType(*this, HomType::get(getType().getDomain(), getValue().getType()));
}

// ---- Arrays ------------------------------------------------------------------------------------

/// The length of the leading axis of leaf `i` of `type`; unknown when there is no such leaf or
/// axis.
static int64_t leadingLength(Type type, unsigned i) {
  auto leaves = splitType(type);
  if (i >= leaves.size() || shapeOf(leaves[i]).empty())
    return ShapedType::kDynamic;
  return shapeOf(leaves[i]).front();
}

/// A product of all `types`, each with a leading axis of `length`.
static Type stackedProduct(MLIRContext *context, int64_t length, ArrayRef<Type> types) {
  return ProdType::get(context,
                       llvm::map_to_vector(types, [&](Type t) { return stacked(length, t); }));
}

static HomType mapType(HomType arrow, int64_t length) {
  return HomType::get(stacked(length, arrow.getDomain()), stacked(length, arrow.getCodomain()));
}

void MapOp::build(OpBuilder &builder, OperationState &state, Value arrow, int64_t length) {
  build(builder, state, mapType(hom(arrow), length), arrow);
}

LogicalResult MapOp::verify() {
  return expectType(*this, mapType(hom(getArrow()), leadingLength(getType().getDomain(), 0)));
}

static HomType zipWithType(HomType arrow, int64_t length) {
  return HomType::get(stackedProduct(arrow.getContext(), length, components(arrow.getDomain())),
                      stacked(length, arrow.getCodomain()));
}

void ZipWithOp::build(OpBuilder &builder, OperationState &state, Value arrow, int64_t length) {
  build(builder, state, zipWithType(hom(arrow), length), arrow);
}

LogicalResult ZipWithOp::verify() {
  return expectType(*this, zipWithType(hom(getArrow()), leadingLength(getType().getDomain(), 0)));
}

/// Splits the domain of a step `prod<S, A> -> S` into the leaves of the state and those of the
/// element.
static LogicalResult stepLeaves(Operation *op, HomType step, SmallVectorImpl<Type> &state,
                                SmallVectorImpl<Type> &element) {
  state = splitType(step.getCodomain());
  auto domain = splitType(step.getDomain());
  auto first = ArrayRef<Type>(domain).take_front(state.size());
  if (!sameLeaves(first, ArrayRef<Type>(state)))
    return op->emitOpError()
           << "needs an arrow from the state and an element to the state; its domain "
           << step.getDomain() << " does not begin with its codomain " << step.getCodomain();
  element.assign(domain.begin() + state.size(), domain.end());
  return success();
}

/// The state and the element of a step in normal form, as the builders take it.
static std::pair<Type, Type> stepParts(HomType step) {
  auto parts = components(step.getDomain());
  assert(parts.size() == 2 && "a step goes from prod<S, A> to S");
  return {parts[0], parts[1]};
}

static HomType foldType(HomType step, int64_t length, bool keepsStates) {
  auto [state, element] = stepParts(step);
  Type domain = ProdType::get(step.getContext(), {state, stacked(length, element)});
  return HomType::get(domain, keepsStates ? stacked(length, state) : state);
}

void FoldOp::build(OpBuilder &builder, OperationState &state, Value arrow, int64_t length) {
  build(builder, state, foldType(hom(arrow), length, /*keepsStates=*/false), arrow);
}

void ScanOp::build(OpBuilder &builder, OperationState &state, Value arrow, int64_t length) {
  build(builder, state, foldType(hom(arrow), length, /*keepsStates=*/true), arrow);
}

/// Fold and scan: leaves of the state, then the leaves of the element, each with an axis.
static LogicalResult verifyFold(Operation *op, HomType step, bool keepsStates) {
  SmallVector<Type> state, element;
  if (failed(stepLeaves(op, step, state, element)))
    return failure();
  MLIRContext *context = op->getContext();
  int64_t length = leadingLength(hom(op->getResult(0)).getDomain(), state.size());
  Type states = ProdType::get(context, state);
  Type domain = ProdType::get(context, {states, stackedProduct(context, length, element)});
  return expectType(
      op, HomType::get(domain, keepsStates ? stackedProduct(context, length, state) : states));
}

LogicalResult FoldOp::verify() { return verifyFold(*this, hom(getArrow()), /*keepsStates=*/false); }
LogicalResult ScanOp::verify() { return verifyFold(*this, hom(getArrow()), /*keepsStates=*/true); }

void ReduceOp::build(OpBuilder &builder, OperationState &state, Value arrow, Value unit,
                     int64_t length) {
  Type type = hom(arrow).getCodomain();
  build(builder, state, HomType::get(stacked(length, type), type), arrow, unit);
}

LogicalResult ReduceOp::verify() {
  Type element = hom(getArrow()).getCodomain();
  Type both = ProdType::get(getContext(), {element, element});
  if (!sameLeaves(hom(getArrow()).getDomain(), both))
    return emitOpError() << "needs a monoid's operation, an arrow from two of a kind to one, not "
                         << hom(getArrow());
  if (!sameLeaves(SmallVector<Type>(getUnit().getTypes()), element))
    return emitOpError() << "needs a unit of type " << element << ", not (" << getUnit().getTypes()
                         << ")";
  int64_t length = leadingLength(getType().getDomain(), 0);
  return expectType(*this, HomType::get(stacked(length, element), element));
}

// ---- Repetition --------------------------------------------------------------------------------

static HomType iterateType(HomType arrow) {
  Type count = IndexType::get(arrow.getContext());
  return HomType::get(ProdType::get(arrow.getContext(), {count, arrow.getDomain()}),
                      arrow.getCodomain());
}

void IterateOp::build(OpBuilder &builder, OperationState &state, Value arrow) {
  build(builder, state, iterateType(hom(arrow)), arrow);
}

LogicalResult IterateOp::verify() {
  HomType arrow = hom(getArrow());
  if (!sameLeaves(arrow.getDomain(), arrow.getCodomain()))
    return emitOpError() << "repeats an arrow from an object to itself, not from "
                         << arrow.getDomain() << " to " << arrow.getCodomain();
  return expectType(*this, iterateType(arrow));
}

void LoopOp::build(OpBuilder &builder, OperationState &state, Value arrow, int64_t length) {
  auto in = components(hom(arrow).getDomain()), out = components(hom(arrow).getCodomain());
  assert(in.size() == 2 && out.size() == 2 && "a step goes from prod<A, S> to prod<B, S>");
  MLIRContext *context = builder.getContext();
  build(builder, state,
        HomType::get(ProdType::get(context, {in[1], stacked(length, in[0])}),
                     ProdType::get(context, {out[1], stacked(length, out[0])})),
        arrow);
}

/// The number of leaves of a loop's input: each has one axis more in the loop than in the step.
static int64_t loopInputs(HomType step, HomType loop) {
  int64_t axes = 0;
  for (Type leaf : splitType(loop.getDomain()))
    axes += shapeOf(leaf).size();
  for (Type leaf : splitType(step.getDomain()))
    axes -= shapeOf(leaf).size();
  return axes;
}

LogicalResult LoopOp::verify() {
  auto in = splitType(hom(getArrow()).getDomain()), out = splitType(hom(getArrow()).getCodomain());
  int64_t inputs = loopInputs(hom(getArrow()), getType());
  int64_t states = static_cast<int64_t>(in.size()) - inputs;
  int64_t outputs = static_cast<int64_t>(out.size()) - states;
  if (inputs < 0 || states < 0 || outputs < 0 ||
      !sameLeaves(ArrayRef<Type>(in).drop_front(inputs), ArrayRef<Type>(out).drop_front(outputs)))
    return emitOpError()
           << "needs an arrow from an input and the state to an output and the state, not "
           << hom(getArrow());
  int64_t length = leadingLength(getType().getDomain(), states);
  MLIRContext *context = getContext();
  Type state = ProdType::get(context, ArrayRef<Type>(in).drop_front(inputs));
  auto withState = [&](ArrayRef<Type> rest) -> Type {
    return ProdType::get(context, {state, stackedProduct(context, length, rest)});
  };
  return expectType(*this, HomType::get(withState(ArrayRef<Type>(in).take_front(inputs)),
                                        withState(ArrayRef<Type>(out).take_front(outputs))));
}

void RepeatOp::build(OpBuilder &builder, OperationState &state, Value arrow, int64_t count) {
  auto parts = components(hom(arrow).getDomain());
  assert(parts.size() == 2 && "the arrow goes from prod<P, A> to A");
  Type domain = ProdType::get(builder.getContext(), {stacked(count, parts[0]), parts[1]});
  build(builder, state, HomType::get(domain, hom(arrow).getCodomain()), arrow, count);
}

LogicalResult RepeatOp::verify() {
  auto in = splitType(hom(getArrow()).getDomain()), out = splitType(hom(getArrow()).getCodomain());
  int64_t own = static_cast<int64_t>(in.size()) - static_cast<int64_t>(out.size());
  if (own < 0 || !sameLeaves(ArrayRef<Type>(in).drop_front(own), ArrayRef<Type>(out)))
    return emitOpError() << "needs an arrow from parameters and a point to such a point, not "
                         << hom(getArrow());
  MLIRContext *context = getContext();
  Type point = ProdType::get(context, out);
  Type domain = ProdType::get(
      context, {stackedProduct(context, getCount(), ArrayRef<Type>(in).take_front(own)), point});
  return expectType(*this, HomType::get(domain, point));
}

// ---- Sums --------------------------------------------------------------------------------------

LogicalResult InjectArrowOp::verify() {
  auto sum = dyn_cast<SumType>(getType().getCodomain());
  if (!sum)
    return emitOpError() << "ends at a sum, not at " << getType().getCodomain();
  auto index = sum.indexOf(getLabel());
  if (!index)
    return emitOpError() << "names the alternative \"" << getLabel() << "\", which " << sum
                         << " lacks";
  return expectType(*this, HomType::get(sum.getPayloads()[*index], sum));
}

LogicalResult CaseOp::verify() {
  auto sum = dyn_cast<SumType>(getType().getDomain());
  if (!sum || sum.size() != getArrows().size())
    return emitOpError() << "needs one arrow for each alternative of its domain "
                         << getType().getDomain() << ", found " << getArrows().size();
  for (auto [i, arrow] : llvm::enumerate(getArrows())) {
    HomType expected = HomType::get(sum.getPayloads()[i], getType().getCodomain());
    if (!sameLeaves(hom(arrow), expected))
      return emitOpError() << "needs an arrow of type " << expected << " for " << sum.getNames()[i]
                           << ", found " << hom(arrow);
  }
  return success();
}

// ---- Calculus ----------------------------------------------------------------------------------

/// The type of the reverse or forward derivative of `arrow`; null after an error at `op`.
static HomType derivativeType(Operation *op, HomType arrow, bool isReverse) {
  Type domain = tangentType(arrow.getDomain(), op), codomain = tangentType(arrow.getCodomain(), op);
  if (!domain || !codomain) {
    op->emitOpError() << "differentiates " << arrow
                      << ", which mentions an object without a definition";
    return {};
  }
  Type seed = isReverse ? codomain : domain, result = isReverse ? domain : codomain;
  return HomType::get(ProdType::get(op->getContext(), {arrow.getDomain(), seed}), result);
}

LogicalResult RevOp::verifySymbolUses(SymbolTableCollection &) {
  HomType expected = derivativeType(*this, hom(getArrow()), /*isReverse=*/true);
  return expected ? expectType(*this, expected) : failure();
}

LogicalResult FwdOp::verifySymbolUses(SymbolTableCollection &) {
  HomType expected = derivativeType(*this, hom(getArrow()), /*isReverse=*/false);
  return expected ? expectType(*this, expected) : failure();
}

LogicalResult CustomReverseOp::verifySymbolUses(SymbolTableCollection &) {
  HomType expected = derivativeType(*this, hom(getArrow()), /*isReverse=*/true);
  if (!expected || sameLeaves(hom(getRule()), expected))
    return success(expected != HomType());
  return emitOpError() << "needs a rule of type " << expected << ", not " << hom(getRule());
}
