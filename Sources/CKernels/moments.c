#include "Elementwise.h"

#include <math.h>
#include <string.h>

#include "clones.h"
#include "shares.h"

// Means and variances in PyTorch's order of additions: every lane of a vector of 512 bits has statistics of its own, by
// Welford's method, of chunks of at most 16 vectors; those of chunks are put together in pairs, as they come, so that
// like weighs like; the lanes last, behind what fills no vector.

enum {
  CHUNK = 16,
  DEPTH = 64,
  /// How many chunks are gone through at a time, if there are so many.
  TOGETHER = 4,
};

// Functions that take vectors are always inlined: how they would be passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

#define T float
#define FMA __builtin_fmaf
#define LANES NB_LANES_F32
#define NAME(function) function##_f32
#include "moments.h"
#undef T
#undef FMA
#undef LANES
#undef NAME

#define T double
#define FMA __builtin_fma
#define LANES NB_LANES_F64
#define NAME(function) function##_f64
#include "moments.h"
#undef T
#undef FMA
#undef LANES
#undef NAME
