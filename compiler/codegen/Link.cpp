// Linking by the system's C compiler driver, which knows where libc is; all files it needs are
// temporary, and removed whatever happens.
#include "compiler/codegen/Link.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

Error cat::writeWhole(const std::string &path, StringRef contents) {
  if (path == "-") {
    outs() << contents;
    return Error::success();
  }
  auto describe = [&](Error error) {
    return createStringError("cannot write '%s': %s", path.c_str(),
                             toString(std::move(error)).c_str());
  };
  // A device or a pipe cannot be replaced by renaming a file over it.
  sys::fs::file_status status;
  if (!sys::fs::status(path, status) && sys::fs::exists(status) &&
      !sys::fs::is_regular_file(status)) {
    std::error_code code;
    raw_fd_ostream os(path, code);
    if (code)
      return describe(errorCodeToError(code));
    os << contents;
    return Error::success();
  }
  return handleErrors(
      writeToOutput(path,
                    [&](raw_ostream &os) {
                      os << contents;
                      return Error::success();
                    }),
      [&](std::unique_ptr<ErrorInfoBase> e) { return describe(Error(std::move(e))); });
}

/// The first of the compiler drivers that is installed.
static Expected<std::string> findLinker(bool cross) {
  for (StringRef name : {"clang-22", "clang", "cc"}) {
    if (cross && name == "cc")
      continue; // knows this machine only
    if (ErrorOr<std::string> path = sys::findProgramByName(name))
      return *path;
  }
  return createStringError("no linker: none of clang-22, clang, cc is installed");
}

static Error runLinker(ArrayRef<StringRef> arguments, StringRef log) {
  std::string message;
  std::optional<StringRef> redirects[] = {std::nullopt, log, log};
  int status =
      sys::ExecuteAndWait(arguments[0], arguments, std::nullopt, redirects, 0, 0, &message);
  if (status == 0)
    return Error::success();
  if (ErrorOr<std::unique_ptr<MemoryBuffer>> text = MemoryBuffer::getFile(log))
    message += (*text)->getBuffer().trim();
  return createStringError("linking failed: %s", message.c_str());
}

Error cat::linkExecutable(StringRef object, const std::string &runtime, const std::string &triple,
                          ArrayRef<std::string> libraries, const std::string &output) {
  if (sys::fs::is_directory(output))
    return createStringError("cannot write '%s': it is a directory", output.c_str());
  Expected<std::string> linker = findLinker(!triple.empty());
  if (!linker)
    return linker.takeError();
  SmallString<128> objectPath, logPath;
  if (std::error_code code = sys::fs::createTemporaryFile("catc", "o", objectPath))
    return createStringError(code, "cannot make a temporary file");
  FileRemover removeObject(objectPath);
  sys::RemoveFileOnSignal(objectPath);
  if (std::error_code code = sys::fs::createTemporaryFile("catc", "log", logPath))
    return createStringError(code, "cannot make a temporary file");
  FileRemover removeLog(logPath);
  sys::RemoveFileOnSignal(logPath);
  {
    std::error_code code;
    raw_fd_ostream os(objectPath, code);
    if (code)
      return createStringError(code, "cannot write '%s'", objectPath.c_str());
    os << object;
  }
  // Beside the output, so that it can be renamed to it.
  SmallString<128> partial;
  sys::fs::createUniquePath(Twine(output) + ".%%%%%%.tmp", partial, false);
  FileRemover removePartial(partial);
  sys::RemoveFileOnSignal(partial);
  std::string target = "--target=" + triple;
  SmallVector<StringRef> arguments{*linker};
  if (!triple.empty())
    arguments.push_back(target);
  if (StringRef(*linker).contains("clang"))
    arguments.push_back("-fuse-ld=lld");
  arguments.append({objectPath, runtime});
  arguments.append(libraries.begin(), libraries.end());
  arguments.append({"-lz", "-lm", "-Wl,--gc-sections", "-s", "-o", partial});
  if (Error error = runLinker(arguments, logPath))
    return error;
  if (std::error_code code = sys::fs::rename(partial, output))
    return createStringError(code, "cannot write '%s'", output.c_str());
  return Error::success();
}
