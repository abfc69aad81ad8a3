// All special functions for one type of numbers.
//
// T: the type; IS_SINGLE: whether it is that of single precision; SUFFIX: what the names of its functions end in;
// MATH(x): the C library's function of the type; LOG_GAMMA: the logarithm of the gamma function.

#define JOINED(a, b) a##b
#define WITH_SUFFIX(a, b) JOINED(a, b)
#define NAME(x) WITH_SUFFIX(x, SUFFIX)
#define FMA(a, b, c) MATH(fma)(a, b, c)
#if IS_SINGLE
#define WIDE_FMA(a, b, c) ((double)((a) * (b)) + (c))
#else
#define WIDE_FMA(a, b, c) fma(a, b, c)
#endif
#include "series.h"

#include "airy.h"
#include "bessel.h"
#include "incomplete_gamma.h"
#include "modified_bessel.h"
#include "normal.h"
#include "zeta.h"

// The incomplete gamma functions once more, with every product rounded: so PyTorch's lower one takes the upper one, and
// computes what is left over behind whole registers.
#undef NAME
#undef FMA
#undef WIDE_FMA
#define NAME(x) WITH_SUFFIX(x##_by_steps, SUFFIX)
#define FMA(a, b, c) ((a) * (b) + (c))
#define WIDE_FMA(a, b, c) FMA(a, b, c)
#include "incomplete_gamma.h"
#undef NAME
#undef FMA
#define NAME(x) WITH_SUFFIX(x, SUFFIX)
#define FMA(a, b, c) MATH(fma)(a, b, c)

/// Whether the lower incomplete gamma function is found without computing, and which it is.
NB_INLINE int NAME(gamma_at_edge)(T a, T x, T *lower) {
  if (x < 0 || a < 0 || (a == 0 && !(x > 0)) || (isinf(a) && x != 0 && isinf(x)))
    *lower = (T)NAN;
  else if (a == 0 || isinf(x))
    *lower = 1;
  else if (x == 0 || isinf(a))
    *lower = 0;
  else
    return 0;
  return 1;
}

NB_INLINE T NAME(gammainc)(T a, T x) {
  T edge;
  if (NAME(gamma_at_edge)(a, x, &edge))
    return edge;
  if (NAME(gamma_is_near)(a, x))
    return NAME(gamma_expansion)(a, x, -1);
  return x > 1 && x > a ? 1 - NAME(gamma_upper_far_by_steps)(a, x) : NAME(gamma_lower_series)(a, x);
}

NB_INLINE T NAME(gammainc_by_steps)(T a, T x) {
  T edge;
  if (NAME(gamma_at_edge)(a, x, &edge))
    return edge;
  if (NAME(gamma_is_near)(a, x))
    return NAME(gamma_expansion_by_steps)(a, x, -1);
  return x > 1 && x > a ? 1 - NAME(gamma_upper_far_by_steps)(a, x) : NAME(gamma_lower_series_by_steps)(a, x);
}

NB_INLINE T NAME(gammaincc)(T a, T x) {
  T edge;
  if (NAME(gamma_at_edge)(a, x, &edge))
    return 1 - edge;
  return NAME(gamma_is_near)(a, x) ? NAME(gamma_expansion)(a, x, 1) : NAME(gamma_upper_far)(a, x);
}

#define LOOP_OF_ONE(OP, FUNCTION)                                                                                      \
  case OP:                                                                                                             \
    for (int64_t i = 0; i < count; i++)                                                                                \
      out[i] = NAME(FUNCTION)(x[i]);                                                                                   \
    break;

NB_FUSED_CLONES void NAME(nb_special)(nb_special op, int64_t count, const T *x, T *out) {
  switch (op) { FUNCTIONS_OF_ONE(LOOP_OF_ONE) }
}

#define LOOP_OF_TWO(OP, FUNCTION)                                                                                      \
  case OP:                                                                                                             \
    for (int64_t i = 0; i < count; i++)                                                                                \
      out[i * step_out] = NAME(FUNCTION)(x[i * step_x], y[i * step_y]);                                                \
    break;

NB_FUSED_CLONES void NAME(nb_special_pairs)(nb_special_pair op, int64_t count, const T *x, int64_t step_x, const T *y,
                                            int64_t step_y, T *out, int64_t step_out) {
  switch (op) { FUNCTIONS_OF_TWO(LOOP_OF_TWO) }
}

T NAME(nb_polygamma_factor)(int order) {
  T factorial = MATH(exp)(LOG_GAMMA((T)order + 1));
  return order % 2 ? factorial : -factorial;
}

NB_FUSED_CLONES void NAME(nb_kaiser)(int64_t count, T steepness, T middle, const T *places, T *out) {
  T height = NAME(i0)(steepness);
  for (int64_t i = 0; i < count; i++) {
    T place = (places[i] - middle) / middle;
    out[i] = NAME(i0)(steepness * MATH(sqrt)(FMA(-place, place, 1))) / height;
  }
}

#undef JOINED
#undef WITH_SUFFIX
#undef NAME
#undef FMA
#undef WIDE_FMA
#undef LOOP_OF_ONE
#undef LOOP_OF_TWO
