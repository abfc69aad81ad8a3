// Distances of rows of one type. The including file defines T, LANES, HALVES, ABS, ROOT, CEIL and NAME(function).

typedef T NAME(lanes) __attribute__((vector_size(LANES * sizeof(T))));
typedef __typeof__((NAME(lanes)){0} < (NAME(lanes)){0}) NAME(mask);
typedef T NAME(tile) __attribute__((vector_size(128)));

/// A sum, a sum of squares, or the largest size with one more difference, element by element.
NB_INLINE NAME(lanes) NAME(taken)(nb_norm_kind kind, NAME(lanes) held, NAME(lanes) difference) {
  NAME(lanes) size = __builtin_elementwise_abs(difference);
  if (kind == NB_NORM_1)
    return held + size;
  if (kind == NB_NORM_2)
    return held + size * size;
  NAME(mask) is_farther = (size > held) | (size != size);
  return (NAME(lanes))((is_farther & (NAME(mask))size) | (~is_farther & (NAME(mask))held));
}

/// The same of what two lanes hold.
NB_INLINE T NAME(joined)(nb_norm_kind kind, T a, T b) {
  if (kind != NB_NORM_MAX)
    return a + b;
  return b > a || b != b ? b : a;
}

NB_INLINE T NAME(distance)(nb_norm_kind kind, int64_t length, const T *x, const T *y) {
  NAME(lanes) held = {0}, a, b;
  int64_t i = 0;
  for (; i + LANES <= length; i += LANES) {
    memcpy(&a, x + i, sizeof a);
    memcpy(&b, y + i, sizeof b);
    held = NAME(taken)(kind, held, a - b);
  }
  if (i < length) {
    a = b = (NAME(lanes)){0};
    memcpy(&a, x + i, (size_t)(length - i) * sizeof *x);
    memcpy(&b, y + i, (size_t)(length - i) * sizeof *y);
    held = NAME(taken)(kind, held, a - b);
  }
  T parts[LANES];
  memcpy(parts, &held, sizeof parts);
  if (length < LANES || !HALVES) {
    for (int64_t l = 1; l < (length < LANES ? length : LANES); l++)
      parts[0] = NAME(joined)(kind, parts[0], parts[l]);
  } else
    for (int half = LANES / 2; half > 0; half /= 2)
      for (int l = 0; l < half; l++)
        parts[l] = NAME(joined)(kind, parts[l], parts[l + half]);
  return kind == NB_NORM_2 ? ROOT(parts[0]) : parts[0];
}

NB_INLINE NAME(lanes) NAME(joined_lanes)(nb_norm_kind kind, NAME(lanes) a, NAME(lanes) b) {
  if (kind != NB_NORM_MAX)
    return a + b;
  NAME(mask) is_taken = (b > a) | (b != b);
  return (NAME(lanes))((is_taken & (NAME(mask))b) | (~is_taken & (NAME(mask))a));
}

/// What ``distance`` makes of the lanes of one vector, of as many vectors as they have lanes.
NB_INLINE NAME(lanes) NAME(joined_rows)(nb_norm_kind kind, const NAME(lanes) * rows) {
#define NB_TAKE(a, b, ...) __builtin_shufflevector(a, b, __VA_ARGS__)
#if HALVES
  NAME(lanes) halves[4], quarters[2];
  for (int i = 0; i < 4; i++)
    halves[i] = NAME(joined_lanes)(kind, NB_TAKE(rows[2 * i], rows[2 * i + 1], 0, 1, 2, 3, 8, 9, 10, 11),
                                   NB_TAKE(rows[2 * i], rows[2 * i + 1], 4, 5, 6, 7, 12, 13, 14, 15));
  for (int i = 0; i < 2; i++)
    quarters[i] = NAME(joined_lanes)(kind, NB_TAKE(halves[2 * i], halves[2 * i + 1], 0, 1, 4, 5, 8, 9, 12, 13),
                                     NB_TAKE(halves[2 * i], halves[2 * i + 1], 2, 3, 6, 7, 10, 11, 14, 15));
  return NAME(joined_lanes)(kind, NB_TAKE(quarters[0], quarters[1], 0, 2, 4, 6, 8, 10, 12, 14),
                            NB_TAKE(quarters[0], quarters[1], 1, 3, 5, 7, 9, 11, 13, 15));
#else
  NAME(lanes) even[2], odd[2];
  for (int i = 0; i < 2; i++) {
    even[i] = NB_TAKE(rows[2 * i], rows[2 * i + 1], 0, 4, 2, 6);
    odd[i] = NB_TAKE(rows[2 * i], rows[2 * i + 1], 1, 5, 3, 7);
  }
  NAME(lanes) first = NB_TAKE(even[0], even[1], 0, 1, 4, 5), second = NB_TAKE(odd[0], odd[1], 0, 1, 4, 5);
  NAME(lanes) third = NB_TAKE(even[0], even[1], 2, 3, 6, 7), fourth = NB_TAKE(odd[0], odd[1], 2, 3, 6, 7);
  NAME(lanes) both = NAME(joined_lanes)(kind, NAME(joined_lanes)(kind, first, second), third);
  return NAME(joined_lanes)(kind, both, fourth);
#endif
#undef NB_TAKE
}

/// The distances of a row from LANES others, one behind the other, of at least as many elements.
NB_INLINE void NAME(wide_distances)(nb_norm_kind kind, int64_t length, const T *x, const T *y, T *out) {
  NAME(lanes) held[LANES], a, b;
  for (int r = 0; r < LANES; r++)
    held[r] = (NAME(lanes)){0};
  int64_t i = 0, rest = length % LANES;
  for (; i + LANES <= length; i += LANES) {
    memcpy(&a, x + i, sizeof a);
#pragma clang loop unroll(full)
    for (int r = 0; r < LANES; r++) {
      memcpy(&b, y + r * length + i, sizeof b);
      held[r] = NAME(taken)(kind, held[r], a - b);
    }
  }
  if (rest > 0) {
    // The last vector of a row, of which what is new is moved to the first lanes; there is nothing in the others.
    NAME(mask) places, is_there;
    for (int l = 0; l < LANES; l++) {
      places[l] = (l + LANES - rest) % LANES;
      is_there[l] = l < rest ? -1 : 0;
    }
    memcpy(&a, x + length - LANES, sizeof a);
    a = (NAME(lanes))((NAME(mask))__builtin_shufflevector(a, places) & is_there);
#pragma clang loop unroll(full)
    for (int r = 0; r < LANES; r++) {
      memcpy(&b, y + (r + 1) * length - LANES, sizeof b);
      b = (NAME(lanes))((NAME(mask))__builtin_shufflevector(b, places) & is_there);
      held[r] = NAME(taken)(kind, held[r], a - b);
    }
  }
  NAME(lanes) results = NAME(joined_rows)(kind, held);
  if (kind == NB_NORM_2)
    results = __builtin_elementwise_sqrt(results);
  memcpy(out, &results, sizeof results);
}

/// The distances of a row of fewer than LANES elements from LANES others, of which elements of one place lie side by side,
/// the places `stride` apart.
NB_INLINE void NAME(short_distances)(nb_norm_kind kind, int64_t length, const T *x, const T *y, int64_t stride, T *out) {
  NAME(lanes) results = {0}, none = {0}, b;
  for (int64_t k = 0; k < length; k++) {
    memcpy(&b, y + k * stride, sizeof b);
    NAME(lanes) size = NAME(taken)(kind, none, x[k] - b);
    results = k == 0 ? size : NAME(joined_lanes)(kind, results, size);
  }
  if (kind == NB_NORM_2)
    results = __builtin_elementwise_sqrt(results);
  memcpy(out, &results, sizeof results);
}

NB_INLINE void NAME(all_distances)(nb_norm_kind kind, int is_paired, int64_t rows, int64_t others, int64_t length,
                                   const T *x, const T *y, T *out) {
  int is_short = length < LANES;
  size_t bytes = (size_t)(others * length + 1) * sizeof(T);
  T *turned = is_short && rows > 1 ? nb_scratch_make(bytes) : 0;
  for (int64_t j = 0; turned && j < others; j++)
    for (int64_t k = 0; k < length; k++)
      turned[k * others + j] = y[j * length + k];
  for (int64_t i = 0; i < rows; i++) {
    const T *own = x + i * length;
    int64_t j = is_paired ? i + 1 : 0;
    if (!is_short)
      for (; j + LANES <= others; j += LANES, out += LANES)
        NAME(wide_distances)(kind, length, own, y + j * length, out);
    else if (turned)
      for (; j + LANES <= others; j += LANES, out += LANES)
        NAME(short_distances)(kind, length, own, turned + j, others, out);
    for (; j < others; j++)
      *out++ = NAME(distance)(kind, length, own, y + j * length);
  }
  nb_scratch_release(turned);
}

NB_CLONES void NAME(nb_distances)(nb_norm_kind kind, int is_paired, int64_t rows, int64_t others, int64_t length,
                                  const T *x, const T *y, T *out) {
  switch (kind) {
  case NB_NORM_1:
    NAME(all_distances)(NB_NORM_1, is_paired, rows, others, length, x, y, out);
    return;
  case NB_NORM_2:
    NAME(all_distances)(NB_NORM_2, is_paired, rows, others, length, x, y, out);
    return;
  case NB_NORM_MAX:
    NAME(all_distances)(NB_NORM_MAX, is_paired, rows, others, length, x, y, out);
    return;
  }
}

/// A part of ``nb_distances_in_order``: what elements `first ..< last` of rows add, as the columns of a tile of others.
NB_INLINE void NAME(add_in_order)(int squares, int64_t rows, int64_t length, int64_t first, int64_t last, const T *x,
                                  const T *tile, int64_t width, int64_t others, T *out) {
  enum { SIDE = 128 / sizeof(T) };
  // Products of whole vectors of 128 bits are rounded before they are added, those left over are not.
  int64_t whole = length - length % (16 / (int64_t)sizeof(T)), rounded = whole < last ? whole : last;
  for (int64_t i = 0; i < rows; i++, out += others) {
    const T *own = x + i * length;
    NAME(tile) sums = {0}, other;
    if (first > 0)
      memcpy(&sums, out, (size_t)width * sizeof *out);
    int64_t k = first;
    for (; k < rounded; k++) {
      memcpy(&other, tile + (k - first) * SIDE, sizeof other);
      NAME(tile) difference = own[k] - other;
      sums += squares ? difference * difference : __builtin_elementwise_abs(difference);
    }
    for (; k < last; k++) {
      memcpy(&other, tile + (k - first) * SIDE, sizeof other);
      NAME(tile) difference = own[k] - other;
      sums = squares ? __builtin_elementwise_fma(difference, difference, sums)
                     : sums + __builtin_elementwise_abs(difference);
    }
    if (squares && last == length)
      sums = __builtin_elementwise_sqrt(sums);
    if (width == SIDE)
      memcpy(out, &sums, sizeof sums);
    else
      memcpy(out, &sums, (size_t)width * sizeof *out);
  }
}

NB_CLONES void NAME(nb_distances_in_order)(int squares, int64_t rows, int64_t others, int64_t length, const T *x,
                                           const T *y, T *out) {
  enum { SIDE = 128 / sizeof(T), DEPTH = 128 };
  T tile[DEPTH * SIDE];
  for (int64_t j = 0; j < others; j += SIDE) {
    int64_t width = others - j < SIDE ? others - j : SIDE;
    for (int64_t first = 0; first < length; first += DEPTH) {
      int64_t last = length - first < DEPTH ? length : first + DEPTH;
      memset(tile, 0, sizeof tile);
      for (int64_t l = 0; l < width; l++)
        for (int64_t k = first; k < last; k++)
          tile[(k - first) * SIDE + l] = y[(j + l) * length + k];
      if (squares)
        NAME(add_in_order)(1, rows, length, first, last, x, tile, width, others, out + j);
      else
        NAME(add_in_order)(0, rows, length, first, last, x, tile, width, others, out + j);
    }
  }
}

NB_INLINE T NAME(sign)(T x) { return (T)((x > 0) - (x < 0)); }

NB_INLINE T NAME(slope)(nb_norm_kind kind, T difference, T grad, T distance) {
  if (kind == NB_NORM_1)
    return grad * NAME(sign)(difference);
  if (kind == NB_NORM_2)
    return distance == 0 ? 0 : grad * difference / distance;
  // Every element that is as far away as the farthest has a share.
  T rest = CEIL(ABS(ABS(difference) - distance));
  return grad * NAME(sign)(difference) * (1 - (rest < 1 ? rest : 1));
}

NB_INLINE void NAME(row_gradients)(nb_norm_kind kind, int is_paired, int64_t rows, int64_t others, int64_t length,
                                   const T *x, const T *y, const T *distances, const T *grad, T *out) {
  for (int64_t i = 0; i < rows; i++) {
    const T *own = x + i * length;
    T *restrict to = out + i * length;
    for (int64_t j = is_paired ? i + 1 : 0; j < others; j++, distances++, grad++) {
      const T *other = y + j * length;
      T distance = *distances, share = *grad;
      if (is_paired) {
        T *restrict back = out + j * length;
        for (int64_t k = 0; k < length; k++) {
          T slope = NAME(slope)(kind, own[k] - other[k], share, distance);
          to[k] += slope;
          back[k] -= slope;
        }
      } else
        for (int64_t k = 0; k < length; k++)
          to[k] += NAME(slope)(kind, own[k] - other[k], share, distance);
    }
  }
}

NB_CLONES void NAME(nb_distance_rows)(nb_norm_kind kind, int is_paired, int64_t rows, int64_t others, int64_t length,
                                      const T *x, const T *y, const T *distances, const T *grad, T *out) {
  switch (kind) {
  case NB_NORM_1:
    NAME(row_gradients)(NB_NORM_1, is_paired, rows, others, length, x, y, distances, grad, out);
    return;
  case NB_NORM_2:
    NAME(row_gradients)(NB_NORM_2, is_paired, rows, others, length, x, y, distances, grad, out);
    return;
  case NB_NORM_MAX:
    NAME(row_gradients)(NB_NORM_MAX, is_paired, rows, others, length, x, y, distances, grad, out);
    return;
  }
}
