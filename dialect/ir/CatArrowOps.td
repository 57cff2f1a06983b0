// The arrow layer: every op yields one `!cat.hom`. Types are compared up to the names of components
// and up to flattening, so that an op may stand in normal form (`prod<prod<A, B>, C>`) or, once
// products are split, in component form (`prod<A, B, C>`).
#ifndef CAT_ARROW_OPS_TD
#define CAT_ARROW_OPS_TD

class Cat_ArrowLayerOp<string mnemonic, list<Trait> traits = []> : Cat_Op<mnemonic, traits # [Pure]> {
  let results = (outs Cat_Arrow:$result);
}

def Cat_RefOp : Cat_ArrowLayerOp<"ref", [DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "a named arrow, in the given context";
  let description = "`cat.ref @predict(%p) : (P) -> !cat.hom<A, B>`";
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<Cat_Point>:$context);
  let assemblyFormat = "$callee `(` $context `)` attr-dict `:` functional-type($context, $result)";
}

def Cat_IdOp : Cat_ArrowLayerOp<"id"> {
  let summary = "the identity arrow of an object";
  let assemblyFormat = "attr-dict `:` qualified(type($result))";
  let hasVerifier = 1;
}

def Cat_ComposeOp : Cat_ArrowLayerOp<"compose", [DeclareOpInterfaceMethods<InferTypeOpInterface>]> {
  let summary = "composition, from left to right";
  let description = [{
    `cat.compose %f, %g : !cat.hom<A, B>, !cat.hom<B, C>` is the arrow from A to C. One or more arrows,
    kept flat.
  }];
  let arguments = (ins Variadic<Cat_Arrow>:$arrows);
  let assemblyFormat = "$arrows attr-dict `:` type($arrows)";
  let hasVerifier = 1;
  let hasFolder = 1;
}

def Cat_TensorOp : Cat_ArrowLayerOp<"tensor", [DeclareOpInterfaceMethods<InferTypeOpInterface>]> {
  let summary = "the parallel product of arrows";
  let description = "`f ⊗ g` takes `prod<A, B>` to `prod<C, D>`, each arrow on its own component.";
  let arguments = (ins Variadic<Cat_Arrow>:$arrows);
  let assemblyFormat = "$arrows attr-dict `:` type($arrows)";
  let hasVerifier = 1;
}

def Cat_PairOp : Cat_ArrowLayerOp<"pair", [DeclareOpInterfaceMethods<InferTypeOpInterface>]> {
  let summary = "fan-out: all arrows on the same point";
  let description = "`⟨f, g⟩` takes `A` to `prod<B, C>`.";
  let arguments = (ins Variadic<Cat_Arrow>:$arrows);
  let assemblyFormat = "$arrows attr-dict `:` type($arrows)";
  let hasVerifier = 1;
}

def Cat_ProjOp : Cat_ArrowLayerOp<"proj"> {
  let summary = "one component of a product";
  let description = "`cat.proj[1] : !cat.hom<!cat.prod<A, B>, B>`";
  let arguments = (ins I64Attr:$index);
  let assemblyFormat = "`[` $index `]` attr-dict `:` qualified(type($result))";
  let hasVerifier = 1;
  let builders = [OpBuilder<(ins "::cat::ProdType":$domain, "int64_t":$index)>];
}

def Cat_PermuteOp : Cat_ArrowLayerOp<"permute"> {
  let summary = "any rewiring of a product: copies, discards, swaps";
  let description = [{
    `cat.permute [1, 0, 0] : !cat.hom<!cat.prod<A, B>, !cat.prod<B, A, A>>`: component k of the result
    is the component of that number of the point.
  }];
  let arguments = (ins DenseI64ArrayAttr:$wires);
  let assemblyFormat = "$wires attr-dict `:` qualified(type($result))";
  let hasVerifier = 1;
  let builders = [OpBuilder<(ins "::cat::ProdType":$domain, "::llvm::ArrayRef<int64_t>":$wires)>];
}

def Cat_ConstArrowOp : Cat_ArrowLayerOp<"const_arrow"> {
  let summary = "the arrow that forgets its point and gives a fixed one";
  let description = "`cat.const_arrow %c : B, !cat.hom<A, B>`";
  let arguments = (ins Cat_Point:$value);
  let assemblyFormat = "$value attr-dict `:` type($value) `,` qualified(type($result))";
  let hasVerifier = 1;
}

def Cat_LambdaOp : Cat_ArrowLayerOp<"lambda", [SingleBlock]> {
  let summary = "an arrow given by what it does to points";
  let description = [{
    `cat.lambda (%x: A, %y: B) : !cat.hom<!cat.prod<A, B>, C> { … cat.yield %z : C }`. The block has one
    argument, the domain, or one for each component; it yields the codomain or its components. The body
    may use points from outside.
  }];
  let regions = (region SizedRegion<1>:$body);
  let hasCustomAssemblyFormat = 1;
  let hasRegionVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [
    OpBuilder<(ins "::cat::HomType":$type, "::mlir::TypeRange":$arguments)>,
    OpBuilder<(ins "::mlir::TypeRange":$arguments, "::mlir::TypeRange":$results,
      "::llvm::function_ref<void(::mlir::OpBuilder &, ::mlir::Location, ::mlir::ValueRange)>":$body)>];
  let extraClassDeclaration = [{
    ::mlir::Block::BlockArgListType getArguments() { return getBody().getArguments(); }
    YieldOp getYield();
  }];
}

// An op that makes one arrow of another. The type of the result is always written, because a length
// may occur only there.
class Cat_Combinator<string mnemonic, list<Trait> traits = []> : Cat_ArrowLayerOp<mnemonic, traits> {
  let arguments = (ins Cat_Arrow:$arrow);
  let assemblyFormat = "$arrow attr-dict `:` qualified(type($arrow)) `to` qualified(type($result))";
  let hasVerifier = 1;
}

def Cat_MapOp : Cat_Combinator<"map"> {
  let summary = "the arrow on every element of an array";
  let description = [{
    From `hom<A, B>` to `hom<tensor<n×A>, tensor<n×B>>`. When A is an array, the axes join: n becomes
    the leading axis.
  }];
  let builders = [OpBuilder<(ins "::mlir::Value":$arrow, "int64_t":$length)>];
}

def Cat_ZipWithOp : Cat_Combinator<"zipwith"> {
  let summary = "an arrow of several points on arrays of equal length";
  let description = "From `hom<prod<A, B>, C>` to `hom<prod<tensor<n×A>, tensor<n×B>>, tensor<n×C>>`.";
  let builders = [OpBuilder<(ins "::mlir::Value":$arrow, "int64_t":$length)>];
}

def Cat_FoldOp : Cat_Combinator<"fold"> {
  let summary = "a state carried along an array, from its first element";
  let description = "From `hom<prod<S, A>, S>` to `hom<prod<S, tensor<n×A>>, S>`.";
  let builders = [OpBuilder<(ins "::mlir::Value":$arrow, "int64_t":$length)>];
}

def Cat_ScanOp : Cat_Combinator<"scan"> {
  let summary = "like fold, with the states after each step";
  let description = "From `hom<prod<S, A>, S>` to `hom<prod<S, tensor<n×A>>, tensor<n×S>>`.";
  let builders = [OpBuilder<(ins "::mlir::Value":$arrow, "int64_t":$length)>];
}

def Cat_ReduceOp : Cat_ArrowLayerOp<"reduce"> {
  let summary = "all elements joined by a monoid, which may be regrouped";
  let description = "From `hom<prod<A, A>, A>` and the monoid's unit to `hom<tensor<n×A>, A>`.";
  let arguments = (ins Cat_Arrow:$arrow, Variadic<Cat_Point>:$unit);
  let assemblyFormat = [{ $arrow `unit` `(` $unit `:` type($unit) `)` attr-dict `:` qualified(type($arrow))
                          `to` qualified(type($result)) }];
  let hasVerifier = 1;
  let builders = [OpBuilder<(ins "::mlir::Value":$arrow, "::mlir::Value":$unit, "int64_t":$length)>];
}

def Cat_IterateOp : Cat_Combinator<"iterate"> {
  let summary = "an endomorphism repeated";
  let description = "From `hom<A, A>` to `hom<prod<index, A>, A>`: the index says how often.";
  let builders = [OpBuilder<(ins "::mlir::Value":$arrow)>];
}

def Cat_LoopOp : Cat_Combinator<"loop"> {
  let summary = "feedback through a delay";
  let description = [{
    From `hom<prod<A, S>, prod<B, S>>` to `hom<prod<S, tensor<n×A>>, prod<S, tensor<n×B>>>`: the state
    goes from each step to the next.
  }];
  let builders = [OpBuilder<(ins "::mlir::Value":$arrow, "int64_t":$length)>];
}

def Cat_RepeatOp : Cat_Combinator<"repeat"> {
  let summary = "copies of an arrow, each with its own parameters, composed";
  let description = [{
    From `hom<prod<P, A>, A>` to `hom<prod<tensor<n×P>, A>, A>`: the parameters are stacked along a
    leading axis of length `count`.
  }];
  let arguments = (ins Cat_Arrow:$arrow, I64Attr:$count);
  let assemblyFormat = "$count `,` $arrow attr-dict `:` qualified(type($arrow)) `to` qualified(type($result))";
  let builders = [OpBuilder<(ins "::mlir::Value":$arrow, "int64_t":$count)>];
}

def Cat_InjectArrowOp : Cat_ArrowLayerOp<"inject_arrow"> {
  let summary = "the arrow into one alternative of a sum";
  let description = "`cat.inject_arrow \"some\" : !cat.hom<A, !cat.sum<\"none\": !cat.prod<>, \"some\": A>>`";
  let arguments = (ins StrAttr:$label);
  let assemblyFormat = "$label attr-dict `:` qualified(type($result))";
  let hasVerifier = 1;
}

def Cat_CaseOp : Cat_ArrowLayerOp<"case"> {
  let summary = "the arrow out of a sum that has one arrow for each alternative";
  let description = "`[f, g]` from `sum<A, B>` to `C`, for `f : A -> C` and `g : B -> C`.";
  let arguments = (ins Variadic<Cat_Arrow>:$arrows);
  let assemblyFormat = "$arrows attr-dict `:` functional-type($arrows, $result)";
  let hasVerifier = 1;
}

def Cat_RevOp : Cat_Combinator<"rev", [DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "the reverse derivative of an arrow";
  let description = [{
    From `hom<A, B>` to `hom<prod<A, T(B)>, T(A)>`, `(x, dy) ↦ dx`. T forgets names and puts the unit
    for every leaf that is no float. In component form: the leaves of A, then the float leaves of B; the
    results are the float leaves of A.
  }];
  let hasVerifier = 0;
}

def Cat_FwdOp : Cat_Combinator<"fwd", [DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "the forward derivative of an arrow";
  let description = "From `hom<A, B>` to `hom<prod<A, T(A)>, T(B)>`, `(x, dx) ↦ dy`.";
  let hasVerifier = 0;
}

def Cat_CheckpointOp : Cat_ArrowLayerOp<"checkpoint", [SameOperandsAndResultType]> {
  let summary = "the same arrow, whose intermediate values the reverse pass computes again";
  let arguments = (ins Cat_Arrow:$arrow);
  let assemblyFormat = "$arrow attr-dict `:` qualified(type($arrow))";
}

def Cat_CustomReverseOp : Cat_ArrowLayerOp<"custom_reverse", [AllTypesMatch<["arrow", "result"]>,
    DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "the same arrow, with a reverse derivative of the program's own";
  let description = [{
    `cat.custom_reverse %f, %rule`: f from A to B, with `rule` from `prod<A, T(B)>` to `T(A)` wherever f is
    differentiated in its point. What f captures gets the derivative of f itself. The forward derivative is the
    transpose of the rule in its cotangent, which is linear there or is taken at zero.
  }];
  let arguments = (ins Cat_Arrow:$arrow, Cat_Arrow:$rule);
  let assemblyFormat = "$arrow `,` $rule attr-dict `:` qualified(type($arrow)) `,` qualified(type($rule))";
}

#endif
