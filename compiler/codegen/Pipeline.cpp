// The list of passes. Read buildPipeline from top to bottom and you have seen the compiler.
#include "compiler/codegen/Pipeline.h"

#include "compiler/codegen/Passes.h"
#include "dialect/conversion/Passes.h"
#include "dialect/ir/Cat.h"
#include "dialect/laws/Laws.h"
#include "dialect/laws/Passes.h"
#include "dialect/transforms/Passes.h"
#include "dialect/transforms/Rules.h"

#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Target/LLVMIR/Dialect/All.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;

std::optional<cat::Stage> cat::parseStage(StringRef name) {
  return llvm::StringSwitch<std::optional<Stage>>(name)
      .Case("tokens", Stage::Tokens)
      .Case("ast", Stage::Ast)
      .Case("cat", Stage::Cat)
      .Case("laws", Stage::Laws)
      .Case("linalg", Stage::Linalg)
      .Case("buffers", Stage::Buffers)
      .Case("llvm", Stage::Llvm)
      .Case("llvm-ir", Stage::LlvmIr)
      .Case("asm", Stage::Asm)
      .Case("obj", Stage::Obj)
      .Default(std::nullopt);
}

/// Folds and shares, on tensors. One of upstream's patterns gives a loop's array the length that it
/// has at first, even if it grows on the way.
static constexpr const char *simplify =
    "canonicalize{disable-patterns=\"(anonymous namespace)::ForOpTensorCastFolder\"},cse";

/// The laws that the options choose; of arrows too, or only of points.
static std::string lawsPass(const cat::PipelineOptions &options, bool pointsOnly) {
  StringRef fp = options.fp == cat::FloatMode::Exact  ? "exact"
                 : options.fp == cat::FloatMode::Fast ? "fast"
                                                      : "finite";
  return ("cat-laws{laws=\"" + options.laws + "\" fp=" + fp + (pointsOnly ? " points" : "") + "}")
      .str();
}

LogicalResult cat::buildPipeline(OpPassManager &passes, const PipelineOptions &options, Stage first,
                                 Stage last) {
  auto stage = [&](Stage which, const Twine &text) {
    return which <= first || last < which ? success() : parsePassPipeline(text.str(), passes);
  };
  // The cat dialect: arrows to points, names to representations, products to components, then
  // derivatives, and maps to operations on whole arrays; the laws before, between and after.
  std::string points = lawsPass(options, /*pointsOnly=*/true);
  std::string batch = isChosen(options.laws, mapBatched) ? "cat-batch," : "";
  if (failed(stage(Stage::Laws, "cat-resolve-types," + lawsPass(options, /*pointsOnly=*/false) +
                                    ",cat-inline,cat-erase-objects," + points +
                                    ",cat-split-products,cse," + points + "," + batch +
                                    "cat-differentiate," + batch + "canonicalize,cse," + points +
                                    ",canonicalize,cse")))
    return failure();
  // Tensors: chains of elementwise operations become one loop each. Contractions are no
  // linalg.generic, so that nothing is fused into, and recomputed by, a matrix product.
  if (failed(stage(Stage::Linalg, Twine(options.checks ? "" : "cat-drop-checks,") +
                                      "cat-lower-control,convert-cat-to-linalg," + simplify +
                                      ",linalg-fuse-elementwise-ops,"
                                      "cat-pack-contractions," +
                                      simplify)))
    return failure();
  // Buffers: everything in place, nothing allocated inside a loop.
  if (failed(stage(Stage::Buffers, "cat-update-in-place,"
                                   "eliminate-empty-tensors,"
                                   "empty-tensor-to-alloc-tensor,"
                                   "one-shot-bufferize{bufferize-function-boundaries "
                                   "function-boundary-type-conversion=identity-layout-map "
                                   "allow-return-allocs-from-loops buffer-alignment=64},"
                                   "drop-equivalent-buffer-results,"
                                   "canonicalize,cse,lower-affine,"
                                   "cat-hoist-allocations,"
                                   "canonicalize,cse,"
                                   "buffer-deallocation-pipeline")))
    return failure();
  // Loops, and then LLVM.
  std::string width = "vector-bits=" + std::to_string(options.vectorBits);
  return stage(Stage::Llvm, "cat-lower-contractions{" + width + "},cat-lower-transposes{" + width +
                                "},"
                                "cat-lower-reductions,"
                                "cat-lower-copies,"
                                "convert-linalg-to-loops,"
                                "fold-memref-alias-ops,"
                                "canonicalize,cse,"
                                "expand-strided-metadata,lower-affine,"
                                "canonicalize,cse,"
                                "convert-vector-to-scf,"
                                "cat-outline-loops,"
                                "convert-scf-to-cf,"
                                "convert-vector-to-llvm,"
                                "cat-lower-libm,convert-math-to-llvm,"
                                "arith-expand,convert-arith-to-llvm,convert-index-to-llvm,"
                                "finalize-memref-to-llvm{use-generic-functions},"
                                "convert-func-to-llvm,convert-cf-to-llvm,convert-ub-to-llvm,"
                                "reconcile-unrealized-casts,canonicalize,cse");
}

void cat::registerCodegenPasses() {
  registerPass(createPackContractionsPass);
  registerPass(createLowerContractionsPass);
  registerPass(createLowerTransposesPass);
  registerPass(createLowerReductionsPass);
  registerPass(createLowerCopiesPass);
  registerPass(createOutlineLoopsPass);
  registerPass(createLowerLibmPass);
  registerPass(createUpdateInPlacePass);
  registerPass(createHoistAllocationsPass);
}

void cat::registerEverything(DialectRegistry &registry) {
  registerAllPasses();
  registerCatLawsPasses();
  registerCatTransformsPasses();
  registerConversionPasses();
  registerCodegenPasses();
  registry.insert<CatDialect>();
  registerLoweringModels(registry);
  registerCatTransformRules(registry);
  registerAllDialects(registry);
  registerAllExtensions(registry);
  registerAllToLLVMIRTranslations(registry);
}
