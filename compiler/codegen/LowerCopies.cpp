// `cat-lower-copies`: copies between buffers that are not both contiguous become loops; LLVM's
// lowering of memref.copy would call a function of MLIR's own runtime for them.
#include "compiler/codegen/Passes.h"

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;

namespace {

struct LowerCopies : PassWrapper<LowerCopies, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(LowerCopies)
  StringRef getArgument() const override { return "cat-lower-copies"; }
  StringRef getDescription() const override {
    return "Write copies of buffers that are not contiguous as linalg.copy";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<linalg::LinalgDialect>();
  }

  void runOnOperation() override {
    getOperation()->walk([](memref::CopyOp op) {
      auto isPlain = [](Value v) {
        auto type = dyn_cast<MemRefType>(v.getType());
        return !type || type.getLayout().isIdentity();
      };
      if (isPlain(op.getSource()) && isPlain(op.getTarget()))
        return;
      OpBuilder b(op);
      linalg::CopyOp::create(b, op.getLoc(), op.getSource(), op.getTarget());
      op.erase();
    });
  }
};

} // namespace

std::unique_ptr<Pass> cat::createLowerCopiesPass() { return std::make_unique<LowerCopies>(); }
