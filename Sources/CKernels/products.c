#include "Elementwise.h"
#include "Memory.h"
#include "Team.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__)

enum {
  /// How many rows of the left side are packed at a time, for the second cache; a multiple of the tiles' heights.
  ROWS = 480,
  /// How many columns of the right side are packed at a time, for the third.
  COLUMNS = 2048,
};

// A tile of the product stays in registers: with AVX-512 12 rows of two vectors of 64 bytes, with AVX2 6 of two of 32.

#define T float
#define BEGINS_THERE 0
#define TILE_ROWS 12
#define VECTOR_BYTES 64
#define TARGET __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define NAME(function) function##_f32_v4
#include "product.h"
#undef T
#undef BEGINS_THERE
#undef NAME

#define T double
#define BEGINS_THERE 1
#define NAME(function) function##_f64_v4
#include "product.h"
#undef T
#undef BEGINS_THERE
#undef TILE_ROWS
#undef VECTOR_BYTES
#undef TARGET
#undef NAME

#define T float
#define BEGINS_THERE 0
#define TILE_ROWS 6
#define VECTOR_BYTES 32
#define TARGET __attribute__((target("arch=x86-64-v3")))
#define NAME(function) function##_f32_v3
#include "product.h"
#undef T
#undef BEGINS_THERE
#undef NAME

#define T double
#define BEGINS_THERE 1
#define NAME(function) function##_f64_v3
#include "product.h"
#undef T
#undef BEGINS_THERE
#undef TILE_ROWS
#undef VECTOR_BYTES
#undef TARGET
#undef NAME
#endif

enum {
  /// Two threads are worth it from so many multiplications on, which take one of them 60 microseconds.
  WORTH_SHARING = 1 << 23,
  /// How many lines of the result are taken at a time at most. Each part copies all of the other side into panels.
  MOST_SHARED_LINES = 1024,
  /// Multiples of the heights and of the widths of all tiles.
  SHARED_ROWS = 12,
  SHARED_COLUMNS = 32,
};

/// How many lines of a product are taken at a time, of `lines` of `length` elements and a depth `k`: half of them.
static int64_t part_of(int64_t lines, int64_t length, int64_t k, int64_t unit) {
  // Parts must be of so many lines that they are no narrow products, whose sums are others.
  if (lines < 4 * unit || (double)lines * (double)length * (double)k < WORTH_SHARING)
    return lines;
  int64_t half = (lines + 1) / 2;
  if (half > MOST_SHARED_LINES)
    half = MOST_SHARED_LINES;
  return (half + unit - 1) / unit * unit;
}

#define NB_PRODUCT(T, SUFFIX)                                                                                          \
  typedef int (*adder_##SUFFIX)(int64_t, int64_t, int64_t, const T *, int64_t, int64_t, const T *, int64_t, int64_t,   \
                                T *, int64_t);                                                                         \
                                                                                                                       \
  typedef struct product_##SUFFIX {                                                                                    \
    adder_##SUFFIX add;                                                                                                \
    int64_t m, n, k;                                                                                                   \
    const T *a;                                                                                                        \
    int64_t a_row, a_column;                                                                                           \
    const T *b;                                                                                                        \
    int64_t b_row, b_column;                                                                                           \
    T *c;                                                                                                              \
    int64_t c_row;                                                                                                     \
    bool is_by_rows;                                                                                                   \
  } product_##SUFFIX;                                                                                                  \
                                                                                                                       \
  /* The rows or the columns of the result from `begin` to before `end`. */                                            \
  static void add_part_##SUFFIX(void *context, int64_t begin, int64_t end) {                                           \
    const product_##SUFFIX *p = context;                                                                               \
    int64_t row = p->is_by_rows ? begin : 0, column = p->is_by_rows ? 0 : begin;                                       \
    int64_t m = p->is_by_rows ? end - begin : p->m, n = p->is_by_rows ? p->n : end - begin;                            \
    const T *a = p->a + row * p->a_row, *b = p->b + column * p->b_column;                                              \
    T *c = p->c + row * p->c_row + column;                                                                             \
    /* Without memory for panels it takes longer. */                                                                   \
    if (!p->add || !p->add(m, n, p->k, a, p->a_row, p->a_column, b, p->b_row, p->b_column, c, p->c_row))               \
      nb_multiply_##SUFFIX(m, n, p->k, a, p->a_row, p->a_column, b, p->b_row, p->b_column, c, p->c_row);               \
  }                                                                                                                    \
                                                                                                                       \
  static void share_##SUFFIX(adder_##SUFFIX add, int64_t m, int64_t n, int64_t k, const T *a, int64_t a_row,           \
                             int64_t a_column, const T *b, int64_t b_row, int64_t b_column, T *c, int64_t c_row) {     \
    product_##SUFFIX product = {add, m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row, m >= n};               \
    int64_t part = m >= n ? part_of(m, n, k, SHARED_ROWS) : part_of(n, m, k, SHARED_COLUMNS);                          \
    nb_share(m >= n ? m : n, part, add_part_##SUFFIX, &product);                                                       \
  }                                                                                                                    \
                                                                                                                       \
  bool nb_product_##SUFFIX(int64_t m, int64_t n, int64_t k, const T *a, int64_t a_row, int64_t a_column, const T *b,   \
                           int64_t b_row, int64_t b_column, T *c, int64_t c_row) {                                     \
    adder_##SUFFIX add = ADDER(SUFFIX);                                                                                \
    if (add)                                                                                                           \
      share_##SUFFIX(add, m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);                                  \
    return add;                                                                                                        \
  }                                                                                                                    \
                                                                                                                       \
  void nb_shallow_product_##SUFFIX(int64_t m, int64_t n, int64_t k, const T *a, int64_t a_row, int64_t a_column,       \
                                   const T *b, int64_t b_row, int64_t b_column, T *c, int64_t c_row) {                 \
    share_##SUFFIX(0, m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);                                      \
  }

#if defined(__x86_64__)
#define ADDER(SUFFIX)                                                                                                  \
  __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")        \
      ? add_product_##SUFFIX##_v4                                                                                      \
  : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? add_product_##SUFFIX##_v3                        \
                                                                     : 0
#else
#define ADDER(SUFFIX) 0
#endif

NB_PRODUCT(float, f32)
NB_PRODUCT(double, f64)
