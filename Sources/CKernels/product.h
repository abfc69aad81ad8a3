// The product of large matrices of one type for one kind of processor: blocks of both sides are copied into panels that
// are read in order, and the product is made tile by tile (the scheme of Goto and van de Geijn, 2008). The including
// file defines T, TILE_ROWS, VECTOR_BYTES, TARGET, NAME(function) and BEGINS_THERE, whether a sum begins with what it is
// added to.

#define LANES (VECTOR_BYTES / (int)sizeof(T))
#define TILE_COLUMNS (2 * LANES)

#include "turned.h"

typedef T NAME(vector) __attribute__((vector_size(VECTOR_BYTES)));

/// Adds the product of a panel of TILE_ROWS rows and one of TILE_COLUMNS columns to a tile of `c`, of which `rows` and
/// `columns` are there.
TARGET static void NAME(add_tile)(int64_t depth, const T *a, const T *b, T *c, int64_t c_row, int64_t rows,
                                  int64_t columns) {
  NAME(vector) left[TILE_ROWS], right[TILE_ROWS];
  T tile[TILE_ROWS][TILE_COLUMNS];
  bool is_whole = rows == TILE_ROWS && columns == TILE_COLUMNS;
#if BEGINS_THERE
  const T *begin = c;
  int64_t begin_row = c_row;
  if (!is_whole) {
    memset(tile, 0, sizeof tile);
    for (int64_t i = 0; i < rows; i++)
      memcpy(tile[i], c + i * c_row, (size_t)columns * sizeof(T));
    begin = tile[0];
    begin_row = TILE_COLUMNS;
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < TILE_ROWS; i++) {
    memcpy(&left[i], begin + i * begin_row, sizeof left[i]);
    memcpy(&right[i], begin + i * begin_row + LANES, sizeof right[i]);
  }
#else
#pragma clang loop unroll(full)
  for (int i = 0; i < TILE_ROWS; i++) {
    left[i] = (NAME(vector)){0};
    right[i] = (NAME(vector)){0};
  }
  // The lines of a large product lie pages apart, where the processor does not foresee them: they arrive meanwhile.
  for (int64_t i = 0; i < rows; i++) {
    __builtin_prefetch(c + i * c_row, 1);
    __builtin_prefetch(c + i * c_row + LANES, 1);
  }
#endif
  for (int64_t p = 0; p < depth; p++, a += TILE_ROWS, b += TILE_COLUMNS) {
    NAME(vector) first, second;
    memcpy(&first, b, sizeof first);
    memcpy(&second, b + LANES, sizeof second);
#pragma clang loop unroll(full)
    for (int i = 0; i < TILE_ROWS; i++) {
      left[i] += a[i] * first;
      right[i] += a[i] * second;
    }
  }
  if (is_whole) {
#pragma clang loop unroll(full)
    for (int i = 0; i < TILE_ROWS; i++) {
      NAME(vector) sums[2] = {left[i], right[i]};
#if !BEGINS_THERE
      NAME(vector) held[2];
      memcpy(held, c + i * c_row, sizeof held);
      sums[0] += held[0];
      sums[1] += held[1];
#endif
      memcpy(c + i * c_row, sums, sizeof sums);
    }
    return;
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < TILE_ROWS; i++) {
    memcpy(tile[i], &left[i], sizeof left[i]);
    memcpy(tile[i] + LANES, &right[i], sizeof right[i]);
  }
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = 0; j < columns; j++)
      c[i * c_row + j] = BEGINS_THERE ? tile[i][j] : c[i * c_row + j] + tile[i][j];
}

/// Copies a block into panels of `width` lines, element by element along the depth; missing lines are zero.
TARGET __attribute__((always_inline)) static inline void NAME(pack)(int64_t lines, int64_t depth, int64_t width,
                                                                    const T *x, int64_t line_stride,
                                                                    int64_t depth_stride, T *restrict out) {
  for (int64_t start = 0; start < lines; start += width, x += width * line_stride, out += width * depth) {
    int64_t there = lines - start < width ? lines - start : width;
    if (there < width)
      memset(out, 0, (size_t)(width * depth) * sizeof *out);
    if (line_stride == 1 && there == width)
      for (int64_t p = 0; p < depth; p++)
        memcpy(out + p * width, x + p * depth_stride, (size_t)width * sizeof *out);
    else if (depth_stride == 1)
      NAME(turn_lines)(there, depth, x, line_stride, out, width);
    else if (there == width)
      for (int64_t p = 0; p < depth; p++)
        for (int64_t i = 0; i < width; i++)
          out[p * width + i] = x[i * line_stride + p * depth_stride];
    else
      for (int64_t p = 0; p < depth; p++)
        for (int64_t i = 0; i < there; i++)
          out[p * width + i] = x[i * line_stride + p * depth_stride];
  }
}

static inline int64_t NAME(least)(int64_t a, int64_t b) { return a < b ? a : b; }

/// Returns 0 if there is no memory for the panels.
TARGET static int NAME(add_product)(int64_t m, int64_t n, int64_t k, const T *a, int64_t a_row, int64_t a_column,
                                    const T *b, int64_t b_row, int64_t b_column, T *c, int64_t c_row) {
  int64_t most_depth = NAME(least)(k, nb_block_depth(k, sizeof(T)));
  int64_t most_rows = NAME(least)((m + TILE_ROWS - 1) / TILE_ROWS * TILE_ROWS, ROWS);
  int64_t most_columns = NAME(least)((n + TILE_COLUMNS - 1) / TILE_COLUMNS * TILE_COLUMNS, COLUMNS);
  // Panels are no larger than ROWS and COLUMNS say, so that they do not count.
  void *memory;
  if (posix_memalign(&memory, 64, (size_t)(most_depth * (most_rows + most_columns)) * sizeof(T)))
    return 0;
  T *right = memory, *left = right + most_depth * most_columns;
  for (int64_t column = 0; column < n; column += COLUMNS) {
    int64_t columns = NAME(least)(n - column, COLUMNS);
    for (int64_t start = 0; start < k; start += most_depth) {
      int64_t depth = NAME(least)(k - start, most_depth);
      NAME(pack)(columns, depth, TILE_COLUMNS, b + start * b_row + column * b_column, b_column, b_row, right);
      for (int64_t row = 0; row < m; row += ROWS) {
        int64_t rows = NAME(least)(m - row, ROWS);
        NAME(pack)(rows, depth, TILE_ROWS, a + row * a_row + start * a_column, a_row, a_column, left);
        for (int64_t j = 0; j < columns; j += TILE_COLUMNS)
          for (int64_t i = 0; i < rows; i += TILE_ROWS)
            NAME(add_tile)(depth, left + i * depth, right + j * depth, c + (row + i) * c_row + column + j, c_row,
                           NAME(least)(rows - i, TILE_ROWS), NAME(least)(columns - j, TILE_COLUMNS));
      }
    }
  }
  free(memory);
  return 1;
}

#undef LANES
#undef TILE_COLUMNS
