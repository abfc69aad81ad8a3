#include "Team.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

/// What the two threads share. A copy of the process begins with a new one, since the second thread is not in it.
typedef struct team {
  /// Held by whoever has work for both.
  pthread_mutex_t busy;
  /// Guards what follows.
  pthread_mutex_t mutex;
  pthread_cond_t begun, ended;
  bool has_started, cannot_start;
  /// Whether there is work that the second thread may join, and whether it has.
  _Atomic bool is_open, is_joined;
  int64_t count, part;
  nb_work work;
  void *context;
  /// The first number that nobody has taken.
  _Atomic int64_t next;
} team;

#define NEW_TEAM                                                                                                       \
  {                                                                                                                    \
    .busy = PTHREAD_MUTEX_INITIALIZER, .mutex = PTHREAD_MUTEX_INITIALIZER, .begun = PTHREAD_COND_INITIALIZER,          \
    .ended = PTHREAD_COND_INITIALIZER                                                                                  \
  }

static team shared = NEW_TEAM;
static _Thread_local bool is_forbidden;
static bool is_forbidden_to_all;

void nb_share_nothing(void) { is_forbidden_to_all = true; }

bool nb_allow_sharing(bool is_allowed) {
  bool before = !is_forbidden;
  is_forbidden = !is_allowed;
  return before;
}

/// Takes parts until there are none.
static void work_through(int64_t count, int64_t part, nb_work work, void *context) {
  for (;;) {
    int64_t begin = atomic_fetch_add_explicit(&shared.next, part, memory_order_relaxed);
    if (begin >= count)
      return;
    work(context, begin, begin + part < count ? begin + part : count);
  }
}

enum {
  /// How often a thread looks whether the other one is ready before it sleeps: some fifty microseconds, which is how
  /// long an idle processor takes to wake up.
  LOOKS = 1000
};

/// Waits a little while for `flag` to become `value`, without the mutex.
static void look(_Atomic bool *flag, bool value) {
  for (int i = 0; i < LOOKS && atomic_load_explicit(flag, memory_order_relaxed) != value; i++) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
  }
}

static void *help(void *nothing) {
  (void)nothing;
  is_forbidden = true;
  pthread_mutex_lock(&shared.mutex);
  for (;;) {
    while (!shared.is_open)
      pthread_cond_wait(&shared.begun, &shared.mutex);
    shared.is_joined = true;
    // What has been taken up is left alone until it is said to be done.
    shared.is_open = false;
    pthread_mutex_unlock(&shared.mutex);
    work_through(shared.count, shared.part, shared.work, shared.context);
    pthread_mutex_lock(&shared.mutex);
    shared.is_joined = false;
    pthread_cond_signal(&shared.ended);
    pthread_mutex_unlock(&shared.mutex);
    look(&shared.is_open, true);
    pthread_mutex_lock(&shared.mutex);
  }
  return 0;
}

static void begin_anew(void) {
  const team new_team = NEW_TEAM;
  memcpy(&shared, &new_team, sizeof shared);
}

/// Starts the second thread; the caller holds the mutex. Signals are for the others to handle.
static bool start(void) {
  sigset_t all, before;
  pthread_attr_t attributes;
  pthread_t thread;
  static bool is_told;
  if (!is_told)
    is_told = pthread_atfork(0, 0, begin_anew) == 0;
  if (!is_told || sysconf(_SC_NPROCESSORS_ONLN) < 2 || pthread_attr_init(&attributes))
    return false;
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, 1 << 20);
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  bool has_started = pthread_create(&thread, &attributes, help, 0) == 0;
  pthread_sigmask(SIG_SETMASK, &before, 0);
  pthread_attr_destroy(&attributes);
  return has_started;
}

void nb_share(int64_t count, int64_t part, nb_work work, void *context) {
  if (is_forbidden || is_forbidden_to_all || count <= part || pthread_mutex_trylock(&shared.busy)) {
    if (count > 0)
      work(context, 0, count);
    return;
  }
  pthread_mutex_lock(&shared.mutex);
  if (!shared.has_started && !shared.cannot_start) {
    shared.has_started = start();
    shared.cannot_start = !shared.has_started;
  }
  if (!shared.has_started) {
    pthread_mutex_unlock(&shared.mutex);
    pthread_mutex_unlock(&shared.busy);
    work(context, 0, count);
    return;
  }
  shared.count = count;
  shared.part = part;
  shared.work = work;
  shared.context = context;
  atomic_store_explicit(&shared.next, 0, memory_order_relaxed);
  shared.is_open = true;
  pthread_cond_signal(&shared.begun);
  pthread_mutex_unlock(&shared.mutex);
  is_forbidden = true;
  work_through(count, part, work, context);
  is_forbidden = false;
  pthread_mutex_lock(&shared.mutex);
  shared.is_open = false;
  if (shared.is_joined) {
    pthread_mutex_unlock(&shared.mutex);
    look(&shared.is_joined, false);
    pthread_mutex_lock(&shared.mutex);
  }
  while (shared.is_joined)
    pthread_cond_wait(&shared.ended, &shared.mutex);
  pthread_mutex_unlock(&shared.mutex);
  pthread_mutex_unlock(&shared.busy);
}
