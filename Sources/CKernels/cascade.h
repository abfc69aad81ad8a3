// The cascade sum over elements of one type. The including file defines T, the type PART of its parts, LANES,
// NAME(function).

typedef PART NAME(wide) __attribute__((vector_size(16 * LANES * sizeof(T))));
typedef PART NAME(side) __attribute__((vector_size(4 * LANES * sizeof(T))));

typedef PART NAME(lane) __attribute__((vector_size(LANES * sizeof(T))));

/// The power of two of additions after which a level is emptied: a quarter of that of the size, at least 4.
__attribute__((always_inline)) static inline int NAME(level_power)(int64_t size) {
  int power = size > 1 ? 64 - __builtin_clzll((uint64_t)(size - 1)) : 0;
  return power / 4 > 4 ? power / 4 : 4;
}

/// Adds `size` rows of `width` elements, `step_x` apart, into four levels of partial sums: each level is emptied into the next when it
/// has taken 2^power additions, so that rounding errors grow with the logarithm of the size.
__attribute__((always_inline)) static inline void NAME(add_rows)(int64_t size, int64_t width, const T *x,
                                                                 int64_t row_stride, int64_t step_x, T *restrict out) {
  T level[4][4 * LANES];
  for (int j = 0; j < 4; j++)
    for (int64_t l = 0; l < width; l++)
      level[j][l] = 0;
  int power = NAME(level_power)(size);
  int64_t step = (int64_t)1 << power, mask = step - 1, i = 0;
  while (i + step <= size) {
    for (int64_t j = 0; j < step; j++, i++)
      for (int64_t l = 0; l < width; l++)
        level[0][l] += x[i * row_stride + l * step_x];
    for (int j = 1; j < 4; j++) {
      for (int64_t l = 0; l < width; l++) {
        level[j][l] += level[j - 1][l];
        level[j - 1][l] = 0;
      }
      if (i & (mask << (j * power)))
        break;
    }
  }
  for (; i < size; i++)
    for (int64_t l = 0; l < width; l++)
      level[0][l] += x[i * row_stride + l * step_x];
  for (int64_t l = 0; l < width; l++)
    out[l] = ((level[0][l] + level[1][l]) + level[2][l]) + level[3][l];
}

/// The sums of `width` <= LANES columns: four interleaved runs of rows, added up at the end.
__attribute__((always_inline)) static inline void NAME(add_interleaved)(int64_t rows, int64_t width, const T *x,
                                                                        int64_t row_stride, T *restrict out) {
  T part[4][LANES];
  int64_t quarter = rows / 4;
  for (int run = 0; run < 4; run++)
    NAME(add_rows)(quarter, width, x + run * row_stride, 4 * row_stride, 1, part[run]);
  for (int64_t i = 4 * quarter; i < rows; i++)
    for (int64_t l = 0; l < width; l++)
      part[0][l] += x[i * row_stride + l];
  for (int64_t l = 0; l < width; l++)
    out[l] = ((part[0][l] + part[1][l]) + part[2][l]) + part[3][l];
}

/// Reads four neighbouring vectors, the first of which begins at an element.
typedef NAME(side) (*NAME(reading))(const void *x, int64_t place);

__attribute__((always_inline)) static inline NAME(side) NAME(read)(const void *x, int64_t place) {
  NAME(side) row;
  memcpy(&row, (const T *)x + place, sizeof row);
  return row;
}

/// The sums of four neighbouring vectors of each row, as ``add_rows`` gives them, in registers.
__attribute__((always_inline)) static inline void NAME(add_side_rows)(int64_t size, const void *x, NAME(reading) read,
                                                                      T *restrict out) {
  NAME(side) level[3] = {0};
  int power = NAME(level_power)(size);
  int64_t step = (int64_t)1 << power, mask = step - 1, i = 0;
  while (i + step <= size) {
    NAME(side) sum = {0};
    for (int64_t j = 0; j < step; j++, i++)
      sum += read(x, i * 4 * LANES);
    level[0] += sum;
    if (i & (mask << power))
      continue;
    level[1] += level[0];
    level[0] = (NAME(side)){0};
    if (i & (mask << (2 * power)))
      continue;
    level[2] += level[1];
    level[1] = (NAME(side)){0};
  }
  NAME(side) rest = {0};
  for (; i < size; i++)
    rest += read(x, i * 4 * LANES);
  rest = ((rest + level[0]) + level[1]) + level[2];
  memcpy(out, &rest, sizeof rest);
}

/// The sum of `count` elements. What follows the last four vectors is handed over as numbers: `left` are those elements.
__attribute__((always_inline)) static inline T NAME(sum_by)(int64_t count, const void *x, NAME(reading) read,
                                                            const T *left) {
  T lanes[4 * LANES];
  T total = 0;
  if (count < LANES) {
    NAME(add_interleaved)(count, 1, left, 1, lanes);
    return lanes[0];
  }
  // Four vectors side by side are four interleaved runs of one.
  int64_t vectors = count / LANES;
  int64_t quarter = vectors / 4;
  NAME(lane) part[4];
  NAME(add_side_rows)(quarter, x, read, lanes);
  memcpy(part, lanes, sizeof part);
  for (int64_t v = 4 * quarter; v < vectors; v++, left += LANES) {
    NAME(lane) more;
    memcpy(&more, left, sizeof more);
    part[0] += more;
  }
  for (int64_t i = vectors * LANES; i < count; i++)
    total += *left++;
  part[0] = ((part[0] + part[1]) + part[2]) + part[3];
  memcpy(lanes, part, sizeof part[0]);
  for (int64_t l = 0; l < LANES; l++)
    total += lanes[l];
  return total;
}

NB_CLONES T NAME(nb_sum)(int64_t count, const T *x) {
  return NAME(sum_by)(count, x, NAME(read), x + count / (4 * LANES) * (4 * LANES));
}

/// The sums of WIDE neighbouring columns, as ``add_rows`` gives them. So many are taken together because a row has to be
/// fetched from memory: what is near should be used at once.
__attribute__((always_inline)) static inline void NAME(add_wide_rows)(int64_t size, const T *x, int64_t row_stride,
                                                                      T *restrict out) {
  enum { WIDE = 16 * LANES };
  T level[3][WIDE];
  for (int j = 0; j < 3; j++)
    for (int l = 0; l < WIDE; l++)
      level[j][l] = 0;
  int power = NAME(level_power)(size);
  int64_t step = (int64_t)1 << power, mask = step - 1, i = 0;
  for (; i + step <= size;) {
    NAME(wide) sum = {0};
    for (int64_t j = 0; j < step; j++, i++) {
      NAME(wide) row;
      memcpy(&row, x + i * row_stride, sizeof row);
      sum += row;
    }
    T lowest[WIDE];
    memcpy(lowest, &sum, sizeof sum);
    const T *from = lowest;
    for (int j = 0; j < 3; j++) {
      for (int l = 0; l < WIDE; l++)
        level[j][l] += from[l];
      if (j > 0)
        for (int l = 0; l < WIDE; l++)
          level[j - 1][l] = 0;
      from = level[j];
      if (i & (mask << ((j + 1) * power)))
        break;
    }
  }
  NAME(wide) rest = {0};
  for (; i < size; i++) {
    NAME(wide) row;
    memcpy(&row, x + i * row_stride, sizeof row);
    rest += row;
  }
  T lowest[WIDE];
  memcpy(lowest, &rest, sizeof rest);
  for (int l = 0; l < WIDE; l++)
    out[l] = ((lowest[l] + level[0][l]) + level[1][l]) + level[2][l];
}

/// Sums of `columns` >= LANES neighbouring columns, added to `out`.
__attribute__((always_inline)) static inline void NAME(add_columns)(int64_t rows, int64_t columns, const T *x,
                                                                    int64_t row_stride, T *out, int64_t out_stride) {
  T sums[16 * LANES];
  int64_t column = 0;
  while (column < columns) {
    int64_t left = columns - column;
    int64_t width = left >= 16 * LANES ? 16 * LANES : left >= 4 * LANES ? 4 * LANES : left >= LANES ? LANES : 1;
    if (width == 16 * LANES)
      NAME(add_wide_rows)(rows, x + column, row_stride, sums);
    else if (width == 4 * LANES)
      NAME(add_rows)(rows, 4 * LANES, x + column, row_stride, 1, sums);
    else if (width == LANES)
      NAME(add_interleaved)(rows, LANES, x + column, row_stride, sums);
    else
      NAME(add_interleaved)(rows, 1, x + column, row_stride, sums);
    for (int64_t l = 0; l < width; l++)
      out[(column + l) * out_stride] += sums[l];
    column += width;
  }
}

NB_CLONES void NAME(nb_add_sums)(int64_t size, int64_t count, const T *x, int64_t stride, int64_t sum_stride, T *out,
                                 int64_t out_stride) {
  if (stride == 1 && size >= LANES) {
    for (int64_t j = 0; j < count; j++)
      out[j * out_stride] += NAME(nb_sum)(size, x + j * sum_stride);
    return;
  }
  if (sum_stride == 1 && count >= LANES) {
    NAME(add_columns)(size, count, x, stride, out, out_stride);
    return;
  }
  T sums[4];
  int64_t j = 0;
  if (stride >= sum_stride)
    for (; j + 4 <= count; j += 4) {
      NAME(add_rows)(size, 4, x + j * sum_stride, stride, sum_stride, sums);
      for (int64_t l = 0; l < 4; l++)
        out[(j + l) * out_stride] += sums[l];
    }
  for (; j < count; j++) {
    NAME(add_interleaved)(size, 1, x + j * sum_stride, stride, sums);
    out[j * out_stride] += sums[0];
  }
}
