#include "Pointwise.h"

#include <math.h>
#include <string.h>

#include "clones.h"
#include "lengths.h"
#include "shares.h"
#include "stream.h"

// The products are rounded before they are added, as PyTorch's are.
#pragma clang fp contract(off)
// Vectors are handed over only between functions that are inlined.
#pragma clang diagnostic ignored "-Wpsabi"

#define T float
#define BITS uint32_t
#define REALS 0, 0, 2, 2, 4, 4, 6, 6, 8, 8, 10, 10, 12, 12, 14, 14
#define IMAGINARIES 1, 1, 3, 3, 5, 5, 7, 7, 9, 9, 11, 11, 13, 13, 15, 15
#define SWAPPED 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14
#define NAME(function) function##_f32
#include "complex_arithmetic.h"
#undef T
#undef BITS
#undef REALS
#undef IMAGINARIES
#undef SWAPPED
#undef NAME

#define T double
#define BITS uint64_t
#define REALS 0, 0, 2, 2, 4, 4, 6, 6
#define IMAGINARIES 1, 1, 3, 3, 5, 5, 7, 7
#define SWAPPED 1, 0, 3, 2, 5, 4, 7, 6
#define NAME(function) function##_f64
#include "complex_arithmetic.h"
#undef T
#undef BITS
#undef REALS
#undef IMAGINARIES
#undef SWAPPED
#undef NAME

/// In double precision neither square overflows.
NB_CLONES void nb_complex_sizes_f32(int64_t count, const float *x, float *restrict out) {
  for (int64_t i = 0; i < count; i++) {
    double v = x[2 * i], w = x[2 * i + 1];
    float size = (float)sqrt(v * v + w * w);
    out[i] = fabs(v) == INFINITY || fabs(w) == INFINITY ? INFINITY : size;
  }
}

/// The same in double precision, of the usual numbers.
///
/// Returns whether there are others.
NB_CLONES static int usual_sizes(int64_t count, const double *x, double *restrict out) {
  int unusual = 0;
  for (int64_t i = 0; i < count; i++)
    out[i] = usual_length(x[2 * i], x[2 * i + 1], &unusual);
  return unusual;
}

void nb_complex_sizes_f64(int64_t count, const double *x, double *out) {
  enum { BLOCK = 256 };
  for (; count > 0; count -= BLOCK, x += 2 * BLOCK, out += BLOCK) {
    int64_t size = count < BLOCK ? count : BLOCK;
    if (usual_sizes(size, x, out))
      for (int64_t i = 0; i < size; i++)
        out[i] = hypot(x[2 * i], x[2 * i + 1]);
  }
}

/// Real and imaginary parts side by side.
#define NB_COMPLEX_OF_PARTS(T, SUFFIX)                                                                                 \
  NB_CLONES void nb_complex_of_parts_##SUFFIX(int64_t count, const T *real, const T *imaginary, T *restrict out) {     \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      out[2 * i] = real[i];                                                                                            \
      out[2 * i + 1] = imaginary[i];                                                                                   \
    }                                                                                                                  \
  }

NB_COMPLEX_OF_PARTS(float, f32)
NB_COMPLEX_OF_PARTS(double, f64)
