#include "Factors.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "Elementwise.h"
#include "clones.h"

enum {
  /// How many columns of a large matrix are treated one by one before the others learn of them, by a product.
  NB_BLOCK = 48,
  /// Matrices of no more columns are treated column by column.
  NB_UNBLOCKED = 128,
};

// Each element is the result of the same operations in the same order, whatever loop is innermost;
// only large matrices are treated by blocks.
#pragma STDC FP_CONTRACT OFF

#define T float
#define NAME(function) function##_f32
#include "factor.h"
#undef T
#undef NAME

#define T double
#define NAME(function) function##_f64
#include "factor.h"
#undef T
#undef NAME
