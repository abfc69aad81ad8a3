#include "Sorting.h"

#include <string.h>

#include "Counting.h"
#include "Memory.h"
#include "clones.h"

enum {
  /// As many elements are sorted by counting for each how many come before it, which vectors do for many at a time.
  SHORT = 160,
  LANES = 8,
  /// As many elements are sorted by insertion where equal ones may change their order.
  INSERTED = 16,
  /// For as many elements quicksort notes at a time where those on the wrong side are.
  BLOCK = 64,
};

#define RADIX_BITS 11
enum { BUCKETS = 1 << RADIX_BITS };

typedef int64_t longs __attribute__((vector_size(8 * LANES)));

/// For each of `count` <= SHORT keys how many others are smaller. There is memory for a pair of vectors behind them.
NB_CLONES static void rank_keys(int64_t count, const int64_t *keys, int64_t *ranks) {
  for (int64_t i = 0; i < count; i += 2 * LANES) {
    longs a, b, before_a = {0}, before_b = {0};
    memcpy(&a, keys + i, sizeof a);
    memcpy(&b, keys + i + LANES, sizeof b);
    for (int64_t j = 0; j < count; j++) {
      before_a -= keys[j] < a;
      before_b -= keys[j] < b;
    }
    memcpy(ranks + i, &before_a, sizeof a);
    memcpy(ranks + i + LANES, &before_b, sizeof b);
  }
}

/// Counts those that are equal and come before, too.
NB_CLONES static void rank_equal_keys(int64_t count, const int64_t *keys, int64_t *ranks) {
  for (int64_t i = 0; i < count; i++) {
    int64_t equal = 0;
    for (int64_t j = 0; j < i; j++)
      equal += keys[j] == keys[i];
    ranks[i] += equal;
  }
}

// Keys are unsigned numbers in the order of the elements. nan, of either sign, has the greatest key, the negative zero
// that of the positive one.

static inline uint32_t key_f32(float x) {
  uint32_t bits;
  x += 0.0f;
  memcpy(&bits, &x, sizeof bits);
  return x != x ? 0xffffffffu : bits ^ (bits >> 31 ? 0xffffffffu : 0x80000000u);
}

static inline uint64_t key_f64(double x) {
  uint64_t bits;
  x += 0.0;
  memcpy(&bits, &x, sizeof bits);
  return x != x ? ~(uint64_t)0 : bits ^ (bits >> 63 ? ~(uint64_t)0 : (uint64_t)1 << 63);
}

// Halves of either kind are the bits of theirs.

static inline int is_nan_f16(uint16_t x) { return (x & 0x7fff) > 0x7c00; }

static inline int is_nan_bf16(uint16_t x) { return (x & 0x7fff) > 0x7f80; }

static inline uint32_t key_of_bits(uint16_t x, int is_nan) {
  uint32_t bits = x, key = x & 0x8000 ? bits ^ 0xffffu : bits | 0x8000u;
  key = (x & 0x7fff) == 0 ? 0x8000u : key;
  return is_nan ? 0xffffu : key;
}

static inline uint32_t key_f16(uint16_t x) { return key_of_bits(x, is_nan_f16(x)); }

static inline uint32_t key_bf16(uint16_t x) { return key_of_bits(x, is_nan_bf16(x)); }

/// Memory that grows where more is asked for.
typedef struct room {
  void *bytes;
  size_t size;
} room;

/// Room for so many bytes; null if there is none.
static void *room_for(room *room, size_t size) {
  if (room->size >= size)
    return room->bytes;
  if (room->bytes)
    nb_block_release(room->bytes, room->size);
  room->bytes = nb_block_make(size);
  room->size = room->bytes ? size : 0;
  return room->bytes;
}

/// Gives memory back.
static void leave_room(room *room) {
  if (room->bytes)
    nb_block_release(room->bytes, room->size);
}

// A key and where its element stands. Sorting more elements than a `uint32_t` counts is left to others. Pairs may stand
// where places will.

typedef struct __attribute__((may_alias)) pair_32 {
  uint32_t key;
  uint32_t place;
} pair_32;

typedef struct __attribute__((may_alias)) pair_64 {
  uint64_t key;
  uint32_t place;
} pair_64;

#define PAIR pair_32
#define SORT(function) function##_32
#include "introsort.h"
#undef PAIR
#undef SORT

#define PAIR pair_64
#define SORT(function) function##_64
#include "introsort.h"
#undef PAIR
#undef SORT

#define PAIR pair_32
#define SORT(function) function##_32

#define T float
#define KEY uint32_t
#define KEY_OF(x, least) key_f32(x)
#define IS_NAN(x) ((x) != (x))
#define NAME(function) function##_f32
#include "radix.h"
#undef T
#undef KEY_OF
#undef IS_NAN
#undef NAME

#define T uint16_t
#define KEY_OF(x, least) key_f16(x)
#define IS_NAN(x) is_nan_f16(x)
#define NAME(function) function##_f16
#include "radix.h"
#undef KEY_OF
#undef IS_NAN
#undef NAME

#define KEY_OF(x, least) key_bf16(x)
#define IS_NAN(x) is_nan_bf16(x)
#define NAME(function) function##_bf16
#include "radix.h"
#undef T
#undef KEY
#undef KEY_OF
#undef IS_NAN
#undef NAME
#undef PAIR
#undef SORT

#define PAIR pair_64
#define SORT(function) function##_64

#define IS_NAN(x) ((x) != (x))
#define T double
#define KEY uint64_t
#define KEY_OF(x, least) key_f64(x)
#define NAME(function) function##_f64
#include "radix.h"
#undef T
#undef KEY_OF
#undef NAME

#define KEY_OF(x, least) ((uint64_t)(x) - (uint64_t)(least))
#undef IS_NAN
#define IS_NAN(x) ((void)(x), 0)
#define T int64_t
#define NAME(function) function##_i64
#include "radix.h"
#undef KEY
#undef NAME
#undef PAIR
#undef SORT

#define PAIR pair_32
#define SORT(function) function##_32

// Most integers lie close enough together for keys of half the size.
#define KEY uint32_t
#define NAME(function) function##_near_i64
#define WITHOUT_CHOICE
#include "radix.h"
#undef T
#undef NAME

#define T int32_t
#define NAME(function) function##_i32
#include "radix.h"
#undef T
#undef KEY
#undef KEY_OF
#undef NAME

int64_t nb_sort_scratch(int64_t count, int64_t item) {
  if (count <= SHORT)
    return 0;
  // One pair of the smaller keys for each element, two of the larger ones.
  return item < 8 ? count * (int64_t)sizeof(pair_32) : 2 * count * (int64_t)sizeof(pair_64);
}

void nb_sort_f16(int descending, int64_t count, const uint16_t *x, uint16_t *values, int64_t *places, void *scratch) {
  sort_keys_f16(descending, count, x, 0, UINT16_MAX, values, places, scratch);
}

void nb_sort_bf16(int descending, int64_t count, const uint16_t *x, uint16_t *values, int64_t *places, void *scratch) {
  sort_keys_bf16(descending, count, x, 0, UINT16_MAX, values, places, scratch);
}

void nb_sort_f32(int descending, int64_t count, const float *x, float *values, int64_t *places, void *scratch) {
  sort_keys_f32(descending, count, x, 0, UINT32_MAX, values, places, scratch);
}

void nb_sort_f64(int descending, int64_t count, const double *x, double *values, int64_t *places, void *scratch) {
  sort_keys_f64(descending, count, x, 0, UINT64_MAX, values, places, scratch);
}

void nb_sort_i64(int descending, int64_t count, const int64_t *x, int64_t *values, int64_t *places, void *scratch) {
  int64_t least = 0, most = 0;
  if (count > 0)
    nb_bounds_i64(count, x, &least, &most);
  uint64_t range = (uint64_t)most - (uint64_t)least;
  if (range <= UINT32_MAX)
    sort_keys_near_i64(descending, count, x, least, (uint32_t)range, values, places, scratch);
  else
    sort_keys_i64(descending, count, x, least, range, values, places, scratch);
}

NB_CLONES static void bounds_i32(int64_t count, const int32_t *x, int32_t *least, int32_t *most) {
  int32_t low = x[0], high = x[0];
  for (int64_t i = 1; i < count; i++) {
    low = x[i] < low ? x[i] : low;
    high = x[i] > high ? x[i] : high;
  }
  *least = low;
  *most = high;
}

void nb_sort_i32(int descending, int64_t count, const int32_t *x, int32_t *values, int64_t *places, void *scratch) {
  int32_t least = 0, most = 0;
  if (count > 0)
    bounds_i32(count, x, &least, &most);
  sort_keys_i32(descending, count, x, least, (uint32_t)most - (uint32_t)least, values, places, scratch);
}

#define NB_MIXED(T, SUFFIX, LEAST)                                                                                     \
  void nb_mixed_sort_##SUFFIX(int descending, int64_t count, const T *x, T *values, int64_t *places, void *scratch) {  \
    nb_sort_##SUFFIX(descending, count, x, values, places, scratch);                                                   \
    mix_##SUFFIX(descending, count, x, LEAST, values, places, scratch);                                                \
  }

NB_MIXED(uint16_t, f16, 0)
NB_MIXED(uint16_t, bf16, 0)
NB_MIXED(float, f32, 0)
NB_MIXED(double, f64, 0)
NB_MIXED(int32_t, i32, INT32_MIN)

void nb_mixed_sort_i64(int descending, int64_t count, const int64_t *x, int64_t *values, int64_t *places,
                       void *scratch) {
  nb_sort_i64(descending, count, x, values, places, scratch);
  if (count == 0)
    return;
  // In order, the least and the greatest stand at the ends.
  int64_t least = descending ? values[count - 1] : values[0], most = descending ? values[0] : values[count - 1];
  if ((uint64_t)most - (uint64_t)least <= UINT32_MAX)
    mix_near_i64(descending, count, x, least, values, places, scratch);
  else
    mix_i64(descending, count, x, least, values, places, scratch);
}

int nb_choose_rows_f32(int descending, int sorted, int64_t rows, int64_t length, const float *x, int64_t k,
                       float *values, int64_t *places) {
  return choose_rows_f32(descending, sorted, rows, length, x, 0, k, values, places);
}

int nb_choose_rows_f64(int descending, int sorted, int64_t rows, int64_t length, const double *x, int64_t k,
                       double *values, int64_t *places) {
  return choose_rows_f64(descending, sorted, rows, length, x, 0, k, values, places);
}

int nb_choose_rows_i64(int descending, int sorted, int64_t rows, int64_t length, const int64_t *x, int64_t k,
                       int64_t *values, int64_t *places) {
  return choose_rows_i64(descending, sorted, rows, length, x, INT64_MIN, k, values, places);
}

int nb_select_rows_f32(nb_rank rank, int64_t k, int64_t rows, int64_t length, const float *x, float *values,
                       int64_t *places) {
  return select_rows_f32(rank, k, rows, length, x, 0, values, places);
}

int nb_select_rows_f64(nb_rank rank, int64_t k, int64_t rows, int64_t length, const double *x, double *values,
                       int64_t *places) {
  return select_rows_f64(rank, k, rows, length, x, 0, values, places);
}

int nb_select_rows_i64(nb_rank rank, int64_t k, int64_t rows, int64_t length, const int64_t *x, int64_t *values,
                       int64_t *places) {
  return select_rows_i64(rank, k, rows, length, x, INT64_MIN, values, places);
}

int nb_choose_rows_f16(int descending, int sorted, int64_t rows, int64_t length, const uint16_t *x, int64_t k,
                       uint16_t *values, int64_t *places) {
  return choose_rows_f16(descending, sorted, rows, length, x, 0, k, values, places);
}

int nb_choose_rows_bf16(int descending, int sorted, int64_t rows, int64_t length, const uint16_t *x, int64_t k,
                       uint16_t *values, int64_t *places) {
  return choose_rows_bf16(descending, sorted, rows, length, x, 0, k, values, places);
}

int nb_select_rows_f16(nb_rank rank, int64_t k, int64_t rows, int64_t length, const uint16_t *x, uint16_t *values,
                       int64_t *places) {
  return select_rows_f16(rank, k, rows, length, x, 0, values, places);
}

int nb_select_rows_bf16(nb_rank rank, int64_t k, int64_t rows, int64_t length, const uint16_t *x, uint16_t *values,
                       int64_t *places) {
  return select_rows_bf16(rank, k, rows, length, x, 0, values, places);
}

#define NB_GROUPS(T, SUFFIX, EQUAL)                                                                                    \
  NB_CLONES int64_t nb_count_groups_##SUFFIX(int64_t count, const T *sorted) {                                         \
    int64_t groups = count > 0;                                                                                        \
    for (int64_t i = 1; i < count; i++)                                                                                \
      groups += !EQUAL(sorted[i], sorted[i - 1]);                                                                      \
    return groups;                                                                                                     \
  }                                                                                                                    \
                                                                                                                       \
  NB_INLINE void group_##SUFFIX(int64_t count, int64_t groups, const T *sorted, const int64_t *places, T *values,      \
                                int64_t *counts, int64_t *inverse) {                                                   \
    /* Whether a group begins cannot be foretold: from the end on, what is written is overwritten until it does. */    \
    int64_t group = groups - 1, end = count;                                                                           \
    for (int64_t i = count - 1; i >= 0; i--) {                                                                         \
      int begins = i == 0 || !EQUAL(sorted[i], sorted[i - 1]);                                                         \
      values[group] = sorted[i];                                                                                       \
      if (counts)                                                                                                      \
        counts[group] = end - i;                                                                                       \
      if (inverse)                                                                                                     \
        inverse[places ? places[i] : i] = group;                                                                       \
      group -= begins;                                                                                                 \
      end = begins ? i : end;                                                                                          \
    }                                                                                                                  \
  }                                                                                                                    \
                                                                                                                       \
  void nb_group_##SUFFIX(int64_t count, int64_t groups, const T *sorted, const int64_t *places, T *restrict values,    \
                         int64_t *restrict counts, int64_t *restrict inverse) {                                        \
    if (!inverse && !counts)                                                                                           \
      group_##SUFFIX(count, groups, sorted, 0, values, 0, 0);                                                          \
    else if (!inverse)                                                                                                 \
      group_##SUFFIX(count, groups, sorted, 0, values, counts, 0);                                                     \
    else if (!places && counts)                                                                                        \
      group_##SUFFIX(count, groups, sorted, 0, values, counts, inverse);                                               \
    else                                                                                                               \
      group_##SUFFIX(count, groups, sorted, places, values, counts, inverse);                                          \
  }

#define EQUAL_NUMBERS(a, b) ((a) == (b))
#define EQUAL_F16(a, b) (!is_nan_f16(a) & (key_f16(a) == key_f16(b)))
#define EQUAL_BF16(a, b) (!is_nan_bf16(a) & (key_bf16(a) == key_bf16(b)))

NB_GROUPS(uint16_t, f16, EQUAL_F16)
NB_GROUPS(uint16_t, bf16, EQUAL_BF16)
NB_GROUPS(float, f32, EQUAL_NUMBERS)
NB_GROUPS(double, f64, EQUAL_NUMBERS)
NB_GROUPS(int64_t, i64, EQUAL_NUMBERS)
NB_GROUPS(int32_t, i32, EQUAL_NUMBERS)
NB_GROUPS(int16_t, i16, EQUAL_NUMBERS)
NB_GROUPS(uint8_t, u8, EQUAL_NUMBERS)
