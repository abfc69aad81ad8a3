#ifndef NBRUN_CONVERT_H
#define NBRUN_CONVERT_H

#include <stdint.h>

#include "Elementwise.h"
#include "Pointwise.h"

/// The types of real numbers and truth values.
typedef enum nb_number {
  NB_TYPE_BOOL,
  NB_TYPE_U8,
  NB_TYPE_I8,
  NB_TYPE_I16,
  NB_TYPE_I32,
  NB_TYPE_I64,
  NB_TYPE_F16,
  NB_TYPE_BF16,
  NB_TYPE_F32,
  NB_TYPE_F64,
} nb_number;

// Fills `out` with `count` elements in another type, as C casts them; what does not fit into an integer becomes the
// least one. Halves and bfloat16 are the bits of theirs, rounded to the nearest, ties to even.

void nb_convert(nb_number from, nb_number to, int64_t count, const void *x, void *out);

/// The same of elements that lie `step` elements apart.
void nb_convert_apart(nb_number from, nb_number to, int64_t count, const void *x, int64_t step, void *out);

// The same to complex numbers, whose imaginary parts are 0.

void nb_convert_complex_f32(nb_number from, int64_t count, const void *x, float *out);
void nb_convert_complex_f64(nb_number from, int64_t count, const void *x, double *out);

/// Combines runs of elements of any two types after they were converted; an operand with a step of 0 is one number of
/// the result's type. The result may be an operand of its type.
void nb_binary_mixed_f32(nb_binary op, int64_t count, nb_number type_a, const void *a, int64_t step_a, nb_number type_b,
                         const void *b, int64_t step_b, float *out);
void nb_binary_mixed_f64(nb_binary op, int64_t count, nb_number type_a, const void *a, int64_t step_a, nb_number type_b,
                         const void *b, int64_t step_b, double *out);

void nb_convert_f32_f16(int64_t count, const float *x, uint16_t *out);
void nb_convert_f16_f32(int64_t count, const uint16_t *x, float *out);
void nb_convert_f32_bf16(int64_t count, const float *x, uint16_t *out);
void nb_convert_bf16_f32(int64_t count, const uint16_t *x, float *out);

/// Combines halves of either kind in single precision and rounds once: those of two runs, or of one and a number, for
/// which the other is null. The result may be an operand.
void nb_binary_halves(nb_binary op, int is_bfloat, int64_t count, const uint16_t *a, const uint16_t *b, float number,
                      uint16_t *out);

/// Adds a multiple of halves `a`, whose factor is one of them too, to others, either of which may be a number: groups of
/// 32 are rounded once, of what is left over also the product, as PyTorch's loops over vectors and over elements do.
/// The result may be an operand.
void nb_scaled_sum_halves(int is_bfloat, int64_t count, float scale, const uint16_t *a, const uint16_t *b, float number,
                          uint16_t *out);

/// Other functions of two numbers, as ``nb_binary_halves``.
void nb_pairwise_halves(nb_pairwise op, int is_bfloat, int64_t count, const uint16_t *a, const uint16_t *b,
                        float number, uint16_t *out);
void nb_quotient_halves(nb_quotient op, int is_bfloat, int64_t count, const uint16_t *a, const uint16_t *b,
                        float number, uint16_t *out);
void nb_binary_function_halves(nb_binary_function op, int is_bfloat, int64_t count, const uint16_t *a,
                               const uint16_t *b, float number, uint16_t *out);

/// Compares halves of either kind, likewise; a number is one of them.
void nb_compare_halves(nb_comparison op, int is_bfloat, int64_t count, const uint16_t *a, const uint16_t *b,
                       float number, uint8_t *out);

/// Applies a function to halves of either kind in single precision and rounds once. The result may be the operand.
void nb_unary_halves(nb_unary op, int is_bfloat, int64_t count, const uint16_t *x, uint16_t *out);

void nb_parametric_halves(nb_parametric op, int is_bfloat, int64_t count, const uint16_t *x, const double *parameters,
                          uint16_t *out);

/// The same of three, the last of which is a number where it is null.
void nb_ternary_halves(nb_ternary op, int is_bfloat, int64_t count, float scale, const uint16_t *x, const uint16_t *a,
                       const uint16_t *b, float number, uint16_t *out);

/// Says of halves of either kind what a test says.
void nb_test_halves(nb_test op, int is_bfloat, int64_t count, const uint16_t *x, uint8_t *out);

/// The sum of each of `rows` rows of `length` halves of either kind, or of their squares, in single precision, in the order
/// of ``nb_sum_f32``.
void nb_sums_of_halves(int is_bfloat, int squares, int64_t rows, int64_t length, const uint16_t *x, float *out);

/// The sums of at least 32 columns of halves of either kind, whose `rows` > 0 rows lie one behind the other, likewise in the
/// order of ``nb_add_sums_f32``.
void nb_column_sums_of_halves(int is_bfloat, int64_t rows, int64_t columns, const uint16_t *x, float *out);

/// The products of rows of halves of either kind, each product rounded, in PyTorch's order.
void nb_products_of_halves(int is_bfloat, int64_t rows, int64_t length, const uint16_t *x, float *out);

/// The products of `columns` columns of `length` halves each, one factor after the other; rows lie `step` apart.
void nb_product_columns_of_halves(int is_bfloat, int64_t length, int64_t columns, const uint16_t *x, int64_t step,
                                  float *out);

#endif
