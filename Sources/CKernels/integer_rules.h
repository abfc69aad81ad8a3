// Loops over integers of one type. The including file defines T, its unsigned U, and NAME(function).

#define NB_ALONE(EXPRESSION)                                                                                           \
  NB_TOGETHER                                                                                                          \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    T x = a[i * step_a];                                                                                               \
    out[i] = (T)(EXPRESSION);                                                                                          \
  }

enum { NAME(BITS) = 8 * sizeof(T) };
#define BITS NAME(BITS)

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
  case NB_INTEGER_SHIFT_LEFT:
    NB_LOOP(y < 0 || y >= BITS ? 0 : (uint64_t)(U)x << (y & (BITS - 1)))
    break;
  case NB_INTEGER_SHIFT_RIGHT:
    NB_LOOP(x >> (y < 0 || y >= BITS ? BITS - 1 : y))
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

NB_CLONES static void NAME(compare)(nb_comparison op, int64_t count, const T *a, int64_t step_a, const T *b,
                                    int64_t step_b, uint8_t *out) {
  switch (op) {
  case NB_EQ:
    NB_LOOP(x == y)
    break;
  case NB_NE:
    NB_LOOP(x != y)
    break;
  case NB_LT:
    NB_LOOP(x < y)
    break;
  case NB_LE:
    NB_LOOP(x <= y)
    break;
  }
}

/// A power with one exponent for all, whose bits say which squares are factors.
NB_CLONES static void NAME(power)(int64_t count, const T *x, uint64_t exponent, T *out) {
  enum { BLOCK = 256 };
  for (; count > 0; count -= BLOCK, x += BLOCK, out += BLOCK) {
    int64_t size = count < BLOCK ? count : BLOCK;
    U square[BLOCK], product[BLOCK];
    for (int64_t i = 0; i < size; i++) {
      square[i] = (U)x[i];
      product[i] = exponent & 1 ? square[i] : 1;
    }
    for (uint64_t left = exponent >> 1; left > 0; left >>= 1) {
      for (int64_t i = 0; i < size; i++)
        square[i] = (U)((uint64_t)square[i] * square[i]);
      if (left & 1)
        for (int64_t i = 0; i < size; i++)
          product[i] = (U)((uint64_t)product[i] * square[i]);
    }
    for (int64_t i = 0; i < size; i++)
      out[i] = (T)product[i];
  }
}

#undef BITS
#undef NB_ALONE
