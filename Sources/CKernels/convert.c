#include "Convert.h"

#include <math.h>

#include "clones.h"
#include "single.h"

#include <stddef.h>

// Conversions without branches, which become vector code.

#define NB_CONVERT(NAME, FROM, TO, EXPRESSION)                                                                         \
  NB_CLONES void nb_convert_##NAME(int64_t count, const FROM *x, TO *restrict out) {                                   \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      FROM v = x[i];                                                                                                   \
      out[i] = (EXPRESSION);                                                                                           \
    }                                                                                                                  \
  }

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

NB_INLINE uint16_t bfloat_of(float value) {
  uint32_t pattern = single_bits(value);
  uint32_t rounded = (pattern + 0x7fffu + (pattern >> 16 & 1)) >> 16;
  return (uint16_t)(value != value ? 0x7fc0u : rounded);
}

#if defined(__x86_64__) && !(defined(NB_PROCESSOR) && NB_PROCESSOR == 1)
// All but old processors have instructions for halves, which give the same.
#define NB_HALVES __attribute__((target("arch=x86-64-v3")))

NB_HALVES static void halves_of(int64_t count, const float *x, uint16_t *restrict out) {
  for (int64_t i = 0; i < count; i++) {
    _Float16 half = (_Float16)x[i];
    __builtin_memcpy(out + i, &half, sizeof half);
  }
}

NB_HALVES static void floats_of_halves(int64_t count, const uint16_t *x, float *restrict out) {
  for (int64_t i = 0; i < count; i++) {
    _Float16 half;
    __builtin_memcpy(&half, x + i, sizeof half);
    out[i] = (float)half;
  }
}

static int has_halves(void) { return __builtin_cpu_supports("f16c") && __builtin_cpu_supports("avx2"); }
#else
static void halves_of(int64_t count, const float *x, uint16_t *restrict out) { (void)count, (void)x, (void)out; }

static void floats_of_halves(int64_t count, const uint16_t *x, float *restrict out) { (void)count, (void)x, (void)out; }

static int has_halves(void) { return 0; }
#endif

NB_CLONES static void compute_halves(int64_t count, const float *x, uint16_t *restrict out) {
  for (int64_t i = 0; i < count; i++)
    out[i] = half_of(x[i]);
}

NB_CLONES static void compute_floats_of_halves(int64_t count, const uint16_t *x, float *restrict out) {
  for (int64_t i = 0; i < count; i++)
    out[i] = float_of_half(x[i]);
}

void nb_convert_f32_f16(int64_t count, const float *x, uint16_t *out) {
  if (has_halves())
    halves_of(count, x, out);
  else
    compute_halves(count, x, out);
}

void nb_convert_f16_f32(int64_t count, const uint16_t *x, float *out) {
  if (has_halves())
    floats_of_halves(count, x, out);
  else
    compute_floats_of_halves(count, x, out);
}

NB_CONVERT(f32_bf16, float, uint16_t, bfloat_of(v))
NB_CONVERT(bf16_f32, uint16_t, float, single_from_bits((uint32_t)v << 16))
NB_CONVERT(f32_f64, float, double, v)
NB_CONVERT(f64_f32, double, float, (float)v)
NB_CONVERT(i64_f32, int64_t, float, (float)v)
NB_CONVERT(i64_f64, int64_t, double, (double)v)
NB_CONVERT(f32_i64, float, int64_t, v >= -0x1p63f && v < 0x1p63f ? (int64_t)v : INT64_MIN)
NB_CONVERT(f32_u8, float, uint8_t, (uint8_t)(v >= -0x1p63f && v < 0x1p63f ? (int64_t)v : INT64_MIN))
NB_CONVERT(f64_i64, double, int64_t, v >= -0x1p63 && v < 0x1p63 ? (int64_t)v : INT64_MIN)
NB_CONVERT(i32_i64, int32_t, int64_t, v)
NB_CONVERT(u8_i64, uint8_t, int64_t, v)
NB_CONVERT(bool_f64, uint8_t, double, v != 0)
NB_CONVERT(bool_f32, uint8_t, float, v != 0)
NB_CONVERT(bool_i64, uint8_t, int64_t, v)
NB_CONVERT(u8_f32, uint8_t, float, v)
NB_CONVERT(i64_i32, int64_t, int32_t, (int32_t)(uint64_t)v)
NB_CONVERT(f32_bool, float, uint8_t, v != 0)
NB_CONVERT(i64_bool, int64_t, uint8_t, v != 0)

void nb_binary_halves(nb_binary op, int is_bfloat, int64_t count, const uint16_t *a, const uint16_t *b, float number,
                      uint16_t *out) {
  enum { BLOCK = 512 };
  float x[BLOCK], y[BLOCK];
  for (int64_t i = 0; i < count; i += BLOCK) {
    int64_t size = count - i < BLOCK ? count - i : BLOCK;
    if (is_bfloat)
      nb_convert_bf16_f32(size, a + i, x);
    else
      nb_convert_f16_f32(size, a + i, x);
    if (b && is_bfloat)
      nb_convert_bf16_f32(size, b + i, y);
    else if (b)
      nb_convert_f16_f32(size, b + i, y);
    nb_binary_f32(op, size, x, 1, b ? y : &number, b != NULL, x);
    if (is_bfloat)
      nb_convert_f32_bf16(size, x, out + i);
    else
      nb_convert_f32_f16(size, x, out + i);
  }
}
