// The complement of the error function for one kind of processor: exp(-x^2) as a power of two, one of 32 numbers between 1
// and 2 and a polynomial, times exp(x^2) erfc(x) by a polynomial for each of 32 pieces of the axis, both in two parts. The
// including file defines VECTOR_BYTES, TARGET, LOOK_UP(table, place), SCALED(y, k), which is y * 2^floor(k / 32), and
// NAME(function), and has the tables.

#define LANES (VECTOR_BYTES / 4)

typedef float NAME(floats) __attribute__((vector_size(VECTOR_BYTES)));
typedef uint32_t NAME(words) __attribute__((vector_size(VECTOR_BYTES)));
typedef int32_t NAME(integers) __attribute__((vector_size(VECTOR_BYTES)));

/// `count` is a multiple of LANES; `out` may be `x`.
TARGET static void NAME(groups)(int64_t count, const float *x, float *out) {
  for (int64_t i = 0; i < count; i += LANES) {
    NAME(words) bits, sign;
    memcpy(&bits, x + i, sizeof bits);
    sign = bits & 0x80000000u;
    NAME(floats) a = (NAME(floats))(bits ^ sign);
    // What is no number stays.
    NAME(words) is_beyond = (NAME(words))(a > LAST);
    a = (NAME(floats))((is_beyond & single_bits(LAST)) | (~is_beyond & (bits ^ sign)));
    // The square with what it rounds away, less a multiple of log(2) / 32, exact as that has few digits.
    NAME(floats) square = a * a, square_rest = __builtin_elementwise_fma(a, a, -square);
    NAME(floats) shifted = ROUNDING_SHIFT - square * PIECES_OF_POWER, k = shifted - ROUNDING_SHIFT;
    NAME(floats) r = -square - k * POWER_OF_PIECE;
    r = (r - square_rest) - k * POWER_OF_PIECE_REST;
    NAME(words) place = (NAME(words))shifted;
    NAME(floats) power = LOOK_UP(POWER, place), q = (r * r) * (r * 0x1.555556p-3f + 0.5f) + r;
    NAME(floats) power_rest = power * q + LOOK_UP(POWER_REST, place);

    place = (NAME(words))(a + FIRST_BOUND) >> 20;
    NAME(floats) value = LOOK_UP(VALUE, place), slope = LOOK_UP(SLOPE, place), d = a - LOOK_UP(CENTER, place);
    NAME(floats) p = LOOK_UP(FIFTH, place) * d + LOOK_UP(FOURTH, place);
    p = p * d + LOOK_UP(THIRD, place);
    p = p * d + LOOK_UP(SECOND, place);
    NAME(floats) step = slope * d, step_rest = __builtin_elementwise_fma(slope, d, -step);
    NAME(floats) sum = value + step, sum_rest = (step - (sum - value)) + step_rest + (d * d) * p;

    NAME(floats) product = power * sum, rest = __builtin_elementwise_fma(power, sum, -product);
    rest = power_rest * (sum + sum_rest) + (power * sum_rest + rest);
    NAME(floats) y = product + rest, y_rest = SCALED(rest - (y - product), k);
    y = SCALED(y, k);
    // Of a negative number, what 2 is more than that of its magnitude.
    NAME(floats) whole = 2 - y, other = whole + (((2 - whole) - y) - y_rest);
    NAME(words) is_negative = (NAME(words))((NAME(integers))sign < 0);
    bits = (is_negative & (NAME(words))other) | (~is_negative & (NAME(words))y);
    memcpy(out + i, &bits, sizeof bits);
  }
}

#undef LANES
