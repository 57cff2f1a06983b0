// The tokens of Cat. The lexer sees bytes, not characters, so that every index is an offset into the
// file. It is pure: what depends on brackets (where a `}` ends an interpolation, where a newline ends
// a statement, what a contextual keyword is) is decided in Tokens.cpp, which drives the modes.
// Malformed input becomes BAD_… tokens, never a failure of the lexer.
lexer grammar CatLexer;

tokens { SEP, AS, POINT, REVERSE }

MODULE : 'module' ;
IMPORT : 'import' ;
OBJECT : 'object' ;
ENUM : 'enum' ;
DIM : 'dim' ;
ARROW : 'arrow' ;
PARAM : 'param' ;
LAYER : 'layer' ;
LET : 'let' ;
LAW : 'law' ;
REWRITE : 'rewrite' ;
THEORY : 'theory' ;
INSTANCE : 'instance' ;
PIPELINE : 'pipeline' ;
EXTERN : 'extern' ;
WHERE : 'where' ;
WITHIN : 'within' ;
MATCH : 'match' ;
IF : 'if' ;
THEN : 'then' ;
ELSE : 'else' ;
FOR : 'for' ;
IN : 'in' ;
WHILE : 'while' ;
VAR : 'var' ;
PRINT : 'print' ;
LOG : 'log' ;
ASSERT : 'assert' ;
TRUSTED : 'trusted' ;
PUB : 'pub' ;

IDENT : [A-Za-z_] [A-Za-z0-9_']* ;
NUMBER
  : DIGITS ('.' DIGITS)? ([eE] [+-]? DIGITS)? ('f32' | 'f64' | 'bf16')?
  | DIGITS INT_SUFFIX
  | '0x' HEX+ ('_' HEX+)* INT_SUFFIX?
  ;
BAD_NUMBER : [0-9] [A-Za-z0-9_']* ('.' [0-9] [A-Za-z0-9_']*)? ;
INDEX : '.' [0-9]+ ;
fragment DIGITS : [0-9]+ ('_' [0-9]+)* ;
fragment HEX : [0-9a-fA-F] ;
fragment INT_SUFFIX : [iu] ('8' | '16' | '32' | '64') ;

LPAREN : '(' ;
RPAREN : ')' ;
LBRACK : '[' ;
RBRACK : ']' ;
LBRACE : '{' ;
RBRACE : '}' ;
COMMA : ',' ;
SEMI : ';' ;
DOT : '.' ;
COLON : ':' ;
ASSIGN : ':=' ;
EQ : '=' ;
FATARROW : '=>' ;
TO : '->' ;
TILDE : '~' ;
BAR : '|' ;
OROR : '||' ;
ANDAND : '&&' ;
EQEQ : '==' ;
NE : '!=' ;
LT : '<' ;
LE : '<=' ;
GT : '>' ;
GE : '>=' ;
PIPE : '|>' ;
COMPOSE : '>>>' ;
KLEISLI : '>=>' ;
FANOUT : '&&&' ;
PARALLEL : '***' ;
DOTDOT : '..' ;
PLUS : '+' ;
MINUS : '-' ;
STAR : '*' ;
SLASH : '/' ;
PERCENT : '%' ;
AT : '@' ;
NOT : '!' ;
CARET : '^' ;

STRING_OPEN : '"' -> pushMode(STRING) ;
LINE_COMMENT : '//' ~[\r\n]* ;
COMMENT_OPEN : '/*' -> pushMode(COMMENT) ;
NEWLINE : '\n' | '\r' '\n'? ;
SPACE : [ \t]+ ;
NON_ASCII : [\u0080-\u00FF]+ ;
BAD : . ;

mode STRING ;
STRING_CLOSE : '"' -> popMode ;
INTERP_OPEN : '{' -> pushMode(DEFAULT_MODE) ;
TEXT : ~["\\{}\r\n]+ ;
BRACES : '{{' | '}}' ;
ESCAPE : '\\' [nt"\\] | '\\u{' HEX+ '}' ;
BAD_ESCAPE : '\\' ([\u0080-\u00FF]+ | ~[\u0080-\u00FF\r\n])? ;
BAD_BRACE : '}' ;
STRING_NEWLINE : [\r\n] ;

mode FORMAT_MODE ;
FORMAT : '.' [0-9] [0-9]? [fe%] ;
INTERP_CLOSE : '}' ;
FORMAT_NEWLINE : [\r\n] ;
FORMAT_QUOTE : '"' ;
BAD_FORMAT : ~["}\r\n.] ~["}\r\n]* | '.' ~["}\r\n]* ;

mode COMMENT ;
COMMENT_NEST : '/*' -> pushMode(COMMENT) ;
COMMENT_CLOSE : '*/' -> popMode ;
COMMENT_TEXT : ~[*/]+ | '*' | '/' ;
