#ifndef CKERNELS_COPYING_H
#define CKERNELS_COPYING_H

#include <stdint.h>

/// Copies `rows` rows of `length` elements of `item` bytes (1, 2, 4, 8 or 16). Steps, from row to row and from element to
/// element, are in bytes, and may be negative or 0. The memory written is read nowhere, or only by its own element.
void nb_copy_plane(int64_t item, int64_t rows, int64_t length, void *to, int64_t to_row, int64_t to_step,
                   const void *from, int64_t from_row, int64_t from_step);

#endif
