// All ops of the `cat` dialect: the shared base, the ops at the level of the module, and the files
// of the two layers.
#ifndef CAT_OPS_TD
#define CAT_OPS_TD

include "CatTypes.td"
include "CatInterfaces.td"
include "mlir/IR/BuiltinAttributeInterfaces.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/ControlFlowInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

class Cat_Op<string mnemonic, list<Trait> traits = []> : Op<Cat_Dialect, mnemonic, traits>;

// An op that costs one operation an element of its results.
def Cat_Costs : DeclareOpInterfaceMethods<Cat_CostOpInterface>;

// An op without memory effects that may still stop the program (a division by zero): it must not
// run where the program as written would not run it.
def Cat_MayFail : TraitList<[NoMemoryEffect]>;

def Cat_ObjectOp : Cat_Op<"object", [Symbol, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "the definition of a named object";
  let description = [{
    `cat.object @"Dist[5]" = tensor<5xf32> {predicate = @check, text = "sum(it) == 1"}`. The predicate,
    an arrow from the erased definition to i1, is checked when a value is named; `text` is how the
    program wrote it.
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttr:$definition,
                       OptionalAttr<FlatSymbolRefAttr>:$predicate, OptionalAttr<StrAttr>:$text);
  let assemblyFormat = "$sym_name `=` $definition attr-dict";
}

def Cat_ArrowOp : Cat_Op<"arrow", [Symbol, IsolatedFromAbove, SingleBlock]> {
  let summary = "a named arrow, in a context of points";
  let description = [{
    `cat.arrow @f(%p: A, …) : !cat.hom<B, C> { … cat.yield %hom }`. The context holds the parameters
    and the points that the arrow captures; a `cat.ref` passes them. Arrows are private symbols unless
    the keyword `public` says otherwise.
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, TypeAttrOf<Cat_Arrow>:$arrow_type,
                       OptionalAttr<StrAttr>:$sym_visibility, OptionalAttr<StrAttr>:$doc,
                       UnitAttr:$trusted);
  let regions = (region SizedRegion<1>:$body);
  let hasCustomAssemblyFormat = 1;
  let hasRegionVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [
    OpBuilder<(ins "::llvm::StringRef":$name, "::cat::HomType":$type, "::mlir::TypeRange":$context,
                   CArg<"::llvm::ArrayRef<::mlir::Location>", "{}">:$contextLocs)>];
  let extraClassDeclaration = [{
    HomType getHom() { return ::llvm::cast<HomType>(getArrowType()); }
    ::mlir::Block::BlockArgListType getContextPoints() { return getBody().getArguments(); }
    /// The arrow that the body yields.
    ::mlir::Value getYielded() { return getBody().front().getTerminator()->getOperand(0); }
  }];
}

def Cat_LawOp : Cat_Op<"law", [DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "two arrows that are equal, which the optimiser may use from left to right";
  let description = [{
    `cat.law "relu_idem" "relu >>> relu == relu" @left to @right within 1.0e-5`. The context of both arrows is the same: arrows that
    stand for any arrow. Equal means the same values, or within a tolerance relative to the greater of both.
  }];
  let arguments = (ins StrAttr:$name, StrAttr:$statement, FlatSymbolRefAttr:$left, FlatSymbolRefAttr:$right,
                       OptionalAttr<F64Attr>:$within);
  let assemblyFormat = "$name $statement $left `to` $right (`within` $within^)? attr-dict";
}

def Cat_PipelineOp : Cat_Op<"pipeline", [Symbol, IsolatedFromAbove, SingleBlock]> {
  let summary = "a pipeline: what an executable does";
  let description = [{
    `cat.pipeline @main(%steps: index) attributes {flags = […], doc = "…"} { …; cat.yield }`. There is
    one entry of `flags` for each argument, a dictionary with `name`, `kind`, `default`, `doc`,
    `refinement`, `cases` and `bound`.
  }];
  let arguments = (ins SymbolNameAttr:$sym_name, OptionalAttr<ArrayAttr>:$flags, OptionalAttr<StrAttr>:$doc);
  let regions = (region SizedRegion<1>:$body);
  let hasCustomAssemblyFormat = 1;
  let hasRegionVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [
    OpBuilder<(ins "::llvm::StringRef":$name, "::mlir::TypeRange":$arguments, "::mlir::ArrayAttr":$flags,
                   CArg<"::llvm::ArrayRef<::mlir::Location>", "{}">:$argumentLocs)>];
}

def Cat_YieldOp : Cat_Op<"yield", [Pure, ReturnLike, Terminator,
    ParentOneOf<["ArrowOp", "PipelineOp", "LambdaOp", "IfOp", "MatchOp"]>]> {
  let summary = "what a region gives back";
  let arguments = (ins Variadic<Cat_Point>:$values);
  let assemblyFormat = "($values^ `:` type($values))? attr-dict";
  let builders = [OpBuilder<(ins), "/* yields nothing */">];
}

include "CatArrowOps.td"
include "CatPointOps.td"
include "CatElementwise.td"
include "CatStructure.td"
include "CatEffects.td"

#endif
