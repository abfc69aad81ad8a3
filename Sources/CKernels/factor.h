// Decompositions of matrices of one type. The including file defines T and NAME(function).

NB_CLONES static int64_t NAME(lu_panel)(int64_t rows, int64_t columns, T *a, int64_t stride, int32_t *pivots) {
  int64_t info = 0, steps = rows < columns ? rows : columns;
  for (int64_t j = 0; j < steps; j++) {
    int64_t pivot = j;
    T largest = a[j * stride + j] < 0 ? -a[j * stride + j] : a[j * stride + j];
    for (int64_t i = j + 1; i < rows; i++) {
      T value = a[i * stride + j] < 0 ? -a[i * stride + j] : a[i * stride + j];
      if (value > largest) {
        pivot = i;
        largest = value;
      }
    }
    pivots[j] = (int32_t)(pivot + 1);
    T *restrict line = a + j * stride;
    if (a[pivot * stride + j] == 0) {
      if (info == 0)
        info = j + 1;
      continue;
    }
    if (pivot != j) {
      T *restrict other = a + pivot * stride;
      for (int64_t k = 0; k < columns; k++) {
        T held = line[k];
        line[k] = other[k];
        other[k] = held;
      }
    }
    for (int64_t i = j + 1; i < rows; i++) {
      T *restrict row = a + i * stride;
      T factor = row[j] / line[j];
      row[j] = factor;
      for (int64_t k = j + 1; k < columns; k++)
        row[k] -= factor * line[k];
    }
  }
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

/// One column of a Cholesky factor at a time; rows of `u` are columns of the matrix, its own triangle of which is there.
NB_CLONES static int64_t NAME(cholesky_rows)(int64_t n, T *u) {
  for (int64_t j = 0; j < n; j++) {
    T *restrict row = u + j * n;
    double diagonal = (double)row[j];
    for (int64_t k = 0; k < j; k++) {
      T factor = u[k * n + j];
      diagonal -= (double)factor * (double)factor;
    }
    if (!(diagonal > 0))
      return j + 1;
    for (int64_t k = 0; k < j; k++) {
      const T *restrict line = u + k * n;
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

int64_t NAME(nb_cholesky)(int64_t n, T *a, int64_t stride) {
  T *u = malloc((size_t)(n * n) * sizeof *u);
  if (!u)
    return -1;
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j <= i; j++)
      u[j * n + i] = a[i * stride + j];
  int64_t info = NAME(cholesky_rows)(n, u);
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j <= i; j++)
      a[i * stride + j] = u[j * n + i];
  free(u);
  return info;
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

static void NAME(swap_rows)(int64_t columns, T *a, T *b) {
  for (int64_t k = 0; k < columns; k++) {
    T held = a[k];
    a[k] = b[k];
    b[k] = held;
  }
}

int64_t NAME(nb_lu)(int64_t rows, int64_t columns, T *a, int64_t stride, int32_t *pivots) {
  int64_t steps = rows < columns ? rows : columns;
  T *work = steps > NB_UNBLOCKED ? malloc((size_t)(rows * NB_BLOCK) * sizeof *work) : 0;
  if (!work)
    return NAME(lu_panel)(rows, columns, a, stride, pivots);
  int64_t info = 0;
  for (int64_t j = 0; j < steps; j += NB_BLOCK) {
    int64_t width = steps - j < NB_BLOCK ? steps - j : NB_BLOCK, next = j + width;
    int64_t found = NAME(lu_panel)(rows - j, width, a + j * stride + j, stride, pivots + j);
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
  free(work);
  return info;
}

void NAME(nb_solve_triangular)(int64_t n, const T *a, int64_t stride, int64_t columns, T *b, int64_t b_stride,
                               int is_upper, int has_unit_diagonal) {
  T *work = n > NB_UNBLOCKED && columns >= NB_BLOCK ? malloc((size_t)(n * NB_BLOCK) * sizeof *work) : 0;
  if (!work) {
    NAME(solve_panel)(n, a, stride, columns, b, b_stride, is_upper, has_unit_diagonal);
    return;
  }
  for (int64_t done = 0; done < n;) {
    int64_t width = n - done < NB_BLOCK ? n - done : NB_BLOCK, first = is_upper ? n - done - width : done;
    // What is solved stands behind the block, or before it.
    int64_t solved = is_upper ? first + width : 0;
    if (done > 0)
      NAME(subtract_product)
      (width, columns, done, a + first * stride + solved, stride, 1, b + solved * b_stride, b_stride, 1,
       b + first * b_stride, b_stride, work);
    NAME(solve_panel)
    (width, a + first * stride + first, stride, columns, b + first * b_stride, b_stride, is_upper, has_unit_diagonal);
    done += width;
  }
  free(work);
}

/// Multiplies columns by `I - tau v v^T` from the left: the vector's elements lie `step` apart, the first one is 1 whatever
/// is there. `work` has room for a row.
NB_CLONES static void NAME(reflect)(int64_t rows, int64_t columns, const T *v, int64_t step, T tau, T *a,
                                    int64_t stride, T *restrict work) {
  if (tau == 0)
    return;
  for (int64_t c = 0; c < columns; c++)
    work[c] = a[c];
  for (int64_t i = 1; i < rows; i++) {
    const T *restrict row = a + i * stride;
    T factor = v[i * step];
    for (int64_t c = 0; c < columns; c++)
      work[c] += factor * row[c];
  }
  for (int64_t c = 0; c < columns; c++) {
    work[c] *= tau;
    a[c] -= work[c];
  }
  for (int64_t i = 1; i < rows; i++) {
    T *restrict row = a + i * stride;
    T factor = v[i * step];
    for (int64_t c = 0; c < columns; c++)
      row[c] -= factor * work[c];
  }
}

/// Reflections column by column. `work` has room for a row.
static void NAME(reflect_panel)(int64_t rows, int64_t columns, T *a, int64_t stride, T *tau, T *work) {
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
    NAME(reflect)(rows - j, columns - j - 1, diagonal, stride, tau[j], diagonal + 1, stride, work);
    *diagonal = beta;
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
  for (int64_t j = 0; j < width; j++) {
    factor[j * width + j] = tau[j];
    for (int64_t i = 0; i < j; i++) {
      T sum = 0;
      for (int64_t k = i; k < j; k++)
        sum += factor[i * width + k] * inner[k * width + j];
      factor[i * width + j] = -tau[j] * sum;
    }
  }
  if (!NAME(nb_product)(width, columns, rows, v, 1, width, b, b_stride, 1, product, columns))
    NAME(nb_multiply)(width, columns, rows, v, 1, width, b, b_stride, 1, product, columns);
  for (int64_t i = 0; i < width * width; i++)
    factor[i] = -factor[i];
  NAME(nb_multiply)
  (width, columns, width, factor, is_transposed ? 1 : width, is_transposed ? width : 1, product, columns, 1, scaled,
   columns);
  if (!NAME(nb_product)(rows, columns, width, v, width, 1, scaled, columns, 1, b, b_stride))
    NAME(nb_multiply)(rows, columns, width, v, width, 1, scaled, columns, 1, b, b_stride);
}

int NAME(nb_reflections)(int64_t rows, int64_t columns, T *a, int64_t stride, T *tau) {
  int64_t steps = rows < columns ? rows : columns;
  int64_t block = steps > NB_UNBLOCKED ? NB_BLOCK : steps;
  T *work = malloc((size_t)(NB_BLOCK * (2 * NB_BLOCK + rows + 2 * columns) + columns + 1) * sizeof *work);
  if (!work)
    return 0;
  if (block == steps)
    NAME(reflect_panel)(rows, columns, a, stride, tau, work);
  else
    for (int64_t j = 0; j < steps; j += block) {
      int64_t width = steps - j < block ? steps - j : block;
      T *corner = a + j * stride + j;
      NAME(reflect_panel)(rows - j, width, corner, stride, tau + j, work);
      if (j + width < columns)
        NAME(reflect_block)
        (rows - j, width, corner, stride, tau + j, 1, columns - j - width, corner + width, stride, work);
    }
  free(work);
  return 1;
}

int NAME(nb_apply_reflections)(int64_t rows, int64_t count, const T *a, int64_t stride, const T *tau, int64_t columns,
                               T *b, int64_t b_stride) {
  T *work = malloc((size_t)(NB_BLOCK * (2 * NB_BLOCK + rows + 2 * columns) + columns + 1) * sizeof *work);
  if (!work)
    return 0;
  if (count <= NB_UNBLOCKED)
    for (int64_t j = count - 1; j >= 0; j--)
      NAME(reflect)(rows - j, columns, a + j * stride + j, stride, tau[j], b + j * b_stride, b_stride, work);
  else
    for (int64_t j = (count - 1) / NB_BLOCK * NB_BLOCK; j >= 0; j -= NB_BLOCK)
      NAME(reflect_block)
      (rows - j, count - j < NB_BLOCK ? count - j : NB_BLOCK, a + j * stride + j, stride, tau + j, 0, columns,
       b + j * b_stride, b_stride, work);
  free(work);
  return 1;
}
