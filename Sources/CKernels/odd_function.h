// An odd function for one kind of processor by a polynomial for each of 32 pieces of the axis, whose coefficients a
// vector looks up with permutations: VALUE + SLOPE d + SECOND d^2 + ... + SIXTH d^6,  d = |x| - CENTER. The including
// file defines VECTOR_BYTES, TARGET, INTERLEAVED, LOOK_UP(table, place), SIGNS(words) and NAME(function), and has the
// tables. Where the pieces are is said by FIRST_BOUND, or by ENDS_AT_ONE: those of the first are the numbers for which
// the sum with it has the same exponent and the same first three digits after it, those of the second the numbers for
// which the distance from 1 has the same exponent and the same first two digits. Beyond LAST the function is that of
// LAST; beyond LIMIT the caller computes it. Where the slope at 0 is no `float`, FIRST_SLOPE_REST is what it lacks in
// the first piece, below FIRST_END.

#define LANES (VECTOR_BYTES / 4)

typedef float NAME(floats) __attribute__((vector_size(VECTOR_BYTES)));
typedef uint32_t NAME(words) __attribute__((vector_size(VECTOR_BYTES)));

/// The results for INTERLEAVED vectors, or fewer, that lie side by side. They are computed step by step together: the
/// steps for one vector wait for each other, and the processor looks only so far ahead for others.
#ifdef LIMIT
TARGET NB_INLINE void NAME(vectors)(const int vectors, int64_t i, const float *x, float *out, nb_beyond *beyond) {
#else
TARGET NB_INLINE void NAME(vectors)(const int vectors, int64_t i, const float *x, float *out) {
#endif
  NAME(words) sign[INTERLEAVED], place[INTERLEAVED];
  NAME(floats) a[INTERLEAVED], d[INTERLEAVED], q[INTERLEAVED];
#pragma clang loop unroll(full)
  for (int v = 0; v < vectors; v++) {
    NAME(words) bits;
    memcpy(&bits, x + i + v * LANES, sizeof bits);
    sign[v] = bits & 0x80000000u;
    a[v] = (NAME(floats))(bits ^ sign[v]);
#ifdef LIMIT
    NAME(words) is_beyond = (NAME(words))(a[v] > LIMIT);
#ifdef ENDS_AT_ONE
    // There is no function of a number beyond 1.
    NAME(words) is_none = (NAME(words))(a[v] > 1);
    is_beyond &= ~is_none;
    a[v] = (NAME(floats))((NAME(words))a[v] | is_none);
#endif
    for (uint32_t signs = SIGNS(is_beyond); signs; signs &= signs - 1) {
      int64_t lane = i + v * LANES + __builtin_ctz(signs);
      beyond->places[beyond->count] = (int32_t)lane;
      beyond->values[beyond->count++] = x[lane];
    }
#else
    NAME(words) is_beyond = (NAME(words))(a[v] > LAST);
    a[v] = (NAME(floats))((is_beyond & single_bits(LAST)) | (~is_beyond & (bits ^ sign[v])));
#endif
#ifdef ENDS_AT_ONE
    place[v] = (NAME(words))(1 - a[v]) >> 21;
#else
    place[v] = (NAME(words))(a[v] + FIRST_BOUND) >> 20;
#endif
  }
#define NB_EACH_VECTOR _Pragma("clang loop unroll(full)") for (int v = 0; v < vectors; v++)
  // Exact, as both are multiples of the same unit and near each other.
  NB_EACH_VECTOR d[v] = a[v] - LOOK_UP(CENTER, place[v]);
  NB_EACH_VECTOR q[v] = LOOK_UP(SIXTH, place[v]) * d[v] + LOOK_UP(FIFTH, place[v]);
  NB_EACH_VECTOR q[v] = q[v] * d[v] + LOOK_UP(FOURTH, place[v]);
  NB_EACH_VECTOR q[v] = q[v] * d[v] + LOOK_UP(THIRD, place[v]);
  NB_EACH_VECTOR q[v] = q[v] * d[v] + LOOK_UP(SECOND, place[v]);
#pragma clang loop unroll(full)
  for (int v = 0; v < vectors; v++) {
    NAME(floats) value = LOOK_UP(VALUE, place[v]), slope = LOOK_UP(SLOPE, place[v]);
    // value + slope * d with what the product and the sum round away.
    NAME(floats) product = slope * d[v], product_rest = __builtin_elementwise_fma(slope, d[v], -product);
#ifdef FIRST_SLOPE_REST
    NAME(words) is_first = (NAME(words))(a[v] < FIRST_END);
    product_rest += d[v] * (NAME(floats))(is_first & single_bits(FIRST_SLOPE_REST));
#endif
    NAME(floats) sum = value + product, sum_rest = product - (sum - value);
    NAME(floats) y = sum + ((d[v] * d[v]) * q[v] + (sum_rest + product_rest));
    NAME(words) bits = (NAME(words))y | sign[v];
    memcpy(out + i + v * LANES, &bits, sizeof bits);
  }
#undef NB_EACH_VECTOR
}

/// `count` is a multiple of LANES; `out` may be `x`.
#ifdef LIMIT
TARGET static void NAME(groups)(int64_t count, const float *x, float *out, nb_beyond *beyond) {
#else
TARGET static void NAME(groups)(int64_t count, const float *x, float *out) {
#endif
  int64_t i = 0;
  for (; i + INTERLEAVED * LANES <= count; i += INTERLEAVED * LANES)
    NAME(vectors)(INTERLEAVED, i, x, out NB_BEYOND);
  for (; i < count; i += LANES)
    NAME(vectors)(1, i, x, out NB_BEYOND);
}

#undef LANES
