#include "Convert.h"
#include "Copying.h"

#include "clones.h"
#include "stream.h"

// Conversions of every type to every other, without branches, which become vector code.

#define NB_WHOLE(V) ((int64_t)(V))
/// What does not fit becomes the least integer, as the processor's own conversion gives.
#define NB_CUT(V) ((V) >= -0x1p63f && (V) < 0x1p63f ? (int64_t)(V) : INT64_MIN)
/// Signed integers of at most 32 bits are the low bits of the conversion to 32, as compilers make it: 3e9 becomes the
/// least integer of 32 bits, and 0 in 16. Unsigned ones are those of the conversion to 64, as PyTorch has it.
#define NB_CUT_SHORT(V) ((V) >= -0x1p31f && (V) < 0x1p31f ? (int32_t)(V) : INT32_MIN)

#define NB_CONVERT(FROM, TO, IN, OUT, EXPRESSION)                                                                      \
  NB_CLONES static void convert_##FROM##_##TO(int64_t count, const IN *x, OUT *restrict out) {                         \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      IN v = x[i];                                                                                                     \
      out[i] = (EXPRESSION);                                                                                           \
    }                                                                                                                  \
  }

/// The same of floats to bytes, most of which fit into 32 bits: what does not goes through 64.
NB_CLONES static void convert_F32_U8(int64_t count, const float *x, uint8_t *restrict out) {
  enum { BLOCK = 512 };
  for (; count > 0; count -= BLOCK, x += BLOCK, out += BLOCK) {
    int64_t size = count < BLOCK ? count : BLOCK;
    int32_t beyond = 0;
    for (int64_t i = 0; i < size; i++) {
      int fits = __builtin_fabsf(x[i]) < 0x1p31f;
      beyond |= !fits;
      out[i] = (uint8_t)(uint32_t)(fits ? (int32_t)x[i] : 0);
    }
    for (int64_t i = 0; beyond && i < size; i++)
      out[i] = (uint8_t)(uint64_t)NB_CUT(x[i]);
  }
}

NB_CONVERT(F32, I8, float, int8_t, (int8_t)(uint8_t)NB_CUT_SHORT(v))
NB_CONVERT(F32, I16, float, int16_t, (int16_t)(uint16_t)NB_CUT_SHORT(v))
NB_CONVERT(F32, I32, float, int32_t, NB_CUT_SHORT(v))

/// The conversions of one type; INTEGER makes an element one of 64 bits, SHORT one of at least 32.
#define NB_CONVERT_FROM(FROM, IN, INTEGER, SHORT)                                                                      \
  NB_CONVERT(FROM, U8, IN, uint8_t, (uint8_t)INTEGER(v))                                                               \
  NB_CONVERT(FROM, I8, IN, int8_t, (int8_t)(uint8_t)SHORT(v))                                                          \
  NB_CONVERT(FROM, I16, IN, int16_t, (int16_t)(uint16_t)SHORT(v))                                                      \
  NB_CONVERT(FROM, I32, IN, int32_t, (int32_t)(uint32_t)SHORT(v))                                                      \
  NB_CONVERT_TO_LONG(FROM, IN, INTEGER)

/// Those to types that are not shorter.
#define NB_CONVERT_TO_LONG(FROM, IN, INTEGER)                                                                          \
  NB_CONVERT(FROM, I64, IN, int64_t, INTEGER(v))                                                                       \
  NB_CONVERT(FROM, BOOL, IN, uint8_t, v != 0)                                                                          \
  NB_CONVERT(FROM, F32, IN, float, (float)v)                                                                           \
  NB_CONVERT(FROM, F64, IN, double, (double)v)

NB_CONVERT_FROM(U8, uint8_t, NB_WHOLE, NB_WHOLE)
NB_CONVERT_FROM(I8, int8_t, NB_WHOLE, NB_WHOLE)
NB_CONVERT_FROM(I16, int16_t, NB_WHOLE, NB_WHOLE)
NB_CONVERT_FROM(I32, int32_t, NB_WHOLE, NB_WHOLE)
NB_CONVERT_FROM(I64, int64_t, NB_WHOLE, NB_WHOLE)
NB_CONVERT_TO_LONG(F32, float, NB_CUT)
NB_CONVERT_FROM(F64, double, NB_CUT, NB_CUT_SHORT)

#define NB_CASE(FROM, TO)                                                                                              \
  case NB_TYPE_##TO:                                                                                                   \
    return convert_##FROM##_##TO(count, x, out);
#define NB_CASES_FROM(FROM)                                                                                            \
  switch (to) {                                                                                                        \
    NB_CASE(FROM, U8)                                                                                                  \
    NB_CASE(FROM, I8)                                                                                                  \
    NB_CASE(FROM, I16)                                                                                                 \
    NB_CASE(FROM, I32)                                                                                                 \
    NB_CASE(FROM, I64)                                                                                                 \
    NB_CASE(FROM, BOOL)                                                                                                \
    NB_CASE(FROM, F32)                                                                                                 \
    NB_CASE(FROM, F64)                                                                                                 \
  default:                                                                                                             \
    return;                                                                                                            \
  }

/// Converts between types that C knows; truth values are bytes of 0 or 1.
static void convert_plain(nb_number from, nb_number to, int64_t count, const void *x, void *out) {
  switch (from) {
  case NB_TYPE_BOOL:
  case NB_TYPE_U8:
    NB_CASES_FROM(U8)
  case NB_TYPE_I8:
    NB_CASES_FROM(I8)
  case NB_TYPE_I16:
    NB_CASES_FROM(I16)
  case NB_TYPE_I32:
    NB_CASES_FROM(I32)
  case NB_TYPE_I64:
    NB_CASES_FROM(I64)
  case NB_TYPE_F32:
    NB_CASES_FROM(F32)
  case NB_TYPE_F64:
    NB_CASES_FROM(F64)
  default:
    return;
  }
}

static int is_half(nb_number type) { return type == NB_TYPE_F16 || type == NB_TYPE_BF16; }

static void halves_to_singles(nb_number from, int64_t count, const uint16_t *x, float *out) {
  if (from == NB_TYPE_F16)
    nb_convert_f16_f32(count, x, out);
  else
    nb_convert_bf16_f32(count, x, out);
}

static void singles_to_halves(nb_number to, int64_t count, const float *x, uint16_t *out) {
  if (to == NB_TYPE_F16)
    nb_convert_f32_f16(count, x, out);
  else
    nb_convert_f32_bf16(count, x, out);
}

/// Halves go through single precision, a block of it at a time.
static void convert(nb_number from, nb_number to, int64_t count, const char *x, int64_t size_x, char *out,
                    int64_t size_out) {
  if (!is_half(from) && !is_half(to))
    return convert_plain(from, to, count, x, out);
  if (from == NB_TYPE_F32)
    return singles_to_halves(to, count, (const float *)x, (uint16_t *)out);
  if (to == NB_TYPE_F32)
    return halves_to_singles(from, count, (const uint16_t *)x, (float *)out);
  enum { BLOCK = 1024 };
  float block[BLOCK];
  for (int64_t i = 0; i < count; i += BLOCK) {
    int64_t size = count - i < BLOCK ? count - i : BLOCK;
    const char *source = x + i * size_x;
    char *target = out + i * size_out;
    if (is_half(from))
      halves_to_singles(from, size, (const uint16_t *)source, block);
    else
      convert_plain(from, NB_TYPE_F32, size, source, block);
    if (is_half(to))
      singles_to_halves(to, size, block, (uint16_t *)target);
    else
      convert_plain(NB_TYPE_F32, to, size, block, target);
  }
}

static int64_t size_of(nb_number type) {
  switch (type) {
  case NB_TYPE_I64:
  case NB_TYPE_F64:
    return 8;
  case NB_TYPE_I32:
  case NB_TYPE_F32:
    return 4;
  case NB_TYPE_I16:
  case NB_TYPE_F16:
  case NB_TYPE_BF16:
    return 2;
  default:
    return 1;
  }
}

void nb_convert(nb_number from, nb_number to, int64_t count, const void *x, void *out) {
  int64_t size_x = size_of(from), size_out = size_of(to);
  if (!nb_streams(out, count * size_out))
    return convert(from, to, count, x, size_x, out, size_out);
  _Alignas(64) char block[NB_STREAM_BLOCK];
  int64_t step = NB_STREAM_BLOCK / size_out;
  for (int64_t i = 0; i < count; i += step) {
    int64_t size = count - i < step ? count - i : step;
    convert(from, to, size, (const char *)x + i * size_x, size_x, block, size_out);
    nb_stream((char *)out + i * size_out, block, size * size_out);
  }
  nb_stream_end();
}

void nb_convert_apart(nb_number from, nb_number to, int64_t count, const void *x, int64_t step, void *out) {
  int64_t item = size_of(from), size_out = size_of(to);
  _Alignas(64) char block[NB_STREAM_BLOCK];
  int64_t side = NB_STREAM_BLOCK / item;
  for (int64_t i = 0; i < count; i += side) {
    int64_t size = count - i < side ? count - i : side;
    nb_copy_plane(item, 1, size, block, 0, item, (const char *)x + i * step * item, 0, step * item);
    convert(from, to, size, block, item, (char *)out + i * size_out, size_out);
  }
}

#define NB_CONVERT_COMPLEX_OF(T, SUFFIX, TYPE)                                                                         \
  NB_CLONES static void with_zeros_##SUFFIX(int64_t count, const T *restrict x, T *restrict out) {                     \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      out[2 * i] = x[i];                                                                                               \
      out[2 * i + 1] = 0;                                                                                              \
    }                                                                                                                  \
  }                                                                                                                    \
                                                                                                                       \
  void nb_convert_complex_##SUFFIX(nb_number from, int64_t count, const void *x, T *out) {                             \
    enum { BLOCK = 256 };                                                                                              \
    T block[BLOCK];                                                                                                    \
    const char *source = x;                                                                                            \
    if (from == TYPE)                                                                                                  \
      return with_zeros_##SUFFIX(count, x, out);                                                                       \
    for (int64_t i = 0; i < count; i += BLOCK) {                                                                       \
      int64_t size = count - i < BLOCK ? count - i : BLOCK;                                                            \
      convert(from, TYPE, size, source + i * size_of(from), size_of(from), (char *)block, (int64_t)sizeof(T));         \
      with_zeros_##SUFFIX(size, block, out + 2 * i);                                                                   \
    }                                                                                                                  \
  }

NB_CONVERT_COMPLEX_OF(float, f32, NB_TYPE_F32)
NB_CONVERT_COMPLEX_OF(double, f64, NB_TYPE_F64)

/// A part of an operand as numbers of T: an operand of that type, or one number, where it stands, else in `block`.
#define NB_BINARY_MIXED_OF(T, SUFFIX, TYPE)                                                                            \
  static const T *part_##SUFFIX(nb_number type, const void *x, int64_t step, int64_t start, int64_t size, T *block) {  \
    if (step == 0)                                                                                                     \
      return x;                                                                                                        \
    if (type == TYPE)                                                                                                  \
      return (const T *)x + start;                                                                                     \
    nb_convert(type, TYPE, size, (const char *)x + start * size_of(type), block);                                      \
    return block;                                                                                                      \
  }                                                                                                                    \
                                                                                                                       \
  void nb_binary_mixed_##SUFFIX(nb_binary op, int64_t count, nb_number type_a, const void *a, int64_t step_a,          \
                                nb_number type_b, const void *b, int64_t step_b, T *out) {                             \
    enum { SIZE = NB_STREAM_BLOCK / 2 / sizeof(T) };                                                                   \
    _Alignas(64) T first[SIZE], second[SIZE];                                                                          \
    int streams = nb_streams(out, count * (int64_t)sizeof(T)) && (const void *)out != a && (const void *)out != b;     \
    for (int64_t i = 0; i < count; i += SIZE) {                                                                        \
      int64_t size = count - i < SIZE ? count - i : SIZE;                                                              \
      const T *x = part_##SUFFIX(type_a, a, step_a, i, size, first);                                                   \
      const T *y = part_##SUFFIX(type_b, b, step_b, i, size, second);                                                  \
      nb_binary_##SUFFIX(op, size, x, step_a, y, step_b, streams ? first : out + i);                                   \
      if (streams)                                                                                                     \
        nb_stream(out + i, first, size * (int64_t)sizeof(T));                                                          \
    }                                                                                                                  \
    if (streams)                                                                                                       \
      nb_stream_end();                                                                                                 \
  }

NB_BINARY_MIXED_OF(float, f32, NB_TYPE_F32)
NB_BINARY_MIXED_OF(double, f64, NB_TYPE_F64)
