#ifndef NBRUN_CLONES_H
#define NBRUN_CLONES_H

/// A function compiled for three generations of processors, the best of which is chosen when the program starts; or for
/// the one that NB_PROCESSOR names, to test what the others would run.
#if defined(NB_PROCESSOR) && NB_PROCESSOR == 1
#define NB_CLONES
#elif defined(NB_PROCESSOR)
#define NB_CLONES __attribute__((target("arch=x86-64-v3")))
#elif defined(__x86_64__) && defined(__linux__)
#define NB_CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define NB_CLONES
#endif

/// A function without vectors, compiled for processors that round a product and a sum as one and for those that do not,
/// where the C library does.
#if defined(__x86_64__) && defined(__linux__) && !defined(NB_PROCESSOR)
#define NB_FUSED_CLONES __attribute__((target_clones("default", "arch=x86-64-v3")))
#else
#define NB_FUSED_CLONES NB_CLONES
#endif

/// A function that becomes part of each that calls it, compiled for the same processor.
#define NB_INLINE __attribute__((always_inline)) static inline

#endif
