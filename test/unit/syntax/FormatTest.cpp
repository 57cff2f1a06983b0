// The formatter: its output means the same, is a fixed point, and keeps every comment.
#include "Parsing.h"

#include "compiler/syntax/Comments.h"

#include <algorithm>

using namespace cat;
using namespace cat::test;

namespace {

/// The words of all comments, in order; `///` and `//` count as the same.
std::string commentWords(const Parsed &parsed) {
  std::string result;
  for (const Comment &comment : comments(parsed.sources, 0))
    for (char c : parsed.sources.text(comment.span))
      if (!isspace(uint8_t(c)) && c != '/')
        result += c;
  return result;
}

void expectCanonical(const std::string &text) {
  Parsed first(text);
  ASSERT_TRUE(first.module) << first.errors() << text;
  Parsed second(first.formatted());
  ASSERT_TRUE(second.module) << second.errors() << first.formatted();
  EXPECT_EQ(first.tree(), second.tree()) << first.formatted();
  EXPECT_EQ(first.formatted(), second.formatted());
  EXPECT_EQ(commentWords(first), commentWords(second)) << first.formatted();
}

std::string formatted(const std::string &text) { return Parsed(text).formatted(); }

/// The formatted right side of `arrow f : A = …`.
std::string formattedExpr(const std::string &text) {
  std::string result = formatted("arrow f : A = " + text);
  return result.substr(std::min<size_t>(result.size(), 14));
}

} // namespace

TEST(Format, ProgramsAreCanonical) {
  for (const std::string &name : programs()) {
    SCOPED_TRACE(name);
    expectCanonical(readProgram(name));
  }
}

TEST(Format, LinesAreShort) {
  for (const std::string &name : programs()) {
    std::string text = Parsed(readProgram(name)).formatted();
    for (size_t at = 0; at < text.size();) {
      std::string line = text.substr(at, text.find('\n', at) - at);
      bool breakable = line.find('"') == std::string::npos && line.find("//") == std::string::npos;
      EXPECT_TRUE(line.size() <= 100 || !breakable) << name << ": " << line;
      at += line.size() + 1;
    }
  }
}

TEST(Format, MinimalParentheses) {
  EXPECT_EQ(formattedExpr("((a) + (b * c))"), "a + b * c\n");
  EXPECT_EQ(formattedExpr("(a + b) * c"), "(a + b) * c\n");
  EXPECT_EQ(formattedExpr("a - (b - c)"), "a - (b - c)\n");
  EXPECT_EQ(formattedExpr("(a - b) - c"), "a - b - c\n");
  EXPECT_EQ(formattedExpr("(a * b) * c"), "(a * b) * c\n"); // products are flat
  EXPECT_EQ(formattedExpr("(a ^ b) ^ (c ^ d)"), "(a^b)^c^d\n");
  EXPECT_EQ(formattedExpr("(-a) ^ (-b)"), "(-a)^-b\n");
  EXPECT_EQ(formattedExpr("-(a ^ b)"), "-a^b\n");
  EXPECT_EQ(formattedExpr("(x => x)(y)"), "(x => x)(y)\n");
  EXPECT_EQ(formattedExpr("f(((x : A)))"), "f((x : A))\n");
  EXPECT_EQ(formattedExpr("(1).0"), "(1).0\n");
}

TEST(Format, Lines) {
  EXPECT_EQ(formatted("dim A=1;dim B=2\n\n\n\ndim C=3"), "dim A = 1\ndim B = 2\n\ndim C = 3\n");
  EXPECT_EQ(formatted("pipeline main{print a;print b}"), "pipeline main { print a; print b }\n");
  EXPECT_EQ(formatted("pipeline main{print a\nprint b}"),
            "pipeline main {\n  print a\n  print b\n}\n");
  EXPECT_EQ(formatted(""), "");
  EXPECT_EQ(formatted("// only a comment"), "// only a comment\n");
  EXPECT_EQ(formatted("dim A = 1 // c\r\ndim B = 2\r\n"), "dim A = 1  // c\ndim B = 2\n");
}

TEST(Format, EmptyBranches) {
  EXPECT_EQ(formatted("pipeline main { if a { } }"), "pipeline main { if a {} }\n");
  EXPECT_EQ(formatted("pipeline main { if a then {} }"), "pipeline main { if a then {} }\n");
  expectCanonical("pipeline main { if a { } else { } }");
  expectCanonical("arrow f : A = if a { } else {}");
}

TEST(Format, OrphanedDocumentationStaysAComment) {
  EXPECT_EQ(formatted("arrow f : A = a + /// no doc\n b\ndim C = 1"),
            "arrow f : A =\n  a  // no doc\n  + b\ndim C = 1\n");
}
