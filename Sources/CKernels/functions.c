#include "Elementwise.h"

#include <math.h>

#include "clones.h"
#include "single.h"
#include "stream.h"
#include "wide.h"

enum {
  /// How many elements go through a block of scratch memory at a time.
  BLOCK = 256,
  /// Functions are computed for a multiple of so many elements, which leaves no elements over beside the vectors.
  GROUP = 64,
};

/// Four vectors at a time: a function's operations wait for each other, those for different vectors do not.
#define NB_INTERLEAVED _Pragma("clang loop interleave_count(4)")

/// Whether an argument is one that the reduction of sine and cosine does not reach.
NB_CLONES static int has_large_angle(int64_t count, const float *x) {
  int found = 0;
  for (int64_t i = 0; i < count; i++)
    found |= !(fabsf(x[i]) < 1e6f);
  return found;
}

/// Those arguments go to the library, one by one.
static void large_angles(int64_t count, const float *x, float *out, int is_cosine) {
  for (int64_t i = 0; i < count; i++)
    if (!(fabsf(x[i]) < 1e6f))
      out[i] = (float)(is_cosine ? cos((double)x[i]) : sin((double)x[i]));
}

#define NB_MAP(T, EXPRESSION)                                                                                          \
  NB_INTERLEAVED                                                                                                       \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    T v = x[i];                                                                                                        \
    out[i] = (EXPRESSION);                                                                                             \
  }                                                                                                                    \
  break;

/// Applies a function to blocks of elements; to those with an argument beyond NEAR_LIMIT or nan, one that takes any.
#define NB_MAP_NEAR(NEAR, ANY)                                                                                         \
  for (; count > 0; count -= BLOCK, x += BLOCK, out += BLOCK) {                                                        \
    int64_t size = count < BLOCK ? count : BLOCK;                                                                      \
    __builtin_assume(size % GROUP == 0);                                                                               \
    int32_t most = 0;                                                                                                  \
    NB_INTERLEAVED                                                                                                     \
    for (int64_t i = 0; i < size; i++) {                                                                               \
      float v = x[i];                                                                                                  \
      int32_t magnitude = (int32_t)(single_bits(v) & 0x7fffffffu);                                                     \
      most = magnitude > most ? magnitude : most;                                                                      \
      out[i] = (NEAR);                                                                                                 \
    }                                                                                                                  \
    if (most > (int32_t)single_bits(NEAR_LIMIT))                                                                       \
      NB_INTERLEAVED                                                                                                   \
    for (int64_t i = 0; i < size; i++) {                                                                               \
      float v = x[i];                                                                                                  \
      out[i] = (ANY);                                                                                                  \
    }                                                                                                                  \
  }                                                                                                                    \
  break;

/// What both precisions compute in the same way: C's function of either type, its name ending in SUFFIX.
#define NB_MAP_ARITHMETIC(T, SUFFIX)                                                                                   \
  case NB_SQRT:                                                                                                        \
    NB_MAP(T, sqrt##SUFFIX(v))                                                                                         \
  case NB_RSQRT:                                                                                                       \
    NB_MAP(T, 1 / sqrt##SUFFIX(v))                                                                                     \
  case NB_RECIPROCAL:                                                                                                  \
    NB_MAP(T, 1 / v)                                                                                                   \
  case NB_NEGATE:                                                                                                      \
    NB_MAP(T, -v)                                                                                                      \
  case NB_ABSOLUTE:                                                                                                    \
    NB_MAP(T, fabs##SUFFIX(v))                                                                                         \
  case NB_RELU:                                                                                                        \
    NB_MAP(T, v < 0 ? 0 : v)                                                                                           \
  case NB_SQUARE:                                                                                                      \
    NB_MAP(T, v * v)                                                                                                   \
  case NB_CUBE:                                                                                                        \
    NB_MAP(T, v * v * v)                                                                                               \
  case NB_FLOOR:                                                                                                       \
    NB_MAP(T, floor##SUFFIX(v))                                                                                        \
  case NB_CEIL:                                                                                                        \
    NB_MAP(T, ceil##SUFFIX(v))                                                                                         \
  case NB_ROUND:                                                                                                       \
    NB_MAP(T, rint##SUFFIX(v))                                                                                         \
  case NB_TRUNC:                                                                                                       \
    NB_MAP(T, trunc##SUFFIX(v))

/// A number between 0 and 6; nan stays.
NB_INLINE double within_six(double v) {
  v = 0 >= v ? 0 : v;
  return 6 < v ? 6 : v;
}

/// The same in the type of the elements.
#define NB_WITHIN_SIX(V) (6 < (0 >= (V) ? 0 : (V)) ? 6 : 0 >= (V) ? 0 : (V))

/// Applies a function that is computed in double precision and rounded once.
#define NB_MAP_WIDE(EXPRESSION)                                                                                        \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    double v = x[i];                                                                                                   \
    out[i] = (EXPRESSION);                                                                                             \
  }                                                                                                                    \
  break;

/// Short formulas, the same for both precisions.
#define NB_MAP_FORMULAS(T)                                                                                             \
  case NB_FRAC:                                                                                                        \
    NB_MAP_WIDE(v - trunc(v))                                                                                          \
  case NB_HARDSIGMOID:                                                                                                 \
    NB_MAP(T, NB_WITHIN_SIX(v + 3) / 6)                                                                                \
  case NB_HARDSWISH:                                                                                                   \
    NB_MAP(T, v * NB_WITHIN_SIX(v + 3) / 6)                                                                            \
  case NB_RELU6:                                                                                                       \
    NB_MAP_WIDE(within_six(v))                                                                                         \
  case NB_SOFTSIGN:                                                                                                    \
    NB_MAP_WIDE(v / (1 + fabs(v)))                                                                                     \
  case NB_DEGREES_TO_RADIANS:                                                                                          \
    NB_MAP_WIDE(v * (3.141592653589793 / 180))                                                                         \
  case NB_RADIANS_TO_DEGREES:                                                                                          \
    NB_MAP_WIDE(v * (180 / 3.141592653589793))

/// The functions that are computed in single precision, for a multiple of GROUP elements.
///
/// Returns whether this is one of them.
NB_CLONES static int map_f32(nb_unary op, int64_t count, const float *x, float *restrict out) {
  __builtin_assume(count % GROUP == 0);
  switch (op) {
  case NB_EXP:
    NB_MAP_NEAR(exp_near(v), exp_single(v))
  case NB_EXPM1:
    NB_MAP(float, expm1_single(v))
  case NB_LOG:
    NB_MAP(float, log_single(v))
  case NB_LOG1P:
    NB_MAP(float, log1p_single(v))
  case NB_TANH:
    NB_MAP(float, tanh_single(v))
  case NB_SIGMOID:
    NB_MAP_NEAR(1.0f / (1.0f + plain_exp_near(-v)), 1.0f / (1.0f + plain_exp(-v)))
  case NB_SILU:
    NB_MAP_NEAR(v / (1.0f + plain_exp_near(-v)), v / (1.0f + plain_exp(-v)))
  case NB_ERF:
    NB_MAP(float, erf_single(v))
  case NB_GELU:
    NB_MAP(float, gelu_single(v))
  case NB_GELU_TANH:
    NB_MAP(float, 0.5f * v * (1.0f + tanh_single(0x1.988454p-1f * (v + 0x1.6e4e26p-5f * v * v * v))))
  case NB_TANHSHRINK:
    NB_MAP(float, v - tanh_single(v))
  case NB_EXP2:
    NB_MAP(float, exp2_single(v))
  case NB_SOFTPLUS:
    NB_MAP_NEAR(v > 20.0f ? v : log1p_single(plain_exp_near(v)), v > 20.0f ? v : log1p_single(plain_exp(v)))
  case NB_LOG_SIGMOID:
    NB_MAP_NEAR((v < 0 ? v : 0) - log1p_single(plain_exp_near(-fabsf(v))),
                (v < 0 ? v : v == v ? 0 : v) - log1p_single(plain_exp(-fabsf(v))))
  case NB_MISH:
    NB_MAP_NEAR(v * tanh_single(log1p_single(plain_exp_near(v))), v * tanh_single(log1p_single(plain_exp(v))))
  case NB_SIN:
    NB_MAP(float, v == 0 ? v : sin_single(v, 0))
  case NB_COS:
    NB_MAP(float, sin_single(v, 1))
    NB_MAP_ARITHMETIC(float, f)
    NB_MAP_FORMULAS(float)
  default:
    return 0;
  }
  return 1;
}

/// The functions of `double` that need no table or polynomial.
NB_CLONES static int map_f64(nb_unary op, int64_t count, const double *x, double *restrict out) {
  switch (op) {
    NB_MAP_ARITHMETIC(double, )
    NB_MAP_FORMULAS(double)
  default:
    return 0;
  }
  return 1;
}

NB_CLONES static void widen(int64_t count, const float *x, double *restrict out) {
  for (int64_t i = 0; i < count; i++)
    out[i] = x[i];
}

NB_CLONES static void narrow(int64_t count, const double *x, float *restrict out) {
  for (int64_t i = 0; i < count; i++)
    out[i] = (float)x[i];
}

#define NB_EACH(EXPRESSION)                                                                                            \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    double v = x[i], y = out[i];                                                                                       \
    (void)v;                                                                                                           \
    out[i] = (EXPRESSION);                                                                                             \
  }                                                                                                                    \
  break;
#define NB_ARGUMENT(EXPRESSION)                                                                                        \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    double v = x[i];                                                                                                   \
    argument[i] = (EXPRESSION);                                                                                        \
  }

/// The functions computed in double precision, for at most BLOCK elements.
NB_CLONES static void map_wide(nb_unary op, int64_t count, const double *x, double *restrict out) {
  double argument[BLOCK];
  switch (op) {
  case NB_SIGMOID:
    NB_ARGUMENT(-v)
    nb_wide(NB_EXP, count, argument, out);
    NB_EACH(1 / (1 + y))
  case NB_SILU:
    NB_ARGUMENT(-v)
    nb_wide(NB_EXP, count, argument, out);
    NB_EACH(v / (1 + y))
  case NB_GELU:
    NB_ARGUMENT(v * 0.7071067811865476)
    nb_wide(NB_ERF, count, argument, out);
    NB_EACH(v * 0.5 * (1 + y))
  case NB_GELU_TANH:
    NB_ARGUMENT(0.7978845608028654 * (v + 0.044715 * v * v * v))
    nb_wide(NB_TANH, count, argument, out);
    NB_EACH(0.5 * v * (1 + y))
  case NB_SOFTPLUS:
    nb_wide(NB_EXP, count, x, argument);
    nb_wide(NB_LOG1P, count, argument, out);
    NB_EACH(v > 20 ? v : y)
  case NB_LOG_SIGMOID:
    NB_ARGUMENT(-fabs(v))
    nb_wide(NB_EXP, count, argument, argument);
    nb_wide(NB_LOG1P, count, argument, out);
    NB_EACH((v < 0 ? v : v == v ? 0 : v) - y)
  case NB_MISH:
    nb_wide(NB_EXP, count, x, argument);
    nb_wide(NB_LOG1P, count, argument, argument);
    nb_wide(NB_TANH, count, argument, out);
    NB_EACH(v * y)
  case NB_TANHSHRINK:
    nb_wide(NB_TANH, count, x, out);
    NB_EACH(v - y)
  default:
    nb_wide(op, count, x, out);
  }
}

/// The same for any number of elements, the last ones among zeros.
static int map_all_f32(nb_unary op, int64_t count, const float *x, float *out) {
  int64_t whole = count & -GROUP, rest = count - whole;
  if (whole > 0 && !map_f32(op, whole, x, out))
    return 0;
  if (rest > 0) {
    float group[GROUP] = {0}, results[GROUP];
    memcpy(group, x + whole, (size_t)rest * sizeof *x);
    if (!map_f32(op, GROUP, group, results))
      return 0;
    memcpy(out + whole, results, (size_t)rest * sizeof *out);
  }
  return 1;
}

static void unary_f32(nb_unary op, int64_t count, const float *x, float *out) {
  if (map_all_f32(op, count, x, out)) {
    if ((op == NB_SIN || op == NB_COS) && has_large_angle(count, x))
      large_angles(count, x, out, op == NB_COS);
    return;
  }
  double wide[BLOCK], result[BLOCK];
  for (int64_t start = 0; start < count; start += BLOCK) {
    int64_t size = count - start < BLOCK ? count - start : BLOCK;
    widen(size, x + start, wide);
    map_wide(op, size, wide, result);
    narrow(size, result, out + start);
  }
}

static void unary_f64(nb_unary op, int64_t count, const double *x, double *out) {
  if (map_f64(op, count, x, out))
    return;
  for (int64_t start = 0; start < count; start += BLOCK)
    map_wide(op, count - start < BLOCK ? count - start : BLOCK, x + start, out + start);
}

void nb_exp_less_f64(int64_t count, const double *x, double less, double *out) {
  double argument[BLOCK];
  for (int64_t start = 0; start < count; start += BLOCK) {
    int64_t size = count - start < BLOCK ? count - start : BLOCK;
    for (int64_t i = 0; i < size; i++)
      argument[i] = x[start + i] - less;
    nb_wide(NB_EXP, size, argument, out + start);
  }
}

// A function may read its elements more than once, so that over themselves they are written by the block.
#define NB_STREAMED(T, FUNCTION)                                                                                       \
  int streams = nb_streams(out, count * (int64_t)sizeof(T));                                                           \
  if (!streams && x != out)                                                                                            \
    return FUNCTION(op, count, x, out);                                                                                \
  enum { SIZE = NB_STREAM_BLOCK / sizeof(T) };                                                                         \
  _Alignas(64) T block[SIZE];                                                                                          \
  for (int64_t i = 0; i < count; i += SIZE) {                                                                          \
    int64_t size = count - i < SIZE ? count - i : SIZE;                                                                \
    FUNCTION(op, size, x + i, block);                                                                                  \
    if (streams)                                                                                                       \
      nb_stream(out + i, block, size * (int64_t)sizeof(T));                                                            \
    else                                                                                                               \
      memcpy(out + i, block, (size_t)size * sizeof(T));                                                                \
  }                                                                                                                    \
  if (streams)                                                                                                         \
    nb_stream_end();

void nb_unary_f32(nb_unary op, int64_t count, const float *x, float *out) { NB_STREAMED(float, unary_f32) }

void nb_unary_f64(nb_unary op, int64_t count, const double *x, double *out) { NB_STREAMED(double, unary_f64) }

// MARK: Softmax

enum { LANES = 16 };

// Functions that take vectors are always inlined: how they would be passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

typedef float lanes __attribute__((vector_size(4 * LANES)));
typedef int32_t lane_bits __attribute__((vector_size(4 * LANES)));

NB_INLINE lanes load_lanes(const float *x) {
  lanes values;
  memcpy(&values, x, sizeof values);
  return values;
}

NB_INLINE lanes larger_lanes(lanes a, lanes b) {
  lane_bits is_larger = a > b;
  return (lanes)(((lane_bits)a & is_larger) | ((lane_bits)b & ~is_larger));
}

/// The largest of `length` > 0 elements; nan may be passed over.
NB_INLINE float largest_of(int64_t length, const float *x) {
  float largest = x[0];
  int64_t i = 0;
  if (length >= LANES) {
    lanes best[4];
    for (int v = 0; v < 4; v++)
      best[v] = load_lanes(x);
    for (; i + 4 * LANES <= length; i += 4 * LANES)
      for (int v = 0; v < 4; v++)
        best[v] = larger_lanes(load_lanes(x + i + v * LANES), best[v]);
    for (; i + LANES <= length; i += LANES)
      best[0] = larger_lanes(load_lanes(x + i), best[0]);
    best[0] = larger_lanes(larger_lanes(best[0], best[1]), larger_lanes(best[2], best[3]));
    for (int l = 0; l < LANES; l++)
      largest = best[0][l] > largest ? best[0][l] : largest;
  }
  for (; i < length; i++)
    largest = x[i] > largest ? x[i] : largest;
  return largest;
}

/// exp(x - less) of a multiple of LANES elements.
NB_INLINE void exp_less(int64_t count, const float *x, float less, float *restrict out) {
  __builtin_assume(count % LANES == 0);
  int32_t most = 0;
  for (int64_t i = 0; i < count; i++) {
    float v = x[i] - less;
    int32_t magnitude = (int32_t)(single_bits(v) & 0x7fffffffu);
    most = magnitude > most ? magnitude : most;
    out[i] = plain_exp_near(v);
  }
  if (most > (int32_t)single_bits(NEAR_LIMIT))
    for (int64_t i = 0; i < count; i++)
      out[i] = plain_exp(x[i] - less);
}

/// The sum of lanes, folded in the middle until one is left.
NB_INLINE float folded(lanes values) {
  float sums[LANES];
  memcpy(sums, &values, sizeof sums);
  for (int half = LANES / 2; half > 0; half /= 2)
    for (int l = 0; l < half; l++)
      sums[l] += sums[l + half];
  return sums[0];
}

/// exp(x - less) of a row and, returned, the sum, in PyTorch's order of additions: along the last dimension 16 sums side
/// by side, folded in the middle until one is left; else (and in rows of fewer elements) one after the other.
NB_INLINE float exp_row(int is_last, int64_t length, const float *x, float less, float *restrict out) {
  lanes sums = {0};
  int is_wide = is_last && length >= LANES;
  int64_t whole = length & -LANES, rest = length - whole;
  for (int64_t i = 0; i < whole; i += BLOCK) {
    int64_t size = whole - i < BLOCK ? whole - i : BLOCK;
    exp_less(size, x + i, less, out + i);
    if (is_wide)
      for (int64_t j = i; j < i + size; j += LANES)
        sums += load_lanes(out + j);
  }
  if (rest > 0) {
    // The last elements, among others whose exponential is 1.
    float last[LANES], results[LANES];
    for (int l = 0; l < LANES; l++)
      last[l] = less;
    memcpy(last, x + whole, (size_t)rest * sizeof *x);
    exp_less(LANES, last, less, results);
    memcpy(out + whole, results, (size_t)rest * sizeof *out);
    if (is_wide)
      for (int64_t l = 0; l < rest; l++)
        sums[l] += results[l];
  }
  float total = 0;
  if (!is_wide) {
    for (int64_t i = 0; i < length; i++)
      total += out[i];
    return total;
  }
  return folded(sums);
}

/// What the columns that are left over beside vectors of 16 get along a dimension that is not the last one: the library's
/// functions.
static void softmax_left(int logarithm, int64_t length, const float *x, float largest, float *out) {
  float total = 0;
  for (int64_t i = 0; i < length; i++)
    total += out[i] = expf(x[i] - largest);
  float shift = logf(total);
  for (int64_t i = 0; i < length; i++)
    out[i] = logarithm ? x[i] - largest - shift : out[i] / total;
}

NB_CLONES static void softmax_rows(int logarithm, int64_t inner, int64_t rows, int64_t length, const float *x,
                                   float *restrict out) {
  for (int64_t row = 0; row < rows; row++, x += length, out += length) {
    float largest = largest_of(length, x);
    if (inner > 1 && row % inner >= (inner & -LANES)) {
      softmax_left(logarithm, length, x, largest, out);
      continue;
    }
    float total = exp_row(inner == 1, length, x, largest, out);
    if (logarithm) {
      float shift = total == total ? plain_log(total) : total;
      for (int64_t i = 0; i < length; i++)
        out[i] = x[i] - largest - shift;
    } else if (inner == 1) {
      float factor = 1.0f / total;
      for (int64_t i = 0; i < length; i++)
        out[i] *= factor;
    } else {
      for (int64_t i = 0; i < length; i++)
        out[i] /= total;
    }
  }
}

/// The columns of WIDTH neighbours, row by row.
NB_INLINE void softmax_columns(int logarithm, int64_t length, int64_t inner, const float *x, float *restrict out) {
  enum { WIDTH = 4 * LANES };
  float largest[WIDTH], totals[WIDTH];
  for (int l = 0; l < WIDTH; l++) {
    largest[l] = x[l];
    totals[l] = 0;
  }
  for (int64_t i = 1; i < length; i++)
    for (int l = 0; l < WIDTH; l++)
      largest[l] = x[i * inner + l] > largest[l] ? x[i * inner + l] : largest[l];
  for (int64_t i = 0; i < length; i++)
    for (int l = 0; l < WIDTH; l++) {
      float v = x[i * inner + l] - largest[l], power = plain_exp(v);
      totals[l] += power;
      out[i * inner + l] = logarithm ? v : power;
    }
  if (logarithm)
    for (int l = 0; l < WIDTH; l++)
      totals[l] = totals[l] == totals[l] ? plain_log(totals[l]) : totals[l];
  for (int64_t i = 0; i < length; i++)
    for (int l = 0; l < WIDTH; l++)
      out[i * inner + l] = logarithm ? out[i * inner + l] - totals[l] : out[i * inner + l] / totals[l];
}

NB_CLONES int64_t nb_softmax_columns_f32(int logarithm, int64_t outer, int64_t length, int64_t inner, const float *x,
                                         float *out) {
  enum { WIDTH = 4 * LANES };
  int64_t done = inner / WIDTH * WIDTH;
  for (; outer > 0; outer--, x += length * inner, out += length * inner)
    for (int64_t column = 0; column < done; column += WIDTH)
      if (logarithm)
        softmax_columns(1, length, inner, x + column, out + column);
      else
        softmax_columns(0, length, inner, x + column, out + column);
  return done;
}

void nb_softmax_f32(int logarithm, int64_t inner, int64_t rows, int64_t length, const float *x, float *out) {
  if (length > 0)
    softmax_rows(logarithm, inner, rows, length, x, out);
}

/// The sum of the products of two rows or, without the second, of one row, in the orders of ``exp_row``; which products
/// are rounded before they are added is PyTorch's choice as well.
NB_INLINE float sum_row(int is_last, int64_t length, const float *x, const float *y) {
  float total = 0;
  if (!is_last) {
    for (int64_t i = 0; i < length; i++)
      total = y ? x[i] * y[i] + total : x[i] + total;
    return total;
  }
  if (length < LANES) {
    for (int64_t i = 0; i < length; i++) {
      float product = y ? x[i] * y[i] : x[i];
      total += product;
    }
    return total;
  }
  lanes sums = {0};
  int64_t i = 0;
  for (; i + LANES <= length; i += LANES) {
    lanes product = load_lanes(x + i);
    if (y)
      product *= load_lanes(y + i);
    sums += product;
  }
  for (int l = 0; i < length; i++, l++)
    sums[l] = y ? x[i] * y[i] + sums[l] : x[i] + sums[l];
  return folded(sums);
}

NB_CLONES void nb_softmax_backward_f32(int logarithm, int is_last, int64_t rows, int64_t length, const float *grad,
                                       const float *result, float *restrict out) {
  for (; rows > 0; rows--, grad += length, result += length, out += length) {
    float sum = sum_row(is_last, length, grad, logarithm ? 0 : result);
    if (logarithm)
      for (int64_t i = 0; i < length; i++)
        out[i] = grad[i] - plain_exp(result[i]) * sum;
    else
      for (int64_t i = 0; i < length; i++)
        out[i] = (grad[i] - sum) * result[i];
  }
}
