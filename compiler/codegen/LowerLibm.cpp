// `cat-lower-libm`: elementary functions become calls of libm, function by function. MLIR's own
// lowerings are exp(x) - 1 for expm1 and the like, or intrinsics that a target may approximate; a
// call gives the bits that the reference interpreter gets.
#include "compiler/codegen/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;

namespace {

/// The C function for doubles, or nothing for what is an instruction (sqrt, floor, fma and so on).
StringRef functionFor(StringRef op) {
  return llvm::StringSwitch<StringRef>(op)
      .Case("math.exp", "exp")
      .Case("math.expm1", "expm1")
      .Case("math.log", "log")
      .Case("math.log1p", "log1p")
      .Case("math.powf", "pow")
      .Case("math.sin", "sin")
      .Case("math.cos", "cos")
      .Case("math.tan", "tan")
      .Case("math.sinh", "sinh")
      .Case("math.cosh", "cosh")
      .Case("math.tanh", "tanh")
      .Case("math.asin", "asin")
      .Case("math.acos", "acos")
      .Case("math.atan", "atan")
      .Case("math.erf", "erf")
      .Case("arith.remf", "fmod")
      .Default("");
}

struct LowerLibm : PassWrapper<LowerLibm, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(LowerLibm)
  StringRef getArgument() const override { return "cat-lower-libm"; }
  StringRef getDescription() const override { return "Elementary functions become calls of libm"; }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<func::FuncDialect, LLVM::LLVMDialect>();
  }

  void runOnOperation() override {
    getOperation().walk([&](Operation *op) {
      StringRef name = functionFor(op->getName().getStringRef());
      if (name.empty() || !isa<FloatType>(op->getResult(0).getType()))
        return;
      std::string function = name.str() + (op->getResult(0).getType().isF32() ? "f" : "");
      declare(op, function);
      op->replaceAllUsesWith(call(op, function));
      op->erase();
    });
  }

  Operation *call(Operation *op, StringRef function) {
    OpBuilder b(op);
    if (!isa<LLVM::LLVMFuncOp>(getOperation().lookupSymbol(function)))
      return func::CallOp::create(b, op->getLoc(), function, op->getResultTypes(),
                                  op->getOperands());
    // An extern arrow of the program has it too, perhaps with another type.
    auto pointer = LLVM::LLVMPointerType::get(b.getContext());
    SmallVector<Value> operands{LLVM::AddressOfOp::create(b, op->getLoc(), pointer, function)};
    llvm::append_range(operands, op->getOperands());
    auto type = LLVM::LLVMFunctionType::get(op->getResult(0).getType(),
                                            llvm::to_vector(op->getOperandTypes()));
    return LLVM::CallOp::create(b, op->getLoc(), type, operands);
  }

  void declare(Operation *like, StringRef function) {
    if (getOperation().lookupSymbol(function))
      return;
    OpBuilder b = OpBuilder::atBlockBegin(getOperation().getBody());
    auto type = b.getFunctionType(like->getOperandTypes(), like->getResultTypes());
    auto declaration = func::FuncOp::create(b, like->getLoc(), function, type);
    declaration.setPrivate();
    // Equal arguments give equal results, and errno is nobody's: calls can be moved and shared.
    declaration->setAttr("llvm.readnone", b.getUnitAttr());
  }
};

} // namespace

std::unique_ptr<Pass> cat::createLowerLibmPass() { return std::make_unique<LowerLibm>(); }
