#include "Convert.h"

#include <string.h>

#include "clones.h"
#include "halves.h"

// Products of halves, each of which is rounded, in PyTorch's order: four vectors of products side by side, multiplied in
// pairs, then their lanes one after the other, then the elements left over.

// Vectors that are passed are always inlined, so that it does not matter how.
#pragma clang diagnostic ignored "-Wpsabi"

enum {
  LANES = 16,
  SIDE = 4 * LANES,
  /// A product waits for the one before it; those of several rows do not.
  TOGETHER = 4,
};

typedef float lanes __attribute__((vector_size(LANES * sizeof(float))));
typedef uint32_t patterns __attribute__((vector_size(LANES * sizeof(uint32_t))));
typedef uint16_t half_bits __attribute__((vector_size(LANES * sizeof(uint16_t))));

/// Reads halves as the floats that they are.
typedef lanes (*reading)(const uint16_t *x);
/// The halves nearest to numbers, as floats.
typedef lanes (*rounding)(lanes values);

NB_INLINE lanes read_bfloats(const uint16_t *x) {
  half_bits row;
  memcpy(&row, x, sizeof row);
  return (lanes)(__builtin_convertvector(row, patterns) << 16);
}

NB_INLINE lanes round_bfloats(lanes values) {
  patterns bits = (patterns)values, rounded = (bits + 0x7fff + (bits >> 16 & 1)) & 0xffff0000u;
  patterns is_number = (patterns)(values == values);
  return (lanes)((rounded & is_number) | (0x7fc00000u & ~is_number));
}

NB_INLINE lanes compute_read_halves(const uint16_t *x) {
  lanes row;
  for (int l = 0; l < LANES; l++)
    row[l] = float_of_half(x[l]);
  return row;
}

NB_INLINE lanes compute_round_halves(lanes values) {
  for (int l = 0; l < LANES; l++)
    values[l] = float_of_half(half_of(values[l]));
  return values;
}

#if NB_HAS_HALVES
typedef _Float16 halves __attribute__((vector_size(LANES * sizeof(uint16_t))));

NB_INLINE lanes read_halves(const uint16_t *x) {
  halves row;
  memcpy(&row, x, sizeof row);
  return __builtin_convertvector(row, lanes);
}

NB_INLINE lanes round_halves(lanes values) {
  return __builtin_convertvector(__builtin_convertvector(values, halves), lanes);
}
#endif

/// The products of `rows` <= LANES totals, each with elements of a row of its own, one after the other.
NB_INLINE lanes multiplied_in_order(int rows, lanes totals, int64_t count, const float *x, int64_t step,
                                    rounding round) {
  for (int64_t i = 0; i < count; i++) {
    lanes factors = totals;
    for (int r = 0; r < rows; r++)
      factors[r] = x[r * step + i];
    totals = round(totals * factors);
  }
  return totals;
}

/// The products of `rows` <= TOGETHER rows of at least SIDE elements.
NB_INLINE void products_of_rows(int rows, int64_t length, const uint16_t *x, float *out, reading read,
                                rounding round) {
  lanes parts[TOGETHER][4];
  for (int r = 0; r < rows; r++)
    for (int v = 0; v < 4; v++)
      parts[r][v] = read(x + r * length + v * LANES);
  int64_t whole = SIDE;
  for (; whole + SIDE <= length; whole += SIDE)
    for (int r = 0; r < rows; r++)
      for (int v = 0; v < 4; v++)
        parts[r][v] = round(parts[r][v] * read(x + r * length + whole + v * LANES));
  float last[TOGETHER][LANES], left[TOGETHER][SIDE];
  lanes totals = {0};
  for (int r = 0; r < rows; r++) {
    lanes product = round(round(parts[r][0] * parts[r][1]) * round(parts[r][2] * parts[r][3]));
    memcpy(last[r], &product, sizeof product);
    totals[r] = product[0];
    uint16_t rest[SIDE] = {0};
    memcpy(rest, x + r * length + whole, (size_t)(length - whole) * sizeof *rest);
    for (int v = 0; v < 4; v++) {
      lanes values = read(rest + v * LANES);
      memcpy(left[r] + v * LANES, &values, sizeof values);
    }
  }
  totals = multiplied_in_order(rows, totals, LANES - 1, last[0] + 1, LANES, round);
  totals = multiplied_in_order(rows, totals, length - whole, left[0], SIDE, round);
  for (int r = 0; r < rows; r++)
    out[r] = totals[r];
}

/// The same of `rows` <= LANES rows of fewer elements.
NB_INLINE void products_of_short_rows(int rows, int64_t length, const uint16_t *x, float *out, reading read,
                                      rounding round) {
  float values[LANES][SIDE];
  lanes totals = {0};
  for (int r = 0; r < rows; r++) {
    uint16_t row[SIDE] = {0};
    memcpy(row, x + r * length, (size_t)length * sizeof *row);
    for (int64_t i = 0; i < length; i += LANES) {
      lanes floats = read(row + i);
      memcpy(values[r] + i, &floats, sizeof floats);
    }
    totals[r] = 1;
  }
  totals = multiplied_in_order(rows, totals, length, values[0], SIDE, round);
  for (int r = 0; r < rows; r++)
    out[r] = totals[r];
}

NB_INLINE void products_by(int64_t rows, int64_t length, const uint16_t *x, float *out, reading read,
                           rounding round) {
  if (length < SIDE) {
    for (; rows >= LANES; rows -= LANES, x += LANES * length, out += LANES)
      products_of_short_rows(LANES, length, x, out, read, round);
    products_of_short_rows((int)rows, length, x, out, read, round);
    return;
  }
  for (; rows >= TOGETHER; rows -= TOGETHER, x += TOGETHER * length, out += TOGETHER)
    products_of_rows(TOGETHER, length, x, out, read, round);
  for (; rows > 0; rows--, x += length, out++)
    products_of_rows(1, length, x, out, read, round);
}

/// The products of `vectors` times LANES neighbouring columns, one factor after the other.
NB_INLINE void columns_by(int vectors, int64_t length, const uint16_t *x, int64_t step, float *out, reading read,
                          rounding round) {
  enum { MOST = 12 };
  lanes totals[MOST];
  for (int v = 0; v < vectors; v++)
    totals[v] = (lanes){0} + 1;
  for (int64_t i = 0; i < length; i++)
    for (int v = 0; v < vectors; v++)
      totals[v] = round(totals[v] * read(x + i * step + v * LANES));
  for (int v = 0; v < vectors; v++)
    memcpy(out + v * LANES, &totals[v], sizeof *totals);
}

NB_INLINE void product_columns_by(int64_t length, int64_t columns, const uint16_t *x, int64_t step, float *out,
                                  reading read, rounding round) {
  enum { WIDE = 12 * LANES };
  int64_t column = 0;
  for (; column + WIDE <= columns; column += WIDE)
    columns_by(WIDE / LANES, length, x + column, step, out + column, read, round);
  for (; column + LANES <= columns; column += LANES)
    columns_by(1, length, x + column, step, out + column, read, round);
  if (column == columns)
    return;
  if (columns >= LANES) {
    // The last ones are taken with some before them, which are done already.
    columns_by(1, length, x + columns - LANES, step, out + columns - LANES, read, round);
    return;
  }
  lanes totals = (lanes){0} + 1;
  for (int64_t i = 0; i < length; i++) {
    uint16_t row[LANES] = {0};
    memcpy(row, x + i * step, (size_t)columns * sizeof *row);
    totals = round(totals * read(row));
  }
  memcpy(out, &totals, (size_t)columns * sizeof *out);
}

#define NB_HALF_PRODUCTS(TARGET, NAME, READ, ROUND)                                                                    \
  TARGET static void products_##NAME(int64_t rows, int64_t length, const uint16_t *x, float *out) {                    \
    products_by(rows, length, x, out, READ, ROUND);                                                                    \
  }                                                                                                                    \
  TARGET static void product_columns_##NAME(int64_t length, int64_t columns, const uint16_t *x, int64_t step,          \
                                            float *out) {                                                              \
    product_columns_by(length, columns, x, step, out, READ, ROUND);                                                    \
  }

NB_HALF_PRODUCTS(NB_CLONES, bfloats, read_bfloats, round_bfloats)
NB_HALF_PRODUCTS(NB_CLONES, computed, compute_read_halves, compute_round_halves)
#if NB_HAS_HALVES
NB_HALF_PRODUCTS(NB_HALVES, halves, read_halves, round_halves)
#else
NB_HALF_PRODUCTS(, halves, compute_read_halves, compute_round_halves)
#endif
#if NB_HAS_LONG_HALVES
NB_HALF_PRODUCTS(NB_LONG_HALVES, long_halves, read_halves, round_halves)
#else
NB_HALF_PRODUCTS(, long_halves, compute_read_halves, compute_round_halves)
#endif

void nb_products_of_halves(int is_bfloat, int64_t rows, int64_t length, const uint16_t *x, float *out) {
  if (is_bfloat)
    products_bfloats(rows, length, x, out);
  else if (has_long_halves())
    products_long_halves(rows, length, x, out);
  else if (has_halves())
    products_halves(rows, length, x, out);
  else
    products_computed(rows, length, x, out);
}

void nb_product_columns_of_halves(int is_bfloat, int64_t length, int64_t columns, const uint16_t *x, int64_t step,
                                  float *out) {
  if (is_bfloat)
    product_columns_bfloats(length, columns, x, step, out);
  else if (has_long_halves())
    product_columns_long_halves(length, columns, x, step, out);
  else if (has_halves())
    product_columns_halves(length, columns, x, step, out);
  else
    product_columns_computed(length, columns, x, step, out);
}
