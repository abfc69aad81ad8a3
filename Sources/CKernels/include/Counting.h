#ifndef CKERNELS_COUNTING_H
#define CKERNELS_COUNTING_H

#include <stdint.h>

#include "Convert.h"

// Truth values are bytes, of which those that are not 0 are true.

/// How many of them are true.
int64_t nb_count_true(int64_t count, const uint8_t *flags);

/// Whether any of them is true, whether all are.
int nb_any_true(int64_t count, const uint8_t *flags);
int nb_all_true(int64_t count, const uint8_t *flags);

/// Whether any or, with `all`, all numbers of `item` bytes (1, 2, 4 or 8) are not zero, in each column of blocks of
/// `length` rows: 1 or 0, as many as columns for each block.
void nb_truths(int64_t item, int is_floating, int all, int64_t blocks, int64_t length, int64_t columns, const void *x,
               uint8_t *out);

/// Writes the places, counted from `start`, of the first `total` true values to `out`, `step` elements apart; there are at
/// least as many.
void nb_true_places(int64_t count, const uint8_t *flags, int64_t start, int64_t total, int64_t *out, int64_t step);

/// Writes the elements of `item` bytes (1, 2, 4, 8 or 16) at the first `total` true values to `out`; there are at least
/// as many.
void nb_compress(int64_t item, int64_t count, const uint8_t *flags, int64_t total, const void *source, void *out);

/// Puts zeros where elements, given by their bits, are no numbers.
void nb_clear_nans_f16(int64_t count, uint16_t *x);
void nb_clear_nans_bf16(int64_t count, uint16_t *x);
void nb_clear_nans_f32(int64_t count, uint32_t *x);
void nb_clear_nans_f64(int64_t count, uint64_t *x);

/// Whether all elements are equal, as numbers: nan equals nothing.
int nb_equal(nb_number type, int64_t count, const void *a, const void *b);

/// The least and the greatest of `count` > 0 elements.
void nb_bounds_i64(int64_t count, const int64_t *x, int64_t *least, int64_t *most);

/// Adds to each of `length` counts how often its number, `0 ..< length`, is among the elements; there are no others.
void nb_bincount(int64_t count, const int64_t *x, int64_t length, int64_t *counts);

/// How often each byte occurs.
void nb_count_bytes(int64_t count, const uint8_t *x, int64_t counts[256]);

/// The numbers that stand for bytes.
void nb_number_bytes(int64_t count, const uint8_t *x, const int64_t numbers[256], int64_t *out);

/// Adds to each of `bins` counts how many elements lie in its part of `low ... high`, the parts being equally wide. Each
/// step of finding the part is rounded to the type of the elements, which decides at the borders.
void nb_histogram_f32(int64_t count, const float *x, double low, double high, int64_t bins, int64_t *counts);
void nb_histogram_f64(int64_t count, const double *x, double low, double high, int64_t bins, int64_t *counts);
void nb_histogram_f16(int64_t count, const uint16_t *x, double low, double high, int64_t bins, int64_t *counts);
void nb_histogram_bf16(int64_t count, const uint16_t *x, double low, double high, int64_t bins, int64_t *counts);

/// For each number how many elements of a sorted sequence of `length` come before it or, with `right`, are not greater.
void nb_search_f32(int right, int64_t length, const float *sequence, int64_t count, const float *x, int64_t *out);
void nb_search_f64(int right, int64_t length, const double *sequence, int64_t count, const double *x, int64_t *out);
void nb_search_i64(int right, int64_t length, const int64_t *sequence, int64_t count, const int64_t *x, int64_t *out);

/// Looks elements up in a table of `size` > 0 entries for those from `low` on; all others get `outside`.
void nb_look_up_u8(int64_t count, const uint8_t *x, uint8_t low, int64_t size, const uint8_t *table, uint8_t outside,
                   uint8_t *out);
void nb_look_up_u16(int64_t count, const uint16_t *x, uint16_t low, int64_t size, const uint8_t *table,
                    uint8_t outside, uint8_t *out);
void nb_look_up_i32(int64_t count, const int32_t *x, int32_t low, int64_t size, const uint8_t *table, uint8_t outside,
                    uint8_t *out);
void nb_look_up_i64(int64_t count, const int64_t *x, int64_t low, int64_t size, const uint8_t *table, uint8_t outside,
                    uint8_t *out);

#endif
