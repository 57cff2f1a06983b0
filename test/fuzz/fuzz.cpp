// cat-fuzz: takes mutated programs through the compiler, and reports those that it does not deal
// with as it should, shrunk. See docs/compiler.md.
#include "test/fuzz/Mutator.h"
#include "test/fuzz/Workers.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;
using namespace cat::fuzz;

namespace {

struct Options {
  cl::opt<std::string> source{
      cl::Positional, cl::Required,
      cl::desc("FOLDER of programs to mutate, or a PROGRAM.cat to take as it is")};
  cl::opt<unsigned> count{"count", cl::init(1000), cl::desc("How many programs")};
  cl::opt<unsigned> first{"first", cl::init(0), cl::desc("The index of the first")};
  cl::opt<unsigned> seed{"seed", cl::init(1), cl::desc("Which sequence of programs")};
  cl::opt<unsigned> compile{"compile", cl::init(8),
                            cl::desc("Compile every n-th of those that check; 0: none")};
  cl::opt<unsigned> jobs{"j", cl::init(2), cl::desc("How many at a time")};
  cl::opt<unsigned> seconds{"seconds", cl::init(10), cl::desc("Processor time for one program")};
  cl::opt<unsigned> trials{"trials", cl::init(600), cl::desc("How many, to shrink one program")};
  cl::opt<bool> show{"show", cl::desc("Only print the programs")};
};

/// Makes a failing program smaller as long as it fails in the same way.
class Shrinker {
public:
  Shrinker(Workers &workers, unsigned trials) : workers(workers), trials(trials) {}

  std::string shrink(const Failure &failure) {
    wanted = failure.what;
    std::string program = failure.program;
    if (!fails(program))
      return program;
    for (size_t before = program.size() + 1; before > program.size();) {
      before = program.size();
      program = withoutPieces(program, /*lines=*/true);
      program = withoutPieces(program, /*lines=*/false);
    }
    return program;
  }

private:
  bool fails(const std::string &program) {
    bool same = false;
    workers.run(
        0, 1, 1, [&](uint64_t) { return program; },
        [&](const Failure &failure) { same |= failure.what == wanted; });
    return same;
  }

  /// Lines, or runs of letters and single other characters.
  static std::vector<std::string> split(const std::string &text, bool lines) {
    std::vector<std::string> pieces;
    bool fresh = true;
    for (char c : text) {
      bool isWord = isAlnum(c) || c == '_';
      bool joins = lines ? !fresh : !fresh && isWord;
      if (joins)
        pieces.back() += c;
      else
        pieces.emplace_back(1, c);
      fresh = lines ? c == '\n' : !isWord;
    }
    return pieces;
  }

  std::string withoutPieces(const std::string &text, bool lines) {
    std::vector<std::string> pieces = split(text, lines);
    for (size_t size = std::max<size_t>(pieces.size() / 2, 1); size > 0; size /= 2)
      for (size_t at = 0; at < pieces.size();) {
        if (trials == 0)
          return join(pieces, "");
        --trials;
        std::vector<std::string> fewer(pieces.begin(), pieces.begin() + at);
        fewer.insert(fewer.end(), pieces.begin() + std::min(at + size, pieces.size()),
                     pieces.end());
        if (fails(join(fewer, "")))
          pieces = std::move(fewer);
        else
          at += size;
      }
    return join(pieces, "");
  }

  Workers &workers;
  unsigned trials;
  std::string wanted;
};

} // namespace

/// Prints the failures of one kind: how many there are, and the first, shrunk.
static void print(const std::vector<Failure> &failures, const Options &options, Workers &workers) {
  const Failure &first =
      *std::min_element(failures.begin(), failures.end(), [](const Failure &a, const Failure &b) {
        return a.program.size() < b.program.size();
      });
  outs() << "\n=== " << first.what << " (" << failures.size()
         << " programs; --seed=" << options.seed << " --first=" << first.index << " --count=1)\n"
         << Shrinker(workers, options.trials).shrink(first) << "\n--- messages\n"
         << StringRef(first.messages).take_front(2500) << '\n';
  outs().flush();
}

int main(int argc, char **argv) {
  setenv("LLVM_DISABLE_SYMBOLIZATION", "1", 1); // names are enough, and soon there
  sys::PrintStackTraceOnErrorSignal(argv[0]);
  Options options;
  cl::ParseCommandLineOptions(argc, argv, "Mutated programs for the compiler\n");
  Corpus corpus(options.source);
  if (corpus.programs.empty()) {
    errs() << "cat-fuzz: there are no programs in '" << options.source << "'\n";
    return 2;
  }
  bool isProgram = StringRef(options.source).ends_with(".cat");
  Mutator mutator(corpus);
  uint64_t first = options.first, last = first + (isProgram ? 1 : options.count);
  auto generate = [&](uint64_t index) {
    return isProgram ? corpus.programs[0].text : mutator.program(options.seed, index);
  };
  if (options.show) {
    for (uint64_t i = first; i < last; ++i)
      outs() << "=== " << i << '\n' << generate(i) << '\n';
    return 0;
  }
  SmallString<128> folder;
  if (std::error_code error = sys::fs::createUniqueDirectory("cat-fuzz", folder)) {
    errs() << "cat-fuzz: no folder for the programs: " << error.message() << '\n';
    return 2;
  }
  Workers workers(std::string(folder), {.seconds = options.seconds}, options.jobs);
  std::map<std::string, std::vector<Failure>> failures;
  Counts counts = workers.run(first, last, options.compile, generate, [&](const Failure &failure) {
    if (failures[failure.what].empty())
      errs() << "found at " << failure.index << ": " << failure.what << '\n';
    failures[failure.what].push_back(failure);
  });
  for (auto &[what, all] : failures)
    print(all, options, workers);
  sys::fs::remove_directories(folder);
  outs() << counts.programs << " programs of seed " << options.seed << ": " << counts.parsed
         << " parsed, " << counts.checked << " checked, " << counts.compiled << " compiled, "
         << failures.size() << " kinds of failure\n";
  return failures.empty() ? 0 : 1;
}
