#ifndef NBRUN_ALONG_H
#define NBRUN_ALONG_H

#include <stdint.h>

// Loops along a dimension. Those over columns take `columns` neighbouring columns of `length` elements each, which lie
// `step` apart.

/// The largest (or smallest) of `count` > 0 elements; nan wins.
float nb_extremum_f32(int largest, int64_t count, const float *x);
double nb_extremum_f64(int largest, int64_t count, const double *x);
int64_t nb_extremum_i64(int largest, int64_t count, const int64_t *x);

/// Where it stands, the first of several.
int64_t nb_extremum_place_f32(int largest, int64_t count, const float *x);
int64_t nb_extremum_place_f64(int largest, int64_t count, const double *x);
int64_t nb_extremum_place_i64(int largest, int64_t count, const int64_t *x);

/// The same for columns of at least one element.
void nb_extremum_columns_f32(int largest, int64_t length, int64_t columns, const float *x, int64_t step, float *out);
void nb_extremum_columns_f64(int largest, int64_t length, int64_t columns, const double *x, int64_t step, double *out);
void nb_extremum_columns_i64(int largest, int64_t length, int64_t columns, const int64_t *x, int64_t step,
                             int64_t *out);
void nb_extremum_column_places_f32(int largest, int64_t length, int64_t columns, const float *x, int64_t step,
                                   int64_t *places);
void nb_extremum_column_places_f64(int largest, int64_t length, int64_t columns, const double *x, int64_t step,
                                   int64_t *places);
void nb_extremum_column_places_i64(int largest, int64_t length, int64_t columns, const int64_t *x, int64_t step,
                                   int64_t *places);

/// The product of each row, one factor after the other; integers wrap around.
void nb_products_f32(int64_t rows, int64_t length, const float *x, float *out);
void nb_products_f64(int64_t rows, int64_t length, const double *x, double *out);
void nb_products_i64(int64_t rows, int64_t length, const int64_t *x, int64_t *out);

/// The same of columns.
void nb_product_columns_f32(int64_t length, int64_t columns, const float *x, int64_t step, float *out);
void nb_product_columns_f64(int64_t length, int64_t columns, const double *x, int64_t step, double *out);
void nb_product_columns_i64(int64_t length, int64_t columns, const int64_t *x, int64_t step, int64_t *out);

/// The sums of columns of integers, which wrap around.
void nb_sum_columns_i64(int64_t length, int64_t columns, const int64_t *x, int64_t step, int64_t *out);

/// Running sums, or products, of a line whose elements lie `step` apart, those of the results `out_step`; in double
/// precision, integers wrapping around.
void nb_running_totals_f32(int multiplies, int64_t length, const float *x, int64_t step, float *out, int64_t out_step);
void nb_running_totals_f64(int multiplies, int64_t length, const double *x, int64_t step, double *out,
                           int64_t out_step);
void nb_running_totals_i64(int multiplies, int64_t length, const int64_t *x, int64_t step, int64_t *out,
                           int64_t out_step);

/// The same down columns.
void nb_running_columns_f32(int multiplies, int64_t length, int64_t columns, const float *x, int64_t step, float *out,
                            int64_t out_step);
void nb_running_columns_f64(int multiplies, int64_t length, int64_t columns, const double *x, int64_t step,
                            double *out, int64_t out_step);
void nb_running_columns_i64(int multiplies, int64_t length, int64_t columns, const int64_t *x, int64_t step,
                            int64_t *out, int64_t out_step);

/// The means of lines and the sums of the squared distances from them, in double precision by Welford's method: elements
/// of a line lie `step` apart, lines `line_step`.
void nb_spread_f32(int64_t length, int64_t lines, const float *x, int64_t step, int64_t line_step, double *means,
                   double *squares);
void nb_spread_f64(int64_t length, int64_t lines, const double *x, int64_t step, int64_t line_step, double *means,
                   double *squares);

#endif
