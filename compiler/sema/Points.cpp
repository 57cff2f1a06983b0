// Elaborating points: names, literals, tuples, blocks; forgetting and naming.
#include "compiler/sema/Elaborator.h"

#include "llvm/ADT/StringExtras.h"

#include "llvm/ADT/STLExtras.h"

namespace cat::sema {

using ast::ExprKind;

Term *Elaborator::point(const ast::Expr &expr, const Object *expected) {
  return bounded(openPoint(expr, expected));
}

Term *Elaborator::openPoint(const ast::Expr &expr, const Object *expected) {
  switch (expr.kind) {
  case ExprKind::Name:
    return name(expr, expected);
  case ExprKind::Number:
    return number(expr);
  case ExprKind::String:
    return string(expr);
  case ExprKind::Tuple:
  case ExprKind::RecordValue:
  case ExprKind::Array:
    return compoundLiteral(expr, expected);
  case ExprKind::Block:
    return blockPoint(expr, expected);
  case ExprKind::If:
    return conditional(expr, expected);
  case ExprKind::Call:
    return isDimFunction(expr) ? dimPoint(expr) : call(expr, expected);
  case ExprKind::Field:
  case ExprKind::Project:
    return field(expr);
  case ExprKind::Bracket:
    if (expr.args[0]->kind == ExprKind::Name &&
        resolveName(expr.args[0]->text).kind == Resolved::Builtin &&
        expr.args[0]->text == "tabulate")
      return tabulate(expr, expected);
    if (roleOf(*expr.args[0]) == ExprRole::Point &&
        resolve(*expr.args[0]).kind != Resolved::Declared)
      return indexing(expr);
    break;
  case ExprKind::Unary:
    return unary(expr, expected);
  case ExprKind::Binary:
    if (roleOf(expr) == ExprRole::Arrow)
      break;
    return binary(expr, expected);
  case ExprKind::Ascribe: {
    const Object *wanted = object(*expr.args[1]);
    return wanted ? check(*expr.args[0], wanted) : nullptr;
  }
  case ExprKind::Match:
    return matchPoint(expr, expected);
  case ExprKind::Lambda:
  case ExprKind::RecordObject:
    break;
  }
  if (roleOf(expr) == ExprRole::Object) {
    Diagnostic &diagnostic = error("E0503", expr.span, "an object stands where a point is wanted");
    if (expr.kind == ExprKind::RecordObject)
      diagnostic.suggestion = "a record value is written { x = 1, … }; { x: … } is an object";
    return nullptr;
  }
  // An arrow 1 -> A is a point of A.
  Saved<const ast::Expr *> from(askedByPoint, &expr);
  Term *term = arrow(expr, {objects.unit, expected});
  if (!term)
    return nullptr;
  if (!objects.forget(term->object)->isUnit()) {
    Diagnostic &diagnostic = error("E0501", expr.span, "an arrow stands where a point is wanted");
    diagnostic.found = objects.print(term->object) + " -> " + objects.print(term->codomain);
    diagnostic.suggestion = "apply it: " + std::string(sources.text(expr.span)) + "(…)";
    return nullptr;
  }
  return eval(term, make(TermKind::Tuple, expr.span, objects.unit), expr.span);
}

Term *Elaborator::check(const ast::Expr &expr, const Object *wanted, bool declared) {
  Term *term = point(expr, wanted);
  return term ? coerce(term, wanted, declared) : nullptr;
}

Term *Elaborator::coerce(Term *term, const Object *wanted, bool declared) {
  if (objects.same(term->object, wanted))
    return term;
  // A literal takes the object that its context gives.
  if (objects.fits(term->object, wanted)) {
    if (objects.same(term->object, wanted))
      return term;
    return make(TermKind::Forget, term->span, wanted, {term});
  }
  // The parts of a literal tuple or array are named one by one.
  if (declared && objects.names(term->object, wanted)) {
    Term *named = make(TermKind::Name, term->span, wanted, {term});
    named->trusted = trusted;
    return named;
  }
  Diagnostic &diagnostic = error("E0502", term->span, "this is not the object that is wanted here");
  diagnostic.expected = objects.print(wanted);
  diagnostic.found = objects.print(term->object);
  const Object *target = objects.resolve(wanted), *source = objects.forget(term->object);
  if (objects.names(term->object, wanted))
    diagnostic.suggestion = target->kind == ObjectKind::Nominal
                                ? "name it: " + objects.print(wanted) + "(…)"
                                : "name its parts with their constructors";
  else if (target->isNumber() && source->isNumber())
    diagnostic.suggestion = "convert it: " + objects.print(wanted) + "(…)";
  return nullptr;
}

Term *Elaborator::name(const ast::Expr &expr, const Object *expected) {
  Resolved resolved = resolve(expr);
  switch (resolved.kind) {
  case Resolved::None:
    return unknownName(expr), nullptr;
  case Resolved::Poison:
    return nullptr;
  case Resolved::Local:
    if (resolved.local->kind == Binding::Point) {
      Term *mention = &program.terms.emplace_back(*resolved.local->point);
      mention->span = expr.span;
      return mention;
    }
    if (resolved.local->kind == Binding::Text) {
      Term *text = make(TermKind::Text, expr.span, objects.text);
      text->text = resolved.local->text;
      return text;
    }
    break;
  case Resolved::Builtin:
    if (resolved.name == "true" || resolved.name == "false") {
      Term *value = make(TermKind::Bool, expr.span, objects.boolean);
      value->text = resolved.name;
      return value;
    }
    break;
  case Resolved::Declared:
    if (resolved.declaration->enumCase >= 0 && roleOf(resolved) == ExprRole::Point) {
      const Object *made = enumObject(*resolved.declaration, {}, expr.span);
      if (!made)
        return nullptr;
      Term *value =
          make(TermKind::Case, expr.span, made, {make(TermKind::Tuple, expr.span, objects.unit)});
      value->index = resolved.declaration->enumCase;
      return value;
    }
    break;
  default:
    break;
  }
  ExprRole role = roleOf(resolved);
  if (role == ExprRole::Dim)
    return dimPoint(expr);
  if (role == ExprRole::Object || role == ExprRole::Namespace) {
    error("E0503", expr.span,
          expr.text + (role == ExprRole::Object ? " is an object" : " is a module") +
              "; a point is wanted here");
    return nullptr;
  }
  Term *term = arrow(expr, {role == ExprRole::Point ? objects.unit : nullptr, expected});
  if (!term)
    return nullptr;
  if (!objects.forget(term->object)->isUnit()) {
    Diagnostic &diagnostic =
        error("E0501", expr.span, expr.text + " is an arrow; a point is wanted here");
    diagnostic.found = objects.print(term->object) + " -> " + objects.print(term->codomain);
    diagnostic.suggestion = "apply it: " + expr.text + "(…)";
    return nullptr;
  }
  return eval(term, make(TermKind::Tuple, expr.span, objects.unit), expr.span);
}

/// A dim as a point: an integer literal, or what the length of a sequence is at run time.
Term *Elaborator::dimPoint(const ast::Expr &expr) {
  auto value = dim(expr);
  if (!value)
    return nullptr;
  if (Resolved resolved = resolve(expr); resolved.kind == Resolved::Local && resolved.local->point)
    return op("convert", expr.span, objects.variable(Constraint::IntegerLiteral),
              {resolved.local->point});
  if (objects.dims.resolve(*value).isUnknown()) {
    error("E0504", expr.span,
          std::string(sources.text(expr.span)) +
              " is known only at run time; take len(…) of the sequence");
    return nullptr;
  }
  // In a generic body any number stands for the dim.
  Term *number = numberTerm(std::to_string(value->constant().value_or(1)),
                            objects.variable(Constraint::IntegerLiteral), expr.span);
  number->trusted = !value->constant();
  return number;
}

Term *Elaborator::number(const ast::Expr &expr) {
  std::string digits;
  for (char c : expr.text)
    if (c != '_')
      digits += c;
  bool isHex = digits.size() > 1 && digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X');
  const Object *object = nullptr;
  if (!isHex)
    for (const char *suffix : {"f32", "f64"})
      if (digits.size() > 3 && digits.compare(digits.size() - 3, 3, suffix) == 0) {
        object = objects.scalar(suffix);
        digits.resize(digits.size() - 3);
        break;
      }
  if (!object)
    if (size_t at = digits.find_first_of("iu"); at != std::string::npos) {
      object = objects.scalar(digits.substr(at));
      digits.resize(at);
    }
  bool isFloat = !isHex && digits.find_first_of(".eE") != std::string::npos;
  if (!object)
    object = objects.variable(isFloat ? Constraint::FloatLiteral : Constraint::IntegerLiteral);
  return numberTerm(digits, object, expr.span);
}

Term *Elaborator::string(const ast::Expr &expr) {
  std::vector<Term *> parts;
  for (const ast::StringPart &part : expr.parts) {
    if (!part.expr) {
      Term *text = make(TermKind::Text, expr.span, objects.text);
      text->text = part.text;
      parts.push_back(text);
      continue;
    }
    Term *value = point(*part.expr);
    if (!value) {
      parts.push_back(nullptr);
      continue;
    }
    parts.push_back(formatted(value, part.format));
  }
  if (llvm::is_contained(parts, nullptr))
    return nullptr;
  if (parts.size() == 1)
    return parts[0];
  if (parts.empty())
    return make(TermKind::Text, expr.span, objects.text);
  return op("text_concat", expr.span, objects.text, parts);
}

/// A literal takes the named object that its context gives, as a number does, with its check.
Term *Elaborator::compoundLiteral(const ast::Expr &expr, const Object *expected) {
  const Object *named = expected ? objects.resolve(expected) : nullptr;
  if (!named || named->kind != ObjectKind::Nominal)
    return expr.kind == ExprKind::Tuple         ? tuple(expr, expected)
           : expr.kind == ExprKind::RecordValue ? recordValue(expr, expected)
                                                : arrayLiteral(expr, expected);
  Term *value = compoundLiteral(expr, named->definition);
  if (!value || !objects.fits(value->object, named->definition))
    return value;
  value = coerce(value, named->definition);
  if (!value)
    return nullptr;
  Term *result = make(TermKind::Name, expr.span, named, {value});
  result->trusted = trusted;
  return result;
}

Term *Elaborator::tuple(const ast::Expr &expr, const Object *expected) {
  const Object *hinted = expected ? objects.resolve(expected) : nullptr;
  bool fitting =
      hinted && hinted->kind == ObjectKind::Product && hinted->fields.size() == expr.args.size();
  std::vector<Term *> parts;
  std::vector<const Object *> elements;
  for (size_t i = 0; i < expr.args.size(); ++i) {
    parts.push_back(point(*expr.args[i], fitting ? hinted->fields[i].object : nullptr));
    elements.push_back(parts.back() ? parts.back()->object : nullptr);
  }
  if (llvm::is_contained(parts, nullptr))
    return nullptr;
  return make(TermKind::Tuple, expr.span, objects.product(elements), parts);
}

Term *Elaborator::recordValue(const ast::Expr &expr, const Object *expected) {
  const Object *hinted = expected ? objects.forget(expected) : nullptr;
  std::vector<Term *> parts;
  std::vector<Field> fields;
  for (const ast::NamedExpr &field : expr.fields) {
    const Object *wanted = nullptr;
    if (hinted && hinted->kind == ObjectKind::Product)
      for (const Field &candidate : hinted->fields)
        if (candidate.name == field.name.text)
          wanted = candidate.object;
    parts.push_back(point(*field.value, wanted));
    if (parts.back() && wanted && !isOnlyNamed(parts.back(), wanted))
      parts.back() = coerce(parts.back(), wanted);
    for (const Field &other : fields)
      if (other.name == field.name.text) {
        error("E0103", field.name.span, "the field " + field.name.text + " appears twice");
        parts.back() = nullptr;
      }
    fields.push_back({field.name.text, parts.back() ? parts.back()->object : nullptr});
  }
  if (llvm::is_contained(parts, nullptr))
    return nullptr;
  return make(TermKind::Tuple, expr.span, objects.record(fields), parts);
}

/// Does a point lack only the name of what is wanted?
bool Elaborator::isOnlyNamed(Term *value, const Object *wanted) {
  ObjectTable::Mark mark = objects.mark();
  bool fits = objects.fits(value->object, wanted);
  if (fits)
    return false;
  objects.undo(mark);
  bool named = objects.names(value->object, wanted);
  objects.undo(mark);
  return named;
}

Term *Elaborator::arrayLiteral(const ast::Expr &expr, const Object *expected) {
  const Object *hinted = expected ? objects.forget(expected) : nullptr;
  const Object *element = hinted && hinted->kind == ObjectKind::Array ? hinted->element : nullptr;
  std::vector<Term *> parts;
  for (const ast::ExprPtr &part : expr.args) {
    Term *value = point(*part, element);
    if (!value)
      return nullptr;
    // Raw elements may still get their name from a declaration, all at once.
    if (!element || isOnlyNamed(value, element))
      element = value->object;
    parts.push_back(value);
  }
  if (!element)
    element = objects.variable();
  for (Term *&part : parts)
    if (!(part = coerce(part, element)))
      return nullptr;
  return make(TermKind::Array, expr.span, objects.array(element, Dim(parts.size())), parts);
}

Term *Elaborator::conditional(const ast::Expr &expr, const Object *expected) {
  Term *condition = check(*expr.args[0], objects.boolean);
  if (!condition)
    return nullptr;
  if (expr.args.size() < 3) {
    error("E0506", expr.span, "an if that gives a point needs an else");
    return nullptr;
  }
  Term *then = point(*expr.args[1], expected);
  Term *otherwise = then ? point(*expr.args[2], expected ? expected : then->object) : nullptr;
  if (!otherwise)
    return nullptr;
  std::vector<Term *> branches = {then, otherwise};
  const Object *object = joinBranches(branches, expected);
  return object ? make(TermKind::If, expr.span, object, {condition, branches[0], branches[1]})
                : nullptr;
}

/// The object that all branches give, perhaps by forgetting: the one that is expected, if they can.
/// Null, with an error, if there is none.
const Object *Elaborator::joinBranches(std::vector<Term *> &branches, const Object *expected) {
  const Object *joined = branches[0]->object;
  ObjectTable::Mark mark = objects.mark();
  if (expected && objects.resolve(expected)->kind != ObjectKind::Variable) {
    if (std::all_of(branches.begin(), branches.end(),
                    [&](Term *branch) { return objects.fits(branch->object, expected); }))
      joined = expected;
    else
      objects.undo(mark);
  }
  for (Term *branch : branches) {
    if (objects.fits(branch->object, joined))
      continue;
    if (!objects.fits(joined, branch->object))
      return mismatch("E0507", branch->span, "all branches give one object", joined,
                      branch->object);
    joined = branch->object;
  }
  for (Term *&branch : branches)
    if (!(branch = coerce(branch, joined)))
      return nullptr;
  return joined;
}

Term *Elaborator::field(const ast::Expr &expr) {
  Resolved resolved = resolve(expr);
  if (resolved.kind != Resolved::None)
    return name(expr, nullptr);
  if (expr.kind == ExprKind::Field && isQualifier(*expr.args[0]))
    return unknownName(expr), nullptr;
  Term *base = point(*expr.args[0]);
  if (!base)
    return nullptr;
  const Object *product = objects.forget(base->object);
  if (product != objects.resolve(base->object))
    base = coerce(base, product);
  if (product->kind != ObjectKind::Product) {
    Diagnostic &diagnostic = error("E0508", expr.span, "only records and products have fields");
    diagnostic.found = objects.print(base->object);
    return nullptr;
  }
  for (size_t i = 0; i < product->fields.size(); ++i)
    if (expr.kind == ExprKind::Field ? product->fields[i].name == expr.text : i == expr.index)
      return get(base, i, expr.span);
  Diagnostic &diagnostic = error("E0508", expr.opSpan, "there is no such field");
  diagnostic.found = objects.print(base->object);
  std::vector<std::string> fields;
  for (const Field &field : product->fields)
    fields.push_back(field.name.empty() ? "." + std::to_string(fields.size()) : field.name);
  diagnostic.suggestion = didYouMean(expr.text, fields);
  if (diagnostic.suggestion.empty() && !fields.empty())
    diagnostic.suggestion = "it has " + llvm::join(fields, ", ");
  return nullptr;
}

Term *Elaborator::indexing(const ast::Expr &expr) {
  Term *base = point(*expr.args[0]);
  for (size_t i = 1; base && i < expr.args.size(); ++i) {
    const Object *array = objects.forget(base->object);
    if (array->kind != ObjectKind::Array) {
      error("E0509", expr.args[i]->span, "only arrays are indexed").found =
          objects.print(base->object);
      return nullptr;
    }
    base = coerce(base, array);
    Term *index = point(*expr.args[i]);
    if (!index)
      return nullptr;
    const Object *raw = objects.forget(index->object);
    if (raw->isOpenNumber() && objects.unify(raw, objects.i64)) {
    } else if (raw->kind == ObjectKind::Enum && objects.fits(raw, objects.fin(array->dim))) {
    } else if (raw->kind != ObjectKind::Fin && raw->kind != ObjectKind::Int &&
               raw->kind != ObjectKind::Nat) {
      error("E0509", expr.args[i]->span, "an index is a natural number").found =
          objects.print(index->object);
      return nullptr;
    }
    const Object *number =
        raw->kind == ObjectKind::Enum ? objects.fin(array->dim) : objects.forget(index->object);
    base = op("index", expr.span, array->element, {base, coerce(index, number)});
  }
  return base;
}

Term *Elaborator::blockPoint(const ast::Expr &expr, const Object *expected) {
  Saved<Context> saved(context);
  context.scopes.emplace_back();
  std::function<Term *(size_t)> from = [&](size_t i) -> Term * {
    if (i == expr.stmts.size()) {
      if (!expr.args.empty())
        return point(*expr.args[0], expected);
      error("E0510", expr.span, "this block ends without a result");
      return nullptr;
    }
    const ast::Stmt &stmt = *expr.stmts[i];
    // What follows a mistake is checked too, but silent about the names that are missing.
    auto without = [&]() -> Term * {
      if (stmt.pattern)
        poison(*stmt.pattern);
      if (!stmt.name.text.empty())
        poison(stmt.name.text, stmt.name.span);
      return from(i + 1), nullptr;
    };
    if (stmt.kind != ast::StmtKind::Let) {
      if (stmt.kind == ast::StmtKind::Param || stmt.kind == ast::StmtKind::Layer)
        error("E0402", stmt.span, "param and layer stand only in the body of an arrow").suggestion =
            "parameters belong to an arrow A -> B: write `arrow f : A -> B { … x => … }`";
      else
        error("E0511", stmt.span, "arrows are pure: this statement stands only in a pipeline");
      return without();
    }
    if (isArrowLet(stmt))
      return declareArrow(stmt) ? from(i + 1) : without();
    Term *value = letValue(stmt);
    if (!value)
      return without();
    int id = nextLocal++;
    bool isBound = false;
    Term *rest =
        bindPattern(*stmt.pattern, local(id, value->object, stmt.pattern->span), [&]() -> Term * {
          isBound = true;
          return from(i + 1);
        });
    return rest ? let(id, value, rest) : isBound ? nullptr : without();
  };
  return from(0);
}

/// Gives each component of a product its pattern.
bool Elaborator::productPattern(const ast::Pattern &pattern, const Object *object,
                                std::vector<const ast::Pattern *> &parts) {
  const Object *product = objects.forget(object);
  bool isRecord = pattern.kind == ast::PatternKind::Record;
  if (product->kind != ObjectKind::Product || product->fields.size() != pattern.args.size() ||
      (!isRecord && pattern.kind != ast::PatternKind::Tuple)) {
    Diagnostic &diagnostic = error("E0512", pattern.span, "this pattern does not fit its point");
    diagnostic.expected = "a pattern for " + objects.print(object);
    diagnostic.found = std::to_string(pattern.args.size()) + " parts";
    return false;
  }
  for (size_t i = 0; i < pattern.args.size(); ++i) {
    size_t index = i;
    if (isRecord)
      for (index = 0; index < product->fields.size(); ++index)
        if (product->fields[index].name == pattern.fieldNames[i].text)
          break;
    if (index == product->fields.size() || parts[index]) {
      error("E0508", pattern.fieldNames[i].span,
            index == product->fields.size() ? "there is no such field" : "this field stands twice")
          .found = objects.print(product);
      return false;
    }
    parts[index] = pattern.args[i].get();
  }
  return true;
}

Term *Elaborator::bindPattern(const ast::Pattern &pattern, Term *value,
                              const std::function<Term *()> &rest) {
  switch (pattern.kind) {
  case ast::PatternKind::Name:
    if (pattern.text != "_")
      declare(pattern.text, pointBinding(value, pattern.span), pattern.span);
    return rest();
  case ast::PatternKind::Ascribe: {
    const Object *wanted = object(*pattern.expr);
    if (!wanted)
      return nullptr;
    Term *coerced = coerce(value, wanted);
    return coerced ? bindPattern(*pattern.args[0], coerced, rest) : nullptr;
  }
  case ast::PatternKind::Tuple:
  case ast::PatternKind::Record: {
    if (!bindsOnce(pattern))
      return nullptr;
    const Object *product = objects.forget(value->object);
    if (product->kind == ObjectKind::Variable) {
      std::vector<Field> fields;
      for (size_t i = 0; i < pattern.args.size(); ++i)
        fields.push_back(
            {pattern.kind == ast::PatternKind::Record ? pattern.fieldNames[i].text : "",
             objects.variable()});
      product = objects.record(fields);
      if (!objects.unify(value->object, product))
        product = objects.forget(value->object);
    }
    std::vector<const ast::Pattern *> parts(
        product->kind == ObjectKind::Product ? product->fields.size() : 0, nullptr);
    if (!productPattern(pattern, value->object, parts))
      return nullptr;
    if (product != objects.resolve(value->object))
      value = coerce(value, product);
    std::function<Term *(size_t)> from = [&](size_t i) -> Term * {
      return i == parts.size() ? rest()
                               : bindPattern(*parts[i], get(value, i, parts[i]->span),
                                             [&] { return from(i + 1); });
    };
    return from(0);
  }
  default:
    error("E0513", pattern.span, "this pattern may fail; it stands only in a match");
    return nullptr;
  }
}

} // namespace cat::sema
