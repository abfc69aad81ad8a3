#include "Along.h"

#include <string.h>

#include "clones.h"

// Products are rounded before they are added, but where a step says otherwise.
#pragma clang fp contract(off)

// Functions that take vectors are always inlined: how they would be passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

#define TOTAL double
#define FMA_TOTAL __builtin_fma

#define T float
#define FMA __builtin_fmaf
#define LANES 4
#define ROUNDED 1
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define ODD 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
#define NAME(function) function##_f32
#include "complex_totals.h"
#undef T
#undef FMA
#undef LANES
#undef ROUNDED
#undef EVEN
#undef ODD
#undef NAME

#define T double
#define FMA __builtin_fma
#define LANES 2
#define ROUNDED 0
#define EVEN 0, 2, 4, 6, 8, 10, 12, 14
#define ODD 1, 3, 5, 7, 9, 11, 13, 15
#define NAME(function) function##_f64
#include "complex_totals.h"
#undef T
#undef FMA
#undef LANES
#undef ROUNDED
#undef EVEN
#undef ODD
#undef NAME
