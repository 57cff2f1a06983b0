// Rendering of diagnostics: columns, tabs, wide characters, spans over lines, JSON, suggestions.
#include "compiler/diagnostics/Diagnostics.h"

#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

#include <gtest/gtest.h>

using namespace cat;

namespace {

std::string render(const SourceManager &sources, const Diagnostics &diagnostics) {
  std::string result;
  llvm::raw_string_ostream os(result);
  diagnostics.render(os, sources);
  return result;
}

std::string renderSpan(std::string text, uint32_t begin, uint32_t end) {
  SourceManager sources;
  Diagnostics diagnostics;
  Span span = {sources.add("a.cat", std::move(text)), begin, end};
  diagnostics.error("E0123", span, "wrong");
  return render(sources, diagnostics);
}

} // namespace

TEST(Diagnostics, Everything) {
  SourceManager sources;
  Diagnostics diagnostics;
  uint32_t file = sources.add("a.cat", "object A = f32\narrow f : A -> B = g\n");
  Diagnostic &d = diagnostics.error("E0123", {file, 30, 31}, "no such object `B`");
  d.expected = "an object";
  d.found = "nothing";
  d.notes.push_back({{file, 0, 14}, "`A` is declared here"});
  d.suggestion = "did you mean `A`?";
  EXPECT_EQ(render(sources, diagnostics), "a.cat:2:16: error[E0123]: no such object `B`\n"
                                          "  2 | arrow f : A -> B = g\n"
                                          "    |                ^\n"
                                          "  expected: an object\n"
                                          "  found:    nothing\n"
                                          "a.cat:1:1: note: `A` is declared here\n"
                                          "  1 | object A = f32\n"
                                          "    | ^~~~~~~~~~~~~~\n"
                                          "  help: did you mean `A`?\n");
}

TEST(Diagnostics, Spans) {
  EXPECT_EQ(renderSpan("\tx = é y", 7, 8), "a.cat:1:7: error[E0123]: wrong\n"
                                           "  1 |     x = é y\n"
                                           "    |          ^\n");
  EXPECT_EQ(renderSpan("日本 x", 0, 6), "a.cat:1:1: error[E0123]: wrong\n"
                                        "  1 | 日本 x\n"
                                        "    | ^~~~\n");
  EXPECT_EQ(renderSpan("f(a,\n  b)\n", 1, 9), "a.cat:1:2: error[E0123]: wrong\n"
                                              "  1 | f(a,\n"
                                              "    |  ^~~\n");
  EXPECT_EQ(renderSpan("ab", 2, 2), "a.cat:1:3: error[E0123]: wrong\n"
                                    "  1 | ab\n"
                                    "    |   ^\n");
  EXPECT_EQ(renderSpan("", 7, 9), "a.cat:1:1: error[E0123]: wrong\n"
                                  "  1 | \n"
                                  "    | ^\n");
  EXPECT_NE(renderSpan("a\x80\x01 b", 4, 5).find("a\xEF\xBF\xBD\xEF\xBF\xBD b"), std::string::npos);
}

TEST(Diagnostics, LineEnds) {
  SourceManager sources;
  uint32_t file = sources.add("a.cat", "a\r\nb\rc\nd");
  EXPECT_EQ(sources.lineColumn(file, 3).line, 2u);
  EXPECT_EQ(sources.lineColumn(file, 5).line, 3u);
  EXPECT_EQ(sources.place({file, 7, 8}), "a.cat:4:1");
}

TEST(Diagnostics, SourceOrderAndLimit) {
  SourceManager sources;
  Diagnostics diagnostics;
  uint32_t file = sources.add("a.cat", std::string(100, 'x'));
  for (uint32_t i = 30; i > 0; --i)
    diagnostics.error("E0001", {file, i, i + 1}, "wrong");
  EXPECT_EQ(diagnostics.errors(), 30u);
  EXPECT_EQ(diagnostics.all().size(), size_t(Diagnostics::maxErrors));
  std::string text = render(sources, diagnostics);
  EXPECT_LT(text.find("1:12:"), text.find("1:13:"));
  EXPECT_NE(text.find("10 more errors are not shown"), std::string::npos);
}

TEST(Diagnostics, Json) {
  SourceManager sources;
  Diagnostics diagnostics;
  uint32_t file = sources.add("a.cat", "é \x80");
  Diagnostic &d = diagnostics.error("E0005", {file, 3, 4}, "bad \x80 \"byte\"");
  d.notes.push_back({{file, 0, 2}, "here"});
  std::string text;
  llvm::raw_string_ostream os(text);
  diagnostics.renderJson(os, sources);
  llvm::Expected<llvm::json::Value> json = llvm::json::parse(text);
  ASSERT_TRUE(bool(json)) << text;
  llvm::json::Object *object = json->getAsArray()->front().getAsObject();
  EXPECT_EQ(object->getString("code"), llvm::StringRef("E0005"));
  EXPECT_EQ(object->getInteger("column"), 3);
  EXPECT_EQ(object->getArray("notes")->front().getAsObject()->getInteger("endColumn"), 2);
}

TEST(Diagnostics, Nearest) {
  EXPECT_EQ(didYouMean("sofmax", {"softmax", "max", "softmin"}), "did you mean `softmax`?");
  EXPECT_EQ(didYouMean("lss", {"loss", "less", "loss", "lots"}), "did you mean `loss` or `less`?");
  EXPECT_EQ(didYouMean("x", {"y", "relu"}), "");
  EXPECT_EQ(didYouMean("quaternion", {"softmax"}), "");
  EXPECT_EQ(didYouMean("abd", {"abc", "abe", "abf"}), "did you mean `abc`, `abe` or `abf`?");
}
