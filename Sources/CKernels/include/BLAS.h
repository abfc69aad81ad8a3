#ifndef NBRUN_BLAS_H
#define NBRUN_BLAS_H

/// The address of a function of OpenBLAS (`sgemm_`, `dsyevd_`, ...), which is loaded when first asked for and runs in
/// one thread; null when the library or the function is missing.
void *nb_blas_function(const char *name);

#endif
