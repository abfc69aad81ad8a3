#include "pieces.h"

#include <string.h>

#include "single.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// The complement of the error function (complement.h). Both factors are right to 2^-28 before the result is rounded.

enum { PIECES = 32 };

static const float FIRST_BOUND = 1.0625f;

/// From here on all results are 0, or 2.
static const float LAST = 10.5f;

static const float PIECES_OF_POWER = 0x1.715476p+5f, POWER_OF_PIECE = 0x1.62ep-6f, POWER_OF_PIECE_REST = 0x1.0bfbe8p-20f;

static const float POWER[PIECES] = {
    0x1p+0f, 0x1.059b0ep+0f, 0x1.0b5586p+0f, 0x1.11301ep+0f, 0x1.172b84p+0f, 0x1.1d4874p+0f, 0x1.2387a6p+0f,
    0x1.29e9ep+0f, 0x1.306fep+0f, 0x1.371a74p+0f, 0x1.3dea64p+0f, 0x1.44e086p+0f, 0x1.4bfdaep+0f, 0x1.5342b6p+0f,
    0x1.5ab07ep+0f, 0x1.6247ecp+0f, 0x1.6a09e6p+0f, 0x1.71f75ep+0f, 0x1.7a1148p+0f, 0x1.82589ap+0f, 0x1.8ace54p+0f,
    0x1.93737cp+0f, 0x1.9c4918p+0f, 0x1.a5503cp+0f, 0x1.ae89fap+0f, 0x1.b7f77p+0f, 0x1.c199bep+0f, 0x1.cb720ep+0f,
    0x1.d5818ep+0f, 0x1.dfc974p+0f, 0x1.ea4afap+0f, 0x1.f50766p+0f,
};
static const float POWER_REST[PIECES] = {
    0, -0x1.9d4f52p-25f, 0x1.9f3122p-25f, -0x1.fdb496p-25f, -0x1.c15742p-27f, -0x1.d2e8cap-25f, 0x1.ceac48p-25f,
    -0x1.5c0424p-25f, 0x1.4636e2p-25f, -0x1.18aac6p-25f, 0x1.824684p-25f, 0x1.8624b4p-30f, -0x1.593abcp-25f,
    -0x1.2c561p-25f, -0x1.5bd5ecp-27f, -0x1.f8b55p-25f, 0x1.9fcef4p-26f, 0x1.1d8beep-25f, -0x1.829fdp-25f,
    -0x1.accc7cp-26f, 0x1.15506ep-27f, -0x1.e64744p-25f, 0x1.51f848p-27f, -0x1.b83b54p-25f, -0x1.a94b14p-26f,
    -0x1.a09438p-25f, -0x1.3d56b2p-27f, -0x1.8837ccp-27f, -0x1.822dbcp-27f, -0x1.908c94p-25f, 0x1.52486cp-27f,
    -0x1.246ebp-26f,
};
static const float CENTER[PIECES] = {
    0x1.0e3718p+0f, 0x1.4ff982p+0f, 0x1.8eb1f4p+0f, 0x1.cebee4p+0f, 0x1.082986p+1f, 0x1.292aa6p+1f, 0x1.463712p+1f,
    0x1.6715a6p+1f, 0x1.98c46ap+1f, 0x1.d6aba6p+1f, 0x1.0c0e96p+2f, 0x1.2bab9ap+2f, 0x1.4a3c34p+2f, 0x1.6a2fb4p+2f,
    0x1.8b0128p+2f, 0x1.adbb74p+2f, 0x1.db02d8p+2f, 0x1.0ecb7ap+3f, 0x1.2ed266p+3f, 0x1.4e9ce6p+3f, 0x1.6f254ep+3f,
    0x1.8cc324p+3f, 0x1.ac4328p+3f, 0x1.ced60cp+3f, 0x1.fc7d8ep-6f, 0x1.014704p-3f, 0x1.0122fp-2f, 0x1.815b06p-2f,
    0x1.fe7b18p-2f, 0x1.416d9ep-1f, 0x1.7ec326p-1f, 0x1.c0412ep-1f,
};
static const float VALUE[PIECES] = {
    0x1.a6c8cep-2f, 0x1.6bb88ep-2f, 0x1.3fefb4p-2f, 0x1.1c457cp-2f, 0x1.fd717ep-3f, 0x1.cc9de2p-3f, 0x1.a874eep-3f,
    0x1.8592ep-3f, 0x1.5a33eap-3f, 0x1.2fb53cp-3f, 0x1.0c99e2p-3f, 0x1.e2fa2cp-4f, 0x1.b7e218p-4f, 0x1.9240aap-4f,
    0x1.71b0ccp-4f, 0x1.54780ap-4f, 0x1.349b4p-4f, 0x1.0f3702p-4f, 0x1.e5b84ap-5f, 0x1.b80188p-5f, 0x1.915246p-5f,
    0x1.739056p-5f, 0x1.5863f4p-5f, 0x1.3eca76p-5f, 0x1.ee8d34p-1f, 0x1.becc92p-1f, 0x1.89fed8p-1f, 0x1.5ebe4p-1f,
    0x1.3b9f9p-1f, 0x1.1c78ecp-1f, 0x1.04021ap-1f, 0x1.db4b56p-2f,
};
static const float SLOPE[PIECES] = {
    -0x1.06f048p-2f, -0x1.9187a4p-3f, -0x1.3dd76ap-3f, -0x1.ff0c5cp-4f, -0x1.a059f2p-4f, -0x1.585812p-4f,
    -0x1.26d5ap-4f, -0x1.f49004p-5f, -0x1.8ee8ep-5f, -0x1.3588aep-5f, -0x1.e743a8p-6f, -0x1.8b9f2p-6f, -0x1.494098p-6f,
    -0x1.14109ep-6f, -0x1.d35cf4p-7f, -0x1.8d1cd4p-7f, -0x1.46db2cp-7f, -0x1.f9df0ap-8f, -0x1.962804p-8f,
    -0x1.4d9f2cp-8f, -0x1.15be42p-8f, -0x1.dc69dp-9f, -0x1.99762p-9f, -0x1.5efce4p-9f, -0x1.11842ap+0f,
    -0x1.d17916p-1f, -0x1.7bdb9cp-1f, -0x1.39be8p-1f, -0x1.070b18p-1f, -0x1.b91af6p-2f, -0x1.79f326p-2f,
    -0x1.4338fap-2f,
};
static const float SECOND[PIECES] = {
    0x1.227d48p-3f, 0x1.90f23p-4f, 0x1.21baf6p-4f, 0x1.aaa0eap-5f, 0x1.3f44bp-5f, 0x1.e732ap-6f, 0x1.860b98p-6f,
    0x1.3415c8p-6f, 0x1.bb941ep-7f, 0x1.328f88p-7f, 0x1.afd26cp-8f, 0x1.3de1dp-8f, 0x1.e4ec98p-9f, 0x1.75b71p-9f,
    0x1.23f0e4p-9f, 0x1.ca7f9p-10f, 0x1.5745d4p-10f, 0x1.d4ac0cp-11f, 0x1.51d164p-11f, 0x1.f7b1a8p-12f, 0x1.7f06p-12f,
    0x1.307586p-12f, 0x1.e5803ep-13f, 0x1.81883cp-13f, 0x1.dd93p-1f, 0x1.845304p-1f, 0x1.2a9bfap-1f, 0x1.d158eap-2f,
    0x1.70fbc6p-2f, 0x1.2405fcp-2f, 0x1.daef7p-3f, 0x1.80a0a2p-3f,
};
static const float THIRD[PIECES] = {
    -0x1.24592ap-4f, -0x1.712412p-5f, -0x1.ebe31cp-6f, -0x1.4e9088p-6f, -0x1.cf7bcep-7f, -0x1.4861d2p-7f,
    -0x1.ee186cp-8f, -0x1.6ce756p-8f, -0x1.dd7d12p-9f, -0x1.27aa46p-9f, -0x1.766e4ap-10f, -0x1.f5971cp-11f,
    -0x1.5f9766p-11f, -0x1.f3398cp-12f, -0x1.68928ap-12f, -0x1.0614fcp-12f, -0x1.65912ap-13f, -0x1.af6618p-14f,
    -0x1.178082p-14f, -0x1.7a9484p-15f, -0x1.072424p-15f, -0x1.83ed14p-16f, -0x1.1f0e76p-16f, -0x1.a67e22p-17f,
    -0x1.62ceecp-1f, -0x1.15cae4p-1f, -0x1.967f6ap-2f, -0x1.2d93a2p-2f, -0x1.c83056p-3f, -0x1.57b3c4p-3f,
    -0x1.0b3bcap-3f, -0x1.9cf0ep-4f,
};
static const float FOURTH[PIECES] = {
    0x1.11711cp-5f, 0x1.3e8518p-6f, 0x1.8a0102p-7f, 0x1.f2507ap-8f, 0x1.41500cp-8f, 0x1.a8d186p-9f, 0x1.2d98e8p-9f,
    0x1.a2071ap-10f, 0x1.f5a25ap-11f, 0x1.17669cp-11f, 0x1.3f4044p-12f, 0x1.862642p-13f, 0x1.f76efep-14f,
    0x1.49e1b6p-14f, 0x1.b94274p-15f, 0x1.292d4cp-15f, 0x1.738fc2p-16f, 0x1.8c5f68p-17f, 0x1.cdcfacp-18f,
    0x1.1c2e74p-18f, 0x1.6930aap-19f, 0x1.ede1c2p-20f, 0x1.53238p-20f, 0x1.cea51ep-21f, 0x1.d258c2p-2f, 0x1.620614p-2f,
    0x1.efdbep-3f, 0x1.60571p-3f, 0x1.ff4468p-4f, 0x1.70acb2p-4f, 0x1.1372e6p-4f, 0x1.982d18p-5f,
};
static const float FIFTH[PIECES] = {
    -0x1.d7556cp-7f, -0x1.01fb28p-7f, -0x1.27b276p-8f, -0x1.5e42bap-9f, -0x1.a98ae4p-10f, -0x1.0af326p-10f,
    -0x1.5f0b26p-11f, -0x1.cc57d8p-12f, -0x1.00356ap-12f, -0x1.fc0748p-14f, -0x1.09f47p-14f, -0x1.284bbap-15f,
    -0x1.5adeap-16f, -0x1.a5b344p-17f, -0x1.08a62ep-17f, -0x1.544f9ep-18f, -0x1.79d7fp-19f, -0x1.6c1f82p-20f,
    -0x1.7dfefp-21f, -0x1.aa67d6p-22f, -0x1.f32bd4p-23f, -0x1.350f2ap-23f, -0x1.8953cp-24f, -0x1.fa78e8p-25f,
    -0x1.13fea2p-2f, -0x1.9a5044p-3f, -0x1.147714p-3f, -0x1.7a63ap-4f, -0x1.0755b6p-4f, -0x1.6de298p-5f,
    -0x1.047a34p-5f, -0x1.7696f6p-6f,
};

#define BODY "complement.h"
#include "odd_functions.h"

void nb_erfc_groups(int64_t count, const float *x, float *out) { NB_CHOOSE; }
