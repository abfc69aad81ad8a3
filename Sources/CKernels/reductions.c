#include "Elementwise.h"

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
