// Loops over neighbouring elements. The including file defines T where it uses NB_LOOP.
#ifndef NBRUN_LOOPS_H
#define NBRUN_LOOPS_H

// The result may be an operand, which the compiler would otherwise take for one whose elements change while they are
// read: it is the same memory, element by element, or other memory.
#define NB_TOGETHER _Pragma("clang loop vectorize(assume_safety)")

// One loop for each of the ways operands step, so that the compiler sees neighbours or one number.
#define NB_LOOP(EXPRESSION)                                                                                            \
  if (step_a && step_b) {                                                                                              \
    NB_TOGETHER                                                                                                        \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      T x = a[i], y = b[i];                                                                                            \
      out[i] = (EXPRESSION);                                                                                           \
    }                                                                                                                  \
  } else if (step_a) {                                                                                                 \
    T y = *b;                                                                                                          \
    NB_TOGETHER                                                                                                        \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      T x = a[i];                                                                                                      \
      out[i] = (EXPRESSION);                                                                                           \
    }                                                                                                                  \
  } else if (step_b) {                                                                                                 \
    T x = *a;                                                                                                          \
    NB_TOGETHER                                                                                                        \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      T y = b[i];                                                                                                      \
      out[i] = (EXPRESSION);                                                                                           \
    }                                                                                                                  \
  } else {                                                                                                             \
    T x = *a, y = *b;                                                                                                  \
    for (int64_t i = 0; i < count; i++)                                                                                \
      out[i] = (EXPRESSION);                                                                                           \
  }

/// The loops of all comparisons.
#define NB_COMPARISONS                                                                                                 \
  switch (op) {                                                                                                        \
  case NB_EQ:                                                                                                          \
    NB_LOOP(x == y)                                                                                                    \
    break;                                                                                                             \
  case NB_NE:                                                                                                          \
    NB_LOOP(x != y)                                                                                                    \
    break;                                                                                                             \
  case NB_LT:                                                                                                          \
    NB_LOOP(x < y)                                                                                                     \
    break;                                                                                                             \
  case NB_LE:                                                                                                          \
    NB_LOOP(x <= y)                                                                                                    \
    break;                                                                                                             \
  }

#endif
