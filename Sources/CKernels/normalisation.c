#include "Normalisation.h"

#include <math.h>
#include <string.h>

#include "Elementwise.h"
#include "clones.h"
#include "loops.h"

// Functions that take vectors are always inlined: how they would be passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"
// What is rounded together is written so.
#pragma STDC FP_CONTRACT OFF

/// How many channels that lie side by side are treated together, a multiple of the lanes of a vector.
enum { BLOCK = 64 };

#define T float
#define FMA __builtin_fmaf
#define LANES 8
#define NAME(function) function##_f32
#include "norms.h"
#undef T
#undef FMA
#undef LANES
#undef NAME

#define T double
#define FMA __builtin_fma
#define LANES 4
#define NAME(function) function##_f64
#include "norms.h"
#undef T
#undef FMA
#undef LANES
#undef NAME
