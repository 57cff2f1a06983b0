// The point layer, first part: application, naming and forgetting, products, sums, branches, checks
// and random numbers.
#ifndef CAT_POINT_OPS_TD
#define CAT_POINT_OPS_TD

def Cat_EvalOp : Cat_Op<"eval", [Cat_MayFail]> {
  let summary = "an arrow applied to a point";
  let description = [{
    `cat.eval %f(%x, %y) : !cat.hom<!cat.prod<A, B>, C>, (A, B) -> C`. The operands are one point of the
    domain or its components; the results likewise.
  }];
  let arguments = (ins Cat_Arrow:$callee, Variadic<Cat_Point>:$inputs);
  let results = (outs Variadic<Cat_Point>:$results);
  let assemblyFormat = [{ $callee `(` $inputs `)` attr-dict `:` qualified(type($callee)) `,`
                          functional-type($inputs, $results) }];
  let hasVerifier = 1;
  let builders = [OpBuilder<(ins "::mlir::Value":$callee, "::mlir::ValueRange":$inputs)>];
}

def Cat_NameOp : Cat_Op<"name", [Cat_MayFail, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let hasFolder = 1;
  let summary = "a point made a point of a named object, or of fin, with its check";
  let description = [{
    `cat.name %x : tensor<5xf32> -> !cat.obj<@"Dist[5]">`. Source and result have the same erasure,
    and may be arrays or products in which some parts are named. Fails (status 65) when a predicate is not
    true or a number is out of the range of its fin.
  }];
  let arguments = (ins Cat_Point:$value);
  let results = (outs Cat_Point:$result);
  let assemblyFormat = "$value attr-dict `:` type($value) `->` type($result)";
}

def Cat_HoldsOp : Cat_Op<"holds", [Cat_MayFail, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "may the point be named so?";
  let description = [{
    `cat.holds %x : tensor<5xf32> -> !cat.obj<@"Dist[5]">`: true when `cat.name` of the same types would not
    fail.
  }];
  let arguments = (ins Cat_Point:$value, TypeAttr:$as);
  let results = (outs Cat_Bool:$result);
  let assemblyFormat = "$value attr-dict `:` type($value) `->` $as";
}

def Cat_ForgetOp : Cat_Op<"forget", [Pure, DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "the same point under another type of the same erasure";
  let description = "No computation: `cat.forget %d : !cat.obj<@\"Dist[5]\"> -> tensor<5xf32>`.";
  let arguments = (ins Cat_Point:$value);
  let results = (outs Cat_Point:$result);
  let assemblyFormat = "$value attr-dict `:` type($value) `->` type($result)";
  let hasFolder = 1;
}

def Cat_ConstOp : Cat_Op<"const", [Pure, ConstantLike, AllTypesMatch<["value", "result"]>]> {
  let summary = "a scalar, or an array of scalars, known when compiling";
  let arguments = (ins TypedAttrInterface:$value);
  let results = (outs Cat_Numbers:$result);
  let assemblyFormat = "$value attr-dict";
  let hasFolder = 1;
}

def Cat_PackOp : Cat_Op<"pack", [Pure]> {
  let summary = "a product from its components";
  let description = "`cat.pack %a, %b : !cat.prod<\"x\": A, \"y\": B>`";
  let arguments = (ins Variadic<Cat_Point>:$elements);
  let results = (outs Cat_Prod:$result);
  let assemblyFormat = "$elements attr-dict `:` custom<PackTypes>(type($elements), type($result))";
  let hasVerifier = 1;
  let hasFolder = 1;
  let builders = [OpBuilder<(ins "::mlir::ValueRange":$elements)>];
}

def Cat_GetOp : Cat_Op<"get", [Pure, DeclareOpInterfaceMethods<InferTypeOpInterface>]> {
  let summary = "one component of a product";
  let description = "`cat.get %p[1] : !cat.prod<A, B>`";
  let arguments = (ins Cat_Prod:$product, I64Attr:$index);
  let results = (outs Cat_Point:$result);
  let assemblyFormat = "$product `[` $index `]` attr-dict `:` qualified(type($product))";
  let hasFolder = 1;
  let builders = [OpBuilder<(ins "::mlir::Value":$product, "int64_t":$index)>];
}

def Cat_InjectOp : Cat_Op<"inject", [Pure]> {
  let summary = "a point of a sum";
  let description = [{
    `cat.inject "some"(%x) : (A) -> !cat.sum<…>`. The payload is one point, or the components of a product.
  }];
  let arguments = (ins StrAttr:$label, Variadic<Cat_Point>:$payload);
  let results = (outs Cat_Sum:$result);
  let assemblyFormat = "$label `(` $payload `)` attr-dict `:` functional-type($payload, $result)";
  let hasVerifier = 1;
}

def Cat_IfOp : Cat_Op<"if", [RecursiveMemoryEffects, SingleBlock]> {
  let hasCanonicalizeMethod = 1;
  let summary = "one of two branches";
  let description = "`cat.if %c -> (A) { … cat.yield %x : A } else { … cat.yield %y : A }`";
  let arguments = (ins Cat_Bool:$condition);
  let results = (outs Variadic<Cat_Point>:$results);
  let regions = (region SizedRegion<1>:$thenRegion, SizedRegion<1>:$elseRegion);
  let assemblyFormat = [{ $condition (`->` `(` type($results)^ `)`)? attr-dict-with-keyword
                          $thenRegion `else` $elseRegion }];
  let hasRegionVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [
    OpBuilder<(ins "::mlir::TypeRange":$results, "::mlir::Value":$condition)>];
}

def Cat_MatchOp : Cat_Op<"match", [RecursiveMemoryEffects, SingleBlock]> {
  let summary = "one branch for each alternative of a sum";
  let description = [{
    `cat.match %s : !cat.sum<"none": !cat.prod<>, "some": A> -> (B) case "none" { … } case "some"(%x: A) { … }`.
    A branch's arguments are the payload or its components. The scrutinee may be an i64 once sums are
    erased; its branches are then numbered.
  }];
  let arguments = (ins Cat_Point:$scrutinee);
  let results = (outs Variadic<Cat_Point>:$results);
  let regions = (region VariadicRegion<SizedRegion<1>>:$branches);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  let hasRegionVerifier = 1;
  let skipDefaultBuilders = 1;
  let builders = [
    OpBuilder<(ins "::mlir::TypeRange":$results, "::mlir::Value":$scrutinee, "unsigned":$branches)>];
}

def Cat_CheckOp : Cat_Op<"check", [MemoryEffects<[MemWrite]>]> {
  let hasCanonicalizeMethod = 1;
  let summary = "stops the program unless the condition is true";
  let description = [{
    `cat.check %ok, "the sum is not 1" (%x : f32) status 65`. Prints `PLACE: message`, with `: value`
    behind it if there is one, and exits with the status. An array of conditions must be true
    everywhere; the value shown is that of the first that is not, its axes being the leading ones of
    the value. `as` is the type to print as; the operands are one point or, when products are split,
    its leaves.
  }];
  let arguments = (ins Cat_Bools:$condition, StrAttr:$message, Variadic<Cat_Point>:$values,
                       OptionalAttr<TypeAttr>:$as, DefaultValuedProp<I64Prop, "65">:$status);
  let assemblyFormat = [{ $condition `` custom<Truths>(type($condition)) `,` $message
      (`(` $values^ `:` type($values) (`as` $as^)? `)`)? (`status` $status^)? attr-dict }];
  let builders = [OpBuilder<(ins "::mlir::Value":$condition, "const ::llvm::Twine &":$message,
                                 "::mlir::Value":$value, CArg<"int64_t", "65">:$status)>];
  let extraClassDeclaration = [{
    /// What one value is printed as.
    ::mlir::Type getPrinted();
  }];
}

def Cat_KeySeedOp : Cat_Op<"key_seed", [Pure]> {
  let summary = "the random key of a seed";
  let arguments = (ins Cat_I64:$seed);
  let results = (outs Cat_Key:$result);
  let assemblyFormat = "$seed attr-dict";
  let builders = [OpBuilder<(ins "::mlir::Value":$seed)>];
}

def Cat_KeyFoldOp : Cat_Op<"key_fold", [Pure]> {
  let summary = "a key made from a key and a number";
  let arguments = (ins Cat_Key:$key, Cat_I64:$number);
  let results = (outs Cat_Key:$result);
  let assemblyFormat = "$key `,` $number attr-dict";
  let builders = [OpBuilder<(ins "::mlir::Value":$key, "::mlir::Value":$number)>];
}

class Cat_Draw<string mnemonic> : Cat_Op<mnemonic, [Pure, Cat_Costs]> {
  let arguments = (ins Cat_Key:$key, Variadic<Cat_Index>:$sizes);
  let results = (outs Cat_Floats:$result);
  let assemblyFormat = "$key (`sizes` `(` $sizes^ `)`)? attr-dict `:` type($result)";
  let hasVerifier = 1;
}

def Cat_UniformOp : Cat_Draw<"uniform"> {
  let summary = "uniform draws from [0, 1)";
  let description = [{
    Element i, in row-major order, is draw i of the key. `sizes` has one index for each `?` of the result.
  }];
}

def Cat_NormalOp : Cat_Draw<"normal"> {
  let summary = "draws from the standard normal distribution";
  let description = "As `cat.uniform`.";
}

def Cat_PermutationOp : Cat_Op<"permutation", [Pure]> {
  let summary = "a random permutation of 0 … n-1";
  let arguments = (ins Cat_Key:$key, Cat_Index:$length);
  let results = (outs Cat_Array:$result);
  let assemblyFormat = "$key `,` $length attr-dict `:` type($result)";
  let hasVerifier = 1;
}

#endif
