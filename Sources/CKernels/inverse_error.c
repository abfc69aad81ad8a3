#include "Pointwise.h"

#include <math.h>

#include "clones.h"
#include "double.h"

// The inverse of the error function by the polynomials of Giles, "Approximating the erfinv function" (2010), in double
// precision, of which the result is rounded once.

/// Of x from -0.999 to 0.999, where w = -log(1 - x^2) is below 6.25.
NB_INLINE double inverse_near(double x, double w) {
  w -= 3.125;
  double p = -3.6444120640178196996e-21;
  p = p * w + -1.685059138182016589e-19;
  p = p * w + 1.2858480715256400167e-18;
  p = p * w + 1.115787767802518096e-17;
  p = p * w + -1.333171662854620906e-16;
  p = p * w + 2.0972767875968561637e-17;
  p = p * w + 6.6376381343583238325e-15;
  p = p * w + -4.0545662729752068639e-14;
  p = p * w + -8.1519341976054721522e-14;
  p = p * w + 2.6335093153082322977e-12;
  p = p * w + -1.2975133253453532498e-11;
  p = p * w + -5.4154120542946279317e-11;
  p = p * w + 1.051212273321532285e-09;
  p = p * w + -4.1126339803469836976e-09;
  p = p * w + -2.9070369957882005086e-08;
  p = p * w + 4.2347877827932403518e-07;
  p = p * w + -1.3654692000834678645e-06;
  p = p * w + -1.3882523362786468719e-05;
  p = p * w + 0.0001867342080340571352;
  p = p * w + -0.00074070253416626697512;
  p = p * w + -0.0060336708714301490533;
  p = p * w + 0.24015818242558961693;
  p = p * w + 1.6536545626831027356;
  return p * x;
}

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

enum { BLOCK = 256 };

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
  // The result may be the operand, which is read twice.
  float results[BLOCK];
  for (int64_t i = 0; i < count; i += BLOCK) {
    int64_t size = count - i < BLOCK ? count - i : BLOCK;
    inverses(size, x + i, results);
    memcpy(out + i, results, (size_t)size * sizeof *out);
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

void nb_erfinv_f64(int64_t count, const double *x, double *out) {
  for (int64_t i = 0; i < count; i++)
    out[i] = inverse_nearest(x[i]);
}
