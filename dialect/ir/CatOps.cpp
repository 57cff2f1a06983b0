// The ops at the level of the module and those with regions: builders, text forms, verifiers.
#include "dialect/ir/Cat.h"
#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace cat;

/// The types of `pack`'s operands are the components of its result.
static ParseResult parsePackTypes(OpAsmParser &parser, SmallVectorImpl<Type> &elements,
                                  Type &result) {
  auto at = parser.getCurrentLocation();
  if (parser.parseType(result))
    return failure();
  auto product = dyn_cast<ProdType>(result);
  if (!product)
    return parser.emitError(at, "expected a product type, found ") << result;
  llvm::append_range(elements, product.getElements());
  return success();
}

static void printPackTypes(OpAsmPrinter &printer, Operation *, TypeRange, Type result) {
  printer << result;
}

/// The type of conditions: nothing for a single one.
static ParseResult parseTruths(OpAsmParser &parser, Type &type) {
  type = parser.getBuilder().getI1Type();
  return failed(parser.parseOptionalColon()) ? success() : parser.parseType(type);
}

static void printTruths(OpAsmPrinter &printer, Operation *, Type type) {
  if (!type.isInteger(1))
    printer << " : " << type;
}

#define GET_OP_CLASSES
#include "dialect/ir/CatOps.cpp.inc"

static Location argumentLoc(ArrayRef<Location> locs, unsigned i, Location otherwise) {
  return i < locs.size() ? locs[i] : otherwise;
}

static Block *addBlock(OperationState &state, TypeRange arguments, ArrayRef<Location> locs = {}) {
  Block *block = new Block;
  state.addRegion()->push_back(block);
  for (auto [i, type] : llvm::enumerate(arguments))
    block->addArgument(type, argumentLoc(locs, i, state.location));
  return block;
}

/// Parses `(%x: T, …)`.
static ParseResult parsePoints(OpAsmParser &parser,
                               SmallVectorImpl<OpAsmParser::Argument> &arguments) {
  return parser.parseArgumentList(arguments, OpAsmParser::Delimiter::Paren, /*allowType=*/true);
}

static void printPoints(OpAsmPrinter &printer, Block::BlockArgListType arguments) {
  printer << '(';
  llvm::interleaveComma(arguments, printer,
                        [&](BlockArgument a) { printer.printRegionArgument(a); });
  printer << ')';
}

static void printBody(OpAsmPrinter &printer, Region &body) {
  printer << ' ';
  printer.printRegion(body, /*printEntryBlockArgs=*/false);
}

/// The message of a region that gives back something else than it should.
static LogicalResult checkYield(Operation *op, Region &region, TypeRange expected, StringRef what) {
  auto yield = dyn_cast<YieldOp>(region.front().getTerminator());
  if (!yield)
    return op->emitOpError() << "must end with cat.yield";
  if (sameLeaves(yield.getOperandTypes(), expected))
    return success();
  auto error = op->emitOpError() << "yields (" << yield.getOperandTypes() << ") where " << what
                                 << " (" << expected << ") is expected";
  error.attachNote(yield.getLoc()) << "yielded here";
  return failure();
}

// ---- object ------------------------------------------------------------------------------------

LogicalResult ObjectOp::verifySymbolUses(SymbolTableCollection &symbols) {
  if (!getPredicate())
    return success();
  auto arrow = symbols.lookupNearestSymbolFrom<ArrowOp>(*this, getPredicateAttr());
  if (!arrow)
    return emitOpError() << "names @" << *getPredicate()
                         << " as its predicate, which is no cat.arrow";
  if (!arrow.getHom().getCodomain().isInteger(1))
    return emitOpError() << "has a predicate that gives " << arrow.getHom().getCodomain()
                         << ", not i1";
  return success();
}

LogicalResult LawOp::verifySymbolUses(SymbolTableCollection &symbols) {
  SmallVector<ArrowOp, 2> sides;
  for (FlatSymbolRefAttr symbol : {getLeftAttr(), getRightAttr()}) {
    sides.push_back(symbols.lookupNearestSymbolFrom<ArrowOp>(*this, symbol));
    if (!sides.back())
      return emitOpError() << "is about " << symbol << ", which is no cat.arrow of this module";
  }
  SmallVector<Type> left(sides[0].getBody().getArgumentTypes()),
      right(sides[1].getBody().getArgumentTypes());
  if (left == right && sameLeaves(sides[0].getHom(), sides[1].getHom()))
    return success();
  return emitOpError() << "is about arrows of different types: " << sides[0].getHom() << " and "
                       << sides[1].getHom();
}

// ---- arrow -------------------------------------------------------------------------------------

void ArrowOp::build(OpBuilder &builder, OperationState &state, StringRef name, HomType type,
                    TypeRange context, ArrayRef<Location> locs) {
  state.addAttribute(getSymNameAttrName(state.name), builder.getStringAttr(name));
  state.addAttribute(getArrowTypeAttrName(state.name), TypeAttr::get(type));
  state.addAttribute(getSymVisibilityAttrName(state.name), builder.getStringAttr("private"));
  addBlock(state, context, locs);
}

ParseResult ArrowOp::parse(OpAsmParser &parser, OperationState &result) {
  SmallVector<OpAsmParser::Argument> context;
  StringAttr name;
  Type type;
  bool isPublic = succeeded(parser.parseOptionalKeyword("public"));
  if (parser.parseSymbolName(name, getSymNameAttrName(result.name), result.attributes) ||
      parsePoints(parser, context) || parser.parseColonType(type) ||
      parser.parseOptionalAttrDictWithKeyword(result.attributes) ||
      parser.parseRegion(*result.addRegion(), context))
    return failure();
  result.addAttribute(getArrowTypeAttrName(result.name), TypeAttr::get(type));
  if (!isPublic)
    result.addAttribute(getSymVisibilityAttrName(result.name),
                        parser.getBuilder().getStringAttr("private"));
  return success();
}

void ArrowOp::print(OpAsmPrinter &printer) {
  printer << (isPrivate() ? " " : " public ");
  printer.printSymbolName(getSymName());
  printPoints(printer, getContextPoints());
  printer << " : " << getArrowType();
  printer.printOptionalAttrDictWithKeyword(
      (*this)->getAttrs(),
      {getSymNameAttrName(), getArrowTypeAttrName(), getSymVisibilityAttrName()});
  printBody(printer, getBody());
}

LogicalResult ArrowOp::verifyRegions() {
  return checkYield(*this, getBody(), getArrowType(), "the arrow of its type");
}

// ---- pipeline ----------------------------------------------------------------------------------

void PipelineOp::build(OpBuilder &builder, OperationState &state, StringRef name,
                       TypeRange arguments, ArrayAttr flags, ArrayRef<Location> locs) {
  state.addAttribute(getSymNameAttrName(state.name), builder.getStringAttr(name));
  if (flags)
    state.addAttribute(getFlagsAttrName(state.name), flags);
  addBlock(state, arguments, locs);
}

ParseResult PipelineOp::parse(OpAsmParser &parser, OperationState &result) {
  SmallVector<OpAsmParser::Argument> arguments;
  StringAttr name;
  return failure(parser.parseSymbolName(name, getSymNameAttrName(result.name), result.attributes) ||
                 parsePoints(parser, arguments) ||
                 parser.parseOptionalAttrDictWithKeyword(result.attributes) ||
                 parser.parseRegion(*result.addRegion(), arguments));
}

void PipelineOp::print(OpAsmPrinter &printer) {
  printer << ' ';
  printer.printSymbolName(getSymName());
  printPoints(printer, getBody().getArguments());
  printer.printOptionalAttrDictWithKeyword((*this)->getAttrs(), {getSymNameAttrName()});
  printBody(printer, getBody());
}

LogicalResult PipelineOp::verifyRegions() {
  if (getFlags() && getFlags()->size() != getBody().getNumArguments())
    return emitOpError() << "has " << getBody().getNumArguments() << " arguments but describes "
                         << getFlags()->size() << " flags";
  return checkYield(*this, getBody(), {}, "nothing");
}

// ---- lambda ------------------------------------------------------------------------------------

void LambdaOp::build(OpBuilder &, OperationState &state, HomType type, TypeRange arguments) {
  state.addTypes(type);
  addBlock(state, arguments);
}

void LambdaOp::build(OpBuilder &builder, OperationState &state, TypeRange arguments,
                     TypeRange results,
                     function_ref<void(OpBuilder &, Location, ValueRange)> body) {
  MLIRContext *context = builder.getContext();
  state.addTypes(HomType::get(productOf(context, arguments), productOf(context, results)));
  Block *block = addBlock(state, arguments);
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(block);
  body(builder, state.location, block->getArguments());
}

ParseResult LambdaOp::parse(OpAsmParser &parser, OperationState &result) {
  SmallVector<OpAsmParser::Argument> arguments;
  Type type;
  if (parsePoints(parser, arguments) || parser.parseColonType(type) ||
      parser.parseOptionalAttrDictWithKeyword(result.attributes) ||
      parser.parseRegion(*result.addRegion(), arguments))
    return failure();
  result.addTypes(type);
  return success();
}

void LambdaOp::print(OpAsmPrinter &printer) {
  printer << ' ';
  printPoints(printer, getArguments());
  printer << " : " << getType();
  printer.printOptionalAttrDictWithKeyword((*this)->getAttrs());
  printBody(printer, getBody());
}

YieldOp LambdaOp::getYield() { return cast<YieldOp>(getBody().front().getTerminator()); }

LogicalResult LambdaOp::verifyRegions() {
  HomType hom = getType();
  SmallVector<Type> arguments(getBody().getArgumentTypes());
  if (!sameLeaves(arguments, hom.getDomain()))
    return emitOpError() << "takes (" << arguments << ") but its domain is " << hom.getDomain();
  return checkYield(*this, getBody(), hom.getCodomain(), "the codomain");
}

// ---- if and match ------------------------------------------------------------------------------

void IfOp::build(OpBuilder &, OperationState &state, TypeRange results, Value condition) {
  state.addOperands(condition);
  state.addTypes(results);
  addBlock(state, {});
  addBlock(state, {});
}

LogicalResult IfOp::verifyRegions() {
  return failure(
      failed(checkYield(*this, getThenRegion(), getResultTypes(), "the type of the result")) ||
      failed(checkYield(*this, getElseRegion(), getResultTypes(), "the type of the result")));
}

void MatchOp::build(OpBuilder &builder, OperationState &state, TypeRange results, Value scrutinee,
                    unsigned branches) {
  state.addOperands(scrutinee);
  state.addTypes(results);
  auto sum = dyn_cast<SumType>(scrutinee.getType());
  for (unsigned i = 0; i != branches; ++i) {
    Type payload =
        sum && i < sum.size() ? sum.getPayloads()[i] : ProdType::get(builder.getContext(), {});
    addBlock(state, components(payload));
  }
}

ParseResult MatchOp::parse(OpAsmParser &parser, OperationState &result) {
  OpAsmParser::UnresolvedOperand scrutinee;
  Type type;
  if (parser.parseOperand(scrutinee) || parser.parseColonType(type) ||
      parser.resolveOperand(scrutinee, type, result.operands))
    return failure();
  if (succeeded(parser.parseOptionalArrow()) &&
      parser.parseCommaSeparatedList(OpAsmParser::Delimiter::Paren,
                                     [&] { return parser.parseType(result.types.emplace_back()); }))
    return failure();
  if (parser.parseOptionalAttrDictWithKeyword(result.attributes))
    return failure();
  auto sum = dyn_cast<SumType>(type);
  for (unsigned i = 0; succeeded(parser.parseOptionalKeyword("case")); ++i) {
    std::string label;
    unsigned number = 0;
    SmallVector<OpAsmParser::Argument> arguments;
    auto at = parser.getCurrentLocation();
    if (failed(parser.parseOptionalString(&label)) && parser.parseInteger(number))
      return failure();
    if (sum && (i >= sum.size() || sum.getNames()[i].getValue() != label))
      return parser.emitError(
          at, "the branches of a match stand in the order of the sum's alternatives");
    if (!sum && number != i)
      return parser.emitError(at, "the branches of a match on a tag are numbered from 0");
    if (parser.parseArgumentList(arguments, OpAsmParser::Delimiter::OptionalParen,
                                 /*allowType=*/true) ||
        parser.parseRegion(*result.addRegion(), arguments))
      return failure();
  }
  return success();
}

void MatchOp::print(OpAsmPrinter &printer) {
  Type type = getScrutinee().getType();
  printer << ' ' << getScrutinee() << " : " << type;
  if (getNumResults())
    printer << " -> (" << getResultTypes() << ")";
  printer.printOptionalAttrDictWithKeyword((*this)->getAttrs());
  auto sum = dyn_cast<SumType>(type);
  for (auto [i, branch] : llvm::enumerate(getBranches())) {
    printer << " case ";
    if (sum && i < sum.size())
      printer.printString(sum.getNames()[i].getValue());
    else
      printer << i;
    if (branch.getNumArguments())
      printPoints(printer, branch.getArguments());
    printBody(printer, branch);
  }
}

LogicalResult MatchOp::verify() {
  Type type = getScrutinee().getType();
  auto sum = dyn_cast<SumType>(type);
  if (!sum && !type.isSignlessInteger(64))
    return emitOpError() << "needs a sum or an i64 tag, found " << type;
  if (sum && sum.size() != getBranches().size())
    return emitOpError() << "has " << getBranches().size() << " branches for a sum of "
                         << sum.size() << " alternatives";
  if (getBranches().empty() && getNumResults())
    return emitOpError() << "has results but no branch that could give them";
  return success();
}

LogicalResult MatchOp::verifyRegions() {
  auto sum = dyn_cast<SumType>(getScrutinee().getType());
  Type unit = ProdType::get(getContext(), {});
  for (auto [i, branch] : llvm::enumerate(getBranches())) {
    Type payload = sum ? sum.getPayloads()[i] : unit;
    if (!sameLeaves(SmallVector<Type>(branch.getArgumentTypes()), payload))
      return emitOpError() << "branch " << i << " takes ("
                           << SmallVector<Type>(branch.getArgumentTypes())
                           << ") but the payload is " << payload;
    if (failed(checkYield(*this, branch, getResultTypes(), "the type of the result")))
      return failure();
  }
  return success();
}
