#include "Pointwise.h"

#include <math.h>
#include <string.h>

#include "clones.h"
#include "double.h"
#include "wide.h"

enum { BLOCK = 256 };

/// Two to the power of z, to about 50 bits, of the range of `float`: beyond 200 in magnitude as of 200.
NB_INLINE double exp2_wide(double z) {
  z = z > 200 ? 200 : z;
  z = z < -200 ? -200 : z;
  double shifted = z + WIDE_ROUNDING_SHIFT;
  double r = z - (shifted - WIDE_ROUNDING_SHIFT);
  double square = r * r;
  double upper = 0x1.e6063f7217bc6p-28;
  upper = upper * square + 0x1.62bfd47773353p-20;
  upper = upper * square + 0x1.430913096fd9fp-13;
  upper = upper * square + 0x1.3b2ab6fba1ddap-7;
  upper = upper * square + 0x1.ebfbdff82c598p-3;
  upper = upper * square + 1;
  double lower = 0x1.b675bca4eeebbp-24;
  lower = lower * square + 0x1.ffcb54062e698p-17;
  lower = lower * square + 0x1.5d87fe9d7a584p-10;
  lower = lower * square + 0x1.c6b08d703ce49p-5;
  lower = lower * square + 0x1.62e42fefa3a19p-1;
  return scale_near_wide(lower * r + upper, shifted);
}

/// Whether an exponent is an integer of so few digits that products make its powers.
NB_INLINE int is_product(float y) { return (fabsf(y) < 16) & (truncf(y) == y); }

/// x to the power of an exponent of ``is_product``, rounded once from a product of double precision.
NB_INLINE float product_power(float x, float y, int may_be_negative) {
  double v = x, result = 1;
  int32_t rest = is_product(y) ? (int32_t)fabsf(y) : 0;
  for (int i = 1; i < 16; i *= 2) {
    result = rest & i ? result * v : result;
    v *= v;
  }
  if (!may_be_negative)
    return (float)result;
  // As PyTorch's kernel rounds: the square first.
  return y == -2 ? 1 / (x * x) : (float)(y < 0 ? 1 / result : result);
}

/// Whether x or y needs one of the rules of ``power_single`` beside logarithm and power.
NB_INLINE int is_unusual_power(float x, float y) {
  int is_positive = single_bits(x) - 1 < 0x7f7fffffu;
  return !is_positive | !(fabsf(y) < INFINITY);
}

/// x to the power of y by C's rules, but for exponents that products or a root give exactly, rounded once from a value
/// that is right to about 40 bits.
NB_INLINE float power_single(float x, float y) {
  double v = x, size = fabs(v), exponent = y;
  double logarithm = log2_wide(size);
  logarithm = size == 0 ? -INFINITY : size == INFINITY ? INFINITY : logarithm;
  // 1 to the power of an infinity is 1.
  double result = exp2_wide(size == 1 ? 0 : exponent * logarithm);
  // Of a negative number odd powers are negative, and only integers have any.
  double half = 0.5 * exponent;
  int is_integer = trunc(exponent) == exponent, is_odd = is_integer & (trunc(half) != half);
  result = double_bits(v) >> 63 && is_odd ? -result : result;
  result = x < 0 && size < INFINITY && !is_integer ? NAN : result;
  result = x != x || y != y ? NAN : result;
  return (float)(x == 1 ? 1 : result);
}

/// The powers of a block: each way to compute one for all, if there is an exponent for it, where the later ones replace
/// what they do better.
#define NB_POWERS(X, Y)                                                                                                \
  {                                                                                                                    \
    int unusual = 0, products = 0, roots = 0, others = 0, negatives = 0;                                               \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      unusual |= is_unusual_power(X, Y);                                                                               \
      products |= is_product(Y);                                                                                       \
      roots |= (Y) == 0.5f;                                                                                            \
      others |= !is_product(Y);                                                                                        \
      negatives |= (Y) < 0;                                                                                            \
    }                                                                                                                  \
    if (others && unusual)                                                                                             \
      for (int64_t i = 0; i < count; i++)                                                                              \
        out[i] = power_single(X, Y);                                                                                   \
    else if (others)                                                                                                   \
      for (int64_t i = 0; i < count; i++)                                                                              \
        out[i] = (float)exp2_wide((double)(Y) * log2_wide(X));                                                         \
    if (products && negatives)                                                                                         \
      for (int64_t i = 0; i < count; i++)                                                                              \
        out[i] = is_product(Y) ? product_power(X, Y, 1) : out[i];                                                      \
    else if (products)                                                                                                 \
      for (int64_t i = 0; i < count; i++)                                                                              \
        out[i] = is_product(Y) ? product_power(X, Y, 0) : out[i];                                                      \
    if (roots)                                                                                                         \
      for (int64_t i = 0; i < count; i++)                                                                              \
        out[i] = (Y) == 0.5f ? sqrtf(X) : out[i];                                                                      \
  }

NB_CLONES static void powers(int64_t count, const float *x, int64_t step_x, const float *y, int64_t step_y,
                             float *restrict out) {
  if (step_x && step_y)
    NB_POWERS(x[i], y[i])
  else if (step_x)
    NB_POWERS(x[i], *y)
  else
    NB_POWERS(*x, y[i * step_y])
}

/// The angle of a point, by the quotient of the shorter to the longer side, rounded once from a value that is right to 39
/// bits.
NB_INLINE float angle_single(float y, float x) {
  double v = fabs((double)y), w = fabs((double)x);
  double low = v < w ? v : w, high = v < w ? w : v;
  double quotient = low / high;
  quotient = low == high ? 1 : quotient;
  quotient = high == 0 ? 0 : quotient;
  double t = quotient * quotient, square = t * t;
  double upper = 0x1.1b7b569f4cdd0p-9;
  upper = upper * square + 0x1.46a7b23ca54f7p-6;
  upper = upper * square + 0x1.9d5503ec54b44p-5;
  upper = upper * square + 0x1.37e1333e1ff1dp-4;
  upper = upper * square + 0x1.c70accb05424ep-4;
  upper = upper * square + 0x1.9999935891892p-3;
  upper = upper * square + 0x1.fffffffffc08dp-1;
  double lower = -0x1.178d6baea92b4p-12;
  lower = lower * square + -0x1.0e1211403527dp-7;
  lower = lower * square + -0x1.20e9c577a2d32p-5;
  lower = lower * square + -0x1.04c150b92d46cp-4;
  lower = lower * square + -0x1.73c9227469d04p-4;
  lower = lower * square + -0x1.2491a58afe8ffp-3;
  lower = lower * square + -0x1.5555554929285p-2;
  double angle = (lower * t + upper) * quotient;
  angle = v > w ? 0x1.921fb54442d18p+0 - angle : angle;
  angle = double_bits((double)x) >> 63 ? 0x1.921fb54442d18p+1 - angle : angle;
  angle = copysign(angle, (double)y);
  return (float)(x != x || y != y ? NAN : angle);
}

NB_CLONES static void angles(int64_t count, const float *y, int64_t step_y, const float *x, int64_t step_x,
                             float *restrict out) {
  if (step_x && step_y)
    for (int64_t i = 0; i < count; i++)
      out[i] = angle_single(y[i], x[i]);
  else
    for (int64_t i = 0; i < count; i++)
      out[i] = angle_single(y[i * step_y], x[i * step_x]);
}

void nb_binary_function_f32(nb_binary_function op, int64_t count, const float *a, int64_t step_a, const float *b,
                            int64_t step_b, float *out) {
  // The result may be an operand, which is read again.
  float results[BLOCK];
  for (int64_t start = 0; start < count; start += BLOCK) {
    int64_t size = count - start < BLOCK ? count - start : BLOCK;
    const float *x = a + start * step_a, *y = b + start * step_b;
    if (op == NB_ATAN2)
      angles(size, x, step_a, y, step_b, results);
    else
      powers(size, x, step_a, y, step_b, results);
    memcpy(out + start, results, (size_t)size * sizeof *out);
  }
}

/// Powers of doubles for blocks of integer exponents below 16, from products and what their roundings leave over.
///
/// Returns whether there is another exponent, or a power so large or small that what is left over is lost.
NB_CLONES static int wide_products(int64_t count, const double *x, const double *y, double *restrict out) {
  int unusual = 0;
  for (int64_t i = 0; i < count; i++) {
    double size = fabs(y[i]);
    int is_product = (size < 16) & (trunc(size) == size);
    int32_t rest = is_product ? (int32_t)size : 0;
    double high = 1, low = 0, v = x[i], v_low = 0;
    for (int bit = 1; bit < 16; bit *= 2) {
      double product = high * v, over = __builtin_fma(high, v, -product) + (high * v_low + low * v);
      high = rest & bit ? product : high;
      low = rest & bit ? over : low;
      double square = v * v;
      v_low = __builtin_fma(v, v, -square) + 2 * v * v_low;
      v = square;
    }
    unusual |= !is_product | !((x[i] == 0) | ((fabs(high) > 0x1p-900) & (fabs(high) < 0x1p900)));
    double inverse = 1 / high, over = __builtin_fma(-inverse, high, 1) - inverse * low;
    inverse = x[i] == 0 ? inverse : inverse + inverse * over;
    out[i] = y[i] < 0 ? inverse : high + low;
  }
  return unusual;
}

/// Powers that products or a root give exactly where the library's logarithm need not.
NB_CLONES static void exact_wide_powers(int64_t count, const double *x, const double *y, double *restrict out) {
  for (int64_t i = 0; i < count; i++) {
    double v = x[i], result = out[i];
    result = y[i] == 2 ? v * v : result;
    result = y[i] == 3 ? v * v * v : result;
    out[i] = y[i] == 0.5 ? sqrt(v) : result;
  }
}

void nb_binary_function_f64(nb_binary_function op, int64_t count, const double *a, int64_t step_a, const double *b,
                            int64_t step_b, double *out) {
  // The result may be an operand, which is read again.
  double x[BLOCK], y[BLOCK], results[BLOCK];
  for (int64_t start = 0; start < count; start += BLOCK) {
    int64_t size = count - start < BLOCK ? count - start : BLOCK;
    for (int64_t i = 0; i < size; i++) {
      x[i] = a[(start + i) * step_a];
      y[i] = b[(start + i) * step_b];
    }
    // The first power says whether it is worth to try them all.
    if (op == NB_POWER && !wide_products(1, x, y, results) && !wide_products(size, x, y, results)) {
      memcpy(out + start, results, (size_t)size * sizeof *out);
      continue;
    }
    nb_wide_binary(op, size, x, y, results);
    if (op == NB_POWER)
      exact_wide_powers(size, x, y, results);
    memcpy(out + start, results, (size_t)size * sizeof *out);
  }
}
