#include "Pointwise.h"

#include <math.h>

#include "clones.h"

// PyTorch's kernels make blocks of two vectors of 256 bits: the first element of each vector is rounded, the others are
// counted from it; what is left is counted from the start. All in double precision.
#define NB_ARANGE(T, SUFFIX, LANES)                                                                                    \
  NB_CLONES void nb_arange_##SUFFIX(int64_t count, double start, double step, T *out) {                                \
    int64_t blocks = count / (2 * LANES) * (2 * LANES);                                                                \
    for (int64_t i = 0; i < blocks; i += LANES) {                                                                      \
      T first = (T)__builtin_fma(step, (double)i, start);                                                              \
      out[i] = first;                                                                                                  \
      for (int l = 1; l < LANES; l++)                                                                                  \
        out[i + l] = (T)__builtin_fma(step, (double)l, (double)first);                                                 \
    }                                                                                                                  \
    for (int64_t i = blocks; i < count; i++)                                                                           \
      out[i] = (T)__builtin_fma(step, (double)i, start);                                                               \
  }

NB_ARANGE(float, f32, 8)
NB_ARANGE(double, f64, 4)

NB_CLONES void nb_arange_i64(int64_t count, int64_t start, int64_t step, int64_t *out) {
  for (int64_t i = 0; i < count; i++)
    out[i] = (int64_t)((uint64_t)start + (uint64_t)i * (uint64_t)step);
}

NB_CLONES void nb_linspace_f32(int64_t count, float first, float last, float step, float *out) {
  int64_t half = count / 2;
  for (int64_t i = 0; i < half; i++)
    out[i] = __builtin_fmaf(step, (float)i, first);
  for (int64_t i = half; i < count; i++)
    out[i] = __builtin_fmaf(-step, (float)(count - i - 1), last);
}
