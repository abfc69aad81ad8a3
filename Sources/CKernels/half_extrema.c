#include "Along.h"

#include "clones.h"

// Halves have the order of their bits, read as signed numbers whose magnitude is turned round below zero. A nan is taken
// for the number that wins over all.

NB_INLINE int16_t order_of(int largest, int16_t infinity, int16_t bits) {
  int16_t magnitude = bits & 0x7fff;
  int16_t order = bits ^ (int16_t)((bits >> 15) & 0x7fff);
  return magnitude > infinity ? (largest ? INT16_MAX : INT16_MIN) : order;
}

NB_INLINE uint16_t bits_of(int is_bfloat, int16_t order) {
  if (order == INT16_MAX || order == INT16_MIN)
    return is_bfloat ? 0x7fc0 : 0x7e00;
  return (uint16_t)(order ^ (int16_t)((order >> 15) & 0x7fff));
}

NB_INLINE int16_t winner(int largest, int16_t a, int16_t b) { return largest ? (a > b ? a : b) : (a < b ? a : b); }

NB_INLINE void extrema(int largest, int16_t infinity, int64_t blocks, int64_t length, int64_t columns,
                       const int16_t *x, uint16_t *restrict out) {
  enum { WIDTH = 512 };
  for (; blocks > 0; blocks--, x += length * columns, out += columns) {
    if (columns == 1) {
      int16_t best = order_of(largest, infinity, x[0]);
      for (int64_t i = 1; i < length; i++)
        best = winner(largest, order_of(largest, infinity, x[i]), best);
      *out = bits_of(infinity == 0x7f80, best);
      continue;
    }
    for (int64_t start = 0; start < columns; start += WIDTH) {
      int64_t width = columns - start < WIDTH ? columns - start : WIDTH;
      int16_t best[WIDTH];
      for (int64_t l = 0; l < width; l++)
        best[l] = order_of(largest, infinity, x[start + l]);
      for (int64_t i = 1; i < length; i++)
        for (int64_t l = 0; l < width; l++)
          best[l] = winner(largest, order_of(largest, infinity, x[i * columns + start + l]), best[l]);
      for (int64_t l = 0; l < width; l++)
        out[start + l] = bits_of(infinity == 0x7f80, best[l]);
    }
  }
}

NB_CLONES void nb_extrema_of_halves(int is_bfloat, int largest, int64_t blocks, int64_t length, int64_t columns,
                                    const uint16_t *x, uint16_t *out) {
  const int16_t *bits = (const int16_t *)x;
  int16_t infinity = is_bfloat ? 0x7f80 : 0x7c00;
  if (largest)
    extrema(1, infinity, blocks, length, columns, bits, out);
  else
    extrema(0, infinity, blocks, length, columns, bits, out);
}
