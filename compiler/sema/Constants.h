// A number that is known when compiling.
#pragma once

namespace cat::sema {

struct Constant {
  bool isWhole = true;
  __int128 whole = 0; // also a bool
  double real = 0;

  static Constant of(__int128 value) { return {true, value, 0}; }
  static Constant of(double value) { return {false, 0, value}; }
};

} // namespace cat::sema
