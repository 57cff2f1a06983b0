// Runs regions: hands every op to its handler and its results to their users.
#pragma once

#include "dialect/interp/Interp.h"

struct catrt_text;

namespace cat::interp {

/// The points that the values of one running region have.
using Frame = llvm::DenseMap<mlir::Value, Leaves>;

class Machine;
/// What an op does: the leaves of all its results, in a row.
using Handler = std::function<Leaves(Machine &, mlir::Operation *, Frame &)>;
using HandlerTable = llvm::StringMap<Handler>;

// One table a file, by the full name of the op.
void addElementwiseHandlers(HandlerTable &table);
void addStructureHandlers(HandlerTable &table);
void addArrowHandlers(HandlerTable &table);
void addCalculusHandlers(HandlerTable &table);
void addPointHandlers(HandlerTable &table);
void addEffectHandlers(HandlerTable &table);
void addFileHandlers(HandlerTable &table);

// Texts to and from the runtime.
std::string takeText(const catrt_text *text);
const catrt_text *giveText(const Leaf &text);

class Machine {
public:
  explicit Machine(mlir::ModuleOp module);

  mlir::ModuleOp module;
  Calculator calculate;

  /// The leaves of a type, its objects erased.
  const llvm::SmallVector<mlir::Type> &leavesOf(mlir::Type type);
  size_t countLeaves(mlir::TypeRange types);
  bool stopped() const { return calculate.stopped(); }

  /// Binds the leaves in a row to values.
  void bind(mlir::ValueRange values, llvm::ArrayRef<Leaf> leaves, Frame &frame);
  /// Runs a block whose arguments are bound; gives the leaves that its terminator hands on.
  Leaves run(mlir::Block &block, Frame &frame);
  /// Binds the arguments, then runs.
  Leaves run(mlir::Block &block, llvm::ArrayRef<Leaf> arguments, Frame &frame);

  /// The leaves of a value, or of several in a row.
  static Leaves leaves(mlir::ValueRange values, Frame &frame);
  /// The only leaf of a value.
  static const Leaf &leaf(mlir::Value value, Frame &frame) { return frame[value].front(); }

  /// The arrow `@name` in a context.
  Closure arrow(llvm::StringRef name, llvm::ArrayRef<Leaf> context);
  /// What must be true of a point of type `from` (by its leaves) that is named as one of type `to`.
  void checkName(llvm::ArrayRef<Leaf> leaves, mlir::Type from, mlir::Type to);

private:
  void checkLengths(const Leaf &leaf, mlir::Type type);

  HandlerTable handlers;
  llvm::DenseMap<mlir::Type, std::unique_ptr<llvm::SmallVector<mlir::Type>>> typeLeaves;
};

/// Stacks `rows` (each a list of leaves, all alike) along a new leading axis; `types` says what the
/// leaves are when there are no rows.
Leaves stack(Machine &machine, llvm::ArrayRef<Leaves> rows, llvm::ArrayRef<mlir::Type> types);
/// The number of an alternative of a sum, and its payload.
std::pair<int64_t, Leaves> alternative(const Leaf &scrutinee);
/// An arrow's type and what it does.
struct ArrowValue {
  HomType type;
  Closure call;
};
ArrowValue arrowOf(mlir::Value value, Frame &frame);
/// The result of an op that gives an arrow.
Leaves closure(mlir::Operation *op, Closure call);
Leaves join(llvm::ArrayRef<Leaf> a, llvm::ArrayRef<Leaf> b);

/// Element i of each leaf along its leading axis.
Leaves items(Machine &machine, llvm::ArrayRef<Leaf> leaves, int64_t i);

} // namespace cat::interp
