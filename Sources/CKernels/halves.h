#ifndef NBRUN_HALVES_H
#define NBRUN_HALVES_H

#include "clones.h"
#include "single.h"

/// The nearest half, ties to even.
NB_INLINE uint16_t half_of(float value) {
  uint32_t pattern = single_bits(value), magnitude = pattern & 0x7fffffffu;
  // Below the least normal half the rounding of the addition counts in units of 2^-24.
  uint32_t small = single_bits(single_from_bits(magnitude) + 0.5f) - 0x3f000000u;
  uint32_t normal = (magnitude + 0xc8000fffu + (magnitude >> 13 & 1)) >> 13;
  uint32_t bits = magnitude < 0x38800000u ? small : normal;
  bits = magnitude >= 0x477ff000u ? 0x7c00u : bits;
  bits = magnitude > 0x7f800000u ? 0x7e00u : bits;
  return (uint16_t)((pattern >> 16 & 0x8000u) | bits);
}

NB_INLINE float float_of_half(uint16_t bits) {
  uint32_t sign = (uint32_t)(bits & 0x8000u) << 16, magnitude = bits & 0x7fffu;
  uint32_t normal = (magnitude << 13) + 0x38000000u;
  uint32_t special = 0x7f800000u | (magnitude & 0x3ffu) << 13;
  uint32_t small = single_bits((float)(int32_t)magnitude * 0x1p-24f);
  uint32_t result = magnitude < 0x400u ? small : magnitude >= 0x7c00u ? special : normal;
  return single_from_bits(sign | result);
}

NB_INLINE float float_of_bfloat(uint16_t bits) { return single_from_bits((uint32_t)bits << 16); }

NB_INLINE uint16_t bfloat_of(float value) {
  uint32_t pattern = single_bits(value);
  uint32_t rounded = (pattern + 0x7fffu + (pattern >> 16 & 1)) >> 16;
  return (uint16_t)(value != value ? 0x7fc0u : rounded);
}

// All but old processors have instructions for halves, which give the same; newer ones for twice as many at a time.
#if defined(__x86_64__) && !(defined(NB_PROCESSOR) && NB_PROCESSOR == 1)
#define NB_HAS_HALVES 1
#define NB_HALVES __attribute__((target("arch=x86-64-v3")))

static inline int has_halves(void) { return __builtin_cpu_supports("f16c") && __builtin_cpu_supports("avx2"); }
#else
static inline int has_halves(void) { return 0; }
#endif

#if defined(__x86_64__) && !defined(NB_PROCESSOR)
#define NB_HAS_LONG_HALVES 1
#define NB_LONG_HALVES __attribute__((target("arch=x86-64-v4")))

static inline int has_long_halves(void) { return __builtin_cpu_supports("x86-64-v4"); }
#else
static inline int has_long_halves(void) { return 0; }
#endif

#endif
