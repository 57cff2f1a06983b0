// Structural equality of values, up to what stands for anything: how a rewrite's left side meets
// the program, and how two sides are seen to be one.
#ifndef CAT_LAWS_MATCH_H
#define CAT_LAWS_MATCH_H

#include "dialect/ir/Cat.h"
#include "mlir/IR/IRMapping.h"

namespace cat {

/// What the variables of a pattern stand for.
struct Bindings {
  mlir::IRMapping values; ///< of the pattern's free points and arrows
  llvm::DenseMap<mlir::StringAttr, mlir::Type> objects;

  /// `type` with its unknown objects replaced.
  mlir::Type substitute(mlir::Type type) const;
};

class Matcher {
public:
  /// `variables` stand for any value of their type; none of them is used more freely than
  /// `mayStand` allows.
  explicit Matcher(llvm::ArrayRef<mlir::Value> variables = {},
                   std::function<bool(mlir::Value variable, mlir::Value value)> mayStand = {})
      : variables(variables), mayStand(std::move(mayStand)) {}

  /// Whether `value` is `pattern` at what the bindings say, or can be made so; they are then
  /// extended.
  bool match(mlir::Value pattern, mlir::Value value);
  /// The same for every value of the list.
  bool match(mlir::ValueRange pattern, mlir::ValueRange values);
  bool match(mlir::Type pattern, mlir::Type type);

  Bindings bindings;
  /// Which operations of two operands in any order are met turned round, bit by bit in the order in
  /// which they are met; without it, whichever fits first.
  std::optional<unsigned> turned;

private:
  bool match(mlir::Operation *pattern, mlir::Operation *op);
  bool matchOperands(mlir::Operation *pattern, mlir::Operation *op);
  bool match(mlir::Region &pattern, mlir::Region &region);
  bool bind(mlir::Value variable, mlir::Value value);

  unsigned met = 0; // operations of two operands in any order
  llvm::ArrayRef<mlir::Value> variables;
  std::function<bool(mlir::Value, mlir::Value)> mayStand;
};

/// Whether both arrows have the same body, up to the order of what may be reordered.
bool isSameArrow(ArrowOp left, ArrowOp right);

} // namespace cat

#endif
