// `catc run`: object code placed in this process by ORC. The runtime's functions are catc's own,
// named one by one by the runtime's list; libc and libm come from the process.
#include "compiler/codegen/Link.h"

#include "runtime/include/catrt.h"

#include "llvm/BinaryFormat/Magic.h"
#include "llvm/ExecutionEngine/Orc/ExecutionUtils.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;

static Error defineRuntime(orc::LLJIT &jit, const cat::ForeignCode &foreign) {
  orc::SymbolMap symbols;
#define DEFINE(NAME)                                                                               \
  symbols[jit.mangleAndIntern(#NAME)] = {orc::ExecutorAddr::fromPtr(&NAME),                        \
                                         JITSymbolFlags::Exported};
  CATRT_FUNCTIONS(DEFINE)
#undef DEFINE
  for (const auto &[symbol, address] : foreign.builtIn)
    symbols[jit.mangleAndIntern(symbol)] = {orc::ExecutorAddr::fromPtr(address),
                                            JITSymbolFlags::Exported};
  return jit.getMainJITDylib().define(orc::absoluteSymbols(std::move(symbols)));
}

/// Makes the functions of a file known.
static Error addFile(orc::LLJIT &jit, const std::string &file) {
  file_magic magic;
  if (std::error_code code = identify_magic(file, magic))
    return errorCodeToError(code);
  if (magic == file_magic::elf_relocatable) {
    auto buffer = MemoryBuffer::getFile(file);
    return buffer ? jit.addObjectFile(std::move(*buffer)) : errorCodeToError(buffer.getError());
  }
  auto add = [&](auto generator) -> Error {
    if (!generator)
      return make_error<cat::BadLibrary>("cannot link '" + file +
                                             "': " + toString(generator.takeError()),
                                         inconvertibleErrorCode());
    jit.getMainJITDylib().addGenerator(std::move(*generator));
    return Error::success();
  };
  if (magic == file_magic::archive)
    return add(orc::StaticLibraryDefinitionGenerator::Load(jit.getObjLinkingLayer(), file.c_str()));
  // A bare name would be searched for in the folders of the system.
  SmallString<128> path(file);
  sys::fs::make_absolute(path);
  return add(orc::DynamicLibrarySearchGenerator::Load(path.c_str(),
                                                      jit.getDataLayout().getGlobalPrefix()));
}

/// Looks for every function before the program starts.
static Error findFunctions(orc::LLJIT &jit, const cat::ForeignCode &foreign) {
  for (const auto &[symbol, place] : foreign.functions)
    if (auto address = jit.lookup(symbol); !address) {
      consumeError(address.takeError());
      return cat::missingFunction(foreign, symbol);
    }
  return Error::success();
}

Expected<int> cat::runInProcess(std::unique_ptr<MemoryBuffer> object, const ForeignCode &foreign,
                                ArrayRef<std::string> arguments) {
  Expected<std::unique_ptr<orc::LLJIT>> jit = orc::LLJITBuilder().create();
  if (!jit)
    return jit.takeError();
  if (Error error = defineRuntime(**jit, foreign))
    return std::move(error);
  auto process = orc::DynamicLibrarySearchGenerator::GetForCurrentProcess(
      (*jit)->getDataLayout().getGlobalPrefix());
  if (!process)
    return process.takeError();
  (*jit)->getMainJITDylib().addGenerator(std::move(*process));
  for (const std::string &file : foreign.files)
    if (Error error = addFile(**jit, file))
      return std::move(error);
  if (Error error = findFunctions(**jit, foreign))
    return std::move(error);
  if (Error error = (*jit)->addObjectFile(std::move(object)))
    return std::move(error);
  Expected<orc::ExecutorAddr> address = (*jit)->lookup("main");
  if (!address)
    return address.takeError();

  std::vector<char *> argv;
  for (const std::string &argument : arguments)
    argv.push_back(const_cast<char *>(argument.c_str()));
  argv.push_back(nullptr);
  return address->toPtr<int(int, char **)>()(static_cast<int>(arguments.size()), argv.data());
}
