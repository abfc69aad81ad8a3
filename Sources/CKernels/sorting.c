#include "Sorting.h"

#include <stdlib.h>
#include <string.h>

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

static inline uint64_t key_i64(int64_t x) { return (uint64_t)x ^ (uint64_t)1 << 63; }

#define T float
#define KEY uint32_t
#define NAME(function) function##_f32
#include "radix.h"
#undef T
#undef KEY
#undef NAME

#define T double
#define KEY uint64_t
#define NAME(function) function##_f64
#include "radix.h"
#undef T
#undef KEY
#undef NAME

#define T int64_t
#define KEY uint64_t
#define NAME(function) function##_i64
#include "radix.h"
#undef T
#undef KEY
#undef NAME
