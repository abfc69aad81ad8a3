// An odd function that ends at 1 for one kind of processor: a polynomial for each of 32 pieces of the axis, whose
// coefficients a vector looks up with permutations. The including file defines VECTOR_BYTES, TARGET,
// LOOK_UP(table, place) and NAME(function), and has the tables; where the slope at 0 is no `float`, FIRST_SLOPE_REST is
// what it lacks in the first piece, below FIRST_END.

#define LANES (VECTOR_BYTES / 4)

typedef float NAME(floats) __attribute__((vector_size(VECTOR_BYTES)));
typedef uint32_t NAME(words) __attribute__((vector_size(VECTOR_BYTES)));

/// `count` is a multiple of LANES; `out` may be `x`.
TARGET static void NAME(odd)(int64_t count, const float *x, float *out) {
  for (int64_t i = 0; i < count; i += LANES) {
    NAME(words) bits, sign, place;
    memcpy(&bits, x + i, sizeof bits);
    sign = bits & 0x80000000u;
    NAME(floats) a = (NAME(floats))(bits ^ sign);
    NAME(words) is_beyond = (NAME(words))(a > LAST);
    a = (NAME(floats))((is_beyond & single_bits(LAST)) | (~is_beyond & (bits ^ sign)));
    place = (NAME(words))(a + FIRST_BOUND) >> 20;
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
