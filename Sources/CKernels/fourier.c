#include "Fourier.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "Memory.h"
#include "clones.h"

// Mixed radix (Cooley and Tukey, 1965) for lengths with small prime factors, Bluestein's convolution (1970) for others,
// of long lines by blocks.
// Real and imaginary parts are kept apart, so that loops over neighbours are loops of vectors, and several lines are
// transformed at a time: their elements of one number lie side by side.
//
// The butterflies add what is symmetric before they multiply, and nothing is rounded together, so that what cancels out
// in exact arithmetic does so here: the transform of equal numbers has exact zeros.
#pragma STDC FP_CONTRACT OFF
// Functions that take vectors are always inlined: how they would be passed does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

enum {
  NB_MOST_FACTORS = 64,
  NB_LARGEST_FACTOR = 13,
  /// How many numbers a vector has; lines are transformed one by one or by so many, or twice as many, at a time.
  NB_LANES = 8,
  /// Lines of more numbers are transformed one at a time.
  NB_LONG_LINE = 4096,
  /// Lines of so many numbers are transformed in the memory of their results.
  NB_VERY_LONG_LINE = 1 << 15,
  /// How many plans are kept, and how many bytes of them.
  NB_KEPT_PLANS = 16,
  NB_KEPT_BYTES = 64 << 20,
};

struct nb_fourier {
  int64_t length;
  int is_double, is_real;
  /// How many hold the plan, the list of those that are kept being one of them.
  int holders;
  /// The radices from the outermost one; none where there is a chirp.
  int count, factors[NB_MOST_FACTORS];
  /// For every factor the roots by which its parts are multiplied, real parts before imaginary ones.
  void *twiddles[NB_MOST_FACTORS];
  /// The roots of each odd factor.
  void *odd_roots[NB_MOST_FACTORS];
  /// Bluestein's method: the factors of the line's numbers, the kernel's transform, and the transform of the convolution.
  int64_t padded;
  double *chirp, *spectrum;
  nb_fourier *convolution;
  /// The transform of half the length, and the roots that put its halves together.
  nb_fourier *half;
  void *half_roots;
  int64_t bytes;
};

/// exp(-2 pi i k / n), exact at multiples of an eighth of a turn.
static void unit_root(int64_t k, int64_t n, double *real, double *imaginary) {
  // The angle is folded into the first octant, where sine and cosine are most precise.
  k %= n;
  int64_t octant = 8 * k / n;
  double quarter = M_PI / 4, rest = (double)(8 * k - octant * n) / (double)n * quarter;
  double angle = octant % 2 == 0 ? rest : quarter - rest;
  double c = cos(angle), s = sin(angle);
  if ((octant + 1) / 2 % 2 == 1) {
    double held = c;
    c = s;
    s = held;
  }
  *real = octant >= 2 && octant <= 5 ? -c : c;
  *imaginary = octant >= 4 ? s : -s;
}

static void *memory_of(nb_fourier *plan, int64_t count, size_t size) {
  plan->bytes += count * (int64_t)size;
  return malloc((size_t)count * size);
}

/// Fills a table with `rows` - 1 rows of roots, row `r` being those of `r * k / length`, k below `columns`, and of as many
/// imaginary parts.
static int fill_roots(nb_fourier *plan, void **table, int64_t rows, int64_t columns, int64_t length) {
  int64_t count = (rows - 1) * columns;
  *table = memory_of(plan, 2 * count, plan->is_double ? sizeof(double) : sizeof(float));
  if (!*table)
    return 0;
  for (int64_t r = 1; r < rows; r++)
    for (int64_t k = 0; k < columns; k++) {
      double real, imaginary;
      unit_root(r * k, length, &real, &imaginary);
      int64_t place = (r - 1) * columns + k;
      if (plan->is_double) {
        ((double *)*table)[place] = real;
        ((double *)*table)[count + place] = imaginary;
      } else {
        ((float *)*table)[place] = (float)real;
        ((float *)*table)[count + place] = (float)imaginary;
      }
    }
  return 1;
}

static void free_plan(nb_fourier *plan) {
  if (!plan)
    return;
  for (int i = 0; i < plan->count; i++) {
    free(plan->twiddles[i]);
    free(plan->odd_roots[i]);
  }
  free(plan->chirp);
  free(plan->spectrum);
  free(plan->half_roots);
  free_plan(plan->convolution);
  free_plan(plan->half);
  free(plan);
}

static int64_t plan_size(const nb_fourier *plan) {
  return !plan ? 0
               : plan->bytes + (int64_t)sizeof *plan + plan_size(plan->convolution) + plan_size(plan->half);
}

#define T float
#define NAME(function) function##_f32
#include "transform.h"
#undef T
#undef NAME

#define T double
#define NAME(function) function##_f64
#include "transform.h"
#undef T
#undef NAME

static nb_fourier *make_plan(int64_t length, int is_double, int is_real);

/// Writes the radices of a length; returns what is left of it, which has larger prime factors.
static int64_t factorise(int64_t length, int *count, int *factors) {
  static const int radices[] = {8, 4, 2, 3, 5, 7, 11, NB_LARGEST_FACTOR};
  *count = 0;
  for (int i = 0; i < 8; i++)
    for (; length > 1 && length % radices[i] == 0; length /= radices[i])
      factors[(*count)++] = radices[i];
  return length;
}

int nb_fourier_is_composite(int64_t length) {
  int count, factors[NB_MOST_FACTORS];
  return factorise(length, &count, factors) == 1;
}

/// What Bluestein's method needs. Returns 0 if there is no memory.
static int make_chirp(nb_fourier *plan) {
  int64_t length = plan->length, padded = 1;
  while (padded < 2 * length)
    padded *= 2;
  plan->padded = padded;
  plan->convolution = make_plan(padded, 1, 0);
  plan->chirp = memory_of(plan, 2 * length, sizeof(double));
  plan->spectrum = memory_of(plan, 2 * padded, sizeof(double));
  double *work = malloc((size_t)(2 * padded) * sizeof *work);
  if (!plan->convolution || !plan->chirp || !plan->spectrum || !work) {
    free(work);
    return 0;
  }
  double *real = plan->spectrum, *imaginary = plan->spectrum + padded;
  memset(real, 0, (size_t)(2 * padded) * sizeof *real);
  for (int64_t i = 0; i < length; i++) {
    double c, s;
    // The square is taken modulo twice the length, in which it cannot overflow.
    unit_root((int64_t)((unsigned __int128)i * (unsigned __int128)i % (unsigned __int128)(2 * length)), 2 * length, &c,
              &s);
    plan->chirp[i] = c;
    plan->chirp[length + i] = s;
    real[i] = c;
    imaginary[i] = -s;
    if (i > 0) {
      real[padded - i] = c;
      imaginary[padded - i] = -s;
    }
  }
  if (run_f64(plan->convolution, real, imaginary, work, work + padded, 1))
    memcpy(plan->spectrum, work, (size_t)(2 * padded) * sizeof *work);
  free(work);
  return 1;
}

static nb_fourier *make_plan(int64_t length, int is_double, int is_real) {
  nb_fourier *plan = calloc(1, sizeof *plan);
  if (!plan)
    return 0;
  plan->length = length;
  plan->is_double = is_double;
  plan->is_real = is_real;
  plan->holders = 1;
  int is_made = 1;
  if (is_real) {
    plan->half = make_plan(length / 2, is_double, 0);
    is_made = plan->half && fill_roots(plan, &plan->half_roots, 2, length / 4 + 1, length);
  } else {
    int count, factors[NB_MOST_FACTORS];
    if (factorise(length, &count, factors) > 1)
      is_made = make_chirp(plan);
    else {
      plan->count = count;
      memcpy(plan->factors, factors, sizeof factors[0] * (size_t)count);
      int64_t stride = 1;
      for (int i = 0; i < count && is_made; i++) {
        int radix = factors[i];
        int64_t part = length / (stride * radix);
        is_made = fill_roots(plan, &plan->twiddles[i], radix, part, part * radix);
        if (is_made && radix % 2 == 1)
          is_made = fill_roots(plan, &plan->odd_roots[i], 2, radix, radix);
        stride *= radix;
      }
    }
  }
  if (is_made)
    return plan;
  free_plan(plan);
  return 0;
}

static pthread_mutex_t kept_lock = PTHREAD_MUTEX_INITIALIZER;
/// The plans that are kept, the one that was asked for last first.
static nb_fourier *kept[NB_KEPT_PLANS];

/// The caller holds the lock.
static void let_go(nb_fourier *plan) {
  if (plan && --plan->holders == 0)
    free_plan(plan);
}

const nb_fourier *nb_fourier_plan(int64_t length, int is_double, int is_real) {
  pthread_mutex_lock(&kept_lock);
  nb_fourier *plan = 0;
  int place = 0;
  for (; place < NB_KEPT_PLANS && !plan; place++)
    if (kept[place] && kept[place]->length == length && kept[place]->is_double == is_double &&
        kept[place]->is_real == is_real)
      plan = kept[place];
  if (plan)
    place--;
  else {
    plan = make_plan(length, is_double, is_real);
    place = NB_KEPT_PLANS - 1;
    if (!plan || plan_size(plan) > NB_KEPT_BYTES) {
      pthread_mutex_unlock(&kept_lock);
      return plan;
    }
    let_go(kept[place]);
  }
  memmove(kept + 1, kept, (size_t)place * sizeof kept[0]);
  kept[0] = plan;
  int64_t bytes = 0;
  for (int i = 0; i < NB_KEPT_PLANS && kept[i]; i++) {
    bytes += plan_size(kept[i]);
    if (bytes <= NB_KEPT_BYTES)
      continue;
    for (int j = i; j < NB_KEPT_PLANS; j++) {
      let_go(kept[j]);
      kept[j] = 0;
    }
  }
  plan->holders++;
  pthread_mutex_unlock(&kept_lock);
  return plan;
}

void nb_fourier_release(const nb_fourier *plan) {
  pthread_mutex_lock(&kept_lock);
  let_go((nb_fourier *)plan);
  pthread_mutex_unlock(&kept_lock);
}

int nb_fourier_transform(const nb_fourier *plan, const nb_fourier_lines *lines, int64_t count,
                         const int64_t *source_offsets, const int64_t *target_offsets) {
  if (plan->is_double)
    return transform_lines_f64(plan, lines, count, source_offsets, target_offsets);
  return transform_lines_f32(plan, lines, count, source_offsets, target_offsets);
}

// MARK: Long lines

/// The roots of unity of a length, each the product of one of the low and one of the high ones, real parts before
/// imaginary parts.
typedef struct long_roots {
  int shift;
  double *low, *high;
} long_roots;

static void free_long_roots(long_roots *roots) {
  nb_scratch_release(roots->low);
  nb_scratch_release(roots->high);
}

static int make_long_roots(long_roots *roots, int64_t length) {
  roots->shift = 1;
  while (((int64_t)1 << 2 * roots->shift) < length)
    roots->shift++;
  int64_t low = (int64_t)1 << roots->shift, high = (length >> roots->shift) + 1;
  roots->low = nb_scratch_make((size_t)low * 2 * sizeof(double));
  roots->high = nb_scratch_make((size_t)high * 2 * sizeof(double));
  if (!roots->low || !roots->high) {
    free_long_roots(roots);
    return 0;
  }
  for (int64_t i = 0; i < low; i++)
    unit_root(i, length, roots->low + 2 * i, roots->low + 2 * i + 1);
  for (int64_t i = 0; i < high; i++)
    unit_root(i << roots->shift, length, roots->high + 2 * i, roots->high + 2 * i + 1);
  return 1;
}

/// The root of number `k`, below the length.
static inline void long_root(const long_roots *roots, int64_t k, double *real, double *imaginary) {
  const double *low = roots->low + 2 * (k & (((int64_t)1 << roots->shift) - 1));
  const double *high = roots->high + 2 * (k >> roots->shift);
  *real = low[0] * high[0] - low[1] * high[1];
  *imaginary = low[0] * high[1] + low[1] * high[0];
}

/// The side of the largest square of which a number is a multiple, if all its factors are those of transforms and the
/// square is no smaller than what it is a multiple by; otherwise 0.
static int64_t long_side(int64_t length) {
  int64_t side = 1, rest = length;
  for (int64_t factor = 2; factor <= NB_LARGEST_FACTOR; factor++) {
    for (; rest % (factor * factor) == 0; rest /= factor * factor)
      side *= factor;
    if (rest % factor == 0)
      rest /= factor;
  }
  return rest == 1 && length / (side * side) <= side ? side : 0;
}

#define T float
#define NAME(function) function##_f32
#include "long_transform.h"
#undef T
#undef NAME

#define T double
#define NAME(function) function##_f64
#include "long_transform.h"
#undef T
#undef NAME

int nb_fourier_is_long(const nb_fourier_lines *l, int64_t length, int is_double) {
  nb_numbers real = is_double ? NB_REAL_F64 : NB_REAL_F32, complex = is_double ? NB_COMPLEX_F64 : NB_COMPLEX_F32;
  if (length < NB_VERY_LONG_LINE || l->target_step != 1)
    return 0;
  int is_paired = l->is_half || (l->source_type == real && length % 2 == 0);
  int64_t inner = is_paired ? length / 2 : length;
  int has_large_factor = !nb_fourier_is_composite(inner);
  if (!has_large_factor && !long_side(inner))
    return 0;
  if (l->is_half)
    return l->source_type == complex && l->target_type == real && l->wanted == length && length % 2 == 0 &&
           l->is_inverse;
  if (l->target_type != complex)
    return 0;
  if (is_paired)
    return !l->is_inverse && l->wanted > length / 2;
  // Between memory of two arrays, or in place.
  return (l->source_type == real ||
          (l->source_type == complex && (l->source != l->target || (l->source_step == 1 && !has_large_factor)))) &&
         l->wanted == length;
}

int nb_fourier_transform_long(const nb_fourier_lines *lines, int64_t length, int is_double, int64_t source,
                              int64_t target) {
  return is_double ? transform_long_f64(lines, length, source, target)
                   : transform_long_f32(lines, length, source, target);
}
