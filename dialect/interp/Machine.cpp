// The loop over ops, and the interpreter's entry points for arrows.
#include "dialect/interp/Machine.h"

using namespace mlir;
using namespace cat;
using namespace cat::interp;

Machine::Machine(ModuleOp module) : module(module), calculate(module.getContext()) {
  addElementwiseHandlers(handlers);
  addStructureHandlers(handlers);
  addArrowHandlers(handlers);
  addCalculusHandlers(handlers);
  addPointHandlers(handlers);
  addEffectHandlers(handlers);
  addFileHandlers(handlers);
}

const SmallVector<Type> &Machine::leavesOf(Type type) {
  auto [it, isNew] = typeLeaves.try_emplace(type);
  if (isNew) {
    Type erased = eraseType(type, module);
    assert(erased && "verified: every object has a definition");
    it->second = std::make_unique<SmallVector<Type>>(splitType(erased));
  }
  return *it->second;
}

size_t Machine::countLeaves(TypeRange types) {
  size_t count = 0;
  for (Type type : types)
    count += leavesOf(type).size();
  return count;
}

/// An array has the lengths that its type states.
void Machine::checkLengths(const Leaf &leaf, Type type) {
  for (auto [length, stated] : llvm::zip(leaf.shape(), shapeOf(type)))
    if (!ShapedType::isDynamic(stated) && length != stated)
      calculate.fail("an array has not the length " + Twine(stated) + ": " + Twine(length));
}

void Machine::bind(ValueRange values, ArrayRef<Leaf> leaves, Frame &frame) {
  for (Value value : values) {
    const SmallVector<Type> &types = leavesOf(value.getType());
    frame[value].assign(leaves.begin(), leaves.begin() + types.size());
    for (auto [leaf, type] : llvm::zip(frame[value], types))
      checkLengths(leaf, type);
    leaves = leaves.drop_front(types.size());
  }
  assert(leaves.empty() && "as many leaves as the types say");
}

Leaves Machine::leaves(ValueRange values, Frame &frame) {
  Leaves all;
  for (Value value : values)
    llvm::append_range(all, frame[value]);
  return all;
}

Leaves Machine::run(Block &block, Frame &frame) {
  Location caller = calculate.location;
  for (Operation &op : block.without_terminator()) {
    auto handler = handlers.find(op.getName().getStringRef());
    calculate.location = op.getLoc();
    if (handler == handlers.end())
      calculate.fail("the interpreter knows no " + op.getName().getStringRef(), 70);
    if (stopped())
      return {};
    Leaves results = handler->second(*this, &op, frame);
    if (stopped())
      return {};
    bind(op.getResults(), results, frame);
    if (stopped())
      return {};
  }
  calculate.location = caller;
  return leaves(block.getTerminator()->getOperands(), frame);
}

Leaves Machine::run(Block &block, ArrayRef<Leaf> arguments, Frame &frame) {
  bind(block.getArguments(), arguments, frame);
  return run(block, frame);
}

Closure Machine::arrow(StringRef name, ArrayRef<Leaf> context) {
  auto op = module.lookupSymbol<ArrowOp>(name);
  Frame frame;
  if (!op)
    calculate.fail("the module has no arrow @" + name, 70);
  else if (context.size() != countLeaves(op.getBody().getArgumentTypes()))
    calculate.fail("the arrow @" + name + " has another context", 70);
  else if (Leaves arrow = run(op.getBody().front(), context, frame); !stopped())
    return arrow.front().arrow();
  return [](ArrayRef<Leaf>) { return Leaves(); };
}

Outcome interp::evaluate(ModuleOp module, StringRef name, ArrayRef<Leaf> context,
                         ArrayRef<Leaf> point) {
  Machine machine(module);
  Closure arrow = machine.arrow(name, context);
  Outcome outcome;
  if (!machine.stopped())
    outcome.leaves = arrow(point);
  outcome.stop = machine.calculate.whyStopped();
  return outcome;
}

Leaves interp::stack(Machine &machine, ArrayRef<Leaves> rows, ArrayRef<Type> types) {
  Leaves stacked;
  for (auto [i, type] : llvm::enumerate(types)) {
    Leaves column;
    for (const Leaves &row : rows)
      column.push_back(row[i]);
    Shape shape;
    if (rows.empty())
      llvm::append_range(shape, llvm::map_range(shapeOf(type), [](int64_t length) {
                           return ShapedType::isDynamic(length) ? int64_t(0) : length;
                         }));
    else
      shape.assign(column.front().shape().begin(), column.front().shape().end());
    for (const Leaf &leaf : column)
      if (leaf.shape() != ArrayRef<int64_t>(shape)) {
        machine.calculate.fail("the elements of an array have different lengths");
        return stacked;
      }
    shape.insert(shape.begin(), rows.size());
    stacked.push_back(machine.calculate.join(column, elementOf(type), shape));
  }
  return stacked;
}

Leaves interp::items(Machine &machine, ArrayRef<Leaf> leaves, int64_t i) {
  Leaves items;
  for (const Leaf &leaf : leaves)
    items.push_back(machine.calculate.item(leaf, i));
  return items;
}
