import TensorCore

/// The operations the engine itself needs. The engine knows no operators; who builds a session gives it these.
package protocol DifferentiableOperations: Sendable {
  /// `a + b`, recorded.
  func add(_ a: Tensor, _ b: Tensor) throws -> Tensor
  /// `a * b`, recorded.
  func multiply(_ a: Tensor, _ b: Tensor) throws -> Tensor
  /// `a += b` on values, unrecorded.
  func addInPlace(_ a: Tensor, _ b: Tensor) throws
  /// `leaf.grad += gradient`, one of which is sparse; or its first value.
  func accumulateRows(_ gradient: Tensor, into leaf: Tensor) throws
  /// `tensor` summed over the dimensions that broadcasting added or stretched, recorded.
  func sum(_ tensor: Tensor, to shape: Dims) throws -> Tensor
  /// `tensor` as another type, recorded.
  func cast(_ tensor: Tensor, to dtype: DType) throws -> Tensor
  /// A recorded copy laid out as a gradient of `layout` is: with its strides if it is dense, else contiguous; with its
  /// strides in any case if `exactly`.
  func copy(_ tensor: Tensor, laidOutAs layout: NDArray, exactly: Bool) throws -> Tensor
  /// The same, of values, unrecorded.
  func ownedCopy(of array: NDArray, like layout: NDArray) throws -> NDArray
  /// A tensor of ones like `tensor`: the gradient a scalar starts with.
  func onesLike(_ tensor: Tensor) throws -> Tensor
  /// A tensor of zeros like `array`.
  func zerosLike(_ array: NDArray) throws -> Tensor
  /// The node of `view` as a strided view of its base (`AsStridedBackward0`).
  func viewNode(of base: Tensor, _ view: Tensor) throws -> Node
  /// `tensor.as_strided(...)` at the place that `view` has in `base`.
  func slice(_ tensor: Tensor, at view: NDArray, of base: NDArray) throws -> Tensor
  /// `target.copy_(source)`, recorded.
  func copy(_ source: Tensor, into target: Tensor) throws
  /// Whether a value is NaN, for anomaly mode.
  func containsNaN(_ array: NDArray) throws -> Bool
}
