// Text, and what pipelines and readers do to the world.
#ifndef CAT_EFFECTS_TD
#define CAT_EFFECTS_TD

def Cat_TextConstOp : Cat_Op<"text_const", [Pure]> {
  let summary = "a text known when compiling";
  let arguments = (ins StrAttr:$text);
  let results = (outs Cat_Text:$result);
  let assemblyFormat = "$text attr-dict";
  let builders = [OpBuilder<(ins "::llvm::StringRef":$text)>];
}

def Cat_FormatOp : Cat_Op<"format", [Pure]> {
  let summary = "a point as text";
  let description = [{
    `cat.format %x spec ".4f" as !cat.obj<@"Loss"> : f32`. Without a spec, the shortest form that reads back as the
    same value. `as` is the type to print as, kept when names are erased. The operands are one point or, when
    products are split, its leaves.
  }];
  let arguments = (ins Variadic<Cat_Point>:$values, OptionalAttr<StrAttr>:$spec, TypeAttr:$as);
  let results = (outs Cat_Text:$result);
  let assemblyFormat = "$values (`spec` $spec^)? `as` $as attr-dict `:` type($values)";
  let builders = [OpBuilder<(ins "::mlir::Value":$value, "::llvm::StringRef":$spec)>];
}

def Cat_TextConcatOp : Cat_Op<"text_concat", [Pure]> {
  let hasCanonicalizeMethod = 1;
  let summary = "texts one after the other";
  let arguments = (ins Variadic<Cat_Text>:$texts);
  let results = (outs Cat_Text:$result);
  let assemblyFormat = "$texts attr-dict";
}

def Cat_TextEqualOp : Cat_Op<"text_equal", [Pure, Commutative]> {
  let summary = "whether two texts are the same bytes";
  let arguments = (ins Cat_Text:$left, Cat_Text:$right);
  let results = (outs Cat_Bool:$result);
  let assemblyFormat = "$left `,` $right attr-dict";
  let builders = [OpBuilder<(ins "::mlir::Value":$left, "::mlir::Value":$right)>];
}

def Cat_PrintOp : Cat_Op<"print", [MemoryEffects<[MemWrite]>]> {
  let summary = "a line on standard output";
  let arguments = (ins Cat_Text:$text);
  let assemblyFormat = "$text attr-dict";
}

def Cat_ReadOp : Cat_Op<"read", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "the contents of a file";
  let description = [{
    `cat.read "npy" %path as tensor<?xf32> : tensor<?xf32>`. Formats: csv, idx, npy, text, bytes; `.gz` files are
    read as what they hold. Every value is checked against `as`: status 65 with file, row and column when it
    does not fit, 66 when the file cannot be read. The results are one point or the leaves of one. The columns
    of a csv file are the fields of `as`, by name; one more result is the line on which each row begins.
  }];
  let arguments = (ins StrAttr:$format, Cat_Text:$path, TypeAttr:$as);
  let results = (outs Variadic<Cat_Point>:$results);
  let assemblyFormat = "$format $path `as` $as attr-dict `:` type($results)";
}

def Cat_WriteOp : Cat_Op<"write", [MemoryEffects<[MemWrite]>]> {
  let summary = "a file with a point in it, in the form that `cat.read` reads";
  let description = [{
    `cat.write "npy" %path, %xs as tensor<?xf32> : tensor<?xf32>`. Formats as for `cat.read`; gzipped when the path
    ends in `.gz`. The file appears whole or not at all (status 66). The operands are one point or its leaves.
  }];
  let arguments = (ins StrAttr:$format, Cat_Text:$path, Variadic<Cat_Point>:$values, TypeAttr:$as);
  let assemblyFormat = "$format $path `,` $values `as` $as attr-dict `:` type($values)";
}

def Cat_CallCOp : Cat_Op<"call_c", [Cat_MayFail]> {
  let summary = "a function of C, which is trusted to be one of mathematics too";
  let description = [{
    `cat.call_c "dot"(%x, %y) lengths [0, 0] : (tensor<?xf32>, tensor<?xf32>) -> tensor<?xf32>`. docs/extern.md
    says how each leaf crosses. `lengths` says where the unknown lengths of the results come from: for each `?`
    in turn, the number of a leaf of the operands, and its axis.
  }];
  let arguments = (ins StrAttr:$symbol, Variadic<Cat_Point>:$inputs, DenseI64ArrayAttr:$lengths);
  let results = (outs Variadic<Cat_Point>:$results);
  let assemblyFormat = [{ $symbol `(` $inputs `)` `lengths` $lengths attr-dict `:`
                          functional-type($inputs, $results) }];
  let hasVerifier = 1;
}

def Cat_SaveOp : Cat_Op<"save", [MemoryEffects<[MemWrite]>]> {
  let summary = "arrays of floats written to a safetensors file";
  let description = "One name a leaf; the file appears whole or not at all.";
  let arguments = (ins Cat_Text:$path, Variadic<Cat_Point>:$values, StrArrayAttr:$names);
  let assemblyFormat = "$path `,` $values `names` $names attr-dict `:` type($values)";
}

def Cat_LoadOp : Cat_Op<"load", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "arrays of floats read from a safetensors file";
  let description = "One name a leaf of the results. Status 65 when a tensor is missing or has another shape.";
  let arguments = (ins Cat_Text:$path, StrArrayAttr:$names);
  let results = (outs Variadic<Cat_Point>:$results);
  let assemblyFormat = "$path `names` $names attr-dict `:` type($results)";
}

def Cat_LogMetricsOp : Cat_Op<"log_metrics", [MemoryEffects<[MemWrite]>]> {
  let summary = "a line in the run's metrics";
  let arguments = (ins Variadic<Cat_Text>:$texts, StrArrayAttr:$names);
  let assemblyFormat = "$texts `names` $names attr-dict";
  let hasVerifier = 1;
}

#endif
