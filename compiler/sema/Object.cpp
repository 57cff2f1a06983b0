// Making, comparing, unifying and printing objects.
#include "compiler/sema/Object.h"
#include "compiler/sema/Program.h"

#include "llvm/Support/MathExtras.h"

#include <algorithm>

namespace cat::sema {

ObjectTable::ObjectTable() {
  auto add = [&](std::string name, Object object) {
    scalars.push_back({std::move(name), make(std::move(object))});
    return scalars.back().second;
  };
  boolean = add("bool", {ObjectKind::Bool});
  for (unsigned bits : {8, 16, 32, 64})
    for (bool isSigned : {true, false})
      add((isSigned ? "i" : "u") + std::to_string(bits), {ObjectKind::Int, bits, isSigned});
  i64 = scalar("i64");
  f32 = add("f32", {ObjectKind::Float, 32});
  f64 = add("f64", {ObjectKind::Float, 64});
  nat = add("Nat", {ObjectKind::Nat, 64, false});
  text = add("Text", {ObjectKind::Text});
  path = add("Path", {ObjectKind::Path});
  key = add("Key", {ObjectKind::Key});
  unit = product({});
}

const Object *ObjectTable::make(Object object) {
  auto count = [&](const Object *part) {
    object.parts = part ? llvm::SaturatingAdd(object.parts, part->parts) : object.parts;
  };
  object.parts = 1;
  for (const Field &field : object.fields)
    count(field.object);
  count(object.element);
  count(object.definition);
  storage.push_back(std::move(object));
  return &storage.back();
}

const Object *ObjectTable::scalar(const std::string &name) const {
  for (auto &[key, object] : scalars)
    if (key == name)
      return object;
  return nullptr;
}

std::vector<std::string> ObjectTable::scalarNames() const {
  std::vector<std::string> names;
  for (auto &[name, object] : scalars)
    names.push_back(name);
  return names;
}

const Object *ObjectTable::fin(Dim n) {
  Object object{ObjectKind::Fin};
  object.dim = std::move(n);
  return make(std::move(object));
}

const Object *ObjectTable::array(const Object *element, Dim n) {
  Object object{ObjectKind::Array};
  object.element = element;
  object.dim = std::move(n);
  return make(std::move(object));
}

const Object *ObjectTable::product(std::vector<const Object *> elements) {
  Object object{ObjectKind::Product};
  for (const Object *element : elements)
    object.fields.push_back({"", element});
  return make(std::move(object));
}

const Object *ObjectTable::record(std::vector<Field> fields) {
  Object object{ObjectKind::Product};
  object.fields = std::move(fields);
  return make(std::move(object));
}

const Object *ObjectTable::variable(Constraint constraint) {
  Object object{ObjectKind::Variable};
  object.variable = bindings.size();
  object.constraint = constraint;
  bindings.push_back(nullptr);
  return make(std::move(object));
}

const Object *ObjectTable::rigid(std::string name, Constraint constraint) {
  Object object{ObjectKind::Rigid};
  object.name = std::move(name);
  object.constraint = constraint;
  return make(std::move(object));
}

const Object *ObjectTable::resolve(const Object *object) const {
  while (object->kind == ObjectKind::Variable && bindings[object->variable])
    object = bindings[object->variable];
  return object;
}

const Object *ObjectTable::zonk(const Object *object, bool defaults) {
  object = resolve(object);
  if (object->kind == ObjectKind::Variable) {
    if (!defaults)
      return object;
    if (object->constraint == Constraint::IntegerLiteral ||
        object->constraint == Constraint::Number)
      return bind(object, i64), i64;
    if (object->constraint != Constraint::None)
      return bind(object, f32), f32;
    return object;
  }
  Object copy = *object;
  copy.dim = dims.resolve(copy.dim);
  if (copy.element)
    copy.element = zonk(copy.element, defaults);
  for (Field &field : copy.fields)
    field.object = zonk(field.object, defaults);
  for (StaticArgument &argument : copy.arguments) {
    argument.dim = dims.resolve(argument.dim);
    if (argument.object)
      argument.object = zonk(argument.object, defaults);
  }
  if (copy.definition)
    copy.definition = zonk(copy.definition, defaults);
  if (copy.element || !copy.fields.empty() || !copy.arguments.empty() ||
      object->kind == ObjectKind::Fin)
    return make(std::move(copy));
  return object;
}

const Object *ObjectTable::forget(const Object *object) const {
  object = resolve(object);
  while (object->kind == ObjectKind::Nominal)
    object = resolve(object->definition);
  return object;
}

const Object *ObjectTable::leaf(const Object *object) const {
  for (object = forget(object); object->kind == ObjectKind::Array;)
    object = forget(object->element);
  return object;
}

const Object *ObjectTable::forgetAll(const Object *object) {
  object = forget(object);
  if (object->kind == ObjectKind::Array)
    return array(forgetAll(object->element), object->dim);
  if (object->kind != ObjectKind::Product)
    return object;
  std::vector<Field> fields = object->fields;
  for (Field &field : fields)
    field.object = forgetAll(field.object);
  return record(std::move(fields));
}

const Object *ObjectTable::unnamed(const Object *object) {
  object = forget(object);
  switch (object->kind) {
  case ObjectKind::Fin:
    return i64;
  case ObjectKind::Array:
    return array(unnamed(object->element), object->dim);
  case ObjectKind::Product: {
    std::vector<Field> fields = object->fields;
    for (Field &field : fields)
      field.object = unnamed(field.object);
    return record(std::move(fields));
  }
  case ObjectKind::Variable:
    if (object->constraint == Constraint::IntegerLiteral)
      bind(object, variable(Constraint::Number));
    else if (object->constraint == Constraint::FloatLiteral)
      bind(object, variable(Constraint::Float));
    return resolve(object);
  default:
    return object;
  }
}

bool ObjectTable::hasVariables(const Object *object, bool literalsToo) const {
  object = resolve(object);
  if (object->kind == ObjectKind::Variable)
    return literalsToo || object->constraint == Constraint::None ||
           object->constraint == Constraint::Vect;
  if (dims.hasUnsolved(object->dim))
    return true;
  auto has = [&](const Object *part) { return part && hasVariables(part, literalsToo); };
  return has(object->element) ||
         std::any_of(object->fields.begin(), object->fields.end(),
                     [&](const Field &field) { return has(field.object); }) ||
         std::any_of(object->arguments.begin(), object->arguments.end(),
                     [&](const StaticArgument &argument) {
                       return dims.hasUnsolved(argument.dim) || has(argument.object);
                     });
}

bool ObjectTable::isConcrete(const Object *object) const {
  object = resolve(object);
  if (object->kind == ObjectKind::Variable || object->kind == ObjectKind::Rigid ||
      !dims.resolve(object->dim).isConcrete())
    return false;
  return (!object->element || isConcrete(object->element)) && isConcrete(object->arguments) &&
         std::all_of(object->fields.begin(), object->fields.end(),
                     [&](const Field &field) { return isConcrete(field.object); });
}

bool ObjectTable::isConcrete(const std::vector<StaticArgument> &arguments) const {
  return std::all_of(arguments.begin(), arguments.end(), [&](const StaticArgument &argument) {
    return dims.resolve(argument.dim).isConcrete() &&
           (!argument.object || isConcrete(argument.object));
  });
}

bool ObjectTable::occurs(const Object *variable, const Object *object) const {
  object = resolve(object);
  return object == variable || (object->element && occurs(variable, object->element)) ||
         std::any_of(object->fields.begin(), object->fields.end(),
                     [&](const Field &field) { return occurs(variable, field.object); });
}

bool ObjectTable::bind(const Object *variable, const Object *object) {
  object = resolve(object);
  if (object == variable)
    return true;
  if (object->kind == ObjectKind::Variable) {
    // What is both a number and a product of float arrays is a float.
    if (const Object *vect = variable->constraint == Constraint::Vect ? variable : object,
        *number = vect == variable ? object : variable;
        vect->constraint == Constraint::Vect && number->isOpenNumber()) {
      bool isNamed = number->constraint == Constraint::IntegerLiteral ||
                     number->constraint == Constraint::FloatLiteral;
      const Object *both = this->variable(isNamed ? Constraint::FloatLiteral : Constraint::Float);
      bindings[vect->variable] = both;
      trail.push_back(vect->variable);
      return bind(number, both);
    }
    // The stricter of two constraints survives.
    if (variable->constraint > object->constraint)
      std::swap(variable, object);
    // A literal that meets what has no name has none either.
    bool isUnnamed = variable->constraint == Constraint::Number;
    if (isUnnamed && (object->constraint == Constraint::IntegerLiteral ||
                      object->constraint == Constraint::FloatLiteral))
      return bind(variable, unnamed(object));
  } else {
    if (occurs(variable, object))
      return false;
    const Object *raw = forget(object);
    switch (variable->constraint) {
    case Constraint::None:
      break;
    case Constraint::Number:
      object = raw->kind == ObjectKind::Fin ? i64 : raw;
      [[fallthrough]];
    case Constraint::IntegerLiteral:
      if (!raw->isNumber() && raw->kind != ObjectKind::Fin &&
          !(raw->kind == ObjectKind::Rigid && raw->constraint == Constraint::Float))
        return false;
      break;
    case Constraint::Float:
      object = raw; // arithmetic forgets names
      [[fallthrough]];
    case Constraint::FloatLiteral:
      if (raw->kind != ObjectKind::Float &&
          !(raw->kind == ObjectKind::Rigid && raw->constraint == Constraint::Float))
        return false;
      break;
    case Constraint::Vect: {
      const Object *leaf = raw;
      while (leaf->kind == ObjectKind::Array)
        leaf = forget(leaf->element);
      if (leaf->kind == ObjectKind::Product) {
        for (const Field &field : leaf->fields)
          if (!unify(this->variable(Constraint::Vect), field.object))
            return false;
      } else if (leaf->kind == ObjectKind::Variable) {
        if (!bind(leaf,
                  this->variable(leaf->isOpenNumber() ? Constraint::Float : Constraint::Vect)))
          return false;
      } else if (leaf->kind == ObjectKind::Rigid) {
        if (leaf->constraint == Constraint::None)
          return false;
      } else if (leaf->kind != ObjectKind::Float) {
        return false;
      }
    }
    }
  }
  bindings[variable->variable] = object;
  trail.push_back(variable->variable);
  return true;
}

bool ObjectTable::related(const Object *from, const Object *to, bool mayForget, bool mayName) {
  from = resolve(from);
  to = resolve(to);
  if (from == to)
    return true;
  if (to->kind == ObjectKind::Variable)
    return bind(to, from);
  if (from->kind == ObjectKind::Variable) {
    // What has no name does not get one by being unknown.
    bool isUnnamed =
        from->constraint == Constraint::Number || from->constraint == Constraint::Float;
    if (isUnnamed && to->kind == ObjectKind::Nominal)
      return mayName && related(from, to->definition, mayForget, true);
    if (from->constraint == Constraint::Number && to->kind == ObjectKind::Fin)
      return mayName && bind(from, i64);
    return bind(from, to);
  }
  bool stuck = false;
  if (from->kind == ObjectKind::Nominal && to->kind == ObjectKind::Nominal &&
      from->declaration == to->declaration)
    return related(from->arguments, to->arguments, false, false);
  if (from->kind == ObjectKind::Nominal)
    return mayForget && related(from->definition, to, true, false);
  if (to->kind == ObjectKind::Nominal)
    return mayName && related(from, to->definition, mayForget, true);
  if (mayForget) {
    if (from->kind == ObjectKind::Fin && to->kind == ObjectKind::Int && to->bits == 64 &&
        to->isSigned)
      return true;
    if (from->kind == ObjectKind::Text && to->kind == ObjectKind::Path)
      return true;
    if (from->kind == ObjectKind::Enum && to->kind == ObjectKind::Fin) {
      for (const Field &field : from->fields)
        if (!field.object->isUnit())
          return false;
      return dims.unify(Dim(from->fields.size()), to->dim, stuck);
    }
  }
  if (mayName && from->kind == ObjectKind::Int && from->bits == 64 && to->kind == ObjectKind::Fin)
    return true;
  if (from->kind != to->kind)
    return false;
  switch (from->kind) {
  case ObjectKind::Int:
    return from->bits == to->bits && from->isSigned == to->isSigned;
  case ObjectKind::Float:
    return from->bits == to->bits;
  case ObjectKind::Fin:
    return dims.unify(from->dim, to->dim, stuck);
  case ObjectKind::Array:
    if (!(mayForget && dims.resolve(to->dim).isUnknown()) && !dims.unify(from->dim, to->dim, stuck))
      return false;
    return related(from->element, to->element, mayForget, mayName);
  case ObjectKind::Product:
    if (from->fields.size() != to->fields.size())
      return false;
    for (size_t i = 0; i < from->fields.size(); ++i)
      if (from->fields[i].name != to->fields[i].name ||
          !related(from->fields[i].object, to->fields[i].object, mayForget, mayName))
        return false;
    return true;
  case ObjectKind::Enum:
    return from->declaration == to->declaration &&
           related(from->arguments, to->arguments, mayForget, mayName);
  case ObjectKind::Rigid:
    return from == to;
  default:
    return true;
  }
}

bool ObjectTable::related(const std::vector<StaticArgument> &from,
                          const std::vector<StaticArgument> &to, bool mayForget, bool mayName) {
  bool stuck = false;
  for (size_t i = 0; i < from.size(); ++i)
    if (from[i].kind == StaticArgument::IsDim
            ? !dims.unify(from[i].dim, to[i].dim, stuck)
            : from[i].object && !related(from[i].object, to[i].object, mayForget, mayName))
      return false;
  return true;
}

bool ObjectTable::unify(const Object *a, const Object *b) { return related(a, b, false, false); }
bool ObjectTable::fits(const Object *from, const Object *to) {
  return related(from, to, true, false);
}
bool ObjectTable::names(const Object *from, const Object *to) {
  return related(from, to, true, true);
}

bool ObjectTable::same(const Object *a, const Object *b) const {
  a = resolve(a);
  b = resolve(b);
  if (a == b)
    return true;
  if (a->kind != b->kind || a->bits != b->bits || a->isSigned != b->isSigned ||
      a->declaration != b->declaration || a->fields.size() != b->fields.size() ||
      !(dims.resolve(a->dim) == dims.resolve(b->dim)) || a->kind == ObjectKind::Variable ||
      a->kind == ObjectKind::Rigid)
    return false;
  if (a->element && !same(a->element, b->element))
    return false;
  for (size_t i = 0; i < a->fields.size(); ++i)
    if (a->fields[i].name != b->fields[i].name || !same(a->fields[i].object, b->fields[i].object))
      return false;
  for (size_t i = 0; i < a->arguments.size(); ++i) {
    const StaticArgument &x = a->arguments[i], &y = b->arguments[i];
    if (!(dims.resolve(x.dim) == dims.resolve(y.dim)) || (x.object && !same(x.object, y.object)))
      return false;
  }
  return true;
}

void ObjectTable::undo(Mark mark) {
  while (trail.size() > mark.objects) {
    bindings[trail.back()] = nullptr;
    trail.pop_back();
  }
  dims.undo(mark.dims);
}

std::string ObjectTable::print(const std::vector<StaticArgument> &arguments) const {
  std::string text;
  for (const StaticArgument &argument : arguments) {
    text += text.empty() ? "[" : ", ";
    if (argument.kind == StaticArgument::IsDim)
      text += dims.print(argument.dim);
    else if (argument.kind == StaticArgument::IsText)
      text += '"' + argument.text + '"';
    else
      text += argument.object ? print(argument.object) : "_";
  }
  return text.empty() ? text : text + "]";
}

std::string ObjectTable::print(const Object *object) const {
  object = resolve(object);
  switch (object->kind) {
  case ObjectKind::Fin:
    return "Fin[" + dims.print(object->dim) + "]";
  case ObjectKind::Nominal:
  case ObjectKind::Enum:
    return object->declaration->ast->name.text + print(object->arguments);
  case ObjectKind::Rigid:
    return object->name;
  case ObjectKind::Variable:
    switch (object->constraint) {
    case Constraint::Number:
    case Constraint::IntegerLiteral:
      return "a number";
    case Constraint::FloatLiteral:
    case Constraint::Float:
      return "a float";
    default:
      return "_";
    }
  case ObjectKind::Product: {
    if (object->fields.empty())
      return "1";
    bool isRecord = !object->fields[0].name.empty();
    std::string text;
    for (const Field &field : object->fields) {
      text += text.empty() ? "" : isRecord ? ", " : " * ";
      if (isRecord)
        text += field.name + ": ";
      const Object *inner = resolve(field.object);
      bool parens = !isRecord && inner->kind == ObjectKind::Product && !inner->fields.empty() &&
                    inner->fields[0].name.empty();
      text += parens ? "(" + print(inner) + ")" : print(inner);
    }
    return isRecord ? "{ " + text + " }" : text;
  }
  case ObjectKind::Array: {
    std::string suffix;
    while (object->kind == ObjectKind::Array && !dims.resolve(object->dim).isUnknown()) {
      suffix += (suffix.empty() ? "" : ", ") + dims.print(object->dim);
      object = resolve(object->element);
    }
    if (suffix.empty())
      return "Seq[" + print(object->element) + "]";
    bool parens = object->kind == ObjectKind::Product && !object->fields.empty() &&
                  object->fields[0].name.empty();
    std::string inner = print(object);
    return (parens ? "(" + inner + ")" : inner) + "[" + suffix + "]";
  }
  default:
    for (auto &[name, scalar] : scalars)
      if (scalar->kind == object->kind && scalar->bits == object->bits &&
          scalar->isSigned == object->isSigned)
        return name;
    return "?";
  }
}

} // namespace cat::sema
