// Loops over integers of one type. The including file defines T, its unsigned U, and NAME(function).

#define NB_ALONE(EXPRESSION)                                                                                           \
  NB_TOGETHER                                                                                                          \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    T x = a[i * step_a];                                                                                               \
    out[i] = (T)(EXPRESSION);                                                                                          \
  }

NB_CLONES static void NAME(combine)(nb_integer_rule rule, int64_t count, const T *a, int64_t step_a, const T *b,
                                    int64_t step_b, T *out) {
  switch (rule) {
  case NB_INTEGER_ADD:
    NB_LOOP((U)x + (U)y)
    break;
  case NB_INTEGER_SUBTRACT:
    NB_LOOP((U)x - (U)y)
    break;
  case NB_INTEGER_MULTIPLY:
    // Short types would be multiplied as signed numbers, which may not overflow.
    NB_LOOP((uint64_t)(U)x * (uint64_t)(U)y)
    break;
  case NB_INTEGER_MAXIMUM:
    NB_LOOP(x < y ? y : x)
    break;
  case NB_INTEGER_MINIMUM:
    NB_LOOP(y < x ? y : x)
    break;
  case NB_INTEGER_AND:
    NB_LOOP(x & y)
    break;
  case NB_INTEGER_OR:
    NB_LOOP(x | y)
    break;
  case NB_INTEGER_XOR:
    NB_LOOP(x ^ y)
    break;
  case NB_INTEGER_NEGATE:
    NB_ALONE((U)0 - (U)x)
    break;
  case NB_INTEGER_ABSOLUTE:
    NB_ALONE(x < 0 ? (U)0 - (U)x : (U)x)
    break;
  case NB_INTEGER_SIGN:
    NB_ALONE((x > 0) - (x < 0))
    break;
  }
}

NB_CLONES static void NAME(clamp)(int64_t count, const T *x, T low, T high, T *out) {
  NB_TOGETHER
  for (int64_t i = 0; i < count; i++) {
    T v = x[i] < low ? low : x[i];
    out[i] = high < v ? high : v;
  }
}

#undef NB_ALONE
