// The four verdicts; see Decide.h.
#include "compiler/tools/test/Decide.h"

#include "compiler/codegen/Pipeline.h"
#include "compiler/lower/Lower.h"
#include "compiler/tools/test/Native.h"
#include "dialect/interp/Inhabitants.h"
#include "dialect/laws/Match.h"

#include "mlir/IR/Verifier.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"

using namespace mlir;
using namespace cat;
using namespace cat::interp;

/// So many points of a finite domain are all looked at.
static constexpr size_t mostPoints = 10000;
static constexpr unsigned believedAfter = 10; // points of a sample

namespace {

class Decider {
public:
  Decider(const SourceManager &sources, const sema::Program &program, const sema::Law &law,
          const TestOptions &options)
      : sources(sources), program(program), law(law), options(options), context(makeRegistry()) {
    context.disableMultithreading();
    // What a pass says of a law for which it is not made is nothing to the user.
    context.getDiagEngine().registerHandler([](mlir::Diagnostic &) {});
  }

  Decision run();

private:
  static DialectRegistry makeRegistry() {
    DialectRegistry registry;
    registerEverything(registry);
    return registry;
  }

  bool isProved();
  bool draw(bool &isExhaustive);
  std::optional<Decision> tryAll();
  ArrowOp side(size_t sample, const char *which) {
    return module->lookupSymbol<ArrowOp>(std::to_string(sample) + which);
  }
  Type domain(size_t sample);
  interp::Outcome evaluate(size_t sample, const char *which, const Leaves &leaves) {
    return interp::evaluate(*module, side(sample, which).getSymName(), {}, leaves);
  }
  std::optional<bool> differs(size_t sample, const Leaves &leaves);
  Decision refuted(Decision decision, const TestCase &at);
  std::string describe(size_t sample, const Leaves &leaves);
  std::string show(const interp::Outcome &outcome, Type type) {
    return outcome.stop ? "stops: " + outcome.stop->message
                        : formatSource(outcome.leaves, type, *module);
  }

  const SourceManager &sources;
  const sema::Program &program;
  const sema::Law &law;
  const TestOptions &options;
  MLIRContext context;
  OwningOpRef<ModuleOp> module;
  std::vector<TestCase> cases;
};

} // namespace

/// The point of both sides; where only one of them wants a name, it has the name.
Type Decider::domain(size_t sample) {
  return side(sample, law.samples[sample].leftIsNamed ? ".left" : ".right").getHom().getDomain();
}

/// Both sides have one normal form by the laws that keep every bit.
bool Decider::isProved() {
  OwningOpRef<ModuleOp> proof = law.hasStatics ? lowerGeneric(context, sources, program, law)
                                               : lowerSamples(context, sources, program, law);
  if (!proof || failed(verify(*proof)))
    return false;
  PassManager passes(&context);
  const char *generic = "cat-laws{fp=exact laws=\"on\"},canonicalize,cse";
  LogicalResult built =
      law.hasStatics ? parsePassPipeline(generic, passes)
                     : buildPipeline(passes, {.fp = FloatMode::Exact}, Stage::Cat, Stage::Laws);
  if (failed(built) || failed(passes.run(*proof)))
    return false;
  auto left = proof->lookupSymbol<ArrowOp>("0.left"),
       right = proof->lookupSymbol<ArrowOp>("0.right");
  return left && right && isSameArrow(left, right);
}

/// Nothing where both sides stop: the law says nothing of such a point.
std::optional<bool> Decider::differs(size_t sample, const Leaves &leaves) {
  interp::Outcome left = evaluate(sample, ".left", leaves),
                  right = evaluate(sample, ".right", leaves);
  if (left.stop && right.stop)
    return std::nullopt;
  std::string difference;
  return left.stop || right.stop ||
         !interp::sameLeaves(left.leaves, right.leaves, law.within, difference);
}

/// `N = 2, x = [0, 1]: left 0, right 1`.
std::string Decider::describe(size_t sample, const Leaves &leaves) {
  std::string text;
  for (const auto &[name, value] : law.samples[sample].statics)
    text += (text.empty() ? "" : ", ") + name + " = " + value;
  ArrayRef<Leaf> rest = leaves;
  Type type = domain(sample);
  SmallVector<Type> points = law.points.size() == 1 ? SmallVector<Type>{type} : components(type);
  for (auto [name, point] : llvm::zip(law.points, points)) {
    size_t count = splitType(eraseType(point, *module)).size();
    text += (text.empty() ? "" : ", ") + name + " = " +
            formatSource(rest.take_front(count), point, *module);
    rest = rest.drop_front(count);
  }
  for (const char *which : {".left", ".right"})
    text += (which[1] == 'l' ? ": left " : ", right ") +
            show(evaluate(sample, which, leaves), side(sample, which).getHom().getCodomain());
  return text;
}

/// The points to test at: all there are, if these are few; else random ones.
bool Decider::draw(bool &isExhaustive) {
  Inhabitants inhabitants(*module, law.within == 0);
  isExhaustive = false;
  if (!law.hasStatics)
    if (auto all = inhabitants.all(domain(0), mostPoints)) {
      isExhaustive = true;
      for (Leaves &point : *all)
        cases.push_back({0, std::move(point)});
      return true;
    }
  size_t samples = law.samples.size();
  std::mt19937_64 random(options.seed);
  for (size_t sample = 0; sample != samples; ++sample) {
    size_t count = options.cases * (sample + 1) / samples - options.cases * sample / samples;
    for (size_t i = 0; i != count; ++i) {
      std::optional<Leaves> point = inhabitants.draw(domain(sample), random);
      if (!point)
        break; // `Fin[0]` has none
      cases.push_back({sample, std::move(*point)});
    }
  }
  return !cases.empty();
}

Decision Decider::run() {
  Decision decision;
  if (law.samples.empty()) {
    decision.detail = "no static arguments were found at which it has a meaning";
    return decision;
  }
  if (isProved()) {
    decision.verdict = Verdict::Proved;
    return decision;
  }
  module = lowerSamples(context, sources, program, law);
  bool isExhaustive = false;
  if (!draw(isExhaustive)) {
    decision.detail = "no point was found that its objects allow";
    return decision;
  }
  decision.cases = cases.size();
  std::vector<cat::Comparison> outcomes = compareNatively(*module, law.within, cases);
  bool anyGiven = false;
  std::vector<unsigned> seen(law.samples.size());
  for (auto [each, outcome] : llvm::zip(cases, outcomes)) {
    anyGiven |= outcome != Comparison::Unknown;
    // The machine code is believed once the interpreter has agreed with it for a while.
    if (outcome == Comparison::Same && ++seen[each.sample] > believedAfter)
      continue;
    std::optional<bool> isWrong = differs(each.sample, each.leaves);
    anyGiven |= isWrong.has_value();
    if (isWrong.value_or(false))
      return refuted(decision, each);
    if (outcome == Comparison::Different) {
      decision.verdict = Verdict::Refuted;
      decision.detail = describe(each.sample, each.leaves) + " (equal in the interpreter)";
      return decision;
    }
  }
  if (anyGiven)
    decision.verdict = isExhaustive ? Verdict::Checked : Verdict::Tested;
  else
    decision.detail = "both sides stop the program at every point that was tried";
  return decision;
}

/// With a point as small as can be found.
Decision Decider::refuted(Decision decision, const TestCase &at) {
  Leaves smallest = at.leaves;
  Inhabitants(*module, law.within == 0)
      .shrink(domain(at.sample), smallest,
              [&](const Leaves &leaves) { return differs(at.sample, leaves).value_or(false); });
  decision.verdict = Verdict::Refuted;
  decision.detail = describe(at.sample, smallest);
  return decision;
}

Decision cat::decide(const SourceManager &sources, const sema::Program &program,
                     const sema::Law &law, const TestOptions &options) {
  return Decider(sources, program, law, options).run();
}
