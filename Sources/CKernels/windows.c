#include "Elementwise.h"

#include "clones.h"
#include "halves.h"

NB_CLONES void nb_threshold_f32(int64_t count, const float *values, const float *x, float threshold,
                                float *restrict out) {
  for (int64_t i = 0; i < count; i++)
    out[i] = x[i] <= threshold ? 0 : values[i];
}

NB_CLONES void nb_threshold_f64(int64_t count, const double *values, const double *x, double threshold,
                                double *restrict out) {
  for (int64_t i = 0; i < count; i++)
    out[i] = x[i] <= threshold ? 0 : values[i];
}

/// One more element of the windows of a row: it takes the place of what is there if it is larger or nan. The loop goes
/// along the row of windows and chooses without branches, because which element is the largest cannot be foretold.
NB_INLINE void take_larger(int64_t columns, int64_t step, const float *x, int64_t first, float *restrict values,
                               int64_t *restrict places) {
  for (int64_t i = 0; i < columns; i++) {
    float value = x[i * step], held = values[i];
    int is_larger = (value > held) | (value != value);
    values[i] = is_larger ? value : held;
    places[i] = is_larger ? first + i * step : places[i];
  }
}

/// The first place of a window along a dimension that is not in the padding before the image.
NB_INLINE int64_t first_place(const nb_pooling *p, int dim, int64_t place) {
  int64_t start = place * p->stride[dim] - p->padding[dim], gap = p->dilation[dim];
  return start >= 0 ? start : start + (-start + gap - 1) / gap * gap;
}

/// A row of windows of one image. What of them lies in the padding has no part; one that is all there has place 0.
NB_INLINE void largest_of_row(const nb_pooling *p, int64_t depth, int64_t row, const float *image,
                                  float *restrict values, int64_t *restrict places) {
  int64_t columns = p->output[2], step = p->stride[2], width = p->input[2];
  int64_t front = first_place(p, 0, depth), top = first_place(p, 1, row);
  int64_t behind = depth * p->stride[0] - p->padding[0] + p->kernel[0] * p->dilation[0];
  int64_t below = row * p->stride[1] - p->padding[1] + p->kernel[1] * p->dilation[1];
  int is_empty = front >= p->input[0] || front >= behind || top >= p->input[1] || top >= below;
  int64_t corner = is_empty ? 0 : (front * p->input[1] + top) * width;
  // Whether every window of the row has all its columns, so that it can begin with its first element.
  int is_whole = !is_empty && p->padding[2] == 0
                 && (columns - 1) * step + (p->kernel[2] - 1) * p->dilation[2] < width;
  for (int64_t i = 0; i < columns; i++) {
    int64_t first = is_whole ? i * step : first_place(p, 2, i);
    values[i] = is_whole ? image[corner + first] : -__builtin_inff();
    places[i] = is_empty || first >= width ? 0 : corner + first;
  }
  if (is_empty)
    return;
  for (int64_t y = front; y < behind && y < p->input[0]; y += p->dilation[0])
    for (int64_t z = top; z < below && z < p->input[1]; z += p->dilation[1]) {
      int64_t from = (y * p->input[1] + z) * width;
      for (int64_t k = is_whole && from == corner; k < p->kernel[2]; k++) {
        int64_t shift = k * p->dilation[2] - p->padding[2], reach = width - 1 - shift;
        int64_t first = shift >= 0 ? 0 : (-shift + step - 1) / step, end = reach < 0 ? 0 : reach / step + 1;
        int64_t count = (end < columns ? end : columns) - first, at = from + shift + first * step;
        if (step == 1)
          take_larger(count, 1, image + at, at, values + first, places + first);
        else if (step == 2)
          take_larger(count, 2, image + at, at, values + first, places + first);
        else
          take_larger(count, step, image + at, at, values + first, places + first);
      }
    }
}

NB_CLONES void nb_max_pool_f32(const nb_pooling *p, int64_t planes, const float *x, float *values, int64_t *places) {
  for (int64_t plane = 0; plane < planes; plane++, x += p->input[0] * p->input[1] * p->input[2])
    for (int64_t depth = 0; depth < p->output[0]; depth++)
      for (int64_t row = 0; row < p->output[1]; row++, values += p->output[2], places += p->output[2])
        largest_of_row(p, depth, row, x, values, places);
}

/// The same without the places.
NB_INLINE void raise_row(int64_t columns, int64_t step, const float *x, float *restrict values) {
  for (int64_t i = 0; i < columns; i++) {
    float value = x[i * step], held = values[i];
    values[i] = ((value > held) | (value != value)) ? value : held;
  }
}

NB_CLONES void nb_max_of_rows(const nb_pooling *p, int64_t rows, const float *x, float *restrict values) {
  int64_t columns = p->output[2], step = p->stride[2], width = p->input[2];
  for (; rows > 0; rows--, x += width, values += columns) {
    for (int64_t i = 0; i < columns; i++)
      values[i] = -__builtin_inff();
    for (int64_t k = 0; k < p->kernel[2]; k++) {
      int64_t shift = k * p->dilation[2] - p->padding[2], reach = width - 1 - shift;
      int64_t first = shift >= 0 ? 0 : (-shift + step - 1) / step, end = reach < 0 ? 0 : reach / step + 1;
      int64_t count = (end < columns ? end : columns) - first;
      if (step == 1)
        raise_row(count, 1, x + shift + first, values + first);
      else if (step == 2)
        raise_row(count, 2, x + shift + first * 2, values + first);
      else
        raise_row(count, step, x + shift + first * step, values + first);
    }
  }
}

/// How many places along a dimension a window's mean is divided by.
static inline int64_t extent(const nb_pooling *p, int dim, int64_t place) {
  int64_t start = place * p->stride[dim] - p->padding[dim], end = start + p->kernel[dim];
  if (p->counts_padding) {
    int64_t last = p->input[dim] + p->padding[dim];
    return (end < last ? end : last) - start;
  }
  int64_t first = start > 0 ? start : 0, last = end < p->input[dim] ? end : p->input[dim];
  return last > first ? last - first : 0;
}

/// How many images adaptive means are taken of at once.
enum { ADAPTIVE_PLANES = 4 };

/// Where a window of adaptive pooling begins along a dimension, and before which element it ends.
static inline int64_t adaptive_start(const nb_adaptive *p, int dim, int64_t place) {
  return place * p->input[dim] / p->output[dim];
}
static inline int64_t adaptive_end(const nb_adaptive *p, int dim, int64_t place) {
  return ((place + 1) * p->input[dim] + p->output[dim] - 1) / p->output[dim];
}

/// Both for every place along the last dimension.
static inline void column_bounds(const nb_adaptive *p, int64_t *bounds) {
  for (int64_t i = 0; i < p->output[2]; i++) {
    bounds[2 * i] = adaptive_start(p, 2, i);
    bounds[2 * i + 1] = adaptive_end(p, 2, i);
  }
}

/// Goes through the windows of an image, the `start` and `end` of each being those along the dimensions.
#define NB_EACH_WINDOW(p, bounds)                                                                                      \
  for (int64_t depth = 0, start[3], end[3];                                                                            \
       depth < p->output[0] && (start[0] = adaptive_start(p, 0, depth), end[0] = adaptive_end(p, 0, depth), 1);         \
       depth++)                                                                                                        \
    for (int64_t line = 0;                                                                                             \
         line < p->output[1] && (start[1] = adaptive_start(p, 1, line), end[1] = adaptive_end(p, 1, line), 1); line++)  \
      for (int64_t column = 0;                                                                                         \
           column < p->output[2] && (start[2] = bounds[2 * column], end[2] = bounds[2 * column + 1], 1); column++)

#define T float
#define NAME(function) function##_f32
#include "pooling.h"
#undef T
#undef NAME

#define T double
#define NAME(function) function##_f64
#include "pooling.h"
#undef T
#undef NAME

/// A number of a half type as PyTorch's loops over such numbers have it: rounded after every step.
NB_INLINE float rounded_half(int is_bfloat, float value) {
  return is_bfloat ? float_of_bfloat(bfloat_of(value)) : float_of_half(half_of(value));
}

NB_INLINE float read_any_half(int is_bfloat, uint16_t bits) {
  return is_bfloat ? float_of_bfloat(bits) : float_of_half(bits);
}

NB_INLINE float half_share(int is_bfloat, float value, const int64_t *start, const int64_t *end) {
  for (int i = 0; i < 3; i++)
    value = rounded_half(is_bfloat, value / rounded_half(is_bfloat, (float)(end[i] - start[i])));
  return value;
}

NB_INLINE uint16_t half_bits(int is_bfloat, float value) { return is_bfloat ? bfloat_of(value) : half_of(value); }

NB_INLINE void adaptive_average_halves(int is_bfloat, const nb_adaptive *p, int64_t planes, const uint16_t *x,
                                       int64_t *bounds, uint16_t *out) {
  column_bounds(p, bounds);
  for (; planes > 0; planes--, x += p->input[0] * p->input[1] * p->input[2])
    NB_EACH_WINDOW(p, bounds) {
      float sum = 0;
      for (int64_t i = start[0]; i < end[0]; i++)
        for (int64_t j = start[1]; j < end[1]; j++) {
          const uint16_t *row = x + (i * p->input[1] + j) * p->input[2];
          for (int64_t k = start[2]; k < end[2]; k++)
            sum = rounded_half(is_bfloat, sum + read_any_half(is_bfloat, row[k]));
        }
      *out++ = half_bits(is_bfloat, half_share(is_bfloat, sum, start, end));
    }
}

NB_CLONES void nb_adaptive_average_halves(const nb_adaptive *p, int is_bfloat, int64_t planes, const uint16_t *x,
                                          int64_t *bounds, uint16_t *out) {
  if (is_bfloat)
    adaptive_average_halves(1, p, planes, x, bounds, out);
  else
    adaptive_average_halves(0, p, planes, x, bounds, out);
}

NB_INLINE void adaptive_average_backward_halves(int is_bfloat, const nb_adaptive *p, int64_t planes,
                                                const uint16_t *grad, int64_t *bounds, uint16_t *out) {
  column_bounds(p, bounds);
  for (; planes > 0; planes--, out += p->input[0] * p->input[1] * p->input[2])
    NB_EACH_WINDOW(p, bounds) {
      float share = half_share(is_bfloat, read_any_half(is_bfloat, *grad++), start, end);
      for (int64_t i = start[0]; i < end[0]; i++)
        for (int64_t j = start[1]; j < end[1]; j++) {
          uint16_t *row = out + (i * p->input[1] + j) * p->input[2];
          for (int64_t k = start[2]; k < end[2]; k++)
            row[k] = half_bits(is_bfloat, read_any_half(is_bfloat, row[k]) + share);
        }
    }
}

NB_CLONES void nb_adaptive_average_backward_halves(const nb_adaptive *p, int is_bfloat, int64_t planes,
                                                   const uint16_t *grad, int64_t *bounds, uint16_t *out) {
  if (is_bfloat)
    adaptive_average_backward_halves(1, p, planes, grad, bounds, out);
  else
    adaptive_average_backward_halves(0, p, planes, grad, bounds, out);
}
