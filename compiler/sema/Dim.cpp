// Arithmetic and unification of dims.
#include "compiler/sema/Dim.h"

#include <numeric>

namespace cat::sema {

Dim::Dim(int64_t value) {
  if (value != 0)
    terms[{}] = {value, 1};
}

Dim Dim::unknown() {
  Dim dim;
  dim.isDyn = true;
  return dim;
}

Dim Dim::atom(int id) {
  Dim dim;
  dim.terms[{{id, 1}}] = {1, 1};
  return dim;
}

std::optional<int64_t> Dim::constant() const {
  if (isDyn)
    return std::nullopt;
  if (terms.empty())
    return 0;
  auto &[monomial, value] = *terms.begin();
  if (terms.size() == 1 && monomial.empty() && value.den == 1)
    return value.num;
  return std::nullopt;
}

void Dim::add(const Monomial &monomial, Rational value) {
  Rational &slot = terms[monomial];
  int64_t num = slot.num * value.den + value.num * slot.den, den = slot.den * value.den;
  int64_t divisor = std::gcd(num, den);
  slot = {num / divisor, den / divisor};
  if (num == 0)
    terms.erase(monomial);
}

Dim Dim::operator+(const Dim &other) const {
  if (isDyn || other.isDyn)
    return unknown();
  Dim result = *this;
  for (auto &[monomial, value] : other.terms)
    result.add(monomial, value);
  return result;
}

Dim Dim::operator-(const Dim &other) const { return *this + other * Dim(-1); }

Dim Dim::operator*(const Dim &other) const {
  if (isDyn || other.isDyn)
    return unknown();
  Dim result;
  for (auto &[m1, v1] : terms)
    for (auto &[m2, v2] : other.terms) {
      Monomial product = m1;
      for (auto [atom, exponent] : m2)
        if ((product[atom] += exponent) == 0)
          product.erase(atom);
      result.add(product, {v1.num * v2.num, v1.den * v2.den});
    }
  return result;
}

std::optional<Dim> Dim::dividedBy(const Dim &other) const {
  if (isDyn || other.isDyn)
    return unknown();
  if (other.terms.size() != 1)
    return std::nullopt;
  auto &[monomial, value] = *other.terms.begin();
  Dim inverse;
  Monomial negated;
  for (auto [atom, exponent] : monomial)
    negated[atom] = -exponent;
  int64_t sign = value.num < 0 ? -1 : 1;
  inverse.terms[negated] = {sign * value.den, sign * value.num};
  return *this * inverse;
}

Dim DimTable::rigid(const std::string &name) {
  atoms.push_back({Kind::Rigid, name, {}, {}});
  return Dim::atom(atoms.size() - 1);
}

Dim DimTable::fresh(const std::string &name) {
  atoms.push_back({Kind::Variable, name, {}, {}});
  return Dim::atom(atoms.size() - 1);
}

Dim DimTable::opaque(const char *function, const Dim &a, const Dim &b) {
  bool isFloor = std::string_view(function) == "floordiv";
  auto x = a.constant(), y = b.constant();
  if (a.isUnknown() || b.isUnknown())
    return Dim::unknown();
  if (x && y && *y > 0) {
    int64_t quotient = *x / *y, remainder = *x % *y;
    if (isFloor)
      return Dim(quotient - (remainder < 0));
    return Dim(quotient + (remainder > 0));
  }
  Kind kind = isFloor ? Kind::FloorDiv : Kind::CeilDiv;
  for (size_t i = 0; i < atoms.size(); ++i)
    if (atoms[i].kind == kind && atoms[i].args == std::vector<Dim>{a, b})
      return Dim::atom(i);
  atoms.push_back({kind, function, {a, b}, {}});
  return Dim::atom(atoms.size() - 1);
}

Dim DimTable::resolve(const Dim &dim) const {
  if (dim.isUnknown())
    return dim;
  Dim result;
  for (auto &[monomial, value] : dim.terms) {
    Dim product;
    product.terms[{}] = value;
    for (auto [id, exponent] : monomial) {
      const Atom &atom = atoms[id];
      Dim factor = Dim::atom(id);
      if (atom.solution)
        factor = resolve(*atom.solution);
      else if (!atom.args.empty())
        factor = const_cast<DimTable *>(this)->opaque(atom.name.c_str(), resolve(atom.args[0]),
                                                      resolve(atom.args[1]));
      for (int i = 0; i < exponent; ++i)
        product = product * factor;
      for (int i = 0; i > exponent; --i)
        if (auto quotient = product.dividedBy(factor))
          product = *quotient;
    }
    result = result + product;
  }
  return result;
}

bool DimTable::hasUnsolved(const Dim &unresolved) const {
  Dim dim = resolve(unresolved);
  for (auto &[monomial, value] : dim.terms)
    for (auto [id, exponent] : monomial) {
      if (atoms[id].kind == Kind::Variable)
        return true;
      for (const Dim &arg : atoms[id].args)
        if (hasUnsolved(arg))
          return true;
    }
  return false;
}

void DimTable::solve(int atom, const Dim &value) {
  atoms[atom].solution = value;
  trail.push_back(atom);
}

bool DimTable::unify(const Dim &a, const Dim &b, bool &stuck) {
  Dim x = resolve(a), y = resolve(b);
  if (x == y)
    return true;
  // An unknown length is equal to another only at run time, and a variable may stand for it.
  auto lone = [&](const Dim &dim) -> std::optional<int> {
    if (dim.isDyn || dim.terms.size() != 1)
      return std::nullopt;
    auto &[monomial, value] = *dim.terms.begin();
    if (monomial.size() != 1 || monomial.begin()->second != 1 || !(value == Dim::Rational{1, 1}) ||
        atoms[monomial.begin()->first].kind != Kind::Variable)
      return std::nullopt;
    return monomial.begin()->first;
  };
  if (x.isDyn || y.isDyn) {
    if (auto id = lone(x.isDyn ? y : x)) {
      solve(*id, Dim::unknown());
      return true;
    }
    return false;
  }
  Dim difference = x - y;
  bool anyVariable = false;
  for (auto &[monomial, value] : difference.terms)
    for (auto [id, exponent] : monomial) {
      if (atoms[id].kind != Kind::Variable)
        continue;
      anyVariable = true;
      unsigned occurrences = 0;
      for (auto &[other, ignored] : difference.terms)
        occurrences += other.count(id);
      if (monomial.size() != 1 || exponent != 1 || occurrences != 1)
        continue;
      Dim rest = difference;
      rest.terms.erase(monomial);
      Dim coefficient;
      coefficient.terms[{}] = {-value.num, value.den};
      Dim solution = *rest.dividedBy(coefficient);
      bool isNumber = solution.terms.empty() ||
                      (solution.terms.size() == 1 && solution.terms.begin()->first.empty());
      if (isNumber && (!solution.constant() || *solution.constant() < 0))
        return false;
      solve(id, solution);
      return true;
    }
  stuck = anyVariable;
  return false;
}

std::string DimTable::print(const Dim &unresolved) const {
  Dim dim = resolve(unresolved);
  if (dim.isDyn)
    return "?";
  if (dim.terms.empty())
    return "0";
  std::string text;
  for (auto &[monomial, value] : dim.terms) {
    std::string above, below;
    for (auto [id, exponent] : monomial) {
      const Atom &atom = atoms[id];
      std::string name = atom.name;
      if (!atom.args.empty())
        name += "(" + print(atom.args[0]) + ", " + print(atom.args[1]) + ")";
      for (int i = 0; i < std::abs(exponent); ++i) {
        std::string &side = exponent > 0 ? above : below;
        side += (side.empty() ? "" : "*") + name;
      }
    }
    int64_t num = std::abs(value.num);
    if (num != 1 || above.empty())
      above = std::to_string(num) + (above.empty() ? "" : "*" + above);
    if (value.den != 1)
      below = std::to_string(value.den) + (below.empty() ? "" : "*" + below);
    text += value.num < 0 ? (text.empty() ? "-" : " - ") : (text.empty() ? "" : " + ");
    text += above + (below.empty() ? "" : "/" + below);
  }
  return text;
}

void DimTable::undo(size_t mark) {
  while (trail.size() > mark) {
    atoms[trail.back()].solution.reset();
    trail.pop_back();
  }
}

} // namespace cat::sema
