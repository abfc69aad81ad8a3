#ifndef CKERNELS_COPYING_H
#define CKERNELS_COPYING_H

#include <stdint.h>

/// Copies `rows` rows of `length` elements of `item` bytes (1, 2, 4, 8 or 16). Steps, from row to row and from element to
/// element, are in bytes, and may be negative or 0. The memory written is read nowhere, or only by its own element.
void nb_copy_plane(int64_t item, int64_t rows, int64_t length, void *to, int64_t to_row, int64_t to_step,
                   const void *from, int64_t from_row, int64_t from_step);

/// Fills images of `output` places in up to three dimensions, the outermost first, from images of `input` places: place
/// `i` of dimension `dim` has what is at `places[dim][i]`. In the last dimension the `count` places from `first` on come
/// from places side by side. Elements have `item` bytes (1, 2, 4, 8 or 16).
void nb_pad(int64_t item, int64_t planes, const int64_t *input, const int64_t *output, const int64_t *const *places,
            int64_t first, int64_t count, const void *x, void *out);

/// Takes `count` elements of `item` bytes (1, 2, 4, 8 or 16) from `a` where `test` is not 0, else from `b`; each is a row
/// of neighbours (step 1) or one element (step 0). The memory written is read nowhere, or only by its own element.
void nb_choose(int64_t item, int64_t count, const uint8_t *test, const void *a, int64_t a_step, const void *b,
               int64_t b_step, void *out);

/// Writes one element of `item` bytes (1, 2, 4, 8 or 16) `count` times.
void nb_fill(int64_t item, int64_t count, const void *value, void *out);

#endif
