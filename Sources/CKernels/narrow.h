// Products of fewer than four rows or twelve columns, in the order in which PyTorch's library (MKL 2024.2) adds them up: it
// rounds every term before it is added, and which sums run side by side depends on how the matrices lie in memory. The
// including file defines T and NAME(function); LANES are the elements of 16 bytes.

#define LANES (16 / (int64_t)sizeof(T))
/// How many vectors have eight elements.
#define EIGHT ((int)sizeof(T) / 2)

typedef T NAME(lanes) __attribute__((vector_size(16)));

/// How many elements an address lies behind a multiple of 16 bytes.
static inline int64_t NAME(shift)(const T *x) { return (int64_t)((uintptr_t)x / sizeof(T)) % LANES; }

/// The sum of `count` terms in order, added to `sum`.
static inline T NAME(in_order)(int64_t count, const T *x, const T *y, T sum) {
  for (int64_t p = 0; p < count; p++)
    sum += x[p] * y[p];
  return sum;
}

/// The sum of the lanes of a vector of sums.
static inline T NAME(folded)(NAME(lanes) sums) {
  if (LANES == 2)
    return sums[0] + sums[1];
  return (sums[0] + sums[2 % LANES]) + (sums[1] + sums[3 % LANES]);
}

/// Adds the inner products of four rows, `row` apart, and a vector to `out`: the first `head` terms in order, then as many
/// vectors of lanes as there are, the sum before them in the first lane; then the rest in order.
static void NAME(add_four)(int64_t k, int64_t head, const T *rows, int64_t row, const T *x, T *out, int64_t step) {
  if (head > k)
    head = k;
  NAME(lanes) sums[4];
  for (int i = 0; i < 4; i++)
    sums[i] = (NAME(lanes)){NAME(in_order)(head, rows + i * row, x, 0)};
  int64_t p = head;
  for (; p + LANES <= k; p += LANES) {
    NAME(lanes) line, held;
    memcpy(&line, x + p, sizeof line);
#pragma clang loop unroll(full)
    for (int i = 0; i < 4; i++) {
      memcpy(&held, rows + i * row + p, sizeof held);
      sums[i] += held * line;
    }
  }
  for (int i = 0; i < 4; i++)
    out[i * step] += NAME(in_order)(k - p, rows + i * row + p, x + p, p > head ? NAME(folded)(sums[i]) : sums[i][0]);
}

/// The inner product of one row and a vector: the same, eight terms at a time, whose vectors go to `parts` sums in turn.
static T NAME(one)(int64_t k, int64_t head, int parts, const T *row, const T *x) {
  if (head > k)
    head = k;
  NAME(lanes) sums[EIGHT] = {{NAME(in_order)(head, row, x, 0)}};
  int64_t p = head;
  for (; p + 8 <= k; p += 8) {
    NAME(lanes) line[EIGHT], held[EIGHT];
    memcpy(line, x + p, sizeof line);
    memcpy(held, row + p, sizeof held);
    for (int i = 0; i < EIGHT; i++)
      sums[i % parts] += held[i] * line[i];
  }
  if (p > head && parts > 2)
    sums[2 % EIGHT] += sums[3 % EIGHT];
  if (p > head && parts > 1)
    sums[0] += sums[1];
  if (p > head && parts > 2)
    sums[0] += sums[2 % EIGHT];
  return NAME(in_order)(k - p, row + p, x + p, p > head ? NAME(folded)(sums[0]) : sums[0][0]);
}

/// The inner product of one row and a vector whose elements did not lie side by side.
static T NAME(one_of_strided)(int64_t k, const T *row, const T *x) {
  if (LANES == 2)
    return NAME(one)(k, LANES - NAME(shift)(row), EIGHT, row, x);
  // Behind the first term eight sums of every eighth one, where there are two for each.
  if (k < 17)
    return NAME(in_order)(k, row, x, 0);
  T sums[8] = {row[0] * x[0]};
  int64_t p = 1;
  for (; p + 8 <= k; p += 8)
    for (int i = 0; i < 8; i++)
      sums[i] += row[p + i] * x[p + i];
  T sum = sums[0];
  for (int i = 1; i < 8; i++)
    sum += sums[i];
  return NAME(in_order)(k - p, row + p, x + p, sum);
}

/// What the vector is with which inner products are made.
typedef enum {
  /// A row of several, whose products begin with vectors of lanes where it does.
  NAME(is_row),
  /// The only one: the products of four rows look at where those lie.
  NAME(is_alone),
  /// The only one, whose elements did not lie side by side.
  NAME(is_strided),
} NAME(role);

/// Adds the inner products of `count` rows and a vector to `out`.
static void NAME(add_dots)(int64_t count, int64_t k, const T *rows, int64_t row, const T *x, NAME(role) role, T *out,
                           int64_t step) {
  int64_t groups = count / 4 * 4, head = LANES - NAME(shift)(x);
  int64_t head_of_four = LANES - (NAME(shift)(rows) + 3 * row) % LANES;
  if (role == NAME(is_row))
    head = head_of_four = head % LANES;
  for (int64_t i = 0; i < groups; i += 4)
    NAME(add_four)(k, head_of_four, rows + i * row, row, x, out + i * step, step);
  for (int64_t i = groups; i < count; i++) {
    // Of what is left over two go together.
    int is_second = i == groups + 1, is_first = i == groups && count > groups + 1;
    int parts = role == NAME(is_row) ? EIGHT : is_second ? 1 : is_first ? 2 : EIGHT;
    out[i * step] += role == NAME(is_strided) ? NAME(one_of_strided)(k, rows + i * row, x)
                                              : NAME(one)(k, head, parts, rows + i * row, x);
  }
}

/// An element at the beginning of a row of the product, before the first one on a multiple of 16 bytes: four terms of
/// eight are added up before they are added to the sum.
static T NAME(edge)(int64_t k, const T *a, int64_t a_column, const T *b, int64_t b_row, T sum) {
  for (; k >= 8; k -= 8, a += 8 * a_column, b += 8 * b_row) {
    T terms[8];
    for (int i = 0; i < 8; i++)
      terms[i] = a[i * a_column] * b[i * b_row];
    for (int i = 0; i < 4; i++)
      sum += terms[i];
    sum += ((terms[4] + terms[5]) + terms[6]) + terms[7];
  }
  for (; k > 0; k--, a += a_column, b += b_row)
    sum += *a * *b;
  return sum;
}

/// Adds the product whose elements are summed in order, but for those at the beginning of rows.
static void NAME(add_in_order)(int64_t m, int64_t n, int64_t k, const T *a, int64_t a_row, int64_t a_column, const T *b,
                               int64_t b_row, int64_t b_column, T *c, int64_t c_row) {
  enum { BAND = 32 };
  T edges[BAND][LANES];
  for (int64_t start = 0; start < m; start += BAND, a += BAND * a_row, c += BAND * c_row) {
    int64_t rows = m - start < BAND ? m - start : BAND;
    int64_t counts[BAND];
    for (int64_t i = 0; i < rows; i++) {
      counts[i] = (LANES - NAME(shift)(c + i * c_row)) % LANES;
      if (m == 1 || k < 8 || n - counts[i] < LANES)
        counts[i] = 0;
      for (int64_t j = 0; j < counts[i]; j++)
        edges[i][j] = NAME(edge)(k, a + i * a_row, a_column, b + j * b_column, b_row, c[i * c_row + j]);
    }
    NAME(nb_multiply_apart)(rows, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);
    for (int64_t i = 0; i < rows; i++)
      memcpy(c + i * c_row, edges[i], (size_t)counts[i] * sizeof(T));
  }
}

/// Adds the product of rows and of columns whose elements lie side by side, each element by itself.
static void NAME(add_singly)(int64_t m, int64_t n, int64_t k, const T *a, const T *b, int64_t b_column, T *c,
                             int64_t c_row) {
  for (int64_t i = 0; i < m; i++)
    for (int64_t j = 0; j < n; j++) {
      const T *column = b + j * b_column;
      c[i * c_row + j] += NAME(one)(k, (LANES - NAME(shift)(column)) % LANES, EIGHT, column, a + i * k);
    }
}

/// Whether the rows of a matrix lie one behind the other, their elements side by side.
static inline int NAME(lies_in_rows)(int64_t columns, int64_t row, int64_t column) {
  return column == 1 && row >= (columns > 1 ? columns : 1);
}

/// Memory for copies of both sides, so many elements each, the second behind a multiple of 16 bytes; null if there is none,
/// or more than a thread may take: an operand that is stretched has more elements than memory, as many as one likes.
static T *NAME(room_for)(int64_t left, int64_t right) {
  const int64_t most = ((int64_t)1 << 30) / (int64_t)sizeof(T);
  if (left > most || right > most)
    return 0;
  size_t bytes = (size_t)(left + right + LANES) * sizeof(T);
  return nb_scratch_make(bytes);
}

/// Copies `count` rows of `k` elements that do not lie side by side, as PyTorch does before it calls its library.
static void NAME(copy_rows)(int64_t count, int64_t k, const T *x, int64_t row, int64_t column, T *out) {
  for (; count > 0; count--, x += row, out += k)
    for (int64_t p = 0; p < k; p++)
      out[p] = x[p * column];
}

/// Adds the product of rows and of columns whose elements lie side by side, an inner product each.
///
/// Returns 0, having done nothing, if there is no memory for copies.
static int NAME(add_inner)(int64_t m, int64_t n, int64_t k, const T *a, int64_t a_row, int64_t a_column, const T *b,
                           int64_t b_row, int64_t b_column, T *c, int64_t c_row, NAME(role) role) {
  int64_t left = (m == 1 ? a_column == 1 : NAME(lies_in_rows)(k, a_row, a_column)) ? 0 : m * k, right = b_row != 1 ? k : 0;
  T *memory = 0;
  if (left + right > 0 && !(memory = NAME(room_for)(left, right)))
    return 0;
  if (left > 0) {
    NAME(copy_rows)(m, k, a, a_row, a_column, memory);
    a = memory;
    a_row = k;
  }
  if (right > 0) {
    // The one column of the product of a matrix and a vector.
    T *copy = memory + (left + LANES - 1) / LANES * LANES;
    NAME(copy_rows)(1, k, b, 0, b_row, copy);
    b = copy;
  }
  if (n == 1 && m > 1)
    NAME(add_dots)(m, k, a, a_row, b, role, c, c_row);
  else
    for (int64_t i = 0; i < m; i++)
      NAME(add_dots)(n, k, b, b_column, a + i * a_row, role, c + i * c_row, 1);
  nb_scratch_release(memory);
  return 1;
}

static void NAME(multiply_narrow)(int64_t m, int64_t n, int64_t k, const T *a, int64_t a_row, int64_t a_column, const T *b,
                                  int64_t b_row, int64_t b_column, T *c, int64_t c_row) {
  // Which of the ways a matrix could be read in is chosen by how PyTorch looks at it: what is neither is copied.
  int is_column = n == 1;
  int is_left_turned = NAME(lies_in_rows)(m, a_column, a_row) && (is_column || !NAME(lies_in_rows)(k, a_row, a_column));
  int is_right_turned = NAME(lies_in_rows)(k, b_column, b_row) && (is_column || !NAME(lies_in_rows)(n, b_row, b_column));
  int is_inner = m == 1 ? is_right_turned : is_column ? !is_left_turned : is_right_turned && !is_left_turned;
  int is_strided = m == 1 ? a_column != 1 && is_left_turned : b_row != 1 && NAME(lies_in_rows)(1, b_row, b_column);
  NAME(role) role = m > 1 && n > 1 ? NAME(is_row) : is_strided ? NAME(is_strided) : NAME(is_alone);
  if (is_inner && m == 1 && n == 1 && LANES == 2) {
    T sum = 0;
    for (int64_t p = 0; p < k; p++)
      sum += a[p * a_column] * b[p * b_row];
    *c += sum;
    return;
  }
  if (is_inner && NAME(add_inner)(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row, role))
    return;
  // Where both sides are turned, sums begin with zero; doubles lie in rows first.
  int is_turned = m > 1 && n > 1 && is_left_turned && is_right_turned;
  int64_t room = LANES == 2 ? m * k : m * n;
  T *copy = is_turned ? NAME(room_for)(room, 0) : 0;
  if (!copy) {
    NAME(add_in_order)(m, n, k, a, a_row, a_column, b, b_row, b_column, c, c_row);
    return;
  }
  if (LANES == 2) {
    NAME(copy_rows)(m, k, a, a_row, a_column, copy);
    NAME(add_singly)(m, n, k, copy, b, b_column, c, c_row);
  } else {
    memset(copy, 0, (size_t)room * sizeof(T));
    NAME(nb_multiply_apart)(m, n, k, a, a_row, a_column, b, b_row, b_column, copy, n);
    for (int64_t i = 0; i < m; i++)
      for (int64_t j = 0; j < n; j++)
        c[i * c_row + j] += copy[i * n + j];
  }
  nb_scratch_release(copy);
}

#undef LANES
#undef EIGHT
