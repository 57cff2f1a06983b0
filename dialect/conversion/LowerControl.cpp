// `cat-lower-control`: what is left of the arrow layer after batching and differentiation (lambdas,
// and combinators applied to them) becomes inlined bodies and loops over the points they carry. All
// values are leaves: products were split before.
#include "dialect/conversion/Lowering.h"
#include "dialect/conversion/Passes.h"

#include "dialect/ir/Cat.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;
using namespace cat;

namespace {

/// Turns one application into a loop.
class Application {
public:
  explicit Application(EvalOp op) : op(op), b(op), loc(op.getLoc()) {}

  LogicalResult rewrite() {
    FailureOr<SmallVector<Value>> results = apply(op.getCallee(), op.getInputs());
    if (failed(results))
      return failure();
    op.replaceAllUsesWith(*results);
    op.erase();
    return success();
  }

private:
  using Results = FailureOr<SmallVector<Value>>;

  /// The points `arrow` gives for `inputs`, computed where the builder stands.
  Results apply(Value arrow, ValueRange inputs) {
    Operation *def = arrow.getDefiningOp();
    return TypeSwitch<Operation *, Results>(def)
        .Case([&](LambdaOp f) { return inlined(f, inputs); })
        .Case([&](CheckpointOp f) { return apply(f.getArrow(), inputs); })
        .Case<MapOp, ZipWithOp>([&](auto f) { return map(f.getArrow(), inputs); })
        .Case([&](FoldOp f) { return fold(f.getArrow(), inputs, op.getNumResults()); })
        .Case([&](ScanOp f) { return scan(f.getArrow(), inputs); })
        .Case([&](LoopOp f) { return loop(f.getArrow(), inputs); })
        .Case([&](ReduceOp f) { return reduce(f, inputs); })
        .Case([&](IterateOp f) { return iterate(f.getArrow(), inputs); })
        .Case([&](RepeatOp f) { return repeat(f, inputs); })
        .Default([&](Operation *) -> Results {
          return op.emitError("this arrow cannot be applied here: ")
                 << (def ? def->getName().getStringRef() : StringRef("an argument"));
        });
  }

  Results inlined(LambdaOp f, ValueRange inputs) {
    if (f.getArguments().size() != inputs.size())
      return f.emitError("products must be split before arrows are lowered");
    IRMapping mapping;
    mapping.map(f.getArguments(), inputs);
    for (Operation &inner : f.getBody().front().without_terminator())
      b.clone(inner, mapping);
    SmallVector<Value> results;
    for (Value v : f.getYield().getValues())
      results.push_back(mapping.lookupOrDefault(v));
    return results;
  }

  Value index(int64_t i) { return arith::ConstantIndexOp::create(b, loc, i); }

  /// The common length of arrays; a difference stops the program.
  Value lengthOf(ValueRange arrays) {
    Value n = DimOp::create(b, loc, arrays[0], int64_t{0});
    for (Value other : arrays.drop_front()) {
      if (!ShapedType::isDynamic(shapeOf(arrays[0].getType())[0]) &&
          !ShapedType::isDynamic(shapeOf(other.getType())[0]))
        continue;
      Value length = DimOp::create(b, loc, other, int64_t{0});
      Value same = CmpOp::create(b, loc, b.getI1Type(), Compare::eq, n, length);
      CheckOp::create(b, loc, same, "two arrays have different lengths, the second one", length,
                      65);
    }
    return n;
  }

  SmallVector<Value> elements(ValueRange arrays, Value i) {
    SmallVector<Value> result;
    for (Value array : arrays)
      result.push_back(GatherOp::create(b, loc, unstacked(array.getType()), array, i,
                                        /*batch_dims=*/0, /*in_bounds=*/true));
    return result;
  }

  /// `for i below n`, carrying `init` through `body`.
  Results forEach(Value n, ValueRange init,
                  function_ref<Results(Value i, ValueRange carried)> body) {
    auto loop = scf::ForOp::create(b, loc, index(0), n, index(1), init);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    Results next = body(loop.getInductionVar(), loop.getRegionIterArgs());
    if (failed(next))
      return failure();
    if (!init.empty()) // without it the loop has its terminator already
      scf::YieldOp::create(b, loc, *next);
    return SmallVector<Value>(loop.getResults());
  }

  /// Arrays of `types` with leading length `n`, to be filled element by element. What only the
  /// first element can tell of their shape is 0 until then.
  SmallVector<Value> emptyArrays(TypeRange types, Value n) {
    SmallVector<Value> result;
    for (Type type : types) {
      auto tensor = cast<RankedTensorType>(type);
      SmallVector<Value> sizes(tensor.getNumDynamicDims(), index(0));
      if (tensor.isDynamicDim(0))
        sizes[0] = n;
      result.push_back(tensor::EmptyOp::create(b, loc, tensor, sizes));
    }
    return result;
  }

  /// The array that gets `element` at `i`: one that has the shape of its elements. All of them must
  /// have the shape of the first.
  Value shaped(Value element, Value array, Value i) {
    auto type = cast<RankedTensorType>(array.getType());
    Value isFirst = CmpOp::create(b, loc, b.getI1Type(), Compare::eq, i, index(0));
    SmallVector<Value> sizes;
    auto choice = scf::IfOp::create(b, loc, TypeRange(type), isFirst, /*withElseRegion=*/true);
    for (int64_t d = 0; d < type.getRank(); ++d) {
      if (!type.isDynamicDim(d))
        continue;
      OpBuilder::InsertionGuard guard(b);
      b.setInsertionPoint(choice);
      sizes.push_back(d ? tensor::DimOp::create(b, loc, element, d - 1)
                        : tensor::DimOp::create(b, loc, array, 0));
      if (d == 0)
        continue;
      b.setInsertionPointToEnd(choice.elseBlock());
      Value length = tensor::DimOp::create(b, loc, array, d);
      Value same = CmpOp::create(b, loc, b.getI1Type(), Compare::eq, sizes.back(), length);
      CheckOp::create(b, loc, same, "the elements of an array have different lengths, this one",
                      sizes.back(), 65);
    }
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToEnd(choice.thenBlock());
    scf::YieldOp::create(b, loc, tensor::EmptyOp::create(b, loc, type, sizes).getResult());
    b.setInsertionPointToEnd(choice.elseBlock());
    scf::YieldOp::create(b, loc, array);
    return choice.getResult(0);
  }

  Value insert(Value element, Value array, Value i) {
    auto type = cast<RankedTensorType>(array.getType());
    bool isOpen = llvm::is_contained(type.getShape().drop_front(), ShapedType::kDynamic);
    if (isOpen)
      array = shaped(element, array, i);
    if (type.getRank() == 1)
      return tensor::InsertOp::create(b, loc, element, array, i);
    Window window(b, loc, array);
    window.offsets[0] = i;
    window.sizes[0] = b.getIndexAttr(1);
    for (int64_t d = 1; d < type.getRank(); ++d)
      window.sizes[d] = tensor::getMixedSize(b, loc, element, d - 1);
    return insertSlice(b, loc, element, array, window);
  }

  SmallVector<Value> insertAll(ValueRange elements, ValueRange arrays, Value i) {
    SmallVector<Value> result;
    for (auto [element, array] : llvm::zip(elements, arrays))
      result.push_back(insert(element, array, i));
    return result;
  }

  Results map(Value f, ValueRange arrays) {
    if (arrays.empty())
      return op.emitError("an array of units has no length here");
    Value n = lengthOf(arrays);
    return forEach(n, emptyArrays(op.getResultTypes(), n),
                   [&](Value i, ValueRange carried) -> Results {
                     Results ys = apply(f, elements(arrays, i));
                     return failed(ys) ? ys : Results(insertAll(*ys, carried, i));
                   });
  }

  Results fold(Value f, ValueRange inputs, unsigned states) {
    ValueRange arrays = inputs.drop_front(states);
    if (arrays.empty())
      return op.emitError("an array of units has no length here");
    return forEach(lengthOf(arrays), inputs.take_front(states),
                   [&](Value i, ValueRange state) -> Results {
                     SmallVector<Value> xs(state);
                     xs.append(elements(arrays, i));
                     return apply(f, xs);
                   });
  }

  Results scan(Value f, ValueRange inputs) {
    unsigned states = op.getNumResults();
    ValueRange arrays = inputs.drop_front(states);
    if (arrays.empty())
      return op.emitError("an array of units has no length here");
    Value n = lengthOf(arrays);
    SmallVector<Value> init(inputs.take_front(states));
    init.append(emptyArrays(op.getResultTypes(), n));
    Results all = forEach(n, init, [&](Value i, ValueRange carried) -> Results {
      SmallVector<Value> xs(carried.take_front(states));
      xs.append(elements(arrays, i));
      Results state = apply(f, xs);
      if (succeeded(state))
        state->append(insertAll(*state, carried.drop_front(states), i));
      return state;
    });
    if (succeeded(all))
      all->erase(all->begin(), all->begin() + states);
    return all;
  }

  /// The number of states of a `loop`: its lambda takes elements first, its inputs states first.
  std::optional<unsigned> statesOf(Value f, ValueRange inputs) {
    auto lambda = f.getDefiningOp<LambdaOp>();
    if (!lambda || lambda.getArguments().size() != inputs.size())
      return std::nullopt;
    unsigned total = inputs.size();
    for (unsigned states = 0; states < total; ++states) {
      unsigned arrays = total - states;
      bool fits = true;
      for (unsigned k = 0; k < total; ++k) {
        Type wanted = lambda.getArguments()[k].getType();
        Type have = k < arrays ? inputs[states + k].getType() : inputs[k - arrays].getType();
        if (k < arrays)
          have = isArray(have) ? unstacked(have) : Type();
        fits &= have == wanted;
      }
      if (fits)
        return states;
    }
    return std::nullopt;
  }

  Results loop(Value f, ValueRange inputs) {
    std::optional<unsigned> states = statesOf(f, inputs);
    if (!states)
      return op.emitError("the states of this loop cannot be told from its arrays");
    ValueRange arrays = inputs.drop_front(*states);
    Value n = lengthOf(arrays);
    SmallVector<Value> init(inputs.take_front(*states));
    unsigned outs = op.getNumResults() - *states;
    init.append(emptyArrays(TypeRange(op.getResultTypes()).drop_front(*states), n));
    return forEach(n, init, [&](Value i, ValueRange carried) -> Results {
      SmallVector<Value> xs = elements(arrays, i);
      llvm::append_range(xs, carried.take_front(*states));
      Results ys = apply(f, xs);
      if (failed(ys))
        return ys;
      SmallVector<Value> next(ys->begin() + outs, ys->end());
      next.append(insertAll(ArrayRef(*ys).take_front(outs), carried.drop_front(*states), i));
      return next;
    });
  }

  Results reduce(ReduceOp f, ValueRange arrays) {
    SmallVector<Value> inputs(f.getUnit());
    llvm::append_range(inputs, arrays);
    return fold(f.getArrow(), inputs, f.getUnit().size());
  }

  Results iterate(Value f, ValueRange inputs) {
    return forEach(inputs[0], inputs.drop_front(),
                   [&](Value, ValueRange state) { return apply(f, state); });
  }

  Results repeat(RepeatOp f, ValueRange inputs) {
    unsigned states = op.getNumResults();
    ValueRange parameters = inputs.drop_back(states);
    return forEach(index(f.getCount()), inputs.take_back(states),
                   [&](Value i, ValueRange state) -> Results {
                     SmallVector<Value> xs = elements(parameters, i);
                     llvm::append_range(xs, state);
                     return apply(f.getArrow(), xs);
                   });
  }

  EvalOp op;
  OpBuilder b;
  Location loc;
};

/// What a check shows is found and put into words only where it fails.
void lowerCheck(CheckOp check) {
  Value holds = check.getCondition();
  size_t rank = shapeOf(holds.getType()).size();
  if (rank == 0 && (check.getValues().empty() || isa<TextType>(check.getValues()[0].getType())))
    return;
  OpBuilder b(check);
  Location loc = check.getLoc();
  auto all = [&](Value truths, size_t from) -> Value {
    size_t rank = shapeOf(truths.getType()).size();
    auto axes = llvm::to_vector(llvm::seq<int64_t>(from, rank));
    return axes.empty() ? truths : FoldAxisOp::create(b, loc, FoldKind::And, truths, axes);
  };
  auto branch = IfOp::create(b, loc, TypeRange(), all(holds, 0));
  b.setInsertionPointToEnd(&branch.getThenRegion().front());
  YieldOp::create(b, loc);
  b.setInsertionPointToEnd(&branch.getElseRegion().front());
  SmallVector<Value> shown(check.getValues());
  for (; rank > 0 && !shown.empty(); --rank) {
    Value rows = all(holds, 1);
    Value bad = NotOp::create(b, loc, rows.getType(), rows);
    Type numbers = arrayOf(shapeOf(rows.getType()), b.getI64Type());
    Value first = ArgMaxOp::create(b, loc, b.getI64Type(), ConvertOp::create(b, loc, numbers, bad),
                                   b.getI64IntegerAttr(0));
    auto row = [&](Value array) -> Value {
      return GatherOp::create(b, loc, unstacked(array.getType()), array, first, 0, true);
    };
    holds = row(holds);
    for (Value &value : shown)
      value = row(value);
  }
  if (!shown.empty())
    shown = {FormatOp::create(b, loc, shown, StringAttr(), TypeAttr::get(check.getPrinted()))};
  Value never = ConstOp::create(b, loc, b.getBoolAttr(false));
  CheckOp::create(b, loc, never, check.getMessageAttr(), shown, TypeAttr(), check.getStatus());
  YieldOp::create(b, loc);
  check.erase();
}

struct LowerControl : PassWrapper<LowerControl, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(LowerControl)
  StringRef getArgument() const override { return "cat-lower-control"; }
  StringRef getDescription() const override {
    return "Applications of lambdas and combinators become loops and inlined bodies";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<arith::ArithDialect, scf::SCFDialect, tensor::TensorDialect>();
  }

  void runOnOperation() override {
    for (PipelineOp pipeline : getOperation().getOps<PipelineOp>())
      if (failed(lower(pipeline)))
        return signalPassFailure();
  }

  /// Applications outside of lambdas, until there are none: inlining brings new ones out.
  LogicalResult lower(PipelineOp pipeline) {
    while (true) {
      SmallVector<EvalOp> evals;
      pipeline.walk<WalkOrder::PreOrder>([&](Operation *op) {
        if (isa<LambdaOp>(op))
          return WalkResult::skip();
        if (auto eval = dyn_cast<EvalOp>(op))
          evals.push_back(eval);
        return WalkResult::advance();
      });
      if (evals.empty())
        break;
      for (EvalOp eval : evals)
        if (failed(Application(eval).rewrite()))
          return failure();
    }
    pipeline.walk([](CheckOp check) { lowerCheck(check); });
    SmallVector<Operation *> arrows;
    pipeline.walk<WalkOrder::PreOrder>([&](Operation *op) {
      if (op->getNumResults() == 0 || !isa<HomType>(op->getResult(0).getType()))
        return WalkResult::advance();
      arrows.push_back(op);
      return WalkResult::skip();
    });
    for (Operation *arrow : llvm::reverse(arrows)) {
      if (!arrow->use_empty())
        return arrow->emitError("an arrow is used other than by applying it");
      arrow->erase();
    }
    return success();
  }
};

} // namespace

std::unique_ptr<Pass> cat::createLowerControlPass() { return std::make_unique<LowerControl>(); }
