#include "Elementwise.h"

#include "clones.h"

// Sums and products are those of unsigned numbers, which wrap around; signed ones have the same bits.

#define T uint64_t
#define NAME(function) function##_u64
#include "integers.h"
#undef T
#undef NAME

#define T uint32_t
#define NAME(function) function##_u32
#include "integers.h"
#undef T
#undef NAME

#define T uint16_t
#define NAME(function) function##_u16
#include "integers.h"
#undef T
#undef NAME

#define T uint8_t
#define NAME(function) function##_u8
#include "integers.h"
#undef T
#undef NAME
