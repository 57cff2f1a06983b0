// How an arrow becomes a diagram: an arrow is what it does to a bundle of wires. Compositions,
// products and lambdas are only wiring; mentions and operations are boxes; arrows of arrows are
// frames around the diagram of the arrow that they take.
#pragma once

#include "compiler/tools/draw/Diagram.h"
#include "dialect/ir/Cat.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <optional>

namespace cat {

/// Where a wire begins. What is given or known has a node of its own wherever it is used.
struct Source {
  enum Kind { Wire, Given, Constant } kind;
  Diagram::End end = {};
  std::string text = {}; ///< of a parameter its path, of a constant its value
};

/// One wire, or the parallel wires of a product. `type` is what the wire is labelled with.
struct Bundle {
  mlir::Type type;
  std::optional<Source> source = std::nullopt;
  std::vector<Bundle> parts = {};
};

class Sketch {
public:
  Diagram draw(ArrowOp arrow);

private:
  /// What is drawn inside a frame, from what enters to what leaves.
  using Inside = llvm::function_ref<Bundle(const Bundle &)>;
  /// One of several branches, and what enters it.
  struct Alternative {
    std::string title;
    mlir::Type payload;
    std::function<Bundle(const Bundle &)> inside;
  };

  // Draw.cpp: arrows
  Bundle apply(mlir::Value arrow, const Bundle &point);
  Bundle mention(RefOp ref, const Bundle &point);
  Bundle compose(ComposeOp op, Bundle point);
  Bundle tensor(TensorOp op, const Bundle &point);
  Bundle permute(PermuteOp op, const Bundle &point);
  Bundle lambda(LambdaOp op, const Bundle &point);
  Bundle frameAround(std::string title, mlir::Value arrow, const Bundle &point);
  Bundle step(llvm::StringRef title, mlir::Operation *op, const Bundle &point, bool hasState);
  Bundle repeat(RepeatOp op, const Bundle &point);
  Bundle reduce(ReduceOp op, const Bundle &point);
  Bundle iterate(IterateOp op, const Bundle &point);
  Bundle loop(LoopOp op, const Bundle &point);
  Bundle derivative(mlir::Operation *op, const Bundle &point);
  Bundle caseOf(CaseOp op, const Bundle &point);
  Bundle choose(llvm::ArrayRef<Alternative> alternatives, const Bundle *scrutinee,
                const Bundle *condition, mlir::Type result);

  // Points.cpp: what stands in a lambda
  void statements(mlir::Block &block);
  void operation(mlir::Operation *op);
  void box(mlir::Operation *op);
  void eval(EvalOp op);
  void branch(IfOp op);
  void branch(MatchOp op);
  void iota(IotaOp op);
  Bundle yielded(mlir::Block &block, const Bundle &payload, mlir::Type type);
  Bundle name(const Bundle &point, mlir::Type from, mlir::Type to, mlir::Operation *module);
  Bundle component(const Bundle &product, ProdType type, unsigned index);

  // Wires.cpp
  Bundle lookup(mlir::Value point) const;
  Bundle lookup(mlir::ValueRange points, mlir::Type type) const;
  void bind(mlir::Value point, Bundle bundle) { scopes.back()[point] = std::move(bundle); }
  void bind(mlir::ValueRange points, const Bundle &bundle, mlir::Type type);
  /// The same wires as those of `type` are drawn: in parallel or as one.
  Bundle conform(const Bundle &bundle, mlir::Type type);
  Bundle split(const Bundle &bundle, mlir::Type type);
  Bundle join(const Bundle &bundle, mlir::Type type);
  Diagram::End begin(const Bundle &wire);
  void attach(const Bundle &wire, Diagram::End to);
  /// A box, whose wires into it are those of `point` and those out of it those of `codomain`.
  Bundle addBox(std::string label, const Bundle &point, mlir::Type codomain,
                llvm::ArrayRef<Bundle> aside = {});
  Bundle enter(const Bundle &outside, mlir::Type outer, mlir::Type inner, unsigned frame);
  Bundle leave(const Bundle &inside, mlir::Type inner, mlir::Type outer, unsigned frame);
  /// Which wires enter again what they leave, counted from the first.
  struct Feedback {
    unsigned count = 0, in = 0, out = 0;
  };
  /// A frame around `inside`: `outer` is what the wires carry outside of it, `inner` inside.
  /// `times` is a wire that says how often.
  Bundle frame(std::string title, const Bundle &point, HomType outer, HomType inner, Inside inside,
               Feedback feedback, const Bundle *times = nullptr);

  Diagram diagram;
  unsigned current = 0; ///< the frame that is drawn in
  std::vector<llvm::DenseMap<mlir::Value, Bundle>> scopes;
};

/// The types of the wires that a product, or an array of products, consists of.
std::optional<llvm::SmallVector<mlir::Type>> columnsOf(mlir::Type type);
/// True for what is drawn as parallel wires; records stay together.
bool isParallel(mlir::Type type);
/// The bundle of a type, made wire by wire.
Bundle buildBundle(mlir::Type type, llvm::function_ref<Bundle(mlir::Type)> wire);
/// The wires of a bundle, from left to right.
std::vector<Bundle> wiresOf(const Bundle &bundle);
unsigned countWires(mlir::Type type);
/// The bundle of these parts.
Bundle bundleOf(mlir::Type type, llvm::ArrayRef<Bundle> parts);

} // namespace cat
