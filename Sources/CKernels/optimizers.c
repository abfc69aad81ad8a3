#include "Optimizers.h"

#include <math.h>

#include "clones.h"

#define T float
#define NAME(function) function##_f32
#define FMA __builtin_fmaf
#define SQRT __builtin_sqrtf
#include "optimizer.h"
#undef T
#undef NAME
#undef FMA
#undef SQRT

#define T double
#define NAME(function) function##_f64
#define FMA __builtin_fma
#define SQRT __builtin_sqrt
#include "optimizer.h"
#undef T
#undef NAME
#undef FMA
#undef SQRT
