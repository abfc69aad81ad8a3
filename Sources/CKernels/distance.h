// Distances of rows of one type. The including file defines T, LANES, HALVES, ABS, ROOT, CEIL and NAME(function).

typedef T NAME(lanes) __attribute__((vector_size(LANES * sizeof(T))));
typedef __typeof__((NAME(lanes)){0} < (NAME(lanes)){0}) NAME(mask);

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

NB_INLINE void NAME(all_distances)(nb_norm_kind kind, int is_paired, int64_t rows, int64_t others, int64_t length,
                                   const T *x, const T *y, T *out) {
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = is_paired ? i + 1 : 0; j < others; j++)
      *out++ = NAME(distance)(kind, length, x + i * length, y + j * length);
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
