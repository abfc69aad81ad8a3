#include "Elementwise.h"

#include <math.h>
#include <string.h>

#include "clones.h"

#define ADD(x, y) ((x) + (y))
#define SUBTRACT(x, y) ((x) - (y))
#define MULTIPLY(x, y) ((x) * (y))

#define IS_FLOATING 1
#define T float
#define NAME(function) function##_f32
#include "arithmetic.h"
#undef T
#undef NAME

#define T double
#define NAME(function) function##_f64
#include "arithmetic.h"
#undef T
#undef NAME
#undef IS_FLOATING

#undef ADD
#undef SUBTRACT
#undef MULTIPLY
// Unsigned arithmetic wraps around; signed overflow is undefined.
#define ADD(x, y) ((int64_t)((uint64_t)(x) + (uint64_t)(y)))
#define SUBTRACT(x, y) ((int64_t)((uint64_t)(x) - (uint64_t)(y)))
#define MULTIPLY(x, y) ((int64_t)((uint64_t)(x) * (uint64_t)(y)))

#define IS_FLOATING 0
#define T int64_t
#define NAME(function) function##_i64
#include "arithmetic.h"
#undef T
#undef NAME
#undef IS_FLOATING

// MARK: Functions

static inline double from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

static inline uint64_t to_bits(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}

/// exp(x) for |x| < 700 to about 1e-14: 2^k times the power series on half an interval of ln 2.
static inline double exp_reduced(double x) {
  const double shift = 0x1.8p52;
  double scaled = x * 1.4426950408889634 + shift;
  double k = scaled - shift;
  double r = (x - k * 0x1.62e42fefa0000p-1) - k * 0x1.cf79abc9e3b3ap-40;
  double p = 1.0 / 39916800;
  p = p * r + 1.0 / 3628800;
  p = p * r + 1.0 / 362880;
  p = p * r + 1.0 / 40320;
  p = p * r + 1.0 / 5040;
  p = p * r + 1.0 / 720;
  p = p * r + 1.0 / 120;
  p = p * r + 1.0 / 24;
  p = p * r + 1.0 / 6;
  p = p * r + 0.5;
  p = p * r + 1.0;
  p = p * r + 1.0;
  return p * from_bits((to_bits(scaled) + 1023) << 52);
}

/// exp of a float, wide enough for overflow and denormal results to come out of the rounding.
static inline double exp_wide(float value) {
  double x = value;
  x = x > 200.0 ? 200.0 : x;
  x = x < -200.0 ? -200.0 : x;
  double result = exp_reduced(x);
  return value != value ? value : result;
}

/// log of a float: the exponent times ln 2 plus 2 artanh((m - 1) / (m + 1)).
static inline double log_wide(float value) {
  double x = value;
  uint64_t bits = to_bits(x);
  double m = from_bits((bits & 0x000fffffffffffffu) | 0x3ff0000000000000u);
  double e = from_bits((bits >> 52) | 0x4330000000000000u) - (0x1p52 + 1023);
  int is_high = m > 1.4142135623730951;
  m = is_high ? m * 0.5 : m;
  e = is_high ? e + 1 : e;
  double s = (m - 1) / (m + 1);
  double z = s * s;
  double p = 1.0 / 19;
  p = p * z + 1.0 / 17;
  p = p * z + 1.0 / 15;
  p = p * z + 1.0 / 13;
  p = p * z + 1.0 / 11;
  p = p * z + 1.0 / 9;
  p = p * z + 1.0 / 7;
  p = p * z + 1.0 / 5;
  p = p * z + 1.0 / 3;
  double result = e * 0.6931471805599453 + 2 * (s + s * z * p);
  result = x == INFINITY ? INFINITY : result;
  result = x == 0 ? -INFINITY : result;
  return x < 0 ? NAN : x != x ? x : result;
}

/// sin(x + quarter * pi / 2) for |x| up to a million: multiples of pi / 2 taken off in three parts.
static inline double sin_reduced(double x, int quarter) {
  const double shift = 0x1.8p52;
  double scaled = x * 0.6366197723675814 + shift;
  double k = scaled - shift;
  double r = ((x - k * 0x1.921fb54400000p+0) - k * 0x1.0b4611a600000p-34) - k * 0x1.3198a2e037073p-69;
  uint64_t turn = to_bits(scaled) + (uint64_t)quarter;
  double z = r * r;
  double s = -1.0 / 1307674368000;
  s = s * z + 1.0 / 6227020800;
  s = s * z - 1.0 / 39916800;
  s = s * z + 1.0 / 362880;
  s = s * z - 1.0 / 5040;
  s = s * z + 1.0 / 120;
  s = s * z - 1.0 / 6;
  s = s * z * r + r;
  double c = 1.0 / 20922789888000;
  c = c * z - 1.0 / 87178291200;
  c = c * z + 1.0 / 479001600;
  c = c * z - 1.0 / 3628800;
  c = c * z + 1.0 / 40320;
  c = c * z - 1.0 / 720;
  c = c * z + 1.0 / 24;
  c = c * z - 0.5;
  c = c * z + 1.0;
  double result = turn & 1 ? c : s;
  return turn & 2 ? -result : result;
}

static inline double tanh_wide(float value) {
  double x = value;
  double magnitude = x < 0 ? -x : x;
  double large = 1 - 2 / (exp_wide((float)magnitude * 2) + 1);
  double z = x * x;
  double small = magnitude - magnitude * z * (1.0 / 3 - z * (2.0 / 15));
  double result = magnitude < 1e-3 ? small : large;
  result = x < 0 ? -result : result;
  return magnitude == 0 ? x : result;
}

/// Arguments of sine and cosine that the reduction above does not reach go to the library, one by one.
static void large_angles(int64_t count, const float *x, float *out, int is_cosine) {
  for (int64_t i = 0; i < count; i++)
    if (!(fabsf(x[i]) < 1e6f))
      out[i] = (float)(is_cosine ? cos((double)x[i]) : sin((double)x[i]));
}

#define NB_MAP(EXPRESSION)                                                                                             \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    float v = x[i];                                                                                                    \
    out[i] = (float)(EXPRESSION);                                                                                      \
  }                                                                                                                    \
  break;

NB_CLONES static void map_f32(nb_unary op, int64_t count, const float *restrict x, float *restrict out) {
  switch (op) {
  case NB_EXP:
    NB_MAP(exp_wide(v))
  case NB_LOG:
    NB_MAP(log_wide(v))
  case NB_SIN:
    NB_MAP(v == 0 ? v : sin_reduced(v, 0))
  case NB_COS:
    NB_MAP(sin_reduced(v, 1))
  case NB_TANH:
    NB_MAP(tanh_wide(v))
  case NB_SIGMOID:
    // Rounded to single precision after each step, as PyTorch does.
    NB_MAP(1.0f / (1.0f + (float)exp_wide(-v)))
  case NB_SQRT:
    NB_MAP(sqrtf(v))
  case NB_RSQRT:
    NB_MAP(1.0f / sqrtf(v))
  case NB_RECIPROCAL:
    NB_MAP(1.0f / v)
  case NB_NEGATE:
    NB_MAP(-v)
  case NB_ABSOLUTE:
    NB_MAP(fabsf(v))
  case NB_RELU:
    NB_MAP(v < 0 ? 0 : v)
  case NB_SQUARE:
    NB_MAP(v * v)
  }
}

void nb_unary_f32(nb_unary op, int64_t count, const float *x, float *out) {
  map_f32(op, count, x, out);
  if (op == NB_SIN || op == NB_COS)
    large_angles(count, x, out, op == NB_COS);
}

// MARK: Softmax

NB_CLONES void nb_softmax_f32(int logarithm, int64_t count, const float *x, float *out) {
  float largest = nb_extremum_f32(1, count, x);
  for (int64_t i = 0; i < count; i++)
    out[i] = (float)exp_wide(x[i] - largest);
  float total = nb_sum_f32(count, out);
  if (logarithm) {
    float shift = logf(total);
    for (int64_t i = 0; i < count; i++)
      out[i] = x[i] - largest - shift;
  } else {
    for (int64_t i = 0; i < count; i++)
      out[i] /= total;
  }
}
