// Arithmetic of complex numbers, pairs of T. The including file defines T, BITS (the unsigned integer of T's size),
// REALS, IMAGINARIES and SWAPPED (the places in a vector of 64 bytes of each number's real part twice, its imaginary
// part twice, and its parts in the other order) and NAME(function).

enum { NAME(LANES) = 64 / sizeof(T) };

typedef T NAME(pairs) __attribute__((vector_size(64)));
typedef BITS NAME(pair_bits) __attribute__((vector_size(64)));

NB_INLINE NAME(pairs) NAME(swapped)(NAME(pairs) x) { return __builtin_shufflevector(x, x, SWAPPED); }
NB_INLINE NAME(pairs) NAME(reals)(NAME(pairs) x) { return __builtin_shufflevector(x, x, REALS); }
NB_INLINE NAME(pairs) NAME(imaginaries)(NAME(pairs) x) { return __builtin_shufflevector(x, x, IMAGINARIES); }

/// One number as often as a vector holds it.
NB_INLINE NAME(pairs) NAME(repeated)(T real, T imaginary) {
  NAME(pairs) x;
  for (int l = 0; l < NAME(LANES); l += 2) {
    x[l] = real;
    x[l + 1] = imaginary;
  }
  return x;
}

NB_INLINE NAME(pairs) NAME(chosen)(NAME(pair_bits) test, NAME(pairs) x, NAME(pairs) y) {
  return (NAME(pairs))((test & (NAME(pair_bits))x) | (~test & (NAME(pair_bits))y));
}

/// Both products of a part are rounded before they are added, as PyTorch's are, or the first one is not. The second
/// factor is turned, so that the first one had better be what stays the same in a loop.
NB_INLINE NAME(pairs) NAME(product)(NAME(pairs) x, NAME(pairs) y, int fuses) {
  NAME(pairs) real = NAME(reals)(x), rest = NAME(imaginaries)(x) * NAME(repeated)(-1, 1) * NAME(swapped)(y);
  return fuses ? __builtin_elementwise_fma(real, y, rest) : real * y + rest;
}

/// Scaled by the larger part of the divisor (Smith's method), as PyTorch's are: mostly with fused products.
NB_INLINE NAME(pairs) NAME(quotient)(NAME(pairs) x, NAME(pairs) y, int fuses) {
  NAME(pairs) v = NAME(reals)(y), w = NAME(imaginaries)(y);
  NAME(pairs) size_v = __builtin_elementwise_abs(v), size_w = __builtin_elementwise_abs(w);
  NAME(pair_bits) is_real = (NAME(pair_bits))(size_v >= size_w);
  NAME(pair_bits) is_zero = (NAME(pair_bits))(size_v == 0) & (NAME(pair_bits))(size_w == 0);
  NAME(pairs) large = NAME(chosen)(is_real, v, w), small = NAME(chosen)(is_real, w, v);
  NAME(pairs) ratio = small / large, factor = 1 / __builtin_elementwise_fma(small, ratio, large);
  NAME(pairs) turned = NAME(swapped)(x) * NAME(repeated)(1, -1);
  NAME(pairs) first = NAME(chosen)(is_real, turned, x), second = NAME(chosen)(is_real, x, turned);
  NAME(pairs) sum = fuses ? __builtin_elementwise_fma(first, ratio, second) : first * ratio + second;
  return NAME(chosen)(is_zero, x * (T)INFINITY, sum * factor);
}

/// All bits of both parts of the numbers that are equal.
NB_INLINE NAME(pair_bits) NAME(equality)(NAME(pairs) x, NAME(pairs) y) {
  NAME(pair_bits) parts = (NAME(pair_bits))(x == y);
  return parts & __builtin_shufflevector(parts, parts, SWAPPED);
}

NB_INLINE NAME(pairs) NAME(combined)(nb_complex op, NAME(pairs) x, NAME(pairs) y, NAME(pairs) factor) {
  const NAME(pair_bits) one = (NAME(pair_bits))NAME(repeated)(1, 0);
  switch (op) {
  case NB_COMPLEX_ADD:
    return x + NAME(product)(factor, y, 0);
  case NB_COMPLEX_MULTIPLY:
    return NAME(product)(x, y, 0);
  case NB_COMPLEX_DIVIDE:
    return NAME(quotient)(x, y, 1);
  case NB_COMPLEX_MULTIPLY_PARTS:
    return x * y;
  case NB_COMPLEX_IS_EQUAL:
    return (NAME(pairs))(NAME(equality)(x, y) & one);
  case NB_COMPLEX_IS_UNEQUAL:
    return (NAME(pairs))(~NAME(equality)(x, y) & one);
  }
}

/// One of the ways operands step; a vector at a time, and what is left at the end in a part of one.
NB_INLINE void NAME(combine_steps)(nb_complex op, int64_t parts, const T *a, int step_a, const T *b, int step_b,
                                   NAME(pairs) factor, T *out) {
  enum { LANES = NAME(LANES) };
  const NAME(pairs) first = step_a ? (NAME(pairs)){0} : NAME(repeated)(a[0], a[1]);
  const NAME(pairs) second = step_b ? (NAME(pairs)){0} : NAME(repeated)(b[0], b[1]);
  int64_t i = 0;
  for (; i + LANES <= parts; i += LANES) {
    NAME(pairs) x = first, y = second;
    if (step_a)
      memcpy(&x, a + i, sizeof x);
    if (step_b)
      memcpy(&y, b + i, sizeof y);
    NAME(pairs) result = NAME(combined)(op, x, y, factor);
    memcpy(out + i, &result, sizeof result);
  }
  if (i < parts) {
    NAME(pairs) x = first, y = second;
    size_t rest = (size_t)(parts - i) * sizeof(T);
    if (step_a)
      memcpy(&x, a + i, rest);
    if (step_b)
      memcpy(&y, b + i, rest);
    NAME(pairs) result = NAME(combined)(op, x, y, factor);
    // PyTorch fuses the products of what fills no vector but 16 bytes, of quotients always, and not those of a number
    // that is left over.
    size_t fused = rest / 16 * 16;
    if (op == NB_COMPLEX_MULTIPLY && step_a && step_b) {
      NAME(pairs) most = NAME(product)(x, y, 1);
      memcpy(&result, &most, fused);
    } else if (op == NB_COMPLEX_DIVIDE) {
      NAME(pairs) last = NAME(quotient)(x, y, 0);
      memcpy((char *)&result + fused, (const char *)&last + fused, rest - fused);
    }
    memcpy(out + i, &result, rest);
  }
}

#define NB_STEPS(OP)                                                                                                   \
  case OP:                                                                                                             \
    if (step_a && step_b)                                                                                              \
      NAME(combine_steps)(OP, 2 * count, a, 1, b, 1, factor, out);                                                     \
    else if (step_a)                                                                                                   \
      NAME(combine_steps)(OP, 2 * count, a, 1, b, 0, factor, out);                                                     \
    else if (step_b)                                                                                                   \
      NAME(combine_steps)(OP, 2 * count, a, 0, b, 1, factor, out);                                                     \
    else                                                                                                               \
      NAME(combine_steps)(OP, 2 * count, a, 0, b, 0, factor, out);                                                     \
    break;

NB_CLONES static void NAME(combine_numbers)(nb_complex op, int64_t count, const T *a, int64_t step_a, const T *b,
                                            int64_t step_b, const T *number, T *out) {
  const NAME(pairs) factor = NAME(repeated)(number[0], number[1]);
  if (op == NB_COMPLEX_MULTIPLY && step_a && !step_b) {
    // The factors of a product, like the terms of a sum, are the same in either order.
    const T *elements = a;
    a = b;
    b = elements;
    step_a = 0;
    step_b = 1;
  }
  switch (op) {
    NB_STEPS(NB_COMPLEX_ADD)
    NB_STEPS(NB_COMPLEX_MULTIPLY)
    NB_STEPS(NB_COMPLEX_DIVIDE)
    NB_STEPS(NB_COMPLEX_MULTIPLY_PARTS)
    NB_STEPS(NB_COMPLEX_IS_EQUAL)
    NB_STEPS(NB_COMPLEX_IS_UNEQUAL)
  }
}

#undef NB_STEPS

typedef struct NAME(complex_work) {
  nb_complex op;
  const T *a;
  int64_t step_a;
  const T *b;
  int64_t step_b;
  const T *factor;
  T *out;
  bool streams;
} NAME(complex_work);

static void NAME(combine_numbers_part)(void *context, int64_t begin, int64_t end) {
  const NAME(complex_work) *work = context;
  int64_t count = end - begin, step_a = work->step_a, step_b = work->step_b;
  const T *a = work->a + 2 * begin * step_a, *b = work->b + 2 * begin * step_b;
  T *out = work->out + 2 * begin;
  if (!work->streams)
    return NAME(combine_numbers)(work->op, count, a, step_a, b, step_b, work->factor, out);
  enum { SIZE = NB_STREAM_BLOCK / sizeof(T) / 2 };
  _Alignas(64) T block[2 * SIZE];
  for (int64_t i = 0; i < count; i += SIZE) {
    int64_t size = count - i < SIZE ? count - i : SIZE;
    NAME(combine_numbers)(work->op, size, a + 2 * i * step_a, step_a, b + 2 * i * step_b, step_b, work->factor, block);
    nb_stream(out + 2 * i, block, 2 * size * (int64_t)sizeof(T));
  }
  nb_stream_end();
}

void NAME(nb_complex_binary)(nb_complex op, int64_t count, const T *a, int64_t step_a, const T *b, int64_t step_b,
                      const T *factor, T *out) {
  if (count < NB_SHARED_MOVES)
    return NAME(combine_numbers)(op, count, a, step_a, b, step_b, factor, out);
  // What is overwritten has been read into the caches.
  bool streams = out != a && out != b && nb_streams(out, 2 * count * (int64_t)sizeof(T));
  NAME(complex_work) work = {op, a, step_a, b, step_b, factor, out, streams};
  nb_share(count, nb_shared_part(count, NB_SHARED_MOVES), NAME(combine_numbers_part), &work);
}

/// One of the ways operands step.
NB_INLINE void NAME(compare_steps)(int is_asked, int64_t count, const T *a, int step_a, const T *b, int step_b,
                                   uint8_t *restrict out) {
  for (int64_t i = 0; i < count; i++) {
    const T *x = a + 2 * i * step_a, *y = b + 2 * i * step_b;
    out[i] = ((x[0] == y[0]) & (x[1] == y[1])) == is_asked;
  }
}

NB_CLONES void NAME(nb_compare_complex)(int is_equal, int64_t count, const T *a, int64_t step_a, const T *b,
                                        int64_t step_b, uint8_t *out) {
  if (step_a && step_b)
    NAME(compare_steps)(is_equal, count, a, 1, b, 1, out);
  else if (step_a)
    NAME(compare_steps)(is_equal, count, a, 1, b, 0, out);
  else if (step_b)
    NAME(compare_steps)(is_equal, count, a, 0, b, 1, out);
  else
    NAME(compare_steps)(is_equal, count, a, 0, b, 0, out);
}

NB_INLINE NAME(pairs) NAME(joined)(nb_complex_ternary op, NAME(pairs) x, NAME(pairs) factor, NAME(pairs) a,
                                   NAME(pairs) b) {
  const NAME(pairs) one = NAME(repeated)(1, 0);
  switch (op) {
  case NB_COMPLEX_ADD_PRODUCT:
    return x + NAME(product)(NAME(product)(factor, a, 0), b, 0);
  case NB_COMPLEX_ADD_QUOTIENT:
    return x + NAME(quotient)(NAME(product)(factor, a, 0), b, 1);
  case NB_COMPLEX_LERP: {
    NAME(pairs) way = a - x, squares = b * b;
    NAME(pair_bits) is_near = (NAME(pair_bits))(squares + NAME(swapped)(squares) < (T)0.25);
    return NAME(chosen)(is_near, x + NAME(product)(b, way, 0), a - NAME(product)(one - b, way, 0));
  }
  }
}

/// One of the ways the last operand steps.
NB_INLINE void NAME(join_steps)(nb_complex_ternary op, int64_t parts, const T *x, NAME(pairs) factor, const T *a,
                                const T *b, int step_b, T *out) {
  enum { LANES = NAME(LANES) };
  const NAME(pairs) number = step_b ? (NAME(pairs)){0} : NAME(repeated)(b[0], b[1]);
  int64_t i = 0;
  for (; i + LANES <= parts; i += LANES) {
    NAME(pairs) term, first, second = number;
    memcpy(&term, x + i, sizeof term);
    memcpy(&first, a + i, sizeof first);
    if (step_b)
      memcpy(&second, b + i, sizeof second);
    NAME(pairs) result = NAME(joined)(op, term, factor, first, second);
    memcpy(out + i, &result, sizeof result);
  }
  if (i < parts) {
    NAME(pairs) term = {0}, first = {0}, second = number;
    size_t rest = (size_t)(parts - i) * sizeof(T);
    memcpy(&term, x + i, rest);
    memcpy(&first, a + i, rest);
    if (step_b)
      memcpy(&second, b + i, rest);
    NAME(pairs) result = NAME(joined)(op, term, factor, first, second);
    memcpy(out + i, &result, rest);
  }
}

#define NB_STEPS(OP)                                                                                                   \
  case OP:                                                                                                             \
    if (step_b)                                                                                                        \
      NAME(join_steps)(OP, 2 * count, x, factor, a, b, 1, out);                                                        \
    else                                                                                                               \
      NAME(join_steps)(OP, 2 * count, x, factor, a, b, 0, out);                                                        \
    break;

NB_CLONES void NAME(nb_complex_ternary)(nb_complex_ternary op, int64_t count, const T *number, const T *x, const T *a,
                                        const T *b, int64_t step_b, T *out) {
  const NAME(pairs) factor = NAME(repeated)(number[0], number[1]);
  switch (op) {
    NB_STEPS(NB_COMPLEX_ADD_PRODUCT)
    NB_STEPS(NB_COMPLEX_ADD_QUOTIENT)
    NB_STEPS(NB_COMPLEX_LERP)
  }
}

#undef NB_STEPS
