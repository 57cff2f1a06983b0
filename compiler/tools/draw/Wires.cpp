// Bundles of wires: how they are split, joined and led into boxes and frames.
#include "compiler/tools/draw/Sketch.h"
#include "dialect/laws/Words.h"

#include "llvm/Support/SaveAndRestore.h"

using namespace mlir;
using namespace cat;

using Kind = Diagram::NodeKind;

static ProdType productIn(Type type) { return dyn_cast<ProdType>(elementOf(type)); }

std::optional<SmallVector<Type>> cat::columnsOf(Type type) {
  ProdType product = productIn(type);
  if (!product)
    return std::nullopt;
  return llvm::map_to_vector(product.getElements(),
                             [&](Type element) { return arrayOf(shapeOf(type), element); });
}

bool cat::isParallel(Type type) {
  ProdType product = productIn(type);
  return product && !product.isNamed();
}

Bundle cat::buildBundle(Type type, llvm::function_ref<Bundle(Type)> wire) {
  if (!isParallel(type))
    return wire(type);
  Bundle bundle{type};
  SmallVector<Type> columns = *columnsOf(type);
  for (Type column : columns)
    bundle.parts.push_back(buildBundle(column, wire));
  return bundle;
}

static void flatten(const Bundle &bundle, std::vector<Bundle> &wires) {
  if (bundle.source)
    wires.push_back(bundle);
  for (const Bundle &part : bundle.parts)
    flatten(part, wires);
}

std::vector<Bundle> cat::wiresOf(const Bundle &bundle) {
  std::vector<Bundle> wires;
  flatten(bundle, wires);
  return wires;
}

unsigned cat::countWires(Type type) {
  unsigned count = 0;
  buildBundle(type, [&](Type wire) {
    ++count;
    return Bundle{wire};
  });
  return count;
}

Bundle cat::bundleOf(Type type, ArrayRef<Bundle> parts) {
  return {type, std::nullopt, parts.vec()};
}

// ---- Points and their wires --------------------------------------------------------------------

Bundle Sketch::lookup(Value point) const {
  for (const llvm::DenseMap<Value, Bundle> &scope : llvm::reverse(scopes))
    if (auto found = scope.find(point); found != scope.end())
      return found->second;
  llvm_unreachable("points are drawn before what uses them");
}

/// One point of `type`, or its components.
Bundle Sketch::lookup(ValueRange points, Type type) const {
  if (points.size() == 1)
    return lookup(points.front());
  return bundleOf(type, llvm::map_to_vector(points, [&](Value point) { return lookup(point); }));
}

void Sketch::bind(ValueRange points, const Bundle &bundle, Type type) {
  if (points.size() == 1)
    return bind(points.front(), bundle);
  Bundle parts = conform(bundle, productOf(type.getContext(), points.getTypes()));
  for (auto [point, part] : llvm::zip(points, parts.parts))
    bind(point, part);
}

// ---- The shape of a bundle ---------------------------------------------------------------------

Bundle Sketch::split(const Bundle &bundle, Type type) {
  SmallVector<Type> columns = *columnsOf(type);
  Bundle made{type};
  unsigned node = 0;
  if (bundle.source->kind == Source::Wire) {
    node = diagram.addNode(Kind::Box, "( , )", current, 1, columns.size());
    attach(bundle, {node});
  }
  for (auto [i, column] : llvm::enumerate(columns)) {
    Source source = *bundle.source;
    if (source.kind == Source::Wire)
      source.end = {node, unsigned(i)};
    else if (source.kind == Source::Given)
      source.text += "." + std::to_string(i);
    made.parts.push_back(conform({column, source}, column));
  }
  return made;
}

/// One wire of a product or record. The components of one parameter are the parameter.
Bundle Sketch::join(const Bundle &bundle, Type type) {
  ProdType product = productIn(type);
  std::vector<Bundle> wires = wiresOf(bundle);
  std::string word = "( , )";
  if (product && product.isNamed()) {
    word = fieldWords(product);
    auto parent = [&](size_t i) -> std::optional<StringRef> {
      const std::optional<Source> &source = bundle.parts[i].source;
      if (!source || source->kind != Source::Given)
        return std::nullopt;
      StringRef path = source->text;
      bool isField = path.consume_back(product.getNames()[i].getValue()) && path.consume_back(".");
      return isField ? std::optional(path) : std::nullopt;
    };
    bool isWhole = bundle.parts.size() == product.size() && parent(0) &&
                   llvm::all_of(llvm::seq<size_t>(0, product.size()),
                                [&](size_t i) { return parent(i) == parent(0); });
    if (isWhole)
      return {type, Source{Source::Given, {}, parent(0)->str()}};
  }
  unsigned node = diagram.addNode(Kind::Box, shortened(word), current, wires.size(), 1);
  for (auto [i, wire] : llvm::enumerate(wires))
    attach(wire, {node, unsigned(i)});
  return {type, Source{Source::Wire, {node}}};
}

Bundle Sketch::conform(const Bundle &bundle, Type type) {
  if (!isParallel(type)) {
    if (bundle.source)
      return bundle;
    // The fields of a record may be records that are still in parts.
    Bundle whole = bundle;
    auto columns = columnsOf(type);
    if (columns && columns->size() == whole.parts.size())
      for (auto [part, column] : llvm::zip(whole.parts, *columns))
        part = conform(part, column);
    return join(whole, type);
  }
  if (bundle.source)
    return split(bundle, type);
  SmallVector<Type> columns = *columnsOf(type);
  std::vector<Bundle> wires = wiresOf(bundle);
  Bundle made{type};
  if (columns.size() == bundle.parts.size()) {
    for (auto [part, column] : llvm::zip(bundle.parts, columns))
      made.parts.push_back(conform(part, column));
    return made;
  }
  // Nested otherwise: the same wires in other groups.
  if (wires.size() != countWires(type))
    return split(join(bundle, type), type);
  auto next = wires.begin();
  return buildBundle(type, [&](Type) { return *next++; });
}

// ---- Boxes and frames --------------------------------------------------------------------------

Diagram::End Sketch::begin(const Bundle &wire) {
  const Source &source = *wire.source;
  std::string text = shortened(source.text);
  if (source.kind == Source::Given)
    return {diagram.addNode(Kind::Given, text + "\n" + objectWord(wire.type), current, 0, 1)};
  if (source.kind == Source::Constant)
    return {diagram.addNode(Kind::Constant, text, current, 0, 1)};
  return source.end;
}

void Sketch::attach(const Bundle &wire, Diagram::End to) {
  diagram.connect(begin(wire), to, objectWord(wire.type));
}

Bundle Sketch::addBox(std::string label, const Bundle &point, Type codomain,
                      ArrayRef<Bundle> aside) {
  std::vector<Bundle> wires = wiresOf(point);
  unsigned node =
      diagram.addNode(Kind::Box, shortened(label, 36), current, wires.size(), countWires(codomain));
  for (const Bundle &bundle : aside)
    for (const Bundle &wire : wiresOf(bundle))
      diagram.connectAside(begin(wire), node, objectWord(wire.type));
  for (auto [i, wire] : llvm::enumerate(wires))
    attach(wire, {node, unsigned(i)});
  unsigned next = 0;
  return buildBundle(codomain,
                     [&](Type type) { return Bundle{type, Source{Source::Wire, {node, next++}}}; });
}

/// The wires of `outside` led to the upper edge of `frame`, and what they are in it.
Bundle Sketch::enter(const Bundle &outside, Type outer, Type inner, unsigned frame) {
  std::vector<Bundle> wires = wiresOf(conform(outside, outer));
  auto next = wires.begin();
  return buildBundle(inner, [&](Type type) {
    unsigned node = diagram.addNode(Kind::In, objectWord(type), frame, 1, 1);
    attach(*next++, {node});
    return Bundle{type, Source{Source::Wire, {node}}};
  });
}

/// The wires of `inside`, the current frame, led to its lower edge, and what they are outside.
Bundle Sketch::leave(const Bundle &inside, Type inner, Type outer, unsigned frame) {
  std::vector<Bundle> wires = wiresOf(conform(inside, inner));
  SmallVector<unsigned> nodes;
  buildBundle(inner, [&](Type type) {
    nodes.push_back(diagram.addNode(Kind::Out, objectWord(type), frame, 1, 1));
    attach(wires[nodes.size() - 1], {nodes.back()});
    return Bundle{type};
  });
  unsigned next = 0;
  return buildBundle(
      outer, [&](Type type) { return Bundle{type, Source{Source::Wire, {nodes[next++]}}}; });
}

Bundle Sketch::frame(std::string title, const Bundle &point, HomType outer, HomType inner,
                     Inside inside, Feedback feedback, const Bundle *times) {
  unsigned made = diagram.addFrame(std::move(title), current);
  if (times)
    attach(*times, {diagram.addNode(Kind::In, "times", made, 1, 0)});
  Bundle entered = enter(point, outer.getDomain(), inner.getDomain(), made);
  llvm::SaveAndRestore saved(current, made);
  Bundle left = leave(inside(entered), inner.getCodomain(), outer.getCodomain(), made);
  std::vector<Bundle> ins = wiresOf(entered), outs = wiresOf(left);
  for (unsigned i = 0; i < feedback.count; ++i)
    diagram.feedBack(outs[feedback.out + i].source->end.node,
                     ins[feedback.in + i].source->end.node);
  return left;
}
