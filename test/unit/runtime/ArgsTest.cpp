// The command line of compiled programs.
#include "Support.h"

#include <cmath>
#include <unistd.h>

using testing::ExitedWithCode;

namespace {

const catrt_flag trainFlags[] = {
    {"steps", "how many steps", CATRT_NAT, "80", nullptr, nullptr, 0},
    {"lr", "the learning rate", CATRT_F32, "0.1", nullptr, "it > 0", 0},
    {"out_file", nullptr, CATRT_PATH, "tiny.safetensors", nullptr, nullptr, 0},
    {"fast", nullptr, CATRT_BOOL, "false", nullptr, nullptr, 0},
    {"color", nullptr, CATRT_ENUM, "red", "red|green", nullptr, 0},
    {"small", nullptr, CATRT_I8, "0", nullptr, nullptr, 0},
    {"large", nullptr, CATRT_U64, "0", nullptr, nullptr, 0},
    {"note", nullptr, CATRT_TEXT, "", nullptr, nullptr, 0},
    {"die", nullptr, CATRT_FIN, "5", nullptr, nullptr, 6},
};
const catrt_flag evalFlags[] = {{"input", nullptr, CATRT_PATH, nullptr, nullptr, nullptr, 0}};
const catrt_pipeline two[] = {{"train", "fits the model", 9, trainFlags},
                              {"eval", nullptr, 1, evalFlags}};
const catrt_pipeline withMain[] = {{"other", nullptr, 0, nullptr}, {"main", nullptr, 0, nullptr}};
const catrt_program tiny = {"tiny", "A tiny program.", 2, two};
const catrt_program single = {"single", nullptr, 1, two};

struct Args : testing::Test {
  catrt_value values[9];

  int64_t parse(const catrt_program &program, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), program.name);
    std::vector<char *> argv;
    for (std::string &argument : arguments)
      argv.push_back(argument.data());
    return catrt_args_parse(static_cast<int32_t>(argv.size()), argv.data(), &program, values);
  }
  // For what is printed on stdout.
  void show(const catrt_program &program, std::vector<std::string> arguments) {
    dup2(2, 1);
    parse(program, arguments);
  }
};

TEST_F(Args, Defaults) {
  EXPECT_EQ(parse(single, {}), 0);
  EXPECT_EQ(values[0].integer, 80);
  EXPECT_EQ(values[1].number, 0.1f);
  EXPECT_EQ(str(values[2].text), "tiny.safetensors");
  EXPECT_EQ(values[3].integer, 0);
  EXPECT_EQ(values[4].integer, 0);
  EXPECT_EQ(str(values[7].text), "");
}

TEST_F(Args, Values) {
  parse(single, {"--steps", "200", "--lr=1e-3", "--out-file", "a b", "--fast", "--color", "green",
                 "--small", "-128", "--large=18446744073709551615", "--note=--x"});
  EXPECT_EQ(values[0].integer, 200);
  EXPECT_EQ(values[1].number, 1e-3f);
  EXPECT_EQ(str(values[2].text), "a b");
  EXPECT_EQ(values[3].integer, 1);
  EXPECT_EQ(values[4].integer, 1);
  EXPECT_EQ(values[5].integer, -128);
  EXPECT_EQ(values[6].integer, -1);
  EXPECT_EQ(str(values[7].text), "--x");
  parse(single, {"--fast=false", "--lr", "-inf", "--die", "0", "--steps", "2"});
  EXPECT_EQ(values[3].integer, 0);
  EXPECT_EQ(values[1].number, -INFINITY);
  EXPECT_EQ(values[0].integer, 2);
  EXPECT_EQ(values[8].integer, 0);
}

TEST_F(Args, Pipelines) {
  EXPECT_EQ(parse(tiny, {"train", "--steps", "1"}), 0);
  EXPECT_EQ(parse(tiny, {"eval", "--input", "f"}), 1);
  EXPECT_EQ(parse({"m", nullptr, 2, withMain}, {}), 1);
  EXPECT_EQ(parse({"m", nullptr, 2, withMain}, {"other"}), 0);
  EXPECT_EXIT(parse(tiny, {}), ExitedWithCode(2), "tiny: name a pipeline: train, eval\n");
  EXPECT_EXIT(parse(tiny, {"trian"}), ExitedWithCode(2),
              "no pipeline \"trian\"; did you mean train\\?\nTry tiny --help.");
  EXPECT_EXIT(parse(tiny, {"eval"}), ExitedWithCode(2), "--input must be given: a file path");
}

TEST_F(Args, WrongUsage) {
  struct {
    std::vector<std::string> arguments;
    const char *message;
  } cases[] = {
      {{"--stps", "3"}, "single: unknown flag --stps; did you mean --steps\\?\nTry single --help."},
      {{"--verbose"}, "unknown flag --verbose\n"},
      {{"--hlp"}, "did you mean --help\\?"},
      {{"--steps"}, "--steps: expected a Nat \\(0, 1, 2, ...\\), found nothing"},
      {{"--steps", "--lr"}, "--steps: expected a Nat .* found nothing"},
      {{"--steps", "-1"}, "--steps: expected a Nat .* found \"-1\""},
      {{"--steps="}, "found \"\""},
      {{"--steps", " 1"}, "found \" 1\""},
      {{"--steps", "1.5"}, "found \"1.5\""},
      {{"--steps", "9223372036854775808"}, "--steps: expected a Nat"},
      {{"--small", "128"}, "--small: expected an integer in -128 ... 127, found \"128\""},
      {{"--large", "-1"}, "an integer in 0 ... 18446744073709551615, found \"-1\""},
      {{"--large", "18446744073709551616"}, "--large: expected"},
      {{"--lr", "abc"}, "--lr: expected a number \\(f32\\), found \"abc\""},
      {{"--lr", "nan"}, "found \"nan\""},
      {{"--lr", "1e39"}, "found \"1e39\""},
      {{"--lr", "1.2.3"}, "found \"1.2.3\""},
      {{"--lr", "e"}, "found \"e\""},
      {{"--lr="}, "found \"\""},
      {{"--fast=1"}, "--fast: expected true or false, found \"1\""},
      {{"--fast", "true"}, "unexpected argument \"true\"; did you mean --fast=true\\?"},
      {{"--steps", "1", "--steps", "2"}, "--steps is given twice"},
      {{"--die", "6"}, "--die: expected a Fin\\[6\\] \\(0 ... 5\\), found \"6\""},
      {{"--die", "-1"}, "--die: expected a Fin"},
      {{"--color", "blue"}, "--color: expected one of red, green, found \"blue\""},
      {{"--note", "\xff"}, "--note: expected UTF-8 text"},
      {{"--out_file="}, "--out_file: expected a file path"},
      {{"train", "extra"}, "unexpected argument \"extra\""},
      {{"--"}, "unexpected argument \"--\""},
      {{"-s"}, "unexpected argument \"-s\""},
  };
  for (const auto &wrong : cases)
    EXPECT_EXIT(parse(single, wrong.arguments), ExitedWithCode(2), wrong.message)
        << wrong.arguments[0];
}

TEST_F(Args, Help) {
  EXPECT_EXIT(show(single, {"--steps", "1", "--help"}), ExitedWithCode(0),
              "^Usage: single \\[--FLAG VALUE ...\\]\n\n"
              "fits the model\n\n"
              "  --steps Nat        how many steps \\(default 80\\)\n"
              "  --lr f32           the learning rate \\(it > 0; default 0.1\\)\n"
              "  --out_file Path    \\(default tiny.safetensors\\)\n"
              "  --fast bool        \\(default false\\)\n"
              "  --color red\\|green  \\(default red\\)\n"
              "  --small i8         \\(default 0\\)\n"
              "  --large u64        \\(default 0\\)\n"
              "  --note Text        \\(default \"\"\\)\n"
              "  --die Fin\\[6\\]       \\(default 5\\)\n"
              "  --help             show this\n$");
  EXPECT_EXIT(show(tiny, {"--help"}), ExitedWithCode(0),
              "^Usage: tiny \\[PIPELINE\\] \\[--FLAG VALUE ...\\]\n\nA tiny program.\n\n"
              "train: fits the model\n(.*\n)*eval:\n  --input Path  \\(must be given\\)\n");
  EXPECT_EXIT(show(tiny, {"eval", "-h"}), ExitedWithCode(0),
              "^Usage: tiny eval \\[--FLAG VALUE ...\\]\n");
}

} // namespace
