// Mutated programs: nothing crashes or hangs, trees and errors exclude each other, and what parses
// can be formatted, the result meaning the same and being a fixed point.
#include "Parsing.h"

#include <random>

using namespace cat;
using namespace cat::test;

namespace {

class Mutator {
public:
  explicit Mutator(std::vector<std::string> seeds) : seeds(std::move(seeds)) {}

  std::string next() {
    std::string text = seeds[below(seeds.size())];
    for (size_t count = 1 + below(3); count > 0; --count)
      mutate(text);
    return text;
  }

private:
  size_t below(size_t limit) { return limit ? random() % limit : 0; }

  void mutate(std::string &text) {
    static constexpr const char *pieces[] = {
        "(",  ")",    "[",    "]",    "{",        "}",      "\"",     "\n", ";",
        ",",  ":",    "=",    "=>",   "->",       "-",      "..",     "/*", "*/",
        "//", "///",  "let ", "if ",  "then ",    "else ",  "{x",     ":.", ".",
        "\\", "\xC3", "\x80", "log ", "reverse ", "match ", "arrow ", "0x", "~"};
    size_t at = below(text.size()), length = 1 + below(20);
    switch (below(4)) {
    case 0:
      text.erase(at, length);
      return;
    case 1:
      text.insert(at, pieces[below(std::size(pieces))]);
      return;
    case 2:
      text.insert(at, text.substr(below(text.size()), length));
      return;
    default:
      text.replace(at, std::min<size_t>(1, text.size()), pieces[below(std::size(pieces))]);
    }
  }

  std::vector<std::string> seeds;
  std::mt19937 random{42};
};

/// Short programs, in which a mutation matters: each declaration, and each line of a block.
std::vector<std::string> pieces(const std::string &program) {
  std::vector<std::string> result = {""};
  for (size_t at = 0; at < program.size();) {
    size_t end = std::min(program.find('\n', at), program.size() - 1) + 1;
    std::string line = program.substr(at, end - at);
    if (isalpha(uint8_t(line[0])) || line[0] == '/')
      result.emplace_back();
    else if (line.size() > 2)
      result.insert(result.end() - 1, "pipeline main {" + line + "}");
    result.back() += line;
    at = end;
  }
  return result;
}

} // namespace

/// CAT_FUZZ_CASES asks for a longer run.
static int fuzzCases() {
  const char *cases = std::getenv("CAT_FUZZ_CASES");
  return cases ? std::atoi(cases) : 4000;
}

TEST(Fuzz, Mutations) {
  std::vector<std::string> seeds;
  for (const std::string &name : programs())
    for (std::string &piece : pieces(readProgram(name)))
      seeds.push_back(std::move(piece));
  Mutator mutator(seeds);
  unsigned valid = 0;
  for (int i = 0; i < fuzzCases() && !HasFailure(); ++i) {
    std::string text = mutator.next();
    Parsed first(text);
    ASSERT_EQ(first.module == nullptr, first.diagnostics.hasErrors()) << text;
    if (!first.module)
      continue;
    ++valid;
    Parsed second(first.formatted());
    ASSERT_TRUE(second.module) << text << "\n=== formatted\n"
                               << first.formatted() << second.errors();
    ASSERT_EQ(first.tree(), second.tree()) << text << "\n=== formatted\n" << first.formatted();
    ASSERT_EQ(first.formatted(), second.formatted()) << text;
  }
  EXPECT_GT(valid, unsigned(fuzzCases()) / 20);
}
