// The `cat` dialect for its users: types, ops, interfaces, and questions about types.
#pragma once

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace cat {

/// What an op costs, for choices between terms that mean the same.
struct Cost {
  double flops = 0;
  double bytes = 0;
};

// Questions about types. "Like" means: a scalar of this kind, or an array of such scalars.
bool isArray(mlir::Type type);     ///< a ranked tensor of rank one or more
bool isPoint(mlir::Type type);     ///< a scalar, an array, or any type of the dialect
bool isNumbers(mlir::Type type);   ///< floats, integers, truth values, index, or a generic variable
bool isFloatLike(mlir::Type type); ///< f32, f64, or a generic variable
bool isIntLike(mlir::Type type);   ///< integers and truth values, no index
bool isBoolLike(mlir::Type type);  ///< i1
bool isIndexLike(mlir::Type type); ///< integers, index or fin
/// The element of an array, or the type itself.
mlir::Type elementOf(mlir::Type type);
/// The shape of an array; empty for everything else.
llvm::ArrayRef<int64_t> shapeOf(mlir::Type type);
/// The same shape with another element; a type without a shape becomes `element`.
mlir::Type withElement(mlir::Type type, mlir::Type element);
/// `tensor<shape x element>`; with an empty shape the element; an array as the element adds its
/// axes.
mlir::Type arrayOf(llvm::ArrayRef<int64_t> shape, mlir::Type element);
/// `type` with one more leading axis.
mlir::Type stacked(int64_t length, mlir::Type type);
/// `type`, an array, without its leading axis.
mlir::Type unstacked(mlir::Type type);

/// Where something stands in a source file: `FILE:LINE:COL` of the first place in the location, or
/// nothing.
mlir::FileLineColLoc fileOf(mlir::Location location);
std::string placeOf(mlir::Location location);
/// A place in a module that is installed with the compiler, and whether a location is one. What
/// fails there is told where the program mentions it.
mlir::Location inLibrary(mlir::Location location);
bool isInLibrary(mlir::Location location);
/// `location`, and before it the place of the mention when it is in the library.
mlir::Location mentionedAt(mlir::Location mention, mlir::Location location);

/// The place of a point with the name that the program gave it, and that name; empty if none.
mlir::Location namedPoint(llvm::StringRef name, mlir::Location location);
llvm::StringRef pointName(mlir::Location location);

/// The components of a product; any other type is its own only component.
llvm::SmallVector<mlir::Type> components(mlir::Type type);
/// The inverse: one type stands bare, any other number of them is a product.
mlir::Type productOf(mlir::MLIRContext *context, mlir::TypeRange types);
/// The leaves of a type: products flattened, arrays of products as arrays, units gone; inside an
/// arrow domain and codomain likewise.
llvm::SmallVector<mlir::Type> splitType(mlir::Type type);
/// The type without objects, fins and enumerations: what it is made of. Null
/// when an object has no definition in the symbol table of `module`.
mlir::Type eraseType(mlir::Type type, mlir::Operation *module);
/// The tangent of a type: floats as they are; of a sum whose payloads have floats the record of the
/// payloads' tangents; the unit for every other leaf. Named objects must be erased first; a generic
/// variable counts as a float.
mlir::Type tangentType(mlir::Type type);
/// `eraseType` applied before, so that named objects have their tangent. Null as for `eraseType`.
mlir::Type tangentType(mlir::Type type, mlir::Operation *module);
/// True when both types have the same leaves (names of components do not count), where an unknown
/// length agrees with every length.
bool sameLeaves(mlir::Type a, mlir::Type b);
bool sameLeaves(mlir::TypeRange a, mlir::TypeRange b);

class ObjectOp;
class ObjType;
/// The definition of a named object, or null.
ObjectOp lookupObject(ObjType type, mlir::Operation *module);

/// What stops a program when the predicate `text` of `object` does not hold.
std::string refinementMessage(llvm::StringRef object, llvm::StringRef text);
/// What stops a program when a number is no element of `fin<bound>`.
std::string finMessage(int64_t bound);

/// Used by the generated code of the ops.
Cost defaultCost(mlir::Operation *op);
mlir::Speculation::Speculatability elementwiseSpeculatability(mlir::Operation *op);
/// The number of elements, with a guess for unknown lengths; 1 for a scalar.
double guessElements(mlir::Type type);
double guessBytes(mlir::Type type);

} // namespace cat

#include "dialect/ir/CatDialect.h.inc"
#include "dialect/ir/CatEnums.h.inc"
#include "dialect/ir/CatInterfaces.h.inc"
#define GET_TYPEDEF_CLASSES
#include "dialect/ir/CatTypes.h.inc"
#define GET_OP_CLASSES
#include "dialect/ir/CatOps.h.inc"
