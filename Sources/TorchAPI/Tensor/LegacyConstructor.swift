import Autograd
import PythonRuntime
import TensorCore

/// `torch.Tensor(...)`, `torch.FloatTensor(...)`: the constructors from before `torch.tensor`.
struct LegacyConstructor {
  /// The element type; nil for the default type (`torch.Tensor`).
  let dtype: DType?

  /// Makes a tensor: of the sizes given, of the data given, or empty.
  func make(_ interpreter: Interpreter, _ arguments: Arguments) throws -> Tensor {
    try torchErrors {
      let type = try dtype ?? TensorSession.current.defaultDType
      if arguments.count == 0 {
        if let data = arguments.keyword(named: "data") { return try tensor(data, type, interpreter) }
        return Tensor(try NDArray(zeros: [0], type))
      }
      if arguments.count == 1 {
        let first = arguments[0]
        if let source = first.tensorObject {
          guard source.tensor.dtype == type else {
            throw TorchError(
              .type,
              "expected \(type.tensorClassName) (got \(source.tensor.array.tensorTypeName))")
          }
          return try KnownOperators.alias(source.tensor)
        }
        if let size = first.cast(SizeObject.self) { return Tensor(try NDArray(zeros: Dims(size.sizes), type)) }
        if !first.isInteger {
          if case .float = first { throw TorchError(.type, "new(): data must be a sequence (got float)") }
          return try tensor(first, type, interpreter)
        }
      }
      var sizes: [Int] = []
      for (index, value) in arguments.positional.enumerated() {
        guard value.isIndex else {
          throw TorchError(
            .type,
            "new(): argument 'size' failed to unpack the object at pos \(index + 1) with error "
              + "\"type must be tuple of ints,but got \(value.type.tpName)\"")
        }
        sizes.append(try value.machineInteger(interpreter))
      }
      return Tensor(try NDArray(zeros: Dims(sizes), type))
    }
  }

  private func tensor(_ data: Value, _ type: DType, _ interpreter: Interpreter) throws -> Tensor {
    Tensor(try TensorData(interpreter, defaultType: type).array(data, dtype: type))
  }

  /// The element type that `x.type(...)` is asked for: a dtype, a Python type, a legacy type or its name.
  static func dtype(of value: Value) throws -> DType? {
    if let dtype = value.cast(DTypeObject.self)?.dtype ?? DTypeObject.named(byType: value) { return dtype }
    if let type = value.cast(LegacyTypeObject.self) { return type.dtype }
    guard let text = value.text else { return nil }
    guard let found = DType.allCases.first(where: { $0.tensorClassName == text }) else {
      throw PythonException(.valueError, "invalid type: '\(text)'")
    }
    return found
  }
}

/// `torch.FloatTensor` and the like: callable, and a class as far as `isinstance` is concerned.
package final class LegacyTypeObject: Object, @unchecked Sendable {
  /// The element type.
  let dtype: DType

  init(_ dtype: DType) {
    self.dtype = dtype
    super.init(type: .legacyTensorType)
  }

  package override func repr(_ interpreter: Interpreter) throws -> String { "<class '\(dtype.tensorClassName)'>" }

  package override func call(_ arguments: Arguments, _ interpreter: Interpreter) throws -> Value {
    TensorObject.of(try LegacyConstructor(dtype: dtype).make(interpreter, arguments))
  }

  package override func acceptsInstance(_ value: Value, _ interpreter: Interpreter) throws -> Bool? {
    value.tensorObject?.tensor.dtype == dtype
  }

  package override func attribute(_ name: StringObject, _ interpreter: Interpreter) throws -> Value? {
    switch name.value {
    case "dtype": DTypeObject.of(dtype)
    case "__name__": .string(String(dtype.tensorClassName.dropFirst(6)))
    default: try super.attribute(name, interpreter)
    }
  }
}

extension TypeObject {
  /// `type(torch.FloatTensor)`
  static let legacyTensorType = TypeObject.native(
    "tensortype", module: "torch", specials: [.repr, .call], isWrittenInC: true, isSubclassable: false)
}

extension DType {
  /// The legacy class of CPU tensors of this type: `torch.FloatTensor`.
  package var tensorClassName: String { "torch.\(scalarName)Tensor" }

  /// The type of a legacy class, by its name behind `torch.`.
  static func named(legacyClass name: String) -> DType? {
    guard name.hasSuffix("Tensor"), name != "Tensor" else { return nil }
    return allCases.first { $0.tensorClassName.dropFirst(6) == name }
  }
}
