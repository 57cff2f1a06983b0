// Writing and reading JSON, see json.h.
#include "json.h"

using namespace catrt;

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

void appendUtf8(Buffer &out, unsigned code) {
  if (code < 0x80) {
    out.push(static_cast<char>(code));
    return;
  }
  int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  unsigned lead = more == 1 ? 0xC0 : more == 2 ? 0xE0 : 0xF0;
  out.push(static_cast<char>(lead | code >> (6 * more)));
  while (more-- > 0)
    out.push(static_cast<char>(0x80 | (code >> (6 * more) & 0x3F)));
}

} // namespace

void catrt::appendJsonString(Buffer &out, const char *data, size_t size) {
  out.append("\"");
  for (size_t i = 0; i < size; ++i) {
    unsigned char c = static_cast<unsigned char>(data[i]);
    if (c == '"' || c == '\\')
      out.append("\\");
    if (c < 0x20)
      out.print("\\u%04x", c);
    else
      out.push(data[i]);
  }
  out.append("\"");
}

bool catrt::isJsonNumber(const char *data, size_t size) {
  const char *at = data, *end = data + size;
  auto digits = [&] {
    const char *first = at;
    while (at < end && isDigit(*at))
      ++at;
    return at > first;
  };
  if (at < end && *at == '-')
    ++at;
  if (at < end && *at == '0')
    ++at;
  else if (!digits())
    return false;
  if (at < end && *at == '.' && (++at, !digits()))
    return false;
  if (at < end && (*at == 'e' || *at == 'E')) {
    ++at;
    if (at < end && (*at == '+' || *at == '-'))
      ++at;
    if (!digits())
      return false;
  }
  return at == end;
}

void JsonCursor::skipSpace() {
  while (at < end && (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r'))
    ++at;
}

bool JsonCursor::take(char c) {
  skipSpace();
  if (at == end || *at != c)
    return false;
  ++at;
  return true;
}

bool JsonCursor::atEnd() {
  skipSpace();
  return at == end;
}

bool JsonCursor::natural(int64_t &value) {
  skipSpace();
  const char *first = at;
  value = 0;
  for (; at < end && isDigit(*at); ++at)
    if (__builtin_mul_overflow(value, 10, &value) ||
        __builtin_add_overflow(value, *at - '0', &value))
      return false;
  return at > first && (*first != '0' || at == first + 1);
}

bool JsonCursor::string(Buffer &result) {
  result.size = 0;
  if (!take('"'))
    return false;
  while (at < end && *at != '"') {
    if (static_cast<unsigned char>(*at) < 0x20)
      return false;
    if (*at != '\\')
      result.push(*at++);
    else if (++at; !escape(result))
      return false;
  }
  return take('"') && isUtf8(result.data, result.size);
}

bool JsonCursor::hex4(unsigned &value) {
  value = 0;
  for (int i = 0; i < 4; ++i, ++at) {
    if (at == end)
      return false;
    char c = static_cast<char>(*at | 0x20);
    if (!isDigit(*at) && !(c >= 'a' && c <= 'f'))
      return false;
    value = 16 * value + static_cast<unsigned>(isDigit(*at) ? *at - '0' : c - 'a' + 10);
  }
  return true;
}

bool JsonCursor::escape(Buffer &result) {
  if (at == end)
    return false;
  static constexpr char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
  char c = *at++;
  if (const char *known = c ? strchr(from, c) : nullptr) {
    result.push(to[known - from]);
    return true;
  }
  unsigned code, low;
  if (c != 'u' || !hex4(code))
    return false;
  if (code >= 0xD800 && code < 0xDC00) { // the first half of a surrogate pair
    if (end - at < 2 || at[0] != '\\' || at[1] != 'u')
      return false;
    at += 2;
    if (!hex4(low) || low < 0xDC00 || low >= 0xE000)
      return false;
    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
  }
  appendUtf8(result, code); // a lone second half is refused as ill-formed UTF-8
  return true;
}
