#include "Indices.h"

#include <string.h>

#include "IntegerRules.h"
#include "clones.h"
#include "halves.h"

#ifdef NB_HAS_HALVES
#include <immintrin.h>
#endif

NB_CLONES static int has_outside(intptr_t count, const intptr_t *index, intptr_t low, intptr_t high) {
  // As unsigned numbers, those below `low` are the largest.
  uintptr_t most = 0;
  for (intptr_t i = 0; i < count; i++) {
    uintptr_t place = (uintptr_t)index[i] - (uintptr_t)low;
    most = place > most ? place : most;
  }
  return count > 0 && most >= (uintptr_t)high - (uintptr_t)low;
}

intptr_t nb_first_outside(intptr_t count, const intptr_t *index, intptr_t low, intptr_t high) {
  if (has_outside(count, index, low, high))
    for (intptr_t i = 0; i < count; i++)
      if (index[i] < low || index[i] >= high)
        return i;
  return -1;
}

NB_CLONES void nb_add_offsets(intptr_t count, const intptr_t *index, intptr_t size, intptr_t stride,
                              intptr_t *restrict offsets) {
  for (intptr_t i = 0; i < count; i++)
    offsets[i] += (index[i] + (index[i] < 0 ? size : 0)) * stride;
}

typedef struct wide_item {
  uintptr_t low, high;
} wide_item;

#define NB_PICK(T)                                                                                                     \
  {                                                                                                                    \
    const T *from = source;                                                                                            \
    T *restrict to = out;                                                                                              \
    if (stride == 1)                                                                                                   \
      for (intptr_t i = 0; i < count; i++)                                                                             \
        to[i] = from[offsets[i]];                                                                                      \
    else                                                                                                               \
      for (intptr_t i = 0; i < count; i++)                                                                             \
        to[i] = from[offsets[i] * stride];                                                                             \
    return;                                                                                                            \
  }

/// Two elements are stored at once.
NB_INLINE void pick_words(intptr_t count, const intptr_t *offsets, const uint32_t *from, uint32_t *restrict to) {
  intptr_t i = 0;
  // Vectors would be put together from elements loaded one by one.
#pragma clang loop vectorize(disable) unroll_count(4)
  for (; i + 2 <= count; i += 2) {
    uint64_t first = from[offsets[i]], second = from[offsets[i + 1]];
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint64_t both = first | second << 32;
#else
    uint64_t both = first << 32 | second;
#endif
    memcpy(to + i, &both, sizeof both);
  }
  if (i < count)
    to[i] = from[offsets[i]];
}

NB_CLONES void nb_pick(intptr_t item, intptr_t count, const intptr_t *offsets, intptr_t stride, const void *source,
                       void *out) {
  switch (item) {
  case 1:
    NB_PICK(uint8_t)
  case 2:
    NB_PICK(uint16_t)
  case 4:
    if (stride == 1) {
      pick_words(count, offsets, source, out);
      return;
    }
    NB_PICK(uint32_t)
  case 8:
    NB_PICK(uintptr_t)
  default:
    NB_PICK(wide_item)
  }
}

// A loop for neighbours, whose addresses the compiler then computes in fewer steps.

#define NB_GATHER(T)                                                                                                   \
  {                                                                                                                    \
    const T *from = source;                                                                                            \
    T *restrict to = out;                                                                                              \
    if (index_step == 1 && source_step == 1 && out_step == 1)                                                          \
      for (intptr_t i = 0; i < count; i++)                                                                             \
        to[i] = from[i + index[i] * stride];                                                                           \
    else                                                                                                               \
      for (intptr_t i = 0; i < count; i++)                                                                             \
        to[i * out_step] = from[i * source_step + index[i * index_step] * stride];                                     \
    return;                                                                                                            \
  }

void nb_gather(intptr_t item, intptr_t count, const intptr_t *index, intptr_t index_step, intptr_t stride,
               const void *source, intptr_t source_step, void *out, intptr_t out_step) {
  switch (item) {
  case 1:
    NB_GATHER(uint8_t)
  case 2:
    NB_GATHER(uint16_t)
  case 4:
    NB_GATHER(uint32_t)
  case 8:
    NB_GATHER(uintptr_t)
  default:
    NB_GATHER(wide_item)
  }
}

#define NB_SCATTER(T)                                                                                                  \
  {                                                                                                                    \
    const T *from = x;                                                                                                 \
    T *to = target;                                                                                                    \
    if (index_step == 1 && step == 1)                                                                                  \
      for (intptr_t i = 0; i < count; i++)                                                                             \
        to[i * target_step + index[i] * stride] = from[i];                                                             \
    else                                                                                                               \
      for (intptr_t i = 0; i < count; i++)                                                                             \
        to[i * target_step + index[i * index_step] * stride] = from[i * step];                                         \
    return;                                                                                                            \
  }

void nb_scatter(intptr_t item, intptr_t count, const intptr_t *index, intptr_t index_step, intptr_t stride,
                const void *x, intptr_t step, void *target, intptr_t target_step) {
  switch (item) {
  case 1:
    NB_SCATTER(uint8_t)
  case 2:
    NB_SCATTER(uint16_t)
  case 4:
    NB_SCATTER(uint32_t)
  case 8:
    NB_SCATTER(uintptr_t)
  default:
    NB_SCATTER(wide_item)
  }
}

// One loop for each rule. Of two equal numbers, which may be zeros of either sign, the one that is there stays.

#define NB_COMBINED(EXPRESSION)                                                                                        \
  if (index_step == 1 && step == 1)                                                                                    \
    for (intptr_t i = 0; i < count; i++) {                                                                             \
      T *to = target + i * target_step + index[i] * stride, own = *to, other = x[i];                                   \
      N a = LOAD(own), b = LOAD(other);                                                                                \
      *to = EXPRESSION;                                                                                                \
    }                                                                                                                  \
  else                                                                                                                 \
    for (intptr_t i = 0; i < count; i++) {                                                                             \
      T *to = target + i * target_step + index[i * index_step] * stride, own = *to, other = x[i * step];               \
      N a = LOAD(own), b = LOAD(other);                                                                                \
      *to = EXPRESSION;                                                                                                \
    }

#define NB_COMBINE_AT(NAME, SUM, PRODUCT)                                                                              \
  static void combine_at_##NAME(nb_binary op, intptr_t count, const intptr_t *index, intptr_t index_step,              \
                                intptr_t stride, const T *x, intptr_t step, T *target, intptr_t target_step) {         \
    switch (op) {                                                                                                      \
    case NB_ADD:                                                                                                       \
      NB_COMBINED(STORE(SUM))                                                                                          \
      break;                                                                                                           \
    case NB_MULTIPLY:                                                                                                  \
      NB_COMBINED(STORE(PRODUCT))                                                                                      \
      break;                                                                                                           \
    case NB_MAXIMUM:                                                                                                   \
      NB_COMBINED(__builtin_unpredictable((a < b) | (b != b)) ? other : own)                                           \
      break;                                                                                                           \
    default:                                                                                                           \
      NB_COMBINED(__builtin_unpredictable((b < a) | (b != b)) ? other : own)                                           \
      break;                                                                                                           \
    }                                                                                                                  \
  }

// Integers wrap around as those of the unsigned type of the same size do.

#define N T
#define LOAD(x) (x)
#define STORE(x) ((T)(x))
#define UNSIGNED_SUM (uint64_t) a + (uint64_t)b
#define UNSIGNED_PRODUCT (uint64_t) a *(uint64_t)b

#define T uint8_t
NB_COMBINE_AT(u8, UNSIGNED_SUM, UNSIGNED_PRODUCT)
#undef T
#define T int8_t
NB_COMBINE_AT(i8, UNSIGNED_SUM, UNSIGNED_PRODUCT)
#undef T
#define T int16_t
NB_COMBINE_AT(i16, UNSIGNED_SUM, UNSIGNED_PRODUCT)
#undef T
#define T int32_t
NB_COMBINE_AT(i32, UNSIGNED_SUM, UNSIGNED_PRODUCT)
#undef T
#define T int64_t
NB_COMBINE_AT(i64, UNSIGNED_SUM, UNSIGNED_PRODUCT)
#undef T
#define T float
NB_COMBINE_AT(f32, a + b, a *b)
#undef T
#define T double
NB_COMBINE_AT(f64, a + b, a *b)
#undef T
#undef N
#undef LOAD
#undef STORE

#define N float
#define T uint16_t
#define LOAD(x) float_of_half(x)
#define STORE(x) half_of(x)
NB_COMBINE_AT(f16, a + b, a *b)
#undef LOAD
#undef STORE

#ifdef NB_HAS_HALVES
/// A half that is loaded into a register of its own: into a lane of a vector it would wait for what that held before.
NB_HALVES static inline float native_float(uint32_t bits) {
  __asm__("" : "+r"(bits));
  return _mm_cvtss_f32(_mm_cvtph_ps(_mm_cvtsi32_si128((int)bits)));
}

#define LOAD(x) native_float(x)
#define STORE(x)                                                                                                       \
  (uint16_t) _mm_cvtsi128_si32(_mm_cvtps_ph(_mm_set_ss(x), _MM_FROUND_TO_NEAREST_INT))
NB_HALVES NB_COMBINE_AT(native_f16, a + b, a *b)
#undef LOAD
#undef STORE
#endif

#define LOAD(x) float_of_bfloat(x)
#define STORE(x) bfloat_of(x)
NB_COMBINE_AT(bf16, a + b, a *b)
#undef N
#undef T
#undef LOAD
#undef STORE

void nb_combine_at(nb_binary op, nb_number type, intptr_t count, const intptr_t *index, intptr_t index_step,
                   intptr_t stride, const void *x, intptr_t step, void *target, intptr_t target_step) {
  switch (type) {
  case NB_TYPE_BOOL:
    // One of two is true if the greater one is, and both are if the smaller one is.
    op = op == NB_ADD ? NB_MAXIMUM : op == NB_MULTIPLY ? NB_MINIMUM : op;
    combine_at_u8(op, count, index, index_step, stride, x, step, target, target_step);
    break;
  case NB_TYPE_U8:
    combine_at_u8(op, count, index, index_step, stride, x, step, target, target_step);
    break;
  case NB_TYPE_I8:
    combine_at_i8(op, count, index, index_step, stride, x, step, target, target_step);
    break;
  case NB_TYPE_I16:
    combine_at_i16(op, count, index, index_step, stride, x, step, target, target_step);
    break;
  case NB_TYPE_I32:
    combine_at_i32(op, count, index, index_step, stride, x, step, target, target_step);
    break;
  case NB_TYPE_I64:
    combine_at_i64(op, count, index, index_step, stride, x, step, target, target_step);
    break;
  case NB_TYPE_F16:
#ifdef NB_HAS_HALVES
    if (has_halves()) {
      combine_at_native_f16(op, count, index, index_step, stride, x, step, target, target_step);
      break;
    }
#endif
    combine_at_f16(op, count, index, index_step, stride, x, step, target, target_step);
    break;
  case NB_TYPE_BF16:
    combine_at_bf16(op, count, index, index_step, stride, x, step, target, target_step);
    break;
  case NB_TYPE_F32:
    combine_at_f32(op, count, index, index_step, stride, x, step, target, target_step);
    break;
  case NB_TYPE_F64:
    combine_at_f64(op, count, index, index_step, stride, x, step, target, target_step);
    break;
  }
}

/// Combines a row with another one.
static void combine_row(nb_binary op, nb_number type, intptr_t length, void *row, const void *x) {
  static const nb_integer_rule rules[] = {
      [NB_ADD] = NB_INTEGER_ADD,
      [NB_MULTIPLY] = NB_INTEGER_MULTIPLY,
      [NB_MAXIMUM] = NB_INTEGER_MAXIMUM,
      [NB_MINIMUM] = NB_INTEGER_MINIMUM,
  };
  switch (type) {
  case NB_TYPE_BOOL:
    nb_combine_truths(op == NB_ADD || op == NB_MAXIMUM ? NB_TRUTH_OR : NB_TRUTH_AND, length, row, 1, x, 1, row);
    break;
  case NB_TYPE_U8:
    nb_combine_integers(rules[op], NB_U8, length, row, 1, x, 1, row);
    break;
  case NB_TYPE_I8:
    nb_combine_integers(rules[op], NB_I8, length, row, 1, x, 1, row);
    break;
  case NB_TYPE_I16:
    nb_combine_integers(rules[op], NB_I16, length, row, 1, x, 1, row);
    break;
  case NB_TYPE_I32:
    nb_combine_integers(rules[op], NB_I32, length, row, 1, x, 1, row);
    break;
  case NB_TYPE_I64:
    nb_binary_i64(op, length, row, 1, x, 1, row);
    break;
  case NB_TYPE_F16:
    nb_binary_halves(op, 0, length, row, x, 0, row);
    break;
  case NB_TYPE_BF16:
    nb_binary_halves(op, 1, length, row, x, 0, row);
    break;
  case NB_TYPE_F32:
    nb_binary_f32(op, length, row, 1, x, 1, row);
    break;
  case NB_TYPE_F64:
    nb_binary_f64(op, length, row, 1, x, 1, row);
    break;
  }
}

static intptr_t size_of(nb_number type) {
  switch (type) {
  case NB_TYPE_I16:
  case NB_TYPE_F16:
  case NB_TYPE_BF16:
    return 2;
  case NB_TYPE_I32:
  case NB_TYPE_F32:
    return 4;
  case NB_TYPE_I64:
  case NB_TYPE_F64:
    return 8;
  default:
    return 1;
  }
}

void nb_combine_rows(nb_binary op, nb_number type, intptr_t count, const intptr_t *places, intptr_t stride,
                     intptr_t length, const void *x, void *target) {
  intptr_t item = size_of(type);
  const char *from = x;
  char *to = target;
  if (length < 8) {
    for (intptr_t column = 0; column < length; column++)
      nb_combine_at(op, type, count, places, 1, stride, from + column * item, length, to + column * item, 0);
    return;
  }
  for (intptr_t i = 0; i < count; i++)
    combine_row(op, type, length, to + places[i] * stride * item, from + i * length * item);
}

#define NB_GREATEST_ROWS(T, NAME)                                                                                      \
  NB_CLONES void nb_greatest_rows_##NAME(intptr_t count, const intptr_t *ends, const intptr_t *index, intptr_t length, \
                                         const T *table, T *restrict out, int64_t *restrict rows) {                    \
    for (intptr_t i = 0; i < count; i++, out += length, rows += length) {                                              \
      intptr_t first = ends[i], end = ends[i + 1];                                                                     \
      const T *row = table + (first < end ? index[first] * length : 0);                                                \
      for (intptr_t k = 0; k < length; k++) {                                                                          \
        out[k] = first < end ? row[k] : 0;                                                                             \
        rows[k] = first < end ? index[first] : 0;                                                                      \
      }                                                                                                                \
      for (intptr_t j = first + 1; j < end; j++) {                                                                     \
        int64_t place = index[j];                                                                                      \
        row = table + place * length;                                                                                  \
        for (intptr_t k = 0; k < length; k++) {                                                                        \
          int is_greater = row[k] > out[k];                                                                            \
          out[k] = is_greater ? row[k] : out[k];                                                                       \
          rows[k] = is_greater ? place : rows[k];                                                                      \
        }                                                                                                              \
      }                                                                                                                \
    }                                                                                                                  \
  }

NB_GREATEST_ROWS(float, f32)
NB_GREATEST_ROWS(double, f64)

#define NB_SUM_ROWS(T, NAME)                                                                                           \
  NB_CLONES void nb_sum_rows_##NAME(intptr_t count, const intptr_t *ends, const intptr_t *index, intptr_t length,      \
                                    const T *table, int is_mean, T *restrict out) {                                    \
    for (intptr_t i = 0; i < count; i++, out += length) {                                                              \
      for (intptr_t k = 0; k < length; k++)                                                                            \
        out[k] = 0;                                                                                                    \
      /* Several rows at a time, whose elements are added one after the other. */                                      \
      intptr_t j = ends[i], end = ends[i + 1];                                                                         \
      for (; j + 4 <= end; j += 4) {                                                                                   \
        const T *a = table + index[j] * length, *b = table + index[j + 1] * length;                                    \
        const T *c = table + index[j + 2] * length, *d = table + index[j + 3] * length;                                \
        for (intptr_t k = 0; k < length; k++)                                                                          \
          out[k] = out[k] + a[k] + b[k] + c[k] + d[k];                                                                 \
      }                                                                                                                \
      for (; j < end; j++) {                                                                                           \
        const T *row = table + index[j] * length;                                                                      \
        for (intptr_t k = 0; k < length; k++)                                                                          \
          out[k] += row[k];                                                                                            \
      }                                                                                                                \
      T size = (T)(ends[i + 1] - ends[i]);                                                                             \
      for (intptr_t k = 0; is_mean && size > 1 && k < length; k++)                                                     \
        out[k] /= size;                                                                                                \
    }                                                                                                                  \
  }

NB_SUM_ROWS(float, f32)
NB_SUM_ROWS(double, f64)
