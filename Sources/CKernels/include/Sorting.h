#ifndef NBRUN_SORTING_H
#define NBRUN_SORTING_H

#include <stdint.h>

/// The bytes of memory that sorting `count` elements, at most `UINT32_MAX`, takes beside its results.
int64_t nb_sort_scratch(int64_t count);

/// Sorts `count` elements stably and gives where each stood. nan counts as greater than every number, and as equal to
/// itself; so do the two zeros. `scratch` has the bytes that ``nb_sort_scratch`` says, and an address for pairs of numbers.
void nb_sort_f32(int descending, int64_t count, const float *x, float *values, int64_t *places, void *scratch);
void nb_sort_f64(int descending, int64_t count, const double *x, double *values, int64_t *places, void *scratch);
void nb_sort_i64(int descending, int64_t count, const int64_t *x, int64_t *values, int64_t *places, void *scratch);

/// Gives where the `k` > 0 elements stand that are first in that order.
///
/// Returns 0 if there is no memory for them.
int nb_choose_f32(int descending, int64_t count, const float *x, int64_t k, int64_t *places);
int nb_choose_f64(int descending, int64_t count, const double *x, int64_t k, int64_t *places);
int nb_choose_i64(int descending, int64_t count, const int64_t *x, int64_t k, int64_t *places);

#endif
