// The mutations. Those along the syntax tree keep most programs grammatical, so that names, objects
// and dims are what goes wrong; those of tokens and bytes try the text layer.
#include "test/fuzz/Mutator.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

#include <algorithm>

using namespace cat::fuzz;

/// A list written as one string, in which two spaces separate.
static std::vector<std::string> items(llvm::StringRef list) {
  llvm::SmallVector<llvm::StringRef> parts;
  list.split(parts, "  ");
  return {parts.begin(), parts.end()};
}

static std::vector<std::string> numbers() {
  return items(
      "0  -1  1  2  3  255  256  0.0  -0.0  1.5  1e999  -1e999  1e-999  1e39  1e5  1.5f64  "
      "3f32  7u8  -129i8  4294967296  9223372036854775807  9223372036854775808  "
      "18446744073709551615  18446744073709551616  99999999999999999999999999999999  "
      "0x7fffffffffffffff  0xffffffffffffffffff  1_000");
}

static std::vector<std::string> dims() {
  return items("0  1  2  -1  1000000  1000000000000  9223372036854775807  N  V / 2  N - 5  2 ^ 40  "
               "floordiv(7, 0)  ceildiv(N, 2)  N * N  1.5  N / 3  f32  _");
}

static std::vector<std::string> pieces() {
  return items(
      "(  )  [  ]  {  }  \"  \n  ;  ,  :  =  =>  ->  -  ..  /*  */  //  ///  let   if   then   "
      "else   {x  :.  .  \\  log   reverse   match   arrow   0x  ~  f(  x[0]  ()  []  {}  "
      ">>>  &&&  ***  >=>  |>  @  ^  !  %  ==  <  &&  ||  where it > 0   trusted   extern   "
      "pub   param   layer   import std.nn\n  within 1e-3   module m\n  :=  .0  repeat[  "
      "some(x) =>  law l: a == b\n  instance   theory ");
}

static std::vector<std::string> oddBytes() {
  return items("\xC3  \x80  \xFF\xFE  \xE2\x80\xAE  \xEF\xBB\xBF  \xC2\xA0  \r  \t  \xCE\xBB  "
               "\xF0\x9F\x98  \x01  \x7F");
}

static std::vector<std::string> oddNames() {
  return items(
      "undeclared  _  f32  f64  i64  u8  Nat  Text  Path  Key  bool  Fin  Seq  Params  grad  "
      "init  rev  fwd  map  fold  it  id  softmax  some  none  Option  Result  ok  error  "
      "true  key  load  save  count  tabulate  read_csv  std  nn  x'  relu  sum  zip  len  "
      "iterate  sort  value_and_grad  checkpoint  repeat  loop  reduce  einsum  main");
}

std::string Mutator::program(uint64_t seed, uint64_t index) {
  std::seed_seq sequence{uint32_t(seed), uint32_t(seed >> 32), uint32_t(index),
                         uint32_t(index >> 32)};
  random.seed(sequence);
  start();
  for (bool again = true; again; again = oneIn(2)) {
    outline = cat::fuzz::outline(text);
    mutate();
  }
  return text;
}

void Mutator::start() {
  const Program &program = corpus.programs[below(corpus.programs.size())];
  if (program.decls.empty() || oneIn(4)) {
    text = program.text;
    return;
  }
  // Only what a pipeline needs is compiled.
  auto isPipeline = [](const Program::Decl &decl) { return decl.isPipeline; };
  auto pipeline = llvm::find_if(program.decls, isPipeline);
  bool whole = pipeline != program.decls.end() && !oneIn(3);
  text = program.slice(whole ? pipeline - program.decls.begin() : below(program.decls.size()));
}

void Mutator::mutate() {
  using Mutation = void (Mutator::*)();
  static constexpr Mutation alongTree[] = {&Mutator::replacePart,   &Mutator::replacePart,
                                           &Mutator::replacePart,   &Mutator::replacePart,
                                           &Mutator::swapParts,     &Mutator::deleteElement,
                                           &Mutator::deleteElement, &Mutator::duplicateElement,
                                           &Mutator::swapElements,  &Mutator::addElement,
                                           &Mutator::renameOne,     &Mutator::renameOne,
                                           &Mutator::renameOne,     &Mutator::extremeNumber,
                                           &Mutator::changeDim,     &Mutator::wrap,
                                           &Mutator::wrap,          &Mutator::addDeclaration};
  if (oneIn(40))
    return damageBytes();
  if (outline.parts.empty() || oneIn(12))
    return damageTokens();
  if (oneIn(60))
    return nest();
  (this->*anyOf(alongTree))();
}

const Part *Mutator::partOf(PartKind kind) {
  std::vector<const Part *> parts;
  for (const Part &part : outline.parts)
    if (part.kind == kind)
      parts.push_back(&part);
  return parts.empty() ? nullptr : anyOf(parts);
}

/// Values are so many that a part of each kind is drawn only by drawing the kind first.
const Part *Mutator::anyPart() {
  static constexpr PartKind kinds[] = {
      PartKind::Value,  PartKind::Value, PartKind::Value, PartKind::Value,   PartKind::Object,
      PartKind::Object, PartKind::Stmt,  PartKind::Arm,   PartKind::Pattern, PartKind::Static,
      PartKind::Point,  PartKind::Case,  PartKind::Decl};
  const Part *part = partOf(anyOf(kinds));
  return part ? part : &outline.parts[below(outline.parts.size())];
}

const List *Mutator::listWith(size_t least) {
  std::vector<const List *> lists;
  for (const List &list : outline.lists)
    if (list.elements.size() >= least)
      lists.push_back(&list);
  return lists.empty() ? nullptr : anyOf(lists);
}

/// Another text for `part`: mostly of the same kind and subkind, from here or from anywhere.
std::string Mutator::donor(const Part &part) {
  if (oneIn(3)) {
    std::vector<ast::Span> here;
    for (const Part &other : outline.parts)
      if (other.kind == part.kind)
        here.push_back(other.span);
    return textOf(anyOf(here));
  }
  auto exact = corpus.donors.find({part.kind, part.subkind});
  if (exact != corpus.donors.end() && oneIn(2))
    return anyOf(exact->second);
  auto alike = corpus.donorsOfKind.find(part.kind);
  if (alike == corpus.donorsOfKind.end() || oneIn(12))
    alike = std::next(corpus.donorsOfKind.begin(), below(corpus.donorsOfKind.size()));
  return anyOf(alike->second);
}

std::string Mutator::expression() {
  const Part *part = partOf(PartKind::Value);
  return part ? donor(*part) : "x";
}

void Mutator::replacePart() {
  const Part *part = anyPart();
  std::string with = donor(*part);
  replace(part->span, part->kind == PartKind::Value && oneIn(2) ? "(" + with + ")" : with);
}

void Mutator::swapParts() {
  const Part *a = anyPart(), *b = partOf(a->kind);
  if (!b || a == b)
    return;
  if (a->span.begin > b->span.begin)
    std::swap(a, b);
  if (a->span.end > b->span.begin) { // one inside the other, which it takes the place of
    replace(a->span, textOf(b->span));
    return;
  }
  std::string first = textOf(a->span), second = textOf(b->span);
  replace(b->span, first);
  replace(a->span, second);
}

void Mutator::deleteElement() {
  const List *list = listWith(1);
  if (!list)
    return;
  size_t at = below(list->elements.size());
  size_t count = oneIn(3) ? 1 + below(list->elements.size() - at) : 1;
  ast::Span span = list->elements[at];
  span.end = list->elements[at + count - 1].end;
  if (at + count < list->elements.size())
    span.end = list->elements[at + count].begin;
  else if (at > 0)
    span.begin = list->elements[at - 1].end;
  replace(span, "");
}

void Mutator::duplicateElement() {
  const List *list = listWith(1);
  if (!list)
    return;
  ast::Span span = anyOf(list->elements);
  std::string element = textOf(span);
  replace(span, element + list->separator + element);
}

void Mutator::swapElements() {
  const List *list = listWith(2);
  if (!list)
    return;
  size_t a = below(list->elements.size()), b = below(list->elements.size());
  if (a > b)
    std::swap(a, b);
  std::string first = textOf(list->elements[a]), second = textOf(list->elements[b]);
  if (a == b || list->elements[a].end > list->elements[b].begin)
    return;
  replace(list->elements[b], first);
  replace(list->elements[a], second);
}

void Mutator::addElement() {
  const List *list = listWith(1);
  if (!list)
    return;
  ast::Span span = anyOf(list->elements);
  auto part =
      llvm::find_if(outline.parts, [&](const Part &p) { return p.span.begin == span.begin; });
  std::string extra = part == outline.parts.end() ? expression() : donor(*part);
  replace(span, oneIn(2) ? textOf(span) + list->separator + extra
                         : extra + list->separator + textOf(span));
}

void Mutator::renameOne() {
  const Part *part = partOf(PartKind::Name);
  if (!part)
    return;
  switch (below(3)) {
  case 0:
    return replace(part->span, anyOf(oddNames()));
  case 1:
    return replace(part->span, corpus.libraryNames.empty() ? "x" : anyOf(corpus.libraryNames));
  default:
    return replace(part->span, anyOf(namesIn(text)));
  }
}

void Mutator::extremeNumber() {
  const Part *part = partOf(PartKind::Number);
  if (!part)
    part = anyPart();
  replace(part->span, anyOf(numbers()));
}

void Mutator::changeDim() {
  const Part *part = partOf(PartKind::Object);
  if (!part)
    return;
  std::string object = textOf(part->span);
  switch (below(4)) {
  case 0:
    return replace(part->span, object + "[" + anyOf(dims()) + "]");
  case 1:
    return replace(part->span, "Fin[" + anyOf(dims()) + "]");
  case 2:
    return replace(part->span, "Seq[" + object + "]");
  default:
    if (const Part *number = partOf(PartKind::Number))
      return replace(number->span, anyOf(dims()));
  }
}

void Mutator::wrap() {
  const Part *part = partOf(oneIn(5) ? PartKind::Object : PartKind::Value);
  if (!part)
    return;
  std::string e = textOf(part->span), other = expression();
  if (part->kind == PartKind::Object) {
    const std::string forms[] = {"(" + e + " * " + other + ")",
                                 "(" + e + " -> " + e + ")",
                                 "Option[" + e + "]",
                                 "{ a: " + e + ", b: " + e + " }",
                                 "(" + e + " * " + e + ")[3]",
                                 "Params[" + e + "]",
                                 "1"};
    return replace(part->span, anyOf(forms));
  }
  const std::string forms[] = {"(" + e + ")",
                               "(" + e + ", " + other + ")",
                               "[" + e + "]",
                               "[" + e + ", " + other + "]",
                               e + "(" + other + ")",
                               e + "[" + other + "]",
                               "map[" + e + "]",
                               "rev[" + e + "]",
                               "fwd[" + e + "]",
                               "grad[" + e + "](" + other + ")",
                               "init[" + e + "](key(1))",
                               "fold[" + e + "]",
                               "iterate[" + e + "](3, " + other + ")",
                               "(x => " + e + ")",
                               "((x, y) => " + e + ")",
                               "(" + e + " >>> " + other + ")",
                               "(" + e + " &&& " + other + ")",
                               "(" + e + " *** " + other + ")",
                               "(" + e + " : " + other + ")",
                               "(if " + other + " then " + e + " else " + e + ")",
                               "(match " + other + " { some(v) => " + e + "; none => " + e + " })",
                               "{ let y = " + other + "; " + e + " }",
                               "{ x = " + e + ", y = " + other + " }",
                               e + ".0",
                               e + ".x",
                               "(-" + e + ")",
                               "!(" + e + ")",
                               "(" + e + " + " + other + ")",
                               "(" + e + " == " + other + ")",
                               "(" + e + " ^ " + other + ")",
                               "(" + e + " @ " + other + ")",
                               "\"{" + e + "}\"",
                               "tabulate[i => " + e + "]",
                               "sum(" + e + ")"};
  replace(part->span, anyOf(forms));
}

static std::string repeated(const std::string &piece, size_t count) {
  std::string result;
  for (size_t i = 0; i < count; ++i)
    result += piece;
  return result;
}

void Mutator::nest() {
  static constexpr size_t depths[] = {3, 20, 100, 400, 600, 10000};
  static constexpr std::pair<const char *, const char *> around[] = {{"(", ")"},
                                                                     {"[", "]"},
                                                                     {"{", "}"},
                                                                     {"-", ""},
                                                                     {"!", ""},
                                                                     {"sum(", ")"},
                                                                     {"map[", "]"},
                                                                     {"(x => ", ")"},
                                                                     {"if true then ", " else 1"},
                                                                     {"x |> (", ")"},
                                                                     {"rev[", "]"},
                                                                     {"Seq[", "]"},
                                                                     {"{ a: ", " }"},
                                                                     {"{ let y = 1; ", " }"},
                                                                     {"residual[", "]"}};
  static constexpr const char *between[] = {" + ",  " >>> ", " * ",  ", ",   " && ", " ^ ",
                                            " -> ", " |> ",  " => ", " == ", " @ ",  " &&& "};
  const Part *part = partOf(oneIn(4) ? PartKind::Object : PartKind::Value);
  if (!part)
    return;
  size_t depth = anyOf(depths);
  std::string e = textOf(part->span);
  if (e.size() > 60)
    e = "x";
  if (oneIn(2)) {
    auto [open, close] = anyOf(around);
    return replace(part->span, repeated(open, depth) + e + repeated(close, depth));
  }
  replace(part->span, e + repeated(anyOf(between) + e, depth));
}

void Mutator::addDeclaration() {
  const Program &other = corpus.programs[below(corpus.programs.size())];
  if (other.decls.empty())
    return;
  size_t index = below(other.decls.size());
  std::string extra = oneIn(2) ? other.slice(index) : other.decls[index].text;
  text = oneIn(2) || text.find("module") == 0 ? text + "\n" + extra : extra + "\n" + text;
}

void Mutator::damageTokens() {
  // A token: a run of letters and digits, or a single other character.
  auto isWord = [](char c) { return llvm::isAlnum(c) || c == '_'; };
  auto tokenAt = [&](size_t at) {
    size_t begin = at, end = std::min(at + 1, text.size());
    if (at < text.size() && isWord(text[at])) {
      while (begin > 0 && isWord(text[begin - 1]))
        --begin;
      while (end < text.size() && isWord(text[end]))
        ++end;
    }
    return ast::Span{0, uint32_t(begin), uint32_t(end)};
  };
  ast::Span token = tokenAt(below(text.size()));
  switch (below(5)) {
  case 0:
    return replace(token, "");
  case 1:
    text.insert(token.begin, anyOf(pieces()));
    return;
  case 2:
    return replace(token, textOf(tokenAt(below(text.size()))));
  case 3: // a longer stretch, elsewhere
    text.insert(token.begin, text.substr(below(text.size()), 1 + below(40)));
    return;
  default:
    return replace(token, anyOf(pieces()));
  }
}

void Mutator::damageBytes() {
  size_t at = below(text.size());
  switch (below(4)) {
  case 0:
    text.resize(at);
    return;
  case 1:
    text.erase(at, 1 + below(20));
    return;
  case 2:
    text.insert(at, std::string(1, char(below(256))));
    return;
  default:
    text.insert(at, anyOf(oddBytes()));
  }
}
