// Decision trees for `match`; see Matching.h.
#include "compiler/sema/Matching.h"

#include <algorithm>

namespace cat::sema {

using ast::PatternKind;

namespace {
/// The part of a name behind the modules it is qualified by.
std::string baseName(const std::string &name) {
  size_t dot = name.rfind('.');
  return dot == std::string::npos ? name : name.substr(dot + 1);
}

bool isTruth(const ast::Pattern &pattern) {
  return pattern.kind == PatternKind::Name && (pattern.text == "true" || pattern.text == "false");
}

/// The witnesses of the `count` columns from `column` on become that of the column they came from.
void join(std::vector<std::string> &missing, size_t column, size_t count, std::string text,
          bool isTuple) {
  auto first = missing.begin() + column, last = first + count;
  if (count || isTuple) {
    text += "(";
    for (auto part = first; part != last; ++part)
      text += (part == first ? "" : ", ") + *part;
    text += ")";
  }
  missing.insert(missing.erase(first, last), text);
}

/// `with` in the place of the element `column`.
template <typename T, typename U>
void splice(std::vector<T> &list, size_t column, const std::vector<U> &with) {
  list.insert(list.erase(list.begin() + column), with.begin(), with.end());
}
} // namespace

const Decision *Matching::compile(Term *scrutinee) {
  if (match.arms.empty()) {
    elaborator.error("E0520", match.span, "a match needs at least one arm");
    return nullptr;
  }
  reached.assign(match.arms.size(), false);
  std::vector<Row> rows;
  for (size_t i = 0; i < match.arms.size(); ++i) {
    rows.push_back({{match.arms[i].pattern.get()}, {}, i});
    top.insert(match.arms[i].pattern.get());
  }
  Witness missing;
  Decision *tree = columns(std::move(rows), {scrutinee}, missing);
  if (!tree)
    return nullptr;
  if (missing) {
    Diagnostic &diagnostic = elaborator.error("E0521", match.span, "this match is not exhaustive");
    diagnostic.expected = "an arm for every value of " + objects.print(scrutinee->object);
    diagnostic.found = "no arm for " + missing->front();
    diagnostic.suggestion = "add " + missing->front() + " => …, or _ => … for all that is left";
    return nullptr;
  }
  for (size_t i = 0; i < reached.size(); ++i)
    if (!reached[i]) {
      elaborator
          .error("E0522", match.arms[i].pattern->span,
                 "this arm is never reached: the arms above it cover all of its values")
          .suggestion = "remove it, or move it up";
      return nullptr;
    }
  return tree;
}

/// Names that stand for whatever they meet become points of the row; what is left may fail.
bool Matching::bindNames(Row &row, const std::vector<Term *> &points) {
  for (size_t i = 0; i < points.size(); ++i) {
    const ast::Pattern *pattern = row.patterns[i];
    if (!pattern)
      continue;
    Term *point = points[i];
    if (pattern->kind == PatternKind::Ascribe) {
      const Object *wanted = elaborator.object(*pattern->expr);
      point = wanted ? elaborator.coerce(point, wanted) : nullptr;
      if (!point)
        return false;
      pattern = pattern->args[0].get();
      if (pattern->kind != PatternKind::Name) {
        elaborator.error("E0513", pattern->span, "an ascription in a match stands behind a name");
        return false;
      }
    }
    if (pattern->kind != PatternKind::Name || isTruth(*pattern))
      continue;
    if (pattern->text == "_") {
      row.patterns[i] = nullptr;
      continue;
    }
    if (top.count(pattern) && !settleObject(*pattern, point))
      return false;
    if (caseOf(*pattern, point->object))
      continue;
    if (top.count(pattern) || pattern->text.find('.') != std::string::npos)
      return unknownCase(*pattern, point->object);
    for (auto &[name, other] : row.points)
      if (name == pattern->text) {
        elaborator.error("E0516", pattern->span, "the pattern names " + name + " twice");
        return false;
      }
    row.points.push_back({pattern->text, point});
    row.patterns[i] = nullptr;
  }
  return true;
}

bool Matching::unknownCase(const ast::Pattern &pattern, const Object *object) {
  const Object *raw = objects.forget(object);
  std::vector<std::string> cases;
  if (raw->kind == ObjectKind::Enum)
    for (const Field &field : raw->fields)
      cases.push_back(field.name);
  Diagnostic &diagnostic = elaborator.error(
      "E0517", pattern.span, pattern.text + " is no constructor of " + objects.print(object));
  diagnostic.suggestion = didYouMean(baseName(pattern.text), cases);
  if (diagnostic.suggestion.empty())
    diagnostic.suggestion = "for every other value write _; a name is given to a value by let";
  return false;
}

/// The number of the constructor that a pattern names, if it names one of `object`.
std::optional<size_t> Matching::caseOf(const ast::Pattern &pattern, const Object *object) {
  const Object *raw = objects.forget(object);
  if (raw->kind == ObjectKind::Enum)
    for (size_t i = 0; i < raw->fields.size(); ++i)
      if (raw->fields[i].name == baseName(pattern.text))
        return i;
  return std::nullopt;
}

/// A point of which nothing is known is what the constructor in its pattern belongs to.
bool Matching::settleObject(const ast::Pattern &pattern, Term *point) {
  const Object *raw = objects.forget(point->object);
  if (raw->kind != ObjectKind::Variable)
    return true;
  if (isTruth(pattern))
    return objects.unify(raw, objects.boolean);
  if (pattern.kind != PatternKind::Constructor && pattern.kind != PatternKind::Name)
    return true;
  Resolved resolved = elaborator.resolveName(baseName(pattern.text));
  if (resolved.kind != Resolved::Declared || resolved.declaration->enumCase < 0)
    return true;
  const Object *made = elaborator.enumObject(*resolved.declaration, {}, pattern.span);
  return made && objects.unify(raw, made);
}

Decision *Matching::columns(std::vector<Row> rows, std::vector<Term *> points, Witness &missing) {
  if (rows.empty()) {
    missing.emplace(points.size(), "_");
    return make();
  }
  for (Row &row : rows)
    if (!bindNames(row, points))
      return nullptr;
  Row &first = rows.front();
  size_t column = 0;
  while (column < points.size() && !first.patterns[column])
    ++column;
  if (column == points.size()) {
    reached[first.arm] = true;
    Decision *leaf = make();
    leaf->arm = first.arm;
    leaf->points = first.points;
    return leaf;
  }
  const ast::Pattern &pattern = *first.patterns[column];
  if (!settleObject(pattern, points[column]))
    return nullptr;
  if (pattern.kind == PatternKind::Tuple || pattern.kind == PatternKind::Record)
    return byProduct(std::move(rows), std::move(points), column, missing);
  if (pattern.kind == PatternKind::Constructor || pattern.kind == PatternKind::Name) {
    if (!isTruth(pattern) && !caseOf(pattern, points[column]->object))
      return unknownCase(pattern, points[column]->object), nullptr;
    if (!isTruth(pattern))
      return byCase(rows, points, column, missing);
  }
  return byValue(rows, points, column, missing);
}

/// A column of products becomes a column for each of their components.
Decision *Matching::byProduct(std::vector<Row> rows, std::vector<Term *> points, size_t column,
                              Witness &missing) {
  const ast::Pattern &shape = *rows.front().patterns[column];
  const Object *product = objects.forget(points[column]->object);
  if (product->kind == ObjectKind::Variable) {
    std::vector<Field> fields;
    for (size_t i = 0; i < shape.args.size(); ++i)
      fields.push_back(
          {shape.kind == PatternKind::Record ? shape.fieldNames[i].text : "", objects.variable()});
    objects.unify(product, objects.record(fields));
    product = objects.forget(product);
  }
  std::vector<Term *> parts;
  size_t count = product->kind == ObjectKind::Product ? product->fields.size() : 0;
  for (Row &row : rows) {
    std::vector<const ast::Pattern *> inner(count, nullptr);
    const ast::Pattern *pattern = row.patterns[column];
    if (pattern && !elaborator.productPattern(*pattern, points[column]->object, inner))
      return nullptr;
    splice(row.patterns, column, inner);
  }
  Term *whole = elaborator.coerce(points[column], product);
  for (size_t i = 0; i < count; ++i)
    parts.push_back(elaborator.get(whole, i, shape.span));
  splice(points, column, parts);
  Decision *made = columns(std::move(rows), std::move(points), missing);
  if (missing)
    join(*missing, column, count, "", true);
  return made;
}

/// The row for points of case `index`, with columns for the payload, if it covers any of them.
bool Matching::specialise(const Row &row, const std::vector<Term *> &points, size_t column,
                          size_t index, std::vector<Row> &out) {
  const Object *sum = objects.forget(points[column]->object);
  const Object *payload = objects.resolve(sum->fields[index].object);
  size_t count = elaborator.payloadSize(*sum, index);
  Row made = row;
  const ast::Pattern *pattern = row.patterns[column];
  std::vector<const ast::Pattern *> inner(count, nullptr);
  if (pattern) {
    auto found = pattern->kind == PatternKind::Constructor || pattern->kind == PatternKind::Name
                     ? caseOf(*pattern, sum)
                     : std::nullopt;
    if (!found)
      return unknownCase(*pattern, points[column]->object);
    if (*found != index)
      return true;
    if (pattern->args.size() != count) {
      Diagnostic &diagnostic =
          elaborator.error("E0518", pattern->span,
                           baseName(pattern->text) + " carries " + std::to_string(count) +
                               (count == 1 ? " value" : " values") + ", and this pattern has " +
                               std::to_string(pattern->args.size()));
      if (count)
        diagnostic.expected = baseName(pattern->text) + " of " + objects.print(payload);
      return false;
    }
    for (size_t i = 0; i < count; ++i)
      inner[i] = pattern->args[i].get();
  }
  splice(made.patterns, column, inner);
  out.push_back(std::move(made));
  return true;
}

Decision *Matching::byCase(const std::vector<Row> &rows, const std::vector<Term *> &points,
                           size_t column, Witness &missing) {
  const Object *sum = objects.forget(points[column]->object);
  Span span = rows.front().patterns[column]->span;
  Decision *made = make();
  made->kind = Decision::Switch;
  made->on = elaborator.coerce(points[column], sum);
  for (size_t index = 0; index < sum->fields.size(); ++index) {
    const Object *payload = objects.resolve(sum->fields[index].object);
    size_t count = elaborator.payloadSize(*sum, index);
    made->locals.push_back(elaborator.nextLocal++);
    Term *carried = elaborator.local(made->locals.back(), payload, span);
    std::vector<Term *> inner = points, parts;
    for (size_t i = 0; i < count; ++i)
      parts.push_back(count == 1 ? carried : elaborator.get(carried, i, span));
    splice(inner, column, parts);
    std::vector<Row> covered;
    for (const Row &row : rows)
      if (!specialise(row, points, column, index, covered))
        return nullptr;
    Witness without;
    made->next.push_back(columns(std::move(covered), std::move(inner), without));
    if (!made->next.back())
      return nullptr;
    if (!missing && without) {
      missing = std::move(without);
      join(*missing, column, count, sum->fields[index].name, false);
    }
  }
  return made;
}

/// The pattern of a number, a text or a truth value as a point of what it is compared with.
Term *Matching::literal(const ast::Pattern &pattern, Term *point) {
  if (isTruth(pattern)) {
    Term *truth = elaborator.make(TermKind::Bool, pattern.span, objects.boolean);
    truth->text = pattern.text;
    return truth;
  }
  if (pattern.kind == PatternKind::Literal)
    return elaborator.check(*pattern.expr, objects.forget(point->object));
  elaborator.error("E0519", pattern.span, "this pattern does not fit what is matched").found =
      objects.print(point->object);
  return nullptr;
}

/// A value that is none of those told apart already; `_` when there is no telling which.
std::string Matching::valueBeside(const Object *object, const std::vector<std::string> &known) {
  auto isKnown = [&](const std::string &text) {
    return std::find(known.begin(), known.end(), text) != known.end();
  };
  if (object->kind == ObjectKind::Bool)
    return isKnown("true") ? "false" : "true";
  if (!object->isNumber() && object->kind != ObjectKind::Fin)
    return "_";
  size_t least = 0;
  while (isKnown(std::to_string(least)))
    ++least;
  return std::to_string(least);
}

/// One value against all others. Two truth values, or all numbers below the bound of a Fin, are all
/// there is.
Decision *Matching::byValue(const std::vector<Row> &rows, const std::vector<Term *> &points,
                            size_t column, Witness &missing) {
  const Object *raw = objects.forget(points[column]->object);
  Span span = rows.front().patterns[column]->span;
  Term *value = nullptr;
  std::vector<Row> equal, others;
  for (const Row &row : rows) {
    Term *own = nullptr;
    if (row.patterns[column] && !(own = literal(*row.patterns[column], points[column])))
      return nullptr;
    if (!value)
      value = own; // the first row has one
    bool isSame = own && own->text == value->text;
    if (!own || isSame) {
      equal.push_back(row);
      splice(equal.back().patterns, column, std::vector<const ast::Pattern *>());
    }
    if (!isSame)
      others.push_back(row);
  }
  std::vector<Term *> rest = points;
  splice(rest, column, std::vector<Term *>());
  Decision *same = columns(std::move(equal), std::move(rest), missing);
  if (!same)
    return nullptr;
  if (missing)
    missing->insert(missing->begin() + column, value->text);
  std::vector<std::string> &known = told[points[column]];
  known.push_back(value->text);
  bool isLast = raw->kind == ObjectKind::Bool
                    ? known.size() == 2
                    : raw->kind == ObjectKind::Fin &&
                          objects.dims.resolve(raw->dim).constant() == int64_t(known.size());
  Decision *made = same;
  if (!isLast) {
    made = make();
    made->kind = Decision::Test;
    made->on = elaborator.equals(points[column], value, span);
    Witness without;
    Decision *different = made->on ? columns(std::move(others), points, without) : nullptr;
    if (!different)
      return nullptr;
    made->next = {same, different};
    if (without && (*without)[column] == "_")
      (*without)[column] = valueBeside(raw, known);
    if (!missing)
      missing = std::move(without);
  }
  told[points[column]].pop_back();
  return made;
}

// ---- From decisions to terms and statements ----------------------------------------------------

namespace {
/// The names of each arm, as locals that every way to the arm sets.
struct Arm {
  std::vector<std::pair<int, const Object *>> locals;
  std::vector<std::string> names;
  Term *body = nullptr;
  std::vector<Statement> statements;
  bool isReady = false;
};

void collectArms(const Decision &decision, std::vector<Arm> &arms, int &nextLocal) {
  for (const Decision *next : decision.next)
    collectArms(*next, arms, nextLocal);
  Arm &arm = arms[decision.arm];
  if (decision.kind != Decision::Leaf || arm.isReady)
    return;
  arm.isReady = true;
  for (auto &[name, point] : decision.points) {
    arm.names.push_back(name);
    arm.locals.push_back({nextLocal++, point->object});
  }
}

/// Which of the arm's locals the name of a leaf's point is; rows of one arm bind the same names.
int localOf(const Arm &arm, const std::string &name) {
  return arm.locals[std::find(arm.names.begin(), arm.names.end(), name) - arm.names.begin()].first;
}
} // namespace

Term *Elaborator::equals(Term *left, Term *right, Span span) {
  ast::Expr expr{ast::ExprKind::Binary, span};
  expr.opSpan = span;
  expr.text = "==";
  return comparison(expr, left, right);
}

/// How many values a constructor is declared to carry; the payload of several is their product.
size_t Elaborator::payloadSize(const Object &sum, size_t index) {
  return sum.declaration->ast->cases[index].payload.size();
}

/// A scope in which the names of an arm's pattern stand for its locals.
void Elaborator::openArm(const ast::MatchArm &arm, const std::vector<std::string> &names,
                         const std::vector<std::pair<int, const Object *>> &locals) {
  context.scopes.emplace_back();
  Span span = arm.pattern->span;
  for (size_t i = 0; i < names.size(); ++i)
    declare(names[i], pointBinding(local(locals[i].first, locals[i].second, span), span), span);
}

Term *Elaborator::matchPoint(const ast::Expr &expr, const Object *expected) {
  Term *value = point(*expr.args[0]);
  if (!value)
    return nullptr;
  int scrutinee = nextLocal++;
  Matching matching(*this, expr);
  const Decision *tree = matching.compile(local(scrutinee, value->object, expr.args[0]->span));
  if (!tree)
    return nullptr;
  std::vector<Arm> arms(expr.arms.size());
  collectArms(*tree, arms, nextLocal);
  const Object *result = expected;
  for (size_t i = 0; i < arms.size(); ++i) {
    Saved<Context> saved(context);
    openArm(expr.arms[i], arms[i].names, arms[i].locals);
    arms[i].body = point(*expr.arms[i].body, result);
    if (!arms[i].body)
      return nullptr;
    if (!result)
      result = arms[i].body->object;
  }
  std::vector<Term *> bodies;
  for (const Arm &arm : arms)
    bodies.push_back(arm.body);
  result = joinBranches(bodies, expected);
  if (!result)
    return nullptr;
  std::function<Term *(const Decision &)> build = [&](const Decision &decision) -> Term * {
    if (decision.kind == Decision::Leaf) {
      const Arm &arm = arms[decision.arm];
      Term *term = bodies[decision.arm];
      for (auto &[name, point] : decision.points)
        term = let(localOf(arm, name), point, term);
      return term;
    }
    std::vector<Term *> children = {decision.on};
    for (const Decision *next : decision.next)
      children.push_back(build(*next));
    Term *term = make(decision.kind == Decision::Switch ? TermKind::Match : TermKind::If, expr.span,
                      result, children);
    term->locals = decision.locals;
    return term;
  };
  return let(scrutinee, value, build(*tree));
}

bool Elaborator::matchStatement(const ast::Expr &expr, std::vector<Statement> &out) {
  Term *value = point(*expr.args[0]);
  if (!value)
    return false;
  int scrutinee = nextLocal++;
  Matching matching(*this, expr);
  const Decision *tree = matching.compile(local(scrutinee, value->object, expr.args[0]->span));
  if (!tree || !finish(value))
    return false;
  out.push_back({StatementKind::Let, expr.args[0]->span, scrutinee, value});
  std::vector<Arm> arms(expr.arms.size());
  collectArms(*tree, arms, nextLocal);
  bool isFine = true;
  for (size_t i = 0; i < arms.size(); ++i) {
    Saved<Context> saved(context);
    openArm(expr.arms[i], arms[i].names, arms[i].locals);
    isFine &= nested(*expr.arms[i].body, arms[i].statements);
  }
  if (!isFine)
    return false;
  std::function<bool(const Decision &, std::vector<Statement> &)> build =
      [&](const Decision &decision, std::vector<Statement> &to) {
        if (decision.kind == Decision::Leaf) {
          const Arm &arm = arms[decision.arm];
          for (auto &[name, point] : decision.points) {
            if (!finish(point))
              return false;
            to.push_back({StatementKind::Let, point->span, localOf(arm, name), point});
          }
          to.insert(to.end(), arm.statements.begin(), arm.statements.end());
          return true;
        }
        bool isSwitch = decision.kind == Decision::Switch;
        Statement made{isSwitch ? StatementKind::Match : StatementKind::If, expr.span, -1,
                       decision.on};
        made.locals = decision.locals;
        made.cases.resize(decision.next.size());
        if (!finish(decision.on))
          return false;
        for (size_t i = 0; i < decision.next.size(); ++i)
          if (!build(*decision.next[i], isSwitch ? made.cases[i] : i ? made.orElse : made.body))
            return false;
        if (!isSwitch)
          made.cases.clear();
        to.push_back(std::move(made));
        return true;
      };
  return build(*tree, out);
}

} // namespace cat::sema
