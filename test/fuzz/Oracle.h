// What is true of every program, right or wrong: see `examine`.
#pragma once

#include <string>

namespace cat::fuzz {

struct Outcome {
  std::string complaint; // what is wrong with the compiler; empty when nothing is
  bool parsed = false, checked = false, compiled = false;
};

/// Takes the program in the file `path`, whose text is `text`, through the compiler. It is either
/// right, or has errors, each with a place in that file and a code, in the words of the program;
/// what parses is formatted to a fixed point of the same meaning; what `catc check` accepts
/// compiles (if `compile`), or fails with an error of the same form. `messages` is the descriptor
/// to which the compiler's standard error goes.
Outcome examine(const std::string &path, const std::string &text, bool compile, int messages);

} // namespace cat::fuzz
