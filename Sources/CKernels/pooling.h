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
