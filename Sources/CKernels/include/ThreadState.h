#ifndef NBRUN_THREAD_STATE_H
#define NBRUN_THREAD_STATE_H

#include <stdbool.h>
#include <stdint.h>

/// What every recorded operation asks about the session of its thread. It lies in thread-local memory, because
/// `a * b` on tensors has no other way to find its session, and asking must cost less than the multiplication.
typedef struct nb_thread_state {
  /// The `TensorSession` bound to the thread, unretained; null when none is.
  const void *session;
  /// The list of objects that wait for their release, retained; null when none do.
  void *released;
  /// The number the next recorded node gets.
  uint64_t next_sequence_number;
  /// How many nodes are being released inside one another just now.
  uint32_t release_depth;
  /// Whether operations are recorded (`torch.is_grad_enabled()`).
  bool grad_enabled;
  /// Whether new tensors are inference tensors (`torch.is_inference_mode_enabled()`).
  bool inference_enabled;
  /// Whether saved tensors are packed by hooks (`torch.autograd.graph.saved_tensors_hooks`).
  bool packs_saved_tensors;
  /// Whether something may take the place of functions (`__torch_function__`, modes).
  bool overrides_calls;
  /// Whether the session wants to know of each recorded node: anomaly mode is on, or gradients are compared.
  bool watches_nodes;
  /// Whether operators cast their arguments by themselves (`torch.autocast`), which they do not inside one another.
  bool casts;
} nb_thread_state;

extern _Thread_local nb_thread_state nb_current_thread_state;

/// The state of the calling thread.
static inline nb_thread_state *nb_thread_state_current(void) { return &nb_current_thread_state; }

#endif
