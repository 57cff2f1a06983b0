// The pass `cat-compare`: runs passes on the module, then every public arrow before and after them
// on random points, and complains where the two differ. So each lowering and law is tested against
// the meaning of the ops. Run after `cat-random`, it tests them on random programs.
#include "dialect/interp/Inhabitants.h"

#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"

using namespace mlir;
using namespace cat;
using namespace cat::interp;

/// What an evaluation gave, in words.
static std::string describe(const Outcome &outcome, Type type, ModuleOp module) {
  return outcome.stop ? "stops: " + outcome.stop->message
                      : formatPoint(outcome.leaves, type, module);
}

static bool same(const Outcome &a, const Outcome &b, double tolerance, std::string &difference) {
  if (!a.stop && !b.stop)
    return interp::sameLeaves(a.leaves, b.leaves, tolerance, difference);
  bool bothStop = a.stop && b.stop;
  difference = bothStop ? "both stop, with different messages" : "one stops";
  return bothStop && a.stop->message == b.stop->message && a.stop->status == b.stop->status;
}

namespace {

struct CatCompare : PassWrapper<CatCompare, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(CatCompare)

  CatCompare() = default;
  CatCompare(const CatCompare &other) : PassWrapper(other) {}

  StringRef getArgument() const override { return "cat-compare"; }
  StringRef getDescription() const override {
    return "Run passes, and compare every public arrow before and after on random points";
  }

  void getDependentDialects(DialectRegistry &registry) const override {
    OpPassManager manager(ModuleOp::getOperationName());
    if (succeeded(parsePassPipeline(passes, manager, llvm::nulls())))
      manager.getDependentDialects(registry);
  }

  void runOnOperation() override {
    OwningOpRef<ModuleOp> original(getOperation().clone());
    OpPassManager manager(ModuleOp::getOperationName());
    if (failed(parsePassPipeline(passes, manager)) || failed(runPipeline(manager, getOperation())))
      return signalPassFailure();
    for (auto arrow : original->getOps<ArrowOp>())
      if (arrow.isPublic() && failed(compare(*original, arrow)))
        return signalPassFailure();
  }

  LogicalResult compare(ModuleOp original, ArrowOp arrow) {
    std::mt19937_64 random(seed);
    Inhabitants inhabitants(original, /*extremes=*/false, length);
    HomType type = arrow.getHom();
    for (unsigned i = 0; i != cases; ++i) {
      SmallVector<Type> types = llvm::to_vector(arrow.getBody().getArgumentTypes());
      auto context = inhabitants.draw(productOf(type.getContext(), types), random),
           point = inhabitants.draw(type.getDomain(), random);
      if (!context || !point)
        break; // a domain without points
      Outcome before = evaluate(original, arrow.getSymName(), *context, *point);
      Outcome after = evaluate(getOperation(), arrow.getSymName(), *context, *point);
      std::string difference;
      if (same(before, after, tolerance, difference))
        continue;
      auto error = emitError(arrow.getLoc())
                   << "@" << arrow.getSymName() << " differs after " << passes << " at "
                   << formatPoint(*point, type.getDomain(), original) << " (" << difference << ")";
      error.attachNote() << "before: " << describe(before, type.getCodomain(), original);
      error.attachNote() << "after:  " << describe(after, type.getCodomain(), original);
      return error;
    }
    llvm::outs() << "same @" << arrow.getSymName() << " (" << cases << " cases)\n";
    llvm::outs().flush();
    return success();
  }

  Option<std::string> passes{*this, "passes", llvm::cl::desc("The passes to test")};
  Option<unsigned> cases{*this, "cases", llvm::cl::desc("Points an arrow"), llvm::cl::init(20)};
  Option<unsigned> seed{*this, "seed", llvm::cl::desc("Seed of the points"), llvm::cl::init(1)};
  Option<int64_t> length{*this, "length", llvm::cl::desc("The length of arrays of unknown length"),
                         llvm::cl::init(3)};
  Option<double> tolerance{*this, "tolerance", llvm::cl::desc("Relative error allowed"),
                           llvm::cl::init(0)};
};

} // namespace

void cat::registerCatComparePass() { PassRegistration<CatCompare>(); }
