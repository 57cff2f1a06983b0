// Theories and their instances: what an instance's operations are.
#include "compiler/sema/Elaborator.h"

namespace cat::sema {

using ast::DeclKind;
using ast::ExprKind;

/// The theory that `expr` names, with its static arguments.
bool Elaborator::theoryOf(const ast::Expr &expr, Declaration *&theory,
                          std::vector<StaticArgument> &arguments) {
  const ast::Expr &base = expr.kind == ExprKind::Bracket ? *expr.args[0] : expr;
  Resolved resolved = resolve(base);
  if (resolved.kind == Resolved::None)
    return unknownName(base), false;
  if (resolved.kind != Resolved::Declared || resolved.declaration->ast->kind != DeclKind::Theory) {
    error("E0901", base.span, std::string(sources.text(base.span)) + " is no theory");
    return false;
  }
  theory = resolved.declaration;
  if (!prepareStatics(*theory))
    return false;
  size_t given = expr.kind == ExprKind::Bracket ? expr.args.size() - 1 : 0;
  if (given != theory->statics.size()) {
    error("E0205", expr.span,
          theory->ast->name.text + " takes " + std::to_string(theory->statics.size()) +
              " static arguments, here are " + std::to_string(given));
    return false;
  }
  for (size_t i = 0; i < given; ++i) {
    StaticArgument argument{StaticArgument::IsObject};
    if (theory->statics[i].kind == StaticKind::Dim) {
      auto n = dim(*expr.args[i + 1]);
      if (!n)
        return false;
      argument.kind = StaticArgument::IsDim;
      argument.dim = *n;
    } else if (!(argument.object = object(*expr.args[i + 1]))) {
      return false;
    }
    arguments.push_back(argument);
  }
  return true;
}

/// A context in which the static parameters of a theory and what is known of its members have their
/// meaning.
Elaborator::Context Elaborator::insideTheory(const TheoryInstance &instance) {
  Context inside{instance.theory->module, {{}, instance.members}, nullptr};
  for (size_t i = 0; i < instance.arguments.size(); ++i)
    inside.scopes[0][instance.theory->statics[i].name] = bindStatic(instance.arguments[i]);
  return inside;
}

/// An instance of which nothing is known but the theory.
TheoryInstance *Elaborator::genericInstance(const std::string &name, Declaration &theory,
                                            std::vector<StaticArgument> arguments) {
  TheoryInstance &made = program.theories.emplace_back();
  made.theory = &theory;
  made.arguments = std::move(arguments);
  for (const std::unique_ptr<ast::Decl> &member : theory.ast->members) {
    if (member->kind == DeclKind::Law || member->kind == DeclKind::Rewrite)
      continue;
    Binding binding;
    binding.span = member->name.span;
    std::string memberName = (name.empty() ? "" : name + ".") + member->name.text;
    if (member->kind == DeclKind::Dim) {
      binding.kind = Binding::Dim;
      binding.dim = objects.dims.rigid(memberName);
    } else {
      Saved<Context> saved(context, insideTheory(made));
      Signature signature = memberSignature(*member);
      if (!signature.codomain)
        return nullptr;
      Term *arrow = primitive(memberName, member->span, signature.domain, signature.codomain);
      if (member->domain || !member->points.empty()) {
        binding.kind = Binding::Arrow;
        binding.arrow = &program.arrows.emplace_back(ArrowValue{nullptr, arrow, memberName});
      } else {
        binding.point =
            eval(arrow, make(TermKind::Tuple, member->span, objects.unit), member->span);
      }
    }
    made.members[member->name.text] = binding;
  }
  return &made;
}

Elaborator::Signature Elaborator::memberSignature(const ast::Decl &member) {
  if (!member.statics.empty()) {
    error("E0904", member.statics[0].span, "an operation of a theory takes no static parameters")
        .suggestion = "make them static parameters of the theory";
    return {};
  }
  return signatureOf(member);
}

/// The instance that `expr` names; of `theory` at `arguments`, if there is one wanted.
TheoryInstance *Elaborator::instanceOf(const ast::Expr &expr, Declaration *theory,
                                       const std::vector<StaticArgument> &arguments) {
  const ast::Expr &base = expr.kind == ExprKind::Bracket ? *expr.args[0] : expr;
  Resolved resolved = resolve(base);
  if (resolved.kind == Resolved::None)
    return unknownName(base), nullptr;
  TheoryInstance *found = nullptr;
  if (resolved.kind == Resolved::Declared &&
      resolved.declaration->ast->kind == DeclKind::Instance) {
    std::vector<const ast::Expr *> brackets;
    for (size_t i = 1; expr.kind == ExprKind::Bracket && i < expr.args.size(); ++i)
      brackets.push_back(expr.args[i].get());
    found = declaredInstance(*resolved.declaration, brackets, expr.span, theory, arguments);
    if (!found)
      return nullptr;
  } else if (resolved.kind == Resolved::Local && resolved.local->kind == Binding::Instance) {
    found = resolved.local->instance;
  } else {
    error("E0902", expr.span, std::string(sources.text(expr.span)) + " is no instance of a theory");
    return nullptr;
  }
  if (theory && (found->theory != theory || !objects.unify(found->arguments, arguments))) {
    Diagnostic &diagnostic = error("E0902", expr.span, "this is an instance of another theory");
    diagnostic.expected = theory->ast->name.text + objects.print(arguments);
    diagnostic.found = found->theory->ast->name.text + objects.print(found->arguments);
    return nullptr;
  }
  return found;
}

TheoryInstance *Elaborator::declaredInstance(Declaration &declaration,
                                             const std::vector<const ast::Expr *> &brackets,
                                             Span span, Declaration *wanted,
                                             const std::vector<StaticArgument> &wantedArguments) {
  const ast::Decl &decl = *declaration.ast;
  if (!prepareStatics(declaration))
    return nullptr;
  std::vector<StaticArgument> statics;
  if (!staticsOf(declaration, brackets, span, statics))
    return nullptr;
  Context inside{declaration.module, {{}}, nullptr};
  for (size_t i = 0; i < statics.size(); ++i)
    inside.scopes[0][declaration.statics[i].name] = bindStatic(statics[i]);
  TheoryInstance made;
  {
    Saved<Context> saved(context, inside);
    if (!theoryOf(*decl.object, made.theory, made.arguments))
      return nullptr;
  }
  // What is wanted may say what the static arguments are.
  if (wanted == made.theory)
    (void)objects.unify(made.arguments, wantedArguments);
  bool isConcrete = objects.isConcrete(statics);
  std::string key = objects.print(statics);
  if (auto it = declaration.theories.find(key); isConcrete && it != declaration.theories.end()) {
    if (!it->second)
      error("E0315", span, decl.name.text + " is defined by itself");
    return it->second;
  }
  if (isConcrete)
    declaration.theories[key] = nullptr;
  Saved<Context> saved(context, inside);
  if (!instanceMembers(decl, made, isConcrete)) {
    declaration.theories.erase(key); // what is wrong has been said
    return nullptr;
  }
  TheoryInstance *result = &program.theories.emplace_back(std::move(made));
  if (isConcrete)
    declaration.theories[key] = result;
  return result;
}

/// Elaborates the bindings of an instance, in its own context.
bool Elaborator::instanceMembers(const ast::Decl &decl, TheoryInstance &made, bool isConcrete) {
  std::vector<std::string> names;
  for (const std::unique_ptr<ast::Decl> &member : made.theory->ast->members) {
    if (member->kind == DeclKind::Law || member->kind == DeclKind::Rewrite)
      continue;
    names.push_back(member->name.text);
    const ast::NamedExpr *given = nullptr;
    for (const ast::NamedExpr &binding : decl.bindings)
      if (binding.name.text == member->name.text)
        given = &binding;
    if (!given) {
      error("E0903", decl.name.span,
            decl.name.text + " does not say what " + member->name.text + " is")
          .notes.push_back({member->name.span, "the theory asks for it here"});
      return false;
    }
    if (!instanceMember(*member, *given->value, made, isConcrete))
      return false;
  }
  for (const ast::NamedExpr &binding : decl.bindings)
    if (!made.members.count(binding.name.text)) {
      error("E0903", binding.name.span,
            made.theory->ast->name.text + " has no member " + binding.name.text)
          .suggestion = didYouMean(binding.name.text, names);
      return false;
    }
  return true;
}

bool Elaborator::instanceMember(const ast::Decl &member, const ast::Expr &value,
                                TheoryInstance &made, bool isConcrete) {
  Binding binding;
  binding.span = value.span;
  if (member.kind == DeclKind::Dim) {
    auto n = dim(value);
    if (!n)
      return false;
    binding.kind = Binding::Dim;
    binding.dim = *n;
    made.members[member.name.text] = binding;
    return true;
  }
  Signature signature;
  {
    Saved<Context> saved(context, insideTheory(made));
    signature = memberSignature(member);
  }
  if (!signature.codomain)
    return false;
  if (!member.domain && member.points.empty()) {
    binding.point = check(value, signature.codomain, true);
    made.members[member.name.text] = binding;
    return binding.point && (!isConcrete || finish(binding.point));
  }
  ArrowValue *arrow = closedArrow(value, {signature.domain, signature.codomain});
  if (!arrow)
    return false;
  if (!arrow->frame->entries.empty()) {
    error("E0904", value.span, "an operation of an instance has no parameters of its own");
    return false;
  }
  if (!objects.fits(signature.domain, arrow->term->object) ||
      !objects.names(arrow->term->codomain, signature.codomain)) {
    Diagnostic &diagnostic =
        error("E0904", value.span, "this is not the " + member.name.text + " of the theory");
    diagnostic.expected =
        objects.print(signature.domain) + " -> " + objects.print(signature.codomain);
    diagnostic.found =
        objects.print(arrow->term->object) + " -> " + objects.print(arrow->term->codomain);
    diagnostic.notes.push_back({member.name.span, "declared here"});
    return false;
  }
  arrow->term = coerceArrow(arrow->term, signature.domain, signature.codomain, true);
  binding.kind = Binding::Arrow;
  binding.arrow = arrow;
  made.members[member.name.text] = binding;
  return arrow->term && (!isConcrete || finish(arrow->term));
}

// ---- Laws --------------------------------------------------------------------------------------

void Elaborator::checkTheory(Declaration &declaration) {
  if (!prepareStatics(declaration))
    return;
  std::set<std::string> seen;
  for (const std::unique_ptr<ast::Decl> &member : declaration.ast->members)
    if (!seen.insert(member->name.text).second) {
      error("E0102", member->name.span, member->name.text + " is declared twice in this theory");
      return;
    }
  std::vector<StaticArgument> arguments;
  for (const StaticParameter &parameter : declaration.statics)
    arguments.push_back(rigidArgument(parameter));
  TheoryInstance *generic = genericInstance("", declaration, arguments);
  if (!generic)
    return;
  for (const std::unique_ptr<ast::Decl> &member : declaration.ast->members)
    if (member->kind == DeclKind::Law || member->kind == DeclKind::Rewrite) {
      Declaration law;
      law.ast = member.get();
      law.module = declaration.module;
      Saved<Context> saved(context, insideTheory(*generic));
      checkLaw(law);
    }
}

void Elaborator::checkInstance(Declaration &declaration) {
  if (!prepareStatics(declaration))
    return;
  if (declaration.statics.empty()) {
    if (declaredInstance(declaration, {}, declaration.ast->name.span, nullptr, {}))
      collectInstanceLaws(declaration);
    return;
  }
  Saved<Context> saved(context, Context{declaration.module, {{}}, nullptr});
  size_t finished = program.order.size();
  TheoryInstance made;
  if (bindGenerics(declaration) && theoryOf(*declaration.ast->object, made.theory, made.arguments))
    instanceMembers(*declaration.ast, made, true);
  dropInstances(finished);
  collectInstanceLaws(declaration);
}

} // namespace cat::sema
