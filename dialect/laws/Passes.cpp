// cat-laws and cat-print-laws.
#include "dialect/laws/Passes.h"
#include "dialect/laws/Laws.h"
#include "mlir/IR/Remarks.h"
#include "llvm/ADT/StringSwitch.h"

namespace cat {
#define GEN_PASS_DEF_CATLAWS
#define GEN_PASS_DEF_CATPRINTLAWS
#include "dialect/laws/Passes.h.inc"

using namespace mlir;

namespace {

struct CatLaws : impl::CatLawsBase<CatLaws> {
  using Base::Base;

  void runOnOperation() override {
    auto floats = llvm::StringSwitch<std::optional<FloatClass>>(fp)
                      .Case("exact", FloatClass::Exact)
                      .Case("fast", FloatClass::Rounding)
                      .Case("finite", FloatClass::Finite)
                      .Default(std::nullopt);
    if (!floats) {
      emitError(getOperation().getLoc()) << "fp is exact, fast or finite, not '" << fp << "'";
      return signalPassFailure();
    }
    std::string unknown;
    auto chosen = chooseLaws({laws, *floats, points}, unknown);
    if (failed(chosen)) {
      emitError(getOperation().getLoc()) << "there is no law '" << unknown << "'";
      return signalPassFailure();
    }
    SmallVector<LawUse> log;
    if (failed(applyLaws(getOperation(), *chosen, &log)))
      return signalPassFailure();
    for (const LawUse &use : log)
      remark::passed(use.loc, remark::RemarkOpts::name(use.law->label).category("law"))
          << (use.law->name + ": " + use.law->statement).str()
          << remark::metric("flops-before", use.before.flops)
          << remark::metric("flops-after", use.after.flops)
          << remark::metric("bytes-before", use.before.bytes)
          << remark::metric("bytes-after", use.after.bytes);
  }
};

struct CatPrintLaws : impl::CatPrintLawsBase<CatPrintLaws> {
  void runOnOperation() override { printLaws(llvm::errs()); }
};

} // namespace
} // namespace cat
