#include "Pointwise.h"

#include <math.h>

#include "clones.h"
#include "double.h"

/// The logarithm of the gamma function of a positive number, rounded once from a value that is right to about 40 bits,
/// also relative to a result near 0: a polynomial between 1 and 3, where it has its zeros, and Stirling's series from 8
/// on; in between, and below, the logarithm of the factors that lead there is added.
NB_INLINE float log_gamma_single(float x) {
  double v = x;
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
  return (float)(is_large ? far : near);
}

NB_CLONES void nb_log_gamma_f32(int64_t count, const float *x, float *restrict out) {
  for (int64_t i = 0; i < count; i++)
    out[i] = log_gamma_single(x[i]);
}
