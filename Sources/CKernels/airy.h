// Airy's function for one type of numbers: by powers near zero, by quotients of polynomials elsewhere. Sums of products
// are rounded once, and in the order of PyTorch's `airy_ai`, so that no digit differs.
//
// T: the type; NAME(x): x for the type; MATH(x): the C library's function of the type; FMA: a product and a sum of it.

NB_INLINE T NAME(airy_of_powers)(T x) {
  T even = 1, odd = x, even_term = 1, odd_term = x, k = 1, change = 1;
  T cube = x * x * x;
  while (change > (T)0x1p-53) {
    even_term = even_term * cube / (k + 1) / (k + 2);
    odd_term = odd_term * cube / (k + 2) / (k + 3);
    k += 3;
    even += even_term;
    odd += odd_term;
    change = MATH(fabs)(even_term / even);
  }
  return FMA((T)0.35502805388781724, even, -((T)0.2588194037928068 * odd));
}

NB_INLINE T NAME(airy)(T x) {
  static const T right_above[] = {0.346538101525629, 12.007595273964581, 76.27960536152345, 168.08922493463058,
                                  159.75639135016442, 70.53609068404442, 14.026469116338967, 1.0};
  static const T right_below[] = {0.5675945326387702, 14.75625625848472, 84.51389701414746, 177.31808814540045,
                                  164.2346928715297, 71.47784008255756, 14.095913560783403, 1.0};
  static const T sine_above[] = {-0.1316963234183318, -0.6264565444319123, -0.6931580360369335, -0.2797799815451191,
                                 -0.04919001326095003, -0.004062659235948854, -0.0001592764962392621,
                                 -2.776491081552329e-06, -1.6778769848911465e-08};
  static const T sine_below[] = {13.356042070655324, 32.682503279522464, 26.736704094149957, 9.187074029072596,
                                 1.4752914677166642, 0.11568717379518804, 0.004402916416152112, 7.547203482874142e-05,
                                 4.5185009297058035e-07};
  static const T cosine_above[] = {0.01973399320916857, 0.39110302961568827, 1.0657989759959559, 0.9391692298166502,
                                   0.35146565610554764, 0.06338889196289255, 0.005858041130483885,
                                   0.000282851600836737, 6.98793669997261e-06, 8.117892395543892e-08,
                                   3.415517847659236e-10};
  static const T cosine_below[] = {9.30892908077442, 19.835292871831214, 15.564662893286462, 5.476860694229755,
                                   0.9542936116189619, 0.08645808263523921, 0.004126565238242226,
                                   0.00010125908511650914, 1.1716673321441352e-06, 4.9183457006293e-09};
  if (isinf(x))
    return NAN;
  if (x > (T)103.892)
    return 0;
  const T inverse_root_of_pi = (T)0.5641895835477563;
  if (x < (T)-2.09) {
    T angle = -2 * x * MATH(sqrt)(-x) / 3;
    T z = 1 / angle, square = z * z;
    angle += (T)0.25 * (T)3.141592653589793;
    T sine = 1 + square * POLYNOMIAL(sine_above, square) / POLYNOMIAL(sine_below, square);
    T cosine = z * POLYNOMIAL(cosine_above, square) / POLYNOMIAL(cosine_below, square);
    return inverse_root_of_pi / MATH(sqrt)(MATH(sqrt)(-x)) * FMA(MATH(sin)(angle), sine, -(MATH(cos)(angle) * cosine));
  }
  if (!(x >= (T)2.09))
    return NAME(airy_of_powers)(x);
  T exponent = 2 * x * MATH(sqrt)(x) / 3, z = 1 / exponent;
  T quotient = POLYNOMIAL(right_above, z) / POLYNOMIAL(right_below, z);
  return inverse_root_of_pi * quotient / (2 * MATH(sqrt)(MATH(sqrt)(x)) * MATH(exp)(exponent));
}
