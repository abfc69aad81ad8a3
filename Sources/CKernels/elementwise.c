#include "Elementwise.h"

#include "clones.h"
#include "loops.h"
#include "shares.h"
#include "stream.h"

#include <string.h>

#define ADD(x, y) ((x) + (y))
#define SUBTRACT(x, y) ((x) - (y))
#define MULTIPLY(x, y) ((x) * (y))

#define IS_FLOATING 1
#define T float
#define FMA __builtin_fmaf
#define NAME(function) function##_f32
#include "arithmetic.h"
#undef T
#undef FMA
#undef NAME

#define T double
#define FMA __builtin_fma
#define NAME(function) function##_f64
#include "arithmetic.h"
#undef T
#undef FMA
#undef NAME
#undef IS_FLOATING

#undef ADD
#undef SUBTRACT
#undef MULTIPLY
// Unsigned arithmetic wraps around; signed overflow is undefined.
#define ADD(x, y) ((int64_t)((uint64_t)(x) + (uint64_t)(y)))
#define SUBTRACT(x, y) ((int64_t)((uint64_t)(x) - (uint64_t)(y)))
#define MULTIPLY(x, y) ((int64_t)((uint64_t)(x) * (uint64_t)(y)))

#define IS_FLOATING 0
#define T int64_t
#define NAME(function) function##_i64
#include "arithmetic.h"
#undef T
#undef NAME
#undef IS_FLOATING
