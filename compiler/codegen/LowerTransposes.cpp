// `cat-lower-transposes`: a transposition of a buffer's last two axes, as packing for matrix
// products makes it, works on square blocks held in vector registers. In a block of L rows of L
// lanes, row i is interleaved with row i + L/2, log2(L) times over; what comes out is the block
// transposed.
#include "compiler/codegen/Passes.h"

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;

namespace {

bool isContiguous(Value buffer) {
  auto [strides, offset] = cast<MemRefType>(buffer.getType()).getStridesAndOffset();
  return strides.back() == 1;
}

/// Whether only the last two axes trade places, and both are contiguous where they are last.
bool isBlockwise(linalg::TransposeOp op) {
  ArrayRef<int64_t> permutation = op.getPermutation();
  int64_t rank = permutation.size();
  if (rank < 2 || permutation[rank - 1] != rank - 2 || permutation[rank - 2] != rank - 1)
    return false;
  for (int64_t d = 0; d < rank - 2; ++d)
    if (permutation[d] != d)
      return false;
  return isContiguous(op.getInput()) && isContiguous(op.getInit());
}

class BlockWriter {
public:
  BlockWriter(linalg::TransposeOp op, int64_t lanes)
      : b(op), loc(op.getLoc()), from(op.getInput()), to(op.getInit()), lanes(lanes) {
    auto type = cast<MemRefType>(from.getType());
    rank = type.getRank();
    vector = VectorType::get({lanes}, type.getElementType());
    zero = index(0);
    one = index(1);
  }

  /// Blocks, then the columns and rows that make no whole block.
  void write() {
    for (int64_t d = 0; d < rank - 2; ++d)
      at.push_back(enter(zero, extent(d), one));
    Value rows = extent(rank - 2), columns = extent(rank - 1);
    Value wholeRows = whole(rows), wholeColumns = whole(columns);
    nest(zero, wholeRows, zero, wholeColumns, index(lanes), [&](Value i, Value j) { block(i, j); });
    auto element = [&](Value i, Value j) {
      Value v = memref::LoadOp::create(b, loc, from, indices(i, j));
      memref::StoreOp::create(b, loc, v, to, indices(j, i));
    };
    nest(zero, wholeRows, wholeColumns, columns, one, element);
    nest(wholeRows, rows, zero, columns, one, element);
  }

private:
  Value index(int64_t i) { return arith::ConstantIndexOp::create(b, loc, i); }
  Value extent(int64_t d) {
    return getValueOrCreateConstantIndexOp(b, loc, memref::getMixedSize(b, loc, from, d));
  }
  /// The largest multiple of a block's size that is not above `n`.
  Value whole(Value n) {
    Value rest = arith::RemUIOp::create(b, loc, n, index(lanes));
    return arith::SubIOp::create(b, loc, n, rest);
  }
  SmallVector<Value> indices(Value i, Value j) {
    SmallVector<Value> all(at);
    all.append({i, j});
    return all;
  }

  /// Starts a loop and goes inside; the result is its variable.
  Value enter(Value lower, Value upper, Value step) {
    auto loop = scf::ForOp::create(b, loc, lower, upper, step);
    b.setInsertionPointToStart(loop.getBody());
    return loop.getInductionVar();
  }

  void nest(Value i0, Value i1, Value j0, Value j1, Value step,
            function_ref<void(Value, Value)> body) {
    OpBuilder::InsertionGuard guard(b);
    Value i = enter(i0, i1, step);
    Value j = enter(j0, j1, step);
    body(i, j);
  }

  void block(Value i, Value j) {
    SmallVector<Value> rows, mixed(lanes);
    for (int64_t r = 0; r < lanes; ++r) {
      Value row = arith::AddIOp::create(b, loc, i, index(r));
      rows.push_back(vector::LoadOp::create(b, loc, vector, from, indices(row, j)));
    }
    SmallVector<int64_t> low, high;
    for (int64_t k = 0; k < lanes / 2; ++k) {
      low.append({k, k + lanes});
      high.append({k + lanes / 2, k + lanes / 2 + lanes});
    }
    for (int64_t stage = 1; stage < lanes; stage *= 2) {
      for (int64_t r = 0; r < lanes / 2; ++r) {
        Value x = rows[r], y = rows[r + lanes / 2];
        mixed[2 * r] = vector::ShuffleOp::create(b, loc, vector, x, y, low);
        mixed[2 * r + 1] = vector::ShuffleOp::create(b, loc, vector, x, y, high);
      }
      rows = mixed;
    }
    for (int64_t r = 0; r < lanes; ++r) {
      Value row = arith::AddIOp::create(b, loc, j, index(r));
      vector::StoreOp::create(b, loc, rows[r], to, indices(row, i));
    }
  }

  OpBuilder b;
  Location loc;
  Value from, to;
  int64_t lanes, rank;
  VectorType vector;
  SmallVector<Value> at; // the indices of the leading axes
  Value zero, one;
};

struct LowerTransposes : PassWrapper<LowerTransposes, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(LowerTransposes)
  LowerTransposes() = default;
  LowerTransposes(const LowerTransposes &other) : PassWrapper(other) {}
  StringRef getArgument() const override { return "cat-lower-transposes"; }
  StringRef getDescription() const override {
    return "Write transpositions of the last two axes with blocks in vector registers";
  }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<arith::ArithDialect, memref::MemRefDialect, scf::SCFDialect,
                    vector::VectorDialect>();
  }

  void runOnOperation() override {
    getOperation()->walk([&](linalg::TransposeOp op) {
      auto type = dyn_cast<MemRefType>(op.getInput().getType());
      if (!type || !isBlockwise(op) || !type.getElementType().isIntOrFloat())
        return;
      int64_t lanes = vectorBits / type.getElementTypeBitWidth();
      if (lanes < 2 || lanes > 16)
        return;
      BlockWriter(op, lanes).write();
      op.erase();
    });
  }

  Option<int64_t> vectorBits{*this, "vector-bits", llvm::cl::desc("Width of a vector register"),
                             llvm::cl::init(256)};
};

} // namespace

std::unique_ptr<Pass> cat::createLowerTransposesPass() {
  return std::make_unique<LowerTransposes>();
}
