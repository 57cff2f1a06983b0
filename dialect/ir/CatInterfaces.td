// What a primitive says about itself, so that no pass has a switch over op names. Derivatives, maps
// and lowerings are external models, registered by the libraries that own them; linearity and cost
// are implemented beside the ops.
#ifndef CAT_INTERFACES_TD
#define CAT_INTERFACES_TD

include "mlir/IR/OpBase.td"

def Cat_ReverseDerivativeOpInterface : OpInterface<"ReverseDerivativeOpInterface"> {
  let cppNamespace = "::cat";
  let description = "The reverse derivative of a primitive, as point-layer ops.";
  let methods = [InterfaceMethod<[{
      Emits ops that take the cotangents of the results to those of the operands. A null cotangent is
      zero; an entry of `operandCotangents` (one an operand, null at first) that stays null is zero.
    }], "::mlir::LogicalResult", "reverse",
    (ins "::mlir::OpBuilder &":$b, "::llvm::ArrayRef<::mlir::Value>":$cotangents,
         "::llvm::MutableArrayRef<::mlir::Value>":$operandCotangents)>];
}

def Cat_ForwardDerivativeOpInterface : OpInterface<"ForwardDerivativeOpInterface"> {
  let cppNamespace = "::cat";
  let description = "The forward derivative of a primitive, as point-layer ops.";
  let methods = [InterfaceMethod<[{
      Emits ops that take the tangents of the operands (null is zero) to those of the results.
    }], "::mlir::LogicalResult", "forward",
    (ins "::mlir::OpBuilder &":$b, "::llvm::ArrayRef<::mlir::Value>":$tangents,
         "::llvm::SmallVectorImpl<::mlir::Value> &":$resultTangents)>];
}

def Cat_MapOpInterface : OpInterface<"MapOpInterface"> {
  let cppNamespace = "::cat";
  let description = "A primitive with one more leading axis: its strength.";
  let methods = [InterfaceMethod<[{
      Emits the op over a leading axis of `size` (an index). `operands` replace the op's own; those
      marked in `batched` already have the axis. Every one of `results` has it.
    }], "::mlir::LogicalResult", "mapOver",
    (ins "::mlir::OpBuilder &":$b, "::llvm::ArrayRef<::mlir::Value>":$operands,
         "::llvm::ArrayRef<bool>":$batched, "::mlir::Value":$size,
         "::llvm::SmallVectorImpl<::mlir::Value> &":$results)>];
}

def Cat_LinearOpInterface : OpInterface<"LinearOpInterface"> {
  let cppNamespace = "::cat";
  let description = "In which operands a primitive is linear.";
  let methods = [
    InterfaceMethod<"True when the op is linear in this operand (see isJointlyLinear).",
      "bool", "isLinearIn", (ins "unsigned":$operandIndex)>,
    InterfaceMethod<[{
      True when the op is linear in its linear operands taken together, as `add` is; false when it is
      linear in each while the others stand still, as `mul` is.
    }], "bool", "isJointlyLinear", (ins), "", "return true;">];
}

def Cat_CostOpInterface : OpInterface<"CostOpInterface"> {
  let cppNamespace = "::cat";
  let description = "What an op costs; a dynamic dim counts as a fixed guess.";
  let methods = [InterfaceMethod<"Floating-point operations and bytes moved.", "::cat::Cost", "cost",
    (ins), "", "return ::cat::defaultCost($_op);">];
}

def Cat_LowerOpInterface : OpInterface<"LowerOpInterface"> {
  let cppNamespace = "::cat";
  let description = "A primitive in terms of linalg, tensor, arith, math and scf.";
  let methods = [InterfaceMethod<[{
      Emits the lowered form on the converted `operands` and hands back one value a result.
    }], "::mlir::LogicalResult", "lower",
    (ins "::mlir::RewriterBase &":$b, "::mlir::ValueRange":$operands,
         "::llvm::SmallVectorImpl<::mlir::Value> &":$results)>];
}

#endif
