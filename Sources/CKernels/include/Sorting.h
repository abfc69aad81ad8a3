#ifndef NBRUN_SORTING_H
#define NBRUN_SORTING_H

#include <stdint.h>

#include "Convert.h"

// Halves of either kind are the bits of theirs.

/// The bytes of memory that sorting `count` elements, at most `UINT32_MAX`, of `item` bytes takes beside its results.
int64_t nb_sort_scratch(int64_t count, int64_t item);

/// Sorts `count` elements stably and gives where each stood. nan counts as greater than every number, and as equal to
/// itself; so do the two zeros. `scratch` has the bytes that ``nb_sort_scratch`` says, and an address for pairs of numbers.
void nb_sort_f16(int descending, int64_t count, const uint16_t *x, uint16_t *values, int64_t *places, void *scratch);
void nb_sort_bf16(int descending, int64_t count, const uint16_t *x, uint16_t *values, int64_t *places, void *scratch);
void nb_sort_f32(int descending, int64_t count, const float *x, float *values, int64_t *places, void *scratch);
void nb_sort_f64(int descending, int64_t count, const double *x, double *values, int64_t *places, void *scratch);
void nb_sort_i32(int descending, int64_t count, const int32_t *x, int32_t *values, int64_t *places, void *scratch);
void nb_sort_i64(int descending, int64_t count, const int64_t *x, int64_t *values, int64_t *places, void *scratch);

/// The same, but that equal elements come in the order in which the quicksort of PyTorch's library leaves them.
void nb_mixed_sort_f16(int descending, int64_t count, const uint16_t *x, uint16_t *values, int64_t *places,
                       void *scratch);
void nb_mixed_sort_bf16(int descending, int64_t count, const uint16_t *x, uint16_t *values, int64_t *places,
                        void *scratch);
void nb_mixed_sort_f32(int descending, int64_t count, const float *x, float *values, int64_t *places, void *scratch);
void nb_mixed_sort_f64(int descending, int64_t count, const double *x, double *values, int64_t *places, void *scratch);
void nb_mixed_sort_i32(int descending, int64_t count, const int32_t *x, int32_t *values, int64_t *places,
                       void *scratch);
void nb_mixed_sort_i64(int descending, int64_t count, const int64_t *x, int64_t *values, int64_t *places,
                       void *scratch);

// The following functions return 0 if there is no memory for them or a row has more than `UINT32_MAX` elements.

/// Gives the `k` <= `length` elements of each row that are first in that order, and where they stand: in order if
/// `sorted`, otherwise as PyTorch's library selects them. Of equal ones it takes those which that library takes.
int nb_choose_rows_f16(int descending, int sorted, int64_t rows, int64_t length, const uint16_t *x, int64_t k,
                       uint16_t *values, int64_t *places);
int nb_choose_rows_bf16(int descending, int sorted, int64_t rows, int64_t length, const uint16_t *x, int64_t k,
                       uint16_t *values, int64_t *places);
int nb_choose_rows_f32(int descending, int sorted, int64_t rows, int64_t length, const float *x, int64_t k,
                       float *values, int64_t *places);
int nb_choose_rows_f64(int descending, int sorted, int64_t rows, int64_t length, const double *x, int64_t k,
                       double *values, int64_t *places);
int nb_choose_rows_i64(int descending, int sorted, int64_t rows, int64_t length, const int64_t *x, int64_t k,
                       int64_t *values, int64_t *places);

/// Which element of a row in order is sought: the k-th, counted from 0; the lower median, or the first nan if there is
/// one; the lower median of the numbers alone.
typedef enum nb_rank { NB_KTH, NB_MEDIAN, NB_MEDIAN_OF_NUMBERS } nb_rank;

/// Gives that element of each row of at least one, and where it stands.
int nb_select_rows_f16(nb_rank rank, int64_t k, int64_t rows, int64_t length, const uint16_t *x, uint16_t *values,
                       int64_t *places);
int nb_select_rows_bf16(nb_rank rank, int64_t k, int64_t rows, int64_t length, const uint16_t *x, uint16_t *values,
                       int64_t *places);
int nb_select_rows_f32(nb_rank rank, int64_t k, int64_t rows, int64_t length, const float *x, float *values,
                       int64_t *places);
int nb_select_rows_f64(nb_rank rank, int64_t k, int64_t rows, int64_t length, const double *x, double *values,
                       int64_t *places);
int nb_select_rows_i64(nb_rank rank, int64_t k, int64_t rows, int64_t length, const int64_t *x, int64_t *values,
                       int64_t *places);

/// Gives the most frequent element of each row of at least one, the least of equally frequent ones, and where the last
/// of its kind stands in the order in which PyTorch's library leaves them. In a row with nan, which equals nothing,
/// that order is the one in which comparisons leave it.
int nb_mode_rows_f16(int64_t rows, int64_t length, const uint16_t *x, uint16_t *values, int64_t *places);
int nb_mode_rows_bf16(int64_t rows, int64_t length, const uint16_t *x, uint16_t *values, int64_t *places);
int nb_mode_rows_f32(int64_t rows, int64_t length, const float *x, float *values, int64_t *places);
int nb_mode_rows_f64(int64_t rows, int64_t length, const double *x, double *values, int64_t *places);
int nb_mode_rows_i64(int64_t rows, int64_t length, const int64_t *x, int64_t *values, int64_t *places);

/// Gives where `count` slices of `width` > 0 elements each stand in the order of their first elements that differ, in
/// which PyTorch's library leaves them: nan differs from nothing. Truth values have to be 0 or 1. Returns 0 if there is
/// no memory for it.
int nb_sort_slices(nb_number type, int64_t count, int64_t width, const void *x, int64_t *places);

/// How many runs of equal elements a sorted sequence has; nan equals nothing.
int64_t nb_count_groups_f16(int64_t count, const uint16_t *sorted);
int64_t nb_count_groups_bf16(int64_t count, const uint16_t *sorted);
int64_t nb_count_groups_f32(int64_t count, const float *sorted);
int64_t nb_count_groups_f64(int64_t count, const double *sorted);
int64_t nb_count_groups_i64(int64_t count, const int64_t *sorted);
int64_t nb_count_groups_i32(int64_t count, const int32_t *sorted);
int64_t nb_count_groups_i16(int64_t count, const int16_t *sorted);
int64_t nb_count_groups_u8(int64_t count, const uint8_t *sorted);

/// Gives the first element of each run, its length unless `counts` is null, and, unless `inverse` is, the number of its
/// run for each place where an element stood before it was sorted: those in `places`, or where it stands if that is null.
void nb_group_f16(int64_t count, const uint16_t *sorted, const int64_t *places, uint16_t *values, int64_t *counts,
                  int64_t *inverse);
void nb_group_bf16(int64_t count, const uint16_t *sorted, const int64_t *places, uint16_t *values, int64_t *counts,
                   int64_t *inverse);
void nb_group_f32(int64_t count, const float *sorted, const int64_t *places, float *values, int64_t *counts,
                  int64_t *inverse);
void nb_group_f64(int64_t count, const double *sorted, const int64_t *places, double *values, int64_t *counts,
                  int64_t *inverse);
void nb_group_i64(int64_t count, const int64_t *sorted, const int64_t *places, int64_t *values, int64_t *counts,
                  int64_t *inverse);
void nb_group_i32(int64_t count, const int32_t *sorted, const int64_t *places, int32_t *values, int64_t *counts,
                  int64_t *inverse);
void nb_group_i16(int64_t count, const int16_t *sorted, const int64_t *places, int16_t *values, int64_t *counts,
                  int64_t *inverse);
void nb_group_u8(int64_t count, const uint8_t *sorted, const int64_t *places, uint8_t *values, int64_t *counts,
                  int64_t *inverse);

#endif
