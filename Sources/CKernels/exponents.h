#ifndef NBRUN_EXPONENTS_H
#define NBRUN_EXPONENTS_H

#include <stdint.h>

/// The exponentials of `count` numbers, a multiple of 16; `out` may be `x`.
void nb_exp_groups(int64_t count, const float *x, float *out);

/// The logarithms of `count` numbers, a multiple of 16, to the bases e, 2 and 10; `out` may be `x`.
void nb_log_groups(int64_t count, const float *x, float *out);
void nb_log2_groups(int64_t count, const float *x, float *out);
void nb_log10_groups(int64_t count, const float *x, float *out);

#endif
