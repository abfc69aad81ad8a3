#ifndef NBRUN_FACTORS_H
#define NBRUN_FACTORS_H

#include <stdint.h>

// Decompositions of one row-major matrix, whose rows lie `stride` elements apart, in the order of operations of LAPACK's
// unblocked routines, every product rounded before it is added; large ones by blocks.

/// LU factors with partial pivoting in place (`getrf`); `pivots` take the rows (from 1) that were exchanged.
///
/// Returns 0, the place (from 1) of the first zero on the diagonal of U, or -1 if there is no memory to work in.
int64_t nb_lu_f32(int64_t rows, int64_t columns, float *a, int64_t stride, int32_t *pivots);
int64_t nb_lu_f64(int64_t rows, int64_t columns, double *a, int64_t stride, int32_t *pivots);

/// The same of matrices whose columns lie one behind the other, and so do the matrices; `info` takes what is returned
/// there for each.
///
/// Returns 0, having done nothing, if they are so large that they are treated by blocks.
int nb_lu_columns_f32(int64_t batch, int64_t rows, int64_t columns, float *x, int32_t *pivots, int32_t *info);
int nb_lu_columns_f64(int64_t batch, int64_t rows, int64_t columns, double *x, int32_t *pivots, int32_t *info);

/// The lower Cholesky factor in place of the lower triangle (`potrf`).
///
/// Returns 0, the order of the first leading minor that is not positive, or -1 if there is no memory to work in.
int64_t nb_cholesky_f32(int64_t n, float *a, int64_t stride);
int64_t nb_cholesky_f64(int64_t n, double *a, int64_t stride);

/// The same of matrices that lie one behind the other, whose columns are the rows of `u` from the diagonal on: what is
/// on the left of it is left alone. `info` takes what is returned there for each.
///
/// Returns 0, having done nothing, if they are so large that they are treated by blocks.
int nb_cholesky_rows_f32(int64_t batch, int64_t n, float *u, int32_t *info);
int nb_cholesky_rows_f64(int64_t batch, int64_t n, double *u, int32_t *info);

/// The inverses of matrices whose lower Cholesky factors lie one behind the other, in place of these (`potri`).
///
/// Returns 0, having done nothing, if they are too large.
int nb_cholesky_inverse_f32(int64_t batch, int64_t n, float *a);
int nb_cholesky_inverse_f64(int64_t batch, int64_t n, double *a);

/// Solves a triangular system of `n` rows in place of the `columns` right-hand sides (`trsm`).
///
/// Returns 0 if there is no memory to work in.
int nb_solve_triangular_f32(int64_t n, const float *a, int64_t stride, int64_t columns, float *b, int64_t b_stride,
                            int is_upper, int has_unit_diagonal);
int nb_solve_triangular_f64(int64_t n, const double *a, int64_t stride, int64_t columns, double *b,
                            int64_t b_stride, int is_upper, int has_unit_diagonal);

/// Householder's reflections (`geqrf`): R replaces the upper triangle, the vectors stand below the diagonal without their
/// leading one, and `tau` takes a factor for each.
///
/// Returns 0 if there is no memory to work in.
int nb_reflections_f32(int64_t rows, int64_t columns, float *a, int64_t stride, float *tau);
int nb_reflections_f64(int64_t rows, int64_t columns, double *a, int64_t stride, double *tau);

/// Multiplies the first `columns` columns of an identity matrix, which `b` holds, by `count` of these reflections, whose
/// vectors are those of `a`, from the left: which makes them those of Q.
///
/// Returns 0 if there is no memory to work in.
int nb_apply_reflections_f32(int64_t rows, int64_t count, const float *a, int64_t stride, const float *tau,
                             int64_t columns, float *b, int64_t b_stride);
int nb_apply_reflections_f64(int64_t rows, int64_t count, const double *a, int64_t stride, const double *tau,
                             int64_t columns, double *b, int64_t b_stride);

// The same of complex matrices, each number of which is two elements; strides count numbers.

int64_t nb_complex_lu_f32(int64_t rows, int64_t columns, float *a, int64_t stride, int32_t *pivots);
int64_t nb_complex_lu_f64(int64_t rows, int64_t columns, double *a, int64_t stride, int32_t *pivots);
int64_t nb_complex_cholesky_f32(int64_t n, float *a, int64_t stride);
int64_t nb_complex_cholesky_f64(int64_t n, double *a, int64_t stride);
int nb_complex_solve_triangular_f32(int64_t n, const float *a, int64_t stride, int64_t columns, float *b,
                                    int64_t b_stride, int is_upper, int has_unit_diagonal);
int nb_complex_solve_triangular_f64(int64_t n, const double *a, int64_t stride, int64_t columns, double *b,
                                    int64_t b_stride, int is_upper, int has_unit_diagonal);
int nb_complex_reflections_f32(int64_t rows, int64_t columns, float *a, int64_t stride, float *tau);
int nb_complex_reflections_f64(int64_t rows, int64_t columns, double *a, int64_t stride, double *tau);
int nb_apply_complex_reflections_f32(int64_t rows, int64_t count, const float *a, int64_t stride, const float *tau,
                                     int64_t columns, float *b, int64_t b_stride);
int nb_apply_complex_reflections_f64(int64_t rows, int64_t count, const double *a, int64_t stride, const double *tau,
                                     int64_t columns, double *b, int64_t b_stride);

#endif
