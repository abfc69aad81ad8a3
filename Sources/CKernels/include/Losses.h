#ifndef NBRUN_LOSSES_H
#define NBRUN_LOSSES_H

#include <stdint.h>

// Losses of distances `x - y` that are quadratic up to a limit and linear above, and their gradients.

/// How a loss depends on its limit.
typedef enum nb_distance {
  /// `d * d`, whatever the limit.
  NB_SQUARED,
  /// `d * d / 2 / limit`, beyond the limit `|d| - limit / 2`.
  NB_SMOOTH,
  /// The same times the limit.
  NB_STEEP,
} nb_distance;

/// The loss of each distance.
void nb_distance_losses_f32(nb_distance loss, int64_t count, const float *x, const float *y, float limit, float *out);
void nb_distance_losses_f64(nb_distance loss, int64_t count, const double *x, const double *y, double limit,
                            double *out);

/// `factor * slope * grad`, the slope that of the loss of each distance; `grad` is one number unless `step` is 1.
void nb_distance_gradients_f32(nb_distance loss, int64_t count, const float *x, const float *y, float limit,
                               float factor, const float *grad, int64_t step, float *out);
void nb_distance_gradients_f64(nb_distance loss, int64_t count, const double *x, const double *y, double limit,
                               double factor, const double *grad, int64_t step, double *out);

/// Minus the logarithm of the probability of all alignments of `count` labels, below `classes`, to `steps` rows of the
/// logarithms of the classes' probabilities, `stride` apart (Graves et al., 2006); and, unless `grad` is null, the gradient
/// of those logarithms, of as many rows. `scratch` has room for `(steps + 5) * (2 * count + 5)` numbers, and `shares` for
/// one of each class.
void nb_alignment_loss_f32(int64_t steps, int64_t stride, int64_t classes, const float *x, int64_t count,
                           const int64_t *labels, int64_t blank, float *scratch, float *shares, float *loss,
                           float *grad);
void nb_alignment_loss_f64(int64_t steps, int64_t stride, int64_t classes, const double *x, int64_t count,
                           const int64_t *labels, int64_t blank, double *scratch, double *shares, double *loss,
                           double *grad);

#endif
