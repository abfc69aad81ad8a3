// An odd function for one kind of processor by a polynomial for each of 32 pieces of the axis, whose coefficients a vector looks
// up with permutations:
//   VALUE + SLOPE d + SECOND d^2 + ... + SIXTH d^6,  d = |x| - CENTER.
// The including file defines VECTOR_BYTES, TARGET, LOOK_UP(table, place), SIGNS(words) and NAME(function), and has the
// tables. Where the pieces are is said by FIRST_BOUND, or by ENDS_AT_ONE: those of the first are the numbers for which the
// sum with it has the same exponent and the same first three digits after it, those of the second the numbers for which
// the distance from 1 has the same exponent and the same first two digits. Beyond LAST the function is that of LAST;
// beyond LIMIT the caller computes it. Where the slope at 0 is no `float`, FIRST_SLOPE_REST is what it lacks in the first
// piece, below FIRST_END.

#define LANES (VECTOR_BYTES / 4)

typedef float NAME(floats) __attribute__((vector_size(VECTOR_BYTES)));
typedef uint32_t NAME(words) __attribute__((vector_size(VECTOR_BYTES)));

/// `count` is a multiple of LANES; `out` may be `x`.
#ifdef LIMIT
TARGET static void NAME(groups)(int64_t count, const float *x, float *out, nb_beyond *beyond) {
#else
TARGET static void NAME(groups)(int64_t count, const float *x, float *out) {
#endif
  for (int64_t i = 0; i < count; i += LANES) {
    NAME(words) bits, sign, place;
    memcpy(&bits, x + i, sizeof bits);
    sign = bits & 0x80000000u;
    NAME(floats) a = (NAME(floats))(bits ^ sign);
#ifdef LIMIT
    NAME(words) is_beyond = (NAME(words))(a > LIMIT);
#ifdef ENDS_AT_ONE
    // There is no function of a number beyond 1.
    NAME(words) is_none = (NAME(words))(a > 1);
    is_beyond &= ~is_none;
    a = (NAME(floats))((NAME(words))a | is_none);
#endif
    for (uint32_t signs = SIGNS(is_beyond); signs; signs &= signs - 1) {
      int lane = __builtin_ctz(signs);
      beyond->places[beyond->count] = (int32_t)(i + lane);
      beyond->values[beyond->count++] = x[i + lane];
    }
#else
    NAME(words) is_beyond = (NAME(words))(a > LAST);
    a = (NAME(floats))((is_beyond & single_bits(LAST)) | (~is_beyond & (bits ^ sign)));
#endif
#ifdef ENDS_AT_ONE
    place = (NAME(words))(1 - a) >> 21;
#else
    place = (NAME(words))(a + FIRST_BOUND) >> 20;
#endif
    NAME(floats) value = LOOK_UP(VALUE, place), slope = LOOK_UP(SLOPE, place);
    // Exact, as both are multiples of the same unit and near each other.
    NAME(floats) d = a - LOOK_UP(CENTER, place);
    NAME(floats) q = LOOK_UP(SIXTH, place) * d + LOOK_UP(FIFTH, place);
    q = q * d + LOOK_UP(FOURTH, place);
    q = q * d + LOOK_UP(THIRD, place);
    q = q * d + LOOK_UP(SECOND, place);
    // value + slope * d with what the product and the sum round away.
    NAME(floats) product = slope * d, product_rest = __builtin_elementwise_fma(slope, d, -product);
#ifdef FIRST_SLOPE_REST
    NAME(words) is_first = (NAME(words))(a < FIRST_END);
    product_rest += d * (NAME(floats))(is_first & single_bits(FIRST_SLOPE_REST));
#endif
    NAME(floats) sum = value + product, sum_rest = product - (sum - value);
    NAME(floats) y = sum + ((d * d) * q + (sum_rest + product_rest));
    bits = (NAME(words))y | sign;
    memcpy(out + i, &bits, sizeof bits);
  }
}

#undef LANES
