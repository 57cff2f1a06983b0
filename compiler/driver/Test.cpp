// `catc test FILE…`: decides the laws of programs.
#include "compiler/driver/Compile.h"

#include "compiler/sema/Sema.h"
#include "compiler/tools/test/Decide.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Regex.h"

using namespace llvm;
using namespace cat;
using namespace cat::driver;

namespace {

class TestCommand : public Command {
public:
  TestCommand() : Command("test", "Decide the laws of programs") {}

  int run(const std::string &, const std::vector<std::string> &) override {
    if (cases == 0 || cases > 1000000)
      return fail(WrongUsage, "--cases takes a number from 1 to 1000000");
    Regex pattern(filter);
    std::string error;
    if (!pattern.isValid(error))
      return fail(WrongUsage, "--filter is no regular expression: " + error);
    Report report(diagnostics.json());
    int worst = Done;
    for (const std::string &input : inputs)
      worst = std::max(worst, test(input, pattern, report));
    report.print();
    if (allRead)
      outs() << passed << " passed, " << failed << " failed\n";
    return worst;
  }

private:
  int test(const std::string &input, Regex &pattern, Report &report) {
    bool wasRead = std::exchange(allRead, false);
    if (!sys::fs::exists(input))
      return report.fail(NoInput, "no such file: '" + input + "'");
    if (sys::fs::is_directory(input))
      return report.fail(NoInput, "'" + input + "' is a directory");
    auto program = sema::analyse(report.sources, input, librarySearchPath(), report.diagnostics,
                                 sema::LawsWanted::All);
    if (!program)
      return WrongProgram;
    allRead = wasRead;
    size_t width = 15;
    for (const sema::Law &law : program->laws)
      width = std::max(width, law.name.size());
    int worst = Done;
    for (const sema::Law &law : program->laws)
      if (pattern.match(law.name))
        worst = std::max(worst, decideOne(*program, law, width, report.sources));
    return worst;
  }

  int decideOne(const sema::Program &program, const sema::Law &law, size_t width,
                const SourceManager &sources) {
    Decision decision = decide(sources, program, law, {.cases = cases, .seed = seed});
    static constexpr const char *words[] = {"proved", "checked", "tested", "refuted", "untested"};
    bool isFine = decision.verdict <= Verdict::Tested;
    (isFine ? passed : failed)++;
    std::string detail = decision.detail;
    if (decision.verdict == Verdict::Checked)
      detail = "all " + std::to_string(decision.cases) + " cases";
    else if (decision.verdict == Verdict::Tested)
      detail = std::to_string(decision.cases) + " cases, seed " + std::to_string(seed);
    std::string name = law.name;
    if (!detail.empty())
      name.resize(width, ' ');
    outs() << left_justify(words[static_cast<int>(decision.verdict)], 8) << " " << name;
    if (!detail.empty())
      outs() << ' ' << detail;
    if (!isFine)
      outs() << "     " << sources.place(law.span);
    outs() << '\n';
    outs().flush();
    return isFine ? Done : WrongProgram;
  }

  cl::list<std::string> inputs{cl::Positional, cl::OneOrMore, cl::sub(sub),
                               cl::desc("FILE.cat...")};
  cl::opt<uint64_t> cases{"cases", cl::sub(sub), cl::init(1000), cl::value_desc("n"),
                          cl::desc("Random points for each law (default 1000)")};
  cl::opt<uint64_t> seed{"seed", cl::sub(sub), cl::init(1), cl::value_desc("s"),
                         cl::desc("Seed of the random points (default 1)")};
  cl::opt<std::string> filter{"filter", cl::sub(sub), cl::init("."), cl::value_desc("regex"),
                              cl::desc("Only laws whose names match")};
  DiagnosticsOption diagnostics{sub};
  unsigned passed = 0, failed = 0;
  bool allRead = true;
};

} // namespace

std::unique_ptr<Command> cat::driver::makeTestCommand() { return std::make_unique<TestCommand>(); }
