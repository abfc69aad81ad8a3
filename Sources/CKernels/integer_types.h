// Functions that stand once for each type of integers.
#ifndef NBRUN_INTEGER_TYPES_H
#define NBRUN_INTEGER_TYPES_H

#include "IntegerRules.h"

/// Calls the one of a type, whose name ends with it.
#define NB_CALL_OF_INTEGERS(TYPE, FUNCTION, ...)                                                                       \
  switch (TYPE) {                                                                                                      \
  case NB_U8:                                                                                                          \
    FUNCTION##_u8(__VA_ARGS__);                                                                                        \
    break;                                                                                                             \
  case NB_I8:                                                                                                          \
    FUNCTION##_i8(__VA_ARGS__);                                                                                        \
    break;                                                                                                             \
  case NB_I16:                                                                                                         \
    FUNCTION##_i16(__VA_ARGS__);                                                                                       \
    break;                                                                                                             \
  case NB_I32:                                                                                                         \
    FUNCTION##_i32(__VA_ARGS__);                                                                                       \
    break;                                                                                                             \
  case NB_I64:                                                                                                         \
    FUNCTION##_i64(__VA_ARGS__);                                                                                       \
    break;                                                                                                             \
  }

#endif
