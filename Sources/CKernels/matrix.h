// Products of small matrices for one kind of processor. The including file defines T, TARGET, NAME(function), IS_WIDE,
// whether there are registers for eight rows of 128 bytes, and BEGINS_THERE, whether a sum begins with what it is added to.
//
// Every element of the product is the sum over the depth in order, block by block of the depth (`nb_block_depth`),
// however the matrices are cut: the sums of a tile stay in registers while a block is walked, and those of different
// elements do not wait for each other.

#if BEGINS_THERE
#define NB_BEGIN(SUM, PLACE) memcpy(&(SUM), PLACE, sizeof(SUM));
#define NB_END(SUM, PLACE) memcpy(PLACE, &(SUM), sizeof(SUM));
#else
#define NB_BEGIN(SUM, PLACE) memset(&(SUM), 0, sizeof(SUM));
#define NB_END(SUM, PLACE)                                                                                             \
  {                                                                                                                    \
    __typeof__(SUM) held;                                                                                              \
    memcpy(&held, PLACE, sizeof held);                                                                                 \
    held += SUM;                                                                                                       \
    memcpy(PLACE, &held, sizeof held);                                                                                 \
  }
#endif

/// Adds the product of `ROWS` rows and of as many columns as the vector has elements. `b` has its columns side by side.
#define NB_TILE(BYTES, ROWS)                                                                                           \
  TARGET __attribute__((noinline)) static void NAME(add_tile_##BYTES##_##ROWS)(                                        \
      int64_t k, const T *a, int64_t a_row, int64_t a_column, const T *b, int64_t b_row, T *c, int64_t c_row) {        \
    typedef T vector __attribute__((vector_size(BYTES)));                                                              \
    vector sums[ROWS];                                                                                                 \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < ROWS; i++) NB_BEGIN(sums[i], c + i * c_row)                 \
    for (; k > 0; k--, a += a_column, b += b_row) {                                                                    \
      vector line;                                                                                                     \
      memcpy(&line, b, sizeof line);                                                                                   \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < ROWS; i++) sums[i] += a[i * a_row] * line;                \
    }                                                                                                                  \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < ROWS; i++) NB_END(sums[i], c + i * c_row)                   \
  }

NB_TILE(128, 1)
NB_TILE(128, 2)
#if IS_WIDE
NB_TILE(128, 4)
NB_TILE(128, 8)
#endif
NB_TILE(64, 1)
NB_TILE(64, 2)
NB_TILE(64, 4)
NB_TILE(32, 1)
NB_TILE(32, 2)
NB_TILE(32, 4)
NB_TILE(16, 1)
NB_TILE(16, 2)
NB_TILE(16, 4)

#undef NB_TILE

/// Adds the products of `ROWS` rows and one column.
#define NB_COLUMN(ROWS)                                                                                                \
  TARGET __attribute__((noinline)) static void NAME(add_column_##ROWS)(                                                \
      int64_t k, const T *a, int64_t a_row, int64_t a_column, const T *b, int64_t b_row, T *c, int64_t c_row) {        \
    T sums[ROWS];                                                                                                      \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < ROWS; i++) NB_BEGIN(sums[i], c + i * c_row)                 \
    for (; k > 0; k--, a += a_column, b += b_row) {                                                                    \
      T factor = *b;                                                                                                   \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < ROWS; i++) sums[i] += a[i * a_row] * factor;              \
    }                                                                                                                  \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < ROWS; i++) NB_END(sums[i], c + i * c_row)                   \
  }

NB_COLUMN(1)
NB_COLUMN(2)
NB_COLUMN(4)
NB_COLUMN(8)

#undef NB_COLUMN

/// Walks the rows: those that are left when the larger tiles are done go by the smaller ones.
#define NB_WALK(ROWS, TILE)                                                                                            \
  for (; row + ROWS <= m; row += ROWS)                                                                                 \
    NAME(TILE)(depth, left + row * a_row, a_row, a_column, right, right_row, c + column + row * c_row, c_row);

/// All rows of as many columns as a vector of `BYTES` bytes has elements.
#define NB_COLUMNS(BYTES, WALK)                                                                                        \
  for (; column + (int64_t)(BYTES / sizeof(T)) <= n; column += BYTES / sizeof(T)) {                                    \
    const T *right = b + start * b_row + column * b_column;                                                            \
    int64_t right_row = b_row, row = 0;                                                                                \
    if (is_copied) {                                                                                                   \
      NAME(gather)(depth, BYTES / sizeof(T), right, b_row, b_column, panel);                                           \
      right = panel;                                                                                                   \
      right_row = BYTES / sizeof(T);                                                                                   \
    }                                                                                                                  \
    WALK                                                                                                               \
  }

#include "turned.h"

/// Copies columns so that they lie side by side, and their rows one behind the other.
TARGET __attribute__((noinline)) static void NAME(gather)(int64_t depth, int64_t columns, const T *b, int64_t b_row,
                                                          int64_t b_column, T *restrict out) {
  if (b_column == 1)
    for (; depth > 0; depth--, b += b_row, out += columns)
      memcpy(out, b, (size_t)columns * sizeof *out);
  if (b_row == 1 && depth > 0) {
    NAME(turn_lines)(columns, depth, b, b_column, out, columns);
    return;
  }
  for (; depth > 0; depth--, b += b_row, out += columns)
    for (int64_t j = 0; j < columns; j++)
      out[j] = b[j * b_column];
}

/// The product, one column at a time.
TARGET __attribute__((noinline)) static void NAME(add_columns)(int64_t m, int64_t n, int64_t depth, const T *left,
                                                               int64_t a_row, int64_t a_column, const T *b,
                                                               int64_t b_row, int64_t b_column, T *c, int64_t c_row,
                                                               int64_t c_column) {
  for (; n > 0; n--, b += b_column, c += c_column) {
    const T *right = b;
    int64_t right_row = b_row, row = 0, column = 0;
    NB_WALK(8, add_column_8)
    NB_WALK(4, add_column_4)
    NB_WALK(2, add_column_2)
    NB_WALK(1, add_column_1)
  }
}

/// The same by blocks of the depth.
TARGET static void NAME(add_column_blocks)(int64_t m, int64_t n, int64_t k, const T *a, int64_t a_row, int64_t a_column,
                                           const T *b, int64_t b_row, int64_t b_column, T *c, int64_t c_row,
                                           int64_t c_column) {
  int64_t most = nb_block_depth(k, sizeof(T));
  for (; k > 0; k -= most, a += most * a_column, b += most * b_row)
    NAME(add_columns)(m, n, k < most ? k : most, a, a_row, a_column, b, b_row, b_column, c, c_row, c_column);
}

TARGET static void NAME(add_small_product)(int64_t m, int64_t n, int64_t k, const T *a, int64_t a_row,
                                           int64_t a_column, const T *b, int64_t b_row, int64_t b_column, T *c,
                                           int64_t c_row) {
  T panel[NB_PANEL_BYTES / sizeof(T)];
  // Columns of the right side that do not lie side by side are copied; and those whose rows lie so far apart that the
  // first cache has few places for them, if they are read often.
  int is_copied = b_column != 1 || (m >= 8 && b_row * (int64_t)sizeof(T) >= 512);
  int64_t most = nb_block_depth(k, sizeof(T));
  for (int64_t start = 0; start < k; start += most) {
    int64_t depth = k - start < most ? k - start : most;
    const T *left = a + start * a_column;
    int64_t column = 0;
#if IS_WIDE
    NB_COLUMNS(128, NB_WALK(8, add_tile_128_8) NB_WALK(4, add_tile_128_4) NB_WALK(2, add_tile_128_2) NB_WALK(1, add_tile_128_1))
#else
    if (m < 4)
      NB_COLUMNS(128, NB_WALK(2, add_tile_128_2) NB_WALK(1, add_tile_128_1))
#endif
    NB_COLUMNS(64, NB_WALK(4, add_tile_64_4) NB_WALK(2, add_tile_64_2) NB_WALK(1, add_tile_64_1))
    NB_COLUMNS(32, NB_WALK(4, add_tile_32_4) NB_WALK(2, add_tile_32_2) NB_WALK(1, add_tile_32_1))
    NB_COLUMNS(16, NB_WALK(4, add_tile_16_4) NB_WALK(2, add_tile_16_2) NB_WALK(1, add_tile_16_1))
    NAME(add_columns)
    (m, n - column, depth, left, a_row, a_column, b + start * b_row + column * b_column, b_row, b_column, c + column,
     c_row, 1);
  }
}

TARGET static void NAME(multiply)(int64_t m, int64_t n, int64_t k, const T *a, int64_t a_row, int64_t a_column,
                                  const T *b, int64_t b_row, int64_t b_column, T *c, int64_t c_row) {
  if (m * n * k <= 16) {
    for (int64_t i = 0; i < m; i++)
      for (int64_t j = 0; j < n; j++) {
        T sum;
        NB_BEGIN(sum, c + i * c_row + j)
        for (int64_t p = 0; p < k; p++)
          sum += a[i * a_row + p * a_column] * b[p * b_row + j * b_column];
        NB_END(sum, c + i * c_row + j)
      }
  } else if (n == 1 && a_row == 1 && c_row == 1)
    // A column is the row of the product the other way round, whose elements lie side by side.
    NAME(add_small_product)(1, m, k, b, b_column, b_row, a, a_column, 1, c, m);
  else if (n * (int64_t)sizeof(T) < 16)
    NAME(add_column_blocks)(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row, 1);
  else if (m < 3 && b_column != 1)
    // Too few rows to copy columns for: the rows are the columns of the product the other way round.
    NAME(add_column_blocks)(n, m, k, b, b_column, b_row, a, a_column, a_row, c, 1, c_row);
  else
    NAME(add_small_product)(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);
}

#undef NB_WALK
#undef NB_COLUMNS
#undef NB_BEGIN
#undef NB_END
