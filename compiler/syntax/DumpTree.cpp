// The tree as an indented listing without spans: one line a node, for tests and `catc emit`.
#include "compiler/syntax/Operators.h"
#include "compiler/syntax/Parser.h"

#include "llvm/Support/raw_ostream.h"

using namespace cat;
using namespace cat::ast;

namespace {

class Dumper {
public:
  explicit Dumper(llvm::raw_ostream &os) : os(os) {}
  void module(const Module &module);

private:
  llvm::raw_ostream &os;
  unsigned depth = 0;

  /// Begins a line with what the node is, and what it plays in its parent.
  llvm::raw_ostream &line(llvm::StringRef role = "") {
    os.indent(2 * depth);
    if (!role.empty())
      os << role << ": ";
    return os;
  }
  void text(llvm::StringRef role, llvm::StringRef text) {
    if (!text.empty()) {
      line(role) << '"';
      for (char c : text) // as in source, but on one line
        os << (c == '\n' ? "\\n" : c == '"' ? "\\\"" : c == '\\' ? "\\\\" : std::string(1, c));
      os << "\"\n";
    }
  }
  void names(llvm::StringRef role, const std::vector<Ident> &names);
  void expr(const ExprPtr &expr, llvm::StringRef role = "");
  void children(const Expr &expr);
  void pattern(const PatternPtr &pattern, llvm::StringRef role = "");
  void stmt(const Stmt &stmt);
  void decl(const Decl &decl);
  void statics(const Decl &decl);
  void points(const Decl &decl);
};

} // namespace

static llvm::StringRef kindName(ExprKind kind) {
  static constexpr const char *names[] = {
      "Name",    "Number", "String",  "Tuple", "RecordValue", "RecordObject",
      "Array",   "Block",  "Lambda",  "If",    "Match",       "Call",
      "Bracket", "Field",  "Project", "Unary", "Binary",      "Ascribe"};
  return names[int(kind)];
}

static llvm::StringRef kindName(PatternKind kind) {
  static constexpr const char *names[] = {"Name",        "Tuple",   "Record",
                                          "Constructor", "Literal", "Ascribe"};
  return names[int(kind)];
}

static llvm::StringRef kindName(StmtKind kind) {
  static constexpr const char *names[] = {"Let",   "Var", "Assign", "For",   "While", "Expr",
                                          "Print", "Log", "Assert", "Param", "Layer"};
  return names[int(kind)];
}

static llvm::StringRef kindName(DeclKind kind) {
  static constexpr const char *names[] = {"Import", "Object",  "Enum",   "Dim",      "Arrow",
                                          "Law",    "Rewrite", "Theory", "Instance", "Pipeline"};
  return names[int(kind)];
}

static std::string joined(const std::vector<Ident> &path) {
  std::string result;
  for (const Ident &part : path)
    result += (result.empty() ? "" : ".") + part.text;
  return result;
}

void Dumper::names(llvm::StringRef role, const std::vector<Ident> &names) {
  line(role);
  for (const Ident &name : names)
    os << name.text << ' ';
  os << '\n';
}

void Dumper::expr(const ExprPtr &expr, llvm::StringRef role) {
  if (!expr)
    return;
  line(role) << kindName(expr->kind);
  if (!expr->text.empty())
    os << ' ' << expr->text;
  if (expr->kind == ExprKind::Project)
    os << ' ' << expr->index;
  os << '\n';
  ++depth;
  children(*expr);
  --depth;
}

void Dumper::children(const Expr &expr) {
  for (const PatternPtr &parameter : expr.patterns)
    pattern(parameter, "parameter");
  for (const StmtPtr &statement : expr.stmts)
    stmt(*statement);
  for (const ExprPtr &arg : expr.args)
    this->expr(arg, keepsParens(expr, *arg)        ? "parens"
                    : expr.kind == ExprKind::Block ? "result"
                                                   : "");
  for (const StringPart &part : expr.parts) {
    text("text", part.text);
    this->expr(part.expr, "hole");
    text("format", part.format);
  }
  for (const NamedExpr &field : expr.fields)
    this->expr(field.value, field.name.text);
  if (expr.hasParams)
    this->expr(expr.params, "params");
  for (const NamedExpr &argument : expr.callArgs)
    this->expr(argument.value, argument.name.text.empty() ? "arg" : "arg " + argument.name.text);
  for (const MatchArm &arm : expr.arms) {
    pattern(arm.pattern, "arm");
    ++depth;
    this->expr(arm.body);
    --depth;
  }
}

void Dumper::pattern(const PatternPtr &pattern, llvm::StringRef role) {
  if (!pattern)
    return;
  line(role) << "Pattern " << kindName(pattern->kind);
  if (!pattern->text.empty())
    os << ' ' << pattern->text;
  os << '\n';
  ++depth;
  for (size_t i = 0; i < pattern->args.size(); ++i)
    this->pattern(pattern->args[i],
                  pattern->kind == PatternKind::Record ? pattern->fieldNames[i].text : "");
  expr(pattern->expr);
  --depth;
}

void Dumper::stmt(const Stmt &stmt) {
  line() << kindName(stmt.kind) << ' ' << stmt.name.text << '\n';
  ++depth;
  text("doc", stmt.doc);
  pattern(stmt.pattern);
  expr(stmt.object, "object");
  expr(stmt.value);
  expr(stmt.message, "message");
  expr(stmt.body, "body");
  --depth;
}

void Dumper::statics(const Decl &decl) {
  for (const StaticParam &param : decl.statics) {
    line("static") << param.name.text << (param.isPoint ? " point\n" : "\n");
    ++depth;
    expr(param.annotation);
    --depth;
  }
}

void Dumper::points(const Decl &decl) {
  if (decl.hasPoints && decl.points.empty())
    line() << "points: none\n";
  for (const PointParam &param : decl.points) {
    line("point") << param.name.text << '\n';
    ++depth;
    text("doc", param.doc);
    expr(param.object);
    expr(param.defaultValue, "default");
    --depth;
  }
}

void Dumper::decl(const Decl &decl) {
  line() << (decl.isPub ? "pub " : "") << (decl.isTrusted ? "trusted " : "")
         << (decl.isExtern ? "extern " : "") << kindName(decl.kind) << ' ' << decl.name.text
         << '\n';
  ++depth;
  text("doc", decl.doc);
  if (decl.kind == DeclKind::Import)
    line("path") << joined(decl.path) << '\n';
  if (decl.hasImportNames)
    names("names", decl.importNames);
  statics(decl);
  points(decl);
  expr(decl.object, "object");
  expr(decl.where, "where");
  expr(decl.domain, "domain");
  expr(decl.codomain, "codomain");
  for (const EnumCase &each : decl.cases) {
    line("case") << each.name.text << '\n';
    ++depth;
    text("doc", each.doc);
    for (const ExprPtr &object : each.payload)
      expr(object);
    --depth;
  }
  text("symbol", decl.symbol);
  expr(decl.value, "value");
  pattern(decl.reversePattern, "reverse");
  expr(decl.reverseBody, "reverse body");
  expr(decl.lhs, "left");
  expr(decl.rhs, "right");
  for (const NamedExpr &binding : decl.bindings)
    expr(binding.value, binding.name.text);
  expr(decl.within, "within");
  for (const std::unique_ptr<Decl> &member : decl.members)
    this->decl(*member);
  --depth;
}

void Dumper::module(const Module &module) {
  line() << "Module " << joined(module.path) << '\n';
  ++depth;
  text("doc", module.doc);
  for (const std::unique_ptr<Decl> &each : module.decls)
    decl(*each);
}

std::string cat::dumpTree(const Module &module) {
  std::string result;
  llvm::raw_string_ostream os(result);
  Dumper(os).module(module);
  return result;
}
