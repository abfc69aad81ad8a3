#pragma once

#include "BLAS.h"
#include "Memory.h"
#include "ThreadState.h"
