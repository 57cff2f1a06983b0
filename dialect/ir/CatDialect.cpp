// Registers what the dialect has, and turns folded constants back into ops.
#include "dialect/ir/Cat.h"

using namespace mlir;
using namespace cat;

#include "dialect/ir/CatDialect.cpp.inc"
#include "dialect/ir/CatEnums.cpp.inc"
#include "dialect/ir/CatInterfaces.cpp.inc"

void CatDialect::initialize() {
  registerTypes();
  addOperations<
#define GET_OP_LIST
#include "dialect/ir/CatOps.cpp.inc"
      >();
}

Operation *CatDialect::materializeConstant(OpBuilder &builder, Attribute value, Type type,
                                           Location loc) {
  auto typed = dyn_cast<TypedAttr>(value);
  if (!typed || typed.getType() != type || !isNumbers(type))
    return nullptr;
  return ConstOp::create(builder, loc, typed);
}
