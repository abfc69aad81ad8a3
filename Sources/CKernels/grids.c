#include "Grids.h"

#include <math.h>
#include <string.h>

#include "clones.h"

// Functions that take vectors are always inlined: how they would be passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"
// What is rounded together is written so.
#pragma STDC FP_CONTRACT OFF

#define VFMA __builtin_elementwise_fma
/// The coefficient of cubic interpolation.
#define CUBE ((T) - 0.75)

/// LANES is how many points PyTorch treats together: gradients of an image are added block by block, in the order of
/// the corners, which decides how they round.
#define T float
#define I int32_t
#define ABS __builtin_fabsf
#define FLOOR __builtin_floorf
#define ROUND __builtin_rintf
#define MOD fmodf
#define LANES 8
#define NAME(function) function##_f32
#include "grid.h"
#include "volume.h"
#undef T
#undef I
#undef ABS
#undef FLOOR
#undef ROUND
#undef MOD
#undef LANES
#undef NAME

#define T double
#define I int64_t
#define ABS __builtin_fabs
#define FLOOR __builtin_floor
#define ROUND __builtin_rint
#define MOD fmod
#define LANES 4
#define NAME(function) function##_f64
#include "grid.h"
#include "volume.h"
