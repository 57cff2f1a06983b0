// `match` as a decision tree: rows of patterns over columns of points, split by the constructors of
// the first pattern that may fail (Maranget, "Compiling pattern matching to good decision trees",
// 2008). It finds what no arm covers and which arms are never reached on the way.
#pragma once

#include "compiler/sema/Elaborator.h"

namespace cat::sema {

/// What to look at next, or the arm to take.
struct Decision {
  enum Kind { Leaf, Switch, Test } kind = Leaf;
  size_t arm = 0;                                     // Leaf
  std::vector<std::pair<std::string, Term *>> points; // Leaf: what the arm's names stand for
  Term *on = nullptr;                                 // Switch: the point; Test: the condition
  std::vector<int> locals;                            // Switch: the payload of each case
  std::vector<Decision *> next;                       // Switch: by case; Test: true, false
};

class Matching {
public:
  Matching(Elaborator &elaborator, const ast::Expr &match)
      : elaborator(elaborator), objects(elaborator.objects), match(match) {}

  /// The tree for the arms of the match on `scrutinee`; null when it has an error.
  const Decision *compile(Term *scrutinee);

private:
  struct Row {
    std::vector<const ast::Pattern *> patterns; // null: anything
    std::vector<std::pair<std::string, Term *>> points;
    size_t arm;
  };
  /// The patterns, one a column, of a point that no row covers, if there is one.
  using Witness = std::optional<std::vector<std::string>>;

  Decision *columns(std::vector<Row> rows, std::vector<Term *> points, Witness &missing);
  bool bindNames(Row &row, const std::vector<Term *> &points);
  Decision *byProduct(std::vector<Row> rows, std::vector<Term *> points, size_t column,
                      Witness &missing);
  Decision *byCase(const std::vector<Row> &rows, const std::vector<Term *> &points, size_t column,
                   Witness &missing);
  Decision *byValue(const std::vector<Row> &rows, const std::vector<Term *> &points, size_t column,
                    Witness &missing);
  bool specialise(const Row &row, const std::vector<Term *> &points, size_t column, size_t index,
                  std::vector<Row> &out);
  std::optional<size_t> caseOf(const ast::Pattern &pattern, const Object *object);
  bool settleObject(const ast::Pattern &pattern, Term *point);
  Term *literal(const ast::Pattern &pattern, Term *point);
  static std::string valueBeside(const Object *object, const std::vector<std::string> &known);
  bool unknownCase(const ast::Pattern &pattern, const Object *object);
  Decision *make() { return &decisions.emplace_back(); }

  Elaborator &elaborator;
  ObjectTable &objects;
  const ast::Expr &match;
  std::vector<bool> reached;
  std::set<const ast::Pattern *> top;                    // the patterns of the arms themselves
  std::map<const Term *, std::vector<std::string>> told; // values told apart on the way here
  std::deque<Decision> decisions;
};

} // namespace cat::sema
