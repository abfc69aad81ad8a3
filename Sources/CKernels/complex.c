#include "Pointwise.h"

#include <math.h>

#include "clones.h"

// The products are rounded before they are added, as PyTorch's are.
#pragma clang fp contract(off)

/// Products of complex numbers, pairs of parts; the result may be an operand, element by element.
#define NB_COMPLEX_PRODUCTS_OF(T, SUFFIX)                                                                              \
  NB_CLONES void nb_complex_products_##SUFFIX(int64_t count, const T *a, int64_t step_a, const T *b, int64_t step_b,   \
                                              T *out) {                                                                \
    if (step_a && step_b) {                                                                                            \
      _Pragma("clang loop vectorize(assume_safety)") for (int64_t i = 0; i < count; i++) {                             \
        T x = a[2 * i], y = a[2 * i + 1], v = b[2 * i], w = b[2 * i + 1];                                              \
        out[2 * i] = x * v - y * w;                                                                                    \
        out[2 * i + 1] = x * w + y * v;                                                                                \
      }                                                                                                                \
      return;                                                                                                          \
    }                                                                                                                  \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      T x = a[2 * i * step_a], y = a[2 * i * step_a + 1], v = b[2 * i * step_b], w = b[2 * i * step_b + 1];            \
      out[2 * i] = x * v - y * w;                                                                                      \
      out[2 * i + 1] = x * w + y * v;                                                                                  \
    }                                                                                                                  \
  }

NB_COMPLEX_PRODUCTS_OF(float, f32)
NB_COMPLEX_PRODUCTS_OF(double, f64)

/// In double precision neither square overflows.
NB_CLONES void nb_complex_sizes_f32(int64_t count, const float *x, float *restrict out) {
  for (int64_t i = 0; i < count; i++) {
    double v = x[2 * i], w = x[2 * i + 1];
    float size = (float)sqrt(v * v + w * w);
    out[i] = fabs(v) == INFINITY || fabs(w) == INFINITY ? INFINITY : size;
  }
}

/// The same in double precision, of parts whose squares neither overflow nor vanish; the root is made better by what
/// the squares' roundings left of its own.
///
/// Returns whether there are others.
NB_CLONES static int usual_sizes(int64_t count, const double *x, double *restrict out) {
  int unusual = 0;
  for (int64_t i = 0; i < count; i++) {
    double v = fabs(x[2 * i]), w = fabs(x[2 * i + 1]);
    double high = v > w ? v : w, low = v > w ? w : v;
    unusual |= !(high < 0x1p500) | !(low > 0x1p-400);
    double square = high * high, size = sqrt(square + low * low), whole = size * size;
    double excess = __builtin_fma(-low, low, whole - square);
    excess += __builtin_fma(size, size, -whole) - __builtin_fma(high, high, -square);
    out[i] = size - excess / (2 * size);
  }
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
