import Autograd
import PythonRuntime
import TensorCore
import TorchAPI

/// Notes the graphs of backward passes, for reports that draw them. It is made only for those.
final class GraphRecorder {
  /// More nodes than these are not drawn one by one anyway.
  private static let nodeLimit = 2000
  /// Passes of a cell that are looked at; those of a long training loop are alike, and are only counted.
  private static let passLimit = 32
  /// Graphs of a cell that are kept.
  private static let graphLimit = 6

  private let interpreter: Interpreter
  private let tensors: TensorSession
  private var graphs: [GraphOutcome] = []
  private var passes = 0
  /// The graph of the running pass, and where each leaf stands in it.
  private var current: (graph: Int, leaves: [ObjectIdentifier: Int])?

  init(_ interpreter: Interpreter, _ tensors: TensorSession) {
    self.interpreter = interpreter
    self.tensors = tensors
    tensors.willRunBackward = { [unowned self] in willRun($0) }
    tensors.onLeafGradient = { [unowned self] in arrived($0, $1) }
  }

  /// The graphs noted since the last call.
  func take() -> [GraphOutcome] {
    defer {
      graphs = []
      passes = 0
      current = nil
    }
    return graphs
  }

  /// Notes the graph behind a tensor that a cell asks for.
  func note(_ tensor: Tensor, named name: String, line: Int) {
    var leaves: [ObjectIdentifier: Int] = [:]
    let graph = graph(of: [tensor], .asked(name), line: line, &leaves)
    if !graph.nodes.isEmpty { graphs.append(graph) }
  }

  private func willRun(_ roots: [Tensor]) {
    current = nil
    passes += 1
    guard passes <= Self.passLimit else {
      // The last graph stands for the passes that are not looked at.
      if let last = graphs.lastIndex(where: { $0.occasion == .backward }) { graphs[last].count += 1 }
      return
    }
    var leaves: [ObjectIdentifier: Int] = [:]
    let graph = graph(of: roots, .backward, line: interpreter.cellLocation?.line ?? 0, &leaves)
    if let known = graphs.firstIndex(where: { $0.isAlike(graph) }) {
      graphs[known].count += 1
    } else if graphs.count < Self.graphLimit, !graph.nodes.isEmpty {
      graphs.append(graph)
      current = (graphs.count - 1, leaves)
    }
  }

  private func arrived(_ leaf: Tensor, _ gradient: Tensor) {
    guard let current, let place = current.leaves[ObjectIdentifier(leaf)] else { return }
    graphs[current.graph].gradients[place] = text(of: gradient)
  }

  private func graph(
    of tensors: [Tensor], _ occasion: GraphOutcome.Occasion, line: Int, _ leaves: inout [ObjectIdentifier: Int]
  ) -> GraphOutcome {
    let names = TensorNames(interpreter)
    var variables: [String?] = []
    let snapshot = GraphSnapshot(of: tensors, limit: Self.nodeLimit, readsSaved: false) { node in
      if let leaf = node as? AccumulateGrad {
        leaves[ObjectIdentifier(leaf.variable)] = variables.count
        variables.append(names.ofTensors[ObjectIdentifier(leaf.variable)])
      } else {
        variables.append(names.ofNodes[ObjectIdentifier(node)])
      }
    }
    var ranks: [UInt64: Int] = [:]
    for number in Set(snapshot.nodes.lazy.filter { !$0.isLeaf }.map(\.sequenceNumber)).sorted() {
      ranks[number] = ranks.count + 1
    }
    let nodes = snapshot.nodes.enumerated().map { index, node in
      GraphOutcome.Node(
        operation: node.name, isLeaf: node.isLeaf, variable: variables[index], shape: node.outputs.first?.shape ?? [],
        dtype: node.outputs.first?.dtype ?? "", order: node.isLeaf ? 0 : ranks[node.sequenceNumber] ?? 0,
        inputs: node.inputs.compactMap { input in
          input.node.map { target in
            let outputs = snapshot.nodes[target].outputs
            return GraphOutcome.Input(
              node: target, shape: outputs.indices.contains(input.output) ? outputs[input.output].shape : [])
          }
        })
    }
    return GraphOutcome(
      occasion: occasion, line: line, nodes: nodes, roots: snapshot.roots.compactMap(\.node), isCut: snapshot.isCut)
  }

  // MARK: Gradients

  /// More values than these are told by their range.
  private static let fewest = 6
  /// More values than these are not read.
  private static let most = 4096

  private func text(of gradient: Tensor) -> String {
    let array = gradient.array
    if array.count <= Self.fewest, let text = try? interpreter.repr(TensorObject.of(gradient.detached())) {
      return Self.oneLine(text)
    }
    guard array.count <= Self.most, !array.dtype.isComplex else { return "" }
    let values = (0..<array.count).map { array.element(at: array.position(of: $0)).double }
    guard let low = values.min(), let high = values.max(), !values.contains(where: \.isNaN) else { return "has nan" }
    return "\(Self.short(low)) … \(Self.short(high))"
  }

  /// A tensor's text without its name, and white space made one blank.
  private static func oneLine(_ text: String) -> String {
    var words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    if words.hasPrefix("tensor("), words.hasSuffix(")") { words = String(words.dropFirst(7).dropLast()) }
    return words
  }

  /// About four digits.
  private static func short(_ value: Double) -> String {
    guard value.isFinite, abs(value) >= 1e-3, abs(value) < 1e5 else { return value == 0 ? "0" : "\(Float(value))" }
    let text = "\((value * 1e4).rounded() / 1e4)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
