// Elementwise ops and ops on the structure of arrays. Nearly every structure op is a rewiring:
// which element of the operand each element of the result is.
#include "dialect/interp/Machine.h"

#include <cmath>

using namespace mlir;
using namespace cat;
using namespace cat::interp;

// ---- Elementwise -------------------------------------------------------------------------------

static Leaves unary(Machine &machine, Operation *op, Frame &frame) {
  return {machine.calculate.unary(op->getName().stripDialect(),
                                  Machine::leaf(op->getOperand(0), frame))};
}

static Leaves binary(Machine &machine, Operation *op, Frame &frame) {
  return {machine.calculate.binary(op->getName().stripDialect(),
                                   Machine::leaf(op->getOperand(0), frame),
                                   Machine::leaf(op->getOperand(1), frame))};
}

/// One of two points: leaf by leaf, for the scalar conditions of products.
static Leaves choose(Machine &machine, Operation *op, Frame &frame) {
  auto select = cast<SelectOp>(op);
  const Leaf &condition = Machine::leaf(select.getCondition(), frame);
  Leaves chosen;
  for (auto [a, b] : llvm::zip(frame[select.getLhs()], frame[select.getRhs()]))
    chosen.push_back(condition.shape().empty() ? (condition.integer() ? a : b)
                                               : machine.calculate.select(condition, a, b));
  return chosen;
}

void interp::addElementwiseHandlers(HandlerTable &table) {
  for (StringRef name : {"neg",  "abs", "exp",   "log",  "log1p", "expm1", "sqrt", "rsqrt",
                         "sin",  "cos", "tan",   "tanh", "sinh",  "cosh",  "atan", "asin",
                         "acos", "erf", "floor", "ceil", "round", "sign",  "not"})
    table[("cat." + name).str()] = unary;
  for (StringRef name :
       {"add", "sub", "mul", "div", "rem", "pow", "max", "min", "and", "or", "xor"})
    table[("cat." + name).str()] = binary;
  table["cat.select"] = choose;
  table["cat.cmp"] = [](Machine &machine, Operation *op, Frame &frame) {
    auto cmp = cast<CmpOp>(op);
    return Leaves{machine.calculate.compare(cmp.getPredicate(), Machine::leaf(cmp.getLhs(), frame),
                                            Machine::leaf(cmp.getRhs(), frame))};
  };
  table["cat.convert"] = [](Machine &machine, Operation *op, Frame &frame) {
    return Leaves{machine.calculate.convert(Machine::leaf(op->getOperand(0), frame),
                                            elementOf(op->getResult(0).getType()))};
  };
}

// ---- Rewiring ----------------------------------------------------------------------------------

/// Calls `body` with every position of a shape in row-major order.
static void forEach(ArrayRef<int64_t> shape, function_ref<void(ArrayRef<int64_t>)> body) {
  Shape at(shape.size(), 0);
  for (int64_t count = interp::productOf(shape); count > 0; --count) {
    body(at);
    for (size_t axis = shape.size(); axis-- > 0;) {
      if (++at[axis] < shape[axis])
        break;
      at[axis] = 0;
    }
  }
}

/// A position's place in row-major order.
static int64_t flat(ArrayRef<int64_t> at, ArrayRef<int64_t> shape) {
  int64_t index = 0;
  for (auto [i, length] : llvm::zip(at, shape))
    index = index * length + i;
  return index;
}

/// A result of `shape` whose element at each position is that of `a` where `from` says (negative:
/// zero).
static Leaf rewire(Machine &machine, const Leaf &a, ArrayRef<int64_t> shape,
                   function_ref<int64_t(ArrayRef<int64_t>)> from) {
  std::vector<int64_t> source;
  forEach(shape, [&](ArrayRef<int64_t> at) { source.push_back(from(at)); });
  return machine.calculate.pick(a, shape, std::move(source));
}

/// The shape of a result: what its type says, `sizes` in order for each `?`.
static Shape resultShape(Operation *op, ValueRange sizes, Frame &frame) {
  Shape shape(shapeOf(op->getResult(0).getType()));
  for (int64_t &length : shape)
    if (ShapedType::isDynamic(length)) {
      length = Machine::leaf(sizes.front(), frame).integer();
      sizes = sizes.drop_front();
    }
  return shape;
}

/// Runs `body` on each leaf of the first operand: structure ops on products act on every component.
static Leaves eachLeaf(Value operand, Frame &frame, function_ref<Leaf(const Leaf &)> body) {
  Leaves results;
  for (const Leaf &leaf : frame[operand])
    results.push_back(body(leaf));
  return results;
}

static Leaves broadcast(Machine &machine, Operation *op, Frame &frame) {
  auto broadcast = cast<BroadcastOp>(op);
  ArrayRef<int64_t> news = broadcast.getDims(), type = broadcast.getType().getShape();
  return eachLeaf(broadcast.getOperand(), frame, [&](const Leaf &leaf) {
    Shape shape(leaf.shape());
    ValueRange sizes = broadcast.getSizes();
    for (int64_t axis = 0; axis != static_cast<int64_t>(type.size()); ++axis) {
      if (!llvm::is_contained(news, axis))
        continue;
      int64_t length = type[axis];
      if (ShapedType::isDynamic(length)) {
        length = Machine::leaf(sizes.front(), frame).integer();
        sizes = sizes.drop_front();
      }
      shape.insert(shape.begin() + axis, length);
    }
    return rewire(machine, leaf, shape, [&](ArrayRef<int64_t> at) {
      Shape old;
      for (auto [axis, i] : llvm::enumerate(at))
        if (!llvm::is_contained(news, static_cast<int64_t>(axis)))
          old.push_back(i);
      return flat(old, leaf.shape());
    });
  });
}

static Leaves transpose(Machine &machine, Operation *op, Frame &frame) {
  auto transpose = cast<TransposeOp>(op);
  SmallVector<int64_t> order(transpose.getPermutation());
  return eachLeaf(transpose.getOperand(), frame, [&](const Leaf &leaf) {
    SmallVector<int64_t> all(order); // axes inside the elements of a product follow
    for (int64_t axis = order.size(); axis != static_cast<int64_t>(leaf.shape().size()); ++axis)
      all.push_back(axis);
    Shape shape;
    for (int64_t axis : all)
      shape.push_back(leaf.shape()[axis]);
    return rewire(machine, leaf, shape, [&](ArrayRef<int64_t> at) {
      Shape old(all.size());
      for (auto [axis, i] : llvm::zip(all, at))
        old[axis] = i;
      return flat(old, leaf.shape());
    });
  });
}

static Leaves reshape(Machine &machine, Operation *op, Frame &frame) {
  auto reshape = cast<ReshapeOp>(op);
  size_t rank = shapeOf(reshape.getOperand().getType()).size();
  return eachLeaf(reshape.getOperand(), frame, [&](const Leaf &leaf) {
    Shape shape = resultShape(op, reshape.getSizes(), frame);
    llvm::append_range(shape, leaf.shape().drop_front(std::min(rank, leaf.shape().size())));
    if (interp::productOf(shape) != leaf.size()) {
      machine.calculate.fail("the shapes have different numbers of elements: " +
                             Twine(leaf.size()));
      return leaf;
    }
    return machine.calculate.reshape(leaf, shape);
  });
}

/// A window of `length` from `start` (possibly negative) of an axis, with zeros outside.
static Leaf window(Machine &machine, const Leaf &leaf, int64_t axis, int64_t start,
                   int64_t length) {
  Shape shape(leaf.shape());
  shape[axis] = length;
  return rewire(machine, leaf, shape, [&](ArrayRef<int64_t> at) -> int64_t {
    Shape old(at);
    old[axis] += start;
    return old[axis] < 0 || old[axis] >= leaf.shape()[axis] ? -1 : flat(old, leaf.shape());
  });
}

static Leaves slice(Machine &machine, Operation *op, Frame &frame) {
  auto slice = cast<SliceOp>(op);
  int64_t start = Machine::leaf(slice.getStart(), frame).integer();
  int64_t length = Machine::leaf(slice.getLength(), frame).integer(), axis = slice.getAxis();
  return eachLeaf(slice.getOperand(), frame, [&](const Leaf &leaf) {
    if (start < 0 || length < 0 || start > leaf.shape()[axis] - length) {
      machine.calculate.fail("a slice reaches beyond the array");
      return leaf;
    }
    int64_t stated = slice.getType().getDimSize(axis);
    if (!ShapedType::isDynamic(stated) && stated != length)
      machine.calculate.fail("a slice has another length than its type: " + Twine(length));
    return window(machine, leaf, axis, start, length);
  });
}

static Leaves pad(Machine &machine, Operation *op, Frame &frame) {
  auto pad = cast<PadOp>(op);
  int64_t low = Machine::leaf(pad.getLow(), frame).integer();
  int64_t high = Machine::leaf(pad.getHigh(), frame).integer(), axis = pad.getAxis();
  return eachLeaf(pad.getOperand(), frame, [&](const Leaf &leaf) {
    return window(machine, leaf, axis, -low, low + leaf.shape()[axis] + high);
  });
}

static Leaves reverse(Machine &machine, Operation *op, Frame &frame) {
  auto reverse = cast<ReverseOp>(op);
  int64_t axis = reverse.getAxis();
  return eachLeaf(reverse.getOperand(), frame, [&](const Leaf &leaf) {
    return rewire(machine, leaf, leaf.shape(), [&](ArrayRef<int64_t> at) {
      Shape old(at);
      old[axis] = leaf.shape()[axis] - 1 - at[axis];
      return flat(old, leaf.shape());
    });
  });
}

/// The parts in a row, rewired along the axis.
static Leaf concatLeaves(Machine &machine, ArrayRef<Leaf> parts, int64_t axis) {
  int64_t total = 0, count = 0;
  Shape shape(parts.front().shape());
  shape[axis] = 0;
  for (const Leaf &part : parts) {
    for (size_t other = 0; other != shape.size(); ++other)
      if (static_cast<int64_t>(other) != axis && part.shape()[other] != shape[other])
        machine.calculate.failLength(part.shape()[other]);
    total += part.shape()[axis];
    count += part.size();
  }
  if (machine.stopped())
    return parts.front();
  shape[axis] = total;
  Leaf row = machine.calculate.join(parts, parts.front().array().element, {count});
  return rewire(machine, row, shape, [&](ArrayRef<int64_t> at) {
    Shape old(at);
    int64_t offset = 0;
    for (const Leaf &part : parts) {
      if (old[axis] < part.shape()[axis])
        return offset + flat(old, part.shape());
      old[axis] -= part.shape()[axis];
      offset += part.size();
    }
    llvm_unreachable("the position lies in a part");
  });
}

static Leaves concat(Machine &machine, Operation *op, Frame &frame) {
  auto concat = cast<ConcatOp>(op);
  Leaves results;
  for (size_t i = 0, e = frame[concat.getParts().front()].size(); i != e; ++i) {
    Leaves parts;
    for (Value part : concat.getParts())
      parts.push_back(frame[part][i]);
    results.push_back(concatLeaves(machine, parts, concat.getAxis()));
  }
  return results;
}

// ---- gather and scatter_add --------------------------------------------------------------------

/// Where each element of the rows `[B…, I…, R…]` lies in a table `[B…, V, R…]`.
static std::vector<int64_t> rowPlaces(Machine &machine, const Leaf &indices,
                                      ArrayRef<int64_t> table, size_t batch) {
  ArrayRef<int64_t> rest = table.drop_front(batch + 1);
  int64_t row = interp::productOf(rest), length = table[batch];
  std::vector<int64_t> places;
  int64_t next = 0;
  forEach(indices.shape(), [&](ArrayRef<int64_t> at) {
    int64_t index = indices.array().ints[next++];
    if (index < 0 || index >= length) {
      machine.calculate.fail("index out of range: " + Twine(index));
      index = 0;
    }
    int64_t start = (flat(at.take_front(batch), table.take_front(batch)) * length + index) * row;
    for (int64_t i = 0; i != row; ++i)
      places.push_back(start + i);
  });
  return places;
}

static Leaves gather(Machine &machine, Operation *op, Frame &frame) {
  auto gather = cast<GatherOp>(op);
  const Leaf &indices = Machine::leaf(gather.getIndices(), frame);
  size_t batch = gather.getBatchDims();
  return eachLeaf(gather.getTable(), frame, [&](const Leaf &table) {
    std::vector<int64_t> places = rowPlaces(machine, indices, table.shape(), batch);
    Shape shape(indices.shape());
    llvm::append_range(shape, table.shape().drop_front(batch + 1));
    return machine.stopped() ? table : machine.calculate.pick(table, shape, std::move(places));
  });
}

static Leaves scatterAdd(Machine &machine, Operation *op, Frame &frame) {
  auto scatter = cast<ScatterAddOp>(op);
  const Leaf &indices = Machine::leaf(scatter.getIndices(), frame);
  const Leaf &updates = Machine::leaf(scatter.getUpdates(), frame);
  Shape shape = resultShape(op, scatter.getSizes(), frame);
  std::vector<int64_t> places = rowPlaces(machine, indices, shape, scatter.getBatchDims());
  if (machine.stopped())
    return {};
  return {machine.calculate.spread(updates, shape, std::move(places))};
}

// ---- contract and fold_axis --------------------------------------------------------------------

static SmallVector<unsigned> dimsOf(AffineMap map) {
  SmallVector<unsigned> dims;
  for (unsigned i = 0; i != map.getNumResults(); ++i)
    dims.push_back(map.getDimPosition(i));
  return dims;
}

static Leaves contract(Machine &machine, Operation *op, Frame &frame) {
  auto contract = cast<ContractOp>(op);
  const Leaf &a = Machine::leaf(contract.getLhs(), frame),
             &b = Machine::leaf(contract.getRhs(), frame);
  auto aDims = dimsOf(contract.getMap(0)), bDims = dimsOf(contract.getMap(1));
  Shape lengths(contract.getMap(0).getNumDims(), -1);
  for (auto [leaf, dims] : {std::pair(&a, &aDims), std::pair(&b, &bDims)})
    for (auto [dim, length] : llvm::zip(*dims, leaf->shape())) {
      if (lengths[dim] >= 0 && lengths[dim] != length) {
        machine.calculate.failLength(length);
        return {};
      }
      lengths[dim] = length;
    }
  return {machine.calculate.contract(a, aDims, b, bDims, dimsOf(contract.getMap(2)), lengths)};
}

/// The identity of a fold; of max and min the least and the greatest number.
static Leaf identityOf(Calculator &calculate, FoldKind kind, const Leaf &like) {
  Type element = like.array().element;
  bool least = kind == FoldKind::Max, greatest = kind == FoldKind::Min;
  if (like.isFloat()) {
    double value = least ? -HUGE_VAL : greatest ? HUGE_VAL : kind == FoldKind::Mul ? 1 : 0;
    return calculate.filled(like, value);
  }
  unsigned width = element.isIndex() ? 64 : element.getIntOrFloatBitWidth();
  bool natural = isUnsigned(element);
  int64_t value = kind == FoldKind::Mul;
  if (kind == FoldKind::And)
    value = wrap(element, -1);
  else if (least)
    value = natural ? 0 : APInt::getSignedMinValue(width).getSExtValue();
  else if (greatest)
    value = element.isIndex() ? INT64_MAX
            : natural         ? wrap(element, -1)
                              : APInt::getSignedMaxValue(width).getSExtValue();
  Array array = Array::zeros(element, like.shape());
  std::fill(array.ints.begin(), array.ints.end(), value);
  return Leaf(std::move(array));
}

static Leaves foldAxis(Machine &machine, Operation *op, Frame &frame) {
  auto fold = cast<FoldAxisOp>(op);
  const Leaf &leaf = Machine::leaf(fold.getOperand(), frame);
  Calculator &calculate = machine.calculate;
  Shape kept, folded;
  for (auto [axis, length] : llvm::enumerate(leaf.shape()))
    (llvm::is_contained(fold.getDims(), static_cast<int64_t>(axis)) ? folded : kept)
        .push_back(length);
  // The place of an element from its positions among the kept and the folded axes.
  auto place = [&](ArrayRef<int64_t> keptAt, ArrayRef<int64_t> foldedAt) {
    Shape at;
    for (size_t axis = 0; axis != leaf.shape().size(); ++axis) {
      auto &from =
          llvm::is_contained(fold.getDims(), static_cast<int64_t>(axis)) ? foldedAt : keptAt;
      at.push_back(from.front());
      from = from.drop_front();
    }
    return flat(at, leaf.shape());
  };
  Leaf result =
      identityOf(calculate, fold.getKind(), Leaf(Array::zeros(leaf.array().element, kept)));
  StringRef name = stringifyFoldKind(fold.getKind());
  forEach(folded, [&](ArrayRef<int64_t> foldedAt) {
    Leaf next =
        rewire(machine, leaf, kept, [&](ArrayRef<int64_t> at) { return place(at, foldedAt); });
    // A tie of max or min leaves the first occurrence.
    bool keepsFirst = fold.getKind() == FoldKind::Max || fold.getKind() == FoldKind::Min;
    result =
        keepsFirst ? calculate.binary(name, next, result) : calculate.binary(name, result, next);
  });
  return {result};
}

// ---- Order -------------------------------------------------------------------------------------

/// Calls `body` with the places of the elements of each line of an axis, lines in row-major order.
static void forEachLine(ArrayRef<int64_t> shape, int64_t axis,
                        function_ref<void(ArrayRef<int64_t>)> body) {
  Shape lines(shape);
  lines[axis] = 1;
  forEach(lines, [&](ArrayRef<int64_t> at) {
    Shape place(at), line;
    for (place[axis] = 0; place[axis] != shape[axis]; ++place[axis])
      line.push_back(flat(place, shape));
    body(line);
  });
}

/// True when element i stands before element j in ascending order, NaN last.
static bool before(const Array &array, int64_t i, int64_t j) {
  if (array.isFloat())
    return array.floats[i] < array.floats[j] ||
           (!std::isnan(array.floats[i]) && std::isnan(array.floats[j]));
  if (isUnsigned(array.element))
    return static_cast<uint64_t>(array.ints[i]) < static_cast<uint64_t>(array.ints[j]);
  return array.ints[i] < array.ints[j];
}

static bool isNaN(const Array &array, int64_t i) {
  return array.isFloat() && std::isnan(array.floats[i]);
}

static Leaves argExtremum(Machine &machine, Operation *op, Frame &frame, bool greatest) {
  const Leaf &leaf = Machine::leaf(op->getOperand(0), frame);
  int64_t axis = op->getAttrOfType<IntegerAttr>("axis").getInt();
  Shape shape(leaf.shape());
  bool isEmpty = shape[axis] == 0;
  shape.erase(shape.begin() + axis);
  Array result =
      Array::zeros(machine.leavesOf(elementOf(op->getResult(0).getType())).front(), shape);
  if (isEmpty && !result.ints.empty()) {
    machine.calculate.fail("an empty array has no extremum");
    return {Leaf(std::move(result))};
  }
  size_t next = 0;
  const Array &array = leaf.array();
  forEachLine(leaf.shape(), axis, [&](ArrayRef<int64_t> line) {
    int64_t best = 0;
    for (auto [i, at] : llvm::enumerate(line)) {
      bool better = greatest ? before(array, line[best], at) : before(array, at, line[best]);
      if (!isNaN(array, line[best]) && (better || isNaN(array, at)))
        best = i;
    }
    result.ints[next++] = best;
  });
  return {Leaf(std::move(result))};
}

/// For each place of the sorted array, which place of the operand goes there, and its position on
/// the axis.
static std::pair<std::vector<int64_t>, std::vector<int64_t>> sorted(const Leaf &leaf,
                                                                    int64_t axis) {
  std::vector<int64_t> source(leaf.size()), position(leaf.size());
  forEachLine(leaf.shape(), axis, [&](ArrayRef<int64_t> line) {
    auto order = llvm::to_vector(llvm::seq<int64_t>(0, line.size()));
    llvm::sort(order, [&](int64_t i, int64_t j) { // equal elements keep their order
      bool isBefore = before(leaf.array(), line[i], line[j]);
      return isBefore || (i < j && !before(leaf.array(), line[j], line[i]));
    });
    for (auto [at, from] : llvm::zip(line, order)) {
      source[at] = line[from];
      position[at] = from;
    }
  });
  return {source, position};
}

static Leaves sort(Machine &machine, Operation *op, Frame &frame) {
  const Leaf &leaf = Machine::leaf(op->getOperand(0), frame);
  auto order = sorted(leaf, cast<SortOp>(op).getAxis());
  return {machine.calculate.pick(leaf, leaf.shape(), std::move(order.first))};
}

static Leaves argsort(Machine &machine, Operation *op, Frame &frame) {
  const Leaf &leaf = Machine::leaf(op->getOperand(0), frame);
  Array result = Array::zeros(IntegerType::get(op->getContext(), 64), leaf.shape());
  result.ints = sorted(leaf, cast<ArgSortOp>(op).getAxis()).second;
  return {Leaf(std::move(result))};
}

static Leaves iota(Machine &, Operation *op, Frame &frame) {
  auto iota = cast<IotaOp>(op);
  Array result = Array::zeros(elementOf(iota.getType()), resultShape(op, iota.getSizes(), frame));
  for (int64_t i = 0, e = result.size(); i != e; ++i) {
    if (result.isFloat())
      result.floats[i] = interp::round(result.element, i);
    else
      result.ints[i] = i;
  }
  return {Leaf(std::move(result))};
}

static Leaves dim(Machine &machine, Operation *op, Frame &frame) {
  auto dim = cast<DimOp>(op);
  const Leaves &leaves = frame[dim.getOperand()];
  int64_t stated = dim.getOperand().getType().getDimSize(dim.getAxis());
  if (leaves.empty() && ShapedType::isDynamic(stated))
    machine.calculate.fail("an array of units has no length", 70);
  return {
      makeInteger(dim.getType(), leaves.empty() ? stated : leaves.front().shape()[dim.getAxis()])};
}

static Leaves zip(Machine &machine, Operation *op, Frame &frame) {
  Leaves leaves = Machine::leaves(op->getOperands(), frame);
  for (const Leaf &leaf : leaves)
    if (leaf.shape().front() != leaves.front().shape().front())
      machine.calculate.failLength(leaf.shape().front());
  return leaves;
}

void interp::addStructureHandlers(HandlerTable &table) {
  table["cat.broadcast"] = broadcast;
  table["cat.transpose"] = transpose;
  table["cat.reshape"] = reshape;
  table["cat.slice"] = slice;
  table["cat.pad"] = pad;
  table["cat.reverse"] = reverse;
  table["cat.concat"] = concat;
  table["cat.gather"] = gather;
  table["cat.scatter_add"] = scatterAdd;
  table["cat.contract"] = contract;
  table["cat.fold_axis"] = foldAxis;
  table["cat.argmax"] = [](Machine &m, Operation *op, Frame &frame) {
    return argExtremum(m, op, frame, true);
  };
  table["cat.argmin"] = [](Machine &m, Operation *op, Frame &frame) {
    return argExtremum(m, op, frame, false);
  };
  table["cat.sort"] = sort;
  table["cat.argsort"] = argsort;
  table["cat.iota"] = iota;
  table["cat.dim"] = dim;
  table["cat.zip"] = zip;
  table["cat.unzip"] = [](Machine &, Operation *op, Frame &frame) {
    return Machine::leaves(op->getOperands(), frame);
  };
}
