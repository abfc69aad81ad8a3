import TensorCore

/// One run through the graph (PyTorch's `GraphTask` and `Engine::execute`).
///
/// What the pass knows about a node lies in the node itself. A pass that runs inside another one (a hook or a custom
/// function that calls `backward`) may meet nodes that the outer pass is using; it puts their state aside and back.
final class BackwardPass {
  private let session: TensorSession
  private let id: UInt64
  private let keepsGraph: Bool
  private var queue = ReadyQueue()
  private var visited: [Unmanaged<Node>] = []
  /// The first node; it holds all that the pass visits.
  private var root: Node?
  private var interrupted: [(node: Node, state: NodeState)] = []
  /// The tensors asked for, as a linked list for each node.
  private var captures: [Capture] = []
  private var captured: [Tensor?] = []
  private var restrictsNodes = false

  private struct Capture {
    let output: Int
    let slot: Int
    let next: Int32
  }

  /// The state of a node in an outer pass.
  private struct NodeState {
    let pass: UInt64
    let pending: Int32
    let isNeeded: Bool
    let firstCapture: Int32
    let gradients: (first: Tensor?, more: [Tensor?])
  }

  init(session: TensorSession, keepsGraph: Bool) {
    self.session = session
    self.keepsGraph = keepsGraph
    session.lastPass &+= 1
    id = session.lastPass
  }

  /// Runs the graph from `roots`, whose gradients are given.
  ///
  /// - Parameters:
  ///   - targets: Where to stop; nil runs everything. Only nodes that lead to a target run.
  ///   - accumulates: Whether the targets run themselves (`backward(inputs=)`), or their gradient is returned.
  /// - Returns: The gradient at each target, nil where none arrived; nothing if `accumulates` or there are no targets.
  func run(roots: [(edge: Edge, gradient: Tensor?)], targets: [Edge]?, accumulates: Bool) throws -> [Tensor?] {
    let outerPass = session.runningPass
    let outerHadTargets = session.passHasTargets
    session.passHasTargets = targets != nil
    session.passDepth += 1
    session.runningPass = id
    session.audit?.beginPass()
    defer {
      session.passDepth -= 1
      session.runningPass = outerPass
      session.passHasTargets = outerHadTargets
      session.audit?.endPass()
      cleanUp()
    }
    var root: Node?
    if roots.count == 1, let only = roots[0].edge.node {
      root = only
    } else {
      let graphRoot = GraphRoot(roots.map(\.edge), roots.map(\.gradient))
      root = graphRoot
    }
    guard let root else { return targets?.map { _ in nil } ?? [] }
    self.root = root
    countDependencies(from: root)
    if let targets { select(targets, accumulates: accumulates) }
    if roots.count == 1, !(root is GraphRoot) {
      let gradient = try roots[0].gradient.map { try validated($0, for: roots[0].edge, index: 0, producer: "Root") }
      root.setGradient(Int(roots[0].edge.index), gradient)
    }
    let call = BackwardCall(root, session: session)
    queue.push(Unmanaged.passUnretained(root))
    while let node = queue.pop() { try node._withUnsafeGuaranteedRef { try evaluate($0, call) } }
    return captured
  }

  // MARK: Preparation

  private func visit(_ node: Node) {
    if session.passDepth > 1, node.pass != 0 {
      interrupted.append(
        (
          node,
          NodeState(
            pass: node.pass, pending: node.pending, isNeeded: node.isNeeded, firstCapture: node.firstCapture,
            gradients: node.takeGradients())
        ))
    }
    node.pass = id
    node.pending = 0
    node.isNeeded = true
    node.firstCapture = -1
    // The roots hold the graph, and no edge of it changes while the pass runs.
    visited.append(Unmanaged.passUnretained(node))
  }

  /// Counts, for each node that can be reached, the edges that lead to it.
  private func countDependencies(from root: Node) {
    visited.reserveCapacity(32)
    visit(root)
    var next = 0
    while next < visited.count {
      visited[next]._withUnsafeGuaranteedRef { node in
        for index in 0..<node.edgeCount {
          node.target(index).node?._withUnsafeGuaranteedRef { target in
            if target.pass != id { visit(target) }
            target.pending &+= 1
          }
        }
      }
      next += 1
    }
  }

  /// Marks the nodes that lead to a target; the others are skipped.
  private func select(_ targets: [Edge], accumulates: Bool) {
    restrictsNodes = true
    for node in visited { node._withUnsafeGuaranteedRef { $0.isNeeded = false } }
    captured = accumulates ? [] : targets.map { _ in nil }
    for (slot, target) in targets.enumerated() {
      guard let node = target.node, node.pass == id else { continue }
      if accumulates {
        node.isNeeded = true
      } else {
        captures.append(Capture(output: Int(target.index), slot: slot, next: node.firstCapture))
        node.firstCapture = Int32(truncatingIfNeeded: captures.count - 1)
      }
    }
    for node in orderedFromRoot().reversed() {
      node._withUnsafeGuaranteedRef { node in
        var index = 0
        while !node.isNeeded, index < node.edgeCount {
          if let target = node.target(index).node {
            node.isNeeded = target._withUnsafeGuaranteedRef { $0.isNeeded || $0.firstCapture >= 0 }
          }
          index += 1
        }
      }
    }
  }

  /// The visited nodes so that each comes before all its inputs' nodes.
  private func orderedFromRoot() -> [Unmanaged<Node>] {
    guard let root = visited.first else { return [] }
    var order = [root]
    order.reserveCapacity(visited.count)
    var next = 0
    while next < order.count {
      order[next]._withUnsafeGuaranteedRef { node in
        for index in 0..<node.edgeCount {
          guard let target = node.target(index).node else { continue }
          let isLast = target._withUnsafeGuaranteedRef { target in
            target.pending &-= 1
            return target.pending == 0
          }
          if isLast { order.append(target) }
        }
      }
      next += 1
    }
    // The counts went down to zero on the way; the pass needs them.
    for node in order {
      node._withUnsafeGuaranteedRef { node in
        for index in 0..<node.edgeCount {
          node.target(index).node?._withUnsafeGuaranteedRef { $0.pending &+= 1 }
        }
      }
    }
    return order
  }

  private func cleanUp() {
    for node in visited {
      node._withUnsafeGuaranteedRef {
        guard $0.pass == id else { return }
        $0.pass = 0
        $0.dropGradients()
      }
    }
    for (node, state) in interrupted.reversed() {
      node.pass = state.pass
      node.pending = state.pending
      node.isNeeded = state.isNeeded
      node.firstCapture = state.firstCapture
      node.restoreGradients(state.gradients)
    }
  }

  // MARK: Running

  private func evaluate(_ node: Node, _ call: BackwardCall) throws {
    node.moveGradients(to: call)
    if !restrictsNodes, node.isPlain, !session.watchesNodes, call.hasGradient {
      try node.apply(call)
      if !keepsGraph { node.releaseSaved() }
      try hand(on: call, from: node)
      return
    }
    if node.firstCapture >= 0 {
      // A node that also runs calls its tensors' hooks later, so what is captured has not seen them (as in PyTorch).
      if !node.isNeeded { try runTensorHooks(node, call) }
      var index = node.firstCapture
      while index >= 0 {
        let capture = captures[Int(index)]
        captured[capture.slot] = call.gradient(capture.output)
        index = capture.next
      }
    }
    if !node.isNeeded {
      call.finish()
      return
    }
    do {
      try runFunction(node, call)
    } catch {
      if session.isAnomalyEnabled { describeAnomaly(of: node) }
      throw error
    }
    call.dropGradients()
    for index in 0..<node.edgeCount {
      let edge = node.target(index)
      guard let next = edge.node else { continue }
      try next._withUnsafeGuaranteedRef { target in
        target.pending &-= 1
        if restrictsNodes && !target.isNeeded && target.firstCapture < 0 { return }
        if let gradient = call.takeResult(index), !target.receive(gradient, Int(edge.index)) {
          try add(gradient, to: target, Int(edge.index))
        }
        if target.pending == 0 { queue.push(next) }
      }
    }
    call.finish()
  }

  /// Gives the gradients that a formula computed to the nodes of the inputs, in the usual case: the node has no hooks,
  /// nothing watches it, and all nodes run.
  @inline(__always) private func hand(on call: BackwardCall, from node: Node) throws {
    if call.givenCount != nil { try checkGivenCount(node, call) }
    // What arrived has been used.
    call.dropGradients()
    for index in 0..<node.edgeCount {
      let edge = node.target(index)
      guard let next = edge.node else { continue }
      try next._withUnsafeGuaranteedRef { target in
        target.pending &-= 1
        if var gradient = call.takeResult(index) {
          if !target.accepts(gradient, Int(edge.index)) {
            gradient = try validated(gradient, for: node.edge(index), index: index, producer: node.name)
          }
          if !target.receive(gradient, Int(edge.index)) { try add(gradient, to: target, Int(edge.index)) }
        }
        if target.pending == 0 { queue.push(next) }
      }
    }
    call.finish()
  }

  /// Adds a gradient to the one that has arrived before, in its memory if nobody else has that and nothing is recorded.
  @inline(never) private func add(_ gradient: Tensor, to target: Node, _ index: Int) throws {
    guard var old = target.takeGradient(index) else { return }
    if !GradMode.isEnabled, session.audit == nil, isKnownUniquelyReferenced(&old), old.combine(.add, with: gradient) {
      target.setGradient(index, old)
    } else {
      target.setGradient(index, try session.operations.add(old, gradient))
    }
  }

  private func runTensorHooks(_ node: Node, _ call: BackwardCall) throws {
    if node.isAccumulator, let leaf = (node as? AccumulateGrad)?.variable, let hooks = leaf.hooks {
      for hook in hooks.tensor.values { try run(hook, 0, call) }
    }
    guard let hooks = node.hooks else { return }
    for (index, hook) in hooks.tensor.values { try run(hook, index, call) }
    for entry in hooks.retaining {
      guard let tensor = entry.tensor.tensor, let gradient = call.gradient(entry.index) else { continue }
      if let old = tensor.grad {
        tensor.grad = try session.operations.add(old, gradient)
      } else {
        tensor.grad = try session.operations.copy(gradient, laidOutAs: tensor.array, exactly: false)
      }
    }
  }

  private func run(_ hook: TensorHook, _ index: Int, _ call: BackwardCall) throws {
    guard let gradient = call.gradient(index), let replacement = try hook(gradient) else { return }
    var gradients = call.gradients
    gradients[index] = replacement
    call.replaceGradients(gradients)
  }

  private func runFunction(_ node: Node, _ call: BackwardCall) throws {
    let hooks = node.hooks
    if hooks != nil || node.isAccumulator { try runTensorHooks(node, call) }
    if let hooks {
      for hook in hooks.pre.values {
        if let replaced = try hook(call.gradients) { call.replaceGradients(replaced) }
      }
    }
    let hasPostHooks = hooks.map { !$0.post.isEmpty } ?? false
    let outputGradients = hasPostHooks ? call.gradients : []
    if call.hasGradient || node.runsWithoutGradients {
      if session.isAnomalyEnabled {
        let outer = session.runningNode
        session.runningNode = node
        defer { session.runningNode = outer }
        try node.apply(call)
      } else {
        try node.apply(call)
      }
    }
    if !keepsGraph { node.releaseSaved() }
    try validate(node, call)
    if let audit = session.audit { audit.examine(node, call) }
    if hasPostHooks {
      for hook in node.hooks?.post.values ?? [] {
        if let replaced = try hook(call.results, outputGradients) { call.replaceResults(replaced) }
      }
    }
    if session.isAnomalyEnabled && session.checksNaN { try checkForNaN(node, call) }
  }

  // MARK: Validation

  @inline(never) private func checkGivenCount(_ node: Node, _ call: BackwardCall) throws {
    guard let count = call.givenCount, count != node.edgeCount else { return }
    throw TorchError(
      .runtime,
      "Function \(node.name) returned an invalid number of gradients: expected \(node.edgeCount), but got \(count)")
  }

  private func validate(_ node: Node, _ call: BackwardCall) throws {
    try checkGivenCount(node, call)
    for index in 0..<node.edgeCount where call.hasResult(index) {
      let edge = node.target(index)
      guard let target = edge.node else {
        call.setResult(index, nil)
        continue
      }
      if call.resultFits(index, target, Int(edge.index)) { continue }
      if let gradient = call.result(index) {
        call.setResult(index, try validated(gradient, for: node.edge(index), index: index, producer: node.name))
      }
    }
  }

  /// The gradient in the shape and type that the edge's node takes.
  private func validated(_ gradient: Tensor, for edge: Edge, index: Int, producer: String) throws -> Tensor {
    guard let metadata = edge.node?.output(Int(edge.index)) else { return gradient }
    var result = gradient
    if gradient.array.shape != metadata.shape {
      guard metadata.shape.isExpandable(to: gradient.array.shape) else {
        throw TorchError(
          .runtime,
          "Function \(producer) returned an invalid gradient at index \(index) - got \(gradient.array.shape.text)"
            + " but expected shape compatible with \(metadata.shape.text)")
      }
      result = try session.operations.sum(result, to: metadata.shape)
    }
    if result.dtype != metadata.dtype { result = try session.operations.cast(result, to: metadata.dtype) }
    return result
  }

  private func checkForNaN(_ node: Node, _ call: BackwardCall) throws {
    for index in 0..<node.edgeCount {
      guard let gradient = call.result(index), try session.operations.containsNaN(gradient.array) else { continue }
      throw TorchError(
        .runtime, "Function '\(node.qualifiedName)' returned nan values in its \(index)th output.")
    }
  }

  /// Warns where the node was recorded, and under which nodes.
  private func describeAnomaly(of node: Node) {
    guard let record = node.anomaly else {
      session.warn(
        "UserWarning",
        "Error detected in \(node.qualifiedName). No forward pass information available. Enable detect anomaly during"
          + " forward pass for more information. (Triggered internally at"
          + " /__w/pytorch/pytorch/torch/csrc/autograd/python_anomaly_mode.cpp:100.)")
      return
    }
    session.warn(
      "UserWarning",
      "Error detected in \(node.qualifiedName). Traceback of forward call that caused the error:\n\(record.place)")
    var parent = record.parent
    while let current = parent {
      let place = current.anomaly?.place ?? ""
      session.warn(
        "UserWarning",
        "\n\nPrevious calculation was induced by \(current.qualifiedName). Traceback of forward call that induced the"
          + " previous calculation:\n\(place)")
      parent = current.anomaly?.parent
    }
  }
}

extension Dims {
  /// Whether broadcasting can stretch this shape to `other`.
  func isExpandable(to other: Dims) -> Bool {
    guard count <= other.count else { return false }
    for offset in 1..<(count + 1) where self[count - offset] != other[other.count - offset] {
      if self[count - offset] != 1 { return false }
    }
    return true
  }
}
