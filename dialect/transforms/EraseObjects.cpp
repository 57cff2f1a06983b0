// cat-erase-objects: nominal types become what they are made of. Before, every `cat.name` becomes
// the checks that it stands for: the predicates of objects and the ranges of fins. Enumerations
// become their tag.
#include "dialect/transforms/Inline.h"
#include "dialect/transforms/Passes.h"
#include "dialect/transforms/Utils.h"

namespace cat {
#define GEN_PASS_DEF_CATERASEOBJECTS
#include "dialect/transforms/Passes.h.inc"

using namespace mlir;

namespace {

/// Something that must be true of a named value.
struct Condition {
  Value holds;
  std::string message;
  Value value; ///< what to print when it does not hold, or null
};

/// Emits the conditions under which a value of one type is a value of another of the same erasure.
class Conditions {
public:
  Conditions(ModuleOp module, OpBuilder &b, Location loc) : module(module), b(b), loc(loc) {}

  /// `value` has the erased type of both.
  void collect(Value value, Type from, Type to, SmallVectorImpl<Condition> &all);
  /// All of them at once.
  Value conjunction(ArrayRef<Condition> conditions);

private:
  void collectArray(Value value, Type from, Type to, SmallVectorImpl<Condition> &all);
  void collectSum(Value value, SumType from, SumType to, SmallVectorImpl<Condition> &all);
  void collectFin(Value value, Type from, FinType to, SmallVectorImpl<Condition> &all);
  void collectObject(Value value, Type from, ObjType to, SmallVectorImpl<Condition> &all);
  Type definitionOf(Type type);

  ModuleOp module;
  OpBuilder &b;
  Location loc;
};

} // namespace

Type Conditions::definitionOf(Type type) {
  while (auto object = dyn_cast<ObjType>(type))
    type = lookupObject(object, module).getDefinition();
  return type;
}

void Conditions::collect(Value value, Type from, Type to, SmallVectorImpl<Condition> &all) {
  if (from == to)
    return;
  if (auto object = dyn_cast<ObjType>(to))
    return collectObject(value, from, object, all);
  from = definitionOf(from);
  if (auto fin = dyn_cast<FinType>(to))
    return collectFin(value, from, fin, all);
  if (auto product = dyn_cast<ProdType>(to)) {
    auto source = dyn_cast<ProdType>(from);
    for (unsigned i = 0, e = product.size(); source && i != e; ++i)
      collect(getElement(b, loc, value, i), source.getElements()[i], product.getElements()[i], all);
  } else if (auto sum = dyn_cast<SumType>(to)) {
    collectSum(value, cast<SumType>(from), sum, all);
  } else if (isArray(to) && isArray(from)) {
    collectArray(value, from, to, all);
  }
}

void Conditions::collectObject(Value value, Type from, ObjType to,
                               SmallVectorImpl<Condition> &all) {
  ObjectOp object = lookupObject(to, module);
  collect(value, from, object.getDefinition(), all);
  if (!object.getPredicate())
    return;
  auto hom = HomType::get(value.getType(), b.getI1Type());
  Value predicate = RefOp::create(b, loc, hom, *object.getPredicate(), ValueRange());
  Value holds = EvalOp::create(b, loc, TypeRange(b.getI1Type()), predicate, value)->getResult(0);
  all.push_back(
      {holds, refinementMessage(object.getSymName(), object.getText().value_or("")), value});
}

void Conditions::collectFin(Value value, Type from, FinType to, SmallVectorImpl<Condition> &all) {
  auto source = dyn_cast<FinType>(from);
  if (ShapedType::isDynamic(to.getBound()) ||
      (source && !ShapedType::isDynamic(source.getBound()) && source.getBound() <= to.getBound()))
    return;
  Value zero = ConstOp::create(b, loc, b.getI64IntegerAttr(0));
  Value bound = ConstOp::create(b, loc, b.getI64IntegerAttr(to.getBound()));
  Value above = CmpOp::create(b, loc, Compare::ge, value, zero);
  Value below = CmpOp::create(b, loc, Compare::lt, value, bound);
  all.push_back({AndOp::create(b, loc, above, below), finMessage(to.getBound()), value});
}

/// Those of the payload of whichever alternative it is.
void Conditions::collectSum(Value value, SumType from, SumType to,
                            SmallVectorImpl<Condition> &all) {
  if (to.isEnumeration())
    return;
  auto match = MatchOp::create(b, loc, TypeRange(b.getI1Type()), value, to.size());
  SmallVector<Condition> conditions;
  for (auto [i, branch] : llvm::enumerate(match.getBranches())) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToEnd(&branch.front());
    SmallVector<Condition> own;
    Type erased = cast<SumType>(value.getType()).getPayloads()[i];
    Value payload = packInto(b, loc, erased, branch.getArguments());
    collect(payload, from.getPayloads()[i], to.getPayloads()[i], own);
    YieldOp::create(b, loc, conjunction(own));
    llvm::append_range(conditions, own);
  }
  if (conditions.empty())
    return match.erase();
  all.push_back({match->getResult(0), conditions.front().message, Value()});
}

Value Conditions::conjunction(ArrayRef<Condition> conditions) {
  Value all;
  for (const Condition &condition : conditions) {
    Value holds = condition.holds;
    if (size_t rank = shapeOf(holds.getType()).size())
      holds = FoldAxisOp::create(b, loc, FoldKind::And, holds,
                                 llvm::to_vector(llvm::seq<int64_t>(0, rank)));
    all = all ? AndOp::create(b, loc, all, holds).getResult() : holds;
  }
  return all ? all : ConstOp::create(b, loc, b.getBoolAttr(true)).getResult();
}

/// The conditions of the elements, and what they show, mapped over the leading axis.
void Conditions::collectArray(Value value, Type from, Type to, SmallVectorImpl<Condition> &all) {
  SmallVector<Condition> elements;
  SmallVector<Value> results;
  Type elementType = unstacked(value.getType());
  auto lambda = LambdaOp::create(b, loc, HomType::get(elementType, elementType), elementType);
  {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToEnd(&lambda.getBody().front());
    collect(lambda.getArguments().front(), unstacked(from), unstacked(to), elements);
    for (Condition &element : elements) {
      results.push_back(element.holds);
      if (element.value)
        results.push_back(element.value);
    }
    YieldOp::create(b, loc, results);
  }
  if (elements.empty())
    return lambda.erase();
  SmallVector<Type> types(ValueRange(results).getTypes());
  lambda.getResult().setType(HomType::get(elementType, productOf(b.getContext(), types)));
  Value map = MapOp::create(b, loc, lambda, shapeOf(value.getType()).front());
  Value mapped = EvalOp::create(b, loc, map, value)->getResult(0);
  SmallVector<Value> columns{mapped};
  if (types.size() > 1) {
    for (Type &type : types)
      type = arrayOf(shapeOf(value.getType()).take_front(), type);
    columns = UnzipOp::create(b, loc, types, mapped)->getResults();
  }
  ArrayRef<Value> rest(columns);
  for (Condition &element : elements) {
    Value holds = rest.consume_front(), shown = element.value ? rest.consume_front() : Value();
    all.push_back({holds, element.message, shown});
  }
}

/// The name becomes its checks and a change of type.
static LogicalResult replaceName(ModuleOp module, NameOp name) {
  OpBuilder b(name);
  Location loc = name.getLoc();
  Type from = name.getValue().getType(), to = name.getType();
  Type erased = eraseType(to, module);
  if (!erased || !eraseType(from, module))
    return name.emitOpError("names an object that has no definition");
  Value value = ForgetOp::create(b, loc, erased, name.getValue());
  SmallVector<Condition> conditions;
  Conditions(module, b, loc).collect(value, from, to, conditions);
  for (Condition &c : conditions) {
    auto check = CheckOp::create(b, loc, c.holds, c.message, c.value);
    Type printed = check.getPrinted();
    if (isa_and_nonnull<ProdType>(printed)) // which will be split
      check.setAs(printed);
  }
  name.replaceAllUsesWith(ForgetOp::create(b, loc, to, value).getResult());
  name.erase();
  return success();
}

static LogicalResult replaceHolds(ModuleOp module, HoldsOp holds) {
  OpBuilder b(holds);
  Type from = holds.getValue().getType();
  Type erased = eraseType(holds.getAs(), module);
  if (!erased || !eraseType(from, module))
    return holds.emitOpError("names an object that has no definition");
  Value value = ForgetOp::create(b, holds.getLoc(), erased, holds.getValue());
  SmallVector<Condition> all;
  Conditions conditions(module, b, holds.getLoc());
  conditions.collect(value, from, holds.getAs(), all);
  holds.replaceAllUsesWith(conditions.conjunction(all));
  holds.erase();
  return success();
}

/// An alternative of an enumeration is its number.
static void replaceInject(InjectOp inject) {
  auto sum = inject.getType();
  if (!sum.isEnumeration())
    return;
  OpBuilder b(inject);
  auto tag = b.getI64IntegerAttr(*sum.indexOf(inject.getLabel()));
  Value value = ConstOp::create(b, inject.getLoc(), tag);
  inject->replaceAllUsesWith(ForgetOp::create(b, inject.getLoc(), sum, value));
  inject.erase();
}

/// An index that comes from a fin no greater than the table needs no check.
static void dischargeGather(ModuleOp module, GatherOp gather) {
  Value index = gather.getIndices();
  if (auto forget = index.getDefiningOp<ForgetOp>())
    index = forget.getValue();
  Type element = elementOf(index.getType());
  while (auto object = dyn_cast<ObjType>(element)) {
    ObjectOp definition = lookupObject(object, module);
    element = definition ? definition.getDefinition() : element;
    if (!definition)
      return;
  }
  int64_t rows = shapeOf(gather.getTable().getType())[gather.getBatchDims()];
  if (auto fin = dyn_cast<FinType>(element))
    if (!ShapedType::isDynamic(fin.getBound()) && !ShapedType::isDynamic(rows) &&
        fin.getBound() <= rows)
      gather.setInBounds(true);
}

static LogicalResult eraseTypes(ModuleOp module, Operation *root) {
  WalkResult result = root->walk([&](Operation *op) {
    auto erase = [&](Value value) {
      Type type = eraseType(value.getType(), module);
      if (type)
        value.setType(type);
      return static_cast<bool>(type);
    };
    bool known = llvm::all_of(op->getResults(), erase);
    for (Region &region : op->getRegions())
      for (Block &block : region)
        known &= llvm::all_of(block.getArguments(), erase);
    if (known)
      return WalkResult::advance();
    op->emitOpError("names an object that has no definition");
    return WalkResult::interrupt();
  });
  if (result.wasInterrupted())
    return failure();
  root->walk([](ForgetOp forget) {
    forget.replaceAllUsesWith(forget.getValue());
    forget.erase();
  });
  if (auto arrow = dyn_cast<ArrowOp>(root))
    arrow.setArrowTypeAttr(TypeAttr::get(eraseType(arrow.getArrowType(), module)));
  return success();
}

namespace {

struct CatEraseObjects : impl::CatEraseObjectsBase<CatEraseObjects> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    SymbolTable symbols(module);
    SmallVector<NameOp> names;
    module.walk([&](NameOp name) { names.push_back(name); });
    for (NameOp name : names)
      if (failed(replaceName(module, name)))
        return signalPassFailure();
    SmallVector<HoldsOp> questions;
    module.walk([&](HoldsOp holds) { questions.push_back(holds); });
    for (HoldsOp holds : questions)
      if (failed(replaceHolds(module, holds)))
        return signalPassFailure();
    module.walk(replaceInject);
    module.walk([&](GatherOp gather) { dischargeGather(module, gather); });
    for (Operation &op : *module.getBody())
      if (isa<ArrowOp, PipelineOp>(op) &&
          (failed(Inliner(symbols).run(&op)) || failed(eraseTypes(module, &op))))
        return signalPassFailure();
    removeDefinitions(module);
  }

  /// The objects, and the predicates that were kept for them.
  void removeDefinitions(ModuleOp module) {
    for (auto object : llvm::make_early_inc_range(module.getOps<ObjectOp>()))
      object.erase();
    for (auto arrow : llvm::make_early_inc_range(module.getOps<ArrowOp>()))
      if (arrow.isPrivate() && SymbolTable::symbolKnownUseEmpty(arrow, module))
        arrow.erase();
  }
};

} // namespace
} // namespace cat
