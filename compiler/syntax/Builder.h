// From ANTLR's parse tree to our own tree. Internal to compiler/syntax; runs only on trees without
// errors, and finds those that the grammar lets pass (`a == b == c`, `f(a, b; x)`).
#pragma once

#include "compiler/syntax/AST.h"
#include "compiler/syntax/Tokens.h"

#include "CatParser.h"

#include <string>

namespace cat {

class Builder {
public:
  using P = grammar::CatParser;

  Builder(const SourceManager &sources, uint32_t file, TokenList &list)
      : sources(sources), file(file), list(list) {}

  std::unique_ptr<ast::Module> module(P::ModuleContext *context);

private:
  // BuildDecl.cpp
  ast::Ident ident(P::NameContext *context);
  std::vector<ast::Ident> path(P::PathContext *context);
  std::string docBefore(antlr4::Token *token);
  std::unique_ptr<ast::Decl> decl(P::DeclContext *context);
  void declBody(ast::Decl &decl, P::DeclBodyContext *context);
  void modifiers(ast::Decl &decl, P::DeclContext *context);
  void importDecl(ast::Decl &decl, P::ImportDeclContext *context);
  void enumDecl(ast::Decl &decl, P::EnumDeclContext *context);
  void arrowDecl(ast::Decl &decl, P::ArrowDeclContext *context);
  void externSymbol(ast::Decl &decl);
  void signature(ast::Decl &decl, ast::ExprPtr object);
  void lawDecl(ast::Decl &decl, P::LawDeclContext *context);
  void dimDecl(ast::Decl &decl, P::DimDeclContext *context);
  void theoryDecl(ast::Decl &decl, P::TheoryDeclContext *context);
  void instanceDecl(ast::Decl &decl, P::InstanceDeclContext *context);
  void statics(ast::Decl &decl, P::StaticsContext *context);
  void points(ast::Decl &decl, P::PointsContext *context);
  ast::StmtPtr stmt(P::StmtContext *context);
  void simpleStmt(ast::Stmt &stmt, P::StmtBodyContext *context);
  void letStmt(ast::Stmt &stmt, P::LetStmtContext *context);
  void logStmt(ast::Stmt &stmt, P::LogStmtContext *context);

  // BuildExpr.cpp
  class Chain;
  ast::ExprPtr make(ast::ExprKind kind, Span span);
  void adopt(ast::Expr &parent, ast::ExprPtr child);
  void grow(ast::Expr &parent, const ast::ExprPtr &child);
  void grow(ast::Expr &parent, const ast::PatternPtr &pattern);
  ast::ExprPtr name(P::NameContext *context);
  ast::ExprPtr expr(P::ExprContext *context);
  ast::ExprPtr item(P::ItemContext *context);
  ast::ExprPtr block(P::BlockContext *context);
  ast::ExprPtr postfix(P::PostfixContext *context);
  ast::ExprPtr suffix(ast::ExprPtr base, P::SuffixContext *context);
  void call(ast::Expr &call, P::SuffixContext *context);
  ast::NamedExpr callArgument(ast::Expr &call, P::ItemContext *context);
  ast::ExprPtr primary(P::PrimaryContext *context);
  ast::ExprPtr tuple(P::TupleContext *context);
  ast::ExprPtr array(P::ArrayContext *context);
  ast::ExprPtr recordObject(P::RecordObjectContext *context);
  ast::ExprPtr recordValue(P::RecordValueContext *context);
  void field(ast::Expr &record, P::ValueFieldContext *context);
  ast::ExprPtr match(P::MatchExprContext *context);
  ast::ExprPtr string(P::StringContext *context);
  std::string literalText(antlr4::tree::TerminalNode *token);

  // BuildPattern.cpp
  ast::PatternPtr makePattern(ast::PatternKind kind, Span span);
  ast::PatternPtr pattern(P::PatternContext *context);
  ast::PatternPtr patternItem(P::PatternItemContext *context);
  ast::PatternPtr patternRecord(P::PatternRecordContext *context);
  ast::PatternPtr toPattern(ast::ExprPtr expr);
  bool recordToPattern(ast::Pattern &pattern, ast::Expr &record);

  Diagnostic &error(const char *code, Span span, std::string message);
  Span span(antlr4::Token *token) const { return spanOf(file, token); }
  Span span(antlr4::tree::TerminalNode *node) const { return spanOf(file, node->getSymbol()); }
  Span span(antlr4::ParserRuleContext *context) const {
    return {file, span(context->start).begin, span(context->stop).end};
  }
  std::string text(Span span) const { return std::string(sources.text(span)); }

  const SourceManager &sources;
  uint32_t file;
  TokenList &list;
};

} // namespace cat
