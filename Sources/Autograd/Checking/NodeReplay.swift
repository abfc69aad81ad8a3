import TensorCore

/// What it takes to compute a recorded operation again.
package final class NodeReplay {
  /// The values of the inputs as they were, in the order of the node's edges and in double precision; nil for an input
  /// that is no tensor.
  let inputs: [NDArray?]
  /// The line of the document that recorded the operation.
  let line: Int?
  /// The state of the random generator before the operation, if it may draw.
  let generator: Generator?
  private let body: ([NDArray?]) throws -> [NDArray]

  /// A replay of an operation that was called on `inputs`.
  ///
  /// - Parameter body: computes the node's outputs from other values of the inputs. It may write into these.
  package init(
    inputs: [NDArray?], line: Int?, generator: Generator? = nil, _ body: @escaping ([NDArray?]) throws -> [NDArray]
  ) {
    self.inputs = inputs
    self.line = line
    self.generator = generator
    self.body = body
  }

  /// A copy of an input that a replay can start from: in double precision if it has a gradient.
  package static func copy(of array: NDArray) throws -> NDArray {
    try array.dtype.isDifferentiable ? array.cast(to: precise(array.dtype)).contiguousClone() : array.clone()
  }

  /// The type in which operations on a type are replayed.
  package static func precise(_ dtype: DType) -> DType {
    dtype.isComplex ? .complex128 : dtype.isFloatingPoint ? .float64 : dtype
  }

  /// The outputs for other values of the inputs.
  func outputs(_ inputs: [NDArray?], _ session: TensorSession) throws -> [NDArray] {
    if let generator { session.generator = generator.copy() }
    return try body(inputs)
  }
}

extension NDArray {
  /// A copy in row-major order.
  fileprivate func contiguousClone() throws -> NDArray {
    let copy = try NDArray(empty: shape, dtype)
    try copy.copy(from: self)
    return copy
  }
}
