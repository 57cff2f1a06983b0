// Laws in the cat dialect: both sides as arrows, at the static arguments of a test, at those where
// the program may use them, or at none.
#include "compiler/lower/Lower.h"
#include "compiler/lower/Lowering.h"

using namespace mlir;
using namespace cat::sema;

namespace cat {

static OwningOpRef<ModuleOp> emptyModule(MLIRContext &context, const Law &law) {
  context.loadDialect<CatDialect>();
  return ModuleOp::create(UnknownLoc::get(&context), law.name);
}

OwningOpRef<ModuleOp> lowerSamples(MLIRContext &context, const SourceManager &sources,
                                   const Program &program, const Law &law) {
  OwningOpRef<ModuleOp> module = emptyModule(context, law);
  Lowering(*module, sources, program).lawSamples(law);
  return module;
}

OwningOpRef<ModuleOp> lowerGeneric(MLIRContext &context, const SourceManager &sources,
                                   const Program &program, const Law &law) {
  OwningOpRef<ModuleOp> module = emptyModule(context, law);
  return law.generic && Lowering(*module, sources, program).genericLaw(law) ? std::move(module)
                                                                            : nullptr;
}

void Lowering::instances(size_t count) {
  builder.setInsertionPointToEnd(module.getBody());
  for (const Instance *made : ArrayRef(program.order).take_front(count)) {
    instanceNames.insert(made->name);
    instance(*made);
  }
}

void Lowering::lawSamples(const Law &law) {
  instances(program.order.size());
  for (size_t i = 0; i != law.samples.size(); ++i)
    lawSides(law.samples[i], std::to_string(i), /*isPublic=*/true);
}

void Lowering::rewrite(const Law &law) {
  for (size_t i = 0; i != law.uses.size(); ++i) {
    std::string name = law.name + "." + std::to_string(i);
    lawSides(law.uses[i], name, /*isPublic=*/false);
    auto symbol = [&](const char *side) {
      return FlatSymbolRefAttr::get(builder.getContext(), name + side);
    };
    builder.setInsertionPointToEnd(module.getBody());
    LawOp::create(builder, location(law.span), builder.getStringAttr(law.name),
                  builder.getStringAttr(law.statement), symbol(".left"), symbol(".right"),
                  law.within ? builder.getF64FloatAttr(law.within) : FloatAttr());
  }
}

/// Both sides as `NAME.left` and `NAME.right`, whose context is the same.
void Lowering::lawSides(const LawSides &sides, const std::string &name, bool isPublic) {
  OpBuilder::InsertionGuard guard(builder);
  opaqueNames.clear();
  SmallVector<Type> context;
  for (bool isLeft : {true, false}) {
    const Term &term = isLeft ? *sides.left : *sides.right;
    ArrowOp before = lawArrow;
    builder.setInsertionPointToEnd(module.getBody());
    Location loc = location(term.span);
    lawArrow = ArrowOp::create(builder, loc, name + (isLeft ? ".left" : ".right"), homType(term),
                               context, SmallVector<Location>(context.size(), loc));
    if (isPublic)
      lawArrow.setSymVisibility("public");
    lawArrow->setAttr("cat.law", builder.getUnitAttr());
    builder.setInsertionPointToStart(&lawArrow.getBody().front());
    Value value = arrow(term);
    YieldOp::create(builder, loc, value);
    context = llvm::to_vector(lawArrow.getBody().getArgumentTypes());
    if (!isLeft)
      for (size_t i = before.getBody().getNumArguments(); i != context.size(); ++i)
        before.getBody().addArgument(context[i], loc);
  }
  lawArrow = nullptr;
}

/// An arrow of which only the signature is known: a static parameter, a member of an instance, or a
/// declared arrow at static arguments that are not.
bool Lowering::isOpaque(const Term &arrow) const {
  if (!lawArrow)
    return false;
  if (arrow.kind == TermKind::Ref)
    return !instanceNames.count(arrow.instance->name);
  StringRef text = arrow.text;
  return arrow.kind == TermKind::Primitive && !text.starts_with("cat.") && !text.starts_with("c.");
}

// ---- Laws for all static arguments -------------------------------------------------------------

namespace {

/// Whether a term can be translated before its static arguments are known.
class Generic {
public:
  explicit Generic(const ObjectTable &objects) : objects(objects) {}

  bool allows(const Term &term) const {
    if (!allows(term.object) || (term.codomain && !allows(term.codomain)) || !allowsKind(term))
      return false;
    return llvm::all_of(term.children, [&](const Term *child) { return allows(*child); });
  }

private:
  /// Numbers of an unknown kind have no operations yet, and no name has a definition.
  bool allows(const Object *unresolved) const {
    const Object *object = objects.resolve(unresolved);
    if ((object->kind == ObjectKind::Rigid && object->constraint != Constraint::None) ||
        (object->kind == ObjectKind::Nominal && !objects.isConcrete(object)) ||
        object->kind == ObjectKind::Variable || object->kind == ObjectKind::Enum)
      return false;
    return (!object->element || allows(object->element)) &&
           llvm::all_of(object->fields, [&](const Field &field) { return allows(field.object); });
  }

  bool allowsKind(const Term &term) const {
    switch (term.kind) {
    case TermKind::Number: // of a dim: any number
      return !term.trusted;
    case TermKind::Ref: // parameters and captured points
      return term.children.empty();
    case TermKind::Op: {
      static const std::set<StringRef> known = {"add", "sub", "mul", "div", "neg",
                                                "eq",  "ne",  "lt",  "le",  "gt",
                                                "ge",  "not", "and", "or",  "broadcast"};
      return known.contains(term.text) && llvm::all_of(term.children, [&](const Term *child) {
               return objects.isConcrete(objects.leaf(child->object));
             });
    }
    case TermKind::Primitive: {
      static const std::set<StringRef> unknown = {"cat.repeat", "cat.zeros",   "cat.reduce",
                                                  "cat.sample", "cat.reshape", "cat.rev",
                                                  "cat.fwd"};
      StringRef text = term.text;
      return !unknown.contains(text) && !text.starts_with("cat.read_") &&
             !text.starts_with("cat.vect_");
    }
    case TermKind::Name:
      return term.trusted;
    case TermKind::Local:
    case TermKind::Bool:
    case TermKind::Tuple:
    case TermKind::Get:
    case TermKind::Eval:
    case TermKind::Let:
    case TermKind::If:
    case TermKind::Forget:
    case TermKind::Lambda:
    case TermKind::Compose:
    case TermKind::Tensor:
    case TermKind::Pair:
    case TermKind::Identity:
      return true;
    default:
      return false;
    }
  }

  const ObjectTable &objects;
};

} // namespace

Value Lowering::opaqueArrow(const Term &arrow) {
  // What a declared arrow does is known, where it can be said without its static arguments.
  if (const Instance *instance = arrow.instance;
      arrow.kind == TermKind::Ref && !instance->parameters && instance->captured.empty() &&
      Generic(objects).allows(*instance->term))
    return this->arrow(*instance->term);
  const std::string &name = arrow.kind == TermKind::Ref ? arrow.instance->name : arrow.text;
  auto it = llvm::find(opaqueNames, name);
  size_t index = it - opaqueNames.begin();
  if (it != opaqueNames.end())
    return lawArrow.getBody().getArgument(index);
  opaqueNames.push_back(name);
  return lawArrow.getBody().addArgument(homType(arrow), location(arrow.span));
}

bool Lowering::genericLaw(const Law &law) {
  Generic generic(objects);
  if (!generic.allows(*law.generic->left) || !generic.allows(*law.generic->right))
    return false;
  builder.setInsertionPointToEnd(module.getBody());
  lawSides(*law.generic, "0", /*isPublic=*/true);
  return true;
}

// ---- Arrows to test with -----------------------------------------------------------------------

/// Some arrow from the domain to the codomain, each number another one: all elements of the point
/// make two numbers, a real and a whole one, and these the elements of the result.
Value Lowering::sampleArrow(const Term &term, Value argument, Type result, Location loc) {
  Type f64 = builder.getF64Type(), i64 = builder.getI64Type();
  Value real = number("0", f64, loc), whole = number("0", i64, loc);
  Values leaves;
  flatten(cast(argument, eraseType(argument.getType(), module), loc), loc, leaves);
  for (Value leaf : leaves) {
    Type element = elementOf(leaf.getType());
    bool isReal = llvm::isa<FloatType>(element);
    if (!isReal && !element.isIntOrIndex())
      continue;
    Type wide = isReal ? f64 : i64;
    if (element != wide)
      leaf = ConvertOp::create(builder, loc, TypeRange(withElement(leaf.getType(), wide)), leaf);
    if (isArray(leaf.getType()))
      leaf = FoldAxisOp::create(
          builder, loc, FoldKind::Add, leaf,
          llvm::to_vector(llvm::seq<int64_t>(0, shapeOf(leaf.getType()).size())));
    Value &sum = isReal ? real : whole;
    sum = generic("cat.add", {sum, leaf}, wide, loc);
  }
  uint64_t seed = term.index;
  Value made = sampleOf(eraseType(result, module), real, whole, seed, loc);
  return cast(made, result, loc);
}

Value Lowering::sampleOf(Type type, Value real, Value whole, uint64_t &seed, Location loc) {
  if (auto product = dyn_cast<ProdType>(type)) {
    Values parts;
    for (Type element : product.getElements())
      parts.push_back(sampleOf(element, real, whole, seed, loc));
    return pack(parts, product, loc);
  }
  if (auto array = dyn_cast<RankedTensorType>(type)) {
    Value element = sampleOf(array.getElementType(), real, whole, seed, loc);
    return BroadcastOp::create(
        builder, loc, array, element,
        Values(array.getNumDynamicDims(), ConstOp::create(builder, loc, builder.getIndexAttr(2))),
        llvm::to_vector(llvm::seq<int64_t>(0, array.getRank())));
  }
  if (!type.isIntOrIndexOrFloat())
    return zeros(type, loc);
  bool isReal = llvm::isa<FloatType>(type);
  static constexpr const char *factors[] = {"2", "1", "3", "5"}, *offsets[] = {"1", "0", "2", "1"};
  unsigned choice = ++seed % 4;
  auto mixed = [&](Value sum) {
    Value scaled =
        generic("cat.mul", {sum, number(factors[choice], sum.getType(), loc)}, sum.getType(), loc);
    return generic("cat.add", {scaled, number(offsets[choice], sum.getType(), loc)}, sum.getType(),
                   loc);
  };
  if (isReal) {
    Value both = ConvertOp::create(builder, loc, TypeRange(real.getType()), whole).getResult();
    both = mixed(generic("cat.add", {real, both}, real.getType(), loc));
    return both.getType() == type
               ? both
               : ConvertOp::create(builder, loc, TypeRange(type), both).getResult();
  }
  Value isGreat = CmpOp::create(builder, loc, Compare::gt, real, number("0", real.getType(), loc));
  if (type.isInteger(1))
    return isGreat;
  Value bit = ConvertOp::create(builder, loc, TypeRange(whole.getType()), isGreat).getResult();
  Value both = mixed(generic("cat.add", {whole, bit}, whole.getType(), loc));
  return both.getType() == type
             ? both
             : ConvertOp::create(builder, loc, TypeRange(type), both).getResult();
}

} // namespace cat
