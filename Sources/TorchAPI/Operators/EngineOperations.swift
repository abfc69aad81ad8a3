import Autograd
import TensorCore

/// What the engine needs of the operators.
package struct EngineOperations: DifferentiableOperations {
  /// The operators of this module.
  package init() {}

  package func add(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let sum = try a + b
    if a.rows != nil, b.rows != nil { try SparseGradients.setRows(of: sum, a, b) }
    return sum
  }

  package func accumulateRows(_ gradient: Tensor, into leaf: Tensor) throws {
    leaf.grad = try SparseGradients.accumulated(leaf.grad, gradient)
  }

  package func multiply(_ a: Tensor, _ b: Tensor) throws -> Tensor { try a * b }

  package func addInPlace(_ a: Tensor, _ b: Tensor) throws {
    if a.array.shape == b.array.shape, a.combineValues(.add, with: b) { return }
    let room = a.array.mayBeWritten(whileReading: b.array) ? a.array : nil
    let sum = try a.array.add(b.array, as: a.dtype, into: room)
    if !sum.isSameMemory(as: a.array) { try a.array.copy(from: sum) }
  }

  package func sum(_ tensor: Tensor, to shape: Dims) throws -> Tensor { try tensor.sum(to: shape) }

  package func cast(_ tensor: Tensor, to dtype: DType) throws -> Tensor { try tensor.cast(to: dtype) }

  package func copy(_ tensor: Tensor, laidOutAs layout: NDArray, exactly: Bool) throws -> Tensor {
    let array: NDArray
    if exactly, !layout.isNonOverlappingAndDense {
      let extent = zip(layout.shape, layout.strides).reduce(1) { $0 + max($1.0 - 1, 0) * $1.1 }
      array = try NDArray(zeros: [extent], tensor.dtype)
        .asStrided(layout.shape.array, layout.strides.array, offset: 0)
    } else {
      array = try NDArray(empty: tensor.array.shape, layoutLike: layout, tensor.dtype)
    }
    return try Operator.copy.inPlace(OperatorArguments([.tensor(Tensor(array)), .tensor(tensor)]))
  }

  package func ownedCopy(of array: NDArray, like layout: NDArray) throws -> NDArray {
    let result = try NDArray(empty: array.shape, layoutLike: layout, array.dtype)
    try result.copy(from: array)
    return result
  }

  package func onesLike(_ tensor: Tensor) throws -> Tensor { try tensor.onesLike() }

  package func zerosLike(_ array: NDArray) throws -> Tensor { Tensor(try NDArray(zeros: array.shape, array.dtype)) }

  package func viewNode(of base: Tensor, _ view: Tensor) throws -> Node {
    let node = OperatorNode(.asStrided)
    node.addInput(base)
    node.addOutput(GradientMetadata(view.array))
    node.arguments = OperatorArguments([
      .none, .ints(view.array.shape.array), .ints(view.array.strides.array), .int(view.array.offset),
      .ints(base.array.strides.array), .int(base.array.offset),
    ])
    return node
  }

  package func slice(_ tensor: Tensor, at view: NDArray, of base: NDArray) throws -> Tensor {
    try Operator.asStrided(
      .tensor(tensor), .ints(view.shape.array), .ints(view.strides.array),
      .int(view.offset - base.offset + tensor.array.offset))
  }

  package func copy(_ source: Tensor, into target: Tensor) throws {
    _ = try Operator.copy.inPlace(OperatorArguments([.tensor(target), .tensor(source)]))
  }

  package func containsNaN(_ array: NDArray) throws -> Bool {
    try array.test(.isnan).truth(all: false).element(at: 0).isTrue
  }
}

extension NodeKind {
  /// The kind of `as_strided`, whose node views get again.
  static var asStrided: NodeKind { Operator.asStridedOf.node ?? .notImplemented("as_strided") }
}

extension TensorSession {
  /// A session over the operators of this module.
  package convenience init() { self.init(operations: EngineOperations()) }
}
