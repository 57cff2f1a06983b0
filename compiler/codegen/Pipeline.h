// The whole compiler as a list of passes: from the cat dialect to the LLVM dialect, with the stages
// at which `catc emit` can stop.
#pragma once

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/LogicalResult.h"

#include <optional>
#include <string>

namespace mlir {
class DialectRegistry;
class OpPassManager;
} // namespace mlir

namespace cat {

/// What a module can look like on its way, in order. The first three come before any pass.
enum class Stage { Tokens, Ast, Cat, Laws, Linalg, Buffers, Llvm, LlvmIr, Asm, Obj };

/// The stage of a name such as `llvm-ir`, or nothing.
std::optional<Stage> parseStage(llvm::StringRef name);

/// Which rewritings may change bits (language reference, "What rounding may do").
enum class FloatMode { Exact, Fast, Finite };

struct PipelineOptions {
  std::string laws = "on"; // "on", "off" or a list of laws
  FloatMode fp = FloatMode::Fast;
  bool checks = true;
  unsigned vectorBits = 256; // of the target's registers
};

/// Adds the passes that take a module from stage `first` (Stage::Cat at least) to `last`
/// (Stage::Llvm at most).
llvm::LogicalResult buildPipeline(mlir::OpPassManager &passes, const PipelineOptions &options,
                                  Stage first, Stage last);

/// Registers every pass, dialect and translation that buildPipeline's passes need.
void registerEverything(mlir::DialectRegistry &registry);

} // namespace cat
