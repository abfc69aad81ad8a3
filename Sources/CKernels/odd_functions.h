// The function of odd_function.h, or of another file that BODY names, for each kind of processor, from the tables of the
// including file, and NB_CHOOSE, which runs the one for the processor that there is.

#ifndef BODY
#define BODY "odd_function.h"
#endif

/// A number times 2^floor(k / 32) in two steps, as the power of two alone may be too small, or the result be denormal.
#define SCALED_BY_STEPS(Y, K)                                                                                          \
  ((Y) * (NAME(floats))((NAME(words))((__builtin_convertvector(K, NAME(integers)) >> 6) + 127) << 23) *                \
   (NAME(floats))((NAME(words))(((__builtin_convertvector(K, NAME(integers)) + 32) >> 6) + 127) << 23))

#ifdef LIMIT
#define NB_BEYOND , beyond
#else
#define NB_BEYOND
#endif

#if defined(__x86_64__) && !(defined(NB_PROCESSOR) && NB_PROCESSOR == 1)
#define TARGET __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define VECTOR_BYTES 64
#define INTERLEAVED 4
#define NAME(name) name##_v4
#define SCALED(Y, K) ((floats_v4)_mm512_scalef_ps((__m512)(Y), (__m512)((K) * 0x1p-5f)))
#define SIGNS(WORDS) ((uint32_t)_mm512_movepi32_mask((__m512i)(WORDS)))
#define LOOK_UP(TABLE, PLACE)                                                                                          \
  ((floats_v4)_mm512_permutex2var_ps(_mm512_loadu_ps(TABLE), (__m512i)(PLACE), _mm512_loadu_ps(TABLE + 16)))
#include BODY
#undef TARGET
#undef VECTOR_BYTES
#undef INTERLEAVED
#undef NAME
#undef LOOK_UP
#undef SIGNS
#undef SCALED

#define TARGET __attribute__((target("arch=x86-64-v3")))
#define VECTOR_BYTES 32
#define INTERLEAVED 1
#define NAME(name) name##_v3
#define SCALED(Y, K) SCALED_BY_STEPS(Y, K)
#define SIGNS(WORDS) ((uint32_t)_mm256_movemask_ps((__m256)(WORDS)))
/// Eight of a table's numbers, for the lowest three bits of a place.
#define EIGHT(TABLE, START, PLACE) _mm256_permutevar8x32_ps(_mm256_loadu_ps(TABLE + START), (__m256i)(PLACE))
/// A choice by one bit of the place, moved to where instructions look for it.
#define CHOICE(FIRST, SECOND, PLACE, BIT) _mm256_blendv_ps(FIRST, SECOND, (__m256)((PLACE) << (31 - BIT)))
#define LOOK_UP(TABLE, PLACE)                                                                                          \
  ((floats_v3)CHOICE(CHOICE(EIGHT(TABLE, 0, PLACE), EIGHT(TABLE, 8, PLACE), PLACE, 3),                                 \
                     CHOICE(EIGHT(TABLE, 16, PLACE), EIGHT(TABLE, 24, PLACE), PLACE, 3), PLACE, 4))
#include BODY
#undef TARGET
#undef VECTOR_BYTES
#undef INTERLEAVED
#undef NAME
#undef LOOK_UP
#undef SIGNS
#undef SCALED

#if defined(NB_PROCESSOR)
#define NB_CHOOSE groups_v3(count, x, out NB_BEYOND)
#else
#define NB_CHOOSE                                                                                                      \
  __builtin_cpu_supports("x86-64-v4")   ? groups_v4(count, x, out NB_BEYOND)                                           \
  : __builtin_cpu_supports("x86-64-v3") ? groups_v3(count, x, out NB_BEYOND)                                           \
                                        : groups_any(count, x, out NB_BEYOND)
#endif
#else
#define NB_CHOOSE groups_any(count, x, out NB_BEYOND)
#endif

#define TARGET
#define VECTOR_BYTES 16
#define INTERLEAVED 1
#define NAME(name) name##_any
#define SCALED(Y, K) SCALED_BY_STEPS(Y, K)
#define SIGNS(WORDS) ((WORDS)[0] >> 31 | (WORDS)[1] >> 31 << 1 | (WORDS)[2] >> 31 << 2 | (WORDS)[3] >> 31 << 3)
#define LOOK_UP(TABLE, PLACE)                                                                                          \
  (floats_any) { TABLE[(PLACE)[0] & 31], TABLE[(PLACE)[1] & 31], TABLE[(PLACE)[2] & 31], TABLE[(PLACE)[3] & 31] }
#include BODY
#undef TARGET
#undef VECTOR_BYTES
#undef INTERLEAVED
#undef NAME
#undef LOOK_UP
#undef SIGNS
#undef SCALED
