#include "Memory.h"

#include <pthread.h>
#include <stdlib.h>

#ifdef __linux__
#include <malloc.h>
#include <sys/mman.h>
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

// MARK: Large blocks

enum { ALIGNMENT = 64 };

static _Thread_local uint64_t allocated;

uint64_t nb_allocated_bytes(void) { return allocated; }

#ifdef __linux__

/// The size of a huge page. Pages of 4 KiB cost three times as much to get.
#define HUGE_PAGE ((size_t)2 << 20)
/// How much freed memory is kept, in how many blocks.
#define KEPT_BYTES ((size_t)256 << 20)
enum { KEPT_BLOCKS = 32 };

typedef struct kept_block {
  void *address;
  size_t size;
} kept_block;

/// Freed blocks, the last freed last: its contents are most likely still in the cache.
static kept_block kept[KEPT_BLOCKS];
static int kept_count;
static size_t kept_bytes;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

/// The size of the class a size belongs to: eight classes from one power of two to the next.
static size_t class_size(size_t bytes) {
  size_t step = HUGE_PAGE;
  while (step * 8 < bytes)
    step *= 2;
  return (bytes + step - 1) & ~(step - 1);
}

static void forget(int index) {
  kept_bytes -= kept[index].size;
  kept_count--;
  for (int i = index; i < kept_count; i++)
    kept[i] = kept[i + 1];
}

static void *map(size_t size) {
  // Room for an aligned start; what lies around it goes back.
  size_t room = size + HUGE_PAGE;
  char *start = mmap(0, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (start == MAP_FAILED)
    return 0;
  char *aligned = (char *)(((uintptr_t)start + HUGE_PAGE - 1) & ~(uintptr_t)(HUGE_PAGE - 1));
  if (aligned > start)
    munmap(start, (size_t)(aligned - start));
  if (start + room > aligned + size)
    munmap(aligned + size, (size_t)(start + room - (aligned + size)));
  madvise(aligned, size, MADV_HUGEPAGE);
  return aligned;
}

void *nb_block_make(size_t bytes) {
  allocated += bytes;
  if (bytes < HUGE_PAGE) {
    void *block = 0;
    return posix_memalign(&block, ALIGNMENT, bytes) ? 0 : block;
  }
  size_t size = class_size(bytes);
  pthread_mutex_lock(&mutex);
  for (int i = kept_count - 1; i >= 0; i--)
    if (kept[i].size == size) {
      void *block = kept[i].address;
      forget(i);
      pthread_mutex_unlock(&mutex);
      return block;
    }
  pthread_mutex_unlock(&mutex);
  return map(size);
}

void nb_block_release(void *block, size_t bytes) {
  if (bytes < HUGE_PAGE) {
    free(block);
    return;
  }
  size_t size = class_size(bytes);
  if (size > KEPT_BYTES) {
    munmap(block, size);
    return;
  }
  pthread_mutex_lock(&mutex);
  while (kept_count == KEPT_BLOCKS || kept_bytes + size > KEPT_BYTES) {
    munmap(kept[0].address, kept[0].size);
    forget(0);
  }
  kept[kept_count++] = (kept_block){block, size};
  kept_bytes += size;
  pthread_mutex_unlock(&mutex);
}

#else

void *nb_block_make(size_t bytes) {
  allocated += bytes;
  void *block = 0;
  return posix_memalign(&block, ALIGNMENT, bytes) ? 0 : block;
}

void nb_block_release(void *block, size_t bytes) {
  (void)bytes;
  free(block);
}

#endif
