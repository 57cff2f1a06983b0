// The elaborator: one walk from AST to typed terms. A declaration is elaborated at concrete static
// arguments; arrows that take arrows are expanded where they are mentioned, so that what a static
// arrow captures is simply in scope.
#pragma once

#include "compiler/diagnostics/Diagnostics.h"
#include "compiler/sema/Constants.h"
#include "compiler/sema/Program.h"
#include "compiler/sema/Sema.h"

#include <functional>
#include <optional>
#include <set>

namespace cat::sema {

struct Resolved {
  enum Kind { None, Local, Declared, Namespace, Builtin, Poison } kind = None;
  Binding *local = nullptr;
  Declaration *declaration = nullptr;
  ModuleInfo *module = nullptr;
  std::string name;
};

enum class ExprRole { Point, Arrow, Object, Dim, Instance, Namespace, Unknown };

class Elaborator {
  friend class Matching;

public:
  Elaborator(Program &program, const SourceManager &sources, Diagnostics &diagnostics,
             ModuleInfo *prelude, LawsWanted laws)
      : program(program), objects(program.objects), sources(sources), diagnostics(diagnostics),
        prelude(prelude), lawsWanted(laws) {}

  /// Elaborates every declaration of `module` that needs no static arguments, and its pipelines.
  void elaborate(ModuleInfo &module);

  /// At the end: finds the static arguments at which each rewrite may meet what the program has.
  void findUses();

private:
  struct Context {
    ModuleInfo *module = nullptr;
    std::vector<std::map<std::string, Binding>> scopes;
    Frame *frame = nullptr; // null: open mentions of parametric arrows are errors
  };
  struct Signature {
    const Object *domain = nullptr, *codomain = nullptr;
    std::vector<const Object *> captured;
  };
  /// What a mention knows of the objects around it; either may be null.
  struct Hint {
    const Object *domain = nullptr, *codomain = nullptr;
  };

  // Names.cpp
  Resolved resolve(const ast::Expr &expr);
  Resolved resolveName(const std::string &name);
  ExprRole roleOf(const ast::Expr &expr);
  ExprRole roleOf(const Resolved &resolved);
  /// A module or an instance of a theory: something that names stand behind.
  /// `floordiv(a, b)` or `ceildiv(a, b)`, unless the program has an arrow of that name.
  bool isDimFunction(const ast::Expr &expr) {
    return expr.kind == ast::ExprKind::Call && expr.args[0]->kind == ast::ExprKind::Name &&
           (expr.args[0]->text == "floordiv" || expr.args[0]->text == "ceildiv") &&
           resolve(*expr.args[0]).kind == Resolved::None;
  }
  /// `Hidden.try`
  bool isTry(const ast::Expr &expr) {
    return expr.kind == ast::ExprKind::Field && expr.text == "try" &&
           roleOf(*expr.args[0]) == ExprRole::Object;
  }
  bool isQualifier(const ast::Expr &expr) {
    ExprRole role = roleOf(expr);
    return role == ExprRole::Namespace || role == ExprRole::Instance;
  }
  Diagnostic &unknownName(const ast::Expr &expr);
  std::vector<std::string> visibleNames();

  // Objects.cpp
  const Object *object(const ast::Expr &expr);
  const Object *objectBracket(const ast::Expr &expr);
  void circular(const Declaration &declaration, Span span, std::string message);
  const Object *declaredObject(Declaration &declaration,
                               const std::vector<StaticArgument> &arguments, Span span);
  bool isPending(const ast::Expr &expr);
  const Object *parametersOf(const ast::Expr &arrow);
  std::optional<Dim> dim(const ast::Expr &expr);
  std::optional<Dim> dimBinary(const ast::Expr &expr);
  bool prepareStatics(Declaration &declaration);
  void inferKinds(Declaration &declaration, const ast::Expr &expr, bool isObject);
  Binding bindStatic(const StaticArgument &argument);
  Term *predicate(Declaration &declaration, const std::vector<StaticArgument> &arguments,
                  const Object *definition);

  // Arrows.cpp
  Term *arrow(const ast::Expr &expr, Hint hint);
  Term *openArrow(const ast::Expr &expr, Hint hint);
  /// `term`, if its objects are of a size that one can work with.
  Term *bounded(Term *term);
  Term *arrowOf(const Resolved &resolved, const ast::Expr &expr, Hint hint);
  Term *compose(const ast::Expr &expr, Hint hint);
  Term *parallel(const ast::Expr &expr, Hint hint);
  Term *lambda(const ast::Expr &expr, Hint hint);
  Term *arrowBlock(const ast::Expr &expr, Hint hint);
  bool arrowLet(const ast::Stmt &stmt, std::vector<std::pair<int, Term *>> &lets);
  Term *constructorArrow(const Object *object, const ast::Expr &expr, Hint hint);
  const Object *tangent(const Object *object);
  Term *derivative(const std::string &name, const ast::Expr &expr, Hint hint);
  ArrowValue *closedArrow(const ast::Expr &expr, Hint hint);
  ArrowValue *parametricArrow(const ast::Expr &expr, Hint hint);
  Term *open(const ArrowValue &value, Span span);
  Term *bindParameters(const ArrowValue &value, Term *parameters);
  Term *letValue(const ast::Stmt &stmt);
  bool isArrowLet(const ast::Stmt &stmt);
  bool declareArrow(const ast::Stmt &stmt);
  bool layer(const ast::Stmt &stmt);
  bool parameter(const ast::Stmt &stmt);
  Term *coerceArrow(Term *term, const Object *domain, const Object *codomain, bool declared);

  // Mentions.cpp
  Term *mention(Declaration &declaration, const std::vector<const ast::Expr *> &brackets,
                const std::vector<Term *> &captured, const ast::Expr &expr, Hint hint);
  Term *finishMention(Declaration &declaration, std::vector<StaticArgument> &statics,
                      const Signature &signature, const std::vector<Term *> &captured,
                      const ast::Expr &expr);
  bool assignBrackets(Declaration &declaration, const std::vector<const ast::Expr *> &brackets,
                      std::vector<const ast::Expr *> &given, const ast::Expr &expr);
  std::string describeStatic(const Declaration &declaration, size_t index);
  Declaration *overloaded(const std::string &symbol, const Object *domain);
  bool staticsOf(Declaration &declaration, const std::vector<const ast::Expr *> &brackets,
                 Span span, std::vector<StaticArgument> &statics);
  bool staticArgument(const StaticParameter &parameter, const ast::Expr *given,
                      const std::string &name, Span span, StaticArgument &argument);
  bool elaborateStatics(Declaration &declaration, const std::vector<const ast::Expr *> &given,
                        std::vector<StaticArgument> &statics, Context &inside,
                        const ast::Expr &expr);
  bool settleParameters(const Context &inside, Span span);
  bool elaborateArrow(const StaticParameter &parameter, const ast::Expr &given,
                      StaticArgument &argument, Context &inside);
  bool elaboratePoint(const StaticParameter &parameter, const ast::Expr &given,
                      StaticArgument &argument, Context &inside);
  bool elaborateInstance(const StaticParameter &parameter, const ast::Expr &given,
                         StaticArgument &argument, Context &inside);
  Signature signatureOf(const ast::Decl &decl);
  Signature signatureOf(const ast::Decl &decl, Span mention);
  Instance *instance(Declaration &declaration, const std::vector<StaticArgument> &statics,
                     Span span);
  void checkGeneric(Declaration &declaration);
  void dropInstances(size_t finished);
  StaticArgument rigidArgument(const StaticParameter &parameter);
  bool bindGenerics(Declaration &declaration);
  bool bindGenericArrow(const StaticParameter &parameter);
  bool bindGenericInstance(const StaticParameter &parameter);
  Term *expand(Declaration &declaration, const std::vector<StaticArgument> &statics,
               const Signature &signature, const std::vector<Term *> &captured, Span span);
  Term *body(Declaration &declaration, const Signature &signature,
             std::vector<std::pair<int, const Object *>> &captured);
  const Object *enumObject(Declaration &constructor, const std::vector<const ast::Expr *> &brackets,
                           Span span);
  Term *enumCase(Declaration &declaration, const std::vector<const ast::Expr *> &brackets,
                 const ast::Expr &expr, Hint hint);

  // Combinators.cpp
  std::string monadOf(const Object *object);
  Term *kleisli(const ast::Expr &expr, Hint hint);
  Term *tryArrow(const ast::Expr &expr, Hint hint);
  const Object *carrier(const Object *made);
  Term *asCarrier(const Object *made, Term *value);
  Term *tryName(const Object *made, Term *value, const ast::Expr &expr);
  const Object *stacked(const Object *object, const Dim &count);
  const ParameterTree *stacked(const ParameterTree &tree, const Dim &count, Span span);
  Term *repeat(const Dim &count, const ArrowValue &value, Span span);
  Term *einsum(const ast::Expr &spec, Term *value, Span span);
  Term *einsumArrow(const ast::Expr &expr, Hint hint);

  // Theories.cpp
  bool theoryOf(const ast::Expr &expr, Declaration *&theory,
                std::vector<StaticArgument> &arguments);
  Context insideTheory(const TheoryInstance &instance);
  TheoryInstance *genericInstance(const std::string &name, Declaration &theory,
                                  std::vector<StaticArgument> arguments);
  Signature memberSignature(const ast::Decl &member);
  TheoryInstance *instanceOf(const ast::Expr &expr, Declaration *theory,
                             const std::vector<StaticArgument> &arguments);
  TheoryInstance *declaredInstance(Declaration &declaration,
                                   const std::vector<const ast::Expr *> &brackets, Span span,
                                   Declaration *wanted,
                                   const std::vector<StaticArgument> &wantedArguments);
  bool instanceMembers(const ast::Decl &decl, TheoryInstance &made, bool isConcrete);
  bool instanceMember(const ast::Decl &member, const ast::Expr &value, TheoryInstance &made,
                      bool isConcrete);
  void checkTheory(Declaration &declaration);
  void checkInstance(Declaration &declaration);

  // Laws.cpp
  std::optional<LawSides> checkLaw(Declaration &declaration);
  void collectLaw(Declaration &declaration);
  void collectInstanceLaws(Declaration &declaration);
  void sampleLaw(Declaration &declaration, Law &law, const LawSides &outer);
  Law lawOf(Declaration &declaration);
  bool openSides(Declaration &declaration, LawSides &made, int id, const Object *&domain);
  bool sides(Declaration &declaration, LawSides &made, std::optional<int64_t> length);
  bool sidesMeet(const ast::Decl &decl, const Term *left, const Term *right);
  bool tolerance(const ast::Decl &decl, double &within);
  Binding *isBound(const std::string &name);
  bool bindInstances(Declaration &declaration, unsigned round, LawSides &made);
  bool bindSample(Declaration &declaration, unsigned round, LawSides &made);
  std::optional<StaticArgument> sampleArgument(const StaticParameter &parameter, size_t index,
                                               unsigned round);
  std::vector<std::vector<StaticArgument>> usesOf(Declaration &declaration,
                                                  const std::set<int64_t> &lengths);
  void addUse(Declaration &declaration, const std::vector<StaticArgument> &statics, int64_t length,
              Law &law, std::set<std::string> &seen);
  void lengthsOf(const Object *object, std::set<int64_t> &lengths);
  void settleLengths(const Object *object, std::optional<int64_t> length);

  // Matching.cpp
  Term *matchPoint(const ast::Expr &expr, const Object *expected);
  void openArm(const ast::MatchArm &arm, const std::vector<std::string> &names,
               const std::vector<std::pair<int, const Object *>> &locals);
  bool matchStatement(const ast::Expr &expr, std::vector<Statement> &out);
  Term *equals(Term *left, Term *right, Span span);
  static size_t payloadSize(const Object &sum, size_t index);

  // Calculus.cpp
  Term *withRule(Declaration &declaration, const Signature &signature, Term *term);

  // Points.cpp
  Term *point(const ast::Expr &expr, const Object *expected = nullptr);
  Term *openPoint(const ast::Expr &expr, const Object *expected);
  Term *check(const ast::Expr &expr, const Object *wanted, bool declared = false);
  Term *coerce(Term *term, const Object *wanted, bool declared = false);
  Term *name(const ast::Expr &expr, const Object *expected);
  Term *dimPoint(const ast::Expr &expr);
  Term *number(const ast::Expr &expr);
  Term *string(const ast::Expr &expr);
  Term *compoundLiteral(const ast::Expr &expr, const Object *expected);
  Term *tuple(const ast::Expr &expr, const Object *expected);
  Term *recordValue(const ast::Expr &expr, const Object *expected);
  bool isOnlyNamed(Term *value, const Object *wanted);
  Term *arrayLiteral(const ast::Expr &expr, const Object *expected);
  Term *conditional(const ast::Expr &expr, const Object *expected);
  const Object *joinBranches(std::vector<Term *> &branches, const Object *expected);
  Term *field(const ast::Expr &expr);
  Term *indexing(const ast::Expr &expr);
  Term *blockPoint(const ast::Expr &expr, const Object *expected);
  bool productPattern(const ast::Pattern &pattern, const Object *object,
                      std::vector<const ast::Pattern *> &parts);
  Term *bindPattern(const ast::Pattern &pattern, Term *value, const std::function<Term *()> &rest);

  // Operators.cpp
  Term *unary(const ast::Expr &expr, const Object *expected);
  Term *binary(const ast::Expr &expr, const Object *expected);
  Term *arithmetic(const ast::Expr &expr, Term *left, Term *right);
  Term *comparison(const ast::Expr &expr, Term *left, Term *right);
  Term *power(const ast::Expr &expr);
  Term *matrixProduct(const ast::Expr &expr, Term *left, Term *right);
  Term *broadcast(Term *scalar, Term *like);

  // Calls.cpp
  Term *call(const ast::Expr &expr, const Object *expected);
  Term *applyArguments(const ast::Expr &expr, const ast::Expr &callee, const Object *expected);
  Term *argument(const ast::Expr &expr, const ast::Expr &callee);
  Term *construct(const Object *object, Term *value, const ast::Expr &expr);
  Term *builtinCall(const std::string &name, const ast::Expr &expr, const Object *expected);
  Term *initCall(const ast::Expr &expr, const ast::Expr &arrow);
  Term *gradCall(const ast::Expr &expr, const ast::Expr &arrow, bool withValue);
  Term *initialise(const ParameterTree &tree, Term *key, int64_t &leaf, Span span);
  Term *tabulate(const ast::Expr &expr, const Object *expected);
  Term *saveCall(const ast::Expr &expr);
  Term *loadCall(const ast::Expr &expr, const ast::Expr &arrow);
  Term *countCall(const ast::Expr &expr);

  // Expectations.cpp
  const Object *expectedDomain(Declaration &declaration,
                               const std::vector<const ast::Expr *> &brackets,
                               const ast::Expr &expr);
  std::vector<const Object *> expectedPoints(const ast::Expr &callee, size_t count);
  bool wantsBrackets(const ast::Expr &callee, const std::vector<const ast::NamedExpr *> &points);

  // Pipelines.cpp
  void pipeline(const ast::Decl &decl);
  bool flag(const ast::PointParam &param, Pipeline &pipeline);
  bool statements(const std::vector<ast::StmtPtr> &stmts, std::vector<Statement> &out);
  bool statement(const ast::Stmt &stmt, std::vector<Statement> &out);
  bool statementExpr(const ast::Expr &expr, std::vector<Statement> &out);
  Term *formatted(Term *value, const std::string &format);
  bool loop(const ast::Stmt &stmt, Statement &out);
  bool letStatement(const ast::Pattern &pattern, Term *value, std::vector<Statement> &out);
  bool nested(const ast::Expr &block, std::vector<Statement> &out);

  // Files.cpp
  const Object *badField(const Object *object, std::string &name);
  bool finishFile(const Term &term);
  bool crosses(const Object *object, bool isResult, const ast::Decl &decl, Span span);
  Term *externBody(Declaration &declaration, const Signature &signature);
  bool externLengths(Declaration &declaration, const Object *codomain,
                     std::vector<std::string> &lengths);

  // Finish.cpp
  bool finish(Term *term);
  bool finish(Term *term, std::set<Term *> &seen);
  bool finishMentions();
  bool finishRef(Term &term);
  bool finishNumber(Term &term);
  bool finishReshape(const Term &term);
  bool predicatesOf(const Object *object);
  bool finishObject(const Object *&object, Span span);

  // Constants.cpp
  std::optional<Constant> constant(const Term *term, std::map<int, Constant> &locals);
  std::optional<Constant> applied(const Term &arrow, const Constant &value,
                                  std::map<int, Constant> &locals);
  std::optional<Constant> constantOp(const Term &term, const Object &raw,
                                     std::map<int, Constant> &locals);
  std::optional<Constant> converted(Constant value, const Object &to);
  bool finishOp(const Term &term);
  bool holds(const Object *object, Constant value, Span span);

  // Making terms.
  Term *make(TermKind kind, Span span, const Object *object, std::vector<Term *> children = {});
  Term *makeArrow(TermKind kind, Span span, const Object *domain, const Object *codomain,
                  std::vector<Term *> children = {});
  Term *op(std::string name, Span span, const Object *object, std::vector<Term *> children);
  Term *eval(Term *arrow, Term *argument, Span span);
  Term *get(Term *product, size_t index, Span span);
  Term *local(int id, const Object *object, Span span);
  Term *let(int id, Term *value, Term *body);
  Term *numberTerm(std::string text, const Object *object, Span span);
  Term *primitive(std::string symbol, Span span, const Object *domain, const Object *codomain,
                  std::vector<Term *> children = {});
  Term *parameterRef(const Frame *frame, size_t index, Span span);
  size_t addEntry(Frame &frame, const std::string &name, const ParameterTree *tree);
  const ParameterTree *treeOf(const Frame &frame, bool isDeclaration);
  Frame *newFrame() { return &program.frames.emplace_back(); }
  Binding pointBinding(Term *term, Span span);
  void declarePoint(const ast::PointParam &point, Term *term);
  void declare(const std::string &name, Binding binding, Span span);
  bool mayHaveParameters(const Declaration &declaration);
  bool isUnknown(const ast::Expr &expr);
  bool isFresh(const ast::Ident &name);
  bool bindsOnce(const ast::Pattern &pattern);
  void poison(const std::string &name, Span span);
  void poison(const ast::Pattern &pattern);
  Declaration *preludeArrow(const std::string &name);

  Diagnostic &error(const char *code, Span span, std::string message);
  std::nullptr_t mismatch(const char *code, Span span, std::string message, const Object *expected,
                          const Object *found);

  Program &program;
  ObjectTable &objects;
  const SourceManager &sources;
  Diagnostics &diagnostics;
  Diagnostic *lastError = nullptr;
  Diagnostic repeated; // takes what has been said already
  ModuleInfo *prelude;
  LawsWanted lawsWanted;
  bool hasFreeLength = false; // a length in a law that nothing determines
  std::vector<std::pair<Declaration *, size_t>> rewrites; // each with its number in program.laws
  bool trusted = false; // inside an arrow marked `trusted`: what it names is not checked
  Context context;
  const ast::Expr *askedByPoint =
      nullptr; // what `point` left to `arrow`, which must not give it back
  int nextLocal = 0;
  std::vector<std::pair<std::string, Span>> mentions; // instances being elaborated, outermost first
  struct OpenMention {
    std::vector<StaticArgument> statics;
    std::string name;
    Span span;
  };
  std::set<const Declaration *> signaturesInProgress;
  std::set<const ast::Expr *> parametersInProgress; // of a `Params[f]`
  std::vector<OpenMention> openMentions;            // whose static arguments are not all known yet
  std::vector<std::pair<const ast::Expr *, const Object *>>
      pendingParams; // `Params[f]` before f is known
};

/// Sets a value for the duration of a scope.
template <typename T> class Saved {
public:
  Saved(T &slot, T value) : slot(slot), old(std::move(slot)) { slot = std::move(value); }
  explicit Saved(T &slot) : slot(slot), old(slot) {}
  ~Saved() { slot = std::move(old); }
  Saved(const Saved &) = delete;

private:
  T &slot;
  T old;
};

} // namespace cat::sema
