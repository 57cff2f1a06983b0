// Whole files into memory, gzip or not, and the readers that need no more than that.
#include "internal.h"

#include <cerrno>
#include <zlib.h>

using namespace catrt;

namespace {

bool endsWithGz(const Buffer &name) {
  return name.size > 3 && memcmp(name.end() - 3, ".gz", 3) == 0;
}

// Opens `path`, or `path`.gz when there is no `path`; `name` becomes what was opened.
gzFile openEither(const catrt_text *path, Buffer &name) {
  name.append(path);
  if (memchr(path->data, '\0', static_cast<size_t>(path->length)))
    fail(CATRT_NO_INPUT, "%s: a path with a zero byte", name.cString());
  gzFile file = gzopen(name.cString(), "rb");
  if (file || errno != ENOENT)
    return file;
  name.append(".gz");
  file = gzopen(name.cString(), "rb");
  if (!file && errno == ENOENT)
    name.size -= 3;
  return file;
}

} // namespace

void catrt::readFile(const catrt_text *path, Buffer &bytes, Buffer &name) {
  errno = 0;
  gzFile file = openEither(path, name);
  if (!file)
    fail(CATRT_NO_INPUT, "%s: cannot read: %s", name.cString(), strerror(errno ? errno : ENOMEM));
  gzbuffer(file, 1 << 18);
  int got;
  do {
    bytes.reserve(bytes.size + (1 << 20));
    got = gzread(file, bytes.end(), 1 << 20);
    bytes.size += got > 0 ? static_cast<size_t>(got) : 0;
  } while (got > 0);
  int status = Z_OK;
  gzerror(file, &status);
  if (status == Z_ERRNO)
    fail(CATRT_NO_INPUT, "%s: cannot read: %s", name.cString(), strerror(errno));
  if (status == Z_MEM_ERROR)
    fail(CATRT_NO_MEMORY, "%s: out of memory", name.cString());
  if (status != Z_OK || (endsWithGz(name) && gzdirect(file)))
    fail(CATRT_BAD_DATA, "%s: %s gzip data", name.cString(),
         status == Z_BUF_ERROR ? "truncated"
         : status == Z_OK      ? "not"
                               : "damaged");
  gzclose_r(file);
}

void _mlir_ciface_catrt_read_bytes(catrt_memref1 *result, const catrt_text *path) {
  Buffer bytes, name;
  readFile(path, bytes, name);
  int64_t size = static_cast<int64_t>(bytes.size);
  void *data = catrt_alloc(size, 64);
  memcpy(data, bytes.data, bytes.size);
  *result = {data, data, 0, {size}, {1}};
}

const catrt_text *catrt_read_text(const catrt_text *path) {
  Buffer name;
  TextBuilder text;
  readFile(path, text, name);
  if (!isUtf8(text.data + sizeof(int64_t), text.size - sizeof(int64_t)))
    fail(CATRT_BAD_DATA, "%s: not UTF-8 text", name.cString());
  return text.finish();
}
