// The passes of dialect/transforms, in the order in which the compiler runs them. Each works on text
// by itself: `cat-opt -cat-inline`.

#ifndef CAT_TRANSFORMS_PASSES
#define CAT_TRANSFORMS_PASSES

include "mlir/Pass/PassBase.td"

def CatInline : Pass<"cat-inline", "mlir::ModuleOp"> {
  let summary = "Expand arrows to points until only lambdas are left under map, fold, rev, ...";
  let description = [{
    Every `cat.eval` of a reference, a composition, a product of arrows, ... becomes the point-layer
    operations it stands for. Arrows that iterate or differentiate (`map`, `fold`, `scan`, `reduce`, `iterate`,
    `loop`, `repeat`, `rev`, `fwd`, `checkpoint`) stay, with a `cat.lambda` as their operand. Private arrows that nobody mentions
    any more are removed.
  }];
}

def CatEraseObjects : Pass<"cat-erase-objects", "mlir::ModuleOp"> {
  let summary = "Replace nominal types by their representation, refinements by checks";
}

def CatSplitProducts : Pass<"cat-split-products", "mlir::ModuleOp"> {
  let summary = "Turn products into their components, arrays of products into products of arrays";
}

def CatBatch : Pass<"cat-batch", "mlir::ModuleOp"> {
  let summary = "Replace maps by operations with one more leading axis";
  let description = [{
    Works on component form. A map whose body contains something without a batched form stays: a loop.
  }];
}

def CatDifferentiate : Pass<"cat-differentiate", "mlir::ModuleOp"> {
  let summary = "Replace rev, fwd and checkpoint by the derivatives of what they apply to";
  let description = [{
    Works on component form, innermost derivatives first. Maps inside a derivative are batched before.
  }];
}

#endif
