// The state of the translation; see Lower.h.
#pragma once

#include "compiler/diagnostics/Diagnostics.h"
#include "compiler/sema/Program.h"
#include "dialect/ir/Cat.h"
#include "mlir/IR/Builders.h"

#include <map>
#include <set>

namespace cat {

class Lowering {
public:
  Lowering(mlir::ModuleOp module, const SourceManager &sources, const sema::Program &program)
      : module(module), builder(module.getContext()), sources(sources), program(program),
        objects(program.objects) {
    for (auto &each : program.modules)
      if (each->isLibrary)
        libraryFiles.insert(each->file);
  }

  void run();
  void lawSamples(const sema::Law &law);
  bool genericLaw(const sema::Law &law);

private:
  using Value = mlir::Value;
  using Type = mlir::Type;
  using Values = llvm::SmallVector<Value>;

  // Lower.cpp: objects, instances, arrows
  Type type(const sema::Object *object);
  Type nominal(const sema::Object *object);
  HomType homType(const sema::Term &arrow);
  void instance(const sema::Instance &instance);
  void arrowSymbol(llvm::StringRef name, const sema::Term &arrow);
  Value arrow(const sema::Term &term);
  Value lambda(const sema::Term &term);
  Value arrowPrimitive(const sema::Term &term);
  Value bind(const sema::Term &term, llvm::function_ref<Value()> inside);
  mlir::Location location(ast::Span span);

  // Points.cpp
  Value point(const sema::Term &term);
  Value eval(const sema::Term &term);
  Value operation(const sema::Term &term);
  Value number(llvm::StringRef text, Type type, mlir::Location loc);
  Value conditional(const sema::Term &term);
  Value sumOf(Value value, mlir::Location loc);
  mlir::Operation *matchSum(Value scrutinee, mlir::TypeRange results, mlir::Location loc,
                            llvm::function_ref<void(unsigned, Value)> fill);
  Value match(const sema::Term &term);
  Value arithmetic(const sema::Term &term);
  Value elementwise(llvm::StringRef name, Value left, Value right, mlir::Location loc);
  Value broadcastLike(Value scalar, Value like, mlir::Location loc);
  Value comparison(const sema::Term &term);
  Value power(const sema::Term &term);
  Value matrixProduct(const sema::Term &term);
  Value indexing(const sema::Term &term);
  Value einsum(const sema::Term &term);
  Value holds(const sema::Term &term);
  Value stack(const sema::Term &term);
  Value arrayOfValues(llvm::ArrayRef<Value> values, Type result, mlir::Location loc);
  Value arrayLiteral(const sema::Term &term);
  Value named(const sema::Term &term);
  Value save(const sema::Term &term);
  Value load(const sema::Term &term);

  // Primitives.cpp
  Value applyPrimitive(const sema::Term &term, Value argument, Type result, mlir::Location loc);
  Value vectPrimitive(llvm::StringRef name, Value argument, Type result, mlir::Location loc);
  void flatten(Value value, mlir::Location loc, llvm::SmallVectorImpl<Value> &leaves);
  Value drawRandom(llvm::StringRef op, Value key, Type result, mlir::Location loc);
  Value zeros(Type type, mlir::Location loc);
  Value component(Value product, unsigned index, mlir::Location loc);
  Value reshape(Value value, Type result, mlir::Location loc);
  Values unzip(Value rows, mlir::Location loc);
  /// The same point under another type: names forgotten or given without a check, known lengths
  /// forgotten.
  Value cast(Value value, Type to, mlir::Location loc);
  Type withLengthsOf(Type type, Type lengths);
  Value widen(Value value, Type to, mlir::Location loc);
  Value generic(llvm::StringRef op, mlir::ValueRange operands, Type result, mlir::Location loc);
  Value pack(llvm::ArrayRef<Value> elements, Type result, mlir::Location loc);

  // Laws.cpp
  void instances(size_t count);
  void rewrite(const sema::Law &law);
  void lawSides(const sema::LawSides &sides, const std::string &name, bool isPublic);
  bool isOpaque(const sema::Term &arrow) const;
  Value opaqueArrow(const sema::Term &arrow);
  Value sampleArrow(const sema::Term &term, Value argument, Type result, mlir::Location loc);
  Value sampleOf(Type type, Value real, Value whole, uint64_t &seed, mlir::Location loc);

  // Files.cpp
  /// A file that is being checked; `lines` says where each row of a table begins.
  struct CheckedFile {
    Value path, lines;
  };
  Value read(llvm::StringRef format, Value path, Type result, mlir::Location loc);
  Value write(llvm::StringRef format, Value path, Value value, Type result, mlir::Location loc);
  bool isRefined(Type type, bool inSums = false);
  void checkRows(const CheckedFile &file, Type type, Value rows, const std::string &column,
                 mlir::Location loc);
  void checkObject(const CheckedFile &file, ObjectOp object, Value rows, const std::string &column,
                   mlir::Location loc);
  Value describeRow(const CheckedFile &file, Value holds, Value rows, const std::string &column,
                    mlir::Location loc);
  Value fromC(Value value, Type to, mlir::Location loc);
  Value callC(const sema::Term &term, Value argument, Type result, mlir::Location loc);

  // Pipelines.cpp
  void pipeline(const sema::Pipeline &pipeline);
  mlir::DictionaryAttr flagAttr(const sema::Flag &flag);
  void checkFlag(const sema::Flag &flag, Value raw);
  void statements(const std::vector<sema::Statement> &list);
  void statement(const sema::Statement &statement);
  void assertion(const sema::Statement &statement);
  void loop(const sema::Statement &statement);
  void whileLoop(const sema::Statement &statement);
  void branch(const sema::Statement &statement);
  void matchBranches(const sema::Statement &statement);
  void assigned(const std::vector<sema::Statement> &list, std::set<int> &out);
  std::vector<int> carried(const std::vector<const std::vector<sema::Statement> *> &bodies);

  mlir::ModuleOp module;
  mlir::OpBuilder builder;
  const SourceManager &sources;
  const sema::Program &program;
  const sema::ObjectTable &objects;
  std::map<int, Value> locals;
  std::map<const sema::Frame *, Values> frames;
  std::map<std::string, const sema::Declaration *> symbols;
  std::set<std::string> defined;
  std::set<uint32_t> libraryFiles;
  std::set<std::string> instanceNames;
  ArrowOp lawArrow;                      // the side of a law that is being translated
  std::vector<std::string> opaqueNames;  // of its context
  std::optional<mlir::Location> mention; // of the library's arrow that is expanded here
};

} // namespace cat
