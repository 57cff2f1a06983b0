// A string diagram as a graph: boxes joined by wires, in nested frames, and its text for graphviz.
// What it shows of an arrow is decided in Draw.cpp.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

#include <string>
#include <vector>

namespace cat {

class Diagram {
public:
  enum class NodeKind {
    Box,      ///< an arrow or an operation
    In,       ///< where a wire enters a frame; labelled with its object
    Out,      ///< where it leaves
    Given,    ///< a parameter or a captured point
    Constant, ///< a value that is known
    Choice,   ///< where alternatives begin
    Merge,    ///< where they meet again
    Copy,     ///< a wire that several boxes take
    Discard,  ///< a wire that none takes
  };
  /// One end of a wire: a node, and which of the wires out of it (or into it).
  struct End {
    unsigned node, index = 0;
  };

  /// The frame of the whole has the index 0.
  Diagram() { frames.push_back({"", 0}); }
  void setTitle(std::string title) { frames[0].title = std::move(title); }

  unsigned addFrame(std::string title, unsigned parent);
  /// A node with so many wires in and out.
  unsigned addNode(NodeKind kind, std::string label, unsigned frame, unsigned ins, unsigned outs);
  /// A wire; `label` is the object of what it carries.
  void connect(End from, End to, std::string label);
  /// A wire that enters `node` from the side: a parameter or a captured point.
  void connectAside(End from, unsigned node, std::string label);
  /// What leaves at `from` enters again at `to`, in the next step.
  void feedBack(unsigned from, unsigned to);

  /// Draws the copies of wires with several takers, and the ends of those with none. Nothing may be
  /// added afterwards.
  void finish();

  /// The statements of a graph. `prefix` begins the name of every node and frame.
  std::string text(llvm::StringRef prefix = "") const;

private:
  struct Frame {
    std::string title;
    unsigned parent;
  };
  struct Node {
    NodeKind kind;
    std::string label;
    unsigned frame, ins, outs;
  };
  struct Wire {
    End from, to;
    std::string label;
    bool isAside = false, isFeedback = false;
  };

  void printFrame(llvm::raw_ostream &os, llvm::StringRef prefix, unsigned frame) const;
  void printNode(llvm::raw_ostream &os, llvm::StringRef prefix, unsigned index) const;
  /// The nodes where wires enter a frame, or leave it, from left to right.
  std::vector<unsigned> rowOf(unsigned frame, NodeKind kind) const;
  void printRow(llvm::raw_ostream &os, llvm::StringRef prefix, unsigned frame, NodeKind kind) const;
  std::string nameOf(llvm::StringRef prefix, End end, bool isSource, bool isFeedback) const;
  void printWire(llvm::raw_ostream &os, llvm::StringRef prefix, const Wire &wire) const;
  bool needsLabel(const Wire &wire) const;
  bool hasPorts(const Node &node) const;
  bool isInside(unsigned frame, unsigned outer) const;

  std::vector<Frame> frames;
  std::vector<Node> nodes;
  std::vector<Wire> wires;
};

/// The graph of diagrams side by side, below a title.
std::string printGraph(llvm::StringRef title, llvm::ArrayRef<Diagram> diagrams);

} // namespace cat
