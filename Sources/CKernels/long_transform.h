// The transform of one long line in the memory of its result (the four steps of Bailey, 1990), in one precision. The
// including file defines T and NAME(function), with `transform_lines`.
//
// The line is a matrix of `side` rows of `count * side` numbers: its columns are transformed, turned by roots of unity,
// then its rows, and the matrix is transposed, square by square. So no memory is needed but that of some columns or
// rows.

typedef struct NAME(number) {
  T re, im;
} NAME(number);

/// Exchanges two numbers.
static inline void NAME(exchange)(NAME(number) * a, NAME(number) * b) {
  NAME(number) held = *a;
  *a = *b;
  *b = held;
}

/// Transposes a square of `side` rows that lie `row` numbers apart.
static void NAME(transpose_square)(NAME(number) * x, int64_t side, int64_t row) {
  // Two blocks of the caches' lines at a time.
  enum { BLOCK = 16 };
  for (int64_t i = 0; i < side; i += BLOCK)
    for (int64_t j = i; j < side; j += BLOCK)
      for (int64_t k = i; k < side && k < i + BLOCK; k++)
        for (int64_t l = i == j ? k + 1 : j; l < side && l < j + BLOCK; l++)
          NAME(exchange)(x + k * row + l, x + l * row + k);
}

/// Transposes a matrix of `side` rows of `count * side` numbers. Returns 0 if there is no memory to work in.
static int NAME(transpose_line)(NAME(number) * x, int64_t side, int64_t count) {
  for (int64_t square = 0; square < count; square++)
    NAME(transpose_square)(x + square * side, side, count * side);
  if (count == 1)
    return 1;
  // Rows of the squares lie one behind the other for all squares; they should for each. Each is moved to the place of
  // the next one in a cycle.
  int64_t places = side * count;
  NAME(number) *held = nb_scratch_make((size_t)side * sizeof *held);
  uint8_t *is_done = nb_scratch_make((size_t)places);
  int is_made = held && is_done;
  if (is_made)
    memset(is_done, 0, (size_t)places);
  for (int64_t first = 0; is_made && first < places; first++) {
    if (is_done[first])
      continue;
    memcpy(held, x + first * side, (size_t)side * sizeof *held);
    int64_t place = first;
    for (;;) {
      is_done[place] = 1;
      // What belongs here is row `place % side` of square `place / side`.
      int64_t from = place % side * count + place / side;
      if (from == first)
        break;
      memcpy(x + place * side, x + from * side, (size_t)side * sizeof *held);
      place = from;
    }
    memcpy(x + place * side, held, (size_t)side * sizeof *held);
  }
  nb_scratch_release(held);
  nb_scratch_release(is_done);
  return is_made;
}

/// Turns number `j` of row `i` of a matrix by the root of number `i * j`, of the inverse transform's if it is that.
static void NAME(turn_line)(NAME(number) * x, const long_roots *roots, int64_t rows, int64_t columns, int is_inverse) {
  enum { BLOCK = 32 };
  double sign = is_inverse ? -1 : 1;
  for (int64_t i = 1; i < rows; i++) {
    double real[BLOCK], imaginary[BLOCK];
    for (int64_t j = 0; j < BLOCK && j < columns; j++)
      long_root(roots, i * j, &real[j], &imaginary[j]);
    NAME(number) *row = x + i * columns;
    for (int64_t start = 0; start < columns; start += BLOCK) {
      double c, s;
      long_root(roots, i * start, &c, &s);
      int64_t size = columns - start < BLOCK ? columns - start : BLOCK;
      for (int64_t j = 0; j < size; j++) {
        double re = c * real[j] - s * imaginary[j], im = sign * (c * imaginary[j] + s * real[j]);
        double x_re = (double)row[start + j].re, x_im = (double)row[start + j].im;
        row[start + j].re = (T)(x_re * re - x_im * im);
        row[start + j].im = (T)(x_re * im + x_im * re);
      }
    }
  }
}

/// Transforms lines of `length` numbers of a matrix in place: they begin `apart` numbers apart, their numbers lie
/// `step` apart.
static int NAME(transform_matrix)(NAME(number) * x, int64_t length, int64_t step, int64_t count, int64_t apart,
                                  int is_inverse, double scale) {
  enum { TOGETHER = 128 };
  int64_t offsets[TOGETHER];
  nb_numbers type = sizeof(T) == sizeof(float) ? NB_COMPLEX_F32 : NB_COMPLEX_F64;
  nb_fourier_lines lines = {x, type, step, 0, x, type, step, length, 0, is_inverse, scale, 0};
  const nb_fourier *plan = nb_fourier_plan(length, sizeof(T) == sizeof(double), 0);
  int is_made = plan != 0;
  for (int64_t line = 0; is_made && line < count; line += TOGETHER) {
    int64_t there = count - line < TOGETHER ? count - line : TOGETHER;
    for (int64_t i = 0; i < there; i++)
      offsets[i] = (line + i) * apart;
    is_made = NAME(transform_lines)(plan, &lines, there, offsets, offsets);
  }
  nb_fourier_release(plan);
  return is_made;
}

/// Transforms `count * side * side` numbers in place.
static int NAME(transform_line)(NAME(number) * x, int64_t side, int64_t count, int is_inverse, double scale) {
  int64_t columns = count * side;
  long_roots roots;
  if (!make_long_roots(&roots, side * columns))
    return 0;
  int is_made = NAME(transform_matrix)(x, side, columns, columns, 1, is_inverse, 1);
  if (is_made)
    NAME(turn_line)(x, &roots, side, columns, is_inverse);
  free_long_roots(&roots);
  return is_made && NAME(transform_matrix)(x, columns, 1, side, columns, is_inverse, scale) &&
         NAME(transpose_line)(x, side, count);
}

/// Makes of the transform of `half` pairs of real numbers the first half of that of the numbers, one number more.
static int NAME(split_line)(NAME(number) * x, int64_t half) {
  long_roots roots;
  if (!make_long_roots(&roots, 2 * half))
    return 0;
  NAME(number) first = x[0];
  x[0] = (NAME(number)){first.re + first.im, 0};
  x[half] = (NAME(number)){first.re - first.im, 0};
  for (int64_t k = 1; k <= half - k; k++) {
    double c, s;
    long_root(&roots, k, &c, &s);
    NAME(number) a = x[k], b = x[half - k];
    double even_re = ((double)a.re + (double)b.re) / 2, even_im = ((double)a.im - (double)b.im) / 2;
    double odd_re = ((double)a.im + (double)b.im) / 2, odd_im = ((double)b.re - (double)a.re) / 2;
    double re = odd_re * c - odd_im * s, im = odd_re * s + odd_im * c;
    x[half - k] = (NAME(number)){(T)(even_re - re), (T)(im - even_im)};
    x[k] = (NAME(number)){(T)(even_re + re), (T)(even_im + im)};
  }
  free_long_roots(&roots);
  return 1;
}

/// The other way round: makes of the first half of a transform, whose numbers lie `step` apart, `half` pairs whose
/// inverse transform is that of all.
static int NAME(join_line)(const NAME(number) * from, int64_t step, NAME(number) * x, int64_t half) {
  long_roots roots;
  if (!make_long_roots(&roots, 2 * half))
    return 0;
  T first = from[0].re, last = from[half * step].re;
  x[0] = (NAME(number)){first + last, first - last};
  for (int64_t k = 1; k <= half - k; k++) {
    double c, s;
    long_root(&roots, k, &c, &s);
    NAME(number) a = from[k * step], b = from[(half - k) * step];
    double even_re = (double)a.re + (double)b.re, even_im = (double)a.im - (double)b.im;
    double rest_re = (double)a.re - (double)b.re, rest_im = (double)a.im + (double)b.im;
    double odd_re = rest_re * c + rest_im * s, odd_im = rest_im * c - rest_re * s;
    x[half - k] = (NAME(number)){(T)(even_re + odd_im), (T)(odd_re - even_im)};
    x[k] = (NAME(number)){(T)(even_re - odd_im), (T)(even_im + odd_re)};
  }
  free_long_roots(&roots);
  return 1;
}

/// Transforms one line whose results lie side by side; see `nb_fourier_transform_long`.
static int NAME(transform_long)(const nb_fourier_lines *l, int64_t length, int64_t source, int64_t target) {
  int is_paired = l->is_half || (l->source_type == NB_REAL_F32 + (sizeof(T) == sizeof(double)) && length % 2 == 0);
  int64_t inner = is_paired ? length / 2 : length, side = long_side(inner), count = inner / (side * side);
  if (l->is_half) {
    NAME(number) *x = (NAME(number) *)((T *)l->target + target);
    const NAME(number) *from = (const NAME(number) *)l->source + source;
    return NAME(join_line)(from, l->source_step, x, inner) &&
           NAME(transform_line)(x, side, count, l->is_inverse, l->scale);
  }
  NAME(number) *x = (NAME(number) *)l->target + target;
  if (!is_paired) {
    const NAME(number) *from = (const NAME(number) *)l->source + source;
    const T *real = (const T *)l->source + source;
    if (l->source_type == NB_REAL_F32 || l->source_type == NB_REAL_F64)
      for (int64_t i = 0; i < length; i++)
        x[i] = (NAME(number)){real[i * l->source_step], 0};
    else if (x != from)
      for (int64_t i = 0; i < length; i++)
        x[i] = from[i * l->source_step];
    return NAME(transform_line)(x, side, count, l->is_inverse, l->scale);
  }
  const T *from = (const T *)l->source + source;
  for (int64_t i = 0; i < inner; i++)
    x[i] = (NAME(number)){from[2 * i * l->source_step], from[(2 * i + 1) * l->source_step]};
  if (!NAME(transform_line)(x, side, count, 0, l->scale) || !NAME(split_line)(x, inner))
    return 0;
  for (int64_t i = inner + 1; i < l->wanted; i++)
    x[i] = (NAME(number)){x[length - i].re, -x[length - i].im};
  return 1;
}
