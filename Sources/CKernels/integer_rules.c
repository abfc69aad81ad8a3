#include "IntegerRules.h"

#include "clones.h"
#include "loops.h"

#define T uint8_t
#define U uint8_t
#define NAME(function) function##_u8
#include "integer_rules.h"
#undef T
#undef NAME
#define T int8_t
#define NAME(function) function##_i8
#include "integer_rules.h"
#undef T
#undef U
#undef NAME
#define T int16_t
#define U uint16_t
#define NAME(function) function##_i16
#include "integer_rules.h"
#undef T
#undef U
#undef NAME
#define T int32_t
#define U uint32_t
#define NAME(function) function##_i32
#include "integer_rules.h"
#undef T
#undef U
#undef NAME
#define T int64_t
#define U uint64_t
#define NAME(function) function##_i64
#include "integer_rules.h"
#undef T
#undef U
#undef NAME

void nb_combine_integers(nb_integer_rule rule, nb_integer type, int64_t count, const void *a, int64_t step_a,
                         const void *b, int64_t step_b, void *out) {
  switch (type) {
  case NB_U8:
    return combine_u8(rule, count, a, step_a, b, step_b, out);
  case NB_I8:
    return combine_i8(rule, count, a, step_a, b, step_b, out);
  case NB_I16:
    return combine_i16(rule, count, a, step_a, b, step_b, out);
  case NB_I32:
    return combine_i32(rule, count, a, step_a, b, step_b, out);
  case NB_I64:
    return combine_i64(rule, count, a, step_a, b, step_b, out);
  }
}

void nb_compare_integers(nb_comparison op, nb_integer type, int64_t count, const void *a, int64_t step_a, const void *b,
                         int64_t step_b, uint8_t *out) {
  switch (type) {
  case NB_U8:
    return compare_u8(op, count, a, step_a, b, step_b, out);
  case NB_I8:
    return compare_i8(op, count, a, step_a, b, step_b, out);
  case NB_I16:
    return compare_i16(op, count, a, step_a, b, step_b, out);
  case NB_I32:
    return compare_i32(op, count, a, step_a, b, step_b, out);
  case NB_I64:
    return compare_i64(op, count, a, step_a, b, step_b, out);
  }
}

void nb_power_integers(nb_integer type, int64_t count, const void *x, uint64_t exponent, void *out) {
  switch (type) {
  case NB_U8:
    return power_u8(count, x, exponent, out);
  case NB_I8:
    return power_i8(count, x, exponent, out);
  case NB_I16:
    return power_i16(count, x, exponent, out);
  case NB_I32:
    return power_i32(count, x, exponent, out);
  case NB_I64:
    return power_i64(count, x, exponent, out);
  }
}

void nb_extrema_integers(int largest, nb_integer type, int64_t count, int64_t length, int64_t columns, const void *x,
                         void *out) {
  switch (type) {
  case NB_U8:
    return extrema_u8(largest, count, length, columns, x, out);
  case NB_I8:
    return extrema_i8(largest, count, length, columns, x, out);
  case NB_I16:
    return extrema_i16(largest, count, length, columns, x, out);
  case NB_I32:
    return extrema_i32(largest, count, length, columns, x, out);
  case NB_I64:
    return extrema_i64(largest, count, length, columns, x, out);
  }
}

void nb_clamp_integers(nb_integer type, int64_t count, const void *x, int64_t low, int64_t high, void *out) {
  switch (type) {
  case NB_U8:
    return clamp_u8(count, x, (uint8_t)low, (uint8_t)high, out);
  case NB_I8:
    return clamp_i8(count, x, (int8_t)low, (int8_t)high, out);
  case NB_I16:
    return clamp_i16(count, x, (int16_t)low, (int16_t)high, out);
  case NB_I32:
    return clamp_i32(count, x, (int32_t)low, (int32_t)high, out);
  case NB_I64:
    return clamp_i64(count, x, low, high, out);
  }
}

// The loops over truth values are those over bytes; whatever their other bits, results are 0 or 1.

#define T uint8_t
NB_CLONES void nb_combine_truths(nb_truth_rule rule, int64_t count, const uint8_t *a, int64_t step_a, const uint8_t *b,
                                 int64_t step_b, uint8_t *out) {
  switch (rule) {
  case NB_TRUTH_AND:
    NB_LOOP(x & y & 1)
    break;
  case NB_TRUTH_OR:
    NB_LOOP((x | y) & 1)
    break;
  case NB_TRUTH_XOR:
    NB_LOOP((x ^ y) & 1)
    break;
  case NB_TRUTH_EQUAL:
    NB_LOOP(~(x ^ y) & 1)
    break;
  case NB_TRUTH_NOT:
    NB_TOGETHER
    for (int64_t i = 0; i < count; i++)
      out[i] = a[i * step_a] == 0;
    break;
  }
}
#undef T
