#include "ThreadState.h"

_Thread_local nb_thread_state nb_current_thread_state = {
    .session = 0,
    .released = 0,
    .next_sequence_number = 0,
    .release_depth = 0,
    .grad_enabled = true,
    .inference_enabled = false,
    .packs_saved_tensors = false,
    .watches_nodes = false,
};
