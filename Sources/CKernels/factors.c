#include "Factors.h"

#include <math.h>
#include <string.h>

#include "Elementwise.h"
#include "Memory.h"
#include "clones.h"

enum {
  /// Matrices of no more columns need no allocated memory to work in.
  NB_SMALL = 16,
  /// How many columns of a large matrix are treated one by one before the others learn of them, by a product.
  NB_BLOCK = 48,
  /// Matrices of no more columns are treated column by column.
  NB_UNBLOCKED = 64,
  /// The same for complex matrices, each number of which is four in a product.
  NB_COMPLEX_BLOCK = 16,
  NB_COMPLEX_UNBLOCKED = 32,
  /// Reflections of no more columns, and no more than twice as many rows, are found and applied one by one.
  NB_REFLECTED = 64,
  /// Systems of more rows with so few right-hand sides are solved by inner products.
  NB_SHORT = 32,
  NB_FEW = 12,
};

// Each element is the result of the same operations in the same order, whatever loop is innermost;
// only large matrices are treated by blocks.
#pragma STDC FP_CONTRACT OFF

#define T float
#define NAME(function) function##_f32
#include "factor.h"
#include "complex_factor.h"
#undef T
#undef NAME

#define T double
#define NAME(function) function##_f64
#include "factor.h"
#include "complex_factor.h"
#undef T
#undef NAME
