#include "Indices.h"

#include <string.h>

#include "clones.h"

NB_CLONES static int has_outside(intptr_t count, const intptr_t *index, intptr_t low, intptr_t high) {
  // As unsigned numbers, those below `low` are the largest.
  uintptr_t most = 0;
  for (intptr_t i = 0; i < count; i++) {
    uintptr_t place = (uintptr_t)index[i] - (uintptr_t)low;
    most = place > most ? place : most;
  }
  return count > 0 && most >= (uintptr_t)high - (uintptr_t)low;
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

/// Two elements are stored at once.
NB_INLINE void pick_words(intptr_t count, const intptr_t *offsets, const uint32_t *from, uint32_t *restrict to) {
  intptr_t i = 0;
  // Vectors would be put together from elements loaded one by one.
#pragma clang loop vectorize(disable) unroll_count(4)
  for (; i + 2 <= count; i += 2) {
    uint64_t first = from[offsets[i]], second = from[offsets[i + 1]];
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint64_t both = first | second << 32;
#else
    uint64_t both = first << 32 | second;
#endif
    memcpy(to + i, &both, sizeof both);
  }
  if (i < count)
    to[i] = from[offsets[i]];
}

NB_CLONES void nb_pick(intptr_t item, intptr_t count, const intptr_t *offsets, intptr_t stride, const void *source,
                       void *out) {
  switch (item) {
  case 1:
    NB_PICK(uint8_t)
  case 2:
    NB_PICK(uint16_t)
  case 4:
    if (stride == 1) {
      pick_words(count, offsets, source, out);
      return;
    }
    NB_PICK(uint32_t)
  case 8:
    NB_PICK(uintptr_t)
  default:
    NB_PICK(wide_item)
  }
}

// A loop for neighbours, whose addresses the compiler then computes in fewer steps.

#define NB_GATHER(T)                                                                                                   \
  {                                                                                                                    \
    const T *from = source;                                                                                            \
    T *restrict to = out;                                                                                              \
    if (index_step == 1 && source_step == 1 && out_step == 1)                                                          \
      for (intptr_t i = 0; i < count; i++)                                                                             \
        to[i] = from[i + index[i] * stride];                                                                           \
    else                                                                                                               \
      for (intptr_t i = 0; i < count; i++)                                                                             \
        to[i * out_step] = from[i * source_step + index[i * index_step] * stride];                                     \
    return;                                                                                                            \
  }

void nb_gather(intptr_t item, intptr_t count, const intptr_t *index, intptr_t index_step, intptr_t stride,
               const void *source, intptr_t source_step, void *out, intptr_t out_step) {
  switch (item) {
  case 1:
    NB_GATHER(uint8_t)
  case 2:
    NB_GATHER(uint16_t)
  case 4:
    NB_GATHER(uint32_t)
  case 8:
    NB_GATHER(uintptr_t)
  default:
    NB_GATHER(wide_item)
  }
}

#define NB_SCATTER(T)                                                                                                  \
  {                                                                                                                    \
    const T *from = x;                                                                                                 \
    T *to = target;                                                                                                    \
    if (index_step == 1 && step == 1)                                                                                  \
      for (intptr_t i = 0; i < count; i++)                                                                             \
        to[i * target_step + index[i] * stride] = from[i];                                                             \
    else                                                                                                               \
      for (intptr_t i = 0; i < count; i++)                                                                             \
        to[i * target_step + index[i * index_step] * stride] = from[i * step];                                         \
    return;                                                                                                            \
  }

void nb_scatter(intptr_t item, intptr_t count, const intptr_t *index, intptr_t index_step, intptr_t stride,
                const void *x, intptr_t step, void *target, intptr_t target_step) {
  switch (item) {
  case 1:
    NB_SCATTER(uint8_t)
  case 2:
    NB_SCATTER(uint16_t)
  case 4:
    NB_SCATTER(uint32_t)
  case 8:
    NB_SCATTER(uintptr_t)
  default:
    NB_SCATTER(wide_item)
  }
}

#define NB_SCATTER_ADD(T, SUFFIX, SUM)                                                                                 \
  void nb_scatter_add_##SUFFIX(intptr_t count, const intptr_t *index, intptr_t index_step, intptr_t stride,            \
                               const T *x, intptr_t step, T *target, intptr_t target_step) {                           \
    if (index_step == 1 && step == 1)                                                                                  \
      for (intptr_t i = 0; i < count; i++) {                                                                           \
        T *to = target + i * target_step + index[i] * stride, value = x[i];                                            \
        *to = SUM(*to, value);                                                                                         \
      }                                                                                                                \
    else                                                                                                               \
      for (intptr_t i = 0; i < count; i++) {                                                                           \
        T *to = target + i * target_step + index[i * index_step] * stride, value = x[i * step];                        \
        *to = SUM(*to, value);                                                                                         \
      }                                                                                                                \
  }

#define ADDED(a, b) ((a) + (b))
#define WRAPPED_SHORT(a, b) ((int32_t)((uint32_t)(a) + (uint32_t)(b)))
#define WRAPPED(a, b) ((int64_t)((uint64_t)(a) + (uint64_t)(b)))

NB_SCATTER_ADD(float, f32, ADDED)
NB_SCATTER_ADD(double, f64, ADDED)
NB_SCATTER_ADD(int64_t, i64, WRAPPED)
NB_SCATTER_ADD(int32_t, i32, WRAPPED_SHORT)

NB_CLONES void nb_add_rows_i32(intptr_t count, const intptr_t *places, intptr_t stride, intptr_t length, const int32_t *x,
                               int32_t *target) {
  for (intptr_t i = 0; i < count; i++, x += length) {
    int32_t *row = target + places[i] * stride;
    for (intptr_t k = 0; k < length; k++)
      row[k] = WRAPPED_SHORT(row[k], x[k]);
  }
}

#define NB_GREATEST_ROWS(T, NAME)                                                                                      \
  NB_CLONES void nb_greatest_rows_##NAME(intptr_t count, const intptr_t *ends, const intptr_t *index, intptr_t length, \
                                         const T *table, T *restrict out, int64_t *restrict rows) {                    \
    for (intptr_t i = 0; i < count; i++, out += length, rows += length) {                                              \
      intptr_t first = ends[i], end = ends[i + 1];                                                                     \
      const T *row = table + (first < end ? index[first] * length : 0);                                                \
      for (intptr_t k = 0; k < length; k++) {                                                                          \
        out[k] = first < end ? row[k] : 0;                                                                             \
        rows[k] = first < end ? index[first] : 0;                                                                      \
      }                                                                                                                \
      for (intptr_t j = first + 1; j < end; j++) {                                                                     \
        int64_t place = index[j];                                                                                      \
        row = table + place * length;                                                                                  \
        for (intptr_t k = 0; k < length; k++) {                                                                        \
          int is_greater = row[k] > out[k];                                                                             \
          out[k] = is_greater ? row[k] : out[k];                                                                        \
          rows[k] = is_greater ? place : rows[k];                                                                       \
        }                                                                                                              \
      }                                                                                                                \
    }                                                                                                                  \
  }

NB_GREATEST_ROWS(float, f32)
NB_GREATEST_ROWS(double, f64)

#define NB_SUM_ROWS(T, NAME)                                                                                           \
  NB_CLONES void nb_sum_rows_##NAME(intptr_t count, const intptr_t *ends, const intptr_t *index, intptr_t length,      \
                                    const T *table, int is_mean, T *restrict out) {                                    \
    for (intptr_t i = 0; i < count; i++, out += length) {                                                              \
      for (intptr_t k = 0; k < length; k++)                                                                            \
        out[k] = 0;                                                                                                    \
      /* Several rows at a time, whose elements are added one after the other. */                                      \
      intptr_t j = ends[i], end = ends[i + 1];                                                                         \
      for (; j + 4 <= end; j += 4) {                                                                                   \
        const T *a = table + index[j] * length, *b = table + index[j + 1] * length;                                    \
        const T *c = table + index[j + 2] * length, *d = table + index[j + 3] * length;                                \
        for (intptr_t k = 0; k < length; k++)                                                                          \
          out[k] = out[k] + a[k] + b[k] + c[k] + d[k];                                                                 \
      }                                                                                                                \
      for (; j < end; j++) {                                                                                           \
        const T *row = table + index[j] * length;                                                                      \
        for (intptr_t k = 0; k < length; k++)                                                                          \
          out[k] += row[k];                                                                                            \
      }                                                                                                                \
      T size = (T)(ends[i + 1] - ends[i]);                                                                             \
      for (intptr_t k = 0; is_mean && size > 1 && k < length; k++)                                                     \
        out[k] /= size;                                                                                                \
    }                                                                                                                  \
  }

NB_SUM_ROWS(float, f32)
NB_SUM_ROWS(double, f64)
