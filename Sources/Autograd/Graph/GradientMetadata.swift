import TensorCore

/// What gradient an output of a recorded operation takes (PyTorch's `InputMetadata`).
package struct GradientMetadata {
  /// The output's shape.
  package var shape: Dims
  /// The output's element type.
  package var dtype: DType

  /// The metadata of an array's gradient.
  package init(_ array: borrowing NDArray) {
    shape = array.shape
    dtype = array.dtype
  }
}
