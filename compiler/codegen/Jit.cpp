// `catc run`: object code placed in this process by ORC. The runtime's functions are catc's own,
// named one by one by the runtime's list; libc and libm come from the process.
#include "compiler/codegen/Link.h"

#include "runtime/include/catrt.h"

#include "llvm/ExecutionEngine/Orc/ExecutionUtils.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"

using namespace llvm;

static Error defineRuntime(orc::LLJIT &jit) {
  orc::SymbolMap symbols;
#define DEFINE(NAME)                                                                               \
  symbols[jit.mangleAndIntern(#NAME)] = {orc::ExecutorAddr::fromPtr(&NAME),                        \
                                         JITSymbolFlags::Exported};
  CATRT_FUNCTIONS(DEFINE)
#undef DEFINE
  return jit.getMainJITDylib().define(orc::absoluteSymbols(std::move(symbols)));
}

Expected<int> cat::runInProcess(std::unique_ptr<MemoryBuffer> object,
                                ArrayRef<std::string> arguments) {
  Expected<std::unique_ptr<orc::LLJIT>> jit = orc::LLJITBuilder().create();
  if (!jit)
    return jit.takeError();
  if (Error error = defineRuntime(**jit))
    return std::move(error);
  auto process = orc::DynamicLibrarySearchGenerator::GetForCurrentProcess(
      (*jit)->getDataLayout().getGlobalPrefix());
  if (!process)
    return process.takeError();
  (*jit)->getMainJITDylib().addGenerator(std::move(*process));
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
