import Autograd
import PythonRuntime
import TensorCore

/// The arguments of a call bound to the parameters of one signature, read with PyTorch's conversions.
package struct BoundArguments {
  /// What bound them.
  let binder: ArgumentBinder
  /// Which of the binder's signatures fits.
  package let overload: Int
  /// A value for each parameter, `.undefined` where it was left out or `None`; those at the end may be missing then.
  package let values: [Value]
  /// The session.
  package let interpreter: Interpreter

  /// The function's name in messages.
  package var function: String { binder.function }
  /// The signature that fits.
  package var signature: FunctionSignature { binder.signatures[overload] }

  /// Whether a value was passed for the parameter.
  package func isGiven(_ index: Int) -> Bool { !value(index).isUndefined }

  /// The value of a parameter as it was passed.
  package func value(_ index: Int) -> Value { index < values.count ? values[index] : .undefined }

  private func failure(_ index: Int) -> PythonException {
    let parameter = signature.parameters[index]
    return PythonException(
      .typeError,
      "\(function)(): argument '\(parameter.name)' must be \(parameter.kind.typeName), not "
        + value(index).type.tpName)
  }

  // MARK: Reading

  /// A tensor; a Python number becomes a 0-dim one that promotes like a number.
  package func tensor(_ index: Int) throws -> Tensor {
    if let object = value(index).tensorObject { return object.tensor }
    guard let tensor = try optionalTensor(index) else { throw failure(index) }
    return tensor
  }

  /// A tensor, or nil where none was passed.
  package func optionalTensor(_ index: Int) throws -> Tensor? {
    let value = value(index)
    if value.isUndefined { return nil }
    if let object = value.tensorObject { return object.tensor }
    return try Tensor.wrapping(try value.scalar(interpreter))
  }

  /// The tensors of a list.
  package func tensors(_ index: Int) throws -> [Tensor] {
    guard let elements = value(index).sequenceElements else { throw failure(index) }
    return try elements.tensors(argument: index)
  }

  /// A number, or nil where none was passed.
  package func optionalScalar(_ index: Int) throws -> Scalar? {
    isGiven(index) ? try value(index).scalar(interpreter) : nil
  }

  /// A number; the parameter's default where it was left out.
  package func scalar(_ index: Int) throws -> Scalar {
    if let scalar = try optionalScalar(index) { return scalar }
    switch signature.parameters[index].defaultValue {
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .float(let value): return .double(value)
    default: throw failure(index)
    }
  }

  /// An integer, or nil where none was passed.
  package func optionalInt(_ index: Int) throws -> Int? {
    isGiven(index) ? try value(index).machineInteger(interpreter) : nil
  }

  /// An integer; the parameter's default where it was left out.
  package func int(_ index: Int) throws -> Int {
    if let value = try optionalInt(index) { return value }
    guard case .int(let value)? = signature.parameters[index].defaultValue else { throw failure(index) }
    return value
  }

  /// The argument `memory_format`, if one was passed.
  package var memoryFormat: MemoryFormat? { value(named: "memory_format").cast(MemoryFormatObject.self)?.memoryFormat }

  /// A double, or nil where none was passed.
  package func optionalDouble(_ index: Int) throws -> Double? { try optionalScalar(index)?.double }

  /// A double; the parameter's default where it was left out.
  package func double(_ index: Int) throws -> Double { try scalar(index).double }

  /// A truth value, or nil where none was passed.
  package func optionalBool(_ index: Int) -> Bool? {
    if case .bool(let value) = value(index) { return value }
    return nil
  }

  /// A truth value; the parameter's default, or false, where it was left out.
  package func bool(_ index: Int) -> Bool {
    if let value = optionalBool(index) { return value }
    if case .bool(let value)? = signature.parameters[index].defaultValue { return value }
    return false
  }

  /// A text, or nil where none was passed.
  package func optionalString(_ index: Int) -> String? { value(index).text }

  /// A text; the parameter's default where it was left out.
  package func string(_ index: Int) throws -> String {
    if let text = value(index).text { return text }
    guard case .string(let text)? = signature.parameters[index].defaultValue else { throw failure(index) }
    return text
  }

  /// A list of ints, or nil where none was passed. A single int counts as often as the parameter's size says.
  package func optionalInts(_ index: Int) throws -> [Int]? {
    let value = value(index)
    if value.isUndefined { return nil }
    guard let elements = value.sequenceElements else {
      let single = try value.machineInteger(interpreter)
      guard case .intList(let size) = signature.parameters[index].kind else { return [single] }
      return [Int](repeating: single, count: Swift.max(1, size))
    }
    return try elements.enumerated().map { position, element in
      guard element.isIndex else {
        throw PythonException(
          .typeError,
          "\(function)(): argument '\(signature.parameters[index].name)' failed to unpack the object at pos "
            + "\(position + 1) with error \"type must be tuple of ints,but got \(element.type.tpName)\"")
      }
      return try element.machineInteger(interpreter)
    }
  }

  /// A list of ints; the parameter's default where it was left out.
  package func ints(_ index: Int) throws -> [Int] {
    if let values = try optionalInts(index) { return values }
    guard case .ints(let values)? = signature.parameters[index].defaultValue else { throw failure(index) }
    if values.count == 1, case .intList(let size) = signature.parameters[index].kind, size > 1 {
      return [Int](repeating: values[0], count: size)
    }
    return values
  }

  /// A list of numbers, or nil where none was passed.
  package func optionalScalars(_ index: Int) throws -> [Scalar]? {
    try value(index).sequenceElements?.map { try $0.scalar(interpreter) }
  }

  /// An element type, or nil where none was passed.
  package func optionalDType(_ index: Int) -> DType? {
    value(index).cast(DTypeObject.self)?.dtype ?? DTypeObject.named(byType: value(index))
  }

  /// An element type.
  package func dtype(_ index: Int) throws -> DType {
    guard let dtype = optionalDType(index) else { throw failure(index) }
    return dtype
  }

  /// A device, or nil where none was passed.
  package func optionalDevice(_ index: Int) throws -> DeviceObject? {
    let value = value(index)
    if value.isUndefined { return nil }
    if let device = value.cast(DeviceObject.self) { return device }
    if let text = value.text { return try DeviceObject(text: text) }
    throw PythonException(.runtimeError, "Cannot access accelerator device when none is available.")
  }

  /// A device.
  package func device(_ index: Int) throws -> DeviceObject {
    guard let device = try optionalDevice(index) else { throw failure(index) }
    return device
  }

  /// A random generator, or nil where none was passed.
  package func optionalGenerator(_ index: Int) -> Generator? { value(index).cast(GeneratorObject.self)?.generator }
}

extension ArgumentBinder {
  /// A binder over signatures written in the schema language. A schema that cannot be read is left out, which the tests
  /// of the declarations notice.
  package convenience init(function: String, schemas: [String]) {
    self.init(function: function, signatures: schemas.compactMap(FunctionSignature.init(schema:)))
  }
}
