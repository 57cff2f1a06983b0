// Elaborating dims and objects, and the kinds of static parameters.
#include "compiler/sema/Elaborator.h"

namespace cat::sema {

using ast::ExprKind;

std::optional<Dim> Elaborator::dim(const ast::Expr &expr) {
  switch (expr.kind) {
  case ExprKind::Number: {
    std::string digits;
    for (char c : expr.text)
      if (c != '_')
        digits += c;
    char *end = nullptr;
    errno = 0;
    long long value = strtoll(digits.c_str(), &end, 0);
    if (*end || errno) {
      error("E0203", expr.span, "a dim is a natural number, not " + expr.text);
      return std::nullopt;
    }
    return Dim(value);
  }
  case ExprKind::Name:
  case ExprKind::Field: {
    Resolved resolved = resolve(expr);
    if (resolved.kind == Resolved::Local && resolved.local->kind == Binding::Dim)
      return resolved.local->dim;
    if (resolved.kind == Resolved::Declared &&
        resolved.declaration->ast->kind == ast::DeclKind::Dim) {
      Declaration &declaration = *resolved.declaration;
      if (declaration.inProgress) {
        circular(declaration, expr.span, "the dim " + expr.text + " is defined by itself");
        return std::nullopt;
      }
      Saved<bool> guard(declaration.inProgress, true);
      Saved<Context> inside(context, Context{declaration.module, {}, nullptr});
      return dim(*declaration.ast->value);
    }
    if (resolved.kind == Resolved::Poison)
      return std::nullopt;
    if (resolved.kind == Resolved::None) {
      Diagnostic &diagnostic = unknownName(expr);
      if (diagnostic.suggestion.empty())
        diagnostic.suggestion = "static parameters are declared behind the name: arrow f[" +
                                expr.text + "](…), or: dim " + expr.text + " = 3";
      return std::nullopt;
    }
    break;
  }
  case ExprKind::Binary:
    return dimBinary(expr);
  case ExprKind::Call:
    if (expr.args[0]->kind == ExprKind::Name && expr.callArgs.size() == 2 &&
        (expr.args[0]->text == "floordiv" || expr.args[0]->text == "ceildiv")) {
      auto a = dim(*expr.callArgs[0].value), b = dim(*expr.callArgs[1].value);
      if (!a || !b)
        return std::nullopt;
      if (b->isZero()) {
        error("E0203", expr.span, "this dim divides by zero");
        return std::nullopt;
      }
      return objects.dims.opaque(expr.args[0]->text.c_str(), *a, *b);
    }
    break;
  default:
    break;
  }
  error("E0202", expr.span, "a dim is wanted here: a natural number known at compile time");
  return std::nullopt;
}

std::optional<Dim> Elaborator::dimBinary(const ast::Expr &expr) {
  auto a = dim(*expr.args[0]);
  auto b = a ? dim(*expr.args[1]) : std::nullopt;
  if (!b)
    return std::nullopt;
  if (expr.text == "+")
    return *a + *b;
  if (expr.text == "-")
    return *a - *b;
  if (expr.text == "*")
    return *a * *b;
  if (expr.text == "/") {
    auto quotient = a->dividedBy(*b);
    if (b->isZero() || !quotient) {
      error("E0203", expr.span, "a dim is divided exactly, by a product of dims that is not zero");
      return std::nullopt;
    }
    if (a->constant() && b->constant() && !quotient->constant()) {
      error("E0203", expr.span,
            objects.dims.print(*a) + " is not divisible by " + objects.dims.print(*b));
      return std::nullopt;
    }
    return quotient;
  }
  error("E0202", expr.opSpan, "dims know + - * / floordiv ceildiv, not " + expr.text);
  return std::nullopt;
}

const Object *Elaborator::object(const ast::Expr &expr) {
  switch (expr.kind) {
  case ExprKind::Number:
    if (expr.text == "1")
      return objects.unit;
    break;
  case ExprKind::Tuple:
    if (expr.args.empty())
      return objects.unit;
    break;
  case ExprKind::Name:
  case ExprKind::Field: {
    Resolved resolved = resolve(expr);
    if (resolved.kind == Resolved::Poison)
      return nullptr;
    if (resolved.kind == Resolved::None) {
      unknownName(expr);
      return nullptr;
    }
    if (resolved.kind == Resolved::Local && resolved.local->kind == Binding::Object)
      return resolved.local->object;
    if (resolved.kind == Resolved::Builtin)
      if (const Object *scalar = objects.scalar(resolved.name))
        return scalar;
    if (resolved.kind == Resolved::Declared && roleOf(resolved) == ExprRole::Object)
      return declaredObject(*resolved.declaration, {}, expr.span);
    break;
  }
  case ExprKind::Bracket:
    return objectBracket(expr);
  case ExprKind::RecordObject: {
    std::vector<Field> fields;
    for (const ast::NamedExpr &field : expr.fields) {
      const Object *inner = object(*field.value);
      if (!inner)
        return nullptr;
      for (const Field &other : fields)
        if (other.name == field.name.text) {
          error("E0103", field.name.span, "the field " + field.name.text + " appears twice");
          return nullptr;
        }
      fields.push_back({field.name.text, inner});
    }
    return objects.record(std::move(fields));
  }
  case ExprKind::RecordValue:
    if (expr.fields.empty())
      return objects.unit;
    break;
  case ExprKind::Binary: {
    if (expr.text != "*")
      break;
    std::vector<const ast::Expr *> parts;
    // `A * B * C` is flat; a nested product stands in parentheses, which the parser marks as a
    // tuple of one.
    const ast::Expr *left = &expr;
    while (left->kind == ExprKind::Binary && left->text == "*" &&
           !(left != &expr && left->isParenthesized)) {
      parts.insert(parts.begin(), left->args[1].get());
      left = left->args[0].get();
    }
    parts.insert(parts.begin(), left);
    std::vector<const Object *> elements;
    for (const ast::Expr *part : parts) {
      elements.push_back(object(*part));
      if (!elements.back())
        return nullptr;
    }
    return objects.product(std::move(elements));
  }
  default:
    break;
  }
  Diagnostic &diagnostic = error("E0201", expr.span, "an object is wanted here");
  if (expr.kind == ExprKind::RecordValue)
    diagnostic.suggestion = "a record object is written { x: f32, … }; { x = … } is a value";
  return nullptr;
}

const Object *Elaborator::objectBracket(const ast::Expr &expr) {
  const ast::Expr &base = *expr.args[0];
  Resolved resolved = resolve(base);
  if (resolved.kind == Resolved::Builtin && !objects.scalar(resolved.name)) {
    if (expr.args.size() != 2) {
      error("E0205", expr.span, resolved.name + " takes one static argument");
      return nullptr;
    }
    if (resolved.name == "Seq") {
      const Object *element = object(*expr.args[1]);
      if (element && objects.forget(element)->kind == ObjectKind::Array &&
          objects.forget(element)->dim.isUnknown()) {
        error("E0206", expr.span, "a sequence of sequences has no rectangular shape");
        return nullptr;
      }
      return element ? objects.seq(element) : nullptr;
    }
    if (resolved.name == "Fin") {
      auto n = dim(*expr.args[1]);
      return n ? objects.fin(*n) : nullptr;
    }
    if (resolved.name == "Params")
      return parametersOf(*expr.args[1]);
  }
  if (resolved.kind == Resolved::Declared && roleOf(resolved) == ExprRole::Object &&
      !resolved.declaration->ast->statics.empty()) {
    Declaration &declaration = *resolved.declaration;
    if (!prepareStatics(declaration))
      return nullptr;
    if (expr.args.size() - 1 != declaration.statics.size()) {
      error("E0205", expr.span,
            base.text + " takes " + std::to_string(declaration.statics.size()) +
                " static arguments, here are " + std::to_string(expr.args.size() - 1));
      return nullptr;
    }
    std::vector<StaticArgument> arguments;
    for (size_t i = 1; i < expr.args.size(); ++i) {
      StaticArgument argument{StaticArgument::IsObject};
      if (declaration.statics[i - 1].kind == StaticKind::Dim) {
        auto n = dim(*expr.args[i]);
        if (!n)
          return nullptr;
        argument.kind = StaticArgument::IsDim;
        argument.dim = *n;
      } else if (!(argument.object = object(*expr.args[i]))) {
        return nullptr;
      }
      arguments.push_back(argument);
    }
    return declaredObject(declaration, arguments, expr.span);
  }
  const Object *element = object(base);
  for (size_t i = expr.args.size(); element && i-- > 1;) {
    auto n = dim(*expr.args[i]);
    element = n ? objects.array(element, *n) : nullptr;
  }
  return element;
}

/// Says once of a dim or an object that it is defined by itself; it has been come back to.
void Elaborator::circular(const Declaration &declaration, Span span, std::string message) {
  if (!declaration.isCircular)
    error("E0204", span, std::move(message));
  for (Declaration &each : program.declarations)
    each.isCircular |= each.inProgress;
}

const Object *Elaborator::declaredObject(Declaration &declaration,
                                         const std::vector<StaticArgument> &arguments, Span span) {
  const ast::Decl &decl = *declaration.ast;
  if (!prepareStatics(declaration))
    return nullptr;
  if (arguments.size() != declaration.statics.size()) {
    error("E0205", span, decl.name.text + " needs its static arguments: " + decl.name.text + "[…]");
    return nullptr;
  }
  bool isConcrete = objects.isConcrete(arguments);
  std::string key = objects.print(arguments);
  if (isConcrete)
    if (auto it = declaration.objects.find(key); it != declaration.objects.end())
      return it->second;
  if (declaration.inProgress) {
    circular(declaration, span, "the object " + decl.name.text + " contains itself");
    return nullptr;
  }
  Saved<bool> guard(declaration.inProgress, true);
  Saved<Context> saved(context, Context{declaration.module, {{}}, nullptr});
  for (size_t i = 0; i < arguments.size(); ++i)
    context.scopes[0][declaration.statics[i].name] = bindStatic(arguments[i]);
  Object result{decl.kind == ast::DeclKind::Enum ? ObjectKind::Enum : ObjectKind::Nominal};
  result.declaration = &declaration;
  result.arguments = arguments;
  if (decl.kind == ast::DeclKind::Enum) {
    for (const ast::EnumCase &enumCase : decl.cases) {
      std::vector<const Object *> payload;
      for (const ast::ExprPtr &part : enumCase.payload) {
        payload.push_back(object(*part));
        if (!payload.back())
          return nullptr;
      }
      result.fields.push_back(
          {enumCase.name.text, payload.size() == 1 ? payload[0] : objects.product(payload)});
    }
  } else if (!(result.definition = object(*decl.object))) {
    return nullptr;
  }
  const Object *made = objects.make(std::move(result));
  if (isConcrete)
    declaration.objects[key] = made;
  return made;
}

Term *Elaborator::predicate(Declaration &declaration, const std::vector<StaticArgument> &arguments,
                            const Object *definition) {
  if (!declaration.ast->where)
    return nullptr;
  std::string key = objects.print(arguments);
  bool isConcrete = objects.isConcrete(arguments);
  if (auto it = declaration.predicates.find(key); isConcrete && it != declaration.predicates.end())
    return const_cast<Term *>(it->second);
  Saved<Context> saved(context, Context{declaration.module, {{}, {}}, nullptr});
  Saved<decltype(openMentions)> savedOpen(openMentions, {});
  for (size_t i = 0; i < arguments.size(); ++i)
    context.scopes[0][declaration.statics[i].name] = bindStatic(arguments[i]);
  int it = nextLocal++;
  const Object *raw = objects.forgetAll(definition);
  context.scopes[1]["it"] = pointBinding(local(it, raw, declaration.ast->where->span), {});
  Term *body = check(*declaration.ast->where, objects.boolean);
  if (!body)
    return nullptr;
  Term *arrow =
      makeArrow(TermKind::Lambda, declaration.ast->where->span, raw, objects.boolean, {body});
  arrow->local = it;
  if (isConcrete)
    declaration.predicates[key] = arrow;
  return finish(arrow) ? arrow : nullptr;
}

/// Does it mention a static arrow that is not known yet?
bool Elaborator::isPending(const ast::Expr &expr) {
  Resolved resolved = expr.kind == ExprKind::Name ? resolve(expr) : Resolved();
  if (resolved.kind == Resolved::Local && resolved.local->kind == Binding::Arrow)
    return !resolved.local->arrow;
  return std::any_of(expr.args.begin(), expr.args.end(),
                     [&](const ast::ExprPtr &part) { return part && isPending(*part); });
}

const Object *Elaborator::parametersOf(const ast::Expr &arrow) {
  if (isPending(arrow)) {
    const Object *unknown = objects.variable(Constraint::Vect);
    pendingParams.push_back({&arrow, unknown});
    return unknown;
  }
  ArrowValue *value = parametricArrow(arrow, {});
  if (!value)
    return nullptr;
  const ParameterTree *tree = treeOf(*value->frame, false);
  return tree ? tree->object : objects.unit;
}

Binding Elaborator::bindStatic(const StaticArgument &argument) {
  Binding binding;
  switch (argument.kind) {
  case StaticArgument::IsDim:
    binding.kind = Binding::Dim;
    binding.dim = argument.dim;
    break;
  case StaticArgument::IsObject:
    binding.kind = Binding::Object;
    binding.object = argument.object;
    break;
  case StaticArgument::IsText:
    binding.kind = Binding::Text;
    binding.text = argument.text;
    break;
  case StaticArgument::IsArrow:
    binding.kind = Binding::Arrow;
    binding.arrow = const_cast<ArrowValue *>(argument.arrow);
    break;
  case StaticArgument::IsPoint:
    if (argument.point)
      binding.point = local(argument.local, argument.object, argument.point->span);
    break;
  case StaticArgument::IsInstance:
    binding.kind = Binding::Instance;
    binding.instance = argument.instance;
    break;
  }
  return binding;
}

/// A static parameter without an annotation is an object where its name stands as one in the
/// signature.
void Elaborator::inferKinds(Declaration &declaration, const ast::Expr &expr, bool isObject) {
  auto note = [&](const std::string &name, StaticKind kind) {
    for (size_t i = 0; i < declaration.statics.size(); ++i)
      if (declaration.statics[i].name == name && !declaration.ast->statics[i].annotation)
        declaration.statics[i].kind = kind;
  };
  switch (expr.kind) {
  case ExprKind::Name:
    if (isObject)
      note(expr.text, StaticKind::Object);
    return;
  case ExprKind::Bracket: {
    const ast::Expr &base = *expr.args[0];
    Resolved resolved = resolve(base);
    if (resolved.kind == Resolved::Builtin && resolved.name == "Params") {
      if (expr.args.size() == 2 && expr.args[1]->kind == ExprKind::Name)
        note(expr.args[1]->text, StaticKind::Arrow);
      return;
    }
    Declaration *declared = resolved.kind == Resolved::Declared ? resolved.declaration : nullptr;
    if (declared && declared != &declaration && !declared->ast->statics.empty())
      prepareStatics(*declared);
    inferKinds(declaration, base, true);
    for (size_t i = 1; i < expr.args.size(); ++i) {
      bool element = resolved.kind == Resolved::Builtin && resolved.name == "Seq";
      if (declared && i - 1 < declared->statics.size())
        element = declared->statics[i - 1].kind == StaticKind::Object;
      inferKinds(declaration, *expr.args[i], element);
    }
    return;
  }
  default:
    for (const ast::ExprPtr &child : expr.args)
      inferKinds(declaration, *child, isObject);
    for (const ast::NamedExpr &field : expr.fields)
      inferKinds(declaration, *field.value, isObject);
  }
}

bool Elaborator::prepareStatics(Declaration &declaration) {
  if (declaration.staticsKnown)
    return true;
  declaration.staticsKnown = true;
  const ast::Decl &decl = *declaration.ast;
  Saved<Context> saved(context, Context{declaration.module, {}, nullptr});
  for (const ast::StaticParam &param : decl.statics) {
    StaticParameter parameter;
    parameter.name = param.name.text;
    if (const ast::Expr *annotation = param.annotation.get()) {
      const std::string &text = annotation->text;
      Resolved theory =
          resolve(annotation->kind == ExprKind::Bracket ? *annotation->args[0] : *annotation);
      parameter.kind = StaticKind::Object;
      parameter.annotation = annotation;
      if (param.isPoint) {
        parameter.kind = StaticKind::Point;
      } else if (theory.kind == Resolved::Declared &&
                 theory.declaration->ast->kind == ast::DeclKind::Theory) {
        parameter.kind = StaticKind::Instance;
      } else if (annotation->kind == ExprKind::Binary && text == "->") {
        parameter.kind = StaticKind::Arrow;
        parameter.domain = annotation->args[0].get();
        parameter.codomain = annotation->args[1].get();
      } else if (text == "Float") {
        parameter.constraint = Constraint::Float;
      } else if (text == "Number") {
        parameter.constraint = Constraint::Number;
      } else if (text == "Vect") {
        parameter.constraint = Constraint::Vect;
      } else if (text == "dim") {
        parameter.kind = StaticKind::Dim;
      } else if (text == "text") {
        parameter.kind = StaticKind::Text;
      } else if (text != "object") {
        error("E0207", annotation->span,
              "a static parameter is a dim, object, text, Number, Float, Vect, an arrow A -> B, "
              "a point A or an instance of a theory");
        return false;
      }
    }
    declaration.statics.push_back(parameter);
  }
  for (const ast::PointParam &point : decl.points)
    inferKinds(declaration, *point.object, true);
  for (const ast::Expr *expr : {decl.domain.get(), decl.codomain.get(), decl.object.get()})
    if (expr)
      inferKinds(declaration, *expr, true);
  for (const StaticParameter &parameter : declaration.statics) {
    if (parameter.kind == StaticKind::Arrow && parameter.domain) {
      inferKinds(declaration, *parameter.domain, true);
      inferKinds(declaration, *parameter.codomain, true);
    }
    if (parameter.kind == StaticKind::Point || parameter.kind == StaticKind::Instance)
      inferKinds(declaration, *parameter.annotation, true);
  }
  for (const std::unique_ptr<ast::Decl> &member : decl.members)
    for (const ast::Expr *expr : {member->domain.get(), member->codomain.get()})
      if (expr)
        inferKinds(declaration, *expr, true);
  for (const ast::EnumCase &enumCase : decl.cases)
    for (const ast::ExprPtr &part : enumCase.payload)
      inferKinds(declaration, *part, true);
  return true;
}

} // namespace cat::sema
