// The dialect as a plugin: `mlir-opt-22 --load-dialect-plugin=CatPlugin.so`.
#include "dialect/ir/Cat.h"
#include "mlir/Tools/Plugins/DialectPlugin.h"

extern "C" LLVM_ATTRIBUTE_WEAK mlir::DialectPluginLibraryInfo mlirGetDialectPluginInfo() {
  return {MLIR_PLUGIN_API_VERSION, "cat", "0.1.0",
          [](mlir::DialectRegistry *registry) { registry->insert<cat::CatDialect>(); }};
}
