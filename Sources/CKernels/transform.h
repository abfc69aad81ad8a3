// Fourier transforms in one precision. The including file defines T and NAME(function), with `nb_fourier`.
//
// Arrays of parts are split in `real` and `imaginary`. What is transformed is made up from the innermost factor outwards.
// As long as many short transforms are left to do, number `k` of all of them lies side by side ("across"); when few long
// ones are, the numbers of each do ("along"), so that there are always many neighbours that are treated alike.

/// A quarter turn clockwise, as the forward transform has it: (a, b) becomes (b, -a).
#define NB_FOUR(A, B, C, D)                                                                                            \
  T sum_re = re[A] + re[C], sum_im = im[A] + im[C], rest_re = re[A] - re[C], rest_im = im[A] - im[C];                  \
  T others_re = re[B] + re[D], others_im = im[B] + im[D], turned_re = im[B] - im[D], turned_im = -(re[B] - re[D]);     \
  re[A] = sum_re + others_re;                                                                                          \
  im[A] = sum_im + others_im;                                                                                          \
  re[B] = rest_re + turned_re;                                                                                         \
  im[B] = rest_im + turned_im;                                                                                         \
  re[C] = sum_re - others_re;                                                                                          \
  im[C] = sum_im - others_im;                                                                                          \
  re[D] = rest_re - turned_re;                                                                                         \
  im[D] = rest_im - turned_im;

typedef T NAME(lanes) __attribute__((vector_size(NB_LANES * sizeof(T))));
typedef __typeof__((NAME(lanes)){0} < (NAME(lanes)){0}) NAME(mask);

__attribute__((always_inline)) static inline NAME(lanes) NAME(load_lanes)(const T *x) {
  NAME(lanes) value;
  memcpy(&value, x, sizeof value);
  return value;
}

/// The transform of `radix` numbers in place; `roots` are those of odd ones, sines behind cosines.
__attribute__((always_inline)) static inline void NAME(butterfly)(const int radix, T *re, T *im, const T *roots) {
  if (radix == 2) {
    T a = re[0], b = im[0];
    re[0] = a + re[1];
    im[0] = b + im[1];
    re[1] = a - re[1];
    im[1] = b - im[1];
  } else if (radix == 4) {
    NB_FOUR(0, 1, 2, 3)
  } else if (radix == 8) {
    { NB_FOUR(0, 2, 4, 6) }
    { NB_FOUR(1, 3, 5, 7) }
    const T half = (T)0.70710678118654752440;
    T one_re = (re[3] + im[3]) * half, one_im = (im[3] - re[3]) * half;
    T two_re = im[5], two_im = -re[5];
    T three_re = (im[7] - re[7]) * half, three_im = (-re[7] - im[7]) * half;
    T zero_re = re[1], zero_im = im[1];
    T even_re[4] = {re[0], re[2], re[4], re[6]}, even_im[4] = {im[0], im[2], im[4], im[6]};
    T odd_re[4] = {zero_re, one_re, two_re, three_re}, odd_im[4] = {zero_im, one_im, two_im, three_im};
    for (int i = 0; i < 4; i++) {
      re[i] = even_re[i] + odd_re[i];
      im[i] = even_im[i] + odd_im[i];
      re[i + 4] = even_re[i] - odd_re[i];
      im[i + 4] = even_im[i] - odd_im[i];
    }
  } else {
    // An odd number of numbers by their sums and differences with the ones opposite.
    T sum_re[NB_LARGEST_FACTOR / 2], sum_im[NB_LARGEST_FACTOR / 2];
    T difference_re[NB_LARGEST_FACTOR / 2], difference_im[NB_LARGEST_FACTOR / 2];
    T total_re = re[0], total_im = im[0], first_re = re[0], first_im = im[0];
#pragma clang loop unroll(full)
    for (int r = 1; r <= radix / 2; r++) {
      sum_re[r - 1] = re[r] + re[radix - r];
      sum_im[r - 1] = im[r] + im[radix - r];
      difference_re[r - 1] = im[r] - im[radix - r];
      difference_im[r - 1] = -(re[r] - re[radix - r]);
      total_re = total_re + sum_re[r - 1];
      total_im = total_im + sum_im[r - 1];
    }
#pragma clang loop unroll(full)
    for (int q = 1; q <= radix / 2; q++) {
      T even_re = first_re, even_im = first_im, odd_re = 0, odd_im = 0;
#pragma clang loop unroll(full)
      for (int r = 1; r <= radix / 2; r++) {
        T c = roots[r * q % radix], s = -roots[radix + r * q % radix];
        even_re = even_re + c * sum_re[r - 1];
        even_im = even_im + c * sum_im[r - 1];
        odd_re = odd_re + s * difference_re[r - 1];
        odd_im = odd_im + s * difference_im[r - 1];
      }
      re[q] = even_re + odd_re;
      im[q] = even_im + odd_im;
      re[radix - q] = even_re - odd_re;
      im[radix - q] = even_im - odd_im;
    }
    re[0] = total_re;
    im[0] = total_im;
  }
}

#undef NB_FOUR

/// One factor, `size` neighbours at a time: number `k` of part `r` of all transforms is at `(k * radix + r) * size`.
__attribute__((always_inline)) static inline void NAME(across)(const int radix, int64_t part, int64_t size,
                                                               const T *restrict real, const T *restrict imaginary,
                                                               T *restrict out_real, T *restrict out_imaginary,
                                                               const T *twiddles, const T *roots) {
  int64_t rows = (radix - 1) * part;
  T odd_roots[2 * NB_LARGEST_FACTOR];
  if (radix % 2 == 1)
    for (int i = 0; i < 2 * radix; i++)
      odd_roots[i] = roots[i];
  for (int64_t k = 0; k < part; k++, real += radix * size, imaginary += radix * size) {
    T c[NB_LARGEST_FACTOR], s[NB_LARGEST_FACTOR];
    for (int r = 1; r < radix; r++) {
      c[r] = twiddles[(r - 1) * part + k];
      s[r] = twiddles[rows + (r - 1) * part + k];
    }
    T *to_real = out_real + k * size, *to_imaginary = out_imaginary + k * size;
    // The first number's roots are 1: a product with them would change the signs of zeros.
    int is_first = k == 0;
#define NB_LOOP(MULTIPLY)                                                                                              \
  _Pragma("clang loop vectorize(enable) interleave(disable)") for (int64_t j = 0; j < size; j++) {                     \
    T re[NB_LARGEST_FACTOR], im[NB_LARGEST_FACTOR];                                                                    \
    re[0] = real[j];                                                                                                   \
    im[0] = imaginary[j];                                                                                              \
    _Pragma("clang loop unroll(full)") for (int r = 1; r < radix; r++) {                                               \
      T a = real[r * size + j], b = imaginary[r * size + j];                                                           \
      re[r] = MULTIPLY ? a * c[r] - b * s[r] : a;                                                                      \
      im[r] = MULTIPLY ? a * s[r] + b * c[r] : b;                                                                      \
    }                                                                                                                  \
    NAME(butterfly)(radix, re, im, odd_roots);                                                                         \
    _Pragma("clang loop unroll(full)") for (int q = 0; q < radix; q++) {                                               \
      to_real[q * part * size + j] = re[q];                                                                            \
      to_imaginary[q * part * size + j] = im[q];                                                                       \
    }                                                                                                                  \
  }
    if (is_first) {
      NB_LOOP(0)
    } else {
      NB_LOOP(1)
    }
#undef NB_LOOP
  }
}

/// One factor, number by number of each transform: number `k` of part `r` of transform `j` is at
/// `(r * count + j) * part + k`.
__attribute__((always_inline)) static inline void NAME(along)(const int radix, int64_t part, int64_t count,
                                                              const T *restrict real, const T *restrict imaginary,
                                                              T *restrict out_real, T *restrict out_imaginary,
                                                              const T *twiddles, const T *roots) {
  int64_t rows = (radix - 1) * part, step = count * part;
  T odd_roots[2 * NB_LARGEST_FACTOR];
  if (radix % 2 == 1)
    for (int i = 0; i < 2 * radix; i++)
      odd_roots[i] = roots[i];
  for (int64_t j = 0; j < count; j++, real += part, imaginary += part, out_real += radix * part,
               out_imaginary += radix * part) {
    T first_re[NB_LARGEST_FACTOR], first_im[NB_LARGEST_FACTOR];
    for (int r = 0; r < radix; r++) {
      first_re[r] = real[r * step];
      first_im[r] = imaginary[r * step];
    }
    NAME(butterfly)(radix, first_re, first_im, odd_roots);
    // With the first number, so that whole vectors remain.
#pragma clang loop vectorize(enable) interleave(disable)
    for (int64_t k = 0; k < part; k++) {
      T re[NB_LARGEST_FACTOR], im[NB_LARGEST_FACTOR];
      re[0] = real[k];
      im[0] = imaginary[k];
#pragma clang loop unroll(full)
      for (int r = 1; r < radix; r++) {
        T a = real[r * step + k], b = imaginary[r * step + k];
        T c = twiddles[(r - 1) * part + k], s = twiddles[rows + (r - 1) * part + k];
        re[r] = a * c - b * s;
        im[r] = a * s + b * c;
      }
      NAME(butterfly)(radix, re, im, odd_roots);
#pragma clang loop unroll(full)
      for (int q = 0; q < radix; q++) {
        out_real[q * part + k] = re[q];
        out_imaginary[q * part + k] = im[q];
      }
    }
    // The first number's roots are 1: a product with them would change the signs of zeros.
    for (int q = 0; q < radix; q++) {
      out_real[q * part] = first_re[q];
      out_imaginary[q * part] = first_im[q];
    }
  }
}

// The numbers of parts that a transform is put together of.
#define NB_RADICES(CASE) CASE(2) CASE(3) CASE(4) CASE(5) CASE(7) CASE(8) CASE(11) CASE(13)

#define NB_RADIX(RADIX)                                                                                                \
  case RADIX:                                                                                                          \
    NAME(across)(RADIX, part, size, real, imaginary, out_real, out_imaginary, twiddles, roots);                        \
    break;
NB_CLONES static void NAME(step_across)(int radix, int64_t part, int64_t size, const T *real, const T *imaginary,
                                        T *out_real, T *out_imaginary, const T *twiddles, const T *roots) {
  switch (radix) {
    NB_RADICES(NB_RADIX)
  }
}
#undef NB_RADIX

#define NB_RADIX(RADIX)                                                                                                \
  case RADIX:                                                                                                          \
    NAME(along)(RADIX, part, count, real, imaginary, out_real, out_imaginary, twiddles, roots);                        \
    break;
NB_CLONES static void NAME(step_along)(int radix, int64_t part, int64_t count, const T *real, const T *imaginary,
                                       T *out_real, T *out_imaginary, const T *twiddles, const T *roots) {
  switch (radix) {
    NB_RADICES(NB_RADIX)
  }
}
#undef NB_RADIX
#undef NB_RADICES

NB_CLONES static void NAME(turn)(int64_t rows, int64_t columns, const T *restrict x, T *restrict out) {
  enum { BLOCK = 16 };
  for (int64_t i = 0; i < rows; i += BLOCK)
    for (int64_t j = 0; j < columns; j += BLOCK)
      for (int64_t b = j; b < columns && b < j + BLOCK; b++)
        for (int64_t a = i; a < rows && a < i + BLOCK; a++)
          out[b * rows + a] = x[a * columns + b];
}

/// The forward transform of `lines` lines, element by element, by factors; `work` has as much room.
///
/// Returns whether the result is in `work`.
static int NAME(run)(const nb_fourier *plan, T *real, T *imaginary, T *work_real, T *work_imaginary, int64_t lines) {
  int is_along = 0, is_swapped = 0;
  int64_t part = 1, stride = plan->length;
  for (int level = plan->count - 1; level >= 0; level--) {
    int radix = plan->factors[level];
    stride /= radix;
    T *from[2] = {is_swapped ? work_real : real, is_swapped ? work_imaginary : imaginary};
    T *to[2] = {is_swapped ? real : work_real, is_swapped ? imaginary : work_imaginary};
    if (!is_along && lines == 1 && stride < 16 && part >= 16) {
      NAME(turn)(part, stride * radix, from[0], to[0]);
      NAME(turn)(part, stride * radix, from[1], to[1]);
      T *held[2] = {from[0], from[1]};
      memcpy(from, to, sizeof from);
      memcpy(to, held, sizeof to);
      is_swapped = !is_swapped;
      is_along = 1;
    }
    if (is_along)
      NAME(step_along)
    (radix, part, stride, from[0], from[1], to[0], to[1], plan->twiddles[level], plan->odd_roots[level]);
    else NAME(step_across)(radix, part, stride * lines, from[0], from[1], to[0], to[1], plan->twiddles[level],
                           plan->odd_roots[level]);
    is_swapped = !is_swapped;
    part *= radix;
  }
  return is_swapped;
}

/// Multiplies each of `count` numbers of `lines` lines by a number of its own; further ones of the result, up to `padded`,
/// are 0.
NB_CLONES static void NAME(multiply)(int64_t count, int64_t padded, int64_t lines, const T *real, const T *imaginary,
                                     const double *factors, int64_t factor_count, double divisor, T *out_real,
                                     T *out_imaginary) {
  for (int64_t i = 0; i < count; i++) {
    T c = (T)factors[i], s = (T)factors[factor_count + i];
    // The result may be in place.
#pragma clang loop vectorize(assume_safety)
    for (int64_t j = i * lines; j < (i + 1) * lines; j++) {
      T a = real[j], b = imaginary[j];
      out_real[j] = (a * c - b * s) / (T)divisor;
      out_imaginary[j] = (a * s + b * c) / (T)divisor;
    }
  }
  for (int64_t j = count * lines; j < padded * lines; j++)
    out_real[j] = out_imaginary[j] = 0;
}

/// The forward transform of lines of any length; `real` and the others have room for the padded ones.
///
/// Returns whether the result is in `work`.
static int NAME(run_any)(const nb_fourier *plan, T *real, T *imaginary, T *work_real, T *work_imaginary,
                         int64_t lines) {
  if (!plan->convolution)
    return NAME(run)(plan, real, imaginary, work_real, work_imaginary, lines);
  NAME(multiply)
  (plan->length, plan->padded, lines, real, imaginary, plan->chirp, plan->length, 1, real, imaginary);
  T *a[2] = {real, imaginary}, *b[2] = {work_real, work_imaginary};
  int is_swapped = NAME(run)(plan->convolution, a[0], a[1], b[0], b[1], lines);
  T **now = is_swapped ? b : a, **other = is_swapped ? a : b;
  NAME(multiply)
  (plan->padded, plan->padded, lines, now[0], now[1], plan->spectrum, plan->padded, 1, now[0], now[1]);
  // The inverse transform is that of what has its parts exchanged.
  int is_back = NAME(run)(plan->convolution, now[1], now[0], other[1], other[0], lines);
  if (is_back)
    is_swapped = !is_swapped;
  now = is_swapped ? b : a;
  NAME(multiply)
  (plan->length, plan->length, lines, now[0], now[1], plan->chirp, plan->length, (double)plan->padded, now[0], now[1]);
  return is_swapped;
}

/// Turns a square of numbers.
__attribute__((always_inline)) static inline void NAME(turn_square)(NAME(lanes) * r) {
  NAME(lanes) a[NB_LANES];
  for (int i = 0; i < 4; i++) {
    a[2 * i] = __builtin_shufflevector(r[2 * i], r[2 * i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
    a[2 * i + 1] = __builtin_shufflevector(r[2 * i], r[2 * i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
  }
  for (int i = 0; i < 2; i++)
    for (int j = 0; j < 2; j++) {
      r[4 * i + j] = __builtin_shufflevector(a[4 * i + j], a[4 * i + j + 2], 0, 1, 8, 9, 4, 5, 12, 13);
      r[4 * i + j + 2] = __builtin_shufflevector(a[4 * i + j], a[4 * i + j + 2], 2, 3, 10, 11, 6, 7, 14, 15);
    }
  for (int j = 0; j < 4; j++) {
    a[j] = __builtin_shufflevector(r[j], r[j + 4], 0, 1, 2, 3, 8, 9, 10, 11);
    a[j + 4] = __builtin_shufflevector(r[j], r[j + 4], 4, 5, 6, 7, 12, 13, 14, 15);
  }
  memcpy(r, a, sizeof a);
}

typedef float NAME(floats) __attribute__((vector_size(NB_LANES * sizeof(float))));
typedef double NAME(doubles) __attribute__((vector_size(NB_LANES * sizeof(double))));

/// Reads the numbers of whole groups of lines, which lie side by side in each, by turns as real and imaginary parts.
///
/// Returns how many pairs are read.
NB_CLONES static int64_t NAME(read_neighbours)(const void *source, int is_double, int64_t scale, int64_t pairs,
                                               int64_t lines, const int64_t *offsets, T *real, T *imaginary) {
  int64_t done = pairs / (NB_LANES / 2) * (NB_LANES / 2);
  for (int64_t i = 0; i < lines; i += NB_LANES)
    for (int64_t m = 0; m < done; m += NB_LANES / 2) {
      NAME(lanes) r[NB_LANES];
      for (int l = 0; l < NB_LANES; l++) {
        int64_t from = offsets[i + l] * scale + 2 * m;
        if (is_double) {
          NAME(doubles) x;
          memcpy(&x, (const double *)source + from, sizeof x);
          r[l] = __builtin_convertvector(x, NAME(lanes));
        } else {
          NAME(floats) x;
          memcpy(&x, (const float *)source + from, sizeof x);
          r[l] = __builtin_convertvector(x, NAME(lanes));
        }
      }
      NAME(turn_square)(r);
      for (int l = 0; l < NB_LANES; l++)
        memcpy((l % 2 ? imaginary : real) + (m + l / 2) * lines + i, &r[l], sizeof r[l]);
    }
  return done;
}

/// Writes `pairs` of real and imaginary parts of whole groups of lines, from number `first` of the parts on, by `step`,
/// which is 1 or -1, to places from pair `to` on that lie side by side in each line, which begins at `unit` times its
/// offset.
///
/// Returns how many are written.
NB_CLONES static int64_t NAME(write_neighbours)(void *target, int is_double, int64_t unit, int64_t pairs, int64_t lines,
                                                const int64_t *offsets, const T *real, const T *imaginary,
                                                int64_t first, int64_t step, int64_t to, T scale, T imaginary_scale) {
  int64_t done = pairs / (NB_LANES / 2) * (NB_LANES / 2);
  for (int64_t i = 0; i < lines; i += NB_LANES)
    for (int64_t m = 0; m < done; m += NB_LANES / 2) {
      NAME(lanes) r[NB_LANES];
      for (int l = 0; l < NB_LANES; l++) {
        const T *from = (l % 2 ? imaginary : real) + (first + (m + l / 2) * step) * lines + i;
        r[l] = NAME(load_lanes)(from) * (l % 2 ? imaginary_scale : scale);
      }
      NAME(turn_square)(r);
      for (int l = 0; l < NB_LANES; l++) {
        int64_t place = unit * offsets[i + l] + 2 * (to + m);
        if (is_double) {
          NAME(doubles) x = __builtin_convertvector(r[l], NAME(doubles));
          memcpy((double *)target + place, &x, sizeof x);
        } else {
          NAME(floats) x = __builtin_convertvector(r[l], NAME(floats));
          memcpy((float *)target + place, &x, sizeof x);
        }
      }
    }
  return done;
}

/// Reads `given` numbers of lines, of which there are `there` for `lines` places; what is missing is 0.
NB_CLONES static void NAME(read_lines)(const nb_fourier_lines *l, int64_t given, int64_t lines, int64_t there,
                                       const int64_t *offsets, T *restrict real, T *restrict imaginary) {
  int64_t step = l->source_step, first = 0;
  if (there < lines) {
    memset(real, 0, (size_t)(given * lines) * sizeof *real);
    memset(imaginary, 0, (size_t)(given * lines) * sizeof *imaginary);
  }
  if (step == 1 && lines > 1 && there == lines && (l->source_type == NB_COMPLEX_F32 || l->source_type == NB_COMPLEX_F64))
    first = NAME(read_neighbours)(l->source, l->source_type == NB_COMPLEX_F64, 2, given, lines, offsets, real, imaginary);
#define NB_READ(TYPE, REAL, IMAGINARY)                                                                                 \
  {                                                                                                                    \
    const TYPE *x = l->source;                                                                                         \
    int is_even = 1;                                                                                                   \
    for (int64_t i = 1; i < there; i++)                                                                                \
      is_even &= offsets[i] == offsets[0] + i;                                                                         \
    if (is_even)                                                                                                       \
      for (int64_t m = 0; m < given; m++)                                                                              \
        for (int64_t i = 0; i < there; i++) {                                                                          \
          int64_t at = offsets[0] + i + m * step;                                                                      \
          real[m * lines + i] = (T)(REAL);                                                                             \
          imaginary[m * lines + i] = (T)(IMAGINARY);                                                                   \
        }                                                                                                              \
    else                                                                                                               \
      for (int64_t m = first; m < given; m++)                                                                          \
        for (int64_t i = 0; i < there; i++) {                                                                          \
          int64_t at = offsets[i] + m * step;                                                                          \
          real[m * lines + i] = (T)(REAL);                                                                             \
          imaginary[m * lines + i] = (T)(IMAGINARY);                                                                   \
        }                                                                                                              \
  }                                                                                                                    \
  break;
  switch (l->source_type) {
  case NB_REAL_F32: NB_READ(float, x[at], 0)
  case NB_REAL_F64: NB_READ(double, x[at], 0)
  case NB_COMPLEX_F32: NB_READ(float, x[2 * at], x[2 * at + 1])
  case NB_COMPLEX_F64: NB_READ(double, x[2 * at], x[2 * at + 1])
  }
#undef NB_READ
}

/// Fills the second half of lines, of which the first is given, with its mirror image.
NB_CLONES static void NAME(mirror)(int64_t length, int64_t lines, T *real, T *imaginary) {
  for (int64_t i = 0; i < lines; i++) {
    // The first number, and the middle one of an even count, are real whatever was given.
    imaginary[i] = 0;
    if (length % 2 == 0)
      imaginary[length / 2 * lines + i] = 0;
  }
  // The halves do not overlap.
  for (int64_t m = length / 2 + 1; m < length; m++)
#pragma clang loop vectorize(assume_safety)
    for (int64_t i = 0; i < lines; i++) {
      real[m * lines + i] = real[(length - m) * lines + i];
      imaginary[m * lines + i] = -imaginary[(length - m) * lines + i];
    }
}

/// Reads lines of real numbers as half as many complex ones.
NB_CLONES static void NAME(read_pairs)(const nb_fourier_lines *l, int64_t half, int64_t lines, int64_t there,
                                       const int64_t *offsets, T *restrict real, T *restrict imaginary) {
  int64_t step = l->source_step;
  if (there < lines) {
    memset(real, 0, (size_t)(half * lines) * sizeof *real);
    memset(imaginary, 0, (size_t)(half * lines) * sizeof *imaginary);
  }
  int64_t first = 0;
  if (step == 1 && lines > 1 && there == lines)
    first = NAME(read_neighbours)(l->source, l->source_type == NB_REAL_F64, 1, half, lines, offsets, real, imaginary);
#define NB_READ(TYPE)                                                                                                  \
  {                                                                                                                    \
    const TYPE *x = l->source;                                                                                         \
    if (there == 1 && lines == 1 && step == 1)                                                                         \
      for (int64_t m = 0; m < half; m++) {                                                                             \
        real[m] = (T)x[offsets[0] + 2 * m];                                                                            \
        imaginary[m] = (T)x[offsets[0] + 2 * m + 1];                                                                   \
      }                                                                                                                \
    else                                                                                                               \
      for (int64_t m = first; m < half; m++)                                                                           \
        for (int64_t i = 0; i < there; i++) {                                                                          \
          real[m * lines + i] = (T)x[offsets[i] + 2 * m * step];                                                       \
          imaginary[m * lines + i] = (T)x[offsets[i] + (2 * m + 1) * step];                                            \
        }                                                                                                              \
  }                                                                                                                    \
  break;
  switch (l->source_type) {
  case NB_REAL_F32: NB_READ(float)
  case NB_REAL_F64: NB_READ(double)
  case NB_COMPLEX_F32:
  case NB_COMPLEX_F64: break;
  }
#undef NB_READ
}

/// Puts the transforms of even and odd elements together, in place; there is room for one number more than `half`.
NB_CLONES static void NAME(join_halves)(int64_t half, int64_t lines, T *real, T *imaginary, const T *roots) {
  int64_t count = half / 2 + 1;
  for (int64_t i = 0; i < lines; i++) {
    T a = real[i], b = imaginary[i];
    real[i] = a + b;
    imaginary[i] = 0;
    real[half * lines + i] = a - b;
    imaginary[half * lines + i] = 0;
  }
#define NB_JOIN(LOW, HIGH)                                                                                             \
  T even_re = (real[LOW] + real[HIGH]) / 2, even_im = (imaginary[LOW] - imaginary[HIGH]) / 2;                          \
  T odd_re = (imaginary[LOW] + imaginary[HIGH]) / 2, odd_im = (real[HIGH] - real[LOW]) / 2;                            \
  T re = odd_re * c - odd_im * s, im = odd_re * s + odd_im * c;                                                        \
  real[HIGH] = even_re - re;                                                                                           \
  imaginary[HIGH] = im - even_im;                                                                                      \
  real[LOW] = even_re + re;                                                                                            \
  imaginary[LOW] = even_im + im;
  // The lower numbers and the upper ones do not overlap; the middle one is its own partner.
  if (lines == 1) {
#pragma clang loop vectorize(assume_safety)
    for (int64_t k = 1; k <= (half - 1) / 2; k++) {
      T c = roots[k], s = roots[count + k];
      NB_JOIN(k, half - k)
    }
  } else
    for (int64_t k = 1; k <= (half - 1) / 2; k++) {
      T c = roots[k], s = roots[count + k];
#pragma clang loop vectorize(assume_safety)
      for (int64_t i = 0; i < lines; i++) {
        NB_JOIN(k * lines + i, (half - k) * lines + i)
      }
    }
#undef NB_JOIN
  // The middle root is a quarter turn; there is no negative 0.
  if (half % 2 == 0)
    for (int64_t i = half / 2 * lines; i < (half / 2 + 1) * lines; i++)
      imaginary[i] = 0 - imaginary[i];
}

/// The transform of even and odd elements, as real and imaginary parts of one line, from the first half of that of all
/// elements, in place, times two: what `join_halves` undoes. There is one number more than `half`.
NB_CLONES static void NAME(split_halves)(int64_t half, int64_t lines, T *real, T *imaginary, const T *roots) {
  int64_t count = half / 2 + 1;
  for (int64_t i = 0; i < lines; i++) {
    // The first number and the last one are real whatever was given.
    T a = real[i], b = real[half * lines + i];
    real[i] = a + b;
    imaginary[i] = a - b;
  }
#define NB_SPLIT(LOW, HIGH)                                                                                            \
  T sum_re = real[LOW] + real[HIGH], sum_im = imaginary[LOW] - imaginary[HIGH];                                        \
  T rest_re = real[LOW] - real[HIGH], rest_im = imaginary[LOW] + imaginary[HIGH];                                      \
  T re = rest_re * s - rest_im * c, im = rest_re * c + rest_im * s;                                                    \
  real[LOW] = sum_re + re;                                                                                             \
  imaginary[LOW] = sum_im + im;                                                                                        \
  real[HIGH] = sum_re - re;                                                                                            \
  imaginary[HIGH] = im - sum_im;
  // The lower numbers and the upper ones do not overlap; the middle one is its own partner.
  if (lines == 1) {
#pragma clang loop vectorize(assume_safety)
    for (int64_t k = 1; k <= (half - 1) / 2; k++) {
      T c = roots[k], s = roots[count + k];
      NB_SPLIT(k, half - k)
    }
  } else
    for (int64_t k = 1; k <= (half - 1) / 2; k++) {
      T c = roots[k], s = roots[count + k];
#pragma clang loop vectorize(assume_safety)
      for (int64_t i = 0; i < lines; i++) {
        NB_SPLIT(k * lines + i, (half - k) * lines + i)
      }
    }
#undef NB_SPLIT
  if (half % 2 == 0)
    for (int64_t i = half / 2 * lines; i < (half / 2 + 1) * lines; i++) {
      real[i] = 2 * real[i];
      imaginary[i] = -2 * imaginary[i];
    }
}

/// The largest modulus of the parts of `count` vectors that lie `step` elements apart, in each lane; `check` is no longer 0
/// where there is one that is not finite.
__attribute__((always_inline)) static inline NAME(lanes) NAME(largest)(int64_t count, int64_t step, const T *real,
                                                                       const T *imaginary, NAME(lanes) * check) {
  // Several that do not wait for each other.
  enum { CHAINS = 4 };
  NAME(lanes) most[CHAINS] = {{0}}, wrong[CHAINS] = {{0}};
  int64_t m = 0;
  for (; m + CHAINS <= count; m += CHAINS)
    for (int c = 0; c < CHAINS; c++, real += step, imaginary += step) {
      NAME(lanes) a = NAME(load_lanes)(real), b = NAME(load_lanes)(imaginary);
      most[c] = __builtin_elementwise_max(most[c], __builtin_elementwise_max(__builtin_elementwise_abs(a),
                                                                             __builtin_elementwise_abs(b)));
      wrong[c] += (a - a) + (b - b);
    }
  for (; m < count; m++, real += step, imaginary += step) {
    NAME(lanes) a = NAME(load_lanes)(real), b = NAME(load_lanes)(imaginary);
    most[0] = __builtin_elementwise_max(most[0], __builtin_elementwise_max(__builtin_elementwise_abs(a),
                                                                           __builtin_elementwise_abs(b)));
    wrong[0] += (a - a) + (b - b);
  }
  for (int c = 1; c < CHAINS; c++) {
    most[0] = __builtin_elementwise_max(most[0], most[c]);
    wrong[0] += wrong[c];
  }
  *check += wrong[0];
  return most[0];
}

/// Sets to 0 what is smaller than a limit in each lane, but for zeros, which keep their signs.
__attribute__((always_inline)) static inline void NAME(clear)(int64_t count, int64_t step, T *parts,
                                                              NAME(lanes) least) {
  for (int64_t m = 0; m < count; m++, parts += step) {
    NAME(lanes) a = NAME(load_lanes)(parts);
    a = (NAME(lanes))((NAME(mask))a & ~((__builtin_elementwise_abs(a) < least) & (a != 0)));
    memcpy(parts, &a, sizeof a);
  }
}

/// Sets to 0 what sums of a line in single precision cannot tell from it: in double precision it is what rounding left
/// of a 0. There are 8 lines, or 16, or one.
NB_CLONES static void NAME(settle)(int64_t count, int64_t lines, T *real, T *imaginary) {
  if (lines > 1) {
    for (int64_t i = 0; i < lines; i += NB_LANES) {
      NAME(lanes) check = {0}, least = NAME(largest)(count, lines, real + i, imaginary + i, &check) * (T)0x1p-31;
      least = (NAME(lanes))((NAME(mask))least & (check == 0));
      NAME(clear)(count, lines, real + i, least);
      NAME(clear)(count, lines, imaginary + i, least);
    }
    return;
  }
  // What fills no vector is done with zeros behind it.
  int64_t whole = count / NB_LANES * NB_LANES;
  T rest[2][NB_LANES] = {{0}, {0}};
  memcpy(rest[0], real + whole, (size_t)(count - whole) * sizeof *real);
  memcpy(rest[1], imaginary + whole, (size_t)(count - whole) * sizeof *real);
  NAME(lanes) check = {0}, most = NAME(largest)(whole / NB_LANES, NB_LANES, real, imaginary, &check);
  most = __builtin_elementwise_max(most, NAME(largest)(1, NB_LANES, rest[0], rest[1], &check));
  T largest = 0;
  for (int i = 0; i < NB_LANES; i++) {
    largest = most[i] > largest ? most[i] : largest;
    if (check[i] != 0)
      return;
  }
  NAME(lanes) least = (NAME(lanes)){0} + largest * (T)0x1p-31;
  NAME(clear)(whole / NB_LANES, NB_LANES, real, least);
  NAME(clear)(whole / NB_LANES, NB_LANES, imaginary, least);
  NAME(clear)(1, NB_LANES, rest[0], least);
  NAME(clear)(1, NB_LANES, rest[1], least);
  memcpy(real + whole, rest[0], (size_t)(count - whole) * sizeof *real);
  memcpy(imaginary + whole, rest[1], (size_t)(count - whole) * sizeof *real);
}

NB_CLONES static void NAME(write_lines)(const nb_fourier_lines *l, int64_t length, int64_t lines, int64_t there,
                                        const int64_t *offsets, const T *restrict real, const T *restrict imaginary) {
  int64_t step = l->target_step, made = l->mirrors ? length / 2 + 1 : l->wanted;
  T scale = (T)l->scale;
  int64_t first = 0, first_mirrored = made;
  int is_double = l->target_type == NB_COMPLEX_F64;
  if (step == 1 && lines > 1 && there == lines && (is_double || l->target_type == NB_COMPLEX_F32)) {
    first = NAME(write_neighbours)(l->target, is_double, 2, made, lines, offsets, real, imaginary, 0, 1, 0, scale, scale);
    if (l->mirrors)
      first_mirrored += NAME(write_neighbours)(l->target, is_double, 2, length - made, lines, offsets, real, imaginary,
                                               length - made, -1, made, scale, -scale);
  }
#define NB_WRITE(TYPE, STATEMENT)                                                                                      \
  {                                                                                                                    \
    TYPE *out = l->target;                                                                                             \
    int is_even = 1;                                                                                                   \
    for (int64_t i = 1; i < there; i++)                                                                                \
      is_even &= offsets[i] == offsets[0] + i;                                                                         \
    if (there == 1 && lines == 1 && step == 1)                                                                         \
      for (int64_t m = 0; m < made; m++) {                                                                             \
        int64_t from = m, at = offsets[0] + m;                                                                         \
        STATEMENT                                                                                                      \
      }                                                                                                                \
    else if (is_even)                                                                                                  \
      for (int64_t m = 0; m < made; m++)                                                                               \
        for (int64_t i = 0; i < there; i++) {                                                                          \
          int64_t from = m * lines + i, at = offsets[0] + i + m * step;                                                \
          STATEMENT                                                                                                    \
        }                                                                                                              \
    else                                                                                                               \
      for (int64_t i = 0; i < there; i++)                                                                              \
        for (int64_t m = first; m < made; m++) {                                                                           \
          int64_t from = m * lines + i, at = offsets[i] + m * step;                                                    \
          STATEMENT                                                                                                    \
        }                                                                                                              \
    if (l->mirrors)                                                                                                    \
      for (int64_t i = 0; i < there; i++)                                                                              \
        for (int64_t m = first_mirrored; m < length; m++) {                                                            \
          int64_t from = (length - m) * lines + i, at = offsets[i] + m * step;                                         \
          const T sign = -1;                                                                                           \
          STATEMENT                                                                                                    \
        }                                                                                                              \
  }                                                                                                                    \
  break;
  const T sign = 1;
  switch (l->target_type) {
  case NB_REAL_F32: NB_WRITE(float, (void)sign; out[at] = (float)(real[from] * scale);)
  case NB_REAL_F64: NB_WRITE(double, (void)sign; out[at] = (double)(real[from] * scale);)
  case NB_COMPLEX_F32:
    NB_WRITE(float, out[2 * at] = (float)(real[from] * scale); out[2 * at + 1] = (float)(imaginary[from] * scale * sign);)
  case NB_COMPLEX_F64:
    NB_WRITE(double, out[2 * at] = (double)(real[from] * scale);
             out[2 * at + 1] = (double)(imaginary[from] * scale * sign);)
  }
#undef NB_WRITE
}

/// Writes the real and imaginary parts of `half` numbers of each line by turns.
NB_CLONES static void NAME(write_pairs)(const nb_fourier_lines *l, int64_t half, int64_t lines, int64_t there,
                                        const int64_t *offsets, const T *restrict real, const T *restrict imaginary) {
  int64_t step = l->target_step, first = 0;
  T scale = (T)l->scale;
  if (step == 1 && lines > 1 && there == lines)
    first = NAME(write_neighbours)(l->target, l->target_type == NB_REAL_F64, 1, half, lines, offsets, real, imaginary, 0,
                                   1, 0, scale, scale);
#define NB_WRITE(TYPE)                                                                                                 \
  {                                                                                                                    \
    TYPE *out = l->target;                                                                                             \
    if (there == 1 && lines == 1 && step == 1)                                                                         \
      for (int64_t m = 0; m < half; m++) {                                                                             \
        out[offsets[0] + 2 * m] = (TYPE)(real[m] * scale);                                                             \
        out[offsets[0] + 2 * m + 1] = (TYPE)(imaginary[m] * scale);                                                    \
      }                                                                                                                \
    else                                                                                                               \
      for (int64_t m = first; m < half; m++)                                                                           \
        for (int64_t i = 0; i < there; i++) {                                                                          \
          out[offsets[i] + 2 * m * step] = (TYPE)(real[m * lines + i] * scale);                                        \
          out[offsets[i] + (2 * m + 1) * step] = (TYPE)(imaginary[m * lines + i] * scale);                             \
        }                                                                                                              \
  }                                                                                                                    \
  break;
  switch (l->target_type) {
  case NB_REAL_F32: NB_WRITE(float)
  case NB_REAL_F64: NB_WRITE(double)
  case NB_COMPLEX_F32:
  case NB_COMPLEX_F64: break;
  }
#undef NB_WRITE
}

static int NAME(transform_lines)(const nb_fourier *plan, const nb_fourier_lines *l, int64_t count,
                                 const int64_t *source_offsets, const int64_t *target_offsets) {
  const nb_fourier *inner = plan->half ? plan->half : plan;
  int64_t room = inner->convolution ? inner->padded : plan->half ? inner->length + 1 : inner->length;
  int64_t together = sizeof(T) == sizeof(float) ? 2 * NB_LANES : NB_LANES;
  int64_t most = count > 1 && room <= NB_LONG_LINE ? together : 1;
  // The parts of a power of two numbers would otherwise lie at the same places of the cache.
  int64_t bytes = (room * most * (int64_t)sizeof(T) + 63) / 64 * 64 + 17 * 64;
  // Of several lines they are no larger than NB_LONG_LINE says, so that they do not count.
  void *memory = 0;
  if (most == 1)
    memory = nb_scratch_make((size_t)(4 * bytes));
  else if (posix_memalign(&memory, 64, (size_t)(4 * bytes)))
    memory = 0;
  if (!memory)
    return 0;
  T *parts[4];
  for (int i = 0; i < 4; i++)
    parts[i] = (T *)((char *)memory + i * bytes);
  for (int64_t line = 0; line < count;) {
    int64_t lines = count - line > 1 ? most : 1, there = count - line < lines ? count - line : lines;
    T *real = parts[0], *imaginary = parts[1], *work_real = parts[2], *work_imaginary = parts[3];
    int is_split = plan->half && l->is_half;
    if (plan->half && !is_split)
      NAME(read_pairs)(l, inner->length, lines, there, source_offsets + line, real, imaginary);
    else
      NAME(read_lines)
    (l, l->is_half ? plan->length / 2 + 1 : plan->length, lines, there, source_offsets + line, real, imaginary);
    if (is_split)
      NAME(split_halves)(inner->length, lines, real, imaginary, plan->half_roots);
    else if (l->is_half)
      NAME(mirror)(plan->length, lines, real, imaginary);
    // The inverse transform is that of what has its parts exchanged.
    int is_in_work = l->is_inverse ? NAME(run_any)(inner, imaginary, real, work_imaginary, work_real, lines)
                                   : NAME(run_any)(inner, real, imaginary, work_real, work_imaginary, lines);
    if (is_in_work) {
      real = work_real;
      imaginary = work_imaginary;
    }
    int64_t made = is_split ? inner->length : plan->length;
    if (plan->half && !is_split) {
      NAME(join_halves)(inner->length, lines, real, imaginary, plan->half_roots);
      made = inner->length + 1;
    }
    if (l->settles)
      NAME(settle)(made, lines, real, imaginary);
    if (is_split)
      NAME(write_pairs)(l, inner->length, lines, there, target_offsets + line, real, imaginary);
    else
      NAME(write_lines)(l, plan->length, lines, there, target_offsets + line, real, imaginary);
    line += there;
  }
  if (most == 1)
    nb_scratch_release(memory);
  else
    free(memory);
  return 1;
}
