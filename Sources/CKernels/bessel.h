// Bessel's functions of orders 0 and 1 for one type of numbers, step by step as PyTorch's, which are those of Cephes:
// quotients of polynomials up to 5, of which the first zeros are taken out, and waves beyond.
//
// T: the type; NAME(x): x for the type; MATH(x): the C library's function of the type; FMA: a product and a sum of it.

static const T NAME(bessel_even_above_0)[] = {
    0.0007969367292973471, 0.08283523921074408, 1.239533716464143, 5.447250030587687, 8.74716500199817,
    5.303240382353949, 1.0};
static const T NAME(bessel_even_below_0)[] = {
    0.0009244088105588637, 0.08562884743544745, 1.2535274390105895, 5.470977403304171, 8.761908832370695,
    5.306052882353947, 1.0};
static const T NAME(bessel_odd_above_0)[] = {
    -0.011366383889846916, -1.2825271867050931, -19.553954425773597, -93.20601521237683, -177.68116798048806,
    -147.07750515495118, -51.41053267665993, -6.050143506007285};
static const T NAME(bessel_odd_below_0)[] = {
    64.3178256118178, 856.4300259769806, 3882.4018360540163, 7240.467741956525, 5930.727011873169, 2062.0933166032783,
    242.0057402402914};
static const T NAME(bessel_first_above_0)[] = {
    -4794432209.782018, 1956174919465.5657, -249248344360967.72, 9708622510473064.0};
static const T NAME(bessel_first_below_0)[] = {
    499.563147152651, 173785.4016763747, 48440965.83399621, 11185553704.535683, 2112775201154.892, 310518229857422.56,
    3.1812195594320496e+16, 1.7108629408104315e+18};
static const T NAME(bessel_second_above_0)[] = {
    15592.436785523574, -14663929.59039716, 5435264770.518765, -982136065717.9115, 87590639439536.7,
    -3466283033847297.0, 4.4273326857256984e+16, -1.8495080043698668e+16};
static const T NAME(bessel_second_below_0)[] = {
    1041.2835366425984, 626107.330137135, 268919633.39381415, 86400248710.3935, 20297961275010.555, 3171577528429750.5,
    2.5059625617265306e+17};
static const T NAME(bessel_even_above_1)[] = {
    0.0007621256162081731, 0.07313970569409176, 1.1271960812968493, 5.112079511468076, 8.424045901417724,
    5.214515986823615, 1.0};
static const T NAME(bessel_even_below_1)[] = {
    0.0005713231280725487, 0.06884559087544954, 1.105142326340617, 5.073863861286015, 8.399855543276042,
    5.209828486823619, 1.0};
static const T NAME(bessel_odd_above_1)[] = {
    0.05108625947501766, 4.982138729512334, 75.82382841325453, 366.7796093601508, 710.8563049989261, 597.4896124006136,
    211.68875710057213, 25.207020585802372};
static const T NAME(bessel_odd_below_1)[] = {
    74.23732770356752, 1056.4488603826283, 4986.410583376536, 9562.318924047562, 7997.041604473507, 2826.1927851763908,
    336.0936078106983};
static const T NAME(bessel_first_above_1)[] = {
    -899971225.7055594, 452228297998.19403, -72749424522181.83, 3682957328638529.0};
static const T NAME(bessel_first_below_1)[] = {
    620.8364781180543, 256987.25675774884, 83514679.14319493, 22151159547.97925, 4749141220799.914, 784369607876235.9,
    8.952223361846274e+16, 5.322786203326801e+18};
static const T NAME(bessel_second_above_1)[] = {
    1263204747.9017804, -647355876379.1603, 114509511541823.73, -8127702555013251.0, 2.024394757135949e+17,
    -7.788771962659501e+17};
static const T NAME(bessel_second_below_1)[] = {
    594.3015923461282, 235564.09294306856, 73481194.44597217, 18760131610.870617, 3882312774962.3857, 620557727146953.8,
    6.871410873553005e+16, 3.9727060811656064e+18};

/// The wave beyond 5 of the first kind, or the second: the sum of the even and the odd terms of Hankel's expansion, in
/// powers of `z`, times cosine and sine of the angle behind `phase`.
#define BESSEL_WAVE(ORDER, x, z, phase, is_second)                                                                     \
  NAME(bessel_wave)(x, phase, is_second,                                                                               \
                    POLYNOMIAL(NAME(bessel_even_above_##ORDER), z) / POLYNOMIAL(NAME(bessel_even_below_##ORDER), z),   \
                    POLYNOMIAL(NAME(bessel_odd_above_##ORDER), z) / POLYNOMIAL(NAME(bessel_odd_below_##ORDER), z))

NB_INLINE T NAME(bessel_wave)(T x, T phase, int is_second, T even, T odd) {
  T angle = x - phase, sine = MATH(sin)(angle), cosine = MATH(cos)(angle);
  odd = 5 / x * odd;
  T sum = is_second ? FMA(even, sine, odd * cosine) : FMA(even, cosine, -(odd * sine));
  return sum * (T)0.7978845608028654 / MATH(sqrt)(x);
}

NB_INLINE T NAME(wave_0)(T x, int is_second) {
  T z = 25 / (x * x);
  return BESSEL_WAVE(0, x, z, (T)0.7853981633974483, is_second);
}

NB_INLINE T NAME(wave_1)(T x, int is_second) {
  T z = 5 / x * (5 / x);
  return BESSEL_WAVE(1, x, z, (T)2.356194490192345, is_second);
}

/// The first kind, of order 0.
NB_INLINE T NAME(bessel_j0)(T x) {
  if (x < 0)
    x = -x;
  T square = x * x;
  if (!(x <= 5))
    return NAME(wave_0)(x, 0);
  if (x < (T)0.00001)
    return 1 - square / 4;
  return (square - (T)5.783185962946784) * (square - (T)30.471262343662087) *
         POLYNOMIAL(NAME(bessel_first_above_0), square) / POLYNOMIAL(NAME(bessel_first_below_0), square);
}

/// The first kind, of order 1.
NB_INLINE T NAME(bessel_j1)(T argument) {
  T x = argument < 0 ? -argument : argument, square = x * x;
  T value = !(x <= 5) ? NAME(wave_1)(x, 0)
                      : POLYNOMIAL(NAME(bessel_first_above_1), square) /
                            POLYNOMIAL(NAME(bessel_first_below_1), square) * x *
                            (square - (T)14.681970642123893) * (square - (T)49.2184563216946);
  return argument < 0 ? -value : value;
}

/// The second kind, of order 0.
NB_INLINE T NAME(bessel_y0)(T x) {
  if (!(x <= 5))
    return NAME(wave_0)(x, 1);
  if (x <= 0)
    return x == 0 ? -(T)INFINITY : (T)NAN;
  T square = x * x;
  T quotient = POLYNOMIAL(NAME(bessel_second_above_0), square) / POLYNOMIAL(NAME(bessel_second_below_0), square);
  return FMA((T)0.6366197723675814 * MATH(log)(x), NAME(bessel_j0)(x), quotient);
}

/// The second kind, of order 1.
NB_INLINE T NAME(bessel_y1)(T x) {
  if (!(x <= 5))
    return NAME(wave_1)(x, 1);
  if (x <= 0)
    return x == 0 ? -(T)INFINITY : (T)NAN;
  T square = x * x;
  T quotient = POLYNOMIAL(NAME(bessel_second_above_1), square) / POLYNOMIAL(NAME(bessel_second_below_1), square);
  T rest = FMA(NAME(bessel_j1)(x), MATH(log)(x), -(1 / x));
  return FMA(x, quotient, (T)0.6366197723675814 * rest);
}

/// The spherical function of the first kind, of order 0.
NB_INLINE T NAME(spherical_bessel_j0)(T x) {
  static const T powers[] = {(T)1 / (T)6227020800, (T)-1 / (T)39916800, (T)1 / (T)362880, (T)-1 / (T)5040,
                             (T)1 / (T)120,        (T)-1 / (T)6,        1};
  if (isinf(x))
    return 0;
  T square = x * x;
  return MATH(fabs)(x) < (T)0.5 ? POLYNOMIAL(powers, square) : MATH(sin)(x) / x;
}

#undef BESSEL_WAVE
