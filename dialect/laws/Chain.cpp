// The cheapest order of a chain of contractions, by dynamic programming over sets of factors. Equal
// factors joined alike are computed once: (Aᵀ B)ᵀ (Aᵀ B) is two products.
#include "dialect/laws/Chain.h"
#include "dialect/laws/Points.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace cat {

/// Longer chains are only bracketed, not reordered: all sets of factors would be too many.
static constexpr size_t anyOrder = 9;
/// No chain is longer: a set of factors is one word.
static constexpr size_t most = 60;

SmallVector<unsigned> dimsOf(AffineMap map) {
  return llvm::map_to_vector(
      map.getResults(), [](AffineExpr expr) { return cast<AffineDimExpr>(expr).getPosition(); });
}

Value contractDims(OpBuilder &b, Location loc, Value x, ArrayRef<unsigned> xDims, Value y,
                   ArrayRef<unsigned> yDims, ArrayRef<unsigned> result, Type type) {
  llvm::SetVector<unsigned> names;
  SmallVector<unsigned> summed(xDims);
  llvm::append_range(summed, yDims);
  llvm::sort(summed);
  names.insert(result.begin(), result.end());
  names.insert(summed.begin(), summed.end());
  auto map = [&](ArrayRef<unsigned> dims) {
    auto axes = llvm::map_to_vector(dims, [&](unsigned dim) {
      return b.getAffineDimExpr(llvm::find(names, dim) - names.begin());
    });
    return AffineMap::get(names.size(), 0, axes, b.getContext());
  };
  AffineMap maps[] = {map(xDims), map(yDims), map(result)};
  return type ? ContractOp::create(b, loc, type, x, y, b.getAffineMapArrayAttr(maps)).getResult()
              : ContractOp::create(b, loc, x, y, maps).getResult();
}

// ---- Factors -----------------------------------------------------------------------------------

Chain::Chain(Operation *user, Value x, ArrayRef<unsigned> xDims, Value y, ArrayRef<unsigned> yDims,
             ArrayRef<unsigned> result)
    : result(result) {
  for (unsigned dim : llvm::concat<const unsigned>(xDims, yDims))
    lengths.resize(std::max<size_t>(lengths.size(), dim + 1), 1);
  width = guessBytes(elementOf(x.getType()));
  Tree left = add(user, x, Dims(xDims));
  written = join(std::move(left), add(user, y, Dims(yDims)));
  renumber();
}

Chain::Chain(ContractOp op)
    : Chain(op, op.getLhs(), dimsOf(op.getMap(0)), op.getRhs(), dimsOf(op.getMap(1)),
            dimsOf(op.getMap(2))) {}

Chain::Tree Chain::join(Tree left, Tree right) {
  return {left.set | right.set, std::make_unique<Tree>(std::move(left)),
          std::make_unique<Tree>(std::move(right))};
}

/// Numbers the dims in the order of the factors, however these were bracketed.
void Chain::renumber() {
  llvm::SetVector<unsigned> order;
  for (Factor &factor : factors)
    order.insert(factor.dims.begin(), factor.dims.end());
  auto rename = [&](Dims &dims) {
    for (unsigned &dim : dims)
      dim = llvm::find(order, dim) - order.begin();
  };
  for (Factor &factor : factors)
    rename(factor.dims);
  rename(result);
  lengths = llvm::map_to_vector(order, [&](unsigned dim) { return lengths[dim]; });
}

bool sumsShared(ContractOp op) {
  return llvm::all_of(llvm::seq(op.getMap(0).getNumDims()), [&](unsigned dim) {
    return op.getMap(2).isFunctionOfDim(dim) ||
           (op.getMap(0).isFunctionOfDim(dim) && op.getMap(1).isFunctionOfDim(dim));
  });
}

/// Takes up `value`, or its factors; the dims of its axes are given.
Chain::Tree Chain::add(Operation *user, Value value, Dims dims) {
  auto product = value.getDefiningOp<ContractOp>();
  if (product && isOnlyFor(value, user) && cannotStop(product) && sumsShared(product) &&
      factors.size() + 2 < most) {
    // The dims that the inner result keeps are dims of the outer; the others are new.
    Dims names(product.getMap(0).getNumDims(), ~0U);
    for (auto [axis, dim] : llvm::enumerate(dimsOf(product.getMap(2))))
      names[dim] = dims[axis];
    for (unsigned &name : names)
      if (name == ~0U) {
        name = lengths.size();
        lengths.push_back(1);
      }
    auto renamed = [&](unsigned factor) {
      return llvm::map_to_vector(dimsOf(product.getMap(factor)),
                                 [&](unsigned dim) { return names[dim]; });
    };
    Tree left = add(product, product.getLhs(), renamed(0));
    return join(std::move(left), add(product, product.getRhs(), renamed(1)));
  }
  for (auto [dim, length] : llvm::zip(dims, shapeOf(value.getType())))
    lengths[dim] = ShapedType::isDynamic(length) ? 64 : static_cast<double>(length);
  factors.push_back({value, std::move(dims)});
  return {Set(1) << (factors.size() - 1), nullptr, nullptr};
}

// ---- Costs -------------------------------------------------------------------------------------

Chain::Dims Chain::neededBy(Set set) const {
  llvm::SmallSetVector<unsigned, 8> inside, outside(result.begin(), result.end());
  for (auto [i, factor] : llvm::enumerate(factors))
    (set >> i & 1 ? inside : outside).insert(factor.dims.begin(), factor.dims.end());
  Dims needed = llvm::filter_to_vector(inside, [&](unsigned dim) { return outside.contains(dim); });
  llvm::sort(needed);
  return needed;
}

double Chain::bytes(const Dims &dims) const {
  double product = width;
  for (unsigned dim : dims)
    product *= lengths[dim];
  return product;
}

double Chain::joinTime(Set left, Set right) const {
  Dims x = neededBy(left), y = neededBy(right), both = x;
  for (unsigned dim : y)
    if (!llvm::is_contained(both, dim))
      both.push_back(dim);
  return cat::timeOf(
      {2 * bytes(both) / width, bytes(x) + bytes(y) + bytes(neededBy(left | right))});
}

double Chain::timeOf(const Tree &tree) const {
  if (!tree.left)
    return 0;
  Set left = tree.left->set, right = tree.right->set;
  double time = joinTime(left, right) + timeOf(*tree.left);
  return renaming(left, right) ? time : time + timeOf(*tree.right);
}

Chain::Plan Chain::best(Set set) {
  if ((set & (set - 1)) == 0)
    return {};
  if (auto known = plans.find(set); known != plans.end())
    return known->second;
  Plan plan{std::numeric_limits<double>::infinity(), 0};
  Set lowest = set & -set;
  for (Set left = lowest; left != set;) {
    Set right = set & ~left;
    double time = joinTime(left, right) + best(left).time;
    if (time < plan.time && !renaming(left, right))
      time += best(right).time;
    if (time < plan.time)
      plan = {time, left};
    // The next set with the lowest factor, or the next prefix.
    left =
        factors.size() > anyOrder ? left | (right & -right) : (((left | ~set) + 1) & set) | lowest;
  }
  return plans[set] = plan;
}

// ---- Equal parts -------------------------------------------------------------------------------

bool Chain::rename(Set a, Set b, llvm::DenseMap<unsigned, unsigned> &names) const {
  if (a == 0)
    return b == 0;
  const Factor &first = factors[llvm::countr_zero(a)];
  for (auto [i, other] : llvm::enumerate(factors)) {
    if (!(b >> i & 1) || other.value != first.value)
      continue;
    auto extended = names;
    bool fits = true;
    for (auto [from, to] : llvm::zip(first.dims, other.dims)) {
      bool isTaken = llvm::any_of(extended, [&, to = to](auto &name) { return name.second == to; });
      fits &= isTaken ? extended.lookup_or(from, ~0U) == to : extended.try_emplace(from, to).second;
    }
    if (fits && rename(a & (a - 1), b & ~(Set(1) << i), extended)) {
      names = std::move(extended);
      return true;
    }
  }
  return false;
}

std::optional<llvm::DenseMap<unsigned, unsigned>> Chain::renaming(Set a, Set b) const {
  llvm::DenseMap<unsigned, unsigned> names;
  if (llvm::popcount(a) < 2 || llvm::popcount(a) != llvm::popcount(b) || !rename(a, b, names))
    return std::nullopt;
  // Both must keep the same dims.
  Dims renamed = llvm::map_to_vector(neededBy(a), [&](unsigned dim) { return names[dim]; });
  llvm::sort(renamed);
  return renamed == neededBy(b) ? std::optional(std::move(names)) : std::nullopt;
}

// ---- Building ----------------------------------------------------------------------------------

Value Chain::build(OpBuilder &b, Location loc, Set set, const Dims &to, Type type) {
  auto part = [&](Set set) -> Factor {
    if ((set & (set - 1)) == 0)
      return factors[llvm::countr_zero(set)];
    Dims needed = neededBy(set);
    return {build(b, loc, set, needed, Type()), needed};
  };
  Set left = best(set).left, right = set & ~left;
  Factor x = part(left);
  if (auto names = renaming(left, right)) {
    auto renamed = llvm::map_to_vector(x.dims, [&](unsigned dim) { return (*names)[dim]; });
    return contractDims(b, loc, x.value, x.dims, x.value, renamed, to, type);
  }
  Factor y = part(right);
  return contractDims(b, loc, x.value, x.dims, y.value, y.dims, to, type);
}

Value Chain::build(OpBuilder &b, Location loc, Type type) {
  return build(b, loc, everything(), result, type);
}

} // namespace cat
