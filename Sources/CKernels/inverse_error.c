#include "Pointwise.h"

#include <math.h>

#include "clones.h"
#include "double.h"
#include "pieces.h"

// The inverse of the error function as Giles takes it, "Approximating the erfinv function" (2010): x times a polynomial of
// w = -log(1 - x^2) or of its root. Of singles it is computed in double precision and rounded once. The polynomials far
// from 0 are Giles's, the one near it interpolates at the zeros of Chebyshev's, right to 2^-59.

/// The polynomial near 0, to which the last terms are to be added.
NB_INLINE double higher_terms(double v) {
  double p = -0x1.86c7004a3b379p-81;
  p = p * v + 0x1.4a032d0f5b3f4p-77;
  p = p * v + 0x1.97c4c0af3be69p-76;
  p = p * v + -0x1.09f6a968d7009p-70;
  p = p * v + 0x1.e74d76af2addp-69;
  p = p * v + 0x1.40e1cdec1b0bep-65;
  p = p * v + -0x1.a8e335be2798ep-62;
  p = p * v + 0x1.cccf09398fa61p-62;
  p = p * v + 0x1.23618eb2caaa6p-56;
  p = p * v + -0x1.14b2907373f4ap-53;
  p = p * v + -0x1.8a6c37018b3e3p-55;
  p = p * v + 0x1.d4e13607cabcep-48;
  p = p * v + -0x1.683f2cb69f67ap-45;
  p = p * v + -0x1.6b3cce5320b5bp-44;
  p = p * v + 0x1.723279d299a7bp-39;
  p = p * v + -0x1.c8a86f1eb6c5bp-37;
  p = p * v + -0x1.dc3e6f8f77817p-35;
  p = p * v + 0x1.20f54bb7cec9dp-30;
  p = p * v + -0x1.1a9eb368b1be4p-28;
  p = p * v + -0x1.f36cef59e799fp-26;
  p = p * v + 0x1.c6b4f8977b33cp-22;
  p = p * v + -0x1.6e8a53c6429fp-20;
  p = p * v + -0x1.d1d1f7ca5d6dap-17;
  p = p * v + 0x1.879c2a20add31p-13;
  return p;
}

/// The constants of the last terms, each in two parts.
static const double LAST_TERMS[4][2] = {
    {-0x1.845769483525fp-11, -0x1.28966b2f80714p-65},
    {-0x1.8b6c33114ea25p-8, -0x1.fa1facea4a1fep-67},
    {0x1.ebd80d9b13df9p-3, 0x1.818645a75252p-57},
    {0x1.a755e7c99ae86p+0, -0x1.b2854a68867ffp-56},
};

/// Of x from -0.999 to 0.999, where w is below 6.25.
NB_INLINE double inverse_near(double x, double w) {
  double v = w - 3.125, p = higher_terms(v);
  for (int i = 0; i < 4; i++)
    p = p * v + LAST_TERMS[i][0];
  return p * x;
}

/// The same of w in two parts, as nearly always the nearest double: the last sums and products with what they round away.
NB_INLINE double inverse_near_exactly(double x, double w, double w_rest) {
#pragma clang fp contract(off)
  double v = w - 3.125, back = v + 3.125, v_rest = w_rest + (w - back) - (3.125 - (back - v));
  double p = higher_terms(v), p_rest = 0;
  for (int i = 0; i < 4; i++) {
    double constant = LAST_TERMS[i][0], product = p * v;
    double product_rest = __builtin_fma(p, v_rest, __builtin_fma(p_rest, v, __builtin_fma(p, v, -product)));
    double sum = product + constant, part = sum - product;
    double sum_rest = (product - (sum - part)) + (constant - part);
    p = sum;
    p_rest = sum_rest + (product_rest + LAST_TERMS[i][1]);
  }
  double result = p * x;
  return result + __builtin_fma(p_rest, x, __builtin_fma(p, x, -result));
}

/// 1 - x^2 where w is 6.2.
static const double FURTHEST = 0x1.09f0b6p-9;

/// Of other x that are not 1, where w is below 16 for every `float`.
NB_INLINE double inverse_far(double x, double w) {
  w = sqrt(w) - 3.25;
  double p = 2.2137376921775787049e-09;
  p = p * w + 9.0756561938885390979e-08;
  p = p * w + -2.7517406297064545428e-07;
  p = p * w + 1.8239629214389227755e-08;
  p = p * w + 1.5027403968909827627e-06;
  p = p * w + -4.013867526981545969e-06;
  p = p * w + 2.9234449089955446044e-06;
  p = p * w + 1.2475304481671778723e-05;
  p = p * w + -4.7318229009055733981e-05;
  p = p * w + 6.8284851459573175448e-05;
  p = p * w + 2.4031110387097893999e-05;
  p = p * w + -0.0003550375203628474796;
  p = p * w + 0.00095328937973738049703;
  p = p * w + -0.0016882755560235047313;
  p = p * w + 0.0024914420961078508066;
  p = p * w + -0.0037512085075692412107;
  p = p * w + 0.005370914553590063617;
  p = p * w + 1.0052589676941592334;
  p = p * w + 3.0838856104922207635;
  return p * x;
}

NB_INLINE double distance_from_one(double x) {
  // Beyond 1 there is no logarithm, and the result is replaced.
  double product = (1 - x) * (1 + x);
  return -0x1.62e42fefa39efp-1 * log2_wide(product > 0x1p-30 ? product : 0x1p-30);
}

NB_CLONES static void inverses(int64_t count, const float *x, float *restrict out) {
  int far = 0;
  for (int64_t i = 0; i < count; i++) {
    double v = x[i], w = distance_from_one(v);
    far |= !(w < 6.25) | (v == 0);
    out[i] = (float)inverse_near(v, w);
  }
  if (!far)
    return;
  for (int64_t i = 0; i < count; i++) {
    double v = x[i], w = distance_from_one(v);
    float result = w < 6.25 ? out[i] : (float)inverse_far(v, w);
    result = fabs(v) == 1 ? copysignf(INFINITY, x[i]) : result;
    out[i] = fabs(v) <= 1 ? v == 0 ? x[i] : result : NAN;
  }
}

void nb_erfinv_f32(int64_t count, const float *x, float *out) {
  enum { GROUP = 16 };
  nb_beyond beyond;
  float results[NB_PIECES_PART];
  for (int64_t start = 0; start < count; start += NB_PIECES_PART) {
    int64_t size = count - start < NB_PIECES_PART ? count - start : NB_PIECES_PART, whole = size & -GROUP;
    beyond.count = 0;
    nb_erfinv_groups(whole, x + start, out + start, &beyond);
    // The last ones lie beyond as well.
    for (int64_t i = whole; i < size; i++) {
      beyond.places[beyond.count] = (int32_t)i;
      beyond.values[beyond.count++] = x[start + i];
    }
    inverses(beyond.count, beyond.values, results);
    for (int64_t i = 0; i < beyond.count; i++)
      out[start + beyond.places[i]] = results[i];
  }
}

/// Of what remains, where doubles are that near to one.
static double inverse_farthest(double x, double w) {
  w = sqrt(w) - 5;
  double p = -2.7109920616438573243e-11;
  p = p * w + -2.5556418169965252055e-10;
  p = p * w + 1.5076572693500548083e-09;
  p = p * w + -3.7894654401267369937e-09;
  p = p * w + 7.6157012080783393804e-09;
  p = p * w + -1.4960026627149240478e-08;
  p = p * w + 2.9147953450901080826e-08;
  p = p * w + -6.7711997758452339498e-08;
  p = p * w + 2.2900482228026654717e-07;
  p = p * w + -9.9298272942317002539e-07;
  p = p * w + 4.5260625972231537039e-06;
  p = p * w + -1.9681778105531670567e-05;
  p = p * w + 7.5995277030017761139e-05;
  p = p * w + -0.00021503011930044477347;
  p = p * w + -0.00013871931833623122026;
  p = p * w + 1.0103004648645343977;
  p = p * w + 4.8499064014085844221;
  return p * x;
}

/// PyTorch's library gives the nearest double in all but a few of a thousand cases: so does a step of Newton's method
/// in extended precision.
static double inverse_nearest(double x) {
  double size = fabs(x);
  if (!(size < 1))
    return size == 1 ? copysign(INFINITY, x) : NAN;
  if (x == 0)
    return x;
  double w = -log((1 - size) * (1 + size));
  double start = w < 6.25 ? inverse_near(size, w) : w < 16 ? inverse_far(size, w) : inverse_farthest(size, w);
  long double root = start;
  // Near one the complement keeps the digits that the function itself has lost.
  long double difference = size > 0.5 ? (long double)(1 - size) - erfcl(root) : erfl(root) - size;
  root -= difference * expl(root * root) * 0.886226925452758013649083741670572591L;
  return copysign((double)root, x);
}

enum { BLOCK = 256 };

/// Returns whether there are numbers of which the results mean nothing: those beyond 0.999, and 0.
NB_CLONES static int wide_inverses(int64_t count, const double *x, double *restrict out) {
#pragma clang fp contract(off)
  double logarithms[BLOCK], rests[BLOCK];
  int is_far = 0;
#pragma clang loop interleave_count(2)
  for (int64_t i = 0; i < count; i++) {
    double square = x[i] * x[i], square_rest = __builtin_fma(x[i], x[i], -square);
    double less = 1 - square, rest = ((1 - less) - square) - square_rest;
    is_far |= !(less > FURTHEST) | (square == 0);
    less = less > FURTHEST ? less : 1;
    logarithms[i] = -log_vectors_parts(less, &rests[i]);
    rests[i] = -rests[i] - rest / less;
  }
#pragma clang loop interleave_count(4)
  for (int64_t i = 0; i < count; i++)
    out[i] = inverse_near_exactly(x[i], logarithms[i], rests[i]);
  return is_far;
}

void nb_erfinv_f64(int64_t count, const double *x, double *out) {
  // The result may be the operand, which is read again.
  double results[BLOCK];
  for (int64_t start = 0; start < count; start += BLOCK) {
    int64_t size = count - start < BLOCK ? count - start : BLOCK;
    const double *from = x + start;
    if (wide_inverses(size, from, results))
      for (int64_t i = 0; i < size; i++)
        if (!(1 - from[i] * from[i] > FURTHEST) || from[i] * from[i] == 0)
          results[i] = inverse_nearest(from[i]);
    memcpy(out + start, results, (size_t)size * sizeof *out);
  }
}
