// Loops over elements of one type. The including file defines T, NAME(function), IS_FLOATING and, for
// floating point, FMA.

/// The larger (or smaller) of two numbers; nan wins, and the first of equals stays.
#define NB_LARGER(x, y) ((x) >= (y) || (x) != (x) ? (x) : (y))
#define NB_SMALLER(x, y) ((x) <= (y) || (x) != (x) ? (x) : (y))

NB_CLONES static void NAME(combine)(nb_binary op, int64_t count, const T *a, int64_t step_a, const T *b, int64_t step_b,
                                    T *out) {
  switch (op) {
  case NB_ADD:
    NB_LOOP(ADD(x, y))
    break;
  case NB_SUBTRACT:
    NB_LOOP(SUBTRACT(x, y))
    break;
  case NB_MULTIPLY:
    NB_LOOP(MULTIPLY(x, y))
    break;
  case NB_DIVIDE:
#if IS_FLOATING
    NB_LOOP(x / y)
#endif
    break;
  case NB_MAXIMUM:
    NB_LOOP(NB_LARGER(x, y))
    break;
  case NB_MINIMUM:
    NB_LOOP(NB_SMALLER(x, y))
    break;
  case NB_TANH_BACKWARD:
#if IS_FLOATING
    NB_LOOP(x * FMA(-y, y, 1))
#endif
    break;
  case NB_SIGMOID_BACKWARD:
#if IS_FLOATING
    NB_LOOP(x * (1 - y) * y)
#endif
    break;
  case NB_IS_EQUAL:
    NB_LOOP(x == y)
    break;
  case NB_IS_UNEQUAL:
    NB_LOOP(x != y)
    break;
  case NB_IS_LESS:
    NB_LOOP(x < y)
    break;
  case NB_IS_AT_MOST:
    NB_LOOP(x <= y)
    break;
  }
}

typedef struct NAME(binary_work) {
  nb_binary op;
  const T *a;
  int64_t step_a;
  const T *b;
  int64_t step_b;
  T *out;
  bool streams;
} NAME(binary_work);

static void NAME(combine_part)(void *context, int64_t begin, int64_t end) {
  const NAME(binary_work) *work = context;
  int64_t count = end - begin, step_a = work->step_a, step_b = work->step_b;
  const T *a = work->a + begin * step_a, *b = work->b + begin * step_b;
  T *out = work->out + begin;
  if (!work->streams)
    return NAME(combine)(work->op, count, a, step_a, b, step_b, out);
  enum { SIZE = NB_STREAM_BLOCK / sizeof(T) };
  _Alignas(64) T block[SIZE];
  for (int64_t i = 0; i < count; i += SIZE) {
    int64_t size = count - i < SIZE ? count - i : SIZE;
    NAME(combine)(work->op, size, a + i * step_a, step_a, b + i * step_b, step_b, block);
    nb_stream(out + i, block, size * (int64_t)sizeof(T));
  }
  nb_stream_end();
}

void NAME(nb_binary)(nb_binary op, int64_t count, const T *a, int64_t step_a, const T *b, int64_t step_b, T *out) {
  // What is overwritten has been read into the caches.
  bool streams = out != a && out != b && nb_streams(out, count * (int64_t)sizeof(T));
  if (count < NB_SHARED_MOVES)
    return NAME(combine)(op, count, a, step_a, b, step_b, out);
  NAME(binary_work) work = {op, a, step_a, b, step_b, out, streams};
  nb_share(count, nb_shared_part(count, NB_SHARED_MOVES), NAME(combine_part), &work);
}

#if IS_FLOATING
void NAME(nb_binary_rows)(nb_binary op, int64_t rows, int64_t length, const T *a, const T *b, T *out) {
  // A short row is repeated, so that the loop is over many elements.
  enum { SIZE = 256 };
  T block[SIZE];
  int64_t repeats = length > 0 && length <= SIZE / 4 ? SIZE / length : 1;
  const T *row = b;
  if (repeats > 1) {
    if (repeats > rows)
      repeats = rows;
    for (int64_t i = 0; i < length; i++)
      block[i] = b[i];
    for (int64_t there = 1; there < repeats; there *= 2) {
      int64_t more = there < repeats - there ? there : repeats - there;
      memcpy(block + there * length, block, (size_t)(more * length) * sizeof *block);
    }
    row = block;
  }
  for (int64_t i = 0; i < rows; i += repeats) {
    int64_t there = rows - i < repeats ? rows - i : repeats;
    NAME(nb_binary)(op, there * length, a + i * length, 1, row, 1, out + i * length);
  }
}
#endif

#if IS_FLOATING
NB_CLONES static void NAME(compare)(nb_comparison op, int64_t count, const T *a, int64_t step_a, const T *b,
                                    int64_t step_b, uint8_t *out) {
  NB_COMPARISONS
}

typedef struct NAME(compare_work) {
  nb_comparison op;
  const T *a;
  int64_t step_a;
  const T *b;
  int64_t step_b;
  uint8_t *out;
} NAME(compare_work);

static void NAME(compare_part)(void *context, int64_t begin, int64_t end) {
  const NAME(compare_work) *work = context;
  NAME(compare)(work->op, end - begin, work->a + begin * work->step_a, work->step_a, work->b + begin * work->step_b,
                work->step_b, work->out + begin);
}

void NAME(nb_compare)(nb_comparison op, int64_t count, const T *a, int64_t step_a, const T *b, int64_t step_b,
                      uint8_t *out) {
  NAME(compare_work) work = {op, a, step_a, b, step_b, out};
  nb_share(count, nb_shared_part(count, NB_SHARED_MOVES), NAME(compare_part), &work);
}

// Neighbours, with a third operand that steps or is one number, are the usual case.
#define NB_TERNARY(EXPRESSION)                                                                                         \
  if (step_x == 1 && step_a == 1 && step_b == 1 && step_out == 1) {                                                    \
    NB_TOGETHER                                                                                                        \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      T x = xs[i], a = as[i], b = bs[i];                                                                               \
      out[i] = (EXPRESSION);                                                                                           \
    }                                                                                                                  \
  } else if (step_x == 1 && step_a == 1 && step_b == 0 && step_out == 1) {                                             \
    T b = *bs;                                                                                                         \
    NB_TOGETHER                                                                                                        \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      T x = xs[i], a = as[i];                                                                                          \
      out[i] = (EXPRESSION);                                                                                           \
    }                                                                                                                  \
  } else if (step_x == 1 && step_a == 0 && step_b == 0 && step_out == 1) {                                             \
    T a = *as, b = *bs;                                                                                                \
    NB_TOGETHER                                                                                                        \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      T x = xs[i];                                                                                                     \
      out[i] = (EXPRESSION);                                                                                           \
    }                                                                                                                  \
  } else if (step_x == 0 && step_a == 1 && step_b == 0 && step_out == 1) {                                             \
    T x = *xs, b = *bs;                                                                                                \
    NB_TOGETHER                                                                                                        \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      T a = as[i];                                                                                                     \
      out[i] = (EXPRESSION);                                                                                           \
    }                                                                                                                  \
  } else {                                                                                                             \
    for (int64_t i = 0; i < count; i++) {                                                                              \
      T x = xs[i * step_x], a = as[i * step_a], b = bs[i * step_b];                                                    \
      out[i * step_out] = (EXPRESSION);                                                                                \
    }                                                                                                                  \
  }

NB_CLONES void NAME(nb_ternary)(nb_ternary op, int64_t count, T scale, const T *xs, int64_t step_x, const T *as,
                                int64_t step_a, const T *bs, int64_t step_b, T *out, int64_t step_out) {
  switch (op) {
  case NB_ADD_PRODUCT:
    NB_TERNARY(FMA(scale * a, b, x))
    break;
  case NB_ADD_QUOTIENT:
    NB_TERNARY(x + scale * a / b)
    break;
  case NB_LERP:
    NB_TERNARY((b < 0 ? -b : b) < (T)0.5 ? FMA(b, a - x, x) : FMA(1 - b, x - a, a))
    break;
  case NB_BETWEEN:
    NB_TERNARY(NB_SMALLER(NB_LARGER(x, a), b))
    break;
  }
}

#undef NB_TERNARY
#endif

#undef NB_LARGER
#undef NB_SMALLER
