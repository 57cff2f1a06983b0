// Runs work in processes of their own, so that a crash, a hang or a lack of memory is an answer.
#pragma once

#include "test/fuzz/Oracle.h"

#include <cstdint>
#include <functional>
#include <string>

namespace cat::fuzz {

struct Limits {
  unsigned seconds = 5; // of processor time, for one program
  unsigned long megabytes = 4096;
};

struct Failure {
  uint64_t index = 0;
  std::string what;     // one line; failures of one kind have the same
  std::string messages; // what the compiler printed
  std::string program;
};

struct Counts {
  uint64_t programs = 0, parsed = 0, checked = 0, compiled = 0;
};

class Workers {
public:
  /// `folder` is for the programs of the workers.
  Workers(std::string folder, Limits limits, unsigned jobs);

  using Generate = std::function<std::string(uint64_t index)>;
  using Report = std::function<void(const Failure &)>;
  /// Examines the programs `first … last - 1`; every `share`th that checks is compiled.
  Counts run(uint64_t first, uint64_t last, unsigned share, const Generate &generate,
             const Report &report);

private:
  struct Slot;
  [[noreturn]] void work(Slot &slot, unsigned share, const Generate &generate);
  Failure failureOf(const Slot &slot, int status) const;
  std::string pathOf(const Slot &slot) const;
  std::string messagesOf(const Slot &slot) const;

  std::string folder;
  Limits limits;
  unsigned jobs;
  Slot *slots; // shared with the workers
};

} // namespace cat::fuzz
