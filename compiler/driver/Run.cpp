// `catc run FILE -- ARGS`: compiles in memory and runs; the exit status is the program's.
#include "compiler/driver/Compile.h"

#include "compiler/codegen/Link.h"
#include "dialect/interp/Interp.h"

using namespace llvm;
using namespace cat;
using namespace cat::driver;

namespace {

class RunCommand : public Command {
public:
  RunCommand() : Command("run", "Compile a program in memory and run it") {}

  bool takesRest() const override { return true; }

  int run(const std::string &, const std::vector<std::string> &rest) override {
    if (reference) {
      Compilation compilation(input, diagnostics.json());
      if (int code = compilation.load())
        return code;
      compilation.printReport();
      return interpret(compilation.module(), pipeline, rest);
    }
    ForeignCode foreign{{}, {links.files.begin(), links.files.end()}};
    if (Error error = checkFiles(foreign))
      return fail(NoInput, std::move(error));
    SmallVector<char, 0> object;
    {
      Compilation compilation(input, diagnostics.json());
      if (int code = compilation.compile(options, Stage::Obj, object))
        return code;
      if (int code = compilation.requireMain())
        return code;
      foreign.functions = compilation.foreignFunctions();
    }
    std::vector<std::string> arguments{input};
    if (!pipeline.empty())
      arguments.push_back(pipeline);
    arguments.insert(arguments.end(), rest.begin(), rest.end());
    auto buffer = MemoryBuffer::getMemBufferCopy(StringRef(object.data(), object.size()), input);
    Expected<int> status = runInProcess(std::move(buffer), foreign, arguments);
    return status ? *status : failLinking(status.takeError(), CompilerBug);
  }

private:
  cl::opt<std::string> input{cl::Positional, cl::Required, cl::sub(sub), cl::desc("FILE.cat")};
  cl::opt<std::string> pipeline{"pipeline", cl::sub(sub), cl::value_desc("name"),
                                cl::desc("The pipeline to run (default: main, or the only one)")};
  cl::opt<bool> reference{"reference", cl::sub(sub),
                          cl::desc("Interpret instead: slow, and the meaning by definition")};
  LinkOption links{sub};
  CodeOptions options{sub};
  DiagnosticsOption diagnostics{sub};
};

} // namespace

std::unique_ptr<Command> cat::driver::makeRunCommand() { return std::make_unique<RunCommand>(); }
