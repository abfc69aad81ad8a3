// Functions of one `double`, written so that a loop around them becomes vector code. Include once.
#ifndef NBRUN_DOUBLE_H
#define NBRUN_DOUBLE_H

#include "single.h"

NB_INLINE uint64_t double_bits(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

NB_INLINE double double_from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

NB_INLINE int64_t double_magnitude(double value) { return (int64_t)(double_bits(value) & 0x7fffffffffffffffu); }

/// ROUNDING_SHIFT for numbers below 2^51.
static const double WIDE_ROUNDING_SHIFT = 0x1.8p52;

/// NEAR_LIMIT for doubles.
static const double WIDE_NEAR_LIMIT = 700;

NB_INLINE double scale_near_wide(double y, double shifted) {
  return double_from_bits(double_bits(y) + (double_bits(shifted) << 52));
}

/// The same where the power alone may overflow, or the result be denormal.
NB_INLINE double scale_any_wide(double y, double shifted) {
  int64_t n = (int64_t)(double_bits(shifted) - double_bits(WIDE_ROUNDING_SHIFT)), half = n >> 1;
  return y * double_from_bits((uint64_t)(half + 1023) << 52) * double_from_bits((uint64_t)(n - half + 1023) << 52);
}

/// exp(x) with what the reduction of x and the last additions round away; a wrong last digit is seen in printed text.
NB_INLINE double exp_reduced_wide(double x, double *shifted) {
  *shifted = x * 0x1.71547652b82fep+0 + WIDE_ROUNDING_SHIFT;
  double k = *shifted - WIDE_ROUNDING_SHIFT;
  // Exact, as the constant has few digits.
  double high = x - k * .69314718055966295651160180568695068359375;
  double low = k * .28235290563031577122588448175013436025525412068e-12;
  double r = high - low;
  double rest = (high - r) - low;
  double square = r * r, fourth = square * square;
  // Pairs of terms first, so that few steps wait for each other.
  double p9 = 0x1.af52906239de4p-26 * r + 0x1.27e4da1a3bf04p-22;
  double p7 = 0x1.71ddffef9e7b1p-19 * r + 0x1.a01a01a741b3cp-16;
  double p5 = 0x1.a01a01aca0134p-13 * r + 0x1.6c16c16c16212p-10;
  double p3 = 0x1.111111110ff87p-7 * r + 0x1.5555555555556p-5;
  double p1 = 0x1.5555555555557p-3 * r + 0x1.0000000000000p-1;
  p9 = 0x1.1f75aba0b1e2ep-29 * square + p9;
  double upper = p9 * square + p7, lower = p5 * square + p3;
  double p = (upper * fourth + lower) * square + p1;
  double one = 1 + r;
  return one + ((r - (one - 1)) + (p * square + rest));
}

NB_INLINE double exp_near_wide(double x) {
  double shifted, y = exp_reduced_wide(x, &shifted);
  return scale_near_wide(y, shifted);
}

NB_INLINE double exp_wide(double x) {
  x = x > 720 ? 720 : x;
  x = x < -760 ? -760 : x;
  double shifted, y = exp_reduced_wide(x, &shifted);
  return scale_any_wide(y, shifted);
}

/// exp(x) but for a power of two, with the roundings of PyTorch's loops over vectors (Sleef's `exp_u10`): a digit less
/// exact than ``exp_reduced_wide``. All sums of products are fused; the product that is rounded to an integer is not.
NB_INLINE double exp_vectors_reduced(double x, double *shifted) {
  double k = __builtin_rint(x * 0x1.71547652b82fep+0);
  *shifted = k + WIDE_ROUNDING_SHIFT;
  double r = x - k * .69314718055966295651160180568695068359375;
  r = r - k * .28235290563031577122588448175013436025525412068e-12;
  double square = r * r, fourth = square * square, eighth = fourth * fourth;
  double p8 = 0.2081276378237164457e-8 * r + 0.2511210703042288022e-7;
  double p6 = 0.2755762628169491192e-6 * r + 0.2755723402025388239e-5;
  double p4 = 0.2480158687479686264e-4 * r + 0.1984126989855865850e-3;
  double p2 = 0.1388888888914497797e-2 * r + 0.8333333333314938210e-2;
  double p0 = 0.4166666666666602598e-1 * r + 0.1666666666666669072e+0;
  double upper = p6 * square + p4, lower = p2 * square + p0;
  double p = p8 * eighth + (upper * fourth + lower);
  p = p * r + 0.5;
  p = p * r + 1;
  return p * r + 1;
}

NB_INLINE double exp_vectors_near(double x) {
  double shifted, y = exp_vectors_reduced(x, &shifted);
  return scale_near_wide(y, shifted);
}

NB_INLINE double exp_vectors(double x) {
  x = x > 720 ? 720 : x;
  x = x < -760 ? -760 : x;
  double shifted, y = exp_vectors_reduced(x, &shifted);
  return scale_any_wide(y, shifted);
}

/// The logarithm of a positive normal number, with the roundings of PyTorch's loops over vectors (Sleef's `log_u10`): a
/// series of (m - 1) / (m + 1) for a mantissa from 0.75 to 1.5, whose first terms are sums of two numbers. Gives what is to be
/// added at last as `rest`.
NB_INLINE double log_vectors_parts(double x, double *rest) {
#pragma clang fp contract(off)
  int64_t exponent = (int64_t)(double_bits(x * (1 / 0.75)) >> 52) - 1023;
  double m = double_from_bits(double_bits(x) - ((uint64_t)exponent << 52)), e = (double)exponent;
  // Numerator, denominator and quotient, each with what its rounding takes away.
  double above = m - 1, above_back = above + 1, above_rest = (-1 - (above - above_back)) + (m - above_back);
  double below = m + 1, below_back = below - 1, below_rest = (1 - (below - below_back)) + (m - below_back);
  double factor = 1 / below, ratio = above * factor;
  double ratio_error = __builtin_fma(factor, above, -ratio);
  double factor_error = __builtin_fma(-below_rest, factor, __builtin_fma(-below, factor, 1));
  double ratio_rest = __builtin_fma(ratio, factor_error, __builtin_fma(above_rest, factor, ratio_error));
  double square = ratio * ratio, fourth = square * square, eighth = fourth * fourth;
  double upper = __builtin_fma(
      fourth, 0.1532076988502701353e+0,
      __builtin_fma(square, 0.1525629051003428716e+0, 0.1818605932937785996e+0));
  double lower = __builtin_fma(
      fourth, __builtin_fma(square, 0.2222214519839380009e+0, 0.2857142932794299317e+0),
      __builtin_fma(square, 0.3999999999635251990e+0, 0.6666666666667333541e+0));
  double p = __builtin_fma(eighth, upper, lower);
  double high = 0.693147180559945286226764 * e;
  double high_rest = __builtin_fma(
      2.319046813846299558417771e-17, e, __builtin_fma(0.693147180559945286226764, e, -high));
  double twice = 2 * ratio, sum = high + twice;
  double sum_rest = ((high - sum) + twice) + high_rest + 2 * ratio_rest;
  double series = square * ratio * p, result = sum + series;
  *rest = ((sum - result) + series) + sum_rest;
  return result;
}

NB_INLINE double log_vectors(double x) {
  double rest, result = log_vectors_parts(x, &rest);
  return result + rest;
}

/// log(1 + x) of x above -1 and below 2^1000, within two units in the last place: the logarithm of the sum, and its slope
/// times what the sum rounds away.
NB_INLINE double log1p_wide(double x) {
  double sum = 1 + x;
  return log_vectors(sum) + (x - (sum - 1)) / sum;
}

/// The same of any x.
NB_INLINE double log1p_any_wide(double x) {
  int is_large = x > 0x1p1000;
  double result = log1p_wide(is_large ? x * 0x1p-64 : x) + (is_large ? 0x1.62e42fefa39efp+5 : 0);
  result = x == INFINITY ? x : result;
  result = x == -1 ? -INFINITY : x < -1 || x != x ? NAN : result;
  return x == 0 ? x : result;
}

/// The logarithm to base 2 of a positive normal number, to about 48 bits, also relative to a result near 0.
NB_INLINE double log2_wide(double x) {
  uint64_t bits = double_bits(x);
  // The mantissa from the root of 1/2 to the root of 2.
  int64_t exponent = (int64_t)(bits - 0x3fe6a09e667f3bcdu) >> 52;
  double m = double_from_bits(bits - ((uint64_t)exponent << 52));
  // log((1 + s) / (1 - s)) with s = (m - 1) / (m + 1): a reciprocal of single precision, made better once.
  double less = m - 1, more = m + 1;
  double reciprocal = (double)(1.0f / (float)more);
  double s = less * reciprocal;
  s += reciprocal * (less - s * more);
  double t = s * s;
  double p = 0x1.f17dfd13ae0efp-3;
  p = p * t + 0x1.0bb80a92c80ccp-2;
  p = p * t + 0x1.484fa9965bc9cp-2;
  p = p * t + 0x1.a61756810b0f8p-2;
  p = p * t + 0x1.2776c516a083cp-1;
  p = p * t + 0x1.ec709dc39ca40p-1;
  p = p * t + 0x1.71547652b82ffp+1;
  return (double)exponent + p * s;
}

#endif
