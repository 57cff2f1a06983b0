// The inhabitants of a type: random ones, all of them where they are few, and smaller ones than a
// given one. What a test of a law draws from.
#pragma once

#include "dialect/interp/Interp.h"

#include <random>

namespace cat::interp {

class Inhabitants {
public:
  /// With `extremes`, floats are also infinities and the greatest and least there are; never NaN.
  /// Arrays of unknown length have length `length`, or one that changes.
  Inhabitants(mlir::ModuleOp module, bool extremes, std::optional<int64_t> length = std::nullopt)
      : module(module), extremes(extremes), changesLength(!length), length(length.value_or(3)) {}

  /// A random point of `type` that satisfies every refinement in it; nothing when none was found.
  std::optional<Leaves> draw(mlir::Type type, std::mt19937_64 &random);

  /// Every point of `type`, if there are at most `limit`.
  std::optional<std::vector<Leaves>> all(mlir::Type type, size_t limit);

  /// Whether the leaves satisfy every refinement of `type`.
  bool satisfy(mlir::Type type, llvm::ArrayRef<Leaf> leaves);

  /// Makes `leaves` as small as it can while `fails` holds of them: shorter, then with simpler
  /// elements. `tries` bounds how often `fails` is asked.
  void shrink(mlir::Type type, Leaves &leaves, llvm::function_ref<bool(const Leaves &)> fails,
              unsigned tries = 2000);

private:
  std::optional<Leaves> drawScalar(mlir::Type type, std::mt19937_64 &random);
  std::optional<Leaves> drawArray(mlir::RankedTensorType type, std::mt19937_64 &random);
  std::optional<Leaves> drawObject(ObjectOp object, std::mt19937_64 &random);
  double drawFloat(mlir::Type type, std::mt19937_64 &random) const;
  int64_t drawInteger(mlir::Type type, std::mt19937_64 &random) const;
  bool holds(ObjectOp object, llvm::ArrayRef<Leaf> leaves);

  mlir::ModuleOp module;
  bool extremes, changesLength;
  int64_t length; ///< of arrays of unknown length, in the point that is being drawn
};

} // namespace cat::interp
