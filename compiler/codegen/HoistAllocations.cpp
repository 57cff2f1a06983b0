// `cat-hoist-allocations`: after bufferisation, moves every allocation that one iteration makes for
// itself out of the loops around it, so that a training step allocates nothing. Where the size
// varies with the iteration (the last, partial batch), an upper bound that is known before the loop
// is allocated, and each iteration takes a view of the size it needs.
#include "compiler/codegen/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Interfaces/LoopLikeInterface.h"
#include "mlir/Interfaces/ViewLikeInterface.h"

using namespace mlir;

namespace {

/// Whether `buffer`, allocated inside `loop`, may be seen by another iteration or after the loop.
bool escapes(Value buffer, Operation *loop) {
  SmallVector<Value> aliases{buffer};
  for (unsigned i = 0; i < aliases.size(); ++i)
    for (OpOperand &use : aliases[i].getUses()) {
      Operation *user = use.getOwner();
      if (isa<ViewLikeOpInterface, memref::CastOp>(user)) {
        llvm::append_range(aliases, user->getResults());
      } else if (auto yield = dyn_cast<scf::YieldOp>(user)) {
        auto branch = dyn_cast<scf::IfOp>(yield->getParentOp());
        if (!branch)
          return true;
        aliases.push_back(branch.getResult(use.getOperandNumber()));
      } else if (user->hasTrait<OpTrait::IsTerminator>() || isa<LoopLikeOpInterface>(user)) {
        return true;
      } else if (isa<arith::SelectOp>(user)) {
        aliases.push_back(user->getResult(0));
      }
    }
  return false;
}

/// `x * y`, or the greatest number if that overflows: then the allocation fails, and nothing
/// smaller than needed is allocated.
Value multiply(OpBuilder &b, Location loc, Value x, Value y) {
  auto product = arith::MulUIExtendedOp::create(b, loc, x, y);
  Value zero = arith::ConstantIndexOp::create(b, loc, 0);
  Value most = arith::ConstantIndexOp::create(b, loc, std::numeric_limits<int64_t>::max());
  Value fits = arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq, product.getHigh(), zero);
  return arith::SelectOp::create(b, loc, fits, product.getLow(), most);
}

/// Builds, before a loop, upper bounds of natural numbers (index values) computed inside it.
class BoundBuilder {
public:
  explicit BoundBuilder(Operation *loop) : loop(loop), b(loop) {}

  /// A value outside the loop that is never less than `v`, or null if none is known.
  Value bound(Value v) {
    if (!loop->isAncestor(v.getParentBlock()->getParentOp()))
      return v;
    if (auto argument = dyn_cast<BlockArgument>(v))
      return boundArgument(argument);
    Operation *op = v.getDefiningOp();
    Location loc = op->getLoc();
    if (!v.getType().isIndex())
      return Value(); // other integers may be negative, and the rules below would be wrong
    if (op->hasTrait<OpTrait::ConstantLike>())
      return b.clone(*op)->getResult(0);
    if (isa<arith::MinSIOp, arith::MinUIOp>(op))
      return smaller(loc, op->getOperand(0), op->getOperand(1));
    if (isa<arith::MaxSIOp, arith::MaxUIOp>(op))
      return combine<arith::MaxUIOp>(loc, op->getOperand(0), op->getOperand(1));
    if (isa<arith::AddIOp, arith::AddUIExtendedOp>(op))
      return combine<arith::AddIOp>(loc, op->getOperand(0), op->getOperand(1));
    if (isa<arith::MulIOp, arith::MulUIExtendedOp>(op)) {
      Value x = bound(op->getOperand(0)), y = bound(op->getOperand(1));
      return x && y ? multiply(b, loc, x, y) : Value();
    }
    // Naturals only: what is taken away, or divided by, makes the result no larger.
    if (isa<arith::SubIOp, arith::DivSIOp, arith::DivUIOp, arith::CeilDivSIOp, arith::CeilDivUIOp,
            arith::FloorDivSIOp>(op))
      return bound(op->getOperand(0));
    if (isa<arith::RemSIOp, arith::RemUIOp>(op))
      return smaller(loc, op->getOperand(0), op->getOperand(1));
    if (auto select = dyn_cast<arith::SelectOp>(op))
      return boundSelect(select);
    if (auto branch = dyn_cast<scf::IfOp>(op)) {
      unsigned k = llvm::cast<OpResult>(v).getResultNumber();
      return combine<arith::MaxUIOp>(loc, branch.thenYield().getOperand(k),
                                     branch.elseYield().getOperand(k));
    }
    return Value();
  }

private:
  Value boundArgument(BlockArgument argument) {
    auto inner = dyn_cast<scf::ForOp>(argument.getOwner()->getParentOp());
    if (!inner || argument != inner.getInductionVar())
      return Value();
    return inner == loop ? inner.getUpperBound() : bound(inner.getUpperBound());
  }

  Value smaller(Location loc, Value x, Value y) {
    Value bx = bound(x), by = bound(y);
    if (bx && by)
      return arith::MinUIOp::create(b, loc, bx, by);
    return bx ? bx : by;
  }

  template <typename Op> Value combine(Location loc, Value x, Value y) {
    Value bx = bound(x), by = bound(y);
    if (!bx || !by)
      return Value();
    return Op::create(b, loc, bx, by)->getResult(0);
  }

  Value boundSelect(arith::SelectOp op) {
    auto compare = op.getCondition().getDefiningOp<arith::CmpIOp>();
    Value x = op.getTrueValue(), y = op.getFalseValue();
    using P = arith::CmpIPredicate;
    bool isMinimum = compare && compare.getLhs() == x && compare.getRhs() == y &&
                     llvm::is_contained({P::slt, P::sle, P::ult, P::ule}, compare.getPredicate());
    return isMinimum ? smaller(op.getLoc(), x, y) : combine<arith::MaxUIOp>(op.getLoc(), x, y);
  }

  Operation *loop;
  OpBuilder b;
};

/// Moves `alloc` before `loop`; false if some size has no bound there.
bool hoist(memref::AllocOp alloc, Operation *loop) {
  if (escapes(alloc, loop))
    return false;
  BoundBuilder bounds(loop);
  SmallVector<Value> sizes;
  bool exact = true;
  for (Value size : alloc.getDynamicSizes()) {
    sizes.push_back(bounds.bound(size));
    if (!sizes.back())
      return false;
    exact &= sizes.back() == size;
  }
  if (exact) {
    alloc->moveBefore(loop);
    return true;
  }
  OpBuilder b(loop);
  Location loc = alloc.getLoc();
  MemRefType type = alloc.getType();
  Type element = type.getElementType();
  int64_t bytes = element.isIntOrFloat() ? llvm::divideCeil(element.getIntOrFloatBitWidth(), 8) : 8;
  for (int64_t size : type.getShape())
    bytes *= ShapedType::isDynamic(size) ? 1 : size;
  Value total = arith::ConstantIndexOp::create(b, loc, bytes);
  for (Value size : sizes)
    total = multiply(b, loc, total, size);
  auto flat = MemRefType::get({ShapedType::kDynamic}, b.getI8Type());
  Value memory = memref::AllocOp::create(b, loc, flat, total, alloc.getAlignmentAttr());
  b.setInsertionPoint(alloc);
  Value zero = arith::ConstantIndexOp::create(b, loc, 0);
  Value view = memref::ViewOp::create(b, loc, type, memory, zero, alloc.getDynamicSizes());
  alloc.replaceAllUsesWith(view);
  alloc.erase();
  return true;
}

struct HoistAllocations : PassWrapper<HoistAllocations, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(HoistAllocations)
  StringRef getArgument() const override { return "cat-hoist-allocations"; }
  StringRef getDescription() const override {
    return "Move allocations out of loops, those of varying size by an upper bound";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<arith::ArithDialect, memref::MemRefDialect>();
  }

  void runOnOperation() override {
    SmallVector<memref::AllocOp> allocs;
    getOperation()->walk([&](memref::AllocOp op) { allocs.push_back(op); });
    for (memref::AllocOp alloc : allocs) {
      if (!alloc.getType().getLayout().isIdentity())
        continue;
      SmallVector<Operation *> loops; // innermost first
      for (Operation *op = alloc->getParentOp(); op; op = op->getParentOp())
        if (isa<LoopLikeOpInterface>(op))
          loops.push_back(op);
      for (Operation *loop : llvm::reverse(loops))
        if (hoist(alloc, loop))
          break;
    }
  }
};

} // namespace

std::unique_ptr<Pass> cat::createHoistAllocationsPass() {
  return std::make_unique<HoistAllocations>();
}
