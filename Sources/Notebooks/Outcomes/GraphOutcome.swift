/// A graph of recorded operations as a report draws it: what a backward pass ran through, or what a cell asked for.
package struct GraphOutcome: Sendable, Hashable {
  /// Why the graph is shown.
  package enum Occasion: Sendable, Hashable {
    /// A backward pass ran through it.
    case backward
    /// `# nbrun: graph x` asked for the graph behind this variable.
    case asked(String)
  }

  /// Where a node passes gradients on to.
  package struct Input: Sendable, Hashable {
    /// The index of the node that receives the gradient.
    package let node: Int
    /// The sizes of the gradient.
    package let shape: [Int]

    package init(node: Int, shape: [Int]) {
      self.node = node
      self.shape = shape
    }
  }

  /// An operation, or a leaf.
  package struct Node: Sendable, Hashable {
    /// `MulBackward0`; of a leaf, `AccumulateGrad`.
    package let operation: String
    package let isLeaf: Bool
    /// The variable that holds its result when the graph is noted: `x`, `net.0.weight`.
    package let variable: String?
    /// The sizes of its result.
    package let shape: [Int]
    /// `float32`
    package let dtype: String
    /// Its place in the order in which operations were recorded; leaves come first.
    package let order: Int
    package let inputs: [Input]

    package init(
      operation: String, isLeaf: Bool, variable: String?, shape: [Int], dtype: String, order: Int, inputs: [Input]
    ) {
      self.operation = operation
      self.isLeaf = isLeaf
      self.variable = variable
      self.shape = shape
      self.dtype = dtype
      self.order = order
      self.inputs = inputs
    }
  }

  package let occasion: Occasion
  /// The line of the document that ran then, counted from 1.
  package let line: Int
  /// The nodes, from the roots on.
  package let nodes: [Node]
  /// The indices of the nodes at which the gradient starts.
  package let roots: [Int]
  /// Whether there were more nodes than are kept.
  package let isCut: Bool
  /// What arrived at a leaf, by its index, in short; of several passes, in the first.
  package var gradients: [Int: String] = [:]
  /// How many passes of the cell ran through a graph of this form.
  package var count = 1

  package init(occasion: Occasion, line: Int, nodes: [Node], roots: [Int], isCut: Bool) {
    self.occasion = occasion
    self.line = line
    self.nodes = nodes
    self.roots = roots
    self.isCut = isCut
  }

  /// Whether another graph has the same nodes and edges, whatever arrived.
  func isAlike(_ other: GraphOutcome) -> Bool {
    occasion == other.occasion && nodes == other.nodes && roots == other.roots && isCut == other.isCut
  }
}
