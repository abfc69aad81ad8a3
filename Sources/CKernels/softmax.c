#include "Elementwise.h"

#include <math.h>

#include "clones.h"
#include "double.h"
#include "shares.h"

enum {
  /// How many elements of a row are computed before their sum is.
  BLOCK = 256,
};

// Functions that take vectors are always inlined: how they would be passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

/// The sum of lanes, folded in the middle until one is left.
#define NB_FOLD_HALVES(sums, LANES)                                                                                    \
  for (int half = LANES / 2; half > 0; half /= 2)                                                                      \
    for (int l = 0; l < half; l++)                                                                                     \
      sums[l] += sums[l + half];

/// The sum of lanes, one after the other.
#define NB_FOLD_IN_ORDER(sums, LANES)                                                                                  \
  for (int l = 1; l < LANES; l++)                                                                                      \
    sums[0] += sums[l];

#define T float
#define BITS int32_t
#define LANES 16
#define NAME(function) function##_f32
#define EXP_NEAR plain_exp_near
#define EXP_ANY plain_exp
#define LOG plain_log
#define LIBRARY(function) function##f
#define NB_FOLD NB_FOLD_HALVES
/// The distance from 0 in whose bits an order is, and beyond which EXP_NEAR does not hold.
#define MAGNITUDE single_magnitude
#define LIMIT NEAR_LIMIT
#include "softmax.h"
#undef T
#undef BITS
#undef LANES
#undef NAME
#undef EXP_NEAR
#undef EXP_ANY
#undef LOG
#undef LIBRARY
#undef NB_FOLD
#undef MAGNITUDE
#undef LIMIT

#define T double
#define BITS int64_t
#define LANES 8
#define NAME(function) function##_f64
#define EXP_NEAR exp_vectors_near
#define EXP_ANY exp_vectors
#define LOG log_vectors
#define LIBRARY(function) function
#define NB_FOLD NB_FOLD_IN_ORDER
#define MAGNITUDE double_magnitude
#define LIMIT WIDE_NEAR_LIMIT
#include "softmax.h"
