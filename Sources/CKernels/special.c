#include "Special.h"

#include <math.h>

#include "clones.h"
#include "special_tables.h"

// Which products are rounded together with a sum is written where they stand.
#pragma clang fp contract(off)

/// The loops and the functions that they apply.
#define FUNCTIONS_OF_ONE(LOOP)                                                                                         \
  LOOP(NB_AIRY, airy)                                                                                                  \
  LOOP(NB_BESSEL_J0, bessel_j0)                                                                                        \
  LOOP(NB_BESSEL_J1, bessel_j1)                                                                                        \
  LOOP(NB_BESSEL_Y0, bessel_y0)                                                                                        \
  LOOP(NB_BESSEL_Y1, bessel_y1)                                                                                        \
  LOOP(NB_DIGAMMA, digamma)                                                                                            \
  LOOP(NB_ERFCX, erfcx)                                                                                                \
  LOOP(NB_I0, i0)                                                                                                      \
  LOOP(NB_I0E, i0e)                                                                                                    \
  LOOP(NB_I1, i1)                                                                                                      \
  LOOP(NB_I1E, i1e)                                                                                                    \
  LOOP(NB_LOG_NDTR, log_ndtr)                                                                                          \
  LOOP(NB_MODIFIED_BESSEL_I1, modified_bessel_i1)                                                                      \
  LOOP(NB_MODIFIED_BESSEL_K0, modified_bessel_k0)                                                                      \
  LOOP(NB_MODIFIED_BESSEL_K1, modified_bessel_k1)                                                                      \
  LOOP(NB_NDTRI, ndtri)                                                                                                \
  LOOP(NB_SCALED_MODIFIED_BESSEL_K0, scaled_modified_bessel_k0)                                                        \
  LOOP(NB_SCALED_MODIFIED_BESSEL_K1, scaled_modified_bessel_k1)                                                        \
  LOOP(NB_SPHERICAL_BESSEL_J0, spherical_bessel_j0)                                                                    \
  LOOP(NB_TRIGAMMA, trigamma)

#define FUNCTIONS_OF_TWO(LOOP)                                                                                         \
  LOOP(NB_GAMMAINC, gammainc)                                                                                          \
  LOOP(NB_GAMMAINC_BY_STEPS, gammainc_by_steps)                                                                        \
  LOOP(NB_GAMMAINCC, gammaincc)                                                                                        \
  LOOP(NB_ZETA, zeta)

#define T float
#define IS_SINGLE 1
#define SUFFIX _f32
#define MATH(function) function##f
/// The reentrant form: the other one writes the sign into a variable of the process.
#define LOG_GAMMA(x) lgammaf_r(x, &(int){0})
#include "special_functions.h"
#undef T
#undef IS_SINGLE
#undef SUFFIX
#undef MATH
#undef LOG_GAMMA

#define T double
#define IS_SINGLE 0
#define SUFFIX _f64
#define MATH(function) function
#define LOG_GAMMA(x) lgamma_r(x, &(int){0})
#include "special_functions.h"

void nb_sine_and_cosine(double x, double *sine, double *cosine) {
  // The compiler makes one call of both.
  *sine = sin(x);
  *cosine = cos(x);
}
