#include "Elementwise.h"

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

#define NB_PRODUCT(SUFFIX)                                                                                             \
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl"))   \
    return add_product_##SUFFIX##_v4(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);                           \
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))                                                 \
    return add_product_##SUFFIX##_v3(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);                           \
  return 0;
#else
#define NB_PRODUCT(SUFFIX)                                                                                             \
  (void)m, (void)n, (void)k, (void)a, (void)a_row, (void)a_column, (void)b, (void)b_row, (void)b_column, (void)c;      \
  (void)c_row;                                                                                                         \
  return 0;
#endif

int nb_product_f32(int64_t m, int64_t n, int64_t k, const float *a, int64_t a_row, int64_t a_column, const float *b,
                   int64_t b_row, int64_t b_column, float *c, int64_t c_row) {
  NB_PRODUCT(f32)
}

int nb_product_f64(int64_t m, int64_t n, int64_t k, const double *a, int64_t a_row, int64_t a_column, const double *b,
                   int64_t b_row, int64_t b_column, double *c, int64_t c_row) {
  NB_PRODUCT(f64)
}
