// `catc explain FILE`: which law was used where, what it made of what, and what that saves.
#include "compiler/driver/Compile.h"

#include "dialect/ir/Cat.h"

#include "mlir/IR/Remarks.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

#include <set>

using namespace llvm;
using namespace cat;
using namespace cat::driver;

namespace {

/// One use of a law, or a place where it was nearly used.
struct Use {
  std::string label, name, statement, floats, place, before, after, reason;
  double flops = 0, bytes = 0; // saved
  unsigned times = 1;

  auto key() const { return std::tie(label, place, before, after, reason); }
};

/// What the laws tell while they are used.
struct Listener : mlir::remark::detail::MLIRRemarkStreamerBase {
  Listener(std::vector<Use> &uses, std::vector<Use> &misses) : uses(uses), misses(misses) {}

  void streamOptimizationRemark(const mlir::remark::detail::Remark &remark) override {
    Use use;
    use.label = remark.getRemarkName();
    use.place = placeOf(remark.getLocation());
    double sign = 0, value = 0;
    for (const auto &arg : remark.getArgs()) {
      StringRef key = arg.key;
      if (key == "Remark")
        std::tie(use.name, use.statement) = nameAndStatement(arg.val);
      else if (key == "class")
        use.floats = arg.val;
      else if (key == "before")
        use.before = arg.val;
      else if (key == "after")
        use.after = arg.val;
      else if (key == "reason")
        use.reason = arg.val;
      sign = key.ends_with("-before") ? 1 : -1;
      if (key.starts_with("flops-") && to_float(arg.val, value))
        use.flops += sign * value;
      if (key.starts_with("bytes-") && to_float(arg.val, value))
        use.bytes += sign * value;
    }
    (use.reason.empty() ? uses : misses).push_back(std::move(use));
  }

private:
  static std::pair<std::string, std::string> nameAndStatement(StringRef text) {
    auto [name, statement] = text.split(": ");
    return {name.str(), statement.str()};
  }

  std::vector<Use> &uses, &misses;
};

/// Equal ones that follow each other count as one.
std::vector<Use> merged(std::vector<Use> uses) {
  std::vector<Use> result;
  for (Use &use : uses) {
    if (!result.empty() && result.back().key() == use.key()) {
      ++result.back().times;
      result.back().flops += use.flops;
      result.back().bytes += use.bytes;
    } else {
      result.push_back(std::move(use));
    }
  }
  return result;
}

std::string amount(double value) {
  for (auto [unit, size] : {std::pair{"G", 1e9}, {"M", 1e6}, {"k", 1e3}})
    if (std::abs(value) >= size)
      return formatv("{0:F1} {1}", value / size, unit).str();
  return formatv("{0:F0} ", value).str();
}

class ExplainCommand : public Command {
public:
  ExplainCommand() : Command("explain", "Show which laws were used, and what they save") {}

  int run(const std::string &, const std::vector<std::string> &) override {
    std::vector<Use> uses, misses;
    if (int code = collect(options.laws.fp, uses, misses, /*isQuiet=*/false))
      return code;
    if (missed)
      addStoppedByFloats(uses, misses);
    uses = merged(std::move(uses));
    misses = merged(std::move(misses));
    if (format == Format::Json)
      printJson(uses, misses);
    else
      printText(uses, misses);
    return Done;
  }

private:
  enum class Format { Text, Json };

  int collect(FloatMode fp, std::vector<Use> &uses, std::vector<Use> &misses, bool isQuiet) {
    Report report(diagnostics.json());
    Compilation compilation(input, report);
    std::unique_ptr<TargetMachine> target = options.target();
    if (!target)
      return WrongUsage;
    if (int code = compilation.load(options.laws.names))
      return code;
    mlir::MLIRContext &context = *compilation.module()->getContext();
    mlir::remark::RemarkCategories categories;
    categories.passed = categories.missed = "law";
    if (failed(mlir::remark::enableOptimizationRemarks(
            context, std::make_unique<Listener>(uses, misses),
            std::make_unique<mlir::remark::RemarkEmittingPolicyAll>(), categories)))
      return fail(CompilerBug, "the laws cannot be listened to");
    PipelineOptions pipeline = options.pipeline(*target);
    pipeline.fp = fp;
    int code = compilation.lower(pipeline, Stage::Laws);
    if (isQuiet)
      report.discard();
    return code;
  }

  /// A law that a looser `--fp` would use.
  void addStoppedByFloats(const std::vector<Use> &uses, std::vector<Use> &misses) {
    if (options.laws.fp == FloatMode::Finite)
      return;
    std::vector<Use> all, others;
    if (collect(FloatMode::Finite, all, others, /*isQuiet=*/true))
      return;
    std::set<std::pair<std::string, std::string>> used;
    for (const Use &use : uses)
      used.emplace(use.label, use.place);
    for (Use &use : all) {
      bool isStopped = use.floats == "finite" ||
                       (use.floats == "rounding" && options.laws.fp == FloatMode::Exact);
      if (!isStopped || !used.emplace(use.label, use.place).second)
        continue;
      use.reason = "it is " + use.floats +
                   ": --fp=" + (use.floats == "finite" ? "finite" : "fast") + " would use it";
      misses.push_back(std::move(use));
    }
  }

  void printText(const std::vector<Use> &uses, const std::vector<Use> &misses) {
    double flops = 0, bytes = 0;
    unsigned count = 0;
    std::set<std::string> laws;
    for (const Use &use : uses) {
      head(use);
      if (!use.before.empty())
        outs() << "    " << use.before << "\n  → " << (use.after.empty() ? "…" : use.after) << '\n';
      if (use.flops != 0 || use.bytes != 0)
        outs() << "    saves " << amount(use.flops) << "flop, " << amount(use.bytes) << "B\n";
      flops += use.flops;
      bytes += use.bytes;
      count += use.times;
      laws.insert(use.label);
    }
    for (const Use &miss : misses) {
      if (!missed)
        break;
      outs() << "not used: ";
      head(miss);
      if (!miss.before.empty())
        outs() << "    " << miss.before << '\n';
      outs() << "    " << miss.reason << '\n';
    }
    outs() << formatv(
        "{0} uses of {1} laws; predicted to save {2}flop and {3}B of memory traffic\n", count,
        laws.size(), amount(flops), amount(bytes));
  }

  static void head(const Use &use) {
    outs() << (use.place.empty() ? "the compiler" : use.place) << "  " << use.label << ' '
           << use.name << "  (" << use.floats << ")  " << use.statement;
    if (use.times > 1)
      outs() << "  × " << use.times;
    outs() << '\n';
  }

  static json::Object asJson(const Use &use) {
    json::Object object{{"law", use.label},           {"name", use.name},
                        {"statement", use.statement}, {"class", use.floats},
                        {"place", use.place},         {"before", use.before},
                        {"times", int64_t(use.times)}};
    if (use.reason.empty()) {
      object["after"] = use.after;
      object["flops_saved"] = use.flops;
      object["bytes_saved"] = use.bytes;
    } else {
      object["reason"] = use.reason;
    }
    return object;
  }

  void printJson(const std::vector<Use> &uses, const std::vector<Use> &misses) {
    json::Array used, unused;
    double flops = 0, bytes = 0;
    for (const Use &use : uses) {
      used.push_back(asJson(use));
      flops += use.flops;
      bytes += use.bytes;
    }
    json::Object all{{"uses", std::move(used)}, {"flops_saved", flops}, {"bytes_saved", bytes}};
    if (missed) {
      for (const Use &miss : misses)
        unused.push_back(asJson(miss));
      all["missed"] = std::move(unused);
    }
    outs() << formatv("{0:2}\n", json::Value(std::move(all)));
  }

  cl::opt<std::string> input{cl::Positional, cl::Required, cl::sub(sub), cl::desc("FILE.cat")};
  cl::opt<bool> missed{"missed", cl::sub(sub),
                       cl::desc("Also the laws that were nearly used, and what stopped them")};
  cl::opt<Format> format{"format", cl::sub(sub), cl::init(Format::Text), cl::desc("How to show it"),
                         cl::values(clEnumValN(Format::Text, "text", "for people (default)"),
                                    clEnumValN(Format::Json, "json", "for tools"))};
  CodeOptions options{sub};
  DiagnosticsOption diagnostics{sub};
};

} // namespace

std::unique_ptr<Command> cat::driver::makeExplainCommand() {
  return std::make_unique<ExplainCommand>();
}
