// Sums of polynomials with the coefficient of the highest degree first, for one type of numbers. Products are rounded
// together with the sums they go into, and in PyTorch's order, which takes them from Cephes.
//
// T: the type; NAME(x): x for the type; FMA: a product and a sum of the type, rounded as one.

/// The powers of a number times coefficients.
NB_INLINE T NAME(polynomial)(int count, const T *coefficients, T x) {
  T sum = 0;
  for (int i = 0; i < count; i++)
    sum = FMA(sum, x, coefficients[i]);
  return sum;
}

/// Chebyshev's polynomials of half a number times coefficients. Of the first product and the coefficient after it each
/// is rounded, unless they are to be rounded as one.
NB_INLINE T NAME(chebyshev)(int count, const T *coefficients, T x, int starts_as_one) {
  T sum = coefficients[0], before = 0, last = 0;
  for (int i = 1; i < count; i++) {
    last = before;
    before = sum;
    sum = i == 1 && starts_as_one ? FMA(x, before, coefficients[1]) : FMA(x, before, -last) + coefficients[i];
  }
  return (T)0.5 * (sum - last);
}

#ifndef POLYNOMIAL
#define COUNT_OF(COEFFICIENTS) ((int)(sizeof(COEFFICIENTS) / sizeof(*(COEFFICIENTS))))
#define POLYNOMIAL(COEFFICIENTS, x) NAME(polynomial)(COUNT_OF(COEFFICIENTS), COEFFICIENTS, x)
#define CHEBYSHEV(COEFFICIENTS, x) NAME(chebyshev)(COUNT_OF(COEFFICIENTS), COEFFICIENTS, x, 0)
#endif
