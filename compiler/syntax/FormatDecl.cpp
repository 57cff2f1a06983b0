// Prints modules, declarations and statements.
#include "compiler/syntax/Formatter.h"
#include "compiler/syntax/Parser.h"

using namespace cat;
using namespace cat::ast;
using namespace cat::pretty;

static constexpr unsigned lineWidth = 100;

static std::string joined(const std::vector<Ident> &path) {
  std::string result;
  for (const Ident &part : path)
    result += (result.empty() ? "" : ".") + part.text;
  return result;
}

std::string cat::format(const Module &module, const SourceManager &sources, uint32_t file) {
  return Formatter(sources, file).module(module);
}

std::string Formatter::module(const Module &module) {
  std::vector<Item> list;
  if (!module.path.empty()) {
    Span header = {module.span.file, 0, module.path.back().span.end};
    header.begin = uint32_t(source.take_front(module.path[0].span.begin).rfind("module"));
    list.push_back({header, [&] { return text("module " + joined(module.path)); }, true});
  }
  for (const std::unique_ptr<Decl> &each : module.decls)
    list.push_back({each->span, [this, &each] { return decl(*each); }, true});
  Style style{"", concat({}), true, ""};
  std::string result = render(items(list, style, 0, module.span.end + 1), lineWidth);
  return result.empty() ? result : result + "\n";
}

Doc Formatter::block(const Expr &block) {
  std::vector<Item> list;
  for (const StmtPtr &each : block.stmts)
    list.push_back({each->span, [this, &each] { return stmt(*each); }, true});
  for (const ExprPtr &result : block.args)
    list.push_back({result->span, [this, &result] { return expr(*result); }, true});
  return braced(list, block.span, ";");
}

Doc Formatter::stmt(const Stmt &stmt) {
  switch (stmt.kind) {
  case StmtKind::Let: {
    Doc left = pattern(*stmt.pattern, true);
    return concat({text("let "), left, text(" ="), bound(*stmt.value, true)});
  }
  case StmtKind::Var: {
    Doc object = stmt.object ? concat({text(" : "), expr(*stmt.object)}) : concat({});
    return concat({text("var " + stmt.name.text), object, text(" ="), bound(*stmt.value, true)});
  }
  case StmtKind::Assign:
    return concat({text(stmt.name.text + " :="), bound(*stmt.value)});
  case StmtKind::For: {
    Doc left = pattern(*stmt.pattern);
    Doc range = beforeBrace(*stmt.value);
    return concat({text("for "), left, text(" in "), range, text(" "), block(*stmt.body)});
  }
  case StmtKind::While: {
    Doc condition = beforeBrace(*stmt.value);
    return concat({text("while "), condition, text(" "), block(*stmt.body)});
  }
  case StmtKind::Expr:
    return expr(*stmt.value);
  case StmtKind::Print:
    return concat({text("print "), expr(*stmt.value)});
  case StmtKind::Log:
    return concat({text("log "), log(*stmt.value)});
  case StmtKind::Assert: {
    Doc condition = expr(*stmt.value);
    Doc message = stmt.message ? concat({text(","), line(), expr(*stmt.message)}) : concat({});
    return group({text("assert "), indent({condition, message})});
  }
  case StmtKind::Param: {
    Doc object = expr(*stmt.object);
    return concat(
        {text("param " + stmt.name.text + " : "), object, text(" ~"), bound(*stmt.value)});
  }
  case StmtKind::Layer:
    return concat({text("layer " + stmt.name.text + " ="), bound(*stmt.value)});
  }
  return concat({});
}

/// `{ step, loss = e }`.
Doc Formatter::log(const Expr &record) {
  std::vector<Item> fields;
  for (const NamedExpr &field : record.fields) {
    Span span = {record.span.file, field.name.span.begin, field.value->span.end};
    fields.push_back({span, [this, &field] {
                        const Expr &value = *field.value;
                        if (value.kind == ExprKind::Name && value.text == field.name.text)
                          return text(value.text);
                        return concat({text(field.name.text + " = "), expr(value)});
                      }});
  }
  return braced(fields, record.span, ",");
}

Doc Formatter::decl(const Decl &decl) {
  std::string modifiers = decl.isPub ? "pub " : "";
  modifiers += decl.isTrusted ? "trusted " : "";
  modifiers += decl.isExtern ? "extern " : "";
  return concat({text(modifiers), declBody(decl)});
}

Doc Formatter::declBody(const Decl &decl) {
  switch (decl.kind) {
  case DeclKind::Import:
    return import(decl);
  case DeclKind::Object: {
    Doc name = head(decl);
    Doc object = bound(*decl.object);
    Doc where = decl.where ? concat({line(), text("where "), expr(*decl.where)}) : concat({});
    return group({text("object "), name, text(" ="), object, indent({where})});
  }
  case DeclKind::Enum:
    return enumeration(decl);
  case DeclKind::Dim:
    if (!decl.value)
      return text("dim " + decl.name.text);
    return concat({text("dim " + decl.name.text + " ="), bound(*decl.value)});
  case DeclKind::Arrow:
    return arrow(decl);
  case DeclKind::Law:
  case DeclKind::Rewrite:
    return law(decl);
  case DeclKind::Theory:
    return theory(decl);
  case DeclKind::Instance:
    return instance(decl);
  case DeclKind::Pipeline: {
    Doc name = head(decl);
    return concat({text("pipeline "), name, text(" "), block(*decl.value)});
  }
  }
  return concat({});
}

Doc Formatter::import(const Decl &decl) {
  std::string path = "import " + joined(decl.path);
  if (decl.alias)
    return text(path + " as " + decl.alias->text);
  if (!decl.hasImportNames)
    return text(path);
  std::vector<Item> names;
  for (const Ident &name : decl.importNames)
    names.push_back({name.span, [&name] { return text(name.text); }});
  Span inside = {decl.span.file, decl.path.back().span.end, decl.span.end};
  return concat({text(path), bracketed(" (", names, ")", inside)});
}

/// `enum E = a | b`, or a case a line.
Doc Formatter::enumeration(const Decl &decl) {
  Docs cases;
  uint32_t end = decl.cases[0].span.begin;
  Doc name = head(decl);
  for (const EnumCase &each : decl.cases) {
    bool first = &each == &decl.cases[0];
    cases.push_back(trailing(end, each.span.begin, true));
    cases.push_back(line());
    cases.push_back(leading(each.span.begin, true));
    cases.push_back(first ? alternative("| ", "") : text("| "));
    cases.push_back(text(each.name.text));
    std::vector<Item> payload;
    for (const ExprPtr &object : each.payload)
      payload.push_back({object->span, [this, &object] { return expr(*object); }});
    if (!payload.empty())
      cases.push_back(bracketed("(", payload, ")", each.span));
    end = each.span.end;
  }
  return group({text("enum "), name, text(" ="), indent(std::move(cases))});
}

/// The name with the static parameters and the points.
Doc Formatter::head(const Decl &decl) {
  Docs docs = {text(decl.name.text)};
  std::vector<Item> list;
  for (const StaticParam &each : decl.statics)
    list.push_back({each.span, [this, &each] {
                      if (!each.annotation)
                        return text(each.name.text);
                      return concat({text(each.name.text + (each.isPoint ? ": point " : ": ")),
                                     expr(*each.annotation)});
                    }});
  uint32_t begin = decl.name.span.end;
  if (!list.empty()) {
    uint32_t end = find(']', list.back().span.end) + 1;
    docs.push_back(bracketed("[", list, "]", {decl.span.file, begin, end}));
    begin = end;
  }
  if (!decl.hasPoints)
    return concat(std::move(docs));
  list.clear();
  for (const PointParam &each : decl.points)
    list.push_back({each.span,
                    [this, &each] {
                      Doc object = expr(*each.object);
                      Doc value = each.defaultValue
                                      ? concat({text(" = "), expr(*each.defaultValue)})
                                      : concat({});
                      return concat({text(each.name.text + ": "), object, value});
                    },
                    true});
  uint32_t end = find(')', list.empty() ? begin : list.back().span.end) + 1;
  docs.push_back(bracketed("(", list, ")", {decl.span.file, begin, end}));
  return concat(std::move(docs));
}

Doc Formatter::signature(const Decl &decl) {
  if (!decl.domain && decl.hasPoints)
    return concat({text(" -> "), expr(*decl.codomain, Level::Hom)});
  Level tighter = Level(int(Level::Hom) + 1);
  if (!decl.domain)
    return concat({text(" : "), expr(*decl.codomain, tighter)});
  Doc domain = expr(*decl.domain, tighter);
  Doc codomain = expr(*decl.codomain, Level::Hom);
  return group({text(" : "), indent({domain, line(), text("-> "), codomain})});
}

Doc Formatter::arrow(const Decl &decl) {
  Docs docs = {text("arrow "), head(decl), signature(decl)};
  if (decl.isExtern) {
    Expr symbol;
    symbol.kind = ExprKind::String;
    symbol.parts.push_back({decl.symbol, nullptr, ""});
    docs.push_back(text(" = "));
    docs.push_back(string(symbol));
  } else if (decl.value && decl.value->kind == ExprKind::Block) {
    docs.push_back(text(" "));
    docs.push_back(block(*decl.value));
  } else if (decl.value) {
    docs.push_back(text(" ="));
    docs.push_back(bound(*decl.value));
  }
  if (decl.reverseBody) {
    uint32_t body = decl.value ? decl.value->span.end : decl.codomain->span.end;
    docs.push_back(trailing(body, decl.reversePattern->span.begin));
    Doc left = pattern(*decl.reversePattern);
    docs.push_back(
        indent({hardLine(), text("reverse "), left, text(" =>"), bound(*decl.reverseBody)}));
  }
  return concat(std::move(docs));
}

Doc Formatter::law(const Decl &decl) {
  Docs docs = {text(decl.kind == DeclKind::Law ? "law " : "rewrite "), head(decl), text(":")};
  Level side = Level(int(Level::Compare) + 1);
  Docs equation = {line(), expr(*decl.lhs, side)};
  equation.push_back(trailing(decl.lhs->span.end, decl.rhs->span.begin));
  equation.push_back(line());
  equation.push_back(text("== "));
  equation.push_back(expr(*decl.rhs, side));
  if (decl.within) {
    equation.push_back(trailing(decl.rhs->span.end, decl.within->span.begin));
    equation.push_back(line());
    equation.push_back(text("within "));
    equation.push_back(expr(*decl.within));
  }
  docs.push_back(group({indent(std::move(equation))}));
  return concat(std::move(docs));
}

Doc Formatter::theory(const Decl &decl) {
  Doc name = head(decl);
  std::vector<Item> members;
  for (const std::unique_ptr<Decl> &each : decl.members)
    members.push_back({each->span,
                       [this, &each] {
                         if (each->kind != DeclKind::Arrow)
                           return declBody(*each);
                         Doc name = head(*each);
                         // The points of an operation do not take the place of its `:`.
                         Level tighter = Level(int(Level::Hom) + 1);
                         if (!each->domain)
                           return concat({name, text(" : "), expr(*each->codomain, tighter)});
                         return concat({name, signature(*each)});
                       },
                       true});
  uint32_t open = decl.statics.empty() ? decl.name.span.end : decl.statics.back().span.end;
  open = find('{', open);
  return concat({text("theory "), name, text(" "),
                 braced(members, {decl.span.file, open, decl.span.end}, ";")});
}

Doc Formatter::instance(const Decl &decl) {
  Doc name = head(decl);
  Doc object = beforeBrace(*decl.object);
  std::vector<Item> bindings;
  for (const NamedExpr &each : decl.bindings) {
    Span span = {decl.span.file, each.name.span.begin, each.value->span.end};
    bindings.push_back({span, [this, &each] {
                          return concat({text(each.name.text + " ="), bound(*each.value)});
                        }});
  }
  uint32_t open = find('{', decl.object->span.end);
  uint32_t from = bindings.empty() ? open : bindings.back().span.end;
  uint32_t close = find('}', from) + 1;
  Doc body = braced(bindings, {decl.span.file, open, close}, ";");
  Doc within = decl.within ? concat({text(" within "), expr(*decl.within)}) : concat({});
  return concat({text("instance "), name, text(" : "), object, text(" "), body, within});
}
