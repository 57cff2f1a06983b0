// cat-split-products: component form. Products become their leaves wherever they stand, arrays of
// products become products of arrays, sums with payloads become a tag and the leaves of all
// payloads. Every region is built anew with a map from old values to the leaves of the new ones.
#include "dialect/transforms/Passes.h"
#include "dialect/transforms/Utils.h"

namespace cat {
#define GEN_PASS_DEF_CATSPLITPRODUCTS
#include "dialect/transforms/Passes.h.inc"

using namespace mlir;

namespace {

class Splitter {
public:
  explicit Splitter(MLIRContext *context) : b(context) {}
  LogicalResult splitRegion(Region &from, Region &to);

private:
  LogicalResult splitOp(Operation *op);
  LogicalResult rebuild(Operation *op);
  LogicalResult rebuildPerLeaf(Operation *op);
  LogicalResult buildBranches(MatchOp match, unsigned branch, ArrayRef<Value> scrutinee,
                              SmallVectorImpl<Value> &results);
  LogicalResult splitRepeat(EvalOp eval, RepeatOp repeat);
  void splitInject(InjectOp inject);
  void splitSelect(SelectOp select);
  Value zeroOf(Location loc, Type leaf);
  SmallVector<Value> leavesOf(ValueRange values) const;
  void distribute(ValueRange values, ValueRange parts);
  Value single(Value value) const { return leaves.lookup(value).front(); }

  OpBuilder b;
  DenseMap<Value, SmallVector<Value>> leaves;
};

} // namespace

/// Sums with payloads as the product of their tag and all payloads.
static Type withoutSums(Type type) {
  MLIRContext *context = type.getContext();
  if (auto product = dyn_cast<ProdType>(type))
    return ProdType::get(context, llvm::map_to_vector(product.getElements(), withoutSums));
  if (auto tensor = dyn_cast<RankedTensorType>(type))
    return arrayOf(tensor.getShape(), withoutSums(tensor.getElementType()));
  if (auto hom = dyn_cast<HomType>(type))
    return HomType::get(withoutSums(hom.getDomain()), withoutSums(hom.getCodomain()));
  if (auto sum = dyn_cast<SumType>(type)) {
    SmallVector<Type> parts = {IntegerType::get(context, 64)};
    llvm::append_range(parts, llvm::map_range(sum.getPayloads(), withoutSums));
    return ProdType::get(context, parts);
  }
  return type;
}

static SmallVector<Type> leafTypes(TypeRange types) {
  SmallVector<Type> result;
  for (Type type : types)
    result.append(splitType(withoutSums(type)));
  return result;
}

static unsigned leafCount(Type type) { return leafTypes(type).size(); }

static bool isSplit(Type type) {
  auto parts = leafTypes(type);
  return parts.size() == 1 && parts.front() == type;
}

SmallVector<Value> Splitter::leavesOf(ValueRange values) const {
  SmallVector<Value> result;
  for (Value value : values)
    llvm::append_range(result, leaves.lookup(value));
  return result;
}

/// Says which of `parts` are the leaves of which of `values`.
void Splitter::distribute(ValueRange values, ValueRange parts) {
  for (Value value : values) {
    unsigned count = leafCount(value.getType());
    leaves[value].assign(parts.begin(), parts.begin() + count);
    parts = parts.drop_front(count);
  }
}

LogicalResult Splitter::splitRegion(Region &from, Region &to) {
  OpBuilder::InsertionGuard guard(b);
  for (Block &block : from) {
    Block *copy = b.createBlock(&to, to.end());
    for (BlockArgument argument : block.getArguments()) {
      SmallVector<Value> &parts = leaves[argument];
      for (Type type : leafTypes(argument.getType()))
        parts.push_back(copy->addArgument(type, argument.getLoc()));
    }
    for (Operation &op : block)
      if (failed(splitOp(&op)))
        return failure();
  }
  return success();
}

LogicalResult Splitter::splitOp(Operation *op) {
  if (auto pack = dyn_cast<PackOp>(op)) {
    leaves[pack] = leavesOf(pack.getElements());
  } else if (auto get = dyn_cast<GetOp>(op)) {
    auto elements = cast<ProdType>(get.getProduct().getType()).getElements();
    unsigned first = leafTypes(elements.take_front(get.getIndex())).size();
    SmallVector<Value> all = leavesOf(get.getProduct());
    leaves[get].assign(ArrayRef(all).slice(first, leafCount(get.getType())));
  } else if (auto zip = dyn_cast<ZipOp>(op)) {
    leaves[zip] = leavesOf(zip.getArrays());
  } else if (auto unzip = dyn_cast<UnzipOp>(op)) {
    distribute(unzip.getResults(), leavesOf(unzip.getArray()));
  } else if (auto inject = dyn_cast<InjectOp>(op)) {
    splitInject(inject);
  } else if (auto match = dyn_cast<MatchOp>(op)) {
    SmallVector<Value> results;
    if (failed(buildBranches(match, 0, leavesOf(match.getScrutinee()), results)))
      return failure();
    distribute(match.getResults(), results);
  } else if (auto select = dyn_cast<SelectOp>(op); select && !isSplit(select.getType())) {
    splitSelect(select);
  } else if (auto repeat =
                 op->getNumOperands() ? op->getOperand(0).getDefiningOp<RepeatOp>() : RepeatOp();
             repeat && isa<EvalOp>(op)) {
    return splitRepeat(cast<EvalOp>(op), repeat);
  } else if (isa<BroadcastOp, TransposeOp, ReshapeOp, SliceOp, PadOp, ConcatOp, ReverseOp, GatherOp,
                 ScatterAddOp, DimOp>(op)) {
    return rebuildPerLeaf(op);
  } else if (!isa<RepeatOp>(op)) {
    return rebuild(op);
  }
  return success();
}

/// The same operation on and with the leaves of all its operands, results and regions.
LogicalResult Splitter::rebuild(Operation *op) {
  OperationState state = stateLike(op);
  for (auto [i, operand] : llvm::enumerate(op->getOperands())) {
    state.addOperands(leaves.lookup(operand));
  }
  state.addTypes(leafTypes(op->getResultTypes()));
  for (Region &region : op->getRegions())
    if (failed(splitRegion(region, *state.addRegion())))
      return failure();
  distribute(op->getResults(), b.create(state)->getResults());
  return success();
}

/// An operation on the structure of arrays, once for each leaf of the array.
LogicalResult Splitter::rebuildPerLeaf(Operation *op) {
  Value result = op->getResult(0);
  bool isDim = isa<DimOp>(op);
  Type data = isDim ? op->getOperand(0).getType() : result.getType();
  SmallVector<Type> types = leafTypes(data);
  if (types.empty() && isDim)
    return op->emitOpError("of an array of units is not supported");
  for (auto [leaf, type] : llvm::enumerate(ArrayRef(types).take_front(isDim ? 1 : types.size()))) {
    OperationState state = stateLike(op);
    for (Value operand : op->getOperands())
      state.addOperands(leaves.lookup(operand)[isSplit(operand.getType()) ? 0 : leaf]);
    state.addTypes(isDim ? result.getType() : type);
    Operation *copy = b.create(state);
    if (auto transpose = dyn_cast<TransposeOp>(copy)) {
      // The axes of the element stay behind those of the array.
      SmallVector<int64_t> permutation(transpose.getPermutation());
      for (int64_t i = permutation.size(), e = shapeOf(type).size(); i < e; ++i)
        permutation.push_back(i);
      transpose.setPermutation(permutation);
    }
    leaves[result].push_back(copy->getResult(0));
  }
  return success();
}

/// A choice between products is a branch.
void Splitter::splitSelect(SelectOp select) {
  Location loc = select.getLoc();
  SmallVector<Value> lhs = leavesOf(select.getLhs()), rhs = leavesOf(select.getRhs());
  Value condition = single(select.getCondition());
  auto &results = leaves[select];
  if (isArray(condition.getType())) {
    for (auto [x, y] : llvm::zip(lhs, rhs)) {
      SmallVector<int64_t> shape(shapeOf(x.getType())), dims;
      SmallVector<Value> sizes;
      for (unsigned i = shapeOf(condition.getType()).size(); i != shape.size(); ++i) {
        dims.push_back(i);
        if (ShapedType::isDynamic(shape[i]))
          sizes.push_back(DimOp::create(b, loc, x, static_cast<int64_t>(i)));
      }
      Value wide = condition;
      if (!dims.empty())
        wide = BroadcastOp::create(b, loc, arrayOf(shape, b.getI1Type()), wide, sizes, dims);
      results.push_back(SelectOp::create(b, loc, wide, x, y));
    }
    return;
  }
  auto branch = IfOp::create(b, loc, leafTypes(select.getType()), condition);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToEnd(&branch.getThenRegion().front());
  YieldOp::create(b, loc, lhs);
  b.setInsertionPointToEnd(&branch.getElseRegion().front());
  YieldOp::create(b, loc, rhs);
  results.assign(branch.getResults().begin(), branch.getResults().end());
}

/// What stands in the place of the payload of another alternative; never looked at.
Value Splitter::zeroOf(Location loc, Type leaf) {
  Type element = elementOf(leaf);
  Value zero;
  if (isa<TextType>(element))
    zero = TextConstOp::create(b, loc, "");
  else if (isa<KeyType>(element))
    zero = KeySeedOp::create(b, loc, ConstOp::create(b, loc, b.getI64IntegerAttr(0)));
  else
    zero = ConstOp::create(b, loc, cast<TypedAttr>(b.getZeroAttr(element)));
  if (!isArray(leaf))
    return zero;
  auto dims = llvm::to_vector(llvm::seq<int64_t>(0, shapeOf(leaf).size()));
  SmallVector<Value> sizes(llvm::count_if(shapeOf(leaf), ShapedType::isDynamic),
                           ConstOp::create(b, loc, b.getIndexAttr(0)));
  return BroadcastOp::create(b, loc, leaf, zero, sizes, dims);
}

void Splitter::splitInject(InjectOp inject) {
  SumType sum = inject.getType();
  unsigned tag = *sum.indexOf(inject.getLabel());
  SmallVector<Value> parts = {ConstOp::create(b, inject.getLoc(), b.getI64IntegerAttr(tag))};
  for (auto [i, payload] : llvm::enumerate(sum.getPayloads())) {
    if (i == tag)
      llvm::append_range(parts, leavesOf(inject.getPayload()));
    else
      for (Type leaf : leafTypes(payload))
        parts.push_back(zeroOf(inject.getLoc(), leaf));
  }
  leaves[inject] = parts;
}

/// The branches from number `branch` on: the last one, or a choice between this one and the rest.
LogicalResult Splitter::buildBranches(MatchOp match, unsigned branch, ArrayRef<Value> scrutinee,
                                      SmallVectorImpl<Value> &results) {
  Location loc = match.getLoc();
  if (match.getBranches().empty())
    return success();
  Block &block = match.getBranches()[branch].front();
  auto inlineBranch = [&]() -> LogicalResult {
    unsigned first = 1;
    if (auto sum = dyn_cast<SumType>(match.getScrutinee().getType()))
      first += leafTypes(sum.getPayloads().take_front(branch)).size();
    distribute(block.getArguments(), scrutinee.drop_front(first));
    for (Operation &op : block.without_terminator())
      if (failed(splitOp(&op)))
        return failure();
    results = leavesOf(block.getTerminator()->getOperands());
    return success();
  };
  if (branch + 1 == match.getBranches().size())
    return inlineBranch();

  Value number = ConstOp::create(b, loc, b.getI64IntegerAttr(branch));
  Value isThis = CmpOp::create(b, loc, Compare::eq, scrutinee.front(), number);
  auto choice = IfOp::create(b, loc, leafTypes(match.getResultTypes()), isThis);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToEnd(&choice.getThenRegion().front());
  if (failed(inlineBranch()))
    return failure();
  YieldOp::create(b, loc, results);
  b.setInsertionPointToEnd(&choice.getElseRegion().front());
  if (failed(buildBranches(match, branch + 1, scrutinee, results)))
    return failure();
  YieldOp::create(b, loc, results);
  results.assign(choice.getResults().begin(), choice.getResults().end());
  return success();
}

/// `repeat` is a fold over the stacked parameters; without parameters, an iteration.
LogicalResult Splitter::splitRepeat(EvalOp eval, RepeatOp repeat) {
  Location loc = eval.getLoc();
  SmallVector<Value> inputs = leavesOf(eval.getInputs());
  auto lambda = single(repeat.getArrow()).getDefiningOp<LambdaOp>();
  if (!lambda)
    return repeat.emitOpError("needs a lambda: run cat-inline before");
  unsigned states = lambda.getYield()->getNumOperands();
  unsigned parameters = inputs.size() - states;
  auto rotate = [](auto range, unsigned n) {
    auto list = llvm::to_vector(range);
    std::rotate(list.begin(), list.begin() + n, list.end());
    return list;
  };
  Block &body = lambda.getBody().front();
  SmallVector<Type> types(body.getArgumentTypes());
  auto step =
      LambdaOp::create(b, loc, rotate(types, parameters), lambda.getYield()->getOperandTypes(),
                       [&](OpBuilder &nested, Location at, ValueRange args) {
                         IRMapping mapping;
                         auto results = cloneBody(nested, body, rotate(args, states), mapping);
                         YieldOp::create(nested, at, results);
                       });
  Value arrow;
  if (parameters) {
    inputs = rotate(inputs, parameters);
    MLIRContext *context = b.getContext();
    auto type =
        HomType::get(ProdType::get(context, llvm::to_vector(ValueRange(inputs).getTypes())),
                     ProdType::get(context, llvm::to_vector(lambda.getYield()->getOperandTypes())));
    arrow = FoldOp::create(b, loc, type, step);
  } else {
    inputs.insert(inputs.begin(), ConstOp::create(b, loc, b.getIndexAttr(repeat.getCount())));
    arrow = IterateOp::create(b, loc, step);
  }
  SmallVector<Type> stateTypes(ArrayRef(types).drop_front(parameters));
  auto folded = EvalOp::create(b, loc, stateTypes, arrow, inputs);
  distribute(eval.getResults(), folded.getResults());
  return success();
}

namespace {

struct CatSplitProducts : impl::CatSplitProductsBase<CatSplitProducts> {
  void runOnOperation() override {
    for (Operation &op : *getOperation().getBody()) {
      if (!isa<ArrowOp, PipelineOp>(op))
        continue;
      Region old;
      old.takeBody(op.getRegion(0));
      if (failed(Splitter(&getContext()).splitRegion(old, op.getRegion(0))))
        return signalPassFailure();
      if (auto arrow = dyn_cast<ArrowOp>(op))
        arrow.setArrowTypeAttr(TypeAttr::get(leafTypes(arrow.getArrowType()).front()));
      eraseDeadOps(op.getRegion(0));
    }
  }
};

} // namespace
} // namespace cat
