// Loops along a dimension over elements of one type. The including file defines T, TOTAL (the type of running totals),
// PLACE (a signed integer as wide as T), FACTOR (the type whose products never overflow), IS_FLOATING, IS_NAN, ADD and
// MULTIPLY, and NAME(function).

/// Whether a value comes before what is held; nan wins, the first of several stays.
#define NB_WINS(value, held) ((largest ? (value) > (held) : (value) < (held)) | (IS_NAN(value) & !IS_NAN(held)))

enum { NAME(SIDE) = 64 / sizeof(T) };

typedef T NAME(side) __attribute__((vector_size(64)));
typedef PLACE NAME(side_mask) __attribute__((vector_size(64)));

__attribute__((always_inline)) static inline NAME(side) NAME(load_side)(const T *x) {
  NAME(side) values;
  memcpy(&values, x, sizeof values);
  return values;
}

/// The larger (or smaller) of two vectors' elements; nan is passed over.
__attribute__((always_inline)) static inline NAME(side) NAME(further)(int largest, NAME(side) v, NAME(side) best) {
  NAME(side_mask) wins = largest ? v > best : v < best;
  return (NAME(side))(((NAME(side_mask))v & wins) | ((NAME(side_mask))best & ~wins));
}

#if IS_FLOATING
NB_CLONES static int NAME(has_nan)(int64_t count, const T *x) {
  PLACE found = 0;
  for (int64_t i = 0; i < count; i++)
    found |= IS_NAN(x[i]);
  return found != 0;
}
#endif

__attribute__((always_inline)) static inline T NAME(extremum)(int largest, int64_t count, const T *x) {
  enum { SIDE = NAME(SIDE), VECTORS = 4 };
  if (count < SIDE) {
    T best = x[0];
    for (int64_t i = 1; i < count; i++)
      best = NB_WINS(x[i], best) ? x[i] : best;
    return best;
  }
  // A nan makes the sum one, which is one addition; so do infinities of both signs, of which then more is asked.
  NAME(side) best[VECTORS], sums[VECTORS];
  for (int v = 0; v < VECTORS; v++) {
    best[v] = NAME(load_side)(x);
    sums[v] = (NAME(side)){0};
  }
  int64_t i = 0;
  for (; i + VECTORS * SIDE <= count; i += VECTORS * SIDE)
    for (int v = 0; v < VECTORS; v++) {
      NAME(side) values = NAME(load_side)(x + i + v * SIDE);
      if (IS_FLOATING)
        sums[v] += values;
      best[v] = NAME(further)(largest, values, best[v]);
    }
  // The last elements are taken with some before them, which change nothing.
  for (; i < count; i += SIDE) {
    NAME(side) values = NAME(load_side)(x + (i + SIDE <= count ? i : count - SIDE));
    if (IS_FLOATING)
      sums[0] += values;
    best[0] = NAME(further)(largest, values, best[0]);
  }
  for (int half = VECTORS / 2; half > 0; half /= 2)
    for (int v = 0; v < half; v++) {
      sums[v] += sums[v + half];
      best[v] = NAME(further)(largest, best[v + half], best[v]);
    }
  // In halves: every lane gets what is in the one so many places behind it.
#pragma clang loop unroll(full)
  for (int half = SIDE / 2; half > 0; half /= 2) {
    NAME(side_mask) places;
    for (int l = 0; l < SIDE; l++)
      places[l] = (l + half) % SIDE;
    best[0] = NAME(further)(largest, __builtin_shufflevector(best[0], places), best[0]);
    if (IS_FLOATING)
      sums[0] += __builtin_shufflevector(sums[0], places);
  }
#if IS_FLOATING
  if (IS_NAN(sums[0][0]) && NAME(has_nan)(count, x))
    return NAME(nan)();
#endif
  return best[0][0];
}

NB_CLONES T NAME(nb_extremum)(int largest, int64_t count, const T *x) {
  return largest ? NAME(extremum)(1, count, x) : NAME(extremum)(0, count, x);
}

NB_CLONES void NAME(nb_extrema)(int largest, int64_t rows, int64_t length, const T *x, T *out) {
  for (int64_t row = 0; row < rows; row++)
    out[row] = largest ? NAME(extremum)(1, length, x + row * length) : NAME(extremum)(0, length, x + row * length);
}

/// The place of the first element that is equal to a value there is, or nan as it is.
__attribute__((always_inline)) static inline int64_t NAME(first_of)(int64_t count, const T *x, T value) {
  enum { BLOCK = 4 * NAME(SIDE), GROUP = NAME(SIDE) };
  int is_nan = IS_NAN(value);
  int64_t i = 0;
  // Blocks are looked through without branches, then the vectors of the one in which it is.
  for (int64_t step = BLOCK; step >= GROUP; step /= BLOCK / GROUP)
    for (; i + step <= count; i += step) {
      PLACE found = 0;
      if (is_nan)
        for (int64_t j = 0; j < step; j++)
          found |= IS_NAN(x[i + j]);
      else
        for (int64_t j = 0; j < step; j++)
          found |= x[i + j] == value;
      if (found)
        break;
    }
  while (i < count - 1 && !(is_nan ? IS_NAN(x[i]) : x[i] == value))
    i++;
  return i;
}

NB_CLONES void NAME(nb_extremum_places)(int largest, int64_t rows, int64_t length, const T *x, int64_t *places,
                                        T *values) {
  for (int64_t row = 0; row < rows; row++, x += length) {
    T value = largest ? NAME(extremum)(1, length, x) : NAME(extremum)(0, length, x);
    places[row] = NAME(first_of)(length, x, value);
    if (values)
      values[row] = value;
  }
}

/// The larger (or smaller) of two numbers; nan wins.
#define NB_FURTHER(v, held) (NB_WINS(v, held) ? (v) : (held))

/// The extrema of many columns: a few rows at a time, in the order of memory.
__attribute__((always_inline)) static inline void NAME(extremum_wide_columns)(int largest, int64_t length,
                                                                              int64_t width, const T *x, int64_t step,
                                                                              T *restrict out) {
  for (int64_t l = 0; l < width; l++)
    out[l] = x[l];
  int64_t i = 1;
  for (; i + 4 <= length; i += 4) {
    const T *a = x + i * step, *b = a + step, *c = b + step, *d = c + step;
    for (int64_t l = 0; l < width; l++) {
      T first = NB_FURTHER(b[l], a[l]), second = NB_FURTHER(d[l], c[l]);
      first = NB_FURTHER(second, first);
      out[l] = NB_FURTHER(first, out[l]);
    }
  }
  for (; i < length; i++)
    for (int64_t l = 0; l < width; l++)
      out[l] = NB_FURTHER(x[i * step + l], out[l]);
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
  enum { WIDE = 8192 / sizeof(T) };
  for (; columns >= 4 * COLUMNS; ) {
    int64_t width = columns < WIDE ? columns : WIDE;
    if (largest)
      NAME(extremum_wide_columns)(1, length, width, x, step, out);
    else
      NAME(extremum_wide_columns)(0, length, width, x, step, out);
    columns -= width, x += width, out += width;
  }
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
                                               int64_t *places, T *out) {
  for (; columns > 0; columns -= COLUMNS, x += COLUMNS, places += COLUMNS, out = out ? out + COLUMNS : 0) {
    if (columns < COLUMNS)
      NAME(extremum_columns)(largest, length, columns, x, step, out, places);
    else if (largest)
      NAME(extremum_columns)(1, length, COLUMNS, x, step, out, places);
    else
      NAME(extremum_columns)(0, length, COLUMNS, x, step, out, places);
  }
}

/// Factors side by side, of integers without a sign: they wrap around.
typedef FACTOR NAME(factors) __attribute__((vector_size(128)));
typedef FACTOR NAME(lanes_of_factors) __attribute__((vector_size(32)));

/// The products of `rows` rows of at least four vectors of 32 bytes, in PyTorch's order: four vectors of products side by
/// side, multiplied in pairs, then their lanes one after the other, then the elements left over. A product waits for the
/// one before it; those of several rows do not.
__attribute__((always_inline)) static inline void NAME(products_of_rows)(int rows, int64_t length, const T *x, T *out) {
  enum { LANES = 32 / sizeof(T), SIDE = 4 * LANES, TOGETHER = 4 };
  NAME(factors) parts[TOGETHER];
  for (int r = 0; r < rows; r++)
    memcpy(&parts[r], x + r * length, sizeof parts[r]);
  int64_t whole = SIDE;
  for (; whole + SIDE <= length; whole += SIDE)
    for (int r = 0; r < rows; r++) {
      NAME(factors) values;
      memcpy(&values, x + r * length + whole, sizeof values);
      parts[r] *= values;
    }
  for (int r = 0; r < rows; r++) {
    // By vectors: a product too small for all digits takes long, and there may be one in each lane.
    NAME(lanes_of_factors) quarters[4];
    memcpy(quarters, &parts[r], sizeof quarters);
    quarters[0] = (quarters[0] * quarters[1]) * (quarters[2] * quarters[3]);
    T lanes[LANES];
    memcpy(lanes, quarters, sizeof lanes);
    T total = lanes[0];
    for (int l = 1; l < LANES; l++)
      total = MULTIPLY(total, lanes[l]);
    for (int64_t i = whole; i < length; i++)
      total = MULTIPLY(total, x[r * length + i]);
    out[r] = total;
  }
}

NB_CLONES void NAME(nb_products)(int64_t rows, int64_t length, const T *x, T *out) {
  if (length >= 4 * 32 / (int64_t)sizeof(T)) {
    // Of long rows the processor begins the next one itself, and memory is better read in its order.
    enum { LONG = 1024 / sizeof(T) };
    for (; length < LONG && rows >= 4; rows -= 4, x += 4 * length, out += 4)
      NAME(products_of_rows)(4, length, x, out);
    for (; rows > 0; rows--, x += length, out++)
      NAME(products_of_rows)(1, length, x, out);
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

/// Running totals of `lines` <= 4 lines: the one of a line waits for the one before, those of several lines do not.
__attribute__((always_inline)) static inline void NAME(running_lines)(int multiplies, int lines, int64_t length,
                                                                      const T *x, int64_t line_step, int64_t step,
                                                                      T *out, int64_t out_line_step,
                                                                      int64_t out_step) {
  TOTAL totals[4];
  for (int l = 0; l < lines; l++)
    totals[l] = multiplies;
  // Of vectors the elements would have to be collected one by one.
#pragma clang loop vectorize(disable)
  for (int64_t i = 0; i < length; i++)
#pragma clang loop unroll(full)
    for (int l = 0; l < lines; l++) {
      TOTAL value = (TOTAL)x[l * line_step + i * step];
      totals[l] = multiplies ? MULTIPLY(totals[l], value) : ADD(totals[l], value);
      out[l * out_line_step + i * out_step] = (T)totals[l];
    }
}

void NAME(nb_running_lines)(int multiplies, int64_t lines, int64_t length, const T *x, int64_t line_step, int64_t step,
                            T *out, int64_t out_line_step, int64_t out_step) {
  enum { TOGETHER = 4 };
  for (; lines >= TOGETHER; lines -= TOGETHER, x += TOGETHER * line_step, out += TOGETHER * out_line_step)
    if (multiplies)
      NAME(running_lines)(1, TOGETHER, length, x, line_step, step, out, out_line_step, out_step);
    else
      NAME(running_lines)(0, TOGETHER, length, x, line_step, step, out, out_line_step, out_step);
  for (; lines > 0; lines--, x += line_step, out += out_line_step)
    if (multiplies)
      NAME(running_lines)(1, 1, length, x, line_step, step, out, out_line_step, out_step);
    else
      NAME(running_lines)(0, 1, length, x, line_step, step, out, out_line_step, out_step);
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
/// apart, lines `line_step`; `before` elements of each were taken already.
__attribute__((always_inline)) static inline void NAME(spread)(int64_t before, int64_t length, int64_t lines,
                                                               const T *x, int64_t step, int64_t line_step,
                                                               double *restrict means, double *restrict squares) {
  enum { TOGETHER = 16 };
  double mean[TOGETHER], square[TOGETHER];
  for (int64_t l = 0; l < lines; l++) {
    mean[l] = before > 0 ? means[l] : 0;
    square[l] = before > 0 ? squares[l] : 0;
  }
  for (int64_t i = 0; i < length; i++) {
    double number = (double)(before + i + 1);
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

NB_CLONES void NAME(nb_spread)(int64_t before, int64_t length, int64_t lines, const T *x, int64_t step,
                               int64_t line_step, double *restrict means, double *restrict squares) {
  enum { TOGETHER = 16 };
  while (lines > 0) {
    // So many at a time that the compiler knows how many: what is held then stays in registers.
    int64_t there = lines >= TOGETHER ? TOGETHER : lines >= 4 ? 4 : 1;
    if (there == 1)
      NAME(spread)(before, length, 1, x, step, line_step, means, squares);
    else if (there == 4)
      NAME(spread)(before, length, 4, x, step, line_step, means, squares);
    else if (line_step == 1)
      NAME(spread)(before, length, TOGETHER, x, step, 1, means, squares);
    else
      NAME(spread)(before, length, TOGETHER, x, step, line_step, means, squares);
    lines -= there, x += there * line_step, means += there, squares += there;
  }
}

/// Adds what a norm adds of an element.
#define NB_NORM_TERM(v) (norm == NB_COUNT ? (v) != 0 : norm == NB_SIZES ? __builtin_elementwise_abs(v) : (v) * (v))

__attribute__((always_inline)) static inline void NAME(norm_columns)(nb_norm norm, int64_t length, int64_t columns,
                                                                     const T *x, int64_t step, T *restrict out) {
  T sums[COLUMNS];
  for (int64_t l = 0; l < columns; l++)
    sums[l] = out[l];
  for (int64_t i = 0; i < length; i++)
    for (int64_t l = 0; l < columns; l++)
      sums[l] += NB_NORM_TERM(x[i * step + l]);
  for (int64_t l = 0; l < columns; l++)
    out[l] = sums[l];
}

/// The sum of a row of some lines; one addition waits for another, those of several rows do not.
__attribute__((always_inline)) static inline void NAME(norm_rows)(nb_norm norm, int rows, int64_t length, const T *x,
                                                                  T *restrict out) {
  T sums[4];
  for (int r = 0; r < rows; r++)
    sums[r] = out[r];
#pragma clang loop vectorize(disable)
  for (int64_t i = 0; i < length; i++)
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++) {
      T v = x[r * length + i];
      sums[r] += NB_NORM_TERM(v);
    }
  for (int r = 0; r < rows; r++)
    out[r] = sums[r];
}

__attribute__((always_inline)) static inline void NAME(norm_sums)(nb_norm norm, int64_t length, int64_t columns,
                                                                  const T *x, T *restrict out) {
  int64_t l = 0;
  for (; l + COLUMNS <= columns; l += COLUMNS)
    NAME(norm_columns)(norm, length, COLUMNS, x + l, columns, out + l);
  NAME(norm_columns)(norm, length, columns - l, x + l, columns, out + l);
}

NB_CLONES void NAME(nb_norm_sums)(nb_norm norm, int64_t blocks, int64_t length, int64_t columns, const T *x, T *out) {
  if (columns > 1) {
    for (; blocks > 0; blocks--, x += length * columns, out += columns)
      switch (norm) {
      case NB_COUNT:
        NAME(norm_sums)(NB_COUNT, length, columns, x, out);
        break;
      case NB_SIZES:
        NAME(norm_sums)(NB_SIZES, length, columns, x, out);
        break;
      case NB_SQUARES:
        NAME(norm_sums)(NB_SQUARES, length, columns, x, out);
        break;
      }
    return;
  }
  if (norm == NB_COUNT)
    // The order does not matter, and more elements may differ from 0 than `float` counts one by one.
    for (; blocks > 0; blocks--, x += length, out++) {
      int64_t count = 0;
      for (int64_t i = 0; i < length; i++)
        count += x[i] != 0;
      *out = (T)count;
    }
  if (norm == NB_SQUARES) {
    for (; blocks > 0; blocks--, x += length, out++)
      *out = NAME(nb_sum_of_squares)(length, x);
    return;
  }
  for (; blocks >= 4; blocks -= 4, x += 4 * length, out += 4)
    NAME(norm_rows)(NB_SIZES, 4, length, x, out);
  for (; blocks > 0; blocks--, x += length, out++)
    NAME(norm_rows)(NB_SIZES, 1, length, x, out);
}

#undef NB_NORM_TERM

NB_CLONES void NAME(nb_squares_around)(int64_t length, const T *x, double centre, double *restrict sums) {
  enum { TOGETHER = NB_SQUARE_LANES };
  double lanes[TOGETHER];
  memcpy(lanes, sums, sizeof lanes);
  int64_t i = 0;
  for (; i + TOGETHER <= length; i += TOGETHER)
    for (int l = 0; l < TOGETHER; l++) {
      double distance = x[i + l] - centre;
      lanes[l] += distance * distance;
    }
  for (int l = 0; i < length; i++, l++) {
    double distance = x[i] - centre;
    lanes[l] += distance * distance;
  }
  memcpy(sums, lanes, sizeof lanes);
}
#endif

#undef NB_WINS
