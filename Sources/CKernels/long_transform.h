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

/// The other way round: number `k` of the pairs whose inverse transform is that of numbers of which only the first half
/// of the transform is given, from its numbers `k` and, counted from its end, `k`, and from the root of `k`.
static inline NAME(number) NAME(joined)(NAME(number) a, NAME(number) b, double c, double s) {
  double even_re = (double)a.re + (double)b.re, even_im = (double)a.im - (double)b.im;
  double rest_re = (double)a.re - (double)b.re, rest_im = (double)a.im + (double)b.im;
  double odd_re = rest_re * c + rest_im * s, odd_im = rest_im * c - rest_re * s;
  return (NAME(number)){(T)(even_re - odd_im), (T)(even_im + odd_re)};
}

/// Makes all `half` pairs of the first half of a transform, whose numbers lie `step` apart.
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
    x[half - k] = NAME(joined)(b, a, -c, s);
    x[k] = NAME(joined)(a, b, c, s);
  }
  free_long_roots(&roots);
  return 1;
}

/// Number `k` of `length` ones that are to be transformed: an element, or a pair of real ones, or what a half of a
/// transform is joined to.
static inline NAME(number) NAME(line_number)(const nb_fourier_lines *l, int64_t source, int64_t length, int is_paired,
                                             const long_roots *roots, int64_t k) {
  int64_t step = l->source_step;
  if (l->source_type == NB_REAL_F32 || l->source_type == NB_REAL_F64) {
    const T *from = (const T *)l->source + source;
    return is_paired ? (NAME(number)){from[2 * k * step], from[(2 * k + 1) * step]} : (NAME(number)){from[k * step], 0};
  }
  const NAME(number) *from = (const NAME(number) *)l->source + source;
  if (!l->is_half)
    return from[k * step];
  NAME(number) a = from[k * step], b = from[(length - k) * step];
  if (k == 0)
    return (NAME(number)){a.re + b.re, a.re - b.re};
  double c, s;
  long_root(roots, k, &c, &s);
  return NAME(joined)(a, b, c, s);
}

/// Multiplies number `k` of an array by the root of number `first + k * step`, of `modulus` ones.
NB_CLONES static void NAME(turn_parts)(T *real, T *imaginary, int64_t count, const long_roots *roots, int64_t modulus,
                                       int64_t first, int64_t step) {
  enum { BLOCK = 32 };
  double low_re[BLOCK], low_im[BLOCK];
  for (int64_t j = 0, k = 0; j < BLOCK; j++, k = (k + step) % modulus)
    long_root(roots, k, &low_re[j], &low_im[j]);
  for (int64_t start = 0, k = first; start < count; start += BLOCK, k = (k + BLOCK * step) % modulus) {
    double c, s;
    long_root(roots, k, &c, &s);
    int64_t size = count - start < BLOCK ? count - start : BLOCK;
    T *re = real + start, *im = imaginary + start;
#pragma clang loop vectorize(assume_safety)
    for (int64_t j = 0; j < size; j++) {
      T root_re = (T)(c * low_re[j] - s * low_im[j]), root_im = (T)(c * low_im[j] + s * low_re[j]);
      T a = re[j], b = im[j];
      re[j] = a * root_re - b * root_im;
      im[j] = a * root_im + b * root_re;
    }
  }
}

/// Multiplies numbers by those of a spectrum whose second half mirrors the first one, with the same signs.
NB_CLONES static void NAME(multiply_even)(int64_t size, T *real, T *imaginary, const T *c, const T *s) {
#define NB_MULTIPLY(AT, K)                                                                                             \
  {                                                                                                                    \
    T a = real[AT], b = imaginary[AT];                                                                                 \
    real[AT] = a * c[K] - b * s[K];                                                                                    \
    imaginary[AT] = a * s[K] + b * c[K];                                                                               \
  }
#pragma clang loop vectorize(assume_safety)
  for (int64_t k = 0; k <= size / 2; k++)
    NB_MULTIPLY(k, k)
#pragma clang loop vectorize(assume_safety)
  for (int64_t k = size / 2 + 1; k < size; k++)
    NB_MULTIPLY(k, size - k)
#undef NB_MULTIPLY
}

/// Transforms a line whose length has a large prime factor, by Bluestein's convolution between blocks of it: what one
/// block of numbers adds to one block of results is a convolution with the same chirp, before and after which numbers
/// are turned by roots that depend on the blocks. What this needs beside the result is half of its size.
static int NAME(chirp_line)(const nb_fourier_lines *l, int64_t source, NAME(number) * x, int64_t length, int is_paired,
                            int is_inverse, double scale) {
  // A length of transforms that are fast.
  int64_t size = length / 7 / 16 * 16;
  while (!nb_fourier_is_composite(size))
    size -= 16;
  int64_t block = size / 2, modulus = 2 * length;
  const nb_fourier *plan = nb_fourier_plan(size, sizeof(T) == sizeof(double), 0);
  T *memory = nb_scratch_make((size_t)(7 * size + 2) * sizeof *memory);
  long_roots roots = {0};
  int is_made = plan && memory && make_long_roots(&roots, modulus);
  T *spectrum_re = memory, *spectrum_im = spectrum_re + size / 2 + 1;
  T *chirp_re = spectrum_im + size / 2 + 1, *chirp_im = chirp_re + block;
  T *line_re = chirp_im + block, *line_im = line_re + block;
  T *re = line_im + block, *im = re + size, *work_re = im + size, *work_im = work_re + size;
  if (is_made) {
    memset(re, 0, (size_t)(2 * size) * sizeof *re);
    for (int64_t i = 0, square = 0; i < block; square = (square + 2 * i + 1) % modulus, i++) {
      double c, s;
      long_root(&roots, square, &c, &s);
      chirp_re[i] = (T)c;
      chirp_im[i] = (T)s;
      re[i] = (T)c;
      im[i] = (T)-s;
      re[(size - i) % size] = (T)c;
      im[(size - i) % size] = (T)-s;
    }
    int is_in_work = NAME(run)(plan, re, im, work_re, work_im, 1);
    memcpy(spectrum_re, is_in_work ? work_re : re, (size_t)(size / 2 + 1) * sizeof *re);
    memcpy(spectrum_im, is_in_work ? work_im : im, (size_t)(size / 2 + 1) * sizeof *im);
    memset(x, 0, (size_t)length * sizeof *x);
  }
  for (int64_t from = 0; is_made && from < length; from += block) {
    int64_t given = length - from < block ? length - from : block;
    for (int64_t j = 0; j < given; j++) {
      NAME(number) number = NAME(line_number)(l, source, length, is_paired, &roots, from + j);
      // The inverse transform is that of what has its parts exchanged.
      T a = is_inverse ? number.im : number.re, b = is_inverse ? number.re : number.im;
      line_re[j] = a * chirp_re[j] - b * chirp_im[j];
      line_im[j] = a * chirp_im[j] + b * chirp_re[j];
    }
    for (int64_t to = 0; to < length; to += block) {
      int64_t wanted = length - to < block ? length - to : block;
      memcpy(re, line_re, (size_t)given * sizeof *re);
      memcpy(im, line_im, (size_t)given * sizeof *im);
      NAME(turn_parts)(re, im, given, &roots, modulus, 0, 2 * to);
      memset(re + given, 0, (size_t)(size - given) * sizeof *re);
      memset(im + given, 0, (size_t)(size - given) * sizeof *im);
      T *now[2] = {re, im}, *other[2] = {work_re, work_im};
      if (NAME(run)(plan, re, im, work_re, work_im, 1)) {
        memcpy(other, now, sizeof other);
        now[0] = work_re;
        now[1] = work_im;
      }
      NAME(multiply_even)(size, now[0], now[1], spectrum_re, spectrum_im);
      if (NAME(run)(plan, now[1], now[0], other[1], other[0], 1))
        memcpy(now, other, sizeof now);
      int64_t first = (int64_t)((unsigned __int128)(2 * from) * (unsigned __int128)to % (unsigned __int128)modulus);
      NAME(turn_parts)(now[0], now[1], wanted, &roots, modulus, first, 2 * from);
      T part = (T)(scale / (double)size);
      for (int64_t k = 0; k < wanted; k++) {
        T a = now[0][k] * chirp_re[k] - now[1][k] * chirp_im[k], b = now[0][k] * chirp_im[k] + now[1][k] * chirp_re[k];
        x[to + k].re += (is_inverse ? b : a) * part;
        x[to + k].im += (is_inverse ? a : b) * part;
      }
    }
  }
  nb_fourier_release(plan);
  nb_scratch_release(memory);
  free_long_roots(&roots);
  return is_made;
}

/// Transforms one line whose results lie side by side; see `nb_fourier_transform_long`.
static int NAME(transform_long)(const nb_fourier_lines *l, int64_t length, int64_t source, int64_t target) {
  int is_real = l->source_type == NB_REAL_F32 || l->source_type == NB_REAL_F64;
  int is_paired = l->is_half || (is_real && length % 2 == 0);
  int64_t inner = is_paired ? length / 2 : length, side = long_side(inner);
  NAME(number) *x = l->is_half ? (NAME(number) *)((T *)l->target + target) : (NAME(number) *)l->target + target;
  // The inverse transform of real numbers is not made from pairs.
  if (!side && !NAME(chirp_line)(l, source, x, inner, is_paired, l->is_inverse, l->scale))
    return 0;
  if (side) {
    const NAME(number) *from = (const NAME(number) *)l->source + source;
    if (l->is_half) {
      if (!NAME(join_line)(from, l->source_step, x, inner))
        return 0;
    } else if (is_real || x != from)
      for (int64_t k = 0; k < inner; k++)
        x[k] = NAME(line_number)(l, source, inner, is_paired, 0, k);
    if (!NAME(transform_line)(x, side, inner / (side * side), l->is_inverse, l->scale))
      return 0;
  }
  if (l->is_half || !is_paired)
    return 1;
  if (!NAME(split_line)(x, inner))
    return 0;
  for (int64_t i = inner + 1; i < l->wanted; i++)
    x[i] = (NAME(number)){x[length - i].re, -x[length - i].im};
  return 1;
}
