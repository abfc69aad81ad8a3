#ifndef NBRUN_DISTANCES_H
#define NBRUN_DISTANCES_H

#include <stdint.h>

// Distances of rows of `length` elements, added up in PyTorch's order for vectors of 256 bits.

/// How the differences of two rows become a distance: by their sum, the root of the sum of their squares, the largest.
typedef enum nb_norm_kind { NB_NORM_1, NB_NORM_2, NB_NORM_MAX } nb_norm_kind;

/// The distances of each of `rows` rows from each of `others`, or, where `is_paired`, from each row of `x` that follows;
/// `out` has one for each pair.
void nb_distances_f32(nb_norm_kind kind, int is_paired, int64_t rows, int64_t others, int64_t length, const float *x,
                      const float *y, float *out);
void nb_distances_f64(nb_norm_kind kind, int is_paired, int64_t rows, int64_t others, int64_t length, const double *x,
                      const double *y, double *out);

/// Distances by the sums of differences or, with `squares`, by the roots of sums of their squares, of each of `rows` rows
/// from each of `others`, added one element after the other; there are elements.
void nb_distances_in_order_f32(int squares, int64_t rows, int64_t others, int64_t length, const float *x,
                               const float *y, float *out);
void nb_distances_in_order_f64(int squares, int64_t rows, int64_t others, int64_t length, const double *x,
                               const double *y, double *out);

/// Adds to `out` the gradients of those distances for the rows of `x`; where `is_paired`, for both rows of a pair.
void nb_distance_rows_f32(nb_norm_kind kind, int is_paired, int64_t rows, int64_t others, int64_t length,
                          const float *x, const float *y, const float *distances, const float *grad, float *out);
void nb_distance_rows_f64(nb_norm_kind kind, int is_paired, int64_t rows, int64_t others, int64_t length,
                          const double *x, const double *y, const double *distances, const double *grad, double *out);

#endif
