import CKernels
import TensorCore

/// All that the tensors of one document share: the modes, the default type, the random generator, print options.
///
/// A session is bound to the thread that runs it, so that `a * b` finds it; see ``bind(_:)``.
package final class TensorSession {
  /// `torch.get_default_dtype()`.
  package var defaultDType: DType = .float32
  /// `torch.default_generator`.
  package var generator = Generator()
  /// What `torch.set_printoptions` set.
  package var printOptions = PrintOptions()
  /// What was set of how PyTorch computes.
  package var backends = BackendSettings() { didSet { tellThread() } }
  /// The operations the engine needs.
  package let operations: any DifferentiableOperations
  /// Whether anomaly mode is on (`torch.is_anomaly_enabled()`).
  package var isAnomalyEnabled = false { didSet { tellThread() } }
  /// Whether anomaly mode looks for NaN (`torch.is_anomaly_check_nan_enabled()`).
  package var checksNaN = true
  /// Describes where the program is, for anomaly mode: the traceback of the forward call.
  package var describePlace: () -> String = { "" }
  /// Receives warnings: the category's name and the text.
  package var warn: (_ category: String, _ message: String) -> Void = { _, _ in }
  /// The hooks that saved tensors pass through, innermost last.
  package internal(set) var savedTensorHooks: [SavedTensorHooks] = []
  /// Why hooks may not be set just now (`disable_saved_tensors_hooks`); nil while they may.
  package var savedTensorHooksRefusal: String?
  /// Whether something may take the place of functions just now; whoever says so keeps what it is in ``overrides``.
  package var overridesCalls = false { didSet { tellThread() } }
  /// What may take the place of functions.
  package var overrides: AnyObject?
  /// What leads to the interpreter of the program that runs, for those that know what one is; it does not keep it.
  package var program: AnyObject?
  private var warned: Set<String> = []
  /// Numbers as tensors, for operations of a tensor and a number.
  package var wrappedNumbers = WrappedNumbers()
  /// Receives what a report should say about how something was computed.
  package var onNote: ((_ text: String) -> Void)?
  private var noted: Set<String> = []
  /// How operators cast their arguments by themselves.
  package var autocast = Autocast() { didSet { tellThread() } }
  /// The parameters that were cast inside the outermost `autocast` block.
  package var castLeaves = CastLeaves()
  /// The node whose formula runs just now (the parent of nodes recorded by it).
  var runningNode: Node?
  /// How many backward passes run inside one another.
  var passDepth = 0
  /// The number of the last backward pass.
  var lastPass: UInt64 = 0
  /// The number of the innermost backward pass that runs, 0 outside of any.
  package internal(set) var runningPass: UInt64 = 0
  /// Whether the innermost backward pass that runs is for chosen tensors, not for all leaves.
  package internal(set) var passHasTargets = false
  /// Compares gradients with differences, where that was asked for; recorded operations then keep a replay.
  package var audit: GradientAudit? { didSet { tellThread() } }
  /// Called before each backward pass with its roots: a report draws the graph from it.
  package var willRunBackward: ((_ roots: [Tensor]) -> Void)?
  /// Called when a gradient arrives at a leaf, before it is added to what is there.
  package var onLeafGradient: ((_ leaf: Tensor, _ gradient: Tensor) -> Void)?

  /// A session with PyTorch's defaults.
  package init(operations: any DifferentiableOperations) {
    self.operations = operations
  }

  /// The session of the calling thread, or nil.
  package static var bound: TensorSession? {
    guard let pointer = ThreadState.current.pointee.session else { return nil }
    // The session unbinds itself before it goes, so that the pointer is valid as long as it is there.
    return Unmanaged<TensorSession>.fromOpaque(pointer).held
  }

  /// The session of the calling thread.
  ///
  /// - Throws: An error that says so when the thread has none.
  package static var current: TensorSession {
    get throws {
      guard let bound else { throw TorchError(.runtime, "no tensor session is bound to this thread") }
      return bound
    }
  }

  /// Whether each node that is recorded or run is looked at.
  var watchesNodes: Bool { isAnomalyEnabled || audit != nil }

  /// Keeps what recording asks the thread for in step, if this session is the thread's.
  private func tellThread() {
    let state = ThreadState.current
    if state.pointee.session == UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()) {
      state.pointee.watches_nodes = watchesNodes
      state.pointee.casts = autocast.isEnabled
      state.pointee.overrides_calls = overridesCalls
      _ = nb_allow_sharing(backends.sharesWork)
    }
  }

  /// The audit of the calling thread's session, if there is one. Costs nothing where there is none.
  @inline(__always) package static var boundAudit: GradientAudit? {
    ThreadState.current.pointee.watches_nodes ? bound?.audit : nil
  }

  /// What the thread keeps for the session while it is bound, between two bindings.
  private var kept = (isGradEnabled: true, isInferenceEnabled: false, nextSequenceNumber: UInt64(0))

  /// Runs `body` with this session bound to the calling thread; the previous one comes back afterwards.
  ///
  /// Whether operations are recorded, and the numbers of nodes, go on where the last binding left them: a document's
  /// statements are bound one by one, and a pass runs nodes by their numbers.
  package func bind<Result>(_ body: () throws -> Result) rethrows -> Result {
    let state = ThreadState.current
    let pointer = UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque())
    if state.pointee.session == pointer { return try withExtendedLifetime(self, body) }
    let before = state.pointee
    state.pointee.session = pointer
    state.pointee.grad_enabled = kept.isGradEnabled
    state.pointee.inference_enabled = kept.isInferenceEnabled
    state.pointee.next_sequence_number = kept.nextSequenceNumber
    state.pointee.packs_saved_tensors = !savedTensorHooks.isEmpty
    let sharedBefore = nb_allow_sharing(true)
    tellThread()
    defer {
      _ = nb_allow_sharing(sharedBefore)
      kept = (state.pointee.grad_enabled, state.pointee.inference_enabled, state.pointee.next_sequence_number)
      state.pointee.session = before.session
      state.pointee.grad_enabled = before.grad_enabled
      state.pointee.inference_enabled = before.inference_enabled
      state.pointee.next_sequence_number = before.next_sequence_number
      state.pointee.packs_saved_tensors = before.packs_saved_tensors
      state.pointee.watches_nodes = before.watches_nodes
      state.pointee.casts = before.casts
      state.pointee.overrides_calls = before.overrides_calls
    }
    return try withExtendedLifetime(self, body)
  }

  /// Warns once in the session's life, like PyTorch's `TORCH_WARN_ONCE`; of a `kind` of several texts only once.
  package func warnOnce(_ category: String, _ message: String, kind: String? = nil) {
    if warned.insert(kind ?? message).inserted { warn(category, message) }
  }

  /// Tells the report how something was computed, each text once in the session's life.
  package func note(_ text: String) {
    if noted.insert(text).inserted { onNote?(text) }
  }

  /// The record of a node that is made now.
  func anomalyRecord() -> AnomalyRecord { AnomalyRecord(place: describePlace(), parent: runningNode) }
}

/// Where a node was recorded (anomaly mode).
package final class AnomalyRecord {
  /// The traceback of the forward call.
  package let place: String
  /// The node whose formula recorded it.
  package let parent: Node?

  init(place: String, parent: Node?) {
    self.place = place
    self.parent = parent
  }
}
