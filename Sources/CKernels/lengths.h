#ifndef NBRUN_LENGTHS_H
#define NBRUN_LENGTHS_H

#include <math.h>

#include "clones.h"

/// The length of a vector of two numbers whose squares neither overflow nor vanish: the root made better by what the
/// squares' roundings left of its own. Says of others that they are unusual.
NB_INLINE double usual_length(double x, double y, int *unusual) {
#pragma clang fp contract(off)
  double v = fabs(x), w = fabs(y);
  double high = v > w ? v : w, low = v > w ? w : v;
  *unusual |= !(high < 0x1p500) | !(low > 0x1p-400);
  double square = high * high, size = sqrt(square + low * low), whole = size * size;
  double excess = __builtin_fma(-low, low, whole - square);
  excess += __builtin_fma(size, size, -whole) - __builtin_fma(high, high, -square);
  return size - excess / (2 * size);
}

#endif
