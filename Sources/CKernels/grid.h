// Images of one type read at points between their elements. The including file defines T, I (the integer as wide as T),
// FMA, ABS, FLOOR, ROUND, TRUNC, LANES and NAME(function).
//
// Every step goes along a block of points that fills a vector. Multiplications and additions are fused where PyTorch's
// vector code does.

typedef T NAME(vector) __attribute__((vector_size(LANES * sizeof(T)), aligned(sizeof(T))));
typedef I NAME(integers) __attribute__((vector_size(LANES * sizeof(T)), aligned(sizeof(T))));

/// Where elements lie in their plane, and all bits where they do: what is out of the image is read as 0.
typedef struct NAME(elements) {
  NAME(integers) offsets, masks;
} NAME(elements);

/// One dimension of the image.
typedef struct NAME(axis) {
  T scale, last, span, end;
  int padding, is_aligned;
} NAME(axis);

NB_INLINE NAME(axis) NAME(axis_of)(const nb_grid *grid, int64_t length) {
  NAME(axis) axis = {.scale = (T)(grid->is_aligned ? length - 1 : length) / 2,
                     .last = (T)(length - 1),
                     .span = (T)(grid->is_aligned ? length - 1 : length) * 2,
                     .end = (T)(length + 1),
                     .padding = grid->padding,
                     .is_aligned = grid->is_aligned};
  return axis;
}

NB_INLINE NAME(vector) NAME(all)(T x) { return (NAME(vector)){0} + x; }

/// `a` where all bits of a mask are set, `b` where none is.
NB_INLINE NAME(vector) NAME(choose)(NAME(integers) mask, NAME(vector) a, NAME(vector) b) {
  return (NAME(vector))(((NAME(integers))a & mask) | ((NAME(integers))b & ~mask));
}

NB_INLINE NAME(integers) NAME(choose_integer)(NAME(integers) mask, NAME(integers) a, NAME(integers) b) {
  return (a & mask) | (b & ~mask);
}

/// The elements at which coordinates from -1 to 1 lie, whatever is out of the image.
NB_INLINE NAME(vector) NAME(places)(const NAME(axis) *axis, NAME(vector) x) {
  NAME(vector) scale = NAME(all)(axis->scale);
  return axis->is_aligned ? (x + 1) * scale : VFMA(x + 1, scale, NAME(all)((T)-0.5));
}

/// Places folded back into the image, and the signs of what is folded.
NB_INLINE NAME(vector) NAME(fold)(const NAME(axis) *axis, NAME(vector) x, NAME(vector) *restrict signs) {
  T low = axis->is_aligned ? 0 : (T)-0.5;
  if (!(axis->span > 0))
    return *signs = NAME(all)(0);
  NAME(vector) span = NAME(all)(axis->span), from = x - low, away = __builtin_elementwise_abs(from);
  NAME(vector) rest = VFMA(-__builtin_elementwise_trunc(away / span), span, away), other = span - rest;
  NAME(integers) is_back = rest > other;
  *signs = NAME(choose)(is_back ^ (from < 0), NAME(all)(-1), NAME(all)(1));
  return NAME(choose)(is_back, other, rest) + low;
}

/// Places moved to the border, nan to the first; what was moved, or lies there, has the factor 0.
NB_INLINE NAME(vector) NAME(clip)(const NAME(axis) *axis, NAME(vector) x, NAME(vector) *restrict factors) {
  NAME(vector) zero = NAME(all)(0), last = NAME(all)(axis->last);
  NAME(vector) low = NAME(choose)(x > zero, x, zero), both = NAME(choose)(low < last, low, last);
  *factors = NAME(choose)((low != zero) & (both != last), *factors, zero);
  return both;
}

/// What of the padding there is to places, and what their gradients are multiplied with.
NB_INLINE NAME(vector) NAME(pad)(const NAME(axis) *axis, NAME(vector) x, NAME(vector) *restrict factors) {
  *factors = NAME(all)(1);
  if (axis->padding == NB_GRID_REFLECTION)
    x = NAME(fold)(axis, x, factors);
  if (axis->padding != NB_GRID_ZEROS)
    x = NAME(clip)(axis, x, factors);
  *factors *= axis->scale;
  return x;
}

/// Whole numbers as integers, which go no further than two beyond the image; nan lies outside.
NB_INLINE NAME(integers) NAME(whole)(const NAME(axis) *axis, NAME(vector) x) {
  NAME(vector) low = NAME(all)(-2), high = NAME(all)(axis->end);
  x = NAME(choose)(x >= low, x, low);
  return __builtin_convertvector(NAME(choose)(x <= high, x, high), NAME(integers));
}

NB_INLINE void NAME(find)(const nb_grid *grid, NAME(integers) columns, NAME(integers) rows,
                          NAME(elements) *restrict out) {
  I width = (I)grid->width, height = (I)grid->height;
  out->masks = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height);
  out->offsets = (rows * width + columns) & out->masks;
}

NB_INLINE NAME(vector) NAME(read)(const T *x, const NAME(elements) *at) {
  const NAME(integers) o = at->offsets;
#if LANES == 8
  NAME(vector) found = {x[o[0]], x[o[1]], x[o[2]], x[o[3]], x[o[4]], x[o[5]], x[o[6]], x[o[7]]};
#else
  NAME(vector) found = {x[o[0]], x[o[1]], x[o[2]], x[o[3]]};
#endif
  return (NAME(vector))((NAME(integers))found & at->masks);
}

/// A block of points as places along rows and along columns.
NB_INLINE void NAME(parts)(const T *points, NAME(vector) *restrict x, NAME(vector) *restrict y) {
  NAME(vector) a, b;
  memcpy(&a, points, sizeof a);
  memcpy(&b, points + LANES, sizeof b);
#if LANES == 8
  *x = __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14);
  *y = __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15);
#else
  *x = __builtin_shufflevector(a, b, 0, 2, 4, 6);
  *y = __builtin_shufflevector(a, b, 1, 3, 5, 7);
#endif
}

/// The gradients of a block of points, side by side.
NB_INLINE void NAME(put_points)(NAME(vector) x, NAME(vector) y, int64_t count, T *out) {
  for (int i = 0; i < count; i++) {
    out[2 * i] = x[i];
    out[2 * i + 1] = y[i];
  }
}

/// A block of numbers; what is missing is 0.
NB_INLINE NAME(vector) NAME(take)(const T *x, int64_t count) {
  NAME(vector) found = {0};
  if (count == LANES)
    memcpy(&found, x, sizeof found);
  else
    memcpy(&found, x, (size_t)count * sizeof(T));
  return found;
}

NB_INLINE void NAME(put)(NAME(vector) values, int64_t count, T *out) {
  if (count == LANES)
    memcpy(out, &values, sizeof values);
  else
    memcpy(out, &values, (size_t)count * sizeof(T));
}

/// The four elements around a block of points, row by row, and their weights.
typedef struct NAME(corners) {
  NAME(integers) columns, rows;
  NAME(elements) elements[4];
  /// How far from the left and the right, the upper and the lower neighbours the points lie.
  NAME(vector) left, right, up, down, weights[4], x_factors, y_factors;
} NAME(corners);

NB_INLINE void NAME(find_corners)(const nb_grid *grid, const T *points, NAME(corners) *restrict c) {
  NAME(axis) width = NAME(axis_of)(grid, grid->width), height = NAME(axis_of)(grid, grid->height);
  NAME(vector) x, y;
  NAME(parts)(points, &x, &y);
  x = NAME(pad)(&width, NAME(places)(&width, x), &c->x_factors);
  y = NAME(pad)(&height, NAME(places)(&height, y), &c->y_factors);
  NAME(vector) column = __builtin_elementwise_floor(x), row = __builtin_elementwise_floor(y);
  c->left = x - column;
  c->right = 1 - c->left;
  c->up = y - row;
  c->down = 1 - c->up;
  c->weights[0] = c->right * c->down;
  c->weights[1] = c->left * c->down;
  c->weights[2] = c->right * c->up;
  c->weights[3] = c->left * c->up;
  c->columns = NAME(whole)(&width, column);
  c->rows = NAME(whole)(&height, row);
}

NB_INLINE void NAME(find_elements)(const nb_grid *grid, NAME(corners) *restrict c) {
  for (int k = 0; k < 4; k++)
    NAME(find)(grid, c->columns + (k & 1), c->rows + (k >> 1), &c->elements[k]);
}

/// The sum of four products as PyTorch rounds it.
NB_INLINE NAME(vector) NAME(blend)(const NAME(vector) *x, const NAME(vector) *weights) {
  NAME(vector) sum = VFMA(x[1], weights[1], x[0] * weights[0]);
  return VFMA(x[3], weights[3], VFMA(x[2], weights[2], sum));
}

NB_INLINE void NAME(read_corners)(const nb_grid *grid, const T *x, const T *points, int64_t count, T *out) {
  NAME(corners) c;
  NAME(find_corners)(grid, points, &c);
  NAME(find_elements)(grid, &c);
  for (int64_t channel = 0; channel < grid->channels; channel++) {
    const T *plane = x + channel * grid->height * grid->width;
    NAME(vector) found[4];
    for (int k = 0; k < 4; k++)
      found[k] = NAME(read)(plane, &c.elements[k]);
    NAME(put)(NAME(blend)(found, c.weights), count, out + channel * grid->points);
  }
}

NB_INLINE void NAME(find_nearest)(const nb_grid *grid, const T *points, NAME(elements) *restrict out) {
  NAME(axis) width = NAME(axis_of)(grid, grid->width), height = NAME(axis_of)(grid, grid->height);
  NAME(vector) x, y, unused;
  NAME(parts)(points, &x, &y);
  x = __builtin_elementwise_rint(NAME(pad)(&width, NAME(places)(&width, x), &unused));
  y = __builtin_elementwise_rint(NAME(pad)(&height, NAME(places)(&height, y), &unused));
  NAME(find)(grid, NAME(whole)(&width, x), NAME(whole)(&height, y), out);
}

NB_INLINE void NAME(read_nearest)(const nb_grid *grid, const T *x, const T *points, int64_t count, T *out) {
  NAME(elements) at;
  NAME(find_nearest)(grid, points, &at);
  for (int64_t channel = 0; channel < grid->channels; channel++)
    NAME(put)(NAME(read)(x + channel * grid->height * grid->width, &at), count, out + channel * grid->points);
}

/// The sixteen elements around a block of points, and the weights of columns and rows.
typedef struct NAME(patch) {
  NAME(elements) elements[4][4];
  NAME(vector) x_weights[4], y_weights[4], x_slopes[4], y_slopes[4];
} NAME(patch);

/// The weights of four neighbours by how far behind the second the points lie, and how they grow with it.
NB_INLINE void NAME(cubic)(NAME(vector) x, NAME(vector) *restrict weights, NAME(vector) *restrict slopes) {
  NAME(vector) far = x + 1, near = x, near2 = 1 - x, far2 = 2 - x, one = NAME(all)(1);
  weights[0] = ((CUBE * far - 5 * CUBE) * far + 8 * CUBE) * far - 4 * CUBE;
  weights[1] = VFMA(VFMA(NAME(all)(CUBE + 2), near, NAME(all)(-(CUBE + 3))) * near, near, one);
  weights[2] = VFMA(VFMA(NAME(all)(CUBE + 2), near2, NAME(all)(-(CUBE + 3))) * near2, near2, one);
  weights[3] = ((CUBE * far2 - 5 * CUBE) * far2 + 8 * CUBE) * far2 - 4 * CUBE;
  far = -1 - x;
  near = 0 - x;
  slopes[0] = (-3 * CUBE * far - 10 * CUBE) * far - 8 * CUBE;
  slopes[1] = (-3 * (CUBE + 2) * near - 2 * (CUBE + 3)) * near;
  slopes[2] = (3 * (CUBE + 2) * near2 - 2 * (CUBE + 3)) * near2;
  slopes[3] = (3 * CUBE * far2 - 10 * CUBE) * far2 + 8 * CUBE;
}

NB_INLINE void NAME(find_patch)(const nb_grid *grid, const T *points, NAME(patch) *restrict p) {
  NAME(axis) axes[2] = {NAME(axis_of)(grid, grid->width), NAME(axis_of)(grid, grid->height)};
  NAME(vector) x[2], unused;
  NAME(integers) found[2][4];
  NAME(parts)(points, &x[0], &x[1]);
  for (int dim = 0; dim < 2; dim++) {
    NAME(vector) at = NAME(places)(&axes[dim], x[dim]), first = __builtin_elementwise_floor(at);
    NAME(cubic)(at - first, dim ? p->y_weights : p->x_weights, dim ? p->y_slopes : p->x_slopes);
    for (int k = 0; k < 4; k++)
      found[dim][k] = NAME(whole)(&axes[dim], NAME(pad)(&axes[dim], first + (T)(k - 1), &unused));
  }
  for (int row = 0; row < 4; row++)
    for (int column = 0; column < 4; column++)
      NAME(find)(grid, found[0][column], found[1][row], &p->elements[row][column]);
}

NB_INLINE void NAME(read_patch)(const nb_grid *grid, const T *x, const T *points, int64_t count, T *out) {
  NAME(patch) p;
  NAME(find_patch)(grid, points, &p);
  for (int64_t channel = 0; channel < grid->channels; channel++) {
    const T *plane = x + channel * grid->height * grid->width;
    NAME(vector) rows[4];
    for (int row = 0; row < 4; row++) {
      const NAME(elements) *at = p.elements[row];
      // PyTorch's code branches between the products: only the last one that it computes meets its sum.
      NAME(vector) sum = VFMA(p.x_weights[0], NAME(read)(plane, &at[0]), p.x_weights[1] * NAME(read)(plane, &at[1]));
      sum += p.x_weights[2] * NAME(read)(plane, &at[2]);
      rows[row] = sum + p.x_weights[3] * NAME(read)(plane, &at[3]);
    }
    NAME(put)(NAME(blend)(rows, p.y_weights), count, out + channel * grid->points);
  }
}

/// A block of points, completed with zeros.
NB_INLINE const T *NAME(block)(const T *points, int64_t count, T *restrict room) {
  if (count == LANES)
    return points;
  memset(room, 0, 2 * LANES * sizeof(T));
  memcpy(room, points, 2 * (size_t)count * sizeof(T));
  return room;
}

#if LANES == 8
/// Two neighbours in a row of each of eight points, as two vectors.
NB_INLINE void pairs(const float *x, NAME(integers) offsets, NAME(vector) *restrict out) {
  typedef double doubles __attribute__((vector_size(32)));
  double read[8];
  for (int i = 0; i < 8; i++)
    memcpy(&read[i], x + offsets[i], sizeof read[i]);
  doubles outer = {read[0], read[1], read[4], read[5]}, inner = {read[2], read[3], read[6], read[7]};
  NAME(vector) a = (NAME(vector))outer, b = (NAME(vector))inner;
  out[0] = __builtin_shufflevector(a, b, 0, 2, 8, 10, 4, 6, 12, 14);
  out[1] = __builtin_shufflevector(a, b, 1, 3, 9, 11, 5, 7, 13, 15);
}

/// Linear interpolation that reads two neighbours at a time. At the left and right sides of the image a pair moves
/// inwards, so that the weights change places, and the element that is none of the point's neighbours is read as 0.
NB_INLINE void read_pairs(const nb_grid *grid, const float *x, const float *points, int64_t count, float *out) {
  NAME(corners) c;
  NAME(find_corners)(grid, points, &c);
  int32_t width = (int32_t)grid->width, height = (int32_t)grid->height;
  NAME(integers) zero = {0}, last = zero + (width - 2), bottom = zero + (height - 1);
  NAME(integers) columns = c.columns, rows = c.rows, next = rows + 1;
  NAME(integers) is_before = columns == -1, is_last = columns == width - 1, moved = is_before | is_last;
  NAME(integers) is_within = (columns >= 0) & (columns < width - 1);
  NAME(integers) left = is_within | is_before, right = is_within | is_last;
  NAME(integers) above = (rows >= 0) & (rows < height), below = (next >= 0) & (next < height);
  columns = NAME(choose_integer)(columns > last, last, columns & (columns > zero));
  NAME(integers) upper = NAME(choose_integer)(rows > bottom, bottom, rows & (rows > zero)) * width + columns;
  NAME(integers) lower = NAME(choose_integer)(next > bottom, bottom, next & (next > zero)) * width + columns;
  const NAME(integers) masks[4] = {left & above, right & above, left & below, right & below};
  NAME(vector) weights[4];
  for (int k = 0; k < 4; k++)
    weights[k] = NAME(choose)(moved, c.weights[k ^ 1], c.weights[k]);
  for (int64_t channel = 0; channel < grid->channels; channel++) {
    const float *plane = x + channel * grid->height * grid->width;
    NAME(vector) found[4];
    pairs(plane, upper, found);
    pairs(plane, lower, found + 2);
    for (int k = 0; k < 4; k++)
      found[k] = (NAME(vector))((NAME(integers))found[k] & masks[k]);
    NAME(put)(NAME(blend)(found, weights), count, out + channel * grid->points);
  }
}
#endif

NB_CLONES static void NAME(read_plane)(const nb_grid *grid, const T *x, const T *points, T *out) {
  T room[2 * LANES];
  for (int64_t i = 0; i < grid->points; i += LANES) {
    int64_t count = grid->points - i < LANES ? grid->points - i : LANES;
    const T *own = NAME(block)(points + 2 * i, count, room);
    if (grid->mode == NB_GRID_NEAREST)
      NAME(read_nearest)(grid, x, own, count, out + i);
    else if (grid->mode == NB_GRID_CUBIC)
      NAME(read_patch)(grid, x, own, count, out + i);
#if LANES == 8
    else if (grid->width > 1)
      read_pairs(grid, x, own, count, out + i);
#endif
    else
      NAME(read_corners)(grid, x, own, count, out + i);
  }
}

/// Adds the gradients of a block's points to elements of a plane, point by point.
NB_INLINE void NAME(give)(NAME(vector) grads, const NAME(elements) *at, int64_t count, T *plane) {
  for (int i = 0; i < count; i++)
    if (at->masks[i])
      plane[at->offsets[i]] += grads[i];
}

NB_INLINE void NAME(corner_gradients)(const nb_grid *grid, const T *grads, const T *x, const T *points, int64_t count,
                                      T *x_grad, T *points_grad) {
  NAME(corners) c;
  NAME(find_corners)(grid, points, &c);
  NAME(find_elements)(grid, &c);
  NAME(vector) x_sums = {0}, y_sums = {0};
  int64_t size = grid->height * grid->width;
  for (int64_t channel = 0; channel < grid->channels; channel++) {
    const T *plane = x + channel * size;
    NAME(vector) own = NAME(take)(grads + channel * grid->points, count), found[4];
    for (int k = 0; k < 4; k++) {
      if (x_grad)
        NAME(give)(own * c.weights[k], &c.elements[k], count, x_grad + channel * size);
      found[k] = NAME(read)(plane, &c.elements[k]);
    }
    x_sums = VFMA(VFMA(found[3] - found[2], c.up, (found[1] - found[0]) * c.down), own, x_sums);
    y_sums = VFMA(VFMA(found[3] - found[1], c.left, (found[2] - found[0]) * c.right), own, y_sums);
  }
  NAME(put_points)(x_sums * c.x_factors, y_sums * c.y_factors, count, points_grad);
}

NB_INLINE void NAME(nearest_gradients)(const nb_grid *grid, const T *grads, const T *points, int64_t count, T *x_grad,
                                       T *points_grad) {
  NAME(elements) at;
  NAME(find_nearest)(grid, points, &at);
  for (int64_t channel = 0; x_grad && channel < grid->channels; channel++)
    NAME(give)(NAME(take)(grads + channel * grid->points, count), &at, count,
               x_grad + channel * grid->height * grid->width);
  memset(points_grad, 0, 2 * (size_t)count * sizeof(T));
}

NB_INLINE void NAME(patch_gradients)(const nb_grid *grid, const T *grads, const T *x, const T *points, int64_t count,
                                     T *x_grad, T *points_grad) {
  NAME(patch) p;
  NAME(find_patch)(grid, points, &p);
  NAME(vector) x_sums = {0}, y_sums = {0};
  int64_t size = grid->height * grid->width;
  for (int64_t channel = 0; channel < grid->channels; channel++) {
    NAME(vector) own = NAME(take)(grads + channel * grid->points, count);
    for (int column = 0; column < 4; column++)
      for (int row = 0; row < 4; row++) {
        const NAME(elements) *at = &p.elements[row][column];
        NAME(vector) value = own * NAME(read)(x + channel * size, at);
        x_sums = VFMA(-(value * p.x_slopes[column]), p.y_weights[row], x_sums);
        y_sums = VFMA(-(value * p.y_slopes[row]), p.x_weights[column], y_sums);
        if (x_grad)
          NAME(give)(own * p.x_weights[column] * p.y_weights[row], at, count, x_grad + channel * size);
      }
  }
  NAME(axis) width = NAME(axis_of)(grid, grid->width), height = NAME(axis_of)(grid, grid->height);
  NAME(put_points)(x_sums * width.scale, y_sums * height.scale, count, points_grad);
}

NB_CLONES static void NAME(plane_gradients)(const nb_grid *grid, const T *grads, const T *x, const T *points, T *x_grad,
                                            T *points_grad) {
  T room[2 * LANES];
  for (int64_t i = 0; i < grid->points; i += LANES) {
    int64_t count = grid->points - i < LANES ? grid->points - i : LANES;
    const T *own = NAME(block)(points + 2 * i, count, room);
    if (grid->mode == NB_GRID_NEAREST)
      NAME(nearest_gradients)(grid, grads + i, own, count, x_grad, points_grad + 2 * i);
    else if (grid->mode == NB_GRID_CUBIC)
      NAME(patch_gradients)(grid, grads + i, x, own, count, x_grad, points_grad + 2 * i);
    else
      NAME(corner_gradients)(grid, grads + i, x, own, count, x_grad, points_grad + 2 * i);
  }
}
