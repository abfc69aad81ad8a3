#include "stream.h"

#include <string.h>

#include "clones.h"

typedef char line __attribute__((vector_size(64)));

NB_CLONES void nb_stream(void *out, const void *block, int64_t bytes) {
  line *to = out;
  const line *from = block;
  int64_t lines = bytes / (int64_t)sizeof(line);
  for (int64_t i = 0; i < lines; i++)
    __builtin_nontemporal_store(from[i], to + i);
  memcpy(to + lines, from + lines, (size_t)(bytes - lines * (int64_t)sizeof(line)));
}

void nb_stream_end(void) {
#if defined(__x86_64__)
  __builtin_ia32_sfence();
#endif
}
