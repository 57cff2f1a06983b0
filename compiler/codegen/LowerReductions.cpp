// `cat-lower-reductions`: a linalg.generic on buffers whose innermost dimensions are reductions
// becomes loops that carry the accumulator as a value. The generic lowering would load and store it
// in each step, and a store that might alias an operand keeps LLVM from doing better. The order of
// the operations is that of the dimensions, as everywhere.
#include "compiler/codegen/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;

namespace {

/// The number of innermost dimensions that are reductions.
unsigned trailingReductions(linalg::GenericOp op) {
  unsigned n = 0;
  for (utils::IteratorType type : llvm::reverse(op.getIteratorTypesArray())) {
    if (type != utils::IteratorType::reduction)
      break;
    ++n;
  }
  return n;
}

/// Fusion may leave a result that has an element for each step of a reduction: then there is no
/// accumulator to carry.
bool writesInside(linalg::GenericOp op) {
  unsigned outer = op.getNumLoops() - trailingReductions(op);
  return llvm::any_of(op.getIndexingMapsArray(), [&, operand = 0u](AffineMap map) mutable {
    if (operand++ < op.getNumDpsInputs())
      return false;
    return llvm::any_of(llvm::seq(outer, op.getNumLoops()),
                        [&](unsigned d) { return map.isFunctionOfDim(d); });
  });
}

class ReductionWriter {
public:
  explicit ReductionWriter(linalg::GenericOp op) : op(op), b(op), loc(op.getLoc()) {
    maps = op.getIndexingMapsArray();
    for (Range range : cast<linalg::LinalgOp>(op.getOperation()).createLoopRanges(b, loc))
      extents.push_back(getValueOrCreateConstantIndexOp(b, loc, range.size));
    zero = arith::ConstantIndexOp::create(b, loc, 0);
    one = arith::ConstantIndexOp::create(b, loc, 1);
  }

  void write() {
    unsigned outer = op.getNumLoops() - trailingReductions(op);
    for (unsigned d = 0; d < outer; ++d) {
      auto loop = scf::ForOp::create(b, loc, zero, extents[d], one);
      at.push_back(loop.getInductionVar());
      b.setInsertionPointToStart(loop.getBody());
    }
    SmallVector<Value> sums, outs(op.getDpsInits());
    for (auto [k, out] : llvm::enumerate(outs))
      sums.push_back(memref::LoadOp::create(b, loc, out, indices(op.getNumDpsInputs() + k)));
    sums = reduce(sums);
    for (auto [k, out] : llvm::enumerate(outs))
      memref::StoreOp::create(b, loc, sums[k], out, outIndices[k]);
  }

private:
  SmallVector<Value> indices(unsigned operand) {
    SmallVector<Value> result;
    for (AffineExpr e : maps[operand].getResults())
      result.push_back(at[cast<AffineDimExpr>(e).getPosition()]);
    if (operand >= op.getNumDpsInputs())
      outIndices.push_back(result);
    return result;
  }

  SmallVector<Value> reduce(SmallVector<Value> sums) {
    if (at.size() == op.getNumLoops())
      return body(sums);
    auto loop = scf::ForOp::create(b, loc, zero, extents[at.size()], one, sums);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    at.push_back(loop.getInductionVar());
    scf::YieldOp::create(b, loc, reduce(SmallVector<Value>(loop.getRegionIterArgs())));
    return SmallVector<Value>(loop.getResults());
  }

  SmallVector<Value> body(ArrayRef<Value> sums) {
    IRMapping mapping;
    Block &block = op.getRegion().front();
    for (unsigned k = 0; k < op.getNumDpsInputs(); ++k) {
      Value input = op.getDpsInputOperand(k)->get();
      if (isa<MemRefType>(input.getType()))
        input = memref::LoadOp::create(b, loc, input, indices(k));
      mapping.map(block.getArgument(k), input);
    }
    for (auto [k, sum] : llvm::enumerate(sums))
      mapping.map(block.getArgument(op.getNumDpsInputs() + k), sum);
    for (Operation &inner : block.without_terminator()) {
      if (auto index = dyn_cast<linalg::IndexOp>(inner))
        mapping.map(index.getResult(), at[index.getDim()]);
      else
        b.clone(inner, mapping);
    }
    SmallVector<Value> result;
    for (Value v : block.getTerminator()->getOperands())
      result.push_back(mapping.lookupOrDefault(v));
    return result;
  }

  linalg::GenericOp op;
  OpBuilder b;
  Location loc;
  SmallVector<AffineMap> maps;
  SmallVector<Value> extents, at;
  SmallVector<SmallVector<Value>> outIndices;
  Value zero, one;
};

struct LowerReductions : PassWrapper<LowerReductions, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(LowerReductions)
  StringRef getArgument() const override { return "cat-lower-reductions"; }
  StringRef getDescription() const override {
    return "Write reductions along inner dimensions as loops that carry the accumulator";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<arith::ArithDialect, memref::MemRefDialect, scf::SCFDialect>();
  }

  void runOnOperation() override {
    getOperation()->walk([&](linalg::GenericOp op) {
      bool plain = llvm::all_of(op.getIndexingMapsArray(),
                                [](AffineMap m) { return m.isProjectedPermutation(); });
      if (!op.hasPureBufferSemantics() || trailingReductions(op) == 0 || !plain || writesInside(op))
        return;
      ReductionWriter(op).write();
      op.erase();
    });
  }
};

} // namespace

std::unique_ptr<Pass> cat::createLowerReductionsPass() {
  return std::make_unique<LowerReductions>();
}
