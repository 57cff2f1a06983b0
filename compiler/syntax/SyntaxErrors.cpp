// Errors of grammar. Every message is made from the token that does not fit and the set of tokens
// that would, told in words: no name of a token or a rule is ever shown.
#include "compiler/syntax/SyntaxErrors.h"

#include "CatParser.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace cat;
using antlr4::misc::IntervalSet;
using grammar::CatParser;
using llvm::StringRef;

/// Rules that end in SEP: after an error in one, parsing goes on behind it.
static bool endsInSeparator(size_t rule) {
  switch (rule) {
  case CatParser::RuleHeader:
  case CatParser::RuleDecl:
  case CatParser::RuleTheoryMember:
  case CatParser::RuleBinding:
  case CatParser::RuleStmt:
  case CatParser::RuleArm:
    return true;
  default:
    return false;
  }
}

/// Rules that are lists of those.
static bool isList(size_t rule) {
  switch (rule) {
  case CatParser::RuleModule:
  case CatParser::RuleTheoryBody:
  case CatParser::RuleInstanceBody:
  case CatParser::RuleBlock:
  case CatParser::RuleMatchBody:
    return true;
  default:
    return false;
  }
}

static bool isKeyword(size_t type) { return type >= CatParser::REVERSE && type <= CatParser::PUB; }

/// What may stand at a place, in words; empty when that is too much to be of help.
static std::string describe(const IntervalSet &expected, size_t before) {
  auto has = [&](size_t type) { return expected.contains(type); };
  std::vector<std::string> words;
  bool statement = has(CatParser::LET), declaration = has(CatParser::ENUM);
  bool expression = has(CatParser::IF), name = has(CatParser::IDENT) && !expression;
  bool continues = has(CatParser::COMPOSE);
  bool pattern = name && has(CatParser::NUMBER);
  if (statement)
    words.push_back("a statement");
  else if (declaration)
    words.push_back("a declaration");
  else if (expression)
    words.push_back(before == CatParser::COLON || before == CatParser::TO ? "an object"
                                                                          : "an expression");
  else if (pattern)
    words.push_back("a pattern");
  else if (name)
    words.push_back("a name");
  else if (has(CatParser::LAW))
    words.push_back("a law");
  auto add = [&](size_t type, const char *text) {
    if (has(type))
      words.push_back(text);
  };
  bool opensTerm = expression || pattern;
  if (!opensTerm && !continues) {
    add(CatParser::LPAREN, "`(`");
    add(CatParser::LBRACK, "`[`");
    if (!declaration)
      add(CatParser::ARROW, "`arrow`");
  }
  if (!opensTerm)
    add(CatParser::LBRACE, "`{`");
  const std::pair<size_t, const char *> marks[] = {
      {CatParser::THEN, "`then`"},      {CatParser::IN, "`in`"},
      {CatParser::COLON, "`:`"},        {CatParser::ASSIGN, "`:=`"},
      {CatParser::EQ, "`=`"},           {CatParser::FATARROW, "`=>`"},
      {CatParser::TO, "`->`"},          {CatParser::TILDE, "`~`"},
      {CatParser::BAR, "`|`"},          {CatParser::COMMA, "`,`"},
      {CatParser::SEMI, "`;`"},         {CatParser::RPAREN, "`)`"},
      {CatParser::RBRACK, "`]`"},       {CatParser::RBRACE, "`}`"},
      {CatParser::INTERP_CLOSE, "`}`"}, {CatParser::WHERE, "`where`"},
      {CatParser::WITHIN, "`within`"}};
  for (auto [type, text] : marks)
    if (!(continues && (type == CatParser::FATARROW || type == CatParser::TO)))
      add(type, text);
  if (has(CatParser::SEP) && continues)
    words.push_back("an operator");
  add(CatParser::SEP, "the end of the line");
  if (words.empty() || words.size() > 6)
    return "";
  std::string result = words[0];
  for (size_t i = 1; i < words.size(); ++i)
    result += (i + 1 == words.size() ? " or " : ", ") + words[i];
  return result;
}

antlr4::Token *ErrorStrategy::neighbour(antlr4::Token *token, int offset) const {
  size_t index = token->getTokenIndex() + size_t(offset);
  return index < list.tokens.size() ? list.tokens[index].get() : list.tokens.back().get();
}

std::string ErrorStrategy::found(antlr4::Token *token) const {
  Span span = spanOf(file, token);
  size_t type = token->getType();
  if (type == antlr4::Token::EOF)
    return "end of the file";
  if (type == CatParser::STRING_OPEN || type == CatParser::TEXT)
    return "string";
  if (type != CatParser::SEP)
    return (isKeyword(type) ? "keyword `" : "`") + std::string(sources.text(span)) + "`";
  if (span.end > span.begin)
    return "`" + std::string(sources.text(span)) + "`";
  antlr4::Token *next = neighbour(token, 1);
  if (next->getType() == antlr4::Token::EOF)
    return "end of the file";
  Span after = spanOf(file, next);
  if (sources.lineColumn(file, after.begin).line == sources.lineColumn(file, span.begin).line)
    return found(next);
  return "end of the line";
}

/// What is written otherwise in Python, Rust or C.
std::string ErrorStrategy::fromElsewhere(antlr4::Token *token, antlr4::Token *before,
                                         const IntervalSet &expected) const {
  auto fits = [&](size_t type) { return expected.contains(type); };
  auto textOf = [&](antlr4::Token *at) { return std::string(sources.text(spanOf(file, at))); };
  size_t type = token->getType(), last = before ? before->getType() : 0;
  std::string text = textOf(token), previous = before ? textOf(before) : "";
  bool continues = fits(CatParser::COMPOSE), isName = type == CatParser::IDENT;
  if ((continues || fits(CatParser::ENUM)) && type == CatParser::IF)
    return "a choice is written `if c then a else b`";
  if (continues && type == CatParser::FOR)
    return "what is done with every element is written `map[x => …](xs)`";
  if (continues && isName && (text == "and" || text == "or"))
    return std::string("write `") + (text == "and" ? "&&" : "||") + "`";
  if (continues && previous == "return")
    return "there is no `return`: a block ends with its result";
  if (continues && previous == "not")
    return "not is written `!x`";
  if (previous == "mut")
    return "what changes is a `var x = …` of a pipeline; arrows are pure";
  if (type == CatParser::TO && fits(CatParser::FATARROW))
    return "an arm is written `pattern => …`";
  if (type == CatParser::EQ && (last == CatParser::PLUS || last == CatParser::MINUS ||
                                last == CatParser::STAR || last == CatParser::SLASH))
    return "write `x := x " + previous + " …`";
  if (last == CatParser::DOTDOT && (type == CatParser::LT || type == CatParser::EQ))
    return "`a..b` has both ends in it";
  if (type == CatParser::LBRACE && fits(CatParser::EQ) && token->getTokenIndex() > 1 &&
      neighbour(token, -2)->getType() == CatParser::ENUM)
    return "an enum is written `enum E = a | b(f32)`";
  if (fits(CatParser::ENUM) && isName && llvm::is_contained({"def", "fn", "func", "fun"}, text))
    return "an arrow is declared as `arrow f(x: f32) -> f32 = …`";
  if (fits(CatParser::ENUM) && isName && llvm::is_contained({"struct", "class", "type"}, text))
    return "an object is declared as `object P = { x: f32, y: f32 }`";
  return "";
}

/// The mistakes that people bring from other languages.
std::string ErrorStrategy::help(antlr4::Token *token, const IntervalSet &expected) const {
  auto fits = [&](size_t type) { return expected.contains(type); };
  size_t type = token->getType();
  std::string text(sources.text(spanOf(file, token)));
  bool continues = fits(CatParser::COMPOSE);
  antlr4::Token *before = token->getTokenIndex() > 0 ? neighbour(token, -1) : nullptr;
  antlr4::Token *after = neighbour(token, 1);
  bool isStatement = type == CatParser::PRINT || type == CatParser::LOG ||
                     type == CatParser::ASSERT || type == CatParser::LET ||
                     type == CatParser::VAR || type == CatParser::FOR || type == CatParser::WHILE;
  if (isStatement && fits(CatParser::IF))
    return "a statement stands in braces here: `{ " + text + " … }`";
  if (type == CatParser::STAR && before && before->getType() == CatParser::STAR)
    return "a power is written `x ^ n`";
  if (type == CatParser::ASSIGN && fits(CatParser::EQ))
    return "`let x = …` names a value for good; what changes is a `var x = …`";
  if (type == CatParser::COMMA && continues && !fits(CatParser::COMMA))
    return "what stands in braces is separated by a new line or `;`";
  if (isKeyword(type) && fits(CatParser::IDENT) && !startsLine(token))
    return "`" + text + "` is a keyword; choose another name";
  std::string foreign = fromElsewhere(token, before, expected);
  if (!foreign.empty())
    return foreign;
  if (type == CatParser::EQ && continues)
    return "to name a value write `let x = …`, to change a `var` write `x := …`, to compare "
           "write `==`";
  if (type == CatParser::COLON && continues)
    return "put parentheses around an ascription: `(e : A)`";
  if ((type == CatParser::LBRACE && fits(CatParser::ENUM)) ||
      (type == CatParser::SEP && after->getType() == CatParser::LBRACE && fits(CatParser::LBRACE)))
    return "`{` must stand on the line that it belongs to";
  bool term =
      type == CatParser::IDENT || type == CatParser::NUMBER || type == CatParser::STRING_OPEN;
  if (term && continues && before && before->getType() == CatParser::IDENT)
    return "arrows are applied with parentheses: `f(x)`; statements are separated by a new line "
           "or `;`";
  if (type == CatParser::INDEX)
    return "a number begins with a digit: `0" + text + "`";
  if (fits(CatParser::ENUM) && type == CatParser::IDENT)
    return didYouMean(text, {"module", "import", "object", "enum", "dim", "arrow", "law", "rewrite",
                             "theory", "instance", "pipeline", "extern", "trusted", "pub"});
  return "";
}

bool ErrorStrategy::startsLine(antlr4::Token *token) const {
  StringRef before = sources.text({file, 0, uint32_t(token->getStartIndex())});
  before = before.rtrim(" \t");
  return before.empty() || before.back() == '\n' || before.back() == '\r';
}

void ErrorStrategy::complain(antlr4::Parser *parser, antlr4::Token *token,
                             const IntervalSet &expected) {
  SyntaxError error;
  size_t index = token->getTokenIndex();
  size_t before = index > 0 ? list.tokens[index - 1]->getType() : 0;
  error.diagnostic.code = "E0001";
  error.diagnostic.span = spanOf(file, token);
  error.diagnostic.message = "unexpected " + found(token);
  // Optional parts that were passed over before this token would have fitted too.
  IntervalSet fitting = expected;
  if (passedAt == index)
    for (size_t state : passed)
      fitting.addAll(parser->getATN().nextTokens(parser->getATN().states[state]));
  error.diagnostic.expected = describe(fitting, before);
  error.diagnostic.suggestion = help(token, fitting);
  error.covers = error.diagnostic.span;
  list.errors.push_back(std::move(error));
}

void ErrorStrategy::reportError(antlr4::Parser *parser, const antlr4::RecognitionException &e) {
  if (inErrorRecoveryMode(parser))
    return;
  beginErrorCondition(parser);
  complain(parser, e.getOffendingToken(), e.getExpectedTokens());
}

/// Skips the rest of what stands at bracket depth `depth`, its SEP included.
void ErrorStrategy::skip(antlr4::Parser *parser, uint32_t depth) {
  for (;; parser->consume()) {
    antlr4::Token *token = parser->getCurrentToken();
    size_t type = token->getType();
    if (type == antlr4::Token::EOF)
      return;
    if (list.depth[token->getTokenIndex()] > depth)
      continue;
    if (type == CatParser::RBRACE)
      return;
    if (type == CatParser::SEP) {
      parser->consume();
      return;
    }
  }
}

void ErrorStrategy::recover(antlr4::Parser *parser, std::exception_ptr e) {
  antlr4::ParserRuleContext *context = parser->getContext();
  if (endsInSeparator(context->getRuleIndex()))
    skip(parser, list.depth[context->start->getTokenIndex()]);
  else if (context->getRuleIndex() != CatParser::RuleModule)
    std::rethrow_exception(e);
}

antlr4::Token *ErrorStrategy::recoverInline(antlr4::Parser *parser) {
  throw antlr4::InputMismatchException(parser);
}

/// Called before each optional part and loop: remembers what may stand there; in lists, skips what
/// cannot begin an element.
void ErrorStrategy::sync(antlr4::Parser *parser) {
  if (size_t index = parser->getCurrentToken()->getTokenIndex(); passedAt != index) {
    passed.clear();
    passedAt = index;
  }
  passed.push_back(parser->getState());
  antlr4::ParserRuleContext *context = parser->getContext();
  if (!isList(context->getRuleIndex()))
    return;
  bool module = context->getRuleIndex() == CatParser::RuleModule;
  uint32_t depth = module ? 0 : list.depth[context->start->getTokenIndex()] + 1;
  const antlr4::atn::ATN &atn = parser->getATN();
  const IntervalSet &expected = atn.nextTokens(atn.states[parser->getState()]);
  for (bool first = true;; first = false) {
    antlr4::Token *token = parser->getCurrentToken();
    if (token->getType() == antlr4::Token::EOF || expected.contains(token->getType()) ||
        expected.contains(antlr4::Token::EPSILON))
      return;
    if (first) // what follows it is likely to be of the same kind
      complain(parser, token, expected);
    skip(parser, depth);
  }
}
