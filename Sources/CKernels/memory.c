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

#ifdef __linux__
static void lock_blocks(void);
static void unlock_blocks(void);
#endif

void nb_keep_freed_memory(void) {
#ifdef __linux__
  // A copy of the process must not find the lock in the hand of a thread that it does not have.
  pthread_atfork(lock_blocks, unlock_blocks, unlock_blocks);
#endif
#ifdef M_MMAP_THRESHOLD
  // The most that glibc accepts: larger blocks come from the system one by one.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 0x7fffffff);
#endif
}

// MARK: Large blocks

enum { ALIGNMENT = 64 };

static _Thread_local uint64_t allocated;
/// The bytes of the blocks that the thread has made and not given back, and how many there may be.
static _Thread_local int64_t held;
static _Thread_local int64_t held_limit = INT64_MAX;

// MARK: Blocks of middle size

// Blocks of one to 64 KiB, what the tensors of small networks take, are kept by the thread that freed them: glibc keeps
// blocks of up to a kilobyte at hand, and searches its heap for larger ones.

/// Sizes are rounded up to a multiple of this.
enum { STEP = 512, GROUPS = 128, KEPT_IN_GROUP = 16 };

typedef struct free_block {
  struct free_block *next;
} free_block;

typedef struct block_cache {
  free_block *first[GROUPS];
  uint8_t count[GROUPS];
} block_cache;

static pthread_key_t cache_key;
static pthread_once_t cache_once = PTHREAD_ONCE_INIT;
static _Thread_local block_cache *cache;

/// Frees what a thread kept, when it ends.
static void end_cache(void *pointer) {
  block_cache *ended = pointer;
  for (int group = 0; group < GROUPS; group++)
    while (ended->first[group]) {
      free_block *block = ended->first[group];
      ended->first[group] = block->next;
      free(block);
    }
  free(ended);
  cache = 0;
}

static void make_key(void) { pthread_key_create(&cache_key, end_cache); }

static int middle_class(size_t bytes) { return (int)((bytes + STEP - 1) / STEP) - 1; }

static void *middle_make(size_t bytes) {
  int group = middle_class(bytes);
  if (group >= 0 && group < GROUPS && cache && cache->first[group]) {
    free_block *block = cache->first[group];
    cache->first[group] = block->next;
    cache->count[group]--;
    return block;
  }
  if (group >= 0 && group < GROUPS)
    bytes = (size_t)(group + 1) * STEP;
  void *block = 0;
  return posix_memalign(&block, ALIGNMENT, bytes) ? 0 : block;
}

static void middle_release(void *block, size_t bytes) {
  int group = middle_class(bytes);
  if (group < 0 || group >= GROUPS) {
    free(block);
    return;
  }
  if (!cache) {
    pthread_once(&cache_once, make_key);
    cache = calloc(1, sizeof(block_cache));
    if (!cache) {
      free(block);
      return;
    }
    pthread_setspecific(cache_key, cache);
  }
  if (cache->count[group] == KEPT_IN_GROUP) {
    free(block);
    return;
  }
  free_block *freed = block;
  freed->next = cache->first[group];
  cache->first[group] = freed;
  cache->count[group]++;
}

uint64_t nb_allocated_bytes(void) { return allocated; }

int64_t nb_limit_blocks(int64_t bytes) {
  int64_t before = held_limit;
  held_limit = bytes;
  return before;
}

bool nb_has_room(size_t bytes) { return held_limit == INT64_MAX || (int64_t)bytes <= held_limit - held; }

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

static void lock_blocks(void) { pthread_mutex_lock(&mutex); }

static void unlock_blocks(void) { pthread_mutex_unlock(&mutex); }

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
  held += (int64_t)bytes;
  if (bytes < HUGE_PAGE)
    return middle_make(bytes);
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
  held -= (int64_t)bytes;
  if (bytes < HUGE_PAGE) {
    middle_release(block, bytes);
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
  held += (int64_t)bytes;
  return middle_make(bytes);
}

void nb_block_release(void *block, size_t bytes) {
  held -= (int64_t)bytes;
  middle_release(block, bytes);
}

#endif
