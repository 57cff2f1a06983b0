// The `cat` dialect itself: its name, what it registers, and the enums that its ops share.
#ifndef CAT_DIALECT_TD
#define CAT_DIALECT_TD

include "mlir/IR/EnumAttr.td"
include "mlir/IR/OpBase.td"
include "mlir/IR/Properties.td"

def Cat_Dialect : Dialect {
  let name = "cat";
  let cppNamespace = "::cat";
  let summary = "Objects, arrows and points: the middle of the Cat compiler";
  let description = [{
    The dialect has two layers. Ops of the *arrow layer* yield an arrow, a value of type
    `!cat.hom<A, B>`: they are the free bicartesian category over the primitives, as data. Ops of
    the *point layer* work on values inside the region of a `cat.lambda`, `cat.arrow` or
    `cat.pipeline`. `cat.lambda` goes from points to arrows, `cat.eval` from arrows to points.
  }];
  let useDefaultTypePrinterParser = 1;
  let hasConstantMaterializer = 1;
  let extraClassDeclaration = "void registerTypes();";
}

def Cat_Compare : I64EnumAttr<"Compare", "a comparison", [
    I64EnumAttrCase<"eq", 0>, I64EnumAttrCase<"ne", 1>, I64EnumAttrCase<"lt", 2>,
    I64EnumAttrCase<"le", 3>, I64EnumAttrCase<"gt", 4>, I64EnumAttrCase<"ge", 5>]> {
  let cppNamespace = "::cat";
}

def Cat_Fold : I64EnumAttr<"FoldKind", "a monoid that folds an axis", [
    I64EnumAttrCase<"Add", 0, "add">, I64EnumAttrCase<"Mul", 1, "mul">,
    I64EnumAttrCase<"Max", 2, "max">, I64EnumAttrCase<"Min", 3, "min">,
    I64EnumAttrCase<"And", 4, "and">, I64EnumAttrCase<"Or", 5, "or">]> {
  let cppNamespace = "::cat";
}

#endif
