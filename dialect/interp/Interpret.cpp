// Running a pipeline: flags from the command line, the body, the end of the program. And the pass
// that does it, for tests.
#include "dialect/interp/Machine.h"
#include "runtime/include/catrt.h"

#include "mlir/Pass/Pass.h"

#include <list>

using namespace mlir;
using namespace cat;
using namespace cat::interp;

namespace {

/// The tables that the runtime parses flags with, and the strings they point to.
class Program {
public:
  explicit Program(ModuleOp module) {
    for (auto pipeline : module.getOps<PipelineOp>())
      add(pipeline);
    for (auto [pipeline, flags] : llvm::zip(pipelines, allFlags))
      table.push_back({keep(pipeline.getSymName().str()), textOrNull(pipeline.getDocAttr()),
                       static_cast<int64_t>(flags.size()), flags.data()});
    program = {keep(module.getSymName().value_or("program").str()),
               textOrNull(module->getAttrOfType<StringAttr>("cat.doc")),
               static_cast<int64_t>(table.size()), table.data()};
  }

  /// The pipeline that the arguments ask for, with the values of its flags.
  std::pair<PipelineOp, std::vector<catrt_value>> parse(ArrayRef<std::string> arguments);
  ArrayRef<catrt_flag> flagsOf(PipelineOp pipeline) const {
    return allFlags[llvm::find(pipelines, pipeline) - pipelines.begin()];
  }

private:
  void add(PipelineOp pipeline);
  static int64_t kindOf(StringRef name);
  const char *keep(std::string text) { return strings.emplace_back(std::move(text)).c_str(); }
  const char *textOrNull(Attribute text) {
    auto string = dyn_cast_or_null<StringAttr>(text);
    return string ? keep(string.str()) : nullptr;
  }

  std::list<std::string> strings;
  std::vector<PipelineOp> pipelines;
  std::list<std::vector<catrt_flag>> flagLists;
  std::vector<ArrayRef<catrt_flag>> allFlags;
  std::vector<catrt_pipeline> table;
  catrt_program program;
};

} // namespace

int64_t Program::kindOf(StringRef name) {
  return llvm::StringSwitch<int64_t>(name)
#define CAT_KIND(NAME, KIND, TYPE) .Case(#NAME, KIND)
      CATRT_SCALARS(CAT_KIND)
#undef CAT_KIND
          .Case("nat", CATRT_NAT)
          .Case("text", CATRT_TEXT)
          .Case("path", CATRT_PATH)
          .Case("enum", CATRT_ENUM)
          .Case("fin", CATRT_FIN)
          .Default(CATRT_I64);
}

void Program::add(PipelineOp pipeline) {
  std::vector<catrt_flag> &flags = flagLists.emplace_back();
  ArrayRef<Attribute> descriptions =
      pipeline.getFlagsAttr() ? pipeline.getFlagsAttr().getValue() : ArrayRef<Attribute>();
  for (Attribute attribute : descriptions) {
    auto flag = cast<DictionaryAttr>(attribute);
    std::string cases;
    if (auto list = flag.getAs<ArrayAttr>("cases"))
      cases = llvm::join(
          llvm::map_range(list.getAsRange<StringAttr>(), [](StringAttr s) { return s.str(); }),
          "|");
    auto kind = flag.getAs<StringAttr>("kind");
    auto bound = flag.getAs<IntegerAttr>("bound");
    flags.push_back({textOrNull(flag.get("name")), textOrNull(flag.get("doc")),
                     kindOf(kind ? kind.getValue() : ""), textOrNull(flag.get("default")),
                     cases.empty() ? nullptr : keep(cases), textOrNull(flag.get("refinement")),
                     bound ? bound.getInt() : 0});
  }
  pipelines.push_back(pipeline);
  allFlags.push_back(flags);
}

std::pair<PipelineOp, std::vector<catrt_value>> Program::parse(ArrayRef<std::string> arguments) {
  std::vector<char *> argv{const_cast<char *>(program.name)};
  for (const std::string &argument : arguments)
    argv.push_back(const_cast<char *>(argument.c_str()));
  size_t most = 0;
  for (ArrayRef<catrt_flag> flags : allFlags)
    most = std::max(most, flags.size());
  std::vector<catrt_value> values(most);
  argv.push_back(nullptr);
  int64_t index =
      catrt_args_parse(static_cast<int32_t>(argv.size()) - 1, argv.data(), &program, values.data());
  return {pipelines[index], values};
}

/// A flag's value as a leaf of the argument's type.
static Leaf flagLeaf(Type type, const catrt_flag &flag, const catrt_value &value) {
  if (flag.kind == CATRT_TEXT || flag.kind == CATRT_PATH)
    return makeBox(type, std::string(value.text->data, value.text->length));
  if (flag.kind == CATRT_F32 || flag.kind == CATRT_F64)
    return makeFloat(type, value.number);
  return makeInteger(type, value.integer);
}

int cat::interpret(ModuleOp module, StringRef name, ArrayRef<std::string> args) {
  if (module.getOps<PipelineOp>().empty()) {
    llvm::errs() << "the module has no pipeline to run\n";
    return 2;
  }
  Machine machine(module);
  Program program(module);
  std::vector<std::string> arguments(args);
  if (!name.empty())
    arguments.insert(arguments.begin(), name.str());
  auto [pipeline, values] = program.parse(arguments);
  Leaves leaves;
  Block &body = pipeline.getBody().front();
  ArrayRef<catrt_flag> flags = program.flagsOf(pipeline);
  if (flags.size() != body.getNumArguments()) {
    llvm::errs() << "the pipeline's arguments have no flags\n";
    return 70;
  }
  for (auto [i, argument] : llvm::enumerate(body.getArguments()))
    leaves.push_back(flagLeaf(machine.leavesOf(argument.getType()).front(), flags[i], values[i]));
  Frame frame;
  machine.run(body, leaves, frame);
  if (const auto &stop = machine.calculate.whyStopped())
    catrt_fail(stop->status, stop->place.c_str(), stop->message.c_str());
  return catrt_finish();
}

namespace {

/// `cat-interpret`: runs a pipeline. A failure of the program is the end of the process, as it is
/// in the executable.
struct CatInterpret : PassWrapper<CatInterpret, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(CatInterpret)

  CatInterpret() = default;
  CatInterpret(const CatInterpret &other) : PassWrapper(other) {}

  StringRef getArgument() const override { return "cat-interpret"; }
  StringRef getDescription() const override {
    return "Run a pipeline in the reference interpreter";
  }

  void runOnOperation() override {
    std::vector<std::string> arguments(args.begin(), args.end());
    if (interpret(getOperation(), pipeline, arguments))
      signalPassFailure();
  }

  Option<std::string> pipeline{*this, "pipeline", llvm::cl::desc("The pipeline to run")};
  ListOption<std::string> args{*this, "args", llvm::cl::desc("Its flags")};
};

} // namespace

void cat::registerCatInterpretPass() { PassRegistration<CatInterpret>(); }
