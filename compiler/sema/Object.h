// Objects: the types of Cat, with unification variables, forgetting and printing in the words of
// the program.
#pragma once

#include "compiler/sema/Dim.h"

#include <deque>
#include <string>
#include <vector>

namespace cat::sema {

struct Declaration;
struct Object;

enum class ObjectKind {
  Bool,
  Int,   // bits, isSigned
  Float, // bits
  Nat,
  Fin, // dim
  Text,
  Path,
  Key,
  Product, // fields; with names: a record; empty: the unit
  Nominal, // declaration (an `object`) and its static arguments; `definition` is what it forgets to
  Enum,    // declaration (an `enum`); fields are the cases, each with the product of its payload
  Array,   // element, dim (unknown: a Seq)
  Variable, // of unification
  Rigid,    // a static parameter of a generic body
};

/// What a unification variable may become.
enum class Constraint {
  None,
  IntegerLiteral, // any number
  Number,         // what arithmetic gives: any number but Fin; names are forgotten
  FloatLiteral,   // a float
  Float,          // names are forgotten
  Vect,           // products of float arrays
};

struct Field {
  std::string name; // empty in a tuple
  const Object *object;
};

struct StaticArgument {
  enum Kind { IsDim, IsObject, IsText, IsArrow, IsPoint, IsInstance } kind;
  Dim dim;
  const Object *object = nullptr;
  std::string text;
  const struct ArrowValue *arrow = nullptr;
  struct Term *point = nullptr; // IsPoint: its value, and the local that stands for it
  int local = -1;
  struct TheoryInstance *instance = nullptr;
};

struct Object {
  ObjectKind kind;
  unsigned bits = 0;
  bool isSigned = true;
  Dim dim;
  std::vector<Field> fields;
  const Object *element = nullptr;
  const Declaration *declaration = nullptr;
  std::vector<StaticArgument> arguments;
  const Object *definition = nullptr;
  int variable = -1;
  Constraint constraint = Constraint::None;
  std::string name; // Rigid
  size_t parts = 1; // of products, cases and elements, itself included; what is shared counts again

  bool isNumber() const {
    return kind == ObjectKind::Int || kind == ObjectKind::Float || kind == ObjectKind::Nat ||
           (kind == ObjectKind::Rigid &&
            (constraint == Constraint::Float || constraint == Constraint::Number));
  }
  /// A variable that stands for a number, whichever.
  bool isOpenNumber() const {
    return kind == ObjectKind::Variable && constraint != Constraint::None &&
           constraint != Constraint::Vect;
  }
  bool isUnit() const { return kind == ObjectKind::Product && fields.empty(); }
};

/// Makes objects, and knows what unification has found out.
class ObjectTable {
public:
  ObjectTable();
  DimTable dims;
  const Object *boolean, *i64, *f32, *f64, *nat, *text, *path, *key, *unit;

  /// A scalar by name (`f32`, `u8`, `Nat`, `Text`, …); null for any other name.
  const Object *scalar(const std::string &name) const;
  std::vector<std::string> scalarNames() const;
  const Object *fin(Dim n);
  const Object *array(const Object *element, Dim n);
  const Object *seq(const Object *element) { return array(element, Dim::unknown()); }
  const Object *product(std::vector<const Object *> elements);
  const Object *record(std::vector<Field> fields);
  const Object *variable(Constraint constraint = Constraint::None);
  const Object *rigid(std::string name, Constraint constraint);
  const Object *make(Object object);

  /// `object` with its outermost variable replaced by what is known.
  const Object *resolve(const Object *object) const;
  /// `object` with every known variable replaced, and the others defaulted when `defaults`.
  const Object *zonk(const Object *object, bool defaults);
  /// Without names at the top: `Hidden` gives `f32[4]`.
  const Object *forget(const Object *object) const;
  /// Without names and refinements anywhere; `Fin[n]` stays.
  const Object *forgetAll(const Object *object);

  /// The element of an array of any rank, and what is no array itself.
  const Object *leaf(const Object *object) const;

  bool unify(const Object *a, const Object *b);
  bool unify(const std::vector<StaticArgument> &a, const std::vector<StaticArgument> &b) {
    return related(a, b, false, false);
  }
  /// Is a value of `from` accepted where `to` is wanted, perhaps by forgetting? Solves variables on
  /// the way.
  bool fits(const Object *from, const Object *to);
  /// May a declaration that states `to` name a raw value of `from`?
  bool names(const Object *from, const Object *to);
  bool same(const Object *a, const Object *b) const;
  /// Is anything in it still to be found out? `literalsToo`: also which number a literal is.
  bool hasVariables(const Object *object, bool literalsToo = true) const;
  /// Neither variables nor static parameters of a generic body occur in it.
  bool isConcrete(const Object *object) const;
  bool isConcrete(const std::vector<StaticArgument> &arguments) const;

  std::string print(const Object *object) const;
  std::string print(const std::vector<StaticArgument> &arguments) const;

  /// Undo everything that unification found since `mark`.
  struct Mark {
    size_t objects, dims;
  };
  Mark mark() const { return {trail.size(), dims.mark()}; }
  void undo(Mark mark);

  /// What arithmetic makes of `object`: no names, no Fin, and literals that will have none.
  const Object *unnamed(const Object *object);

private:
  bool occurs(const Object *variable, const Object *object) const;
  bool bind(const Object *variable, const Object *object);
  bool related(const Object *from, const Object *to, bool mayForget, bool mayName);
  bool related(const std::vector<StaticArgument> &from, const std::vector<StaticArgument> &to,
               bool mayForget, bool mayName);
  std::deque<Object> storage;
  std::vector<const Object *> bindings; // by variable
  std::vector<int> trail;
  std::vector<std::pair<std::string, const Object *>> scalars;
};

} // namespace cat::sema
