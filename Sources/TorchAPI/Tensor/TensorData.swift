import Autograd
import PythonRuntime
import TensorCore

/// Makes an array out of nested Python sequences, as `torch.tensor` does (`torch/csrc/utils/tensor_new.cpp`).
struct TensorData {
  private let interpreter: Interpreter
  private let defaultType: DType

  init(_ interpreter: Interpreter, defaultType: DType) {
    self.interpreter = interpreter
    self.defaultType = defaultType
  }

  /// The array of `data` in the type asked for, or in the type its elements suggest.
  ///
  /// - Throws: PyTorch's errors for ragged sequences and elements that are no numbers.
  func array(_ data: Value, dtype: DType?) throws -> NDArray {
    if data.text != nil || data.cast(BytesObject.self) != nil { throw Self.invalid(data) }
    if let shared = try data.sharedTensor() {
      return try torchErrors { try shared.array.cast(to: dtype ?? shared.dtype) }
    }
    let shape = try shape(of: data)
    let type = try dtype ?? inferredType(of: data)
    var scalars: [Scalar] = []
    scalars.reserveCapacity(shape.reduce(1, { $0 &* max($1, 0) }))
    try collect(data, shape[...], depth: 0, type, into: &scalars)
    return try torchErrors { try NDArray(scalars, shape: Dims(shape), type) }
  }

  /// A sequence as an index: a mask of truth values or bytes, places of all other numbers.
  func places(_ data: Value) throws -> NDArray {
    let type = try inferredType(of: data)
    return try array(data, dtype: type == .bool || type == .uint8 ? type : .int64)
  }

  /// The error for an element that is no number.
  private static func invalid(_ value: Value) -> PythonException {
    PythonException(.typeError, "new(): invalid data type '\(value.type.tpName)'")
  }

  /// The elements of a sequence, or nil for anything else.
  private func elements(_ value: Value) throws -> [Value]? {
    if let elements = value.sequenceElements { return elements }
    guard case .object(let object) = value else { return nil }
    if object is RangeObject { return try interpreter.array(of: value) }
    if object is StringObject || object is DictObject || object is SetObject || object is TensorObject
      || object is TypeObject
    {
      return nil
    }
    guard object.type.defines(.getItem), object.type.defines(.length) else { return nil }
    return try interpreter.array(of: value)
  }

  /// The sizes along the first elements.
  private func shape(of data: Value) throws -> [Int] {
    var shape: [Int] = []
    var current = data
    while let elements = try elements(current) {
      shape.append(elements.count)
      if shape.count > 128 {
        throw PythonException(.valueError, "too many dimensions '\(current.type.tpName)'")
      }
      guard let first = elements.first else { break }
      current = first
    }
    // A text is a sequence of texts without end.
    if !shape.isEmpty, let text = current.text, !text.isEmpty {
      throw PythonException(.valueError, "too many dimensions '\(current.type.tpName)'")
    }
    return shape
  }

  /// The narrowest type that holds every element, by PyTorch's promotion.
  private func inferredType(of value: Value, depth: Int = 0) throws -> DType {
    switch value {
    case .float: return defaultType
    case .bool: return .bool
    case .int: return .int64
    default: break
    }
    if case .object(let object) = value, let boxed = object as? BoxedValue, boxed.type.module == "numpy",
      let dtype = DTypeObject.named(boxed.type.name)
    {
      // A NumPy number keeps its type.
      return dtype
    }
    if value.isInteger { return .int64 }
    if Self.isNumPyTruth(value) { return .bool }
    if case .object(let object) = value {
      if object is ComplexObject { return defaultType.complexType }
      if let tensor = object as? TensorObject { return tensor.tensor.dtype }
      if let boxed = object as? BoxedValue {
        return try inferredType(of: boxed.primitive, depth: depth)
      }
      if object is StringObject || object is BytesObject { throw Self.invalid(value) }
    }
    guard let elements = try elements(value) else {
      throw PythonException(.runtimeError, "Could not infer dtype of \(value.type.tpName)")
    }
    guard var type = try elements.first.map({ try inferredType(of: $0, depth: depth + 1) }) else {
      return defaultType
    }
    for element in elements.dropFirst() {
      let next = try inferredType(of: element, depth: depth + 1)
      if next != type { type = DType.promote(type, next) }
      if type == .complex128 { return type }
    }
    return type
  }

  private func collect(
    _ value: Value, _ shape: ArraySlice<Int>, depth: Int, _ dtype: DType, into scalars: inout [Scalar]
  ) throws {
    guard let size = shape.first else {
      scalars.append(try element(value, dtype))
      return
    }
    guard let elements = try elements(value) else {
      throw PythonException(.typeError, "not a sequence")
    }
    guard elements.count == size else {
      throw PythonException(
        .valueError, "expected sequence of length \(size) at dim \(depth) (got \(elements.count))")
    }
    if elements.first?.arrayObject != nil {
      try TorchWarnings.warnOnce(
        "Creating a tensor from a list of numpy.ndarrays is extremely slow. Please consider converting the list to a"
          + " single numpy.ndarray with numpy.array() before converting to a tensor. (Triggered internally at"
          + " /__w/pytorch/pytorch/torch/csrc/utils/tensor_new.cpp:252.)")
    }
    for element in elements { try collect(element, shape.dropFirst(), depth: depth + 1, dtype, into: &scalars) }
  }

  /// What Python's conversions say of an element that is no number of the type.
  private static func refusal(of value: Value, _ dtype: DType) -> PythonException {
    PythonException(
      .typeError,
      dtype.isInteger
        ? "'\(value.type.tpName)' object cannot be interpreted as an integer"
        : "must be real number, not \(value.type.tpName)")
  }

  /// One element as a number of the type.
  /// Whether a value is `numpy.True_` or `numpy.False_`.
  private static func isNumPyTruth(_ value: Value) -> Bool {
    guard case .object(let object) = value else { return false }
    return object.type.module == "numpy" && object.type.name == "bool"
  }

  private func element(_ value: Value, _ dtype: DType) throws -> Scalar {
    if let tensor = value.tensorObject {
      guard tensor.tensor.array.count == 1 else {
        if dtype.isIntegral {
          throw PythonException(
            .typeError, "only integer tensors of a single element can be converted to an index")
        }
        throw PythonException(.valueError, "only one element tensors can be converted to Python scalars")
      }
      return try torchErrors { try tensor.tensor.array.item() }
    }
    if Self.isNumPyTruth(value) {
      if dtype.isInteger {
        throw PythonException(.typeError, "'numpy.bool' object cannot be interpreted as an integer")
      }
      return .bool(try interpreter.truth(value))
    }
    if value.sequenceElements != nil || value.text != nil || !value.isNumber {
      throw Self.refusal(of: value, dtype)
    }
    if case .object(let object) = value {
      if let number = object as? BigIntObject {
        if dtype.isInteger { throw PythonException(.valueError, "Overflow when unpacking long long") }
        return dtype == .bool ? .bool(true) : .double(try IntegerText.double(number.value))
      }
      if object is ComplexObject, dtype.isInteger || dtype.isFloatingPoint { throw Self.refusal(of: value, dtype) }
    }
    let scalar = try value.scalar(interpreter)
    guard dtype.isInteger, dtype != .int64, case .int(let number) = scalar else { return scalar }
    let least = dtype == .uint8 ? -255 : -(1 << (dtype.itemSize * 8 - 1))
    let most = dtype == .uint8 ? 255 : (1 << (dtype.itemSize * 8 - 1)) - 1
    guard number >= least, number <= most else {
      throw PythonException(
        .runtimeError, "value cannot be converted to type \(dtype.tensorTypeName) without overflow")
    }
    return scalar
  }
}

extension DType {
  /// The C++ type in the error of `torch.tensor(300, dtype=torch.uint8)`.
  fileprivate var tensorTypeName: String { name }
}
