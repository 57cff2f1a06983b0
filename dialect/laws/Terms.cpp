// What several families of laws ask about terms.
#include "dialect/laws/Terms.h"
#include "dialect/laws/Laws.h"
#include "dialect/laws/Match.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include <functional>

using namespace mlir;

namespace cat {

bool makesArrow(Operation *op) {
  return op->getNumResults() == 1 && isa<HomType>(op->getResult(0).getType());
}

/// True when naming a point as `type` checks nothing.
static bool isUnchecked(Type type, Operation *module) {
  auto object = dyn_cast<ObjType>(type);
  ObjectOp definition = object ? lookupObject(object, module) : ObjectOp();
  return definition && !definition.getPredicate() &&
         definition.getDefinition() == eraseType(type, module);
}

/// True when an arrow of arrays, element by element, cannot find that their lengths differ.
static bool agreesOnLengths(HomType hom) {
  auto isOpen = [](Type leaf) {
    return !shapeOf(leaf).empty() && ShapedType::isDynamic(shapeOf(leaf).front());
  };
  auto isRagged = [](Type leaf) {
    return shapeOf(leaf).size() > 1 &&
           llvm::is_contained(shapeOf(leaf).drop_front(), ShapedType::kDynamic);
  };
  return llvm::count_if(splitType(hom.getDomain()), isOpen) <= 1 &&
         llvm::none_of(splitType(hom.getCodomain()), isRagged);
}

bool isTotal(Operation *op) {
  if (auto eval = dyn_cast<EvalOp>(op))
    return isTotal(eval.getCallee());
  if (auto name = dyn_cast<NameOp>(op))
    return isUnchecked(name.getType(), op->getParentOfType<ModuleOp>());
  if (auto zip = dyn_cast<ZipOp>(op))
    return zip.getArrays().size() == 1 || !zip.getType().isDynamicDim(0);
  if (op->getNumRegions() == 0)
    return op->hasTrait<OpTrait::IsTerminator>() || isPure(op);
  for (Region &region : op->getRegions())
    for (Operation &inner : region.getOps())
      if (!isTotal(&inner))
        return false;
  return isa<LambdaOp, IfOp, MatchOp>(op);
}

bool isTotal(Value arrow) {
  Operation *op = arrow.getDefiningOp();
  // The arrows that a law is about are those that cannot.
  if (!op)
    return arrow.getParentBlock()->getParentOp()->hasAttr("cat.law");
  if (auto ref = dyn_cast<RefOp>(op)) {
    auto symbol = SymbolTable::lookupNearestSymbolFrom<ArrowOp>(op, ref.getCalleeAttr());
    return symbol && isTotal(symbol.getYielded());
  }
  if (isa<MapOp, ZipWithOp, FoldOp, ScanOp, LoopOp>(op) && !agreesOnLengths(homOf(arrow)))
    return false;
  return isTotal(op) && llvm::all_of(op->getOperands(), [](Value operand) {
           return !isa<HomType>(operand.getType()) || isTotal(operand);
         });
}

bool isQuietBetween(Operation *from, Operation *to) {
  auto between = llvm::make_range(std::next(from->getIterator()), to->getIterator());
  return llvm::all_of(between, [](Operation &op) { return makesArrow(&op) || isTotal(&op); });
}

bool isSameArrow(Value a, Value b) {
  return a == b || (isa_and_present<OpResult>(a) && isa_and_present<OpResult>(b) &&
                    makesArrow(a.getDefiningOp()) && Matcher().match(a, b));
}

bool isBefore(Value value, Operation *op) {
  if (Operation *definition = value.getDefiningOp())
    if (definition->getBlock() == op->getBlock())
      return definition->isBeforeInBlock(op);
  // What is not of this block was there before it.
  return value.getParentRegion()->isAncestor(op->getParentRegion());
}

/// True when a derivative is taken of an arrow, or of one made from it.
static bool isDifferentiated(Value arrow) {
  return llvm::any_of(arrow.getUsers(), [](Operation *user) {
    return isa<RevOp, FwdOp>(user) || (makesArrow(user) && isDifferentiated(user->getResult(0)));
  });
}

bool mayBeDifferentiated(Operation *op) {
  for (; !isa<PipelineOp>(op); op = op->getParentOp()) {
    if (isa<ArrowOp>(op))
      return true;
    if (auto lambda = dyn_cast<LambdaOp>(op); lambda && isDifferentiated(lambda.getResult()))
      return true;
  }
  return false;
}

// ---- Repetition --------------------------------------------------------------------------------

std::optional<Repetition> Repetition::of(EvalOp eval) {
  Operation *arrow = eval.getCallee().getDefiningOp();
  if (!isa_and_nonnull<MapOp, FoldOp, ScanOp, ReduceOp>(arrow))
    return std::nullopt;
  auto step = arrow->getOperand(0).getDefiningOp<LambdaOp>();
  if (!step)
    return std::nullopt;
  Repetition r{eval, arrow, step, {}, eval.getInputs()};
  ValueRange given = step.getYield()->getOperands();
  if (auto reduce = dyn_cast<ReduceOp>(arrow)) {
    r.states = reduce.getUnit();
  } else if (!isa<MapOp>(arrow)) {
    if (given.size() > r.arrays.size())
      return std::nullopt;
    r.states = r.arrays.take_front(given.size());
    r.arrays = r.arrays.drop_front(given.size());
  }
  SmallVector<Type> arguments(r.states.getTypes()), results;
  for (Value array : r.arrays) {
    if (!isArray(array.getType()))
      return std::nullopt;
    arguments.push_back(unstacked(array.getType()));
  }
  for (Type type : eval.getResultTypes()) {
    bool isStacked = isa<MapOp, ScanOp>(arrow);
    if (isStacked && !isArray(type))
      return std::nullopt;
    results.push_back(isStacked ? unstacked(type) : type);
  }
  bool fits = !r.arrays.empty() && step.getBody().getArgumentTypes() == TypeRange(arguments) &&
              given.getTypes() == TypeRange(results);
  return fits ? std::optional(r) : std::nullopt;
}

std::optional<int64_t> Repetition::length() const {
  std::optional<int64_t> length;
  for (Value array : arrays) {
    int64_t own = shapeOf(array.getType()).front();
    if (ShapedType::isDynamic(own))
      return std::nullopt;
    length = own;
  }
  return length;
}

SmallVector<Value> copyBody(OpBuilder &b, Block &body, ValueRange arguments) {
  IRMapping mapping;
  mapping.map(body.getArguments(), arguments);
  for (Operation &op : body.without_terminator())
    b.clone(op, mapping);
  return llvm::map_to_vector(body.getTerminator()->getOperands(),
                             [&](Value value) { return mapping.lookupOrDefault(value); });
}

SmallVector<Value> pointsAs(OpBuilder &b, Location loc, ValueRange points, TypeRange types) {
  if (points.getTypes() == types)
    return llvm::to_vector(points);
  bool isComponents = points.size() == 1 && isa<ProdType>(points.front().getType()) &&
                      TypeRange(components(points.front().getType())) == types;
  if (types.size() == 1 && !isComponents)
    return {PackOp::create(b, loc, types.front(), points)};
  SmallVector<Value> parts;
  for (unsigned i = 0, e = types.size(); i != e; ++i)
    parts.push_back(GetOp::create(b, loc, points.front(), static_cast<int64_t>(i)));
  return parts;
}

bool assume(PatternRewriter &b, Value condition, bool truth,
            function_ref<bool(Operation *)> isKnown) {
  bool changed = false;
  if (auto both = condition.getDefiningOp<AndOp>(); both && truth)
    for (Value part : both->getOperands())
      changed |= assume(b, part, true, isKnown);
  if (auto either = condition.getDefiningOp<OrOp>(); either && !truth)
    for (Value part : either->getOperands())
      changed |= assume(b, part, false, isKnown);
  if (auto opposite = condition.getDefiningOp<NotOp>())
    changed |= assume(b, opposite.getOperand(), !truth, isKnown);
  if (matchPattern(condition, m_Constant()) ||
      llvm::none_of(condition.getUsers(), [&](Operation *user) { return isKnown(user); }))
    return changed;
  Value known = ConstOp::create(b, condition.getLoc(), b.getBoolAttr(truth));
  b.replaceUsesWithIf(condition, known, [&](OpOperand &use) { return isKnown(use.getOwner()); });
  return true;
}

} // namespace cat
