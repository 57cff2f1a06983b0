// The programs that the fuzzer starts from: every .cat file of the source tree and every ```cat
// fragment of its documents, with what the syntax tree says of their parts.
#pragma once

#include "compiler/syntax/AST.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace cat::fuzz {

/// What a part of a program is; parts of one kind can stand for each other.
enum class PartKind { Decl, Stmt, Arm, Pattern, Object, Value, Static, Point, Case, Name, Number };

struct Part {
  PartKind kind;
  ast::Span span;
  int subkind = 0; // of a Value or Object: its ExprKind; of a Decl, Stmt or Pattern likewise
};

/// Parts that stand side by side, and what stands between them.
struct List {
  std::vector<ast::Span> elements;
  const char *separator;
};

struct Outline {
  std::vector<Part> parts;
  std::vector<List> lists;
};

Outline outline(const ast::Module &module);
/// The outline of `text`; empty when it does not parse.
Outline outline(const std::string &text);

/// The names that occur in `text`.
std::vector<std::string> namesIn(const std::string &text);

struct Program {
  std::string path, text;
  struct Decl {
    std::string text;
    std::vector<std::string> declares; // its name and those of its cases
    std::set<std::string> mentions;
    bool isImport, isPipeline;
  };
  std::vector<Decl> decls; // none when the file does not parse

  /// Declaration `index` with all that it mentions, in their order: the least program it stands in.
  std::string slice(size_t index) const;
};

struct Corpus {
  std::vector<Program> programs;
  /// The texts of all parts, by kind and subkind.
  std::map<std::pair<PartKind, int>, std::vector<std::string>> donors;
  std::map<PartKind, std::vector<std::string>> donorsOfKind;
  std::vector<std::string> libraryNames; // what the prelude declares

  /// Reads everything below `folder`.
  explicit Corpus(const std::string &folder);

private:
  void addProgram(std::string path, std::string text);
  void addDocument(const std::string &path, const std::string &text);
  void addDonors(const std::string &text, const Outline &outline);
};

} // namespace cat::fuzz
