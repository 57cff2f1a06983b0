// The interpreter's derivatives against central differences, in f64, for every differentiable op;
// forward against reverse; and the generator and comparison of points.
#include "dialect/interp/Inhabitants.h"

#include "mlir/Parser/Parser.h"

#include "gtest/gtest.h"

using namespace mlir;
using namespace cat;
using namespace cat::interp;

namespace {

/// The ops of a body from %x : tensor<2x3xf64> to %y, and the type of %y.
struct Case {
  const char *name;
  const char *body;
  const char *result;
};

class Derivatives : public testing::TestWithParam<Case> {
protected:
  Derivatives() { context.loadDialect<CatDialect>(); }

  OwningOpRef<ModuleOp> parse(const std::string &text) {
    return parseSourceString<ModuleOp>(text, ParserConfig(&context));
  }
  /// A module with the arrow @f and its derivatives @reverse and @forward.
  std::string module() const {
    std::string x = "tensor<2x3xf64>", y = GetParam().result;
    std::string hom = "!cat.hom<" + x + ", " + y + ">";
    std::string rev = "!cat.hom<!cat.prod<" + x + ", " + y + ">, " + x + ">";
    std::string fwd = "!cat.hom<!cat.prod<" + x + ", " + x + ">, " + y + ">";
    std::string f = "%f = cat.lambda (%x: " + x + ") : " + hom + " {\n" + GetParam().body +
                    "\n cat.yield %y : " + y + "\n}\n";
    return "#rc = affine_map<(i, j, k) -> (i, k)>\n#cc = affine_map<(i, j, k) -> (j, k)>\n"
           "#oc = affine_map<(i, j, k) -> (i, j)>\n#s = affine_map<(i, j, k) -> ()>\n"
           "cat.arrow public @f() : " +
           hom + " {\n" + f + "cat.yield %f : " + hom + "\n}\n" +
           "cat.arrow public @reverse() : " + rev + " {\n" + f + "%r = cat.rev %f : " + hom +
           " to " + rev + "\ncat.yield %r : " + rev + "\n}\n" +
           "cat.arrow public @forward() : " + fwd + " {\n" + f + "%r = cat.fwd %f : " + hom +
           " to " + fwd + "\ncat.yield %r : " + fwd + "\n}\n";
  }
  Leaf call(ModuleOp module, StringRef name, ArrayRef<Leaf> point) {
    Outcome outcome = evaluate(module, name, {}, point);
    EXPECT_FALSE(outcome.stop) << outcome.stop->message;
    return outcome.leaves.front();
  }
  /// Values away from zeros and ties, where every function is smooth.
  Leaf smooth(ArrayRef<int64_t> shape, std::mt19937_64 &random) {
    Array array = Array::zeros(Float64Type::get(&context), shape);
    for (double &value : array.floats)
      value = std::uniform_real_distribution<double>(0.2, 0.8)(random) * (random() % 2 ? 1 : -1);
    return Leaf(std::move(array));
  }
  static double dot(const Leaf &a, const Leaf &b) {
    double sum = 0;
    for (auto [x, y] : llvm::zip(a.array().floats, b.array().floats))
      sum += x * y;
    return sum;
  }
  static Leaf along(const Leaf &x, const Leaf &direction, double step) {
    Array moved = x.array();
    for (auto [value, slope] : llvm::zip(moved.floats, direction.array().floats))
      value += step * slope;
    return Leaf(std::move(moved));
  }

  MLIRContext context;
};

} // namespace

TEST_P(Derivatives, agreeWithDifferences) {
  auto module = parse(this->module());
  ASSERT_TRUE(module);
  std::mt19937_64 random(7);
  for (int i = 0; i != 5; ++i) {
    Leaf x = smooth({2, 3}, random), dx = smooth({2, 3}, random);
    Leaf y = call(*module, "f", {x});
    Leaf dy = smooth(y.shape(), random);
    // ⟨dy, Df dx⟩ by differences, by the reverse and by the forward derivative.
    constexpr double step = 1e-6;
    double above = dot(dy, call(*module, "f", {along(x, dx, step)}));
    double below = dot(dy, call(*module, "f", {along(x, dx, -step)}));
    double expected = (above - below) / (2 * step);
    EXPECT_NEAR(dot(call(*module, "reverse", {x, dy}), dx), expected,
                1e-6 * std::max(1.0, std::abs(expected)));
    EXPECT_NEAR(dot(dy, call(*module, "forward", {x, dx})), expected,
                1e-6 * std::max(1.0, std::abs(expected)));
  }
}

#define CAT_UNARY(NAME) Case{#NAME, "%y = cat." #NAME " %x : tensor<2x3xf64>", "tensor<2x3xf64>"}
#define CAT_POSITIVE(NAME)                                                                         \
  Case{#NAME, "%a = cat.abs %x : tensor<2x3xf64>\n%y = cat." #NAME " %a : tensor<2x3xf64>",        \
       "tensor<2x3xf64>"}
#define CAT_BINARY(NAME)                                                                           \
  Case{#NAME,                                                                                      \
       "%r = cat.reverse %x axis 1 : tensor<2x3xf64>\n%b = cat.exp %r : tensor<2x3xf64>\n"         \
       "%a = cat.abs %x : tensor<2x3xf64>\n%y = cat." #NAME " %a, %b : tensor<2x3xf64>",           \
       "tensor<2x3xf64>"}

INSTANTIATE_TEST_SUITE_P(
    Elementwise, Derivatives,
    testing::Values(CAT_UNARY(neg), CAT_UNARY(abs), CAT_UNARY(exp), CAT_UNARY(expm1),
                    CAT_UNARY(log1p), CAT_UNARY(sin), CAT_UNARY(cos), CAT_UNARY(tan),
                    CAT_UNARY(tanh), CAT_UNARY(sinh), CAT_UNARY(cosh), CAT_UNARY(atan),
                    CAT_UNARY(asin), CAT_UNARY(acos), CAT_UNARY(erf), CAT_UNARY(floor),
                    CAT_UNARY(sign), CAT_POSITIVE(log), CAT_POSITIVE(sqrt), CAT_POSITIVE(rsqrt),
                    CAT_BINARY(add), CAT_BINARY(sub), CAT_BINARY(mul), CAT_BINARY(div),
                    CAT_BINARY(rem), CAT_BINARY(pow), CAT_BINARY(max), CAT_BINARY(min)),
    [](const auto &info) { return info.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Structure, Derivatives,
    testing::Values(
        Case{"transpose", "%y = cat.transpose %x perm [1, 0] : tensor<2x3xf64>", "tensor<3x2xf64>"},
        Case{"reshape", "%y = cat.reshape %x : tensor<2x3xf64> -> tensor<6xf64>", "tensor<6xf64>"},
        Case{"broadcast", "%y = cat.broadcast %x dims [1] : tensor<2x3xf64> -> tensor<2x4x3xf64>",
             "tensor<2x4x3xf64>"},
        Case{"slice_pad",
             "%i = cat.const 1 : index\n%n = cat.const 2 : index\n"
             "%s = cat.slice %x[%i, %n] axis 1 : tensor<2x3xf64> -> tensor<2x2xf64>\n"
             "%y = cat.pad %s[%i, %n] axis 0 : tensor<2x2xf64> -> tensor<5x2xf64>",
             "tensor<5x2xf64>"},
        Case{
            "concat",
            "%y = cat.concat %x, %x axis 1 : (tensor<2x3xf64>, tensor<2x3xf64>) -> tensor<2x6xf64>",
            "tensor<2x6xf64>"},
        Case{"sort", "%y = cat.sort %x axis 1 : tensor<2x3xf64>", "tensor<2x3xf64>"},
        Case{"gather",
             "%i = cat.const dense<[[1, 0], [1, 1]]> : tensor<2x2xi64>\n"
             "%y = cat.gather %x, %i : tensor<2x3xf64>, tensor<2x2xi64>",
             "tensor<2x2x3xf64>"},
        Case{"scatter",
             "%i = cat.const dense<[2, 2]> : tensor<2xi64>\n"
             "%y = cat.scatter_add %i, %x : tensor<2xi64>, tensor<2x3xf64> -> tensor<4x3xf64>",
             "tensor<4x3xf64>"},
        Case{"contract",
             "%y = cat.contract %x, %x maps [#rc, #cc, #oc] : tensor<2x3xf64>, tensor<2x3xf64> "
             "-> tensor<2x2xf64>",
             "tensor<2x2xf64>"},
        Case{"contractAll",
             "%y = cat.contract %x, %x maps [#rc, #cc, #s] : tensor<2x3xf64>, tensor<2x3xf64> "
             "-> f64",
             "f64"},
        Case{"sum", "%y = cat.fold_axis add %x dims [0] : tensor<2x3xf64>", "tensor<3xf64>"},
        Case{"product", "%y = cat.fold_axis mul %x dims [0, 1] : tensor<2x3xf64>", "f64"},
        Case{"greatest", "%y = cat.fold_axis max %x dims [1] : tensor<2x3xf64>", "tensor<2xf64>"},
        Case{"least", "%y = cat.fold_axis min %x dims [1] : tensor<2x3xf64>", "tensor<2xf64>"},
        Case{"convert",
             "%s = cat.convert %x : tensor<2x3xf64> -> tensor<2x3xf64>\n%y = cat.mul %s, %x : "
             "tensor<2x3xf64>",
             "tensor<2x3xf64>"}),
    [](const auto &info) { return info.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Control, Derivatives,
    testing::Values(
        Case{"map",
             "%g = cat.lambda (%r: tensor<3xf64>) : !cat.hom<tensor<3xf64>, f64> {\n"
             "%s = cat.sin %r : tensor<3xf64>\n%t = cat.fold_axis add %s dims [0] : tensor<3xf64>\n"
             "cat.yield %t : f64\n}\n"
             "%m = cat.map %g : !cat.hom<tensor<3xf64>, f64> to !cat.hom<tensor<2x3xf64>, "
             "tensor<2xf64>>\n"
             "%y = cat.eval %m(%x) : !cat.hom<tensor<2x3xf64>, tensor<2xf64>>, (tensor<2x3xf64>) "
             "-> tensor<2xf64>",
             "tensor<2xf64>"},
        Case{
            "iterate",
            "%g = cat.lambda (%r: tensor<2x3xf64>) : !cat.hom<tensor<2x3xf64>, tensor<2x3xf64>> {\n"
            "%s = cat.sin %r : tensor<2x3xf64>\n%t = cat.mul %s, %x : tensor<2x3xf64>\n"
            "cat.yield %t : tensor<2x3xf64>\n}\n%n = cat.const 3 : index\n"
            "%m = cat.iterate %g : !cat.hom<tensor<2x3xf64>, tensor<2x3xf64>> to "
            "!cat.hom<!cat.prod<index, tensor<2x3xf64>>, tensor<2x3xf64>>\n"
            "%y = cat.eval %m(%n, %x) : !cat.hom<!cat.prod<index, tensor<2x3xf64>>, "
            "tensor<2x3xf64>>, "
            "(index, tensor<2x3xf64>) -> tensor<2x3xf64>",
            "tensor<2x3xf64>"},
        Case{
            "checkpoint",
            "%g = cat.lambda (%r: tensor<2x3xf64>) : !cat.hom<tensor<2x3xf64>, tensor<2x3xf64>> {\n"
            "%s = cat.sin %r : tensor<2x3xf64>\n%t = cat.mul %s, %x : tensor<2x3xf64>\n"
            "cat.yield %t : tensor<2x3xf64>\n}\n"
            "%c = cat.checkpoint %g : !cat.hom<tensor<2x3xf64>, tensor<2x3xf64>>\n"
            "%y = cat.eval %c(%x) : !cat.hom<tensor<2x3xf64>, tensor<2x3xf64>>, "
            "(tensor<2x3xf64>) -> tensor<2x3xf64>",
            "tensor<2x3xf64>"},
        Case{"match",
             "%s = cat.inject \"some\"(%x) : (tensor<2x3xf64>) -> "
             "!cat.sum<\"none\": !cat.prod<>, \"some\": tensor<2x3xf64>>\n"
             "%y = cat.match %s : !cat.sum<\"none\": !cat.prod<>, \"some\": tensor<2x3xf64>> -> "
             "(tensor<2x3xf64>) case \"none\" { cat.yield %x : tensor<2x3xf64> } "
             "case \"some\"(%p: tensor<2x3xf64>) { %q = cat.mul %p, %x : tensor<2x3xf64>\n"
             "cat.yield %q : tensor<2x3xf64> }",
             "tensor<2x3xf64>"},
        Case{
            "secondOrder",
            "%g = cat.lambda (%r: tensor<2x3xf64>) : !cat.hom<tensor<2x3xf64>, tensor<2x3xf64>> {\n"
            "%s = cat.tanh %r : tensor<2x3xf64>\n%t = cat.mul %s, %x : tensor<2x3xf64>\n"
            "cat.yield %t : tensor<2x3xf64>\n}\n"
            "%d = cat.rev %g : !cat.hom<tensor<2x3xf64>, tensor<2x3xf64>> to "
            "!cat.hom<!cat.prod<tensor<2x3xf64>, tensor<2x3xf64>>, tensor<2x3xf64>>\n"
            "%y = cat.eval %d(%x, %x) : !cat.hom<!cat.prod<tensor<2x3xf64>, tensor<2x3xf64>>, "
            "tensor<2x3xf64>>, "
            "(tensor<2x3xf64>, tensor<2x3xf64>) -> tensor<2x3xf64>",
            "tensor<2x3xf64>"}),
    [](const auto &info) { return info.param.name; });

TEST(Points, generatedPointsKeepTheirObjects) {
  MLIRContext context;
  context.loadDialect<CatDialect>();
  auto module = parseSourceString<ModuleOp>(
      "cat.object @Token = !cat.fin<3>\n"
      "cat.object @Pairs = tensor<?x!cat.prod<!cat.obj<@Token>, tensor<2xf32>>>\n",
      ParserConfig(&context));
  Type type = ObjType::get(&context, FlatSymbolRefAttr::get(&context, "Pairs"));
  std::mt19937_64 random(1);
  auto drawn = Inhabitants(*module, /*extremes=*/false, 20).draw(type, random);
  ASSERT_TRUE(drawn);
  const Leaves &leaves = *drawn;
  ASSERT_EQ(leaves.size(), 2u);
  EXPECT_EQ(leaves[0].shape(), ArrayRef<int64_t>({20}));
  EXPECT_EQ(leaves[1].shape(), ArrayRef<int64_t>({20, 2}));
  for (int64_t token : leaves[0].array().ints)
    EXPECT_TRUE(token >= 0 && token < 3);
}

TEST(Points, drawnPointsSatisfyRefinementsAndShrink) {
  MLIRContext context;
  context.loadDialect<CatDialect>();
  auto module = parseSourceString<ModuleOp>("cat.arrow @positive() : !cat.hom<f32, i1> {\n"
                                            "  %f = cat.lambda (%x: f32) : !cat.hom<f32, i1> {\n"
                                            "    %zero = cat.const 0.0 : f32\n"
                                            "    %y = cat.cmp gt %x, %zero : f32\n"
                                            "    cat.yield %y : i1\n"
                                            "  }\n"
                                            "  cat.yield %f : !cat.hom<f32, i1>\n"
                                            "}\n"
                                            "cat.object @Positive = f32 {predicate = @positive}\n",
                                            ParserConfig(&context));
  Type type = ObjType::get(&context, FlatSymbolRefAttr::get(&context, "Positive"));
  Inhabitants inhabitants(*module, /*extremes=*/true);
  std::mt19937_64 random(1);
  for (unsigned i = 0; i != 50; ++i) {
    auto point = inhabitants.draw(type, random);
    ASSERT_TRUE(point);
    EXPECT_GT(point->front().number(), 0);
    Leaves smallest = *point;
    inhabitants.shrink(type, smallest, [](const Leaves &) { return true; });
    EXPECT_EQ(smallest.front().number(), 1);
  }
}

TEST(Points, finiteTypesHaveAllTheirPoints) {
  MLIRContext context;
  context.loadDialect<CatDialect>();
  OwningOpRef<ModuleOp> module = ModuleOp::create(UnknownLoc::get(&context));
  Inhabitants inhabitants(*module, /*extremes=*/false);
  Type pair = ProdType::get(&context, {FinType::get(&context, 3), IntegerType::get(&context, 1)});
  auto all = inhabitants.all(pair, 10);
  ASSERT_TRUE(all);
  EXPECT_EQ(all->size(), 6u);
  EXPECT_FALSE(inhabitants.all(pair, 5));
  EXPECT_FALSE(inhabitants.all(Float32Type::get(&context), 1000));
}

TEST(Points, comparisonKnowsNaNAndTolerance) {
  MLIRContext context;
  Type f64 = Float64Type::get(&context);
  std::string difference;
  EXPECT_TRUE(interp::sameLeaves({makeFloat(f64, NAN)}, {makeFloat(f64, NAN)}, 0, difference));
  EXPECT_TRUE(interp::sameLeaves({makeFloat(f64, 0.0)}, {makeFloat(f64, -0.0)}, 0, difference));
  EXPECT_TRUE(interp::sameLeaves({makeFloat(f64, 100)}, {makeFloat(f64, 100.5)}, 1e-2, difference));
  EXPECT_FALSE(interp::sameLeaves({makeFloat(f64, 1)}, {makeFloat(f64, 1.5)}, 1e-2, difference));
  EXPECT_FALSE(difference.empty());
}
