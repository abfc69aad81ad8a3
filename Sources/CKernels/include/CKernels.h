#pragma once

#include "ThreadState.h"
