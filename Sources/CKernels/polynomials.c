#include "Polynomials.h"

#include <math.h>

#include "clones.h"

// Nothing is fused but what says so.
#pragma clang fp contract(off)

enum { BLOCK = 128 };

#define T float
#define NAME(function) function##_f32
#define MOST_HERMITE 128
#define ARC_COSINE acosf
#define COSINE cosf
#define SINE sinf
#define FUSED fmaf
#include "polynomial.h"
#undef T
#undef NAME
#undef MOST_HERMITE
#undef ARC_COSINE
#undef COSINE
#undef SINE
#undef FUSED

#define T double
#define NAME(function) function##_f64
#define MOST_HERMITE 512
#define ARC_COSINE acos
#define COSINE cos
#define SINE sin
#define FUSED fma
#include "polynomial.h"
