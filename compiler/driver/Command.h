// What the subcommands of catc share: exit codes, option groups, and the interface main() calls.
#pragma once

#include "compiler/codegen/Pipeline.h"
#include "compiler/codegen/Target.h"
#include "dialect/laws/Laws.h"

#include "llvm/Support/CommandLine.h"

#include <memory>
#include <string>
#include <vector>

namespace cat::driver {

enum ExitCode {
  Done = 0,
  WrongProgram = 1,
  WrongUsage = 2,
  NoInput = 66,
  CompilerBug = 70,
  NoOutput = 74
};

/// One subcommand. Its options live in it, so nothing is global.
class Command {
public:
  Command(llvm::StringRef name, llvm::StringRef description) : sub(name, description) {}
  virtual ~Command() = default;
  explicit operator bool() { return bool(sub); }
  llvm::StringRef name() const { return sub.getName(); }
  /// Whether what stands behind `--` means something to the command.
  virtual bool takesRest() const { return false; }

  /// Runs the command after its options were parsed; `rest` is what stood behind `--`.
  virtual int run(const std::string &program, const std::vector<std::string> &rest) = 0;

protected:
  llvm::cl::SubCommand sub;
};

std::unique_ptr<Command> makeBuildCommand();
std::unique_ptr<Command> makeRunCommand();
std::unique_ptr<Command> makeCheckCommand();
std::unique_ptr<Command> makeDrawCommand();
std::unique_ptr<Command> makeEmitCommand();
std::unique_ptr<Command> makeFmtCommand();
std::unique_ptr<Command> makeTestCommand();
std::unique_ptr<Command> makeExplainCommand();

/// `--diagnostics=text|json`.
enum class DiagnosticsForm { Text, Json };
struct DiagnosticsOption {
  explicit DiagnosticsOption(llvm::cl::SubCommand &sub);
  bool json() const { return form == DiagnosticsForm::Json; }
  llvm::cl::opt<DiagnosticsForm> form;
};

enum class Switch { Off, On };

/// The laws that may be used: --laws, --fp.
struct LawsOption {
  explicit LawsOption(llvm::cl::SubCommand &sub);
  FloatClass floats() const;

  llvm::cl::opt<std::string> names;
  llvm::cl::opt<FloatMode> fp;
};

/// What decides the code: -O, --target, --cpu, --laws, --fp, --checks.
struct CodeOptions {
  explicit CodeOptions(llvm::cl::SubCommand &sub);
  /// The target machine, or null after a message (wrong usage).
  std::unique_ptr<llvm::TargetMachine> target() const;
  PipelineOptions pipeline(const llvm::TargetMachine &target) const;
  bool isCross() const { return !triple.empty(); }

  llvm::cl::opt<unsigned> level;
  llvm::cl::opt<std::string> triple, cpu;
  LawsOption laws;
  llvm::cl::opt<Switch> checks;
};

/// `--link FILE`, any number of times.
struct LinkOption {
  explicit LinkOption(llvm::cl::SubCommand &sub);
  llvm::cl::list<std::string> files;
};

/// Prints `catc: error: MESSAGE` and returns `code`.
int fail(ExitCode code, const llvm::Twine &message);
int fail(ExitCode code, llvm::Error error);

} // namespace cat::driver
