#include "Random.h"

#include <math.h>
#include <string.h>

#include "clones.h"
#include "single.h"

// Multiplications and additions are fused exactly where they are written so.
#pragma clang fp contract(off)

enum { WORDS = NB_TWISTER_WORDS, DISTANCE = 397 };

NB_INLINE uint32_t mix(uint32_t u, uint32_t v) {
  return (((u & 0x80000000u) | (v & 0x7fffffffu)) >> 1) ^ (0u - (v & 1u) & 0x9908b0dfu);
}

NB_CLONES void nb_twister_advance(uint32_t *state) {
  // A copy in front of the loops lets them run over memory that they do not write.
  uint32_t old[WORDS];
  memcpy(old, state, sizeof old);
  for (int i = 0; i < WORDS - DISTANCE; i++)
    state[i] = old[i + DISTANCE] ^ mix(old[i], old[i + 1]);
  // New words depend on those 227 places before, so that runs of 227 are free of dependencies.
  uint32_t *restrict second = state + (WORDS - DISTANCE);
  for (int i = 0; i < WORDS - DISTANCE; i++)
    second[i] = state[i] ^ mix(old[i + WORDS - DISTANCE], old[i + WORDS - DISTANCE + 1]);
  uint32_t *restrict third = state + 2 * (WORDS - DISTANCE);
  for (int i = 0; i < WORDS - 1 - 2 * (WORDS - DISTANCE); i++)
    third[i] = second[i] ^ mix(old[i + 2 * (WORDS - DISTANCE)], old[i + 2 * (WORDS - DISTANCE) + 1]);
  state[WORDS - 1] = state[DISTANCE - 1] ^ mix(old[WORDS - 1], state[0]);
}

NB_CLONES void nb_twister_temper(int64_t count, const uint32_t *words, uint32_t *restrict out) {
  for (int64_t i = 0; i < count; i++) {
    uint32_t y = words[i];
    y ^= y >> 11;
    y ^= y << 7 & 0x9d2c5680u;
    y ^= y << 15 & 0xefc60000u;
    out[i] = y ^ y >> 18;
  }
}

NB_CLONES void nb_uniform_f32(int64_t count, const uint32_t *words, float low, float high, float *restrict out) {
  float range = high - low;
  for (int64_t i = 0; i < count; i++) {
    float value = __builtin_fmaf((float)(int32_t)(words[i] & 0xffffff) * 0x1p-24f, range, low);
    out[i] = value == high ? low : value;
  }
}

NB_CLONES void nb_uniform_f64(int64_t count, const uint32_t *words, double low, double high, double *restrict out) {
  double range = high - low;
  for (int64_t i = 0; i < count; i++) {
    uint64_t bits = (uint64_t)words[2 * i] << 32 | words[2 * i + 1];
    double value = __builtin_fma((double)(int64_t)(bits & 0x1fffffffffffffu) * 0x1p-53, range, low);
    out[i] = value == high ? low : value;
  }
}

NB_INLINE float cephes_log(float value) {
  float x = value < 0x1p-126f ? 0x1p-126f : value;
  uint32_t bits = single_bits(x);
  float e = (float)((int32_t)(bits >> 23) - 126);
  float m = single_from_bits((bits & 0x007fffffu) | 0x3f000000u);
  int is_low = m < 0.70710677f;
  float t = is_low ? m : 0.0f;
  e = is_low ? e - 1.0f : e;
  float r = (m - 1.0f) + t;
  float z = r * r;
  float y = 0.070376836292f;
  y = __builtin_fmaf(y, r, -0.11514610310f);
  y = __builtin_fmaf(y, r, 0.11676998740f);
  y = __builtin_fmaf(y, r, -0.12420140846f);
  y = __builtin_fmaf(y, r, 0.14249322787f);
  y = __builtin_fmaf(y, r, -0.16668057665f);
  y = __builtin_fmaf(y, r, 0.20000714765f);
  y = __builtin_fmaf(y, r, -0.24999993993f);
  y = __builtin_fmaf(y, r, 0.33333331174f);
  y = r * y;
  y = __builtin_fmaf(y, z, e * -2.12194440e-4f);
  y = __builtin_fmaf(-z, 0.5f, y);
  return __builtin_fmaf(e, 0.693359375f, r + y);
}

NB_CLONES void nb_normal_blocks_f32(int64_t blocks, float mean, float std, float *data) {
  for (; blocks > 0; blocks--, data += 16) {
    float sines[8], cosines[8];
    for (int i = 0; i < 8; i++) {
      float radius = sqrtf(-2.0f * cephes_log(1.0f - data[i]));
      float angle = 6.2831855f * data[i + 8];
      int32_t j = ((int32_t)(angle * 1.27323954473516f) + 1) & ~1;
      float y = (float)j;
      float x = __builtin_fmaf(y, -0.78515625f, angle);
      x = __builtin_fmaf(y, -2.4187564849853515625e-4f, x);
      x = __builtin_fmaf(y, -3.77489497744594108e-8f, x);
      float z = x * x;
      float c = __builtin_fmaf(2.443315711809948e-5f, z, -1.388731625493765e-3f);
      c = __builtin_fmaf(c, z, 4.166664568298827e-2f);
      c = z * c;
      c = __builtin_fmaf(z, c, -(z * 0.5f)) + 1.0f;
      float s = __builtin_fmaf(-1.9515295891e-4f, z, 8.3321608736e-3f);
      s = __builtin_fmaf(s, z, -1.6666654611e-1f);
      s = z * s;
      s = __builtin_fmaf(x, s, x);
      int swaps = (j & 2) != 0;
      float sine = swaps ? c : s;
      float cosine = swaps ? s : c;
      sine = single_from_bits(single_bits(sine) ^ (uint32_t)(j & 4) << 29);
      cosine = single_from_bits(single_bits(cosine) ^ (uint32_t)(~(j - 2) & 4) << 29);
      cosines[i] = __builtin_fmaf(radius * cosine, std, mean);
      sines[i] = __builtin_fmaf(radius * sine, std, mean);
    }
    for (int i = 0; i < 8; i++) {
      data[i] = cosines[i];
      data[i + 8] = sines[i];
    }
  }
}
