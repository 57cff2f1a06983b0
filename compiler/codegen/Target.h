// The machine: which target, LLVM's optimiser for it, and object code.
#pragma once

#include "mlir/IR/BuiltinOps.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Error.h"
#include "llvm/Target/TargetMachine.h"

namespace cat {

struct TargetOptions {
  std::string triple;         // empty: this machine's
  std::string cpu = "native"; // or a name LLVM knows
  unsigned optLevel = 2;      // 0 ... 3
};

/// The machine to compile for; an error names an unknown triple or CPU.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>> createTarget(const TargetOptions &options);

/// The width in bits of the vector registers that matrix products should use.
unsigned vectorBits(const llvm::TargetMachine &target);

/// The LLVM module of a module in the LLVM dialect, not optimised; null after a diagnostic.
std::unique_ptr<llvm::Module> translateToLlvm(mlir::ModuleOp module, llvm::LLVMContext &context,
                                              llvm::TargetMachine &target);

/// Runs LLVM's pipeline of the target's optimisation level.
void optimise(llvm::Module &module, llvm::TargetMachine &target);

/// Writes object code or assembly.
llvm::Error emitMachineCode(llvm::Module &module, llvm::TargetMachine &target,
                            llvm::CodeGenFileType kind, llvm::raw_pwrite_stream &os);

} // namespace cat
