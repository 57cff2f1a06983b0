// Texts, the buffer that builds them, and print.
#include "internal.h"

#include <cstdarg>
#include <cstdio>

using namespace catrt;

void Buffer::print(const char *format, ...) {
  va_list arguments, again;
  va_start(arguments, format);
  va_copy(again, arguments);
  int length = vsnprintf(nullptr, 0, format, arguments);
  reserve(size + static_cast<size_t>(length) + 1);
  vsnprintf(data + size, static_cast<size_t>(length) + 1, format, again);
  size += static_cast<size_t>(length);
  va_end(again);
  va_end(arguments);
}

const char *Buffer::cString() {
  reserve(size + 1);
  data[size] = '\0';
  return data;
}

const catrt_text *TextBuilder::finish() {
  catrt_text *text = reinterpret_cast<catrt_text *>(data);
  text->length = static_cast<int64_t>(size - sizeof(int64_t));
  data = nullptr;
  size = capacity = 0;
  return text;
}

const catrt_text *catrt_text_make(const char *bytes, int64_t length) {
  TextBuilder builder;
  builder.append(bytes, static_cast<size_t>(length));
  return builder.finish();
}

const catrt_text *catrt_text_join(const catrt_text *a, const catrt_text *b) {
  const catrt_text *parts[] = {a, b};
  return catrt_text_concat(2, parts);
}

const catrt_text *catrt_text_concat(int64_t count, const catrt_text *const *parts) {
  TextBuilder builder;
  for (int64_t i = 0; i < count; ++i)
    builder.append(parts[i]);
  return builder.finish();
}

int64_t catrt_text_equal(const catrt_text *a, const catrt_text *b) {
  return a->length == b->length && memcmp(a->data, b->data, static_cast<size_t>(a->length)) == 0;
}

// Flushed line by line, so that a long run can be followed through a pipe.
void catrt_print(const catrt_text *line) {
  eraseProgress();
  fwrite(line->data, 1, static_cast<size_t>(line->length), stdout);
  fputc('\n', stdout);
  if (fflush(stdout) != 0 || ferror(stdout))
    fail(CATRT_WRITE_ERROR, "stdout: cannot write");
}

// Well-formed UTF-8 as of table 3-7 of the Unicode standard.
bool catrt::isUtf8(const char *data, size_t size) {
  const unsigned char *at = reinterpret_cast<const unsigned char *>(data), *end = at + size;
  while (at < end) {
    unsigned lead = *at++;
    if (lead < 0x80)
      continue;
    int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    if (lead < 0xC2 || lead > 0xF4 || end - at < more)
      return false;
    unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    for (; more > 0; --more, low = 0x80, high = 0xBF)
      if (*at < low || *at++ > high)
        return false;
  }
  return true;
}
