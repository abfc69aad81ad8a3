// Decompositions of complex matrices. The including file defines T, the type of a part, and NAME(function), and has
// included factor.h for that type.
//
// While a matrix is worked on, its real and imaginary parts lie apart: row `i` is the real row `2 * i` and the imaginary
// row `2 * i + 1` of a matrix of real numbers. A product of complex matrices then is one of real ones, whose left side has
// four elements for each number (`spread`).

/// Takes the parts of a matrix apart; its elements lie `row` and `column` numbers apart, the rows of `out` `stride`.
NB_CLONES static void NAME(split)(int64_t rows, int64_t columns, const T *x, int64_t row, int64_t column,
                                  T *restrict out, int64_t stride) {
  enum { SIDE = 32 };
  for (int64_t i = 0; i < rows; i += SIDE)
    for (int64_t j = 0; j < columns; j += SIDE)
      for (int64_t k = i; k < rows && k < i + SIDE; k++) {
        const T *line = x + 2 * (k * row + j * column);
        T *restrict real = out + 2 * k * stride + j, *restrict imaginary = real + stride;
        int64_t width = columns - j < SIDE ? columns - j : SIDE;
        if (column == 1)
          for (int64_t l = 0; l < width; l++) {
            real[l] = line[2 * l];
            imaginary[l] = line[2 * l + 1];
          }
        else
          for (int64_t l = 0; l < width; l++) {
            real[l] = line[2 * l * column];
            imaginary[l] = line[2 * l * column + 1];
          }
      }
}

/// Puts the parts together again.
NB_CLONES static void NAME(join)(int64_t rows, int64_t columns, const T *x, int64_t stride, T *restrict out, int64_t row,
                                 int64_t column) {
  enum { SIDE = 32 };
  for (int64_t i = 0; i < rows; i += SIDE)
    for (int64_t j = 0; j < columns; j += SIDE)
      for (int64_t k = i; k < rows && k < i + SIDE; k++) {
        T *restrict line = out + 2 * (k * row + j * column);
        const T *real = x + 2 * k * stride + j, *imaginary = real + stride;
        int64_t width = columns - j < SIDE ? columns - j : SIDE;
        if (column == 1)
          for (int64_t l = 0; l < width; l++) {
            line[2 * l] = real[l];
            line[2 * l + 1] = imaginary[l];
          }
        else
          for (int64_t l = 0; l < width; l++) {
            line[2 * l * column] = real[l];
            line[2 * l * column + 1] = imaginary[l];
          }
      }
}

/// The left side of a product as real numbers, in rows of `2 * depth`; its parts lie `row` and `column` apart, and are
/// multiplied by a sign each.
NB_CLONES static void NAME(spread)(int64_t rows, int64_t depth, const T *real, const T *imaginary, int64_t row,
                                   int64_t column, T real_sign, T imaginary_sign, T *restrict out) {
  for (int64_t i = 0; i < rows; i++) {
    T *restrict first = out + 4 * i * depth, *restrict second = first + 2 * depth;
    for (int64_t p = 0; p < depth; p++) {
      T x = real_sign * real[i * row + p * column], y = imaginary_sign * imaginary[i * row + p * column];
      first[2 * p] = x;
      first[2 * p + 1] = -y;
      second[2 * p] = y;
      second[2 * p + 1] = x;
    }
  }
}

/// Adds the product of such a left side and a matrix with its parts apart to another of that kind.
static void NAME(add_parts)(int64_t rows, int64_t columns, int64_t depth, const T *left, const T *b, int64_t b_stride,
                            T *c, int64_t c_stride) {
  if (!NAME(nb_product)(2 * rows, columns, 2 * depth, left, 2 * depth, 1, b, b_stride, 1, c, c_stride))
    NAME(nb_multiply)(2 * rows, columns, 2 * depth, left, 2 * depth, 1, b, b_stride, 1, c, c_stride);
}

/// Quotients by one number, scaled by its larger part, with fused products.
NB_INLINE void NAME(divide_parts)(int64_t count, T *restrict real, T *restrict imaginary, T v, T w) {
  T size_v = v < 0 ? -v : v, size_w = w < 0 ? -w : w;
  if (size_v == 0 && size_w == 0)
    for (int64_t i = 0; i < count; i++) {
      real[i] /= size_v;
      imaginary[i] /= size_w;
    }
  else if (size_v >= size_w) {
    T ratio = w / v, factor = 1 / __builtin_elementwise_fma(w, ratio, v);
    for (int64_t i = 0; i < count; i++) {
      T x = real[i], y = imaginary[i];
      real[i] = __builtin_elementwise_fma(y, ratio, x) * factor;
      imaginary[i] = __builtin_elementwise_fma(-x, ratio, y) * factor;
    }
  } else {
    T ratio = v / w, factor = 1 / __builtin_elementwise_fma(v, ratio, w);
    for (int64_t i = 0; i < count; i++) {
      T x = real[i], y = imaginary[i];
      real[i] = __builtin_elementwise_fma(x, ratio, y) * factor;
      imaginary[i] = __builtin_elementwise_fma(y, ratio, -x) * factor;
    }
  }
}

static void NAME(swap_parts)(int64_t count, T *a, T *b, int64_t stride) {
  NAME(swap_rows)(count, a, b);
  NAME(swap_rows)(count, a + stride, b + stride);
}

/// The place of the first of the largest numbers from `start` on, by the sum of the parts' sizes.
NB_INLINE int64_t NAME(largest_number)(int64_t count, const T *real, const T *imaginary, int64_t start) {
  enum { LANES = 16 };
#define SIZE(i) ((double)(real[i] < 0 ? -real[i] : real[i]) + (double)(imaginary[i] < 0 ? -imaginary[i] : imaginary[i]))
  double first = SIZE(start), most[LANES], largest = first;
  for (int64_t l = 0; l < LANES; l++)
    most[l] = first;
  int64_t i = start;
  for (; i + LANES <= count; i += LANES)
    for (int64_t l = 0; l < LANES; l++) {
      double value = SIZE(i + l);
      most[l] = value > most[l] ? value : most[l];
    }
  for (; i < count; i++) {
    double value = SIZE(i);
    largest = value > largest ? value : largest;
  }
  for (int64_t l = 0; l < LANES; l++)
    largest = most[l] > largest ? most[l] : largest;
  for (i = start; i < count; i++)
    if (SIZE(i) == largest)
      return i;
  return start;
#undef SIZE
}

/// LU factors of a matrix whose columns lie one behind the other, the real parts of each before the imaginary ones.
NB_CLONES static int64_t NAME(complex_lu_columns)(int64_t rows, int64_t columns, T *x, int32_t *pivots) {
  int64_t info = 0;
  for (int64_t j = 0; j < columns; j++) {
    T *restrict real = x + 2 * j * rows, *restrict imaginary = real + rows;
    int64_t before = j < rows ? j : rows;
    for (int64_t i = 0; i < before; i++)
      NAME(swap_parts)(1, real + i, real + pivots[i] - 1, rows);
    int64_t k = 0;
    for (; k + 2 <= before; k += 2) {
      const T *restrict a = x + 2 * k * rows, *restrict b = a + rows, *restrict c = b + rows, *restrict d = c + rows;
      T v = real[k], w = imaginary[k];
      T f = real[k + 1] - (a[k + 1] * v - b[k + 1] * w), g = imaginary[k + 1] - (a[k + 1] * w + b[k + 1] * v);
      real[k + 1] = f;
      imaginary[k + 1] = g;
      for (int64_t i = k + 2; i < rows; i++) {
        real[i] = real[i] - (a[i] * v - b[i] * w) - (c[i] * f - d[i] * g);
        imaginary[i] = imaginary[i] - (a[i] * w + b[i] * v) - (c[i] * g + d[i] * f);
      }
    }
    for (; k < before; k++) {
      const T *restrict a = x + 2 * k * rows, *restrict b = a + rows;
      T v = real[k], w = imaginary[k];
      for (int64_t i = k + 1; i < rows; i++) {
        real[i] -= a[i] * v - b[i] * w;
        imaginary[i] -= a[i] * w + b[i] * v;
      }
    }
    if (j >= rows)
      continue;
    int64_t pivot = NAME(largest_number)(rows, real, imaginary, j);
    pivots[j] = (int32_t)(pivot + 1);
    if (real[pivot] == 0 && imaginary[pivot] == 0) {
      if (info == 0)
        info = j + 1;
      continue;
    }
    if (pivot != j)
      for (int64_t i = 0; i <= j; i++)
        NAME(swap_parts)(1, x + 2 * i * rows + j, x + 2 * i * rows + pivot, rows);
    NAME(divide_parts)(rows - j - 1, real + j + 1, imaginary + j + 1, real[j], imaginary[j]);
  }
  return info;
}

/// A row less the rows from `first` to `end` of `b`, each times its factor.
NB_INLINE void NAME(subtract_numbers)(int64_t width, const T *factors, int64_t stride, int64_t first, int64_t end,
                                      const T *b, int64_t b_stride, const T *row, T *reals, T *imaginaries) {
  for (int64_t c = 0; c < width; c++) {
    reals[c] = row[c];
    imaginaries[c] = row[b_stride + c];
  }
  for (int64_t k = first; k < end; k++) {
    T v = factors[k], w = factors[stride + k];
    const T *x = b + 2 * k * b_stride, *y = x + b_stride;
    for (int64_t c = 0; c < width; c++) {
      reals[c] -= v * x[c] - w * y[c];
      imaginaries[c] -= v * y[c] + w * x[c];
    }
  }
}

/// Solves a triangular system row by row; both matrices have their parts apart.
NB_CLONES static void NAME(complex_solve_panel)(int64_t n, const T *a, int64_t stride, int64_t columns, T *b,
                                                int64_t b_stride, int is_upper, int has_unit_diagonal) {
  enum { WIDTH = 128 / sizeof(T) };
  for (int64_t start = 0; start < columns; start += WIDTH) {
    int64_t width = columns - start < WIDTH ? columns - start : WIDTH;
    T *part = b + start;
    for (int64_t step = 0; step < n; step++) {
      int64_t i = is_upper ? n - 1 - step : step, first = is_upper ? i + 1 : 0, end = is_upper ? n : i;
      T *row = part + 2 * i * b_stride;
      T reals[WIDTH], imaginaries[WIDTH];
      const T *factors = a + 2 * i * stride;
      if (width == WIDTH)
        NAME(subtract_numbers)(WIDTH, factors, stride, first, end, part, b_stride, row, reals, imaginaries);
      else
        NAME(subtract_numbers)(width, factors, stride, first, end, part, b_stride, row, reals, imaginaries);
      if (!has_unit_diagonal)
        NAME(divide_parts)(width, reals, imaginaries, factors[i], factors[stride + i]);
      for (int64_t c = 0; c < width; c++) {
        row[c] = reals[c];
        row[b_stride + c] = imaginaries[c];
      }
    }
  }
}

/// `c -= a b` for matrices with their parts apart; `work` has room for `4 * m * k` elements.
static void NAME(subtract_parts)(int64_t m, int64_t n, int64_t k, const T *a, int64_t a_stride, const T *b,
                                 int64_t b_stride, T *c, int64_t c_stride, T *work) {
  NAME(spread)(m, k, a, a + a_stride, 2 * a_stride, 1, -1, -1, work);
  NAME(add_parts)(m, n, k, work, b, b_stride, c, c_stride);
}

int64_t NAME(nb_complex_lu)(int64_t rows, int64_t columns, T *a, int64_t stride, int32_t *pivots) {
  int64_t steps = rows < columns ? rows : columns, wide = steps > NB_COMPLEX_UNBLOCKED ? NB_COMPLEX_BLOCK : columns;
  int64_t room = 2 * rows * columns + 4 * rows * wide + 1;
  T small[6 * NB_SMALL * NB_SMALL + 1];
  T *m = room <= 6 * NB_SMALL * NB_SMALL + 1 ? small : nb_scratch_make((size_t)room * sizeof *m);
  if (!m)
    return -1;
  T *work = m + 2 * rows * columns;
  NAME(split)(rows, columns, a, stride, 1, m, columns);
  int64_t info = 0;
  for (int64_t j = 0; j < steps; j += wide) {
    int64_t width = columns - j < wide ? columns - j : wide, next = j + width, height = rows - j;
    T *corner = m + 2 * j * columns + j;
    for (int part = 0; part < 2; part++)
      NAME(turn)(height, width, corner + part * columns, 2 * columns, work + part * height, 2 * height);
    int64_t found = NAME(complex_lu_columns)(height, width, work, pivots + j);
    for (int part = 0; part < 2; part++)
      NAME(turn)(width, height, work + part * height, 2 * height, corner + part * columns, 2 * columns);
    if (found && !info)
      info = found + j;
    if (wide == columns)
      break;
    for (int64_t i = j; i < steps && i < next; i++) {
      pivots[i] += (int32_t)j;
      int64_t pivot = pivots[i] - 1;
      if (pivot == i)
        continue;
      T *row = m + 2 * i * columns, *other = m + 2 * pivot * columns;
      NAME(swap_parts)(j, row, other, columns);
      NAME(swap_parts)(columns - next, row + next, other + next, columns);
    }
    if (next >= columns)
      continue;
    int64_t solved = height < width ? height : width;
    NAME(complex_solve_panel)(solved, corner, columns, columns - next, corner + width, columns, 0, 1);
    if (next < rows)
      NAME(subtract_parts)
      (rows - next, columns - next, width, corner + 2 * width * columns, columns, corner + width, columns,
       corner + 2 * width * columns + width, columns, work);
  }
  NAME(join)(rows, columns, m, columns, a, stride, 1);
  if (m != small)
    nb_scratch_release(m);
  return info;
}

/// A large triangular system by halves, as `solve_halves` has it; `work` has room for half of its matrix's numbers, spread.
static void NAME(complex_solve_halves)(int64_t n, const T *a, int64_t stride, int64_t columns, T *b, int64_t b_stride,
                                       int is_upper, int has_unit_diagonal, T *work) {
  if (n <= NB_BLOCK / 2) {
    NAME(complex_solve_panel)(n, a, stride, columns, b, b_stride, is_upper, has_unit_diagonal);
    return;
  }
  int64_t top = (n / 2 + 11) / 12 * 12, rest = n - top;
  const T *left = a + 2 * top * stride, *corner = left + top;
  T *below = b + 2 * top * b_stride;
  if (is_upper) {
    NAME(complex_solve_halves)(rest, corner, stride, columns, below, b_stride, 1, has_unit_diagonal, work);
    NAME(subtract_parts)(top, columns, rest, a + top, stride, below, b_stride, b, b_stride, work);
    NAME(complex_solve_halves)(top, a, stride, columns, b, b_stride, 1, has_unit_diagonal, work);
  } else {
    NAME(complex_solve_halves)(top, a, stride, columns, b, b_stride, 0, has_unit_diagonal, work);
    NAME(subtract_parts)(rest, columns, top, left, stride, b, b_stride, below, b_stride, work);
    NAME(complex_solve_halves)(rest, corner, stride, columns, below, b_stride, 0, has_unit_diagonal, work);
  }
}

/// A triangular system with one right-hand side, by inner products of the rows as they lie with the solution's numbers and
/// with these times the imaginary unit; `x` has room for both.
NB_CLONES static void NAME(complex_solve_column)(int64_t n, const T *a, int64_t stride, T *b, int64_t b_stride, T *x,
                                                 int is_upper, int has_unit_diagonal) {
  T *turned = x + 2 * n;
  for (int64_t step = 0; step < n; step++) {
    int64_t i = is_upper ? n - 1 - step : step, first = is_upper ? i + 1 : 0;
    const T *row = a + 2 * i * stride;
    T *number = b + 2 * i * b_stride;
    T real = number[0] - NAME(product_of)(2 * step, row + 2 * first, x + 2 * first);
    T imaginary = number[1] - NAME(product_of)(2 * step, row + 2 * first, turned + 2 * first);
    if (!has_unit_diagonal)
      NAME(divide_parts)(1, &real, &imaginary, row[2 * i], row[2 * i + 1]);
    x[2 * i] = real;
    x[2 * i + 1] = -imaginary;
    turned[2 * i] = imaginary;
    turned[2 * i + 1] = real;
    number[0] = real;
    number[1] = imaginary;
  }
}

int NAME(nb_complex_solve_triangular)(int64_t n, const T *a, int64_t stride, int64_t columns, T *b, int64_t b_stride,
                                      int is_upper, int has_unit_diagonal) {
  int is_narrow = n > NB_SHORT && columns <= NB_FEW;
  int64_t room = is_narrow ? 4 * n : 2 * n * (n + columns);
  int64_t spread = is_narrow || n <= NB_UNBLOCKED ? 0 : n * n + 24 * n + 144;
  T small[4 * NB_SMALL * NB_SMALL];
  T *m = room + spread <= 4 * NB_SMALL * NB_SMALL ? small : nb_scratch_make((size_t)(room + spread + 1) * sizeof *m);
  if (!m)
    return 0;
  if (is_narrow)
    for (int64_t c = 0; c < columns; c++)
      NAME(complex_solve_column)(n, a, stride, b + 2 * c, b_stride, m, is_upper, has_unit_diagonal);
  else {
    T *sides = m + 2 * n * n;
    NAME(split)(n, n, a, stride, 1, m, n);
    NAME(split)(n, columns, b, b_stride, 1, sides, columns);
    if (spread)
      NAME(complex_solve_halves)(n, m, n, columns, sides, columns, is_upper, has_unit_diagonal, m + room);
    else
      NAME(complex_solve_panel)(n, m, n, columns, sides, columns, is_upper, has_unit_diagonal);
    NAME(join)(n, columns, sides, columns, b, b_stride, 1);
  }
  if (m != small)
    nb_scratch_release(m);
  return 1;
}

/// One column of a Cholesky factor at a time, as `cholesky_rows` has it.
NB_CLONES static int64_t NAME(complex_cholesky_rows)(int64_t n, T *u, int64_t stride, const double *squares) {
  for (int64_t j = 0; j < n; j++) {
    T *restrict real = u + 2 * j * stride, *restrict imaginary = real + stride;
    double diagonal = (double)real[j] - squares[j];
    for (int64_t k = 0; k < j; k++) {
      double v = u[2 * k * stride + j], w = u[(2 * k + 1) * stride + j];
      diagonal -= v * v + w * w;
    }
    if (!(diagonal > 0)) {
      // LAPACK leaves it there.
      real[j] = (T)diagonal;
      imaginary[j] = 0;
      return j + 1;
    }
    for (int64_t k = 0; k < j; k++) {
      const T *restrict a = u + 2 * k * stride, *restrict b = a + stride;
      T v = a[j], w = b[j];
      for (int64_t i = j + 1; i < n; i++) {
        real[i] -= a[i] * v + b[i] * w;
        imaginary[i] -= b[i] * v - a[i] * w;
      }
    }
    T root = (T)sqrt(diagonal), factor = 1 / root;
    real[j] = root;
    imaginary[j] = 0;
    for (int64_t i = j + 1; i < n; i++) {
      real[i] *= factor;
      imaginary[i] *= factor;
    }
  }
  return 0;
}

int64_t NAME(nb_complex_cholesky)(int64_t n, T *a, int64_t stride) {
  T small[2 * NB_SMALL * NB_SMALL + 6 * NB_COMPLEX_BLOCK * NB_COMPLEX_BLOCK];
  double zeros[NB_SMALL + 1] = {0};
  int is_small = n <= NB_SMALL;
  T *u = is_small ? small : nb_scratch_make((size_t)(2 * n * n + NB_COMPLEX_BLOCK * 6 * NB_COMPLEX_BLOCK) * sizeof *u);
  double *squares = is_small ? zeros : nb_scratch_make(((size_t)n + 1) * sizeof *squares);
  int64_t info = -1;
  if (u && squares) {
    memset(squares, 0, ((size_t)n + 1) * sizeof *squares);
    T *corner = u + 2 * n * n, *work = corner + 2 * NB_COMPLEX_BLOCK * NB_COMPLEX_BLOCK;
    int64_t block = n > NB_COMPLEX_UNBLOCKED ? NB_COMPLEX_BLOCK : n;
    NAME(split)(n, n, a, 1, stride, u, n);
    info = 0;
    for (int64_t j = 0; j < n; j += block) {
      int64_t width = n - j < block ? n - j : block, next = j + width;
      T *own = u + 2 * j * n + j;
      info = NAME(complex_cholesky_rows)(width, own, n, squares + j);
      if (info) {
        info += j;
        break;
      }
      if (next == n)
        break;
      // The conjugate of the block's own factor.
      for (int64_t i = 0; i < width; i++)
        for (int64_t k = 0; k < width; k++) {
          corner[2 * i * NB_COMPLEX_BLOCK + k] = own[2 * k * n + i];
          corner[(2 * i + 1) * NB_COMPLEX_BLOCK + k] = -own[(2 * k + 1) * n + i];
        }
      NAME(complex_solve_panel)(width, corner, NB_COMPLEX_BLOCK, n - next, own + width, n, 0, 0);
      NAME(add_squares)(2 * width, n - next, own + width, n, squares + next);
      for (int64_t i = next; i < n; i += NB_COMPLEX_BLOCK) {
        int64_t rows = n - i < NB_COMPLEX_BLOCK ? n - i : NB_COMPLEX_BLOCK;
        T diagonal[NB_COMPLEX_BLOCK];
        for (int64_t k = 0; k < rows; k++)
          diagonal[k] = u[2 * (i + k) * n + i + k];
        const T *above = u + 2 * j * n + i;
        NAME(spread)(rows, width, above, above + n, 1, 2 * n, -1, 1, work);
        NAME(add_parts)(rows, n - i, width, work, above, n, u + 2 * i * n + i, n);
        for (int64_t k = 0; k < rows; k++)
          u[2 * (i + k) * n + i + k] = diagonal[k];
      }
    }
    for (int64_t i = 0; i < n; i += NB_COMPLEX_BLOCK)
      for (int64_t j = 0; j <= i; j += NB_COMPLEX_BLOCK) {
        int64_t rows = n - i < NB_COMPLEX_BLOCK ? n - i : NB_COMPLEX_BLOCK;
        int64_t columns = n - j < NB_COMPLEX_BLOCK ? n - j : NB_COMPLEX_BLOCK;
        if (j < i) {
          NAME(join)(columns, rows, u + 2 * j * n + i, n, a + 2 * (i * stride + j), 1, stride);
          continue;
        }
        for (int64_t k = 0; k < rows; k++)
          for (int64_t l = 0; l <= k; l++) {
            a[2 * ((i + k) * stride + i + l)] = u[2 * (i + l) * n + i + k];
            a[2 * ((i + k) * stride + i + l) + 1] = u[(2 * (i + l) + 1) * n + i + k];
          }
      }
  }
  if (!is_small) {
    nb_scratch_release(u);
    nb_scratch_release(squares);
  }
  return info;
}

/// Multiplies a column by `I - tau v v^H` from the left; `count` numbers follow the place of the vector's leading one.
/// Long columns are added in several sums side by side, with fused products.
NB_INLINE void NAME(reflect_number)(int64_t count, const T *restrict v, const T *restrict w, T tau_real,
                                    T tau_imaginary, T *restrict x, T *restrict y) {
  enum { LANES = 128 / sizeof(T) };
  T real = x[0], imaginary = y[0];
  int64_t i = 1;
  if (count >= LANES) {
#pragma clang fp contract(fast)
    T reals[LANES] = {0}, imaginaries[LANES] = {0};
    for (; i + LANES <= count + 1; i += LANES)
      for (int64_t l = 0; l < LANES; l++) {
        reals[l] = reals[l] + v[i + l] * x[i + l] + w[i + l] * y[i + l];
        imaginaries[l] = imaginaries[l] + v[i + l] * y[i + l] - w[i + l] * x[i + l];
      }
    for (int64_t width = LANES / 2; width > 0; width /= 2)
      for (int64_t l = 0; l < width; l++) {
        reals[l] += reals[l + width];
        imaginaries[l] += imaginaries[l + width];
      }
    real += reals[0];
    imaginary += imaginaries[0];
  }
  for (; i <= count; i++) {
    real += v[i] * x[i] + w[i] * y[i];
    imaginary += v[i] * y[i] - w[i] * x[i];
  }
  T scale = tau_real * real - tau_imaginary * imaginary, turned = tau_real * imaginary + tau_imaginary * real;
  x[0] -= scale;
  y[0] -= turned;
  if (count >= LANES) {
#pragma clang fp contract(fast)
    for (i = 1; i <= count; i++) {
      x[i] = x[i] - v[i] * scale + w[i] * turned;
      y[i] = y[i] - v[i] * turned - w[i] * scale;
    }
    return;
  }
  for (i = 1; i <= count; i++) {
    x[i] -= v[i] * scale - w[i] * turned;
    y[i] -= v[i] * turned + w[i] * scale;
  }
}

/// Reflections of a matrix whose columns lie one behind the other, the real parts of each before the imaginary ones.
NB_CLONES static void NAME(complex_reflect_columns)(int64_t rows, int64_t columns, T *x, T *tau) {
  for (int64_t j = 0; j < columns; j++) {
    T *restrict real = x + 2 * j * rows, *restrict imaginary = real + rows;
    for (int64_t k = 0; k < j && k < rows; k++) {
      const T *v = x + 2 * k * rows + k;
      if (tau[2 * k] != 0 || tau[2 * k + 1] != 0)
        NAME(reflect_number)(rows - k - 1, v, v + rows, tau[2 * k], -tau[2 * k + 1], real + k, imaginary + k);
    }
    if (j >= rows)
      continue;
    double tail = NAME(squares_of)(rows - j - 1, real + j + 1) + NAME(squares_of)(rows - j - 1, imaginary + j + 1);
    double v = real[j], w = imaginary[j], size = v * v + w * w;
    tau[2 * j] = tau[2 * j + 1] = 0;
    if (tail == 0 && size == v * v)
      continue;
    double norm = sqrt(size + tail);
    T beta = (T)(v >= 0 ? -norm : norm), part = beta - real[j], other = 0 - imaginary[j];
    NAME(divide_parts)(1, &part, &other, beta, 0);
    tau[2 * j] = part;
    tau[2 * j + 1] = other;
    NAME(divide_parts)(rows - j - 1, real + j + 1, imaginary + j + 1, real[j] - beta, imaginary[j]);
    real[j] = beta;
    imaginary[j] = 0;
  }
}

/// Multiplies the columns from each reflection's own on by it, the last one first; columns lie one behind the other, the
/// real parts of each before the imaginary ones.
NB_CLONES static void NAME(apply_complex_reflections)(int64_t rows, int64_t count, const T *x, const T *tau,
                                                      int64_t columns, T *b) {
  for (int64_t j = count - 1; j >= 0; j--) {
    const T *v = x + 2 * j * rows + j;
    if (tau[2 * j] == 0 && tau[2 * j + 1] == 0)
      continue;
    for (int64_t c = j; c < columns; c++) {
      T *column = b + 2 * c * rows + j;
      NAME(reflect_number)(rows - j - 1, v, v + rows, tau[2 * j], tau[2 * j + 1], column, column + rows);
    }
  }
}

/// The columns of the factor S of `width` reflections, less their sign, as rows of `factor`, the real parts of each before
/// the imaginary ones; `inner` are the inner products of their vectors.
NB_CLONES static void NAME(complex_reflection_factor)(int64_t width, const T *tau, const T *inner, T *factor) {
  for (int64_t j = 0; j < width; j++) {
    T *restrict real = factor + 2 * j * width, *restrict imaginary = real + width;
    for (int64_t k = 0; k < j; k++) {
      const T *restrict x = factor + 2 * k * width, *restrict y = x + width;
      T v = inner[2 * k * width + j], w = inner[(2 * k + 1) * width + j];
      for (int64_t i = 0; i <= k; i++) {
        real[i] += x[i] * v - y[i] * w;
        imaginary[i] += x[i] * w + y[i] * v;
      }
    }
    T v = -tau[2 * j], w = -tau[2 * j + 1];
    for (int64_t i = 0; i < j; i++) {
      T x = real[i], y = imaginary[i];
      real[i] = x * v - y * w;
      imaginary[i] = x * w + y * v;
    }
    real[j] = v;
    imaginary[j] = w;
  }
}

/// Multiplies columns by `width` reflections at once, `I - V S V^H`, or by the adjoint of that; all matrices have their
/// parts apart. `work` has room for `width * (8 * width + 6 * rows + 4 * columns)` elements.
static void NAME(complex_reflect_block)(int64_t rows, int64_t width, const T *a, int64_t stride, const T *tau,
                                        int is_adjoint, int64_t columns, T *b, int64_t b_stride, T *work) {
  T *factor = work, *inner = factor + 2 * width * width, *v = inner + 2 * width * width;
  T *left = v + 2 * rows * width, *product = left + 4 * width * (rows > width ? rows : width);
  T *scaled = product + 2 * width * columns;
  memset(work, 0, (size_t)(4 * width * width + 2 * rows * width) * sizeof *work);
  memset(product, 0, (size_t)(4 * width * columns) * sizeof *work);
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = 0; j < width && j <= i; j++) {
      v[2 * i * width + j] = i == j ? 1 : a[2 * i * stride + j];
      v[(2 * i + 1) * width + j] = i == j ? 0 : a[(2 * i + 1) * stride + j];
    }
  NAME(spread)(width, rows, v, v + width, 1, 2 * width, 1, -1, left);
  NAME(add_parts)(width, width, rows, left, v, width, inner, width);
  NAME(complex_reflection_factor)(width, tau, inner, factor);
  NAME(add_parts)(width, columns, rows, left, b, b_stride, product, columns);
  if (is_adjoint)
    NAME(spread)(width, width, factor, factor + width, 2 * width, 1, 1, -1, left);
  else
    NAME(spread)(width, width, factor, factor + width, 1, 2 * width, 1, 1, left);
  NAME(add_parts)(width, columns, width, left, product, columns, scaled, columns);
  NAME(spread)(rows, width, v, v + width, 2 * width, 1, 1, 1, left);
  NAME(add_parts)(rows, columns, width, left, scaled, columns, b, b_stride);
}

int NAME(nb_complex_reflections)(int64_t rows, int64_t columns, T *a, int64_t stride, T *tau) {
  int64_t steps = rows < columns ? rows : columns, block = steps > NB_COMPLEX_UNBLOCKED ? NB_COMPLEX_BLOCK : steps;
  int64_t room = block == steps ? 0 : block * (8 * block + 6 * rows + 4 * columns);
  T *m = nb_scratch_make((size_t)(2 * rows * columns + room + 1) * sizeof *m);
  if (!m)
    return 0;
  if (block == steps) {
    NAME(split)(columns, rows, a, 1, stride, m, rows);
    NAME(complex_reflect_columns)(rows, columns, m, tau);
    NAME(join)(columns, rows, m, rows, a, 1, stride);
    nb_scratch_release(m);
    return 1;
  }
  T *work = m + 2 * rows * columns;
  NAME(split)(rows, columns, a, stride, 1, m, columns);
  for (int64_t j = 0; j < steps; j += block) {
    int64_t width = steps - j < block ? steps - j : block, height = rows - j;
    T *corner = m + 2 * j * columns + j;
    for (int part = 0; part < 2; part++)
      NAME(turn)(height, width, corner + part * columns, 2 * columns, work + part * height, 2 * height);
    NAME(complex_reflect_columns)(height, width, work, tau + 2 * j);
    for (int part = 0; part < 2; part++)
      NAME(turn)(width, height, work + part * height, 2 * height, corner + part * columns, 2 * columns);
    if (j + width < columns)
      NAME(complex_reflect_block)
      (height, width, corner, columns, tau + 2 * j, 1, columns - j - width, corner + width, columns, work);
  }
  NAME(join)(rows, columns, m, columns, a, stride, 1);
  nb_scratch_release(m);
  return 1;
}

int NAME(nb_apply_complex_reflections)(int64_t rows, int64_t count, const T *a, int64_t stride, const T *tau,
                                       int64_t columns, T *b, int64_t b_stride) {
  int is_small = count <= NB_COMPLEX_UNBLOCKED;
  int64_t room = is_small ? 0 : NB_COMPLEX_BLOCK * (8 * NB_COMPLEX_BLOCK + 6 * rows + 4 * columns);
  T *m = nb_scratch_make((size_t)(2 * rows * (count + columns) + room + 1) * sizeof *m);
  if (!m)
    return 0;
  T *target = m + 2 * rows * count, *work = target + 2 * rows * columns;
  if (is_small) {
    NAME(split)(count, rows, a, 1, stride, m, rows);
    NAME(split)(columns, rows, b, 1, b_stride, target, rows);
    NAME(apply_complex_reflections)(rows, count, m, tau, columns, target);
    NAME(join)(columns, rows, target, rows, b, 1, b_stride);
  } else {
    NAME(split)(rows, count, a, stride, 1, m, count);
    NAME(split)(rows, columns, b, b_stride, 1, target, columns);
    for (int64_t j = (count - 1) / NB_COMPLEX_BLOCK * NB_COMPLEX_BLOCK; j >= 0; j -= NB_COMPLEX_BLOCK)
      NAME(complex_reflect_block)
      (rows - j, count - j < NB_COMPLEX_BLOCK ? count - j : NB_COMPLEX_BLOCK, m + 2 * j * count + j, count,
       tau + 2 * j, 0, columns - j, target + 2 * j * columns + j, columns, work);
    NAME(join)(rows, columns, target, columns, b, b_stride, 1);
  }
  nb_scratch_release(m);
  return 1;
}
