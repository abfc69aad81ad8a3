import CKernels

/// The state that recording consults, of the calling thread.
package enum ThreadState {
  /// Whether hooks see what is saved (`torch.autograd.graph.saved_tensors_hooks`).
  package static var packsSavedTensors: Bool { current.pointee.packs_saved_tensors }
  /// Whether something may take the place of functions; see ``TensorSession/overridesCalls``.
  @inline(__always) package static var overridesCalls: Bool { current.pointee.overrides_calls }

  /// It lives as long as the thread; only the thread itself reads and writes it.
  static var current: UnsafeMutablePointer<nb_thread_state> { nb_thread_state_current() }
}
