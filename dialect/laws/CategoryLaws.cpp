// Laws of the arrow layer: composition, products, sums and functors. Points meet them
// halfway: an arrow applied to the result of another is their composition applied (L1.5), and a
// lambda that only applies an arrow is that arrow (L1.4), so that `map[g](map[f](xs))`, `xs |>
// map[f] |> map[g]` and `map[f] >>> map[g]` end as one term.
#include "dialect/laws/Laws.h"
#include "dialect/laws/Terms.h"

using namespace mlir;

namespace cat {

static bool areTotal(ValueRange arrows) {
  return llvm::all_of(arrows, [](Value arrow) { return isTotal(arrow); });
}

/// `composition` with the arrows [first, first + count) replaced.
static LogicalResult replaceRange(ComposeOp op, PatternRewriter &b, unsigned first, unsigned count,
                                  ValueRange by) {
  SmallVector<Value> arrows(op.getArrows());
  arrows.erase(arrows.begin() + first, arrows.begin() + first + count);
  arrows.insert(arrows.begin() + first, by.begin(), by.end());
  if (homOf(arrows.front()).getDomain() != op.getType().getDomain() ||
      homOf(arrows.back()).getCodomain() != op.getType().getCodomain())
    return failure();
  b.replaceOp(op, arrows.size() == 1 ? arrows.front()
                                     : Value(ComposeOp::create(b, op.getLoc(), arrows)));
  return success();
}

/// Calls `rewrite` on neighbours in a composition that are an A and a B until it succeeds: it gives
/// what stands in their place. Where their objects agree only leaf by leaf, components have other
/// numbers, and no law of components applies.
template <typename A, typename B>
static LogicalResult onNeighbours(ComposeOp op, PatternRewriter &b,
                                  function_ref<Value(A, B)> rewrite) {
  for (unsigned i = 0; i + 1 < op.getArrows().size(); ++i) {
    auto first = op.getArrows()[i].getDefiningOp<A>();
    auto second = op.getArrows()[i + 1].getDefiningOp<B>();
    if (!first || !second || first.getType().getCodomain() != second.getType().getDomain())
      continue;
    if (Value by = rewrite(first, second))
      return replaceRange(op, b, i, 2, by);
  }
  return failure();
}

static Value composeTwo(PatternRewriter &b, Location loc, Value f, Value g) {
  return ComposeOp::create(b, loc, ValueRange{f, g});
}

// id ; f = f = f ; id
static LogicalResult dropIdentity(ComposeOp op, PatternRewriter &b) {
  if (op.getArrows().size() < 2)
    return failure();
  for (auto [i, arrow] : llvm::enumerate(op.getArrows()))
    if (arrow.getDefiningOp<IdOp>())
      return replaceRange(op, b, i, 1, {});
  return failure();
}

// (f ; g) ; h = f ; g ; h
static LogicalResult flatten(ComposeOp op, PatternRewriter &b) {
  for (auto [i, arrow] : llvm::enumerate(op.getArrows()))
    if (auto inner = arrow.getDefiningOp<ComposeOp>())
      return replaceRange(op, b, i, 1, inner.getArrows());
  return failure();
}

// f ; const c = const c, when f cannot stop the program
static LogicalResult constAbsorbs(ComposeOp op, PatternRewriter &b) {
  for (auto [i, arrow] : llvm::enumerate(op.getArrows())) {
    auto constant = arrow.getDefiningOp<ConstArrowOp>();
    if (!constant || i == 0 || !areTotal(op.getArrows().take_front(i)))
      continue;
    auto hom = HomType::get(op.getType().getDomain(), constant.getType().getCodomain());
    Value wide = ConstArrowOp::create(b, op.getLoc(), hom, constant.getValue());
    return replaceRange(op, b, 0, i + 1, wide);
  }
  return failure();
}

// x => f(x) = f; arrows built in the body move out with f
static LogicalResult eta(LambdaOp op, PatternRewriter &b) {
  Block &body = op.getBody().front();
  auto eval = body.getTerminator()->getPrevNode()
                  ? dyn_cast<EvalOp>(body.getTerminator()->getPrevNode())
                  : EvalOp();
  if (!eval || eval.getResults() != op.getYield()->getOperands() ||
      !llvm::equal(eval.getInputs(), body.getArguments()) ||
      eval.getCallee().getType() != op.getType() ||
      !llvm::all_of(body.getArguments(), [](Value x) { return x.hasOneUse(); }))
    return failure();
  auto arrows = llvm::make_range(body.begin(), eval->getIterator());
  if (!llvm::all_of(arrows, [](Operation &arrow) {
        return arrow.getNumResults() == 1 && isa<HomType>(arrow.getResult(0).getType());
      }))
    return failure();
  for (Operation &arrow : llvm::make_early_inc_range(arrows))
    b.moveOpBefore(&arrow, op);
  b.replaceOp(op, eval.getCallee());
  return success();
}

// g(f(x)) = (f ; g)(x), when nothing else uses f(x), and f or what stands between cannot be seen
static LogicalResult joinEvals(EvalOp op, PatternRewriter &b) {
  if (op.getInputs().size() != 1 || !op.getInputs().front().hasOneUse())
    return failure();
  auto inner = op.getInputs().front().getDefiningOp<EvalOp>();
  if (!inner || inner->getNumResults() != 1 || inner->getBlock() != op->getBlock() ||
      homOf(inner.getCallee()).getCodomain() != homOf(op.getCallee()).getDomain())
    return failure();
  auto between = llvm::make_range(std::next(inner->getIterator()), op->getIterator());
  if (!isTotal(inner.getCallee()) && !llvm::all_of(between, [](Operation &other) {
        return isTotal(&other) ||
               (other.getNumResults() == 1 && isa<HomType>(other.getResult(0).getType()));
      }))
    return failure();
  Value both = composeTwo(b, op.getLoc(), inner.getCallee(), op.getCallee());
  b.replaceOpWithNewOp<EvalOp>(op, op->getResultTypes(), both, inner.getInputs());
  return success();
}

// id(x) = x
static LogicalResult applyIdentity(EvalOp op, PatternRewriter &b) {
  if (!op.getCallee().getDefiningOp<IdOp>() || op.getInputs().getTypes() != op->getResultTypes())
    return failure();
  b.replaceOp(op, op.getInputs());
  return success();
}

/// Which component of the lambda's point `value` is.
static std::optional<int64_t> componentOf(Value value, Block &body) {
  auto argument = dyn_cast<BlockArgument>(value);
  if (argument && argument.getOwner() == &body && body.getNumArguments() > 1)
    return argument.getArgNumber();
  auto get = value.getDefiningOp<GetOp>();
  if (get && body.getNumArguments() == 1 && get.getProduct() == body.getArgument(0))
    return get.getIndex();
  return std::nullopt;
}

/// The arrow to several points, each a component of the lambda's point, or this itself; else null.
static Value rewiring(LambdaOp lambda, ValueRange points, OpBuilder &b) {
  Block &body = lambda.getBody().front();
  HomType hom = lambda.getType();
  if (hom.getCodomain() != ProdType::get(b.getContext(), llvm::to_vector(points.getTypes())))
    return {};
  bool isWhole = body.getNumArguments() == 1 && !points.empty();
  if (isWhole && llvm::all_of(points, [&](Value v) { return v == body.getArgument(0); })) {
    Value id = IdOp::create(b, lambda.getLoc(), HomType::get(hom.getDomain(), hom.getDomain()));
    return PairOp::create(b, lambda.getLoc(), SmallVector<Value>(points.size(), id));
  }
  SmallVector<int64_t> wires;
  for (Value point : points)
    wires.push_back(componentOf(point, body).value_or(-1));
  if (!isa<ProdType>(hom.getDomain()) || llvm::is_contained(wires, -1))
    return {};
  return PermuteOp::create(b, lambda.getLoc(), hom, wires);
}

/// A lambda that only picks from its point what is there, or takes a point from outside, as an
/// arrow of which laws know that; else null.
static Value wiresOf(LambdaOp lambda, OpBuilder &b) {
  Block &body = lambda.getBody().front();
  HomType hom = lambda.getType();
  ValueRange points = lambda.getYield()->getOperands();
  if (!llvm::all_of(body, llvm::IsaPred<GetOp, PackOp, YieldOp>))
    return {};
  if (points.size() != 1)
    return rewiring(lambda, points, b);
  Value point = points.front();
  if (body.getNumArguments() == 1 && point == body.getArgument(0) &&
      hom.getDomain() == hom.getCodomain())
    return IdOp::create(b, lambda.getLoc(), hom);
  if (point.getType() != hom.getCodomain())
    return {};
  if (auto component = componentOf(point, body))
    return ProjOp::create(b, lambda.getLoc(), hom, *component);
  if (!lambda.getBody().isAncestor(point.getParentRegion()))
    return ConstArrowOp::create(b, lambda.getLoc(), hom, point);
  auto pack = point.getDefiningOp<PackOp>();
  return pack ? rewiring(lambda, pack.getElements(), b) : Value();
}

// (x, y) ↦ (y, x) = swap, and what else only rewires
static LogicalResult wires(LambdaOp op, PatternRewriter &b) {
  Value arrow = wiresOf(op, b);
  if (!arrow)
    return failure();
  b.replaceOp(op, arrow);
  return success();
}

// The name of an arrow that only rewires is that arrow
static LogicalResult wiresByName(RefOp op, PatternRewriter &b) {
  auto symbol = SymbolTable::lookupNearestSymbolFrom<ArrowOp>(op, op.getCalleeAttr());
  Operation *arrow = symbol ? symbol.getYielded().getDefiningOp() : nullptr;
  if (!isa_and_nonnull<IdOp, ProjOp, PermuteOp>(arrow) ||
      arrow->getResult(0).getType() != op.getType())
    return failure();
  b.replaceOp(op, b.clone(*arrow));
  return success();
}

/// True when every one of `arrows` but number `kept` may vanish.
static bool mayDropAllBut(ValueRange arrows, size_t kept) {
  for (auto [i, arrow] : llvm::enumerate(arrows))
    if (i != kept && !isTotal(arrow))
      return false;
  return true;
}

// ⟨f₁, …, fₙ⟩ ; πᵢ = fᵢ, when the others cannot stop the program
static LogicalResult projectPair(ComposeOp op, PatternRewriter &b) {
  return onNeighbours<PairOp, ProjOp>(op, b, [](PairOp pair, ProjOp proj) {
    return mayDropAllBut(pair.getArrows(), proj.getIndex()) ? pair.getArrows()[proj.getIndex()]
                                                            : Value();
  });
}

// ⟨π₁, …, πₙ⟩ = id
static LogicalResult pairOfProjections(PairOp op, PatternRewriter &b) {
  auto domain = dyn_cast<ProdType>(op.getType().getDomain());
  if (!domain || domain.size() != op.getArrows().size() || domain != op.getType().getCodomain())
    return failure();
  for (auto [i, arrow] : llvm::enumerate(op.getArrows())) {
    auto proj = arrow.getDefiningOp<ProjOp>();
    if (!proj || proj.getIndex() != i)
      return failure();
  }
  b.replaceOpWithNewOp<IdOp>(op, op.getType());
  return success();
}

// (f₁ ⊗ … ⊗ fₙ) ; πᵢ = πᵢ ; fᵢ, when the others cannot stop the program
static LogicalResult projectTensor(ComposeOp op, PatternRewriter &b) {
  return onNeighbours<TensorOp, ProjOp>(op, b, [&](TensorOp tensor, ProjOp proj) -> Value {
    if (!mayDropAllBut(tensor.getArrows(), proj.getIndex()))
      return {};
    auto domain = cast<ProdType>(tensor.getType().getDomain());
    Value first = ProjOp::create(b, proj.getLoc(), domain, static_cast<int64_t>(proj.getIndex()));
    return composeTwo(b, op.getLoc(), first, tensor.getArrows()[proj.getIndex()]);
  });
}

/// True when `first ; second`, arrow by arrow, fails first where all of `first` before all of
/// `second` does.
static bool mayInterleave(ValueRange first, ValueRange second) {
  return first.size() == second.size() && (areTotal(first.drop_front()) || areTotal(second)) &&
         llvm::all_of(llvm::zip(first, second), [](auto both) {
           return homOf(std::get<0>(both)).getCodomain() == homOf(std::get<1>(both)).getDomain();
         });
}

// ⟨f, g⟩ ; (h ⊗ k) = ⟨f ; h, g ; k⟩
static LogicalResult pairThenTensor(ComposeOp op, PatternRewriter &b) {
  return onNeighbours<PairOp, TensorOp>(op, b, [&](PairOp pair, TensorOp tensor) -> Value {
    if (!mayInterleave(pair.getArrows(), tensor.getArrows()))
      return {};
    SmallVector<Value> parts;
    for (auto [f, h] : llvm::zip(pair.getArrows(), tensor.getArrows()))
      parts.push_back(composeTwo(b, op.getLoc(), f, h));
    return PairOp::create(b, op.getLoc(), parts);
  });
}

// (f ⊗ g) ; (h ⊗ k) = (f ; h) ⊗ (g ; k)
static LogicalResult interchange(ComposeOp op, PatternRewriter &b) {
  return onNeighbours<TensorOp, TensorOp>(op, b, [&](TensorOp first, TensorOp second) -> Value {
    if (!mayInterleave(first.getArrows(), second.getArrows()))
      return {};
    SmallVector<Value> parts;
    for (auto [f, h] : llvm::zip(first.getArrows(), second.getArrows()))
      parts.push_back(composeTwo(b, op.getLoc(), f, h));
    return TensorOp::create(b, op.getLoc(), parts);
  });
}

// permute s ; permute t = permute (t ; s)
static LogicalResult permuteTwice(ComposeOp op, PatternRewriter &b) {
  return onNeighbours<PermuteOp, PermuteOp>(op, b, [&](PermuteOp first, PermuteOp second) -> Value {
    auto wires = llvm::map_to_vector(second.getWires(),
                                     [&](int64_t wire) { return first.getWires()[wire]; });
    return PermuteOp::create(b, op.getLoc(), cast<ProdType>(first.getType().getDomain()), wires);
  });
}

/// True when every wire is used at most once, what is dropped may vanish, and of the rest at most
/// one can stop the program: the arrows may come in another order.
static bool mayRewire(ValueRange arrows, ArrayRef<int64_t> wires) {
  unsigned stopping = 0;
  for (auto [i, arrow] : llvm::enumerate(arrows)) {
    auto uses = llvm::count(wires, static_cast<int64_t>(i));
    if (uses > 1)
      return false;
    stopping += !isTotal(arrow);
    if (uses == 0 && !isTotal(arrow))
      return false;
  }
  return stopping <= 1;
}

static SmallVector<Value> pickWires(ValueRange arrows, ArrayRef<int64_t> wires) {
  return llvm::map_to_vector(wires, [&](int64_t wire) { return arrows[wire]; });
}

// (f ⊗ g) ; swap = swap ; (g ⊗ f)
static LogicalResult permuteFirst(ComposeOp op, PatternRewriter &b) {
  return onNeighbours<TensorOp, PermuteOp>(op, b, [&](TensorOp tensor, PermuteOp permute) -> Value {
    auto domain = dyn_cast<ProdType>(tensor.getType().getDomain());
    if (!domain || domain.size() != tensor.getArrows().size() ||
        !mayRewire(tensor.getArrows(), permute.getWires()))
      return {};
    Value wires = PermuteOp::create(b, permute.getLoc(), domain, permute.getWires());
    Value parts =
        TensorOp::create(b, op.getLoc(), pickWires(tensor.getArrows(), permute.getWires()));
    return composeTwo(b, op.getLoc(), wires, parts);
  });
}

// ⟨f, g⟩ ; swap = ⟨g, f⟩
static LogicalResult permutePair(ComposeOp op, PatternRewriter &b) {
  return onNeighbours<PairOp, PermuteOp>(op, b, [&](PairOp pair, PermuteOp permute) -> Value {
    if (!mayRewire(pair.getArrows(), permute.getWires()))
      return {};
    return PairOp::create(b, op.getLoc(), pickWires(pair.getArrows(), permute.getWires()));
  });
}

// permute s ; πᵢ = π of s(i)
static LogicalResult projectPermuted(ComposeOp op, PatternRewriter &b) {
  return onNeighbours<PermuteOp, ProjOp>(op, b, [&](PermuteOp permute, ProjOp proj) -> Value {
    return ProjOp::create(b, op.getLoc(), cast<ProdType>(permute.getType().getDomain()),
                          permute.getWires()[proj.getIndex()]);
  });
}

/// The arrows that `arrow` does one after the other.
static SmallVector<Value> factors(Value arrow) {
  auto compose = arrow.getDefiningOp<ComposeOp>();
  return compose ? SmallVector<Value>(compose.getArrows()) : SmallVector<Value>{arrow};
}

// ⟨h ; f, h ; g⟩ = h ; ⟨f, g⟩, when h does more than to rewire
static LogicalResult sharePrefix(PairOp op, PatternRewriter &b) {
  if (op.getArrows().size() < 2)
    return failure();
  Value shared = factors(op.getArrows().front()).front();
  if (!shared.getDefiningOp() ||
      isa<IdOp, ProjOp, PermuteOp, ConstArrowOp, InjectArrowOp>(shared.getDefiningOp()))
    return failure();
  Type middle = homOf(shared).getCodomain();
  SmallVector<SmallVector<Value>> rests;
  for (Value arrow : op.getArrows()) {
    SmallVector<Value> parts = factors(arrow);
    if (!isSameArrow(parts.front(), shared) ||
        (parts.size() > 1 && homOf(parts[1]).getDomain() != middle))
      return failure();
    rests.emplace_back(ArrayRef(parts).drop_front());
  }
  auto composed = llvm::map_to_vector(rests, [&](ArrayRef<Value> rest) -> Value {
    if (rest.empty())
      return IdOp::create(b, op.getLoc(), HomType::get(middle, middle));
    return rest.size() == 1 ? rest.front() : Value(ComposeOp::create(b, op.getLoc(), rest));
  });
  Value pair = PairOp::create(b, op.getLoc(), composed);
  b.replaceOp(op, composeTwo(b, op.getLoc(), shared, pair));
  return success();
}

// permute [1 … n] = id
static LogicalResult permuteNothing(PermuteOp op, PatternRewriter &b) {
  if (op.getType().getDomain() != op.getType().getCodomain() ||
      !llvm::equal(op.getWires(), llvm::seq<int64_t>(0, op.getWires().size())))
    return failure();
  b.replaceOpWithNewOp<IdOp>(op, op.getType());
  return success();
}

// id ⊗ id = id
static LogicalResult tensorOfIdentities(TensorOp op, PatternRewriter &b) {
  bool all = llvm::all_of(op.getArrows(), [](Value f) { return f.getDefiningOp<IdOp>(); });
  if (!all || op.getType().getDomain() != op.getType().getCodomain())
    return failure();
  b.replaceOpWithNewOp<IdOp>(op, op.getType());
  return success();
}

// ιₖ ; [f₁, …, fₙ] = fₖ
static LogicalResult injectThenCase(ComposeOp op, PatternRewriter &b) {
  return onNeighbours<InjectArrowOp, CaseOp>(op, b, [](InjectArrowOp inject, CaseOp cases) {
    auto sum = cast<SumType>(inject.getType().getCodomain());
    return cases.getArrows()[*sum.indexOf(inject.getLabel())];
  });
}

// [ι₁, …, ιₙ] = id
static LogicalResult caseOfInjections(CaseOp op, PatternRewriter &b) {
  auto sum = dyn_cast<SumType>(op.getType().getDomain());
  if (!sum || sum != op.getType().getCodomain())
    return failure();
  for (auto [i, arrow] : llvm::enumerate(op.getArrows())) {
    auto inject = arrow.getDefiningOp<InjectArrowOp>();
    if (!inject || sum.indexOf(inject.getLabel()) != i)
      return failure();
  }
  b.replaceOpWithNewOp<IdOp>(op, op.getType());
  return success();
}

// [f ; ι₁, g ; ι₂] ; [h, k] = [f ; h, g ; k]; the laws before do the second step
static LogicalResult caseThenCase(ComposeOp op, PatternRewriter &b) {
  return onNeighbours<CaseOp, CaseOp>(op, b, [&](CaseOp first, CaseOp second) -> Value {
    bool decided = llvm::all_of(first.getArrows(), [&](Value arrow) {
      return factors(arrow).back().getDefiningOp<InjectArrowOp>() &&
             homOf(arrow).getCodomain() == second.getType().getDomain();
    });
    if (!decided)
      return {};
    auto arrows = llvm::map_to_vector(first.getArrows(), [&](Value arrow) {
      return composeTwo(b, op.getLoc(), arrow, second.getResult());
    });
    auto hom = HomType::get(first.getType().getDomain(), second.getType().getCodomain());
    return CaseOp::create(b, op.getLoc(), hom, arrows);
  });
}

// map id = id
static LogicalResult mapIdentity(MapOp op, PatternRewriter &b) {
  if (!op.getArrow().getDefiningOp<IdOp>() ||
      op.getType().getDomain() != op.getType().getCodomain())
    return failure();
  b.replaceOpWithNewOp<IdOp>(op, op.getType());
  return success();
}

// map f ; map g = map (f ; g), when at most one of them can stop the program
static LogicalResult mapFusion(ComposeOp op, PatternRewriter &b) {
  return onNeighbours<MapOp, MapOp>(op, b, [&](MapOp first, MapOp second) -> Value {
    if (homOf(first.getArrow()).getCodomain() != homOf(second.getArrow()).getDomain() ||
        !(isTotal(first.getArrow()) || isTotal(second.getArrow())))
      return {};
    Value both = composeTwo(b, op.getLoc(), first.getArrow(), second.getArrow());
    auto hom = HomType::get(first.getType().getDomain(), second.getType().getCodomain());
    return MapOp::create(b, op.getLoc(), hom, both);
  });
}

ArrayRef<Law> categoryLaws() {
  constexpr FloatClass exact = FloatClass::Exact;
  static constexpr Law laws[] = {
      law<dropIdentity>("L1.1", "identity", "id ; f = f = f ; id", exact,
                        "Mac Lane, Categories for the Working Mathematician, I.1"),
      law<flatten>("L1.2", "flat", "(f ; g) ; h = f ; g ; h", exact,
                   "Mac Lane, Categories for the Working Mathematician, I.1"),
      law<constAbsorbs>("L1.3", "const-absorbs", "f ; const c = const c", exact,
                        "Elliott, Compiling to Categories, 2017"),
      law<eta>("L1.4", "eta", "(x ↦ f(x)) = f", exact, "Barendregt, The Lambda Calculus, 3.1"),
      law<joinEvals>("L1.5", "join", "g(f(x)) = (f ; g)(x)", exact, "Mac Lane, IV.6: evaluation"),
      law<applyIdentity>("L1.6", "apply-identity", "id(x) = x", exact, "Mac Lane, I.1"),
      law<wires>("L1.7", "wires", "((x, y) ↦ (y, x)) = swap", exact,
                 "Elliott, Compiling to Categories, 2017"),
      law<wiresByName>("L1.8", "wires-by-name", "(swap, by its name) = swap", exact,
                       "Elliott, Compiling to Categories, 2017"),
      law<projectPair>("L2.1", "pair-projection", "⟨f, g⟩ ; π₁ = f", exact,
                       "Mac Lane, III.4: products"),
      law<pairOfProjections>("L2.2", "pair-of-projections", "⟨π₁, π₂⟩ = id", exact,
                             "Mac Lane, III.4: products"),
      law<projectTensor>("L2.3", "tensor-projection", "(f ⊗ g) ; π₁ = π₁ ; f", exact,
                         "Mac Lane, III.4: products"),
      law<pairThenTensor>("L2.4", "pair-tensor", "⟨f, g⟩ ; (h ⊗ k) = ⟨f ; h, g ; k⟩", exact,
                          "Mac Lane, III.4: products"),
      law<sharePrefix>("L2.5", "shared-prefix", "⟨h ; f, h ; g⟩ = h ; ⟨f, g⟩", exact,
                       "Mac Lane, III.4: products"),
      law<permutePair>("L2.6", "pair-permute", "⟨f, g⟩ ; swap = ⟨g, f⟩", exact,
                       "Mac Lane, III.4: products"),
      law<interchange>("L3.1", "interchange", "(f ⊗ g) ; (h ⊗ k) = (f ; h) ⊗ (g ; k)", exact,
                       "Mac Lane, VII.1: monoidal categories"),
      law<permuteTwice>("L3.2", "permute-twice", "permute s ; permute t = permute (s ∘ t)", exact,
                        "Mac Lane, VII.1: monoidal categories"),
      law<permuteNothing>("L3.3", "permute-nothing", "permute 1…n = id", exact,
                          "Mac Lane, VII.1: monoidal categories"),
      law<tensorOfIdentities>("L3.4", "tensor-identity", "id ⊗ id = id", exact,
                              "Mac Lane, VII.1: monoidal categories"),
      law<permuteFirst>("L3.5", "permute-first", "(f ⊗ g) ; swap = swap ; (g ⊗ f)", exact,
                        "Mac Lane, VII.7: symmetry is natural"),
      law<projectPermuted>("L3.6", "permute-projection", "permute s ; πᵢ = π of s(i)", exact,
                           "Mac Lane, III.4: products"),
      law<injectThenCase>("L4.1", "inject-case", "ιₖ ; [f₁, …, fₙ] = fₖ", exact,
                          "Mac Lane, III.3: coproducts"),
      law<caseOfInjections>("L4.2", "case-of-injections", "[ι₁, …, ιₙ] = id", exact,
                            "Mac Lane, III.3: coproducts"),
      law<caseThenCase>("L4.3", "case-case", "[f ; ι₁, g ; ι₂] ; [h, k] = [f ; h, g ; k]", exact,
                        "Mac Lane, III.3: coproducts"),
      law<mapIdentity>("L5.1", "map-identity", "map id = id", exact,
                       "Bird, Introduction to Functional Programming, 1998, 4.2"),
      law<mapFusion>("L5.2", "map-fusion", "map f ; map g = map (f ; g)", exact,
                     "Bird, Introduction to Functional Programming, 1998, 4.2"),
  };
  return laws;
}

} // namespace cat
