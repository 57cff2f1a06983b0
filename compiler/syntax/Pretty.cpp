// Building and laying out documents.
#include "compiler/syntax/Pretty.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Unicode.h"

using namespace cat::pretty;

static std::shared_ptr<Node> make(Node::Kind kind, std::string text = "") {
  auto node = std::make_shared<Node>();
  node->kind = kind;
  node->text = std::move(text);
  return node;
}

static Doc make(Node::Kind kind, std::vector<Doc> parts) {
  auto node = make(kind);
  for (const Doc &part : parts)
    node->breaks |= part->breaks;
  node->parts = std::move(parts);
  return node;
}

Doc cat::pretty::text(std::string text) { return make(Node::Text, std::move(text)); }
Doc cat::pretty::line() { return make(Node::Line, std::string(" ")); }
Doc cat::pretty::softLine() { return make(Node::Line); }
Doc cat::pretty::concat(std::vector<Doc> parts) { return make(Node::Concat, std::move(parts)); }
Doc cat::pretty::group(std::vector<Doc> parts) { return make(Node::Group, std::move(parts)); }
Doc cat::pretty::indent(std::vector<Doc> parts) { return make(Node::Indent, std::move(parts)); }
Doc cat::pretty::suffix(std::string text) { return make(Node::Suffix, std::move(text)); }

Doc cat::pretty::nextLineIfFlat(std::vector<Doc> parts) {
  return make(Node::NextLine, std::move(parts));
}

Doc cat::pretty::hardLine(bool blank) {
  auto node = make(Node::Line);
  node->breaks = true;
  node->blank = blank;
  return node;
}

Doc cat::pretty::forceBreak() {
  auto node = make(Node::Concat);
  node->breaks = true;
  return node;
}

Doc cat::pretty::alternative(std::string broken, std::string flat) {
  auto node = make(Node::Alternative, std::move(flat));
  node->brokenText = std::move(broken);
  return node;
}

namespace {

struct Command {
  unsigned indent;
  bool flat;
  const Node *node;
};

class Renderer {
public:
  explicit Renderer(unsigned width) : width(width) {}

  std::string run(const Doc &doc) {
    commands.push_back({0, false, doc.get()});
    while (!commands.empty()) {
      Command command = commands.back();
      commands.pop_back();
      step(command);
    }
    flushSuffixes();
    return std::move(out);
  }

private:
  unsigned width;
  std::string out;
  unsigned column = 0;
  std::vector<Command> commands; // a stack: the next one is the last
  std::vector<const Node *> suffixes;

  static unsigned columns(llvm::StringRef text) {
    int width = llvm::sys::unicode::columnWidthUTF8(text);
    return width < 0 ? unsigned(text.size()) : unsigned(width);
  }

  static void expand(std::vector<Command> &stack, const Command &command, unsigned indent,
                     bool flat) {
    for (auto part = command.node->parts.rbegin(); part != command.node->parts.rend(); ++part)
      stack.push_back({indent, flat, part->get()});
  }

  void write(llvm::StringRef text) {
    out += text;
    size_t lastLine = text.rfind('\n');
    if (lastLine == llvm::StringRef::npos)
      column += columns(text);
    else
      column = columns(text.substr(lastLine + 1));
  }

  void flushSuffixes() {
    for (const Node *suffix : suffixes) {
      trim();
      out += out.empty() || out.back() == '\n' ? suffix->text : "  " + suffix->text;
    }
    suffixes.clear();
  }

  void trim() {
    while (!out.empty() && out.back() == ' ')
      out.pop_back();
  }

  void newLine(unsigned indent, bool blank) {
    flushSuffixes();
    trim();
    out += blank ? "\n\n" : "\n";
    out.append(indent, ' ');
    column = indent;
  }

  void step(const Command &command) {
    const Node &node = *command.node;
    switch (node.kind) {
    case Node::Text:
      return write(node.text);
    case Node::Alternative:
      return write(command.flat ? node.text : node.brokenText);
    case Node::Suffix:
      suffixes.push_back(&node);
      return;
    case Node::Line:
      return command.flat ? write(node.text) : newLine(command.indent, node.blank);
    case Node::Concat:
      return expand(commands, command, command.indent, command.flat);
    case Node::Indent:
      return expand(commands, command, command.indent + 2, command.flat);
    case Node::Group:
      return expand(commands, command, command.indent,
                    command.flat || (!node.breaks && fits(command, column)));
    case Node::NextLine:
      return nextLine(command);
    }
  }

  void nextLine(const Command &command) {
    bool flat = command.flat || (!command.node->breaks && fits(command, column + 1));
    if (!flat && !command.node->breaks && fits(command, command.indent + 2)) {
      newLine(command.indent + 2, false);
      return expand(commands, command, command.indent + 2, true);
    }
    write(" ");
    expand(commands, command, command.indent, flat);
  }

  /// Whether the group, flat at column `from`, fits with what follows it up to the next possible
  /// new line.
  bool fits(const Command &group, unsigned from) const {
    int rest = int(width) - int(from);
    size_t following = commands.size();
    std::vector<Command> stack;
    expand(stack, group, group.indent, true);
    while (rest >= 0) {
      if (stack.empty()) {
        if (following == 0)
          return true;
        stack.push_back(commands[--following]);
      }
      Command command = stack.back();
      stack.pop_back();
      const Node &node = *command.node;
      switch (node.kind) {
      case Node::Text:
        rest -= int(columns(node.text));
        break;
      case Node::Alternative:
        rest -= int(columns(command.flat ? node.text : node.brokenText));
        break;
      case Node::Suffix:
        break;
      case Node::Line:
        if (!command.flat)
          return true;
        rest -= int(node.text.size());
        break;
      case Node::NextLine:
        if (!command.flat)
          return true;
        --rest;
        expand(stack, command, 0, true);
        break;
      default: // what follows the group may break, what is in it is flat
        expand(stack, command, 0, command.flat);
      }
    }
    return false;
  }
};

} // namespace

std::string cat::pretty::render(const Doc &doc, unsigned width) { return Renderer(width).run(doc); }
