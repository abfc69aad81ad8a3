// Volumes of one type read at points between their elements, and the functions for images and volumes. Included after
// grid.h with the same definitions, and MOD. PyTorch goes point by point here and fuses nothing.

/// The element at which a coordinate from -1 to 1 lies, and what its gradient is multiplied with. PyTorch reads nan at
/// the border, but has no gradient of what it read.
NB_INLINE T NAME(place)(const nb_grid *grid, T at, int64_t length, int is_gradient, T *factor) {
  T x = grid->is_aligned ? (at + 1) / 2 * (T)(length - 1) : ((at + 1) * (T)length - 1) / 2;
  *factor = (T)(grid->is_aligned ? length - 1 : length) / 2;
  if (grid->padding == NB_GRID_REFLECTION) {
    T low = grid->is_aligned ? 0 : (T)-0.5, span = (T)(grid->is_aligned ? length - 1 : length);
    if (span == 0) {
      x = *factor = 0;
    } else {
      T from = x - low, away = ABS(from), rest = MOD(away, span), turns = FLOOR(away / span);
      int is_back = turns != 2 * FLOOR(turns / 2);
      x = is_back ? span - rest + low : rest + low;
      if (is_back != (from < 0))
        *factor = -*factor;
    }
  }
  if (grid->padding != NB_GRID_ZEROS) {
    T last = (T)(length - 1);
    int is_outside = !(x > 0);
    x = x < 0 ? 0 : x;
    // The zero keeps the sign.
    if (is_outside || !(x < last))
      *factor *= 0;
    x = x < last || (is_gradient && x != x) ? x : last;
  }
  // What no integer holds lies outside.
  return x <= 2147483646.0 && x >= -2147483648.0 ? x : -100;
}

/// The elements around a point that lie in the volume, at most eight.
typedef struct NAME(cell) {
  int count;
  int64_t offsets[8];
  T weights[8];
  /// How far from the opposite corner the point lies in each dimension, and on which side of it the corner lies.
  T parts[8][3];
  int is_second[8][3];
  T factors[3];
} NAME(cell);

NB_INLINE void NAME(find_cell)(const nb_grid *grid, const T *point, int is_gradient,
                             NAME(cell) *restrict cell) {
  const int64_t lengths[3] = {grid->width, grid->height, grid->depth};
  T parts[3][2];
  int64_t first[3];
  int is_nearest = grid->mode == NB_GRID_NEAREST;
  for (int dim = 0; dim < 3; dim++) {
    T x = NAME(place)(grid, point[dim], lengths[dim], is_gradient, &cell->factors[dim]);
    T low = is_nearest ? ROUND(x) : FLOOR(x);
    first[dim] = (int64_t)low;
    parts[dim][0] = (T)(first[dim] + 1) - x;
    parts[dim][1] = x - low;
  }
  int count = 0;
  for (int corner = 0; corner < (is_nearest ? 1 : 8); corner++) {
    const int side[3] = {corner & 1, corner >> 1 & 1, corner >> 2};
    int64_t at[3];
    int is_inside = 1;
    for (int dim = 0; dim < 3; dim++) {
      at[dim] = first[dim] + side[dim];
      is_inside &= at[dim] >= 0 && at[dim] < lengths[dim];
    }
    if (!is_inside)
      continue;
    cell->offsets[count] = (at[2] * lengths[1] + at[1]) * lengths[0] + at[0];
    for (int dim = 0; dim < 3; dim++) {
      cell->parts[count][dim] = parts[dim][side[dim]];
      cell->is_second[count][dim] = side[dim];
    }
    cell->weights[count] =
        is_nearest ? 1 : cell->parts[count][0] * cell->parts[count][1] * cell->parts[count][2];
    count++;
  }
  cell->count = count;
}

NB_CLONES static void NAME(read_volume)(const nb_grid *grid, const T *x, const T *points, T *out) {
  int64_t size = grid->depth * grid->height * grid->width;
  for (int64_t i = 0; i < grid->points; i++) {
    NAME(cell) cell;
    NAME(find_cell)(grid, points + 3 * i, 0, &cell);
    for (int64_t channel = 0; channel < grid->channels; channel++) {
      T sum = 0;
      if (grid->mode == NB_GRID_NEAREST)
        sum = cell.count ? x[channel * size + cell.offsets[0]] : 0;
      else
        for (int k = 0; k < cell.count; k++)
          sum += x[channel * size + cell.offsets[k]] * cell.weights[k];
      out[channel * grid->points + i] = sum;
    }
  }
}

NB_CLONES static void NAME(volume_gradients)(const nb_grid *grid, const T *grads, const T *x, const T *points,
                                             T *x_grad, T *points_grad) {
  int64_t size = grid->depth * grid->height * grid->width;
  for (int64_t i = 0; i < grid->points; i++) {
    NAME(cell) cell;
    NAME(find_cell)(grid, points + 3 * i, 1, &cell);
    T sums[3] = {0, 0, 0};
    for (int64_t channel = 0; channel < grid->channels; channel++) {
      T grad = grads[channel * grid->points + i];
      for (int k = 0; x_grad && k < cell.count; k++)
        x_grad[channel * size + cell.offsets[k]] += cell.weights[k] * grad;
      if (grid->mode == NB_GRID_NEAREST)
        continue;
      for (int k = 0; k < cell.count; k++) {
        T value = x[channel * size + cell.offsets[k]];
        const T *part = cell.parts[k];
        T shares[3] = {value * part[1] * part[2] * grad, value * part[0] * part[2] * grad,
                       value * part[0] * part[1] * grad};
        for (int dim = 0; dim < 3; dim++)
          sums[dim] += cell.is_second[k][dim] ? shares[dim] : -shares[dim];
      }
    }
    for (int dim = 0; dim < 3; dim++)
      points_grad[3 * i + dim] = grid->mode == NB_GRID_NEAREST ? 0 : cell.factors[dim] * sums[dim];
  }
}

void NAME(nb_grid_sample)(const nb_grid *grid, const T *x, const T *points, T *out) {
  int64_t plane = grid->depth * grid->height * grid->width, dims = grid->is_volume ? 3 : 2;
  for (int64_t i = 0; i < grid->batch; i++) {
    const T *image = x + i * grid->channels * plane, *own = points + i * grid->points * dims;
    (grid->is_volume ? NAME(read_volume) : NAME(read_plane))(grid, image, own,
                                                             out + i * grid->channels * grid->points);
  }
}

void NAME(nb_grid_gradients)(const nb_grid *grid, const T *grads, const T *x, const T *points, T *x_grad,
                             T *points_grad) {
  int64_t plane = grid->depth * grid->height * grid->width, dims = grid->is_volume ? 3 : 2;
  for (int64_t i = 0; i < grid->batch; i++) {
    int64_t image = i * grid->channels * plane, own = i * grid->points * dims;
    (grid->is_volume ? NAME(volume_gradients) : NAME(plane_gradients))(
        grid, grads + i * grid->channels * grid->points, x + image, points + own, x_grad ? x_grad + image : 0,
        points_grad + own);
  }
}
