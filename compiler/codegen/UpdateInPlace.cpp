// `cat-update-in-place`: says, just before bufferisation, that what a loop carries is updated where
// it lies. Without it a step would allocate the next state, or bufferisation would refuse the loop.
// It must come last of the passes on tensors: in a loop that is folded away there is no such place.
#include "compiler/codegen/Passes.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Bufferization/Transforms/OneShotAnalysis.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"

using namespace mlir;

namespace {

/// Whether `v` is `argument` after it went through inner loops, which keep it in its place.
bool isUpdateOf(Value v, Value argument) {
  while (auto loop = v.getDefiningOp<scf::ForOp>())
    v = loop.getTiedLoopInit(cast<OpResult>(v))->get();
  return v == argument;
}

/// Whether `v` was computed into memory of its own, and so shares none with what the loop carries.
bool isFresh(Value v) {
  while (auto loop = v.getDefiningOp<scf::ForOp>())
    v = loop.getTiedLoopInit(cast<OpResult>(v))->get();
  return v.getDefiningOp<linalg::LinalgOp>();
}

/// What lies where the loop carries it may be read after it is overwritten; then the new value is
/// made elsewhere first.
enum class Copies { WhereShared, Always };

/// Says that a loop's tensors are to be updated in place: what an iteration yields goes to the
/// buffer it got. Only where the shape cannot change on the way.
void updateInPlace(scf::ForOp loop, Copies copies) {
  auto yield = cast<scf::YieldOp>(loop.getBody()->getTerminator());
  OpBuilder b(yield);
  Location loc = loop.getLoc();
  SmallVector<unsigned> updated;
  for (auto [k, argument] : llvm::enumerate(loop.getRegionIterArgs())) {
    auto type = dyn_cast<RankedTensorType>(argument.getType());
    Value next = yield.getOperand(k);
    if (!type || !type.hasStaticShape() || isUpdateOf(next, argument) ||
        isa_and_nonnull<tensor::InsertOp, tensor::InsertSliceOp,
                        bufferization::MaterializeInDestinationOp>(next.getDefiningOp()))
      continue;
    updated.push_back(k);
    // A view of another carried tensor must be copied before that one is updated.
    if (copies == Copies::Always || !isFresh(next))
      yield.setOperand(k, bufferization::AllocTensorOp::create(b, loc, type, ValueRange(), next));
  }
  for (unsigned k : updated)
    yield.setOperand(
        k, bufferization::MaterializeInDestinationOp::create(
               b, loc, yield.getOperand(k).getType(), yield.getOperand(k), loop.getRegionIterArg(k))
               ->getResult(0));
}

/// Whether bufferisation can do as it is told.
bool isPossible(func::FuncOp function) {
  bufferization::OneShotBufferizationOptions options;
  options.allowReturnAllocsFromLoops = true;
  bufferization::OneShotAnalysisState state(function, options);
  ScopedDiagnosticHandler quiet(function.getContext(), [](Diagnostic &) {});
  return succeeded(bufferization::analyzeOp(function, state));
}

/// In place as far as possible, or with copies, or as bufferisation likes.
void updateLoops(func::FuncOp function) {
  for (Copies copies : {Copies::WhereShared, Copies::Always}) {
    func::FuncOp before = function.clone();
    function->walk([&](scf::ForOp loop) { updateInPlace(loop, copies); });
    bool isFine = isPossible(function);
    if (!isFine)
      function.getBody().takeBody(before.getBody());
    before.erase();
    if (isFine)
      return;
  }
}

struct UpdateInPlace : PassWrapper<UpdateInPlace, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(UpdateInPlace)
  StringRef getArgument() const override { return "cat-update-in-place"; }
  StringRef getDescription() const override {
    return "Loops write the tensors that they carry where those lie";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<bufferization::BufferizationDialect>();
  }
  void runOnOperation() override {
    getOperation()->walk([](func::FuncOp function) {
      if (!function.isDeclaration())
        updateLoops(function);
    });
  }
};

} // namespace

std::unique_ptr<Pass> cat::createUpdateInPlacePass() { return std::make_unique<UpdateInPlace>(); }
