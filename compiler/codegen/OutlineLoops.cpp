// `cat-outline-loops`: in a large function, each loop nest of moderate size becomes a function of
// its own. LLVM's analyses of loops grow faster than the function they are in, so that a network of
// many layers would take minutes to compile as one function and takes seconds as many. Small
// programs stay as they are.
#include "compiler/codegen/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/Matchers.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;

namespace {

/// Functions with fewer operations than this are left as they are.
constexpr unsigned largeFunction = 3000;
/// A loop nest with more operations than this is taken apart.
constexpr unsigned largeNest = 250;

unsigned countOps(Operation *root) {
  unsigned count = 0;
  root->walk([&](Operation *) { ++count; });
  return count;
}

/// The allocation that `buffer` is a view of; null when it is not known.
Operation *allocationOf(Value buffer) {
  while (Operation *op = buffer.getDefiningOp()) {
    if (isa<memref::AllocOp>(op))
      return op;
    auto view = dyn_cast<ViewLikeOpInterface>(op);
    if (!view)
      return nullptr;
    buffer = view.getViewSource();
  }
  return nullptr;
}

/// How many parameters a value becomes in LLVM: a buffer its two pointers, offset, sizes and
/// strides.
unsigned llvmParameters(Type type) {
  auto buffer = dyn_cast<MemRefType>(type);
  return buffer ? 3 + 2 * buffer.getRank() : 1;
}

/// The numbers of the LLVM parameters that point to memory which no other parameter reaches.
std::string unaliased(ValueRange captured) {
  llvm::SmallDenseMap<Operation *, unsigned> uses;
  for (Value value : captured)
    if (isa<MemRefType>(value.getType()))
      ++uses[allocationOf(value)];
  std::string numbers;
  unsigned next = 0;
  for (Value value : captured) {
    // With a buffer of unknown origin about, nothing is sure.
    if (isa<MemRefType>(value.getType()) && !uses.contains(nullptr) &&
        uses[allocationOf(value)] == 1)
      numbers += (numbers.empty() ? "" : ",") + std::to_string(next + 1);
    next += llvmParameters(value.getType());
  }
  return numbers;
}

bool canBeOutlined(scf::ForOp loop) {
  auto isPlain = [](Type type) { return !isa<UnrankedMemRefType>(type); };
  return llvm::none_of(loop.getResultTypes(), llvm::IsaPred<BaseMemRefType>) &&
         countOps(loop) <= largeNest && llvm::all_of(loop.getInitArgs().getTypes(), isPlain);
}

/// The outermost loops below `root` that become functions.
void collect(Operation *root, SmallVectorImpl<scf::ForOp> &loops) {
  root->walk<WalkOrder::PreOrder>([&](scf::ForOp loop) {
    if (!canBeOutlined(loop))
      return WalkResult::advance();
    loops.push_back(loop);
    return WalkResult::skip();
  });
}

struct OutlineLoops : PassWrapper<OutlineLoops, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(OutlineLoops)
  StringRef getArgument() const override { return "cat-outline-loops"; }
  StringRef getDescription() const override {
    return "Loop nests of large functions become functions of their own";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<func::FuncDialect>();
  }

  void runOnOperation() override {
    SymbolTable symbols(getOperation());
    for (auto function : llvm::to_vector(getOperation().getOps<func::FuncOp>())) {
      if (function.isDeclaration() || countOps(function) < largeFunction)
        continue;
      SmallVector<scf::ForOp> loops;
      collect(function, loops);
      for (scf::ForOp loop : loops)
        outline(loop, function.getName(), symbols);
    }
  }

  void outline(scf::ForOp loop, StringRef name, SymbolTable &symbols) {
    // Constants are made again inside; everything else from outside is a parameter.
    llvm::SetVector<Value> captured(loop->operand_begin(), loop->operand_end());
    getUsedValuesDefinedAbove(loop.getRegion(), captured);
    SmallVector<Operation *> constants;
    captured.remove_if([&](Value value) {
      Operation *op = value.getDefiningOp();
      bool isConstant = op && op->getNumOperands() == 0 && op->getNumRegions() == 0 && isPure(op);
      if (isConstant)
        constants.push_back(op);
      return isConstant;
    });

    OpBuilder b(loop->getContext());
    Location loc = loop.getLoc();
    SmallVector<Type> types;
    for (Value value : captured)
      types.push_back(value.getType());
    auto made = func::FuncOp::create(loc, (name + ".loop").str(),
                                     b.getFunctionType(types, loop.getResultTypes()));
    made.setPrivate();
    made->setAttr(
        "passthrough",
        b.getArrayAttr({b.getStringAttr("noinline"),
                        b.getStrArrayAttr({"cat.noalias", unaliased(captured.getArrayRef())})}));
    symbols.insert(made);
    Block *body = made.addEntryBlock();
    IRMapping mapping;
    mapping.map(captured.getArrayRef(), body->getArguments());
    b.setInsertionPointToStart(body);
    for (Operation *constant : constants)
      b.clone(*constant, mapping);
    Operation *copy = b.clone(*loop, mapping);
    func::ReturnOp::create(b, loc, copy->getResults());

    b.setInsertionPoint(loop);
    auto call = func::CallOp::create(b, loc, made, captured.getArrayRef());
    loop->replaceAllUsesWith(call->getResults());
    loop.erase();
  }
};

} // namespace

std::unique_ptr<Pass> cat::createOutlineLoopsPass() { return std::make_unique<OutlineLoops>(); }
