#include "Polynomials.h"

#include "clones.h"

// Every product and every sum is rounded.
#pragma clang fp contract(off)

enum { BLOCK = 128 };

/// The next polynomial, of degree k + 1, from those of degree k and k - 1 at x.
#define NB_NEXT(EXPRESSION)                                                                                            \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    double v = x[i], p = current[i], q = before[i];                                                                    \
    before[i] = p;                                                                                                     \
    current[i] = (EXPRESSION);                                                                                         \
  }                                                                                                                    \
  break;

NB_CLONES static void advance(nb_polynomial family, int64_t count, double k, const double *restrict x,
                              double *restrict before, double *restrict current) {
  switch (family) {
  case NB_HERMITE_H:
    NB_NEXT(2 * v * p - 2 * k * q)
  case NB_HERMITE_HE:
    NB_NEXT(v * p - k * q)
  case NB_LAGUERRE_L:
    NB_NEXT(((2 * k + 1 - v) * p - k * q) / (k + 1))
  case NB_LEGENDRE_P:
    NB_NEXT(((2 * k + 1) * v * p - k * q) / (k + 1))
  default:
    NB_NEXT(2 * v * p - q)
  }
}

/// The polynomial of degree 1.
static double first(nb_polynomial family, double x) {
  switch (family) {
  case NB_CHEBYSHEV_U:
  case NB_SHIFTED_CHEBYSHEV_U:
  case NB_HERMITE_H:
    return 2 * x;
  case NB_CHEBYSHEV_V:
  case NB_SHIFTED_CHEBYSHEV_V:
    return 2 * x - 1;
  case NB_CHEBYSHEV_W:
  case NB_SHIFTED_CHEBYSHEV_W:
    return 2 * x + 1;
  case NB_LAGUERRE_L:
    return 1 - x;
  default:
    return x;
  }
}

/// The polynomials of one degree at no more than BLOCK places, which are replaced by the values.
static void values(nb_polynomial family, int64_t count, int64_t degree, double *x) {
  double before[BLOCK], current[BLOCK];
  int is_shifted = family >= NB_SHIFTED_CHEBYSHEV_T && family <= NB_SHIFTED_CHEBYSHEV_W;
  for (int64_t i = 0; i < count; i++) {
    x[i] = is_shifted ? 2 * x[i] - 1 : x[i];
    before[i] = degree < 0 ? 0 : 1;
    current[i] = degree <= 0 ? before[i] : first(family, x[i]);
  }
  for (int64_t k = 1; k < degree; k++)
    advance(family, count, (double)k, x, before, current);
  for (int64_t i = 0; i < count; i++)
    x[i] = current[i];
}

#define NB_POLYNOMIALS_OF(T, SUFFIX)                                                                                   \
  void nb_polynomials_##SUFFIX(nb_polynomial family, int64_t count, const T *x, int64_t step_x,                        \
                               const int64_t *degrees, int64_t step_degrees, T *out) {                                 \
    double block[BLOCK];                                                                                               \
    for (int64_t start = 0; start < count;) {                                                                          \
      /* As many as have the same degree. */                                                                           \
      int64_t size = 1, most = count - start < BLOCK ? count - start : BLOCK;                                          \
      int64_t degree = degrees[start * step_degrees];                                                                  \
      while (size < most && degrees[(start + size) * step_degrees] == degree)                                          \
        size++;                                                                                                        \
      for (int64_t i = 0; i < size; i++)                                                                               \
        block[i] = (double)x[(start + i) * step_x];                                                                    \
      values(family, size, degree, block);                                                                             \
      for (int64_t i = 0; i < size; i++)                                                                               \
        out[start + i] = (T)block[i];                                                                                  \
      start += size;                                                                                                   \
    }                                                                                                                  \
  }

NB_POLYNOMIALS_OF(float, f32)
NB_POLYNOMIALS_OF(double, f64)
