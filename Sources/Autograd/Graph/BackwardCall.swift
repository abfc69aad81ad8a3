import TensorCore

/// One run of a node: the gradients that arrived, and the places for those that leave.
///
/// The engine uses one object for a whole pass. A formula reads ``grad`` and the saved values and calls ``give(_:_:)``
/// for each input.
package final class BackwardCall {
  /// The node that runs.
  package var node: Node { running.held }
  // Whoever runs nodes holds them until the call is over, so each of them need not be counted.
  private var running: Unmanaged<Node>
  /// The session it runs in.
  package let session: TensorSession
  private var gradient0: Tensor?
  private var moreGradients: [Tensor?] = []
  private var result0: Tensor?
  private var result1: Tensor?
  private var result2: Tensor?
  private var moreResults: [Tensor?] = []
  /// How many gradients a custom function gave; nil for a formula, which gives one for each input.
  var givenCount: Int?

  /// A run of `node`.
  package init(_ node: Node, session: TensorSession) {
    running = .passUnretained(node)
    self.session = session
  }

  /// Starts the run of another node.
  func start(_ node: Node, _ gradients: (first: Tensor?, more: [Tensor?])) {
    running = .passUnretained(node)
    gradient0 = gradients.first
    moreGradients = gradients.more
    clearResults()
  }

  /// Starts the run of another node, which has one output.
  @inline(__always) func start(_ node: Node, _ gradient: Tensor?) {
    running = .passUnretained(node)
    gradient0 = gradient
    if !moreGradients.isEmpty { moreGradients = [] }
    clearResults()
  }

  /// Lets go of what the last run held.
  @inline(__always) func finish() {
    dropGradients()
    clearResults()
  }

  /// Lets go of the gradients that arrived.
  @inline(__always) func dropGradients() {
    gradient0 = nil
    if !moreGradients.isEmpty { moreGradients = [] }
  }

  @inline(__always) private func clearResults() {
    if result0 != nil { result0 = nil }
    if result1 != nil { result1 = nil }
    if result2 != nil { result2 = nil }
    if !moreResults.isEmpty { moreResults = [] }
    givenCount = nil
  }

  /// Takes the gradient of the first output out.
  func takeGradient() -> Tensor? {
    gradient0.take()
  }

  /// The gradient of the first output for the only thing that is made of it, which may let go of it then.
  package func lastUsedGrad() throws -> Tensor {
    guard session.audit == nil, let gradient = takeGradient() else { return try grad }
    return gradient
  }

  /// The gradient of the first output to be written over, where nobody else has it, nothing is recorded and there is but
  /// one input; else nil.
  package func takeOwnGrad() -> Tensor? {
    guard !GradMode.isEnabled, session.audit == nil, running._withUnsafeGuaranteedRef({ $0.hasOneEdge }),
      isKnownUniquelyReferenced(&gradient0), let gradient0, gradient0.isPlainResult, gradient0.array.ownsItsStorage()
    else { return nil }
    return takeGradient()
  }

  /// Takes the gradient given for input `index` out.
  @inline(__always) func takeResult(_ index: Int) -> Tensor? {
    switch index {
    case 0: return result0.take()
    case 1: return result1.take()
    case 2: return result2.take()
    default: return self.result(index)
    }
  }

  /// Whether a gradient was given for input `index`.
  @inline(__always) func hasResult(_ index: Int) -> Bool {
    switch index {
    case 0: result0 != nil
    case 1: result1 != nil
    case 2: result2 != nil
    default: result(index) != nil
    }
  }

  /// Whether the gradient given for input `index` has the shape and type that output `output` of `target` takes.
  @inline(__always) func resultFits(_ index: Int, _ target: Unmanaged<Node>, _ output: Int) -> Bool {
    target._withUnsafeGuaranteedRef { target in
      switch index {
      case 0: result0.map { target.accepts($0, output) } ?? true
      case 1: result1.map { target.accepts($0, output) } ?? true
      default: result(index).map { target.accepts($0, output) } ?? true
      }
    }
  }

  /// The gradient of the operation's output (the first one).
  package var grad: Tensor {
    get throws {
      guard let gradient0 else {
        throw TorchError(.runtime, "\(node.name) ran although no gradient arrived")
      }
      return gradient0
    }
  }

  /// The gradient of output `index`; nil if that output did not take part.
  package func gradient(_ index: Int) -> Tensor? {
    index == 0 ? gradient0 : index - 1 < moreGradients.count ? moreGradients[index - 1] : nil
  }

  /// The gradients of all outputs.
  var gradients: [Tensor?] { (0..<max(node.outputCount, 1)).map(gradient) }

  func replaceGradients(_ gradients: [Tensor?]) {
    gradient0 = gradients.first ?? nil
    moreGradients = Array(gradients.dropFirst())
  }

  /// Whether any gradient arrived.
  @inline(__always) var hasGradient: Bool { gradient0 != nil || moreGradients.contains { $0 != nil } }

  /// Whether the gradient of input `index` is wanted.
  package func needs(_ index: Int) -> Bool { running._withUnsafeGuaranteedRef { $0.needsGradient(index) } }

  /// Computes and gives the gradient of input `index`, if it is wanted.
  @inline(__always)
  package func give(_ index: Int, _ gradient: @autoclosure () throws -> Tensor?) rethrows {
    if needs(index) { setResult(index, try gradient()) }
  }

  /// Saved tensor `index`.
  package func saved(_ index: Int) throws -> Tensor {
    guard let tensor = try running._withUnsafeGuaranteedRef({ try $0.saved(index) }) else {
      throw TorchError(.runtime, "\(node.name) did not save tensor \(index)")
    }
    return tensor
  }

  /// `grad operation saved`, in the usual case of small tensors when nothing is recorded; nil for all else. If no other
  /// input wants the gradient, and nobody else has it, the result takes its place in memory.
  package func combined(_ operation: VectorOperation, savedAt index: Int) -> Tensor? {
    guard gradient0 != nil, !GradMode.isEnabled else { return nil }
    return running._withUnsafeGuaranteedRef { node in
      node.plainSaved(index)?._withUnsafeGuaranteedRef { saved in
        if node.hasOneEdge, session.audit == nil, isKnownUniquelyReferenced(&gradient0),
          gradient0?.combine(operation, with: saved) ?? false
        {
          return takeGradient()
        }
        return gradient0?.combined(operation, saved).map { Tensor($0) }
      }
    }
  }

  /// `grad * factor`, of a factor that was computed for it: where nothing is recorded, the result takes its place.
  package func gradient(times factor: Tensor) throws -> Tensor {
    if !GradMode.isEnabled, let gradient0, factor.combine(.multiply, with: gradient0) { return factor }
    return try session.operations.multiply(grad, factor)
  }

  /// Saved tensor `index`, or nil if there was none.
  package func optionalSaved(_ index: Int) throws -> Tensor? { try node.saved(index) }

  /// The shape of input `index`, whose gradient is wanted.
  package func shape(_ index: Int) throws -> Dims {
    let edge = node.edge(index)
    guard let metadata = edge.node?.output(Int(edge.index)) else {
      throw TorchError(.runtime, "\(node.name) asked for the shape of an input that needs no gradient")
    }
    return metadata.shape
  }

  /// The type of input `index`, whose gradient is wanted.
  package func dtype(_ index: Int) throws -> DType {
    let edge = node.edge(index)
    guard let metadata = edge.node?.output(Int(edge.index)) else {
      throw TorchError(.runtime, "\(node.name) asked for the type of an input that needs no gradient")
    }
    return metadata.dtype
  }

  /// Whether input `index`, whose gradient is wanted, is a matrix whose columns lie side by side in memory.
  package func liesInColumns(_ index: Int) -> Bool {
    running._withUnsafeGuaranteedRef { node in
      let edge = node.target(index)
      return edge.node?._withUnsafeGuaranteedRef { $0.output(Int(edge.index))?.liesInColumns } ?? false
    }
  }

  /// The gradient given for input `index`.
  func result(_ index: Int) -> Tensor? {
    switch index {
    case 0: result0
    case 1: result1
    case 2: result2
    default: index - 3 < moreResults.count ? moreResults[index - 3] : nil
    }
  }

  /// Gives the gradient of input `index`.
  package func setResult(_ index: Int, _ gradient: Tensor?) {
    switch index {
    case 0: result0 = gradient
    case 1: result1 = gradient
    case 2: result2 = gradient
    default:
      while moreResults.count <= index - 3 { moreResults.append(nil) }
      moreResults[index - 3] = gradient
    }
  }

  var results: [Tensor?] { (0..<node.edgeCount).map(result) }

  func replaceResults(_ results: [Tensor?]) {
    for index in 0..<node.edgeCount { setResult(index, index < results.count ? results[index] : nil) }
  }
}
