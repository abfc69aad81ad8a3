// Products and running totals of complex numbers, pairs of T. The including file defines T, TOTAL (the type of running
// totals), FMA and FMA_TOTAL (their fused multiplications and additions), LANES (how many numbers a vector of 256 bits
// holds), ROUNDED (how many of the last lanes PyTorch's compiler multiplies without fusing), EVEN and ODD (the places of
// real and imaginary parts of four such vectors) and NAME(function).

typedef T NAME(parts) __attribute__((vector_size(4 * LANES * sizeof(T))));
typedef T NAME(quarter) __attribute__((vector_size(LANES * sizeof(T))));
typedef T NAME(numbers) __attribute__((vector_size(8 * LANES * sizeof(T))));

/// The numbers of four vectors, real and imaginary parts apart.
typedef struct NAME(split) {
  NAME(parts) real, imaginary;
} NAME(split);

NB_INLINE NAME(split) NAME(load)(const T *x) {
  NAME(numbers) all;
  memcpy(&all, x, sizeof all);
  return (NAME(split)){__builtin_shufflevector(all, all, EVEN), __builtin_shufflevector(all, all, ODD)};
}

/// Vectors round every product.
NB_INLINE NAME(split) NAME(times)(NAME(split) a, NAME(split) b) {
  NAME(split) product = {a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real};
  return product;
}

/// Single numbers round the product of the first one's imaginary part alone.
NB_INLINE void NAME(multiply)(T *total, T real, T imaginary) {
  T first = FMA(total[0], real, -(total[1] * imaginary));
  total[1] = FMA(total[0], imaginary, total[1] * real);
  total[0] = first;
}

/// In PyTorch's order: four vectors of products side by side, multiplied in pairs, then their lanes one after the other,
/// then the numbers left over.
NB_CLONES void NAME(nb_complex_row_products)(int64_t rows, int64_t length, const T *x, T *out) {
  enum { SIDE = 4 * LANES };
  for (int64_t row = 0; row < rows; row++, x += 2 * length, out += 2) {
    T total[2] = {1, 0};
    int64_t whole = length / SIDE * SIDE;
    if (whole > 0) {
      NAME(split) held = NAME(load)(x);
      for (int64_t i = SIDE; i < whole; i += SIDE)
        held = NAME(times)(held, NAME(load)(x + 2 * i));
      NAME(quarter) real[4], imaginary[4];
      memcpy(real, &held.real, sizeof real);
      memcpy(imaginary, &held.imaginary, sizeof imaginary);
      for (int step = 1; step < 4; step *= 2)
        for (int q = 0; q + step < 4; q += 2 * step) {
          NAME(quarter) first = real[q] * real[q + step] - imaginary[q] * imaginary[q + step];
          imaginary[q] = real[q] * imaginary[q + step] + imaginary[q] * real[q + step];
          real[q] = first;
        }
      T lanes[2] = {real[0][0], imaginary[0][0]};
      for (int l = 1; l < LANES - ROUNDED; l++)
        NAME(multiply)(lanes, real[0][l], imaginary[0][l]);
      for (int l = LANES - ROUNDED; l < LANES; l++) {
        T first = lanes[0] * real[0][l] - lanes[1] * imaginary[0][l];
        lanes[1] = lanes[0] * imaginary[0][l] + lanes[1] * real[0][l];
        lanes[0] = first;
      }
      NAME(multiply)(total, lanes[0], lanes[1]);
    }
    for (int64_t i = whole; i < length; i++)
      NAME(multiply)(total, x[2 * i], x[2 * i + 1]);
    out[0] = total[0];
    out[1] = total[1];
  }
}

/// Columns that fill four vectors are multiplied as such, and by one at the end; those left over begin with it.
NB_CLONES void NAME(nb_complex_column_products)(int64_t length, int64_t columns, const T *x, T *out) {
  enum { SIDE = 4 * LANES, TOGETHER = 4 };
  int64_t column = 0;
  while (length > 0 && column + SIDE <= columns) {
    int64_t sides = (columns - column) / SIDE;
    sides = sides < TOGETHER ? sides : TOGETHER;
    NAME(split) held[TOGETHER];
    for (int64_t s = 0; s < sides; s++)
      held[s] = NAME(load)(x + 2 * (column + s * SIDE));
    for (int64_t i = 1; i < length; i++)
      for (int64_t s = 0; s < sides; s++)
        held[s] = NAME(times)(held[s], NAME(load)(x + 2 * (i * columns + column + s * SIDE)));
    const NAME(split) one = {(NAME(parts)){0} + 1, {0}};
    for (int64_t s = 0; s < sides; s++) {
      held[s] = NAME(times)(held[s], one);
      for (int l = 0; l < SIDE; l++) {
        out[2 * (column + s * SIDE + l)] = held[s].real[l];
        out[2 * (column + s * SIDE + l) + 1] = held[s].imaginary[l];
      }
    }
    column += sides * SIDE;
  }
  for (; column < columns; column++) {
    T total[2] = {1, 0};
    for (int64_t i = 0; i < length; i++)
      NAME(multiply)(total, x[2 * (i * columns + column)], x[2 * (i * columns + column) + 1]);
    out[2 * column] = total[0];
    out[2 * column + 1] = total[1];
  }
}

/// Running totals of some lines: the one of a line waits for the one before, those of several lines do not.
NB_INLINE void NAME(running)(int multiplies, int lines, int64_t length, const T *x, int64_t line_step, int64_t step,
                             T *out, int64_t out_line_step, int64_t out_step) {
  enum { TOGETHER = 4 };
  TOTAL real[TOGETHER], imaginary[TOGETHER];
  for (int l = 0; l < lines; l++) {
    real[l] = multiplies;
    imaginary[l] = 0;
  }
#pragma clang loop vectorize(disable)
  for (int64_t i = 0; i < length; i++)
#pragma clang loop unroll(full)
    for (int l = 0; l < lines; l++) {
      const T *from = x + 2 * (l * line_step + i * step);
      T *to = out + 2 * (l * out_line_step + i * out_step);
      TOTAL v = from[0], w = from[1];
      if (multiplies) {
        TOTAL first = FMA_TOTAL(real[l], v, -(imaginary[l] * w));
        imaginary[l] = FMA_TOTAL(real[l], w, imaginary[l] * v);
        real[l] = first;
      } else {
        real[l] += v;
        imaginary[l] += w;
      }
      to[0] = (T)real[l];
      to[1] = (T)imaginary[l];
    }
}

NB_FUSED_CLONES void NAME(nb_running_complex)(int multiplies, int64_t lines, int64_t length, const T *x,
                                              int64_t line_step, int64_t step, T *out, int64_t out_line_step,
                                              int64_t out_step) {
  enum { TOGETHER = 4 };
  for (; lines >= TOGETHER; lines -= TOGETHER, x += 2 * TOGETHER * line_step, out += 2 * TOGETHER * out_line_step)
    if (multiplies)
      NAME(running)(1, TOGETHER, length, x, line_step, step, out, out_line_step, out_step);
    else
      NAME(running)(0, TOGETHER, length, x, line_step, step, out, out_line_step, out_step);
  for (; lines > 0; lines--, x += 2 * line_step, out += 2 * out_line_step)
    if (multiplies)
      NAME(running)(1, 1, length, x, line_step, step, out, out_line_step, out_step);
    else
      NAME(running)(0, 1, length, x, line_step, step, out, out_line_step, out_step);
}
