#include "Pointwise.h"

#include <math.h>

#define T float
#define NAME(x) x##_f32
#define FMA fmaf
#define SQRT sqrtf
#define SIN sinf
#define COS cosf
#define EXP expf
#define ABS fabsf
#include "airy.h"
#undef T
#undef NAME
#undef FMA
#undef SQRT
#undef SIN
#undef COS
#undef EXP
#undef ABS

#define T double
#define NAME(x) x##_f64
#define FMA fma
#define SQRT sqrt
#define SIN sin
#define COS cos
#define EXP exp
#define ABS fabs
#include "airy.h"
