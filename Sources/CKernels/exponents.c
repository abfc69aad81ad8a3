#include "exponents.h"

#include <string.h>

#include "single.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// The mantissa is one from 0.734 to 1.469, in the middle of whose pieces are numbers the inverse of which has few digits:
// that of a mantissa times such an inverse, m c = 1 + r, is exactly represented, and
//   log x = e log 2 - log c + log(1 + r).
// Logarithms of the inverses are kept in two parts, the first of which has so few digits that it can be added to the
// exponent's exactly. What is added to the first terms is small, so that the result is the nearest `float` but for about 3
// of 1,000 arguments. Near 1 the inverse is 1.

enum { PIECES = 16 };

/// The bits of the least mantissa.
static const uint32_t FIRST_PIECE = 0x3f3c0000;
/// The bits of the least normal number, and of how many positive ones it is the first.
static const uint32_t LEAST_USUAL = 0x00800000, USUAL_COUNT = 0x7f000000;

static const float INVERSE[PIECES] = {
    0x1.58p+0f, 0x1.48p+0f, 0x1.38p+0f, 0x1.3p+0f, 0x1.28p+0f, 0x1.18p+0f, 0x1.1p+0f, 0x1.08p+0f, 0x1p+0f,
    0x1.ep-1f, 0x1.cp-1f, 0x1.bp-1f, 0x1.ap-1f, 0x1.8p-1f, 0x1.7p-1f, 0x1.6p-1f,
};
static const float NATURAL_HIGH[PIECES] = {
    -0x1.2e9p-2f, -0x1.fb9p-3f, -0x1.9528p-3f, -0x1.5ffp-3f, -0x1.2958p-3f, -0x1.6f1p-4f, -0x1.f0ap-5f,
    -0x1.f84p-6f, 0, 0x1.086p-4f, 0x1.1178p-3f, 0x1.5bf8p-3f, 0x1.a94p-3f, 0x1.2698p-2f, 0x1.522cp-2f,
    0x1.7fbp-2f,
};
static const float NATURAL_LOW[PIECES] = {
    0x1.d451eep-18f, -0x1.86d5e4p-19f, 0x1.2b185ep-18f, -0x1.83853cp-18f, 0x1.683fp-18f, 0x1.6ba8d4p-19f,
    -0x1.86008cp-20f, 0x1.64f188p-18f, 0, -0x1.9d2988p-18f, 0x1.d044fcp-20f, -0x1.fca55ep-18f, -0x1.2c3752p-19f,
    -0x1.deecb2p-18f, -0x1.1f8c76p-18f, -0x1.7109fap-20f,
};
static const float BINARY_HIGH[PIECES] = {
    -0x1.b48p-2f, -0x1.6e24p-2f, -0x1.244p-2f, -0x1.fbcp-3f, -0x1.acf8p-3f, -0x1.08c8p-3f, -0x1.664p-4f,
    -0x1.6bap-5f, 0, 0x1.7d6p-4f, 0x1.8a88p-3f, 0x1.f6p-3f, 0x1.32cp-2f, 0x1.a9p-2f, 0x1.e7ep-2f, 0x1.14c6p-1f,
};
static const float BINARY_LOW[PIECES] = {
    0x1.408c78p-18f, 0x1.e3263p-18f, -0x1.eac382p-20f, -0x1.6b9026p-19f, 0x1.0e9258p-18f, 0x1.3b992cp-18f,
    0x1.20a6dep-21f, -0x1.a6eb1ep-18f, 0, 0x1.25b3eep-22f, 0x1.80abfcp-19f, -0x1.3ab7cep-18f, -0x1.1c8f12p-22f,
    -0x1.a39fbep-20f, -0x1.40358ep-19f, -0x1.3e032ep-18f,
};
static const float DECIMAL_HIGH[PIECES] = {
    -0x1.06c8p-3f, -0x1.b8ep-4f, -0x1.5ffp-4f, -0x1.31bp-4f, -0x1.024p-4f, -0x1.3eep-5f, -0x1.af4p-6f,
    -0x1.b6p-7f, 0, 0x1.cb4p-6f, 0x1.db2p-5f, 0x1.2e4p-4f, 0x1.716p-4f, 0x1.ffcp-4f, 0x1.25b8p-3f, 0x1.4d4p-3f,
};
static const float DECIMAL_LOW[PIECES] = {
    -0x1.eb3d36p-18f, 0x1.b2c54cp-20f, 0x1.feddd4p-18f, -0x1.82ae24p-19f, -0x1.460f84p-19f, 0x1.dcccb4p-18f,
    -0x1.f92bp-18f, 0x1.6f714ep-19f, 0, -0x1.c0cc9ep-20f, -0x1.c25132p-18f, -0x1.62fd22p-18f, -0x1.798e4cp-19f,
    -0x1.ea21c4p-23f, 0x1.410ad8p-18f, 0x1.fc13aep-18f,
};

/// What a logarithm to one base needs: those of the inverses and of 2, in two parts, that of the natural one, likewise, and
/// the series after the first term, a minimax fit to 2^-34.
typedef struct logarithm_terms {
  const float *high, *low;
  float unit, unit_rest, factor, factor_rest;
  float series[4];
} logarithm_terms;

static const logarithm_terms NATURAL = {
    NATURAL_HIGH, NATURAL_LOW, 0x1.62e4p-1f, 0x1.7f7d1cp-20f, 0x1p+0f, 0,
    {-0x1.fffffp-2f, 0x1.55553ep-2f, -0x1.007042p-2f, 0x1.9a86b2p-3f},
};
static const logarithm_terms BINARY = {
    BINARY_HIGH, BINARY_LOW, 0x1p+0f, 0, 0x1.715476p+0f, 0x1.4ae0cp-26f,
    {-0x1.71546ap-1f, 0x1.ec707cp-2f, -0x1.71f66cp-2f, 0x1.2821ccp-2f},
};
static const logarithm_terms DECIMAL = {
    DECIMAL_HIGH, DECIMAL_LOW, 0x1.344p-2f, 0x1.3509f8p-18f, 0x1.bcb7b2p-2f, -0x1.5b235ep-27f,
    {-0x1.bcb7a4p-3f, 0x1.287a62p-3f, -0x1.bd7ab6p-4f, 0x1.649418p-4f},
};

// The exponential of x is that of k log(2) / 16 times that of a rest r: a power of two, one of 16 numbers between 1 and 2 in
// two parts, and a polynomial right to 2^-37.

static const float PIECES_OF_POWER = 0x1.715476p+4f, POWER_OF_PIECE = 0x1.62ep-5f, POWER_OF_PIECE_REST = 0x1.0bfbe8p-19f;

static const float POWER[PIECES] = {
    0x1p+0f, 0x1.0b5586p+0f, 0x1.172b84p+0f, 0x1.2387a6p+0f, 0x1.306fep+0f, 0x1.3dea64p+0f, 0x1.4bfdaep+0f,
    0x1.5ab07ep+0f, 0x1.6a09e6p+0f, 0x1.7a1148p+0f, 0x1.8ace54p+0f, 0x1.9c4918p+0f, 0x1.ae89fap+0f,
    0x1.c199bep+0f, 0x1.d5818ep+0f, 0x1.ea4afap+0f,
};
static const float POWER_REST[PIECES] = {
    0, 0x1.9f3122p-25f, -0x1.c15742p-27f, 0x1.ceac48p-25f, 0x1.4636e2p-25f, 0x1.824684p-25f, -0x1.593abcp-25f,
    -0x1.5bd5ecp-27f, 0x1.9fcef4p-26f, -0x1.829fdp-25f, 0x1.15506ep-27f, 0x1.51f848p-27f, -0x1.a94b14p-26f,
    -0x1.3d56b2p-27f, -0x1.822dbcp-27f, 0x1.52486cp-27f,
};

#if defined(__x86_64__) && !(defined(NB_PROCESSOR) && NB_PROCESSOR == 1)
#define TARGET __attribute__((target("arch=x86-64-v4"), min_vector_width(512)))
#define VECTOR_BYTES 64
#define NAME(name) name##_v4
#define LOOK_UP(TABLE, PLACE) ((floats_v4)_mm512_permutexvar_ps((__m512i)(PLACE), _mm512_loadu_ps(TABLE)))
#include "exponent.h"
#undef TARGET
#undef VECTOR_BYTES
#undef NAME
#undef LOOK_UP

#define TARGET __attribute__((target("arch=x86-64-v3")))
#define VECTOR_BYTES 32
#define NAME(name) name##_v3
/// The choice between two halves of a table is by the fourth bit of the place, moved to where instructions look for it.
#define LOOK_UP(TABLE, PLACE)                                                                                          \
  ((floats_v3)_mm256_blendv_ps(_mm256_permutevar8x32_ps(_mm256_loadu_ps(TABLE), (__m256i)(PLACE)),                     \
                               _mm256_permutevar8x32_ps(_mm256_loadu_ps((TABLE) + 8), (__m256i)(PLACE)),               \
                               (__m256)((PLACE) << 28)))
#include "exponent.h"
#undef TARGET
#undef VECTOR_BYTES
#undef NAME
#undef LOOK_UP
#endif

#define TARGET
#define VECTOR_BYTES 16
#define NAME(name) name##_any
#define LOOK_UP(TABLE, PLACE)                                                                                          \
  (floats_any) { (TABLE)[(PLACE)[0] & 15], (TABLE)[(PLACE)[1] & 15], (TABLE)[(PLACE)[2] & 15], (TABLE)[(PLACE)[3] & 15] }
#include "exponent.h"
#undef TARGET
#undef VECTOR_BYTES
#undef NAME
#undef LOOK_UP

#if !defined(__x86_64__) || defined(NB_PROCESSOR) && NB_PROCESSOR == 1
#define NB_CHOOSE(NAME) NAME##_any(count, x, out)
#elif defined(NB_PROCESSOR)
#define NB_CHOOSE(NAME) NAME##_v3(count, x, out)
#else
#define NB_CHOOSE(NAME)                                                                                                \
  __builtin_cpu_supports("x86-64-v4")   ? NAME##_v4(count, x, out)                                                     \
  : __builtin_cpu_supports("x86-64-v3") ? NAME##_v3(count, x, out)                                                     \
                                        : NAME##_any(count, x, out)
#endif

void nb_exp_groups(int64_t count, const float *x, float *out) { NB_CHOOSE(exp); }
void nb_log_groups(int64_t count, const float *x, float *out) { NB_CHOOSE(log); }
void nb_log2_groups(int64_t count, const float *x, float *out) { NB_CHOOSE(log2); }
void nb_log10_groups(int64_t count, const float *x, float *out) { NB_CHOOSE(log10); }
