#ifndef NBRUN_MEMORY_H
#define NBRUN_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Tells the allocator of the process to keep freed blocks instead of returning their pages to the system.
void nb_keep_freed_memory(void);

/// Lets all threads of the process share one heap.
void nb_share_heap(void);

/// A block of memory aligned to 64 bytes whose contents are not defined; null if there is none. Blocks from 1.5 MiB
/// on come from huge pages, and from memory that blocks of any size left before: the pages of a fresh block cost several
/// times as much as an operation that fills it.
void *nb_block_make(size_t bytes);

/// Gives back a block that was made with the same number of bytes.
void nb_block_release(void *block, size_t bytes);

/// The same as `nb_block_make` for a block that may never be touched and does not count yet. It takes up addresses, and
/// memory only once it is written to: from `nb_block_count` on it is as any other.
void *nb_block_reserve(size_t bytes);

/// Counts a block that was reserved with that many bytes.
void nb_block_count(size_t bytes);

/// Gives back a block that was reserved and does not count.
void nb_block_return(void *block, size_t bytes);

/// Memory to work in, aligned to 64 bytes, whose contents are not defined; null if there is none, or no room for it in
/// what the calling thread may take. It counts as a block does, so that what an operation needs besides its result
/// shows.
void *nb_scratch_make(size_t bytes);

/// Gives back memory to work in, by the thread that made it; nothing happens for null.
void nb_scratch_release(void *scratch);

/// The bytes of all blocks that the calling thread has made.
uint64_t nb_allocated_bytes(void);

/// The bytes of the blocks that the calling thread has made and not given back.
int64_t nb_held_bytes(void);

/// The most bytes that the calling thread held at a time since this was last called.
int64_t nb_take_highest_bytes(void);

/// Memory of a block that another may lie in for a while: where it is, how large, a number for what it holds, and who
/// has taken it.
typedef struct nb_loan {
  void *bytes;
  int64_t byte_count;
  int32_t kind;
  void *taker;
} nb_loan;

/// Several of them.
typedef struct nb_loans {
  nb_loan *loans;
  int32_t count;
} nb_loans;

/// Sets what is lent in the calling thread, and returns what was lent before. The loans must stay until others are set.
nb_loans nb_lend(nb_loan *loans, int32_t count);

/// A loan of the calling thread that is of this size and kind and not taken; null if there is none.
nb_loan *nb_loan_of(int64_t byte_count, int32_t kind);

/// Sets how many bytes the blocks of the calling thread may take together, and returns what was set before;
/// `INT64_MAX`, the usual value, for any number.
int64_t nb_limit_blocks(int64_t bytes);

/// Whether the calling thread may have a block of that many bytes more.
bool nb_has_room(size_t bytes);

#endif
