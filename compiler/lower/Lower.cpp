// Objects, instances and arrows in the cat dialect.
#include "compiler/lower/Lower.h"

#include "compiler/lower/Lowering.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace mlir;
using namespace cat::sema;

namespace cat {

OwningOpRef<ModuleOp> lowerProgram(MLIRContext &context, const SourceManager &sources,
                                   const Program &program) {
  context.loadDialect<CatDialect, scf::SCFDialect>();
  OwningOpRef<ModuleOp> module = ModuleOp::create(UnknownLoc::get(&context), program.name);
  Lowering(*module, sources, program).run();
  return module;
}

void Lowering::run() {
  builder.setInsertionPointToEnd(module.getBody());
  if (!program.doc.empty())
    module->setAttr("cat.doc", builder.getStringAttr(program.doc));
  instances(program.ownInstances);
  for (const Pipeline &each : program.pipelines)
    pipeline(each);
  for (const Law &law : program.laws)
    rewrite(law);
}

Location Lowering::location(ast::Span span) {
  LineColumn place = sources.lineColumn(span.file, span.begin);
  Location found =
      FileLineColLoc::get(builder.getStringAttr(sources.name(span.file)), place.line, place.column);
  if (!libraryFiles.count(span.file))
    return found;
  found = inLibrary(found);
  return mention ? mentionedAt(*mention, found) : found;
}

Type Lowering::type(const Object *unresolved) {
  const Object *object = objects.resolve(unresolved);
  switch (object->kind) {
  case ObjectKind::Bool:
    return builder.getI1Type();
  case ObjectKind::Int:
    return object->isSigned ? builder.getIntegerType(object->bits)
                            : builder.getIntegerType(object->bits, /*isSigned=*/false);
  case ObjectKind::Float:
    return object->bits == 64 ? Type(builder.getF64Type()) : Type(builder.getF32Type());
  case ObjectKind::Nat:
    return builder.getIndexType();
  case ObjectKind::Fin:
    return FinType::get(builder.getContext(),
                        object->dim.constant().value_or(ShapedType::kDynamic));
  case ObjectKind::Text:
  case ObjectKind::Path:
    return TextType::get(builder.getContext());
  case ObjectKind::Key:
    return KeyType::get(builder.getContext());
  case ObjectKind::Product: {
    SmallVector<Type> elements;
    SmallVector<StringAttr> names;
    for (const Field &field : object->fields) {
      elements.push_back(type(field.object));
      if (!field.name.empty())
        names.push_back(builder.getStringAttr(field.name));
    }
    return ProdType::get(builder.getContext(), elements, names);
  }
  case ObjectKind::Nominal:
  case ObjectKind::Enum:
    return nominal(object);
  case ObjectKind::Array:
    return stacked(object->dim.constant().value_or(ShapedType::kDynamic), type(object->element));
  case ObjectKind::Rigid: // in laws
    return VarType::get(builder.getContext(), builder.getStringAttr(object->name));
  case ObjectKind::Variable:
    break;
  }
  llvm_unreachable("sema leaves no object unknown");
}

Type Lowering::nominal(const Object *object) {
  std::string name = objects.print(object);
  auto [it, isNew] = symbols.try_emplace(name, object->declaration);
  if (!isNew && it->second != object->declaration) {
    name = object->declaration->module->name + "." + name;
    symbols.try_emplace(name, object->declaration);
  }
  auto symbol = FlatSymbolRefAttr::get(builder.getContext(), name);
  Type made = ObjType::get(builder.getContext(), symbol);
  if (!defined.insert(name).second)
    return made;
  OpBuilder::InsertionGuard guard(builder);
  Type definition;
  if (object->kind == ObjectKind::Enum) {
    SmallVector<StringAttr> names;
    SmallVector<Type> payloads;
    for (const Field &field : object->fields) {
      names.push_back(builder.getStringAttr(field.name));
      payloads.push_back(type(field.object));
    }
    definition = SumType::get(builder.getContext(), names, payloads);
  } else {
    definition = type(object->definition);
  }
  FlatSymbolRefAttr predicate;
  StringAttr text;
  auto found = object->declaration->predicates.find(objects.print(object->arguments));
  if (found != object->declaration->predicates.end()) {
    arrowSymbol(name + ".where", *found->second);
    predicate = FlatSymbolRefAttr::get(builder.getContext(), name + ".where");
    text = builder.getStringAttr(sources.text(object->declaration->ast->where->span));
  }
  builder.setInsertionPointToStart(module.getBody());
  ObjectOp::create(builder, location(object->declaration->ast->name.span), name, definition,
                   predicate, text);
  return made;
}

HomType Lowering::homType(const Term &arrow) {
  return HomType::get(type(arrow.object), type(arrow.codomain));
}

/// A closed arrow as a symbol of its own.
void Lowering::arrowSymbol(StringRef name, const Term &term) {
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToEnd(module.getBody());
  auto made = ArrowOp::create(builder, location(term.span), name, homType(term), TypeRange());
  builder.setInsertionPointToStart(&made.getBody().front());
  YieldOp::create(builder, location(term.span), arrow(term));
}

void Lowering::instance(const Instance &instance) {
  Location loc = location(instance.declaration->ast->name.span);
  SmallVector<Type> contextTypes;
  SmallVector<Location> locs;
  if (instance.parameters) {
    contextTypes.push_back(type(instance.parameters->object));
    locs.push_back(loc);
  }
  for (auto [captured, point] : llvm::zip(instance.captured, instance.declaration->ast->points)) {
    contextTypes.push_back(type(captured.second));
    locs.push_back(namedPoint(point.name.text, loc));
  }
  auto hom = HomType::get(type(instance.domain), type(instance.codomain));
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToEnd(module.getBody());
  auto made = ArrowOp::create(builder, loc, instance.name, hom, contextTypes, locs);
  if (!instance.declaration->ast->doc.empty())
    made.setDoc(instance.declaration->ast->doc);
  made.setTrusted(instance.declaration->ast->isTrusted);
  builder.setInsertionPointToStart(&made.getBody().front());
  size_t next = 0;
  if (instance.parameters) {
    Value record = made.getContextPoints()[next++];
    Values &entries = frames[instance.frame];
    for (size_t i = 0; i < instance.frame->entries.size(); ++i)
      entries.push_back(GetOp::create(builder, loc, record, int64_t(i)));
  }
  for (auto &[local, object] : instance.captured)
    locals[local] = made.getContextPoints()[next++];
  YieldOp::create(builder, loc, arrow(*instance.term));
}

Value Lowering::bind(const Term &term, llvm::function_ref<Value()> inside) {
  Values entries;
  for (size_t i = 1; i < term.children.size(); ++i)
    entries.push_back(point(*term.children[i]));
  Values saved = std::exchange(frames[term.frame], entries);
  Value result = inside();
  frames[term.frame] = saved;
  return result;
}

Value Lowering::arrow(const Term &term) {
  llvm::SaveAndRestore saved(mention);
  if (term.mention)
    mention = location(*term.mention);
  if (isOpaque(term))
    return opaqueArrow(term);
  Location loc = location(term.span);
  switch (term.kind) {
  case TermKind::Lambda:
    return lambda(term);
  case TermKind::Let:
    locals[term.local] = point(*term.children[0]);
    return arrow(*term.children[1]);
  case TermKind::Bind:
    return bind(term, [&] { return arrow(*term.children[0]); });
  case TermKind::Ref: {
    Values context;
    for (const Term *child : term.children)
      context.push_back(point(*child));
    return RefOp::create(builder, loc, homType(term), term.instance->name, context);
  }
  case TermKind::Identity:
    return IdOp::create(builder, loc, homType(term));
  case TermKind::Primitive:
    return arrowPrimitive(term);
  default:
    break;
  }
  Values parts;
  for (const Term *child : term.children)
    parts.push_back(arrow(*child));
  if (term.kind == TermKind::Compose)
    return ComposeOp::create(builder, loc, homType(term), parts);
  if (term.kind == TermKind::Tensor)
    return TensorOp::create(builder, loc, homType(term), parts);
  assert(term.kind == TermKind::Pair && "an arrow");
  return PairOp::create(builder, loc, homType(term), parts);
}

Value Lowering::lambda(const Term &term) {
  Location loc = location(term.span);
  HomType hom = homType(term);
  auto made = LambdaOp::create(builder, loc, hom, hom.getDomain());
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(&made.getBody().front());
  locals[term.local] = made.getArguments()[0];
  Value body = point(*term.children[0]);
  YieldOp::create(builder, loc, cast(body, hom.getCodomain(), loc));
  return made;
}

/// Primitives that take arrows are ops of the arrow layer; the others are arrows by what they do to
/// a point.
Value Lowering::arrowPrimitive(const Term &term) {
  Location loc = location(term.span);
  HomType hom = homType(term);
  if (term.text == "cat.reduce")
    return ReduceOp::create(builder, loc, hom, arrow(*term.children[0]),
                            ValueRange{point(*term.children[1])});
  if (term.text == "cat.repeat") {
    auto product = llvm::cast<ProdType>(hom.getDomain());
    return RepeatOp::create(builder, loc, hom, arrow(*term.children[0]),
                            shapeOf(product.getElements()[0])[0]);
  }
  if (!term.children.empty()) {
    Values arrows;
    for (const Term *child : term.children)
      arrows.push_back(arrow(*child));
    return generic(term.text, arrows, hom, loc);
  }
  auto made = LambdaOp::create(builder, loc, hom, hom.getDomain());
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(&made.getBody().front());
  Value result = applyPrimitive(term, made.getArguments()[0], hom.getCodomain(), loc);
  YieldOp::create(builder, loc, result);
  return made;
}

} // namespace cat
