#define _GNU_SOURCE
#include "CProcesses.h"

#ifdef __linux__

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int processes_join(pthread_t thread, int milliseconds) {
  struct timespec moment;
  clock_gettime(CLOCK_MONOTONIC, &moment);
  moment.tv_nsec += milliseconds * 1000000L;
  if (moment.tv_nsec >= 1000000000L) {
    moment.tv_nsec -= 1000000000L;
    moment.tv_sec++;
  }
  return pthread_clockjoin_np(thread, NULL, CLOCK_MONOTONIC, &moment) != ETIMEDOUT;
}

static void stand_still(int number) {
  (void)number;
  for (;;) pause();
}

static pid_t copy;

// What a terminal sends reaches the copy as well; what another process sends to this one does not.
static void hand_on(int number, siginfo_t *information, void *context) {
  (void)context;
  if (information->si_code <= 0) kill(copy, number);
}

int processes_go_on_in_copy(pthread_t stopped, int broken_status) {
  pid_t process = getpid();
  // glibc takes the locks of its heap before it copies, so that the copy's is in order whatever other threads do.
  copy = fork();
  if (copy < 0) return 0;
  if (copy == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != process) _exit(broken_status);
    return 1;
  }
  struct sigaction handing = {.sa_sigaction = hand_on, .sa_flags = SA_SIGINFO};
  sigaction(SIGINT, &handing, NULL);
  signal(SIGUSR2, stand_still);
  pthread_kill(stopped, SIGUSR2);
  int status;
  while (waitpid(copy, &status, 0) < 0)
    if (errno != EINTR) _exit(broken_status);
  _exit(WIFEXITED(status) ? WEXITSTATUS(status) : broken_status);
}

#else

int processes_join(pthread_t thread, int milliseconds) {
  (void)milliseconds;
  pthread_join(thread, NULL);
  return 1;
}

int processes_go_on_in_copy(pthread_t stopped, int broken_status) {
  (void)stopped;
  (void)broken_status;
  return 0;
}

#endif
