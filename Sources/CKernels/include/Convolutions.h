#ifndef NBRUN_CONVOLUTIONS_H
#define NBRUN_CONVOLUTIONS_H

#include <stdint.h>

/// A convolution of images of up to three dimensions, the outermost first; missing ones have size 1. Channels are those
/// of one group.
typedef struct nb_convolution {
  int64_t samples, groups, in_channels, out_channels;
  int64_t input[3], output[3], kernel[3], stride[3], padding[3], dilation[3];
  /// How far the weights of two groups, of two output channels, of two input channels and of two elements of a window
  /// lie apart; the last may be -1 for a window that is read backwards.
  int64_t weight_group, weight_out, weight_in, weight_element;
} nb_convolution;

/// Fills `out` (samples, groups * out_channels, output...) with the convolution of `x` (samples, groups * in_channels,
/// input...), both contiguous; there may be a bias for each output channel. Whatever lies outside of the input is 0. The
/// elements of a sum are added in the order of the weights, in blocks of 256.
///
/// Returns 0 if there is no memory to work in.
int nb_convolve_f32(const nb_convolution *convolution, const float *x, const float *weights, const float *bias,
                    float *out);
int nb_convolve_f64(const nb_convolution *convolution, const double *x, const double *weights, const double *bias,
                    double *out);

/// Adds to the weights' gradient, which lies as the weights do, what `grad`, the gradient of the result, and `x` give.
///
/// Returns 0, having done nothing, if there is no memory to work in.
int nb_convolve_weights_f32(const nb_convolution *convolution, const float *grad, const float *x, float *out);
int nb_convolve_weights_f64(const nb_convolution *convolution, const double *grad, const double *x, double *out);

#endif
