// From an object file in memory to an executable file, or to a running program.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"

#include <string>

namespace cat {

/// Links object code with the runtime into `output`, which appears whole or not at all. `runtime`
/// is the path of libcatrt.a; `triple` is empty for this machine; `libraries` are further files.
llvm::Error linkExecutable(llvm::StringRef object, const std::string &runtime,
                           const std::string &triple, llvm::ArrayRef<std::string> libraries,
                           const std::string &output);

/// Writes `contents` to `path` by way of a temporary file: whole or not at all.
llvm::Error writeWhole(const std::string &path, llvm::StringRef contents);

/// Runs `main` of the object code in this process; the result is its exit status. A run-time
/// failure of the program ends the process.
llvm::Expected<int> runInProcess(std::unique_ptr<llvm::MemoryBuffer> object,
                                 llvm::ArrayRef<std::string> arguments);

} // namespace cat
