#ifndef NBRUN_OPTIMIZERS_H
#define NBRUN_OPTIMIZERS_H

#include <stdbool.h>
#include <stdint.h>

/// The settings of `torch.optim.SGD`.
typedef struct nb_sgd_settings {
  double learning_rate;
  double momentum;
  double dampening;
  double weight_decay;
  bool is_nesterov;
  bool maximizes;
  /// Whether the buffer takes its first value.
  bool is_first;
} nb_sgd_settings;

/// The settings of `torch.optim.Adam` and what a step makes of them.
typedef struct nb_adam_settings {
  double beta1;
  double beta2;
  double eps;
  double weight_decay;
  /// What the parameter is multiplied with, if the decay is decoupled.
  double shrink;
  /// The learning rate over the correction of the mean.
  double step_size;
  /// The root of the correction of the squares.
  double correction2_root;
  bool is_decoupled;
  bool maximizes;
} nb_adam_settings;

/// A step over `count` elements; `buffer` is null without momentum.
void nb_sgd_step_f32(int64_t count, float *param, const float *grad, float *buffer, nb_sgd_settings settings);
void nb_sgd_step_f64(int64_t count, double *param, const double *grad, double *buffer, nb_sgd_settings settings);

/// A step over `count` elements; `largest` is null unless the largest squares are kept (`amsgrad`).
void nb_adam_step_f32(int64_t count, float *param, const float *grad, float *mean, float *square, float *largest,
                      nb_adam_settings settings);
void nb_adam_step_f64(int64_t count, double *param, const double *grad, double *mean, double *square, double *largest,
                      nb_adam_settings settings);

#endif
