// What a subcommand has to say of programs: every message of one run, for people or as one JSON
// array.
#pragma once

#include "compiler/diagnostics/Diagnostics.h"
#include "compiler/driver/Command.h"

#include "mlir/IR/Diagnostics.h"

namespace cat::driver {

class Report {
public:
  explicit Report(bool json) : json(json) {}
  Report(const Report &) = delete;
  ~Report() { print(); }

  /// A message without a place, such as a missing file; returns `code`.
  int fail(ExitCode code, const llvm::Twine &message);
  /// A message of a later stage, if it stands in a source file that is known here.
  bool add(mlir::Diagnostic &diagnostic);
  /// Forgets what has been said, because another report says it.
  void discard();
  /// Prints what has been said; call it before anything else writes to stderr.
  void print();

  SourceManager sources;
  Diagnostics diagnostics;

private:
  bool json;
  bool isPrinted = false;
};

} // namespace cat::driver
