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

// Columns side by side go on from what stands in the row above.

#define NB_RUNNING_COLUMNS(T, NAME, WINS)                                                                              \
  NB_CLONES static void NAME(int64_t length, int64_t columns, const T *x, T *out, int64_t *places) {                   \
    for (int64_t c = 0; c < columns && length > 0; c++) {                                                              \
      out[c] = x[c];                                                                                                   \
      places[c] = 0;                                                                                                   \
    }                                                                                                                  \
    for (int64_t i = 1; i < length; i++) {                                                                             \
      const T *row = x + i * columns, *above = out + (i - 1) * columns;                                                \
      const int64_t *places_above = places + (i - 1) * columns;                                                        \
      T *restrict to = out + i * columns;                                                                              \
      int64_t *restrict at = places + i * columns;                                                                     \
      for (int64_t c = 0; c < columns; c++) {                                                                          \
        int wins = WINS(row[c], above[c]);                                                                             \
        to[c] = wins ? row[c] : above[c];                                                                              \
        at[c] = wins ? i : places_above[c];                                                                            \
      }                                                                                                                \
    }                                                                                                                  \
  }

#define NB_EXTREMA_OF_COLUMNS(T, SUFFIX)                                                                               \
  NB_RUNNING_COLUMNS(T, largest_columns_##SUFFIX, LARGER)                                                              \
  NB_RUNNING_COLUMNS(T, smallest_columns_##SUFFIX, SMALLER)                                                            \
  static void columns_##SUFFIX(int largest, int64_t length, int64_t columns, const T *x, T *out, int64_t *places) {    \
    if (largest)                                                                                                       \
      largest_columns_##SUFFIX(length, columns, x, out, places);                                                       \
    else                                                                                                               \
      smallest_columns_##SUFFIX(length, columns, x, out, places);                                                      \
  }

NB_EXTREMA_OF_COLUMNS(uint8_t, u8)
NB_EXTREMA_OF_COLUMNS(int8_t, i8)
NB_EXTREMA_OF_COLUMNS(int16_t, i16)
NB_EXTREMA_OF_COLUMNS(int32_t, i32)
NB_EXTREMA_OF_COLUMNS(int64_t, i64)
NB_EXTREMA_OF_COLUMNS(float, f32)
NB_EXTREMA_OF_COLUMNS(double, f64)

int nb_running_extrema_columns(int largest, nb_number type, int64_t length, int64_t columns, const void *x, void *out,
                               int64_t *places) {
  switch (type) {
  case NB_TYPE_BOOL:
  case NB_TYPE_U8:
    columns_u8(largest, length, columns, x, out, places);
    return 1;
  case NB_TYPE_I8:
    columns_i8(largest, length, columns, x, out, places);
    return 1;
  case NB_TYPE_I16:
    columns_i16(largest, length, columns, x, out, places);
    return 1;
  case NB_TYPE_I32:
    columns_i32(largest, length, columns, x, out, places);
    return 1;
  case NB_TYPE_I64:
    columns_i64(largest, length, columns, x, out, places);
    return 1;
  case NB_TYPE_F32:
    columns_f32(largest, length, columns, x, out, places);
    return 1;
  case NB_TYPE_F64:
    columns_f64(largest, length, columns, x, out, places);
    return 1;
  default:
    return 0;
  }
}
