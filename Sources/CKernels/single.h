// Functions of one `float`, written so that a loop around them becomes vector code. Polynomials are minimax fits of our
// own; the last additions carry the rounding errors of the ones before, or the work is done in double precision, so that
// results are the nearest `float` or, in rare cases, its neighbour. Include once.
#ifndef NBRUN_SINGLE_H
#define NBRUN_SINGLE_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#define NB_INLINE __attribute__((always_inline)) static inline

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

NB_INLINE float power_of_two(int32_t n) { return single_from_bits((uint32_t)(n + 127) << 23); }

/// x = n ln 2 + r with |r| <= ln 2 / 2, and exp(r) by a polynomial.
NB_INLINE float exp_single(float x) {
  x = x > 90.0f ? 90.0f : x;
  x = x < -105.0f ? -105.0f : x;
  const float shift = 0x1.8p23f;
  float scaled = x * 0x1.715476p+0f + shift;
  float k = scaled - shift;
  int32_t n = (int32_t)(single_bits(scaled) - 0x4b400000u);
  float high = x - k * 0x1.63p-1f;
  float r = high - k * -0x1.bd0106p-13f;
  float rest = (high - r) - k * -0x1.bd0106p-13f;
  float p = 0x1.a1b66ap-13f;
  p = p * r + 0x1.6d9e74p-10f;
  p = p * r + 0x1.11107ep-7f;
  p = p * r + 0x1.555478p-5f;
  p = p * r + 0x1.555556p-3f;
  // 1 + r + r^2 / 2 with what each addition and the product round away; a wrong last digit is seen in printed text.
  float half_r = 0.5f * r;
  float square = r * half_r;
  float square_rest = r * half_r - square;
  float one = 1.0f + r;
  float one_rest = r - (one - 1.0f);
  float two = one + square;
  float two_rest = square - (two - one);
  float y = two + (one_rest + two_rest + (p * (r * square * 2.0f) + (square_rest + rest * one)));
  // Two steps, because the power alone may overflow and the result may be denormal.
  int32_t half = n >> 1;
  return y * power_of_two(half) * power_of_two(n - half);
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

/// log(x) + rest for a rest that is small beside it.
NB_INLINE float log_parts(float value, float rest) {
  int is_small = value < 0x1p-126f;
  float x = is_small ? value * 0x1p23f : value;
  int32_t tmp = (int32_t)(single_bits(x) - 0x3f3504f3u);
  int32_t exponent = tmp >> 23;
  float f = single_from_bits(single_bits(x) - ((uint32_t)exponent << 23)) - 1.0f;
  float e = (float)(is_small ? exponent - 23 : exponent);
  float p = 0x1.1456b8p-4f;
  p = p * f + -0x1.de3bd6p-4f;
  p = p * f + 0x1.e6f0b6p-4f;
  p = p * f + -0x1.fc2216p-4f;
  p = p * f + 0x1.233764p-3f;
  p = p * f + -0x1.555c4cp-3f;
  p = p * f + 0x1.99a4b6p-3f;
  p = p * f + -0x1.000006p-2f;
  p = p * f + 0x1.555548p-2f;
  float square = f * f;
  float a = f - 0.5f * square;
  float low = (f - a) - 0.5f * square;
  float high = e * 0x1.63p-1f;
  float sum = high + a;
  low += (a - (sum - high)) + e * -0x1.bd0106p-13f + rest;
  float result = sum + (p * (square * f) + low);
  result = value == 0 ? -INFINITY : result;
  result = value == INFINITY ? INFINITY : result;
  return value < 0 ? NAN : value != value ? value : result;
}

NB_INLINE float log_single(float x) { return log_parts(x, 0); }

NB_INLINE float log1p_single(float x) {
  float u = 1.0f + x;
  // What the addition rounded away, whichever of the two was larger.
  float lost = x > 1.0f ? 1.0f - (u - x) : x - (u - 1.0f);
  float result = log_parts(u, u > 0 && u < INFINITY ? lost / u : 0);
  return x == 0 ? x : result;
}

NB_INLINE float tanh_single(float x) {
  float magnitude = fabsf(x);
  double t = expm1_wide(2.0 * (double)(magnitude > 10.0f ? 10.0f : magnitude));
  float result = (float)(t / (t + 2.0));
  return single_from_bits(single_bits(result) | (single_bits(x) & 0x80000000u));
}

/// Rounded to single precision after each step, as PyTorch does.
NB_INLINE float sigmoid_single(float x) { return 1.0f / (1.0f + exp_single(-x)); }

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

#endif
