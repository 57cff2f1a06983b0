// What the trees look like: precedence, layout, contextual keywords, spans, documentation, tokens.
#include "Parsing.h"

using namespace cat;
using namespace cat::test;
using namespace cat::ast;

namespace {

/// An expression with all its parentheses.
std::string shape(const Expr &expr) {
  switch (expr.kind) {
  case ExprKind::Binary:
    return "(" + shape(*expr.args[0]) + expr.text + shape(*expr.args[1]) + ")";
  case ExprKind::Unary:
    return "(" + expr.text + shape(*expr.args[0]) + ")";
  case ExprKind::Lambda:
    return "(" + expr.patterns[0]->text + "=>" + shape(*expr.args[0]) + ")";
  case ExprKind::If: {
    std::string result = "(if";
    for (const ExprPtr &arg : expr.args)
      result += " " + shape(*arg);
    return result + ")";
  }
  case ExprKind::Bracket:
    return shape(*expr.args[0]) + "[" + shape(*expr.args[1]) + "]";
  case ExprKind::Call:
    return shape(*expr.args[0]) + "(" + shape(*expr.callArgs[0].value) + ")";
  default:
    return expr.text;
  }
}

std::string shapeOf(const std::string &text) {
  Parsed parsed("arrow f : A = " + text);
  return parsed.module ? shape(*parsed.module->decls[0]->value) : parsed.errors();
}

size_t declarations(const std::string &text) {
  Parsed parsed(text);
  EXPECT_TRUE(parsed.module) << parsed.errors();
  return parsed.module ? parsed.module->decls.size() : 0;
}

} // namespace

TEST(Tree, Precedence) {
  EXPECT_EQ(shapeOf("a || b && c == d |> e >>> f *** g .. h + i * j @ -k ^ l"),
            "(a||(b&&(c==(d|>(e>>>(f***(g..(h+(i*(j@(-(k^l))))))))))))");
  EXPECT_EQ(shapeOf("a ^ b @ c * d + e .. f &&& g >=> h |> i < j && k || l"),
            "(((((((((((a^b)@c)*d)+e)..f)&&&g)>=>h)|>i)<j)&&k)||l)");
  EXPECT_EQ(shapeOf("a - b - c"), "((a-b)-c)");
  EXPECT_EQ(shapeOf("a ^ b ^ c"), "(a^(b^c))");
  EXPECT_EQ(shapeOf("a ^ -b ^ c"), "(a^(-(b^c)))");
  EXPECT_EQ(shapeOf("-a ^ b"), "(-(a^b))");
  EXPECT_EQ(shapeOf("A -> B * C -> D"), "(A->((B*C)->D))");
  EXPECT_EQ(shapeOf("x => y => x + y"), "(x=>(y=>(x+y)))");
  EXPECT_EQ(shapeOf("f >>> x => x >>> g"), "(f>>>(x=>(x>>>g)))");
  EXPECT_EQ(shapeOf("if a then if b then c else d"), "(if a (if b c d))");
  EXPECT_EQ(shapeOf("if a then b else c + d"), "(if a b (c+d))");
  EXPECT_EQ(shapeOf("1 + if a then b else c"), "(1+(if a b c))");
  EXPECT_EQ(shapeOf("-f(x)[y]"), "(-f(x)[y])");
}

TEST(Tree, ArrowsOfEachForm) {
  Parsed parsed("arrow a : A -> B -> C = x\narrow b(x: A) -> B = x\narrow c(x: A) : A -> B = x\n"
                "arrow d : B = x\narrow e(x: A) -> B -> C = x\narrow f : (A -> B) = x");
  ASSERT_TRUE(parsed.module) << parsed.errors();
  auto &decls = parsed.module->decls;
  EXPECT_TRUE(decls[0]->domain && decls[0]->domain->text == "A");
  EXPECT_EQ(decls[0]->codomain->text, "->");
  EXPECT_TRUE(!decls[1]->domain && decls[1]->hasPoints);
  EXPECT_TRUE(decls[2]->domain && decls[2]->hasPoints);
  EXPECT_TRUE(!decls[3]->domain && !decls[3]->hasPoints);
  EXPECT_TRUE(!decls[4]->domain && decls[4]->codomain->text == "->");
  EXPECT_TRUE(!decls[5]->domain && decls[5]->codomain->text == "->");
}

TEST(Tree, Layout) {
  EXPECT_EQ(declarations("dim A = 1 dim B = 2; dim C\n= 3\n;;\n\ndim D = (1\n+ 2)"), 4u);
  Parsed parsed(
      "pipeline main {\n  a\n  -b\n  c\n  - d\n  e\n  * f\n  reverse(x)\n  print log(2)\n}");
  ASSERT_TRUE(parsed.module) << parsed.errors();
  EXPECT_EQ(parsed.module->decls[0]->value->stmts.size(), 7u) << parsed.tree();
}

TEST(Tree, Spans) {
  std::string text = "arrow f : A = ( a + b.c ) * g(x; y)[1] // end\n";
  Parsed parsed(text);
  ASSERT_TRUE(parsed.module) << parsed.errors();
  auto source = [&](Span span) { return std::string(parsed.sources.text(span)); };
  const Decl &decl = *parsed.module->decls[0];
  EXPECT_EQ(source(decl.span), "arrow f : A = ( a + b.c ) * g(x; y)[1]");
  EXPECT_EQ(source(decl.name.span), "f");
  const Expr &product = *decl.value;
  EXPECT_EQ(source(product.span), "( a + b.c ) * g(x; y)[1]");
  EXPECT_EQ(source(product.opSpan), "*");
  EXPECT_EQ(source(product.args[0]->span), "( a + b.c )");
  EXPECT_TRUE(product.args[0]->isParenthesized);
  EXPECT_EQ(source(product.args[0]->args[1]->opSpan), "c");
  EXPECT_EQ(source(product.args[1]->span), "g(x; y)[1]");
  EXPECT_EQ(source(product.args[1]->args[0]->params->span), "x");
}

TEST(Tree, Documentation) {
  Parsed parsed(
      "/// the module\nmodule m\n/// one\n///\n///  two\npub dim A = 1 /// not of A\n"
      "// between\nenum E =\n  /// of x\n  | x\n  | y\n/// of f\narrow f(/// of a\n a: A, b: B)"
      " -> C { /// of p\n param p : A ~ b\n p }");
  ASSERT_TRUE(parsed.module) << parsed.errors();
  auto &decls = parsed.module->decls;
  EXPECT_EQ(parsed.module->doc, "the module");
  EXPECT_EQ(decls[0]->doc, "one\n\n two");
  EXPECT_EQ(decls[1]->doc, "not of A");
  EXPECT_EQ(decls[1]->cases[0].doc, "of x");
  EXPECT_EQ(decls[1]->cases[1].doc, "");
  EXPECT_EQ(decls[2]->doc, "of f");
  EXPECT_EQ(decls[2]->points[0].doc, "of a");
  EXPECT_EQ(decls[2]->value->stmts[0]->doc, "of p");
}

TEST(Tree, Strings) {
  Parsed parsed(R"(arrow f : Text = "a{{\n\u{e9}}} {x + "{y}":.2f}{z}")");
  ASSERT_TRUE(parsed.module) << parsed.errors();
  const std::vector<StringPart> &parts = parsed.module->decls[0]->value->parts;
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_EQ(parts[0].text, "a{\né} ");
  EXPECT_EQ(parts[1].format, ".2f");
  EXPECT_EQ(parts[2].expr->text, "z");
}

TEST(Tree, Tokens) {
  SourceManager sources;
  Diagnostics diagnostics;
  uint32_t file = sources.add("a.cat", "dim A = 1_0\nprint \"é {x.0:.1f}\"");
  EXPECT_EQ(
      dumpTokens(sources, file, diagnostics),
      "1:1 keyword dim\n1:5 name A\n1:7 symbol =\n1:9 number 1_0\n1:12 end\n2:1 keyword print\n"
      "2:7 quote \"\n2:8 text é \n2:10 symbol {\n2:11 name x\n2:12 index .0\n2:15 format .1f\n"
      "2:18 symbol }\n2:19 quote \"\n2:20 end\n");
  EXPECT_FALSE(diagnostics.hasErrors());
}
