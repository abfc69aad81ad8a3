#ifndef NBRUN_COMBINATIONS_H
#define NBRUN_COMBINATIONS_H

#include <stdint.h>

// Linear combinations of `terms` arrays of `count` elements, which lie one behind the other: `results` of them, one
// behind the other, with a row of coefficients for each. Every product and every sum is rounded, in order, to the type
// itself.

void nb_combine_f32(int64_t count, int64_t terms, const float *x, int64_t results, const float *coefficients,
                    float *out);
void nb_combine_f64(int64_t count, int64_t terms, const double *x, int64_t results, const double *coefficients,
                    double *out);

/// The same of halves of either kind, given by their bits.
void nb_combine_halves(int is_bfloat, int64_t count, int64_t terms, const uint16_t *x, int64_t results,
                       const uint16_t *coefficients, uint16_t *out);

/// Adds the product of complex matrices: `c[m][n] += a[m][k] * b[k][n]`, each element summed over k in order, every
/// operation rounded; strides count numbers, those of `c` lie side by side.
void nb_multiply_complex_f32(int64_t m, int64_t n, int64_t k, const float *a, int64_t a_row, int64_t a_column,
                             const float *b, int64_t b_row, int64_t b_column, float *c);
void nb_multiply_complex_f64(int64_t m, int64_t n, int64_t k, const double *a, int64_t a_row, int64_t a_column,
                             const double *b, int64_t b_row, int64_t b_column, double *c);

#endif
