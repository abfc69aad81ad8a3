#ifndef NBRUN_WIDE_H
#define NBRUN_WIDE_H

#include "Elementwise.h"
#include "Pointwise.h"

/// A function of the C library of `count` elements; operands may be `out`. Longer runs go through the library's vector
/// variants where it has them (glibc's libmvec, within 4 units in the last place).
void nb_wide(nb_unary op, int64_t count, const double *x, double *out);

/// The same of two operands.
void nb_wide_binary(nb_binary_function op, int64_t count, const double *x, const double *y, double *out);

#endif
