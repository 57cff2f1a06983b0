// What of the outside world an object can be: a row of a table, an element of an array file, an
// argument or result of a function of C.
#include "compiler/sema/Elaborator.h"

#include <algorithm>
#include <cctype>

namespace cat::sema {

namespace {

bool isPlainEnum(const Object *object) {
  return object->kind == ObjectKind::Enum &&
         std::all_of(object->fields.begin(), object->fields.end(),
                     [](const Field &field) { return field.object->isUnit(); });
}

bool isNumeric(const Object *object) {
  return object->isNumber() || object->kind == ObjectKind::Bool ||
         object->kind == ObjectKind::Fin || isPlainEnum(object);
}

bool isText(const Object *object) {
  return object->kind == ObjectKind::Text || object->kind == ObjectKind::Path;
}

/// The `A` of `none | some(A)`.
const Object *optional(const Object *object) {
  if (object->kind != ObjectKind::Enum || object->fields.size() != 2 ||
      object->fields[0].name != "none" || object->fields[1].name != "some" ||
      !object->fields[0].object->isUnit())
    return nullptr;
  const Object *payload = object->fields[1].object;
  return payload->kind == ObjectKind::Product && payload->fields.size() == 1
             ? payload->fields[0].object
             : payload;
}

} // namespace

/// The field of a row that is no cell; `name` is its dotted path.
const Object *Elaborator::badField(const Object *object, std::string &name) {
  const Object *raw = objects.forget(object);
  if (raw->kind == ObjectKind::Product && !raw->fields.empty()) {
    std::string before = name;
    for (const Field &field : raw->fields) {
      name = before.empty() ? field.name : before + "." + field.name;
      if (field.name.empty())
        return object;
      if (const Object *bad = badField(field.object, name))
        return bad;
    }
    name = before;
    return nullptr;
  }
  if (const Object *payload = optional(raw))
    raw = objects.forget(payload);
  return !name.empty() && (isNumeric(raw) || isText(raw)) ? nullptr : object;
}

/// Readers and writers whose objects are known now.
bool Elaborator::finishFile(const Term &term) {
  const std::string &symbol = term.text;
  bool isRead = symbol.rfind("cat.read_", 0) == 0, isWrite = symbol.rfind("cat.write_", 0) == 0;
  std::string format = isRead ? symbol.substr(9) : isWrite ? symbol.substr(10) : "";
  if (format != "csv" && format != "idx" && format != "npy")
    return true;
  const Object *array =
      objects.forget(isRead ? term.codomain : objects.forget(term.object)->fields[1].object);
  const Object *element = array->element;
  if (!objects.isConcrete(element))
    return true;
  if (format == "csv") {
    std::string field;
    const Object *bad = badField(element, field);
    if (!bad)
      return true;
    Diagnostic &diagnostic =
        error("E0808", term.span, "a row of a table is a record of numbers, texts and enums");
    diagnostic.found = objects.print(element) +
                       (field.empty() ? "" : ", whose " + field + " is " + objects.print(bad));
    return false;
  }
  const Object *raw = objects.forget(element);
  while (raw->kind == ObjectKind::Array && objects.dims.resolve(raw->dim).constant())
    raw = objects.forget(raw->element);
  if (isNumeric(raw))
    return true;
  error("E0808", term.span, "such a file holds arrays of numbers").found = objects.print(element);
  return false;
}

// ---- functions of C ----------------------------------------------------------------------------

namespace {

/// A scalar or array that crosses on its own, with the lengths of its axes.
struct Leaf {
  const Object *element;
  std::vector<Dim> shape;
};

void addLeaves(ObjectTable &objects, const Object *object, std::vector<Dim> shape,
               std::vector<Leaf> &leaves) {
  object = objects.forget(object);
  if (object->kind == ObjectKind::Array) {
    shape.push_back(objects.dims.resolve(object->dim));
    return addLeaves(objects, object->element, shape, leaves);
  }
  if (object->kind != ObjectKind::Product) {
    leaves.push_back({object, shape});
    return;
  }
  for (const Field &field : object->fields)
    addLeaves(objects, field.object, shape, leaves);
}

bool isCName(const std::string &symbol) {
  auto isPart = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
  return !symbol.empty() && !std::isdigit(static_cast<unsigned char>(symbol[0])) &&
         std::all_of(symbol.begin(), symbol.end(), isPart) && symbol != "main" &&
         symbol.rfind("catrt_", 0) != 0 && symbol.rfind("_mlir_", 0) != 0;
}

} // namespace

bool Elaborator::crosses(const Object *object, bool isResult, const ast::Decl &decl, Span span) {
  std::vector<Leaf> leaves;
  addLeaves(objects, object, {}, leaves);
  for (const Leaf &leaf : leaves) {
    bool isFine = isResult
                      ? isNumeric(leaf.element) && leaf.element->kind != ObjectKind::Enum
                      : isNumeric(leaf.element) || (isText(leaf.element) && leaf.shape.empty());
    if (isFine)
      continue;
    Diagnostic &diagnostic =
        error("E0820", span,
              objects.print(leaf.element) +
                  (isText(leaf.element) && !leaf.shape.empty() ? " in arrays" : "") +
                  (isResult ? " cannot come back from C" : " cannot be given to C"));
    diagnostic.found = objects.print(object);
    if (leaf.element->kind == ObjectKind::Enum && isPlainEnum(leaf.element))
      diagnostic.suggestion = "let " + decl.name.text + " give a Fin[" +
                              std::to_string(leaf.element->fields.size()) + "]";
    return false;
  }
  return true;
}

/// The body of `extern arrow f : A -> B = "symbol"`: the call, and what the declaration says of its
/// result.
Term *Elaborator::externBody(Declaration &declaration, const Signature &signature) {
  const ast::Decl &decl = *declaration.ast;
  if (!isCName(decl.symbol)) {
    error("E0821", decl.span,
          "\"" + decl.symbol + "\" is no name that a function of C may have here");
    return nullptr;
  }
  if (!signature.captured.empty()) {
    error("E0822", decl.name.span, "an extern arrow takes all its points at once").suggestion =
        "write " + decl.name.text + "(…) -> …";
    return nullptr;
  }
  for (const StaticParameter &parameter : declaration.statics)
    if (parameter.kind != StaticKind::Dim) {
      error("E0822", decl.name.span, "the static parameters of an extern arrow are dims").found =
          parameter.name;
      return nullptr;
    }
  Span codomainSpan = decl.codomain->span;
  Span domainSpan = decl.domain ? decl.domain->span : decl.name.span;
  const Object *domain = objects.zonk(signature.domain, false);
  const Object *codomain = objects.zonk(signature.codomain, false);
  if (!crosses(domain, false, decl, domainSpan) || !crosses(codomain, true, decl, codomainSpan))
    return nullptr;
  Term *function =
      primitive("c." + decl.symbol, decl.name.span, domain, objects.forgetAll(codomain));
  if (!externLengths(declaration, codomain, function->names))
    return nullptr;
  int id = nextLocal++;
  Term *result = coerce(eval(function, local(id, domain, decl.name.span), decl.name.span), codomain,
                        /*declared=*/true);
  if (!result)
    return nullptr;
  Term *term = makeArrow(TermKind::Lambda, decl.name.span, domain, codomain, {result});
  term->local = id;
  return term;
}

/// Where the lengths of results come from that are not known when compiling: an axis of an argument
/// that the declaration gives the same dim. `lengths` gets the argument's number and the axis.
bool Elaborator::externLengths(Declaration &declaration, const Object *codomain,
                               std::vector<std::string> &lengths) {
  Signature named;
  {
    Context inside{declaration.module, {{}}, nullptr};
    for (const StaticParameter &parameter : declaration.statics) {
      StaticArgument argument{StaticArgument::IsDim};
      argument.dim = objects.dims.rigid(parameter.name);
      inside.scopes[0][parameter.name] = bindStatic(argument);
    }
    Saved<Context> saved(context, inside);
    named = signatureOf(*declaration.ast);
  }
  std::vector<Leaf> from, to, concrete;
  addLeaves(objects, named.domain, {}, from);
  addLeaves(objects, named.codomain, {}, to);
  addLeaves(objects, codomain, {}, concrete);
  for (size_t i = 0; i < to.size(); ++i)
    for (size_t axis = 0; axis < to[i].shape.size(); ++axis) {
      if (!concrete[i].shape[axis].isUnknown())
        continue;
      bool found = false;
      for (size_t j = 0; j < from.size() && !found; ++j)
        for (size_t k = 0; k < from[j].shape.size() && !found; ++k)
          if (!from[j].shape[k].isUnknown() &&
              objects.dims.print(from[j].shape[k]) == objects.dims.print(to[i].shape[axis])) {
            lengths.push_back(std::to_string(j));
            lengths.push_back(std::to_string(k));
            found = true;
          }
      if (found)
        continue;
      error("E0823", declaration.ast->codomain->span,
            "C does not say how long an array is that it gives; Cat has to know before the call")
          .suggestion = "give it a length of an argument, as in [n] : f32[n] -> f32[n]";
      return false;
    }
  return true;
}

} // namespace cat::sema
