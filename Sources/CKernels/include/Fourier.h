#ifndef NBRUN_FOURIER_H
#define NBRUN_FOURIER_H

#include <stdint.h>

/// What discrete Fourier transforms of one length need: roots of unity, and for lengths with large prime factors the
/// transforms that they are made of. Computed once, read only.
typedef struct nb_fourier nb_fourier;

/// A plan for lines of `length` > 0 numbers, computed in double or single precision, the latter for lengths whose prime
/// factors are at most 13; from or to real numbers, for an even length, by a transform of half the length. The plans of the last
/// lengths are kept.
///
/// Returns null if there is no memory.
const nb_fourier *nb_fourier_plan(int64_t length, int is_double, int is_real);

/// Whether all prime factors of a length are at most 13.
int nb_fourier_is_composite(int64_t length);

/// Gives back a plan, which may be null.
void nb_fourier_release(const nb_fourier *plan);

typedef enum nb_numbers { NB_REAL_F32, NB_REAL_F64, NB_COMPLEX_F32, NB_COMPLEX_F64 } nb_numbers;

/// Where lines of numbers lie, and how they are transformed. Steps and offsets count elements.
typedef struct nb_fourier_lines {
  const void *source;
  nb_numbers source_type;
  int64_t source_step;
  /// Whether only the first half is given, of which the other one is the mirror image.
  int is_half;
  void *target;
  nb_numbers target_type;
  int64_t target_step;
  /// How many results are wanted, from the first one on; or whether the second half is the mirror image of the first.
  int64_t wanted;
  int mirrors;
  int is_inverse;
  /// What results are multiplied with.
  double scale;
  /// Whether what sums in single precision cannot tell from 0 becomes 0.
  int settles;
} nb_fourier_lines;

/// Transforms `count` lines, which begin at offsets from source and target. The lines may be transformed in place.
///
/// Returns 0 if there is no memory to work in.
int nb_fourier_transform(const nb_fourier *plan, const nb_fourier_lines *lines, int64_t count,
                         const int64_t *source_offsets, const int64_t *target_offsets);

/// Whether lines of `length` numbers, in double precision or single, are so long that they are transformed in the
/// memory of their results, and such that they can be.
int nb_fourier_is_long(const nb_fourier_lines *lines, int64_t length, int is_double);

/// Transforms one such line without other memory than for some square root of its numbers or, where its length has a prime
/// factor above 13, for half of them.
///
/// Returns 0 if there is none.
int nb_fourier_transform_long(const nb_fourier_lines *lines, int64_t length, int is_double, int64_t source_offset,
                              int64_t target_offset);

#endif
