// Comments and lists: every comment is printed before the first element that follows it, or at the
// end of the line it stands on.
#include "compiler/syntax/Formatter.h"

#include "llvm/ADT/StringRef.h"

using namespace cat;
using namespace cat::pretty;
using llvm::StringRef;

/// The text of a comment; a `///` that documents nothing becomes `//`, lest it document something.
std::string Formatter::commentText(const Comment &comment, bool asDoc) const {
  StringRef text = StringRef(sources.text(comment.span)).rtrim();
  if (comment.doc && !asDoc)
    return "//" + text.drop_front(3).str();
  std::string result;
  for (char c : text)
    if (c != '\r')
      result += c;
  return result;
}

bool Formatter::newLineBetween(uint32_t from, uint32_t to) const {
  return from < to && source.slice(from, to).find_first_of("\r\n") != StringRef::npos;
}

/// Whether the source has an empty line between two offsets.
bool Formatter::blankBetween(uint32_t from, uint32_t to) const {
  return from < to && source.slice(from, to).count('\n') > 1;
}

/// The next `character` from `from` on that is not in a comment; the end of the file without one.
uint32_t Formatter::find(char character, uint32_t from) const {
  for (const Comment &comment : pending) {
    if (comment.span.begin < from)
      continue;
    size_t at = source.slice(from, comment.span.begin).find(character);
    if (at != StringRef::npos)
      return from + uint32_t(at);
    from = comment.span.end;
  }
  return uint32_t(std::min(source.find(character, from), source.size()));
}

/// Whether a comment is documentation of what begins at `offset`: a `///` with nothing in between
/// but comments, and the `|` of a case.
bool Formatter::documents(size_t index, uint32_t offset) const {
  if (!pending[index].doc)
    return false;
  for (; index < pending.size() && pending[index].span.begin < offset; ++index) {
    uint32_t end = index + 1 < pending.size() ? pending[index + 1].span.begin : offset;
    StringRef between = source.slice(pending[index].span.end, std::min(end, offset));
    if (between.find_first_not_of(" \t\r\n|;") != StringRef::npos)
      return false;
  }
  return true;
}

/// The comments before an element: on lines of their own, a short `/* … */` in line.
Doc Formatter::leading(uint32_t before, bool documented) {
  Docs docs;
  for (; next < pending.size() && pending[next].span.begin < before; ++next) {
    const Comment &comment = pending[next];
    bool lineComment = StringRef(sources.text(comment.span)).starts_with("//");
    uint32_t following = next + 1 < pending.size() ? pending[next + 1].span.begin : before;
    docs.push_back(text(commentText(comment, documented && documents(next, before))));
    if (!lineComment && !newLineBetween(comment.span.end, std::min(following, before)))
      docs.push_back(text(" "));
    else
      docs.push_back(hardLine(blankBetween(comment.span.end, std::min(following, before))));
  }
  return concat(std::move(docs));
}

/// The comments that end the line of what stops at `from`, if they come before `before`.
Doc Formatter::trailing(uint32_t from, uint32_t before, bool documented) {
  Docs docs;
  for (; next < pending.size() && pending[next].span.begin < before; ++next) {
    const Comment &comment = pending[next];
    bool lineComment = StringRef(sources.text(comment.span)).starts_with("//");
    bool endsLine =
        lineComment || newLineBetween(comment.span.end, before) || before > source.size();
    if (newLineBetween(from, comment.span.begin) || !endsLine ||
        (documented && documents(next, before)))
      break;
    docs.push_back(suffix(commentText(comment, false)));
    docs.push_back(forceBreak());
    from = std::max(from, comment.span.end);
  }
  return concat(std::move(docs));
}

/// The elements between the offsets `open` and `close`, with the comments there.
Doc Formatter::items(const std::vector<Item> &list, const Style &style, uint32_t open,
                     uint32_t close) {
  Docs docs;
  uint32_t end = open;
  for (size_t i = 0; i < list.size(); ++i) {
    const Item &item = list[i];
    if (i > 0)
      docs.push_back(alternative(style.separator, style.flatSeparator));
    if (i > 0 || open > 0) // at the front of the file there is no line to end
      docs.push_back(trailing(end, item.span.begin, item.documented));
    uint32_t begin = item.span.begin;
    if (next < pending.size())
      begin = std::min(begin, std::max(end, pending[next].span.begin));
    if (i == 0)
      docs.push_back(style.first);
    else
      docs.push_back(style.keepsBlanks && blankBetween(end, begin) ? hardLine(true)
                     : style.fills                                 ? group({line()})
                                                                   : line());
    docs.push_back(leading(item.span.begin, item.documented));
    docs.push_back(item.print());
    end = item.span.end;
  }
  if (!list.empty() || open > 0)
    docs.push_back(trailing(end, close));
  for (; next < pending.size() && pending[next].span.begin < close; ++next) {
    Span comment = pending[next].span;
    bool nothingAbove = list.empty() && open == 0 && end == open;
    if (!newLineBetween(end, close) && close <= source.size()) { // `f(a /* b */)`
      docs.push_back(text(" " + commentText(pending[next], false)));
      continue;
    }
    bool blank = style.keepsBlanks && blankBetween(end, comment.begin);
    if (!nothingAbove)
      docs.push_back(hardLine(blank));
    docs.push_back(text(commentText(pending[next], false)));
    docs.push_back(forceBreak());
    end = comment.end;
  }
  return concat(std::move(docs));
}

/// `(a, b)`: on one line, or each element on its own, or, if it fills, as many on a line as fit.
Doc Formatter::bracketed(std::string open, const std::vector<Item> &list, std::string close,
                         ast::Span span, bool fills) {
  Style style{",", softLine(), false, ",", fills};
  Doc inside = items(list, style, span.begin, span.end - uint32_t(close.size()));
  if (list.empty() && !inside->breaks)
    return concat({text(std::move(open)), inside, text(std::move(close))});
  return group({text(std::move(open)), indent({inside}), softLine(), text(std::move(close))});
}

/// `{ a; b }`: on one line only if the source has it so.
Doc Formatter::braced(const std::vector<Item> &list, ast::Span span, std::string separator) {
  Style style{separator == ";" ? "" : separator, line(), separator == ";", separator};
  bool breaks = newLineBetween(span.begin, separator == ";" ? span.end
                                           : list.empty()   ? span.begin
                                                            : list[0].span.begin);
  size_t comment = next;
  Doc inside = items(list, style, span.begin + 1, span.end - 1);
  if (list.empty() && !inside->breaks)
    return concat({text("{"), inside, text(next == comment ? "}" : " }")});
  return group(
      {text("{"), indent({inside}), line(), text("}"), breaks ? forceBreak() : concat({})});
}
