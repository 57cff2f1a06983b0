// Dims: natural numbers known at compile time, as polynomials with rational coefficients over
// atoms. An atom is a rigid variable of a generic body, a unification variable, or an opaque
// `floordiv`/`ceildiv`. Exponents may be negative: `/` in dims is exact, so `H * (C / H)` is `C` by
// arithmetic alone.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace cat::sema {

class DimTable;

class Dim {
public:
  Dim() = default;
  Dim(int64_t value);
  static Dim unknown(); // the length of a Seq
  static Dim atom(int id);

  bool isUnknown() const { return isDyn; }
  /// The value, when it is a whole number.
  std::optional<int64_t> constant() const;
  /// A whole number, or unknown until run time.
  bool isConcrete() const { return isDyn || constant(); }
  bool isZero() const { return !isDyn && terms.empty(); }
  bool operator==(const Dim &other) const = default;

  Dim operator+(const Dim &other) const;
  Dim operator-(const Dim &other) const;
  Dim operator*(const Dim &other) const;
  /// Exact division; nullopt when the divisor is zero or a sum.
  std::optional<Dim> dividedBy(const Dim &other) const;

private:
  friend class DimTable;
  using Monomial = std::map<int, int>; // atom -> exponent, never 0
  struct Rational {
    int64_t num = 0, den = 1;
    bool operator==(const Rational &) const = default;
  };
  void add(const Monomial &monomial, Rational value);
  bool isDyn = false;
  std::map<Monomial, Rational> terms;
};

/// What the atoms of dims stand for, and what is known of the unification variables among them.
class DimTable {
public:
  Dim rigid(const std::string &name);
  Dim fresh(const std::string &name); // a unification variable
  Dim opaque(const char *function, const Dim &a, const Dim &b);

  /// `dim` with every solved variable replaced.
  Dim resolve(const Dim &dim) const;
  bool hasUnsolved(const Dim &dim) const;
  /// Makes the two equal; false when they cannot be, or (then `stuck` is set) when there is no
  /// single solution yet.
  bool unify(const Dim &a, const Dim &b, bool &stuck);
  std::string print(const Dim &dim) const;

  size_t mark() const { return trail.size(); }
  void undo(size_t mark);

private:
  enum class Kind { Rigid, Variable, FloorDiv, CeilDiv };
  struct Atom {
    Kind kind;
    std::string name;
    std::vector<Dim> args;
    std::optional<Dim> solution;
  };
  void solve(int atom, const Dim &value);
  std::vector<Atom> atoms;
  std::vector<int> trail;
};

} // namespace cat::sema
