// How a program fails, ends, gets memory and shows its progress.
#include "internal.h"

#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <unistd.h>

using namespace catrt;

namespace {

// The progress line: the one thing that must be remembered between calls.
struct ProgressLine {
  bool known = false, terminal = false, shown = false;
  double started = 0, drawn = 0;
  int64_t firstStep = 0, lastStep = 0;
};

ProgressLine &progressLine() {
  static ProgressLine line;
  return line;
}

double now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

const char *separator(const char *place) { return *place ? ": " : ""; }

} // namespace

void catrt::fail(int status, const char *format, ...) {
  eraseProgress();
  fflush(stdout);
  va_list arguments;
  va_start(arguments, format);
  vfprintf(stderr, format, arguments);
  va_end(arguments);
  fputc('\n', stderr);
  exit(status);
}

void catrt::eraseProgress() {
  if (!progressLine().shown)
    return;
  fputs("\r\033[K", stderr);
  progressLine().shown = false;
}

void *catrt::allocate(size_t size) { return reallocate(nullptr, size); }

void *catrt::reallocate(void *memory, size_t size) {
  void *result = realloc(memory, size ? size : 1);
  if (!result)
    fail(CATRT_NO_MEMORY, "out of memory (%zu bytes wanted)", size);
  return result;
}

void catrt_fail(int64_t status, const char *place, const char *message) {
  fail(static_cast<int>(status), "%s%s%s", place, separator(place), message);
}

void catrt_fail_i64(int64_t status, const char *place, const char *message, int64_t value) {
  fail(static_cast<int>(status), "%s%s%s: %lld", place, separator(place), message,
       static_cast<long long>(value));
}

void catrt_fail_f64(int64_t status, const char *place, const char *message, double value) {
  catrt_fail_text(status, place, message, catrt_format_f64(value, ""));
}

void catrt_fail_text(int64_t status, const char *place, const char *message,
                     const catrt_text *value) {
  fail(static_cast<int>(status), "%s%s%s: %.*s", place, separator(place), message,
       static_cast<int>(value->length), value->data);
}

int32_t catrt_finish(void) {
  eraseProgress();
  if (fflush(stdout) != 0 || ferror(stdout))
    fail(CATRT_WRITE_ERROR, "stdout: cannot write");
  return 0;
}

void *catrt_alloc(int64_t size, int64_t alignment) {
  void *result = nullptr;
  size_t bytes = size > 0 ? static_cast<size_t>(size) : 1;
  if (size < 0 ||
      posix_memalign(&result, alignment > 64 ? static_cast<size_t>(alignment) : 64, bytes) != 0)
    fail(CATRT_NO_MEMORY, "out of memory (%lld bytes wanted)", static_cast<long long>(size));
  return result;
}

void catrt_free(void *memory) { free(memory); }

void catrt_progress(int64_t step, int64_t total) {
  ProgressLine &line = progressLine();
  if (!line.known) {
    line.known = true;
    line.terminal = isatty(STDERR_FILENO);
  }
  if (!line.terminal)
    return;
  if (step >= total) {
    eraseProgress();
    line.lastStep = step;
    return;
  }
  double time = now();
  if (step <= line.lastStep || line.started == 0) {
    line.started = time;
    line.firstStep = step;
  }
  line.lastStep = step;
  if (time - line.drawn < 0.1 || step == line.firstStep)
    return;
  line.drawn = time;
  line.shown = true;
  double perStep = (time - line.started) / static_cast<double>(step - line.firstStep);
  fprintf(stderr, "\r\033[K%lld/%lld  %d%%  %.0f s left", static_cast<long long>(step),
          static_cast<long long>(total),
          static_cast<int>(100.0 * static_cast<double>(step) / static_cast<double>(total)),
          perStep * static_cast<double>(total - step));
  fflush(stderr);
}
