import Synchronization
import TensorCore

/// What a schema calls that a node keeps.
package struct SavedNames: Sendable {
  /// The saved tensors, in the order of their places.
  package var saved: [String] = []
  /// Which of them are outputs.
  package var areResults: [Bool] = []
  /// Whether the last one is a list.
  package var savesList = false
  /// The operator's parameters.
  package var parameters: [String] = []

  /// No names.
  package init() {}
}

/// What the nodes of one operator have in common: the name and the formula. One exists per operator, for ever.
package final class NodeKind: Sendable {
  /// The node's name: `MulBackward0`.
  package let name: String
  private let readNames: @Sendable () -> SavedNames
  private let found = Mutex<SavedNames?>(nil)
  /// What the schema says, read once: a drawing asks every node of a graph.
  private var names: SavedNames {
    found.withLock { found in
      if let found { return found }
      let read = readNames()
      found = read
      return read
    }
  }
  /// Names of the saved tensors, in the order they are saved (`self`, `other`, `result`).
  package var savedNames: [String] { names.saved }
  /// Names of the operator's parameters, as the node's arguments are counted.
  package var parameterNames: [String] { names.parameters }
  /// Whether the last of ``savedNames`` is a list of tensors.
  package var savesList: Bool { names.savesList }
  /// The order in which hooks see what the node saves: inputs by the names the schema gives them, then outputs.
  package var savingOrder: [Int] {
    let names = self.names
    return Self.order(of: zip(names.saved, names.areResults).map { ($0, isResult: $1) })
  }

  /// The order of places whose tensors have these names.
  static func order(of places: [(name: String, isResult: Bool)]) -> [Int] {
    func key(_ place: Int) -> (Int, String, Int) { (places[place].isResult ? 1 : 0, places[place].name, place) }
    return places.indices.sorted { key($0) < key($1) }
  }

  /// Computes the gradients of the inputs.
  package let formula: @Sendable (BackwardCall) throws -> Void

  /// A kind of node. The names are asked for when Python looks at a node's attributes.
  package init(
    name: String, names: @escaping @Sendable () -> SavedNames = { SavedNames() },
    formula: @escaping @Sendable (BackwardCall) throws -> Void
  ) {
    self.name = name
    self.readNames = names
    self.formula = formula
  }

  /// A kind whose operator has no derivative (printed as `NotImplemented`).
  package static func notImplemented(_ operatorName: String) -> NodeKind {
    NodeKind(name: "NotImplemented") { _ in
      throw TorchError(.runtime, "derivative for aten::\(operatorName) is not implemented")
    }
  }
}

/// The node of an operator: its kind and the arguments that are not tensors.
package final class OperatorNode: Node {
  /// Kinds are never released, so the node need not count its reference.
  private let unretainedKind: Unmanaged<NodeKind>
  /// The argument behind the tensor, of an operator of a tensor and a number.
  private var number: Scalar?
  /// The other arguments that are not tensors; nil while there are none.
  private var kept: OperatorArguments?

  /// A node of this kind, recorded now.
  package init(_ kind: NodeKind) {
    unretainedKind = Unmanaged.passUnretained(kind)
    super.init()
  }

  /// All arguments of the operator's call, those that are tensors left out; empty where the formula needs none.
  package override var arguments: OperatorArguments {
    get { kept ?? number.map { OperatorArguments([.none, .scalar($0)]) } ?? OperatorArguments() }
    set { kept = newValue.values.isEmpty ? nil : newValue }
  }

  /// The number behind the tensor, however the node keeps it.
  fileprivate var scalar: Scalar {
    get throws { try number ?? arguments.scalar(1) }
  }

  /// What the node has in common with others of its operator.
  package var kind: NodeKind { unretainedKind.held }

  package override var name: String { kind.name }

  package override var qualifiedName: String {
    // What the engine of PyTorch itself records.
    kind.name == "CopyBackwards" || kind.name == "NotImplemented" ? "torch::autograd::\(kind.name)" : kind.name
  }

  override func apply(_ call: BackwardCall) throws {
    try checkSaved()
    try beginRun()
    defer { endRun() }
    try unretainedKind._withUnsafeGuaranteedRef { try $0.formula(call) }
  }
}

/// A tensor that a node keeps.
package enum SavingRule: Sendable {
  /// Argument `index`.
  case input(Int)
  /// Argument `index`, if the gradient of argument `of` is wanted; else an empty place.
  case inputFor(Int, of: Int)
  /// Output `index`.
  case result(Int)
}

extension OperatorNode {
  /// The result of an operation of one tensor, recorded. The caller has seen that it is to be recorded.
  ///
  /// - Parameters:
  ///   - number: The argument behind the tensor, if it is a number that the formula reads.
  ///   - arguments: What else the formula reads.
  package static func record(
    _ kind: NodeKind, _ array: consuming NDArray, _ a: Tensor, number: Scalar? = nil,
    arguments: OperatorArguments? = nil, saving: [SavingRule]
  ) throws -> Tensor {
    try a.checkHistory()
    let node = OperatorNode(kind)
    if number != nil { node.number = number }
    if let arguments { node.kept = arguments }
    node.setInput(a)
    node.addOutput(GradientMetadata(array))
    let result = Tensor(array, node: node)
    if ThreadState.current.pointee.packs_saved_tensors, !saving.isEmpty {
      try node.savePacked(a, nil, nil, result, saving)
      return result
    }
    for place in 0..<saving.count {
      switch saving[place] {
      case .input, .inputFor: try node.savePlain(a)
      case .result: try node.save(result: result)
      }
    }
    return result
  }

  /// The result of an operation of two tensors, or of a tensor and a number (no second tensor), recorded.
  package static func record(
    _ kind: NodeKind, _ array: consuming NDArray, _ a: Tensor, _ b: Tensor?, saving: [SavingRule]
  ) throws -> Tensor {
    try a.checkHistory()
    try b?.checkHistory()
    let node = OperatorNode(kind)
    node.setInputs(a, b)
    node.addOutput(GradientMetadata(array))
    let result = Tensor(array, node: node)
    if ThreadState.current.pointee.packs_saved_tensors, !saving.isEmpty {
      try node.savePacked(a, b, nil, result, saving)
      return result
    }
    for place in 0..<saving.count {
      switch saving[place] {
      case .input(let index): try node.savePlain(index == 0 ? a : b)
      case .inputFor(let index, let other): try node.savePlain(node.needsGradient(other) ? (index == 0 ? a : b) : nil)
      case .result: try node.save(result: result)
      }
    }
    return result
  }
}

extension OperatorNode {
  /// The result of an operation of three tensors, recorded.
  package static func record(
    _ kind: NodeKind, _ array: consuming NDArray, _ a: Tensor, _ b: Tensor, _ c: Tensor, saving: [SavingRule]
  ) throws -> Tensor {
    try a.checkHistory()
    try b.checkHistory()
    try c.checkHistory()
    let node = OperatorNode(kind)
    node.addInput(a)
    node.addInput(b)
    node.addInput(c)
    node.addOutput(GradientMetadata(array))
    let result = Tensor(array, node: node)
    if ThreadState.current.pointee.packs_saved_tensors, !saving.isEmpty {
      try node.savePacked(a, b, c, result, saving)
      return result
    }
    func argument(_ index: Int) -> Tensor { index == 0 ? a : index == 1 ? b : c }
    for place in 0..<saving.count {
      switch saving[place] {
      case .input(let index): try node.save(argument(index))
      case .inputFor(let index, let other): try node.save(node.needsGradient(other) ? argument(index) : nil)
      case .result: try node.save(result: result)
      }
    }
    return result
  }
}

extension OperatorNode {
  /// Saves what a formula reads while hooks are on.
  @inline(never) private func savePacked(
    _ a: Tensor, _ b: Tensor?, _ c: Tensor?, _ result: Tensor, _ saving: [SavingRule]
  ) throws {
    func argument(_ index: Int) -> Candidate { (index == 0 ? a : index == 1 ? b : c).map { .input($0) } ?? .none }
    try save(
      saving.map { rule in
        switch rule {
        case .input(let index): argument(index)
        case .inputFor(let index, let other): needsGradient(other) ? argument(index) : .none
        case .result(let index): .result(result, index)
        }
      }, packedInOrder: kind.savingOrder)
  }

  /// Saves what a formula reads while hooks are on.
  ///
  /// - Parameters:
  ///   - inputs: The tensors of each rule that names an argument; empty where none is needed.
  ///   - results: The outputs; nil while there are none yet.
  ///   - target: What the operation overwrites.
  package func savePacked(
    _ saving: [SavingRule], _ inputs: (Int) -> [Tensor?], _ results: [Tensor]?, overwriting target: Tensor?
  ) throws {
    var candidates: [Candidate] = []
    var places: [(name: String, isResult: Bool)] = []
    let ruleNames = kind.savedNames
    for (place, rule) in saving.enumerated() {
      var added: [Candidate]
      switch rule {
      case .inputFor(_, let other) where !needsGradient(other): added = [.none]
      case .input(let index), .inputFor(let index, _):
        added = inputs(index).map { tensor in
          guard let tensor else { return .none }
          return tensor === target ? .overwritten(tensor) : .input(tensor)
        }
      case .result(let index):
        added = [results.map { $0[index].requiresGrad ? .result($0[index], index) : .input($0[index]) } ?? .none]
      }
      candidates += added
      let isResult = if case .result = rule { true } else { false }
      places += added.map { _ in (place < ruleNames.count ? ruleNames[place] : "", isResult) }
    }
    try save(candidates, packedInOrder: NodeKind.order(of: places))
  }
}

extension BackwardCall {
  /// The number of an operator of a tensor and a number.
  package var number: Scalar {
    // Formulas belong to kinds, and only operators' nodes have a kind.
    get throws { try unsafeDowncast(node, to: OperatorNode.self).scalar }
  }

  /// The arguments of the operator's call, those that are tensors left out.
  package var arguments: OperatorArguments { node.arguments }
}
