#include "Elementwise.h"

#include "clones.h"
#include "stream.h"

#define ADD(x, y) ((x) + (y))
#define SUBTRACT(x, y) ((x) - (y))
#define MULTIPLY(x, y) ((x) * (y))

#define IS_FLOATING 1
#define T float
#define NAME(function) function##_f32
#include "arithmetic.h"
#undef T
#undef NAME

#define T double
#define NAME(function) function##_f64
#include "arithmetic.h"
#undef T
#undef NAME
#undef IS_FLOATING

#undef ADD
#undef SUBTRACT
#undef MULTIPLY
// Unsigned arithmetic wraps around; signed overflow is undefined.
#define ADD(x, y) ((int64_t)((uint64_t)(x) + (uint64_t)(y)))
#define SUBTRACT(x, y) ((int64_t)((uint64_t)(x) - (uint64_t)(y)))
#define MULTIPLY(x, y) ((int64_t)((uint64_t)(x) * (uint64_t)(y)))

#define IS_FLOATING 0
#define T int64_t
#define NAME(function) function##_i64
#include "arithmetic.h"
#undef T
#undef NAME
#undef IS_FLOATING

NB_CLONES void nb_add_product_f32(int64_t count, const float *x, const float *a, int64_t step_a, const float *b,
                                  int64_t step_b, float *out) {
  if (step_a && step_b)
    for (int64_t i = 0; i < count; i++)
      out[i] = __builtin_fmaf(a[i], b[i], x[i]);
  else
    for (int64_t i = 0; i < count; i++)
      out[i] = __builtin_fmaf(a[i * step_a], b[i * step_b], x[i]);
}

NB_CLONES void nb_add_product_f64(int64_t count, const double *x, const double *a, int64_t step_a, const double *b,
                                  int64_t step_b, double *out) {
  if (step_a && step_b)
    for (int64_t i = 0; i < count; i++)
      out[i] = __builtin_fma(a[i], b[i], x[i]);
  else
    for (int64_t i = 0; i < count; i++)
      out[i] = __builtin_fma(a[i * step_a], b[i * step_b], x[i]);
}
