// Saving and loading safetensors.
#include "Support.h"

using testing::ExitedWithCode;

namespace {

struct Tensors : FilesTest {
  void open(const std::string &header, const std::string &data) {
    catrt_load_open(write("t", safetensors(header, data)));
  }
};

TEST_F(Tensors, RoundTrip) {
  Array<float> weight({2, 3}, {1, 2, 3, 4, 5, 6}), bias({2}, {-1, 0.5});
  Array<double> rate({}, {0.125});
  Array<uint8_t> flags({3}, {1, 0, 1});
  void *saver = catrt_save_begin(text(path("p.safetensors")));
  _mlir_ciface_catrt_save_tensor_bool(saver, "flags", flags);
  _mlir_ciface_catrt_save_tensor_f32(saver, "out.weight", weight);
  _mlir_ciface_catrt_save_tensor_f32(saver, "out.\"bias\"", bias);
  _mlir_ciface_catrt_save_tensor_f64(saver, "rate", rate);
  catrt_save_end(saver);

  std::string file = read("p.safetensors");
  uint64_t length;
  memcpy(&length, file.data(), 8);
  EXPECT_EQ(length % 8, 0u);
  EXPECT_EQ(file.substr(8, 61),
            "{\"rate\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]},\"out.");

  Array<float> weight2({2, 3}), bias2({2});
  Array<double> rate2({});
  Array<uint8_t> flags2({3});
  void *loader = catrt_load_open(text(path("p.safetensors")));
  _mlir_ciface_catrt_load_tensor_f32(loader, "out.weight", weight2);
  _mlir_ciface_catrt_load_tensor_f32(loader, "out.\"bias\"", bias2);
  _mlir_ciface_catrt_load_tensor_f64(loader, "rate", rate2);
  _mlir_ciface_catrt_load_tensor_bool(loader, "flags", flags2);
  catrt_load_close(loader);
  EXPECT_EQ(weight.values, weight2.values);
  EXPECT_EQ(bias.values, bias2.values);
  EXPECT_EQ(rate.values, rate2.values);
  EXPECT_EQ(flags.values, flags2.values);
}

TEST_F(Tensors, StridedArrays) {
  int16_t data[] = {0, 1, 2, 3, 4, 5}, back[6] = {};
  catrt_memref2 transposed = {data, data, 0, {3, 2}, {1, 3}},
                into = {back, back, 0, {3, 2}, {1, 3}};
  catrt_array from = {2, &transposed}, to = {2, &into};
  void *saver = catrt_save_begin(text(path("s")));
  _mlir_ciface_catrt_save_tensor_i16(saver, "x", &from);
  catrt_save_end(saver);
  EXPECT_EQ(read("s").substr(read("s").size() - 12), bytesOf<int16_t>({0, 3, 1, 4, 2, 5}));
  void *loader = catrt_load_open(text(path("s")));
  _mlir_ciface_catrt_load_tensor_i16(loader, "x", &to);
  catrt_load_close(loader);
  EXPECT_TRUE(std::equal(data, data + 6, back));
}

TEST_F(Tensors, EmptyFile) {
  catrt_save_end(catrt_save_begin(text(path("e"))));
  catrt_load_close(catrt_load_open(text(path("e"))));
  EXPECT_EQ(read("e"), safetensors("{}      ", ""));
}

TEST_F(Tensors, SavingFails) {
  EXPECT_EXIT(catrt_save_end(catrt_save_begin(text(path("no/such")))), ExitedWithCode(66),
              "no/such: cannot write: No such file");
  EXPECT_EXIT(catrt_save_end(catrt_save_begin(text(""))), ExitedWithCode(66), "not a file path");
  // The target cannot be replaced: nothing stays behind.
  std::filesystem::create_directories(path("d/inside"));
  EXPECT_EXIT(catrt_save_end(catrt_save_begin(text(path("d")))), ExitedWithCode(66),
              "d: cannot write: Is a directory");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
}

TEST_F(Tensors, MismatchesAreAllNamed) {
  const char *header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                       "\"b\":{\"dtype\":\"F16\",\"shape\":[1],\"data_offsets\":[8,10]},"
                       "\"extra\":{\"dtype\":\"I8\",\"shape\":[0],\"data_offsets\":[10,10]}}";
  auto load = [&] {
    void *loader = catrt_load_open(write("t", safetensors(header, "0123456789")));
    _mlir_ciface_catrt_load_tensor_f32(loader, "a", Array<float>({3}));
    _mlir_ciface_catrt_load_tensor_f32(loader, "b", Array<float>({1}));
    _mlir_ciface_catrt_load_tensor_i64(loader, "c", Array<int64_t>({1, 2}));
    catrt_load_close(loader);
  };
  EXPECT_EXIT(load(), ExitedWithCode(65),
              "t: its tensors do not fit:\n"
              "  a is F32\\[2\\], wanted is F32\\[3\\]\n"
              "  b is F16\\[1\\], wanted is F32\\[1\\]\n"
              "  c I64\\[1, 2\\] is missing\n"
              "  extra is not one of the wanted tensors\n");
}

TEST_F(Tensors, GoodHeaders) {
  open("{}", "");
  open(" { \"__metadata__\" : { \"format\" : \"pt\", \"\\u00e9\\ud83d\\ude00\\n\" : \"\" } } ", "");
  open("{\"a\":{\"shape\":[],\"data_offsets\":[0,4],\"dtype\":\"F32\"}}", "abcd");
}

TEST_F(Tensors, BadFiles) {
  EXPECT_EXIT(catrt_load_open(text(path("none"))), ExitedWithCode(66), "none: cannot read");
  EXPECT_EXIT(catrt_load_open(write("t", "abc")), ExitedWithCode(65), "t: .*truncated");
  for (uint64_t length : {uint64_t{3}, uint64_t{100000000}, uint64_t{1} << 60, UINT64_MAX})
    EXPECT_EXIT(catrt_load_open(write("t", bytesOf<uint64_t>({length}) + "{}")), ExitedWithCode(65),
                "longer than the file");
}

TEST_F(Tensors, BadHeaders) {
  auto entry = [](const std::string &shape, const std::string &offsets) {
    return "{\"dtype\":\"F32\",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
  };
  struct {
    std::string header, data, message;
  } cases[] = {
      {"", "", "not a JSON object"},
      {"[]", "", "not a JSON object"},
      {"{", "", "malformed"},
      {"{\"a\":1}", "", "not a JSON object"},
      {"{} x", "", "behind the JSON object"},
      {"{\"a\":{}}", "", "without dtype"},
      {"{\"\\ud800\":{}}", "", "malformed"},
      {"{\"\\udc00\":{}}", "", "malformed"},
      {"{\"\xff\":{}}", "", "malformed"},
      {"{\"a\":{\"dtype\":\"X\"}}", "", "unknown dtype"},
      {"{\"a\":{\"x\":1}}", "", "unknown key"},
      {"{\"__metadata__\":{\"a\":1}}", "", "object of strings"},
      {"{\"a\":" + entry("[1]", "[0,4]") + "}", "abc", "truncated"},
      {"{\"a\":" + entry("[1]", "[0,4]") + "}", "abcde", "trailing"},
      {"{\"a\":" + entry("[2]", "[0,4]") + "}", "abcd", "do not agree with the shape"},
      {"{\"a\":" + entry("[1]", "[4,0]") + "}", "abcd", "do not agree with the shape"},
      {"{\"a\":" + entry("[1]", "[-1,3]") + "}", "abcd", "malformed data_offsets"},
      {"{\"a\":" + entry("[01]", "[0,4]") + "}", "abcd", "malformed shape"},
      {"{\"a\":" + entry("[1]", "[4,8]") + "}", "abcdefgh", "overlap or leave a gap"},
      {"{\"a\":" + entry("[1]", "[0,4]") + ",\"b\":" + entry("[1]", "[0,4]") + "}", "abcd",
       "overlap"},
      {"{\"a\":" + entry("[1]", "[0,4]") + ",\"a\":" + entry("[1]", "[4,8]") + "}", "abcdefgh",
       "two tensors of one name"},
      {"{\"a\":" + entry("[4611686018427387904,4]", "[0,0]") + "}", "", "do not agree"},
      {"{\"a\":" + entry("[99999999999999999999]", "[0,0]") + "}", "", "malformed shape"},
  };
  for (const auto &bad : cases)
    EXPECT_EXIT(open(bad.header, bad.data), ExitedWithCode(65), bad.message) << bad.header;
}

} // namespace
