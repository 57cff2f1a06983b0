// What the tokenizer needs to know about kinds of tokens: which begin, end and continue a
// statement. Internal to compiler/syntax.
#pragma once

#include "CatLexer.h"

namespace cat {

using grammar::CatLexer;

inline bool isModifier(size_t type) {
  return type == CatLexer::PUB || type == CatLexer::TRUSTED || type == CatLexer::EXTERN;
}

/// Keywords that stand at the front of a declaration.
inline bool startsDeclaration(size_t type) {
  switch (type) {
  case CatLexer::MODULE:
  case CatLexer::IMPORT:
  case CatLexer::OBJECT:
  case CatLexer::ENUM:
  case CatLexer::DIM:
  case CatLexer::ARROW:
  case CatLexer::LAW:
  case CatLexer::REWRITE:
  case CatLexer::THEORY:
  case CatLexer::INSTANCE:
  case CatLexer::PIPELINE:
    return true;
  default:
    return isModifier(type);
  }
}

/// Keywords that can stand only at the front of a statement or declaration.
inline bool onlyStartsStatement(size_t type) {
  switch (type) {
  case CatLexer::LET:
  case CatLexer::VAR:
  case CatLexer::FOR:
  case CatLexer::WHILE:
  case CatLexer::PRINT:
  case CatLexer::ASSERT:
  case CatLexer::PARAM:
  case CatLexer::LAYER:
    return true;
  default:
    return startsDeclaration(type);
  }
}

inline bool startsStatement(size_t type) {
  return onlyStartsStatement(type) || type == CatLexer::IF || type == CatLexer::MATCH ||
         type == CatLexer::LOG;
}

/// Whether a statement may end after such a token.
inline bool canEnd(size_t type) {
  switch (type) {
  case CatLexer::IDENT:
  case CatLexer::NUMBER:
  case CatLexer::INDEX:
  case CatLexer::STRING_CLOSE:
  case CatLexer::RPAREN:
  case CatLexer::RBRACK:
  case CatLexer::RBRACE:
    return true;
  default:
    return false;
  }
}

/// Whether a line that begins so continues the line above.
inline bool continuesLine(size_t type) {
  switch (type) {
  case CatLexer::DOT:
  case CatLexer::INDEX:
  case CatLexer::THEN:
  case CatLexer::ELSE:
  case CatLexer::IN:
  case CatLexer::WHERE:
  case CatLexer::WITHIN:
  case CatLexer::REVERSE:
  case CatLexer::COMMA:
    return true;
  case CatLexer::MINUS:
  case CatLexer::NOT:
    return false;
  default:
    return type >= CatLexer::COLON && type <= CatLexer::CARET;
  }
}

inline size_t closerOf(size_t opener) {
  switch (opener) {
  case CatLexer::LPAREN:
    return CatLexer::RPAREN;
  case CatLexer::LBRACK:
    return CatLexer::RBRACK;
  case CatLexer::LBRACE:
    return CatLexer::RBRACE;
  case CatLexer::INTERP_OPEN:
    return CatLexer::INTERP_CLOSE;
  default:
    return CatLexer::STRING_CLOSE;
  }
}

inline const char *closerText(size_t opener) {
  return opener == CatLexer::LPAREN ? ")" : opener == CatLexer::LBRACK ? "]" : "}";
}

} // namespace cat
