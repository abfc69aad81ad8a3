// Decompositions of matrices of one type. The including file defines T and NAME(function).

#define TARGET
#include "turned.h"
#undef TARGET

/// Copies a matrix so that rows become columns, in tiles that stay in the first cache.
NB_CLONES static void NAME(turn)(int64_t rows, int64_t columns, const T *x, int64_t stride, T *restrict out,
                                 int64_t out_stride) {
  enum { SIDE = 32 };
  for (int64_t i = 0; i < rows; i += SIDE)
    for (int64_t j = 0; j < columns; j += SIDE)
      NAME(turn_lines)
      (rows - i < SIDE ? rows - i : SIDE, columns - j < SIDE ? columns - j : SIDE, x + i * stride + j, stride,
       out + j * out_stride + i, out_stride);
}

/// The place of the first of the largest elements from `start` on, which is there.
NB_INLINE int64_t NAME(largest)(int64_t count, const T *x, int64_t start) {
  enum { LANES = 64 / sizeof(T) };
  T first = x[start] < 0 ? -x[start] : x[start], most[LANES], largest = first;
  for (int64_t l = 0; l < LANES; l++)
    most[l] = first;
  int64_t i = start;
  for (; i + LANES <= count; i += LANES)
    for (int64_t l = 0; l < LANES; l++) {
      T value = x[i + l] < 0 ? -x[i + l] : x[i + l];
      most[l] = value > most[l] ? value : most[l];
    }
  for (; i < count; i++) {
    T value = x[i] < 0 ? -x[i] : x[i];
    largest = value > largest ? value : largest;
  }
  for (int64_t l = 0; l < LANES; l++)
    largest = most[l] > largest ? most[l] : largest;
  // A nan that stands first stays; others are never larger.
  for (i = start; i < count; i++)
    if ((x[i] < 0 ? -x[i] : x[i]) == largest)
      return i;
  return start;
}

/// LU factors of a matrix whose columns lie one behind the other. Every column learns of those before it when its turn
/// comes, four at a time.
NB_CLONES static int64_t NAME(lu_columns)(int64_t rows, int64_t columns, T *x, int32_t *pivots) {
  int64_t info = 0;
  for (int64_t j = 0; j < columns; j++) {
    T *restrict column = x + j * rows;
    int64_t before = j < rows ? j : rows, k = 0;
    for (int64_t i = 0; i < before; i++) {
      T held = column[i];
      column[i] = column[pivots[i] - 1];
      column[pivots[i] - 1] = held;
    }
    for (; k + 4 <= before; k += 4) {
      const T *restrict a = x + k * rows, *restrict b = a + rows, *restrict c = b + rows, *restrict d = c + rows;
      T first = column[k], second = column[k + 1] - a[k + 1] * first;
      T third = column[k + 2] - a[k + 2] * first - b[k + 2] * second;
      T fourth = column[k + 3] - a[k + 3] * first - b[k + 3] * second - c[k + 3] * third;
      column[k + 1] = second;
      column[k + 2] = third;
      column[k + 3] = fourth;
      for (int64_t i = k + 4; i < rows; i++)
        column[i] = column[i] - a[i] * first - b[i] * second - c[i] * third - d[i] * fourth;
    }
    for (; k < before; k++) {
      const T *restrict line = x + k * rows;
      T factor = column[k];
      for (int64_t i = k + 1; i < rows; i++)
        column[i] -= line[i] * factor;
    }
    if (j >= rows)
      continue;
    int64_t pivot = NAME(largest)(rows, column, j);
    pivots[j] = (int32_t)(pivot + 1);
    if (column[pivot] == 0) {
      if (info == 0)
        info = j + 1;
      continue;
    }
    if (pivot != j)
      for (int64_t i = 0; i <= j; i++) {
        T held = x[i * rows + j];
        x[i * rows + j] = x[i * rows + pivot];
        x[i * rows + pivot] = held;
      }
    T divisor = column[j];
    for (int64_t i = j + 1; i < rows; i++)
      column[i] /= divisor;
  }
  return info;
}

/// The same of a matrix whose rows lie `stride` apart; `work` has room for it.
static int64_t NAME(lu_panel)(int64_t rows, int64_t columns, T *a, int64_t stride, int32_t *pivots, T *work) {
  NAME(turn)(rows, columns, a, stride, work, rows);
  int64_t info = NAME(lu_columns)(rows, columns, work, pivots);
  NAME(turn)(columns, rows, work, rows, a, stride);
  return info;
}

/// A row less the rows from `first` to `end` of `b`, each times its factor.
NB_INLINE void NAME(subtract_rows)(int64_t width, const T *factors, int64_t first, int64_t end, const T *b,
                                   int64_t b_stride, const T *row, T *sums) {
  for (int64_t c = 0; c < width; c++)
    sums[c] = row[c];
  for (int64_t k = first; k < end; k++) {
    T factor = factors[k];
    const T *line = b + k * b_stride;
    for (int64_t c = 0; c < width; c++)
      sums[c] -= factor * line[c];
  }
}

NB_CLONES static void NAME(solve_panel)(int64_t n, const T *a, int64_t stride, int64_t columns, T *b,
                                         int64_t b_stride, int is_upper, int has_unit_diagonal) {
  // So many columns at a time that a row of theirs stays in registers.
  enum { WIDTH = 256 / sizeof(T) };
  for (int64_t start = 0; start < columns; start += WIDTH) {
    int64_t width = columns - start < WIDTH ? columns - start : WIDTH;
    T *part = b + start;
    for (int64_t step = 0; step < n; step++) {
      int64_t i = is_upper ? n - 1 - step : step, first = is_upper ? i + 1 : 0, end = is_upper ? n : i;
      T *row = part + i * b_stride;
      T sums[WIDTH];
      // The usual width, which the compiler then knows, or that of the last columns.
      if (width == WIDTH)
        NAME(subtract_rows)(WIDTH, a + i * stride, first, end, part, b_stride, row, sums);
      else
        NAME(subtract_rows)(width, a + i * stride, first, end, part, b_stride, row, sums);
      T diagonal = a[i * stride + i];
      for (int64_t c = 0; c < width; c++)
        row[c] = has_unit_diagonal ? sums[c] : sums[c] / diagonal;
    }
  }
}

/// The inner product of two vectors, in several sums side by side, with fused products.
NB_INLINE T NAME(product_of)(int64_t count, const T *restrict a, const T *restrict b) {
#pragma clang fp contract(fast)
  enum { LANES = 256 / sizeof(T) };
  T sums[LANES] = {0}, rest = 0;
  for (; count >= LANES; count -= LANES, a += LANES, b += LANES)
    for (int64_t l = 0; l < LANES; l++)
      sums[l] += a[l] * b[l];
  for (int64_t i = 0; i < count; i++)
    rest += a[i] * b[i];
  for (int64_t width = LANES / 2; width > 0; width /= 2)
    for (int64_t l = 0; l < width; l++)
      sums[l] += sums[l + width];
  return sums[0] + rest;
}

/// The sum of the squares of elements, in several sums side by side.
NB_INLINE double NAME(squares_of)(int64_t count, const T *x) {
  enum { LANES = 32 };
  double sums[LANES] = {0}, rest = 0;
  for (; count >= LANES; count -= LANES, x += LANES)
    for (int64_t l = 0; l < LANES; l++)
      sums[l] += (double)x[l] * (double)x[l];
  for (int64_t i = 0; i < count; i++)
    rest += (double)x[i] * (double)x[i];
  for (int64_t width = LANES / 2; width > 0; width /= 2)
    for (int64_t l = 0; l < width; l++)
      sums[l] += sums[l + width];
  return sums[0] + rest;
}

/// A triangular system with one right-hand side, whose elements lie side by side.
NB_CLONES static void NAME(solve_column)(int64_t n, const T *a, int64_t stride, T *x, int is_upper,
                                         int has_unit_diagonal) {
  for (int64_t step = 0; step < n; step++) {
    int64_t i = is_upper ? n - 1 - step : step, first = is_upper ? i + 1 : 0;
    T value = x[i] - NAME(product_of)(step, a + i * stride + first, x + first);
    x[i] = has_unit_diagonal ? value : value / a[i * stride + i];
  }
}

/// `c -= a b` for matrices of rows so far apart; `work` has room for `m * k` elements.
static void NAME(subtract_product)(int64_t m, int64_t n, int64_t k, const T *a, int64_t a_row, int64_t a_column,
                                   const T *b, int64_t b_row, int64_t b_column, T *c, int64_t c_row, T *work) {
  for (int64_t i = 0; i < m; i++)
    for (int64_t p = 0; p < k; p++)
      work[i * k + p] = -a[i * a_row + p * a_column];
  if (!NAME(nb_product)(m, n, k, work, k, 1, b, b_row, b_column, c, c_row))
    NAME(nb_multiply)(m, n, k, work, k, 1, b, b_row, b_column, c, c_row);
}

/// One column of a Cholesky factor at a time; rows of `u`, `stride` apart, are columns of the matrix, its own triangle of
/// which is there. `squares` are what the columns before those of `u` take from the diagonal.
NB_CLONES static int64_t NAME(cholesky_rows)(int64_t n, T *u, int64_t stride, const double *squares) {
  for (int64_t j = 0; j < n; j++) {
    T *restrict row = u + j * stride;
    double diagonal = (double)row[j] - squares[j];
    for (int64_t k = 0; k < j; k++) {
      T factor = u[k * stride + j];
      diagonal -= (double)factor * (double)factor;
    }
    if (!(diagonal > 0)) {
      // LAPACK leaves it there.
      row[j] = (T)diagonal;
      return j + 1;
    }
    int64_t k = 0;
    for (; k + 4 <= j; k += 4) {
      const T *restrict a = u + k * stride, *restrict b = a + stride, *restrict c = b + stride, *restrict d = c + stride;
      T first = a[j], second = b[j], third = c[j], fourth = d[j];
      for (int64_t i = j + 1; i < n; i++)
        row[i] = row[i] - a[i] * first - b[i] * second - c[i] * third - d[i] * fourth;
    }
    for (; k < j; k++) {
      const T *restrict line = u + k * stride;
      T factor = line[j];
      for (int64_t i = j + 1; i < n; i++)
        row[i] -= line[i] * factor;
    }
    T root = (T)sqrt(diagonal);
    row[j] = root;
    for (int64_t i = j + 1; i < n; i++)
      row[i] /= root;
  }
  return 0;
}

/// Adds the squares of the elements of each column.
NB_CLONES static void NAME(add_squares)(int64_t rows, int64_t columns, const T *x, int64_t stride, double *sums) {
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = 0; j < columns; j++)
      sums[j] += (double)x[i * stride + j] * (double)x[i * stride + j];
}

int64_t NAME(nb_cholesky)(int64_t n, T *a, int64_t stride) {
  // Room for the columns as rows and, where there are several blocks, for what a block takes from the diagonal and for
  // a product of blocks.
  int64_t more = n > NB_UNBLOCKED ? NB_BLOCK * (n + NB_BLOCK) : 0;
  T *u = nb_scratch_make((size_t)(n * n + more) * sizeof *u);
  double *squares = nb_scratch_make(((size_t)n + 1) * sizeof *squares);
  int64_t info = -1;
  if (u && squares) {
    memset(squares, 0, ((size_t)n + 1) * sizeof *squares);
    T *corner = u + n * n, *work = corner + NB_BLOCK * NB_BLOCK;
    int64_t block = n > NB_UNBLOCKED ? NB_BLOCK : n;
    NAME(turn)(n, n, a, stride, u, n);
    info = 0;
    for (int64_t j = 0; j < n; j += block) {
      int64_t width = n - j < block ? n - j : block, next = j + width;
      T *own = u + j * n + j;
      info = NAME(cholesky_rows)(width, own, n, squares + j);
      if (info) {
        info += j;
        break;
      }
      if (next == n)
        break;
      NAME(turn)(width, width, own, n, corner, NB_BLOCK);
      NAME(solve_panel)(width, corner, NB_BLOCK, n - next, own + width, n, 0, 0);
      NAME(add_squares)(width, n - next, own + width, n, squares + next);
      // The triangle of what is left, by strips of rows; its diagonal counts in double precision instead.
      for (int64_t i = next; i < n; i += NB_BLOCK) {
        int64_t rows = n - i < NB_BLOCK ? n - i : NB_BLOCK;
        T diagonal[NB_BLOCK];
        for (int64_t k = 0; k < rows; k++)
          diagonal[k] = u[(i + k) * n + i + k];
        NAME(subtract_product)(rows, n - i, width, u + j * n + i, 1, n, u + j * n + i, n, 1, u + i * n + i, n, work);
        for (int64_t k = 0; k < rows; k++)
          u[(i + k) * n + i + k] = diagonal[k];
      }
    }
    for (int64_t i = 0; i < n; i += NB_BLOCK)
      for (int64_t j = 0; j <= i; j += NB_BLOCK) {
        int64_t rows = n - i < NB_BLOCK ? n - i : NB_BLOCK, columns = n - j < NB_BLOCK ? n - j : NB_BLOCK;
        if (j < i) {
          NAME(turn)(columns, rows, u + j * n + i, n, a + i * stride + j, stride);
          continue;
        }
        for (int64_t k = 0; k < rows; k++)
          for (int64_t l = 0; l <= k; l++)
            a[(i + k) * stride + i + l] = u[(i + l) * n + i + k];
      }
  }
  nb_scratch_release(u);
  nb_scratch_release(squares);
  return info;
}

/// The inverse of a lower triangle in its place, and then the product of that, transposed, with itself, in LAPACK's
/// order of operations, so that zeros have its signs.
NB_CLONES static void NAME(invert_cholesky)(int64_t n, T *a) {
  T line[NB_UNBLOCKED];
  for (int64_t j = n - 1; j >= 0; j--) {
    T inverse = 1 / a[j * n + j];
    a[j * n + j] = inverse;
    for (int64_t i = j + 1; i < n; i++)
      line[i] = a[i * n + j];
    for (int64_t i = j + 1; i < n; i++) {
      T sum = a[i * n + j + 1] * line[j + 1];
      for (int64_t k = j + 2; k <= i; k++)
        sum += a[i * n + k] * line[k];
      a[i * n + j] = sum * -inverse;
    }
  }
  for (int64_t i = 0; i < n; i++) {
    // Rows that are done are no factors of those that follow.
    for (int64_t j = 0; j <= i; j++)
      line[j] = a[i * n + i] * a[i * n + j];
    for (int64_t k = i + 1; k < n; k++) {
      T factor = a[k * n + i];
      for (int64_t j = 0; j <= i; j++)
        line[j] += factor * a[k * n + j];
    }
    for (int64_t j = 0; j <= i; j++)
      a[i * n + j] = line[j];
  }
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j < i; j++)
      a[j * n + i] = a[i * n + j];
}

int NAME(nb_cholesky_inverse)(int64_t batch, int64_t n, T *a) {
  if (n > NB_UNBLOCKED)
    return 0;
  for (; batch > 0; batch--, a += n * n)
    NAME(invert_cholesky)(n, a);
  return 1;
}

int NAME(nb_cholesky_rows)(int64_t batch, int64_t n, T *u, int32_t *info) {
  static const double squares[NB_UNBLOCKED];
  if (n > NB_UNBLOCKED)
    return 0;
  for (int64_t i = 0; i < batch; i++, u += n * n)
    info[i] = (int32_t)NAME(cholesky_rows)(n, u, n, squares);
  return 1;
}

int NAME(nb_lu_columns)(int64_t batch, int64_t rows, int64_t columns, T *x, int32_t *pivots, int32_t *info) {
  int64_t steps = rows < columns ? rows : columns;
  if (steps > NB_UNBLOCKED)
    return 0;
  for (int64_t i = 0; i < batch; i++, x += rows * columns, pivots += steps)
    info[i] = (int32_t)NAME(lu_columns)(rows, columns, x, pivots);
  return 1;
}

static void NAME(swap_rows)(int64_t columns, T *a, T *b) {
  for (int64_t k = 0; k < columns; k++) {
    T held = a[k];
    a[k] = b[k];
    b[k] = held;
  }
}

int64_t NAME(nb_lu)(int64_t rows, int64_t columns, T *a, int64_t stride, int32_t *pivots) {
  int64_t steps = rows < columns ? rows : columns;
  int64_t wide = steps > NB_UNBLOCKED ? NB_BLOCK : columns;
  T small[NB_SMALL * NB_SMALL];
  if (rows * columns <= NB_SMALL * NB_SMALL)
    return NAME(lu_panel)(rows, columns, a, stride, pivots, small);
  T *work = nb_scratch_make((size_t)(rows * wide + 1) * sizeof *work);
  if (!work)
    return -1;
  if (wide == columns) {
    int64_t info = NAME(lu_panel)(rows, columns, a, stride, pivots, work);
    nb_scratch_release(work);
    return info;
  }
  int64_t info = 0;
  for (int64_t j = 0; j < steps; j += NB_BLOCK) {
    int64_t width = steps - j < NB_BLOCK ? steps - j : NB_BLOCK, next = j + width;
    int64_t found = NAME(lu_panel)(rows - j, width, a + j * stride + j, stride, pivots + j, work);
    if (found && !info)
      info = found + j;
    for (int64_t i = j; i < next; i++) {
      pivots[i] += (int32_t)j;
      int64_t pivot = pivots[i] - 1;
      if (pivot == i)
        continue;
      NAME(swap_rows)(j, a + i * stride, a + pivot * stride);
      NAME(swap_rows)(columns - next, a + i * stride + next, a + pivot * stride + next);
    }
    if (next == columns)
      continue;
    NAME(solve_panel)(width, a + j * stride + j, stride, columns - next, a + j * stride + next, stride, 0, 1);
    if (next < rows)
      NAME(subtract_product)
      (rows - next, columns - next, width, a + next * stride + j, stride, 1, a + j * stride + next, stride, 1,
       a + next * stride + next, stride, work);
  }
  nb_scratch_release(work);
  return info;
}

/// A large triangular system by halves, so that most of it is a product of large blocks; `work` has room for half of its
/// matrix.
static void NAME(solve_halves)(int64_t n, const T *a, int64_t stride, int64_t columns, T *b, int64_t b_stride,
                               int is_upper, int has_unit_diagonal, T *work) {
  if (n <= NB_BLOCK) {
    NAME(solve_panel)(n, a, stride, columns, b, b_stride, is_upper, has_unit_diagonal);
    return;
  }
  // Whole tiles of the product.
  int64_t top = (n / 2 + 11) / 12 * 12, rest = n - top;
  const T *corner = a + top * stride + top;
  T *below = b + top * b_stride;
  if (is_upper) {
    NAME(solve_halves)(rest, corner, stride, columns, below, b_stride, 1, has_unit_diagonal, work);
    NAME(subtract_product)(top, columns, rest, a + top, stride, 1, below, b_stride, 1, b, b_stride, work);
    NAME(solve_halves)(top, a, stride, columns, b, b_stride, 1, has_unit_diagonal, work);
  } else {
    NAME(solve_halves)(top, a, stride, columns, b, b_stride, 0, has_unit_diagonal, work);
    NAME(subtract_product)(rest, columns, top, a + top * stride, stride, 1, b, b_stride, 1, below, b_stride, work);
    NAME(solve_halves)(rest, corner, stride, columns, below, b_stride, 0, has_unit_diagonal, work);
  }
}

int NAME(nb_solve_triangular)(int64_t n, const T *a, int64_t stride, int64_t columns, T *b, int64_t b_stride,
                              int is_upper, int has_unit_diagonal) {
  T *column = n > NB_SHORT && columns <= NB_FEW ? nb_scratch_make((size_t)n * sizeof *column) : 0;
  if (column) {
    for (int64_t c = 0; c < columns; c++) {
      for (int64_t i = 0; i < n; i++)
        column[i] = b[i * b_stride + c];
      NAME(solve_column)(n, a, stride, column, is_upper, has_unit_diagonal);
      for (int64_t i = 0; i < n; i++)
        b[i * b_stride + c] = column[i];
    }
    nb_scratch_release(column);
    return 1;
  }
  T *work = n > NB_UNBLOCKED ? nb_scratch_make((size_t)(n * n / 4 + 6 * n + 36) * sizeof *work) : 0;
  if (work)
    NAME(solve_halves)(n, a, stride, columns, b, b_stride, is_upper, has_unit_diagonal, work);
  else
    NAME(solve_panel)(n, a, stride, columns, b, b_stride, is_upper, has_unit_diagonal);
  nb_scratch_release(work);
  return 1;
}

/// So many columns at a time that their inner products with the vector stay in registers.
NB_INLINE void NAME(reflect_strip)(int64_t rows, int64_t width, const T *v, int64_t step, T tau, T *a, int64_t stride) {
  T sums[256 / sizeof(T)];
  for (int64_t c = 0; c < width; c++)
    sums[c] = a[c];
  for (int64_t i = 1; i < rows; i++) {
    const T *row = a + i * stride;
    T factor = v[i * step];
    for (int64_t c = 0; c < width; c++)
      sums[c] += factor * row[c];
  }
  // What is perpendicular to the vector is left as it is, so that a negative zero stays one.
  for (int64_t c = 0; c < width; c++) {
    sums[c] *= tau;
    a[c] = sums[c] == 0 ? a[c] : a[c] - sums[c];
  }
  for (int64_t i = 1; i < rows; i++) {
    T *row = a + i * stride;
    T factor = v[i * step];
    for (int64_t c = 0; c < width; c++)
      row[c] = sums[c] == 0 ? row[c] : row[c] - factor * sums[c];
  }
}

/// Multiplies columns by `I - tau v v^T` from the left: the vector's elements lie `step` apart, the first one is 1 whatever
/// is there.
NB_CLONES static void NAME(reflect)(int64_t rows, int64_t columns, const T *v, int64_t step, T tau, T *a,
                                    int64_t stride) {
  if (tau == 0)
    return;
  // Rows behind the vector's last element are none of its.
  while (rows > 1 && v[(rows - 1) * step] == 0)
    rows--;
  enum { WIDTH = 256 / sizeof(T), NARROW = 64 / sizeof(T) };
  int64_t c = 0;
  for (; c + WIDTH <= columns; c += WIDTH)
    NAME(reflect_strip)(rows, WIDTH, v, step, tau, a + c, stride);
  for (; c + NARROW <= columns; c += NARROW)
    NAME(reflect_strip)(rows, NARROW, v, step, tau, a + c, stride);
  if (c < columns)
    NAME(reflect_strip)(rows, columns - c, v, step, tau, a + c, stride);
}

/// Reflections column by column.
static void NAME(reflect_panel)(int64_t rows, int64_t columns, T *a, int64_t stride, T *tau) {
  for (int64_t j = 0; j < columns && j < rows; j++) {
    T *diagonal = a + j * stride + j;
    double tail = 0;
    for (int64_t i = 1; i < rows - j; i++)
      tail += (double)diagonal[i * stride] * (double)diagonal[i * stride];
    tau[j] = 0;
    if (tail == 0 && *diagonal == *diagonal)
      continue;
    double alpha = (double)*diagonal, norm = sqrt(alpha * alpha + tail);
    T beta = (T)(alpha >= 0 ? -norm : norm), scale = *diagonal - beta;
    tau[j] = (beta - *diagonal) / beta;
    for (int64_t i = 1; i < rows - j; i++)
      diagonal[i * stride] /= scale;
    NAME(reflect)(rows - j, columns - j - 1, diagonal, stride, tau[j], diagonal + 1, stride);
    *diagonal = beta;
  }
}

/// Reflections of a matrix whose columns lie one behind the other. Every column is reflected by those before it when its
/// turn comes.
NB_CLONES static void NAME(reflect_columns)(int64_t rows, int64_t columns, T *x, T *tau) {
#pragma clang fp contract(fast)
  for (int64_t j = 0; j < columns; j++) {
    T *restrict column = x + j * rows;
    for (int64_t k = 0; k < j && k < rows; k++) {
      const T *restrict v = x + k * rows;
      T scale = tau[k] * (column[k] + NAME(product_of)(rows - k - 1, v + k + 1, column + k + 1));
      column[k] -= scale;
      for (int64_t i = k + 1; i < rows; i++)
        column[i] -= scale * v[i];
    }
    if (j >= rows)
      continue;
    double tail = NAME(squares_of)(rows - j - 1, column + j + 1);
    tau[j] = 0;
    if (tail == 0 && column[j] == column[j])
      continue;
    double alpha = (double)column[j], norm = sqrt(alpha * alpha + tail);
    T beta = (T)(alpha >= 0 ? -norm : norm), scale = column[j] - beta;
    tau[j] = (beta - column[j]) / beta;
    for (int64_t i = j + 1; i < rows; i++)
      column[i] /= scale;
    column[j] = beta;
  }
}

/// The columns of the factor S of `width` reflections, less their sign, as rows of `factor`, which is zero; `inner` are the
/// inner products of their vectors.
NB_CLONES static void NAME(reflection_factor)(int64_t width, const T *tau, const T *inner, T *factor) {
  for (int64_t j = 0; j < width; j++) {
    T *restrict row = factor + j * width;
    for (int64_t k = 0; k < j; k++) {
      const T *restrict other = factor + k * width;
      T scale = inner[k * width + j];
      for (int64_t i = 0; i <= k; i++)
        row[i] += scale * other[i];
    }
    for (int64_t i = 0; i < j; i++)
      row[i] *= -tau[j];
    row[j] = -tau[j];
  }
}

/// Multiplies columns by `width` reflections at once, `I - V S V^T` (Schreiber and Van Loan, 1989), or by their transpose.
/// `work` has room for `width * (2 * width + rows + 2 * columns)` elements.
static void NAME(reflect_block)(int64_t rows, int64_t width, const T *a, int64_t stride, const T *tau, int is_transposed,
                                int64_t columns, T *b, int64_t b_stride, T *work) {
  T *factor = work, *inner = factor + width * width, *v = inner + width * width;
  T *product = v + rows * width, *scaled = product + width * columns;
  memset(work, 0, (size_t)(width * (2 * width + rows + 2 * columns)) * sizeof *work);
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = 0; j < width && j <= i; j++)
      v[i * width + j] = i == j ? 1 : a[i * stride + j];
  NAME(nb_multiply)(width, width, rows, v, 1, width, v, width, 1, inner, width);
  NAME(reflection_factor)(width, tau, inner, factor);
  if (!NAME(nb_product)(width, columns, rows, v, 1, width, b, b_stride, 1, product, columns))
    NAME(nb_multiply)(width, columns, rows, v, 1, width, b, b_stride, 1, product, columns);
  NAME(nb_multiply)
  (width, columns, width, factor, is_transposed ? width : 1, is_transposed ? 1 : width, product, columns, 1, scaled,
   columns);
  if (!NAME(nb_product)(rows, columns, width, v, width, 1, scaled, columns, 1, b, b_stride))
    NAME(nb_multiply)(rows, columns, width, v, width, 1, scaled, columns, 1, b, b_stride);
}

/// Whether reflections of so few and short columns are found and applied one by one.
static int NAME(reflects_singly)(int64_t rows, int64_t count) {
  return count <= NB_REFLECTED && rows <= 2 * NB_REFLECTED;
}

int NAME(nb_reflections)(int64_t rows, int64_t columns, T *a, int64_t stride, T *tau) {
  int64_t steps = rows < columns ? rows : columns;
  T *work = nb_scratch_make((size_t)(NB_BLOCK * (2 * NB_BLOCK + rows + 2 * columns) + columns + 1) * sizeof *work);
  if (!work)
    return 0;
  if (NAME(reflects_singly)(rows, steps))
    NAME(reflect_panel)(rows, columns, a, stride, tau);
  else
    for (int64_t j = 0; j < steps; j += NB_BLOCK) {
      int64_t width = steps - j < NB_BLOCK ? steps - j : NB_BLOCK;
      T *corner = a + j * stride + j;
      NAME(turn)(rows - j, width, corner, stride, work, rows - j);
      NAME(reflect_columns)(rows - j, width, work, tau + j);
      NAME(turn)(width, rows - j, work, rows - j, corner, stride);
      if (j + width < columns)
        NAME(reflect_block)
        (rows - j, width, corner, stride, tau + j, 1, columns - j - width, corner + width, stride, work);
    }
  nb_scratch_release(work);
  return 1;
}

int NAME(nb_apply_reflections)(int64_t rows, int64_t count, const T *a, int64_t stride, const T *tau, int64_t columns,
                               T *b, int64_t b_stride) {
  T *work = nb_scratch_make((size_t)(NB_BLOCK * (2 * NB_BLOCK + rows + 2 * columns) + columns + 1) * sizeof *work);
  if (!work)
    return 0;
  // What is left of the diagonal is zero so far, so that a reflection's own column is that of the reflection, with the
  // signs of its zeros.
  if (NAME(reflects_singly)(rows, count))
    for (int64_t j = count - 1; j >= 0; j--) {
      const T *v = a + j * stride + j;
      T *diagonal = b + j * b_stride + j;
      NAME(reflect)(rows - j, columns - j - 1, v, stride, tau[j], diagonal + 1, b_stride);
      for (int64_t i = 1; i < rows - j; i++)
        diagonal[i * b_stride] = -tau[j] * v[i * stride];
      *diagonal = 1 - tau[j];
    }
  else
    for (int64_t j = (count - 1) / NB_BLOCK * NB_BLOCK; j >= 0; j -= NB_BLOCK)
      NAME(reflect_block)
      (rows - j, count - j < NB_BLOCK ? count - j : NB_BLOCK, a + j * stride + j, stride, tau + j, 0,
       columns - j, b + j * b_stride + j, b_stride, work);
  nb_scratch_release(work);
  return 1;
}
