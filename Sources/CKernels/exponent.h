// Logarithms and exponentials for one kind of processor: a table for each of 16 pieces of a range, in which a vector looks
// up with permutations. The including file defines VECTOR_BYTES, TARGET, LOOK_UP(table, place) and NAME(function), and
// has the tables.

enum { NAME(LANES) = VECTOR_BYTES / 4 };

typedef float NAME(floats) __attribute__((vector_size(VECTOR_BYTES)));
typedef uint32_t NAME(words) __attribute__((vector_size(VECTOR_BYTES)));
typedef int32_t NAME(integers) __attribute__((vector_size(VECTOR_BYTES)));

/// Numbers of one vector where all bits are set, of another where none are.
__attribute__((always_inline)) TARGET static inline NAME(floats)
    NAME(chosen)(NAME(words) is_first, NAME(floats) first, NAME(floats) second) {
  return (NAME(floats))((is_first & (NAME(words))first) | (~is_first & (NAME(words))second));
}

/// The logarithm of a positive normal number, given as its bits, times two to the power of `shift`.
__attribute__((always_inline)) TARGET static inline NAME(floats)
    NAME(usual_logarithm)(NAME(words) bits, NAME(words) shift, const logarithm_terms terms) {
  NAME(words) above = bits - FIRST_PIECE, place = above >> 19;
  NAME(words) exponent = (NAME(words))((NAME(integers))above >> 23);
  NAME(floats) m = (NAME(floats))(bits - (exponent << 23));
  NAME(floats) e = __builtin_convertvector((NAME(integers))(exponent + shift), NAME(floats));
  // Both are exact: the factors of 1/32 have few digits, as have the table's and the unit.
  NAME(floats) r = m * LOOK_UP(INVERSE, place) - 1;
  NAME(floats) whole = e * terms.unit + LOOK_UP(terms.high, place);
  NAME(floats) rest = e * terms.unit_rest + LOOK_UP(terms.low, place);
  NAME(floats) square = r * r, first = r;
  if (terms.factor != 1) {
    first = r * terms.factor;
    rest += __builtin_elementwise_fma(r, (NAME(floats)){0} + terms.factor, -first) + r * terms.factor_rest;
  }
  NAME(floats) q = (NAME(floats)){0} + terms.series[3];
  q = q * r + terms.series[2];
  q = q * r + terms.series[1];
  q = q * r + terms.series[0];
  NAME(floats) sum = whole + first, sum_rest = first - (sum - whole);
  return sum + (sum_rest + (square * q + rest));
}

/// The same of any number.
__attribute__((always_inline)) TARGET static inline NAME(floats)
    NAME(any_logarithm)(NAME(words) bits, const logarithm_terms terms) {
  NAME(floats) x = (NAME(floats))bits, none = {0}, infinity = none + INFINITY;
  NAME(words) is_small = (NAME(words))(x < 0x1p-126f);
  NAME(words) usual = (NAME(words))NAME(chosen)(is_small, x * 0x1p23f, x);
  NAME(floats) result = NAME(usual_logarithm)(usual, is_small & -23u, terms);
  result = NAME(chosen)((NAME(words))(x == 0), -infinity, result);
  result = NAME(chosen)((NAME(words))(x == infinity), infinity, result);
  return NAME(chosen)((NAME(words))(x < 0) | (NAME(words))(x != x), none + NAN, result);
}

/// `count` is a multiple of LANES; what was computed for blocks with unusual numbers is computed anew. Where one is among
/// the first, all are taken for such at once.
__attribute__((always_inline)) TARGET static inline void
    NAME(logarithms)(int64_t count, const float *restrict x, float *restrict out, const logarithm_terms terms) {
  enum { LANES = NAME(LANES), BLOCK = 256 };
  for (; count > 0; count -= BLOCK, x += BLOCK, out += BLOCK) {
    int64_t size = count < BLOCK ? count : BLOCK;
    NAME(words) most;
    memcpy(&most, x, sizeof most);
    most -= LEAST_USUAL;
    int is_usual = __builtin_reduce_max(most) < USUAL_COUNT;
    for (int64_t i = 0; is_usual && i < size; i += LANES) {
      NAME(words) bits;
      memcpy(&bits, x + i, sizeof bits);
      most = __builtin_elementwise_max(most, bits - LEAST_USUAL);
      NAME(floats) y = NAME(usual_logarithm)(bits, (NAME(words)){0}, terms);
      memcpy(out + i, &y, sizeof y);
    }
    if (is_usual && __builtin_reduce_max(most) < USUAL_COUNT)
      continue;
    for (int64_t i = 0; i < size; i += LANES) {
      NAME(words) bits;
      memcpy(&bits, x + i, sizeof bits);
      NAME(floats) y = NAME(any_logarithm)(bits, terms);
      memcpy(out + i, &y, sizeof y);
    }
  }
}

/// The exponential of x; `is_near` says that the power of two is one of a normal number, and that its sum with the bits of
/// a number about 1 is the product.
__attribute__((always_inline)) TARGET static inline NAME(floats) NAME(exponential)(NAME(floats) x, int is_near) {
  if (!is_near) {
    // What is no number stays.
    x = NAME(chosen)((NAME(words))(x > 90), (NAME(floats)){0} + 90, x);
    x = NAME(chosen)((NAME(words))(x < -105), (NAME(floats)){0} - 105, x);
  }
  NAME(floats) shifted = x * PIECES_OF_POWER + ROUNDING_SHIFT, k = shifted - ROUNDING_SHIFT;
  // Exact, as the constant has few digits; its rest is small.
  NAME(floats) r = x - k * POWER_OF_PIECE;
  r = r - k * POWER_OF_PIECE_REST;
  NAME(words) place = (NAME(words))shifted;
  NAME(floats) q = (NAME(floats)){0} + 0x1.55576ap-5f;
  q = q * r + 0x1.55571ep-3f;
  q = q * r + 0.5f;
  q = (r * r) * q + r;
  NAME(floats) power = LOOK_UP(POWER, place);
  NAME(words) y = (NAME(words))(power + (power * q + LOOK_UP(POWER_REST, place)));
  if (is_near)
    return (NAME(floats))(y + ((place & ~15u) << 19));
  // In two steps, as the power of two alone may overflow, or the result be denormal.
  NAME(integers) n = (NAME(integers))(place << 10) >> 14, half = n >> 1;
  NAME(words) first = (NAME(words))(half + 127) << 23, second = (NAME(words))(n - half + 127) << 23;
  return (NAME(floats))y * (NAME(floats))first * (NAME(floats))second;
}

/// `count` is a multiple of LANES; likewise.
TARGET static void NAME(exp)(int64_t count, const float *restrict x, float *restrict out) {
  enum { LANES = NAME(LANES), BLOCK = 256 };
  for (; count > 0; count -= BLOCK, x += BLOCK, out += BLOCK) {
    int64_t size = count < BLOCK ? count : BLOCK;
    NAME(words) most = {0};
    for (int64_t i = 0; i < size; i += LANES) {
      NAME(floats) values;
      memcpy(&values, x + i, sizeof values);
      most = __builtin_elementwise_max(most, (NAME(words))values & 0x7fffffffu);
      values = NAME(exponential)(values, 1);
      memcpy(out + i, &values, sizeof values);
    }
    if (__builtin_reduce_max(most) <= single_bits(NEAR_LIMIT))
      continue;
    for (int64_t i = 0; i < size; i += LANES) {
      NAME(floats) values;
      memcpy(&values, x + i, sizeof values);
      values = NAME(exponential)(values, 0);
      memcpy(out + i, &values, sizeof values);
    }
  }
}

TARGET static void NAME(log)(int64_t count, const float *x, float *out) { NAME(logarithms)(count, x, out, NATURAL); }
TARGET static void NAME(log2)(int64_t count, const float *x, float *out) { NAME(logarithms)(count, x, out, BINARY); }
TARGET static void NAME(log10)(int64_t count, const float *x, float *out) { NAME(logarithms)(count, x, out, DECIMAL); }
