#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <nettle/version.h>

/// SHA-256 of bytes; nettle 4 took the length away from its last call.
static inline void nbrun_sha256(size_t count, const uint8_t *bytes, uint8_t digest[SHA256_DIGEST_SIZE]) {
  struct sha256_ctx state;
  sha256_init(&state);
  sha256_update(&state, count, bytes);
#if NETTLE_VERSION_MAJOR >= 4
  sha256_digest(&state, digest);
#else
  sha256_digest(&state, SHA256_DIGEST_SIZE, digest);
#endif
}

/// Base 64 with its padding; the text takes `BASE64_ENCODE_RAW_LENGTH(count)` characters.
static inline void nbrun_base64(size_t count, const uint8_t *bytes, char *text) {
  base64_encode_raw(text, count, bytes);
}

/// How many characters a number of bytes takes in base 64.
static inline size_t nbrun_base64_length(size_t count) { return BASE64_ENCODE_RAW_LENGTH(count); }
