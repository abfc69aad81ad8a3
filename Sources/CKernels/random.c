#include "Random.h"
#include "Convert.h"

#include <math.h>
#include <string.h>

#include "clones.h"
#include "single.h"

// Multiplications and additions are fused exactly where they are written so.
#pragma clang fp contract(off)

enum { WORDS = NB_TWISTER_WORDS, DISTANCE = 397 };

// Vectors of 512 bits; processors that have shorter ones take several. Those that are passed are always inlined, so that
// it does not matter how.
#pragma clang diagnostic ignored "-Wpsabi"

enum { LANES = 16 };

typedef uint32_t words __attribute__((vector_size(4 * LANES)));

NB_INLINE words load_words(const uint32_t *from) {
  words values;
  memcpy(&values, from, sizeof values);
  return values;
}

NB_INLINE void store_words(uint32_t *to, words values) { memcpy(to, &values, sizeof values); }

/// New words from those at the same place, at the next one, and some further on.
NB_INLINE words mixed(const uint32_t *old, const uint32_t *next, const uint32_t *further) {
  words upper = load_words(old) & 0x80000000u, v = load_words(next);
  words odd = -(v & 1u);
  return load_words(further) ^ (upper | (v & 0x7fffffffu)) >> 1 ^ (odd & 0x9908b0dfu);
}

NB_INLINE words tempered(words y) {
  y ^= y >> 11;
  y ^= y << 7 & 0x9d2c5680u;
  y ^= y << 15 & 0xefc60000u;
  return y ^ y >> 18;
}

NB_CLONES void nb_twister_advance(uint32_t *state, uint32_t *restrict numbers) {
  // A vector at a time. The word that stands 397 places further on is an old one at first; behind the end, where the
  // first word follows the last, it is new. `end` holds the old words before it and the new ones behind.
  enum { LAST = WORDS - LANES, RUN = WORDS - DISTANCE, MIXED = RUN / LANES * LANES };
  uint32_t end[2 * LANES];
  store_words(end, load_words(state + LAST));
  for (int i = 0; i < WORDS; i += LANES) {
    const uint32_t *next = i == LAST ? end + 1 : state + i + 1;
    const uint32_t *further = i < MIXED    ? state + i + DISTANCE
                              : i == MIXED ? end + i + DISTANCE - LAST
                                           : state + i - RUN;
    words fresh = mixed(state + i, next, further);
    store_words(state + i, fresh);
    store_words(numbers + i, tempered(fresh));
    if (i == 0)
      store_words(end + LANES, fresh);
  }
}

NB_CLONES void nb_twister_temper(const uint32_t *state, uint32_t *restrict out) {
  for (int i = 0; i < WORDS; i += LANES)
    store_words(out + i, tempered(load_words(state + i)));
}

NB_CLONES void nb_uniform_f32(int64_t count, const uint32_t *numbers, float low, float high, float *restrict out) {
  float range = high - low;
  for (int64_t i = 0; i < count; i++) {
    float value = __builtin_fmaf((float)(int32_t)(numbers[i] & 0xffffff) * 0x1p-24f, range, low);
    out[i] = value == high ? low : value;
  }
}

void nb_uniform_halves(int is_bfloat, int64_t count, const uint32_t *numbers, float low, float high, uint16_t *out) {
  float values[WORDS + 2] = {low, high};
  uint16_t bounds[2];
  nb_number type = is_bfloat ? NB_TYPE_BF16 : NB_TYPE_F16;
  nb_convert(NB_TYPE_F32, type, 2, values, bounds);
  nb_uniform_f32(count, numbers, low, high, values);
  nb_convert(NB_TYPE_F32, type, count, values, out);
  for (int64_t i = 0; i < count; i++)
    out[i] = out[i] == bounds[1] ? bounds[0] : out[i];
}

NB_CLONES void nb_remainders(int64_t count, const uint32_t *numbers, uint32_t divisor, int64_t low,
                             int64_t *restrict out) {
  double reciprocal = 1.0 / divisor;
  for (int64_t i = 0; i < count; i++) {
    // The quotient is off by one at most.
    int64_t quotient = (int64_t)((double)numbers[i] * reciprocal);
    int64_t rest = (int64_t)numbers[i] - quotient * divisor;
    rest += rest < 0 ? divisor : 0;
    rest -= rest >= divisor ? divisor : 0;
    out[i] = (int64_t)((uint64_t)low + (uint64_t)rest);
  }
}

NB_CLONES void nb_uniform_f64(int64_t count, const uint32_t *numbers, double low, double high, double *restrict out) {
  double range = high - low;
  for (int64_t i = 0; i < count; i++) {
    uint64_t bits = (uint64_t)numbers[2 * i] << 32 | numbers[2 * i + 1];
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

/// Normal numbers from two runs of uniform ones, in place.
NB_INLINE void box_muller(int count, float mean, float std, float *restrict first, float *restrict second) {
  for (int i = 0; i < count; i++) {
    float radius = sqrtf(-2.0f * cephes_log(1.0f - first[i]));
    float angle = 6.2831855f * second[i];
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
    first[i] = __builtin_fmaf(radius * cosine, std, mean);
    second[i] = __builtin_fmaf(radius * sine, std, mean);
  }
}

NB_CLONES void nb_normal_blocks_f32(int64_t blocks, float mean, float std, float *data) {
  enum { HALF = 8, TOGETHER = 2 };
  float first[HALF * TOGETHER], second[HALF * TOGETHER];
  for (; blocks >= TOGETHER; blocks -= TOGETHER, data += 2 * HALF * TOGETHER) {
    for (int b = 0; b < TOGETHER; b++) {
      memcpy(first + b * HALF, data + 2 * b * HALF, HALF * sizeof *first);
      memcpy(second + b * HALF, data + (2 * b + 1) * HALF, HALF * sizeof *second);
    }
    box_muller(HALF * TOGETHER, mean, std, first, second);
    for (int b = 0; b < TOGETHER; b++) {
      memcpy(data + 2 * b * HALF, first + b * HALF, HALF * sizeof *first);
      memcpy(data + (2 * b + 1) * HALF, second + b * HALF, HALF * sizeof *second);
    }
  }
  for (; blocks > 0; blocks--, data += 2 * HALF)
    box_muller(HALF, mean, std, data, data + HALF);
}

void nb_shuffle(int64_t total, int64_t first, int64_t count, const uint32_t *numbers, int64_t *order) {
  // What is chosen is asked for some elements in advance, because it may lie anywhere in memory.
  enum { AHEAD = 32 };
  int64_t chosen[AHEAD];
  for (int64_t start = 0; start < count; start += AHEAD) {
    int64_t size = count - start < AHEAD ? count - start : AHEAD;
    for (int64_t i = 0; i < size; i++) {
      int64_t place = first + start + i;
      chosen[i] = place + numbers[start + i] % (uint32_t)(total - place);
      __builtin_prefetch(order + chosen[i], 1);
    }
    for (int64_t i = 0; i < size; i++) {
      int64_t place = first + start + i, held = order[place];
      order[place] = order[chosen[i]];
      order[chosen[i]] = held;
    }
  }
}
