#include "Elementwise.h"
#include "Pointwise.h"

#include <math.h>

#include "clones.h"
#include "double.h"
#include "exponents.h"
#include "pieces.h"
#include "shares.h"
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

/// From this magnitude on, the reduction of sine and cosine in double precision does not reach.
static const float LARGE_ANGLE = 1e6f;

/// Such arguments go to the library, one by one.
static void large_angles(int64_t count, const float *x, float *out, int is_cosine) {
  for (int64_t i = 0; i < count; i++)
    if (!(fabsf(x[i]) < LARGE_ANGLE))
      out[i] = (float)(is_cosine ? cos((double)x[i]) : sin((double)x[i]));
}

/// PyTorch's vectors take so many numbers for hyperbolic functions at a time; the rest goes to the library.
static void map_hyperbolic_rest(int64_t count, const float *x, float *out, int is_cosine) {
  for (int64_t i = count & -32; i < count; i++)
    out[i] = is_cosine ? coshf(x[i]) : sinhf(x[i]);
}

#define NB_MAP(T, EXPRESSION)                                                                                          \
  NB_INTERLEAVED                                                                                                       \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    T v = x[i];                                                                                                        \
    out[i] = (EXPRESSION);                                                                                             \
  }                                                                                                                    \
  break;

/// Applies a function of numbers of T, whose bits are those of BITS, to blocks of elements; to those with an argument
/// beyond LIMIT or nan, one that takes any. LAST comes at the end of each block.
#define NB_MAP_BLOCKS(T, BITS, MAGNITUDE, LIMIT, NEAR, ANY, LAST)                                                      \
  for (; count > 0; count -= BLOCK, x += BLOCK, out += BLOCK) {                                                        \
    int64_t size = count < BLOCK ? count : BLOCK;                                                                      \
    __builtin_assume(size % GROUP == 0);                                                                               \
    BITS most = 0;                                                                                                     \
    NB_INTERLEAVED                                                                                                     \
    for (int64_t i = 0; i < size; i++) {                                                                               \
      T v = x[i];                                                                                                      \
      BITS magnitude = MAGNITUDE(v);                                                                                   \
      most = magnitude > most ? magnitude : most;                                                                      \
      out[i] = (NEAR);                                                                                                 \
    }                                                                                                                  \
    if (most > MAGNITUDE(LIMIT))                                                                                       \
      NB_INTERLEAVED                                                                                                   \
    for (int64_t i = 0; i < size; i++) {                                                                               \
      T v = x[i];                                                                                                      \
      out[i] = (ANY);                                                                                                  \
    }                                                                                                                  \
    LAST                                                                                                               \
  }                                                                                                                    \
  break;

#define NB_MAP_NEAR(NEAR, ANY) NB_MAP_BLOCKS(float, int32_t, single_magnitude, NEAR_LIMIT, NEAR, ANY, )
#define NB_MAP_NEAR_WIDE(NEAR, ANY) NB_MAP_BLOCKS(double, int64_t, double_magnitude, WIDE_NEAR_LIMIT, NEAR, ANY, )

/// The sine or the cosine.
#define NB_MAP_ANGLES(NEAR, ANY, IS_COSINE)                                                                            \
  NB_MAP_BLOCKS(float, int32_t, single_magnitude, NEAR_ANGLE, NEAR, ANY,                                               \
                if (most >= single_magnitude(LARGE_ANGLE)) large_angles(size, x, out, IS_COSINE);)

/// What is made of an argument and, as `y`, the hyperbolic tangent of a number that is computed of the argument.
#define NB_MAP_TANGENTS(NUMBER, RESULT)                                                                                \
  for (; count > 0; count -= BLOCK, x += BLOCK, out += BLOCK) {                                                        \
    int64_t size = count < BLOCK ? count : BLOCK;                                                                      \
    __builtin_assume(size % GROUP == 0);                                                                               \
    NB_INTERLEAVED                                                                                                     \
    for (int64_t i = 0; i < size; i++) {                                                                               \
      float v = x[i];                                                                                                  \
      out[i] = (NUMBER);                                                                                               \
    }                                                                                                                  \
    nb_tanh_groups(size, out, out);                                                                                    \
    for (int64_t i = 0; i < size; i++) {                                                                               \
      float v = x[i], y = out[i];                                                                                      \
      out[i] = (RESULT);                                                                                               \
    }                                                                                                                  \
  }                                                                                                                    \
  break;

/// A function by pieces and, for what lies beyond them, another one.
#define NB_MAP_PIECES(GROUPS, ANY)                                                                                     \
  for (; count > 0; count -= NB_PIECES_PART, x += NB_PIECES_PART, out += NB_PIECES_PART) {                             \
    nb_beyond beyond;                                                                                                  \
    beyond.count = 0;                                                                                                  \
    GROUPS(count < NB_PIECES_PART ? count : NB_PIECES_PART, x, out, &beyond);                                          \
    if (beyond.count == 0)                                                                                             \
      continue;                                                                                                        \
    int64_t size = (beyond.count + GROUP - 1) & -GROUP;                                                                \
    for (int64_t i = beyond.count; i < size; i++)                                                                      \
      beyond.values[i] = 0;                                                                                            \
    for (int64_t i = 0; i < size; i++) {                                                                               \
      float v = beyond.values[i];                                                                                      \
      beyond.values[i] = (ANY);                                                                                        \
    }                                                                                                                  \
    for (int64_t i = 0; i < beyond.count; i++)                                                                         \
      out[beyond.places[i]] = beyond.values[i];                                                                        \
  }                                                                                                                    \
  break;

/// One loop for each function, whose result may be the operand.
#define NB_MAP_THERE(T, EXPRESSION)                                                                                    \
  _Pragma("clang loop vectorize(assume_safety) interleave_count(4)") for (int64_t i = 0; i < count; i++) {             \
    T v = x[i];                                                                                                        \
    out[i] = (EXPRESSION);                                                                                             \
  }                                                                                                                    \
  return 1;

/// What both precisions compute in the same way, those from NB_SQRT to NB_FRAC: C's function of either type, its name
/// ending in C. The number of elements is a multiple of GROUP.
///
/// Returns whether this is one of them.
#define NB_ARITHMETIC_OF(T, SUFFIX, C)                                                                                 \
  NB_CLONES static int arithmetic_##SUFFIX(nb_unary op, int64_t count, const T *x, T *out) {                           \
    __builtin_assume(count % GROUP == 0);                                                                              \
    switch (op) {                                                                                                      \
    case NB_SQRT:                                                                                                      \
      NB_MAP_THERE(T, sqrt##C(v))                                                                                      \
    case NB_RSQRT:                                                                                                     \
      NB_MAP_THERE(T, 1 / sqrt##C(v))                                                                                  \
    case NB_RECIPROCAL:                                                                                                \
      NB_MAP_THERE(T, 1 / v)                                                                                           \
    case NB_NEGATE:                                                                                                    \
      NB_MAP_THERE(T, -v)                                                                                              \
    case NB_ABSOLUTE:                                                                                                  \
      NB_MAP_THERE(T, fabs##C(v))                                                                                      \
    case NB_RELU:                                                                                                      \
      NB_MAP_THERE(T, v < 0 ? 0 : v)                                                                                   \
    case NB_SIGN:                                                                                                      \
      NB_MAP_THERE(T, v > 0 ? 1 : v < 0 ? -1 : 0)                                                                      \
    case NB_SQUARE:                                                                                                    \
      NB_MAP_THERE(T, v * v)                                                                                           \
    case NB_CUBE:                                                                                                      \
      NB_MAP_THERE(T, v * v * v)                                                                                       \
    case NB_FLOOR:                                                                                                     \
      NB_MAP_THERE(T, floor##C(v))                                                                                     \
    case NB_CEIL:                                                                                                      \
      NB_MAP_THERE(T, ceil##C(v))                                                                                      \
    case NB_ROUND:                                                                                                     \
      NB_MAP_THERE(T, rint##C(v))                                                                                      \
    case NB_TRUNC:                                                                                                     \
      NB_MAP_THERE(T, trunc##C(v))                                                                                     \
    case NB_FRAC:                                                                                                      \
      NB_MAP_THERE(T, v - trunc##C(v))                                                                                 \
    default:                                                                                                           \
      return 0;                                                                                                        \
    }                                                                                                                  \
  }

NB_ARITHMETIC_OF(float, f32, f)
NB_ARITHMETIC_OF(double, f64, )

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
  case NB_ANGLE:                                                                                                       \
    NB_MAP(T, v != v ? v : v < 0 ? (T)3.141592653589793 : 0)                                                           \
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
    nb_exp_groups(count, x, out);
    break;
  case NB_EXPM1:
    NB_MAP(float, expm1_single(v))
  case NB_LOG:
    nb_log_groups(count, x, out);
    break;
  case NB_LOG2:
    nb_log2_groups(count, x, out);
    break;
  case NB_LOG10:
    nb_log10_groups(count, x, out);
    break;
  case NB_LOG1P:
    NB_MAP(float, log1p_single(v))
  case NB_TANH:
    nb_tanh_groups(count, x, out);
    break;
  case NB_SIGMOID:
    NB_MAP_NEAR(1.0f / (1.0f + plain_exp_near(-v)), 1.0f / (1.0f + plain_exp(-v)))
  case NB_SILU:
    NB_MAP_NEAR(v / (1.0f + plain_exp_near(-v)), v / (1.0f + plain_exp(-v)))
  case NB_ERF:
    nb_erf_groups(count, x, out);
    break;
  case NB_ERFC:
    nb_erfc_groups(count, x, out);
    break;
  case NB_GELU:
    NB_MAP(float, gelu_single(v))
  case NB_GELU_SERIES:
    NB_MAP(float, gelu_series_single(v))
  case NB_GELU_TANH:
    NB_MAP_TANGENTS(0x1.988454p-1f * (v + 0x1.6e4e26p-5f * v * v * v), 0.5f * v * (1.0f + y))
  case NB_TANHSHRINK:
    NB_MAP_TANGENTS(v, v - y)
  case NB_EXP2:
    NB_MAP(float, exp2_single(v))
  case NB_SOFTPLUS:
    NB_MAP_NEAR(v > 20.0f ? v : log1p_single(plain_exp_near(v)), v > 20.0f ? v : log1p_single(plain_exp(v)))
  case NB_LOG_SIGMOID:
    NB_MAP_NEAR((v < 0 ? v : 0) - log1p_single(plain_exp_near(-fabsf(v))),
                (v < 0 ? v : v == v ? 0 : v) - log1p_single(plain_exp(-fabsf(v))))
  case NB_MISH:
    NB_MAP_TANGENTS(log1p_single(plain_exp(v)), v * y)
  case NB_SIN:
    NB_MAP_ANGLES(v == 0 ? v : sin_near(v, 0), v == 0 ? v : sin_single(v, 0), 0)
  case NB_COS:
    NB_MAP_ANGLES(sin_near(v, 1), sin_single(v, 1), 1)
  case NB_ASIN:
    NB_MAP(float, asin_single(v, 0))
  case NB_ACOS:
    NB_MAP(float, asin_single(v, 1))
  case NB_ATAN:
    NB_MAP_PIECES(nb_atan_groups, atan_single(v))
  case NB_ATANH:
    NB_MAP_PIECES(nb_atanh_groups, copysignf(0.5f * log1p_single(2 * fabsf(v) / (1 - fabsf(v))), v))
  case NB_TAN:
    for (; count > 0; count -= BLOCK, x += BLOCK, out += BLOCK) {
      int64_t size = count < BLOCK ? count : BLOCK;
      __builtin_assume(size % GROUP == 0);
      int32_t most = 0;
      NB_INTERLEAVED
      for (int64_t i = 0; i < size; i++) {
        float v = x[i];
        int32_t magnitude = single_magnitude(v);
        most = magnitude > most ? magnitude : most;
        out[i] = v == 0 ? v : tan_near(v);
      }
      for (int64_t i = 0; most >= single_magnitude(NEAR_ANGLE) && i < size; i++)
        if (!(fabsf(x[i]) < NEAR_ANGLE))
          out[i] = (float)tan((double)x[i]);
    }
    break;
  case NB_SINH:
    NB_MAP(float, v == 0 ? v : hyperbolic_single(v, 0))
  case NB_COSH:
    NB_MAP(float, hyperbolic_single(v, 1))
    NB_MAP_FORMULAS(float)
  default:
    return arithmetic_f32(op, count, x, out);
  }
  return 1;
}

/// The functions of `double` that need nothing of the library, likewise.
NB_CLONES static int map_f64(nb_unary op, int64_t count, const double *x, double *restrict out) {
  __builtin_assume(count % GROUP == 0);
  switch (op) {
  case NB_EXP:
    NB_MAP_NEAR_WIDE(exp_near_wide(v), exp_wide(v))
  case NB_LOG1P:
    NB_MAP(double, log1p_any_wide(v))
  case NB_SIGMOID:
    NB_MAP_NEAR_WIDE(1 / (1 + exp_vectors_near(-v)), 1 / (1 + exp_vectors(-v)))
  case NB_SILU:
    NB_MAP_NEAR_WIDE(v / (1 + exp_vectors_near(-v)), v / (1 + exp_vectors(-v)))
    NB_MAP_FORMULAS(double)
  default:
    return arithmetic_f64(op, count, x, out);
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
  case NB_GELU:
  case NB_GELU_SERIES:
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

/// The same for any number of elements: the last ones together with those before, where these have not been
/// overwritten, else among zeros.
#define NB_MAP_ALL(T, SUFFIX)                                                                                          \
  static int map_all_##SUFFIX(nb_unary op, int64_t count, const T *x, T *out) {                                        \
    int64_t whole = count & -GROUP, rest = count - whole;                                                              \
    if (whole > 0 && !map_##SUFFIX(op, whole, x, out))                                                                 \
      return 0;                                                                                                        \
    if (rest > 0 && whole > 0 && x != out)                                                                             \
      return map_##SUFFIX(op, GROUP, x + count - GROUP, out + count - GROUP);                                          \
    if (rest > 0) {                                                                                                    \
      T group[GROUP] = {0}, results[GROUP];                                                                            \
      memcpy(group, x + whole, (size_t)rest * sizeof *x);                                                              \
      if (!map_##SUFFIX(op, GROUP, group, results))                                                                    \
        return 0;                                                                                                      \
      memcpy(out + whole, results, (size_t)rest * sizeof *out);                                                        \
    }                                                                                                                  \
    return 1;                                                                                                          \
  }

NB_MAP_ALL(float, f32)
NB_MAP_ALL(double, f64)

static void unary_f32(nb_unary op, int64_t count, const float *x, float *out) {
  if (map_all_f32(op, count, x, out)) {
    if (op == NB_SINH || op == NB_COSH)
      map_hyperbolic_rest(count, x, out, op == NB_COSH);
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
  if (map_all_f64(op, count, x, out))
    return;
  for (int64_t start = 0; start < count; start += BLOCK)
    map_wide(op, count - start < BLOCK ? count - start : BLOCK, x + start, out + start);
}

// A function may read its elements more than once, so that over themselves they are written by the block, but for
// arithmetic.
#define NB_STREAMED(T, SUFFIX)                                                                                         \
  typedef struct unary_work_##SUFFIX {                                                                                 \
    nb_unary op;                                                                                                       \
    int streams;                                                                                                       \
    const T *x;                                                                                                        \
    T *out;                                                                                                            \
  } unary_work_##SUFFIX;                                                                                               \
                                                                                                                       \
  static void unary_part_##SUFFIX(void *context, int64_t begin, int64_t end) {                                         \
    const unary_work_##SUFFIX *work = context;                                                                         \
    int64_t count = end - begin;                                                                                       \
    const T *x = work->x + begin;                                                                                      \
    T *out = work->out + begin;                                                                                        \
    if (!work->streams && (x != out || IS_ARITHMETIC(work->op)))                                                       \
      return unary_##SUFFIX(work->op, count, x, out);                                                                  \
    enum { SIZE = NB_STREAM_BLOCK / sizeof(T) };                                                                       \
    _Alignas(64) T block[SIZE];                                                                                        \
    for (int64_t i = 0; i < count; i += SIZE) {                                                                        \
      int64_t size = count - i < SIZE ? count - i : SIZE;                                                              \
      unary_##SUFFIX(work->op, size, x + i, block);                                                                    \
      if (work->streams)                                                                                               \
        nb_stream(out + i, block, size * (int64_t)sizeof(T));                                                          \
      else                                                                                                             \
        memcpy(out + i, block, (size_t)size * sizeof(T));                                                              \
    }                                                                                                                  \
    if (work->streams)                                                                                                 \
      nb_stream_end();                                                                                                 \
  }                                                                                                                    \
                                                                                                                       \
  void nb_unary_##SUFFIX(nb_unary op, int64_t count, const T *x, T *out) {                                             \
    unary_work_##SUFFIX work = {op, x != out && nb_streams(out, count * (int64_t)sizeof(T)), x, out};                  \
    nb_share(count, nb_shared_part(count, IS_ARITHMETIC(op) ? NB_SHARED_MOVES : NB_SHARED_FUNCTIONS),                  \
             unary_part_##SUFFIX, &work);                                                                              \
  }

#define IS_ARITHMETIC(OP) ((OP) >= NB_SQRT && (OP) <= NB_FRAC)

NB_STREAMED(float, f32)
NB_STREAMED(double, f64)

NB_CLONES void nb_gelu_backward_f32(int64_t count, const float *grad, const float *x, float *restrict out) {
  for (int64_t i = 0; i < count; i++)
    out[i] = grad[i] * gelu_slope(x[i]);
}

void nb_entropy_f32(int64_t count, const float *x, float *out) {
  float logarithms[BLOCK];
  for (int64_t start = 0; start < count; start += BLOCK) {
    int64_t size = count - start < BLOCK ? count - start : BLOCK;
    map_all_f32(NB_LOG, size, x + start, logarithms);
    for (int64_t i = start; i < start + size; i++) {
      float v = x[i], edge = v == 0 ? 0 : v != v ? v : -INFINITY;
      out[i] = v > 0 ? -v * logarithms[i - start] : edge;
    }
  }
}

void nb_entropy_f64(int64_t count, const double *x, double *out) {
  // PyTorch's loop calls the library for one number at a time, whose last digits its vectors do not have.
  for (int64_t i = 0; i < count; i++) {
    double v = x[i];
    out[i] = v > 0 ? -v * log(v) : v == 0 ? 0 : v != v ? v : -INFINITY;
  }
}
