// The laws that the optimiser rewrites with: what they are, how they are chosen, and a log of where
// they were used.
#ifndef CAT_LAWS_LAWS_H
#define CAT_LAWS_LAWS_H

#include "dialect/ir/Cat.h"
#include "mlir/IR/PatternMatch.h"

#include <deque>

namespace cat {

/// What a law may change of a program's floats.
enum class FloatClass {
  Exact,    ///< nothing: the same bits
  Rounding, ///< the same real number, rounded otherwise
  Finite,   ///< what differs for NaN, infinities or the sign of zero
};

llvm::StringRef nameOf(FloatClass floats);

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

/// A rewrite of the program, at the static arguments at which the program may have its left side.
struct UserLaw {
  std::string label, name, statement;
  std::vector<LawOp> uses;
  Law law; ///< family L13, without a function
};

/// A law that was used: where, and what both sides cost.
struct LawUse {
  const Law *law;
  mlir::LocationAttr loc;
  Cost before, after;
  std::string left, right; ///< as text, if the log wants them
};

/// A law whose left side was there, and why it was not used.
struct LawMiss {
  const Law *law;
  mlir::LocationAttr loc;
  std::string reason;
};

/// Which laws may be used.
struct LawOptions {
  std::string laws = "on"; ///< "on", "off", or a list of labels ("L5" is a family) and names
  FloatClass floats = FloatClass::Rounding;
  bool pointsOnly = false; ///< without the laws of the arrow layer, once arrows are inlined
};

/// What was used and what nearly was, and how a value is shown. Laws tell why they were not used
/// with `notifyMatchFailure`.
struct LawLog {
  llvm::SmallVector<LawUse> uses;
  llvm::SmallVector<LawMiss> misses;
  std::function<std::string(mlir::Value)> show;
};

/// The laws that the module states itself. They are valid as long as its `cat.law`s.
std::deque<UserLaw> userLaws(mlir::ModuleOp module);

/// True when applying `arrow` can neither stop the program nor be seen from outside.
bool isTotal(mlir::Value arrow);

/// L5.5, which the pass cat-batch uses.
extern const Law mapBatched;

/// All laws, family by family.
llvm::ArrayRef<Law> categoryLaws();
llvm::ArrayRef<Law> arrayLaws();
llvm::ArrayRef<Law> pickLaws();
llvm::ArrayRef<Law> linearLaws();
llvm::ArrayRef<Law> affineLaws();
llvm::ArrayRef<Law> idempotentLaws();
llvm::ArrayRef<Law> numberLaws();
llvm::ArrayRef<Law> sumLaws();
llvm::ArrayRef<Law> foldLaws();
llvm::ArrayRef<Law> loopLaws();
llvm::ArrayRef<Law> checkLaws();
llvm::SmallVector<const Law *> allLaws();

/// Whether `laws`, "on", "off" or a list, names the law.
bool isChosen(llvm::StringRef laws, const Law &law);
/// Tells whoever listens to remarks that a law was used.
void tell(const LawUse &use);

/// The laws that `options` choose, of all and of `own`; `unknown` gets a name that none has, if
/// there is one.
llvm::SmallVector<const Law *> chooseLaws(const LawOptions &options, const std::deque<UserLaw> &own,
                                          std::string &unknown);

/// Rewrites the arrows and pipelines of the module with `laws` until none applies, and logs what
/// was used. Both sides of `own` laws are rewritten first, so that they meet the program in one
/// form. A rewrite of the program is used `maxUses` times at most, so that the end is reached
/// whatever it says.
void applyLaws(mlir::ModuleOp module, llvm::ArrayRef<const Law *> laws,
               const std::deque<UserLaw> &own, LawLog *log);
inline constexpr unsigned maxUses = 1000;

/// docs/laws.md, with the programs of a directory that show the laws.
void printLaws(llvm::raw_ostream &os, llvm::StringRef programs);

} // namespace cat

#endif
