// Makes broken, odd and sometimes right programs out of those of a corpus.
#pragma once

#include "test/fuzz/Corpus.h"

#include <random>

namespace cat::fuzz {

class Mutator {
public:
  explicit Mutator(const Corpus &corpus) : corpus(corpus) {}

  /// Program `index` of the sequence that belongs to `seed`: the same whenever it is asked for.
  std::string program(uint64_t seed, uint64_t index);

private:
  size_t below(size_t limit) { return limit ? random() % limit : 0; }
  bool oneIn(size_t n) { return below(n) == 0; }
  template <typename T> auto anyOf(const T &list) { return list[below(std::size(list))]; }
  std::string textOf(ast::Span span) const {
    return text.substr(span.begin, span.end - span.begin);
  }
  void replace(ast::Span span, const std::string &with) {
    text.replace(span.begin, span.end - span.begin, with);
  }

  void start();
  void mutate();
  const Part *partOf(PartKind kind);
  const Part *anyPart();
  const List *listWith(size_t least);
  std::string donor(const Part &part);
  std::string expression();

  // Each changes `text` once; `outline` is that of the text before.
  void replacePart();
  void swapParts();
  void deleteElement();
  void duplicateElement();
  void swapElements();
  void addElement();
  void renameOne();
  void extremeNumber();
  void changeDim();
  void wrap();
  void nest();
  void addDeclaration();
  void damageTokens();
  void damageBytes();

  const Corpus &corpus;
  std::mt19937_64 random;
  std::string text;
  Outline outline;
};

} // namespace cat::fuzz
