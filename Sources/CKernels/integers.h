// Products of matrices of integers of one type, which wrap around. The including file defines T and NAME(function).

NB_CLONES void NAME(nb_multiply)(int64_t m, int64_t n, int64_t k, const T *a, int64_t a_row, int64_t a_column,
                                 const T *b, int64_t b_row, int64_t b_column, T *c) {
  // Sums of so many columns stay in registers while the depth is walked, a part of it at a time: columns that do not lie
  // side by side are copied.
  enum { WIDTH = 256 / sizeof(T), DEPTH = 64 };
  T panel[DEPTH * WIDTH];
  if (n < 4) {
    // Few columns: each element by itself.
    for (int64_t i = 0; i < m; i++)
      for (int64_t j = 0; j < n; j++) {
        T sum = 0;
        if (a_column == 1 && b_row == 1)
          for (int64_t p = 0; p < k; p++)
            sum = (T)(sum + 1u * a[i * a_row + p] * b[p + j * b_column]);
        else
          for (int64_t p = 0; p < k; p++)
            sum = (T)(sum + 1u * a[i * a_row + p * a_column] * b[p * b_row + j * b_column]);
        c[i * n + j] = (T)(c[i * n + j] + sum);
      }
    return;
  }
  for (int64_t column = 0; column < n; column += WIDTH) {
    int64_t width = n - column < WIDTH ? n - column : WIDTH;
    for (int64_t start = 0; start < k; start += DEPTH) {
      int64_t depth = k - start < DEPTH ? k - start : DEPTH;
      const T *right = b + start * b_row + column * b_column;
      int64_t right_row = b_row;
      if (b_column != 1 || width < WIDTH) {
        for (int64_t p = 0; p < depth; p++) {
          for (int64_t j = 0; j < width; j++)
            panel[p * WIDTH + j] = right[p * b_row + j * b_column];
          for (int64_t j = width; j < WIDTH; j++)
            panel[p * WIDTH + j] = 0;
        }
        right = panel;
        right_row = WIDTH;
      }
      for (int64_t i = 0; i < m; i++) {
        T *line = c + i * n + column;
        T sums[WIDTH] = {0};
        for (int64_t p = 0; p < depth; p++) {
          T factor = a[i * a_row + (start + p) * a_column];
          const T *row = right + p * right_row;
          for (int64_t j = 0; j < WIDTH; j++)
            sums[j] = (T)(sums[j] + 1u * factor * row[j]);
        }
        for (int64_t j = 0; j < width; j++)
          line[j] = (T)(line[j] + sums[j]);
      }
    }
  }
}
