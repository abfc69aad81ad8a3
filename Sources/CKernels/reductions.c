#include "Elementwise.h"

#include <string.h>

#include "clones.h"

#define T float
#define LANES 8
#define NAME(function) function##_f32
#include "cascade.h"
#undef T
#undef LANES
#undef NAME

#define T double
#define LANES 4
#define NAME(function) function##_f64
#include "cascade.h"
#undef T
#undef LANES
#undef NAME

enum { COLUMNS = 64 };

NB_CLONES void nb_running_sums_f32(int64_t length, int64_t columns, const float *x, int64_t step, float *out,
                                   int64_t out_step) {
  for (; columns > 0; columns -= COLUMNS, x += COLUMNS, out += COLUMNS) {
    double totals[COLUMNS] = {0};
    if (columns >= COLUMNS)
      for (int64_t i = 0; i < length; i++)
        for (int64_t l = 0; l < COLUMNS; l++) {
          totals[l] += x[i * step + l];
          out[i * out_step + l] = (float)totals[l];
        }
    else
      for (int64_t i = 0; i < length; i++)
        for (int64_t l = 0; l < columns; l++) {
          totals[l] += x[i * step + l];
          out[i * out_step + l] = (float)totals[l];
        }
  }
}

NB_CLONES float nb_extremum_f32(int largest, int64_t count, const float *x) {
  float best[16];
  int has_nan = 0;
  for (int l = 0; l < 16; l++)
    best[l] = x[0];
  int64_t i = 0;
  for (; i + 16 <= count; i += 16)
    for (int l = 0; l < 16; l++) {
      float v = x[i + l];
      has_nan |= v != v;
      best[l] = largest ? (v > best[l] ? v : best[l]) : (v < best[l] ? v : best[l]);
    }
  for (; i < count; i++) {
    float v = x[i];
    has_nan |= v != v;
    best[0] = largest ? (v > best[0] ? v : best[0]) : (v < best[0] ? v : best[0]);
  }
  if (has_nan)
    return __builtin_nanf("");
  for (int l = 1; l < 16; l++)
    best[0] = largest ? (best[l] > best[0] ? best[l] : best[0]) : (best[l] < best[0] ? best[l] : best[0]);
  return best[0];
}
