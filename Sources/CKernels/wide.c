#include "wide.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#if defined(__x86_64__) && defined(__linux__)
#include <dlfcn.h>
#define NB_HAS_VECTOR_LIBRARY 1
#endif

typedef double (*scalar_function)(double);

typedef struct wide_function {
  const char *name;
  scalar_function scalar;
  /// The variant for vectors of `lanes` elements, once the library has been looked through.
  void *vector;
} wide_function;

static wide_function functions[NB_UNARY_COUNT] = {
    [NB_EXP] = {"exp", exp, 0},       [NB_LOG] = {"log", log, 0},       [NB_SIN] = {"sin", sin, 0},
    [NB_COS] = {"cos", cos, 0},       [NB_TANH] = {"tanh", tanh, 0},    [NB_EXP2] = {"exp2", exp2, 0},
    [NB_EXPM1] = {"expm1", expm1, 0}, [NB_LOG2] = {"log2", log2, 0},    [NB_LOG10] = {"log10", log10, 0},
    [NB_LOG1P] = {"log1p", log1p, 0}, [NB_TAN] = {"tan", tan, 0},       [NB_ASIN] = {"asin", asin, 0},
    [NB_ACOS] = {"acos", acos, 0},    [NB_ATAN] = {"atan", atan, 0},    [NB_SINH] = {"sinh", sinh, 0},
    [NB_COSH] = {"cosh", cosh, 0},    [NB_ASINH] = {"asinh", asinh, 0}, [NB_ACOSH] = {"acosh", acosh, 0},
    [NB_ATANH] = {"atanh", atanh, 0}, [NB_ERF] = {"erf", erf, 0},       [NB_ERFC] = {"erfc", erfc, 0},
};

typedef struct wide_binary_function {
  const char *name;
  double (*scalar)(double, double);
  void *vector;
} wide_binary_function;

static wide_binary_function binary_functions[NB_BINARY_FUNCTION_COUNT] = {
    [NB_POWER] = {"pow", pow, 0},
    [NB_ATAN2] = {"atan2", atan2, 0},
};

#if NB_HAS_VECTOR_LIBRARY

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int lanes;

static void load(void) {
  void *library = dlopen("libmvec.so.1", RTLD_NOW | RTLD_LOCAL);
  if (!library || !__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma"))
    return;
  lanes = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") ? 8 : 4;
  for (int op = 0; op < NB_UNARY_COUNT; op++)
    if (functions[op].name) {
      char symbol[32];
      snprintf(symbol, sizeof symbol, "_ZGV%sv_%s", lanes == 8 ? "eN8" : "dN4", functions[op].name);
      functions[op].vector = dlsym(library, symbol);
    }
  for (int op = 0; op < NB_BINARY_FUNCTION_COUNT; op++) {
    char symbol[32];
    snprintf(symbol, sizeof symbol, "_ZGV%svv_%s", lanes == 8 ? "eN8" : "dN4", binary_functions[op].name);
    binary_functions[op].vector = dlsym(library, symbol);
  }
}

// Everything a function may change by the calling convention, vectors and masks aside.
#define NB_CLOBBERED "rax", "rbx", "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "cc", "memory"
#define NB_CLOBBERED_VECTORS                                                                                           \
  "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11", "xmm12", "xmm13", "xmm14", \
      "xmm15"
#define NB_CLOBBERED_VECTORS_512                                                                                       \
  "xmm16", "xmm17", "xmm18", "xmm19", "xmm20", "xmm21", "xmm22", "xmm23", "xmm24", "xmm25", "xmm26", "xmm27", "xmm28", \
      "xmm29", "xmm30", "xmm31", "k1", "k2", "k3", "k4", "k5", "k6", "k7"

// The vector variants take their argument in the first vector register and return the result there. The compiler, told
// of the processor function by function, would pass it in memory; so the call is written out, below the red zone and on
// an aligned stack. Only registers that functions preserve are left for the operands.
#define NB_VECTOR_CALL(REGISTER)                                                                                       \
  "vmovupd (%[from]), %%" REGISTER "\n movq %%rsp, %%rbx\n subq $128, %%rsp\n andq $-64, %%rsp\n callq *%[call]\n "     \
  "movq %%rbx, %%rsp\n vmovupd %%" REGISTER ", (%[to])"

// Calls the variant for whole vectors, the last of which is filled up with ones: 1 is an easy argument of them all.
#define NB_CALL(LANES, REGISTER, ...)                                                                                  \
  double block[LANES];                                                                                                 \
  for (int64_t i = 0; i < count; i += LANES) {                                                                         \
    int64_t filled = count - i < LANES ? count - i : LANES;                                                            \
    const double *from = x + i;                                                                                        \
    double *to = out + i;                                                                                              \
    if (filled < LANES) {                                                                                              \
      for (int l = 0; l < LANES; l++)                                                                                  \
        block[l] = l < filled ? x[i + l] : 1;                                                                          \
      from = to = block;                                                                                               \
    }                                                                                                                  \
    __asm__ volatile(NB_VECTOR_CALL(REGISTER) : : [call] "r"(function), [from] "r"(from), [to] "r"(to) : __VA_ARGS__); \
    if (filled < LANES)                                                                                                \
      memcpy(out + i, block, (size_t)filled * sizeof *out);                                                            \
  }

// The same for two operands, in the first two registers.
#define NB_VECTOR_CALL_BINARY(FIRST, SECOND)                                                                           \
  "vmovupd (%[from]), %%" FIRST "\n vmovupd (%[from2]), %%" SECOND "\n movq %%rsp, %%rbx\n subq $128, %%rsp\n "         \
  "andq $-64, %%rsp\n callq *%[call]\n movq %%rbx, %%rsp\n vmovupd %%" FIRST ", (%[to])"

#define NB_CALL_BINARY(LANES, FIRST, SECOND, ...)                                                                      \
  double block[LANES], block2[LANES];                                                                                  \
  for (int64_t i = 0; i < count; i += LANES) {                                                                         \
    int64_t filled = count - i < LANES ? count - i : LANES;                                                            \
    const double *from = x + i, *from2 = y + i;                                                                        \
    double *to = out + i;                                                                                              \
    if (filled < LANES) {                                                                                              \
      for (int l = 0; l < LANES; l++) {                                                                                \
        block[l] = l < filled ? x[i + l] : 1;                                                                          \
        block2[l] = l < filled ? y[i + l] : 1;                                                                         \
      }                                                                                                                \
      from = to = block;                                                                                               \
      from2 = block2;                                                                                                  \
    }                                                                                                                  \
    __asm__ volatile(NB_VECTOR_CALL_BINARY(FIRST, SECOND)                                                              \
                     :                                                                                                 \
                     : [call] "r"(function), [from] "r"(from), [from2] "r"(from2), [to] "r"(to)                        \
                     : __VA_ARGS__);                                                                                   \
    if (filled < LANES)                                                                                                \
      memcpy(out + i, block, (size_t)filled * sizeof *out);                                                            \
  }

__attribute__((target("arch=x86-64-v4"))) static void call_binary8(void *function, int64_t count, const double *x,
                                                                    const double *y, double *out) {
  NB_CALL_BINARY(8, "zmm0", "zmm1", NB_CLOBBERED, NB_CLOBBERED_VECTORS, NB_CLOBBERED_VECTORS_512)
}

__attribute__((target("arch=x86-64-v3"))) static void call_binary4(void *function, int64_t count, const double *x,
                                                                    const double *y, double *out) {
  NB_CALL_BINARY(4, "ymm0", "ymm1", NB_CLOBBERED, NB_CLOBBERED_VECTORS)
}

__attribute__((target("arch=x86-64-v4"))) static void call8(void *function, int64_t count, const double *x,
                                                             double *out) {
  NB_CALL(8, "zmm0", NB_CLOBBERED, NB_CLOBBERED_VECTORS, NB_CLOBBERED_VECTORS_512)
}

__attribute__((target("arch=x86-64-v3"))) static void call4(void *function, int64_t count, const double *x,
                                                             double *out) {
  NB_CALL(4, "ymm0", NB_CLOBBERED, NB_CLOBBERED_VECTORS)
}

#endif

/// Runs of fewer elements are not worth loading a library.
enum { VECTOR_THRESHOLD = 64 };

void nb_wide(nb_unary op, int64_t count, const double *x, double *out) {
#if NB_HAS_VECTOR_LIBRARY
  if (count >= VECTOR_THRESHOLD) {
    pthread_once(&once, load);
    void *vector = functions[op].vector;
    if (vector)
      return lanes == 8 ? call8(vector, count, x, out) : call4(vector, count, x, out);
  }
#endif
  scalar_function scalar = functions[op].scalar;
  for (int64_t i = 0; i < count; i++)
    out[i] = scalar(x[i]);
}

void nb_wide_binary(nb_binary_function op, int64_t count, const double *x, const double *y, double *out) {
#if NB_HAS_VECTOR_LIBRARY
  if (count >= VECTOR_THRESHOLD) {
    pthread_once(&once, load);
    void *vector = binary_functions[op].vector;
    if (vector)
      return lanes == 8 ? call_binary8(vector, count, x, y, out) : call_binary4(vector, count, x, y, out);
  }
#endif
  double (*scalar)(double, double) = binary_functions[op].scalar;
  for (int64_t i = 0; i < count; i++)
    out[i] = scalar(x[i], y[i]);
}
