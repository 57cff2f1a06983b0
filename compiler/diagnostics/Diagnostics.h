// Diagnostics in the words of the program: sources, error codes, carets, notes, suggestions.
#pragma once

#include "compiler/syntax/AST.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace llvm {
class raw_ostream;
}

namespace cat {

using ast::Span;

/// A place a person can look up: 1-based line and column (columns count characters, not bytes).
struct LineColumn {
  unsigned line = 0;
  unsigned column = 0;
};

/// Owns the text of every source file of a compilation.
class SourceManager {
public:
  static constexpr uint32_t noFile = ~0u; // of a message without a place

  /// Adds a file and returns its index, the `file` of every Span in it.
  uint32_t add(std::string name, std::string text);
  std::string_view name(uint32_t file) const;
  std::string_view text(uint32_t file) const;
  std::string_view text(Span span) const;
  LineColumn lineColumn(uint32_t file, uint32_t offset) const;
  /// The character at a place of the file `name`; nothing when there is no such file.
  std::optional<Span> span(std::string_view name, LineColumn place) const;
  /// `FILE:LINE:COL` of the begin of `span`.
  std::string place(Span span) const;

private:
  struct File {
    std::string name, text;
    std::vector<uint32_t> lineStarts;
  };
  std::vector<File> files;
};

enum class Severity { Error, Warning };

struct Note {
  Span span;
  std::string message;
};

struct Diagnostic {
  Severity severity = Severity::Error;
  std::string code; // `E0123`
  Span span;
  std::string message;     // one line: what is wrong
  std::string expected;    // in the program's words; may be empty
  std::string found;       // likewise
  std::string suggestion;  // how to fix it; may be empty
  std::vector<Note> notes; // the other places involved
};

/// Collects the diagnostics of a compilation; at most 20 errors are kept, in the order of the
/// source.
class Diagnostics {
public:
  static constexpr unsigned maxErrors = 20;

  Diagnostic &error(std::string code, Span span, std::string message);
  Diagnostic &warning(std::string code, Span span, std::string message);
  bool hasErrors() const { return errorCount != 0; }
  unsigned errors() const { return errorCount; }
  const std::vector<Diagnostic> &all() const { return list; }

  /// For people: place, message, the line with a caret, expected and found, notes, suggestion.
  void render(llvm::raw_ostream &os, const SourceManager &sources) const;
  /// For tools: one JSON array.
  void renderJson(llvm::raw_ostream &os, const SourceManager &sources) const;

private:
  std::vector<Diagnostic> list;
  Diagnostic overflow; // takes what comes after `maxErrors`
  unsigned errorCount = 0;
};

/// The candidates at the least edit distance from `name`, in their own order and each once; none
/// when even the nearest is too far away to be meant.
std::vector<std::string> nearest(std::string_view name, const std::vector<std::string> &candidates);

/// The sentence for `Diagnostic::suggestion`: "did you mean `a` or `b`?", or nothing.
std::string didYouMean(std::string_view name, const std::vector<std::string> &candidates);

} // namespace cat
