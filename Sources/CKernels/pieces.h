#ifndef NBRUN_PIECES_H
#define NBRUN_PIECES_H

#include <stdint.h>

// Functions of one `float` that are computed by a polynomial for each of 32 pieces of the axis. `count` is a multiple of
// 16; `out` may be `x`.

/// At most so many numbers are computed at a time where some may lie beyond the pieces.
enum { NB_PIECES_PART = 1024 };

/// The numbers beyond all pieces and their places in the operand. What was written there means nothing: the caller
/// computes these in another way.
typedef struct nb_beyond {
  int64_t count;
  int32_t places[NB_PIECES_PART];
  float values[NB_PIECES_PART];
} nb_beyond;

/// The hyperbolic tangent: the nearest `float`, or in 3 of 10,000 cases its neighbour.
void nb_tanh_groups(int64_t count, const float *x, float *out);

/// The error function, likewise.
void nb_erf_groups(int64_t count, const float *x, float *out);

/// One less the error function, within one unit in the last place also where it is small.
void nb_erfc_groups(int64_t count, const float *x, float *out);

// The following append to what lies beyond, for at most NB_PIECES_PART numbers.

/// The inverse of the hyperbolic tangent, likewise: nan of numbers beyond 1; those between 255/256 and 1 lie beyond, but for
/// a few.
void nb_atanh_groups(int64_t count, const float *x, float *out, nb_beyond *beyond);

/// The inverse of the error function, likewise.
void nb_erfinv_groups(int64_t count, const float *x, float *out, nb_beyond *beyond);

/// The arc tangent, likewise; numbers from 15 on lie beyond.
void nb_atan_groups(int64_t count, const float *x, float *out, nb_beyond *beyond);

#endif
