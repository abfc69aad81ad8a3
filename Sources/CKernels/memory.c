#include "Memory.h"

#ifdef __GLIBC__
#include <malloc.h>
#elif defined(__linux__)
#include <malloc.h>
#endif

void nb_keep_freed_memory(void) {
#ifdef M_MMAP_THRESHOLD
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, 0x7fffffff);
#endif
}
