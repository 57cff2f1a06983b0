// One pipeline for each sample: a loop over the cases that asks for the leaves of a point, computes
// both sides and tells whether they are equal. It runs in a process of its own, so that a side that
// stops the program stops no more than this.
#include "compiler/tools/test/Native.h"

#include "compiler/codegen/Link.h"
#include "compiler/codegen/Pipeline.h"
#include "compiler/codegen/Target.h"

#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"

#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace mlir;
using namespace cat;
using namespace cat::interp;

namespace {

/// What the machine code asks for. Its address is a constant of the code.
struct Exchange {
  std::vector<Leaves> points; // as compiled programs have them
  Comparison *outcomes;       // shared with the parent
};

/// Copies the elements of a leaf as C has them.
template <typename To, typename From> void copyAs(const std::vector<From> &elements, void *out) {
  auto *to = static_cast<To *>(out);
  for (From each : elements)
    *to++ = static_cast<To>(each);
}

} // namespace

/// The elements of a leaf. An array as long as it comes first: it tells Cat the length.
static void giveLeaf(int64_t exchange, int64_t index, int64_t leaf, const int64_t *, int64_t,
                     void *out) {
  const Array &array = reinterpret_cast<Exchange *>(exchange)->points[index][leaf].array();
  if (array.element.isF32())
    return copyAs<float>(array.floats, out);
  if (array.isFloat())
    return copyAs<double>(array.floats, out);
  switch (array.element.isIndex() ? 64 : array.element.getIntOrFloatBitWidth()) {
  case 1:
  case 8:
    return copyAs<int8_t>(array.ints, out);
  case 16:
    return copyAs<int16_t>(array.ints, out);
  case 32:
    return copyAs<int32_t>(array.ints, out);
  default:
    return copyAs<int64_t>(array.ints, out);
  }
}

/// The length of an axis; of axis -1 the number of elements.
static int64_t giveLength(int64_t exchange, int64_t index, int64_t leaf, int64_t axis) {
  const Leaf &wanted = reinterpret_cast<Exchange *>(exchange)->points[index][leaf];
  return axis < 0 ? wanted.size() : wanted.shape()[axis];
}

static int64_t takeOutcome(int64_t exchange, int64_t index, bool same) {
  reinterpret_cast<Exchange *>(exchange)->outcomes[index] =
      same ? Comparison::Same : Comparison::Different;
  return same;
}

namespace {

/// Builds the pipelines.
class Harness {
public:
  Harness(ModuleOp module, const Exchange &exchange, double within)
      : module(module), b(module.getContext()), within(within),
        exchange(reinterpret_cast<int64_t>(&exchange)) {}

  /// The pipeline `pK` of sample K; false if machine code cannot be given its points.
  bool add(size_t sample);

private:
  Value integer(int64_t value) { return ConstOp::create(b, loc, b.getI64IntegerAttr(value)); }
  Value call(StringRef symbol, ValueRange inputs, Type result, ArrayRef<int64_t> lengths = {}) {
    return CallCOp::create(b, loc, TypeRange(result), symbol, inputs, lengths).getResult(0);
  }
  Value leafOf(Type type, int64_t index);
  Value same(Value left, Value right);
  Value sameShape(Value left, Value right);
  Value sameElements(Value left, Value right);
  Value close(Value left, Value right);
  Value convert(Value value, Type element) {
    Type type = withElement(value.getType(), element);
    return value.getType() == type ? value : ConvertOp::create(b, loc, TypeRange(type), value);
  }
  Value both(Value x, Value y) { return AndOp::create(b, loc, x, y); }
  Value either(Value x, Value y) { return OrOp::create(b, loc, x, y); }
  Value like(double number, Value value);

  ModuleOp module;
  OpBuilder b;
  Location loc = b.getUnknownLoc();
  double within;
  int64_t exchange;
  Value address, position; // of the exchange, and of the case
};

} // namespace

/// The tag of a sum, and the leaves of all its payloads.
static SmallVector<Type> splitSum(Type type) {
  SmallVector<Type> leaves;
  auto sum = dyn_cast<SumType>(type);
  if (!sum)
    return {type};
  leaves.push_back(IntegerType::get(type.getContext(), 64));
  for (Type payload : sum.getPayloads())
    for (Type inner : splitType(payload))
      llvm::append_range(leaves, splitSum(inner));
  return leaves;
}

/// A compiled sum is its tag and the leaves of all its payloads, of which only one is looked at.
static void flatten(Type type, const Leaf &leaf, Leaves &out) {
  auto sum = dyn_cast<SumType>(type);
  if (!sum) // or an array of sums, which is not compared natively
    return out.push_back(leaf);
  const auto &chosen = std::get<Alternative>(leaf.array().boxes.front());
  out.push_back(makeInteger(IntegerType::get(type.getContext(), 64), chosen.index));
  for (auto [k, payload] : llvm::enumerate(sum.getPayloads()))
    for (auto [i, inner] : llvm::enumerate(splitType(payload))) {
      if (k == chosen.index) {
        flatten(inner, (*chosen.payload)[i], out);
        continue;
      }
      for (Type part : splitSum(inner)) {
        SmallVector<int64_t> shape(shapeOf(part));
        std::replace(shape.begin(), shape.end(), ShapedType::kDynamic, int64_t(0));
        out.push_back(Leaf(Array::zeros(elementOf(part), shape)));
      }
    }
}

static bool crossesBorder(Type type) { return elementOf(type).isIntOrIndexOrFloat(); }

bool Harness::add(size_t sample) {
  std::string name = std::to_string(sample);
  auto left = module.lookupSymbol<ArrowOp>(name + ".left"),
       right = module.lookupSymbol<ArrowOp>(name + ".right");
  SmallVector<Type> points = components(left.getHom().getDomain()),
                    results = components(left.getHom().getCodomain());
  if (!llvm::all_of(points, crossesBorder) || !llvm::all_of(results, crossesBorder))
    return false;
  SmallVector<Attribute> flags;
  for (const char *flag : {"begin", "end"})
    flags.push_back(b.getDictionaryAttr({b.getNamedAttr("name", b.getStringAttr(flag)),
                                         b.getNamedAttr("kind", b.getStringAttr("i64"))}));
  SmallVector<Type> types(2, b.getI64Type());
  b.setInsertionPointToEnd(module.getBody());
  auto pipeline = PipelineOp::create(b, loc, "p" + name, types, b.getArrayAttr(flags),
                                     SmallVector<Location>(2, loc));
  b.setInsertionPointToStart(&pipeline.getBody().front());
  auto loop =
      scf::ForOp::create(b, loc, pipeline.getBody().getArgument(0),
                         pipeline.getBody().getArgument(1), integer(1), ValueRange(integer(0)));
  Value text = FormatOp::create(b, loc, loop.getResult(0), "");
  PrintOp::create(b, loc, text);
  YieldOp::create(b, loc);
  b.setInsertionPointToStart(loop.getBody());
  address = integer(exchange);
  position = loop.getInductionVar();
  SmallVector<Value> leaves;
  for (auto [k, type] : llvm::enumerate(points))
    leaves.push_back(leafOf(type, static_cast<int64_t>(k)));
  auto apply = [&](ArrowOp arrow) {
    Value ref = RefOp::create(b, loc, arrow.getHom(), arrow.getSymName(), ValueRange());
    return EvalOp::create(b, loc, components(arrow.getHom().getCodomain()), ref, leaves)
        .getResults();
  };
  ValueRange lefts = apply(left), rights = apply(right);
  Value all = ConstOp::create(b, loc, b.getBoolAttr(true));
  for (auto [x, y] : llvm::zip(lefts, rights))
    all = both(all, same(x, y));
  Value told = call("cat_law_outcome", {address, position, all}, b.getI64Type());
  Value sum = AddOp::create(b, loc, loop.getRegionIterArg(0), told);
  scf::YieldOp::create(b, loc, sum);
  return true;
}

/// Leaf number `index` of the case: its elements in a row, which then get their shape.
Value Harness::leafOf(Type type, int64_t index) {
  Value leaf = integer(index);
  auto length = [&](int64_t axis) {
    return convert(call("cat_law_length", {address, position, leaf, integer(axis)}, b.getI64Type()),
                   b.getIndexType());
  };
  Value row = BroadcastOp::create(b, loc, arrayOf({ShapedType::kDynamic}, b.getI64Type()),
                                  integer(0), ValueRange(length(-1)), ArrayRef<int64_t>{0});
  Value elements = call("cat_law_leaf", {address, position, leaf, row},
                        arrayOf({ShapedType::kDynamic}, elementOf(type)), {3, 0});
  SmallVector<Value> sizes;
  for (auto [axis, known] : llvm::enumerate(shapeOf(type)))
    if (ShapedType::isDynamic(known))
      sizes.push_back(length(static_cast<int64_t>(axis)));
  return ReshapeOp::create(b, loc, type, elements, sizes);
}

/// `number` in each element of an array like `value`.
Value Harness::like(double number, Value value) {
  Value scalar = ConstOp::create(b, loc, b.getF64FloatAttr(number));
  if (!isArray(value.getType()))
    return scalar;
  SmallVector<Value> sizes;
  auto type = cast<RankedTensorType>(value.getType());
  for (int64_t axis = 0; axis != type.getRank(); ++axis)
    if (type.isDynamicDim(axis))
      sizes.push_back(DimOp::create(b, loc, value, axis));
  return BroadcastOp::create(b, loc, type, scalar, sizes,
                             llvm::to_vector(llvm::seq<int64_t>(0, type.getRank())));
}

/// |x - y| <= within * max(1, |x|, |y|), in f64.
Value Harness::close(Value left, Value right) {
  Value x = convert(left, b.getF64Type()), y = convert(right, b.getF64Type());
  Value most = MaxOp::create(b, loc, AbsOp::create(b, loc, x), AbsOp::create(b, loc, y));
  most = MaxOp::create(b, loc, most, like(1, x));
  Value difference = AbsOp::create(b, loc, SubOp::create(b, loc, x, y));
  return CmpOp::create(b, loc, Compare::le, difference,
                       MulOp::create(b, loc, most, like(within, x)));
}

Value Harness::sameElements(Value left, Value right) {
  Value equal = CmpOp::create(b, loc, Compare::eq, left, right);
  if (isFloatLike(left.getType())) {
    equal = either(equal, both(CmpOp::create(b, loc, Compare::ne, left, left),
                               CmpOp::create(b, loc, Compare::ne, right, right)));
    if (within > 0)
      equal = either(equal, close(left, right));
  }
  if (!isArray(equal.getType()))
    return equal;
  return FoldAxisOp::create(
      b, loc, FoldKind::And, equal,
      llvm::to_vector(llvm::seq<int64_t>(0, shapeOf(equal.getType()).size())));
}

Value Harness::sameShape(Value left, Value right) {
  Value all = ConstOp::create(b, loc, b.getBoolAttr(true));
  for (int64_t axis = 0, rank = shapeOf(left.getType()).size(); axis != rank; ++axis)
    all = both(all, CmpOp::create(b, loc, Compare::eq, DimOp::create(b, loc, left, axis),
                                  DimOp::create(b, loc, right, axis)));
  return all;
}

Value Harness::same(Value left, Value right) {
  if (left.getType() == right.getType() &&
      !llvm::is_contained(shapeOf(left.getType()), ShapedType::kDynamic))
    return sameElements(left, right);
  auto branch = IfOp::create(b, loc, TypeRange(b.getI1Type()), sameShape(left, right));
  OpBuilder::InsertionGuard guard(b);
  for (bool isThen : {true, false}) {
    Region &region = isThen ? branch.getThenRegion() : branch.getElseRegion();
    if (region.empty())
      region.emplaceBlock();
    b.setInsertionPointToStart(&region.front());
    Value result;
    if (isThen) {
      // Lengths that one side knows and the other does not are forgotten.
      auto forget = [&](Value value) -> Value {
        SmallVector<int64_t> shape(shapeOf(value.getType()).size(), ShapedType::kDynamic);
        Type type = arrayOf(shape, elementOf(value.getType()));
        SmallVector<Value> sizes;
        for (int64_t axis = 0, rank = shape.size(); axis != rank; ++axis)
          sizes.push_back(DimOp::create(b, loc, value, axis));
        return value.getType() == type ? value : ReshapeOp::create(b, loc, type, value, sizes);
      };
      result = sameElements(forget(left), forget(right));
    } else {
      result = ConstOp::create(b, loc, b.getBoolAttr(false));
    }
    YieldOp::create(b, loc, result);
  }
  return branch.getResult(0);
}

// ---- Running -----------------------------------------------------------------------------------

static LogicalResult runPasses(ModuleOp module, StringRef text) {
  PassManager passes(module.getContext());
  return success(succeeded(parsePassPipeline(text, passes)) && succeeded(passes.run(module)));
}

/// The object code of the module; null if it cannot be made.
static std::unique_ptr<llvm::MemoryBuffer> objectCode(ModuleOp module) {
  auto target = createTarget({.optLevel = 1});
  PassManager passes(module.getContext());
  PipelineOptions options{.fp = FloatMode::Exact};
  llvm::SmallVector<char, 0> code;
  llvm::raw_svector_ostream os(code);
  llvm::LLVMContext context;
  if (!target || failed(buildPipeline(passes, options, Stage::Cat, Stage::Llvm)) ||
      failed(passes.run(module)))
    return llvm::consumeError(target.takeError()), nullptr;
  std::unique_ptr<llvm::Module> llvmModule = translateToLlvm(module, context, **target);
  if (!llvmModule)
    return nullptr;
  optimise(*llvmModule, **target);
  if (llvm::Error error =
          emitMachineCode(*llvmModule, **target, llvm::CodeGenFileType::ObjectFile, os))
    return llvm::consumeError(std::move(error)), nullptr;
  return llvm::MemoryBuffer::getMemBufferCopy(os.str(), "law");
}

/// Runs the cases [begin, end) of one sample in a process of its own.
static void runApart(const llvm::MemoryBuffer &object, size_t sample, size_t begin, size_t end) {
  pid_t child = fork();
  if (child < 0)
    return;
  if (child) {
    waitpid(child, nullptr, 0);
    return;
  }
  int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  dup2(nowhere, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
  ForeignCode foreign;
  foreign.builtIn = {{"cat_law_leaf", reinterpret_cast<void *>(&giveLeaf)},
                     {"cat_law_length", reinterpret_cast<void *>(&giveLength)},
                     {"cat_law_outcome", reinterpret_cast<void *>(&takeOutcome)}};
  std::string arguments[] = {"law",     "p" + std::to_string(sample),
                             "--begin", std::to_string(begin),
                             "--end",   std::to_string(end)};
  auto status = runInProcess(llvm::MemoryBuffer::getMemBuffer(object), foreign, arguments);
  llvm::consumeError(status.takeError());
  _exit(0);
}

/// The leaves of a case as compiled programs have them.
static Leaves pointOf(ModuleOp module, const TestCase &each) {
  auto left = module.lookupSymbol<ArrowOp>(std::to_string(each.sample) + ".left");
  Leaves flat;
  for (auto [type, leaf] :
       llvm::zip(splitType(eraseType(left.getHom().getDomain(), module)), each.leaves))
    flatten(type, leaf, flat);
  return flat;
}

std::vector<cat::Comparison> cat::compareNatively(ModuleOp module, double within,
                                                  ArrayRef<TestCase> cases) {
  std::vector<Comparison> outcomes(cases.size(), Comparison::Unknown);
  void *shared = mmap(nullptr, std::max<size_t>(1, cases.size()), PROT_READ | PROT_WRITE,
                      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED)
    return outcomes;
  Exchange exchange{{}, static_cast<Comparison *>(shared)};
  for (const TestCase &each : cases)
    exchange.points.push_back(pointOf(module, each));
  module.getContext()->loadDialect<scf::SCFDialect>();
  OwningOpRef<ModuleOp> code(module.clone());
  Harness harness(*code, exchange, within);
  size_t samples = 0;
  bool isFine = succeeded(
      runPasses(*code, "cat-resolve-types,cat-laws{fp=exact},cat-inline,cat-erase-objects,"
                       "cat-split-products"));
  for (const TestCase &each : cases)
    samples = std::max(samples, each.sample + 1);
  std::vector<bool> isNative(samples);
  for (size_t k = 0; isFine && k != samples; ++k) {
    auto left = module.lookupSymbol<ArrowOp>(std::to_string(k) + ".left");
    // Of a sum that a side gives, a part is left open; arrays of sums are rare.
    auto isOpen = [](Type leaf) { return isa<SumType>(elementOf(leaf)); };
    auto isOpenArray = [](Type leaf) { return isArray(leaf) && isa<SumType>(elementOf(leaf)); };
    isNative[k] =
        llvm::none_of(splitType(eraseType(left.getHom().getCodomain(), module)), isOpen) &&
        llvm::none_of(splitType(eraseType(left.getHom().getDomain(), module)), isOpenArray) &&
        harness.add(k);
  }
  std::unique_ptr<llvm::MemoryBuffer> object =
      isFine && llvm::is_contained(isNative, true) ? objectCode(*code) : nullptr;
  for (size_t begin = 0; object && begin != cases.size();) {
    // The cases of a sample follow each other.
    size_t sample = cases[begin].sample, end = begin;
    while (end != cases.size() && cases[end].sample == sample)
      ++end;
    // What stops is skipped; where much stops, the interpreter is as quick.
    for (unsigned stops = 0; isNative[sample] && begin != end && stops != 20; ++stops) {
      runApart(*object, sample, begin, end);
      while (begin != end && exchange.outcomes[begin] != Comparison::Unknown)
        ++begin;
      begin += begin != end;
    }
    begin = end;
  }
  std::memcpy(outcomes.data(), shared, cases.size());
  munmap(shared, std::max<size_t>(1, cases.size()));
  return outcomes;
}
