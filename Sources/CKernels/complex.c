#include "Pointwise.h"

#include <math.h>

#include "clones.h"
#include "lengths.h"

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
    if (!step_a && step_b) {                                                                                           \
      /* Sums and products of two are the same in either order. */                                                     \
      const T *number = a;                                                                                             \
      a = b;                                                                                                           \
      b = number;                                                                                                      \
      step_a = 1;                                                                                                      \
    }                                                                                                                  \
    const T v = b[0], w = b[1];                                                                                        \
    if (step_a)                                                                                                        \
      _Pragma("clang loop vectorize(assume_safety)") for (int64_t i = 0; i < count; i++) {                             \
        T x = a[2 * i], y = a[2 * i + 1];                                                                              \
        out[2 * i] = x * v - y * w;                                                                                    \
        out[2 * i + 1] = x * w + y * v;                                                                                \
      }                                                                                                                \
    else                                                                                                               \
      for (int64_t i = 0; i < count; i++) {                                                                            \
        out[2 * i] = a[0] * v - a[1] * w;                                                                              \
        out[2 * i + 1] = a[0] * w + a[1] * v;                                                                          \
      }                                                                                                                \
  }

NB_COMPLEX_PRODUCTS_OF(float, f32)
NB_COMPLEX_PRODUCTS_OF(double, f64)

/// Sums of complex numbers and others times a real factor, which PyTorch takes for a complex one: so infinite numbers give
/// nan. The result may be an operand, element by element.
#define NB_COMPLEX_SUMS_OF(T, SUFFIX)                                                                                  \
  NB_CLONES void nb_complex_sums_##SUFFIX(int64_t count, const T *a, int64_t step_a, const T *b, int64_t step_b,       \
                                          T factor, T *out) {                                                          \
    if (step_a && step_b) {                                                                                            \
      _Pragma("clang loop vectorize(assume_safety)") for (int64_t i = 0; i < count; i++) {                             \
        T x = a[2 * i], y = a[2 * i + 1], v = b[2 * i], w = b[2 * i + 1];                                              \
        out[2 * i] = x + (v * factor - w * 0);                                                                         \
        out[2 * i + 1] = y + (v * 0 + w * factor);                                                                     \
      }                                                                                                                \
      return;                                                                                                          \
    }                                                                                                                  \
    _Pragma("clang loop vectorize(assume_safety)") for (int64_t i = 0; i < count; i++) {                               \
      T x = a[2 * i * step_a], y = a[2 * i * step_a + 1], v = b[2 * i * step_b], w = b[2 * i * step_b + 1];            \
      out[2 * i] = x + (v * factor - w * 0);                                                                           \
      out[2 * i + 1] = y + (v * 0 + w * factor);                                                                       \
    }                                                                                                                  \
  }

NB_COMPLEX_SUMS_OF(float, f32)
NB_COMPLEX_SUMS_OF(double, f64)

/// Quotients scaled by the larger part of the divisor (Smith's method), as PyTorch makes them: with fused products. The
/// result may be an operand, element by element.
#define NB_COMPLEX_QUOTIENTS_OF(T, SUFFIX, C)                                                                          \
  NB_CLONES void nb_complex_quotients_##SUFFIX(int64_t count, const T *a, int64_t step_a, const T *b, int64_t step_b,  \
                                               T *out) {                                                               \
    _Pragma("clang loop vectorize(assume_safety)") for (int64_t i = 0; i < count; i++) {                               \
      T x = a[2 * i * step_a], y = a[2 * i * step_a + 1], v = b[2 * i * step_b], w = b[2 * i * step_b + 1];            \
      T size_v = fabs##C(v), size_w = fabs##C(w);                                                                      \
      int is_real = size_v >= size_w;                                                                                  \
      T large = is_real ? v : w, small = is_real ? w : v;                                                              \
      T ratio = small / large, factor = 1 / fma##C(small, ratio, large);                                               \
      T real = fma##C(is_real ? y : x, ratio, is_real ? x : y) * factor;                                               \
      T imaginary = fma##C(is_real ? -x : y, ratio, is_real ? y : -x) * factor;                                        \
      int is_zero = (size_v == 0) & (size_w == 0);                                                                     \
      out[2 * i] = is_zero ? x / size_v : real;                                                                        \
      out[2 * i + 1] = is_zero ? y / size_w : imaginary;                                                               \
    }                                                                                                                  \
  }

NB_COMPLEX_QUOTIENTS_OF(float, f32, f)
NB_COMPLEX_QUOTIENTS_OF(double, f64, )

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
