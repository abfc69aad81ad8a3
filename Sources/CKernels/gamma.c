// The reentrant `lgamma_r`.
#define _DEFAULT_SOURCE

#include "Pointwise.h"

#include <math.h>
#include <string.h>

#include "clones.h"
#include "double.h"

/// The logarithm of the gamma function of a positive number to about 40 bits, also relative to a result near 0: a
/// polynomial between 1 and 3, where it has its zeros, and Stirling's series from 8 on; in between, and below, the
/// logarithm of the factors that lead there is added.
NB_INLINE double log_gamma_wide(double v) {
  int is_low = v < 1, is_large = v >= 8;
  // The number between 1 and 3, and the product of the ones passed on the way.
  double y = is_low ? v + 1 : v, product = 1;
  for (int step = 0; step < 5; step++) {
    int is_above = y >= 3;
    y = is_above ? y - 1 : y;
    product = is_above ? product * y : product;
  }
  double argument = is_low | is_large ? v : product;
  double logarithm = log2_wide(argument) * 0x1.62e42fefa39efp-1;
  y = is_large ? 2 : y;
  double t = y - 2;
  double p = 0x1.533b2d7d630d3p-24;
  p = p * t + -0x1.610da26863b63p-23;
  p = p * t + -0x1.34af8630a61d6p-24;
  p = p * t + 0x1.3bbf529e635d7p-23;
  p = p * t + 0x1.5379875bbf332p-21;
  p = p * t + -0x1.645e39d138f85p-20;
  p = p * t + 0x1.b2e0a057e4482p-20;
  p = p * t + -0x1.cffbb85930467p-19;
  p = p * t + 0x1.1718b7a7707cbp-17;
  p = p * t + -0x1.2ba3fe07636b9p-16;
  p = p * t + 0x1.3fee99720fbffp-15;
  p = p * t + -0x1.5c43d0794429cp-14;
  p = p * t + 0x1.7eda38233ccc7p-13;
  p = p * t + -0x1.a96d61a18e7e2p-12;
  p = p * t + 0x1.dfebbbcf27b41p-11;
  p = p * t + -0x1.145117bad1e60p-9;
  p = p * t + 0x1.4797487124e6fp-8;
  p = p * t + -0x1.95ce2259335d8p-7;
  p = p * t + 0x1.0e0c9df2866b7p-5;
  p = p * t + -0x1.9ae6509e93a61p-4;
  p = p * t + 0x1.b0ee6072093cep-2;
  double near = p * (t * (y - 1)) + (is_low ? -logarithm : logarithm);
  double reciprocal = 1 / v, square = reciprocal * reciprocal;
  double series = -1.0 / 1680;
  series = series * square + 1.0 / 1260;
  series = series * square + -1.0 / 360;
  series = series * square + 1.0 / 12;
  double far = (v - 0.5) * logarithm - v + (0x1.d67f1c864beb4p-1 + series * reciprocal);
  return is_large ? far : near;
}

/// The same of any number by the reflection pi / (sin(pi x) x) of its magnitude, but of those that ``is_unusual_gamma``
/// names.
NB_INLINE double log_gamma_reflected(double x) {
  double v = fabs(x), magnitude = v < 0x1p-140 ? 0x1p-140 : v;
  // The sine of pi times the distance from the nearest integer, by its Taylor polynomial.
  double distance = (v - rint(v)) * 3.141592653589793, square = distance * distance;
  double p = -1.0 / 1307674368000.0;
  p = p * square + 1.0 / 6227020800.0;
  p = p * square + -1.0 / 39916800.0;
  p = p * square + 1.0 / 362880.0;
  p = p * square + -1.0 / 5040.0;
  p = p * square + 1.0 / 120.0;
  p = p * square + -1.0 / 6.0;
  double size = fabs(distance + distance * square * p) * magnitude;
  double result = log_gamma_wide(magnitude), least = size > 0x1p-300 ? size : 0x1p-300;
  return x < 0 ? 0x1.250d048e7a1bdp+0 - 0x1.62e42fefa39efp-1 * log2_wide(least) - result : result;
}

/// Numbers without a finite result, and those of which too little would be left of the difference.
NB_INLINE int is_unusual_gamma(float x, float result) {
  float size = fabsf(x);
  return !(size < INFINITY) | (size < 0x1p-126f) | ((x < 0) & ((rintf(x) == x) | (fabsf(result) < 0x1p-10f)));
}

enum { BLOCK = 256 };

NB_CLONES static int log_gammas(int64_t count, const float *x, float *restrict out) {
  int has_negative = 0, unusual = 0;
  for (int64_t i = 0; i < count; i++)
    has_negative |= x[i] < 0;
  if (has_negative)
    for (int64_t i = 0; i < count; i++)
      out[i] = (float)log_gamma_reflected(x[i]);
  else
    for (int64_t i = 0; i < count; i++)
      out[i] = (float)log_gamma_wide(x[i]);
  for (int64_t i = 0; i < count; i++)
    unusual |= is_unusual_gamma(x[i], out[i]);
  return unusual;
}

void nb_log_gamma_f32(int64_t count, const float *x, float *out) {
  // The result may be the operand, which is read again.
  float results[BLOCK];
  for (int64_t start = 0; start < count; start += BLOCK) {
    int64_t size = count - start < BLOCK ? count - start : BLOCK;
    if (log_gammas(size, x + start, results))
      for (int64_t i = 0; i < size; i++)
        if (is_unusual_gamma(x[start + i], results[i])) {
          // `lgamma` itself writes the sign into a variable of the process.
          int sign;
          results[i] = (float)lgamma_r(x[start + i], &sign);
        }
    memcpy(out + start, results, (size_t)size * sizeof *out);
  }
}
