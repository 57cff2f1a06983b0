// The rules that point-layer operations bring for the transformations, as external models of the
// interfaces: batched forms, reverse and forward derivatives.
#ifndef CAT_TRANSFORMS_RULES_H
#define CAT_TRANSFORMS_RULES_H

namespace mlir {
class DialectRegistry;
class MLIRContext;
} // namespace mlir

namespace cat {

void attachMapRules(mlir::MLIRContext *context);
void attachElementwiseDerivatives(mlir::MLIRContext *context);
void attachStructureDerivatives(mlir::MLIRContext *context);

/// Attaches all of them as soon as the dialect is loaded.
void registerCatTransformRules(mlir::DialectRegistry &registry);

} // namespace cat

#endif
