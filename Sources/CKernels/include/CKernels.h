#pragma once

#include "ThreadState.h"
#include "Memory.h"
