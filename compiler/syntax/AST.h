// The abstract syntax tree of Cat. It mirrors the text: dims, objects, arrows and points share one
// expression grammar, and `sema` decides which of the four an expression is. Every node carries the
// exact span of source text it came from.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace cat::ast {

/// A half-open range of bytes in the file `file` (an index into the SourceManager).
struct Span {
  uint32_t file = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
};

/// An identifier with its place.
struct Ident {
  std::string text;
  Span span;
};

struct Expr;
struct Stmt;
struct Pattern;
using ExprPtr = std::unique_ptr<Expr>;
using StmtPtr = std::unique_ptr<Stmt>;
using PatternPtr = std::unique_ptr<Pattern>;

enum class ExprKind {
  Name,   // text
  Number, // text: as written (`1_000`, `0x1f`, `1.5f64`)
  String, // parts
  Tuple,  // args: none for `()`, two or more for `(a, b)`; `(a)` is `a` with `isParenthesized` set
  RecordValue,  // fields: `{ x = e, … }`; none for `{}`; `{ x, y }` is `{ x = x, y = y }`
  RecordObject, // fields: `{ x : A, … }`
  Array,        // args: `[a, b]`
  Block,        // stmts, result in args[0] if there is one
  Lambda,       // patterns[0] => args[0]
  If,           // args: condition, then, [else]
  Match,        // args[0] = scrutinee, arms
  Call,         // args[0] = callee; params (set for `f(p; …)`); callArgs
  Bracket,      // args[0] = base; args[1…] = what stands in the brackets: `f[s]`, `x[i, j]`, `A[n]`
  Field,        // args[0] . text
  Project,      // args[0] . index
  Unary,        // text: `-` or `!`; args[0]
  Binary,       // text: the operator, `->` and `..` included; args[0], args[1]
  Ascribe,      // args[0] : args[1]
};

/// One piece of a string: literal text (escapes decoded), or an interpolated expression with its
/// format.
struct StringPart {
  std::string text;
  ExprPtr expr;       // null for literal text
  std::string format; // `.4f`, empty when none
};

struct NamedExpr {
  Ident name; // empty text in an unnamed call argument
  ExprPtr value;
};

struct MatchArm {
  PatternPtr pattern;
  ExprPtr body; // an expression or a Block
};

struct Expr {
  ExprKind kind;
  Span span;
  Span opSpan; // Unary, Binary, Ascribe: the operator; Field, Project: the name or index
  /// The height of this tree, at most `maxHeight`: whoever recurses over a tree has stack enough.
  uint32_t height = 1;
  static constexpr uint32_t maxHeight = 500;
  /// Written in parentheses (which `span` includes): `A * B * C` is one product of three, its tree
  /// being `Binary(Binary(A, B), C)`; in `(A * B) * C` the inner one is `isParenthesized`.
  bool isParenthesized = false;
  std::string text;
  uint64_t index = 0; // Project
  std::vector<ExprPtr> args;
  std::vector<StringPart> parts;
  std::vector<NamedExpr> fields;   // records
  std::vector<NamedExpr> callArgs; // Call
  bool hasParams = false;          // Call: `f(p; …)`, the parameters being `params`
  ExprPtr params;
  std::vector<PatternPtr> patterns; // Lambda
  std::vector<MatchArm> arms;
  std::vector<StmtPtr> stmts; // Block
};

enum class PatternKind {
  Name,        // text: a binder, or `_`; in `match`, a constructor without fields
  Tuple,       // args; none for `()`
  Record,      // fields: `{ x = p, … }`; `{ x }` is `{ x = x }`
  Constructor, // text(args); text may be qualified by a module (`m.some`), as may that of a Name
  Literal,     // expr: a number, string or negated number
  Ascribe,     // args[0] : expr (an object)
};

struct Pattern {
  PatternKind kind;
  Span span;
  std::string text;
  std::vector<PatternPtr> args;
  std::vector<Ident> fieldNames; // Record: one for each of args
  ExprPtr expr;
};

enum class StmtKind {
  Let,    // pattern [: object] = value   (the ascription is a Pattern::Ascribe)
  Var,    // name [: object] = value
  Assign, // name := value
  For,    // pattern in value, body
  While,  // value = condition, body
  Expr, // value: an expression as a statement (`if` and `match` among them), not the block's result
  Print,  // value
  Log,    // value: a record
  Assert, // value, message
  Param,  // name : object ~ value
  Layer,  // name = value
};

struct Stmt {
  StmtKind kind;
  Span span;
  std::string doc;
  Ident name;
  PatternPtr pattern;
  ExprPtr object;
  ExprPtr value;
  ExprPtr message;
  ExprPtr body; // a Block
  // Log: `log { step, loss }` is the record `{ step = step, loss = loss }`.
};

/// A static parameter `[name : annotation]`; without an annotation its kind is inferred.
/// Annotations: `object`, `dim`, `text` (a Name), `Vect`, `Float`, `A -> B` (a Binary `->`),
/// `Monoid[A]` (a Bracket), `point A` (isPoint, annotation = A).
struct StaticParam {
  Ident name;
  ExprPtr annotation;
  bool isPoint = false;
  Span span;
};

/// A run-time parameter `(name : object [= default])` of an arrow, a law or a pipeline.
struct PointParam {
  Ident name;
  ExprPtr object;
  ExprPtr defaultValue;
  std::string doc;
  Span span;
};

enum class DeclKind { Import, Object, Enum, Dim, Arrow, Law, Rewrite, Theory, Instance, Pipeline };

struct EnumCase {
  Ident name;
  std::vector<ExprPtr> payload; // objects
  std::string doc;
  Span span;
};

/// A declaration. Which fields are set depends on `kind`:
///   Import    path; alias or importNames
///   Object    statics, object, [where]
///   Enum      statics, cases
///   Dim       [value] (a dim without a value stands only in a theory)
///   Arrow     statics, points, [domain], codomain, [value] the body, [reverseBody], isTrusted;
///             extern: isExtern, symbol. `arrow f(a: A) -> B` has points and no domain;
///             `arrow f : A -> B` has a domain; `arrow f(s: S) : A -> B` has both.
///             `arrow f(s: S) -> B` without points of its own and `arrow f : B` are constants
///             (domain 1).
///   Law       statics, points, lhs, rhs, [within]
///   Rewrite   as Law
///   Theory    statics, members (operations: Arrow declarations without a body; laws)
///   Instance  object = `Monoid[f32]`, bindings, [within]
///   Pipeline  points, value = the body
struct Decl {
  DeclKind kind;
  Span span;
  std::string doc;
  bool isPub = false;
  bool isExtern = false;
  bool isTrusted = false;
  Ident name;
  std::vector<StaticParam> statics;
  std::vector<PointParam> points;
  bool hasPoints = false; // `()` was written, even if it is empty
  ExprPtr object;
  ExprPtr where;
  ExprPtr domain;
  ExprPtr codomain;
  ExprPtr value;
  PatternPtr reversePattern; // `reverse (x, dy) => …`
  ExprPtr reverseBody;
  std::string symbol;
  std::vector<EnumCase> cases;
  ExprPtr lhs, rhs, within;
  std::vector<std::unique_ptr<Decl>> members;
  std::vector<NamedExpr> bindings;
  std::vector<Ident> path; // Import
  std::optional<Ident> alias;
  bool hasImportNames = false;
  std::vector<Ident> importNames;
};

/// One source file.
struct Module {
  Span span;
  std::string doc;
  std::vector<Ident> path; // `module a.b`; empty when the file has no header
  std::vector<std::unique_ptr<Decl>> decls;
};

} // namespace cat::ast
