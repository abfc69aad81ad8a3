#ifndef NBRUN_SPECIAL_H
#define NBRUN_SPECIAL_H

#include <stdint.h>

/// Special functions of one number, by their names in `torch.special`; every bit of a result is PyTorch's.
typedef enum nb_special {
  NB_AIRY,
  NB_BESSEL_J0,
  NB_BESSEL_J1,
  NB_BESSEL_Y0,
  NB_BESSEL_Y1,
  NB_DIGAMMA,
  NB_ERFCX,
  /// Also `modified_bessel_i0`.
  NB_I0,
  NB_I0E,
  NB_I1,
  NB_I1E,
  NB_LOG_NDTR,
  NB_MODIFIED_BESSEL_I1,
  NB_MODIFIED_BESSEL_K0,
  NB_MODIFIED_BESSEL_K1,
  NB_NDTRI,
  NB_SCALED_MODIFIED_BESSEL_K0,
  NB_SCALED_MODIFIED_BESSEL_K1,
  NB_SPHERICAL_BESSEL_J0,
  /// `polygamma` of order 1.
  NB_TRIGAMMA,
} nb_special;

/// Those of two numbers.
typedef enum nb_special_pair {
  NB_GAMMAINC,
  /// The same with every product rounded, as PyTorch computes what is left over of a run behind whole registers.
  NB_GAMMAINC_BY_STEPS,
  NB_GAMMAINCC,
  NB_ZETA,
} nb_special_pair;

/// Fills `out` with a function of `count` elements, which may be those of `out`.
void nb_special_f32(nb_special op, int64_t count, const float *x, float *out);
void nb_special_f64(nb_special op, int64_t count, const double *x, double *out);

/// The same of pairs of elements; the steps are in elements.
void nb_special_pairs_f32(nb_special_pair op, int64_t count, const float *x, int64_t step_x, const float *y,
                          int64_t step_y, float *out, int64_t step_out);
void nb_special_pairs_f64(nb_special_pair op, int64_t count, const double *x, int64_t step_x, const double *y,
                          int64_t step_y, double *out, int64_t step_out);

/// What the zeta function of one more than an order above 1 is multiplied by in `polygamma` of the order.
float nb_polygamma_factor_f32(int order);
double nb_polygamma_factor_f64(int order);

/// Kaiser's window at `count` places, which may be `out`, one of which, or a number between two, is its middle.
void nb_kaiser_f32(int64_t count, float steepness, float middle, const float *places, float *out);
void nb_kaiser_f64(int64_t count, double steepness, double middle, const double *places, double *out);

/// The sine and the cosine as the C library gives them; the angle is reduced once.
void nb_sine_and_cosine(double x, double *sine, double *cosine);

#endif
