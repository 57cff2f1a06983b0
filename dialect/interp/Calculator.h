// The interpreter's primitives on leaves. Each computes its result and, while recording, puts on
// the tape how a cotangent of the result goes to the operands, in terms of the same primitives: so
// derivatives of derivatives need nothing new.
#pragma once

#include "dialect/interp/Values.h"

#include <optional>

namespace cat::interp {

/// Why a program stopped.
struct Stop {
  int64_t status = 65;
  std::string place;
  std::string message;
};

class Calculator {
public:
  explicit Calculator(mlir::MLIRContext *context) : context(context) {}

  mlir::MLIRContext *context;
  mlir::Location location = mlir::UnknownLoc::get(context); ///< of the op that is running
  std::optional<mlir::Location> mention; ///< of the arrow that is running, in the program
  bool recording = false;

  // Failure. The first one stays; who runs ops looks at it after each.
  void fail(const llvm::Twine &message, int64_t status = 65);
  /// Where two arrays that must be equally long are not.
  void failLength(int64_t second) {
    fail("two arrays have different lengths, the second one: " + llvm::Twine(second));
  }
  bool stopped() const { return stop.has_value(); }
  const std::optional<Stop> &whyStopped() const { return stop; }

  // Elementwise, by the name of the op without its prefix: "add", "exp".
  Leaf binary(llvm::StringRef name, const Leaf &a, const Leaf &b);
  Leaf unary(llvm::StringRef name, const Leaf &a);
  Leaf compare(Compare predicate, const Leaf &a, const Leaf &b);
  Leaf select(const Leaf &condition, const Leaf &a, const Leaf &b);
  Leaf convert(const Leaf &a, mlir::Type element);
  /// A constant with the shape and element of `like`.
  Leaf filled(const Leaf &like, double value);

  // Structure.
  /// Element i of the result is element `source[i]` of `a`, zero where that is -1.
  Leaf pick(const Leaf &a, llvm::ArrayRef<int64_t> shape, std::vector<int64_t> source);
  /// The adjoint: zeros, to which element i of `a` is added at `target[i]`, in order.
  Leaf spread(const Leaf &a, llvm::ArrayRef<int64_t> shape, std::vector<int64_t> target);
  /// The elements of all leaves in a row, in a new shape.
  Leaf join(llvm::ArrayRef<Leaf> parts, mlir::Type element, llvm::ArrayRef<int64_t> shape);
  Leaf reshape(const Leaf &a, llvm::ArrayRef<int64_t> shape);
  /// Element i along the leading axis.
  Leaf item(const Leaf &a, int64_t i);
  /// `lengths[d]` is the length of dim d; maps name the dims of the axes.
  Leaf contract(const Leaf &a, llvm::ArrayRef<unsigned> aDims, const Leaf &b,
                llvm::ArrayRef<unsigned> bDims, llvm::ArrayRef<unsigned> resultDims,
                llvm::ArrayRef<int64_t> lengths);

  // Derivatives.
  /// A new variable with the value of `a`, from which derivatives are taken.
  Leaf variable(const Leaf &a);
  /// The cotangents of `inputs`, given those of `outputs`; what lies behind an input is not looked
  /// at. An input without data whose cotangent is zero gets one without data.
  Leaves pullBack(llvm::ArrayRef<Leaf> outputs, llvm::ArrayRef<Leaf> cotangents,
                  llvm::ArrayRef<Leaf> inputs);
  size_t tapeSize() const { return tape.size(); }
  void forgetSince(size_t size) { tape.resize(size); }

  /// From the cotangent of the result to those of the operands; a leaf without data is zero.
  using Pull = std::function<Leaves(const Leaf &cotangent)>;
  /// `result` as a leaf that depends on the operands, while recording.
  Leaf record(Array result, llvm::ArrayRef<Leaf> operands, Pull pull);
  /// The entries older than `start` that younger ones depend on.
  llvm::SmallVector<int64_t> usedBefore(size_t start) const;

private:
  struct Entry {
    llvm::SmallVector<int64_t, 2> operands; ///< their entries, -1 for constants
    Pull pull;
  };
  int64_t integerBinary(llvm::StringRef name, mlir::Type element, int64_t a, int64_t b);
  Leaves binaryCotangents(llvm::StringRef name, const Leaf &a, const Leaf &b,
                          const Leaf &cotangent);
  Leaf unaryCotangent(llvm::StringRef name, const Leaf &a, const Leaf &cotangent);
  void failShape(const Array &a, const Array &b);
  int64_t convertInteger(double value, mlir::Type element);

  std::optional<Stop> stop;
  std::vector<Entry> tape;
};

} // namespace cat::interp
