#include "Along.h"
#include "clones.h"

#include <string.h>

// Far from the start of a row most elements are no extremum so far: where a block has none, what was found is written
// again. Else, by vectors and without branches, every element takes over the extremum of what stands one, two, four places
// before it, and so on, and then what was found before the block.

/// Lets each element take over what stands before it, unless it is an extremum itself. WINS is true of an element and
/// itself, so that the first ones may be told to look at themselves.
#define NB_TAKE(VALUES, PLACES, WINS, BEFORE, BEFORE_AT)                                                               \
  {                                                                                                                    \
    VALUES before = BEFORE;                                                                                            \
    PLACES before_at = BEFORE_AT, wins = (PLACES)WINS(v, before);                                                      \
    v = (VALUES)(((PLACES)v & wins) | ((PLACES)before & ~wins));                                                       \
    at = (at & wins) | (before_at & ~wins);                                                                            \
  }

#define NB_TAKE_FROM(VALUES, PLACES, WINS, ...)                                                                        \
  NB_TAKE(VALUES, PLACES, WINS, __builtin_shufflevector(v, v, __VA_ARGS__),                                            \
          __builtin_shufflevector(at, at, __VA_ARGS__))

#define NB_SCAN_16(V, P, WINS)                                                                                         \
  NB_TAKE_FROM(V, P, WINS, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)                                        \
  NB_TAKE_FROM(V, P, WINS, 0, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)                                         \
  NB_TAKE_FROM(V, P, WINS, 0, 1, 2, 3, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)                                           \
  NB_TAKE_FROM(V, P, WINS, 0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7)

#define NB_SCAN_8(V, P, WINS)                                                                                          \
  NB_TAKE_FROM(V, P, WINS, 0, 0, 1, 2, 3, 4, 5, 6)                                                                     \
  NB_TAKE_FROM(V, P, WINS, 0, 1, 0, 1, 2, 3, 4, 5)                                                                     \
  NB_TAKE_FROM(V, P, WINS, 0, 1, 2, 3, 0, 1, 2, 3)

#define NB_RUNNING(NAME, T, PLACE, BLOCK, SCAN, WINS)                                                                  \
  NB_CLONES static void NAME(int64_t rows, int64_t length, const T *x, T *restrict out, int64_t *restrict places) {    \
    typedef T values __attribute__((vector_size(BLOCK * sizeof(T))));                                                  \
    typedef PLACE lanes __attribute__((vector_size(BLOCK * sizeof(T))));                                               \
    /* So near to the start extrema are too frequent to look for blocks without one. */                                \
    enum { START = 4 * BLOCK };                                                                                        \
    lanes own;                                                                                                         \
    for (int l = 0; l < BLOCK; l++)                                                                                    \
      own[l] = l;                                                                                                      \
    for (int64_t row = 0; row < rows; row++, x += length, out += length, places += length) {                           \
      if (length == 0)                                                                                                 \
        return;                                                                                                        \
      T best = x[0];                                                                                                   \
      int64_t place = 0, i = 0;                                                                                        \
      for (; i + BLOCK <= length; i += BLOCK) {                                                                        \
        int found = i < START;                                                                                         \
        if (!found)                                                                                                    \
          for (int l = 0; l < BLOCK; l++)                                                                              \
            found |= WINS(x[i + l], best);                                                                             \
        if (!found) {                                                                                                  \
          for (int l = 0; l < BLOCK; l++) {                                                                            \
            out[i + l] = best;                                                                                         \
            places[i + l] = place;                                                                                     \
          }                                                                                                            \
          continue;                                                                                                    \
        }                                                                                                              \
        values v;                                                                                                      \
        lanes at = own;                                                                                                \
        memcpy(&v, x + i, sizeof v);                                                                                   \
        SCAN(values, lanes, WINS)                                                                                      \
        NB_TAKE(values, lanes, WINS, best - (values){0}, (lanes){0} - 1)                                               \
        memcpy(out + i, &v, sizeof v);                                                                                 \
        for (int l = 0; l < BLOCK; l++)                                                                                \
          places[i + l] = at[l] < 0 ? place : i + at[l];                                                               \
        best = v[BLOCK - 1];                                                                                           \
        place = at[BLOCK - 1] < 0 ? place : i + at[BLOCK - 1];                                                         \
      }                                                                                                                \
      for (; i < length; i++) {                                                                                        \
        int wins = WINS(x[i], best);                                                                                   \
        best = wins ? x[i] : best;                                                                                     \
        place = wins ? i : place;                                                                                      \
        out[i] = best;                                                                                                 \
        places[i] = place;                                                                                             \
      }                                                                                                                \
    }                                                                                                                  \
  }

// nan wins over all, and over it only nan does.
#define LARGER(x, best) (((x) != (x)) | ((x) >= (best)))
#define SMALLER(x, best) (((x) != (x)) | ((x) <= (best)))

#define NB_EXTREMA(T, PLACE, BLOCK, SUFFIX)                                                                            \
  NB_RUNNING(largest_##SUFFIX, T, PLACE, BLOCK, NB_SCAN_##BLOCK, LARGER)                                               \
  NB_RUNNING(smallest_##SUFFIX, T, PLACE, BLOCK, NB_SCAN_##BLOCK, SMALLER)                                             \
  void nb_running_extrema_##SUFFIX(int largest, int64_t rows, int64_t length, const T *x, T *out, int64_t *places) {   \
    if (largest)                                                                                                       \
      largest_##SUFFIX(rows, length, x, out, places);                                                                  \
    else                                                                                                               \
      smallest_##SUFFIX(rows, length, x, out, places);                                                                 \
  }

NB_EXTREMA(float, int32_t, 16, f32)
NB_EXTREMA(double, int64_t, 8, f64)
NB_EXTREMA(int64_t, int64_t, 8, i64)
