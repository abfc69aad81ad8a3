import Autograd
import PythonRuntime

/// Whether a value may be passed for a parameter.
enum ParameterCheck {
  /// It may.
  case fits
  /// It may not; for a sequence, the index of the element that is wrong.
  case fails(element: Int?)

  static func when(_ condition: Bool) -> ParameterCheck { condition ? .fits : .fails(element: nil) }
}

extension FunctionParameter {
  /// Whether the value may be passed (`FunctionParameter::check` of PyTorch).
  func check(_ value: Value) -> ParameterCheck {
    switch kind {
    case .tensor: return .when(value.tensorObject != nil || allowsNumberAsTensor && value.isNumber)
    case .scalar: return .when(value.isNumber || value.isPlainZeroDimensional)
    case .int: return .when(value.isInteger || value.isIntegerTensor && value.isPlainZeroDimensional)
    case .float:
      if value.cast(ComplexObject.self) != nil { return .fails(element: nil) }
      return .when(value.isNumber || value.isPlainZeroDimensional)
    case .bool:
      if case .bool = value { return .fits }
      return .fails(element: nil)
    case .string: return .when(value.text != nil)
    case .tensorList: return .when(value.sequenceElements != nil)
    case .intList(let size):
      if let elements = value.sequenceElements {
        guard let first = elements.first else { return .fits }
        return first.isIndex ? .fits : .fails(element: 0)
      }
      return .when(size > 0 && value.isInteger)
    case .scalarList:
      return .when(value.sequenceElements?.allSatisfy { $0.isNumber || $0.isPlainZeroDimensional } ?? false)
    case .floatList:
      guard let elements = value.sequenceElements else { return .fails(element: nil) }
      guard let first = elements.first else { return .fits }
      return first.isNumber ? .fits : .fails(element: 0)
    case .dtype: return .when(value.cast(DTypeObject.self) != nil || DTypeObject.named(byType: value) != nil)
    case .layout: return .when(value.cast(LayoutObject.self) != nil)
    case .memoryFormat: return .when(value.cast(MemoryFormatObject.self) != nil)
    case .device: return .when(value.isInteger || value.text != nil || value.cast(DeviceObject.self) != nil)
    case .generator: return .when(value.cast(GeneratorObject.self) != nil)
    case .storage: return .when(value.cast(StorageObject.self) != nil)
    case .object: return .fits
    }
  }
}

extension Value {
  /// The tensor's Python object, if the value is one.
  @inline(__always) package var tensorObject: TensorObject? {
    if case .object(let object) = self { return object as? TensorObject }
    return nil
  }

  /// A Python number of any kind.
  package var isNumber: Bool {
    switch self {
    case .bool, .int, .float: return true
    case .object(let object): return object is BigIntObject || object is ComplexObject || object is BoxedValue
    default: return false
    }
  }

  /// An `int` that is no `bool`.
  package var isInteger: Bool {
    switch self {
    case .int: return true
    case .object(let object):
      if object is BigIntObject { return true }
      if let boxed = object as? BoxedValue { return boxed.primitive.isInteger }
      return false
    default: return false
    }
  }

  /// A 0-dim tensor that requires no gradient: PyTorch lets it stand for a number.
  var isPlainZeroDimensional: Bool {
    guard let tensor = tensorObject?.tensor else { return false }
    return tensor.array.rank == 0 && !tensor.requiresGrad
  }

  /// A tensor of an integer type.
  var isIntegerTensor: Bool {
    guard let tensor = tensorObject?.tensor else { return false }
    return tensor.dtype.isInteger
  }

  /// What may stand as an index: an `int`, or an integer tensor of one element.
  var isIndex: Bool {
    if isInteger { return true }
    guard let tensor = tensorObject?.tensor else { return false }
    return tensor.dtype.isInteger && tensor.array.count == 1
  }

  /// The elements of a list or tuple.
  package var sequenceElements: [Value]? {
    guard case .object(let object) = self else { return nil }
    if let list = object as? ListObject { return list.elements }
    if let tuple = object as? TupleObject { return tuple.elements }
    return nil
  }
}

extension Arguments {
  /// The tensor, of arguments that are one by position and nothing else.
  @inline(__always) var tensorAlone: Tensor? {
    count == 1 && keywords == nil ? self[0].tensorObject?.tensor : nil
  }
}

extension [Value] {
  /// The tensors that these are. Throws PyTorch's error for the first that is none.
  func tensors(argument index: Int) throws -> [Tensor] {
    try enumerated().map { place, element in
      guard let object = element.tensorObject else {
        throw PythonException(
          .typeError, "expected Tensor as element \(place) in argument \(index), but got \(element.type.tpName)")
      }
      return object.tensor
    }
  }
}
