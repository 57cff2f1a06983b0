// What a file holds of a type: the columns of a table, the range of the elements of an array.
// Shared by the lowering of readers and writers and by the interpreter.
#pragma once

#include "dialect/ir/Cat.h"

namespace cat {

/// One column: a scalar field of the rows, named by its dotted path.
struct TableColumn {
  std::string name;
  mlir::Type element;      ///< a number, fin, text or enumeration
  bool isOptional = false; ///< a sum of `none` and `some` of that
  int64_t bound = -1;      ///< see `boundOf`
  std::string cases;       ///< constructors of an enumeration: "red|green"
};

/// `type` with every named object replaced by its definition; null if one has none.
mlir::Type spellOut(mlir::Type type, mlir::Operation *module);
/// The number that elements of an array must stay below: that of fin, the number of constructors of
/// an enumeration, the largest number for Nat. -1 for all others.
int64_t boundOf(mlir::Type type, mlir::Operation *module);
/// The columns of a table whose rows are the elements of `rows`; nothing when a field is no scalar.
std::optional<llvm::SmallVector<TableColumn>> tableColumns(mlir::Type rows,
                                                           mlir::Operation *module);

} // namespace cat
