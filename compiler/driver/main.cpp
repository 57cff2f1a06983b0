// catc, the compiler's command line: finds the subcommand and gives it its options.
#include "compiler/driver/Command.h"

#include "llvm/Support/InitLLVM.h"
#include "llvm/Support/PrettyStackTrace.h"
#include "llvm/Support/Signals.h"

#include <unistd.h>

using namespace llvm;
using namespace cat::driver;

/// What `catc` alone, `catc --help` and a wrong subcommand print.
static constexpr const char *usage =
    R"(usage: catc COMMAND [OPTIONS] FILE [-- ARGS]

  build   FILE.cat [-o EXE]          compile to an executable
  run     FILE.cat [-- ARGS]         compile in memory and run
  check   FILE.cat...                report what is wrong with a program
  test    FILE.cat...                decide the laws of a program
  explain FILE.cat [--missed]        show which laws were used, and what they save
  draw    FILE.cat ARROW [-o F.svg]  the string diagram of an arrow
  emit    FILE.cat --stage=STAGE     show a program at a stage of compilation
  fmt     FILE.cat... [--check]      format source
  --version                          print the version

`catc COMMAND --help` lists the options of a command.
)";

/// Deals with a first argument that is no subcommand; nothing if it is one.
static std::optional<int> handleOther(StringRef first) {
  if (is_contained({"--help", "-h", "-help", "help"}, first)) {
    outs() << usage;
    return Done;
  }
  if (first == "--version") {
    outs() << "catc " CAT_VERSION " (LLVM " LLVM_VERSION_STRING ")\n";
    return Done;
  }
  if (is_contained({"build", "run", "check", "test", "explain", "draw", "emit", "fmt"}, first))
    return std::nullopt;
  if (is_contained({"doc", "lsp"}, first))
    return fail(WrongUsage, "'catc " + first + "' is not in this version");
  if (first.starts_with("-"))
    return fail(WrongUsage, "unknown option '" + first + "' before the command; see catc --help");
  return fail(WrongUsage, "unknown command '" + first + "'; see catc --help");
}

int main(int argc, char **argv) {
  InitLLVM init(argc, argv);
  setBugReportMsg("catc: error: the compiler crashed; please report this, with the program and:\n");
  sys::AddSignalHandler([](void *) { _exit(CompilerBug); }, nullptr);
  if (argc < 2) {
    errs() << usage;
    return WrongUsage;
  }
  if (std::optional<int> code = handleOther(argv[1]))
    return *code;

  std::unique_ptr<Command> commands[] = {
      makeBuildCommand(),   makeRunCommand(),  makeCheckCommand(), makeTestCommand(),
      makeExplainCommand(), makeDrawCommand(), makeEmitCommand(),  makeFmtCommand()};
  // What follows `--` belongs to the program, not to us.
  char **end = std::find_if(argv, argv + argc, [](char *a) { return StringRef(a) == "--"; });
  std::vector<std::string> rest(end == argv + argc ? end : end + 1, argv + argc);
  int own = static_cast<int>(end - argv);
  std::string errors;
  raw_string_ostream os(errors);
  if (!cl::ParseCommandLineOptions(own, argv, "", &os)) {
    errs() << errors;
    return WrongUsage;
  }
  for (std::unique_ptr<Command> &command : commands)
    if (*command)
      return rest.empty() || command->takesRest()
                 ? command->run(argv[0], rest)
                 : fail(WrongUsage, command->name() + " takes nothing behind '--'");
  return fail(WrongUsage, "no command; see catc --help");
}
