// The function of odd_function.h for each kind of processor, from the tables of the including file, and NB_CHOOSE, which
// runs the one for the processor that there is.

#if defined(__x86_64__) && !(defined(NB_PROCESSOR) && NB_PROCESSOR == 1)
#define TARGET __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define VECTOR_BYTES 64
#define NAME(name) name##_v4
#define LOOK_UP(TABLE, PLACE)                                                                                          \
  ((floats_v4)_mm512_permutex2var_ps(_mm512_loadu_ps(TABLE), (__m512i)(PLACE), _mm512_loadu_ps(TABLE + 16)))
#include "odd_function.h"
#undef TARGET
#undef VECTOR_BYTES
#undef NAME
#undef LOOK_UP

#define TARGET __attribute__((target("arch=x86-64-v3")))
#define VECTOR_BYTES 32
#define NAME(name) name##_v3
/// Eight of a table's numbers, for the lowest three bits of a place.
#define EIGHT(TABLE, START, PLACE) _mm256_permutevar8x32_ps(_mm256_loadu_ps(TABLE + START), (__m256i)(PLACE))
/// A choice by one bit of the place, moved to where instructions look for it.
#define CHOICE(FIRST, SECOND, PLACE, BIT) _mm256_blendv_ps(FIRST, SECOND, (__m256)((PLACE) << (31 - BIT)))
#define LOOK_UP(TABLE, PLACE)                                                                                          \
  ((floats_v3)CHOICE(CHOICE(EIGHT(TABLE, 0, PLACE), EIGHT(TABLE, 8, PLACE), PLACE, 3),                                 \
                     CHOICE(EIGHT(TABLE, 16, PLACE), EIGHT(TABLE, 24, PLACE), PLACE, 3), PLACE, 4))
#include "odd_function.h"
#undef TARGET
#undef VECTOR_BYTES
#undef NAME
#undef LOOK_UP

#if defined(NB_PROCESSOR)
#define NB_CHOOSE odd_v3(count, x, out)
#else
#define NB_CHOOSE                                                                                                      \
  __builtin_cpu_supports("x86-64-v4")   ? odd_v4(count, x, out)                                                       \
  : __builtin_cpu_supports("x86-64-v3") ? odd_v3(count, x, out)                                                       \
                                        : odd_any(count, x, out)
#endif
#else
#define NB_CHOOSE odd_any(count, x, out)
#endif

#define TARGET
#define VECTOR_BYTES 16
#define NAME(name) name##_any
#define LOOK_UP(TABLE, PLACE)                                                                                          \
  (floats_any) { TABLE[(PLACE)[0] & 31], TABLE[(PLACE)[1] & 31], TABLE[(PLACE)[2] & 31], TABLE[(PLACE)[3] & 31] }
#include "odd_function.h"
#undef TARGET
#undef VECTOR_BYTES
#undef NAME
#undef LOOK_UP
