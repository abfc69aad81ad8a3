// For `mremap`.
#define _GNU_SOURCE

#include "Memory.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

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
/// The most bytes that the thread held at a time since that was last asked for.
static _Thread_local int64_t highest;
static _Thread_local int64_t held_limit = INT64_MAX;

// MARK: Blocks of middle size

// Blocks of one to 64 KiB, what the tensors of small networks take, are kept by the thread that freed them: glibc keeps
// blocks of up to a kilobyte at hand, and searches its heap for larger ones. It hands these out from wherever it cut
// the last one, so that for long every result would lie in pages that were never touched: up to large blocks, they are
// kept as well.

enum {
  /// Sizes are rounded up to a multiple of this in the first groups, of which so many blocks are kept each.
  STEP = 512,
  FINE_GROUPS = 128,
  KEPT_IN_GROUP = 16,
  /// From there on there are eight sizes from one power of two to the next, up to 2 MiB.
  FINE_POWER = 16,
  EIGHTHS = 8,
  GROUPS = FINE_GROUPS + 5 * EIGHTHS,
  /// How many bytes of the latter are kept.
  KEPT_IN_COARSE_GROUPS = 16 << 20,
};

typedef struct free_block {
  struct free_block *next;
} free_block;

typedef struct block_cache {
  free_block *first[GROUPS];
  uint8_t count[GROUPS];
  size_t coarse_bytes;
} block_cache;

static pthread_key_t cache_key;
static pthread_once_t cache_once = PTHREAD_ONCE_INIT;
static _Thread_local block_cache *cache;

static void empty_groups(block_cache *emptied, int first, int end) {
  for (int group = first; group < end; group++) {
    while (emptied->first[group]) {
      free_block *block = emptied->first[group];
      emptied->first[group] = block->next;
      free(block);
    }
    emptied->count[group] = 0;
  }
}

/// Frees what a thread kept, when it ends.
static void end_cache(void *pointer) {
  empty_groups(pointer, 0, GROUPS);
  free(pointer);
  cache = 0;
}

static void make_key(void) { pthread_key_create(&cache_key, end_cache); }

/// The group of a size: a negative number of none, GROUPS or more of a size that is too large.
static int middle_class(size_t bytes) {
  if (bytes <= (size_t)FINE_GROUPS * STEP)
    return (int)((bytes + STEP - 1) / STEP) - 1;
  if (bytes > (size_t)1 << (FINE_POWER + 5))
    return GROUPS;
  int power = 63 - __builtin_clzll(bytes - 1);
  return FINE_GROUPS + (power - FINE_POWER) * EIGHTHS + (int)((bytes - 1) >> (power - 3)) - EIGHTHS;
}

/// The size of the blocks of a group.
static size_t size_of_class(int group) {
  if (group < FINE_GROUPS)
    return (size_t)(group + 1) * STEP;
  int place = group - FINE_GROUPS;
  return (size_t)(EIGHTHS + 1 + place % EIGHTHS) << (FINE_POWER - 3 + place / EIGHTHS);
}

static void *middle_make(size_t bytes) {
  int group = middle_class(bytes);
  if (group >= 0 && group < GROUPS) {
    bytes = size_of_class(group);
    if (cache && cache->first[group]) {
      free_block *block = cache->first[group];
      cache->first[group] = block->next;
      cache->count[group]--;
      if (group >= FINE_GROUPS)
        cache->coarse_bytes -= bytes;
      return block;
    }
  }
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
  if (group >= FINE_GROUPS) {
    size_t size = size_of_class(group);
    if (cache->coarse_bytes + size > KEPT_IN_COARSE_GROUPS) {
      // What is used now is more likely to be asked for than what was freed long ago.
      empty_groups(cache, FINE_GROUPS, GROUPS);
      cache->coarse_bytes = 0;
    }
    cache->coarse_bytes += size;
  } else if (cache->count[group] == KEPT_IN_GROUP) {
    free(block);
    return;
  }
  free_block *freed = block;
  freed->next = cache->first[group];
  cache->first[group] = freed;
  cache->count[group]++;
}

uint64_t nb_allocated_bytes(void) { return allocated; }

int64_t nb_held_bytes(void) { return held; }

int64_t nb_take_highest_bytes(void) {
  int64_t most = highest;
  highest = held;
  return most;
}

static _Thread_local nb_loans lent;

nb_loans nb_lend(nb_loan *loans, int32_t count) {
  nb_loans before = lent;
  lent = (nb_loans){loans, count};
  return before;
}

nb_loan *nb_loan_of(int64_t byte_count, int32_t kind) {
  for (int32_t i = 0; i < lent.count; i++) {
    nb_loan *loan = &lent.loans[i];
    if (loan->byte_count == byte_count && loan->kind == kind && !loan->taker)
      return loan;
  }
  return 0;
}

int64_t nb_limit_blocks(int64_t bytes) {
  int64_t before = held_limit;
  held_limit = bytes;
  return before;
}

bool nb_has_room(size_t bytes) { return held_limit == INT64_MAX || (int64_t)bytes <= held_limit - held; }

#ifdef __linux__

/// The size of a huge page. Pages of 4 KiB cost three times as much to get.
#define HUGE_PAGE ((size_t)2 << 20)
/// From this size on, which fills most of such a page, blocks are taken from them.
#define LARGE_BLOCK (HUGE_PAGE / 4 * 3)
/// How much freed memory is kept, in how many ranges.
#define KEPT_BYTES ((size_t)256 << 20)
enum { KEPT_RANGES = 64 };

typedef struct kept_range {
  char *address;
  size_t size;
} kept_range;

/// Freed memory, the last freed last: its contents are most likely still in the cache. Ranges are multiples of huge
/// pages, no two of them adjacent.
///
/// What was freed serves blocks of any size. A page that the process has not touched yet must be had from the system
/// and, in a virtual machine that hands its free pages back to the host, from there, which takes a hundred times as
/// long as to write it.
static kept_range kept[KEPT_RANGES];
static int kept_count;
static size_t kept_bytes;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void lock_blocks(void) { pthread_mutex_lock(&mutex); }

static void unlock_blocks(void) { pthread_mutex_unlock(&mutex); }

/// The size that a block takes: eight sizes from one power of two to the next, so that what one left serves one that is
/// a little larger.
static size_t rounded_size(size_t bytes) {
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

/// Takes a block from the smallest range that has room for it, of several the last freed; null if none has.
static void *take(size_t size) {
  int best = -1;
  for (int i = kept_count - 1; i >= 0; i--)
    if (kept[i].size >= size && (best < 0 || kept[i].size < kept[best].size))
      best = i;
  if (best < 0)
    return 0;
  void *block = kept[best].address;
  if (kept[best].size == size) {
    forget(best);
  } else {
    kept[best].address += size;
    kept[best].size -= size;
    kept_bytes -= size;
  }
  return block;
}

/// Keeps freed memory, as one range with what lies beside it.
static void keep(char *address, size_t size) {
  for (int i = kept_count - 1; i >= 0; i--) {
    kept_range other = kept[i];
    if (other.address + other.size != address && address + size != other.address)
      continue;
    address = other.address < address ? other.address : address;
    size += other.size;
    forget(i);
  }
  if (kept_count == KEPT_RANGES) {
    munmap(kept[0].address, kept[0].size);
    forget(0);
  }
  kept[kept_count++] = (kept_range){address, size};
  kept_bytes += size;
  while (kept_bytes > KEPT_BYTES) {
    size_t excess = kept_bytes - KEPT_BYTES, oldest = kept[0].size;
    if (oldest <= excess) {
      munmap(kept[0].address, oldest);
      forget(0);
    } else {
      munmap(kept[0].address + oldest - excess, excess);
      kept[0].size -= excess;
      kept_bytes -= excess;
    }
  }
}

/// Puts the pages of kept memory into a new block, page by page, though they did not lie side by side.
static void reuse_pages(char *block, size_t size) {
  for (size_t done = 0; done < size && kept_count > 0; done += HUGE_PAGE) {
    char *page = kept[0].address + kept[0].size - HUGE_PAGE;
    // On failure both stay what they are.
    if (mremap(page, HUGE_PAGE, HUGE_PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, block + done) == MAP_FAILED)
      return;
    kept[0].size -= HUGE_PAGE;
    kept_bytes -= HUGE_PAGE;
    if (kept[0].size == 0)
      forget(0);
  }
}

static void *map_pages(size_t size) {
  void *start = mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return start == MAP_FAILED ? 0 : start;
}

static void *map(size_t size) {
  // Mostly what is asked for lies just below what was there before, aligned already.
  char *start = map_pages(size);
  if (start && (uintptr_t)start % HUGE_PAGE != 0) {
    munmap(start, size);
    // Room for an aligned start; what lies around it goes back.
    size_t room = size + HUGE_PAGE;
    char *around = map_pages(room);
    if (!around)
      return 0;
    start = (char *)(((uintptr_t)around + HUGE_PAGE - 1) & ~(uintptr_t)(HUGE_PAGE - 1));
    if (start > around)
      munmap(around, (size_t)(start - around));
    if (around + room > start + size)
      munmap(start + size, (size_t)(around + room - (start + size)));
  }
  if (start)
    madvise(start, size, MADV_HUGEPAGE);
  return start;
}

void *nb_block_reserve(size_t bytes) {
  if (bytes < LARGE_BLOCK)
    return middle_make(bytes);
  size_t size = rounded_size(bytes);
  pthread_mutex_lock(&mutex);
  void *block = take(size);
  if (!block && (block = map(size)))
    reuse_pages(block, size);
  pthread_mutex_unlock(&mutex);
  return block;
}

void nb_block_return(void *block, size_t bytes) {
  if (bytes < LARGE_BLOCK) {
    middle_release(block, bytes);
    return;
  }
  size_t size = rounded_size(bytes);
  if (size > KEPT_BYTES) {
    munmap(block, size);
    return;
  }
  pthread_mutex_lock(&mutex);
  keep(block, size);
  pthread_mutex_unlock(&mutex);
}

#else

void *nb_block_reserve(size_t bytes) { return middle_make(bytes); }

void nb_block_return(void *block, size_t bytes) { middle_release(block, bytes); }

#endif

void nb_block_count(size_t bytes) {
  allocated += bytes;
  held += (int64_t)bytes;
  if (held > highest)
    highest = held;
}

void *nb_block_make(size_t bytes) {
  nb_block_count(bytes);
  return nb_block_reserve(bytes);
}

void nb_block_release(void *block, size_t bytes) {
  held -= (int64_t)bytes;
  nb_block_return(block, bytes);
}

// MARK: Scratch

/// What lies before a scratch block: a line of the caches, which keeps the block aligned, with the block's size.
enum { SCRATCH_HEADER = ALIGNMENT };

void *nb_scratch_make(size_t bytes) {
  void *block;
  if (!nb_has_room(bytes) || bytes > SIZE_MAX - SCRATCH_HEADER ||
      posix_memalign(&block, ALIGNMENT, bytes + SCRATCH_HEADER))
    return 0;
  nb_block_count(bytes);
  memcpy(block, &bytes, sizeof bytes);
  return (char *)block + SCRATCH_HEADER;
}

void nb_scratch_release(void *scratch) {
  if (!scratch)
    return;
  char *block = (char *)scratch - SCRATCH_HEADER;
  size_t bytes;
  memcpy(&bytes, block, sizeof bytes);
  held -= (int64_t)bytes;
  free(block);
}
