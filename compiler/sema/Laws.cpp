// Laws: whether the two sides have one object, at which static arguments they are tested, and where
// a rewrite may meet the program. Whether a law holds is decided elsewhere.
#include "compiler/sema/Elaborator.h"

#include <algorithm>
#include <set>

namespace cat::sema {

using ast::DeclKind;

static bool isLate(StaticKind kind) {
  return kind == StaticKind::Arrow || kind == StaticKind::Point || kind == StaticKind::Instance;
}

/// Both sides, in a context that knows the static arguments, as points or arrows of which something
/// may still be found out. The points are parts of the local `id`, of the object `domain`.
bool Elaborator::openSides(Declaration &declaration, LawSides &made, int id,
                           const Object *&domain) {
  const ast::Decl &decl = *declaration.ast;
  for (const StaticParameter &parameter : declaration.statics)
    if (parameter.kind == StaticKind::Point)
      made.points.push_back(object(*parameter.annotation));
  for (const ast::PointParam &param : decl.points)
    made.points.push_back(object(*param.object));
  if (std::find(made.points.begin(), made.points.end(), nullptr) != made.points.end())
    return false;
  domain = made.points.size() == 1 ? made.points[0] : objects.product(made.points);
  size_t next = 0;
  auto argument = [&](Span span) {
    Term *all = local(id, domain, span);
    size_t index = next++;
    return made.points.size() == 1 ? all : get(all, index, span);
  };
  for (const StaticParameter &parameter : declaration.statics)
    if (parameter.kind == StaticKind::Point) {
      Span span = parameter.annotation->span;
      context.scopes.back()[parameter.name] = pointBinding(argument(span), span);
    }
  for (const ast::PointParam &param : decl.points)
    declarePoint(param, argument(param.span));
  if (!decl.hasPoints && roleOf(*decl.lhs) == ExprRole::Arrow) {
    if (next) {
      error("E0907", decl.lhs->span, "a law of arrows has no static points").suggestion =
          "make it a law of points: law name(x: A): …";
      return false;
    }
    ArrowValue *a = closedArrow(*decl.lhs, {});
    ArrowValue *b = a ? closedArrow(*decl.rhs, {a->term->object, a->term->codomain}) : nullptr;
    made.left = a ? a->term : nullptr;
    made.right = b ? b->term : nullptr;
  } else {
    made.left = point(*decl.lhs);
    made.right = made.left ? point(*decl.rhs, made.left->object) : nullptr;
  }
  return made.right && sidesMeet(decl, made.left, made.right);
}

/// Both sides as closed arrows. A length that nothing determines is any length: a name of its own,
/// or `length`.
bool Elaborator::sides(Declaration &declaration, LawSides &made, std::optional<int64_t> length) {
  int id = nextLocal++;
  const Object *domain = nullptr;
  if (!openSides(declaration, made, id, domain))
    return false;
  bool isArrow = made.left->isArrow();
  for (Term **side : {&made.left, &made.right}) {
    settleLengths((*side)->object, length);
    if (isArrow)
      settleLengths((*side)->codomain, length);
    if (!finish(*side))
      return false;
    if (!isArrow) {
      *side = makeArrow(TermKind::Lambda, (*side)->span, domain, (*side)->object, {*side});
      (*side)->local = id;
    }
  }
  // Where only one side wants the name of an object, the point has it.
  made.leftIsNamed = !isArrow || objects.fits(made.left->object, made.right->object);
  return true;
}

/// Points of one object, or arrows of one domain and codomain, perhaps once names are forgotten.
bool Elaborator::sidesMeet(const ast::Decl &decl, const Term *left, const Term *right) {
  bool isArrow = left->isArrow();
  auto meet = [&](const Object *x, const Object *y) {
    return objects.fits(x, y) || objects.fits(y, x);
  };
  if ((!isArrow || meet(left->object, right->object)) &&
      meet(isArrow ? left->codomain : left->object, isArrow ? right->codomain : right->object))
    return true;
  auto show = [&](const Term *term) {
    return objects.print(term->object) + (isArrow ? " -> " + objects.print(term->codomain) : "");
  };
  Diagnostic &diagnostic =
      error("E0906", decl.rhs->span, "the two sides of this law are different objects");
  diagnostic.expected = show(left);
  diagnostic.found = show(right);
  return false;
}

bool Elaborator::tolerance(const ast::Decl &decl, double &within) {
  if (!decl.within)
    return true;
  Term *term = check(*decl.within, objects.f64);
  std::map<int, Constant> none;
  auto value = term && finish(term) ? constant(term, none) : std::nullopt;
  if (value)
    within = value->isWhole ? static_cast<double>(value->whole) : value->real;
  if (!term || (value && within >= 0))
    return term;
  error("E0905", decl.within->span, "within takes a number that is not negative");
  return false;
}

/// Dims of which nothing is known become `length`, or names that equal only themselves.
void Elaborator::settleLengths(const Object *object, std::optional<int64_t> length) {
  object = objects.resolve(object);
  Dim known = objects.dims.resolve(object->dim);
  bool stuck = false;
  if (object->kind == ObjectKind::Array && objects.dims.hasUnsolved(known)) {
    hasFreeLength = true;
    objects.dims.unify(known, length ? Dim(*length) : objects.dims.rigid("n"), stuck);
  }
  if (object->element)
    settleLengths(object->element, length);
  for (const Field &field : object->fields)
    settleLengths(field.object, length);
}

/// Checks a law for all its static arguments at once.
std::optional<LawSides> Elaborator::checkLaw(Declaration &declaration) {
  if (!prepareStatics(declaration))
    return std::nullopt;
  Saved<Context> saved(context);
  context.scopes.emplace_back();
  size_t finished = program.order.size();
  LawSides made;
  double within = 0;
  bool isFine = bindGenerics(declaration) && tolerance(*declaration.ast, within) &&
                sides(declaration, made, std::nullopt);
  dropInstances(finished);
  return isFine ? std::optional(made) : std::nullopt;
}

// ---- Samples -----------------------------------------------------------------------------------

/// The static argument at which a law is tested in one round: small numbers, empty ones among them,
/// and simple objects.
std::optional<StaticArgument> Elaborator::sampleArgument(const StaticParameter &parameter,
                                                         size_t index, unsigned round) {
  StaticArgument argument{StaticArgument::IsText};
  if (parameter.kind == StaticKind::Dim) {
    static constexpr int64_t lengths[] = {0, 1, 2, 3, 5, 8}; // a small counterexample comes first
    argument.kind = StaticArgument::IsDim;
    // In every second round all are one length, so that squares are among them.
    bool isSquare = round % 2 == 1;
    argument.dim = Dim(lengths[(round + (isSquare ? 0 : index)) % std::size(lengths)]);
  } else if (parameter.kind == StaticKind::Object) {
    std::vector<const Object *> pool = {objects.f32, objects.i64, objects.boolean,
                                        objects.product({objects.f32, objects.i64}),
                                        objects.array(objects.f32, Dim(2))};
    switch (parameter.constraint) {
    case Constraint::Float:
    case Constraint::FloatLiteral:
      pool = {objects.f32, objects.f64};
      break;
    case Constraint::Number:
    case Constraint::IntegerLiteral:
      pool = {objects.f32, objects.i64, objects.f64, objects.scalar("u8")};
      break;
    case Constraint::Vect:
      pool = {objects.f32, objects.array(objects.f32, Dim(3)),
              objects.product({objects.f32, objects.array(objects.f32, Dim(2))})};
      break;
    case Constraint::None:
      break;
    }
    argument.kind = StaticArgument::IsObject;
    argument.object = pool[(round + index) % pool.size()];
  } else if (parameter.kind == StaticKind::Text) {
    argument.text = "a";
  } else {
    return std::nullopt;
  }
  return argument;
}

Binding *Elaborator::isBound(const std::string &name) {
  auto it = context.scopes.back().find(name);
  return it == context.scopes.back().end() ? nullptr : &it->second;
}

/// Declares the static parameters that are instances: one that the module of the law sees, another
/// one in each round. The objects that such an instance determines are declared on the way.
bool Elaborator::bindInstances(Declaration &declaration, unsigned round, LawSides &made) {
  auto isInstance = [](const StaticParameter &parameter) {
    return parameter.kind == StaticKind::Instance;
  };
  if (std::none_of(declaration.statics.begin(), declaration.statics.end(), isInstance))
    return true;
  for (const StaticParameter &parameter : declaration.statics)
    if (parameter.kind == StaticKind::Object) {
      StaticArgument open{StaticArgument::IsObject};
      open.object = objects.variable(parameter.constraint);
      context.scopes.back()[parameter.name] = bindStatic(open);
    }
  std::vector<Declaration *> seen;
  for (auto &[name, each] : context.module->names)
    seen.push_back(each);
  for (auto &[name, each] : context.module->imported)
    if (each.first)
      seen.push_back(each.first);
  for (const StaticParameter &parameter : declaration.statics) {
    if (!isInstance(parameter))
      continue;
    Declaration *theory = nullptr;
    StaticArgument argument{StaticArgument::IsInstance};
    std::vector<StaticArgument> arguments;
    if (!theoryOf(*parameter.annotation, theory, arguments))
      return false;
    std::vector<std::pair<TheoryInstance *, std::string>> found;
    for (Declaration *each : seen) {
      if (each->ast->kind != DeclKind::Instance || !prepareStatics(*each) || !each->statics.empty())
        continue;
      ObjectTable::Mark mark = objects.mark();
      TheoryInstance *instance = declaredInstance(*each, {}, each->ast->name.span, nullptr, {});
      if (instance && instance->theory == theory && objects.unify(instance->arguments, arguments))
        found.emplace_back(instance, each->ast->name.text);
      objects.undo(mark);
    }
    if (found.empty())
      return false;
    auto &[chosen, name] = found[round % found.size()];
    argument.instance = chosen;
    objects.unify(argument.instance->arguments, arguments);
    context.scopes.back()[parameter.name] = bindStatic(argument);
    made.statics.emplace_back(parameter.name, name);
  }
  return true;
}

/// Declares the static parameters of a law or an instance, for one round of tests.
bool Elaborator::bindSample(Declaration &declaration, unsigned round, LawSides &made) {
  size_t index = 0;
  auto show = [&](const StaticParameter &parameter, std::string value) {
    made.statics.emplace_back(parameter.name, std::move(value));
  };
  if (!bindInstances(declaration, round, made))
    return false;
  for (const StaticParameter &parameter : declaration.statics)
    if (auto argument = sampleArgument(parameter, index++, round)) {
      if (Binding *known = isBound(parameter.name)) {
        // What an instance says of an object comes first.
        if (known->object && objects.hasVariables(known->object))
          objects.unify(known->object, argument->object);
        if (known->object)
          argument->object = objects.zonk(known->object, true);
      }
      context.scopes.back()[parameter.name] = bindStatic(*argument);
      std::string text = objects.print({*argument}); // in brackets
      show(parameter, text.substr(1, text.size() - 2));
    }
  for (const StaticParameter &parameter : declaration.statics) {
    if (parameter.kind == StaticKind::Arrow) {
      const Object *domain = parameter.domain ? object(*parameter.domain) : nullptr;
      const Object *codomain = domain ? object(*parameter.codomain) : nullptr;
      if (!codomain)
        return false;
      Term *term = primitive("cat.sample", {}, domain, codomain);
      term->index = round * 16 + index++;
      StaticArgument argument{StaticArgument::IsArrow};
      argument.arrow = &program.arrows.emplace_back(ArrowValue{newFrame(), term, parameter.name});
      context.scopes.back()[parameter.name] = bindStatic(argument);
      show(parameter, "an arrow " + objects.print(domain) + " -> " + objects.print(codomain));
    }
  }
  return true;
}

/// How often a law is tested at other static arguments.
static unsigned roundsOf(const Declaration &declaration) {
  return declaration.statics.empty() ? 1 : 6;
}

/// Adds what `law` is tested at, in a context that knows everything but its own static arguments.
void Elaborator::sampleLaw(Declaration &declaration, Law &law, const LawSides &outer) {
  for (unsigned round = 0; round != roundsOf(declaration); ++round) {
    Saved<Context> saved(context);
    Diagnostics before = diagnostics;
    context.scopes.emplace_back();
    LawSides made = outer;
    if (bindSample(declaration, round, made) && sides(declaration, made, 3 - round % 4))
      law.samples.push_back(std::move(made));
    diagnostics = before; // a law need not make sense at every length
  }
}

Law Elaborator::lawOf(Declaration &declaration) {
  Law law;
  law.name = declaration.ast->name.text;
  law.span = declaration.ast->name.span;
  Span both = declaration.ast->lhs->span;
  both.end = declaration.ast->rhs->span.end;
  law.statement = sources.text(both);
  law.isRewrite = declaration.ast->kind == DeclKind::Rewrite;
  law.hasStatics = !declaration.statics.empty();
  for (const StaticParameter &parameter : declaration.statics)
    if (parameter.kind == StaticKind::Point)
      law.points.push_back(parameter.name);
  for (const ast::PointParam &param : declaration.ast->points)
    law.points.push_back(param.name.text);
  if (law.points.empty())
    law.points.push_back("x");
  tolerance(*declaration.ast, law.within);
  return law;
}

void Elaborator::collectLaw(Declaration &declaration) {
  bool isRewrite = declaration.ast->kind == DeclKind::Rewrite;
  std::optional<LawSides> generic = checkLaw(declaration);
  if (!generic || lawsWanted == LawsWanted::None ||
      (lawsWanted == LawsWanted::Rewrites && !isRewrite))
    return;
  Law &law = program.laws.emplace_back(lawOf(declaration));
  if (law.hasStatics)
    law.generic = generic;
  if (lawsWanted == LawsWanted::All)
    sampleLaw(declaration, law, {});
  else
    rewrites.emplace_back(&declaration, program.laws.size() - 1);
}

/// The laws that an instance owes its theory.
void Elaborator::collectInstanceLaws(Declaration &declaration) {
  const ast::Decl &decl = *declaration.ast;
  if (lawsWanted != LawsWanted::All)
    return;
  std::map<std::string, Law> laws;
  for (unsigned round = 0; round != roundsOf(declaration); ++round) {
    Saved<Context> saved(context, Context{declaration.module, {{}}, nullptr});
    LawSides outer;
    TheoryInstance made;
    if (!bindSample(declaration, round, outer) ||
        !theoryOf(*decl.object, made.theory, made.arguments) || !instanceMembers(decl, made, true))
      return;
    TheoryInstance &kept = program.theories.emplace_back(std::move(made));
    context = insideTheory(kept);
    for (const std::unique_ptr<ast::Decl> &member : kept.theory->ast->members) {
      if (member->kind != DeclKind::Law && member->kind != DeclKind::Rewrite)
        continue;
      Declaration &owed = program.declarations.emplace_back();
      owed.ast = member.get();
      owed.module = kept.theory->module;
      if (!prepareStatics(owed))
        return;
      auto [it, isNew] = laws.try_emplace(member->name.text, lawOf(owed));
      Law &law = it->second;
      if (isNew) {
        law.name = decl.name.text + "." + law.name;
        law.span = decl.name.span;
        law.isRewrite = false;
        law.hasStatics |= !declaration.statics.empty();
        Saved<Context> outside(context, Context{declaration.module, {{}}, nullptr});
        tolerance(decl, law.within);
      }
      sampleLaw(owed, law, outer);
    }
    if (round + 1 != roundsOf(declaration))
      continue;
    for (const std::unique_ptr<ast::Decl> &member : kept.theory->ast->members)
      if (auto it = laws.find(member->name.text); it != laws.end())
        program.laws.push_back(std::move(it->second));
  }
}

// ---- Uses --------------------------------------------------------------------------------------

static void collectRefs(Term *term, std::set<Term *> &seen, std::vector<Term *> &refs) {
  if (!seen.insert(term).second)
    return;
  if (term->kind == TermKind::Ref && !term->statics.empty())
    refs.push_back(term);
  for (Term *child : term->children)
    collectRefs(child, seen, refs);
}

void Elaborator::lengthsOf(const Object *object, std::set<int64_t> &lengths) {
  object = objects.resolve(object);
  if (auto length = objects.dims.resolve(object->dim).constant();
      length && (object->kind == ObjectKind::Array || object->kind == ObjectKind::Fin))
    lengths.insert(*length);
  if (object->element)
    lengthsOf(object->element, lengths);
  if (object->definition)
    lengthsOf(object->definition, lengths);
  for (const Field &field : object->fields)
    lengthsOf(field.object, lengths);
}

/// The static arguments at which the left side may occur in the program: each declared arrow in it
/// at what the program has it at. What no arrow tells is any length that occurs, or any object.
std::vector<std::vector<StaticArgument>> Elaborator::usesOf(Declaration &declaration,
                                                            const std::set<int64_t> &lengths) {
  static constexpr size_t most = 256;
  const ast::Decl &decl = *declaration.ast;
  Saved<Context> saved(context, Context{declaration.module, {{}}, nullptr});
  std::vector<StaticArgument> statics;
  for (const StaticParameter &parameter : declaration.statics) {
    StaticArgument argument{StaticArgument::IsArrow};
    if (!isLate(parameter.kind) &&
        !staticArgument(parameter, nullptr, decl.name.text, decl.name.span, argument))
      return {};
    statics.push_back(argument);
    if (!isLate(parameter.kind))
      context.scopes.back()[parameter.name] = bindStatic(argument);
  }
  for (const StaticParameter &parameter : declaration.statics)
    if (parameter.kind == StaticKind::Instance ||
        (parameter.kind == StaticKind::Arrow && !bindGenericArrow(parameter)))
      return {};
  Saved<decltype(openMentions)> savedOpen(openMentions, {});
  LawSides open;
  const Object *domain = nullptr;
  if (!openSides(declaration, open, nextLocal++, domain))
    return {};
  std::set<Term *> seen;
  std::vector<Term *> refs;
  collectRefs(open.left, seen, refs);

  std::vector<std::vector<StaticArgument>> found;
  auto record = [&](auto &&self, size_t next, std::vector<StaticArgument> values) -> void {
    for (; next != values.size(); ++next) {
      StaticArgument &value = values[next];
      value.dim = objects.dims.resolve(value.dim);
      if (value.object)
        value.object = objects.zonk(value.object, false);
      if (value.kind != StaticArgument::IsDim || !objects.dims.hasUnsolved(value.dim))
        continue;
      for (int64_t length : lengths) {
        value.dim = Dim(length);
        self(self, next + 1, values);
      }
      return;
    }
    if (found.size() < most)
      found.push_back(std::move(values));
  };
  auto solve = [&](auto &&self, size_t next) -> void {
    if (next == refs.size())
      return record(record, 0, statics);
    for (const auto &[key, instance] : refs[next]->declaration->instances) {
      ObjectTable::Mark mark = objects.mark();
      if (instance && objects.isConcrete(instance->statics) &&
          objects.unify(refs[next]->statics, instance->statics))
        self(self, next + 1);
      objects.undo(mark);
    }
  };
  solve(solve, 0);
  return found;
}

/// Adds both sides at these static arguments. A length that is in none of them, as of `map[f] >>>
/// map[g]`, is `length`.
void Elaborator::addUse(Declaration &declaration, const std::vector<StaticArgument> &statics,
                        int64_t length, Law &law, std::set<std::string> &seen) {
  size_t finished = program.order.size();
  Saved<Context> saved(context, Context{declaration.module, {{}}, nullptr});
  LawSides made;
  for (size_t i = 0; i != statics.size(); ++i) {
    const StaticParameter &parameter = declaration.statics[i];
    StaticArgument argument = statics[i];
    if (argument.object && objects.hasVariables(argument.object))
      argument = rigidArgument(parameter);
    if (!isLate(parameter.kind))
      context.scopes.back()[parameter.name] = bindStatic(argument);
  }
  for (const StaticParameter &parameter : declaration.statics)
    if (parameter.kind == StaticKind::Arrow && !bindGenericArrow(parameter))
      return;
  if (sides(declaration, made, length) &&
      seen.insert(objects.print(statics) + objects.print(made.left->object) +
                  objects.print(made.left->codomain))
          .second)
    law.uses.push_back(std::move(made));
  // What is made for objects of which nothing is known cannot be compiled.
  for (size_t i = finished; i != program.order.size(); ++i)
    if (!objects.isConcrete(program.order[i]->statics))
      return dropInstances(finished);
}

void Elaborator::findUses() {
  std::set<int64_t> lengths = {1};
  if (!rewrites.empty())
    for (const Term &term : program.terms)
      for (const Object *object : {term.object, term.codomain})
        if (object)
          lengthsOf(object, lengths);
  for (auto [declaration, index] : rewrites) {
    Diagnostics before = diagnostics;
    std::set<std::string> seen;
    for (const std::vector<StaticArgument> &statics : usesOf(*declaration, lengths))
      for (int64_t length : lengths) {
        hasFreeLength = false;
        addUse(*declaration, statics, length, program.laws[index], seen);
        if (!hasFreeLength)
          break;
      }
    diagnostics = before;
  }
  program.ownInstances = program.order.size();
  for (auto [declaration, index] : rewrites)
    if (Law &law = program.laws[index]; !law.uses.empty()) {
      Saved<Context> saved(context, Context{declaration->module, {}, nullptr});
      sampleLaw(*declaration, law, {});
    }
}

} // namespace cat::sema
