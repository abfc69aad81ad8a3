#ifndef NBRUN_ELEMENTWISE_H
#define NBRUN_ELEMENTWISE_H

#include <stdbool.h>
#include <stdint.h>

/// Arithmetic of two elements; integers wrap around.
typedef enum nb_binary {
  NB_ADD,
  NB_SUBTRACT,
  NB_MULTIPLY,
  /// Floating point only.
  NB_DIVIDE,
  /// nan wins.
  NB_MAXIMUM,
  NB_MINIMUM,
  /// A gradient and what `tanh` gave: `a * (1 - b * b)`, the parenthesis rounded once as in PyTorch. Floating point only.
  NB_TANH_BACKWARD,
  /// A gradient and what `sigmoid` gave: `a * (1 - b) * b`. Floating point only.
  NB_SIGMOID_BACKWARD,
  /// Comparisons, whose truth is 1 and whose untruth 0.
  NB_IS_EQUAL,
  NB_IS_UNEQUAL,
  NB_IS_LESS,
  NB_IS_AT_MOST,
} nb_binary;

/// Comparisons of two elements, giving one byte of 0 or 1.
typedef enum nb_comparison { NB_EQ, NB_NE, NB_LT, NB_LE } nb_comparison;

/// Functions of one `float` or `double`, as `torch` names them.
typedef enum nb_unary {
  NB_EXP,
  NB_LOG,
  NB_SIN,
  NB_COS,
  NB_TANH,
  NB_SIGMOID,
  NB_SQRT,
  NB_RSQRT,
  NB_RECIPROCAL,
  NB_NEGATE,
  NB_ABSOLUTE,
  NB_RELU,
  /// 1, 0 or -1; 0 of nan.
  NB_SIGN,
  NB_SQUARE,
  NB_CUBE,
  NB_FLOOR,
  NB_CEIL,
  /// To the nearest, to the even one of two.
  NB_ROUND,
  NB_TRUNC,
  NB_FRAC,
  NB_EXP2,
  NB_EXPM1,
  NB_LOG2,
  NB_LOG10,
  NB_LOG1P,
  NB_TAN,
  NB_ASIN,
  NB_ACOS,
  NB_ATAN,
  NB_SINH,
  NB_COSH,
  NB_ASINH,
  NB_ACOSH,
  NB_ATANH,
  NB_ERF,
  NB_ERFC,
  NB_GELU,
  NB_GELU_TANH,
  /// By the series for the error function of Abramowitz and Stegun.
  NB_GELU_SERIES,
  NB_SILU,
  NB_SOFTPLUS,
  NB_LOG_SIGMOID,
  NB_MISH,
  NB_TANHSHRINK,
  NB_HARDSIGMOID,
  NB_HARDSWISH,
  NB_RELU6,
  NB_SOFTSIGN,
  NB_DEGREES_TO_RADIANS,
  NB_RADIANS_TO_DEGREES,
  /// 0, or pi of a negative number.
  NB_ANGLE,
  NB_UNARY_COUNT,
} nb_unary;

/// Fills `out` with `count` results. A step is 1, or 0 for an operand that is one number; operands may be `out`.
void nb_binary_f32(nb_binary op, int64_t count, const float *a, int64_t step_a, const float *b, int64_t step_b,
                   float *out);
void nb_binary_f64(nb_binary op, int64_t count, const double *a, int64_t step_a, const double *b, int64_t step_b,
                   double *out);
void nb_binary_i64(nb_binary op, int64_t count, const int64_t *a, int64_t step_a, const int64_t *b, int64_t step_b,
                   int64_t *out);

void nb_compare_f32(nb_comparison op, int64_t count, const float *a, int64_t step_a, const float *b, int64_t step_b,
                    uint8_t *out);
void nb_compare_f64(nb_comparison op, int64_t count, const double *a, int64_t step_a, const double *b, int64_t step_b,
                    uint8_t *out);

/// Functions of three elements.
typedef enum nb_ternary {
  /// `x + scale * a * b`, the sum rounded together with the second product.
  NB_ADD_PRODUCT,
  /// `x + scale * a / b`.
  NB_ADD_QUOTIENT,
  /// From `x` to `a` by the weight `b`, counted from the nearer end.
  NB_LERP,
  /// `x` where it lies between `a` and `b`, else the nearer one, and where `a` is the larger `b`; nan wins.
  NB_BETWEEN,
} nb_ternary;

/// Fills `out` with `count` results; the operands, any of which may be `out`, and `out` have a step of any size each.
void nb_ternary_f32(nb_ternary op, int64_t count, float scale, const float *x, int64_t step_x, const float *a,
                    int64_t step_a, const float *b, int64_t step_b, float *out, int64_t step_out);
void nb_ternary_f64(nb_ternary op, int64_t count, double scale, const double *x, int64_t step_x, const double *a,
                    int64_t step_a, const double *b, int64_t step_b, double *out, int64_t step_out);

/// Fills `out` with a function of `count` elements, which may be `out` itself. Results in single precision are the
/// nearest `float` or its neighbour; those in double precision lie within 4 units in the last place.
void nb_unary_f32(nb_unary op, int64_t count, const float *x, float *out);
void nb_unary_f64(nb_unary op, int64_t count, const double *x, double *out);

/// The gradient of `gelu` from that of its result.
void nb_gelu_backward_f32(int64_t count, const float *grad, const float *x, float *out);

/// Fills `out` with the elements of `values` where those of `x` are above a threshold or nan, else with zeros.
void nb_threshold_f32(int64_t count, const float *values, const float *x, float threshold, float *out);
void nb_threshold_f64(int64_t count, const double *values, const double *x, double threshold, double *out);

/// How windows slide over images of up to three dimensions, the outermost first; missing ones have size 1. Means have no
/// windows with gaps.
typedef struct nb_pooling {
  int64_t input[3], output[3], kernel[3], stride[3], padding[3], dilation[3];
  /// Whether what lies in the padding counts to a mean, unless there is a divisor.
  int64_t counts_padding, divisor;
} nb_pooling;

/// The largest element under each window of each of `planes` images and its number in the image; nan wins.
void nb_max_pool_f32(const nb_pooling *pooling, int64_t planes, const float *x, float *values, int64_t *places);

/// The largest element under each window of each of `rows` rows, which alone the last dimension says.
void nb_max_of_rows(const nb_pooling *pooling, int64_t rows, const float *x, float *values);

/// The mean under each window of each of `planes` images, added up in the images' order.
void nb_average_pool_f32(const nb_pooling *pooling, int64_t planes, const float *x, float *out);
void nb_average_pool_f64(const nb_pooling *pooling, int64_t planes, const double *x, double *out);

/// The gradient of the means, added to `out`; `shares` has room for a row of windows.
void nb_average_pool_backward_f32(const nb_pooling *pooling, int64_t planes, const float *grad, float *shares,
                                  float *out);
void nb_average_pool_backward_f64(const nb_pooling *pooling, int64_t planes, const double *grad, double *shares,
                                  double *out);

/// Images of three dimensions, none of which is empty, and how many windows there are along each, whose products with the
/// lengths are representable: window `i` of `n` begins with element `i * length / n` and ends before element
/// `(i + 1) * length / n`, rounded up.
typedef struct nb_adaptive {
  int64_t input[3], output[3];
} nb_adaptive;

/// The mean of the elements of each window of each of `planes` images; `bounds` has room for two numbers of each place
/// along the last dimension.
void nb_adaptive_average_f32(const nb_adaptive *pooling, int64_t planes, const float *x, int64_t *bounds, float *out);
void nb_adaptive_average_f64(const nb_adaptive *pooling, int64_t planes, const double *x, int64_t *bounds, double *out);

/// The same of half types, each sum and each quotient rounded to the type.
void nb_adaptive_average_halves(const nb_adaptive *pooling, int is_bfloat, int64_t planes, const uint16_t *x,
                                int64_t *bounds, uint16_t *out);
void nb_adaptive_average_backward_halves(const nb_adaptive *pooling, int is_bfloat, int64_t planes,
                                         const uint16_t *grad, int64_t *bounds, uint16_t *out);

/// The gradient of the means, added to `out`.
void nb_adaptive_average_backward_f32(const nb_adaptive *pooling, int64_t planes, const float *grad, int64_t *bounds,
                                      float *out);
void nb_adaptive_average_backward_f64(const nb_adaptive *pooling, int64_t planes, const double *grad, int64_t *bounds,
                                      double *out);

/// The largest element of each window and its number in the image; nan wins.
void nb_adaptive_max_f32(const nb_adaptive *pooling, int64_t planes, const float *x, int64_t *bounds, float *values,
                         int64_t *places);
void nb_adaptive_max_f64(const nb_adaptive *pooling, int64_t planes, const double *x, int64_t *bounds, double *values,
                         int64_t *places);

/// The sum of a row in the order of additions of PyTorch's cascade sum with vectors of 256 bits, bit for bit.
float nb_sum_f32(int64_t count, const float *x);
double nb_sum_f64(int64_t count, const double *x);

/// Adds `count` sums of `size` elements each to `out`, each in the order in which PyTorch's kernel adds for such strides:
/// the elements of a sum lie `stride` apart, those of the next sum `sum_stride` behind, its result `out_stride`.
void nb_add_sums_f32(int64_t size, int64_t count, const float *x, int64_t stride, int64_t sum_stride, float *out,
                     int64_t out_stride);
void nb_add_sums_f64(int64_t size, int64_t count, const double *x, int64_t stride, int64_t sum_stride, double *out,
                     int64_t out_stride);

/// The same of complex numbers, a pair of parts each, which all strides count.
void nb_add_complex_sums_f32(int64_t size, int64_t count, const float *x, int64_t stride, int64_t sum_stride,
                             float *out, int64_t out_stride);
void nb_add_complex_sums_f64(int64_t size, int64_t count, const double *x, int64_t stride, int64_t sum_stride,
                             double *out, int64_t out_stride);

/// `exp(x - max) / sum` of each of `rows` rows, or its logarithm, in single precision bit for bit as PyTorch: rows are
/// those along a dimension inside of which there are `inner` elements, 1 for the last dimension.
void nb_softmax_f32(int logarithm, int64_t inner, int64_t rows, int64_t length, const float *x, float *out);
void nb_softmax_f64(int logarithm, int64_t inner, int64_t rows, int64_t length, const double *x, double *out);

/// The same of the columns of `outer` > 0 blocks of `length` > 0 rows of `inner` elements, as many as fill vectors.
///
/// Returns how many columns of each block are done.
int64_t nb_softmax_columns_f32(int logarithm, int64_t outer, int64_t length, int64_t inner, const float *x, float *out);
int64_t nb_softmax_columns_f64(int logarithm, int64_t outer, int64_t length, int64_t inner, const double *x,
                               double *out);

/// The softmax of rows; what is -inf is masked, and a row in which all is becomes 0.
void nb_softmax_masked_f32(int64_t rows, int64_t length, const float *x, float *out);
void nb_softmax_masked_f64(int64_t rows, int64_t length, const double *x, double *out);

/// Makes scores -inf where a byte is 0; the bytes of a row lie `step` apart, the rows of them `row_step`.
void nb_mask_scores_f32(int64_t rows, int64_t length, float *scores, const uint8_t *keeps, int64_t row_step,
                        int64_t step);
void nb_mask_scores_f64(int64_t rows, int64_t length, double *scores, const uint8_t *keeps, int64_t row_step,
                        int64_t step);

/// The gradient of ``nb_softmax_f32`` from that of its result, likewise.
void nb_softmax_backward_f32(int logarithm, int is_last, int64_t rows, int64_t length, const float *grad,
                             const float *result, float *out);
void nb_softmax_backward_f64(int logarithm, int is_last, int64_t rows, int64_t length, const double *grad,
                             const double *result, double *out);

/// The same for columns: the rows' elements lie `inner` apart in each of `outer` blocks of `length * inner`.
void nb_softmax_columns_backward_f32(int logarithm, int64_t outer, int64_t length, int64_t inner, const float *grad,
                                     const float *result, float *out);
void nb_softmax_columns_backward_f64(int logarithm, int64_t outer, int64_t length, int64_t inner, const double *grad,
                                     const double *result, double *out);

/// The mean of `length` elements and their variance (divided by the count), in PyTorch's order of additions.
void nb_moments_f32(int64_t length, const float *x, float *mean, float *variance);
void nb_moments_f64(int64_t length, const double *x, double *mean, double *variance);

/// `(x - mean) * scale * weight + bias` of each of `rows` rows, the mean and the scale `1 / sqrt(variance + eps)` being the
/// row's; weight and bias may be missing.
void nb_layer_norm_f32(int64_t rows, int64_t length, const float *x, const float *weight, const float *bias, float eps,
                       float *out, float *means, float *scales);
void nb_layer_norm_f64(int64_t rows, int64_t length, const double *x, const double *weight, const double *bias,
                       double eps, double *out, double *means, double *scales);

/// The sum of squares of a row, in the order in which PyTorch's norm adds them.
float nb_sum_of_squares_f32(int64_t length, const float *x);
double nb_sum_of_squares_f64(int64_t length, const double *x);

/// How many sums of squares stand side by side in single and in double precision.
enum { NB_LANES_F32 = 8, NB_LANES_F64 = 4 };

/// The same of a row that comes in parts: adds the squares of what fills whole vectors to the lanes, and returns how many
/// elements that were; the sum is that of the lanes and of the last part's rest.
int64_t nb_add_squares_f32(int64_t length, const float *x, float *lanes);
int64_t nb_add_squares_f64(int64_t length, const double *x, double *lanes);
float nb_sum_of_square_lanes_f32(const float *lanes, int64_t length, const float *x);
double nb_sum_of_square_lanes_f64(const double *lanes, int64_t length, const double *x);

/// `out = a op b` for `rows` rows of `length` elements, each with the one row `b`; `out` may be `a`.
void nb_binary_rows_f32(nb_binary op, int64_t rows, int64_t length, const float *a, const float *b, float *out);
void nb_binary_rows_f64(nb_binary op, int64_t rows, int64_t length, const double *a, const double *b, double *out);

/// How many terms of a product's elements are summed before the sum is added to those before, as the library of PyTorch's
/// builds for x86-64 (MKL 2024.2) does where vectors are fused: floats by 192, those of one block and a part in two halves
/// and what is left over.
static inline int64_t nb_block_depth(int64_t depth, int64_t element_bytes) {
  if (element_bytes != sizeof(float))
    return 256;
  return depth > 192 && depth < 384 ? depth / 2 : 192;
}

/// Whether a product has so few rows or columns that PyTorch's library rounds its terms before it adds them, however deep
/// it is.
static inline bool nb_is_narrow(int64_t rows, int64_t columns) { return rows < 4 || columns < 12; }

/// Adds the product of small matrices: `c[m][n] += a[m][k] * b[k][n]`, each element summed over k in order, by blocks of
/// k; the strides are those between rows and columns of `a` and `b` and between rows of `c`, whose columns are neighbours.
/// The elements of narrow products of floats are summed in the order that PyTorch's library takes for how the matrices lie.
void nb_multiply_f32(int64_t m, int64_t n, int64_t k, const float *a, int64_t a_row, int64_t a_column, const float *b,
                     int64_t b_row, int64_t b_column, float *c, int64_t c_row);
void nb_multiply_f64(int64_t m, int64_t n, int64_t k, const double *a, int64_t a_row, int64_t a_column,
                     const double *b, int64_t b_row, int64_t b_column, double *c, int64_t c_row);

/// The same, every term rounded before it is added, in order and to what is there.
void nb_multiply_apart_f32(int64_t m, int64_t n, int64_t k, const float *a, int64_t a_row, int64_t a_column,
                           const float *b, int64_t b_row, int64_t b_column, float *c, int64_t c_row);
void nb_multiply_apart_f64(int64_t m, int64_t n, int64_t k, const double *a, int64_t a_row, int64_t a_column,
                           const double *b, int64_t b_row, int64_t b_column, double *c, int64_t c_row);

/// Adds the product of matrices of integers, which wrap around, signed ones likewise; `c` is contiguous.
void nb_multiply_u64(int64_t m, int64_t n, int64_t k, const uint64_t *a, int64_t a_row, int64_t a_column,
                     const uint64_t *b, int64_t b_row, int64_t b_column, uint64_t *c);
void nb_multiply_u32(int64_t m, int64_t n, int64_t k, const uint32_t *a, int64_t a_row, int64_t a_column,
                     const uint32_t *b, int64_t b_row, int64_t b_column, uint32_t *c);
void nb_multiply_u16(int64_t m, int64_t n, int64_t k, const uint16_t *a, int64_t a_row, int64_t a_column,
                     const uint16_t *b, int64_t b_row, int64_t b_column, uint16_t *c);
void nb_multiply_u8(int64_t m, int64_t n, int64_t k, const uint8_t *a, int64_t a_row, int64_t a_column,
                    const uint8_t *b, int64_t b_row, int64_t b_column, uint8_t *c);

/// Adds the product of large matrices of any strides: `c[m][n] += a[m][k] * b[k][n]`; the columns of `c` are neighbours.
/// What is large enough is shared with a second thread (Team.h), which changes no bit of the result.
///
/// Returns false, having done nothing, if the processor has no AVX2.
bool nb_product_f32(int64_t m, int64_t n, int64_t k, const float *a, int64_t a_row, int64_t a_column, const float *b,
                    int64_t b_row, int64_t b_column, float *c, int64_t c_row);
bool nb_product_f64(int64_t m, int64_t n, int64_t k, const double *a, int64_t a_row, int64_t a_column, const double *b,
                    int64_t b_row, int64_t b_column, double *c, int64_t c_row);

/// The same for matrices that are read where they lie, as by `nb_multiply_f32`.
void nb_shallow_product_f32(int64_t m, int64_t n, int64_t k, const float *a, int64_t a_row, int64_t a_column,
                            const float *b, int64_t b_row, int64_t b_column, float *c, int64_t c_row);
void nb_shallow_product_f64(int64_t m, int64_t n, int64_t k, const double *a, int64_t a_row, int64_t a_column,
                            const double *b, int64_t b_row, int64_t b_column, double *c, int64_t c_row);

#endif
