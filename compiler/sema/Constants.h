// A point that is known when compiling: a number, or an array or product of such.
#pragma once

#include <vector>

namespace cat::sema {

struct Constant {
  bool isWhole = true;
  __int128 whole = 0; // also a bool
  double real = 0;
  bool isCompound = false;
  std::vector<Constant> parts;

  static Constant of(__int128 value) { return {true, value, 0, false, {}}; }
  static Constant of(double value) { return {false, 0, value, false, {}}; }
  static Constant of(std::vector<Constant> parts) { return {true, 0, 0, true, std::move(parts)}; }
};

} // namespace cat::sema
