// The types of the `cat` dialect. Arrays of any element are builtin tensors of rank one or more;
// there are no tensors of rank zero: a scalar is a scalar.
#ifndef CAT_TYPES_TD
#define CAT_TYPES_TD

include "CatDialect.td"
include "mlir/IR/AttrTypeBase.td"

class Cat_Type<string name, string typeMnemonic> : TypeDef<Cat_Dialect, name> {
  let mnemonic = typeMnemonic;
}

def Cat_HomType : Cat_Type<"Hom", "hom"> {
  let summary = "arrows from a domain to a codomain";
  let description = [{
    `!cat.hom<A, B>`. An arrow with several points in or out has a product as its domain or codomain.
  }];
  let parameters = (ins "::mlir::Type":$domain, "::mlir::Type":$codomain);
  let builders = [TypeBuilderWithInferredContext<(ins "::mlir::Type":$domain, "::mlir::Type":$codomain), [{
    return $_get(domain.getContext(), domain, codomain);
  }]>];
  let assemblyFormat = "`<` $domain `,` $codomain `>`";
}

def Cat_ProdType : Cat_Type<"Prod", "prod"> {
  let summary = "a flat n-ary product, with names (a record) or without";
  let description = [{
    `!cat.prod<A, B>` or `!cat.prod<"x": A, "y": B>`; all components have a name or none has.
    `!cat.prod<>` is the unit. A product inside a product stays nested.
  }];
  let parameters = (ins ArrayRefParameter<"::mlir::Type">:$elements,
                        ArrayRefParameter<"::mlir::StringAttr">:$names);
  let builders = [TypeBuilder<(ins "::llvm::ArrayRef<::mlir::Type>":$elements), [{
    return $_get($_ctxt, elements, ::llvm::ArrayRef<::mlir::StringAttr>());
  }]>];
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    size_t size() const { return getElements().size(); }
    bool isUnit() const { return getElements().empty(); }
    bool isNamed() const { return !getNames().empty(); }
  }];
}

def Cat_SumType : Cat_Type<"Sum", "sum"> {
  let summary = "a sum: one of several named alternatives";
  let description = [{
    `!cat.sum<"none": !cat.prod<>, "some": A>`. An alternative without a payload has the unit.
  }];
  let parameters = (ins ArrayRefParameter<"::mlir::StringAttr">:$names,
                        ArrayRefParameter<"::mlir::Type">:$payloads);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
  let extraClassDeclaration = [{
    size_t size() const { return getPayloads().size(); }
    /// The index of the alternative `name`, if there is one.
    std::optional<unsigned> indexOf(::llvm::StringRef name) const;
    /// True when no alternative carries anything: such a sum erases to its tag.
    bool isEnumeration() const;
  }];
}

def Cat_FinType : Cat_Type<"Fin", "fin"> {
  let summary = "the natural numbers below a bound";
  let description = "`!cat.fin<5>`, or `!cat.fin<?>` for a bound that is known only at run time.";
  let parameters = (ins "int64_t":$bound);
  let hasCustomAssemblyFormat = 1;
  let genVerifyDecl = 1;
}

def Cat_ObjType : Cat_Type<"Obj", "obj"> {
  let summary = "a named object";
  let description = [{
    `!cat.obj<@"Dist[5]">`: the object that the `cat.object` of this symbol defines. It differs
    from every other object until it is forgotten.
  }];
  let parameters = (ins "::mlir::FlatSymbolRefAttr":$name);
  let assemblyFormat = "`<` $name `>`";
}

def Cat_VarType : Cat_Type<"Var", "var"> {
  let summary = "an unknown object, in generic bodies and in proofs";
  let parameters = (ins "::mlir::StringAttr":$name);
  let assemblyFormat = "`<` $name `>`";
}

def Cat_TextType : Cat_Type<"Text", "text"> {
  let summary = "UTF-8 text";
}

def Cat_KeyType : Cat_Type<"Key", "key"> {
  let summary = "a random key: counter based, split explicitly";
}

// Constraints on types that the ops share.
def Cat_Arrow : Type<CPred<"::llvm::isa<::cat::HomType>($_self)">, "an arrow (!cat.hom)", "::cat::HomType">;
def Cat_Prod : Type<CPred<"::llvm::isa<::cat::ProdType>($_self)">, "a product (!cat.prod)", "::cat::ProdType">;
def Cat_Sum : Type<CPred<"::llvm::isa<::cat::SumType>($_self)">, "a sum (!cat.sum)", "::cat::SumType">;
def Cat_Text : Type<CPred<"::llvm::isa<::cat::TextType>($_self)">, "a text (!cat.text)">,
               BuildableType<"$_builder.getType<::cat::TextType>()">;
def Cat_Key : Type<CPred<"::llvm::isa<::cat::KeyType>($_self)">, "a random key (!cat.key)">,
              BuildableType<"$_builder.getType<::cat::KeyType>()">;
def Cat_Array : Type<CPred<"::cat::isArray($_self)">, "an array (a tensor of rank one or more)",
                     "::mlir::RankedTensorType">;
def Cat_Point : Type<CPred<"::cat::isPoint($_self)">, "a point (a scalar, an array, or a cat type)">;
def Cat_Numbers : Type<CPred<"::cat::isNumbers($_self)">, "a number, or an array of numbers">;
def Cat_Floats : Type<CPred<"::cat::isFloatLike($_self)">, "a float, or an array of floats">;
def Cat_Ints : Type<CPred<"::cat::isIntLike($_self)">, "an integer or truth value, or an array of them">;
def Cat_Bools : Type<CPred<"::cat::isBoolLike($_self)">, "a truth value (i1), or an array of truth values">;
def Cat_Bool : Type<CPred<"$_self.isInteger(1)">, "a truth value (i1)">, BuildableType<"$_builder.getI1Type()">;
def Cat_Index : Type<CPred<"$_self.isIndex()">, "a natural number (index)">,
                BuildableType<"$_builder.getIndexType()">;
def Cat_I64 : Type<CPred<"$_self.isSignlessInteger(64)">, "an i64">, BuildableType<"$_builder.getI64Type()">;
def Cat_Indices : Type<CPred<"::cat::isIndexLike($_self)">, "an integer or a fin, or an array of them">;

#endif
