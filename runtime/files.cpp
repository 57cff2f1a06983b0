// Whole files into memory and back, gzip or not, and the readers and writers that need no more than
// that.
#include "internal.h"

#include <cerrno>
#include <cstdio>
#include <sys/stat.h>
#include <unistd.h>
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
    fail(CATRT_NO_FILE, "%s: a path with a zero byte", name.cString());
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
    fail(CATRT_NO_FILE, "%s: cannot read: %s", name.cString(), strerror(errno ? errno : ENOMEM));
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
    fail(CATRT_NO_FILE, "%s: cannot read: %s", name.cString(), strerror(errno));
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

// ---- writing -----------------------------------------------------------------------------------

OutputFile::OutputFile(const catrt_text *wanted) {
  path.append(wanted);
  if (wanted->length == 0 || memchr(wanted->data, '\0', static_cast<size_t>(wanted->length)))
    fail(CATRT_NO_FILE, "%s: not a file path", path.cString());
  struct stat status;
  bool exists = stat(path.cString(), &status) == 0;
  if (exists && S_ISDIR(status.st_mode))
    failed(EISDIR);
  // A device or a pipe cannot be replaced by renaming a file over it.
  direct = exists && !S_ISREG(status.st_mode);
  temporary.append(path.data, path.size);
  if (!direct)
    temporary.print(".%lld.tmp", static_cast<long long>(getpid()));
  zipped = endsWithGz(path);
  errno = 0;
  const char *name = temporary.cString();
  file = zipped ? static_cast<void *>(gzopen(name, "wb")) : static_cast<void *>(fopen(name, "wb"));
  if (!file) {
    direct = true; // there is nothing to remove
    failed(errno);
  }
}

void OutputFile::failed(int why) {
  if (!direct && file)
    unlink(temporary.cString());
  fail(CATRT_NO_FILE, "%s: cannot write: %s", path.cString(), strerror(why ? why : EIO));
}

void OutputFile::write(const void *bytes, size_t size) {
  const char *at = static_cast<const char *>(bytes);
  constexpr size_t most = 1 << 30; // gzwrite counts in int
  for (size_t part; error == 0 && size > 0; at += part, size -= part) {
    part = size < most ? size : most;
    errno = 0;
    bool good = zipped ? gzwrite(static_cast<gzFile>(file), at, static_cast<unsigned>(part)) > 0
                       : fwrite(at, 1, part, static_cast<FILE *>(file)) == part;
    if (!good)
      error = errno ? errno : EIO;
  }
}

void OutputFile::close() {
  errno = 0;
  bool closed =
      zipped ? gzclose(static_cast<gzFile>(file)) == Z_OK : fclose(static_cast<FILE *>(file)) == 0;
  if (error != 0 || !closed)
    failed(error ? error : errno);
  if (!direct && rename(temporary.cString(), path.cString()) != 0)
    failed(errno);
}

void catrt_write_text(const catrt_text *path, const catrt_text *contents) {
  OutputFile file(path);
  file.write(contents->data, static_cast<size_t>(contents->length));
  file.close();
}

void _mlir_ciface_catrt_write_bytes(const catrt_text *path, const catrt_array *array) {
  OutputFile file(path);
  View view(array, CATRT_U8);
  if (view.isContiguous())
    file.write(view.data, static_cast<size_t>(view.count()));
  else
    visitElements(view, [&](char *element, int64_t) { file.write(element, 1); });
  file.close();
}
