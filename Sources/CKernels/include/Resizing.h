#ifndef NBRUN_RESIZING_H
#define NBRUN_RESIZING_H

#include <stdint.h>

/// The elements of a line that each element of the resized line is made of: `taps` places for each, of which the first
/// `counts[i]` are used, and their weights.
typedef struct nb_taps_f32 {
  int64_t length, size;
  int32_t taps;
  const int32_t *places, *counts;
  const float *weights;
} nb_taps_f32;
typedef struct nb_taps_f64 {
  int64_t length, size;
  int32_t taps;
  const int32_t *places, *counts;
  const double *weights;
} nb_taps_f64;

/// How gradients are added: linear and cubic interpolation, and either over as many elements as a line is shortened by.
enum { NB_RESIZE_LINEAR, NB_RESIZE_CUBIC, NB_RESIZE_WIDE };

/// Resizes one dimension: `x` is (outer, length, inner), `out` is (outer, size, inner). `is_wide` says that the sum goes
/// in blocks, as over many elements.
void nb_resize_f32(int64_t outer, int64_t inner, const nb_taps_f32 *line, int is_wide, const float *x, float *out);
void nb_resize_f64(int64_t outer, int64_t inner, const nb_taps_f64 *line, int is_wide, const double *x, double *out);

/// Resizes planes by two taps in each of two dimensions at once, with the products of the weights.
void nb_resize_planes_f32(int64_t planes, const nb_taps_f32 *rows, const nb_taps_f32 *columns, const float *x,
                          float *out);
void nb_resize_planes_f64(int64_t planes, const nb_taps_f64 *rows, const nb_taps_f64 *columns, const double *x,
                          double *out);

/// Adds to `out` (count, the three lengths) what the gradient `grads` (count, the three sizes) of the result gives.
void nb_resize_back_f32(int64_t count, const nb_taps_f32 lines[3], int rule, const float *grads, float *out);
void nb_resize_back_f64(int64_t count, const nb_taps_f64 lines[3], int rule, const double *grads, double *out);

#endif
