// The driver of the laws: choosing, rewriting until nothing changes, keeping the log; and the table
// of all laws for the documentation.
#include "dialect/laws/Laws.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

using namespace mlir;

namespace cat {

static Cost costOf(Operation *op) {
  auto costs = dyn_cast_or_null<CostOpInterface>(op);
  return costs ? costs.cost() : Cost();
}

static void add(Cost &sum, Cost cost) {
  sum.flops += cost.flops;
  sum.bytes += cost.bytes;
}

namespace {

/// Sums what a rewrite inserts.
struct Recorder : RewriterBase::Listener {
  explicit Recorder(SmallVectorImpl<LawUse> *log) : log(log) {}
  void notifyOperationInserted(Operation *op, OpBuilder::InsertPoint) override {
    inserted.push_back(op);
  }

  SmallVectorImpl<LawUse> *log;
  SmallVector<Operation *> inserted;
};

/// One law as a pattern of the greedy driver.
struct LawPattern : RewritePattern {
  LawPattern(const Law &law, Recorder &recorder, MLIRContext *context)
      : RewritePattern(law.root, 1, context), law(law), recorder(recorder) {}
  /// A law of operations of any kind.
  LawPattern(MLIRContext *context, const Law &law, Recorder &recorder)
      : RewritePattern(MatchAnyOpTypeTag(), 1, context), law(law), recorder(recorder) {}

  LogicalResult matchAndRewrite(Operation *op, PatternRewriter &rewriter) const override {
    LawUse use{&law, op->getLoc(), costOf(op), Cost()};
    for (Value operand : op->getOperands())
      if (operand.hasOneUse())
        add(use.before, costOf(operand.getDefiningOp()));
    recorder.inserted.clear();
    if (failed(law.rewrite(op, rewriter)))
      return failure();
    for (Operation *inserted : recorder.inserted)
      add(use.after, costOf(inserted));
    if (recorder.log)
      recorder.log->push_back(use);
    return success();
  }

  const Law &law;
  Recorder &recorder;
};

} // namespace

SmallVector<const Law *> allLaws() {
  SmallVector<const Law *> all;
  for (ArrayRef<Law> family : {categoryLaws(), arrayLaws(), pickLaws(), linearLaws(), affineLaws(),
                               idempotentLaws(), numberLaws()})
    for (const Law &law : family)
      all.push_back(&law);
  llvm::sort(all, [](const Law *a, const Law *b) {
    return StringRef(a->label).compare_numeric(b->label) < 0;
  });
  return all;
}

/// True for "L5.2", its family "L5", and its name.
static bool isNamed(const Law *law, StringRef name) {
  return law->name == name || law->label == name || law->label.split('.').first == name;
}

FailureOr<SmallVector<const Law *>> chooseLaws(const LawOptions &options, std::string &unknown) {
  SmallVector<const Law *> all = allLaws(), chosen;
  if (options.laws == "off")
    return chosen;
  SmallVector<StringRef> names;
  StringRef(options.laws).split(names, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  bool everything = options.laws == "on";
  for (StringRef name : names)
    if (!everything && llvm::none_of(all, [&](const Law *law) { return isNamed(law, name); })) {
      unknown = name;
      return failure();
    }
  ArrayRef<Law> arrows = categoryLaws();
  for (const Law *law : all)
    if (law->floats <= options.floats &&
        !(options.pointsOnly && law >= arrows.begin() && law < arrows.end()) &&
        (everything || llvm::any_of(names, [&](StringRef name) { return isNamed(law, name); })))
      chosen.push_back(law);
  return chosen;
}

LogicalResult applyLaws(Operation *root, ArrayRef<const Law *> laws, SmallVectorImpl<LawUse> *log) {
  if (laws.empty())
    return success();
  MLIRContext *context = root->getContext();
  Recorder recorder(log);
  RewritePatternSet patterns(context);
  for (const Law *law : laws) {
    patterns.add(law->root.empty() ? std::make_unique<LawPattern>(context, *law, recorder)
                                   : std::make_unique<LawPattern>(*law, recorder, context));
  }
  GreedyRewriteConfig config;
  config.setListener(&recorder);
  return applyPatternsGreedily(root, std::move(patterns), config);
}

void printLaws(raw_ostream &os) {
  os << "# The laws\n\n"
        "What the optimiser rewrites with, from left to right. A law is *exact* (the same bits), "
        "*rounding* (the same\n"
        "real number, rounded otherwise) or *finite* (what differs for NaN, infinities or the sign "
        "of zero):\n"
        "`--fp=exact`, `fast` (the default) and `finite` admit one, two and all three of these. "
        "`--laws=off` switches all\n"
        "laws off, `--laws=L5,sum-of-products` picks families, labels or names. `;` composes from "
        "left to right, ⟨f, g⟩ is\n"
        "fan-out, `f(x)` is application. Each law has a test of the same name in `test/laws`.\n\n"
        "| law | name | left side = right side | floats |\n"
        "|---|---|---|---|\n";
  for (const Law *law : allLaws()) {
    StringRef floats = law->floats == FloatClass::Exact      ? "exact"
                       : law->floats == FloatClass::Rounding ? "rounding"
                                                             : "finite";
    os << "| " << law->label << " | " << law->name << " | " << law->statement << " | " << floats
       << " |\n";
  }
}

} // namespace cat
