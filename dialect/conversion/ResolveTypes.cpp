// `cat-resolve-types`: the types by which values are printed and read are spelled out, object by
// object, while the module still defines its objects. They are attributes, which the erasure of
// objects leaves alone: enumerations keep their constructors, fins their bounds.
#include "dialect/conversion/Passes.h"

#include "dialect/ir/Cat.h"

using namespace mlir;
using namespace cat;

namespace {

/// `type` with every named object replaced by its definition; null if one has none.
Type spellOut(Type type, ModuleOp module) {
  auto all = [&](TypeRange types, SmallVectorImpl<Type> &results) {
    for (Type t : types)
      results.push_back(spellOut(t, module));
    return !llvm::is_contained(results, Type());
  };
  if (auto object = dyn_cast<ObjType>(type)) {
    ObjectOp definition = lookupObject(object, module);
    return definition ? spellOut(definition.getDefinition(), module) : Type();
  }
  SmallVector<Type> parts;
  if (auto product = dyn_cast<ProdType>(type))
    return all(product.getElements(), parts)
               ? ProdType::get(type.getContext(), parts, product.getNames())
               : Type();
  if (auto sum = dyn_cast<SumType>(type))
    return all(sum.getPayloads(), parts) ? SumType::get(type.getContext(), sum.getNames(), parts)
                                         : Type();
  if (!isArray(type))
    return type;
  // An object that is an array itself adds its axes.
  Type element = spellOut(elementOf(type), module);
  return element ? arrayOf(shapeOf(type), element) : Type();
}

struct ResolveTypes : PassWrapper<ResolveTypes, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(ResolveTypes)
  StringRef getArgument() const override { return "cat-resolve-types"; }
  StringRef getDescription() const override {
    return "Spell out the types by which values are printed and read";
  }

  void runOnOperation() override {
    ModuleOp module = getOperation();
    auto resolve = [&](auto op) {
      if (Type type = spellOut(op.getAs(), module))
        op.setAs(type);
    };
    module.walk([&](FormatOp op) { resolve(op); });
    module.walk([&](ReadOp op) { resolve(op); });
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
