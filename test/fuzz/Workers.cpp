// Forks a worker for each batch; a page of shared memory tells how far it came.
#include "test/fuzz/Workers.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/raw_ostream.h"

#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace cat::fuzz;
using llvm::StringRef;

/// The exit status of a worker that has found something wrong.
static constexpr int complained = 99;

struct Workers::Slot {
  unsigned number;
  pid_t process;
  uint64_t index, last; // the program at work, and the end of the batch
  Counts counts;
  char complaint[1000];
};

Workers::Workers(std::string folder, Limits limits, unsigned jobs)
    : folder(std::move(folder)), limits(limits), jobs(jobs) {
  void *memory =
      mmap(nullptr, jobs * sizeof(Slot), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  slots = static_cast<Slot *>(memory);
  for (unsigned i = 0; i < jobs; ++i)
    slots[i].number = i;
}

std::string Workers::pathOf(const Slot &slot) const {
  return folder + "/program" + std::to_string(slot.number) + ".cat";
}

std::string Workers::messagesOf(const Slot &slot) const {
  return folder + "/messages" + std::to_string(slot.number);
}

static void setTimer(unsigned seconds) {
  itimerval timer = {{0, 0}, {time_t(seconds), 0}};
  setitimer(ITIMER_PROF, &timer, nullptr);
}

void Workers::work(Slot &slot, unsigned share, const Generate &generate) {
  rlim_t bytes = rlim_t(limits.megabytes) << 20;
  rlimit memory = {bytes, bytes};
  setrlimit(RLIMIT_AS, &memory);
  int messages = open(messagesOf(slot).c_str(), O_RDWR | O_CREAT | O_TRUNC | O_APPEND, 0600);
  dup2(messages, 2);
  for (; slot.index < slot.last; ++slot.index) {
    setTimer(limits.seconds);
    std::string program = generate(slot.index);
    {
      std::error_code error;
      llvm::raw_fd_ostream(pathOf(slot), error) << program;
    }
    bool compile = share && slot.index % share == 0;
    Outcome outcome = examine(pathOf(slot), program, compile, messages);
    ++slot.counts.programs;
    slot.counts.parsed += outcome.parsed;
    slot.counts.checked += outcome.checked;
    slot.counts.compiled += outcome.compiled;
    if (!outcome.complaint.empty()) {
      size_t length = outcome.complaint.copy(slot.complaint, sizeof(slot.complaint) - 1);
      slot.complaint[length] = '\0';
      _exit(complained);
    }
    if (ftruncate(messages, 0) != 0)
      _exit(complained);
  }
  _exit(0);
}

static std::string contentsOf(const std::string &path) {
  auto buffer =
      llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  return buffer ? (*buffer)->getBuffer().str() : "";
}

/// The innermost functions of ours in a stack trace: what tells one crash from another.
static std::string innermost(StringRef trace) {
  std::string result;
  unsigned count = 0;
  while (!trace.empty() && count < 2) {
    auto [line, rest] = trace.split('\n');
    trace = rest;
    size_t at = line.find(" cat::");
    if (at == StringRef::npos || line.contains("cat::fuzz"))
      continue;
    result += " in " + line.substr(at + 1).take_until([](char c) { return c == '('; }).str();
    ++count;
  }
  return result;
}

Failure Workers::failureOf(const Slot &slot, int status) const {
  Failure failure{slot.index, "", contentsOf(messagesOf(slot)), contentsOf(pathOf(slot))};
  if (WIFEXITED(status) && WEXITSTATUS(status) == complained)
    failure.what = slot.complaint;
  else if (WIFEXITED(status))
    failure.what = "exit " + std::to_string(WEXITSTATUS(status));
  else if (WTERMSIG(status) == SIGPROF)
    failure.what = "more than " + std::to_string(limits.seconds) + " seconds";
  else
    failure.what = std::string(strsignal(WTERMSIG(status))) + innermost(failure.messages);
  return failure;
}

Counts Workers::run(uint64_t first, uint64_t last, unsigned share, const Generate &generate,
                    const Report &report) {
  constexpr uint64_t batch = 50;
  uint64_t next = first;
  unsigned running = 0;
  auto start = [&](Slot &slot) {
    pid_t process = fork(); // the slot is shared: the child must not write its 0 there
    if (process == 0)
      work(slot, share, generate);
    slot.process = process;
    ++running;
  };
  auto startBatch = [&](Slot &slot) {
    slot.index = next;
    slot.last = next = std::min(next + batch, last);
    if (slot.index < slot.last)
      start(slot);
  };
  llvm::MutableArrayRef<Slot> all(slots, jobs);
  for (Slot &slot : all) {
    slot.counts = Counts();
    startBatch(slot);
  }
  while (running > 0) {
    int status = 0;
    pid_t process = waitpid(-1, &status, 0);
    auto slot = llvm::find_if(all, [&](const Slot &s) { return s.process == process; });
    if (slot == all.end())
      continue;
    --running;
    if (status == 0) {
      startBatch(*slot);
      continue;
    }
    report(failureOf(*slot, status));
    if (++slot->index < slot->last)
      start(*slot);
    else
      startBatch(*slot);
  }
  Counts total;
  for (const Slot &slot : all) {
    total.programs += slot.counts.programs;
    total.parsed += slot.counts.parsed;
    total.checked += slot.counts.checked;
    total.compiled += slot.counts.compiled;
  }
  return total;
}
