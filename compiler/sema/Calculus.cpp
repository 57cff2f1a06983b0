// Hand-written derivatives: `reverse (x, dy) => …` behind the body of an arrow.
#include "compiler/sema/Elaborator.h"

#include <algorithm>

namespace cat::sema {

/// A static arrow of a generic body counts as closed; each mention says whether it is.
static bool hasOpenParameters(const Frame &frame) {
  return std::any_of(frame.entries.begin(), frame.entries.end(), [](const Frame::Entry &entry) {
    return entry.tree->object->kind != ObjectKind::Rigid;
  });
}

/// `term`, the body of the declaration, with the rule of the declaration if it has one. What the
/// arrow captures is in scope in the rule, the names of its points are not.
Term *Elaborator::withRule(Declaration &declaration, const Signature &signature, Term *term) {
  const ast::Decl &decl = *declaration.ast;
  if (!term || !decl.reverseBody)
    return term;
  Saved<Context> saved(context);
  Frame *own = newFrame();
  bool isOpen = context.frame && hasOpenParameters(*context.frame);
  context.frame = own;
  if (!decl.domain)
    context.scopes.pop_back();
  context.scopes.emplace_back();
  const Object *seed = tangent(signature.codomain), *wanted = tangent(signature.domain);
  const Object *pair = objects.product({signature.domain, seed});
  const ast::Pattern &pattern = *decl.reversePattern;
  if (pattern.kind == ast::PatternKind::Tuple && pattern.args.size() != 2) {
    Diagnostic &diagnostic = error("E0413", pattern.span,
                                   "reverse takes two points: (x, dy), where x is the point of " +
                                       decl.name.text + " and dy belongs to its result");
    diagnostic.expected = objects.print(pair);
    if (decl.points.size() > 1)
      diagnostic.suggestion = "write the points of " + decl.name.text + " as one: ((…), dy)";
    return nullptr;
  }
  int id = nextLocal++;
  Term *value = bindPattern(pattern, local(id, pair, pattern.span),
                            [&] { return point(*decl.reverseBody, wanted); });
  if (!value)
    return nullptr;
  if (isOpen || hasOpenParameters(*own)) {
    error("E0412", decl.reverseBody->span,
          "an arrow with parameters takes no hand-written derivative")
        .suggestion = "write the derivative of an arrow that takes the parameters as a point";
    return nullptr;
  }
  if (!objects.fits(value->object, wanted))
    return mismatch("E0413", decl.reverseBody->span,
                    "this is no derivative of " + decl.name.text +
                        ": it must give what belongs to the point of " + decl.name.text,
                    wanted, value->object);
  Term *rule =
      makeArrow(TermKind::Lambda, decl.reverseBody->span, pair, wanted, {coerce(value, wanted)});
  rule->local = id;
  return primitive("cat.custom_reverse", term->span, term->object, term->codomain, {term, rule});
}

} // namespace cat::sema
