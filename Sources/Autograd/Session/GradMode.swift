/// The modes that decide what is recorded, of the calling thread's session.
package enum GradMode {
  /// `torch.is_grad_enabled()`.
  package static var isEnabled: Bool {
    get { ThreadState.current.pointee.grad_enabled }
    set { ThreadState.current.pointee.grad_enabled = newValue }
  }

  /// `torch.is_inference_mode_enabled()`.
  package static var isInferenceEnabled: Bool {
    get { ThreadState.current.pointee.inference_enabled }
    set { ThreadState.current.pointee.inference_enabled = newValue }
  }

  /// Runs `body` with recording switched on or off (`torch.no_grad`, `torch.enable_grad`).
  package static func with<Result>(_ isOn: Bool, _ body: () throws -> Result) rethrows -> Result {
    let state = ThreadState.current
    let before = state.pointee.grad_enabled
    state.pointee.grad_enabled = isOn
    defer { state.pointee.grad_enabled = before }
    return try body()
  }

  /// Runs `body` in `torch.inference_mode`.
  package static func withInference<Result>(_ isOn: Bool, _ body: () throws -> Result) rethrows -> Result {
    let state = ThreadState.current
    let before = (state.pointee.inference_enabled, state.pointee.grad_enabled)
    state.pointee.inference_enabled = isOn
    state.pointee.grad_enabled = !isOn
    defer { (state.pointee.inference_enabled, state.pointee.grad_enabled) = before }
    return try body()
  }
}
