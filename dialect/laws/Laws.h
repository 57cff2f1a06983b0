// The laws that the optimiser rewrites with: what they are, how they are chosen, and a log of where
// they were used.
#ifndef CAT_LAWS_LAWS_H
#define CAT_LAWS_LAWS_H

#include "dialect/ir/Cat.h"
#include "mlir/IR/PatternMatch.h"

namespace cat {

/// What a law may change of a program's floats.
enum class FloatClass {
  Exact,    ///< nothing: the same bits
  Rounding, ///< the same real number, rounded otherwise
  Finite,   ///< what differs for NaN, infinities or the sign of zero
};

/// One law: a rewrite of operations of one kind, from left to right.
struct Law {
  llvm::StringRef label;     ///< "L5.2": the family and a number, in code, tests and documents
  llvm::StringRef name;      ///< "map-fusion"
  llvm::StringRef statement; ///< the two sides
  FloatClass floats;
  llvm::StringRef root; ///< the operation that the left side ends with; empty: any
  mlir::LogicalResult (*rewrite)(mlir::Operation *, mlir::PatternRewriter &);
  llvm::StringRef literature; ///< where it is from
};

/// A law of operations of one C++ class.
template <auto Rewrite> struct LawOn;
template <typename OpTy, mlir::LogicalResult (*Rewrite)(OpTy, mlir::PatternRewriter &)>
struct LawOn<Rewrite> {
  static constexpr llvm::StringRef root = OpTy::getOperationName();
  static mlir::LogicalResult rewrite(mlir::Operation *op, mlir::PatternRewriter &b) {
    return Rewrite(llvm::cast<OpTy>(op), b);
  }
};

template <auto Rewrite>
constexpr Law law(llvm::StringRef label, llvm::StringRef name, llvm::StringRef statement,
                  FloatClass floats, llvm::StringRef literature) {
  return {label,     name, statement, floats, LawOn<Rewrite>::root, LawOn<Rewrite>::rewrite,
          literature};
}

/// A law that was used: where, and what both sides cost.
struct LawUse {
  const Law *law;
  mlir::Location loc;
  Cost before, after;
};

/// Which laws may be used.
struct LawOptions {
  std::string laws = "on"; ///< "on", "off", or a list of labels ("L5" is a family) and names
  FloatClass floats = FloatClass::Rounding;
  bool pointsOnly = false; ///< without the laws of the arrow layer, once arrows are inlined
};

/// True when applying `arrow` can neither stop the program nor be seen from outside.
bool isTotal(mlir::Value arrow);

/// All laws, family by family.
llvm::ArrayRef<Law> categoryLaws();
llvm::ArrayRef<Law> arrayLaws();
llvm::ArrayRef<Law> pickLaws();
llvm::ArrayRef<Law> linearLaws();
llvm::ArrayRef<Law> affineLaws();
llvm::ArrayRef<Law> idempotentLaws();
llvm::ArrayRef<Law> numberLaws();
llvm::SmallVector<const Law *> allLaws();

/// The laws that `options` choose; fails if a name is unknown, which `unknown` then holds.
llvm::FailureOr<llvm::SmallVector<const Law *>> chooseLaws(const LawOptions &options,
                                                           std::string &unknown);

/// Rewrites `root` with `laws` until none applies, and appends what was used to `log` if there is
/// one.
mlir::LogicalResult applyLaws(mlir::Operation *root, llvm::ArrayRef<const Law *> laws,
                              llvm::SmallVectorImpl<LawUse> *log);

/// docs/laws.md.
void printLaws(llvm::raw_ostream &os);

} // namespace cat

#endif
