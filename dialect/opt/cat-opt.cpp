// cat-opt: reads a module, runs passes on it, prints it. It knows every pass of MLIR and ours.
#include "dialect/conversion/Passes.h"
#include "dialect/interp/Interp.h"
#include "dialect/ir/Cat.h"
#include "dialect/laws/Passes.h"
#include "dialect/transforms/Passes.h"
#include "dialect/transforms/Rules.h"
#include "mlir/InitAllDialects.h"
#include "mlir/InitAllExtensions.h"
#include "mlir/InitAllPasses.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  mlir::registerAllDialects(registry);
  mlir::registerAllExtensions(registry);
  mlir::registerAllPasses();
  cat::registerCatTransformsPasses();
  cat::registerCatLawsPasses();
  cat::registerConversionPasses();
  cat::registerCatInterpretPass();
  cat::registerCatComparePass();
  cat::registerCatRandomPass();
  registry.insert<cat::CatDialect>();
  cat::registerCatTransformRules(registry);
  return mlir::asMainReturnCode(
      mlir::MlirOptMain(argc, argv, "optimizer driver of Cat\n", registry));
}
