// Builds modules, declarations and statements.
#include "compiler/syntax/Builder.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"

using namespace cat;
using namespace cat::ast;
using llvm::StringRef;

Ident Builder::ident(P::NameContext *context) { return {text(span(context)), span(context)}; }

std::vector<Ident> Builder::path(P::PathContext *context) {
  std::vector<Ident> result;
  for (P::NameContext *part : context->name())
    result.push_back(ident(part));
  return result;
}

/// The text of the `///` comments directly before `token`, without the slashes.
std::string Builder::docBefore(antlr4::Token *token) {
  size_t index = token->getTokenIndex();
  while (index > 0 && list.tokens[index - 1]->getType() == P::SEP)
    --index;
  uint32_t from = index > 0 ? span(list.tokens[index - 1].get()).end : 0;
  uint32_t to = span(token).begin;
  auto first =
      llvm::partition_point(list.comments, [&](const Comment &c) { return c.span.begin < from; });
  std::string result;
  for (auto it = first; it != list.comments.end() && it->span.begin < to; ++it) {
    if (!it->doc)
      continue;
    std::string written = text(it->span);
    StringRef line = StringRef(written).drop_front(3).rtrim();
    line.consume_front(" ");
    result += (result.empty() ? "" : "\n") + line.str();
  }
  return result;
}

std::unique_ptr<Module> Builder::module(P::ModuleContext *context) {
  auto module = std::make_unique<Module>();
  module->span = {file, 0, uint32_t(sources.text(file).size())};
  if (P::HeaderContext *header = context->header()) {
    module->doc = docBefore(header->start);
    module->path = path(header->path());
  }
  for (P::DeclContext *next : context->decl())
    module->decls.push_back(decl(next));
  return module;
}

std::unique_ptr<Decl> Builder::decl(P::DeclContext *context) {
  auto decl = std::make_unique<Decl>();
  decl->span = {file, span(context->start).begin, span(context->declBody()).end};
  decl->doc = docBefore(context->start);
  decl->isPub = !context->PUB().empty();
  decl->isTrusted = !context->TRUSTED().empty();
  decl->isExtern = !context->EXTERN().empty();
  declBody(*decl, context->declBody());
  modifiers(*decl, context);
  return decl;
}

/// `trusted` and `extern` belong to arrows, and each modifier stands once.
void Builder::modifiers(Decl &decl, P::DeclContext *context) {
  std::vector<antlr4::tree::TerminalNode *> arrowOnly = context->TRUSTED();
  llvm::append_range(arrowOnly, context->EXTERN());
  for (antlr4::tree::TerminalNode *modifier : arrowOnly)
    if (decl.kind != DeclKind::Arrow)
      error("E0015", span(modifier), "`" + text(span(modifier)) + "` belongs before `arrow`");
  for (const auto &same : {context->PUB(), context->TRUSTED(), context->EXTERN()})
    if (same.size() > 1)
      error("E0015", span(same[1]), "`" + text(span(same[1])) + "` stands twice");
}

void Builder::declBody(Decl &decl, P::DeclBodyContext *context) {
  if (context->importDecl())
    return importDecl(decl, context->importDecl());
  if (context->enumDecl())
    return enumDecl(decl, context->enumDecl());
  if (context->arrowDecl())
    return arrowDecl(decl, context->arrowDecl());
  if (context->lawDecl())
    return lawDecl(decl, context->lawDecl());
  if (context->theoryDecl())
    return theoryDecl(decl, context->theoryDecl());
  if (context->instanceDecl())
    return instanceDecl(decl, context->instanceDecl());
  if (P::DimDeclContext *dim = context->dimDecl()) {
    dimDecl(decl, dim);
    if (!decl.value)
      error("E0015", decl.span, "the dim `" + decl.name.text + "` needs a value").suggestion =
          "write `dim " + decl.name.text + " = …`";
    return;
  }
  if (P::ObjectDeclContext *object = context->objectDecl()) {
    decl.kind = DeclKind::Object;
    decl.name = ident(object->name());
    statics(decl, object->statics());
    decl.object = expr(object->expr(0));
    if (object->WHERE())
      decl.where = expr(object->expr(1));
    return;
  }
  P::PipelineDeclContext *pipeline = context->pipelineDecl();
  decl.kind = DeclKind::Pipeline;
  decl.name = ident(pipeline->name());
  points(decl, pipeline->points());
  decl.value = block(pipeline->block());
}

void Builder::importDecl(Decl &decl, P::ImportDeclContext *context) {
  decl.kind = DeclKind::Import;
  decl.path = path(context->path());
  decl.name = decl.path.back();
  if (context->name()) {
    decl.alias = ident(context->name());
    decl.name = *decl.alias;
  }
  decl.hasImportNames = context->importNames() != nullptr;
  if (decl.hasImportNames)
    for (P::NameContext *name : context->importNames()->name())
      decl.importNames.push_back(ident(name));
}

void Builder::enumDecl(Decl &decl, P::EnumDeclContext *context) {
  decl.kind = DeclKind::Enum;
  decl.name = ident(context->name());
  statics(decl, context->statics());
  for (P::EnumCaseContext *each : context->enumCase()) {
    EnumCase &built = decl.cases.emplace_back();
    built.name = ident(each->name());
    built.span = span(each);
    built.doc = docBefore(each->start);
    antlr4::Token *bar = list.tokens[each->start->getTokenIndex() - 1].get();
    if (bar->getType() == P::BAR) { // the usual place: on the line above `| name`
      std::string above = docBefore(bar);
      built.doc = above + (above.empty() || built.doc.empty() ? "" : "\n") + built.doc;
    }
    for (P::ExprContext *object : each->expr())
      built.payload.push_back(expr(object));
  }
}

void Builder::dimDecl(Decl &decl, P::DimDeclContext *context) {
  decl.kind = DeclKind::Dim;
  decl.name = ident(context->name());
  if (context->expr())
    decl.value = expr(context->expr());
}

/// `: A -> B` splits into domain and codomain; `: B` is a constant.
void Builder::signature(Decl &decl, ExprPtr object) {
  if (object->kind != ExprKind::Binary || object->text != "->" || object->isParenthesized) {
    decl.codomain = std::move(object);
    return;
  }
  decl.domain = std::move(object->args[0]);
  decl.codomain = std::move(object->args[1]);
}

void Builder::arrowDecl(Decl &decl, P::ArrowDeclContext *context) {
  decl.kind = DeclKind::Arrow;
  decl.name = ident(context->name());
  statics(decl, context->statics());
  points(decl, context->points());
  ExprPtr object = expr(context->signature()->expr());
  if (context->signature()->COLON())
    signature(decl, std::move(object));
  else
    decl.codomain = std::move(object);
  if (context->expr())
    decl.value = expr(context->expr());
  else if (context->block())
    decl.value = block(context->block());
  else
    error("E0015", decl.name.span, "the arrow `" + decl.name.text + "` has no body").suggestion =
        "write `= e` or a block `{ … }` after its type";
  if (P::ReverseClauseContext *reverse = context->reverseClause()) {
    decl.reversePattern = pattern(reverse->pattern());
    decl.reverseBody = expr(reverse->expr());
  }
  if (decl.isExtern)
    externSymbol(decl);
}

/// `extern arrow f : A -> B = "symbol"`.
void Builder::externSymbol(Decl &decl) {
  if (!decl.value)
    return;
  bool literal = decl.value->kind == ExprKind::String && decl.value->parts.size() == 1 &&
                 !decl.value->parts[0].expr;
  if (!literal)
    error("E0015", decl.value->span, "the body of an `extern arrow` is the name of a C function")
        .suggestion = "write it as a string: `= \"c_symbol\"`";
  else
    decl.symbol = decl.value->parts[0].text;
  decl.value = nullptr;
}

void Builder::lawDecl(Decl &decl, P::LawDeclContext *context) {
  decl.kind = context->LAW() ? DeclKind::Law : DeclKind::Rewrite;
  decl.name = ident(context->name());
  statics(decl, context->statics());
  points(decl, context->points());
  ExprPtr equation = expr(context->expr(0));
  if (equation->kind == ExprKind::Binary && equation->text == "==" && !equation->isParenthesized) {
    decl.lhs = std::move(equation->args[0]);
    decl.rhs = std::move(equation->args[1]);
  } else {
    error("E0015", equation->span, "a law is an equation").suggestion =
        "write `left == right`, for a predicate `p == true`";
  }
  if (context->WITHIN())
    decl.within = expr(context->expr(1));
}

void Builder::theoryDecl(Decl &decl, P::TheoryDeclContext *context) {
  decl.kind = DeclKind::Theory;
  decl.name = ident(context->name());
  statics(decl, context->statics());
  for (P::TheoryMemberContext *each : context->theoryBody()->theoryMember()) {
    auto member = std::make_unique<Decl>();
    antlr4::ParserRuleContext *inside = nullptr;
    if ((inside = each->lawDecl())) {
      lawDecl(*member, each->lawDecl());
    } else if ((inside = each->dimDecl())) {
      dimDecl(*member, each->dimDecl());
    } else {
      P::OperationContext *operation = each->operation();
      inside = operation;
      member->kind = DeclKind::Arrow;
      member->name = ident(operation->name());
      statics(*member, operation->statics());
      points(*member, operation->points());
      signature(*member, expr(operation->expr()));
    }
    member->span = span(inside);
    member->doc = docBefore(each->start);
    decl.members.push_back(std::move(member));
  }
}

void Builder::instanceDecl(Decl &decl, P::InstanceDeclContext *context) {
  decl.kind = DeclKind::Instance;
  decl.name = ident(context->name());
  statics(decl, context->statics());
  decl.object = expr(context->expr(0));
  for (P::BindingContext *binding : context->instanceBody()->binding())
    decl.bindings.push_back({ident(binding->name()), expr(binding->expr())});
  if (context->WITHIN())
    decl.within = expr(context->expr(1));
}

void Builder::statics(Decl &decl, P::StaticsContext *context) {
  if (!context)
    return;
  for (P::StaticParamContext *each : context->staticParam()) {
    StaticParam &built = decl.statics.emplace_back();
    built.name = ident(each->name());
    built.span = span(each);
    built.isPoint = each->POINT() != nullptr;
    antlr4::tree::TerminalNode *kind = each->OBJECT() ? each->OBJECT() : each->DIM();
    if (kind) {
      built.annotation = make(ExprKind::Name, span(kind));
      built.annotation->text = text(span(kind));
    } else if (each->expr()) {
      built.annotation = expr(each->expr());
    }
  }
}

void Builder::points(Decl &decl, P::PointsContext *context) {
  if (!context)
    return;
  decl.hasPoints = true;
  for (P::PointParamContext *each : context->pointParam()) {
    PointParam &built = decl.points.emplace_back();
    built.name = ident(each->name());
    built.span = span(each);
    built.doc = docBefore(each->start);
    built.object = expr(each->expr(0));
    if (each->EQ())
      built.defaultValue = expr(each->expr(1));
  }
}

StmtPtr Builder::stmt(P::StmtContext *context) {
  auto stmt = std::make_unique<Stmt>();
  P::StmtBodyContext *body = context->stmtBody();
  stmt->span = span(body);
  stmt->doc = docBefore(context->start);
  if (P::LetStmtContext *let = body->letStmt()) {
    letStmt(*stmt, let);
  } else if (P::VarStmtContext *var = body->varStmt()) {
    stmt->kind = StmtKind::Var;
    stmt->name = ident(var->name());
    if (var->expr())
      stmt->object = expr(var->expr());
    stmt->value = item(var->item());
  } else if (P::ForStmtContext *loop = body->forStmt()) {
    stmt->kind = StmtKind::For;
    stmt->pattern = pattern(loop->pattern());
    stmt->value = expr(loop->expr());
    stmt->body = block(loop->block());
  } else if (P::WhileStmtContext *loop = body->whileStmt()) {
    stmt->kind = StmtKind::While;
    stmt->value = expr(loop->expr());
    stmt->body = block(loop->block());
  } else if (body->logStmt()) {
    logStmt(*stmt, body->logStmt());
  } else {
    simpleStmt(*stmt, body);
  }
  return stmt;
}

/// The statements that are no more than names and expressions.
void Builder::simpleStmt(Stmt &stmt, P::StmtBodyContext *body) {
  if (P::AssignStmtContext *assign = body->assignStmt()) {
    stmt.kind = StmtKind::Assign;
    stmt.name = ident(assign->name());
    stmt.value = expr(assign->expr());
  } else if (P::PrintStmtContext *print = body->printStmt()) {
    stmt.kind = StmtKind::Print;
    stmt.value = expr(print->expr());
  } else if (P::AssertStmtContext *assertion = body->assertStmt()) {
    stmt.kind = StmtKind::Assert;
    stmt.value = expr(assertion->expr(0));
    if (assertion->COMMA())
      stmt.message = expr(assertion->expr(1));
  } else if (P::ParamStmtContext *param = body->paramStmt()) {
    stmt.kind = StmtKind::Param;
    stmt.name = ident(param->name());
    stmt.object = expr(param->expr(0));
    stmt.value = expr(param->expr(1));
  } else if (P::LayerStmtContext *layer = body->layerStmt()) {
    stmt.kind = StmtKind::Layer;
    stmt.name = ident(layer->name());
    stmt.value = expr(layer->expr());
  } else {
    stmt.kind = StmtKind::Expr;
    stmt.value = expr(body->expr());
  }
}

/// `let x : A = e` ascribes the pattern.
void Builder::letStmt(Stmt &stmt, P::LetStmtContext *context) {
  stmt.kind = StmtKind::Let;
  stmt.pattern = pattern(context->pattern());
  if (context->expr()) {
    Span whole = {file, stmt.pattern->span.begin, span(context->expr()).end};
    PatternPtr ascribed = makePattern(PatternKind::Ascribe, whole);
    ascribed->args.push_back(std::move(stmt.pattern));
    ascribed->expr = expr(context->expr());
    stmt.pattern = std::move(ascribed);
  }
  stmt.value = item(context->item());
}

void Builder::logStmt(Stmt &stmt, P::LogStmtContext *context) {
  stmt.kind = StmtKind::Log;
  Span record = {file, span(context->LBRACE()).begin, span(context->RBRACE()).end};
  stmt.value = make(ExprKind::RecordValue, record);
  for (P::ValueFieldContext *each : context->valueField())
    field(*stmt.value, each);
}
