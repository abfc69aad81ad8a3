#pragma once

#include "BLAS.h"
#include "Elementwise.h"
#include "Memory.h"
#include "Random.h"
#include "Sorting.h"
#include "Text.h"
#include "ThreadState.h"
