// Ops on the structure of arrays. Wherever an op takes `sizes`, it has one index for each `?` that the
// operands do not determine, in order.
#ifndef CAT_STRUCTURE_TD
#define CAT_STRUCTURE_TD

class Cat_Structure<string mnemonic, list<Trait> traits = []>
    : Cat_Op<mnemonic, traits # [NoMemoryEffect, Cat_Costs]> {
  let hasVerifier = 1;
}
class Cat_PureStructure<string mnemonic, list<Trait> traits = []>
    : Cat_Op<mnemonic, traits # [Pure, Cat_Costs]> {
  let hasVerifier = 1;
}

// One whose cost is not that of its results.
class Cat_OwnCost<string mnemonic, list<Trait> traits>
    : Cat_Op<mnemonic, traits # [DeclareOpInterfaceMethods<Cat_CostOpInterface, ["cost"]>]> {
  let hasVerifier = 1;
}

def Cat_BroadcastOp : Cat_PureStructure<"broadcast", [Cat_Linear]> {
  let summary = "new axes, along which the point is repeated";
  let description = [{
    `cat.broadcast %x sizes(%n) dims [0] : tensor<3xf32> -> tensor<?x3xf32>`. `dims` are the positions of the
    new axes in the result; `sizes` has an index for each new axis whose length is `?`.
  }];
  let arguments = (ins Cat_Point:$operand, Variadic<Cat_Index>:$sizes, DenseI64ArrayAttr:$dims);
  let results = (outs Cat_Array:$result);
  let assemblyFormat = [{ $operand (`sizes` `(` $sizes^ `)`)? `dims` $dims attr-dict `:` type($operand) `->`
                          type($result) }];
  let builders = [OpBuilder<(ins "::mlir::Value":$operand, "int64_t":$leading, CArg<"::mlir::Value", "{}">:$size)>];
}

def Cat_TransposeOp : Cat_PureStructure<"transpose", [Cat_Linear, DeclareOpInterfaceMethods<InferTypeOpInterface>]> {
  let hasFolder = 1;
  let summary = "the axes in another order";
  let description = "`cat.transpose %x perm [1, 0] : tensor<2x3xf32>`: axis i of the result is axis `perm[i]` of the operand.";
  let arguments = (ins Cat_Array:$operand, DenseI64ArrayAttr:$permutation);
  let results = (outs Cat_Array:$result);
  let assemblyFormat = "$operand `perm` $permutation attr-dict `:` type($operand)";
}

def Cat_ReshapeOp : Cat_Structure<"reshape", [Cat_Linear]> {
  let hasFolder = 1;
  let summary = "the same elements, in row-major order, in another shape";
  let description = [{
    `sizes` has one index for each `?` of the result. A scalar counts as one element. Fails (status 65) when
    the numbers of elements differ.
  }];
  let arguments = (ins Cat_Point:$operand, Variadic<Cat_Index>:$sizes);
  let results = (outs Cat_Point:$result);
  let assemblyFormat = "$operand (`sizes` `(` $sizes^ `)`)? attr-dict `:` type($operand) `->` type($result)";
}

def Cat_SliceOp : Cat_Structure<"slice", [Cat_Linear]> {
  let hasFolder = 1;
  let summary = "a part of one axis";
  let description = [{
    `cat.slice %x[%start, %length] axis 0 : tensor<?xf32> -> tensor<?xf32>`. Fails (status 65) when
    start + length exceeds the axis.
  }];
  let arguments = (ins Cat_Array:$operand, Cat_Index:$start, Cat_Index:$length, I64Attr:$axis);
  let results = (outs Cat_Array:$result);
  let assemblyFormat = [{ $operand `[` $start `,` $length `]` `axis` $axis attr-dict `:` type($operand) `->`
                          type($result) }];
}

def Cat_PadOp : Cat_PureStructure<"pad", [Cat_Linear]> {
  let hasFolder = 1;
  let summary = "zeros before and after one axis: the adjoint of slice";
  let arguments = (ins Cat_Array:$operand, Cat_Index:$low, Cat_Index:$high, I64Attr:$axis);
  let results = (outs Cat_Array:$result);
  let assemblyFormat = [{ $operand `[` $low `,` $high `]` `axis` $axis attr-dict `:` type($operand) `->`
                          type($result) }];
}

def Cat_ConcatOp : Cat_PureStructure<"concat", [Cat_Linear]> {
  let hasFolder = 1;
  let summary = "arrays one after the other along an axis";
  let arguments = (ins Variadic<Cat_Array>:$parts, I64Attr:$axis);
  let results = (outs Cat_Array:$result);
  let assemblyFormat = "$parts `axis` $axis attr-dict `:` functional-type($parts, $result)";
  let builders = [OpBuilder<(ins "::mlir::ValueRange":$parts, "int64_t":$axis)>];
}

def Cat_ReverseOp : Cat_PureStructure<"reverse", [Cat_Linear, SameOperandsAndResultType]> {
  let hasFolder = 1;
  let summary = "one axis from back to front";
  let arguments = (ins Cat_Array:$operand, I64Attr:$axis);
  let results = (outs Cat_Array:$result);
  let assemblyFormat = "$operand `axis` $axis attr-dict `:` type($operand)";
}

def Cat_IotaOp : Cat_PureStructure<"iota"> {
  let summary = "0, 1, 2, …";
  let arguments = (ins Variadic<Cat_Index>:$sizes);
  let results = (outs Cat_Array:$result);
  let assemblyFormat = "(`sizes` `(` $sizes^ `)`)? attr-dict `:` type($result)";
}

def Cat_DimOp : Cat_Op<"dim", [Pure]> {
  let summary = "the length of an axis";
  let arguments = (ins Cat_Array:$operand, I64Attr:$axis);
  let results = (outs Cat_Index:$result);
  let assemblyFormat = "$operand `axis` $axis attr-dict `:` type($operand)";
  let hasVerifier = 1;
  let hasFolder = 1;
  let builders = [OpBuilder<(ins "::mlir::Value":$operand, "int64_t":$axis)>];
}

def Cat_ZipOp : Cat_PureStructure<"zip"> {
  let summary = "an array of products from arrays of equal length";
  let description = "`cat.zip %a, %b : (tensor<nxA>, tensor<nxB>) -> tensor<nx!cat.prod<A, B>>`";
  let arguments = (ins Variadic<Cat_Array>:$arrays);
  let results = (outs Cat_Array:$result);
  let assemblyFormat = "$arrays attr-dict `:` functional-type($arrays, $result)";
  let hasFolder = 1;
}

def Cat_UnzipOp : Cat_PureStructure<"unzip"> {
  let hasFolder = 1;
  let summary = "the components of an array of products, each as an array";
  let arguments = (ins Cat_Array:$array);
  let results = (outs Variadic<Cat_Array>:$results);
  let assemblyFormat = "$array attr-dict `:` functional-type($array, $results)";
}

def Cat_GatherOp : Cat_Structure<"gather", [Cat_Linear, DeclareOpInterfaceMethods<InferTypeOpInterface>]> {
  let summary = "rows of a table";
  let description = [{
    Table `[B…, V, R…]` and indices `[B…, I…]` (a scalar when there are no axes) give `[B…, I…, R…]`, where B
    are the `batch_dims` leading axes. An index out of range fails (status 65) unless `in_bounds` says that
    there is none.
  }];
  let arguments = (ins Cat_Array:$table, Cat_Indices:$indices, DefaultValuedProp<I64Prop, "0">:$batch_dims,
                       UnitAttr:$in_bounds);
  let results = (outs Cat_Point:$result);
  let assemblyFormat = [{ $table `,` $indices (`batch_dims` $batch_dims^)? (`in_bounds` $in_bounds^)? attr-dict `:`
                          type($table) `,` type($indices) }];
}

def Cat_ScatterAddOp : Cat_Structure<"scatter_add", [Cat_Linear]> {
  let summary = "rows added into a table of zeros: the adjoint of gather";
  let description = [{
    Indices `[B…, I…]` and updates `[B…, I…, R…]` give a table `[B…, V, R…]`; rows are added in row-major
    order of the indices. `sizes` has one index for each `?` of the result. An index out of range fails.
  }];
  let arguments = (ins Cat_Indices:$indices, Cat_Point:$updates, Variadic<Cat_Index>:$sizes,
                       DefaultValuedProp<I64Prop, "0">:$batch_dims);
  let results = (outs Cat_Array:$result);
  let assemblyFormat = [{ $indices `,` $updates (`sizes` `(` $sizes^ `)`)? (`batch_dims` $batch_dims^)? attr-dict `:`
                          type($indices) `,` type($updates) `->` type($result) }];
}

def Cat_ContractOp : Cat_OwnCost<"contract", [NoMemoryEffect, Cat_Multilinear]> {
  let summary = "a sum of products over shared axes";
  let description = [{
    `cat.contract %a, %b maps [#a, #b, #c] : A, B -> C`: one affine map each for lhs, rhs and result, from the
    iteration dims to the axes; axes of a map are plain dims. Each element of the result is one chain of fused
    multiply-adds that starts from 0, in row-major order of the dims that the result lacks, lowest dim slowest.
  }];
  let arguments = (ins Cat_Numbers:$lhs, Cat_Numbers:$rhs, AffineMapArrayAttr:$maps);
  let results = (outs Cat_Numbers:$result);
  let assemblyFormat = "$lhs `,` $rhs `maps` $maps attr-dict `:` type($lhs) `,` type($rhs) `->` type($result)";
  let builders = [
    OpBuilder<(ins "::mlir::Value":$lhs, "::mlir::Value":$rhs, "::llvm::ArrayRef<::mlir::AffineMap>":$maps)>];
  let extraClassDeclaration = [{
    ::mlir::AffineMap getMap(unsigned i) { return ::llvm::cast<::mlir::AffineMapAttr>(getMaps()[i]).getValue(); }
  }];
}

def Cat_FoldAxisOp : Cat_OwnCost<"fold_axis", [Pure, Cat_Linear, DeclareOpInterfaceMethods<InferTypeOpInterface>]> {
  let summary = "axes folded by a monoid";
  let description = [{
    `cat.fold_axis add %x dims [1] : tensor<2x3xf32>`: each element of the result starts from the identity and
    takes the elements of the folded axes in row-major order. All axes folded give a scalar. The identity of
    max and min is the least and greatest number, infinite for floats.
  }];
  let arguments = (ins Cat_Fold:$kind, Cat_Array:$operand, DenseI64ArrayAttr:$dims);
  let results = (outs Cat_Numbers:$result);
  let assemblyFormat = "$kind $operand `dims` $dims attr-dict `:` type($operand)";
}

class Cat_Arg<string mnemonic> : Cat_Structure<mnemonic> {
  let arguments = (ins Cat_Array:$operand, I64Attr:$axis);
  let results = (outs Cat_Indices:$result);
  let assemblyFormat = "$operand `axis` $axis attr-dict `:` type($operand) `->` type($result)";
}
def Cat_ArgMaxOp : Cat_Arg<"argmax"> {
  let summary = "the position of the greatest element of an axis, the first one if several";
  let description = "The first NaN, if there is one, counts as the greatest. An empty axis fails (status 65).";
}
def Cat_ArgMinOp : Cat_Arg<"argmin"> {
  let summary = "the position of the least element of an axis, the first one if several";
  let description = "The first NaN, if there is one, counts as the least. An empty axis fails (status 65).";
}

def Cat_SortOp : Cat_PureStructure<"sort", [SameOperandsAndResultType]> {
  let summary = "an axis in ascending order, stable, NaN last";
  let arguments = (ins Cat_Array:$operand, I64Attr:$axis);
  let results = (outs Cat_Array:$result);
  let assemblyFormat = "$operand `axis` $axis attr-dict `:` type($operand)";
}

def Cat_ArgSortOp : Cat_PureStructure<"argsort", [DeclareOpInterfaceMethods<InferTypeOpInterface>]> {
  let summary = "the positions that put an axis in ascending order, stable, NaN last";
  let arguments = (ins Cat_Array:$operand, I64Attr:$axis);
  let results = (outs Cat_Array:$result);
  let assemblyFormat = "$operand `axis` $axis attr-dict `:` type($operand)";
}

#endif
