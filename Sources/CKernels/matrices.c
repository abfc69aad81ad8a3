#include "Elementwise.h"
#include "Memory.h"

#include <string.h>

/// Room for the copied columns of the right side; as wide as the widest tile and as deep as the deepest block.
enum { NB_PANEL_BYTES = 32 << 10 };

// Products whose terms are rounded before they are added.

#pragma STDC FP_CONTRACT OFF
#define BEGINS_THERE 1
#define IS_WIDE 0
#define TARGET
#define T float
#define NAME(function) function##_f32_apart
#include "matrix.h"
#undef T
#undef NAME
#define T double
#define NAME(function) function##_f64_apart
#include "matrix.h"
#undef T
#undef NAME
#undef TARGET
#if defined(__x86_64__)
#define TARGET __attribute__((target("arch=x86-64-v3")))
#define T float
#define NAME(function) function##_f32_apart_v3
#include "matrix.h"
#undef T
#undef NAME
#define T double
#define NAME(function) function##_f64_apart_v3
#include "matrix.h"
#undef T
#undef NAME
#undef TARGET
#undef IS_WIDE

#define IS_WIDE 1
#define TARGET __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define T float
#define NAME(function) function##_f32_apart_v4
#include "matrix.h"
#undef T
#undef NAME
#define T double
#define NAME(function) function##_f64_apart_v4
#include "matrix.h"
#undef T
#undef NAME
#undef TARGET
#endif
#undef IS_WIDE
#undef BEGINS_THERE

// The kind of processor is chosen by the call.

#if defined(__x86_64__)
#define NB_CHOOSE(KIND, ...)                                                                                           \
  if (__builtin_cpu_supports("x86-64-v4"))                                                                             \
    return multiply_##KIND##_v4(__VA_ARGS__);                                                                          \
  if (__builtin_cpu_supports("x86-64-v3"))                                                                             \
    return multiply_##KIND##_v3(__VA_ARGS__);
#else
#define NB_CHOOSE(KIND, ...)
#endif

#define NB_MULTIPLY_APART(T, SUFFIX)                                                                                   \
  void nb_multiply_apart_##SUFFIX(int64_t m, int64_t n, int64_t k, const T *a, int64_t a_row, int64_t a_column,        \
                                  const T *b, int64_t b_row, int64_t b_column, T *c, int64_t c_row) {                  \
    NB_CHOOSE(SUFFIX##_apart, m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row)                               \
    multiply_##SUFFIX##_apart(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);                              \
  }

NB_MULTIPLY_APART(float, f32)
NB_MULTIPLY_APART(double, f64)

#define T float
#define NAME(function) function##_f32
#include "narrow.h"
#undef T
#undef NAME
#define T double
#define NAME(function) function##_f64
#include "narrow.h"
#undef T
#undef NAME
#pragma STDC FP_CONTRACT DEFAULT

// Products with fused multiplications and additions; doubles are added to what there is.

#if defined(__x86_64__)
#define IS_WIDE 0
#define TARGET __attribute__((target("arch=x86-64-v3")))
#define T float
#define NAME(function) function##_f32_v3
#define BEGINS_THERE 0
#include "matrix.h"
#undef T
#undef NAME
#undef BEGINS_THERE
#define T double
#define NAME(function) function##_f64_v3
#define BEGINS_THERE 1
#include "matrix.h"
#undef T
#undef NAME
#undef BEGINS_THERE
#undef TARGET
#undef IS_WIDE

#define IS_WIDE 1
#define TARGET __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define T float
#define NAME(function) function##_f32_v4
#define BEGINS_THERE 0
#include "matrix.h"
#undef T
#undef NAME
#undef BEGINS_THERE
#define T double
#define NAME(function) function##_f64_v4
#define BEGINS_THERE 1
#include "matrix.h"
#undef T
#undef NAME
#undef BEGINS_THERE
#undef TARGET
#undef IS_WIDE

// Older processors have no such operation.
#define multiply_f32 multiply_f32_apart
#define multiply_f64 multiply_f64_apart
#else
#define IS_WIDE 0
#define TARGET
#define T float
#define NAME(function) function##_f32
#define BEGINS_THERE 0
#include "matrix.h"
#undef T
#undef NAME
#undef BEGINS_THERE
#define T double
#define NAME(function) function##_f64
#define BEGINS_THERE 1
#include "matrix.h"
#undef T
#undef NAME
#undef BEGINS_THERE
#undef TARGET
#undef IS_WIDE
#endif

void nb_multiply_f32(int64_t m, int64_t n, int64_t k, const float *a, int64_t a_row, int64_t a_column, const float *b,
                     int64_t b_row, int64_t b_column, float *c, int64_t c_row) {
  if (nb_is_narrow(m, n))
    return multiply_narrow_f32(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);
  NB_CHOOSE(f32, m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row)
  multiply_f32(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);
}

/// Tiles of four rows and twelve columns of a product of doubles.
static void multiply_tiles_f64(int64_t m, int64_t n, int64_t k, const double *a, int64_t a_row, int64_t a_column,
                               const double *b, int64_t b_row, int64_t b_column, double *c, int64_t c_row) {
  NB_CHOOSE(f64, m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row)
  multiply_f64(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);
}

void nb_multiply_f64(int64_t m, int64_t n, int64_t k, const double *a, int64_t a_row, int64_t a_column, const double *b,
                     int64_t b_row, int64_t b_column, double *c, int64_t c_row) {
  // What is left over of the tiles are narrow products.
  int64_t rows = nb_is_narrow(m, n) ? 0 : m / 4 * 4, columns = n / 12 * 12;
  if (rows > 0)
    multiply_tiles_f64(rows, columns, k, a, a_row, a_column, b, b_row, b_column, c, c_row);
  if (rows > 0 && columns < n)
    multiply_narrow_f64(rows, n - columns, k, a, a_row, a_column, b + columns * b_column, b_row, b_column, c + columns,
                        c_row);
  if (rows < m)
    multiply_narrow_f64(m - rows, n, k, a + rows * a_row, a_row, a_column, b, b_row, b_column, c + rows * c_row, c_row);
}
