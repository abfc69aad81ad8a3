#include "Elementwise.h"

#include <string.h>

#include "clones.h"

#define T float
#define LANES 8
#define NAME(function) function##_f32
#include "cascade.h"
#undef T
#undef LANES
#undef NAME

#define T double
#define LANES 4
#define NAME(function) function##_f64
#include "cascade.h"
#undef T
#undef LANES
#undef NAME
