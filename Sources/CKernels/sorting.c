#include "Sorting.h"

#include <string.h>

#include "Memory.h"

// Runs that are shorter are sorted by insertion.
enum { SHORT = 48 };

#define RADIX_BITS 11
enum { BUCKETS = 1 << RADIX_BITS };

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

#define T float
#define KEY uint32_t
#define KEY_OF(x, least) key_f32(x)
#define NAME(function) function##_f32
#include "radix.h"
#undef T
#undef KEY
#undef KEY_OF
#undef NAME

#define T double
#define KEY uint64_t
#define KEY_OF(x, least) key_f64(x)
#define NAME(function) function##_f64
#include "radix.h"
#undef T
#undef KEY_OF
#undef NAME

#define KEY_OF(x, least) ((uint64_t)(x) - (uint64_t)(least))
#define T int64_t
#define NAME(function) function##_i64
#include "radix.h"
#undef KEY
#undef NAME

// Most integers lie close enough together for keys of half the size.
#define KEY uint32_t
#define NAME(function) function##_near_i64
#define WITHOUT_CHOICE
#include "radix.h"
#undef T
#undef KEY
#undef KEY_OF
#undef NAME

int64_t nb_sort_scratch(int64_t count) {
  // Pairs of the larger keys.
  return count > SHORT ? 2 * count * (int64_t)sizeof(pair_f64) : 0;
}

void nb_sort_f32(int descending, int64_t count, const float *x, float *values, int64_t *places, void *scratch) {
  sort_keys_f32(descending, count, x, 0, UINT32_MAX, values, places, scratch);
}

void nb_sort_f64(int descending, int64_t count, const double *x, double *values, int64_t *places, void *scratch) {
  sort_keys_f64(descending, count, x, 0, UINT64_MAX, values, places, scratch);
}

void nb_sort_i64(int descending, int64_t count, const int64_t *x, int64_t *values, int64_t *places, void *scratch) {
  int64_t least = INT64_MAX, most = INT64_MIN;
  for (int64_t i = 0; i < count; i++) {
    least = x[i] < least ? x[i] : least;
    most = x[i] > most ? x[i] : most;
  }
  uint64_t range = count > 0 ? (uint64_t)most - (uint64_t)least : 0;
  if (range <= UINT32_MAX)
    sort_keys_near_i64(descending, count, x, least, (uint32_t)range, values, places, scratch);
  else
    sort_keys_i64(descending, count, x, least, range, values, places, scratch);
}

int nb_choose_f32(int descending, int64_t count, const float *x, int64_t k, int64_t *places) {
  return choose_keys_f32(descending, count, x, 0, k, places);
}

int nb_choose_f64(int descending, int64_t count, const double *x, int64_t k, int64_t *places) {
  return choose_keys_f64(descending, count, x, 0, k, places);
}

int nb_choose_i64(int descending, int64_t count, const int64_t *x, int64_t k, int64_t *places) {
  return choose_keys_i64(descending, count, x, INT64_MIN, k, places);
}
