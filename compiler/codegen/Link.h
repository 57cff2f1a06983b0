// From an object file in memory to an executable file, or to a running program.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

#include <map>
#include <string>

namespace cat {

/// What a program wants of C: the functions that it calls, each with the place of its declaration,
/// the files that have them (archives, objects, shared libraries).
struct ForeignCode {
  std::map<std::string, std::string> functions;
  std::vector<std::string> files;
  std::map<std::string, void *> builtIn; // functions of this process, for runInProcess
};

/// A file of foreign code that is missing or none.
class BadLibrary : public llvm::ErrorInfo<BadLibrary, llvm::StringError> {
public:
  static char ID;
  using ErrorInfo::ErrorInfo;
};
/// A function that no file has; the message begins with the place of its declaration.
class MissingFunction : public llvm::ErrorInfo<MissingFunction, llvm::StringError> {
public:
  static char ID;
  using ErrorInfo::ErrorInfo;
};

/// Says which of the files cannot be linked.
llvm::Error checkFiles(const ForeignCode &foreign);

/// Links object code with the runtime into `output`, which appears whole or not at all. `runtime`
/// is the path of libcatrt.a; `triple` is empty for this machine.
llvm::Error linkExecutable(llvm::StringRef object, const std::string &runtime,
                           const std::string &triple, const ForeignCode &foreign,
                           const std::string &output);

/// Writes `contents` to `path` by way of a temporary file: whole or not at all.
llvm::Error writeWhole(const std::string &path, llvm::StringRef contents);

/// Runs `main` of the object code in this process; the result is its exit status. A run-time
/// failure of the program ends the process.
llvm::Expected<int> runInProcess(std::unique_ptr<llvm::MemoryBuffer> object,
                                 const ForeignCode &foreign, llvm::ArrayRef<std::string> arguments);

/// For the two above.
llvm::Error missingFunction(const ForeignCode &foreign, const std::string &symbol);

} // namespace cat
