// The matrix products: `cat-pack-contractions` (on tensors) gives every linalg.contract a
// unit-stride column dimension, `cat-lower-contractions` (on buffers) writes it as loops over
// register tiles. A tile holds `rows` x `vectors` accumulators while the reduction runs, so each
// element of the result is one chain of fused multiply-adds in the order of the reduction
// dimensions, whatever the tile, the target or the shape: tiling never changes a bit.
#include "compiler/codegen/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Tensor/IR/Tensor.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;

namespace {

/// What the dimensions of a contraction are to its loops.
struct Roles {
  SmallVector<unsigned> outer;     // of the result, neither row nor column
  std::optional<unsigned> row;     // the last of the result's other dimensions: tile rows
  std::optional<unsigned> column;  // the last dimension of the result: vector lanes
  SmallVector<unsigned> reduction; // outermost first
};

Roles rolesOf(linalg::ContractOp op) {
  Roles roles;
  SmallVector<AffineMap> maps = op.getIndexingMapsArray();
  SmallVector<unsigned> result;
  for (AffineExpr e : maps[2].getResults())
    result.push_back(cast<AffineDimExpr>(e).getPosition());
  for (unsigned d = 0; d < maps[2].getNumDims(); ++d)
    if (!is_contained(result, d))
      roles.reduction.push_back(d);
  if (!result.empty())
    roles.column = result.pop_back_val();
  if (!result.empty())
    roles.row = result.pop_back_val();
  roles.outer = result;
  return roles;
}

/// The position of dimension `d` among the results of `map`, or nothing.
std::optional<unsigned> positionOf(AffineMap map, unsigned d) {
  for (auto [i, e] : llvm::enumerate(map.getResults()))
    if (cast<AffineDimExpr>(e).getPosition() == d)
      return i;
  return std::nullopt;
}

/// Whether the tensor or buffer of `map` is read once for many rows, so that a transposition of it
/// costs little beside the product.
bool reused(AffineMap map, const Roles &roles) {
  for (unsigned d : roles.outer)
    if (!positionOf(map, d))
      return true;
  return roles.row && !positionOf(map, *roles.row);
}

struct PackContractions : PassWrapper<PackContractions, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(PackContractions)
  StringRef getArgument() const override { return "cat-pack-contractions"; }
  StringRef getDescription() const override {
    return "Transpose operands of contractions whose column dimension is not contiguous";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<linalg::LinalgDialect, tensor::TensorDialect>();
  }

  void runOnOperation() override {
    getOperation()->walk([&](linalg::ContractOp op) {
      if (op.hasPureTensorSemantics())
        pack(op);
    });
  }

  void pack(linalg::ContractOp op) {
    Roles roles = rolesOf(op);
    SmallVector<AffineMap> maps = op.getIndexingMapsArray();
    for (unsigned k : {0u, 1u}) {
      absorbTransposition(op, k, maps[k]);
      if (!roles.column || !reused(maps[k], roles))
        continue;
      std::optional<unsigned> at = positionOf(maps[k], *roles.column);
      if (!at || *at + 1 == maps[k].getNumResults())
        continue;
      SmallVector<int64_t> permutation;
      for (unsigned i = 0; i < maps[k].getNumResults(); ++i)
        if (i != *at)
          permutation.push_back(i);
      permutation.push_back(*at);
      op->setOperand(k, transpose(op, op->getOperand(k), permutation));
      SmallVector<AffineExpr> results;
      for (int64_t p : permutation)
        results.push_back(maps[k].getResult(p));
      maps[k] = AffineMap::get(maps[k].getNumDims(), 0, results, op.getContext());
    }
    op.setIndexingMapsAttr(Builder(op).getAffineMapArrayAttr(maps));
  }

  /// Reads a transposed operand where it comes from.
  static void absorbTransposition(linalg::ContractOp op, unsigned k, AffineMap &map) {
    while (auto producer = op->getOperand(k).getDefiningOp<linalg::GenericOp>()) {
      std::optional<SmallVector<int64_t>> permutation = linalg::isaTransposeOpInterface(producer);
      if (!permutation)
        return;
      // Axis i of the transposed array is axis permutation[i] of its source.
      SmallVector<AffineExpr> results(map.getNumResults());
      for (auto [i, p] : llvm::enumerate(*permutation))
        results[p] = map.getResult(i);
      map = AffineMap::get(map.getNumDims(), 0, results, op.getContext());
      op->setOperand(k, producer.getDpsInputOperand(0)->get());
    }
  }

  static Value transpose(Operation *before, Value source, ArrayRef<int64_t> permutation) {
    OpBuilder b(before);
    Location loc = before->getLoc();
    auto type = cast<RankedTensorType>(source.getType());
    SmallVector<OpFoldResult> sizes;
    for (int64_t p : permutation)
      sizes.push_back(tensor::getMixedSize(b, loc, source, p));
    Value empty = tensor::EmptyOp::create(b, loc, sizes, type.getElementType());
    return linalg::TransposeOp::create(b, loc, source, empty, permutation)->getResult(0);
  }
};

/// Writes one contraction on buffers as loops.
class TileWriter {
public:
  TileWriter(linalg::ContractOp op, int64_t vectorBits)
      : b(op), loc(op.getLoc()), maps(op.getIndexingMapsArray()), roles(rolesOf(op)) {
    for (Value v : op->getOperands())
      buffers.push_back(v);
    element = cast<MemRefType>(buffers[2].getType()).getElementType();
    lanes = columnIsContiguous() ? vectorBits / element.getIntOrFloatBitWidth() : 1;
    at.assign(maps[0].getNumDims(), Value());
    zero = arith::ConstantIndexOp::create(b, loc, 0);
    one = arith::ConstantIndexOp::create(b, loc, 1);
  }

  void write() { writeOuter(0); }

private:
  /// Extent of dimension `d`, as a constant when it is one.
  OpFoldResult extent(unsigned d) {
    for (auto [map, buffer] : llvm::zip(maps, buffers))
      if (auto p = positionOf(map, d))
        if (int64_t size = cast<MemRefType>(buffer.getType()).getDimSize(*p);
            !ShapedType::isDynamic(size))
          return b.getIndexAttr(size);
    for (auto [map, buffer] : llvm::zip(maps, buffers))
      if (auto p = positionOf(map, d))
        return memref::DimOp::create(b, loc, buffer, *p).getResult();
    llvm_unreachable("every dimension of a contraction belongs to an operand");
  }
  Value value(OpFoldResult v) { return getValueOrCreateConstantIndexOp(b, loc, v); }
  Value constant(int64_t n) { return arith::ConstantIndexOp::create(b, loc, n); }

  bool columnIsContiguous() {
    if (!roles.column)
      return false;
    for (auto [map, buffer] : llvm::zip(maps, buffers)) {
      auto p = positionOf(map, *roles.column);
      if (!p)
        continue;
      auto [strides, offset] = cast<MemRefType>(buffer.getType()).getStridesAndOffset();
      if (*p + 1 != map.getNumResults() || strides.back() != 1)
        return false;
    }
    return true;
  }

  /// Runs `body` with the loop variable from `lower` to `upper`; the builder is inside meanwhile.
  void loop(Value lower, Value upper, Value step, llvm::function_ref<void(Value)> body) {
    auto loop = scf::ForOp::create(b, loc, lower, upper, step);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    body(loop.getInductionVar());
  }

  void writeOuter(unsigned depth) {
    if (depth == roles.outer.size())
      return writeColumns();
    unsigned d = roles.outer[depth];
    loop(zero, value(extent(d)), one, [&](Value i) {
      at[d] = i;
      writeOuter(depth + 1);
    });
  }

  /// Splits `extent` in a part that `tile` divides and a rest; null where a part is empty.
  std::pair<Value, Value> split(OpFoldResult extent, int64_t tile) {
    if (std::optional<int64_t> n = getConstantIntValue(extent)) {
      int64_t full = *n / tile * tile;
      return {full ? constant(full) : Value(), full < *n ? constant(*n) : Value()};
    }
    Value n = value(extent);
    if (tile == 1)
      return {n, Value()};
    Value rest = arith::RemUIOp::create(b, loc, n, constant(tile));
    return {arith::SubIOp::create(b, loc, n, rest), n};
  }

  void writeColumns() {
    if (!roles.column)
      return writeTile({Value()}, {Value()}, Value());
    unsigned d = *roles.column;
    // Scalars (lanes == 1) and single rows need more columns to keep the adders busy.
    int64_t vectors = !roles.row || lanes == 1 ? 8 : 2;
    OpFoldResult n = extent(d);
    auto [full, all] = split(n, vectors * lanes);
    Value from = zero;
    if (full) {
      loop(from, full, constant(vectors * lanes), [&](Value j) {
        SmallVector<Value> columns;
        for (int64_t v = 0; v < vectors; ++v)
          columns.push_back(offset(j, v * lanes));
        writeRows(columns, Value());
      });
      from = full;
    }
    if (!all)
      return;
    loop(from, all, constant(lanes), [&](Value j) {
      Value mask;
      if (std::optional<int64_t> size = getConstantIntValue(n);
          lanes > 1 && !(size && *size % lanes == 0)) {
        Value left = arith::SubIOp::create(b, loc, value(n), j);
        mask = vector::CreateMaskOp::create(b, loc, VectorType::get({lanes}, b.getI1Type()), left);
      }
      writeRows({j}, mask);
    });
  }

  Value offset(Value base, int64_t by) {
    return by == 0 ? base : arith::AddIOp::create(b, loc, base, constant(by)).getResult();
  }

  void writeRows(ArrayRef<Value> columns, Value mask) {
    if (!roles.row)
      return writeTile({Value()}, columns, mask);
    int64_t rows = lanes * element.getIntOrFloatBitWidth() >= 512 ? 8 : 4;
    auto [full, all] = split(extent(*roles.row), rows);
    Value from = zero;
    if (full) {
      loop(from, full, constant(rows), [&](Value i) {
        SmallVector<Value> tile;
        for (int64_t r = 0; r < rows; ++r)
          tile.push_back(offset(i, r));
        writeTile(tile, columns, mask);
      });
      from = full;
    }
    if (all)
      loop(from, all, one, [&](Value i) { writeTile({i}, columns, mask); });
  }

  SmallVector<Value> indices(unsigned k) {
    SmallVector<Value> result;
    for (AffineExpr e : maps[k].getResults())
      result.push_back(at[cast<AffineDimExpr>(e).getPosition()]);
    return result;
  }

  Type tileType() { return lanes == 1 ? element : Type(VectorType::get({lanes}, element)); }

  /// Loads from buffer `k` at the current indices: a vector along the column, else one element
  /// spread over the lanes.
  Value load(unsigned k, Value mask) {
    SmallVector<Value> index = indices(k);
    if (lanes == 1)
      return memref::LoadOp::create(b, loc, buffers[k], index);
    auto type = VectorType::get({lanes}, element);
    if (!positionOf(maps[k], *roles.column)) {
      Value scalar = memref::LoadOp::create(b, loc, buffers[k], index);
      return vector::BroadcastOp::create(b, loc, type, scalar);
    }
    if (!mask)
      return vector::LoadOp::create(b, loc, type, buffers[k], index);
    Value pass = arith::ConstantOp::create(b, loc, b.getZeroAttr(type));
    return vector::MaskedLoadOp::create(b, loc, type, buffers[k], index, mask, pass);
  }

  void store(Value v, Value mask) {
    SmallVector<Value> index = indices(2);
    if (lanes == 1)
      memref::StoreOp::create(b, loc, v, buffers[2], index);
    else if (mask)
      vector::MaskedStoreOp::create(b, loc, buffers[2], index, mask, v);
    else
      vector::StoreOp::create(b, loc, v, buffers[2], index);
  }

  Value multiplyAdd(Value x, Value y, Value sum) {
    if (isa<FloatType>(element))
      return math::FmaOp::create(b, loc, x, y, sum);
    return arith::AddIOp::create(b, loc, sum, arith::MulIOp::create(b, loc, x, y));
  }

  /// Visits the tile's elements, row by row, with the current indices set to each.
  void forTile(ArrayRef<Value> rows, ArrayRef<Value> columns,
               llvm::function_ref<void(unsigned)> f) {
    unsigned k = 0;
    for (Value r : rows)
      for (Value c : columns) {
        if (roles.row)
          at[*roles.row] = r;
        if (roles.column)
          at[*roles.column] = c;
        f(k++);
      }
  }

  void writeTile(ArrayRef<Value> rows, ArrayRef<Value> columns, Value mask) {
    SmallVector<Value> sums;
    forTile(rows, columns, [&](unsigned) { sums.push_back(load(2, mask)); });
    sums = writeReduction(0, rows, columns, mask, sums);
    forTile(rows, columns, [&](unsigned k) { store(sums[k], mask); });
  }

  SmallVector<Value> writeReduction(unsigned depth, ArrayRef<Value> rows, ArrayRef<Value> columns,
                                    Value mask, SmallVector<Value> sums) {
    if (depth == roles.reduction.size()) {
      SmallVector<Value> x(rows.size() * columns.size()), y(x);
      // Equal loads within the tile (a row's element for each column, and so on) are left to CSE.
      forTile(rows, columns, [&](unsigned k) {
        x[k] = load(0, mask);
        y[k] = load(1, mask);
      });
      for (unsigned k = 0; k < sums.size(); ++k)
        sums[k] = multiplyAdd(x[k], y[k], sums[k]);
      return sums;
    }
    unsigned d = roles.reduction[depth];
    auto loop = scf::ForOp::create(b, loc, zero, value(extent(d)), one, sums);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(loop.getBody());
    at[d] = loop.getInductionVar();
    SmallVector<Value> inner(loop.getRegionIterArgs());
    scf::YieldOp::create(b, loc, writeReduction(depth + 1, rows, columns, mask, inner));
    return SmallVector<Value>(loop.getResults());
  }

  OpBuilder b;
  Location loc;
  SmallVector<AffineMap> maps;
  Roles roles;
  SmallVector<Value> buffers; // the two factors, the result
  SmallVector<Value> at;      // the current index in each dimension
  Type element;
  int64_t lanes;
  Value zero, one;
};

struct LowerContractions : PassWrapper<LowerContractions, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(LowerContractions)
  LowerContractions() = default;
  LowerContractions(const LowerContractions &other) : PassWrapper(other) {}
  StringRef getArgument() const override { return "cat-lower-contractions"; }
  StringRef getDescription() const override {
    return "Write contractions on buffers as loops over register tiles";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<arith::ArithDialect, math::MathDialect, memref::MemRefDialect, scf::SCFDialect,
                    vector::VectorDialect>();
  }

  void runOnOperation() override {
    getOperation()->walk([&](linalg::ContractOp op) {
      if (!op.hasPureBufferSemantics())
        return;
      TileWriter(op, vectorBits).write();
      op.erase();
    });
  }

  Option<int64_t> vectorBits{*this, "vector-bits", llvm::cl::desc("Width of a vector register"),
                             llvm::cl::init(256)};
};

} // namespace

std::unique_ptr<Pass> cat::createPackContractionsPass() {
  return std::make_unique<PackContractions>();
}
std::unique_ptr<Pass> cat::createLowerContractionsPass() {
  return std::make_unique<LowerContractions>();
}
