// The arrow layer: every op gives a closure on leaves. Because a point is the list of its leaves,
// parallel products, pairs, components and renamings only cut and join lists.
#include "dialect/interp/Machine.h"

#include "mlir/Transforms/RegionUtils.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace mlir;
using namespace cat;
using namespace cat::interp;

ArrowValue interp::arrowOf(Value value, Frame &frame) {
  return {cast<HomType>(value.getType()), Machine::leaf(value, frame).arrow()};
}

Leaves interp::closure(Operation *op, Closure call) {
  return {makeBox(op->getResult(0).getType(), Box(std::move(call)))};
}

Leaves interp::join(ArrayRef<Leaf> a, ArrayRef<Leaf> b) {
  Leaves all(a.begin(), a.end());
  llvm::append_range(all, b);
  return all;
}

/// The number of leaves of an arrow's domain or codomain.
static size_t inputs(Machine &machine, HomType type) {
  return machine.leavesOf(type.getDomain()).size();
}
static size_t outputs(Machine &machine, HomType type) {
  return machine.leavesOf(type.getCodomain()).size();
}

// ---- Lambda and application --------------------------------------------------------------------

static Leaves lambda(Machine &machine, Operation *op, Frame &frame) {
  auto lambda = cast<LambdaOp>(op);
  llvm::SetVector<Value> used;
  getUsedValuesDefinedAbove(lambda.getBody(), used);
  auto captured = std::make_shared<Frame>();
  for (Value value : used)
    captured->try_emplace(value, frame[value]);
  return closure(op, [=, &machine](ArrayRef<Leaf> point) mutable {
    Frame local(*captured);
    return machine.run(lambda.getBody().front(), point, local);
  });
}

static Leaves eval(Machine &machine, Operation *op, Frame &frame) {
  auto eval = cast<EvalOp>(op);
  return Machine::leaf(eval.getCallee(), frame).arrow()(Machine::leaves(eval.getInputs(), frame));
}

static Leaves ref(Machine &machine, Operation *op, Frame &frame) {
  auto ref = cast<RefOp>(op);
  Closure arrow = machine.arrow(ref.getCallee(), Machine::leaves(ref.getContext(), frame));
  if (isInLibrary(op->getLoc()))
    return closure(op, std::move(arrow));
  return closure(op, [&machine, arrow, op](ArrayRef<Leaf> point) {
    llvm::SaveAndRestore mention(machine.calculate.mention, std::optional(op->getLoc()));
    return arrow(point);
  });
}

// ---- The category, products, sums --------------------------------------------------------------

static Leaves identity(Machine &, Operation *op, Frame &) {
  return closure(op, [](ArrayRef<Leaf> point) { return Leaves(point); });
}

static Leaves compose(Machine &machine, Operation *op, Frame &frame) {
  std::vector<Closure> arrows;
  for (Value arrow : op->getOperands())
    arrows.push_back(arrowOf(arrow, frame).call);
  return closure(op, [=, &machine](ArrayRef<Leaf> point) {
    Leaves leaves(point);
    for (const Closure &arrow : arrows) {
      leaves = arrow(leaves);
      if (machine.stopped())
        break;
    }
    return leaves;
  });
}

static Leaves tensor(Machine &machine, Operation *op, Frame &frame) {
  std::vector<ArrowValue> arrows;
  for (Value arrow : op->getOperands())
    arrows.push_back(arrowOf(arrow, frame));
  return closure(op, [=, &machine](ArrayRef<Leaf> point) {
    Leaves all;
    for (const ArrowValue &arrow : arrows) {
      size_t count = inputs(machine, arrow.type);
      llvm::append_range(all, arrow.call(point.take_front(count)));
      point = point.drop_front(count);
    }
    return all;
  });
}

static Leaves pair(Machine &, Operation *op, Frame &frame) {
  std::vector<Closure> arrows;
  for (Value arrow : op->getOperands())
    arrows.push_back(arrowOf(arrow, frame).call);
  return closure(op, [=](ArrayRef<Leaf> point) {
    Leaves all;
    for (const Closure &arrow : arrows)
      llvm::append_range(all, arrow(point));
    return all;
  });
}

/// The components of a product that `wires` lists.
static Closure rewire(Machine &machine, Type domain, ArrayRef<int64_t> wires) {
  SmallVector<std::pair<size_t, size_t>> ranges; // first leaf and count of each component
  size_t first = 0;
  for (Type component : components(domain)) {
    size_t count = machine.leavesOf(component).size();
    ranges.emplace_back(first, count);
    first += count;
  }
  return [ranges, wires = SmallVector<int64_t>(wires)](ArrayRef<Leaf> point) {
    Leaves all;
    for (int64_t wire : wires)
      llvm::append_range(all, point.slice(ranges[wire].first, ranges[wire].second));
    return all;
  };
}

static Leaves proj(Machine &machine, Operation *op, Frame &) {
  auto proj = cast<ProjOp>(op);
  return closure(
      op, rewire(machine, proj.getType().getDomain(), {static_cast<int64_t>(proj.getIndex())}));
}

static Leaves permute(Machine &machine, Operation *op, Frame &) {
  auto permute = cast<PermuteOp>(op);
  return closure(op, rewire(machine, permute.getType().getDomain(), permute.getWires()));
}

static Leaves constArrow(Machine &, Operation *op, Frame &frame) {
  Leaves value = Machine::leaves(op->getOperands(), frame);
  return closure(op, [=](ArrayRef<Leaf>) { return value; });
}

static Leaf inject(Machine &machine, SumType sum, StringRef label, ArrayRef<Leaf> payload) {
  unsigned index = *sum.indexOf(label);
  if (sum.isEnumeration())
    return makeInteger(IntegerType::get(sum.getContext(), 64), index);
  auto leaves = std::make_shared<const Leaves>(payload);
  return makeBox(machine.leavesOf(sum).front(), Alternative{index, std::move(leaves)});
}

static Leaves injectArrow(Machine &machine, Operation *op, Frame &) {
  auto arrow = cast<InjectArrowOp>(op);
  return closure(op, [=, &machine](ArrayRef<Leaf> payload) mutable {
    return Leaves{
        inject(machine, cast<SumType>(arrow.getType().getCodomain()), arrow.getLabel(), payload)};
  });
}

static Leaves injectPoint(Machine &machine, Operation *op, Frame &frame) {
  auto point = cast<InjectOp>(op);
  return {inject(machine, point.getType(), point.getLabel(),
                 Machine::leaves(point.getPayload(), frame))};
}

/// The number of an alternative, and its payload.
std::pair<int64_t, Leaves> interp::alternative(const Leaf &scrutinee) {
  if (!scrutinee.array().isBoxed())
    return {scrutinee.integer(), Leaves()};
  const auto &alternative = std::get<Alternative>(scrutinee.array().boxes.front());
  return {alternative.index, *alternative.payload};
}

static Leaves caseOf(Machine &machine, Operation *op, Frame &frame) {
  std::vector<Closure> arrows;
  for (Value arrow : op->getOperands())
    arrows.push_back(arrowOf(arrow, frame).call);
  return closure(op, [=](ArrayRef<Leaf> point) {
    auto [index, payload] = alternative(point.front());
    return arrows[index](payload);
  });
}

static Leaves match(Machine &machine, Operation *op, Frame &frame) {
  auto match = cast<MatchOp>(op);
  auto [index, payload] = alternative(Machine::leaf(match.getScrutinee(), frame));
  if (index < 0 || index >= static_cast<int64_t>(match.getBranches().size())) {
    machine.calculate.fail("the tag of a sum is out of range", 70);
    return {};
  }
  return machine.run(match.getBranches()[index].front(), payload, frame);
}

// ---- Arrays ------------------------------------------------------------------------------------

/// The common length of the leading axes; `known` when there is no leaf, or -1 after a failure.
static int64_t commonLength(Machine &machine, ArrayRef<Leaf> leaves, int64_t known) {
  if (leaves.empty() && ShapedType::isDynamic(known)) {
    machine.calculate.fail("an array of units has no length", 70);
    return 0;
  }
  int64_t length = leaves.empty() ? known : leaves.front().shape().front();
  for (const Leaf &leaf : leaves)
    if (leaf.shape().front() != length) {
      machine.calculate.failLength(leaf.shape().front());
      return 0;
    }
  return length;
}

/// The length that an array type states.
static int64_t statedLength(Type type) {
  while (auto product = dyn_cast<ProdType>(type)) {
    if (product.isUnit())
      return ShapedType::kDynamic;
    type = product.getElements().back();
  }
  return shapeOf(type).empty() ? ShapedType::kDynamic : shapeOf(type).front();
}

static Leaves map(Machine &machine, Operation *op, Frame &frame) {
  ArrowValue arrow = arrowOf(op->getOperand(0), frame);
  int64_t known = statedLength(cast<HomType>(op->getResult(0).getType()).getDomain());
  return closure(op, [=, &machine](ArrayRef<Leaf> point) {
    std::vector<Leaves> rows;
    int64_t length = commonLength(machine, point, known);
    for (int64_t i = 0; i != length && !machine.stopped(); ++i)
      rows.push_back(arrow.call(items(machine, point, i)));
    return machine.stopped() ? Leaves()
                             : stack(machine, rows, machine.leavesOf(arrow.type.getCodomain()));
  });
}

static Leaves foldOrScan(Machine &machine, Operation *op, Frame &frame, bool keepsStates) {
  ArrowValue step = arrowOf(op->getOperand(0), frame);
  size_t states = outputs(machine, step.type);
  int64_t known = statedLength(cast<HomType>(op->getResult(0).getType()).getDomain());
  return closure(op, [=, &machine](ArrayRef<Leaf> point) {
    Leaves state(point.take_front(states));
    std::vector<Leaves> all;
    ArrayRef<Leaf> arrays = point.drop_front(states);
    int64_t length = commonLength(machine, arrays, known);
    for (int64_t i = 0; i != length && !machine.stopped(); ++i) {
      state = step.call(join(state, items(machine, arrays, i)));
      if (keepsStates)
        all.push_back(state);
    }
    if (machine.stopped())
      return Leaves();
    return keepsStates ? stack(machine, all, machine.leavesOf(step.type.getCodomain())) : state;
  });
}

static Leaves reduce(Machine &machine, Operation *op, Frame &frame) {
  auto reduce = cast<ReduceOp>(op);
  ArrowValue operation = arrowOf(reduce.getArrow(), frame);
  Leaves unit = Machine::leaves(reduce.getUnit(), frame);
  int64_t known = statedLength(reduce.getType().getDomain());
  return closure(op, [=, &machine](ArrayRef<Leaf> point) {
    Leaves result = unit;
    int64_t length = commonLength(machine, point, known);
    for (int64_t i = 0; i != length && !machine.stopped(); ++i)
      result = operation.call(join(result, items(machine, point, i)));
    return result;
  });
}

static Leaves loop(Machine &machine, Operation *op, Frame &frame) {
  ArrowValue step = arrowOf(op->getOperand(0), frame);
  auto type = cast<HomType>(op->getResult(0).getType());
  // Every leaf of the input has one axis more in the loop than in the step, the leaves of the state
  // have not.
  int64_t inputLeaves = 0;
  for (Type leaf : machine.leavesOf(type.getDomain()))
    inputLeaves += shapeOf(leaf).size();
  for (Type leaf : machine.leavesOf(step.type.getDomain()))
    inputLeaves -= shapeOf(leaf).size();
  size_t states = inputs(machine, step.type) - inputLeaves;
  size_t outputLeaves = outputs(machine, step.type) - states;
  int64_t known = statedLength(type.getDomain());
  return closure(op, [=, &machine](ArrayRef<Leaf> point) {
    Leaves state(point.take_front(states));
    std::vector<Leaves> all;
    ArrayRef<Leaf> arrays = point.drop_front(states);
    int64_t length = commonLength(machine, arrays, known);
    for (int64_t i = 0; i != length && !machine.stopped(); ++i) {
      Leaves both = step.call(join(items(machine, arrays, i), state));
      if (machine.stopped())
        break;
      all.emplace_back(both.begin(), both.begin() + outputLeaves);
      state.assign(both.begin() + outputLeaves, both.end());
    }
    if (machine.stopped())
      return Leaves();
    ArrayRef<Type> types(machine.leavesOf(step.type.getCodomain()));
    return join(state, stack(machine, all, types.take_front(outputLeaves)));
  });
}

// ---- Repetition --------------------------------------------------------------------------------

static Leaves iterate(Machine &machine, Operation *op, Frame &frame) {
  ArrowValue arrow = arrowOf(op->getOperand(0), frame);
  return closure(op, [=, &machine](ArrayRef<Leaf> point) {
    Leaves state(point.drop_front());
    for (int64_t i = 0, count = point.front().integer(); i < count && !machine.stopped(); ++i)
      state = arrow.call(state);
    return state;
  });
}

static Leaves repeat(Machine &machine, Operation *op, Frame &frame) {
  auto repeat = cast<RepeatOp>(op);
  ArrowValue arrow = arrowOf(repeat.getArrow(), frame);
  int64_t count = repeat.getCount();
  size_t own = inputs(machine, arrow.type) - outputs(machine, arrow.type);
  return closure(op, [=, &machine](ArrayRef<Leaf> point) {
    Leaves state(point.drop_front(own));
    for (int64_t i = 0; i != count && !machine.stopped(); ++i)
      state = arrow.call(join(items(machine, point.take_front(own), i), state));
    return state;
  });
}

void interp::addArrowHandlers(HandlerTable &table) {
  table["cat.lambda"] = lambda;
  table["cat.eval"] = eval;
  table["cat.ref"] = ref;
  table["cat.id"] = identity;
  table["cat.compose"] = compose;
  table["cat.tensor"] = tensor;
  table["cat.pair"] = pair;
  table["cat.proj"] = proj;
  table["cat.permute"] = permute;
  table["cat.const_arrow"] = constArrow;
  table["cat.inject_arrow"] = injectArrow;
  table["cat.inject"] = injectPoint;
  table["cat.case"] = caseOf;
  table["cat.match"] = match;
  table["cat.map"] = table["cat.zipwith"] = map;
  table["cat.fold"] = [](Machine &m, Operation *op, Frame &frame) {
    return foldOrScan(m, op, frame, false);
  };
  table["cat.scan"] = [](Machine &m, Operation *op, Frame &frame) {
    return foldOrScan(m, op, frame, true);
  };
  table["cat.reduce"] = reduce;
  table["cat.loop"] = loop;
  table["cat.iterate"] = iterate;
  table["cat.repeat"] = repeat;
}
