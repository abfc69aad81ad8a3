#include "pieces.h"

#include <string.h>

#include "single.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// A piece holds the magnitudes for which the sum with FIRST_BOUND has the same exponent and the same first three digits
// after it; the lowest five bits of these are its place in the tables. The hyperbolic tangent in a piece is
//   VALUE + SLOPE d + SECOND d^2 + ... + SIXTH d^6,  d = |x| - CENTER.
// Centers were searched near the middles of pieces, so that value and slope are floats to about 34 bits: what is added to
// them is small, and the result is the nearest `float` for all but 3 of 10,000 arguments. The other coefficients are
// minimax fits to 2^-33, each rounded before the next was fitted. The first piece is odd about 0, and in the last, whose
// center lies beyond it, all results are 1 or its neighbour.

enum { PIECES = 32 };

static const float FIRST_BOUND = 1.0625f;

/// From here on all results are 1.
static const float LAST = 9.25f;

static const float CENTER[PIECES] = {
    0x1.1057cep+0f, 0x1.4fa136p+0f, 0x1.90106cp+0f, 0x1.d06be8p+0f, 0x1.08100ap+1f, 0x1.27d246p+1f, 0x1.47f044p+1f,
    0x1.681b1p+1f, 0x1.97fb0cp+1f, 0x1.d79b2p+1f, 0x1.0c2d2cp+2f, 0x1.2be2a6p+2f, 0x1.4c26ecp+2f, 0x1.6bc3e4p+2f,
    0x1.8c2844p+2f, 0x1.ac13fp+2f, 0x1.d1cb7ep+2f, 0x1.0a2b24p+3f, 0x1.8p+3f, 0x1.8p+3f, 0x1.8p+3f, 0x1.8p+3f,
    0x1.8p+3f, 0x1.8p+3f, 0, 0x1.fed1e2p-4f, 0x1.00c2e2p-2f, 0x1.7fbp-2f, 0x1.005eb4p-1f, 0x1.403bdep-1f,
    0x1.806ecep-1f, 0x1.c0003ep-1f,
};
static const float VALUE[PIECES] = {
    0x1.930294p-1f, 0x1.baa538p-1f, 0x1.d4ec4p-1f, 0x1.e5813ap-1f, 0x1.efba4p-1f, 0x1.f607fp-1f, 0x1.f9f0f8p-1f,
    0x1.fc5382p-1f, 0x1.fe4208p-1f, 0x1.ff5accp-1f, 0x1.ffc3e8p-1f, 0x1.ffe9bp-1f, 0x1.fff7dcp-1f, 0x1.fffcf8p-1f,
    0x1.fffee6p-1f, 0x1.ffff98p-1f, 0x1.ffffep-1f, 0x1.fffffcp-1f, 0x1p+0f, 0x1p+0f, 0x1p+0f, 0x1p+0f, 0x1p+0f,
    0x1p+0f, 0, 0x1.fc301ep-4f, 0x1.f7063cp-3f, 0x1.6eaf82p-2f, 0x1.d9ca26p-2f, 0x1.1c1dfp-1f, 0x1.45745p-1f,
    0x1.68667p-1f,
};
static const float SLOPE[PIECES] = {
    0x1.858ee2p-2f, 0x1.02a11p-2f, 0x1.4a1eb8p-3f, 0x1.9cf464p-4f, 0x1.0038d4p-4f, 0x1.3be6f4p-5f, 0x1.8176acp-6f,
    0x1.d48f1ap-7f, 0x1.bd35c6p-8f, 0x1.4a32b2p-9f, 0x1.e0a3cap-11f, 0x1.64f83ap-12f, 0x1.047deep-13f,
    0x1.83fedep-15f, 0x1.19ffb6p-16f, 0x1.9fffe2p-18f, 0x1.ffffeep-20f, 0x1.fffffap-23f, 0, 0, 0, 0, 0, 0, 0x1p+0f,
    0x1.f81e62p-1f, 0x1.e11cb4p-1f, 0x1.be58b6p-1f, 0x1.92646cp-1f, 0x1.6256c8p-1f, 0x1.311fbcp-1f, 0x1.024fdep-1f,
};
static const float SECOND[PIECES] = {
    -0x1.32a1ecp-2f, -0x1.bf31p-3f, -0x1.2e5868p-3f, -0x1.8795bcp-4f, -0x1.f02852p-5f, -0x1.35c052p-5f,
    -0x1.7ce6fep-6f, -0x1.d13268p-7f, -0x1.bbb1fap-8f, -0x1.49c81cp-9f, -0x1.e06b68p-11f, -0x1.64e8dp-12f,
    -0x1.0479f4p-13f, -0x1.83fdbp-15f, -0x1.19fffcp-16f, -0x1.a002c8p-18f, -0x1.fff42ap-20f, -0x1.fff278p-23f,
    -0x1.3801acp-26f, -0x1.3801acp-26f, -0x1.3801acp-26f, -0x1.3801acp-26f, -0x1.3801acp-26f, -0x1.3801acp-26f, 0,
    -0x1.f45d82p-4f, -0x1.d8ad8ap-3f, -0x1.3faa6cp-2f, -0x1.745ca2p-2f, -0x1.8941bcp-2f, -0x1.83e7eap-2f,
    -0x1.6ba7a6p-2f,
};
static const float THIRD[PIECES] = {
    0x1.be06e2p-4f, 0x1.ac651ap-4f, 0x1.4dbc8cp-4f, 0x1.d3572ep-5f, 0x1.359304p-5f, 0x1.8cd6d8p-6f, 0x1.efd01ep-7f,
    0x1.31ac52p-7f, 0x1.25c5e2p-8f, 0x1.b69598p-10f, 0x1.3ff924p-11f, 0x1.dbb25cp-13f, 0x1.5b3eb4p-14f,
    0x1.02a2cp-15f, 0x1.77f96ap-17f, 0x1.155204p-18f, 0x1.556312p-20f, 0x1.554e4ap-23f, -0x1.e7cf56p-26f,
    -0x1.e7cf56p-26f, -0x1.e7cf56p-26f, -0x1.e7cf56p-26f, -0x1.e7cf56p-26f, -0x1.e7cf56p-26f, -0x1.55553ep-2f,
    -0x1.408f0ep-2f, -0x1.06b13ap-2f, -0x1.6e30acp-3f, -0x1.7fe702p-4f, -0x1.200762p-6f, 0x1.59431ep-5f,
    0x1.4f159cp-4f,
};
static const float FOURTH[PIECES] = {
    0x1.ce0ebap-7f, -0x1.20ef6ap-6f, -0x1.a05e9p-6f, -0x1.6c31ecp-6f, -0x1.0caccp-6f, -0x1.6d432ap-7f,
    -0x1.d7f7d8p-8f, -0x1.28d41ap-8f, -0x1.21c3c8p-9f, -0x1.b46984p-11f, -0x1.3f5f22p-12f, -0x1.db511p-14f,
    -0x1.5b11fp-15f, -0x1.025938p-16f, -0x1.7783b8p-18f, -0x1.148232p-19f, -0x1.5748f4p-21f, -0x1.574d7p-24f,
    -0x1.2b25dp-26f, -0x1.2b25dp-26f, -0x1.2b25dp-26f, -0x1.2b25dp-26f, -0x1.2b25dp-26f, -0x1.2b25dp-26f, 0,
    0x1.45d586p-4f, 0x1.1e9114p-3f, 0x1.584338p-3f, 0x1.510098p-3f, 0x1.1a3e54p-3f, 0x1.976c7cp-4f, 0x1.f19282p-5f,
};
static const float FIFTH[PIECES] = {
    -0x1.3f2184p-5f, -0x1.ce951cp-7f, -0x1.8e4104p-12f, 0x1.179becp-8f, 0x1.317db8p-8f, 0x1.e6638cp-9f,
    0x1.54b75ap-9f, 0x1.bf3fb4p-10f, 0x1.c638aep-11f, 0x1.5c7a72p-12f, 0x1.00d514p-13f, 0x1.7f3ac4p-15f,
    0x1.180ba2p-16f, 0x1.a17152p-18f, 0x1.2f6f4cp-19f, 0x1.bf946p-21f, 0x1.11fbccp-22f, 0x1.1544d4p-25f,
    -0x1.4c3534p-28f, -0x1.4c3534p-28f, -0x1.4c3534p-28f, -0x1.4c3534p-28f, -0x1.4c3534p-28f, -0x1.4c3534p-28f,
    0x1.107842p-3f, 0x1.db9c1ep-4f, 0x1.269d72p-4f, 0x1.3564eap-6f, -0x1.be42e4p-6f, -0x1.c2f374p-5f, -0x1.0609dcp-4f,
    -0x1.e1a786p-5f,
};
static const float SIXTH[PIECES] = {
    0x1.3b7b62p-6f, 0x1.ad33c8p-7f, 0x1.67d996p-8f, 0x1.410212p-10f, -0x1.d323a2p-12f, -0x1.78a7d4p-11f,
    -0x1.7572c2p-11f, -0x1.052e18p-11f, -0x1.1d00a8p-12f, -0x1.c29a3ap-14f, -0x1.558d9ap-15f, -0x1.0056f4p-16f,
    -0x1.7c0e4ap-18f, -0x1.285f42p-19f, -0x1.b5db36p-21f, -0x1.65aa3p-22f, -0x1.1a0684p-24f, -0x1.2a8f58p-27f,
    -0x1.2c1ae6p-31f, -0x1.2c1ae6p-31f, -0x1.2c1ae6p-31f, -0x1.2c1ae6p-31f, -0x1.2c1ae6p-31f, -0x1.2c1ae6p-31f, 0,
    -0x1.56f8c6p-5f, -0x1.114a58p-4f, -0x1.243caap-4f, -0x1.7d1f12p-5f, -0x1.f351d6p-6f, 0x1.0321c8p-10f,
    0x1.58a094p-6f,
};

#include "odd_functions.h"

void nb_tanh_groups(int64_t count, const float *x, float *out) { NB_CHOOSE; }
