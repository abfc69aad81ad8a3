#include "IntegerRules.h"

#include "clones.h"
#include "integer_types.h"
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
  NB_CALL_OF_INTEGERS(type, combine, rule, count, a, step_a, b, step_b, out)
}

void nb_add_products_integers(nb_integer type, int64_t count, const void *x, int64_t factor, const void *a,
                              const void *b, void *out) {
  NB_CALL_OF_INTEGERS(type, add_products, count, x, factor, a, b, out)
}

void nb_compare_integers(nb_comparison op, nb_integer type, int64_t count, const void *a, int64_t step_a, const void *b,
                         int64_t step_b, uint8_t *out) {
  NB_CALL_OF_INTEGERS(type, compare, op, count, a, step_a, b, step_b, out)
}

void nb_power_integers(nb_integer type, int64_t count, const void *x, uint64_t exponent, void *out) {
  NB_CALL_OF_INTEGERS(type, power, count, x, exponent, out)
}

void nb_extrema_integers(int largest, nb_integer type, int64_t count, int64_t length, int64_t columns, const void *x,
                         void *out) {
  NB_CALL_OF_INTEGERS(type, extrema, largest, count, length, columns, x, out)
}

void nb_extremum_places_integers(int largest, nb_integer type, int64_t count, int64_t length, int64_t columns,
                                 const void *x, int64_t *places, void *values) {
  NB_CALL_OF_INTEGERS(type, extremum_places, largest, count, length, columns, x, places, values)
}

void nb_clamp_integers(nb_integer type, int64_t count, const void *x, int64_t low, int64_t high, void *out) {
  NB_CALL_OF_INTEGERS(type, clamp, count, x, low, high, out)
}

void nb_threshold_integers(nb_integer type, int64_t count, const void *x, int64_t limit, int64_t value, void *out) {
  NB_CALL_OF_INTEGERS(type, threshold, count, x, limit, value, out)
}

// The loops over truth values are those over bytes: what is not 0 is true, and results are 0 or 1.

#define T uint8_t
NB_CLONES void nb_combine_truths(nb_truth_rule rule, int64_t count, const uint8_t *a, int64_t step_a, const uint8_t *b,
                                 int64_t step_b, uint8_t *out) {
  switch (rule) {
  case NB_TRUTH_AND:
    NB_LOOP((x != 0) & (y != 0))
    break;
  case NB_TRUTH_OR:
    NB_LOOP((x | y) != 0)
    break;
  case NB_TRUTH_XOR:
    NB_LOOP((x != 0) ^ (y != 0))
    break;
  case NB_TRUTH_EQUAL:
    NB_LOOP((x != 0) == (y != 0))
    break;
  case NB_TRUTH_LESS:
    NB_LOOP((x == 0) & (y != 0))
    break;
  case NB_TRUTH_AT_MOST:
    NB_LOOP((x == 0) | (y != 0))
    break;
  case NB_TRUTH_NOT:
    NB_TOGETHER
    for (int64_t i = 0; i < count; i++)
      out[i] = a[i * step_a] == 0;
    break;
  }
}
#undef T
