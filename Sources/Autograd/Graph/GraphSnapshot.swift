import TensorCore

/// The graph behind tensors as a value: what a drawing needs, without holding any tensor.
package struct GraphSnapshot: Sendable, Equatable {
  /// A tensor's layout as far as it is shown.
  package struct TensorInfo: Sendable, Equatable {
    /// The sizes.
    package let shape: [Int]
    /// The element type: `float32`.
    package let dtype: String

    init(_ array: NDArray) { self.init(array.shape, array.dtype) }

    init(_ shape: Dims, _ dtype: DType) {
      self.shape = shape.array
      self.dtype = dtype.name
    }
  }

  /// An input of a node.
  package struct Input: Sendable, Equatable {
    /// The index in ``GraphSnapshot/nodes`` of the node that the gradient goes to; nil where none is needed, or where
    /// the snapshot was cut.
    package let node: Int?
    /// Which output of that node's operation the input is.
    package let output: Int

    /// An input whose gradient goes to output `output` of the node at index `node`.
    package init(node: Int?, output: Int) {
      self.node = node
      self.output = output
    }
  }

  /// A tensor that a node keeps.
  package struct Saved: Sendable, Equatable {
    /// The name in the operator's declaration: `self`, `other`, `result`.
    package let name: String
    /// Its layout; nil for one that is not needed or was released.
    package let tensor: TensorInfo?
  }

  /// A node.
  package struct Node: Sendable, Equatable {
    /// `MulBackward0`.
    package let name: String
    /// When it was recorded; the largest number there is for a leaf.
    package let sequenceNumber: UInt64
    /// The operation's outputs.
    package let outputs: [TensorInfo]
    /// The operation's inputs (`next_functions`).
    package let inputs: [Input]
    /// What it keeps for its formula.
    package let saved: [Saved]
    /// Whether it stands for a leaf, whose gradient it accumulates.
    package let isLeaf: Bool
  }

  /// The nodes that can be reached, each before the nodes of its inputs that no earlier one led to.
  package let nodes: [Node]
  /// Where each tensor's gradient starts; nil for one without a graph.
  package let roots: [Input]
  /// Whether there were more nodes than asked for.
  package let isCut: Bool

  /// The graph of tensors.
  ///
  /// - Parameters:
  ///   - limit: The most nodes to take; a chain may have a million.
  ///   - readsSaved: Whether ``Node/saved`` is filled.
  ///   - note: Is given each node in the order of ``nodes``, for what the snapshot does not hold.
  package init(
    of tensors: [Tensor], limit: Int = 10_000, readsSaved: Bool = true,
    noting note: (Autograd.Node) -> Void = { _ in }
  ) {
    var order: [Autograd.Node] = []
    var places: [ObjectIdentifier: Int] = [:]
    var isCut = false
    func place(_ edge: Edge) -> Input {
      guard let node = edge.node else { return Input(node: nil, output: 0) }
      if let known = places[ObjectIdentifier(node)] { return Input(node: known, output: Int(edge.index)) }
      guard order.count < limit else {
        isCut = true
        return Input(node: nil, output: Int(edge.index))
      }
      places[ObjectIdentifier(node)] = order.count
      order.append(node)
      note(node)
      return Input(node: order.count - 1, output: Int(edge.index))
    }
    roots = tensors.map { place(Edge(to: $0)) }
    var made: [Node] = []
    while made.count < order.count {
      let node = order[made.count]
      let names = readsSaved ? (node as? OperatorNode)?.kind.savedNames ?? [] : []
      made.append(
        Node(
          name: node.name, sequenceNumber: node.sequenceNumber,
          outputs: (0..<node.outputCount).compactMap { node.output($0).map { TensorInfo($0.shape, $0.dtype) } },
          inputs: node.edges.map(place),
          saved: (0..<(readsSaved ? node.savedCount : 0)).map { index in
            Saved(
              name: index < names.count ? names[index] : "", tensor: node.savedArray(index).map { TensorInfo($0) })
          },
          isLeaf: node is AccumulateGrad))
    }
    nodes = made
    self.isCut = isCut
  }
}
