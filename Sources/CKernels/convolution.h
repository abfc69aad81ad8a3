// Convolutions for one kind of processor: products of a matrix of weights and of one whose columns are the windows of an
// image, which is not made: its element under a weight lies at the same distance from the window's first one for every
// window (see `nb_layout`). The including file defines T, TARGET, VECTOR_BYTES, TILE_ROWS, GRADIENT_ROWS and NAME(function).

#define LANES (VECTOR_BYTES / (int)sizeof(T))

typedef T NAME(vector) __attribute__((vector_size(VECTOR_BYTES)));

/// Where a tile is written, and what is done with what is there.
typedef struct NAME(target) {
  T *out;
  /// How far rows and the vectors of a row lie apart.
  int64_t row, step;
  /// One number for each row, or none.
  const T *bias;
  int adds;
} NAME(target);

/// The products of ROWS rows of weights, which lie element by element, and of VECTORS vectors of windows.
#define NB_TILE(ROWS, VECTORS)                                                                                         \
  TARGET __attribute__((noinline)) static void NAME(tile_##ROWS##_##VECTORS)(                                          \
      int64_t depth, const T *weights, const int64_t *offsets, const T *x, int64_t step, const NAME(target) * to) {    \
    NAME(vector) sums[ROWS][VECTORS];                                                                                  \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < ROWS; i++)                                                  \
        _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++) sums[i][v] = (NAME(vector)){0};           \
    for (int64_t p = 0; p < depth; p++, weights += ROWS) {                                                             \
      NAME(vector) held[VECTORS];                                                                                      \
      const T *line = x + offsets[p];                                                                                  \
      _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++)                                             \
          memcpy(&held[v], line + v * step, sizeof held[v]);                                                           \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < ROWS; i++)                                                \
          _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++) sums[i][v] += weights[i] * held[v];     \
    }                                                                                                                  \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < ROWS; i++) {                                                \
      _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++) {                                           \
        T *place = to->out + i * to->row + v * to->step;                                                               \
        NAME(vector) sum = sums[i][v];                                                                                 \
        if (to->adds) {                                                                                                \
          NAME(vector) there;                                                                                          \
          memcpy(&there, place, sizeof there);                                                                         \
          sum = there + sum;                                                                                           \
        }                                                                                                              \
        if (to->bias)                                                                                                  \
          sum += to->bias[i];                                                                                          \
        memcpy(place, &sum, sizeof sum);                                                                               \
      }                                                                                                                \
    }                                                                                                                  \
  }

#if TILE_ROWS == 12
NB_TILE(12, 2)
NB_TILE(12, 1)
NB_TILE(8, 2)
NB_TILE(8, 1)
#elif TILE_ROWS == 6
NB_TILE(6, 2)
NB_TILE(6, 1)
#endif
NB_TILE(4, 2)
NB_TILE(4, 1)
NB_TILE(2, 4)
NB_TILE(2, 2)
NB_TILE(2, 1)
NB_TILE(1, 8)
NB_TILE(1, 4)
NB_TILE(1, 2)
NB_TILE(1, 1)

#undef NB_TILE

/// How many of the rows that are left a tile has.
static inline int64_t NAME(tile_rows)(int64_t left) {
#if TILE_ROWS == 12
  if (left >= 12)
    return 12;
  if (left >= 8)
    return 8;
#elif TILE_ROWS == 6
  if (left >= 6)
    return 6;
#endif
  return left >= 4 ? 4 : left >= 2 ? 2 : 1;
}

/// The tiles of one position: all rows, by as many as a tile has.
TARGET static void NAME(add_tiles)(int64_t channels, int64_t depth, int64_t start, int64_t block, int vectors,
                                   const T *weights, const int64_t *offsets, const T *x, int64_t step,
                                   NAME(target) to) {
  for (int64_t row = 0; row < channels;) {
    int64_t rows = NAME(tile_rows)(channels - row);
    const T *panel = weights + row * depth + start * rows;
#define NB_CASE(ROWS, VECTORS)                                                                                         \
  case ROWS * 16 + VECTORS:                                                                                            \
    NAME(tile_##ROWS##_##VECTORS)(block, panel, offsets + start, x, step, &to);                                        \
    break;
    switch (rows * 16 + vectors) {
#if TILE_ROWS == 12
      NB_CASE(12, 2)
      NB_CASE(12, 1)
      NB_CASE(8, 2)
      NB_CASE(8, 1)
#elif TILE_ROWS == 6
      NB_CASE(6, 2)
      NB_CASE(6, 1)
#endif
      NB_CASE(4, 2)
      NB_CASE(4, 1)
      NB_CASE(2, 4)
      NB_CASE(2, 2)
      NB_CASE(2, 1)
      NB_CASE(1, 8)
      NB_CASE(1, 4)
      NB_CASE(1, 2)
      NB_CASE(1, 1)
    }
#undef NB_CASE
    row += rows;
    to.out += rows * to.row;
    if (to.bias)
      to.bias += rows;
  }
}

/// Lays out the rows of an image that `band` rows of the result from `row` on look at, of the depth that the result's
/// plane `plane` looks at. `x` is the first channel of a group.
TARGET static void NAME(lay_out)(const nb_convolution *c, const nb_layout *l, const T *x, int64_t plane, int64_t row,
                                 T *out) {
  int64_t area = c->input[1] * c->input[2];
  for (int64_t channel = 0; channel < c->in_channels; channel++, x += c->input[0] * area)
    for (int64_t k0 = 0; k0 < c->kernel[0]; k0++) {
      int64_t z = plane * c->stride[0] - c->padding[0] + k0 * c->dilation[0];
      int is_inside = z >= 0 && z < c->input[0];
      for (int64_t row_phase = 0; row_phase < l->row_phases; row_phase++) {
        int64_t r = row_phase * c->dilation[1] % c->stride[1];
        for (int64_t column_phase = 0; column_phase < l->column_phases; column_phase++) {
          int64_t s = column_phase * c->dilation[2] % c->stride[2];
          int64_t stride = c->stride[2], shift = s - c->padding[2];
          // Columns from `first` to before `end` lie inside the image.
          int64_t first = shift >= 0 ? 0 : smaller((-shift + stride - 1) / stride, l->width);
          int64_t reach = c->input[2] - 1 - shift;
          int64_t end = reach < 0 ? first : larger(first, smaller(reach / stride + 1, l->width));
          for (int64_t i = 0; i < l->rows; i++, out += l->width) {
            int64_t y = (row + i) * c->stride[1] + r - c->padding[1];
            if (!is_inside || y < 0 || y >= c->input[1]) {
              memset(out, 0, (size_t)l->width * sizeof *out);
              continue;
            }
            const T *from = x + z * area + y * c->input[2] + shift;
            for (int64_t j = 0; j < first; j++)
              out[j] = 0;
            if (stride == 1)
              memcpy(out + first, from + first, (size_t)(end - first) * sizeof *out);
            else if (stride == 2)
              for (int64_t j = first; j < end; j++)
                out[j] = from[j * 2];
            else
              for (int64_t j = first; j < end; j++)
                out[j] = from[j * stride];
            for (int64_t j = end; j < l->width; j++)
              out[j] = 0;
          }
        }
      }
    }
}

/// Copies the first `columns` of a tile of `channels` rows to where windows `position` and those behind it belong: rows
/// of windows are `width` wide, of which the first `places` are there.
TARGET static void NAME(copy_tile)(const T *tile, int64_t tile_row, int64_t channels, int64_t position,
                                   int64_t columns, int64_t width, int64_t places, T *out, int64_t out_row) {
  for (int64_t done = 0; done < columns;) {
    int64_t row = (position + done) / width, column = (position + done) % width;
    int64_t step = smaller(columns - done, width - column);
    int64_t count = smaller(step, places - column);
    if (count > 0) {
      T *to = out + row * places + column;
      for (int64_t i = 0; i < channels; i++)
        memcpy(to + i * out_row, tile + i * tile_row + done, (size_t)count * sizeof *out);
    }
    done += step;
  }
}

/// The weights of a group as panels of as many rows as tiles have, element by element.
TARGET static void NAME(pack_weights)(const nb_convolution *c, const T *weights, T *out) {
  int64_t elements = c->kernel[0] * c->kernel[1] * c->kernel[2];
  for (int64_t row = 0; row < c->out_channels;) {
    int64_t rows = NAME(tile_rows)(c->out_channels - row);
    for (int64_t channel = 0; channel < c->in_channels; channel++)
      for (int64_t element = 0; element < elements; element++)
        for (int64_t i = 0; i < rows; i++)
          *out++ = weights[(row + i) * c->weight_out + channel * c->weight_in + element * c->weight_element];
    row += rows;
  }
}

/// What is the same for all parts of a convolution.
typedef struct NAME(work) {
  const nb_convolution *c;
  nb_layout layout;
  int64_t depth, places, furthest;
  int64_t *offsets;
  T *packed, *image, *tile, *columns;
  /// The most vectors of a tile.
  int vectors;
} NAME(work);

/// All channels of windows that lie one behind the other, `count` of them at most a tile's, block by block.
TARGET static void NAME(make_windows)(const NAME(work) * w, const T *x, int64_t step, int vectors, T *out,
                                      int64_t out_row, int64_t out_step, const T *bias) {
  for (int64_t start = 0; start < w->depth; start += NB_BLOCK) {
    int64_t block = smaller(w->depth - start, NB_BLOCK);
    NAME(target) to = {out, out_row, out_step, start + block == w->depth ? bias : 0, start > 0};
    NAME(add_tiles)(w->c->out_channels, w->depth, start, block, vectors, w->packed, w->offsets, x, step, to);
  }
}

/// Rows of the result, each by itself: `x` is the first window, `end` is behind what may be read.
TARGET static void NAME(make_rows)(const NAME(work) * w, const T *x, const T *end, int64_t rows, T *out,
                                   const T *bias) {
  int64_t width = w->c->output[2];
  for (int64_t row = 0; row < rows;) {
    if (width <= LANES) {
      // Several rows make a tile.
      int vectors = w->vectors;
      while (vectors > rows - row)
        vectors /= 2;
      const T *from = x + row * w->layout.width;
      if (width == LANES)
        NAME(make_windows)(w, from, w->layout.width, vectors, out + row * width, w->places, width, bias);
      else {
        const T *last = from + (vectors - 1) * w->layout.width + w->furthest;
        if (last + LANES > end && vectors > 1) {
          vectors = 1;
          last = from + w->furthest;
        }
        int64_t tile_row = (int64_t)vectors * LANES;
        if (last + LANES > end)
          for (int64_t p = 0; p < w->depth; p++)
            memcpy(w->columns + p * LANES, from + w->offsets[p], (size_t)width * sizeof *out);
        if (last + LANES > end) {
          NAME(work) copied = *w;
          copied.offsets = w->offsets + w->depth;
          NAME(make_windows)(&copied, w->columns, LANES, 1, w->tile, tile_row, LANES, bias);
        } else
          NAME(make_windows)(w, from, w->layout.width, vectors, w->tile, tile_row, LANES, bias);
        for (int v = 0; v < vectors; v++)
          NAME(copy_tile)(w->tile + v * LANES, tile_row, w->c->out_channels, 0, width, width, width,
                          out + (row + v) * width, w->places);
      }
      row += vectors;
      continue;
    }
    for (int64_t column = 0; column < width;) {
      int64_t left = width - column;
      int vectors = w->vectors;
      while (vectors > 1 && vectors * LANES > left)
        vectors /= 2;
      // What is left of a row is done once more with some of what lies before it.
      if (left < LANES)
        column = width - LANES;
      NAME(make_windows)(w, x + row * w->layout.width + column, LANES, vectors, out + row * width + column, w->places,
                         LANES, bias);
      column += vectors * LANES;
    }
    row++;
  }
}

/// Windows of all rows as if they were one row, with some between them that are of no use.
TARGET static void NAME(make_run)(const NAME(work) * w, const T *x, const T *end, int64_t rows, T *out,
                                  const T *bias) {
  int64_t width = w->layout.width, places = w->c->output[2];
  int64_t count = (rows - 1) * width + places;
  for (int64_t position = 0; position < count;) {
    int64_t left = count - position;
    int vectors = w->vectors;
    while (vectors > 1 && vectors / 2 * LANES >= left)
      vectors /= 2;
    int64_t columns = smaller(left, (int64_t)vectors * LANES);
    int64_t tile_row = (int64_t)vectors * LANES;
    if (columns == tile_row && width == places)
      NAME(make_windows)(w, x + position, LANES, vectors, out + position, w->places, LANES, bias);
    else {
      if (x + position + w->furthest + tile_row > end) {
        NAME(work) copied = *w;
        for (int64_t p = 0; p < w->depth; p++)
          memcpy(w->columns + p * tile_row, x + position + w->offsets[p], (size_t)columns * sizeof *out);
        copied.offsets = w->offsets + w->depth * (vectors == 1 ? 1 : vectors == 2 ? 2 : vectors == 4 ? 3 : 4);
        NAME(make_windows)(&copied, w->columns, LANES, vectors, w->tile, tile_row, LANES, bias);
      } else
        NAME(make_windows)(w, x + position, LANES, vectors, w->tile, tile_row, LANES, bias);
      NAME(copy_tile)(w->tile, tile_row, w->c->out_channels, position, columns, width, places, out, w->places);
    }
    position += columns;
  }
}

/// Memory for `count` elements behind what is taken already.
static inline T *NAME(take)(char **memory, int64_t count) {
  T *start = (T *)*memory;
  *memory += (count * (int64_t)sizeof(T) + 127) / 64 * 64;
  return start;
}

TARGET static int NAME(convolve)(const nb_convolution *c, const T *x, const T *weights, const T *bias, T *out) {
  NAME(work) w = {.c = c};
  int64_t channels = c->out_channels, elements = c->kernel[0] * c->kernel[1] * c->kernel[2];
  w.layout = layout_of(c, sizeof(T), 0);
  w.depth = c->in_channels * elements;
  int64_t area = c->output[1] * c->output[2];
  w.places = c->output[0] * area;
  if (w.places == 0 || channels == 0 || c->samples == 0)
    return 1;
  if (w.depth == 0 || w.layout.is_too_large)
    return 0;
  w.vectors = channels == 1 ? 8 : channels < 4 ? 4 : 2;
  int64_t image = w.layout.is_direct
                      ? 0
                      : c->in_channels * c->kernel[0] * w.layout.row_phases * w.layout.column_phases * w.layout.plane;
  int64_t most = w.vectors * LANES;
  // So many channels are made at a time that the memory to work in does not grow with the weights.
  int64_t fitting = NB_PACKED_BYTES / (w.depth * (int64_t)sizeof(T)) / TILE_ROWS * TILE_ROWS;
  int64_t together = smaller(channels, larger(fitting, TILE_ROWS));
  // Windows at the very end of an image that is read where it lies are copied.
  int64_t copied = w.layout.is_direct ? w.depth * most : 0;
  size_t bytes = (size_t)(w.depth * (copied ? 5 : 1)) * sizeof(int64_t) + 1024 +
                 (size_t)(together * w.depth + image + most + together * most + copied) * sizeof(T);
  void *memory;
  if (!nb_has_room(bytes) || posix_memalign(&memory, 64, bytes))
    return 0;
  char *rest = memory;
  w.packed = NAME(take)(&rest, together * w.depth);
  w.image = NAME(take)(&rest, image + most);
  w.tile = NAME(take)(&rest, together * most);
  w.columns = NAME(take)(&rest, copied);
  w.offsets = (int64_t *)rest;
  fill_offsets(c, &w.layout, w.offsets);
  for (int64_t p = 0; p < w.depth; p++)
    w.furthest = larger(w.furthest, w.offsets[p]);
  // Of windows that are copied, for every number of vectors.
  for (int i = 0; i < 4 && copied; i++)
    for (int64_t p = 0; p < w.depth; p++)
      w.offsets[(i + 1) * w.depth + p] = p * (LANES << i);
  memset(w.image + image, 0, (size_t)most * sizeof(T));
  memset(w.columns, 0, (size_t)copied * sizeof(T));
  // Rows of their own where that takes less time than all windows as one row, some of which are of no use, and whose
  // tiles are copied: as much as eleven elements of depth. A vector alone, which reads all weights for itself, takes a
  // fifth more.
  int64_t row_vectors = (c->output[2] + LANES - 1) / LANES, alone = c->output[2] <= LANES ? 0 : row_vectors % w.vectors;
  double by_rows = (double)(c->output[1] * w.depth) * ((double)row_vectors + 0.2 * (double)alone);
  double in_one = (double)((c->output[1] * w.layout.width + LANES - 1) / LANES) * (double)(w.depth + 11);
  int is_whole = w.layout.width == c->output[2] && c->output[1] > 1;
  int goes_by_rows = by_rows <= in_one && !is_whole;
  int64_t input = c->input[0] * c->input[1] * c->input[2];
  const T *x_end = x + c->samples * c->groups * c->in_channels * input;
  nb_convolution part = *c;
  w.c = &part;
  for (int64_t channel = 0; channel < c->groups * channels; channel += part.out_channels) {
    int64_t group = channel / channels, own = channel % channels;
    part.out_channels = smaller(channels - own, together);
    NAME(pack_weights)(&part, weights + group * c->weight_group + own * c->weight_out, w.packed);
    const T *shifts = bias ? bias + channel : 0;
    for (int64_t sample = 0; sample < c->samples; sample++) {
      const T *from = x + (sample * c->groups + group) * c->in_channels * input;
      T *to = out + (sample * c->groups * channels + channel) * w.places;
      for (int64_t plane = 0; plane < c->output[0]; plane++)
        for (int64_t row = 0; row < c->output[1]; row += w.layout.band) {
          int64_t rows = smaller(c->output[1] - row, w.layout.band);
          const T *first = w.image, *end = w.image + image + most;
          if (w.layout.is_direct) {
            first = from + plane * w.layout.plane + row * w.layout.width;
            end = x_end;
          } else
            NAME(lay_out)(c, &w.layout, from, plane, row, w.image);
          T *target = to + plane * area + row * c->output[2];
          if (goes_by_rows)
            NAME(make_rows)(&w, first, end, rows, target, shifts);
          else
            NAME(make_run)(&w, first, end, rows, target, shifts);
        }
    }
  }
  free(memory);
  return 1;
}

// MARK: The weights' gradient

/// Adds the products of GRADIENT_ROWS elements of windows and of VECTORS vectors of gradients: `grad` has the channels of a
/// place side by side, `width` of them.
#define NB_TILE(VECTORS)                                                                                               \
  TARGET __attribute__((noinline)) static void NAME(gradient_##VECTORS)(                                               \
      int64_t rows, int64_t columns, int64_t x_width, const T *const *x, const T *grad, int64_t width, T *out) {       \
    NAME(vector) sums[GRADIENT_ROWS][VECTORS];                                                                         \
    const T *from[GRADIENT_ROWS];                                                                                      \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < GRADIENT_ROWS; i++) {                                       \
      from[i] = x[i];                                                                                                  \
      _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++) sums[i][v] = (NAME(vector)){0};             \
    }                                                                                                                  \
    for (int64_t row = 0; row < rows; row++) {                                                                         \
      for (int64_t p = 0; p < columns; p++, grad += width) {                                                           \
        NAME(vector) held[VECTORS];                                                                                    \
        memcpy(held, grad, sizeof held);                                                                               \
        _Pragma("clang loop unroll(full)") for (int i = 0; i < GRADIENT_ROWS; i++)                                     \
            _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++) sums[i][v] += from[i][p] * held[v];   \
      }                                                                                                                \
      _Pragma("clang loop unroll(full)") for (int i = 0; i < GRADIENT_ROWS; i++) from[i] += x_width;                   \
    }                                                                                                                  \
    _Pragma("clang loop unroll(full)") for (int i = 0; i < GRADIENT_ROWS; i++) {                                       \
      T *place = out + i * width;                                                                                      \
      NAME(vector) there[VECTORS];                                                                                     \
      memcpy(there, place, sizeof there);                                                                              \
      _Pragma("clang loop unroll(full)") for (int v = 0; v < VECTORS; v++) there[v] += sums[i][v];                     \
      memcpy(place, there, sizeof there);                                                                              \
    }                                                                                                                  \
  }

NB_TILE(1)
NB_TILE(2)

#undef NB_TILE

/// Adds the products of a channel's gradients and GRADIENT_ROWS elements of windows, places side by side: for few channels.
/// `end` is behind what may be read of an image, `grad_end` behind the gradients.
TARGET static void NAME(gradient_places)(int64_t rows, int64_t columns, int64_t x_width, const T *const *x, const T *end,
                                         const T *grad, const T *grad_end, T *out) {
  typedef __typeof__((NAME(vector)){0} < (NAME(vector)){0}) mask;
  NAME(vector) sums[GRADIENT_ROWS];
#pragma clang loop unroll(full)
  for (int i = 0; i < GRADIENT_ROWS; i++)
    sums[i] = (NAME(vector)){0};
  int64_t rest = columns % LANES;
  mask there;
  for (int i = 0; i < LANES; i++)
    there[i] = i < rest ? -1 : 0;
  for (int64_t row = 0; row < rows; row++, grad += columns) {
    int64_t p = 0;
    for (; p + LANES <= columns; p += LANES) {
      NAME(vector) held;
      memcpy(&held, grad + p, sizeof held);
#pragma clang loop unroll(full)
      for (int i = 0; i < GRADIENT_ROWS; i++) {
        NAME(vector) line;
        memcpy(&line, x[i] + row * x_width + p, sizeof line);
        sums[i] += held * line;
      }
    }
    if (rest == 0)
      continue;
    NAME(vector) held = {0};
    if (grad + p + LANES <= grad_end) {
      memcpy(&held, grad + p, sizeof held);
      held = (NAME(vector))((mask)held & there);
    } else
      memcpy(&held, grad + p, (size_t)rest * sizeof *grad);
#pragma clang loop unroll(full)
    for (int i = 0; i < GRADIENT_ROWS; i++) {
      NAME(vector) line = {0};
      const T *from = x[i] + row * x_width + p;
      // What lies behind the row does not count, not even as a product with 0.
      if (from + LANES <= end) {
        memcpy(&line, from, sizeof line);
        line = (NAME(vector))((mask)line & there);
      } else
        memcpy(&line, from, (size_t)rest * sizeof *from);
      sums[i] += held * line;
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < GRADIENT_ROWS; i++)
    for (int l = 0; l < LANES; l++)
      out[i] += sums[i][l];
}

/// Copies `places` gradients of each channel so that the channels of a place lie side by side, up to a width that vectors
/// fill.
TARGET static void NAME(turn)(const T *grad, int64_t channels, int64_t step, int64_t places, int64_t width, T *out) {
  for (int64_t start = 0; start < places; start += LANES) {
    int64_t count = smaller(places - start, LANES);
    for (int64_t channel = 0; channel < channels; channel++)
      for (int64_t p = 0; p < count; p++)
        out[(start + p) * width + channel] = grad[channel * step + start + p];
  }
}

TARGET static int NAME(convolve_weights)(const nb_convolution *c, const T *grad, const T *x, T *out) {
  int64_t channels = c->out_channels, elements = c->kernel[0] * c->kernel[1] * c->kernel[2];
  // Few channels would leave most of a vector empty: then it holds places.
  int holds_places = channels < 4;
  int64_t depth = c->in_channels * elements, width = holds_places ? channels : (channels + LANES - 1) / LANES * LANES;
  int64_t area = c->output[1] * c->output[2], places = c->output[0] * area;
  if (places == 0 || channels == 0 || c->samples == 0 || depth == 0)
    return 1;
  nb_layout l = layout_of(c, sizeof(T), c->output[2] * width * (int64_t)sizeof(T));
  if (l.is_too_large)
    return 0;
  int64_t image =
      l.is_direct ? 0 : c->in_channels * c->kernel[0] * l.row_phases * l.column_phases * l.plane;
  int64_t padded = (depth + GRADIENT_ROWS - 1) / GRADIENT_ROWS * GRADIENT_ROWS;
  size_t bytes = (size_t)depth * sizeof(int64_t) + 1024 +
                 (size_t)(image + l.band * c->output[2] * width + padded * width) * sizeof(T);
  void *memory = nb_scratch_make(bytes);
  if (!memory)
    return 0;
  char *rest = memory;
  T *laid = NAME(take)(&rest, image);
  const T *image_end = l.is_direct ? x + c->samples * c->groups * c->in_channels * c->input[0] * c->input[1] * c->input[2]
                                   : laid + image;
  const T *grad_end = grad + c->samples * c->groups * channels * places;
  T *turned = NAME(take)(&rest, l.band * c->output[2] * width);
  T *sums = NAME(take)(&rest, padded * width);
  int64_t *offsets = (int64_t *)rest;
  fill_offsets(c, &l, offsets);
  memset(turned, 0, (size_t)(l.band * c->output[2] * width) * sizeof(T));
  int64_t input = c->input[0] * c->input[1] * c->input[2];
  for (int64_t group = 0; group < c->groups; group++) {
    memset(sums, 0, (size_t)(padded * width) * sizeof(T));
    for (int64_t sample = 0; sample < c->samples; sample++) {
      const T *image_start = x + (sample * c->groups + group) * c->in_channels * input;
      const T *grad_start = grad + (sample * c->groups + group) * channels * places;
      for (int64_t plane = 0; plane < c->output[0]; plane++)
        for (int64_t row = 0; row < c->output[1]; row += l.band) {
          int64_t rows = smaller(c->output[1] - row, l.band);
          const T *first = laid;
          if (l.is_direct)
            first = image_start + plane * l.plane + row * l.width;
          else
            NAME(lay_out)(c, &l, image_start, plane, row, laid);
          if (holds_places) {
            for (int64_t channel = 0; channel < channels; channel++)
              for (int64_t p = 0; p < depth; p += GRADIENT_ROWS) {
                const T *lines[GRADIENT_ROWS];
                T added[GRADIENT_ROWS] = {0};
                for (int64_t i = 0; i < GRADIENT_ROWS; i++)
                  lines[i] = first + offsets[smaller(p + i, depth - 1)];
                NAME(gradient_places)
                (rows, c->output[2], l.width, lines, image_end,
                 grad_start + channel * places + plane * area + row * c->output[2], grad_end, added);
                for (int64_t i = 0; i < GRADIENT_ROWS && p + i < depth; i++)
                  sums[(p + i) * width + channel] += added[i];
              }
            continue;
          }
          NAME(turn)(grad_start + plane * area + row * c->output[2], channels, places, rows * c->output[2], width,
                     turned);
          for (int64_t p = 0; p < depth; p += GRADIENT_ROWS) {
            const T *lines[GRADIENT_ROWS];
            for (int64_t i = 0; i < GRADIENT_ROWS; i++)
              lines[i] = first + offsets[smaller(p + i, depth - 1)];
            int64_t column = 0;
            for (; column + 2 * LANES <= width; column += 2 * LANES)
              NAME(gradient_2)(rows, c->output[2], l.width, lines, turned + column, width, sums + p * width + column);
            if (column < width)
              NAME(gradient_1)(rows, c->output[2], l.width, lines, turned + column, width, sums + p * width + column);
          }
        }
    }
    T *target = out + group * c->weight_group;
    for (int64_t channel = 0; channel < channels; channel++)
      for (int64_t p = 0; p < depth; p++)
        target[channel * c->weight_out + p / elements * c->weight_in + p % elements * c->weight_element] +=
            sums[p * width + channel];
  }
  nb_scratch_release(memory);
  return 1;
}

#undef LANES
