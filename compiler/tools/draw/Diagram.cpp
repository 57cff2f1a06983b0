// String diagrams as text for graphviz.
#include "compiler/tools/draw/Diagram.h"

#include <map>

using namespace cat;
using llvm::StringRef;

unsigned Diagram::addFrame(std::string title, unsigned parent) {
  frames.push_back({std::move(title), parent});
  return frames.size() - 1;
}

unsigned Diagram::addNode(NodeKind kind, std::string label, unsigned frame, unsigned ins,
                          unsigned outs) {
  nodes.push_back({kind, std::move(label), frame, ins, outs});
  return nodes.size() - 1;
}

void Diagram::connect(End from, End to, std::string label) {
  wires.push_back({from, to, std::move(label)});
}

void Diagram::connectAside(End from, unsigned node, std::string label) {
  wires.push_back({from, {node}, std::move(label), /*isAside=*/true});
}

void Diagram::feedBack(unsigned from, unsigned to) {
  wires.push_back({{from}, {to}, "", /*isAside=*/false, /*isFeedback=*/true});
}

void Diagram::finish() {
  std::map<std::pair<unsigned, unsigned>, std::vector<unsigned>> takers;
  for (unsigned i = 0; i < wires.size(); ++i)
    if (!wires[i].isFeedback)
      takers[{wires[i].from.node, wires[i].from.index}].push_back(i);
  for (unsigned node = 0, all = nodes.size(); node < all; ++node)
    for (unsigned index = 0; index < nodes[node].outs; ++index) {
      const std::vector<unsigned> &list = takers[{node, index}];
      if (list.size() == 1)
        continue;
      NodeKind kind = list.empty() ? NodeKind::Discard : NodeKind::Copy;
      unsigned dot = addNode(kind, "", nodes[node].frame, 1, 0);
      // The stem says what is carried, the branches do not repeat it.
      std::string carried = list.empty() ? "" : wires[list.front()].label;
      for (unsigned taker : list) {
        wires[taker].from = {dot};
        if (wires[taker].label == carried)
          wires[taker].label.clear();
      }
      connect({node, index}, {dot}, carried);
    }
}

// ---- Text --------------------------------------------------------------------------------------

static std::string quoted(StringRef text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out + '"';
}

/// `text` between the tags of a label with ports.
static std::string escaped(StringRef text) {
  std::string out;
  for (char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

/// A row of places for wires to end, each as wide as `span` columns.
static std::string portRow(char letter, unsigned count, unsigned span) {
  std::string row = "<tr>";
  for (unsigned i = 0; i < count; ++i)
    row += "<td port=\"" + (letter + std::to_string(i)) + "\" colspan=\"" + std::to_string(span) +
           "\" height=\"3\" width=\"12\"></td>";
  return row + "</tr>";
}

/// The attributes that the nodes of one kind share.
static StringRef styleOf(Diagram::NodeKind kind) {
  switch (kind) {
  case Diagram::NodeKind::Box:
    return "shape=box, style=\"rounded,filled\", fillcolor=\"#e8f0fb\", color=\"#5b7aa8\"";
  case Diagram::NodeKind::In:
  case Diagram::NodeKind::Out:
    return "shape=plain, fontcolor=\"#333333\"";
  case Diagram::NodeKind::Given:
    return "shape=note, style=filled, fillcolor=\"#fdf3d8\", color=\"#b08d3c\", fontsize=10";
  case Diagram::NodeKind::Constant:
    return "shape=box, style=\"rounded,filled\", fillcolor=\"#eeeeee\", color=\"#999999\", "
           "fontsize=10, height=0.2, margin=\"0.05,0.02\"";
  case Diagram::NodeKind::Choice:
  case Diagram::NodeKind::Merge:
    return "shape=diamond, style=filled, fillcolor=\"#e9f5e6\", color=\"#6a9a5b\", "
           "margin=\"0.01,0.01\", width=0.25";
  case Diagram::NodeKind::Copy:
    return "shape=point, width=0.07";
  case Diagram::NodeKind::Discard:
    return "shape=circle, width=0.09, height=0.09, fixedsize=true, style=filled, "
           "fillcolor=\"#ffffff\"";
  }
  llvm_unreachable("a kind of node");
}

/// Are the ends of its wires in an order that must be seen?
bool Diagram::hasPorts(const Node &node) const {
  return node.kind == NodeKind::Box && (node.ins > 1 || node.outs > 1);
}

void Diagram::printNode(llvm::raw_ostream &os, StringRef prefix, unsigned index) const {
  const Node &node = nodes[index];
  os << prefix << index << " [" << styleOf(node.kind) << ", label=";
  if (!hasPorts(node)) {
    os << quoted(node.label) << "]\n";
    return;
  }
  unsigned ins = std::max(node.ins, 1u), outs = std::max(node.outs, 1u);
  os << "<<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"0\">"
     << portRow('i', ins, outs) << "<tr><td colspan=\"" << ins * outs << "\" cellpadding=\"2\"> "
     << escaped(node.label) << " </td></tr>" << portRow('o', outs, ins) << "</table>>, margin=0]\n";
}

std::vector<unsigned> Diagram::rowOf(unsigned frame, NodeKind kind) const {
  std::vector<unsigned> row;
  for (unsigned i = 0; i < nodes.size(); ++i)
    if (nodes[i].frame == frame && nodes[i].kind == kind)
      row.push_back(i);
  return row;
}

/// The name of a row's node, when it is one for several wires: only so they keep their order.
static std::string rowName(StringRef prefix, unsigned frame, bool isIn) {
  return (prefix + (isIn ? "in" : "out") + llvm::Twine(frame)).str();
}

void Diagram::printRow(llvm::raw_ostream &os, StringRef prefix, unsigned frame,
                       NodeKind kind) const {
  bool isIn = kind == NodeKind::In;
  std::vector<unsigned> row = rowOf(frame, kind);
  if (row.empty())
    return;
  os << "{ rank=" << (isIn ? "source" : "sink") << "\n";
  if (row.size() == 1) {
    printNode(os, prefix, row.front());
  } else {
    os << rowName(prefix, frame, isIn) << " [" << styleOf(kind)
       << ", label=<<table border=\"0\" cellborder=\"0\" cellspacing=\"8\" cellpadding=\"0\"><tr>";
    for (auto [i, node] : llvm::enumerate(row))
      os << "<td port=\"p" << i << "\">" << escaped(nodes[node].label) << "</td>";
    os << "</tr></table>>]\n";
  }
  os << "}\n";
}

std::string Diagram::nameOf(StringRef prefix, End end, bool isSource, bool isFeedback) const {
  const Node &node = nodes[end.node];
  // What is fed back goes around and comes from any side.
  StringRef side = isFeedback ? "" : isSource ? ":s" : ":n";
  std::string name = (prefix + llvm::Twine(end.node)).str();
  if (hasPorts(node))
    return name + (isSource ? ":o" : ":i") + std::to_string(end.index) + side.str();
  if (node.kind != NodeKind::In && node.kind != NodeKind::Out)
    return name;
  std::vector<unsigned> row = rowOf(node.frame, node.kind);
  if (row.size() == 1)
    return name;
  return rowName(prefix, node.frame, node.kind == NodeKind::In) + ":p" +
         std::to_string(llvm::find(row, end.node) - row.begin()) + side.str();
}

void Diagram::printFrame(llvm::raw_ostream &os, StringRef prefix, unsigned frame) const {
  unsigned depth = 0;
  for (unsigned f = frame; f != 0; f = frames[f].parent)
    ++depth;
  os << "subgraph cluster_" << prefix << frame << " {\nlabel=" << quoted(frames[frame].title)
     << "; style=\"rounded,filled\"; color=\"#bbbbbb\"; fillcolor=\""
     << (depth % 2 ? "#f6f6ef" : "#ffffff") << "\"\n";
  // Wires enter a frame at its top and leave it at its bottom.
  printRow(os, prefix, frame, NodeKind::In);
  for (unsigned i = 0; i < nodes.size(); ++i)
    if (nodes[i].frame == frame && nodes[i].kind != NodeKind::In && nodes[i].kind != NodeKind::Out)
      printNode(os, prefix, i);
  for (unsigned i = 1; i < frames.size(); ++i)
    if (frames[i].parent == frame)
      printFrame(os, prefix, i);
  printRow(os, prefix, frame, NodeKind::Out);
  os << "}\n";
}

bool Diagram::isInside(unsigned frame, unsigned outer) const {
  while (frame != outer && frame != 0)
    frame = frames[frame].parent;
  return frame == outer;
}

/// Wires say their object, but not beside a node that says it too.
bool Diagram::needsLabel(const Wire &wire) const {
  const Node &from = nodes[wire.from.node], &to = nodes[wire.to.node];
  if (wire.label.empty() || from.kind == NodeKind::Constant || from.kind == NodeKind::Given)
    return false;
  if (from.kind == NodeKind::In || from.kind == NodeKind::Out)
    return from.label != wire.label;
  return !((to.kind == NodeKind::Out || to.kind == NodeKind::In) && to.label == wire.label);
}

void Diagram::printWire(llvm::raw_ostream &os, StringRef prefix, const Wire &wire) const {
  const Node &from = nodes[wire.from.node], &to = nodes[wire.to.node];
  os << nameOf(prefix, wire.from, /*isSource=*/true, wire.isFeedback) << " -> "
     << (wire.isAside ? (prefix + llvm::Twine(wire.to.node) + ":w").str()
                      : nameOf(prefix, wire.to, /*isSource=*/false, wire.isFeedback));
  os << " [";
  if (wire.isFeedback)
    os << "constraint=false, style=dashed, arrowhead=vee, ";
  else if (from.frame != to.frame && isInside(to.frame, from.frame) && to.kind != NodeKind::In)
    os << "style=dashed, "; // captured by an inner frame
  if (from.kind == NodeKind::Given)
    os << "color=\"#b08d3c\", ";
  if (needsLabel(wire))
    os << "label=" << quoted(" " + wire.label + " ");
  os << "]\n";
}

std::string Diagram::text(StringRef prefix) const {
  std::string statements;
  llvm::raw_string_ostream os(statements);
  printFrame(os, prefix, 0);
  for (const Wire &wire : wires)
    printWire(os, prefix, wire);
  return statements;
}

std::string cat::printGraph(StringRef title, llvm::ArrayRef<Diagram> diagrams) {
  std::string text;
  llvm::raw_string_ostream os(text);
  StringRef font = "fontname=\"Helvetica,Arial,sans-serif\"";
  os << "digraph {\n"
     << "graph [" << font << ", fontsize=11, labelloc=t, labeljust=l, nodesep=0.2, ranksep=0.28, "
     << "label=" << quoted(title) << "]\n"
     << "node [" << font << ", fontsize=11, penwidth=0.8, height=0.28, margin=\"0.08,0.03\"]\n"
     << "edge [" << font << ", fontsize=9, fontcolor=\"#666666\", color=\"#444444\", penwidth=0.8, "
     << "arrowhead=none, arrowsize=0.5]\n";
  for (auto [i, diagram] : llvm::enumerate(diagrams))
    os << diagram.text(std::string(1, 'a' + i));
  os << "}\n";
  return text;
}
