#include "IntegerRules.h"

#include "clones.h"
#include "loops.h"

#define T uint8_t
#define U uint8_t
#define NAME(function) function##_u8
#include "integer_rules.h"
#undef T
#undef NAME
#define T int8_t
#define NAME(function) function##_i8
#include "integer_rules.h"
#undef T
#undef U
#undef NAME
#define T int16_t
#define U uint16_t
#define NAME(function) function##_i16
#include "integer_rules.h"
#undef T
#undef U
#undef NAME
#define T int32_t
#define U uint32_t
#define NAME(function) function##_i32
#include "integer_rules.h"
#undef T
#undef U
#undef NAME
#define T int64_t
#define U uint64_t
#define NAME(function) function##_i64
#include "integer_rules.h"
#undef T
#undef U
#undef NAME

void nb_combine_integers(nb_integer_rule rule, nb_integer type, int64_t count, const void *a, int64_t step_a,
                         const void *b, int64_t step_b, void *out) {
  switch (type) {
  case NB_U8:
    return combine_u8(rule, count, a, step_a, b, step_b, out);
  case NB_I8:
    return combine_i8(rule, count, a, step_a, b, step_b, out);
  case NB_I16:
    return combine_i16(rule, count, a, step_a, b, step_b, out);
  case NB_I32:
    return combine_i32(rule, count, a, step_a, b, step_b, out);
  case NB_I64:
    return combine_i64(rule, count, a, step_a, b, step_b, out);
  }
}
