import PythonRuntime
import TensorCore

/// A `torch.dtype`. There is one object per type, so that `torch.float is torch.float32`.
package final class DTypeObject: Object, @unchecked Sendable {
  /// The element type it stands for.
  package let dtype: DType

  private init(_ dtype: DType) {
    self.dtype = dtype
    super.init(type: .dtype)
  }

  /// Every dtype's object, in the order of the raw values of `DType`.
  private static let all = DType.allCases.map { DTypeObject($0) }

  /// The object of an element type.
  package static func of(_ dtype: DType) -> Value { .object(all[Int(dtype.rawValue)]) }

  /// The names in `torch` that are element types, with PyTorch's short ones.
  package static func named(_ name: String) -> DType? {
    switch name {
    case "float": .float32
    case "double": .float64
    case "half": .float16
    case "long": .int64
    case "int": .int32
    case "short": .int16
    case "cfloat": .complex64
    case "cdouble": .complex128
    default: DType.allCases.first { $0.name == name }
    }
  }

  /// The element type that a Python type stands for where a dtype is asked for: `float`, `int`, `bool`, `complex`.
  package static func named(byType value: Value) -> DType? {
    guard let type = value.cast(TypeObject.self) else { return nil }
    if type === TypeObject.float { return .float64 }
    if type === TypeObject.int { return .int64 }
    if type === TypeObject.bool { return .bool }
    if type === TypeObject.complex { return .complex128 }
    return nil
  }

  package override func repr(_ interpreter: Interpreter) throws -> String { "torch.\(dtype.name)" }
}

extension TypeObject {
  /// `torch.dtype`
  package static let dtype = TypeObject.native(
    "dtype", module: "torch", specials: [.repr], isWrittenInC: true, isSubclassable: false,
    members: {
      func property(_ name: String, _ read: @escaping @Sendable (DType) -> Value) -> NativeMember {
        .property(name) { _, object in (object as? DTypeObject).map { read($0.dtype) } ?? .none }
      }
      return [
        property("is_floating_point") { .bool($0.isFloatingPoint) },
        property("is_complex") { .bool($0.isComplex) },
        property("is_signed") { .bool($0.isSigned) },
        property("itemsize") { .int($0.itemSize) },
        .method("to_real", .none) { _, arguments in
          guard let object = arguments[0].cast(DTypeObject.self) else { return .none }
          return DTypeObject.of(object.dtype.realType)
        },
        .method("to_complex", .none) { _, arguments in
          guard let object = arguments[0].cast(DTypeObject.self) else { return .none }
          guard object.dtype.isDifferentiable else {
            throw PythonException(.runtimeError, "Unknown Complex ScalarType for \(object.dtype.scalarName)")
          }
          guard object.dtype != .float16 else {
            throw PythonException(.notImplementedError, "torch.complex32 is not supported by nbrun")
          }
          return DTypeObject.of(object.dtype.complexType)
        },
        TorchReduction.by("_reduced_name"),
      ]
    })
}
