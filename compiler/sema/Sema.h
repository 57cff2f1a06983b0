// Names, objects, dims, parameters and static arguments: from a file to the typed program.
#pragma once

#include "compiler/diagnostics/Diagnostics.h"
#include "compiler/sema/Program.h"

#include <memory>
#include <string>
#include <vector>

namespace cat::sema {

/// Which laws `Program::laws` is to have: all of the program's own module, to be decided; or every
/// rewrite, with where it may be used.
enum class LawsWanted { None, All, Rewrites };

/// Analyses the program in `path` and everything it imports. Modules are looked for beside `path`,
/// then in `searchPath`. Errors go to `diagnostics`; the program is null when there are any.
std::unique_ptr<Program> analyse(SourceManager &sources, const std::string &path,
                                 const std::vector<std::string> &searchPath,
                                 Diagnostics &diagnostics, LawsWanted laws = LawsWanted::None);

} // namespace cat::sema
