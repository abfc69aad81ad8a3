// Functions of one `float`, written so that a loop around them becomes vector code. Polynomials are minimax fits of our
// own; the last additions carry the rounding errors of the ones before, or the work is done in double precision, so that
// results are the nearest `float` or, in rare cases, its neighbour. Include once.
#ifndef NBRUN_SINGLE_H
#define NBRUN_SINGLE_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "clones.h"

NB_INLINE float single_from_bits(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

NB_INLINE uint32_t single_bits(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

/// The bits of a number without its sign, in the order of the distances from 0; nan beyond all.
NB_INLINE int32_t single_magnitude(float value) { return (int32_t)(single_bits(value) & 0x7fffffffu); }

NB_INLINE float power_of_two(int32_t n) { return single_from_bits((uint32_t)(n + 127) << 23); }

/// The arguments for which the functions named `near` hold have at most this magnitude: a power of two with such an
/// exponent is a normal number, and one addition to the bits of a `float` multiplies by it.
static const float NEAR_LIMIT = 86.0f;

/// Added to a number below 2^22 in magnitude and taken away again, this leaves the nearest integer, which the lowest bits
/// of the sum hold as well.
static const float ROUNDING_SHIFT = 0x1.8p23f;

/// y * 2^n, of a `y` about 1, for the number `n` that is in the lowest bits of `shifted`.
NB_INLINE float scale_near(float y, float shifted) { return single_from_bits(single_bits(y) + (single_bits(shifted) << 23)); }

/// The same where the power alone may overflow, or the result be denormal.
NB_INLINE float scale_wide(float y, float shifted) {
  int32_t n = (int32_t)(single_bits(shifted) - 0x4b400000u), half = n >> 1;
  return y * power_of_two(half) * power_of_two(n - half);
}

/// x = n ln 2 + r with |r| <= ln 2 / 2; gives exp(r), and in `shifted` what scales it.
NB_INLINE float exp_reduced(float x, float *shifted) {
  *shifted = x * 0x1.715476p+0f + ROUNDING_SHIFT;
  float k = *shifted - ROUNDING_SHIFT;
  // Exact, as the constant has few digits; the rest of ln 2 is in `low`.
  float high = x - k * 0x1.62e4p-1f;
  float low = k * -0x1.7f7d1cp-20f;
  float r = high + low;
  float p = 0x1.a1b66ap-13f;
  p = p * r + 0x1.6d9e74p-10f;
  p = p * r + 0x1.11107ep-7f;
  p = p * r + 0x1.555478p-5f;
  p = p * r + 0x1.555556p-3f;
  // 1 + high + r^2 / 2 with what both additions round away; a wrong last digit is seen in printed text.
  float square = r * r, half = 0.5f * square;
  float one = 1.0f + high;
  float two = one + half;
  float rest = p * (r * square) + low;
  return two + (((high - (one - 1.0f)) + (half - (two - one))) + rest);
}

NB_INLINE float exp_single(float x) {
  x = x > 90.0f ? 90.0f : x;
  x = x < -105.0f ? -105.0f : x;
  float shifted, y = exp_reduced(x, &shifted);
  return scale_wide(y, shifted);
}

// The exponential inside of PyTorch's vectorised `sigmoid`, `silu` and `softmax`: the same operations (those of SLEEF's
// function of 1 unit in the last place) give the same bits.

NB_INLINE float plain_exp_reduced(float x, float *shifted) {
  // Not fused: the product is rounded before the sum is.
  float scaled = x * 0x1.715476p+0f;
  *shifted = scaled + ROUNDING_SHIFT;
  float k = *shifted - ROUNDING_SHIFT;
  float r = x - k * 0x1.62e4p-1f;
  r = r - k * 0x1.7f7d1cp-20f;
  float p = 0x1.a057b4p-13f;
  p = p * r + 0x1.6d2d92p-10f;
  p = p * r + 0x1.11114cp-7f;
  p = p * r + 0x1.5554f4p-5f;
  p = p * r + 0x1.555556p-3f;
  p = p * r + 0.5f;
  return 1.0f + (r * r * p + r);
}

NB_INLINE float plain_exp_near(float x) {
  float shifted, y = plain_exp_reduced(x, &shifted);
  return scale_near(y, shifted);
}

NB_INLINE float plain_exp(float x) {
  x = x > 100.0f ? 100.0f : x;
  x = x < -105.0f ? -105.0f : x;
  float shifted, y = plain_exp_reduced(x, &shifted);
  return scale_wide(y, shifted);
}

/// Two to the power of x, likewise.
NB_INLINE float exp2_single(float x) {
  float limited = x > 150.0f ? 150.0f : x;
  limited = limited < -160.0f ? -160.0f : limited;
  float shifted = limited + ROUNDING_SHIFT;
  float r = limited - (shifted - ROUNDING_SHIFT);
  float p = 0.1535920892e-3f;
  p = p * r + 0.1339262701e-2f;
  p = p * r + 0.9618384764e-2f;
  p = p * r + 0.5550347269e-1f;
  p = p * r + 0.2402264476f;
  p = p * r + 0.6931471825f;
  return scale_wide(p * r + 1.0f, shifted);
}

/// exp(x) - 1 for |x| below 700, in double precision to about 40 bits, also relative to a result near 0.
NB_INLINE double expm1_wide(double x) {
  const double shift = 0x1.8p52;
  double scaled = x * 0x1.71547652b82fep+0 + shift;
  double k = scaled - shift;
  double r = x - k * 0x1.62e42fefa39efp-1;
  // The Taylor polynomial: |r| is at most 0.35, so that its rest lies below 2^-41.
  double p = 1.0 / 3628800.0;
  p = p * r + 1.0 / 362880.0;
  p = p * r + 1.0 / 40320.0;
  p = p * r + 1.0 / 5040.0;
  p = p * r + 1.0 / 720.0;
  p = p * r + 1.0 / 120.0;
  p = p * r + 1.0 / 24.0;
  p = p * r + 1.0 / 6.0;
  p = p * r + 0.5;
  double y = r + r * r * p;
  uint64_t bits;
  memcpy(&bits, &scaled, sizeof bits);
  bits = (bits + 1023) << 52;
  double power;
  memcpy(&power, &bits, sizeof power);
  return power * y + (power - 1.0);
}

NB_INLINE float expm1_single(float x) {
  double limited = x > 89.0f ? 89.0f : x;
  limited = limited < -30.0 ? -30.0 : limited;
  float result = (float)expm1_wide(limited);
  return x == 0 ? x : result;
}

// The logarithms inside of PyTorch's vectorised `log_softmax`, `log1p` and `softplus`, again those of SLEEF.

/// The power of two of a positive number over 3/4, so that the number over it lies between 3/4 and 3/2.
NB_INLINE int32_t log_exponent(float x) { return (int32_t)(single_bits(x * (1.0f / 0.75f)) >> 23) - 127; }

/// e ln 2 + log((1 + q) / (1 - q)), where q is a quotient of two numbers in two parts each.
NB_INLINE float log_of_quotient(float e, float numerator, float numerator_rest, float denominator, float denominator_rest) {
  float reciprocal = 1.0f / denominator;
  float q = numerator * reciprocal;
  float left = reciprocal * numerator - q;
  float lack = -denominator_rest * reciprocal + (-denominator * reciprocal + 1.0f);
  float q_rest = q * lack + (numerator_rest * reciprocal + left);
  float power = 0x1.62e43p-1f * e;
  float power_rest = 0x1.62e43p-1f * e - power;
  power_rest = -0x1.05c61p-29f * e + power_rest;
  float square = q * q;
  float p = 0x1.35feb8p-2f;
  p = p * square + 0x1.993394p-2f;
  p = p * square + 0x1.5555b4p-1f;
  float twice = 2.0f * q;
  float first = power + twice;
  float first_rest = power - first + twice + power_rest + 2.0f * q_rest;
  float cubic = square * q * p;
  float sum = first + cubic;
  return sum + (first - sum + cubic + first_rest);
}

/// The logarithm of a number that is neither denormal nor infinite.
NB_INLINE float plain_log(float x) {
  int32_t exponent = log_exponent(x);
  float m = single_from_bits(single_bits(x) - ((uint32_t)exponent << 23));
  float less = m - 1.0f, more = m + 1.0f;
  return log_of_quotient((float)exponent, less, 0, more, m - (more - 1.0f));
}

NB_INLINE float log1p_single(float x) {
  // Of a fourth, where powers of two reach their end.
  int is_large = x > 0x1p125f;
  float v = is_large ? 0.25f * x : x, y = 1.0f + v;
  int32_t exponent = log_exponent(y > 0 ? y : 1.0f);
  float scale = power_of_two(-exponent);
  float m = v * scale + (scale - 1.0f), more = 2.0f + m;
  float result = log_of_quotient((float)(is_large ? exponent + 2 : exponent), m, 0, more, m - (more - 2.0f));
  result = x == INFINITY ? x : result;
  result = x == -1 ? -INFINITY : x < -1 || x != x ? NAN : result;
  return x == 0 ? x : result;
}

/// The normal distribution function: 1/2 + z R(2 z^2 - 1), where z is x over 5.4, at most 1 in magnitude. There R is
/// exactly 1/2, so that 1 or 0 comes out.
NB_INLINE float normal_single(float x) {
  float z = x * 0x1.7b425ep-3f;
  z = z > 1.0f ? 1.0f : z;
  z = z < -1.0f ? -1.0f : z;
  float square = z * z;
  float t = 2.0f * square - 1.0f;
  float p = 0x1.2691b4p-9f;
  p = p * t + -0x1.729458p-8f;
  p = p * t + 0x1.1d27ecp-8f;
  p = p * t + -0x1.90e9acp-8f;
  p = p * t + 0x1.4ab8p-6f;
  p = p * t + -0x1.2ba25p-5f;
  p = p * t + 0x1.a8ff2ap-5f;
  p = p * t + -0x1.342fc2p-4f;
  p = p * t + 0x1.b2c9a4p-4f;
  p = p * t + -0x1.1cd0f8p-3f;
  p = p * t + 0x1.632ab6p-3f;
  p = p * t + -0x1.b1966ep-3f;
  p = p * t + 0x1.0c2f08p-2f;
  p = p * t + -0x1.693cf6p-2f;
  p = p * t + 0x1.69fd74p-1f;
  return z * p + 0.5f;
}

/// x times the normal distribution function: x itself or 0 from a magnitude of 5.4 on. The result differs from the true
/// one by less than 13 * 2^-24, PyTorch's by 21.
NB_INLINE float gelu_single(float x) { return x * normal_single(x); }

/// The same by formula 7.1.26 of Abramowitz and Stegun for the error function, with the roundings of PyTorch's vectors.
NB_INLINE float gelu_series_single(float x) {
  float z = x * 0x1.6a09e6p-1f, size = z < 0 ? -z : z;
  float t = 1.0f / (0.3275911f * size + 1.0f);
  float p = 1.061405429f * t + -1.453152027f;
  p = p * t + 1.421413741f;
  p = p * t + -0.284496736f;
  p = p * t + 0.254829592f;
  float square = z * z, factor = -plain_exp(-square) * t;
  float error = factor * p + 1.0f;
  return x * 0.5f * (1.0f + (z < 0 ? -error : error));
}

/// The slope of ``gelu_single``.
NB_INLINE float gelu_slope(float x) {
  float power = plain_exp(x * x * -0.5f);
  return normal_single(x) + x * (0x1.988454p-2f * power);
}

// The hyperbolic functions of PyTorch's vectors, which are those of SLEEF: of a power of e in two parts, the second of which
// is what the first one lacks. Products and sums of such numbers are rounded as there.

typedef struct nb_parts {
  float sum, rest;
} nb_parts;

NB_INLINE nb_parts parts_plus(nb_parts a, float sum, float rest) {
  float total = a.sum + sum, part = total - a.sum;
  float lack = (a.sum - (total - part)) + (sum - part);
  return (nb_parts){total, lack + rest};
}

NB_INLINE nb_parts parts_times(nb_parts a, nb_parts b) {
  float product = a.sum * b.sum;
  return (nb_parts){product, a.sum * b.rest + (a.rest * b.sum + (a.sum * b.sum - product))};
}

/// e to the power of a number between 0 and 90.
NB_INLINE nb_parts power_of_e(float x) {
  float scaled = x * 0x1.715476p+0f;
  float k = (scaled + 0x1.8p23f) - 0x1.8p23f;
  float high = k * -0x1.62e4p-1f, low = k * -0x1.7f7d1cp-20f;
  nb_parts r = parts_plus(parts_plus((nb_parts){x, 0}, high, 0), low, 0);
  float p = 0x1.9f6ffep-13f;
  p = p * r.sum + 0x1.6d7ef8p-10f;
  p = p * r.sum + 0x1.11121ap-7f;
  p = p * r.sum + 0x1.5554b8p-5f;
  float product = r.sum * p;
  nb_parts t = {product, r.rest * p + (r.sum * p - product)};
  t = parts_plus(t, 0x1.555554p-3f, t.rest);
  t = parts_times(r, t);
  t = parts_plus(t, 0.5f, t.rest);
  float square = r.sum * r.sum;
  nb_parts z = {square, (r.sum + r.sum) * r.rest + (r.sum * r.sum - square)};
  z = parts_times(z, t);
  z = parts_plus(r, z.sum, r.rest + z.rest);
  float total = 1.0f + z.sum;
  float rest = 1.0f - total + z.sum + z.rest;
  int32_t n = (int32_t)k, half = n >> 1;
  float first = power_of_two(half), second = power_of_two(n - half);
  return (nb_parts){total * first * second, rest * first * second};
}

/// The hyperbolic sine or cosine.
NB_INLINE float hyperbolic_single(float x, int is_cosine) {
  float y = fabsf(x);
  nb_parts e = power_of_e(y < 90.0f ? y : 90.0f);
  float down = 1.0f / e.sum;
  float down_rest = down * (-e.rest * down + (-e.sum * down + 1.0f));
  if (!is_cosine) {
    down = -down;
    down_rest = -down_rest;
  }
  float sum = e.sum + down;
  float rest = e.sum - sum + down + e.rest + down_rest;
  float result = (sum + rest) * 0.5f;
  result = y > 89.0f || result != result ? INFINITY : result;
  return x != x ? x : is_cosine ? result : copysignf(result, x);
}

/// The sine of an angle below a million in magnitude or, given one quarter turn more, its cosine: the angle less its
/// multiple of a quarter turn, and one of two Taylor polynomials, in double precision.
NB_INLINE float sin_single(float x, uint64_t quarters) {
  const double shift = 0x1.8p52;
  double value = x;
  double scaled = value * 0.6366197723675814 + shift;
  double k = scaled - shift;
  double r = (value - k * 0x1.921fb54400000p+0) - k * 0x1.0b4611a626331p-34;
  double z = r * r;
  double s = -1.0 / 39916800.0;
  s = s * z + 1.0 / 362880.0;
  s = s * z + -1.0 / 5040.0;
  s = s * z + 1.0 / 120.0;
  s = s * z + -1.0 / 6.0;
  s = r * z * s + r;
  double c = 1.0 / 479001600.0;
  c = c * z + -1.0 / 3628800.0;
  c = c * z + 1.0 / 40320.0;
  c = c * z + -1.0 / 720.0;
  c = c * z + 1.0 / 24.0;
  c = c * z + -0.5;
  c = c * z + 1.0;
  uint64_t bits;
  memcpy(&bits, &scaled, sizeof bits);
  quarters += bits;
  double result = quarters & 1 ? c : s;
  memcpy(&bits, &result, sizeof bits);
  bits ^= (quarters & 2) << 62;
  memcpy(&result, &bits, sizeof result);
  return (float)result;
}

/// Beyond this magnitude the angle that is left of the reduction in ``sin_near`` may be too small for its parts.
static const float NEAR_ANGLE = 64;

/// What is left of an angle below NEAR_ANGLE less its multiple of a quarter turn, in two parts; the number of quarters is in
/// the lowest bits of `quarters`.
NB_INLINE nb_parts angle_rest(float x, uint32_t *quarters) {
  float shifted = x * 0x1.45f306p-1f + ROUNDING_SHIFT;
  float k = shifted - ROUNDING_SHIFT;
  // Exact, as is the product with what it rounds away; the third part of a quarter turn is only added.
  float left = x - k * 0x1.921fb6p+0f;
  float low = k * -0x1.777a5cp-25f, low_rest = k * -0x1.777a5cp-25f - low;
  float r = left - low;
  *quarters = single_bits(shifted);
  return (nb_parts){r, (((left - r) - low) - low_rest) - k * -0x1.ee59dap-50f};
}

/// The sine and the cosine of what is left of an angle below NEAR_ANGLE less its multiple of a quarter turn, whose number is
/// in the lowest bits of `quarters`: in single precision, each in two parts.
NB_INLINE void reduced_angle(float x, uint32_t *quarters, nb_parts *sine, nb_parts *cosine) {
  nb_parts angle = angle_rest(x, quarters);
  float r = angle.sum, rest = angle.rest;
  float z = r * r, z_rest = r * r - z;
  float s = 0x1.6ca88cp-19f;
  s = s * z + -0x1.a00ed4p-13f;
  s = s * z + 0x1.111108p-7f;
  s = s * z + -0x1.555556p-3f;
  float c = 0x1.99c83cp-16f;
  c = c * z + -0x1.6c0bc4p-10f;
  c = c * z + 0x1.55554ap-5f;
  float half = 0.5f * z, one = 1.0f - half;
  *cosine = (nb_parts){one, ((1.0f - one) - half) + (z * z * c - (r * rest + 0.5f * z_rest))};
  *sine = (nb_parts){r, r * z * s + rest * one};
}

/// The sine of an angle below NEAR_ANGLE or, given one quarter turn more, its cosine.
NB_INLINE float sin_near(float x, uint32_t quarters) {
  uint32_t turned;
  nb_parts sine, cosine;
  reduced_angle(x, &turned, &sine, &cosine);
  turned += quarters;
  uint32_t bits = single_bits(turned & 1 ? cosine.sum + cosine.rest : sine.sum + sine.rest);
  return single_from_bits(bits ^ (turned & 2) << 30);
}

/// The tangent of an angle below NEAR_ANGLE: a polynomial of what is left of it, or the inverse.
NB_INLINE float tan_near(float x) {
  uint32_t quarters;
  nb_parts angle = angle_rest(x, &quarters);
  float r = angle.sum, z = r * r;
  float p = 0x1.1dbb7cp-8f;
  p = p * z + 0x1.03dbbep-13f;
  p = p * z + 0x1.6225c2p-7f;
  p = p * z + 0x1.5cdedep-6f;
  p = p * z + 0x1.bad738p-5f;
  p = p * z + 0x1.110da8p-3f;
  p = p * z + 0x1.555560p-2f;
  float more = r * z * p, sum = r + more;
  float rest = ((r - sum) + more) + (angle.rest * sum * sum + angle.rest);
  float inverse = 1.0f / sum;
  float turned = inverse + inverse * ((1.0f - inverse * sum) - inverse * rest);
  return quarters & 1 ? -turned : sum + rest;
}

/// pi / 2 in two parts.
static const nb_parts RIGHT_ANGLE = {0x1.921fb6p+0f, -0x1.777a5cp-25f};

/// The angle whose sine is x, or whose cosine: by that of x or, from a half on, by twice that of the root of (1 - |x|) / 2.
NB_INLINE float asin_single(float x, int is_cosine) {
  float size = fabsf(x);
  int is_large = size > 0.5f;
  float z = is_large ? 0.5f - 0.5f * size : x * x;
  float root = sqrtf(z), s = is_large ? root : size;
  float p = 0x1.33bbe8p-5f;
  p = p * z + 0x1.d7f1e4p-7f;
  p = p * z + 0x1.04a65cp-5f;
  p = p * z + 0x1.6cac3cp-5f;
  p = p * z + 0x1.33388ep-4f;
  p = p * z + 0x1.55554cp-3f;
  // The inverse of the root to 7 bits, of the bits' difference made better once: processors take long to divide.
  float inverse = single_from_bits(0x7ef311c7u - single_bits(root));
  float root_rest = (z - root * root) * (inverse - 0.5f * root * inverse * inverse);
  float more = s * (z * p) + (is_large ? root_rest : 0);
  // The angle itself of small numbers, else twice the root's; it is added to or taken from none, one or two right angles.
  float angle = is_large ? 2 * s : s, rest = is_large ? 2 * more : more;
  uint32_t sign = single_bits(x) & 0x80000000u, other = sign ^ 0x80000000u;
  uint32_t turned = is_cosine ? is_large ? sign : other : is_large ? 0x80000000u : 0;
  angle = single_from_bits(single_bits(angle) ^ turned);
  rest = single_from_bits(single_bits(rest) ^ turned);
  float straight = x < 0 ? 2 * RIGHT_ANGLE.sum : 0, straight_rest = x < 0 ? 2 * RIGHT_ANGLE.rest : 0;
  float high = is_cosine ? is_large ? straight : RIGHT_ANGLE.sum : is_large ? RIGHT_ANGLE.sum : 0;
  float low = is_cosine ? is_large ? straight_rest : RIGHT_ANGLE.rest : is_large ? RIGHT_ANGLE.rest : 0;
  float sum = high + angle, sum_rest = (high - sum) + angle;
  float result = sum + (sum_rest + (low + rest));
  return is_cosine ? result : copysignf(result, x);
}

/// The angle whose tangent is x: from a half to 2, half a right angle more than that of (|x| - 1) / (|x| + 1), beyond a right
/// angle less that of the inverse.
NB_INLINE float atan_single(float x) {
  float size = fabsf(x);
  int is_large = size > 2, is_middle = size > 0.5f && !is_large;
  float above = is_large ? -1 : is_middle ? size - 1 : size, below = is_large ? size : is_middle ? size + 1 : 1;
  float below_rest = is_middle ? size - (below - 1) : 0;
  float inverse = 1 / below, t = above * inverse;
  float rest = size < INFINITY ? ((above - t * below) - t * below_rest) * inverse : 0;
  float z = t * t;
  float p = 0x1.3db432p-5f;
  p = p * z + -0x1.47352ep-4f;
  p = p * z + 0x1.c0315cp-4f;
  p = p * z + -0x1.244b9cp-3f;
  p = p * z + 0x1.9996f8p-3f;
  p = p * z + -0x1.555552p-2f;
  float high = is_large ? RIGHT_ANGLE.sum : is_middle ? 0.5f * RIGHT_ANGLE.sum : 0;
  float low = is_large ? RIGHT_ANGLE.rest : is_middle ? 0.5f * RIGHT_ANGLE.rest : 0;
  float sum = high + t, sum_rest = t - (sum - high);
  float result = sum + (sum_rest + (low + (t * (z * p) + rest)));
  return copysignf(result, x);
}

#endif
