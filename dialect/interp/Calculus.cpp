// Derivatives by the calculator's tape: what is differentiated runs with variables for the floats
// of its point, and cotangents are pulled back to them. The floats of a point are those of its
// leaves and of the payloads of its sums; the tangent of a sum is the record of the payloads'
// tangents.
#include "dialect/interp/Machine.h"

#include <numeric>

using namespace mlir;
using namespace cat;
using namespace cat::interp;

// ---- The floats of a point ---------------------------------------------------------------------

/// The floats in a leaf, in the order of the alternatives that hold them.
static void collectFloats(const Leaf &leaf, Leaves &floats) {
  if (leaf.isFloat())
    floats.push_back(leaf);
  for (const Box &box : leaf.array().boxes)
    if (const auto *alternative = std::get_if<Alternative>(&box))
      for (const Leaf &part : *alternative->payload)
        collectFloats(part, floats);
}

static Leaves floatsOf(ArrayRef<Leaf> leaves) {
  Leaves floats;
  for (const Leaf &leaf : leaves)
    collectFloats(leaf, floats);
  return floats;
}

/// The leaf with each of its floats replaced.
static Leaf replaceFloats(const Leaf &leaf, function_ref<Leaf(const Leaf &)> replace) {
  if (leaf.isFloat())
    return replace(leaf);
  if (!leaf.array().isBoxed())
    return leaf;
  Array array = leaf.array();
  for (Box &box : array.boxes)
    if (auto *alternative = std::get_if<Alternative>(&box)) {
      auto payload = std::make_shared<Leaves>();
      for (const Leaf &part : *alternative->payload)
        payload->push_back(replaceFloats(part, replace));
      alternative->payload = std::move(payload);
    }
  return Leaf(std::move(array));
}

static Leaves replaceAll(ArrayRef<Leaf> leaves, function_ref<Leaf(const Leaf &)> replace) {
  Leaves all;
  for (const Leaf &leaf : leaves)
    all.push_back(replaceFloats(leaf, replace));
  return all;
}

static SmallVector<Type> tangentLeaves(Type type) { return splitType(tangentType(type)); }

static void appendSeeds(Machine &machine, const Leaf &leaf, Type type, ArrayRef<Leaf> tangent,
                        Leaves &seeds);

/// The seeds of one alternative of a sum: what the tangent holds of its own case.
static void appendCaseSeeds(Machine &machine, const Alternative &alternative, SumType sum,
                            ArrayRef<Leaf> tangent, Leaves &seeds) {
  for (auto [i, payload] : llvm::enumerate(sum.getPayloads())) {
    size_t count = tangentLeaves(payload).size();
    if (i == alternative.index) {
      ArrayRef<Leaf> own = tangent.take_front(count);
      for (auto [part, partType] : llvm::zip(*alternative.payload, machine.leavesOf(payload))) {
        size_t size = tangentLeaves(partType).size();
        appendSeeds(machine, part, partType, own.take_front(size), seeds);
        own = own.drop_front(size);
      }
    }
    tangent = tangent.drop_front(count);
  }
}

/// From the tangent of a leaf to those of its floats.
static void appendSeeds(Machine &machine, const Leaf &leaf, Type type, ArrayRef<Leaf> tangent,
                        Leaves &seeds) {
  if (leaf.isFloat())
    return seeds.push_back(tangent.front());
  auto sum = dyn_cast<SumType>(elementOf(type));
  if (!sum || tangent.empty())
    return;
  Leaves rows;
  for (const Leaf &part : tangent) {
    Shape shape(part.shape().drop_front(leaf.shape().size()));
    shape.insert(shape.begin(), leaf.size());
    rows.push_back(machine.calculate.reshape(part, shape));
  }
  for (auto [i, box] : llvm::enumerate(leaf.array().boxes))
    appendCaseSeeds(machine, std::get<Alternative>(box), sum, items(machine, rows, i), seeds);
}

static Leaves seedsOf(Machine &machine, ArrayRef<Leaf> leaves, ArrayRef<Type> types,
                      ArrayRef<Leaf> tangent) {
  Leaves seeds;
  for (auto [leaf, type] : llvm::zip(leaves, types)) {
    size_t count = tangentLeaves(type).size();
    appendSeeds(machine, leaf, type, tangent.take_front(count), seeds);
    tangent = tangent.drop_front(count);
  }
  return seeds;
}

static Leaf zero(Type type) {
  Shape shape;
  for (int64_t length : shapeOf(type))
    shape.push_back(ShapedType::isDynamic(length) ? 0 : length);
  return Leaf(Array::zeros(elementOf(type), shape));
}

/// The inverse: the tangent of a leaf, its floats from `next`; the cases that are not there are
/// zero.
static Leaves assemble(Machine &machine, const Leaf &leaf, Type type, ArrayRef<Leaf> &next) {
  if (leaf.isFloat()) {
    Leaf first = next.front();
    next = next.drop_front();
    return {first};
  }
  SmallVector<Type> types = tangentLeaves(elementOf(type));
  if (types.empty())
    return {};
  auto sum = cast<SumType>(elementOf(type));
  std::vector<Leaves> rows;
  for (const Box &box : leaf.array().boxes) {
    const auto &alternative = std::get<Alternative>(box);
    Leaves &row = rows.emplace_back();
    for (auto [i, payload] : llvm::enumerate(sum.getPayloads())) {
      if (i == alternative.index)
        for (auto [part, partType] : llvm::zip(*alternative.payload, machine.leavesOf(payload)))
          llvm::append_range(row, assemble(machine, part, partType, next));
      else
        llvm::append_range(row, llvm::map_range(tangentLeaves(payload), zero));
    }
  }
  if (leaf.shape().empty())
    return rows.front();
  Leaves all;
  for (const Leaf &column : stack(machine, rows, types)) {
    Shape shape(leaf.shape());
    llvm::append_range(shape, column.shape().drop_front());
    all.push_back(machine.calculate.reshape(column, shape));
  }
  return all;
}

static Leaves tangentOf(Machine &machine, ArrayRef<Leaf> leaves, ArrayRef<Type> types,
                        ArrayRef<Leaf> floats) {
  Leaves tangent;
  for (auto [leaf, type] : llvm::zip(leaves, types))
    llvm::append_range(tangent, assemble(machine, leaf, type, floats));
  return tangent;
}

// ---- rev and fwd -------------------------------------------------------------------------------

namespace {

/// An arrow that ran on a point whose floats are variables.
struct Recorded {
  Leaves point, variables, values;
};

} // namespace

static Recorded record(Machine &machine, const Closure &arrow, ArrayRef<Leaf> point) {
  Recorded run;
  run.point = replaceAll(point, [&](const Leaf &leaf) {
    return run.variables.emplace_back(machine.calculate.variable(leaf));
  });
  machine.calculate.recording = true;
  run.values = arrow(run.point);
  return run;
}

/// Results that leave the outermost derivative depend on no variable any more.
static Leaves leave(Machine &machine, Leaves results, bool wasRecording, size_t tapeSize) {
  machine.calculate.recording = wasRecording;
  if (wasRecording)
    return results;
  for (Leaf &leaf : results)
    leaf = Leaf(leaf, -1);
  machine.calculate.forgetSince(tapeSize);
  return results;
}

static Leaves rev(Machine &machine, Operation *op, Frame &frame) {
  ArrowValue arrow = arrowOf(op->getOperand(0), frame);
  return closure(op, [=, &machine](ArrayRef<Leaf> point) {
    Calculator &calculate = machine.calculate;
    bool wasRecording = calculate.recording;
    size_t tapeSize = calculate.tapeSize();
    ArrayRef<Type> domain = machine.leavesOf(arrow.type.getDomain());
    ArrayRef<Type> codomain = machine.leavesOf(arrow.type.getCodomain());
    Recorded run = record(machine, arrow.call, point.take_front(domain.size()));
    calculate.recording = wasRecording;
    if (machine.stopped())
      return Leaves();
    Leaves seeds = seedsOf(machine, run.values, codomain, point.drop_front(domain.size()));
    Leaves cotangents = calculate.pullBack(floatsOf(run.values), seeds, run.variables);
    Leaves results = tangentOf(machine, run.point, domain, cotangents);
    return leave(machine, std::move(results), wasRecording, tapeSize);
  });
}

/// The forward derivative is the reverse derivative, in its cotangent, of the reverse derivative.
static Leaves fwd(Machine &machine, Operation *op, Frame &frame) {
  ArrowValue arrow = arrowOf(op->getOperand(0), frame);
  return closure(op, [=, &machine](ArrayRef<Leaf> point) {
    Calculator &calculate = machine.calculate;
    bool wasRecording = calculate.recording;
    size_t tapeSize = calculate.tapeSize();
    ArrayRef<Type> domain = machine.leavesOf(arrow.type.getDomain());
    ArrayRef<Type> codomain = machine.leavesOf(arrow.type.getCodomain());
    Recorded run = record(machine, arrow.call, point.take_front(domain.size()));
    if (machine.stopped())
      return Leaves();
    Leaves seeds, values = floatsOf(run.values);
    for (const Leaf &value : values)
      seeds.push_back(calculate.variable(calculate.filled(value, 0)));
    Leaves cotangents = calculate.pullBack(values, seeds, run.variables);
    calculate.recording = wasRecording;
    Leaves given = seedsOf(machine, run.point, domain, point.drop_front(domain.size()));
    Leaves tangents = calculate.pullBack(cotangents, given, seeds);
    Leaves results = tangentOf(machine, run.values, codomain, tangents);
    return leave(machine, std::move(results), wasRecording, tapeSize);
  });
}

// ---- Rules of the program's own ----------------------------------------------------------------

namespace {

/// One application of an arrow with a rule, on the tape as one entry: all floats of the result in a
/// row.
struct Ruled {
  Machine &machine;
  ArrowValue arrow, rule;
  Leaves point;                    ///< as it came, with its place on the tape
  Leaves values;                   ///< of the arrow, without any
  SmallVector<int64_t> captured{}; ///< the entries that the arrow uses beside its point

  Leaf slice(const Leaf &row, size_t first, const Leaf &like) {
    std::vector<int64_t> source(like.size());
    std::iota(source.begin(), source.end(), first);
    Calculator &calculate = machine.calculate;
    return calculate.convert(calculate.pick(row, like.shape(), std::move(source)),
                             like.array().element);
  }
  Leaves pieces(const Leaf &row) {
    Leaves all;
    size_t first = 0;
    for (const Leaf &value : floatsOf(values)) {
      all.push_back(slice(row, first, value));
      first += value.size();
    }
    return all;
  }
  Leaves pull(const Leaf &cotangent);
};

} // namespace

/// The rule gives the cotangents of the point, the arrow itself those of what it captures.
Leaves Ruled::pull(const Leaf &cotangent) {
  Calculator &calculate = machine.calculate;
  Leaves given = pieces(cotangent);
  Leaves dy = tangentOf(machine, values, machine.leavesOf(arrow.type.getCodomain()), given);
  Leaves dx = rule.call(join(point, dy));
  if (machine.stopped())
    return Leaves(floatsOf(point).size() + captured.size());
  Leaves results = seedsOf(machine, point, machine.leavesOf(arrow.type.getDomain()), dx);
  if (captured.empty())
    return results;
  bool wasRecording = calculate.recording;
  Recorded run = record(machine, arrow.call, point);
  calculate.recording = wasRecording;
  Leaves inputs = run.variables; // nothing goes through the point
  for (int64_t entry : captured)
    inputs.push_back(Leaf(Leaf(), entry));
  Leaves all = calculate.pullBack(floatsOf(run.values), given, inputs);
  llvm::append_range(results, ArrayRef(all).drop_front(run.variables.size()));
  return results;
}

static Leaves applyRuled(Machine &machine, const ArrowValue &arrow, const ArrowValue &rule,
                         ArrayRef<Leaf> point) {
  Calculator &calculate = machine.calculate;
  auto constant = [](const Leaf &leaf) { return Leaf(leaf, -1); };
  int64_t start = calculate.tapeSize();
  Recorded run = record(machine, arrow.call, replaceAll(point, constant));
  if (machine.stopped())
    return {};
  Ruled ruled{machine, arrow, rule, Leaves(point), replaceAll(run.values, constant)};
  ruled.captured = calculate.usedBefore(start);
  Leaves outputs = floatsOf(run.values), operands = floatsOf(point);
  int64_t total = 0;
  for (const Leaf &output : outputs) {
    total += output.size();
    if (output.isTraced() && output.tapeEntry() < start)
      ruled.captured.push_back(output.tapeEntry());
  }
  calculate.forgetSince(start);
  for (int64_t entry : ruled.captured)
    operands.push_back(Leaf(Leaf(), entry));
  Leaf row = calculate.join(floatsOf(ruled.values), Float64Type::get(calculate.context), {total});
  row = calculate.record(row.array(), operands,
                         [=](const Leaf &cotangent) mutable { return ruled.pull(cotangent); });
  Leaves pieces = ruled.pieces(row);
  size_t next = 0;
  return replaceAll(ruled.values, [&](const Leaf &) { return pieces[next++]; });
}

static Leaves customReverse(Machine &machine, Operation *op, Frame &frame) {
  ArrowValue arrow = arrowOf(op->getOperand(0), frame), rule = arrowOf(op->getOperand(1), frame);
  return closure(op, [=, &machine](ArrayRef<Leaf> point) {
    return machine.calculate.recording ? applyRuled(machine, arrow, rule, point)
                                       : arrow.call(point);
  });
}

void interp::addCalculusHandlers(HandlerTable &table) {
  table["cat.checkpoint"] = [](Machine &, Operation *op, Frame &frame) {
    return Machine::leaves(op->getOperands(), frame);
  };
  table["cat.rev"] = rev;
  table["cat.fwd"] = fwd;
  table["cat.custom_reverse"] = customReverse;
}
