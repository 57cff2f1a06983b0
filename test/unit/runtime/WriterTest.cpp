// Files that are written: read back as the same value, whole or not at all.
#include "Support.h"

#include <sys/stat.h>
#include <unistd.h>

using testing::ExitedWithCode;

namespace {

using Writer = FilesTest;

size_t filesIn(const std::filesystem::path &folder) {
  auto entries = std::filesystem::directory_iterator(folder);
  return static_cast<size_t>(std::distance(begin(entries), end(entries)));
}

template <typename T>
std::vector<T> readBack(const catrt_text *path, void *(*open)(const catrt_text *),
                        void (*into)(void *, int64_t, const catrt_array *),
                        std::vector<int64_t> dims) {
  Array<T> array(dims);
  into(open(path), -1, array);
  return array.values;
}

TEST_F(Writer, Npy) {
  const std::vector<float> values = {1, -2.5, 3e38f, 0, 1e-45f, 6};
  Array<float> array({2, 3}, values);
  for (const char *name : {"a.npy", "a.npy.gz"}) {
    _mlir_ciface_catrt_write_npy_f32(text(path(name)), array);
    EXPECT_EQ(readBack<float>(text(path(name)), catrt_read_open_npy,
                              _mlir_ciface_catrt_read_into_f32, {2, 3}),
              values);
  }
  std::string bytes = read("a.npy");
  EXPECT_EQ(bytes.size() % 64, 24u);
  EXPECT_EQ(bytes.substr(10, 59), "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }");
  Array<int64_t> line({3}, {INT64_MIN, 0, INT64_MAX});
  _mlir_ciface_catrt_write_npy_i64(text(path("b.npy")), line);
  EXPECT_EQ(readBack<int64_t>(text(path("b.npy")), catrt_read_open_npy,
                              _mlir_ciface_catrt_read_into_i64, {3}),
            line.values);
}

TEST_F(Writer, Idx) {
  struct {
    std::vector<int64_t> values;
    char type;
  } cases[] = {{{0, 255}, 0x08},
               {{-128, 127}, 0x09},
               {{-1, 255}, 0x0B},
               {{0, 256}, 0x0B},
               {{INT32_MIN, INT32_MAX}, 0x0C}};
  for (const auto &each : cases) {
    Array<int64_t> array({2}, each.values);
    _mlir_ciface_catrt_write_idx_i64(text(path("a")), array);
    EXPECT_EQ(read("a")[2], each.type);
    EXPECT_EQ(readBack<int64_t>(text(path("a")), catrt_read_open_idx,
                                _mlir_ciface_catrt_read_into_i64, {2}),
              each.values);
  }
  Array<int64_t> wide({1}, {int64_t(INT32_MAX) + 1});
  EXPECT_EXIT(_mlir_ciface_catrt_write_idx_i64(text(path("b")), wide), ExitedWithCode(65),
              "b: an IDX file holds no integers beyond 32 bits");
  Array<uint64_t> huge({1}, {UINT64_MAX});
  EXPECT_EXIT(_mlir_ciface_catrt_write_idx_u64(text(path("b")), huge), ExitedWithCode(65),
              "beyond 32 bits");
  EXPECT_EQ(filesIn(folder), 1u);
  Array<double> reals({2, 1}, {0.1, -1e300});
  _mlir_ciface_catrt_write_idx_f64(text(path("c.gz")), reals);
  EXPECT_EQ(readBack<double>(text(path("c")), catrt_read_open_idx, _mlir_ciface_catrt_read_into_f64,
                             {2, 1}),
            reals.values);
}

TEST_F(Writer, TextAndBytes) {
  catrt_write_text(text(path("a")), text("grüße\n"));
  EXPECT_EQ(read("a"), "grüße\n");
  catrt_write_text(text(path("a")), text(""));
  EXPECT_EQ(read("a"), "");
  catrt_write_text(text(path("b.gz")), text("zipped"));
  EXPECT_EQ(read("b.gz").substr(0, 2), "\x1f\x8b");
  EXPECT_EQ(str(catrt_read_text(text(path("b.gz")))), "zipped");
  Array<uint8_t> bytes({4}, {0, 1, 255, 2});
  _mlir_ciface_catrt_write_bytes(text(path("c")), bytes);
  EXPECT_EQ(read("c"), std::string("\0\x01\xff\x02", 4));
}

TEST_F(Writer, WholeOrNotAtAll) {
  auto expectFailure = [&](const std::string &where, const char *message) {
    EXPECT_EXIT(catrt_write_text(text(where), text("new")), ExitedWithCode(66), message) << where;
  };
  expectFailure(path("no/such"), "no/such: cannot write: No such file");
  expectFailure(folder, "cannot write: Is a directory");
  expectFailure("", "not a file path");
  expectFailure("/dev/full", "/dev/full: cannot write: No space left");
  expectFailure(std::string("a\0b", 3), "not a file path");
  EXPECT_EQ(filesIn(folder), 0u);
  catrt_write_text(text("/dev/null"), text("gone"));
  struct stat status;
  ASSERT_EQ(stat("/dev/null", &status), 0);
  EXPECT_TRUE(S_ISCHR(status.st_mode));
  if (geteuid() == 0)
    return; // who may write everywhere
  write("kept", "old");
  std::filesystem::permissions(folder, std::filesystem::perms::owner_exec |
                                           std::filesystem::perms::owner_read);
  expectFailure(path("kept"), "kept: cannot write: Permission denied");
  std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
  EXPECT_EQ(read("kept"), "old");
}

} // namespace
