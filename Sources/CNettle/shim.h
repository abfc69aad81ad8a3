#include <nettle/base64.h>
#include <nettle/nettle-meta.h>
#include <nettle/sha2.h>
#include <nettle/version.h>
#include <stdlib.h>
#include <string.h>

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

/// The digest of bytes by the function of that name, whose size is the result; 0 for an unknown function.
static inline size_t nbrun_digest(const char *name, size_t count, const uint8_t *bytes, uint8_t digest[64]) {
  static const struct nettle_hash *const known[] = {
      &nettle_md5,    &nettle_sha1,     &nettle_sha224,   &nettle_sha256,   &nettle_sha384,
      &nettle_sha512, &nettle_sha3_224, &nettle_sha3_256, &nettle_sha3_384, &nettle_sha3_512,
  };
  for (size_t index = 0; index < sizeof known / sizeof *known; index++) {
    const struct nettle_hash *hash = known[index];
    if (strcmp(hash->name, name) != 0) continue;
    void *state = malloc(hash->context_size);
    if (!state) return 0;
    hash->init(state);
    hash->update(state, count, bytes);
#if NETTLE_VERSION_MAJOR >= 4
    hash->digest(state, digest);
#else
    hash->digest(state, hash->digest_size, digest);
#endif
    free(state);
    return hash->digest_size;
  }
  return 0;
}
