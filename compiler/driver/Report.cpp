// Collecting and printing the messages of one run.
#include "compiler/driver/Report.h"

#include "dialect/ir/Cat.h"

#include "mlir/IR/Location.h"

using namespace mlir;
using namespace cat;
using namespace cat::driver;

int Report::fail(ExitCode code, const llvm::Twine &message) {
  if (!json) {
    print();
    return driver::fail(code, message);
  }
  diagnostics.error("", Span{SourceManager::noFile}, message.str());
  return code;
}

bool Report::add(mlir::Diagnostic &diagnostic) {
  FileLineColLoc place = fileOf(diagnostic.getLocation());
  std::optional<Span> span;
  if (place)
    span = sources.span(place.getFilename().getValue(), {place.getLine(), place.getColumn()});
  if (!span)
    return false;
  cat::Diagnostic &made = diagnostics.error("E0950", *span, diagnostic.str());
  for (mlir::Diagnostic &note : diagnostic.getNotes())
    if (FileLineColLoc at = fileOf(note.getLocation()))
      if (auto other = sources.span(at.getFilename().getValue(), {at.getLine(), at.getColumn()}))
        made.notes.push_back({*other, note.str()});
  return true;
}

void Report::discard() {
  diagnostics = Diagnostics();
  isPrinted = true;
}

void Report::print() {
  if (json) {
    if (!isPrinted)
      diagnostics.renderJson(llvm::errs(), sources);
  } else {
    diagnostics.render(llvm::errs(), sources);
    diagnostics = Diagnostics();
  }
  isPrinted = true;
}
