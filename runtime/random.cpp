// Random numbers from a counter and a key: Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel
// random numbers: as easy as 1, 2, 3; SC'11), and what is drawn from its blocks.
#include "internal.h"

#include <cmath>

using namespace catrt;

void catrt::philox4x32(uint32_t *words, uint64_t key) {
  uint32_t c0 = words[0], c1 = words[1], c2 = words[2], c3 = words[3];
  uint32_t k0 = static_cast<uint32_t>(key), k1 = static_cast<uint32_t>(key >> 32);
  for (int round = 0; round < 10; ++round) {
    uint64_t a = uint64_t{0xD2511F53} * c0, b = uint64_t{0xCD9E8D57} * c2;
    c0 = static_cast<uint32_t>(b >> 32) ^ c1 ^ k0;
    c2 = static_cast<uint32_t>(a >> 32) ^ c3 ^ k1;
    c1 = static_cast<uint32_t>(b);
    c3 = static_cast<uint32_t>(a);
    k0 += 0x9E3779B9;
    k1 += 0xBB67AE85;
  }
  words[0] = c0, words[1] = c1, words[2] = c2, words[3] = c3;
}

namespace {

struct Block {
  uint32_t words[4];

  uint64_t pair(int64_t i) const {
    return words[2 * i] | static_cast<uint64_t>(words[2 * i + 1]) << 32;
  }
};

// The third counter word: what a block is used for.
enum Use : uint32_t { Numbers = 0, Fold = 1, Permutation = 2 };

Block philox(uint64_t key, uint64_t index, Use use) {
  Block block = {{static_cast<uint32_t>(index), static_cast<uint32_t>(index >> 32), use, 0}};
  philox4x32(block.words, key);
  return block;
}

// How many values a block gives, and the i-th of them, for each distribution.
struct UniformF32 {
  using Value = float;
  static constexpr int64_t perBlock = 4;
  static float value(const Block &block, int64_t i) {
    return static_cast<float>(block.words[i] >> 8) * 0x1p-24f;
  }
};

struct UniformF64 {
  using Value = double;
  static constexpr int64_t perBlock = 2;
  static double value(const Block &block, int64_t i) {
    return static_cast<double>(block.pair(i) >> 11) * 0x1p-53;
  }
};

double boxMuller(double u, double v, bool odd) {
  double radius = std::sqrt(-2 * std::log1p(-u)), angle = 6.283185307179586 * v;
  return radius * (odd ? std::sin(angle) : std::cos(angle));
}

struct NormalF32 {
  using Value = float;
  static constexpr int64_t perBlock = 4;
  static float value(const Block &block, int64_t i) {
    int64_t pair = i & ~int64_t{1};
    return static_cast<float>(
        boxMuller(block.words[pair] * 0x1p-32, block.words[pair + 1] * 0x1p-32, i & 1));
  }
};

struct NormalF64 {
  using Value = double;
  static constexpr int64_t perBlock = 2;
  static double value(const Block &block, int64_t i) {
    return boxMuller(UniformF64::value(block, 0), UniformF64::value(block, 1), i & 1);
  }
};

template <typename Distribution> typename Distribution::Value draw(uint64_t key, int64_t index) {
  constexpr uint64_t perBlock = Distribution::perBlock;
  uint64_t i = static_cast<uint64_t>(index);
  return Distribution::value(philox(key, i / perBlock, Numbers),
                             static_cast<int64_t>(i % perBlock));
}

template <typename Distribution> void fill(uint64_t key, const catrt_array *array) {
  using Value = typename Distribution::Value;
  constexpr int64_t perBlock = Distribution::perBlock;
  Block block{};
  visitElements(View(array, sizeof(Value) == 4 ? CATRT_F32 : CATRT_F64),
                [&](char *element, int64_t index) {
                  if (index % perBlock == 0)
                    block = philox(key, static_cast<uint64_t>(index / perBlock), Numbers);
                  Value value = Distribution::value(block, index % perBlock);
                  memcpy(element, &value, sizeof(value));
                });
}

// Successive 64-bit draws for a permutation.
struct Stream {
  uint64_t key, next = 0;
  Block block{};

  uint64_t draw() {
    if (next % 2 == 0)
      block = philox(key, next / 2, Permutation);
    return block.pair(static_cast<int64_t>(next++ % 2));
  }

  // Uniform in 0 ... bound-1 (D. Lemire: Fast random integer generation in an interval, 2019).
  uint64_t below(uint64_t bound) {
    unsigned __int128 product = static_cast<unsigned __int128>(draw()) * bound;
    if (static_cast<uint64_t>(product) < bound)
      for (uint64_t threshold = -bound % bound; static_cast<uint64_t>(product) < threshold;)
        product = static_cast<unsigned __int128>(draw()) * bound;
    return static_cast<uint64_t>(product >> 64);
  }
};

} // namespace

uint64_t catrt_key(int64_t seed) { return static_cast<uint64_t>(seed); }

uint64_t catrt_key_fold(uint64_t key, int64_t i) {
  return philox(key, static_cast<uint64_t>(i), Fold).pair(0);
}

void catrt_key_split(uint64_t key, uint64_t *first, uint64_t *second) {
  *first = catrt_key_fold(key, 0);
  *second = catrt_key_fold(key, 1);
}

uint64_t catrt_bits(uint64_t key, int64_t index) {
  uint64_t i = static_cast<uint64_t>(index);
  return philox(key, i / 2, Numbers).pair(static_cast<int64_t>(i % 2));
}

float catrt_uniform_f32(uint64_t key, int64_t index) { return draw<UniformF32>(key, index); }
double catrt_uniform_f64(uint64_t key, int64_t index) { return draw<UniformF64>(key, index); }
float catrt_normal_f32(uint64_t key, int64_t index) { return draw<NormalF32>(key, index); }
double catrt_normal_f64(uint64_t key, int64_t index) { return draw<NormalF64>(key, index); }

void _mlir_ciface_catrt_fill_uniform_f32(uint64_t key, const catrt_array *array) {
  fill<UniformF32>(key, array);
}
void _mlir_ciface_catrt_fill_uniform_f64(uint64_t key, const catrt_array *array) {
  fill<UniformF64>(key, array);
}
void _mlir_ciface_catrt_fill_normal_f32(uint64_t key, const catrt_array *array) {
  fill<NormalF32>(key, array);
}
void _mlir_ciface_catrt_fill_normal_f64(uint64_t key, const catrt_array *array) {
  fill<NormalF64>(key, array);
}

void _mlir_ciface_catrt_permutation(catrt_memref1 *result, uint64_t key, int64_t n) {
  int64_t size;
  if (n < 0 || __builtin_mul_overflow(n, int64_t{8}, &size))
    fail(CATRT_BAD_DATA, "a permutation of %lld elements", static_cast<long long>(n));
  int64_t *order = static_cast<int64_t *>(catrt_alloc(size, 64));
  for (int64_t i = 0; i < n; ++i)
    order[i] = i;
  Stream stream{key};
  for (int64_t i = n - 1; i > 0; --i) {
    int64_t other = static_cast<int64_t>(stream.below(static_cast<uint64_t>(i) + 1));
    int64_t value = order[i];
    order[i] = order[other];
    order[other] = value;
  }
  *result = {order, order, 0, {n}, {1}};
}
