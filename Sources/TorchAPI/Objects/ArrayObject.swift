import Autograd
import PythonRuntime
import TensorCore

/// What `numpy.ndarray` is made of: an array that can share its memory with tensors. The class itself is written in
/// Python, derived from this one.
package final class ArrayObject: Object {
  /// The array; it never needs a gradient.
  package let tensor: Tensor
  /// The NumPy type of the elements if they are no numbers: the array's numbers only stand for them.
  package let elementType: String?

  package init(_ tensor: Tensor, elementType: String? = nil, type: TypeObject) {
    self.tensor = tensor
    self.elementType = elementType
    super.init(type: type)
  }

  /// The array as a tensor of its own over the same memory.
  ///
  /// - Throws: PyTorch's error for strides that a tensor cannot have.
  package func sharedTensor() throws -> Tensor {
    if let elementType {
      throw PythonException(
        .typeError,
        "can't convert np.ndarray of type numpy.\(elementType). The only supported types are: float64, float32, float16,"
          + " complex64, complex128, int64, int32, int16, int8, uint64, uint32, uint16, uint8, and bool.")
    }
    let array = tensor.array
    for dim in 0..<array.rank where array.strides[dim] < 0 {
      throw PythonException(
        .valueError,
        "At least one stride in the given numpy array is negative, and tensors with negative strides are not currently"
          + " supported. (You can probably work around this by making a copy of your array  with array.copy().) ")
    }
    return Tensor(array)
  }

  /// `numpy.ndarray` over a tensor's memory; imports `numpy` if the document has not.
  package static func make(_ tensor: Tensor, _ interpreter: Interpreter) throws -> Value {
    let numpy = try TorchImports.module("numpy", interpreter)
    return try interpreter.call(try interpreter.getAttribute(numpy, "_of"), TensorObject.of(tensor))
  }
}

extension TypeObject {
  /// The native base of `numpy.ndarray`.
  package static let arrayBase: TypeObject = .native(
    "_ArrayBase", module: "numpy", holdsValues: true, instanceDictionary: true,
    new: { interpreter, type, arguments in
      guard arguments.count > 0, let object = arguments[0].tensorObject else {
        throw PythonException(.typeError, "an array is made of a tensor")
      }
      let elementType = arguments.count > 1 ? arguments[1].text : nil
      return .object(ArrayObject(object.tensor, elementType: elementType, type: type))
    },
    initialize: { _, _, _ in },
    members: {
      [
        .property("_t") { _, object in
          guard let array = object as? ArrayObject else { return .none }
          return TensorObject.of(array.tensor)
        }
      ]
    })
}

extension Value {
  /// The array that the value is, if it is one.
  package var arrayObject: ArrayObject? {
    if case .object(let object) = self { object as? ArrayObject } else { nil }
  }

  /// The array that the value is as a tensor over the same memory; nil if it is none.
  func sharedTensor() throws -> Tensor? { try arrayObject?.sharedTensor() }
}
