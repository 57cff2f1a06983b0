// The door of the text layer: runs tokenizer, parser and builder, and reports their errors.
// Everything ANTLR throws ends here.
#include "compiler/syntax/Parser.h"
#include "compiler/syntax/Builder.h"
#include "compiler/syntax/SyntaxErrors.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace cat;
using grammar::CatParser;

/// Reports the errors in the order of the source, without those that follow from an earlier one:
/// the ones of the same line, or inside what an unclosed bracket covers.
static void report(TokenList &list, const SourceManager &sources, Diagnostics &diagnostics) {
  std::vector<SyntaxError *> errors;
  for (SyntaxError &error : list.errors)
    errors.push_back(&error);
  llvm::sort(errors, [](const SyntaxError *a, const SyntaxError *b) {
    return std::pair(a->diagnostic.span.begin, a) < std::pair(b->diagnostic.span.begin, b);
  });
  unsigned lastLine = 0;
  for (SyntaxError *error : errors) {
    Diagnostic &d = error->diagnostic;
    auto isCause = [&](const SyntaxError *other) {
      return other->diagnostic.code != d.code && other->covers.begin <= d.span.begin &&
             d.span.begin <= other->covers.end;
    };
    unsigned line = sources.lineColumn(d.span.file, d.span.begin).line;
    if (line == lastLine || (d.code == "E0001" && llvm::any_of(errors, isCause)))
      continue;
    lastLine = line;
    Diagnostic &reported = diagnostics.error(d.code, d.span, d.message);
    reported = std::move(d);
  }
}

/// The tree of a file whose tokens are `list`; null when parsing has found errors.
static std::unique_ptr<ast::Module> parseTokens(const SourceManager &sources, uint32_t file,
                                                TokenList &list) {
  // The stream takes the tokens; errors and docs look them up by index, so it is given references.
  std::vector<std::unique_ptr<antlr4::Token>> copies;
  for (size_t i = 0; i < list.tokens.size(); ++i) {
    static_cast<antlr4::CommonToken *>(list.tokens[i].get())->setTokenIndex(i);
    copies.push_back(std::make_unique<antlr4::CommonToken>(list.tokens[i].get()));
  }
  antlr4::ListTokenSource source(std::move(copies));
  antlr4::CommonTokenStream stream(&source);
  CatParser parser(&stream);
  parser.removeErrorListeners();
  parser.setErrorHandler(std::make_shared<ErrorStrategy>(sources, file, list));
  try {
    CatParser::ModuleContext *tree = parser.module();
    if (!list.errors.empty())
      return nullptr;
    std::unique_ptr<ast::Module> module = Builder(sources, file, list).module(tree);
    return list.errors.empty() ? std::move(module) : nullptr;
  } catch (const TooDeep &) {
    if (!list.errors.empty())
      return nullptr;
    SyntaxError error;
    error.diagnostic.code = "E0008";
    error.diagnostic.span = spanOf(file, parser.getCurrentToken());
    error.diagnostic.message = "this is nested too deeply";
    error.diagnostic.suggestion = "give parts of it names with `let`";
    error.covers = error.diagnostic.span;
    list.errors.push_back(std::move(error));
    return nullptr;
  }
}

std::unique_ptr<ast::Module> cat::parse(const SourceManager &sources, uint32_t file,
                                        Diagnostics &diagnostics) {
  TokenList list = tokenize(sources, file);
  std::unique_ptr<ast::Module> module;
  if (list.complete)
    module = parseTokens(sources, file, list);
  report(list, sources, diagnostics);
  return module;
}

/// What a token is called in the dump.
static std::string kindOf(size_t type) {
  switch (type) {
  case CatParser::SEP:
    return "end";
  case CatParser::IDENT:
    return "name";
  case CatParser::NUMBER:
    return "number";
  case CatParser::INDEX:
    return "index";
  case CatParser::STRING_OPEN:
  case CatParser::STRING_CLOSE:
    return "quote";
  case CatParser::TEXT:
    return "text";
  case CatParser::ESCAPE:
  case CatParser::BRACES:
    return "escape";
  case CatParser::FORMAT:
    return "format";
  default:
    return type <= CatParser::PUB ? "keyword" : "symbol";
  }
}

std::string cat::dumpTokens(const SourceManager &sources, uint32_t file, Diagnostics &diagnostics) {
  TokenList list = tokenize(sources, file);
  std::string result;
  for (const std::unique_ptr<antlr4::Token> &token : list.tokens) {
    if (token->getType() == antlr4::Token::EOF)
      break;
    Span span = spanOf(file, token.get());
    LineColumn at = sources.lineColumn(file, span.begin);
    result +=
        std::to_string(at.line) + ":" + std::to_string(at.column) + " " + kindOf(token->getType());
    if (token->getType() != CatParser::SEP)
      result += " " + std::string(sources.text(span));
    result += "\n";
  }
  report(list, sources, diagnostics);
  return result;
}
