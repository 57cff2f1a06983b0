// The grammar of Cat over the tokens that Tokens.cpp prepares: brackets are balanced, and each
// statement, declaration, arm and member ends in exactly one SEP, also before a `}` and at the end of
// the file. Every decision needs one or two tokens. Operators are parsed as one flat chain, whose
// precedences BuildExpr.cpp applies; `=>` and `else` are links of that chain too, which keeps lambdas
// and dangling elses free of lookahead.
parser grammar CatParser;

options { tokenVocab = CatLexer; superClass = ParserBase; }

@postinclude {
#include "compiler/syntax/ParserBase.h"
}

module : header? decl* EOF ;
header : MODULE path SEP ;
path : name (DOT name)* ;
name : IDENT ;

decl : (PUB | TRUSTED | EXTERN)* declBody SEP ;
declBody
  : importDecl | objectDecl | enumDecl | dimDecl | arrowDecl | lawDecl | theoryDecl | instanceDecl
  | pipelineDecl
  ;

importDecl : IMPORT path (importNames | AS name)? ;
importNames : LPAREN name (COMMA name)* COMMA? RPAREN ;
objectDecl : OBJECT name statics? EQ expr (WHERE expr)? ;
enumDecl : ENUM name statics? EQ BAR? enumCase (BAR enumCase)* ;
enumCase : name (LPAREN expr (COMMA expr)* COMMA? RPAREN)? ;
dimDecl : DIM name (EQ expr)? ;
arrowDecl : ARROW name statics? points? signature (EQ expr | block)? reverseClause? ;
signature : COLON expr | TO expr ;
reverseClause : REVERSE pattern FATARROW expr ;
lawDecl : (LAW | REWRITE) name statics? points? COLON expr (WITHIN expr)? ;
theoryDecl : THEORY name statics? theoryBody ;
theoryBody : LBRACE theoryMember* RBRACE ;
theoryMember : (lawDecl | dimDecl | operation) SEP ;
operation : name statics? points? COLON expr ;
instanceDecl : INSTANCE name statics? COLON expr instanceBody (WITHIN expr)? ;
instanceBody : LBRACE binding* RBRACE ;
binding : name EQ expr SEP ;
pipelineDecl : PIPELINE name points? block ;

statics : LBRACK staticParam (COMMA staticParam)* COMMA? RBRACK ;
staticParam : name (COLON (POINT expr | OBJECT | DIM | expr))? ;
points : LPAREN (pointParam (COMMA pointParam)* COMMA?)? RPAREN ;
pointParam : name COLON expr (EQ expr)? ;

block : LBRACE stmt* RBRACE ;
stmt : stmtBody SEP ;
stmtBody
  : letStmt | varStmt | assignStmt | forStmt | whileStmt | printStmt | logStmt | assertStmt
  | paramStmt | layerStmt | expr
  ;
letStmt : LET pattern (COLON expr)? EQ item ;
varStmt : VAR name (COLON expr)? EQ item ;
assignStmt : name ASSIGN expr ;
forStmt : FOR pattern IN expr block ;
whileStmt : WHILE expr block ;
printStmt : PRINT expr ;
logStmt : LOG LBRACE (valueField (COMMA valueField)* COMMA? SEP)? RBRACE ;
assertStmt : ASSERT expr (COMMA expr)? ;
paramStmt : PARAM name COLON expr TILDE expr ;
layerStmt : LAYER name EQ expr ;

expr : (MINUS | NOT)* (IF expr (THEN expr | braced) | postfix (binaryOp expr)?) ;
braced : block (binaryOp expr)? ;
binaryOp
  : FATARROW | ELSE | TO | OROR | ANDAND | EQEQ | NE | LT | LE | GT | GE | PIPE | COMPOSE | KLEISLI
  | FANOUT | PARALLEL | DOTDOT | PLUS | MINUS | STAR | SLASH | PERCENT | AT | CARET
  ;
postfix : primary suffix* ;
suffix
  : DOT name
  | INDEX
  | LPAREN args? (SEMI args?)? RPAREN
  | LBRACK expr (COMMA expr)* COMMA? RBRACK
  ;
args : item (COMMA item)* COMMA? ;
item : expr (COLON expr)? ;
primary
  : name | NUMBER | string | tuple | array | recordObject | recordValue | block | matchExpr
  ;
tuple : LPAREN args? RPAREN ;
array : LBRACK (expr (COMMA expr)* COMMA?)? RBRACK ;
recordObject : LBRACE objectField (COMMA objectField)* COMMA? SEP RBRACE ;
objectField : name COLON expr ;
recordValue
  : LBRACE (name EQ expr (COMMA valueField)* | name (COMMA valueField)+) COMMA? SEP RBRACE
  ;
valueField : name (EQ expr)? ;
matchExpr : MATCH expr matchBody ;
matchBody : LBRACE arm* RBRACE ;
arm : pattern FATARROW expr SEP ;
string : STRING_OPEN stringPart* STRING_CLOSE ;
stringPart : TEXT | BRACES | ESCAPE | INTERP_OPEN expr FORMAT? INTERP_CLOSE ;

pattern
  : path patternTuple?
  | patternTuple
  | patternRecord
  | MINUS? NUMBER
  | string
  ;
patternTuple : LPAREN (patternItem (COMMA patternItem)* COMMA?)? RPAREN ;
patternItem : pattern (COLON expr)? ;
patternRecord : LBRACE patternField (COMMA patternField)* COMMA? SEP RBRACE ;
patternField : name (EQ patternItem)? ;
