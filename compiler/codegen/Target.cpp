// From the LLVM dialect to machine code, in process.
#include "compiler/codegen/Target.h"

#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/SubtargetFeature.h"
#include "llvm/Transforms/IPO/MergeFunctions.h"

using namespace llvm;

Expected<std::unique_ptr<TargetMachine>> cat::createTarget(const TargetOptions &options) {
  InitializeAllTargetInfos();
  InitializeAllTargets();
  InitializeAllTargetMCs();
  InitializeAllAsmPrinters();
  InitializeAllAsmParsers();

  Triple triple(options.triple.empty() ? sys::getDefaultTargetTriple()
                                       : Triple::normalize(options.triple));
  std::string message;
  const Target *target = TargetRegistry::lookupTarget(triple, message);
  if (!target)
    return createStringError("unknown target '%s'", options.triple.c_str());

  std::string cpu = options.cpu;
  SubtargetFeatures features;
  if (cpu == "native" && triple.getArch() != Triple(sys::getProcessTriple()).getArch()) {
    cpu = ""; // another architecture: its most general processor
  } else if (cpu == "native") {
    cpu = sys::getHostCPUName().str();
    for (const auto &feature : sys::getHostCPUFeatures())
      features.AddFeature(feature.first(), feature.second);
  } else {
    std::unique_ptr<MCSubtargetInfo> info(target->createMCSubtargetInfo(triple, "", ""));
    if (!info || !info->isCPUStringValid(cpu))
      return createStringError("unknown processor '%s' for target '%s'", cpu.c_str(),
                               triple.str().c_str());
  }
  auto level = static_cast<CodeGenOptLevel>(std::min(options.optLevel, 3u));
  std::unique_ptr<TargetMachine> machine(target->createTargetMachine(
      triple, cpu, features.getString(), llvm::TargetOptions(), Reloc::PIC_, std::nullopt, level));
  if (!machine)
    return createStringError("no code generator for target '%s'", triple.str().c_str());
  return machine;
}

unsigned cat::vectorBits(const TargetMachine &target) {
  if (!target.getTargetTriple().isX86())
    return 128;
  const MCSubtargetInfo &info = *target.getMCSubtargetInfo();
  return info.checkFeatures("+avx512f") ? 512 : info.checkFeatures("+avx2") ? 256 : 128;
}

/// Gives the allocation functions that MLIR calls their bodies, calls of the runtime, and tells the
/// optimiser what it cannot see: fresh memory aliases nothing, and a failure is rare and final.
static void describeRuntime(Module &module) {
  LLVMContext &context = module.getContext();
  Type *ptr = PointerType::getUnqual(context), *i64 = Type::getInt64Ty(context);
  auto wrap = [&](StringRef from, StringRef to, Type *result, ArrayRef<Type *> types,
                  function_ref<SmallVector<Value *>(Function &, IRBuilder<> &)> arguments) {
    Function *function = module.getFunction(from);
    if (!function || !function->isDeclaration())
      return;
    FunctionCallee callee = module.getOrInsertFunction(to, FunctionType::get(result, types, false));
    function->setLinkage(GlobalValue::InternalLinkage);
    function->addFnAttr(Attribute::AlwaysInline);
    IRBuilder<> b(BasicBlock::Create(context, "", function));
    CallInst *call = b.CreateCall(callee, arguments(*function, b));
    if (!result->isPointerTy()) {
      b.CreateRetVoid();
      return;
    }
    b.CreateRet(call);
    auto *declaration = cast<Function>(callee.getCallee());
    declaration->addRetAttr(Attribute::NoAlias);
    declaration->addRetAttr(Attribute::getWithAlignment(context, Align(64)));
    declaration->setDoesNotThrow();
    declaration->setOnlyAccessesInaccessibleMemory();
  };
  wrap("_mlir_memref_to_llvm_aligned_alloc", "catrt_alloc", ptr, {i64, i64},
       [](Function &f, IRBuilder<> &) { return SmallVector<Value *>{f.getArg(1), f.getArg(0)}; });
  wrap("_mlir_memref_to_llvm_alloc", "catrt_alloc", ptr, {i64, i64},
       [](Function &f, IRBuilder<> &b) {
         return SmallVector<Value *>{f.getArg(0), b.getInt64(64)};
       });
  wrap("_mlir_memref_to_llvm_free", "catrt_free", Type::getVoidTy(context), {ptr},
       [](Function &f, IRBuilder<> &) { return SmallVector<Value *>{f.getArg(0)}; });
  for (Function &function : module)
    if (function.getName().starts_with("catrt_fail")) {
      function.setDoesNotReturn();
      function.addFnAttr(Attribute::Cold);
    }
}

/// What outlining knows of the pointers that a function takes, as attributes of LLVM.
static void describePointers(Function &function) {
  SmallVector<StringRef> numbers;
  function.getFnAttribute("cat.noalias").getValueAsString().split(numbers, ',', -1, false);
  for (StringRef number : numbers)
    if (unsigned i; !number.getAsInteger(10, i))
      function.addParamAttr(i, Attribute::NoAlias);
  function.removeFnAttr("cat.noalias");
}

std::unique_ptr<Module> cat::translateToLlvm(mlir::ModuleOp module, LLVMContext &context,
                                             TargetMachine &target) {
  std::unique_ptr<Module> result = mlir::translateModuleToLLVMIR(module, context, "cat");
  if (!result)
    return nullptr;
  result->setTargetTriple(target.getTargetTriple());
  result->setDataLayout(target.createDataLayout());
  describeRuntime(*result);
  for (Function &function : *result) {
    if (function.isDeclaration())
      continue;
    describePointers(function);
    function.addFnAttr("target-cpu", target.getTargetCPU());
    function.addFnAttr("target-features", target.getTargetFeatureString());
    if (function.getName() != "main")
      function.setLinkage(GlobalValue::InternalLinkage);
  }
  return result;
}

void cat::optimise(Module &module, TargetMachine &target) {
  const OptimizationLevel levels[] = {OptimizationLevel::O0, OptimizationLevel::O1,
                                      OptimizationLevel::O2, OptimizationLevel::O3};
  PassBuilder builder(&target);
  LoopAnalysisManager loops;
  FunctionAnalysisManager functions;
  CGSCCAnalysisManager sccs;
  ModuleAnalysisManager modules;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(sccs);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, sccs, modules);
  auto level = static_cast<unsigned>(target.getOptLevel());
  ModulePassManager passes = level == 0 ? builder.buildO0DefaultPipeline(levels[0])
                                        : builder.buildPerModuleDefaultPipeline(levels[level]);
  ModulePassManager all;
  // Layers of one shape bring the same loops; they are optimised once.
  if (level > 0)
    all.addPass(MergeFunctionsPass());
  all.addPass(std::move(passes));
  all.run(module, modules);
}

Error cat::emitMachineCode(Module &module, TargetMachine &target, CodeGenFileType kind,
                           raw_pwrite_stream &os) {
  legacy::PassManager passes;
  if (target.addPassesToEmitFile(passes, os, nullptr, kind))
    return createStringError("the target cannot write this kind of file");
  passes.run(module);
  return Error::success();
}
