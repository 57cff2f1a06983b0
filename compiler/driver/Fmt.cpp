// `catc fmt FILE…`: rewrites source in the one format; `--check` only says which files differ.
#include "compiler/driver/Compile.h"

#include "compiler/codegen/Link.h"
#include "compiler/syntax/Parser.h"

#include "llvm/Support/MemoryBuffer.h"

using namespace llvm;
using namespace cat::driver;

namespace {

class FmtCommand : public Command {
public:
  FmtCommand() : Command("fmt", "Format source files in place") {}

  int run(const std::string &, const std::vector<std::string> &) override {
    Report report(diagnostics.json());
    int worst = Done;
    for (const std::string &input : inputs)
      worst = std::max(worst, formatFile(input, report));
    return worst;
  }

private:
  int formatFile(const std::string &input, Report &report) {
    auto buffer = MemoryBuffer::getFile(input);
    if (!buffer)
      return report.fail(NoInput, "cannot read '" + input + "': " + buffer.getError().message());
    cat::SourceManager &sources = report.sources;
    unsigned before = report.diagnostics.errors();
    uint32_t file = sources.add(input, (*buffer)->getBuffer().str());
    auto module = cat::parse(sources, file, report.diagnostics);
    if (report.diagnostics.errors() != before)
      return WrongProgram;
    std::string formatted = cat::format(*module, sources, file);
    if (formatted == (*buffer)->getBuffer())
      return Done;
    if (check) {
      return report.fail(WrongProgram, "'" + input + "' is not formatted");
    }
    if (Error error = cat::writeWhole(input, formatted))
      return report.fail(NoOutput, toString(std::move(error)));
    return Done;
  }

  cl::list<std::string> inputs{cl::Positional, cl::OneOrMore, cl::sub(sub),
                               cl::desc("FILE.cat...")};
  DiagnosticsOption diagnostics{sub};
  cl::opt<bool> check{"check", cl::sub(sub), cl::desc("Change nothing; fail if a file differs")};
};

} // namespace

std::unique_ptr<Command> cat::driver::makeFmtCommand() { return std::make_unique<FmtCommand>(); }
