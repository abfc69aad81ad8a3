// Products of small matrices. The including file defines T and NAME(function).

NB_CLONES void NAME(nb_multiply)(int64_t m, int64_t n, int64_t k, const T *a, int64_t a_row, int64_t a_column,
                                 const T *restrict b, int64_t b_row, T *restrict c, int64_t c_row) {
  enum { TILE = 128 / sizeof(T) };
  for (int64_t row = 0; row < m; row++) {
    const T *left = a + row * a_row;
    T *target = c + row * c_row;
    int64_t column = 0;
    // A tile of the row stays in registers while the depth is walked.
    for (; column + TILE <= n; column += TILE) {
      T sums[TILE];
      for (int64_t j = 0; j < TILE; j++)
        sums[j] = target[column + j];
      for (int64_t p = 0; p < k; p++) {
        T factor = left[p * a_column];
        const T *line = b + p * b_row + column;
        for (int64_t j = 0; j < TILE; j++)
          sums[j] += factor * line[j];
      }
      for (int64_t j = 0; j < TILE; j++)
        target[column + j] = sums[j];
    }
    if (column < n)
      for (int64_t p = 0; p < k; p++) {
        T factor = left[p * a_column];
        const T *line = b + p * b_row;
        for (int64_t j = column; j < n; j++)
          target[j] += factor * line[j];
      }
  }
}
