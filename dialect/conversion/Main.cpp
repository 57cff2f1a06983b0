// The executable's `main`: a constant description of all pipelines and their flags, the runtime's
// parser of command lines, and a call of the pipeline that was asked for.
#include "dialect/conversion/Lowering.h"

#include "runtime/include/catrt.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace cat;

namespace {

/// Writes the tables of catrt_program. Each struct has the fields of its namesake in catrt.h.
class Tables {
public:
  Tables(ModuleOp module) : module(module), b(module.getContext()), loc(module.getLoc()) {
    pointer = LLVM::LLVMPointerType::get(b.getContext());
    i64 = b.getI64Type();
  }

  /// The name of the global that describes the program.
  std::string program(ArrayRef<PipelineOp> pipelines) {
    SmallVector<std::string> flags;
    for (PipelineOp pipeline : pipelines)
      flags.push_back(flagTable(pipeline));
    Type row = LLVM::LLVMStructType::getLiteral(b.getContext(), {pointer, pointer, i64, pointer});
    std::string table = "cat.pipelines";
    define(table, LLVM::LLVMArrayType::get(row, pipelines.size()), [&](Value all) {
      for (auto [k, each] : llvm::enumerate(pipelines)) {
        PipelineOp pipeline = each;
        ArrayAttr list = pipeline.getFlagsAttr();
        int64_t count = list ? list.size() : 0;
        all = put(all, k,
                  fields(row, {string(pipeline.getSymName()), string(pipeline.getDocAttr()),
                               number(count), count ? address(flags[k]) : null()}));
      }
      return all;
    });
    Type type = LLVM::LLVMStructType::getLiteral(b.getContext(), {pointer, pointer, i64, pointer});
    StringRef name = module.getSymName().value_or("program");
    define("cat.program", type, [&](Value) {
      return fields(type, {string(name), string(module->getAttrOfType<StringAttr>("cat.doc")),
                           number(pipelines.size()), address(table)});
    });
    return "cat.program";
  }

private:
  std::string flagTable(PipelineOp pipeline) {
    ArrayAttr flags = pipeline.getFlagsAttr();
    std::string table = ("cat.flags." + pipeline.getSymName()).str();
    if (!flags || flags.empty())
      return table;
    Type row = LLVM::LLVMStructType::getLiteral(
        b.getContext(), {pointer, pointer, i64, pointer, pointer, pointer, i64});
    define(table, LLVM::LLVMArrayType::get(row, flags.size()), [&](Value all) {
      for (auto [k, attr] : llvm::enumerate(flags)) {
        auto flag = cast<DictionaryAttr>(attr);
        all = put(all, k,
                  fields(row, {string(flag.get("name")), string(flag.get("doc")),
                               number(kindOf(flag)), string(flag.get("default")), cases(flag),
                               string(flag.get("refinement")), number(boundOf(flag))}));
      }
      return all;
    });
    return table;
  }

  static int64_t kindOf(DictionaryAttr flag) {
    auto kind = flag.getAs<StringAttr>("kind");
    return llvm::StringSwitch<int64_t>(kind ? kind.getValue() : "")
        .Case("bool", CATRT_BOOL)
        .Case("i8", CATRT_I8)
        .Case("i16", CATRT_I16)
        .Case("i32", CATRT_I32)
        .Case("i64", CATRT_I64)
        .Case("u8", CATRT_U8)
        .Case("u16", CATRT_U16)
        .Case("u32", CATRT_U32)
        .Case("u64", CATRT_U64)
        .Case("f32", CATRT_F32)
        .Case("f64", CATRT_F64)
        .Case("nat", CATRT_NAT)
        .Case("text", CATRT_TEXT)
        .Case("path", CATRT_PATH)
        .Case("enum", CATRT_ENUM)
        .Case("fin", CATRT_FIN)
        .Default(CATRT_TEXT);
  }

  static int64_t boundOf(DictionaryAttr flag) {
    auto bound = flag.getAs<IntegerAttr>("bound");
    return bound ? bound.getInt() : 0;
  }

  Value cases(DictionaryAttr flag) {
    auto list = flag.getAs<ArrayAttr>("cases");
    if (!list || list.empty())
      return null();
    return cString(b, loc,
                   llvm::join(llvm::map_range(list.getAsValueRange<StringAttr>(),
                                              [](StringRef s) { return s.str(); }),
                              "|"));
  }

  /// A constant global whose initializer `build` computes from an undefined value.
  void define(StringRef name, Type type, function_ref<Value(Value)> build) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToEnd(module.getBody());
    auto global = LLVM::GlobalOp::create(b, loc, type, /*isConstant=*/true, LLVM::Linkage::Internal,
                                         name, Attribute());
    b.createBlock(&global.getInitializerRegion());
    LLVM::ReturnOp::create(b, loc, build(LLVM::UndefOp::create(b, loc, type)));
  }

  Value put(Value aggregate, int64_t at, Value v) {
    return LLVM::InsertValueOp::create(b, loc, aggregate, v, at);
  }
  Value fields(Type type, ArrayRef<Value> values) {
    Value row = LLVM::UndefOp::create(b, loc, type);
    for (auto [k, v] : llvm::enumerate(values))
      row = put(row, k, v);
    return row;
  }
  Value number(int64_t n) { return LLVM::ConstantOp::create(b, loc, b.getI64IntegerAttr(n)); }
  Value null() { return LLVM::ZeroOp::create(b, loc, pointer); }
  Value address(StringRef name) { return LLVM::AddressOfOp::create(b, loc, pointer, name); }
  Value string(StringRef text) { return cString(b, loc, text); }
  Value string(Attribute text) {
    auto s = dyn_cast_or_null<StringAttr>(text);
    return s ? cString(b, loc, s.getValue()) : null();
  }

  ModuleOp module;
  OpBuilder b;
  Location loc;
  Type pointer, i64;
};

/// The value of a flag, converted from how the runtime gives it (catrt_value) to `type`.
Value flagValue(OpBuilder &b, Location loc, Value values, int64_t at, Type type) {
  Type pointer = LLVM::LLVMPointerType::get(b.getContext()), i64 = b.getI64Type();
  Value slot = LLVM::GEPOp::create(b, loc, pointer, i64, values,
                                   ArrayRef<LLVM::GEPArg>{static_cast<int32_t>(at)});
  Type lowered = lowerType(type);
  if (isa<LLVM::LLVMPointerType>(lowered))
    return LLVM::LoadOp::create(b, loc, pointer, slot);
  if (isa<FloatType>(lowered)) {
    Value v = LLVM::LoadOp::create(b, loc, b.getF64Type(), slot);
    return lowered.isF64() ? v : arith::TruncFOp::create(b, loc, lowered, v).getResult();
  }
  Value v = LLVM::LoadOp::create(b, loc, i64, slot);
  if (lowered.isIndex())
    return arith::IndexCastOp::create(b, loc, lowered, v);
  return lowered == i64 ? v : arith::TruncIOp::create(b, loc, lowered, v).getResult();
}

} // namespace

void cat::addMain(ModuleOp module) {
  SmallVector<PipelineOp> pipelines(module.getOps<PipelineOp>());
  std::string program = Tables(module).program(pipelines);
  OpBuilder b(module.getContext());
  b.setInsertionPointToEnd(module.getBody());
  Location loc = module.getLoc();
  Type pointer = LLVM::LLVMPointerType::get(b.getContext());
  Type i32 = b.getI32Type(), i64 = b.getI64Type();
  auto main = func::FuncOp::create(b, loc, "main", b.getFunctionType({i32, pointer}, {i32}));
  Block *entry = main.addEntryBlock();
  b.setInsertionPointToStart(entry);
  size_t most = 1;
  for (PipelineOp pipeline : pipelines)
    most = std::max<size_t>(most, pipeline.getBody().getNumArguments());
  Value values = LLVM::AllocaOp::create(b, loc, pointer, i64, constantI64(b, loc, most));
  Value address = LLVM::AddressOfOp::create(b, loc, pointer, program);
  Value chosen = callRuntime(b, loc, "catrt_args_parse", i64,
                             {entry->getArgument(0), entry->getArgument(1), address, values})[0];
  for (auto [k, each] : llvm::enumerate(pipelines)) {
    PipelineOp pipeline = each;
    Value isThis =
        arith::CmpIOp::create(b, loc, arith::CmpIPredicate::eq, chosen, constantI64(b, loc, k));
    scf::IfOp::create(b, loc, isThis, [&](OpBuilder &b, Location loc) {
      SmallVector<Value> arguments;
      for (BlockArgument argument : pipeline.getBody().getArguments())
        arguments.push_back(flagValue(b, loc, values, argument.getArgNumber(), argument.getType()));
      func::CallOp::create(b, loc, ("pipeline." + pipeline.getSymName()).str(), TypeRange(),
                           arguments);
      scf::YieldOp::create(b, loc);
    });
  }
  func::ReturnOp::create(b, loc, callRuntime(b, loc, "catrt_finish", i32, {}));
}
