// Points: constants, products, names with their checks, branches, loops of pipelines, random draws.
#include "dialect/interp/Machine.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "runtime/include/catrt.h"

using namespace mlir;
using namespace cat;
using namespace cat::interp;

// ---- Products ----------------------------------------------------------------------------------

static Leaves operands(Machine &, Operation *op, Frame &frame) {
  return Machine::leaves(op->getOperands(), frame);
}

static Leaves component(Machine &machine, Operation *op, Frame &frame) {
  auto get = cast<GetOp>(op);
  ArrayRef<Type> before = get.getProduct().getType().getElements().take_front(get.getIndex());
  ArrayRef<Leaf> leaves(frame[get.getProduct()]);
  return Leaves(leaves.slice(machine.countLeaves(before), machine.leavesOf(get.getType()).size()));
}

// ---- Names -------------------------------------------------------------------------------------

namespace {

/// One thing that must be true of a named point: for arrays, an array of truths.
struct Condition {
  Leaf holds;
  std::string message;
  std::string value; ///< what to show where it does not hold
};

} // namespace

static Type definitionOf(Type type, ModuleOp module) {
  while (auto object = dyn_cast<ObjType>(type))
    type = lookupObject(object, module).getDefinition();
  return type;
}

/// `: value`, or nothing for a condition that holds.
static std::string valueText(const Leaf &holds, ArrayRef<Leaf> leaves, Type type, ModuleOp module) {
  return holds.integer() ? "" : ": " + formatPoint(leaves, eraseType(type, module), module);
}

/// The conditions of one point, in the order in which they are checked: what an object is made of
/// before the object.
static void collect(Machine &machine, ArrayRef<Leaf> leaves, Type from, Type to,
                    SmallVectorImpl<Condition> &all);

static void collectFin(Machine &machine, const Leaf &leaf, Type from, FinType to,
                       SmallVectorImpl<Condition> &all) {
  auto source = dyn_cast<FinType>(from);
  int64_t bound = to.getBound();
  if (ShapedType::isDynamic(bound) ||
      (source && !ShapedType::isDynamic(source.getBound()) && source.getBound() <= bound))
    return;
  bool holds = leaf.integer() >= 0 && leaf.integer() < bound;
  all.push_back({makeInteger(IntegerType::get(machine.module.getContext(), 1), holds),
                 finMessage(bound), ": " + std::to_string(leaf.integer())});
}

/// The conditions of every element; those of one kind are joined.
static void collectArray(Machine &machine, ArrayRef<Leaf> leaves, Type from, Type to,
                         SmallVectorImpl<Condition> &all) {
  SmallVector<Condition> joined;
  int64_t length = leaves.empty() ? 0 : leaves.front().shape().front();
  for (int64_t i = 0; i != length && !machine.stopped(); ++i) {
    SmallVector<Condition> element;
    collect(machine, items(machine, leaves, i), unstacked(from), unstacked(to), element);
    for (auto [k, condition] : llvm::enumerate(element)) {
      if (k == joined.size())
        joined.push_back(condition);
      if (!condition.holds.integer())
        joined[k].holds = condition.holds;
      joined[k].value.clear();
    }
  }
  llvm::append_range(all, joined);
}

static void collect(Machine &machine, ArrayRef<Leaf> leaves, Type from, Type to,
                    SmallVectorImpl<Condition> &all) {
  if (from == to || machine.stopped())
    return;
  if (auto object = dyn_cast<ObjType>(to)) {
    ObjectOp definition = lookupObject(object, machine.module);
    collect(machine, leaves, from, definition.getDefinition(), all);
    if (!definition.getPredicate() || machine.stopped())
      return;
    Leaves holds = machine.arrow(*definition.getPredicate(), {})(leaves);
    if (machine.stopped())
      return;
    std::string message =
        refinementMessage(definition.getSymName(), definition.getText().value_or(""));
    all.push_back({holds.front(), message, valueText(holds.front(), leaves, to, machine.module)});
    return;
  }
  from = definitionOf(from, machine.module);
  if (auto fin = dyn_cast<FinType>(to))
    return collectFin(machine, leaves.front(), from, fin, all);
  if (isArray(to) && isArray(from))
    return collectArray(machine, leaves, from, to, all);
  if (auto sum = dyn_cast<SumType>(to)) {
    auto [index, payload] = alternative(leaves.front());
    return collect(machine, payload, cast<SumType>(from).getPayloads()[index],
                   sum.getPayloads()[index], all);
  }
  auto source = dyn_cast<ProdType>(from), target = dyn_cast<ProdType>(to);
  for (size_t i = 0; source && target && i != target.size(); ++i) {
    size_t count = machine.leavesOf(target.getElements()[i]).size();
    collect(machine, leaves.take_front(count), source.getElements()[i], target.getElements()[i],
            all);
    leaves = leaves.drop_front(count);
  }
}

void Machine::checkName(ArrayRef<Leaf> leaves, Type from, Type to) {
  SmallVector<Condition> conditions;
  collect(*this, leaves, from, to, conditions);
  for (const Condition &condition : conditions)
    if (!condition.holds.integer())
      calculate.fail(condition.message + condition.value);
}

static Leaves name(Machine &machine, Operation *op, Frame &frame) {
  auto name = cast<NameOp>(op);
  Leaves leaves = frame[name.getValue()];
  machine.checkName(leaves, name.getValue().getType(), name.getType());
  return leaves;
}

static Leaves holds(Machine &machine, Operation *op, Frame &frame) {
  auto holds = cast<HoldsOp>(op);
  SmallVector<Condition> conditions;
  collect(machine, frame[holds.getValue()], holds.getValue().getType(), holds.getAs(), conditions);
  return {makeInteger(
      IntegerType::get(machine.module.getContext(), 1),
      llvm::all_of(conditions, [](const Condition &c) { return c.holds.integer() != 0; }))};
}

static Leaves check(Machine &machine, Operation *op, Frame &frame) {
  auto check = cast<CheckOp>(op);
  Leaf holds = Machine::leaf(check.getCondition(), frame);
  Leaves shown = Machine::leaves(check.getValues(), frame);
  auto isTrue = [&](auto &self, const Leaf &holds) -> bool {
    if (holds.shape().empty())
      return holds.integer();
    for (int64_t i = 0; i != holds.shape().front(); ++i)
      if (!self(self, items(machine, holds, i).front()))
        return false;
    return true;
  };
  if (isTrue(isTrue, holds))
    return {};
  while (!holds.shape().empty()) {
    int64_t i = 0;
    while (isTrue(isTrue, items(machine, holds, i).front()))
      ++i;
    holds = items(machine, holds, i).front();
    shown = items(machine, shown, i);
  }
  std::string message = check.getMessage().str();
  if (!shown.empty())
    message += valueText(holds, shown, check.getPrinted(), machine.module);
  machine.calculate.fail(message, check.getStatus());
  return {};
}

// ---- Branches and loops ------------------------------------------------------------------------

static Leaves ifOp(Machine &machine, Operation *op, Frame &frame) {
  bool holds = Machine::leaf(op->getOperand(0), frame).integer();
  Region &region = op->getRegion(holds ? 0 : 1);
  return region.empty() ? Leaves() : machine.run(region.front(), frame);
}

static Leaves forLoop(Machine &machine, Operation *op, Frame &frame) {
  auto loop = cast<scf::ForOp>(op);
  int64_t first = Machine::leaf(loop.getLowerBound(), frame).integer();
  int64_t end = Machine::leaf(loop.getUpperBound(), frame).integer();
  int64_t step = Machine::leaf(loop.getStep(), frame).integer();
  Leaves carried = Machine::leaves(loop.getInitArgs(), frame);
  for (int64_t i = first; i < end && !machine.stopped(); i += step) {
    Leaves arguments{makeInteger(loop.getInductionVar().getType(), i)};
    llvm::append_range(arguments, carried);
    carried = machine.run(*loop.getBody(), arguments, frame);
  }
  return carried;
}

static Leaves whileLoop(Machine &machine, Operation *op, Frame &frame) {
  auto loop = cast<scf::WhileOp>(op);
  Leaves carried = Machine::leaves(loop.getInits(), frame);
  while (!machine.stopped()) {
    Leaves tested =
        machine.run(*loop.getBeforeBody(), carried, frame); // the condition, then what it hands on
    if (machine.stopped())
      break;
    Leaves handedOn(ArrayRef<Leaf>(tested).drop_front());
    if (!tested.front().integer())
      return handedOn;
    carried = machine.run(*loop.getAfterBody(), handedOn, frame);
  }
  return carried;
}

// ---- Random ------------------------------------------------------------------------------------

/// The shape that a draw's type and sizes say.
static Shape drawShape(Type type, ValueRange sizes, Frame &frame) {
  Shape shape(shapeOf(type));
  for (int64_t &length : shape)
    if (ShapedType::isDynamic(length)) {
      length = Machine::leaf(sizes.front(), frame).integer();
      sizes = sizes.drop_front();
    }
  return shape;
}

static Leaves draw(Operation *op, Frame &frame, float (*single)(uint64_t, int64_t),
                   double (*wide)(uint64_t, int64_t)) {
  Type type = op->getResult(0).getType();
  auto key = static_cast<uint64_t>(Machine::leaf(op->getOperand(0), frame).integer());
  Array result =
      Array::zeros(elementOf(type), drawShape(type, op->getOperands().drop_front(), frame));
  for (int64_t i = 0, e = result.size(); i != e; ++i)
    result.floats[i] = result.element.isF32() ? single(key, i) : wide(key, i);
  return {Leaf(std::move(result))};
}

static Leaves permutation(Machine &, Operation *op, Frame &frame) {
  auto permutation = cast<PermutationOp>(op);
  int64_t length = Machine::leaf(permutation.getLength(), frame).integer();
  catrt_memref1 made;
  _mlir_ciface_catrt_permutation(
      &made, static_cast<uint64_t>(Machine::leaf(permutation.getKey(), frame).integer()), length);
  Array result = Array::zeros(IntegerType::get(op->getContext(), 64), {length});
  llvm::copy(ArrayRef(static_cast<const int64_t *>(made.aligned) + made.offset, length),
             result.ints.begin());
  catrt_free(made.allocated);
  return {Leaf(std::move(result))};
}

static Leaves keySeed(Machine &, Operation *op, Frame &frame) {
  auto key = catrt_key(Machine::leaf(op->getOperand(0), frame).integer());
  return {makeInteger(op->getResult(0).getType(), static_cast<int64_t>(key))};
}

static Leaves keyFold(Machine &, Operation *op, Frame &frame) {
  auto key = static_cast<uint64_t>(Machine::leaf(op->getOperand(0), frame).integer());
  uint64_t folded = catrt_key_fold(key, Machine::leaf(op->getOperand(1), frame).integer());
  return {makeInteger(op->getResult(0).getType(), static_cast<int64_t>(folded))};
}

void interp::addPointHandlers(HandlerTable &table) {
  table["cat.pack"] = table["cat.forget"] = operands;
  table["cat.get"] = component;
  table["cat.const"] = [](Machine &, Operation *op, Frame &) {
    return Leaves{makeConstant(cast<ConstOp>(op).getValue())};
  };
  table["arith.constant"] = [](Machine &, Operation *op, Frame &) {
    return Leaves{makeConstant(cast<arith::ConstantOp>(op).getValue())};
  };
  table["cat.name"] = name;
  table["cat.holds"] = holds;
  table["cat.check"] = check;
  table["cat.if"] = table["scf.if"] = ifOp;
  table["scf.for"] = forLoop;
  table["scf.while"] = whileLoop;
  table["cat.uniform"] = [](Machine &, Operation *op, Frame &frame) {
    return draw(op, frame, catrt_uniform_f32, catrt_uniform_f64);
  };
  table["cat.normal"] = [](Machine &, Operation *op, Frame &frame) {
    return draw(op, frame, catrt_normal_f32, catrt_normal_f64);
  };
  table["cat.permutation"] = permutation;
  table["cat.key_seed"] = keySeed;
  table["cat.key_fold"] = keyFold;
}
