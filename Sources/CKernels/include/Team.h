#ifndef NBRUN_TEAM_H
#define NBRUN_TEAM_H

#include <stdbool.h>
#include <stdint.h>

/// Work on the numbers from `begin` to before `end`.
typedef void (*nb_work)(void *context, int64_t begin, int64_t end);

/// Does the work on the numbers from 0 to before `count`, `part` of them at a time and each once, in no order, on the
/// calling thread and on a second one, as far as that is there and idle. Returns when all is done.
///
/// The parts must not depend on each other, and what they write must not depend on where they begin. Nobody is waited
/// for but for a part that was begun: where the second thread gets no time, the calling one does everything. A work
/// that is handed over costs some microseconds, so it should take a hundred at least.
///
/// The second thread begins when it is first needed. It is one for all the process: who finds it taken does the work
/// alone, as does a work that is called for by a work.
void nb_share(int64_t count, int64_t part, nb_work work, void *context);

/// Sets whether the calling thread may share its work, and returns what was set before; at first it may.
bool nb_allow_sharing(bool is_allowed);

/// Tells the process to share no work from now on: others like it run beside it.
void nb_share_nothing(void);

#endif
