// Every syntax error: its code, its place, what it says; that one mistake gives one error, and that
// several mistakes give several.
#include "Parsing.h"

using namespace cat;
using namespace cat::test;

namespace {

struct Case {
  const char *source;
  const char *errors; // `LINE:COL CODE` of each
  const char *says = "";
};

std::string found(const Parsed &parsed) {
  std::string result;
  for (const Diagnostic &d : parsed.diagnostics.all()) {
    LineColumn at = parsed.sources.lineColumn(d.span.file, d.span.begin);
    result += (result.empty() ? "" : ", ") + std::to_string(at.line) + ":" +
              std::to_string(at.column) + " " + d.code;
  }
  return result;
}

void check(const std::vector<Case> &cases) {
  for (const Case &each : cases) {
    SCOPED_TRACE(each.source);
    Parsed parsed(each.source);
    EXPECT_EQ(found(parsed), each.errors) << parsed.errors();
    EXPECT_NE(parsed.errors().find(each.says), std::string::npos) << parsed.errors();
    EXPECT_FALSE(parsed.module);
    for (const char *jargon : {"SEP", "IDENT", "EOF", "token", "mismatched", "viable"})
      EXPECT_EQ(parsed.errors().find(jargon), std::string::npos) << parsed.errors();
  }
}

} // namespace

TEST(Errors, Unexpected) {
  check({
      {"arrow f : A -> B = a +\ndim C = 1", "1:23 E0001", "unexpected end of the line"},
      {"dim A =", "1:8 E0001", "unexpected end of the file"},
      {"dim A 1", "1:7 E0001", "expected: `=` or the end of the line"},
      {"dim = 1", "1:5 E0001", "expected: a name"},
      {"dim let = 1", "1:5 E0001", "`let` is a keyword; choose another name"},
      {"object T = ", "1:11 E0001"},
      {"arrow f : -> B = g", "1:11 E0001", "expected: an object"},
      {"arrow f = g", "1:9 E0001", "`:`"},
      {"arrow f : A -> B\n{ g }", "2:1 E0001", "must stand on the line"},
      {"objct T = f32", "1:1 E0001", "did you mean `object`?"},
      {"foo\nbar\nbaz", "1:1 E0001", "expected: a declaration"},
      {"pipeline main { f x }", "1:19 E0001", "applied with parentheses"},
      {"pipeline main {\n  (x) = 3\n}", "2:7 E0001", "let x ="},
      {"pipeline main {\n  x + 1 : f32\n}", "2:9 E0001", "parentheses around an ascription"},
      {"pipeline main { let x = .5 }", "1:25 E0001", "`0.5`"},
      {"pipeline main { match x { some(y) = 3; none => 4 } }", "1:35 E0001", "expected: `=>`"},
      {"pipeline main { arrow g : A = b }", "1:17 E0001", "expected: a statement"},
      {"theory T { let x = 1 }", "1:12 E0001"},
      {"import std.nn (a b)", "1:18 E0001", "`,`"},
      {"enum E = a b", "1:12 E0001"},
      {"arrow f[N T] : A = b", "1:11 E0001"},
      {"pipeline main { if a b }", "1:22 E0001"},
      {"pipeline main { for x xs {} }", "1:23 E0001", "`in`"},
      {"pipeline main { print \"{}\" }", "1:25 E0001", "expected: an expression"},
      {"module a module b", "1:10 E0001"},
      {"let x = 1", "1:1 E0001", "unexpected keyword `let`"},
  });
}

TEST(Errors, SeveralInOneRun) {
  check({
      {"dim A =\ndim B = 1\narrow f : A -> = x\npipeline main {\n  let x = +\n  let y = 1\n  y "
       "y\n}\n"
       "dim = 2",
       "1:8 E0001, 3:16 E0001, 5:11 E0001, 7:5 E0001, 9:5 E0001"},
      {"pipeline main {\n  match x {\n    a = 1\n    b => 2\n    c =>\n  }\n  let = 3\n}",
       "3:7 E0001, 5:9 E0001, 7:7 E0001"},
      {"instance i : M {\n  a 1\n  b = 2\n  c == 3\n}", "2:5 E0001, 4:5 E0001"},
  });
}

TEST(Errors, Brackets) {
  check({
      {"pipeline main {\n  let x = f(1, 2\n  let y = 3\n}", "3:3 E0002",
       "2:12: note: it opens here"},
      {"pipeline main {\n  f(1]\n  g()\n}", "2:6 E0002", "write `)`"},
      {"pipeline main {\n  f([1, 2)\n}", "2:10 E0002", "2:5: note"},
      {"pipeline main {\n  print 1\n\narrow f : A = b\ndim C = 1", "4:1 E0002", "1:15: note"},
      {"pipeline main {\n  print 1\n", "1:15 E0002", "before the end of the file"},
      {"dim A = (1 + 2", "1:9 E0002"},
      {"dim A = 1)\ndim B = ]", "1:10 E0011, 2:9 E0011", "`)` closes nothing"},
      {"pipeline main {\n  print 1\n}}\ndim = 1", "3:2 E0011, 4:5 E0001"},
      {"arrow f[N : A -> B {\n  x\n}\ndim A = 1", "4:1 E0002", "1:8: note"},
  });
}

TEST(Errors, StringsAndComments) {
  check({
      {"pipeline main {\n  print \"abc\n  print \"d\"\n}", "2:9 E0003", "has no end"},
      {"pipeline main {\n  print \"a {x\n  let = 1\n}", "2:9 E0003, 3:7 E0001", "not closed"},
      {"pipeline main { print \"a {f(x}\" }", "1:30 E0002"},
      {"pipeline main { print \"a {x:.2f\" }", "1:32 E0002"},
      {"dim A = 1 /* a /* b */", "1:11 E0004", "comments nest"},
      {"pipeline main { print \"a \\q b\" }", "1:26 E0007", "unknown escape `\\q`"},
      {"pipeline main { print \"\\u{110000}\" }", "1:24 E0007", "not a Unicode character"},
      {"pipeline main { print \"\\u{}\" }", "1:24 E0007"},
      {"pipeline main { print \"a } b\" }", "1:26 E0010", "write `}}`"},
      {"pipeline main { print \"{x:}\" }", "1:27 E0009", "a format is missing"},
      {"pipeline main { print \"{x:4f}\" }", "1:27 E0009", "`4f` is not a format"},
      {"pipeline main { print \"{x:.4g} {y:.2f}\" }", "1:27 E0009"},
  });
}

TEST(Errors, CharactersAndNumbers) {
  check({
      {"dim A = 1 § 2", "1:11 E0005", "unexpected character `§`"},
      {"arrow f : A → B = g", "1:13 E0005", "write `->`"},
      {"dim A = \x01", "1:9 E0005", "control character U+0001"},
      {"dim A = \xff\xfe", "1:9 E0005", "not valid UTF-8"},
      {"dim größe = 1", "1:7 E0005", "ASCII"},
      {"dim A = 12abc\ndim B = 1__0\ndim C = 0x\ndim D = 1e\ndim E = 1.5u8",
       "1:9 E0006, 2:9 E0006, 3:9 E0006, 4:9 E0006, 5:9 E0006", "`12abc` is not a number"},
      {"dim A = x.99999999999999999999", "1:11 E0006"},
  });
}

TEST(Errors, Meaning) {
  check({
      {"dim A = a == b == c", "1:16 E0014", "`==` and `==` cannot be chained"},
      {"dim A = a < b >= c", "1:15 E0014", "&&"},
      {"dim A = f(x) => 1", "1:9 E0012", "parameters of a lambda"},
      {"dim A = a else b", "1:11 E0013", "without an `if`"},
      {"dim A", "1:1 E0015", "needs a value"},
      {"arrow f : A", "1:7 E0015", "has no body"},
      {"law l: f(x)", "1:8 E0015", "equation"},
      {"trusted dim A = 1", "1:1 E0015", "before `arrow`"},
      {"pub pub dim A = 1", "1:5 E0015", "twice"},
      {"extern arrow f : A = g", "1:22 E0015", "name of a C function"},
      {"dim A = f(a, b; x)", "1:11 E0015", "one object of parameters"},
      {"dim A = f(; x)", "1:11 E0015"},
      {"dim A = f(1 : f32)", "1:11 E0015", "write `(1 : f32)`"},
      {"dim A = (1,)", "1:11 E0015", "tuples of one"},
  });
}

TEST(Errors, DeepNesting) {
  auto repeat = [](const char *text, unsigned times) {
    std::string result;
    while (times--)
      result += text;
    return result;
  };
  constexpr unsigned many = 100000;
  for (const std::string &source :
       {repeat("(", many), repeat("{", many), "dim A = " + repeat("f(", many),
        "dim A = " + repeat("-", many) + "1", "dim A = " + repeat("1+", many) + "1",
        "dim A = " + repeat("1^", many) + "1", "dim A = x" + repeat(".a", many),
        "dim A = x" + repeat("()", many), "dim A = " + repeat("x => ", many) + "x",
        "dim A = " + repeat("if a then b else ", many) + "c",
        "dim A = " + repeat("if a then ", many) + "c", repeat("/*", many),
        "dim A = " + repeat("\"{", many)}) {
    Parsed parsed(source);
    EXPECT_FALSE(parsed.module);
    EXPECT_EQ(parsed.diagnostics.errors(), 1u) << parsed.errors().substr(0, 500);
  }
  EXPECT_TRUE(Parsed("dim A = " + repeat("(", 199) + "1" + repeat(")", 199)).module);
  EXPECT_TRUE(Parsed("dim A = " + repeat("1 + ", 400) + "1").module);
  // Chains inside of brackets: each is allowed, together they are too much.
  std::string nested = "x";
  for (int i = 0; i < 20; ++i)
    nested = "(" + nested + repeat(" + 1", 100) + ")";
  EXPECT_FALSE(Parsed("dim A = " + nested).module);
}
