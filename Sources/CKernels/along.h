// Loops along a dimension over elements of one type. The including file defines T, TOTAL (the type of running totals),
// PLACE (a signed integer as wide as T), IS_FLOATING, IS_NAN, ADD and MULTIPLY, and
// NAME(function).

/// Whether a value comes before what is held; nan wins, the first of several stays.
#define NB_WINS(value, held) ((largest ? (value) > (held) : (value) < (held)) | (IS_NAN(value) & !IS_NAN(held)))

__attribute__((always_inline)) static inline T NAME(extremum)(int largest, int64_t count, const T *x) {
  enum { SIDE = 4 * 64 / sizeof(T) };
  T best[SIDE];
  int64_t i = 0;
  if (count >= SIDE) {
    PLACE nans[SIDE];
    for (int l = 0; l < SIDE; l++) {
      best[l] = x[l];
      nans[l] = 0;
    }
    for (; i + SIDE <= count; i += SIDE)
      for (int l = 0; l < SIDE; l++) {
        T v = x[i + l];
        nans[l] |= IS_NAN(v);
        best[l] = (largest ? v > best[l] : v < best[l]) ? v : best[l];
      }
    // The last elements are taken with some before them, which were seen and change nothing.
    if (i < count)
      for (int l = 0; l < SIDE; l++) {
        T v = x[count - SIDE + l];
        nans[l] |= IS_NAN(v);
        best[l] = (largest ? v > best[l] : v < best[l]) ? v : best[l];
      }
    i = count;
    PLACE has_nan = 0;
    for (int l = 0; l < SIDE; l++)
      has_nan |= nans[l];
    if (has_nan)
      return NAME(nan)();
    for (int half = SIDE / 2; half > 0; half /= 2)
      for (int l = 0; l < half; l++)
        best[l] = (largest ? best[l + half] > best[l] : best[l + half] < best[l]) ? best[l + half] : best[l];
  } else {
    best[0] = x[i++];
  }
  for (; i < count; i++)
    best[0] = NB_WINS(x[i], best[0]) ? x[i] : best[0];
  return best[0];
}

NB_CLONES T NAME(nb_extremum)(int largest, int64_t count, const T *x) {
  return largest ? NAME(extremum)(1, count, x) : NAME(extremum)(0, count, x);
}

NB_CLONES static int64_t NAME(first_of)(int64_t count, const T *x, T value) {
  enum { BLOCK = 256 };
  int is_nan = IS_NAN(value);
  for (int64_t i = 0; i < count; i += BLOCK) {
    int64_t size = count - i < BLOCK ? count - i : BLOCK;
    PLACE found = 0;
    if (is_nan)
      for (int64_t j = 0; j < size; j++)
        found |= IS_NAN(x[i + j]);
    else
      for (int64_t j = 0; j < size; j++)
        found |= x[i + j] == value;
    if (found)
      for (int64_t j = 0; j < size; j++)
        if (is_nan ? IS_NAN(x[i + j]) : x[i + j] == value)
          return i + j;
  }
  return 0;
}

int64_t NAME(nb_extremum_place)(int largest, int64_t count, const T *x) {
  return NAME(first_of)(count, x, NAME(nb_extremum)(largest, count, x));
}

__attribute__((always_inline)) static inline void NAME(extremum_columns)(int largest, int64_t length, int64_t width,
                                                                         const T *x, int64_t step, T *restrict out,
                                                                         int64_t *restrict places) {
  T best[COLUMNS];
  PLACE place[COLUMNS];
  for (int64_t l = 0; l < width; l++) {
    best[l] = x[l];
    place[l] = 0;
  }
  for (int64_t i = 1; i < length; i++)
    for (int64_t l = 0; l < width; l++) {
      T v = x[i * step + l];
      int wins = NB_WINS(v, best[l]);
      best[l] = wins ? v : best[l];
      if (places)
        place[l] = wins ? (PLACE)i : place[l];
    }
  for (int64_t l = 0; l < width; l++) {
    if (out)
      out[l] = best[l];
    if (places)
      places[l] = place[l];
  }
}

NB_CLONES void NAME(nb_extremum_columns)(int largest, int64_t length, int64_t columns, const T *x, int64_t step,
                                         T *out) {
  for (; columns > 0; columns -= COLUMNS, x += COLUMNS, out += COLUMNS) {
    if (columns < COLUMNS)
      NAME(extremum_columns)(largest, length, columns, x, step, out, 0);
    else if (largest)
      NAME(extremum_columns)(1, length, COLUMNS, x, step, out, 0);
    else
      NAME(extremum_columns)(0, length, COLUMNS, x, step, out, 0);
  }
}

NB_CLONES void NAME(nb_extremum_column_places)(int largest, int64_t length, int64_t columns, const T *x, int64_t step,
                                               int64_t *places) {
  for (; columns > 0; columns -= COLUMNS, x += COLUMNS, places += COLUMNS) {
    if (columns < COLUMNS)
      NAME(extremum_columns)(largest, length, columns, x, step, 0, places);
    else if (largest)
      NAME(extremum_columns)(1, length, COLUMNS, x, step, 0, places);
    else
      NAME(extremum_columns)(0, length, COLUMNS, x, step, 0, places);
  }
}

/// The product of a row of at least four vectors of 32 bytes, in PyTorch's order: four vectors of products side by side,
/// multiplied in pairs, then their lanes one after the other, then the elements left over.
__attribute__((always_inline)) static inline T NAME(product_of_row)(int64_t length, const T *x) {
  enum { LANES = 32 / sizeof(T), SIDE = 4 * LANES };
  T parts[SIDE];
  for (int l = 0; l < SIDE; l++)
    parts[l] = x[l];
  int64_t i = SIDE;
  for (; i + SIDE <= length; i += SIDE)
    for (int l = 0; l < SIDE; l++)
      parts[l] = MULTIPLY(parts[l], x[i + l]);
  for (int l = 0; l < LANES; l++)
    parts[l] = MULTIPLY(MULTIPLY(parts[l], parts[LANES + l]),
                        MULTIPLY(parts[2 * LANES + l], parts[3 * LANES + l]));
  T total = parts[0];
  for (int l = 1; l < LANES; l++)
    total = MULTIPLY(total, parts[l]);
  for (; i < length; i++)
    total = MULTIPLY(total, x[i]);
  return total;
}

NB_CLONES void NAME(nb_products)(int64_t rows, int64_t length, const T *x, T *out) {
  if (length >= 4 * 32 / (int64_t)sizeof(T)) {
    for (int64_t r = 0; r < rows; r++)
      out[r] = NAME(product_of_row)(length, x + r * length);
    return;
  }
  // A product waits for the one before it; those of several rows do not.
  enum { TOGETHER = 8 };
  for (; rows > 0; rows -= TOGETHER, x += TOGETHER * length, out += TOGETHER) {
    int64_t there = rows < TOGETHER ? rows : TOGETHER;
    T totals[TOGETHER];
    for (int r = 0; r < TOGETHER; r++)
      totals[r] = 1;
    if (there == TOGETHER)
      for (int64_t i = 0; i < length; i++)
        for (int r = 0; r < TOGETHER; r++)
          totals[r] = MULTIPLY(totals[r], x[r * length + i]);
    else
      for (int64_t r = 0; r < there; r++)
        for (int64_t i = 0; i < length; i++)
          totals[r] = MULTIPLY(totals[r], x[r * length + i]);
    for (int64_t r = 0; r < there; r++)
      out[r] = totals[r];
  }
}

NB_CLONES void NAME(nb_product_columns)(int64_t length, int64_t columns, const T *x, int64_t step, T *restrict out) {
  for (int64_t l = 0; l < columns; l++)
    out[l] = 1;
  for (int64_t i = 0; i < length; i++)
    for (int64_t l = 0; l < columns; l++)
      out[l] = MULTIPLY(out[l], x[i * step + l]);
}

NB_CLONES void NAME(nb_running_totals)(int multiplies, int64_t length, const T *x, int64_t step, T *out,
                                       int64_t out_step) {
  TOTAL total = multiplies;
  if (step == 1 && out_step == 1 && !multiplies)
    for (int64_t i = 0; i < length; i++) {
      total = ADD(total, (TOTAL)x[i]);
      out[i] = (T)total;
    }
  else if (multiplies)
    for (int64_t i = 0; i < length; i++) {
      total = MULTIPLY(total, (TOTAL)x[i * step]);
      out[i * out_step] = (T)total;
    }
  else
    for (int64_t i = 0; i < length; i++) {
      total = ADD(total, (TOTAL)x[i * step]);
      out[i * out_step] = (T)total;
    }
}

NB_CLONES void NAME(nb_running_columns)(int multiplies, int64_t length, int64_t columns, const T *x, int64_t step,
                                        T *out, int64_t out_step) {
  for (; columns > 0; columns -= COLUMNS, x += COLUMNS, out += COLUMNS) {
    int64_t width = columns < COLUMNS ? columns : COLUMNS;
    TOTAL totals[COLUMNS];
    for (int l = 0; l < COLUMNS; l++)
      totals[l] = multiplies;
    for (int64_t i = 0; i < length; i++) {
      if (multiplies)
        for (int64_t l = 0; l < width; l++)
          totals[l] = MULTIPLY(totals[l], (TOTAL)x[i * step + l]);
      else
        for (int64_t l = 0; l < width; l++)
          totals[l] = ADD(totals[l], (TOTAL)x[i * step + l]);
      for (int64_t l = 0; l < width; l++)
        out[i * out_step + l] = (T)totals[l];
    }
  }
}

#if IS_FLOATING
/// Welford's method for lines side by side, whose divisions do not wait for each other: elements of a line lie `step`
/// apart, lines `line_step`.
__attribute__((always_inline)) static inline void NAME(spread)(int64_t length, int64_t lines, const T *x, int64_t step,
                                                               int64_t line_step, double *restrict means,
                                                               double *restrict squares) {
  enum { TOGETHER = 16 };
  double mean[TOGETHER], square[TOGETHER];
  for (int64_t l = 0; l < lines; l++)
    mean[l] = square[l] = 0;
  for (int64_t i = 0; i < length; i++) {
    double number = (double)(i + 1);
    for (int64_t l = 0; l < lines; l++) {
      double value = x[i * step + l * line_step], delta = value - mean[l];
      double next = mean[l] + delta / number;
      square[l] += delta * (value - next);
      mean[l] = next;
    }
  }
  for (int64_t l = 0; l < lines; l++) {
    means[l] = mean[l];
    squares[l] = square[l];
  }
}

NB_CLONES void NAME(nb_spread)(int64_t length, int64_t lines, const T *x, int64_t step, int64_t line_step,
                               double *restrict means, double *restrict squares) {
  enum { TOGETHER = 16 };
  for (; lines > 0; lines -= TOGETHER, x += TOGETHER * line_step, means += TOGETHER, squares += TOGETHER) {
    if (lines < TOGETHER)
      NAME(spread)(length, lines, x, step, line_step, means, squares);
    else if (line_step == 1)
      NAME(spread)(length, TOGETHER, x, step, 1, means, squares);
    else
      NAME(spread)(length, TOGETHER, x, step, line_step, means, squares);
  }
}
#endif

#undef NB_WINS
