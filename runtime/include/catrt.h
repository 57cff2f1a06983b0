/* The C interface of Cat's runtime, libcatrt.a: everything that a compiled program may call.
   Programs are linked with `libcatrt.a -lz -lm` by a C compiler (no C++ library is needed);
   functions that a program does not use, and what they need, are dropped by --gc-sections. `catc
   run` uses the same functions: CATRT_FUNCTIONS at the end of this file lists them all for the
   JIT's symbol table.

   All functions, with their exact signatures (T stands for each of the eleven KINDs
   bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64; `text` stands for `const catrt_text *`):

   failing    void catrt_fail(int64_t status, const char *place, const char *message)       noreturn
              void catrt_fail_i64(int64_t status, const char *place, const char *message, int64_t v)
              void catrt_fail_f64(int64_t status, const char *place, const char *message, double v)
              void catrt_fail_text(int64_t status, const char *place, const char *message, text v)
   ending     int32_t catrt_finish(void)                                        main returns this
   memory     void *catrt_alloc(int64_t size, int64_t alignment)
              void catrt_free(void *memory)
   text       text catrt_text_make(const char *bytes, int64_t length)
              text catrt_text_join(text a, text b)
              text catrt_text_concat(int64_t count, const catrt_text *const *parts)
              int64_t catrt_text_equal(text a, text b)
              void catrt_print(text line)
   formatting text catrt_format_f32(float value, const char *spec)
              text catrt_format_f64(double value, const char *spec)
              text catrt_format_i64(int64_t value, const char *spec)
              text catrt_format_u64(uint64_t value, const char *spec)
              text catrt_format_bool(int64_t value, const char *spec)
              text catrt_format_enum(int64_t tag, const char *names)
              text _mlir_ciface_catrt_format_array_T(const catrt_array *array, const char *spec)
              text _mlir_ciface_catrt_format_array_text(const catrt_array *array)
              text _mlir_ciface_catrt_format_array_enum(const catrt_array *array, const char *names)
   random     uint64_t catrt_key(int64_t seed)
              uint64_t catrt_key_fold(uint64_t key, int64_t i)
              void catrt_key_split(uint64_t key, uint64_t *first, uint64_t *second)
              uint64_t catrt_bits(uint64_t key, int64_t index)
              float catrt_uniform_f32(uint64_t key, int64_t index)
              double catrt_uniform_f64(uint64_t key, int64_t index)
              float catrt_normal_f32(uint64_t key, int64_t index)
              double catrt_normal_f64(uint64_t key, int64_t index)
              void _mlir_ciface_catrt_fill_uniform_f32(uint64_t key, const catrt_array *array)
              void _mlir_ciface_catrt_fill_uniform_f64(uint64_t key, const catrt_array *array)
              void _mlir_ciface_catrt_fill_normal_f32(uint64_t key, const catrt_array *array)
              void _mlir_ciface_catrt_fill_normal_f64(uint64_t key, const catrt_array *array)
              void _mlir_ciface_catrt_permutation(catrt_memref1 *result, uint64_t key, int64_t n)
   reading    void *catrt_read_open_idx(text path)
              void *catrt_read_open_npy(text path)
              int64_t catrt_read_count(void *reader, int64_t itemSize)
              void _mlir_ciface_catrt_read_into_T(void *reader, int64_t bound, const catrt_array
   *into) void _mlir_ciface_catrt_read_idx(void *result, text path, int64_t kind, int64_t bound,
                                               int64_t rank, const int64_t *dims)
              void _mlir_ciface_catrt_read_npy(void *result, text path, int64_t kind, int64_t bound,
                                               int64_t rank, const int64_t *dims)
              void _mlir_ciface_catrt_read_bytes(catrt_memref1 *result, text path)
              text catrt_read_text(text path)
   tables     void *catrt_csv_open(text path)
              void catrt_csv_want(void *table, const char *name, int64_t kind, int64_t bound,
                                  const char *cases, int64_t optional)
              int64_t catrt_csv_read(void *table)
              void _mlir_ciface_catrt_csv_take_T(void *table, const catrt_array *into)
              void _mlir_ciface_catrt_csv_take_text(void *table, const catrt_array *into)
              void catrt_csv_close(void *table)
              void *catrt_csv_begin(text path)
              void _mlir_ciface_catrt_csv_put_T(void *writer, const char *name, const char *cases,
                                                const catrt_array *array)
              void _mlir_ciface_catrt_csv_put_text(void *writer, const char *name,
                                                   const char *cases, const catrt_array *array)
              void catrt_csv_end(void *writer)
   writing    void catrt_write_text(text path, text contents)
              void _mlir_ciface_catrt_write_bytes(text path, const catrt_array *array)
              void _mlir_ciface_catrt_write_idx_T(text path, const catrt_array *array)
              void _mlir_ciface_catrt_write_npy_T(text path, const catrt_array *array)
   tensors    void *catrt_save_begin(text path)
              void _mlir_ciface_catrt_save_tensor_T(void *saver, const char *name,
                                                    const catrt_array *array)
              void catrt_save_end(void *saver)
              void *catrt_load_open(text path)
              void _mlir_ciface_catrt_load_tensor_T(void *loader, const char *name,
                                                    const catrt_array *into)
              void catrt_load_close(void *loader)
   flags      int64_t catrt_args_parse(int32_t argc, char **argv, const catrt_program *program,
                                       catrt_value *values)
   running    void catrt_progress(int64_t step, int64_t total)
              void catrt_log(int64_t count, const char *const *names, const catrt_text *const
   *values)

   Two ways to call. Functions with the prefix `_mlir_ciface_` that take arrays follow MLIR's C
   interface for unranked memrefs: declare `func.func private @catrt_format_array_f32(memref<*xf32>,
   !llvm.ptr)
   -> !llvm.ptr attributes {llvm.emit_c_interface}` and pass a `memref.cast`; or build the two
   structs below by hand in LLVM. Unsigned kinds are memrefs of signless integers, bool is
   memref<*xi1> (a byte each), Nat (index) and Fin are i64, texts are memref<*x!llvm.ptr>.

   `name`, `names`, `place`, `message` and `spec` are NUL-terminated UTF-8 constants. Lists of
   constructor names are one string separated by `|`, in the order of the tags: "tshirt|trouser".
   Nothing here returns an error: bad data, missing files and failed writes end the program, with
   one line `PLACE: message` or `FILE: message` on stderr, stdout flushed, and one of these
   statuses: */
#ifndef CATRT_H
#define CATRT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#define CATRT_NORETURN [[noreturn]]
#else
#define CATRT_NORETURN _Noreturn
#endif

enum catrt_status {
  CATRT_USAGE = 2,       /* wrong command line */
  CATRT_BAD_DATA = 65,   /* a failed check, an ill-formed file */
  CATRT_NO_FILE = 66,    /* a file is missing or unreadable, or cannot be written */
  CATRT_NO_MEMORY = 71,  /* memory exhausted */
  CATRT_WRITE_ERROR = 74 /* stdout could not be written */
};

/* Kinds of scalars, and of command line flags. NAT is an int64_t that is not negative. */
enum catrt_kind {
  CATRT_BOOL = 0,
  CATRT_I8 = 1,
  CATRT_I16 = 2,
  CATRT_I32 = 3,
  CATRT_I64 = 4,
  CATRT_U8 = 5,
  CATRT_U16 = 6,
  CATRT_U32 = 7,
  CATRT_U64 = 8,
  CATRT_F32 = 9,
  CATRT_F64 = 10,
  /* the rest for flags and columns of tables only */
  CATRT_NAT = 11,
  CATRT_TEXT = 12,
  CATRT_PATH = 13,
  CATRT_ENUM = 14,
  CATRT_FIN = 15 /* has a bound */
};

/* X(name, kind, C type of an element in memory) for the eleven kinds of scalars. */
#define CATRT_SCALARS(X)                                                                           \
  X(bool, CATRT_BOOL, uint8_t)                                                                     \
  X(i8, CATRT_I8, int8_t)                                                                          \
  X(i16, CATRT_I16, int16_t)                                                                       \
  X(i32, CATRT_I32, int32_t)                                                                       \
  X(i64, CATRT_I64, int64_t)                                                                       \
  X(u8, CATRT_U8, uint8_t)                                                                         \
  X(u16, CATRT_U16, uint16_t)                                                                      \
  X(u32, CATRT_U32, uint32_t)                                                                      \
  X(u64, CATRT_U64, uint64_t)                                                                      \
  X(f32, CATRT_F32, float)                                                                         \
  X(f64, CATRT_F64, double)

/* MLIR's descriptor of a ranked memref; strides and offset count elements. */
#define CATRT_MEMREF(RANK)                                                                         \
  typedef struct catrt_memref##RANK {                                                              \
    void *allocated;                                                                               \
    void *aligned;                                                                                 \
    int64_t offset;                                                                                \
    int64_t sizes[RANK];                                                                           \
    int64_t strides[RANK];                                                                         \
  } catrt_memref##RANK;
CATRT_MEMREF(1)
CATRT_MEMREF(2)
CATRT_MEMREF(3)
CATRT_MEMREF(4)
#undef CATRT_MEMREF

/* MLIR's unranked memref: `descriptor` points to a ranked one of `rank` (any, 0 included). */
typedef struct catrt_array {
  int64_t rank;
  void *descriptor;
} catrt_array;

/* An immutable text: a constant of the program, or made by one of the functions here; those live as
   long as the program. A compiler may emit a literal as a constant global {i64, [n x i8]}. */
typedef struct catrt_text {
  int64_t length; /* in bytes */
  char data[];    /* UTF-8, not NUL-terminated */
} catrt_text;

/* ---- failing and ending ---- */

/* Ends the program with `status`, after flushing stdout and printing `PLACE: message` (`: value`
   behind it in the other three). `place` is "file.cat:12:3", or "" for none. */
CATRT_NORETURN void catrt_fail(int64_t status, const char *place, const char *message);
CATRT_NORETURN void catrt_fail_i64(int64_t status, const char *place, const char *message,
                                   int64_t value);
CATRT_NORETURN void catrt_fail_f64(int64_t status, const char *place, const char *message,
                                   double value);
CATRT_NORETURN void catrt_fail_text(int64_t status, const char *place, const char *message,
                                    const catrt_text *value);

/* The end of a pipeline: erases the progress line and flushes stdout (status 74 if that fails).
   Returns 0, main's result. */
int32_t catrt_finish(void);

/* ---- memory ---- */

/* `size` bytes at a multiple of `alignment` (a power of two; at least 64 is used). Never null:
   status 71 if there is no memory. Freed by catrt_free or free. All arrays given by the runtime are
   such. */
void *catrt_alloc(int64_t size, int64_t alignment);
void catrt_free(void *memory);

/* ---- text ---- */

const catrt_text *catrt_text_make(const char *bytes, int64_t length);
const catrt_text *catrt_text_join(const catrt_text *a, const catrt_text *b);
const catrt_text *catrt_text_concat(int64_t count, const catrt_text *const *parts);
int64_t catrt_text_equal(const catrt_text *a, const catrt_text *b); /* 0 or 1 */

/* Prints a text and a newline on stdout; status 74 when that cannot be written. */
void catrt_print(const catrt_text *line);

/* ---- formatting ---- */

/* `spec` is "" (the shortest form that reads back as the same value: a whole float as `4`, exponent
   form as `1.5e-7` when the magnitude is below 1e-5 or not below 1e16, `inf`, `nan`, `-0`), or
   ".Nf" (N digits after the point, at most 99), ".Ne" (exponent form), ".N%" (times 100, and a
   percent sign). Integers with a spec are formatted as floats. Bool gives `true` or `false`
   whatever the spec. i8 ... i32 and Nat use i64, u8 ... u32 u64. */
const catrt_text *catrt_format_f32(float value, const char *spec);
const catrt_text *catrt_format_f64(double value, const char *spec);
const catrt_text *catrt_format_i64(int64_t value, const char *spec);
const catrt_text *catrt_format_u64(uint64_t value, const char *spec);
const catrt_text *catrt_format_bool(int64_t value, const char *spec);

/* The constructor name of a tag (the tag's digits if there is no such name). */
const catrt_text *catrt_format_enum(int64_t tag, const char *names);

/* `[1, 2.5]`, nested for higher ranks; rank 0 prints the element. Arrays of tags are i64. */
#define CATRT_DECLARE(NAME, KIND, TYPE)                                                            \
  const catrt_text *_mlir_ciface_catrt_format_array_##NAME(const catrt_array *array,               \
                                                           const char *spec);
CATRT_SCALARS(CATRT_DECLARE)
#undef CATRT_DECLARE
const catrt_text *_mlir_ciface_catrt_format_array_text(const catrt_array *array);
const catrt_text *_mlir_ciface_catrt_format_array_enum(const catrt_array *array, const char *names);

/* ---- random numbers ---- */

/* Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel random numbers, as easy as 1, 2, 3; SC'11). A
   key is a 64-bit number, the cipher's key; a block is philox(counter = {index low, index high,
   use, 0}, key), with `use` 0 for numbers, 1 for fold, 2 for permutation, so that these never share
   a block. All functions are pure, and equal on every machine (normals up to libm's last bit). */

uint64_t catrt_key(int64_t seed);                 /* the seed's bits */
uint64_t catrt_key_fold(uint64_t key, int64_t i); /* words 0 and 1 (low, high) of fold's block i */
void catrt_key_split(uint64_t key, uint64_t *first, uint64_t *second); /* fold by 0, by 1 */

/* 64 random bits: words 2k and 2k+1 (low, high) of block index / 2, with k = index % 2. */
uint64_t catrt_bits(uint64_t key, int64_t index);
/* Uniform in [0, 1): f32 the upper 24 bits of word index % 4 of block index / 4; f64 the upper 53
   of catrt_bits. */
float catrt_uniform_f32(uint64_t key, int64_t index);
double catrt_uniform_f64(uint64_t key, int64_t index);
/* Standard normal by Box-Muller, computed in f64: from the two uniforms u, v of the pair index / 2
   (f32: 32-bit words, f64: 53 bits), sqrt(-2 log(1 - u)) times cos(2 pi v) for an even index, sin
   for an odd one. */
float catrt_normal_f32(uint64_t key, int64_t index);
double catrt_normal_f64(uint64_t key, int64_t index);
/* Element i, in row-major order, is the value above at index i; faster than one call an element. */
void _mlir_ciface_catrt_fill_uniform_f32(uint64_t key, const catrt_array *array);
void _mlir_ciface_catrt_fill_uniform_f64(uint64_t key, const catrt_array *array);
void _mlir_ciface_catrt_fill_normal_f32(uint64_t key, const catrt_array *array);
void _mlir_ciface_catrt_fill_normal_f64(uint64_t key, const catrt_array *array);
/* A random order of 0 ... n-1 in a fresh i64[n]: Fisher-Yates with Lemire's unbiased bounded draws.
 */
void _mlir_ciface_catrt_permutation(catrt_memref1 *result, uint64_t key, int64_t n);

/* ---- reading ---- */

/* Every reader takes gzip files as they are, and where `path` does not exist but `path`.gz does,
   takes that. Status 66: missing or unreadable. Status 65, naming the file, for anything wrong
   inside: truncated, trailing bytes, not of the format, wrong shape, a value that the wanted kind
   cannot hold (a fraction or an overflow for integers, neither 0 nor 1 for bool; floats are rounded
   to f32), or, with bound > 0 (an array of Fin[bound]), a value that is not in 0 ... bound-1. bound
   -1: none. Nat is i64 with bound INT64_MAX.

   Formats: IDX (all its six element types), NumPy .npy 1.0 ... 3.0 (little-endian, C order: b1, i1
   ... i8, u1 ... u8, f4, f8).

   In two steps, where the program allocates: open, ask for the number of rows (the first dimension;
   itemSize is the product of the others in the wanted type: 784 for Image[n], 1 for Label[n]), then
   read into an array of that size, which also closes the reader. A file of the same rank as the
   array must have its very shape, one of another rank the same number of elements a row. */
void *catrt_read_open_idx(const catrt_text *path);
void *catrt_read_open_npy(const catrt_text *path);
int64_t catrt_read_count(void *reader, int64_t itemSize);
#define CATRT_DECLARE(NAME, KIND, TYPE)                                                            \
  void _mlir_ciface_catrt_read_into_##NAME(void *reader, int64_t bound, const catrt_array *into);
CATRT_SCALARS(CATRT_DECLARE)
#undef CATRT_DECLARE

/* In one step: `result` points to a memref descriptor of `rank` (at least 1), which receives a
   fresh array of `kind`. dims[0] is the wanted number of rows or -1 for any, dims[1 ...] are
   static. */
void _mlir_ciface_catrt_read_idx(void *result, const catrt_text *path, int64_t kind, int64_t bound,
                                 int64_t rank, const int64_t *dims);
void _mlir_ciface_catrt_read_npy(void *result, const catrt_text *path, int64_t kind, int64_t bound,
                                 int64_t rank, const int64_t *dims);

/* A whole file: as u8[n], or as a text (which must be UTF-8). */
void _mlir_ciface_catrt_read_bytes(catrt_memref1 *result, const catrt_text *path);
const catrt_text *catrt_read_text(const catrt_text *path);

/* ---- tables ---- */

/* Comma separated values as of RFC 4180: cells in quotes may hold commas, quotes (doubled) and
   newlines; lines end in LF or CR LF; the first row names the columns, in any order, of which those
   not wanted are ignored. Spaces around a cell do not count unless it is a text. Messages of status
   65 name the file, the line and the column.

   Reading: open, ask for columns, read (which gives the number of rows), then take the columns in
   the order in which they were asked for, and close. `kind` is that of a scalar, CATRT_TEXT or
   CATRT_ENUM (with `cases`, "red|green"; taken as i64); `bound` as for the other readers. A column
   that is `optional` may have empty cells, and is taken twice: first, as i64, 1 where there is a
   value and 0 where not, then the values. A column without a name (null; kind i64) is the line on
   which each row begins. */
void *catrt_csv_open(const catrt_text *path);
void catrt_csv_want(void *table, const char *name, int64_t kind, int64_t bound, const char *cases,
                    int64_t optional);
int64_t catrt_csv_read(void *table);
#define CATRT_DECLARE(NAME, KIND, TYPE)                                                            \
  void _mlir_ciface_catrt_csv_take_##NAME(void *table, const catrt_array *into);
CATRT_SCALARS(CATRT_DECLARE)
#undef CATRT_DECLARE
void _mlir_ciface_catrt_csv_take_text(void *table, const catrt_array *into);
void catrt_csv_close(void *table);

/* Writing: columns of one length, each copied when given. One without a name (null; i64) says where
   the column behind it has values. `cases` are the constructors of an enum, or null. */
void *catrt_csv_begin(const catrt_text *path);
#define CATRT_DECLARE(NAME, KIND, TYPE)                                                            \
  void _mlir_ciface_catrt_csv_put_##NAME(void *writer, const char *name, const char *cases,        \
                                         const catrt_array *array);
CATRT_SCALARS(CATRT_DECLARE)
#undef CATRT_DECLARE
void _mlir_ciface_catrt_csv_put_text(void *writer, const char *name, const char *cases,
                                     const catrt_array *array);
void catrt_csv_end(void *writer);

/* ---- writing ---- */

/* Whatever is written appears at its path whole or not at all (status 66), gzipped when the path
   ends in .gz, and is read back as the same value. An IDX file gets the smallest of its element
   types that holds all elements; status 65 for integers beyond 32 bits. */
void catrt_write_text(const catrt_text *path, const catrt_text *contents);
void _mlir_ciface_catrt_write_bytes(const catrt_text *path, const catrt_array *array);
#define CATRT_DECLARE(NAME, KIND, TYPE)                                                            \
  void _mlir_ciface_catrt_write_idx_##NAME(const catrt_text *path, const catrt_array *array);      \
  void _mlir_ciface_catrt_write_npy_##NAME(const catrt_text *path, const catrt_array *array);
CATRT_SCALARS(CATRT_DECLARE)
#undef CATRT_DECLARE

/* ---- safetensors ---- */

/* Writing: the file appears at `path`, whole, in save_end, or not at all (status 66). Arrays are
   copied when given. Names are the dotted paths of parameters. */
void *catrt_save_begin(const catrt_text *path);
#define CATRT_DECLARE(NAME, KIND, TYPE)                                                            \
  void _mlir_ciface_catrt_save_tensor_##NAME(void *saver, const char *name,                        \
                                             const catrt_array *array);
CATRT_SCALARS(CATRT_DECLARE)
#undef CATRT_DECLARE
void catrt_save_end(void *saver);

/* Reading: open checks the file (65 for anything that is no safetensors file, 66 if missing; gzip
   as above). load_tensor fills an array from the tensor of that name. load_close ends the program
   with status 65 if a wanted tensor was missing or had another shape or type, or if the file has
   tensors that nobody asked for, naming them all; until then such arrays hold zeros. */
void *catrt_load_open(const catrt_text *path);
#define CATRT_DECLARE(NAME, KIND, TYPE)                                                            \
  void _mlir_ciface_catrt_load_tensor_##NAME(void *loader, const char *name,                       \
                                             const catrt_array *into);
CATRT_SCALARS(CATRT_DECLARE)
#undef CATRT_DECLARE
void catrt_load_close(void *loader);

/* ---- command line ---- */

/* What a program takes. Strings that may be absent are null. */
typedef struct catrt_flag {
  const char *name;       /* without the dashes; `_` may be typed as `-` */
  const char *doc;        /* or null */
  int64_t kind;           /* CATRT_BOOL ... CATRT_ENUM */
  const char *value;      /* the default, written as on the command line; null: must be given */
  const char *cases;      /* an enum's constructors, "red|green"; else null */
  const char *refinement; /* for --help: "it > 0"; or null */
  int64_t bound;          /* of CATRT_FIN */
} catrt_flag;

typedef struct catrt_pipeline {
  const char *name;
  const char *doc; /* or null */
  int64_t flagCount;
  const catrt_flag *flags;
} catrt_pipeline;

typedef struct catrt_program {
  const char *name;
  const char *doc; /* or null */
  int64_t pipelineCount;
  const catrt_pipeline *pipelines;
} catrt_program;

/* One flag's value: integers of every kind, bool (0, 1) and an enum's tag in `integer`; f32
   (rounded to f32) and f64 in `number`; text and path in `text`. */
typedef union catrt_value {
  int64_t integer;
  double number;
  const catrt_text *text;
} catrt_value;

/* Parses `--flag value`, `--flag=value`, `--flag` and `--flag=false` for bools, and `--help`
   (prints, ends with status 0). The first argument may name the pipeline; without a name `main`
   runs, or the only one. Returns the pipeline's index, and its flags' values in order: `values`
   must have room for the pipeline with most flags. Anything wrong ends the program with status 2.
 */
int64_t catrt_args_parse(int32_t argc, char **argv, const catrt_program *program,
                         catrt_value *values);

/* ---- while running ---- */

/* Shows `step/total` with a percentage and the time left on stderr if that is a terminal, at most
   ten times a second; step == total erases it, as does everything else that prints. Cheap when not
   shown. */
void catrt_progress(int64_t step, int64_t total);

/* Appends one line, a JSON object, to metrics.jsonl in the working directory (or to the file that
   the environment variable CATRT_METRICS names; empty: to none). Values that are JSON numbers,
   `true` or `false` are written bare, all others as strings. Status 66 if that fails. */
void catrt_log(int64_t count, const char *const *names, const catrt_text *const *values);

#ifdef __cplusplus
}
#endif

/* X(function) for every function above. */
/* clang-format off */
#define CATRT_EACH_KIND(X, PREFIX)                                                                 \
  X(PREFIX##bool)                                                                                  \
  X(PREFIX##i8) X(PREFIX##i16) X(PREFIX##i32) X(PREFIX##i64)                                       \
  X(PREFIX##u8) X(PREFIX##u16) X(PREFIX##u32) X(PREFIX##u64)                                       \
  X(PREFIX##f32) X(PREFIX##f64)
#define CATRT_FUNCTIONS(X)                                                                         \
  X(catrt_fail) X(catrt_fail_i64) X(catrt_fail_f64) X(catrt_fail_text) X(catrt_finish)             \
  X(catrt_alloc) X(catrt_free)                                                                     \
  X(catrt_text_make) X(catrt_text_join) X(catrt_text_concat) X(catrt_text_equal) X(catrt_print)    \
  X(catrt_format_f32) X(catrt_format_f64) X(catrt_format_i64) X(catrt_format_u64)                  \
  X(catrt_format_bool) X(catrt_format_enum)                                                        \
  CATRT_EACH_KIND(X, _mlir_ciface_catrt_format_array_)                                             \
  X(_mlir_ciface_catrt_format_array_text) X(_mlir_ciface_catrt_format_array_enum)                  \
  X(catrt_key) X(catrt_key_fold) X(catrt_key_split) X(catrt_bits)                                  \
  X(catrt_uniform_f32) X(catrt_uniform_f64) X(catrt_normal_f32) X(catrt_normal_f64)                \
  X(_mlir_ciface_catrt_fill_uniform_f32) X(_mlir_ciface_catrt_fill_uniform_f64)                    \
  X(_mlir_ciface_catrt_fill_normal_f32) X(_mlir_ciface_catrt_fill_normal_f64)                      \
  X(_mlir_ciface_catrt_permutation)                                                                \
  X(catrt_read_open_idx) X(catrt_read_open_npy) X(catrt_read_count)                                \
  CATRT_EACH_KIND(X, _mlir_ciface_catrt_read_into_)                                                \
  X(_mlir_ciface_catrt_read_idx) X(_mlir_ciface_catrt_read_npy)                                    \
  X(_mlir_ciface_catrt_read_bytes) X(catrt_read_text)                                              \
  X(catrt_csv_open) X(catrt_csv_want) X(catrt_csv_read) X(catrt_csv_close)                         \
  CATRT_EACH_KIND(X, _mlir_ciface_catrt_csv_take_) X(_mlir_ciface_catrt_csv_take_text)             \
  X(catrt_csv_begin) X(catrt_csv_end)                                                              \
  CATRT_EACH_KIND(X, _mlir_ciface_catrt_csv_put_) X(_mlir_ciface_catrt_csv_put_text)               \
  X(catrt_write_text) X(_mlir_ciface_catrt_write_bytes)                                            \
  CATRT_EACH_KIND(X, _mlir_ciface_catrt_write_idx_)                                                \
  CATRT_EACH_KIND(X, _mlir_ciface_catrt_write_npy_)                                                \
  X(catrt_save_begin) X(catrt_save_end) X(catrt_load_open) X(catrt_load_close)                     \
  CATRT_EACH_KIND(X, _mlir_ciface_catrt_save_tensor_)                                              \
  CATRT_EACH_KIND(X, _mlir_ciface_catrt_load_tensor_)                                              \
  X(catrt_args_parse) X(catrt_progress) X(catrt_log)
/* clang-format on */

#endif
