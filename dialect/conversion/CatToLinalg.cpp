// `convert-cat-to-linalg`: every op of the point layer by its LowerOpInterface, branches and
// pipelines by patterns here, and upstream ops on cat's types (unsigned integers, keys, texts,
// sums) by their converted types. A sum is a tag and the leaves of all its payloads.
#include "dialect/conversion/Border.h"
#include "dialect/conversion/Passes.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/SCF/Transforms/Patterns.h"
#include "mlir/Transforms/DialectConversion.h"

using namespace mlir;
using namespace cat;

namespace {

/// Types of the converted program. Arrows become nothing; there are none left to convert.
struct Types : TypeConverter {
  Types() {
    addConversion([](Type type) { return lowerType(type); });
    addConversion(
        [this](SumType sum, SmallVectorImpl<Type> &results) -> std::optional<LogicalResult> {
          results.push_back(IntegerType::get(sum.getContext(), 64));
          for (Type payload : sum.getPayloads())
            for (Type leaf : splitType(payload))
              if (failed(convertType(leaf, results)))
                return failure();
          return success();
        });
    addConversion([](Type type) -> std::optional<Type> {
      // Named objects must have been erased, products split.
      if (isa<ObjType, ProdType, VarType, HomType>(elementOf(type)))
        return Type();
      return std::nullopt;
    });
  }
};

/// Any op with a LowerOpInterface.
struct LowerByInterface : OpInterfaceConversionPattern<LowerOpInterface> {
  using OpInterfaceConversionPattern::OpInterfaceConversionPattern;
  LogicalResult matchAndRewrite(LowerOpInterface op, ArrayRef<Value> operands,
                                ConversionPatternRewriter &rewriter) const override {
    SmallVector<Value> results;
    if (failed(op.lower(rewriter, operands, results)))
      return failure();
    rewriter.replaceOp(op, results);
    return success();
  }
};

struct ConvertYield : OpConversionPattern<YieldOp> {
  using OpConversionPattern::OpConversionPattern;
  LogicalResult matchAndRewrite(YieldOp op, OneToNOpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    SmallVector<Value> values;
    for (ValueRange range : adaptor.getValues())
      llvm::append_range(values, range);
    if (isa<func::FuncOp>(op->getParentOp()))
      rewriter.replaceOpWithNewOp<func::ReturnOp>(op, values);
    else
      rewriter.replaceOpWithNewOp<scf::YieldOp>(op, values);
    return success();
  }
};

/// The converted types of an op's results, and how many each one takes.
struct ResultTypes {
  SmallVector<Type> types;
  SmallVector<unsigned> counts;
  LogicalResult convert(const TypeConverter &converter, TypeRange from) {
    for (Type type : from) {
      unsigned before = types.size();
      if (failed(converter.convertType(type, types)))
        return failure();
      counts.push_back(types.size() - before);
    }
    return success();
  }
  /// The results of `op`, grouped by the results they stand for.
  SmallVector<SmallVector<Value>> group(ResultRange results) const {
    SmallVector<SmallVector<Value>> groups;
    for (unsigned at = 0; unsigned count : counts) {
      groups.emplace_back(results.slice(at, count));
      at += count;
    }
    return groups;
  }
};

struct ConvertIf : OpConversionPattern<cat::IfOp> {
  using OpConversionPattern::OpConversionPattern;
  LogicalResult matchAndRewrite(cat::IfOp op, OneToNOpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    ResultTypes results;
    if (failed(results.convert(*typeConverter, op.getResultTypes())))
      return failure();
    auto branch = scf::IfOp::create(rewriter, op.getLoc(), results.types,
                                    adaptor.getCondition().front(), /*addThenBlock=*/false,
                                    /*addElseBlock=*/false);
    rewriter.inlineRegionBefore(op.getThenRegion(), branch.getThenRegion(),
                                branch.getThenRegion().end());
    rewriter.inlineRegionBefore(op.getElseRegion(), branch.getElseRegion(),
                                branch.getElseRegion().end());
    rewriter.replaceOpWithMultiple(op, results.group(branch.getResults()));
    return success();
  }
};

struct ConvertMatch : OpConversionPattern<MatchOp> {
  using OpConversionPattern::OpConversionPattern;
  LogicalResult matchAndRewrite(MatchOp op, OneToNOpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    ResultTypes results;
    if (failed(results.convert(*typeConverter, op.getResultTypes())))
      return failure();
    Location loc = op.getLoc();
    ValueRange scrutinee = adaptor.getScrutinee();
    Value tag = scrutinee.front();
    if (!tag.getType().isIndex())
      tag = arith::IndexCastOp::create(rewriter, loc, rewriter.getIndexType(), tag);
    // The last branch is the default: there are no other tags.
    unsigned last = op.getBranches().size() - 1;
    SmallVector<int64_t> cases = llvm::to_vector(llvm::seq<int64_t>(0, last));
    auto branches = scf::IndexSwitchOp::create(rewriter, loc, results.types, tag, cases, last);
    ValueRange payload = scrutinee.drop_front();
    for (auto [k, region] : llvm::enumerate(op.getBranches())) {
      Region &to = k == last ? branches.getDefaultRegion() : branches.getCaseRegions()[k];
      TypeConverter::SignatureConversion arguments(region.getNumArguments());
      unsigned taken = 0;
      for (BlockArgument argument : region.getArguments()) {
        SmallVector<Type> types;
        if (failed(typeConverter->convertType(argument.getType(), types)))
          return failure();
        arguments.remapInput(argument.getArgNumber(),
                             llvm::to_vector(payload.slice(taken, types.size())));
        taken += types.size();
      }
      rewriter.inlineRegionBefore(region, to, to.end());
      rewriter.applySignatureConversion(&to.front(), arguments);
      if (auto sum = dyn_cast<SumType>(op.getScrutinee().getType()))
        payload = payload.drop_front(leavesOf(sum.getPayloads()[k]));
    }
    rewriter.replaceOpWithMultiple(op, results.group(branches.getResults()));
    return success();
  }
  unsigned leavesOf(Type payload) const {
    SmallVector<Type> types;
    for (Type leaf : splitType(payload))
      (void)typeConverter->convertType(leaf, types);
    return types.size();
  }
};

struct ConvertInject : OpConversionPattern<InjectOp> {
  using OpConversionPattern::OpConversionPattern;
  LogicalResult matchAndRewrite(InjectOp op, OneToNOpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    SumType sum = op.getType();
    unsigned chosen = *sum.indexOf(op.getLabel());
    SmallVector<Value> parts{constantI64(rewriter, loc, chosen)};
    for (auto [k, payload] : llvm::enumerate(sum.getPayloads())) {
      if (k == chosen) {
        for (ValueRange range : adaptor.getPayload())
          llvm::append_range(parts, range);
        continue;
      }
      SmallVector<Type> types;
      for (Type leaf : splitType(payload))
        if (failed(typeConverter->convertType(leaf, types)))
          return failure();
      for (Type type : types)
        parts.push_back(nothing(rewriter, loc, type));
    }
    SmallVector<SmallVector<Value>> results{parts};
    rewriter.replaceOpWithMultiple(op, results);
    return success();
  }
  /// What stands for the payload of another alternative; nobody looks at it.
  static Value nothing(OpBuilder &b, Location loc, Type type) {
    if (auto tensor = dyn_cast<RankedTensorType>(type)) {
      SmallVector<Value> sizes(tensor.getNumDynamicDims(), constantIndex(b, loc, 0));
      return filled(b, loc, tensor, sizesOf(b, tensor, sizes),
                    nothing(b, loc, tensor.getElementType()));
    }
    if (isa<LLVM::LLVMPointerType>(type))
      return LLVM::ZeroOp::create(b, loc, type);
    return constantNumber(b, loc, type, 0);
  }
};

/// Text of points, which may be sums.
struct ConvertFormat : OpConversionPattern<FormatOp> {
  using OpConversionPattern::OpConversionPattern;
  LogicalResult matchAndRewrite(FormatOp op, OneToNOpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    SmallVector<Value> leaves;
    for (ValueRange range : adaptor.getValues())
      llvm::append_range(leaves, range);
    Value text = printPoint(rewriter, op, op.getValues().getTypes(), leaves,
                            op.getSpec().value_or(""), op.getAs());
    if (!text)
      return op.emitError("printing a point of this type is not in this version");
    rewriter.replaceOp(op, text);
    return success();
  }
};

/// A choice between points by a scalar condition: each of their parts.
struct ConvertSelect : OpConversionPattern<SelectOp> {
  using OpConversionPattern::OpConversionPattern;
  LogicalResult matchAndRewrite(SelectOp op, OneToNOpAdaptor adaptor,
                                ConversionPatternRewriter &rewriter) const override {
    if (!isa<SumType>(op.getType()))
      return failure();
    SmallVector<Value> parts;
    for (auto [x, y] : llvm::zip(adaptor.getLhs(), adaptor.getRhs()))
      parts.push_back(
          arith::SelectOp::create(rewriter, op.getLoc(), adaptor.getCondition().front(), x, y));
    SmallVector<SmallVector<Value>> results{parts};
    rewriter.replaceOpWithMultiple(op, results);
    return success();
  }
};

/// An op of another dialect, without regions, on types that change.
struct ConvertTypes : ConversionPattern {
  ConvertTypes(const TypeConverter &converter, MLIRContext *context)
      : ConversionPattern(converter, MatchAnyOpTypeTag(), 0, context) {}
  LogicalResult matchAndRewrite(Operation *op, ArrayRef<Value> operands,
                                ConversionPatternRewriter &rewriter) const override {
    SmallVector<Type> types;
    if (isa<CatDialect>(op->getDialect()) || op->getNumRegions() != 0 ||
        failed(typeConverter->convertTypes(op->getResultTypes(), types)) ||
        types.size() != op->getNumResults())
      return failure();
    OperationState state(op->getLoc(), op->getName(), operands, types, op->getAttrs());
    state.propertiesAttr = op->getPropertiesAsAttribute();
    rewriter.replaceOp(op, rewriter.create(state));
    return success();
  }
};

/// A pipeline becomes the function `pipeline.NAME` of its flags.
struct ConvertPipeline : OpConversionPattern<PipelineOp> {
  using OpConversionPattern::OpConversionPattern;
  LogicalResult matchAndRewrite(PipelineOp op, OneToNOpAdaptor,
                                ConversionPatternRewriter &rewriter) const override {
    Region &body = op.getBody();
    TypeConverter::SignatureConversion arguments(body.getNumArguments());
    if (failed(typeConverter->convertSignatureArgs(body.getArgumentTypes(), arguments)))
      return op.emitError("a flag of this type is not in this version");
    auto type = rewriter.getFunctionType(arguments.getConvertedTypes(), {});
    auto function =
        func::FuncOp::create(rewriter, op.getLoc(), ("pipeline." + op.getSymName()).str(), type);
    function.setPrivate();
    rewriter.inlineRegionBefore(body, function.getBody(), function.end());
    rewriter.applySignatureConversion(&function.front(), arguments);
    rewriter.eraseOp(op);
    return success();
  }
};

/// Shows how far an outermost loop is, if its steps are worth it: they work on arrays or have loops
/// of their own.
void showProgress(scf::ForOp loop) {
  bool isWorthIt = llvm::any_of(*loop.getBody(), [](Operation &op) {
    return isa<linalg::LinalgOp, LoopLikeOpInterface>(op);
  });
  if (!isa<func::FuncOp>(loop->getParentOp()) || !isWorthIt)
    return;
  OpBuilder b = OpBuilder::atBlockBegin(loop.getBody());
  Location loc = loop.getLoc();
  auto sinceStart = [&](Value i) -> Value {
    Value start = widened(b, loc, loop.getLowerBound());
    return arith::SubIOp::create(b, loc, widened(b, loc, i), start);
  };
  Value total = sinceStart(loop.getUpperBound());
  callRuntime(b, loc, "catrt_progress", {}, {sinceStart(loop.getInductionVar()), total});
  b.setInsertionPointAfter(loop);
  total = sinceStart(loop.getUpperBound());
  callRuntime(b, loc, "catrt_progress", {}, {total, total});
}

struct ConvertCatToLinalg : PassWrapper<ConvertCatToLinalg, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(ConvertCatToLinalg)
  StringRef getArgument() const override { return "convert-cat-to-linalg"; }
  StringRef getDescription() const override {
    return "The point layer becomes linalg, tensor, scf, arith, math and calls of the runtime";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<arith::ArithDialect, bufferization::BufferizationDialect, func::FuncDialect,
                    linalg::LinalgDialect, LLVM::LLVMDialect, math::MathDialect,
                    memref::MemRefDialect, scf::SCFDialect, tensor::TensorDialect>();
    registerLoweringModels(registry);
  }

  void runOnOperation() override {
    ModuleOp module = getOperation();
    eraseUnused(module);
    if (!module.getOps<PipelineOp>().empty())
      addMain(module);
    if (failed(convert(module)))
      return signalPassFailure();
    for (ObjectOp object : llvm::make_early_inc_range(module.getOps<ObjectOp>()))
      object.erase();
    module.walk(showProgress);
  }

  /// Arrows were inlined where they are used; a check that a value is well-formed may be dead.
  static void eraseUnused(ModuleOp module) {
    for (ArrowOp arrow : llvm::make_early_inc_range(module.getOps<ArrowOp>()))
      arrow.erase();
  }

  LogicalResult convert(ModuleOp module) {
    Types types;
    ConversionTarget target(getContext());
    target.addIllegalDialect<CatDialect>();
    target.addLegalOp<ObjectOp, ModuleOp>();
    target.markUnknownOpDynamicallyLegal([&](Operation *op) { return types.isLegal(op); });
    target.addDynamicallyLegalOp<func::FuncOp>(
        [&](func::FuncOp op) { return types.isSignatureLegal(op.getFunctionType()); });
    RewritePatternSet patterns(&getContext());
    patterns.add<LowerByInterface, ConvertYield, ConvertIf, ConvertMatch, ConvertInject,
                 ConvertFormat, ConvertPipeline>(types, &getContext());
    patterns.add<ConvertSelect>(types, &getContext(), /*benefit=*/2);
    patterns.add<ConvertTypes>(types, &getContext());
    scf::populateSCFStructuralTypeConversionsAndLegality(types, patterns, target);
    return applyFullConversion(module, target, std::move(patterns));
  }
};

/// A text is a pointer; arrays of texts are buffers of them.
struct PointerElement
    : MemRefElementTypeInterface::ExternalModel<PointerElement, LLVM::LLVMPointerType> {};

} // namespace

std::unique_ptr<Pass> cat::createConvertCatToLinalgPass() {
  return std::make_unique<ConvertCatToLinalg>();
}

void cat::registerConversionPasses() {
  registerPass(createResolveTypesPass);
  registerPass(createDropChecksPass);
  registerPass(createLowerControlPass);
  registerPass(createConvertCatToLinalgPass);
}

void cat::registerLoweringModels(DialectRegistry &registry) {
  registry.addExtension(+[](MLIRContext *context, CatDialect *) {
    registerElementwiseLowerings(*context);
    registerStructureLowerings(*context);
    registerFoldLowerings(*context);
    registerEffectLowerings(*context);
    registerFileLowerings(*context);
    registerExternLowerings(*context);
    registerSortLowerings(*context);
  });
  registry.addExtension(+[](MLIRContext *context, LLVM::LLVMDialect *) {
    LLVM::LLVMPointerType::attachInterface<PointerElement>(*context);
  });
}
