import CKernels
import TensorCore

/// A step of the recorded graph: turns the gradients of an operation's outputs into those of its inputs.
///
/// (PyTorch: `torch::autograd::Node`.) Edges lead to the nodes of the inputs, so a graph is kept alive by its results
/// and goes with them.
package class Node {
  /// What the node is called: `MulBackward0`.
  package var name: String { "Node" }
  /// `grad_fn.name()`: the name with its namespace, for the nodes of the engine itself.
  package var qualifiedName: String { name }
  /// When the node was made; the engine runs the latest first. `AccumulateGrad` has the largest number there is.
  package var sequenceNumber: UInt64

  // The first three edges and the first output lie in the node itself: nearly all nodes need no more, and an
  // allocation for the rest would cost as much as a small operation.
  // They own their references, which `deinit` gives back: releasing empty places costs as much as full ones.
  private var edge0 = HeldEdge()
  private var edge1 = HeldEdge()
  private var edge2 = HeldEdge()
  /// How many inputs the operation has.
  package private(set) var edgeCount = 0
  private var output0: GradientMetadata?
  /// What few nodes have; nil while there is nothing of it, so that most nodes have one reference less of each kind to
  /// make and to release.
  private var rest: Rest?

  /// What does not fit into the node itself.
  private final class Rest {
    var edges: [Edge] = []
    var outputs: [GradientMetadata] = []
    var gradients: [Tensor?] = []
    var saved: [SavedTensor] = []
    /// What hooks keep of saved tensors, by their number.
    var packed: [Int: PackedTensor] = [:]
    /// The numbers of what hooks keep, in the order it is unpacked in.
    var packingOrder: [Int] = []
    /// What was unpacked for the run of the node that goes on.
    var unpacked: [Int: Tensor?] = [:]
    var hooks: NodeHooks?
    var anomaly: AnomalyRecord?
    var arguments = OperatorArguments()
    var replay: NodeReplay?
    var metadata: AnyObject?

    func releaseSaved() {
      for index in saved.indices { saved[index].release() }
      saved = []
    }

    deinit { for index in saved.indices { saved[index].release() } }
  }

  private var ensuredRest: Rest {
    if let rest { return rest }
    let made = Rest()
    rest = made
    return made
  }

  private var moreEdges: [Edge] { rest?.edges ?? [] }
  private var moreOutputs: [GradientMetadata] { rest?.outputs ?? [] }
  private var moreGradients: [Tensor?] { rest?.gradients ?? [] }
  private var moreSaved: [SavedTensor] { rest?.saved ?? [] }

  /// Hooks; nil while there are none.
  package var hooks: NodeHooks? {
    get { rest?.hooks }
    set { if newValue != nil || rest != nil { ensuredRest.hooks = newValue } }
  }

  /// Where the program was when it recorded the node, and under which node, in anomaly mode.
  package var anomaly: AnomalyRecord? { rest?.anomaly }

  /// What it takes to compute the operation again, while a session has an audit.
  package var replay: NodeReplay? {
    get { rest?.replay }
    set { if newValue != nil || rest != nil { ensuredRest.replay = newValue } }
  }

  /// All arguments of the operator's call, those that are tensors left out; empty where the formula needs none.
  package var arguments: OperatorArguments {
    get { rest?.arguments ?? OperatorArguments() }
    set { if !newValue.values.isEmpty || rest != nil { ensuredRest.arguments = newValue } }
  }

  /// What a program notes about the node.
  package var metadata: AnyObject? {
    get { rest?.metadata }
    set { if newValue != nil || rest != nil { ensuredRest.metadata = newValue } }
  }

  /// The Python object of this node, unretained.
  package var wrapper: UnsafeMutableRawPointer?

  // MARK: What a running pass keeps in the node

  /// The pass that ``pending``, ``isNeeded`` and the gradients belong to; 0 for none.
  var pass: UInt64 = 0
  /// How many consumers of the node's outputs have yet to run.
  var pending: Int32 = 0
  /// Whether the pass must run the node.
  var isNeeded = true
  /// Which of the tensors asked for have this node (an index into the pass's list), or -1.
  var firstCapture: Int32 = -1
  private var gradient0: Tensor?

  /// A node recorded now.
  init() {
    let state = ThreadState.current
    sequenceNumber = state.pointee.next_sequence_number
    state.pointee.next_sequence_number = sequenceNumber &+ 1
    if state.pointee.watches_nodes { notePlace() }
  }

  @inline(never) private func notePlace() {
    if let session = TensorSession.bound, session.isAnomalyEnabled {
      ensuredRest.anomaly = session.anomalyRecord()
    }
  }

  /// A node with a number of its own.
  init(sequenceNumber: UInt64) { self.sequenceNumber = sequenceNumber }

  /// Computes the gradients of the inputs from those of the outputs.
  func apply(_ call: BackwardCall) throws {}

  /// Whether this is the end of the graph at a leaf.
  @inline(__always) final var isAccumulator: Bool { sequenceNumber == .max }

  /// Whether the backward pass of this number comes to the node, to run it or for its gradient.
  package final func isReached(by pass: UInt64) -> Bool {
    pass != 0 && self.pass == pass && (isNeeded || firstCapture >= 0)
  }

  /// Whether a pass has nothing to do with the node but to run its formula: it is no leaf's, and it keeps nothing beside
  /// what lies in the node itself, so it has no hooks.
  @inline(__always) final var isPlain: Bool { rest == nil && firstCapture < 0 && !isAccumulator }

  /// Whether the formula may run although no gradient arrived (custom functions decide for themselves).
  var runsWithoutGradients: Bool { false }

  // MARK: Edges

  /// The edge of input `index`.
  package func edge(_ index: Int) -> Edge {
    switch index {
    case 0: edge0.edge
    case 1: edge1.edge
    case 2: edge2.edge
    default: index - 3 < moreEdges.count && index >= 3 ? moreEdges[index - 3] : Edge(nil)
    }
  }

  /// Where the edge of input `index` leads, without counting a reference: this node holds it.
  @inline(__always) func target(_ index: Int) -> (node: Unmanaged<Node>?, index: Int32) {
    switch index {
    case 0: (edge0.node, edge0.index)
    case 1: (edge1.node, edge1.index)
    case 2: (edge2.node, edge2.index)
    default: fartherTarget(index)
    }
  }

  @inline(never) private func fartherTarget(_ index: Int) -> (node: Unmanaged<Node>?, index: Int32) {
    guard index >= 3, index - 3 < moreEdges.count else { return (nil, 0) }
    let edge = moreEdges[index - 3]
    return (edge.node.map { Unmanaged.passUnretained($0) }, edge.index)
  }

  /// Appends the edge of the next input.
  package func addEdge(_ edge: Edge) {
    switch edgeCount {
    case 0: edge0.set(edge)
    case 1: edge1.set(edge)
    case 2: edge2.set(edge)
    default: ensuredRest.edges.append(edge)
    }
    edgeCount += 1
  }

  /// Appends the edge of an input.
  @inline(__always) package func addInput(_ tensor: Tensor) {
    switch edgeCount {
    case 0: edge0.set(to: tensor)
    case 1: edge1.set(to: tensor)
    case 2: edge2.set(to: tensor)
    default: ensuredRest.edges.append(Edge(to: tensor))
    }
    edgeCount += 1
  }

  /// Gives a node that has no inputs yet its first ones; nil leaves the place of one that has no gradient.
  @inline(__always) func setInputs(_ a: Tensor, _ b: Tensor?) {
    edge0.set(to: a)
    if let b { edge1.set(to: b) }
    edgeCount = 2
  }

  /// Gives a node that has no input yet its only one.
  @inline(__always) func setInput(_ a: Tensor) {
    edge0.set(to: a)
    edgeCount = 1
  }

  /// Replaces the edge of input `index`.
  func setEdge(_ index: Int, _ edge: Edge) {
    switch index {
    case 0: edge0.set(edge)
    case 1: edge1.set(edge)
    case 2: edge2.set(edge)
    default: ensuredRest.edges[index - 3] = edge
    }
  }

  /// Whether the gradient of input `index` is wanted at all.
  package func needsGradient(_ index: Int) -> Bool {
    switch index {
    case 0: edge0.node != nil
    case 1: edge1.node != nil
    case 2: edge2.node != nil
    default: index - 3 < moreEdges.count && index >= 3 ? moreEdges[index - 3].node != nil : false
    }
  }

  /// Whether the gradient of one of the first inputs is wanted, and of no other.
  @inline(__always) var hasOneEdge: Bool {
    edgeCount <= 3
      && (edge0.node == nil ? 0 : 1) + (edge1.node == nil ? 0 : 1) + (edge2.node == nil ? 0 : 1) == 1
  }

  /// `next_functions`.
  package var edges: [Edge] { (0..<edgeCount).map(edge) }

  // MARK: Outputs

  /// How many outputs the operation has.
  package var outputCount: Int { (output0 == nil ? 0 : 1) + moreOutputs.count }

  /// Says what gradient the next output takes; returns the output's index.
  @discardableResult
  package func addOutput(_ metadata: GradientMetadata) -> Int {
    if output0 == nil {
      output0 = metadata
      return 0
    }
    ensuredRest.outputs.append(metadata)
    return moreOutputs.count
  }

  /// What gradient output `index` takes.
  package func output(_ index: Int) -> GradientMetadata? {
    index == 0 ? output0 : index >= 1 && index <= moreOutputs.count ? moreOutputs[index - 1] : nil
  }

  // MARK: Gradients of the running pass

  /// The gradient that has arrived at output `index`.
  func gradient(_ index: Int) -> Tensor? {
    index == 0 ? gradient0 : index - 1 < moreGradients.count ? moreGradients[index - 1] : nil
  }

  /// Replaces the gradient at output `index`.
  func setGradient(_ index: Int, _ gradient: Tensor?) {
    if index == 0 {
      gradient0 = gradient
      return
    }
    let rest = ensuredRest
    while rest.gradients.count < index { rest.gradients.append(nil) }
    rest.gradients[index - 1] = gradient
  }

  /// Takes the first gradient that arrives at output `index`; false if there is one already.
  @inline(__always) func receive(_ gradient: __owned Tensor, _ index: Int) -> Bool {
    if index == 0 {
      if gradient0 != nil { return false }
      gradient0 = gradient
      return true
    }
    if self.gradient(index) != nil { return false }
    setGradient(index, gradient)
    return true
  }

  /// Takes the gradient out that arrived at output `index`.
  func takeGradient(_ index: Int) -> Tensor? {
    defer { setGradient(index, nil) }
    return gradient(index)
  }

  /// Takes the gradients out, so that the node holds none.
  func takeGradients() -> (first: Tensor?, more: [Tensor?]) {
    let first = gradient0
    gradient0 = nil
    guard let rest, !rest.gradients.isEmpty else { return (first, []) }
    defer { rest.gradients = [] }
    return (first, rest.gradients)
  }

  /// Lets go of the gradients.
  @inline(__always) func dropGradients() {
    if gradient0 != nil { gradient0 = nil }
    if let rest { rest.gradients = [] }
  }

  /// Gives the gradients to the run of this node.
  @inline(__always) func moveGradients(to call: BackwardCall) {
    if let rest, !rest.gradients.isEmpty {
      call.start(self, (gradient0.take(), rest.gradients))
      rest.gradients = []
    } else {
      call.start(self, gradient0.take())
    }
  }

  /// Whether a gradient has the shape and type that output `index` takes.
  @inline(__always) func accepts(_ gradient: Tensor, _ index: Int) -> Bool {
    guard index == 0, let output0 else {
      guard let metadata = output(index) else { return true }
      return metadata.shape == gradient.array.shape && metadata.dtype == gradient.array.dtype
    }
    return output0.dtype == gradient.array.dtype && output0.shape == gradient.array.shape
  }

  /// Puts the gradients of an interrupted outer pass back.
  func restoreGradients(_ gradients: (first: Tensor?, more: [Tensor?])) {
    gradient0 = gradients.first
    if rest != nil || !gradients.more.isEmpty { ensuredRest.gradients = gradients.more }
  }

  // MARK: Saved tensors

  /// How many tensors are saved, or were until they were released.
  package private(set) var savedCount = 0
  private var saved0 = SavedTensor()
  private var saved1 = SavedTensor()
  private var saved2 = SavedTensor()
  /// Whether the saved tensors were released.
  package private(set) var isReleased = false

  /// Saves `tensor`, an input of the operation, for the formula; nil keeps the place of one that is not needed.
  package func save(_ tensor: Tensor?) throws {
    if let tensor, ThreadState.current.pointee.packs_saved_tensors, try pack(tensor, outputIndex: nil) { return }
    append(try SavedTensor(tensor))
  }

  /// Saves an input while no hooks are on.
  @inline(__always) func savePlain(_ tensor: Tensor?) throws { append(try SavedTensor(tensor)) }

  /// Saves output `index` of the operation, without a reference cycle.
  package func save(result: Tensor, index: Int = 0) throws {
    if ThreadState.current.pointee.packs_saved_tensors, try pack(result, outputIndex: index) { return }
    append(try SavedTensor(result: result, index: index))
  }

  /// Saves `target`, an input that the operation overwrites and returns, as it is before: the formula's reading it
  /// later is an error, as it needs the old values.
  package func save(overwritten target: Tensor) throws { append(try SavedTensor(overwritten: target)) }

  /// Saves output `index` in a place that was left empty for it.
  package func save(result: Tensor, index: Int, at place: Int) throws {
    if ThreadState.current.pointee.packs_saved_tensors, let hooks = TensorSession.bound?.savedTensorHooks.last {
      return keepPacked(try PackedTensor(result, outputIndex: index, hooks), at: place)
    }
    let saved = try SavedTensor(result: result, index: index)
    switch place {
    case 0:
      saved0.release()
      saved0 = saved
    case 1:
      saved1.release()
      saved1 = saved
    case 2:
      saved2.release()
      saved2 = saved
    default:
      ensuredRest.saved[place - 3].release()
      ensuredRest.saved[place - 3] = saved
    }
  }

  /// Lets the hooks keep a tensor in their way; false if there are none.
  private func pack(_ tensor: Tensor, outputIndex: Int?) throws -> Bool {
    // A number of the program is none of its tensors.
    guard !tensor.isWrappedNumber, let hooks = TensorSession.bound?.savedTensorHooks.last else { return false }
    let packed = try PackedTensor(tensor, outputIndex: outputIndex, hooks)
    append(SavedTensor())
    keepPacked(packed, at: savedCount - 1)
    return true
  }

  private func keepPacked(_ packed: PackedTensor, at place: Int) {
    let rest = ensuredRest
    rest.packed[place] = packed
    rest.packingOrder.append(place)
  }

  /// A tensor that an operation gives its node to save.
  enum Candidate {
    /// Nothing, or something that follows later.
    case none
    case input(Tensor)
    /// An input that is overwritten.
    case overwritten(Tensor)
    /// An output and its number.
    case result(Tensor, Int)
  }

  /// Saves tensors while hooks are on: each has its place, and the hooks see them in `order`.
  @inline(never) func save(_ candidates: [Candidate], packedInOrder order: [Int]) throws {
    guard let hooks = TensorSession.bound?.savedTensorHooks.last else { return }
    let first = savedCount
    for candidate in candidates {
      switch candidate {
      case .input(let tensor) where tensor.isWrappedNumber: append(try SavedTensor(tensor))
      case .overwritten(let tensor): append(try SavedTensor(overwritten: tensor))
      default: append(SavedTensor())
      }
    }
    for place in order {
      switch candidates[place] {
      case .input(let tensor) where !tensor.isWrappedNumber:
        keepPacked(try PackedTensor(tensor, outputIndex: nil, hooks), at: first + place)
      case .result(let tensor, let index):
        keepPacked(try PackedTensor(tensor, outputIndex: index, hooks), at: first + place)
      default: break
      }
    }
  }

  /// Lets `hooks` keep what is saved at `place` (`_raw_saved_self.register_hooks`); `order` is that of all places.
  package func registerSavedTensorHooks(_ hooks: SavedTensorHooks, at place: Int, order: [Int]) throws {
    if isReleased {
      throw TorchError(
        .runtime,
        "Calling register_hooks on a saved tensor after it has been freed. Saved intermediate values of the graph are"
          + " freed when you call .backward() or autograd.grad(). Specify retain_graph=True if you need to backward"
          + " through the graph a second time or if you need to access saved variables after calling backward.")
    }
    if rest?.packed[place] != nil {
      throw TorchError(
        .runtime,
        "Calling register_hooks on a saved tensor whose hooks have already been set. Hint: only one pair of hooks is"
          + " allowed at a time.")
    }
    let kept =
      switch place {
      case 0: saved0
      case 1: saved1
      case 2: saved2
      default: place - 3 < moreSaved.count ? moreSaved[place - 3] : SavedTensor()
      }
    guard let tensor = kept.tensor else {
      throw TorchError(.runtime, "Calling register_hooks on a saved tensor with value None is forbidden")
    }
    let packed = try PackedTensor(tensor, handingOver: tensor.detached(), outputIndex: kept.output, hooks)
    switch place {
    case 0: saved0.release()
    case 1: saved1.release()
    case 2: saved2.release()
    default: ensuredRest.saved[place - 3].release()
    }
    keepPacked(packed, at: place)
    let ranks = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    ensuredRest.packingOrder.sort { (ranks[$0] ?? $0) < (ranks[$1] ?? $1) }
  }

  /// Unpacks what hooks keep, all of it, each once and in order, for the run that begins.
  @inline(__always) func beginRun() throws { if let rest, !rest.packingOrder.isEmpty { try unpack(rest) } }

  /// Lets go of what was unpacked.
  @inline(__always) func endRun() { if let rest, !rest.unpacked.isEmpty { rest.unpacked = [:] } }

  @inline(never) private func unpack(_ rest: Rest) throws {
    if isReleased { return }
    for place in rest.packingOrder {
      guard let packed = rest.packed[place] else { continue }
      rest.unpacked[place] = try packed.value(for: self)
    }
  }

  private func append(_ saved: SavedTensor) {
    switch savedCount {
    case 0: saved0 = saved
    case 1: saved1 = saved
    case 2: saved2 = saved
    default: ensuredRest.saved.append(saved)
    }
    savedCount += 1
  }

  /// Saved tensor `index`; nil for one that was not needed.
  ///
  /// - Throws: PyTorch's errors when the tensor was released or has been written to since.
  package func saved(_ index: Int) throws -> Tensor? {
    if isReleased { throw SavedTensor.releasedError }
    if let rest {
      if let unpacked = rest.unpacked[index] { return unpacked }
      if let packed = rest.packed[index] { return try packed.value(for: self) }
    }
    switch index {
    case 0: return try saved0.value(for: self)
    case 1: return try saved1.value(for: self)
    case 2: return try saved2.value(for: self)
    default: return index - 3 < moreSaved.count ? try moreSaved[index - 3].value(for: self) : nil
    }
  }

  /// Saved tensor `index` as it was kept, if that is all there is to it: it is neither released nor left to hooks. The
  /// caller has checked the versions.
  @inline(__always) func plainSaved(_ index: Int) -> Unmanaged<Tensor>? {
    if isReleased || rest != nil { return nil }
    switch index {
    case 0: return saved0.held
    case 1: return saved1.held
    case 2: return saved2.held
    default: return nil
    }
  }

  /// Checks that nothing saved was written to since: all of it, in order, whether the formula reads it or not.
  @inline(__always) func checkSaved() throws {
    if savedCount == 0 { return }
    try saved0.check(for: self)
    if savedCount == 1 { return }
    try saved1.check(for: self)
    try saved2.check(for: self)
    for saved in moreSaved { try saved.check(for: self) }
  }

  /// The values of saved tensor `index` as they are now; nil where nothing is kept, or hooks keep it.
  func savedArray(_ index: Int) -> NDArray? {
    switch index {
    case 0: saved0.tensor?.array
    case 1: saved1.tensor?.array
    case 2: saved2.tensor?.array
    default: index - 3 < moreSaved.count && index >= 3 ? moreSaved[index - 3].tensor?.array : nil
    }
  }

  /// Forgets what was saved for the computation; the node cannot be run again then (if it saved anything).
  func releaseSaved() {
    guard savedCount > 0 else { return }
    isReleased = true
    saved0.release()
    saved1.release()
    saved2.release()
    if let rest {
      rest.releaseSaved()
      rest.packed = [:]
      rest.packingOrder = []
    }
  }

  // MARK: Release

  deinit {
    // Releasing the first node of a chain would release the whole chain by recursion and overflow the stack. From a
    // certain depth on, nodes hand what they hold to a list that the outermost one empties.
    let state = ThreadState.current
    state.pointee.release_depth &+= 1
    if state.pointee.release_depth > ReleaseList.maximumDepth {
      handOver(to: ReleaseList.of(state))
    } else {
      edge0.release()
      edge1.release()
      edge2.release()
      saved0.release()
      saved1.release()
      saved2.release()
    }
    rest = nil
    state.pointee.release_depth &-= 1
    if state.pointee.release_depth == 0, state.pointee.released != nil { ReleaseList.of(state).drain(state) }
  }

  /// Moves the references to other nodes and to tensors into a list.
  @inline(never) private func handOver(to list: ReleaseList) {
    edge0.move(to: list)
    edge1.move(to: list)
    edge2.move(to: list)
    saved0.move(to: list)
    saved1.move(to: list)
    saved2.move(to: list)
    guard let rest else { return }
    for edge in rest.edges { if let node = edge.node { list.add(node) } }
    for index in rest.saved.indices { rest.saved[index].move(to: list) }
  }
}

/// An edge that owns its reference without the compiler's help; see ``Node``.
private struct HeldEdge {
  private(set) var node: Unmanaged<Node>?
  private(set) var index: Int32 = 0

  /// No edge.
  init() {}

  /// The edge for others.
  var edge: Edge { Edge(node?.held, index) }

  /// Replaces the edge.
  @inline(__always) mutating func set(_ edge: Edge) {
    let old = node
    node = edge.node.map { Unmanaged.holding($0) }
    index = edge.index
    old?.giveBack()
  }

  /// Makes the edge of an empty place that of a tensor.
  @inline(__always) mutating func set(to tensor: Tensor) {
    (node, index) = tensor.isView ? Self.ofView(tensor) : tensor.makeEdge()
  }

  @inline(never) private static func ofView(_ tensor: Tensor) -> (Unmanaged<Node>?, Int32) {
    let edge = Edge(to: tensor)
    return (edge.node.map { Unmanaged.holding($0) }, edge.index)
  }

  /// Gives the reference back; there is no edge then.
  @inline(__always) mutating func release() {
    guard let held = node else { return }
    node = nil
    held.giveBack()
  }

  /// Hands the reference to a list instead of giving it back.
  @inline(__always) mutating func move(to list: ReleaseList) {
    guard let held = node else { return }
    node = nil
    list.add(held.toOpaque())
  }
}
