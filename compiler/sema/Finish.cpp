// The end of a declaration or statement: variables get what is known of them, literals their
// defaults; constants are checked against their objects. And the makers of terms.
#include "compiler/sema/Elaborator.h"

#include <cmath>

namespace cat::sema {

bool Elaborator::finish(Term *term) {
  std::set<Term *> seen;
  return finishMentions() && finish(term, seen);
}

/// By now everything has said what the static arguments of expanded arrows are.
bool Elaborator::finishMentions() {
  std::vector<OpenMention> open;
  std::swap(open, openMentions);
  for (const OpenMention &mention : open)
    for (const StaticArgument &argument : mention.statics)
      if (objects.dims.hasUnsolved(argument.dim) ||
          (argument.object && objects.hasVariables(argument.object, false))) {
        error("E0312", mention.span,
              "the static arguments of " + mention.name + " cannot be inferred here")
            .suggestion = "write them: " + mention.name + "[…]";
        return false;
      }
  return true;
}

bool Elaborator::finish(Term *term, std::set<Term *> &seen) {
  if (!seen.insert(term).second)
    return true;
  for (Term *child : term->children)
    if (!finish(child, seen))
      return false;
  if (!finishObject(term->object, term->span) ||
      (term->codomain && !finishObject(term->codomain, term->span)))
    return false;
  if (term->kind == TermKind::Ref && !term->instance)
    return finishRef(*term);
  if (term->kind == TermKind::Op)
    return finishOp(*term);
  if (term->kind == TermKind::Name && !term->trusted) {
    std::map<int, Constant> none;
    auto value = constant(term, none);
    return !value || holds(term->object, *value, term->span);
  }
  if (term->kind == TermKind::Primitive && term->text == "cat.reshape")
    return finishReshape(*term);
  if (term->kind == TermKind::Primitive)
    return finishFile(*term);
  return term->kind != TermKind::Number || finishNumber(*term);
}

/// A reshape keeps the elements and, as far as that is known here, their number.
bool Elaborator::finishReshape(const Term &term) {
  auto count = [&](const Object *object) {
    Dim total(1);
    for (object = objects.forget(object); object->kind == ObjectKind::Array;
         object = objects.forget(object->element))
      total = total * object->dim;
    return objects.dims.resolve(total).constant();
  };
  auto before = count(term.object), after = count(term.codomain);
  int unknown = 0;
  for (const Object *object = objects.forget(term.codomain); object->kind == ObjectKind::Array;
       object = objects.forget(object->element))
    unknown += objects.dims.resolve(object->dim).isUnknown();
  if (unknown > 1) {
    error("E0523", term.span, "reshape must know all lengths but one").found =
        objects.print(term.codomain);
    return false;
  }
  const Object *from = objects.leaf(term.object), *to = objects.leaf(term.codomain);
  if (objects.same(from, to) && (!before || !after || before == after))
    return true;
  mismatch("E0523", term.span, "reshape keeps the elements and their number", term.codomain,
           term.object);
  if (from->isNumber() && !objects.same(from, to))
    lastError->suggestion = "say the object: reshape[A](…)";
  return false;
}

bool Elaborator::finishObject(const Object *&object, Span span) {
  object = objects.zonk(object, true);
  if (!objects.hasVariables(object))
    return predicatesOf(object);
  Diagnostic &diagnostic = error("E0312", span, "the object of this expression cannot be inferred");
  diagnostic.found = objects.print(object);
  diagnostic.suggestion = "say it with an ascription (e : A), or give the static arguments in […]";
  return false;
}

/// Elaborates the refinements of every named object in `object`; the lowering wants them.
bool Elaborator::predicatesOf(const Object *object) {
  if (object->kind == ObjectKind::Nominal &&
      (!predicatesOf(object->definition) ||
       (object->declaration->ast->where &&
        !predicate(const_cast<Declaration &>(*object->declaration), object->arguments,
                   object->definition))))
    return false;
  if (object->element && !predicatesOf(object->element))
    return false;
  return std::all_of(object->fields.begin(), object->fields.end(),
                     [&](const Field &field) { return predicatesOf(field.object); });
}

bool Elaborator::finishRef(Term &term) {
  for (StaticArgument &argument : term.statics) {
    argument.dim = objects.dims.resolve(argument.dim);
    if (argument.object)
      argument.object = objects.zonk(argument.object, true);
    if (objects.dims.hasUnsolved(argument.dim) ||
        (argument.object && objects.hasVariables(argument.object))) {
      error("E0312", term.span,
            "the static arguments of " + term.declaration->ast->name.text +
                " cannot be inferred here")
          .suggestion = "write them: " + term.declaration->ast->name.text + "[…]";
      return false;
    }
  }
  term.instance = instance(*term.declaration, term.statics, term.span);
  if (term.instance && term.instance->parameters) {
    error("E0312", term.span,
          "the static arguments of " + term.declaration->ast->name.text +
              " are known too late here")
        .suggestion = "write them: " + term.declaration->ast->name.text + "[…]";
    return false;
  }
  return term.instance != nullptr;
}

bool Elaborator::finishNumber(Term &term) {
  if (term.trusted)
    return true;
  const Object *raw = objects.forget(term.object);
  if (raw->kind == ObjectKind::Rigid)
    return true; // each mention's own object says which numbers there are
  auto refuse = [&](std::string why) {
    error("E0514", term.span, term.text + " is not a value of " + objects.print(term.object))
        .expected = why;
    return false;
  };
  errno = 0;
  if (raw->kind == ObjectKind::Float) {
    double value = strtod(term.text.c_str(), nullptr);
    if (std::isinf(value) || (raw->bits == 32 && std::isinf(float(value))))
      return refuse("a number that a " + objects.print(raw) + " can hold");
  } else {
    bool isNegative = term.text[0] == '-';
    std::string digits = term.text.substr(isNegative);
    char *end = nullptr;
    unsigned long long magnitude = strtoull(digits.c_str(), &end, 0);
    unsigned bits = raw->kind == ObjectKind::Int ? raw->bits : 64;
    bool isSigned = raw->kind == ObjectKind::Int ? raw->isSigned : raw->kind == ObjectKind::Fin;
    unsigned long long limit = isSigned     ? (1ull << (bits - 1)) - !isNegative
                               : bits == 64 ? ~0ull
                                            : (1ull << bits) - 1;
    if (raw->kind == ObjectKind::Nat)
      limit = ~0ull >> 1;
    if (errno || *end || magnitude > limit || (isNegative && !isSigned && magnitude))
      return refuse("a whole number from " +
                    std::string(isSigned ? "-" + std::to_string(limit + !isNegative) : "0") +
                    " to " + std::to_string(isSigned && isNegative ? limit - 1 : limit));
    term.text = (isNegative ? "-" : "") + std::to_string(magnitude);
    if (raw->kind == ObjectKind::Fin) {
      auto n = objects.dims.resolve(raw->dim).constant();
      if (isNegative || (n && magnitude >= (unsigned long long)*n))
        return refuse("a natural number below " + objects.dims.print(raw->dim));
    }
  }
  std::map<int, Constant> none;
  auto value = constant(&term, none);
  return !value || holds(term.object, *value, term.span);
}

Term *Elaborator::make(TermKind kind, Span span, const Object *object,
                       std::vector<Term *> children) {
  Term &term = program.terms.emplace_back();
  term.kind = kind;
  term.span = span;
  term.object = object;
  term.children = std::move(children);
  return &term;
}

Term *Elaborator::makeArrow(TermKind kind, Span span, const Object *domain, const Object *codomain,
                            std::vector<Term *> children) {
  Term *term = make(kind, span, domain, std::move(children));
  term->codomain = codomain;
  return term;
}

Term *Elaborator::op(std::string name, Span span, const Object *object,
                     std::vector<Term *> children) {
  Term *term = make(TermKind::Op, span, object, std::move(children));
  term->text = std::move(name);
  return term;
}

Term *Elaborator::eval(Term *arrow, Term *argument, Span span) {
  return make(TermKind::Eval, span, arrow->codomain, {arrow, argument});
}

Term *Elaborator::get(Term *product, size_t index, Span span) {
  const Object *object = objects.forget(product->object)->fields[index].object;
  if (product->kind == TermKind::Tuple)
    return product->children[index];
  Term *term = make(TermKind::Get, span, object, {product});
  term->index = index;
  return term;
}

Term *Elaborator::local(int id, const Object *object, Span span) {
  Term *term = make(TermKind::Local, span, object);
  term->local = id;
  return term;
}

Term *Elaborator::let(int id, Term *value, Term *body) {
  Term *term = make(TermKind::Let, body->span, body->object, {value, body});
  term->codomain = body->codomain;
  term->local = id;
  return term;
}

Term *Elaborator::numberTerm(std::string text, const Object *object, Span span) {
  Term *term = make(TermKind::Number, span, object);
  term->text = std::move(text);
  return term;
}

Term *Elaborator::primitive(std::string symbol, Span span, const Object *domain,
                            const Object *codomain, std::vector<Term *> children) {
  Term *term = makeArrow(TermKind::Primitive, span, domain, codomain, std::move(children));
  term->text = std::move(symbol);
  return term;
}

Term *Elaborator::parameterRef(const Frame *frame, size_t index, Span span) {
  Term *term = make(TermKind::ParamRef, span, frame->entries[index].tree->object);
  term->frame = frame;
  term->index = index;
  return term;
}

size_t Elaborator::addEntry(Frame &frame, const std::string &name, const ParameterTree *tree) {
  std::string unique = name;
  auto taken = [&] {
    return std::any_of(frame.entries.begin(), frame.entries.end(),
                       [&](const Frame::Entry &entry) { return entry.name == unique; });
  };
  for (int n = 2; taken(); ++n)
    unique = name + "_" + std::to_string(n);
  frame.entries.push_back({unique, tree});
  return frame.entries.size() - 1;
}

/// The parameters of a frame: always a record for a declaration; for an expression with one
/// mention, that mention's.
const ParameterTree *Elaborator::treeOf(const Frame &frame, bool isDeclaration) {
  if (frame.entries.empty())
    return nullptr;
  if (!isDeclaration && frame.entries.size() == 1)
    return frame.entries[0].tree;
  ParameterTree tree;
  std::vector<Field> fields;
  for (const Frame::Entry &entry : frame.entries) {
    tree.parts.push_back({entry.name, entry.tree});
    fields.push_back({entry.name, entry.tree->object});
  }
  tree.object = objects.record(fields);
  return &program.trees.emplace_back(std::move(tree));
}

Binding Elaborator::pointBinding(Term *term, Span span) {
  Binding binding;
  binding.point = term;
  binding.span = span;
  return binding;
}

void Elaborator::declare(const std::string &name, Binding binding, Span span) {
  binding.span = span;
  context.scopes.back()[name] = std::move(binding);
}

Declaration *Elaborator::preludeArrow(const std::string &name) { return prelude->names.at(name); }

/// Is `span` in a module that is installed with the compiler?
static bool inLibrary(const Program &program, Span span) {
  for (auto &module : program.modules)
    if (module->file == span.file)
      return module->isLibrary;
  return false;
}

Diagnostic &Elaborator::error(const char *code, Span span, std::string message) {
  // What goes wrong in the library is wrong where the program asks for it.
  if (inLibrary(program, span))
    for (size_t i = mentions.size(); i-- > 0;)
      if (!mentions[i].first.empty() && !inLibrary(program, mentions[i].second)) {
        message = mentions[i].first + " cannot be used so: " + message;
        Diagnostic &diagnostic = error(code, mentions[i].second, std::move(message));
        diagnostic.notes.insert(diagnostic.notes.begin(), {span, "this is where it fails"});
        return diagnostic;
      }
  // A generic body that is wrong is wrong at every mention; one mistake is one error.
  for (const Diagnostic &known : diagnostics.all())
    if (known.code == code && known.span.file == span.file && known.span.begin == span.begin &&
        known.span.end == span.end) {
      repeated = Diagnostic();
      return *(lastError = &repeated);
    }
  Diagnostic &diagnostic = diagnostics.error(code, span, std::move(message));
  // An error inside an instance also says who asked for it.
  for (size_t i = mentions.size(); i-- > 0;)
    if (!mentions[i].first.empty() && mentions[i].second.file != span.file)
      diagnostic.notes.push_back(
          {mentions[i].second, "needed by this mention of " + mentions[i].first});
  lastError = &diagnostic;
  return diagnostic;
}

std::nullptr_t Elaborator::mismatch(const char *code, Span span, std::string message,
                                    const Object *expected, const Object *found) {
  Diagnostic &diagnostic = error(code, span, std::move(message));
  diagnostic.expected = objects.print(expected);
  diagnostic.found = objects.print(found);
  return nullptr;
}

} // namespace cat::sema
