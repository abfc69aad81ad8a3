import PythonRuntime
import PythonSyntax
import TensorCore

/// A `torch.finfo` or `torch.iinfo`: the limits of an element type.
package final class NumberLimits: Object {
  /// The element type.
  package let dtype: DType

  package init(_ dtype: DType, type: TypeObject) {
    self.dtype = dtype
    super.init(type: type)
  }

  /// The limits of a floating point type: resolution, largest, epsilon, smallest normal.
  var floating: (resolution: Double, max: Double, epsilon: Double, tiny: Double) {
    switch dtype {
    case .float16: (0.001, 65504, 0.0009765625, 6.103515625e-05)
    case .bfloat16: (0.01, 3.3895313892515355e+38, 0.0078125, 1.1754943508222875e-38)
    case .float64, .complex128:
      (1e-15, Double.greatestFiniteMagnitude, Double.ulpOfOne, Double.leastNormalMagnitude)
    default:
      (
        1e-6, Double(Float.greatestFiniteMagnitude), Double(Float.ulpOfOne), Double(Float.leastNormalMagnitude)
      )
    }
  }

  /// The limits of an integer type.
  var integer: (min: Int, max: Int) {
    switch dtype {
    case .uint8: (0, 255)
    case .int8: (-128, 127)
    case .int16: (Int(Int16.min), Int(Int16.max))
    case .int32: (Int(Int32.min), Int(Int32.max))
    default: (Int.min, Int.max)
    }
  }

  package override func hash(_ interpreter: Interpreter) throws -> Int { throw Interpreter.unhashable(type) }

  package override func compare(
    _ operation: ComparisonOperator, _ other: Value, _ interpreter: Interpreter
  ) throws -> Value? {
    guard operation == .equal || operation == .notEqual, let other = other.cast(NumberLimits.self) else { return nil }
    return .bool((type === other.type && dtype == other.dtype) == (operation == .equal))
  }

  package override func repr(_ interpreter: Interpreter) throws -> String {
    func short(_ value: Double) throws -> String { try interpreter.format(.float(value), "g") }
    if type === TypeObject.iinfo {
      return
        "iinfo(min=\(try short(Double(integer.min))), max=\(try short(Double(integer.max))), dtype=\(dtype.name))"
    }
    let limits = floating
    return "finfo(resolution=\(try short(limits.resolution)), min=\(try short(-limits.max)), "
      + "max=\(try short(limits.max)), eps=\(try short(limits.epsilon)), "
      + "smallest_normal=\(try short(limits.tiny)), tiny=\(try short(limits.tiny)), dtype=\(dtype.realType.name))"
  }
}

extension TypeObject {
  private static let finfoBinder = LazyBinder("finfo", ["finfo(ScalarType type)"])
  private static let iinfoBinder = LazyBinder("iinfo", ["iinfo(ScalarType type)"])

  /// `torch.finfo`
  package static let finfo: TypeObject = .native(
    "finfo", module: "torch", specials: [.repr, .hash, .equal, .notEqual], isWrittenInC: true, isSubclassable: false,
    new: { interpreter, _, arguments in
      if arguments.isEmpty { return .object(NumberLimits(try torchSession().defaultDType, type: .finfo)) }
      let bound = try finfoBinder.binder.bind(arguments, interpreter)
      let dtype = try bound.dtype(0)
      guard dtype.isFloatingPoint || dtype.isComplex else {
        throw PythonException(
          .typeError,
          "torch.finfo() requires a floating point input type. Use torch.iinfo to handle 'torch.finfo'")
      }
      return .object(NumberLimits(dtype, type: .finfo))
    },
    members: {
      func property(_ name: String, _ read: @escaping @Sendable (NumberLimits) -> Value) -> NativeMember {
        .property(name) { _, object in (object as? NumberLimits).map(read) ?? .none }
      }
      return [
        property("resolution") { .float($0.floating.resolution) },
        property("min") { .float(-$0.floating.max) },
        property("max") { .float($0.floating.max) },
        property("eps") { .float($0.floating.epsilon) },
        property("tiny") { .float($0.floating.tiny) },
        property("smallest_normal") { .float($0.floating.tiny) },
        property("bits") { .int($0.dtype.realType.itemSize * 8) },
        property("dtype") { .string($0.dtype.realType.name) },
      ]
    })

  /// `torch.iinfo`
  package static let iinfo: TypeObject = .native(
    "iinfo", module: "torch", specials: [.repr, .hash, .equal, .notEqual], isWrittenInC: true, isSubclassable: false,
    new: { interpreter, _, arguments in
      let bound = try iinfoBinder.binder.bind(arguments, interpreter)
      let dtype = try bound.dtype(0)
      guard dtype.isInteger else {
        throw PythonException(
          .typeError, "torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'")
      }
      return .object(NumberLimits(dtype, type: .iinfo))
    },
    members: {
      func property(_ name: String, _ read: @escaping @Sendable (NumberLimits) -> Value) -> NativeMember {
        .property(name) { _, object in (object as? NumberLimits).map(read) ?? .none }
      }
      return [
        property("min") { .int($0.integer.min) },
        property("max") { .int($0.integer.max) },
        property("bits") { .int($0.dtype.itemSize * 8) },
        property("dtype") { .string($0.dtype.name) },
      ]
    })
}
