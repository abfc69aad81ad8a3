#ifndef NBRUN_SHARES_H
#define NBRUN_SHARES_H

#include <stdint.h>

#include "Team.h"

enum {
  /// From so many elements on two threads are worth it for what a processor does as fast as it gets the elements, which
  /// takes one of them forty microseconds,
  NB_SHARED_MOVES = 1 << 19,
  /// and from so many on for what takes longer.
  NB_SHARED_FUNCTIONS = 1 << 17,
  /// Parts begin at multiples of so many elements: whole vectors, groups and blocks of any loop lie in one part, so
  /// that what a loop leaves to the end of the elements is left there in parts, too.
  NB_SHARED_UNIT = 1 << 14,
};

/// How many of `count` elements are taken at a time, where two threads are worth it from `least` on.
static inline int64_t nb_shared_part(int64_t count, int64_t least) {
  return count < least ? count : (count / 2 + NB_SHARED_UNIT - 1) & -NB_SHARED_UNIT;
}

/// How many of `rows` of `length` elements each, for which something is computed row by row, are taken at a time.
static inline int64_t nb_shared_rows(int64_t rows, int64_t length) {
  return rows < 2 || rows * length < NB_SHARED_FUNCTIONS ? rows : (rows + 1) / 2;
}

#endif
