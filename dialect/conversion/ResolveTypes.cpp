// `cat-resolve-types`: the types by which values are printed, read and written are spelled out,
// object by object, while the module still defines its objects. They are attributes, which the
// erasure of objects leaves alone: enumerations keep their constructors, fins their bounds.
#include "dialect/conversion/Passes.h"

#include "dialect/ir/Tables.h"

using namespace mlir;
using namespace cat;

namespace {

struct ResolveTypes : PassWrapper<ResolveTypes, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(ResolveTypes)
  StringRef getArgument() const override { return "cat-resolve-types"; }
  StringRef getDescription() const override {
    return "Spell out the types by which values are printed, read and written";
  }

  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto resolve = [&](auto op) {
      if (Type type = spellOut(op.getAs(), module))
        op.setAs(type);
    };
    module.walk([&](FormatOp op) { resolve(op); });
    module.walk([&](ReadOp op) { resolve(op); });
    module.walk([&](WriteOp op) { resolve(op); });
  }
};

/// For `--checks=off`. What guards memory is not a cat.check, and stays.
struct DropChecks : PassWrapper<DropChecks, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(DropChecks)
  StringRef getArgument() const override { return "cat-drop-checks"; }
  StringRef getDescription() const override { return "Leave out the checks of refinements"; }
  void runOnOperation() override {
    getOperation().walk([](CheckOp op) { op.erase(); });
  }
};

} // namespace

std::unique_ptr<Pass> cat::createDropChecksPass() { return std::make_unique<DropChecks>(); }
std::unique_ptr<Pass> cat::createResolveTypesPass() { return std::make_unique<ResolveTypes>(); }
