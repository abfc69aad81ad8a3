#include "Elementwise.h"

#include "clones.h"

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
static inline void take_larger(int64_t columns, int64_t step, const float *x, int64_t first, float *restrict values,
                               int64_t *restrict places) {
  for (int64_t i = 0; i < columns; i++) {
    float value = x[i * step], held = values[i];
    int is_larger = (value > held) | (value != value);
    values[i] = is_larger ? value : held;
    places[i] = is_larger ? first + i * step : places[i];
  }
}

NB_CLONES void nb_max_pool_f32(int64_t rows, int64_t columns, int64_t width, int64_t window_rows,
                               int64_t window_columns, int64_t row_step, int64_t column_step, const float *image,
                               float *values, int64_t *places) {
  for (int64_t row = 0; row < rows; row++, values += columns, places += columns) {
    int64_t corner = row * row_step * width;
    for (int64_t i = 0; i < columns; i++) {
      values[i] = image[corner + i * column_step];
      places[i] = corner + i * column_step;
    }
    for (int64_t y = 0; y < window_rows; y++)
      for (int64_t x = y == 0; x < window_columns; x++) {
        int64_t first = corner + y * width + x;
        if (column_step == 2)
          take_larger(columns, 2, image + first, first, values, places);
        else
          take_larger(columns, column_step, image + first, first, values, places);
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
