import TensorCore

/// What gradient an output of a recorded operation takes (PyTorch's `InputMetadata`).
package struct GradientMetadata {
  /// The output's shape.
  package var shape: Dims
  /// The output's element type.
  package var dtype: DType
  /// Whether the output is a matrix whose columns lie side by side in memory.
  package var liesInColumns: Bool

  /// The metadata of an array's gradient.
  package init(_ array: borrowing NDArray) {
    shape = array.shape
    dtype = array.dtype
    liesInColumns = array.shape.count == 2 && array.strides[0] == 1 && array.strides[1] == array.shape[0]
  }
}
