// cat-inline: from arrows to points. Every `cat.eval` is replaced by what its arrow does to the
// argument; arrows that repeat or differentiate keep a `cat.lambda`.
#include "dialect/transforms/Inline.h"
#include "dialect/transforms/Passes.h"
#include "dialect/transforms/Utils.h"

namespace cat {
#define GEN_PASS_DEF_CATINLINE
#include "dialect/transforms/Passes.h.inc"

using namespace mlir;

static HomType homOf(Value arrow) { return cast<HomType>(arrow.getType()); }

/// One value for the eval of `arrow` on one point.
static Value evalOne(OpBuilder &b, Location loc, Value arrow, ValueRange points) {
  Type codomain = homOf(arrow).getCodomain();
  return EvalOp::create(b, loc, TypeRange(codomain), arrow, points)->getResult(0);
}

void Inliner::notifyOperationInserted(Operation *op, OpBuilder::InsertPoint) {
  if (mention)
    op->setLoc(mentionedAt(*mention, op->getLoc()));
  if (auto eval = dyn_cast<EvalOp>(op))
    worklist.push_back(eval);
}

LogicalResult Inliner::run(Operation *root) {
  root->walk([&](EvalOp eval) { worklist.push_back(eval); });
  if (auto arrow = dyn_cast<ArrowOp>(root)) {
    Operation *yield = arrow.getBody().front().getTerminator();
    OpBuilder b(yield, this);
    yield->setOperand(0, asLambda(b, yield->getOperand(0)));
  }
  while (!worklist.empty())
    if (failed(expand(worklist.pop_back_val())))
      return failure();
  for (Region &region : root->getRegions())
    eraseDeadOps(region);
  return success();
}

LogicalResult Inliner::expand(EvalOp eval) {
  if (structuralCallee(eval))
    return success();
  OpBuilder b(eval, this);
  Type domain = homOf(eval.getCallee()).getDomain();
  Value point = packInto(b, eval.getLoc(), domain, eval.getInputs());
  FailureOr<Value> result = apply(b, eval.getLoc(), eval.getCallee(), point);
  if (failed(result))
    return failure();
  eval->replaceAllUsesWith(unpackAs(b, eval.getLoc(), *result, eval->getResultTypes()));
  eval->erase();
  return success();
}

FailureOr<Value> Inliner::apply(OpBuilder &b, Location loc, Value arrow, Value point) {
  using Result = FailureOr<Value>;
  Operation *op = arrow.getDefiningOp();
  if (!op)
    return emitError(loc) << "this arrow is not known at compile time", failure();
  Type codomain = homOf(arrow).getCodomain();
  return TypeSwitch<Operation *, Result>(op)
      .Case([&](LambdaOp lambda) -> Result {
        Block &body = lambda.getBody().front();
        IRMapping mapping;
        auto args = unpackAs(b, loc, point, body.getArgumentTypes());
        return packInto(b, loc, codomain, cloneBody(b, body, args, mapping));
      })
      .Case([&](RefOp ref) { return applyRef(b, loc, ref, point); })
      .Case([&](IdOp) { return Result(point); })
      .Case([&](ConstArrowOp constant) { return Result(constant.getValue()); })
      .Case([&](CaseOp cases) { return applyCase(b, loc, cases, point); })
      .Case([&](InjectArrowOp inject) -> Result {
        return Value(InjectOp::create(b, loc, codomain, inject.getLabelAttr(), point));
      })
      .Case([&](ProjOp proj) -> Result { return getElement(b, loc, point, proj.getIndex()); })
      .Case([&](ComposeOp compose) -> Result {
        Result next = point;
        for (Value f : compose.getArrows())
          if (failed(next = apply(b, loc, f, *next)))
            return failure();
        return next;
      })
      .Case<TensorOp, PairOp>([&](Operation *) { return applyParts(b, loc, op, point); })
      .Case([&](PermuteOp permute) -> Result {
        auto parts = llvm::map_to_vector(
            permute.getWires(), [&](int64_t wire) { return getElement(b, loc, point, wire); });
        return packInto(b, loc, codomain, parts);
      })
      .Case([&](ZipWithOp zipWith) -> Result { return applyZipWith(b, loc, zipWith, point); })
      .Default([&](Operation *) -> Result {
        if (!isStructuralArrow(op))
          return op->emitOpError("cannot be applied to a point"), failure();
        return applyStructural(b, loc, op, point);
      });
}

FailureOr<Value> Inliner::applyRef(OpBuilder &b, Location loc, RefOp ref, Value point) {
  auto arrow = symbols.lookup<ArrowOp>(ref.getCallee());
  if (!arrow)
    return ref.emitOpError() << "names an unknown arrow @" << ref.getCallee(), failure();
  // What fails in the library is told where the program mentions it.
  mention = ref.getLoc();
  IRMapping mapping;
  auto yielded = cloneBody(b, arrow.getBody().front(), ref->getOperands(), mapping);
  mention.reset();
  return apply(b, loc, yielded.front(), point);
}

/// ⟨f, g⟩ and f ⊗ g: the components of the result one by one.
FailureOr<Value> Inliner::applyParts(OpBuilder &b, Location loc, Operation *op, Value point) {
  SmallVector<Value> parts;
  for (auto [i, f] : llvm::enumerate(op->getOperands())) {
    Value part = isa<PairOp>(op) ? point : getElement(b, loc, point, i);
    FailureOr<Value> result = apply(b, loc, f, part);
    if (failed(result))
      return failure();
    parts.push_back(*result);
  }
  return packInto(b, loc, homOf(op->getResult(0)).getCodomain(), parts);
}

/// [f₁, …, fₙ] becomes a match whose k-th branch applies fₖ to the payload.
FailureOr<Value> Inliner::applyCase(OpBuilder &b, Location loc, CaseOp op, Value point) {
  Type codomain = homOf(op.getResult()).getCodomain();
  auto match = MatchOp::create(b, loc, codomain, point, op.getArrows().size());
  OpBuilder::InsertionGuard guard(b);
  for (auto [branch, f] : llvm::zip(match.getBranches(), op.getArrows())) {
    b.setInsertionPointToEnd(&branch.front());
    Value payload = packInto(b, loc, homOf(f).getDomain(), branch.getArguments());
    FailureOr<Value> result = apply(b, loc, f, payload);
    if (failed(result))
      return failure();
    YieldOp::create(b, loc, *result);
  }
  return match->getResult(0);
}

/// zipwith f is the map of f in component form.
Value Inliner::applyZipWith(OpBuilder &b, Location loc, ZipWithOp op, Value point) {
  Value map = MapOp::create(b, loc, op.getType(), asLambda(b, op.getArrow()));
  return evalOne(b, loc, map, point);
}

/// The structural arrow again, here, with lambdas for operands.
Value Inliner::applyStructural(OpBuilder &b, Location loc, Operation *op, Value point) {
  IRMapping mapping;
  for (Value operand : op->getOperands())
    if (isa<HomType>(operand.getType()))
      mapping.map(operand, asLambda(b, operand));
  return evalOne(b, loc, b.clone(*op, mapping)->getResult(0), point);
}

Value Inliner::asLambda(OpBuilder &b, Value arrow) {
  if (arrow.getDefiningOp<LambdaOp>())
    return arrow;
  HomType hom = homOf(arrow);
  return LambdaOp::create(b, arrow.getLoc(), hom.getDomain(), hom.getCodomain(),
                          [&](OpBuilder &nested, Location loc, ValueRange args) {
                            YieldOp::create(nested, loc, evalOne(nested, loc, arrow, args));
                          });
}

namespace {

enum class Visit { active, done };

/// Fails if an arrow reaches itself through references: expansion would not end.
LogicalResult checkAcyclic(ArrowOp arrow, const SymbolTable &symbols,
                           DenseMap<Operation *, Visit> &visits) {
  auto [entry, isNew] = visits.try_emplace(arrow, Visit::active);
  if (!isNew)
    return success(entry->second == Visit::done);
  WalkResult result = arrow.walk([&](RefOp ref) {
    auto callee = symbols.lookup<ArrowOp>(ref.getCallee());
    if (!callee || succeeded(checkAcyclic(callee, symbols, visits)))
      return WalkResult::advance();
    ref.emitOpError() << "makes the arrow @" << callee.getSymName() << " refer to itself";
    return WalkResult::interrupt();
  });
  visits[arrow] = Visit::done;
  return failure(result.wasInterrupted());
}

/// Pipelines, public arrows and the predicates of objects stay; all else is inlined into them. Laws
/// are of arrows, so they go too.
struct CatInline : impl::CatInlineBase<CatInline> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    SymbolTable symbols(module);
    DenseMap<Operation *, Visit> visits;
    for (auto arrow : module.getOps<ArrowOp>())
      if (failed(checkAcyclic(arrow, symbols, visits)))
        return signalPassFailure();

    llvm::DenseSet<StringRef> predicates;
    for (auto object : module.getOps<ObjectOp>())
      if (object.getPredicate())
        predicates.insert(*object.getPredicate());
    auto stays = [&](ArrowOp arrow) {
      return arrow.isPublic() || predicates.contains(arrow.getSymName());
    };

    for (Operation &op : *module.getBody()) {
      auto arrow = dyn_cast<ArrowOp>(op);
      if (arrow ? stays(arrow) : isa<PipelineOp>(op))
        if (failed(Inliner(symbols).run(&op)))
          return signalPassFailure();
    }
    for (auto law : llvm::make_early_inc_range(module.getOps<LawOp>()))
      law.erase();
    for (auto arrow : llvm::make_early_inc_range(module.getOps<ArrowOp>()))
      if (!stays(arrow))
        arrow.erase();
  }
};

} // namespace
} // namespace cat
