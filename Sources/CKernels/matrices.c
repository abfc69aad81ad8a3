#include "Elementwise.h"

#include <string.h>

/// Room for the copied columns of the right side; as wide as the widest tile and 256 deep.
enum { NB_PANEL_BYTES = 32 << 10 };

// The kinds of processors, the best of which is chosen by the call.

#define TARGET
#define IS_WIDE 0
#define T float
#define NAME(function) function##_f32
#include "matrix.h"
#undef T
#undef NAME
#define T double
#define NAME(function) function##_f64
#include "matrix.h"
#undef T
#undef NAME
#undef TARGET

#if defined(__x86_64__)
#define TARGET __attribute__((target("arch=x86-64-v3")))
#define T float
#define NAME(function) function##_f32_v3
#include "matrix.h"
#undef T
#undef NAME
#define T double
#define NAME(function) function##_f64_v3
#include "matrix.h"
#undef T
#undef NAME
#undef TARGET
#undef IS_WIDE

#define TARGET __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define IS_WIDE 1
#define T float
#define NAME(function) function##_f32_v4
#include "matrix.h"
#undef T
#undef NAME
#define T double
#define NAME(function) function##_f64_v4
#include "matrix.h"
#undef T
#undef NAME
#undef TARGET

#define NB_CHOOSE(SUFFIX)                                                                                              \
  if (__builtin_cpu_supports("x86-64-v4"))                                                                             \
    return multiply_##SUFFIX##_v4(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);                          \
  if (__builtin_cpu_supports("x86-64-v3"))                                                                             \
    return multiply_##SUFFIX##_v3(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);
#else
#define NB_CHOOSE(SUFFIX)
#endif

void nb_multiply_f32(int64_t m, int64_t n, int64_t k, const float *a, int64_t a_row, int64_t a_column, const float *b,
                     int64_t b_row, int64_t b_column, float *c, int64_t c_row) {
  NB_CHOOSE(f32)
  multiply_f32(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);
}

void nb_multiply_f64(int64_t m, int64_t n, int64_t k, const double *a, int64_t a_row, int64_t a_column,
                     const double *b, int64_t b_row, int64_t b_column, double *c, int64_t c_row) {
  NB_CHOOSE(f64)
  multiply_f64(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);
}
