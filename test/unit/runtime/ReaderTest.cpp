// Reading IDX, .npy, text and bytes: values, conversions, gzip, and every way a file can be wrong.
#include "Support.h"

#include <cmath>

using testing::ExitedWithCode;

namespace {

struct Readers : FilesTest {
  template <typename T>
  std::vector<T> fresh(decltype(_mlir_ciface_catrt_read_idx) *read, const catrt_text *path,
                       int64_t kind, std::vector<int64_t> dims, int64_t bound = -1) {
    std::vector<int64_t> descriptor(3 + 2 * dims.size());
    read(descriptor.data(), path, kind, bound, static_cast<int64_t>(dims.size()), dims.data());
    int64_t count = 1;
    for (size_t i = 0; i < dims.size(); ++i) {
      EXPECT_TRUE(dims[i] < 0 || descriptor[3 + i] == dims[i]);
      count *= descriptor[3 + i];
    }
    T *data = reinterpret_cast<T *>(descriptor[1]);
    std::vector<T> result(data, data + count);
    free(reinterpret_cast<void *>(descriptor[0]));
    return result;
  }
  template <typename T>
  std::vector<T> idxFile(const std::string &bytes, int64_t kind, std::vector<int64_t> dims,
                         int64_t bound = -1) {
    return fresh<T>(_mlir_ciface_catrt_read_idx, write("a.idx", bytes), kind, dims, bound);
  }
  template <typename T>
  std::vector<T> npyFile(const std::string &bytes, int64_t kind, std::vector<int64_t> dims,
                         int64_t bound = -1) {
    return fresh<T>(_mlir_ciface_catrt_read_npy, write("a.npy", bytes), kind, dims, bound);
  }
};

using Floats = std::vector<float>;
using Ints = std::vector<int64_t>;

TEST_F(Readers, IdxElementTypes) {
  EXPECT_EQ(idxFile<float>(idx(8, {2, 2}, "\x01\x02\xff\x04"), CATRT_F32, {-1, 2}),
            (Floats{1, 2, 255, 4}));
  EXPECT_EQ(idxFile<int64_t>(idx(9, {2}, "\x01\xff"), CATRT_I64, {2}), (Ints{1, -1}));
  EXPECT_EQ(idxFile<int64_t>(idx(11, {1}, bytesOf<int16_t>({-300}, true)), CATRT_I64, {-1}),
            (Ints{-300}));
  EXPECT_EQ(idxFile<float>(idx(12, {1}, bytesOf<int32_t>({70000}, true)), CATRT_F32, {-1}),
            (Floats{70000}));
  EXPECT_EQ(idxFile<float>(idx(13, {1}, bytesOf<float>({1.5f}, true)), CATRT_F32, {-1}),
            (Floats{1.5f}));
  EXPECT_EQ(idxFile<double>(idx(14, {1}, bytesOf<double>({0.1}, true)), CATRT_F64, {-1}),
            (std::vector<double>{0.1}));
  EXPECT_EQ(idxFile<uint8_t>(idx(8, {3}, std::string("\0\1\1", 3)), CATRT_BOOL, {-1}),
            (std::vector<uint8_t>{0, 1, 1}));
}

TEST_F(Readers, IdxShapes) {
  std::string file = idx(8, {2, 2, 2}, "abcdefgh");
  EXPECT_EQ(idxFile<float>(file, CATRT_F32, {-1, 4}).size(), 8u);
  EXPECT_EQ(idxFile<float>(file, CATRT_F32, {2, 2, 2}).size(), 8u);
  EXPECT_EQ(idxFile<float>(idx(8, {0, 4}, ""), CATRT_F32, {-1, 4}).size(), 0u);
  EXPECT_EXIT(idxFile<float>(file, CATRT_F32, {-1, 5}), ExitedWithCode(65),
              "a.idx: its shape is \\[2, 2, 2\\], wanted is \\[any, 5\\]");
  EXPECT_EXIT(idxFile<float>(file, CATRT_F32, {3, 4}), ExitedWithCode(65), "wanted is \\[3, 4\\]");
  EXPECT_EXIT(idxFile<float>(file, CATRT_F32, {-1, 4, 1}), ExitedWithCode(65), "wanted is");
  EXPECT_EXIT(idxFile<float>(file, CATRT_F32, {-1}), ExitedWithCode(65), "wanted is \\[any\\]");
}

TEST_F(Readers, IdxInTwoSteps) {
  const catrt_text *path = write("b", idx(8, {3, 2, 1}, "abcdef"));
  void *reader = catrt_read_open_idx(path);
  ASSERT_EQ(catrt_read_count(reader, 2), 3);
  Array<uint8_t> into({3, 2});
  _mlir_ciface_catrt_read_into_u8(reader, -1, into);
  EXPECT_EQ(std::string(into.values.begin(), into.values.end()), "abcdef");
  EXPECT_EXIT(catrt_read_count(catrt_read_open_idx(path), 3), ExitedWithCode(65),
              "wanted is \\[any, 3\\]");
}

TEST_F(Readers, Bounds) {
  std::string file = idx(8, {2, 2}, std::string("\0\1\2\x0c", 4));
  EXPECT_EQ(idxFile<int64_t>(file, CATRT_I64, {-1, 2}, 13), (Ints{0, 1, 2, 12}));
  EXPECT_EXIT(idxFile<int64_t>(file, CATRT_I64, {-1, 2}, 10), ExitedWithCode(65),
              "a.idx: element \\[1, 1\\]: 12 is not in 0 ... 9");
  EXPECT_EXIT(idxFile<int64_t>(idx(9, {1}, "\xff"), CATRT_I64, {-1}, 10), ExitedWithCode(65),
              "element \\[0\\]: -1 is not in 0 ... 9");
  EXPECT_EXIT(idxFile<int64_t>(idx(9, {1}, "\xff"), CATRT_I64, {-1}, INT64_MAX), ExitedWithCode(65),
              "-1 is not a Nat");
}

TEST_F(Readers, Conversions) {
  EXPECT_EXIT(idxFile<int8_t>(idx(8, {1}, "\xff"), CATRT_I8, {-1}), ExitedWithCode(65),
              "255 is not a value of i8");
  EXPECT_EXIT(idxFile<uint8_t>(idx(9, {1}, "\xff"), CATRT_U8, {-1}), ExitedWithCode(65),
              "-1 is not a value of u8");
  EXPECT_EXIT(idxFile<uint8_t>(idx(8, {1}, "\x02"), CATRT_BOOL, {-1}), ExitedWithCode(65),
              "2 is not a value of bool");
  auto fromDouble = [&](double value, int64_t kind) {
    return idxFile<int64_t>(idx(14, {1}, bytesOf<double>({value}, true)), kind, {-1});
  };
  EXPECT_EQ(fromDouble(-3, CATRT_I64), (Ints{-3}));
  EXPECT_EQ(fromDouble(0x1p63, CATRT_U64), (Ints{INT64_MIN}));
  EXPECT_EXIT(fromDouble(0x1p63, CATRT_I64), ExitedWithCode(65), "not a value of i64");
  EXPECT_EXIT(fromDouble(1.5, CATRT_I64), ExitedWithCode(65), "1.5 is not a value of i64");
  EXPECT_EXIT(fromDouble(NAN, CATRT_I64), ExitedWithCode(65), "nan is not a value of i64");
  EXPECT_EXIT(fromDouble(-1, CATRT_U64), ExitedWithCode(65), "-1 is not a value of u64");
}

TEST_F(Readers, BadIdx) {
  auto bad = [&](const std::string &bytes) { idxFile<float>(bytes, CATRT_F32, {-1}); };
  std::string good = idx(8, {3}, "abc");
  EXPECT_EXIT(bad(""), ExitedWithCode(65), "a.idx: not an IDX file");
  EXPECT_EXIT(bad("hello, world"), ExitedWithCode(65), "not an IDX file");
  EXPECT_EXIT(bad(idx(7, {3}, "abc")), ExitedWithCode(65), "not an IDX file");
  EXPECT_EXIT(bad(idx(8, {}, "a")), ExitedWithCode(65), "not an IDX file");
  EXPECT_EXIT(bad(good.substr(0, 6)), ExitedWithCode(65), "truncated: it ends within its header");
  EXPECT_EXIT(bad(good.substr(0, good.size() - 1)), ExitedWithCode(65),
              "truncated: its header promises \\[3\\] elements of u8, 3 bytes, but 2 follow");
  EXPECT_EXIT(bad(good + "d"), ExitedWithCode(65), "trailing bytes: .*but 4 follow");
  EXPECT_EXIT(bad(idx(14, {UINT32_MAX, UINT32_MAX}, "")), ExitedWithCode(65), "more elements than");
  EXPECT_EXIT(bad(idx(8, {UINT32_MAX}, "")), ExitedWithCode(65), "truncated");
}

TEST_F(Readers, Npy) {
  EXPECT_EQ(
      npyFile<float>(npyOf("<f4", "(2, 2)", bytesOf<float>({1, 2, 3, 4})), CATRT_F32, {-1, 2}),
      (Floats{1, 2, 3, 4}));
  EXPECT_EQ(npyFile<int64_t>(npyOf("<i8", "(2,)", bytesOf<int64_t>({5, -6})), CATRT_I64, {2}),
            (Ints{5, -6}));
  EXPECT_EQ(npyFile<float>(npyOf("|b1", "(1,)", "\x01"), CATRT_F32, {-1}), (Floats{1}));
  EXPECT_EQ(npyFile<float>(npyOf("<u8", "(1,)", bytesOf<uint64_t>({UINT64_MAX})), CATRT_F32, {-1}),
            (Floats{0x1p64f}));
  for (char version : {2, 3})
    EXPECT_EQ(
        npyFile<float>(npy("{\"shape\":(1,),'fortran_order':True,'descr':'|u1'}", "a", version),
                       CATRT_F32, {-1}),
        (Floats{97}));
  Array<double> scalar({});
  _mlir_ciface_catrt_read_into_f64(
      catrt_read_open_npy(write("s", npyOf("<f8", "()", bytesOf<double>({2.5})))), -1, scalar);
  EXPECT_EQ(scalar.values[0], 2.5);
}

TEST_F(Readers, BadNpy) {
  auto bad = [&](const std::string &bytes) { npyFile<float>(bytes, CATRT_F32, {-1}); };
  std::string good = npyOf("<f4", "(1,)", "abcd");
  EXPECT_EXIT(bad(""), ExitedWithCode(65), "a.npy: not a .npy file");
  EXPECT_EXIT(bad(idx(8, {3}, "abc")), ExitedWithCode(65), "not a .npy file");
  EXPECT_EXIT(bad(good.substr(0, 30)), ExitedWithCode(65), "truncated");
  EXPECT_EXIT(bad(good.substr(0, good.size() - 1)), ExitedWithCode(65), "truncated");
  EXPECT_EXIT(bad(good + "x"), ExitedWithCode(65), "trailing");
  EXPECT_EXIT(bad(npyOf(">f4", "(1,)", "abcd")), ExitedWithCode(65), "big-endian");
  EXPECT_EXIT(bad(npyOf("<f2", "(1,)", "ab")), ExitedWithCode(65), "type '<f2' cannot be read");
  EXPECT_EXIT(bad(npyOf("<f4", "(4611686018427387904, 8)", "")), ExitedWithCode(65),
              "more elements");
  EXPECT_EXIT(bad(npyOf("<f4", "(99999999999999999999,)", "")), ExitedWithCode(65), "malformed");
  EXPECT_EXIT(bad(npyOf("<f4", "(-1,)", "")), ExitedWithCode(65), "malformed");
  EXPECT_EXIT(bad(npy("{'descr': [('a', '<f4')], }", "")), ExitedWithCode(65), "structured");
  EXPECT_EXIT(bad(npy("{'descr': '<f4', 'fortran_order': True, 'shape': (1, 1)}", "abcd")),
              ExitedWithCode(65), "Fortran");
  EXPECT_EXIT(bad(npy("{'descr': '<f4'}", "")), ExitedWithCode(65), "malformed");
  EXPECT_EXIT(bad(npy("", "")), ExitedWithCode(65), "malformed");
}

TEST_F(Readers, TextAndBytes) {
  EXPECT_EQ(str(catrt_read_text(write("t", "häl\nlo"))), "häl\nlo");
  EXPECT_EQ(str(catrt_read_text(write("empty", ""))), "");
  catrt_memref1 bytes;
  _mlir_ciface_catrt_read_bytes(&bytes, write("b", "\xff\x01"));
  EXPECT_EQ(bytes.sizes[0], 2);
  EXPECT_EQ(static_cast<uint8_t *>(bytes.aligned)[0], 255);
  free(bytes.allocated);
  for (const char *wrong :
       {"\xff", "a\xc3", "\xc0\x80", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\x80"})
    EXPECT_EXIT(catrt_read_text(write("w", wrong)), ExitedWithCode(65), "w: not UTF-8 text");
}

TEST_F(Readers, Missing) {
  EXPECT_EXIT(catrt_read_text(text(path("none"))), ExitedWithCode(66),
              "none: cannot read: No such file");
  EXPECT_EXIT(catrt_read_open_idx(text(folder)), ExitedWithCode(66), "cannot read: Is a directory");
  EXPECT_EXIT(catrt_read_open_npy(text("")), ExitedWithCode(66), "cannot read");
  EXPECT_EXIT(catrt_read_text(text(std::string("a\0b", 3))), ExitedWithCode(66), "zero byte");
}

TEST_F(Readers, Gzip) {
  std::string file = idx(8, {3}, "abc");
  writeGz("z.idx.gz", file);
  for (const char *name : {"z.idx.gz", "z.idx"})
    EXPECT_EQ(fresh<float>(_mlir_ciface_catrt_read_idx, text(path(name)), CATRT_F32, {-1}),
              (Floats{97, 98, 99}));
  // The uncompressed file wins when both are there.
  write("z.idx", idx(8, {1}, "a"));
  EXPECT_EQ(catrt_read_count(catrt_read_open_idx(text(path("z.idx"))), 1), 1);
}

TEST_F(Readers, TruncatedGzip) {
  std::string noise;
  for (int64_t i = 0; i < 1000; ++i)
    noise += static_cast<char>(catrt_bits(1, i));
  writeGz("n.gz", idx(8, {1000}, noise));
  std::string whole = read("n.gz");
  for (size_t length : {size_t{0}, size_t{1}, size_t{5}, size_t{12}, whole.size() / 2,
                        whole.size() - 8, whole.size() - 1}) {
    write("n.gz", whole.substr(0, length));
    EXPECT_EXIT(catrt_read_open_idx(text(path("n.gz"))), ExitedWithCode(65), "n.gz: .*gzip data")
        << length;
  }
  std::string damaged = whole;
  damaged[whole.size() / 2] ^= 0x55;
  write("n.gz", damaged);
  EXPECT_EXIT(catrt_read_open_idx(text(path("n.gz"))), ExitedWithCode(65), "n.gz: .*");
}

TEST_F(Readers, FashionMnist) {
  std::string folder = "/usr/share/datasets/fashion-mnist/";
  ASSERT_TRUE(std::filesystem::exists(folder + "t10k-images-idx3-ubyte.gz"))
      << "the package dataset-fashion-mnist is not installed";
  Floats images = fresh<float>(_mlir_ciface_catrt_read_idx, text(folder + "t10k-images-idx3-ubyte"),
                               CATRT_F32, {-1, 784});
  Ints labels = fresh<int64_t>(_mlir_ciface_catrt_read_idx,
                               text(folder + "t10k-labels-idx1-ubyte.gz"), CATRT_I64, {10000}, 10);
  EXPECT_EQ(images.size(), 7840000u);
  EXPECT_EQ(labels[0], 9);
}

} // namespace
