#include "Pointwise.h"

#include <math.h>
#include <string.h>

#include "clones.h"
#include "integer_types.h"
#include "loops.h"
#include "single.h"

enum { BLOCK = 256 };

/// The remainder of a quotient cut towards zero, and whether it has to be computed otherwise: of no number, or where the
/// quotient has too many digits.
///
/// One rounding of the difference finds it: the remainder, and the one of a quotient that is too large by one, are numbers
/// of as few digits.
#define NB_REST(type, SUFFIX, DIGITS)                                                                                  \
  type x = a[i * step_a], y = b[i * step_b];                                                                                  \
  type cut = __builtin_elementwise_trunc(x / y);                                                                       \
  type rest = __builtin_elementwise_fma(-cut, y, x);                                                                   \
  /* A quotient just below an integer may have been rounded to it. */                                                  \
  rest += rest != 0 && (rest < 0) != (x < 0) ? __builtin_elementwise_copysign(y, x) : 0;                               \
  unusual |= !(__builtin_elementwise_abs(cut) < DIGITS) | !(__builtin_elementwise_abs(y) < (type)INFINITY);            \
  rest = __builtin_elementwise_copysign(rest, x);

#define NB_EACH_REST(type, SUFFIX, DIGITS, RESULT)                                                                     \
  if (step_a && step_b)                                                                                                \
    for (int64_t i = 0, step_a = 1, step_b = 1; i < count; i++) {                                                      \
      NB_REST(type, SUFFIX, DIGITS)                                                                                    \
      out[i] = RESULT;                                                                                                 \
    }                                                                                                                  \
  else if (step_b)                                                                                                     \
    for (int64_t i = 0, step_a = 0, step_b = 1; i < count; i++) {                                                      \
      NB_REST(type, SUFFIX, DIGITS)                                                                                    \
      out[i] = RESULT;                                                                                                 \
    }                                                                                                                  \
  else                                                                                                                 \
    for (int64_t i = 0, step_b = 0; i < count; i++) {                                                                  \
      NB_REST(type, SUFFIX, DIGITS)                                                                                    \
      out[i] = RESULT;                                                                                                 \
    }                                                                                                                  \
  return unusual;

/// Quotients that are cut towards zero: a loop for each of the ways operands step. The result may be an operand.
#define NB_CUT(QUOTIENT)                                                                                               \
  _Pragma("clang loop vectorize(assume_safety)") for (int64_t i = 0; i < count; i++)                                  \
    out[i] = __builtin_elementwise_trunc(QUOTIENT);
#define NB_EACH_CUT(type)                                                                                              \
  type x = *a, y = *b;                                                                                                 \
  if (step_a && step_b)                                                                                                \
    NB_CUT(a[i] / b[i])                                                                                                \
  else if (step_b)                                                                                                     \
    NB_CUT(x / b[i])                                                                                                   \
  else                                                                                                                 \
    NB_CUT(a[i * step_a] / y)

/// The operations on one type: remainders with the sign of the divisor, the quotient that is rounded down, step by step as
/// PyTorch rounds, and the function that computes an operation block by block.
#define NB_QUOTIENTS_OF(type, SUFFIX, DIGITS, FMOD)                                                                    \
  NB_INLINE type floored_remainder_##SUFFIX(type y, type rest) {                                                       \
    return rest != 0 && (y < 0) != (rest < 0) ? rest + y : rest;                                                       \
  }                                                                                                                    \
                                                                                                                       \
  NB_INLINE type floored_quotient_##SUFFIX(type x, type y, type rest) {                                                \
    type quotient = (x - rest) / y;                                                                                    \
    quotient = rest != 0 && (y < 0) != (rest < 0) ? quotient - 1 : quotient;                                           \
    type down = __builtin_elementwise_floor(quotient);                                                                 \
    down = quotient - down > (type)0.5 ? down + 1 : down;                                                              \
    down = quotient == 0 ? __builtin_elementwise_copysign((type)0, x / y) : down;                                      \
    return y == 0 ? x / y : down;                                                                                      \
  }                                                                                                                    \
                                                                                                                       \
  /* Returns whether there is an unusual one, and all have to be computed otherwise. */                                \
  NB_CLONES static int usual_quotients_##SUFFIX(nb_quotient op, int64_t count, const type *a, int64_t step_a,          \
                                                const type *b, int64_t step_b, type *restrict out) {                   \
    int unusual = 0;                                                                                                   \
    switch (op) {                                                                                                      \
    case NB_FMOD:                                                                                                      \
      NB_EACH_REST(type, SUFFIX, DIGITS, rest)                                                                         \
    case NB_REMAINDER:                                                                                                 \
      NB_EACH_REST(type, SUFFIX, DIGITS, floored_remainder_##SUFFIX(y, rest))                                          \
    default:                                                                                                           \
      NB_EACH_REST(type, SUFFIX, DIGITS, floored_quotient_##SUFFIX(x, y, rest))                                        \
    }                                                                                                                  \
  }                                                                                                                    \
                                                                                                                       \
  NB_CLONES static void cut_quotients_##SUFFIX(int64_t count, const type *a, int64_t step_a, const type *b,            \
                                               int64_t step_b, type *out) {                                            \
    NB_EACH_CUT(type)                                                                                                  \
  }                                                                                                                    \
                                                                                                                       \
  void nb_quotient_##SUFFIX(nb_quotient op, int64_t count, const type *a, int64_t step_a, const type *b,               \
                            int64_t step_b, type *out) {                                                               \
    if (op == NB_CUT_DIVIDE && count > 0) {                                                                            \
      cut_quotients_##SUFFIX(count, a, step_a, b, step_b, out);                                                        \
      return;                                                                                                          \
    }                                                                                                                  \
    /* The result may be an operand, which is read again. */                                                           \
    type to[BLOCK];                                                                                                    \
    for (int64_t start = 0; start < count; start += BLOCK) {                                                           \
      int64_t size = count - start < BLOCK ? count - start : BLOCK;                                                    \
      const type *x = a + start * step_a, *y = b + start * step_b;                                                     \
      if (usual_quotients_##SUFFIX(op, size, x, step_a, y, step_b, to))                                                      \
        for (int64_t i = 0; i < size; i++) {                                                                           \
          type dividend = x[i * step_a], divisor = y[i * step_b], rest = FMOD(dividend, divisor);                      \
          to[i] = op == NB_FMOD        ? rest                                                                          \
                  : op == NB_REMAINDER ? floored_remainder_##SUFFIX(divisor, rest)                                     \
                                       : floored_quotient_##SUFFIX(dividend, divisor, rest);                              \
        }                                                                                                              \
      memcpy(out + start, to, (size_t)size * sizeof *out);                                                             \
    }                                                                                                                  \
  }

NB_QUOTIENTS_OF(float, f32, 0x1p23f, fmodf)
NB_QUOTIENTS_OF(double, f64, 0x1p52, fmod)

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
    int64_t goes_down = -(int64_t)(op != NB_FMOD && op != NB_CUT_DIVIDE && rest != 0 && (rest ^ y) < 0);
    out[i] = op >= NB_FLOOR_DIVIDE ? quotient + goes_down : rest + (goes_down & y);
  }
  return unusual >> 52 != 0;
}

// A loop for neighbours and one for a number, both of which become vector code.
NB_CLONES static int usual_quotients(nb_quotient op, int64_t count, const int64_t *a, const int64_t *b, int64_t step_b,
                                     int64_t *restrict out) {
  switch (op) {
  case NB_FMOD:
    return step_b ? integer_quotients(NB_FMOD, count, a, b, 1, out) : integer_quotients(NB_FMOD, count, a, b, 0, out);
  case NB_REMAINDER:
    return step_b ? integer_quotients(NB_REMAINDER, count, a, b, 1, out)
                  : integer_quotients(NB_REMAINDER, count, a, b, 0, out);
  case NB_CUT_DIVIDE:
    return step_b ? integer_quotients(NB_CUT_DIVIDE, count, a, b, 1, out)
                  : integer_quotients(NB_CUT_DIVIDE, count, a, b, 0, out);
  default:
    return step_b ? integer_quotients(NB_FLOOR_DIVIDE, count, a, b, 1, out)
                  : integer_quotients(NB_FLOOR_DIVIDE, count, a, b, 0, out);
  }
}

static int64_t integer_quotient(nb_quotient op, int64_t x, int64_t y) {
  if (y == 0)
    return 0;
  // The one quotient that no integer holds wraps around.
  if (y == -1)
    return op >= NB_FLOOR_DIVIDE ? (int64_t)(0 - (uint64_t)x) : 0;
  int64_t quotient = x / y, rest = x % y;
  int goes_down = op != NB_FMOD && op != NB_CUT_DIVIDE && rest != 0 && (rest < 0) != (y < 0);
  return op >= NB_FLOOR_DIVIDE ? quotient - goes_down : goes_down ? rest + y : rest;
}

static void quotients_i64(nb_quotient op, int64_t count, const int64_t *a, const int64_t *b, int64_t step_b,
                          int64_t *out) {
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

/// The same of shorter integers, whose quotients in REAL are cut right: they differ from an integer by more than they are
/// rounded, or not at all. WIDE holds all quotients. The divisors are not zero.
#define NB_SHORT_QUOTIENTS_OF(T, SUFFIX, WIDE, REAL)                                                                   \
  NB_INLINE void each_quotient_##SUFFIX(nb_quotient op, int64_t count, const T *a, const T *b, int64_t step_b,         \
                                        T *out) {                                                                      \
    NB_TOGETHER                                                                                                        \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      WIDE x = a[i], y = b[i * step_b];                                                                                \
      WIDE quotient = (WIDE)((REAL)x / (REAL)y), rest = x - quotient * y;                                              \
      WIDE goes_down = -(WIDE)(op != NB_FMOD && op != NB_CUT_DIVIDE && rest != 0 && (rest ^ y) < 0);                   \
      out[i] = (T)(op >= NB_FLOOR_DIVIDE ? quotient + goes_down : rest + (goes_down & y));                             \
    }                                                                                                                  \
  }                                                                                                                    \
                                                                                                                       \
  NB_CLONES static void quotients_##SUFFIX(nb_quotient op, int64_t count, const T *a, const T *b, int64_t step_b,      \
                                           T *out) {                                                                   \
    const T divisor = *b;                                                                                              \
    switch (op) {                                                                                                      \
    case NB_FMOD:                                                                                                      \
      return step_b ? each_quotient_##SUFFIX(NB_FMOD, count, a, b, 1, out)                                             \
                    : each_quotient_##SUFFIX(NB_FMOD, count, a, &divisor, 0, out);                                     \
    case NB_REMAINDER:                                                                                                 \
      return step_b ? each_quotient_##SUFFIX(NB_REMAINDER, count, a, b, 1, out)                                        \
                    : each_quotient_##SUFFIX(NB_REMAINDER, count, a, &divisor, 0, out);                                \
    case NB_CUT_DIVIDE:                                                                                                \
      return step_b ? each_quotient_##SUFFIX(NB_CUT_DIVIDE, count, a, b, 1, out)                                       \
                    : each_quotient_##SUFFIX(NB_CUT_DIVIDE, count, a, &divisor, 0, out);                               \
    default:                                                                                                           \
      return step_b ? each_quotient_##SUFFIX(NB_FLOOR_DIVIDE, count, a, b, 1, out)                                     \
                    : each_quotient_##SUFFIX(NB_FLOOR_DIVIDE, count, a, &divisor, 0, out);                             \
    }                                                                                                                  \
  }

NB_SHORT_QUOTIENTS_OF(uint8_t, u8, int32_t, float)
NB_SHORT_QUOTIENTS_OF(int8_t, i8, int32_t, float)
NB_SHORT_QUOTIENTS_OF(int16_t, i16, int32_t, float)
NB_SHORT_QUOTIENTS_OF(int32_t, i32, int64_t, double)

void nb_quotient_integers(nb_quotient op, nb_integer type, int64_t count, const void *a, const void *b, int64_t step_b,
                          void *out) {
  if (count <= 0)
    return;
  NB_CALL_OF_INTEGERS(type, quotients, op, count, a, b, step_b, out)
}

#define NB_ZEROS_OF(T, SUFFIX)                                                                                         \
  NB_CLONES static int has_zero_##SUFFIX(int64_t count, const T *x) {                                                  \
    T found = 0;                                                                                                       \
    for (int64_t i = 0; i < count; i++)                                                                                \
      found |= x[i] == 0;                                                                                              \
    return found;                                                                                                      \
  }

NB_ZEROS_OF(uint8_t, u8)
NB_ZEROS_OF(uint16_t, u16)
NB_ZEROS_OF(uint32_t, u32)
NB_ZEROS_OF(uint64_t, u64)

int nb_has_zero(nb_integer type, int64_t count, const void *x) {
  switch (type) {
  case NB_U8:
  case NB_I8:
    return has_zero_u8(count, x);
  case NB_I16:
    return has_zero_u16(count, x);
  case NB_I32:
    return has_zero_u32(count, x);
  case NB_I64:
    return has_zero_u64(count, x);
  }
  return 0;
}
