// The incomplete gamma functions, divided by the whole one, for one type of numbers and one way of rounding, step by
// step as PyTorch's, which are those of SciPy, Cephes and Boost.
//
// T: the type; NAME(x): x for the type and the way; MATH(x): the C library's function of the type; FMA: a product and a
// sum of it; WIDE_FMA: the same where the sum is of doubles; LOG_GAMMA: the logarithm of the gamma function;
// IS_SINGLE: whether the type is that of single precision. Where numbers below are doubles, PyTorch takes doubles for
// either type.

#if IS_SINGLE
#define EPSILON ((T)0x1p-24)
#define LARGE ((T)0x1p24)
#define LARGE_INVERSE ((T)0x1p-24)
#define LARGEST_EXPONENT ((T)88.72283905206835)
#else
#define EPSILON 0x1p-53
#define LARGE 0x1p52
#define LARGE_INVERSE 0x1p-52
#define LARGEST_EXPONENT 709.782712893384
#endif

/// Lanczos's sum for the gamma function, scaled.
NB_INLINE T NAME(lanczos)(T x) {
  static const T above[] = {
      0.006061842346248907, 0.5098416655656676, 19.519927882476175, 449.9445569063168, 6955.999602515376,
      75999.29304014542, 601859.6171681099, 3481712.154980646, 14605578.087685067, 43338889.32467614, 86363131.2881386,
      103794043.11634454, 56906521.913471565};
  static const T below[] = {
      1.0, 66.0, 1925.0, 32670.0, 357423.0, 2637558.0, 13339535.0, 45995730.0, 105258076.0, 150917976.0, 120543840.0,
      39916800.0, 0.0};
  // Of a large number in powers of the inverse, which have the coefficients in the other order.
  int count = COUNT_OF(above), is_large = MATH(fabs)(x) > 1;
  T y = is_large ? 1 / x : x;
  T upper = 0, lower = 0;
  for (int i = 0; i < count; i++) {
    int place = is_large ? count - 1 - i : i;
    upper = i == 0 ? above[place] : FMA(upper, y, above[place]);
    lower = i == 0 ? below[place] : FMA(lower, y, below[place]);
  }
  return upper / lower;
}

/// `x^a exp(-x) / gamma(a)`
NB_INLINE T NAME(gamma_density)(T a, T x) {
  const T shift = (T)6.02468004077673;
  if (MATH(fabs)(a - x) > 0.4 * MATH(fabs)(a)) {
    T exponent = FMA(a, MATH(log)(x), -x) - LOG_GAMMA(a);
    return exponent < -LARGEST_EXPONENT ? 0 : MATH(exp)(exponent);
  }
  T factor = a + shift - (T)0.5;
  T value = MATH(sqrt)(factor / (T)2.718281828459045) / NAME(lanczos)(a);
  if (a < 200 && x < 200)
    return value * (MATH(exp)(a - x) * MATH(pow)(x / factor, a));
  T ratio = (x - a - shift + (T)0.5) / factor;
  return (T)(value * exp(WIDE_FMA(a, MATH(log1p)(ratio) - ratio, x * (0.5 - shift) / factor)));
}

/// The lower function by a series of powers.
NB_INLINE T NAME(gamma_lower_series)(T a, T x) {
  T density = NAME(gamma_density)(a, x);
  if (density == 0)
    return 0;
  T place = a, term = 1, sum = 1;
  for (int i = 0; i < 2000; i++) {
    place += 1;
    term *= x / place;
    sum += term;
    if (term <= EPSILON * sum)
      break;
  }
  return sum * density / a;
}

/// The upper function by a series of powers, of small `x`.
NB_INLINE T NAME(gamma_upper_series)(T a, T x) {
  T factor = 1, sum = 0;
  for (int n = 1; n < 2000; n++) {
    factor *= -x / n;
    T term = factor / (a + n);
    sum += term;
    if (MATH(fabs)(term) <= EPSILON * MATH(fabs)(sum))
      break;
  }
  T logarithm = MATH(log)(x);
  T first = -MATH(expm1)(FMA(a, logarithm, -LOG_GAMMA(1 + a)));
  return FMA(-MATH(exp)(FMA(a, logarithm, -LOG_GAMMA(a))), sum, first);
}

/// The upper function by a continued fraction.
NB_INLINE T NAME(gamma_upper_fraction)(T a, T x) {
  T density = NAME(gamma_density)(a, x);
  if (density == 0)
    return 0;
  T y = 1 - a, z = x + y + 1, count = 0;
  T above_before = 1, below_before = x, above = x + 1, below = z * x;
  T value = above / below;
  for (int i = 0; i < 2000; i++) {
    count += 1;
    y += 1;
    z += 2;
    T factor = y * count;
    T next_above = FMA(above, z, -(above_before * factor)), next_below = FMA(below, z, -(below_before * factor));
    T change = 1;
    if (next_below != 0) {
      T next = next_above / next_below;
      change = MATH(fabs)((value - next) / next);
      value = next;
    }
    above_before = above;
    above = next_above;
    below_before = below;
    below = next_below;
    if (MATH(fabs)(next_above) > LARGE) {
      above_before *= LARGE_INVERSE;
      above *= LARGE_INVERSE;
      below_before *= LARGE_INVERSE;
      below *= LARGE_INVERSE;
    }
    if (change <= EPSILON)
      break;
  }
  return value * density;
}

/// Either function, the lower for a sign of -1 and the upper for 1, of a large `a` near `x`: Temme's expansion.
NB_INLINE T NAME(gamma_expansion)(T a, T x, int sign) {
  T ratio = x / a, distance = (x - a) / a;
  T eta = ratio > 1   ? MATH(sqrt)(-2 * (MATH(log1p)(distance) - distance))
          : ratio < 1 ? -MATH(sqrt)(-2 * (MATH(log1p)(distance) - distance))
                      : 0;
  T value = (T)0.5 * MATH(erfc)(sign * eta * MATH(sqrt)(a / 2));
  T powers[25] = {1};
  T sum = 0, factor = 1, size_before = (T)INFINITY;
  int highest = 0;
  for (int k = 0; k < 25; k++) {
    T coefficient = (T)gamma_expansion_coefficients[k][0];
    for (int n = 1; n < 25; n++) {
      if (n > highest) {
        powers[n] = eta * powers[n - 1];
        highest++;
      }
      T term = (T)gamma_expansion_coefficients[k][n] * powers[n];
      coefficient += term;
      if (MATH(fabs)(term) < EPSILON * MATH(fabs)(coefficient))
        break;
    }
    T term = coefficient * factor, size = MATH(fabs)(term);
    if (size > size_before)
      break;
    sum += term;
    if (size < EPSILON * MATH(fabs)(sum))
      break;
    size_before = size;
    factor /= a;
  }
  return (T)(value + sign * exp(-0.5 * a * eta * eta) * sum / MATH(sqrt)(2 * 3.1415927f * a));
}

/// Whether the expansion serves.
NB_INLINE int NAME(gamma_is_near)(T a, T x) {
  T distance = MATH(fabs)(x - a) / a;
  return (a > 20 && a < 200 && distance < (T)0.3) || (a > 200 && distance < (T)4.5 / MATH(sqrt)(a));
}

/// The upper function where the expansion does not serve, of positive finite numbers.
NB_INLINE T NAME(gamma_upper_far)(T a, T x) {
  if (x > 1.1)
    return x < a ? 1 - NAME(gamma_lower_series)(a, x) : NAME(gamma_upper_fraction)(a, x);
  int is_lower = x <= 0.5 ? -0.4 / MATH(log)(x) < a : x * 1.1 < a;
  return is_lower ? 1 - NAME(gamma_lower_series)(a, x) : NAME(gamma_upper_series)(a, x);
}

#undef EPSILON
#undef LARGE
#undef LARGE_INVERSE
#undef LARGEST_EXPONENT
