// Parsing a program's command line by its description. Every mistake ends the program with status 2
// and a message that names the flag, what was expected and what was found.
#include "args.h"

#include <cmath>

using namespace catrt;

namespace {

struct Parser {
  const catrt_program &program;
  const catrt_pipeline *pipeline;
  catrt_value *values;
  List<bool> given;

  const catrt_flag &flag(int64_t i) const { return pipeline->flags[i]; }
  [[noreturn]] void unknownFlag(const char *typed, size_t length);
  [[noreturn]] void badValue(int64_t i, const char *found);
  int64_t findFlag(const char *typed, size_t length);
  bool assign(int64_t i, const char *text);
  void parse(int argc, char **argv, int first);
  void parseFlag(int argc, char **argv, int &at);
  void defaults();
};

// What a value should have looked like.
void describe(Buffer &out, const catrt_flag &flag) {
  switch (flag.kind) {
  case CATRT_BOOL:
    return out.append("true or false");
  case CATRT_NAT:
    return out.append("a Nat (0, 1, 2, ...)");
  case CATRT_F32:
  case CATRT_F64:
    return out.print("a number (%s)", nameOf(flag.kind));
  case CATRT_ENUM:
    out.append("one of");
    size_t length;
    for (int64_t i = 0; const char *name = caseName(flag.cases, i, length); ++i) {
      out.append(i > 0 ? ", " : " ");
      out.append(name, length);
    }
    return;
  case CATRT_TEXT:
    return out.append("UTF-8 text");
  case CATRT_PATH:
    return out.append("a file path");
  case CATRT_FIN:
    return out.print("a Fin[%lld] (0 ... %lld)", static_cast<long long>(flag.bound),
                     static_cast<long long>(flag.bound - 1));
  default:
    int bits = static_cast<int>(8 * sizeOf(flag.kind));
    if (flag.kind >= CATRT_U8)
      out.print("an integer in 0 ... %llu",
                static_cast<unsigned long long>(UINT64_MAX >> (64 - bits)));
    else
      out.print("an integer in %lld ... %lld", static_cast<long long>(INT64_MIN >> (64 - bits)),
                static_cast<long long>(INT64_MAX >> (64 - bits)));
  }
}

// No NaN: no check that follows could say anything sensible of it.
bool parseNumber(bool single, const char *text, double &value) {
  return parseFloat(single, text, value) && !std::isnan(value);
}

bool parseBool(const char *text, int64_t &value) {
  value = strcmp(text, "true") == 0;
  return value || strcmp(text, "false") == 0;
}

bool Parser::assign(int64_t i, const char *text) {
  catrt_value &value = values[i];
  int64_t kind = flag(i).kind;
  switch (kind) {
  case CATRT_BOOL:
    return parseBool(text, value.integer);
  case CATRT_F32:
  case CATRT_F64:
    return parseNumber(kind == CATRT_F32, text, value.number);
  case CATRT_ENUM:
    return parseCase(flag(i).cases, text, strlen(text), value.integer);
  case CATRT_TEXT:
    if (!isUtf8(text, strlen(text)))
      return false;
    [[fallthrough]];
  case CATRT_PATH:
    value.text = catrt_text_make(text, static_cast<int64_t>(strlen(text)));
    return kind == CATRT_TEXT || *text;
  case CATRT_FIN:
    return parseInteger(CATRT_NAT, text, value.integer) && value.integer < flag(i).bound;
  default:
    return parseInteger(kind, text, value.integer);
  }
}

void Parser::badValue(int64_t i, const char *found) {
  Buffer message;
  message.print("--%s: expected ", flag(i).name);
  describe(message, flag(i));
  if (found)
    message.print(", found \"%s\"", found);
  else
    message.append(", found nothing");
  wrongUsage(program, message);
}

void Parser::unknownFlag(const char *typed, size_t length) {
  Buffer message;
  message.print("unknown flag --%.*s", static_cast<int>(length), typed);
  suggest(message, typed, length, "--", [&](int64_t i) -> const char * {
    return i < pipeline->flagCount ? flag(i).name : i == pipeline->flagCount ? "help" : nullptr;
  });
  wrongUsage(program, message);
}

int64_t Parser::findFlag(const char *typed, size_t length) {
  for (int64_t i = 0; i < pipeline->flagCount; ++i)
    if (sameName(typed, length, flag(i).name))
      return i;
  unknownFlag(typed, length);
}

void Parser::parseFlag(int argc, char **argv, int &at) {
  const char *typed = argv[at] + 2;
  size_t length = strcspn(typed, "=");
  int64_t i = findFlag(typed, length);
  if (given[static_cast<size_t>(i)]) {
    Buffer message;
    message.print("--%s is given twice", flag(i).name);
    wrongUsage(program, message);
  }
  const char *text = typed[length] ? typed + length + 1 : nullptr;
  if (!text && flag(i).kind == CATRT_BOOL)
    text = "true";
  // A flag is not a value; a value that looks like one can be given as --flag=--value.
  if (!text && at + 1 < argc && strncmp(argv[at + 1], "--", 2) != 0)
    text = argv[++at];
  if (!text || !assign(i, text))
    badValue(i, text);
  given[static_cast<size_t>(i)] = true;
}

void Parser::parse(int argc, char **argv, int first) {
  for (int64_t i = 0; i < pipeline->flagCount; ++i)
    given.push(false);
  for (int at = first; at < argc; ++at) {
    const char *argument = argv[at];
    if (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0)
      printHelp(program, program.pipelineCount == 1 || first == 2 ? pipeline : nullptr);
    if (strncmp(argument, "--", 2) == 0 && argument[2]) {
      parseFlag(argc, argv, at);
      continue;
    }
    Buffer message;
    message.print("unexpected argument \"%s\"", argument);
    int64_t ignored;
    if (at > first && parseBool(argument, ignored) && !strchr(argv[at - 1], '='))
      message.print("; did you mean %s=%s?", argv[at - 1], argument);
    wrongUsage(program, message);
  }
}

void Parser::defaults() {
  for (int64_t i = 0; i < pipeline->flagCount; ++i) {
    if (given[static_cast<size_t>(i)])
      continue;
    if (flag(i).value && assign(i, flag(i).value))
      continue;
    Buffer message;
    message.print("--%s must be given: ", flag(i).name);
    describe(message, flag(i));
    wrongUsage(program, message);
  }
}

// The pipeline that the first argument names, else `main`, else the only one.
int64_t choosePipeline(const catrt_program &program, const char *argument, bool &named) {
  auto name = [&](int64_t i) -> const char * {
    return i < program.pipelineCount ? program.pipelines[i].name : nullptr;
  };
  named = argument && *argument && *argument != '-';
  if (named) {
    for (int64_t i = 0; name(i); ++i)
      if (sameName(argument, strlen(argument), name(i)))
        return i;
    Buffer message;
    message.print("there is no pipeline \"%s\"", argument);
    suggest(message, argument, strlen(argument), "", name);
    wrongUsage(program, message);
  }
  for (int64_t i = 0; name(i); ++i)
    if (program.pipelineCount == 1 || strcmp(name(i), "main") == 0)
      return i;
  if (argument && (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0))
    printHelp(program, nullptr);
  Buffer message;
  message.append("name a pipeline:");
  for (int64_t i = 0; name(i); ++i)
    message.print("%s %s", i > 0 ? "," : "", name(i));
  wrongUsage(program, message);
}

} // namespace

int64_t catrt::editDistance(const char *a, size_t aSize, const char *b, size_t bSize) {
  List<int64_t> row; // distances of the prefixes of b to the current prefix of a
  for (size_t j = 0; j <= bSize; ++j)
    row.push(static_cast<int64_t>(j));
  for (size_t i = 1; i <= aSize; ++i) {
    int64_t diagonal = row[0];
    row[0] = static_cast<int64_t>(i);
    for (size_t j = 1; j <= bSize; ++j) {
      int64_t best = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      best = row[j] + 1 < best ? row[j] + 1 : best;
      row[j] = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
    }
  }
  return row[bSize];
}

bool catrt::sameName(const char *typed, size_t length, const char *declared) {
  if (strlen(declared) != length)
    return false;
  for (size_t i = 0; i < length; ++i)
    if (typed[i] != declared[i] && !(typed[i] == '-' && declared[i] == '_'))
      return false;
  return true;
}

int64_t catrt_args_parse(int32_t argc, char **argv, const catrt_program *program,
                         catrt_value *values) {
  bool named;
  int64_t chosen = choosePipeline(*program, argc > 1 ? argv[1] : nullptr, named);
  Parser parser{*program, &program->pipelines[chosen], values, {}};
  parser.parse(argc, argv, named ? 2 : 1);
  parser.defaults();
  return chosen;
}
