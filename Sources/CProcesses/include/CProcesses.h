#ifndef NBRUN_PROCESSES_H
#define NBRUN_PROCESSES_H

#include <pthread.h>

/// Goes on in a copy of this process that has the calling thread and no other, with all memory as it is now. The process
/// itself stops the given thread, waits for the copy, and ends with the copy's status; with `broken_status` if a signal
/// ended the copy. Where the process ends before, the copy ends too.
///
/// Returns 1 in the copy, and 0, in the process itself, if none could be made. Only on Linux is there one.
int processes_go_on_in_copy(pthread_t stopped, int broken_status);

/// Waits for the end of a thread, on Linux no longer than the given number of milliseconds (below 1000). Returns whether
/// it ended.
int processes_join(pthread_t thread, int milliseconds);

#endif
