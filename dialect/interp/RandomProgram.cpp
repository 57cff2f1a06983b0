// The pass `cat-random`: adds the public arrow `@random` to the module, a random program over few
// types. Its points are well typed and never fail, so that a difference between two stages is an
// error of a pass.
#include "dialect/interp/Interp.h"

#include "mlir/Pass/Pass.h"

#include <random>

using namespace mlir;
using namespace cat;

namespace {

/// Builds one random body after the other from a pool of points that are in scope.
class Author {
public:
  Author(OpBuilder &b, Location loc, uint64_t seed, bool exact)
      : b(b), loc(loc), random(seed), exact(exact) {}

  ArrowOp arrow(StringRef name, unsigned steps);
  /// A pipeline that prints what the arrows make of random points.
  void pipeline(ArrayRef<ArrowOp> arrows);

private:
  using Pool = SmallVector<Value>;
  using Step = void (Author::*)(Pool &, unsigned depth);

  void write(Pool &pool, unsigned steps, unsigned depth);
  Value pick(Pool &pool, Type type);
  Value body(Pool &pool, Type result, unsigned depth);
  Value lambda(Pool &pool, TypeRange arguments, Type result, unsigned depth);
  size_t below(size_t bound) { return random() % bound; }
  Type anyType() { return types()[below(types().size())]; }
  SmallVector<Type> types();
  Type floats(ArrayRef<int64_t> shape) { return arrayOf(shape, b.getF32Type()); }
  Value index(int64_t value) { return ConstOp::create(b, loc, b.getIndexAttr(value)); }
  Value apply(Value arrow, ValueRange points) {
    return EvalOp::create(b, loc, arrow, points).getResult(0);
  }

  void unary(Pool &pool, unsigned depth);
  void binary(Pool &pool, unsigned depth);
  void choice(Pool &pool, unsigned depth);
  void constant(Pool &pool, unsigned depth);
  void conversion(Pool &pool, unsigned depth);
  void structure(Pool &pool, unsigned depth);
  void sums(Pool &pool, unsigned depth);
  void contraction(Pool &pool, unsigned depth);
  void algebra(Pool &pool, unsigned depth);
  void part(Pool &pool, unsigned depth);
  void lookup(Pool &pool, unsigned depth);
  void product(Pool &pool, unsigned depth);
  void branch(Pool &pool, unsigned depth);
  void alternative(Pool &pool, unsigned depth);
  void mapped(Pool &pool, unsigned depth);
  void folded(Pool &pool, unsigned depth);
  void fused(Pool &pool, unsigned depth);
  void repeated(Pool &pool, unsigned depth);
  void composed(Pool &pool, unsigned depth);
  void wired(Pool &pool, unsigned depth);
  void checked(Pool &pool, unsigned depth);
  void derivative(Pool &pool, unsigned depth);
  void annotated(Pool &pool, unsigned depth);

  OpBuilder &b;
  Location loc;
  std::mt19937_64 random;
  bool exact; ///< no functions that differ between libraries
};

} // namespace

SmallVector<Type> Author::types() {
  return {b.getF32Type(), floats({3}), floats({2, 3}), b.getI64Type(), arrayOf({3}, b.getI64Type()),
          b.getI1Type()};
}

Value Author::pick(Pool &pool, Type type) {
  Pool fitting = llvm::filter_to_vector(pool, [&](Value value) { return value.getType() == type; });
  if (!fitting.empty()) { // newer points more often, so that programs become deep
    size_t range = below(2) ? fitting.size() : std::min<size_t>(3, fitting.size());
    return fitting[fitting.size() - 1 - below(range)];
  }
  Attribute value = b.getZeroAttr(elementOf(type));
  TypedAttr constant = cast<TypedAttr>(value);
  if (isArray(type))
    constant = DenseElementsAttr::get(cast<ShapedType>(type), value);
  return pool.emplace_back(ConstOp::create(b, loc, constant));
}

// ---- Elementwise -------------------------------------------------------------------------------

void Author::unary(Pool &pool, unsigned) {
  Type type =
      SmallVector<Type>{b.getF32Type(), floats({3}), floats({2, 3}), b.getI64Type()}[below(4)];
  Value x = pick(pool, type);
  if (!isFloatLike(type)) {
    pool.push_back(below(2) ? NegOp::create(b, loc, x).getResult()
                            : AbsOp::create(b, loc, x).getResult());
    return;
  }
  switch (below(exact ? 5 : 9)) {
  case 0:
    return pool.push_back(NegOp::create(b, loc, x));
  case 1:
    return pool.push_back(AbsOp::create(b, loc, x));
  case 2:
    return pool.push_back(SqrtOp::create(b, loc, AbsOp::create(b, loc, x)));
  case 3:
    return pool.push_back(FloorOp::create(b, loc, x));
  case 4:
    return pool.push_back(SignOp::create(b, loc, x));
  case 5:
    return pool.push_back(TanhOp::create(b, loc, x));
  case 6:
    return pool.push_back(SinOp::create(b, loc, x));
  case 7:
    return pool.push_back(ExpOp::create(b, loc, TanhOp::create(b, loc, x)));
  default:
    return pool.push_back(Log1pOp::create(b, loc, AbsOp::create(b, loc, x)));
  }
}

void Author::binary(Pool &pool, unsigned) {
  Type type = types()[below(5)];
  Value x = pick(pool, type), y = pick(pool, type);
  switch (below(5)) {
  case 0:
    return pool.push_back(AddOp::create(b, loc, x, y));
  case 1:
    return pool.push_back(SubOp::create(b, loc, x, y));
  case 2:
    return pool.push_back(MulOp::create(b, loc, x, y));
  case 3:
    return pool.push_back(MaxOp::create(b, loc, x, y));
  default:
    return pool.push_back(MinOp::create(b, loc, x, y));
  }
}

void Author::choice(Pool &pool, unsigned) {
  Type type = types()[below(5)];
  Value x = pick(pool, type), y = pick(pool, type);
  auto predicate = static_cast<Compare>(below(6));
  Value condition = CmpOp::create(b, loc, predicate, x, y);
  pool.push_back(SelectOp::create(b, loc, x.getType(), condition, x, pick(pool, type)));
  if (!isArray(type))
    pool.push_back(condition);
}

void Author::constant(Pool &pool, unsigned) {
  double value = static_cast<double>(below(9)) / 2 - 2;
  if (below(2))
    pool.push_back(ConstOp::create(b, loc, b.getF32FloatAttr(static_cast<float>(value))));
  else
    pool.push_back(ConstOp::create(b, loc, b.getI64IntegerAttr(static_cast<int64_t>(value))));
}

void Author::conversion(Pool &pool, unsigned) {
  Value x = pick(pool, below(2) ? b.getI64Type() : arrayOf({3}, b.getI64Type()));
  pool.push_back(ConvertOp::create(b, loc, x, b.getF32Type()));
}

// ---- Structure ---------------------------------------------------------------------------------

void Author::structure(Pool &pool, unsigned) {
  Value x = pick(pool, floats({3})), m = pick(pool, floats({2, 3}));
  auto transpose = [&](Value v) -> Value {
    return TransposeOp::create(b, loc, v, ArrayRef<int64_t>{1, 0});
  };
  auto array = [&](ArrayRef<int64_t> shape) { return cast<RankedTensorType>(floats(shape)); };
  switch (below(7)) {
  case 0:
    return pool.push_back(ReverseOp::create(b, loc, m.getType(), m, below(2)));
  case 1: {
    Value flat = ReshapeOp::create(b, loc, array({6}), transpose(m), ValueRange());
    return pool.push_back(ReshapeOp::create(b, loc, array({2, 3}), flat, ValueRange()));
  }
  case 2:
    return pool.push_back(BroadcastOp::create(b, loc, x, int64_t(2)));
  case 3: {
    Value part = SliceOp::create(b, loc, array({1, 3}), m, index(below(2)), index(1), 0);
    return pool.push_back(ConcatOp::create(b, loc, ValueRange{part, part}, int64_t(0)));
  }
  case 4: {
    Value part = SliceOp::create(b, loc, array({2}), x, index(below(2)), index(2), 0);
    return pool.push_back(PadOp::create(b, loc, array({3}), part, index(0), index(1), 0));
  }
  case 5:
    return pool.push_back(SortOp::create(b, loc, x.getType(), x, 0));
  default:
    return pool.push_back(transpose(transpose(m)));
  }
}

void Author::sums(Pool &pool, unsigned) {
  Value m = pick(pool, floats({2, 3})), x = pick(pool, floats({3}));
  FoldKind kinds[] = {FoldKind::Add, FoldKind::Max, FoldKind::Min, FoldKind::Mul};
  FoldKind kind = kinds[below(4)];
  if (below(2))
    pool.push_back(FoldAxisOp::create(b, loc, kind, m, ArrayRef<int64_t>{0}));
  else
    pool.push_back(FoldAxisOp::create(b, loc, kind, x, ArrayRef<int64_t>{0}));
}

void Author::contraction(Pool &pool, unsigned) {
  Value m = pick(pool, floats({2, 3})), n = pick(pool, floats({2, 3})), x = pick(pool, floats({3}));
  MLIRContext *context = b.getContext();
  auto map = [&](unsigned dims, ArrayRef<unsigned> axes) {
    return AffineMap::getMultiDimMapWithTargets(dims, axes, context);
  };
  if (below(2)) { // (m nᵀ) n
    AffineMap first[] = {map(3, {0, 2}), map(3, {1, 2}), map(3, {0, 1})};
    AffineMap second[] = {map(3, {0, 2}), map(3, {2, 1}), map(3, {0, 1})};
    Value square = ContractOp::create(b, loc, m, n, first);
    pool.push_back(ContractOp::create(b, loc, square, n, second));
  } else { // mᵀ (m x)
    AffineMap first[] = {map(2, {0, 1}), map(2, {1}), map(2, {0})};
    AffineMap second[] = {map(2, {1, 0}), map(2, {1}), map(2, {0})};
    Value rows = ContractOp::create(b, loc, m, x, first);
    pool.push_back(ContractOp::create(b, loc, m, rows, second));
  }
}

/// Sums, scalings and diagonals around a product with a vector.
void Author::algebra(Pool &pool, unsigned) {
  Value m = pick(pool, floats({2, 3})), n = pick(pool, floats({2, 3}));
  Value x = pick(pool, floats({3})), y = pick(pool, floats({3}));
  auto map = [&](unsigned dims, ArrayRef<unsigned> axes) {
    return AffineMap::getMultiDimMapWithTargets(dims, axes, b.getContext());
  };
  auto times = [&](Value matrix, Value vector) -> Value {
    return ContractOp::create(b, loc, matrix, vector, {map(2, {0, 1}), map(2, {1}), map(2, {0})});
  };
  auto sum = [&](Value left, Value right) -> Value {
    return below(2) ? AddOp::create(b, loc, left, right).getResult()
                    : SubOp::create(b, loc, left, right).getResult();
  };
  auto repeated = [&](Value value, ArrayRef<int64_t> shape, ArrayRef<int64_t> dims) -> Value {
    auto type = cast<RankedTensorType>(arrayOf(shape, elementOf(value.getType())));
    return BroadcastOp::create(b, loc, type, value, ValueRange(), dims);
  };
  Value rows;
  switch (below(6)) {
  case 0: // (m + n) x
    rows = times(sum(m, n), x);
    break;
  case 1: // m x + n x
    rows = sum(times(m, x), times(n, x));
    break;
  case 2: // (m + y) x
    rows = times(sum(m, repeated(y, {2, 3}, {0})), x);
    break;
  case 3: // c · (m x)
    rows = MulOp::create(b, loc, times(m, x), repeated(pick(pool, b.getF32Type()), {2}, {0}));
    break;
  case 4: // (y · m) x
    rows = times(MulOp::create(b, loc, repeated(y, {2, 3}, {0}), m), x);
    break;
  default: { // m (diag y x)
    Value i =
        IotaOp::create(b, loc, cast<RankedTensorType>(arrayOf({3}, b.getI64Type())), ValueRange());
    Value on =
        CmpOp::create(b, loc, Compare::eq, repeated(i, {3, 3}, {1}), repeated(i, {3, 3}, {0}));
    Value zero = repeated(ConstOp::create(b, loc, b.getF32FloatAttr(0)), {3, 3}, {0, 1});
    Value all = repeated(y, {3, 3}, {1});
    rows = times(m, times(SelectOp::create(b, loc, all.getType(), on, all, zero), x));
  }
  }
  AffineMap back[] = {map(2, {1, 0}), map(2, {1}), map(2, {0})};
  pool.push_back(ContractOp::create(b, loc, n, rows, back));
}

/// Parts of sums and of products.
void Author::part(Pool &pool, unsigned) {
  Value m = pick(pool, floats({2, 3})), n = pick(pool, floats({2, 3})), x = pick(pool, floats({3}));
  auto map = [&](unsigned dims, ArrayRef<unsigned> axes) {
    return AffineMap::getMultiDimMapWithTargets(dims, axes, b.getContext());
  };
  AffineMap maps[] = {map(3, {2, 0}), map(3, {2, 1}), map(3, {0, 1})};
  Value square = ContractOp::create(b, loc, m, n, maps);
  Value place = ArgMaxOp::create(b, loc, b.getI64Type(), x, 0);
  auto array = [&](ArrayRef<int64_t> shape) { return cast<RankedTensorType>(floats(shape)); };
  switch (below(6)) {
  case 0:
    return pool.push_back(GatherOp::create(b, loc, square, place));
  case 1:
    return pool.push_back(
        SliceOp::create(b, loc, array({2, 3}), square, index(below(2)), index(2), 0));
  case 2: {
    Value i =
        IotaOp::create(b, loc, cast<RankedTensorType>(arrayOf({3}, b.getI64Type())), ValueRange());
    return pool.push_back(GatherOp::create(b, loc, square, i, 1, true));
  }
  case 3:
    return pool.push_back(
        FoldAxisOp::create(b, loc, FoldKind::Add, square, ArrayRef<int64_t>{int64_t(below(2))}));
  case 4: {
    Value row = BroadcastOp::create(b, loc, x, int64_t(3));
    return pool.push_back(GatherOp::create(b, loc, SubOp::create(b, loc, square, row), place));
  }
  default: {
    Value both = ConcatOp::create(b, loc, ValueRange{NegOp::create(b, loc, x), x}, int64_t(0));
    return pool.push_back(SliceOp::create(b, loc, array({3}), both, index(below(4)), index(3), 0));
  }
  }
}

void Author::lookup(Pool &pool, unsigned) {
  Value x = pick(pool, floats({3}));
  Value place = ArgMaxOp::create(b, loc, b.getI64Type(), x, 0);
  pool.push_back(place);
  Value order = ArgSortOp::create(b, loc, x, 0);
  pool.push_back(order);
  Value table = pick(pool, floats({3}));
  pool.push_back(GatherOp::create(b, loc, table, below(2) ? place : order));
  pool.push_back(ScatterAddOp::create(b, loc, cast<RankedTensorType>(floats({3})), order, table,
                                      ValueRange(), 0));
}

// ---- Products, sums, branches ------------------------------------------------------------------

void Author::product(Pool &pool, unsigned) {
  Value parts[] = {pick(pool, anyType()), pick(pool, anyType())};
  Value packed = PackOp::create(b, loc, parts);
  Value nested = PackOp::create(b, loc, ValueRange{packed, parts[0]});
  pool.push_back(
      GetOp::create(b, loc, GetOp::create(b, loc, nested, int64_t(0)), int64_t(below(2))));
}

/// A random body that ends with a point of the type.
Value Author::body(Pool &pool, Type result, unsigned depth) {
  Pool inner(pool);
  write(inner, 1 + below(4), depth);
  return pick(inner, result);
}

void Author::branch(Pool &pool, unsigned depth) {
  Type type = anyType();
  auto choice = IfOp::create(b, loc, TypeRange(type), pick(pool, b.getI1Type()));
  for (Region *region : {&choice.getThenRegion(), &choice.getElseRegion()}) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToEnd(&region->front());
    YieldOp::create(b, loc, body(pool, type, depth + 1));
  }
  pool.push_back(choice.getResult(0));
}

void Author::alternative(Pool &pool, unsigned depth) {
  Type unit = ProdType::get(b.getContext(), {}), payload = anyType(), type = anyType();
  auto sum = SumType::get(b.getContext(), {b.getStringAttr("none"), b.getStringAttr("some")},
                          {unit, payload});
  Value some = InjectOp::create(b, loc, sum, "some", pick(pool, payload));
  Value none = InjectOp::create(b, loc, sum, "none", ValueRange());
  Value condition = pick(pool, b.getI1Type()), scrutinee;
  if (below(2)) {
    scrutinee = SelectOp::create(b, loc, sum, condition, some, none);
  } else {
    auto choice = IfOp::create(b, loc, TypeRange(sum), condition);
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToEnd(&choice.getThenRegion().front());
    YieldOp::create(b, loc, some);
    b.setInsertionPointToEnd(&choice.getElseRegion().front());
    YieldOp::create(b, loc, none);
    scrutinee = choice.getResult(0);
  }
  auto match = MatchOp::create(b, loc, TypeRange(type), scrutinee, 2);
  for (Region &region : match.getBranches()) {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToEnd(&region.front());
    Pool inner(pool);
    llvm::append_range(inner, region.getArguments());
    YieldOp::create(b, loc, body(inner, type, depth + 1));
  }
  pool.push_back(match.getResult(0));
}

// ---- Arrows ------------------------------------------------------------------------------------

Value Author::lambda(Pool &pool, TypeRange arguments, Type result, unsigned depth) {
  return LambdaOp::create(b, loc, arguments, TypeRange(result),
                          [&](OpBuilder &, Location, ValueRange points) {
                            Pool inner(pool);
                            llvm::append_range(inner, points);
                            YieldOp::create(b, loc, body(inner, result, depth + 1));
                          });
}

void Author::mapped(Pool &pool, unsigned depth) {
  Type f32 = b.getF32Type(), i64 = b.getI64Type();
  switch (below(3)) {
  case 0: {
    Value arrow = lambda(pool, f32, f32, depth);
    return pool.push_back(apply(MapOp::create(b, loc, arrow, int64_t(3)), pick(pool, floats({3}))));
  }
  case 1: {
    Value arrow = lambda(pool, floats({3}), floats({3}), depth);
    return pool.push_back(
        apply(MapOp::create(b, loc, arrow, int64_t(2)), pick(pool, floats({2, 3}))));
  }
  default: {
    Value arrow = lambda(pool, {f32, i64}, f32, depth);
    Value points[] = {pick(pool, floats({3})), pick(pool, arrayOf({3}, i64))};
    return pool.push_back(apply(ZipWithOp::create(b, loc, arrow, int64_t(3)), points));
  }
  }
}

void Author::folded(Pool &pool, unsigned depth) {
  Type f32 = b.getF32Type();
  Value points[] = {pick(pool, f32), pick(pool, floats({3}))};
  if (below(5) == 0) {
    auto largest = [&](OpBuilder &, Location, ValueRange arguments) {
      YieldOp::create(b, loc, MaxOp::create(b, loc, arguments[0], arguments[1]).getResult());
    };
    Value operation = LambdaOp::create(b, loc, TypeRange{f32, f32}, TypeRange(f32), largest);
    Value reduce = ReduceOp::create(b, loc, operation, points[0], int64_t(3));
    return pool.push_back(apply(reduce, points[1]));
  }
  if (below(2)) {
    Value step = lambda(pool, {f32, f32}, f32, depth);
    pool.push_back(below(2) ? apply(FoldOp::create(b, loc, step, int64_t(3)), points)
                            : apply(ScanOp::create(b, loc, step, int64_t(3)), points));
    return;
  }
  Value cell =
      LambdaOp::create(b, loc, TypeRange{f32, f32}, TypeRange{f32, f32},
                       [&](OpBuilder &, Location, ValueRange arguments) {
                         Pool inner(pool);
                         llvm::append_range(inner, arguments);
                         Value output = body(inner, f32, depth + 1);
                         YieldOp::create(b, loc, ValueRange{output, body(inner, f32, depth + 1)});
                       });
  Value both = apply(LoopOp::create(b, loc, cell, int64_t(3)), points);
  pool.push_back(GetOp::create(b, loc, both, int64_t(0)));
  pool.push_back(GetOp::create(b, loc, both, int64_t(1)));
}

/// Two folds of one array, which a map may have made.
void Author::fused(Pool &pool, unsigned depth) {
  Type f32 = b.getF32Type();
  Value xs = pick(pool, floats({3}));
  if (below(2))
    xs = apply(MapOp::create(b, loc, lambda(pool, f32, f32, depth), int64_t(3)), xs);
  for (unsigned i = 0; i != 2; ++i) {
    Value step = lambda(pool, {f32, f32}, f32, depth);
    pool.push_back(apply(FoldOp::create(b, loc, step, int64_t(3)), {pick(pool, f32), xs}));
  }
}

void Author::repeated(Pool &pool, unsigned depth) {
  Type type = anyType();
  Value arrow = IterateOp::create(b, loc, lambda(pool, type, type, depth));
  Value result = apply(arrow, {index(below(4)), pick(pool, type)});
  pool.push_back(below(3) ? result : apply(arrow, {index(below(4)), result}));
}

void Author::composed(Pool &pool, unsigned depth) {
  Type from = anyType(), middle = anyType(), to = anyType();
  Value f = lambda(pool, from, middle, depth), g = lambda(pool, middle, to, depth);
  Value arrow = ComposeOp::create(b, loc, ValueRange{f, g});
  Value pair = PairOp::create(b, loc, ValueRange{arrow, f});
  pool.push_back(apply(arrow, pick(pool, from)));
  pool.push_back(GetOp::create(b, loc, apply(pair, pick(pool, from)), int64_t(below(2))));
}

/// Two arrows on a pair, and wires that cross.
void Author::wired(Pool &pool, unsigned depth) {
  Type from = anyType(), to = anyType();
  Value f = lambda(pool, from, to, depth), g = lambda(pool, from, to, depth);
  Value pair = PairOp::create(b, loc, ValueRange{f, g});
  auto both = cast<ProdType>(cast<HomType>(pair.getType()).getCodomain());
  Value swap = PermuteOp::create(b, loc, both, ArrayRef<int64_t>{1, 0});
  Value h = lambda(pool, to, to, depth);
  Value tensor =
      TensorOp::create(b, loc, ValueRange{h, IdOp::create(b, loc, HomType::get(to, to))});
  Value proj = ProjOp::create(b, loc, both, static_cast<int64_t>(below(2)));
  Value crossed = below(2) ? ComposeOp::create(b, loc, ValueRange{pair, swap, tensor, proj})
                           : ComposeOp::create(b, loc, ValueRange{pair, tensor, swap, proj});
  pool.push_back(apply(crossed, pick(pool, from)));
}

/// A check that holds, twice.
void Author::checked(Pool &pool, unsigned) {
  Value condition = pick(pool, b.getI1Type());
  Value holds = OrOp::create(b, loc, condition, NotOp::create(b, loc, condition));
  for (unsigned i = 0; i != 2; ++i)
    CheckOp::create(b, loc, holds, "never seen", Value());
  pool.push_back(holds);
}

void Author::derivative(Pool &pool, unsigned depth) {
  Type type = below(2) ? Type(b.getF32Type()) : floats({3});
  Value arrow = lambda(pool, type, type, depth);
  Type both = ProdType::get(b.getContext(), {type, type});
  bool isReverse = below(3) != 0;
  Value derived = isReverse ? RevOp::create(b, loc, HomType::get(both, type), arrow).getResult()
                            : FwdOp::create(b, loc, HomType::get(both, type), arrow).getResult();
  pool.push_back(apply(derived, {pick(pool, type), pick(pool, type)}));
}

/// A checkpoint, or an arrow with a rule: a random factor times the cotangent.
void Author::annotated(Pool &pool, unsigned depth) {
  Type type = below(2) ? Type(b.getF32Type()) : floats({3});
  Value arrow = lambda(pool, type, type, depth);
  if (below(2))
    return pool.push_back(apply(CheckpointOp::create(b, loc, arrow), pick(pool, type)));
  auto scaled = [&](OpBuilder &, Location, ValueRange points) {
    Pool inner(pool);
    inner.push_back(points[0]);
    Value factor = body(inner, type, depth + 1);
    YieldOp::create(b, loc, MulOp::create(b, loc, points[1], factor).getResult());
  };
  Value rule = LambdaOp::create(b, loc, TypeRange{type, type}, TypeRange(type), scaled);
  pool.push_back(apply(CustomReverseOp::create(b, loc, arrow, rule), pick(pool, type)));
}

// ---- Programs ----------------------------------------------------------------------------------

void Author::write(Pool &pool, unsigned steps, unsigned depth) {
  static constexpr Step simple[] = {&Author::unary,       &Author::binary,    &Author::binary,
                                    &Author::choice,      &Author::constant,  &Author::conversion,
                                    &Author::structure,   &Author::structure, &Author::sums,
                                    &Author::contraction, &Author::algebra,   &Author::part,
                                    &Author::lookup,      &Author::product};
  static constexpr Step nested[] = {&Author::branch,    &Author::alternative, &Author::mapped,
                                    &Author::mapped,    &Author::folded,      &Author::repeated,
                                    &Author::composed,  &Author::derivative,  &Author::derivative,
                                    &Author::annotated, &Author::fused,       &Author::wired,
                                    &Author::checked};
  for (unsigned i = 0; i != steps; ++i) {
    bool isNested = depth < 2 && below(3) == 0;
    (this->*(isNested ? nested[below(std::size(nested))] : simple[below(std::size(simple))]))(
        pool, depth);
  }
}

ArrowOp Author::arrow(StringRef name, unsigned steps) {
  SmallVector<Type> arguments = types(), results;
  Type kinds[] = {b.getF32Type(), floats({3}), floats({2, 3}), b.getI64Type()};
  constexpr unsigned each = 4; // so many of the newest points of each type are given back
  for (Type kind : kinds)
    results.append(each, kind);
  MLIRContext *context = b.getContext();
  auto hom = HomType::get(productOf(context, arguments), productOf(context, results));
  auto made = ArrowOp::create(b, loc, name, hom, TypeRange());
  made.setVisibility(SymbolTable::Visibility::Public);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToEnd(&made.getBody().front());
  auto body = [&](OpBuilder &, Location, ValueRange points) {
    Pool pool(points), newest;
    write(pool, steps, 0);
    for (Type kind : kinds) {
      Pool fitting = llvm::filter_to_vector(pool, [&](Value v) { return v.getType() == kind; });
      for (size_t i = 0; i != each; ++i)
        newest.push_back(fitting[fitting.size() - 1 - std::min(i, fitting.size() - 1)]);
    }
    YieldOp::create(b, loc, newest);
  };
  Value lambda = LambdaOp::create(b, loc, arguments, results, body);
  YieldOp::create(b, loc, lambda);
  return made;
}

void Author::pipeline(ArrayRef<ArrowOp> arrows) {
  auto main = PipelineOp::create(b, loc, "main", TypeRange(), b.getArrayAttr({}));
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToEnd(&main.getBody().front());
  for (ArrowOp arrow : arrows) {
    SmallVector<Value> points;
    for (Type type : components(arrow.getHom().getDomain())) {
      SmallVector<Attribute> elements;
      for (int64_t i = 0, e = interp::productOf(shapeOf(type)); i != e; ++i) {
        auto number = static_cast<double>(below(17)) - 8;
        if (isFloatLike(type))
          elements.push_back(b.getF32FloatAttr(static_cast<float>(number / 4)));
        else
          elements.push_back(b.getIntegerAttr(elementOf(type), static_cast<int64_t>(number) &
                                                                   (isBoolLike(type) ? 1 : -1)));
      }
      Attribute value = isArray(type) ? DenseElementsAttr::get(cast<ShapedType>(type), elements)
                                      : elements.front();
      points.push_back(ConstOp::create(b, loc, cast<TypedAttr>(value)));
    }
    Value f = RefOp::create(b, loc, arrow.getHom(), arrow.getSymName(), ValueRange());
    PrintOp::create(b, loc, FormatOp::create(b, loc, apply(f, points), ""));
  }
  YieldOp::create(b, loc);
}

namespace {

struct CatRandom : PassWrapper<CatRandom, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(CatRandom)

  CatRandom() = default;
  CatRandom(const CatRandom &other) : PassWrapper(other) {}

  StringRef getArgument() const override { return "cat-random"; }
  StringRef getDescription() const override { return "Add random arrows @random0, @random1, …"; }

  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<CatDialect>();
  }

  void runOnOperation() override {
    OpBuilder b = OpBuilder::atBlockEnd(getOperation().getBody());
    Location loc = getOperation().getLoc();
    SmallVector<ArrowOp> arrows;
    for (unsigned i = 0; i != count; ++i) {
      Author author(b, loc, seed + i, exact);
      arrows.push_back(author.arrow("random" + std::to_string(i), steps));
    }
    if (main)
      Author(b, loc, seed, exact).pipeline(arrows);
  }

  Option<unsigned> seed{*this, "seed", llvm::cl::desc("Seed of the first program"),
                        llvm::cl::init(1)};
  Option<unsigned> count{*this, "count", llvm::cl::desc("How many programs"), llvm::cl::init(1)};
  Option<unsigned> steps{*this, "steps", llvm::cl::desc("How long each is"), llvm::cl::init(12)};
  Option<bool> main{*this, "main", llvm::cl::desc("And a pipeline that prints what they do")};
  Option<bool> exact{*this, "exact", llvm::cl::desc("No functions that differ between libraries")};
};

} // namespace

void cat::registerCatRandomPass() { PassRegistration<CatRandom>(); }
