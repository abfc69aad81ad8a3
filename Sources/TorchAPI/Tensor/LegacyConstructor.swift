import Autograd
import PythonRuntime
import TensorCore

/// `torch.Tensor(...)`, `torch.FloatTensor(...)`: the constructors from before `torch.tensor`.
struct LegacyConstructor {
  /// The element type; nil for the default type (`torch.Tensor`).
  let dtype: DType?

  /// The ways to call it, as PyTorch lists them.
  private static let binder = ArgumentBinder(
    function: "new",
    schemas: [
      "new(*, Device? device=None)", "new(Storage storage)", "new(Tensor other)",
      "new(SymInt[] size, *, Device? device=None)", "new(object data, *, Device? device=None)",
    ])
  /// A way that PyTorch does not list.
  private static let hidden = ArgumentBinder(
    function: "new", schemas: ["new(Tensor other, *, Device? device=None)"])

  /// Makes a tensor: of the sizes given, of the data given, or empty.
  func make(_ interpreter: Interpreter, _ arguments: Arguments) throws -> Tensor {
    try torchErrors {
      let type = try dtype ?? TensorSession.current.defaultDType
      if arguments.count == 1, arguments[0].tensorObject != nil, arguments.keyword(named: "device") != nil {
        let bound = try Self.hidden.bind(arguments, interpreter)
        try Self.check(bound, device: 1)
        return try alias(try bound.tensor(0), type)
      }
      let bound = try Self.binder.bind(arguments, interpreter)
      switch bound.overload {
      case 0:
        try Self.check(bound, device: 0)
        return Tensor(try NDArray(zeros: [0], type))
      case 1: return try tensor(bound.value(0), type, interpreter)
      case 2: return try alias(try bound.tensor(0), type)
      case 3:
        try Self.check(bound, device: 1)
        // `new([2, 3])` fits as sizes, but is meant as data.
        if arguments.count == 1, let data = arguments[0].sequenceElements, arguments[0].cast(SizeObject.self) == nil {
          return try tensor(.list(data), type, interpreter)
        }
        return Tensor(try NDArray(zeros: Dims(try bound.ints(0)), type))
      default:
        try Self.check(bound, device: 1)
        let data = bound.value(0)
        guard try data.sharedTensor() != nil || Self.isSequence(data) else {
          throw TorchError(.type, "new(): data must be a sequence (got \(data.type.tpName))")
        }
        return try tensor(data, type, interpreter)
      }
    }
  }

  /// What Python's C functions take for a sequence.
  private static func isSequence(_ value: Value) -> Bool {
    guard case .object(let object) = value, !(object is DictObject), !(object is TypeObject) else { return false }
    return value.sequenceElements != nil || value.text != nil || object.type.defines(.getItem)
  }

  /// The same elements under another tensor; `torch.Tensor` alone takes those of any type.
  private func alias(_ source: Tensor, _ type: DType) throws -> Tensor {
    guard dtype == nil || source.dtype == type else {
      throw TorchError(.type, "expected \(type.optionsText) (got \(source.dtype.optionsText))")
    }
    return try KnownOperators.alias(source)
  }

  private static func check(_ bound: BoundArguments, device index: Int) throws {
    guard let device = try bound.optionalDevice(index), device.kind != "cpu" else { return }
    throw TorchError(
      .runtime, "legacy constructor expects device type: cpu but device type: \(device.kind) was passed")
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
  /// What a tensor of the type on the CPU is like, as C++ code writes it.
  fileprivate var optionsText: String {
    "TensorOptions(dtype=\(typeMetaName), device=cpu, layout=Strided, requires_grad=false (default), "
      + "pinned_memory=false (default), memory_format=(nullopt))"
  }

  /// The legacy class of CPU tensors of this type: `torch.FloatTensor`.
  package var tensorClassName: String { "torch.\(scalarName)Tensor" }

  /// The type of a legacy class, by its name behind `torch.`.
  static func named(legacyClass name: String) -> DType? {
    guard name.hasSuffix("Tensor"), name != "Tensor" else { return nil }
    return allCases.first { $0.tensorClassName.dropFirst(6) == name }
  }
}
