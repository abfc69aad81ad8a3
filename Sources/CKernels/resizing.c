#include "Resizing.h"

#include <math.h>

#include "clones.h"

// What is rounded together is written so: PyTorch's loops are compiled in this way.
#pragma STDC FP_CONTRACT OFF

#define T float
#define FMA __builtin_fmaf
#define TAPS nb_taps_f32
#define NAME(function) function##_f32
#include "resize.h"
#undef T
#undef FMA
#undef TAPS
#undef NAME

#define T double
#define FMA __builtin_fma
#define TAPS nb_taps_f64
#define NAME(function) function##_f64
#include "resize.h"
