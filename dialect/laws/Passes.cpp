// cat-laws and cat-print-laws.
#include "dialect/laws/Passes.h"
#include "dialect/laws/Laws.h"
#include "dialect/laws/Text.h"
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
    std::deque<UserLaw> own = userLaws(getOperation());
    SmallVector<const Law *> chosen = chooseLaws({laws, *floats, points}, own, unknown);
    // Once arrows are inlined, nobody knows the laws of the program.
    if (!unknown.empty() && !points) {
      emitError(getOperation().getLoc()) << "there is no law '" << unknown << "'";
      return signalPassFailure();
    }
    // The log costs time, and somebody must want it.
    LawLog log;
    bool isWanted = getContext().getRemarkEngine();
    log.show = [](Value value) { return catText(value); };
    applyLaws(getOperation(), chosen, own, isWanted ? &log : nullptr);
    for (const LawUse &use : log.uses)
      tell(use);
    for (const LawMiss &miss : log.misses)
      remark::missed(miss.loc, remark::RemarkOpts::name(miss.law->label).category("law"))
          << (miss.law->name + ": " + miss.law->statement).str()
          << remark::metric("reason", miss.reason)
          << remark::metric("class", nameOf(miss.law->floats));
  }
};

struct CatPrintLaws : impl::CatPrintLawsBase<CatPrintLaws> {
  using Base::Base;
  void runOnOperation() override { printLaws(llvm::errs(), programs); }
};

} // namespace
} // namespace cat
