#include "pieces.h"

#include <string.h>

#include "single.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// The inverse of the error function by polynomials for pieces (odd_function.h), the last of which are near 1,
// right to 2^-30.

enum { PIECES = 32 };

#define ENDS_AT_ONE
/// Here the last of the pieces ends.
#define LIMIT 0x1.fd8p-1f

#define FIRST_END 0.1250003f
#define FIRST_SLOPE_REST -0x1.c96212p-26f

static const float CENTER[PIECES] = {
    0x1.fb8486p-1f, 0x1.fa73e8p-1f, 0x1.f97fd2p-1f, 0x1.f88aa6p-1f, 0x1.f6f228p-1f, 0x1.f51eep-1f, 0x1.f318c4p-1f,
    0x1.f118ep-1f, 0x1.edf048p-1f, 0x1.e9c2acp-1f, 0x1.e5d6b6p-1f, 0x1.e22a66p-1f, 0x1.dc2f2ap-1f, 0x1.d380bap-1f,
    0x1.cb8a54p-1f, 0x1.c4743ep-1f, 0x1.b71e9ap-1f, 0x1.a71decp-1f, 0x1.97380ap-1f, 0x1.888b66p-1f, 0x1.70337ap-1f,
    0x1.4f1c4ep-1f, 0x1.2e7a4ep-1f, 0x1.10e34cp-1f, 0x1.bee9c2p-2f, 0x1.417acp-2f, 0x1.81be64p-3f, 0, 0,
    0x1.fd4108p-1f, 0x1.fcbe26p-1f, 0x1.fc46p-1f,
};
static const float VALUE[PIECES] = {
    0x1.da8a7cp+0f, 0x1.cd3c6ep+0f, 0x1.c32152p+0f, 0x1.ba3944p+0f, 0x1.ad68dp+0f, 0x1.a0fbf4p+0f, 0x1.952cd2p+0f,
    0x1.8afd7cp+0f, 0x1.7d13c2p+0f, 0x1.6d90fp+0f, 0x1.611becp+0f, 0x1.56c9f6p+0f, 0x1.480bdcp+0f, 0x1.35e4bap+0f,
    0x1.279cb2p+0f, 0x1.1c4a1ap+0f, 0x1.099386p+0f, 0x1.eca2cep-1f, 0x1.cb36e8p-1f, 0x1.af80f4p-1f, 0x1.866bcp-1f,
    0x1.558a24p-1f, 0x1.2ac6cep-1f, 0x1.075388p-1f, 0x1.a232aap-2f, 0x1.24aebp-2f, 0x1.59185p-3f, 0, 0, 0x1.f8063ap+0f,
    0x1.edea8cp+0f, 0x1.e5d32ap+0f,
};
static const float SLOPE[PIECES] = {
    0x1.b8810cp+4f, 0x1.6c496ap+4f, 0x1.3c7a28p+4f, 0x1.184b86p+4f, 0x1.d8bf18p+3f, 0x1.92a88p+3f, 0x1.5b36cp+3f,
    0x1.329d0ap+3f, 0x1.040a06p+3f, 0x1.b3d5d4p+2f, 0x1.7c2f68p+2f, 0x1.54b962p+2f, 0x1.24ff84p+2f, 0x1.eb14d8p+1f,
    0x1.ae606p+1f, 0x1.8558d4p+1f, 0x1.4cc6p+1f, 0x1.1e4c9cp+1f, 0x1.fb298p+0f, 0x1.cd96bep+0f, 0x1.95cd24p+0f,
    0x1.620742p+0f, 0x1.3eea26p+0f, 0x1.27922ep+0f, 0x1.0c0d7p+0f, 0x1.ec5f8ap-1f, 0x1.d2d0f8p-1f, 0x1.c5bf8ap-1f,
    0x1.c5bf8ap-1f, 0x1.561172p+5f, 0x1.2544d6p+5f, 0x1.03db1ap+5f,
};
static const float SECOND[PIECES] = {
    0x1.5f4394p+10f, 0x1.d2fb86p+9f, 0x1.58ba86p+9f, 0x1.09128ap+9f, 0x1.6e173p+8f, 0x1.01e698p+8f, 0x1.74abf4p+7f,
    0x1.1b4ed6p+7f, 0x1.893282p+6f, 0x1.08e4a6p+6f, 0x1.8564fap+5f, 0x1.2f9d6ep+5f, 0x1.adb818p+4f, 0x1.1d16aap+4f,
    0x1.a1be4ep+3f, 0x1.48cb48p+3f, 0x1.c0c0bap+2f, 0x1.34134p+2f, 0x1.c293d8p+1f, 0x1.5eb724p+1f, 0x1.ea834p+0f,
    0x1.4697eap+0f, 0x1.cfad54p-1f, 0x1.5f067ep-1f, 0x1.ca8096p-2f, 0x1.0eac56p-2f, 0x1.1edf9cp-3f, 0x1.34f55ep-24f,
    0x1.34f55ep-24f, 0x1.c1f418p+11f, 0x1.4418ecp+11f, 0x1.f4920ep+10f,
};
static const float THIRD[PIECES] = {
    0x1.90a154p+16f, 0x1.adcf72p+15f, 0x1.0e7b7cp+15f, 0x1.6a3b84p+14f, 0x1.9b9172p+13f, 0x1.e1fe04p+12f,
    0x1.2547p+12f, 0x1.81ad4cp+11f, 0x1.b9108ap+10f, 0x1.e1f4eep+9f, 0x1.2cd1e6p+9f, 0x1.9b05a8p+8f, 0x1.e41ca8p+7f,
    0x1.02510cp+7f, 0x1.410032p+6f, 0x1.bd424ap+5f, 0x1.f123b2p+4f, 0x1.18ae9cp+4f, 0x1.5dce38p+3f, 0x1.e05a86p+2f,
    0x1.1a996ap+2f, 0x1.39b296p+1f, 0x1.85b05ep+0f, 0x1.0e4b9ap+0f, 0x1.46a046p-1f, 0x1.92c214p-2f, 0x1.201638p-2f,
    0x1.db25c6p-3f, 0x1.db25c6p-3f, 0x1.a404b8p+18f, 0x1.fd9e8p+17f, 0x1.57bafp+17f,
};
static const float FOURTH[PIECES] = {
    0x1.054f9p+23f, 0x1.c4539cp+21f, 0x1.e5573ap+20f, 0x1.1a70e6p+20f, 0x1.08eae4p+19f, 0x1.02386cp+18f, 0x1.08e4p+17f,
    0x1.2d17cap+16f, 0x1.1bdbecp+15f, 0x1.f745bap+13f, 0x1.0aa6fp+13f, 0x1.3f31fcp+12f, 0x1.39434p+11f,
    0x1.0c8102p+10f, 0x1.1ab74ap+9f, 0x1.59bc46p+8f, 0x1.3a50e2p+7f, 0x1.22a368p+6f, 0x1.32991cp+5f, 0x1.7111f2p+4f,
    0x1.66dd9p+3f, 0x1.41089p+2f, 0x1.4c54bcp+1f, 0x1.8c55ecp+0f, 0x1.7915a4p-1f, 0x1.4d071p-2f, 0x1.23e282p-3f,
    0x1.31d704p-12f, 0x1.31d704p-12f, 0x1.bf6f92p+25f, 0x1.c9b976p+24f, 0x1.0d93a6p+24f,
};
static const float FIFTH[PIECES] = {
    0x1.72e9c8p+29f, 0x1.02a45cp+28f, 0x1.d8e7f6p+26f, 0x1.e01a6ap+25f, 0x1.73e07p+24f, 0x1.2bacaep+23f,
    0x1.02156cp+22f, 0x1.ff285p+20f, 0x1.8e9a44p+19f, 0x1.1d1f18p+18f, 0x1.00593ap+17f, 0x1.0d8f88p+16f,
    0x1.ba3abep+14f, 0x1.2f2408p+13f, 0x1.0e3b34p+12f, 0x1.227d4ap+11f, 0x1.b28778p+9f, 0x1.47df76p+8f, 0x1.24b286p+7f,
    0x1.3405aap+6f, 0x1.f698ecp+4f, 0x1.6c16c2p+3f, 0x1.3eb682p+2f, 0x1.4f1154p+1f, 0x1.100e46p+0f, 0x1.ad226ap-2f,
    0x1.a31424p-3f, 0x1.f78a68p-4f, 0x1.f78a68p-4f, 0x1.028b46p+33f, 0x1.bd7c02p+31f, 0x1.ca49dp+30f,
};
static const float SIXTH[PIECES] = {
    0x1.0a532cp+36f, 0x1.4bb7e4p+34f, 0x1.13f05cp+33f, 0x1.5210e4p+32f, 0x1.1ae9d4p+30f, 0x1.51e8a4p+28f,
    0x1.c05c82p+26f, 0x1.d4451ep+25f, 0x1.2718d8p+24f, 0x1.61d3d2p+22f, 0x1.225cf2p+21f, 0x1.16787ap+20f,
    0x1.37e27ep+18f, 0x1.8593b2p+16f, 0x1.298c64p+15f, 0x1.9da06cp+13f, 0x1.5557ep+12f, 0x1.9a6c76p+10f,
    0x1.408b6ep+9f, 0x1.b98c7ep+7f, 0x1.6d57b4p+6f, 0x1.c15c8cp+4f, 0x1.49774cp+3f, 0x1.584e24p+2f, 0x1.8233ccp+0f,
    0x1.cb2a32p-2f, 0x1.2f124cp-3f, 0x1.0ed45p-5f, 0x1.0ed45p-5f, 0x1.51e26p+40f, 0x1.d24b48p+38f, 0x1.cb6258p+37f,
};

#include "odd_functions.h"

void nb_erfinv_groups(int64_t count, const float *x, float *out, nb_beyond *beyond) { NB_CHOOSE; }
