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

/// The bytes of all blocks that the calling thread has made.
uint64_t nb_allocated_bytes(void);

/// The bytes of the blocks that the calling thread has made and not given back.
int64_t nb_held_bytes(void);

/// The most bytes that the calling thread held at a time since this was last called.
int64_t nb_take_highest_bytes(void);

/// Sets how many bytes the blocks of the calling thread may take together, and returns what was set before;
/// `INT64_MAX`, the usual value, for any number.
int64_t nb_limit_blocks(int64_t bytes);

/// Whether the calling thread may have a block of that many bytes more.
bool nb_has_room(size_t bytes);

#endif
