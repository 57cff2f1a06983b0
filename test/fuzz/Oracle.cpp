// What the fuzzer asserts of each program.
#include "test/fuzz/Oracle.h"

#include "compiler/driver/Compile.h"
#include "compiler/sema/Sema.h"
#include "compiler/syntax/Parser.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/raw_ostream.h"

#include <unistd.h>

using namespace cat;
using namespace cat::fuzz;
using llvm::StringRef;

/// Words of the compiler that no message of it may contain, unless the program does.
static std::string innerWordIn(StringRef message, StringRef program) {
  static constexpr StringRef words[] = {
      "tensor<",   "memref",      "!cat",       "'cat.",   "linalg.generic",
      "llvm.",     "builtin.",    "i64>",       "xf32",    "xi64",
      "operand #", "<<",          "null>",      "nullptr", "please report",
      "legalize",  "unhandled",   "unrealized", "region",  "SSA",
      "!llvm",     "op requires", "' op ",      "lambda:", "cat-inline"};
  for (StringRef word : words)
    if (message.contains(word) && !program.contains(word))
      return word.str();
  return "";
}

/// Complains about one error of sema or the text layer.
static std::string examineError(const Diagnostic &d, const SourceManager &sources, StringRef path,
                                StringRef text) {
  std::string all = d.message + "\n" + d.expected + "\n" + d.found + "\n" + d.suggestion;
  for (const Note &note : d.notes)
    all += "\n" + note.message;
  static const llvm::Regex code("^E[0-9]{4}$");
  if (!code.match(d.code))
    return "an error without a code: " + d.message;
  if (sources.name(d.span.file) != std::string_view(path))
    return "an error outside of the program: " + d.code;
  if (d.span.begin > d.span.end || d.span.end > text.size())
    return "an error at no place: " + d.code;
  if (d.message.empty())
    return "an error without a message: " + d.code;
  if (std::string word = innerWordIn(all, text); !word.empty())
    return "an error says \"" + word + "\": " + d.code;
  return "";
}

static std::string examineErrors(const Diagnostics &diagnostics, const SourceManager &sources,
                                 const std::string &path, const std::string &text) {
  std::string rendered;
  llvm::raw_string_ostream os(rendered);
  diagnostics.render(os, sources);
  diagnostics.renderJson(os, sources);
  for (const Diagnostic &d : diagnostics.all())
    if (std::string complaint = examineError(d, sources, path, text); !complaint.empty()) {
      diagnostics.render(llvm::errs(), sources);
      return complaint;
    }
  return "";
}

/// The text layer: a tree or errors; a formatted program means the same, and is formatted.
static std::string examineSyntax(const std::string &path, const std::string &text, bool &parsed) {
  SourceManager sources;
  Diagnostics diagnostics;
  auto module = parse(sources, sources.add(path, text), diagnostics);
  parsed = module != nullptr;
  if (parsed == diagnostics.hasErrors())
    return parsed ? "a tree in spite of errors" : "neither a tree nor an error";
  if (!parsed)
    return examineErrors(diagnostics, sources, path, text);
  std::string formatted = format(*module, sources, 0);
  SourceManager again;
  auto second = parse(again, again.add(path, formatted), diagnostics);
  if (!second) {
    diagnostics.render(llvm::errs(), again);
    return "what is formatted does not parse";
  }
  if (dumpTree(*module) != dumpTree(*second))
    return "what is formatted means something else";
  return format(*second, again, 0) == formatted ? "" : "what is formatted is not formatted";
}

/// What was written to the file `descriptor`.
static std::string contentsOf(int descriptor) {
  std::string text(size_t(lseek(descriptor, 0, SEEK_END)), '\0');
  ssize_t size = pread(descriptor, text.data(), text.size(), 0);
  text.resize(size > 0 ? size_t(size) : 0);
  return text;
}

/// Complains about how the passes ended, having written `messages`.
static std::string examineCompilation(int code, StringRef messages, StringRef text) {
  if (code != driver::Done && code != driver::WrongProgram)
    return "compilation ends with " + llvm::utostr(unsigned(code));
  if ((code == driver::Done) != messages.empty())
    return code ? "compilation fails without a message" : "compilation succeeds with a message";
  static const llvm::Regex form(":[0-9]+:[0-9]+: error\\[E[0-9]{4}\\]: ");
  if (code && !form.match(messages))
    return "compilation fails without place or code: " +
           messages.split(": ").second.split('\n').first.str();
  if (std::string word = innerWordIn(messages, text); !word.empty())
    return "a message of a pass says \"" + word + "\"";
  return "";
}

Outcome cat::fuzz::examine(const std::string &path, const std::string &text, bool compile,
                           int messages) {
  Outcome outcome;
  outcome.complaint = examineSyntax(path, text, outcome.parsed);
  if (!outcome.parsed || !outcome.complaint.empty())
    return outcome;
  {
    SourceManager sources;
    Diagnostics diagnostics;
    auto program = sema::analyse(sources, path, driver::librarySearchPath(), diagnostics);
    outcome.checked = program != nullptr;
    outcome.complaint = outcome.checked == diagnostics.hasErrors()
                            ? "neither a program nor an error"
                            : examineErrors(diagnostics, sources, path, text);
  }
  if (!outcome.checked || !outcome.complaint.empty())
    return outcome;
  driver::Compilation compilation(path, /*jsonDiagnostics=*/false);
  if (compilation.load() != driver::Done) {
    outcome.complaint = "what sema accepts is lowered wrongly: " +
                        StringRef(contentsOf(messages)).split(": ").second.split('\n').first.str();
    return outcome;
  }
  if (compile) {
    int code = compilation.lower(PipelineOptions(), Stage::Llvm);
    outcome.compiled = code == driver::Done;
    outcome.complaint = examineCompilation(code, contentsOf(messages), text);
  }
  return outcome;
}
