#ifndef CKERNELS_INDICES_H
#define CKERNELS_INDICES_H

#include <stdint.h>

#include "Convert.h"
#include "Elementwise.h"

/// The place of the first index that lies outside `low ..< high`; -1 when there is none.
intptr_t nb_first_outside(intptr_t count, const intptr_t *index, intptr_t low, intptr_t high);

/// Adds to each offset how far an index, counted from the end where it is negative, leads along a dimension. The indices
/// lie in `-size ..< size`.
void nb_add_offsets(intptr_t count, const intptr_t *index, intptr_t size, intptr_t stride, intptr_t *offsets);

/// `out[i] = source[offsets[i] * stride]` for elements of `item` bytes: 1, 2, 4, 8 or 16.
void nb_pick(intptr_t item, intptr_t count, const intptr_t *offsets, intptr_t stride, const void *source, void *out);

// One loop over elements that an index chooses along a dimension: the i-th index, counted in steps, leads `stride`
// elements per place into an array, the start of which moves on by a step as well. All indices lie within the dimension.

/// `out[i * out_step] = source[i * source_step + index[i * index_step] * stride]` for elements of `item` bytes.
void nb_gather(intptr_t item, intptr_t count, const intptr_t *index, intptr_t index_step, intptr_t stride,
               const void *source, intptr_t source_step, void *out, intptr_t out_step);

/// `target[i * target_step + index[i * index_step] * stride] = x[i * step]`, one after the other.
void nb_scatter(intptr_t item, intptr_t count, const intptr_t *index, intptr_t index_step, intptr_t stride,
                const void *x, intptr_t step, void *target, intptr_t target_step);

/// The same of numbers or truth values of a type, combined with what is there by a sum, product, maximum or minimum;
/// what halves give is rounded each time, integers wrap around, a sum of truth values says whether one is true.
void nb_combine_at(nb_binary op, nb_number type, intptr_t count, const intptr_t *index, intptr_t index_step,
                   intptr_t stride, const void *x, intptr_t step, void *target, intptr_t target_step);

/// Combines `count` rows of `length` elements, one behind the other, with those that begin `places[i] * stride`
/// elements behind `target`, one row after the other.
void nb_combine_rows(nb_binary op, nb_number type, intptr_t count, const intptr_t *places, intptr_t stride,
                     intptr_t length, const void *x, void *target);

/// Sums rows of `length` elements of a table: sum `i` of `count` has those that `index` names from `ends[i]` to before
/// `ends[i + 1]`, one after the other. Means are sums divided by how many there are; without any both are 0.
void nb_sum_rows_f32(intptr_t count, const intptr_t *ends, const intptr_t *index, intptr_t length, const float *table,
                     int is_mean, float *out);
void nb_sum_rows_f64(intptr_t count, const intptr_t *ends, const intptr_t *index, intptr_t length, const double *table,
                     int is_mean, double *out);

/// The greatest of rows of a table as ``nb_sum_rows_f32`` adds them, and in which rows these are; both are 0 where there is
/// none.
void nb_greatest_rows_f32(intptr_t count, const intptr_t *ends, const intptr_t *index, intptr_t length,
                          const float *table, float *out, int64_t *rows);
void nb_greatest_rows_f64(intptr_t count, const intptr_t *ends, const intptr_t *index, intptr_t length,
                          const double *table, double *out, int64_t *rows);

#endif
