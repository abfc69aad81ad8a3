#include "Along.h"
#include "clones.h"

// Most elements are no extremum so far: where a block has none, what was found is written again, by vectors.

#define NB_RUNNING(NAME, T, WINS)                                                                                      \
  NB_CLONES static void NAME(int64_t rows, int64_t length, const T *x, T *restrict out, int64_t *restrict places) {    \
    enum { BLOCK = 16 };                                                                                               \
    for (int64_t row = 0; row < rows; row++, x += length, out += length, places += length) {                           \
      if (length == 0)                                                                                                 \
        return;                                                                                                        \
      T best = x[0];                                                                                                   \
      int64_t place = 0, i = 0;                                                                                        \
      while (i < length) {                                                                                             \
        if (i + BLOCK <= length) {                                                                                     \
          int found = 0;                                                                                               \
          for (int l = 0; l < BLOCK; l++)                                                                              \
            found |= WINS(x[i + l], best);                                                                             \
          if (!found) {                                                                                                \
            for (int l = 0; l < BLOCK; l++) {                                                                          \
              out[i + l] = best;                                                                                       \
              places[i + l] = place;                                                                                   \
            }                                                                                                          \
            i += BLOCK;                                                                                                \
            continue;                                                                                                  \
          }                                                                                                            \
        }                                                                                                              \
        int64_t end = i + BLOCK < length ? i + BLOCK : length;                                                         \
        for (; i < end; i++) {                                                                                         \
          if (WINS(x[i], best)) {                                                                                      \
            best = x[i];                                                                                               \
            place = i;                                                                                                 \
          }                                                                                                            \
          out[i] = best;                                                                                               \
          places[i] = place;                                                                                           \
        }                                                                                                              \
      }                                                                                                                \
    }                                                                                                                  \
  }

// nan wins over all, and over it only nan does.
#define LARGER(x, best) (((x) != (x)) | ((x) >= (best)))
#define SMALLER(x, best) (((x) != (x)) | ((x) <= (best)))

#define NB_EXTREMA(T, SUFFIX)                                                                                          \
  NB_RUNNING(largest_##SUFFIX, T, LARGER)                                                                              \
  NB_RUNNING(smallest_##SUFFIX, T, SMALLER)                                                                            \
  void nb_running_extrema_##SUFFIX(int largest, int64_t rows, int64_t length, const T *x, T *out, int64_t *places) {   \
    if (largest)                                                                                                       \
      largest_##SUFFIX(rows, length, x, out, places);                                                                  \
    else                                                                                                               \
      smallest_##SUFFIX(rows, length, x, out, places);                                                                 \
  }

NB_EXTREMA(float, f32)
NB_EXTREMA(double, f64)
NB_EXTREMA(int64_t, i64)
