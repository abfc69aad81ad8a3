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

/// The instructions give their second operand where the numbers are equal or one is none.
NB_LONG_HALVES static inline __m512 larger(__m512 a, __m512 b) {
  return _mm512_mask_mov_ps(_mm512_max_ps(b, a), _mm512_cmp_ps_mask(b, b, _CMP_UNORD_Q) & _mm512_cmp_ps_mask(a, a, _CMP_ORD_Q), b);
}

NB_LONG_HALVES static inline __m512 smaller(__m512 a, __m512 b) {
  return _mm512_mask_mov_ps(_mm512_min_ps(b, a), _mm512_cmp_ps_mask(b, b, _CMP_UNORD_Q) & _mm512_cmp_ps_mask(a, a, _CMP_ORD_Q), b);
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
  case NB_MAXIMUM:
    NB_COMBINE_HALVES(larger)
  case NB_MINIMUM:
    NB_COMBINE_HALVES(smaller)
  default:
    return 0;
  }
}

/// Adds a multiple of `a` to `b` or to a number, likewise.
NB_LONG_HALVES static int64_t scaled_long_halves(int64_t count, float scale, const uint16_t *a, const uint16_t *b,
                                                 float number, uint16_t *out) {
  const __m512 factor = _mm512_set1_ps(scale);
  int64_t i = 0;
#define NB_ADD_SCALED(x, y) _mm512_fmadd_ps(factor, x, y)
  NB_COMBINE_HALVES(NB_ADD_SCALED)
#undef NB_ADD_SCALED
}

/// Of elements x and a and what is called b, which steps or is one number.
#define NB_TERNARY_HALVES(RESULT)                                                                                      \
  if (bs)                                                                                                              \
    for (; i + LONG <= count; i += LONG) {                                                                             \
      __m512 x = load_halves(xs + i), a = load_halves(as + i), b = load_halves(bs + i);                                \
      store_halves(out + i, RESULT);                                                                                   \
    }                                                                                                                  \
  else                                                                                                                 \
    for (; i + LONG <= count; i += LONG) {                                                                             \
      __m512 x = load_halves(xs + i), a = load_halves(as + i), b = _mm512_set1_ps(number);                             \
      store_halves(out + i, RESULT);                                                                                   \
    }                                                                                                                  \
  return i;

NB_LONG_HALVES static inline __m512 long_lerp(__m512 x, __m512 a, __m512 b) {
  const __m512 one = _mm512_set1_ps(1);
  __mmask16 is_near = _mm512_cmp_ps_mask(_mm512_abs_ps(b), _mm512_set1_ps(0.5f), _CMP_LT_OQ);
  __m512 far = _mm512_fmadd_ps(_mm512_sub_ps(one, b), _mm512_sub_ps(x, a), a);
  return _mm512_mask_mov_ps(far, is_near, _mm512_fmadd_ps(b, _mm512_sub_ps(a, x), x));
}

/// The same of three.
NB_LONG_HALVES static int64_t ternary_long_halves(nb_ternary op, int64_t count, float scale, const uint16_t *xs,
                                                  const uint16_t *as, const uint16_t *bs, float number,
                                                  uint16_t *out) {
  const __m512 factor = _mm512_set1_ps(scale);
  int64_t i = 0;
  switch (op) {
  case NB_ADD_PRODUCT:
    NB_TERNARY_HALVES(_mm512_fmadd_ps(_mm512_mul_ps(factor, a), b, x))
  case NB_ADD_QUOTIENT:
    NB_TERNARY_HALVES(_mm512_add_ps(x, _mm512_div_ps(_mm512_mul_ps(factor, a), b)))
  case NB_LERP:
    NB_TERNARY_HALVES(long_lerp(x, a, b))
  case NB_BETWEEN:
    NB_TERNARY_HALVES(smaller(larger(x, a), b))
  }
  return 0;
}

#define NB_EACH_HALF(RESULT)                                                                                           \
  for (; i + LONG <= count; i += LONG) {                                                                               \
    __m512 v = load_halves(x + i);                                                                                     \
    store_halves(out + i, RESULT);                                                                                     \
  }                                                                                                                    \
  return i;

#define NB_ROUNDED(V, MODE) _mm512_roundscale_ps(V, (MODE) | _MM_FROUND_NO_EXC)

/// Applies arithmetic, likewise.
NB_LONG_HALVES static int64_t unary_long_halves(nb_unary op, int64_t count, const uint16_t *x, uint16_t *out) {
  int64_t i = 0;
  switch (op) {
  case NB_SQRT:
    NB_EACH_HALF(_mm512_sqrt_ps(v))
  case NB_RECIPROCAL:
    NB_EACH_HALF(_mm512_div_ps(_mm512_set1_ps(1), v))
  case NB_SQUARE:
    NB_EACH_HALF(_mm512_mul_ps(v, v))
  case NB_FLOOR:
    NB_EACH_HALF(NB_ROUNDED(v, _MM_FROUND_TO_NEG_INF))
  case NB_CEIL:
    NB_EACH_HALF(NB_ROUNDED(v, _MM_FROUND_TO_POS_INF))
  case NB_ROUND:
    NB_EACH_HALF(NB_ROUNDED(v, _MM_FROUND_TO_NEAREST_INT))
  case NB_TRUNC:
    NB_EACH_HALF(NB_ROUNDED(v, _MM_FROUND_TO_ZERO))
  default:
    return 0;
  }
}
#else
static int64_t unary_long_halves(nb_unary op, int64_t count, const uint16_t *x, uint16_t *out) {
  (void)op, (void)count, (void)x, (void)out;
  return 0;
}

static int64_t long_halves_of(int64_t count, const float *x, uint16_t *restrict out) {
  (void)count, (void)x, (void)out;
  return 0;
}

static int64_t ternary_long_halves(nb_ternary op, int64_t count, float scale, const uint16_t *xs, const uint16_t *as,
                                   const uint16_t *bs, float number, uint16_t *out) {
  (void)op, (void)count, (void)scale, (void)xs, (void)as, (void)bs, (void)number, (void)out;
  return 0;
}

static int64_t combine_long_halves(nb_binary op, int64_t count, const uint16_t *a, const uint16_t *b, float number,
                                   uint16_t *out) {
  (void)op, (void)count, (void)a, (void)b, (void)number, (void)out;
  return 0;
}

static int64_t scaled_long_halves(int64_t count, float scale, const uint16_t *a, const uint16_t *b, float number,
                                  uint16_t *out) {
  (void)count, (void)scale, (void)a, (void)b, (void)number, (void)out;
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

/// What is made of two numbers x and y in single precision, rounded once.
#define NB_COMBINE_BFLOATS(EXPRESSION)                                                                                 \
  if (b) {                                                                                                             \
    NB_TOGETHER                                                                                                        \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      float x = float_of_bfloat(a[i]), y = float_of_bfloat(b[i]);                                                      \
      out[i] = bfloat_of(EXPRESSION);                                                                                  \
    }                                                                                                                  \
  } else {                                                                                                             \
    const float y = number;                                                                                            \
    NB_TOGETHER                                                                                                        \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      float x = float_of_bfloat(a[i]);                                                                                 \
      out[i] = bfloat_of(EXPRESSION);                                                                                  \
    }                                                                                                                  \
  }                                                                                                                    \
  return count;

/// The same for all of the other kind.
NB_CLONES static int64_t combine_bfloats(nb_binary op, int64_t count, const uint16_t *a, const uint16_t *b,
                                         float number, uint16_t *out) {
  switch (op) {
  case NB_ADD:
    NB_COMBINE_BFLOATS(x + y)
  case NB_SUBTRACT:
    NB_COMBINE_BFLOATS(x - y)
  case NB_MULTIPLY:
    NB_COMBINE_BFLOATS(x * y)
  case NB_DIVIDE:
    NB_COMBINE_BFLOATS(x / y)
  case NB_MAXIMUM:
    NB_COMBINE_BFLOATS(x != x ? x : y != y ? y : x < y ? y : x)
  case NB_MINIMUM:
    NB_COMBINE_BFLOATS(x != x ? x : y != y ? y : y < x ? y : x)
  default:
    return 0;
  }
}

NB_CLONES static int64_t scaled_bfloats(int64_t count, float scale, const uint16_t *a, const uint16_t *b, float number,
                                        uint16_t *out) {
  NB_COMBINE_BFLOATS(scale * x + y)
}

/// How many halves go through scratch memory at a time.
enum { HALVES_BLOCK = 512 };

static void floats_of(int is_bfloat, int64_t count, const uint16_t *x, float *out) {
  if (is_bfloat)
    nb_convert_bf16_f32(count, x, out);
  else
    nb_convert_f16_f32(count, x, out);
}

static void rounded_floats(int is_bfloat, int64_t count, const float *x, uint16_t *out) {
  if (is_bfloat)
    nb_convert_f32_bf16(count, x, out);
  else
    nb_convert_f32_f16(count, x, out);
}

static uint16_t half_bits(int is_bfloat, float number) {
  uint16_t bits;
  rounded_floats(is_bfloat, 1, &number, &bits);
  return bits;
}

/// The neighbour of a number in the direction of another, by bits: those of numbers of one sign are in order.
NB_INLINE uint16_t next_half(uint16_t x, uint16_t y) {
  const uint16_t sign = 0x8000, size_x = x & (sign - 1), size_y = y & (sign - 1);
  uint16_t grows = (uint16_t)(x ^ y) < sign && size_x < size_y;
  uint16_t next = grows ? x + 1 : x - 1;
  next = size_x == 0 ? (y & sign) | 1 : next;
  return x == y || (size_x | size_y) == 0 ? y : next;
}

#define T uint16_t

/// The functions that look at bits alone.
///
/// Returns whether this is one of them.
NB_CLONES static int pairwise_by_bits(nb_pairwise op, int is_bfloat, int64_t count, const uint16_t *a, int step_a,
                                      const uint16_t *b, int step_b, uint16_t *out) {
  enum { SIGN = 0x8000 };
  const uint16_t infinity = is_bfloat ? 0x7f80 : 0x7c00, none = is_bfloat ? 0x7fc0 : 0x7e00;
  switch (op) {
  case NB_COPYSIGN:
    NB_LOOP((x & (SIGN - 1)) | (y & SIGN))
    return 1;
  case NB_NEXT:
    NB_LOOP((x & (SIGN - 1)) > infinity || (y & (SIGN - 1)) > infinity ? none : next_half(x, y))
    return 1;
  default:
    return 0;
  }
}

/// A number for bits that is the larger the larger the number is that they stand for; both zeros have one.
NB_INLINE int16_t order_of(uint16_t x) { return (int16_t)(x & 0x8000 ? -(x & 0x7fff) : x); }

/// Whether numbers, of which one may be none, are in an order.
#define NB_ORDERED(COMPARISON)                                                                                         \
  NB_LOOP((x & 0x7fff) <= infinity && (y & 0x7fff) <= infinity && (COMPARISON) ? truth : 0)                            \
  break;

/// Comparisons whose truth is a number of the type of the results.
#define NB_COMPARE_HALVES(NAME, RESULT)                                                                                \
  NB_CLONES static void NAME(nb_comparison op, int is_bfloat, RESULT truth, int64_t count, const uint16_t *a,          \
                             int step_a, const uint16_t *b, int step_b, RESULT *out) {                                 \
    const uint16_t infinity = is_bfloat ? 0x7f80 : 0x7c00;                                                             \
    switch (op) {                                                                                                      \
    case NB_EQ:                                                                                                        \
      NB_ORDERED(order_of(x) == order_of(y))                                                                           \
    case NB_NE:                                                                                                        \
      NB_LOOP((x & 0x7fff) > infinity || (y & 0x7fff) > infinity || order_of(x) != order_of(y) ? truth : 0)            \
      break;                                                                                                           \
    case NB_LT:                                                                                                        \
      NB_ORDERED(order_of(x) < order_of(y))                                                                            \
    case NB_LE:                                                                                                        \
      NB_ORDERED(order_of(x) <= order_of(y))                                                                           \
    }                                                                                                                  \
  }

NB_COMPARE_HALVES(compared_as_bytes, uint8_t)
NB_COMPARE_HALVES(compared_as_halves, uint16_t)

#undef T

/// Two operands as halves, either of which may be a number, with the steps through them.
#define NB_HALVES_OR_NUMBER a ? a : &bits, a != NULL, b ? b : &bits, b != NULL

void nb_binary_halves(nb_binary op, int is_bfloat, int64_t count, const uint16_t *a, const uint16_t *b, float number,
                      uint16_t *out) {
  if (op >= NB_IS_EQUAL && op <= NB_IS_AT_MOST) {
    uint16_t bits = half_bits(is_bfloat, number);
    compared_as_halves((nb_comparison)(op - NB_IS_EQUAL), is_bfloat, half_bits(is_bfloat, 1), count,
                       NB_HALVES_OR_NUMBER, out);
    return;
  }
  float x[HALVES_BLOCK], y[HALVES_BLOCK];
  int64_t done = !a                  ? 0
                 : is_bfloat         ? combine_bfloats(op, count, a, b, number, out)
                 : has_long_halves() ? combine_long_halves(op, count, a, b, number, out)
                                     : 0;
  for (int64_t i = done; i < count; i += HALVES_BLOCK) {
    int64_t size = count - i < HALVES_BLOCK ? count - i : HALVES_BLOCK;
    if (a)
      floats_of(is_bfloat, size, a + i, x);
    if (b)
      floats_of(is_bfloat, size, b + i, y);
    nb_binary_f32(op, size, a ? x : &number, a != NULL, b ? y : &number, b != NULL, x);
    rounded_floats(is_bfloat, size, x, out + i);
  }
}

void nb_scaled_sum_halves(int is_bfloat, int64_t count, float scale, const uint16_t *a, const uint16_t *b, float number,
                          uint16_t *out) {
  enum { GROUP = 32 };
  float x[HALVES_BLOCK], y[HALVES_BLOCK];
  int64_t whole = count / GROUP * GROUP;
  if (!a) {
    float product = scale * number;
    nb_binary_halves(NB_ADD, is_bfloat, whole, b, NULL, product, out);
    uint16_t bits = half_bits(is_bfloat, product);
    floats_of(is_bfloat, 1, &bits, &product);
    nb_binary_halves(NB_ADD, is_bfloat, count - whole, b + whole, NULL, product, out + whole);
    return;
  }
  int64_t done = is_bfloat           ? scaled_bfloats(whole, scale, a, b, number, out)
                 : has_long_halves() ? scaled_long_halves(whole, scale, a, b, number, out)
                                     : 0;
  for (int64_t i = done, size; i < count; i += size) {
    int64_t left = (i < whole ? whole : count) - i;
    size = left < HALVES_BLOCK ? left : HALVES_BLOCK;
    floats_of(is_bfloat, size, a + i, x);
    nb_binary_f32(NB_MULTIPLY, size, x, 1, &scale, 0, x);
    if (i == whole) {
      uint16_t products[GROUP];
      rounded_floats(is_bfloat, size, x, products);
      floats_of(is_bfloat, size, products, x);
    }
    if (b)
      floats_of(is_bfloat, size, b + i, y);
    nb_binary_f32(NB_ADD, size, x, 1, b ? y : &number, b != NULL, x);
    rounded_floats(is_bfloat, size, x, out + i);
  }
}

/// Two operands as floats, a part of them at a time: either may be a number. `left` and `right` are where they stand.
#define NB_HALVES_OF_TWO(...)                                                                                          \
  float x[HALVES_BLOCK], y[HALVES_BLOCK], results[HALVES_BLOCK];                                                       \
  for (int64_t i = 0; i < count; i += HALVES_BLOCK) {                                                                  \
    int64_t size = count - i < HALVES_BLOCK ? count - i : HALVES_BLOCK;                                                \
    if (a)                                                                                                             \
      floats_of(is_bfloat, size, a + i, x);                                                                            \
    if (b)                                                                                                             \
      floats_of(is_bfloat, size, b + i, y);                                                                            \
    const float *left = a ? x : &number, *right = b ? y : &number;                                                     \
    __VA_ARGS__;                                                                                                       \
    rounded_floats(is_bfloat, size, results, out + i);                                                                 \
  }

void nb_compare_halves(nb_comparison op, int is_bfloat, int64_t count, const uint16_t *a, const uint16_t *b,
                       float number, uint8_t *out) {
  uint16_t bits = half_bits(is_bfloat, number);
  compared_as_bytes(op, is_bfloat, 1, count, NB_HALVES_OR_NUMBER, out);
}

void nb_pairwise_halves(nb_pairwise op, int is_bfloat, int64_t count, const uint16_t *a, const uint16_t *b,
                        float number, uint16_t *out) {
  uint16_t bits = half_bits(is_bfloat, number);
  if (pairwise_by_bits(op, is_bfloat, count, NB_HALVES_OR_NUMBER, out))
    return;
  NB_HALVES_OF_TWO(nb_pairwise_f32(op, size, left, a != NULL, right, b != NULL, results))
}

void nb_quotient_halves(nb_quotient op, int is_bfloat, int64_t count, const uint16_t *a, const uint16_t *b,
                        float number, uint16_t *out) {
  NB_HALVES_OF_TWO(nb_quotient_f32(op, size, left, a != NULL, right, b != NULL, results))
}

void nb_binary_function_halves(nb_binary_function op, int is_bfloat, int64_t count, const uint16_t *a,
                               const uint16_t *b, float number, uint16_t *out) {
  NB_HALVES_OF_TWO(nb_binary_function_f32(op, size, left, a != NULL, right, b != NULL, results))
}

#define NB_EACH_BFLOAT(RESULT)                                                                                         \
  NB_TOGETHER                                                                                                          \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    float v = float_of_bfloat(x[i]);                                                                                   \
    out[i] = bfloat_of(RESULT);                                                                                        \
  }                                                                                                                    \
  return count;

/// Applies arithmetic to all of the other kind.
NB_CLONES static int64_t unary_bfloats(nb_unary op, int64_t count, const uint16_t *x, uint16_t *out) {
  switch (op) {
  case NB_SQRT:
    NB_EACH_BFLOAT(__builtin_elementwise_sqrt(v))
  case NB_RECIPROCAL:
    NB_EACH_BFLOAT(1 / v)
  case NB_SQUARE:
    NB_EACH_BFLOAT(v * v)
  case NB_CUBE:
    // In two steps, as PyTorch multiplies numbers of this type.
    NB_EACH_BFLOAT(float_of_bfloat(bfloat_of(v * v)) * v)
  case NB_FLOOR:
    NB_EACH_BFLOAT(__builtin_elementwise_floor(v))
  case NB_CEIL:
    NB_EACH_BFLOAT(__builtin_elementwise_ceil(v))
  case NB_ROUND:
    NB_EACH_BFLOAT(__builtin_elementwise_roundeven(v))
  case NB_TRUNC:
    NB_EACH_BFLOAT(__builtin_elementwise_trunc(v))
  default:
    return 0;
  }
}

/// The functions that look at the sign alone.
///
/// Returns whether this is one of them.
NB_CLONES static int unary_by_sign(nb_unary op, int is_bfloat, int64_t count, const uint16_t *x, uint16_t *out) {
  enum { SIGN = 0x8000 };
  const uint16_t last = SIGN | (is_bfloat ? 0x7f80 : 0x7c00);
  switch (op) {
  case NB_NEGATE:
    NB_TOGETHER
    for (int64_t i = 0; i < count; i++)
      out[i] = x[i] ^ SIGN;
    return 1;
  case NB_ABSOLUTE:
    NB_TOGETHER
    for (int64_t i = 0; i < count; i++)
      out[i] = x[i] & (SIGN - 1);
    return 1;
  case NB_RELU:
    // Minus zero stays, and what is no number.
    NB_TOGETHER
    for (int64_t i = 0; i < count; i++) {
      uint16_t v = x[i];
      out[i] = v > SIGN && v <= last ? 0 : v;
    }
    return 1;
  default:
    return 0;
  }
}

void nb_unary_halves(nb_unary op, int is_bfloat, int64_t count, const uint16_t *x, uint16_t *out) {
  if (unary_by_sign(op, is_bfloat, count, x, out))
    return;
  float block[HALVES_BLOCK], results[HALVES_BLOCK];
  int64_t done = is_bfloat           ? unary_bfloats(op, count, x, out)
                 : has_long_halves() ? unary_long_halves(op, count, x, out)
                                     : 0;
  for (int64_t i = done; i < count; i += HALVES_BLOCK) {
    int64_t size = count - i < HALVES_BLOCK ? count - i : HALVES_BLOCK;
    floats_of(is_bfloat, size, x + i, block);
    nb_unary_f32(op, size, block, results);
    rounded_floats(is_bfloat, size, results, out + i);
  }
}

/// The numbers whose size has bits from `least` on, zeros for others.
NB_CLONES static void kept_halves(int64_t count, const uint16_t *x, uint16_t least, uint16_t *out) {
  NB_TOGETHER
  for (int64_t i = 0; i < count; i++)
    out[i] = (x[i] & 0x7fff) >= least ? x[i] : 0;
}

void nb_parametric_halves(nb_parametric op, int is_bfloat, int64_t count, const uint16_t *x, const double *parameters,
                          uint16_t *out) {
  if (op == NB_HARDSHRINK) {
    const float limit = (float)parameters[0];
    kept_halves(count, x, limit >= 0 ? (half_bits(is_bfloat, limit) & 0x7fff) + 1 : 0, out);
    return;
  }
  float block[HALVES_BLOCK];
  for (int64_t i = 0; i < count; i += HALVES_BLOCK) {
    int64_t size = count - i < HALVES_BLOCK ? count - i : HALVES_BLOCK;
    floats_of(is_bfloat, size, x + i, block);
    nb_parametric_f32(op, size, block, parameters, block);
    rounded_floats(is_bfloat, size, block, out + i);
  }
}

#define NB_TERNARY_BFLOATS(EXPRESSION)                                                                                 \
  if (bs) {                                                                                                            \
    NB_TOGETHER                                                                                                        \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      float x = float_of_bfloat(xs[i]), a = float_of_bfloat(as[i]), b = float_of_bfloat(bs[i]);                        \
      out[i] = bfloat_of(EXPRESSION);                                                                                  \
    }                                                                                                                  \
  } else {                                                                                                             \
    const float b = number;                                                                                            \
    NB_TOGETHER                                                                                                        \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      float x = float_of_bfloat(xs[i]), a = float_of_bfloat(as[i]);                                                    \
      out[i] = bfloat_of(EXPRESSION);                                                                                  \
    }                                                                                                                  \
  }                                                                                                                    \
  return count;

NB_CLONES static int64_t ternary_bfloats(nb_ternary op, int64_t count, float scale, const uint16_t *xs,
                                         const uint16_t *as, const uint16_t *bs, float number, uint16_t *out) {
  switch (op) {
  case NB_ADD_PRODUCT:
    NB_TERNARY_BFLOATS(__builtin_fmaf(scale * a, b, x))
  case NB_ADD_QUOTIENT:
    NB_TERNARY_BFLOATS(x + scale * a / b)
  case NB_LERP:
    NB_TERNARY_BFLOATS((b < 0 ? -b : b) < 0.5f ? __builtin_fmaf(b, a - x, x) : __builtin_fmaf(1 - b, x - a, a))
  case NB_BETWEEN:
    break;
  }
  return 0;
}

void nb_ternary_halves(nb_ternary op, int is_bfloat, int64_t count, float scale, const uint16_t *x, const uint16_t *a,
                       const uint16_t *b, float number, uint16_t *out) {
  float first[HALVES_BLOCK], second[HALVES_BLOCK], third[HALVES_BLOCK];
  int64_t done = is_bfloat           ? ternary_bfloats(op, count, scale, x, a, b, number, out)
                 : has_long_halves() ? ternary_long_halves(op, count, scale, x, a, b, number, out)
                                     : 0;
  for (int64_t i = done; i < count; i += HALVES_BLOCK) {
    int64_t size = count - i < HALVES_BLOCK ? count - i : HALVES_BLOCK;
    floats_of(is_bfloat, size, x + i, first);
    floats_of(is_bfloat, size, a + i, second);
    if (b)
      floats_of(is_bfloat, size, b + i, third);
    nb_ternary_f32(op, size, scale, first, 1, second, 1, b ? third : &number, b != NULL, first, 1);
    rounded_floats(is_bfloat, size, first, out + i);
  }
}

#define NB_TEST_BITS(RESULT)                                                                                           \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    uint16_t bits = x[i], size = bits & 0x7fff;                                                                        \
    (void)size;                                                                                                        \
    out[i] = (RESULT);                                                                                                 \
  }                                                                                                                    \
  break;

NB_CLONES void nb_test_halves(nb_test op, int is_bfloat, int64_t count, const uint16_t *x, uint8_t *restrict out) {
  const uint16_t infinity = is_bfloat ? 0x7f80 : 0x7c00;
  switch (op) {
  case NB_IS_NAN:
    NB_TEST_BITS(size > infinity)
  case NB_IS_INFINITE:
    NB_TEST_BITS(size == infinity)
  case NB_IS_FINITE:
    NB_TEST_BITS(size < infinity)
  case NB_IS_POSITIVE_INFINITY:
    NB_TEST_BITS(bits == infinity)
  case NB_IS_NEGATIVE_INFINITY:
    NB_TEST_BITS(bits == (infinity | 0x8000))
  case NB_HAS_SIGN:
    NB_TEST_BITS(bits >> 15)
  }
}
