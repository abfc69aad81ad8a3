#ifndef NBRUN_ALONG_H
#define NBRUN_ALONG_H

#include <stdint.h>

#include "Convert.h"

// Loops along a dimension. Those over columns take `columns` neighbouring columns of `length` elements each, which lie
// `step` apart.

/// The largest (or smallest) of `count` > 0 elements; nan wins.
float nb_extremum_f32(int largest, int64_t count, const float *x);
double nb_extremum_f64(int largest, int64_t count, const double *x);
int64_t nb_extremum_i64(int largest, int64_t count, const int64_t *x);

/// The same of each of `rows` rows of `length` > 0 elements.
void nb_extrema_f32(int largest, int64_t rows, int64_t length, const float *x, float *out);
void nb_extrema_f64(int largest, int64_t rows, int64_t length, const double *x, double *out);
void nb_extrema_i64(int largest, int64_t rows, int64_t length, const int64_t *x, int64_t *out);

/// The same of halves, for each column of blocks of `length` > 0 rows.
void nb_extrema_of_halves(int is_bfloat, int largest, int64_t blocks, int64_t length, int64_t columns,
                          const uint16_t *x, uint16_t *out);

/// Where they stand, the first of several, and their values where `values` is not null.
void nb_extremum_places_f32(int largest, int64_t rows, int64_t length, const float *x, int64_t *places,
                            float *values);
void nb_extremum_places_f64(int largest, int64_t rows, int64_t length, const double *x, int64_t *places,
                            double *values);
void nb_extremum_places_i64(int largest, int64_t rows, int64_t length, const int64_t *x, int64_t *places,
                            int64_t *values);

/// The same for columns of at least one element.
void nb_extremum_columns_f32(int largest, int64_t length, int64_t columns, const float *x, int64_t step, float *out);
void nb_extremum_columns_f64(int largest, int64_t length, int64_t columns, const double *x, int64_t step, double *out);
void nb_extremum_columns_i64(int largest, int64_t length, int64_t columns, const int64_t *x, int64_t step,
                             int64_t *out);
void nb_extremum_column_places_f32(int largest, int64_t length, int64_t columns, const float *x, int64_t step,
                                   int64_t *places, float *out);
void nb_extremum_column_places_f64(int largest, int64_t length, int64_t columns, const double *x, int64_t step,
                                   int64_t *places, double *out);
void nb_extremum_column_places_i64(int largest, int64_t length, int64_t columns, const int64_t *x, int64_t step,
                                   int64_t *places, int64_t *out);

/// The product of each row, one factor after the other; integers wrap around.
void nb_products_f32(int64_t rows, int64_t length, const float *x, float *out);
void nb_products_f64(int64_t rows, int64_t length, const double *x, double *out);
void nb_products_i64(int64_t rows, int64_t length, const int64_t *x, int64_t *out);

/// The same of columns.
void nb_product_columns_f32(int64_t length, int64_t columns, const float *x, int64_t step, float *out);
void nb_product_columns_f64(int64_t length, int64_t columns, const double *x, int64_t step, double *out);
void nb_product_columns_i64(int64_t length, int64_t columns, const int64_t *x, int64_t step, int64_t *out);

/// The products of rows of complex numbers, pairs of parts, in PyTorch's order.
void nb_complex_row_products_f32(int64_t rows, int64_t length, const float *x, float *out);
void nb_complex_row_products_f64(int64_t rows, int64_t length, const double *x, double *out);

/// The same of columns, which lie side by side; `out` has no element of `x`.
void nb_complex_column_products_f32(int64_t length, int64_t columns, const float *x, float *out);
void nb_complex_column_products_f64(int64_t length, int64_t columns, const double *x, double *out);

/// Running sums, or products, of lines of complex numbers, as those of real ones below; steps count numbers.
void nb_running_complex_f32(int multiplies, int64_t lines, int64_t length, const float *x, int64_t line_step,
                            int64_t step, float *out, int64_t out_line_step, int64_t out_step);
void nb_running_complex_f64(int multiplies, int64_t lines, int64_t length, const double *x, int64_t line_step,
                            int64_t step, double *out, int64_t out_line_step, int64_t out_step);

/// The sums of columns of integers, which wrap around.
void nb_sum_columns_i64(int64_t length, int64_t columns, const int64_t *x, int64_t step, int64_t *out);

/// Running sums, or products, of lines `line_step` apart whose elements lie `step` apart, those of the results
/// `out_line_step` and `out_step`; in double precision, integers wrapping around.
void nb_running_lines_f32(int multiplies, int64_t lines, int64_t length, const float *x, int64_t line_step,
                          int64_t step, float *out, int64_t out_line_step, int64_t out_step);
void nb_running_lines_f64(int multiplies, int64_t lines, int64_t length, const double *x, int64_t line_step,
                          int64_t step, double *out, int64_t out_line_step, int64_t out_step);
void nb_running_lines_i64(int multiplies, int64_t lines, int64_t length, const int64_t *x, int64_t line_step,
                          int64_t step, int64_t *out, int64_t out_line_step, int64_t out_step);

/// The largest (or smallest) so far in each row, and where it stands, the last of equals; nan wins.
void nb_running_extrema_f32(int largest, int64_t rows, int64_t length, const float *x, float *out, int64_t *places);
void nb_running_extrema_f64(int largest, int64_t rows, int64_t length, const double *x, double *out, int64_t *places);
void nb_running_extrema_i64(int largest, int64_t rows, int64_t length, const int64_t *x, int64_t *out,
                            int64_t *places);

/// Running totals down columns.
void nb_running_columns_f32(int multiplies, int64_t length, int64_t columns, const float *x, int64_t step, float *out,
                            int64_t out_step);
void nb_running_columns_f64(int multiplies, int64_t length, int64_t columns, const double *x, int64_t step,
                            double *out, int64_t out_step);
void nb_running_columns_i64(int multiplies, int64_t length, int64_t columns, const int64_t *x, int64_t step,
                            int64_t *out, int64_t out_step);

/// What a norm adds up: how many elements are not 0, their distances from 0, or their squares.
typedef enum nb_norm { NB_COUNT, NB_SIZES, NB_SQUARES } nb_norm;

/// These sums of the columns of `blocks` blocks of `length` rows of `columns` elements, in PyTorch's order of additions:
/// one after the other onto what `out` holds; only the squares of a row, in the order of ``nb_sum_of_squares_f32``, and the
/// count of one take its place.
void nb_norm_sums_f32(nb_norm norm, int64_t blocks, int64_t length, int64_t columns, const float *x, float *out);
void nb_norm_sums_f64(nb_norm norm, int64_t blocks, int64_t length, int64_t columns, const double *x, double *out);

/// How many sums of squared distances there are side by side.
enum { NB_SQUARE_LANES = 32 };

/// Adds the squared distances of elements from a number to as many sums, in turn: of all parts of a row but the last the
/// length is a multiple of their number.
void nb_squares_around_f32(int64_t length, const float *x, double centre, double *sums);
void nb_squares_around_f64(int64_t length, const double *x, double centre, double *sums);

/// The means of lines and the sums of the squared distances from them, in double precision by Welford's method: elements
/// of a line lie `step` apart, lines `line_step`. Where `before` elements of each line came before these, `means` and
/// `squares` are theirs.
void nb_spread_f32(int64_t before, int64_t length, int64_t lines, const float *x, int64_t step, int64_t line_step,
                   double *means, double *squares);
void nb_spread_f64(int64_t before, int64_t length, int64_t lines, const double *x, int64_t step, int64_t line_step,
                   double *means, double *squares);

/// The logarithms of the running sums of the exponentials of each row, computed in double precision.
void nb_running_logarithms_f32(int64_t rows, int64_t length, const float *x, float *out);

/// The running extrema of `columns` columns of `length` elements, side by side in rows, and where they last stood; 0,
/// having done nothing, for halves.
int nb_running_extrema_columns(int largest, nb_number type, int64_t length, int64_t columns, const void *x, void *out,
                               int64_t *places);

#endif
