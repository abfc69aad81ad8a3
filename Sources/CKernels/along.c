#include "Along.h"

#include "Elementwise.h"

#include <math.h>
#include <string.h>

#include "clones.h"

// Welford's steps are rounded one by one.
#pragma clang fp contract(off)

// Functions that take vectors are always inlined: how they would be passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

/// How many columns are worked on together: a row has to be fetched from memory, what is near should be used at once.
enum { COLUMNS = 64 };

#define IS_FLOATING 1
#define IS_NAN(x) ((x) != (x))
#define ADD(x, y) ((x) + (y))
#define MULTIPLY(x, y) ((x) * (y))

static float nan_f32(void) { return __builtin_nanf(""); }
static double nan_f64(void) { return __builtin_nan(""); }

#define T float
#define FACTOR float
#define TOTAL double
#define PLACE int32_t
#define NAME(function) function##_f32
#include "dimension.h"
#undef T
#undef TOTAL
#undef FACTOR
#undef PLACE
#undef NAME

#define T double
#define FACTOR double
#define TOTAL double
#define PLACE int64_t
#define NAME(function) function##_f64
#include "dimension.h"
#undef T
#undef TOTAL
#undef FACTOR
#undef NAME

#undef IS_FLOATING
#undef IS_NAN
#undef ADD
#undef MULTIPLY
#define IS_FLOATING 0
#define IS_NAN(x) 0
// Unsigned arithmetic wraps around; signed overflow is undefined.
#define ADD(x, y) ((int64_t)((uint64_t)(x) + (uint64_t)(y)))
#define MULTIPLY(x, y) ((int64_t)((uint64_t)(x) * (uint64_t)(y)))

#define T int64_t
#define FACTOR uint64_t
#define TOTAL int64_t
#define NAME(function) function##_i64
#include "dimension.h"
#undef T
#undef TOTAL
#undef FACTOR
#undef PLACE
#undef NAME

NB_CLONES void nb_sum_columns_i64(int64_t length, int64_t columns, const int64_t *x, int64_t step,
                                  int64_t *restrict out) {
  if (columns == 1 && step == 1) {
    uint64_t total = 0;
    for (int64_t i = 0; i < length; i++)
      total += (uint64_t)x[i];
    *out = (int64_t)total;
    return;
  }
  for (int64_t l = 0; l < columns; l++)
    out[l] = 0;
  for (int64_t i = 0; i < length; i++)
    for (int64_t l = 0; l < columns; l++)
      out[l] = ADD(out[l], x[i * step + l]);
}

void nb_running_logarithms_f32(int64_t rows, int64_t length, const float *x, float *out) {
  // Each sum waits for the one before it: those of some rows are computed together.
  enum { TOGETHER = 32 };
  for (int64_t start = 0; start < rows; start += TOGETHER, x += TOGETHER * length, out += TOGETHER * length) {
    int64_t lines = rows - start < TOGETHER ? rows - start : TOGETHER;
    double totals[TOGETHER], rests[TOGETHER];
    for (int l = 0; l < TOGETHER; l++)
      totals[l] = -INFINITY;
    for (int64_t i = 0; i < length; i++) {
      for (int64_t l = 0; l < lines; l++) {
        double value = x[l * length + i], total = totals[l];
        double low = total < value ? total : value, high = total < value ? value : total, rest = low - high;
        // Two infinities of one sign have no difference.
        rests[l] = low == high && rest != rest ? -INFINITY : rest;
        totals[l] = high;
      }
      nb_unary_f64(NB_EXP, lines, rests, rests);
      nb_unary_f64(NB_LOG1P, lines, rests, rests);
      for (int64_t l = 0; l < lines; l++) {
        totals[l] += rests[l];
        out[l * length + i] = (float)totals[l];
      }
    }
  }
}
