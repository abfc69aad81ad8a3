// Slopes of the logarithm of the gamma function, and the zeta function they are made of, for one type of numbers, step
// by step as PyTorch's, which are those of Cephes.
//
// T: the type; NAME(x): x for the type; MATH(x): the C library's function of the type; FMA: a product and a sum of it.

/// The slope for a positive number: steps up to 10, the asymptotic series from there on.
NB_INLINE T NAME(digamma_positive)(T x) {
  static const T coefficients[] = {
      0.08333333333333333, -0.021092796092796094, 0.007575757575757576, -0.004166666666666667, 0.003968253968253968,
      -0.008333333333333333, 0.08333333333333333};
  T steps = 0;
  for (; x < 10; x += 1)
    steps -= 1 / x;
  if (x == 10)
    return steps + (T)2.251752589066721;
  T series = 0;
  if (x < (T)1e17) {
    T z = 1 / (x * x);
    series = z * POLYNOMIAL(coefficients, z);
  }
  return steps + MATH(log)(x) - (T)0.5 / x - series;
}

/// The slope of the logarithm of the gamma function.
NB_INLINE T NAME(digamma)(T x) {
  if (x == 0)
    return signbit(x) ? (T)INFINITY : -(T)INFINITY;
  if (!(x < 0))
    return NAME(digamma_positive)(x);
  if (x == MATH(trunc)(x))
    return (T)NAN;
  // The angle is that of doubles.
  double whole, fraction = modf(x, &whole);
  return NAME(digamma_positive)(1 - x) - (T)(3.141592653589793 / tan(3.141592653589793 * fraction));
}

/// The slope of that.
NB_INLINE T NAME(trigamma)(T x) {
  const T pi = (T)3.141592653589793;
  T sign = 1, sum = 0;
  if (x < (T)0.5) {
    sign = -1;
    T sine = MATH(sin)(pi * x);
    sum -= pi * pi / (sine * sine);
    x = 1 - x;
  }
  for (int step = 0; step < 6; step++, x += 1)
    sum += 1 / (x * x);
  T z = 1 / (x * x);
  T series = FMA(-z, FMA(-z, (T)1 / 42, (T)1 / 30), (T)1 / 6);
  return sign * (sum + FMA(z, series, 1 + 1 / (2 * x)) / x);
}

/// Hurwitz's zeta function, in double precision: terms up to the tenth or until they vanish, and the formula of Euler
/// and Maclaurin.
NB_INLINE T NAME(zeta)(T s, T start) {
  static const double divisors[] = {
      12.0, -720.0, 30240.0, -1209600.0, 47900160.0, -1892437580.3183792, 74724249600.0, -2950130727918.164,
      116467828143500.67, -4597978722407473.0, 1.8152105401943546e+17, -7.166165256175667e+18};
  const double smallest = 0x1p-53;
  if (s == 1)
    return (T)INFINITY;
  if (s < 1)
    return (T)NAN;
  if (start <= 0) {
    if (start == MATH(floor)(start))
      return (T)INFINITY;
    if (s != MATH(floor)(s))
      return (T)NAN;
  }
  double sum = MATH(pow)(start, -s), place = start, term = 0;
  for (int i = 0; i < 9 || place <= 9; i++) {
    place += 1;
    term = pow(place, -s);
    sum += term;
    if (-smallest * sum < term && term < smallest * sum)
      return (T)sum;
  }
  sum += term * place / (s - 1.0);
  sum = fma(-0.5, term, sum);
  double rising = 1, k = 0;
  for (int i = 0; i < COUNT_OF(divisors); i++) {
    rising *= s + k;
    term /= place;
    double change = rising * term / divisors[i];
    sum += change;
    if (fabs(change / sum) < smallest)
      return (T)sum;
    k += 1;
    rising *= s + k;
    term /= place;
    k += 1;
  }
  return (T)sum;
}
