// Renders diagnostics for people and for tools, and finds the names a misspelt one may have meant.
#include "compiler/diagnostics/Diagnostics.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/Unicode.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <set>

using namespace cat;
using llvm::StringRef;

Diagnostic &Diagnostics::error(std::string code, Span span, std::string message) {
  Diagnostic diagnostic;
  diagnostic.code = std::move(code);
  diagnostic.span = span;
  diagnostic.message = std::move(message);
  if (++errorCount > maxErrors)
    return overflow = std::move(diagnostic);
  return list.emplace_back(std::move(diagnostic));
}

Diagnostic &Diagnostics::warning(std::string code, Span span, std::string message) {
  Diagnostic &diagnostic = list.emplace_back();
  diagnostic.severity = Severity::Warning;
  diagnostic.code = std::move(code);
  diagnostic.span = span;
  diagnostic.message = std::move(message);
  return diagnostic;
}

/// The diagnostics in the order of the source, whatever the order they were found in; a file that
/// two programs of one run import is wrong once.
static std::vector<const Diagnostic *> inSourceOrder(const std::vector<Diagnostic> &list,
                                                     const SourceManager &sources) {
  std::vector<const Diagnostic *> result;
  std::set<std::tuple<std::string_view, uint32_t, uint32_t, std::string_view>> seen;
  for (const Diagnostic &d : list)
    if (d.span.file == SourceManager::noFile ||
        seen.insert({sources.name(d.span.file), d.span.begin, d.span.end, d.code}).second)
      result.push_back(&d);
  llvm::sort(result, [](const Diagnostic *a, const Diagnostic *b) {
    return std::tie(a->span.file, a->span.begin, a) < std::tie(b->span.file, b->span.begin, b);
  });
  return result;
}

namespace {
/// One line of source, made fit for a terminal, with the columns to underline.
struct Excerpt {
  std::string text;
  unsigned begin = 0, end = 0;
};
} // namespace

/// The bytes of the UTF-8 character at the front of `text`; a stray byte stands alone.
static size_t characterLength(StringRef text) {
  size_t length = 1;
  while (uint8_t(text[0]) >= 0xC0 && length < text.size() && (uint8_t(text[length]) & 0xC0) == 0x80)
    ++length;
  return length;
}

/// A window of `line` around `begin`: very long lines would hide the message.
static StringRef window(StringRef line, size_t &begin, size_t &end) {
  constexpr size_t before = 100, size = 240;
  if (line.size() <= size)
    return line;
  size_t from = begin > before ? begin - before : 0;
  while (from > 0 && (uint8_t(line[from]) & 0xC0) == 0x80)
    --from;
  size_t to = std::min(line.size(), from + size);
  while (to < line.size() && (uint8_t(line[to]) & 0xC0) == 0x80)
    ++to;
  begin -= from;
  end = std::min(end, to) - from;
  return line.slice(from, to);
}

/// Expands tabs, replaces what a terminal cannot show, and counts wide characters as two columns.
static Excerpt excerpt(StringRef line, size_t begin, size_t end) {
  line = window(line, begin, end);
  Excerpt result;
  unsigned column = 0;
  for (size_t i = 0; i < line.size();) {
    if (i <= begin)
      result.begin = column;
    StringRef character = line.substr(i, characterLength(line.substr(i)));
    int width = llvm::sys::unicode::columnWidthUTF8(character);
    if (character == "\t") {
      width = 4 - int(column % 4);
      result.text.append(width, ' ');
    } else if (width < 0) { // a control character or no UTF-8
      width = 1;
      result.text += "\xEF\xBF\xBD";
    } else {
      result.text += character;
    }
    column += width;
    i += character.size();
    if (i <= end)
      result.end = column;
  }
  if (begin >= line.size())
    result.begin = column;
  result.end = std::max(result.end, result.begin + 1);
  return result;
}

/// The line of `span` with the part of the span in that line underlined.
static void renderLine(llvm::raw_ostream &os, const SourceManager &sources, Span span) {
  StringRef text = sources.text(span.file);
  size_t begin = std::min<size_t>(span.begin, text.size());
  size_t start = text.take_front(begin).find_last_of("\r\n");
  start = start == StringRef::npos ? 0 : start + 1;
  StringRef line = text.substr(start).take_until([](char c) { return c == '\n' || c == '\r'; });
  begin = std::min(begin - start, line.size());
  size_t end = std::max<size_t>(std::min<size_t>(span.end - start, line.size()), begin);
  if (span.end < start)
    end = begin;
  Excerpt shown = excerpt(line, begin, end);
  std::string number = std::to_string(sources.lineColumn(span.file, span.begin).line);
  os << "  " << number << " | " << shown.text << '\n';
  os.indent(number.size() + 2) << " | ";
  os.indent(shown.begin) << '^' << std::string(shown.end - shown.begin - 1, '~') << '\n';
}

/// What stands in a line of a message: the end of a long object tells less than its beginning.
static std::string shortened(StringRef text) {
  constexpr size_t most = 400;
  if (text.size() <= most)
    return text.str();
  size_t end = most;
  while ((uint8_t(text[end]) & 0xC0) == 0x80)
    --end;
  return (text.take_front(end) + "…").str();
}

static void renderOne(llvm::raw_ostream &os, const SourceManager &sources, const Diagnostic &d) {
  os << sources.place(d.span) << (d.severity == Severity::Error ? ": error[" : ": warning[")
     << d.code << "]: " << d.message << '\n';
  renderLine(os, sources, d.span);
  if (!d.expected.empty())
    os << "  expected: " << shortened(d.expected) << '\n';
  if (!d.found.empty())
    os << "  found:    " << shortened(d.found) << '\n';
  for (const Note &note : d.notes) {
    os << sources.place(note.span) << ": note: " << note.message << '\n';
    renderLine(os, sources, note.span);
  }
  if (!d.suggestion.empty())
    os << "  help: " << shortened(d.suggestion) << '\n';
}

void Diagnostics::render(llvm::raw_ostream &os, const SourceManager &sources) const {
  for (const Diagnostic *diagnostic : inSourceOrder(list, sources))
    renderOne(os, sources, *diagnostic);
  if (errorCount > maxErrors)
    os << errorCount - maxErrors << " more errors are not shown\n";
}

static void placeJson(llvm::json::OStream &json, const SourceManager &sources, Span span) {
  if (span.file == SourceManager::noFile)
    return;
  LineColumn begin = sources.lineColumn(span.file, span.begin);
  LineColumn end = sources.lineColumn(span.file, std::max(span.begin, span.end));
  json.attribute("file", llvm::json::fixUTF8(sources.name(span.file)));
  json.attribute("line", begin.line);
  json.attribute("column", begin.column);
  json.attribute("endLine", end.line);
  json.attribute("endColumn", end.column);
}

static void textJson(llvm::json::OStream &json, StringRef key, StringRef text) {
  if (!text.empty())
    json.attribute(key, llvm::json::fixUTF8(text));
}

void Diagnostics::renderJson(llvm::raw_ostream &os, const SourceManager &sources) const {
  llvm::json::OStream json(os, 2);
  json.array([&] {
    for (const Diagnostic *d : inSourceOrder(list, sources))
      json.object([&] {
        json.attribute("severity", d->severity == Severity::Error ? "error" : "warning");
        textJson(json, "code", d->code);
        placeJson(json, sources, d->span);
        textJson(json, "message", d->message);
        textJson(json, "expected", d->expected);
        textJson(json, "found", d->found);
        textJson(json, "suggestion", d->suggestion);
        json.attributeArray("notes", [&] {
          for (const Note &note : d->notes)
            json.object([&] {
              placeJson(json, sources, note.span);
              textJson(json, "message", note.message);
            });
        });
      });
  });
  os << '\n';
}

std::vector<std::string> cat::nearest(std::string_view name,
                                      const std::vector<std::string> &candidates) {
  StringRef wanted(name);
  // A third of the name may be wrong, one letter in short names.
  unsigned least = std::max<unsigned>(1, unsigned(wanted.size()) / 3);
  std::vector<std::string> result;
  for (const std::string &candidate : candidates) {
    unsigned distance = wanted.edit_distance(candidate, /*AllowReplacements=*/true, least);
    if (distance > least || distance >= std::max(wanted.size(), candidate.size()))
      continue;
    if (distance < least)
      result.clear();
    least = distance;
    if (!llvm::is_contained(result, candidate))
      result.push_back(candidate);
  }
  return result;
}

std::string cat::didYouMean(std::string_view name, const std::vector<std::string> &candidates) {
  std::vector<std::string> names = nearest(name, candidates);
  if (names.empty())
    return "";
  std::string result = "did you mean ";
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0)
      result += i + 1 == names.size() ? " or " : ", ";
    result += "`" + names[i] + "`";
  }
  return result + "?";
}
