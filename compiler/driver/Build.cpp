// `catc build FILE`: an executable.
#include "compiler/driver/Compile.h"

#include "compiler/codegen/Link.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using namespace cat;
using namespace cat::driver;

namespace {

class BuildCommand : public Command {
public:
  BuildCommand() : Command("build", "Compile a program to an executable") {}

  int run(const std::string &, const std::vector<std::string> &) override {
    std::string output = this->output.empty() ? sys::path::stem(input).str() : this->output;
    if (sys::fs::equivalent(input, output))
      return fail(WrongUsage, "the executable would overwrite the program; use -o");
    ForeignCode foreign{{}, {links.files.begin(), links.files.end()}};
    if (Error error = checkFiles(foreign))
      return fail(NoInput, std::move(error));
    SmallVector<char, 0> object;
    Compilation compilation(input, diagnostics.json());
    if (int code = compilation.compile(options, Stage::Obj, object))
      return code;
    if (int code = compilation.requireMain())
      return code;
    std::string runtime = installedFile("lib/libcatrt.a");
    if (!sys::fs::exists(runtime))
      return fail(CompilerBug, "the runtime is not installed: '" + runtime + "' is missing");
    foreign.functions = compilation.foreignFunctions();
    if (Error error = linkExecutable(StringRef(object.data(), object.size()), runtime,
                                     options.triple, foreign, output))
      return failLinking(std::move(error), NoOutput);
    return Done;
  }

private:
  cl::opt<std::string> input{cl::Positional, cl::Required, cl::sub(sub), cl::desc("FILE.cat")};
  cl::opt<std::string> output{"o", cl::sub(sub), cl::value_desc("exe"),
                              cl::desc("Where to put it (default: the program's name)")};
  LinkOption links{sub};
  CodeOptions options{sub};
  DiagnosticsOption diagnostics{sub};
};

} // namespace

std::unique_ptr<Command> cat::driver::makeBuildCommand() {
  return std::make_unique<BuildCommand>();
}
