#include "pieces.h"

#include <string.h>

#include "single.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// The error function by the same pieces and polynomials as the hyperbolic tangent (tangents.c), right to 2^-31 before the
// result is rounded.

enum { PIECES = 32 };

static const float FIRST_BOUND = 1.0625f;

/// From here on all results are 1.
static const float LAST = 3.9375f;

#define FIRST_END 0.0625f
#define FIRST_SLOPE_REST -0x1.f7ac92p-25f

static const float CENTER[PIECES] = {
    0x1.0d82aep+0f, 0x1.5093dep+0f, 0x1.8e0468p+0f, 0x1.cdba44p+0f, 0x1.09479ap+1f, 0x1.272202p+1f,
    0x1.4722fcp+1f, 0x1.67c58ep+1f, 0x1.96258cp+1f, 0x1.d8788p+1f, 0x1.d8788p+1f, 0x1.d8788p+1f, 0x1.d8788p+1f,
    0x1.d8788p+1f, 0x1.d8788p+1f, 0x1.d8788p+1f, 0x1.d8788p+1f, 0x1.d8788p+1f, 0x1.d8788p+1f, 0x1.d8788p+1f,
    0x1.d8788p+1f, 0x1.d8788p+1f, 0x1.d8788p+1f, 0x1.d8788p+1f, 0, 0x1.03cffap-3f, 0x1.f7031p-3f, 0x1.7cdd9p-2f,
    0x1.feeed8p-2f, 0x1.3ec76ap-1f, 0x1.7e503ap-1f, 0x1.c25906p-1f,
};
static const float VALUE[PIECES] = {
    0x1.ba191ep-1f, 0x1.dfc156p-1f, 0x1.f1b7b4p-1f, 0x1.fa7eecp-1f, 0x1.fe4514p-1f, 0x1.ff6e6p-1f,
    0x1.ffd88ap-1f, 0x1.fff6c6p-1f, 0x1.ffff0ep-1f, 0x1.fffffap-1f, 0x1.fffffap-1f, 0x1.fffffap-1f,
    0x1.fffffap-1f, 0x1.fffffap-1f, 0x1.fffffap-1f, 0x1.fffffap-1f, 0x1.fffffap-1f, 0x1.fffffap-1f,
    0x1.fffffap-1f, 0x1.fffffap-1f, 0x1.fffffap-1f, 0x1.fffffap-1f, 0x1.fffffap-1f, 0x1.fffffap-1f, 0,
    0x1.239a0cp-3f, 0x1.163076p-2f, 0x1.9abd4p-2f, 0x1.0a06ep-1f, 0x1.3e2a6ap-1f, 0x1.6b064ep-1f, 0x1.92ac68p-1f,
};
static const float SLOPE[PIECES] = {
    0x1.7d6d32p-2f, 0x1.9a454cp-3f, 0x1.9c1bb8p-4f, 0x1.65528p-5f, 0x1.f81598p-7f, 0x1.6b21ecp-8f,
    0x1.aec22p-10f, 0x1.b69aep-12f, 0x1.917594p-15f, 0x1.6e8abcp-20f, 0x1.6e8abcp-20f, 0x1.6e8abcp-20f,
    0x1.6e8abcp-20f, 0x1.6e8abcp-20f, 0x1.6e8abcp-20f, 0x1.6e8abcp-20f, 0x1.6e8abcp-20f, 0x1.6e8abcp-20f,
    0x1.6e8abcp-20f, 0x1.6e8abcp-20f, 0x1.6e8abcp-20f, 0x1.6e8abcp-20f, 0x1.6e8abcp-20f, 0x1.6e8abcp-20f,
    0x1.20dd76p+0f, 0x1.1c40dap+0f, 0x1.0ff45ap+0f, 0x1.f716fp-1f, 0x1.c267cp-1f, 0x1.88139cp-1f,
    0x1.4acec6p-1f, 0x1.0a843cp-1f,
};
static const float SECOND[PIECES] = {
    -0x1.918e7p-2f, -0x1.0db3f6p-2f, -0x1.405d1ap-3f, -0x1.423cccp-4f, -0x1.052da6p-5f, -0x1.a2a456p-7f,
    -0x1.133a64p-8f, -0x1.3432cep-10f, -0x1.3e6e3ep-13f, -0x1.52557ap-18f, -0x1.52557ap-18f, -0x1.52557ap-18f,
    -0x1.52557ap-18f, -0x1.52557ap-18f, -0x1.52557ap-18f, -0x1.52557ap-18f, -0x1.52557ap-18f, -0x1.52557ap-18f,
    -0x1.52557ap-18f, -0x1.52557ap-18f, -0x1.52557ap-18f, -0x1.52557ap-18f, -0x1.52557ap-18f, -0x1.52557ap-18f,
    0, -0x1.207c8ap-3f, -0x1.0b2e2cp-2f, -0x1.763cbap-2f, -0x1.c1777ap-2f, -0x1.e839c2p-2f, -0x1.ee083ap-2f,
    -0x1.d4d91ep-2f,
};
static const float THIRD[PIECES] = {
    0x1.3560a6p-3f, 0x1.5008dp-3f, 0x1.075fe2p-3f, 0x1.47e986p-4f, 0x1.3edb3ap-5f, 0x1.237f4ap-6f,
    0x1.b10af8p-8f, 0x1.0e77e4p-9f, 0x1.3fa628p-12f, 0x1.8f5768p-17f, 0x1.8f5768p-17f, 0x1.8f5768p-17f,
    0x1.8f5768p-17f, 0x1.8f5768p-17f, 0x1.8f5768p-17f, 0x1.8f5768p-17f, 0x1.8f5768p-17f, 0x1.8f5768p-17f,
    0x1.8f5768p-17f, 0x1.8f5768p-17f, 0x1.8f5768p-17f, 0x1.8f5768p-17f, 0x1.8f5768p-17f, 0x1.8f5768p-17f,
    -0x1.81273ap-2f, -0x1.6ece16p-2f, -0x1.3edb92p-2f, -0x1.e531dep-3f, -0x1.2d852p-3f, -0x1.d5dd04p-5f,
    0x1.964726p-6f, 0x1.85005ep-4f,
};
static const float FOURTH[PIECES] = {
    0x1.a34be8p-5f, -0x1.48c6ecp-6f, -0x1.87c3d6p-5f, -0x1.788eaep-5f, -0x1.e6c256p-6f, -0x1.0a480cp-6f,
    -0x1.cdac92p-8f, -0x1.48c382p-9f, -0x1.c7cd4ep-12f, -0x1.53cb2ap-16f, -0x1.53cb2ap-16f, -0x1.53cb2ap-16f,
    -0x1.53cb2ap-16f, -0x1.53cb2ap-16f, -0x1.53cb2ap-16f, -0x1.53cb2ap-16f, -0x1.53cb2ap-16f, -0x1.53cb2ap-16f,
    -0x1.53cb2ap-16f, -0x1.53cb2ap-16f, -0x1.53cb2ap-16f, -0x1.53cb2ap-16f, -0x1.53cb2ap-16f, -0x1.53cb2ap-16f,
    0, 0x1.1d648ep-4f, 0x1.00636cp-3f, 0x1.53b136p-3f, 0x1.76fa96p-3f, 0x1.69fc04p-3f, 0x1.36762p-3f,
    0x1.c60744p-4f,
};
static const float FIFTH[PIECES] = {
    -0x1.10c82p-4f, -0x1.3c9ddep-5f, -0x1.259344p-7f, 0x1.27c12ap-7f, 0x1.a691dap-7f, 0x1.3c1546p-7f,
    0x1.56ee16p-8f, 0x1.2241d2p-9f, 0x1.f67e7ep-12f, 0x1.e03052p-16f, 0x1.e03052p-16f, 0x1.e03052p-16f,
    0x1.e03052p-16f, 0x1.e03052p-16f, 0x1.e03052p-16f, 0x1.e03052p-16f, 0x1.e03052p-16f, 0x1.e03052p-16f,
    0x1.e03052p-16f, 0x1.e03052p-16f, 0x1.e03052p-16f, 0x1.e03052p-16f, 0x1.e03052p-16f, 0x1.e03052p-16f,
    0x1.cd960ep-4f, 0x1.a92b3p-4f, 0x1.4c06f4p-4f, 0x1.7bc496p-5f, 0x1.f28ea6p-8f, -0x1.b8063cp-6f,
    -0x1.aec80cp-5f, -0x1.143366p-4f,
};
static const float SIXTH[PIECES] = {
    0x1.5870a6p-7f, 0x1.6ab226p-6f, 0x1.163478p-6f, 0x1.a6a5fp-8f, -0x1.a45054p-11f, -0x1.92d1ap-9f,
    -0x1.4bfc58p-9f, -0x1.6c3394p-10f, -0x1.795714p-12f, -0x1.f2b236p-16f, -0x1.f2b236p-16f, -0x1.f2b236p-16f,
    -0x1.f2b236p-16f, -0x1.f2b236p-16f, -0x1.f2b236p-16f, -0x1.f2b236p-16f, -0x1.f2b236p-16f, -0x1.f2b236p-16f,
    -0x1.f2b236p-16f, -0x1.f2b236p-16f, -0x1.f2b236p-16f, -0x1.f2b236p-16f, -0x1.f2b236p-16f, -0x1.f2b236p-16f,
    0, -0x1.76130ap-6f, -0x1.2f42aap-5f, -0x1.86837ap-5f, -0x1.e091c4p-5f, -0x1.27108ap-5f, -0x1.0797cep-5f,
    -0x1.34c60ap-7f,
};

#include "odd_functions.h"

void nb_erf_groups(int64_t count, const float *x, float *out) { NB_CHOOSE; }
