#ifndef CKERNELS_INDICES_H
#define CKERNELS_INDICES_H

#include <stdint.h>

/// The place of the first index that lies outside `low ..< high`; -1 when there is none.
intptr_t nb_first_outside(intptr_t count, const intptr_t *index, intptr_t low, intptr_t high);

/// Adds to each offset how far an index, counted from the end where it is negative, leads along a dimension. The indices
/// lie in `-size ..< size`.
void nb_add_offsets(intptr_t count, const intptr_t *index, intptr_t size, intptr_t stride, intptr_t *offsets);

/// `out[i] = source[offsets[i] * stride]` for elements of `item` bytes: 1, 2, 4, 8 or 16.
void nb_pick(intptr_t item, intptr_t count, const intptr_t *offsets, intptr_t stride, const void *source, void *out);

#endif
