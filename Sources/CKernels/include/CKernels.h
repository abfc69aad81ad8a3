#pragma once

#include "Along.h"
#include "BLAS.h"
#include "Elementwise.h"
#include "Indices.h"
#include "Memory.h"
#include "Optimizers.h"
#include "Pointwise.h"
#include "Random.h"
#include "References.h"
#include "Sorting.h"
#include "Text.h"
#include "ThreadState.h"
