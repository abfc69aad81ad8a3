#pragma once

#include "BLAS.h"
#include "Elementwise.h"
#include "Memory.h"
#include "ThreadState.h"
