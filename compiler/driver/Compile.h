// From a file on the command line to a module, and through the passes to object code: the part of
// their work that `build`, `run` and `emit` share.
#pragma once

#include "compiler/driver/Report.h"
#include "compiler/sema/Program.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"

#include <map>

namespace cat::sema {
struct Program;
}

namespace cat::driver {

/// One compilation. Functions that return an int give the exit code, after printing what is wrong.
class Compilation {
public:
  /// Messages go to `report`, or to one of its own.
  Compilation(std::string input, Report &report);
  Compilation(std::string input, bool jsonDiagnostics);

  /// Reads the program: `.cat` source, or a `.mlir` module (for tests of later stages). With laws
  /// that are not "off", its rewrites come with it, as far as they are not refuted.
  int load(llvm::StringRef laws = "off");
  /// The tokens or the tree of the program, as text.
  int syntax(Stage stage, std::string &text);
  /// Says that a name in `laws` is none of a law, if that is so.
  int checkLaws(const std::string &laws);
  /// Runs the passes up to `last`.
  int lower(const PipelineOptions &options, Stage last);
  /// Object code or assembly of a module lowered to Stage::Llvm, or LLVM IR.
  int generate(llvm::TargetMachine &target, Stage kind, llvm::SmallVectorImpl<char> &out);
  /// All of it: `load`, `lower`, `generate`.
  int compile(const CodeOptions &options, Stage kind, llvm::SmallVectorImpl<char> &out);

  mlir::ModuleOp module() { return *moduleRef; }
  /// What `load` made of Cat source; null if it read something else.
  const sema::Program *program() const { return analysed.get(); }

  /// The functions of C that the program calls, each with a place (call it after `compile`).
  const std::map<std::string, std::string> &foreignFunctions() const { return foreign; }

  /// Says that a program without pipelines cannot be run, if it is one (call it after `compile`).
  int requireMain();

  /// Prints what has been said so far; the program's own messages may follow.
  void printReport() { report.print(); }

private:
  int loadSource(llvm::StringRef laws);
  void decideRewrites(sema::Program &program);
  int loadModule();
  mlir::LogicalResult runPasses(const PipelineOptions &options, Stage first, Stage last);
  int passFailed();
  void printDiagnostic(mlir::Diagnostic &diagnostic);

  void findForeignFunctions();

  std::map<std::string, std::string> foreign;
  std::unique_ptr<sema::Program> analysed;
  std::string input;
  std::unique_ptr<Report> ownReport;
  Report &report;
  bool hasExplained = false; // whether an error with a place was printed
  mlir::MLIRContext context;
  mlir::OwningOpRef<mlir::ModuleOp> moduleRef;
};

/// What went wrong in linking, with the exit code that says whose fault it is; `other` if it is
/// not the program's or a library's.
int failLinking(llvm::Error error, ExitCode other);

/// Where the standard library is, and whatever CATPATH adds.
std::vector<std::string> librarySearchPath();
/// The path of a file that is installed with catc, such as `lib/libcatrt.a`.
std::string installedFile(llvm::StringRef relative);

} // namespace cat::driver
