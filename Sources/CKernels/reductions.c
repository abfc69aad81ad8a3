#include "Convert.h"
#include "Elementwise.h"

#include <string.h>

#include "clones.h"
#include "halves.h"

// Vectors that are passed are always inlined, so that it does not matter how.
#pragma clang diagnostic ignored "-Wpsabi"

#define T float
#define PART float
#define LANES 8
#define NAME(function) function##_f32
#include "cascade.h"
#undef T
#undef PART
#undef LANES
#undef NAME

// Halves are added as the floats that they are.

NB_INLINE side_f32 read_bfloats(const void *x, int64_t place) {
  typedef uint16_t bits __attribute__((vector_size(sizeof(side_f32) / 2)));
  typedef uint32_t patterns __attribute__((vector_size(sizeof(side_f32))));
  bits row;
  memcpy(&row, (const uint16_t *)x + place, sizeof row);
  return (side_f32)(__builtin_convertvector(row, patterns) << 16);
}

// Products are rounded before they are added: each stands in a statement of its own.

NB_INLINE side_f32 read_bfloat_squares(const void *x, int64_t place) {
  side_f32 row = read_bfloats(x, place);
  return row * row;
}

NB_CLONES static float sum_bfloats(int squares, int64_t count, const uint16_t *x, const float *left) {
  return squares ? sum_by_f32(count, x, read_bfloat_squares, left) : sum_by_f32(count, x, read_bfloats, left);
}

NB_INLINE side_f32 compute_read_halves(const void *x, int64_t place) {
  const uint16_t *bits = (const uint16_t *)x + place;
  float row[sizeof(side_f32) / sizeof(float)];
  for (int l = 0; l < (int)(sizeof row / sizeof *row); l++)
    row[l] = float_of_half(bits[l]);
  return read_f32(row, 0);
}

NB_INLINE side_f32 compute_read_half_squares(const void *x, int64_t place) {
  side_f32 row = compute_read_halves(x, place);
  return row * row;
}

NB_CLONES static float compute_sum_halves(int squares, int64_t count, const uint16_t *x, const float *left) {
  return squares ? sum_by_f32(count, x, compute_read_half_squares, left)
                 : sum_by_f32(count, x, compute_read_halves, left);
}

#if NB_HAS_HALVES
NB_INLINE side_f32 read_halves(const void *x, int64_t place) {
  typedef _Float16 halves __attribute__((vector_size(sizeof(side_f32) / 2)));
  halves row;
  memcpy(&row, (const uint16_t *)x + place, sizeof row);
  return __builtin_convertvector(row, side_f32);
}

NB_INLINE side_f32 read_half_squares(const void *x, int64_t place) {
  side_f32 row = read_halves(x, place);
  return row * row;
}

NB_HALVES static float sum_halves(int squares, int64_t count, const uint16_t *x, const float *left) {
  return squares ? sum_by_f32(count, x, read_half_squares, left) : sum_by_f32(count, x, read_halves, left);
}
#else
static float sum_halves(int squares, int64_t count, const uint16_t *x, const float *left) {
  return compute_sum_halves(squares, count, x, left);
}
#endif

#if NB_HAS_LONG_HALVES
NB_LONG_HALVES static float sum_long_halves(int squares, int64_t count, const uint16_t *x, const float *left) {
  return squares ? sum_by_f32(count, x, read_half_squares, left) : sum_by_f32(count, x, read_halves, left);
}
#else
static float sum_long_halves(int squares, int64_t count, const uint16_t *x, const float *left) {
  return sum_halves(squares, count, x, left);
}
#endif

void nb_sums_of_halves(int is_bfloat, int squares, int64_t rows, int64_t length, const uint16_t *x, float *out) {
  for (int64_t row = 0; row < rows; row++, x += length) {
    // What fills no four vectors of eight.
    enum { SIDE = 32 };
    float left[SIDE];
    int64_t full = length / SIDE * SIDE;
    if (is_bfloat)
      nb_convert_bf16_f32(length - full, x + full, left);
    else
      nb_convert_f16_f32(length - full, x + full, left);
    for (int64_t i = 0; squares && i < length - full; i++)
      left[i] *= left[i];
    float sum = is_bfloat           ? sum_bfloats(squares, length, x, left)
                : has_long_halves() ? sum_long_halves(squares, length, x, left)
                : has_halves()      ? sum_halves(squares, length, x, left)
                                    : compute_sum_halves(squares, length, x, left);
    // Sums begin at zero, which -0 notices.
    out[row] = 0 + sum;
  }
}

/// The sums of 32 columns times `sides` of each row, as ``add_rows`` gives them, in registers.
NB_INLINE void add_half_rows(int sides, int64_t size, const uint16_t *x, int64_t row_stride, reading_f32 read,
                             float *restrict out) {
  enum { MOST = 4, SIDE = sizeof(side_f32) / sizeof(float) };
  side_f32 level[3][MOST];
  for (int s = 0; s < sides; s++)
    level[0][s] = level[1][s] = level[2][s] = (side_f32){0};
  int power = level_power_f32(size);
  int64_t step = (int64_t)1 << power, mask = step - 1, i = 0;
  while (i + step <= size) {
    side_f32 sum[MOST];
    for (int s = 0; s < sides; s++)
      sum[s] = (side_f32){0};
    for (int64_t j = 0; j < step; j++, i++)
      for (int s = 0; s < sides; s++)
        sum[s] += read(x, i * row_stride + s * SIDE);
    for (int s = 0; s < sides; s++)
      level[0][s] += sum[s];
    if (i & (mask << power))
      continue;
    for (int s = 0; s < sides; s++) {
      level[1][s] += level[0][s];
      level[0][s] = (side_f32){0};
    }
    if (i & (mask << (2 * power)))
      continue;
    for (int s = 0; s < sides; s++) {
      level[2][s] += level[1][s];
      level[1][s] = (side_f32){0};
    }
  }
  for (int s = 0; s < sides; s++) {
    side_f32 rest = {0};
    for (int64_t j = i; j < size; j++)
      rest += read(x, j * row_stride + s * SIDE);
    rest = ((rest + level[0][s]) + level[1][s]) + level[2][s];
    memcpy(out + s * SIDE, &rest, sizeof rest);
  }
}

/// The sums of at least 32 columns, in the order of ``add_columns``.
NB_INLINE void half_columns_by(int64_t rows, int64_t columns, const uint16_t *x, reading_f32 read, float *out) {
  enum { SIDE = sizeof(side_f32) / sizeof(float), WIDE = 4 * SIDE };
  int64_t column = 0;
  for (; column + WIDE <= columns; column += WIDE)
    add_half_rows(4, rows, x + column, columns, read, out + column);
  for (; column + SIDE <= columns; column += SIDE)
    add_half_rows(1, rows, x + column, columns, read, out + column);
  int64_t left = columns - column;
  if (left > 0) {
    // Four interleaved runs of rows of the last columns, some of which are done already.
    const uint16_t *last = x + columns - SIDE;
    float parts[4][SIDE];
    int64_t quarter = rows / 4;
    for (int run = 0; run < 4; run++)
      add_half_rows(1, quarter, last + run * columns, 4 * columns, read, parts[run]);
    for (int64_t i = 4 * quarter; i < rows; i++) {
      side_f32 row = read(last, i * columns);
      for (int l = 0; l < SIDE; l++)
        parts[0][l] += row[l];
    }
    for (int64_t l = SIDE - left; l < SIDE; l++)
      out[columns - SIDE + l] = ((parts[0][l] + parts[1][l]) + parts[2][l]) + parts[3][l];
  }
  // Sums begin at zero, which -0 notices.
  for (int64_t l = 0; l < columns; l++)
    out[l] = 0 + out[l];
}

#define NB_HALF_COLUMNS(TARGET, NAME, READ)                                                                            \
  TARGET static void columns_of_##NAME(int64_t rows, int64_t columns, const uint16_t *x, float *out) {                 \
    half_columns_by(rows, columns, x, READ, out);                                                                      \
  }

NB_HALF_COLUMNS(NB_CLONES, bfloats, read_bfloats)
NB_HALF_COLUMNS(NB_CLONES, computed, compute_read_halves)
#if NB_HAS_HALVES
NB_HALF_COLUMNS(NB_HALVES, halves, read_halves)
#else
NB_HALF_COLUMNS(, halves, compute_read_halves)
#endif
#if NB_HAS_LONG_HALVES
NB_HALF_COLUMNS(NB_LONG_HALVES, long_halves, read_halves)
#else
NB_HALF_COLUMNS(, long_halves, compute_read_halves)
#endif

void nb_column_sums_of_halves(int is_bfloat, int64_t rows, int64_t columns, const uint16_t *x, float *out) {
  if (is_bfloat)
    columns_of_bfloats(rows, columns, x, out);
  else if (has_long_halves())
    columns_of_long_halves(rows, columns, x, out);
  else if (has_halves())
    columns_of_halves(rows, columns, x, out);
  else
    columns_of_computed(rows, columns, x, out);
}

#define T double
#define PART double
#define LANES 4
#define NAME(function) function##_f64
#include "cascade.h"
#undef T
#undef PART
#undef LANES
#undef NAME

// Complex numbers: pairs, half as many in a vector.
typedef float pair_f32 __attribute__((ext_vector_type(2), aligned(4)));
typedef double pair_f64 __attribute__((ext_vector_type(2), aligned(8)));

#define T pair_f32
#define PART float
#define LANES 4
#define NAME(function) function##_pairs_f32
#include "cascade.h"
#undef T
#undef PART
#undef LANES
#undef NAME

#define T pair_f64
#define PART double
#define LANES 2
#define NAME(function) function##_pairs_f64
#include "cascade.h"
#undef T
#undef PART
#undef LANES
#undef NAME

void nb_add_complex_sums_f32(int64_t size, int64_t count, const float *x, int64_t stride, int64_t sum_stride,
                             float *out, int64_t out_stride) {
  nb_add_sums_pairs_f32(size, count, (const pair_f32 *)x, stride, sum_stride, (pair_f32 *)out, out_stride);
}

void nb_add_complex_sums_f64(int64_t size, int64_t count, const double *x, int64_t stride, int64_t sum_stride,
                             double *out, int64_t out_stride) {
  nb_add_sums_pairs_f64(size, count, (const pair_f64 *)x, stride, sum_stride, (pair_f64 *)out, out_stride);
}
