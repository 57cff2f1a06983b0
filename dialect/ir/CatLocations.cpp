// Places in source files, and what the library tells of the program that uses it.
#include "dialect/ir/Cat.h"

using namespace mlir;
using namespace cat;

static constexpr llvm::StringLiteral libraryMark = "library";

FileLineColLoc cat::fileOf(Location location) {
  FileLineColLoc found;
  location->walk([&](Location inner) {
    found = dyn_cast<FileLineColLoc>(inner);
    return found ? WalkResult::interrupt() : WalkResult::advance();
  });
  return found;
}

std::string cat::placeOf(Location location) {
  FileLineColLoc file = fileOf(location);
  if (!file)
    return "";
  return (file.getFilename().getValue() + ":" + Twine(file.getLine()) + ":" +
          Twine(file.getColumn()))
      .str();
}

Location cat::inLibrary(Location location) {
  return NameLoc::get(StringAttr::get(location.getContext(), libraryMark), location);
}

bool cat::isInLibrary(Location location) {
  bool isMarked = false;
  location->walk([&](Location inner) {
    auto named = dyn_cast<NameLoc>(inner);
    isMarked = named && named.getName() == libraryMark;
    return isMarked || isa<FileLineColLoc>(inner) ? WalkResult::interrupt() : WalkResult::advance();
  });
  return isMarked;
}

/// Unlike any other name in a location.
static constexpr llvm::StringLiteral pointMark = "point ";

Location cat::namedPoint(StringRef name, Location location) {
  return NameLoc::get(StringAttr::get(location.getContext(), pointMark + name), location);
}

StringRef cat::pointName(Location location) {
  auto named = dyn_cast<NameLoc>(location);
  StringRef name = named ? named.getName().getValue() : "";
  return name.consume_front(pointMark) ? name : "";
}

Location cat::mentionedAt(Location mention, Location location) {
  return isInLibrary(location) && !isInLibrary(mention)
             ? FusedLoc::get(location.getContext(), {mention, location})
             : location;
}
