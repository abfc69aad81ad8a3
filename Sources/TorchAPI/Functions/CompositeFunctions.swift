import Autograd
import PythonRuntime
import TensorCore

/// Functions of `torch` that PyTorch writes in Python around operators.
enum CompositeFunctions {
  typealias Entry = (arity: NativeFunction.Arity, body: NativeFunction.Body)

  /// The functions by name.
  static let all: [String: Entry] = [
    "histogramdd": (
      .any, { interpreter, arguments in try histogramGrid(interpreter, arguments) }
    ),
    "broadcast_tensors": (
      .any,
      { interpreter, arguments in
        try refuseKeywords(arguments, "broadcast_tensors", besides: [])
        let tensors = try tensors(arguments, "broadcast_tensors", takesList: false)
        return try torchErrors {
          var shape: Dims = []
          for tensor in tensors { shape = try NDArray.broadcast(shape, tensor.array.shape) }
          return .tuple(
            try tensors.map { tensor in
              if tensor.array.shape == shape { return TensorObject.of(tensor) }
              return try TorchFunctions.call("expand", [.tensor(tensor), .ints(shape.array), .bool(false)])
            })
        }
      }
    ),
    "lu": (.any, { interpreter, arguments in try lu(interpreter, arguments) }),
    "meshgrid": (
      .any,
      { interpreter, arguments in
        try refuseKeywords(arguments, "meshgrid", besides: ["indexing"])
        let tensors = try tensors(arguments, "meshgrid")
        let indexing = arguments.keyword(named: "indexing")?.text
        if tensors.isEmpty { throw PythonException(.runtimeError, "meshgrid expects a non-empty TensorList") }
        if let given = arguments.keyword(named: "indexing"), indexing == nil, !given.isNone {
          throw PythonException(
            .typeError, "meshgrid(): argument 'indexing' must be str, not \(given.type.tpName)")
        }
        if tensors.contains(where: { $0.dtype != tensors[0].dtype }) {
          throw PythonException(.runtimeError, "meshgrid expects all tensors to have the same dtype")
        }
        if let indexing, indexing != "xy", indexing != "ij" {
          throw PythonException(
            .runtimeError, "torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: \(indexing)")
        }
        if indexing == nil {
          try torchSession().warnOnce(
            "UserWarning",
            "torch.meshgrid: in an upcoming release, it will be required to pass the indexing argument. (Triggered "
              + "internally at /__w/pytorch/pytorch/aten/src/ATen/native/TensorShape.cpp:4215.)")
        }
        return try torchErrors { .tuple(try meshgrid(tensors, swaps: indexing == "xy").map { TensorObject.of($0) }) }
      }
    ),
    "tensordot": (
      .signature("(a, b, dims=2, out=None)"),
      { interpreter, arguments in
        guard let a = arguments[0].tensorObject?.tensor, let b = arguments[1].tensorObject?.tensor else {
          let wrong = arguments[0].tensorObject == nil ? arguments[0] : arguments[1]
          throw PythonException(.attributeError, "'\(wrong.type.tpName)' object has no attribute 'dim'")
        }
        let (first, second) = try contractedDims(arguments[2], a.array, b.array, interpreter)
        let operands = [arguments[0], arguments[1], first, second]
        let out = arguments[3].isUndefined || arguments[3].isNone ? [] : [("out", arguments[3])]
        return try Arguments.with(operands, keywords: out) { try contraction.call(interpreter, $0) }
      }
    ),
    "unravel_index": (
      .signature("(indices, shape)"),
      { interpreter, arguments in
        guard let indices = arguments[0].tensorObject?.tensor.array else {
          throw PythonException(.attributeError, "'\(arguments[0].type.tpName)' object has no attribute 'is_complex'")
        }
        guard indices.dtype.isInteger else {
          throw PythonException(
            .typeError, "expected 'indices' to be integer dtype, but got torch.\(indices.dtype.name)")
        }
        func check(_ value: Value, isFitting: Bool, _ expected: String) throws {
          if isFitting { return }
          throw PythonException(.typeError, "expected 'shape' \(expected), but got \(value.type.classText)")
        }
        let shape = arguments[1]
        let elements = shape.text.map { $0.isEmpty ? [] : [shape] } ?? shape.sequenceElements
        try check(
          shape, isFitting: elements != nil || shape.type.isSubtype(of: .int), "to be int or sequence of ints")
        let sizes = try (elements ?? [shape]).map { size in
          try check(size, isFitting: size.type.isSubtype(of: .int), "sequence to only contain ints")
          return try? size.machineInteger(interpreter)
        }
        let factors = sizes.dropFirst().reduce(Int?(1)) { product, size in
          guard let product, let size else { return nil }
          let (factor, isTooLarge) = product.multipliedReportingOverflow(by: size)
          return isTooLarge ? nil : factor
        }
        guard sizes.allSatisfy({ $0 ?? 0 >= 0 }) else {
          let shape = Value.tuple(elements ?? [shape])
          throw PythonException(
            .valueError, "'shape' cannot have negative values, but got \(try interpreter.repr(shape))")
        }
        guard factors != nil, sizes.allSatisfy({ $0 != nil }) else {
          throw PythonException(.valueError, "Overflow when unpacking long long")
        }
        let known = sizes.compactMap(\.self)
        return try torchErrors { .tuple(try coordinates(of: indices, in: known).map { TensorObject.of(Tensor($0)) }) }
      }
    ),
  ]

  private static let contraction = OperatorFunction(
    "tensordot", OperatorRegistry.overloads("tensordot"), form: .function)

  /// The lists of dimensions that `dims` of `tensordot` says; what is in them is looked at later.
  private static func contractedDims(
    _ dims: Value, _ a: NDArray, _ b: NDArray, _ interpreter: Interpreter
  ) throws -> (Value, Value) {
    if let pair = dims.sequenceElements {
      guard pair.count >= 2 else {
        throw PythonException(.valueError, "not enough values to unpack (expected 2, got \(pair.count))")
      }
      guard pair.count == 2 else { throw PythonException(.valueError, "too many values to unpack (expected 2)") }
      return (pair[0], pair[1])
    }
    if let tensor = dims.tensorObject?.tensor.array, tensor.count > 1 {
      guard tensor.shape[0] == 2 else { throw PythonException(.assertionError, "") }
      let rows = try torchErrors { try (0...1).map { try tensor.select(0, $0).ints } }
      return (.list(rows[0].map { .int($0) }), .list(rows[1].map { .int($0) }))
    }
    let isNumber = dims.isUndefined || dims.isInteger || dims.tensorObject != nil || dims.type === TypeObject.bool
    guard isNumber else {
      throw PythonException(
        .runtimeError,
        "tensordot expects dims to be int or tuple[list[int], list[int]] or list[list[int]] containing two lists, but got"
          + " dims=\(try interpreter.str(dims))")
    }
    let count = dims.isUndefined ? 2 : try dims.machineInteger(interpreter)
    guard count >= 0 else {
      throw PythonException(.runtimeError, "tensordot expects dims >= 0, but got dims=\(count)")
    }
    guard count <= min(a.rank, b.rank) else {
      throw PythonException(.runtimeError, "tensordot expects dims < ndim_a or ndim_b, but got dims=\(count)")
    }
    return (.list((-count..<0).map { .int($0) }), .list((0..<count).map { .int($0) }))
  }

  /// Raises for a keyword that the function does not take.
  private static func refuseKeywords(_ arguments: Arguments, _ name: String, besides known: Set<String>) throws {
    for index in 0..<arguments.keywordCount {
      let keyword = arguments.keyword(index).name.value
      guard known.contains(keyword) else {
        throw PythonException(.typeError, "\(name)() got an unexpected keyword argument '\(keyword)'")
      }
    }
  }

  private static let histogramBinder = LazyBinder(
    "histogramdd",
    ["int[] bins", "int bins", "Tensor[] bins"].map {
      "histogramdd(Tensor input, \($0), float[]? range=None, Tensor? weight=None, bool density=False)"
    })

  /// The counts, and a tuple of the edges along each dimension.
  private static func histogramGrid(_ interpreter: Interpreter, _ arguments: Arguments) throws -> Value {
    let binder = histogramBinder.binder
    // A list of tensors would fit the first way to call it until its elements are read.
    let bins = arguments.count > 1 ? arguments[1] : arguments.keyword(named: "bins") ?? .undefined
    let isList = bins.sequenceElements?.first?.tensorObject != nil
    let bound = try ArgumentBinder(
      function: "histogramdd", signatures: isList ? Array(binder.signatures.suffix(1)) : binder.signatures
    ).bind(arguments, interpreter)
    return try torchErrors {
      let x = try bound.tensor(0)
      var (counts, edges) = (Argument.none, Argument.none)
      if isList {
        edges = .tensors(try bound.tensors(1))
      } else if bound.overload == 1 {
        let width = x.array.rank == 0 ? 0 : x.array.shape[x.array.rank - 1]
        counts = .ints([Int](repeating: try bound.int(1), count: width))
      } else {
        counts = .ints(try bound.ints(1))
      }
      let range = try bound.optionalScalars(2).map { Argument.doubles($0.map(\.double)) } ?? .none
      let weight = try bound.optionalTensor(3).map { Argument.tensor($0) } ?? .none
      let results = try Operator.histogramGrid.tensors(
        .tensor(x), counts, edges, range, weight, .bool(bound.bool(4))
      ).map { TensorObject.of($0) }
      return .object(
        ReturnTypeObject(
          "histogramdd", fields: ["hist", "bin_edges"], [results[0], .tuple(Array(results.dropFirst()))]))
    }
  }

  /// The coordinates, one array for each dimension, of places counted in row-major order. Places outside the shape are
  /// taken modulo its size.
  private static func coordinates(of places: NDArray, in sizes: [Int]) throws(TorchError) -> [NDArray] {
    if places.count > 0, sizes.contains(0) { throw TorchError(.runtime, "ZeroDivisionError") }
    var rest = try places.ints
    var results: [NDArray] = []
    for size in sizes.reversed() {
      var values: [Scalar] = []
      for (index, place) in rest.enumerated() {
        // Rounded down, without sums that a large size would carry too far.
        let (quotient, remainder) = place.quotientAndRemainder(dividingBy: size)
        rest[index] = remainder < 0 ? quotient - 1 : quotient
        values.append(.int(remainder < 0 ? remainder + size : remainder))
      }
      results.append(try NDArray(values, shape: places.shape, .int64))
    }
    return results.reversed()
  }

  /// Positional tensors, or one list of them.
  private static func tensors(_ arguments: Arguments, _ name: String, takesList: Bool = true) throws -> [Tensor] {
    let values =
      takesList && arguments.count == 1 ? arguments[0].sequenceElements ?? [arguments[0]] : Array(arguments.positional)
    return try values.tensors(argument: 0)
  }

  /// `torch.lu(A, pivot=True, get_infos=False, out=None)`
  private static func lu(_ interpreter: Interpreter, _ arguments: Arguments) throws -> Value {
    func value(_ place: Int, _ name: String, default usual: Value) -> Value {
      let given = arguments.count > place ? arguments[place] : arguments.keyword(named: name) ?? .undefined
      return given.isUndefined ? usual : given
    }
    let out = value(3, "out", default: .none)
    let givesInfos = try interpreter.truth(value(2, "get_infos", default: .bool(false)))
    let function = OperatorFunction("_lu_with_info", [.luWithInfo], form: .function)
    let keywords = [("pivot", value(1, "pivot", default: .bool(true))), ("check_errors", .bool(!givesInfos))]
    let result = try Arguments.with([value(0, "A", default: .none)], keywords: keywords) {
      try function.call(interpreter, $0)
    }
    let parts = result.sequenceElements ?? []
    guard !out.isNone else { return givesInfos ? result : .tuple(Array(parts.prefix(2))) }
    let count = try interpreter.length(out)
    let wanted = givesInfos ? 3 : 2
    if count != wanted {
      throw PythonException(.typeError, "expected tuple of \(wanted) elements but got \(count)")
    }
    guard let targets = out.sequenceElements else {
      throw PythonException(
        .typeError, "argument 'out' must be tuple of Tensors, not \(out.type.name)")
    }
    for (target, part) in zip(targets, parts) {
      let resized = try interpreter.call(interpreter.getAttribute(target, "resize_as_"), part)
      _ = try interpreter.call(interpreter.getAttribute(resized, "copy_"), part)
    }
    return out
  }

  private static func meshgrid(_ tensors: [Tensor], swaps: Bool) throws -> [Tensor] {
    var inputs = tensors
    if swaps && inputs.count > 1 { inputs.swapAt(0, 1) }
    let sizes = inputs.map { $0.array.count }
    var grids: [Tensor] = try inputs.enumerated().map { index, tensor in
      guard tensor.array.rank <= 1 else {
        throw TorchError(
          .runtime, "torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: \(try tensor.array.cppText())"
        )
      }
      var shape = [Int](repeating: 1, count: inputs.count)
      shape[index] = sizes[index]
      let column = try Operator.view(.tensor(tensor), .ints(shape))
      return try TorchFunctions.tensor("expand", [.tensor(column), .ints(sizes), .bool(false)])
    }
    if swaps && grids.count > 1 { grids.swapAt(0, 1) }
    return grids
  }
}
