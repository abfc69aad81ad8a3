#ifndef NBRUN_CLONES_H
#define NBRUN_CLONES_H

/// A function compiled for three generations of processors, the best of which is chosen when the program starts.
#if defined(__x86_64__) && defined(__linux__)
#define NB_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define NB_CLONES
#endif

#endif
