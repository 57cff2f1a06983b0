// Documents that know where they may break, and the one function that lays them out. After Wadler's
// "A prettier printer", with Oppen's groups: a group stands on one line if it fits, else all of its
// own lines break.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace cat::pretty {

struct Node;
using Doc = std::shared_ptr<const Node>;

struct Node {
  enum Kind { Text, Line, Group, Indent, Concat, Suffix, Alternative, NextLine } kind;
  std::string text;       // Text, Suffix; Line: what stands for it when flat
  std::string brokenText; // Alternative: used when the enclosing group breaks, else `text`
  std::vector<Doc> parts;
  bool breaks = false; // holds a line that must break, so that enclosing groups do
  bool blank = false;  // Line: an empty line stands above the next
};

Doc text(std::string text);
/// A space, or a new line when the group breaks.
Doc line();
/// Nothing, or a new line when the group breaks.
Doc softLine();
/// A new line; with `blank`, an empty line too.
Doc hardLine(bool blank = false);
/// Nothing to see, but the enclosing groups break.
Doc forceBreak();
Doc concat(std::vector<Doc> parts);
Doc group(std::vector<Doc> parts);
/// Lines inside are indented by two more spaces.
Doc indent(std::vector<Doc> parts);
/// Text that moves to the end of the line: a comment.
Doc suffix(std::string text);
Doc alternative(std::string broken, std::string flat);
/// A space and `parts`; or `parts` on the next line, if they fit there in one line but not here.
Doc nextLineIfFlat(std::vector<Doc> parts);

/// Lays out `doc`; ends without a new line.
std::string render(const Doc &doc, unsigned width);

} // namespace cat::pretty
