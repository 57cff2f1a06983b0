// Random numbers: the cipher's known answers, how values are cut from blocks, and their
// distributions.
#include "Support.h"
#include "internal.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace {

struct Answer {
  uint32_t counter[4];
  uint64_t key;
  uint32_t result[4];
};

// From Random123's kat_vectors, philox4x32 with 10 rounds.
constexpr Answer answers[] = {{{0, 0, 0, 0}, 0, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
                              {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
                               0xffffffffffffffff,
                               {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
                              {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                               0x299f31d0a4093822,
                               {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}}};

TEST(Random, PhiloxKnownAnswers) {
  for (const Answer &answer : answers) {
    uint32_t words[4];
    std::copy_n(answer.counter, 4, words);
    catrt::philox4x32(words, answer.key);
    EXPECT_TRUE(std::equal(words, words + 4, answer.result));
  }
}

TEST(Random, ValuesAreCutFromBlocks) {
  EXPECT_EQ(catrt_key(-1), UINT64_MAX);
  EXPECT_EQ(catrt_bits(0, 0), 0xe169c58d6627e8d5u);
  EXPECT_EQ(catrt_bits(0, 1), 0x9b00dbd8bc57ac4cu);
  EXPECT_EQ(catrt_uniform_f32(0, 2), static_cast<float>(0xbc57ac) * 0x1p-24f);
  EXPECT_EQ(catrt_uniform_f64(0, 0), static_cast<double>(0xe169c58d6627e8d5u >> 11) * 0x1p-53);
  double u = 0x6627e8d5 * 0x1p-32, v = 0xe169c58d * 0x1p-32, r = std::sqrt(-2 * std::log(1 - u));
  EXPECT_NEAR(catrt_normal_f32(0, 0), r * std::cos(2 * M_PI * v), 1e-6);
  EXPECT_NEAR(catrt_normal_f32(0, 1), r * std::sin(2 * M_PI * v), 1e-6);
}

TEST(Random, KeysDiffer) {
  uint64_t a, b;
  catrt_key_split(catrt_key(1), &a, &b);
  EXPECT_EQ(a, catrt_key_fold(1, 0));
  EXPECT_EQ(b, catrt_key_fold(1, 1));
  std::vector<uint64_t> keys = {a, b, 1, catrt_bits(1, 0), catrt_key_fold(2, 0)};
  std::sort(keys.begin(), keys.end());
  EXPECT_EQ(std::unique(keys.begin(), keys.end()), keys.end());
}

TEST(Random, FillsAgreeWithSingleValues) {
  Array<float> u({3, 3}), n({7});
  Array<double> ud({5}), nd({5});
  _mlir_ciface_catrt_fill_uniform_f32(9, u);
  _mlir_ciface_catrt_fill_normal_f32(9, n);
  _mlir_ciface_catrt_fill_uniform_f64(9, ud);
  _mlir_ciface_catrt_fill_normal_f64(9, nd);
  for (int64_t i = 0; i < 9; ++i)
    EXPECT_EQ(u.values[static_cast<size_t>(i)], catrt_uniform_f32(9, i));
  for (int64_t i = 0; i < 7; ++i)
    EXPECT_EQ(n.values[static_cast<size_t>(i)], catrt_normal_f32(9, i));
  for (int64_t i = 0; i < 5; ++i) {
    EXPECT_EQ(ud.values[static_cast<size_t>(i)], catrt_uniform_f64(9, i));
    EXPECT_EQ(nd.values[static_cast<size_t>(i)], catrt_normal_f64(9, i));
  }
}

TEST(Random, Moments) {
  constexpr int64_t count = 100000;
  double sums[6] = {};
  for (int64_t i = 0; i < count; ++i) {
    double u = catrt_uniform_f64(3, i), f = catrt_uniform_f32(3, i), n = catrt_normal_f64(3, i),
           m = catrt_normal_f32(3, i);
    ASSERT_TRUE(u >= 0 && u < 1 && f >= 0 && f < 1);
    double values[] = {u, f, n, n * n, m, m * m};
    for (int k = 0; k < 6; ++k)
      sums[k] += values[k] / count;
  }
  double expected[] = {0.5, 0.5, 0, 1, 0, 1};
  for (int k = 0; k < 6; ++k)
    EXPECT_NEAR(sums[k], expected[k], 0.015);
}

TEST(Random, Permutation) {
  for (int64_t n : {0, 1, 2, 1000}) {
    catrt_memref1 result;
    _mlir_ciface_catrt_permutation(&result, 5, n);
    EXPECT_EQ(result.sizes[0], n);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(result.aligned) % 64, 0u);
    int64_t *order = static_cast<int64_t *>(result.aligned);
    std::vector<int64_t> sorted(order, order + n), all(static_cast<size_t>(n));
    EXPECT_TRUE(n < 1000 || !std::is_sorted(sorted.begin(), sorted.end()));
    std::sort(sorted.begin(), sorted.end());
    std::iota(all.begin(), all.end(), 0);
    EXPECT_EQ(sorted, all);
    free(result.allocated);
  }
  catrt_memref1 result;
  EXPECT_EXIT(_mlir_ciface_catrt_permutation(&result, 5, -1), testing::ExitedWithCode(65), "-1");
}

TEST(Random, PermutationsAreUniform) {
  int counts[6] = {};
  for (uint64_t key = 0; key < 6000; ++key) {
    catrt_memref1 result;
    _mlir_ciface_catrt_permutation(&result, key, 3);
    int64_t *order = static_cast<int64_t *>(result.aligned);
    ++counts[2 * order[0] + (order[1] > order[2])];
    free(result.allocated);
  }
  for (int count : counts)
    EXPECT_NEAR(count, 1000, 130);
}

} // namespace
