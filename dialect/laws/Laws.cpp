// The driver of the laws: choosing, rewriting until nothing changes, keeping the log; and the table
// of all laws for the documentation.
#include "dialect/laws/Laws.h"
#include "dialect/laws/UserLaws.h"
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

/// Notes what a rewrite does, for the log.
struct Recorder : RewriterBase::Listener {
  explicit Recorder(LawLog *log) : log(log) {}

  void begin(const Law &law, Operation *op) {
    use = {&law, op->getLoc(), costOf(op), Cost(), show(op->getResults()), ""};
    for (Value operand : op->getOperands())
      if (operand.hasOneUse())
        add(use.before, costOf(operand.getDefiningOp()));
    root = op;
  }
  void end() {
    if (log)
      log->uses.push_back(use);
  }

  void notifyOperationInserted(Operation *op, OpBuilder::InsertPoint) override {
    add(use.after, costOf(op));
  }
  void notifyOperationReplaced(Operation *op, ValueRange values) override {
    if (op == root)
      use.right = show(values);
  }

private:
  std::string show(ValueRange values) const {
    return log && log->show && values.size() == 1 ? log->show(values.front()) : "";
  }

  LawLog *log;
  LawUse use{};
  Operation *root = nullptr;
};

/// One law as a pattern of the greedy driver.
struct LawPattern : RewritePattern {
  LawPattern(const Law &law, Recorder &recorder, MLIRContext *context)
      : RewritePattern(law.root, 1, context), law(law), recorder(recorder) {}
  /// A law of operations of any kind.
  LawPattern(MLIRContext *context, const Law &law, Recorder &recorder)
      : RewritePattern(MatchAnyOpTypeTag(), 1, context), law(law), recorder(recorder) {}

  LogicalResult matchAndRewrite(Operation *op, PatternRewriter &rewriter) const override {
    recorder.begin(law, op);
    if (failed(law.rewrite(op, rewriter)))
      return failure();
    recorder.end();
    return success();
  }

  const Law &law;
  Recorder &recorder;
};

/// One use of a rewrite of the program.
struct UserLawPattern : RewritePattern {
  UserLawPattern(const Law &law, UserPattern pattern, unsigned &uses, Recorder &recorder,
                 MLIRContext *context)
      : RewritePattern(pattern.rootName(), 1, context), law(law), pattern(std::move(pattern)),
        uses(uses), recorder(recorder) {}

  LogicalResult matchAndRewrite(Operation *op, PatternRewriter &rewriter) const override {
    if (uses == maxUses)
      return failure();
    recorder.begin(law, op);
    if (failed(pattern.rewrite(op, rewriter)))
      return failure();
    recorder.end();
    ++uses;
    return success();
  }

  const Law &law;
  UserPattern pattern;
  unsigned &uses;
  Recorder &recorder;
};

} // namespace

SmallVector<const Law *> allLaws() {
  SmallVector<const Law *> all;
  for (ArrayRef<Law> family : {categoryLaws(), arrayLaws(), linearLaws(), numberLaws()})
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

SmallVector<const Law *> chooseLaws(const LawOptions &options, const std::deque<UserLaw> &own,
                                    std::string &unknown) {
  SmallVector<const Law *> all = allLaws(), chosen;
  for (const UserLaw &law : own)
    all.push_back(&law.law);
  if (options.laws == "off")
    return chosen;
  SmallVector<StringRef> names;
  StringRef(options.laws).split(names, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  bool everything = options.laws == "on";
  for (StringRef name : names)
    if (!everything && name != "L13" &&
        llvm::none_of(all, [&](const Law *law) { return isNamed(law, name); }))
      unknown = name;
  ArrayRef<Law> arrows = categoryLaws();
  for (const Law *law : all)
    if (law->floats <= options.floats &&
        !(options.pointsOnly && law >= arrows.begin() && law < arrows.end()) &&
        (everything || llvm::any_of(names, [&](StringRef name) { return isNamed(law, name); })))
      chosen.push_back(law);
  return chosen;
}

static void rewriteOp(Operation *op, const FrozenRewritePatternSet &patterns, Recorder &recorder) {
  GreedyRewriteConfig config;
  config.setListener(&recorder);
  config.setMaxIterations(GreedyRewriteConfig::kNoLimit);
  int64_t ops = 0;
  op->walk([&](Operation *) { ++ops; });
  // No law is known to need so many; but then, whatever the laws say, there is an end.
  config.setMaxNumRewrites(10000 + 100 * ops);
  for (Region &region : op->getRegions())
    (void)applyPatternsGreedily(region, patterns, config);
}

void applyLaws(ModuleOp module, ArrayRef<const Law *> laws, const std::deque<UserLaw> &own,
               LawLog *log) {
  if (laws.empty())
    return;
  MLIRContext *context = module.getContext();
  auto builtIn = [&](RewritePatternSet &patterns, Recorder &recorder) {
    for (const Law *law : laws)
      if (law->rewrite)
        patterns.add(law->root.empty() ? std::make_unique<LawPattern>(context, *law, recorder)
                                       : std::make_unique<LawPattern>(*law, recorder, context));
  };
  // Both sides of the program's own laws take the form in which they will meet the rest.
  llvm::DenseSet<Operation *> sides;
  Recorder silent(nullptr), recorder(log);
  for (const UserLaw &law : own)
    for (LawOp use : law.uses)
      for (FlatSymbolRefAttr symbol : {use.getLeftAttr(), use.getRightAttr()})
        sides.insert(SymbolTable::lookupNearestSymbolFrom(use, symbol));
  if (!sides.empty()) {
    RewritePatternSet patterns(context);
    builtIn(patterns, silent);
    FrozenRewritePatternSet frozen(std::move(patterns));
    for (Operation *side : sides)
      rewriteOp(side, frozen, silent);
  }
  RewritePatternSet patterns(context);
  builtIn(patterns, recorder);
  std::deque<unsigned> uses;
  for (const UserLaw &law : own) {
    if (!llvm::is_contained(laws, &law.law))
      continue;
    uses.push_back(0);
    for (LawOp use : law.uses)
      if (UserPattern pattern(use); !pattern.rootName().empty())
        patterns.add(
            std::make_unique<UserLawPattern>(law.law, pattern, uses.back(), recorder, context));
  }
  FrozenRewritePatternSet frozen(std::move(patterns));
  for (Operation &op : llvm::make_early_inc_range(*module.getBody()))
    if (op.getNumRegions() && !sides.contains(&op))
      rewriteOp(&op, frozen, recorder);
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
