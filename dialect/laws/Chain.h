// A chain of contractions as one sum of products of all its factors, and the cheapest way to
// compute it: two factors at a time, in any order.
#ifndef CAT_LAWS_CHAIN_H
#define CAT_LAWS_CHAIN_H

#include "dialect/ir/Cat.h"
#include "llvm/ADT/DenseMap.h"

namespace cat {

/// The contraction of two arrays with its dims renamed: those of the result first, in order, then
/// those that are summed, in their order. Without a type, the operands say it.
mlir::Value contractDims(mlir::OpBuilder &b, mlir::Location loc, mlir::Value x,
                         llvm::ArrayRef<unsigned> xDims, mlir::Value y,
                         llvm::ArrayRef<unsigned> yDims, llvm::ArrayRef<unsigned> result,
                         mlir::Type type = {});

/// True if each dim that is summed belongs to both factors: then no sum can be done before.
bool sumsShared(ContractOp op);

/// The dims that the axes of an operand or of the result are.
llvm::SmallVector<unsigned> dimsOf(mlir::AffineMap map);

/// Factors, the dims of their axes, and the dims of the result. A factor that is itself a product
/// which is only made for this one is taken apart, as long as no length can be wrong.
class Chain {
public:
  /// The product of `x` and `y`, which `user` reads.
  Chain(mlir::Operation *user, mlir::Value x, llvm::ArrayRef<unsigned> xDims, mlir::Value y,
        llvm::ArrayRef<unsigned> yDims, llvm::ArrayRef<unsigned> result);
  explicit Chain(ContractOp op);

  size_t size() const { return factors.size(); }
  /// What the products cost as they are written, and what the cheapest order costs.
  double writtenTime() { return timeOf(written); }
  double bestTime() { return best(everything()).time; }
  /// The result in the cheapest order.
  mlir::Value build(mlir::OpBuilder &b, mlir::Location loc, mlir::Type type = {});

private:
  using Set = uint64_t; ///< of factors
  using Dims = llvm::SmallVector<unsigned>;
  struct Factor {
    mlir::Value value;
    Dims dims;
  };
  /// How to compute a set: the product of two others.
  struct Plan {
    double time = 0;
    Set left = 0;
  };
  struct Tree {
    Set set;
    std::unique_ptr<Tree> left, right;
  };

  Tree add(mlir::Operation *user, mlir::Value value, Dims dims);
  static Tree join(Tree left, Tree right);
  void renumber();
  Set everything() const { return (Set(1) << factors.size()) - 1; }
  /// The dims of the product of a set that the others or the result need.
  Dims neededBy(Set set) const;
  double bytes(const Dims &dims) const;
  double joinTime(Set left, Set right) const;
  double timeOf(const Tree &tree) const;
  Plan best(Set set);
  /// If `b` has the same factors as `a`, joined alike: which dim of `b` each dim of `a` is.
  std::optional<llvm::DenseMap<unsigned, unsigned>> renaming(Set a, Set b) const;
  bool rename(Set a, Set b, llvm::DenseMap<unsigned, unsigned> &names) const;
  mlir::Value build(mlir::OpBuilder &b, mlir::Location loc, Set set, const Dims &to,
                    mlir::Type type);

  llvm::SmallVector<Factor> factors;
  llvm::SmallVector<double> lengths; ///< of each dim; a guess if unknown
  Dims result;
  double width = 4; ///< bytes of an element
  Tree written;
  llvm::DenseMap<Set, Plan> plans;
};

} // namespace cat

#endif
