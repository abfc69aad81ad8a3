#include "Losses.h"

#include <math.h>

#include "clones.h"
#include "double.h"

// What is rounded together is written so.
#pragma STDC FP_CONTRACT OFF

#define NB_SLOPES(SLOPE, GRAD)                                                                                         \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    T d = x[i] - y[i], size = d < 0 ? -d : d, sign = d > 0 ? (T)1 : (T) - 1;                                           \
    (void)size;                                                                                                        \
    (void)sign;                                                                                                        \
    out[i] = factor * (SLOPE) * (GRAD);                                                                                \
  }                                                                                                                    \
  return;

#define NB_BY_GRADIENT(SLOPE)                                                                                          \
  if (step) {                                                                                                          \
    NB_SLOPES(SLOPE, grad[i])                                                                                          \
  } else {                                                                                                             \
    T share = *grad;                                                                                                   \
    NB_SLOPES(SLOPE, share)                                                                                            \
  }

#define NB_DISTANCES(TYPE, NAME)                                                                                       \
  NB_CLONES void nb_distance_gradients_##NAME(nb_distance loss, int64_t count, const TYPE *x, const TYPE *y,           \
                                              TYPE limit, TYPE factor, const TYPE *grad, int64_t step,                 \
                                              TYPE *restrict out) {                                                    \
    typedef TYPE T;                                                                                                    \
    switch (loss) {                                                                                                    \
    case NB_SQUARED:                                                                                                    \
      NB_BY_GRADIENT(d)                                                                                                \
    case NB_SMOOTH:                                                                                                    \
      NB_BY_GRADIENT(size >= limit ? sign : d / limit)                                                                 \
    case NB_STEEP:                                                                                                     \
      NB_BY_GRADIENT(size >= limit ? sign * limit : d)                                                                 \
    }                                                                                                                  \
  }

NB_DISTANCES(float, f32)
NB_DISTANCES(double, f64)

#define NB_EACH_LOSS(LOSS)                                                                                             \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    T d = x[i] - y[i], size = d < 0 ? -d : d;                                                                          \
    out[i] = (LOSS);                                                                                                   \
  }                                                                                                                    \
  return;

#define NB_DISTANCE_LOSSES(TYPE, NAME)                                                                                 \
  NB_CLONES void nb_distance_losses_##NAME(nb_distance loss, int64_t count, const TYPE *x, const TYPE *y, TYPE limit,  \
                                           TYPE *restrict out) {                                                       \
    typedef TYPE T;                                                                                                    \
    switch (loss) {                                                                                                    \
    case NB_SQUARED:                                                                                                   \
      NB_EACH_LOSS(size * size)                                                                                        \
    case NB_SMOOTH:                                                                                                    \
      NB_EACH_LOSS(size < limit ? (T)0.5 * size * size / limit : size - (T)0.5 * limit)                                \
    case NB_STEEP:                                                                                                     \
      NB_EACH_LOSS(size <= limit ? (T)0.5 * size * size : limit * (size - (T)0.5 * limit))                             \
    }                                                                                                                  \
  }

NB_DISTANCE_LOSSES(float, f32)
NB_DISTANCE_LOSSES(double, f64)

#define T float
#define EXP plain_exp
#define LOG plain_log
#define NAME(function) function##_f32
#include "alignments.h"
#undef T
#undef EXP
#undef LOG
#undef NAME

#define T double
#define EXP exp_vectors
#define LOG log_vectors
#define NAME(function) function##_f64
#include "alignments.h"
