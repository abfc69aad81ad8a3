// Loops over integers of one type. The including file defines T, its unsigned U, and NAME(function).

#define NB_ALONE(EXPRESSION)                                                                                           \
  NB_TOGETHER                                                                                                          \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    T x = a[i * step_a];                                                                                               \
    out[i] = (T)(EXPRESSION);                                                                                          \
  }

enum { NAME(BITS) = 8 * sizeof(T) };
#define BITS NAME(BITS)

/// Powers with exponents of so many bits, which say what squares are factors.
__attribute__((always_inline)) static inline void NAME(few_squares)(const int bits, int64_t size, const U *squares,
                                                                    const U *exponents, U *restrict products) {
  for (int64_t i = 0; i < size; i++) {
    U square = squares[i], left = exponents[i], product = 1;
#pragma clang loop unroll(full)
    for (int bit = 0; bit < bits; bit++) {
      product = left & 1 ? (U)((uint64_t)product * square) : product;
      square = (U)((uint64_t)square * square);
      left >>= 1;
    }
    products[i] = product;
  }
}

/// Copies neighbours, or one number as often.
__attribute__((always_inline)) static inline void NAME(read_block)(int64_t size, const T *x, int64_t step, T *out) {
  if (step)
    for (int64_t i = 0; i < size; i++)
      out[i] = x[i];
  else
    for (int64_t i = 0; i < size; i++)
      out[i] = *x;
}

/// Powers, block by block. Of negative exponents the quotient is cut.
NB_CLONES static void NAME(power_pairs)(int64_t count, const T *a, int64_t step_a, const T *b, int64_t step_b, T *out) {
  enum { BLOCK = 256 };
  for (int64_t start = 0; start < count; start += BLOCK) {
    int64_t size = count - start < BLOCK ? count - start : BLOCK;
    T bases[BLOCK], exponents[BLOCK];
    NAME(read_block)(size, a + start * step_a, step_a, bases);
    NAME(read_block)(size, b + start * step_b, step_b, exponents);
    U square[BLOCK], product[BLOCK], left[BLOCK], all = 0, negative = 0;
    for (int64_t i = 0; i < size; i++) {
      square[i] = (U)bases[i];
      left[i] = exponents[i] < 0 ? 0 : (U)exponents[i];
      all |= left[i];
      negative |= exponents[i] < 0;
    }
    if (all < 16)
      NAME(few_squares)(4, size, square, left, product);
    else if (all < 128)
      NAME(few_squares)(7, size, square, left, product);
    else {
      for (int64_t i = 0; i < size; i++)
        product[i] = 1;
      for (; all > 0; all >>= 1)
        for (int64_t i = 0; i < size; i++) {
          product[i] = left[i] & 1 ? (U)((uint64_t)product[i] * square[i]) : product[i];
          square[i] = (U)((uint64_t)square[i] * square[i]);
          left[i] >>= 1;
        }
    }
    if (negative)
      for (int64_t i = 0; i < size; i++) {
        U inverse = bases[i] == 1 || bases[i] == (T)-1 ? (exponents[i] & 1 ? (U)bases[i] : 1) : 0;
        product[i] = exponents[i] < 0 ? inverse : product[i];
      }
    for (int64_t i = 0; i < size; i++)
      out[start + i] = (T)product[i];
  }
}

NB_CLONES static void NAME(combine)(nb_integer_rule rule, int64_t count, const T *a, int64_t step_a, const T *b,
                                    int64_t step_b, T *out) {
  switch (rule) {
  case NB_INTEGER_ADD:
    NB_LOOP((U)x + (U)y)
    break;
  case NB_INTEGER_SUBTRACT:
    NB_LOOP((U)x - (U)y)
    break;
  case NB_INTEGER_MULTIPLY:
    // Short types would be multiplied as signed numbers, which may not overflow.
    NB_LOOP((uint64_t)(U)x * (uint64_t)(U)y)
    break;
  case NB_INTEGER_MAXIMUM:
    NB_LOOP(x < y ? y : x)
    break;
  case NB_INTEGER_MINIMUM:
    NB_LOOP(y < x ? y : x)
    break;
  case NB_INTEGER_AND:
    NB_LOOP(x & y)
    break;
  case NB_INTEGER_OR:
    NB_LOOP(x | y)
    break;
  case NB_INTEGER_XOR:
    NB_LOOP(x ^ y)
    break;
  case NB_INTEGER_SHIFT_LEFT:
    NB_LOOP(y < 0 || y >= BITS ? 0 : (uint64_t)(U)x << (y & (BITS - 1)))
    break;
  case NB_INTEGER_SHIFT_RIGHT:
    NB_LOOP(x >> (y < 0 || y >= BITS ? BITS - 1 : y))
    break;
  case NB_INTEGER_EQUAL:
    NB_LOOP(x == y)
    break;
  case NB_INTEGER_UNEQUAL:
    NB_LOOP(x != y)
    break;
  case NB_INTEGER_LESS:
    NB_LOOP(x < y)
    break;
  case NB_INTEGER_AT_MOST:
    NB_LOOP(x <= y)
    break;
  case NB_INTEGER_POWER:
    NAME(power_pairs)(count, a, step_a, b, step_b, out);
    break;
  case NB_INTEGER_NEGATE:
    NB_ALONE((U)0 - (U)x)
    break;
  case NB_INTEGER_ABSOLUTE:
    NB_ALONE(x < 0 ? (U)0 - (U)x : (U)x)
    break;
  case NB_INTEGER_SIGN:
    NB_ALONE((x > 0) - (x < 0))
    break;
  }
}

/// The product of two integers, or of one and a factor; unsigned, and wide enough that none overflows.
#define PRODUCT(X, Y) ((U)((uint64_t)(U)(X) * (uint64_t)(U)(Y)))

NB_CLONES static void NAME(add_products)(int64_t count, const T *x, int64_t factor, const T *a, const T *b, T *out) {
  if (b && factor == 1) {
    NB_TOGETHER
    for (int64_t i = 0; i < count; i++)
      out[i] = (T)((U)x[i] + PRODUCT(a[i], b[i]));
  } else if (b) {
    NB_TOGETHER
    for (int64_t i = 0; i < count; i++)
      out[i] = (T)((U)x[i] + PRODUCT(PRODUCT(factor, a[i]), b[i]));
  } else {
    NB_TOGETHER
    for (int64_t i = 0; i < count; i++)
      out[i] = (T)((U)x[i] + PRODUCT(factor, a[i]));
  }
}

#undef PRODUCT

NB_CLONES static void NAME(clamp)(int64_t count, const T *x, T low, T high, T *out) {
  NB_TOGETHER
  for (int64_t i = 0; i < count; i++) {
    T v = x[i] < low ? low : x[i];
    out[i] = high < v ? high : v;
  }
}

NB_CLONES static void NAME(threshold)(int64_t count, const T *x, T limit, T value, T *out) {
  NB_TOGETHER
  for (int64_t i = 0; i < count; i++)
    out[i] = x[i] > limit ? x[i] : value;
}

NB_CLONES static void NAME(compare)(nb_comparison op, int64_t count, const T *a, int64_t step_a, const T *b,
                                    int64_t step_b, uint8_t *out) {
  NB_COMPARISONS
}

/// A power with one exponent for all, whose bits say which squares are factors.
NB_CLONES static void NAME(power)(int64_t count, const T *x, uint64_t exponent, T *out) {
  enum { BLOCK = 256 };
  for (; count > 0; count -= BLOCK, x += BLOCK, out += BLOCK) {
    int64_t size = count < BLOCK ? count : BLOCK;
    U square[BLOCK], product[BLOCK];
    for (int64_t i = 0; i < size; i++) {
      square[i] = (U)x[i];
      product[i] = exponent & 1 ? square[i] : 1;
    }
    for (uint64_t left = exponent >> 1; left > 0; left >>= 1) {
      for (int64_t i = 0; i < size; i++)
        square[i] = (U)((uint64_t)square[i] * square[i]);
      if (left & 1)
        for (int64_t i = 0; i < size; i++)
          product[i] = (U)((uint64_t)product[i] * square[i]);
    }
    for (int64_t i = 0; i < size; i++)
      out[i] = (T)product[i];
  }
}

#define NB_ROW_EXTREMUM(SIGN)                                                                                          \
  for (int64_t row = 0; row < count; row++, x += length) {                                                             \
    T best = x[0];                                                                                                     \
    for (int64_t i = 1; i < length; i++)                                                                               \
      best = x[i] SIGN best ? x[i] : best;                                                                             \
    out[row] = best;                                                                                                   \
  }

#define NB_COLUMN_EXTREMA(SIGN)                                                                                        \
  for (int64_t i = 1; i < length; i++)                                                                                 \
    for (int64_t l = 0; l < width; l++) {                                                                              \
      T v = x[i * columns + start + l];                                                                                \
      best[l] = v SIGN best[l] ? v : best[l];                                                                          \
    }

/// The extrema of the columns of `count` blocks of `length` > 0 rows.
NB_CLONES static void NAME(extrema)(int largest, int64_t count, int64_t length, int64_t columns, const T *x,
                                    T *restrict out) {
  if (columns == 1) {
    if (largest)
      NB_ROW_EXTREMUM(>)
    else
      NB_ROW_EXTREMUM(<)
    return;
  }
  enum { WIDTH = 2048 / sizeof(T) };
  for (int64_t block = 0; block < count; block++, x += length * columns, out += columns)
    for (int64_t start = 0; start < columns; start += WIDTH) {
      int64_t width = columns - start < WIDTH ? columns - start : WIDTH;
      T best[WIDTH];
      for (int64_t l = 0; l < width; l++)
        best[l] = x[start + l];
      if (largest)
        NB_COLUMN_EXTREMA(>)
      else
        NB_COLUMN_EXTREMA(<)
      for (int64_t l = 0; l < width; l++)
        out[start + l] = best[l];
    }
}

#define NB_COLUMN_EXTREMA_PLACES(SIGN)                                                                                 \
  for (int64_t i = 0; i < rows; i++)                                                                                   \
    for (int64_t l = 0; l < width; l++) {                                                                              \
      T v = x[(first + i) * columns + start + l];                                                                      \
      int wins = v SIGN best[l];                                                                                       \
      best[l] = wins ? v : best[l];                                                                                    \
      at[l] = wins ? (U)(i + 1) : at[l];                                                                               \
    }

/// The first rows in which the extrema of columns stand, and the extrema where `values` is not null.
NB_CLONES static void NAME(extremum_places)(int largest, int64_t count, int64_t length, int64_t columns, const T *x,
                                            int64_t *restrict places, T *restrict values) {
  if (columns == 1) {
    for (int64_t row = 0; row < count; row++, x += length) {
      T best;
      NAME(extrema)(largest, 1, length, 1, x, &best);
      enum { BLOCK = 256 };
      int64_t i = 0;
      for (; i + BLOCK <= length; i += BLOCK) {
        U found = 0;
        for (int64_t j = 0; j < BLOCK; j++)
          found |= x[i + j] == best;
        if (found)
          break;
      }
      while (i < length - 1 && x[i] != best)
        i++;
      places[row] = i;
      if (values)
        values[row] = best;
    }
    return;
  }
  // Places of so many rows fit into numbers as wide as the elements; 0 is none of them.
  enum { WIDTH = 512 / sizeof(T), ROWS = sizeof(T) == 1 ? 255 : 32767 };
  for (int64_t block = 0; block < count; block++, x += length * columns) {
    for (int64_t start = 0; start < columns; start += WIDTH) {
      int64_t width = columns - start < WIDTH ? columns - start : WIDTH;
      T best[WIDTH];
      for (int64_t l = 0; l < width; l++) {
        best[l] = x[start + l];
        places[start + l] = 0;
      }
      for (int64_t first = 1; first < length; first += ROWS) {
        int64_t rows = length - first < ROWS ? length - first : ROWS;
        U at[WIDTH] = {0};
        if (largest)
          NB_COLUMN_EXTREMA_PLACES(>)
        else
          NB_COLUMN_EXTREMA_PLACES(<)
        for (int64_t l = 0; l < width; l++)
          places[start + l] = at[l] > 0 ? first + (int64_t)at[l] - 1 : places[start + l];
      }
      for (int64_t l = 0; values && l < width; l++)
        values[start + l] = best[l];
    }
    places += columns;
    values = values ? values + columns : 0;
  }
}

#undef NB_COLUMN_EXTREMA_PLACES
#undef NB_ROW_EXTREMUM
#undef NB_COLUMN_EXTREMA
#undef BITS
#undef NB_ALONE
