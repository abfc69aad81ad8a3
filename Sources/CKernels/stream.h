#ifndef NBRUN_STREAM_H
#define NBRUN_STREAM_H

#include <stdint.h>

enum {
  /// Results of at least so many bytes go around the caches: they would not stay there, and a line that is written
  /// whole need not be read first.
  NB_STREAM_BYTES = 16 << 20,
  /// How many bytes are computed at a time before they are sent on.
  NB_STREAM_BLOCK = 8192,
};

/// Whether a result is large enough, and lies so that it can be sent on.
static inline int nb_streams(const void *out, int64_t bytes) {
  return bytes >= NB_STREAM_BYTES && (uintptr_t)out % 64 == 0;
}

/// Writes a block of at most NB_STREAM_BLOCK bytes around the caches; both addresses are multiples of 64.
void nb_stream(void *out, const void *block, int64_t bytes);

/// Makes everything streamed visible.
void nb_stream_end(void);

#endif
