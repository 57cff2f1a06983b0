// Elementwise ops: all operands and the result are scalars, or arrays of one shape.
#ifndef CAT_ELEMENTWISE_TD
#define CAT_ELEMENTWISE_TD

// Elementwise ops have no memory effects; those that may fail on integers are not hoisted.
class Cat_Elementwise<string mnemonic, list<Trait> traits = []>
    : Cat_Op<mnemonic, traits # [Elementwise, NoMemoryEffect, Cat_Costs,
        DeclareOpInterfaceMethods<ConditionallySpeculatable>]> {
  let extraClassDefinition = [{
    ::mlir::Speculation::Speculatability $cppClass::getSpeculatability() {
      return ::cat::elementwiseSpeculatability(getOperation());
    }
  }];
}

class Cat_Binary<string mnemonic, Type type, list<Trait> traits = []>
    : Cat_Elementwise<mnemonic, traits # [SameOperandsAndResultType]> {
  let arguments = (ins type:$lhs, type:$rhs);
  let results = (outs type:$result);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` type($result)";
}

class Cat_Unary<string mnemonic, Type type, list<Trait> traits = []>
    : Cat_Elementwise<mnemonic, traits # [SameOperandsAndResultType]> {
  let arguments = (ins type:$operand);
  let results = (outs type:$result);
  let assemblyFormat = "$operand attr-dict `:` type($result)";
}

def Cat_Linear : DeclareOpInterfaceMethods<Cat_LinearOpInterface>;
def Cat_Multilinear : DeclareOpInterfaceMethods<Cat_LinearOpInterface, ["isJointlyLinear"]>;

def Cat_AddOp : Cat_Binary<"add", Cat_Numbers, [Commutative, Cat_Linear]> {
  let hasFolder = 1;
  let summary = "sum";
  let description = "Fixed-width integers wrap; an index that overflows fails (status 65).";
}
def Cat_SubOp : Cat_Binary<"sub", Cat_Numbers, [Cat_Linear]> {
  let hasFolder = 1;
  let summary = "difference";
  let description = "Fixed-width integers wrap; an index that would be negative fails (status 65).";
}
def Cat_MulOp : Cat_Binary<"mul", Cat_Numbers, [Commutative, Cat_Multilinear]> {
  let hasFolder = 1;
  let summary = "product";
  let description = "Fixed-width integers wrap; an index that overflows fails (status 65).";
}
def Cat_DivOp : Cat_Binary<"div", Cat_Numbers, [Cat_Linear]> {
  let hasFolder = 1;
  let summary = "quotient";
  let description = "Integers truncate towards zero; an integer division by zero fails (status 65).";
}
def Cat_RemOp : Cat_Binary<"rem", Cat_Numbers> {
  let hasFolder = 1;
  let summary = "remainder of the truncating division";
  let description = "The sign is that of the first operand; an integer remainder by zero fails (status 65).";
}
def Cat_PowOp : Cat_Binary<"pow", Cat_Floats> {
  let summary = "power of floats";
}
def Cat_MaxOp : Cat_Binary<"max", Cat_Numbers> {
  let hasFolder = 1;
  let summary = "the greater of two";
  let description = "`lhs > rhs ? lhs : rhs`: a tie gives the second operand; a NaN in either gives NaN.";
}
def Cat_MinOp : Cat_Binary<"min", Cat_Numbers> {
  let hasFolder = 1;
  let summary = "the lesser of two";
  let description = "`lhs < rhs ? lhs : rhs`: a tie gives the second operand; a NaN in either gives NaN.";
}

def Cat_NegOp : Cat_Unary<"neg", Cat_Numbers, [Cat_Linear]> { let hasFolder = 1; let summary = "negation; integers wrap"; }
def Cat_AbsOp : Cat_Unary<"abs", Cat_Numbers> { let hasFolder = 1; let summary = "absolute value; integers wrap"; }
def Cat_ExpOp : Cat_Unary<"exp", Cat_Floats> { let summary = "e to the power"; }
def Cat_LogOp : Cat_Unary<"log", Cat_Floats> { let summary = "natural logarithm"; }
def Cat_Log1pOp : Cat_Unary<"log1p", Cat_Floats> { let summary = "log(1 + x)"; }
def Cat_Expm1Op : Cat_Unary<"expm1", Cat_Floats> { let summary = "exp(x) - 1"; }
def Cat_SqrtOp : Cat_Unary<"sqrt", Cat_Floats> { let summary = "square root"; }
def Cat_RsqrtOp : Cat_Unary<"rsqrt", Cat_Floats> { let summary = "1 / sqrt(x), two roundings"; }
def Cat_SinOp : Cat_Unary<"sin", Cat_Floats> { let summary = "sine"; }
def Cat_CosOp : Cat_Unary<"cos", Cat_Floats> { let summary = "cosine"; }
def Cat_TanOp : Cat_Unary<"tan", Cat_Floats> { let summary = "tangent"; }
def Cat_TanhOp : Cat_Unary<"tanh", Cat_Floats> { let summary = "hyperbolic tangent"; }
def Cat_SinhOp : Cat_Unary<"sinh", Cat_Floats> { let summary = "hyperbolic sine"; }
def Cat_CoshOp : Cat_Unary<"cosh", Cat_Floats> { let summary = "hyperbolic cosine"; }
def Cat_AtanOp : Cat_Unary<"atan", Cat_Floats> { let summary = "inverse tangent"; }
def Cat_AsinOp : Cat_Unary<"asin", Cat_Floats> { let summary = "inverse sine"; }
def Cat_AcosOp : Cat_Unary<"acos", Cat_Floats> { let summary = "inverse cosine"; }
def Cat_ErfOp : Cat_Unary<"erf", Cat_Floats> { let summary = "error function"; }
def Cat_FloorOp : Cat_Unary<"floor", Cat_Floats> { let hasFolder = 1; let summary = "greatest whole number not above"; }
def Cat_CeilOp : Cat_Unary<"ceil", Cat_Floats> { let hasFolder = 1; let summary = "least whole number not below"; }
def Cat_RoundOp : Cat_Unary<"round", Cat_Floats> { let hasFolder = 1; let summary = "nearest whole number; halves go to the even one"; }
def Cat_SignOp : Cat_Unary<"sign", Cat_Numbers> {
  let summary = "-1, 0 or 1";
  let description = "Zeros and NaN are given back as they are.";
}

def Cat_AndOp : Cat_Binary<"and", Cat_Ints, [Commutative]> { let hasFolder = 1; let summary = "and, bit by bit"; }
def Cat_OrOp : Cat_Binary<"or", Cat_Ints, [Commutative]> { let hasFolder = 1; let summary = "or, bit by bit"; }
def Cat_XorOp : Cat_Binary<"xor", Cat_Ints, [Commutative]> { let hasFolder = 1; let summary = "exclusive or, bit by bit"; }
def Cat_NotOp : Cat_Unary<"not", Cat_Ints> { let hasFolder = 1; let summary = "complement, bit by bit"; }

def Cat_CmpOp : Cat_Elementwise<"cmp", [SameTypeOperands, DeclareOpInterfaceMethods<InferTypeOpInterface>]> {
  let hasFolder = 1;
  let summary = "comparison";
  let description = "`cat.cmp lt %a, %b : f32` gives i1. A NaN is unequal to, and neither above nor below, everything.";
  let arguments = (ins Cat_Compare:$predicate, Cat_Numbers:$lhs, Cat_Numbers:$rhs);
  let results = (outs Cat_Bools:$result);
  let assemblyFormat = "$predicate $lhs `,` $rhs attr-dict `:` type($lhs)";
}

def Cat_SelectOp : Cat_Elementwise<"select", [Cat_Linear, AllTypesMatch<["lhs", "rhs", "result"]>]> {
  let hasFolder = 1;
  let summary = "one of two, element by element";
  let description = [{
    `cat.select %c, %a, %b : i1, f32`. With arrays, the condition has their shape. Scalar conditions choose
    between whole points of any type but arrays.
  }];
  let arguments = (ins Cat_Bools:$condition, Cat_Point:$lhs, Cat_Point:$rhs);
  let results = (outs Cat_Point:$result);
  let assemblyFormat = "$condition `,` $lhs `,` $rhs attr-dict `:` type($condition) `,` type($result)";
  let hasVerifier = 1;
}

def Cat_ConvertOp : Cat_Elementwise<"convert", [Cat_Linear, SameOperandsAndResultShape]> {
  let hasFolder = 1;
  let summary = "conversion between numbers";
  let description = [{
    `cat.convert %x : f32 -> i64`. Float to integer truncates and fails (status 65) when the value is NaN or
    out of range. Integer to index fails when negative. Between integers it wraps. To i1: unequal to zero.
  }];
  let arguments = (ins Cat_Numbers:$operand);
  let results = (outs Cat_Numbers:$result);
  let assemblyFormat = "$operand attr-dict `:` type($operand) `->` type($result)";
  let builders = [OpBuilder<(ins "::mlir::Value":$operand, "::mlir::Type":$element), [{
    build($_builder, $_state, ::cat::withElement(operand.getType(), element), operand);
  }]>];
}

#endif
