// Softmax of elements of one type, bit for bit as PyTorch's kernels for vectors of 512 bits. The including file defines
// T, BITS (a signed integer as wide), LANES, NAME(function), the exponentials EXP_NEAR and EXP_ANY, MAGNITUDE and LIMIT
// for the choice between them, LOG, LIBRARY(function) and NB_FOLD.

typedef T NAME(lanes) __attribute__((vector_size(sizeof(T) * LANES)));
typedef BITS NAME(lane_bits) __attribute__((vector_size(sizeof(T) * LANES)));

NB_INLINE NAME(lanes) NAME(load_lanes)(const T *x) {
  NAME(lanes) values;
  memcpy(&values, x, sizeof values);
  return values;
}

NB_INLINE NAME(lanes) NAME(larger_lanes)(NAME(lanes) a, NAME(lanes) b) {
  NAME(lane_bits) is_larger = a > b;
  return (NAME(lanes))(((NAME(lane_bits))a & is_larger) | ((NAME(lane_bits))b & ~is_larger));
}

/// The largest of `length` > 0 elements; nan may be passed over.
NB_INLINE T NAME(largest_of)(int64_t length, const T *x) {
  T largest = x[0];
  int64_t i = 0;
  if (length >= LANES) {
    NAME(lanes) best[4];
    for (int v = 0; v < 4; v++)
      best[v] = NAME(load_lanes)(x);
    for (; i + 4 * LANES <= length; i += 4 * LANES)
      for (int v = 0; v < 4; v++)
        best[v] = NAME(larger_lanes)(NAME(load_lanes)(x + i + v * LANES), best[v]);
    for (; i + LANES <= length; i += LANES)
      best[0] = NAME(larger_lanes)(NAME(load_lanes)(x + i), best[0]);
    // The last elements among some that were looked at.
    best[1] = NAME(larger_lanes)(NAME(load_lanes)(x + length - LANES), best[1]);
    best[0] = NAME(larger_lanes)(NAME(larger_lanes)(best[0], best[1]), NAME(larger_lanes)(best[2], best[3]));
#pragma clang loop unroll(full)
    for (int half = LANES / 2; half > 0; half /= 2) {
      NAME(lane_bits) places;
      for (int l = 0; l < LANES; l++)
        places[l] = (l + half) % LANES;
      best[0] = NAME(larger_lanes)(__builtin_shufflevector(best[0], places), best[0]);
    }
    return best[0][0] > largest ? best[0][0] : largest;
  }
  for (; i < length; i++)
    largest = x[i] > largest ? x[i] : largest;
  return largest;
}

/// exp(x - less) of a multiple of LANES elements.
NB_INLINE void NAME(exp_less)(int64_t count, const T *x, T less, T *restrict out) {
  __builtin_assume(count % LANES == 0);
  BITS most = 0;
  for (int64_t i = 0; i < count; i++) {
    T v = x[i] - less;
    // What is masked does not count among what is far away.
    int is_masked = v == -(T)INFINITY;
    BITS magnitude = is_masked ? 0 : MAGNITUDE(v);
    most = magnitude > most ? magnitude : most;
    out[i] = is_masked ? 0 : EXP_NEAR(v);
  }
  if (most > MAGNITUDE(LIMIT))
    for (int64_t i = 0; i < count; i++)
      out[i] = EXP_ANY(x[i] - less);
}

NB_INLINE T NAME(folded)(NAME(lanes) values) {
  T sums[LANES];
  memcpy(sums, &values, sizeof sums);
  NB_FOLD(sums, LANES)
  return sums[0];
}

/// exp(x - less) of a row and, returned, the sum, in PyTorch's order of additions: along the last dimension LANES sums
/// side by side, folded until one is left; else (and in rows of fewer elements) one after the other.
NB_INLINE T NAME(exp_row)(int is_last, int64_t length, const T *x, T less, T *restrict out) {
  NAME(lanes) sums = {0};
  int is_wide = is_last && length >= LANES;
  int64_t whole = length & -LANES, rest = length - whole;
  for (int64_t i = 0; i < whole; i += BLOCK) {
    int64_t size = whole - i < BLOCK ? whole - i : BLOCK;
    NAME(exp_less)(size, x + i, less, out + i);
    if (is_wide)
      for (int64_t j = i; j < i + size; j += LANES)
        sums += NAME(load_lanes)(out + j);
  }
  if (rest > 0 && is_wide) {
    // The last elements, among some whose exponentials are there and stay, and zeros behind them.
    T results[2 * LANES] = {0};
    NAME(exp_less)(LANES, x + length - LANES, less, results);
    memcpy(out + length - LANES, results, LANES * sizeof *out);
    sums += NAME(load_lanes)(results + LANES - rest);
  } else if (rest > 0) {
    // The last elements, among others whose exponential is 1.
    T last[LANES], results[LANES];
    for (int l = 0; l < LANES; l++)
      last[l] = less;
    memcpy(last, x + whole, (size_t)rest * sizeof *x);
    NAME(exp_less)(LANES, last, less, results);
    memcpy(out + whole, results, (size_t)rest * sizeof *out);
  }
  T total = 0;
  if (!is_wide) {
    for (int64_t i = 0; i < length; i++)
      total += out[i];
    return total;
  }
  return NAME(folded)(sums);
}

/// What the columns that are left over beside vectors get along a dimension that is not the last one: the library's
/// functions.
static void NAME(softmax_left)(int logarithm, int64_t length, const T *x, T largest, T *out) {
  T total = 0;
  for (int64_t i = 0; i < length; i++)
    total += out[i] = LIBRARY(exp)(x[i] - largest);
  T shift = LIBRARY(log)(total);
  for (int64_t i = 0; i < length; i++)
    out[i] = logarithm ? x[i] - largest - shift : out[i] / total;
}

NB_CLONES static void NAME(softmax_rows)(int logarithm, int64_t inner, int64_t rows, int64_t length, const T *x,
                                         T *restrict out) {
  for (int64_t row = 0; row < rows; row++, x += length, out += length) {
    T largest = NAME(largest_of)(length, x);
    if (inner > 1 && row % inner >= (inner & -LANES)) {
      NAME(softmax_left)(logarithm, length, x, largest, out);
      continue;
    }
    T total = NAME(exp_row)(inner == 1, length, x, largest, out);
    if (logarithm) {
      T shift = total == total ? LOG(total) : total;
      for (int64_t i = 0; i < length; i++)
        out[i] = x[i] - largest - shift;
    } else if (inner == 1) {
      T factor = 1 / total;
      for (int64_t i = 0; i < length; i++)
        out[i] *= factor;
    } else {
      for (int64_t i = 0; i < length; i++)
        out[i] /= total;
    }
  }
}

/// The columns of `width` neighbours, row by row.
NB_INLINE void NAME(softmax_columns)(int logarithm, int width, int64_t length, int64_t inner, const T *x,
                                     T *restrict out) {
  T largest[4 * LANES], totals[4 * LANES];
  for (int l = 0; l < width; l++) {
    largest[l] = x[l];
    totals[l] = 0;
  }
  for (int64_t i = 1; i < length; i++)
    for (int l = 0; l < width; l++)
      largest[l] = x[i * inner + l] > largest[l] ? x[i * inner + l] : largest[l];
  for (int64_t i = 0; i < length; i++)
    for (int l = 0; l < width; l++) {
      T v = x[i * inner + l] - largest[l], power = EXP_ANY(v);
      totals[l] += power;
      out[i * inner + l] = logarithm ? v : power;
    }
  if (logarithm)
    for (int l = 0; l < width; l++)
      totals[l] = totals[l] == totals[l] ? LOG(totals[l]) : totals[l];
  for (int64_t i = 0; i < length; i++)
    for (int l = 0; l < width; l++)
      out[i * inner + l] = logarithm ? out[i * inner + l] - totals[l] : out[i * inner + l] / totals[l];
}

NB_CLONES int64_t NAME(nb_softmax_columns)(int logarithm, int64_t outer, int64_t length, int64_t inner, const T *x,
                                           T *out) {
  int64_t done = inner / LANES * LANES;
  for (; outer > 0; outer--, x += length * inner, out += length * inner)
    for (int64_t column = 0; column < done;) {
      const T *from = x + column;
      T *to = out + column;
      if (done - column < 4 * LANES) {
        if (logarithm)
          NAME(softmax_columns)(1, LANES, length, inner, from, to);
        else
          NAME(softmax_columns)(0, LANES, length, inner, from, to);
        column += LANES;
        continue;
      }
      if (logarithm)
        NAME(softmax_columns)(1, 4 * LANES, length, inner, from, to);
      else
        NAME(softmax_columns)(0, 4 * LANES, length, inner, from, to);
      column += 4 * LANES;
    }
  return done;
}

typedef struct NAME(softmax_work) {
  int logarithm;
  int64_t length;
  const T *x;
  T *out;
} NAME(softmax_work);

static void NAME(softmax_part)(void *context, int64_t begin, int64_t end) {
  const NAME(softmax_work) *work = context;
  int64_t start = begin * work->length;
  NAME(softmax_rows)(work->logarithm, 1, end - begin, work->length, work->x + start, work->out + start);
}

void NAME(nb_softmax)(int logarithm, int64_t inner, int64_t rows, int64_t length, const T *x, T *out) {
  if (length <= 0)
    return;
  // Beside others in columns, a row's place tells how it is computed.
  if (inner > 1)
    return NAME(softmax_rows)(logarithm, inner, rows, length, x, out);
  NAME(softmax_work) work = {logarithm, length, x, out};
  nb_share(rows, nb_shared_rows(rows, length), NAME(softmax_part), &work);
}

void NAME(nb_softmax_masked)(int64_t rows, int64_t length, const T *x, T *out) {
  for (; rows > 0; rows--, x += length, out += length) {
    int64_t place = 0;
    while (place < length && x[place] == -(T)INFINITY)
      place++;
    if (place == length)
      memset(out, 0, (size_t)length * sizeof *out);
    else
      NAME(softmax_rows)(0, 1, 1, length, x, out);
  }
}

NB_CLONES void NAME(nb_mask_scores)(int64_t rows, int64_t length, T *scores, const uint8_t *keeps, int64_t row_step,
                                    int64_t step) {
  for (; rows > 0; rows--, scores += length, keeps += row_step)
    if (step == 1)
      for (int64_t i = 0; i < length; i++)
        scores[i] = keeps[i] ? scores[i] : -(T)INFINITY;
    else
      for (int64_t i = 0; i < length; i++)
        scores[i] = keeps[i * step] ? scores[i] : -(T)INFINITY;
}

/// The sum of the products of two rows or, without the second, of one row, in the orders of ``exp_row``; which products
/// are rounded before they are added is PyTorch's choice as well.
NB_INLINE T NAME(sum_row)(int is_last, int64_t length, const T *x, const T *y) {
  T total = 0;
  if (!is_last) {
    for (int64_t i = 0; i < length; i++)
      total = y ? x[i] * y[i] + total : x[i] + total;
    return total;
  }
  if (length < LANES) {
    for (int64_t i = 0; i < length; i++) {
      T product = y ? x[i] * y[i] : x[i];
      total += product;
    }
    return total;
  }
  NAME(lanes) sums = {0};
  int64_t i = 0;
  for (; i + LANES <= length; i += LANES) {
    NAME(lanes) product = NAME(load_lanes)(x + i);
    if (y)
      product *= NAME(load_lanes)(y + i);
    sums += product;
  }
  for (int l = 0; i < length; i++, l++)
    sums[l] = y ? x[i] * y[i] + sums[l] : x[i] + sums[l];
  return NAME(folded)(sums);
}

NB_CLONES void NAME(nb_softmax_backward)(int logarithm, int is_last, int64_t rows, int64_t length, const T *grad,
                                         const T *result, T *restrict out) {
  for (; rows > 0; rows--, grad += length, result += length, out += length) {
    T sum = NAME(sum_row)(is_last, length, grad, logarithm ? 0 : result);
    if (logarithm)
      for (int64_t i = 0; i < length; i++)
        out[i] = grad[i] - EXP_ANY(result[i]) * sum;
    else
      for (int64_t i = 0; i < length; i++)
        out[i] = (grad[i] - sum) * result[i];
  }
}

/// The gradients of BLOCK columns at most.
NB_INLINE void NAME(columns_backward)(const int logarithm, int64_t width, int64_t length, int64_t inner, const T *grad,
                                      const T *result, T *restrict out) {
  T sums[BLOCK] = {0};
  for (int64_t i = 0; i < length; i++)
    for (int64_t c = 0; c < width; c++) {
      T g = grad[i * inner + c];
      sums[c] = logarithm ? g + sums[c] : g * result[i * inner + c] + sums[c];
    }
  for (int64_t i = 0; i < length; i++)
    for (int64_t c = 0; c < width; c++) {
      int64_t place = i * inner + c;
      out[place] =
          logarithm ? grad[place] - EXP_ANY(result[place]) * sums[c] : (grad[place] - sums[c]) * result[place];
    }
}

NB_CLONES void NAME(nb_softmax_columns_backward)(int logarithm, int64_t outer, int64_t length, int64_t inner,
                                                 const T *grad, const T *result, T *out) {
  for (int64_t block = 0; block < outer; block++)
    for (int64_t column = 0; column < inner; column += BLOCK) {
      int64_t width = inner - column < BLOCK ? inner - column : BLOCK, start = block * length * inner + column;
      if (logarithm)
        NAME(columns_backward)(1, width, length, inner, grad + start, result + start, out + start);
      else
        NAME(columns_backward)(0, width, length, inner, grad + start, result + start, out + start);
    }
}
