#include "ThreadState.h"

static _Thread_local nb_thread_state state = {
    .session = 0,
    .released = 0,
    .next_sequence_number = 0,
    .release_depth = 0,
    .grad_enabled = true,
    .inference_enabled = false,
    .packs_saved_tensors = false,
};

nb_thread_state *nb_thread_state_current(void) { return &state; }
