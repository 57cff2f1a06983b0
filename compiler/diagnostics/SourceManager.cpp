// The texts of a compilation, and the way from a byte offset to a line and column.
#include "compiler/diagnostics/Diagnostics.h"

#include <algorithm>
#include <cassert>

using namespace cat;

uint32_t SourceManager::add(std::string name, std::string text) {
  File file{std::move(name), std::move(text), {0}};
  for (size_t i = 0, size = file.text.size(); i < size; ++i) {
    // A line ends with "\n", "\r\n" or a lone "\r", as for the lexer.
    bool carriageReturn = file.text[i] == '\r' && !(i + 1 < size && file.text[i + 1] == '\n');
    if (file.text[i] == '\n' || carriageReturn)
      file.lineStarts.push_back(uint32_t(i + 1));
  }
  files.push_back(std::move(file));
  return uint32_t(files.size() - 1);
}

std::string_view SourceManager::name(uint32_t file) const {
  assert(file < files.size() && "no such file");
  return files[file].name;
}

std::string_view SourceManager::text(uint32_t file) const {
  assert(file < files.size() && "no such file");
  return files[file].text;
}

std::string_view SourceManager::text(Span span) const {
  std::string_view all = text(span.file);
  size_t begin = std::min<size_t>(span.begin, all.size());
  size_t end = std::min<size_t>(std::max(span.begin, span.end), all.size());
  return all.substr(begin, end - begin);
}

LineColumn SourceManager::lineColumn(uint32_t file, uint32_t offset) const {
  const File &f = files[file];
  offset = std::min<uint32_t>(offset, uint32_t(f.text.size()));
  auto next = std::upper_bound(f.lineStarts.begin(), f.lineStarts.end(), offset);
  LineColumn result{unsigned(next - f.lineStarts.begin()), 1};
  for (uint32_t i = *std::prev(next); i < offset; ++i)
    if ((uint8_t(f.text[i]) & 0xC0) != 0x80) // not the continuation of a character
      ++result.column;
  return result;
}

std::optional<ast::Span> SourceManager::span(std::string_view name, LineColumn place) const {
  for (uint32_t file = 0; file < files.size(); ++file) {
    const File &f = files[file];
    if (f.name != name || place.line == 0 || place.line > f.lineStarts.size())
      continue;
    uint32_t offset = f.lineStarts[place.line - 1];
    for (unsigned column = 1; column < place.column && offset < f.text.size(); ++column)
      while (++offset < f.text.size() && (uint8_t(f.text[offset]) & 0xC0) == 0x80) {
      }
    return Span{file, offset, offset};
  }
  return std::nullopt;
}

std::string SourceManager::place(Span span) const {
  LineColumn at = lineColumn(span.file, span.begin);
  return std::string(name(span.file)) + ":" + std::to_string(at.line) + ":" +
         std::to_string(at.column);
}
