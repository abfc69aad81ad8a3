// Functions of the normal distribution for one type of numbers, step by step as PyTorch's: the quantile is that of
// Cephes, the scaled error function that of Faddeeva's package.
//
// T: the type; NAME(x): x for the type; MATH(x): the C library's function of the type; FMA: a product and a sum of it;
// WIDE_FMA: the same where the sum is of doubles.

/// The number below which a share of the distribution lies, by quotients of polynomials: of the distance from the
/// middle around it, of the root of a logarithm in the tails.
NB_INLINE T NAME(ndtri)(T share) {
  static const T middle_above[] = {
      -59.96335010141079, 98.00107541859997, -56.67628574690703, 13.931260938727968, -1.2391658386738125};
  static const T middle_below[] = {
      1.0, 1.9544885833814176, 4.676279128988815, 86.36024213908905, -225.46268785411937, 200.26021238006066,
      -82.03722561683334, 15.90562251262117, -1.1833162112133};
  static const T tail_above[] = {
      4.0554489230596245, 31.525109459989388, 57.16281922464213, 44.08050738932008, 14.684956192885803,
      2.1866330685079025, -0.1402560791713545, -0.03504246268278482, -0.0008574567851546854};
  static const T tail_below[] = {
      1.0, 15.779988325646675, 45.39076351288792, 41.3172038254672, 15.04253856929075, 2.504649462083094,
      -0.14218292285478779, -0.03808064076915783, -0.0009332594808954574};
  static const T end_above[] = {
      3.2377489177694603, 6.915228890689842, 3.9388102529247444, 1.3330346081580755, 0.20148538954917908,
      0.012371663481782003, 0.00030158155350823543, 2.6580697468673755e-06, 6.239745391849833e-09};
  static const T end_below[] = {
      1.0, 6.02427039364742, 3.6798356385616087, 1.3770209948908132, 0.21623699359449663, 0.013420400608854318,
      0.00032801446468212774, 2.8924786474538068e-06, 6.790194080099813e-09};
  const T tail = (T)0.1353352832366127;
  if (share == 0)
    return -(T)INFINITY;
  if (share == 1)
    return (T)INFINITY;
  if (share < 0 || share > 1)
    return (T)NAN;
  int is_right = share > 1 - tail;
  T y = is_right ? 1 - share : share;
  if (y > tail) {
    y -= (T)0.5;
    T square = y * y;
    return FMA(y, square * POLYNOMIAL(middle_above, square) / POLYNOMIAL(middle_below, square), y) *
           (T)2.5066282746310007;
  }
  T x = (T)sqrt(-2 * log(y)), z = 1 / x;
  T start = (T)(x - log(x) / x);
  T rest = x < 8 ? z * POLYNOMIAL(tail_above, z) / POLYNOMIAL(tail_below, z)
                 : z * POLYNOMIAL(end_above, z) / POLYNOMIAL(end_below, z);
  return is_right ? start - rest : -(start - rest);
}

/// A polynomial of the place in the one of the hundred pieces of the axis that `scaled`, 100 times a number up to 1,
/// lies in. PyTorch rounds every product of it, in double precision.
NB_INLINE T NAME(erfcx_piece)(T scaled) {
  int piece = (int)scaled;
  // Only numbers that are 0 but for rounding lie beyond the pieces.
  if (piece > 99)
    return 1;
  T place = 2 * scaled - (2 * piece + 1);
  const double *coefficients = erfcx_pieces[piece];
  double sum = coefficients[6];
  for (int power = 5; power >= 0; power--)
    sum = coefficients[power] + sum * place;
  return (T)sum;
}

/// `exp(x * x) * erfc(x)`: of numbers from 0 to 50 by one of a hundred polynomials, beyond by a fraction.
NB_INLINE T NAME(erfcx)(T x) {
  if (isnan(x))
    return x;
  if (x < 0) {
    if (x < -26.7)
      return (T)INFINITY;
    double twice = 2 * exp(x * x);
    return (T)(x < -6.1 ? twice : twice - NAME(erfcx_piece)(400 / (4 - x)));
  }
  if (x <= 50)
    return NAME(erfcx_piece)(400 / (4 + x));
  const T inverse_root_of_pi = (T)0.5641895835477563;
  if (x > 5e7)
    return inverse_root_of_pi / x;
  T square = x * x;
  return (T)(inverse_root_of_pi * fma(square, square + 4.5, 2) / (x * WIDE_FMA(square, square + 5, 3.75)));
}

/// The logarithm of the share of the distribution below a number.
NB_INLINE T NAME(log_ndtr)(T x) {
  T t = x * (T)0.7071067811865476;
  return x < -1 ? MATH(log)(NAME(erfcx)(-t) / 2) - t * t : MATH(log1p)(-MATH(erfc)(t) / 2);
}
