// `catc emit FILE --stage=S`: the program as it looks at one stage of compilation.
#include "compiler/driver/Compile.h"

#include "compiler/codegen/Link.h"

#include "llvm/Support/FileSystem.h"

using namespace llvm;
using namespace cat;
using namespace cat::driver;

namespace {

class EmitCommand : public Command {
public:
  EmitCommand() : Command("emit", "Show a program at a stage of compilation") {}

  int run(const std::string &, const std::vector<std::string> &) override {
    std::optional<Stage> stage = parseStage(stageName);
    if (!stage)
      return fail(WrongUsage, "no stage '" + stageName +
                                  "'; there are tokens, ast, cat, laws, linalg, buffers, llvm, "
                                  "llvm-ir, asm and obj");
    if (output != "-" && sys::fs::equivalent(input, output))
      return fail(WrongUsage, "the output would overwrite the program; use another -o");
    SmallVector<char, 0> text;
    if (int code = produce(*stage, text))
      return code;
    if (Error error = writeWhole(output, StringRef(text.data(), text.size())))
      return fail(NoOutput, std::move(error));
    return Done;
  }

private:
  int produce(Stage stage, SmallVectorImpl<char> &text) {
    Compilation compilation(input, diagnostics.json());
    if (stage > Stage::Llvm)
      return compilation.compile(options, stage, text);
    if (stage < Stage::Cat) {
      std::string listing;
      int code = compilation.syntax(stage, listing);
      text.append(listing.begin(), listing.end());
      return code;
    }
    std::unique_ptr<TargetMachine> target = options.target();
    if (!target)
      return WrongUsage;
    if (int code = compilation.load(options.laws.names))
      return code;
    if (int code = compilation.lower(options.pipeline(*target), stage))
      return code;
    raw_svector_ostream(text) << compilation.module();
    return Done;
  }

  cl::opt<std::string> input{cl::Positional, cl::Required, cl::sub(sub), cl::desc("FILE.cat")};
  cl::opt<std::string> stageName{
      "stage", cl::Required, cl::sub(sub), cl::value_desc("stage"),
      cl::desc("tokens, ast, cat, laws, linalg, buffers, llvm, llvm-ir, asm or obj")};
  cl::opt<std::string> output{"o", cl::sub(sub), cl::init("-"), cl::value_desc("file"),
                              cl::desc("Where to write it (default: standard output)")};
  CodeOptions options{sub};
  DiagnosticsOption diagnostics{sub};
};

} // namespace

std::unique_ptr<Command> cat::driver::makeEmitCommand() { return std::make_unique<EmitCommand>(); }
