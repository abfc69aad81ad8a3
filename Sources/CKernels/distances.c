#include "Distances.h"

#include <string.h>

#include "Memory.h"
#include "clones.h"

// Functions that take vectors are always inlined: how they would be passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"
// What is rounded together is written so.
#pragma STDC FP_CONTRACT OFF

/// HALVES says whether the lanes of a vector are added half by half, or one after the other.
#define T float
#define LANES 8
#define HALVES 1
#define ABS __builtin_fabsf
#define ROOT __builtin_sqrtf
#define CEIL __builtin_ceilf
#define NAME(function) function##_f32
#include "distance.h"
#undef T
#undef LANES
#undef HALVES
#undef ABS
#undef ROOT
#undef CEIL
#undef NAME

#define T double
#define LANES 4
#define HALVES 0
#define ABS __builtin_fabs
#define ROOT __builtin_sqrt
#define CEIL __builtin_ceil
#define NAME(function) function##_f64
#include "distance.h"
