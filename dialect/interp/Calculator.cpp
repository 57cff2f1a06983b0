// The tape, and the primitives on structure.
#include "dialect/interp/Calculator.h"
#include "dialect/interp/Interp.h"

#include "llvm/ADT/SetVector.h"

#include <cmath>
#include <map>

using namespace mlir;
using namespace cat;
using namespace cat::interp;

void Calculator::fail(const Twine &message, int64_t status) {
  if (!stop)
    stop =
        Stop{status, placeOf(mention ? mentionedAt(*mention, location) : location), message.str()};
}

// ---- The tape ----------------------------------------------------------------------------------

Leaf Calculator::record(Array result, ArrayRef<Leaf> operands, Pull pull) {
  bool depends = llvm::any_of(operands, [](const Leaf &leaf) { return leaf.isTraced(); });
  if (!recording || !depends || !result.isFloat())
    return Leaf(std::move(result));
  Entry entry;
  for (const Leaf &operand : operands)
    entry.operands.push_back(operand.tapeEntry());
  entry.pull = std::move(pull);
  tape.push_back(std::move(entry));
  return Leaf(std::move(result), tape.size() - 1);
}

Leaf Calculator::variable(const Leaf &a) {
  tape.push_back(Entry{{a.tapeEntry()}, [](const Leaf &cotangent) { return Leaves{cotangent}; }});
  return Leaf(a, tape.size() - 1);
}

Leaves Calculator::pullBack(ArrayRef<Leaf> outputs, ArrayRef<Leaf> cotangents,
                            ArrayRef<Leaf> inputs) {
  // Entries only mention older ones, so going from the newest to the oldest meets all uses of a
  // value before the value; what is older than the oldest input cannot depend on one.
  std::map<int64_t, Leaf, std::greater<>> pending;
  auto add = [&](int64_t entry, const Leaf &cotangent) {
    if (cotangent.isEmpty())
      return;
    auto [it, isNew] = pending.try_emplace(entry, cotangent);
    if (!isNew)
      it->second = binary("add", it->second, cotangent);
  };
  int64_t oldest = tape.size();
  for (const Leaf &input : inputs)
    oldest = std::min(oldest, input.tapeEntry());
  for (auto [output, cotangent] : llvm::zip(outputs, cotangents))
    if (output.tapeEntry() >= oldest)
      add(output.tapeEntry(), cotangent);
  std::map<int64_t, Leaf> results;
  while (!pending.empty()) {
    auto [entry, cotangent] = *pending.begin();
    pending.erase(pending.begin());
    if (llvm::any_of(inputs, [&](const Leaf &input) { return input.tapeEntry() == entry; })) {
      results.emplace(entry, cotangent);
      continue;
    }
    auto operands = tape[entry].operands; // pull may make the tape grow
    Pull pull = tape[entry].pull;
    Leaves parts = pull(cotangent);
    for (auto [operand, part] : llvm::zip(operands, parts))
      if (operand >= oldest)
        add(operand, part);
  }
  Leaves found;
  for (const Leaf &input : inputs) {
    auto it = results.find(input.tapeEntry());
    if (it != results.end())
      found.push_back(it->second);
    else
      found.push_back(input.isEmpty() ? Leaf() : filled(input, 0));
  }
  return found;
}

SmallVector<int64_t> Calculator::usedBefore(size_t start) const {
  llvm::SmallSetVector<int64_t, 4> used;
  for (size_t i = start; i < tape.size(); ++i)
    for (int64_t operand : tape[i].operands)
      if (operand >= 0 && operand < static_cast<int64_t>(start))
        used.insert(operand);
  return used.takeVector();
}

// ---- Structure ---------------------------------------------------------------------------------

Leaf Calculator::pick(const Leaf &a, ArrayRef<int64_t> shape, std::vector<int64_t> source) {
  const Array &from = a.array();
  Array result = Array::zeros(from.element, shape);
  for (size_t i = 0; i != source.size(); ++i) {
    if (source[i] < 0)
      continue;
    if (from.isFloat())
      result.floats[i] = from.floats[source[i]];
    else if (from.isBoxed())
      result.boxes[i] = from.boxes[source[i]];
    else
      result.ints[i] = from.ints[source[i]];
  }
  Shape before(a.shape());
  return record(std::move(result), {a}, [=, this, source = std::move(source)](const Leaf &ct) {
    return Leaves{spread(ct, before, source)};
  });
}

Leaf Calculator::spread(const Leaf &a, ArrayRef<int64_t> shape, std::vector<int64_t> target) {
  const Array &from = a.array();
  Array result = Array::zeros(from.element, shape);
  for (size_t i = 0; i != target.size(); ++i) {
    if (target[i] < 0)
      continue;
    if (from.isFloat())
      result.floats[target[i]] = round(from.element, result.floats[target[i]] + from.floats[i]);
    else
      result.ints[target[i]] =
          integerBinary("add", from.element, result.ints[target[i]], from.ints[i]);
  }
  Shape before(a.shape());
  return record(std::move(result), {a}, [=, this, target = std::move(target)](const Leaf &ct) {
    return Leaves{pick(ct, before, target)};
  });
}

Leaf Calculator::join(ArrayRef<Leaf> parts, Type element, ArrayRef<int64_t> shape) {
  Array result = Array::zeros(element, shape);
  std::vector<int64_t> offsets;
  int64_t at = 0;
  for (const Leaf &part : parts) {
    offsets.push_back(at);
    llvm::copy(part.array().floats, result.floats.begin() + (result.isFloat() ? at : 0));
    llvm::copy(part.array().ints, result.ints.begin() + (result.ints.empty() ? 0 : at));
    llvm::copy(part.array().boxes, result.boxes.begin() + (result.isBoxed() ? at : 0));
    at += part.size();
  }
  std::vector<Shape> shapes;
  for (const Leaf &part : parts)
    shapes.emplace_back(part.shape());
  return record(std::move(result), parts, [=, this](const Leaf &ct) {
    Leaves pieces;
    for (auto [offset, piece] : llvm::zip(offsets, shapes)) {
      std::vector<int64_t> source(interp::productOf(piece));
      std::iota(source.begin(), source.end(), offset);
      pieces.push_back(pick(ct, piece, std::move(source)));
    }
    return pieces;
  });
}

Leaf Calculator::reshape(const Leaf &a, ArrayRef<int64_t> shape) {
  return join({a}, a.array().element, shape);
}

Leaf Calculator::item(const Leaf &a, int64_t i) {
  Shape shape(a.shape().drop_front());
  std::vector<int64_t> source(interp::productOf(shape));
  std::iota(source.begin(), source.end(), i * static_cast<int64_t>(source.size()));
  return pick(a, shape, std::move(source));
}

/// The steps that each dim makes in an array whose axes are `dims`.
static Shape stepsOf(ArrayRef<unsigned> dims, ArrayRef<int64_t> shape, size_t count) {
  Shape strides = stridesOf(shape), steps(count, 0);
  for (auto [dim, stride] : llvm::zip(dims, strides))
    steps[dim] = stride;
  return steps;
}

/// Calls `body` with the offsets of each position in the box of `dims`, in row-major order.
static void forEachPosition(ArrayRef<unsigned> dims, ArrayRef<int64_t> lengths,
                            ArrayRef<Shape> steps, SmallVector<int64_t, 3> at,
                            function_ref<void(ArrayRef<int64_t>)> body) {
  if (dims.empty())
    return body(at);
  unsigned dim = dims.front();
  for (int64_t i = 0; i != lengths[dim]; ++i) {
    forEachPosition(dims.drop_front(), lengths, steps, at, body);
    for (auto [offset, step] : llvm::zip(at, steps))
      offset += step[dim];
  }
}

Leaf Calculator::contract(const Leaf &a, ArrayRef<unsigned> aDims, const Leaf &b,
                          ArrayRef<unsigned> bDims, ArrayRef<unsigned> resultDims,
                          ArrayRef<int64_t> lengths) {
  Type element = a.array().element;
  Shape shape;
  for (unsigned dim : resultDims)
    shape.push_back(lengths[dim]);
  SmallVector<unsigned> summed;
  for (unsigned dim = 0; dim != lengths.size(); ++dim)
    if (!llvm::is_contained(resultDims, dim))
      summed.push_back(dim);
  Array result = Array::zeros(element, shape);
  Shape steps[] = {stepsOf(aDims, a.shape(), lengths.size()),
                   stepsOf(bDims, b.shape(), lengths.size()),
                   stepsOf(resultDims, shape, lengths.size())};
  const Array &x = a.array(), &y = b.array();
  forEachPosition(resultDims, lengths, steps, {0, 0, 0}, [&](ArrayRef<int64_t> start) {
    double sum = 0;
    int64_t total = 0;
    forEachPosition(
        summed, lengths, ArrayRef(steps, 2), {start[0], start[1]}, [&](ArrayRef<int64_t> at) {
          if (element.isF32())
            sum = std::fmaf(x.floats[at[0]], y.floats[at[1]], static_cast<float>(sum));
          else if (x.isFloat())
            sum = std::fma(x.floats[at[0]], y.floats[at[1]], sum);
          else
            total = integerBinary("add", element, total,
                                  integerBinary("mul", element, x.ints[at[0]], y.ints[at[1]]));
        });
    if (x.isFloat())
      result.floats[start[2]] = sum;
    else
      result.ints[start[2]] = total;
  });
  SmallVector<unsigned> da(aDims), db(bDims), dr(resultDims);
  Shape sizes(lengths);
  return record(std::move(result), {a, b}, [=, this](const Leaf &ct) {
    Leaves parts(2);
    if (a.isTraced())
      parts[0] = contract(ct, dr, b, db, da, sizes);
    if (b.isTraced())
      parts[1] = contract(ct, dr, a, da, db, sizes);
    return parts;
  });
}
