// Linking by the system's C compiler driver, which knows where libc is; all files it needs are
// temporary, and removed whatever happens.
#include "compiler/codegen/Link.h"

#include "llvm/BinaryFormat/Magic.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/Signals.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

char cat::BadLibrary::ID = 0;
char cat::MissingFunction::ID = 0;

Error cat::missingFunction(const ForeignCode &foreign, const std::string &symbol) {
  std::string place;
  if (auto known = foreign.functions.find(symbol); known != foreign.functions.end())
    place = known->second;
  return make_error<MissingFunction>(
      place + ": error[E0824]: no file that is linked has a function " + symbol +
          "\n  give the file that has it: --link lib" + symbol + ".a",
      inconvertibleErrorCode());
}

Error cat::checkFiles(const ForeignCode &foreign) {
  for (const std::string &path : foreign.files) {
    file_magic magic;
    std::error_code code = identify_magic(path, magic);
    if (!code && sys::fs::is_directory(path))
      code = std::make_error_code(std::errc::is_a_directory);
    if (code)
      return make_error<BadLibrary>("cannot link '" + path + "': " + code.message(), code);
    bool isLibrary = magic == file_magic::archive || magic == file_magic::elf_relocatable ||
                     magic == file_magic::elf_shared_object;
    if (!isLibrary)
      return make_error<BadLibrary>("cannot link '" + path +
                                        "': it is no archive (.a), object (.o) or library (.so)",
                                    inconvertibleErrorCode());
  }
  return Error::success();
}

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

/// The first function that the linker missed, as lld and GNU ld say it.
static std::string undefinedSymbol(StringRef log) {
  for (StringRef words : {"undefined symbol: ", "undefined reference to `"})
    if (size_t at = log.find(words); at != StringRef::npos)
      return log.substr(at + words.size())
          .take_until([](char c) { return c == '\n' || c == '\''; })
          .str();
  return "";
}

static Error runLinker(ArrayRef<StringRef> arguments, const cat::ForeignCode &foreign,
                       StringRef log) {
  std::string message;
  std::optional<StringRef> redirects[] = {std::nullopt, log, log};
  int status =
      sys::ExecuteAndWait(arguments[0], arguments, std::nullopt, redirects, 0, 0, &message);
  if (status == 0)
    return Error::success();
  if (ErrorOr<std::unique_ptr<MemoryBuffer>> text = MemoryBuffer::getFile(log))
    message += (*text)->getBuffer().trim();
  std::string symbol = undefinedSymbol(message);
  if (foreign.functions.count(symbol))
    return cat::missingFunction(foreign, symbol);
  return createStringError("linking failed: %s", message.c_str());
}

Error cat::linkExecutable(StringRef object, const std::string &runtime, const std::string &triple,
                          const ForeignCode &foreign, const std::string &output) {
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
  // A shared library is found again where it lies now.
  std::vector<std::string> rpaths;
  for (const std::string &file : foreign.files) {
    arguments.push_back(file);
    SmallString<128> folder(file);
    sys::fs::make_absolute(folder);
    file_magic magic;
    if (!identify_magic(file, magic) && magic == file_magic::elf_shared_object)
      rpaths.push_back(("-Wl,-rpath," + sys::path::parent_path(folder)).str());
  }
  arguments.append(rpaths.begin(), rpaths.end());
  arguments.append({"-lz", "-lm", "-Wl,--gc-sections", "-s", "-o", partial});
  if (Error error = runLinker(arguments, foreign, logPath))
    return error;
  if (std::error_code code = sys::fs::rename(partial, output))
    return createStringError(code, "cannot write '%s'", output.c_str());
  return Error::success();
}
