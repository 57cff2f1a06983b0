// Reads programs and takes them apart along their syntax trees.
#include "test/fuzz/Corpus.h"

#include "compiler/syntax/Parser.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <algorithm>

using namespace cat;
using namespace cat::fuzz;
using llvm::StringRef;

namespace {

class Collector {
public:
  void module(const ast::Module &module) {
    List decls{{}, "\n"};
    for (auto &d : module.decls)
      decl(*d, decls);
    add(std::move(decls));
  }
  Outline result;

private:
  void add(List list) {
    if (!list.elements.empty())
      result.lists.push_back(std::move(list));
  }
  void part(PartKind kind, ast::Span span, int subkind = 0) {
    if (span.begin < span.end)
      result.parts.push_back({kind, span, subkind});
  }

  void decl(const ast::Decl &d, List &siblings) {
    siblings.elements.push_back(d.span);
    part(PartKind::Decl, d.span, int(d.kind));
    part(PartKind::Name, d.name.span);
    List statics{{}, ", "}, points{{}, ", "}, cases{{}, " | "}, members{{}, "\n"};
    for (const ast::StaticParam &parameter : d.statics) {
      statics.elements.push_back(parameter.span);
      part(PartKind::Static, parameter.span);
      expr(parameter.annotation, PartKind::Object);
    }
    for (const ast::PointParam &parameter : d.points) {
      points.elements.push_back(parameter.span);
      part(PartKind::Point, parameter.span);
      expr(parameter.object, PartKind::Object);
      expr(parameter.defaultValue);
    }
    for (const ast::EnumCase &one : d.cases) {
      cases.elements.push_back(one.span);
      part(PartKind::Case, one.span);
      exprs(one.payload, PartKind::Object);
    }
    for (auto &member : d.members)
      decl(*member, members);
    for (auto *list : {&statics, &points, &cases, &members})
      add(std::move(*list));
    for (const ast::ExprPtr *object : {&d.object, &d.domain, &d.codomain})
      expr(*object, PartKind::Object);
    for (const ast::ExprPtr *value :
         {&d.where, &d.value, &d.reverseBody, &d.lhs, &d.rhs, &d.within})
      expr(*value);
    pattern(d.reversePattern);
    for (const ast::NamedExpr &binding : d.bindings)
      expr(binding.value);
  }

  void exprs(const std::vector<ast::ExprPtr> &list, PartKind kind, size_t from = 0) {
    List elements{{}, ", "};
    for (size_t i = from; i < list.size(); ++i) {
      elements.elements.push_back(list[i]->span);
      expr(list[i], kind);
    }
    add(std::move(elements));
  }

  void named(const std::vector<ast::NamedExpr> &list, PartKind kind) {
    List elements{{}, ", "};
    for (const ast::NamedExpr &one : list) {
      ast::Span span = one.value->span;
      if (!one.name.text.empty())
        span.begin = std::min(span.begin, one.name.span.begin);
      elements.elements.push_back(span);
      part(PartKind::Name, one.name.span);
      expr(one.value, kind);
    }
    add(std::move(elements));
  }

  void expr(const ast::ExprPtr &pointer, PartKind kind = PartKind::Value) {
    if (!pointer)
      return;
    const ast::Expr &e = *pointer;
    part(kind, e.span, int(e.kind));
    if (e.kind == ast::ExprKind::Name)
      part(PartKind::Name, e.span);
    if (e.kind == ast::ExprKind::Number)
      part(PartKind::Number, e.span);
    bool isList = e.kind == ast::ExprKind::Tuple || e.kind == ast::ExprKind::Array;
    if (isList)
      exprs(e.args, kind);
    else if (e.kind == ast::ExprKind::Ascribe)
      expr(e.args[0]), expr(e.args[1], PartKind::Object);
    else if (!e.args.empty())
      expr(e.args[0], kind);
    if (e.kind == ast::ExprKind::Bracket)
      exprs(e.args, PartKind::Value, 1);
    else if (!isList && e.kind != ast::ExprKind::Ascribe)
      for (size_t i = 1; i < e.args.size(); ++i)
        expr(e.args[i], kind);
    for (const ast::StringPart &piece : e.parts)
      expr(piece.expr);
    named(e.fields, e.kind == ast::ExprKind::RecordObject ? PartKind::Object : PartKind::Value);
    named(e.callArgs, PartKind::Value);
    expr(e.params);
    for (auto &one : e.patterns)
      pattern(one);
    arms(e);
    statements(e);
  }

  void arms(const ast::Expr &e) {
    List arms{{}, "\n"};
    for (const ast::MatchArm &arm : e.arms) {
      ast::Span span{arm.pattern->span.file, arm.pattern->span.begin, arm.body->span.end};
      arms.elements.push_back(span);
      part(PartKind::Arm, span);
      pattern(arm.pattern);
      expr(arm.body);
    }
    add(std::move(arms));
  }

  void statements(const ast::Expr &e) {
    List list{{}, "\n"};
    for (const ast::StmtPtr &s : e.stmts) {
      list.elements.push_back(s->span);
      part(PartKind::Stmt, s->span, int(s->kind));
      part(PartKind::Name, s->name.span);
      pattern(s->pattern);
      expr(s->object, PartKind::Object);
      for (const ast::ExprPtr *value : {&s->value, &s->message, &s->body})
        expr(*value);
    }
    add(std::move(list));
  }

  void pattern(const ast::PatternPtr &pointer) {
    if (!pointer)
      return;
    const ast::Pattern &p = *pointer;
    part(PartKind::Pattern, p.span, int(p.kind));
    List list{{}, ", "};
    for (auto &inner : p.args) {
      list.elements.push_back(inner->span);
      pattern(inner);
    }
    add(std::move(list));
    expr(p.expr, p.kind == ast::PatternKind::Ascribe ? PartKind::Object : PartKind::Value);
  }
};

} // namespace

Outline cat::fuzz::outline(const ast::Module &module) {
  Collector collector;
  collector.module(module);
  return std::move(collector.result);
}

Outline cat::fuzz::outline(const std::string &text) {
  SourceManager sources;
  Diagnostics diagnostics;
  auto module = parse(sources, sources.add("outline", text), diagnostics);
  return module ? outline(*module) : Outline();
}

std::vector<std::string> cat::fuzz::namesIn(const std::string &text) {
  std::vector<std::string> names;
  for (size_t i = 0; i < text.size();) {
    size_t begin = i;
    while (i < text.size() && (llvm::isAlnum(text[i]) || text[i] == '_' || text[i] == '\''))
      ++i;
    if (i == begin)
      ++i;
    else if (!llvm::isDigit(text[begin]))
      names.push_back(text.substr(begin, i - begin));
  }
  return names;
}

std::string Program::slice(size_t index) const {
  std::set<size_t> wanted = {index};
  std::vector<size_t> work = {index};
  while (!work.empty()) {
    const Decl &decl = decls[work.back()];
    work.pop_back();
    for (size_t i = 0; i < decls.size(); ++i)
      if (!wanted.count(i) &&
          (decls[i].isImport || llvm::any_of(decls[i].declares, [&](auto &name) {
             return decl.mentions.count(name) > 0;
           }))) {
        wanted.insert(i);
        work.push_back(i);
      }
  }
  std::string result;
  for (size_t i : wanted)
    result += decls[i].text + "\n";
  return result;
}

/// The .cat and .md files below `folder`, in a fixed order, without what a build has made; `folder`
/// itself if it is a program.
static std::vector<std::string> filesBelow(const std::string &folder) {
  if (StringRef(folder).ends_with(".cat"))
    return {folder};
  std::vector<std::string> files;
  std::error_code error;
  llvm::sys::fs::recursive_directory_iterator it(folder, error), end;
  for (; !error && it != end; it.increment(error)) {
    StringRef path = it->path(), name = llvm::sys::path::filename(path);
    if (name.starts_with(".") || name.starts_with("build"))
      it.no_push();
    else if (path.ends_with(".cat") || path.ends_with(".md"))
      files.push_back(path.str());
  }
  llvm::sort(files);
  return files;
}

Corpus::Corpus(const std::string &folder) {
  for (const std::string &path : filesBelow(folder)) {
    auto buffer = llvm::MemoryBuffer::getFile(path);
    if (!buffer)
      continue;
    std::string text = (*buffer)->getBuffer().str();
    StringRef(path).ends_with(".md") ? addDocument(path, text) : addProgram(path, text);
    if (StringRef(path).ends_with("prelude.cat") && !programs.empty())
      for (const Program::Decl &decl : programs.back().decls)
        libraryNames.insert(libraryNames.end(), decl.declares.begin(), decl.declares.end());
  }
  for (auto &[kind, texts] : donors)
    donorsOfKind[kind.first].insert(donorsOfKind[kind.first].end(), texts.begin(), texts.end());
}

void Corpus::addDocument(const std::string &path, const std::string &text) {
  static constexpr StringRef open = "\n```cat\n", close = "\n```";
  for (size_t at = 0; (at = text.find(open, at)) != std::string::npos;) {
    size_t begin = at + open.size(), end = text.find(close, begin - 1);
    if (end == std::string::npos)
      return;
    addProgram(path, text.substr(begin, end - begin) + "\n");
    at = end;
  }
}

void Corpus::addProgram(std::string path, std::string text) {
  Program &program = programs.emplace_back();
  program.path = std::move(path);
  program.text = std::move(text);
  SourceManager sources;
  Diagnostics diagnostics;
  auto module = parse(sources, sources.add(program.path, program.text), diagnostics);
  if (!module)
    return;
  for (auto &decl : module->decls) {
    Program::Decl &entry = program.decls.emplace_back();
    entry.text = std::string(sources.text(decl->span));
    entry.isImport = decl->kind == ast::DeclKind::Import;
    entry.isPipeline = decl->kind == ast::DeclKind::Pipeline;
    entry.declares = {decl->name.text};
    for (const ast::EnumCase &one : decl->cases)
      entry.declares.push_back(one.name.text);
    for (std::string &name : namesIn(entry.text))
      entry.mentions.insert(std::move(name));
  }
  addDonors(program.text, outline(*module));
}

void Corpus::addDonors(const std::string &text, const Outline &outline) {
  constexpr size_t longest = 400;
  for (const Part &part : outline.parts)
    if (part.span.end - part.span.begin <= longest)
      donors[{part.kind, part.subkind}].push_back(
          text.substr(part.span.begin, part.span.end - part.span.begin));
}
