#include "Indices.h"

#include <string.h>

#include "clones.h"

NB_CLONES static int has_outside(intptr_t count, const intptr_t *index, intptr_t low, intptr_t high) {
  intptr_t found = 0;
  for (intptr_t i = 0; i < count; i++)
    found |= (index[i] < low) | (index[i] >= high);
  return found != 0;
}

intptr_t nb_first_outside(intptr_t count, const intptr_t *index, intptr_t low, intptr_t high) {
  if (has_outside(count, index, low, high))
    for (intptr_t i = 0; i < count; i++)
      if (index[i] < low || index[i] >= high)
        return i;
  return -1;
}

NB_CLONES void nb_add_offsets(intptr_t count, const intptr_t *index, intptr_t size, intptr_t stride,
                              intptr_t *restrict offsets) {
  for (intptr_t i = 0; i < count; i++)
    offsets[i] += (index[i] + (index[i] < 0 ? size : 0)) * stride;
}

typedef struct wide_item {
  uintptr_t low, high;
} wide_item;

#define NB_PICK(T)                                                                                                     \
  {                                                                                                                    \
    const T *from = source;                                                                                            \
    T *restrict to = out;                                                                                              \
    if (stride == 1)                                                                                                   \
      for (intptr_t i = 0; i < count; i++)                                                                              \
        to[i] = from[offsets[i]];                                                                                      \
    else                                                                                                               \
      for (intptr_t i = 0; i < count; i++)                                                                              \
        to[i] = from[offsets[i] * stride];                                                                             \
    return;                                                                                                            \
  }

NB_CLONES void nb_pick(intptr_t item, intptr_t count, const intptr_t *offsets, intptr_t stride, const void *source,
                       void *out) {
  switch (item) {
  case 1:
    NB_PICK(uint8_t)
  case 2:
    NB_PICK(uint16_t)
  case 4:
    NB_PICK(uint32_t)
  case 8:
    NB_PICK(uintptr_t)
  default:
    NB_PICK(wide_item)
  }
}
