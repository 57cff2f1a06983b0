// Combinators that need more than a type: Kleisli composition, naming that may fail, repeated
// layers, einsum.
#include "compiler/sema/Elaborator.h"

#include <algorithm>

namespace cat::sema {

using ast::ExprKind;

/// `Option` or `Result` of the prelude, by the name that its arrows end with; empty for any other.
std::string Elaborator::monadOf(const Object *object) {
  const Object *raw = objects.forget(object);
  if (raw->kind != ObjectKind::Enum || raw->declaration->module != prelude)
    return "";
  const std::string &name = raw->declaration->ast->name.text;
  return name == "Option" ? "option" : name == "Result" ? "result" : "";
}

/// f >=> g: what f gives goes on to g, unless there is nothing to go on with.
Term *Elaborator::kleisli(const ast::Expr &expr, Hint hint) {
  Term *first = arrow(*expr.args[0], {hint.domain, nullptr});
  if (!first)
    return nullptr;
  std::string monad = monadOf(first->codomain);
  if (monad.empty()) {
    Diagnostic &diagnostic =
        error("E0318", expr.args[0]->span, "what stands before >=> gives an Option or a Result");
    diagnostic.found = objects.print(first->object) + " -> " + objects.print(first->codomain);
    diagnostic.suggestion = "arrows that always give something are composed by >>>";
    return nullptr;
  }
  Term *second = mention(*preludeArrow("then_" + monad), {expr.args[1].get()}, {}, *expr.args[1],
                         {first->codomain, hint.codomain});
  if (!second)
    return nullptr;
  if (!objects.fits(first->codomain, second->object))
    return mismatch("E0302", expr.args[1]->span, "these two arrows do not meet", second->object,
                    first->codomain);
  second = coerceArrow(second, first->codomain, second->codomain, false);
  return makeArrow(TermKind::Compose, expr.span, first->object, second->codomain, {first, second});
}

/// `Hidden.try`, the arrow from what `Hidden` names to a Result of it.
Term *Elaborator::tryArrow(const ast::Expr &expr, Hint hint) {
  const Object *made = object(*expr.args[0]);
  if (!made)
    return nullptr;
  int id = nextLocal++;
  const Object *domain = hint.domain ? hint.domain : carrier(made);
  Term *result = tryName(made, local(id, domain, expr.span), expr);
  if (!result)
    return nullptr;
  Term *term = makeArrow(TermKind::Lambda, expr.span, domain, result->object, {result});
  term->local = id;
  return term;
}

/// What a constructor takes: the definition of a named object, i64 for a Fin, a sequence for an
/// array.
const Object *Elaborator::carrier(const Object *made) {
  const Object *raw = objects.forgetAll(made);
  if (objects.resolve(made)->kind == ObjectKind::Array)
    return objects.seq(raw->element);
  return raw->kind == ObjectKind::Fin ? objects.i64 : raw;
}

/// Whole numbers of every kind may be named as a Fin.
Term *Elaborator::asCarrier(const Object *made, Term *value) {
  const Object *given = objects.forget(value->object);
  bool isWhole = given->kind == ObjectKind::Nat || given->kind == ObjectKind::Int;
  if (objects.forgetAll(made)->kind != ObjectKind::Fin || !isWhole ||
      objects.same(given, objects.i64))
    return value;
  return op("convert", value->span, objects.i64, {coerce(value, given)});
}

/// ok of the named point, or an error that says why it is none.
Term *Elaborator::tryName(const Object *made, Term *value, const ast::Expr &expr) {
  const Object *target = objects.resolve(made), *raw = objects.forget(value->object);
  bool isLength = target->kind == ObjectKind::Array;
  if (!isLength && target->kind != ObjectKind::Nominal && target->kind != ObjectKind::Fin) {
    error("E0707", expr.span, "only a named object, a Fin or an array may refuse a point").found =
        objects.print(made);
    return nullptr;
  }
  if (raw->kind == ObjectKind::Variable)
    objects.unify(raw, carrier(made));
  value = asCarrier(made, value);
  bool fits = isLength
                  ? raw->kind == ObjectKind::Array && objects.fits(raw->element, target->element)
                  : objects.names(value->object, made);
  if (!fits)
    return mismatch("E0502", value->span, "this cannot become " + objects.print(made),
                    carrier(made), value->object);
  int id = nextLocal++;
  Term *point = local(id, value->object, value->span);
  Term *holds, *named;
  if (isLength) {
    point = coerce(point, objects.seq(target->element));
    Term *length =
        eval(primitive("cat.len", expr.span, point->object, objects.nat), point, expr.span);
    auto n = objects.dims.resolve(target->dim).constant();
    holds = op("eq", expr.span, objects.boolean,
               {length, numberTerm(std::to_string(n.value_or(1)), objects.nat, expr.span)});
    named = make(TermKind::Name, expr.span, made, {point});
  } else {
    named = make(TermKind::Name, expr.span, made, {point});
    holds = op("holds", expr.span, objects.boolean, {named});
  }
  Term *trustedName = &program.terms.emplace_back(*named);
  trustedName->trusted = true;
  Term *why = make(TermKind::Text, expr.span, objects.text);
  why->text = " is not a value of " + objects.print(made);
  if (target->kind == ObjectKind::Nominal && target->declaration->ast->where)
    why->text += ": " + std::string(sources.text(target->declaration->ast->where->span));
  Term *message = op("text_concat", expr.span, objects.text,
                     {op("format", expr.span, objects.text, {point}), why});
  Declaration *result = preludeArrow("Result");
  StaticArgument argument{StaticArgument::IsObject};
  argument.object = made;
  const Object *object = declaredObject(*result, {argument}, expr.span);
  if (!object)
    return nullptr;
  auto alternative = [&](size_t index, Term *payload) {
    Term *term = make(TermKind::Case, expr.span, object, {payload});
    term->index = index;
    return term;
  };
  Term *choice = make(TermKind::If, expr.span, object,
                      {holds, alternative(0, trustedName), alternative(1, message)});
  return let(id, value, choice);
}

// ---- repeat ------------------------------------------------------------------------------------

/// Records of parameters with a leading axis of `count` copies at each leaf.
const Object *Elaborator::stacked(const Object *object, const Dim &count) {
  if (object->kind != ObjectKind::Product)
    return objects.array(object, count);
  std::vector<Field> fields = object->fields;
  for (Field &field : fields)
    field.object = stacked(field.object, count);
  return objects.record(std::move(fields));
}

/// Samples each copy with the leaf's key folded with the number of the copy.
const ParameterTree *Elaborator::stacked(const ParameterTree &tree, const Dim &count, Span span) {
  ParameterTree made{stacked(tree.object, count)};
  for (auto &[name, part] : tree.parts)
    made.parts.push_back({name, stacked(*part, count, span)});
  if (Term *one = tree.initialiser) {
    int k = nextLocal++, l = nextLocal++;
    const Object *copies = objects.array(objects.i64, count);
    if (one->isArrow()) {
      Term *pair = make(TermKind::Tuple, span, objects.product({objects.key, objects.i64}),
                        {local(k, objects.key, span), local(l, objects.i64, span)});
      one = eval(one, eval(primitive("cat.key_fold", span, pair->object, objects.key), pair, span),
                 span);
    }
    Term *each = makeArrow(TermKind::Lambda, span, objects.i64, tree.object, {one});
    each->local = l;
    Term *all = eval(primitive("cat.map", span, copies, made.object, {each}),
                     op("iota", span, copies, {}), span);
    made.initialiser = all;
    if (tree.initialiser->isArrow()) {
      made.initialiser = makeArrow(TermKind::Lambda, span, objects.key, made.object, {all});
      made.initialiser->local = k;
    }
  }
  return &program.trees.emplace_back(std::move(made));
}

/// `count` copies of an arrow, composed. The parameters of all copies are one record, stacked.
Term *Elaborator::repeat(const Dim &count, const ArrowValue &value, Span span) {
  const Object *object = value.term->object;
  int x = nextLocal++;
  Term *start = local(x, object, span), *result;
  size_t entries = value.frame ? value.frame->entries.size() : 0;
  if (entries == 0) {
    Term *number = numberTerm(std::to_string(count.constant().value_or(1)), objects.nat, span);
    Term *input =
        make(TermKind::Tuple, span, objects.product({objects.nat, object}), {number, start});
    result = eval(primitive("cat.iterate", span, input->object, object, {value.term}), input, span);
  } else if (!context.frame) {
    return open(value, span); // says what is missing
  } else {
    std::vector<const Object *> parts;
    std::vector<Term *> stacks;
    for (const Frame::Entry &entry : value.frame->entries) {
      size_t index = addEntry(*context.frame, entry.name, stacked(*entry.tree, count, span));
      stacks.push_back(parameterRef(context.frame, index, span));
      parts.push_back(entry.tree->object);
    }
    const Object *one = entries == 1 ? parts[0] : objects.product(parts);
    std::vector<const Object *> stackObjects;
    for (Term *stack : stacks)
      stackObjects.push_back(stack->object);
    Term *all = entries == 1 ? stacks[0]
                             : make(TermKind::Tuple, span, objects.product(stackObjects), stacks);
    int q = nextLocal++;
    const Object *pair = objects.product({one, object});
    Term *own = get(local(q, pair, span), 0, span);
    std::vector<Term *> children = {value.term};
    for (size_t i = 0; i < entries; ++i)
      children.push_back(entries == 1 ? own : get(own, i, span));
    Term *bound = makeArrow(TermKind::Bind, span, object, value.term->codomain, children);
    bound->frame = value.frame;
    Term *body = eval(bound, get(local(q, pair, span), 1, span), span);
    Term *step = makeArrow(TermKind::Lambda, span, pair, object, {body});
    step->local = q;
    const Object *copies = objects.array(one, count);
    Term *input = make(TermKind::Tuple, span, objects.product({copies, object}),
                       {op("stack", span, copies, {all}), start});
    result = eval(primitive("cat.repeat", span, input->object, object, {step}), input, span);
  }
  Term *term = makeArrow(TermKind::Lambda, span, object, object, {result});
  term->local = x;
  return term;
}

// ---- einsum ------------------------------------------------------------------------------------

namespace {
/// `ij,jk->ik` as the indices of each operand and of the result; empty when it is not of that form.
std::vector<std::string> splitIndices(const std::string &text) {
  std::vector<std::string> parts(1);
  size_t arrow = text.find("->");
  if (arrow == std::string::npos)
    return {};
  for (char c : text.substr(0, arrow) + ">" + text.substr(arrow + 2)) {
    if (c == ' ')
      continue;
    if (c == ',' || c == '>')
      parts.emplace_back();
    else if (isalpha((unsigned char)c))
      parts.back() += c;
    else
      return {};
  }
  return parts;
}

/// A letter that stands twice in `indices`, or 0.
char repeatedIndex(const std::string &indices) {
  for (size_t i = 0; i < indices.size(); ++i)
    if (indices.find(indices[i], i + 1) != std::string::npos)
      return indices[i];
  return 0;
}
} // namespace

/// `einsum["ij,jk->ik"](a, b)`: sums of products over the indices that the result lacks.
Term *Elaborator::einsum(const ast::Expr &spec, Term *value, Span span) {
  StaticArgument text;
  if (!staticArgument({"its indices", StaticKind::Text}, &spec, "einsum", spec.span, text))
    return nullptr;
  std::vector<std::string> parts = splitIndices(text.text);
  auto refuse = [&](std::string why) {
    error("E0706", spec.span, std::move(why)).suggestion =
        "write the indices of each operand and of the result: einsum[\"ij,jk->ik\"](a, b)";
    return nullptr;
  };
  if (parts.size() < 2)
    return refuse("these are no indices");
  size_t count = parts.size() - 1;
  const Object *product = objects.forget(value->object);
  bool isTuple = product->kind == ObjectKind::Product;
  if ((isTuple ? product->fields.size() : 1) != count)
    return refuse("there are indices for " + std::to_string(count) + " operands, and " +
                  std::to_string(isTuple ? product->fields.size() : 1) + " operands");
  if (isTuple)
    value = coerce(value, product);
  std::map<char, Dim> lengths;
  std::vector<Term *> operands;
  const Object *element = nullptr;
  for (size_t i = 0; i < count; ++i) {
    Term *operand = isTuple ? get(value, i, value->span) : value;
    const Object *array = objects.forgetAll(operand->object);
    operands.push_back(coerce(operand, array));
    if (char twice = repeatedIndex(parts[i]))
      return refuse(std::string("the index ") + twice + " stands twice in one operand");
    for (char index : parts[i]) {
      bool stuck = false;
      if (array->kind != ObjectKind::Array)
        return refuse(objects.print(operand->object) + " has fewer axes than " + parts[i]);
      auto [known, isNew] = lengths.try_emplace(index, array->dim);
      if (!isNew && !objects.dims.unify(known->second, array->dim, stuck)) {
        Diagnostic &diagnostic =
            error("E0604", spec.span, std::string("the index ") + index + " has two lengths");
        diagnostic.expected = objects.dims.print(objects.dims.resolve(known->second));
        diagnostic.found = objects.dims.print(objects.dims.resolve(array->dim));
        return nullptr;
      }
      array = objects.forget(array->element);
    }
    if (array->kind == ObjectKind::Array)
      return refuse(objects.print(operand->object) + " has more axes than " + parts[i]);
    if (!array->isNumber() && array->kind != ObjectKind::Variable)
      return refuse("einsum multiplies numbers, not " + objects.print(array));
    if (element && !objects.unify(element, array))
      return mismatch("E0603", operand->span, "the operands have one element object", element,
                      array);
    element = array;
  }
  const std::string &result = parts.back();
  if (char twice = repeatedIndex(result))
    return refuse(std::string("the index ") + twice + " stands twice in the result");
  const Object *object = element;
  for (size_t i = result.size(); i-- > 0;) {
    if (!lengths.count(result[i]))
      return refuse(std::string("no operand has the index ") + result[i]);
    object = objects.array(object, lengths[result[i]]);
  }
  Term *made = op("einsum", span, object, operands);
  made->names = parts;
  return made;
}

Term *Elaborator::einsumArrow(const ast::Expr &expr, Hint hint) {
  if (expr.kind != ExprKind::Bracket || expr.args.size() != 2 || !hint.domain) {
    error("E0706", expr.span, "the operands of this einsum are not known here").suggestion =
        "write einsum[\"ij,jk->ik\"](a, b)";
    return nullptr;
  }
  int id = nextLocal++;
  Term *result = einsum(*expr.args[1], local(id, hint.domain, expr.span), expr.span);
  if (!result)
    return nullptr;
  Term *term = makeArrow(TermKind::Lambda, expr.span, hint.domain, result->object, {result});
  term->local = id;
  return term;
}

} // namespace cat::sema
