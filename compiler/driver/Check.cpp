// `catc check FILE…`: types and shapes only; nothing is compiled.
#include "compiler/driver/Compile.h"

using namespace llvm;
using namespace cat;
using namespace cat::driver;

namespace {

class CheckCommand : public Command {
public:
  CheckCommand() : Command("check", "Report what is wrong with programs") {}

  int run(const std::string &, const std::vector<std::string> &) override {
    Report report(diagnostics.json());
    int worst = Done;
    for (const std::string &input : inputs)
      worst = std::max(worst, Compilation(input, report).load());
    return worst;
  }

private:
  cl::list<std::string> inputs{cl::Positional, cl::OneOrMore, cl::sub(sub),
                               cl::desc("FILE.cat...")};
  DiagnosticsOption diagnostics{sub};
};

} // namespace

std::unique_ptr<Command> cat::driver::makeCheckCommand() {
  return std::make_unique<CheckCommand>();
}
