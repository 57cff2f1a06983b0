// The typed, elaborated program: what sema hands to the lowering. Every static argument is known,
// every arrow is first order, every forgetting and naming is explicit.
#pragma once

#include "compiler/sema/Object.h"
#include "compiler/syntax/AST.h"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace cat::sema {

struct Instance;
struct ModuleInfo;
struct Term;

enum class StaticKind { Dim, Object, Arrow, Text, Point, Instance };

struct StaticParameter {
  std::string name;
  StaticKind kind = StaticKind::Dim;
  Constraint constraint = Constraint::None;
  const ast::Expr *domain = nullptr, *codomain = nullptr; // of an arrow parameter
  const ast::Expr *annotation = nullptr;                  // the object of a point, or the theory
};

/// A name that a module declares: a declaration, or one case of an enum.
struct Declaration {
  const ast::Decl *ast = nullptr;
  ModuleInfo *module = nullptr;
  int enumCase = -1;
  std::vector<StaticParameter> statics;
  bool staticsKnown = false;
  std::map<std::string, Instance *> instances;    // arrows, by printed static arguments
  std::map<std::string, const Object *> objects;  // objects and enums, likewise
  std::map<std::string, const Term *> predicates; // refinements, likewise; an arrow to bool
  std::map<std::string, struct TheoryInstance *> theories; // instances of theories, likewise
  bool inProgress = false;
  bool isCircular = false; // which has been said
};

struct ModuleInfo {
  std::unique_ptr<ast::Module> ast;
  std::string name;
  uint32_t file = 0;
  std::map<std::string, Declaration *> names;
  /// By `import m (name)`; no declaration when `m` is broken.
  std::map<std::string, std::pair<Declaration *, ast::Span>> imported;
  std::map<std::string, ModuleInfo *> aliases;
  std::map<std::string, ast::Span> aliasSpans;
  std::set<std::string> reexported; // names of `pub import`
  bool hasPub = false;              // without any `pub`, all is exported
  bool isLibrary = false;           // installed with the compiler
  bool isLoading = false;
  bool isBroken = false; // it could not be loaded: whatever is said of it, is said of this

  /// What this module offers to others under `name`; null when that is nothing.
  Declaration *exported(const std::string &name) const;
  std::vector<std::string> exportedNames() const;
};

/// How to sample parameters: a leaf's initialiser, or the parts of a record.
struct ParameterTree {
  const Object *object = nullptr;
  Term *initialiser = nullptr; // a constant tensor, or an arrow Key -> tensor
  std::vector<std::pair<std::string, const ParameterTree *>> parts;
};

/// The open parameters of one arrow expression or declaration, in order.
struct Frame {
  struct Entry {
    std::string name;
    const ParameterTree *tree;
  };
  std::vector<Entry> entries;
};

enum class TermKind {
  // points
  Local,    // local
  Number,   // text
  Bool,     // text: true or false
  Text,     // text
  Case,     // index: a case of the enum `object`; children: its payload
  Tuple,    // children, the fields of the product `object`
  Get,      // children[0], index
  Array,    // children
  Eval,     // children: arrow, argument
  Let,      // local, children: value, body (a point or an arrow)
  If,       // children: condition, then, else
  Match,    // children: a point of an enum, then one body a case; locals: the payload of each case
  Op,       // text: the operation, children
  Forget,   // children[0]
  Name,     // children[0]; trusted: without a check
  ParamRef, // frame, index: an open parameter
  // arrows
  Lambda,    // local, children[0] the body
  Ref,       // instance, children: the parameters (if it has any), then captured points
  Primitive, // text: the symbol; children: static arrows; statics
  Compose,   // children
  Tensor,    // children
  Pair,      // children
  Identity,
  Bind, // frame, children: the arrow, then one point for each entry of the frame
};

struct Term {
  TermKind kind;
  ast::Span span;
  const Object *object = nullptr;   // of a point; the domain of an arrow
  const Object *codomain = nullptr; // of an arrow
  std::string text;
  std::string format;             // Op "format"
  std::vector<std::string> names; // Op "save", "log"
  int local = -1;
  std::vector<int> locals; // Match
  size_t index = 0;
  bool trusted = false;
  std::vector<Term *> children;
  const Frame *frame = nullptr;
  Instance *instance = nullptr;
  Declaration *declaration = nullptr; // Ref, until its instance is known
  std::vector<StaticArgument> statics;
  std::optional<ast::Span> mention; // of an arrow of the library that stands here expanded

  bool isArrow() const { return codomain != nullptr; }
};

/// An arrow with its own open parameters: what a static argument, a layer or a closed mention
/// names.
struct ArrowValue {
  Frame *frame = nullptr;
  Term *term = nullptr;
  std::string name; // what its parameters are called when it is mentioned
};

/// A declared arrow at given static arguments.
struct Instance {
  Declaration *declaration = nullptr;
  std::string name; // in the user's words: `linear[784, 128]`
  std::vector<StaticArgument> statics;
  const Object *domain = nullptr, *codomain = nullptr;
  Frame *frame = nullptr;
  const ParameterTree *parameters = nullptr; // null when it has none
  std::vector<std::pair<int, const Object *>>
      captured; // locals for the points of `f(s: S) : A -> B`
  Term *term = nullptr;
};

/// What a local name stands for.
struct Binding {
  /// Poison: its definition is wrong, which has been said.
  enum Kind { Point, Arrow, Dim, Object, Text, Instance, Poison } kind = Point;
  Term *point = nullptr;
  bool isVariable = false; // a `var` of a pipeline
  ArrowValue *arrow = nullptr;
  sema::Dim dim;
  const sema::Object *object = nullptr;
  std::string text;
  TheoryInstance *instance = nullptr;
  ast::Span span;
};

/// An instance of a theory: what its operations, points and dims are.
struct TheoryInstance {
  Declaration *theory = nullptr;
  std::vector<StaticArgument> arguments; // of the theory
  std::map<std::string, Binding> members;
};

enum class StatementKind {
  Let,
  Assign,
  ForRange,
  ForEach,
  While,
  If,
  Match,
  Print,
  Log,
  Assert,
  Eval
};

struct Statement {
  StatementKind kind;
  ast::Span span;
  int local = -1;                 // Let, Assign, ForRange, ForEach
  Term *value = nullptr;          // the value, condition, scrutinee, begin of a range, text
  Term *other = nullptr;          // end of a range, message of an assert
  std::vector<std::string> names; // Log
  std::vector<Term *> texts;      // Log
  std::vector<Statement> body, orElse;
  std::vector<int> locals;                   // Match: the payload of each case
  std::vector<std::vector<Statement>> cases; // Match
};

struct Flag {
  std::string name, doc, defaultText, refinement;
  bool hasDefault = false;
  const Object *object = nullptr;
  int local = -1;
  ast::Span span;
};

struct Pipeline {
  std::string name, doc;
  ast::Span span;
  std::vector<Flag> flags;
  std::vector<Statement> body;
};

/// Both sides of a law at given static arguments, as closed arrows of one domain and codomain.
struct LawSides {
  std::vector<std::pair<std::string, std::string>> statics; // names and values, to be shown
  std::vector<const Object *> points;                       // of a law of points
  Term *left = nullptr, *right = nullptr;
  bool leftIsNamed = true; // the domain of the left side is the one whose names both sides want
};

/// A law of the program, a rewrite, or a law that an instance owes its theory.
struct Law {
  std::string name; // `shift`, or `minus.assoc` of the instance `minus`
  std::string statement;
  ast::Span span;
  bool isRewrite = false;
  double within = 0;               // 0: both sides are equal
  bool hasStatics = false;         // so that no domain is all of its points
  std::vector<std::string> points; // names
  std::optional<LawSides> generic; // with arrows, objects and dims of which nothing is known
  std::vector<LawSides> samples;   // at the static arguments that it is tested at
  std::vector<LawSides> uses;      // at those that the program may have
};

struct Program {
  ObjectTable objects;
  std::string name, doc;
  std::vector<std::unique_ptr<ModuleInfo>> modules; // what a module imports stands before it
  std::map<std::string, std::string> library;       // installed modules, each with its file
  std::deque<Declaration> declarations;
  std::deque<Term> terms;
  std::deque<Frame> frames;
  std::deque<ParameterTree> trees;
  std::deque<ArrowValue> arrows;
  std::deque<TheoryInstance> theories;
  std::deque<Instance> instances; // in the order in which they were finished
  std::vector<Instance *> order;  // those of tests of laws come last
  size_t ownInstances = 0;        // how many of them the pipelines and rewrites may need
  std::vector<Pipeline> pipelines;
  std::vector<Law> laws;
};

/// The module of the library that exports `name`, without `std.`; empty if none does.
std::string libraryModuleWith(const Program &program, const std::string &name);

} // namespace cat::sema
