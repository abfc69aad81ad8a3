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
