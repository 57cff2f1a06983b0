// Helpers of the transformations: products and their components, lambdas under arrows, dead code.
#include "dialect/transforms/Utils.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

using namespace mlir;

namespace cat {

Value getElement(OpBuilder &b, Location loc, Value product, unsigned index) {
  if (auto pack = product.getDefiningOp<PackOp>())
    return pack.getElements()[index];
  return GetOp::create(b, loc, product, static_cast<int64_t>(index));
}

Value packInto(OpBuilder &b, Location loc, Type type, ValueRange values) {
  if (values.size() == 1 && values.front().getType() == type)
    return values.front();
  return PackOp::create(b, loc, type, values);
}

SmallVector<Value> unpackAs(OpBuilder &b, Location loc, ValueRange values, TypeRange types) {
  if (values.getTypes() == types)
    return values;
  if (types.size() == 1)
    return {packInto(b, loc, types.front(), values)};
  assert(values.size() == 1 && "components in another number than the types");
  SmallVector<Value> elements;
  for (unsigned i = 0, e = types.size(); i != e; ++i)
    elements.push_back(getElement(b, loc, values.front(), i));
  return elements;
}

bool isStructuralArrow(Operation *op) {
  return isa<MapOp, FoldOp, ScanOp, ReduceOp, IterateOp, LoopOp, RepeatOp, RevOp, FwdOp,
             CheckpointOp, CustomReverseOp>(op);
}

LambdaOp lambdaOf(Operation *structural) {
  return structural->getOperand(0).getDefiningOp<LambdaOp>();
}

SmallVector<LambdaOp> lambdasOf(Operation *structural) {
  SmallVector<LambdaOp> lambdas;
  for (Value operand : structural->getOperands())
    if (auto lambda = operand.getDefiningOp<LambdaOp>())
      lambdas.push_back(lambda);
  return lambdas;
}

Operation *structuralCallee(EvalOp eval) {
  Operation *arrow = eval.getCallee().getDefiningOp();
  if (!arrow || !isStructuralArrow(arrow) || !lambdaOf(arrow))
    return nullptr;
  auto custom = dyn_cast<CustomReverseOp>(arrow);
  return custom && !custom.getRule().getDefiningOp<LambdaOp>() ? nullptr : arrow;
}

bool usesAny(Operation *op, function_ref<bool(Value)> visit) {
  auto any = [&](Operation *root) {
    return root
        ->walk([&](Operation *user) {
          return llvm::any_of(user->getOperands(), visit) ? WalkResult::interrupt()
                                                          : WalkResult::advance();
        })
        .wasInterrupted();
  };
  if (auto eval = dyn_cast<EvalOp>(op))
    if (Operation *arrow = structuralCallee(eval))
      if (any(arrow) || any(lambdaOf(arrow)))
        return true;
  return any(op);
}

OperationState stateLike(Operation *op) {
  OperationState state(op->getLoc(), op->getName());
  state.addAttributes(llvm::to_vector(op->getDiscardableAttrs()));
  state.propertiesAttr = op->getPropertiesAsAttribute();
  return state;
}

/// Every input has one axis more in the loop than in the step, every state as many.
unsigned loopStates(LoopOp loop) {
  auto count = [](Type domain) {
    int64_t axes = 0;
    for (Type leaf : components(domain))
      axes += shapeOf(leaf).size();
    return axes;
  };
  Type domain = loop.getType().getDomain();
  Type step = cast<HomType>(loop.getArrow().getType()).getDomain();
  return components(domain).size() - (count(domain) - count(step));
}

static bool isLocal(EvalOp eval, Operation *arrow) {
  return arrow->getBlock() == eval->getBlock() && arrow->hasOneUse() &&
         llvm::all_of(lambdasOf(arrow), [&](LambdaOp lambda) {
           return lambda->getBlock() == eval->getBlock() && lambda->hasOneUse();
         });
}

void localizeArrows(Operation *root) {
  SmallVector<EvalOp> worklist;
  auto collect = [&](Operation *op) {
    op->walk([&](EvalOp eval) {
      if (structuralCallee(eval))
        worklist.push_back(eval);
    });
  };
  collect(root);
  while (!worklist.empty()) {
    EvalOp eval = worklist.pop_back_val();
    Operation *arrow = structuralCallee(eval);
    if (isLocal(eval, arrow))
      continue;
    OpBuilder b(eval);
    IRMapping mapping;
    SmallVector<Operation *> lambdas;
    for (LambdaOp lambda : lambdasOf(arrow))
      lambdas.push_back(b.clone(*lambda, mapping));
    eval->setOperand(0, b.clone(*arrow, mapping)->getResult(0));
    llvm::for_each(lambdas, collect);
  }
  for (Region &region : root->getRegions())
    eraseDeadOps(region);
}

SmallVector<Value> cloneBody(OpBuilder &b, Block &block, ValueRange args, IRMapping &mapping) {
  mapping.map(block.getArguments(), args);
  for (Operation &op : block.without_terminator())
    b.clone(op, mapping);
  return llvm::map_to_vector(block.getTerminator()->getOperands(),
                             [&](Value value) { return mapping.lookupOrDefault(value); });
}

void eraseDeadOps(Region &region) {
  for (Block &block : region)
    for (Operation &op : llvm::make_early_inc_range(llvm::reverse(block))) {
      if (isOpTriviallyDead(&op)) {
        op.erase();
        continue;
      }
      for (Region &nested : op.getRegions())
        eraseDeadOps(nested);
    }
}

} // namespace cat
