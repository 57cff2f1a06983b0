// From the dialect back to the language: names, operators with as few brackets as possible, and
// what the library calls each operation.
#include "dialect/laws/Text.h"
#include "dialect/laws/Words.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;

namespace cat {

namespace {

/// How tightly an expression holds together; a looser one inside a tighter one needs brackets.
enum Precedence {
  Loose,
  Or,
  And,
  Comparison,
  Composition,
  Parallel,
  Sum,
  Product,
  At,
  Unary,
  Tight
};

struct Text {
  std::string text;
  Precedence precedence = Tight;
};

class Writer {
public:
  Text write(Value value, unsigned depth);
  std::string at(Precedence least, Value value, unsigned depth) {
    Text made = write(value, depth);
    return made.precedence < least ? "(" + made.text + ")" : made.text;
  }

private:
  Text operation(Operation *op, unsigned depth);
  std::optional<Text> arrow(Operation *op, unsigned depth);
  std::optional<Text> point(Operation *op, unsigned depth);
  std::optional<Text> infix(Operation *op, unsigned depth);
  Text lambda(LambdaOp op, unsigned depth);
  Text branches(Operation *op, unsigned depth);
  Text eval(EvalOp op, unsigned depth);
  Text contract(ContractOp op, unsigned depth);
  Text fold(FoldAxisOp op, unsigned depth);
  Text get(GetOp op, unsigned depth);
  Text pack(PackOp op, unsigned depth);
  std::string list(ValueRange values, unsigned depth);
  Text join(ValueRange values, StringRef by, Precedence precedence, unsigned depth);
  Text call(const Twine &name, ValueRange values, unsigned depth) {
    return {(name + "(" + list(values, depth) + ")").str()};
  }
  std::string nameOf(Value value);

  DenseMap<Value, std::string> names;
};

} // namespace

std::string catText(Value value, unsigned depth) { return Writer().write(value, depth).text; }

/// Points from outside, in the order in which they are met.
std::string Writer::nameOf(Value value) {
  std::string &name = names[value];
  if (!name.empty())
    return name;
  static constexpr const char *points[] = {"x", "y", "z", "u", "v", "w", "a", "b", "c", "d"},
                              *arrows[] = {"f", "g", "h", "k"};
  if (auto argument = dyn_cast<BlockArgument>(value))
    if (StringRef given = pointName(argument.getLoc()); !given.empty())
      return name = given.str();
  bool isArrow = isa<HomType>(value.getType());
  size_t known = llvm::count_if(names, [&](const auto &each) {
    return each.first != value && isa<HomType>(each.first.getType()) == isArrow;
  });
  size_t letters = isArrow ? std::size(arrows) : std::size(points);
  const char *letter = isArrow ? arrows[known % letters] : points[known % letters];
  return name = letter + (known < letters ? "" : std::to_string(known / letters));
}

Text Writer::write(Value value, unsigned depth) {
  auto result = dyn_cast<OpResult>(value);
  if (!result || names.count(value))
    return {nameOf(value)};
  if (depth == 0 && !isa<ConstOp, RefOp, IdOp>(result.getOwner()))
    return {"…"};
  Text text = operation(result.getOwner(), depth ? depth - 1 : 0);
  if (result.getOwner()->getNumResults() == 1)
    return text;
  if (text.precedence < Tight)
    text.text = "(" + text.text + ")";
  return {text.text + "." + std::to_string(result.getResultNumber())};
}

std::string Writer::list(ValueRange values, unsigned depth) {
  std::string text;
  for (Value value : values)
    text += (text.empty() ? "" : ", ") + write(value, depth).text;
  return text;
}

Text Writer::join(ValueRange values, StringRef by, Precedence precedence, unsigned depth) {
  std::string text;
  for (Value value : values)
    text +=
        (text.empty() ? "" : by.str()) + at(static_cast<Precedence>(precedence + 1), value, depth);
  return {text, precedence};
}

Text Writer::operation(Operation *op, unsigned depth) {
  if (auto made = arrow(op, depth))
    return *made;
  if (auto made = infix(op, depth))
    return *made;
  if (auto made = point(op, depth))
    return *made;
  return call(operationWord(op), op->getOperands(), depth);
}

// ---- Arrows ------------------------------------------------------------------------------------

std::optional<Text> Writer::arrow(Operation *op, unsigned depth) {
  StringRef name = op->getName().stripDialect();
  if (auto ref = dyn_cast<RefOp>(op))
    return Text{arrowWord(ref.getCallee())};
  if (isa<IdOp>(op))
    return Text{"id"};
  if (isa<ComposeOp>(op))
    return join(op->getOperands(), " >>> ", Composition, depth);
  if (isa<TensorOp>(op))
    return join(op->getOperands(), " *** ", Parallel, depth);
  if (isa<PairOp>(op))
    return join(op->getOperands(), " &&& ", Parallel, depth);
  if (isa<CaseOp>(op))
    return Text{"[" + list(op->getOperands(), depth) + "]"};
  if (auto proj = dyn_cast<ProjOp>(op))
    return Text{"(p) => p." + std::to_string(proj.getIndex()), Loose};
  if (auto permute = dyn_cast<PermuteOp>(op)) {
    std::string wires;
    for (int64_t wire : permute.getWires())
      wires += (wires.empty() ? "p." : ", p.") + std::to_string(wire);
    return Text{"(p) => (" + wires + ")", Loose};
  }
  if (auto constant = dyn_cast<ConstArrowOp>(op))
    return Text{"const[" + write(constant.getValue(), depth).text + "]"};
  if (auto inject = dyn_cast<InjectArrowOp>(op))
    return Text{inject.getLabel().str()};
  if (auto repeat = dyn_cast<RepeatOp>(op))
    return Text{"repeat[" + std::to_string(repeat.getCount()) + ", " +
                write(repeat.getArrow(), depth).text + "]"};
  if (auto made = dyn_cast<LambdaOp>(op))
    return lambda(made, depth);
  if (isa<RevOp, FwdOp, MapOp, ZipWithOp, FoldOp, ScanOp, ReduceOp, IterateOp, LoopOp, CheckpointOp,
          CustomReverseOp>(op))
    return Text{(name + "[" + write(op->getOperand(0), depth).text + "]").str()};
  return std::nullopt;
}

Text Writer::lambda(LambdaOp op, unsigned depth) {
  std::string points;
  for (BlockArgument argument : op.getArguments())
    points += (points.empty() ? "" : ", ") + nameOf(argument);
  auto results = op.getYield()->getOperands();
  std::string body =
      results.size() == 1 ? write(results.front(), depth).text : "(" + list(results, depth) + ")";
  return {"(" + points + ") => " + body, Loose};
}

// ---- Points ------------------------------------------------------------------------------------

std::optional<Text> Writer::infix(Operation *op, unsigned depth) {
  auto precedence = llvm::StringSwitch<Precedence>(op->getName().stripDialect())
                        .Cases({"add", "sub"}, Sum)
                        .Cases({"mul", "div", "rem"}, Product)
                        .Case("cmp", Comparison)
                        .Case("and", And)
                        .Case("or", Or)
                        .Default(Tight);
  if (precedence == Tight)
    return std::nullopt;
  std::string symbol = " " + operationWord(op) + " ";
  // Chains of one operator hold to the left; those of comparisons do not exist.
  auto left = precedence == Comparison ? static_cast<Precedence>(precedence + 1) : precedence;
  return Text{at(left, op->getOperand(0), depth) + symbol +
                  at(static_cast<Precedence>(precedence + 1), op->getOperand(1), depth),
              precedence};
}

std::optional<Text> Writer::point(Operation *op, unsigned depth) {
  if (auto constant = dyn_cast<ConstOp>(op))
    return Text{constantWord(constant.getValue())};
  if (auto made = dyn_cast<EvalOp>(op))
    return eval(made, depth);
  if (isa<NegOp>(op))
    return Text{"-" + at(Tight, op->getOperand(0), depth), Unary};
  if (isa<NotOp>(op))
    return Text{"!" + at(Tight, op->getOperand(0), depth), Unary};
  if (auto made = dyn_cast<GetOp>(op))
    return get(made, depth);
  if (auto made = dyn_cast<PackOp>(op))
    return pack(made, depth);
  if (auto made = dyn_cast<ContractOp>(op))
    return contract(made, depth);
  if (auto made = dyn_cast<FoldAxisOp>(op))
    return fold(made, depth);
  // What Cat does by itself is not written.
  if (isa<BroadcastOp, ForgetOp>(op))
    return write(op->getOperand(0), depth + 1);
  if (isa<NameOp, ConvertOp>(op))
    return call(objectWord(elementOf(op->getResult(0).getType())), op->getOperand(0), depth);
  if (isa<SelectOp>(op))
    return Text{"if " + write(op->getOperand(0), depth).text + " then " +
                    write(op->getOperand(1), depth).text + " else " +
                    write(op->getOperand(2), depth).text,
                Loose};
  if (isa<IfOp, MatchOp>(op))
    return branches(op, depth);
  if (auto gather = dyn_cast<GatherOp>(op))
    return Text{at(Tight, gather.getTable(), depth) + "[" + write(gather.getIndices(), depth).text +
                "]"};
  if (auto inject = dyn_cast<InjectOp>(op))
    return inject->getNumOperands() ? call(inject.getLabel(), op->getOperands(), depth)
                                    : Text{inject.getLabel().str()};
  if (isa<DimOp>(op))
    return call("len", op->getOperand(0), depth);
  if (isa<TransposeOp, ReshapeOp>(op))
    return call(op->getName().stripDialect(), op->getOperand(0), depth);
  return std::nullopt;
}

Text Writer::branches(Operation *op, unsigned depth) {
  std::string head = isa<IfOp>(op) ? "if " : "match ";
  head += write(op->getOperand(0), depth).text;
  SmallVector<std::string> parts;
  for (Region &region : op->getRegions()) {
    auto results = region.empty() ? ValueRange() : region.front().getTerminator()->getOperands();
    parts.push_back(results.size() == 1 ? write(results.front(), depth).text
                                        : "(" + list(results, depth) + ")");
  }
  if (isa<IfOp>(op))
    return {head + " then " + parts[0] + " else " + parts[1], Loose};
  return {head + " { " + llvm::join(parts, ", ") + " }"};
}

Text Writer::eval(EvalOp op, unsigned depth) {
  return {at(Tight, op.getCallee(), depth) + "(" + list(op.getInputs(), depth) + ")"};
}

Text Writer::get(GetOp op, unsigned depth) {
  auto product = cast<ProdType>(op.getOperand().getType());
  std::string field =
      product.isNamed() ? product.getNames()[op.getIndex()].str() : std::to_string(op.getIndex());
  return {at(Tight, op.getOperand(), depth) + "." + field};
}

Text Writer::pack(PackOp op, unsigned depth) {
  auto product = cast<ProdType>(op.getType());
  if (!product.isNamed())
    return {"(" + list(op.getElements(), depth) + ")"};
  std::string text;
  for (auto [name, value] : llvm::zip(product.getNames(), op.getElements()))
    text += (text.empty() ? "" : ", ") + name.str() + " = " + write(value, depth).text;
  return {"{ " + text + " }"};
}

/// `a @ b` where the last axis meets the first or only one; else an einsum.
Text Writer::contract(ContractOp op, unsigned depth) {
  std::string word = operationWord(op);
  if (word == "@")
    return {at(At, op.getLhs(), depth) + " @ " +
                at(static_cast<Precedence>(At + 1), op.getRhs(), depth),
            At};
  auto [name, letters] = StringRef(word).split(' ');
  return call(name + "[" + letters + "]", op->getOperands(), depth);
}

/// `sum(x)` folds the leading axis; what folds axes behind it is mapped over those before.
Text Writer::fold(FoldAxisOp op, unsigned depth) {
  auto rank = static_cast<int64_t>(shapeOf(op.getOperand().getType()).size());
  int64_t first = op.getDims().empty() ? 0 : op.getDims().front();
  std::string arrow = operationWord(op);
  bool isSuffix = static_cast<int64_t>(op.getDims().size()) == rank - first;
  if (isSuffix)
    for (int64_t axis = 0; axis != first; ++axis)
      arrow = "map[" + arrow + "]";
  else if (op.getDims().size() != 1 || first != 0)
    arrow += "_of_axes";
  return call(arrow, op.getOperand(), depth);
}

} // namespace cat
