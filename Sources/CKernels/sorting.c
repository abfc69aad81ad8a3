#include "Sorting.h"

#include <string.h>

#include "Counting.h"
#include "Memory.h"
#include "clones.h"
#include "halves.h"

enum {
  /// As many elements are sorted by counting for each how many come before it, which vectors do for many at a time.
  SHORT = 160,
  LANES = 8,
  /// As many elements at most are chosen by looking for one after the other.
  FEW = 8,
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

typedef int32_t ints __attribute__((vector_size(8 * LANES)));

/// The same of smaller keys, behind which there is memory for a pair of such vectors.
NB_CLONES static void rank_short_keys(int64_t count, const int32_t *keys, int64_t *ranks) {
  for (int64_t i = 0; i < count; i += 4 * LANES) {
    ints a, b, before_a = {0}, before_b = {0};
    memcpy(&a, keys + i, sizeof a);
    memcpy(&b, keys + i + 2 * LANES, sizeof b);
    for (int64_t j = 0; j < count; j++) {
      before_a -= keys[j] < a;
      before_b -= keys[j] < b;
    }
    for (int64_t l = 0; l < 2 * LANES && i + l < count; l++)
      ranks[i + l] = before_a[l];
    for (int64_t l = 0; l < 2 * LANES && i + 2 * LANES + l < count; l++)
      ranks[i + 2 * LANES + l] = before_b[l];
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

#define LESS(a, b) ((a).key < (b).key)
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

// Numbers themselves as keys, which are compared as such.

typedef struct __attribute__((may_alias)) number_32 {
  float key;
  uint32_t place;
} number_32;

typedef struct __attribute__((may_alias)) number_64 {
  double key;
  uint32_t place;
} number_64;

#define PAIR number_32
#define SORT(function) function##_number_32
#define ONLY_SORTING
#include "introsort.h"
#undef PAIR
#undef SORT

#define PAIR number_64
#define SORT(function) function##_number_64
#include "introsort.h"
#undef PAIR
#undef SORT
#undef ONLY_SORTING
#undef LESS

#define NB_MODE(PAIR, SORT)                                                                                            \
static int64_t mode_by_sorting_##SORT(PAIR *pairs, int64_t count) {                                                    \
  introsort_##SORT(pairs, count);                                                                                      \
  int64_t most = 0, run = 0, place = 0;                                                                                \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    run++;                                                                                                             \
    if (i + 1 < count && pairs[i].key == pairs[i + 1].key)                                                             \
      continue;                                                                                                        \
    if (run > most) {                                                                                                  \
      most = run;                                                                                                      \
      place = pairs[i].place;                                                                                          \
    }                                                                                                                  \
    run = 0;                                                                                                           \
  }                                                                                                                    \
  return place;                                                                                                        \
}

/// Where the last pair of the longest run of equal keys, the first of equally long ones, stood before sorting.
NB_MODE(pair_32, 32)
NB_MODE(pair_64, 64)
NB_MODE(number_32, number_32)
NB_MODE(number_64, number_64)

#define PAIR pair_32
#define SORT(function) function##_32
#define NUMBER_PAIR number_32
#define NUMBER_SORT(function) function##_number_32

#define T float
#define NUMBER(x) (x)
#define KEY uint32_t
#define KEY_OF(x, least) key_f32(x)
#define IS_NAN(x) ((x) != (x))
#define NAME(function) function##_f32
#include "radix.h"
#undef T
#undef KEY_OF
#undef IS_NAN
#undef NAME
#undef NUMBER

#define T uint16_t
#define NUMBER(x) float_of_half(x)
#define KEY_OF(x, least) key_f16(x)
#define IS_NAN(x) is_nan_f16(x)
#define NAME(function) function##_f16
#include "radix.h"
#undef KEY_OF
#undef IS_NAN
#undef NAME
#undef NUMBER

#define NUMBER(x) float_of_bfloat(x)
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
#undef NUMBER
#undef NUMBER_PAIR
#undef NUMBER_SORT

#define PAIR pair_64
#define SORT(function) function##_64
#define NUMBER_PAIR number_64
#define NUMBER_SORT(function) function##_number_64

#define NUMBER(x) (x)
#define IS_NAN(x) ((x) != (x))
#define T double
#define KEY uint64_t
#define KEY_OF(x, least) key_f64(x)
#define NAME(function) function##_f64
#include "radix.h"
#undef T
#undef KEY_OF
#undef NAME
#undef NUMBER
#undef NUMBER_PAIR
#undef NUMBER_SORT

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
    if (count > SHORT && is_soon_tied_##SUFFIX(count, x, LEAST)) {                                                     \
      sort_mixed_##SUFFIX(descending, count, x, LEAST, values, places, scratch);                                       \
      return;                                                                                                          \
    }                                                                                                                  \
    nb_sort_##SUFFIX(descending, count, x, values, places, scratch);                                                   \
    mix_##SUFFIX(descending, count, x, LEAST, values, places, scratch);                                                \
  }

NB_MIXED(uint16_t, f16, 0)
NB_MIXED(uint16_t, bf16, 0)
NB_MIXED(float, f32, 0)
NB_MIXED(double, f64, 0)

// Integers that lie so close together that some are equal need not be looked at first.

void nb_mixed_sort_i32(int descending, int64_t count, const int32_t *x, int32_t *values, int64_t *places,
                       void *scratch) {
  int32_t least = 0, most = 0;
  if (count > INSERTED)
    bounds_i32(count, x, &least, &most);
  if (count > INSERTED && ((uint32_t)most - (uint32_t)least < count - 1 ||
                           (count > SHORT && is_soon_tied_i32(count, x, INT32_MIN)))) {
    sort_mixed_i32(descending, count, x, least, values, places, scratch);
    return;
  }
  nb_sort_i32(descending, count, x, values, places, scratch);
  mix_i32(descending, count, x, INT32_MIN, values, places, scratch);
}

void nb_mixed_sort_i64(int descending, int64_t count, const int64_t *x, int64_t *values, int64_t *places,
                       void *scratch) {
  int64_t low = 0, high = 0;
  if (count > INSERTED)
    nb_bounds_i64(count, x, &low, &high);
  uint64_t range = (uint64_t)high - (uint64_t)low;
  if (count > INSERTED && range <= UINT32_MAX &&
      (range < (uint64_t)count - 1 || (count > SHORT && is_soon_tied_near_i64(count, x, low)))) {
    sort_mixed_near_i64(descending, count, x, low, values, places, scratch);
    return;
  }
  if (count > SHORT && is_soon_tied_i64(count, x, low)) {
    sort_mixed_i64(descending, count, x, low, values, places, scratch);
    return;
  }
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

int nb_mode_rows_f16(int64_t rows, int64_t length, const uint16_t *x, uint16_t *values, int64_t *places) {
  return mode_rows_f16(rows, length, x, 0, values, places);
}

int nb_mode_rows_bf16(int64_t rows, int64_t length, const uint16_t *x, uint16_t *values, int64_t *places) {
  return mode_rows_bf16(rows, length, x, 0, values, places);
}

int nb_mode_rows_f32(int64_t rows, int64_t length, const float *x, float *values, int64_t *places) {
  return mode_rows_f32(rows, length, x, 0, values, places);
}

int nb_mode_rows_f64(int64_t rows, int64_t length, const double *x, double *values, int64_t *places) {
  return mode_rows_f64(rows, length, x, 0, values, places);
}

int nb_mode_rows_i64(int64_t rows, int64_t length, const int64_t *x, int64_t *values, int64_t *places) {
  return mode_rows_i64(rows, length, x, INT64_MIN, values, places);
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

/// As many elements of a sequence are looked at together, to say of each in a byte whether it begins a run.
enum { TOGETHER = 64 };

/// The bits of as many bytes of 0 or 1.
NB_INLINE uint64_t bits_of_bytes(const uint8_t bytes[TOGETHER]) {
  uint64_t bits = 0;
  for (int i = 0; i < TOGETHER; i += 8) {
    uint64_t word = 0;
    for (int l = 0; l < 8; l++)
      word |= (uint64_t)bytes[i + l] << 8 * l;
    // Each byte is moved to its bit of the last byte, in which no two of them meet.
    bits |= (word * 0x0102040810204080) >> 56 << i;
  }
  return bits;
}

/// Numbers the runs of `count` elements, `total` of which begin one, from that of number `group` on: in a row, or where
/// `places` says. Whether elements begin runs is said for TOGETHER, no less.
NB_CLONES static void number_runs(int64_t count, int64_t total, const uint8_t begins[TOGETHER], int64_t group,
                                  const int64_t *places, int64_t *inverse) {
  if (!places && (total == 0 || total == count)) {
    int64_t step = total > 0;
    for (int64_t i = 0; i < count; i++)
      inverse[i] = group + step + step * i;
    return;
  }
  int64_t numbers[TOGETHER], *out = places || count < TOGETHER ? numbers : inverse;
  for (int i = 0; i < TOGETHER; i += 8) {
    uint64_t word = 0;
    for (int l = 0; l < 8; l++)
      word |= (uint64_t)begins[i + l] << 8 * l;
    // Of 8 bytes the product has in each the sum of those up to it.
    uint64_t sums = word * 0x0101010101010101;
    for (int l = 0; l < 8; l++)
      out[i + l] = group + (int64_t)(sums >> 8 * l & 0xff);
    group += (int64_t)(sums >> 56);
  }
  if (places)
    for (int64_t i = 0; i < count; i++)
      inverse[places[i]] = out[i];
  else if (count < TOGETHER)
    memcpy(inverse, numbers, (size_t)count * sizeof *inverse);
}

/// Makes lengths of where runs begin.
NB_CLONES static void measure_runs(int64_t groups, int64_t end, int64_t *starts) {
  for (int64_t i = 0; i + 1 < groups; i++)
    starts[i] = starts[i + 1] - starts[i];
  if (groups > 0)
    starts[groups - 1] = end - starts[groups - 1];
}

#define NB_GROUPS(T, SUFFIX, EQUAL)                                                                                    \
  NB_CLONES int64_t nb_count_groups_##SUFFIX(int64_t count, const T *sorted) {                                         \
    int64_t groups = count > 0;                                                                                        \
    for (int64_t i = 1; i < count; i++)                                                                                \
      groups += !EQUAL(sorted[i], sorted[i - 1]);                                                                      \
    return groups;                                                                                                     \
  }                                                                                                                    \
                                                                                                                       \
  /* Which of TOGETHER elements behind another one differ from the one before them, and how many. */                   \
  NB_CLONES static int64_t differing_##SUFFIX(const T *sorted, uint8_t *differs) {                                     \
    uint8_t total = 0;                                                                                                 \
    for (int i = 0; i < TOGETHER; i++) {                                                                               \
      differs[i] = !EQUAL(sorted[i], sorted[i - 1]);                                                                   \
      total = (uint8_t)(total + differs[i]);                                                                           \
    }                                                                                                                  \
    return total;                                                                                                      \
  }                                                                                                                    \
                                                                                                                       \
  void nb_group_##SUFFIX(int64_t count, const T *sorted, const int64_t *places, T *restrict values,                    \
                         int64_t *restrict counts, int64_t *restrict inverse) {                                        \
    int64_t groups = 0;                                                                                                \
    for (int64_t start = 0; start < count; start += TOGETHER) {                                                        \
      int64_t size = count - start < TOGETHER ? count - start : TOGETHER, total = 0;                                   \
      uint8_t begins[TOGETHER] = {0};                                                                                  \
      if (start > 0 && size == TOGETHER)                                                                               \
        total = differing_##SUFFIX(sorted + start, begins);                                                            \
      else                                                                                                             \
        for (int64_t i = 0; i < size; i++) {                                                                           \
          begins[i] = start + i == 0 || !EQUAL(sorted[start + i], sorted[start + i - 1]);                              \
          total += begins[i];                                                                                          \
        }                                                                                                              \
      if (inverse)                                                                                                     \
        number_runs(size, total, begins, groups - 1, places ? places + start : 0,                                      \
                    places ? inverse : inverse + start);                                                               \
      uint64_t bits = total > 0 ? bits_of_bytes(begins) : 0;                                                           \
      /* Of many, neighbours are copied together. */                                                                   \
      for (; bits && total > TOGETHER / 4 * 3;) {                                                                      \
        int first = __builtin_ctzll(bits), length = bits >> first == ~(uint64_t)0 ? TOGETHER : 0;                      \
        length = length > 0 ? length : __builtin_ctzll(~(bits >> first));                                              \
        memcpy(values + groups, sorted + start + first, (size_t)length * sizeof *values);                              \
        for (int64_t i = 0; counts && i < length; i++)                                                                 \
          counts[groups + i] = start + first + i;                                                                      \
        groups += length;                                                                                              \
        bits = first + length < TOGETHER ? bits >> (first + length) << (first + length) : 0;                           \
      }                                                                                                                \
      for (; bits; bits &= bits - 1, groups++) {                                                                       \
        int64_t place = start + __builtin_ctzll(bits);                                                                 \
        values[groups] = sorted[place];                                                                                \
        if (counts)                                                                                                    \
          counts[groups] = place;                                                                                      \
      }                                                                                                                \
    }                                                                                                                  \
    if (counts)                                                                                                        \
      measure_runs(groups, count, counts);                                                                             \
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

// MARK: Slices

// Slices compare as their first elements do that differ, where nan differs from nothing.

#define NB_SLICES(T, SUFFIX, LOAD)                                                                                     \
  typedef struct slice_##SUFFIX {                                                                                      \
    const T *start;                                                                                                    \
    int64_t width;                                                                                                     \
  } slice_##SUFFIX;                                                                                                    \
                                                                                                                       \
  static int is_less_##SUFFIX(const slice_##SUFFIX *a, const slice_##SUFFIX *b) {                                      \
    for (int64_t i = 0; i < a->width; i++) {                                                                           \
      if (LOAD(a->start[i]) < LOAD(b->start[i]))                                                                       \
        return 1;                                                                                                      \
      if (LOAD(a->start[i]) > LOAD(b->start[i]))                                                                       \
        return 0;                                                                                                      \
    }                                                                                                                  \
    return 0;                                                                                                          \
  }

#define NB_SORT_SLICES(T, SUFFIX)                                                                                      \
  static int sort_slices_##SUFFIX(int64_t count, int64_t width, const T *x, int64_t *places) {                         \
    room room = {0, 0};                                                                                                \
    slice_##SUFFIX *slices = room_for(&room, (size_t)count * sizeof *slices);                                          \
    for (int64_t i = 0; slices && i < count; i++)                                                                      \
      slices[i] = (slice_##SUFFIX){x + i * width, width};                                                              \
    if (slices)                                                                                                        \
      introsort_slices_##SUFFIX(slices, count);                                                                        \
    for (int64_t i = 0; slices && i < count; i++)                                                                      \
      places[i] = (slices[i].start - x) / width;                                                                       \
    leave_room(&room);                                                                                                 \
    return slices != 0;                                                                                                \
  }

#define ITSELF(x) (x)
NB_SLICES(uint8_t, u8, ITSELF)
NB_SLICES(int8_t, i8, ITSELF)
NB_SLICES(int16_t, i16, ITSELF)
NB_SLICES(int32_t, i32, ITSELF)
NB_SLICES(int64_t, i64, ITSELF)
NB_SLICES(uint16_t, f16, float_of_half)
NB_SLICES(uint16_t, bf16, float_of_bfloat)
NB_SLICES(float, f32, ITSELF)
NB_SLICES(double, f64, ITSELF)

#define ONLY_SORTING

#undef PAIR
#undef LESS
#undef SORT
#define PAIR slice_u8
#define LESS(a, b) is_less_u8(&(a), &(b))
#define SORT(function) function##_slices_u8
#include "introsort.h"
NB_SORT_SLICES(uint8_t, u8)

#undef PAIR
#undef LESS
#undef SORT
#define PAIR slice_i8
#define LESS(a, b) is_less_i8(&(a), &(b))
#define SORT(function) function##_slices_i8
#include "introsort.h"
NB_SORT_SLICES(int8_t, i8)

#undef PAIR
#undef LESS
#undef SORT
#define PAIR slice_i16
#define LESS(a, b) is_less_i16(&(a), &(b))
#define SORT(function) function##_slices_i16
#include "introsort.h"
NB_SORT_SLICES(int16_t, i16)

#undef PAIR
#undef LESS
#undef SORT
#define PAIR slice_i32
#define LESS(a, b) is_less_i32(&(a), &(b))
#define SORT(function) function##_slices_i32
#include "introsort.h"
NB_SORT_SLICES(int32_t, i32)

#undef PAIR
#undef LESS
#undef SORT
#define PAIR slice_i64
#define LESS(a, b) is_less_i64(&(a), &(b))
#define SORT(function) function##_slices_i64
#include "introsort.h"
NB_SORT_SLICES(int64_t, i64)

#undef PAIR
#undef LESS
#undef SORT
#define PAIR slice_f16
#define LESS(a, b) is_less_f16(&(a), &(b))
#define SORT(function) function##_slices_f16
#include "introsort.h"
NB_SORT_SLICES(uint16_t, f16)

#undef PAIR
#undef LESS
#undef SORT
#define PAIR slice_bf16
#define LESS(a, b) is_less_bf16(&(a), &(b))
#define SORT(function) function##_slices_bf16
#include "introsort.h"
NB_SORT_SLICES(uint16_t, bf16)

#undef PAIR
#undef LESS
#undef SORT
#define PAIR slice_f32
#define LESS(a, b) is_less_f32(&(a), &(b))
#define SORT(function) function##_slices_f32
#include "introsort.h"
NB_SORT_SLICES(float, f32)

#undef PAIR
#undef LESS
#undef SORT
#define PAIR slice_f64
#define LESS(a, b) is_less_f64(&(a), &(b))
#define SORT(function) function##_slices_f64
#include "introsort.h"
NB_SORT_SLICES(double, f64)

int nb_sort_slices(nb_number type, int64_t count, int64_t width, const void *x, int64_t *places) {
  switch (type) {
  case NB_TYPE_I8:
    return sort_slices_i8(count, width, x, places);
  case NB_TYPE_I16:
    return sort_slices_i16(count, width, x, places);
  case NB_TYPE_I32:
    return sort_slices_i32(count, width, x, places);
  case NB_TYPE_I64:
    return sort_slices_i64(count, width, x, places);
  case NB_TYPE_F16:
    return sort_slices_f16(count, width, x, places);
  case NB_TYPE_BF16:
    return sort_slices_bf16(count, width, x, places);
  case NB_TYPE_F32:
    return sort_slices_f32(count, width, x, places);
  case NB_TYPE_F64:
    return sort_slices_f64(count, width, x, places);
  default:
    return sort_slices_u8(count, width, x, places);
  }
}
