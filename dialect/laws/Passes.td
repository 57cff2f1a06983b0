// The laws as a pass, and their table.

#ifndef CAT_LAWS_PASSES
#define CAT_LAWS_PASSES

include "mlir/Pass/PassBase.td"

def CatLaws : Pass<"cat-laws", "mlir::ModuleOp"> {
  let summary = "Rewrite with the laws until none applies";
  let description = [{
    Every use is a remark of category `law` (`--remarks-filter=law`), with the law's label as its name.
  }];
  let options = [
    Option<"laws", "laws", "std::string", "\"on\"", "on, off, or a list of labels, families and names">,
    Option<"points", "points", "bool", "false", "only the laws of the point layer, once arrows are inlined">,
    Option<"fp", "fp", "std::string", "\"fast\"", "exact, fast or finite: what floats may do">];
}

def CatPrintLaws : Pass<"cat-print-laws", "mlir::ModuleOp"> {
  let summary = "Print the page on all laws to standard error";
  let options = [Option<"programs", "programs", "std::string", "\"\"", "where the programs are that show them">];
}

#endif
