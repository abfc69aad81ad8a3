#include "Convolutions.h"
#include "Memory.h"
#include "Team.h"

#include <stdlib.h>
#include <string.h>

enum {
  /// How many elements of a sum are added up before they are added to what there is.
  NB_BLOCK = 256,
  /// How many bytes of an image are laid out at a time: half of the second cache.
  NB_BAND_BYTES = 512 << 10,
  /// How many bytes of weights are laid out at a time, if more than those of a tile's rows.
  NB_PACKED_BYTES = 4 << 20,
  /// How many bytes a laid out image may have.
  NB_MOST_BYTES = 256 << 20,
};

static inline int64_t smaller(int64_t a, int64_t b) { return a < b ? a : b; }
static inline int64_t larger(int64_t a, int64_t b) { return a > b ? a : b; }

/// How the elements of an image under a window lie in memory so that neighbouring windows have neighbouring elements: a
/// plane for every channel and depth of the window, in it one for every remainder of rows and columns by the stride.
typedef struct nb_layout {
  /// Whether the image itself lies so.
  int is_direct;
  /// Whether it needs more memory than a convolution may take.
  int is_too_large;
  /// How many remainders of rows and columns there are.
  int64_t row_phases, column_phases;
  /// The size of a row, how many rows belong to `band` rows of the result, and the size of a plane.
  int64_t width, rows, plane;
  /// How many rows of the result are made at a time.
  int64_t band;
} nb_layout;

/// How many different remainders the elements of a window have along a dimension: that of element `k` is number
/// `k % count`.
static int64_t phase_count(int64_t kernel, int64_t dilation, int64_t stride) {
  int64_t a = stride, b = dilation % stride;
  while (b != 0) {
    int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return smaller(kernel, stride / a);
}

/// `row_bytes` are those that a row of the result needs besides.
static nb_layout layout_of(const nb_convolution *c, int64_t item, int64_t row_bytes) {
  nb_layout l;
  l.is_direct = 1;
  l.is_too_large = 0;
  for (int i = 0; i < 3; i++)
    if (c->stride[i] != 1 || c->padding[i] != 0 || c->output[i] + (c->kernel[i] - 1) * c->dilation[i] > c->input[i])
      l.is_direct = 0;
  if (l.is_direct) {
    l.row_phases = l.column_phases = 1;
    l.width = c->input[2];
    l.rows = c->input[1];
    l.plane = l.width * l.rows;
    l.band = row_bytes == 0 ? c->output[1] : larger(1, smaller(c->output[1], NB_BAND_BYTES / larger(1, row_bytes)));
    return l;
  }
  l.row_phases = phase_count(c->kernel[1], c->dilation[1], c->stride[1]);
  l.column_phases = phase_count(c->kernel[2], c->dilation[2], c->stride[2]);
  l.width = c->output[2] + (c->kernel[2] - 1) * c->dilation[2] / c->stride[2];
  int64_t more = (c->kernel[1] - 1) * c->dilation[1] / c->stride[1];
  double bytes = (double)(c->in_channels * c->kernel[0] * item) * (double)(l.row_phases * l.column_phases) *
                     (double)l.width + (double)row_bytes;
  l.band = smaller(c->output[1], larger((int64_t)(NB_BAND_BYTES / bytes) - more, more + 1));
  l.rows = l.band + more;
  // Windows may reach very far over an image that is very small beside its padding.
  l.is_too_large = bytes * (double)l.rows > NB_MOST_BYTES;
  l.plane = l.is_too_large ? 0 : l.width * l.rows;
  return l;
}

/// How far from the first element of a window's layout its other ones lie, in the order of the weights.
static void fill_offsets(const nb_convolution *c, const nb_layout *l, int64_t *offsets) {
  int64_t depth_step = c->dilation[0], planes = c->kernel[0];
  for (int64_t channel = 0; channel < c->in_channels; channel++)
    for (int64_t k0 = 0; k0 < c->kernel[0]; k0++)
      for (int64_t k1 = 0; k1 < c->kernel[1]; k1++)
        for (int64_t k2 = 0; k2 < c->kernel[2]; k2++) {
          int64_t y = k1 * c->dilation[1], x = k2 * c->dilation[2];
          if (l->is_direct) {
            *offsets++ = (channel * c->input[0] + k0 * depth_step) * l->plane + y * l->width + x;
            continue;
          }
          int64_t row_phase = k1 % l->row_phases, column_phase = k2 % l->column_phases;
          *offsets++ =
              (((channel * planes + k0) * l->row_phases + row_phase) * l->column_phases + column_phase) * l->plane +
              y / c->stride[1] * l->width + x / c->stride[2];
        }
}

// The kinds of processors, the best of which is chosen by the call. A tile of the result stays in registers: its most
// rows are TILE_ROWS; of a weights' gradient GRADIENT_ROWS.

#define TARGET
#define VECTOR_BYTES 16
#define TILE_ROWS 4
#define GRADIENT_ROWS 4
#define T float
#define NAME(function) function##_f32
#include "convolution.h"
#undef T
#undef NAME
#define T double
#define NAME(function) function##_f64
#include "convolution.h"
#undef T
#undef NAME
#undef TARGET
#undef VECTOR_BYTES
#undef TILE_ROWS
#undef GRADIENT_ROWS

#if defined(__x86_64__)
#define TARGET __attribute__((target("arch=x86-64-v3")))
#define VECTOR_BYTES 32
#define TILE_ROWS 6
#define GRADIENT_ROWS 6
#define T float
#define NAME(function) function##_f32_v3
#include "convolution.h"
#undef T
#undef NAME
#define T double
#define NAME(function) function##_f64_v3
#include "convolution.h"
#undef T
#undef NAME
#undef TARGET
#undef VECTOR_BYTES
#undef TILE_ROWS
#undef GRADIENT_ROWS

#define TARGET __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define VECTOR_BYTES 64
#define TILE_ROWS 12
#define GRADIENT_ROWS 8
#define T float
#define NAME(function) function##_f32_v4
#include "convolution.h"
#undef T
#undef NAME
#define T double
#define NAME(function) function##_f64_v4
#include "convolution.h"
#undef T
#undef NAME
#undef TARGET
#undef VECTOR_BYTES
#undef TILE_ROWS
#undef GRADIENT_ROWS

#if defined(NB_PROCESSOR)
#define NB_CHOOSE(CALL, SUFFIX, ...)                                                                                   \
  if (NB_PROCESSOR == 3)                                                                                               \
    return CALL##_##SUFFIX##_v3(__VA_ARGS__);
#else
#define NB_CHOOSE(CALL, SUFFIX, ...)                                                                                   \
  if (__builtin_cpu_supports("x86-64-v4"))                                                                             \
    return CALL##_##SUFFIX##_v4(__VA_ARGS__);                                                                          \
  if (__builtin_cpu_supports("x86-64-v3"))                                                                             \
    return CALL##_##SUFFIX##_v3(__VA_ARGS__);
#endif
#else
#define NB_CHOOSE(CALL, SUFFIX, ...)
#endif

/// Two threads are worth it from so many multiplications on.
static const double WORTH_SHARING = 1 << 22;

/// How many samples are taken at a time.
static int64_t shared_samples(const nb_convolution *c) {
  double windows = (double)(c->output[0] * c->output[1]) * (double)(c->output[2] * c->groups * c->out_channels);
  double depth = (double)(c->kernel[0] * c->kernel[1]) * (double)(c->kernel[2] * c->in_channels);
  if (c->samples < 2 || (double)c->samples * windows * depth < WORTH_SHARING)
    return c->samples;
  return (c->samples + 1) / 2;
}

#define NB_CONVOLVE(T, SUFFIX)                                                                                         \
  static int convolve_all_##SUFFIX(const nb_convolution *c, const T *x, const T *weights, const T *bias, T *out) {     \
    NB_CHOOSE(convolve, SUFFIX, c, x, weights, bias, out)                                                              \
    return convolve_##SUFFIX(c, x, weights, bias, out);                                                                \
  }                                                                                                                    \
                                                                                                                       \
  typedef struct convolve_work_##SUFFIX {                                                                              \
    const nb_convolution *c;                                                                                           \
    const T *x, *weights, *bias;                                                                                       \
    T *out;                                                                                                            \
    _Atomic int has_failed;                                                                                            \
  } convolve_work_##SUFFIX;                                                                                            \
                                                                                                                       \
  static void convolve_part_##SUFFIX(void *context, int64_t begin, int64_t end) {                                      \
    convolve_work_##SUFFIX *work = context;                                                                            \
    nb_convolution c = *work->c;                                                                                       \
    const T *x = work->x + begin * c.groups * c.in_channels * c.input[0] * c.input[1] * c.input[2];                    \
    T *out = work->out + begin * c.groups * c.out_channels * c.output[0] * c.output[1] * c.output[2];                  \
    c.samples = end - begin;                                                                                           \
    if (!convolve_all_##SUFFIX(&c, x, work->weights, work->bias, out))                                                 \
      work->has_failed = 1;                                                                                            \
  }                                                                                                                    \
                                                                                                                       \
  int nb_convolve_##SUFFIX(const nb_convolution *c, const T *x, const T *weights, const T *bias, T *out) {             \
    convolve_work_##SUFFIX work = {c, x, weights, bias, out, 0};                                                       \
    nb_share(c->samples, shared_samples(c), convolve_part_##SUFFIX, &work);                                            \
    return !work.has_failed;                                                                                           \
  }

NB_CONVOLVE(float, f32)
NB_CONVOLVE(double, f64)

int nb_convolve_weights_f32(const nb_convolution *c, const float *grad, const float *x, float *out) {
  NB_CHOOSE(convolve_weights, f32, c, grad, x, out)
  return convolve_weights_f32(c, grad, x, out);
}

int nb_convolve_weights_f64(const nb_convolution *c, const double *grad, const double *x, double *out) {
  NB_CHOOSE(convolve_weights, f64, c, grad, x, out)
  return convolve_weights_f64(c, grad, x, out);
}
