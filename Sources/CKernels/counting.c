#include "Counting.h"

#include <string.h>

#include "clones.h"
#include "halves.h"

/// How much is looked at before a search may end: a loop without branches goes through it.
enum { BLOCK = 4096 };

NB_CLONES int64_t nb_count_true(int64_t count, const uint8_t *flags) {
  int64_t total = 0;
  while (count > 0) {
    // Bytes cannot count further.
    int64_t size = count < 255 * 64 ? count : 255 * 64;
    uint8_t lanes[64] = {0};
    int64_t i = 0;
    for (; i + 64 <= size; i += 64)
      for (int l = 0; l < 64; l++)
        lanes[l] += flags[i + l] != 0;
    for (; i < size; i++)
      total += flags[i] != 0;
    for (int l = 0; l < 64; l++)
      total += lanes[l];
    flags += size;
    count -= size;
  }
  return total;
}

NB_CLONES int nb_any_true(int64_t count, const uint8_t *flags) {
  for (int64_t start = 0; start < count; start += BLOCK) {
    int64_t end = count - start < BLOCK ? count : start + BLOCK;
    uint8_t found = 0;
    for (int64_t i = start; i < end; i++)
      found |= flags[i];
    if (found)
      return 1;
  }
  return 0;
}

NB_CLONES int nb_all_true(int64_t count, const uint8_t *flags) {
  for (int64_t start = 0; start < count; start += BLOCK) {
    int64_t end = count - start < BLOCK ? count : start + BLOCK;
    uint8_t found = 0;
    for (int64_t i = start; i < end; i++)
      found |= flags[i] == 0;
    if (found)
      return 0;
  }
  return 1;
}

// Of numbers all bits but the sign of floating-point ones are 0 where they are 0: it is shifted out.

#define NB_TRUTHS(T, SUFFIX)                                                                                           \
  NB_CLONES static int is_found_##SUFFIX(int all, int shift, int64_t count, const T *x) {                              \
    for (int64_t start = 0; start < count; start += BLOCK) {                                                           \
      int64_t end = count - start < BLOCK ? count : start + BLOCK;                                                     \
      T found = 0;                                                                                                     \
      if (all)                                                                                                         \
        for (int64_t i = start; i < end; i++)                                                                          \
          found |= (T)(x[i] << shift) == 0;                                                                            \
      else                                                                                                             \
        for (int64_t i = start; i < end; i++)                                                                          \
          found |= (T)(x[i] << shift);                                                                                 \
      if (found)                                                                                                       \
        return 1;                                                                                                      \
    }                                                                                                                  \
    return 0;                                                                                                          \
  }                                                                                                                    \
                                                                                                                       \
  NB_INLINE void columns_##SUFFIX(int all, int shift, int64_t length, int64_t width, const T *x, int64_t step,         \
                                  uint8_t *out) {                                                                      \
    T found[1024 / sizeof(T)];                                                                                         \
    for (int64_t l = 0; l < width; l++)                                                                                \
      found[l] = 0;                                                                                                    \
    for (int64_t i = 0; i < length; i++)                                                                               \
      for (int64_t l = 0; l < width; l++) {                                                                            \
        T bits = (T)(x[i * step + l] << shift);                                                                        \
        found[l] |= all ? (T)(bits == 0) : bits;                                                                       \
      }                                                                                                                \
    for (int64_t l = 0; l < width; l++)                                                                                \
      out[l] = (found[l] != 0) ^ all;                                                                                  \
  }                                                                                                                    \
                                                                                                                       \
  NB_CLONES static void truths_##SUFFIX(int all, int shift, int64_t blocks, int64_t length, int64_t columns,           \
                                        const T *x, uint8_t *out) {                                                    \
    enum { WIDTH = 1024 / sizeof(T) };                                                                                 \
    for (; blocks > 0; blocks--, x += length * columns, out += columns) {                                              \
      if (columns == 1) {                                                                                              \
        *out = (uint8_t)(is_found_##SUFFIX(all, shift, length, x) ^ all);                                              \
        continue;                                                                                                      \
      }                                                                                                                \
      for (int64_t start = 0; start < columns; start += WIDTH) {                                                       \
        int64_t width = columns - start < WIDTH ? columns - start : WIDTH;                                             \
        if (all)                                                                                                       \
          columns_##SUFFIX(1, shift, length, width, x + start, columns, out + start);                                  \
        else                                                                                                           \
          columns_##SUFFIX(0, shift, length, width, x + start, columns, out + start);                                  \
      }                                                                                                                \
    }                                                                                                                  \
  }

NB_TRUTHS(uint8_t, u8)
NB_TRUTHS(uint16_t, u16)
NB_TRUTHS(uint32_t, u32)
NB_TRUTHS(uint64_t, u64)

void nb_truths(int64_t item, int is_floating, int all, int64_t blocks, int64_t length, int64_t columns, const void *x,
               uint8_t *out) {
  switch (item) {
  case 1:
    truths_u8(all, is_floating, blocks, length, columns, x, out);
    break;
  case 2:
    truths_u16(all, is_floating, blocks, length, columns, x, out);
    break;
  case 4:
    truths_u32(all, is_floating, blocks, length, columns, x, out);
    break;
  default:
    truths_u64(all, is_floating, blocks, length, columns, x, out);
    break;
  }
}

// What is not wanted is overwritten by what comes next: which it is cannot be foretold, so that branches would cost more.

void nb_true_places(int64_t count, const uint8_t *flags, int64_t start, int64_t total, int64_t *out, int64_t step) {
  int64_t found = 0;
  for (int64_t i = 0; i < count && found < total; i++) {
    out[found * step] = start + i;
    found += flags[i] != 0;
  }
}

#define NB_COMPRESS(T)                                                                                                 \
  {                                                                                                                    \
    const T *from = source;                                                                                            \
    T *to = out;                                                                                                       \
    int64_t found = 0;                                                                                                 \
    for (int64_t i = 0; i < count && found < total; i++) {                                                             \
      to[found] = from[i];                                                                                             \
      found += flags[i] != 0;                                                                                          \
    }                                                                                                                  \
    return;                                                                                                            \
  }

typedef struct wide_item {
  uint64_t low, high;
} wide_item;

void nb_compress(int64_t item, int64_t count, const uint8_t *flags, int64_t total, const void *source, void *out) {
  switch (item) {
  case 1:
    NB_COMPRESS(uint8_t)
  case 2:
    NB_COMPRESS(uint16_t)
  case 4:
    NB_COMPRESS(uint32_t)
  case 8:
    NB_COMPRESS(uint64_t)
  default:
    NB_COMPRESS(wide_item)
  }
}

// Most arrays that differ do so at once: the first block is short.

#define NB_EQUAL(T, SUFFIX, EQUAL)                                                                                     \
  NB_CLONES static int equal_##SUFFIX(int64_t count, const T *a, const T *b) {                                         \
    for (int64_t start = 0, end = 0; start < count; start = end) {                                                     \
      int64_t size = start == 0 ? BLOCK / 64 : BLOCK;                                                                  \
      end = count - start < size ? count : start + size;                                                               \
      int differs = 0;                                                                                                 \
      for (int64_t i = start; i < end; i++)                                                                            \
        differs |= !(EQUAL(a[i], b[i]));                                                                               \
      if (differs)                                                                                                     \
        return 0;                                                                                                      \
    }                                                                                                                  \
    return 1;                                                                                                          \
  }

#define EQUAL_NUMBERS(a, b) ((a) == (b))
#define EQUAL_TRUTHS(a, b) (((a) != 0) == ((b) != 0))
// nan is what is greater than infinity without its sign, and the two zeros are equal.
#define EQUAL_HALVES(a, b, infinity) ((((a) & 0x7fff) <= (infinity)) & (((a) == (b)) | ((((a) | (b)) & 0x7fff) == 0)))
#define EQUAL_F16(a, b) EQUAL_HALVES(a, b, 0x7c00)
#define EQUAL_BF16(a, b) EQUAL_HALVES(a, b, 0x7f80)

NB_EQUAL(uint8_t, bool, EQUAL_TRUTHS)
NB_EQUAL(uint8_t, u8, EQUAL_NUMBERS)
NB_EQUAL(uint16_t, u16, EQUAL_NUMBERS)
NB_EQUAL(uint32_t, u32, EQUAL_NUMBERS)
NB_EQUAL(uint64_t, u64, EQUAL_NUMBERS)
NB_EQUAL(uint16_t, f16, EQUAL_F16)
NB_EQUAL(uint16_t, bf16, EQUAL_BF16)
NB_EQUAL(float, f32, EQUAL_NUMBERS)
NB_EQUAL(double, f64, EQUAL_NUMBERS)

int nb_equal(nb_number type, int64_t count, const void *a, const void *b) {
  switch (type) {
  case NB_TYPE_BOOL:
    return equal_bool(count, a, b);
  case NB_TYPE_I16:
    return equal_u16(count, a, b);
  case NB_TYPE_I32:
    return equal_u32(count, a, b);
  case NB_TYPE_I64:
    return equal_u64(count, a, b);
  case NB_TYPE_F16:
    return equal_f16(count, a, b);
  case NB_TYPE_BF16:
    return equal_bf16(count, a, b);
  case NB_TYPE_F32:
    return equal_f32(count, a, b);
  case NB_TYPE_F64:
    return equal_f64(count, a, b);
  default:
    return equal_u8(count, a, b);
  }
}

NB_CLONES void nb_bounds_i64(int64_t count, const int64_t *x, int64_t *least, int64_t *most) {
  int64_t low = x[0], high = x[0];
  for (int64_t i = 1; i < count; i++) {
    low = x[i] < low ? x[i] : low;
    high = x[i] > high ? x[i] : high;
  }
  *least = low;
  *most = high;
}

/// Up to so many counts are kept four times: adding twice to one has to wait for the first addition.
enum { FEW = 1024, TIMES = 4 };

static void add_up(int64_t length, uint32_t few[TIMES][FEW], int64_t *counts) {
  for (int64_t i = 0; i < length; i++)
    counts[i] += (int64_t)few[0][i] + few[1][i] + few[2][i] + few[3][i];
}

void nb_bincount(int64_t count, const int64_t *x, int64_t length, int64_t *counts) {
  if (length > FEW) {
    for (int64_t i = 0; i < count; i++)
      counts[x[i]]++;
    return;
  }
  uint32_t few[TIMES][FEW];
  while (count > 0) {
    // No more than the short counts can hold.
    int64_t size = count < UINT32_MAX ? count : UINT32_MAX;
    for (int t = 0; t < TIMES; t++)
      memset(few[t], 0, (size_t)length * sizeof **few);
    int64_t i = 0;
    for (; i + TIMES <= size; i += TIMES)
      for (int t = 0; t < TIMES; t++)
        few[t][x[i + t]]++;
    for (; i < size; i++)
      few[0][x[i]]++;
    add_up(length, few, counts);
    x += size;
    count -= size;
  }
}

void nb_count_bytes(int64_t count, const uint8_t *x, int64_t counts[256]) {
  uint32_t few[TIMES][FEW];
  for (int n = 0; n < 256; n++)
    counts[n] = 0;
  while (count > 0) {
    int64_t size = count < UINT32_MAX ? count : UINT32_MAX, i = 0;
    for (int t = 0; t < TIMES; t++)
      memset(few[t], 0, 256 * sizeof **few);
    for (; i + TIMES <= size; i += TIMES)
      for (int t = 0; t < TIMES; t++)
        few[t][x[i + t]]++;
    for (; i < size; i++)
      few[0][x[i]]++;
    add_up(256, few, counts);
    x += size;
    count -= size;
  }
}

void nb_number_bytes(int64_t count, const uint8_t *x, const int64_t numbers[256], int64_t *restrict out) {
  for (int64_t i = 0; i < count; i++)
    out[i] = numbers[x[i]];
}

#define NB_LOOK_UP(T, SUFFIX)                                                                                          \
  void nb_look_up_##SUFFIX(int64_t count, const T *x, T low, int64_t size, const uint8_t *table, uint8_t outside,      \
                           uint8_t *restrict out) {                                                                    \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      uint64_t place = (uint64_t)x[i] - (uint64_t)low;                                                                 \
      int is_inside = place < (uint64_t)size;                                                                          \
      uint8_t found = table[is_inside ? place : 0];                                                                    \
      out[i] = is_inside ? found : outside;                                                                            \
    }                                                                                                                  \
  }

NB_LOOK_UP(uint8_t, u8)
NB_LOOK_UP(uint16_t, u16)
NB_LOOK_UP(int32_t, i32)
NB_LOOK_UP(int64_t, i64)

#define NB_CLEAR(T, SUFFIX, INFINITY)                                                                                  \
  NB_CLONES void nb_clear_nans_##SUFFIX(int64_t count, T *x) {                                                         \
    const T infinity = INFINITY;                                                                                       \
    for (int64_t i = 0; i < count; i++)                                                                                \
      x[i] = (T)(x[i] << 1) > (T)(infinity << 1) ? 0 : x[i];                                                           \
  }

NB_CLEAR(uint16_t, f16, 0x7c00)
NB_CLEAR(uint16_t, bf16, 0x7f80)
NB_CLEAR(uint32_t, f32, 0x7f800000)
NB_CLEAR(uint64_t, f64, 0x7ff0000000000000)

// The parts are found for a block of elements at a time, without branches; elements outside belong to part `bins`, for
// which the counts of a block have room.
#define NB_HISTOGRAM(T, SUFFIX, N, LOAD, ROUND)                                                                        \
  NB_CLONES static void find_bins_##SUFFIX(int64_t count, const T *x, double low, double high, int64_t bins,           \
                                           int64_t *restrict out) {                                                    \
    N number = ROUND((N)bins), width = ROUND((N)(high - low));                                                         \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      N value = LOAD(x[i]);                                                                                            \
      N above = ROUND((N)((double)value - low));                                                                       \
      N scaled = ROUND(above * number);                                                                                \
      int is_inside = (value >= low) & (value <= high);                                                                \
      N place = is_inside ? ROUND(scaled / width) : 0;                                                                 \
      /* What halves cannot hold belongs to the last part. */                                                          \
      int64_t bin = place < (N)bins ? (int64_t)place : bins - 1;                                                       \
      bin = bin < bins - 1 ? bin : bins - 1;                                                                           \
      out[i] = is_inside ? bin : bins;                                                                                 \
    }                                                                                                                  \
  }                                                                                                                    \
                                                                                                                       \
  void nb_histogram_##SUFFIX(int64_t count, const T *x, double low, double high, int64_t bins, int64_t *counts) {      \
    enum { SIZE = 512 };                                                                                               \
    int64_t places[SIZE];                                                                                              \
    uint32_t few[TIMES][FEW];                                                                                          \
    int is_short = bins < FEW;                                                                                         \
    for (int64_t done = 0; done < count;) {                                                                            \
      int64_t end = count - done < UINT32_MAX ? count : done + UINT32_MAX;                                             \
      if (is_short)                                                                                                    \
        memset(few, 0, sizeof few);                                                                                    \
      for (; done < end; done += SIZE) {                                                                               \
        int64_t size = end - done < SIZE ? end - done : SIZE, i = 0;                                                   \
        find_bins_##SUFFIX(size, x + done, low, high, bins, places);                                                   \
        if (is_short) {                                                                                                \
          for (; i + TIMES <= size; i += TIMES)                                                                        \
            for (int t = 0; t < TIMES; t++)                                                                            \
              few[t][places[i + t]]++;                                                                                 \
          for (; i < size; i++)                                                                                        \
            few[0][places[i]]++;                                                                                       \
        } else {                                                                                                       \
          for (; i < size; i++)                                                                                        \
            if (places[i] < bins)                                                                                      \
              counts[places[i]]++;                                                                                     \
        }                                                                                                              \
      }                                                                                                                \
      done = end;                                                                                                      \
      if (is_short)                                                                                                    \
        add_up(bins, few, counts);                                                                                     \
    }                                                                                                                  \
  }

#define SAME(x) (x)
#define ROUNDED_HALF(x) float_of_half(half_of(x))
#define ROUNDED_BFLOAT(x) float_of_bfloat(bfloat_of(x))

NB_HISTOGRAM(float, f32, float, SAME, SAME)
NB_HISTOGRAM(double, f64, double, SAME, SAME)
// Each step is rounded to the type of the elements, which decides at the borders of parts.
NB_HISTOGRAM(uint16_t, f16, float, float_of_half, ROUNDED_HALF)
NB_HISTOGRAM(uint16_t, bf16, float, float_of_bfloat, ROUNDED_BFLOAT)

// Some numbers are sought at a time, each in as many steps as the longest search takes, so that the steps of one need not
// wait for those of another.
#define NB_SEARCH(T, SUFFIX)                                                                                           \
  static inline __attribute__((always_inline)) void seek_##SUFFIX(int right, int64_t length, const T *sequence,        \
                                                                  int size, const T *x, int64_t *restrict out) {       \
    enum { SIZE = 64 };                                                                                                \
    int64_t low[SIZE], high[SIZE];                                                                                     \
    for (int i = 0; i < size; i++) {                                                                                   \
      low[i] = 0;                                                                                                      \
      high[i] = length;                                                                                                \
    }                                                                                                                  \
    for (int64_t left = length; left > 0; left /= 2)                                                                   \
      for (int i = 0; i < size; i++) {                                                                                 \
        int64_t first = low[i], end = high[i], middle = (first + end) >> 1;                                            \
        int is_open = first < end;                                                                                     \
        T found = sequence[middle < length ? middle : length - 1];                                                     \
        int is_behind = right ? !(found > x[i]) : !(found >= x[i]);                                                    \
        low[i] = (is_open & is_behind) ? middle + 1 : first;                                                           \
        high[i] = (is_open & !is_behind) ? middle : end;                                                               \
      }                                                                                                                \
    for (int i = 0; i < size; i++)                                                                                     \
      out[i] = low[i];                                                                                                 \
  }                                                                                                                    \
                                                                                                                       \
  NB_CLONES void nb_search_##SUFFIX(int right, int64_t length, const T *sequence, int64_t count, const T *x,           \
                                    int64_t *out) {                                                                    \
    enum { SIZE = 64 };                                                                                                \
    for (int64_t start = 0; start < count; start += SIZE) {                                                            \
      int size = count - start < SIZE ? (int)(count - start) : SIZE;                                                   \
      if (right)                                                                                                       \
        seek_##SUFFIX(1, length, sequence, size, x + start, out + start);                                              \
      else                                                                                                             \
        seek_##SUFFIX(0, length, sequence, size, x + start, out + start);                                              \
    }                                                                                                                  \
  }

NB_SEARCH(float, f32)
NB_SEARCH(double, f64)
NB_SEARCH(int64_t, i64)
