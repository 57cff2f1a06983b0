// From a file on the command line to object code.
#include "compiler/driver/Compile.h"

#include "compiler/codegen/Link.h"
#include "compiler/lower/Lower.h"
#include "compiler/sema/Sema.h"
#include "compiler/syntax/Parser.h"
#include "compiler/tools/test/Decide.h"
#include "dialect/ir/Cat.h"
#include "dialect/laws/Laws.h"
#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;
using namespace cat;
using namespace cat::driver;

std::string cat::driver::installedFile(StringRef relative) {
  // Any function of catc itself finds catc, however it was called.
  std::string self = llvm::sys::fs::getMainExecutable(
      nullptr, reinterpret_cast<void *>(&cat::driver::installedFile));
  SmallString<128> path(llvm::sys::path::parent_path(llvm::sys::path::parent_path(self)));
  llvm::sys::path::append(path, relative);
  return std::string(path);
}

std::vector<std::string> cat::driver::librarySearchPath() {
  return {installedFile("share/cat/stdlib")};
}

static DialectRegistry makeRegistry() {
  DialectRegistry registry;
  registerEverything(registry);
  return registry;
}

Compilation::Compilation(std::string input, Report &report)
    : input(std::move(input)), report(report),
      context(makeRegistry(), MLIRContext::Threading::DISABLED) {
  context.printOpOnDiagnostic(false);
  context.getDiagEngine().registerHandler([this](mlir::Diagnostic &d) { printDiagnostic(d); });
}

Compilation::Compilation(std::string input, bool jsonDiagnostics)
    : input(std::move(input)), ownReport(std::make_unique<Report>(jsonDiagnostics)),
      report(*ownReport), context(makeRegistry(), MLIRContext::Threading::DISABLED) {
  context.printOpOnDiagnostic(false);
  context.getDiagEngine().registerHandler([this](mlir::Diagnostic &d) { printDiagnostic(d); });
}

void Compilation::printDiagnostic(mlir::Diagnostic &diagnostic) {
  if (diagnostic.getSeverity() == DiagnosticSeverity::Remark)
    return;
  std::string place = placeOf(diagnostic.getLocation());
  // MLIR's own last word, after an op has said what is wrong with it.
  if (hasExplained && StringRef(diagnostic.str()).starts_with("failed to legalize operation"))
    return;
  hasExplained |= diagnostic.getSeverity() == DiagnosticSeverity::Error && !place.empty();
  bool isError = diagnostic.getSeverity() == DiagnosticSeverity::Error;
  if (isError && report.add(diagnostic))
    return;
  report.print();
  llvm::errs() << (place.empty() ? input : place) << (isError ? ": error: " : ": warning: ")
               << diagnostic << '\n';
  for (mlir::Diagnostic &note : diagnostic.getNotes())
    if (std::string at = placeOf(note.getLocation()); !at.empty())
      llvm::errs() << at << ": note: " << note << '\n';
}

int Compilation::load(StringRef laws) {
  if (!llvm::sys::fs::exists(input))
    return report.fail(NoInput, "no such file: '" + input + "'");
  if (llvm::sys::fs::is_directory(input))
    return report.fail(NoInput, "'" + input + "' is a directory");
  return StringRef(input).ends_with(".mlir") ? loadModule() : loadSource(laws);
}

int Compilation::loadModule() {
  auto buffer = llvm::MemoryBuffer::getFile(input);
  if (!buffer)
    return report.fail(NoInput, "cannot read '" + input + "': " + buffer.getError().message());
  llvm::SourceMgr sources;
  sources.AddNewSourceBuffer(std::move(*buffer), llvm::SMLoc());
  moduleRef = parseSourceFile<ModuleOp>(sources, &context);
  return moduleRef ? Done : WrongProgram;
}

int Compilation::loadSource(StringRef laws) {
  auto wanted = laws == "off" ? sema::LawsWanted::None : sema::LawsWanted::Rewrites;
  analysed = sema::analyse(report.sources, input, librarySearchPath(), report.diagnostics, wanted);
  if (!analysed)
    return WrongProgram;
  decideRewrites(*analysed);
  moduleRef = lowerProgram(context, report.sources, *analysed);
  if (succeeded(verify(*moduleRef)))
    return Done;
  return report.fail(CompilerBug,
                     "the program was translated wrongly; please report this, with the program "
                     "and the messages above");
}

/// A rewrite that the program may use is tested first; one that is refuted is not used.
void Compilation::decideRewrites(sema::Program &program) {
  for (sema::Law &law : program.laws) {
    if (law.uses.empty())
      continue;
    Decision decision = decide(report.sources, program, law, {});
    if (decision.verdict <= Verdict::Tested)
      continue;
    law.uses.clear();
    bool isRefuted = decision.verdict == Verdict::Refuted;
    report.diagnostics
        .warning("W0901", law.span,
                 "the rewrite " + law.name + " is not used: it " +
                     (isRefuted ? "is refuted" : "cannot be tested"))
        .found = decision.detail;
  }
}

int Compilation::syntax(Stage stage, std::string &text) {
  auto buffer = llvm::MemoryBuffer::getFile(input);
  if (!buffer)
    return report.fail(NoInput, "cannot read '" + input + "': " + buffer.getError().message());
  SourceManager &sources = report.sources;
  cat::Diagnostics &diagnostics = report.diagnostics;
  uint32_t file = sources.add(input, (*buffer)->getBuffer().str());
  if (stage == Stage::Tokens) {
    text = dumpTokens(sources, file, diagnostics);
  } else if (auto module = parse(sources, file, diagnostics)) {
    text = dumpTree(*module);
  }
  return diagnostics.hasErrors() ? WrongProgram : Done;
}

int Compilation::checkLaws(const std::string &laws) {
  std::string unknown;
  chooseLaws({laws}, userLaws(*moduleRef), unknown);
  if (unknown.empty())
    return Done;
  return report.fail(WrongUsage, "there is no law '" + unknown +
                                     "'; --laws takes on, off, or labels and names from "
                                     "docs/laws.md and rewrites of the program");
}

int Compilation::lower(const PipelineOptions &options, Stage last) {
  if (int code = checkLaws(options.laws))
    return code;
  // As long as a module is in the cat dialect, its program may be at fault; later only we are.
  Stage middle = std::min(last, Stage::Linalg);
  if (failed(runPasses(options, Stage::Cat, middle)))
    return hasExplained ? WrongProgram : passFailed();
  if (failed(runPasses(options, middle, last)))
    return passFailed();
  return Done;
}

LogicalResult Compilation::runPasses(const PipelineOptions &options, Stage first, Stage last) {
  PassManager passes(&context);
  if (failed(buildPipeline(passes, options, first, last)))
    return failure();
  return passes.run(*moduleRef);
}

int Compilation::passFailed() {
  return report.fail(CompilerBug,
                     "a pass failed on '" + input +
                         "'; please report this, with the program and the messages above");
}

int Compilation::generate(llvm::TargetMachine &target, Stage kind, SmallVectorImpl<char> &out) {
  llvm::LLVMContext llvmContext;
  std::unique_ptr<llvm::Module> code = translateToLlvm(*moduleRef, llvmContext, target);
  if (!code)
    return report.fail(CompilerBug, "no LLVM IR for '" + input + "'; please report this");
  optimise(*code, target);
  llvm::raw_svector_ostream os(out);
  if (kind == Stage::LlvmIr) {
    os << *code;
    return Done;
  }
  auto file =
      kind == Stage::Asm ? llvm::CodeGenFileType::AssemblyFile : llvm::CodeGenFileType::ObjectFile;
  if (llvm::Error error = emitMachineCode(*code, target, file, os))
    return report.fail(CompilerBug, llvm::toString(std::move(error)));
  return Done;
}

int Compilation::requireMain() {
  if (moduleRef->lookupSymbol("main"))
    return Done;
  return report.fail(WrongProgram, "'" + input + "' has no pipeline: there is nothing to run");
}

int Compilation::compile(const CodeOptions &options, Stage kind, SmallVectorImpl<char> &out) {
  std::unique_ptr<llvm::TargetMachine> target = options.target();
  if (!target)
    return WrongUsage;
  if (int code = load(options.laws.names))
    return code;
  findForeignFunctions();
  if (int code = lower(options.pipeline(*target), Stage::Llvm))
    return code;
  // Calls whose value nobody wanted are gone.
  for (auto it = foreign.begin(); it != foreign.end();)
    it = moduleRef->lookupSymbol(it->first) ? std::next(it) : foreign.erase(it);
  int code = generate(*target, kind, out);
  report.print();
  return code;
}

void Compilation::findForeignFunctions() {
  moduleRef->walk(
      [&](CallCOp call) { foreign.try_emplace(call.getSymbol().str(), placeOf(call.getLoc())); });
}

int cat::driver::failLinking(llvm::Error error, ExitCode other) {
  if (error.isA<MissingFunction>()) {
    llvm::errs() << toString(std::move(error)) << '\n';
    return WrongProgram;
  }
  return fail(error.isA<BadLibrary>() ? NoInput : other, std::move(error));
}
