#include "Pointwise.h"

#include <math.h>
#include <string.h>

#include "clones.h"
#include "single.h"
#include "wide.h"

enum { BLOCK = 256 };

/// Remainders of quotients cut towards zero, which are exact, in double precision.
///
/// Returns whether there is one that must be computed otherwise: of no number, or of a quotient with too many digits.
NB_CLONES static int remainders(int64_t count, const float *a, const float *b, int64_t step_b, float *restrict out) {
  int unusual = 0;
  for (int64_t i = 0; i < count; i++) {
    double x = a[i], y = b[i * step_b];
    double quotient = trunc(x / y);
    // Both factors have so few digits that the product is exact, and so is the difference.
    double rest = x - quotient * y;
    // A quotient just below an integer may have been rounded to it.
    rest += rest != 0 && (rest < 0) != (x < 0) ? copysign(y, x) : 0;
    unusual |= !(fabs(quotient) < 0x1p29) | !(fabs(y) <= 0x1p128);
    out[i] = (float)copysign(rest, x);
  }
  return unusual;
}

/// The same in double precision, where one rounding of the difference finds it: the rest is a number of as few digits.
NB_CLONES static int wide_remainders(int64_t count, const double *a, const double *b, int64_t step_b,
                                     double *restrict out) {
  int unusual = 0;
  for (int64_t i = 0; i < count; i++) {
    double x = a[i], y = b[i * step_b];
    double quotient = trunc(x / y);
    double rest = __builtin_fma(-quotient, y, x);
    rest += rest != 0 && (rest < 0) != (x < 0) ? copysign(y, x) : 0;
    unusual |= !(fabs(quotient) < 0x1p52) | !(fabs(y) < INFINITY);
    out[i] = copysign(rest, x);
  }
  return unusual;
}

/// What follows from the remainders of one type: the quotient that is rounded down, step by step as PyTorch rounds, and
/// the function that computes an operation block by block.
#define NB_QUOTIENTS_OF(type, suffix, remainders, FMOD, FLOOR, COPYSIGN)                                               \
  NB_INLINE type floored_quotient_##suffix(type a, type b, type rest) {                                                \
    type quotient = (a - rest) / b;                                                                                    \
    quotient = rest != 0 && (b < 0) != (rest < 0) ? quotient - 1 : quotient;                                           \
    type down = FLOOR(quotient);                                                                                       \
    down = quotient - down > (type)0.5 ? down + 1 : down;                                                              \
    down = quotient == 0 ? COPYSIGN(0, a / b) : down;                                                                  \
    return b == 0 ? a / b : down;                                                                                      \
  }                                                                                                                    \
                                                                                                                       \
  NB_CLONES static void finish_##suffix(nb_quotient op, int64_t count, const type *a, const type *b, int64_t step_b,   \
                                        type *restrict out) {                                                          \
    switch (op) {                                                                                                      \
    case NB_FMOD:                                                                                                      \
      break;                                                                                                           \
    case NB_REMAINDER:                                                                                                 \
      for (int64_t i = 0; i < count; i++) {                                                                            \
        type y = b[i * step_b], rest = out[i];                                                                         \
        out[i] = rest != 0 && (y < 0) != (rest < 0) ? rest + y : rest;                                                 \
      }                                                                                                                \
      break;                                                                                                           \
    case NB_FLOOR_DIVIDE:                                                                                              \
      for (int64_t i = 0; i < count; i++)                                                                              \
        out[i] = floored_quotient_##suffix(a[i], b[i * step_b], out[i]);                                               \
      break;                                                                                                           \
    }                                                                                                                  \
  }                                                                                                                    \
                                                                                                                       \
  void nb_quotient_##suffix(nb_quotient op, int64_t count, const type *a, const type *b, int64_t step_b, type *out) {  \
    /* The result may be an operand, which is read again. */                                                           \
    type to[BLOCK];                                                                                                    \
    for (int64_t start = 0; start < count; start += BLOCK) {                                                           \
      int64_t size = count - start < BLOCK ? count - start : BLOCK;                                                    \
      const type *x = a + start, *y = b + start * step_b;                                                              \
      if (remainders(size, x, y, step_b, to))                                                                          \
        for (int64_t i = 0; i < size; i++)                                                                             \
          to[i] = FMOD(x[i], y[i * step_b]);                                                                           \
      finish_##suffix(op, size, x, y, step_b, to);                                                                     \
      memcpy(out + start, to, (size_t)size * sizeof *out);                                                             \
    }                                                                                                                  \
  }

NB_QUOTIENTS_OF(float, f32, remainders, fmodf, floorf, copysignf)
NB_QUOTIENTS_OF(double, f64, wide_remainders, fmod, floor, copysign)

/// Quotients of integers that doubles hold, cut towards zero or rounded down, and their remainders.
///
/// Returns whether there is one of larger numbers, or by zero.
NB_INLINE int integer_quotients(nb_quotient op, int64_t count, const int64_t *a, const int64_t *b, int64_t step_b,
                                int64_t *restrict out) {
  uint64_t unusual = 0;
  for (int64_t i = 0; i < count; i++) {
    int64_t x = a[i], y = b[i * step_b];
    unusual |= ((uint64_t)x + (1ULL << 51)) | ((uint64_t)y + (1ULL << 51)) | -(uint64_t)(y == 0);
    y = y == 0 ? 1 : y;
    int64_t quotient = (int64_t)((double)x / (double)y);
    int64_t rest = (int64_t)((uint64_t)x - (uint64_t)quotient * (uint64_t)y);
    // The quotient may have been rounded to the next integer.
    int64_t is_over = -(int64_t)(rest != 0 && (rest ^ x) < 0);
    int64_t sign = (x ^ y) < 0 ? -1 : 1;
    quotient -= is_over & sign;
    rest += is_over & (int64_t)((uint64_t)sign * (uint64_t)y);
    int64_t goes_down = -(int64_t)(op != NB_FMOD && rest != 0 && (rest ^ y) < 0);
    out[i] = op == NB_FLOOR_DIVIDE ? quotient + goes_down : rest + (goes_down & y);
  }
  return unusual >> 52 != 0;
}

NB_CLONES static int usual_quotients(nb_quotient op, int64_t count, const int64_t *a, const int64_t *b, int64_t step_b,
                                     int64_t *restrict out) {
  switch (op) {
  case NB_FMOD:
    return integer_quotients(NB_FMOD, count, a, b, step_b, out);
  case NB_REMAINDER:
    return integer_quotients(NB_REMAINDER, count, a, b, step_b, out);
  default:
    return integer_quotients(NB_FLOOR_DIVIDE, count, a, b, step_b, out);
  }
}

static int64_t integer_quotient(nb_quotient op, int64_t x, int64_t y) {
  if (y == 0)
    return 0;
  // The one quotient that no integer holds wraps around.
  if (y == -1)
    return op == NB_FLOOR_DIVIDE ? (int64_t)(0 - (uint64_t)x) : 0;
  int64_t quotient = x / y, rest = x % y;
  int goes_down = op != NB_FMOD && rest != 0 && (rest < 0) != (y < 0);
  return op == NB_FLOOR_DIVIDE ? quotient - goes_down : goes_down ? rest + y : rest;
}

void nb_quotient_i64(nb_quotient op, int64_t count, const int64_t *a, const int64_t *b, int64_t step_b, int64_t *out) {
  int64_t to[BLOCK];
  for (int64_t start = 0; start < count; start += BLOCK) {
    int64_t size = count - start < BLOCK ? count - start : BLOCK;
    const int64_t *x = a + start, *y = b + start * step_b;
    if (usual_quotients(op, size, x, y, step_b, to))
      for (int64_t i = 0; i < size; i++)
        to[i] = integer_quotient(op, x[i], y[i * step_b]);
    memcpy(out + start, to, (size_t)size * sizeof *out);
  }
}

NB_CLONES static void widened(int64_t count, const float *x, int64_t step, double *restrict out) {
  if (step)
    for (int64_t i = 0; i < count; i++)
      out[i] = x[i];
  else
    for (int64_t i = 0; i < count; i++)
      out[i] = *x;
}

/// Powers that products or a root give exactly where the library's logarithm need not.
NB_CLONES static void exact_powers(int64_t count, const double *x, const double *y, double *restrict out) {
  for (int64_t i = 0; i < count; i++) {
    double v = x[i], result = out[i];
    result = y[i] == 2 ? v * v : result;
    result = y[i] == 3 ? v * v * v : result;
    out[i] = y[i] == 0.5 ? sqrt(v) : result;
  }
}

NB_CLONES static void narrowed(nb_binary_function op, int64_t count, const float *x, const double *exponents,
                               const double *results, float *restrict out) {
  if (op == NB_POWER)
    // As PyTorch's kernel rounds: the square first.
    for (int64_t i = 0; i < count; i++)
      out[i] = exponents[i] == -2 ? 1 / (x[i] * x[i]) : (float)results[i];
  else
    for (int64_t i = 0; i < count; i++)
      out[i] = (float)results[i];
}

void nb_binary_function_f32(nb_binary_function op, int64_t count, const float *a, const float *b, int64_t step_b,
                            float *out) {
  double x[BLOCK], y[BLOCK], results[BLOCK];
  for (int64_t start = 0; start < count; start += BLOCK) {
    int64_t size = count - start < BLOCK ? count - start : BLOCK;
    widened(size, a + start, 1, x);
    widened(size, b + start * step_b, step_b, y);
    nb_wide_binary(op, size, x, y, results);
    if (op == NB_POWER)
      exact_powers(size, x, y, results);
    narrowed(op, size, a + start, y, results, out + start);
  }
}

void nb_binary_function_f64(nb_binary_function op, int64_t count, const double *a, const double *b, int64_t step_b,
                            double *out) {
  // The result may be an operand, which is read again.
  double y[BLOCK], results[BLOCK];
  for (int64_t start = 0; start < count; start += BLOCK) {
    int64_t size = count - start < BLOCK ? count - start : BLOCK;
    for (int64_t i = 0; i < size; i++)
      y[i] = b[(start + i) * step_b];
    nb_wide_binary(op, size, a + start, y, results);
    if (op == NB_POWER)
      exact_powers(size, a + start, y, results);
    memcpy(out + start, results, (size_t)size * sizeof *out);
  }
}
