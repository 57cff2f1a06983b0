// From bytes to the tokens the parser wants. One pass drives the ANTLR lexer and decides all that
// depends on brackets: where an interpolation ends, where a statement ends (see `separatorBefore`),
// which contextual keyword an identifier is; and it repairs unclosed brackets and strings, so that
// the parser reports nothing but real errors of grammar.
#include "compiler/syntax/Tokens.h"
#include "compiler/syntax/TokenKinds.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/ConvertUTF.h"

using namespace cat;
using llvm::StringRef;

namespace {

/// The file as bytes: token indices are offsets.
class ByteStream : public antlr4::CharStream {
public:
  explicit ByteStream(StringRef text) : text(text) {}
  void consume() override { ++position; }
  size_t LA(ssize_t i) override {
    size_t at = position + size_t(i) - (i > 0 ? 1 : 0);
    return at < text.size() ? uint8_t(text[at]) : size_t(EOF);
  }
  ssize_t mark() override { return 0; }
  void release(ssize_t) override {}
  size_t index() override { return position; }
  void seek(size_t index) override { position = index; }
  size_t size() override { return text.size(); }
  std::string getSourceName() const override { return ""; }
  std::string getText(const antlr4::misc::Interval &interval) override {
    return text.slice(size_t(interval.a), size_t(interval.b) + 1).str();
  }
  std::string toString() const override { return text.str(); }

private:
  StringRef text;
  size_t position = 0;
};

class Tokenizer {
public:
  Tokenizer(const SourceManager &sources, uint32_t file)
      : sources(sources), file(file), text(sources.text(file)), stream(text), lexer(&stream) {
    lexer.removeErrorListeners();
    if (text.starts_with("\xEF\xBB\xBF"))
      stream.seek(3);
  }

  TokenList run() {
    if (!checkEncoding())
      return std::move(list);
    while (list.complete) {
      std::unique_ptr<antlr4::Token> token = lexer.nextToken();
      bool last = token->getType() == antlr4::Token::EOF;
      take(std::move(token));
      if (last)
        break;
    }
    return std::move(list);
  }

private:
  struct Bracket {
    size_t type;
    Span span;
  };
  static constexpr size_t maxDepth = 200;

  const SourceManager &sources;
  uint32_t file;
  StringRef text;
  ByteStream stream;
  grammar::CatLexer lexer;
  TokenList list;
  std::vector<Bracket> brackets; // open ones; a string is one too
  unsigned commentDepth = 0;
  Span commentOpen;
  bool newline = false;      // since the last token
  bool formatWanted = false; // a `:` at the depth of an interpolation was read
  size_t firstType = 0;      // of the current statement

  size_t lastType() const { return list.tokens.empty() ? 0 : list.tokens.back()->getType(); }
  void setLastType(size_t type) {
    static_cast<antlr4::CommonToken *>(list.tokens.back().get())->setType(type);
  }
  size_t inner() const { return brackets.empty() ? 0 : brackets.back().type; }
  bool separates() const { return inner() == 0 || inner() == CatLexer::LBRACE; }
  Span end() const {
    uint32_t at = list.tokens.empty() ? 0 : spanOf(file, list.tokens.back().get()).end;
    return {file, at, at};
  }
  std::string quoted(Span span) const { return "`" + std::string(sources.text(span)) + "`"; }

  Diagnostic &error(const char *code, Span span, std::string message);
  Diagnostic &unclosed(const Bracket &bracket, Span at, const std::string &before);
  Span line(Span at) const;
  bool checkEncoding();
  void take(std::unique_ptr<antlr4::Token> token);
  bool takeTrivia(size_t type, Span span);
  bool takeStringPart(antlr4::CommonToken &token, Span span);
  void takeBad(size_t type, Span span);
  void checkEscape(Span span);
  void emit(std::unique_ptr<antlr4::Token> token);
  void emitVirtual(size_t type, Span at);
  void push(std::unique_ptr<antlr4::Token> token);
  void contextualKeyword(antlr4::CommonToken &token);
  bool separatorBefore(size_t type) const;
  void separator(Span at);
  void repairBefore(size_t type, Span span);
  bool close(size_t closer, Span span);
  bool isWrongCloser(size_t matching, Span closer) const;
  void closeInnermost();
  void unterminatedString();
  void finish(Span span);
};

} // namespace

Diagnostic &Tokenizer::error(const char *code, Span span, std::string message) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.span = span;
  diagnostic.message = std::move(message);
  list.errors.push_back({std::move(diagnostic), line(span)});
  return list.errors.back().diagnostic;
}

/// The whole line of `at`.
Span Tokenizer::line(Span at) const {
  size_t begin = text.take_front(at.begin).find_last_of("\r\n");
  size_t end = text.find_first_of("\r\n", at.end);
  return {file, begin == StringRef::npos ? 0 : uint32_t(begin + 1),
          uint32_t(std::min(end, text.size()))};
}

Diagnostic &Tokenizer::unclosed(const Bracket &bracket, Span at, const std::string &before) {
  Diagnostic &d = error("E0002", at, quoted(bracket.span) + " is not closed before " + before);
  d.notes.push_back({bracket.span, "it opens here"});
  Span opening = line(bracket.span);
  list.errors.back().covers.begin = std::min(opening.begin, list.errors.back().covers.begin);
  return d;
}

bool Tokenizer::checkEncoding() {
  auto *at = reinterpret_cast<const llvm::UTF8 *>(text.data());
  auto *end = at + text.size();
  auto *bad = at;
  if (llvm::isLegalUTF8String(&bad, end))
    return true;
  uint32_t offset = uint32_t(bad - at);
  error("E0005", {file, offset, offset + 1}, "the file is not valid UTF-8 here").suggestion =
      "save the file as UTF-8";
  list.complete = false;
  return false;
}

void Tokenizer::take(std::unique_ptr<antlr4::Token> token) {
  Span span = spanOf(file, token.get());
  size_t type = token->getType();
  if (type == antlr4::Token::EOF) {
    finish(span);
    push(std::move(token));
    return;
  }
  if (takeTrivia(type, span) || takeStringPart(static_cast<antlr4::CommonToken &>(*token), span))
    return;
  type = token->getType();
  switch (type) {
  case CatLexer::BAD:
  case CatLexer::NON_ASCII:
    takeBad(type, span);
    return;
  case CatLexer::BAD_NUMBER:
    error("E0006", span, quoted(span) + " is not a number").suggestion =
        "numbers look like `12`, `1_000`, `0x1f`, `1.5`, `2e-3` or `1.5f64`";
    static_cast<antlr4::CommonToken &>(*token).setType(CatLexer::NUMBER);
    break;
  case CatLexer::RPAREN:
  case CatLexer::RBRACK:
  case CatLexer::RBRACE:
    if (!close(type, span))
      return;
    if (inner() == CatLexer::INTERP_OPEN && type == CatLexer::RBRACE) {
      static_cast<antlr4::CommonToken &>(*token).setType(CatLexer::INTERP_CLOSE);
      lexer.popMode();
    }
    break;
  case CatLexer::COLON:
    if (inner() != CatLexer::INTERP_OPEN)
      break;
    lexer.setMode(CatLexer::FORMAT_MODE);
    formatWanted = true;
    return;
  default:
    break;
  }
  emit(std::move(token));
}

/// Spaces, ends of line and comments.
bool Tokenizer::takeTrivia(size_t type, Span span) {
  switch (type) {
  case CatLexer::SPACE:
  case CatLexer::COMMENT_TEXT:
    return true;
  case CatLexer::NEWLINE:
  case CatLexer::STRING_NEWLINE:
  case CatLexer::FORMAT_NEWLINE:
    unterminatedString();
    newline = true;
    return true;
  case CatLexer::LINE_COMMENT: {
    StringRef comment = sources.text(span);
    list.comments.push_back({span, comment.starts_with("///") && !comment.starts_with("////")});
    return true;
  }
  case CatLexer::COMMENT_OPEN:
  case CatLexer::COMMENT_NEST:
    if (commentDepth++ == 0)
      commentOpen = span;
    return true;
  case CatLexer::COMMENT_CLOSE: {
    if (--commentDepth > 0)
      return true;
    Span whole = {file, commentOpen.begin, span.end};
    list.comments.push_back({whole});
    if (StringRef(sources.text(whole)).find_first_of("\r\n") != StringRef::npos) {
      unterminatedString();
      newline = true;
    }
    return true;
  }
  default:
    return false;
  }
}

/// What stands between the quotes of a string and is malformed, and formats.
bool Tokenizer::takeStringPart(antlr4::CommonToken &token, Span span) {
  switch (token.getType()) {
  case CatLexer::ESCAPE:
    checkEscape(span);
    return false;
  case CatLexer::BAD_ESCAPE:
    error("E0007", span, "unknown escape " + quoted(span)).suggestion =
        "the escapes are `\\n`, `\\t`, `\\\"`, `\\\\` and `\\u{…}`; braces are written `{{` and "
        "`}}`";
    return true;
  case CatLexer::BAD_BRACE:
    error("E0010", span, "a lone `}` in a string").suggestion = "write `}}` for a brace";
    return true;
  case CatLexer::FORMAT:
    formatWanted = false;
    return false;
  case CatLexer::BAD_FORMAT:
    formatWanted = false;
    error("E0009", span, quoted(span) + " is not a format").suggestion =
        "formats look like `.4f`, `.2e` or `.1%`";
    return true;
  case CatLexer::INTERP_CLOSE:
    if (formatWanted)
      error("E0009", span, "a format is missing after the `:`").suggestion =
          "formats look like `.4f`, `.2e` or `.1%`";
    formatWanted = false;
    lexer.popMode();
    return false;
  case CatLexer::FORMAT_QUOTE:
    unclosed(brackets.back(), span, "the end of the string");
    formatWanted = false;
    lexer.popMode();
    closeInnermost();
    lexer.popMode();
    token.setType(CatLexer::STRING_CLOSE);
    return false;
  default:
    return false;
  }
}

void Tokenizer::checkEscape(Span span) {
  StringRef escape = sources.text(span);
  uint32_t code = 0;
  if (!escape.consume_front("\\u{") || !escape.consume_back("}"))
    return;
  if (escape.getAsInteger(16, code) || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
    error("E0007", span, quoted(span) + " is not a Unicode character").suggestion =
        "code points go from 0 to 10FFFF, without D800 to DFFF";
}

void Tokenizer::takeBad(size_t type, Span span) {
  std::string_view character = sources.text(span);
  StringRef instead = llvm::StringSwitch<StringRef>(character)
                          .Cases({"→", "⟶"}, "->")
                          .Cases({"⇒", "↦"}, "=>")
                          .Case("≥", ">=")
                          .Case("≤", "<=")
                          .Case("≠", "!=")
                          .Cases({"×", "·"}, "*")
                          .Cases({"−", "–", "—"}, "-")
                          .Cases({"“", "”", "‘", "’", "'"}, "\"")
                          .Case("#", "//")
                          .Case("&", "&&")
                          .Case("\\", "x => …")
                          .Default("");
  std::string message = "unexpected character " + quoted(span);
  uint8_t byte = uint8_t(character[0]);
  if (character.size() == 1 && (byte < 0x20 || byte == 0x7F))
    message = "unexpected control character U+00" + llvm::utohexstr(byte, false, 2);
  Diagnostic &d = error("E0005", span, message);
  if (!instead.empty())
    d.suggestion = "write `" + instead.str() + "`";
  else if (type == CatLexer::NON_ASCII)
    d.suggestion = "names are made of ASCII letters, digits, `_` and `'`";
}

/// Appends a token that carries the layout: separators and repairs come before it.
void Tokenizer::emit(std::unique_ptr<antlr4::Token> token) {
  auto &common = static_cast<antlr4::CommonToken &>(*token);
  Span span = spanOf(file, token.get());
  contextualKeyword(common);
  size_t type = common.getType();
  repairBefore(type, span);
  if (type == CatLexer::SEMI && separates()) {
    common.setType(CatLexer::SEP);
    newline = false;
    if (lastType() != CatLexer::SEP && lastType() != CatLexer::LBRACE && lastType() != 0)
      push(std::move(token));
    return;
  }
  if (separatorBefore(type))
    separator(type == CatLexer::RBRACE && !newline ? span : end());
  if (firstType == 0 && !isModifier(type))
    firstType = type;
  newline = false;
  bool opens = type == CatLexer::LPAREN || type == CatLexer::LBRACK || type == CatLexer::LBRACE ||
               type == CatLexer::INTERP_OPEN || type == CatLexer::STRING_OPEN;
  bool closes = !brackets.empty() && type == closerOf(inner());
  if (opens && brackets.size() >= maxDepth) {
    error("E0008", span, "brackets are nested more than " + std::to_string(maxDepth) + " deep")
        .suggestion = "give parts of it names with `let`";
    list.complete = false;
    return;
  }
  push(std::move(token));
  if (opens)
    brackets.push_back({type, span});
  else if (closes)
    brackets.pop_back();
}

void Tokenizer::push(std::unique_ptr<antlr4::Token> token) {
  if (token->getType() == CatLexer::SEP)
    firstType = 0;
  list.depth.push_back(uint32_t(brackets.size()));
  list.tokens.push_back(std::move(token));
}

void Tokenizer::emitVirtual(size_t type, Span at) {
  auto token = std::make_unique<antlr4::CommonToken>(type);
  token->setStartIndex(at.begin);
  token->setStopIndex(size_t(at.begin) - 1);
  token->setText(text.substr(at.begin, at.end - at.begin).str());
  push(std::move(token));
}

/// `log` is a name except before `{`, `as` a keyword in an import, `point` in `[c: point A]`, and
/// `reverse` where it follows a complete body outside all brackets.
void Tokenizer::contextualKeyword(antlr4::CommonToken &token) {
  size_t type = token.getType();
  if (lastType() == CatLexer::LOG && type != CatLexer::LBRACE)
    setLastType(CatLexer::IDENT);
  StringRef last = list.tokens.empty() ? "" : StringRef(sources.text(end()));
  if (!list.tokens.empty())
    last = sources.text(spanOf(file, list.tokens.back().get()));
  bool startsObject = type == CatLexer::IDENT || type == CatLexer::LOG ||
                      type == CatLexer::NUMBER || type == CatLexer::LPAREN ||
                      type == CatLexer::LBRACE;
  if (lastType() == CatLexer::IDENT && last == "point" && inner() == CatLexer::LBRACK &&
      startsObject && list.tokens.size() > 1 &&
      list.tokens[list.tokens.size() - 2]->getType() == CatLexer::COLON)
    setLastType(CatLexer::POINT);
  if (type != CatLexer::IDENT || !brackets.empty() || !canEnd(lastType()))
    return;
  StringRef name = sources.text(spanOf(file, &token));
  if (name == "as" && firstType == CatLexer::IMPORT)
    token.setType(CatLexer::AS);
  else if (name == "reverse")
    token.setType(CatLexer::REVERSE);
}

/// Whether a statement ends before a token of this type. All of the rule about newlines is here.
bool Tokenizer::separatorBefore(size_t type) const {
  size_t last = lastType();
  if (!separates() || last == 0 || last == CatLexer::SEP || last == CatLexer::LBRACE)
    return false;
  if (type == CatLexer::RBRACE)
    return true;
  if (isModifier(last))
    return false;
  if (!newline)
    return canEnd(last) && startsStatement(type);
  return onlyStartsStatement(type) || (canEnd(last) && !continuesLine(type));
}

void Tokenizer::separator(Span at) { emitVirtual(CatLexer::SEP, at); }

/// A line that begins with the keyword of a statement shows that brackets before it were forgotten.
void Tokenizer::repairBefore(size_t type, Span span) {
  if (!newline || brackets.empty() || !onlyStartsStatement(type))
    return;
  bool atMargin = line(span).begin == span.begin;
  bool inTheory = type == CatLexer::LAW || type == CatLexer::DIM;
  bool topLevel = atMargin && startsDeclaration(type) && !inTheory;
  bool annotation = type == CatLexer::DIM || type == CatLexer::OBJECT; // `[A: object]`
  if (!topLevel && (separates() || (annotation && !atMargin)))
    return;
  unclosed(brackets.back(), span, quoted(span));
  while (!brackets.empty() && (topLevel || !separates()))
    closeInnermost();
}

/// Makes the innermost bracket the one that `closer` closes; false when there is none.
bool Tokenizer::close(size_t closer, Span span) {
  auto matches = [&](const Bracket &b) {
    return b.type != CatLexer::STRING_OPEN &&
           (closerOf(b.type) == closer ||
            (closer == CatLexer::RBRACE && b.type == CatLexer::INTERP_OPEN));
  };
  size_t at = brackets.size();
  while (at > 0 && !matches(brackets[at - 1])) {
    if (brackets[at - 1].type == CatLexer::INTERP_OPEN) // brackets do not reach out of a string
      at = 1;
    --at;
  }
  if (at < brackets.size() && isWrongCloser(at, span)) {
    Diagnostic &d =
        error("E0002", span, quoted(span) + " does not close " + quoted(brackets.back().span));
    d.notes.push_back({brackets.back().span, "it opens here"});
    d.suggestion = "write `" + std::string(closerText(inner())) + "`";
    closeInnermost();
    return false;
  }
  if (at == 0) {
    error("E0011", span, quoted(span) + " closes nothing");
    return false;
  }
  if (at < brackets.size())
    unclosed(brackets.back(), span, quoted(span));
  while (at < brackets.size())
    closeInnermost();
  return true;
}

/// Whether `closer` is mistyped for the closer of the innermost bracket: that is one of the same
/// line, while the one that would match, below `matching` in the stack, is not or there is none.
bool Tokenizer::isWrongCloser(size_t matching, Span closer) const {
  auto lineOf = [&](Span span) { return sources.lineColumn(file, span.begin).line; };
  return (inner() == CatLexer::LPAREN || inner() == CatLexer::LBRACK) &&
         lineOf(brackets.back().span) == lineOf(closer) &&
         (matching == 0 || lineOf(brackets[matching - 1].span) != lineOf(closer));
}

void Tokenizer::closeInnermost() {
  size_t closer = closerOf(inner());
  if (separatorBefore(closer))
    separator(end());
  emitVirtual(closer, end());
  brackets.pop_back();
}

/// At the end of a line: strings end there too.
void Tokenizer::unterminatedString() {
  auto isString = [](const Bracket &b) { return b.type == CatLexer::STRING_OPEN; };
  auto string = llvm::find_if(brackets, isString);
  if (string == brackets.end())
    return;
  Diagnostic &d = error("E0003", string->span, "the string that opens here has no end");
  d.suggestion = "a string ends on its line; write `\\n` for a new line in it";
  if (std::next(string) != brackets.end())
    d.notes.push_back({std::next(string)->span, "this interpolation is not closed"});
  size_t outside = size_t(string - brackets.begin());
  while (brackets.size() > outside)
    closeInnermost();
  lexer.modeStack.clear();
  lexer.setMode(CatLexer::DEFAULT_MODE);
  formatWanted = false;
}

void Tokenizer::finish(Span span) {
  if (commentDepth > 0) {
    error("E0004", commentOpen, "the comment that opens here has no end").suggestion =
        "comments nest: each `/*` needs its own `*/`";
    list.errors.back().covers.end = span.begin + 1;
  }
  unterminatedString();
  if (lastType() == CatLexer::LOG)
    setLastType(CatLexer::IDENT);
  if (!brackets.empty() && commentDepth == 0) {
    unclosed(brackets.back(), brackets.back().span, "the end of the file").notes.clear();
    list.errors.back().covers.end = span.begin + 1;
  }
  while (!brackets.empty())
    closeInnermost();
  if (lastType() != 0 && lastType() != CatLexer::SEP)
    separator(end());
}

TokenList cat::tokenize(const SourceManager &sources, uint32_t file) {
  return Tokenizer(sources, file).run();
}

std::vector<Comment> cat::comments(const SourceManager &sources, uint32_t file) {
  return tokenize(sources, file).comments;
}
