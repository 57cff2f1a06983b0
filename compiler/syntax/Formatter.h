// The printer behind `catc fmt`: it walks the tree in the order of the source, and lets the
// comments flow in between. Internal to compiler/syntax.
#pragma once

#include "compiler/syntax/AST.h"
#include "compiler/syntax/Comments.h"
#include "compiler/syntax/Operators.h"
#include "compiler/syntax/Pretty.h"

#include "llvm/ADT/StringRef.h"

#include <functional>
#include <string>
#include <vector>

namespace cat {

class Formatter {
public:
  Formatter(const SourceManager &sources, uint32_t file)
      : sources(sources), source(sources.text(file)), pending(comments(sources, file)) {}

  std::string module(const ast::Module &module);

private:
  using Doc = pretty::Doc;
  using Docs = std::vector<pretty::Doc>;

  /// One element of a list with comments between elements.
  struct Item {
    ast::Span span;
    std::function<Doc()> print;
    bool documented = false; // a `///` before it is its documentation
  };
  /// How the elements of a list are set.
  struct Style {
    std::string separator; // after each element but the last
    Doc first;             // before the first element
    bool keepsBlanks = false;
    std::string flatSeparator; // instead of `separator` when the group is flat
    bool fills = false;        // as many elements on a line as fit
  };

  // FormatComments.cpp
  std::string commentText(const Comment &comment, bool asDoc) const;
  bool newLineBetween(uint32_t from, uint32_t to) const;
  bool blankBetween(uint32_t from, uint32_t to) const;
  uint32_t find(char character, uint32_t from) const;
  bool documents(size_t index, uint32_t offset) const;
  Doc leading(uint32_t before, bool documented = false);
  Doc trailing(uint32_t from, uint32_t before, bool documented = false);
  Doc items(const std::vector<Item> &list, const Style &style, uint32_t open, uint32_t close);
  Doc bracketed(std::string open, const std::vector<Item> &list, std::string close, ast::Span span,
                bool fills = false);
  Doc braced(const std::vector<Item> &list, ast::Span span, std::string separator);

  // FormatExpr.cpp
  Doc expr(const ast::Expr &expr, Level loosest = Level::Lambda);
  Doc bare(const ast::Expr &expr);
  Doc chain(const ast::Expr &expr, bool indented);
  Doc unary(const ast::Expr &expr);
  Doc base(const ast::Expr &expr);
  Doc call(const ast::Expr &expr);
  Doc argument(const ast::NamedExpr &argument);
  Doc list(std::string open, const std::vector<Item> &list, const ast::Expr *last,
           std::string close, ast::Span span);
  Doc conditional(const ast::Expr &expr);
  Doc branch(const ast::Expr &expr, Level loosest);
  Doc lambda(const ast::Expr &expr);
  Doc match(const ast::Expr &expr);
  Doc record(const ast::Expr &expr, const char *between);
  Doc string(const ast::Expr &expr);
  Doc beforeBrace(const ast::Expr &expr);
  Doc ascribable(const ast::Expr &expr);
  Doc bound(const ast::Expr &expr, bool ascribed = false);
  Doc pattern(const ast::Pattern &pattern, bool ascribed = false);

  // FormatDecl.cpp
  Doc block(const ast::Expr &block);
  Doc stmt(const ast::Stmt &stmt);
  Doc log(const ast::Expr &record);
  Doc decl(const ast::Decl &decl);
  Doc declBody(const ast::Decl &decl);
  Doc import(const ast::Decl &decl);
  Doc enumeration(const ast::Decl &decl);
  Doc arrow(const ast::Decl &decl);
  Doc law(const ast::Decl &decl);
  Doc theory(const ast::Decl &decl);
  Doc instance(const ast::Decl &decl);
  Doc head(const ast::Decl &decl);
  Doc signature(const ast::Decl &decl);

  const SourceManager &sources;
  llvm::StringRef source;
  std::vector<Comment> pending;
  size_t next = 0; // the first comment that is not printed
};

} // namespace cat
