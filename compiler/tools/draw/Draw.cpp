// Arrows as diagrams.
#include "compiler/tools/draw/Draw.h"

#include "compiler/tools/draw/Sketch.h"
#include "dialect/laws/Words.h"

#include "llvm/ADT/TypeSwitch.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace mlir;
using namespace cat;

using Kind = Diagram::NodeKind;

static HomType homOf(Value arrow) { return cast<HomType>(arrow.getType()); }

/// `map ×64`; without a number when that is not known.
static std::string times(StringRef title, int64_t count) {
  return (title + (ShapedType::isDynamic(count) ? "" : " ×" + std::to_string(count))).str();
}

static int64_t leadingLength(Type array) { return shapeOf(array).front(); }

static Type productType(Type left, Type right) {
  return ProdType::get(left.getContext(), {left, right});
}

Bundle Sketch::apply(Value arrow, const Bundle &point) {
  auto plain = [&](Operation *op) {
    HomType hom = homOf(arrow);
    return addBox(operationWord(op), conform(point, hom.getDomain()), hom.getCodomain());
  };
  return llvm::TypeSwitch<Operation *, Bundle>(arrow.getDefiningOp())
      .Case([&](RefOp op) { return mention(op, point); })
      .Case([&](IdOp) { return point; })
      .Case([&](ComposeOp op) { return compose(op, point); })
      .Case([&](TensorOp op) { return tensor(op, point); })
      .Case([&](PairOp op) {
        auto parts = llvm::map_to_vector(op.getArrows(), [&](Value f) { return apply(f, point); });
        return bundleOf(homOf(arrow).getCodomain(), parts);
      })
      .Case(
          [&](ProjOp op) { return conform(point, homOf(arrow).getDomain()).parts[op.getIndex()]; })
      .Case([&](PermuteOp op) { return permute(op, point); })
      .Case([&](ConstArrowOp op) { return lookup(op.getValue()); })
      .Case([&](LambdaOp op) { return lambda(op, point); })
      .Case<MapOp, ZipWithOp>([&](auto op) { return step("map", op, point, false); })
      .Case([&](FoldOp op) { return step("fold", op, point, true); })
      .Case([&](ScanOp op) { return step("scan", op, point, true); })
      .Case([&](ReduceOp op) { return reduce(op, point); })
      .Case([&](IterateOp op) { return iterate(op, point); })
      .Case([&](RepeatOp op) { return repeat(op, point); })
      .Case([&](LoopOp op) { return loop(op, point); })
      .Case([&](CheckpointOp op) { return frameAround("checkpoint", op.getArrow(), point); })
      .Case([&](CustomReverseOp op) { return apply(op.getArrow(), point); })
      .Case<RevOp, FwdOp>([&](auto op) { return derivative(op, point); })
      .Case([&](CaseOp op) { return caseOf(op, point); })
      .Case([&](InjectArrowOp op) {
        HomType hom = homOf(arrow);
        return addBox(op.getLabel().str(), conform(point, hom.getDomain()), hom.getCodomain());
      })
      .Default(plain);
}

// ---- Mentions and wiring -----------------------------------------------------------------------

/// The library's arrows that only move wires, such as `swap`, are seen as what they do.
static bool isWiring(ArrowOp arrow) {
  bool onlyWires = isInLibrary(arrow.getLoc()) && arrow.getContextPoints().empty();
  arrow.getBody().walk([&](Operation *op) {
    onlyWires &=
        isa<LambdaOp, IdOp, ComposeOp, TensorOp, PairOp, ProjOp, PermuteOp, PackOp, GetOp, YieldOp>(
            op);
  });
  return onlyWires;
}

Bundle Sketch::mention(RefOp ref, const Bundle &point) {
  HomType hom = homOf(ref);
  auto arrow = SymbolTable::lookupNearestSymbolFrom<ArrowOp>(ref, ref.getCalleeAttr());
  if (arrow && isWiring(arrow))
    return apply(arrow.getYielded(), point);
  auto context = llvm::map_to_vector(ref.getContext(), [&](Value v) { return lookup(v); });
  return addBox(arrowWord(ref.getCallee()), conform(point, hom.getDomain()), hom.getCodomain(),
                context);
}

Bundle Sketch::compose(ComposeOp op, Bundle point) {
  for (Value arrow : op.getArrows())
    point = apply(arrow, point);
  return point;
}

Bundle Sketch::tensor(TensorOp op, const Bundle &point) {
  auto domains = llvm::map_to_vector(op.getArrows(), [](Value f) { return homOf(f).getDomain(); });
  Bundle all = conform(point, ProdType::get(op.getContext(), domains));
  Bundle made{homOf(op).getCodomain()};
  for (auto [arrow, part] : llvm::zip(op.getArrows(), all.parts))
    made.parts.push_back(apply(arrow, part));
  return made;
}

Bundle Sketch::permute(PermuteOp op, const Bundle &point) {
  Bundle all = conform(point, homOf(op).getDomain());
  Bundle made{homOf(op).getCodomain()};
  for (int64_t wire : op.getWires())
    made.parts.push_back(all.parts[wire]);
  return made;
}

Bundle Sketch::lambda(LambdaOp op, const Bundle &point) {
  scopes.emplace_back();
  bind(ValueRange(op.getArguments()), point, homOf(op).getDomain());
  statements(op.getBody().front());
  Bundle made = lookup(op.getYield().getValues(), homOf(op).getCodomain());
  scopes.pop_back();
  return made;
}

// ---- Arrows of arrows --------------------------------------------------------------------------

Bundle Sketch::frameAround(std::string title, Value arrow, const Bundle &point) {
  auto inside = [&](const Bundle &entered) { return apply(arrow, entered); };
  return frame(std::move(title), point, homOf(arrow), homOf(arrow), inside, {});
}

/// An arrow on every element of an array, perhaps with a state that goes from step to step.
Bundle Sketch::step(StringRef title, Operation *op, const Bundle &point, bool hasState) {
  Value arrow = op->getOperand(0);
  HomType inner = homOf(arrow), outer = homOf(op->getResult(0));
  Feedback feedback;
  Type array = outer.getDomain();
  if (hasState) {
    Type state = components(inner.getDomain()).front();
    feedback.count = countWires(state);
    array = components(array).back();
  } else if (isa<ZipWithOp>(op)) {
    array = components(array).front();
  }
  auto inside = [&](const Bundle &entered) { return apply(arrow, entered); };
  return frame(times(title, leadingLength(array)), point, outer, inner, inside, feedback);
}

Bundle Sketch::reduce(ReduceOp op, const Bundle &point) {
  HomType inner = homOf(op.getArrow()), hom = homOf(op);
  Type unit = inner.getCodomain();
  auto outer = HomType::get(productType(unit, hom.getDomain()), unit);
  Bundle both = bundleOf(outer.getDomain(), {lookup(op.getUnit(), unit), point});
  auto inside = [&](const Bundle &entered) { return apply(op.getArrow(), entered); };
  return frame(times("reduce", leadingLength(hom.getDomain())), both, outer, inner, inside,
               {countWires(unit)});
}

Bundle Sketch::iterate(IterateOp op, const Bundle &point) {
  HomType inner = homOf(op.getArrow());
  Bundle both = conform(point, homOf(op).getDomain());
  auto inside = [&](const Bundle &entered) { return apply(op.getArrow(), entered); };
  return frame("iterate", both.parts[1], inner, inner, inside, {countWires(inner.getDomain())},
               &both.parts[0]);
}

Bundle Sketch::repeat(RepeatOp op, const Bundle &point) {
  HomType inner = homOf(op.getArrow());
  auto inside = [&](const Bundle &entered) { return apply(op.getArrow(), entered); };
  Feedback feedback;
  feedback.count = countWires(inner.getCodomain());
  feedback.in = countWires(inner.getDomain()) - feedback.count;
  return frame(times("repeat", op.getCount()), point, homOf(op), inner, inside, feedback);
}

Bundle Sketch::loop(LoopOp op, const Bundle &point) {
  HomType inner = homOf(op.getArrow()), hom = homOf(op);
  SmallVector<Type> before = components(hom.getDomain()), after = components(hom.getCodomain());
  // The step has its state last, the loop first.
  auto outer = HomType::get(productType(before[1], before[0]), productType(after[1], after[0]));
  Bundle both = conform(point, hom.getDomain());
  std::swap(both.parts[0], both.parts[1]);
  Feedback feedback;
  feedback.count = countWires(before[0]);
  feedback.in = countWires(before[1]);
  feedback.out = countWires(after[1]);
  auto inside = [&](const Bundle &entered) { return apply(op.getArrow(), entered); };
  Bundle made =
      frame(times("loop", leadingLength(before[1])), both, outer, inner, inside, feedback);
  std::swap(made.parts[0], made.parts[1]);
  return made;
}

/// The diagram of the arrow itself, at whose end the derivative begins.
Bundle Sketch::derivative(Operation *op, const Bundle &point) {
  Value arrow = op->getOperand(0);
  HomType hom = homOf(op->getResult(0));
  auto inside = [&](const Bundle &entered) {
    Bundle value = conform(apply(arrow, entered.parts[0]), homOf(arrow).getCodomain());
    Type both = productType(homOf(arrow).getCodomain(), components(hom.getDomain())[1]);
    return addBox("∂", bundleOf(both, {value, entered.parts[1]}), hom.getCodomain());
  };
  return frame(isa<RevOp>(op) ? "rev" : "fwd", point, hom, hom, inside, {});
}

// ---- Alternatives ------------------------------------------------------------------------------

Bundle Sketch::caseOf(CaseOp op, const Bundle &point) {
  auto sum = dyn_cast<SumType>(homOf(op).getDomain());
  SmallVector<Alternative> alternatives;
  for (auto [i, arrow] : llvm::enumerate(op.getArrows()))
    alternatives.push_back(
        {sum ? sum.getNames()[i].str() : std::to_string(i), homOf(arrow).getDomain(),
         [this, arrow](const Bundle &payload) { return apply(arrow, payload); }});
  return choose(alternatives, &point, nullptr, homOf(op).getCodomain());
}

/// One frame for each alternative, side by side; what leaves them meets again. The payloads come
/// from the scrutinee, if there is one.
Bundle Sketch::choose(ArrayRef<Alternative> alternatives, const Bundle *scrutinee,
                      const Bundle *condition, Type result) {
  unsigned choice = 0, payloads = 0;
  if (scrutinee) {
    for (const Alternative &each : alternatives)
      payloads += std::max(countWires(each.payload), 1u);
    choice = diagram.addNode(Kind::Choice, "match", current, 1, payloads);
    attach(*scrutinee, {choice});
  }
  unsigned next = 0;
  SmallVector<std::vector<Bundle>> results;
  for (const Alternative &each : alternatives) {
    unsigned made = diagram.addFrame(each.title, current);
    llvm::SaveAndRestore saved(current, made);
    auto payload = [&](Type type, std::string object, unsigned outs) {
      unsigned node = diagram.addNode(Kind::In, object, made, 1, outs);
      diagram.connect({choice, next++}, {node}, object);
      return Bundle{type, Source{Source::Wire, {node}}};
    };
    Bundle entered =
        buildBundle(each.payload, [&](Type type) { return payload(type, objectWord(type), 1); });
    if (scrutinee && countWires(each.payload) == 0)
      payload(each.payload, "1", 0);
    results.push_back(wiresOf(leave(each.inside(entered), result, result, made)));
  }
  unsigned index = 0;
  return buildBundle(result, [&](Type type) {
    unsigned merge = diagram.addNode(Kind::Merge, condition ? "if" : "", current, 0, 1);
    if (condition)
      attach(*condition, {merge});
    for (const std::vector<Bundle> &wires : results)
      attach(wires[index], {merge});
    ++index;
    return Bundle{type, Source{Source::Wire, {merge}}};
  });
}

// ---- The whole ---------------------------------------------------------------------------------

Diagram Sketch::draw(ArrowOp arrow) {
  scopes.emplace_back();
  // The record of the parameters has no name, its fields have; so do points that are captured.
  for (BlockArgument point : arrow.getContextPoints())
    bind(point, {point.getType(), Source{Source::Given, {}, pointName(point.getLoc()).str()}});
  statements(arrow.getBody().front());
  Type domain = arrow.getHom().getDomain(), codomain = arrow.getHom().getCodomain();
  Bundle entered = buildBundle(domain, [&](Type type) {
    unsigned node = diagram.addNode(Kind::In, objectWord(type), 0, 0, 1);
    return Bundle{type, Source{Source::Wire, {node}}};
  });
  std::vector<Bundle> results = wiresOf(conform(apply(arrow.getYielded(), entered), codomain));
  auto next = results.begin();
  buildBundle(codomain, [&](Type type) {
    attach(*next++, {diagram.addNode(Kind::Out, objectWord(type), 0, 1, 0)});
    return Bundle{type};
  });
  diagram.finish();
  return std::move(diagram);
}

std::string cat::drawArrow(ArrowOp written, ArrowOp folded, ArrowOp rewritten) {
  HomType hom = written.getHom();
  std::string title = arrowWord(written.getSymName()) + " : " + objectWord(hom.getDomain()) +
                      " -> " + objectWord(hom.getCodomain());
  SmallVector<Diagram, 2> diagrams{Sketch().draw(written)};
  diagrams[0].setTitle("as written");
  if (rewritten) {
    Diagram after = Sketch().draw(rewritten);
    if (after.text() == Sketch().draw(folded).text()) {
      title += "\nthe laws change nothing here";
    } else {
      after.setTitle("after the laws");
      diagrams.push_back(std::move(after));
    }
  }
  return printGraph(title, diagrams);
}
