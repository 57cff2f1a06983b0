// The run's metrics: one JSON object a line, appended to a file.
#include "json.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>

using namespace catrt;

namespace {

bool isText(const catrt_text *text, const char *word) {
  return static_cast<size_t>(text->length) == strlen(word) &&
         memcmp(text->data, word, strlen(word)) == 0;
}

} // namespace

// The file is opened for each line and written to in one piece, so that nothing needs to be
// remembered or closed, and a line is never half there.
void catrt_log(int64_t count, const char *const *names, const catrt_text *const *values) {
  const char *path = getenv("CATRT_METRICS");
  if (!path)
    path = "metrics.jsonl";
  if (!*path)
    return;
  Buffer line;
  for (int64_t i = 0; i < count; ++i) {
    const catrt_text *value = values[i];
    size_t length = static_cast<size_t>(value->length);
    line.append(i == 0 ? "{" : ", ");
    appendJsonString(line, names[i], strlen(names[i]));
    line.append(": ");
    if (isJsonNumber(value->data, length) || isText(value, "true") || isText(value, "false"))
      line.append(value);
    else
      appendJsonString(line, value->data, length);
  }
  line.append(count == 0 ? "{}\n" : "}\n");
  FILE *file = fopen(path, "ab");
  bool good = file && fwrite(line.data, 1, line.size, file) == line.size;
  if (file)
    good = fclose(file) == 0 && good;
  if (!good)
    fail(CATRT_NO_FILE, "%s: cannot write: %s", path, strerror(errno));
}
