#ifndef NBRUN_POLYNOMIALS_H
#define NBRUN_POLYNOMIALS_H

#include <stdint.h>

/// Families of orthogonal polynomials, by their names in `torch.special`.
typedef enum nb_polynomial {
  NB_CHEBYSHEV_T,
  NB_CHEBYSHEV_U,
  NB_CHEBYSHEV_V,
  NB_CHEBYSHEV_W,
  NB_SHIFTED_CHEBYSHEV_T,
  NB_SHIFTED_CHEBYSHEV_U,
  NB_SHIFTED_CHEBYSHEV_V,
  NB_SHIFTED_CHEBYSHEV_W,
  NB_HERMITE_H,
  NB_HERMITE_HE,
  NB_LAGUERRE_L,
  NB_LEGENDRE_P,
} nb_polynomial;

/// The values of the polynomials of `count` degrees as PyTorch computes them in the type, mostly each from the two before
/// it; 0 of a negative degree. The steps of the operands are 1, or 0 for one number; `out` may be `x`.
void nb_polynomials_f32(nb_polynomial family, int64_t count, const float *x, int64_t step_x, const int64_t *degrees,
                        int64_t step_degrees, float *out);
void nb_polynomials_f64(nb_polynomial family, int64_t count, const double *x, int64_t step_x, const int64_t *degrees,
                        int64_t step_degrees, double *out);

#endif
