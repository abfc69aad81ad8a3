#include "Elementwise.h"
#include "Pointwise.h"

#include <math.h>
#include <string.h>

#include "clones.h"
#include "double.h"
#include "lengths.h"
#include "loops.h"
#include "single.h"
#include "stream.h"
#include "wide.h"

enum { BLOCK = 256 };

// The parameters are numbers of the elements' type T, as in PyTorch's kernels.
#define NB_EACH(EXPRESSION)                                                                                            \
  NB_TOGETHER                                                                                                          \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    T v = x[i];                                                                                                        \
    out[i] = (EXPRESSION);                                                                                             \
  }                                                                                                                    \
  break;

/// The same with the distance `z` of an element from 0.
#define NB_EACH_DISTANCE(EXPRESSION)                                                                                   \
  NB_TOGETHER                                                                                                          \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    T z = __builtin_elementwise_abs(x[i]);                                                                             \
    out[i] = (EXPRESSION);                                                                                             \
  }                                                                                                                    \
  break;

/// With a third parameter, zeros are positive but for those of the elements left over behind groups of a line of the cache,
/// as PyTorch's loop over two registers at a time leaves them.
#define NB_EACH_SHRUNK(EXPRESSION)                                                                                     \
  {                                                                                                                    \
    int64_t whole = c != 0 ? count & -(int64_t)(64 / sizeof(T)) : 0;                                                   \
    NB_TOGETHER                                                                                                        \
    for (int64_t i = 0; i < whole; i++) {                                                                              \
      T v = x[i];                                                                                                      \
      out[i] = (EXPRESSION) + (T)0;                                                                                    \
    }                                                                                                                  \
    NB_TOGETHER                                                                                                        \
    for (int64_t i = whole; i < count; i++) {                                                                          \
      T v = x[i];                                                                                                      \
      out[i] = (EXPRESSION);                                                                                           \
    }                                                                                                                  \
  }                                                                                                                    \
  break;

/// A number that equals the limit stays, with the sign of its zero.
#define NB_RAISED(LIMIT) (LIMIT > v ? LIMIT : v)

/// The cases that need nothing of the library.
#define NB_PARAMETRIC_CASES                                                                                            \
  case NB_LEAKY_RELU:                                                                                                  \
    NB_EACH(v > 0 ? v : v * a)                                                                                         \
  case NB_CLAMP:                                                                                                       \
    NB_EACH(b < NB_RAISED(a) ? b : NB_RAISED(a))                                                                       \
  case NB_HARDSHRINK:                                                                                                  \
    NB_EACH_SHRUNK(__builtin_elementwise_abs(v) <= a ? 0 : v)                                                                             \
  case NB_SOFTSHRINK:                                                                                                  \
    NB_EACH_SHRUNK(v > a ? v - a : v < -a ? v + a : v * 0)                                                                    \
  case NB_THRESHOLD:                                                                                                   \
    NB_EACH(v <= a ? b : v)                                                                                            \
  case NB_NAN_TO_NUM:                                                                                                  \
    NB_EACH(v != v ? a : v == (T)INFINITY ? b : v == -(T)INFINITY ? c : v)                                             \
  case NB_ROUND_FINER:                                                                                                 \
    NB_EACH(__builtin_elementwise_rint(v * a) / a)                                                                     \
  case NB_ROUND_COARSER:                                                                                               \
    NB_EACH(__builtin_elementwise_rint(v / a) * a)                                                                     \
  case NB_SMOOTH_L1:                                                                                                   \
    NB_EACH_DISTANCE(z < a ? (T)0.5 * z * z / a : z - (T)0.5 * a)                                                      \
  case NB_HUBER:                                                                                                       \
    NB_EACH_DISTANCE(z <= a ? (T)0.5 * z * z : a * (z - (T)0.5 * a))

/// The logarithms of quotients, a part of them at a time.
#define NB_LOGIT_QUOTIENTS(T, UNARY)                                                                                   \
  for (int64_t start = 0; start < count; start += BLOCK) {                                                             \
    int64_t size = count - start < BLOCK ? count - start : BLOCK;                                                      \
    T quotients[BLOCK];                                                                                                \
    for (int64_t i = 0; i < size; i++) {                                                                               \
      T v = x[start + i];                                                                                              \
      v = v < a ? a : b < v ? b : v;                                                                                   \
      quotients[i] = v / (1 - v);                                                                                      \
    }                                                                                                                  \
    UNARY(NB_LOG, size, quotients, out + start);                                                                       \
  }                                                                                                                    \
  break;

NB_CLONES static void parametric_f32(nb_parametric op, int64_t count, const float *x, const double *parameters,
                                     float *out) {
  typedef float T;
  T a = (T)parameters[0], b = (T)parameters[1], c = (T)parameters[2];
  switch (op) {
    NB_PARAMETRIC_CASES
  case NB_LOGIT:
    NB_LOGIT_QUOTIENTS(float, nb_unary_f32)
  case NB_ELU: {
    // An exponential is computed in double precision, and the result rounded once.
    double alpha = parameters[0], power_scale = parameters[2];
    for (int64_t start = 0; start < count; start += BLOCK) {
      int64_t end = count - start < BLOCK ? count : start + BLOCK;
      int has_negative = 0;
      for (int64_t i = start; i < end; i++)
        has_negative |= x[i] < 0;
      if (power_scale < 0) {
        // What grows has no loop over vectors.
        for (int64_t i = start; i < end; i++)
          out[i] = x[i] < 0 ? (float)(expm1(x[i] * power_scale) * alpha) : x[i] * b;
        continue;
      }
      if (!has_negative) {
        NB_TOGETHER
        for (int64_t i = start; i < end; i++)
          out[i] = x[i] * b;
        continue;
      }
      // Operations for one vector wait for each other, those for several do not.
#pragma clang loop interleave_count(2) vectorize(assume_safety)
      for (int64_t i = start; i < end; i++) {
        double power = x[i] * power_scale;
        power = power < -40 ? -40 : power > 0 ? 0 : power;
        out[i] = x[i] < 0 ? (float)(expm1_wide(power) * alpha) : x[i] * b;
      }
    }
    break;
  }
  }
}

NB_CLONES static void parametric_f64(nb_parametric op, int64_t count, const double *x, const double *parameters,
                                     double *out) {
  typedef double T;
  T a = parameters[0], b = parameters[1], c = parameters[2];
  switch (op) {
    NB_PARAMETRIC_CASES
  case NB_LOGIT:
    NB_LOGIT_QUOTIENTS(double, nb_unary_f64)
  case NB_ELU:
    for (int64_t start = 0; start < count; start += BLOCK) {
      int64_t size = count - start < BLOCK ? count - start : BLOCK;
      double powers[BLOCK];
      int has_negative = 0;
      for (int64_t i = 0; i < size; i++) {
        has_negative |= x[start + i] < 0;
        powers[i] = x[start + i] < 0 ? x[start + i] * c : 0;
      }
      if (has_negative)
        nb_wide(NB_EXPM1, size, powers, powers);
      NB_TOGETHER
      for (int64_t i = 0; i < size; i++) {
        double v = x[start + i];
        out[start + i] = v < 0 ? powers[i] * a : v * b;
      }
    }
    break;
  }
}

#define NB_PARAMETRIC_OF(T, SUFFIX)                                                                                    \
  void nb_parametric_##SUFFIX(nb_parametric op, int64_t count, const T *x, const double *parameters, T *out) {         \
    if (out == x || !nb_streams(out, count * (int64_t)sizeof(T)))                                                             \
      return parametric_##SUFFIX(op, count, x, parameters, out);                                                       \
    enum { SIZE = NB_STREAM_BLOCK / sizeof(T) };                                                                       \
    _Alignas(64) T block[SIZE];                                                                                        \
    for (int64_t i = 0; i < count; i += SIZE) {                                                                        \
      int64_t size = count - i < SIZE ? count - i : SIZE;                                                              \
      parametric_##SUFFIX(op, size, x + i, parameters, block);                                                         \
      nb_stream(out + i, block, size * (int64_t)sizeof(T));                                                            \
    }                                                                                                                  \
    nb_stream_end();                                                                                                   \
  }

NB_PARAMETRIC_OF(float, f32)
NB_PARAMETRIC_OF(double, f64)

/// In double precision; the sum is not fused with the product.
#define NB_CLOSE_OF(T, SUFFIX)                                                                                         \
  NB_CLONES void nb_close_##SUFFIX(int64_t count, const T *x, const T *y, double relative, double absolute,            \
                                   int is_nan_equal, uint8_t *restrict out) {                                          \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      double v = x[i], w = y[i], size = fabs(w);                                                                       \
      double allowed = relative * size;                                                                                \
      allowed += absolute;                                                                                             \
      int is_near = (fabs(v) < INFINITY) & (size < INFINITY) & (fabs(v - w) <= allowed);                               \
      int are_nan = (v != v) & (w != w);                                                                               \
      out[i] = (v == w) | is_near | (are_nan & is_nan_equal);                                                          \
    }                                                                                                                  \
  }

NB_CLOSE_OF(float, f32)
NB_CLOSE_OF(double, f64)

#define NB_TEST_OF(T, SUFFIX, ABSOLUTE)                                                                                \
  NB_CLONES void nb_test_##SUFFIX(nb_test op, int64_t count, const T *x, uint8_t *restrict out) {                      \
    switch (op) {                                                                                                      \
    case NB_IS_NAN:                                                                                                    \
      for (int64_t i = 0; i < count; i++)                                                                              \
        out[i] = x[i] != x[i];                                                                                         \
      break;                                                                                                           \
    case NB_IS_INFINITE:                                                                                               \
      for (int64_t i = 0; i < count; i++)                                                                              \
        out[i] = ABSOLUTE(x[i]) == (T)INFINITY;                                                                        \
      break;                                                                                                           \
    case NB_IS_FINITE:                                                                                                 \
      for (int64_t i = 0; i < count; i++)                                                                              \
        out[i] = ABSOLUTE(x[i]) < (T)INFINITY;                                                                         \
      break;                                                                                                           \
    case NB_IS_POSITIVE_INFINITY:                                                                                      \
      for (int64_t i = 0; i < count; i++)                                                                              \
        out[i] = x[i] == (T)INFINITY;                                                                                  \
      break;                                                                                                           \
    case NB_IS_NEGATIVE_INFINITY:                                                                                      \
      for (int64_t i = 0; i < count; i++)                                                                              \
        out[i] = x[i] == -(T)INFINITY;                                                                                 \
      break;                                                                                                           \
    case NB_HAS_SIGN:                                                                                                  \
      for (int64_t i = 0; i < count; i++)                                                                              \
        out[i] = __builtin_signbit(x[i]) != 0;                                                                         \
      break;                                                                                                           \
    }                                                                                                                  \
  }

NB_TEST_OF(float, f32, fabsf)
NB_TEST_OF(double, f64, fabs)

/// A sum of products in the order of PyTorch's library: each is rounded and added to one of 64 bytes of sums; what does
/// not fill these goes to the first half (of floats) and the first quarter, and what is left to the first of all. Then the
/// quarters are added one after the other, and their numbers by halves.
#define NB_DOT_OF(type, suffix, HAS_HALVES)                                                                            \
  typedef type dot_lanes_##suffix __attribute__((vector_size(64)));                                                    \
                                                                                                                       \
  NB_CLONES type nb_dot_##suffix(int64_t count, const type *a, const type *b) {                                        \
    _Pragma("clang fp contract(off)") enum { SIDE = 64 / sizeof(type), QUARTER = SIDE / 4 };                           \
    dot_lanes_##suffix lanes = {0};                                                                                    \
    int64_t i = 0;                                                                                                     \
    for (; i + SIDE <= count; i += SIDE) {                                                                             \
      dot_lanes_##suffix x, y;                                                                                         \
      memcpy(&x, a + i, sizeof x);                                                                                     \
      memcpy(&y, b + i, sizeof y);                                                                                     \
      lanes += x * y;                                                                                                  \
    }                                                                                                                  \
    type sums[SIDE];                                                                                                   \
    memcpy(sums, &lanes, sizeof sums);                                                                                 \
    if (HAS_HALVES)                                                                                                    \
      NB_DOT_STEPS(SIDE / 2)                                                                                           \
    NB_DOT_STEPS(QUARTER)                                                                                              \
    for (; i < count; i++)                                                                                             \
      sums[0] += a[i] * b[i];                                                                                          \
    for (int quarter = 1; quarter < 4; quarter++)                                                                      \
      for (int l = 0; l < QUARTER; l++)                                                                                \
        sums[l] += sums[quarter * QUARTER + l];                                                                        \
    for (int half = QUARTER / 2; half > 0; half /= 2)                                                                  \
      for (int l = 0; l < half; l++)                                                                                   \
        sums[l] += sums[l + half];                                                                                     \
    return sums[0];                                                                                                    \
  }

#define NB_DOT_STEPS(WIDTH)                                                                                            \
  for (; i + WIDTH <= count; i += WIDTH)                                                                               \
    for (int l = 0; l < WIDTH; l++)                                                                                    \
      sums[l] += a[i + l] * b[i + l];

NB_DOT_OF(float, f32, 1)
NB_DOT_OF(double, f64, 0)

#define NB_PAIRS(T, EXPRESSION)                                                                                        \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    T v = x[i], w = y[i];                                                                                              \
    out[i] = (EXPRESSION);                                                                                             \
  }                                                                                                                    \
  break;

/// The next number from v in the direction of w, by the order of bits of numbers of one sign.
#define NB_NEXT_OF(T, BITS, NAME, FROM_BITS, BITS_OF)                                                                  \
  NB_INLINE T NAME(T v, T w) {                                                                                         \
    BITS bits = BITS_OF(v);                                                                                            \
    BITS step = (v < w) == (v > 0) ? 1 : (BITS)-1;                                                                     \
    T next = FROM_BITS(bits + step);                                                                                   \
    T least = w < 0 ? -FROM_BITS(1) : FROM_BITS(1);                                                                    \
    next = v == 0 ? least : next;                                                                                      \
    next = v == w ? w : next;                                                                                          \
    return v != v || w != w ? v + w : next;                                                                            \
  }

NB_NEXT_OF(float, uint32_t, next_single, single_from_bits, single_bits)
NB_NEXT_OF(double, uint64_t, next_double, double_from_bits, double_bits)

/// What both precisions compute in the same way; C is the end of the names of C's functions.
#define NB_PAIRS_OF(T, C, NEXT)                                                                                        \
  case NB_COPYSIGN:                                                                                                    \
    NB_PAIRS(T, copysign##C(v, w))                                                                                     \
  case NB_FMAX:                                                                                                        \
    NB_PAIRS(T, v != v ? w : w != w ? v : w > v ? w : v)                                                              \
  case NB_FMIN:                                                                                                        \
    NB_PAIRS(T, v != v ? w : w != w ? v : w < v ? w : v)                                                               \
  case NB_HEAVISIDE:                                                                                                   \
    NB_PAIRS(T, v == 0 ? w : v > 0 ? 1 : 0)                                                                            \
  case NB_NEXT:                                                                                                        \
    NB_PAIRS(T, NEXT(v, w))

/// A slope below 0 for each of `channels` runs of `run` elements, one behind the other, `count` times.
#define NB_SLOPES_OF(T, SUFFIX)                                                                                        \
  NB_CLONES void nb_slopes_##SUFFIX(int64_t count, int64_t channels, int64_t run, const T *restrict x,                 \
                                    const T *restrict slopes, T *restrict out) {                                       \
    for (; count > 0; count--)                                                                                         \
      if (run == 1) {                                                                                                  \
        for (int64_t c = 0; c < channels; c++)                                                                         \
          out[c] = x[c] > 0 ? x[c] : x[c] * slopes[c];                                                                 \
        x += channels;                                                                                                 \
        out += channels;                                                                                               \
      } else                                                                                                           \
        for (int64_t c = 0; c < channels; c++, x += run, out += run) {                                                 \
          T slope = slopes[c];                                                                                         \
          for (int64_t i = 0; i < run; i++)                                                                            \
            out[i] = x[i] > 0 ? x[i] : x[i] * slope;                                                                   \
        }                                                                                                              \
  }

NB_SLOPES_OF(float, f32)
NB_SLOPES_OF(double, f64)

/// In double precision neither square overflows.
NB_INLINE float hypot_single(float v, float w) {
  float root = (float)sqrt((double)v * v + (double)w * w);
  return fabsf(v) == INFINITY || fabsf(w) == INFINITY ? INFINITY : root;
}

NB_CLONES static int pairwise_f32(nb_pairwise op, int64_t count, const float *x, const float *y, float *restrict out) {
  switch (op) {
    NB_PAIRS_OF(float, f, next_single)
  case NB_HYPOT:
    NB_PAIRS(float, hypot_single(v, w))
  case NB_LOGADDEXP:
    NB_PAIRS(float, fabsf(v) == INFINITY && v == w ? v : (v > w ? v : w) + log1p_single(exp_single(-fabsf(v - w))))
  case NB_LOGADDEXP2:
    // The last product is fused: the sum of a half and a half is not quite one.
    NB_PAIRS(float, fabsf(v) == INFINITY && v == w
                        ? v
                        : fmaf(log1p_single(exp2_single(-fabsf(v - w))), 0x1.715476p+0f, v > w ? v : w))
  }
  return 0;
}

/// Returns whether lengths have to be computed otherwise.
NB_CLONES static int pairwise_f64(nb_pairwise op, int64_t count, const double *x, const double *y,
                                  double *restrict out) {
  int unusual = 0;
  switch (op) {
    NB_PAIRS_OF(double, , next_double)
  case NB_HYPOT:
    NB_PAIRS(double, usual_length(v, w, &unusual))
  case NB_LOGADDEXP:
    NB_PAIRS(double, fabs(v) == INFINITY && v == w ? v : (v > w ? v : w) + log1p_wide(exp_wide(-fabs(v - w))))
  case NB_LOGADDEXP2:
    NB_PAIRS(double, fabs(v) == INFINITY && v == w
                         ? v
                         : fma(log1p_wide(exp_wide(-fabs(v - w) * 0x1.62e42fefa39efp-1)), 0x1.71547652b82fep+0,
                               v > w ? v : w))
  }
  return unusual;
}

/// A part of the elements at a time, of one number as often as it is needed. Where the loop says so, lengths are computed
/// anew.
#define NB_PAIRWISE_OF(T, SUFFIX, LENGTH)                                                                              \
  void nb_pairwise_##SUFFIX(nb_pairwise op, int64_t count, const T *x, int64_t step_x, const T *y, int64_t step_y,     \
                            T *out) {                                                                                  \
    T first[BLOCK], second[BLOCK];                                                                                     \
    for (int i = 0; i < BLOCK && count > 0; i++) {                                                                     \
      first[i] = x[0];                                                                                                 \
      second[i] = y[0];                                                                                                \
    }                                                                                                                  \
    for (; count > 0; count -= BLOCK, x += BLOCK * step_x, y += BLOCK * step_y, out += BLOCK) {                        \
      int64_t size = count < BLOCK ? count : BLOCK;                                                                    \
      const T *left = step_x ? x : first, *right = step_y ? y : second;                                                \
      if (pairwise_##SUFFIX(op, size, left, right, out))                                                               \
        for (int64_t i = 0; i < size; i++)                                                                             \
          out[i] = LENGTH(left[i], right[i]);                                                                          \
    }                                                                                                                  \
  }

NB_PAIRWISE_OF(float, f32, hypotf)
NB_PAIRWISE_OF(double, f64, hypot)

/// Of numbers of T, whose bits are those of BITS, DIGITS of which are digits: a number too small to be normal is made
/// larger first.
#define NB_PARTS_OF(T, SUFFIX, BITS, DIGITS, LEAST, BITS_OF, FROM_BITS)                                                \
  NB_CLONES void nb_parts_##SUFFIX(int64_t count, const T *x, T *restrict mantissas, int32_t *restrict exponents) {    \
    const BITS digits = ((BITS)1 << DIGITS) - 1, sign = (BITS)1 << (8 * sizeof(T) - 1);                                \
    const BITS half = BITS_OF((T)0.5);                                                                                 \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      T v = x[i], size = __builtin_elementwise_abs(v);                                                                 \
      int is_small = size < LEAST, has_none = (size == 0) | !(size < (T)INFINITY);                                     \
      BITS bits = BITS_OF(is_small ? v * (T)0x1p64 : v);                                                               \
      int32_t exponent = (int32_t)((bits & ~sign) >> DIGITS) - (int32_t)(half >> DIGITS) - (is_small ? 64 : 0);        \
      mantissas[i] = has_none ? v : FROM_BITS((bits & (digits | sign)) | half);                                        \
      exponents[i] = has_none ? 0 : exponent;                                                                          \
    }                                                                                                                  \
  }

NB_PARTS_OF(float, f32, uint32_t, 23, 0x1p-126f, single_bits, single_from_bits)
NB_PARTS_OF(double, f64, uint64_t, 52, 0x1p-1022, double_bits, double_from_bits)

void nb_sinc_f32(int64_t count, const float *x, float *out) {
  // PyTorch's loop calls the library, whose last digits no polynomial has.
  for (int64_t i = 0; i < count; i++) {
    float angle = 0x1.921fb6p+1f * x[i];
    out[i] = x[i] == 0 ? 1 : sinf(angle) / angle;
  }
}
