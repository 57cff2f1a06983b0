// The driver of the laws: choosing, rewriting until nothing changes, keeping the log; and the table
// of all laws for the documentation.
#include "dialect/laws/Laws.h"
#include "dialect/laws/UserLaws.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace mlir;

namespace cat {

static void add(Cost &sum, Cost cost, double times = 1) {
  sum.flops += times * cost.flops;
  sum.bytes += times * cost.bytes;
}

static Cost costOf(Value arrow);

static Cost costOf(Operation *op) {
  if (!op)
    return Cost();
  if (auto eval = dyn_cast<EvalOp>(op))
    return costOf(eval.getCallee());
  auto costs = dyn_cast<CostOpInterface>(op);
  return costs ? costs.cost() : Cost();
}

static Cost costOf(Region &region) {
  Cost sum;
  for (Operation &op : region.getOps()) {
    add(sum, costOf(&op));
    if (!isa<LambdaOp>(op))
      for (Region &inner : op.getRegions())
        add(sum, costOf(inner));
  }
  return sum;
}

/// How often an arrow runs its operand: once for each element of an array.
static double timesOf(Operation *combinator) {
  if (auto repeat = dyn_cast<RepeatOp>(combinator))
    return static_cast<double>(repeat.getCount());
  if (!isa<MapOp, ZipWithOp, FoldOp, ScanOp, ReduceOp, LoopOp>(combinator))
    return 1;
  Type domain = cast<HomType>(combinator->getResult(0).getType()).getDomain();
  for (Type component : components(domain))
    if (isArray(component)) {
      int64_t length = shapeOf(component).front();
      return ShapedType::isDynamic(length) ? 64 : static_cast<double>(length);
    }
  return 1;
}

/// What it costs to apply an arrow once.
static Cost costOf(Value arrow) {
  Operation *op = arrow.getDefiningOp();
  if (!op || !isa<HomType>(arrow.getType()))
    return costOf(op);
  if (auto lambda = dyn_cast<LambdaOp>(op))
    return costOf(lambda.getBody());
  Cost sum;
  if (auto ref = dyn_cast<RefOp>(op)) {
    auto symbol = SymbolTable::lookupNearestSymbolFrom<ArrowOp>(op, ref.getCalleeAttr());
    return symbol ? costOf(symbol.getYielded()) : sum;
  }
  for (Value operand : op->getOperands())
    if (isa<HomType>(operand.getType()))
      add(sum, costOf(operand), timesOf(op));
  return sum;
}

namespace {

/// Notes what a rewrite does, for the log.
struct Recorder : RewriterBase::Listener {
  explicit Recorder(LawLog *log) : log(log) {}

  void begin(const Law &law, Operation *op) {
    use = LawUse{&law, op->getLoc(), Cost(), Cost(), "", ""};
    root = op;
    region = op->getParentRegion();
    ofArrows = isArrow(op->getResults());
  }
  void end(bool isUsed) {
    root = nullptr;
    if (!log || !isUsed)
      return;
    log->uses.push_back(use);
    if (ofArrows)
      return;
    usedIn = region;
    lastOfPoints = log->uses.size() - 1;
  }

  void notifyOperationInserted(Operation *op, OpBuilder::InsertPoint) override {
    if (log && root && !ofArrows && op->getParentRegion() == region)
      add(use.after, costOf(op));
  }
  /// What nobody needs any more is erased now or soon after.
  void notifyOperationErased(Operation *op) override {
    if (!log || op->getParentRegion() != (root ? region : usedIn) || (root && ofArrows))
      return;
    add(root ? use.before : log->uses[lastOfPoints].before, costOf(op));
  }
  void notifyOperationReplaced(Operation *op, ValueRange values) override {
    if (!log || op != root)
      return;
    use.left = show(op->getResults());
    use.right = show(values);
    if (ofArrows && isArrow(values)) {
      use.before = costOf(op->getResult(0));
      use.after = costOf(values.front());
    }
  }
  void notifyMatchFailure(Location loc, function_ref<void(Diagnostic &)> reason) override {
    if (!log || !root)
      return;
    Diagnostic text(loc, DiagnosticSeverity::Remark);
    reason(text);
    log->misses.push_back({use.law, root->getLoc(), text.str()});
  }

private:
  static bool isArrow(ValueRange values) {
    return values.size() == 1 && isa<HomType>(values.front().getType());
  }
  std::string show(ValueRange values) const {
    return log && log->show && values.size() == 1 ? log->show(values.front()) : "";
  }

  LawLog *log;
  LawUse use{};
  Operation *root = nullptr;                   // while a law is tried
  Region *region = nullptr, *usedIn = nullptr; // of this law, and of the last one of points
  bool ofArrows = false;
  size_t lastOfPoints = 0;
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
    LogicalResult result = law.rewrite(op, rewriter);
    recorder.end(succeeded(result));
    return result;
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
    recorder.begin(law, op);
    if (uses == maxUses)
      return rewriter.notifyMatchFailure(op, "it has been used " + Twine(maxUses) +
                                                 " times, which is the most");
    LogicalResult result = pattern.rewrite(op, rewriter);
    recorder.end(succeeded(result));
    uses += succeeded(result);
    return result;
  }

  const Law &law;
  UserPattern pattern;
  unsigned &uses;
  Recorder &recorder;
};

} // namespace

StringRef nameOf(FloatClass floats) {
  return floats == FloatClass::Exact      ? "exact"
         : floats == FloatClass::Rounding ? "rounding"
                                          : "finite";
}

const Law mapBatched = {"L5.5",
                        "map-batched",
                        "map f = f on whole arrays; map (x ↦ W x) = one matrix product",
                        FloatClass::Exact,
                        "",
                        nullptr,
                        "Bird, Introduction to Functional Programming, 1998, 4.2"};

SmallVector<const Law *> allLaws() {
  SmallVector<const Law *> all = {&mapBatched};
  for (ArrayRef<Law> family :
       {categoryLaws(), sumLaws(), foldLaws(), loopLaws(), checkLaws(), arrayLaws(), pickLaws(),
        linearLaws(), affineLaws(), idempotentLaws(), numberLaws()})
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

bool isChosen(StringRef laws, const Law &law) {
  if (laws == "on" || laws == "off")
    return laws == "on";
  SmallVector<StringRef> names;
  laws.split(names, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  return llvm::any_of(names, [&](StringRef name) { return isNamed(&law, name); });
}

SmallVector<const Law *> chooseLaws(const LawOptions &options, const std::deque<UserLaw> &own,
                                    std::string &unknown) {
  SmallVector<const Law *> all = allLaws(), chosen;
  for (const UserLaw &law : own)
    all.push_back(&law.law);
  SmallVector<StringRef> names;
  if (options.laws != "on" && options.laws != "off")
    StringRef(options.laws).split(names, ',', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
  for (StringRef name : names)
    if (name != "L13" && llvm::none_of(all, [&](const Law *law) { return isNamed(law, name); }))
      unknown = name;
  ArrayRef<Law> arrows = categoryLaws();
  for (const Law *law : all)
    if (law->floats <= options.floats && isChosen(options.laws, *law) &&
        !(options.pointsOnly && law >= arrows.begin() && law < arrows.end()))
      chosen.push_back(law);
  return chosen;
}

void tell(const LawUse &use) {
  remark::passed(use.loc, remark::RemarkOpts::name(use.law->label).category("law"))
      << (use.law->name + ": " + use.law->statement).str()
      << remark::metric("flops-before", use.before.flops)
      << remark::metric("flops-after", use.after.flops)
      << remark::metric("bytes-before", use.before.bytes)
      << remark::metric("bytes-after", use.after.bytes) << remark::metric("before", use.left)
      << remark::metric("after", use.right) << remark::metric("class", nameOf(use.law->floats));
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

static constexpr std::pair<StringRef, StringRef> families[] = {
    {"L1", "Category: composition and identities"},
    {"L2", "Cartesian: copies, components, what is shared"},
    {"L3", "Monoidal: side by side"},
    {"L4", "Cocartesian: alternatives"},
    {"L5", "Functor: map"},
    {"L6", "Naturality: work on the smaller side"},
    {"L7", "Folds"},
    {"L8", "Endomorphisms: repetition"},
    {"L9", "Linear algebra"},
    {"L10", "Reverse derivative"},
    {"L11", "Idempotents and retractions"},
    {"L12", "Kleisli: checks and effects"},
    {"L13", "The program's own"},
    {"L14", "Numbers"}};

/// The program that shows a law, without its first line, which is the law; empty if there is none.
static std::string programOf(const Law &law, StringRef directory) {
  std::string name = law.name.str();
  std::replace(name.begin(), name.end(), '-', '_');
  auto file = llvm::MemoryBuffer::getFile(directory + "/" + name + ".cat");
  return file ? (*file)->getBuffer().split('\n').second.trim('\n').str() : "";
}

void printLaws(raw_ostream &os, StringRef programs) {
  os << "# The laws\n\n"
        "What the optimiser rewrites with, from left to right. A law is *exact* (the same bits), "
        "*rounding* (the same\n"
        "real number, rounded otherwise) or *finite* (what differs for NaN, infinities or the sign "
        "of zero):\n"
        "`--fp=exact`, `fast` (the default) and `finite` admit one, two and all three of these. "
        "`--laws=off` switches all\n"
        "laws off, `--laws=L5,sum-of-products` picks families, labels or names. `;` composes from "
        "left to right, ⟨f, g⟩ is\n"
        "fan-out, `f(x)` is application. `catc explain` shows where each was used. Each law has a "
        "test of its label in\n"
        "`test/laws`: where it is used, where its condition stops it, and that both sides agree.\n";
  for (auto [label, title] : families) {
    os << "\n## " << label << ". " << title << "\n\n";
    SmallVector<const Law *> laws = llvm::filter_to_vector(
        allLaws(), [&](const Law *law) { return law->label.split('.').first == label; });
    if (label == "L10")
      os << "Derivatives are taken by rules of their own: see [calculus.md](calculus.md).\n";
    if (label == "L13")
      os << "Every `rewrite` of a program that is not refuted: see [own_laws.md](own_laws.md).\n";
    if (laws.empty())
      continue;
    os << "| law | name | left side = right side | floats | literature |\n|---|---|---|---|---|\n";
    for (const Law *law : laws)
      os << "| " << law->label << " | " << law->name << " | " << law->statement << " | "
         << nameOf(law->floats) << " | " << law->literature << " |\n";
    for (const Law *law : laws)
      if (std::string program = programOf(*law, programs); !program.empty())
        os << "\n" << law->label << " " << law->name << ":\n\n```cat\n" << program << "\n```\n";
  }
}

} // namespace cat
