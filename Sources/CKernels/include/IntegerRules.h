#ifndef CKERNELS_INTEGER_RULES_H
#define CKERNELS_INTEGER_RULES_H

#include <stdint.h>

#include "Elementwise.h"

/// The types of integers.
typedef enum nb_integer { NB_U8, NB_I8, NB_I16, NB_I32, NB_I64 } nb_integer;

/// What is done with two integers, or with one; results wrap around.
typedef enum nb_integer_rule {
  NB_INTEGER_ADD,
  NB_INTEGER_SUBTRACT,
  NB_INTEGER_MULTIPLY,
  NB_INTEGER_MAXIMUM,
  NB_INTEGER_MINIMUM,
  NB_INTEGER_AND,
  NB_INTEGER_OR,
  NB_INTEGER_XOR,
  /// By a number that is negative, or no less than the bits there are, nothing is left but the sign to the right.
  NB_INTEGER_SHIFT_LEFT,
  NB_INTEGER_SHIFT_RIGHT,
  /// Comparisons, whose truth is 1 and whose untruth 0.
  NB_INTEGER_EQUAL,
  NB_INTEGER_UNEQUAL,
  NB_INTEGER_LESS,
  NB_INTEGER_AT_MOST,
  /// 1 and -1 have negative powers, all others 0.
  NB_INTEGER_POWER,
  NB_INTEGER_NEGATE,
  NB_INTEGER_ABSOLUTE,
  NB_INTEGER_SIGN,
} nb_integer_rule;

/// Combines `count` integers of a type, one by one; those of an operand whose step is 0 are all the first. The result may
/// be an operand. Rules of one integer take no second operand.
void nb_combine_integers(nb_integer_rule rule, nb_integer type, int64_t count, const void *a, int64_t step_a,
                         const void *b, int64_t step_b, void *out);

/// Adds products of integers of a type and a factor, all of which wrap around: `x + factor * a * b`, or `x + factor *
/// a` where `b` is null. The result may be an operand.
void nb_add_products_integers(nb_integer type, int64_t count, const void *x, int64_t factor, const void *a,
                              const void *b, void *out);

/// Compares them, likewise; the result may be an operand of the same size.
void nb_compare_integers(nb_comparison op, nb_integer type, int64_t count, const void *a, int64_t step_a, const void *b,
                         int64_t step_b, uint8_t *out);

/// Raises `count` integers of a type to one power. The result may be the operand.
void nb_power_integers(nb_integer type, int64_t count, const void *x, uint64_t exponent, void *out);

/// The largest or smallest integers of the columns of `count` blocks of `length` > 0 rows, one block behind the other.
void nb_extrema_integers(int largest, nb_integer type, int64_t count, int64_t length, int64_t columns, const void *x,
                         void *out);

/// The first rows in which they stand, and the integers themselves where `values` is not null.
void nb_extremum_places_integers(int largest, nb_integer type, int64_t count, int64_t length, int64_t columns,
                                 const void *x, int64_t *places, void *values);

/// Moves `count` integers of a type between two limits that the type holds, which the upper one decides where they cross.
/// The result may be the operand.
void nb_clamp_integers(nb_integer type, int64_t count, const void *x, int64_t low, int64_t high, void *out);

/// Puts a number in the place of those integers of a type that are not above a limit; the type holds both. The result may
/// be the operand.
void nb_threshold_integers(nb_integer type, int64_t count, const void *x, int64_t limit, int64_t value, void *out);

/// What is done with two truth values, or with one.
typedef enum nb_truth_rule {
  NB_TRUTH_AND,
  NB_TRUTH_OR,
  NB_TRUTH_XOR,
  NB_TRUTH_EQUAL,
  NB_TRUTH_LESS,
  NB_TRUTH_AT_MOST,
  NB_TRUTH_NOT,
} nb_truth_rule;

/// The same as ``nb_combine_integers`` for truth values, which are bytes.
void nb_combine_truths(nb_truth_rule rule, int64_t count, const uint8_t *a, int64_t step_a, const uint8_t *b,
                       int64_t step_b, uint8_t *out);

#endif
