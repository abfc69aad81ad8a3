#include "Elementwise.h"

#include <string.h>

/// Room for the copied columns of the right side; as wide as the widest tile and as deep as the deepest block.
enum { NB_PANEL_BYTES = 32 << 10 };

// Products whose terms are rounded before they are added, as on any processor.

#pragma STDC FP_CONTRACT OFF
#define TARGET
#define IS_WIDE 0
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
#pragma STDC FP_CONTRACT DEFAULT

// The kinds of processors with fused multiplications and additions, the best of which is chosen by the call.

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
  if (is_apart(m, n, k))                                                                                               \
    return multiply_##SUFFIX##_apart(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);                       \
  if (__builtin_cpu_supports("x86-64-v4"))                                                                             \
    return multiply_##SUFFIX##_v4(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);                          \
  if (__builtin_cpu_supports("x86-64-v3"))                                                                             \
    return multiply_##SUFFIX##_v3(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);
#else
#define TARGET
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
#undef IS_WIDE

#define NB_CHOOSE(SUFFIX)                                                                                              \
  if (!is_apart(m, n, k))                                                                                              \
    return multiply_##SUFFIX(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);
#endif

/// Whether PyTorch's library rounds the terms of so narrow a product before it adds them. (It does so in deeper ones as
/// well, but in other orders, which depend on where rows lie in memory.)
static inline int is_apart(int64_t m, int64_t n, int64_t k) { return k < 8 && (m < 4 || n < 12); }

#define NB_MULTIPLY(T, SUFFIX)                                                                                         \
  void nb_multiply_##SUFFIX(int64_t m, int64_t n, int64_t k, const T *a, int64_t a_row, int64_t a_column, const T *b,  \
                            int64_t b_row, int64_t b_column, T *c, int64_t c_row) {                                    \
    NB_CHOOSE(SUFFIX)                                                                                                  \
    multiply_##SUFFIX##_apart(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);                              \
  }                                                                                                                    \
                                                                                                                       \
  void nb_multiply_apart_##SUFFIX(int64_t m, int64_t n, int64_t k, const T *a, int64_t a_row, int64_t a_column,        \
                                  const T *b, int64_t b_row, int64_t b_column, T *c, int64_t c_row) {                  \
    multiply_##SUFFIX##_apart(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);                              \
  }

NB_MULTIPLY(float, f32)
NB_MULTIPLY(double, f64)
