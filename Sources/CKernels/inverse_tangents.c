#include "pieces.h"

#include <string.h>

#include "single.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// The inverse of the hyperbolic tangent by polynomials for pieces (odd_function.h), the last of which are near 1,
// right to 2^-30.

enum { PIECES = 32 };

#define ENDS_AT_ONE
/// Here the last of the pieces ends.
#define LIMIT 0x1.fd8p-1f

static const float CENTER[PIECES] = {
    0x1.fb74fap-1f, 0x1.fa7906p-1f, 0x1.f977bap-1f, 0x1.f87938p-1f, 0x1.f6e7bap-1f, 0x1.f4f9a6p-1f, 0x1.f30a86p-1f,
    0x1.f10c28p-1f, 0x1.ee0b1p-1f, 0x1.e9ecfp-1f, 0x1.e5d86cp-1f, 0x1.e1cfd4p-1f, 0x1.dbc28ep-1f, 0x1.d44d3ep-1f,
    0x1.cc542ap-1f, 0x1.c45378p-1f, 0x1.b8f1fcp-1f, 0x1.a86b72p-1f, 0x1.98d0f4p-1f, 0x1.884e22p-1f, 0x1.6f5d82p-1f,
    0x1.50a74ap-1f, 0x1.2f962cp-1f, 0x1.0f0ac8p-1f, 0x1.c13d28p-2f, 0x1.415268p-2f, 0x1.807832p-3f, 0, 0,
    0x1.fd4584p-1f, 0x1.fcb83cp-1f, 0x1.fc42ep-1f,
};
static const float VALUE[PIECES] = {
    0x1.5a758cp+1f, 0x1.4dd8fcp+1f, 0x1.431784p+1f, 0x1.39f66ep+1f, 0x1.2dc008p+1f, 0x1.214fdap+1f, 0x1.16d854p+1f,
    0x1.0d8f7cp+1f, 0x1.01a6e8p+1f, 0x1.e85a5cp+0f, 0x1.d21f12p+0f, 0x1.bf3e98p+0f, 0x1.a71346p+0f, 0x1.8e269p+0f,
    0x1.77a74ap+0f, 0x1.642a12p+0f, 0x1.4c4d3ap+0f, 0x1.2f4c08p+0f, 0x1.1828ecp+0f, 0x1.02d82ap+0f, 0x1.ce13cp-1f,
    0x1.93aedap-1f, 0x1.5d4846p-1f, 0x1.2db664p-1f, 0x1.e1ed5ep-2f, 0x1.4c89eap-2f, 0x1.851582p-3f, 0, 0,
    0x1.7b3452p+1f, 0x1.6f615ep+1f, 0x1.66faccp+1f,
};
static const float SLOPE[PIECES] = {
    0x1.c4ce6ep+5f, 0x1.7489dep+5f, 0x1.3b87ecp+5f, 0x1.121ed4p+5f, 0x1.c666f6p+4f, 0x1.7791b6p+4f, 0x1.4020aep+4f,
    0x1.15fe3ep+4f, 0x1.d0596p+3f, 0x1.7b48a8p+3f, 0x1.416c96p+3f, 0x1.179b8ap+3f, 0x1.d4af14p+2f, 0x1.87a5ep+2f,
    0x1.4dee92p+2f, 0x1.238c7cp+2f, 0x1.ef8d32p+1f, 0x1.992416p+1f, 0x1.6127b6p+1f, 0x1.35ff9ep+1f, 0x1.07d1f6p+1f,
    0x1.c2f99p+0f, 0x1.8ace7p+0f, 0x1.63acdcp+0f, 0x1.3d03cp+0f, 0x1.1bf5c6p+0f, 0x1.095a02p+0f, 0x1p+0f, 0x1p+0f,
    0x1.784e84p+6f, 0x1.392aap+6f, 0x1.12e3fcp+6f,
};
static const float SECOND[PIECES] = {
    0x1.8ce744p+11f, 0x1.0c2384p+11f, 0x1.7ff17ep+10f, 0x1.213564p+10f, 0x1.8c1ed2p+9f, 0x1.0d8f7p+9f, 0x1.862ff2p+8f,
    0x1.250f56p+8f, 0x1.965cfcp+7f, 0x1.0cdb08p+7f, 0x1.7ef3f2p+6f, 0x1.1f62d2p+6f, 0x1.8eaa46p+5f, 0x1.120458p+5f,
    0x1.87a0cap+4f, 0x1.25559cp+4f, 0x1.9d1176p+3f, 0x1.0f0524p+3f, 0x1.84ffccp+2f, 0x1.1fa134p+2f, 0x1.86270ep+1f,
    0x1.052f46p+1f, 0x1.69073cp+0f, 0x1.05990ap+0f, 0x1.58731ep-1f, 0x1.8b57f8p-2f, 0x1.9d126p-3f, 0x1.ff1378p-24f,
    0x1.ff1378p-24f, 0x1.131a08p+13f, 0x1.7ca4e6p+12f, 0x1.25051ep+12f,
};
static const float THIRD[PIECES] = {
    0x1.d1f03ep+17f, 0x1.02bcc4p+17f, 0x1.397bf2p+16f, 0x1.99e72ap+15f, 0x1.d09b16p+14f, 0x1.04d502p+14f,
    0x1.41381cp+13f, 0x1.a232f4p+12f, 0x1.e2eac8p+11f, 0x1.03f44p+11f, 0x1.3894eap+10f, 0x1.969054p+9f, 0x1.d6007p+8f,
    0x1.0c19fcp+8f, 0x1.445764p+7f, 0x1.a52e6ap+6f, 0x1.f30b7ap+5f, 0x1.0a9c0ap+5f, 0x1.4640e2p+4f, 0x1.a265b2p+3f,
    0x1.db43bap+2f, 0x1.0be378p+2f, 0x1.419212p+1f, 0x1.a541a4p+0f, 0x1.ff341ep-1f, 0x1.2db71cp-1f, 0x1.a44f66p-2f,
    0x1.5551dap-2f, 0x1.5551dap-2f, 0x1.0cde86p+20f, 0x1.356f86p+19f, 0x1.a1ffb2p+18f,
};
static const float FOURTH[PIECES] = {
    0x1.33778ep+24f, 0x1.1886a2p+23f, 0x1.2004d2p+22f, 0x1.46c5bep+21f, 0x1.325838p+20f, 0x1.1bf69p+19f,
    0x1.294fb8p+18f, 0x1.4f6278p+17f, 0x1.42b786p+16f, 0x1.1a819ep+15f, 0x1.1eb64ap+14f, 0x1.430952p+13f,
    0x1.371ee2p+12f, 0x1.268b56p+11f, 0x1.2d5e7ap+10f, 0x1.536df4p+9f, 0x1.514344p+8f, 0x1.2407acp+7f, 0x1.2f5094p+6f,
    0x1.4e758cp+5f, 0x1.39b208p+4f, 0x1.224f18p+3f, 0x1.2210f2p+2f, 0x1.4336dp+1f, 0x1.3b053ap+0f, 0x1.0b35b4p-1f,
    0x1.cb668p-3f, 0x1.fa0e2ep-12f, 0x1.fa0e2ep-12f, 0x1.27b87ap+27f, 0x1.1af9e6p+26f, 0x1.4f152cp+25f,
};
static const float FIFTH[PIECES] = {
    0x1.b6d864p+30f, 0x1.475c6ap+29f, 0x1.1b9812p+28f, 0x1.151a7p+27f, 0x1.b476eap+25f, 0x1.4c59aap+24f,
    0x1.27d8e4p+23f, 0x1.2306a8p+22f, 0x1.d1fb4cp+20f, 0x1.4a91f4p+19f, 0x1.19b944p+18f, 0x1.133078p+17f,
    0x1.bd7922p+15f, 0x1.5bc494p+14f, 0x1.2c82c8p+13f, 0x1.22d3fcp+12f, 0x1.eae1dcp+10f, 0x1.58aa1ap+9f,
    0x1.2df584p+8f, 0x1.1f7f88p+7f, 0x1.c275bep+5f, 0x1.56bfa2p+4f, 0x1.20540cp+3f, 0x1.176172p+2f, 0x1.d5cf28p+0f,
    0x1.607e9p-1f, 0x1.4eba02p-2f, 0x1.89f23p-3f, 0x1.89f23p-3f, 0x1.5dbdfap+34f, 0x1.15bea6p+33f, 0x1.1fbf0ep+32f,
};
static const float SIXTH[PIECES] = {
    0x1.59a6d2p+37f, 0x1.c2ce22p+35f, 0x1.1b0b44p+34f, 0x1.fb9ff4p+32f, 0x1.557e3ap+31f, 0x1.8c56bap+29f,
    0x1.42607ap+28f, 0x1.29011ep+27f, 0x1.57f1f2p+25f, 0x1.a4af82p+23f, 0x1.36ccb6p+22f, 0x1.10005cp+21f,
    0x1.56775cp+19f, 0x1.95a56ep+17f, 0x1.21acc2p+16f, 0x1.337b18p+14f, 0x1.4fc766p+13f, 0x1.983402p+11f,
    0x1.0e9af4p+10f, 0x1.1ebdb6p+9f, 0x1.5994dap+7f, 0x1.92a04cp+5f, 0x1.333ca8p+4f, 0x1.f8bdccp+2f, 0x1.4f052ap+1f,
    0x1.888044p-1f, 0x1.0d79aep-2f, 0x1.bf9d6ap-5f, 0x1.bf9d6ap-5f, 0x1.968d56p+41f, 0x1.236fd2p+40f, 0x1.29f476p+39f,
};

#include "odd_functions.h"

void nb_atanh_groups(int64_t count, const float *x, float *out, nb_beyond *beyond) { NB_CHOOSE; }
