#ifndef NBRUN_NORMALISATION_H
#define NBRUN_NORMALISATION_H

#include <stdint.h>

// Arrays of (samples, channels, inner), contiguous, and values for each channel. Sums are added in PyTorch's order, for
// vectors of 256 bits.

/// The mean of each channel and the sum of the squared distances from it.
void nb_batch_moments_f32(int64_t samples, int64_t channels, int64_t inner, const float *x, float *means,
                          double *squares);
void nb_batch_moments_f64(int64_t samples, int64_t channels, int64_t inner, const double *x, double *means,
                          double *squares);

/// `x * factors + addends`, rounded once.
void nb_scale_channels_f32(int64_t samples, int64_t channels, int64_t inner, const float *x, const float *factors,
                           const float *addends, float *out);
void nb_scale_channels_f64(int64_t samples, int64_t channels, int64_t inner, const double *x, const double *factors,
                           const double *addends, double *out);

/// The gradients of a batch's normalisation by its own mean and scale, those of the input, the weight and the bias, where
/// there is room for them; `scratch` has room for two numbers of a channel.
void nb_batch_norm_backward_f32(int64_t samples, int64_t channels, int64_t inner, const float *x, const float *grad,
                                const float *means, const float *scales, const float *weight, float *out,
                                float *weight_grad, float *bias_grad, double *scratch);
void nb_batch_norm_backward_f64(int64_t samples, int64_t channels, int64_t inner, const double *x, const double *grad,
                                const double *means, const double *scales, const double *weight, double *out,
                                double *weight_grad, double *bias_grad, double *scratch);

/// The gradients of `nb_layer_norm`, likewise; those of weight and bias are added to what is there.
void nb_layer_norm_backward_f32(int64_t rows, int64_t length, const float *x, const float *grad, const float *means,
                                const float *scales, const float *weight, float *out, float *weight_grad,
                                float *bias_grad);
void nb_layer_norm_backward_f64(int64_t rows, int64_t length, const double *x, const double *grad,
                                const double *means, const double *scales, const double *weight, double *out,
                                double *weight_grad, double *bias_grad);

/// Groups of channels of each sample, `groups` of them, normalised: `(x - mean) * scale * weight + bias`, the scale being
/// `1 / sqrt(variance + eps)` in double precision; weight and bias may be missing.
void nb_group_norm_f32(int64_t samples, int64_t channels, int64_t inner, int64_t groups, const float *x,
                       const float *weight, const float *bias, double eps, float *out);
void nb_group_norm_f64(int64_t samples, int64_t channels, int64_t inner, int64_t groups, const double *x,
                       const double *weight, const double *bias, double eps, double *out);

/// The gradients of `nb_group_norm`, where there is room for them; those of weight and bias are added to what is there.
void nb_group_norm_backward_f32(int64_t samples, int64_t channels, int64_t inner, int64_t groups, const float *x,
                                const float *grad, const float *weight, double eps, float *out, float *weight_grad,
                                float *bias_grad);
void nb_group_norm_backward_f64(int64_t samples, int64_t channels, int64_t inner, int64_t groups, const double *x,
                                const double *grad, const double *weight, double eps, double *out,
                                double *weight_grad, double *bias_grad);

#endif
