#ifndef NBRUN_RANDOM_H
#define NBRUN_RANDOM_H

#include <stdint.h>

/// The words of a state of the Mersenne Twister MT19937.
#define NB_TWISTER_WORDS 624

/// Replaces the words of a state by the next ones, and gives the numbers that those give.
void nb_twister_advance(uint32_t *state, uint32_t *numbers);

/// The numbers that the words of a state give, as many.
void nb_twister_temper(const uint32_t *state, uint32_t *out);

/// Numbers in [low, high): one word for each, of which 24 bits count.
void nb_uniform_f32(int64_t count, const uint32_t *numbers, float low, float high, float *out);

/// The same numbers of at most ``NB_TWISTER_WORDS`` words as halves of either kind; those that are rounded to `high`
/// are `low`.
void nb_uniform_halves(int is_bfloat, int64_t count, const uint32_t *numbers, float low, float high, uint16_t *out);

/// Numbers in [low, high): two words for each, the upper ones first, of which 53 bits count.
void nb_uniform_f64(int64_t count, const uint32_t *numbers, double low, double high, double *out);

/// Integers from `low` on: what words leave when they are divided by a number below 2^28.
void nb_remainders(int64_t count, const uint32_t *numbers, uint32_t divisor, int64_t low, int64_t *out);

/// Turns blocks of sixteen uniform numbers into normal ones in place, bit for bit as the AVX2 build of PyTorch does: Box
/// and Muller's method with the Cephes polynomials for logarithm, sine and cosine. Multiplications and additions are
/// fused exactly where PyTorch's are, because a different rounding changes printed digits.
void nb_normal_blocks_f32(int64_t blocks, float mean, float std, float *data);

/// Goes on with Fisher and Yates' method: swaps each of the elements from `first` on with the one that a word chooses of
/// it and those behind, as long as there are words. All of them lie before the last element.
void nb_shuffle(int64_t total, int64_t first, int64_t count, const uint32_t *numbers, int64_t *order);

#endif
