// What the nodes and wires of a diagram are called: objects, arrows, operations and constants in
// the words of a program.
#pragma once

#include "dialect/ir/Cat.h"

#include <string>

namespace cat {

/// `f32[784]`, `Dist[10]`, `Token * Token`; of a long record only the names of its fields.
std::string objectWord(mlir::Type type);
/// `{ weight, bias }`.
std::string fieldWords(ProdType record);
/// `linear[784, 128]`: the arrow's name without its module.
std::string arrowWord(llvm::StringRef symbol);
/// `+`, `@`, `exp`, `[i]`.
std::string operationWord(mlir::Operation *op);
/// `0.5`, `[1, 2, …]`.
std::string constantWord(mlir::Attribute value);
/// At most `width` characters, the last of which says that there are more.
std::string shortened(llvm::StringRef text, unsigned width = 28);

} // namespace cat
