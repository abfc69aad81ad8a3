/// An error that PyTorch raises, with PyTorch's text; the Python face turns it into an exception.
package struct TorchError: Error, Sendable, CustomStringConvertible {
  /// The Python exception it becomes.
  package enum Kind: String, Sendable {
    case runtime = "RuntimeError"
    case index = "IndexError"
    case type = "TypeError"
    case value = "ValueError"
    case notImplemented = "NotImplementedError"
    case zeroDivision = "ZeroDivisionError"
    case overflow = "OverflowError"
    /// The memory that a document may use is spent; PyTorch has no such limit.
    case memory = "MemoryError"
    case linearAlgebra = "torch._C._LinAlgError"
  }

  package let kind: Kind
  package let message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }

  package var description: String { "\(kind.rawValue): \(message)" }

  /// The error of a kernel that does not exist for a dtype.
  package static func notImplemented(_ kernel: String, for dtype: DType) -> TorchError {
    TorchError(.notImplemented, "\"\(kernel)\" not implemented for '\(dtype.scalarName)'")
  }

  /// The error for complex numbers whose parts are halves, for which there is no type.
  package static var noComplexHalves: TorchError {
    TorchError(.notImplemented, "the type torch.complex32 is not supported by nbrun; the nearest is torch.complex64")
  }

  /// The error for more elements than can be counted.
  package static var uncountable: TorchError { TorchError(.runtime, "numel: integer multiplication overflow") }

  /// The error of `topk` for types without an order; PyTorch writes a space before one of the two.
  package static func topk(_ dtype: DType) -> TorchError {
    let start = dtype.isComplex ? " topk does not support complex" : "topk does not support bool"
    return TorchError(.runtime, "\(start) dtypes on CPU")
  }
}
