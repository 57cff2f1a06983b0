// `catc draw FILE ARROW`: the string diagram of an arrow, laid out by graphviz.
#include "compiler/driver/Compile.h"

#include "compiler/codegen/Link.h"
#include "compiler/tools/draw/Draw.h"
#include "dialect/laws/Words.h"

#include "mlir/Transforms/GreedyPatternRewriteDriver.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Program.h"

using namespace llvm;
using namespace cat;
using namespace cat::driver;

// ---- Which arrow -------------------------------------------------------------------------------

static std::string withoutSpaces(StringRef text) {
  std::string out = text.str();
  erase_if(out, [](char c) { return isSpace(c); });
  return out;
}

/// `nn.linear[3, 4]` as a name and its static arguments in brackets, if it has any.
static std::pair<StringRef, StringRef> splitArguments(StringRef name) {
  size_t bracket = std::min(name.find('['), name.size());
  return {name.take_front(bracket).rtrim(), name.drop_front(bracket)};
}

/// Without the predicates of refinements, which have no name in the program.
static SmallVector<ArrowOp> namedArrows(mlir::ModuleOp module) {
  std::set<StringRef> predicates;
  for (ObjectOp object : module.getOps<ObjectOp>())
    if (auto predicate = object.getPredicate())
      predicates.insert(*predicate);
  return filter_to_vector(module.getOps<ArrowOp>(),
                          [&](ArrowOp arrow) { return predicates.count(arrow.getSymName()) == 0; });
}

/// The arrows that `name` may mean: with these static arguments, if it has some, and those of the
/// program's own module before those of others.
static SmallVector<ArrowOp> arrowsCalled(StringRef name, mlir::ModuleOp module, bool anyArguments) {
  auto [base, arguments] = splitArguments(name);
  SmallVector<ArrowOp> own, others;
  for (ArrowOp arrow : namedArrows(module)) {
    auto [symbol, has] = splitArguments(arrow.getSymName());
    if (symbol != base && !symbol.ends_with(("." + base).str()))
      continue;
    if (!anyArguments && !arguments.empty() && withoutSpaces(arguments) != withoutSpaces(has))
      continue;
    bool isOwn = symbol.rsplit('.').first == module.getSymName().value_or("");
    (isOwn ? own : others).push_back(arrow);
  }
  return own.empty() ? others : own;
}

/// Why a declared arrow has no diagram of its own; empty if it is not declared.
static std::string whyNotDrawn(StringRef name, const sema::Program *program) {
  if (!program)
    return "";
  std::string base = splitArguments(name).first.rsplit('.').second.str();
  if (base.empty())
    base = splitArguments(name).first.str();
  for (const auto &module : reverse(program->modules)) {
    auto it = module->names.find(base);
    if (it == module->names.end() || it->second->ast->kind != ast::DeclKind::Arrow)
      continue;
    if (it->second->ast->isExtern)
      return "'" + base + "' is built in: there is nothing inside it to draw";
    for (const sema::StaticParameter &parameter : it->second->statics)
      if (parameter.kind == sema::StaticKind::Arrow || parameter.kind == sema::StaticKind::Instance)
        return "'" + base +
               "' takes an arrow and is expanded wherever it stands; draw an arrow that uses it";
    return "'" + base + "' is generic, and nothing in the program uses it";
  }
  return "";
}

/// Names for the message about one that is unknown: the program's own arrows first.
static std::vector<std::string> knownNames(mlir::ModuleOp module) {
  std::vector<std::string> own, others;
  for (ArrowOp arrow : namedArrows(module)) {
    auto [path, base] = splitArguments(arrow.getSymName()).first.rsplit('.');
    (path == module.getSymName().value_or("") ? own : others).push_back(base.str());
  }
  own.insert(own.end(), others.begin(), others.end());
  return own;
}

static std::string spellings(ArrayRef<ArrowOp> arrows) {
  std::vector<std::string> names;
  for (ArrowOp arrow : arrows)
    names.push_back(arrowWord(arrow.getSymName()));
  // Arrows of two modules with one name are told apart by their modules.
  if (std::set<std::string>(names.begin(), names.end()).size() != names.size())
    for (size_t i = 0; i < names.size(); ++i)
      names[i] = ArrowOp(arrows[i]).getSymName().str();
  return "'" + join(names, "', '") + "'";
}

/// The one arrow that `name` means, or what is wrong with the name.
static Expected<ArrowOp> findArrow(StringRef name, mlir::ModuleOp module,
                                   const sema::Program *program) {
  SmallVector<ArrowOp> found = arrowsCalled(name, module, /*anyArguments=*/false);
  if (found.size() == 1)
    return found.front();
  if (!found.empty())
    return createStringError("the program has '" + name + "' more than once; say which of " +
                             spellings(found));
  if (SmallVector<ArrowOp> any = arrowsCalled(name, module, /*anyArguments=*/true); !any.empty())
    return createStringError("the program does not use '" + name + "'; it has " + spellings(any));
  if (std::string why = whyNotDrawn(name, program); !why.empty())
    return createStringError(why);
  std::string hint = didYouMean(splitArguments(name).first.str(), knownNames(module));
  return createStringError("there is no arrow '" + name + "'" + (hint.empty() ? "" : "; " + hint));
}

// ---- Layout ------------------------------------------------------------------------------------

/// `graph` as SVG, by way of the program `dot`.
static Expected<std::string> layOut(StringRef graph) {
  ErrorOr<std::string> dot = sys::findProgramByName("dot");
  if (!dot)
    return createStringError("the program 'dot' is missing: install graphviz, or write the graph "
                             "itself with -o FILE.dot");
  SmallString<128> paths[3];
  std::vector<FileRemover> removers(3);
  for (auto [path, remover, suffix] :
       zip(paths, removers, std::initializer_list<StringRef>{"dot", "svg", "txt"})) {
    if (std::error_code code = sys::fs::createTemporaryFile("catc", suffix, path))
      return createStringError("no temporary file: " + code.message());
    remover.setFile(path);
  }
  if (Error error = writeWhole(std::string(paths[0]), graph))
    return error;
  std::optional<StringRef> redirects[] = {paths[0].str(), paths[1].str(), paths[2].str()};
  std::string problem;
  int status = sys::ExecuteAndWait(*dot, {*dot, "-Tsvg"}, std::nullopt, redirects, 0, 0, &problem);
  auto svg = MemoryBuffer::getFile(paths[1]), said = MemoryBuffer::getFile(paths[2]);
  if (status == 0 && svg)
    return (*svg)->getBuffer().str();
  if (problem.empty() && said)
    problem = (*said)->getBuffer().trim().str();
  return createStringError("'dot' failed" + (problem.empty() ? "" : ": " + problem));
}

// ---- The command -------------------------------------------------------------------------------

namespace {

class DrawCommand : public Command {
public:
  DrawCommand() : Command("draw", "Draw the string diagram of an arrow") {}

  int run(const std::string &, const std::vector<std::string> &) override {
    bool isDot = StringRef(output).ends_with(".dot");
    if (!output.empty() && !isDot && !StringRef(output).ends_with(".svg"))
      return fail(WrongUsage, "draw writes .svg, or .dot for graphviz, not '" + output + "'");
    Report report(diagnostics.json());
    Compilation compilation(input, report);
    if (int code = compilation.load(laws.names))
      return code;
    if (int code = compilation.checkLaws(laws.names))
      return code;
    Expected<ArrowOp> arrow = findArrow(name, compilation.module(), compilation.program());
    if (!arrow)
      return report.fail(WrongProgram, toString(arrow.takeError()));
    std::string path = output.empty() ? fileName(*arrow) : output.getValue();
    Expected<std::string> picture = drawBoth(*arrow);
    if (picture && !isDot)
      picture = layOut(*picture);
    if (!picture)
      return report.fail(NoOutput, toString(picture.takeError()));
    if (Error error = writeWhole(path, *picture))
      return report.fail(NoOutput, toString(std::move(error)));
    if (output.empty())
      outs() << "wrote " << path << '\n';
    return Done;
  }

private:
  /// `linear[784,128].svg`, in this directory.
  static std::string fileName(ArrowOp arrow) {
    std::string file = withoutSpaces(arrowWord(arrow.getSymName()));
    std::replace(file.begin(), file.end(), '/', '_');
    return file + ".svg";
  }

  /// The diagram as it is written and, unless no law may be used, after the laws.
  Expected<std::string> drawBoth(ArrowOp arrow) const {
    if (laws.names == "off")
      return drawArrow(arrow, ArrowOp(), ArrowOp());
    auto module = arrow->getParentOfType<mlir::ModuleOp>();
    mlir::OwningOpRef<mlir::ModuleOp> folded = module.clone(), rewritten = module.clone();
    (void)mlir::applyPatternsGreedily(*folded, mlir::RewritePatternSet(module.getContext()));
    std::string unknown;
    std::deque<UserLaw> own = userLaws(*rewritten);
    applyLaws(*rewritten, chooseLaws({laws.names, laws.floats()}, own, unknown), own, nullptr);
    StringRef symbol = arrow.getSymName();
    return drawArrow(arrow, folded->lookupSymbol<ArrowOp>(symbol),
                     rewritten->lookupSymbol<ArrowOp>(symbol));
  }

  cl::opt<std::string> input{cl::Positional, cl::Required, cl::sub(sub), cl::desc("FILE.cat")};
  cl::opt<std::string> name{cl::Positional, cl::Required, cl::sub(sub), cl::desc("ARROW")};
  cl::opt<std::string> output{
      "o", cl::sub(sub), cl::value_desc("file"),
      cl::desc("Where to write it: F.svg, or F.dot for graphviz (default: ARROW.svg)")};
  LawsOption laws{sub};
  DiagnosticsOption diagnostics{sub};
};

} // namespace

std::unique_ptr<Command> cat::driver::makeDrawCommand() { return std::make_unique<DrawCommand>(); }
