#ifndef NBRUN_CONVERT_H
#define NBRUN_CONVERT_H

#include <stdint.h>

#include "Elementwise.h"

// Fills `out` with `count` elements in another type, as C casts them; what does not fit into an integer becomes the
// least one. Halves and bfloat16 are the bits of theirs, rounded to the nearest, ties to even.

void nb_convert_f32_f16(int64_t count, const float *x, uint16_t *out);
void nb_convert_f16_f32(int64_t count, const uint16_t *x, float *out);
void nb_convert_f32_bf16(int64_t count, const float *x, uint16_t *out);
void nb_convert_bf16_f32(int64_t count, const uint16_t *x, float *out);
void nb_convert_f32_f64(int64_t count, const float *x, double *out);
void nb_convert_f64_f32(int64_t count, const double *x, float *out);
void nb_convert_i64_f32(int64_t count, const int64_t *x, float *out);
void nb_convert_i64_f64(int64_t count, const int64_t *x, double *out);
void nb_convert_f32_i64(int64_t count, const float *x, int64_t *out);
void nb_convert_f32_u8(int64_t count, const float *x, uint8_t *out);
void nb_convert_f64_i64(int64_t count, const double *x, int64_t *out);
void nb_convert_i32_i64(int64_t count, const int32_t *x, int64_t *out);
void nb_convert_u8_i64(int64_t count, const uint8_t *x, int64_t *out);
void nb_convert_bool_f64(int64_t count, const uint8_t *x, double *out);
void nb_convert_bool_f32(int64_t count, const uint8_t *x, float *out);
void nb_convert_bool_i64(int64_t count, const uint8_t *x, int64_t *out);
void nb_convert_u8_f32(int64_t count, const uint8_t *x, float *out);
void nb_convert_i64_i32(int64_t count, const int64_t *x, int32_t *out);
void nb_convert_f32_bool(int64_t count, const float *x, uint8_t *out);
void nb_convert_i64_bool(int64_t count, const int64_t *x, uint8_t *out);

/// Combines halves of either kind in single precision and rounds once: those of two runs, or of one and a number where
/// `b` is null. The result may be an operand.
void nb_binary_halves(nb_binary op, int is_bfloat, int64_t count, const uint16_t *a, const uint16_t *b, float number,
                      uint16_t *out);

/// The sum of each of `rows` rows of `length` halves of either kind in single precision, in the order of ``nb_sum_f32``.
void nb_sums_of_halves(int is_bfloat, int64_t rows, int64_t length, const uint16_t *x, float *out);

#endif
