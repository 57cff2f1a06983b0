// Random damage to files of each format: whatever is read, the program ends well or with status 65,
// soon, and within its memory. Each trial runs in its own process.
#include "Support.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

struct Dice {
  uint64_t key;
  int64_t next = 0;
  size_t below(size_t bound) { return catrt_bits(key, next++) % bound; }
};

// A few bytes changed, cut out, repeated or put in.
std::string damage(std::string bytes, Dice &dice) {
  static const std::string telling = std::string("\0\xff\x7f\x80{}[]\",:09-", 15);
  for (size_t rounds = 1 + dice.below(4); rounds > 0; --rounds) {
    size_t at = dice.below(bytes.size() + 1), length = 1 + dice.below(8);
    switch (dice.below(6)) {
    case 0:
      bytes.erase(at, length);
      break;
    case 1:
      bytes.insert(at, length, telling[dice.below(telling.size())]);
      break;
    case 2:
      bytes.insert(at, bytes.substr(dice.below(bytes.size() + 1), 4 * length));
      break;
    case 3:
      bytes.resize(at);
      break;
    case 4:
      if (at < bytes.size())
        bytes[at] = telling[dice.below(telling.size())];
      break;
    default:
      if (at < bytes.size())
        bytes[at] = static_cast<char>(dice.below(256));
    }
  }
  return bytes;
}

struct Fuzz : FilesTest {
  template <typename F> int statusOf(F run) {
    pid_t child = fork();
    if (child == 0) {
      rlimit memory = {1u << 30, 1u << 30};
      setrlimit(RLIMIT_AS, &memory);
      alarm(20);
      dup2(open("/dev/null", O_WRONLY), 2);
      run();
      _exit(0);
    }
    int status = -1;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

  template <typename F> void fuzz(const std::vector<std::string> &seeds, F readFile) {
    for (uint64_t trial = 0; trial < 1000; ++trial) {
      Dice dice{trial};
      const catrt_text *path = write("f", damage(seeds[trial % seeds.size()], dice));
      int status = statusOf([&] { readFile(path); });
      ASSERT_TRUE(status == 0 || status == 65) << "trial " << trial << " ended with " << status;
    }
  }
};

TEST_F(Fuzz, Idx) {
  fuzz({idx(8, {3, 2, 2}, "abcdefghijkl"), idx(14, {2}, std::string(16, '\0')), idx(9, {0, 3}, "")},
       [](const catrt_text *path) {
         const int64_t dims[] = {-1, 4};
         catrt_memref2 result;
         _mlir_ciface_catrt_read_idx(&result, path, CATRT_I32, 200, 2, dims);
       });
}

TEST_F(Fuzz, Npy) {
  fuzz({npyOf("<f4", "(2, 2)", std::string(16, '\1')), npyOf("|i1", "(3, 2)", "abcdef"),
        npyOf("<u8", "(0, 2)", "")},
       [](const catrt_text *path) {
         const int64_t dims[] = {-1, 2};
         catrt_memref2 result;
         _mlir_ciface_catrt_read_npy(&result, path, CATRT_I16, -1, 2, dims);
       });
}

TEST_F(Fuzz, Safetensors) {
  fuzz({safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
                    "\"b\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[8,11]}}",
                    "01234567abc"),
        safetensors("{\"__metadata__\":{\"k\":\"v\"},\"a\\u00e9\":{\"dtype\":\"BF16\","
                    "\"shape\":[],\"data_offsets\":[0,2]}}",
                    "ab")},
       [](const catrt_text *path) {
         void *loader = catrt_load_open(path);
         _mlir_ciface_catrt_load_tensor_f32(loader, "a", Array<float>({2, 1}));
         _mlir_ciface_catrt_load_tensor_u8(loader, "b", Array<uint8_t>({3}));
         catrt_load_close(loader);
       });
}

TEST_F(Fuzz, Csv) {
  fuzz({"a,b,c\n1,\"x,\"\"y\"\"\n\",red\n-2.5,,green\r\n", "c,b,a\nred,\"\",1e3\n\n"},
       [](const catrt_text *path) {
         void *table = catrt_csv_open(path);
         catrt_csv_want(table, "a", CATRT_F32, -1, nullptr, 0);
         catrt_csv_want(table, "b", CATRT_TEXT, -1, nullptr, 1);
         catrt_csv_want(table, "c", CATRT_ENUM, -1, "red|green", 0);
         int64_t rows = catrt_csv_read(table);
         _mlir_ciface_catrt_csv_take_f32(table, Array<float>({rows}));
         _mlir_ciface_catrt_csv_take_i64(table, Array<int64_t>({rows}));
         _mlir_ciface_catrt_csv_take_text(table, Array<const catrt_text *>({rows}));
         _mlir_ciface_catrt_csv_take_i64(table, Array<int64_t>({rows}));
         catrt_csv_close(table);
       });
}

TEST_F(Fuzz, Gzip) {
  writeGz("seed.gz", idx(8, {40}, std::string(20, 'a') + std::string(20, 'b')));
  fuzz({read("seed.gz")}, [](const catrt_text *path) {
    const int64_t dims[] = {-1};
    catrt_memref1 result;
    _mlir_ciface_catrt_read_idx(&result, path, CATRT_U8, -1, 1, dims);
  });
}

} // namespace
