import Autograd
import PythonRuntime
import TensorCore

/// Runs `body`, turning the errors of the tensor layers into Python exceptions.
@inline(__always) package func torchErrors<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let error as TorchError {
    throw PythonException(error)
  }
}

extension PythonException {
  /// The exception that PyTorch raises for an error of the tensor layers.
  package init(_ error: TorchError) {
    switch error.kind {
    case .runtime: self.init(.runtimeError, error.message)
    case .index: self.init(.indexError, error.message)
    case .type: self.init(.typeError, error.message)
    case .value: self.init(.valueError, error.message)
    case .notImplemented: self.init(.notImplementedError, error.message)
    // PyTorch raises it as a RuntimeError whose text is the name.
    case .zeroDivision: self.init(.runtimeError, error.message)
    case .overflow: self.init(.overflowError, error.message)
    case .memory: self.init(.memoryError, error.message)
    case .linearAlgebra: self.init(.linearAlgebraError, error.message)
    }
  }
}

extension TypeObject {
  /// `torch.linalg.LinAlgError`
  package static let linearAlgebraError = TypeObject.native(
    "_LinAlgError", module: "torch._C", bases: [.runtimeError], holdsValues: true, instanceDictionary: true)
  /// `torch.OutOfMemoryError`
  package static let outOfMemoryError = TypeObject.native(
    "OutOfMemoryError", module: "torch", bases: [.runtimeError], holdsValues: true, instanceDictionary: true)
}

/// The tensor session of the calling thread.
package func torchSession() throws -> TensorSession {
  try torchErrors { try TensorSession.current }
}

extension Value {
  /// A Python number of a tensor's element.
  package static func number(_ scalar: Scalar) -> Value {
    switch scalar {
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .double(let value): .float(value)
    case .complex(let real, let imaginary): .object(ComplexObject(real, imaginary))
    }
  }

  /// The number as tensors take it, or nil for a value that is none.
  @inline(__always) package func scalarOrNil(_ interpreter: Interpreter) throws -> Scalar? {
    switch self {
    case .int(let value): return .int(value)
    case .float(let value): return .double(value)
    case .bool(let value): return .bool(value)
    case .object: return try objectScalar(interpreter)
    default: return nil
    }
  }

  private func objectScalar(_ interpreter: Interpreter) throws -> Scalar? {
    guard case .object(let object) = self else { return nil }
    if let complex = object as? ComplexObject { return .complex(complex.real, complex.imaginary) }
    if let boxed = object as? BoxedValue { return try boxed.primitive.scalarOrNil(interpreter) }
    if object is BigIntObject { throw PythonException(.overflowError, "int too big to convert") }
    return nil
  }

  /// The number as tensors take it; a tensor of one element counts.
  package func scalar(_ interpreter: Interpreter) throws -> Scalar {
    if let scalar = try scalarOrNil(interpreter) { return scalar }
    if let tensor = tensorObject { return try torchErrors { try tensor.tensor.array.item() } }
    throw PythonException(.typeError, "must be real number, not \(type.tpName)")
  }

  /// The integer, where a tensor of one element counts.
  ///
  /// - Throws: `ValueError` for an integer wider than a machine word.
  package func machineInteger(_ interpreter: Interpreter) throws -> Int {
    if case .int(let value) = self { return value }
    if let tensor = tensorObject { return try tensor.integer() }
    if case .object(let object) = self, object is BigIntObject {
      throw PythonException(.valueError, "Overflow when unpacking long long")
    }
    return try interpreter.index(self)
  }
}
