// Reading and writing files: calls of the runtime, which gives and takes one array at a time.
#include "dialect/conversion/Border.h"
#include "dialect/ir/Tables.h"
#include "runtime/include/catrt.h"

#include "mlir/Dialect/Bufferization/IR/Bufferization.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "llvm/ADT/StringSwitch.h"

using namespace mlir;
using namespace cat;

namespace {

// ---- arrays ------------------------------------------------------------------------------------

/// An array that the runtime fills. `index` crosses the border as i64.
template <typename Fill>
Value filledByRuntime(OpBuilder &b, Location loc, Type original, Value rows, Fill fill) {
  auto type = cast<RankedTensorType>(lowerType(original));
  bool isIndex = type.getElementType().isIndex();
  auto crossing = isIndex ? cast<RankedTensorType>(type.clone(b.getI64Type())) : type;
  Value buffer =
      newBuffer(b, loc, crossing, type.isDynamicDim(0) ? ValueRange(rows) : ValueRange());
  fill(buffer);
  Value tensor = asTensor(b, loc, buffer);
  return isIndex ? castIndices(b, loc, tensor, b.getIndexType()) : tensor;
}

/// A buffer with an array that the runtime reads; `index` as i64.
Value bufferFor(OpBuilder &b, Location loc, Value array) {
  if (elementOf(array.getType()).isIndex())
    array = castIndices(b, loc, array, b.getI64Type());
  return readBuffer(b, loc, array);
}

LogicalResult readArray(ReadOp op, OpBuilder &b, Value path, Values &results) {
  Location loc = op.getLoc();
  StringRef format = op.getFormat();
  if (op.getNumResults() != 1 || !isArray(op.getResult(0).getType()))
    return op.emitError("only one array can be read from a file of this format");
  Type original = op.getResult(0).getType();
  int64_t row = 1;
  for (int64_t size : shapeOf(original).drop_front())
    row = ShapedType::isDynamic(size) ? -1 : row * size;
  if (row < 0)
    return op.emitError("reading an array of this type is not in this version");
  Value reader = callRuntime(b, loc, ("catrt_read_open_" + format).str(), pointer(b), path)[0];
  Value rows = callRuntime(b, loc, "catrt_read_count", b.getI64Type(),
                           {reader, constantI64(b, loc, row)})[0];
  rows = arith::IndexCastOp::create(b, loc, b.getIndexType(), rows);
  Value bound = constantI64(b, loc, boundOf(op.getAs(), op->getParentOfType<ModuleOp>()));
  results.push_back(filledByRuntime(b, loc, original, rows, [&](Value buffer) {
    callWithArray(b, loc, "catrt_read_into_" + kindName(elementOf(original)), Type(), buffer,
                  [&](Value array) { return SmallVector<Value>{reader, bound, array}; });
  }));
  return success();
}

// ---- tables ------------------------------------------------------------------------------------

int64_t kindOf(const TableColumn &column) {
  if (!column.cases.empty())
    return CATRT_ENUM;
  return llvm::StringSwitch<int64_t>(kindName(column.element))
#define CAT_KIND(NAME, KIND, TYPE) .Case(#NAME, KIND)
      CATRT_SCALARS(CAT_KIND)
#undef CAT_KIND
          .Default(CATRT_TEXT);
}

Value stringOrNull(OpBuilder &b, Location loc, StringRef text) {
  if (text.empty())
    return LLVM::ZeroOp::create(b, loc, pointer(b));
  return cString(b, loc, text);
}

void wantColumn(OpBuilder &b, Location loc, Value table, const TableColumn &column) {
  callRuntime(b, loc, "catrt_csv_want", {},
              {table, stringOrNull(b, loc, column.name), constantI64(b, loc, kindOf(column)),
               constantI64(b, loc, column.cases.empty() ? column.bound : -1),
               stringOrNull(b, loc, column.cases), constantI64(b, loc, column.isOptional)});
}

LogicalResult readTable(ReadOp op, OpBuilder &b, Value path, Values &results) {
  Location loc = op.getLoc();
  auto columns = tableColumns(op.getAs(), op->getParentOfType<ModuleOp>());
  if (!columns)
    return op.emitError("rows of this type cannot be read from a table");
  size_t leaves = 0;
  for (const TableColumn &column : *columns)
    leaves += 1 + column.isOptional;
  if (op.getNumResults() > leaves) // the lines
    columns->push_back({"", b.getI64Type()});
  Value table = callRuntime(b, loc, "catrt_csv_open", pointer(b), path)[0];
  for (const TableColumn &column : *columns)
    wantColumn(b, loc, table, column);
  Value rows = callRuntime(b, loc, "catrt_csv_read", b.getI64Type(), table)[0];
  rows = arith::IndexCastOp::create(b, loc, b.getIndexType(), rows);
  for (Type type : op.getResultTypes())
    results.push_back(filledByRuntime(b, loc, type, rows, [&](Value buffer) {
      callWithArray(b, loc, "catrt_csv_take_" + kindName(elementOf(type)), Type(), buffer,
                    [&](Value array) { return SmallVector<Value>{table, array}; });
    }));
  callRuntime(b, loc, "catrt_csv_close", {}, table);
  return success();
}

LogicalResult writeTable(WriteOp op, OpBuilder &b, ValueRange operands) {
  Location loc = op.getLoc();
  auto columns = tableColumns(op.getAs(), op->getParentOfType<ModuleOp>());
  if (!columns)
    return op.emitError("rows of this type cannot be written to a table");
  Value table = callRuntime(b, loc, "catrt_csv_begin", pointer(b), operands[0])[0];
  auto put = [&](size_t at, StringRef name, StringRef cases) {
    SmallVector<Value> arguments{table, stringOrNull(b, loc, name), stringOrNull(b, loc, cases)};
    std::string kind = kindName(elementOf(op.getValues()[at].getType()));
    callWithArray(b, loc, "catrt_csv_put_" + kind, Type(), bufferFor(b, loc, operands[at + 1]),
                  [&](Value array) {
                    SmallVector<Value> all(arguments);
                    all.push_back(array);
                    return all;
                  });
  };
  size_t at = 0;
  for (const TableColumn &column : *columns) {
    if (column.isOptional)
      put(at++, "", "");
    put(at++, column.name, column.cases);
  }
  callRuntime(b, loc, "catrt_csv_end", {}, table);
  return success();
}

// ---- the ops -----------------------------------------------------------------------------------

LogicalResult lower(ReadOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  StringRef format = op.getFormat();
  if (format == "text") {
    results.push_back(callRuntime(b, loc, "catrt_read_text", pointer(b), operands)[0]);
    return success();
  }
  if (format == "bytes") {
    auto type = MemRefType::get({ShapedType::kDynamic}, b.getI8Type());
    Value buffer = callRuntime(b, loc, "catrt_read_bytes", type, operands, true)[0];
    results.push_back(asTensor(b, loc, buffer));
    return success();
  }
  if (format == "csv")
    return readTable(op, b, operands[0], results);
  if (format == "idx" || format == "npy")
    return readArray(op, b, operands[0], results);
  return op.emitError("reading ") << format << " files is not in this version";
}

LogicalResult lower(WriteOp op, RewriterBase &b, ValueRange operands, Values &) {
  Location loc = op.getLoc();
  StringRef format = op.getFormat();
  if (format == "csv")
    return writeTable(op, b, operands);
  if (op.getValues().size() != 1)
    return op.emitError("only one array can be written to a file of this format");
  if (format == "text") {
    callRuntime(b, loc, "catrt_write_text", {}, operands);
    return success();
  }
  std::string function = ("catrt_write_" + format).str();
  if (format == "idx" || format == "npy")
    function += "_" + kindName(elementOf(op.getValues()[0].getType()));
  else if (format != "bytes")
    return op.emitError("writing ") << format << " files is not in this version";
  callWithArray(b, loc, function, Type(), bufferFor(b, loc, operands[1]),
                [&](Value array) { return SmallVector<Value>{operands[0], array}; });
  return success();
}

LogicalResult lower(SaveOp op, RewriterBase &b, ValueRange operands, Values &) {
  Location loc = op.getLoc();
  Value saver = callRuntime(b, loc, "catrt_save_begin", pointer(b), operands[0])[0];
  for (auto [value, name, converted] :
       llvm::zip(op.getValues(), op.getNames(), operands.drop_front())) {
    Value text = cString(b, loc, cast<StringAttr>(name).getValue());
    callWithArray(b, loc, "catrt_save_tensor_" + kindName(elementOf(value.getType())), Type(),
                  readBuffer(b, loc, converted),
                  [&](Value array) { return SmallVector<Value>{saver, text, array}; });
  }
  callRuntime(b, loc, "catrt_save_end", {}, saver);
  return success();
}

LogicalResult lower(LoadOp op, RewriterBase &b, ValueRange operands, Values &results) {
  Location loc = op.getLoc();
  Value loader = callRuntime(b, loc, "catrt_load_open", pointer(b), operands[0])[0];
  SmallVector<Value> buffers;
  for (auto [result, name] : llvm::zip(op.getResults(), op.getNames())) {
    Type type = lowerType(result.getType());
    auto tensor = dyn_cast<RankedTensorType>(type);
    if (!tensor)
      tensor = RankedTensorType::get({}, type);
    if (!tensor.hasStaticShape())
      return op.emitError("loading an array of unknown length is not in this version");
    Value text = cString(b, loc, cast<StringAttr>(name).getValue());
    buffers.push_back(newBuffer(b, loc, tensor, {}));
    callWithArray(b, loc, "catrt_load_tensor_" + kindName(elementOf(result.getType())), Type(),
                  buffers.back(),
                  [&](Value array) { return SmallVector<Value>{loader, text, array}; });
  }
  callRuntime(b, loc, "catrt_load_close", {}, loader);
  for (auto [buffer, result] : llvm::zip(buffers, op.getResults())) {
    Value tensor = asTensor(b, loc, buffer);
    results.push_back(isa<RankedTensorType>(result.getType())
                          ? tensor
                          : tensor::ExtractOp::create(b, loc, tensor, ValueRange()).getResult());
  }
  return success();
}

template <typename... Ops> void attach(MLIRContext &context) {
  (Ops::template attachInterface<LowerModel<
       Ops, static_cast<LogicalResult (*)(Ops, RewriterBase &, ValueRange, Values &)>(lower)>>(
       context),
   ...);
}

} // namespace

void cat::registerFileLowerings(MLIRContext &context) {
  attach<ReadOp, WriteOp, SaveOp, LoadOp>(context);
}
