// Pipelines in the cat dialect: statements become scf, variables become values carried by loops.
#include "compiler/lower/Lowering.h"

#include "mlir/Dialect/SCF/IR/SCF.h"

using namespace mlir;
using namespace cat::sema;

namespace cat {

DictionaryAttr Lowering::flagAttr(const Flag &flag) {
  const Object *raw = objects.forget(flag.object);
  SmallVector<Attribute> cases;
  std::string kind = llvm::StringRef(objects.print(raw)).lower();
  if (raw->kind == ObjectKind::Enum) {
    kind = "enum";
    for (const Field &field : raw->fields)
      cases.push_back(builder.getStringAttr(field.name));
  }
  if (raw->kind == ObjectKind::Fin)
    kind = "fin";
  SmallVector<NamedAttribute> attributes = {
      builder.getNamedAttr("name", builder.getStringAttr(flag.name)),
      builder.getNamedAttr("kind", builder.getStringAttr(kind))};
  auto text = [&](StringRef name, StringRef value) {
    if (!value.empty())
      attributes.push_back(builder.getNamedAttr(name, builder.getStringAttr(value)));
  };
  if (flag.hasDefault)
    attributes.push_back(builder.getNamedAttr("default", builder.getStringAttr(flag.defaultText)));
  text("doc", flag.doc);
  text("refinement", flag.refinement);
  if (raw->kind == ObjectKind::Fin)
    attributes.push_back(builder.getNamedAttr(
        "bound", builder.getI64IntegerAttr(raw->dim.constant().value_or(INT64_MAX))));
  if (!cases.empty())
    attributes.push_back(builder.getNamedAttr("cases", builder.getArrayAttr(cases)));
  return builder.getDictionaryAttr(attributes);
}

/// A refined flag that does not hold is wrong usage.
void Lowering::checkFlag(const Flag &flag, Value raw) {
  Location loc = location(flag.span);
  for (const Object *object = objects.resolve(flag.object); object->kind == ObjectKind::Nominal;
       object = objects.resolve(object->definition)) {
    nominal(object);
    auto definition = lookupObject(llvm::cast<ObjType>(type(object)), module);
    if (!definition.getPredicateAttr())
      continue;
    auto hom = HomType::get(raw.getType(), builder.getI1Type());
    Value predicate = RefOp::create(builder, loc, hom, definition.getPredicateAttr(), ValueRange());
    Value holds = EvalOp::create(builder, loc, builder.getI1Type(), predicate, raw).getResult(0);
    CheckOp::create(builder, loc, holds,
                    "--" + flag.name + " must be a " + objects.print(object) + ": " +
                        std::string(sources.text(object->declaration->ast->where->span)),
                    raw, 2);
  }
}

void Lowering::pipeline(const Pipeline &pipeline) {
  SmallVector<Attribute> flags;
  SmallVector<Type> types;
  SmallVector<Location> locs;
  for (const Flag &flag : pipeline.flags) {
    flags.push_back(flagAttr(flag));
    types.push_back(eraseType(type(flag.object), module));
    locs.push_back(location(flag.span));
  }
  builder.setInsertionPointToEnd(module.getBody());
  Location loc = location(pipeline.span);
  auto made =
      PipelineOp::create(builder, loc, pipeline.name, types, builder.getArrayAttr(flags), locs);
  if (!pipeline.doc.empty())
    made.setDoc(pipeline.doc);
  builder.setInsertionPointToStart(&made.getBody().front());
  for (auto [flag, argument] : llvm::zip(pipeline.flags, made.getBody().getArguments())) {
    checkFlag(flag, argument);
    locals[flag.local] = cast(argument, type(flag.object), location(flag.span));
  }
  statements(pipeline.body);
  YieldOp::create(builder, loc);
}

void Lowering::statements(const std::vector<Statement> &list) {
  for (const Statement &each : list)
    statement(each);
}

void Lowering::statement(const Statement &statement) {
  Location loc = location(statement.span);
  switch (statement.kind) {
  case StatementKind::Let:
  case StatementKind::Assign:
    locals[statement.local] = point(*statement.value);
    return;
  case StatementKind::ForRange:
  case StatementKind::ForEach:
    return loop(statement);
  case StatementKind::While:
    return whileLoop(statement);
  case StatementKind::If:
    return branch(statement);
  case StatementKind::Match:
    return matchBranches(statement);
  case StatementKind::Print:
    PrintOp::create(builder, loc, point(*statement.value));
    return;
  case StatementKind::Log: {
    Values texts;
    for (const Term *text : statement.texts)
      texts.push_back(point(*text));
    SmallVector<StringRef> names(statement.names.begin(), statement.names.end());
    LogMetricsOp::create(builder, loc, texts, builder.getStrArrayAttr(names));
    return;
  }
  case StatementKind::Assert:
    return assertion(statement);
  case StatementKind::Eval:
    point(*statement.value);
    return;
  }
}

void Lowering::assertion(const Statement &statement) {
  Location loc = location(statement.span);
  Value condition = point(*statement.value);
  const Term *message = statement.other;
  if (!message || message->kind == TermKind::Text) {
    CheckOp::create(builder, loc, condition,
                    message ? message->text : "the assertion does not hold", Value());
    return;
  }
  // A message with values in it is put together only when it is wanted.
  auto made = IfOp::create(builder, loc, TypeRange(), condition);
  for (unsigned i : {0, 1}) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(&made->getRegion(i).front());
    if (i == 1) {
      Value never = ConstOp::create(builder, loc, builder.getBoolAttr(false));
      CheckOp::create(builder, loc, never, "the assertion does not hold", point(*message));
    }
    YieldOp::create(builder, loc);
  }
}

void Lowering::assigned(const std::vector<Statement> &list, std::set<int> &out) {
  for (const Statement &each : list) {
    if (each.kind == StatementKind::Assign)
      out.insert(each.local);
    assigned(each.body, out);
    assigned(each.orElse, out);
    for (const std::vector<Statement> &branch : each.cases)
      assigned(branch, out);
  }
}

/// The variables from outside that `bodies` assign.
std::vector<int> Lowering::carried(const std::vector<const std::vector<Statement> *> &bodies) {
  std::set<int> all;
  for (auto *body : bodies)
    assigned(*body, all);
  std::vector<int> outer;
  for (int local : all)
    if (locals.count(local))
      outer.push_back(local);
  return outer;
}

void Lowering::loop(const Statement &statement) {
  Location loc = location(statement.span);
  Value array, begin = point(*statement.value), end;
  if (statement.kind == StatementKind::ForEach) {
    array = begin;
    begin = ConstOp::create(builder, loc, builder.getIndexAttr(0));
    end = DimOp::create(builder, loc, array, int64_t(0));
  } else {
    end = point(*statement.other);
  }
  // Integers are counted in 64 bits: the step beyond the last is none of theirs.
  Type counted = begin.getType(), i64 = builder.getI64Type();
  bool isConverted = counted != i64 && !counted.isIndex();
  if (isConverted) {
    begin = ConvertOp::create(builder, loc, TypeRange(i64), begin);
    end = ConvertOp::create(builder, loc, TypeRange(i64), end);
  }
  Value one = number("1", begin.getType(), loc);
  if (!array)
    end = generic("cat.add", {end, one}, end.getType(), loc);
  std::vector<int> variables = carried({&statement.body});
  Values initial;
  for (int variable : variables)
    initial.push_back(locals[variable]);
  auto made = scf::ForOp::create(builder, loc, begin, end, one, initial);
  {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(made.getBody());
    for (auto [variable, value] : llvm::zip(variables, made.getRegionIterArgs()))
      locals[variable] = value;
    Value item = made.getInductionVar();
    if (isConverted)
      item = ConvertOp::create(builder, loc, TypeRange(counted), item);
    locals[statement.local] =
        array ? GatherOp::create(builder, loc, array, item, 0, true).getResult() : item;
    statements(statement.body);
    Values results;
    for (auto [variable, value] : llvm::zip(variables, initial))
      results.push_back(cast(locals[variable], value.getType(), loc));
    if (!initial.empty())
      scf::YieldOp::create(builder, loc, results);
  }
  for (auto [variable, value] : llvm::zip(variables, made.getResults()))
    locals[variable] = value;
}

void Lowering::whileLoop(const Statement &statement) {
  Location loc = location(statement.span);
  std::vector<int> variables = carried({&statement.body});
  Values initial;
  SmallVector<Type> types;
  SmallVector<Location> locs;
  for (int variable : variables) {
    initial.push_back(locals[variable]);
    types.push_back(initial.back().getType());
    locs.push_back(loc);
  }
  auto made = scf::WhileOp::create(builder, loc, types, initial);
  OpBuilder::InsertionGuard guard(builder);
  auto enter = [&](Region &region) {
    Block &block = region.emplaceBlock();
    block.addArguments(types, locs);
    builder.setInsertionPointToStart(&block);
    for (auto [variable, value] : llvm::zip(variables, block.getArguments()))
      locals[variable] = value;
    return &block;
  };
  Block *before = enter(made.getBefore());
  Value condition = point(*statement.value);
  scf::ConditionOp::create(builder, loc, condition, before->getArguments());
  enter(made.getAfter());
  statements(statement.body);
  Values results;
  for (auto [variable, wanted] : llvm::zip(variables, types))
    results.push_back(cast(locals[variable], wanted, loc));
  scf::YieldOp::create(builder, loc, results);
  for (auto [variable, value] : llvm::zip(variables, made.getResults()))
    locals[variable] = value;
}

void Lowering::matchBranches(const Statement &statement) {
  Location loc = location(statement.span);
  Value scrutinee = point(*statement.value);
  std::vector<const std::vector<Statement> *> bodies;
  for (const std::vector<Statement> &branch : statement.cases)
    bodies.push_back(&branch);
  std::vector<int> variables = carried(bodies);
  Values initial;
  SmallVector<Type> types;
  for (int variable : variables) {
    initial.push_back(locals[variable]);
    types.push_back(initial.back().getType());
  }
  Operation *made = matchSum(scrutinee, types, loc, [&](unsigned i, Value payload) {
    for (auto [variable, value] : llvm::zip(variables, initial))
      locals[variable] = value;
    locals[statement.locals[i]] = payload;
    statements(statement.cases[i]);
    Values results;
    for (auto [variable, wanted] : llvm::zip(variables, types))
      results.push_back(cast(locals[variable], wanted, loc));
    YieldOp::create(builder, loc, results);
  });
  for (auto [variable, value] : llvm::zip(variables, made->getResults()))
    locals[variable] = value;
}

void Lowering::branch(const Statement &statement) {
  Location loc = location(statement.span);
  Value condition = point(*statement.value);
  std::vector<int> variables = carried({&statement.body, &statement.orElse});
  Values initial;
  SmallVector<Type> types;
  for (int variable : variables) {
    initial.push_back(locals[variable]);
    types.push_back(initial.back().getType());
  }
  bool hasElse = !statement.orElse.empty() || !variables.empty();
  auto made = scf::IfOp::create(builder, loc, types, condition, hasElse);
  auto fill = [&](Block *block, const std::vector<Statement> &body) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(block);
    for (auto [variable, value] : llvm::zip(variables, initial))
      locals[variable] = value;
    statements(body);
    Values results;
    for (auto [variable, wanted] : llvm::zip(variables, types))
      results.push_back(cast(locals[variable], wanted, loc));
    if (!variables.empty())
      scf::YieldOp::create(builder, loc, results);
  };
  fill(made.thenBlock(), statement.body);
  if (hasElse)
    fill(made.elseBlock(), statement.orElse);
  for (auto [variable, value] : llvm::zip(variables, made.getResults()))
    locals[variable] = value;
}

} // namespace cat
