// Mentions of declared arrows: instances, expansion,
// parameters.
#include "compiler/sema/Elaborator.h"

#include <algorithm>
#include <cassert>

namespace cat::sema {

using ast::ExprKind;

Term *Elaborator::mention(Declaration &declaration, const std::vector<const ast::Expr *> &brackets,
                          const std::vector<Term *> &captured, const ast::Expr &expr, Hint hint) {
  const ast::Decl &decl = *declaration.ast;
  if (declaration.enumCase >= 0)
    return enumCase(declaration, brackets, expr, hint);
  if (decl.kind != ast::DeclKind::Arrow) {
    error("E0301", expr.span, decl.name.text + " is no arrow");
    return nullptr;
  }
  if (decl.isExtern && hint.domain)
    if (Declaration *other = overloaded(decl.symbol, hint.domain))
      return mention(*other, brackets, captured, expr, hint);
  std::vector<const ast::Expr *> given;
  if (!prepareStatics(declaration) || !assignBrackets(declaration, brackets, given, expr))
    return nullptr;
  std::vector<StaticArgument> statics;
  Context inside{declaration.module, {{}}, nullptr};
  for (size_t i = 0; i < declaration.statics.size(); ++i) {
    StaticArgument argument{StaticArgument::IsArrow};
    if (!staticArgument(declaration.statics[i], given[i], decl.name.text, expr.span, argument))
      return nullptr;
    statics.push_back(argument);
    inside.scopes[0][declaration.statics[i].name] = bindStatic(argument);
  }
  Saved<decltype(pendingParams)> savedPending(pendingParams, {});
  Signature signature;
  if (!signaturesInProgress.insert(&declaration).second) {
    error("E0315", expr.span, decl.name.text + " is defined by itself; Cat has no recursion");
    return nullptr;
  }
  {
    Saved<Context> saved(context, inside);
    signature = signatureOf(decl, expr.span);
  }
  signaturesInProgress.erase(&declaration);
  if (!signature.codomain)
    return nullptr;
  if (captured.size() != signature.captured.size()) {
    error("E0313", expr.span,
          decl.name.text + " takes " + std::to_string(signature.captured.size()) +
              " points before it is an arrow");
    return nullptr;
  }
  std::vector<Term *> points;
  for (size_t i = 0; i < captured.size(); ++i) {
    points.push_back(coerce(captured[i], signature.captured[i]));
    if (!points.back())
      return nullptr;
  }
  // What does not fit here is reported where the arrows should have met.
  ObjectTable::Mark mark = objects.mark();
  if (hint.domain && !objects.fits(hint.domain, signature.domain))
    objects.undo(mark);
  mark = objects.mark();
  if (hint.codomain && !objects.names(signature.codomain, hint.codomain))
    objects.undo(mark);
  if (!elaborateStatics(declaration, given, statics, inside, expr))
    return nullptr;
  return finishMention(declaration, statics, signature, points, expr);
}

Term *Elaborator::finishMention(Declaration &declaration, std::vector<StaticArgument> &statics,
                                const Signature &signature, const std::vector<Term *> &captured,
                                const ast::Expr &expr) {
  const ast::Decl &decl = *declaration.ast;
  // What is expanded may leave open which numbers its literals are; an instance may not.
  bool takesArrows =
      std::any_of(statics.begin(), statics.end(), [](const StaticArgument &argument) {
        return argument.kind == StaticArgument::IsArrow ||
               argument.kind == StaticArgument::IsPoint ||
               argument.kind == StaticArgument::IsInstance;
      });
  bool isSolved = true;
  for (StaticArgument &argument : statics) {
    argument.dim = objects.dims.resolve(argument.dim);
    if (argument.object)
      argument.object = objects.zonk(argument.object, false);
    isSolved &= !objects.dims.hasUnsolved(argument.dim) &&
                (!argument.object || !objects.hasVariables(argument.object, !takesArrows));
  }
  if (decl.isExtern && decl.symbol.rfind("cat.", 0) == 0) {
    if (decl.symbol.rfind("cat.write_", 0) == 0 && context.frame) {
      error("E0511", expr.span,
            "arrows are pure: " + decl.name.text + " stands only in a pipeline");
      return nullptr;
    }
    if (decl.symbol == "cat.repeat") {
      if (!isSolved) {
        error("E0312", expr.span, "how often this is repeated cannot be inferred").suggestion =
            "write it: repeat[4, f]";
        return nullptr;
      }
      return repeat(statics[0].dim, *statics[1].arrow, expr.span);
    }
    if (decl.symbol == "cat.reshape") // the elements stay
      objects.unify(objects.leaf(signature.domain), objects.leaf(signature.codomain));
    std::vector<Term *> children;
    for (const StaticArgument &argument : statics)
      if (argument.kind == StaticArgument::IsArrow) {
        children.push_back(open(*argument.arrow, expr.span));
        if (!children.back())
          return nullptr;
      } else if (argument.kind == StaticArgument::IsInstance) {
        // Of a monoid: its operation, then its unit.
        children.push_back(argument.instance->members.at("op").arrow->term);
        children.push_back(argument.instance->members.at("unit").point);
      }
    Term *term = primitive(decl.symbol, expr.span, signature.domain, signature.codomain, children);
    term->statics = statics;
    return term;
  }
  if (takesArrows) {
    // What comes behind may still say what they are.
    if (!isSolved)
      openMentions.push_back({statics, decl.name.text, expr.span});
    return expand(declaration, statics, signature, captured, expr.span);
  }
  Term *ref = makeArrow(TermKind::Ref, expr.span, signature.domain, signature.codomain, captured);
  ref->declaration = &declaration;
  ref->statics = statics;
  if (!isSolved)
    return ref;
  ref->instance = instance(declaration, statics, expr.span);
  if (!ref->instance)
    return nullptr;
  ref->object = ref->instance->domain;
  ref->codomain = ref->instance->codomain;
  if (const ParameterTree *tree = ref->instance->parameters) {
    if (!context.frame) {
      error("E0405", expr.span, decl.name.text + " has parameters, and nothing here says which")
          .suggestion = "give them: " + decl.name.text + "(p; x)";
      return nullptr;
    }
    size_t index = addEntry(*context.frame, decl.name.text, tree);
    ref->children.insert(ref->children.begin(), parameterRef(context.frame, index, expr.span));
  }
  return ref;
}

Elaborator::Signature Elaborator::signatureOf(const ast::Decl &decl, Span mention) {
  mentions.push_back({decl.name.text, mention});
  Signature signature = signatureOf(decl);
  mentions.pop_back();
  return signature;
}

Elaborator::Signature Elaborator::signatureOf(const ast::Decl &decl) {
  Signature signature;
  std::vector<const Object *> points;
  for (const ast::PointParam &param : decl.points) {
    points.push_back(object(*param.object));
    if (!points.back())
      return {};
  }
  if (decl.domain) {
    signature.captured = points;
    signature.domain = object(*decl.domain);
  } else {
    signature.domain = points.size() == 1 ? points[0] : objects.product(points);
  }
  signature.codomain = signature.domain ? object(*decl.codomain) : nullptr;
  return signature;
}

Instance *Elaborator::instance(Declaration &declaration, const std::vector<StaticArgument> &statics,
                               Span span) {
  std::string key = objects.print(statics);
  if (auto it = declaration.instances.find(key); it != declaration.instances.end()) {
    Instance *known = it->second;
    if (known && !known->term) {
      error("E0315", span,
            declaration.ast->name.text + " is defined by itself; Cat has no recursion")
          .notes.push_back({declaration.ast->name.span, "declared here"});
      return nullptr;
    }
    return known;
  }
  Instance *made = &program.instances.emplace_back();
  declaration.instances[key] = made;
  made->declaration = &declaration;
  made->statics = statics;
  made->name = declaration.module->name + "." + declaration.ast->name.text + key;
  made->frame = newFrame();
  Saved<Context> saved(context, Context{declaration.module, {{}}, made->frame});
  Saved<decltype(pendingParams)> savedPending(pendingParams, {});
  Saved<decltype(openMentions)> savedOpen(openMentions, {});
  mentions.push_back({declaration.ast->name.text + key, span});
  for (size_t i = 0; i < statics.size(); ++i)
    context.scopes[0][declaration.statics[i].name] = bindStatic(statics[i]);
  Signature signature = signatureOf(*declaration.ast);
  Term *term = signature.codomain ? body(declaration, signature, made->captured) : nullptr;
  if (term && finish(term)) {
    made->domain = objects.zonk(signature.domain, true);
    made->codomain = objects.zonk(signature.codomain, true);
    made->parameters = treeOf(*made->frame, true);
    made->term = term;
    program.order.push_back(made);
  } else {
    declaration.instances[key] = made = nullptr;
  }
  mentions.pop_back();
  return made;
}

/// Checks a declaration once, for all static arguments: each is a name that equals only itself.
void Elaborator::checkGeneric(Declaration &declaration) {
  if (!prepareStatics(declaration))
    return;
  size_t finished = program.order.size();
  Saved<Context> saved(context, Context{declaration.module, {{}}, newFrame()});
  Signature signature = bindGenerics(declaration) ? signatureOf(*declaration.ast) : Signature();
  std::vector<std::pair<int, const Object *>> captured;
  Term *term = signature.codomain ? body(declaration, signature, captured) : nullptr;
  if (term)
    finish(term);
  dropInstances(finished);
}

/// The instances made on the way through a generic body have names of that body in them.
void Elaborator::dropInstances(size_t finished) {
  for (; program.order.size() > finished; program.order.pop_back()) {
    Instance &made = *program.order.back();
    made.declaration->instances.erase(objects.print(made.statics));
  }
}

/// A dim, an object or a text that equals only itself.
StaticArgument Elaborator::rigidArgument(const StaticParameter &parameter) {
  StaticArgument argument{StaticArgument::IsText};
  if (parameter.kind == StaticKind::Dim) {
    argument.kind = StaticArgument::IsDim;
    argument.dim = objects.dims.rigid(parameter.name);
  } else if (parameter.kind == StaticKind::Object) {
    argument.kind = StaticArgument::IsObject;
    argument.object = objects.rigid(parameter.name, parameter.constraint);
  }
  return argument;
}

/// Declares the static parameters in the innermost scope, as what equals only itself.
bool Elaborator::bindGenerics(Declaration &declaration) {
  auto isLate = [](StaticKind kind) {
    return kind == StaticKind::Arrow || kind == StaticKind::Point || kind == StaticKind::Instance;
  };
  for (const StaticParameter &parameter : declaration.statics)
    if (!isLate(parameter.kind))
      context.scopes.back()[parameter.name] = bindStatic(rigidArgument(parameter));
  for (const StaticParameter &parameter : declaration.statics) {
    if (parameter.kind == StaticKind::Arrow && !bindGenericArrow(parameter))
      return false;
    if (parameter.kind == StaticKind::Instance && !bindGenericInstance(parameter))
      return false;
    if (parameter.kind != StaticKind::Point)
      continue;
    const Object *known = object(*parameter.annotation);
    if (!known)
      return false;
    Span span = parameter.annotation->span;
    context.scopes.back()[parameter.name] = pointBinding(local(nextLocal++, known, span), span);
  }
  return true;
}

bool Elaborator::bindGenericInstance(const StaticParameter &parameter) {
  Declaration *theory = nullptr;
  StaticArgument argument{StaticArgument::IsInstance};
  std::vector<StaticArgument> arguments;
  if (!theoryOf(*parameter.annotation, theory, arguments))
    return false;
  argument.instance = genericInstance(parameter.name, *theory, std::move(arguments));
  context.scopes.back()[parameter.name] = bindStatic(argument);
  return argument.instance;
}

/// A static arrow of which only the signature is known, with parameters of which nothing is known.
bool Elaborator::bindGenericArrow(const StaticParameter &parameter) {
  // Where there is no place for parameters, as in a law, it has none.
  Frame *frame = newFrame();
  if (context.frame)
    addEntry(*frame, parameter.name,
             &program.trees.emplace_back(
                 ParameterTree{objects.rigid("Params[" + parameter.name + "]", Constraint::Vect)}));
  const Object *domain = parameter.domain ? object(*parameter.domain) : nullptr;
  const Object *codomain = domain ? object(*parameter.codomain) : nullptr;
  if (!codomain)
    return false;
  Term *term = primitive(parameter.name, {}, domain, codomain);
  StaticArgument argument{StaticArgument::IsArrow};
  argument.arrow = &program.arrows.emplace_back(ArrowValue{frame, term, parameter.name});
  context.scopes.back()[parameter.name] = bindStatic(argument);
  return true;
}

Term *Elaborator::expand(Declaration &declaration, const std::vector<StaticArgument> &statics,
                         const Signature &signature, const std::vector<Term *> &captured,
                         Span span) {
  if (declaration.inProgress) {
    error("E0315", span,
          declaration.ast->name.text + " is defined by itself; Cat has no recursion");
    return nullptr;
  }
  Saved<bool> guard(declaration.inProgress, true);
  Frame *frame = newFrame();
  std::vector<std::pair<int, const Object *>> locals;
  Term *term;
  {
    Saved<Context> saved(context, Context{declaration.module, {{}}, frame});
    mentions.push_back({declaration.ast->name.text, span});
    for (size_t i = 0; i < statics.size(); ++i)
      context.scopes[0][declaration.statics[i].name] = bindStatic(statics[i]);
    Signature concrete = signature;
    concrete.domain = objects.zonk(signature.domain, false);
    concrete.codomain = objects.zonk(signature.codomain, false);
    term = body(declaration, concrete, locals);
    mentions.pop_back();
  }
  if (!term)
    return nullptr;
  if (declaration.module->isLibrary)
    term->mention = span;
  if (!frame->entries.empty()) {
    ArrowValue value{frame, term, ""};
    if (declaration.module == prelude) {
      term = open(value, span);
    } else if (!context.frame) {
      return open(value, span); // reports
    } else {
      size_t index = addEntry(*context.frame, declaration.ast->name.text, treeOf(*frame, true));
      Term *record = parameterRef(context.frame, index, span);
      std::vector<Term *> children = {term};
      for (size_t i = 0; i < frame->entries.size(); ++i)
        children.push_back(get(record, i, span));
      Term *bound = makeArrow(TermKind::Bind, span, term->object, term->codomain, children);
      bound->frame = frame;
      term = bound;
    }
  }
  for (size_t i = locals.size(); i-- > 0;)
    term = let(locals[i].first, captured[i], term);
  for (const StaticArgument &argument : statics)
    if (argument.kind == StaticArgument::IsPoint)
      term = let(argument.local, argument.point, term);
  return term;
}

/// A point of a declaration, and with it the static dims that only its lengths tell.
void Elaborator::declarePoint(const ast::PointParam &point, Term *term) {
  declare(point.name.text, pointBinding(term, point.name.span), point.name.span);
  size_t axis = 0;
  for (const ast::Expr *array = point.object.get(); array && array->kind == ExprKind::Bracket;
       array = array->args[0].get()) {
    Resolved base = resolve(*array->args[0]);
    if (base.kind == Resolved::Declared && !base.declaration->ast->statics.empty())
      return; // its static arguments, not lengths
    for (size_t i = 1; i < array->args.size(); ++i, ++axis) {
      Resolved dim = resolve(*array->args[i]);
      if (dim.kind != Resolved::Local || dim.local->kind != Binding::Dim || dim.local->point ||
          !objects.dims.resolve(dim.local->dim).isUnknown())
        continue;
      Term *length = primitive("cat.len", term->span, term->object, objects.nat);
      length->index = axis;
      Binding known = *dim.local;
      known.point = eval(length, term, term->span);
      context.scopes.back()[array->args[i]->text] = known;
    }
  }
}

/// The body of a declaration as an arrow, in a context that knows its static arguments.
Term *Elaborator::body(Declaration &declaration, const Signature &signature,
                       std::vector<std::pair<int, const Object *>> &captured) {
  const ast::Decl &decl = *declaration.ast;
  assert((decl.value || decl.isExtern) && "the parser wants a body");
  Saved<bool> savedTrusted(trusted, decl.isTrusted);
  Saved<Context> saved(context);
  context.scopes.emplace_back();
  if (decl.isExtern)
    return withRule(declaration, signature, externBody(declaration, signature));
  if (decl.domain) {
    for (size_t i = 0; i < decl.points.size(); ++i) {
      captured.push_back({nextLocal++, signature.captured[i]});
      declarePoint(decl.points[i],
                   local(captured[i].first, captured[i].second, decl.points[i].name.span));
    }
    Term *term = arrow(*decl.value, {signature.domain, signature.codomain});
    if (!term)
      return nullptr;
    if (!objects.fits(signature.domain, term->object))
      return mismatch("E0307", decl.value->span,
                      "the body starts from another object than the declaration says",
                      signature.domain, term->object);
    if (!objects.fits(term->codomain, signature.codomain) &&
        !objects.names(term->codomain, signature.codomain))
      return mismatch("E0308", decl.value->span,
                      "the body gives another object than the declaration says", signature.codomain,
                      term->codomain);
    return withRule(declaration, signature,
                    coerceArrow(term, signature.domain, signature.codomain, true));
  }
  int id = nextLocal++;
  for (size_t i = 0; i < decl.points.size(); ++i) {
    Term *argument = local(id, signature.domain, decl.points[i].name.span);
    declarePoint(decl.points[i],
                 decl.points.size() == 1 ? argument : get(argument, i, argument->span));
  }
  Term *value = check(*decl.value, signature.codomain, true);
  if (!value)
    return nullptr;
  Term *term =
      makeArrow(TermKind::Lambda, decl.value->span, signature.domain, signature.codomain, {value});
  term->local = id;
  return withRule(declaration, signature, term);
}

/// The enum that a constructor belongs to; static arguments that are not given are to be found out.
const Object *Elaborator::enumObject(Declaration &constructor,
                                     const std::vector<const ast::Expr *> &brackets, Span span) {
  Declaration &declaration = *constructor.module->names.at(constructor.ast->name.text);
  if (!prepareStatics(declaration))
    return nullptr;
  std::vector<StaticArgument> arguments;
  if (!staticsOf(declaration, brackets, span, arguments))
    return nullptr;
  return declaredObject(declaration, arguments, span);
}

Term *Elaborator::enumCase(Declaration &declaration, const std::vector<const ast::Expr *> &brackets,
                           const ast::Expr &expr, Hint hint) {
  const Object *made = enumObject(declaration, brackets, expr.span);
  if (!made)
    return nullptr;
  // What is carried, then what is wanted, may say what the static arguments are.
  const Object *payload = made->fields[declaration.enumCase].object;
  ObjectTable::Mark mark = objects.mark();
  if (hint.domain && !objects.fits(hint.domain, payload))
    objects.undo(mark);
  mark = objects.mark();
  if (hint.codomain && !objects.names(made, hint.codomain))
    objects.undo(mark);
  int id = nextLocal++;
  Term *value = make(TermKind::Case, expr.span, made, {local(id, payload, expr.span)});
  value->index = declaration.enumCase;
  Term *term = makeArrow(TermKind::Lambda, expr.span, payload, made, {value});
  term->local = id;
  return term;
}

} // namespace cat::sema
