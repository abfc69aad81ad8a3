#include "Copying.h"

#include <string.h>

#include "clones.h"
#include "stream.h"

// Vectors that are passed are always inlined, so that it does not matter how.
#pragma clang diagnostic ignored "-Wpsabi"

typedef struct wide_item {
  uint64_t low, high;
} wide_item;

typedef uint32_t words __attribute__((vector_size(32)));
typedef uint64_t longs __attribute__((vector_size(64)));

// A tile of eight rows of eight elements changes places by halves, quarters and single elements.

#define NB_TRANSPOSE(V)                                                                                                \
  for (int i = 0; i < 8; i += 2) {                                                                                     \
    b[i] = __builtin_shufflevector(a[i], a[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);                                         \
    b[i + 1] = __builtin_shufflevector(a[i], a[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);                                     \
  }                                                                                                                    \
  for (int i = 0; i < 8; i += 4)                                                                                       \
    for (int j = 0; j < 2; j++) {                                                                                      \
      V x = b[i + j], y = b[i + j + 2];                                                                                \
      a[i + j] = __builtin_shufflevector(x, y, 0, 1, 8, 9, 4, 5, 12, 13);                                              \
      a[i + j + 2] = __builtin_shufflevector(x, y, 2, 3, 10, 11, 6, 7, 14, 15);                                        \
    }                                                                                                                  \
  for (int i = 0; i < 4; i++) {                                                                                        \
    V x = a[i], y = a[i + 4];                                                                                          \
    b[i] = __builtin_shufflevector(x, y, 0, 1, 2, 3, 8, 9, 10, 11);                                                    \
    b[i + 4] = __builtin_shufflevector(x, y, 4, 5, 6, 7, 12, 13, 14, 15);                                              \
  }

#define NB_TILE(T, V)                                                                                                  \
  /* Columns of 8 neighbours, `from_step` apart, become rows, `to_row` apart. */                                       \
  NB_INLINE void turn_tile_##T(char *to, int64_t to_row, const char *from, int64_t from_step) {                        \
    V a[8], b[8];                                                                                                      \
    for (int i = 0; i < 8; i++)                                                                                        \
      memcpy(&a[i], from + i * from_step, sizeof(V));                                                                  \
    NB_TRANSPOSE(V)                                                                                                    \
    for (int i = 0; i < 8; i++)                                                                                        \
      memcpy(to + i * to_row, &b[i], sizeof(V));                                                                       \
  }

NB_TILE(uint32_t, words)
NB_TILE(uint64_t, longs)

/// Rows whose elements lie `from_step` apart while the rows lie side by side: `from_row` is the size of an element, and
/// so is `to_step`. Lines of the cache are read and written whole.
#define NB_TURN(T, SIDE)                                                                                               \
  NB_CLONES static void turn_##T(int64_t rows, int64_t length, char *to, int64_t to_row, const char *from,             \
                                 int64_t from_step) {                                                                  \
    enum { ITEM = sizeof(T) };                                                                                         \
    int64_t full_rows = rows / SIDE * SIDE, full = length / SIDE * SIDE;                                               \
    for (int64_t r = 0; r < full_rows; r += SIDE)                                                                      \
      for (int64_t i = 0; i < full; i += SIDE)                                                                         \
        for (int x = 0; x < SIDE; x += 8)                                                                              \
          for (int y = 0; y < SIDE; y += 8)                                                                            \
            turn_tile_##T(to + (r + x) * to_row + (i + y) * ITEM, to_row, from + (r + x) * ITEM + (i + y) * from_step, \
                          from_step);                                                                                  \
    for (int64_t r = 0; r < rows; r++) {                                                                               \
      T *target = (T *)(to + r * to_row);                                                                              \
      for (int64_t i = r < full_rows ? full : 0; i < length; i++)                                                      \
        target[i] = *(const T *)(from + r * ITEM + i * from_step);                                                     \
    }                                                                                                                  \
  }

NB_TURN(uint32_t, 16)
NB_TURN(uint64_t, 8)

// Other sizes go element by element, through squares that stay in the cache.
#define NB_COPY_SQUARES(T)                                                                                             \
  static void turn_##T(int64_t rows, int64_t length, char *to, int64_t to_row, const char *from, int64_t from_step) {  \
    enum { ITEM = sizeof(T), SIDE = 64 / sizeof(T) * 2 };                                                              \
    for (int64_t r = 0; r < rows; r += SIDE)                                                                           \
      for (int64_t i = 0; i < length; i += SIDE)                                                                       \
        for (int64_t x = r; x < rows && x < r + SIDE; x++)                                                             \
          for (int64_t y = i; y < length && y < i + SIDE; y++)                                                         \
            *(T *)(to + x * to_row + y * ITEM) = *(const T *)(from + x * ITEM + y * from_step);                        \
  }

NB_COPY_SQUARES(uint8_t)
NB_COPY_SQUARES(uint16_t)
NB_COPY_SQUARES(wide_item)

/// A loop for each of the usual steps, which the compiler then knows.
#define NB_COPY_ROW(T)                                                                                                 \
  NB_CLONES static void copy_row_##T(int64_t length, char *to, int64_t to_step, const char *from,                      \
                                     int64_t from_step) {                                                              \
    enum { ITEM = sizeof(T) };                                                                                         \
    T *restrict target = (T *)to;                                                                                      \
    const T *source = (const T *)from;                                                                                 \
    if (to_step == ITEM && from_step == -ITEM)                                                                         \
      for (int64_t i = 0; i < length; i++)                                                                             \
        target[i] = source[-i];                                                                                        \
    else if (to_step == ITEM && from_step == 2 * ITEM)                                                                 \
      for (int64_t i = 0; i < length; i++)                                                                             \
        target[i] = source[2 * i];                                                                                     \
    else if (to_step == ITEM && from_step == 0) {                                                                      \
      T value = *source;                                                                                               \
      for (int64_t i = 0; i < length; i++)                                                                             \
        target[i] = value;                                                                                             \
    } else if (to_step == ITEM && from_step == ITEM)                                                                   \
      for (int64_t i = 0; i < length; i++)                                                                             \
        target[i] = source[i];                                                                                         \
    else                                                                                                               \
      for (int64_t i = 0; i < length; i++, to += to_step, from += from_step)                                           \
        *(T *)to = *(const T *)from;                                                                                   \
  }

NB_COPY_ROW(uint8_t)
NB_COPY_ROW(uint16_t)
NB_COPY_ROW(uint32_t)
NB_COPY_ROW(uint64_t)
NB_COPY_ROW(wide_item)

typedef uint64_t line __attribute__((vector_size(64), aligned(1)));
typedef uint64_t whole_line __attribute__((vector_size(64)));

NB_CLONES static void copy_backwards(char *to, const char *from, int64_t bytes) {
  enum { LINE = sizeof(line) };
  for (; bytes >= LINE; bytes -= LINE)
    *(line *)(to + bytes - LINE) = *(const line *)(from + bytes - LINE);
  memcpy(to, from, (size_t)bytes);
}

NB_CLONES static void copy_around_caches(char *to, const char *from, int64_t bytes) {
  enum { LINE = sizeof(line) };
  for (; bytes >= LINE; bytes -= LINE, to += LINE, from += LINE)
    __builtin_nontemporal_store(*(const line *)from, (whole_line *)to);
  memcpy(to, from, (size_t)bytes);
}

/// Copies neighbours; `streams` says that they are part of a result that would not stay in the caches.
static void copy_run(char *to, const char *from, int64_t bytes, int streams) {
  enum { PAGE = 4096, LINE = sizeof(line) };
  int64_t distance = (int64_t)((uintptr_t)to - (uintptr_t)from);
  if (distance < bytes && -distance < bytes) {
    memmove(to, from, (size_t)bytes);
    return;
  }
  if (streams) {
    int64_t before = (int64_t)(-(uintptr_t)to % LINE);
    memcpy(to, from, (size_t)(before < bytes ? before : bytes));
    if (before < bytes)
      copy_around_caches(to + before, from + before, bytes - before);
    return;
  }
  // The processor takes a place for one that is being written by its last twelve bits, and waits: what is read must not
  // follow closely behind what is written.
  int64_t ahead = distance & (PAGE - 1);
  if (ahead > 0 && ahead < LINE / 2)
    copy_backwards(to, from, bytes);
  else
    memcpy(to, from, (size_t)bytes);
}

/// Rows of neighbours, too short for the library.
#define NB_COPY_SHORT_ROWS(T)                                                                                          \
  static void copy_short_rows_##T(int64_t rows, int64_t length, char *to, int64_t to_row, const char *from,            \
                                  int64_t from_row) {                                                                  \
    for (; rows > 0; rows--, to += to_row, from += from_row)                                                           \
      for (int64_t i = 0; i < length; i++)                                                                             \
        ((T *)to)[i] = ((const T *)from)[i];                                                                           \
  }

NB_COPY_SHORT_ROWS(uint8_t)
NB_COPY_SHORT_ROWS(uint16_t)
NB_COPY_SHORT_ROWS(uint32_t)
NB_COPY_SHORT_ROWS(uint64_t)
NB_COPY_SHORT_ROWS(wide_item)

#define NB_COPY(T)                                                                                                     \
  {                                                                                                                    \
    if (rows >= 8 && length >= 8 && from_row == item && to_step == item && from_step != 0)                             \
      turn_##T(rows, length, to, to_row, from, from_step);                                                             \
    else if (to_step == item && from_step == item)                                                                     \
      copy_short_rows_##T(rows, length, to, to_row, from, from_row);                                                   \
    else if (length < 8 && length < rows)                                                                              \
      /* Short rows go column by column. */                                                                            \
      for (int64_t i = 0; i < length; i++)                                                                             \
        copy_row_##T(rows, (char *)to + i * to_step, to_row, (const char *)from + i * from_step, from_row);            \
    else                                                                                                               \
      for (int64_t r = 0; r < rows; r++)                                                                               \
        copy_row_##T(length, (char *)to + r * to_row, to_step, (const char *)from + r * from_row, from_step);          \
    return;                                                                                                            \
  }

void nb_copy_plane(int64_t item, int64_t rows, int64_t length, void *to, int64_t to_row, int64_t to_step,
                   const void *from, int64_t from_row, int64_t from_step) {
  if (to_step == item && from_step == item && length * item >= 256) {
    int64_t bytes = length * item;
    int streams = rows * bytes >= NB_STREAM_BYTES;
    for (int64_t r = 0; r < rows; r++)
      copy_run((char *)to + r * to_row, (const char *)from + r * from_row, bytes, streams);
    if (streams)
      nb_stream_end();
    return;
  }
  switch (item) {
  case 1:
    NB_COPY(uint8_t)
  case 2:
    NB_COPY(uint16_t)
  case 4:
    NB_COPY(uint32_t)
  case 8:
    NB_COPY(uint64_t)
  default:
    NB_COPY(wide_item)
  }
}

#define NB_PAD(T)                                                                                                      \
  static void pad_##T(int64_t planes, const int64_t *input, const int64_t *output, const int64_t *const *places,       \
                      int64_t first, int64_t count, const T *x, T *out) {                                              \
    int64_t end = first + count, width = output[2];                                                                    \
    const int64_t *columns = places[2];                                                                                \
    for (int64_t plane = 0; plane < planes; plane++, x += input[0] * input[1] * input[2])                              \
      for (int64_t i = 0; i < output[0]; i++)                                                                          \
        for (int64_t j = 0; j < output[1]; j++, out += width) {                                                        \
          const T *row = x + (places[0][i] * input[1] + places[1][j]) * input[2];                                      \
          for (int64_t k = 0; k < first; k++)                                                                          \
            out[k] = row[columns[k]];                                                                                  \
          if (count)                                                                                                   \
            copy_run((char *)(out + first), (const char *)(row + columns[first]), count * (int64_t)sizeof(T), 0);      \
          for (int64_t k = end; k < width; k++)                                                                        \
            out[k] = row[columns[k]];                                                                                  \
        }                                                                                                              \
  }

NB_PAD(uint8_t)
NB_PAD(uint16_t)
NB_PAD(uint32_t)
NB_PAD(uint64_t)
NB_PAD(wide_item)

void nb_pad(int64_t item, int64_t planes, const int64_t *input, const int64_t *output, const int64_t *const *places,
            int64_t first, int64_t count, const void *x, void *out) {
  switch (item) {
  case 1:
    return pad_uint8_t(planes, input, output, places, first, count, x, out);
  case 2:
    return pad_uint16_t(planes, input, output, places, first, count, x, out);
  case 4:
    return pad_uint32_t(planes, input, output, places, first, count, x, out);
  case 8:
    return pad_uint64_t(planes, input, output, places, first, count, x, out);
  default:
    return pad_wide_item(planes, input, output, places, first, count, x, out);
  }
}

// An element is written whatever the test says, so that the loops have no branches: where a test is true cannot be
// foretold.

#define NB_CHOOSE(T)                                                                                                   \
  NB_CLONES static void choose_##T(int64_t count, const uint8_t *test, const T *a, int64_t a_step, const T *b,         \
                                   int64_t b_step, T *out) {                                                           \
    if (!count)                                                                                                        \
      return;                                                                                                          \
    const T first_a = *a, first_b = *b;                                                                                \
    if (a_step && b_step)                                                                                              \
      for (int64_t i = 0; i < count; i++) {                                                                            \
        const T x = a[i], y = b[i];                                                                                    \
        out[i] = test[i] ? x : y;                                                                                      \
      }                                                                                                                \
    else if (a_step)                                                                                                   \
      for (int64_t i = 0; i < count; i++) {                                                                            \
        const T x = a[i];                                                                                              \
        out[i] = test[i] ? x : first_b;                                                                                \
      }                                                                                                                \
    else if (b_step)                                                                                                   \
      for (int64_t i = 0; i < count; i++) {                                                                            \
        const T y = b[i];                                                                                              \
        out[i] = test[i] ? first_a : y;                                                                                \
      }                                                                                                                \
    else                                                                                                               \
      for (int64_t i = 0; i < count; i++)                                                                              \
        out[i] = test[i] ? first_a : first_b;                                                                          \
  }

NB_CHOOSE(uint8_t)
NB_CHOOSE(uint16_t)
NB_CHOOSE(uint32_t)
NB_CHOOSE(uint64_t)
NB_CHOOSE(wide_item)

void nb_choose(int64_t item, int64_t count, const uint8_t *test, const void *a, int64_t a_step, const void *b,
               int64_t b_step, void *out) {
  switch (item) {
  case 1:
    return choose_uint8_t(count, test, a, a_step, b, b_step, out);
  case 2:
    return choose_uint16_t(count, test, a, a_step, b, b_step, out);
  case 4:
    return choose_uint32_t(count, test, a, a_step, b, b_step, out);
  case 8:
    return choose_uint64_t(count, test, a, a_step, b, b_step, out);
  default:
    return choose_wide_item(count, test, a, a_step, b, b_step, out);
  }
}

typedef uint64_t filling __attribute__((vector_size(64), aligned(1)));

NB_CLONES static void fill_groups(int64_t groups, const filling *value, filling *out) {
  const filling group = *value;
  for (int64_t i = 0; i < groups; i++)
    out[i] = group;
}

void nb_fill(int64_t item, int64_t count, const void *value, void *out) {
  enum { GROUP = sizeof(filling) };
  char group[GROUP];
  memcpy(group, value, (size_t)item);
  for (int64_t there = item; there < GROUP; there *= 2)
    memcpy(group + there, group, (size_t)there);
  int64_t bytes = count * item, whole = bytes / GROUP * GROUP;
  // Nothing is read, which leaves all of the caches to what is written.
  if (nb_streams(out, bytes / 3)) {
    _Alignas(64) char block[NB_STREAM_BLOCK];
    fill_groups(NB_STREAM_BLOCK / GROUP, (const filling *)group, (filling *)block);
    for (int64_t i = 0; i < whole; i += NB_STREAM_BLOCK)
      nb_stream((char *)out + i, block, whole - i < NB_STREAM_BLOCK ? whole - i : NB_STREAM_BLOCK);
    nb_stream_end();
  } else {
    fill_groups(whole / GROUP, (const filling *)group, out);
  }
  memcpy((char *)out + whole, group, (size_t)(bytes - whole));
}
