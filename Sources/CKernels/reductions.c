#include "Elementwise.h"

#include <string.h>

#include "clones.h"

#define T float
#define PART float
#define LANES 8
#define NAME(function) function##_f32
#include "cascade.h"
#undef T
#undef PART
#undef LANES
#undef NAME

#define T double
#define PART double
#define LANES 4
#define NAME(function) function##_f64
#include "cascade.h"
#undef T
#undef PART
#undef LANES
#undef NAME

// Complex numbers: pairs, half as many in a vector.
typedef float pair_f32 __attribute__((ext_vector_type(2), aligned(4)));
typedef double pair_f64 __attribute__((ext_vector_type(2), aligned(8)));

#define T pair_f32
#define PART float
#define LANES 4
#define NAME(function) function##_pairs_f32
#include "cascade.h"
#undef T
#undef PART
#undef LANES
#undef NAME

#define T pair_f64
#define PART double
#define LANES 2
#define NAME(function) function##_pairs_f64
#include "cascade.h"
#undef T
#undef PART
#undef LANES
#undef NAME

void nb_add_complex_sums_f32(int64_t size, int64_t count, const float *x, int64_t stride, int64_t sum_stride,
                             float *out, int64_t out_stride) {
  nb_add_sums_pairs_f32(size, count, (const pair_f32 *)x, stride, sum_stride, (pair_f32 *)out, out_stride);
}

void nb_add_complex_sums_f64(int64_t size, int64_t count, const double *x, int64_t stride, int64_t sum_stride,
                             double *out, int64_t out_stride) {
  nb_add_sums_pairs_f64(size, count, (const pair_f64 *)x, stride, sum_stride, (pair_f64 *)out, out_stride);
}
