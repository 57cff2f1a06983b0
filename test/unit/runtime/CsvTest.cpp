// Tables: what is a row and a cell, what a cell may hold, and what is said when it does not.
#include "Support.h"

#include <cmath>
#include <limits>

using testing::ExitedWithCode;

namespace {

using Csv = FilesTest;

struct Wanted {
  const char *name;
  int64_t kind;
  int64_t bound = -1;
  const char *cases = nullptr;
  int64_t optional = 0;
};

// One column of texts.
std::vector<std::string> texts(const catrt_text *path, const char *name) {
  void *table = catrt_csv_open(path);
  catrt_csv_want(table, name, CATRT_TEXT, -1, nullptr, 0);
  Array<const catrt_text *> into({catrt_csv_read(table)});
  _mlir_ciface_catrt_csv_take_text(table, into);
  catrt_csv_close(table);
  std::vector<std::string> result;
  for (const catrt_text *each : into.values)
    result.push_back(str(each));
  return result;
}

int64_t readOnly(const catrt_text *path, std::vector<Wanted> columns) {
  void *table = catrt_csv_open(path);
  for (const Wanted &wanted : columns)
    catrt_csv_want(table, wanted.name, wanted.kind, wanted.bound, wanted.cases, wanted.optional);
  int64_t rows = catrt_csv_read(table);
  catrt_csv_close(table);
  return rows;
}

TEST_F(Csv, CellsAndRows) {
  using Texts = std::vector<std::string>;
  EXPECT_EQ(texts(write("a", "x,y\n1,2\n3,4\n"), "y"), (Texts{"2", "4"}));
  EXPECT_EQ(texts(write("a", "x,y\r\n1,2\r\n3,4"), "y"), (Texts{"2", "4"}));
  EXPECT_EQ(texts(write("a", "\xEF\xBB\xBFx,y\n1,2\n"), "x"), (Texts{"1"}));
  EXPECT_EQ(texts(write("a", " x ,\"y\"\n a ,\n"), "x"), (Texts{" a "}));
  EXPECT_EQ(texts(write("a", "x,y\n1,2\n3,\n"), "y"), (Texts{"2", ""}));
  EXPECT_EQ(texts(write("a", "x,y\n\n1,2\n\n\r\n3,4\n\n"), "y"), (Texts{"2", "4"}));
  EXPECT_EQ(texts(write("a", "x\n\na\n"), "x"), (Texts{"", "a"}));
  EXPECT_EQ(texts(write("a", "x,y\n\"a,\"\"b\"\"\nc\",2\n\"\",3\r\n"), "x"),
            (Texts{"a,\"b\"\nc", ""}));
  EXPECT_EQ(texts(write("a", "x,y\n1,\"a\r\nb\""), "y"), (Texts{"a\r\nb"}));
  EXPECT_EQ(texts(write("a", "x,y\n1,a\"b\n"), "y"), (Texts{"a\"b"}));
  EXPECT_EQ(texts(write("a", "x,y\n"), "y"), Texts());
  EXPECT_EQ(texts(write("a", "x,y"), "y"), Texts());
  EXPECT_EQ(texts(writeGz("b.gz", "x,y\n1,ü\n"), "y"), (Texts{"ü"}));
  EXPECT_EQ(texts(text(path("b")), "y"), (Texts{"ü"}));
}

template <typename T>
std::vector<T> values(const catrt_text *path, Wanted wanted,
                      void (*take)(void *, const catrt_array *)) {
  void *table = catrt_csv_open(path);
  catrt_csv_want(table, wanted.name, wanted.kind, wanted.bound, wanted.cases, wanted.optional);
  Array<T> into({catrt_csv_read(table)});
  take(table, into);
  catrt_csv_close(table);
  return into.values;
}

TEST_F(Csv, Scalars) {
  const catrt_text *file = write("a", "b,i,u,f,d,e\n"
                                      "true,-128,255,1.5,1e-320,red\n"
                                      "0, 127 ,0,-inf,0.1, green\n"
                                      "FALSE,+7,1,NaN,1e308,red\n");
  EXPECT_EQ(values<uint8_t>(file, {"b", CATRT_BOOL}, _mlir_ciface_catrt_csv_take_bool),
            (std::vector<uint8_t>{1, 0, 0}));
  EXPECT_EQ(values<int8_t>(file, {"i", CATRT_I8}, _mlir_ciface_catrt_csv_take_i8),
            (std::vector<int8_t>{-128, 127, 7}));
  EXPECT_EQ(values<uint8_t>(file, {"u", CATRT_U8}, _mlir_ciface_catrt_csv_take_u8),
            (std::vector<uint8_t>{255, 0, 1}));
  auto floats = values<float>(file, {"f", CATRT_F32}, _mlir_ciface_catrt_csv_take_f32);
  EXPECT_EQ(floats[0], 1.5f);
  EXPECT_EQ(floats[1], -INFINITY);
  EXPECT_TRUE(std::isnan(floats[2]));
  EXPECT_EQ(values<double>(file, {"d", CATRT_F64}, _mlir_ciface_catrt_csv_take_f64),
            (std::vector<double>{1e-320, 0.1, 1e308}));
  EXPECT_EQ(
      values<int64_t>(file, {"e", CATRT_ENUM, -1, "red|green"}, _mlir_ciface_catrt_csv_take_i64),
      (std::vector<int64_t>{0, 1, 0}));
}

TEST_F(Csv, OptionalCellsAndLines) {
  const catrt_text *file = write("a", "n,t\n1,\"a\nb\"\n,\n 3,\"\"\n");
  void *table = catrt_csv_open(file);
  catrt_csv_want(table, "n", CATRT_I32, -1, nullptr, 1);
  catrt_csv_want(table, "t", CATRT_TEXT, -1, nullptr, 1);
  catrt_csv_want(table, nullptr, CATRT_I64, -1, nullptr, 0);
  ASSERT_EQ(catrt_csv_read(table), 3);
  Array<int64_t> some({3}), someText({3}), lines({3});
  Array<int32_t> numbers({3});
  Array<const catrt_text *> into({3});
  _mlir_ciface_catrt_csv_take_i64(table, some);
  _mlir_ciface_catrt_csv_take_i32(table, numbers);
  _mlir_ciface_catrt_csv_take_i64(table, someText);
  _mlir_ciface_catrt_csv_take_text(table, into);
  _mlir_ciface_catrt_csv_take_i64(table, lines);
  catrt_csv_close(table);
  EXPECT_EQ(some.values, (std::vector<int64_t>{1, 0, 1}));
  EXPECT_EQ(numbers.values, (std::vector<int32_t>{1, 0, 3}));
  EXPECT_EQ(someText.values, (std::vector<int64_t>{1, 0, 1}));
  EXPECT_EQ(str(into.values[2]), "");
  EXPECT_EQ(lines.values, (std::vector<int64_t>{2, 4, 5}));
}

TEST_F(Csv, Wrong) {
  struct {
    const char *bytes;
    Wanted wanted;
    const char *message;
  } cases[] = {
      {"x,y\n1,2\n\"a\nb\",n/a\n", {"y", CATRT_F32}, "a:3: column y: \"n/a\" is not an f32\n"},
      {"x\n1e39\n", {"x", CATRT_F32}, "\"1e39\" is not an f32"},
      {"x\n0x1p3\n", {"x", CATRT_F64}, "\"0x1p3\" is not an f64"},
      {"x,y\n,\n", {"x", CATRT_F64}, "a:2: column x: \"\" is not an f64"},
      {"x\n128\n", {"x", CATRT_I8}, "\"128\" is not an i8"},
      {"x\n-1\n", {"x", CATRT_U16}, "\"-1\" is not a u16"},
      {"x\n1.0\n", {"x", CATRT_I64}, "\"1.0\" is not an i64"},
      {"x\n2\n", {"x", CATRT_BOOL}, "\"2\" is not a bool"},
      {"x\n5\n", {"x", CATRT_I64, 5}, "\"5\" is not a Fin\\[5\\]"},
      {"x\n-5\n", {"x", CATRT_I64, INT64_MAX}, "\"-5\" is not a Nat"},
      {"x\nread\n",
       {"x", CATRT_ENUM, -1, "red|green"},
       "a:2: column x: \"read\" is none of red, green; did you mean red\\?"},
      {"x\nzz\n", {"x", CATRT_F32, -1, nullptr, 1}, "\"zz\" is not an f32"},
      {"x,y\n1\n", {"y", CATRT_F32}, "a:2: 1 cell, but the header has 2"},
      {"x,y\n1,2\n1,2,3\n", {"y", CATRT_F32}, "a:3: 3 cells, but the header has 2"},
      {"x,y\n1,2\n", {"yy", CATRT_F32}, "a: there is no column yy; did you mean y\\?"},
      {"x,y\n1,2\n", {"weight", CATRT_F32}, "there is no column weight; its columns are x, y"},
      {"x,y,x\n1,2,3\n", {"x", CATRT_F32}, "a:1: column x stands twice in the header"},
      {"", {"x", CATRT_F32}, "a: empty: there is no header row"},
      {"x,y\n1,\"2\n\n", {"x", CATRT_F32}, "a:2: a quoted cell has no end"},
      {"x,y\n1,\"2\" 3\n", {"x", CATRT_F32}, "a:2: a quoted cell goes on behind its quotes"},
      {"x,y\n1,\xff\n", {"x", CATRT_F32}, "a: not UTF-8 text"},
  };
  for (const auto &wrong : cases)
    EXPECT_EXIT(readOnly(write("a", wrong.bytes), {wrong.wanted}), ExitedWithCode(65),
                wrong.message)
        << wrong.bytes;
  EXPECT_EXIT(readOnly(text(path("none")), {}), ExitedWithCode(66), "none: cannot read");
}

TEST_F(Csv, ExtraColumnsAreIgnored) {
  EXPECT_EQ(readOnly(write("a", "x,x,y\na,b,1\n"), {{"y", CATRT_F32}}), 1);
}

TEST_F(Csv, RoundTrip) {
  const std::vector<double> numbers = {0.1, -0.0, 1e300, 5e-324, 1.0 / 3, -INFINITY};
  const std::vector<std::string> words = {"", "a,b", "say \"hi\"", "two\nlines", "\r", " x "};
  const std::vector<int64_t> some = {1, 0, 1, 0, 1, 1};
  Array<double> column({6}, numbers);
  Array<int64_t> present({6}, some);
  std::vector<const catrt_text *> pointers;
  for (const std::string &word : words)
    pointers.push_back(text(word));
  Array<const catrt_text *> strings({6}, pointers);
  for (const char *name : {"a.csv", "a.csv.gz"}) {
    void *writer = catrt_csv_begin(text(path(name)));
    _mlir_ciface_catrt_csv_put_f64(writer, "n", nullptr, column);
    _mlir_ciface_catrt_csv_put_i64(writer, nullptr, nullptr, present);
    _mlir_ciface_catrt_csv_put_text(writer, "t", nullptr, strings);
    catrt_csv_end(writer);
    void *table = catrt_csv_open(text(path(name)));
    catrt_csv_want(table, "n", CATRT_F64, -1, nullptr, 0);
    catrt_csv_want(table, "t", CATRT_TEXT, -1, nullptr, 1);
    ASSERT_EQ(catrt_csv_read(table), 6);
    Array<double> again({6});
    Array<int64_t> againPresent({6});
    Array<const catrt_text *> againStrings({6});
    _mlir_ciface_catrt_csv_take_f64(table, again);
    _mlir_ciface_catrt_csv_take_i64(table, againPresent);
    _mlir_ciface_catrt_csv_take_text(table, againStrings);
    catrt_csv_close(table);
    EXPECT_EQ(again.values, numbers);
    EXPECT_TRUE(std::signbit(again.values[1]));
    EXPECT_EQ(againPresent.values, some);
    for (size_t i = 0; i < words.size(); ++i)
      if (some[i])
        EXPECT_EQ(str(againStrings.values[i]), words[i]);
  }
  EXPECT_EQ(read("a.csv").substr(0, 30), "n,t\n0.1,\"\"\n-0,\n1e300,\"say \"\"hi");
}

} // namespace
