#include "Convert.h"

#include <math.h>

#include "clones.h"
#include "halves.h"
#include "loops.h"

#include <stddef.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Conversions without branches, which become vector code.

#define NB_CONVERT(NAME, FROM, TO, EXPRESSION)                                                                         \
  NB_CLONES void nb_convert_##NAME(int64_t count, const FROM *x, TO *restrict out) {                                   \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      FROM v = x[i];                                                                                                   \
      out[i] = (EXPRESSION);                                                                                           \
    }                                                                                                                  \
  }

#if NB_HAS_HALVES
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

#else
static void halves_of(int64_t count, const float *x, uint16_t *restrict out) { (void)count, (void)x, (void)out; }

static void floats_of_halves(int64_t count, const uint16_t *x, float *restrict out) { (void)count, (void)x, (void)out; }
#endif

#if NB_HAS_LONG_HALVES
// Twice as many at a time, and without a stop in memory between the conversions and what is computed.
enum { LONG = 16 };

NB_LONG_HALVES static inline __m512 load_halves(const uint16_t *x) {
  return _mm512_cvtph_ps(_mm256_loadu_si256((const __m256i *)x));
}

NB_LONG_HALVES static inline void store_halves(uint16_t *out, __m512 values) {
  _mm256_storeu_si256((__m256i *)out, _mm512_cvtps_ph(values, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
}

NB_LONG_HALVES static int64_t long_halves_of(int64_t count, const float *x, uint16_t *restrict out) {
  int64_t i = 0;
  for (; i + LONG <= count; i += LONG)
    store_halves(out + i, _mm512_loadu_ps(x + i));
  return i;
}

#define NB_COMBINE_HALVES(COMBINE)                                                                                     \
  if (b)                                                                                                               \
    for (; i + LONG <= count; i += LONG)                                                                               \
      store_halves(out + i, COMBINE(load_halves(a + i), load_halves(b + i)));                                          \
  else                                                                                                                 \
    for (; i + LONG <= count; i += LONG)                                                                               \
      store_halves(out + i, COMBINE(load_halves(a + i), _mm512_set1_ps(number)));                                      \
  return i;

/// Combines as many halves as fill vectors, and returns how many: none where there is no such loop.
NB_LONG_HALVES static int64_t combine_long_halves(nb_binary op, int64_t count, const uint16_t *a, const uint16_t *b,
                                                  float number, uint16_t *out) {
  int64_t i = 0;
  switch (op) {
  case NB_ADD:
    NB_COMBINE_HALVES(_mm512_add_ps)
  case NB_SUBTRACT:
    NB_COMBINE_HALVES(_mm512_sub_ps)
  case NB_MULTIPLY:
    NB_COMBINE_HALVES(_mm512_mul_ps)
  case NB_DIVIDE:
    NB_COMBINE_HALVES(_mm512_div_ps)
  default:
    return 0;
  }
}
#else
static int64_t long_halves_of(int64_t count, const float *x, uint16_t *restrict out) {
  (void)count, (void)x, (void)out;
  return 0;
}

static int64_t combine_long_halves(nb_binary op, int64_t count, const uint16_t *a, const uint16_t *b, float number,
                                   uint16_t *out) {
  (void)op, (void)count, (void)a, (void)b, (void)number, (void)out;
  return 0;
}
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
  int64_t done = has_long_halves() ? long_halves_of(count, x, out) : 0;
  if (has_halves())
    halves_of(count - done, x + done, out + done);
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
NB_CONVERT(bf16_f32, uint16_t, float, float_of_bfloat(v))
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

#define NB_COMBINE_BFLOATS(OPERATOR)                                                                                   \
  if (b) {                                                                                                             \
    NB_TOGETHER                                                                                                        \
    for (int64_t i = 0; i < count; i++)                                                                                \
      out[i] = bfloat_of(float_of_bfloat(a[i]) OPERATOR float_of_bfloat(b[i]));                                        \
  } else {                                                                                                             \
    NB_TOGETHER                                                                                                        \
    for (int64_t i = 0; i < count; i++)                                                                                \
      out[i] = bfloat_of(float_of_bfloat(a[i]) OPERATOR number);                                                       \
  }                                                                                                                    \
  return count;

/// The same for all of the other kind.
NB_CLONES static int64_t combine_bfloats(nb_binary op, int64_t count, const uint16_t *a, const uint16_t *b,
                                         float number, uint16_t *out) {
  switch (op) {
  case NB_ADD:
    NB_COMBINE_BFLOATS(+)
  case NB_SUBTRACT:
    NB_COMBINE_BFLOATS(-)
  case NB_MULTIPLY:
    NB_COMBINE_BFLOATS(*)
  case NB_DIVIDE:
    NB_COMBINE_BFLOATS(/)
  default:
    return 0;
  }
}

void nb_binary_halves(nb_binary op, int is_bfloat, int64_t count, const uint16_t *a, const uint16_t *b, float number,
                      uint16_t *out) {
  enum { BLOCK = 512 };
  float x[BLOCK], y[BLOCK];
  int64_t done = is_bfloat           ? combine_bfloats(op, count, a, b, number, out)
                 : has_long_halves() ? combine_long_halves(op, count, a, b, number, out)
                                     : 0;
  for (int64_t i = done; i < count; i += BLOCK) {
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
