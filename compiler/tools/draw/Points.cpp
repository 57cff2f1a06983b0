// The point level as diagrams: every operation is a box, what only regroups or renames points is
// wiring.
#include "compiler/tools/draw/Sketch.h"
#include "dialect/laws/Words.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace cat;

// ---- What is drawn -----------------------------------------------------------------------------

/// True for a number that is computed from lengths of arrays only: the program does not say it.
static bool isLength(Value number) {
  Operation *op = number.getDefiningOp();
  return op && (isa<DimOp, ConstOp>(op) ||
                (isa<AddOp, SubOp, MulOp, DivOp>(op) && llvm::all_of(op->getOperands(), isLength)));
}

/// The operands that are wires of the diagram: without the sizes of the result, unless these are
/// all that there is to say.
static SmallVector<Value> drawnOperands(Operation *op) {
  auto sizes = llvm::TypeSwitch<Operation *, ValueRange>(op)
                   .Case<BroadcastOp, ReshapeOp, IotaOp, ScatterAddOp, UniformOp, NormalOp>(
                       [](auto sized) { return sized.getSizes(); })
                   .Default([](Operation *) { return ValueRange(); });
  return llvm::filter_to_vector(op->getOperands(), [&](Value operand) {
    return !llvm::is_contained(sizes, operand) || !isLength(operand);
  });
}

/// What the end of the block depends on. Checks are no part of the data flow.
static llvm::DenseSet<Operation *> neededIn(Block &block) {
  llvm::DenseSet<Value> used;
  llvm::DenseSet<Operation *> needed;
  for (Operation &op : llvm::reverse(block)) {
    bool isUsed = llvm::any_of(op.getResults(), [&](Value v) { return used.contains(v); });
    if (!isUsed && !op.hasTrait<OpTrait::IsTerminator>())
      continue;
    needed.insert(&op);
    op.walk([&](Operation *inner) {
      for (Value operand : drawnOperands(inner))
        used.insert(operand);
    });
  }
  return needed;
}

void Sketch::statements(Block &block) {
  llvm::DenseSet<Operation *> needed = neededIn(block);
  for (Operation &op : block)
    if (needed.contains(&op) && !op.hasTrait<OpTrait::IsTerminator>())
      operation(&op);
}

// ---- Operations --------------------------------------------------------------------------------

/// True for a scalar that acts on every element of an array: in a program that needs no word.
static bool isImplicit(BroadcastOp op) {
  return !isArray(op.getOperand().getType()) && llvm::all_of(op.getSizes(), isLength);
}

/// True when nothing but the knowledge of a length changes.
static bool isImplicit(ReshapeOp op) {
  ArrayRef<int64_t> from = shapeOf(op.getOperand().getType()), to = shapeOf(op.getType());
  return from.size() == to.size() && llvm::all_of(llvm::zip(from, to), [](auto lengths) {
           auto [a, b] = lengths;
           return a == b || ShapedType::isDynamic(a) || ShapedType::isDynamic(b);
         });
}

void Sketch::operation(Operation *op) {
  auto constant = [&](std::string text) {
    Value made = op->getResult(0);
    bind(made, {made.getType(), Source{Source::Constant, {}, std::move(text)}});
  };
  llvm::TypeSwitch<Operation *>(op)
      .Case([&](EvalOp eval) { this->eval(eval); })
      .Case([&](ConstOp number) { constant(constantWord(number.getValue())); })
      .Case([&](TextConstOp text) { constant("\"" + text.getText().str() + "\""); })
      .Case<PackOp, ZipOp>([&](auto product) {
        auto parts = llvm::map_to_vector(op->getOperands(), [&](Value v) { return lookup(v); });
        bind(product, bundleOf(op->getResult(0).getType(), parts));
      })
      .Case([&](GetOp get) {
        bind(get, component(lookup(get.getProduct()), get.getProduct().getType(), get.getIndex()));
      })
      .Case([&](UnzipOp unzip) {
        Bundle rows = conform(lookup(unzip.getArray()), unzip.getArray().getType());
        bind(unzip.getResults(), rows, unzip.getArray().getType());
      })
      .Case([&](ForgetOp forget) {
        Bundle point = lookup(forget.getValue());
        if (isa<SumType>(point.type)) // an enum that the program knows by its name only
          point.type = forget.getType();
        bind(forget, point);
      })
      .Case([&](NameOp naming) {
        bind(naming, name(lookup(naming.getValue()), naming.getValue().getType(), naming.getType(),
                          op->getParentOfType<ModuleOp>()));
      })
      .Case([&](InjectOp inject) {
        auto sum = cast<SumType>(inject.getType());
        Type payload = sum.getPayloads()[*sum.indexOf(inject.getLabel())];
        countWires(payload) == 0 ? constant(inject.getLabel().str()) : box(op);
      })
      .Case([&](BroadcastOp spread) {
        isImplicit(spread) ? bind(spread, lookup(spread.getOperand())) : box(op);
      })
      .Case([&](ReshapeOp reshape) {
        isImplicit(reshape) ? bind(reshape, lookup(reshape.getOperand())) : box(op);
      })
      .Case([&](IotaOp numbers) { iota(numbers); })
      .Case<IfOp, MatchOp>([&](auto branches) { branch(branches); })
      .Default([&](Operation *other) {
        // Arrows are drawn where they are applied.
        if (!llvm::any_of(other->getResultTypes(), llvm::IsaPred<HomType>))
          box(other);
      });
}

void Sketch::box(Operation *op) {
  Bundle point{ProdType::get(op->getContext(), {})};
  for (Value operand : drawnOperands(op))
    point.parts.push_back(conform(lookup(operand), operand.getType()));
  Type result = productOf(op->getContext(), op->getResultTypes());
  bind(op->getResults(), addBox(operationWord(op), point, result), result);
}

/// `0, 1, …`, which is a constant when its length is known.
void Sketch::iota(IotaOp op) {
  if (!drawnOperands(op).empty())
    return box(op);
  int64_t length = shapeOf(op.getType()).front();
  std::string last = ShapedType::isDynamic(length) ? "" : ", " + std::to_string(length - 1);
  std::string text = "0, 1, …" + last;
  if (!ShapedType::isDynamic(length) && length <= 4)
    text = llvm::join(
        llvm::map_range(llvm::seq<int64_t>(0, length), [](int64_t i) { return std::to_string(i); }),
        ", ");
  bind(op, {op.getType(), Source{Source::Constant, {}, "[" + text + "]"}});
}

void Sketch::eval(EvalOp op) {
  auto hom = cast<HomType>(op.getCallee().getType());
  Bundle made = apply(op.getCallee(), lookup(op.getInputs(), hom.getDomain()));
  bind(op.getResults(), made, hom.getCodomain());
}

// ---- Products and names ------------------------------------------------------------------------

Bundle Sketch::component(const Bundle &product, ProdType type, unsigned index) {
  Type part = type.getElements()[index];
  if (product.parts.size() == type.size())
    return product.parts[index];
  if (!type.isNamed())
    return conform(product, type).parts[index];
  Bundle record = conform(product, type);
  StringRef field = type.getNames()[index].getValue();
  if (record.source->kind != Source::Given)
    return addBox(("." + field).str(), record, part);
  std::string path = record.source->text;
  path += (path.empty() ? "" : ".") + field.str();
  return {part, Source{Source::Given, {}, path}};
}

/// May naming a point so stop the program?
static bool isChecked(Type type, Operation *module) {
  type = elementOf(type);
  if (isa<FinType>(type))
    return true;
  auto object = dyn_cast<ObjType>(type);
  ObjectOp definition = object ? lookupObject(object, module) : ObjectOp();
  return definition && (definition.getPredicate() || isChecked(definition.getDefinition(), module));
}

/// A name with a check is a box; without one it is only what the wire is called from here on.
Bundle Sketch::name(const Bundle &point, Type from, Type to, Operation *module) {
  if (from == to)
    return point;
  auto before = columnsOf(from), after = columnsOf(to);
  if (before && after && before->size() == after->size()) {
    Bundle made = conform(point, from);
    if (made.source)
      return made;
    for (auto [part, a, b] : llvm::zip(made.parts, *before, *after))
      part = name(part, a, b, module);
    return made;
  }
  Bundle named = conform(point, from);
  if (isChecked(to, module))
    return addBox(objectWord(elementOf(to)), named, to);
  if (named.source)
    named.type = to;
  return named;
}

// ---- Branches ----------------------------------------------------------------------------------

/// What a branch yields when its payload is this.
Bundle Sketch::yielded(Block &block, const Bundle &payload, Type type) {
  scopes.emplace_back();
  if (block.getNumArguments() != 0)
    bind(ValueRange(block.getArguments()), payload, payload.type);
  statements(block);
  Bundle made = lookup(block.getTerminator()->getOperands(), type);
  scopes.pop_back();
  return made;
}

void Sketch::branch(IfOp op) {
  Type result = productOf(op.getContext(), op.getResultTypes());
  Type nothing = ProdType::get(op.getContext(), {});
  SmallVector<Alternative> alternatives;
  for (auto [title, region] :
       {std::pair("then", &op.getThenRegion()), std::pair("else", &op.getElseRegion())})
    alternatives.push_back({title, nothing, [this, region, result](const Bundle &payload) {
                              return yielded(region->front(), payload, result);
                            }});
  Bundle condition = lookup(op.getCondition());
  bind(op.getResults(), choose(alternatives, nullptr, &condition, result), result);
}

void Sketch::branch(MatchOp op) {
  Type result = productOf(op.getContext(), op.getResultTypes());
  auto sum = dyn_cast<SumType>(op.getScrutinee().getType());
  SmallVector<Alternative> alternatives;
  for (auto [i, region] : llvm::enumerate(op.getBranches())) {
    Block *block = &region.front();
    alternatives.push_back({sum ? sum.getNames()[i].str() : std::to_string(i),
                            productOf(op.getContext(), block->getArgumentTypes()),
                            [this, block, result](const Bundle &payload) {
                              return yielded(*block, payload, result);
                            }});
  }
  Bundle scrutinee = lookup(op.getScrutinee());
  bind(op.getResults(), choose(alternatives, &scrutinee, nullptr, result), result);
}
