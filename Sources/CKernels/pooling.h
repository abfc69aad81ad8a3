// Means of windows of one type. The including file defines T and NAME(function).

/// Adds to a row of sums the elements of an image's row that one column of the windows looks at.
static inline void NAME(add_column)(int64_t first, int64_t end, int64_t step, const T *x, T *restrict sums) {
  for (int64_t i = first; i < end; i++)
    sums[i] += x[i * step];
}

/// The sums of a row of windows whose first elements would be row `top` of plane `front` of an image.
static inline void NAME(add_windows)(const nb_pooling *p, int64_t front, int64_t top, const T *x, T *restrict out) {
  int64_t columns = p->output[2], step = p->stride[2];
  for (int64_t i = 0; i < columns; i++)
    out[i] = 0;
  for (int64_t k0 = 0; k0 < p->kernel[0]; k0++)
    for (int64_t k1 = 0; k1 < p->kernel[1]; k1++) {
      int64_t y = front + k0, z = top + k1;
      if (y < 0 || y >= p->input[0] || z < 0 || z >= p->input[1])
        continue;
      for (int64_t k2 = 0; k2 < p->kernel[2]; k2++) {
        int64_t shift = k2 - p->padding[2], reach = p->input[2] - 1 - shift;
        int64_t first = shift >= 0 ? 0 : (-shift + step - 1) / step, end = reach < 0 ? 0 : reach / step + 1;
        const T *from = x + (y * p->input[1] + z) * p->input[2] + shift;
        if (end > columns)
          end = columns;
        if (step == 1)
          NAME(add_column)(first, end, 1, from, out);
        else if (step == 2)
          NAME(add_column)(first, end, 2, from, out);
        else
          NAME(add_column)(first, end, step, from, out);
      }
    }
}

NB_CLONES void NAME(nb_average_pool)(const nb_pooling *p, int64_t planes, const T *x, T *out) {
  int64_t columns = p->output[2];
  // Whether all windows of a row are equally wide.
  int is_even = p->padding[2] == 0 && (columns - 1) * p->stride[2] + p->kernel[2] <= p->input[2];
  for (int64_t plane = 0; plane < planes; plane++, x += p->input[0] * p->input[1] * p->input[2])
    for (int64_t depth = 0; depth < p->output[0]; depth++)
      for (int64_t row = 0; row < p->output[1]; row++, out += columns) {
        NAME(add_windows)(p, depth * p->stride[0] - p->padding[0], row * p->stride[1] - p->padding[1], x, out);
        int64_t rows = extent(p, 0, depth) * extent(p, 1, row);
        if (p->divisor || is_even) {
          T count = (T)(p->divisor ? p->divisor : rows * p->kernel[2]);
          for (int64_t i = 0; i < columns; i++)
            out[i] /= count;
        } else
          for (int64_t i = 0; i < columns; i++)
            out[i] /= (T)(rows * extent(p, 2, i));
      }
}

/// Adds the shares of a row of windows to one row of an image: `shift` is where the first window's element is. Those an
/// element gets from several windows of the row come in the windows' order, because the loop over a window's columns goes
/// backwards.
NB_INLINE void NAME(share_column)(int64_t first, int64_t end, int64_t step, const T *shares, T *restrict out) {
  for (int64_t i = first; i < end; i++)
    out[i * step] += shares[i];
}

NB_CLONES void NAME(nb_average_pool_backward)(const nb_pooling *p, int64_t planes, const T *grad, T *restrict shares,
                                              T *out) {
  int64_t columns = p->output[2], step = p->stride[2], width = p->input[2];
  int is_even = p->padding[2] == 0 && (columns - 1) * step + p->kernel[2] <= width;
  for (int64_t plane = 0; plane < planes; plane++, out += p->input[0] * p->input[1] * width)
    for (int64_t depth = 0; depth < p->output[0]; depth++)
      for (int64_t row = 0; row < p->output[1]; row++, grad += columns) {
        int64_t rows = extent(p, 0, depth) * extent(p, 1, row);
        if (p->divisor || is_even) {
          T count = (T)(p->divisor ? p->divisor : rows * p->kernel[2]);
          for (int64_t i = 0; i < columns; i++)
            shares[i] = grad[i] / count;
        } else
          for (int64_t i = 0; i < columns; i++)
            shares[i] = grad[i] / (T)(rows * extent(p, 2, i));
        int64_t front = depth * p->stride[0] - p->padding[0], top = row * p->stride[1] - p->padding[1];
        for (int64_t k0 = 0; k0 < p->kernel[0]; k0++)
          for (int64_t k1 = 0; k1 < p->kernel[1]; k1++) {
            int64_t y = front + k0, z = top + k1;
            if (y < 0 || y >= p->input[0] || z < 0 || z >= p->input[1])
              continue;
            T *to = out + (y * p->input[1] + z) * width;
            for (int64_t k2 = p->kernel[2] - 1; k2 >= 0; k2--) {
              int64_t shift = k2 - p->padding[2], reach = width - 1 - shift;
              int64_t first = shift >= 0 ? 0 : (-shift + step - 1) / step, end = reach < 0 ? 0 : reach / step + 1;
              if (end > columns)
                end = columns;
              if (step == 1)
                NAME(share_column)(first, end, 1, shares, to + shift);
              else if (step == 2)
                NAME(share_column)(first, end, 2, shares, to + shift);
              else
                NAME(share_column)(first, end, step, shares, to + shift);
            }
          }
      }
}

/// The sums over a window of ADAPTIVE_PLANES images, each element after the other: so many sums keep the processor busy
/// while each waits for its last addition.
NB_INLINE void NAME(sum_adaptive)(const nb_adaptive *p, const int64_t *start, const int64_t *end, int64_t plane,
                                  int images, const T *x, T *sums) {
  T parts[ADAPTIVE_PLANES] = {0};
  for (int64_t i = start[0]; i < end[0]; i++)
    for (int64_t j = start[1]; j < end[1]; j++) {
      const T *row = x + (i * p->input[1] + j) * p->input[2];
      for (int64_t k = start[2]; k < end[2]; k++)
        for (int n = 0; n < images; n++)
          parts[n] += row[n * plane + k];
    }
  for (int n = 0; n < images; n++)
    sums[n] = parts[n];
}

NB_CLONES void NAME(nb_adaptive_average)(const nb_adaptive *p, int64_t planes, const T *x, int64_t *bounds, T *out) {
  int64_t plane = p->input[0] * p->input[1] * p->input[2], windows = p->output[0] * p->output[1] * p->output[2];
  column_bounds(p, bounds);
  for (int64_t first = 0; first < planes; first += ADAPTIVE_PLANES) {
    int images = planes - first < ADAPTIVE_PLANES ? (int)(planes - first) : ADAPTIVE_PLANES;
    const T *from = x + first * plane;
    T *to = out + first * windows;
    NB_EACH_WINDOW(p, bounds) {
      T sums[ADAPTIVE_PLANES];
      if (images == ADAPTIVE_PLANES)
        NAME(sum_adaptive)(p, start, end, plane, ADAPTIVE_PLANES, from, sums);
      else
        for (int n = 0; n < images; n++)
          NAME(sum_adaptive)(p, start, end, plane, 1, from + n * plane, sums + n);
      for (int n = 0; n < images; n++)
        to[n * windows] = sums[n] / (T)(end[0] - start[0]) / (T)(end[1] - start[1]) / (T)(end[2] - start[2]);
      to++;
    }
  }
}

NB_CLONES void NAME(nb_adaptive_average_backward)(const nb_adaptive *p, int64_t planes, const T *grad, int64_t *bounds,
                                                  T *restrict out) {
  column_bounds(p, bounds);
  for (; planes > 0; planes--, out += p->input[0] * p->input[1] * p->input[2])
    NB_EACH_WINDOW(p, bounds) {
      T share = *grad++ / (T)(end[0] - start[0]) / (T)(end[1] - start[1]) / (T)(end[2] - start[2]);
      for (int64_t i = start[0]; i < end[0]; i++)
        for (int64_t j = start[1]; j < end[1]; j++) {
          T *row = out + (i * p->input[1] + j) * p->input[2];
          for (int64_t k = start[2]; k < end[2]; k++)
            row[k] += share;
        }
    }
}

NB_CLONES void NAME(nb_adaptive_max)(const nb_adaptive *p, int64_t planes, const T *x, int64_t *bounds, T *values,
                                     int64_t *places) {
  column_bounds(p, bounds);
  for (; planes > 0; planes--, x += p->input[0] * p->input[1] * p->input[2])
    NB_EACH_WINDOW(p, bounds) {
      T best = -(T)__builtin_inf();
      int64_t place = (start[0] * p->input[1] + start[1]) * p->input[2] + start[2];
      for (int64_t i = start[0]; i < end[0]; i++)
        for (int64_t j = start[1]; j < end[1]; j++) {
          int64_t row = (i * p->input[1] + j) * p->input[2];
          for (int64_t k = row + start[2]; k < row + end[2]; k++) {
            T value = x[k];
            // A branch that is seldom taken costs less than a choice that waits for the one before.
            if (__builtin_expect(value > best || value != value, 0)) {
              best = value;
              place = k;
            }
          }
        }
      *values++ = x[place];
      *places++ = place;
    }
}
