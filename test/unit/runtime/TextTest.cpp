// Texts, formatting, printing, failing, metrics and progress.
#include "Support.h"

#include <cmath>
#include <limits>

using testing::ExitedWithCode;

namespace {

std::string f64(double value, const char *spec = "") { return str(catrt_format_f64(value, spec)); }
std::string f32(float value, const char *spec = "") { return str(catrt_format_f32(value, spec)); }

TEST(Format, ShortestFloat) {
  EXPECT_EQ(f64(4), "4");
  EXPECT_EQ(f64(0), "0");
  EXPECT_EQ(f64(-0.0), "-0");
  EXPECT_EQ(f64(-2.5), "-2.5");
  EXPECT_EQ(f64(0.1), "0.1");
  EXPECT_EQ(f64(0.1 + 0.2), "0.30000000000000004");
  EXPECT_EQ(f64(1e-5), "0.00001");
  EXPECT_EQ(f64(1.25e-5), "0.0000125");
  EXPECT_EQ(f64(9.5e-6), "9.5e-6");
  EXPECT_EQ(f64(123456789.125), "123456789.125");
  EXPECT_EQ(f64(9007199254740992), "9007199254740992");
  EXPECT_EQ(f64(1e15), "1000000000000000");
  EXPECT_EQ(f64(1e16), "1e16");
  EXPECT_EQ(f64(-1.5e300), "-1.5e300");
  EXPECT_EQ(f64(5e-324), "5e-324");
  EXPECT_EQ(f64(INFINITY), "inf");
  EXPECT_EQ(f64(-INFINITY), "-inf");
  EXPECT_EQ(f64(NAN), "nan");
  EXPECT_EQ(f64(-NAN), "nan");
  EXPECT_EQ(f32(0.1f), "0.1");
  EXPECT_EQ(f32(16777216.0f), "16777216");
  EXPECT_EQ(f32(std::numeric_limits<float>::max()), "3.4028235e38");
  EXPECT_EQ(f32(std::numeric_limits<float>::denorm_min()), "1e-45");
}

TEST(Format, ShortestFloatReadsBack) {
  for (int64_t i = 0; i < 20000; ++i) {
    uint64_t bits = catrt_bits(7, i);
    uint32_t half = static_cast<uint32_t>(bits);
    double wide;
    float narrow;
    memcpy(&wide, &bits, 8);
    memcpy(&narrow, &half, 4);
    if (std::isfinite(wide))
      EXPECT_EQ(strtod(f64(wide).c_str(), nullptr), wide);
    if (std::isfinite(narrow))
      EXPECT_EQ(strtof(f32(narrow).c_str(), nullptr), narrow);
  }
}

TEST(Format, Specs) {
  EXPECT_EQ(f64(1.0 / 3, ".4f"), "0.3333");
  EXPECT_EQ(f64(2.5, ".0f"), "2");
  EXPECT_EQ(f64(12345.678, ".2e"), "1.23e4");
  EXPECT_EQ(f64(0, ".1e"), "0.0e0");
  EXPECT_EQ(f64(0.875, ".2%"), "87.50%");
  EXPECT_EQ(f64(NAN, ".2%"), "nan");
  EXPECT_EQ(f32(0.1f, ".10f"), "0.1000000015");
  EXPECT_EQ(f64(1, ".99f").size(), 101u);
  EXPECT_EQ(f64(1e308, ".2f").size(), 312u);
  EXPECT_EQ(str(catrt_format_i64(7, ".2f")), "7.00");
}

TEST(Format, OtherScalars) {
  EXPECT_EQ(str(catrt_format_i64(INT64_MIN, "")), "-9223372036854775808");
  EXPECT_EQ(str(catrt_format_u64(UINT64_MAX, "")), "18446744073709551615");
  EXPECT_EQ(str(catrt_format_bool(1, "")), "true");
  EXPECT_EQ(str(catrt_format_bool(0, "")), "false");
  EXPECT_EQ(str(catrt_format_enum(0, "red|green|blue")), "red");
  EXPECT_EQ(str(catrt_format_enum(2, "red|green|blue")), "blue");
  EXPECT_EQ(str(catrt_format_enum(3, "red|green|blue")), "3");
  EXPECT_EQ(str(catrt_format_enum(-1, "red")), "-1");
}

TEST(Format, Arrays) {
  EXPECT_EQ(str(_mlir_ciface_catrt_format_array_f32(Array<float>({2}, {1, 2.5}), "")), "[1, 2.5]");
  EXPECT_EQ(str(_mlir_ciface_catrt_format_array_f64(Array<double>({2}, {1, 2.5}), ".1f")),
            "[1.0, 2.5]");
  EXPECT_EQ(str(_mlir_ciface_catrt_format_array_i8(Array<int8_t>({2, 2}, {1, -2, 3, 4}), "")),
            "[[1, -2], [3, 4]]");
  EXPECT_EQ(str(_mlir_ciface_catrt_format_array_u8(Array<uint8_t>({2, 1, 1}, {200, 3}), "")),
            "[[[200]], [[3]]]");
  EXPECT_EQ(str(_mlir_ciface_catrt_format_array_bool(Array<uint8_t>({2}, {1, 0}), "")),
            "[true, false]");
  EXPECT_EQ(str(_mlir_ciface_catrt_format_array_i64(Array<int64_t>({0}), "")), "[]");
  EXPECT_EQ(str(_mlir_ciface_catrt_format_array_i64(Array<int64_t>({2, 0}), "")), "[[], []]");
  EXPECT_EQ(str(_mlir_ciface_catrt_format_array_u16(Array<uint16_t>({}, {65535}), "")), "65535");
  EXPECT_EQ(str(_mlir_ciface_catrt_format_array_enum(Array<int64_t>({2}, {1, 0}), "no|yes")),
            "[yes, no]");
  Array<const catrt_text *> texts({2}, {text("a"), text("bc")});
  EXPECT_EQ(str(_mlir_ciface_catrt_format_array_text(texts)), "[a, bc]");
}

TEST(Format, StridedArray) {
  int32_t data[] = {0, 1, 2, 3, 4, 5};
  catrt_memref2 transposed = {data, data, 1, {2, 2}, {1, 3}};
  catrt_array array = {2, &transposed};
  EXPECT_EQ(str(_mlir_ciface_catrt_format_array_i32(&array, "")), "[[1, 4], [2, 5]]");
}

TEST(Text, MakeJoinEqual) {
  EXPECT_EQ(str(catrt_text_join(text("ab"), text("ü"))), "abü");
  const catrt_text *parts[] = {text("a"), text(""), text("b")};
  EXPECT_EQ(str(catrt_text_concat(3, parts)), "ab");
  EXPECT_EQ(str(catrt_text_concat(0, nullptr)), "");
  EXPECT_TRUE(catrt_text_equal(text("x"), text("x")));
  EXPECT_FALSE(catrt_text_equal(text("x"), text("y")));
  EXPECT_FALSE(catrt_text_equal(text("x"), text("xy")));
}

TEST(Process, Fail) {
  EXPECT_EXIT(catrt_fail(65, "a.cat:1:2", "bad"), ExitedWithCode(65), "^a.cat:1:2: bad\n$");
  EXPECT_EXIT(catrt_fail(66, "", "bad"), ExitedWithCode(66), "^bad\n$");
  EXPECT_EXIT(catrt_fail_i64(65, "p", "index", -3), ExitedWithCode(65), "^p: index: -3\n$");
  EXPECT_EXIT(catrt_fail_f64(65, "p", "it > 0", -0.5), ExitedWithCode(65), "^p: it > 0: -0.5\n$");
  EXPECT_EXIT(catrt_fail_text(65, "p", "m", text("[1]")), ExitedWithCode(65), "^p: m: \\[1\\]\n$");
}

TEST(Process, FailFlushesStdout) {
  EXPECT_EXIT((dup2(2, 1), fputs("first ", stdout), catrt_fail(65, "", "second")),
              ExitedWithCode(65), "^first second\n$");
}

TEST(Process, PrintAndFinish) {
  EXPECT_EXIT((dup2(2, 1), catrt_print(text("hello")), catrt_print(text("")), exit(catrt_finish())),
              ExitedWithCode(0), "^hello\n\n$");
}

TEST(Process, FullDisk) {
  EXPECT_EXIT((freopen("/dev/full", "w", stdout) ? catrt_print(text("x")) : exit(1)),
              ExitedWithCode(74), "stdout: cannot write");
  EXPECT_EXIT(
      (freopen("/dev/full", "w", stdout) && fputs("x", stdout) ? exit(catrt_finish()) : exit(1)),
      ExitedWithCode(74), "stdout: cannot write");
}

TEST(Process, Memory) {
  void *memory = catrt_alloc(100, 256);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(memory) % 256, 0u);
  catrt_free(memory);
  memory = catrt_alloc(0, 1);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(memory) % 64, 0u);
  free(memory);
  EXPECT_EXIT(catrt_alloc(INT64_MAX, 64), ExitedWithCode(71), "out of memory");
  EXPECT_EXIT(catrt_alloc(-1, 64), ExitedWithCode(71), "out of memory");
}

TEST(Process, ProgressIsSilentWithoutTerminal) {
  EXPECT_EXIT((catrt_progress(1, 2), catrt_progress(2, 2), exit(catrt_finish())), ExitedWithCode(0),
              "^$");
}

using Log = FilesTest;

TEST_F(Log, AppendsLines) {
  setenv("CATRT_METRICS", path("m.jsonl").c_str(), 1);
  const char *names[] = {"step", "loss", "note", "ok"};
  const catrt_text *first[] = {text("1"), text("-1.5e-7"), text("a \"b\"\n"), text("true")};
  const catrt_text *second[] = {text("01"), text("nan"), text(""), text("False")};
  catrt_log(4, names, first);
  catrt_log(4, names, second);
  catrt_log(0, names, first);
  EXPECT_EQ(read("m.jsonl"),
            "{\"step\": 1, \"loss\": -1.5e-7, \"note\": \"a \\\"b\\\"\\u000a\", \"ok\": true}\n"
            "{\"step\": \"01\", \"loss\": \"nan\", \"note\": \"\", \"ok\": \"False\"}\n{}\n");
  setenv("CATRT_METRICS", path("absent/m").c_str(), 1);
  EXPECT_EXIT(catrt_log(0, names, first), ExitedWithCode(66), "absent/m: cannot write: No such");
  setenv("CATRT_METRICS", "", 1);
  catrt_log(4, names, first);
  unsetenv("CATRT_METRICS");
}

} // namespace
