// `catc fmt FILE…`: rewrites source in the one format; `--check` only says which files differ.
#include "compiler/driver/Command.h"

using namespace llvm;
using namespace cat::driver;

namespace {

class FmtCommand : public Command {
public:
  FmtCommand() : Command("fmt", "Format source files in place") {}

  int run(const std::string &, const std::vector<std::string> &rest) override {
    return fail(WrongUsage, "'catc fmt' is not in this version");
  }

private:
  cl::list<std::string> inputs{cl::Positional, cl::OneOrMore, cl::sub(sub),
                               cl::desc("FILE.cat...")};
  cl::opt<bool> check{"check", cl::sub(sub), cl::desc("Change nothing; fail if a file differs")};
};

} // namespace

std::unique_ptr<Command> cat::driver::makeFmtCommand() { return std::make_unique<FmtCommand>(); }
