#ifndef NBRUN_MEMORY_H
#define NBRUN_MEMORY_H

/// Tells the allocator of the process to keep freed blocks instead of returning their pages to the system.
void nb_keep_freed_memory(void);

/// Lets all threads of the process share one heap.
void nb_share_heap(void);

#endif
