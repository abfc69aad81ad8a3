#include "pieces.h"

#include <string.h>

#include "single.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// The arc tangent by the pieces of the hyperbolic tangent (tangents.c), right to 2^-32 before the result is rounded.

enum { PIECES = 32 };

#define FIRST_BOUND 1.0625f
/// The last of the pieces ends here.
#define LIMIT 14.9f

static const float CENTER[PIECES] = {
    0x1.0f6e9ep+0f, 0x1.50d0c2p+0f, 0x1.8e483ap+0f, 0x1.d1bb68p+0f, 0x1.08755cp+1f, 0x1.28037ap+1f, 0x1.46c60ap+1f,
    0x1.68712ap+1f, 0x1.976c8ap+1f, 0x1.d85466p+1f, 0x1.0b5beep+2f, 0x1.2aaeep+2f, 0x1.4c103p+2f, 0x1.6cf84p+2f,
    0x1.8b7a1cp+2f, 0x1.abc4a2p+2f, 0x1.dae9c2p+2f, 0x1.0d9bdcp+3f, 0x1.2f42e8p+3f, 0x1.4ec83cp+3f, 0x1.6e004ap+3f,
    0x1.8d76fap+3f, 0x1.aeea6ap+3f, 0x1.cf034cp+3f, 0, 0x1.fc6e32p-4f, 0x1.017ad4p-2f, 0x1.7f559ap-2f, 0x1.01676cp-1f,
    0x1.417048p-1f, 0x1.7e8f3cp-1f, 0x1.bf14fep-1f,
};
static const float VALUE[PIECES] = {
    0x1.a119a4p-1f, 0x1.d77e9ap-1f, 0x1.ffc20ap-1f, 0x1.1175dep+0f, 0x1.1eb9e4p+0f, 0x1.29a458p+0f, 0x1.328c9ep+0f,
    0x1.3ac4f8p+0f, 0x1.44323ep+0f, 0x1.4e6032p+0f, 0x1.55f98ep+0f, 0x1.5c163cp+0f, 0x1.6161acp+0f, 0x1.65af2ep+0f,
    0x1.690d2ep+0f, 0x1.6c1adp+0f, 0x1.6fd4dep+0f, 0x1.73e16ep+0f, 0x1.7735ep+0f, 0x1.79ba74p+0f, 0x1.7bcc56p+0f,
    0x1.7d8ebep+0f, 0x1.7f25e4p+0f, 0x1.80758ap+0f, 0, 0x1.f9d7d2p-4f, 0x1.f88038p-3f, 0x1.6ecc28p-2f, 0x1.dd04e2p-2f,
    0x1.1f093ap-1f, 0x1.488ca6p-1f, 0x1.6f8544p-1f,
};
static const float SLOPE[PIECES] = {
    0x1.e21082p-2f, 0x1.76f34cp-2f, 0x1.2b5f82p-2f, 0x1.db3438p-3f, 0x1.84b612p-3f, 0x1.429d24p-3f, 0x1.106f52p-3f,
    0x1.cab31p-4f, 0x1.6ff716p-4f, 0x1.183a6cp-4f, 0x1.bbfa38p-5f, 0x1.679c66p-5f, 0x1.2567ccp-5f, 0x1.e8c782p-6f,
    0x1.a220fcp-6f, 0x1.66b6eap-6f, 0x1.243caep-6f, 0x1.c73448p-7f, 0x1.68d562p-7f, 0x1.28abd4p-7f, 0x1.f12c5ep-8f,
    0x1.a60ffap-8f, 0x1.676c82p-8f, 0x1.378c28p-8f, 0x1p+0f, 0x1.f83b1ap-1f, 0x1.e18dcep-1f, 0x1.c11188p-1f,
    0x1.98b372p-1f, 0x1.6f400ap-1f, 0x1.4890d6p-1f, 0x1.227f7ep-1f,
};
static const float SECOND[PIECES] = {
    -0x1.e13d66p-3f, -0x1.6944a4p-3f, -0x1.105632p-3f, -0x1.913214p-4f, -0x1.30dc5cp-4f, -0x1.d61ba2p-5f,
    -0x1.7213d4p-5f, -0x1.214d4cp-5f, -0x1.a4df4ap-6f, -0x1.1afb78p-6f, -0x1.92131cp-7f, -0x1.26b0dep-7f,
    -0x1.b4314ap-8f, -0x1.4c9da2p-8f, -0x1.07c17ep-8f, -0x1.a3f2ep-9f, -0x1.35704ap-9f, -0x1.aa38fcp-10f,
    -0x1.2d3efp-10f, -0x1.c19b3ep-11f, -0x1.591c56p-11f, -0x1.0e178ep-11f, -0x1.a8b6b2p-12f, -0x1.56df3ep-12f,
    -0x1.d2d072p-29f, -0x1.ed1e16p-4f, -0x1.c78954p-3f, -0x1.26e456p-2f, -0x1.48084ep-2f, -0x1.4ac26ep-2f,
    -0x1.3b16e2p-2f, -0x1.1fd934p-2f,
};
static const float THIRD[PIECES] = {
    0x1.51f952p-4f, 0x1.190fp-4f, 0x1.ab40a6p-5f, 0x1.309a1ep-5f, 0x1.b8dbb2p-6f, 0x1.412ad4p-6f, 0x1.dd00ap-7f,
    0x1.5d95a6p-7f, 0x1.d18b8p-8f, 0x1.16c494p-8f, 0x1.652c5ap-9f, 0x1.db9646p-10f, 0x1.4037ap-10f, 0x1.c00b14p-11f,
    0x1.49d8fp-11f, 0x1.e7f65ap-12f, 0x1.45aac4p-12f, 0x1.8d35dap-13f, 0x1.f5205p-14f, 0x1.53a5aep-14f,
    0x1.dde39ap-15f, 0x1.58effap-15f, 0x1.f4f25ap-16f, 0x1.78c352p-16f, -0x1.555522p-2f, -0x1.36f56p-2f,
    -0x1.cc409cp-3f, -0x1.0af6dep-3f, -0x1.4fc3bcp-5f, 0x1.6fb024p-6f, 0x1.e70352p-5f, 0x1.4110a8p-4f,
};
static const float FOURTH[PIECES] = {
    -0x1.a7b49cp-8f, -0x1.1b53a2p-6f, -0x1.08a558p-6f, -0x1.8f47f4p-7f, -0x1.1f3d6cp-7f, -0x1.95df5ep-8f,
    -0x1.20cf22p-8f, -0x1.93234ap-9f, -0x1.f02ebp-10f, -0x1.0b4ac6p-10f, -0x1.36f062p-11f, -0x1.797ffap-12f,
    -0x1.cf175p-13f, -0x1.2a6d9ap-13f, -0x1.982c32p-14f, -0x1.196748p-14f, -0x1.54ba0cp-15f, -0x1.708e92p-16f,
    -0x1.9f223p-17f, -0x1.002878p-17f, -0x1.49cbbep-18f, -0x1.b7f8a8p-19f, -0x1.26cd2ap-19f, -0x1.9c8192p-20f,
    -0x1.d60548p-15f, 0x1.d6da8ep-4f, 0x1.7980b2p-3f, 0x1.860fd6p-3f, 0x1.3880eep-3f, 0x1.9ccadap-4f, 0x1.cac7c6p-5f,
    0x1.61c7b6p-6f,
};
static const float FIFTH[PIECES] = {
    -0x1.2c84ecp-6f, -0x1.e342cp-10f, 0x1.4f1d72p-9f, 0x1.8e2bbcp-9f, 0x1.3ded06p-9f, 0x1.ce0bb8p-10f, 0x1.44b2b6p-10f,
    0x1.b650e6p-11f, 0x1.fd344ep-12f, 0x1.f374a6p-13f, 0x1.091408p-13f, 0x1.27e3aep-14f, 0x1.4c92cp-15f,
    0x1.8d3f16p-16f, 0x1.f843p-17f, 0x1.444c7ap-17f, 0x1.641d5ep-18f, 0x1.55ada4p-19f, 0x1.585a4ap-20f, 0x1.83c3bp-21f,
    0x1.c8ec68p-22f, 0x1.1726dep-22f, 0x1.58ab9ap-23f, 0x1.b643a2p-24f, 0x1.9d46dep-3f, 0x1.405366p-3f, 0x1.d64138p-5f,
    -0x1.ffbd22p-6f, -0x1.40620ap-4f, -0x1.50205cp-4f, -0x1.0d5f54p-4f, -0x1.655e16p-5f,
};
static const float SIXTH[PIECES] = {
    0x1.16ac4p-6f, 0x1.7e5182p-8f, 0x1.7c1586p-10f, -0x1.67fbeap-14f, -0x1.bd043cp-12f, -0x1.827d24p-12f,
    -0x1.cca878p-12f, 0x1.1d4724p-15f, -0x1.f57a72p-14f, -0x1.db931cp-15f, -0x1.9dd288p-16f, -0x1.e01f82p-17f,
    -0x1.7fff92p-17f, -0x1.249d6ap-18f, -0x1.eb2ef6p-19f, -0x1.4b515ep-20f, -0x1.5ffc1p-21f, -0x1.238094p-22f,
    -0x1.2d8f48p-23f, -0x1.6adccp-25f, -0x1.7d2302p-25f, -0x1.cc6a98p-27f, -0x1.d7f622p-27f, -0x1.06d41cp-26f,
    -0x1.ad13f8p-6f, -0x1.af2488p-4f, -0x1.1a542cp-3f, -0x1.6e96c4p-4f, -0x1.408f28p-5f, -0x1.0ca114p-11f,
    0x1.8831cap-6f, 0x1.a8737p-7f,
};

#include "odd_functions.h"

void nb_atan_groups(int64_t count, const float *x, float *out, nb_beyond *beyond) { NB_CHOOSE; }
