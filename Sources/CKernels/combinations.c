#include "Combinations.h"

#include "clones.h"
#include "halves.h"

// Nothing is fused.
#pragma clang fp contract(off)

/// Elements of which all results are made before the next ones are read.
enum { BLOCK = 512 };

/// WIDE is the type that TYPE is computed in, READ and ROUND lead there and back.
#define NB_COMBINE(NAME, TYPE, WIDE, READ, ROUND)                                                                      \
  NB_CLONES void NAME(int64_t count, int64_t terms, const TYPE *x, int64_t results, const TYPE *coefficients,          \
                      TYPE *out) {                                                                                     \
    WIDE sums[BLOCK];                                                                                                  \
    for (int64_t start = 0; start < count; start += BLOCK) {                                                           \
      int64_t size = count - start < BLOCK ? count - start : BLOCK;                                                    \
      for (int64_t r = 0; r < results; r++) {                                                                          \
        for (int64_t i = 0; i < size; i++)                                                                             \
          sums[i] = 0;                                                                                                 \
        for (int64_t t = 0; t < terms; t++) {                                                                          \
          const TYPE *term = x + t * count + start;                                                                    \
          WIDE coefficient = READ(coefficients[r * terms + t]);                                                        \
          for (int64_t i = 0; i < size; i++) {                                                                         \
            WIDE product = READ(ROUND(READ(term[i]) * coefficient));                                                   \
            sums[i] = READ(ROUND(sums[i] + product));                                                                  \
          }                                                                                                            \
        }                                                                                                              \
        for (int64_t i = 0; i < size; i++)                                                                             \
          out[r * count + start + i] = ROUND(sums[i]);                                                                 \
      }                                                                                                                \
    }                                                                                                                  \
  }

NB_COMBINE(nb_combine_f32, float, float, , )
NB_COMBINE(nb_combine_f64, double, double, , )
NB_COMBINE(nb_combine_f16, uint16_t, float, float_of_half, half_of)
NB_COMBINE(nb_combine_bf16, uint16_t, float, float_of_bfloat, bfloat_of)

void nb_combine_halves(int is_bfloat, int64_t count, int64_t terms, const uint16_t *x, int64_t results,
                       const uint16_t *coefficients, uint16_t *out) {
  (is_bfloat ? nb_combine_bf16 : nb_combine_f16)(count, terms, x, results, coefficients, out);
}

/// Columns of a complex product whose sums stay in registers.
enum { COLUMNS = 16 };

/// The first `width` columns; COLUMNS of them where the compiler is to know it.
#define NB_COMPLEX_STRIP(WIDTH)                                                                                        \
  for (int64_t p = 0; p < k; p++) {                                                                                    \
    const TYPE *factor = a + 2 * (i * a_row + p * a_column), *line = b + 2 * (p * b_row + j * b_column);               \
    for (int64_t l = 0; l < (WIDTH); l++) {                                                                            \
      TYPE x = line[2 * l * b_column], y = line[2 * l * b_column + 1];                                                 \
      real[l] += factor[0] * x - factor[1] * y;                                                                        \
      imaginary[l] += factor[0] * y + factor[1] * x;                                                                   \
    }                                                                                                                  \
  }

#define NB_COMPLEX_PRODUCT(NAME, TYPE_)                                                                                \
  NB_INLINE void NAME##_strided(int64_t m, int64_t n, int64_t k, const TYPE_ *a, int64_t a_row, int64_t a_column,      \
                                const TYPE_ *b, int64_t b_row, int64_t b_column, TYPE_ *c) {                           \
    typedef TYPE_ TYPE;                                                                                                \
    for (int64_t i = 0; i < m; i++, c += 2 * n)                                                                        \
      for (int64_t j = 0; j < n; j += COLUMNS) {                                                                       \
        TYPE real[COLUMNS], imaginary[COLUMNS];                                                                        \
        int64_t width = n - j < COLUMNS ? n - j : COLUMNS;                                                             \
        for (int64_t l = 0; l < width; l++) {                                                                          \
          real[l] = c[2 * (j + l)];                                                                                    \
          imaginary[l] = c[2 * (j + l) + 1];                                                                           \
        }                                                                                                              \
        if (width == COLUMNS) {                                                                                        \
          NB_COMPLEX_STRIP(COLUMNS)                                                                                    \
        } else {                                                                                                       \
          NB_COMPLEX_STRIP(width)                                                                                      \
        }                                                                                                              \
        for (int64_t l = 0; l < width; l++) {                                                                          \
          c[2 * (j + l)] = real[l];                                                                                    \
          c[2 * (j + l) + 1] = imaginary[l];                                                                           \
        }                                                                                                              \
      }                                                                                                                \
  }                                                                                                                    \
  NB_CLONES void NAME(int64_t m, int64_t n, int64_t k, const TYPE_ *a, int64_t a_row, int64_t a_column,                \
                      const TYPE_ *b, int64_t b_row, int64_t b_column, TYPE_ *c) {                                     \
    if (b_column == 1)                                                                                                 \
      NAME##_strided(m, n, k, a, a_row, a_column, b, b_row, 1, c);                                                     \
    else                                                                                                               \
      NAME##_strided(m, n, k, a, a_row, a_column, b, b_row, b_column, c);                                              \
  }

NB_COMPLEX_PRODUCT(nb_multiply_complex_f32, float)
NB_COMPLEX_PRODUCT(nb_multiply_complex_f64, double)
