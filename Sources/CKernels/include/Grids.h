#ifndef NBRUN_GRIDS_H
#define NBRUN_GRIDS_H

#include <stdint.h>

/// How images are read at points between their elements.
enum { NB_GRID_LINEAR, NB_GRID_NEAREST, NB_GRID_CUBIC };
/// What stands outside of an image: zeros, its border, or its reflection.
enum { NB_GRID_ZEROS, NB_GRID_BORDER, NB_GRID_REFLECTION };

/// Images (batch, channels, height, width) or volumes (batch, channels, depth, height, width), read at `points` places
/// each. A plane or volume has less than 2^31 elements and at least one.
typedef struct nb_grid {
  int64_t batch, channels, depth, height, width, points;
  /// Whether there are three dimensions; volumes are not read by cubic interpolation.
  int is_volume;
  int mode, padding;
  /// Whether -1 and 1 are the middles of the outermost elements and not their outer sides.
  int is_aligned;
} nb_grid;

/// Fills `out` (batch, channels, points) with what `x` has at `points` (batch, points, 2 or 3), the place along a row
/// first.
void nb_grid_sample_f32(const nb_grid *grid, const float *x, const float *points, float *out);
void nb_grid_sample_f64(const nb_grid *grid, const double *x, const double *points, double *out);

/// Adds to `x_grad`, unless it is null, and fills `points_grad` with what `grad`, the gradient of the result, gives.
void nb_grid_gradients_f32(const nb_grid *grid, const float *grads, const float *x, const float *points, float *x_grad,
                           float *points_grad);
void nb_grid_gradients_f64(const nb_grid *grid, const double *grads, const double *x, const double *points,
                           double *x_grad, double *points_grad);

#endif
