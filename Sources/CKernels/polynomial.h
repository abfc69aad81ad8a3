// Orthogonal polynomials of one type, computed in it by the steps of PyTorch's (`ATen/native/Math.h`), whose compiler fuses
// the product that is farthest to the left with the sum. What PyTorch gives at nan is left over from another element; here
// it is nan. The including file defines T, NAME(function), MOST_HERMITE, the degree beyond which Hermite's are not computed,
// and FUSED multiplication and addition, ARC_COSINE, COSINE and SINE of T.

/// The next polynomial, of degree k + 1, from those of degree k and k - 1 at x.
#define NB_NEXT(EXPRESSION)                                                                                            \
  for (int64_t i = 0; i < count; i++) {                                                                                \
    T v = x[i], p = current[i], q = before[i];                                                                         \
    before[i] = p;                                                                                                     \
    current[i] = (EXPRESSION);                                                                                         \
  }                                                                                                                    \
  break;

NB_CLONES static void NAME(advance)(nb_polynomial family, int64_t count, int64_t k, const T *restrict x,
                                    T *restrict before, T *restrict current) {
  const T degree = (T)k, twice = (T)(2 * k), odd = (T)(2 * k + 1), next = (T)(k + 1);
  switch (family) {
  case NB_HERMITE_H:
    NB_NEXT(FUSED(v + v, p, -(twice * q)))
  case NB_HERMITE_HE:
    NB_NEXT(FUSED(v, p, -(degree * q)))
  case NB_LAGUERRE_L:
    NB_NEXT(FUSED(twice + (1 - v), p, -(degree * q)) / next)
  case NB_LEGENDRE_P:
    NB_NEXT(FUSED(odd * v, p, -(degree * q)) / next)
  default:
    NB_NEXT(FUSED(v + v, p, -q))
  }
}

#undef NB_NEXT

/// The polynomial of degree 1.
static T NAME(first)(nb_polynomial family, T x) {
  switch (family) {
  case NB_CHEBYSHEV_U:
  case NB_SHIFTED_CHEBYSHEV_U:
  case NB_HERMITE_H:
    return x + x;
  case NB_CHEBYSHEV_V:
  case NB_SHIFTED_CHEBYSHEV_V:
    return x + x - 1;
  case NB_CHEBYSHEV_W:
  case NB_SHIFTED_CHEBYSHEV_W:
    return x + x + 1;
  case NB_LAGUERRE_L:
    return 1 - x;
  default:
    return x;
  }
}

/// What is known without the recurrence of the polynomial of degree `n` >= 0: at the ends of the interval, and between
/// them, where the degree is high, by angles. `x` is that of the family that is not shifted, `is_low` and `is_high` say
/// whether it is the lower or the upper end. Returns whether it is known.
static int NAME(is_known)(nb_polynomial family, int64_t n, T x, int is_low, int is_high, T *value) {
  int is_shifted = family >= NB_SHIFTED_CHEBYSHEV_T && family <= NB_SHIFTED_CHEBYSHEV_W;
  const T sign = n % 2 == 0 ? 1 : -1, long_end = (T)(n + n + 1);
  int is_within = x > -1 && x < 1;
  switch (family) {
  case NB_HERMITE_H:
  case NB_HERMITE_HE:
    *value = (T)NAN;
    return n > MOST_HERMITE;
  case NB_LAGUERRE_L:
    *value = 1;
    return x == 0;
  case NB_LEGENDRE_P:
    *value = is_high ? 1 : sign;
    return is_low || is_high;
  case NB_CHEBYSHEV_T:
  case NB_SHIFTED_CHEBYSHEV_T:
    if (is_low || is_high) {
      *value = is_high ? 1 : sign;
      return 1;
    }
    if (n <= 6 || !is_within)
      return 0;
    *value = COSINE((T)n * ARC_COSINE(x));
    return 1;
  case NB_CHEBYSHEV_U:
  case NB_SHIFTED_CHEBYSHEV_U: {
    if (is_low || is_high) {
      *value = (T)(n + 1) * (is_high ? 1 : sign);
      return 1;
    }
    if (n <= (is_shifted ? 6 : 8) || !is_within)
      return 0;
    const T angle = ARC_COSINE(x), sine = SINE(angle);
    *value = sine != 0 ? SINE((T)(n + 1) * angle) / sine : (T)(n + 1) * COSINE((T)(n + 1) * angle) / x;
    return 1;
  }
  case NB_CHEBYSHEV_V:
  case NB_SHIFTED_CHEBYSHEV_V: {
    *value = is_high ? 1 : long_end * sign;
    if (is_low || is_high)
      return 1;
    if (n <= (is_shifted ? 6 : 8) || !is_within)
      return 0;
    const T angle = ARC_COSINE(x);
    if (SINE(angle / 2) != 1)
      *value = COSINE(((T)n + (T)0.5) * angle) / COSINE(angle / 2);
    return 1;
  }
  case NB_CHEBYSHEV_W:
  case NB_SHIFTED_CHEBYSHEV_W: {
    *value = is_high ? long_end : sign;
    if (is_low || is_high)
      return 1;
    if (n <= (is_shifted ? 4 : 8) || !is_within)
      return 0;
    const T angle = ARC_COSINE(x);
    if (COSINE(angle / 2) != 1)
      *value = SINE(((T)n + (T)0.5) * angle) / SINE(angle / 2);
    else if (!is_shifted && x > 0)
      *value = long_end;
    return 1;
  }
  }
  return 0;
}

/// The polynomials of one degree at no more than BLOCK places, which are replaced by the values.
static void NAME(values)(nb_polynomial family, int64_t count, int64_t degree, T *x) {
  T before[BLOCK], current[BLOCK], known[BLOCK];
  uint8_t is_known[BLOCK];
  int is_shifted = family >= NB_SHIFTED_CHEBYSHEV_T && family <= NB_SHIFTED_CHEBYSHEV_W;
  int64_t unknown = 0;
  for (int64_t i = 0; i < count; i++) {
    int is_low = is_shifted ? x[i] == 0 : x[i] == -1, is_high = x[i] == 1;
    x[i] = is_shifted ? x[i] + x[i] - 1 : x[i];
    before[i] = degree < 0 ? 0 : 1;
    current[i] = degree <= 0 ? before[i] : NAME(first)(family, x[i]);
    known[i] = 0;
    is_known[i] = degree < 0 || NAME(is_known)(family, degree, x[i], is_low, is_high, &known[i]);
    unknown += !is_known[i];
  }
  for (int64_t k = 1; k < degree && unknown > 0; k++)
    NAME(advance)(family, count, k, x, before, current);
  for (int64_t i = 0; i < count; i++)
    x[i] = is_known[i] ? known[i] : current[i];
}

void NAME(nb_polynomials)(nb_polynomial family, int64_t count, const T *x, int64_t step_x, const int64_t *degrees,
                          int64_t step_degrees, T *out) {
  T block[BLOCK];
  for (int64_t start = 0; start < count;) {
    // As many as have the same degree.
    int64_t size = 1, most = count - start < BLOCK ? count - start : BLOCK;
    int64_t degree = degrees[start * step_degrees];
    while (size < most && degrees[(start + size) * step_degrees] == degree)
      size++;
    for (int64_t i = 0; i < size; i++)
      block[i] = x[(start + i) * step_x];
    NAME(values)(family, size, degree, block);
    for (int64_t i = 0; i < size; i++)
      out[start + i] = block[i];
    start += size;
  }
}
