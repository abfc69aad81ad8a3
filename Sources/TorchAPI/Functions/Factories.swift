import Autograd
import PythonRuntime
import TensorCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The functions that make tensors out of nothing: `torch.zeros` and the like.
enum Factories {
  /// All of them.
  static let all: [TorchFunction] =
    filled + sequences + likes + [tensor, asTensor, asArray] + random + layouts + Windows.all

  // MARK: From data

  private static let tensor = TorchFunction(
    "tensor",
    [
      "tensor(object data, *, ScalarType? dtype=None, Device? device=None, bool pin_memory=False, "
        + "bool requires_grad=False)"
    ]
  ) { bound in
    let data = bound.value(0)
    try bound.optionalDevice(2)?.checkUsable()
    try torchErrors { try checkPinned(bound) }
    let interpreter = bound.interpreter
    if let source = data.tensorObject {
      try TorchWarnings.warn(
        "To copy construct from a tensor, it is recommended to use sourceTensor.detach().clone() or "
          + "sourceTensor.detach().clone().requires_grad_(True), rather than torch.tensor(sourceTensor).", interpreter)
      let array = try source.tensor.array.cast(to: bound.optionalDType(1) ?? source.tensor.dtype)
      return try leaf(
        array.storage === source.tensor.array.storage ? try array.clone() : array, bound, named: "requires_grad")
    }
    if let shared = try data.sharedTensor() {
      let array = try shared.array.cast(to: bound.optionalDType(1) ?? shared.dtype)
      return try leaf(
        array.storage === shared.array.storage ? try array.clone() : array, bound, named: "requires_grad")
    }
    let defaultType = try TensorSession.current.defaultDType
    return try leaf(
      try TensorData(interpreter, defaultType: defaultType).array(data, dtype: bound.optionalDType(1)), bound,
      named: "requires_grad")
  }

  private static let asTensor = TorchFunction(
    "as_tensor", ["as_tensor(object data, *, ScalarType? dtype=None, Device? device=None)"]
  ) { bound in
    try bound.optionalDevice(2)?.checkUsable()
    return try adopted(bound.value(0), dtype: bound.optionalDType(1), bound.interpreter)
  }

  private static let asArray = TorchFunction(
    "asarray",
    [
      "asarray(object obj, *, ScalarType? dtype=None, Device? device=None, bool? copy=None, bool requires_grad=False)"
    ]
  ) { bound in
    try bound.optionalDevice(2)?.checkUsable()
    let data = bound.value(0)
    let isSequence = try data.tensorObject == nil && data.sharedTensor() == nil
    if isSequence, bound.optionalBool(3) == false {
      throw PythonException(.valueError, "can't alias arbitrary sequence into a tensor.")
    }
    let result = try adopted(data, dtype: bound.optionalDType(1), bound.interpreter)
    guard let object = result.tensorObject else { return result }
    let tensor = bound.optionalBool(3) ?? false ? try object.tensor.clone() : object.tensor
    let isNew = tensor !== object.tensor
    guard let wanted = bound.optionalBool(4), wanted != tensor.requiresGrad else {
      if !bound.isGiven(4), tensor.requiresGrad {
        try TorchWarnings.warnOnce(
          "torch.asarray: unspecified requires_grad now defaults to obj.requires_grad instead of False. Pass"
            + " requires_grad=False explicitly to get the old behavior and silence this warning. (Triggered internally at"
            + " /__w/pytorch/pytorch/torch/csrc/utils/tensor_new.cpp:1737.)")
      }
      return isNew ? TensorObject.of(tensor) : result
    }
    if !wanted, !tensor.isLeaf { return TensorObject.of(tensor.detached()) }
    guard tensor.dtype.isDifferentiable else {
      throw TorchError(.runtime, "Only Tensors of floating point and complex dtype can require gradients")
    }
    try tensor.setRequiresGrad(wanted)
    return isNew ? TensorObject.of(tensor) : result
  }

  /// A tensor as it is if its type fits, else the data as a tensor.
  private static func adopted(_ data: Value, dtype: DType?, _ interpreter: Interpreter) throws -> Value {
    if let source = data.tensorObject {
      guard let dtype, dtype != source.tensor.dtype else { return data }
      return TensorObject.of(try Conversions.cast(source.tensor, to: dtype))
    }
    if let shared = try data.sharedTensor() {
      return TensorObject.of(try dtype.map { try Conversions.cast(shared, to: $0) } ?? shared)
    }
    let defaultType = try TensorSession.current.defaultDType
    return TensorObject.of(
      Tensor(try TensorData(interpreter, defaultType: defaultType).array(data, dtype: dtype)))
  }

  // MARK: Of a size

  private static let filled: [TorchFunction] = [
    TorchFunction("zeros", ["zeros(int[] size, \(FactoryOptions.schema))"]) { bound in
      let size = try sizes(bound, 0)
      if size.contains(where: { $0 < 0 }) {
        throw TorchError(.runtime, "zeros: Dimension size must be non-negative.")
      }
      return try made(bound) { try NDArray(zeros: Dims(size), try dtype(bound)) }
    },
    TorchFunction("ones", ["ones(int[] size, \(FactoryOptions.schema))"]) { bound in
      let size = try sizes(bound, 0)
      return try made(bound) { try NDArray(full: Dims(size), .int(1), try dtype(bound)) }
    },
    TorchFunction(
      "empty",
      [
        "empty(int[] size, *, MemoryFormat? memory_format=None, Tensor? out=None, ScalarType? dtype=None, "
          + "Layout? layout=None, Device? device=None, bool pin_memory=False, bool requires_grad=False)"
      ]
    ) { bound in
      let size = try sizes(bound, 0)
      let format = bound.memoryFormat ?? .contiguous
      return try made(bound) {
        let array = try NDArray(zeros: Dims(size), try dtype(bound))
        return format == .contiguous || format == .preserve ? array : try array.copied(in: format, as: array.dtype)
      }
    },
    TorchFunction(
      "full",
      ["full(int[] size, Scalar fill_value, \(FactoryOptions.schema))"]
    ) { bound in
      let size = try sizes(bound, 0)
      let value = try bound.scalar(1)
      let type =
        try bound.optionalDType(named: "dtype")
        ?? value.dtype(default: try TensorSession.current.defaultDType)
      try Factories.check(value, fits: type)
      return try made(bound) { try NDArray(full: Dims(size), value, type) }
    },
    TorchFunction("eye", ["eye(int n, \(FactoryOptions.schema))", "eye(int n, int m, \(FactoryOptions.schema))"]) {
      bound in
      let rows = try bound.int(0)
      let columns = bound.overload == 1 ? try bound.int(1) : rows
      if rows < 0 { throw TorchError(.runtime, "n must be greater or equal to 0, got \(rows)") }
      if columns < 0 { throw TorchError(.runtime, "m must be greater or equal to 0, got \(columns)") }
      return try made(bound) { try NDArray(eye: rows, columns, try dtype(bound)) }
    },
    TorchFunction(
      "scalar_tensor", ["scalar_tensor(Scalar s, \(FactoryOptions.schemaWithoutOut))"]
    ) { bound in
      let value = try bound.scalar(0)
      return try made(bound) {
        try check(value, fits: try dtype(bound))
        return try NDArray(scalar: value, try dtype(bound))
      }
    },
  ]

  /// Zeros with the strides asked for.
  static func strided(_ bound: BoundArguments, _ dtype: DType) throws -> Value {
    let (size, stride) = (try sizes(bound, 0), try bound.ints(1))
    guard size.count == stride.count else {
      throw TorchError(
        .runtime,
        "dimensionality of sizes (\(size.count)) must match dimensionality of strides (\(stride.count))")
    }
    if size.contains(where: { $0 < 0 }) {
      throw TorchError(.runtime, "empty_strided: Dimension size must be non-negative.")
    }
    return try made(bound) {
      var extent = 1
      for (length, step) in zip(size, stride) {
        let (part, overflow) = Swift.max(length - 1, 0).multipliedReportingOverflow(by: step)
        let (sum, overflowOfSum) = extent.addingReportingOverflow(part)
        guard !overflow, !overflowOfSum, step >= 0 else {
          throw TorchError(
            .runtime,
            "Storage size calculation overflowed with sizes=\(Dims(size).text) and strides=\(Dims(stride).text)")
        }
        extent = sum
      }
      let flat = try NDArray(zeros: [size.contains(0) ? 0 : extent], dtype)
      return try flat.asStrided(size, stride, offset: 0)
    }
  }

  // MARK: Sequences

  private static let sequences: [TorchFunction] = [
    TorchFunction(
      "arange",
      [
        "arange(Scalar end, \(FactoryOptions.schema))",
        "arange(Scalar start, Scalar end, \(FactoryOptions.schemaWithoutOut))",
        "arange(Scalar start, Scalar end, Scalar step=1, \(FactoryOptions.schema))",
      ]
    ) { bound in
      let start = bound.overload == 0 ? Scalar.int(0) : try bound.scalar(0)
      let end = try bound.scalar(bound.overload == 0 ? 0 : 1)
      let step = bound.overload == 2 ? try bound.scalar(2) : .int(1)
      let isInteger = [start, end, step].allSatisfy { $0.category <= 1 }
      let type =
        try bound.optionalDType(named: "dtype") ?? (isInteger ? .int64 : try TensorSession.current.defaultDType)
      return try made(bound) {
        if type == .bool || type.isComplex { throw TorchError.notImplemented("arange_cpu", for: type) }
        // The largest integers count in themselves, all other types in double precision.
        for bound in [start, end, step] { try check(bound, fits: type == .int64 ? .int64 : .float64) }
        guard type == .int64, !isInteger else { return try NDArray(arange: start, to: end, step: step, type) }
        return try NDArray(arange: .int(start.int), to: .int(end.int), step: .int(step.int), type)
      }
    },
    TorchFunction("range", ["range(Scalar start, Scalar end, Scalar step=1, \(FactoryOptions.schema))"]) { bound in
      try TorchWarnings.warn(
        "torch.range is deprecated and will be removed in a future release because its behavior is inconsistent with "
          + "Python's range builtin. Instead, use torch.arange, which produces values in [start, end).",
        bound.interpreter)
      let type = try dtype(bound)
      if type == .bool || type.isComplex { throw TorchError.notImplemented("range_cpu", for: type) }
      let limits = try (0...2).map { place in
        let number = try bound.scalar(place)
        if case .complex(_, let imaginary) = number, imaginary != 0 {
          throw TorchError(.runtime, "value cannot be converted to type double without overflow")
        }
        return number.double
      }
      let (start, end, step) = (limits[0], limits[1], limits[2])
      if step == 0 { throw TorchError(.runtime, "step must be nonzero") }
      if (end - start) / step < 0 {
        throw TorchError(.runtime, "upper bound and lower bound inconsistent with step sign")
      }
      let count = ((end - start) / step).rounded(.down) + 1
      guard count < 9e18 else { throw TorchError(.runtime, "invalid size, possible overflow?") }
      try Storage.checkRoom(for: Int(count), of: dtype(bound).itemSize)
      try Storage.checkRoom(for: Int(count), of: MemoryLayout<Scalar>.stride)
      let values = (0..<Int(count)).map { Scalar.double(start + Double($0) * step) }
      return try made(bound) { try NDArray(values, shape: [values.count], try dtype(bound)) }
    },
    TorchFunction("linspace", spaceSchemas("linspace", "")) { bound in
      let (start, end, steps) = try ends(bound, "linspace")
      let type = try spaceType(bound, start, end)
      return try made(bound) { try NDArray(linspace: start, to: end, steps: steps, type) }
    },
    TorchFunction("logspace", spaceSchemas("logspace", ", float base=10.0")) { bound in
      let (start, end, steps) = try ends(bound, "logspace")
      let base = try bound.double(3)
      let type = try spaceType(bound, start, end)
      try Storage.checkRoom(for: steps, of: type.itemSize)
      if type.isComplex {
        let exponents = try NDArray(linspace: start, to: end, steps: steps, .complex128)
        let powers = try NDArray(scalar: .double(base), .complex128).pow(exponents, as: .complex128)
        return try made(bound) { try powers.cast(to: type) }
      }
      return try made(bound) {
        let result = try NDArray(empty: [steps], type)
        for first in stride(from: 0, to: steps, by: NDArray.slabSize) {
          let places = first..<Swift.min(first + NDArray.slabSize, steps)
          let exponents = try NDArray(
            places.map { .double(NDArray.linspaced($0, of: steps, from: start.double, to: end.double)) },
            shape: [places.count], .float64)
          // What is rounded to single precision comes from vectors of powers.
          let powers =
            type == .float32
            ? try NDArray(scalar: .double(base), .float64).pow(exponents, as: .float64)
            : try exponents.mapDoubles { pow(base, $0) }
          try result.narrow(0, first, places.count).copy(from: powers)
        }
        return result
      }
    },
  ]

  /// The type of numbers between two ends: a complex one by itself if an end is complex.
  private static func spaceType(_ bound: BoundArguments, _ start: Scalar, _ end: Scalar) throws -> DType {
    let type = try dtype(bound)
    let isAsked = bound.optionalDType(named: "dtype") != nil || bound.value(named: "out").tensorObject != nil
    return !isAsked && (start.isComplex || end.isComplex) ? type.complexType : type
  }

  private static func spaceSchemas(_ name: String, _ more: String) -> [String] {
    [("Tensor", "Tensor"), ("Scalar", "Tensor"), ("Tensor", "Scalar"), ("Scalar", "Scalar")].map { start, end in
      "\(name)(\(start) start, \(end) end, int steps\(more), \(FactoryOptions.schema))"
    }
  }

  private static func ends(_ bound: BoundArguments, _ name: String) throws -> (Scalar, Scalar, Int) {
    let ranks = (0...1).map { bound.value($0).tensorObject?.tensor.array.rank }
    if ranks.contains(where: { $0 ?? 0 > 0 }) {
      let got = zip(["start", "end"], ranks).compactMap { end, rank in rank.map { "\(end) with \($0) dimension(s)" } }
      throw TorchError(
        .runtime,
        "\(name) only supports 0-dimensional start and end tensors, but got \(got.joined(separator: " and ")).")
    }
    let wanted = bound.optionalDType(named: "dtype")
    let (start, end) = (try bound.value(0).scalar(bound.interpreter), try bound.value(1).scalar(bound.interpreter))
    if let wanted, !wanted.isComplex, [start, end].contains(where: \.isComplex) {
      let inferred = try TensorSession.current.defaultDType == .float64 ? "double" : "float"
      throw TorchError(
        .runtime,
        "torch.\(name)(): inferred dtype c10::complex<\(inferred)> can't be safely cast to passed dtype"
          + " \(wanted.scalarName)")
    }
    let steps = try bound.int(2)
    if steps < 0 { throw TorchError(.runtime, "number of steps must be non-negative") }
    if wanted == .bool, steps > 1 { throw TorchError.notImplemented("\(name)_cpu", for: .bool) }
    return (start, end, steps)
  }

  // MARK: Like a tensor

  private static let likes: [TorchFunction] = [
    like("zeros_like", .int(0)), like("empty_like", .int(0)), like("ones_like", .int(1)),
    TorchFunction(
      "full_like", ["full_like(Tensor input, Scalar fill_value, \(FactoryOptions.schemaLike))"]
    ) { bound in
      let source = try bound.tensor(0)
      let value = try bound.scalar(1)
      let type = bound.optionalDType(named: "dtype") ?? source.dtype
      try check(value, fits: type)
      return try made(bound) { try filled(like: source.array, type, bound.memoryFormat, value) }
    },
  ]

  private static func like(_ name: String, _ value: Scalar) -> TorchFunction {
    TorchFunction(name, ["\(name)(Tensor input, \(FactoryOptions.schemaLike))"]) { bound in
      let source = try bound.tensor(0)
      let type = bound.optionalDType(named: "dtype") ?? source.dtype
      return try made(bound) { try filled(like: source.array, type, bound.memoryFormat, value) }
    }
  }

  /// An array of one number in a memory format, by itself the order in which `source` lies in memory
  /// (`torch.preserve_format`).
  private static func filled(
    like source: NDArray, _ dtype: DType, _ format: MemoryFormat?, _ value: Scalar
  ) throws -> NDArray {
    let format = format ?? .preserve
    let isRowMajor = format == .contiguous || format == .preserve && source.strides == source.shape.contiguousStrides
    if isRowMajor, value == .int(0) { return try NDArray(zeros: source.shape, dtype) }
    let result =
      isRowMajor
      ? try NDArray(empty: source.shape, dtype)
      : try NDArray(empty: source.shape, in: format, like: source, dtype)
    result.fill(value)
    return result
  }

  // MARK: Of a layout

  private static let layouts: [TorchFunction] = [
    triangleIndices("tril_indices", lower: true), triangleIndices("triu_indices", lower: false),
    TorchFunction(
      "empty_strided", ["empty_strided(int[] size, int[] stride, \(FactoryOptions.schemaWithoutOut))"]
    ) { bound in try strided(bound, dtype(bound)) },
    TorchFunction(
      "empty_permuted", ["empty_permuted(int[] size, int[] physical_layout, \(FactoryOptions.schemaWithoutOut))"]
    ) { bound in
      let (size, order) = (try sizes(bound, 0), try bound.ints(1))
      guard size.count == order.count else {
        throw TorchError(
          .runtime,
          "Number of dimensions in size does not match the length of the physical_layout; i.e. len(size) ="
            + " \(size.count) is not equal to len(physical_layout) = \(order.count)")
      }
      for dim in order where dim < 0 || dim >= size.count {
        throw TorchError(
          .runtime,
          "Dimension out of range (expected to be between 0 and \(size.count - 1), but got \(dim) at index"
            + " \(order.firstIndex(of: dim) ?? 0).  NB: negative dims not currently supported; file an issue if you want it."
        )
      }
      if Set(order).count != order.count { throw TorchError(.runtime, "Duplicate dim not allowed") }
      return try made(bound) {
        let physical = try NDArray(zeros: Dims(order.map { size[$0] }), try dtype(bound))
        var inverse = [Int](repeating: 0, count: order.count)
        for (place, dim) in order.enumerated() { inverse[dim] = place }
        return try physical.permute(inverse)
      }
    },
  ]

  /// The places of a triangle of a matrix, as rows of coordinates.
  private static func triangleIndices(_ name: String, lower: Bool) -> TorchFunction {
    TorchFunction(name, ["\(name)(int row, int col, int offset=0, \(FactoryOptions.schemaWithoutOut))"]) { bound in
      let (rows, columns, offset) = (try bound.int(0), try bound.int(1), try bound.int(2))
      if rows < 0 { throw TorchError(.runtime, "row must be non-negative, got\(rows)") }
      if columns < 0 { throw TorchError(.runtime, "col must be non-negative, got\(columns)") }
      let type = bound.optionalDType(named: "dtype") ?? .int64
      guard type == .int64 || type == .int32 else { throw TorchError.notImplemented(name, for: type) }
      return try made(bound) { try NDArray(triangleIndices: rows, columns, lower: lower, diagonal: offset, type) }
    }
  }

  // MARK: What factories share

  /// The type a factory makes: the one asked for, or the default.
  static func dtype(_ bound: BoundArguments) throws -> DType {
    if let dtype = bound.optionalDType(named: "dtype") { return dtype }
    if let out = bound.value(named: "out").tensorObject { return out.tensor.dtype }
    return try TensorSession.current.defaultDType
  }

  /// A list of sizes, where elements may be 0-dim integer tensors.
  static func sizes(_ bound: BoundArguments, _ index: Int) throws -> [Int] { try bound.ints(index) }

  /// The new tensor of a factory, with the device, `out` and `requires_grad` that were asked for.
  static func made(_ bound: BoundArguments, _ make: () throws -> NDArray) throws -> Value {
    if let place = bound.signature.index(of: "device") { try bound.optionalDevice(place)?.checkUsable() }
    try checkPinned(bound)
    let array = try make()
    if let out = bound.value(named: "out").tensorObject {
      if out.tensor.array.shape == array.shape {
        if !array.isSameMemory(as: out.tensor.array) { try out.tensor.array.copy(from: array) }
      } else {
        out.tensor.array = try array.cast(to: out.tensor.dtype)
      }
      out.tensor.bumpVersion()
      return out.asValue
    }
    return try leaf(array, bound, named: "requires_grad")
  }

  /// Refuses memory that only devices that are not here need.
  static func checkPinned(_ bound: BoundArguments) throws {
    guard let place = bound.signature.index(of: "pin_memory"), bound.bool(place) else { return }
    throw TorchError(
      .runtime,
      "pin_memory=True requires a CUDA or other accelerator backend; no pinned memory allocator is available on this"
        + " system.")
  }

  /// A leaf with these values.
  private static func leaf(_ array: NDArray, _ bound: BoundArguments, named name: String) throws -> Value {
    let tensor = Tensor(array)
    if let place = bound.signature.index(of: name), bound.bool(place) {
      guard array.dtype.isDifferentiable else {
        throw TorchError(.runtime, "Only Tensors of floating point and complex dtype can require gradients")
      }
      try tensor.setRequiresGrad(true)
    }
    return TensorObject.of(tensor)
  }

  /// Raises where a fill value does not fit the type.
  static func check(_ value: Scalar, fits dtype: DType) throws {
    guard dtype != .bool else { return }
    var fits = dtype.isComplex || value.imaginary == 0
    if dtype.isInteger {
      let half = Double(sign: .plus, exponent: dtype.itemSize * 8 - 1, significand: 1)
      let most = dtype == .uint8 ? 255 : dtype == .int64 ? half : half - 1
      // Whole numbers below zero come around to the other end; fractions are compared as they are.
      let least = if dtype != .uint8 { -half } else if case .int = value { -255.0 } else { 0.0 }
      fits = fits && value.double <= most && value.double >= least
    } else {
      fits = fits && [value.double, value.imaginary].allSatisfy { !$0.isFinite || abs($0) <= dtype.largest }
    }
    if !fits {
      throw TorchError(.runtime, "value cannot be converted to type \(dtype.cName) without overflow")
    }
  }
}

extension DType {
  /// The largest finite value of a floating-point type.
  fileprivate var largest: Double {
    switch self {
    case .float16: 65504
    case .bfloat16: 0x1.FEp127
    case .float32, .complex64: Double(Float.greatestFiniteMagnitude)
    default: .greatestFiniteMagnitude
    }
  }
}

extension BoundArguments {
  /// The value of the parameter of a name; `.undefined` where the signature has none or none was passed.
  package func value(named name: String) -> Value { signature.index(of: name).map { value($0) } ?? .undefined }

  /// The element type passed for the parameter of a name.
  package func optionalDType(named name: String) -> DType? { signature.index(of: name).flatMap { optionalDType($0) } }
}
