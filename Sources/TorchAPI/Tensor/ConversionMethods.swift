import Autograd
import PythonRuntime
import TensorCore

/// Changes of a tensor's type.
enum Conversions {
  /// The tensor in another type, recorded; the tensor itself if it has the type.
  ///
  /// - Parameter format: the memory format of a copy; another one than the tensor is in asks for a copy.
  static func cast(
    _ tensor: Tensor, to dtype: DType, copies: Bool = false, format: MemoryFormat = .preserve
  ) throws -> Tensor {
    if tensor.dtype.isComplex && !dtype.isComplex && dtype != .bool { try TorchWarnings.discardsImaginary() }
    if format == .preserve, tensor.dtype != dtype {
      return try TensorSession.current.operations.cast(tensor, to: dtype)
    }
    guard copies || tensor.dtype != dtype || format != .preserve && tensor.array.suggestedFormat != format else {
      return tensor
    }
    return try Operator.toCopy(.tensor(tensor), .dtype(dtype), .string(format.rawValue))
  }
}

/// `x.float()`, `x.to(...)`, `x.item()` and the like.
enum ConversionMethods {
  static var all: [NativeMember] { casts + moves + numbers }

  private static var casts: [NativeMember] {
    let types: [(String, DType)] = [
      ("float", .float32), ("double", .float64), ("half", .float16), ("bfloat16", .bfloat16), ("int", .int32),
      ("long", .int64), ("short", .int16), ("char", .int8), ("byte", .uint8), ("bool", .bool),
      ("cfloat", .complex64), ("cdouble", .complex128),
    ]
    return types.map { name, dtype in
      TensorMethods.method(name, ["\(name)(*, MemoryFormat? memory_format=None)"]) { object, bound in
        try result(
          object, try Conversions.cast(object.tensor, to: dtype, format: bound.memoryFormat ?? .preserve))
      }
    }
  }

  /// The object itself where nothing changed.
  private static func result(_ object: TensorObject, _ tensor: Tensor) throws -> Value {
    tensor === object.tensor ? object.asValue : TensorObject.of(tensor)
  }

  private static let toSchemas = [
    "to(Device? device=None, ScalarType? dtype=None, bool non_blocking=False, bool copy=False, *, "
      + "MemoryFormat? memory_format=None)",
    "to(ScalarType dtype, bool non_blocking=False, bool copy=False, *, MemoryFormat? memory_format=None)",
    "to(Tensor tensor, bool non_blocking=False, bool copy=False, *, MemoryFormat? memory_format=None)",
  ]

  /// What `Module.to` was asked for: device, dtype, whether not to block, memory format.
  static var parseTo: NativeFunction {
    let binder = LazyBinder("to", toSchemas)
    return NativeFunction("_parse_to", module: "torch._C._nn") { interpreter, arguments in
      let bound = try binder.binder.bind(arguments, interpreter)
      var device = Value.none
      var dtype = Value.none
      switch bound.overload {
      case 0:
        if let wanted = try bound.optionalDevice(0) {
          // Nothing is made here.
          if wanted.kind != "meta" { try wanted.checkUsable() }
          device = .object(wanted)
        }
        if let wanted = bound.optionalDType(1) { dtype = DTypeObject.of(wanted) }
      case 1: dtype = DTypeObject.of(try bound.dtype(0))
      default: dtype = DTypeObject.of(try bound.tensor(0).dtype)
      }
      let format = bound.memoryFormat.flatMap { MemoryFormatObject.named($0.rawValue) }
      return .tuple([device, dtype, .bool(false), format.map { .object($0) } ?? .none])
    }
  }

  private static var moves: [NativeMember] {
    typealias M = TensorMethods
    return [
      M.method("to", toSchemas, takesNumbersAsTensors: true) { object, bound in
        var copies = bound.bool(bound.overload == 0 ? 3 : 2)
        let dtype: DType
        switch bound.overload {
        case 0:
          if let device = try bound.optionalDevice(0) {
            try device.checkUsable()
            // On another device the tensor has another storage.
            if device.kind == "meta", !MetaTensors.contains(object.tensor) { copies = true }
          }
          dtype = bound.optionalDType(1) ?? object.tensor.dtype
        case 1: dtype = try bound.dtype(0)
        default: dtype = try bound.tensor(0).dtype
        }
        return try result(
          object,
          try Conversions.cast(object.tensor, to: dtype, copies: copies, format: bound.memoryFormat ?? .preserve))
      },
      M.method("cpu", ["cpu(*, MemoryFormat? memory_format=None)"]) { object, _ in object.asValue },
      M.method(
        "cuda", ["cuda(Device? device=None, bool non_blocking=False, *, MemoryFormat? memory_format=None)"]
      ) { _, bound in
        if let device = try bound.optionalDevice(0), device.kind != "cuda" {
          throw PythonException(.runtimeError, "Invalid device, must be cuda device")
        }
        throw PythonException(.assertionError, "Torch not compiled with CUDA enabled")
      },
      M.method("type_as", ["type_as(Tensor other)"]) { object, bound in
        try result(object, try Conversions.cast(object.tensor, to: try bound.tensor(0).dtype))
      },
      TensorMethods.open("type", .signature("(dtype=None, non_blocking=False)")) { interpreter, arguments in
        let object = try M.receiver(arguments)
        let wanted = arguments[1]
        if wanted.isUndefined || wanted.isNone { return .string(object.tensor.array.tensorTypeName) }
        if DTypeObject.named(byType: wanted) != nil, let type = wanted.cast(TypeObject.self) {
          throw PythonException(.valueError, "invalid type: '\(type.name)'")
        }
        guard let dtype = try LegacyConstructor.dtype(of: wanted) else {
          throw PythonException(.typeError, "dtype must be a type, str, or dtype object")
        }
        return try torchErrors { try result(object, try Conversions.cast(object.tensor, to: dtype)) }
      },
      M.plain("share_memory_") { object, _ in object.asValue },
      M.plain("pin_memory") { _, _ in
        throw TorchError(.runtime, "Cannot access accelerator device when none is available.")
      },
    ]
  }

  private static var numbers: [NativeMember] {
    typealias M = TensorMethods
    return [
      M.plain("item") { object, _ in try object.number() },
      M.plain("is_nonzero") { object, interpreter in .bool(try interpreter.truth(object.asValue)) },
      M.plain("tolist") { object, _ in try torchErrors { try list(object.tensor.array) } },
      TensorMethods.open("__float__", .none) { interpreter, arguments in
        let scalar = try M.receiver(arguments).converted(interpreter)
        try checkReal(scalar, "double")
        return .float(scalar.double)
      },
      TensorMethods.open("__int__", .none) { interpreter, arguments in
        let scalar = try M.receiver(arguments).converted(interpreter)
        try checkReal(scalar, "int64_t")
        if case .double(let value) = scalar { return try interpreter.call(.object(TypeObject.int), .float(value)) }
        return .int(scalar.int)
      },
      M.plain("__abs__", overriddenAs: "abs") { object, _ in try TorchFunctions.call("abs", [.tensor(object.tensor)]) },
      M.plain("__reversed__") { object, _ in
        if object.tensor.array.rank == 0 { return object.asValue }
        return try TorchFunctions.call("flip", [.tensor(object.tensor), .ints([0])])
      },
      TensorMethods.open("__complex__", .none) { interpreter, arguments in
        let scalar = try M.receiver(arguments).converted(interpreter)
        return .object(ComplexObject(scalar.double, scalar.imaginary))
      },
      TensorMethods.open("__bool__", .none) { interpreter, arguments in
        .bool(try M.receiver(arguments).truth(interpreter))
      },
      TensorMethods.open("__index__", .none) { interpreter, arguments in
        try M.receiver(arguments).index(interpreter) ?? .none
      },
      TensorMethods.open("__array__") { interpreter, arguments in try array(arguments, interpreter) },
      TensorMethods.open("numpy") { interpreter, arguments in
        if case .bool(true)? = arguments.keyword(named: "force") {
          return try array(of: try M.receiver(arguments).tensor.detached(), interpreter)
        }
        return try array(arguments, interpreter)
      },
    ]
  }

  /// Refuses a number with an imaginary part.
  private static func checkReal(_ scalar: Scalar, _ type: String) throws {
    guard scalar.imaginary != 0 else { return }
    throw PythonException(.runtimeError, "value cannot be converted to type \(type) without overflow")
  }

  /// The receiver as `numpy.ndarray`, over the same memory.
  private static func array(_ arguments: Arguments, _ interpreter: Interpreter) throws -> Value {
    let tensor = try TensorMethods.receiver(arguments).tensor
    if tensor.array.isConjugateView || tensor.array.isNegativeView {
      let (bit, name) = tensor.array.isConjugateView ? ("conjugate", "conj") : ("negative", "neg")
      throw PythonException(
        .runtimeError,
        "Can't call numpy() on Tensor that has \(bit) bit set. Use tensor.resolve_\(name)().numpy() instead.")
    }
    if tensor.requiresGrad, GradMode.isEnabled {
      throw PythonException(
        .runtimeError, "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
    }
    return try array(of: tensor, interpreter)
  }

  private static func array(of tensor: Tensor, _ interpreter: Interpreter) throws -> Value {
    if tensor.dtype == .bfloat16 {
      throw PythonException(.typeError, "Got unsupported ScalarType BFloat16")
    }
    return try ArrayObject.make(tensor, interpreter)
  }

  /// The elements as nested lists of Python numbers.
  private static func list(_ array: NDArray) throws -> Value {
    if array.rank == 0 { return .number(array.element(at: 0)) }
    // The lines along the last dimension first.
    let size = array.shape[array.rank - 1]
    let count = array.shape.array.dropLast().reduce(1, *)
    try Storage.checkRoom(for: count, of: 2 * MemoryLayout<Value>.stride)
    @inline(__always) func split<Number>(_ numbers: [Number], _ value: (Number) -> Value) -> [Value] {
      @inline(__always) func line(_ number: Int) -> [Value] {
        var line: [Value] = []
        line.reserveCapacity(size)
        for index in (number &* size)..<((number + 1) &* size) { line.append(value(numbers[index])) }
        return line
      }
      if array.rank == 1 { return line(0) }
      var lines: [Value] = []
      lines.reserveCapacity(count)
      for number in 0..<count { lines.append(.list(line(number))) }
      return lines
    }
    var level =
      array.dtype.isFloatingPoint
      ? try split(array.doubles) { .float($0) }
      : array.dtype.isInteger
        ? try split(array.cast(to: .int64).ints) { .int($0) }
        : array.dtype == .bool
          ? try split(array.cast(to: .int64).ints) { .bool($0 != 0) } : try split(array.elements) { Value.number($0) }
    for dim in stride(from: array.rank - 2, through: 1, by: -1) {
      let size = array.shape[dim]
      let count = array.shape.array.prefix(dim).reduce(1, *)
      try Storage.checkRoom(for: count, of: 2 * MemoryLayout<Value>.stride)
      level = (0..<count).map { .list(Array(level[($0 * size)..<(($0 + 1) * size)])) }
    }
    return .list(level)
  }
}
