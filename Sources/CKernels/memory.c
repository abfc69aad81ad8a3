#include "Memory.h"

#ifdef __GLIBC__
#include <malloc.h>
#elif defined(__linux__)
#include <malloc.h>
#endif

void nb_share_heap(void) {
#ifdef M_ARENA_MAX
  mallopt(M_ARENA_MAX, 1);
#endif
}

void nb_keep_freed_memory(void) {
#ifdef M_MMAP_THRESHOLD
  // The most that glibc accepts: larger blocks come from the system one by one.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 0x7fffffff);
#endif
}
