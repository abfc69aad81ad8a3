#ifndef NBRUN_TANGENTS_H
#define NBRUN_TANGENTS_H

#include <stdint.h>

/// The hyperbolic tangent of `count` elements, a multiple of 16; `out` may be `x`. The nearest `float`, or in 3 of 10,000
/// cases its neighbour.
void nb_tanh_groups(int64_t count, const float *x, float *out);

/// The error function, likewise.
void nb_erf_groups(int64_t count, const float *x, float *out);

#endif
