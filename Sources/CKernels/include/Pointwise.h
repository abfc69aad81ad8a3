#ifndef NBRUN_POINTWISE_H
#define NBRUN_POINTWISE_H

#include <stdint.h>

#include "IntegerRules.h"

/// Functions of one number and up to three parameters.
typedef enum nb_parametric {
  /// `x`, or the first parameter times it where it is not positive.
  NB_LEAKY_RELU,
  /// `x` between the first and the second parameter; a number that equals a limit stays, with the sign of its zero.
  NB_CLAMP,
  /// 0 within the first parameter of 0. If the third one is not 0, zeros are positive, as in PyTorch's loop over groups of
  /// two registers, but for what is left over.
  NB_HARDSHRINK,
  /// `x`, by the first parameter nearer to 0, likewise.
  NB_SOFTSHRINK,
  /// The second parameter up to the first.
  NB_THRESHOLD,
  /// Numbers in place of nan and the infinities, the positive first.
  NB_NAN_TO_NUM,
  /// The loss of a difference: up to the first parameter half its square by that, then its distance from 0.
  NB_SMOOTH_L1,
  /// The same times the parameter.
  NB_HUBER,
  /// The logarithm of `x / (1 - x)`, of an `x` below the first parameter and above the second as of these.
  NB_LOGIT,
  /// `x` times the first parameter, or by it, rounded to a whole number, ties to even, and divided, or multiplied,
  /// again.
  NB_ROUND_FINER,
  NB_ROUND_COARSER,
  /// `x` times the second parameter; of negative numbers `exp(x * third) - 1` times the first.
  NB_ELU,
} nb_parametric;

/// What may be asked of a number.
typedef enum nb_test {
  NB_IS_NAN,
  NB_IS_INFINITE,
  NB_IS_FINITE,
  NB_IS_POSITIVE_INFINITY,
  NB_IS_NEGATIVE_INFINITY,
  NB_HAS_SIGN,
} nb_test;

/// Functions of two numbers by their names in C, the logarithm of the sum of exponentials, the step from 0 to 1 whose
/// value at 0 is the second, and the neighbour of the first number in the direction of the second.
typedef enum nb_pairwise {
  NB_COPYSIGN,
  NB_HYPOT,
  NB_FMAX,
  NB_FMIN,
  NB_LOGADDEXP,
  /// To base 2.
  NB_LOGADDEXP2,
  NB_HEAVISIDE,
  NB_NEXT,
} nb_pairwise;

/// Fills `out` with a function of `count` elements, which may be those of `out`, and three parameters.
void nb_parametric_f32(nb_parametric op, int64_t count, const float *x, const double *parameters, float *out);
void nb_parametric_f64(nb_parametric op, int64_t count, const double *x, const double *parameters, double *out);

/// Fills `out` with a function of the elements of two runs; a step is 1, or 0 for one number.
void nb_pairwise_f32(nb_pairwise op, int64_t count, const float *x, int64_t step_x, const float *y, int64_t step_y,
                     float *out);
void nb_pairwise_f64(nb_pairwise op, int64_t count, const double *x, int64_t step_x, const double *y, int64_t step_y,
                     double *out);

/// Fills `out` with whether numbers are equal or no further apart than an absolute limit and one relative to the second.
void nb_close_f32(int64_t count, const float *x, const float *y, double relative, double absolute, int is_nan_equal,
                  uint8_t *out);
void nb_close_f64(int64_t count, const double *x, const double *y, double relative, double absolute, int is_nan_equal,
                  uint8_t *out);

/// Remainders, with the sign of the dividend or the divisor, and quotients rounded down or towards zero.
typedef enum nb_quotient { NB_FMOD, NB_REMAINDER, NB_FLOOR_DIVIDE, NB_CUT_DIVIDE } nb_quotient;

/// Fills `out`, which may be an operand, with these; a step is 1, or 0 for one number.
void nb_quotient_f32(nb_quotient op, int64_t count, const float *a, int64_t step_a, const float *b, int64_t step_b,
                     float *out);
void nb_quotient_f64(nb_quotient op, int64_t count, const double *a, int64_t step_a, const double *b, int64_t step_b,
                     double *out);

/// The same of integers, none of whose divisors is zero; the result may be an operand.
void nb_quotient_integers(nb_quotient op, nb_integer type, int64_t count, const void *a, const void *b, int64_t step_b,
                          void *out);

/// `x > 0 ? x : slope * x` with a slope for each of `channels` runs of `run` neighbours, `count` times (`prelu`).
void nb_slopes_f32(int64_t count, int64_t channels, int64_t run, const float *x, const float *slopes, float *out);
void nb_slopes_f64(int64_t count, int64_t channels, int64_t run, const double *x, const double *slopes, double *out);

/// Whether one of `count` integers is zero.
int nb_has_zero(nb_integer type, int64_t count, const void *x);

/// Functions of two numbers that the library has, also for vectors.
typedef enum nb_binary_function { NB_POWER, NB_ATAN2, NB_BINARY_FUNCTION_COUNT } nb_binary_function;

/// Fills `out` with these; the steps of the operands are 1, or 0 for one number. In single precision the result is the
/// nearest `float` or its neighbour.
void nb_binary_function_f32(nb_binary_function op, int64_t count, const float *a, int64_t step_a, const float *b,
                            int64_t step_b, float *out);
void nb_binary_function_f64(nb_binary_function op, int64_t count, const double *a, int64_t step_a, const double *b,
                            int64_t step_b, double *out);

/// The logarithm of the magnitude of the gamma function, rounded once from about 40 bits; `out` may be `x`.
void nb_log_gamma_f32(int64_t count, const float *x, float *out);

/// The inverse of the error function.
void nb_erfinv_f32(int64_t count, const float *x, float *out);
void nb_erfinv_f64(int64_t count, const double *x, double *out);

/// `-x log(x)`, 0 of zero and minus infinity of negative numbers, each step rounded; `out` may be `x`.
void nb_entropy_f32(int64_t count, const float *x, float *out);
void nb_entropy_f64(int64_t count, const double *x, double *out);

/// `sin(pi x) / (pi x)`, each step rounded.
void nb_sinc_f32(int64_t count, const float *x, float *out);

/// Operations on two complex numbers.
typedef enum nb_complex {
  /// `a + factor * b`, the factor a complex number also where it is 1, which makes nan of infinite ones.
  NB_COMPLEX_ADD,
  NB_COMPLEX_MULTIPLY,
  NB_COMPLEX_DIVIDE,
  /// The products of the real parts and of the imaginary ones.
  NB_COMPLEX_MULTIPLY_PARTS,
  // Whether numbers are equal, as the numbers 1 and 0.
  NB_COMPLEX_IS_EQUAL,
  NB_COMPLEX_IS_UNEQUAL,
} nb_complex;

/// Combines `count` complex numbers, pairs of parts; the steps are 1, or 0 for one number, and operands may be `out`.
/// The factor is a number.
void nb_complex_binary_f32(nb_complex op, int64_t count, const float *a, int64_t step_a, const float *b, int64_t step_b,
                           const float *factor, float *out);
void nb_complex_binary_f64(nb_complex op, int64_t count, const double *a, int64_t step_a, const double *b,
                           int64_t step_b, const double *factor, double *out);

/// Whether numbers are equal, or are not, likewise; `out` is no operand.
void nb_compare_complex_f32(int is_equal, int64_t count, const float *a, int64_t step_a, const float *b, int64_t step_b,
                            uint8_t *out);
void nb_compare_complex_f64(int is_equal, int64_t count, const double *a, int64_t step_a, const double *b,
                            int64_t step_b, uint8_t *out);

/// Operations on three complex numbers.
typedef enum nb_complex_ternary {
  /// `x + factor * a * b`
  NB_COMPLEX_ADD_PRODUCT,
  /// `x + factor * a / b`
  NB_COMPLEX_ADD_QUOTIENT,
  /// `x + b * (a - x)`, from the nearer end.
  NB_COMPLEX_LERP,
} nb_complex_ternary;

/// Combines `count` complex numbers; the last operand steps by 1, or by 0 as one number, and operands may be `out`.
void nb_complex_ternary_f32(nb_complex_ternary op, int64_t count, const float *factor, const float *x, const float *a,
                            const float *b, int64_t step_b, float *out);
void nb_complex_ternary_f64(nb_complex_ternary op, int64_t count, const double *factor, const double *x,
                            const double *a, const double *b, int64_t step_b, double *out);

/// Complex numbers of two runs of `count` parts; `out` is neither.
void nb_complex_of_parts_f32(int64_t count, const float *real, const float *imaginary, float *out);
void nb_complex_of_parts_f64(int64_t count, const double *real, const double *imaginary, double *out);

/// The distances of complex numbers from 0.
void nb_complex_sizes_f32(int64_t count, const float *x, float *out);
void nb_complex_sizes_f64(int64_t count, const double *x, double *out);

/// Numbers as mantissas from a half to 1 and powers of two; zero and what is not finite as itself and 0.
void nb_parts_f32(int64_t count, const float *x, float *mantissas, int32_t *exponents);
void nb_parts_f64(int64_t count, const double *x, double *mantissas, int32_t *exponents);

/// Fills `out` with the answers for `count` elements.
void nb_test_f32(nb_test op, int64_t count, const float *x, uint8_t *out);
void nb_test_f64(nb_test op, int64_t count, const double *x, uint8_t *out);

/// Numbers from `start` on, `step` apart; integers wrap around.
void nb_arange_f32(int64_t count, double start, double step, float *out);
void nb_arange_f64(int64_t count, double start, double step, double *out);
void nb_arange_i64(int64_t count, int64_t start, int64_t step, int64_t *out);

/// `count` numbers, the first half counted from the first, the others back from the last.
void nb_linspace_f32(int64_t count, float first, float last, float step, float *out);

/// The sum of the products of two rows, rounded and added as PyTorch's library (MKL 2024.2) does.
float nb_dot_f32(int64_t count, const float *a, const float *b);
double nb_dot_f64(int64_t count, const double *a, const double *b);

#endif
