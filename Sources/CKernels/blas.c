#include "BLAS.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static void *library;

static void load(void) {
#if defined(__x86_64__)
  // Releases that do not know a processor fall back to AVX2 kernels; the choice is read while the library is loaded.
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
    setenv("OPENBLAS_CORETYPE", "SkylakeX", 0);
#endif
  // Workers would outlive the first product and add nothing to small ones.
  setenv("OPENBLAS_NUM_THREADS", "1", 0);
#if defined(__APPLE__)
  library = dlopen("/opt/homebrew/opt/openblas/lib/libopenblas.dylib", RTLD_NOW | RTLD_LOCAL);
#else
  library = dlopen("libopenblas.so.0", RTLD_NOW | RTLD_LOCAL);
#endif
}

void *nb_blas_function(const char *name) {
  pthread_once(&once, load);
  return library ? dlsym(library, name) : 0;
}
