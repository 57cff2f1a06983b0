// The peers of bench/linear in libtorch: each expression as a user writes it, with sizes and
// repetitions of the Cat program of that name. Usage: linear_torch CASE [REPEATS]. Prints the mean
// of the result.
#include <torch/torch.h>

#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <string>

namespace {

using torch::Tensor;

/// The operands that all expressions choose from; `shift` makes one of them new for each
/// repetition.
struct Operands {
  int64_t n;
  Tensor a = torch::rand({n, n}), b = torch::rand({n, n}), c = torch::rand({n, n});
  Tensor x = torch::rand(n), row = torch::rand({1, n}), column = torch::rand({n, 1});
  Tensor v = torch::rand({3, n}), wide = torch::rand({n, 2 * n}), wide2 = torch::rand({n, 2 * n});

  explicit Operands(int64_t n) : n(n) {}
};

using Expression = std::function<Tensor(const Operands &, float shift)>;

struct Case {
  int64_t n;
  Expression compute;
};

Tensor band(const Tensor &a) { return a.triu(-1).tril(1); }

Tensor invariant(const Operands &o, float shift) {
  Tensor b = o.b + shift;
  std::vector<Tensor> results;
  for (int64_t i = 0; i != 3; ++i)
    results.push_back(o.a.matmul(b) + torch::outer(o.v[i], o.v[i]));
  return torch::stack(results);
}

Tensor block(const Operands &o, float shift) {
  Tensor zeros = torch::zeros({o.n, o.n});
  Tensor left = torch::cat({torch::cat({o.a, zeros}, 1), torch::cat({zeros, o.b}, 1)}, 0);
  return left.matmul(torch::cat({o.wide + shift, o.wide2}, 0));
}

const std::map<std::string, Case> cases = {
    {"block", {750, block}},
    {"chain_left", {3000, [](auto &o, float s) { return (o.x + s).matmul(o.a.t().matmul(o.a)); }}},
    {"chain_mixed",
     {3000,
      [](auto &o, float s) { return o.a.t().matmul(o.column + s).matmul(o.row).matmul(o.a); }}},
    {"chain_right", {3000, [](auto &o, float s) { return o.a.t().matmul(o.a).matmul(o.x + s); }}},
    {"cse_chain",
     {1500,
      [](auto &o, float s) {
        Tensor b = o.b + s;
        return o.a.t().matmul(b).t().matmul(o.a.t()).matmul(b);
      }}},
    {"cse_product",
     {1500,
      [](auto &o, float s) {
        Tensor b = o.b + s;
        return o.a.t().matmul(b).t().matmul(o.a.t().matmul(b));
      }}},
    {"cse_sum",
     {1500,
      [](auto &o, float s) {
        Tensor b = o.b + s;
        return o.a.t().matmul(b) + o.a.t().matmul(b);
      }}},
    {"distribute",
     {1500,
      [](auto &o, float s) {
        Tensor b = o.b + s;
        return o.a.matmul(b) + o.a.matmul(o.c);
      }}},
    {"expand",
     {3000, [](auto &o, float s) { return (o.a - o.b.t().matmul(o.b)).matmul(o.x + s); }}},
    {"invariant", {1500, invariant}},
    {"partial_product", {3000, [](auto &o, float s) { return o.a.matmul(o.b + s)[2][2]; }}},
    {"partial_rows",
     {3000, [](auto &o, float s) { return o.a.matmul(o.b + s).slice(0, 0, 2).sum(); }}},
    {"partial_sum", {3000, [](auto &o, float s) { return (o.a + (o.b + s))[2][2]; }}},
    {"product_diagonal", {3000, [](auto &o, float s) { return torch::diag(o.x).matmul(o.b + s); }}},
    {"product_general", {1500, [](auto &o, float s) { return o.a.matmul(o.b + s); }}},
    {"product_identity", {3000, [](auto &o, float s) { return torch::eye(o.n).matmul(o.b + s); }}},
    {"product_symmetric",
     {1500,
      [](auto &o, float s) {
        Tensor a = o.a + s;
        return a.matmul(a.t());
      }}},
    {"product_transposed", {1500, [](auto &o, float s) { return o.a.t().matmul((o.b + s).t()); }}},
    {"product_triangular", {1500, [](auto &o, float s) { return o.a.tril().matmul(o.b + s); }}},
    {"product_tridiagonal", {1500, [](auto &o, float s) { return band(o.a).matmul(o.b + s); }}},
    {"sum_of_product", {1500, [](auto &o, float s) { return o.a.matmul(o.b + s).sum(); }}},
    {"trace", {1500, [](auto &o, float s) { return o.a.matmul(o.b + s).trace(); }}},
};

} // namespace

int main(int argc, char **argv) {
  auto found = argc < 2 ? cases.end() : cases.find(argv[1]);
  if (found == cases.end()) {
    fprintf(stderr, "usage: linear_torch CASE [REPEATS]\n");
    return 2;
  }
  torch::NoGradGuard noGradients;
  torch::set_num_threads(1);
  torch::manual_seed(1);
  Operands operands(found->second.n);
  Tensor result = torch::zeros(1);
  for (int i = 1, repeats = argc > 2 ? atoi(argv[2]) : 1; i <= repeats; ++i)
    result = found->second.compute(operands, static_cast<float>(i));
  printf("%.4e\n", result.mean().item<double>());
}
