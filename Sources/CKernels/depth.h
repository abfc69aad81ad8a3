#ifndef NBRUN_DEPTH_H
#define NBRUN_DEPTH_H

#include <stdint.h>

/// How many terms of a product's elements are summed before the sum is added to those before, as the library of PyTorch's
/// builds for x86-64 (MKL 2024.2) does where vectors are fused: floats by 192, those of one block and a part in two halves
/// and what is left over.
static inline int64_t nb_block_depth(int64_t depth, int64_t element_bytes) {
  if (element_bytes != sizeof(float))
    return 256;
  return depth > 192 && depth < 384 ? depth / 2 : 192;
}

#endif
